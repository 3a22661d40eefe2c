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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.document import Block, BlockKind, Cell, Document, SectionKind, Span, Table
from summarizer.numbers.abbreviations import defined_abbreviations
from summarizer.numbers.glossary import ABBREVIATIONS, BARRIERS, DOWN, HEDGES, LOSS, PROFIT, UP, stem
from summarizer.numbers.index import NumberIndex
from summarizer.numbers.quantity import Grain, Kind, Period, Qualifier, Quantity, Role
from summarizer.numbers.reader import read
from summarizer.numbers.sentences import split_sentences

_WORD = re.compile(r"[^\W\d_](?:[\w&]*(?:['’][^\W\d_]+)?)")
_GRADES = re.compile(r"\b(?:all|any|overall)[ -]+grades?\b", re.IGNORECASE)

_FLOOR = 0.18  # what the farthest word of the same sentence still counts
_HEADING = 0.22
_PREVIOUS = 0.15
_CAPTION = 0.3
_EXPANDED = 0.6  # one component word of an abbreviation
_DISTANCE = 0.025
_MONTHS = {"month": 1.0, "year": 12.0, "week": 0.25, "quarter": 3.0, "day": 1 / 30}


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or a table row: the stretch of text within which words and numbers are bound.

    Attributes:
        span: Where it stands.
        table: The table it is a row of, or None.
        cells: The row's cells.
        heading: The titles it stands under, innermost first, joined.
        continues: Whether the statement before it is the same paragraph's.
    """

    span: Span
    table: Table | None = None
    cells: tuple[Cell, ...] = ()
    heading: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What is bound to one number.

    Attributes:
        terms: Strength of each label term, 0 to 1.
        periods: The dates and periods bound to it with their strength, strongest first.
        months: Length of the period it is a flow over (3 for a quarter, 12 for a year); None if unsaid.
        direction: 1 if its words say up, -1 down, 0 neither.
        polarity: -1 under "loss" or "deficit", 1 under "income" or "gain", 0 neither.
        hedged: Whether its clause speaks of what has not happened yet.
        statement: Index of its statement.
    """

    terms: Mapping[str, float]
    periods: tuple[tuple[Period, float], ...] = ()
    months: float | None = None
    direction: int = 0
    polarity: int = 0
    hedged: bool = False
    statement: int = -1


class _Element(NamedTuple):
    """A word or a number of a statement, with its position on the barrier scale."""

    start: int
    end: int
    word: str  # lower case; empty for numbers
    quantity: int  # index; -1 for words
    outer: float = 0.0
    inner: float = 0.0
    bracket: int = -1
    order: int = 0


def _cost(one: _Element, two: _Element) -> float:
    distance = _DISTANCE * abs(one.order - two.order)
    if one.bracket == two.bracket:
        return distance + (abs(one.inner - two.inner) if one.bracket >= 0 else abs(one.outer - two.outer))
    return distance + abs(one.outer - two.outer) + one.inner + two.inner


@lru_cache(maxsize=4096)
def _header_quantities(text: str) -> tuple[Quantity, ...]:
    return tuple(read(text))


@dataclass(eq=False)
class LabelIndex:
    """The label frames of a document's numbers, made when they are first asked for.

    Args:
        numbers: The numbers of the document.
        abbreviations: More abbreviations than the document defines (for a draft: its source's).
    """

    numbers: NumberIndex
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document: Document = self.numbers.document
        self.text: str = self.document.text
        self.defined = {**defined_abbreviations(self.text), **self.abbreviations}
        self._expansions: dict[str, tuple[str, ...]] = {}
        self._frames: dict[int, Frame] = {}
        self._elements: dict[int, list[_Element]] = {}
        self.statements = _statements(self.document)
        self._starts = [statement.span.start for statement in self.statements]

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
                term for part in _WORD.findall(long_form) if part.lower() != lower and (term := stem(part.lower()))
            )
        else:
            base = lower[:-2] if lower.endswith(("'s", "’s")) else lower
            term = stem(base)
            terms = (term,) if term else ()
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
        return found

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
        elements = self.elements(number)
        here = next((e for e in elements if e.quantity == quantity), None)
        if here is None:
            return Frame({}, statement=number)
        anchor = _anchor(self.numbers.quantities, elements, here)
        zipped = _respectively(self.text, self.numbers.quantities, elements, here)
        terms: dict[str, float] = {}
        periods: list[tuple[Period, float]] = []
        months: tuple[float, float] | None = None
        direction = polarity = 0
        nearest_direction = nearest_polarity = 0.35
        hedged = False
        for element in elements:
            strength = max(_FLOOR, math.exp(-min(_cost(anchor, element), _cost(here, element))))
            if element.start in zipped:
                strength = zipped[element.start]
            if element.quantity >= 0:
                if element.quantity == quantity:
                    continue
                other = self.numbers.quantities[element.quantity]
                if other.period is not None:
                    periods.append((other.period, strength))
                length = _length_of(other, self.text)
                if length is not None and (months is None or strength > months[1]):
                    months = (length, strength)
                term = _term_of(other) or value_term(other)
                if term:
                    terms[term] = max(terms.get(term, 0.0), strength)
                continue
            expanded = self.expand(self.text[element.start : element.end])
            weight = 1.0 if len(expanded) == 1 else _EXPANDED
            for term in expanded:
                terms[term] = max(terms.get(term, 0.0), strength * weight)
            stemmed = _raw_stem(element.word)
            if strength >= nearest_direction and stemmed in UP | DOWN:
                direction, nearest_direction = (1 if stemmed in UP else -1), strength
            if strength >= nearest_polarity and stemmed in LOSS | PROFIT:
                polarity, nearest_polarity = (1 if stemmed in PROFIT else -1), strength
            if strength >= 0.3 and stemmed in HEDGES:
                hedged = True
            length = _WORD_LENGTHS.get(element.word)
            if length is not None and (months is None or strength > months[1]):
                months = (length, strength)
        self._add_grades(terms, anchor, elements)
        self._add_context(terms, number)
        periods.sort(key=lambda item: -item[1])
        return Frame(
            terms, tuple(periods), months[0] if months else None, direction, polarity, hedged, number
        )

    def _cell_frame(self, quantity: int, number: int) -> Frame:
        statement = self.statements[number]
        assert statement.table is not None  # noqa: S101 - the caller chose rows
        here = self.numbers.quantities[quantity]
        cell = next((c for c in statement.cells if here.span.start in c.span), None)
        terms: dict[str, float] = {}
        periods: list[tuple[Period, float]] = []
        months: float | None = None
        layers: list[tuple[str, float]] = []
        if cell is not None:
            layers += [(h, 1.0 if i == 0 else 0.6) for i, h in enumerate(reversed(cell.row_header))]
            layers += [(h, 0.9 if i == 0 else 0.7) for i, h in enumerate(reversed(cell.column_header))]
        layers.append((statement.table.caption, _CAPTION))
        for header, strength in layers:
            for term, weight in self.terms_of(header).items():
                terms[term] = max(terms.get(term, 0.0), weight * strength)
            for other in _header_quantities(header):
                if other.period is not None:
                    periods.append((other.period, strength))
                length = _length_of(other, header)
                if months is None and length is not None:
                    months = length
            if months is None:
                for word in _WORD.findall(header):
                    months = months or _WORD_LENGTHS.get(word.lower())
        own = text_of(self.text, cell.span) if cell else ""
        for term, weight in self.terms_of(own).items():
            terms[term] = max(terms.get(term, 0.0), 0.8 * weight)
        for index in self.quantities_of(number):
            term = value_term(self.numbers.quantities[index])
            if index != quantity and term:
                terms.setdefault(term, 0.3)
        words = {_raw_stem(word.lower()) for header, s in layers if s >= 0.6 for word in _WORD.findall(header)}
        polarity = (0 if words & LOSS and words & PROFIT else -1 if words & LOSS else 1 if words & PROFIT else 0)
        direction = 1 if words & UP and not words & DOWN else -1 if words & DOWN and not words & UP else 0
        self._add_context(terms, number)
        merged = _merge_periods(periods)
        return Frame(terms, merged, months, direction, polarity, hedged=False, statement=number)

    def _add_grades(self, terms: dict[str, float], anchor: _Element, elements: Sequence[_Element]) -> None:
        """"Any grade" is a term of its own: without its first word it tells nothing."""
        for before, after in pairwise(elements):
            if after.word.startswith("grade") and before.word in ("all", "any", "overall"):
                strength = max(_FLOOR, math.exp(-_cost(anchor, after)))
                terms["grade-any"] = max(terms.get("grade-any", 0.0), strength)

    def _add_context(self, terms: dict[str, float], number: int) -> None:
        statement = self.statements[number]
        for term in self.terms_of(statement.heading):
            terms.setdefault(term, _HEADING)
        if statement.continues and number > 0:
            for element in self.elements(number - 1):
                if element.quantity < 0:
                    for term in self.expand(self.text[element.start : element.end]):
                        terms.setdefault(term, _PREVIOUS)

    def elements(self, number: int) -> list[_Element]:
        """The words and numbers of a statement in order, placed on the barrier scale."""
        known = self._elements.get(number)
        if known is None:
            known = self._elements[number] = self._place(number)
        return known

    def _place(self, number: int) -> list[_Element]:
        span = self.statements[number].span
        quantities = self.numbers.quantities
        spots: list[tuple[int, int, int]] = []
        indices = self.quantities_of(number)
        for index in indices:
            spots.append((quantities[index].span.start, quantities[index].span.end, index))
        position = 0
        for match in _WORD.finditer(self.text, span.start, span.end):
            start, end = match.span()
            while position < len(indices) and quantities[indices[position]].span.end <= start:
                position += 1
            if position < len(indices) and quantities[indices[position]].span.start < end:
                continue  # part of a number, such as "million" or "months"
            spots.append((start, end, -1))
        spots.sort()
        return _scale(self.text, span.start, spots, quantities)


def _scale(
    text: str, start: int, spots: Iterable[tuple[int, int, int]], quantities: Sequence[Quantity]
) -> list[_Element]:
    """Places words and numbers on the barrier scale, left to right."""
    elements: list[_Element] = []
    outer = inner = 0.0
    bracket, depth, brackets = -1, 0, 0
    previous_end = start
    for order, (begin, end, index) in enumerate(spots):
        for character in text[previous_end:begin]:
            step = _SEPARATORS.get(character, 0.0)
            if character in "([{":
                depth += 1
                if depth == 1:
                    brackets += 1
                    bracket, inner = brackets, 0.15
            elif character in ")]}":
                depth = max(0, depth - 1)
                if depth == 0:
                    bracket, inner = -1, 0.0
            elif bracket >= 0:
                inner += step
            else:
                outer += step
        word = "" if index >= 0 else text[begin:end].lower()
        barrier = BARRIERS.get(word, 0.0)
        if index >= 0 and quantities[index].kind not in (Kind.DATE, Kind.IDENTIFIER, Kind.ORDINAL, Kind.TIME):
            barrier = 0.35 if quantities[index].role is not Role.GRADE else 0.0
        half = barrier / 2  # the element itself stands in the middle of its own barrier
        if bracket >= 0:
            inner += half
        else:
            outer += half
        elements.append(_Element(begin, end, word, index, outer, inner, bracket, order))
        if bracket >= 0:
            inner += half
        else:
            outer += half
        previous_end = end
    return elements


_SEPARATORS = {
    ",": 0.45, ";": 1.2, ":": 0.15, "—": 0.6, "–": 0.2, "•": 2.0, "|": 0.8, "\t": 0.3, "/": 0.1,
}

_WORD_LENGTHS = {
    "quarter": 3.0, "quarterly": 3.0, "quarter's": 3.0, "annual": 12.0, "annually": 12.0, "yearly": 12.0,
    "full-year": 12.0, "monthly": 1.0, "ytd": 0.0, "year-to-date": 0.0,
}


@lru_cache(maxsize=65536)
def _raw_stem(word: str) -> str:
    """The stem without synonyms and stop words, for the closed classes of direction and hedge."""
    from_stem = _CLOSED.get(word)
    if from_stem is not None:
        return from_stem
    return stem(word)


_CLOSED = {word: word for word in ("up", "down", "will", "would", "could", "may", "might", "higher", "lower")} | {
    "profit": "profit", "profits": "profit", "reduction": "reduc", "reductions": "reduc",
}


def text_of(text: str, span: Span) -> str:
    """The characters of `span` on one line."""
    return " ".join(text[span.start : span.end].split())


def value_term(quantity: Quantity) -> str:
    """A term for a number as the neighbour of others; empty for dates, identifiers and bare small counts."""
    if quantity.value is None or quantity.kind in (Kind.DATE, Kind.IDENTIFIER, Kind.TIME, Kind.ORDINAL):
        return ""
    if quantity.role in (Role.LEVEL, Role.GRADE) or (
        quantity.kind is Kind.NUMBER and abs(quantity.value) < 10 and quantity.step == 1
    ):
        return ""
    return f"={abs(quantity.value.normalize())}"


def _term_of(quantity: Quantity) -> str:
    """The term of a number that is really a word: an identifier, a grade, an ordinal."""
    if quantity.role is Role.GRADE and quantity.value is not None:
        return "grade3+" if quantity.value >= 3 else f"grade{quantity.value}"
    if quantity.kind is Kind.IDENTIFIER and any(c.isalpha() for c in quantity.text):
        return "#" + "".join(quantity.text.lower().split())
    if quantity.kind is Kind.ORDINAL and quantity.value is not None:
        return f"#{quantity.value}th"
    return ""


def _length_of(quantity: Quantity, text: str) -> float | None:
    """Months of the period that a duration ("three months ended") or a period names."""
    if quantity.kind is Kind.DURATION and quantity.value is not None and quantity.unit in _MONTHS:
        tail = text[quantity.span.end : quantity.span.end + 8].lower()
        if tail.lstrip(" -").startswith(("ended", "end")):
            return float(quantity.value) * _MONTHS[quantity.unit]
        return None
    if quantity.period is None:
        return None
    return {Grain.QUARTER: 3.0, Grain.HALF: 6.0, Grain.YEAR: 12.0 if quantity.period.fiscal else None}.get(
        quantity.period.grain
    )


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


def _anchor(quantities: Sequence[Quantity], elements: Sequence[_Element], here: _Element) -> _Element:
    """Where the words of a number stand: for an interval's bounds at the estimate before the bracket."""
    quantity = quantities[here.quantity]
    if quantity.role not in (Role.LOW, Role.HIGH, Role.LEVEL, Role.SPREAD, Role.P_VALUE) or here.bracket < 0:
        return here
    before = [e for e in elements if e.order < here.order and e.bracket != here.bracket and e.quantity >= 0]
    for element in reversed(before):
        if quantities[element.quantity].kind is quantity.kind:
            return element if abs(element.outer - here.outer) < 0.6 else here
    return here


def _respectively(
    text: str, quantities: Sequence[Quantity], elements: Sequence[_Element], here: _Element
) -> dict[int, float]:
    """For "A and B were 5% and 7%, respectively": strengths by element start that replace the usual ones."""
    marks = [e for e in elements if e.word == "respectively"]
    if not marks:
        return {}
    mark = min(marks, key=lambda e: (e.order < here.order, abs(e.order - here.order)))
    kind = quantities[here.quantity].kind
    run = _run_of(quantities, elements, here, mark)
    if len(run) < 2:
        return {}
    place = next(i for i, e in enumerate(run) if e.quantity == here.quantity)
    after = [e for e in elements if run[-1].order < e.order < mark.order]
    before = [e for e in elements if e.order < run[0].order]
    items = _items(text, quantities, after, len(run), kind) or _items(text, quantities, before, len(run), kind)
    if not items:
        return {}
    strengths: dict[int, float] = {}
    for index, item in enumerate(items):
        for element in item:
            strengths[element.start] = 1.0 if index == place else 0.1
    for element in run:
        if element.quantity != here.quantity:
            strengths[element.start] = 0.3
    return strengths


def _run_of(
    quantities: Sequence[Quantity], elements: Sequence[_Element], here: _Element, mark: _Element
) -> list[_Element]:
    """The list of like numbers around `here` that "respectively" speaks of."""
    kind = quantities[here.quantity].kind
    same = [e for e in elements if e.quantity >= 0 and quantities[e.quantity].kind is kind and e.order < mark.order]
    if here not in same:
        return []
    position = same.index(here)
    first = last = position
    while first > 0 and _adjoin(elements, same[first - 1], same[first]):
        first -= 1
    while last + 1 < len(same) and _adjoin(elements, same[last], same[last + 1]):
        last += 1
    return same[first : last + 1]


def _adjoin(elements: Sequence[_Element], one: _Element, two: _Element) -> bool:
    """Whether two numbers are neighbours of one list: little but "and" between them."""
    words = [e for e in elements[one.order + 1 : two.order] if e.word not in ("and", "or", "to", "a", "of")]
    return len(words) <= 2


def _items(
    text: str, quantities: Sequence[Quantity], stretch: Sequence[_Element], count: int, kind: Kind
) -> list[list[_Element]]:
    """The last `count` coordinated items of a stretch, or nothing if it has fewer."""
    dates = [e for e in stretch if e.quantity >= 0 and quantities[e.quantity].kind is Kind.DATE]
    if len(dates) == count:
        return [[date] for date in dates]
    chunks: list[list[_Element]] = [[]]
    for previous, element in zip([None, *stretch], stretch, strict=False):
        gap = text[previous.end : element.start] if previous else ""
        if "," in gap or ";" in gap or element.word in ("and", "or"):
            chunks.append([])
        if element.word not in ("and", "or"):
            chunks[-1].append(element)
    chunks = [chunk for chunk in chunks if any(e.word and stem(e.word) for e in chunk)]
    return chunks[-count:] if len(chunks) >= count else []


def _rows(table: Table) -> dict[int, tuple[Cell, ...]]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    return {row: tuple(cells) for row, cells in rows.items()}


def _row_headers(statement: Statement) -> set[str]:
    table = statement.table
    if table is None:
        return set()
    headers = {table.caption}
    for cell in statement.cells:
        headers.update(cell.row_header)
        headers.update(cell.column_header)
    return headers


def _statements(document: Document) -> list[Statement]:
    text = document.text
    tables = {table.span.start: table for table in document.tables}
    headings = sorted(
        ((s.span.start, s.span.end, s.title) for s in document.sections if s.kind is SectionKind.HEADING and s.title)
    )
    blocks: Sequence[Block] = document.blocks or (Block(Span(0, len(text)), BlockKind.PARAGRAPH),)
    statements: list[Statement] = []
    open_headings: list[tuple[int, int, str]] = []
    position = 0
    for block in blocks:
        while position < len(headings) and headings[position][0] <= block.span.start:
            open_headings.append(headings[position])
            position += 1
        open_headings = [h for h in open_headings if h[1] > block.span.start]
        heading = open_headings[-1][2] if open_headings else ""
        table = tables.get(block.span.start) if block.kind is BlockKind.TABLE else None
        if table is not None:
            statements += [
                Statement(Span(cells[0].span.start, cells[-1].span.end), table, cells, heading)
                for _, cells in sorted(_rows(table).items())
            ]
            continue
        for number, span in enumerate(split_sentences(text, block.span.start, block.span.end)):
            statements.append(Statement(span, None, (), heading, continues=number > 0))
    return statements


def label_terms(index: LabelIndex, text: str) -> dict[str, float]:
    """The terms of a label given as text, such as a record's field names and siblings."""
    return index.terms_of(text)


__all__ = ["Frame", "LabelIndex", "Qualifier", "Statement", "label_terms", "text_of", "value_term"]
