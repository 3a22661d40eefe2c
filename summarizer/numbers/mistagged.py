"""Numbers that disagree with their own tags, so far as that is certain.

What a page says of scale, sign and unit is mostly said elsewhere, in captions and headers, and may be misread
here. So a difference counts only where the number says of itself what the tag denies ("$", "%", "million"),
where the tag breaks with the other cells of its own row, or where nothing on the page could give its scale.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from summarizer.document import Document, Fact
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.numbers.standing import is_in_table
from summarizer.numbers.units import CURRENCY_CODES, CURRENCY_SIGNS

_SIGNS: Final = frozenset(CURRENCY_SIGNS)
_PLAIN_DIGITS: Final = re.compile(r"[0-9][0-9,. ]*\Z")
_GOES_ON: Final = re.compile(r"[ \u00a0]+[a-z]")
_COUNTED: Final = ("shares", "pure")
_HUNDRED: Final = Decimal(100)


class Differs(StrEnum):
    """In what a number and its tag disagree."""

    SIGN = "sign"
    SCALE = "scale"
    UNIT = "unit"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that says one thing, and its tag another.

    Attributes:
        quantity: The number as read from the page.
        fact: Its tag.
        what: In what they disagree.
    """

    quantity: Quantity
    fact: Fact
    what: Differs


@dataclass(frozen=True, slots=True)
class _Pair:
    """A number and a tag of the same digits."""

    index: int
    quantity: Quantity
    fact: Fact
    ratio: Decimal  # of the tag's size to the number's
    same_sign: bool


def differences(
    document: Document, quantities: Sequence[Quantity], tagged: Iterable[tuple[int, Fact]]
) -> dict[int, Difference]:
    """The numbers that certainly disagree with their tags, by their index; of several differences the first.

    Args:
        document: The document.
        quantities: Its numbers as read without tags.
        tagged: The tags of values that stand on one number each, with its index.
    """
    found: dict[int, Difference] = {}
    rows: dict[tuple[object, ...], list[_Pair]] = {}
    stated = {quantity.scale for quantity in quantities if quantity.table_scale}
    text = document.text
    for index, fact in tagged:
        quantity = quantities[index]
        pair = _pair(index, quantity, fact)
        what = _own_words(quantity, fact, pair)
        if what is None and pair is None and _are_other_digits(text, quantity, fact):
            what = Differs.VALUE
        if what is not None:
            found.setdefault(index, Difference(quantity, fact, what))
        elif pair is not None:
            row = _row_of(document, quantity)
            if row >= 0:
                rows.setdefault((row, fact.concept, fact.unit, fact.dimensions), []).append(pair)
            elif _is_without_scale(document, pair, stated):
                found.setdefault(index, Difference(quantity, fact, Differs.SCALE))
    for pairs in rows.values():
        found.update(_out_of_row(pairs))
    return found


def significant(value: Decimal) -> tuple[int, ...]:
    """The digits of a value without the zeros at its ends."""
    digits = value.as_tuple().digits
    first, last = 0, len(digits)
    while last and not digits[last - 1]:
        last -= 1
    while first < last and not digits[first]:
        first += 1
    return digits[first:last]


def _pair(index: int, quantity: Quantity, fact: Fact) -> _Pair | None:
    if not quantity.value or not fact.value or significant(quantity.value) != significant(fact.value):
        return None
    ratio = abs(fact.value / quantity.value)
    if fact.unit == "pure" and quantity.unit == "%":
        ratio *= _HUNDRED
    return _Pair(index, quantity, fact, ratio, (quantity.value > 0) == (fact.value > 0))


def _own_words(quantity: Quantity, fact: Fact, pair: _Pair | None) -> Differs | None:
    """What the number says of itself, and its tag otherwise."""
    money = fact.unit.partition("/")[0] in CURRENCY_CODES
    percent = quantity.kind is Kind.PERCENT and "%" in quantity.text
    if quantity.kind is Kind.MONEY and not _SIGNS.isdisjoint(quantity.text) and fact.unit in _COUNTED:
        return Differs.UNIT
    if percent and (money or fact.unit == "shares"):
        return Differs.UNIT
    if pair is None or pair.ratio == 1 or quantity.is_word:
        return None
    own_scale = quantity.scale != 1 and not quantity.table_scale
    return Differs.SCALE if own_scale or (percent and fact.unit == "pure") else None


def _are_other_digits(text: str, quantity: Quantity, fact: Fact) -> bool:
    """Whether a tag stands on all digits of a number and has others."""
    shown = fact.span.of(text)
    if quantity.value is None or fact.value is None or not _PLAIN_DIGITS.match(shown):
        return False
    digits = shown.replace(",", "").replace(" ", "").rstrip(".")
    whole = "".join(c for c in quantity.text if c.isdigit() or c == ".").rstrip(".") == digits
    return whole and digits.count(".") < 2 and significant(Decimal(digits)) != significant(fact.value)


def _row_of(document: Document, quantity: Quantity) -> int:
    """Where the line of a number begins that stands in a table; -1 in prose."""
    if not is_in_table(document, quantity):
        return -1
    return document.text.rfind("\n", 0, quantity.span.start) + 1


def _is_without_scale(document: Document, pair: _Pair, stated: set[Decimal]) -> bool:
    """Whether a bare number of running text has a scale by its tag that nothing on the page gives."""
    quantity, text = pair.quantity, document.text
    if pair.ratio == 1 or quantity.scale != 1 or quantity.is_word or quantity.kind not in _BARE:
        return False
    name = _NAMES.get(pair.ratio.normalize())
    if name is None or pair.ratio in stated or not _GOES_ON.match(text, quantity.span.end):
        return False
    block = document.block_at(quantity.span.start)
    if block is None or name in block.span.of(text).lower():
        return False
    return re.search(rf"\bin\s+(?:[\w.$]+\s+)?{name}s\b", text, re.IGNORECASE) is None


_NAMES: Final = {Decimal(1000).normalize(): "thousand", Decimal("1E6"): "million", Decimal("1E9"): "billion"}
_BARE: Final = (Kind.NUMBER, Kind.MONEY)


def _out_of_row(pairs: Sequence[_Pair]) -> Mapping[int, Difference]:
    """The one cell of a row whose tag has another scale than its fellows', or turns the sign as none does."""
    found = {}
    for what in (Differs.SCALE, Differs.SIGN):
        kinds: dict[object, list[_Pair]] = {}
        for pair in pairs:
            kinds.setdefault(pair.ratio if what is Differs.SCALE else pair.same_sign, []).append(pair)
        if len(kinds) != 2:  # those that agree, and one that does not
            continue
        few, many = sorted(kinds.values(), key=len)
        if len(few) == 1 and len(many) > 1:
            found[few[0].index] = Difference(few[0].quantity, few[0].fact, what)
    return found
