"""When the rows of statements of equity and of roll-forwards are told of."""

import pytest

from summarizer.ingest import load_text
from summarizer.numbers.balances import between_balances, is_balance, is_opening, opening_of
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.numbers.quantity import Grain, Period
from summarizer.numbers.timing import When

EQUITY = """<html><table><tr><th></th><th>Common stock</th><th>Total</th></tr>
<tr><td>Balance as of June 30, 2022</td><td>10</td><td>410</td></tr>
<tr><td>Stock issued</td><td>1</td><td>21</td></tr>
<tr><td>Balance as of June 30, 2023</td><td>11</td><td>431</td></tr>
<tr><td>Stock issued</td><td>2</td><td>32</td></tr>
<tr><td>Balance as of March 31, 2024</td><td>13</td><td>463</td></tr>
<tr><td>Other</td><td>77</td><td>78</td></tr></table></html>"""
CASH = """<html><table><tr><th></th><th>Year Ended June 30, 2024</th><th>Year Ended June 30, 2023</th></tr>
<tr><td>Cash at beginning of period</td><td>31</td><td>27</td></tr>
<tr><td>Change</td><td>12</td><td>4</td></tr>
<tr><td>Cash at end of period</td><td>43</td><td>31</td></tr></table></html>"""


def times(page: str, text: str) -> list[When]:
    """The times of the first number of a page that reads so."""
    labels = LabelIndex(number_index(load_text(page)))
    index = next(i for i, q in enumerate(labels.numbers.quantities) if q.text == text)
    return [when for when, _ in labels.frame(index).times]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("21", When(2023, 6, 12.0)),
        ("32", When(2024, 3, 9.0)),
        ("431", When(2023, 6, 0, 30)),
    ],
)
def test_rows_between_balances_are_of_the_time_between(text: str, when: When) -> None:
    assert times(EQUITY, text) == [when]


def test_rows_after_the_last_balance_have_no_time() -> None:
    assert times(EQUITY, "78") == []


def test_a_balance_at_the_beginning_is_the_end_of_the_period_before() -> None:
    assert times(CASH, "27")[0] == When(2022, 6, 0.0)
    assert times(CASH, "12")[0] == When(2024, 6, 12.0)
    assert times(CASH, "43")[0] == When(2024, 6, 12.0)


@pytest.mark.parametrize(
    ("header", "opening"),
    [
        ("Beginning balances", True),
        ("Balance, beginning of year", True),
        ("Cash and cash equivalents at beginning of period", True),
        ("Cash at the start of the period", True),
        ("Beginning aggregate estimated fair value", True),
        ("Balance at end of period", False),
        ("Purchases", False),
    ],
)
def test_opening(header: str, opening: bool) -> None:
    assert is_opening(header) is opening


def test_what_has_no_length_begins_when_it_is() -> None:
    assert opening_of(When(2024, 6, 0, 30)) == When(2024, 6, 0, 30)
    assert opening_of(When(2024)) == When(2023, None, 0.0)


def test_days_that_are_none_part_nothing() -> None:
    day = Period(Grain.DAY, 2024, 6, 30)
    assert between_balances([Period(Grain.DAY, 2024, 2, 31), None, day]) == {}
    assert between_balances([day, None, day]) == {}
    assert between_balances([Period(Grain.DAY, None, 6, 30), None, day]) == {}
    assert between_balances([Period(Grain.YEAR, 2023), None, day]) == {}


@pytest.mark.parametrize(("header", "balance"), [("At June 30, 2024", True), ("Flights in June", False)])
def test_balance(header: str, balance: bool) -> None:
    assert is_balance(header) is balance


def test_the_year_in_a_notes_name_is_not_the_figures_own() -> None:
    page = """<html><table><tr><th></th><th>June 30, 2024</th></tr>
    <tr><td>Notes due 2040</td><td>500</td></tr>
    <tr><td>Other</td><td>70</td></tr></table></html>"""
    assert times(page, "500") == [When(2024, 6, 0, 30)]
