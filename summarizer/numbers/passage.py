"""The text that the scanners work on: folded, padded, with its typography beside it."""

from typing import Final

PADDING: Final = "\n" * 80
"""Stands before and after the text, so that looking about needs no bounds checks."""

BLANK: Final = r"(?: |[ ]{0,60}\n[ ]{0,60})"
"""A pattern for what parts two words of one sentence: a blank, or a line break with its indentation."""

_SHORT_LINE: Final = 40
_LONGEST_CELL: Final = 40


class Passage:
    """A text to be read.

    Args:
        plain: Folded, without characters that take no room.
        raw: The same with its typography; of the same length.
        cell: Whether it is one cell of a table, where brackets mean minus.

    Attributes:
        text: `plain` with padding on both sides; the offsets of all atoms count in it.
        raw: With the same padding.
        cell: As given.
        typographic: Whether `raw` holds any character that `plain` does not.
        has_letters: Whether there can be words, signs for fractions or addresses in it; most cells of tables
            hold only figures.
    """

    __slots__ = ("cell", "has_letters", "raw", "text", "typographic")

    def __init__(self, plain: str, raw: str, *, cell: bool) -> None:
        self.text = f"{PADDING}{plain}{PADDING}"
        self.raw = self.text if plain == raw else f"{PADDING}{raw}{PADDING}"
        self.cell = cell
        self.has_letters = len(plain) > _LONGEST_CELL or plain.upper() != plain.lower() or not plain.isascii()
        self.typographic = self.raw is not self.text


def ends_row(text: str, end: int) -> bool:
    """Whether the line that ends at `end` is too short to be running text, which goes on below."""
    return text.rfind("\n", end - _SHORT_LINE, end) >= 0
