"""The numbers of the source that may enter a formula for a claim, in the order in which to try them.

They are called up by the claim's words, and by the other numbers that the claim's sentence repeats.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest

from summarizer.document import Span
from summarizer.numbers.glossary import DOWN, UP
from summarizer.numbers.labels import Frame
from summarizer.numbers.quantity import Kind, Period, Qualifier, Quantity, Role
from summarizer.numbers.timing import When, relation
from summarizer.verify.agreement import is_fraction, measurable
from summarizer.verify.candidates import Candidate, SourceIndex, Words
from summarizer.verify.claims import Claim, bound_times, relate, time_relation

_MOST_PLACES = 12  # with the value of another number of the claim's sentence that are compared
_POOL = 28  # numbers that are looked at
_PLACES = 2  # of a number that the claim's sentence repeats
_FIRM = 0.4  # how firmly a word is bound that names a number
_LEAST = 0.25  # how much of what the best label explains of the claim's words another must explain
_EXTRA = 0.25  # what it costs a label if all its words are foreign to the claim
_HEARD = 0.2  # of the firmest word's strength: what is farther away is not of this number
_TOTAL_WEIGHT = 0.5  # "total" names a row as often as it asks for a sum
_WORD_COST = 0.3  # "two" counts other things than "2,016,666" does
_LIST_OF_TIMES = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|to|through|until|than|from|over|versus|vs\.?|compared (?:to|with))|[-–—&/])\s*"
    r"(?:(?:in|the|of|to|fiscal|years?|quarter|calendar)\s+)*",
    re.IGNORECASE,
)
_SIMILAR = 0.6  # how much of their firm words two numbers of one metric share
_ASKING = frozenset(
    "sum togeth averag mean chang differ vari margin share portion proport percentag gap remain"
    " repres account constitut compar annual number amount valu midpoint both fewer exceed combin"
    " equal ratio point".split()
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
        self._bound = bound_times(claim.frame)
        self._found: dict[tuple[frozenset[str], tuple[Kind, ...]], list[Operand]] = {}

    @cached_property
    def terms(self) -> Mapping[str, float]:
        """The claim's own words, without those that only ask for a formula."""
        return _metric_words(self.claim.frame.terms)

    @cached_property
    def words(self) -> Words:
        """What these words tell in the source."""
        return self.source.words(replace(self.claim.frame, terms=self.terms))

    def by_words(self, kinds: tuple[Kind, ...], terms: Mapping[str, float] | None = None) -> list[Operand]:
        """The numbers of these unit classes whose labels explain the words best, the best first."""
        key = frozenset(self.terms if terms is None else terms), kinds
        known = self._found.get(key)
        if known is not None:
            return known
        words = self.words if terms is None else self.source.words(replace(self.claim.frame, terms=terms))
        whole = sum(words.weights.values())
        found = [
            self.operand(candidate, words.weights, whole)
            for candidate in self.called_up(words, kinds)
            if usable(candidate) and not self.source.heads_a_table(candidate.place)
        ]
        found.sort(key=lambda o: -o.fit)
        best = found[0].cover if found else 0.0
        found = [o for o in found if o.cover >= _LEAST * best][:_POOL]
        self._found[key] = found
        return found

    def called_up(self, words: Words, kinds: tuple[Kind, ...]) -> Iterator[Candidate]:
        """The numbers of these unit classes in the statements that hold most of the words."""
        quantities = self.source.labels.numbers.quantities
        for statement in words.best:
            for index in self.source.labels.quantities_of(statement):
                if quantities[index].kind in kinds:
                    yield self.source.unweighed(index)

    def operand(self, candidate: Candidate, weights: Mapping[str, float], whole: float) -> Operand:
        """A number with how much of the words its label explains."""
        terms = candidate.frame.terms
        cover = sum(weight * terms.get(term, 0.0) for term, weight in weights.items()) / whole
        own = self.source.own_words(candidate.place)
        foreign = everything = 0.0
        for term, tells in own.items():
            if term not in _ASKING and term != "total":
                everything += tells
                foreign += tells if term not in weights else 0.0
        named = frozenset(term for term in weights if terms.get(term, 0.0) >= _FIRM)
        extra = _EXTRA * foreign / everything if everything else 0.0
        extra += _WORD_COST * candidate.quantity.is_word
        return Operand(candidate, cover, cover - extra, named - {"total"}, time_told(candidate.frame))

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
        candidates = (self.source.unweighed(index) for index in indices)
        found = [self.operand(c, words.weights, whole) for c in candidates if usable(c)]
        found.sort(key=lambda o: -o.fit)
        return found[:_PLACES]

    def partners(self, operand: Operand) -> list[Operand]:
        """The other numbers of a number's row or sentence that are measured alike."""
        labels = self.source.labels
        found = []
        for index in labels.quantities_of(operand.frame.statement):
            quantity = labels.numbers.quantities[index]
            if index == operand.candidate.place or not alike(quantity, operand.quantity):
                continue
            candidate = self.source.unweighed(index)
            if usable(candidate) and not self.source.heads_a_table(index):
                found.append(replace(operand, candidate=candidate, when=time_told(candidate.frame)))
        return found

    def terms_of(self, text: str) -> dict[str, float]:
        """The metric words of a stretch of the claim's sentence."""
        return _metric_words(self.source.labels.terms_of(text)) if text else {}

    def fit_of(self, candidate: Candidate) -> float:
        """How much of the claim's words one number's label explains, less what it says beyond them."""
        return self.operand(candidate, self.words.weights, self._whole or 1.0).fit

    def time_of(self, candidate: Candidate) -> int:
        """How the claim's time and a number's relate: 1 one, -1 in conflict, 0 unsaid."""
        frame = candidate.frame
        return relate(self.claim.frame, self._bound, frame, self.source.traits(candidate.place).bound)

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
        if not self._whole:
            return 0.0
        labels = [operand.frame.terms for operand in operands]
        weights = self.words.weights.items()
        return (
            sum(weight * max(terms.get(term, 0.0) for terms in labels) for term, weight in weights)
            / self._whole
        )

    @cached_property
    def _whole(self) -> float:
        return sum(self.words.weights.values())


def time_told(frame: Frame) -> When | None:
    """The time that a label tells: the first that says when it ends, else the first."""
    times = [when for when, _ in frame.times]
    return next((when for when in times if when.end is not None), times[0] if times else None)


def usable(candidate: Candidate) -> bool:
    """Whether a number can enter a formula: it is a plain figure, no bound, level or grade."""
    quantity = candidate.quantity
    return (
        quantity.value is not None
        and measurable(quantity)
        and quantity.role in (Role.PLAIN, Role.PART, Role.WHOLE)
        and quantity.qualifier not in (Qualifier.OVER, Qualifier.UNDER)
        and not is_fraction(quantity)
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
    if same and (source.in_table(one.frame) or one.frame.compares != two.frame.compares):
        return True
    mine, theirs = source.own_words(one.candidate.place).keys(), source.own_words(two.candidate.place).keys()
    return bool(mine and theirs) and len(mine & theirs) >= (_SIMILAR / 2 if same else _SIMILAR) * len(
        mine | theirs
    )


def _metric_words(terms: Mapping[str, float]) -> dict[str, float]:
    """The words that name metrics. A formula's operands may stand far apart, so distance counts less."""
    named = {
        term: strength
        for term, strength in terms.items()
        if term[0] not in "=@" and term not in UP and term not in DOWN
    }
    found = {term: strength for term, strength in named.items() if term not in _ASKING} or named
    most = max(found.values(), default=1.0)
    return {
        term: _TOTAL_WEIGHT * (strength / most) ** 0.5 if term == "total" else (strength / most) ** 0.5
        for term, strength in found.items()
        if strength >= _HEARD * most
    }


def _named_times(source: SourceIndex, claim: Claim) -> tuple[When, ...]:
    """The stretches of time that the claim's sentence names, without doubles, the firmest first.

    A number has one time, or that of a list of them ("in 2018 and 2019") or a stretch ("from 2017 to 2019")
    of which its own is the nearest.
    """
    found: list[When] = []
    latest = source.labels.times.latest
    for said, _ in claim.frame.times:
        months = None if said.months == 1 else said.months  # a month may name the quarter that it ends
        year = said.year
        if year is None and latest is not None and said.month is not None:
            year = latest[0] if said.month <= latest[1] else latest[0] - 1
        when = replace(said, year=year, months=months)
        if not any(relation(when, other) > 0 for other in found):
            found.append(when)
    for run in _listed_times(source, claim):
        if not found or {when.year for when in run} & {when.year for when in found}:
            years = {when.year for when in found}
            found += (when for when in run if when.year not in years)
            break
    return tuple(found)


def _listed_times(source: SourceIndex, claim: Claim) -> list[list[When]]:
    """The dates of the claim's sentence that are named side by side or as two ends, the nearest first."""
    start, said = claim.sentence
    dated = [
        (other.quantity.span, other.quantity.period)
        for other in claim.siblings
        if other.quantity.period is not None and other.quantity.period.year is not None
    ]
    dated.sort(key=lambda item: item[0].start)
    runs: list[list[tuple[Span, Period]]] = []
    for span, period in dated:
        gap = said[runs[-1][-1][0].end - start : span.start - start] if runs else ""
        if runs and _LIST_OF_TIMES.fullmatch(gap):
            runs[-1].append((span, period))
        else:
            runs.append([(span, period)])
    here = claim.quantity.span.start
    runs = sorted((run for run in runs if len(run) > 1), key=lambda run: abs(run[0][0].start - here))
    times = source.labels.times
    return [[when for _, period in run for when in times.when(period, None)[:1]] for run in runs]
