"""The formulas that a claim's words ask for, each with the numbers of the source that it would join."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations, pairwise, permutations

from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.numbers.timing import YEAR
from summarizer.verify import formulas
from summarizer.verify.asks import Ask, Asks, around, asks, clause, follows, held_against, preceded
from summarizer.verify.candidates import SourceIndex
from summarizer.verify.claims import Claim, time_relation
from summarizer.verify.formulas import Formula
from summarizer.verify.groups import Groups
from summarizer.verify.measures import Measure, amounts_named, ratios_named, shares_named
from summarizer.verify.operands import Operand, alike, one_time, same_metric

NEVER = (Kind.DATE, Kind.TIME, Kind.ORDINAL, Kind.IDENTIFIER)
"""What is not computed by these formulas."""
_AMOUNTS = (Kind.MONEY, Kind.NUMBER, Kind.DURATION, Kind.MEASURE)
_METRICS = 12  # numbers of the best-fitting metrics that are paired
_SETS = 10  # numbers of which sets are made
_LONGEST_SUM, _LONGEST_LIST = 4, 6
_SIDES = 8  # numbers that may be the part of a share, and that may be the whole
_FIRST = 3  # of which the total of their column may be the whole, whatever the claim calls that
_SIDE_COVER = 0.3  # how much of its words either must explain
_LATEST = 0.05  # what it counts that a number is the latest, where the claim names no time
_TOLD = 0.3  # what it counts that the claim's own sentence gives a number
_FEW = 10  # a smaller count is a part only where its sentence or the claim's says so
_REVENUE = {"revenu": 1.0, "total": 0.5}  # what a margin is a share of
_RISK = re.compile(r"\b(?:risks?|hazards?|odds|likelihood|chances?)\b", re.IGNORECASE)
_SHARED = frozenset(("gross", "net", "oper"))  # words of a part that are no whole's alone


@dataclass(frozen=True, slots=True)
class Attempt:
    """A formula with its operands, in the formula's order.

    Attributes:
        formula: How they are put together.
        operands: Of the source.
        printed: Whether a value printed under the claim's label speaks against it.
        told: Whether the claim's own sentence gives all of them, so that none was chosen by chance.
        settles: Whether the sentence says that it is this formula: no other then explains the claim.
        name: The words of the measure that it computes; what is printed of it bears them all.
    """

    formula: Formula
    operands: tuple[Operand, ...]
    printed: bool = False
    told: bool = False
    settles: bool = False
    name: frozenset[str] = frozenset()


class Attempts:
    """The formulas that one claim's words ask for.

    Args:
        source: The source.
        claim: The claim.
    """

    def __init__(self, source: SourceIndex, claim: Claim) -> None:
        self.source = source
        self.claim = claim
        self.quantity = _with_its_unit(claim)
        self.asks: Asks = asks(claim)
        self.groups = Groups(source, claim)

    def families(self) -> Iterator[Iterable[Attempt]]:
        """The kinds of formulas that may give a number of this unit class, the surest first."""
        kind = self.quantity.kind
        is_fraction = kind is Kind.NUMBER and self.quantity.step == 0
        if kind is Kind.PERCENT:
            yield self._own_fraction()
            yield self._measures(shares_named)
            yield self._reductions(formulas.REDUCTION)
            yield self._changes(formulas.CHANGE)
            yield self._shares(formulas.SHARE)
            yield self._sets((Kind.PERCENT,))
            yield self._rest()
        elif is_fraction:
            yield self._reductions(formulas.REDUCTION_AS_FRACTION)
            yield self._changes(formulas.CHANGE_AS_FRACTION)
            yield self._shares(formulas.SHARE_AS_FRACTION)
            yield self._told_ratios()
        elif kind is Kind.POINTS:
            gap = formulas.GAP_IN_BASIS_POINTS if self.quantity.unit == "bp" else formulas.DIFFERENCE
            yield self._differences((Kind.PERCENT,), gap)
            yield self._margins()
        elif kind is Kind.MULTIPLE:
            yield self._measures(ratios_named)
            yield self._ratios()
        elif kind is Kind.NUMBER and self.quantity.step < 1 and self.asks.has(Ask.RATIO | Ask.SHARE):
            yield self._measures(ratios_named)
            yield self._ratios()
            yield self._shares(formulas.SHARE_AS_FRACTION)
            yield self._sets((Kind.NUMBER,))
        else:
            bare = kind is Kind.MONEY or (kind is Kind.NUMBER and not self.quantity.unit)
            kinds = (Kind.MONEY, Kind.NUMBER) if bare else (kind,)
            if kind is Kind.MONEY:
                yield self._measures(amounts_named)
            yield self._differences(kinds, formulas.DIFFERENCE)
            yield self.parts_of_time(kinds)
            yield self._sets(kinds)
            yield self._remainders(kinds)
            yield self._portions()
            yield self._annual(kinds)
            yield self._each()
            yield self._midpoints()

    @cached_property
    def told(self) -> list[tuple[Quantity, list[Operand]]]:
        """The other numbers of the claim's clause with the places where the source states them."""
        found = []
        start, end = clause(self.claim)
        for sibling in self.claim.siblings:
            here = start <= sibling.quantity.span.start < end
            if here and sibling.quantity.kind not in NEVER and sibling.quantity.value is not None:
                places = self.groups.places(sibling)
                if places:
                    found.append((sibling.quantity, places))
        return found

    def _pinned(self, kinds: tuple[Kind, ...]) -> list[Operand]:
        return [place for quantity, places in self.told if quantity.kind in kinds for place in places]

    def _target(self, kinds: tuple[Kind, ...]) -> list[Operand]:
        """What the claim's sentence says that a change led to: "rose 9.7% to $31.2 million"."""
        for quantity, places in self.told:
            if quantity.kind in kinds and follows(self.claim, quantity, "to"):
                return places
        return []

    def _pairs(self, kinds: tuple[Kind, ...]) -> Iterator[tuple[tuple[Operand, Operand], bool]]:
        """Pairs of one metric in time, the later first, with whether the claim's sentence names both."""
        yearly, sequential = self.asks.has(Ask.YEARLY), self.asks.has(Ask.SEQUENTIAL)
        seen = set()
        if self.claim.siblings:
            told = [(q, p) for q, p in self.told if q.kind in kinds]
            for (_, news), (_, olds) in permutations(told, 2):
                for new in news:
                    for old in olds:
                        if new.candidate.place == old.candidate.place or not alike(
                            new.quantity, old.quantity
                        ):
                            continue
                        if self.groups.in_order(new, old):
                            seen.add((new.candidate.place, old.candidate.place))
                            yield (new, old), True
            pinned = self._pinned(kinds)
            target = self._target(kinds)
            others = self.groups.by_words(kinds)[:_METRICS] if target else []
            for pair in self.groups.in_time(
                [*(target or pinned), *others], yearly=yearly, sequential=sequential
            ):
                key = pair[0].candidate.place, pair[1].candidate.place
                if key not in seen and (not target or any(value_of(pair[0]) == value_of(o) for o in target)):
                    seen.add(key)
                    yield pair, False
        if self._target(kinds):
            return
        best = self.groups.by_words(kinds)[:_METRICS]
        if "total" in self.groups.terms:
            best = best + [total for operand in best[:2] for total in self.groups.totals(operand)]
        for pair in self.groups.in_time(best, yearly=yearly, sequential=sequential):
            if (pair[0].candidate.place, pair[1].candidate.place) not in seen:
                yield pair, False

    def _changes(self, formula: Formula) -> Iterator[Attempt]:
        if not self.asks.has(Ask.CHANGE):
            return
        for pair, told in self._pairs(_AMOUNTS):
            settles = told and same_metric(self.source, *pair)
            yield Attempt(formula, pair, printed=True, told=told, settles=settles)
        if self.asks.has(Ask.GAP):
            for chosen in self.groups.itemwise(_AMOUNTS):
                if len(chosen) == 2:
                    yield from (
                        Attempt(replace(formula, signed=False), pair) for pair in permutations(chosen)
                    )
        if self.asks.has(Ask.RELATIVE):
            for pair, told in self._pairs((Kind.PERCENT,)):
                yield Attempt(formula, pair, told=told)

    def _differences(self, kinds: tuple[Kind, ...], formula: Formula) -> Iterator[Attempt]:
        if self.asks.has(Ask.CHANGE):
            for pair, told in self._pairs(kinds):
                yield Attempt(formula, pair, told=told)
        if self.asks.has(Ask.GAP | Ask.CHANGE | Ask.REST):
            gap = replace(formula, signed=False)
            if self.asks.has(Ask.GAP):
                for pair in combinations(self._pinned(kinds), 2):
                    if alike(pair[0].quantity, pair[1].quantity):
                        yield Attempt(gap, pair, told=True)
            for pair in self.groups.listed_pairs(self.groups.by_words(kinds)):
                yield Attempt(gap, pair)
            for chosen in self.groups.itemwise(kinds):
                if len(chosen) == 2:
                    yield Attempt(gap, chosen)
            for pair in self.groups.lookalikes(self.groups.by_words(kinds)):
                yield Attempt(gap, pair)
            for chosen in self.groups.together(self.groups.by_words(kinds)[:_SETS], 2):
                yield Attempt(gap, chosen)
            for chosen in self.groups.held_against(kinds, self.claim.before, held_against(self.claim)):
                yield Attempt(gap, chosen)

    def _sets(self, kinds: tuple[Kind, ...]) -> Iterator[Attempt]:
        for ask, formula in ((Ask.SUM, formulas.SUM), (Ask.MEAN, formulas.MEAN)):
            if not self.asks.has(ask):
                continue
            listed = self.claim.after.lstrip()[:1] == ":"
            for chosen in self._told_sets(kinds):
                yield Attempt(formula, chosen, told=True, settles=listed and ask is Ask.SUM)
            operands = self.groups.by_words(kinds)[:_SETS]
            for chosen in self.groups.over_times(operands):
                yield Attempt(formula, chosen)
            for chosen in self.groups.listed_runs(operands):
                yield Attempt(formula, chosen, printed=True)
            if operands:
                for chosen in self.groups.complete(self.groups.by_words(kinds)):
                    yield Attempt(formula, chosen, printed=True)
            for chosen in self.groups.itemwise(kinds):
                yield Attempt(formula, chosen, printed=True)
            for count in range(2, _LONGEST_SUM + 1):
                for chosen in self.groups.together(operands, count):
                    yield Attempt(formula, chosen, printed=True)
            if ask is Ask.MEAN:
                for pair, _ in self._pairs(kinds):
                    yield Attempt(formula, pair, printed=True)

    def _told_sets(self, kinds: tuple[Kind, ...]) -> Iterator[tuple[Operand, ...]]:
        """The other numbers of the claim's sentence, all of them, and all that follow it."""
        told = [(q, places[0]) for q, places in self.told if q.kind in kinds]
        start = self.quantity.span.start
        for chosen in ([o for _, o in told], [o for q, o in told if q.span.start > start]):
            if 2 <= len(chosen) <= _LONGEST_LIST and all(
                alike(chosen[0].quantity, o.quantity) for o in chosen
            ):
                yield tuple(chosen)

    def _measures(self, named: Callable[[str, str], Iterator[Measure]]) -> Iterator[Attempt]:
        """The measures that the claim's words name, of the lines that define them."""
        for measure in named(*around(self.claim)):
            sets = list(self.groups.on_lines((Kind.MONEY, Kind.NUMBER), measure.lines))
            if not self.claim.frame.compares:
                now = [chosen for chosen in sets if all(map(self.groups.is_of_now, chosen))]
                sets = now or sets
            name = frozenset(self.source.labels.terms_of(measure.name))
            for chosen in sets:
                yield Attempt(measure.formula, chosen, printed=bool(name), name=name)

    def _margins(self) -> Iterator[Attempt]:
        """By how much a margin moved: profit to revenue at one time, and at another."""
        if not self.asks.has(Ask.MARGIN):
            return
        formula = formulas.MARGIN_GAP_IN_BASIS_POINTS if self.quantity.unit == "bp" else formulas.MARGIN_GAP
        parts = self._parts_and_wholes(_AMOUNTS, at_any_time=True)
        for (new, all_new), (old, all_old) in permutations(parts[: 2 * _SIDES], 2):
            rows = new.frame.statement, all_new.frame.statement
            if rows != (old.frame.statement, all_old.frame.statement):
                continue
            if self.groups.a_year_apart(new, old) and new.when == all_new.when and old.when == all_old.when:
                yield Attempt(formula, (new, all_new, old, all_old))

    def _annual(self, kinds: tuple[Kind, ...]) -> Iterator[Attempt]:
        """A figure of part of a year as if the whole year were like it, where the claim says so."""
        if not self.asks.has(Ask.ANNUAL):
            return
        for operand in (*self._pinned(kinds), *self.groups.by_words(kinds)[:_SIDES]):
            months = operand.when.months if operand.when else None
            if months and months < YEAR and YEAR % round(months) == 0:
                yield Attempt(formulas.times(YEAR // round(months)), (operand,))

    def _own_fraction(self) -> Iterator[Attempt]:
        """The fraction that the claim's own sentence gives beside it: "34 of 105 patients, or 32.4%"."""
        for (one, parts), (two, wholes) in permutations(self.told, 2):
            if (one.role, two.role) == (Role.PART, Role.WHOLE) and one.group == two.group:
                yield Attempt(formulas.SHARE, (parts[0], wholes[0]))

    def _shares(self, formula: Formula) -> Iterator[Attempt]:
        """Part of whole: what the claim names of what it says that it is a share of."""
        if formula is formulas.SHARE_AS_FRACTION:
            for one, two in permutations(self._pinned((*_AMOUNTS, Kind.PERCENT)), 2):
                if alike(one.quantity, two.quantity) and abs(value_of(one)) < abs(value_of(two)):
                    yield Attempt(formula, (one, two), told=True)
        if not self.asks.has(Ask.SHARE | Ask.MARGIN):
            return
        yield from (Attempt(formula, pair, printed=True) for pair in self._parts_and_wholes(_AMOUNTS))
        if formula is formulas.SHARE and not self.asks.has(Ask.MARGIN):
            for part in self.groups.by_words((Kind.NUMBER,))[:1]:
                for other in self.groups.neighbours(part):
                    yield Attempt(formulas.SHARE_OF_BOTH, (part, other))

    def _parts_and_wholes(
        self, kinds: tuple[Kind, ...], *, at_any_time: bool = False, any_size: bool = False
    ) -> list[tuple[Operand, Operand]]:
        """What may be part and whole, the likeliest first.

        Args:
            kinds: Their unit classes.
            at_any_time: Whether they may be of another time than the claim's.
            any_size: Whether the one need not be smaller than the other.
        """
        whole_terms = self.groups.terms_of(self.asks.whole)
        if not whole_terms and self.asks.has(Ask.MARGIN):
            whole_terms = _REVENUE
        parts_terms = {t: s for t, s in self.groups.terms.items() if t not in whole_terms or t in _SHARED}
        apart = self.groups.terms_of(self.asks.part)
        if apart:
            parts_terms = {term: self.groups.terms.get(term, 1.0) for term in apart}
        parts_terms.pop("margin", None)
        if not whole_terms or not parts_terms:
            return []
        told = self._pinned(kinds)
        pairs: dict[tuple[int, int], tuple[float, tuple[Operand, Operand]]] = {}
        wholes, parts = (
            [(o, o.fit) for o in self.groups.by_words(kinds, terms)[:_SIDES] if o.cover >= _SIDE_COVER]
            for terms in (whole_terms, parts_terms)
        )
        parts += [(o, o.fit + _TOLD) for o in told]
        wholes += [(o, o.fit + _TOLD) for o in told]
        named = not wholes or "total" in whole_terms
        for part, one in parts[: _SIDES if named else _FIRST]:
            wholes += [(whole, one) for whole in self.groups.totals(part)]
        few = {id(o) for o, _ in parts if _is_few(o.quantity) and o not in told}
        for part, one in parts:
            for whole, two in wholes:
                if id(part) in few:
                    continue
                if part.candidate.place == whole.candidate.place or not alike(part.quantity, whole.quantity):
                    continue
                dated = one_time(part, whole) if at_any_time else self.groups.of_one_time((part, whole))
                sizes = abs(value_of(part)), abs(value_of(whole))
                if not dated or not all(sizes) or (sizes[0] >= sizes[1] and not any_size):
                    continue
                rank = (
                    one
                    + two
                    + (0.15 if time_relation(part.frame, whole.frame) > 0 else 0.0)
                    + 0.1 * self.groups.time_of(part.candidate)
                    + 0.1 * self.groups.time_of(whole.candidate)
                    + _LATEST * self.groups.is_of_now(part)
                )
                key = part.candidate.place, whole.candidate.place
                if key not in pairs or pairs[key][0] < rank:
                    pairs[key] = rank, (part, whole)
        return [pair for _, pair in sorted(pairs.values(), key=lambda item: -item[0])]

    def _rest(self) -> Iterator[Attempt]:
        """What is left of a hundred percent."""
        if self.asks.has(Ask.REST):
            pinned = self._pinned((Kind.PERCENT,))
            for operand in (*pinned, *self.groups.by_words((Kind.PERCENT,))[:2]):
                yield Attempt(formulas.COMPLEMENT, (operand,))

    def _remainders(self, kinds: tuple[Kind, ...]) -> Iterator[Attempt]:
        """What is left of a count that the claim's sentence gives: "41 of the 312 did not complete"."""
        if not self.asks.has(Ask.REST) or self.quantity.value is None:
            return
        mine = abs(self.quantity.value)
        wholes = [o for o in self._pinned(kinds) if abs(value_of(o)) > mine]
        for whole in wholes:
            parts = [*self.groups.by_words(kinds)[:_SIDES], *self.groups.partners(whole)]
            for part in parts:
                fits = part.candidate.place != whole.candidate.place and alike(part.quantity, whole.quantity)
                if fits and 0 < abs(value_of(part)) < abs(value_of(whole)) and one_time(part, whole):
                    yield Attempt(formulas.REMAINDER, (whole, part), printed=True)

    def _reductions(self, formula: Formula) -> Iterator[Attempt]:
        """By how much a risk went down, of the hazard ratio: "cut the risk of death by 38%"."""
        if self.claim.frame.direction >= 0 or not any(map(_RISK.search, around(self.claim))):
            return
        for operand in self._pinned((Kind.NUMBER,)):
            if _is_ratio(operand):
                yield Attempt(formula, (operand,), told=True)
        terms = dict(self.groups.terms) | {"hazard": 1.0}
        for operand in self.groups.by_words((Kind.NUMBER,), terms)[:_SIDES]:
            if _is_ratio(operand) and "hazard" in operand.frame.terms:
                yield Attempt(formula, (operand,), printed=True)

    def _told_ratios(self) -> Iterator[Attempt]:
        """One of two numbers side by side in the claim's clause over the other: "at 58.3% against 18.2%"."""
        told = sorted(self.told, key=lambda item: item[0].span.start)
        told = [(q, places) for q, places in told if q.kind in (*_AMOUNTS, Kind.PERCENT)]
        for (one, firsts), (_, seconds) in pairwise(told):
            first, second = firsts[0], seconds[0]
            if alike(first.quantity, second.quantity) and first.candidate.place != second.candidate.place:
                moved = preceded(self.claim, one, "from")
                yield Attempt(formulas.RATIO, (second, first) if moved else (first, second), told=True)

    def _ratios(self) -> Iterator[Attempt]:
        if not self.asks.has(Ask.RATIO):
            return
        yield from self._told_ratios()
        if self.groups.terms_of(self.asks.whole):
            for pair in self._parts_and_wholes((*_AMOUNTS, Kind.PERCENT), any_size=True):
                yield Attempt(formulas.RATIO, pair, printed=True)
        else:
            for pair, told in self._pairs(_AMOUNTS):
                yield Attempt(formulas.RATIO, pair, told=told)

    def parts_of_time(self, kinds: tuple[Kind, ...]) -> Iterator[Attempt]:
        """A period that the source gives no figure for: the nine months less the third quarter."""
        asked = self.groups.period
        if asked is None or asked.end is None or not asked.months:
            return
        best = [*self._pinned(kinds), *self.groups.by_words(kinds)[:_METRICS]]
        for long, short in self.groups.nested(best):
            one, two = long.when, short.when
            if one is None or two is None or one.end is None or two.end is None:
                continue
            if not one.months or not two.months or round(one.months - two.months) != round(asked.months):
                continue
            late = one.end == two.end and asked.end == one.end - round(two.months)
            early = asked.end == one.end and two.end == one.end - round(asked.months)
            if late or early:
                yield Attempt(formulas.REMAINDER, (long, short))

    def _portions(self) -> Iterator[Attempt]:
        """A percentage of the whole that the claim's sentence gives: "$51 million of the $85 million"."""
        if not self.asks.has(Ask.SHARE):
            return
        kind = self.quantity.kind
        for whole in self._pinned((kind,)):
            if abs(value_of(whole)) <= abs(self.quantity.value or Decimal(0)):
                continue
            for share in self.groups.by_words((Kind.PERCENT,))[:_SIDES]:
                if share.cover >= _SIDE_COVER:
                    yield Attempt(formulas.PORTION, (whole, share))

    def _each(self) -> Iterator[Attempt]:
        """An amount for each of a number of things."""
        if not self.asks.has(Ask.EACH) or self.quantity.kind is not Kind.MONEY:
            return
        amounts, counts = self._pinned((Kind.MONEY,)), self._pinned((Kind.NUMBER,))
        for amount in amounts:
            for count in counts:
                if value_of(count) > 1 and one_time(amount, count):
                    yield Attempt(formulas.RATIO, (amount, count))
        if self.groups.terms_of(self.asks.whole):
            for part, whole in self._parts_and_wholes((Kind.MONEY, Kind.NUMBER)):
                yield Attempt(formulas.RATIO, (part, whole))

    def _midpoints(self) -> Iterator[Attempt]:
        """The middle of a range that the source gives."""
        if self.asks.has(Ask.MIDPOINT):
            for (one, lows), (two, highs) in permutations(self.told, 2):
                if (one.role, two.role) == (Role.LOW, Role.HIGH) and one.group == two.group:
                    yield Attempt(formulas.MEAN, (lows[0], highs[0]), told=True)
            for low, high in self.groups.ranges(self.quantity.kind):
                yield Attempt(formulas.MEAN, (low, high))


def _with_its_unit(claim: Claim) -> Quantity:
    """The number of a claim, with the unit that its clause leaves out: "5.6 points, but slipped by 0.6"."""
    quantity = claim.quantity
    if quantity.kind is not Kind.NUMBER or quantity.unit or not 0 < quantity.step < 1:
        return quantity
    before = [s.quantity for s in claim.siblings if s.quantity.span.start < quantity.span.start]
    last = max(before, key=lambda other: other.span.start, default=quantity)
    if last.kind in (Kind.POINTS, Kind.MEASURE) and last.role is quantity.role:
        return replace(quantity, kind=last.kind, unit=last.unit)
    return quantity


def _is_few(quantity: Quantity) -> bool:
    count = quantity.kind is Kind.NUMBER and quantity.scale == quantity.step == 1
    return count and quantity.role is Role.PLAIN and abs(quantity.value or Decimal(0)) < _FEW


def _is_ratio(operand: Operand) -> bool:
    """Whether a number may be a hazard ratio below 1."""
    quantity = operand.quantity
    return quantity.step < 1 and 0 < value_of(operand) < 1 and quantity.role is Role.PLAIN


def value_of(operand: Operand) -> Decimal:
    """The value of an operand, which always has one."""
    return operand.quantity.value or Decimal(0)
