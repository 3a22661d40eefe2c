"""Numbers that the source does not print but that follow from numbers it does print.

The claim's own words must ask for the kind of computing, the operands' labels must fit these words and
belong together (one metric at two times, several metrics at one time), and no more formulas are tried
than the claim's precision allows before one of them would fit by chance. A value that the source prints
under the claim's very label always wins over one that can be computed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain, combinations, islice, product

from summarizer.numbers.labels import text_of
from summarizer.numbers.quantity import Grain, Kind, Period, Qualifier, Quantity
from summarizer.verify import formulas
from summarizer.verify.agreement import comparable, measurable, satisfies
from summarizer.verify.asks import Ask, adds_up
from summarizer.verify.attempts import NEVER, Attempt, Attempts, value_of
from summarizer.verify.candidates import Candidate, SourceIndex
from summarizer.verify.claims import Claim, bound_times
from summarizer.verify.formulas import Interval, computed, reads, stated, tries
from summarizer.verify.operands import Operand, months_between, usable

_FITS = 0.3  # how well a number must fit the claim's words to bear out a hedge ("more than 30%")
_HEDGED = 12  # numbers that are held against one
_MOST_ATTEMPTS = 400
_COARSE_COVER = 0.8  # of the words of a claim such as "nine", what operands explain
_PRINTED = 0.97  # of what the operands explain of the claim's words, what a printed rival must explain
_SAME_LABEL = 0.5  # and of all the claim's words
_BEARS = 0.5  # how firmly the words of a measure's name are bound to its printed value
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_ADDED = (formulas.SUM.of, formulas.DIFFERENCE.of, formulas.MEAN.of)
_ABOUT_A_SPAN = Decimal("0.06")  # what "about five months" may be off
_BETWEEN = re.compile(
    r"\s*(?:later|earlier|before|after|apart|longer|prior|previously|since|until|from|between)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:ago|earlier|since|between|from|year[ -]over[ -]year|y/y|yoy|last|previous|prior|compared|versus|vs"
    r"|against|than)\b",
    re.IGNORECASE,
)
_SPANS = 4  # pairs of dates that are tried


@dataclass(frozen=True, slots=True)
class Derivation:
    """A formula over numbers of the source that yields the claimed value."""

    formula: str
    operands: tuple[Candidate, ...]


def derive(source: SourceIndex, claim: Claim, rivals: list[Candidate]) -> Derivation | None:
    """The claimed value from numbers that fit the claim's words, if a formula that they ask for gives it.

    Args:
        source: The source.
        claim: A number that the source does not print, or prints of something else.
        rivals: The numbers of the source that the claim could be about, the best-fitting first.
    """
    quantity = claim.quantity
    if quantity.kind is Kind.DATE:
        return _period(source, claim)
    if quantity.kind in NEVER or quantity.value is None or not measurable(quantity):
        return None
    if adds_up(claim):
        quantity = replace(quantity, qualifier=Qualifier.NONE)  # the "up to" of "add up to" is no hedge
        claim = replace(claim, quantity=quantity)
    held = _hedged(quantity, rivals)
    if held is not None:
        return held
    attempts = Attempts(source, claim)
    trial = _Trial(attempts, rivals)
    for family in attempts.families():
        found = trial.first(family)
        if found is not None or trial.settled:
            return found
    return trial.span()


def _hedged(quantity: Quantity, rivals: list[Candidate]) -> Derivation | None:
    """A number of which the claim's hedge holds: "more than 30%" of 32.4%."""
    usual = (c for c in rivals if c.fit >= _FITS and usable(c))
    for candidate, _ in zip(usual, range(_HEDGED), strict=False):
        if satisfies(quantity, abs(candidate.quantity.value or Decimal(0))):
            text = f"“{quantity.qualifier} {quantity.text}” holds of {text_of(candidate.quantity.text)}"
            return Derivation(text, (candidate,))
    return None


def _period(source: SourceIndex, claim: Claim) -> Derivation | None:
    """A period that the source does not name but whose figure follows: the first half from nine months."""
    for sibling in claim.siblings:
        if sibling.quantity.kind in (Kind.MONEY, Kind.NUMBER) and sibling.quantity.value is not None:
            attempts = Attempts(source, sibling)
            found = _Trial(attempts, []).first(attempts.parts_of_time((Kind.MONEY, Kind.NUMBER)))
            if found is not None:
                return found
    return None


class _Trial:
    """The holding of formulas against one claim, until one gives it or chance would."""

    def __init__(self, attempts: Attempts, rivals: list[Candidate]) -> None:
        self.attempts = attempts
        self.claim = attempts.claim
        self.quantity = attempts.quantity
        self.groups = attempts.groups
        self.rivals = rivals
        self.settled = False

    def first(self, attempts: Iterable[Attempt]) -> Derivation | None:
        """The first attempt that gives the claimed value, if it comes before chance would."""
        seen = set()
        coarse = self.quantity.kind is Kind.NUMBER and tries(self.quantity) == 1
        for attempt in islice(attempts, _MOST_ATTEMPTS):
            if self.settled and not attempt.told:
                return None
            # By how much one is more than the other holds either way round; a change goes its own.
            either = not attempt.formula.signed and self.attempts.asks.has(Ask.GAP)
            key = attempt.formula.of, either, tuple(value_of(operand) for operand in attempt.operands)
            if key in seen:
                continue
            if not attempt.told:
                seen.add(key)
            if len(seen) > tries(self.quantity):
                return None
            if not self._fit_together(attempt) or not self._as_long(attempt):
                continue
            result = computed(attempt.formula, [stated(o.quantity) for o in attempt.operands])
            if result is None or not reads(self.quantity, result) or not self._goes(attempt, result):
                self.settled = self.settled or (attempt.settles and result is not None)
                continue
            if len(seen) > tries(self.quantity, result.width) and not attempt.told:
                continue
            if coarse and not attempt.told and self.groups.cover(attempt.operands) < _COARSE_COVER:
                continue
            if self._sharp(attempt) and not self._is_printed(attempt):
                return self._derivation(attempt)
        return None

    def _fit_together(self, attempt: Attempt) -> bool:
        """Whether all operands are in the claim's currency, and none too small to be seen in the result."""
        mine, values = self.quantity.unit.split("/")[0], [abs(value_of(o)) for o in attempt.operands]
        if self.quantity.kind is Kind.MONEY and mine:
            units = {o.quantity.unit.split("/")[0] for o in attempt.operands if o.quantity.kind is Kind.MONEY}
            counts = any(o.quantity.kind is Kind.NUMBER and o.quantity.unit for o in attempt.operands)
            if units - {"", mine} or (counts and attempt.formula.of in _ADDED):
                return False
        measured = self.quantity.kind in (Kind.DURATION, Kind.MEASURE)
        if measured and any(o.quantity.unit != self.quantity.unit for o in attempt.operands):
            return False
        if attempt.formula is formulas.MEAN and len(set(values)) == 1:
            return False  # of one number said again
        added = attempt.formula.of in _ADDED[:2]
        return not added or all(value * 2 >= self.quantity.step for value in values if value)

    def _as_long(self, attempt: Attempt) -> bool:
        """Whether two balances lie as far apart as the claim says that their change took.

        What rose by 336 over six months did not in the quarter; where it is held against another time, the
        claim's own says nothing of how long it took.
        """
        if not attempt.formula.signed or len(attempt.operands) != 2:
            return True
        new, old = (operand.when for operand in attempt.operands)
        if new is None or old is None or new.months != 0 or old.months != 0:
            return True
        lengths = {when.months for when in bound_times(self.claim.frame)}
        length, apart = lengths.pop() if len(lengths) == 1 else None, months_between(new, old)
        if not length or not apart or abs(abs(apart) - length) <= 1:
            return True
        return _SINCE.search(self.claim.sentence[1]) is not None

    def _goes(self, attempt: Attempt, result: Interval) -> bool:
        """Whether the result goes the way that the claim says; a loss that narrows may go either."""
        if not attempt.formula.signed:
            return True
        direction, middle = self.claim.frame.direction, result.printed
        below = (self.quantity.value or 0) < 0
        values = [value_of(operand) for operand in attempt.operands]
        negative = len(values) == 2 and max(values) < 0
        grown = abs(values[0]) - abs(values[1]) if negative else Decimal(0)  # a loss, in size
        if not direction:
            if below:
                return middle < 0 or grown < 0
            return middle > 0 or grown > 0 or not self.attempts.asks.has(Ask.RELATIVE)
        return middle * direction > 0 or (below and middle < 0) or grown * direction > 0

    def _sharp(self, attempt: Attempt) -> bool:
        """Whether it still holds with the finest figures that the source gives for its operands."""
        finest = [self._finest(operand) for operand in attempt.operands]
        result = computed(attempt.formula, finest)
        return result is not None and reads(self.quantity, result)

    def _finest(self, operand: Operand) -> Interval:
        finer = self.groups.finer(operand)
        return stated(min(finer, key=lambda other: other.step, default=operand.quantity))

    def _is_printed(self, attempt: Attempt) -> bool:
        """Whether the source prints another value under the claim's words that the operands explain."""
        if not attempt.printed:
            return False
        cover = self.groups.cover(attempt.operands)
        mine = {o.frame.statement for o in attempt.operands}
        for rival in self.rivals[:_HEDGED]:
            if (
                rival.frame.statement in mine
                or not usable(rival)
                or not comparable(self.quantity, rival.quantity)
            ):
                continue
            if any(rival.frame.terms.get(term, 0.0) < _BEARS for term in attempt.name):
                continue
            changed = bool(rival.frame.direction) or "chang" in rival.frame.terms
            if changed is not attempt.formula.signed and (attempt.formula.signed or attempt.formula.unit):
                continue  # a level, and not by how much it changed; a change, and no share
            fits = self.groups.fit_of(rival) >= max(_PRINTED * cover, _SAME_LABEL)
            same_way = rival.frame.direction * self.claim.frame.direction >= 0
            if fits and same_way and self.groups.time_of(rival) >= 0:
                return True
        return False

    def _derivation(self, attempt: Attempt) -> Derivation:
        operands = attempt.operands
        values = [value_of(operand) for operand in operands]
        if all(value < 0 for value in values):
            values = [-value for value in values]  # expenses in brackets grow as others do
        value = attempt.formula.of(values)
        if attempt.formula.of in (formulas.DIFFERENCE.of, formulas.GAP_IN_BASIS_POINTS.of):
            operands = tuple(sorted(operands, key=lambda o: -value_of(o)))
        shown = attempt.formula.shown([text_of(o.quantity.text) for o in operands])
        rounded = attempt.formula.unit or attempt.formula in (formulas.RATIO, formulas.SHARE_AS_FRACTION)
        result = (
            f"{value:.2f}{attempt.formula.unit}"
            if rounded and value is not None
            else text_of(self.quantity.text)
        )
        return Derivation(f"{shown} = {result}", tuple(o.candidate for o in operands))

    def span(self) -> Derivation | None:
        """A time between two dates that the source gives in one sentence."""
        if self.quantity.kind is not Kind.DURATION or not self.attempts.asks.has(Ask.SPAN):
            return None
        told = list(self._told_dates()) if _BETWEEN.match(self.claim.after) else []
        pairs: Iterable[tuple[Candidate, Candidate]] = combinations(told, 2)
        if len(told) < 2:
            alone = list(islice(self.groups.dates_alone(), _SPANS))
            pairs = chain(product(told, alone), islice(self.groups.dates(), _SPANS))
        for pair in pairs:
            dated = [(c.quantity.period, c) for c in pair if c.quantity.period is not None]
            if len(dated) == 2 and _lies_between(self.quantity, dated[0][0], dated[1][0]):
                (_, first), (_, second) = sorted(dated, key=lambda item: item[0].iso)
                start, end = text_of(first.quantity.text), text_of(second.quantity.text)
                text = f"from {start} to {end} = {text_of(self.quantity.text)}"
                return Derivation(text, (first, second))
        return None

    def _told_dates(self) -> Iterator[Candidate]:
        """The days that the claim's own sentence names, where the source has them."""
        source = self.attempts.source
        for sibling in self.claim.siblings:
            if sibling.quantity.period is not None and sibling.quantity.period.grain is Grain.DAY:
                yield from (
                    source.unweighed(index) for index, _ in islice(source.with_value(sibling.quantity), 1)
                )


def _lies_between(span: Quantity, one: Period, two: Period) -> bool:
    """Whether so much time lies between two dates, to the day for days and weeks, else to the month."""
    if one.grain is not two.grain or one.year is None or two.year is None or one.month is None:
        return False
    if span.unit in _MONTHS and span.value:
        months = Decimal(12 * (one.year - two.year) + (one.month or 0) - (two.month or 0))
        months += Decimal((one.day or 0) - (two.day or 0)) / 31
        units = abs(months) / _MONTHS[span.unit]
        if one.day != two.day and span.qualifier is Qualifier.ABOUT:
            return abs(units - span.value) <= _ABOUT_A_SPAN * span.value
        return units > 0 and (units == span.value or satisfies(span, units))
    if span.unit not in _DAYS or not (one.month and two.month and one.day and two.day):
        return False
    days = abs((date(one.year, one.month, one.day) - date(two.year, two.month, two.day)).days)
    return days > 0 and days == _DAYS[span.unit] * (span.value or 0)
