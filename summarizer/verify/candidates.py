"""Which numbers of the source a claim could be about, and how well the words of each fit it."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import repeat
from operator import mul
from typing import NamedTuple

from summarizer.document import Document, Span, Table
from summarizer.numbers.glossary import DOWN, UP, VERB_TERMS
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import Frame, LabelIndex, text_of, value_term
from summarizer.numbers.quantity import ANY_UNIT, Grain, Kind, Quantity, Role
from summarizer.numbers.statements import Statement
from summarizer.numbers.timing import QUARTER, When
from summarizer.typography import fold
from summarizer.verify.agreement import (
    Agreement,
    agree,
    measurable,
)
from summarizer.verify.bearers import Bearers
from summarizer.verify.claims import (
    CHANGE,
    LEVEL,
    Claim,
    bound_times,
    converted_values,
    could_mean,
    is_limit,
    reach,
    relate_times,
    results_named,
    told_in_prose,
)
from summarizer.verify.quotes import QuoteLocator
from summarizer.verify.siblings import Siblings

_RUN = re.compile(r"[^\W\d_]+|\d+")
BARE_POINTS = "point"
"""The unit of "four points"."""

_ZEROS = repeat(0.0)
_KEPT = 8  # indices of this many documents; an index holds its document, so they must be few
_VALUES_KEPT = 64  # claimed values whose places are remembered
_FITS_KEPT = 64  # claims of which it is remembered what their words tell: a sentence's are asked for together
_TIMES_KEPT = 256  # times of claims of which it is remembered how the source's relate to them
_POOLS_KEPT = 20_000  # statements with their numbers that may rival one kind of claim
_STATEMENTS = 24  # best statements whose numbers are compared
_SUPPORTERS = 40  # places with the claimed value that are compared
_SHARPNESS = 2.0  # how much more a claim's near words tell than its far ones
_DIRECTION_WEIGHT = 0.35
_NEIGHBOUR_WEIGHT = 0.4
_NAME_WEIGHT = 0.3  # the filer's own name tells no figure from another
VARIANTS = ("nongaap", "adjust", "forma", "dilut")
"""Terms of the special case of a metric: one that is not named is not meant."""
_VOCABLE = re.compile(r"[^\W\d_]+")
_OWN = 0.5  # how firmly a word is bound that belongs to a label itself
_VARIANT = 0.4
_MONTH_END = 28
_OPENING = 1_500  # characters at the beginning, in which a letterhead stands
_PLACE = 3  # words of a place beside its date
_SIGNATURE = 40  # characters before a date of a signature
_SIGNED = re.compile(r"(?:^|[\n|])\W*dated?(?: of report)?\s*:?\W*$", re.IGNORECASE)
_AT_ITS_END = re.compile(
    r"\b(?:end(?:ed|ing|s)?|close[ds]?|to|through|until|as of|at)\b[^.;]{0,16}$", re.IGNORECASE
)
_ITS_END = re.compile(r"\b(?:(?:end|close) of|late(?: in)?) $", re.IGNORECASE)


@dataclass(slots=True)
class Candidate:
    """A number of the source, held against one claim; not frozen, as many are made and that takes its time.

    Attributes:
        place: Its index into the source's numbers.
        quantity: The number.
        frame: Its label.
        agreement: How its value bears out the claim's; None if it doesn't.
        fit: How well its label explains the claim's, about 0 to 1.
    """

    place: int
    quantity: Quantity
    frame: Frame
    agreement: Agreement | None
    fit: float


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of one claim tell in one source.

    Attributes:
        weights: How much each term tells.
        scores: For each statement that holds any of them, the sum of their weights.
        most: The best of these sums: what any one statement could explain.
    """

    weights: Mapping[str, float]
    scores: Mapping[int, float]
    most: float

    @property
    def best(self) -> list[int]:
        """The statements that hold most of them, the best first."""
        scores = self.scores
        least = min(sorted(scores.values())[-_STATEMENTS:], default=0.0)
        return sorted(
            [statement for statement, score in scores.items() if score >= least],
            key=scores.__getitem__,
            reverse=True,
        )[:_STATEMENTS]


class Traits(NamedTuple):
    """What is asked again and again of one number of the source.

    Attributes:
        quantity: The number.
        frame: Its label.
        size: Its size, about; below zero where it has no value.
        direction: Which way its words say that it went.
        bound: The times that it is told of.
        times: A number for these.
        variants: The special cases of a metric that it names.
        firm: The words that are bound to it firmly.
        number: The term that it is beside other numbers.
        table: The table that it stands in.
        past: Whether it is told of a time before the one that the source reports on.
        way: Whether it is told as a change or as a level, as far as said.
        limits: Whether it is what another must reach or may not pass.
    """

    quantity: Quantity
    frame: Frame
    size: float
    direction: int
    bound: tuple[When, ...]
    times: int
    variants: tuple[str, ...]
    firm: frozenset[str]
    number: str
    table: Table | None
    past: bool
    way: int
    limits: bool


class _Figure(NamedTuple):
    """A number that may rival a claim.

    Attributes:
        place: Its index into the source's numbers.
        quantity: The number.
        size: Its size, about; below zero where it has no value.
        shape: A number for all that `could_mean` reads of it.
    """

    place: int
    quantity: Quantity
    size: float
    shape: int


class SourceIndex:
    """A source's numbers by value and by label, made once for any number of claims."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.numbers = number_index(document)
        self.labels = LabelIndex(self.numbers)
        self.beside: dict[int, dict[str, float]] = {}
        self._fits: dict[Frame, Fit] = {}
        self._traits: dict[int, Traits] = {}
        self._figures: dict[int, list[_Figure]] = {}
        self._shapes: dict[tuple[object, ...], int] = {}
        self._rivalries: dict[tuple[int, bool], dict[int, bool]] = {}
        self._pools: dict[tuple[int, bool, int], list[_Figure]] = {}
        self._times: dict[tuple[When, ...], int] = {}
        self._relations: dict[tuple[When, ...], dict[int, int]] = {}
        self._valued: dict[tuple[object, ...], list[tuple[int, Agreement]]] = {}
        self._heading: dict[int, bool] = {}
        self._alike: dict[int, list[tuple[int, Quantity, float]]] = {}
        self._results: dict[int, frozenset[str]] = {}
        self._tells: dict[str, tuple[float, float]] = {}  # of the source's terms: how rare, and of what kind

    @cached_property
    def quotes(self) -> QuoteLocator:
        """Where quotations stand in the source."""
        return QuoteLocator(self.document.text)

    @cached_property
    def dated(self) -> date | None:
        """The day on which the source was filed or published: by its header, its dateline, its signature."""
        if self.document.filed is not None:
            return self.document.filed
        days = [
            (period.year, period.month, period.day)
            for index, quantity in enumerate(self.numbers.quantities)
            if (period := quantity.period) is not None
            and period.year
            and period.month
            and period.day
            and (
                self.labels.is_dateline(index)
                or self.is_signature(quantity.span)
                or self._stands_alone(quantity.span)
            )
        ]
        last, latest = max(days, default=None), self.labels.times.latest
        if last is None or (latest is not None and last[:2] < latest):
            return None  # another's: a source that reports on a quarter is of a later day
        return date(*last)

    def _stands_alone(self, day: Span) -> bool:
        """Whether a day at the beginning has a line for itself and its place: "Copenhagen, 24 June 2025"."""
        if day.start > _OPENING:
            return False
        text = self.document.text
        start, end = text.rfind("\n", 0, day.start) + 1, text.find("\n", day.end)
        rest = text[start : day.start] + text[day.end : end if end >= 0 else len(text)]
        words = _VOCABLE.findall(rest)
        return "|" not in rest and len(words) <= _PLACE and all(word[0].isupper() for word in words)

    def is_signature(self, day: Span) -> bool:
        """Whether a date is that of a signature: "Date: June 4, 2021"."""
        return _SIGNED.search(self.document.text, max(0, day.start - _SIGNATURE), day.start) is not None

    @cached_property
    def siblings(self) -> Siblings:
        """Names that exclude each other here."""
        return Siblings(self.labels)

    @cached_property
    def bearers(self) -> Bearers:
        """Its people, by where it names them."""
        return Bearers(self.document)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the source, in lower case."""
        return frozenset(word.casefold() for word in _VOCABLE.findall(self.document.text))

    @cached_property
    def rows(self) -> dict[tuple[object, ...], Span]:
        """Where each table row of the source stands, by its words and headers."""
        text = self.document.text
        return {row_words(text, row): row.span for row in self.labels.statements if row.table is not None}

    @cached_property
    def identifiers(self) -> dict[str, dict[tuple[str, ...], Quantity]]:
        """The identifiers of the source by their letters ("nct", "phase"), then by all their parts."""
        found: dict[str, dict[tuple[str, ...], Quantity]] = {}
        for quantity in self.numbers.quantities:
            if quantity.kind is Kind.IDENTIFIER:
                letters, parts = name_of(quantity)
                found.setdefault(letters, {}).setdefault(parts, quantity)
        return found

    @cached_property
    def _by_value(self) -> tuple[list[Decimal], list[int]]:
        pairs = sorted(
            (abs(quantity.value), index)
            for index, quantity in enumerate(self.numbers.quantities)
            if quantity.value is not None and quantity.kind is not Kind.IDENTIFIER and measurable(quantity)
        )
        return [value for value, _ in pairs], [index for _, index in pairs]

    @cached_property
    def _dates(self) -> dict[int | None, list[int]]:
        """The dates by their year, None among them."""
        found: dict[int | None, list[int]] = {}
        for index, quantity in enumerate(self.numbers.quantities):
            if quantity.period is not None:
                found.setdefault(quantity.period.year, []).append(index)
        return found

    @cached_property
    def _readings(self) -> list[int]:
        """For each number, one that it shares with those of which `agree` says the same."""
        known: dict[tuple[object, ...], int] = {}
        return [
            known.setdefault(
                (q.text, q.kind, q.value, q.unit, q.step, q.scale, q.role, q.is_word, q.period), len(known)
            )
            for q in self.numbers.quantities
        ]

    @cached_property
    def _statements(self) -> list[int]:
        """For each number, its statement."""
        return [self.labels.statement_at(start) for start in self.numbers.starts]

    def _near(self, low: Decimal, high: Decimal) -> list[int]:
        values, indices = self._by_value
        return indices[bisect_left(values, low) : bisect_right(values, high)]

    def near(self, value: Decimal, slack: Decimal) -> list[int]:
        """The numbers whose size is at most `slack` away from `value`."""
        return self._near(value - slack, value + slack)

    def with_value(self, claim: Quantity) -> Sequence[tuple[int, Agreement]]:
        """The numbers that state the claimed value, with the rule by which they do."""
        read = (
            claim.kind,
            claim.value,
            claim.unit,
            claim.step,
            claim.scale,
            claim.role,
            claim.qualifier,
            claim.is_word,
            claim.period,
        )
        found = self._valued.get(read)
        if found is None:
            if len(self._valued) >= _VALUES_KEPT:
                self._valued.clear()
            found = self._valued[read] = list(self._with_value(claim))
        return found

    def _with_value(self, claim: Quantity) -> Iterator[tuple[int, Agreement]]:
        quantities = self.numbers.quantities
        pool: list[int] = []
        if claim.period is not None:
            years = self._dates if claim.period.year is None else (claim.period.year, None)
            pool = sorted(index for year in years for index in self._dates.get(year, ()))
        elif claim.value is None:
            return
        elif not measurable(claim):
            pool = [i for i, quantity in enumerate(quantities) if not measurable(quantity)]
        else:
            value, slack = abs(claim.value), max(claim.step, Decimal(0)) / 2
            pool = self.near(value, slack)
            for low, high in converted_values(claim):
                pool = pool + self._near(low, high)
        found = False
        readings = self._readings
        judged: dict[int, Agreement | None] = {}
        for index in dict.fromkeys(pool):
            reading = readings[index]
            if reading not in judged:
                judged[reading] = agree(claim, quantities[index])
            agreement = judged[reading]
            if agreement is not None:
                found = True
                yield index, agreement
        if claim.period is not None and not found:
            whens = self.labels.times.when(claim.period, None)
            lengths = [(when, when.months) for when in whens if when.months]
            if claim.period.grain is Grain.MONTH:  # "August 28," over "2022", as of which balances stand
                lengths += [(when, 0) for when in whens]
            for when, months in lengths:
                index = self._told.get((when.end, months), -1)
                if when.end is not None and index >= 0:
                    told = when if months else self.labels.frame(index).times[0][0]
                    yield index, Agreement(f"told as {told}")
                    return

    def lasting(self, whens: Sequence[When]) -> Candidate | None:
        """A number that is told of one of these stretches of time, or of one as long, if they have no end."""
        for when in whens:
            index = self._told.get((when.end, when.months), -1) if when.end is not None else -1
            if when.end is None:
                index = next((i for (_, months), i in self._told.items() if months == when.months), -1)
            if index >= 0:
                return self.unweighed(index)
        return None

    @cached_property
    def _told(self) -> dict[tuple[int | None, float | None], int]:
        """The times that dates and the headers of columns name, with the first number told of each."""
        told: dict[tuple[int | None, float | None], int] = {}
        labels, quantities = self.labels, self.numbers.quantities
        for index, quantity in enumerate(quantities):
            if quantity.period is not None:
                for when in labels.times.when(quantity.period, labels.times.length_before(index)):
                    told.setdefault((when.end, when.months), index)
        for statement in labels.statements:
            for cell in statement.cells:
                first = bisect_left(self.numbers.starts, cell.span.start)
                if (
                    cell.column_header
                    and first < len(quantities)
                    and quantities[first].span.start in cell.span
                ):
                    for when in labels.times_of_headers(cell.column_header):
                        told.setdefault((when.end, when.months), first)
        return told

    def candidates(self, claim: Claim) -> tuple[list[Candidate], list[Candidate]]:
        """The places that state the claimed value, and the rivals that state another under like words.

        Returns:
            Supporters and rivals, each with the best fit first.
        """
        fit = self.fit(claim)
        words, scores = fit.words, fit.words.scores
        found = self.with_value(claim.quantity)
        if len(found) > _SUPPORTERS:
            statements = self._statements
            fits = [scores.get(statements[index], 0.0) for index, _ in found]
            order = sorted(range(len(found)), key=fits.__getitem__, reverse=True)
            found = [found[at] for at in order[:_SUPPORTERS]]
        found = [item for item in found if self._may_be(claim, item[0])]
        supporters = [fit.candidate(index, agreement) for index, agreement in found]
        supporters = [c for c in supporters if not _only_a_day(claim, c)]
        taken = {candidate.place for candidate in supporters}
        kinds = {c.quantity.kind for c in supporters} if claim.quantity.unit == ANY_UNIT else set()
        size, slack = fit.size, fit.slack
        claimed = claim.quantity
        shape, steps = self._shape(claimed), claimed.step > 0
        found_rivals: list[tuple[float, float, int, Candidate]] = []
        for statement in words.best:
            pool = self._pools.get((shape, steps, statement))
            if pool is None:
                pool = self._pool(claimed, shape, statement, steps=steps)
            for index, quantity, other, _ in pool:
                if (
                    index in taken
                    or (kinds and quantity.kind not in kinds)
                    or (claimed.kind is not quantity.kind and not self._may_be(claim, index))
                    or (abs(other - size) <= slack and agree(claimed, quantity))
                ):
                    continue
                rival = fit.candidate(index, None)
                place = (-round(rival.fit, 3), _apart(other, size), len(found_rivals))
                found_rivals.append((*place, rival))
        supporters.sort(key=lambda c: -c.fit)
        found_rivals.sort()
        return supporters, [rival for _, _, _, rival in found_rivals]

    def _pool(self, claimed: Quantity, shape: int, statement: int, *, steps: bool) -> list[_Figure]:
        """The numbers of a statement that a claim of this shape could mean."""
        known = self._rivalries.setdefault((shape, steps), {})
        pool = []
        for figure in self.figures(statement):
            may = known.get(figure.shape)
            if may is None:
                may = known[figure.shape] = could_mean(claimed, figure.quantity)
            if may:
                pool.append(figure)
        if len(self._pools) >= _POOLS_KEPT:
            self._pools.clear()
        self._pools[shape, steps, statement] = pool
        return pool

    def unweighed(self, index: int) -> Candidate:
        """The number at this index, held against no claim."""
        return Candidate(index, self.numbers.quantities[index], self.labels.frame(index), None, 0.0)

    def others_of_its_kind(self, place: int) -> list[tuple[int, Quantity, float]]:
        """The other numbers of a number's statement of its kind, each with its index and its size."""
        known = self._alike.get(place)
        if known is None:
            quantities, start = self.numbers.quantities, self.numbers.starts[place]
            known = self._alike[place] = [
                (index, quantities[index], _extent(quantities[index]))
                for index in self.labels.quantities_of(self.labels.statement_at(start))
                if index != place and quantities[index].kind is quantities[place].kind
            ]
        return known

    def results_of(self, place: int) -> frozenset[str]:
        """What the label of a number says to be gross, net or operating."""
        known = self._results.get(place)
        if known is None:
            start = self.numbers.starts[place]
            statement = self.labels.statements[self.labels.statement_at(start)]
            cell = statement.cell_at(start) if statement.table is not None else None
            text = (
                statement.span.of(self.document.text)
                if cell is None
                else " | ".join((*cell.row_header, *cell.column_header))
            )
            known = self._results[place] = results_named(f"{statement.heading} {text}")
        return known

    def in_table(self, frame: Frame) -> bool:
        """Whether a label is that of a number in a table."""
        return frame.statement >= 0 and self.labels.statements[frame.statement].table is not None

    def figures(self, statement: int) -> list[_Figure]:
        """The numbers of a statement that may rival a claim."""
        known = self._figures.get(statement)
        if known is None:
            quantities = self.numbers.quantities
            known = self._figures[statement] = [
                _Figure(index, quantities[index], _size(quantities[index]), self._shape(quantities[index]))
                for index in self.labels.quantities_of(statement)
                if measurable(quantities[index])
                and not self.heads_a_table(index)
                and not self.labels.is_dateline(index)
            ]
        return known

    def _shape(self, quantity: Quantity) -> int:
        value, period = quantity.value, quantity.period
        read = (
            quantity.kind,
            quantity.unit,
            quantity.role,
            quantity.step < 1,
            quantity.scale == 1,
            quantity.is_word,
            None if period is None else period.grain,
            value is not None and 1900 <= value <= 2100,
        )
        return self._shapes.setdefault(read, len(self._shapes))

    def traits(self, index: int) -> Traits:
        """What is asked again and again of the number at this index."""
        known = self._traits.get(index)
        if known is None:
            frame, quantity = self.labels.frame(index), self.numbers.quantities[index]
            bound = bound_times(frame)
            known = self._traits[index] = Traits(
                quantity,
                frame,
                _extent(quantity),
                frame.direction,
                bound,
                self._times.setdefault(bound, len(self._times)),
                tuple(term for term in VARIANTS if frame.terms.get(term, 0.0) >= _VARIANT),
                frame.firm,
                value_term(quantity),
                self.labels.statements[frame.statement].table,
                self._is_past(frame),
                self._way_of(quantity, frame),
                is_limit(quantity),
            )
        return known

    def _is_past(self, frame: Frame) -> bool:
        latest = self._latest
        if latest is None or latest.end is None or not frame.times:
            return False
        when = frame.times[0][0]
        if when.end is not None:
            return when.end < latest.end - 1
        return when.year is not None and latest.year is not None and when.year < latest.year

    def _way_of(self, quantity: Quantity, frame: Frame) -> int:
        if not self.in_table(frame):
            return told_in_prose(frame)
        if "chang" in frame.terms or "varianc" in frame.terms:
            return CHANGE
        return 0 if quantity.kind is Kind.PERCENT else LEVEL

    @cached_property
    def _latest(self) -> When | None:
        return self.labels.times.current()

    def relations(self, told: tuple[When, ...]) -> dict[int, int]:
        """How the source's times relate to those that a claim is told of, by number; filled as asked."""
        known = self._relations.get(told)
        if known is None:
            if len(self._relations) >= _TIMES_KEPT:
                self._relations.clear()
            known = self._relations[told] = {}
        return known

    def fit(self, claim: Claim) -> "Fit":
        """What tells how well numbers of the source fit a claim, made once for all that ask."""
        known = self._fits.get(claim.frame)
        if known is None or known.quantity is not claim.quantity:
            if len(self._fits) >= _FITS_KEPT:
                self._fits.clear()
            known = self._fits[claim.frame] = Fit(self, claim)
        return known

    def words(self, frame: Frame) -> Words:
        """How much each term of a claim tells: its strength there times its rarity here."""
        weights: dict[str, float] = {}
        scores: defaultdict[int, float] = defaultdict(float)
        tells, postings = self._tells, self.labels.postings
        for term, strength in frame.terms.items():
            places = postings.get(term)
            if places is None:
                continue
            known_part = tells.get(term)
            if known_part is None:
                part = _NAME_WEIGHT if term in self._filer else _part(term)
                known_part = tells[term] = (self.labels.idf(term), part)
            rarity, part = known_part
            weight = weights[term] = strength**_SHARPNESS * rarity * part
            for statement in places:
                scores[statement] += weight
        return Words(weights, scores, max(scores.values(), default=0.0))

    def _may_be(self, told: Claim, index: int) -> bool:
        """Whether a bare number of the one can be read as the other's percentage or amount of money.

        As a percentage only in a table, whose head may say so, or with decimals; as money only in a currency
        the source uses, or in a table where it names none.
        """
        quantity, claim = self.numbers.quantities[index], told.quantity
        if claim.kind is quantity.kind:
            return True
        if quantity.kind is not Kind.NUMBER:
            count = claim.kind is Kind.NUMBER and claim.step >= 1 and claim.unit != ANY_UNIT
            return not count or quantity.kind is not Kind.PERCENT or told.in_table or told.labelled
        statement = self.labels.statements[self.labels.statement_at(quantity.span.start)]
        if claim.kind is Kind.PERCENT and not 0 < (quantity.value or 0) < 1:
            return statement.table is not None
        if claim.kind is Kind.MONEY and "/" in claim.unit and quantity.step >= 1:
            return False  # a price a share has its cents: the 2 of "2 .2*" is none
        if claim.kind is not Kind.MONEY or claim.unit.split("/")[0] in self._currencies:
            return True
        return len(self._currencies) == 1 and statement.table is not None

    def heads_a_table(self, index: int) -> bool:
        """Whether the number stands in a header, where it labels others and is not told of itself."""
        known = self._heading.get(index)
        if known is None:
            start = self.numbers.quantities[index].span.start
            statement = self.labels.statements[self.labels.statement_at(start)]
            known = any(cell.is_header and start in cell.span for cell in statement.cells)
            self._heading[index] = known
        return known

    def earlier(self, candidate: Candidate) -> list[Quantity]:
        """The figures of the same row of a table for the same length of time in earlier years."""
        now = candidate.frame.times[0][0] if candidate.frame.times else None
        if now is None or now.end is None:
            return []
        found = []
        for index in self.labels.quantities_of(candidate.frame.statement):
            quantity, frame = self.numbers.quantities[index], self.labels.frame(index)
            then = frame.times[0][0] if frame.times else None
            one_size = (
                quantity.value
                and candidate.quantity.value
                and (Decimal("0.1") < abs(quantity.value / candidate.quantity.value) < 10)
            )
            same = quantity.kind is candidate.quantity.kind and then is not None and then.months == now.months
            if same and one_size and then is not None and then.end is not None and then.end < now.end:
                found.append(quantity)
        return found

    def own_words(self, index: int) -> Mapping[str, float]:
        """The words bound firmly to a number, with how much each tells; not directions and other numbers."""
        known = self._own_words.get(index)
        if known is None:
            known = self._own_words[index] = {
                term: self.labels.idf(term)
                for term, strength in self.labels.frame(index).terms.items()
                if strength >= _OWN and term[0] not in "=@#" and term not in UP and term not in DOWN
            }
        return known

    @cached_property
    def _own_words(self) -> dict[int, dict[str, float]]:
        return {}

    @cached_property
    def total_rows(self) -> dict[int, list[int]]:
        """The statements that are rows of totals, by where their table starts."""
        found: dict[int, list[int]] = {}
        for number in self.labels.postings.get("total", ()):
            row = self.labels.statements[number]
            headers = (header for cell in row.cells[:2] for header in cell.row_header)
            if row.table is not None and any("total" in self.labels.terms_of(header) for header in headers):
                found.setdefault(row.table.span.start, []).append(number)
        return found

    def says(self, word: str) -> bool:
        """Whether a word stands in the source, small or capital."""
        return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self.document.text, re.IGNORECASE) is not None

    @cached_property
    def counts_points(self) -> bool:
        """Whether it has points that are none of percent: of a score, an index, a game."""
        return any(q.unit == BARE_POINTS and q.kind is Kind.NUMBER for q in self.numbers.quantities)

    @cached_property
    def _filer(self) -> set[str]:
        return set(self.labels.terms_of(self.document.company))

    @cached_property
    def _currencies(self) -> set[str]:
        return {q.unit.split("/")[0] for q in self.numbers.quantities if q.kind is Kind.MONEY} | {""}


class Fit:
    """How well numbers of the source fit one claim.

    Args:
        source: The source.
        claim: The claim.

    Attributes:
        quantity: Its number.
        words: What its words tell in the source.
        bound: The times that it is told of.
        size: Its size, and by `slack` how far from it a number may lie that agrees with it, as `reach` says.
    """

    def __init__(self, source: SourceIndex, claim: Claim) -> None:
        self._traits = source.traits
        self.quantity = claim.quantity
        self._terms = claim.frame.terms
        self._compares = claim.frame.compares
        self._basis = claim.frame.basis
        self.words = source.words(claim.frame)
        self._asked = tuple(self.words.weights)
        self._weights = tuple(self.words.weights.values())
        self._most = self.words.most
        self.bound = bound_times(claim.frame)
        self._relations = source.relations(self.bound)
        self._direction = claim.frame.direction
        self.size, self.slack = reach(claim.quantity)

    def candidate(self, index: int, agreement: Agreement | None) -> Candidate:
        """The number at this index of the source, held against the claim."""
        traits = self._traits(index)
        return Candidate(index, traits.quantity, traits.frame, agreement, self.of(traits))

    def of(self, traits: Traits) -> float:
        """How well a number's label explains the claim's, with what role, unit, period and direction say."""
        quantity, frame = traits.quantity, traits.frame
        claimed = self.quantity
        bonus = 0.0
        if claimed.role is not quantity.role:
            bonus -= _role_gap(claimed.role, quantity.role)
        if claimed.unit != ANY_UNIT:
            if claimed.unit and quantity.unit and claimed.unit != quantity.unit:
                bonus -= 0.1
            if claimed.kind is not quantity.kind:
                bonus -= 0.05
        if (self.bound and traits.bound) or self._basis:
            bonus += (0.0, 0.1, -0.2)[self.time(traits)]
        if self._direction * traits.direction < 0:
            bonus -= 0.1
        if traits.variants and any(term not in self._terms for term in traits.variants):
            bonus -= 0.1
        if self._compares != frame.compares:
            bonus -= 0.08
        if not self._most:
            return 0.5 + bonus  # a claim without words is explained by half, wherever it stands
        explained: float = sum(map(mul, self._weights, map(frame.terms.get, self._asked, _ZEROS)))
        return explained / self._most + bonus

    def time(self, traits: Traits) -> int:
        """How the times of the claim and of a number of the source relate, as `relate` says."""
        basis = self._basis
        if basis and traits.frame.basis and basis != traits.frame.basis:
            return -1
        known = self._relations.get(traits.times)
        if known is None:
            known = self._relations[traits.times] = relate_times(self.bound, traits.bound)
        return known


def name_of(identifier: Quantity) -> tuple[str, tuple[str, ...]]:
    """The letters of an identifier, and its runs of letters and of digits: "IMGN-853" is "IMGN853"."""
    parts = tuple(_RUN.findall(fold(identifier.text).lower()))
    return "".join(part for part in parts if not part.isdigit()), parts


def row_words(text: str, row: Statement) -> tuple[object, ...]:
    """All that a table row says: its cells in order, each under its headers, and the caption."""
    caption = row.table.caption if row.table is not None else ""
    return caption, *((cell.row_header, cell.column_header, text_of(text, cell.span)) for cell in row.cells)


def _size(quantity: Quantity) -> float:
    return -1.0 if quantity.value is None else float(abs(quantity.value))


def _extent(quantity: Quantity) -> float:
    return _size(quantity) if measurable(quantity) else math.inf


def _apart(one: float, two: float) -> float:
    """By how many powers of ten two sizes lie apart; of rivals that fit as well, the nearer is told."""
    return abs(math.log10(one / two)) if one > 0 < two and one < math.inf > two else math.inf


def _only_a_day(claim: Claim, candidate: Candidate) -> bool:
    """Whether a day stands for the claimed quarter or month of which the source does not speak.

    The last day of a month, as of which balances are told, is no day on which something happened in it.
    """
    claimed, found = claim.quantity.period, candidate.quantity.period
    if claimed is None or (found is not None and found.grain is not Grain.DAY):
        return False
    if found is None:  # of a column
        times = candidate.frame.times
        if claimed.grain is not Grain.MONTH or not times or times[0][0].months:
            return False
        balances = any(sibling.quantity.kind is Kind.MONEY for sibling in claim.siblings)
        return not (balances or _ITS_END.search(claim.before) or _AT_ITS_END.search(claim.before))
    if claimed.grain is Grain.MONTH:
        day = found.day or 0
        if _ITS_END.search(claim.before):
            return day < _MONTH_END - QUARTER
        ends = day >= _MONTH_END and candidate.frame.tense >= 0
        return ends and not _AT_ITS_END.search(claim.before)
    if claimed.grain is not Grain.QUARTER:
        return False
    return not any(when.months == QUARTER for when, _ in candidate.frame.times[:2])


def _part(term: str) -> float:
    """What a kind of term tells: a direction word or a neighbouring number less than a noun."""
    if term[0] == "=":
        return _NEIGHBOUR_WEIGHT
    return _DIRECTION_WEIGHT if term[0] == "@" or term in VERB_TERMS else 1.0


def _role_gap(one: Role, two: Role) -> float:
    ends = (Role.LOW, Role.HIGH)
    if one in ends and two in ends:
        return 0.3
    if Role.P_VALUE in (one, two):
        return 0.3
    return 0.12 if one in ends or two in ends else 0.05


@lru_cache(maxsize=_KEPT)
def source_index(document: Document) -> SourceIndex:
    """The index of `document`; those of the last few documents are kept."""
    return SourceIndex(document)


__all__ = [
    "BARE_POINTS",
    "VARIANTS",
    "Candidate",
    "Fit",
    "SourceIndex",
    "Words",
    "name_of",
    "row_words",
    "source_index",
]
