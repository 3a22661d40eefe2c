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
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

from summarizer.document import Document, Fact, Span, Table
from summarizer.numbers.abbreviations import defined_abbreviations
from summarizer.numbers.acts import Act, acts_of, is_outlook, tell_outlook
from summarizer.numbers.balances import between_balances, is_balance, is_opening, opening_of
from summarizer.numbers.binding import bind
from summarizer.numbers.clues import (
    NO_CLUES,
    Clues,
    Comparisons,
    Word,
    compared_in,
    directions_in,
    read_clues,
    read_header_clues,
)
from summarizer.numbers.dating import (
    Dating,
    Sentence,
    Times,
    is_dateline,
    numbers_of_header,
    periods_of_header,
    tells_time,
)
from summarizer.numbers.elements import Element, place
from summarizer.numbers.glossary import ABBREVIATIONS, stem, terms_of_word
from summarizer.numbers.index import NumberIndex
from summarizer.numbers.parallels import bare_run, labelled_run, respectively
from summarizer.numbers.quantity import NO_AMOUNTS, Kind, Qualifier, Quantity, Role
from summarizer.numbers.statements import Statement, bounded, statements_of
from summarizer.numbers.tagged import label_of, when_of
from summarizer.numbers.timing import Calendar, When, relation, relatives
from summarizer.typography import without_emphasis

_WORD = re.compile(
    r"(?:U\.(?:S\.A|S|K)|E\.U)(?:\.|(?!\w))|(?:[Nn]on[-‑])?[^\W\d_](?:[\w&]*(?:['’][^\W\d_]+)?)"
)
_GENERIC_ROW = re.compile(
    r"\W*(?:as an? )?(?:percent|%|per cent|margin|growth|change|year-over-year)", re.IGNORECASE
)
_OF_SALES = re.compile(r"\s*\bof\s+(?:(?:total|net|our|its)\s+){0,2}(?:sales|revenues?)\b", re.IGNORECASE)
_GAIN_IN_BRACKETS = re.compile(r"\((?:net )?(?:gains?|income|profits?|benefits?|earnings)\)", re.IGNORECASE)
_MARGIN = 0.8  # "23.8% of revenue" is a margin
_ROW_ABOVE = 0.8
_GRADES = re.compile(r"\b(?:all|any|overall)[ -]+grades?\b", re.IGNORECASE)

_HEADING = 0.22
_LEAD = 0.5  # how firmly a word or a time of the sentence that introduces a list
PREVIOUS = 0.15
"""How firmly a word of the sentence before is bound to a number."""
_CAPTION = 0.3
_NAMED_BEFORE = 0.7  # a word of the sentence before that names the number in the same place of a list
_BETWEEN = 0.9  # the time between two dated balances
_TAG_NAME = 0.3  # the name of the filer's tag: its words are a taxonomy's, not the filing's
_FIRM = 0.45
_UNIT_WORDS = ("diluted", "basic", "common", "preferred", "ordinary")
_MOST_DIGITS = 100  # a longer number measures nothing
_PATHS_KEPT = 1024  # of headers
_MOST_WORDS = 50_000  # that many texts may share
# stems: "unit" is that of "united"
_PLACES = ({"unit", "state"}, {"unit", "kingdom"})
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
    times: Times = ()
    clues: Clues = NO_CLUES
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


class _Prose:
    """A statement of prose with what its words say to each of its numbers.

    Attributes:
        elements: Its words and numbers in order.
        terms: The terms of its words and numbers, each with the order of its element and how much it counts.
        numbers: Its numbers by their index.
        outlook: Whether one of its words says that it speaks of what is expected.
        directions: Its words of direction by their order, each with its sign.
        any_grades: Where "any grade" stands, by the order of its last word, which alone tells nothing.
        compared: For each element what its clause says is higher or lower.
    """

    def __init__(
        self, text: str, elements: list[Element], terms: Sequence[tuple[tuple[str, float], ...]]
    ) -> None:
        self.elements = elements
        self.terms = [(order, term, weight) for order, bound in enumerate(terms) for term, weight in bound]
        self.numbers = {element.quantity: element for element in elements if element.quantity >= 0}
        self._text = text

    @cached_property
    def outlook(self) -> bool:
        return tell_outlook(element.word for element in self.elements)

    @cached_property
    def directions(self) -> list[tuple[int, int]]:
        return directions_in(self.elements)

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


class _Path(NamedTuple):
    """The headers of a row or of a column, read once for all its cells.

    Attributes:
        layers: The headers with how firmly each is bound to a number, the nearest first.
        terms: Their terms.
        words: Their words.
        dating: Those of the layers that may say when its numbers are told of.
        tells_time: Whether any of these does.
        dated: Whether any names a period.
        outlook: Whether any says that a figure is expected.
    """

    layers: list[tuple[str, float]]
    terms: dict[str, float]
    words: list[Word]
    dating: list[tuple[str, float]]
    tells_time: bool
    dated: bool
    outlook: bool


_NO_PATH = _Path([], {}, [], [], tells_time=False, dated=False, outlook=False)


def _is_place(terms: tuple[str, ...]) -> bool:
    """Whether an abbreviation stands for a name of which no word stands alone: the United States."""
    return set(terms) in _PLACES


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
        self.text: str = without_emphasis(self.document.text)
        self.defined = {**defined_abbreviations(self.text), **self.abbreviations}
        self._expansions: dict[str, tuple[str, ...]] = {}
        self._frames: dict[int, Frame] = {}
        self._prose: dict[int, _Prose] = {}
        self._contexts: dict[int, dict[str, float]] = {}
        self._headers_read: dict[str, _Header] = {}
        self._paths: dict[tuple[tuple[str, ...], float, float], _Path] = {}
        self._row_terms: dict[int, str] = {}
        self._word_terms: dict[str, tuple[tuple[str, float], ...]] = {}
        self._acts: dict[int, list[Act]] = {}
        self._balances: dict[int, Mapping[int, When]] = {}
        self.statements = bounded(statements_of(self.document), self.numbers.starts)
        self._starts = [statement.span.start for statement in self.statements]
        self.dating = Dating(self.text, self.numbers.quantities, self.calendar)
        self.times: Calendar = self.dating.calendar

    def share_words(self, other: "LabelIndex") -> None:
        """Use what another knows of the terms of words, where both expand the same abbreviations."""
        known = max(len(other._expansions), len(other._word_terms))
        if self.defined == other.defined and known < _MOST_WORDS:
            self._expansions, self._word_terms = other._expansions, other._word_terms

    # -- terms ---------------------------------------------------------------------------------

    def expand(self, word: str) -> tuple[str, ...]:
        """The terms of one word as printed: its stem, or the stems of what it abbreviates."""
        known = self._expansions.get(word)
        if known is not None:
            return known
        printed, lower = word, word.lower()
        if lower[1:2] == ".":  # "U.S."
            word, lower = word.replace(".", "")[:2], lower.replace(".", "")[:2]
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
        self._expansions[printed] = terms
        return terms

    def terms_of(self, text: str) -> dict[str, float]:
        """The terms of a stretch of text such as a header or a field's name."""
        found: dict[str, float] = {}
        if text.isascii() and text.lower() == text.upper():
            return found  # as most cells of a table: no word, and no number that is one
        for match in _WORD.finditer(text):
            expanded = self.expand(match.group())
            weight = 1.0 if len(expanded) == 1 or _is_place(expanded) else _EXPANDED
            for term in expanded:
                found[term] = max(found.get(term, 0.0), weight)
        for quantity in numbers_of_header(text):
            term = _term_of(quantity)
            if term:
                found[term] = 1.0
        if _GRADES.search(text):
            found["grade-any"] = 1.0
            if not any(term.startswith("grade") and term[5:6].isdigit() for term in found):
                found.pop("grade", None)  # "any grade" is nearer to no grade than to "grade 3"
        return found

    def times_of(self, text: str) -> tuple[When, ...]:
        """The stretches of time that a text such as a field's name speaks of."""
        return self.dating.of_text(text)

    def times_of_headers(self, path: tuple[str, ...]) -> tuple[When, ...]:
        """The stretches of time that the path of a column's headers names."""
        layers = tuple((header, 1.0) for header in reversed(path))
        return tuple(when for when, _ in self.dating.of_headers(layers))

    @cached_property
    def postings(self) -> dict[str, list[int]]:
        """For each term, the statements that it stands in, ascending."""
        postings: dict[str, list[int]] = {}
        expansions, find = self._expansions, _WORD.findall
        for number, statement in enumerate(self.statements):
            words = set(find(self.text, statement.span.start, statement.span.end))
            if statement.table is not None:
                for header in _row_headers(statement):
                    words.update(find(header))
            for word in words.difference(expansions):
                self.expand(word)
            terms = set(chain.from_iterable(map(expansions.__getitem__, words)))
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
            known = self._make(quantity)
            facts = self.numbers.facts.get(quantity)
            if facts is not None:
                known = self._as_tagged(known, facts)
            self._frames[quantity] = known
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
        sentence = Sentence(number, self.statements[number].span, elements)
        compares = self.dating.compared_with(elements, here)
        strengths = bind(self.text, quantities, elements, here, compares)
        terms: dict[str, float] = {}
        for order, term, weight in prose.terms:
            strength = strengths[order] * weight
            if strength > terms.get(term, 0.0) and order != here.order:
                terms[term] = strength
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
            directions=prose.directions,
            acts=self.acts(number),
            outlook=prose.outlook,
            compared=prose.compared[here.order],
            heading=self.statements[number].heading,
        )
        for order in prose.any_grades:
            _add(terms, "grade-any", strengths[order])
        if self.statements[number].continues and number > 0:
            for element in self._named_before(number, here):
                for term in self.expand(self.text[element.start : element.end]):
                    _add(terms, term, _NAMED_BEFORE)
        self._add_context(terms, number)
        return Frame(
            terms,
            self.dating.of_number(sentence, here) or self._times_of_lead(number),
            clues,
            compares is not None,
            number,
            self.dating.basis(sentence, here),
        )

    def is_dateline(self, quantity: int) -> bool:
        """Whether a date only says when the text was published: "DUBLIN, June 10, 2025 -- …"."""
        number = self.numbers.quantities[quantity]
        start = self.statements[self.statement_at(number.span.start)].span.start
        return is_dateline(self.text, start, number)

    def points_back(self, quantity: int) -> bool:
        """Whether a number only says how long before another time something was: "twelve months before"."""
        span = self.numbers.quantities[quantity].span
        sentence = self.statements[self.statement_at(span.start)].span
        phrases = relatives(self.text, sentence.start, sentence.end)
        return any(phrase.shift and phrase.start <= span.start < phrase.end for phrase in phrases)

    def lasting(self, quantity: int) -> tuple[When, ...]:
        """The stretches of time of which a number of prose says how long they are, as far as told."""
        if self.numbers.quantities[quantity].kind is not Kind.DURATION:
            return ()
        number = self.statement_at(self.numbers.quantities[quantity].span.start)
        if self.statements[number].table is not None:
            return ()
        prose = self._prose_of(number)
        here = prose.numbers.get(quantity)
        if here is None:
            return ()
        sentence = Sentence(number, self.statements[number].span, prose.elements)
        return tuple(when for when, _ in self.dating.lasting(sentence, here))

    def _named_before(self, number: int, here: Element) -> Sequence[Element]:
        """The words of the sentence before that name a number of "were 10 and 7, respectively"."""
        prose = self._prose_of(number)
        if not any(element.word == "respectively" for element in prose.elements[here.order :]):
            return ()
        quantities = self.numbers.quantities
        run = bare_run(self.text, quantities, prose.elements, here)
        if len(run) < 2 or respectively(self.text, quantities, prose.elements, here):
            return ()
        before = self._prose_of(number - 1).elements
        items = labelled_run(self.text, quantities, before, len(run), None)
        return items[run.index(here)] if items else ()

    def _cell_frame(self, quantity: int, number: int) -> Frame:
        statement = self.statements[number]
        assert statement.table is not None  # noqa: S101 - the caller chose rows
        here = self.numbers.quantities[quantity]
        cell = statement.cell_at(here.span.start)
        rows = columns = _NO_PATH
        if cell is not None:
            rows = self._path(cell.row_header, 1.0, 0.6)
            columns = self._path(cell.column_header, 0.9, 0.7)
        caption = self._path((statement.table.caption,), _CAPTION, _CAPTION)
        terms = dict(rows.terms)
        for path in (columns, caption):
            for term, weight in path.terms.items():
                _add(terms, term, weight)
        words = rows.words + columns.words + caption.words
        name = cell.row_header[-1] if cell is not None and cell.row_header else ""
        if _OF_SALES.search(name):
            _add(terms, "margin", _MARGIN)
        if _GENERIC_ROW.match(name):
            for term, weight in self._row_above(number, statement.table).items():
                _add(terms, term, weight * _ROW_ABOVE)
        own = text_of(self.text, cell.span) if cell else ""
        for term, weight in self.terms_of(own).items():
            _add(terms, term, 0.8 * weight)
        for index in self.quantities_of(number):
            if index != quantity:
                _add(terms, self._value_term(index), 0.3)
        self._add_context(terms, number)
        # "Equipment, net of $6 and $17 at December 31, 2019 and 2018" dates no figure of its row.
        dating = rows.dating if columns.dated else rows.layers
        nearest = (dating or columns.layers or caption.layers)[0][1]
        dating = dating if rows.tells_time else []  # most rows name no time: theirs is their column's
        times = self.dating.of_headers((*dating, *columns.layers, *caption.layers), nearest)
        if is_opening(name):
            times = tuple((opening_of(when), strength) for when, strength in times)
        elif not times or times[0][0].year is None or times[0][1] <= _CAPTION:
            between = self._between_balances(number)
            times = times if between is None else ((between, _BETWEEN), *times)
        outlook = rows.outlook or columns.outlook or is_outlook(statement.heading)
        clues = read_header_clues(
            words,
            0.0
            if here.kind in (Kind.PERCENT, Kind.POINTS)  # a change, whose sign is none of the result's
            else float(here.value or 0) * (-1 if _GAIN_IN_BRACKETS.search(name) else 1),
            reported=self.dating.is_over(times),
            outlook=outlook,
            own=[word.lower() for word in _WORD.findall(own)],
        )
        return Frame(terms, times, clues, statement=number)

    def _path(self, headers: tuple[str, ...], nearest: float, farther: float) -> _Path:
        """The path of a cell's headers, of which the last is the nearest."""
        key = headers, nearest, farther
        known = self._paths.get(key)
        if known is None:
            layers = [(h, nearest if i == 0 else farther) for i, h in enumerate(reversed(headers))]
            terms: dict[str, float] = {}
            words: list[Word] = []
            for header, strength in layers:
                read = self._header(header)
                for term, weight in read.terms.items():
                    _add(terms, term, weight * strength)
                words += [Word(word, strength, before, after) for word, before, after in read.words]
            known = _Path(
                layers,
                terms,
                words,
                [(header, strength) for header, strength in layers if len(periods_of_header(header)) < 2],
                tells_time=any(map(tells_time, headers)),
                dated=any(map(periods_of_header, headers)),
                outlook=any(map(is_outlook, headers)),
            )
            if len(self._paths) >= _PATHS_KEPT:
                self._paths.clear()
            self._paths[key] = known
        return known

    def _between_balances(self, number: int) -> When | None:
        """The time between the two dated balances of its table that a row stands between."""
        table = self.statements[number].table
        assert table is not None  # noqa: S101 - the caller chose rows
        first = self.statement_at(table.span.start)
        while self.statements[first].table is not table:
            first += 1
        known = self._balances.get(first)
        if known is None:
            days = []
            for statement in self.statements[first:]:
                if statement.table is not table:
                    break
                header = next((cell.row_header[-1] for cell in statement.cells if cell.row_header), "")
                periods = periods_of_header(header)
                days.append(periods[0] if len(periods) == 1 and is_balance(header) else None)
            known = self._balances[first] = between_balances(days)
        return known.get(number - first)

    def _as_tagged(self, frame: Frame, facts: Sequence[Fact]) -> Frame:
        """A frame with what the filer's own tags say: when, for certain, and a little of what."""
        terms = dict(frame.terms)
        for fact in facts:
            for name in (fact.concept, *(member for _, member in fact.dimensions)):
                for term, weight in self.terms_of(label_of(name)).items():
                    _add(terms, term, weight * _TAG_NAME)
        own = tuple(dict.fromkeys(when for fact in facts if (when := when_of(fact)) is not None))
        if not own:
            return replace(frame, terms=terms)
        table = self.statements[frame.statement].table
        printed = (
            frame.times
            if table is None
            else tuple(
                (when, strength)
                for when, strength in frame.times
                if self._is_ahead(when) or any(relation(when, one) > 0 for one in own)
            )
        )
        times = (*((when, 1.0) for when in own), *((w, s) for w, s in printed if w not in own))
        return replace(frame, terms=terms, times=times)

    def _is_ahead(self, when: When) -> bool:
        """Whether a time lies after the period reported on, as those of what falls due do."""
        latest = self.times.latest
        if latest is None or when.year is None:
            return False
        return (when.end if when.end is not None else when.year * 12 + 11) > latest[0] * 12 + latest[1]

    def _value_term(self, quantity: int) -> str:
        known = self._row_terms.get(quantity)
        if known is None:
            known = self._row_terms[quantity] = value_term(self.numbers.quantities[quantity])
        return known

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

    def _add_context(self, terms: dict[str, float], number: int) -> None:
        context = self._contexts.get(number)
        if context is None:
            statement = self.statements[number]
            context = dict.fromkeys(self._header(statement.heading).terms, _HEADING)
            for term in self._header(self._lead(number)).terms:
                context.setdefault(term, _LEAD)
            if statement.continues and number > 0:
                before = self._prose_of(number - 1)
                for order, term, _ in before.terms:
                    if before.elements[order].quantity < 0:
                        context.setdefault(term, PREVIOUS)
            self._contexts[number] = context
        for term, strength in context.items():
            terms.setdefault(term, strength)

    def _lead(self, number: int) -> str:
        """The sentence that introduces the list a statement is an item of; empty where there is none."""
        lead = self.statements[number].lead
        return "" if lead is None else lead.of(self.text)

    def _times_of_lead(self, number: int) -> tuple[tuple[When, float], ...]:
        lead = self._lead(number)
        return tuple((when, _LEAD) for when in self.times_of(lead)) if lead else ()

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
        head = self.dating.compared_with(prose.elements, here) if here else None
        return head.quantity if head else None

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
            weight = 1.0 if len(expanded) == 1 or _is_place(expanded) else _EXPANDED
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
    """A term for a number as the neighbour of others; empty for dates, identifiers and small round ones."""
    if quantity.value is None or quantity.kind in NO_AMOUNTS:
        return ""
    if quantity.role in (Role.LEVEL, Role.GRADE) or quantity.value.adjusted() >= _MOST_DIGITS:
        return ""
    if quantity.kind is Kind.NUMBER and abs(quantity.value) < 10 and quantity.step == 1:
        return ""
    if quantity.kind is Kind.DURATION and quantity.step == 1:
        return ""  # "39 weeks" tells when more often than what
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


def _row_headers(statement: Statement) -> set[str]:
    table = statement.table
    if table is None:
        return set()
    headers = {table.caption}
    for cell in statement.cells:
        headers.update(cell.row_header)
        headers.update(cell.column_header)
    return headers
