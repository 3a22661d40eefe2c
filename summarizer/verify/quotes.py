"""Where a quotation stands in the source: verbatim but for typography, or not at all.

A quotation with one digit or word changed is found and told as a near miss; it is never accepted.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from summarizer.document import Span
from summarizer.typography import squash

_SHINGLE = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a quotation stands.

    Attributes:
        span: In the source.
        exact: Whether it stands there verbatim, typography aside; else it is the nearest miss.
    """

    span: Span
    exact: bool


class QuoteLocator:
    """Finds quotations in one text; made once for any number of them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._squashed, self._offsets = squash(text)

    @cached_property
    def _words(self) -> tuple[list[str], list[int], list[int]]:
        words, starts, ends = [], [], []
        for match in _WORD.finditer(self._squashed.lower()):
            words.append(match.group())
            starts.append(match.start())
            ends.append(match.end())
        return words, starts, ends

    @cached_property
    def _shingles(self) -> dict[tuple[str, ...], list[int]]:
        words = self._words[0]
        shingles: dict[tuple[str, ...], list[int]] = {}
        for index in range(len(words) - _SHINGLE + 1):
            shingles.setdefault(tuple(words[index : index + _SHINGLE]), []).append(index)
        return shingles

    def locate(self, quote: str) -> Location | None:
        """The place of `quote`: exact, else its nearest miss, else None."""
        places = self.locate_all(quote, most=1)
        return Location(places[0], exact=True) if places else self._near_miss(quote)

    def locate_all(self, quote: str, most: int = 8) -> list[Span]:
        """All places where `quote` stands verbatim, typography aside."""
        wanted = squash(quote)[0].strip()
        places: list[Span] = []
        start = self._squashed.find(wanted) if wanted else -1
        while start >= 0 and len(places) < most:
            places.append(self._original(start, start + len(wanted)))
            start = self._squashed.find(wanted, start + 1)
        return places

    def locate_within(self, part: str, place: Span) -> Span | None:
        """The first place inside `place` where `part` stands verbatim and whole, typography aside."""
        wanted = squash(part)[0].strip()
        first, last = bisect_left(self._offsets, place.start), bisect_left(self._offsets, place.end)
        start = self._squashed.find(wanted, first, last) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            if not self._cuts_a_number(start, end):
                return self._original(start, end)
            start = self._squashed.find(wanted, start + 1, last)
        return None

    def _cuts_a_number(self, start: int, end: int) -> bool:
        """Whether digits go on to the left or to the right of a stretch of the squashed text."""
        text = self._squashed
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        if text[start].isdigit() and (before[-1:].isdigit() or before[-1:] == "."):
            return True
        if text[start].isdigit() and before[-1:] == "," and before[:1].isdigit():
            return True
        return text[end - 1].isdigit() and (
            after[:1].isdigit() or (after[:1] in (".", ",") and after[1:].isdigit())
        )

    def _near_miss(self, quote: str) -> Location | None:
        words = [match.group() for match in _WORD.finditer(squash(quote)[0].lower())]
        votes: Counter[int] = Counter()
        for index in range(len(words) - _SHINGLE + 1):
            for place in self._shingles.get(tuple(words[index : index + _SHINGLE]), ())[:64]:
                votes[place - index] += 1
        if not votes:
            return None
        diagonal, _ = votes.most_common(1)[0]
        found, starts, ends = self._words
        first = max(0, diagonal)
        last = min(len(found), diagonal + len(words)) - 1
        same = sum(found[at] == word for at, word in enumerate(words, diagonal) if first <= at <= last)
        if last < first or same * 2 < len(words):
            return None
        return Location(self._original(starts[first], ends[last]), exact=False)

    def _original(self, start: int, end: int) -> Span:
        return Span(self._offsets[start], self._offsets[end - 1] + 1)
