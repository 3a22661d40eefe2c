"""Text to lines: offsets, indents, page starts, and blank lines that say nothing more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.ingest import load_text
from summarizer.ingest.lines import split_lines


def test_a_line_is_what_can_be_seen_of_it() -> None:
    first, second, third = split_lines("one\n\t two  \n\n")
    assert (first.start, first.end, first.indent, first.text) == (0, 3, 0, "one")
    assert (second.start, second.end, second.indent, second.text) == (6, 9, 9, "two")
    assert (third.start, third.end, third.indent, third.text) == (12, 12, 0, "")


def test_blank_lines_beyond_the_eightieth_in_a_row_are_not_kept_but_page_starts_are() -> None:
    text = "one" + "\n" * 500 + "two"
    lines = split_lines(text)
    assert len(lines) == 1 + 80 + 1
    assert lines[-1].start == text.index("two")
    assert [line.start for line in split_lines(text, [400]) if line.starts_page] == [400]


@given(st.lists(st.sampled_from(["a b", " c", "\td ", "", " ", "é\u2009"])).map("\n".join))
def test_every_line_with_text_is_kept_where_it_stands(text: str) -> None:
    lines = [line for line in split_lines(text) if line.text]
    assert [line.text for line in lines] == [raw.strip() for raw in text.split("\n") if raw.strip()]
    assert all(text[line.start : line.end] == line.text for line in lines)


@pytest.mark.parametrize("mark", ["<PAGE>", "\ufeff"])
def test_a_mark_out_of_its_place_is_text(mark: str) -> None:
    text = f"Revenue {mark} was 5."
    document = load_text(text)
    assert document.text == text
    assert document.source_map.locate(len(text) - 1).page is None
