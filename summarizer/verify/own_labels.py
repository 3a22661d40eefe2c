"""Whether a record names the very cell of a table, or the sentence, that one of its figures stands in."""

import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.document import BlockKind, Cell, Span, Table
from summarizer.numbers.labels import LabelIndex, text_of
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.numbers.timing import When, relation
from summarizer.verify.leaves import FIELD, Leaf
from summarizer.verify.wording import Wording

_END = re.compile(r"\bend\b")
_ENDED = re.compile(r"\bend(?:ed|ing|s)?\b:?\s*\Z", re.IGNORECASE)
_CHANGE = "change"
"""The field for how much another figure went up or down."""
_ANY = frozenset(("total",))  # of what a total is, its other words say
_NEAR = 0.3  # how firmly a word of its own sentence is bound to a change; headings are bound less


def is_of_its_place(leaf: Leaf, home: Span, wording: Wording) -> bool:
    """Whether a figure's labels are those of the table cell or the sentence that it was taken from.

    Then no other number can fit them better.

    Args:
        leaf: The figure and its labels.
        home: Where it stands in the source.
        wording: What the labels say in the source's words.
    """
    source = wording.source
    filer = (source.document.company, source.document.ticker)
    beside = [name for name in leaf.names if name not in filer]
    times = [when for name in beside for when in wording.of(name).times]
    # "Net sales, three months ended June 28, 2025" names both.
    pieces = [p for name in beside for p in (name.split(", ") if wording.of(name).times else (name,))]
    names = [piece for piece in pieces if not wording.of(piece).times and not piece.isdigit()]
    if not times:
        times = [when for label in leaf.labels for when in wording.of(label.text).times]
    own = [label.text for label in leaf.labels if label.weight == FIELD]
    context = (*own, leaf.description)
    labels = source.labels
    return (
        _names_its_cell(labels, home, names, context, times)
        or _opens_its_statement(labels, home, names, context, times)
        or _tells_it_first(labels, home, names, times)
        or (_CHANGE in " ".join(own) and _tells_its_change(labels, home, names, times))
        or any(_dates_an_end(labels, home, field) for field in own)
    )


def _names_its_cell(
    labels: LabelIndex, home: Span, names: Sequence[str], context: Iterable[str], times: Sequence[When]
) -> bool:
    """Whether the labels of a figure are those of its cell: then no other row can fit them better.

    Every word of the row's headers is in the labels, every word of the names in the headers, caption or
    heading, and the column is of a time that the labels allow. "Net income" so names the row of that label
    and not "Adjusted net income"; "income" of "Ferries" names the row "Ferries" under "Operating income".

    Args:
        labels: The source's labels.
        home: Where the figure stands in the source.
        names: What the record calls the figure: its siblings, without those that say when.
        context: Other words that say what its field holds.
        times: When the record says that it is of.
    """
    statement = labels.statements[labels.statement_at(home.start)]
    cell = statement.cell_at(home.start) if statement.table is not None else None
    if statement.table is None or cell is None or cell.column == 0 or not names:
        return False
    path = cell.row_header or (text_of(labels.text, statement.cells[0].span),)
    row = _terms(labels, path if _is_shared(statement.table, path) else path[-1:])
    if not row or not row <= _terms(labels, (*names, *context)):
        return False
    around = (
        row
        | _terms(labels, path)
        | _terms(labels, (*cell.column_header, statement.table.caption, statement.heading))
    )
    return _terms(labels, names) <= around and _at_that_time(labels, cell, times)


def _is_shared(table: Table, path: tuple[str, ...]) -> bool:
    """Whether another row of the table has the same label under another heading."""
    return any(other.row_header[-1:] == path[-1:] and other.row_header != path for other in table.cells)


def _tells_its_change(labels: LabelIndex, home: Span, names: Sequence[str], times: Sequence[When]) -> bool:
    """The same for a change that a sentence tells: all words of its names are bound to it.

    What stands in a table under the same words is the figure itself, as "gross margin" of 37.6%, and no
    rival of "gross profit increased 18.0%".
    """
    number = labels.statement_at(home.start)
    if labels.statements[number].table is not None or not names:
        return False
    for index in labels.quantities_of(number):
        if home.start <= labels.numbers.quantities[index].span.start < home.end:
            frame = labels.frame(index)
            told = [when for when, _ in frame.times]
            timely = not told or all(any(relation(one, two) >= 0 for one in told) for two in times)
            near = {term for term, strength in frame.terms.items() if strength >= _NEAR}
            return frame.direction != 0 and _terms(labels, names) <= near and timely
    return False


def _tells_it_first(labels: LabelIndex, home: Span, names: Sequence[str], times: Sequence[When]) -> bool:
    """The same for the first number of its kind in a sentence, if all words of its names are bound to it.

    "We repurchased 67 million and 63 million shares" tells the 67 million of "shares repurchased".
    """
    number = labels.statement_at(home.start)
    if labels.statements[number].table is not None or not names:
        return False
    indices = labels.quantities_of(number)
    kind = _kind_at(labels, indices, home)
    index = next((i for i in indices if labels.numbers.quantities[i].kind is kind), None)
    if index is None or labels.numbers.quantities[index].span.start not in home:
        return False
    frame = labels.frame(index)
    told = [when for when, _ in frame.times]
    near = {term for term, strength in frame.terms.items() if strength >= _NEAR}
    if frame.compares or not _terms(labels, names) <= near:
        return False
    return not times or (bool(told) and all(any(relation(one, two) >= 0 for one in told) for two in times))


def _dates_an_end(labels: LabelIndex, home: Span, field: str) -> bool:
    """Whether a field for the end of a period holds a day the text calls so: "year ended May 3, 2025"."""
    start = labels.statements[labels.statement_at(home.start)].span.start
    return _END.search(field) is not None and _ENDED.search(labels.text, start, home.start) is not None


def _opens_its_statement(
    labels: LabelIndex, home: Span, names: Sequence[str], context: Iterable[str], times: Sequence[When]
) -> bool:
    """The same for the first number of a sentence or a list's item that opens with its name and nothing else.

    "Gross margin was 50.0%, compared with 48.7%", "Revenue of $850 million" under "For the full year 2025, we
    expect:". Its own words, those before the list or the heading say when, and it's a time that the labels
    allow. In an item of such a list the numbers after the first are told of the same name.
    """
    number = labels.statement_at(home.start)
    statement = labels.statements[number]
    indices = labels.quantities_of(number)
    if statement.table is not None or not indices or not names:
        return False
    first = labels.numbers.quantities[indices[0]]
    said = _terms(labels, (labels.text[statement.span.start : first.span.start],))
    first = next((q for q in _numbers(labels, indices) if q.kind is _kind_at(labels, indices, home)), first)
    if not said or not said <= _terms(labels, (*names, *context)) or not _terms(labels, names) <= said:
        return False
    lead = _lead_of(labels, number)
    if not lead and first.span.start not in home:
        return False
    told = [when for when, _ in labels.frame(indices[0]).times]
    told = told or list(labels.times_of(lead or statement.heading))
    return bool(told) and all(any(relation(one, two) >= 0 for one in told) for two in times)


def _numbers(labels: LabelIndex, indices: range) -> Iterator[Quantity]:
    return (labels.numbers.quantities[index] for index in indices)


def _kind_at(labels: LabelIndex, indices: range, home: Span) -> Kind | None:
    return next((q.kind for q in _numbers(labels, indices) if q.span.start in home), None)


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
    return {term for text in texts for term in labels.terms_of(text) if term[0] != "@"} - _ANY


def _at_that_time(labels: LabelIndex, cell: Cell, times: Sequence[When]) -> bool:
    """Whether a column is told of a time that no time of the record excludes."""
    columns = labels.times_of_headers(cell.column_header)
    return not columns or all(any(relation(one, two) >= 0 for one in columns) for two in times)


__all__ = ["is_of_its_place"]
