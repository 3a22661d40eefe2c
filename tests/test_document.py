"""Intervals, blocks, sections, and the way back to the original."""

from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import (
    Block,
    BlockKind,
    Cell,
    Document,
    Origin,
    Section,
    SectionKind,
    SourceMap,
    Span,
    Table,
)


class TestSpan:
    def test_is_half_open(self) -> None:
        span = Span(2, 5)
        assert len(span) == 3
        assert [offset for offset in range(8) if offset in span] == [2, 3, 4]
        assert span.of("0123456789") == "234"

    def test_may_be_empty(self) -> None:
        span = Span(4, 4)
        assert len(span) == 0
        assert 4 not in span
        assert span.of("0123456789") == ""

    @pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 4), (-2, -1)])
    def test_refuses_what_is_no_interval(self, start: int, end: int) -> None:
        with pytest.raises(ValueError, match=rf"^not an interval: \[{start}, {end}\)$"):
            Span(start, end)

    def test_orders_by_start_then_end(self) -> None:
        assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]


class TestSourceMap:
    def test_is_the_identity_by_default(self) -> None:
        assert SourceMap().locate(17) == Origin(17)

    def test_finds_the_run_and_counts_on_inside_it(self) -> None:
        runs = SourceMap((0, 10, 25), (Origin(3, 1), Origin(40, 2, "EX-99.1"), Origin(90)))
        assert runs.locate(0) == Origin(3, 1)
        assert runs.locate(9) == Origin(12, 1)
        assert runs.locate(10) == Origin(40, 2, "EX-99.1")
        assert runs.locate(24) == Origin(54, 2, "EX-99.1")
        assert runs.locate(26) == Origin(91)

    @given(st.lists(st.integers(1, 50), max_size=20), st.integers(0, 1200))
    def test_agrees_with_looking_at_every_run(self, lengths: list[int], offset: int) -> None:
        starts = [0]
        for length in lengths:
            starts.append(starts[-1] + length)
        origins = tuple(Origin(1000 * number) for number in range(len(starts)))
        run = max(number for number, start in enumerate(starts) if start <= offset)
        assert run == bisect_right(starts, offset) - 1
        expected = Origin(1000 * run + offset - starts[run])
        assert SourceMap(tuple(starts), origins).locate(offset) == expected


TEXT = "Results\n\nRevenue rose.\n\nPage 2\n\nOutlook\n\nWe expect more."
HEADING = Block(Span(0, 7), BlockKind.HEADING)
PARAGRAPH = Block(Span(9, 22), BlockKind.PARAGRAPH)
FURNITURE = Block(Span(24, 30), BlockKind.FURNITURE)
EXHIBIT = Section(Span(0, len(TEXT)), SectionKind.EXHIBIT, "99.1", "Exhibit 99.1")
RESULTS = Section(Span(0, 32), SectionKind.HEADING, "", "Results")
OUTLOOK = Section(Span(32, len(TEXT)), SectionKind.HEADING, "", "Outlook")
DOCUMENT = Document(
    "release.txt",
    TEXT,
    "00" * 32,
    blocks=(HEADING, PARAGRAPH, FURNITURE),
    sections=(EXHIBIT, RESULTS, OUTLOOK),
)


class TestDocument:
    @pytest.mark.parametrize(
        ("offset", "block"),
        [
            (0, HEADING),
            (6, HEADING),
            (7, None),
            (8, None),
            (9, PARAGRAPH),
            (21, PARAGRAPH),
            (22, None),
            (24, FURNITURE),
            (30, None),
            (10_000, None),
        ],
    )
    def test_block_at(self, offset: int, block: Block | None) -> None:
        assert DOCUMENT.block_at(offset) == block

    def test_no_blocks(self) -> None:
        assert Document("x", "x", "").block_at(0) is None

    def test_sections_at_from_the_outside_in(self) -> None:
        assert DOCUMENT.sections_at(5) == (EXHIBIT, RESULTS)
        assert DOCUMENT.sections_at(32) == (EXHIBIT, OUTLOOK)
        assert DOCUMENT.sections_at(len(TEXT)) == ()

    def test_is_compared_by_identity_so_that_indices_can_hang_on_it(self) -> None:
        twin = Document("release.txt", TEXT, "00" * 32)
        assert twin != Document("release.txt", TEXT, "00" * 32)
        assert {twin: 1}[twin] == 1


def test_the_cells_of_a_table_by_row() -> None:
    one, two, three = (
        Cell(Span(n, n + 1), row, column) for n, row, column in ((0, 0, 0), (2, 2, 0), (4, 2, 1))
    )
    assert Table(Span(0, 5), "", (one, two, three)).by_row() == {0: (one,), 2: (two, three)}
    assert Table(Span(0, 0), "", ()).by_row() == {}
