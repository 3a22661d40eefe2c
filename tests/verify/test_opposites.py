"""Words that mean the contrary of each other, said of one thing, beside words that only look so."""

import pytest

from summarizer.document import Document
from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.verify import check

TERMS = load_text(
    """The price will be adjusted if the final estimate of the tax is less than $6.5 billion.

If the final estimate is lower than $8.5 billion, the buyer will make a payment of up to $2 billion.

The company opened 12 stores and closed three stores in the year.

It rejected an offer of $430 million.

Raw material cost increases now exceed 10%. The analytics can reduce your energy costs by up to 30%.

The vessel was lost just before 4 p.m. on Wednesday. One day after the vote, 61 members left.

Doses were reduced in 24.3% of patients on cavrutinib and in 11.3% of patients on placebo.

Highest net sales in our history were $71.2 million; the lowest net sales of a quarter were $9.4 million.

The allowance was not increased to 1.62%.
"""
)

TABLE = load_text("| Final estimate | Interim estimate |\n|---|---|\n| 41.7 | 38.2 |")


def found(draft: str, number: str, source: Document = TERMS) -> Finding:
    (finding,) = [finding for finding in check(draft, source).numbers if finding.text == number]
    return finding


@pytest.mark.parametrize(
    ("right", "wrong", "number", "told"),
    [
        (
            "The price is adjusted if the final estimate is less than $6.5 billion.",
            "The price is adjusted if the interim estimate is less than $6.5 billion.",
            "$6.5 billion",
            "the source says the contrary: “The price will be adjusted",
        ),
        (
            "If taxes come in lower than assumed, the buyer will pay up to $2 billion.",
            "If taxes come in higher than assumed, the buyer will pay up to $2 billion.",
            "$2 billion",
            "the source says the contrary: “If the final estimate is lower",
        ),
        (
            "It opened 12 stores.",
            "It closed 12 stores.",
            "12",
            "12 is another figure (“The company opened 12 stores",
        ),
        (
            "It refused an offer of $430 million.",
            "It accepted an offer of $430 million.",
            "$430 million",
            "the source says the contrary: “It rejected an offer of $430 million",
        ),
        (
            "Raw material cost increases exceed 10%.",
            "Raw material cost cuts exceed 10%.",
            "10%",
            "the source says the contrary: “Raw material cost increases",
        ),
        (
            "The ship sank just before 4 p.m.",
            "The ship sank just after 4 p.m.",
            "4 p.m.",
            "the source says the contrary: “The vessel was lost just before 4 p.m.",
        ),
        (
            "Doses were cut in 24.3% on cavrutinib and 11.3% on placebo.",
            "Doses were cut in 24.3% on cavrutinib and 11.3% on active treatment.",
            "11.3%",
            "the source says the contrary: “",
        ),
    ],
)  # fmt: skip
def test_the_contrary_of_what_the_source_says(right: str, wrong: str, number: str, told: str) -> None:
    assert found(right, number).status is Status.SUPPORTED
    finding = found(wrong, number)
    assert finding.status.clean is False
    assert finding.message.startswith(told)


@pytest.mark.parametrize(
    ("draft", "number"),
    [
        ("After interim talks the price adjusts if the estimate is less than $6.5 billion.", "$6.5 billion"),
        ("Openings came to 12 stores, after closing others.", "12"),
        ("Sixty-one members left a day after the vote.", "Sixty-one"),
        (
            "Net sales were at their highest, $71.2 million, after the lowest of all quarters.",
            "$71.2 million",
        ),
    ],
)
def test_opposite_words_of_other_things(draft: str, number: str) -> None:
    assert found(draft, number).status.clean


def test_what_is_denied_is_no_contrary() -> None:
    assert found("The allowance was not reduced to 1.62%.", "1.62%").status is Status.SUPPORTED


def test_a_table_says_it_in_its_headers() -> None:
    assert found("The interim estimate was 38.2.", "38.2", TABLE).status is Status.SUPPORTED
