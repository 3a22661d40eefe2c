"""Whose a number is: of the person that the source names, or told of before it said "she"."""

import pytest

from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.verify import check
from summarizer.verify.bearers import Bearers

PAY = load_text(
    """Appointment of officers

On May 5, 2025, the board appointed Maria Okafor, chief financial officer, and Daniel Reyes, chief operating \
officer. Ms. Okafor will receive an annual base salary of $465,000. She will also receive a sign-on bonus of \
$150,000. Under the plan, Reyes will receive severance of $520,000. He holds 12,500 options. The company \
paid $80,000 to a search firm.

| Name | Retention award |
|---|---|
| Okafor | $650,000 |
| Reyes | $700,000 |
"""
)


def findings(draft: str) -> dict[str, Finding]:
    return {finding.text: finding for finding in check(draft, PAY).numbers}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ms. Okafor gets more.", "okafor"),
        ("Maria Okafor gets more.", "okafor"),
        ("Reyes's pay rises.", "reyes"),
        ("Reyes’s pay rises.", "reyes"),
        ("Both Okafor and Okafor’s deputy gain.", "okafor"),
        ("Okafor and Reyes get more.", ""),
        ("Mr. Lindqvist gets more.", ""),
        ("okafor gets more.", ""),
        ("The executive gets more.", ""),
        ("", ""),
    ],
)
def test_the_one_person_that_a_sentence_names(sentence: str, expected: str) -> None:
    assert Bearers(PAY).named_in(sentence) == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("On May 5", {"okafor", "reyes"}),
        ("Ms. Okafor will", {"okafor"}),
        ("She will also", {"okafor"}),
        ("Under the plan", {"reyes"}),
        ("He holds", {"reyes"}),
        ("The company paid", set()),
    ],
)
def test_of_whom_a_sentence_tells(opening: str, expected: set[str]) -> None:
    statements = LabelIndex(number_index(PAY)).statements
    (span,) = [s.span for s in statements if s.span.of(PAY.text).startswith(opening)]
    assert Bearers(PAY).told_of(span.start, span.end) == expected


@pytest.mark.parametrize(("between", "expected"), [(40, {"okafor"}), (60, set())])
def test_she_is_nobody_who_was_named_too_long_ago(between: int, expected: set[str]) -> None:
    filler = "The plan is one. " * between
    source = load_text(f"The board appointed Maria Okafor, chief executive officer. {filler}She gets $5.")
    start = source.text.index("She gets")
    assert Bearers(source).told_of(start, start + 12) == expected


def test_she_is_nobody_where_nobody_was_named() -> None:
    assert Bearers(load_text("She gets $5. He gets $6.")).told_of(0, 12) == set()


@pytest.mark.parametrize(
    ("right", "wrong", "number", "told"),
    [
        (
            "Ms. Okafor gets a sign-on bonus of $150,000.",
            "Mr. Reyes gets a sign-on bonus of $150,000.",
            "$150,000",
            "the source tells it of Okafor: “She will also receive a sign-on bonus of $150,000.”.",
        ),
        (
            "Daniel Reyes holds 12,500 options.",
            "Maria Okafor holds 12,500 options.",
            "12,500",
            "the source tells it of Reyes: “He holds 12,500 options.”.",
        ),
    ],
)
def test_what_one_person_is_given_is_not_another_s(right: str, wrong: str, number: str, told: str) -> None:
    assert findings(right)[number].status is Status.SUPPORTED
    assert (findings(wrong)[number].status, findings(wrong)[number].message) == (Status.MISATTRIBUTED, told)


@pytest.mark.parametrize(
    "draft",
    [
        "The executive gets a sign-on bonus of $150,000.",  # nobody is named
        "Okafor and Reyes get $150,000 as a sign-on bonus.",  # both are
        "Mr. Lindqvist gets a sign-on bonus of $150,000.",  # nobody whom the source names
        "Mr. Reyes cost the company $80,000 for a search firm.",  # the source tells it of nobody
        "Okafor’s retention award is $650,000.",  # the rows of a table say whose it is
    ],
)
def test_where_nobody_is_told_apart_nothing_is_flagged(draft: str) -> None:
    assert [f.text for f in findings(draft).values() if not f.status.clean] == []
