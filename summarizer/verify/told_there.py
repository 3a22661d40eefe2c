"""Labels that tell a number of a record from its rival: without those that both of them share."""

from collections.abc import Iterator
from dataclasses import replace

from summarizer.document import Span
from summarizer.numbers.labels import Frame
from summarizer.numbers.quantity import Kind
from summarizer.typography import fold
from summarizer.verify.candidates import SourceIndex
from summarizer.verify.leaves import Leaf
from summarizer.verify.wording import Wording

_FEW_WORDS, _ANSWERS = 6, 2  # of a statement; how many before it such a one answers


def narrower_labels(leaf: Leaf, home: Span, rival: Span, wording: Wording) -> Iterator[Frame]:
    """The labels that can tell a number from its rival: without those that are both of theirs.

    Where the names are those of the number's own statement, a rival elsewhere is of something else, and it
    is enough that no other number of the statement fits the labels better.
    """
    source = wording.source
    frame = wording.frame(leaf)
    told_there = is_told_there(leaf, home, rival, wording)
    if told_there or _is_shared(leaf, home, rival, source):
        own, *others = leaf.labels
        times = tuple(label for label in others if wording.of(label.text).times)
        yield wording.frame(replace(leaf, labels=(own, *times)))
    if told_there and _fits_its_statement(frame, home, source):
        yield Frame({}, frame.times)


def _fits_its_statement(frame: Frame, home: Span, source: SourceIndex) -> bool:
    """Whether no other number of the statement is bound to the labels more firmly."""
    statement = source.labels.statement_at(home.start)
    bound = {
        index: sum(
            min(weight, source.labels.frame(index).terms.get(term, 0.0))
            for term, weight in frame.terms.items()
        )
        for index in source.labels.quantities_of(statement)
    }
    quantities = source.numbers.quantities
    own = [strength for index, strength in bound.items() if quantities[index].span.start in home]
    return bool(own) and max(own) >= max(bound.values())


def _is_shared(leaf: Leaf, home: Span, rival: Span, source: SourceIndex) -> bool:
    """Whether the rival is another figure of the same part of the record, and of the same statement.

    What the two share, such as the proposal that votes were cast on, tells neither from the other.
    """
    statement_at = source.labels.statement_at
    if statement_at(home.start) != statement_at(rival.start):
        return False
    return any(
        (found := source.quotes.locate_within(figure.text, place)) is not None and rival.start in found
        for figure in leaf.beside
        for place in source.quotes.locate_all(figure.quote)
    )


def is_told_there(leaf: Leaf, home: Span, rival: Span, wording: Wording) -> bool:
    """Whether the labels are the very words that the number stands under, and not those of its rival.

    Of a date it is enough that they are its own: much of what a filing tells of one thing has a date, and
    the name of the thing tells none from another.
    """
    source = wording.source
    number, other = (source.labels.statement_at(place.start) for place in (home, rival))
    here, there = (
        _setting(number, source),
        _flat(source.labels.statements[other].span.of(source.document.text)),
    )
    if not leaf.names or not all(_stands_in(name, here, wording) for name in leaf.names):
        return False
    is_date = any(q.kind is Kind.DATE for q in source.numbers.within(home.start, home.end))
    if is_date:
        return number != other
    return not all(_flat(name) in there for name in leaf.names)


def _stands_in(name: str, words: str, wording: Wording) -> bool:
    """Whether a name, or the short one that the source gives it, stands in some words."""
    short = wording.of(name).short
    return _flat(name) in words or bool(short and _flat(short) in words)


def _setting(number: int, source: SourceIndex) -> str:
    """The words of a statement and those it stands under: what it goes on from, its heading, its caption.

    A statement of a few words answers what stands before it: "Maturity. August 15, 2027."
    """
    statement = source.labels.statements[number]
    text = source.document.text
    back = _ANSWERS if len(statement.span.of(text).split()) <= _FEW_WORDS else int(statement.continues)
    before = source.labels.statements[max(0, number - back) : number]
    caption = statement.table.caption if statement.table is not None else ""
    said = " ".join(each.span.of(text) for each in (*before, statement))
    return _flat(f"{statement.heading} {caption} {said}")


def _flat(text: str) -> str:
    return " ".join(fold(text).casefold().split())


__all__ = ["is_told_there", "narrower_labels"]
