"""Whether the name that a record gives to a number is that of the number, or another's.

A record names its numbers on purpose: "Net income" beside a figure that stands in the row "Net income per
share" is the name of another row. The name is therefore held against the labels themselves, whatever the size
of the numbers; the contrast of `verdict` rules out by size what prose would never mix up.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.document import Span
from summarizer.numbers.labels import Frame
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.verify.candidates import VARIANTS, SourceIndex
from summarizer.verify.claims import Claim, time_relation

_FIRM = 0.4  # how firmly a word has to be bound to be said of a number
_NAMED = 0.95  # the share of a name that a number's label has if it is the number's own
_PART = 0.6  # and below which it is hardly the number's
_MORE = 0.1  # by how much more firmly a name is bound to one number than to another
_MUCH = 0.3  # by how much more another label says
_STATEMENTS = 60  # that hold most of a name, looked at
_PER_SHARE = "share"
_OTHER_BASES = frozenset(("nongaap", "adjust", "forma"))  # they may stand for each other
_KINDS = {Kind.MONEY: (Kind.MONEY, Kind.NUMBER), Kind.NUMBER: (Kind.NUMBER, Kind.MONEY)}


@dataclass(frozen=True, slots=True)
class _Name:
    """One name with how much each of its words tells in the source."""

    weights: Mapping[str, float]
    total: float

    def without(self, other: "_Name") -> "_Name | None":
        """What it says that another name does not; None where that is nothing."""
        weights = {term: weight for term, weight in self.weights.items() if term not in other.weights}
        return _Name(weights, sum(weights.values())) if weights else None

    def bound(self, frame: Frame) -> float:
        """How firmly its words are bound to a number, 0 to 1."""
        return sum(w * frame.terms.get(t, 0.0) for t, w in self.weights.items()) / self.total

    def stands_in(self, source: SourceIndex, statement: int) -> float:
        """How much of it a sentence or a row says, 0 to 1."""
        postings = source.labels.postings
        return sum(w for t, w in self.weights.items() if statement in postings.get(t, ())) / self.total

    def said(self, source: SourceIndex, frame: Frame) -> float:
        """How much of the name a row's label says, or a sentence, whatever number there it is bound to."""
        if source.in_table(frame):
            return self.share(frame)
        here = {t for t in self.weights if frame.statement in source.labels.postings.get(t, ())}
        return self.share(replace(frame, terms={**frame.terms, **dict.fromkeys(here, 1.0)}))

    def share(self, frame: Frame) -> float:
        """How much of the name a label says, 0 to 1."""
        said = sum(w * min(1.0, frame.terms.get(t, 0.0) / _FIRM) for t, w in self.weights.items())
        adjusted = not _OTHER_BASES.isdisjoint(self.weights)
        return said / self.total * (_PART / 2 if adjusted and _OTHER_BASES.isdisjoint(frame.terms) else 1)


def other_named(source: SourceIndex, claim: Claim, text: str, places: Sequence[int]) -> int | None:
    """The number of the source that bears the name of a claim, if the claim's own does not.

    Args:
        source: The source.
        claim: The number and the words that its record says of it.
        text: What the record calls it.
        places: The numbers of the source that state its value.

    Returns:
        The index of the number that is meant; None where the claim's own label is as good.
    """
    name = _name(source, text)
    if name is None or not places:
        return None
    own = [source.labels.frame(place) for place in places]
    timely = [frame for frame in own if time_relation(claim.frame, frame) >= 0]
    best = max(timely or own, key=lambda frame: name.said(source, frame))
    mine = name.said(source, best) if timely else 0.0
    special = all(_is_special(claim, source.numbers.quantities[p], source.labels.frame(p)) for p in places)
    if mine >= _PART and not special:
        return None
    for place in _bearers(source, claim, name, places):
        quantity, frame = source.numbers.quantities[place], source.labels.frame(place)
        if frame.statement == best.statement:
            continue  # one sentence, one row: what tells them apart is no name
        if time_relation(claim.frame, frame) < 0 or _is_special(claim, quantity, frame):
            continue
        if name.share(frame) >= max(_NAMED, mine + (0.0 if special else _MUCH)):
            return place
    return None


def twin_named(source: SourceIndex, home: Span, twins: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """The name of another entry that a number is told of, in place of its own.

    A record that lists nausea and headache says itself what its numbers could be mixed up with.

    Args:
        source: The source.
        home: Where the number stands.
        twins: What its entry is called, each with what another entry is called in that place.

    Returns:
        The pair of its own name and the one that it is told of; None where there is none.
    """
    place = bisect_left(source.numbers.starts, home.start)
    frame = source.labels.frame(place)
    for own, other in twins:
        mine, theirs = _name(source, own), _name(source, other)
        if mine is None or theirs is None:
            continue
        here, there = mine.without(theirs), theirs.without(mine)
        if there is None or (here is None and not source.in_table(frame)):
            continue
        own_share = here.bound(frame) if here is not None else 1.0
        if there.bound(frame) >= max(_PART, own_share + _MUCH) and (
            here is None or _is_bound_more(source, here, place)
        ):
            return own, other
        number = frame.statement
        if (
            here is not None
            and there.stands_in(source, number) >= _NAMED
            and not here.stands_in(source, number)
        ):
            return own, other  # the whole sentence is about the other one
    return None


def _is_bound_more(source: SourceIndex, name: _Name, place: int) -> bool:
    """Whether a name is another number's of the same sentence: then this one may be taken for that."""
    numbers, labels = source.numbers.quantities, source.labels
    here = labels.frame(place)
    return any(
        name.bound(labels.frame(index)) > name.bound(here) + _MORE
        for index in labels.quantities_of(here.statement)
        if index != place and numbers[index].kind is numbers[place].kind
    )


def is_spoken_of(source: SourceIndex, text: str, home: Span, rival: Span) -> bool:
    """Whether the sentence of a date speaks of what a record calls it, and its rival's not of all of that.

    Much has a date in a filing, and half a name says of none of them that it is meant.

    Args:
        source: The source.
        text: What the record calls it.
        home: Where the date stands.
        rival: Another date, of another sentence or row.
    """
    name = _name(source, text)
    starts = source.numbers.starts
    here, there = (source.labels.frame(bisect_left(starts, place.start)) for place in (home, rival))
    if name is None or here.statement == there.statement:
        return False
    return name.said(source, here) > 0 and name.said(source, there) < _NAMED


def _name(source: SourceIndex, text: str) -> _Name | None:
    """A name by the words that the source says; None where it says none of them."""
    labels = source.labels
    weights = {term: labels.idf(term) * strength for term, strength in labels.terms_of(text).items()}
    known = {term: weight for term, weight in weights.items() if weight}
    return _Name(known, sum(known.values())) if known else None


def _bearers(source: SourceIndex, claim: Claim, name: _Name, places: Sequence[int]) -> Iterator[int]:
    """The numbers whose statements say most of a name, but for those that state the claim's value."""
    labels, taken = source.labels, set(places)
    scores: dict[int, float] = {}
    for term, weight in name.weights.items():
        for statement in labels.postings.get(term, ()):
            scores[statement] = scores.get(statement, 0.0) + weight
    kinds = _KINDS.get(claim.quantity.kind, (claim.quantity.kind,))
    for statement in sorted(scores, key=lambda one: (-scores[one], one))[:_STATEMENTS]:
        for figure in source.figures(statement):
            alike = figure.quantity.kind in kinds and figure.quantity.value != claim.quantity.value
            if alike and figure.place not in taken:
                yield figure.place


def _is_special(claim: Claim, quantity: Quantity, frame: Frame) -> bool:
    """Whether it is a special case that the claim does not name, or an amount per share."""
    said = claim.frame.terms
    bases = not _OTHER_BASES.isdisjoint(said)
    for term in VARIANTS:
        named = term in said or (bases and term in _OTHER_BASES)
        if not named and frame.terms.get(term, 0.0) >= _FIRM:
            return True
    per_share = f"/{_PER_SHARE}" in quantity.unit or frame.terms.get(_PER_SHARE, 0.0) >= _FIRM
    return quantity.kind in _KINDS and per_share and _PER_SHARE not in said


__all__ = ["is_spoken_of", "other_named", "twin_named"]
