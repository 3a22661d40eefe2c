"""A whole document: what always holds, the sample filing, and hostile input in linear time."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import processor_seconds

from summarizer.document import BlockKind, Document
from summarizer.errors import EmptySourceError, UnreadableSourceError
from summarizer.ingest import load, load_text

SAMPLE = Path(__file__).parent.parent / "filings" / "immunogen-2021-11-30-8k.txt"

WORDS = st.sampled_from(
    [
        *(
            "Revenue",
            "Total",
            "net",
            "Item 7.01",
            "Item 1.",
            "Exhibit 99.1",
            "2008",
            "2007",
            "June 30,",
            "About Corvane",
        ),
        *(
            "Three Months Ended",
            "(in thousands)",
            "$",
            "1,234",
            "(56)",
            "12%",
            ")",
            "%",
            "--",
            "-",
            "—",
            "....",
            "|",
        ),
        *(
            "||",
            "|---|",
            "\t",
            "  ",
            "     ",
            "          ",
            "\n",
            "\n\n",
            "\n\n\n",
            "\f",
            "<PAGE>",
            "<TABLE>",
            "</TABLE>",
        ),
        *(
            "<S>",
            "<C>",
            "-----",
            "=====",
            "# ",
            "* ",
            "• ",
            "(a)",
            "1.",
            "forward-looking",
            "Page 2",
            "3",
            "a b c d e f",
        ),
        *(
            "Company.",
            "(the “Company”)",
            "(Nasdaq: COR)",
            "Form 8-K",
            "é",
            "\u00a0",
            "$ 5",
            "\r\n",
            ":",
            "\x07",
            "\u2028",
        ),
    ]
)
GAPS = st.sampled_from(["", " ", "  ", "   ", "\n"])
TEXTS = st.lists(st.tuples(WORDS, GAPS).map("".join), min_size=1, max_size=80).map("".join)


def read(text: str) -> Document | None:
    try:
        return load_text(text)
    except (EmptySourceError, UnreadableSourceError):
        return None


@settings(max_examples=300, deadline=None)
@given(TEXTS | st.text(max_size=200))
def test_blocks_cover_all_that_is_printed_and_never_overlap(text: str) -> None:
    document = read(text)
    if document is None:
        return
    end = 0
    for block in document.blocks:
        assert document.text[end : block.span.start].strip() == ""
        assert block.span.start >= end
        printed = block.span.of(document.text)
        assert printed
        assert printed == printed.strip()
        end = block.span.end
    assert document.text[end:].strip() == ""


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_cells_stand_in_their_table_and_never_overlap(text: str) -> None:
    document = read(text)
    if document is None:
        return
    spans = {block.span for block in document.blocks if block.kind is BlockKind.TABLE}
    assert [table.span for table in document.tables] == sorted(spans)
    for table in document.tables:
        cells = sorted(table.cells, key=lambda cell: cell.span)
        assert all(before.span.end <= after.span.start for before, after in itertools.pairwise(cells))
        for cell in cells:
            printed = cell.span.of(document.text)
            assert printed
            assert printed == printed.strip()
            assert table.span.start <= cell.span.start < cell.span.end <= table.span.end
            assert all((*cell.row_header, *cell.column_header))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sections_nest_and_are_in_order(text: str) -> None:
    document = read(text)
    if document is None:
        return
    open_: list[int] = []
    keys = [(section.span.start, -section.span.end) for section in document.sections]
    assert keys == sorted(keys)
    for section in document.sections:
        while open_ and open_[-1] <= section.span.start:
            open_.pop()
        assert not open_ or section.span.end <= open_[-1]
        open_.append(section.span.end)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_source_map_leads_back(text: str) -> None:
    document = read(text)
    if document is None:
        return
    for offset, character in enumerate(document.text):
        there = text[document.source_map.locate(offset).offset]
        assert character in {there, "\n"}


def test_the_sample_filing() -> None:
    document = load(SAMPLE)
    assert (document.form, document.items) == ("8-K", ("7.01", "9.01"))
    assert (document.company, document.ticker) == ("ImmunoGen, Inc.", "IMGN")
    assert document.tables == ()
    assert document.text == SAMPLE.read_text(encoding="utf-8")

    def block_with(words: str) -> str:
        block = document.block_at(document.text.index(words))
        assert block is not None
        assert block.kind is BlockKind.PARAGRAPH
        return " ".join(block.span.of(document.text).split())

    lead = block_with("positive top-line data from the pivotal")
    assert lead.startswith("Waltham, MA — November 30, 2021")
    assert lead.endswith("previously treated with Avastin® (bevacizumab).")
    assert block_with("but are not limited\n\nto,").endswith(
        "filed with the Securities and Exchange Commission."
    )
    assert block_with("ORR by BICR was\n31.6%").startswith("ORR by investigator was 32.4%")
    assert block_with("0% grade 3+).").startswith("Mirvetuximab was well-tolerated")

    def is_boilerplate(words: str) -> bool:
        return any(section.boilerplate for section in document.sections_at(document.text.index(words)))

    assert all(map(is_boilerplate, ["(877) 621-5803", "safe harbor", "212-850-5657", "A BETTER NOW"]))
    assert not any(
        map(is_boilerplate, ["positive top-line data", "median DOR is", "third quarter of 2022 to\nsupport"])
    )


@pytest.mark.parametrize(
    "piece",
    [
        *(
            " ",
            "|",
            "(",
            "\n",
            "-",
            "7",
            ",",
            ".",
            ". ",
            "\t",
            "\f",
            "*",
            "a ",
            "$ ",
            "“",
            "1  ",
            "| 1 ",
            "a\n",
            "1  2\n",
        ),
        *(
            "<PAGE>\n",
            "<PAGE>\nwords\n",
            "ABC DEF\n\n",
            "Item 1. A\n\n",
            "About X\n\n",
            "a b\n\n",
            "Title\n---\n",
        ),
        *(
            "  Label\n          5   6\n",
            "a\t1\n",
            "a | 1\n",
            "| a ........................ b | 1 |\n",
            "(the “Company”) ",
            "(Nasdaq: ",
            "(in thousands ",
            "</p",
        ),
    ],
)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = f"Alpha\n{piece * (size // len(piece))}\nomega"
        return processor_seconds(lambda: load_text(text), runs=2)

    # Linear growth is a factor of 8; quadratic growth would be one of 64. Processor time, the best of
    # several runs, and room for a busy machine: exact figures are the benchmarks' matter.
    assert seconds(32_000) < 24 * seconds(4_000) + 0.3


def test_a_long_filing_is_read_in_a_moment() -> None:
    text = SAMPLE.read_text(encoding="utf-8") * 46
    assert len(text) > 490_000
    assert processor_seconds(lambda: load_text(text), runs=2) < 2  # a seventh of a second on an idle machine
