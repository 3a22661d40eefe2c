"""Figures with the words that say what they are: terms of a contract, of a pay package, of a loan."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summarizer.engines.extractive.told import Number, Told
from summarizer.numbers.quantity import Kind
from summarizer.schemas import Term

_CLAUSE = re.compile(r"; |(?<=,) (?=(?:and|or|plus|which|of which|while|but)\b)|\([ivx]+\) ")
_ONLY_JOINED = re.compile(
    r"(?:[^;]{0,120}\band an additional|[^;.]{0,30}?(?:,|,? and|,? or| to)(?: (?:an additional"
    r"|approximately|up to|a total of|a))*|[^;.,]{0,70} and from) \Z"
)
_FROM = re.compile(r"\bfrom \Z")
_TO = re.compile(r" to (?:a total of |approximately )?\Z")
_AFTER = re.compile(
    r"(?:-| |,? in (?:charges|costs|expenses) (?:related to|relating to|for|associated with) "
    r"|,? in | of | as (?:an? |its |the )?| for (?:the |an? )?| per (?:year|annum|month) (?:as "
    r"|in |for )?(?:an? )?)?(?:(?:an?|the|his|her|its|such|cash|in) )*"
)
_NOT_A_TERM = re.compile(r"\bpar value(?: of)? \Z|\bno par\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name a term.

    Attributes:
        pattern: The words.
        kinds: The kinds of numbers they may name.
    """

    pattern: re.Pattern[str]
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A number of a sentence with the words that name it.

    Attributes:
        number: The number.
        what: The words, as printed.
        phrase: The phrase that they were found by.
    """

    number: Number
    what: str
    phrase: Phrase


def phrase(pattern: str, *kinds: Kind) -> Phrase:
    """Words that name numbers of some kinds; amounts of money where none is given."""
    return Phrase(re.compile(rf"\b(?:{pattern})", re.IGNORECASE), kinds or (Kind.MONEY,))


def named_numbers(
    told: Told, phrases: tuple[Phrase, ...], suits: Callable[[Told, Number], bool] | None = None
) -> Iterator[Named]:
    """The numbers of a sentence that one of the phrases names, in order.

    A number has the words that follow it at once ("a $150,000 signing bonus"), else the last ones before
    it in its clause with no other number between, unless the two are listed together.
    """
    text = told.text
    kinds = {kind for each in phrases for kind in each.kinds}
    if not any(number.kind in kinds for number in told.numbers):
        return
    spots = _spots(text, phrases)
    previous: Named | None = None
    for number in told.numbers:
        if told.is_far_end(number) or _NOT_A_TERM.search(text, max(0, number.start - 14), number.start):
            continue
        if number.kind in (Kind.IDENTIFIER, Kind.ORDINAL, Kind.TIME) or (suits and not suits(told, number)):
            continue
        if number.kind in (Kind.MONEY, Kind.PERCENT) and _is_replaced(told, number):
            continue
        found = _after(told, number, spots) or _before(told, number, spots, previous)
        if found is not None:
            yield found
            previous = found


def _is_replaced(told: Told, number: Number) -> bool:
    """Whether an amount is what another one replaces: the first of "from $4 million to $6 million"."""
    if not _FROM.search(told.text, max(0, number.start - 5), number.start):
        return False
    if told.whole(number)[1] > number.end:  # a range with both its ends
        return False
    other = next((n for n in told.numbers if n.start > number.end and n.kind is number.kind), None)
    return other is not None and _TO.fullmatch(told.text, number.end, other.start) is not None


def _spots(text: str, phrases: tuple[Phrase, ...]) -> list[tuple[int, int, Phrase]]:
    """Where the phrases stand, in order; of two in one place the longer."""
    found = [(match.start(), match.end(), each) for each in phrases for match in each.pattern.finditer(text)]
    found.sort(key=lambda spot: (spot[0], -spot[1]))
    kept: list[tuple[int, int, Phrase]] = []
    for spot in found:
        if not kept or spot[1] > kept[-1][1]:
            kept.append(spot)
    return kept


def _after(told: Told, number: Number, spots: list[tuple[int, int, Phrase]]) -> Named | None:
    _, end = told.whole(number)
    lead = _AFTER.match(told.text, end)
    reach = lead.end() if lead else end
    for start, stop, each in spots:
        if (
            end <= start <= reach
            and number.kind in each.kinds
            and told.text[end:start].strip(" -,") not in ("of", "for")
        ):
            return Named(number, _bare(told.words(start, stop)), each)
    return None


def _before(
    told: Told, number: Number, spots: list[tuple[int, int, Phrase]], previous: Named | None
) -> Named | None:
    start, _ = told.whole(number)
    cuts = [match.end() for match in _CLAUSE.finditer(told.text, 0, start)]
    floor = cuts[-1] if cuts else 0
    for first, stop, each in reversed(spots):
        if stop > start or first < floor:
            continue
        if number.kind not in each.kinds:
            continue
        between = [
            n
            for n in told.numbers
            if stop <= n.start < start and n.kind is number.kind and not _same_range(n, number)
        ]
        if between and not _ONLY_JOINED.fullmatch(told.text, between[-1].end, start):
            return None
        return Named(number, _bare(told.words(first, stop)), each)
    if (
        previous is not None
        and previous.number.kind is number.kind
        and (_ONLY_JOINED.fullmatch(told.text, previous.number.end, start))
    ):
        return Named(number, previous.what, previous.phrase)
    return None


def _bare(words: str) -> str:
    return re.sub(r"\A(?:his|her|their|the|its|an?) ", "", words)


def _same_range(one: Number, two: Number) -> bool:
    return one.quantity.group >= 0 and one.quantity.group == two.quantity.group


def term(told: Told, named: Named) -> Term:
    """The number as a term of a record."""
    return Term(what=named.what, amount=told.figure(named.number))


__all__ = ["Named", "Phrase", "named_numbers", "phrase", "term"]
