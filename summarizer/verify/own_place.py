"""Whether a record names the very place that one of its figures stands in: then no other fits it better.

The labels of a record are chosen for one number. Where they are those of the cell, the list's item or the
sentence that the figure was taken from, and say nothing else, a rival under more words is another figure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summarizer.document import BlockKind, Span, Table
from summarizer.numbers.labels import LabelIndex, text_of
from summarizer.numbers.timing import When, relation
from summarizer.verify.leaves import FIELD, Leaf
from summarizer.verify.wording import Wording, times_said

_CHANGE = "change"
"""The last word of a field for how much another figure went up or down."""
_BEFORE = ("prior", "previous")
"""The fields for what another figure is held against, or took the place of."""
_END = re.compile(r"\bend\b")
_ENDED = re.compile(r"\bend(?:ed|ing|s)?\b:?\s*\Z", re.IGNORECASE)
_HELD_AGAINST = re.compile(
    r"\b(?:from|previous(?:ly)?|prior|compared (?:to|with)|versus|against|instead of)\b"
    r"(?:[^.;]|\.\d){0,60}\Z",
    re.IGNORECASE,
)
_NEAR = 0.3  # how firmly a word of its own sentence is bound to a number; headings bind less
_QUARTER = 3  # months of the period that an undated sentence is told of
_ANY = frozenset(("total",))  # of what a total is, its other words say


@dataclass(frozen=True, slots=True)
class _Said:
    """What a record says of a figure.

    Attributes:
        fields: The names of its field, in words.
        names: What it is called: its siblings, without those that say when.
        context: Other words that say what its field holds.
        times: When it is of.
    """

    fields: Sequence[str]
    names: Sequence[str]
    context: Sequence[str]
    times: Sequence[When]

    @property
    def is_change(self) -> bool:
        """Whether it is said to be by how much another figure went up or down."""
        return any(field.endswith(_CHANGE) for field in self.fields)

    def allows(self, told: Iterable[When]) -> bool:
        """Whether none of its times is another than all that are told; True where none is told."""
        known = tuple(told)
        return not known or all(any(relation(one, two) >= 0 for one in known) for two in self.times)


def is_of_its_place(leaf: Leaf, home: Span, wording: Wording) -> bool:
    """Whether a figure's labels are those of the table cell or the sentence that it was taken from.

    Then no other number can fit them better.

    Args:
        leaf: The figure and its labels.
        home: Where it stands in the source.
        wording: What the labels say in the source's words.
    """
    labels = wording.source.labels
    said = _said(leaf, wording)
    number = labels.statement_at(home.start)
    if labels.statements[number].table is not None:
        return bool(said.names) and _names_its_cell(labels, number, home, said)
    if _dates_an_end(labels, number, home, said):
        return True
    if not said.names or not labels.quantities_of(number):
        return False
    if any(field.endswith(_CHANGE) for field in said.fields) and _tells_its_change(
        labels, number, home, said
    ):
        return True
    if any(field.startswith(_BEFORE) for field in said.fields):
        return _tells_what_was(labels, number, home, said)
    return _opens_with_it(labels, number, home, said) or _tells_it_first(labels, number, home, said)


def _said(leaf: Leaf, wording: Wording) -> _Said:
    source = wording.source
    filer = (source.document.company, source.document.ticker)
    beside = [name for name in leaf.names if name not in filer]
    times = [when for name in beside for when in times_said(source.labels, name)]
    # "Net sales, three months ended June 28, 2025" names both.
    pieces = [p for name in beside for p in (name.split(", ") if wording.of(name).times else (name,))]
    names = [piece for piece in pieces if not wording.of(piece).times and not piece.isdigit()]
    if not times:
        times = [when for label in leaf.labels for when in times_said(source.labels, label.text)]
    own = [label.text for label in leaf.labels if label.weight == FIELD]
    return _Said(own, names, (*own, leaf.description), times)


# -- tables ----------------------------------------------------------------------------------------------


def _names_its_cell(labels: LabelIndex, number: int, home: Span, said: _Said) -> bool:
    """Whether the row's own words are all in the labels, the names in its headers, and the time fits.

    "Net income" names the row of that label and not "Adjusted net income"; "operating income" of "Ferries"
    names the row "Ferries" under "Operating income".
    """
    statement = labels.statements[number]
    cell = statement.cell_at(home.start)
    if statement.table is None or cell is None or cell.column == 0:
        return False
    path = cell.row_header or (text_of(labels.text, statement.cells[0].span),)
    row = _terms(labels, path if _is_shared(statement.table, path) else path[-1:])
    if not row or not row <= _terms(labels, (*said.names, *said.context)):
        return False
    about = (statement.table.caption, statement.heading)
    if not _terms(labels, said.names) <= row | _terms(labels, (*path, *cell.column_header, *about)):
        return False
    columns = labels.times_of_headers(cell.column_header)
    if said.is_change:  # "Change vs. prior year" names what it is measured against
        columns = tuple(When(months=when.months) for when in columns if when.months)
    return said.allows(columns or next((told for text in about if (told := times_said(labels, text))), ()))


def _is_shared(table: Table, path: tuple[str, ...]) -> bool:
    """Whether another row of the table has the same label under another heading."""
    return any(other.row_header[-1:] == path[-1:] and other.row_header != path for other in table.cells)


# -- sentences -------------------------------------------------------------------------------------------


def _opens_with_it(labels: LabelIndex, number: int, home: Span, said: _Said) -> bool:
    """Whether a sentence or a list's item opens with the names and nothing else, and goes on with the figure.

    "Gross margin was 50.0%, compared with 48.7%", "Revenue of $850 million" under "For the full year 2025, we
    expect:".
    """
    first = labels.quantities_of(number)[0]
    start = labels.statements[number].span.start
    if _is_named(labels, Span(start, labels.numbers.quantities[first].span.start), said):
        return _first_like(labels, number, home) is not None and _is_timely(labels, number, first, said)
    line = labels.text.rfind("\n", start, home.start) + 1  # of a list that the page prints in columns
    return (
        line > start
        and _is_named(labels, Span(line, home.start), said)
        and _is_timely(labels, number, first, said)
    )


def _is_named(labels: LabelIndex, opening: Span, said: _Said) -> bool:
    """Whether the words of a stretch are those of the names, and nothing but those of the labels."""
    words = _terms(labels, (opening.of(labels.text),))
    return bool(words) and _terms(labels, said.names) <= words <= _terms(labels, (*said.names, *said.context))


def _tells_it_first(labels: LabelIndex, number: int, home: Span, said: _Said) -> bool:
    """Whether it is the first number of its kind in a sentence, and all words of the names are bound to it.

    "We repurchased 67 million and 63 million shares" tells the 67 million of "shares repurchased".
    """
    index = _first_like(labels, number, home)
    if index is None or labels.frame(index).compares or not _binds(labels, index, said.names):
        return False
    return not said.times or _is_timely(labels, number, index, said)


def _tells_its_change(labels: LabelIndex, number: int, home: Span, said: _Said) -> bool:
    """Whether a sentence tells by how much what the names call went up or down.

    What stands in a table under the same words is the figure itself, as "gross margin" of 37.6%, and no
    rival of "gross profit increased 18.0%".
    """
    index = next(_numbers_at(labels, number, home), None)
    if index is None or labels.frame(index).direction == 0 or not _binds(labels, index, said.names):
        return False
    return said.allows(when for when, _ in labels.frame(index).times)


def _tells_what_was(labels: LabelIndex, number: int, home: Span, said: _Said) -> bool:
    """Whether a figure is what the first one of its kind is held against: "50.0%, compared with 48.7%"."""
    index = next(_numbers_at(labels, number, home), None)
    start = labels.statements[number].span.start
    if index is None or not _HELD_AGAINST.search(labels.text, max(start, home.start - 80), home.start):
        return False
    first = next(_alike(labels, number, index), index)
    if first == index or not _binds(labels, first, said.names):
        return False
    return said.allows(when for when, _ in labels.frame(index).times if when.end is not None)


def _dates_an_end(labels: LabelIndex, number: int, home: Span, said: _Said) -> bool:
    """Whether a field for an end holds a day that the text calls so: "year ended May 3, 2025"."""
    start = labels.statements[number].span.start
    ends = any(_END.search(field) for field in said.fields)
    return ends and _ENDED.search(labels.text, start, home.start) is not None


def _numbers_at(labels: LabelIndex, number: int, home: Span) -> Iterator[int]:
    """The numbers of a statement that stand in `home`."""
    quantities = labels.numbers.quantities
    return (index for index in labels.quantities_of(number) if quantities[index].span.start in home)


def _first_like(labels: LabelIndex, number: int, home: Span) -> int | None:
    """The number in `home`, if it is the first of its kind in its statement."""
    own = next(_numbers_at(labels, number, home), None)
    return own if own is not None and next(_alike(labels, number, own), None) == own else None


def _alike(labels: LabelIndex, number: int, index: int) -> Iterator[int]:
    """The numbers of a statement that are of one kind and unit with one of them."""
    quantities = labels.numbers.quantities
    wanted = quantities[index].kind, quantities[index].unit
    return (i for i in labels.quantities_of(number) if (quantities[i].kind, quantities[i].unit) == wanted)


def _binds(labels: LabelIndex, index: int, names: Sequence[str]) -> bool:
    """Whether all words of the names are bound to a number, or are its unit: "$0.31 per share"."""
    terms = labels.frame(index).terms
    unit = _terms(labels, (labels.numbers.quantities[index].unit.rpartition("/")[2],))
    return all(terms.get(term, 0.0) >= _NEAR for term in _terms(labels, names) - unit)


def _is_timely(labels: LabelIndex, number: int, index: int, said: _Said) -> bool:
    """Whether a number is of the record's time, by the words before its list, its own, or its heading.

    Where none of them says when, it is of the quarter that the filing reports on.
    """
    told: Sequence[When] = times_said(labels, _lead_of(labels, number))
    told = told or [when for when, _ in labels.frame(index).times]
    told = told or times_said(labels, labels.statements[number].heading)
    if told:
        return said.allows(told)
    current = labels.times.current()
    return current is not None and all(
        when.end == current.end and round(when.months or _QUARTER) == _QUARTER for when in said.times
    )


def _lead_of(labels: LabelIndex, number: int) -> str:
    """The words that lead up to the list that a statement is an item of; empty for any other."""
    if not _is_item(labels, number):
        return ""
    while number > 0 and _is_item(labels, number):
        number -= 1
    lead = labels.statements[number].span.of(labels.text)
    return lead if lead.rstrip().endswith(":") else ""


def _is_item(labels: LabelIndex, number: int) -> bool:
    block = labels.document.block_at(labels.statements[number].span.start)
    return block is not None and block.kind is BlockKind.ITEM


def _terms(labels: LabelIndex, texts: Iterable[str]) -> set[str]:
    """The words of some labels, without those that only say which way something went."""
    return {term for text in texts for term in labels.terms_of(text) if term[0] != "@"} - _ANY


__all__ = ["is_of_its_place"]
