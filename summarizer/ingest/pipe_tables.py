"""Tables whose cells are divided by pipes (Markdown, and rows printed as `a | b | c`) or by tabs."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from summarizer.document import Span
from summarizer.ingest.cell_text import is_value, one_line
from summarizer.ingest.grid import GridCell
from summarizer.ingest.lines import TAB_STOP, Line

_PIPE = re.compile(r"(?<!\\)\|")
_TAB = re.compile(r"\t")
_SEPARATOR_MARKS = "|:-=+ \t"
_MAX_COLUMNS = 200
_MIN_ROWS = 2
_MAX_BROKEN = 3  # lines that a row's last cell may go on over
_MAX_BROKEN_LENGTH = 60  # characters of such a line


@dataclass(frozen=True, slots=True)
class DividedTable:
    """A table divided by a character, before it is labelled.

    Attributes:
        first: Index of its first line.
        last: Index of its last line.
        cells: In reading order.
        header_rows: How many rows stand over a Markdown separator; None without one.
    """

    first: int
    last: int
    cells: tuple[GridCell, ...]
    header_rows: int | None


def find_divided_tables(
    text: str, lines: Sequence[Line], furniture: Collection[int]
) -> Iterator[DividedTable]:
    """All tables of `text` that are divided by pipes or tabs, in order."""
    number = 0
    while number < len(lines):
        line = lines[number]
        divider = _PIPE if "|" in line.text else _TAB if "\t" in line.text else None
        if divider is None or number in furniture:
            number += 1
            continue
        last = _stretch(lines, number, divider, furniture)
        table = _read(text, lines, number, last, divider)
        if table is not None:
            yield table
        number = last + 1


def _stretch(lines: Sequence[Line], first: int, divider: re.Pattern[str], furniture: Collection[int]) -> int:
    """The last of the lines from `first` on that are divided the same way."""
    last = first
    tabs = lines[first].text.count("\t")
    while last + 1 < len(lines):
        line = lines[last + 1]
        if divider is _TAB:
            if line.text.count("\t") != tabs:
                break
            last += 1
        elif "|" in line.text or _is_separator(line.text):
            last += 1
        else:
            row = _after_broken_cell(lines, last, furniture)
            if row is None:
                break
            last = row
    return last


def _is_separator(text: str) -> bool:
    """Whether a line only divides header rows from the rows below, as Markdown has it."""
    return "--" in text and not text.strip(_SEPARATOR_MARKS)


def _after_broken_cell(lines: Sequence[Line], last: int, furniture: Collection[int]) -> int | None:
    """The next row after a last cell that goes on over a few lines; None where the table has ended."""
    for number in range(last + 1, min(last + 2 + _MAX_BROKEN, len(lines))):
        text = lines[number].text
        if "|" in text:
            return number if text.count("|") == lines[last].text.count("|") else None
        if (
            not text
            or number in furniture
            or len(text) > _MAX_BROKEN_LENGTH
            or text.endswith((".", ":", ";"))
        ):
            return None
    return None


def _read(
    text: str, lines: Sequence[Line], first: int, last: int, divider: re.Pattern[str]
) -> DividedTable | None:
    rows: list[Line] = []
    for line in lines[first : last + 1]:
        if rows and not divider.search(line.text) and not _is_separator(line.text):
            rows[-1] = rows[-1]._replace(end=line.end, text=text[rows[-1].start : line.end])
        else:
            rows.append(line)
    if len(rows) < _MIN_ROWS:
        return None
    # Pipes at both ends are a frame only where every row has them; otherwise a row starts with an empty cell.
    framed_left = divider is _PIPE and all(line.text.startswith("|") for line in rows)
    framed_right = divider is _PIPE and all(line.text.endswith("|") for line in rows)
    cells: list[GridCell] = []
    header_rows: int | None = None
    row = 0
    for line in rows:
        if divider is _PIPE and _is_separator(line.text):
            header_rows = row if header_rows is None and row else header_rows
            continue
        edges = [line.start, *(line.start + match.start() for match in divider.finditer(line.text)), line.end]
        if len(edges) > _MAX_COLUMNS:
            return None
        edges = edges[1 if framed_left else 0 : len(edges) - 1 if framed_right else len(edges)]
        for column in range(len(edges) - 1):
            cell = _cell(text, (edges[column], edges[column + 1]), row, column, line.indent)
            if cell is not None:
                cells.append(cell)
        row += 1
    columns = max((cell.last for cell in cells), default=0)
    if row < _MIN_ROWS or not columns or (divider is _TAB and not _divides_by_tabs(rows, cells)):
        return None
    return DividedTable(first, last, tuple(cells), header_rows)


def _divides_by_tabs(rows: Sequence[Line], cells: Sequence[GridCell]) -> bool:
    """Whether tabs divide cells here, and do not just move figures to where they stand above each other."""
    stops = {len(f"{line.text.partition(chr(9))[0]}\t".expandtabs(TAB_STOP)) for line in rows}
    figures = sum(is_value(cell.text) for cell in cells if cell.first)
    return figures >= _MIN_ROWS and len(stops) > 1


def _cell(text: str, bounds: tuple[int, int], row: int, column: int, indent: int) -> GridCell | None:
    """The cell between two dividers; None where it is empty."""
    content = text[slice(*bounds)].lstrip("|\t")
    start = bounds[1] - len(content)
    visible = content.strip()
    if not visible:
        return None
    lead = len(content) - len(content.lstrip())
    span = Span(start + lead, start + lead + len(visible))
    return GridCell(span, one_line(visible), row, column, column, indent=indent + lead if column == 0 else 0)
