"""What each number of a text is a number of: the words, periods and directions bound to it.

A *statement* is a sentence or a table row. Within it every word is bound to every number with a strength
between 0 and 1 that falls with the barriers between them: commas, semicolons, "and", brackets, other
numbers. A bracket belongs to what stands before it, so the words after it see through it. In a table the
words are those of the header paths. Headings, captions and the sentence before count a little.

Nothing here decides anything: `summarizer.verify` compares the frames of a claim and of its candidates.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.document import Document, Span, Table
from summarizer.numbers.abbreviations import defined_abbreviations
from summarizer.numbers.acts import Act, acts_of, is_outlook
from summarizer.numbers.binding import Element, bind, compared_with, place, twin_of
from summarizer.numbers.clues import Clues, Comparisons, Word, compared_in, read_clues, read_header_clues
from summarizer.numbers.glossary import ABBREVIATIONS, stem, terms_of_word
from summarizer.numbers.index import NumberIndex
from summarizer.numbers.quantity import Grain, Kind, Period, Qualifier, Quantity, Role
from summarizer.numbers.reader import read
from summarizer.numbers.statements import Statement, bounded, statements_of
from summarizer.numbers.timing import Calendar, Relative, When, bases, length_of_header, relatives

_WORD = re.compile(r"(?:[Nn]on[-‑])?[^\W\d_](?:[\w&]*(?:['’][^\W\d_]+)?)")
_GENERIC_ROW = re.compile(
    r"\W*(?:as an? )?(?:percent|%|per cent|margin|growth|change|year-over-year)", re.IGNORECASE
)
_OF_SALES = re.compile(r"\s*\bof\s+(?:(?:total|net|our|its)\s+){0,2}(?:sales|revenues?)\b", re.IGNORECASE)
_MARGIN = 0.8  # "23.8% of revenue" is a margin
_ROW_ABOVE = 0.8
_GRADES = re.compile(r"\b(?:all|any|overall)[ -]+grades?\b", re.IGNORECASE)

_HEADING = 0.22
PREVIOUS = 0.15
"""How firmly a word of the sentence before is bound to a number."""
_CAPTION = 0.3
_FIRM = 0.45
_UNIT_WORDS = ("diluted", "basic", "common", "preferred", "ordinary")
_FEW = 7  # days
_MOST_DIGITS = 100  # a longer number measures nothing
_EXPANDED = 0.6  # one component word of an abbreviation


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Frame:
    """What is bound to one number.

    Attributes:
        terms: Strength of each label term, 0 to 1.
        times: The stretches of time it may be told of with their strength, strongest first.
        clues: What its closed words say: direction, sign, tense.
        compares: Whether it is what another number is held against, as in "up from 24.0%".
        statement: Index of its statement.
        basis: Against what a change is measured: -12 the year before, -3 the quarter before, 0 unsaid.
    """

    terms: Mapping[str, float]
    times: tuple[tuple[When, float], ...] = ()
    clues: Clues = Clues()
    compares: bool = False
    statement: int = -1
    basis: int = 0

    @property
    def direction(self) -> int:
        """1 if its words say up, -1 down, 0 neither."""
        return self.clues.direction

    @property
    def polarity(self) -> int:
        """-1 under "loss" or "deficit", 1 under "income" or "gain", 0 neither."""
        return self.clues.polarity

    @property
    def tense(self) -> int:
        """1 if its clause says planned or expected, -1 done, 0 neither."""
        return self.clues.tense

    @property
    def firm(self) -> frozenset[str]:
        """The words that are bound to it firmly."""
        return frozenset(t for t, s in self.terms.items() if s >= _FIRM and t[0] not in "=@")


class TimeToken(NamedTuple):
    """A date, or a phrase that says when without one, in a statement."""

    start: int
    end: int
    period: Period | None
    shift: int | None
    months: float | None
    month: int | None = None


_TIME_STRENGTH = {"after": 0.9, "before": 0.8, "front": 0.6, "shared": 0.5}
_TIME_BARRIERS = frozenset(
    ("from", "versus", "vs", "compared", "against", "than", "while", "whereas", "but", "after")
)
_AFTER_COMMA = frozenset("in at as for during on or and respectively by of over through".split())
_BASE_WORDS = frozenset(("from", "versus", "vs", "compared", "against", "than"))
_BASE_LEAD = 4  # words before a time within which they stand
_BASIS_REACH = 60  # characters after a change within which stands what it is measured against
_BASIS_LEAD = 30  # and before it
_FAR_DATE = 10  # words between a number and a time that follows it
_NEAR_DATES = 12  # characters between two dates of one list
_LIST_GAP = 3  # elements between two numbers of one list


def _same_kind(one: Quantity, two: Quantity) -> bool:
    """Whether two numbers could each have a date of their own."""
    return one.kind is two.kind and one.role is two.role


def _adjoining(elements: Sequence[Element], one: Element, two: Element) -> bool:
    words = elements[one.order + 1 : two.order]
    return len(words) <= _LIST_GAP and all(e.word in ("and", "or", "a", "of", "") for e in words)


def _run(text: str, tokens: Sequence[TimeToken], *, last: bool = False) -> list[TimeToken]:
    """The tokens that together say one time: "the fiscal second quarter a year ago"."""
    ordered = list(reversed(tokens)) if last else list(tokens)
    run = ordered[:1]
    for token in ordered[1:]:
        one, two = sorted((run[-1], token), key=lambda t: t.start)
        if two.start - one.end > _RUN_GAP or (
            token.period is not None and any(t.period is not None for t in run)
        ):
            break
        run.append(token)
    return run


_RUN_GAP = 14  # characters between the parts of one time


class _Prose:
    """A statement of prose with what its words say to each of its numbers.

    Attributes:
        elements: Its words and numbers in order.
        terms: The terms of each of them, with how much they count.
        numbers: Its numbers by their index.
        outlook: Whether one of its words says that it speaks of what is expected.
        any_grades: Where "any grade" ends, by the order of the word; without "any" it tells nothing.
        compared: For each element what its clause says is higher or lower.
    """

    def __init__(
        self, text: str, elements: list[Element], terms: Sequence[tuple[tuple[str, float], ...]]
    ) -> None:
        self.elements = elements
        self.terms = terms
        self.numbers = {element.quantity: element for element in elements if element.quantity >= 0}
        self._text = text

    @cached_property
    def outlook(self) -> bool:
        return any(is_outlook(element.word) for element in self.elements)

    @cached_property
    def any_grades(self) -> list[int]:
        return [
            after.order
            for before, after in pairwise(self.elements)
            if after.word.startswith("grade") and before.word in ("all", "any", "overall")
        ]

    @cached_property
    def compared(self) -> list[Comparisons]:
        return compared_in(self._text, self.elements)


class _Header(NamedTuple):
    """A header with its terms, and its words between their neighbours."""

    terms: Mapping[str, float]
    words: list[tuple[str, str, str]]


@lru_cache(maxsize=4096)
def _header_quantities(text: str) -> tuple[Quantity, ...]:
    return tuple(read(text))


@dataclass(eq=False)
class LabelIndex:
    """The label frames of a document's numbers, made when they are first asked for.

    Args:
        numbers: The numbers of the document.
        abbreviations: More abbreviations than the document defines (for a draft: its source's).
        calendar: The fiscal calendar to read its periods by; its own where None.
    """

    numbers: NumberIndex
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    calendar: Calendar | None = None

    def __post_init__(self) -> None:
        self.document: Document = self.numbers.document
        self.text: str = self.document.text
        self.defined = {**defined_abbreviations(self.text), **self.abbreviations}
        self._expansions: dict[str, tuple[str, ...]] = {}
        self._frames: dict[int, Frame] = {}
        self._bases: dict[int, list[Relative]] = {}
        self._tokens: dict[int, list[TimeToken]] = {}
        self._prose: dict[int, _Prose] = {}
        self._compared: dict[int, Element | None] = {}
        self._contexts: dict[int, dict[str, float]] = {}
        self._headers_read: dict[str, _Header] = {}
        self._row_terms: dict[int, str] = {}
        self._word_terms: dict[str, tuple[tuple[str, float], ...]] = {}
        self._acts: dict[int, list[Act]] = {}
        self._headers: dict[tuple[tuple[str, float], ...], tuple[tuple[When, float], ...]] = {}
        self.statements = bounded(statements_of(self.document), self.numbers.starts)
        self._starts = [statement.span.start for statement in self.statements]
        self._own_calendar = Calendar(self.text, self.numbers.quantities)
        self.times: Calendar = self.calendar or self._own_calendar

    # -- terms ---------------------------------------------------------------------------------

    def expand(self, word: str) -> tuple[str, ...]:
        """The terms of one word as printed: its stem, or the stems of what it abbreviates."""
        known = self._expansions.get(word)
        if known is not None:
            return known
        lower = word.lower()
        long_form = self.defined.get(lower)
        if long_form is None and (word.isupper() or word[:-1].isupper()) and len(word) > 1:
            long_form = ABBREVIATIONS.get(lower.replace("&", ""))
        if long_form is None and lower in ("eps", "capex", "ebitda"):
            long_form = ABBREVIATIONS[lower]
        if long_form is not None:
            terms = tuple(
                term
                for part in _WORD.findall(long_form)
                if part.lower() != lower and (term := stem(part.lower()))
            )
        else:
            terms = terms_of_word(lower[:-2] if lower.endswith(("'s", "’s")) else lower)
        self._expansions[word] = terms
        return terms

    def terms_of(self, text: str) -> dict[str, float]:
        """The terms of a stretch of text such as a header or a field's name."""
        found: dict[str, float] = {}
        for match in _WORD.finditer(text):
            expanded = self.expand(match.group())
            weight = 1.0 if len(expanded) == 1 else _EXPANDED
            for term in expanded:
                found[term] = max(found.get(term, 0.0), weight)
        for quantity in _header_quantities(text):
            term = _term_of(quantity)
            if term:
                found[term] = 1.0
        if _GRADES.search(text):
            found["grade-any"] = 1.0
            if not any(term.startswith("grade") and term[5:6].isdigit() for term in found):
                found.pop("grade", None)  # "any grade" is nearer to no grade than to "grade 3"
        return found

    def times_of(self, text: str) -> tuple[When, ...]:
        """The stretches of time that a text such as a header or a field names."""
        length = length_of_header(text)
        found = [
            when
            for quantity in _header_quantities(text)
            if quantity.period is not None
            for when in self.times.when(quantity.period, length)
        ]
        return tuple(found) or ((When(None, None, length),) if length else ())

    def times_of_headers(self, path: tuple[str, ...]) -> tuple[When, ...]:
        """The stretches of time that the path of a column's headers names."""
        return tuple(
            when for when, _ in self._column_times(tuple((header, 1.0) for header in reversed(path)))
        )

    @cached_property
    def postings(self) -> dict[str, list[int]]:
        """For each term, the statements that it stands in, ascending."""
        postings: dict[str, list[int]] = {}
        expand, find = self.expand, _WORD.findall
        for number, statement in enumerate(self.statements):
            words = set(find(self.text, statement.span.start, statement.span.end))
            if statement.table is not None:
                for header in _row_headers(statement):
                    words.update(find(header))
            terms = {term for word in words for term in expand(word)}
            if "grade" in terms and _GRADES.search(self.text, statement.span.start, statement.span.end):
                terms.add("grade-any")
            for quantity in self.numbers.within(statement.span.start, statement.span.end):
                term = _term_of(quantity) or value_term(quantity)
                if term:
                    terms.add(term)
            for term in terms:
                postings.setdefault(term, []).append(number)
        return postings

    def idf(self, term: str) -> float:
        """How telling a term is: near 0 where it stands in every statement, 0 where it stands in none."""
        found = self.postings.get(term)
        if found is None:
            return 0.0
        return math.log(1 + len(self.statements) / (len(found) + 0.5))

    # -- frames --------------------------------------------------------------------------------

    def statement_at(self, offset: int) -> int:
        """The statement that covers `offset`, or the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def quantities_of(self, statement: int) -> range:
        """The indices into `numbers.quantities` of a statement's numbers."""
        span = self.statements[statement].span
        starts = self.numbers.starts
        return range(bisect_left(starts, span.start), bisect_left(starts, span.end))

    def frame(self, quantity: int) -> Frame:
        """What is bound to the number at this index of `numbers.quantities`."""
        known = self._frames.get(quantity)
        if known is None:
            known = self._frames[quantity] = self._make(quantity)
        return known

    def _make(self, quantity: int) -> Frame:
        number = self.statement_at(self.numbers.quantities[quantity].span.start)
        statement = self.statements[number]
        if statement.table is not None:
            return self._cell_frame(quantity, number)
        return self._prose_frame(quantity, number)

    def _prose_frame(self, quantity: int, number: int) -> Frame:
        prose = self._prose_of(number)
        here = prose.numbers.get(quantity)
        if here is None:
            return Frame({}, statement=number)
        quantities, elements = self.numbers.quantities, prose.elements
        compares = self._compared_with(quantity, elements, here)
        strengths = bind(self.text, quantities, elements, here, compares)
        terms: dict[str, float] = {}
        for order, (bound, strength) in enumerate(zip(prose.terms, strengths, strict=True)):
            if order != here.order:
                for term, weight in bound:
                    if strength * weight > terms.get(term, 0.0):
                        terms[term] = strength * weight
        for word in _WORD.findall(quantities[quantity].text):
            if word.lower() in _UNIT_WORDS:  # "$0.88 per diluted share"
                _add(terms, stem(word.lower()), 1.0)
        if quantities[quantity].kind is Kind.PERCENT and _OF_SALES.match(self.text, here.end):
            _add(terms, "margin", _MARGIN)
        clues = read_clues(
            self.text,
            quantities,
            elements,
            here,
            strengths=strengths,
            acts=self.acts(number),
            outlook=prose.outlook,
            compared=prose.compared[here.order],
            heading=self.statements[number].heading,
        )
        for order in prose.any_grades:
            _add(terms, "grade-any", strengths[order])
        self._add_context(terms, number)
        return Frame(
            terms,
            self._times(number, here, compares),
            clues,
            compares is not None,
            number,
            self._basis(number, here),
        )

    def _basis(self, number: int, here: Element) -> int:
        """Against what time a change in percent or points is measured, by the phrase nearest after or before it."""
        quantities = self.numbers.quantities
        if quantities[here.quantity].kind not in (Kind.PERCENT, Kind.POINTS):
            return 0
        known = self._bases.get(number)
        if known is None:
            span = self.statements[number].span
            known = self._bases[number] = bases(self.text, span.start, span.end)
        if not known:
            return 0
        like = [
            e.start
            for e in self.elements(number)
            if e.quantity >= 0 and quantities[e.quantity].kind is quantities[here.quantity].kind
        ]
        stop = min((start for start in like if start > here.start), default=self.statements[number].span.end)
        begin = max(
            (start for start in like if start < here.start), default=self.statements[number].span.start
        )
        after = next((p for p in known if here.end <= p.start < min(stop, here.end + _BASIS_REACH)), None)
        if after is not None and "." not in self.text[here.end : after.start]:
            return after.shift or 0
        before = next(
            (p for p in reversed(known) if max(begin, here.start - _BASIS_LEAD) <= p.start < here.start), None
        )
        return before.shift or 0 if before is not None else 0

    def _times(self, number: int, here: Element, compares: Element | None) -> tuple[tuple[When, float], ...]:
        """When a number of prose is told of: by the date that follows it, else by the one before it."""
        own, order = self._dates_of(number, here)
        if not own and compares is not None:  # "up from $0.84": another quarter's, if that is a quarter's
            head = next(iter(self.frame(compares.quantity).times), None)
            return (
                ((When(None, None, head[0].months), _TIME_STRENGTH["front"]),)
                if head and head[0].months
                else ()
            )
        if not own:
            return ()
        strength = _TIME_STRENGTH[order]
        found: list[When] = []
        lengths = [
            token.months
            for token in own
            if token.period is None and token.shift is None and token.month is None
        ]
        length = next((months for months in lengths if months), None)
        for token in own:
            if token.period is not None:
                found += self.times.when(token.period, token.months or length)
            elif token.month is not None:
                found.append(When(None, token.month, token.months or length))
            elif token.shift is not None:
                base = self.times.current(token.months or length)
                if token.shift and compares is not None:
                    heads = [when for when, _ in self.frame(compares.quantity).times]
                    base = next((head for head in heads if head.end is not None), base)
                found.append((base or When(None, None, token.months)).shifted(token.shift))
        if not found and length:
            found = [When(None, None, length)]
        return tuple(
            (
                When(when.year, when.month, length, when.day) if when.months is None and length else when,
                strength,
            )
            for when in found
            if when != When() or length
        )

    def _dates_of(self, number: int, here: Element) -> tuple[list[TimeToken], str]:
        """The dates and phrases of time that a number owns, and where they stand: after, before or in front."""
        tokens = self._time_tokens(number)
        if not tokens:
            return [], ""
        quantities, elements = self.numbers.quantities, self.elements(number)
        mine = quantities[here.quantity]
        like = [
            e
            for e in elements
            if e.quantity >= 0
            and e.quantity != here.quantity
            and _same_kind(quantities[e.quantity], mine)
            and twin_of(elements, e) is not here
            and twin_of(elements, here) is not e
        ]
        zipped = self._zipped(number, here, like, tokens)
        if zipped is not None:
            return [zipped], "after"
        end = self.statements[number].span.end
        stop = next((e.start for e in like if e.start > here.start), end)
        compares = self._compares(number, here.quantity)
        after = self._following(here, elements, [t for t in tokens if here.end <= t.start < stop])
        if after:
            return _run(self.text, after), "after"
        tokens = [t for t in tokens if self._dates_the_base(t, elements) == compares]
        previous = next((e for e in reversed(like) if e.start < here.start), None)
        start = previous.end if previous is not None else self.statements[number].span.start
        before = [t for t in tokens if start <= t.start < here.start]
        if before and previous is not None:
            taken, where = self._dates_of(number, previous)
            if where == "after":
                before = [t for t in before if t not in taken]
        if before:
            return _run(self.text, before, last=True), "before"
        if compares:
            return [], ""
        front = [t for t in tokens if t.start < here.start and (not like or t.start < like[0].start)]
        if front:
            return _run(self.text, front), "front"
        following = next((e for e in like if e.start > here.start), None)
        if following is not None and _adjoining(elements, here, following):
            shared, where = self._dates_of(number, following)
            if where in ("after", "shared"):
                return shared, "shared"
        return [], ""

    def _following(
        self, here: Element, elements: Sequence[Element], tokens: Sequence[TimeToken]
    ) -> Sequence[TimeToken]:
        """Those of the times after a number that no other number or clause stands before."""
        if not tokens:
            return tokens
        first = tokens[0].start
        gap = self.text[here.end : first]
        if ";" in gap:
            return ()
        _, comma, tail = gap.rpartition(",")
        if comma and tail.split()[:1] and tail.split()[0].lower() not in _AFTER_COMMA:
            return ()
        far, joined = 0, False
        for element in elements[here.order + 1 :]:
            if element.start >= first:
                break
            if element.word in _TIME_BARRIERS:
                return ()
            joined = joined or element.word in ("and", "or", "to", "with")
            twin = twin_of(elements, element) is here
            far = 0 if twin else far + 1
            if joined and element.quantity >= 0 and not twin:
                quantity = self.numbers.quantities[element.quantity]
                if quantity.kind not in (Kind.DATE, Kind.IDENTIFIER, Kind.ORDINAL, Kind.TIME):
                    return ()
        return tokens if far <= _FAR_DATE else ()

    def _dates_the_base(self, token: TimeToken, elements: Sequence[Element]) -> bool:
        """Whether a time is what a figure is held against: "compared with the preceding quarter, …"."""
        before = [e.word for e in elements if e.start < token.start][-_BASE_LEAD:]
        return any(word in _BASE_WORDS for word in before)

    def _zipped(
        self, number: int, here: Element, like: Sequence[Element], tokens: Sequence[TimeToken]
    ) -> TimeToken | None:
        """Its own date of "were $18.8 million, $10.9 million and $17.2 million in 1997, 1998 and 1999"."""
        dates = [t for t in tokens if t.period is not None]
        run = [e for e in sorted([*like, here], key=lambda e: e.start)]
        at = run.index(here)
        first = last = at
        elements = self.elements(number)
        while first and _adjoining(elements, run[first - 1], run[first]):
            first -= 1
        while last + 1 < len(run) and _adjoining(elements, run[last], run[last + 1]):
            last += 1
        count = last - first + 1
        if count < 2 or len(dates) < count:
            return None
        for group in (
            [t for t in dates if t.start > run[last].start][:count],
            [t for t in dates if t.start < run[first].start][-count:],
        ):
            if len(group) == count and all(
                two.start - one.end <= _NEAR_DATES for one, two in pairwise(group)
            ):
                return group[at - first]
        return None

    def _time_tokens(self, number: int) -> list[TimeToken]:
        known = self._tokens.get(number)
        if known is None:
            span = self.statements[number].span
            known = [
                TimeToken(
                    self.numbers.quantities[index].span.start,
                    self.numbers.quantities[index].span.end,
                    self.numbers.quantities[index].period,
                    None,
                    self._own_calendar.length_before(index),
                )
                for index in self.quantities_of(number)
                if self.numbers.quantities[index].period is not None
            ]
            known += [
                TimeToken(r.start, r.end, None, r.shift, r.months, r.month)
                for r in relatives(self.text, span.start, span.end)
            ]
            known.sort(key=lambda token: token.start)
            self._tokens[number] = known
        return known

    def _compares(self, number: int, quantity: int) -> bool:
        prose = self._prose_of(number)
        return self._compared_with(quantity, prose.elements, prose.numbers[quantity]) is not None

    def _cell_frame(self, quantity: int, number: int) -> Frame:
        statement = self.statements[number]
        assert statement.table is not None  # noqa: S101 - the caller chose rows
        here = self.numbers.quantities[quantity]
        cell = next((c for c in statement.cells if here.span.start in c.span), None)
        terms: dict[str, float] = {}
        layers: list[tuple[str, float]] = []
        if cell is not None:
            layers += [(h, 1.0 if i == 0 else 0.6) for i, h in enumerate(reversed(cell.row_header))]
            layers += [(h, 0.9 if i == 0 else 0.7) for i, h in enumerate(reversed(cell.column_header))]
        words: list[Word] = []
        for header, strength in (*layers, (statement.table.caption, _CAPTION)):
            known = self._header(header)
            for term, weight in known.terms.items():
                _add(terms, term, weight * strength)
            words += [Word(word, strength, before, after) for word, before, after in known.words]
        if cell is not None and cell.row_header and _OF_SALES.search(cell.row_header[-1]):
            _add(terms, "margin", _MARGIN)
        if cell is not None and cell.row_header and _GENERIC_ROW.match(cell.row_header[-1]):
            for term, weight in self._row_above(number, statement.table).items():
                _add(terms, term, weight * _ROW_ABOVE)
        own = text_of(self.text, cell.span) if cell else ""
        for term, weight in self.terms_of(own).items():
            _add(terms, term, 0.8 * weight)
        for index in self.quantities_of(number):
            if index != quantity:
                _add(terms, self._value_term(index), 0.3)
        self._add_context(terms, number)
        times = self._column_times((*layers, (statement.table.caption, _CAPTION)))
        outlook = any(is_outlook(header) for header in (*(h for h, _ in layers), statement.heading))
        clues = read_header_clues(
            words,
            float(here.value or 0),
            reported=self._is_over(times),
            outlook=outlook,
            own=[word.lower() for word in _WORD.findall(own)],
        )
        return Frame(terms, times, clues, statement=number)

    def _value_term(self, quantity: int) -> str:
        known = self._row_terms.get(quantity)
        if known is None:
            known = self._row_terms[quantity] = value_term(self.numbers.quantities[quantity])
        return known

    def _is_over(self, times: Sequence[tuple[When, float]]) -> bool:
        """Whether a column is told of a time that ends no later than the period reported on."""
        latest = self.times.latest
        if latest is None or not times or times[0][0].end is None:
            return False
        early = (times[0][0].day or _FEW + 1) <= _FEW  # of a 52-week year that ends on the first of a month
        return times[0][0].end - early <= latest[0] * 12 + latest[1] - 1

    def acts(self, number: int) -> list[Act]:
        """What a statement of prose tells as planned and as done."""
        known = self._acts.get(number)
        if known is None:
            known = self._acts[number] = acts_of(self.elements(number))
        return known

    def _row_above(self, number: int, table: Table) -> dict[str, float]:
        """The terms of the row that "as a percentage of sales" is said of."""
        if number == 0 or self.statements[number - 1].table is not table:
            return {}
        cells = self.statements[number - 1].cells
        header = next((cell.row_header for cell in cells if cell.row_header), ())
        return self.terms_of(header[-1]) if header else {}

    def _column_times(self, layers: Sequence[tuple[str, float]]) -> tuple[tuple[When, float], ...]:
        """When a number of a table is told of, by the parts of its headers: "Quarter Ended", "June 30,", "2008"."""
        known = self._headers.get(layers := tuple(layers))
        if known is not None:
            return known
        periods: list[tuple[Period, float]] = []
        length: float | None = None
        for header, strength in layers:
            periods += ((q.period, strength) for q in _header_quantities(header) if q.period is not None)
            length = length or length_of_header(header)
        found = [
            (when, strength)
            for period, strength in _merge_periods(periods)
            for when in self.times.when(period, length)
        ]
        if not found and length:
            found = [(When(None, None, length), layers[0][1])]
        known = self._headers[layers] = tuple(found)
        return known

    def _add_context(self, terms: dict[str, float], number: int) -> None:
        context = self._contexts.get(number)
        if context is None:
            statement = self.statements[number]
            context = dict.fromkeys(self._header(statement.heading).terms, _HEADING)
            if statement.continues and number > 0:
                before = self._prose_of(number - 1)
                for element, bound in zip(before.elements, before.terms, strict=True):
                    if element.quantity < 0:
                        for term, _ in bound:
                            context.setdefault(term, PREVIOUS)
            self._contexts[number] = context
        for term, strength in context.items():
            terms.setdefault(term, strength)

    def _header(self, text: str) -> "_Header":
        known = self._headers_read.get(text)
        if known is None:
            words = [word.lower() for word in _WORD.findall(text)]
            around = zip(words, pairs_around(words), strict=True)
            beside = [(word, before, after) for word, (before, after) in around]
            known = self._headers_read[text] = _Header(self.terms_of(text), beside)
        return known

    def compared_with(self, quantity: int) -> int | None:
        """The number that this one is held against: the first of "22.0% from 24.0%" for the second."""
        number = self.statement_at(self.numbers.quantities[quantity].span.start)
        if self.statements[number].table is not None:
            return None
        prose = self._prose_of(number)
        here = prose.numbers.get(quantity)
        head = self._compared_with(quantity, prose.elements, here) if here else None
        return head.quantity if head else None

    def _compared_with(self, quantity: int, elements: Sequence[Element], here: Element) -> Element | None:
        if quantity not in self._compared:
            self._compared[quantity] = compared_with(self.numbers.quantities, elements, here)
        return self._compared[quantity]

    def elements(self, number: int) -> list[Element]:
        """The words and numbers of a statement in order, placed on the barrier scale."""
        return self._prose_of(number).elements

    def _prose_of(self, number: int) -> "_Prose":
        known = self._prose.get(number)
        if known is None:
            elements = self._place(number)
            terms = [self._terms_at(element) for element in elements]
            known = self._prose[number] = _Prose(self.text, elements, terms)
        return known

    def _terms_at(self, element: Element) -> tuple[tuple[str, float], ...]:
        """The terms of one word or number of a statement, with how much they count."""
        if element.quantity >= 0:
            other = self.numbers.quantities[element.quantity]
            term = _term_of(other) or value_term(other)
            return ((term, 1.0),) if term else ()
        word = self.text[element.start : element.end]
        known = self._word_terms.get(word)
        if known is None:
            expanded = self.expand(word)
            weight = 1.0 if len(expanded) == 1 else _EXPANDED
            known = self._word_terms[word] = tuple([(term, weight) for term in expanded])
        return known

    def _place(self, number: int) -> list[Element]:
        span = self.statements[number].span
        quantities = self.numbers.quantities
        indices = self.quantities_of(number)
        spots = [(quantities[index].span.start, quantities[index].span.end, index) for index in indices]
        position = 0
        for match in _WORD.finditer(self.text, span.start, span.end):
            start, end = match.span()
            while position < len(indices) and quantities[indices[position]].span.end <= start:
                position += 1
            if position < len(indices) and quantities[indices[position]].span.start < end:
                continue  # part of a number, such as "million" or "months"
            spots.append((start, end, -1))
        spots.sort()
        return place(self.text, span.start, spots, quantities)


def text_of(text: str, span: Span | None = None) -> str:
    """The characters of `span`, or the whole text, on one line."""
    return " ".join((text if span is None else span.of(text)).split())


def value_term(quantity: Quantity) -> str:
    """A term for a number as the neighbour of others; empty for dates, identifiers and bare small counts."""
    if quantity.value is None or quantity.kind in (Kind.DATE, Kind.IDENTIFIER, Kind.TIME, Kind.ORDINAL):
        return ""
    if quantity.role in (Role.LEVEL, Role.GRADE) or quantity.value.adjusted() >= _MOST_DIGITS:
        return ""
    if quantity.kind is Kind.NUMBER and abs(quantity.value) < 10 and quantity.step == 1:
        return ""
    return f"={quantity.value.copy_abs().normalize()}"


def _term_of(quantity: Quantity) -> str:
    """The term of a number that is really a word: an identifier, a grade, an ordinal."""
    if quantity.role is Role.GRADE and quantity.value is not None:
        below = quantity.qualifier in (Qualifier.AT_MOST, Qualifier.UNDER)
        return "grade3+" if quantity.value >= 3 and not below else f"grade{quantity.value}{'-' * below}"
    if quantity.kind is Kind.IDENTIFIER and any(c.isalpha() for c in quantity.text):
        return "#" + "".join(quantity.text.lower().split())
    if quantity.kind is Kind.ORDINAL and quantity.value is not None:
        return f"#{quantity.value}th"
    return ""


def _add(terms: dict[str, float], term: str, strength: float) -> None:
    if term and strength > terms.get(term, 0.0):
        terms[term] = strength


def pairs_around(words: Sequence[str]) -> list[tuple[str, str]]:
    """For each word the one before it and the one after it."""
    return list(zip(["", *words], [*words[1:], ""], strict=False))[: len(words)]


def _merge_periods(periods: list[tuple[Period, float]]) -> tuple[tuple[Period, float], ...]:
    """Joins a column's "June 30," over "2008" into one day, strongest first."""
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
    return tuple(sorted(merged, key=lambda item: -item[1]))


def _row_headers(statement: Statement) -> set[str]:
    table = statement.table
    if table is None:
        return set()
    headers = {table.caption}
    for cell in statement.cells:
        headers.update(cell.row_header)
        headers.update(cell.column_header)
    return headers
