"""What numbers say together: ranges, intervals, fractions, lists that share a unit, dates that share a year."""

import re
from typing import Final

from summarizer.numbers.atoms import Atom
from summarizer.numbers.contexts import qualifier_before
from summarizer.numbers.dates import day_atom
from summarizer.numbers.quantity import Grain, Kind, Period, Qualifier, Role

_LONGEST_GAP: Final = 60
_SHORT_GAP: Final = 28
_INTERVAL: Final = re.compile(
    r"[ \n]?-?(?:[ \n]*(?:two-sided|exact|Clopper[ -]Pearson|confidence|credible|prediction|credibility))*[ \n]*"
    r"(?:intervals?|limits?|CIs?|CrIs?|C\.[ ]?I\.|Confidence[ \n]Intervals?)(?![A-Za-z])"
    r"(?:[ \n]*[\[(](?:CIs?|CrI|C\.I\.)[\])])?(?:[ \n]*(?:for|of|was|is|from|between|ranged|ranging|[,:;=\[({~])){0,4}[ \n]*[-]?$"
)
_INTERVAL_BEFORE: Final = re.compile(r"(?:CI|interval|CrI)s?[ \n]?[,:=\[(]*[ \n]?$")
_BETWEEN_BOUNDS: Final = re.compile(r"[ \n]?(?:,|;|-|--|to|and|through|/|[.]{2,3}|until)[ \n]?[-]?$")
_RANGE: Final = re.compile(
    r"[ \n]?(?:-|--|(?<=[ \n])to(?=[ \n])|(?<=[ \n])through(?=[ \n])|(?<=[ \n])until(?=[ \n])|-to-)[ \n]?"
    r"((?:(?:just|slightly|well|as|a|little|more|less|than|over|under|above|below|about|around|approximately|nearly|almost|up|to|"
    r"many|much|high)[ \n])*)$"
)
_AND: Final = re.compile(r",?[ \n](?:and|or)[ \n]$")
_CHANGE: Final = re.compile(
    r"(?:increas|decreas|rose|ris(?:e|ing|en)|fell|fall|drop|declin|grew|grow|improv|reduc|went|chang|up|down|climb|jump|slip|"
    r"narrow|widen|rais|cut|lower|mov|expand|slid|advanc|plung|surg|soar)[a-z]*(?:[ \n][a-z]+){0,3}[ \n]$"
)
_RANGING: Final = re.compile(
    r"(?:rang|interquartile|IQR|vary|varie|anywhere|interval|between)[a-z]*[^.;]{0,24}$", re.IGNORECASE
)
_PAREN_RANGE: Final = re.compile(
    r"[ \n][\[(](?:(?:[Rr]ange|IQR|interquartile range|min-max)d?[:,=]?(?: of)?[ \n])?$"
)
_FRACTIONS: Final = re.compile(
    r"/|[ \n]/[ \n]|[ \n]?(?:out[ \n])?of[ \n](?:the[ \n]|every[ \n]|all[ \n]|a[ \n]total[ \n]of[ \n])?$"
)
_SPREADS: Final = re.compile(r"[ \n]?(?:±|\+/-|\+-)[ \n]?$")
_FULL_YEAR: Final = re.compile(
    r",?[ \n]?(?:and|/|&|to|through|-)?[ \n]?(?:the[ \n])?(?:[Ff]ull[- \n]|FULL[- \n])?(?:[Ff]iscal[ \n])?(?:[Yy]ear|YEAR|[Tt]welve[ \n][Mm]onths)?[ \n]?$"
)
_LISTED_YEAR: Final = re.compile(
    r"(?:,|,?[ \n](?:and|or|to|versus|vs\.?|compared[ \n](?:to|with))(?:[ \n](?:in|of|the|for))?|[ \n]?[-/&])[ \n]?$"
)
_SHARING: Final = frozenset(
    {Kind.PERCENT, Kind.POINTS, Kind.DURATION, Kind.MEASURE, Kind.MULTIPLE, Kind.NUMBER, Kind.MONEY}
)


def relate(text: str, atoms: list[Atom]) -> None:
    """Give neighbouring numbers the roles, units, scales and years they share.

    Args:
        text: Padded and folded.
        atoms: Its numbers in order; changed in place.
    """
    for index in range(len(atoms) - 2, -1, -1):  # from the end, so that what is shared travels backwards
        first = atoms[index]
        second = atoms[index + 1]
        width = second.start - first.end
        if width > _LONGEST_GAP:
            continue
        if first.kind is Kind.PERCENT and width > 2 and index + 2 < len(atoms):  # noqa: PLR2004
            if _interval(text, atoms, index):
                continue
        if width > _SHORT_GAP:
            continue
        _pair(text, atoms, index, first, second)


def _interval(text: str, atoms: list[Atom], index: int) -> bool:
    """ "95% CI: 23.6%, 42.2%"."""
    level, low, high = atoms[index : index + 3]
    if not _INTERVAL.match(text, level.end, low.start):
        return False
    if not _BETWEEN_BOUNDS.match(text, low.end, high.start):
        return False
    level.role = Role.LEVEL
    low.role = Role.LOW
    high.role = Role.HIGH
    for atom in (level, low, high):
        atom.group = level.start
    _share(low, high)
    if index and high.bare:
        _inherit(text, atoms[index - 1], level.start, low, high)
    return True


def _inherit(text: str, estimate: Atom, start: int, low: Atom, high: Atom) -> None:
    """Bounds without a unit have that of the estimate their bracket stands behind."""
    gap = text[estimate.end : start]
    if len(gap) > _SHORT_GAP or estimate.kind not in (Kind.PERCENT, Kind.DURATION, Kind.MEASURE, Kind.POINTS):
        return
    if gap.strip(" \n(,;[") and not gap.lstrip(" \n").startswith(("(", "[")):
        return
    for bound in (low, high):
        bound.kind = estimate.kind
        bound.unit = estimate.unit


def _share(first: Atom, second: Atom) -> None:
    """Give `first` the unit and the scale of `second` where it has none of its own."""
    if second.kind not in _SHARING:
        return
    if first.bare and not second.bare and first.kind is Kind.NUMBER:
        first.kind = second.kind
        first.unit = second.unit
        first.bare = False
        if not first.power and _small(first, second):
            first.power = second.power
    elif first.kind is second.kind and not first.power and second.power and _small(first, second):
        first.power = second.power
        if first.kind is Kind.MONEY and "/" not in first.unit:
            first.unit = second.unit
    elif first.kind is Kind.MONEY and second.bare and second.kind is Kind.NUMBER:
        second.kind = Kind.MONEY
        second.unit = first.unit
        second.bare = False
        if not first.power and second.power and _small(first, second):
            first.power = second.power


def _small(first: Atom, second: Atom) -> bool:
    """Whether the digits of `first` can be in the scale of `second`."""
    if first.is_word and second.is_word and len(first.digits) > 2:  # noqa: PLR2004
        return False
    whole = first.digits.partition(".")[0]
    return len(whole) <= max(len(second.digits.partition(".")[0]), 1) or (
        len(whole) <= 3 and second.power <= 6
    )  # noqa: PLR2004


def _pair(text: str, atoms: list[Atom], index: int, first: Atom, second: Atom) -> None:
    start, end = first.end, second.start
    if first.kind is Kind.DATE or second.kind is Kind.DATE:
        if first.kind is second.kind:
            _dates(text, first, second)
        elif first.kind is Kind.DATE and second.kind is Kind.NUMBER:
            _date_tail(text, atoms, index, first, second)
        return
    if first.kind is Kind.IDENTIFIER or second.kind is Kind.IDENTIFIER:
        return
    if first.role is Role.GRADE:
        if second.kind is Kind.NUMBER and text[start:end].strip() in ("/", "-", "or", "and", "to"):
            second.role = Role.GRADE
            second.unit = "grade"
            second.bare = False
            if first.group < 0:
                first.group = second.group = first.start
        return
    if second.role is Role.SPREAD or _SPREADS.match(text, start, end):
        second.role = Role.SPREAD
        second.group = first.group = first.start
        _share(first, second)
        if second.bare and not first.bare:
            second.kind, second.unit, second.power = first.kind, first.unit, first.power
        return
    gap = text[start:end]
    match = _RANGE.match(text, start, end)
    if match is not None:
        _range(text, atoms, index, match)
    elif _FRACTIONS.fullmatch(text, start, end) and first.kind is second.kind is Kind.NUMBER:
        _fraction(first, second)
    elif gap in (" in ", "\nin ") and first.kind is second.kind is Kind.NUMBER and first.digits == "1":
        _fraction(first, second)
    elif _AND.match(text, start, end):
        _list(text, first, second)
    elif (
        gap == ", "
        and second.group >= 0
        and second.group == second.start
        and first.bare
        and second.role is Role.PLAIN
    ):
        _share(first, second)
        first.group = first.start
        for atom in atoms[index + 1 : index + 8]:
            if atom.group != second.start:
                break
            atom.group = first.start


def _range(text: str, atoms: list[Atom], index: int, match: re.Match[str]) -> None:
    first, second = atoms[index], atoms[index + 1]
    kinds = {first.kind, second.kind}
    if len(kinds) > 1 and not (first.bare or second.bare) or not kinds <= _SHARING:
        return
    lead = text[max(first.start - 60, 0) : first.start]
    words = lead.lower().split()
    change = (
        bool(words)
        and words[-1] == "from"
        and _CHANGE.search(lead[: lead.rstrip().rfind("from")]) is not None
    )
    low, high = first.digits, second.digits
    _share(first, second)
    if match[1] and second.qualifier is Qualifier.NONE:
        second.qualifier = qualifier_before(match[1].lower().split())
    if change or first.role is not Role.PLAIN:
        return
    if low and high and first.power == second.power and not first.negative and _above(low, high):
        return
    first.role = Role.LOW
    second.role = Role.HIGH
    first.group = second.group = first.start
    if index and first.bare and _PAREN_RANGE.search(text, atoms[index - 1].end, first.start):
        _inherit(text, atoms[index - 1], first.start, first, second)


def _above(low: str, high: str) -> bool:
    """Whether `low` is the greater of two digit strings."""
    whole, _, rest = low.partition(".")
    other, _, tail = high.partition(".")
    whole, other = whole.lstrip("0"), other.lstrip("0")
    if len(whole) != len(other):
        return len(whole) > len(other)
    width = max(len(rest), len(tail))
    return (whole, rest.ljust(width, "0")) > (other, tail.ljust(width, "0"))


def _fraction(part: Atom, whole: Atom) -> None:
    if (
        part.role is not Role.PLAIN
        or not part.digits
        or not whole.digits
        or "." in part.digits
        or "." in whole.digits
    ):
        return
    if part.negative or whole.negative or _above(part.digits, whole.digits):
        return
    part.role = Role.PART
    whole.role = Role.WHOLE
    part.group = whole.group = part.start
    if part.bare and whole.unit:
        part.unit = whole.unit


def _list(text: str, first: Atom, second: Atom) -> None:
    between = text[first.start - 8 : first.start].lower().split()[-1:] == ["between"]
    if between and " and " in text[first.end : second.start].replace("\n", " "):
        _share(first, second)
        first.role = Role.LOW
        second.role = Role.HIGH
        first.group = second.group = first.start
        return
    if not first.bare and not (
        first.kind is Kind.MONEY and second.kind is Kind.MONEY and second.power and not first.power
    ):
        return
    if second.bare or second.role is not Role.PLAIN:
        return
    if second.kind is first.kind or second.kind in (
        Kind.PERCENT,
        Kind.DURATION,
        Kind.MEASURE,
        Kind.POINTS,
        Kind.MULTIPLE,
    ):
        _share(first, second)
        first.group = second.group = first.start


def _dates(text: str, first: Atom, second: Atom) -> None:
    one, other = first.period, second.period
    if one is None or other is None:
        return
    gap = text[first.end : second.start]
    if one.year is None and other.year is not None:
        if one.grain is other.grain and _LISTED_YEAR.fullmatch(gap):
            first.period = Period(
                one.grain, other.year, one.month, one.day, one.quarter, one.half, other.fiscal
            )
        elif (
            one.grain in (Grain.QUARTER, Grain.HALF)
            and other.grain is Grain.YEAR
            and _FULL_YEAR.fullmatch(gap)
        ):
            first.period = Period(
                one.grain, other.year, quarter=one.quarter, half=one.half, fiscal=other.fiscal
            )
    elif other.grain is Grain.YEAR and _LISTED_YEAR.fullmatch(gap) and second.end - second.start == 4:  # noqa: PLR2004
        _repeat(text, one, second)
    if one.grain is other.grain and re.fullmatch(r"[ \n]?(?:-|to|through)[ \n]?", gap):
        first.role = Role.LOW
        second.role = Role.HIGH
        first.group = second.group = first.start


def _repeat(text: str, one: Period, second: Atom) -> None:
    """ "September 30, 2021 and 2020": the second year has the first one's day, quarter or fiscal kind."""
    other = second.period
    if other is None:
        return
    second.period = Period(
        one.grain, other.year, one.month, one.day, one.quarter, one.half, one.fiscal or other.fiscal
    )


def _date_tail(text: str, atoms: list[Atom], index: int, first: Atom, second: Atom) -> None:
    """ "June 1-5, 2021", "2019/20", "2018-19": what follows is a date too."""
    period = first.period
    gap = text[first.end : second.start]
    if (
        period is None
        or not second.bare
        and second.unit
        or not second.digits.isdigit()
        or len(second.digits) > 2
    ):  # noqa: PLR2004
        return
    if second.kind is not Kind.NUMBER or second.negative and gap:
        return
    if (
        period.grain is Grain.YEAR
        and period.year is not None
        and gap in ("-", "/")
        and len(second.digits) == 2
    ):  # noqa: PLR2004
        year = period.year // 100 * 100 + int(second.digits)
        if year == period.year + 1 or (gap == "-" and year > period.year):
            _become(second, Period(Grain.YEAR, year, fiscal=period.fiscal))
            first.role, second.role = Role.LOW, Role.HIGH
            first.group = second.group = first.start
    elif (
        period.grain is Grain.DAY
        and period.year is None
        and gap in ("-", " - ", " to ", " and ", " through ", ", ")
    ):
        found = re.compile(r",?[ \n]((?:19|20)[0-9]{2})(?![0-9])").match(text, second.end)
        day = int(second.digits)
        if period.day is None or period.month is None or not period.day < day <= 31:  # noqa: PLR2004
            return
        if gap in (" and ", " to ", ", ") and found is None:
            return
        year = int(found[1]) if found is not None else None
        moved = day_atom(second.start, second.end, year, period.month, day)
        if found is not None:
            following = atoms[index + 2] if index + 2 < len(atoms) else None
            if following is not None and following.start < found.end():
                del atoms[index + 2]
            moved.end = found.end()
        second.end = moved.end
        _become(second, moved.period)
        first.period = Period(Grain.DAY, year, period.month, period.day)
        if "," not in gap and "and" not in gap:
            first.role, second.role = Role.LOW, Role.HIGH
            first.group = second.group = first.start


def _become(atom: Atom, period: Period | None) -> None:
    atom.kind = Kind.DATE
    atom.period = period
    atom.digits = ""
    atom.unit = ""
    atom.power = 0
    atom.bare = False
    atom.qualifier = Qualifier.NONE
