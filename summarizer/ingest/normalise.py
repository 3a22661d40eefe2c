"""Characters as published to the text that all offsets refer to, and the way back."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from summarizer.document import Origin, SourceMap

# Everything that is dropped, replaced or starts a page, where it stands in the right place for it. Line and
# paragraph separators, the vertical tab and NEL end a line as well. That every branch opens with a character
# of its own, and none with an assertion, lets the search skip all others.
_SPECIAL = re.compile(
    r"[\x00-\x08\v\f\x0e-\x1a\x1c-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\r\n?|<PAGE>"
    # what a terminal obeys goes as a whole: colours, links
    r"|\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\))?"
)
_LINE_END = "\r\n\v\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text.

    Attributes:
        text: Lines end in a line feed; no other control character but the tab is left.
        source_map: From offsets of `text` to offsets of the text as published, and pages.
        page_starts: Where in `text` the second page starts, and all later ones.
    """

    text: str
    source_map: SourceMap
    page_starts: tuple[int, ...]

    def offset_of(self, original: int) -> int:
        """The offset in `text` of a character of the original, or of the next one that was kept."""
        starts, origins = self.source_map.starts, self.source_map.origins
        run = max(0, bisect_right(origins, original, key=lambda origin: origin.offset) - 1)
        end = starts[run + 1] if run + 1 < len(starts) else len(self.text)
        return min(end, starts[run] + max(0, original - origins[run].offset))


def normalise(original: str) -> Normalised:
    """Normalise line ends, drop control characters and escape sequences, and note page breaks.

    A form feed, or a line that starts with the `<PAGE>` mark of old submissions, starts a page. The
    mark stays, being printed text; the form feed goes, or ends its line where nothing else does.
    """
    pieces: list[str] = []
    starts: list[int] = [0]
    origins: list[Origin] = [Origin(0)]
    breaks: list[int] = []
    length = copied = 0  # characters written, characters of the original dealt with
    ends_line = True  # whether what was written last ends a line

    def run(origin: int) -> None:
        """Start a run of unchanged characters here."""
        if starts[-1] == length:
            origins[-1] = Origin(origin)
        else:
            starts.append(length)
            origins.append(Origin(origin))

    for match in _SPECIAL.finditer(original):
        start, end = match.span()
        found = match.group()
        if (found == "<PAGE>" and start and original[start - 1] != "\n") or (found == "\ufeff" and start):
            continue
        if start > copied:
            piece = original[copied:start]
            pieces.append(piece)
            length += len(piece)
            ends_line = piece[-1] == "\n"
        copied = end
        if found == "<PAGE>":
            breaks.append(length)
            copied = start
        elif found == "\f":
            if not ends_line and original[end : end + 1] not in _LINE_END:
                pieces.append("\n")
                length += 1
                ends_line = True
            run(end)
            breaks.append(length)
        elif found == "\r\n":
            run(end - 1)
            copied = end - 1  # the line feed itself is copied
        elif found in _LINE_END:
            pieces.append("\n")
            length += 1
            ends_line = True
        else:
            run(end)
    pieces.append(original[copied:])
    text = "".join(pieces)
    return _with_pages(text, starts, origins, breaks)


def _with_pages(text: str, starts: list[int], origins: list[Origin], breaks: list[int]) -> Normalised:
    """Cut the runs at page starts and number the pages; a break before any text starts no page."""
    if not breaks:
        return Normalised(text, SourceMap(tuple(starts), tuple(origins)), ())
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    page_starts = sorted({offset for offset in breaks if first < offset < last})
    return Normalised(text, _paged(starts, origins, page_starts), tuple(page_starts))


def _paged(starts: list[int], origins: list[Origin], page_starts: list[int]) -> SourceMap:
    """The source map with a run started at every page start, and the page on every run."""
    old = SourceMap(tuple(starts), tuple(origins))
    paged: dict[int, Origin] = {}
    page, nexts = 1, iter([*page_starts, None])
    following = next(nexts)
    for offset in sorted({*starts, *page_starts}):
        while following is not None and offset >= following:
            page += 1
            following = next(nexts)
        paged[offset] = Origin(old.locate(offset).offset, page)
    return SourceMap(tuple(paged), tuple(paged.values()))
