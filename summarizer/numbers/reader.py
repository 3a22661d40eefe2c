"""Text to quantities: the one entry to the scanners and the grammar of expressions."""

import re
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
    kept = [index for index, character in enumerate(plain) if character != INVISIBLE]
    visible = "".join([raw[index] for index in kept])
    atoms = _atoms(Passage(plain.replace(INVISIBLE, ""), visible, cell=cell))
    for atom in atoms:
        atom.start = kept[atom.start - margin]
        atom.end = kept[atom.end - margin - 1] + 1
        if atom.group >= 0:
            atom.group = kept[atom.group - margin]
    return atoms, 0


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
