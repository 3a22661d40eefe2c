"""A grid of cells to a table's labels: which rows are headers, and which path names each row and column.

Every reader of tables (drawn in spaces, in pipes, in HTML) ends here: it says where each cell stands
and how many columns it spans; what labels what is decided once, by the same rules for all.
"""

import itertools
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from summarizer.document import Cell, Span
from summarizer.ingest.cell_text import (
    has_year,
    is_note_alone,
    is_period,
    is_value,
    names_period,
    one_line,
)

_TOTAL = re.compile(r"(?:sub-?)?totals?\b|net\b|balance\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_LABEL_TAIL = " :.…"  # colons, and dots that lead to the figures
_RANGE = re.compile(r"\d+\s?(?:[-–—]|to)\s?\d+\Z|[<>≤≥]\s?\d+\Z|\d+\+\Z")
_FOOTNOTED_YEAR = re.compile(r"(?:19|20)\d\d\d\Z")
_CENTRED = 4  # of indent, from which a label in capitals is centred over the rows it names
_OUTERMOST = -1
_SHORT_HEADER = 3  # words
_MAX_SPREAD_HEADERS = 7  # in one row, whose reach is worked out


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell that holds text, as a reader of tables hands it over.

    Attributes:
        span: Where its text stands.
        text: Its text on one line.
        row: Counted from 0.
        first: The first logical column that it covers, counted from 0; 0 holds the rows' labels.
        last: The last one, itself included.
        indent: How far a row's label is indented, in any unit that the whole table shares.
        header: Whether markup says that it is a header.
    """

    span: Span
    text: str
    row: int
    first: int
    last: int
    indent: int = 0
    header: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled table.

    Attributes:
        cells: In reading order, with their header paths.
        notes: What stands in its header rows and labels the whole table: titles, unit notes.
        paths: The header path of every column, that of the labels first; empty without headers.
    """

    cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    paths: tuple[tuple[str, ...], ...]


def label_cells(
    cells: Sequence[GridCell],
    *,
    spread: bool = False,
    header_rows: int | None = None,
    paths: Sequence[tuple[str, ...]] = (),
) -> Labelled:
    """Give every cell of a table the paths of headers that name its row and its column.

    Args:
        cells: In reading order.
        spread: Whether a header that spans columns stands in one of them with its neighbours empty, so
            that its reach has to be worked out.
        header_rows: How many leading rows are column headers, where that is known.
        paths: The header paths of the table that this one goes on with, for want of headers of its own.
    """
    rows = [tuple(row) for _, row in itertools.groupby(cells, key=lambda cell: cell.row)]
    columns = max((cell.last for cell in cells), default=0) + 1
    margin = min((cell.indent for cell in cells if cell.first == 0), default=0)
    labeller = _Labeller(columns, spread=spread, margin=margin, paths=list(paths))
    start = 0
    while start < len(rows):
        end = _header_end(rows, start, header_rows)
        if start and end == start:
            end += 1  # a time alone
        if end > start:
            labeller.head(rows[start:end])
        body = end
        while body < len(rows) and (body == end or not _starts_header(rows, body, columns, labeller.paths)):
            labeller.body(rows[body])
            body += 1
        start, header_rows = body, None
    return Labelled(tuple(labeller.cells), tuple(labeller.notes), tuple(labeller.paths))


def _header_end(rows: Sequence[tuple[GridCell, ...]], start: int, header_rows: int | None) -> int:
    """The row after the header rows that begin at `start`."""
    if header_rows is not None:
        by_number = [row for row in rows if row[0].row < header_rows]
        return len(by_number)
    end = start
    dated = False  # whether a row of years or dates has been seen: a second one is a body row
    while end < len(rows):
        row = rows[end]
        figures = any(is_value(cell.text) and not cell.header for cell in row if cell.first)
        if figures and not _are_years(row) and not _are_classes(row):
            break
        periods = row[0].first == 0 and len(row) > 1 and all(is_period(cell.text) for cell in row[1:])
        if periods and dated:
            break
        dated = dated or any(is_period(cell.text) for cell in row if cell.first)
        end += 1
    if end == len(rows):  # no figures at all: a table of words, its first row the header
        return min(start + 1, end)
    # Rows of a label alone that stand right over the body open its first section.
    while end > start and _labels_only(rows[end - 1]) and not is_note_alone(rows[end - 1][0].text):
        end -= 1
    return end if not all(map(_labels_only, rows[start:end])) else start


def _are_years(row: Sequence[GridCell]) -> bool:
    """Whether a row holds years alone, some with the mark of a footnote run into them: "20181"."""
    years = sum(is_period(cell.text) for cell in row)
    return 2 * years > len(row) and all(
        is_period(cell.text) or _FOOTNOTED_YEAR.match(cell.text) for cell in row if cell.first
    )


def _are_classes(row: Sequence[GridCell]) -> bool:
    """Whether a row names classes of figures, ranges with words beside them: "1–90", ">360", "Total"."""
    heads = [cell.text for cell in row if cell.first]
    ranges = sum(_RANGE.match(head) is not None for head in heads)
    return (
        ranges > 1
        and ranges < len(heads)
        and not any(is_value(head) and not _RANGE.match(head) for head in heads)
    )


def _labels_only(row: Sequence[GridCell]) -> bool:
    return all(cell.first == 0 for cell in row)


def _starts_header(
    rows: Sequence[tuple[GridCell, ...]], index: int, columns: int, paths: Sequence[tuple[str, ...]]
) -> bool:
    """Whether a second set of column headers starts here, within the body.

    Args:
        rows: Of the table.
        index: Of the row.
        columns: Of the table.
        paths: The header path of every column so far.
    """
    row = rows[index]
    heads = [cell for cell in row if cell.first]
    if any(is_value(cell.text) for cell in heads):
        return False
    if not heads:  # a time alone, where one stood at the top or over headers that are said again
        again = index + 1 < len(rows) and _repeats(rows[index + 1], paths)
        return _is_dated(row[0].text) and (again or any(map(_is_dated, paths[0] if paths else ())))
    if _repeats(row, paths):
        return True
    if row[0].first == 0 and not all(is_period(cell.text) for cell in row[1:]):
        return False
    if row[0].first and len(heads) == 1 and _is_dated(heads[0].text):
        return True  # "Year Ended December 31, 2018" over what stood under "Year Ended December 31, 2019"
    below = rows[index + 1] if index + 1 < len(rows) else ()
    periods = sum(
        is_period(cell.text) for cell in itertools.chain(heads, below if below and below[0].first else ())
    )
    return periods >= max(1, (columns - 1) // 2) and all(_reads_as_header(cell.text) for cell in heads)


def _repeats(row: Sequence[GridCell], paths: Sequence[tuple[str, ...]]) -> bool:
    """Whether a row says again what stands right over the columns."""
    heads = [cell for cell in row if cell.first]
    return len(heads) > 1 and all(
        cell.first < len(paths) and paths[cell.first][-1:] == (one_line(cell.text),) for cell in heads
    )


def _is_dated(text: str) -> bool:
    """Whether a header says of which time the figures under it are, and nothing else."""
    return is_period(text) or (names_period(text) and has_year(text))


def _reads_as_header(text: str) -> bool:
    return is_period(text) or names_period(text) or len(text.split()) <= _SHORT_HEADER


@dataclass(slots=True)
class _Section:
    """A label that names the rows below it."""

    label: str
    indent: int
    deeper: bool = False  # whether a row under it was indented deeper


@dataclass(slots=True)
class _Labeller:
    """Labels rows from the top down."""

    columns: int
    spread: bool
    margin: int  # the least indent of the labels
    cells: list[Cell] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    dated: tuple[str, ...] = ()  # the path of the last row that told in its second cell when it is of
    sections: list[_Section] = field(default_factory=list)

    def head(self, rows: Sequence[tuple[GridCell, ...]]) -> None:
        """Take header rows: the path of every column, and what labels the whole table."""
        self.sections.clear()
        before = self.paths
        stubs: list[str] = []
        levels: list[tuple[GridCell, ...]] = []
        for row in rows:
            self.cells.extend(Cell(cell.span, cell.row, cell.first, is_header=True) for cell in row)
            level: list[GridCell] = []
            for cell in row:
                if is_note_alone(cell.text) and _covers_all(cell, row):
                    self.notes.append(cell.text)
                elif self.notes and _is_open(self.notes[-1]) and cell.text.endswith(")"):
                    self.notes[-1] += f" {cell.text}"  # a note that takes two lines
                elif cell.first:
                    level.append(cell)
                elif is_period(cell.text) or names_period(cell.text):
                    stubs.append(_label(cell.text))
                else:
                    self.notes.append(cell.text)
            if level:
                levels.append(tuple(level))
        if before and levels and len(levels[0]) == 1 and _is_dated(levels[0][0].text):
            levels[0] = (replace(levels[0][0], first=1, last=self.columns - 1),)
        elif self.spread:
            levels = [self._spread(level, levels[index + 1 :]) for index, level in enumerate(levels)]
        self.paths = [tuple(stubs) + _column_path(levels, column) for column in range(self.columns)]
        if before and all(_is_dated(cell.text) for level in levels for cell in level):
            # Only the time is another one: what else the columns were named they still are.
            self.paths = [
                (*path, *(header for header in old if not _is_dated(header)))
                for path, old in zip(self.paths, before, strict=True)
            ]

    def _spread(
        self, level: tuple[GridCell, ...], below: Sequence[tuple[GridCell, ...]]
    ) -> tuple[GridCell, ...]:
        """Let the headers of a row that leaves columns empty reach over the columns they are centred on."""
        if len(level) >= self.columns - 1:
            return level
        under = max(below, key=len, default=())
        dated = any(is_period(cell.text) and has_year(cell.text) for cell in level)
        if dated and len(under) < 2 * len(level):
            return level
        periods = {cell.first for cell in under if is_period(cell.text)}
        ranges = _centred(level, self.columns - 1, periods) or [
            _over_periods(cell, level, periods) for cell in level
        ]
        return tuple(
            replace(cell, first=first, last=last) for cell, (first, last) in zip(level, ranges, strict=True)
        )

    def body(self, row: tuple[GridCell, ...]) -> None:
        """Take a row of figures, or the label of the rows that follow."""
        stub = [cell for cell in row if cell.first == 0]
        label = _label(" ".join(cell.text for cell in stub))
        figures = [cell for cell in row if cell.first]
        if not stub and _is_name(figures):
            stub, figures = figures[:1], figures[1:]  # a table that is moved in by an empty column
            label = _label(stub[0].text)
        indent = stub[0].indent if stub else 0
        if not figures or (
            not stub and not any(is_value(cell.text) or is_period(cell.text) for cell in figures)
        ):
            self._open_section(row, label or _label(" ".join(cell.text for cell in figures)), indent)
            return
        dated = (
            figures[0].first == 1 and is_period(figures[0].text) and any(is_value(c.text) for c in figures)
        )
        if stub:
            path = self._path(label, indent)
            self.dated = path if dated else ()
        else:
            path = self.dated if dated else tuple(section.label for section in self.sections)
        self.cells.extend(Cell(cell.span, cell.row, 0, row_header=path, is_header=True) for cell in stub)
        if dated:
            path = (one_line(figures[0].text), *path)
        for cell in figures:
            column = self.paths[cell.first] if cell.first < len(self.paths) else ()
            self.cells.append(Cell(cell.span, cell.row, cell.first, path, column))

    def _open_section(self, row: tuple[GridCell, ...], label: str, indent: int) -> None:
        if label.isupper() and indent >= self.margin + _CENTRED:
            indent = _OUTERMOST
        while self.sections and self.sections[-1].indent >= indent:
            self.sections.pop()
        path = (*(section.label for section in self.sections), label)
        self.cells.extend(Cell(cell.span, cell.row, cell.first, path, is_header=True) for cell in row)
        if is_note_alone(label):
            self.notes.append(label)
        else:
            self.sections.append(_Section(label, indent))

    def _path(self, label: str, indent: int) -> tuple[str, ...]:
        """The path of a row's label, which closes the sections that it stands outside of."""
        while self.sections and (
            self.sections[-1].indent > indent
            or (self.sections[-1].indent == indent and self.sections[-1].deeper)
        ):
            self.sections.pop()
        for section in self.sections:
            section.deeper = section.deeper or indent > section.indent
        if _TOTAL.match(label):
            self._close_totalled(label)
            path = (*(section.label for section in self.sections), label)
            if self.sections and label.casefold().startswith(("total", "subtotal", "sub-total")):
                self.sections.pop()
            return path
        return (*(section.label for section in self.sections), label)

    def _close_totalled(self, label: str) -> None:
        """Close the sections within the one that a total's words name."""
        words = set(_WORD.findall(label.casefold()))
        for depth in range(len(self.sections), 0, -1):
            if words & set(_WORD.findall(self.sections[depth - 1].label.casefold())):
                del self.sections[depth:]
                return


def _is_name(cells: Sequence[GridCell]) -> bool:
    """Whether the first of some cells names the values behind it."""
    if len(cells) < 2 or is_value(cells[0].text) or is_period(cells[0].text):
        return False
    return any(letter.isalpha() for letter in cells[0].text) and any(
        is_value(cell.text) for cell in cells[1:]
    )


def _covers_all(cell: GridCell, row: Sequence[GridCell]) -> bool:
    """Whether a unit note of a header row speaks of all columns: it is alone among them."""
    return cell.first == 0 or sum(other.first > 0 for other in row) == 1


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _label(text: str) -> str:
    line = one_line(text)
    return line.rstrip(_LABEL_TAIL) or line


def _column_path(levels: Iterable[Sequence[GridCell]], column: int) -> tuple[str, ...]:
    """The headers over a column, outermost first; lines of one header over the same columns are one."""
    path: list[str] = []
    reach: tuple[int, int] | None = None
    for level in levels:
        for cell in level:
            if not cell.first <= column <= cell.last or (column == 0):
                continue
            if path and reach == (cell.first, cell.last):
                path[-1] = f"{path[-1]} {one_line(cell.text)}"
            elif not path or path[-1] != one_line(cell.text):
                path.append(one_line(cell.text))
            reach = (cell.first, cell.last)
    return tuple(path)


def _centred(
    level: Sequence[GridCell], columns: int, periods: Collection[int]
) -> list[tuple[int, int]] | None:
    """Ranges of columns (1 to `columns`, side by side) in whose midst each header stands; None for none.

    Of several ways to divide the columns, the likeliest has headers of like reach, in the very middle of
    it, and divides where columns of periods end.
    """
    if len(level) > _MAX_SPREAD_HEADERS:
        return None
    partial: list[list[tuple[int, int]]] = [[]]
    for cell in level:
        longer: list[list[tuple[int, int]]] = []
        for ranges in partial:
            start = ranges[-1][1] + 1 if ranges else 1
            # A range of even length has its header left of its middle; right of it only what surely spans.
            spans = names_period(cell.text) and (not periods or start in periods)
            middle = 2 * cell.first - start
            ends = [middle, middle + 1, *([middle - 1] if spans else [])]
            longer.extend([*ranges, (start, end)] for end in ends if start <= cell.first <= end <= columns)
        partial = longer
    places = [cell.first for cell in level]
    whole = [ranges for ranges in partial if ranges[-1][1] == columns]
    return min(whole, key=lambda ranges: _unlikeliness(places, ranges, periods), default=None)


def _unlikeliness(
    places: Sequence[int], ranges: Sequence[tuple[int, int]], periods: Collection[int]
) -> float:
    sizes = [last - first for first, last in ranges]
    misses = sum(
        0.5 * (first + last > 2 * place) + 0.6 * (first + last < 2 * place)
        for place, (first, last) in zip(places, ranges, strict=True)
    )
    apt = sum((last in periods) != (last + 1 in periods) for _, last in ranges[:-1])
    return misses + 0.75 * (max(sizes) - min(sizes)) - 0.6 * apt


def _over_periods(cell: GridCell, level: Sequence[GridCell], periods: Collection[int]) -> tuple[int, int]:
    """The columns of years or dates around a header that names a period; else its own column."""
    first = last = cell.first
    if names_period(cell.text) and cell.first in periods:
        others = {other.first for other in level} - {cell.first}
        while first - 1 in periods and first - 1 not in others:
            first -= 1
        while last + 1 in periods and last + 1 not in others:
            last += 1
    return first, last
