"""A text as printed lines: where each stands, how far it is indented, whether it starts a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

TAB_STOP = 8


@dataclass(frozen=True, slots=True)
class Line:
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


_CHUNK = re.compile(r"[^\n]*\n|[^\n]+\Z")


def split_lines(text: str, page_starts: Sequence[int] = ()) -> list[Line]:
    """All lines of `text`, blank ones too, in order."""
    lines: list[Line] = []
    breaks = iter([*page_starts, len(text) + 1])
    following = next(breaks)
    for chunk in _CHUNK.finditer(text):
        raw = chunk.group()
        visible = raw.strip()
        lead = len(raw) - len(raw.lstrip()) if visible else 0
        start = chunk.start() + lead
        white = raw[:lead]
        indent = len(white.expandtabs(TAB_STOP)) if "\t" in white else lead
        starts_page = chunk.end() > following
        while chunk.end() > following:
            following = next(breaks)
        lines.append(Line(start, start + len(visible), indent, visible, starts_page))
    return lines
