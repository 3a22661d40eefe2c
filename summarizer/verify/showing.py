"""How a place of the source is shown in a message."""

from summarizer.document import Span
from summarizer.numbers.labels import text_of
from summarizer.numbers.quantity import Quantity, Role
from summarizer.verify.candidates import Candidate, SourceIndex

_SNIPPET = 120


def shown(quantity: Quantity) -> str:
    """A number of the source as printed, with what its table or its role makes of it."""
    text = text_of(quantity.text)
    if quantity.table_scale and quantity.value is not None:
        return f"{text} (= {quantity.value.normalize():,f})"
    return {Role.LOW: f"{text} as a lower bound", Role.HIGH: f"{text} as an upper bound"}.get(
        quantity.role, text
    )


def snippet(source: SourceIndex, candidate: Candidate) -> str:
    """The number's own surroundings on one line, cut at words."""
    statement = source.labels.statements[candidate.frame.statement]
    span = candidate.quantity.span
    if statement.table is not None:
        cell = statement.cell_at(span.start)
        if cell is not None:
            header = " › ".join((*cell.row_header, *cell.column_header))
            return f"{header}: {text_of(source.document.text, cell.span)}"
    start, end = statement.span.start, statement.span.end
    if end - start > _SNIPPET:
        start = max(start, min(span.start - _SNIPPET // 2, end - _SNIPPET))
        end = min(end, max(span.end + _SNIPPET // 3, start + _SNIPPET))
    text = source.document.text
    while start > statement.span.start and text[start - 1].isalnum():
        start -= 1
    while end < statement.span.end and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    cut = text_of(text, Span(start, end))
    return f"{'…' if start > statement.span.start else ''}{cut}{'…' if end < statement.span.end else ''}"
