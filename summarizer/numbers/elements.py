"""The words and numbers of a statement on a scale on which every barrier between them takes room.

A comma, a bracket, "and", another number: the farther apart two elements stand on it, the less they have to
do with each other.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summarizer.numbers.glossary import BARRIERS
from summarizer.numbers.quantity import NO_AMOUNTS, Kind, Quantity, Role

SEPARATORS = {
    ",": 0.45,
    ";": 1.2,
    ":": 0.15,
    "—": 0.6,
    "–": 0.2,
    "•": 2.0,
    "|": 0.8,
    "\t": 0.3,
    "/": 0.1,
}
"""What marks between two elements take."""

PREPOSITIONS = frozenset("in on with for of at by to from under after".split())
SAY_WHEN = (*NO_AMOUNTS, Kind.DURATION)
"""Kinds of numbers that tell when others are told of: "sales for the 39 weeks ended June 30 fell to"."""

_AFTER_DATE = 0.3  # a comma after a date belongs to the date


class Element(NamedTuple):
    """A word or a number of a statement, with its position on the barrier scale."""

    start: int
    end: int
    word: str  # lower case; empty for numbers
    quantity: int  # index; -1 for words
    outer: float = 0.0
    inner: float = 0.0
    bracket: int = -1
    order: int = 0
    half: float = 0.0  # of the room it takes itself


def place(
    text: str, start: int, spots: Iterable[tuple[int, int, int]], quantities: Sequence[Quantity]
) -> list[Element]:
    """Places words and numbers on the barrier scale, left to right."""
    elements: list[Element] = []
    outer = inner = 0.0
    bracket, depth, brackets = -1, 0, 0
    previous_end = start
    dated = False
    for order, (begin, end, index) in enumerate(spots):
        for character in text[previous_end:begin]:
            step = SEPARATORS.get(character, 0.0) * (_AFTER_DATE if dated else 1.0)
            if character in "([{":
                depth += 1
                if depth == 1:
                    brackets += 1
                    bracket, inner = brackets, 0.15
            elif character in ")]}":
                depth = max(0, depth - 1)
                if depth == 0:
                    bracket, inner = -1, 0.0
            elif bracket >= 0:
                inner += step
            else:
                outer += step
        word = "" if index >= 0 else text[begin:end].lower()
        barrier = BARRIERS.get(word, 0.0)
        if index >= 0 and quantities[index].kind not in NO_AMOUNTS:
            barrier = 0.35 if quantities[index].role is not Role.GRADE else 0.0
        half = barrier / 2  # the element itself stands in the middle of its own barrier
        if bracket >= 0:
            inner += half
        else:
            outer += half
        elements.append(Element(begin, end, word, index, outer, inner, bracket, order, half))
        if bracket >= 0:
            inner += half
        else:
            outer += half
        previous_end = end
        dated = index >= 0 and quantities[index].kind is Kind.DATE
    return elements


__all__ = ["PREPOSITIONS", "SAY_WHEN", "SEPARATORS", "Element", "place"]
