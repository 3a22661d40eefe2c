"""Four digits: whether they are a year, and of what."""

import re
from typing import Final

from summarizer.numbers import dates
from summarizer.numbers.atoms import Atom, dated, identifier
from summarizer.numbers.contexts import OPENERS
from summarizer.numbers.passage import BLANK
from summarizer.numbers.quantity import Grain, Kind, Period, Qualifier, Role
from summarizer.numbers.units import PLURALS

_DATE_LEADS: Final = frozenset(
    "in since until till during by from of for through fiscal year calendar after before throughout early "
    "mid late circa "
    "years spring summer autumn fall winter".split()
)
_PASSING: Final = frozenset("over above beyond".split())
"""Words before a year that would qualify any other number: "an increase over 2017", "beyond 2023"."""
_EARLIEST: Final = 1500
_EARLY_LEADS: Final = frozenset("in since until circa year before after around".split())
_COUNT_LEADS: Final = frozenset("total sample population number cohort sum".split())
_NAMED_AFTER: Final = re.compile(
    r"[ \n](?:(?:[A-Z][A-Za-z&-]*|of|and|the|for)[ \n]){0,5}"
    r"(?:Plan|Notes?|Act|Facility|Agreement|ESPP|Indenture|Warrants?|Program|Amendment|Debentures|Offering"
    r"|Rights|Incentive|"
    r"Securitization|Trust|Loan|Bonds|Convertible|Senior|Tranche|Series|Warrant|RSUs|PSUs|Awards?|Omnibus"
    r"|Repurchase)\b"
)
_ACT_BEFORE: Final = re.compile(
    rf"(?:Act|Code|Rules|Law|Regulations?|Statute|Ordinance|ACT|CODE|act){BLANK}(?:of|OF){BLANK}$"
)
_FISCAL_YEAR: Final = re.compile(rf"fiscal{BLANK}(?:years?{BLANK})?$", re.IGNORECASE)
_OF_A_YEAR: Final = frozenset(
    "sales revenues earnings results expenses costs profits losses dividends volumes levels estimates "
    "targets bonuses goals figures margins budgets".split()
)
_DECADE: Final = re.compile(r"'?s(?![A-Za-z])")
_LOWER_WORD: Final = re.compile(rf"{BLANK}([a-z]+)")
_YEAR_FIRST: Final = re.compile(
    rf"(?:{BLANK}|-|'|(?=[QH1-4]))(?:[Ff]iscal{BLANK})?(?:([Qq][1-4]|[1-4]Q|H[12]|[12]H)(?![0-9A-Za-z])"
    rf"|((?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)(?:{BLANK}|-)(?:[Qq]uarter|[Hh]alf)(?![a-z-])))"
)
_BEFORE_PART: Final = frozenset(" \n-'QH1234")
_ORDINALS: Final = ("first", "second", "third", "fourth")


def year_of(text: str, atom: Atom, words: list[str], end: int) -> Atom | None:
    """Read the year that an atom of four digits may be.

    Args:
        text: Padded and folded.
        atom: Four digits, with what was found beside them.
        words: Those that stand before it.
        end: Where the digits end.

    Returns:
        A date, or an identifier where the year is part of a name; None for a number.
    """
    lead = words[-1].lower().lstrip(OPENERS) if words else ""
    second = words[-2].lower() if len(words) > 1 else ""
    if not _can_be_year(text, atom, lead, second, end):
        return None
    start = atom.start
    year = int(atom.digits)
    behind, following = text[end], text[end + 1]
    decade = _DECADE.match(text, end) if behind in "'s" else None
    if decade is not None:
        return dated(start, decade.end(), Period(Grain.YEAR, year))
    if lead == "of" and _ACT_BEFORE.search(text, start - 60, start):
        return identifier(start, end)
    named = behind in " \n" and (following.isupper() or following in "oatf")
    if named and _NAMED_AFTER.match(text, end):
        return identifier(start, end)
    part = _with_part(text, start, end, year) if behind in _BEFORE_PART else None
    if part is not None:
        return part
    if lead == "fy":
        return dated(text.rindex(words[-1], 0, start), end, Period(Grain.YEAR, year, fiscal=True))
    fiscal = _FISCAL_YEAR.search(text, start - 24, start) if lead in ("fiscal", "year", "years") else None
    begin = start if fiscal is None else fiscal.start()
    return dated(begin, end, Period(Grain.YEAR, year, fiscal=fiscal is not None))


def _can_be_year(text: str, atom: Atom, lead: str, second: str, end: int) -> bool:
    if atom.negative or atom.power or atom.role is not Role.PLAIN or not atom.digits.isdigit():
        return False
    first = _EARLIEST if lead in _EARLY_LEADS else dates.FIRST_YEAR
    if not first <= int(atom.digits) <= dates.LAST_YEAR:
        return False
    if atom.kind is not Kind.NUMBER:
        return atom.unit == "second" and _DECADE.match(text, end) is not None  # "1990s"
    if second in _COUNT_LEADS:
        return False
    if atom.qualifier not in (Qualifier.NONE, Qualifier.ABOUT):
        counted = _LOWER_WORD.match(text, end)
        later = lead in _PASSING and int(atom.digits) >= dates.FIRST_YEAR
        return later and (counted is None or counted[1] not in PLURALS) and not text.startswith(" of", end)
    if lead in _DATE_LEADS and int(atom.digits) >= dates.FIRST_YEAR:
        return True
    word = _LOWER_WORD.match(text, end)
    return word is None or word[1] not in PLURALS or word[1] in _OF_A_YEAR


def _with_part(text: str, start: int, end: int, year: int) -> Atom | None:
    """Read "2021 third quarter", "2021 Q3", "2021-Q3"."""
    match = _YEAR_FIRST.match(text, end)
    if match is None:
        return None
    if match[1] is not None:
        half = match[1].strip("1234") in "Hh"
        number = int(match[1].strip("QqHh"))
    else:
        half = "alf" in match[2]
        number = _ORDINALS.index(re.split(r"[\s-]", match[2])[0].lower()) + 1
    part = dates.part_of_year(start, match.end(), half=half, number=number)
    if part is None or part.period is None or dates.period_year(text, match.end()) is not None:
        return None
    period = part.period
    part.period = Period(period.grain, year, quarter=period.quarter, half=period.half)
    return part
