"""What stands on a page in order, before it is written down: paragraphs, tables, page breaks."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

OPENS: Final = 1 << 20
"""In place of a look: a run without text at which the tagged fact of that number starts."""
CLOSES: Final = 1 << 21
"""In place of a look: a run without text at which the tagged fact of that number ends."""


class Run(NamedTuple):
    """Characters that are copied unchanged.

    Attributes:
        text: The characters as they are shown.
        origin: Where the first of them stands in the original; the number of a fact for a mark.
        look: Looks out of `styling`, or OPENS or CLOSES for a mark, which has no text.
    """

    text: str
    origin: int
    look: int = 0


@dataclass(slots=True)
class Paragraph:
    """A stretch of text on lines of its own.

    Attributes:
        runs: Its characters.
        centred: Whether its lines are.
        heading: Whether its tag says that it is a heading.
        item: Whether its tag says that it is an item of a list.
        preformatted: Whether its line breaks and blanks are to be kept.
        indent: Of its first line, in characters.
    """

    runs: list[Run] = field(default_factory=list)
    centred: bool = False
    heading: bool = False
    item: bool = False
    preformatted: bool = False
    indent: float = 0


@dataclass(slots=True)
class PlacedCell:
    """A piece of a row of a data table: one cell, or several that make one figure.

    Attributes:
        runs: Its characters, on one line.
        tail: Marks of footnotes that stand behind it and are no part of it.
        row: Counted from 0.
        first: The first logical column that it covers, counted from 0; 0 holds the rows' labels.
        last: The last one, itself included.
        indent: In characters.
        header: Whether its tag says that it is a header.
    """

    runs: list[Run]
    tail: list[Run]
    row: int
    first: int
    last: int
    indent: int = 0
    header: bool = False


@dataclass(slots=True)
class DataTable:
    """A table whose cells are labelled by their row and column.

    Attributes:
        rows: Its rows that hold text.
        columns: How many logical columns it has.
    """

    rows: list[list[PlacedCell]]
    columns: int


@dataclass(slots=True)
class PageBreak:
    """The end of a page."""


Piece = Paragraph | DataTable | PageBreak


@dataclass(slots=True)
class RawCell:
    """A cell as it is marked up.

    Attributes:
        pieces: What stands in it.
        colspan: How many columns it says that it covers.
        rowspan: How many rows it says that it covers.
        header: Whether it is a header by its tag.
        indent: In characters.
    """

    pieces: list[Piece] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    indent: float = 0


@dataclass(slots=True)
class RawTable:
    """A table as it is marked up, row by row."""

    rows: list[list[RawCell]] = field(default_factory=list)
