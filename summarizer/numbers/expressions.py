"""What numbers say together: ranges, intervals, fractions, lists that share a unit or a year."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from summarizer.numbers.atoms import Atom
from summarizer.numbers.codes import code_end
from summarizer.numbers.contexts import INSTANTS, PLURAL_NAMES, qualifier_before
from summarizer.numbers.dates import after_month
from summarizer.numbers.passage import BLANK
from summarizer.numbers.quantity import Grain, Kind, Period, Qualifier, Role
from summarizer.numbers.tails import read_tail

_LONGEST_GAP: Final = 80
_SHORT_GAP: Final = 40
_NEAR: Final = 12
_S: Final = r"[ \n]{0,40}"
_INTERVAL: Final = re.compile(
    rf"{_S}-?(?:{_S}(?:two-sided|one-sided|exact|Clopper[ -]Pearson|confidence|credible|prediction"
    rf"|credibility|Bayesian|posterior|"
    rf"[Cc]onfidence))*{_S}(?:intervals?|limits?|CIs?|CrIs?|C\.[ ]?I\.|HDI|ICs?|Intervals?"
    rf"|INTERVALS?)(?![A-Za-z])"
    rf"(?:{_S}[\[(](?:95%[ ])?(?:CIs?|CrI|C\.I\.)[\])])?(?:{_S}(?:for|of|was|were|is|are|from|between"
    rf"|ranged|ranging|[,:;=\[({{~])){{0,4}}{_S}$"
)
_LEVEL: Final = re.compile(
    rf"(?:{_S}|-)(?:confidence|credible)?{_S}(?:intervals?|limits|CIs?|CrIs?)(?![A-Za-z])"
)
_LEVEL_AFTER: Final = re.compile(rf"(?:CIs?|CrI|intervals?|C\.I\.)[\])]?{_S}[(\[:,]?{_S}$")
_AFTER_LEVEL: Final = re.compile(rf"{_S}[)\]]?{_S}[:,=\[(]?{_S}(?:for|of|was|is|from|between)?{_S}[\[(]?$")
_BOUNDS: Final = re.compile(rf"%?{_S}(?:,|;|-|--|to|and|through|/|\.{{2,3}}|until|:){_S}$")
_BRACKETED_BOUNDS: Final = re.compile(
    r"(?:CI|CrI|interval|IQR|[Rr]ange|IQ range|limits)s?[:,=]?[ \n]?[\[(]?$|\[$"
)
_RANGE: Final = re.compile(
    rf"(?:{BLANK}?-{{1,2}}{BLANK}?|-?{BLANK}(to|through|until){BLANK}|-to-)"
    r"((?:(?:just|slightly|well|as|a|little|more|less|than|over|under|above|below|about|around"
    r"|approximately|nearly|almost|up|to|"
    rf"many|much|high|roughly|at|most|least){BLANK}){{0,3}})$"
)
_AND: Final = re.compile(rf",?{BLANK}(?:and|or|&){BLANK}$|[ ]?/[ ]?$")
_CHANGE: Final = re.compile(
    r"\b(?:increas|decreas|rose|ris(?:e|ing|en|es)\b|fell|fall|drop|declin|grew|grow|improv|reduc|went"
    r"|chang|up\b|down\b|climb|jump|"
    r"slip|narrow|widen|rais|cut|lower|mov|expand|slid|advanc|plung|surg|soar|doubl|tripl|compar|by\b|amend)",
    re.IGNORECASE,
)
_RANGING: Final = re.compile(
    r"(?:\brang|interquartile|IQR|\bvar(?:y|ied|ies)|anywhere|interval|\bages?d?\b|guidance|outlook|expect"
    r"|estimat|forecast|project|"
    r"anticipat|between|deliver|target)",
    re.IGNORECASE,
)
_RANGE_LEAD: Final = re.compile(
    rf"{_S}[\[(](?:(?:[Rr]anged?|IQR|IQRs|interquartile{BLANK}range|min-max|SD|CI)s?[:,=]?{_S}(?:of{BLANK}"
    rf"|from{BLANK})?)?$"
)
_FRACTION: Final = re.compile(
    rf"[ ]?/[ ]?|{BLANK}(?:out{BLANK})?of{BLANK}(?:the{BLANK}|every{BLANK}|all{BLANK}"
    rf"|a{BLANK}total{BLANK}of{BLANK})?$"
)
_ONE_IN: Final = re.compile(rf"{BLANK}in{BLANK}(?:every{BLANK})?$")
_SPREAD: Final = re.compile(
    rf"{_S}(?:±|\+/-|\+-|\+{_S}/{_S}-){_S}$|,?{BLANK}plus{BLANK}or{BLANK}minus{BLANK}$"
)
_FULL_YEAR: Final = re.compile(
    rf",?{_S}(?:and|/|&|to|through|-)?{_S}(?:the{BLANK})?(?:full(?:-|{BLANK}))?(?:fiscal{BLANK})?(?:years?"
    rf"|twelve{BLANK}months|year-end)?{_S}",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(
    rf"(?:,|,?{BLANK}(?:and|or|to|through|versus|vs\.?|compared{BLANK}(?:to|with))(?:{BLANK}(?:in|of|the"
    rf"|for))?|{_S}[-/&]){_S}",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(rf"{_S}(?:-|to|through|until){_S}")
_YEAR_BEHIND: Final = re.compile(rf",?{BLANK}((?:19|20)[0-9]{{2}})(?![0-9])")
_COUNTED: Final = re.compile(
    rf"{BLANK}?/|{BLANK}(?:out{BLANK})?of(?![A-Za-z])|{BLANK}(?:patients|participants|subjects|people|women|men)"
)
_NAMES_GO_ON: Final = re.compile(
    rf"(?:,{_S}(?:and{BLANK}|or{BLANK})?|{BLANK}(?:and|or|through|to|&){BLANK}|-){_S}$"
)
_SHARING: Final = frozenset(
    {Kind.PERCENT, Kind.POINTS, Kind.DURATION, Kind.MEASURE, Kind.MULTIPLE, Kind.NUMBER, Kind.MONEY}
)
_MEASURED: Final = _SHARING - {Kind.NUMBER}
_LONG_JOINTS: Final = ("to", "out", "of", "in", "an", "thr", "un", "ver", "comp", "plus", ", plus", "±", "+")
_GRADE_JOINTS: Final = frozenset({"/", "-", "or", "and", "to"})
_LONGEST_COMPARED: Final = 40


class _Joint(NamedTuple):
    """What may stand between two numbers that say something together.

    Attributes:
        spread: "±".
        ranges: Whether it reads as the middle of a range.
        in_words: Whether the range is told in words ("to"), which may tell a change as well.
        qualifying: The words after it that qualify the upper end.
        fraction: "/", "of", "out of".
        one_in: "in", as in "one in five".
        listed: "and", "or", "&".
        bounds: What parts the bounds of an interval.
    """

    spread: bool
    ranges: bool
    in_words: bool
    qualifying: str
    fraction: bool
    one_in: bool
    listed: bool
    bounds: bool


@lru_cache(maxsize=4096)
def _joint(gap: str) -> _Joint | None:
    """Read what stands between two numbers; None for what joins nothing. A text repeats few of them."""
    match = _RANGE.match(gap)
    found = _Joint(
        _SPREAD.match(gap) is not None,
        match is not None,
        match is not None and match[1] is not None,
        "" if match is None else match[2],
        _FRACTION.match(gap) is not None,
        _ONE_IN.match(gap) is not None,
        _AND.match(gap) is not None,
        _BOUNDS.match(gap) is not None,
    )
    return found if any(found) else None


def relate(text: str, atoms: list[Atom]) -> None:
    """Give neighbouring numbers the roles, units, scales and years they share.

    Args:
        text: Padded and folded.
        atoms: Its numbers in order; changed in place.
    """
    count = len(atoms)
    chained = False  # whether the name before is itself the next of a list
    for index in range(1, count):  # names and instants pass on what they are to those behind
        first = atoms[index - 1]
        if first.is_word and text.startswith(" (", first.end):
            _restated(text, first, atoms[index])
        elif first.bare and first.kind is Kind.IDENTIFIER:
            chained = _go_on(text, first, atoms[index], chained=chained)
            continue
        elif first.kind is Kind.DATE:
            _repeat(text, first, atoms[index])
        elif (
            first.kind is Kind.DURATION
            and atoms[index].bare
            and text[first.start].isalpha()
            and not first.is_word
        ):
            _next_instant(text, first, atoms[index])
        chained = False
    following: Atom | None = None
    for index in range(count - 1, -1, -1):  # units travel from the last to the first
        first = atoms[index]
        if first.kind is Kind.PERCENT and first.role is Role.PLAIN and _LEVEL.match(text, first.end):
            first.role = Role.LEVEL
        if following is not None:
            width = following.start - first.end
            if width <= _LONGEST_GAP:
                if (
                    first.kind is Kind.PERCENT
                    and index + 2 < count
                    and first.role in (Role.PLAIN, Role.LEVEL)
                    and _interval(text, atoms, index)
                ):
                    following = first
                    continue
                if width <= _SHORT_GAP:
                    _pair(text, atoms, index, first, following)
        following = first


def _restated(text: str, word: Atom, digits: Atom) -> None:
    """Read "thirty (30) days": both have the unit that follows."""
    if digits.start != word.end + 2 or not text.startswith(")", digits.end) or word.digits != digits.digits:
        return
    if not (word.bare and digits.bare):
        return
    trial = Atom(digits.end, digits.end + 1, digits.digits)
    read_tail(text, trial)
    for atom in (word, digits):
        atom.kind = trial.kind
        atom.unit = trial.unit
        atom.power += trial.power
        atom.bare = trial.bare
        atom.group = word.start


def _go_on(text: str, first: Atom, second: Atom, *, chained: bool) -> bool:
    """Read "Exhibits 99.1 and 99.2", "Section 13 or 15(d)", "Phase 1 and 2 trials"."""
    name = text[first.start : first.end].split(maxsplit=1)[0].lower()
    phases = name in ("phase", "phases") and second.digits in ("2", "3", "4")
    if second.kind not in (Kind.NUMBER, Kind.IDENTIFIER):
        return False
    if second.kind is Kind.NUMBER and not (second.bare or phases):
        return False
    if second.start - first.end > _NEAR or not text[second.start].isdigit() or second.power:
        return False
    joint = _NAMES_GO_ON.match(text, first.end, second.start)
    if joint is None:
        return False
    phases = phases and "," not in joint.group()
    plural = phases or name in PLURAL_NAMES or chained or text[first.start].isdigit()
    if text[first.start].isdigit() and len(joint.group()) > 1 and not chained:
        return False
    if not plural and ("," in joint.group() or "and" in joint.group() or "to" in joint.group()):
        return False
    if len(second.digits.partition(".")[0]) > 3:
        return False
    if second.kind is Kind.NUMBER:
        second.kind = Kind.IDENTIFIER
        second.digits = second.unit = ""
        second.value = None
        second.end = max(second.end, code_end(text, second.end))
        second.role = Role.PLAIN
        second.qualifier = Qualifier.NONE
    second.bare = plural
    return plural


def _next_instant(text: str, first: Atom, second: Atom) -> None:
    """Read "Weeks 12 and 24"."""
    if second.kind is not Kind.NUMBER or second.is_word or len(second.digits) > 3 or "." in second.digits:
        return
    joint = _NAMES_GO_ON.match(text, first.end, second.start)
    name = text[first.start : first.end].split(maxsplit=1)[0].lower()
    if joint is not None and (name.endswith("s") or "," not in joint.group()):
        if _COUNTED.match(text, second.end):
            return  # "At Week 12, 17 of 36 patients"
        unit = INSTANTS.get(name)
        if unit is not None or first.unit:
            second.kind = Kind.DURATION
            second.unit = first.unit
            second.bare = False


def _interval(text: str, atoms: list[Atom], index: int) -> bool:
    """Read "95% CI: 23.6%, 42.2%"."""
    level, low, high = atoms[index : index + 3]
    if high.start - low.end > _NEAR:
        return False
    joint = _joint(text[low.end : high.start])
    if joint is None or not joint.bounds:
        return False
    if not _INTERVAL.match(text, level.end, low.start) and not (
        _LEVEL_AFTER.search(text, level.start - 24, level.start)
        and _AFTER_LEVEL.match(text, level.end, low.start)
    ):
        return False
    if Kind.DATE in (low.kind, high.kind) or Kind.IDENTIFIER in (low.kind, high.kind):
        return False
    level.role = Role.LEVEL
    low.role = Role.LOW
    high.role = Role.HIGH
    level.group = low.group = high.group = level.start
    _share(low, high)
    _share_on(low, high)
    if index and high.bare:
        _inherit(text, atoms[index - 1], level.start, low, high)
    return True


def _inherit(text: str, estimate: Atom, start: int, low: Atom, high: Atom) -> None:
    """Bounds without a unit have that of the estimate their bracket stands behind."""
    gap = text[estimate.end : start]
    if len(gap) > _SHORT_GAP or estimate.kind not in (Kind.PERCENT, Kind.DURATION, Kind.MEASURE, Kind.POINTS):
        return
    stripped = gap.strip(" \n(,;[")
    if stripped and not (gap.lstrip(" \n").startswith(("(", "[")) and not re.search(r"[)\].]", gap)):
        return
    for bound in (low, high):
        bound.kind = estimate.kind
        bound.unit = estimate.unit
        bound.bare = False


def _share(first: Atom, second: Atom) -> None:
    """Give `first` the unit and the scale of `second` where it has none of its own."""
    if second.kind not in _SHARING or first.kind not in _SHARING:
        return
    if first.bare and not second.bare and first.kind is Kind.NUMBER:
        first.kind = second.kind
        first.unit = second.unit
        first.bare = False
        if not first.power and _fits_scale(first, second):
            first.power = second.power
    elif (
        first.kind is second.kind
        and not first.power
        and second.power
        and first.unit in ("", second.unit)
        and _fits_scale(first, second)
    ):
        first.power = second.power
        first.unit = first.unit or second.unit
    if first.kind is second.kind is Kind.MONEY and "/" in second.unit and second.unit.startswith(first.unit):
        first.unit = second.unit


def _share_on(first: Atom, second: Atom) -> None:
    """Give `second` the currency of `first`: "$20 to 25 million"."""
    if first.kind is Kind.MONEY and second.kind is Kind.NUMBER and second.bare:
        second.kind = Kind.MONEY
        second.unit = first.unit
        second.bare = False
        if second.power and not first.power and _fits_scale(first, second):
            first.power = second.power


def _fits_scale(first: Atom, second: Atom) -> bool:
    """Whether the digits of `first` may be meant in the scale word of `second`."""
    if first.value is not None or not first.digits or not second.digits:
        return first.value is not None or second.value is not None
    whole = len(first.digits.partition(".")[0])
    return whole <= 3 and whole <= max(len(second.digits.partition(".")[0]), 1)


def _pair(text: str, atoms: list[Atom], index: int, first: Atom, second: Atom) -> None:
    start, end = first.end, second.start
    one, other = first.kind, second.kind
    if one is Kind.DATE or other is Kind.DATE:
        if one is other:
            _dates(text, first, second)
        elif one is Kind.DATE:
            _date_tail(text, atoms, index)
        elif one is Kind.ORDINAL:
            _ordinal_before(text, first, second)
        return
    if one is Kind.IDENTIFIER or other is Kind.IDENTIFIER or one is Kind.ORDINAL or other is Kind.ORDINAL:
        return
    gap = text[start:end]
    if end - start > _NEAR and not gap[:_NEAR].lstrip(" \n-").startswith(_LONG_JOINTS):
        return
    joint = _joint(gap)
    if first.role is Role.GRADE:
        _grades(text, first, second)
    elif second.role is Role.SPREAD or (joint is not None and joint.spread):
        _spread(first, second)
    elif gap == ":":
        if one is other is Kind.NUMBER and first.bare:
            first.group = second.group = first.start
    elif joint is not None:
        _join(text, atoms, index, joint)


def _join(text: str, atoms: list[Atom], index: int, joint: _Joint) -> None:
    """Give two numbers what their joint makes of them."""
    first, second = atoms[index], atoms[index + 1]
    if joint.ranges:
        _range(text, atoms, index, joint)
    elif first.kind is second.kind is Kind.NUMBER and (
        joint.fraction or (joint.one_in and first.digits == "1")
    ):
        _fraction(first, second)
    elif joint.listed:
        _list(text, first, second)
    elif joint.bounds and not _bracketed(text, atoms, index) and text[first.end] == ",":
        _longer_list(atoms, index)


def _spread(first: Atom, second: Atom) -> None:
    """Read "5.2 ± 1.3 kg"."""
    second.role = Role.SPREAD
    second.group = first.group = first.start
    _share(first, second)
    if second.bare and not first.bare:
        second.kind, second.unit = first.kind, first.unit
        second.power = second.power or first.power


def _grades(text: str, first: Atom, second: Atom) -> None:
    if second.kind is not Kind.NUMBER or text[first.end : second.start].strip("+ \n,") not in _GRADE_JOINTS:
        return
    second.role = Role.GRADE
    second.unit = "grade"
    second.bare = False
    first.group = first.start
    second.group = first.start


def _bracketed(text: str, atoms: list[Atom], index: int) -> bool:
    """Read "(CI 0.5, 0.9)", "[23.6, 42.2]"."""
    low, high = atoms[index], atoms[index + 1]
    if (
        low.role is not Role.PLAIN
        or high.role is not Role.PLAIN
        or not _BRACKETED_BOUNDS.search(text, low.start - 16, low.start)
    ):
        return False
    if _above(low, high):
        return False
    low.role = Role.LOW
    high.role = Role.HIGH
    low.group = high.group = low.start
    _share(low, high)
    if index and high.bare:
        _inherit(text, atoms[index - 1], low.start, low, high)
    return True


def _longer_list(atoms: list[Atom], index: int) -> None:
    """Read "5, 10 and 20 mg": the first of three or more."""
    first, second = atoms[index], atoms[index + 1]
    if second.group < 0 or second.group != second.start or not first.bare or second.role is not Role.PLAIN:
        return
    if first.kind is not Kind.NUMBER:
        return
    _share(first, second)
    old = second.group
    first.group = first.start
    for atom in atoms[index + 1 : index + 12]:
        if atom.group != old:
            break
        atom.group = first.start


def _range(text: str, atoms: list[Atom], index: int, joint: _Joint) -> None:
    first, second = atoms[index], atoms[index + 1]
    kinds = {first.kind, second.kind}
    if not kinds <= _SHARING or (len(kinds) > 1 and not (first.bare or second.bare)):
        return
    if first.role not in (Role.PLAIN, Role.WHOLE) or (
        first.kind is Kind.NUMBER and not first.bare and second.kind is not Kind.NUMBER
    ):
        return
    is_range = _is_range(text, first, joint.in_words) or _is_by_how_much(text, first, second)
    if joint.qualifying and second.qualifier is Qualifier.NONE:
        second.qualifier = qualifier_before(joint.qualifying.lower().split())
    _share(first, second)
    _share_on(first, second)
    if not is_range or _above(first, second) or first.kind is not second.kind:
        return
    first.role = Role.LOW
    second.role = Role.HIGH
    first.group = second.group = first.start
    if index and first.bare and second.bare and _RANGE_LEAD.search(text, atoms[index - 1].end, first.start):
        _inherit(text, atoms[index - 1], first.start, first, second)


_EXPECTED = re.compile(
    r"\b(?:expect|project|anticipat|forecast|estimat|plan|will|would|guid|target)\w*", re.IGNORECASE
)


def _is_range(text: str, first: Atom, in_words: bool) -> bool:
    """Whether "X to Y" spans values, and tells no change from one to the other."""
    if not in_words:
        return True
    lead = text[first.start - 64 : first.start]
    cut = max(lead.rfind(". "), lead.rfind(";"))
    lead = lead[cut + 1 :]
    words = lead.lower().split()
    if words and words[-1] == "from":
        return _RANGING.search(lead) is not None
    return not words or _CHANGE.search(" ".join(words[-4:])) is None or words[-1] in ("between", "of")


def _is_by_how_much(text: str, first: Atom, second: Atom) -> bool:
    """Whether two percentages say by how much something is to change: "increase by 2.0% to 3.0%"."""
    if first.kind is not Kind.PERCENT or second.kind is not Kind.PERCENT:
        return False
    expected = _EXPECTED.search(text, max(0, first.start - 64), first.start)
    return (
        expected is not None
        and text.endswith(" by ", 0, first.start)
        and _signed(second) <= 3 * _signed(first)
    )


def _above(first: Atom, second: Atom) -> bool:
    """Whether `first` is the greater."""
    if len(first.digits) > _LONGEST_COMPARED or len(second.digits) > _LONGEST_COMPARED:
        return False
    return _signed(first) > _signed(second)


def _signed(atom: Atom) -> Decimal:
    value = atom.value if atom.value is not None else Decimal(atom.digits or 0)
    value = value.scaleb(atom.power)
    return -value if atom.negative else value


def _fraction(part: Atom, whole: Atom) -> None:
    if (
        part.role not in (Role.PLAIN, Role.WHOLE)  # "n = 34/105"
        or not part.digits
        or not whole.digits
        or "." in part.digits
        or "." in whole.digits
    ):
        return
    if part.negative or whole.negative or part.power or _above(part, whole):
        return
    part.role = Role.PART
    whole.role = Role.WHOLE
    part.group = whole.group = part.start
    if part.bare and whole.unit:
        part.unit = whole.unit
    elif whole.bare and part.unit:
        whole.unit = part.unit


_LISTED_BEFORE = re.compile(r"\d%?, $")


def _list(text: str, first: Atom, second: Atom) -> None:
    """Read "5 and 10 mg", "between 3 and 5 million"."""
    lead = text[first.start - 12 : first.start].lower().split()
    if lead and lead[-1] == "between" and "and" in text[first.end : second.start] and second.kind in _SHARING:
        _share(first, second)
        _share_on(first, second)
        if first.kind is second.kind and not _above(first, second):
            first.role = Role.LOW
            second.role = Role.HIGH
            first.group = second.group = first.start
        return
    if second.role is not Role.PLAIN or first.role is not Role.PLAIN or _says_again(text, first, second):
        return
    if (
        first.bare
        and first.kind is Kind.NUMBER
        and not second.bare
        and (second.kind in _MEASURED or second.unit)
    ):
        if (
            second.kind is Kind.MONEY
            and not second.power
            and second.unit.partition("/")[0] in ("USD", "EUR", "GBP")
        ):
            return
        _share(first, second)
        first.group = first.start
        second.group = first.start
    elif first.kind is second.kind is Kind.MONEY and second.power and not first.power and "." in first.digits:
        _share(first, second)
        first.group = first.start
        second.group = first.start


def _says_again(text: str, first: Atom, second: Atom) -> bool:
    """Whether a percentage says in another way what the number before it does: "by 130, or 35%"."""
    gap = text[first.end : second.start]
    again = second.kind is Kind.PERCENT and gap.startswith(",") and gap.split()[-1:] == ["or"]
    return again and not _LISTED_BEFORE.search(text, max(0, first.start - 4), first.start)


def _dates(text: str, first: Atom, second: Atom) -> None:
    one, other = first.period, second.period
    if one is None or other is None:
        return
    gap = text[first.end : second.start]
    if one.year is None and other.year is not None and _shares_year(one, other, gap):
        first.period = one = _in_year(one, other.year, fiscal=other.fiscal)
    between = gap.strip() == "and" and text[first.start - 8 : first.start].lower() == "between "
    if one.grain is other.grain and (between or _SPAN.fullmatch(gap)):
        first.role = Role.LOW
        second.role = Role.HIGH
        first.group = second.group = first.start


def _shares_year(one: Period, other: Period, gap: str) -> bool:
    """Whether the year behind the second holds for the first too."""
    if one.grain is other.grain:
        return _LISTED.fullmatch(gap) is not None
    part = one.grain in (Grain.QUARTER, Grain.HALF) and other.grain is Grain.YEAR
    return part and _FULL_YEAR.fullmatch(gap) is not None


def _repeat(text: str, first: Atom, second: Atom) -> None:
    """Read "September 30, 2021 and 2020": the second year has the first one's day, quarter or fiscal kind."""
    one, other = first.period, second.period
    if one is None or other is None or other.grain is not Grain.YEAR or other.year is None or other.fiscal:
        return
    if one.year is None or (one.grain is Grain.YEAR and not one.fiscal) or second.end - second.start != 4:
        return
    if second.start - first.end <= _SHORT_GAP and _LISTED.fullmatch(text, first.end, second.start):
        second.period = _in_year(one, other.year, fiscal=one.fiscal)


def _in_year(period: Period, year: int, *, fiscal: bool) -> Period:
    return Period(period.grain, year, period.month, period.day, period.quarter, period.half, fiscal)


def _ordinal_before(text: str, first: Atom, second: Atom) -> None:
    """Read "The first and second quarters of 2022"."""
    period = second.period
    number = int(first.digits)
    if period is None or number > 4 or not _LISTED.fullmatch(text[first.end : second.start]):
        return
    if period.grain is Grain.QUARTER:
        _become(first, Period(Grain.QUARTER, period.year, quarter=number, fiscal=period.fiscal))
    elif period.grain is Grain.HALF and number <= 2:
        _become(first, Period(Grain.HALF, period.year, half=number, fiscal=period.fiscal))


def _date_tail(text: str, atoms: list[Atom], index: int) -> None:
    """Read "June 1-5, 2021", "2019/20", "2018-19": what follows is a date too."""
    first, second = atoms[index], atoms[index + 1]
    period = first.period
    if (
        period is None
        or second.kind is not Kind.NUMBER
        or not second.digits.isdigit()
        or len(second.digits) > 2
    ):
        return
    gap = text[first.end : second.start].replace("\n", " ")
    if period.grain is Grain.YEAR and period.year is not None:
        year = period.year // 100 * 100 + int(second.digits)
        if gap not in ("-", "/") or not second.bare or len(second.digits) != 2:
            return
        if year == period.year + 1 or (gap == "-" and year > period.year):
            _become(second, Period(Grain.YEAR, year, fiscal=period.fiscal))
            first.role, second.role = Role.LOW, Role.HIGH
            first.group = second.group = first.start
    elif period.grain is Grain.DAY and period.year is None and period.month is not None:
        if gap.strip() not in ("-", "to", "and", "through", ",", "or", "&") or second.is_word:
            return
        found = _YEAR_BEHIND.match(text, second.end)
        if found is None and (gap.strip() not in ("-", "through") or not second.bare):
            return
        day = after_month(text, second.start, second.start, period.month)
        if day is None or day.period is None:
            return
        following = atoms[index + 2] if index + 2 < len(atoms) else None
        if following is not None and following.start < day.end:
            if following.end > day.end:
                return
            del atoms[index + 2]
        second.end = day.end
        _become(second, day.period)
        first.period = (
            _in_year(period, day.period.year, fiscal=False) if day.period.year is not None else period
        )
        if gap.strip() in ("-", "to", "through"):
            first.role, second.role = Role.LOW, Role.HIGH
            first.group = second.group = first.start


def _become(atom: Atom, period: Period) -> None:
    atom.kind = Kind.DATE
    atom.period = period
    atom.digits = ""
    atom.value = None
    atom.unit = ""
    atom.power = 0
    atom.bare = False
    atom.is_word = False
    atom.qualifier = Qualifier.NONE
