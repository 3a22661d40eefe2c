"""Numbers that the source does not print but that follow from numbers it does print.

The claim's own words must ask for the kind of computing, the operands' labels must fit these words and
belong together (one metric at two times, several metrics at one time), and no more formulas are tried
than the claim's precision allows before one of them would fit by chance. A value that the source prints
under the claim's very label always wins over one that can be computed.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, permutations

from summarizer.numbers.quantity import Kind, Period, Qualifier, Quantity, Role
from summarizer.numbers.timing import When, relation
from summarizer.verify import formulas
from summarizer.verify.agreement import measurable, rounds_to, satisfies
from summarizer.verify.asks import Ask, Asks, adds_up, asks, clause, follows
from summarizer.verify.candidates import Candidate, Claim, SourceIndex, Words, time_relation
from summarizer.verify.formulas import Formula, Interval, computed, reads, stated, tries
from summarizer.verify.operands import Operand, Pool, alike, months_between, one_time, usable

_FITS = 0.3  # how well a number must fit the claim's words to bear out a hedge ("more than 30%")
_HEDGED = 12  # numbers that are held against one
_METRICS = 12  # numbers of the best-fitting metrics that are paired
_SETS = 10  # numbers of which sets are made
_LONGEST_SUM = 4
_MOST_ATTEMPTS = 400
_SIDES = 8  # numbers that may be the part of a share, and that may be the whole
_SIDE_COVER = 0.3  # how much of its words either must explain
_COARSE_COVER = 0.8  # of the words of a claim such as "nine", what operands explain
_FEW = 10  # a smaller count is a part only where its sentence or the claim's says so
_PRINTED = 0.97  # of what the operands explain of the claim's words, what a printed rival must explain
_SAME_LABEL = 0.5  # and of all the claim's words
_NEVER = (Kind.DATE, Kind.TIME, Kind.ORDINAL, Kind.IDENTIFIER)
_AMOUNTS = (Kind.MONEY, Kind.NUMBER, Kind.DURATION, Kind.MEASURE)
_YEAR = 12
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SPANS = 4  # pairs of dates that are tried
_REVENUE = {"revenu": 1.0, "total": 0.5}
_SHARED = frozenset(("gross", "net", "oper"))


@dataclass(frozen=True, slots=True)
class Derivation:
    """A formula over numbers of the source that yields the claimed value."""

    formula: str
    operands: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A formula with its operands, in the formula's order.

    Attributes:
        formula: How they are put together.
        operands: Of the source.
        printed: Whether a value printed under the claim's label speaks against it.
        told: Whether the claim's own sentence gives all of them, so that none was chosen by chance.
        settles: Whether the sentence says that it is this formula: no other then explains the claim.
    """

    formula: Formula
    operands: tuple[Operand, ...]
    printed: bool = False
    told: bool = False
    settles: bool = False


def derive(source: SourceIndex, claim: Claim, words: Words, rivals: list[Candidate]) -> Derivation | None:
    """The claimed value from numbers that fit the claim's words, if a formula that they ask for gives it.

    Args:
        source: The source.
        claim: A number that the source does not print, or prints of something else.
        words: What the claim's words tell in the source.
        rivals: The numbers of the source that the claim could be about, the best-fitting first.
    """
    quantity = claim.quantity
    if quantity.kind is Kind.DATE:
        return _period(source, claim)
    if quantity.kind in _NEVER or quantity.value is None or not measurable(quantity):
        return None
    if adds_up(claim):
        quantity = replace(quantity, qualifier=Qualifier.NONE)  # the "up to" of "add up to" is no hedge
        claim = replace(claim, quantity=quantity)
    held = _hedged(quantity, rivals)
    if held is not None:
        return held
    search = _Search(source, claim, rivals)
    for attempts in search.families():
        found = search.first(attempts)
        if found is not None:
            return found
        if search.settled:
            return None
    return search.span()


def _hedged(quantity: Quantity, rivals: list[Candidate]) -> Derivation | None:
    """A number of which the claim's hedge holds: "more than 30%" of 32.4%."""
    usual = (c for c in rivals if c.fit >= _FITS and usable(c))
    for candidate, _ in zip(usual, range(_HEDGED), strict=False):
        if satisfies(quantity, abs(candidate.quantity.value or Decimal(0))):
            text = f"“{quantity.qualifier} {quantity.text}” holds of {_text(candidate.quantity)}"
            return Derivation(text, (candidate,))
    return None


def _period(source: SourceIndex, claim: Claim) -> Derivation | None:
    """A period that the source does not name but whose figure follows: the first half from nine months."""
    for sibling in claim.siblings:
        if sibling.quantity.kind in (Kind.MONEY, Kind.NUMBER) and sibling.quantity.value is not None:
            search = _Search(source, sibling, [])
            found = search.first(search.parts_of_time((Kind.MONEY, Kind.NUMBER)))
            if found is not None:
                return found
    return None


class _Search:
    """The formulas that one claim's words ask for."""

    def __init__(self, source: SourceIndex, claim: Claim, rivals: list[Candidate]) -> None:
        self.source = source
        self.claim = claim
        self.quantity = claim.quantity
        self.asks: Asks = asks(claim)
        self.pool = Pool(source, claim)
        self.rivals = rivals
        self.settled = False
        self._told: list[tuple[Quantity, list[Operand]]] | None = None

    # -- which formulas ------------------------------------------------------------------------

    def families(self) -> Iterator[Iterable[Attempt]]:
        """The kinds of formulas that may give a number of this unit class, the surest first."""
        kind = self.quantity.kind
        is_fraction = kind is Kind.NUMBER and self.quantity.step == 0
        if kind is Kind.PERCENT:
            yield self._own_fraction()
            yield self._changes(formulas.CHANGE)
            yield self._shares(formulas.SHARE)
            yield self._sets((Kind.PERCENT,))
            yield self._rest()
        elif is_fraction:
            yield self._changes(formulas.CHANGE_AS_FRACTION)
            yield self._shares(formulas.SHARE_AS_FRACTION)
        elif kind is Kind.POINTS:
            gap = formulas.GAP_IN_BASIS_POINTS if self.quantity.unit == "bp" else formulas.DIFFERENCE
            yield self._differences((Kind.PERCENT,), gap)
            yield self._margins()
        elif kind is Kind.MULTIPLE:
            yield self._ratios()
        else:
            bare = kind is Kind.MONEY or (kind is Kind.NUMBER and not self.quantity.unit)
            kinds = (Kind.MONEY, Kind.NUMBER) if bare else (kind,)
            yield self._differences(kinds, formulas.DIFFERENCE)
            yield self.parts_of_time(kinds)
            yield self._sets(kinds)
            yield self._portions()
            yield self._annual(kinds)
            yield self._each()
            yield self._midpoints()

    # -- trying them ---------------------------------------------------------------------------

    def first(self, attempts: Iterable[Attempt]) -> Derivation | None:
        """The first attempt that gives the claimed value, if it comes before chance would."""
        seen = set()
        coarse = self.quantity.kind is Kind.NUMBER and tries(self.quantity) == 1
        for attempt in islice(attempts, _MOST_ATTEMPTS):
            key = tuple(_value(operand) for operand in attempt.operands)
            if key in seen:
                continue
            if not attempt.told:
                seen.add(key)
            if len(seen) > tries(self.quantity):
                return None
            result = computed(attempt.formula, [stated(o.quantity) for o in attempt.operands])
            if result is None or not reads(self.quantity, result) or not self._goes(attempt, result):
                self.settled = self.settled or (attempt.settles and result is not None)
                continue
            if len(seen) > tries(self.quantity, result.width) and not attempt.told:
                continue
            if coarse and not attempt.told and self.pool.cover(attempt.operands) < _COARSE_COVER:
                continue
            if self._sharp(attempt) and not self._is_printed(attempt):
                return self._derivation(attempt)
        return None

    def _goes(self, attempt: Attempt, result: Interval) -> bool:
        """Whether the result goes the way that the claim says; a loss that narrows may go either."""
        if not attempt.formula.signed:
            return True
        direction = self.claim.frame.direction
        value = self.quantity.value or Decimal(0)
        middle = result.low + result.high
        if value < 0 and not direction:
            return middle < 0
        if not direction and self.asks.has(Ask.RELATIVE):
            return middle > 0
        if not direction:
            return True
        if value < 0:
            return middle < 0 or middle * direction > 0
        if middle * direction > 0:
            return True
        new, old = (o.quantity.value or Decimal(0) for o in (attempt.operands[0], attempt.operands[-1]))
        return len(attempt.operands) == 2 and new < 0 and old < 0 and (abs(new) - abs(old)) * direction > 0

    def _sharp(self, attempt: Attempt) -> bool:
        """Whether it still holds with the finest figures that the source gives for its operands."""
        finest = [self._finest(operand) for operand in attempt.operands]
        result = computed(attempt.formula, finest)
        return result is not None and reads(self.quantity, result)

    def _finest(self, operand: Operand) -> Interval:
        mine = operand.quantity
        best = mine
        if mine.step > 0 and mine.value is not None:
            for other in self.pool.finer(operand):
                if 0 < other.step < best.step:
                    best = other
        return stated(best)

    def _is_printed(self, attempt: Attempt) -> bool:
        """Whether the source prints another value under all of the claim's words that the operands explain."""
        if not attempt.printed:
            return False
        cover = self.pool.cover(attempt.operands)
        mine = {o.candidate.index for o in attempt.operands}
        for rival in self.rivals[:_HEDGED]:
            if rival.index in mine or not usable(rival) or rival.quantity.kind is not self.quantity.kind:
                continue
            if attempt.formula.signed and not rival.frame.direction and "chang" not in rival.frame.terms:
                continue  # a level, and not by how much it changed
            if (
                self.pool.fit_of(rival) >= max(_PRINTED * cover, _SAME_LABEL)
                and self.pool.time_of(rival) >= 0
            ):
                if rival.frame.direction * self.claim.frame.direction >= 0:
                    return True
        return False

    def _derivation(self, attempt: Attempt) -> Derivation:
        operands = attempt.operands
        values = [_value(operand) for operand in operands]
        if all(value < 0 for value in values):
            values = [-value for value in values]  # expenses in brackets grow as others do
        value = attempt.formula.of(values)
        if attempt.formula.of in (formulas.DIFFERENCE.of, formulas.GAP_IN_BASIS_POINTS.of):
            operands = tuple(sorted(operands, key=lambda o: -(o.quantity.value or Decimal(0))))
        shown = attempt.formula.shown([_text(o.quantity) for o in operands])
        rounded = attempt.formula.unit or attempt.formula in (formulas.RATIO, formulas.SHARE_AS_FRACTION)
        result = (
            f"{value:.2f}{attempt.formula.unit}" if rounded and value is not None else _text(self.quantity)
        )
        return Derivation(f"{shown} = {result}", tuple(o.candidate for o in operands))

    def span(self) -> Derivation | None:
        """A time between two dates that the source gives in one sentence."""
        if self.quantity.kind is not Kind.DURATION or not self.asks.has(Ask.SPAN):
            return None
        for one, two in islice(self.pool.dates(), _SPANS):
            if one.quantity.period and two.quantity.period:
                if _lies_between(self.quantity, one.quantity.period, two.quantity.period):
                    first, second = sorted(
                        (one, two), key=lambda c: c.quantity.period.iso if c.quantity.period else ""
                    )
                    text = (
                        f"from {_text(first.quantity)} to {_text(second.quantity)} = {_text(self.quantity)}"
                    )
                    return Derivation(text, (first, second))
        return None

    # -- what the draft's own sentence tells ---------------------------------------------------

    @property
    def told(self) -> list[tuple[Quantity, list[Operand]]]:
        """The other numbers of the claim's sentence with the places where the source states them."""
        if self._told is None:
            self._told = []
            start, end = clause(self.claim)
            for sibling in self.claim.siblings:
                if not start <= sibling.quantity.span.start < end:
                    continue
                if sibling.quantity.kind in _NEVER or sibling.quantity.value is None:
                    continue
                places = self.pool.places(sibling)
                if places:
                    self._told.append((sibling.quantity, places))
        return self._told

    def _pinned(self, kinds: tuple[Kind, ...]) -> list[Operand]:
        return [place for quantity, places in self.told if quantity.kind in kinds for place in places]

    def _target(self, kinds: tuple[Kind, ...]) -> list[Operand]:
        """What the claim's sentence says that a change led to: "rose 9.7% to $31.2 million"."""
        for quantity, places in self.told:
            if quantity.kind in kinds and follows(self.claim, quantity, "to"):
                return places
        return []

    # -- the kinds -----------------------------------------------------------------------------

    def _pairs(self, kinds: tuple[Kind, ...]) -> Iterator[tuple[tuple[Operand, Operand], bool]]:
        """Pairs of one metric in time, the later first, with whether the claim's sentence names both."""
        yearly, sequential = self.asks.has(Ask.YEARLY), self.asks.has(Ask.SEQUENTIAL)
        seen = set()
        if self.claim.siblings:
            told = [(q, p) for q, p in self.told if q.kind in kinds]
            for (_, news), (_, olds) in permutations(told, 2):
                for new in news:
                    for old in olds:
                        if new.candidate.index == old.candidate.index or not alike(
                            new.quantity, old.quantity
                        ):
                            continue
                        if self.pool.in_order(new, old):
                            seen.add((new.candidate.index, old.candidate.index))
                            yield (new, old), True
            pinned = self._pinned(kinds)
            target = self._target(kinds)
            for pair in self.pool.in_time(target or pinned, yearly=yearly, sequential=sequential):
                key = pair[0].candidate.index, pair[1].candidate.index
                if key not in seen and (not target or any(_value(pair[0]) == _value(o) for o in target)):
                    seen.add(key)
                    yield pair, False
        if self._target(kinds):
            return
        best = self.pool.by_words(kinds)[:_METRICS]
        if "total" in self.pool.terms:
            best = best + [total for operand in best[:2] for total in self.pool.totals(operand)]
        for pair in self.pool.in_time(best, yearly=yearly, sequential=sequential):
            if (pair[0].candidate.index, pair[1].candidate.index) not in seen:
                yield pair, False

    def _changes(self, formula: Formula) -> Iterator[Attempt]:
        if not self.asks.has(Ask.CHANGE):
            return
        for pair, told in self._pairs(_AMOUNTS):
            yield Attempt(formula, pair, printed=True, told=told)
        if self.asks.has(Ask.GAP):
            for chosen in self.pool.itemwise(_AMOUNTS):
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
            for pair in self.pool.listed_pairs(self.pool.by_words(kinds)):
                yield Attempt(gap, pair)
            for chosen in self.pool.itemwise(kinds):
                if len(chosen) == 2:
                    yield Attempt(gap, chosen)
            for pair in self.pool.lookalikes(self.pool.by_words(kinds)):
                yield Attempt(gap, pair)
            for pair in self.pool.together(self.pool.by_words(kinds)[:_SETS], 2):
                yield Attempt(gap, pair)

    def _sets(self, kinds: tuple[Kind, ...]) -> Iterator[Attempt]:
        for ask, formula in ((Ask.SUM, formulas.SUM), (Ask.MEAN, formulas.MEAN)):
            if not self.asks.has(ask):
                continue
            listed = self.claim.after.lstrip()[:1] == ":"
            for chosen in self._told_sets(kinds):
                yield Attempt(formula, chosen, told=True, settles=listed and ask is Ask.SUM)
            operands = self.pool.by_words(kinds)[:_SETS]
            for chosen in self.pool.over_times(operands):
                yield Attempt(formula, chosen)
            if operands:
                for chosen in self.pool.complete(self.pool.by_words(kinds)):
                    yield Attempt(formula, chosen, printed=True)
            for chosen in self.pool.itemwise(kinds):
                yield Attempt(formula, chosen, printed=True)
            for count in range(2, _LONGEST_SUM + 1):
                for chosen in self.pool.together(operands, count):
                    yield Attempt(formula, chosen, printed=True)
            if ask is Ask.MEAN:
                for pair, _ in self._pairs(kinds):
                    yield Attempt(formula, pair, printed=True)

    def _told_sets(self, kinds: tuple[Kind, ...]) -> Iterator[tuple[Operand, ...]]:
        """The other numbers of the claim's sentence, all of them, and all that follow it."""
        told = [(q, places[0]) for q, places in self.told if q.kind in kinds]
        start = self.quantity.span.start
        for chosen in ([o for _, o in told], [o for q, o in told if q.span.start > start]):
            if 2 <= len(chosen) <= _LONGEST_SUM + 2 and all(
                alike(chosen[0].quantity, o.quantity) for o in chosen
            ):
                yield tuple(chosen)

    def _margins(self) -> Iterator[Attempt]:
        """By how much a margin moved: profit to revenue at one time, and at another."""
        if not self.asks.has(Ask.MARGIN):
            return
        formula = formulas.MARGIN_GAP_IN_BASIS_POINTS if self.quantity.unit == "bp" else formulas.MARGIN_GAP
        parts = list(self._parts_and_wholes(_AMOUNTS))
        for (new, all_new), (old, all_old) in permutations(parts[: 2 * _SIDES], 2):
            gap = months_between(new.when, old.when) if new.when and old.when else None
            rows = (
                new.frame.statement == old.frame.statement,
                all_new.frame.statement == all_old.frame.statement,
            )
            if gap == _YEAR and all(rows):
                yield Attempt(formula, (new, all_new, old, all_old))

    def _annual(self, kinds: tuple[Kind, ...]) -> Iterator[Attempt]:
        """A figure of part of a year as if the whole year were like it, where the claim says so."""
        if not self.asks.has(Ask.ANNUAL):
            return
        for operand in (*self._pinned(kinds), *self.pool.by_words(kinds)[:_SIDES]):
            months = operand.when.months if operand.when else None
            if months and months < _YEAR and _YEAR % round(months) == 0:
                yield Attempt(formulas.times(_YEAR // round(months)), (operand,))

    def _own_fraction(self) -> Iterator[Attempt]:
        """The fraction that the claim's own sentence gives beside it: "34 of 105 patients, or 32.4%"."""
        for (one, parts), (two, wholes) in permutations(self.told, 2):
            if (one.role, two.role) == (Role.PART, Role.WHOLE) and one.group == two.group:
                yield Attempt(formulas.SHARE, (parts[0], wholes[0]))

    def _shares(self, formula: Formula) -> Iterator[Attempt]:
        """Part of whole: what the claim names of what it says that it is a share of."""
        if formula is formulas.SHARE_AS_FRACTION:
            for one, two in permutations(self._pinned(_AMOUNTS), 2):
                if alike(one.quantity, two.quantity) and abs(_value(one)) < abs(_value(two)):
                    yield Attempt(formula, (one, two), told=True)
        if not self.asks.has(Ask.SHARE | Ask.MARGIN):
            return
        yield from (Attempt(formula, pair, printed=True) for pair in self._parts_and_wholes(_AMOUNTS))
        if formula is formulas.SHARE and not self.asks.has(Ask.MARGIN):
            for part in self.pool.by_words((Kind.NUMBER,))[:1]:
                for other in self.pool.neighbours(part):
                    yield Attempt(formulas.SHARE_OF_BOTH, (part, other))

    def _parts_and_wholes(self, kinds: tuple[Kind, ...]) -> list[tuple[Operand, Operand]]:
        whole_terms = self.pool.terms_of(self.asks.whole)
        if not whole_terms and self.asks.has(Ask.MARGIN):
            whole_terms = _REVENUE
        parts_terms = {t: s for t, s in self.pool.terms.items() if t not in whole_terms or t in _SHARED}
        parts_terms.pop("margin", None)
        if not whole_terms or not parts_terms:
            return []
        told = self._pinned(kinds)
        pairs = {}
        wholes, parts = (
            [(o, o.fit) for o in self.pool.by_words(kinds, terms)[:_SIDES] if o.cover >= _SIDE_COVER]
            for terms in (whole_terms, parts_terms)
        )
        parts += [(o, o.fit + 0.3) for o in told]
        wholes += [(o, o.fit + 0.3) for o in told]
        if not wholes or "total" in whole_terms:
            wholes += [(whole, one) for part, one in parts[:_SIDES] for whole in self.pool.totals(part)]
        few = {id(o) for o, _ in parts if _is_few(o.quantity) and o not in told}
        for part, one in parts:
            for whole, two in wholes:
                if id(part) in few:
                    continue
                if part.candidate.index == whole.candidate.index or not alike(part.quantity, whole.quantity):
                    continue
                if not self.pool.of_one_time((part, whole)) or not 0 < abs(_value(part)) < abs(_value(whole)):
                    continue
                rank = (
                    one
                    + two
                    + (0.15 if time_relation(part.frame, whole.frame) > 0 else 0.0)
                    + 0.1 * self.pool.time_of(part.candidate)
                    + 0.1 * self.pool.time_of(whole.candidate)
                )
                key = part.candidate.index, whole.candidate.index
                if key not in pairs or pairs[key][0] < rank:
                    pairs[key] = rank, (part, whole)
        return [pair for _, pair in sorted(pairs.values(), key=lambda item: -item[0])]

    def _rest(self) -> Iterator[Attempt]:
        """What is left of a hundred percent."""
        if self.asks.has(Ask.REST):
            pinned = self._pinned((Kind.PERCENT,))
            for operand in (*pinned, *self.pool.by_words((Kind.PERCENT,))[:2]):
                yield Attempt(formulas.COMPLEMENT, (operand,))

    def _ratios(self) -> Iterator[Attempt]:
        if self.asks.has(Ask.RATIO):
            for pair, told in self._pairs(_AMOUNTS):
                yield Attempt(formulas.RATIO, pair, told=told)

    def parts_of_time(self, kinds: tuple[Kind, ...]) -> Iterator[Attempt]:
        """A period that the source gives no figure for: the nine months less the third quarter."""
        asked = self.pool.period
        if asked is None or asked.end is None or not asked.months:
            return
        best = [*self._pinned(kinds), *self.pool.by_words(kinds)[:_METRICS]]
        for long, short in self.pool.nested(best):
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
            if abs(_value(whole)) <= abs(self.quantity.value or Decimal(0)):
                continue
            for share in self.pool.by_words((Kind.PERCENT,))[:_SIDES]:
                if share.cover >= _SIDE_COVER:
                    yield Attempt(formulas.PORTION, (whole, share))

    def _each(self) -> Iterator[Attempt]:
        """An amount for each of a number of things."""
        if not self.asks.has(Ask.EACH) or self.quantity.kind is not Kind.MONEY:
            return
        amounts, counts = self._pinned((Kind.MONEY,)), self._pinned((Kind.NUMBER,))
        for amount in amounts:
            for count in counts:
                if _value(count) > 1 and one_time(amount, count):
                    yield Attempt(formulas.RATIO, (amount, count))
        if self.pool.terms_of(self.asks.whole):
            for part, whole in self._parts_and_wholes((Kind.MONEY, Kind.NUMBER)):
                yield Attempt(formulas.RATIO, (part, whole))

    def _midpoints(self) -> Iterator[Attempt]:
        """The middle of a range that the source gives."""
        if self.asks.has(Ask.MIDPOINT):
            for low, high in self.pool.ranges(self.quantity.kind):
                yield Attempt(formulas.MEAN, (low, high))


def _lies_between(span: Quantity, one: Period, two: Period) -> bool:
    """Whether so much time lies between two dates, to the day for days and weeks, else to the month."""
    if one.grain is not two.grain or one.year is None or two.year is None:
        return False
    if span.unit in _MONTHS:
        months = abs(12 * (one.year - two.year) + (one.month or 0) - (two.month or 0))
        same_day = one.day == two.day
        return months > 0 and months == _MONTHS[span.unit] * span.value if same_day and span.value else False
    if span.unit not in _DAYS or not (one.month and two.month and one.day and two.day):
        return False
    days = abs((date(one.year, one.month, one.day) - date(two.year, two.month, two.day)).days)
    return days > 0 and days == _DAYS[span.unit] * (span.value or 0)


def _is_few(quantity: Quantity) -> bool:
    count = quantity.kind is Kind.NUMBER and quantity.scale == quantity.step == 1
    return count and quantity.role is Role.PLAIN and abs(quantity.value or 0) < _FEW


def _value(operand: Operand) -> Decimal:
    return operand.quantity.value or Decimal(0)


def _text(quantity: Quantity) -> str:
    return " ".join(quantity.text.split())
