"""The prominent numbers of a source that a briefing leaves out."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from summarizer.document import BlockKind
from summarizer.findings import Omission
from summarizer.numbers.labels import text_of
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.verify.agreement import agree
from summarizer.verify.candidates import SourceIndex

_LEAD_STATEMENTS = 8  # of running text, after the title
_MOST = 8
_SNIPPET = 140
_PROMINENT = ("primary endpoint", "primary objective", "record ", "headline")
_KINDS = (Kind.PERCENT, Kind.MONEY, Kind.DURATION, Kind.MULTIPLE, Kind.POINTS)


def omissions(source: SourceIndex, mentioned: Iterable[Quantity]) -> tuple[Omission, ...]:
    """What the title, the lead and the headline results state and `mentioned` never does.

    Numbers that stand several times are told once; boilerplate is left out.
    """
    said = list(mentioned)
    found: list[Omission] = []
    told: list[Quantity] = []
    for quantity, statement in prominent(source):
        if any(agree(other, quantity) or agree(quantity, other) for other in (*said, *told)):
            continue
        told.append(quantity)
        snippet = text_of(source.document.text, source.labels.statements[statement].span)
        if len(snippet) > _SNIPPET:
            snippet = snippet[: _SNIPPET - 1].rsplit(" ", 1)[0] + "…"
        found.append(Omission(quantity.span, quantity.text, f"prominent in the source: “{snippet}”."))
        if len(found) == _MOST:
            break
    return tuple(found)


@lru_cache(maxsize=8)
def prominent(source: SourceIndex) -> tuple[tuple[Quantity, int], ...]:
    """The prominent numbers of a source with their statements; the same for every draft."""
    return tuple(_prominent(source))


def _prominent(source: SourceIndex) -> Iterator[tuple[Quantity, int]]:
    document, labels = source.document, source.labels
    prose = 0
    boilerplate = [section.span for section in document.sections if section.boilerplate]
    for number, statement in enumerate(labels.statements):
        start = statement.span.start
        if statement.table is not None or any(start in span for span in boilerplate):
            continue
        block = document.block_at(start)
        is_heading = block is not None and block.kind is BlockKind.HEADING
        text = document.text[start : statement.span.end].lower()
        prose += not is_heading
        if not is_heading and prose > _LEAD_STATEMENTS and not any(mark in text for mark in _PROMINENT):
            continue
        for index in labels.quantities_of(number):
            quantity = source.numbers.quantities[index]
            if quantity.kind in _KINDS and quantity.role in (Role.PLAIN, Role.PART, Role.P_VALUE):
                yield quantity, number
