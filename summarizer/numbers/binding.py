"""How firmly the words of a statement are bound to its numbers.

Words and numbers are placed on a scale on which every barrier between them (a comma, a bracket, "and",
another number) takes room; the farther apart two of them stand, the weaker they are bound. What stands in
a bracket hangs on what stands before it, so the words outside see through it.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from summarizer.numbers.elements import PREPOSITIONS, SAY_WHEN, SEPARATORS, Element
from summarizer.numbers.glossary import DOWN, FINITE_VERBS, UP, stem
from summarizer.numbers.parallels import is_verb, respectively
from summarizer.numbers.quantity import Kind, Quantity, Role

_COMPARES = {"from": 2, "versus": 3, "vs": 3, "against": 3, "than": 3, "compared": 6}
"""Words that hold a number against the one before them, and within how many words after them it comes."""

_DATED_BASE = 10  # elements between "from" and the number of another time
_MOVE = 6  # elements within which "to" and the new number follow the old one
_LEAD = 8  # elements before "from" in which a verb of change stands
_CHANGES = frozenset(("chang", "move", "go", "went", "amend", "revis", "adjust", "updat", "swung", "swing"))
_CONJUNCTIONS = frozenset(("and", "or", "versus", "vs", "against"))
_OTHER_MATTERS = frozenset("after before following despite including excluding with without since".split())
_LONGEST_COORDINATE = 16  # elements from one number to the next that shares its subject
_CHAIN = 9  # words between two numbers that are held against the same third one
_FLOOR = 0.18  # what the farthest word of the same sentence still counts
_FARTHEST = -math.log(_FLOOR) + 0.01  # what is farther has the floor
_SUBJECT = 0.6  # what the subject of its verb counts for a number, wherever it stands
_DISTANCE = 0.025
_HUNG = 0.3
_OTHER_BRACKET = 0.4  # what a word in brackets counts that hold a number of their own
_FORWARD = 1.6  # how much more a barrier keeps from a number the words that come after it


def _costs(elements: Sequence[Element], one: Element) -> list[float]:
    """What lies between a number and each word; those after it cost more, as the next number claims them."""
    _, _, _, _, outer, inner, bracket, order, half = one
    hung = min(inner, _HUNG)
    costs = []
    for _, _, _, _, out, within, other, place, _ in elements:
        between = inner - within if bracket == other >= 0 else outer - out
        if between < 0:
            between = -between
        if bracket != other:  # all of a bracket hangs on what is before it
            between += hung + (min(_HUNG, within))
        between = between - half if between > half else 0.0
        if place > order:
            costs.append(_DISTANCE * (place - order) + between * _FORWARD)
        else:
            costs.append(_DISTANCE * (order - place) + between)
    return costs


def anchor(quantities: Sequence[Quantity], elements: Sequence[Element], here: Element) -> Element:
    """Where the words of a number stand: for an interval's bounds at the estimate before the bracket."""
    return compared_with(quantities, elements, here) or _estimate(quantities, elements, here)


def _estimate(quantities: Sequence[Quantity], elements: Sequence[Element], here: Element) -> Element:
    """For an interval's bounds the estimate before the bracket, else the number itself."""
    quantity = quantities[here.quantity]
    if quantity.role not in (Role.LOW, Role.HIGH, Role.LEVEL, Role.SPREAD, Role.P_VALUE) or here.bracket < 0:
        return here
    before = [e for e in elements if e.order < here.order and e.bracket != here.bracket and e.quantity >= 0]
    for element in reversed(before):
        if quantities[element.quantity].kind is quantity.kind:
            return element if abs(element.outer - here.outer) < 0.6 else here
    return here


def compared_with(
    quantities: Sequence[Quantity], elements: Sequence[Element], here: Element, steps: int = 3
) -> Element | None:
    """The number that this one is held against: the first of "22.0% from 24.0%" for the second.

    "Compared to X a quarter ago and Y a year ago" holds both against the number before them. A chain of
    such numbers is followed `steps` times at the most.
    """
    if not steps:
        return None
    quantity = quantities[here.quantity]
    twin = twin_of(elements, here)
    if twin is not None:
        return compared_with(quantities, elements, twin, steps - 1)
    after = _moved_to(quantities, elements, here)
    if after is not None:
        return after
    like = [e for e in elements[: here.order] if e.quantity >= 0 and _alike(quantities[e.quantity], quantity)]
    if not like or quantity.role in (Role.LOW, Role.HIGH):
        return None
    previous = like[-1]
    between = elements[previous.order + 1 : here.order]
    for distance, element in enumerate(reversed(between)):
        if distance < _COMPARES.get(element.word, 0) or (
            element.word == "from" and _from_another_time(quantities, elements, element, here)
        ):
            return previous
    if not 0 < len(between) <= _CHAIN or len(like) < 2 or any(e.word in FINITE_VERBS for e in between):
        return None
    if any(e.word == "and" for e in between) and not _ends_clause(elements[previous.order : here.order + 1]):
        return compared_with(quantities, elements, previous, steps - 1)
    return None


def _from_another_time(
    quantities: Sequence[Quantity], elements: Sequence[Element], start: Element, here: Element
) -> bool:
    """Whether "from" and a time stand before a number: "from the year ended 2018 income of $46 million"."""
    between = elements[start.order + 1 : here.order]
    if len(between) > _DATED_BASE or any(e.word in FINITE_VERBS for e in between):
        return False
    return any(e.quantity >= 0 and quantities[e.quantity].kind is Kind.DATE for e in between)


def _ends_clause(run: Sequence[Element]) -> bool:
    """Whether a semicolon or a verb of change parts the first of a run of elements from the last."""
    if any(e.word.endswith("ed") and _moves(e.word) for e in run):
        return True
    gaps = ((two.outer - two.half) - (one.outer + one.half) for one, two in pairwise(run))
    return any(gap >= SEPARATORS[";"] for gap in gaps)


def _moved_to(quantities: Sequence[Quantity], elements: Sequence[Element], here: Element) -> Element | None:
    """Where a number went that stood at this one: the second of "cut from $150 million to $125 million".

    The verb may be that of the pair before it: "rose from 5 to 8 with A, and from 6 to 7 with B".
    """
    target = _to_after(quantities, elements, here)
    first: Element | None = here
    while first is not None and _to_after(quantities, elements, first) is not None:
        lead = _lead_of(elements, first)
        if any(_moves(word) for word in lead):
            return target
        first = _pair_before(elements, first) if "and" in lead[-2:] else None
    return None


def _to_after(quantities: Sequence[Quantity], elements: Sequence[Element], here: Element) -> Element | None:
    """The like number behind "to" after one that stands behind "from"; None of a range."""
    order = here.order
    if order < 2 or order + 2 >= len(elements) or elements[order - 1].word != "from":
        return None
    for element in elements[order + 1 : order + _MOVE]:
        if element.quantity >= 0 and _alike(quantities[element.quantity], quantities[here.quantity]):
            told = any(e.word == "to" for e in elements[order + 1 : element.order])
            ranges = any(word.startswith("rang") for word in _lead_of(elements, here))
            return element if told and not ranges else None
    return None


def _lead_of(elements: Sequence[Element], here: Element) -> list[str]:
    """The words before the "from" of a number."""
    return [e.word for e in elements[max(0, here.order - _LEAD) : here.order - 1]]


def _pair_before(elements: Sequence[Element], here: Element) -> Element | None:
    """The last number before the "from" of this one that stands behind another."""
    before = elements[max(0, here.order - 1 - 2 * _LEAD) : here.order - 1]
    pairs = (
        e for e in reversed(before) if e.quantity >= 0 and e.order and elements[e.order - 1].word == "from"
    )
    return next(pairs, None)


def _moves(word: str) -> bool:
    term = stem(word)
    return term in UP or term in DOWN or term in _CHANGES


def twin_of(elements: Sequence[Element], here: Element) -> Element | None:
    """The number that this one says again in another unit: "$9.9 million, or $0.81 a share"."""
    back = 2 if here.order > 1 and elements[here.order - 1].word == "or" else 1
    before = elements[here.order - back] if here.order >= back else None
    if before is None or before.quantity < 0 or (back == 1 and here.bracket < 0):
        return None
    return before


def bind(
    text: str,
    quantities: Sequence[Quantity],
    elements: Sequence[Element],
    here: Element,
    compared: Element | None,
) -> list[float]:
    """How firmly each word and number of a statement is bound to one of its numbers, 0 to 1.

    Args:
        text: The whole text.
        quantities: Its numbers.
        elements: The words and numbers of the statement.
        here: The number.
        compared: The number that it is held against.
    """
    head = compared or _estimate(quantities, elements, here)
    zipped = respectively(text, quantities, elements, here)
    subject = subject_of(text, quantities, elements, here)
    shared = compared or coordinate_with(quantities, elements, head)
    taken = _own_brackets(quantities, elements, here)
    costs = _costs(elements, here)
    if not compared and head is not here:
        costs = list(map(min, _costs(elements, head), costs))
    # of the number it is held against a number shares what stands before that, no more
    strengths = [max(_FLOOR, math.exp(-room)) if room < _FARTHEST else _FLOOR for room in costs]
    if taken:
        for order, element in enumerate(elements):
            if element.bracket in taken:
                strengths[order] *= _OTHER_BRACKET
    if subject:
        lead = _first_like(quantities, elements, here, subject.stop)
        for order, room in enumerate(_costs(elements[: subject.stop], lead)[subject.start :], subject.start):
            strengths[order] = max(strengths[order], _SUBJECT, math.exp(-room))
    if shared:
        lead = anchor(quantities, elements, shared)
        for order, room in enumerate(_costs(elements[: shared.order], lead)):
            strengths[order] = max(strengths[order], math.exp(-room))
    if zipped:
        for order, element in enumerate(elements):
            strengths[order] = zipped.get(element.start, strengths[order])
    return strengths


def _own_brackets(
    quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> frozenset[int]:
    """The brackets that hold a number like this one, whose words speak of that: "$0.89 ($0.88 diluted)"."""
    return frozenset(
        e.bracket
        for e in elements
        if e.bracket >= 0
        and e.quantity >= 0
        and e.bracket != here.bracket
        and _alike(quantities[e.quantity], quantities[here.quantity])
        and quantities[e.quantity].role is quantities[here.quantity].role
    )


def _first_like(
    quantities: Sequence[Quantity], elements: Sequence[Element], here: Element, start: int
) -> Element:
    """The first number of its kind after the verb, which has the same subject and stands nearest to it.

    The number itself where it is no item of that list: "after a follow-up of 14 months", and in "nausea
    occurred in 31% and headache in 17%", where each item has a subject of its own.
    """
    kind = quantities[here.quantity].kind
    between = elements[start : here.order]
    last = between[-1].word if between else "-"
    listed = not last or last in PREPOSITIONS or last in _CONJUNCTIONS
    if not listed or any(e.word in _OTHER_MATTERS for e in between):
        return here
    for element in between:
        if element.quantity >= 0 and quantities[element.quantity].kind is kind:
            opened = max(e.order for e in between if e.quantity >= 0 or e.word in _CONJUNCTIONS)
            named = any(stem(e.word) for e in elements[opened + 1 : here.order])
            object_first = any(stem(e.word) for e in elements[start + 1 : element.order])
            return here if named and not object_first else element
    return here


def subject_of(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> range:
    """The orders of the words that are the subject of the verb that governs a number.

    In "adverse events led to reductions in 19%, delays in 32%" the events are the subject of both.
    """
    verbs = [e.order for e in elements[: here.order] if e.word in FINITE_VERBS]
    following = elements[here.order + 1].word if here.order + 1 < len(elements) else ""
    if is_verb(following) and following != "of":
        return range(0)  # "and 11% discontinued": the number is the subject itself
    if not verbs or ";" in text[elements[verbs[-1]].end : here.start]:
        return range(0)
    name = elements[here.order - 1]
    listed = any(e.quantity >= 0 for e in elements[verbs[-1] : here.order - 1])
    if listed and name.quantity < 0 and text[name.start].isupper():
        return range(0)  # "Anna received 41 votes, Bertil 38": a verb left out, and a subject of its own
    while len(verbs) > 1 and elements[verbs[-1] - 1].word in ("and", "but"):
        verbs.pop()  # "occurred in 44% and was severe in 8%": one subject
    start = verbs[-2] + 1 if len(verbs) > 1 else 0
    numbers = [
        e.order
        for e in elements[start : verbs[-1]]
        if e.quantity >= 0 and quantities[e.quantity].kind not in SAY_WHEN
    ]
    if numbers and elements[verbs[-1] - 1].word in ("and", "but"):
        # "Valves lifted sales 11.9% and earned a margin of": the verb before it is none of those known
        other = next((e.order for e in elements[start + 1 : numbers[0]] if is_verb(e.word)), start)
        return range(start, other)
    return range(max([start, *(n + 1 for n in numbers)]), verbs[-1])


def coordinate_with(
    quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> Element | None:
    """The number whose subject this one shares: the first of "was 11.2 months with A and 7.4 with B"."""
    if here.order == 0 or elements[here.order - 1].word not in _CONJUNCTIONS:
        return None
    quantity = quantities[here.quantity]
    for element in reversed(elements[: here.order]):
        if element.quantity >= 0 and element.bracket == here.bracket:
            other = quantities[element.quantity]
            if other.kind is quantity.kind and other.role is quantity.role:
                near = here.order - element.order <= _LONGEST_COORDINATE and here.outer - element.outer < 1.2
                return element if near else None
    return None


def _alike(one: Quantity, two: Quantity) -> bool:
    if one.kind is not two.kind:
        return False
    units = {one.unit, two.unit}
    if len(units) == 2 and one.kind is Kind.MONEY:  # "$1.40 a share, up from $1.04"
        units = {unit.partition("/")[0] for unit in units} if one.step < 1 and two.step < 1 else units
    return len(units) == 1
