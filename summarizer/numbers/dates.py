"""Days, months, quarters, halves, years and times of day."""

import re
from decimal import Decimal
from typing import Final

from summarizer.numbers.atoms import Atom, dated
from summarizer.numbers.passage import BLANK
from summarizer.numbers.quantity import Grain, Kind, Period

_MONTH_NAMES = "january february march april may june july august september october november december".split()
MONTHS: Final[dict[str, int]] = {
    printed: number
    for number, name in enumerate(_MONTH_NAMES, 1)
    for form in (name, name[:3], name[: 4 if name == "september" else 3])
    for printed in (form.title(), form.upper())
}
"""Names of months as they are printed (never in lower case) with their number."""

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FIRST_YEAR = 1900
LAST_YEAR = 2100
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])(?![.,][0-9]{3})"
_MONTH_WORD = "|".join(
    f"{month}(?:[.](?=[ ,\n]))?" if len(month) <= 4 else month
    for month in sorted(MONTHS, key=len, reverse=True)
)

_AFTER_MONTH = re.compile(  # from the day or the year on
    rf"([0-9]{{1,2}})(?![0-9])(?:st|nd|rd|th)?(?:(?:,|,?{BLANK}|,{BLANK}|{BLANK},{BLANK}|-)({_YEAR}))?"
    rf"|({_YEAR})"
)
_DAY_MONTH = re.compile(  # from the day on
    rf"([0-9]{{1,2}})(?:st|nd|rd|th)?(?:{BLANK}(?:day{BLANK})?of{BLANK}|{BLANK}|-)"
    rf"({_MONTH_WORD})(?![A-Za-z])(?:(?:,?{BLANK}|-)({_YEAR}|(?<=-)[0-9]{{2}}(?![0-9])))?"
)
_OF_MONTH = re.compile(rf"{BLANK}of{BLANK}({_MONTH_WORD})(?![A-Za-z])(?:,?{BLANK}({_YEAR}))?")
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])(?![-/][0-9])")
_PERIOD_YEAR = re.compile(
    rf"(?:{BLANK}(?:of|in|for)|,|-)?(?:{BLANK}(?:our|the|its))?({BLANK}(?:[Ff]iscal|FISCAL)|{BLANK}calendar|)"
    rf"(?:{BLANK}(?:[Yy]ear|YEAR))?"
    rf"(?:{BLANK}|(?<=-))?(?:(FY)[ ]?'?({_YEAR}|[0-9]{{2}}(?![0-9]))|'([0-9]{{2}})(?![0-9])"
    rf"|(?<=[ \n\-])({_YEAR}))(?![%A-Za-z])"
)
_QUARTER = re.compile(
    rf"(?:{BLANK}|-)(?:(?:[Ff]iscal|FISCAL|calendar){BLANK})?"
    r"(quarters?|half|halves|Quarters?|Half|QUARTERS?|HALF)(?![A-Za-z])(?!-)"
)
_SHORT_QUARTER = re.compile(r"(?:([QqHh])([1-4])|([1-4])([QH]))(?![0-9A-Za-z])")
_GLUED_QUARTER = re.compile(
    r"([QH])([1-4])(?:FY|/)?'?([0-9]{4}|[0-9]{2})(?![0-9A-Za-z])|([1-4])([QH])(?:FY|/)?'?([0-9]{4}"
    r"|[0-9]{2})(?![0-9A-Za-z])"
)
_TIME = re.compile(
    r"([0-9]{1,2})(?::([0-5][0-9])(?::([0-5][0-9]))?)?(?![0-9:])(?:[ \n]?([AaPp])(?:\.[ ]?[Mm]\."
    r"|[Mm](?![A-Za-z0-9])))?"
)
_ZONE = re.compile(
    rf"{BLANK}(\()?((?:U\.S\.{BLANK})?(?:Eastern|Central|Mountain|Pacific|Greenwich{BLANK}Mean)"
    rf"(?:{BLANK}(?:Standard|Daylight|Prevailing))?(?:{BLANK}[Tt]ime)?"
    r"|E[SD]?T|C[SD]T|CT|M[SD]T|MT|P[SD]?T|GMT|UTC|BST|CEST|CET|HKT|JST|IST)\b(?(1)\))"
)
_ZONES = {
    "Eastern": "ET", "EST": "ET", "EDT": "ET", "ET": "ET", "Central": "CT", "CST": "CT", "CDT": "CT",
    "CT": "CT",
    "Mountain": "MT", "MST": "MT", "MDT": "MT", "MT": "MT", "Pacific": "PT", "PST": "PT", "PDT": "PT",
    "PT": "PT",
    "Greenwich": "GMT",
}  # fmt: skip


def _valid(month: int, day: int) -> bool:
    return 1 <= month <= len(_LONGEST) and 1 <= day <= _LONGEST[month - 1]


def full_year(digits: str) -> int:
    """The year that two or four digits stand for; two digits mean 1950 to 2049."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 50 else 1900)


def day_atom(start: int, end: int, year: int | None, month: int, day: int) -> Atom:
    """A date of day grain."""
    return dated(start, end, Period(Grain.DAY, year, month, day))


def after_month(text: str, start: int, at: int, month: int) -> Atom | None:
    """Read the day and year, or the year, that follow a month's name.

    Args:
        text: Padded and folded.
        start: Where the month's name starts.
        at: Where the digits start.
        month: Its number.

    Returns:
        The date, or None if the digits cannot be a day or a year.
    """
    match = _AFTER_MONTH.match(text, at)
    if match is None:
        return None
    day, year, alone = match.groups()
    if alone is not None:
        return dated(start, match.end(), Period(Grain.MONTH, int(alone), month))
    if not _valid(month, int(day)):
        return None
    return day_atom(start, match.end(), None if year is None else int(year), month, int(day))


def before_month(text: str, at: int) -> Atom | None:
    """Read "30 November 2021", "29th of May", "30-Nov-21" from its first digit on."""
    match = _DAY_MONTH.match(text, at)
    if match is None:
        return None
    month = MONTHS[match[2].rstrip(".")]
    if not _valid(month, int(match[1])):
        return None
    return day_atom(at, match.end(), full_year(match[3]) if match[3] else None, month, int(match[1]))


def day_in_words(text: str, start: int, end: int, number: int) -> Atom | None:
    """Read "of October 2022" after the ordinal that ends at `end`: "the third of October 2022"."""
    match = _OF_MONTH.match(text, end)
    if match is None or not _valid(MONTHS[match[1].rstrip(".")], number):
        return None
    return day_atom(
        start, match.end(), int(match[2]) if match[2] else None, MONTHS[match[1].rstrip(".")], number
    )


def numeric_date(text: str, at: int) -> Atom | None:
    """Read "2021-11-30", "12/31/2021", "31.12.2021" from its first digit on.

    A day and a month that could be either are read the American way with "/" and "-", the
    European way with ".".
    """
    match = _ISO.match(text, at)
    if match is not None:
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        if FIRST_YEAR <= year <= LAST_YEAR and _valid(month, day):
            return day_atom(at, match.end(), year, month, day)
        return None
    match = _NUMERIC.match(text, at)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if match[2] != "/" and len(match[4]) == 2:
        return None
    month, day = (second, first) if match[2] == "." else (first, second)
    if not _valid(month, day):
        month, day = day, month
    year = full_year(match[4])
    if not _valid(month, day) or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return day_atom(at, match.end(), year, month, day)


def period_year(text: str, at: int) -> tuple[int, bool, int] | None:
    """Read the year of a quarter or half from the end of its name on.

    Returns:
        The year, whether it is called fiscal, and where it ends; None if no year follows.
    """
    match = _PERIOD_YEAR.match(text, at)
    if match is None:
        return None
    fiscal, marker, marked, short, plain = match.groups()
    return full_year(marked or short or plain), bool(marker) or "fiscal" in fiscal.lower(), match.end()


def part_of_year(start: int, end: int, *, half: bool, number: int) -> Atom | None:
    """A quarter or half without its year, if there is one of that number."""
    if not 1 <= number <= (2 if half else 4):
        return None
    if half:
        return dated(start, end, Period(Grain.HALF, half=number))
    return dated(start, end, Period(Grain.QUARTER, quarter=number))


def with_year(text: str, atom: Atom) -> Atom:
    """Add the year that follows a quarter or half."""
    period = atom.period
    found = period_year(text, atom.end)
    if found is not None and period is not None:
        year, fiscal, atom.end = found
        atom.period = Period(period.grain, year, quarter=period.quarter, half=period.half, fiscal=fiscal)
    return atom


def named_part(text: str, start: int, end: int, number: int) -> Atom | None:
    """Read "quarter of 2022" after the ordinal that ends at `end`."""
    match = _QUARTER.match(text, end)
    if match is None:
        return None
    atom = part_of_year(start, match.end(), half=match[1][0] in "hH", number=number)
    if atom is None:
        return None
    atom = with_year(text, atom)
    if atom.period is not None and "iscal" in match.group().lower() and not atom.period.fiscal:
        period = atom.period
        atom.period = Period(period.grain, period.year, quarter=period.quarter, half=period.half, fiscal=True)
    return atom


def short_part(text: str, at: int) -> Atom | None:
    """Read "Q1 2022", "1Q22", "H1", "2H 2022", "Q3FY23" from its first character on."""
    match = _GLUED_QUARTER.match(text, at)
    if match is not None:
        letter = match[1] or match[5]
        number = int(match[2] or match[4])
        atom = part_of_year(at, match.end(), half=letter == "H", number=number)
        if atom is None or atom.period is None:
            return None
        year = full_year(match[3] or match[6])
        period = atom.period
        atom.period = Period(
            period.grain, year, quarter=period.quarter, half=period.half, fiscal="FY" in match.group()
        )
        return atom
    match = _SHORT_QUARTER.match(text, at)
    if match is None:
        return None
    letter = (match[1] or match[4]).upper()
    atom = part_of_year(at, match.end(), half=letter == "H", number=int(match[2] or match[3]))
    return None if atom is None else with_year(text, atom)


def time_of_day(text: str, at: int) -> Atom | None:
    """Read "8:00 a.m. ET", "16:30", "9 am" from its first digit on."""
    match = _TIME.match(text, at)
    if match is None or (match[2] is None and match[4] is None):
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4] in "pP" else 0)
    elif hour > 23:
        return None
    atom = Atom(at, match.end(), "", Kind.TIME)
    atom.value = Decimal(60 * hour + minute)
    atom.bare = False
    zone = _ZONE.match(text, atom.end)
    if zone is not None:
        atom.end = zone.end()
        name = zone[2].removeprefix("U.S.").split()[0]
        atom.unit = _ZONES.get(name, name)
    return atom
