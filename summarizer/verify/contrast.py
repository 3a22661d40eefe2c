"""Whether a claim is another number's: what speaks for a rival against the place that states the value.

A claim's value stands in the source at a *supporter*; a *rival* states another value under words that may fit the
claim better. What tells the two apart is put into named features, and a weighed sum of them (the log odds of a
logistic regression) is the doubt about the claim. The weights are fitted on claims whose truth is known, with
`tests/benchmarks/fit.py`; every feature says in words what it means, so that a verdict can be explained.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from summarizer.numbers.glossary import CONTRASTS
from summarizer.numbers.labels import PREVIOUS, Frame, value_term
from summarizer.numbers.quantity import ANY_UNIT, Kind, Quantity, Role
from summarizer.verify.agreement import agree
from summarizer.verify.candidates import VARIANTS, Candidate, Claim, SourceIndex, bonus_of, time_relation

_NEAR = 0.45  # how firmly a word is bound that belongs to a number
_FIRM = 0.4
_OWN = 0.05  # by how much more firmly than to its neighbours
_BESIDE = 0.3  # and a number that stands beside it
_FEW = 13  # counts below it stand everywhere by chance
_SUPPORTERS = 4
_RIVALS = 8
_NO_LABEL = "=@#"  # terms that are numbers, directions or identifiers

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "always": -2.11,
        "gain": 0.46,
        "loss": -0.41,
        "both": 1.31,
        "away": 0.76,
        "top": 1.12,
        "far_gain": -1.16,
        "own_gain": 0.8,
        "same_gain": 0.35,
        "stolen": 0.7,
        "absent": -1.75,
        "time_conflict": 2.75,
        "time_match": -0.72,
        "rival_time_conflict": 0.66,
        "rival_time_match": 1.36,
        "past": 0.83,
        "order_same": -1.53,
        "order_reversed": 1.27,
        "role": 1.51,
        "rival_role": -0.77,
        "compared": 1.19,
        "rival_compared": -0.87,
        "contrary": 1.74,
        "rival_contrary": 0.91,
        "variant": -0.61,
        "beside_gain": 1.12,
        "beside_loss": -0.83,
        "same": 0.47,
        "same_table": 0.54,
        "alike": 0.38,
        "twin": -0.45,
        "exchange": 1.37,
        "few": -0.43,
        "unit": 0.83,
        "rival_unit": -0.76,
        "kind": -0.84,
        "fit": -1.79,
        "rival_fit": 1.45,
    }
)
"""What each feature adds to the log odds that the claim is the rival's.

Of the claim and the supporter:
    away: Share of the claim's near words that the supporter's sentence and headings lack.
    stolen: How much more firmly its words are bound to another number of the supporter's sentence.
    time_conflict, time_match: The supporter is told of another time; of the same.
    order_same, order_reversed: The claim's neighbours stand around the supporter in the claim's order, or the other
        way round though the claim's own words do not say why.
    role, compared, unit, kind: One is an interval's bound, a figure held against another, of another unit or
        unit class, and the other is not.
    contrary: A word of the claim excludes one of the supporter's ("basic", "diluted").
    variant: The supporter is a special case that the claim does not name ("non-GAAP").
    fit: How well its label explains the claim's.
    absent: Share of the claim's near words that the source nowhere has.
    few: The value is a count so small that it stands everywhere.
Of the rival: the same under `rival_`.
Of the two:
    gain, loss, both: Share of the claim's near words bound to the rival more firmly, to the supporter more firmly,
        to both; top: the gain of the most telling one; far_gain: of its far words; own_gain: of the words that are
        bound to this number of its sentence alone; same_gain: the gain within one sentence.
    past: The claim names no time, the supporter is an earlier period's and the rival is not.
    beside_gain, beside_loss: Share of the numbers beside the claim that stand beside the rival alone; the supporter.
    same, same_table, alike: They stand in one sentence or row, in one table, under nearly the same label.
    twin, exchange: The claim's own sentence states the rival's value too; what labels would gain by exchanging them.
"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """The strongest reading of a claim as another number's.

    Attributes:
        odds: Log odds that the claim is the rival's; above 0 it is likelier than not.
        supporter: The best place for the claimed value against that rival.
        rival: The number that the claim's words speak of instead.
    """

    odds: float
    supporter: Candidate
    rival: Candidate


class Contrast:
    """One claim, held against the places that state its value and their rivals."""

    def __init__(self, source: SourceIndex, claim: Claim) -> None:
        self._source = source
        self._claim = claim
        self._words = source.words(claim.frame)
        said = claim.frame.terms
        kind = claim.quantity.kind
        beside = [s.frame.terms for s in claim.siblings if s.quantity.kind is kind]
        self._numbers = {t: s for t, s in said.items() if t[0] == "=" and s >= _BESIDE}
        # term, strength, rarity, how much firmer it is bound than to the neighbours of its number
        self._terms: list[tuple[str, float, float, float]] = []
        for term, weight in self._words.weights.items():
            if term[0] != "=":
                strength = said[term]
                own = max(0.0, strength - max((other.get(term, 0.0) for other in beside), default=0.0))
                self._terms.append(
                    (term, strength, weight / (strength * strength), own if own > _OWN else 0.0)
                )
        self._near = sum(r for _, s, r, _ in self._terms if s >= _NEAR) or 1.0
        self._far = sum(r for _, s, r, _ in self._terms if s < _NEAR) or 1.0
        self._most = max((r for _, s, r, _ in self._terms if s >= _NEAR), default=1.0)
        self._own = sum(o * r for _, _, r, o in self._terms) or 1.0
        self._total = sum(self._words.weights.values()) or 1.0

    def strongest(self, supporters: Sequence[Candidate], rivals: Sequence[Candidate]) -> Doubt | None:
        """The doubt that remains against the best supporter; None where there is no rival."""
        least: Doubt | None = None
        of_rivals = [(rival, _odds(self.of_rival(rival))) for rival in rivals[:_RIVALS]]
        alone = WEIGHTS["always"] + _odds(self._of_claim)
        for supporter in supporters[:_SUPPORTERS]:
            own = alone + _odds(self.of_supporter(supporter))
            worst: Doubt | None = None
            for rival, odds in of_rivals:
                if self._one_expression(supporter, rival):
                    continue
                odds += own + _odds(self.of_both(supporter, rival))
                if worst is None or odds > worst.odds:
                    worst = Doubt(odds, supporter, rival)
            if worst is None:
                return None
            if least is None or worst.odds < least.odds:
                least = worst
        return least

    def features(self, supporter: Candidate, rival: Candidate) -> dict[str, float]:
        """Every feature of one pair by its name."""
        return {
            "always": 1.0,
            **self._of_claim,
            **self.of_supporter(supporter),
            **self.of_rival(rival),
            **self.of_both(supporter, rival),
        }

    def _one_expression(self, supporter: Candidate, rival: Candidate) -> bool:
        """Whether the two are ends of one range or parts of one fraction, and the claim is the right one of them."""
        one, two = supporter.quantity, rival.quantity
        return one.group >= 0 and one.group == two.group and one.role is self._claim.quantity.role

    @cached_property
    def _of_claim(self) -> dict[str, float]:
        idf, quantity = self._source.labels.idf, self._claim.quantity
        near = [(t, s) for t, s in self._claim.frame.terms.items() if s >= _NEAR and t[0] not in _NO_LABEL]
        absent = sum(strength for term, strength in near if not idf(term))
        small = quantity.kind is Kind.NUMBER and quantity.value is not None and abs(quantity.value) < _FEW
        return {"absent": absent / (sum(s for _, s in near) or 1.0), "few": float(small)}

    def of_supporter(self, supporter: Candidate) -> dict[str, float]:
        """What the supporter alone says."""
        terms, beside = supporter.frame.terms, self._beside(supporter)
        away = stolen = held = 0.0
        for term, strength, rarity, own in self._terms:
            here = terms.get(term, 0.0)
            if strength >= _NEAR and here <= PREVIOUS:
                away += rarity
            more = beside.get(term, 0.0) - here
            if more > 0:
                stolen += strength * strength * rarity * more
            held += own * rarity * here
        order = self._order(supporter)
        time = time_relation(self._claim.frame, supporter.frame)
        claim, quantity = self._claim.quantity, supporter.quantity
        return {
            "away": away / self._near,
            "stolen": stolen / self._total,
            "time_conflict": float(time < 0),
            "time_match": float(time > 0),
            "order_same": float(order > 0),
            "order_reversed": (order < 0) * (1 - min(1.0, 2 * held / self._own)),
            "role": _role_gap(claim, quantity),
            "compared": float(self._compared(supporter)),
            "contrary": _contrary(self._claim, supporter.frame),
            "variant": _variant(self._claim.frame, supporter.frame),
            "unit": _unit_gap(claim, quantity),
            "kind": float(claim.kind is not quantity.kind),
            "fit": supporter.fit,
        }

    def of_rival(self, rival: Candidate) -> dict[str, float]:
        """What the rival alone says."""
        time = time_relation(self._claim.frame, rival.frame)
        claim, quantity = self._claim.quantity, rival.quantity
        return {
            "rival_time_conflict": float(time < 0),
            "rival_time_match": float(time > 0),
            "rival_role": _role_gap(claim, quantity),
            "rival_compared": float(self._compared(rival)),
            "rival_contrary": _contrary(self._claim, rival.frame),
            "rival_unit": _unit_gap(claim, quantity),
            "rival_fit": rival.fit,
        }

    def of_both(self, supporter: Candidate, rival: Candidate) -> dict[str, float]:
        """What tells the two apart."""
        mine, theirs = supporter.frame.terms, rival.frame.terms
        gain = loss = both = top = far_gain = own_gain = 0.0
        for term, strength, rarity, own in self._terms:
            here, there = mine.get(term, 0.0), theirs.get(term, 0.0)
            more = there - here
            if strength < _NEAR:
                if more > 0:
                    far_gain += rarity * more
            elif more > 0:
                gain += rarity * more
                both += rarity * here
                top = max(top, rarity * more)
            else:
                loss -= rarity * more
                both += rarity * there
            if own and more > 0:
                own_gain += own * rarity * more
        beside = {
            term: strength
            for term, strength in self._numbers.items()
            if term not in (value_term(supporter.quantity), value_term(rival.quantity))
        }
        heard = sum(beside.values()) or 1.0
        beside_gain = sum(s for t, s in beside.items() if t in theirs and t not in mine)
        beside_loss = sum(s for t, s in beside.items() if t in mine and t not in theirs)
        same = supporter.frame.statement == rival.frame.statement
        exchange = self._exchange(supporter, rival)
        return {
            "gain": gain / self._near,
            "loss": loss / self._near,
            "both": both / self._near,
            "top": top / self._most,
            "far_gain": far_gain / self._far,
            "own_gain": own_gain / self._own,
            "same_gain": same * gain / self._near,
            "past": float(self._undated and self._past(supporter) and not self._past(rival)),
            "beside_gain": beside_gain / heard,
            "beside_loss": beside_loss / heard,
            "same": float(same),
            "same_table": float(not same and self._in_one_table(supporter, rival)),
            "alike": _alike(supporter.frame, rival.frame),
            "twin": float(exchange is not None),
            "exchange": max(-1.0, min(1.0, exchange or 0.0)),
        }

    def _exchange(self, supporter: Candidate, rival: Candidate) -> float | None:
        """By how much better the labels fit if the claim and the sibling that states the rival's value exchanged them."""
        claim, source = self._claim, self._source
        for sibling in claim.siblings:
            if sibling.quantity.kind is claim.quantity.kind and agree(sibling.quantity, rival.quantity):
                words = source.words(sibling.frame)
                mine = words.overlap(supporter.frame.terms) + bonus_of(sibling, supporter)
                theirs = words.overlap(rival.frame.terms) + bonus_of(sibling, rival)
                return (rival.fit - supporter.fit) + (mine - theirs)
        return None

    def _beside(self, candidate: Candidate) -> Mapping[str, float]:
        """For each word of a number's statement, how firmly it is bound to the other numbers of its kind there."""
        source = self._source
        known = source.beside.get(candidate.index)
        if known is None:
            known = source.beside[candidate.index] = {}
            for index in source.labels.quantities_of(candidate.frame.statement):
                other = source.numbers.quantities[index]
                one_group = other.group >= 0 and other.group == candidate.quantity.group
                if index == candidate.index or other.kind is not candidate.quantity.kind or one_group:
                    continue
                for term, strength in source.labels.frame(index).terms.items():
                    if strength > known.get(term, 0.0):
                        known[term] = strength
        return known

    def _order(self, supporter: Candidate) -> int:
        """Whether the claim's neighbours stand around the supporter in the claim's order (1) or the reverse (-1)."""
        claim = self._claim.quantity
        numbers = self._source.numbers.quantities
        kept = inverted = 0
        for sibling in self._claim.siblings:
            other = sibling.quantity
            one_group = other.group >= 0 and other.group == claim.group
            if other.kind is not claim.kind or one_group or agree(claim, other):
                continue
            for index in self._source.labels.quantities_of(supporter.frame.statement):
                found = numbers[index]
                if found.kind is supporter.quantity.kind and index != supporter.index and agree(other, found):
                    before = other.span.start < claim.span.start
                    if (index < supporter.index) == before:
                        kept += 1
                    else:
                        inverted += 1
                    break
        return -1 if inverted else int(kept > 0)

    @cached_property
    def _undated(self) -> bool:
        return not self._claim.frame.times and not self._claim.frame.compares

    def _compared(self, candidate: Candidate) -> bool:
        """Whether one of the two is a figure that another is held against; rows of a table tell nothing of it."""
        if self._source.labels.statements[candidate.frame.statement].table is not None:
            return False
        return self._claim.frame.compares != candidate.frame.compares

    def _past(self, candidate: Candidate) -> bool:
        """Whether a number is told of a time before the one that the source reports on."""
        latest = self._source.labels.times.current()
        if latest is None or latest.end is None or not candidate.frame.times:
            return False
        when = candidate.frame.times[0][0]
        if when.end is not None:
            return when.end < latest.end - 1
        return when.year is not None and latest.year is not None and when.year < latest.year

    def _in_one_table(self, one: Candidate, two: Candidate) -> bool:
        statements = self._source.labels.statements
        table = statements[one.frame.statement].table
        return table is not None and table is statements[two.frame.statement].table


def _odds(features: Mapping[str, float]) -> float:
    return sum(WEIGHTS[name] * value for name, value in features.items())


def _unit_gap(claim: Quantity, other: Quantity) -> float:
    """Whether both name a unit, and not the same."""
    return float(bool(other.unit) and claim.unit not in ("", ANY_UNIT, other.unit))


def _role_gap(one: Quantity, two: Quantity) -> float:
    """How far apart the parts are that two numbers play in their expressions: 1 for a bound and no bound."""
    ends = (Role.LOW, Role.HIGH)
    if one.role is two.role:
        return 0.0
    return 1.0 if (one.role in ends) or (two.role in ends) else 0.4


def _contrary(claim: Claim, other: Frame) -> float:
    """Whether a word of the claim excludes one of the other's."""
    for group in CONTRASTS:
        mine = {term for term in group if claim.says(term)}
        if len(mine) == 1:
            theirs = {term for term in group if other.terms.get(term, 0.0) >= _FIRM}
            if theirs and not mine & set(other.terms):
                return 1.0
    return 0.0


def _variant(claim: Frame, other: Frame) -> float:
    return float(any(other.terms.get(term, 0.0) >= _FIRM and term not in claim.terms for term in VARIANTS))


def _alike(one: Frame, two: Frame) -> float:
    """Share of their firm words that two numbers have in common."""
    mine, theirs = one.firm, two.firm
    return len(mine & theirs) / max(1, len(mine | theirs))


__all__ = ["WEIGHTS", "Contrast", "Doubt"]
