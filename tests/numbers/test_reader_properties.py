"""What must hold for whatever text the reader meets."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import processor_seconds

from summarizer.numbers.quantity import Kind, Qualifier, Quantity, Role
from summarizer.numbers.reader import read
from summarizer.typography import fold

_RUN = re.compile(r"[0-9]+")
_MARKS = "0123456789 .,-–—−%$€£()[]/:'\"+±<>=≥~#&@½°²\n\t|\u00a0\u2009\u200b\u00ad１٣·"
_WORDS = (
    "one two half third dozen million billion percent of to and or between more than p n CI grade Phase "
    "Note Item Form Exhibit Q1 FY21 H1 November Nov. May 2021 quarter first second fiscal year months "
    "patients mg kg shares per share USD a.m. ET www.x.com a@b.com COVID IMGN x times 8-K 10b-5 (a) Act Plan"
).split()
texts = (
    st.text()
    | st.text(alphabet=_MARKS, max_size=60)
    | st.lists(st.sampled_from(_WORDS) | st.text(alphabet=_MARKS, min_size=1, max_size=6), max_size=14).map(
        " ".join
    )
    | st.lists(st.sampled_from(_WORDS) | st.text(alphabet=_MARKS, min_size=1, max_size=4), max_size=10).map(
        "".join
    )
)


def _check(text: str, quantities: list[Quantity]) -> None:
    end = 0
    for quantity in quantities:
        assert quantity.span.start >= end
        assert len(quantity.span) > 0
        end = quantity.span.end
        assert end <= len(text)
        assert quantity.text == quantity.span.of(text)
        assert (quantity.value is None) == (quantity.kind in (Kind.DATE, Kind.IDENTIFIER))
        assert (quantity.period is not None) == (quantity.kind is Kind.DATE)
        assert quantity.period is None or quantity.period.iso
        assert quantity.group < len(text)
        assert quantity.step >= 0
    for run in _RUN.finditer(fold(text)):
        covering = [q for q in quantities if q.span.start <= run.start() and run.end() <= q.span.end]
        assert len(covering) == 1, run


@given(texts)
def test_every_run_of_digits_is_covered_once(text: str) -> None:
    _check(text, read(text))


@given(texts)
def test_every_run_of_digits_of_a_cell_is_covered_once(text: str) -> None:
    _check(text, read(text, cell=True))


@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_a_part_is_read_like_a_text_of_its_own(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    alone = read(text[start:end])
    within = read(text, start, end)
    assert [(q.text, q.kind, q.value, q.unit, q.role) for q in within] == [
        (q.text, q.kind, q.value, q.unit, q.role) for q in alone
    ]
    assert [q.span.start - start for q in within] == [q.span.start for q in alone]


amounts = st.decimals(min_value=0, max_value=10**15, places=2) | st.integers(0, 10**15).map(Decimal)


@given(amounts)
def test_a_number_printed_in_any_of_its_forms_is_read_equal(value: Decimal) -> None:
    plain = f"{value:f}"
    grouped = f"{value:,f}"
    for form in (grouped, plain, grouped.replace(",", "\u00a0"), grouped.replace(",", "\u2009")):
        (quantity,) = read(f"it was {form} mg")
        assert (quantity.value, quantity.unit) == (value, "mg")
    for form in (f"${grouped}", f"US$ {grouped}", f"USD {grouped}", f"{grouped} dollars"):
        (quantity,) = read(f"it was {form} then")
        assert (quantity.value, quantity.unit, quantity.text) == (value, "USD", form)
    for form in (f"${grouped} million", f"${grouped}M", f"{plain} million dollars"):
        (quantity,) = read(f"it was {form} then")
        assert quantity.value == value * 10**6
        assert quantity.scale == 10**6
    for form in (f"$({grouped})", f"-${grouped}", f"−${grouped}"):
        (quantity,) = read(f"it was {form} then")
        assert quantity.value == -value
    for form in (f"{grouped}%", f"{plain} %", f"{plain} percent"):
        (quantity,) = read(f"it was {form} then")
        assert (quantity.value, quantity.unit, quantity.kind) == (value, "%", Kind.PERCENT)


@given(st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)))
def test_a_date_printed_in_any_of_its_forms_is_read_equal(day: dt.date) -> None:
    for form in ("%B {d}, %Y", "{d} %B %Y", "%b. {d}, %Y", "%Y-%m-%d", "%m/%d/%Y"):
        (quantity,) = read("on " + day.strftime(form.replace("{d}", str(day.day))) + ", it")
        assert quantity.period is not None
        assert quantity.period.iso == day.isoformat()


@pytest.mark.parametrize("digits", ["9" * 10_000, "1" + ",000" * 4_000, "0." + "3" * 10_000, "1." * 5_000])
def test_numbers_of_thousands_of_digits(digits: str) -> None:
    (quantity,) = read(f"about {digits} of them")
    assert quantity.text == digits.rstrip(".")
    if quantity.value is not None:
        assert quantity.value == Decimal(digits.replace(",", ""))


HOSTILE = [
    "7", ",", "(", ")", " ", "\n", "1.", "1,", "111,", "$", "$1", "one ", "a and ", "one hundred and ", "-",
    "1-", "1/", "1 ", "@", "www.", "95% CI ", "a1", "A-", "1'", "1:", "[1,", "[", "<", "p=0.1 ",
    "November ", "November 1, ", "first quarter ", "(111) 111-", "1\u200b", "1\u00a0000", "Section 1",
    "between 1 and ", "2021 Plan of the ", "$1 per common ", "1" + " " * 50, "1" + "\n" * 30,
    "December 31,   \n   ", "１", "1\u0301", "10⁶", "1 (800) ", "1 Main ", "17 CFR ", "(1) million ", "5+ ",
    "twenty-", "two-and-", "November of ", "FY'", "1×", "1 hundred ", "per share and ", "7-Eleven",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_linearly(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        return processor_seconds(lambda: read(text), runs=2)

    small, large = seconds(2_000), seconds(16_000)
    assert large < 0.02 + 8 * 4 * small


Facts = tuple[str, Kind, Decimal | None, str, str, str]


def _facts(quantities: list[Quantity], shift: int = 0) -> list[tuple[int, Facts]]:
    return [
        (q.span.start + shift, (q.text, q.kind, q.value, q.unit, q.role, q.qualifier)) for q in quantities
    ]


@given(texts)
def test_a_text_is_read_the_same_twice(text: str) -> None:
    assert read(text) == read(text)


_SENTENCES = (
    "Revenue was $12.5 million in 2024, up 7% from 2023.",
    "ORR was 32.4% (95% CI: 23.6%, 42.2%), including five complete responses.",
    "The median was 5.9 months (range, 1.2 to 8.8+).",
    "We had 1,234 employees at September 30, 2021 and 2020.",
    "HR 0.65 (95% CI, 0.48-0.88; p = .03) in 34 of 105 patients.",
    "Net loss was $(2.4) million, or $(0.12) per diluted share!",
    "Guidance is $1.10 to $1.15 per share for the first quarter of fiscal 2022.",
    "Does one in five respond?",
    "Sections 13 and 15(d) of the Act of 1934 apply.",
    "It closes by mid-2022.",
    "Costs doubled to 40+ million euros.",
)


@given(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4), st.lists(st.sampled_from(_SENTENCES)))
def test_two_halves_are_read_like_the_whole(first: list[str], second: list[str]) -> None:
    head, tail = " ".join(first) + "  ", " ".join(second)
    assert _facts(read(head + tail)) == [*_facts(read(head)), *_facts(read(tail), len(head))]


numbers = st.integers(0, 10**9).map(Decimal) | st.decimals(min_value=0, max_value=10**6, places=1)


@given(numbers, st.sampled_from([("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)]))
def test_a_scaled_amount_is_read_equal_however_its_minus_is_written(
    value: Decimal, scale: tuple[str, int]
) -> None:
    word, power = scale
    for form in (f"$({value:,f}) {word}", f"-${value:,f} {word}", f"$({value:,f} {word})"):
        (quantity,) = read(f"it was {form} then")
        assert (quantity.text, quantity.value, quantity.unit) == (form, -value * 10**power, "USD")
    for form in (f"{value:f} {word} euros", f"EUR {value:,f} {word}", f"€{value:,f} {word}"):
        (quantity,) = read(f"it was {form} then")
        assert (quantity.text, quantity.value, quantity.unit) == (form, value * 10**power, "EUR")
    (quantity,) = read(f"it was ${value:,f}+ {word} then")
    assert (quantity.value, quantity.qualifier) == (value * 10**power, Qualifier.AT_LEAST)


@given(st.integers(1, 99))
def test_a_number_in_words_is_read_equal(value: int) -> None:
    small = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen"
    ).split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    word = (
        small[value]
        if value < 20
        else tens[value // 10 - 2] + (f"-{small[value % 10]}" if value % 10 else "")
    )
    for form, expected in (
        (f"{word} patients", (Decimal(value), "patient")),
        (f"{word} percent", (Decimal(value), "%")),
        (f"{word} million dollars", (Decimal(value * 10**6), "USD")),
    ):
        for cased in (form, form.capitalize()):
            (quantity,) = read(cased)
            assert (quantity.value, quantity.unit) == expected


@given(
    numbers, numbers, st.sampled_from(["–", "-", " to ", " - "]), st.sampled_from(["%", " months", " mg/kg"])
)
def test_the_ends_of_a_range_share_their_unit(one: Decimal, other: Decimal, joint: str, unit: str) -> None:
    low, high = sorted((one, other))
    if 1900 <= low <= 2100 and low == int(low):
        return  # a year
    first, second = read(f"a range of {low:,f}{joint}{high:,f}{unit} was seen")
    assert (first.value, second.value, first.unit) == (low, high, second.unit)
    assert (first.role, second.role) == (Role.LOW, Role.HIGH)
