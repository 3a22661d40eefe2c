"""Metrics that a label names outright, and figures of one that are told of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.numbers.glossary import terms_of_word
from summarizer.verify import check
from summarizer.verify.metrics import exclude_each_other, metrics_named

SOURCE = load_text(
    """Overall survival was 15.8 months with the drug. The objective response rate was 41.2%.

Revenue was $96.5 million and inventory was $88.7 million at year end. Net cash provided by operating \
activities was $61.8 million.
"""
)


def terms(words: str, strength: float = 1.0) -> dict[str, float]:
    return {term: strength for word in words.split() for term in terms_of_word(word)}


def named(words: str) -> frozenset[frozenset[str]]:
    return metrics_named(terms(words), 0.5)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("revenue of segments", ["revenue"]),
        ("net sales", ["revenue"]),
        ("cost of revenue", ["cost revenue"]),  # says more than revenue alone
        ("net income", ["net income"]),
        ("net income per share", ["net income"]),
        ("overall survival", ["overall survival"]),
        ("survival", []),
        ("income", []),
        ("marine navigation", []),
        ("", []),
    ],
)
def test_metrics_named(words: str, expected: list[str]) -> None:
    metrics = frozenset(frozenset(term for term in terms(each) if term[0] != "@") for each in expected)
    assert named(words) == metrics


def test_a_word_that_is_bound_too_loosely_names_nothing() -> None:
    assert metrics_named(terms("net income", 0.49), 0.5) == frozenset()
    assert metrics_named(terms("net income", 0.5), 0.5) == named("net income") != frozenset()
    assert metrics_named({**terms("overall"), **terms("survival", 0.4)}, 0.5) == frozenset()


@pytest.mark.parametrize(
    ("one", "two", "excluded"),
    [
        ("net income", "gross profit", True),
        ("overall survival", "objective response", True),
        ("objective response", "complete response", True),
        ("net income", "net income", False),
        ("revenue", "cost of revenue", False),  # the one may be the other, said in fewer words
        ("revenue gross profit", "gross profit", False),
        ("net income", "survival", False),  # names none
        ("", "net income", False),
        ("", "", False),
    ],
)
def test_metrics_that_exclude_each_other(one: str, two: str, excluded: bool) -> None:
    assert exclude_each_other(named(one), named(two)) is excluded
    assert exclude_each_other(named(two), named(one)) is excluded


_WORDS = "revenue gross net income loss overall survival response objective complete cash free flow".split()


@given(st.lists(st.sampled_from(_WORDS), max_size=6), st.lists(st.sampled_from(_WORDS), max_size=6))
def test_no_label_excludes_itself_or_one_that_says_as_much(one: list[str], two: list[str]) -> None:
    mine, theirs = named(" ".join(one)), named(" ".join(two))
    assert not exclude_each_other(mine, mine)
    assert exclude_each_other(mine, theirs) is exclude_each_other(theirs, mine)
    assert not any(a < b for a in mine for b in mine)


@pytest.mark.parametrize(
    ("right", "wrong", "number", "told"),
    [
        (
            "The objective response rate was 41.2%.",
            "The complete response rate was 41.2%.",
            "41.2%",
            "the source gives it under another name: “The objective response rate was 41.2%.”.",
        ),
        (
            "Operating cash flow was $61.8 million.",
            "Net income was $61.8 million.",
            "$61.8 million",
            "the source gives it under another name: “Net cash provided by operating activities was",
        ),
        (
            "Inventory was $88.7 million.",
            "Backlog was $88.7 million.",
            "$88.7 million",
            "the source gives it under another name: “Revenue was $96.5 million and inventory was",
        ),
    ],
)
def test_a_figure_of_another_metric(right: str, wrong: str, number: str, told: str) -> None:
    assert [f.status for f in check(right, SOURCE).numbers] == [Status.SUPPORTED]
    (found,) = check(wrong, SOURCE).numbers
    assert (found.text, found.status) == (number, Status.MISATTRIBUTED)
    assert (found.message or "").startswith(told)


@pytest.mark.parametrize(
    "draft",
    [
        "Patients lived for 15.8 months.",  # names no metric
        "Survival was 15.8 months.",  # says less, and may be it
        "Sales came to $96.5 million.",  # another word for the same
    ],
)
def test_other_words_for_a_metric_are_not_another_metric(draft: str) -> None:
    assert [f.status for f in check(draft, SOURCE).numbers] == [Status.SUPPORTED]
