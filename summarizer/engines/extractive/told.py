"""A sentence of a filing on one line, with its numbers and the way back to where each of them stands.

Patterns read `Told.text`, in which quotes and dashes are folded and every stretch of white space is one
blank; what is shown is always cut out of the filing itself.
"""

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from summarizer.document import Span
from summarizer.engines.extractive.filing import Filing
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.schemas import Figure

_BREAK = re.compile(r"-?\s+")
_BOUND = re.compile(
    r"(?:more than|over|in excess of|exceeding|greater than|higher than|above|less than"
    r"|lower than|under|below|fewer than|up to|at least"
    r"|no less than|no more than|not more than|a minimum of|a maximum of)(?: approximately| about)? \Z",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:increas|decreas|rais|reduc|lower|chang|adjust)\w*(?: \w+){0,4} from \Z", re.IGNORECASE
)
_LONGEST_CHANGE = 60  # characters
_LONGEST_BOUND = 40  # characters
_LONGEST_QUOTE = 320  # characters; of a longer sentence the clause around the number is quoted
_CLAUSE = re.compile(r"; |: |, (?:and |of which |which |pursuant to |including )|(?<=,) (?=\([ivx\d]+\) )")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a sentence.

    Attributes:
        start: Where it starts in `Told.text`.
        end: Where it ends there.
        quantity: What it is.
    """

    start: int
    end: int
    quantity: Quantity

    @property
    def kind(self) -> Kind:
        """Its unit class."""
        return self.quantity.kind


class Told:
    """A sentence, or what else is read as one.

    Attributes:
        span: Where it stands in the filing.
        text: It on one line, folded.
        paragraph: Where its paragraph starts.
    """

    def __init__(self, filing: Filing, span: Span, paragraph: int = -1) -> None:
        self.filing = filing
        self.span = span
        self.paragraph = span.start if paragraph < 0 else paragraph
        flat = filing.flat
        pieces: list[str] = []
        offsets = array("q")
        done = span.start
        for gap in _BREAK.finditer(flat, span.start, span.end):
            start = gap.start() + (gap.group()[0] == "-")
            pieces.append(flat[done:start])
            offsets.extend(range(done, start))
            broken = gap.group()[0] == "-" and "\n" in filing.document.text[start : gap.end()]
            if not broken:  # "long-\nterm" is one word
                pieces.append(" ")
                offsets.append(start)
            done = gap.end()
        pieces.append(flat[done : span.end])
        offsets.extend(range(done, span.end))
        offsets.append(span.end)
        self.text = "".join(pieces)
        self._offsets = offsets

    def __repr__(self) -> str:
        return f"Told({self.text[:60]!r})"

    def place(self, start: int, end: int) -> Span:
        """Where in the filing `text[start:end]` stands, without blanks around it."""
        text = self.text
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        return Span(self._offsets[start], self._offsets[end - 1] + 1) if start < end else self._point(start)

    def _point(self, index: int) -> Span:
        return Span(self._offsets[index], self._offsets[index])

    def words(self, start: int, end: int) -> str:
        """`text[start:end]` as the filing prints it, on one line."""
        return self.filing.line(self.place(start, end)).strip(" ,;:")

    @cached_property
    def line(self) -> str:
        """The whole of it as printed, on one line."""
        return self.filing.line(self.span)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers in order."""
        found = []
        for quantity in self.filing.within(self.span):
            if quantity.span.end <= self.span.end:
                start = bisect_left(self._offsets, quantity.span.start)
                end = bisect_left(self._offsets, quantity.span.end)
                found.append(Number(start, end, quantity))
        return tuple(found)

    def of_kind(self, *kinds: Kind) -> list[Number]:
        """Its numbers of these kinds."""
        return [number for number in self.numbers if number.kind in kinds]

    def whole(self, number: Number) -> tuple[int, int]:
        """The stretch of a number with the other end of its range and the words that bound it."""
        start, end = number.start, number.end
        if number.quantity.role in (Role.LOW, Role.HIGH) and number.quantity.group >= 0:
            group = [
                other
                for other in self.numbers
                if other.quantity.group == number.quantity.group and other.kind is number.kind
            ]
            if len(group) == 2 and not self._is_changed(group[0]):
                start, end = group[0].start, group[1].end
        else:
            end = self._far_end(number) or end
        bound = _BOUND.search(self.text, max(0, start - _LONGEST_BOUND), start)
        return (bound.start() if bound else start), end

    def _far_end(self, number: Number) -> int | None:
        """Where the range ends that "from 1.75% to 2.50%" gives and that is not read as one."""
        if number.kind is not Kind.PERCENT or not self.text.endswith("from ", 0, number.start):
            return None
        if self._is_changed(number):
            return None
        other = next((n for n in self.numbers if n.start == number.end + len(" to ")), None)
        joined = other is not None and other.kind is number.kind and self.text.startswith(" to ", number.end)
        return other.end if other is not None and joined else None

    def _is_changed(self, number: Number) -> bool:
        """Whether a number is what another one replaces: "increased from 60% to 75%" is no range."""
        return _CHANGED.search(self.text, max(0, number.start - _LONGEST_CHANGE), number.start) is not None

    def is_far_end(self, number: Number) -> bool:
        """Whether a number is the upper end of a range, which is told with the lower one."""
        if number.quantity.role is Role.HIGH:
            lows = [n for n in self.numbers if n.quantity.group == number.quantity.group and n is not number]
            return not any(map(self._is_changed, lows))
        return any(self._far_end(other) == number.end for other in self.numbers if other.end < number.start)

    def figure(self, number: Number) -> Figure:
        """The number as printed, quoted with its clause, or its sentence where that is short."""
        start, end = self.whole(number)
        return self.filing.figure(self.place(start, end), self._quote(start, end))

    def figure_of(self, start: int, end: int) -> Figure:
        """`text[start:end]` as a figure."""
        return self.filing.figure(self.place(start, end), self._quote(start, end))

    def _quote(self, start: int, end: int) -> Span:
        if len(self.text) <= _LONGEST_QUOTE:
            return self.span
        first, last = self.clause(start, end)
        return self.place(first, last)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause around a stretch of the text."""
        first, last = 0, len(self.text)
        for cut in _CLAUSE.finditer(self.text):
            if cut.end() <= start:
                first = cut.end()
            elif cut.start() >= end:
                last = cut.start()
                break
        return first, last


__all__ = ["Number", "Told"]
