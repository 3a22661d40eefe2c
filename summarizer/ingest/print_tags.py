"""The tags with which submissions of the 1990s and 2000s mark pages and tables in plain text.

`<PAGE>` starts a page; `<TABLE>`, `<CAPTION>`, `<S>` and `<C>` tell where a table starts, what stands over it
and at which columns of the print its stub and its figures start. They are markup, not text.
"""

import re
from dataclasses import dataclass

_TAG = re.compile(r"</?(?:PAGE|TABLE|CAPTION|S|C|FN|F\d{1,2}|R)>", re.IGNORECASE)
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_PAGE = re.compile(r"<PAGE>[ \t]*\d{0,5}", re.IGNORECASE)
_STARTS_PAGE = re.compile(r"[ \t]*<PAGE>", re.IGNORECASE)
_STUB = re.compile(r"<[SC]>", re.IGNORECASE)
_AROUND_TAGS = " \t\r\n"
_DROPPED = "\0"  # a control character, which normalising drops
_PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class Untagged:
    """A text without its tags.

    Attributes:
        text: As long as the original, every character at its place; dropped ones are NUL.
        bodies: Offsets right after the lines of `<S>` and `<C>`, where a table's rows start.
    """

    text: str
    bodies: tuple[int, ...]


def blank_tags(original: str) -> Untagged:
    """Blank the tags; a line that holds nothing else is dropped, a page tag becomes a form feed."""
    pieces: list[str] = []
    bodies: list[int] = []
    copied = 0
    tag = _TAG.search(original)
    while tag is not None:
        start = original.rfind("\n", 0, tag.start()) + 1
        line = _LINE.match(original, start)
        end = line.end() if line else len(original)
        printed = original[start:end]
        pieces += [original[copied:start], _blanked(printed)]
        if _STUB.search(printed):
            bodies.append(end)
        copied = end
        tag = _TAG.search(original, end)
    pieces.append(original[copied:])
    return Untagged("".join(pieces), tuple(bodies))


def _blanked(printed: str) -> str:
    if _PAGE.fullmatch(printed.strip(_AROUND_TAGS)):
        return _PAGE_BREAK + _DROPPED * (len(printed) - 1)
    blank = _TAG.sub(lambda tag: " " * len(tag.group()), printed)
    starts_page = _STARTS_PAGE.match(printed) is not None
    if not blank.strip(_AROUND_TAGS):
        blank = _DROPPED * len(printed)
    return _PAGE_BREAK + blank[1:] if starts_page else blank
