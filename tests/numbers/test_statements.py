"""Sentences and table rows, each under its heading."""

from summarizer.document import Block, BlockKind, Cell, Document, Section, SectionKind, Span, Table
from summarizer.ingest import load_text
from summarizer.numbers.statements import statements_of

TEXT = "Outlook\nWe grow. We hire 5.\n\nTable\nRevenue 5 6\nCost 3 4\n\nLast words."


def span(part: str) -> Span:
    start = TEXT.index(part)
    return Span(start, start + len(part))


def cell(part: str, row: int, column: int) -> Cell:
    return Cell(span(part), row, column)


TABLE = Table(
    span("Revenue 5 6\nCost 3 4"),
    "",
    (
        cell("Revenue", 0, 0),
        cell("5 6\n", 0, 1),
        cell("Cost", 1, 0),
        cell("3", 1, 1),
        cell("4", 1, 2),
    ),
)
DOCUMENT = Document(
    "x",
    TEXT,
    "",
    blocks=(
        Block(span("Outlook"), BlockKind.HEADING),
        Block(span("We grow. We hire 5."), BlockKind.PARAGRAPH),
        Block(TABLE.span, BlockKind.TABLE),
        Block(span("Last words."), BlockKind.PARAGRAPH),
    ),
    sections=(
        Section(Span(0, len(TEXT)), SectionKind.EXHIBIT, "99.1", "Exhibit 99.1"),
        Section(Span(0, span("Last words.").start), SectionKind.HEADING, "", "Outlook"),
        Section(Span(span("We grow.").start, TABLE.span.end), SectionKind.HEADING, "", "Growth"),
    ),
    tables=(TABLE,),
)


def test_sentences_and_rows_in_order() -> None:
    assert [s.span.of(TEXT) for s in statements_of(DOCUMENT)] == [
        "Outlook",
        "We grow.",
        "We hire 5.",
        "Revenue 5 6\n",
        "Cost 3 4",
        "Last words.",
    ]


def test_rows_know_their_table_and_cells() -> None:
    rows = [s for s in statements_of(DOCUMENT) if s.table is not None]
    assert [s.table for s in rows] == [TABLE, TABLE]
    assert [[c.span.of(TEXT) for c in s.cells] for s in rows] == [["Revenue", "5 6\n"], ["Cost", "3", "4"]]


def test_the_innermost_heading_counts_while_its_section_lasts() -> None:
    assert [s.heading for s in statements_of(DOCUMENT)] == [
        "Outlook",
        "Growth",
        "Growth",
        "Growth",
        "Growth",
        "",
    ]


def test_what_continues_a_paragraph() -> None:
    assert [s.continues for s in statements_of(DOCUMENT)] == [False, False, True, False, False, False]


def test_the_items_of_a_list_know_the_sentence_that_introduces_it() -> None:
    text = "It grew. It expects:\n\n• Revenue of 5;\n\n(ii) cash of 6. And more.\n\nThat is all. 7\n\n• No 8"
    leads = {
        statement.span.of(text): statement.lead and statement.lead.of(text)
        for statement in statements_of(load_text(text))
    }
    assert leads == {
        "It grew.": None,
        "It expects:": None,
        "• Revenue of 5;": "It expects:",
        "(ii) cash of 6.": "It expects:",
        "And more.": "It expects:",
        "That is all.": None,
        "7": None,
        "• No 8": None,
    }


def test_a_table_that_nobody_could_read_is_read_as_prose() -> None:
    document = Document("x", TEXT, "", blocks=(Block(TABLE.span, BlockKind.TABLE),))
    assert [s.span.of(TEXT) for s in statements_of(document)] == ["Revenue 5 6\nCost 3 4"]


def test_a_text_without_blocks_is_one_paragraph() -> None:
    statements = statements_of(Document("x", "One. Two.", ""))
    assert [(s.span, s.continues) for s in statements] == [(Span(0, 4), False), (Span(5, 9), True)]


def test_every_number_of_a_loaded_text_stands_in_a_statement() -> None:
    text = "Results\n\nRevenue was $5 million. Cost was $3 million.\n\n| A | B |\n|---|---|\n| x | 7 |\n"
    document = load_text(text)
    statements = statements_of(document)
    for offset, character in enumerate(document.text):
        if character.isdigit():
            assert any(offset in s.span for s in statements), offset
