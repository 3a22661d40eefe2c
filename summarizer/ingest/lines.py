"""A text as printed lines: where each stands, how far it is indented, whether it starts a page."""

from collections.abc import Sequence
from typing import NamedTuple

TAB_STOP = 8
_MAX_BLANKS = 80  # lines; more than any rule on the distance of lines asks for


class Line(NamedTuple):
    """One printed line; a blank one has no text.

    Attributes:
        start: Offset of its first visible character.
        end: Offset after its last visible character.
        indent: Columns before the first visible character, tabs expanded.
        text: The visible characters, `document[start:end]`.
        starts_page: Whether it is the first line of a page.
    """

    start: int
    end: int
    indent: int
    text: str
    starts_page: bool = False

    @property
    def edge(self) -> int:
        """The column after the last visible character, tabs within the text counted as one."""
        return self.indent + len(self.text)


def split_lines(text: str, page_starts: Sequence[int] = ()) -> list[Line]:
    """All lines of `text` in order, blank ones too, but for those beyond the eightieth in a row."""
    lines: list[Line] = []
    breaks = iter([*page_starts, len(text) + 1])
    following = next(breaks)
    offset = blanks = 0
    printed = text.split("\n")
    if not printed[-1]:
        printed.pop()  # what stands after the last line feed is no line
    for raw in printed:
        end = offset + len(raw) + 1
        starts_page = end > following
        while end > following:
            following = next(breaks)
        visible = raw.strip()
        if visible:
            blanks = 0
            lead = len(raw) - len(raw.lstrip())
            white = raw[:lead]
            indent = len(white.expandtabs(TAB_STOP)) if "\t" in white else lead
            start = offset + lead
            lines.append(Line(start, start + len(visible), indent, visible, starts_page))
        else:
            blanks += 1
            if blanks <= _MAX_BLANKS or starts_page:
                lines.append(Line(offset, offset, 0, "", starts_page))
        offset = end
    return lines
