"""The formulas by which a number may follow from others, computed with the rounding of each operand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from summarizer.numbers.quantity import Kind, Qualifier, Quantity
from summarizer.verify.agreement import rounds_to, satisfies

Values = Sequence[Decimal]

_WORD_SLACK = Decimal("0.03")  # "a third" is said of 32.4%
_ABOUT_SLACK = Decimal("0.08")  # "about three times" of 3.2
_LOOSEST = Decimal("0.1")  # how much of a result its operands' rounding may leave open
_COARSEST = 10  # and how many steps of the claim
_MOST_EXPONENT = 60  # beyond it nothing is measured, and the digits of a quotient tell nothing
_CHANCE = Decimal("0.1")  # how much of a claim's scale its tries may cover together
_FEW_STEPS = 10
_LEAST_TRIES, _MOST_TRIES = 2, 200


@dataclass(frozen=True, slots=True)
class Interval:
    """All that a number as printed may stand for.

    Attributes:
        low: The least of it.
        high: The greatest.
        printed: The number itself; of a formula, what it gives for the numbers as printed.
    """

    low: Decimal
    high: Decimal
    printed: Decimal

    @property
    def width(self) -> Decimal:
        """How far its ends lie apart."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Formula:
    """One way of computing a number from others.

    Attributes:
        of: The result, from one value for each operand; None where it has none (division by zero). It must
            rise or fall with each operand alone, so that its extremes lie at the operands' extremes.
        shown: How the formula is written, from the operands' texts; the result is put after it.
        unit: What is put behind a computed result: "%" for a share.
        signed: Whether the sign of the result tells which way something went.
    """

    of: Callable[[Values], Decimal | None]
    shown: Callable[[Sequence[str]], str]
    unit: str = ""
    signed: bool = False


def stated(quantity: Quantity) -> Interval:
    """What a number as printed may stand for: half a unit of its last place either way; a count is exact."""
    value = quantity.value or Decimal(0)
    counted = quantity.kind is Kind.NUMBER and quantity.step == 1 == quantity.scale
    slack = Decimal(0) if counted or quantity.is_word else max(quantity.step, Decimal(0)) / 2
    return Interval(value - slack, value + slack, value)


def computed(formula: Formula, operands: Sequence[Interval]) -> Interval | None:
    """The results that the operands allow; None if the formula has none for some of them."""
    printed = formula.of([o.printed for o in operands])
    results = [printed]
    if any(o.width for o in operands):
        results += map(formula.of, product(*((o.low, o.high) if o.width else (o.low,) for o in operands)))
    found = [result for result in results if result is not None]
    if printed is None or len(found) < len(results) or any(abs(r.adjusted()) > _MOST_EXPONENT for r in found):
        return None
    return Interval(min(found), max(found), printed)


def reads(claim: Quantity, result: Interval) -> bool:
    """Whether a result may be shown as the claim shows it: rounded to its last place, or as its words hedge.

    What the operands as printed give may round to the claim, or the claim may be what their unrounded values
    give.

    Only the size is compared; the sign is a matter of the claim's words.
    """
    if claim.value is None:
        return False
    wanted = abs(claim.value)
    low, high = sorted((abs(result.low), abs(result.high)))
    if result.low < 0 < result.high:
        low = Decimal(0)
    middle = abs(result.printed)
    if claim.kind is Kind.MULTIPLE and wanted < 1:
        claim = replace(claim, qualifier=_FALLING.get(claim.qualifier, claim.qualifier))
    if claim.qualifier is not Qualifier.NONE and satisfies(claim, middle):
        return True
    if claim.kind is Kind.MULTIPLE and claim.qualifier in (Qualifier.OVER, Qualifier.AT_LEAST) and wanted > 1:
        return wanted <= middle < wanted + 1  # "more than double" of 2.6
    if (
        claim.is_word
        and claim.kind in (Kind.MULTIPLE, Kind.NUMBER)
        and (claim.step == 0 or claim.kind is Kind.MULTIPLE)
    ):
        slack = _ABOUT_SLACK if claim.qualifier is Qualifier.ABOUT else _WORD_SLACK
        exact = claim.qualifier in (Qualifier.NONE, Qualifier.ABOUT)
        return exact and abs(middle - wanted) <= slack * wanted
    if claim.qualifier in (Qualifier.OVER, Qualifier.UNDER, Qualifier.NEARLY):
        return False
    if not middle:
        return False
    inside = low < wanted < high and result.width <= min(_LOOSEST * wanted, _COARSEST * claim.step)
    return inside or rounds_to(wanted, middle, claim.step if claim.step > 0 else Decimal(1))


def tries(claim: Quantity, width: Decimal = Decimal(0)) -> int:
    """How many formulas may be tried before one that fits a claim fits by chance.

    "14%" is one of some fourteen steps from nothing, so few may be tried; "$398.1 million" one of four
    thousand.

    Args:
        claim: The number to be explained.
        width: How much the operands' own rounding leaves open.
    """
    value = abs(claim.value or Decimal(0))
    step = claim.step if claim.step > 0 else 2 * _WORD_SLACK * value
    if claim.qualifier is not Qualifier.NONE and (claim.is_word or claim.qualifier is not Qualifier.ABOUT):
        step = max(step, value / 20)  # "roughly $644 million" is as sharp as its digits
    step = max(step, width)
    if not step:
        return _LEAST_TRIES
    least = _LEAST_TRIES if value >= _FEW_STEPS * step else 1
    return min(_MOST_TRIES, max(least, int(_CHANCE * value / step)))


_FALLING = {
    Qualifier.OVER: Qualifier.UNDER,
    Qualifier.AT_LEAST: Qualifier.AT_MOST,
    Qualifier.NEARLY: Qualifier.OVER,
}
"""What a hedge of "halved" says of the ratio: what more than halved is less than half."""


def _quotient(one: Decimal, two: Decimal) -> Decimal | None:
    return one / two if two else None


def _change(values: Values) -> Decimal | None:
    new, old = values
    return (new - old) / abs(old) * 100 if old else None


def _share(values: Values) -> Decimal | None:
    part, whole = values
    return abs(part) / abs(whole) * 100 if whole else None


def _joined(sign: str) -> Callable[[Sequence[str]], str]:
    return f" {sign} ".join


SUM = Formula(lambda v: sum(v, Decimal(0)), _joined("+"))
DIFFERENCE = Formula(lambda v: v[0] - v[1], _joined("−"), signed=True)
LESS = Formula(lambda v: abs(v[0]) - abs(v[1]), lambda t: " − ".join(text.strip("()") for text in t))
REMAINDER = Formula(lambda v: v[0] - v[1], _joined("−"))
GAP_IN_BASIS_POINTS = Formula(lambda v: (v[0] - v[1]) * 100, _joined("−"), signed=True)
CHANGE = Formula(_change, lambda t: f"({t[0]} − {t[1]}) / {t[1]}", "%", signed=True)
CHANGE_AS_FRACTION = Formula(
    lambda v: (v[0] - v[1]) / abs(v[1]) if v[1] else None,
    lambda t: f"({t[0]} − {t[1]}) / {t[1]}",
    signed=True,
)
SHARE = Formula(_share, _joined("/"), "%")
COMPLEMENT = Formula(lambda v: 100 - v[0], lambda t: f"100% − {t[0]}")
REDUCTION = Formula(lambda v: (1 - v[0]) * 100, lambda t: f"1 − {t[0]}", "%")
REDUCTION_AS_FRACTION = Formula(lambda v: 1 - v[0], lambda t: f"1 − {t[0]}")
SHARE_OF_BOTH = Formula(
    lambda v: abs(v[0]) / (abs(v[0]) + abs(v[1])) * 100 if v[0] or v[1] else None,
    lambda t: f"{t[0]} / ({t[0]} + {t[1]})",
    "%",
)
RATIO = Formula(lambda v: _quotient(v[0], v[1]), _joined("/"))
SHARE_AS_FRACTION = Formula(lambda v: _quotient(abs(v[0]), abs(v[1])), _joined("/"))
MEAN = Formula(lambda v: sum(v, Decimal(0)) / len(v), lambda t: f"({' + '.join(t)}) / {len(t)}")
PORTION = Formula(lambda v: v[0] * v[1] / 100, lambda t: f"{t[0]} × {t[1]}")
MARGIN_GAP = Formula(
    lambda v: (v[0] / v[1] - v[2] / v[3]) * 100 if v[1] and v[3] else None,
    lambda t: f"{t[0]} / {t[1]} − {t[2]} / {t[3]}",
    signed=True,
)

MARGIN_GAP_IN_BASIS_POINTS = Formula(
    lambda v: (v[0] / v[1] - v[2] / v[3]) * 10_000 if v[1] and v[3] else None,
    MARGIN_GAP.shown,
    "",
    signed=True,
)


def times(count: int) -> Formula:
    """A figure of one period, as if the whole year were like it."""
    return Formula(lambda v: v[0] * count, lambda t: f"{count} × {t[0]}")
