"""The estimates in a table of results: endpoints down the side and arms across, or subgroups by endpoints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from summarizer.document import Cell, Span, Table
from summarizer.engines.extractive.clinical_words import ADVERSE
from summarizer.engines.extractive.endpoints import Endpoint, endpoint_in_label, ratio_in
from summarizer.engines.extractive.estimates import Estimate
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.numbers.reader import read

_INTERVAL = re.compile(r"\b(?:CI|confidence\s+interval|CrI)\b", re.IGNORECASE)
_P_VALUE = re.compile(r"\bp[ -]?values?\b|^\s*p\s*$", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:events?|number|censored|deaths|at\s+risk)\b|^\s*n\s*$|,\s*n\b", re.IGNORECASE)
_ARMS = re.compile(r"\b(?:arm|treatment|group|cohort|dose|regimen)\b", re.IGNORECASE)
_BOUNDS = 2
_SIZE = re.compile(r"\(?\s*\b[nN]\s*=\s*[\d,]+\s*\)?")


@dataclass(frozen=True, slots=True)
class _Label:
    """What a header of a row or a column says of its numbers."""

    endpoint: Endpoint | None
    ratio: str | None
    is_interval: bool
    is_p_value: bool

    @property
    def name(self) -> str:
        if self.endpoint is None:
            return self.ratio or ""
        return (
            f"{self.endpoint.name.removeprefix('median ')}, {self.ratio}"
            if self.ratio
            else self.endpoint.name
        )


def estimates_in_table(filing: Filing, table: Table) -> Iterator[Estimate]:
    """The estimates of a table whose rows or columns name endpoints; none of a table on safety."""
    first = " ".join(filing.line(cell.span) for cell in table.cells if cell.row == table.cells[0].row)
    if ADVERSE.search(f"{table.caption} {first}"):
        return
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if not cell.is_header and cell.row_header and cell.column_header:
            rows.setdefault(cell.row, []).append(cell)
    headers = {" ".join(cell.column_header) for cells in rows.values() for cell in cells}
    columns = {header: _label(filing, header) for header in headers}
    about = endpoint_in_label(filing, table.caption)
    if any(label.endpoint or label.ratio for label in columns.values()):
        is_of_arms = _ARMS.search(filing.line(table.cells[0].span)) is not None
        for cells in rows.values():
            yield from _across(filing, cells, columns, about, is_of_arms=is_of_arms)
    else:
        yield from _down(filing, rows, about)


def _label(filing: Filing, header: str) -> _Label:
    counted = _COUNTED.search(header) is not None and "rate" not in header.lower()
    return _Label(
        None if counted else endpoint_in_label(filing, header),
        ratio_in(header),
        _INTERVAL.search(header) is not None,
        _P_VALUE.search(header) is not None,
    )


def _across(
    filing: Filing,
    cells: list[Cell],
    columns: dict[str, _Label],
    about: Endpoint | None,
    *,
    is_of_arms: bool,
) -> Iterator[Estimate]:
    """One row of a table whose columns are endpoints, intervals and p-values."""
    last: Estimate | None = None
    who = " ".join(_SIZE.sub("", cells[0].row_header[-1]).split())
    for cell in cells:
        label = columns[" ".join(cell.column_header)]
        if label.ratio and label.endpoint is None and about is not None:
            label = replace(label, endpoint=about)
        if label.endpoint is not None:
            if last is not None:
                yield last
            last = _estimate(filing, cells, cell, label)
            if last is not None:
                last.arm, last.population = (who, None) if is_of_arms else (None, who)
        elif last is not None:
            _complete(filing, last, cell, label)
    if last is not None:
        yield last


def _down(filing: Filing, rows: dict[int, list[Cell]], about: Endpoint | None) -> Iterator[Estimate]:
    """A table whose rows are endpoints, intervals and p-values, and whose columns are arms."""
    open_row: dict[int, Estimate] = {}
    for cells in rows.values():
        label = _label(filing, " ".join(cells[0].row_header))
        own = _label(filing, cells[0].row_header[-1])
        continues = own.is_p_value or (own.is_interval and own.endpoint is None and own.ratio is None)
        if continues:
            for cell in cells:
                if cell.column in open_row:
                    _complete(filing, open_row[cell.column], cell, own)
            continue
        yield from open_row.values()
        open_row = {}
        if label.ratio and label.endpoint is None and about is not None:
            label = replace(label, endpoint=about)
        for cell in cells:
            estimate = _estimate(filing, cells, cell, label) if label.endpoint is not None else None
            arm = " ".join(_SIZE.sub("", cell.column_header[-1]).split())
            if estimate is not None and not any(q.kind is Kind.DATE for q in read(arm)):
                estimate.arm = arm if len(cells) > 1 and not label.ratio else None
                open_row[cell.column] = estimate
            if label.endpoint is not None:
                about = label.endpoint
    yield from open_row.values()


def _estimate(filing: Filing, row: list[Cell], cell: Cell, label: _Label) -> Estimate | None:
    """The estimate in a cell, with the interval that stands in the same cell."""
    assert label.endpoint is not None  # noqa: S101 - the callers looked
    numbers = filing.within(cell.span)
    plain = [q for q in numbers if q.role is Role.PLAIN and _fits(q, label)]
    best = next((q for q in plain if q.kind is not Kind.NUMBER), plain[0] if plain else None)
    if best is None:
        return None
    sentence = Sentence(Span(_row_start(filing, row), row[-1].span.end), is_heading=False, is_speech=False)
    value: object = (label.ratio or best.kind, best.value)
    estimate = Estimate(sentence, label.endpoint, label.name, best.span, value, is_contrast=bool(label.ratio))
    _complete(filing, estimate, cell, label)
    return estimate


def _fits(quantity: Quantity, label: _Label) -> bool:
    if label.ratio:
        return quantity.kind in (Kind.NUMBER, Kind.MULTIPLE)
    assert label.endpoint is not None  # noqa: S101 - the callers looked
    timed = label.endpoint.timed
    return quantity.kind in (
        (Kind.DURATION, Kind.NUMBER) if timed else (Kind.PERCENT, Kind.NUMBER, Kind.POINTS)
    )


def _complete(filing: Filing, estimate: Estimate, cell: Cell, label: _Label) -> None:
    """Adds the interval or the p-value that a cell holds."""
    numbers = filing.within(cell.span)
    if label.is_p_value and numbers and estimate.p_value is None:
        estimate.p_value = cell.span if len(numbers) == 1 else numbers[0].span
    elif estimate.interval is None:
        bounds = [q for q in numbers if q.role in (Role.LOW, Role.HIGH)]
        if (
            not bounds and label.is_interval
        ):  # "9.8 (8.1, 11.2)" under a header that says what the brackets hold
            bounds = [q for q in numbers if q.span != estimate.span]
        if len(bounds) == _BOUNDS and (bounds[0].value or 0) <= (bounds[1].value or 0):
            estimate.interval = Span(bounds[0].span.start, bounds[1].span.end)


def _row_start(filing: Filing, row: list[Cell]) -> int:
    """Where the row starts, its header included."""
    return filing.sentence_with(row[0].span.start).start
