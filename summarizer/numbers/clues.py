"""What the closed words around a number say of it: up or down, gain or loss, planned or done, how often."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summarizer.numbers.acts import (
    BE,
    DONE,
    PLANNED,
    Act,
    governing_acts,
    heads_outlook,
    imperative,
    is_commitment,
)
from summarizer.numbers.elements import Element
from summarizer.numbers.glossary import DOWN, UP, stem, words_of
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.numbers.trends import COMPARATIVES, NOUNS, VERBS, governing_way

_FIRM = 0.5  # how firmly a word must be bound to a number for its direction to be guessed from it
_SIDE_REACH = 14  # words before a number within which the word stands that gives it its sign
_RATE_BEFORE, _RATE_AFTER = 8, 9
_NOUN = 4  # content words that say what a comparative is said of

RESULT, LOAN, CASH, PRICE, TAX, MERIT = "result", "loan", "cash", "price", "tax", "merit"
VOTE = "vote"
"""The axes on which words take sides: profit or loss, loan gains or losses, provided or used, premium or
discount, benefit or expense, better or worse, for or against."""

_PROFITS = words_of("profit profits profitable income earnings earned earning earn earns gain gains surplus")
_LOSSES = words_of("loss losses lost deficit shortfall unprofitable")
_NOT_RESULT_BEFORE = words_of(
    """
    tax taxes statement statements provision provisions reserve reserves allowance allowances ratio
    carryforward carryforwards securities fund funds trust
    """
)
"""Words that make of "income" or "loss" before them something that is neither."""
_NOT_RESULT_AFTER = words_of(
    "loan credit weight hearing hair blood vision memory low middle fixed before stop"
)
_OF_WHAT = 6  # words after an amount within which it is said what it is of
_MOVES_IN = words_of(
    "increase decrease increases decreases rise decline reduction higher lower additional net total"
)
_AMOUNT_OF = words_of("of to from by and or for on with that which was were is are as than due")
_BALLOTS = words_of("vote votes voted share shares ballots cast")
_IN_FAVOR = words_of("for favor favour")
_OPPOSED = words_of("against opposed withheld")
_MARKS = frozenset(",;:.()")
_VOTE_REACH = 4  # words after a number within which it is said which way they were cast
_CASH_WORDS = words_of("cash operating operations investing financing activities")
_PROVIDED = words_of("provided generated inflow inflows")
_USED = words_of("used outflow outflows")
_PER = words_of("per a each every")
_RATES: Mapping[str, float] = {
    "annual": 12, "annually": 12, "yearly": 12, "annum": 12, "quarterly": 3, "monthly": 1, "weekly": 0.25,
    "semiannual": 6, "semiannually": 6, "biannual": 6, "daily": 0.03,
}  # fmt: skip
_EVERY: Mapping[str, float] = {"year": 12, "annum": 12, "quarter": 3, "month": 1, "week": 0.25, "day": 0.03}
_NO_RATE = words_of("report reports meeting meetings general statements results filing form review")
_PAID = (Kind.MONEY, Kind.PERCENT)


Comparisons = tuple[tuple[int, tuple[str, ...]], ...]
"""What is higher (1) or lower (-1), by the stems of the noun."""


class Word(NamedTuple):
    """A word near a number, how firmly it is bound to it, and the words on its two sides."""

    word: str
    strength: float
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Clues:
    """What the closed words say; each clue is 0 or empty where they leave it open.

    Attributes:
        direction: 1 up, -1 down, by the governing word or, failing that, by the nearest word of direction.
        trend: The same by the governing word alone: sure enough to hold against another.
        level: Whether `trend` is told of the number itself, which is where it went to or came from, and not
            by how much.
        base: Whether it is where it came from.
        sides: 1 or -1 on each axis that they take a side on, such as `RESULT`.
        tense: 1 planned or expected, -1 done.
        acts: What is planned (1) or done (-1), by the name of the act.
        months: How often it recurs: 12 for "annual", 3 for "quarterly".
        compared: What is higher (1) or lower (-1) in its clause, by the stems of the noun.
    """

    direction: int = 0
    trend: int = 0
    level: bool = False
    base: bool = False
    sides: Mapping[str, int] = field(default_factory=dict)
    tense: int = 0
    acts: Mapping[str, int] = field(default_factory=dict)
    months: float = 0
    compared: Comparisons = ()

    @property
    def polarity(self) -> int:
        """1 under "income" or "gain", -1 under "loss" or "deficit"."""
        return self.sides.get(RESULT, 0)


NO_CLUES = Clues()
"""What the closed words say of a number that stands beside none."""


def read_clues(
    text: str,
    quantities: Sequence[Quantity],
    elements: Sequence[Element],
    here: Element,
    *,
    strengths: Sequence[float],
    directions: Sequence[tuple[int, int]],
    acts: Sequence[Act],
    outlook: bool,
    compared: Comparisons,
    heading: str = "",
) -> Clues:
    """The clues of a number of prose.

    Args:
        text: The whole text.
        quantities: Its numbers.
        elements: The words and numbers of the statement.
        here: The number.
        strengths: How firmly each of the elements is bound to it.
        directions: The words of direction among them, as `directions_in` gives them.
        acts: Those of the statement.
        outlook: Whether one of its words says that it speaks of what is expected.
        compared: What its clause says is higher or lower.
        heading: What it stands under.
    """
    way = governing_way(text, quantities, elements, here)
    sides = {MERIT: way.merit} if way.merit else {}
    sides |= _sides(text, elements, here)
    told = governing_acts(text, acts, elements, here, is_date=quantities[here.quantity].kind is Kind.DATE)
    if outlook:
        # "It raised its guidance to", "guidance was": what was done to what is expected
        told = {name: tense for name, tense in told.items() if tense != DONE}
    if heads_outlook(heading) and DONE not in told.values():
        told[BE] = PLANNED
    return Clues(
        way.trend or _nearest_direction(directions, strengths),
        way.trend,
        way.level,
        way.base,
        sides,
        _tense(told),
        told,
        _recurs(elements, here, quantities[here.quantity]),
        compared,
    )


def read_header_clues(
    words: Sequence[Word], value: float, *, reported: bool, outlook: bool, own: Sequence[str] = ()
) -> Clues:
    """The clues of a number of a table.

    Args:
        words: Those of its headers, the innermost first.
        value: The number; its sign decides between the two names of a row such as "income (loss)".
        reported: Whether its column ends no later than the period that is reported on.
        outlook: Whether its headers say that it is expected.
        own: The words of its own cell, which may be a line of a list: "Submit the application in …".
    """
    direction, firmest = 0, _FIRM
    sides: dict[str, int] = {}
    found: dict[str, set[int]] = {}
    firmest_of: dict[str, float] = {}
    near = {word.word for word in words}
    for word, strength, before, after in words:
        if strength < _FIRM:
            continue
        term = _direction_stem(word)
        if strength >= firmest and term in _DIRECTIONS:
            direction, firmest = _DIRECTIONS[term], strength
        side = _side_of(word, "" if after in _LOSSES else after, before, near)
        if side is not None and strength >= firmest_of.setdefault(side[0], strength):
            found.setdefault(side[0], set()).add(side[1])  # the row's own name before that of its group
    for axis, signs in found.items():
        if len(signs) == 1:
            sides[axis] = signs.pop()
        elif value:
            sides[axis] = 1 if value > 0 else -1
    tense = PLANNED if outlook else DONE if reported else 0
    told = {BE: tense} if tense else {}
    planned = imperative(own)
    if planned:
        tense, told = PLANNED, {planned: PLANNED}
    return Clues(direction, sides=sides, tense=tense, acts=told)


def _tense(acts: Mapping[str, int]) -> int:
    tenses = {tense for name, tense in acts.items() if not (tense == DONE and is_commitment(name))}
    if PLANNED in tenses:
        return PLANNED if len(tenses) == 1 else 0
    return DONE if tenses else 0


def _nearest_direction(directions: Sequence[tuple[int, int]], strengths: Sequence[float]) -> int:
    direction, firmest = 0, _FIRM
    for order, sign in directions:
        if strengths[order] >= firmest:
            direction, firmest = sign, strengths[order]
    return direction


def directions_in(elements: Sequence[Element]) -> list[tuple[int, int]]:
    """The orders of the words of direction in a statement, each with 1 for up and -1 for down."""
    stems = ((e.order, _direction_stem(e.word)) for e in elements if e.quantity < 0)
    return [(order, _DIRECTIONS[term]) for order, term in stems if term in _DIRECTIONS]


# -- sides ---------------------------------------------------------------------------------------------------


def _sides(text: str, elements: Sequence[Element], here: Element) -> dict[str, int]:
    """The side that the nearest word before a number takes on each axis, and else the word right after it."""
    sides: dict[str, int] = {}
    before = elements[max(0, here.order - _SIDE_REACH) : here.order]
    near: set[str] | None = None
    following = here
    for element in reversed(before):
        gap = text[element.end : following.start]
        if ";" in gap or following.word in ("while", "whereas", "but", "after"):
            break
        if element.word in _SIDE_WORDS and not _is_two_sided(text, elements, element.order):
            near = near or _words_near(before, elements, here)
            side = _side_at(elements, element.order, near)
            if side is not None:
                sides.setdefault(*side)
        if element.bracket in (-1, here.bracket):
            following = element
    for element in elements[here.order + 1 : here.order + 3]:
        between = text[here.end : element.start].split()
        if element.quantity >= 0 or (between and between != ["net"]):
            break
        if element.word in _SIDE_WORDS:
            near = near or _words_near(before, elements, here)
            side = _side_at(elements, element.order, near)
            if side is not None:
                sides[side[0]] = side[1]
    side = _of_what(text, elements, here)
    if side is not None:
        sides[side[0]] = side[1]
    vote = _vote(text, elements, here)
    return sides | {VOTE: vote} if vote else sides


def _of_what(text: str, elements: Sequence[Element], here: Element) -> tuple[str, int] | None:
    """The side of what an amount is of: "$1.0 million in securities losses", "a $2 increase in gains"."""
    words = [element.word for element in _behind(text, elements, here, _OF_WHAT)]
    while words and words[0] in _MOVES_IN:
        words = words[1:]
    if not words or words[0] not in ("in", "of"):
        return None
    for place, word in enumerate(words[1:], 1):
        if word in _AMOUNT_OF or (word in _PROFITS and word not in _GAINS):
            return None
        if word in _GAINS or word in _LOSSES:
            after = words[place + 1] if place + 1 < len(words) else ""
            return _side_of(word, after, words[place - 1], set(words))
    return None


def _vote(text: str, elements: Sequence[Element], here: Element) -> int:
    """Which way votes were cast that a number counts: "1.8 billion shares in favor", "119 votes for"."""
    following = _behind(text, elements, here, _VOTE_REACH)
    words = [element.word for element in following]
    for place, word in enumerate(words):
        cast = any(other in _BALLOTS for other in words[:place])
        follows = following[place].order + 1
        ends = follows == len(elements) or elements[follows].word in ("and", "or", "versus", "while")
        ends = ends or text[following[place].end : elements[follows].start].strip() != ""
        if word in _OPPOSED and (cast or (ends and not place)):
            return -1
        if word in _IN_FAVOR and (words[place - 1 : place] == ["in"] or (cast and ends)):
            return 1
    return 0


def _behind(text: str, elements: Sequence[Element], here: Element, most: int) -> list[Element]:
    """The words right behind a number, up to a mark or another number."""
    found: list[Element] = []
    end = here.end
    for element in elements[here.order + 1 : here.order + 1 + most]:
        gap = text[end : element.start]
        if element.quantity >= 0 or (gap != " " and not _MARKS.isdisjoint(gap)):
            break
        found.append(element)
        end = element.end
    return found


def _words_near(before: Sequence[Element], elements: Sequence[Element], here: Element) -> set[str]:
    return {element.word for element in (*before, *elements[here.order : here.order + 5])}


def _is_two_sided(text: str, elements: Sequence[Element], order: int) -> bool:
    """Whether the other side stands beside: "income (loss)", "gains/losses", "provided by (used in)"."""
    word = elements[order].word
    opposite = next((two for one, two in _OPPOSITES if word in one), frozenset[str]())
    for other in range(max(0, order - _PAIRED), min(len(elements), order + _PAIRED + 1)):
        first, last = sorted((order, other))
        if elements[other].word in opposite and _PAIR.fullmatch(
            text[elements[first].end : elements[last].start]
        ):
            return True
    return False


_OPPOSITES = ((_PROFITS, _LOSSES), (_LOSSES, _PROFITS), (_PROVIDED, _USED), (_USED, _PROVIDED))
_PAIRED = 2  # words
_PAIR = re.compile(r"(?=.*[()/]) ?(?:(?:by|in|from) )?(?:\) ?)?(?:/ ?)?\(?")
"""What stands between the two names of a figure that may be either."""


def _side_at(elements: Sequence[Element], order: int, near: set[str]) -> tuple[str, int] | None:
    after = elements[order + 1].word if order + 1 < len(elements) else ""
    before = elements[order - 1].word if order else ""
    return _side_of(elements[order].word, after, before, near)


def _side_of(word: str, after: str, before: str, near: set[str]) -> tuple[str, int] | None:
    if before in ("loan", "credit") and (word in _GAINS or word in _LOST):
        return LOAN, 1 if word in _GAINS else -1
    if word in _PROFITS or word in _LOSSES:
        if after in _NOT_RESULT_BEFORE or before in _NOT_RESULT_AFTER or after in _LOSSES:
            return None
        return RESULT, 1 if word in _PROFITS else -1
    if word in _PROVIDED or word in _USED:
        if not near & _CASH_WORDS:
            return None
        return CASH, 1 if word in _PROVIDED else -1
    if word in ("premium", "discount"):
        return PRICE, 1 if word == "premium" else -1
    if word in _IN_FAVOR or word in _OPPOSED:
        alone = not before and not after
        return (VOTE, 1 if word in _IN_FAVOR else -1) if alone or before in _BALLOTS else None
    if before == "tax" and word in ("benefit", "expense", "provision"):
        return TAX, 1 if word == "benefit" else -1
    return None


# -- how often -----------------------------------------------------------------------------------------------


def _recurs(elements: Sequence[Element], here: Element, quantity: Quantity) -> float:
    """How often an amount recurs, by "quarterly" before it or "per month" after it."""
    if quantity.kind not in _PAID:
        return 0
    after = []
    for element in elements[here.order + 1 : here.order + 1 + _RATE_AFTER]:
        if element.quantity >= 0:
            break
        after.append(element.word)
    for place, word in enumerate(after):
        if word in _EVERY and place and after[place - 1] in _PER:
            return (
                _EVERY[word] if after[place + 1 : place + 2] not in (["ago"], ["earlier"], ["before"]) else 0
            )
        if word in _RATES and after[place + 1 : place + 2] != ["report"]:
            return _RATES[word]
    raised = here.order > 0 and elements[here.order - 1].word in ("to", "from")  # "quarterly … by 14% to"
    for element in reversed(elements[max(0, here.order - _RATE_BEFORE) : here.order]):
        if element.quantity >= 0 and not raised:
            return 0
        if element.word in _RATES:
            following = elements[element.order + 1].word
            return 0 if following in _NO_RATE else _RATES[element.word]
    return 0


# -- higher or lower than what -------------------------------------------------------------------------------


def comparisons(words: Sequence[str]) -> Comparisons:
    """What a run of words says is higher or lower, with the stems of the noun that it says it of."""
    found = []
    for place, word in enumerate(words):
        if word not in _COMPARING:
            continue
        way = COMPARATIVES.get(word) or VERBS.get(word) or NOUNS.get(word)
        sign = way.trend if way is not None else 1 if word in _GAINS else -1 if word in _LOST else 0
        following = words[place + 1] if place + 1 < len(words) else ""
        before = words[place - 1] if place else ""
        of_noun = (word in NOUNS and before not in _BEFORE_VERBS) or word in _GAINS or word in _LOST
        if not sign or following == "than" or (of_noun and following not in ("in", "on", "of")):
            continue
        noun = []
        for part in words[place + 1 : place + 3 + _NOUN]:
            if not part or part in _ENDS:
                break
            term = stem(part)
            if term:
                noun.append(term)
        if noun:
            found.append((sign, tuple(noun[:_NOUN])))
    return tuple(found)


_GAINS, _LOST = words_of("gain gains"), words_of("loss losses")
_COMPARING = frozenset((*COMPARATIVES, *VERBS, *NOUNS, *_GAINS, *_LOST))
_SIDE_WORDS = _PROFITS | _LOSSES | _PROVIDED | _USED | words_of("premium discount benefit expense provision")
"""The words that `_side_of` knows."""
_BEFORE_VERBS = words_of("to will would can could may might should must help helps helped")
_ENDS = words_of("and or but while to by from than compared was were is are which that as due because")


def compared_in(text: str, elements: Sequence[Element]) -> list[Comparisons]:
    """For each word and number of a statement what its clause says is higher or lower."""
    found: list[Comparisons] = []
    start = 0
    for end in range(1, len(elements) + 1):
        if end == len(elements) or _parts(text, elements[end - 1], elements[end]):
            clause = comparisons([element.word for element in elements[start:end]])
            found += [clause] * (end - start)
            start = end
    return found


def _parts(text: str, one: Element, two: Element) -> bool:
    gap = text[one.end : two.start]
    parted = gap != " " and (";" in gap or ":" in gap or "—" in gap)
    return parted or two.word in ("while", "whereas", "but")


def _direction_stem(word: str) -> str:
    return word if word == "up" else stem(word)  # a stop word elsewhere


_DIRECTIONS = {**dict.fromkeys(UP, 1), **dict.fromkeys(DOWN, -1)}
