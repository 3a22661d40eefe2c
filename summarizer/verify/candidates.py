"""Which numbers of the source a claim could be about, and how well the words of each fit it."""

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from weakref import WeakKeyDictionary

from summarizer.document import Document
from summarizer.numbers.glossary import DOWN, UP
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import Frame, LabelIndex
from summarizer.numbers.quantity import Grain, Kind, Period, Quantity, Role
from summarizer.verify.quotes import QuoteLocator
from summarizer.verify.agreement import Agreement, agree, comparable, contains, periods_conflict

_STATEMENTS = 24  # best statements whose numbers are compared
_SUPPORTERS = 40  # places with the claimed value that are compared
_DIRECTION_WEIGHT = 0.35
_BOUND_PERIOD = 0.28  # a period bound less firmly than this says nothing of the number


@dataclass(frozen=True, slots=True)
class Claim:
    """One number that has to be borne out, and what its own text says of it.

    Attributes:
        quantity: The number as claimed.
        frame: The words, periods and directions it is claimed under.
    """

    quantity: Quantity
    frame: Frame


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number of the source, held against one claim.

    Attributes:
        index: Into the source's numbers.
        quantity: The number.
        frame: Its label.
        agreement: How its value bears out the claim's; None if it doesn't.
        fit: How well its label explains the claim's, about 0 to 1.
    """

    index: int
    quantity: Quantity
    frame: Frame
    agreement: Agreement | None
    fit: float


class SourceIndex:
    """A source's numbers by value and by label, made once for any number of claims."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.numbers = number_index(document)
        self.labels = LabelIndex(self.numbers)

    @cached_property
    def quotes(self) -> QuoteLocator:
        """Where quotations stand in the source."""
        return QuoteLocator(self.document.text)

    @cached_property
    def identifiers(self) -> dict[str, list[Quantity]]:
        """The identifiers of the source by their letters: "nct", "phase", "imgn"."""
        found: dict[str, list[Quantity]] = {}
        for quantity in self.numbers.quantities:
            if quantity.kind is Kind.IDENTIFIER:
                letters = "".join(c for c in quantity.text.lower() if c.isalpha())
                if letters:
                    found.setdefault(letters, []).append(quantity)
        return found

    @cached_property
    def _by_value(self) -> tuple[list[Decimal], list[int]]:
        pairs = sorted(
            (abs(quantity.value), index)
            for index, quantity in enumerate(self.numbers.quantities)
            if quantity.value is not None and quantity.kind is not Kind.IDENTIFIER
        )
        return [value for value, _ in pairs], [index for _, index in pairs]

    @cached_property
    def _dates(self) -> list[int]:
        return [i for i, quantity in enumerate(self.numbers.quantities) if quantity.period is not None]

    def _near(self, low: Decimal, high: Decimal) -> list[int]:
        values, indices = self._by_value
        return indices[bisect_left(values, low) : bisect_right(values, high)]

    def with_value(self, claim: Quantity) -> Iterator[tuple[int, Agreement]]:
        """The numbers that state the claimed value, with the rule by which they do."""
        quantities = self.numbers.quantities
        if claim.kind is Kind.DATE:
            pool: list[int] = self._dates
        elif claim.value is None:
            return
        else:
            value, slack = abs(claim.value), max(claim.step, Decimal(0)) / 2
            pool = self._near(value - slack, value + slack)
            for low, high in _converted_values(claim):
                pool = pool + self._near(low, high)
        for index in pool:
            agreement = agree(claim, quantities[index])
            if agreement is not None:
                yield index, agreement

    def candidates(self, claim: Claim) -> tuple[list[Candidate], list[Candidate]]:
        """The places that state the claimed value, and the rivals that state another under like words.

        Returns:
            Supporters and rivals, each with the best fit first.
        """
        weights = self.weights(claim.frame)
        scores = self._statement_scores(weights)
        found = list(self.with_value(claim.quantity))
        statement_of = self.labels.statement_at
        quantities = self.numbers.quantities
        if len(found) > _SUPPORTERS:
            found = heapq.nlargest(
                _SUPPORTERS,
                found,
                key=lambda item: scores.get(statement_of(quantities[item[0]].span.start), 0.0),
            )
        supporters = [self._candidate(claim, index, agreement, weights) for index, agreement in found]
        taken = {candidate.index for candidate in supporters}
        rivals = []
        for statement in heapq.nlargest(_STATEMENTS, scores, key=scores.__getitem__):
            for index in self.labels.quantities_of(statement):
                quantity = quantities[index]
                if index in taken or not comparable(claim.quantity, quantity) or agree(claim.quantity, quantity):
                    continue
                rivals.append(self._candidate(claim, index, None, weights))
        supporters.sort(key=lambda c: -c.fit)
        rivals.sort(key=lambda c: -c.fit)
        return supporters, rivals

    def weights(self, frame: Frame) -> dict[str, float]:
        """How much each term of a claim tells: its strength there times its rarity here."""
        weights: dict[str, float] = {}
        for term, strength in frame.terms.items():
            rarity = self.labels.idf(term)
            if rarity > 0:
                weights[term] = strength * rarity * (_DIRECTION_WEIGHT if term in UP or term in DOWN else 1.0)
        return weights

    def _statement_scores(self, weights: Mapping[str, float]) -> dict[int, float]:
        scores: dict[int, float] = {}
        postings = self.labels.postings
        for term, weight in weights.items():
            for statement in postings[term]:
                scores[statement] = scores.get(statement, 0.0) + weight
        return scores

    def _candidate(
        self, claim: Claim, index: int, agreement: Agreement | None, weights: Mapping[str, float]
    ) -> Candidate:
        quantity, frame = self.numbers.quantities[index], self.labels.frame(index)
        return Candidate(index, quantity, frame, agreement, _fit(claim, quantity, frame, weights))


def _fit(claim: Claim, quantity: Quantity, frame: Frame, weights: Mapping[str, float]) -> float:
    total = sum(weights.values())
    terms = frame.terms
    fit = sum(weight * terms.get(term, 0.0) for term, weight in weights.items()) / total if total else 0.5
    if claim.quantity.role is not quantity.role:
        fit -= _role_gap(claim.quantity.role, quantity.role)
    if claim.quantity.unit and quantity.unit and claim.quantity.unit != quantity.unit:
        fit -= 0.1
    if claim.quantity.kind is not quantity.kind:
        fit -= 0.05
    relation = period_relation(claim.frame, frame)
    fit += 0.1 if relation > 0 else -0.2 if relation < 0 else 0.0
    if claim.frame.months and frame.months and abs(claim.frame.months - frame.months) > 0.6:  # noqa: PLR2004
        fit -= 0.12
    if claim.frame.direction * frame.direction < 0:
        fit -= 0.1
    return fit


def _role_gap(one: Role, two: Role) -> float:
    ends = (Role.LOW, Role.HIGH)
    if one in ends and two in ends:
        return 0.3
    if Role.P_VALUE in (one, two):
        return 0.3
    return 0.12 if one in ends or two in ends else 0.05


def period_relation(claim: Frame, source: Frame) -> int:
    """1 if a period bound to the claim is also bound to the source's number, -1 if all of them conflict,
    0 if either says none."""
    mine = _bound(claim)
    theirs = _bound(source)
    if not mine or not theirs:
        return 0
    wanted = mine[0]
    if any(contains(wanted, period) or contains(period, wanted) for period in theirs):
        return 1
    return -1 if all(periods_conflict(wanted, period) for period in theirs[:1]) else 0


def _bound(frame: Frame) -> list[Period]:
    return [period for period, strength in frame.periods if strength >= _BOUND_PERIOD]


def _converted_values(claim: Quantity) -> list[tuple[Decimal, Decimal]]:
    """Where in the order of values a number could stand that states the claim in another unit."""
    assert claim.value is not None  # noqa: S101 - the caller checked
    factors: tuple[Decimal, ...] = ()
    if claim.kind is Kind.DURATION:
        factors = tuple(Decimal(n) for n in ("12", "7", "24", "60", "3", "365")) + tuple(
            1 / Decimal(n) for n in ("12", "7", "24", "60", "3")
        )
    elif claim.kind in (Kind.POINTS, Kind.PERCENT) or (claim.kind is Kind.NUMBER and 0 < claim.value < 1):
        factors = (Decimal(100), Decimal("0.01"))
    value, slack = abs(claim.value), max(claim.step, Decimal(0)) / 2 + Decimal("1e-9")
    if claim.qualifier and claim.kind is Kind.NUMBER and claim.is_word:
        slack = value / 10
    return [((value - slack) * factor, (value + slack) * factor) for factor in factors]


_indices: WeakKeyDictionary[Document, SourceIndex] = WeakKeyDictionary()


def source_index(document: Document) -> SourceIndex:
    """The index of `document`, made once and kept as long as the document is."""
    index = _indices.get(document)
    if index is None:
        index = _indices[document] = SourceIndex(document)
    return index


__all__ = ["Candidate", "Claim", "Grain", "SourceIndex", "period_relation", "source_index"]
