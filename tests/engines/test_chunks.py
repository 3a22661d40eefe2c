"""Chunks: all of a filing, never cut within a sentence or a row, tables with their headers."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import load, load_text
from summarizer.document import Document
from summarizer.engines.chunks import Chunk, cut, path_of
from summarizer.engines.tokens import estimate_tokens

REPORT = load(Path(__file__).parents[1] / "filings" / "harbor-2025-q3-10q.htm")


def owned(chunks: tuple[Chunk, ...]) -> list[tuple[int, int]]:
    return [(chunk.span.start, chunk.span.end) for chunk in chunks]


def assert_all_is_there(document: Document, chunks: tuple[Chunk, ...]) -> None:
    assert all(one.span.end <= other.span.start for one, other in pairwise(chunks))
    end = 0
    for start, stop in sorted({(span.start, span.end) for chunk in chunks for span in chunk.spans}):
        assert not document.text[end:start].strip()
        end = max(end, stop)
    assert not document.text[end:].strip()


@pytest.mark.parametrize("most", [100, 400, 4_000, 1_000_000])
def test_all_of_a_report_in_order(most):
    chunks = cut(REPORT, most)
    assert_all_is_there(REPORT, chunks)
    assert max(chunk.tokens for chunk in chunks) <= max(most, 100) * 1.1


def test_a_chunk_stands_under_one_heading():
    for chunk in cut(REPORT, 4_000):
        assert chunk.path == path_of(chunk.sections)
    paths = [chunk.path for chunk in cut(REPORT, 4_000)]
    assert any("Risk Factors" in title for path in paths for title in path)


def test_the_pieces_of_a_table_begin_with_its_headers():
    table = max(REPORT.tables, key=lambda table: len(table.cells))
    pieces = [
        chunk
        for chunk in cut(REPORT, 160)
        if chunk.span.start >= table.span.start and chunk.span.end <= table.span.end
    ]
    assert len(pieces) > 2
    for piece in pieces[1:]:
        assert any(span.start <= table.span.start < span.end for span in piece.spans[:-1])
        assert REPORT.text[piece.span.start - 1] == "\n"  # a row is whole
        assert piece.span.of(REPORT.text).count("\n") >= 0
    rows = [row for piece in pieces for row in piece.span.of(REPORT.text).splitlines()]
    assert all(row in table.span.of(REPORT.text) for row in rows)


def test_a_sentence_is_not_cut():
    text = " ".join(
        f"In month {number} the clinic in Aldham treated {number} patients." for number in range(90)
    )
    chunks = cut(load_text(text), 120)
    assert len(chunks) > 5
    assert all(chunk.span.of(text).rstrip().endswith(".") for chunk in chunks)
    assert_all_is_there(load_text(text), chunks)


def test_a_caption_goes_with_its_table():
    text = (
        "Results\n\nThe following table shows revenue:\n\n"
        "            2025     2024\n"
        "Pumps        140      120\n"
        "Valves        80       75\n\nMore follows here.\n"
    )
    document = load_text(text)
    if document.tables:
        (chunk,) = [chunk for chunk in cut(document, 500) if "Pumps" in chunk.span.of(document.text)]
        assert "The following table shows revenue:" in chunk.span.of(document.text)


def test_what_has_no_end_is_cut_all_the_same():
    for text in ("a" * 20_000, "word " * 5_000, "1" * 20_000, "中" * 4_000):
        chunks = cut(Document("x", text, "0" * 64), 200)
        assert_all_is_there(Document("x", text, "0" * 64), chunks)
        assert len(chunks) > 3


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Item 1. Business", "A. B? C!", "x" * 40, "- a point", "  12   13", ""]), max_size=30
    ),
    st.integers(1, 200),
)
def test_nothing_is_lost_of_any_text(lines, most):
    document = load_text("\n\n".join([*lines, "The end."]))
    assert_all_is_there(document, cut(document, most))


def test_tokens_are_those_of_the_text():
    chunks = cut(REPORT, 10_000)
    assert sum(chunk.tokens for chunk in chunks) == pytest.approx(estimate_tokens(REPORT.text), rel=0.03)
