"""The statements of a document: its sentences and its table rows, each under its heading."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.document import Block, BlockKind, Cell, Document, SectionKind, Span, Table
from summarizer.numbers.sentences import split_sentences

_MARK = re.compile(r"\s*(?:[•·▪◦‣●○■□–—*-]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)])\s")
_SHORT_ANSWER = 6  # words
MOST_NUMBERS = 48
"""Numbers beyond which a stretch of text is no statement; those of filings hold at most half as many."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or a table row: the stretch of text within which words and numbers are bound.

    Attributes:
        span: Where it stands.
        table: The table it is a row of, or None.
        cells: The row's cells.
        heading: The titles it stands under, innermost first, joined.
        continues: Whether the statement before it is the same paragraph's.
        lead: The sentence that introduces the list it is an item of: "For 2025, the company expects:".
    """

    span: Span
    table: Table | None = None
    cells: tuple[Cell, ...] = ()
    heading: str = ""
    continues: bool = False
    lead: Span | None = None

    def cell_at(self, offset: int) -> Cell | None:
        """The cell that holds a character; None where none does."""
        return next((cell for cell in self.cells if offset in cell.span), None)


def statements_of(document: Document) -> list[Statement]:
    """The statements of a document in order."""
    text = document.text
    tables = {table.span.start: table for table in document.tables}
    headings = sorted(
        (s.span.start, s.span.end, s.title)
        for s in document.sections
        if s.kind is SectionKind.HEADING and s.title
    )
    blocks: Sequence[Block] = document.blocks or (Block(Span(0, len(text)), BlockKind.PARAGRAPH),)
    statements: list[Statement] = []
    open_headings: list[tuple[int, int, str]] = []
    position = 0
    lead: Span | None = None
    for block in blocks:
        while position < len(headings) and headings[position][0] <= block.span.start:
            open_headings.append(headings[position])
            position += 1
        open_headings = [h for h in open_headings if h[1] > block.span.start]
        heading = open_headings[-1][2] if open_headings else ""
        table = tables.get(block.span.start) if block.kind is BlockKind.TABLE else None
        if table is not None:
            statements += [
                Statement(Span(cells[0].span.start, cells[-1].span.end), table, cells, heading)
                for _, cells in sorted(table.by_row().items())
            ]
            lead = None
            continue
        sentences = _with_answers(text, split_sentences(text, block.span.start, block.span.end))
        if not _is_item(text, block):
            lead = None
        for number, span in enumerate(sentences):
            statements.append(Statement(span, None, (), heading, number > 0, lead))
        if lead is None and sentences and text[sentences[-1].end - 1] == ":":
            lead = sentences[-1]
    return statements


def _is_item(text: str, block: Block) -> bool:
    """Whether a block is one of a list, by its kind or the mark that it begins with."""
    return block.kind is BlockKind.ITEM or _MARK.match(text, block.span.start) is not None


def bounded(statements: Sequence[Statement], starts: Sequence[int]) -> list[Statement]:
    """The same statements, those of too many numbers cut where every so manieth number starts.

    Each number of a statement is bound to all its words and numbers, which takes time without end where
    nothing ends the statement.

    Args:
        statements: All those of a text.
        starts: Where its numbers start.
    """
    pieces: list[Statement] = []
    for statement in statements:
        begin, end = statement.span.start, statement.span.end
        first, last = bisect_left(starts, begin), bisect_left(starts, end)
        continues = statement.continues
        for cut in starts[first + MOST_NUMBERS : last : MOST_NUMBERS]:
            pieces.append(_piece(statement, begin, cut, continues=continues))
            begin, continues = cut, statement.table is None
        whole = begin == statement.span.start
        pieces.append(statement if whole else _piece(statement, begin, end, continues=continues))
    return pieces


def _piece(statement: Statement, start: int, end: int, *, continues: bool) -> Statement:
    cells = statement.cells
    if cells:
        first = max(0, bisect_right(cells, start, key=lambda cell: cell.span.start) - 1)
        cells = cells[first : bisect_left(cells, end, key=lambda cell: cell.span.start)]
    return Statement(Span(start, end), statement.table, cells, statement.heading, continues, statement.lead)


def _with_answers(text: str, sentences: list[Span]) -> list[Span]:
    """Joins a question with its answer, where that is too short to say what it is an answer to."""
    joined: list[Span] = []
    for span in sentences:
        if joined and text[joined[-1].end - 1] == "?" and len(span.of(text).split()) <= _SHORT_ANSWER:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined
