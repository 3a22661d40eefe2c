"""Amounts in prose that a note over the whole part puts in thousands or millions.

Some filers head the notes to their statements with "(in thousands)" and mean the prose too: "cash of
$314,488". Others head them alike and print amounts in prose in full. What tells is whether the amounts in
prose are those of the tables, digit by digit.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from summarizer.document import BlockKind, Document
from summarizer.numbers.atoms import power_of_ten
from summarizer.numbers.headers import scale_note
from summarizer.numbers.quantity import Kind, Quantity

_NEW_PART: Final = re.compile(r"(?:item\s+\d|part\s+[IVX]+\b|signatures?\b)", re.IGNORECASE)
_ALL_AMOUNTS: Final = re.compile(
    r"\ball (?:dollar |monetary )?(?:amounts|figures|dollars)(?: \w+){0,4}? in (?:thousands|millions)\b",
    re.IGNORECASE,
)
"""A sentence that puts a whole text in one scale: "Unless otherwise stated all amounts are in thousands"."""
_IN_SCALE: Final = re.compile(r" (?i:in) (?i:thousands|millions)")
"""The end of such a sentence, which is found much faster than its beginning."""
_MAX_NOTE: Final = 160  # characters
_PROSE: Final = 200  # characters: so much of a paragraph follows a note that heads no table
_REACH: Final = 20  # blocks between such a note and that paragraph
_TELLING: Final = 4  # digits: shorter amounts are alike by chance
_MIN_ALIKE: Final = 3
_SHARE_ALIKE: Final = 0.25


def scale_prose(document: Document, quantities: list[Quantity]) -> None:
    """Scale the amounts in prose, in place, where a note holds for them and they bear it out."""
    starts: list[int] = []
    tabled: dict[Decimal, set[str]] = {}  # the digits of the amounts in tables, by their scale
    for start, end, power in _parts(document):
        if not starts:
            starts = [quantity.span.start for quantity in quantities]
            for quantity in quantities:
                if quantity.table_scale and len(digits := _digits(quantity)) >= _TELLING:
                    tabled.setdefault(quantity.scale, set()).add(digits)
        factor = power_of_ten(power)
        bare = [
            index
            for index in range(bisect_left(starts, start), bisect_left(starts, end))
            if _is_bare(quantities[index]) and not is_in_table(document, quantities[index])
        ]
        telling = [digits for index in bare if len(digits := _digits(quantities[index])) >= _TELLING]
        alike = sum(digits in tabled.get(factor, ()) for digits in telling)
        if alike >= _MIN_ALIKE and alike >= _SHARE_ALIKE * len(telling):
            for index in bare:
                quantities[index] = _scaled(quantities[index], factor)


def _parts(document: Document) -> Iterator[tuple[int, int, int]]:
    """The parts of the text under a note on scale that heads no table, each with its power of ten."""
    text = document.text
    blocks = document.blocks
    start, power = 0, 0
    scales = [match.start() for match in _IN_SCALE.finditer(text)]
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE:
            continue
        first, last = block.span.start, block.span.end
        scaled = bisect_left(scales, last) > bisect_left(scales, first)
        said = _ALL_AMOUNTS.search(text, first, last) if scaled else None
        if said is None and last - first > _MAX_NOTE:
            continue
        shown = text[first:last].strip()
        if said is not None:
            note, holds = scale_note(said.group()), True
        else:
            note = scale_note(shown) if shown.startswith("(") and shown.endswith(")") else None
            holds = note is not None and number + 1 < len(blocks) and _reaches_prose(document, number + 1)
        if power and (holds or (block.kind is BlockKind.HEADING and _NEW_PART.match(shown))):
            yield start, block.span.start, power
            power = 0
        if holds and note is not None:
            start, power = block.span.end, note.power
    if power:
        yield start, len(text), power


def _reaches_prose(document: Document, number: int) -> bool:
    """Whether a full paragraph comes before the next table."""
    for block in document.blocks[number : number + _REACH]:
        if block.kind is BlockKind.TABLE:
            return False
        if block.kind is BlockKind.PARAGRAPH and len(block.span) > _PROSE:
            return True
    return False


def _scaled(quantity: Quantity, factor: Decimal) -> Quantity:
    value = None if quantity.value is None else quantity.value * factor
    return replace(quantity, value=value, step=quantity.step * factor, scale=factor, table_scale=True)


def _is_bare(quantity: Quantity) -> bool:
    """Whether it is an amount of money in whole units, with no word on its scale."""
    return (
        quantity.kind is Kind.MONEY
        and quantity.scale == 1
        and "/" not in quantity.unit
        and "." not in quantity.text
        and not quantity.is_word
    )


def _digits(quantity: Quantity) -> str:
    return "".join(character for character in quantity.text if character.isdigit())


def is_in_table(document: Document, quantity: Quantity) -> bool:
    """Whether a number stands in a table."""
    block = document.block_at(quantity.span.start)
    return block is not None and block.kind is BlockKind.TABLE
