"""How firmly the words of a statement are bound to its numbers.

Words and numbers are placed on a scale on which every barrier between them (a comma, a bracket, "and",
another number) takes room; the farther apart two of them stand, the weaker they are bound. What stands in
a bracket hangs on what stands before it, so the words outside see through it.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.numbers.glossary import BARRIERS, DOWN, FINITE_VERBS, UP, stem
from summarizer.numbers.quantity import NO_AMOUNTS, Kind, Quantity, Role

_SEPARATORS = {
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

_COMPARES = {"from": 2, "versus": 3, "vs": 3, "against": 3, "than": 3, "compared": 6}
"""Words that hold a number against the one before them, and within how many words after them it comes."""

_MOVE = 6  # elements within which "to" and the new number follow the old one
_LEAD = 8  # elements before "from" in which a verb of change stands
_CHANGES = frozenset(("chang", "move", "go", "went", "amend", "revis", "adjust", "updat", "swung", "swing"))
_VERBS = frozenset(
    ("was", "were", "is", "are", "be", "been", "had", "has", "have", "rose", "fell", "grew", "of")
)
_VERB_REACH = 4  # words before the first of several numbers within which their verb stands
_CONJUNCTIONS = frozenset(("and", "or", "versus", "vs", "against"))
_BETWEEN_ITEMS = ("and", "or", "versus", "vs", "against", "compared")
_PREPOSITIONS = frozenset("in on with for of at by to from under after".split())
_OTHER_MATTERS = frozenset("after before following despite including excluding with without since".split())
_PARALLEL = 0.8  # what the words that name a number count for the one in its place in the next list
_LONGEST_COORDINATE = 16  # elements from one number to the next that shares its subject
_CHAIN = 9  # words between two numbers that are held against the same third one
_FLOOR = 0.18  # what the farthest word of the same sentence still counts
_FARTHEST = -math.log(_FLOOR) + 0.01  # what is farther has the floor
_SAY_WHEN = (*NO_AMOUNTS, Kind.DURATION)  # "sales for the 39 weeks ended June 30 fell to"
_SUBJECT = 0.6  # what the subject of its verb counts for a number, wherever it stands
_DISTANCE = 0.025
_HUNG = 0.3
_AFTER_DATE = 0.3  # a comma after a date belongs to the date
_OTHER_BRACKET = 0.4  # what a word in brackets counts that hold a number of their own
_FORWARD = 1.6  # how much more a barrier keeps from a number the words that come after it


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
            step = _SEPARATORS.get(character, 0.0) * (_AFTER_DATE if dated else 1.0)
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
        if distance < _COMPARES.get(element.word, 0):
            return previous
    if not 0 < len(between) <= _CHAIN or len(like) < 2 or any(e.word in FINITE_VERBS for e in between):
        return None
    if any(e.word == "and" for e in between) and not _ends_clause(elements[previous.order : here.order + 1]):
        return compared_with(quantities, elements, previous, steps - 1)
    return None


def _ends_clause(run: Sequence[Element]) -> bool:
    """Whether a semicolon or a verb of change parts the first of a run of elements from the last."""
    if any(e.word.endswith("ed") and _moves(e.word) for e in run):
        return True
    gaps = ((two.outer - two.half) - (one.outer + one.half) for one, two in pairwise(run))
    return any(gap >= _SEPARATORS[";"] for gap in gaps)


def _moved_to(quantities: Sequence[Quantity], elements: Sequence[Element], here: Element) -> Element | None:
    """Where a number went that stood at this one: the second of "cut from $150 million to $125 million"."""
    order = here.order
    if order < 2 or order + 2 >= len(elements) or elements[order - 1].word != "from":
        return None
    for element in elements[order + 1 : order + _MOVE]:
        if element.quantity >= 0 and _alike(quantities[element.quantity], quantities[here.quantity]):
            between = [e.word for e in elements[order + 1 : element.order]]
            lead = [e.word for e in elements[max(0, order - _LEAD) : order - 1]]
            moved = "to" in between and not any(word.startswith("rang") for word in lead)
            return element if moved and any(_moves(word) for word in lead) else None
    return None


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
    listed = not last or last in _PREPOSITIONS or last in _CONJUNCTIONS
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
    if _is_verb(following) and following != "of":
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
        if e.quantity >= 0 and quantities[e.quantity].kind not in _SAY_WHEN
    ]
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
    return one.kind is two.kind and one.unit == two.unit


def respectively(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> dict[int, float]:
    """For "A and B were 5% and 7%, respectively": strengths by element start that replace the usual ones."""
    marks = [e for e in elements if e.word == "respectively"]
    if not marks:
        return _in_parallel(text, quantities, elements, here)
    mark = min(marks, key=lambda e: (e.order < here.order, abs(e.order - here.order)))
    run = _run_of(quantities, elements, here, mark)
    if len(run) < 2:
        return {}
    place = next(i for i, e in enumerate(run) if e.quantity == here.quantity)
    after = [e for e in elements if run[-1].order < e.order < mark.order]
    before = [e for e in elements if e.order < run[0].order]
    kind = quantities[here.quantity].kind
    if any(e.quantity >= 0 and quantities[e.quantity].kind is kind for e in after):
        after = []
    last = max(
        (e.order for e in before if e.quantity >= 0 and quantities[e.quantity].kind is kind), default=-1
    )
    before = [e for e in before if e.order > last]
    if not any(_is_verb(e.word) for e in before[-_VERB_REACH:]):
        before = []
    items = _headless(_items(text, quantities, after, len(run))) or _items(text, quantities, before, len(run))
    if not items:
        return _in_parallel(text, quantities, elements, here)
    strengths = {element.start: 1.0 for element in after}
    for index, item in enumerate(items):
        for element in item:
            strengths[element.start] = 1.0 if index == place else 0.1
    for element in run:
        if element.quantity != here.quantity:
            strengths[element.start] = 0.3
    return strengths


def _headless(items: list[list[Element]]) -> list[list[Element]]:
    """The items without the words that all share: "of patients with" before "A vs B"."""
    if len(items) < 2:
        return items
    first = items[0]
    lead = max((n for n, e in enumerate(first) if n and e.word in _PREPOSITIONS), default=0)
    alone = not any(e.word in _PREPOSITIONS for item in items[1:] for e in item)
    return [first[lead:], *items[1:]] if alone else items


def _in_parallel(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> dict[int, float]:
    """For a bare pair the labels of the pair before: "19% on A and 6% on B, and delays in 32% and 11%"."""
    run = bare_run(text, quantities, elements, here)
    if len(run) < 2:
        return {}
    items = labelled_run(text, quantities, elements[: run[0].order], len(run), quantities[here.quantity])
    place = run.index(here)
    return {
        element.start: _PARALLEL if index == place else 0.1
        for index, item in enumerate(items)
        for element in item
    }


def bare_run(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> list[Element]:
    """The numbers joined to this one by nothing but "and" or "versus", if no word behind names them."""
    like = [
        e
        for e in elements
        if e.quantity >= 0 and _one_list(quantities[e.quantity], quantities[here.quantity])
    ]
    at = first = last = like.index(here)
    while first and _joined(elements, like[first - 1], like[first]):
        first -= 1
    while last + 1 < len(like) and _joined(elements, like[last], like[last + 1]):
        last += 1
    if at < first or first == last:
        return []
    end = like[last].order + 1
    if end < len(elements):
        following = elements[end]
        named = not set(text[like[last].end : following.start]) & set(",;:.()")
        if named and following.word not in ("respectively", "while", "whereas", "but"):
            return []
    return like[first : last + 1]


def _joined(elements: Sequence[Element], one: Element, two: Element) -> bool:
    words = [e.word for e in elements[one.order + 1 : two.order]]
    return words in (["and"], ["or"], ["versus"], ["vs"], ["compared", "with"], ["compared", "to"])


def _one_list(one: Quantity, two: Quantity) -> bool:
    return one.kind is two.kind and one.role is two.role


def labelled_run(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], count: int, like: Quantity | None
) -> list[list[Element]]:
    """The words that name each of the last `count` numbers of one kind; nothing where none do.

    Args:
        text: The whole text.
        quantities: Its numbers.
        elements: The words and numbers among which to look.
        count: How many numbers.
        like: A number of their kind; of any one kind where None.
    """
    plain = [e for e in elements if e.quantity >= 0 and quantities[e.quantity].kind not in NO_AMOUNTS]
    if like is None:
        kinds = {quantities[e.quantity].kind for e in plain if e.bracket < 0}
        found = ([e for e in plain if e.bracket < 0 and quantities[e.quantity].kind is k] for k in kinds)
        numbers = next((group for group in found if len(group) == count), [])
    else:
        numbers = [e for e in plain if _one_list(quantities[e.quantity], like)]
    while len(numbers) >= count:
        items = _names(text, elements, numbers[-count:])
        if items:
            return items
        numbers = numbers[:-count]
    return []


def _names(text: str, elements: Sequence[Element], numbers: Sequence[Element]) -> list[list[Element]]:
    """The words right after each of the numbers that stand after no other of them."""
    named: list[dict[str, Element]] = []
    for element in numbers:
        words: dict[str, Element] = {}
        previous = element
        for other in elements[element.order + 1 :]:
            gap = text[previous.end : other.start]
            if other.quantity >= 0 or set(gap) & set(",;:()") or other.word in BARRIERS:
                break
            term = stem(other.word)
            if term:
                words[term] = other
            previous = other
        named.append(words)
    alone = [
        [e for term, e in words.items() if not any(term in other for other in named if other is not words)]
        for words in named
    ]
    return alone if all(alone) else []


def _is_verb(word: str) -> bool:
    return word in _VERBS or (word.endswith("ed") and len(word) > 4)


def _run_of(
    quantities: Sequence[Quantity], elements: Sequence[Element], here: Element, mark: Element
) -> list[Element]:
    """The list of like numbers around `here` that "respectively" speaks of."""
    kind = quantities[here.quantity].kind
    same = [
        e
        for e in elements
        if e.quantity >= 0 and quantities[e.quantity].kind is kind and e.order < mark.order
    ]
    if here not in same:
        return []
    position = same.index(here)
    first = last = position
    while first > 0 and _adjoin(elements, same[first - 1], same[first]):
        first -= 1
    while last + 1 < len(same) and _adjoin(elements, same[last], same[last + 1]):
        last += 1
    return same[first : last + 1]


def _adjoin(elements: Sequence[Element], one: Element, two: Element) -> bool:
    """Whether two numbers are neighbours of one list: little but "and" between them."""
    loose = (*_BETWEEN_ITEMS, "to", "a", "of")
    words = [e for e in elements[one.order + 1 : two.order] if e.word not in loose]
    return len(words) <= 2


def _items(
    text: str, quantities: Sequence[Quantity], stretch: Sequence[Element], count: int
) -> list[list[Element]]:
    """The last `count` coordinated items of a stretch, or nothing if it has fewer."""
    dates = [e for e in stretch if e.quantity >= 0 and quantities[e.quantity].kind is Kind.DATE]
    if len(dates) == count:
        return [[date] for date in dates]
    chunks: list[list[Element]] = [[]]
    for previous, element in zip([None, *stretch], stretch, strict=False):
        gap = text[previous.end : element.start] if previous else ""
        if "," in gap or ";" in gap or element.word in _BETWEEN_ITEMS:
            chunks.append([])
        if element.word not in _BETWEEN_ITEMS:
            chunks[-1].append(element)
    chunks = [chunk for chunk in chunks if any(e.word and stem(e.word) for e in chunk)]
    return chunks[-count:] if len(chunks) >= count else []
