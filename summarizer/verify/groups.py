"""Which numbers of the source belong together, so that a formula may join them for one claim.

One metric at two times (a row of a table, a sentence that compares), several metrics at one time (a column,
a sentence), the metrics that the claim's own words list.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations, product

from summarizer.numbers.quantity import Grain, Kind, Role
from summarizer.numbers.timing import QUARTER, YEAR, When, relation
from summarizer.verify.candidates import Candidate
from summarizer.verify.operands import (
    Operand,
    Pool,
    alike,
    months_between,
    one_time,
    same_metric,
    time_told,
    usable,
)

_EQUALLY = 0.9  # how much of the best label's share of the claim's words those of its list explain
_NEAR_COVER, _FAR_COVER = 0.6, 0.85  # of the claim's words, what numbers of one place and of several explain
_SENTENCES = 3  # numbers whose sentences are taken as lists
_LONGEST_LIST = 6
_LONGEST_COLUMN = 16  # rows above a number and below it in which its column's sum is looked for
_FEWEST_SUMMED = 2
_ITEMS = re.compile(
    r",|;|\b(?:and|plus|or|less|minus|than|versus|vs|between|with|from|exceeds?|over)\b", re.IGNORECASE
)
_LIST_TEXT = 200  # characters before a number in which its sentence lists what it is made of
_EACH_ITEM, _MOST_ITEMS, _MOST_LISTS = 6, 4, 4
_OF_ITS_NAME = 0.5  # how firmly a line's number is bound to each word of its name
_LOOSE_IN_NAMES = frozenset(("total", "net"))
_NOW = 0.05  # what it counts that numbers are the latest, where the claim names no time
_OVER_YEARS = re.compile(
    r"\b(?P<count>two|both|three|four|five|[2-5]) (?:fiscal )?(?:years|quarters|periods)\b", re.IGNORECASE
)
_SIDE_BY_SIDE = re.compile(r"\s*(?:,|,? ?and|,? ?or|&)\s*")
_COUNTED = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}


class Groups(Pool):
    """What one claim's words call up from the source, by what belongs together."""

    def in_time(
        self, operands: Iterable[Operand], *, yearly: bool, sequential: bool
    ) -> list[tuple[Operand, Operand]]:
        """Pairs of one metric at two times, the later first; those that the claim's times name lead."""
        pairs: dict[tuple[int, int], tuple[float, tuple[Operand, Operand]]] = {}
        for one in operands:
            for two in self.partners(one) + [o for o in operands if o.frame.statement != one.frame.statement]:
                if not alike(one.quantity, two.quantity) or not same_metric(self.source, one, two):
                    continue
                for new, old in ((one, two), (two, one)):
                    key = new.candidate.place, old.candidate.place
                    rank = self._in_time(new, old, yearly=yearly, sequential=sequential)
                    if rank is not None and key not in pairs:
                        pairs[key] = (min(one.fit, two.fit) + rank, (new, old))
        return [pair for _, pair in sorted(pairs.values(), key=lambda item: -item[0])]

    def _in_time(self, new: Operand, old: Operand, *, yearly: bool, sequential: bool) -> float | None:
        """How well a pair suits the times that the claim names; None if not at all."""
        one, two = new.when, old.when
        if new.frame.statement == old.frame.statement and old.frame.compares != new.frame.compares:
            head = self.source.labels.compared_with(old.candidate.place)
            return 0.2 if old.frame.compares and head in (None, new.candidate.place) else None
        if one is None or two is None or (one.year is None and two.year is None):
            if self._has_a_base(new) or self._has_a_base(old):
                return None  # "from 318 m to 361 m, and from 322 m to 326 m": no other pair is meant
            apart = old.candidate.place - new.candidate.place
            return {1: 0.0, -1: -0.1}.get(apart)  # most tables give the latest first
        if one.months and two.months and not 0.8 < one.months / two.months < 1.25:
            return None
        gap, months = months_between(one, two), one.months or 0
        asked = YEAR if yearly or (sequential and months >= YEAR) else QUARTER if sequential else gap
        if gap is None or gap <= 0 or gap != asked:
            return None
        rank = self._rank(one, two)
        if rank is None or gap == YEAR:
            return None if rank is None else rank + 0.1
        return rank - 0.2 if months and not sequential and len(self.dated) < 2 else rank

    def _has_a_base(self, operand: Operand) -> bool:
        """Whether its sentence holds another number against a number of prose."""
        if self.source.in_table(operand.frame):
            return False
        compared = map(
            self.source.labels.compared_with, self.source.labels.quantities_of(operand.frame.statement)
        )
        return operand.candidate.place in compared

    def _rank(self, new: When, old: When) -> float | None:
        """How far two times are those that the claim names; None where it names others."""
        if any(when.year is None and relation(when, new) < 0 for when in self.named_times[:1]):
            return None
        named = self.dated
        hits = sum(any(relation(when, time) > 0 for when in named) for time in (new, old))
        clashes = [bool(named) and all(relation(when, time) < 0 for when in named) for time in (new, old)]
        if all(clashes) or (len(named) > 1 and any(clashes)):
            return None
        latest = not named and self._is_latest(new)
        return 0.1 * hits - 0.15 * clashes[0] + 0.1 * latest

    @cached_property
    def dated(self) -> list[When]:
        """The times that the claim names with their year."""
        return [when for when in self.named_times if when.year is not None]

    def is_of_now(self, operand: Operand) -> bool:
        """Whether a number is of the period that is reported on, where the claim names no time."""
        return not self.dated and operand.when is not None and self._is_latest(operand.when)

    def _is_latest(self, when: When) -> bool:
        latest = self.source.labels.times.latest
        return latest is not None and when.year == latest[0] and when.month in (None, latest[1])

    def in_order(self, new: Operand, old: Operand) -> bool:
        """Whether the first of two numbers that the claim's sentence repeats is the later, as far as told."""
        gap = months_between(new.when, old.when) if new.when and old.when else None
        if gap:
            return gap > 0
        return not new.frame.compares or old.frame.compares

    def a_year_apart(self, new: Operand, old: Operand) -> bool:
        """Whether two numbers are told of as long a time, the second a year before the first."""
        if new.when is None or old.when is None or new.when.months != old.when.months:
            return False
        return months_between(new.when, old.when) == YEAR and self.time_of(new.candidate) >= 0

    def over_times(self, operands: Iterable[Operand]) -> Iterator[tuple[Operand, ...]]:
        """One metric at all the times that the claim names, and at all between the first and the last."""
        named = self.dated
        if len(named) < 2:
            yield from self._latest_times(operands)
            return
        years = [when.year or 0 for when in named]
        seen = set()
        for operand in operands:
            row = sorted([operand, *self.partners(operand)], key=lambda o: o.candidate.place)
            exact = [o for o in row if o.when and any(relation(o.when, when) > 0 for when in named)]
            between = [o for o in row if o.when and min(years) <= (o.when.year or 0) <= max(years)]
            for chosen in (exact, between):
                key = tuple(o.candidate.place for o in chosen)
                times = {o.when for o in chosen}
                if 2 <= len(chosen) <= _LONGEST_LIST and len(times) == len(chosen) and key not in seen:
                    seen.add(key)
                    yield tuple(chosen)

    def _latest_times(self, operands: Iterable[Operand]) -> Iterator[tuple[Operand, ...]]:
        """One metric at the latest of as many times as the claim says: "over the two years"."""
        said = _OVER_YEARS.search(f"{self.claim.before} {self.claim.after}")
        if said is None:
            return
        count = _COUNTED.get(said["count"].lower()) or int(said["count"])
        for operand in operands:
            row = [operand, *self.partners(operand)]
            ends = (
                {o.when.end: o for o in row if o.when and o.when.end and o.when.months == row[0].when.months}
                if row[0].when
                else {}
            )
            latest = sorted(ends, reverse=True)[:count]
            if len(latest) == count and self.time_of(ends[latest[0]].candidate) >= 0:
                yield tuple(ends[end] for end in latest)

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
                lengths = [(o.when.months or 0) if o.when else 0 for o in (one, two)]
                if not all(lengths) or lengths[0] == lengths[1]:
                    continue
                long, short = (one, two) if lengths[0] > lengths[1] else (two, one)
                key = long.candidate.place, short.candidate.place
                new = key not in found and alike(one.quantity, two.quantity)
                if new and same_metric(self.source, one, two):
                    found[key] = min(one.fit, two.fit), (long, short)
        return [pair for _, pair in sorted(found.values(), key=lambda item: -item[0])]

    def of_one_time(self, operands: Sequence[Operand]) -> bool:
        """Whether numbers may all be told of the one time that the claim is told of."""
        if len(self.dated) < 2 and any(
            self.source.in_table(o.frame) and self.time_of(o.candidate) < 0 for o in operands
        ):
            return False  # prose dates its numbers less surely than a column does
        return all(one_time(a, b) for a, b in combinations(operands, 2))

    def together(self, operands: Sequence[Operand], count: int) -> Iterator[tuple[Operand, ...]]:
        """Sets of `count` numbers of one time, each of which the claim names by a word of its own."""
        found = []
        for chosen in combinations(operands, count):
            if not self._match(chosen):
                continue
            cover = self.cover(chosen)
            if cover >= self._cover_asked(chosen):
                fit = cover - sum(o.cover - o.fit for o in chosen) / count
                found.append((fit + 0.05 * sum(self.time_of(o.candidate) for o in chosen) / count, chosen))
        found.sort(key=lambda item: -item[0])
        return (chosen for _, chosen in found)

    def _match(self, chosen: Sequence[Operand]) -> bool:
        """Whether numbers are alike, of one time and from several rows, each named by a word of its own."""
        first = chosen[0].quantity
        if not all(alike(first, o.quantity) and o.quantity.role is first.role for o in chosen):
            return False
        rows = [o.frame.statement for o in chosen if self.source.in_table(o.frame)]
        if len(set(rows)) < len(rows) or not self.of_one_time(chosen):
            return False
        return all(
            any(not any(word in other.named for other in chosen if other is not o) for word in o.named)
            for o in chosen
        )

    def _cover_asked(self, operands: Sequence[Operand]) -> float:
        """How much of the claim's words a set must explain: nearly all where its numbers stand far apart."""
        statements = self.source.labels.statements
        places = {
            (table.span.start if (table := statements[o.frame.statement].table) else o.frame.statement)
            for o in operands
        }
        return _NEAR_COVER if len(places) == 1 else _FAR_COVER

    def itemwise(self, kinds: tuple[Kind, ...]) -> Iterator[tuple[Operand, ...]]:
        """One number for each of the metrics that the claim's sentence lists ("cash and investments")."""
        items = [
            terms for item in _ITEMS.split(self.claim.before[-_LIST_TEXT:]) if (terms := self._item(item))
        ]
        items = items[-_MOST_ITEMS:]
        found = [lists for first in range(len(items) - 1) for lists in self._joined(items[first:], kinds)]
        found.sort(key=lambda lists: -sum(operands[0].fit for operands in lists) / len(lists))
        for lists in found[:_MOST_LISTS]:
            yield from self._chosen(lists)

    def _item(self, text: str) -> dict[str, float]:
        terms = self.terms_of(text)
        terms.pop("total", None)
        return terms

    def _joined(
        self, items: Sequence[Mapping[str, float]], kinds: tuple[Kind, ...]
    ) -> Iterator[list[list[Operand]]]:
        """The ways to take neighbours as one item: "general and administrative", "sales and marketing"."""
        for cuts in range(1, 2 ** (len(items) - 1)):
            metrics: list[dict[str, float]] = [dict(items[0])]
            for place, item in enumerate(items[1:]):
                if cuts >> place & 1:
                    metrics.append(dict(item))
                else:
                    metrics[-1].update(item)
            lists = [self.by_words(kinds, terms)[:_EACH_ITEM] for terms in metrics]
            if all(lists):
                yield lists

    def held_against(self, kinds: tuple[Kind, ...], one: str, two: str) -> Iterator[tuple[Operand, ...]]:
        """One number for each of two metrics of which the claim's sentence says how far they lie apart."""
        lists = [
            self.by_words(kinds, terms)[:_EACH_ITEM] for text in (one, two) if (terms := self._item(text))
        ]
        if len(lists) == 2 and all(lists):
            yield from self._chosen(lists)

    def on_lines(
        self, kinds: tuple[Kind, ...], lines: Sequence[Sequence[str]]
    ) -> Iterator[tuple[Operand, ...]]:
        """One number for each line of a statement, given by its names; nothing where a line is not there."""
        lists = []
        for names in lines:
            found: list[Operand] = []
            for name in names:
                terms = self.terms_of(name)
                firm = [term for term in terms if term not in _LOOSE_IN_NAMES]
                found += [
                    operand
                    for operand in self.by_words(kinds, terms)[:_EACH_ITEM]
                    if firm and all(operand.frame.terms.get(term, 0.0) >= _OF_ITS_NAME for term in firm)
                ]
            lists.append(found)
        if all(lists):
            yield from self._chosen(lists)

    def _chosen(self, lists: Sequence[Sequence[Operand]]) -> Iterator[tuple[Operand, ...]]:
        """One number from each list, of one time and unit, the best-fitting sets first."""
        sets = []
        for chosen in product(*lists):
            if len({o.candidate.place for o in chosen}) < len(chosen):
                continue
            if all(alike(chosen[0].quantity, o.quantity) for o in chosen) and self.of_one_time(chosen):
                fit = sum(o.fit + 0.1 * self.time_of(o.candidate) for o in chosen) / len(chosen)
                fit += _NOW * all(map(self.is_of_now, chosen))
                tables = {self.source.labels.statements[o.frame.statement].heading for o in chosen}
                columns = {self._column(o) for o in chosen}
                sets.append((fit - 0.1 * (len(columns) - 1) - 0.05 * (len(tables) - 1), chosen))
        sets.sort(key=lambda item: -item[0])
        yield from (chosen for _, chosen in sets)

    def complete(self, operands: Sequence[Operand]) -> Iterator[tuple[Operand, ...]]:
        """All numbers of one column or one sentence that the claim's words fit equally well."""
        groups: dict[tuple[object, ...], dict[int, Operand]] = {}
        for operand in operands[:_SENTENCES]:
            if not self.source.in_table(operand.frame) and self._column(operand) not in groups:
                for one in [operand, *self.partners(operand)]:
                    groups.setdefault(self._column(one), {})[one.candidate.place] = one
        for operand in operands:
            if self.source.in_table(operand.frame) and operand.cover >= _EQUALLY * operands[0].cover:
                groups.setdefault(self._column(operand), {})[operand.candidate.place] = operand
        lists = [sorted(group.values(), key=lambda o: o.candidate.place) for group in groups.values()]
        for group in sorted(lists, key=lambda g: -sum(o.fit for o in g) / len(g)):
            dated = self.source.in_table(group[0].frame)  # a sentence lists what it dates one by one
            if 2 <= len(group) <= _LONGEST_LIST and (not dated or self.of_one_time(group)):
                yield tuple(group)

    def listed_runs(self, operands: Sequence[Operand]) -> Iterator[tuple[Operand, ...]]:
        """The numbers that stand side by side in one sentence: "$25,000 and $150,000, respectively"."""
        seen: set[int] = set()
        text = self.source.document.text
        for operand in operands:
            if self.source.in_table(operand.frame) or operand.candidate.place in seen:
                continue
            run: list[Operand] = []
            for other in sorted([operand, *self.partners(operand)], key=lambda o: o.candidate.place):
                gap = text[run[-1].quantity.span.end : other.quantity.span.start] if run else ""
                if run and not _SIDE_BY_SIDE.fullmatch(gap):
                    if operand in run:
                        break
                    run = []
                run.append(other)
            seen.update(o.candidate.place for o in run)
            if operand in run and 2 <= len(run) <= _LONGEST_LIST:
                yield tuple(run)

    def listed_pairs(self, operands: Sequence[Operand]) -> Iterator[tuple[Operand, Operand]]:
        """The two numbers of one kind that one sentence gives, where it gives just two."""
        most = max((o.cover for o in operands), default=0.0)
        nearest = [o for o in operands if o.cover >= _EQUALLY * most]
        for group in self.complete([o for o in nearest if not self.source.in_table(o.frame)]):
            if len(group) == 2:
                yield group[0], group[1]

    def lookalikes(self, operands: Sequence[Operand]) -> Iterator[tuple[Operand, Operand]]:
        """The best-fitting number with others of one time that are labelled nearly as it is."""
        for one, two in combinations(operands[: _SENTENCES * 2], 2):
            apart = one.frame.statement != two.frame.statement and one.quantity.value != two.quantity.value
            best = apart and one.cover >= _EQUALLY * operands[0].cover
            same = best and alike(one.quantity, two.quantity) and same_metric(self.source, one, two)
            if same and self.of_one_time((one, two)):
                yield one, two

    def _column(self, operand: Operand) -> tuple[object, ...]:
        labels = self.source.labels
        statement = labels.statements[operand.frame.statement]
        quantity = operand.quantity
        if statement.table is None:
            return operand.frame.statement, quantity.role, quantity.kind, quantity.unit
        cell = statement.cell_at(quantity.span.start)
        return statement.table.span, cell.column_header if cell else (), quantity.kind

    def totals(self, part: Operand) -> list[Operand]:
        """The totals of the column of a table in which a number stands, by their names or their sums."""
        labels = self.source.labels
        table = labels.statements[part.frame.statement].table
        if table is None:
            return []
        rows = self.source.total_rows.get(table.span.start, ())
        named = [whole for number in rows for whole in self._in_column(part, number)]
        return named or self._summed_up(part)

    def _in_column(self, part: Operand, row: int) -> list[Operand]:
        """The numbers of a row that stand in the column of another."""
        column, found = self._column(part), []
        for index in self.source.labels.quantities_of(row):
            candidate = self.source.unweighed(index)
            operand = replace(part, candidate=candidate, when=time_told(candidate.frame))
            if usable(candidate) and self._column(operand) == column:
                found.append(operand)
        return found

    def _summed_up(self, part: Operand) -> list[Operand]:
        """The number of a column that is the sum of those above it, the part among them."""
        statements = self.source.labels.statements
        here, table = part.frame.statement, statements[part.frame.statement].table
        rows = range(max(0, here - _LONGEST_COLUMN), min(len(statements), here + _LONGEST_COLUMN))
        column = [
            operand
            for row in rows
            if statements[row].table is table
            for operand in self._in_column(part, row)[:1]
        ]
        at = next((n for n, o in enumerate(column) if o.candidate.place == part.candidate.place), None)
        if at is None:
            return []
        values = [operand.quantity.value or Decimal(0) for operand in column]
        for end in range(max(at + 1, _FEWEST_SUMMED), len(column)):
            slack = column[end].quantity.step
            total = sum(values[at:end], Decimal(0))
            for first in range(at, -1, -1):
                total += values[first] if first < at else 0
                if end - first >= _FEWEST_SUMMED and values[end] and abs(values[end] - total) <= slack:
                    return [column[end]]
        return []

    def neighbours(self, operand: Operand) -> list[Operand]:
        """The numbers right after and right before a number in its row."""
        here = operand.candidate.place
        return [
            o
            for o in self.partners(operand)
            if abs(o.candidate.place - here) == 1 and self.source.in_table(o.frame)
        ]

    def ranges(self, kind: Kind) -> list[tuple[Operand, Operand]]:
        """The ranges that the source gives under the claim's words, as their two ends."""
        words, whole = self.words, self._whole or 1.0
        ends: dict[int, dict[Role, Operand]] = {}
        for candidate in self.called_up(words, (kind,)):
            if candidate.quantity.role in (Role.LOW, Role.HIGH) and candidate.quantity.group >= 0:
                operand = self.operand(candidate, words.weights, whole)
                ends.setdefault(candidate.quantity.group, {})[candidate.quantity.role] = operand
        pairs = [(e[Role.LOW], e[Role.HIGH]) for e in ends.values() if len(e) == 2]
        return sorted(pairs, key=lambda pair: -pair[0].fit)

    def dates_alone(self) -> Iterator[Candidate]:
        """The days named in the sentences that the claim's words fit best."""
        labels = self.source.labels
        for number in self.words.best[:_SENTENCES]:
            for index in labels.quantities_of(number):
                period = labels.numbers.quantities[index].period
                if period is not None and period.grain is Grain.DAY and period.year is not None:
                    yield self.source.unweighed(index)

    def dates(self) -> Iterator[tuple[Candidate, Candidate]]:
        """Pairs of dates of one sentence that the claim's words fit, the best sentences first."""
        labels = self.source.labels
        for number in self.words.best[:_SENTENCES]:
            found = []
            for index in labels.quantities_of(number):
                quantity = labels.numbers.quantities[index]
                if quantity.period is not None and quantity.period.year is not None:
                    found.append(self.source.unweighed(index))
            yield from combinations(found[:_LONGEST_LIST], 2)
