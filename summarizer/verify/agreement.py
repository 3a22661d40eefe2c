"""Whether two numbers state the same value, and if not letter for letter, by what rule."""

from dataclasses import dataclass
from decimal import Decimal

from summarizer.numbers.quantity import ANY_UNIT, Grain, Kind, Period, Qualifier, Quantity, Role

_UNITS_LEFT_OUT = (Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.DURATION, Kind.MEASURE, Kind.MULTIPLE)
_NO_COUNT = 20  # from which on a bare number may have left its unit out: "the median age was 62"
_MOST_DIGITS = 100
_SECONDS = {
    "second": Decimal(1),
    "minute": Decimal(60),
    "hour": Decimal(3600),
    "day": Decimal(86400),
    "week": Decimal(604800),
}
_MONTHS = {"month": Decimal(1), "quarter": Decimal(3), "year": Decimal(12), "decade": Decimal(120)}
_QUARTER_ENDS = {3: 1, 6: 2, 9: 3, 12: 4}
_MONTH_END = 28
_ROUGH = 4  # "$1 billion" is no rounding of $600 million, which it misses by more than a fourth
_ABOUT, _ABOUT_A_PART = Decimal("0.05"), Decimal("0.055")  # what "about" may be off; of "about a fifth"
_ROUND = 3  # zeros at the end of a number that was rounded


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two numbers state the same value.

    Attributes:
        rule: Empty if they do so as printed or rescaled; else what was done to the source's number,
            such as "rounded" or "12 months = 1 year".
        negated: Whether the signs differ, as between "(2,351)" and "a loss of 2,351".
        exact: Whether a rule only says it in another unit, and rounds nothing.
    """

    rule: str = ""
    negated: bool = False
    exact: bool = False


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
        if one in (Kind.MEASURE, Kind.MULTIPLE):
            return claim.unit == source.unit
        return one is not Kind.IDENTIFIER
    if one is Kind.NUMBER and not claim.unit and 0 < claim.step < 1:
        return two in _UNITS_LEFT_OUT  # "10.8 versus 7.1 months", a table that names its unit elsewhere
    if one is Kind.NUMBER and two in (Kind.DURATION, Kind.MEASURE):
        return not claim.unit and not claim.is_word and claim.value is not None and claim.value >= _NO_COUNT
    return Kind.NUMBER in (one, two) and _bare_number_fits(claim, source)


def _bare_number_fits(claim: Quantity, source: Quantity) -> bool:
    """Whether the one of the two that is a bare number may be the other's amount, percentage or year."""
    one, two = claim.kind, source.kind
    number, other = (claim, two) if one is Kind.NUMBER else (source, one)
    if other is Kind.MONEY:
        # A bare number of a table, or of a draft that leaves the sign out.
        return not number.unit and not number.is_word and number.role is not Role.GRADE
    if other is Kind.PERCENT:
        part = number.role in (Role.PART, Role.WHOLE)  # the 34 of "34 of 105"
        return not number.unit and number.scale == 1 and not number.is_word and not part
    if other is Kind.POINTS:
        return (
            number is source and number.step < 1 and not number.unit
        )  # of a table that names its unit elsewhere
    return other is Kind.DATE and _year_like(number)


def measurable(quantity: Quantity) -> bool:
    """Whether a number is of a size that anything has: no row of a thousand digits."""
    return quantity.value is None or quantity.value.adjusted() < _MOST_DIGITS


def is_fraction(quantity: Quantity) -> bool:
    """Whether a number is a part in words, such as "half"."""
    return quantity.is_word and quantity.kind is Kind.NUMBER and 0 < (quantity.value or 0) < 1


def significant_digits(quantity: Quantity) -> int:
    """The digits of a number without the zeros at its ends; the more, the less it is another by chance."""
    return 0 if quantity.value is None else len(quantity.value.normalize().as_tuple().digits)


def shown_step(quantity: Quantity) -> Decimal:
    """One unit of the last place that a claim shows, its zeros at the end left out: 100,000 for $84,200,000.

    Only where enough digits stand before them that it still says which number it is.
    """
    value = quantity.value
    if (
        value is None
        or quantity.step != 1
        or quantity.scale != 1
        or quantity.is_word
        or not measurable(quantity)
    ):
        return quantity.step
    printed = f"{value.copy_abs():f}"
    digits = len(printed.rstrip("0"))
    zeros = len(printed) - digits
    if "." not in printed and zeros >= _ROUND and (digits > 2 or (digits == 2 and zeros > _ROUND + 1)):
        return Decimal(10) ** zeros
    return quantity.step


def agree(claim: Quantity, source: Quantity) -> Agreement | None:
    """How the source's number bears out the claim's value, if it does.

    Labels are no matter here. Rounding is to the last place that the claim shows, half up or half
    even; no other tolerance is given.
    """
    if claim.kind is Kind.DATE and source.kind is Kind.DATE:
        return _periods_agree(claim.period, source.period)
    wanted, found = claim.value, source.value
    if wanted is None or found is None:
        return None
    if wanted.adjusted() >= _MOST_DIGITS or found.adjusted() >= _MOST_DIGITS:
        return Agreement() if wanted == found else None
    if claim.kind is Kind.TIME and source.kind is Kind.NUMBER:
        return _on_the_hour(wanted, found)
    same = claim.kind is source.kind
    if same and claim.kind in (Kind.DURATION, Kind.POINTS):
        return _converted(claim, source)
    agreement = _values_agree(claim, wanted, found, source.step)
    if same and agreement is None and claim.unit != ANY_UNIT:
        return None  # the most common case by far: another value
    if not comparable(claim, source):
        return _fraction(claim, source)
    agreement = agreement or _fraction(claim, source)
    if agreement is None and claim.unit == ANY_UNIT:
        return _in_scale(claim, wanted, found)
    return agreement


def _values_agree(
    claim: Quantity, wanted: Decimal, found: Decimal, found_step: Decimal, rule: str = ""
) -> Agreement | None:
    if wanted == found:
        return Agreement(rule)
    if wanted == -found:
        return Agreement(rule, negated=True)
    if not claim.step > found_step > 0:
        return None
    exact_word = claim.is_word and claim.qualifier is Qualifier.NONE  # "three" is no rounding of 2.81
    rough = claim.scale > 1 and abs(abs(wanted) - abs(found)) * _ROUGH > abs(found)
    if not exact_word and not rough and rounds_to(abs(wanted), abs(found), claim.step):
        return Agreement(rule or f"{_plain(found)} rounded", negated=(wanted < 0) != (found < 0))
    return None


def _in_scale(claim: Quantity, wanted: Decimal, found: Decimal) -> Agreement | None:
    """A plain field may hold "478.8" for millions, or 0.324 for a percentage."""
    for name, factor in (("thousand", 3), ("million", 6), ("billion", 9), ("hundredths", -2)):
        if rounds_to(
            abs(wanted), abs(found.scaleb(-factor)) if factor > 0 else abs(found) / 100, claim.step / 10
        ):
            return Agreement(f"{_plain(found)} in {name}s".replace("hundredthss", "hundredths"))
    return None


def rounds_to(claimed: Decimal, exact: Decimal, step: Decimal) -> bool:
    """Whether `exact`, shown to the nearest `step`, reads `claimed`; either way at the half.

    A 0 rounds what is at least a tenth of its step: 0.3, and not 0.001, which nobody shows as 0.
    """
    if claimed == 0 != exact and abs(exact) * 10 < step:
        return False
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
            slack = _ABOUT_A_PART if is_fraction(claim) else _ABOUT
            return claim.is_word and abs(ratio - 1) <= slack
        case Qualifier.NONE:
            return False


def opposed(one: Qualifier, two: Qualifier) -> bool:
    """Whether two qualifiers cannot both be true of one number."""
    above = (Qualifier.OVER, Qualifier.AT_LEAST)
    below = (Qualifier.UNDER, Qualifier.AT_MOST, Qualifier.NEARLY)
    return (one in above and two in below) or (one in below and two in above)


def _same_currency(one: str, two: str) -> bool:
    """Whether two currencies may be one: either is unsaid, or they differ only by a "per share"."""
    return not one or not two or one == two or one.startswith(f"{two}/") or two.startswith(f"{one}/")


def _year_like(quantity: Quantity) -> bool:
    return quantity.value is not None and not quantity.unit and 1900 <= quantity.value <= 2100


def _on_the_hour(minutes: Decimal, hour: Decimal) -> Agreement | None:
    """For "7 pm" where the source says "at 7"."""
    return Agreement(f"at {hour}") if hour in (minutes / 60, minutes / 60 - 12) else None


def _converted(claim: Quantity, source: Quantity) -> Agreement | None:
    assert claim.value is not None  # noqa: S101 - checked by the caller
    assert source.value is not None  # noqa: S101
    if claim.unit == source.unit:
        return _values_agree(claim, claim.value, source.value, source.step)
    if claim.kind is Kind.POINTS:
        factor = Decimal(100) if claim.unit == "bp" else Decimal("0.01")
        return _values_agree(
            claim, claim.value, source.value * factor, source.step * factor, "1 point = 100 bp"
        )
    for table in (_SECONDS, _MONTHS):
        if claim.unit in table and source.unit in table:
            value, step = (n * table[source.unit] / table[claim.unit] for n in (source.value, source.step))
            rule = f"{_counted(source.value, source.unit)} = {_counted(value, claim.unit)}"
            return (
                Agreement(rule, exact=True)
                if value == claim.value
                else (_values_agree(claim, claim.value, value, step, rule))
            )
    return None


def _fraction(claim: Quantity, source: Quantity) -> Agreement | None:
    """For "half of the patients" where the source gives 50%, and the other way round; "twice" for 200%."""
    if claim.value is None or source.value is None:
        return None
    if claim.kind is Kind.MULTIPLE and source.kind is Kind.PERCENT and claim.value >= 2:
        return (
            Agreement(f"{_plain(source.value)}% as a multiple") if claim.value * 100 == source.value else None
        )
    if claim.kind is Kind.POINTS and claim.unit == "bp" and source.kind is Kind.PERCENT:
        rule = f"{_plain(source.value)}% = {_plain(claim.value)} basis points"
        return Agreement(rule, exact=True) if claim.value == source.value * 100 else None
    if claim.kind is Kind.NUMBER and source.kind is Kind.PERCENT and 0 < claim.value < 1:
        wanted = claim.value * 100
        shown = claim.qualifier is Qualifier.NONE and rounds_to(source.value, wanted, source.step)
        if shown or wanted == source.value or satisfies(claim, source.value / 100):
            return Agreement(f"{_plain(source.value)}% as a fraction")
    if (
        claim.kind is Kind.PERCENT
        and source.kind is Kind.NUMBER
        and 0 < source.value < 1
        and rounds_to(claim.value, source.value * 100, claim.step or Decimal(1))
    ):
        return Agreement(f"{source.text} as a percentage")
    return None


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _counted(value: Decimal, unit: str) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{text} {unit}{'' if text == '1' else 's'}"


def _periods_agree(claim: Period | None, source: Period | None) -> Agreement | None:
    if claim is None or source is None:
        return None
    if contains(claim, source):
        return Agreement("" if claim.grain is source.grain else f"{source.iso} lies in {claim.iso}")
    if claim.grain is Grain.QUARTER and _ends_quarter(source, claim):
        return Agreement(f"the quarter ended {source.iso}")
    if source.grain is Grain.QUARTER and source.year is not None and _ends_quarter(claim, source):
        return Agreement(f"the end of {source.iso}")
    return None


def _ends_quarter(day: Period, quarter: Period) -> bool:
    """Whether `day` is the last of `quarter`, as in "the three months ended March 31"."""
    if day.month is None or (day.grain is Grain.DAY and (day.day or 0) < _MONTH_END):
        return False
    same_year = day.year is None or quarter.year is None or day.year == quarter.year
    return same_year and _QUARTER_ENDS.get(day.month) == quarter.quarter


def contains(outer: Period, inner: Period) -> bool:
    """Whether all that `outer` says of a date is also said by `inner`; a year may be left out by either.

    A quarter does not contain its days: a balance-sheet date is not the quarter that it ends.
    """
    if outer.year is not None and inner.year is not None and outer.year != inner.year:
        return False
    if outer.grain is Grain.YEAR:
        return inner.year is not None
    if outer.year is not None and inner.year is None and inner.grain is not outer.grain:
        return False
    if inner.grain is outer.grain:
        parts = ("month", "day", "quarter", "half")
        return all(getattr(outer, part) == getattr(inner, part) for part in parts)
    if outer.grain is Grain.MONTH:
        return inner.grain is Grain.DAY and inner.month == outer.month
    return outer.grain is Grain.HALF and inner.quarter is not None and (inner.quarter + 1) // 2 == outer.half
