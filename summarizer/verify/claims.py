"""One number that has to be borne out: what its words say of it, and which other numbers it could mean."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from summarizer.numbers.acts import BE
from summarizer.numbers.glossary import CONTRASTS, stem
from summarizer.numbers.labels import PREVIOUS, Frame
from summarizer.numbers.quantity import ANY_UNIT, Kind, Qualifier, Quantity, Role
from summarizer.numbers.timing import When, relation
from summarizer.verify.agreement import comparable, measurable

_SAID = 0.45  # how firmly a word is bound that a claim says of its number
SMALL_COUNT = 13
"""Counts below it stand in every text, so that their value alone says little."""
_LESS = 0.3  # by how much less firmly than a word that it excludes one may still be bound
_BOUND_PERIOD = 0.28  # a period bound less firmly than this says nothing of the number
_TIED = 0.9  # two periods bound as firmly as this are both possible


@dataclass(frozen=True, slots=True)
class Claim:
    """One number that has to be borne out, and what its own text says of it.

    Attributes:
        quantity: The number as claimed.
        frame: The words, periods and directions it is claimed under.
        siblings: The other claims of its sentence: two values given to each other's words are told apart
            only together.
        labelled: Whether its words are a record's labels, of which each counts, and not running prose.
        before: What its sentence says before it (for a record, its labels), as printed.
        after: What its sentence says after it.
        in_table: Whether it stands in a table of its draft.
        lasts: The stretches of time of which it says how long they are, as in "the three months ended June
            30"; such a number tells when others are told of, and measures nothing itself.
    """

    quantity: Quantity
    frame: Frame
    siblings: tuple["Claim", ...] = ()
    labelled: bool = False
    before: str = ""
    after: str = ""
    in_table: bool = False
    lasts: tuple[When, ...] = ()

    @property
    def results(self) -> frozenset[str]:
        """What its sentence says to be gross, net or operating."""
        return results_named(f"{self.before} {self.after}")

    @property
    def sentence(self) -> tuple[int, str]:
        """Where its sentence starts in the draft, and the sentence as printed."""
        said = f"{self.before}{self.quantity.text}{self.after}"
        return self.quantity.span.start - len(self.before), said

    def says(self, term: str) -> bool:
        """Whether a word is bound firmly to this number, and to none of its sentence more firmly."""
        strength = self.frame.terms.get(term, 0.0)
        return strength >= _SAID and all(
            strength >= sibling.frame.terms.get(term, 0.0)
            for sibling in self.siblings
            if sibling.quantity.kind is self.quantity.kind
        )


def contrasts_of(claim: Claim) -> list[tuple[str, frozenset[str]]]:
    """The words of a claim that exclude others, each with those that it excludes and itself."""
    said: dict[int, list[str]] = {}
    for term, strength in claim.frame.terms.items():
        if strength >= _SAID and term in _CONTRASTS_OF and claim.says(term):
            for group in _CONTRASTS_OF[term]:
                said.setdefault(group, []).append(term)
    return [(terms[0], CONTRASTS[group]) for group, terms in sorted(said.items()) if len(terms) == 1]


def strongest_contrary(terms: Mapping[str, float], mine: str, group: frozenset[str]) -> float:
    """How firmly the firmest of the words that one excludes is bound."""
    return max([terms.get(term, 0.0) for term in group if term != mine])


def tells_as(terms: Mapping[str, float], mine: str, group: frozenset[str]) -> bool:
    """Whether a word is bound to a number, and none that it excludes much more firmly."""
    return terms.get(mine, 0.0) > max(PREVIOUS, strongest_contrary(terms, mine, group) - _LESS)


RESULTS = next(group for group in CONTRASTS if "gross" in group)
"""Gross, net and operating exclude each other where they are said of one thing."""
_RESULT = re.compile(r"\b(?:gross|net|operating)[ _-](?:and[ _-]\w+[ _-])?(?P<of>[a-z]+)", re.IGNORECASE)
_RESULT_NOUNS = frozenset(
    "income incomes loss losses profit profits margin margins earnings results gain gains".split()
)


@lru_cache(maxsize=16384)
def results_named(text: str) -> frozenset[str]:
    """What a text says to be gross, net or operating, by its stem; any result, such as "income", is one."""
    words = (found["of"].lower() for found in _RESULT.finditer(text))
    return frozenset("result" if word in _RESULT_NOUNS else stem(word) for word in words)


_CONTRASTS_OF: dict[str, list[int]] = {}
for _group, _terms in enumerate(CONTRASTS):
    for _term in _terms:
        _CONTRASTS_OF.setdefault(_term, []).append(_group)


def time_relation(claim: Frame, source: Frame) -> int:
    """How the times bound to two numbers relate: 1 they are one, -1 they conflict, 0 one is unsaid."""
    return relate(claim, bound_times(claim), source, bound_times(source))


def relate(claim: Frame, mine: Sequence[When], source: Frame, theirs: Sequence[When]) -> int:
    """The same where the times that the two are told of are known."""
    if claim.basis and source.basis and claim.basis != source.basis:
        return -1
    return relate_times(mine, theirs)


def relate_times(mine: Sequence[When], theirs: Sequence[When]) -> int:
    """How two sets of times relate, of each of which one is meant."""
    if not mine or not theirs:
        return 0
    if len(mine) == len(theirs) == 1:
        return relation(mine[0], theirs[0])
    return max([relation(one, two) for one in mine for two in theirs])


def bound_times(frame: Frame) -> tuple[When, ...]:
    """The times that a number is told of, the ambiguous ones with all that they may mean."""
    if not frame.times or frame.times[0][1] < _BOUND_PERIOD:
        return ()
    least = max(_BOUND_PERIOD, _TIED * frame.times[0][1])
    return tuple([when for when, strength in frame.times if strength >= least])


def could_mean(claim: Quantity, other: Quantity) -> bool:
    """Whether a claim could have meant this number: one unit class, and one unit where both say it."""
    if not comparable(claim, other):
        return False
    same = claim.kind is other.kind or claim.unit == ANY_UNIT
    if not same and not (claim.kind in _BARE and other.kind in _BARE):
        return False
    if claim.period is not None and other.period is not None:
        return claim.period.grain is other.period.grain
    ends = (Role.LOW, Role.HIGH)
    if (claim.role in ends) != (other.role in ends):
        return False
    if claim.unit == ANY_UNIT:
        return True
    if claim.kind is other.kind is Kind.NUMBER and (claim.step < 1) != (other.step < 1):
        return False  # a ratio is no count
    return not claim.unit or not other.unit or claim.unit == other.unit or claim.kind is Kind.DURATION


CHANGE, LEVEL = 1, 2
"""How a number may be told: "rose by 5", or "rose to 5" and "was 5"."""


def told_in_prose(frame: Frame) -> int:
    """Whether a sentence tells a number as a change ("rose by 5") or as a level ("rose to 5", "was 5")."""
    clues = frame.clues
    if clues.trend:
        return LEVEL if clues.level or clues.base else CHANGE
    return LEVEL if BE in clues.acts else 0


def is_limit(quantity: Quantity) -> bool:
    """Whether a number is what another must reach or may not pass: "at least 1.10", "up to $2.00"."""
    return quantity.qualifier in (Qualifier.AT_LEAST, Qualifier.AT_MOST)


_BARE = (Kind.MONEY, Kind.NUMBER)
"""Kinds of which either may stand for the other: a table names its currency elsewhere."""


def reach(claim: Quantity) -> tuple[float, float]:
    """A claim's size, and how far from it a number may lie that still agrees with it, both generously.

    This holds of numbers of the claim's kind, and of money and bare numbers.
    """
    if claim.value is None or not measurable(claim) or claim.unit == ANY_UNIT or claim.kind in _CONVERTED:
        return 0.0, math.inf
    size = float(abs(claim.value))
    return size, float(max(claim.step, Decimal(0))) * 0.51 + size * 1e-9


_CONVERTED = (Kind.DATE, Kind.DURATION, Kind.POINTS)
"""Kinds in which a number may agree with another that is far from its size."""


def converted_values(claim: Quantity) -> list[tuple[Decimal, Decimal]]:
    """Where in the order of values a number could stand that states the claim in another unit."""
    assert claim.value is not None  # noqa: S101 - the caller checked
    if claim.unit == ANY_UNIT:
        factors = _FACTORS_OF_SCALE
    elif claim.kind is Kind.DURATION:
        factors = _FACTORS_OF_TIME
    elif claim.kind in (Kind.POINTS, Kind.PERCENT) or (claim.kind is Kind.NUMBER and 0 < claim.value < 1):
        factors = _FACTORS_OF_SHARES
    elif claim.kind is Kind.MULTIPLE and claim.is_word:
        factors = _FACTORS_OF_SHARES[:1]
    elif claim.kind is Kind.TIME:
        return [(hour, hour) for hour in (claim.value / 60, claim.value / 60 - 12)]
    else:
        return []
    value, slack = abs(claim.value), max(claim.step, Decimal(0)) / 2 + _ROUNDING
    if claim.kind is Kind.NUMBER and claim.is_word and not claim.step:
        slack = value / 80  # a sixth is 16.7%
    if claim.qualifier and claim.kind is Kind.NUMBER and claim.is_word:
        slack = value / 10
    return [((value - slack) * factor, (value + slack) * factor) for factor in factors]


_FACTORS_OF_SCALE = tuple(Decimal(factor) for factor in (1_000, 1_000_000, 1_000_000_000, 100))
_FACTORS_OF_TIME = tuple(Decimal(n) for n in ("12", "7", "24", "60", "3", "365")) + tuple(
    1 / Decimal(n) for n in ("12", "7", "24", "60", "3")
)
_FACTORS_OF_SHARES = (Decimal(100), Decimal("0.01"))
_ROUNDING = Decimal("1e-9")  # of a size that is computed


__all__ = [
    "CHANGE",
    "LEVEL",
    "RESULTS",
    "SMALL_COUNT",
    "Claim",
    "bound_times",
    "contrasts_of",
    "converted_values",
    "could_mean",
    "is_limit",
    "reach",
    "relate",
    "relate_times",
    "results_named",
    "strongest_contrary",
    "tells_as",
    "time_relation",
    "told_in_prose",
]
