"""The time that numbers are told of: which months it ends in and how long it is, fiscal years resolved.

"The fiscal second quarter a year ago", "the three months ended September 30, 2007" and a column headed
"Quarter Ended / Sept. 30, / 2007" all mean one stretch of time. Here each becomes a `When`, so that they can
be compared whatever their words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from summarizer.numbers.dates import MONTHS
from summarizer.numbers.quantity import Grain, Kind, Period, Quantity

YEAR = 12
QUARTER = 3
_WEEKS_A_MONTH = 52 / 12
_DAYS_A_MONTH = 30.44
_EARLY = 7  # a period that ends on the first days of a month is the month before's: 52-week years
_EARLY_IN_THE_YEAR = 6  # a fiscal year that ends later is named after the year in which it ends
_LATE = 24  # and one that ends on its last days is the month's own
_BACK = 64  # characters in which the length of a period stands before its date
_COLUMN_ENDED = re.compile(r"(?:weeks|months|quarters?|years?) ended\b", re.IGNORECASE)
_COLUMNS = 160  # characters of the headers of a table
_NEAR = 8  # characters between two dates of one list
_MONTH_NAMES = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time, as far as the text says; what it does not say is None.

    Attributes:
        year: The calendar year in which it ends.
        month: The month in which it ends.
        months: Its length; 0 for a day that is no end of a longer period.
        day: Of the month, for a single day.
    """

    year: int | None = None
    month: int | None = None
    months: float | None = None
    day: int | None = None

    @property
    def end(self) -> int | None:
        """Its last month, counted from year 0; None if the text does not say."""
        return None if self.year is None or self.month is None else self.year * YEAR + self.month - 1

    def shifted(self, months: int) -> "When":
        """The same stretch that many months later."""
        if self.end is None:
            year = None if self.year is None or months % YEAR else self.year + months // YEAR
            return replace(self, year=year)
        year, month = divmod(self.end + months, YEAR)
        return replace(self, year=year, month=month + 1)

    def lasting(self, months: float | None) -> "When":
        """The same end, with a length."""
        return self if months is None else replace(self, months=months)

    def __str__(self) -> str:
        """As a reader would say it, such as "the 3 months to September 2021"."""
        name = _MONTH_NAMES[self.month - 1] if self.month else ""
        day = f"{self.day}," if self.day and self.year else str(self.day or "")
        end = " ".join(part for part in (name, day if name else "", str(self.year or "")) if part)
        if not self.months:
            return end
        length = f"{self.months:.0f} month{'' if self.months == 1 else 's'}"
        return f"the {length} to {end}" if end else length


@dataclass(frozen=True, slots=True)
class Relative:
    """A phrase that says when without a date: "a year ago", "year to date", "the current quarter".

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        shift: Months from the period that is reported on; None where it says only how long.
        months: The length that it names; None if it names none.
        month: The month in which it ends, where it names one without a year.
        to_date: Whether it is all of the fiscal year that is past: "year to date".
    """

    start: int
    end: int
    shift: int | None
    months: float | None
    month: int | None = None
    to_date: bool = False


def relation(one: When, two: When) -> int:
    """How two stretches of time relate: 1 they are one, -1 they cannot be, 0 the texts do not say."""
    if one.months and two.months and not 0.8 < one.months / two.months < 1.25:
        return -1
    one, two = _as_its_end(one, two), _as_its_end(two, one)
    if _drifted(one, two):
        return 1
    if one.year is not None and two.year is not None and one.year != two.year:
        return -1
    if one.month is not None and two.month is not None:
        if one.month != two.month:
            return -1
        if one.day and two.day and one.day != two.day and min(one.day, two.day) < _LATE:
            return -1
        return 1
    if one.year is not None and two.year is not None:
        return 1
    return 1 if one.months and two.months else 0


def _as_its_end(day: When, period: When) -> When:
    """A day as the end of a period: in a month's first days, of one that closes with the month before."""
    if not day.day or day.months or day.day > _EARLY or not period.months or period.day:
        return day
    return replace(day, day=None).shifted(-1)


def _drifted(one: When, two: When) -> bool:
    """Whether two quarters or years that end a month apart are one: no filer's follow so soon on each other.

    A year of 52 weeks ends now in one month, now in the next.
    """
    if any(when.months is not None and when.months < QUARTER for when in (one, two)):
        return False
    if one.months is two.months is None:
        return False
    if one.end is not None and two.end is not None:
        return abs(one.end - two.end) == 1
    return one.month is not None and two.month is not None and (one.month - two.month) % YEAR in (1, YEAR - 1)


class Calendar:
    """The fiscal calendar of one filing, and the period that it reports on.

    Attributes:
        year_end: The month in which its fiscal year ends.
        latest: The end of the period that it reports on; None where it names none.
        lag: By how many years the end of its fiscal year lies behind the year that it is named after: 1 for
            the fiscal 2022 of a retailer that ended in January 2023.
    """

    def __init__(self, text: str, quantities: Sequence[Quantity]) -> None:
        self._text = text
        self._quantities = quantities
        self._lengths: dict[int, float | None] = {}
        ends: Counter[tuple[int, int]] = Counter()
        years: Counter[int] = Counter()
        quarters: set[tuple[int, int]] = set()
        for index, quantity in enumerate(quantities):
            period = quantity.period
            if period is None or period.grain is not Grain.DAY or period.month is None:
                continue
            length = self.length_before(index)
            if length == YEAR:
                years[_end_month(period)] += 1
            if period.year is not None and (length or self._lead(index).endswith(("as of", "at"))):
                year, month = divmod(period.year * YEAR + _end_month(period) - 1, YEAR)
                if month + 1 > period.month:
                    year -= 1  # the first days of January belong to the year before
                ends[year, month + 1] += 2 if length else 1
                if length == QUARTER:
                    quarters.add((year, month + 1))
        ends = ends or self._ends_of_columns()
        most = max(ends.values(), default=0)
        often = [end for end, count in ends.items() if count * 6 >= most]
        self.latest: tuple[int, int] | None = max(often, default=None)
        named = self._reported_quarter()
        self.year_end = years.most_common(1)[0][0] if years else self._from_quarters()
        if not self.year_end and named is not None and self.latest in quarters:
            self.year_end = _year_end(self.latest[1], named[0])
        self.year_end = self.year_end or YEAR
        self.lag = self._lag(named)

    def _ends_of_columns(self) -> Counter[tuple[int, int]]:
        """The ends of the periods that head a table, their lengths in a line of their own above them."""
        ends: Counter[tuple[int, int]] = Counter()
        for quantity in self._quantities:
            period, start = quantity.period, quantity.span.start
            if period is None or period.grain is not Grain.DAY or period.month is None or period.year is None:
                continue
            if _COLUMN_ENDED.search(self._text, max(0, start - _COLUMNS), start):
                when = _ending(period, QUARTER)
                ends[when.year or 0, when.month or 0] += 1
        return ends

    def _reported_quarter(self) -> tuple[int, int] | None:
        """The latest of the fiscal quarters that are spoken of most, by number and year."""
        told = Counter(
            (q.period.year, q.period.quarter)
            for q in self._quantities
            if q.period is not None and q.period.fiscal and q.period.quarter and q.period.year is not None
        )
        most = max(told.values(), default=0)
        often = [(year, quarter) for (year, quarter), count in told.items() if count * 2 >= most]
        year, quarter = max(often, default=(None, None))
        return None if year is None or quarter is None else (quarter, year)

    def _lag(self, named: tuple[int, int] | None) -> int:
        """How far behind its name the fiscal year ends, by the quarter that is reported on."""
        if named is None or self.latest is None or self.year_end > _EARLY_IN_THE_YEAR:
            return 0
        quarter, year = named
        if _year_end(self.latest[1], quarter) != self.year_end:
            return 0
        ended = self.latest[0] + (self.latest[1] > self.year_end)
        return 1 if ended == year + 1 else 0

    def _lead(self, index: int) -> str:
        start = self._quantities[index].span.start
        return " ".join(self._text[max(0, start - _BACK) : start].lower().split())

    def _from_quarters(self) -> int:
        """The year's end from a sentence that gives a quarter its number and its last day; 0 if none does."""
        votes: Counter[int] = Counter()
        for index, quantity in enumerate(self._quantities[:-1]):
            following = self._quantities[index + 1]
            one, two = quantity.period, following.period
            if one is None or two is None or one.quarter is None or two.grain is not Grain.DAY:
                continue
            between = self._text[quantity.span.end : following.span.start].lower()
            if len(between) <= _BACK and "ended" in between and "." not in between:
                votes[_year_end(_end_month(two), one.quarter)] += 1
        return votes.most_common(1)[0][0] if votes else 0

    def length_before(self, index: int) -> float | None:
        """Months of the period whose end a date is: 3 for "the three months ended June 30"; None if none."""
        if index in self._lengths:
            return self._lengths[index]
        length = _length_said(self._lead(index))
        if length is None and index:
            previous, here = self._quantities[index - 1], self._quantities[index]
            gap = self._text[previous.span.end : here.span.start]
            if previous.kind is Kind.DATE and len(gap) <= _NEAR and not set(gap) - set(" ,\nand&/orvs."):
                length = self.length_before(index - 1)
        self._lengths[index] = length
        return length

    def when(self, period: Period, months: float | None) -> tuple[When, ...]:
        """The stretches of time that a date or a period may mean, the likeliest first.

        Args:
            period: As printed.
            months: The length that the words beside it give; None if they give none.
        """
        match period.grain:
            case Grain.DAY if months:
                return (_ending(period, months),)
            case Grain.DAY:
                return (When(period.year, period.month, 0, period.day),)
            case Grain.MONTH:
                return (_ending(period, months) if months else When(period.year, period.month, 1),)
            case Grain.QUARTER | Grain.HALF:
                length = QUARTER if period.quarter else 6
                number = period.quarter or period.half or 1
                fiscal = self._part_end(period.year, length * number, length)
                calendar = When(period.year, length * number, length)
                return (fiscal,) if fiscal == calendar or period.fiscal else (fiscal, calendar)
            case Grain.YEAR:
                if period.fiscal:
                    length = int(months or YEAR)
                    end = self._part_end(period.year, length, length)
                    return (When(end.year, end.month, float(length)),)
                if months and months < YEAR:
                    return (When(period.year, None, months),)
                fiscal = When(period.year + self.lag if period.year else None, self.year_end, YEAR)
                return (
                    (When(period.year, None, months), fiscal)
                    if self.year_end != YEAR
                    else (When(period.year, None, months),)
                )

    def _part_end(self, year: int | None, months: int, length: int) -> When:
        """The end of the part of a fiscal year that lies so many months after its start."""
        if year is not None:
            year += self.lag
        past = self.year_end - YEAR + months
        if past <= 0:
            return When(None if year is None else year - 1, past + YEAR, length)
        return When(year, past, length)

    def to_date(self) -> float | None:
        """Months of the fiscal year that are past at the end of the period that the filing reports on."""
        return None if self.latest is None else float((self.latest[1] - self.year_end - 1) % YEAR + 1)

    def current(self, months: float | None = None) -> When | None:
        """The period that the filing reports on."""
        return None if self.latest is None else When(*self.latest, months)


def _year_end(month: int, quarter: int) -> int:
    """The last month of a year whose quarter of this number ends in this month."""
    return (month + QUARTER * (4 - quarter) - 1) % YEAR + 1


def _end_month(period: Period) -> int:
    assert period.month is not None  # noqa: S101 - the callers asked
    early = period.grain is Grain.DAY and (period.day or _LATE) <= _EARLY
    return (period.month - 2) % YEAR + 1 if early else period.month


def _ending(period: Period, months: float) -> When:
    month = _end_month(period)
    year = period.year
    if year is not None and period.month is not None and month > period.month:
        year -= 1
    return When(year, month, months)


def part_ended(day: date, months: float) -> When:
    """The stretch of so many months that ended on a day."""
    return _ending(Period(Grain.DAY, day.year, day.month, day.day), months)


def part_between(start: date, end: date) -> When:
    """The stretch from one day to another, in whole months, of which it has one at least."""
    return part_ended(end, max(1.0, float(round((end - start).days / _DAYS_A_MONTH))))


_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "twelve": 12, "thirteen": 13,
    "twenty-six": 26, "thirty-nine": 39, "fifty-two": 52, "fifty-three": 53,
}  # fmt: skip
_ENDED = re.compile(
    r"(?:(?P<count>[a-z-]+|[0-9]{1,2})[ -](?:and [a-z-]+[ -])?(?P<unit>months?|weeks?)(?: periods?)?"
    r"|(?P<name>quarter|half|year|period)s?(?: then)?) (?:ended|ending|to|through)(?: on)?:?$"
)


def _length_said(lead: str) -> float | None:
    """The length of the period that the words before a date give it."""
    if not lead.endswith(("ended", "ending", "ended:", "ended on", "ending on", " to", " through")):
        return None
    match = _ENDED.search(lead[-_BACK:])
    if match is None:
        return None
    if match["name"]:
        inner = lead[: match.start()]
        if inner.rstrip(" -").endswith(("week fiscal", "week")):
            number = re.search(r"([0-9]{2})[ -]week", inner[-24:])
            return round(int(number[1]) / _WEEKS_A_MONTH) if number else None
        if match["name"] == "period":
            number = re.search(r"([0-9]{2}|[a-z]+)[ -](week|month)[a-z ]*$", inner[-28:])
            return _months(number[1], number[2]) if number else None
        return {"quarter": QUARTER, "half": 6, "year": YEAR}[match["name"]]
    return _months(match["count"], match["unit"])


def _months(count: str, unit: str) -> float | None:
    number = int(count) if count.isdigit() else _COUNTS.get(count)
    if number is None:
        return None
    return float(number) if unit.startswith("month") else float(round(number / _WEEKS_A_MONTH))


_SAME = r"(?:same|comparable|corresponding|similar|equivalent|like)"
_AGO = r"(?:last|a|one|the|in the|of the) (?:last|prior|previous|preceding|year)"
_EARLIER = r"(?:ago|earlier|before|previously|prior)(?! to)(?! the| its| their| a )"
_TELLS = r"(?= period| ended| of|[,:]|[.;)]| in| was| were|$)"  # after "six months" where it says how long
_TO_DATE = (
    r"year[ -]to[ -]date|ytd|(?:this|the) (?:fiscal )?year so far|so far (?:this|in the) (?:fiscal )?year"
)
_PHRASES: tuple[tuple[str, int | None, float | None], ...] = (
    (
        r"(?:the )?(?:year-ago|prior[ -]year(?:[’']s)?|(?:last|previous) year[’']s) "
        r"(?:fiscal )?(?:\w+ )?quarter",
        -YEAR,
        QUARTER,
    ),
    (
        rf"{_SAME} (?:fiscal )?quarter (?:of |in |a )?(?:the )?(?:last|previous|prior|preceding|year)"
        r"(?:[ -](?:fiscal )?year|[ -]ago|[ -]earlier)?",
        -YEAR,
        QUARTER,
    ),
    (r"quarters? a year (?:ago|earlier|before)", -YEAR, QUARTER),
    (r"(?:(?:a|one|the) )?year[ -](?:ago|earlier|before)(?! end)", -YEAR, None),
    (rf"(?:twelve|12) months {_EARLIER}", -YEAR, None),
    (rf"(?:two|2) years {_EARLIER}|(?:twenty-four|24) months {_EARLIER}", -2 * YEAR, None),
    (rf"(?:three|3) years {_EARLIER}", -3 * YEAR, None),
    (rf"(?:three|3) months {_EARLIER}", -QUARTER, None),
    (rf"(?:six|6) months {_EARLIER}", -2 * QUARTER, None),
    (r"(?:last|previous|prior|preceding)[ -](?:fiscal )?year(?![’']?s?[ -]end)", -YEAR, None),
    (rf"{_SAME} (?:fiscal )?(?:prior[ -])?(?:quarter|period)s?(?= {_AGO})", -YEAR, None),
    (r"(?:immediate(?:ly)? )?(?:prior|previous|preceding|linked|last) quarter", -QUARTER, QUARTER),
    (r"(?:(?:a|one|the) )?quarter[ -](?:ago|earlier|before)", -QUARTER, QUARTER),
    (r"(?:current|this|latest|most recent|just ended) (?:fiscal )?quarter", 0, QUARTER),
    (_TO_DATE, 0, None),
    (
        rf"(?:over|in) (?:the )?(?:first )?(?:three|3) months"
        rf"|(?:first )?(?:three|3)(?:-months?| months?{_TELLS})",
        None,
        3.0,
    ),
    (
        rf"(?:over|in) (?:the )?(?:first )?(?:six|6) months|(?:first )?(?:six|6)(?:-months?| months?{_TELLS})"
        r"|(?:first|second)[ -]half",
        None,
        6.0,
    ),
    (
        rf"(?:over|in) (?:the )?(?:first )?(?:nine|9) months"
        rf"|(?:first )?(?:nine|9)(?:-months?| months?{_TELLS})",
        None,
        9.0,
    ),
    (r"(?:13|thirteen)[ -]weeks?", None, 3.0),
    (r"(?:26|twenty-six)[ -]weeks?", None, 6.0),
    (r"(?:39|thirty-nine)[ -]weeks?", None, 9.0),
    (r"(?:5[23]|fifty-(?:two|three))[ -]weeks?", None, 12.0),
    (
        r"full[ -](?:fiscal )?year|annual|(?:twelve|12) months"
        r"|(?:for|in|during) the (?:fiscal )?year(?![ -](?:ago|earlier|before|end|over|to[ -]date|so far))",
        None,
        12.0,
    ),
    (r"(?:the|fiscal|quarter[’']s) quarter|quarterly", None, QUARTER),
)
"""Phrases that say when without a date, with the shift in months from the reported period and the length."""

_ALL_PHRASES = "|".join(f"(?P<p{i}>{pattern})" for i, (pattern, _, _) in enumerate(_PHRASES))
_PHRASE = re.compile(rf"(?<![A-Za-z])(?:{_ALL_PHRASES})(?![A-Za-z])", re.IGNORECASE)
_GATE = re.compile(r"quarter|year|month|week|half|ytd|annual|\b(?:end|close) of [A-Z]", re.IGNORECASE)
_NAMED = "|".join(_MONTH_NAMES)
_MONTH_ALONE = re.compile(
    rf"\b(?:(?:end|close) of )?(?P<month>{_NAMED}) (?P<quarter>quarter)\b"
    rf"|\b(?:end|close) of (?P<month2>{_NAMED})\b(?! ?[0-9,])"
)

_BASIS = re.compile(
    r"(?<![A-Za-z])(?:(?P<year>year[ -]over[ -]year|yoy|y/y|yr/yr|year on year|on the year|annually)"
    r"|(?P<quarter>quarter[ -]over[ -]quarter|qoq|q/q|quarter on quarter|sequential(?:ly)?))(?![A-Za-z])",
    re.IGNORECASE,
)


def bases(text: str, start: int, end: int, phrases: Iterable[Relative] | None = None) -> list[Relative]:
    """The phrases that say against what time a change is measured, in order; shifts as in `relatives`.

    Args:
        text: Any text.
        start: Where the stretch begins.
        end: Where it ends.
        phrases: What `relatives` finds there, where that is known.
    """
    found = [
        Relative(match.start(), match.end(), -YEAR if match["year"] else -QUARTER, None)
        for match in _BASIS.finditer(text, start, end)
    ]
    phrases = relatives(text, start, end) if phrases is None else phrases
    found += [phrase for phrase in phrases if phrase.shift]
    return sorted(found, key=lambda phrase: phrase.start)


def relatives(text: str, start: int, end: int) -> list[Relative]:
    """The phrases of a stretch of text that say when without a date, in order."""
    if _GATE.search(text, start, end) is None:
        return []
    found = []
    for match in _PHRASE.finditer(text, start, end):
        pattern, shift, months = _PHRASES[int((match.lastgroup or "p0")[1:])]
        found.append(Relative(*match.span(), shift, months, to_date=pattern is _TO_DATE))
    for match in _MONTH_ALONE.finditer(text, start, end):
        length = float(QUARTER) if match["quarter"] else None
        found.append(
            Relative(match.start(), match.end(), None, length, MONTHS[match["month"] or match["month2"]])
        )
    return sorted(found, key=lambda phrase: phrase.start)


_HEADER_LENGTH = re.compile(
    r"\b(?:(?P<count>one|two|three|six|nine|twelve|thirteen|twenty-six|thirty-nine|fifty-two|fifty-three|[0-9]{1,2})"
    r"[ -](?P<unit>months?|weeks?)|(?P<name>quarter|half|year)s?[ -](?:to[ -]date|ended|ending))\b",
    re.IGNORECASE,
)


def length_of_header(header: str) -> float | None:
    """Months of the period that a column's header names: 9 for "Nine Months Ended"; None if it names none."""
    match = _HEADER_LENGTH.search(header)
    if match is None:
        return None
    if match["name"]:
        if "date" in match.group().lower():
            return None
        return {"quarter": float(QUARTER), "half": 6.0, "year": float(YEAR)}[match["name"].lower()]
    return _months(match["count"].lower(), match["unit"].lower())
