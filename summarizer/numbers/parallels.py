"""Lists of numbers beside lists of names: which of "A and B" is which of "were 5% and 7%, respectively".

The word may be left out ("Apple and Huawei contributed 34% and 11%"), or the names stand with the numbers
before ("19% on A and 6% on B, and delays in 32% and 11%").
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from summarizer.numbers.elements import PREPOSITIONS, SAY_WHEN, Element
from summarizer.numbers.glossary import BARRIERS, FINITE_VERBS, stem
from summarizer.numbers.quantity import NO_AMOUNTS, Kind, Quantity

_VERBS = frozenset(
    ("was", "were", "is", "are", "be", "been", "had", "has", "have", "rose", "fell", "grew", "of")
)
_VERB_REACH = 4  # words before the first of several numbers within which their verb stands
_BETWEEN_ITEMS = ("and", "or", "versus", "vs", "against", "compared")
_ENDS_ITEM = ("and", "or")
_LONGEST_NAME = 6  # words
_PARALLEL = 0.8  # what the words that name a number count for the one in its place in the next list


def respectively(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> dict[int, float]:
    """For "A and B were 5% and 7%, respectively": strengths by element start that replace the usual ones."""
    marks = [e for e in elements if e.word == "respectively"]
    if not marks:
        if not _is_listed(quantities, elements, here):
            return {}
        return (
            _named_behind(text, quantities, elements, here)
            or _side_by_side(text, quantities, elements, here)
            or _in_parallel(text, quantities, elements, here)
        )
    mark = min(marks, key=lambda e: (e.order < here.order, abs(e.order - here.order)))
    run = _run_of(quantities, elements, here, mark)
    if len(run) < 2:
        return {}
    place = next(i for i, e in enumerate(run) if e.quantity == here.quantity)
    after = [e for e in elements if run[-1].order < e.order < mark.order]
    before = [e for e in elements if e.order < min(run[0].order, mark.order)]
    kind = quantities[here.quantity].kind
    if any(e.quantity >= 0 and quantities[e.quantity].kind is kind for e in after):
        after = []
    last = max(
        (e.order for e in before if e.quantity >= 0 and quantities[e.quantity].kind is kind), default=-1
    )
    before = [e for e in before if e.order > last]
    told = any(is_verb(e.word) for e in before[-_VERB_REACH:])
    if not told and (not before or ":" not in text[before[-1].end : run[0].start]):
        before = []
    items = _headless(_items(text, quantities, after, len(run))) or _items(text, quantities, before, len(run))
    if not items:
        return _side_by_side(text, quantities, elements, here) or _in_parallel(
            text, quantities, elements, here
        )
    strengths = {element.start: 1.0 for element in after}
    for index, item in enumerate(items):
        for element in item:
            strengths[element.start] = 1.0 if index == place else 0.1
    for element in run:
        if element.quantity != here.quantity:
            strengths[element.start] = 0.3
    return strengths


def _is_listed(quantities: Sequence[Quantity], elements: Sequence[Element], here: Element) -> bool:
    """Whether a statement has a second number that may stand in one list with this one."""
    mine = quantities[here.quantity]
    numbers = [e.quantity for e in elements if e.quantity >= 0]
    return any(n != here.quantity and _one_list(quantities[n], mine) for n in numbers)


def _side_by_side(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> dict[int, float]:
    """The same without the word: "Apple and Huawei contributed 34% and 11% of revenue"."""
    run = _run_around(quantities, elements, here, lambda one, two: _next_to(text, elements, one, two))
    if len(run) < 2:
        return {}
    after = _until_a_mark(text, elements[run[-1].order :])[1:]
    dates = sum(e.quantity >= 0 and quantities[e.quantity].kind is Kind.DATE for e in after)
    if dates > 1 or any(e.word in _BETWEEN_ITEMS for e in after):
        return {}  # "$5 million and $6 million in the quarter and the half-year"
    lead = elements[: run[0].order]
    verb = next((e.order for e in reversed(lead[-_VERB_REACH:]) if _governs(e.word)), None)
    if verb is None:
        return {}
    last = max((e.order for e in lead if _counts(quantities, e)), default=-1)
    subject = [e for e in lead[:verb] if e.order > last]
    items = _items(text, quantities, subject, len(run), alone=True)
    if not items:
        return {}
    return _by_place(_headless(items), run.index(here), 1.0)


def _by_place(items: Sequence[Sequence[Element]], place: int, own: float) -> dict[int, float]:
    """Strengths by element start: `own` for the words of the item in this place, little for the others."""
    return {
        element.start: own if index == place else 0.1 for index, item in enumerate(items) for element in item
    }


def _run_around(
    quantities: Sequence[Quantity],
    elements: Sequence[Element],
    here: Element,
    joined: Callable[[Element, Element], bool],
) -> list[Element]:
    """The like numbers around this one, each joined to the next."""
    like = [
        e
        for e in elements
        if e.quantity >= 0 and _one_list(quantities[e.quantity], quantities[here.quantity])
    ]
    first = last = like.index(here)
    while first and joined(like[first - 1], like[first]):
        first -= 1
    while last + 1 < len(like) and joined(like[last], like[last + 1]):
        last += 1
    return like[first : last + 1]


def _named_behind(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> dict[int, float]:
    """For a list in which each number's name follows it: "107 in Canada, 40 in Mexico and 32 in Japan"."""
    run = _run_around(quantities, elements, here, lambda one, two: _parted(text, elements, one, two))
    if len(run) < 2:
        return {}
    items = _names(text, elements, run, nameless=int(len(run) > 2))
    if not items or any(len(item) > _LONGEST_NAME for item in items):
        return {}
    leads = {elements[e.order + 1].word for e in run}
    if len(run) == 2 and (len(leads) > 1 or not leads <= PREPOSITIONS):
        return {}
    return _by_place(items, run.index(here), 1.0)


def _parted(text: str, elements: Sequence[Element], one: Element, two: Element) -> bool:
    """Whether words that name the first of two numbers end with the mark or the "and" before the second."""
    between = elements[one.order + 1 : two.order]
    joined = bool(between) and between[-1].word in _ENDS_ITEM
    named = between[:-1] if joined else between
    if not named or any(e.quantity >= 0 or (_governs(e.word) and text[e.start].islower()) for e in named):
        return False  # "United" is no verb
    if any(e.word in BARRIERS for e in named[:-1]):
        return False
    inside, behind = text[one.end : named[-1].end], text[named[-1].end : two.start]
    return not set(inside) & set(",;:()") and (joined or behind.strip() == ",")


def _next_to(text: str, elements: Sequence[Element], one: Element, two: Element) -> bool:
    words = [e.word for e in elements[one.order + 1 : two.order]]
    return words in (["and"], ["or"]) or (not words and text[one.end : two.start].strip() == ",")


def _until_a_mark(text: str, elements: Sequence[Element]) -> Sequence[Element]:
    """The elements up to the first comma, semicolon, colon or bracket."""
    for place, (one, two) in enumerate(pairwise(elements), 1):
        if set(text[one.end : two.start]) & set(",;:()"):
            return elements[:place]
    return elements


def _counts(quantities: Sequence[Quantity], element: Element) -> bool:
    return element.quantity >= 0 and quantities[element.quantity].kind not in SAY_WHEN


def _governs(word: str) -> bool:
    return word in FINITE_VERBS or (is_verb(word) and word != "of")


def _headless(items: list[list[Element]]) -> list[list[Element]]:
    """The items without the words that all share: "of patients with" before "A vs B"."""
    if len(items) < 2:
        return items
    first = items[0]
    lead = max((n for n, e in enumerate(first) if n and e.word in PREPOSITIONS), default=0)
    alone = not any(e.word in PREPOSITIONS for item in items[1:] for e in item)
    return [first[lead:], *items[1:]] if alone else items


def _in_parallel(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> dict[int, float]:
    """For a bare pair the labels of the pair before: "19% on A and 6% on B, and delays in 32% and 11%"."""
    run = bare_run(text, quantities, elements, here)
    if len(run) < 2:
        return {}
    items = labelled_run(text, quantities, elements[: run[0].order], len(run), quantities[here.quantity])
    return _by_place(items, run.index(here), _PARALLEL)


def bare_run(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> list[Element]:
    """The numbers joined to this one by nothing but "and" or "versus", if no word behind names them."""
    run = _run_around(quantities, elements, here, lambda one, two: _joined(elements, one, two))
    if len(run) < 2:
        return []
    end = run[-1].order + 1
    if end < len(elements):
        following = elements[end]
        named = not set(text[run[-1].end : following.start]) & set(",;:.()")
        if named and following.word not in ("respectively", "while", "whereas", "but"):
            return []
    return run


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


def _names(
    text: str, elements: Sequence[Element], numbers: Sequence[Element], nameless: int = 0
) -> list[list[Element]]:
    """The words right after each of the numbers that stand after no other of them.

    Nothing where more than `nameless` of them have no such word.
    """
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
    return alone if alone.count([]) <= nameless else []


def is_verb(word: str) -> bool:
    """Whether a word may be the verb of a clause."""
    return word in _VERBS or (word.endswith("ed") and len(word) > 4)


def _run_of(
    quantities: Sequence[Quantity], elements: Sequence[Element], here: Element, mark: Element
) -> list[Element]:
    """The list of like numbers around `here` that "respectively" speaks of: before it, else after it."""
    kind = quantities[here.quantity].kind
    behind = here.order > mark.order
    same = [
        e
        for e in elements
        if e.quantity >= 0 and quantities[e.quantity].kind is kind and (e.order > mark.order) is behind
    ]
    if behind and any(
        e.quantity >= 0 and quantities[e.quantity].kind is kind for e in elements[: mark.order]
    ):
        return []
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
    text: str,
    quantities: Sequence[Quantity],
    stretch: Sequence[Element],
    count: int,
    *,
    alone: bool = False,
) -> list[list[Element]]:
    """The last `count` coordinated items of a stretch; nothing if it has fewer, or others besides."""
    dates = [e for e in stretch if e.quantity >= 0 and quantities[e.quantity].kind is Kind.DATE]
    if len(dates) == count and not alone:
        return [[date] for date in dates]
    chunks: list[list[Element]] = [[]]
    for previous, element in zip([None, *stretch], stretch, strict=False):
        gap = text[previous.end : element.start] if previous else ""
        if "," in gap or ";" in gap or element.word in _BETWEEN_ITEMS:
            chunks.append([])
        if element.word not in _BETWEEN_ITEMS:
            chunks[-1].append(element)
    chunks = [chunk for chunk in chunks if any(e.word and stem(e.word) for e in chunk)]
    if alone:
        chunks = [
            c for c in chunks if c[0].word not in PREPOSITIONS or c is not chunks[0] or len(chunks) == count
        ]
        return chunks if len(chunks) == count else []
    return chunks[-count:] if len(chunks) >= count else []


__all__ = ["bare_run", "is_verb", "labelled_run", "respectively"]
