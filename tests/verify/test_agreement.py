"""Whether two numbers state the same value, labels aside."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Span
from summarizer.numbers.quantity import ANY_UNIT, Grain, Kind, Period, Qualifier, Quantity
from summarizer.numbers.reader import read
from summarizer.verify.agreement import (
    Agreement,
    agree,
    comparable,
    contains,
    opposed,
    rounds_to,
    satisfies,
    shown_step,
)


def one(text: str) -> Quantity:
    """The only number of `text`."""
    (quantity,) = read(text)
    return quantity


def last(text: str) -> Quantity:
    return read(text)[-1]


def plain(value: str, step: str = "1") -> Quantity:
    """The value of a plain field of a record, which may be in any unit."""
    return Quantity(Span(0, len(value)), value, Kind.NUMBER, Decimal(value), ANY_UNIT, Decimal(step))


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("$84,200,000", "100000"),
        ("$2,900,000", "100000"),
        ("$52,286,000", "1000"),
        ("12,000", "1"),  # as like a count as a rounded number
        ("$600,000", "1"),
        ("$5,512", "1"),
        ("$5.2 million", "100000"),
        ("$5.20", "0.01"),
    ],
)
def test_the_last_place_that_a_claim_shows(text: str, step: str) -> None:
    assert shown_step(one(text)) == Decimal(step)


@pytest.mark.parametrize(
    ("claim", "source", "agrees"),
    [
        ("$1 billion", "$900 million", True),
        ("$1 billion", "$500 million", False),
        ("$1 billion", "$1.4 billion", False),
        ("$2 million", "$1.7 million", True),
        ("1%", "0.6%", True),
    ],
)
def test_how_rough_a_rounding_may_be(claim: str, source: str, *, agrees: bool) -> None:
    assert (agree(one(claim), one(source)) is not None) is agrees


def test_part_of_a_fraction_is_no_percentage() -> None:
    part = read("46 of 204")[0]
    assert not comparable(part, one("46%"))


class TestAgree:
    @pytest.mark.parametrize(
        ("claim", "source"),
        [
            ("seven percent", "7%"),
            ("7 percent", "7.0%"),
            ("$478.8 million", "$478,800 thousand"),
            ("US$ 478.8M", "$478,800,000"),
            ("$1.2 billion", "$1,200 million"),
            ("€3bn", "EUR 3 billion"),
            ("twenty-one patients", "21 patients"),
            ("(12.5)%", "-12.5%"),
            ("3.2x", "3.2 times"),
            ("5.9 months", "5.9 months"),
            ("5 mg/kg", "5 mg/kg"),
            ("the first quarter of 2022", "Q1 2022"),
            ("November 16, 2021", "2021-11-16"),
            ("November 16", "November 16, 2021"),
            ("8:00 a.m.", "8 a.m."),
            ("third", "3rd"),
        ],
    )
    def test_one_value_in_other_words(self, claim: str, source: str) -> None:
        assert agree(one(claim), one(source)) == Agreement()
        assert agree(one(source), one(claim)) == Agreement()

    @pytest.mark.parametrize(
        ("claim", "source", "rule"),
        [
            ("32%", "32.4%", "32.4 rounded"),
            ("32%", "31.5%", "31.5 rounded"),
            ("32%", "32.5%", "32.5 rounded"),  # half even
            ("33%", "32.5%", "32.5 rounded"),  # half up
            ("$1.2 billion", "$1,187.4 million", "1187400000 rounded"),
            ("$479 million", "$478.8 million", "478800000 rounded"),
            ("one year", "12 months", "12 months = 1 year"),
            ("24 months", "2 years", "2 years = 24 months"),
            ("two weeks", "14 days", "14 days = 2 weeks"),
            ("2 weeks", "15 days", "15 days = 2.14 weeks"),
            ("72 hours", "3 days", "3 days = 72 hours"),
            ("50 bps", "0.5 percentage points", "1 point = 100 bp"),
            ("1.25 percentage points", "125 basis points", "1 point = 100 bp"),
            ("half of", "50%", "50% as a fraction"),
            ("nearly half", "48%", "48% as a fraction"),
            ("more than half", "55%", "55% as a fraction"),
            ("about three", "2.81", "2.81 rounded"),
            ("32.4%", "0.324", "0.324 as a percentage"),
            ("2021", "November 16, 2021", "2021-11-16 lies in 2021"),
            ("November 2021", "November 16, 2021", "2021-11-16 lies in 2021-11"),
            ("first half of 2022", "second quarter of 2022", "2022-Q2 lies in 2022-H1"),
            ("first quarter of 2022", "March 31, 2022", "the quarter ended 2022-03-31"),
            ("December 31, 2021", "fourth quarter of 2021", "the end of 2021-Q4"),
        ],
    )
    def test_what_was_done_is_told(self, claim: str, source: str, rule: str) -> None:
        found = agree(one(claim), one(source))
        assert found is not None
        assert (found.rule, found.negated) == (rule, False)

    @pytest.mark.parametrize(
        ("claim", "source", "exact"),
        [
            ("two years", "24 months", True),
            ("25 basis points", "0.25%", True),
            ("about three", "2.81", False),
            ("1.3 years", "16 months", False),
        ],
    )
    def test_another_unit_rounds_nothing_where_it_is_exact(
        self, claim: str, source: str, *, exact: bool
    ) -> None:
        found = agree(one(claim), one(source))
        assert found is not None
        assert found.exact is exact

    @pytest.mark.parametrize(
        ("claim", "source"),
        [
            ("33%", "32.4%"),
            ("three", "2.81"),  # a word is no rounding
            ("two weeks", "15 days"),
            ("32.5%", "32.4%"),
            ("32.44%", "32.4%"),  # more exact than the source
            ("32.4%", "32%"),
            ("$478.8 million", "$478.8 billion"),
            ("$478.8 million", "€478.8 million"),
            ("$1.25 per share", "€1.25 per share"),
            ("12 months", "12 weeks"),
            ("12 months", "12 years"),
            ("one month", "30 days"),  # nobody knows how many days a month has
            ("50 bps", "50 percentage points"),
            ("5 mg/kg", "5 mg"),
            ("3.2x", "3.2%"),
            ("half of", "40%"),
            ("more than half", "45%"),
            ("nearly half", "52%"),
            ("2022", "November 16, 2021"),
            ("November 16, 2021", "November 2021"),
            ("November 16, 2021", "2021"),
            ("November 16, 2022", "November 16, 2021"),
            ("first quarter of 2022", "first quarter of 2021"),
            ("first quarter of 2022", "June 30, 2022"),
            ("first quarter of 2022", "March 15, 2022"),
            ("second half of 2022", "second quarter of 2022"),
            ("8:00 a.m.", "8:00 p.m."),
            ("NCT04296890", "NCT04296890"),  # identifiers have no value
            ("third", "3"),
        ],
    )
    def test_no_tolerance(self, claim: str, source: str) -> None:
        assert agree(one(claim), one(source)) is None

    @pytest.mark.parametrize(
        ("claim", "source"), [("$2,351", "$(2,351)"), ("-2,351", "2,351"), ("12.5%", "(12.5)%")]
    )
    def test_the_other_sign_is_told(self, claim: str, source: str) -> None:
        assert agree(one(claim), one(source)) == Agreement("", negated=True)
        assert agree(one(source), one(claim)) == Agreement("", negated=True)

    def test_rounded_and_of_the_other_sign(self) -> None:
        assert agree(one("$2 million"), one("-$2.4 million")) == Agreement("-2400000 rounded", negated=True)

    def test_on_the_hour(self) -> None:
        assert agree(one("7 pm"), one("7")) == Agreement("at 7")
        assert agree(one("19:00"), one("7")) == Agreement("at 7")
        assert agree(one("7:30 pm"), one("7")) is None

    def test_a_bare_number_may_be_money_or_a_year(self) -> None:
        assert agree(one("$2,351"), one("2,351")) == Agreement()
        assert agree(one("2,351"), one("$2,351")) == Agreement()
        assert agree(one("$2,351"), one("2,351 employees")) is None
        assert agree(one("$12"), one("twelve")) is None
        assert comparable(one("in 2021"), one("1,999"))
        assert not comparable(one("in 2021"), one("450"))

    def test_a_bare_number_may_be_a_percentage(self) -> None:
        assert agree(one("32.4%"), one("32.4")) == Agreement()
        assert agree(one("7%"), one("7 million")) is None
        assert agree(one("7%"), one("seven")) is None

    @pytest.mark.parametrize(
        ("value", "step", "source", "rule"),
        [
            ("32.4", "0.1", "32.4%", ""),
            ("5.9", "0.1", "5.9 months", ""),
            ("478800000", "1", "$478.8 million", ""),
            ("478.8", "0.1", "$478.8 million", "478800000 in millions"),
            ("478.8", "0.1", "$478,800", "478800 in thousands"),
            ("1.2", "0.1", "$1.2 billion", "1200000000 in billions"),
            ("0.324", "0.001", "32.4%", "32.4% as a fraction"),
            ("32", "1", "32.4%", "32.4 rounded"),
        ],
    )
    def test_a_plain_field_may_be_in_any_unit(self, value: str, step: str, source: str, rule: str) -> None:
        assert agree(plain(value, step), one(source)) == Agreement(rule)

    @pytest.mark.parametrize(
        ("value", "source"),
        [
            ("33", "32.4%"),
            ("478.9", "$478.8 million"),
            ("2021", "2021"),
            ("480", "8:00 a.m."),
            ("3", "third"),
        ],
    )
    def test_a_plain_field_of_another_value(self, value: str, source: str) -> None:
        assert agree(plain(value, "0.1"), one(source)) is None


class TestComparable:
    def test_a_level_or_a_grade_is_no_estimate(self) -> None:
        level, low, _ = read("95% CI: 23.6%, 42.2%")
        assert not comparable(one("95%"), level)
        assert comparable(level, level)
        assert comparable(one("23.6%"), low)
        grade = last("grade 3")
        assert not comparable(one("3"), grade)
        assert comparable(grade, grade)
        assert not comparable(one("$3"), grade)

    @pytest.mark.parametrize(
        ("one_text", "other_text", "expected"),
        [
            ("$5", "$7", True),
            ("$5", "€7", False),
            ("$5", "$7 per share", True),
            ("$5 per share", "€7", False),
            ("5 mg", "7 mg", True),
            ("5 mg", "7 miles", False),
            ("2x", "3x", True),
            ("5%", "7%", True),
            ("5%", "$7", False),
            ("5 months", "7%", False),
            ("5 patients", "7 sites", True),
            ("NCT04296890", "NCT04296891", False),
            ("Q1 2022", "Q2 2022", True),
            ("Q1 2022", "7%", False),
        ],
    )
    def test_unit_classes(self, one_text: str, other_text: str, expected: bool) -> None:
        assert comparable(one(one_text), one(other_text)) is expected
        assert comparable(one(other_text), one(one_text)) is expected


class TestHedges:
    @pytest.mark.parametrize(
        ("claim", "inside", "outside"),
        [
            ("more than 30%", ["30.1", "36"], ["30", "36.1", "29"]),
            ("at least 30%", ["30", "36"], ["29.9", "90"]),
            ("nearly 30%", ["27", "29.9"], ["30", "26.9"]),
            ("less than 30%", ["24", "29.9"], ["30", "23.9"]),
            ("up to 30%", ["24", "30"], ["30.1", "3"]),
            ("about thirty", ["28.5", "31.5"], ["28.4", "31.6"]),
            ("about 30", [], ["30", "29"]),
            ("30%", [], ["30", "31"]),
            ("(30)%", [], ["-30"]),
        ],
    )
    def test_where_a_hedged_claim_holds(self, claim: str, inside: list[str], outside: list[str]) -> None:
        for value in inside:
            assert satisfies(one(claim), Decimal(value)), value
        for value in outside:
            assert not satisfies(one(claim), Decimal(value)), value

    def test_what_has_no_value_holds_nowhere(self) -> None:
        assert not satisfies(one("Q1 2022"), Decimal(1))

    def test_opposed(self) -> None:
        above = {Qualifier.OVER, Qualifier.AT_LEAST}
        below = {Qualifier.UNDER, Qualifier.AT_MOST, Qualifier.NEARLY}
        for first, second in product(Qualifier, repeat=2):
            expected = (first in above and second in below) or (first in below and second in above)
            assert opposed(first, second) is expected


class TestRounding:
    def test_either_way_at_the_half_and_never_without_a_step(self) -> None:
        assert rounds_to(Decimal(32), Decimal("32.5"), Decimal(1))
        assert rounds_to(Decimal(33), Decimal("32.5"), Decimal(1))
        assert not rounds_to(Decimal(33), Decimal("32.49"), Decimal(1))
        assert not rounds_to(Decimal(33), Decimal(33), Decimal(0))

    @given(st.integers(0, 10**9), st.integers(1, 4))
    def test_a_number_shown_with_fewer_places_agrees_and_its_neighbours_do_not(
        self, units: int, places: int
    ) -> None:
        exact = Decimal(units).scaleb(-places)
        shown = round(exact, places - 1)
        step = Decimal(1).scaleb(-(places - 1))
        source = one(f"{exact:f}%")
        rounded = agree(one(f"{shown:f}%"), source)
        assert rounded is not None
        assert rounded.negated is False
        assert agree(one(f"{shown + 2 * step:f}%"), source) is None


PERIODS = st.one_of(
    st.builds(
        Period,
        st.just(Grain.DAY),
        st.none() | st.integers(1990, 2030),
        st.integers(1, 12),
        st.integers(1, 28),
    ),
    st.builds(Period, st.just(Grain.MONTH), st.none() | st.integers(1990, 2030), st.integers(1, 12)),
    st.builds(
        Period,
        st.just(Grain.QUARTER),
        st.none() | st.integers(1990, 2030),
        quarter=st.integers(1, 4),
        fiscal=st.booleans(),
    ),
    st.builds(Period, st.just(Grain.HALF), st.none() | st.integers(1990, 2030), half=st.integers(1, 2)),
    st.builds(Period, st.just(Grain.YEAR), st.integers(1990, 2030), fiscal=st.booleans()),
)


class TestPeriods:
    @given(PERIODS)
    def test_a_period_contains_itself(self, period: Period) -> None:
        assert contains(period, period)

    @pytest.mark.parametrize(
        ("outer", "inner", "expected"),
        [
            (Period(Grain.YEAR, 2022), Period(Grain.QUARTER, quarter=1), False),
            (Period(Grain.MONTH, 2022, 5), Period(Grain.DAY, None, 5, 6), False),
            (Period(Grain.MONTH, None, 5), Period(Grain.DAY, 2022, 5, 6), True),
            (Period(Grain.MONTH, None, 5), Period(Grain.QUARTER, 2022, quarter=2), False),
            (Period(Grain.QUARTER, 2022, quarter=2), Period(Grain.DAY, 2022, 5, 6), False),
            (Period(Grain.DAY, 2022, 5, 6), Period(Grain.DAY, None, 5, 6), True),
            (Period(Grain.DAY, 2022, 5, 6), Period(Grain.MONTH, 2022, 5), False),
            (Period(Grain.HALF, 2022, half=2), Period(Grain.QUARTER, 2022, quarter=4), True),
            (Period(Grain.HALF, 2022, half=2), Period(Grain.MONTH, 2022, 12), False),
        ],
    )
    def test_contains(self, outer: Period, inner: Period, expected: bool) -> None:
        assert contains(outer, inner) is expected


def test_a_date_without_a_period_agrees_with_nothing() -> None:
    empty = Quantity(Span(0, 1), "x", Kind.DATE, None)
    assert agree(empty, one("2021")) is None
    assert agree(one("2021"), empty) is None


MAGNITUDES = {"thousand": 3, "million": 6, "billion": 9}


@given(st.integers(1, 999_999), st.integers(0, 3), st.sampled_from(sorted(MAGNITUDES)))
def test_a_quantity_printed_in_any_of_its_forms_is_found_again_equal(
    digits: int, places: int, magnitude: str
) -> None:
    number = Decimal(digits).scaleb(-places)
    in_full = number.scaleb(MAGNITUDES[magnitude])
    forms = [f"${number:,f} {magnitude}", f"US${number:f} {magnitude}", f"$ {number:,f} {magnitude}"]
    if in_full == in_full.to_integral_value():
        forms += [f"${in_full:,.0f}", f"${in_full:.0f}", f"$ {in_full:,.0f}"]
    quantities = [one(form) for form in forms]
    for first, second in product(quantities, repeat=2):
        assert first.value == in_full
        assert agree(first, second) == Agreement()


@given(st.integers(0, 10**6), st.integers(0, 4))
def test_percentages_in_any_form(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)
    forms = [f"{number:f}%", f"{number:,f} %", f"{number:f} percent", f"{number:f} per cent"]
    quantities = [one(form) for form in forms]
    for first, second in product(quantities, repeat=2):
        assert first.value == number
        assert agree(first, second) == Agreement()


def test_durations_of_any_length_are_converted() -> None:
    years = one(f"{10**40:,} years")
    rule = f"{10**40} years = {12 * 10**40} months"
    assert agree(one(f"{12 * 10**40} months"), years) == Agreement(rule, exact=True)
