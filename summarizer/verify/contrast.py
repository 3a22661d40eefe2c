"""Whether a claim is another number's: what speaks for a rival against the place that states the value.

A claim's value stands in the source at a *supporter*; a *rival* states another value under words that may
fit the claim better. What tells the two apart is put into named features, and a weighed sum of them (the log
odds of a logistic regression) is the doubt about the claim. The weights are fitted on claims whose truth is
known, with `tests/benchmarks/fit.py`; every feature says in words what it means, so that a verdict can be
explained.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, repeat
from operator import mul
from types import MappingProxyType
from typing import NamedTuple

from summarizer.numbers.labels import PREVIOUS
from summarizer.numbers.quantity import ANY_UNIT, Kind, Quantity, Role
from summarizer.verify.agreement import agree
from summarizer.verify.candidates import VARIANTS, Candidate, Fit, SourceIndex
from summarizer.verify.claims import (
    RESULTS,
    SMALL_COUNT,
    Claim,
    contrasts_of,
    is_limit,
    strongest_contrary,
    tells_as,
    told_in_prose,
)

_NEAR = 0.45  # how firmly a word is bound that belongs to a number
_FIRM = 0.4
_OWN = 0.05  # by how much more firmly than to its neighbours
_BESIDE = 0.3  # and a number that stands beside it
_NAMED = 2.4  # what it adds to the odds that the claim names the rival's row in full, the supporter's in part
_ALSO = 0.2  # how much less well than the best place another may fit that tells when the value holds
_LIKE = 0.3  # share of their firm words that a metric and its variant have in common at least
_MUCH = 8.0  # of what words tell, where it settles the matter whatever else the claim says
_NOTHING = 0.02  # a difference so small tells nothing
_SUPPORTERS = 4
_RIVALS = 8
_ONE_NAME = 0.9  # of their firm words two figures of one row share
_USUAL = "dilut"  # earnings a share that prose tells are diluted, said or unsaid
_NO_LABEL = "=@#"  # terms that are numbers, directions or identifiers

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "always": -2.38,
        "gain": 0.14,
        "loss": 0.0,
        "both": 1.0,
        "away": 0.61,
        "top": 0.72,
        "own_gain": 0.75,
        "same_gain": 0.22,
        "stolen": 0.11,
        "absent": -1.38,
        "time_conflict": 2.83,
        "time_match": -0.39,
        "rival_time_conflict": -0.18,
        "rival_time_match": 0.76,
        "past": 0.68,
        "order_same": -1.37,
        "order_reversed": 1.39,
        "role": 0.65,
        "rival_role": -0.94,
        "compared": 0.9,
        "rival_compared": -0.91,
        "contrary": 2.64,
        "beside_gain": 1.14,
        "beside_loss": -1.41,
        "same": 0.38,
        "same_table": 0.18,
        "alike": 1.31,
        "twin": -0.68,
        "exchange": 1.9,  # 1.69 as fitted; of two values exchanged both are to be found
        "few": -0.8,
        "unit": 1.41,
        "rival_unit": -1.0,
        "kind": -1.66,
        "fit": -1.34,
        "rival_bounded": -0.9,
        "rival_fit": 1.14,
        "rival_past": -1.81,
        "outdated": 1.5,  # by hand: journalists seldom give a figure of last year's as "for the quarter"
        "gain_told": 1.06,
        "covers": 0.35,
        "replaced": 0.34,
        "order_kept": 0.93,
        "moved": 0.4,
        "rival_moved": -0.8,  # -0.15 as fitted; what it learns from seldom has a change beside a level
        "other_name": 3.0,  # 1.12 as fitted, where few claims have it; nine of ten that do are wrong
        "variant": 1.8,  # 0.02 as fitted: journalists leave "adjusted" out, which is to be found
        "near_gain": 0.5,
        "near_loss": -0.5,
        "crossed": 0.7,
        "crossed_here": 2.0,  # by hand, as of two values exchanged both are to be found
        "tense": 0.3,  # 0.07 and 0 as fitted, for want of plans beside results
        "rival_tense": -0.6,
    }
)
"""What each feature adds to the log odds that the claim is the rival's.

Of the claim and the supporter:
    away: Share of the claim's near words that the supporter's sentence and headings lack.
    stolen: How much more firmly its words are bound to another number of the supporter's sentence.
    time_conflict, time_match: The supporter is told of another time; of the same.
    order_same, order_reversed: The claim's neighbours stand around the supporter in the claim's order, or
        the other way round though the claim's own words do not say why.
    role, compared, unit, kind: One is an interval's bound, a figure held against another, of another unit or
        unit class, and the other is not.
    contrary: A word of the claim excludes one of the supporter's ("basic", "diluted").
    fit: How well its label explains the claim's.
    other_name: It has the name of a row or column whose sibling the claim names.
    absent: Share of the claim's near words that the source nowhere has.
    few: The value is a count so small that it stands everywhere.
Of the rival: the same under `rival_`; rival_bounded: it is what another must reach or may not pass ("at
    least 1.10"), and the claim is not.
Of the two:
    gain, loss, both: Share of the claim's near words bound to the rival more firmly, to the supporter more
        firmly, to both; top: the gain of the most telling one; own_gain: of the words that are bound to this
        number of its sentence alone; same_gain: the gain within one sentence.
    gain_told: The same as gain, by how much these words tell and not by their share.
    covers: The rival's label has all of the claim's near words that the supporter's has, and others besides;
        replaced: and the supporter's names something else instead.
    order_kept: The claim's numbers stand in the supporter's order, but the labels would fit better if two
        were exchanged.
    variant: Only the supporter is a variant of their metric ("adjusted") that the claim does not call so.
    near_gain, near_loss: Within one sentence, by how much more firmly a near word of the claim is bound to
        the rival, to the supporter, however common it is.
    crossed, crossed_here: How far the words that tell the claim from its twin tell the two places the other
        way round; the same within one sentence.
    moved, rival_moved: The claim is told as a change (or as a level) and the rival alone is told so, or the
        supporter alone; tense, rival_tense: the same for what is planned and what is done.
    past: The claim names no time, the supporter is an earlier period's and the rival is not; rival_past: the
        other way round; outdated: the claim says how long ("for the quarter"), the supporter is an
        earlier period's, and the rival the like figure of the row for one as long; not where the claim's
        sentence gives both.
    beside_gain, beside_loss: Share of the numbers beside the claim that stand beside the rival alone, beside
        the supporter alone.
    same, same_table, alike: They stand in one sentence or row, in one table, under nearly the same label.
    twin, exchange: The claim's own sentence states the rival's value too; by how much the labels would fit
        better if the two were exchanged.
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


_OF_CLAIM = ("absent", "few")
_OF_SUPPORTER = (
    "away", "stolen", "time_conflict", "time_match", "order_same", "order_reversed", "role", "compared",
    "contrary", "unit", "kind", "fit", "other_name",
)  # fmt: skip
_OF_RIVAL = (
    "rival_time_conflict", "rival_time_match", "rival_role", "rival_compared", "rival_unit", "rival_fit",
    "rival_bounded",
)  # fmt: skip
_OF_BOTH = (
    "gain", "loss", "both", "top", "own_gain", "same_gain", "past", "beside_gain", "beside_loss",
    "same", "same_table", "alike", "twin", "exchange", "rival_past", "gain_told",
    "covers", "replaced", "order_kept", "variant", "near_gain", "near_loss", "crossed", "crossed_here",
    "outdated", "moved", "rival_moved", "tense", "rival_tense",
)  # fmt: skip
"""The features in the order in which the methods of `Contrast` give their values."""

_FOR_RIVAL = tuple(map(_OF_BOTH.index, ("gain", "past", "beside_gain", "exchange")))
"""Where among these stand those that speak for the rival."""

FEATURES = ("always", *_OF_CLAIM, *_OF_SUPPORTER, *_OF_RIVAL, *_OF_BOTH)
"""The names of all features, in the order of `Contrast.features`."""

_ALWAYS_WEIGHT = WEIGHTS["always"]
_CLAIM_WEIGHTS, _SUPPORTER_WEIGHTS, _RIVAL_WEIGHTS, _BOTH_WEIGHTS = (
    tuple(WEIGHTS[name] for name in names) for names in (_OF_CLAIM, _OF_SUPPORTER, _OF_RIVAL, _OF_BOTH)
)
_GAIN, _LOSS, _BOTH, _TOP, _OWN_GAIN, _GAIN_TOLD, _ALIKE = map(
    WEIGHTS.__getitem__, ("gain", "loss", "both", "top", "own_gain", "gain_told", "alike")
)


def _at_best(names: Sequence[str]) -> float:
    """What these features, each of 0 to 1 (or -1 to 1), can add to the odds."""
    either = {"exchange", "crossed"}
    return sum(abs(WEIGHTS[name]) if name in either else max(0.0, WEIGHTS[name]) for name in names)


_ROUNDING = 1e-6  # of a sum of features
_TIMED = _at_best(("past", "rival_past", "outdated"))
_NEIGHBOURED = _at_best(("beside_gain", "beside_loss"))
_TWINNED = _at_best(("twin", "exchange", "order_kept", "crossed"))
_TOGETHER = _at_best(("same", "same_gain", "near_gain", "near_loss"))
_TOGETHER_TWINNED = _at_best(("crossed_here",))
_VARIED = _at_best(("variant",))
_COVERED = _at_best(("covers", "replaced"))
_TOLD_SO = _at_best(("moved", "rival_moved"))
_TENSED = _at_best(("tense", "rival_tense"))
_ANYWAY = _at_best(("same_table",)) + _ROUNDING
"""What the features can add that are not told by the words alone, in the cases in which they can."""


class _Words(NamedTuple):
    """How the words of a claim are bound to two numbers: the features of the same names, by what they tell.

    `near_gain` and `near_loss` are meant for numbers of one sentence.
    """

    gain: float
    loss: float
    both: float
    top: float
    own_gain: float
    near_gain: float
    near_loss: float


class _Side:
    """A supporter or a rival, with what its features are made of.

    Attributes:
        candidate: The number.
        terms: The words of its label.
        traits: What the source knows of them.
        strengths: How firmly each of the claim's words is bound to it.
        unsaid: The words that are bound to it firmly and that the claim lacks.
        time: How its time and the claim's relate; not yet asked for where None.
        order: How the claim's neighbours stand around it, as `_order` says; not yet asked for where None.
        contrary: Whether a word of the claim excludes one of its own; not yet asked for where None.
        twin: The other number of the claim's sentence that states its value, how well things fit that, and
            how well it does itself; not looked for where None.
    """

    __slots__ = ("candidate", "contrary", "order", "strengths", "terms", "time", "traits", "twin", "unsaid")

    def __init__(
        self, source: SourceIndex, candidate: Candidate, words: Sequence[str], said: Mapping[str, float]
    ) -> None:
        self.candidate = candidate
        self.terms = candidate.frame.terms
        self.traits = source.traits(candidate.place)
        self.strengths = list(map(self.terms.get, words, repeat(0.0)))
        self.unsaid = self.traits.firm.difference(said)
        self.twin: tuple[tuple[Claim, Fit, float], ...] | None = None
        self.time: int | None = None
        self.order: int | None = None
        self.contrary: float | None = None


class Contrast:
    """One claim, held against the places that state its value and their rivals.

    Args:
        source: The source.
        claim: The claim.
        supporters: The places that state its value, the best first: where one does not say when, the others
            may.
    """

    def __init__(self, source: SourceIndex, claim: Claim, supporters: Sequence[Candidate]) -> None:
        self._source = source
        self._claim = claim
        self._fit = source.fit(claim)
        self._words = self._fit.words
        self._bound = self._fit.bound
        self._excluding = contrasts_of(claim)
        self._told_as = 0 if claim.labelled else told_in_prose(claim.frame)
        self._limits = is_limit(claim.quantity)
        # whether it names no time, or only how long: "for the 39 weeks"
        self._undated = not claim.frame.compares and all(
            when.year is None and when.month is None for when, _ in claim.frame.times
        )
        self._lasting = self._undated and any(when.months for when in self._bound)
        self._elsewhere = self._told_elsewhere(supporters)
        said = claim.frame.terms
        kind = claim.quantity.kind
        self._beside = [s for s in claim.siblings if s.quantity.kind is kind]
        self._fits = [source.fit(sibling) for sibling in self._beside]
        beside = [s.frame.terms.get for s in self._beside]
        self._numbers = [(t, s) for t, s in said.items() if t[0] == "=" and s >= _BESIDE]
        self._labels: list[str] = []
        # whether it is near, its weight in the source, its rarity, how much firmer it is bound than to the
        # neighbours of its number, times its rarity
        self._terms: list[tuple[bool, float, float, float]] = []
        near = owned = most = 0.0
        for term, weight in self._words.weights.items():
            if term[0] == "=":
                continue
            strength = said[term]
            rarity = weight / (strength * strength)
            own = strength
            for firmness in beside:
                own = min(own, strength - firmness(term, 0.0))
            own = own * rarity if own > _OWN else 0.0
            owned += own
            if strength >= _NEAR:
                near += rarity
                most = max(most, rarity)
            self._labels.append(term)
            self._terms.append((strength >= _NEAR, strength * strength * rarity, rarity, own))
        self._near, self._own = near or 1.0, owned or 1.0
        self._most = most or 1.0
        self._total = sum(self._words.weights.values()) or 1.0

    def strongest(
        self, supporters: Sequence[Candidate], rivals: Iterable[Candidate], least_odds: float = -math.inf
    ) -> Doubt | None:
        """The doubt that remains against the best supporter; None where there is no rival.

        Args:
            supporters: The places that state the claimed value, the best first.
            rivals: The numbers that the claim may be about instead, the best first.
            least_odds: A doubt no greater than this is no doubt, and one such is as good as another.
        """
        least: Doubt | None = None
        others = []
        for rival in islice(rivals, _RIVALS):
            side = self._side(rival)
            others.append((side, _odds(_RIVAL_WEIGHTS, self._of_rival(side))))
        if not others:
            return None
        alone = _ALWAYS_WEIGHT + _odds(_CLAIM_WEIGHTS, self._of_claim)
        for supporter in supporters[:_SUPPORTERS]:
            mine = self._side(supporter)
            own = alone + _odds(_SUPPORTER_WEIGHTS, self._of_supporter(mine))
            worst: Doubt | None = None
            for theirs, odds in others:
                against = self._odds_against(mine, theirs, odds + own, least_odds)
                if against is not None and (worst is None or against > worst.odds):
                    worst = Doubt(against, supporter, theirs.candidate)
                    if least is not None and against >= least.odds:
                        break  # another supporter leaves less doubt
            if worst is None:
                return None
            if worst.odds <= least_odds:
                return worst
            if least is None or worst.odds < least.odds:
                least = worst
        return least

    def _odds_against(self, one: _Side, two: _Side, alone: float, least_odds: float) -> float | None:
        """The log odds that the claim is the second's and not the first's; None where that is no doubt.

        Args:
            one: The supporter.
            two: The rival.
            alone: What each of the two adds to them.
            least_odds: A doubt no greater than this is none.
        """
        if self._one_expression(one.candidate, two.candidate) or self._named(one, two):
            return None
        if self._claim.labelled and self._ruled_out(one, two):
            return None
        if self._indistinct(one, two) or self._time(two) < 0 < self._time(one):
            return None
        words, named = self._words_apart(one, two), self._named(two, one)
        most = alone + self._at_most(one, two, words) + named * _NAMED
        if most + self._at_most_by_twin(one, two, least_odds - most) <= least_odds:
            return None  # whatever else tells the two apart
        told = self._of_both(one, two, words)
        if not named and self._says_no_more(one, two, told):
            return None
        return alone + _odds(_BOTH_WEIGHTS, told) + named * _NAMED

    def features(self, supporter: Candidate, rival: Candidate) -> dict[str, float]:
        """Every feature of one pair by its name."""
        mine, theirs = self._side(supporter), self._side(rival)
        found = {"always": 1.0}
        for names, values in (
            (_OF_CLAIM, self._of_claim),
            (_OF_SUPPORTER, self._of_supporter(mine)),
            (_OF_RIVAL, self._of_rival(theirs)),
            (_OF_BOTH, self._of_both(mine, theirs, self._words_apart(mine, theirs))),
        ):
            found |= zip(names, values, strict=True)
        return found

    def _side(self, candidate: Candidate) -> _Side:
        return _Side(self._source, candidate, self._labels, self._claim.frame.terms)

    def _one_expression(self, supporter: Candidate, rival: Candidate) -> bool:
        """Whether the two are parts of one range or fraction, and the claim is the right one of them."""
        one, two = supporter.quantity, rival.quantity
        return one.group >= 0 and one.group == two.group and one.role is self._claim.quantity.role

    def _named(self, one: _Side, two: _Side) -> bool:
        """Whether the claim names the row of one in full, and that of the other in part or with fewer words.

        "Total assets" is not "total current assets" though all its words stand there too, and "total
        current assets" is not "current assets".
        """
        table = one.traits.table
        if table is None or table is not two.traits.table or self._time(one) < 0:
            return False
        if one.candidate.frame.statement == two.candidate.frame.statement:
            return False  # two columns of one row
        said = self._claim.frame.terms.keys()
        mine, theirs = one.traits.firm, two.traits.firm
        if not mine or not mine <= said or (theirs <= said and not theirs < mine):
            return False
        return all(there <= here for here, there in zip(one.strengths, two.strengths, strict=True))

    def _says_no_more(self, one: _Side, two: _Side, told: Sequence[float]) -> bool:
        """Whether nothing that the claim says speaks for the rival: two rows of one name are no doubt.

        Args:
            one: The supporter.
            two: The rival.
            told: What tells the two apart.
        """
        if any(told[place] > _NOTHING for place in _FOR_RIVAL):
            return False
        if two.candidate.fit > one.candidate.fit + _NOTHING or self._order(one) < 0:
            return False
        if not one.unsaid <= two.traits.firm:
            return False  # "total current assets" says more than "total assets", and than the claim
        return (self._time(one) or self._elsewhere) >= self._time(two) and not self._contrary(one)

    def _indistinct(self, one: _Side, two: _Side) -> bool:
        """Whether nothing tells apart two figures of one row, or of rows of one name in unnamed columns."""
        if one.traits.table is None or two.traits.table is None:
            return False
        if one.candidate.frame.statement == two.candidate.frame.statement:
            as_well = all(here >= there for here, there in zip(one.strengths, two.strengths, strict=True))
            return as_well and self._time(two) <= self._time(one) and not self._is_outdated(one, two)
        if one.traits.bound and two.traits.bound:
            return False
        return bool(one.traits.firm) and one.traits.firm == two.traits.firm and self._time(two) <= 0

    def _ruled_out(self, one: _Side, two: _Side) -> bool:
        """Whether a record's labels cannot mean a rival: one of another time, or a special case.

        They are said for this number alone: a period that they name is its own, and what they do not call
        "adjusted" is not the adjusted figure.
        """
        if self._time(two) < 0 <= self._time(one):
            return True
        return self._is_special(two) and not self._is_special(one)

    def _is_special(self, side: _Side) -> bool:
        """Whether it is a special case of its metric that the claim does not name."""
        return any(term not in self._claim.frame.terms for term in side.traits.variants)

    def _is_variant(self, one: _Side, two: _Side) -> bool:
        """Whether only the one is a variant of a metric ("adjusted") that the claim does not call so."""
        mine, theirs = ([t for t in side.traits.variants if t != _USUAL] for side in (one, two))
        if not mine or theirs or _alike(one.traits.firm, two.traits.firm) < _LIKE:
            return False
        return not any(term in self._claim.frame.terms for term in VARIANTS if term != _USUAL)

    @cached_property
    def _of_claim(self) -> tuple[float, ...]:
        known, quantity = self._source.labels.postings, self._claim.quantity
        near = [(t, s) for t, s in self._claim.frame.terms.items() if s >= _NEAR and t[0] not in _NO_LABEL]
        # The words of a schema are not the filing's: that it lacks some of them says nothing.
        absent = 0.0 if self._claim.labelled else sum([s for t, s in near if t not in known])
        count = quantity.kind is Kind.NUMBER and quantity.step >= 1
        small = count and quantity.value is not None and abs(quantity.value) < SMALL_COUNT
        return absent / (sum([s for _, s in near]) or 1.0), float(small)

    def _of_supporter(self, side: _Side) -> tuple[float, ...]:
        """What the supporter alone says."""
        supporter = side.candidate
        beside = self._neighbours(supporter).get
        away = stolen = held = 0.0
        for (near, weight, rarity, own), term, here in zip(
            self._terms, self._labels, side.strengths, strict=True
        ):
            if near and here <= PREVIOUS:
                away += rarity
            more = beside(term, 0.0) - here
            if more > 0:
                stolen += weight * more
            held += own * here
        order = self._order(side)
        time = self._time(side) or self._elsewhere
        claim, quantity = self._claim.quantity, supporter.quantity
        return (
            away / self._near,
            stolen / self._total,
            float(time < 0),
            float(time > 0),
            float(order > 0),
            (order < 0) * (1 - min(1.0, 2 * held / self._own)),
            _role_gap(claim, quantity),
            float(self._compared(side)),
            self._contrary(side),
            _unit_gap(claim, quantity),
            float(claim.kind is not quantity.kind and claim.unit != ANY_UNIT),
            supporter.fit,
            float(self._source.siblings.replaced(self._claim, supporter.place, supporter.frame)),
        )

    def _of_rival(self, side: _Side) -> tuple[float, ...]:
        """What the rival alone says."""
        rival = side.candidate
        time = self._time(side)
        claim, quantity = self._claim.quantity, rival.quantity
        return (
            float(time < 0),
            float(time > 0),
            _role_gap(claim, quantity),
            float(self._compared(side)),
            _unit_gap(claim, quantity),
            rival.fit,
            float(self._limits is not side.traits.limits),
        )

    def _words_apart(self, one: _Side, two: _Side) -> _Words:
        """How the claim's words tell the two apart."""
        gain = loss = both = top = own_gain = near_gain = near_loss = 0.0
        for (near, _, rarity, own), here, there in zip(
            self._terms, one.strengths, two.strengths, strict=True
        ):
            if not here and not there:
                continue  # as most words of a claim
            more = there - here
            if more > 0:
                if near:
                    gained = rarity * more
                    gain += gained
                    both += rarity * here
                    top = max(top, gained)
                    near_gain = max(near_gain, more)
                if own:
                    own_gain += own * more
            elif near:
                loss -= rarity * more
                both += rarity * there
                near_loss = max(near_loss, -more)
        return _Words(gain, loss, both, top, own_gain, near_gain, near_loss)

    def _at_most(self, one: _Side, two: _Side, words: _Words) -> float:
        """What all that tells the two apart can add to the odds, by what is known cheaply."""
        most = (
            _ANYWAY
            + _GAIN * words.gain / self._near
            + _LOSS * words.loss / self._near
            + _BOTH * words.both / self._near
            + _TOP * words.top / self._most
            + _OWN_GAIN * words.own_gain / self._own
            + _GAIN_TOLD * min(1.0, words.gain / _MUCH)
            + _ALIKE * _alike(one.traits.firm, two.traits.firm)
        )
        if self._told_as:
            most += _TOLD_SO
        if self._claim.frame.tense:
            most += _TENSED
        if words.gain > _NOTHING >= words.loss:
            most += _COVERED
        if self._undated:
            most += _TIMED
        if self._numbers:
            most += _NEIGHBOURED
        if one.traits.variants:
            most += _VARIED
        same = one.candidate.frame.statement == two.candidate.frame.statement
        if same:
            most += _TOGETHER
        return most

    def _at_most_by_twin(self, one: _Side, two: _Side, needed: float) -> float:
        """What a twin of the claim can add; whether it has one is only asked where that could decide."""
        if not self._beside or needed < 0:
            return 0.0
        same = one.candidate.frame.statement == two.candidate.frame.statement
        most = _TWINNED + same * _TOGETHER_TWINNED
        return most if most > needed and self._twin(two) else 0.0

    def _of_both(self, one: _Side, two: _Side, words: _Words) -> tuple[float, ...]:
        """What tells the two apart."""
        supporter, rival = one.candidate, two.candidate
        gain, loss, both, top, own_gain, near_gain, near_loss = words
        told = not self._claim.labelled
        heard = beside_gain = beside_loss = 0.0
        mine, theirs = one.traits.number, two.traits.number
        for term, strength in self._numbers:
            if term not in (mine, theirs):
                heard += strength
                if (term in two.terms) is not (term in one.terms):
                    if term in two.terms:
                        beside_gain += strength
                    else:
                        beside_loss += strength
        heard = heard or 1.0
        same = supporter.frame.statement == rival.frame.statement
        exchange = self._exchange(one, two)
        past, rival_past = self._undated and one.traits.past, self._undated and two.traits.past
        covers = gain > _NOTHING and loss <= _NOTHING
        gain_told = min(1.0, gain / _MUCH)
        gain /= self._near
        crossed = 0.0 if self._claim.labelled else self._crossed(one, two)
        if two.traits.limits is not self._limits:
            crossed = min(0.0, crossed)  # what a ratio must reach is told under its name as well
        return (
            gain,
            loss / self._near,
            both / self._near,
            top / self._most,
            own_gain / self._own,
            same * gain,
            float(past and not rival_past),
            beside_gain / heard,
            beside_loss / heard,
            float(same),
            float(not same and one.traits.table is not None and one.traits.table is two.traits.table),
            _alike(one.traits.firm, two.traits.firm),
            float(exchange is not None),
            max(-1.0, min(1.0, exchange or 0.0)),
            float(rival_past and not past),
            gain_told,
            float(covers),
            float(covers and self._says_another(one, two)),
            float(exchange is not None and exchange > 0 and self._order(one) > 0),
            float(self._is_variant(one, two)),
            same * near_gain * told,
            same * near_loss * told,
            crossed,
            same * max(0.0, crossed),
            float(self._is_outdated(one, two)),
            *self._ways(one, two),
        )

    def _is_outdated(self, one: _Side, two: _Side) -> bool:
        """Whether a claim says how long ("for the quarter"), and the rival is the newer of two figures."""
        here, there = one.traits.bound, two.traits.bound
        if not (self._lasting and one.traits.past and not two.traits.past):
            return False
        if not (here and there and here[0].months == there[0].months):
            return False
        if self._exchange(one, two) is not None:
            return False  # "rose from 5 to 7" tells both, whatever stands between
        return _alike(one.traits.firm, two.traits.firm) >= _ONE_NAME

    def _ways(self, one: _Side, two: _Side) -> tuple[float, float, float, float]:
        """Whether only one of the two is told as the claim is: as a change or a level, as planned or done."""
        claim = self._claim.frame
        mine, here, there = self._told_as, one.traits.way, two.traits.way
        known = bool(mine and here and there)
        tense, now, then = claim.tense, one.candidate.frame.tense, two.candidate.frame.tense
        told = bool(tense and now and then)
        return (
            float(known and here != mine == there),
            float(known and there != mine == here),
            float(told and now != tense == then),
            float(told and then != tense == now),
        )

    def _says_another(self, one: _Side, two: _Side) -> bool:
        """Whether the supporter's label names something that neither the claim nor the rival's does."""
        return not one.unsaid <= two.terms.keys()

    def _exchange(self, one: _Side, two: _Side) -> float | None:
        """How much better labels fit if claim and rival changed places; None where no sibling is a twin."""
        for _, fit, theirs in self._twin(two) if self._beside else ():
            return (two.candidate.fit - one.candidate.fit) + (fit.of(one.traits) - theirs)
        return None

    def _twin(self, rival: _Side) -> tuple[tuple[Claim, Fit, float], ...]:
        """The other number of the claim's sentence that states the rival's value, if one does."""
        if rival.twin is None:
            rival.twin = ()
            size, quantity = rival.traits.size, rival.candidate.quantity
            for sibling, fit in zip(self._beside, self._fits, strict=True):
                if abs(size - fit.size) <= fit.slack and agree(sibling.quantity, quantity):
                    rival.twin = ((sibling, fit, fit.of(rival.traits)),)
                    break
        return rival.twin

    def _crossed(self, one: _Side, two: _Side) -> float:
        """How far the words that tell the claim from its twin tell the two places the other way round.

        However common they are: in a sentence on a drug and a placebo the drug's name is the commonest word.
        """
        said, crossed, most = self._claim.frame.terms, 0.0, 0.0
        for sibling, _, _ in two.twin or ():
            other = sibling.frame.terms
            for term, here, there in zip(self._labels, one.strengths, two.strengths, strict=True):
                if term[0] != "@":
                    apart = said[term] - other.get(term, 0.0)
                    crossed += apart * (there - here)
                    most += abs(apart)
            for term, strength in other.items():
                if term[0] not in "=@" and term not in said:
                    crossed -= strength * (two.terms.get(term, 0.0) - one.terms.get(term, 0.0))
                    most += strength
        return crossed / most if most else 0.0

    def _neighbours(self, candidate: Candidate) -> Mapping[str, float]:
        """How firmly each word of a number's statement is bound to the other numbers of its kind there."""
        source = self._source
        known = source.beside.get(candidate.place)
        if known is None:
            known = source.beside[candidate.place] = {}
            for index in source.labels.quantities_of(candidate.frame.statement):
                other = source.numbers.quantities[index]
                one_group = other.group >= 0 and other.group == candidate.quantity.group
                if index == candidate.place or other.kind is not candidate.quantity.kind or one_group:
                    continue
                for term, strength in source.labels.frame(index).terms.items():
                    if strength > known.get(term, 0.0):
                        known[term] = strength
        return known

    def _order(self, side: _Side) -> int:
        """Whether the claim's neighbours stand around the supporter in its order (1) or the reverse (-1)."""
        if side.order is None:
            side.order = self._order_around(side.candidate)
        return side.order

    def _order_around(self, supporter: Candidate) -> int:
        here = self._source.others_of_its_kind(supporter.place)
        if not here or not self._around:
            return 0
        kept = inverted = 0
        one_kind = self._claim.quantity.kind is supporter.quantity.kind
        for other, before, size, slack in self._around:
            for index, number, there in here:
                if (not one_kind or abs(there - size) <= slack) and agree(other, number):
                    if (index < supporter.place) == before:
                        kept += 1
                    else:
                        inverted += 1
                    break
        return -1 if inverted else int(kept > 0)

    @cached_property
    def _around(self) -> list[tuple[Quantity, bool, float, float]]:
        """The other numbers of the claim's sentence, each with whether it stands before the claim's.

        And with its size, and how far from it a number of its kind may lie that states it.
        """
        claim, mine, near = self._claim.quantity, self._fit.size, self._fit.slack
        around = []
        for fit in self._fits:
            other, size, slack = fit.quantity, fit.size, fit.slack
            if other.role is Role.LEVEL or (other.group >= 0 and other.group == claim.group):
                continue
            if (slack == math.inf or abs(size - mine) <= near) and agree(claim, other):
                continue
            around.append((other, other.span.start < claim.span.start, size, slack))
        return around

    def _told_elsewhere(self, supporters: Sequence[Candidate]) -> int:
        """-1 where the value is told of other times than the claim's, and nowhere of that one."""
        if not self._bound:
            return 0
        close = [c for c in supporters if c.fit >= supporters[0].fit - _ALSO]
        told = {self._fit.time(self._source.traits(c.place)) for c in close}
        return -1 if told & {1, -1} == {-1} else 0

    def _time(self, side: _Side) -> int:
        if side.time is None:
            side.time = self._fit.time(side.traits)
        return side.time

    def _compared(self, side: _Side) -> bool:
        """Whether one of the two is a figure that another is held against.

        No row of a table tells of it, and no label of a record.
        """
        told = side.traits.table is None and not self._claim.labelled
        return told and self._claim.frame.compares != side.candidate.frame.compares

    def _contrary(self, side: _Side) -> float:
        """Whether a word of the claim excludes one of the other's."""
        if side.contrary is None:
            side.contrary = self._excludes(side) if self._excluding else 0.0
        return side.contrary

    def _excludes(self, side: _Side) -> float:
        terms = side.terms
        for mine, group in self._excluding:
            if strongest_contrary(terms, mine, group) >= _FIRM and not tells_as(terms, mine, group):
                if group is RESULTS and not (
                    self._claim.results & self._source.results_of(side.candidate.place)
                ):
                    continue
                return 1.0
        return 0.0


def _odds(weights: Sequence[float], values: Sequence[float]) -> float:
    return float(sum(map(mul, weights, values)))


def _unit_gap(claim: Quantity, other: Quantity) -> float:
    """Whether both name a unit, and not the same: "$1.40 a share, up from $1.04" says it once."""
    if claim.scale == 1 and claim.step < 1 and other.unit.partition("/")[0] == claim.unit:
        return 0.0
    return float(bool(other.unit) and claim.unit not in ("", ANY_UNIT, other.unit))


def _role_gap(one: Quantity, two: Quantity) -> float:
    """How far apart the parts are that two numbers play in their expressions: 1 for a bound and no bound."""
    ends = (Role.LOW, Role.HIGH)
    turned = one.role in ends and two.role in ends and (one.value or 0) * (two.value or 0) < 0
    if (one.role is two.role) is not turned:
        return 0.0  # "a loss of 9.1% (4.8% to 13.4%)" is a change of "−9.1% (−13.4%, −4.8%)"
    return 1.0 if (one.role in ends) or (two.role in ends) else 0.4


def _alike(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Share of their firm words that two numbers have in common."""
    common = len(mine & theirs)
    return common / max(1, len(mine) + len(theirs) - common)


__all__ = ["WEIGHTS", "Contrast", "Doubt"]
