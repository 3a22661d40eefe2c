"""What must hold for whatever text the reader meets."""

import datetime as dt
import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.numbers.quantity import Kind, Quantity
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
    "December 31,   \n   ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_linearly(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            read(text)
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(2_000), seconds(16_000)
    assert large < 0.02 + 8 * 4 * small
