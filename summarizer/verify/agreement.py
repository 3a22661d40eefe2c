"""Whether two numbers state the same value, and if not letter for letter, by what rule."""

from dataclasses import dataclass
from decimal import Decimal

from summarizer.numbers.quantity import ANY_UNIT, Grain, Kind, Period, Qualifier, Quantity, Role

_SECONDS = {
    "second": Decimal(1),
    "minute": Decimal(60),
    "hour": Decimal(3600),
    "day": Decimal(86400),
    "week": Decimal(604800),
}
_MONTHS = {"month": Decimal(1), "quarter": Decimal(3), "year": Decimal(12), "decade": Decimal(120)}
_FLOW_ENDS = {3: 1, 6: 2, 9: 3, 12: 4}
_MONTH_END = 28


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two numbers state the same value.

    Attributes:
        rule: Empty if they do so as printed or rescaled; else what was done to the source's number,
            such as "rounded" or "12 months = 1 year".
        negated: Whether the signs differ, as between "(2,351)" and "a loss of 2,351".
    """

    rule: str = ""
    negated: bool = False


def comparable(claim: Quantity, source: Quantity) -> bool:
    """Whether the two are of one unit class, so that one could restate or contradict the other."""
    if source.role in (Role.LEVEL, Role.GRADE) and claim.role is not source.role:
        return False
    one, two = claim.kind, source.kind
    if claim.unit == ANY_UNIT:
        return two not in (Kind.DATE, Kind.TIME, Kind.ORDINAL, Kind.IDENTIFIER)
    if one is two:
        if one is Kind.MONEY:
            return _same_currency(claim.unit, source.unit)
        if one is Kind.NUMBER:
            return not claim.unit or not source.unit or claim.unit == source.unit
        if one in (Kind.MEASURE, Kind.MULTIPLE):
            return claim.unit == source.unit
        return one is not Kind.IDENTIFIER
    pair = {one, two}
    if pair == {Kind.MONEY, Kind.NUMBER}:
        number = claim if one is Kind.NUMBER else source
        return not number.unit  # a bare number of a table, or of a draft that leaves the sign out
    if pair == {Kind.PERCENT, Kind.NUMBER}:
        number = claim if one is Kind.NUMBER else source
        return not number.unit and number.scale == 1
    return pair == {Kind.DATE, Kind.NUMBER} and _year_like(claim if one is Kind.NUMBER else source)


def agree(claim: Quantity, source: Quantity) -> Agreement | None:
    """How the source's number bears out the claim's value, if it does.

    Labels are no matter here. Rounding is to the last place that the claim shows, half up or half
    even; no other tolerance is given.
    """
    if claim.kind is Kind.DATE and source.kind is Kind.DATE:
        return _periods_agree(claim.period, source.period)
    if claim.value is None or source.value is None:
        return None
    if claim.kind is source.kind and claim.kind in (Kind.DURATION, Kind.POINTS):
        return _converted(claim, source)
    if not comparable(claim, source):
        return _fraction(claim, source)
    agreement = _values_agree(claim, claim.value, source.value, source.step) or _fraction(claim, source)
    if agreement is None and claim.unit == ANY_UNIT:
        return _in_scale(claim, claim.value, source.value)
    return agreement


def _values_agree(
    claim: Quantity, wanted: Decimal, found: Decimal, found_step: Decimal, rule: str = ""
) -> Agreement | None:
    if wanted == found:
        return Agreement(rule)
    if wanted == -found:
        return Agreement(rule, negated=True)
    if claim.step > found_step > 0 and rounds_to(abs(wanted), abs(found), claim.step):
        return Agreement(rule or f"{_plain(found)} rounded", negated=(wanted < 0) != (found < 0))
    return None


def _in_scale(claim: Quantity, wanted: Decimal, found: Decimal) -> Agreement | None:
    """A plain field may hold "478.8" for millions, or 0.324 for a percentage."""
    for name, factor in (("thousand", 3), ("million", 6), ("billion", 9), ("hundredths", -2)):
        if rounds_to(abs(wanted), abs(found.scaleb(-factor)) if factor > 0 else abs(found) / 100, claim.step / 10):
            return Agreement(f"{_plain(found)} in {name}s".replace("hundredthss", "hundredths"))
    return None


def rounds_to(claimed: Decimal, exact: Decimal, step: Decimal) -> bool:
    """Whether `exact`, shown to the nearest `step`, reads `claimed`; either way at the half."""
    return step > 0 and abs(claimed - exact) * 2 <= step


def satisfies(claim: Quantity, value: Decimal) -> bool:
    """Whether `value` lies where a hedged claim ("more than 30%", "nearly half") says.

    "Nearly" and "just over" reach a tenth of the claimed value; open bounds reach a fifth, as nobody
    writes "more than 30%" of 90%.
    """
    if claim.value is None or claim.value <= 0:
        return False
    ratio = value / claim.value
    match claim.qualifier:
        case Qualifier.OVER:
            return Decimal(1) < ratio <= Decimal("1.2")
        case Qualifier.AT_LEAST:
            return Decimal(1) <= ratio <= Decimal("1.2")
        case Qualifier.NEARLY:
            return Decimal("0.9") <= ratio < Decimal(1)
        case Qualifier.UNDER:
            return Decimal("0.8") <= ratio < Decimal(1)
        case Qualifier.AT_MOST:
            return Decimal("0.8") <= ratio <= Decimal(1)
        case Qualifier.ABOUT:
            return claim.is_word and Decimal("0.95") <= ratio <= Decimal("1.05")
        case Qualifier.NONE:
            return False


def opposed(one: Qualifier, two: Qualifier) -> bool:
    """Whether two qualifiers cannot both be true of one number."""
    above = (Qualifier.OVER, Qualifier.AT_LEAST)
    below = (Qualifier.UNDER, Qualifier.AT_MOST, Qualifier.NEARLY)
    return (one in above and two in below) or (one in below and two in above)


def _same_currency(one: str, two: str) -> bool:
    return not one or not two or one == two or one.split("/")[0] == two or two.split("/")[0] == one


def _year_like(quantity: Quantity) -> bool:
    return quantity.value is not None and not quantity.unit and 1900 <= quantity.value <= 2100  # noqa: PLR2004


def _converted(claim: Quantity, source: Quantity) -> Agreement | None:
    assert claim.value is not None  # noqa: S101 - checked by the caller
    assert source.value is not None  # noqa: S101
    if claim.unit == source.unit:
        return _values_agree(claim, claim.value, source.value, source.step)
    if claim.kind is Kind.POINTS:
        factor = Decimal(100) if claim.unit == "bp" else Decimal("0.01")
        return _values_agree(claim, claim.value, source.value * factor, source.step * factor, "1 point = 100 bp")
    for table in (_SECONDS, _MONTHS):
        if claim.unit in table and source.unit in table:
            factor = table[source.unit] / table[claim.unit]
            rule = f"{_plain(source.value)} {source.unit}s = {_plain(source.value * factor)} {claim.unit}s"
            return _values_agree(claim, claim.value, source.value * factor, source.step * factor, rule)
    return None


def _fraction(claim: Quantity, source: Quantity) -> Agreement | None:
    """"Half of the patients" for 50%, and the other way round."""
    if claim.value is None or source.value is None:
        return None
    if claim.kind is Kind.NUMBER and source.kind is Kind.PERCENT and 0 < claim.value < 1:
        wanted = claim.value * 100
        if wanted == source.value or satisfies_scaled(claim, source.value / 100):
            return Agreement(f"{_plain(source.value)}% as a fraction")
    if claim.kind is Kind.PERCENT and source.kind is Kind.NUMBER and 0 < source.value < 1:
        if rounds_to(claim.value, source.value * 100, claim.step or Decimal(1)):
            return Agreement(f"{source.text} as a percentage")
    return None


def satisfies_scaled(claim: Quantity, value: Decimal) -> bool:
    """`satisfies`, with "about" given the same slack for a fraction in words."""
    return satisfies(claim, value)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _periods_agree(claim: Period | None, source: Period | None) -> Agreement | None:
    if claim is None or source is None:
        return None
    if contains(claim, source):
        return Agreement("" if claim.grain is source.grain else f"{source.iso} lies in {claim.iso}")
    if source.grain is Grain.DAY and claim.grain is Grain.QUARTER and _ends(source) == claim.quarter:
        if claim.year in (None, source.year):
            return Agreement(f"the quarter ended {source.iso}")
    if claim.grain is Grain.DAY and source.grain is Grain.QUARTER and _ends(claim) == source.quarter:
        if source.year in (None, claim.year):
            return Agreement(f"the end of {source.iso}")
    return None


def _ends(period: Period) -> int | None:
    if period.month is None or period.day is None or period.day < _MONTH_END:
        return None
    return _FLOW_ENDS.get(period.month)


def contains(outer: Period, inner: Period) -> bool:
    """Whether every part that `outer` gives is the same in `inner`; a part that `inner` lacks may differ
    only if it is the year, which texts leave out."""
    if outer.year is not None and inner.year is not None and outer.year != inner.year:
        return False
    if outer.grain is Grain.YEAR:
        return inner.year is not None
    if outer.year is not None and inner.year is None and inner.grain is not outer.grain:
        return False
    match outer.grain:
        case Grain.DAY:
            return inner.grain is Grain.DAY and (outer.month, outer.day) == (inner.month, inner.day)
        case Grain.MONTH:
            return inner.month == outer.month
        case Grain.QUARTER:
            if inner.grain is Grain.QUARTER:
                return inner.quarter == outer.quarter
            return inner.month is not None and (inner.month + 2) // 3 == outer.quarter and not outer.fiscal
        case Grain.HALF:
            if inner.grain is Grain.HALF:
                return inner.half == outer.half
            if inner.quarter is not None:
                return (inner.quarter + 1) // 2 == outer.half
            return inner.month is not None and (inner.month + 5) // 6 == outer.half
    return False


def periods_conflict(one: Period, two: Period) -> bool:
    """Whether no day can lie in both, as far as both say."""
    return not contains(one, two) and not contains(two, one)
