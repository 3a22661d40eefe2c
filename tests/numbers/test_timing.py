"""Fiscal calendars, and what stretches of time dates and phrases mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.numbers.quantity import Grain, Period
from summarizer.numbers.reader import read
from summarizer.numbers.timing import Calendar, When, bases, length_of_header, relation, relatives

FISCAL = """Results for the second quarter of fiscal 2009 ended September 30, 2008.
For the three months ended September 30, 2008 and 2007 revenue was $5 million and $4 million.
Cash was $9 million at September 30, 2008."""


def calendar(text: str) -> Calendar:
    return Calendar(text, read(text))


class TestCalendar:
    def test_the_years_end_from_a_fiscal_year_that_ended(self) -> None:
        assert calendar("For the fiscal year ended June 30, 2024 revenue was $5 million.").year_end == 6

    def test_the_years_end_from_the_number_of_a_quarter(self) -> None:
        assert calendar("The second quarter of fiscal 2009 ended September 30, 2008.").year_end == 3

    def test_the_years_end_where_nothing_is_said(self) -> None:
        assert calendar("Revenue was $5 million.").year_end == 12

    def test_the_first_days_of_a_month_are_the_month_befores(self) -> None:
        found = calendar("For the 52 weeks ended February 3, 2024 sales were $5 million.")
        assert found.year_end == 1
        assert calendar("For the year ended January 2, 2021 sales were $5 million.").latest == (2020, 12)

    def test_a_fiscal_year_named_after_the_year_in_which_it_begins(self) -> None:
        found = calendar(
            "Fourth quarter of fiscal 2022 sales rose. For the 52 weeks ended January 28, 2023 sales were $5 "
            "million. In the fourth quarter of fiscal 2022 sales were $2 million."
        )
        assert (found.year_end, found.lag) == (1, 1)
        named = found.when(Period(Grain.YEAR, 2021, fiscal=True), None)
        assert [str(when) for when in named] == ["the 12 months to January 2022"]

    def test_the_years_end_from_the_quarter_that_is_reported_on(self) -> None:
        found = calendar(
            "Net income for the quarter ended November 2, 2024 was $5 million. Net income for the third "
            "quarter of fiscal 2024 was a record."
        )
        assert (found.year_end, found.lag) == (1, 1)
        (when,) = found.when(Period(Grain.QUARTER, 2024, quarter=3, fiscal=True), None)
        assert str(when) == "the 3 months to October 2024"

    def test_a_fiscal_year_named_after_the_year_in_which_it_ends(self) -> None:
        found = calendar(
            "For the year ended January 26, 2025 sales were $5 million. In the fourth quarter of fiscal 2025 "
            "sales were $2 million. Cash was $1 million as of January 26, 2025."
        )
        assert (found.year_end, found.lag) == (1, 0)

    def test_the_period_it_reports_on(self) -> None:
        assert calendar(FISCAL).latest == (2008, 9)
        assert calendar("Revenue was $5 million.").latest is None

    @pytest.mark.parametrize(
        ("period", "months", "shown"),
        [
            (Period(Grain.QUARTER, 2009, quarter=2, fiscal=True), None, "the 3 months to September 2008"),
            (Period(Grain.YEAR, 2009, fiscal=True), None, "the 12 months to March 2009"),
            (Period(Grain.YEAR, 2009, fiscal=True), 6.0, "the 6 months to September 2008"),
            (Period(Grain.HALF, 2009, half=1, fiscal=True), None, "the 6 months to September 2008"),
            (Period(Grain.DAY, 2008, 9, 30), 3.0, "the 3 months to September 2008"),
            (Period(Grain.DAY, 2008, 9, 30), None, "September 30, 2008"),
            (Period(Grain.MONTH, 2008, 9), None, "the 1 month to September 2008"),
            (Period(Grain.DAY, None, 9, 30), None, "September 30"),
        ],
    )
    def test_what_a_period_means(self, period: Period, months: float | None, shown: str) -> None:
        assert str(calendar(FISCAL).when(period, months)[0]) == shown

    def test_a_quarter_that_is_not_called_fiscal_may_be_either(self) -> None:
        found = calendar(FISCAL).when(Period(Grain.QUARTER, 2008, quarter=2), None)
        assert [str(when) for when in found] == [
            "the 3 months to September 2007",
            "the 3 months to June 2008",
        ]

    @pytest.mark.parametrize(
        ("text", "lengths"),
        [
            ("the three months ended June 30, 2024", [3.0]),
            ("the quarter ended June 30, 2024", [3]),
            ("the 13-week fiscal quarter ended June 29, 2024", [3]),
            ("the 39-week period ended June 29, 2024", [9.0]),
            ("the years ended June 30, 2024, 2023 and 2022", [12, 12, 12]),
            ("as of June 30, 2024", [None]),
            ("on June 30, 2024", [None]),
        ],
    )
    def test_the_length_before_a_date(self, text: str, lengths: list[float | None]) -> None:
        quantities = read(text)
        found = Calendar(text, quantities)
        dates = [i for i, quantity in enumerate(quantities) if quantity.period is not None]
        assert [found.length_before(index) for index in dates] == lengths


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (When(2022, 4, 3), When(2022, 5, 3.0), 1),  # May 1 and May 8: a quarter of 13 weeks
        (When(2022, 12, 12), When(2023, 1, 12), 1),
        (When(None, 12, 3), When(None, 1, 3), 1),
        (When(2022, 4), When(2022, 5, 3), 1),
        (When(2022, 4), When(2022, 5), -1),
        (When(2022, 4, 3), When(2022, 6, 3), -1),
        (When(2022, 4, 1), When(2022, 5, 1), -1),
        (When(2022, 4, 0, 30), When(2022, 5, 0, 31), -1),
    ],
)
def test_quarters_that_end_a_month_apart_are_one(one: When, two: When, expected: int) -> None:
    assert relation(one, two) == expected


@pytest.mark.parametrize(
    ("phrase", "shift", "months"),
    [
        ("a year ago", -12, None),
        ("the prior year", -12, None),
        ("the year-ago quarter", -12, 3),
        ("the same quarter of last year", -12, 3),
        ("the immediate prior quarter", -3, 3),
        ("a quarter earlier", -3, 3),
        ("the current quarter", 0, 3),
        ("year to date", 0, None),
        ("the first nine months of the year", None, 9.0),
        ("a six-month period", None, 6.0),
        ("the first half", None, 6.0),
        ("the full year", None, 12.0),
        ("the first 39 weeks", None, 9.0),
    ],
)
def test_phrases_without_a_date(phrase: str, shift: int | None, months: float | None) -> None:
    text = f"It was $5 million in {phrase}, they said."
    found = [(one.shift, one.months) for one in relatives(text, 0, len(text))]
    assert (shift, months) in found


@pytest.mark.parametrize(
    "text", ["He is 52 years old.", "at year-end", "over the prior year-end balance", "many a time"]
)
def test_what_says_nothing_of_when(text: str) -> None:
    assert relatives(text, 0, len(text)) == []


def test_a_month_by_its_name() -> None:
    text = "in the September quarter and at the end of June"
    assert [(r.month, r.months) for r in relatives(text, 0, len(text))] == [(9, 3.0), (6, None)]


def test_what_a_change_is_measured_against() -> None:
    text = "up 9% year-over-year and 2% sequentially"
    assert [phrase.shift for phrase in bases(text, 0, len(text))] == [-12, -3]


@pytest.mark.parametrize(
    ("header", "months"),
    [
        ("Three Months Ended", 3.0),
        ("Thirty-nine Weeks Ended", 9.0),
        ("Quarter Ended Sept. 30,", 3.0),
        ("Year Ended December 31,", 12.0),
        ("Year to date", None),
        ("December 31, 2024", None),
    ],
)
def test_the_length_that_a_header_names(header: str, months: float | None) -> None:
    assert length_of_header(header) == months


class TestRelation:
    @pytest.mark.parametrize(
        ("one", "two", "expected"),
        [
            (When(2024, 6, 3), When(2024, 6, 3), 1),
            (When(2024, 6, 3), When(2024, 6, 6), -1),
            (When(2024, 6, 3), When(2023, 6, 3), -1),
            (When(2024, 6, 3), When(2024, None, None), 1),
            (When(2024, 6, 3), When(2023, None, None), -1),
            (When(2024, 6, 3), When(None, None, 3), 1),
            (When(2024, 6, None), When(None, None, 3), 0),
            (When(2024, 6, 0, 30), When(2024, 6, 0, 30), 1),
            (When(2024, 6, 0, 3), When(2024, 6, 0, 18), -1),
        ],
    )
    def test_of_two_times(self, one: When, two: When, expected: int) -> None:
        assert relation(one, two) == relation(two, one) == expected

    @given(st.integers(1950, 2050), st.integers(1, 12), st.integers(-40, 40))
    def test_a_shift_and_its_reverse(self, year: int, month: int, months: int) -> None:
        when = When(year, month, 3)
        assert when.shifted(months).shifted(-months) == when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For the three months ended March 31, 2025 revenue was $5 million.", 3.0),
        ("For the three months ended September 30, 2025 revenue was $5 million.", 9.0),
        ("For the year ended December 31, 2024 revenue was $5 million.", 12.0),
        (
            "For the fiscal year ended June 30, 2024 revenue was $5 million. For the quarter ended September "
            "30, 2024 revenue was $4 million.",
            3.0,
        ),
        ("Revenue was $5 million.", None),
    ],
)
def test_the_months_of_the_fiscal_year_that_are_past(text: str, expected: float | None) -> None:
    assert calendar(text).to_date() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("year to date", (0, None, True)),
        ("year-to-date", (0, None, True)),
        ("YTD", (0, None, True)),
        ("so far this year", (0, None, True)),
        ("this fiscal year so far", (0, None, True)),
        ("so far in the fiscal year", (0, None, True)),
        ("over nine months", (None, 9.0, False)),
        ("over the first six months", (None, 6.0, False)),
        ("over 3 months", (None, 3.0, False)),
        ("in the year", (None, 12.0, False)),
    ],
)
def test_phrases_that_say_how_much_of_a_year(text: str, expected: tuple[object, ...]) -> None:
    (found,) = relatives(f"{text}.", 0, len(text) + 1)
    assert (found.start, found.end) == (0, len(text))
    assert (found.shift, found.months, found.to_date) == expected


@pytest.mark.parametrize("text", ["over nine million", "date of the years", "so far", "over six of nine"])
def test_phrases_that_say_nothing_of_a_year(text: str) -> None:
    assert relatives(f"{text}.", 0, len(text) + 1) == []
