"""The index of a document: prose as prose, tables with their rules, one index a document."""

import gc
import weakref
from decimal import Decimal

from summarizer.document import Block, BlockKind, Cell, Document, Span, Table
from summarizer.numbers.index import NumberIndex, number_index
from summarizer.numbers.quantity import Kind

TEXT = """Balance sheet (in thousands)
Cash | $ 5,686 | (92)
We had 5,000 patients.
Page 12
"""


def document() -> Document:
    def cell(content: str, column: int) -> Cell:
        start = TEXT.index(content)
        return Cell(Span(start, start + len(content)), 0, column, ("Cash",), (), is_header=column == 0)

    line = Span(TEXT.index("Cash"), TEXT.index("\nWe"))
    table = Table(
        line, "Balance sheet (in thousands)", (cell("Cash", 0), cell("$ 5,686", 1), cell("(92)", 2))
    )
    page = Block(Span(TEXT.index("Page"), len(TEXT)), BlockKind.FURNITURE)
    return Document("test", TEXT, "", blocks=(page,), tables=(table,))


def test_tables_have_their_scale_and_prose_has_none() -> None:
    index = number_index(document())
    assert [(q.text, q.value, q.unit, q.table_scale) for q in index.quantities] == [
        ("$ 5,686", Decimal(5_686_000), "USD", True),
        ("(92)", Decimal(-92_000), "USD", True),
        ("5,000", Decimal(5_000), "patient", False),
        ("Page 12", None, "", False),
    ]


def test_furniture_states_nothing() -> None:
    assert number_index(document()).quantities[-1].kind is Kind.IDENTIFIER


def test_within_finds_what_starts_in_an_interval() -> None:
    index = NumberIndex(document())
    start = TEXT.index("(92)")
    assert [q.text for q in index.within(start, TEXT.index("patients"))] == ["(92)", "5,000"]
    assert index.within(start + 1, start + 3) == ()
    assert index.within(0, len(TEXT)) == index.quantities
    assert index.within(5, 5) == ()


def test_offsets_slice_to_the_text() -> None:
    for quantity in number_index(document()).quantities:
        assert quantity.span.of(TEXT) == quantity.text


def test_a_document_is_read_once_and_not_kept_alive() -> None:
    kept = document()
    index = number_index(kept)
    assert number_index(kept).quantities is index.quantities
    assert number_index(document()).quantities is not index.quantities
    gone = weakref.ref(kept)
    del kept, index
    gc.collect()
    assert gone() is None


def test_an_empty_document_has_no_numbers() -> None:
    assert number_index(Document("empty", "", "")).quantities == ()


def test_digits_between_the_cells_of_a_table_are_read_too() -> None:
    text = "a | 5 | b 7"
    table = Table(
        Span(0, len(text)), "", (Cell(Span(0, 1), 0, 0, is_header=True), Cell(Span(4, 5), 0, 1, ("a",)))
    )
    assert [q.text for q in number_index(Document("x", text, "", tables=(table,))).quantities] == ["5", "7"]
