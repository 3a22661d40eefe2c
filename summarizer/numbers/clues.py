"""What the closed words around a number say of it: up or down, gain or loss, planned or done, how long."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from summarizer.numbers.glossary import DONE_WORDS, DOWN, HEDGES, LOSS, PROFIT, UP, stem

_FIRM = 0.5  # how firmly a word must be bound to a number to say which way it went
_CLAUSE = 0.5  # the same for a verb, which speaks for its whole clause

_CLOSED: Mapping[str, str] = {
    **{
        word: word
        for word in ("up", "down", "will", "would", "could", "may", "might", "higher", "lower", "shall")
    },
    "profit": "profit",
    "profits": "profit",
    "profitable": "profit",
    "reduction": "reduc",
    "reductions": "reduc",
    "cost": "",
    "expanded": "expand",
}
"""Words that the stemmer or the list of stop words would lose."""

_NO_VERB_AFTER = frozenset(
    (
        "is",
        "are",
        "be",
        "being",
        "to",
        "a",
        "an",
        "the",
        "for",
        "of",
        "in",
        "on",
        "with",
        "by",
        "its",
        "our",
        "as",
        "",
    )
)
"""Words after which a form in "ed" is an adjective, or a passive that is not yet past."""
_OPEN = frozenset(
    (
        "project",
        "predict",
        "forecast",
        "estim",
        "may",
        "might",
        "could",
        "would",
        "outlook",
        "guidanc",
        "propos",
        "target",
        "guid",
        "if",
        "unless",
    )
)
"""Stems after which a past form says nothing of what was done."""


class Word(NamedTuple):
    """A word near a number, how firmly it is bound to it, and the words on its two sides."""

    word: str
    strength: float
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Clues:
    """What the closed words say.

    Attributes:
        direction: 1 up, -1 down, 0 unsaid.
        polarity: 1 under "income" or "gain", -1 under "loss" or "deficit", 0 unsaid.
        tense: 1 planned or expected, -1 done, 0 unsaid.
        verbs: The stems of the past forms around it, where `tense` is -1.
    """

    direction: int = 0
    polarity: int = 0
    tense: int = 0
    verbs: frozenset[str] = frozenset()


def read_clues(words: Iterable[Word]) -> Clues:
    """The clues of a number's words; of two that disagree the more firmly bound one counts."""
    direction = polarity = 0
    up_or_down = gain_or_loss = _FIRM
    hedge = done = 0.0
    past: set[str] = set()
    open_ended = False
    for word, strength, before, after in words:
        term = _closed_stem(word)
        if strength >= up_or_down and term in _DIRECTIONS:
            direction, up_or_down = _DIRECTIONS[term], strength
        if strength >= gain_or_loss and term in _POLARITIES and after != "loss":
            polarity, gain_or_loss = _POLARITIES[term], strength
        if strength >= _CLAUSE:
            if _hedges(word, term, after) and strength > hedge:
                hedge = strength
            elif term in _OPEN or word in _OPEN:
                open_ended = True
            elif before not in _NO_VERB_AFTER and _is_past(word):
                done = max(done, strength)
                past.add(term)
    tense = 1 if hedge else -1 if done and not open_ended else 0
    return Clues(direction, polarity, tense, frozenset(past))


def _hedges(word: str, term: str, after: str) -> bool:
    if word in ("plan", "plans"):
        return after == "to"  # and not "the plan of merger"
    return term in HEDGES or word in HEDGES


def _is_past(word: str) -> bool:
    return word in DONE_WORDS or (word.endswith("ed") and len(word) > 4)


@lru_cache(maxsize=65536)
def _closed_stem(word: str) -> str:
    known = _CLOSED.get(word)
    return stem(word) if known is None else known


_DIRECTIONS = {**dict.fromkeys(UP, 1), **dict.fromkeys(DOWN, -1)}
_POLARITIES = {**dict.fromkeys(PROFIT, 1), **dict.fromkeys(LOSS, -1)}
