"""Text to quantities: the one entry to the scanners and the grammar of expressions."""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Final

from summarizer.numbers import number_words
from summarizer.numbers.atoms import Atom, finish
from summarizer.numbers.codes import addresses
from summarizer.numbers.expressions import relate
from summarizer.numbers.numerals import numerals
from summarizer.numbers.passage import PADDING, Passage
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.typography import INVISIBLE, fold, without_emphasis

_DIGIT: Final = re.compile(r"[0-9]")
_LONGEST_REPEATED: Final = 60  # characters
_INVISIBLE: Final = re.compile(INVISIBLE)


def read(text: str, start: int = 0, end: int | None = None, *, cell: bool = False) -> list[Quantity]:
    """Read every number of a text.

    Every run of digits is covered by exactly one quantity: what states no number is a
    `Kind.IDENTIFIER`. Numbers in words are found too.

    Args:
        text: Any text, with its typography as published.
        start: Where to start reading; what stands before is not seen.
        end: Where to stop; the end of the text by default.
        cell: Whether the characters are one cell of a table, where brackets mean minus.

    Returns:
        The quantities in order, without overlap; offsets count from the start of `text`.
    """
    stop = len(text) if end is None else min(end, len(text))
    piece = text[start:stop]
    atoms, offset = scan(piece, fold(piece), cell=cell)
    offset += start
    return [finish(atom, text, offset) for atom in atoms]


def scan(raw: str, plain: str, *, cell: bool) -> tuple[list[Atom], int]:
    """Find the numbers of a text that is folded already.

    Args:
        raw: The text as published.
        plain: The same, folded.
        cell: As for `read`.

    Returns:
        The numbers in order, and what to add to their offsets to get those of `raw`.
    """
    margin = len(PADDING)
    plain = without_emphasis(plain)
    if INVISIBLE not in plain:
        return _atoms(Passage(plain, raw, cell=cell)), -margin
    gone = [match.start() for match in _INVISIBLE.finditer(plain)]
    visible = "".join([raw[before + 1 : after] for before, after in pairwise((-1, *gone, len(raw)))])
    atoms = _atoms(Passage(plain.replace(INVISIBLE, ""), visible, cell=cell))
    dropped = [place - number for number, place in enumerate(gone)]  # where each stood in what is left
    for atom in atoms:
        atom.start = _printed_at(atom.start - margin, dropped)
        atom.end = _printed_at(atom.end - margin - 1, dropped) + 1
        if atom.group >= 0:
            atom.group = _printed_at(atom.group - margin, dropped)
    return atoms, 0


def may_hold_numbers(plain: str) -> bool:
    """Whether a folded text may hold any number at all, told before anything is made of it."""
    return not plain.isascii() or _DIGIT.search(plain) is not None or number_words.are_in(plain)


def scan_cell(raw: str, plain: str, *, label: bool) -> tuple[list[Atom], int]:
    """Find the numbers of one cell of a table, as `scan` does; cells of few characters are often alike."""
    if len(plain) > _LONGEST_REPEATED:
        return scan(raw, plain, cell=not label)
    atoms, offset = _known_cell(raw, plain, label=label)
    return [atom.copy() for atom in atoms], offset


@lru_cache(maxsize=1024)
def _known_cell(raw: str, plain: str, *, label: bool) -> tuple[list[Atom], int]:
    return scan(raw, plain, cell=not label)


def _printed_at(place: int, dropped: list[int]) -> int:
    """Where a character is printed that stands at `place` once others were dropped before it."""
    return place + bisect_right(dropped, place)


def _atoms(passage: Passage) -> list[Atom]:
    text = passage.text
    found = number_words.find(text) if passage.has_letters else []
    if _DIGIT.search(text) is not None:
        places = addresses(text) if passage.has_letters else []
        if places:
            found = sorted([*found, *places], key=attrgetter("start"))
    elif not found:
        return found
    atoms = numerals(passage, found)
    if len(atoms) > 1 or atoms[0].kind is Kind.PERCENT:
        relate(text, atoms)
    return atoms
