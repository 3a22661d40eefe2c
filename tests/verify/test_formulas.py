"""Formulas over rounded numbers: what they allow, how much, and how often they may be tried."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.numbers.quantity import Quantity
from summarizer.numbers.reader import read
from summarizer.verify import formulas
from summarizer.verify.formulas import Formula, computed, reads, stated, tries


def number(text: str) -> Quantity:
    return next(iter(read(text)))


def holds(claim: str, formula: Formula, *operands: str) -> bool:
    result = computed(formula, [stated(number(text)) for text in operands])
    return result is not None and reads(number(claim), result)


@pytest.mark.parametrize(
    ("claim", "formula", "operands", "expected"),
    [
        ("9.7%", formulas.CHANGE, ("$31.2 million", "$28.5 million"), True),  # 31.24 and 28.46 give it
        ("9.9%", formulas.CHANGE, ("$31.2 million", "$28.5 million"), False),
        ("9.5%", formulas.CHANGE, ("$31.2 million", "$28.5 million"), True),
        ("9.7%", formulas.CHANGE, ("31,200", "28,450"), True),
        ("9.5%", formulas.CHANGE, ("31,200", "28,450"), False),  # counts are exact
        ("32.4%", formulas.SHARE, ("34 patients", "105 patients"), True),
        ("32.5%", formulas.SHARE, ("34 patients", "105 patients"), False),
        ("doubled", formulas.RATIO, ("912", "456"), True),
        ("doubled", formulas.RATIO, ("930", "400"), False),
        ("nearly doubled", formulas.RATIO, ("37,332", "19,230"), True),
        ("more than doubled", formulas.RATIO, ("$1,853,000", "$845,000"), True),
        ("more than doubled", formulas.RATIO, ("37,332", "19,230"), False),
        ("halved", formulas.RATIO, ("50", "100"), True),
        ("more than halved", formulas.RATIO, ("45", "100"), True),
        ("more than halved", formulas.RATIO, ("55", "100"), False),
        ("a third of patients", formulas.SHARE_AS_FRACTION, ("34", "105"), True),
        ("a third of patients", formulas.SHARE_AS_FRACTION, ("40", "105"), False),
        ("nearly a fifth of patients", formulas.CHANGE_AS_FRACTION, ("81", "100"), True),
        ("nearly a fifth of patients", formulas.CHANGE_AS_FRACTION, ("79", "100"), False),
        ("0.15 basis points", formulas.GAP_IN_BASIS_POINTS, ("10%", "10%"), False),
        ("80 basis points", formulas.GAP_IN_BASIS_POINTS, ("32.4%", "31.6%"), True),
        ("$33.50", formulas.SUM, ("$31.50", "$2.00"), True),
        ("67.6%", formulas.COMPLEMENT, ("32.4%",), True),
        ("about $51 million", formulas.PORTION, ("$85 million", "60%"), True),
    ],
)
def test_reads(claim: str, formula: Formula, operands: tuple[str, ...], *, expected: bool) -> None:
    assert holds(claim, formula, *operands) is expected


@pytest.mark.parametrize(
    ("formula", "operands"),
    [
        (formulas.CHANGE, ("5", "0")),
        (formulas.RATIO, ("5", "0")),
        (formulas.SHARE, ("5", "0")),
        (formulas.SHARE_OF_BOTH, ("0", "0")),
        (formulas.SHARE_AS_FRACTION, ("5", "0")),
        (formulas.CHANGE_AS_FRACTION, ("5", "0")),
        (formulas.MARGIN_GAP, ("5", "0", "5", "10")),
        (formulas.MARGIN_GAP_IN_BASIS_POINTS, ("5", "0", "5", "10")),
    ],
)
def test_nothing_is_divided_by_zero(formula: Formula, operands: tuple[str, ...]) -> None:
    assert computed(formula, [stated(number(text)) for text in operands]) is None


def test_results_beyond_measure_are_none() -> None:
    huge = stated(number("1" + "0" * 70))
    assert computed(formulas.SUM, [huge, huge]) is None


def test_coarse_claims_are_tried_less() -> None:
    few, some, many = (tries(number(text)) for text in ("nine", "14%", "$398.1 million"))
    assert few == 1 < some < many


_CENTS = st.integers(min_value=100, max_value=10**8)


@given(_CENTS, _CENTS)
def test_the_true_result_is_always_allowed(new: int, old: int) -> None:
    """Whatever two exact figures are, their change is within what their rounded forms allow."""
    exact = (Decimal(new) - Decimal(old)) / Decimal(old) * 100
    rounded = [stated(number(f"${round(Decimal(n) / 100)}")) for n in (new, old)]
    allowed = computed(formulas.CHANGE, rounded)
    assert allowed is not None
    assert allowed.low <= exact <= allowed.high


@given(st.lists(st.integers(min_value=1, max_value=10**6), min_size=2, max_size=5))
def test_a_sum_of_counts_reads_as_itself_and_as_no_other(counts: list[int]) -> None:
    total = sum(counts)
    operands = tuple(f"{count:,} patients" for count in counts)
    assert holds(f"{total:,} patients", formulas.SUM, *operands)
    assert not holds(f"{total + 1:,} patients", formulas.SUM, *operands)
