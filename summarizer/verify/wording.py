"""What the labels of a record say in the words of a source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.numbers.labels import Frame, LabelIndex
from summarizer.numbers.timing import When, relatives
from summarizer.verify.candidates import SourceIndex
from summarizer.verify.leaves import ANCESTOR, SIBLING, Leaf

_UNKNOWN = 0.5  # the share of its words that a name may have which the source lacks
_CALLED = re.compile(r"\s*\((?:the\s+|collectively,?\s+(?:the\s+)?)?[“\"'](?P<name>[^”\"]{2,40})[”\"']\)")


@dataclass(frozen=True, slots=True)
class Said:
    """What one label says.

    Attributes:
        terms: Its words as the source's terms, with how much they count.
        times: When it says that something was.
        strange: Whether the source speaks of few of its words.
        short: What the source calls the thing it names, once it has named it in full; empty if the same.
    """

    terms: Mapping[str, float]
    times: tuple[When, ...]
    strange: bool
    short: str


class Wording:
    """The labels of one record in the terms of one source; most of its leaves share theirs with others.

    Attributes:
        source: The source.
    """

    def __init__(self, source: SourceIndex) -> None:
        self.source = source
        self._known: dict[str, Said] = {}

    def of(self, text: str) -> Said:
        """What a label says."""
        known = self._known.get(text)
        if known is None:
            labels = self.source.labels
            terms = labels.terms_of(text)
            unknown = sum(labels.idf(term) == 0 for term in terms)
            strange = unknown > _UNKNOWN * len(terms)
            known = self._known[text] = Said(terms, times_said(labels, text), strange, self._short_name(text))
        return known

    def frame(self, leaf: Leaf) -> Frame:
        """What all labels of a leaf bind to its number."""
        terms: dict[str, float] = {}
        times: list[tuple[When, float]] = []
        for label in leaf.labels:
            said = self.of(label.text)
            short = self.of(said.short).terms if said.short and label.weight == SIBLING else {}
            for term, strength in said.terms.items():
                weight = label.weight if not short or term in short else min(label.weight, ANCESTOR)
                terms[term] = max(terms.get(term, 0.0), weight * strength)
            times += ((when, label.weight) for when in said.times)
        times.sort(key=lambda item: -item[1])
        return Frame(terms, tuple(times))

    def stranger(self, leaf: Leaf) -> str:
        """The name that a figure is given, if most of its words stand nowhere in the source."""
        return next((name for name in leaf.names if self.of(name).strange), "")

    def _short_name(self, name: str) -> str:
        """The name that a source defines for a thing, or the surname that it calls a person by.

        After '2.75% Convertible Debentures due 2031 (the "Debentures")' it speaks of the Debentures, and of
        Jane Q. Roe as Ms. Roe: the rest of the name tells nothing of the numbers further down.
        """
        words = name.split()
        if len(words) < 2:
            return ""
        text = self.source.document.text
        for place in self.source.quotes.locate_all(name):
            match = _CALLED.match(text, place.end)
            if match:
                return match["name"]
        last = words[-1].rstrip(".")
        titled = last.isalpha() and re.search(rf"\b(?:Mr|Ms|Mrs|Dr)s?\.\s+{re.escape(last)}\b", text)
        return last if titled else ""


def times_said(labels: LabelIndex, text: str) -> tuple[When, ...]:
    """When a label says that something was; "full year 2025" is of twelve months."""
    whens = labels.times_of(text)
    if all(when.months for when in whens):
        return whens
    months = next((phrase.months for phrase in relatives(text, 0, len(text)) if phrase.months), None)
    return tuple(when if when.months else when.lasting(months) for when in whens)


__all__ = ["Said", "Wording", "times_said"]
