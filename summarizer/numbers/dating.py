"""Which date or phrase of time each number of a sentence, and each column of a table, is told of.

In prose a number owns the time that follows it before the next number of its kind ("$35.8 million at
June 30, 2008"), else the one before it ("in the second quarter, revenue was …"), else the one in front of
the sentence.
What a figure is held against has a time of its own ("from $4.9 million a year ago") or none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.document import Span
from summarizer.numbers.binding import compared_with, twin_of
from summarizer.numbers.elements import Element
from summarizer.numbers.headers import years_apart
from summarizer.numbers.quantity import NO_AMOUNTS, Grain, Kind, Period, Quantity
from summarizer.numbers.reader import read
from summarizer.numbers.timing import Calendar, Relative, When, bases, length_of_header, relatives

Times = tuple[tuple[When, float], ...]
"""The stretches of time that a number may be told of with how firmly they are bound, the firmest first."""

_STRENGTH = {"after": 0.9, "before": 0.8, "front": 0.6, "shared": 0.5}
_BASE_WORDS = frozenset(("from", "versus", "vs", "compared", "against", "than"))
_BARRIERS = _BASE_WORDS | {"while", "whereas", "but", "after", "below", "above"}
_AFTER_COMMA = frozenset("in at as for during on or and respectively by of over through".split())
_BASE_LEAD = 4  # words before a time within which a base word makes it another figure's
_BASIS_REACH = 60  # characters after a change within which stands what it is measured against
_BASIS_LEAD = 30  # and before it
_FAR = 10  # words between a number and a time that follows it
_LISTED = 12  # characters between two dates of one list
_LIST_GAP = 3  # elements between two numbers of one list
_RUN_GAP = 14  # characters between the parts of one time
_NAMES_A_DEBT = re.compile(
    r"\b(?:due|maturing|expiring)(?: in| on)? $", re.IGNORECASE
)  # "3.5% notes due 2040"
_NAMES_NOTES = re.compile(
    r"\b(?:notes?|debentures?|bonds?|securities|loans?|facility|debt|obligations?) due $", re.IGNORECASE
)  # in a sentence "payments due 2040" are told of that year, and notes are only named by it
_IS_A_HORIZON = re.compile(
    r"\b(?:into|until)(?: (?:the|at least|about|approximately|early|mid|late|fiscal))*[ -]$", re.IGNORECASE
)  # "cash of $286 million, enough to fund operations into 2027"
_ENDING = re.compile(r"\W*(?:fiscal |periods? |then )*(?:ended|ending|to|through)(?: on)?\W*", re.IGNORECASE)
_NAMES_A_TIME = re.compile(
    r"\b(?:for|in|during|over|of|through) the (?:(?:first|last|past|same|final|fiscal|most recent) )?$",
    re.IGNORECASE,
)
_OF_A_MEASURE = re.compile(r"\W*(?:of (?:treatment|therapy|follow)|follow|treatment|study)", re.IGNORECASE)
_LEAD_OF_LENGTH = 32  # characters before a length of time, and after it, that say what it is
_AFTER_DATELINE = re.compile(r"\s*,?\s*(?:[(/][^()/\n]{2,40}[)/]\s*)?(?:--|—|–|-)\s*(?=[A-Z“\"])")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_PLACE = 120  # characters
_IN_PLACES = frozenset(("and", "of", "de", "la", "le", "am", "upon"))
_FEW_DAYS = 7
_CHAIN = 12  # numbers of one list or sentence that are asked for each other's times


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement of prose: its number among the statements, its place, its words and numbers in order."""

    number: int
    span: Span
    elements: Sequence[Element]


class _Token(NamedTuple):
    """A date, or a phrase that says when without one."""

    start: int
    end: int
    period: Period | None
    shift: int | None
    months: float | None
    month: int | None

    @property
    def is_length(self) -> bool:
        """Whether it says how long and not when: "the six months"."""
        return self.period is None and self.shift is None and self.month is None


class Dating:
    """Tells of any number of a text when it is told of.

    Args:
        text: The text.
        quantities: Its numbers.
        calendar: The fiscal calendar to read periods by (for a draft: its source's); its own where None.

    Attributes:
        calendar: The one in use.
    """

    def __init__(self, text: str, quantities: Sequence[Quantity], calendar: Calendar | None = None) -> None:
        self._text = text
        self._quantities = quantities
        self._own = Calendar(text, quantities)
        self.calendar = calendar or self._own
        self._tokens: dict[int, list[_Token]] = {}
        self._bases: dict[int, list[Relative]] = {}
        self._relatives: dict[int, list[Relative]] = {}
        self._columns: dict[tuple[tuple[tuple[str, float], ...], float], Times] = {}
        self._compared: dict[int, Element | None] = {}

    # -- prose ---------------------------------------------------------------------------------

    def compared_with(self, elements: Sequence[Element], here: Element) -> Element | None:
        """The number of its sentence that a number is held against; None where there is none."""
        if here.quantity not in self._compared:
            self._compared[here.quantity] = compared_with(self._quantities, elements, here)
        return self._compared[here.quantity]

    def of_number(self, sentence: Sentence, here: Element, seen: frozenset[int] = frozenset()) -> Times:
        """When a number of a sentence is told of.

        Args:
            sentence: The sentence.
            here: The number.
            seen: Those that are held against it: where two are held against each other, neither tells when.
        """
        compares = self.compared_with(sentence.elements, here)
        own, where = self._owned(sentence, here)
        seen |= {here.quantity}
        heads: Times = ()
        needed = not own or any(token.shift for token in own)
        if needed and compares is not None and compares.quantity not in seen:
            heads = self.of_number(sentence, compares, seen)
        if not own:
            # "Up from $0.84": another time's, but a quarter's if that is a quarter's.
            return tuple(
                (When(None, None, when.months), _STRENGTH["front"]) for when, _ in heads[:1] if when.months
            )
        length = next((token.months for token in own if token.is_length and token.months), None)
        found: list[When] = []
        for token in own:
            if token.period is not None:
                found += self.calendar.when(token.period, token.months or length)
            elif token.month is not None:
                found.append(When(None, token.month, token.months or length))
            elif token.shift is not None:
                base = self.calendar.current(token.months or length)
                if token.shift:
                    base = next((head for head, _ in heads if head.end is not None), base)
                found.append((base or When(None, None, token.months)).shifted(token.shift))
        if not found and length:
            found = [When(None, None, length)]
        lasting = (when if when.months is not None else when.lasting(length) for when in found)
        return tuple((when, _STRENGTH[where]) for when in lasting if when != When())

    def basis(self, sentence: Sentence, here: Element) -> int:
        """Against what time a change in percent or points is measured, by the nearest phrase.

        Returns:
            -12 for the year before, -3 for the quarter before, 0 where nothing is said.
        """
        quantities = self._quantities
        kind = quantities[here.quantity].kind
        if kind not in (Kind.PERCENT, Kind.POINTS):
            return 0
        phrases = self._bases.get(sentence.number)
        if phrases is None:
            start, end = sentence.span.start, sentence.span.end
            phrases = bases(self._text, start, end, self._relatives_of(sentence))
            self._bases[sentence.number] = phrases
        if not phrases:
            return 0
        like = [e.start for e in sentence.elements if e.quantity >= 0 and quantities[e.quantity].kind is kind]
        stop = min((start for start in like if start > here.start), default=sentence.span.end)
        first = max((start for start in like if start < here.start), default=sentence.span.start)
        for phrase in phrases:
            if here.end <= phrase.start < min(stop, here.end + _BASIS_REACH):
                if "." not in self._text[here.end : phrase.start]:
                    return phrase.shift or 0
                break
        for phrase in reversed(phrases):
            if max(first, here.start - _BASIS_LEAD) <= phrase.start < here.start:
                return phrase.shift or 0
        return 0

    def _owned(self, sentence: Sentence, here: Element, steps: int = _CHAIN) -> tuple[Sequence[_Token], str]:
        """The dates and phrases that a number owns, and where they stand: after, before or in front of it."""
        tokens = self._tokens_of(sentence)
        if not tokens or not steps:
            return (), ""
        elements = sentence.elements
        like = self._like(elements, here)
        zipped = self._zipped(elements, here, like, tokens)
        if zipped is not None:
            return (zipped,), "after"
        following = next((e for e in like if e.start > here.start), None)
        stop = sentence.span.end if following is None else following.start
        after = self._after(elements, here, [t for t in tokens if here.end <= t.start < stop])
        if after:
            return _run(self._text, after), "after"
        compares = self.compared_with(elements, here) is not None
        tokens = [t for t in tokens if _dates_a_base(t, elements) == compares]
        previous = next((e for e in reversed(like) if e.start < here.start), None)
        start = sentence.span.start if previous is None else previous.end
        before = [t for t in tokens if start <= t.start < here.start]
        if before and previous is not None:
            taken, where = self._owned(sentence, previous, steps - 1)
            before = [t for t in before if where != "after" or t not in taken]
        if before:
            return _run(self._text, before[::-1]), "before"
        front = [t for t in tokens if t.start < here.start and (not like or t.start < like[0].start)]
        if front and not compares:
            return _run(self._text, front), "front"
        if following is not None and not compares and _adjoining(elements, here, following):
            shared, where = self._owned(sentence, following, steps - 1)
            if where in ("after", "shared"):
                return shared, "shared"
        return (), ""

    def _like(self, elements: Sequence[Element], here: Element) -> list[Element]:
        """The other numbers of the sentence that could each have a time of their own."""
        mine = self._quantities[here.quantity]
        return [
            e
            for e in elements
            if e.quantity >= 0
            and e.quantity != here.quantity
            and self._quantities[e.quantity].kind is mine.kind
            and self._quantities[e.quantity].role is mine.role
            and twin_of(elements, e) is not here
            and twin_of(elements, here) is not e
        ]

    def _after(
        self, elements: Sequence[Element], here: Element, tokens: Sequence[_Token]
    ) -> Sequence[_Token]:
        """Those of the times after a number that no other number or clause stands before."""
        if not tokens:
            return ()
        first = tokens[0].start
        gap = self._text[here.end : first]
        _, comma, tail = gap.rpartition(",")
        opening = tail.split(maxsplit=1)
        if ";" in gap or (comma and opening and opening[0].lower() not in _AFTER_COMMA):
            return ()
        far, joined = 0, False
        for element in elements[here.order + 1 :]:
            if element.start >= first:
                break
            if element.word in _BARRIERS:
                return ()
            joined = joined or element.word in ("and", "or", "to", "with")
            twin = twin_of(elements, element) is here
            far = 0 if twin else far + 1
            counts = element.quantity >= 0 and self._quantities[element.quantity].kind not in NO_AMOUNTS
            if joined and counts and not twin:
                return ()
        return tokens if far <= _FAR else ()

    def _zipped(
        self, elements: Sequence[Element], here: Element, like: Sequence[Element], tokens: Sequence[_Token]
    ) -> _Token | None:
        """Its own date of "were $18.8 million, $10.9 million and $17.2 million in 1997, 1998 and 1999"."""
        dates = [t for t in tokens if t.period is not None]
        numbers = sorted([*like, here], key=lambda e: e.start)
        at = first = last = numbers.index(here)
        while first and _adjoining(elements, numbers[first - 1], numbers[first]):
            first -= 1
        while last + 1 < len(numbers) and _adjoining(elements, numbers[last], numbers[last + 1]):
            last += 1
        count = last - first + 1
        if count < 2 or len(dates) < count:
            return None
        after = [t for t in dates if t.start > numbers[last].start][:count]
        before = [t for t in dates if t.start < numbers[first].start][-count:]
        for group in (after, before):
            listed = all(two.start - one.end <= _LISTED for one, two in pairwise(group))
            if len(group) == count and listed:
                return group[at - first]
        return None

    def _relatives_of(self, sentence: Sentence) -> list[Relative]:
        known = self._relatives.get(sentence.number)
        if known is None:
            known = relatives(self._text, sentence.span.start, sentence.span.end)
            self._relatives[sentence.number] = known
        return known

    def _tokens_of(self, sentence: Sentence) -> list[_Token]:
        known = self._tokens.get(sentence.number)
        if known is None:
            known = [
                _Token(
                    r.start, r.end, None, r.shift, self.calendar.to_date() if r.to_date else r.months, r.month
                )
                for r in self._relatives_of(sentence)
            ]
            for element in sentence.elements:
                if (
                    element.quantity >= 0
                    and (period := self._quantities[element.quantity].period) is not None
                ):
                    if is_dateline(self._text, sentence.span.start, self._quantities[element.quantity]):
                        continue
                    start = sentence.span.start
                    if _NAMES_NOTES.search(self._text, start, element.start):
                        continue  # "5.875% Convertible Senior Notes due 2025"
                    if _IS_A_HORIZON.search(self._text, start, element.start):
                        continue
                    length = self._own.length_before(element.quantity)
                    known.append(_Token(element.start, element.end, period, None, length, None))
            known.sort(key=lambda token: token.start)
            self._tokens[sentence.number] = known
        return known

    def lasting(self, sentence: Sentence, here: Element) -> Times:
        """The stretch of time of which a number says how long it is: "the three months ended June 30, 2008".

        Returns:
            Nothing for a number that measures something, such as a median of three months.
        """
        for place, token in enumerate(self._tokens_of(sentence)):
            if not token.is_length or not token.months or not token.start <= here.start < token.end:
                continue
            for later in self._tokens_of(sentence)[place + 1 : place + 2]:
                gap = self._text[token.end : later.start]
                if later.period is not None and _ENDING.fullmatch(gap):
                    return tuple((when, 1.0) for when in self.calendar.when(later.period, token.months))
            if "-" in self._text[token.start : token.end]:
                return ((When(None, None, token.months), 1.0),)
            lead, tail = (
                self._text[max(0, here.start - _LEAD_OF_LENGTH) : here.start],
                self._text[token.end : token.end + _LEAD_OF_LENGTH],
            )
            if _NAMES_A_TIME.search(lead) and not _OF_A_MEASURE.match(tail):
                return ((When(None, None, token.months), 1.0),)
        return ()

    # -- tables --------------------------------------------------------------------------------

    def of_headers(self, layers: Sequence[tuple[str, float]], nearest: float | None = None) -> Times:
        """When a number of a table is told of, by its headers' parts: "Quarter Ended", "June 30,", "2008".

        Args:
            layers: The headers with how firmly each is bound to the number, the nearest first; those that
                tell no time may be left out.
            nearest: How firmly the nearest of all is bound; the first of the layers where None.
        """
        key = tuple(layers)
        if nearest is None:
            nearest = key[0][1] if key else 0.0
        known = self._columns.get((key, nearest))
        if known is not None:
            return known
        periods: list[tuple[Period, float]] = []
        length: float | None = None
        for header, strength in key:
            periods += (
                (q.period, strength)
                for q in numbers_of_header(header)
                if q.period is not None and not _NAMES_A_DEBT.search(header, 0, q.span.start)
            )
            length = length or length_of_header(header)
        found = [
            (when, strength)
            for period, strength in _merged(periods)
            for when in self.calendar.when(period, length)
        ]
        if not found:
            found = self._of_phrase(key, length)
        if not found and length:
            found = [(When(None, None, length), nearest)]
        times = self._columns[key, nearest] = tuple(found)
        return times

    def _of_phrase(
        self, layers: Sequence[tuple[str, float]], length: float | None
    ) -> list[tuple[When, float]]:
        """When "Year-ago quarter" is, counted from the period that is reported on."""
        for header, strength in layers:
            shifts = [r for r in relatives(header, 0, len(header)) if r.shift]
            current = self.calendar.current(shifts[0].months or length) if shifts else None
            if current is not None:
                return [(current.shifted(shifts[0].shift or 0), strength)]
        return []

    def is_over(self, times: Times) -> bool:
        """Whether a column is told of a time that ends no later than the period reported on."""
        latest = self.calendar.current()
        if latest is None or latest.end is None or not times or times[0][0].end is None:
            return False
        early = (times[0][0].day or _FEW_DAYS + 1) <= _FEW_DAYS  # a 52-week year ends on the first of a month
        return times[0][0].end - early <= latest.end

    def of_text(self, text: str) -> tuple[When, ...]:
        """The stretches of time that a text such as a field's name speaks of."""
        return tuple(when for when, _ in self.of_headers(((text, 1.0),)))


@lru_cache(maxsize=4096)
def numbers_of_header(text: str) -> tuple[Quantity, ...]:
    """The numbers of a table's header."""
    return tuple(read(years_apart(text)))


def tells_time(header: str) -> bool:
    """Whether a table's header says anything of a time: names a period, a length of time, "a year ago"."""
    dates = any(q.period is not None for q in numbers_of_header(header))
    return dates or length_of_header(header) is not None or bool(relatives(header, 0, len(header)))


def periods_of_header(text: str) -> list[Period]:
    """The periods that a table's header names."""
    return [q.period for q in numbers_of_header(text) if q.period is not None]


def is_dateline(text: str, start: int, date: Quantity) -> bool:
    """Whether a date only says when the text was published: "DUBLIN, June 10, 2025 -- …".

    Args:
        text: The text.
        start: Where the sentence starts.
        date: A number of it.
    """
    if date.period is None or date.period.day is None or not _AFTER_DATELINE.match(text, date.span.end):
        return False
    place = text[max(start, date.span.start - _LONGEST_PLACE) : date.span.start]
    return not any(word[0].islower() and word not in _IN_PLACES for word in _LETTERS.findall(place))


def _dates_a_base(token: _Token, elements: Sequence[Element]) -> bool:
    """Whether a time is that of what a figure is held against: "compared with the preceding quarter, …"."""
    before = [e.word for e in elements if e.start < token.start][-_BASE_LEAD:]
    return any(word in _BASE_WORDS for word in before)


def _adjoining(elements: Sequence[Element], one: Element, two: Element) -> bool:
    """Whether two numbers are neighbours of one list: little but "and" between them."""
    words = elements[one.order + 1 : two.order]
    return len(words) <= _LIST_GAP and all(e.word in ("and", "or", "a", "of", "") for e in words)


def _run(text: str, tokens: Sequence[_Token]) -> list[_Token]:
    """The first tokens that together say one time: "the fiscal second quarter a year ago"."""
    run = list(tokens[:1])
    for token in tokens[1:]:
        one, two = sorted((run[-1], token), key=lambda t: t.start)
        dated = token.period is not None and any(t.period is not None for t in run)
        if dated or two.start - one.end > _RUN_GAP or ";" in text[one.end : two.start]:
            break
        run.append(token)
    return run


def _merged(periods: Sequence[tuple[Period, float]]) -> list[tuple[Period, float]]:
    """Joins a column's "June 30," over "2008" into one day, the firmest first."""
    years = [item for item in periods if item[0].grain is Grain.YEAR]
    merged: list[tuple[Period, float]] = []
    for period, strength in periods:
        if period.year is None and years:
            year, other = years[0]
            joined = Period(
                period.grain, year.year, period.month, period.day, period.quarter, period.half, year.fiscal
            )
            merged.append((joined, max(strength, other)))
        else:
            merged.append((period, strength))
    return sorted(merged, key=lambda item: -item[1])


__all__ = ["Dating", "Sentence", "Times"]
