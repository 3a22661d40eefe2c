"""The numbers of a whole document: prose read as prose, tables with their own rules."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import Final
from weakref import WeakKeyDictionary

from summarizer.document import BlockKind, Document, Fact, Table
from summarizer.numbers.atoms import finish
from summarizer.numbers.headers import ScaleNote
from summarizer.numbers.mistagged import Difference
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.numbers.reader import may_hold_numbers, scan
from summarizer.numbers.standing import scale_prose
from summarizer.numbers.tables import note_before, read_table
from summarizer.numbers.tagged import Tagged, read_tags
from summarizer.typography import fold


class NumberIndex:
    """Every quantity of a document, in order.

    Attributes:
        document: The document.
        quantities: Its quantities, ordered by start, without overlap.
        starts: Where each of them starts.
        facts: What the filer's own tags say of each tagged one, by its index.
        differences: Those that certainly disagree with their own tags.
    """

    def __init__(self, document: Document, read: Tagged | None = None) -> None:
        self.document = document
        tagged = read_tags(document, _read(document)) if read is None else read
        self.quantities: tuple[Quantity, ...] = tagged.quantities
        self.facts: Mapping[int, tuple[Fact, ...]] = tagged.facts
        self.differences: tuple[Difference, ...] = tagged.differences
        self.starts = [quantity.span.start for quantity in self.quantities]

    def within(self, start: int, end: int) -> tuple[Quantity, ...]:
        """The quantities whose spans start in `[start, end)`."""
        return self.quantities[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def around(self, place: int) -> Quantity | None:
        """The quantity that begins before `place` and reaches beyond it."""
        before = bisect_left(self.starts, place) - 1
        quantity = self.quantities[before] if before >= 0 else None
        return quantity if quantity is not None and quantity.span.end > place else None


_SHORT: Final = 40  # characters between two cells
_DIGIT: Final = re.compile(r"[0-9]")

# An index holds its document, so it would keep the document alive if it were kept here itself.
_KNOWN: WeakKeyDictionary[Document, Tagged] = WeakKeyDictionary()


def number_index(document: Document) -> NumberIndex:
    """The index of a document, which is read once and kept as long as it lives."""
    known = _KNOWN.get(document)
    if known is None:
        known = _KNOWN[document] = read_tags(document, _read(document))
    return NumberIndex(document, known)


def _read(document: Document) -> list[Quantity]:
    text = document.text
    plain = fold(text)
    quantities: list[Quantity] = []
    done = 0
    previous: Table | None = None
    note: ScaleNote | None = None
    for table in document.tables:
        if table.span.start < done:
            continue
        quantities += _prose(text, plain, done, table.span.start)
        done = table.span.start
        found, note = read_table(text, plain, table, note_before(text, table, previous, note))
        previous = table
        for quantity in found:  # and whatever stands between its cells
            quantities += _gap(text, plain, done, quantity.span.start)
            quantities.append(quantity)
            done = quantity.span.end
        quantities += _gap(text, plain, done, table.span.end)
        done = table.span.end
    quantities += _prose(text, plain, done, len(text))
    scale_prose(document, quantities)
    return _without_furniture(document, quantities)


def _gap(text: str, plain: str, start: int, end: int) -> list[Quantity]:
    """What stands between two cells: most often nothing but bars and blanks."""
    if end - start < _SHORT:
        if _DIGIT.search(plain, start, end) is None:
            return []
    elif not may_hold_numbers(plain[start:end]):
        return []
    return _prose(text, plain, start, end)


def _prose(text: str, plain: str, start: int, end: int) -> list[Quantity]:
    atoms, offset = scan(text[start:end], plain[start:end], cell=False)
    return [finish(atom, text, offset + start) for atom in atoms]


def _without_furniture(document: Document, quantities: list[Quantity]) -> list[Quantity]:
    """Page numbers and the like state nothing."""
    starts = [quantity.span.start for quantity in quantities]
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            for index in range(bisect_left(starts, block.span.start), bisect_left(starts, block.span.end)):
                found = quantities[index]
                quantities[index] = Quantity(found.span, found.text, Kind.IDENTIFIER, None)
    return quantities
