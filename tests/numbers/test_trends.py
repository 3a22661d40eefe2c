"""Which way the governing word of a number says that it went."""

import pytest

from summarizer.ingest import load_text
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex


def trends(text: str) -> dict[str, int]:
    """The trend of each number that is no date, by its text."""
    labels = LabelIndex(number_index(load_text(text)))
    return {
        quantity.text: labels.frame(index).clues.trend
        for index, quantity in enumerate(labels.numbers.quantities)
        if quantity.period is None
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Revenue rose 12% to $120 million from $107 million.",
            {"12%": 1, "$120 million": 1, "$107 million": 1},
        ),
        (
            "Revenue was $120 million, up 12% from $107 million.",
            {"12%": 1, "$120 million": 1, "$107 million": 1},
        ),
        ("EPS was $1.28 in the quarter, down from $1.84.", {"$1.28": -1, "$1.84": -1}),
        (
            "Revenue was $120 million, compared with $145 million, a decrease of 17%.",
            {"$120 million": -1, "17%": -1},
        ),
        ("There was a 12% decline in costs and a 5% increase in sales.", {"12%": -1, "5%": 1}),
        ("A 37% relative reduction was seen.", {"37%": -1}),
        ("It can reduce costs by up to 30%.", {"30%": -1}),
        ("Up to 30% of patients responded.", {"30%": 0}),
        ("Currency reduced growth by 1 percentage point.", {"1 percentage point": -1}),
        ("An acquisition contributed 4 percentage points.", {"4 percentage points": 1}),
        ("The bank contributed $4 million to the plan.", {"$4 million": 0}),
        ("There was a delay in progression of nearly four months.", {"four months": 1}),
        ("The decrease in costs of 4% helped.", {"4%": -1}),
        ("The gain was offset by a decrease of $5 million.", {"$5 million": -1}),
        ("Sales decreased to a record $1.6 billion.", {"$1.6 billion": -1}),
        ("Revenue growth was 12%.", {"12%": 1}),
        ("The decline in revenue was 12%.", {"12%": -1}),
        ("Survival was four months longer than before.", {"four months": 1}),
        ("Survival was four months shorter than before.", {"four months": -1}),
        ("Sales (down 4%) were $5 million.", {"4%": -1, "$5 million": 0}),
        ("Doses were reduced in 24.3% of patients.", {"24.3%": -1}),
        ("Events led to dose reductions in 19% of patients.", {"19%": -1}),
        ("19% of patients had a dose increase.", {"19%": 1}),
        ("Inventories halved to $10 million.", {"$10 million": -1}),
        ("Margins fell to 75.0% in fiscal 2025 from 77.7% in fiscal 2024.", {"75.0%": -1, "77.7%": -1}),
        ("The fee decreased from $500 per meeting to $400 per meeting.", {"$500": -1, "$400": -1}),
        ("Revenue was $5 million, down 6% from a year ago and up 3% sequentially.", {"6%": -1, "3%": 1}),
    ],
)
def test_the_governing_word(text: str, expected: dict[str, int]) -> None:
    found = trends(text)
    assert {number: found[number] for number in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Revenue was $120 million.",
        "Revenue did not increase by 12%.",
        "It raised $100 million in an offering.",
        "Up to 50 people came.",
        "The follow-up took 12 weeks.",
        "Increased demand lifted revenue, which was $5 million.",
        "Sales rose; profit was $5 million.",
        "Margin improved to 12%.",
        "Grade 3 or higher events occurred in 41.8% of patients.",
        "More than 30% came, and less than 10% left.",
        "The contract is worth $5 million.",
    ],
)
def test_words_that_govern_no_number(text: str) -> None:
    assert not any(trends(text).values())


def test_two_ways_at_once_are_none() -> None:
    text = "Revenue rose 5% to $120 million, down from $130 million in the quarter before."
    assert trends(text)["$120 million"] == 0
    assert trends(text)["5%"] == 1
