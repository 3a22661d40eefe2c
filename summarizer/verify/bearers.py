"""Whose a number is: the salary that one person is given in a draft, and another in the source.

A sentence of a filing says "she will receive an annual base salary of $465,000" of whom it named before.
"""

import re
from bisect import bisect_left

from summarizer.document import Document
from summarizer.verify.speech import speech_of

_NAME = re.compile(r"(?:\b(?:Mr|Ms|Mrs|Dr|Prof)\.? )?\b[^\W\d_a-z][\w'’]*(?:-[^\W\d_]\w*)*")
_HE_OR_SHE = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_SENTENCES_KEPT = 64  # with whom they name: each number of a sentence asks for it
_BACK = 900  # characters before a sentence in which it is said of whom it speaks


class Bearers:
    """The people of a source by where it names them.

    Args:
        document: The source.
    """

    def __init__(self, document: Document) -> None:
        self._directory = speech_of(document).people
        self._text = document.text
        self._known: dict[str, str] = {}
        named = [(m.end() - 1, name) for m in _NAME.finditer(document.text) if (name := self._surname(m))]
        self._starts = [start for start, _ in named]
        self._named = [name for _, name in named]

    def named_in(self, sentence: str) -> str:
        """The surname of the one person of the source that a sentence names; empty for none or several."""
        known = self._known.get(sentence)
        if known is None:
            found = {name for match in _NAME.finditer(sentence) if (name := self._surname(match))}
            known = found.pop() if len(found) == 1 else ""
            if len(self._known) >= _SENTENCES_KEPT:
                self._known.clear()
            self._known[sentence] = known
        return known

    def told_of(self, start: int, end: int) -> set[str]:
        """The surnames of those that a sentence of the source tells of: named there, or before "she"."""
        inside = set(self._named[bisect_left(self._starts, start) : bisect_left(self._starts, end)])
        if inside or not _HE_OR_SHE.search(self._text, start, end):
            return inside
        last = bisect_left(self._starts, start) - 1
        return {self._named[last]} if last >= 0 and start - self._starts[last] <= _BACK else set()

    def _surname(self, match: re.Match[str]) -> str:
        word = match.group().rpartition(" ")[2].removesuffix("’s").removesuffix("'s")
        return word.lower() if self._directory.has_surname(word) else ""


__all__ = ["Bearers"]
