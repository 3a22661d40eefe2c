"""Where sentences end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.numbers.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Revenue rose. Costs fell.", ["Revenue rose.", "Costs fell."]),
        ("What? Yes! Then 5 more.", ["What?", "Yes!", "Then 5 more."]),
        ("He said “no.” She left.", ["He said “no.”", "She left."]),
        ("(It rose.) It fell.", ["(It rose.)", "It fell."]),
        ("It paid $5. $6 was left.", ["It paid $5.", "$6 was left."]),
        ("Up 5%.\nCosts fell", ["Up 5%.", "Costs fell"]),
        ("First\n\nSecond here", ["First", "Second here"]),
        ("First\n  \nsecond", ["First", "second"]),
        ("Notes • One • Two", ["Notes", "• One", "• Two"]),
        ("  One.  Two.  ", ["One.", "Two."]),
        ("No end", ["No end"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_ends(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Corvane Inc. Reports Results",
        "Sales in the U.S. Grew by 3.5 percent",
        "The year ended Dec. 31, 2021",
        "The study of Dr. Lindqvist",
        "Placebo vs. Orvatinib",
        "Growth (e.g. In Asia)",
        "At 8:00 a.m. Eastern Time",
        "See Fig. 3 and Sec. 12",
        "It rose 3.2 to 5.1 points",
        "It grew. slowly",  # no sentence starts in lower case
    ],
)
def test_what_is_no_end(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("some words; " * 200, ";"),
        ("some words, " * 200, ","),
        ("some words\n" * 200, "s"),
        ("words " * 400, "s"),
        ("1,234 " * 400, "4"),
        ("word" * 1000, "d"),
        ("5,678,901," * 300, ","),
    ],
)
def test_what_never_ends_is_cut_where_it_pauses(text: str, ends: str) -> None:
    found = sentences(text)
    assert all(500 <= len(sentence) <= 1000 for sentence in found[:-1])
    assert {sentence[-1] for sentence in found} <= {ends, text.strip()[-1]}
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_sentence_of_a_thousand_characters_is_whole() -> None:
    text = "a; " * 333 + "."
    assert sentences(text) == [text]


def test_only_the_stretch_that_is_asked_for() -> None:
    text = "One. Two. Three. Four."
    assert [span.of(text) for span in split_sentences(text, 5, 16)] == ["Two.", "Three."]


@given(
    st.one_of(
        st.text(st.sampled_from("aB1.!? \n•”)$"), max_size=80),
        st.lists(st.sampled_from(["word ", "x; ", "1,2", ". ", "\n", "long" * 50]), max_size=90).map("".join),
    )
)
def test_nothing_but_white_space_is_lost(text: str) -> None:
    spans = split_sentences(text, 0, len(text))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
