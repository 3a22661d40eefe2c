"""The prominent numbers that a draft leaves out."""

import pytest

from summarizer.ingest import load_text
from summarizer.verify import check

TITLE = "Corvane Revenue Rises 12%"
LEAD = (
    "Corvane said revenue was $450 million. Margin was 61%. It took nine months. The firm has 3,200 staff. "
    "It was founded in 1962. The p-value was 0.01. Orders doubled."
)


def omitted(draft: str, source: str) -> list[str]:
    document = load_text(source)
    report = check(draft, document)
    for omission in report.omitted:
        assert omission.span.of(document.text) == omission.text
        assert omission.message.startswith("prominent in the source: “")
        assert omission.message.endswith("”.")
        assert len(omission.message) < 180
    return [omission.text for omission in report.omitted]


def test_title_and_lead_in_order_without_counts_and_dates() -> None:
    assert omitted("Nothing.", f"{TITLE}\n\n{LEAD}\n") == [
        "12%",
        "$450 million",
        "61%",
        "nine months",
        "doubled",
    ]


def test_what_is_mentioned_in_any_form_is_not_left_out() -> None:
    draft = "Revenue rose twelve percent to $450,000 thousand; margin 61.0%; 9 months; orders up 2x."
    assert omitted(draft, f"{TITLE}\n\n{LEAD}\n") == []


def test_a_rounded_mention_counts() -> None:
    assert omitted("About $450 million.", "Revenue was $449.8 million.") == []


def test_a_number_that_stands_twice_is_told_once() -> None:
    assert omitted("Nothing.", "Revenue was $450 million. Yes, $450 million, or $450,000 thousand.") == [
        "$450 million"
    ]


def test_no_more_than_eight() -> None:
    source = " ".join(
        f"Part {letter} was {number}%." for letter, number in zip("abcdefgh", range(11, 99), strict=False)
    )
    assert len(omitted("Nothing.", f"{source} More: 91%, 92%, 93%.")) == 8


def test_after_the_lead_only_headline_results_count() -> None:
    lead = "Corvane is a firm. " * 8
    assert omitted("Nothing.", f"{lead}The cost was 7%.") == []
    assert omitted("Nothing.", f"{lead}The cost was 7%. The primary endpoint was met with 44%.") == ["44%"]
    assert omitted("Nothing.", f"{lead}It was a record quarter with $7 million.") == ["$7 million"]


def test_tables_and_boilerplate_are_left_out() -> None:
    source = (
        "Revenue was $450 million.\n\n| | 2024 |\n|---|---|\n| Cost | $7 million |\n\n"
        "About Corvane\n\nCorvane owns 30% of Norvane.\n\n"
        "Forward-Looking Statements\n\nThis release contains forward-looking statements; 5% may change.\n"
    )
    assert omitted("Nothing.", source) == ["$450 million"]


def test_a_long_sentence_is_cut() -> None:
    source = "Revenue was $450 million " + "because of many different reasons " * 10 + "."
    report = check("Nothing.", source)
    (omission,) = report.omitted
    assert omission.message.endswith("…”.")


@pytest.mark.parametrize("draft", ["Nothing.", ""])
def test_what_is_left_out_flags_nothing(draft: str) -> None:
    assert check(draft, LEAD).clean
