"""The numbers of the source that may enter a formula for a claim, in the order in which to try them.

What belongs together: one metric at two times (a row of a table, a sentence that compares), several
metrics at one time (a column, a sentence). Numbers that the claim's own sentence repeats come first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from functools import cached_property
from itertools import combinations, product

from summarizer.numbers.glossary import DOWN, UP
from summarizer.numbers.labels import Frame
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.numbers.timing import When, relation
from summarizer.verify.agreement import measurable
from summarizer.verify.candidates import Candidate, Claim, SourceIndex, Words, time_relation

_STATEMENTS = 24  # that hold most of the claim's words
_MOST_PLACES = 12  # with the value of another number of the claim's sentence that are compared
_POOL = 28  # numbers that are looked at
_PLACES = 2  # of a number that the claim's sentence repeats
_FIRM = 0.4  # how firmly a word is bound that names a number
_LEAST = 0.25  # how much of what the best label explains of the claim's words another must explain
_EXTRA = 0.25  # what it costs a label if all its words are foreign to the claim
_HEARD = 0.2  # of the firmest word's strength: what is farther away is not of this number
_TOTAL_WEIGHT = 0.5  # "total" names a row as often as it asks for a sum
_WORD_COST = 0.3  # "two" counts other things than "2,016,666" does
_SIMILAR = 0.6  # how much of their firm words two numbers of one metric share
_EQUALLY = 0.9  # how much of the best label's share of the claim's words those of its list explain
_NEAR_COVER, _FAR_COVER = 0.6, 0.85  # of the claim's words, what numbers of one place and of several explain
_SENTENCES = 3  # numbers whose sentences are taken as lists
_LONGEST_LIST = 6
_ITEMS = re.compile(
    r",|;|\b(?:and|plus|or|less|minus|than|versus|vs|between|with|from|exceeds?|over)\b", re.IGNORECASE
)
_LIST_TEXT = 200  # characters before a number in which its sentence lists what it is made of
_EACH_ITEM, _MOST_ITEMS = 4, 4
_ASKING = frozenset(
    "sum togeth averag mean chang differ vari margin share portion proport percentag gap remain"
    " repres account constitut compar annual number amount valu midpoint both fewer exceed combin".split()
)
"""Stems that ask for computing and name no metric."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A number of the source that may enter a formula.

    Attributes:
        candidate: The number.
        cover: How much of the claim's words its label explains, 0 to 1.
        fit: The same less what its label says beyond them.
        named: The words of the claim that are bound to it firmly.
        when: The time it is told of, as far as its label says.
    """

    candidate: Candidate
    cover: float
    fit: float
    named: frozenset[str]
    when: When | None

    @property
    def quantity(self) -> Quantity:
        """The number itself."""
        return self.candidate.quantity

    @property
    def frame(self) -> Frame:
        """Its label."""
        return self.candidate.frame


class Pool:
    """What one claim's words call up from the source.

    Args:
        source: The source.
        claim: The claim.
    """

    def __init__(self, source: SourceIndex, claim: Claim) -> None:
        self.source = source
        self.claim = claim
        self.named_times = _named_times(source, claim)
        self._found: dict[tuple[frozenset[str], tuple[Kind, ...]], list[Operand]] = {}

    @cached_property
    def terms(self) -> Mapping[str, float]:
        """The claim's own words, without those that only ask for a formula."""
        return _metric_words(self.claim.frame.terms)

    def by_words(self, kinds: tuple[Kind, ...], terms: Mapping[str, float] | None = None) -> list[Operand]:
        """The numbers of these unit classes whose labels explain the words best, the best first."""
        terms = self.terms if terms is None else terms
        key = frozenset(terms), kinds
        known = self._found.get(key)
        if known is not None:
            return known
        words = self.source.words(replace(self.claim.frame, terms=terms))
        whole = sum(words.weights.values())
        found = [
            self._operand(candidate, words.weights, whole)
            for candidate in self._called_up(words, kinds)
            if usable(candidate) and not self.source.heads_a_table(candidate.index)
        ]
        found.sort(key=lambda o: -o.fit)
        best = found[0].cover if found else 0.0
        found = [o for o in found if o.cover >= _LEAST * best][:_POOL]
        self._found[key] = found
        return found

    def _called_up(self, words: Words, kinds: tuple[Kind, ...]) -> Iterator[Candidate]:
        quantities = self.source.labels.numbers.quantities
        for statement in nlargest(_STATEMENTS, words.scores, key=words.scores.__getitem__):
            for index in self.source.labels.quantities_of(statement):
                if quantities[index].kind in kinds:
                    yield self._candidate(index)

    def _candidate(self, index: int) -> Candidate:
        labels = self.source.labels
        return Candidate(index, labels.numbers.quantities[index], labels.frame(index), None, 0.0, 0.0)

    def _operand(self, candidate: Candidate, weights: Mapping[str, float], whole: float) -> Operand:
        terms = candidate.frame.terms
        cover = sum(weight * terms.get(term, 0.0) for term, weight in weights.items()) / whole
        own = self.source.own_words(candidate.index)
        foreign = everything = 0.0
        for term, tells in own.items():
            if term not in _ASKING and term != "total":
                everything += tells
                foreign += tells if term not in weights else 0.0
        named = frozenset(term for term in weights if terms.get(term, 0.0) >= _FIRM)
        extra = _EXTRA * foreign / everything if everything else 0.0
        extra += _WORD_COST * candidate.quantity.is_word
        return Operand(candidate, cover, cover - extra, named - {"total"}, _when(candidate.frame))

    def places(self, sibling: Claim) -> list[Operand]:
        """Where the source states another number of the claim's sentence, the likeliest places first."""
        words = self.source.words(replace(sibling.frame, terms=_metric_words(sibling.frame.terms)))
        whole = sum(words.weights.values()) or 1.0
        labels = self.source.labels
        indices = [index for index, _ in self.source.with_value(sibling.quantity)]
        if len(indices) > _MOST_PLACES:
            starts = [
                (words.scores.get(labels.statement_at(labels.numbers.starts[i]), 0.0), i) for i in indices
            ]
            indices = [index for _, index in nlargest(_MOST_PLACES, starts)]
        candidates = (self._candidate(index) for index in indices)
        found = [self._operand(c, words.weights, whole) for c in candidates if usable(c)]
        found.sort(key=lambda o: -o.fit)
        return found[:_PLACES]

    def partners(self, operand: Operand) -> list[Operand]:
        """The other numbers of a number's row or sentence that are measured alike."""
        labels = self.source.labels
        found = []
        for index in labels.quantities_of(operand.frame.statement):
            quantity = labels.numbers.quantities[index]
            if index == operand.candidate.index or not alike(quantity, operand.quantity):
                continue
            candidate = self._candidate(index)
            if usable(candidate) and not self.source.heads_a_table(index):
                found.append(replace(operand, candidate=candidate, when=_when(candidate.frame)))
        return found

    def in_time(
        self, operands: Iterable[Operand], *, yearly: bool, sequential: bool
    ) -> list[tuple[Operand, Operand]]:
        """Pairs of one metric at two times, the later first, those that the claim's times name before others."""
        pairs: dict[tuple[int, int], tuple[float, tuple[Operand, Operand]]] = {}
        for one in operands:
            for two in self.partners(one) + [o for o in operands if o.frame.statement != one.frame.statement]:
                if not alike(one.quantity, two.quantity) or not same_metric(self.source, one, two):
                    continue
                for new, old in ((one, two), (two, one)):
                    key = new.candidate.index, old.candidate.index
                    rank = self._in_time(new, old, yearly=yearly, sequential=sequential)
                    if rank is not None and key not in pairs:
                        pairs[key] = (min(one.fit, two.fit) + rank, (new, old))
        return [pair for _, pair in sorted(pairs.values(), key=lambda item: -item[0])]

    def _in_time(self, new: Operand, old: Operand, *, yearly: bool, sequential: bool) -> float | None:
        """How well a pair suits the times that the claim names; None if not at all."""
        one, two = new.when, old.when
        if new.frame.statement == old.frame.statement and old.frame.compares != new.frame.compares:
            return 0.2 if old.frame.compares else None
        if one is None or two is None or (one.year is None and two.year is None):
            apart = old.candidate.index - new.candidate.index
            return {1: 0.0, -1: -0.1}.get(apart)  # most tables give the latest first
        if one.months and two.months and not 0.8 < one.months / two.months < 1.25:
            return None
        gap = months_between(one, two)
        if gap is None or gap <= 0:
            return None
        if yearly and gap != 12:
            return None
        if sequential and gap != (12 if (one.months or 0) >= 12 else 3):
            return None
        named = [when for when in self.named_times if when.year is not None]
        if any(when.year is None and relation(when, one) < 0 for when in self.named_times[:1]):
            return None
        hits = [any(relation(when, time) > 0 for when in named) for time in (one, two)]
        clash = [bool(named) and all(relation(when, time) < 0 for when in named) for time in (one, two)]
        if all(clash):
            return None
        if len(named) > 1 and any(clash):
            return None
        rank = 0.1 * sum(hits) - (0.15 if clash[0] else 0.0)
        if not named and self._is_latest(one):
            rank += 0.1
        if gap == 12:
            rank += 0.1
        elif (one.months or 0) > 0 and not sequential and len(named) < 2:
            rank -= 0.2
        return rank

    def _is_latest(self, when: When) -> bool:
        latest = self.source.labels.times.latest
        return latest is not None and when.year == latest[0] and when.month in (None, latest[1])

    def together(self, operands: Sequence[Operand], count: int) -> Iterator[tuple[Operand, ...]]:
        """Sets of `count` numbers of one time, each of which the claim names by a word of its own."""
        found = []
        for chosen in combinations(operands, count):
            first = chosen[0]
            if not all(
                alike(first.quantity, o.quantity) and o.quantity.role is first.quantity.role for o in chosen
            ):
                continue
            if not self.of_one_time(chosen):
                continue
            if any(
                a.frame.statement == b.frame.statement and _row(self.source, a)
                for a, b in combinations(chosen, 2)
            ):
                continue
            if all(
                o.named - frozenset().union(*(other.named for other in chosen if other is not o))
                for o in chosen
            ):
                cover = self.cover(chosen)
                if cover < self._cover_asked(chosen):
                    continue
                fit = cover - sum(o.cover - o.fit for o in chosen) / count
                fit += 0.05 * sum(self._fits_time(o) for o in chosen) / count
                found.append((fit, chosen))
        found.sort(key=lambda item: -item[0])
        return (chosen for _, chosen in found)

    def itemwise(self, kinds: tuple[Kind, ...]) -> Iterator[tuple[Operand, ...]]:
        """One number for each of the metrics that the claim's sentence lists ("cash and investments")."""
        lists: list[list[Operand]] = []
        for item in _ITEMS.split(self.claim.before[-_LIST_TEXT:]):
            terms = self.terms_of(item)
            terms.pop("total", None)
            found = self.by_words(kinds, terms)[:_EACH_ITEM] if terms else []
            if found:
                lists.append(found)
        lists = lists[-_MOST_ITEMS:]
        for first in range(len(lists) - 1):
            yield from self._chosen(lists[first:])

    def _chosen(self, lists: Sequence[Sequence[Operand]]) -> Iterator[tuple[Operand, ...]]:
        """One number from each list, of one time and unit, the best-fitting sets first."""
        sets = []
        for chosen in product(*lists):
            if len({o.candidate.index for o in chosen}) < len(chosen):
                continue
            if all(alike(chosen[0].quantity, o.quantity) for o in chosen) and self.of_one_time(chosen):
                fit = sum(o.fit + 0.1 * self._fits_time(o) for o in chosen) / len(chosen)
                tables = {self.source.labels.statements[o.frame.statement].heading for o in chosen}
                columns = {self._column(o) for o in chosen}
                sets.append((fit - 0.1 * (len(columns) - 1) - 0.05 * (len(tables) - 1), chosen))
        sets.sort(key=lambda item: -item[0])
        yield from (chosen for _, chosen in sets)

    def listed_pairs(self, operands: Sequence[Operand]) -> Iterator[tuple[Operand, Operand]]:
        """The two numbers of one kind that one sentence gives, where it gives just two."""
        nearest = [o for o in operands if o.cover >= _EQUALLY * max(other.cover for other in operands)]
        for group in self.complete([o for o in nearest if not _row(self.source, o)]):
            if len(group) == 2:
                yield group[0], group[1]

    def lookalikes(self, operands: Sequence[Operand]) -> Iterator[tuple[Operand, Operand]]:
        """The best-fitting number with others of one time that are labelled nearly as it is."""
        for one, two in combinations(operands[: _SENTENCES * 2], 2):
            apart = one.frame.statement != two.frame.statement and one.quantity.value != two.quantity.value
            if apart and one.cover >= _EQUALLY * operands[0].cover and alike(one.quantity, two.quantity):
                if same_metric(self.source, one, two) and self.of_one_time((one, two)):
                    yield one, two

    def dates(self) -> Iterator[tuple[Candidate, Candidate]]:
        """Pairs of dates of one sentence that the claim's words fit, the best sentences first."""
        words = self.source.words(replace(self.claim.frame, terms=self.terms))
        labels = self.source.labels
        best = sorted(words.scores, key=lambda number: -words.scores[number])[:_SENTENCES]
        for number in best:
            found = []
            for index in labels.quantities_of(number):
                quantity = labels.numbers.quantities[index]
                if quantity.period is not None and quantity.period.year is not None:
                    found.append(self._candidate(index))
            yield from combinations(found[:_LONGEST_LIST], 2)

    def neighbours(self, operand: Operand) -> list[Operand]:
        """The numbers right after and right before a number in its row."""
        here = operand.candidate.index
        return [
            o for o in self.partners(operand) if abs(o.candidate.index - here) == 1 and _row(self.source, o)
        ]

    def _cover_asked(self, operands: Sequence[Operand]) -> float:
        """How much of the claim's words a set must explain: nearly all where its numbers stand far apart."""
        statements = self.source.labels.statements
        places = {
            (table.span.start if (table := statements[o.frame.statement].table) else o.frame.statement)
            for o in operands
        }
        return _NEAR_COVER if len(places) == 1 else _FAR_COVER

    def complete(self, operands: Sequence[Operand]) -> Iterator[tuple[Operand, ...]]:
        """All numbers of one column or one sentence that the claim's words fit equally well."""
        groups: dict[tuple[object, ...], list[Operand]] = {}
        for operand in operands[:_SENTENCES]:
            if not _row(self.source, operand):
                group = [
                    operand,
                    *(o for o in self.partners(operand) if o.quantity.role is operand.quantity.role),
                ]
                groups[self._column(operand)] = group
        for operand in operands:
            if _row(self.source, operand) and operand.cover >= _EQUALLY * operands[0].cover:
                groups.setdefault(self._column(operand), []).append(operand)
        for group in sorted(groups.values(), key=lambda g: -sum(o.fit for o in g) / len(g)):
            dated = _row(self.source, group[0])  # a sentence lists what it dates one by one
            if 2 <= len(group) <= _LONGEST_LIST and (not dated or self.of_one_time(group)):
                yield tuple(sorted(group, key=lambda o: o.candidate.index))

    def _column(self, operand: Operand) -> tuple[object, ...]:
        labels = self.source.labels
        statement = labels.statements[operand.frame.statement]
        quantity = operand.quantity
        if statement.table is None:
            return operand.frame.statement, quantity.role, quantity.kind
        cell = next((c for c in statement.cells if quantity.span.start in c.span), None)
        return statement.table.span, cell.column_header if cell else (), quantity.kind

    def totals(self, part: Operand) -> list[Operand]:
        """The totals of the column of a table in which a number stands."""
        labels = self.source.labels
        table = labels.statements[part.frame.statement].table
        if table is None:
            return []
        column, found = self._column(part), []
        for number in self.source.total_rows.get(table.span.start, ()):
            for index in labels.quantities_of(number):
                whole = self._candidate(index)
                operand = replace(part, candidate=whole, when=_when(whole.frame))
                if usable(whole) and self._column(operand) == column:
                    found.append(operand)
        return found

    def over_times(self, operands: Iterable[Operand]) -> Iterator[tuple[Operand, ...]]:
        """One metric at all the times that the claim names, and at all between the first and the last."""
        named = [when for when in self.named_times if when.year is not None]
        if len(named) < 2:
            return
        years = [when.year or 0 for when in named]
        seen = set()
        for operand in operands:
            row = sorted([operand, *self.partners(operand)], key=lambda o: o.candidate.index)
            exact = [o for o in row if o.when and any(relation(o.when, when) > 0 for when in named)]
            between = [o for o in row if o.when and min(years) <= (o.when.year or 0) <= max(years)]
            for chosen in (exact, between):
                key = tuple(o.candidate.index for o in chosen)
                times = {o.when for o in chosen}
                if 2 <= len(chosen) <= _LONGEST_LIST and len(times) == len(chosen) and key not in seen:
                    seen.add(key)
                    yield tuple(chosen)

    def of_one_time(self, operands: Sequence[Operand]) -> bool:
        """Whether numbers may all be told of the one time that the claim is told of."""
        single = len([when for when in self.named_times if when.year is not None]) < 2
        if single and any(_row(self.source, o) and self._fits_time(o) < 0 for o in operands):
            return False  # prose dates its numbers less surely than a column does
        return all(one_time(a, b) for a, b in combinations(operands, 2))

    def _fits_time(self, operand: Operand) -> int:
        return time_relation(self.claim.frame, operand.frame)

    def terms_of(self, text: str) -> dict[str, float]:
        """The metric words of a stretch of the claim's sentence."""
        return _metric_words(self.source.labels.terms_of(text)) if text else {}

    @property
    def period(self) -> When | None:
        """The time that the claim is told of, its year filled in from what the source reports on."""
        return next((when for when in self.named_times if when.end is not None), None)

    def nested(self, operands: Iterable[Operand]) -> list[tuple[Operand, Operand]]:
        """Pairs of one metric, the first over a longer time than the second, the best-fitting first."""
        found: dict[tuple[int, int], tuple[float, tuple[Operand, Operand]]] = {}
        operands = list(operands)
        for one in operands:
            for two in self.partners(one) + [o for o in operands if o.frame.statement != one.frame.statement]:
                for long, short in ((one, two), (two, one)):
                    if (
                        ((long.when and long.when.months) or 0)
                        > ((short.when and short.when.months) or 0)
                        > 0
                    ):
                        key = long.candidate.index, short.candidate.index
                        if (
                            key not in found
                            and alike(one.quantity, two.quantity)
                            and same_metric(self.source, one, two)
                        ):
                            found[key] = min(one.fit, two.fit), (long, short)
        return [pair for _, pair in sorted(found.values(), key=lambda item: -item[0])]

    def ranges(self, kind: Kind) -> list[tuple[Operand, Operand]]:
        """The ranges that the source gives under the claim's words, as their two ends."""
        frame = replace(self.claim.frame, terms=self.terms)
        words = self.source.words(frame)
        whole = sum(words.weights.values()) or 1.0
        ends: dict[int, dict[Role, Operand]] = {}
        for candidate in self._called_up(words, (kind,)):
            if candidate.quantity.role in (Role.LOW, Role.HIGH) and candidate.quantity.group >= 0:
                operand = self._operand(candidate, words.weights, whole)
                ends.setdefault(candidate.quantity.group, {})[candidate.quantity.role] = operand
        pairs = [(e[Role.LOW], e[Role.HIGH]) for e in ends.values() if len(e) == 2]
        return sorted(pairs, key=lambda pair: -pair[0].fit)

    def fit_of(self, candidate: Candidate) -> float:
        """How much of the claim's words one number's label explains, less what it says beyond them."""
        return self._operand(candidate, self._weights, sum(self._weights.values()) or 1.0).fit

    def time_of(self, candidate: Candidate) -> int:
        """How the claim's time and a number's relate: 1 one, -1 in conflict, 0 unsaid."""
        return time_relation(self.claim.frame, candidate.frame)

    def in_order(self, new: Operand, old: Operand) -> bool:
        """Whether the first of two numbers that the claim's sentence repeats is the later, as far as told."""
        gap = months_between(new.when, old.when) if new.when and old.when else None
        if gap:
            return gap > 0
        return not new.frame.compares or old.frame.compares

    def finer(self, operand: Operand) -> Iterator[Quantity]:
        """Numbers of the source that read as this one does where they are shown as coarsely."""
        quantity, labels = operand.quantity, self.source.labels
        if not quantity.value or quantity.step <= 0:
            return
        for index in self.source.near(abs(quantity.value), quantity.step / 2):
            other = labels.numbers.quantities[index]
            if other.kind not in (quantity.kind, Kind.NUMBER) or not 0 < other.step < quantity.step:
                continue
            frame = labels.frame(index)
            if operand.named & set(frame.terms) and time_relation(operand.frame, frame) >= 0:
                yield other

    def cover(self, operands: Sequence[Operand]) -> float:
        """How much of the claim's words the labels of all of these explain together."""
        return self._cover([operand.frame for operand in operands])

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        return self.source.words(replace(self.claim.frame, terms=self.terms)).weights

    def _cover(self, frames: Sequence[Frame]) -> float:
        whole = sum(self._weights.values())
        if not whole:
            return 0.0
        return sum(w * max(f.terms.get(t, 0.0) for f in frames) for t, w in self._weights.items()) / whole


def _when(frame: Frame) -> When | None:
    times = [when for when, _ in frame.times]
    return next((when for when in times if when.end is not None), times[0] if times else None)


def usable(candidate: Candidate) -> bool:
    """Whether a number can enter a formula: it is a plain figure, no bound, level or grade."""
    quantity = candidate.quantity
    return (
        quantity.value is not None
        and measurable(quantity)
        and quantity.role in (Role.PLAIN, Role.PART, Role.WHOLE)
        and not (quantity.kind is Kind.NUMBER and quantity.is_word and 0 < quantity.value < 1)
    )


def alike(one: Quantity, two: Quantity) -> bool:
    """Whether two numbers are measured in one unit."""
    if one.kind is not two.kind:
        return False
    if one.kind is Kind.NUMBER:
        return (one.step < 1) == (two.step < 1) and one.table_scale == two.table_scale
    return one.unit == two.unit or not one.unit or not two.unit


def months_between(new: When, old: When) -> int | None:
    """Months from the end of one stretch of time to the end of another; None if the texts do not say."""
    if new.end is not None and old.end is not None:
        return new.end - old.end
    if new.year is not None and old.year is not None:
        return 12 * (new.year - old.year)
    return None


def one_time(one: Operand, two: Operand) -> bool:
    """Whether two numbers may be told of one stretch of time."""
    return time_relation(one.frame, two.frame) >= 0


def same_metric(source: SourceIndex, one: Operand, two: Operand) -> bool:
    """Whether two numbers measure one thing: a row of a table, or labels that share most of their words."""
    same = one.frame.statement == two.frame.statement
    if same and (_row(source, one) or one.frame.compares != two.frame.compares):
        return True
    mine, theirs = set(source.own_words(one.candidate.index)), set(source.own_words(two.candidate.index))
    return bool(mine and theirs) and len(mine & theirs) >= (_SIMILAR / 2 if same else _SIMILAR) * len(
        mine | theirs
    )


def _row(source: SourceIndex, operand: Operand) -> bool:
    return source.labels.statements[operand.frame.statement].table is not None


def _metric_words(terms: Mapping[str, float]) -> dict[str, float]:
    """The words that name metrics. A formula's operands may stand far apart, so distance counts less."""
    found = {
        term: strength
        for term, strength in terms.items()
        if term[0] not in "=@" and term not in _ASKING and term not in UP and term not in DOWN
    }
    most = max(found.values(), default=1.0)
    return {
        term: _TOTAL_WEIGHT * (strength / most) ** 0.5 if term == "total" else (strength / most) ** 0.5
        for term, strength in found.items()
        if strength >= _HEARD * most
    }


def _named_times(source: SourceIndex, claim: Claim) -> tuple[When, ...]:
    """The stretches of time that the claim's sentence names, without doubles, the firmest first."""
    found: list[When] = []
    latest = source.labels.times.latest
    for when, _ in claim.frame.times:
        if when.months == 1:
            when = replace(when, months=None)  # a month may name the quarter that it ends
        if when.year is None and latest is not None and when.month is not None:
            when = replace(when, year=latest[0] if when.month <= latest[1] else latest[0] - 1)
        if not any(relation(when, other) > 0 for other in found):
            found.append(when)
    return tuple(found)
