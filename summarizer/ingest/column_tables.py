"""Tables that are drawn in spaces: columns are where the figures of several lines stand above each other."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.document import Span
from summarizer.ingest.cell_text import is_value, names_period, one_line
from summarizer.ingest.columns import (
    Extent,
    Part,
    Row,
    are_aligned,
    find_columns,
    is_rule,
    parse_row,
    place,
    reaches,
)
from summarizer.ingest.grid import GridCell
from summarizer.ingest.lines import Line

_MAY_HAVE_FIGURES = re.compile(r"(?:[ \u00a0]{2}|\t|\.[ \u00a0]?\.[ \u00a0]?\.)[^\n]*?[\d–—-]")
_COLUMN_TAG = re.compile(r"<(?:S|C|CAPTION)>", re.IGNORECASE)
_CONTINUES = re.compile(r"[a-z(0-9$&–—-]")
_UNFINISHED = re.compile(
    r"(?:[-–—,&]|\b(?:and|of|the|in|for|to|on|or|per|by|with|from|at|than|less))\Z", re.IGNORECASE
)
_HYPHENATED = re.compile(r"(?<=\w)-\n\s*(?=[a-z])")
_DAY = re.compile(r"\d{1,2},\Z")
_STOP = re.compile(r"[.!?]\Z")

_MAX_COLUMNS = 40
_MAX_LINE = 1000  # columns; nobody draws wider tables
_MAX_BLANKS = 2  # between the rows of one table
_MAX_LABEL_LINES = 14  # without figures between two rows with figures
_MAX_HEADER_LINES = 12
_MAX_SECTION = 80  # characters of a label that reaches over the figures
_MIN_ROWS = 2
_SLACK = 2  # columns by which a label may reach under the first column of figures
_HEADER_SLACK = 12  # columns by which a header may stand out of its figures
_FAR_INDENT = 16


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """A table drawn in spaces, before it is labelled.

    Attributes:
        first: Index of its first line.
        last: Index of its last line.
        cells: In reading order.
        header_rows: How many of its rows are headers.
        columns: Where its columns of figures stand.
    """

    first: int
    last: int
    cells: tuple[GridCell, ...]
    header_rows: int
    columns: tuple[Extent, ...]


def find_column_tables(
    text: str,
    lines: Sequence[Line],
    furniture: Collection[int],
    taken: Collection[int],
    bodies: Collection[int] = (),
) -> Iterator[ColumnTable]:
    """All tables of `text` that are drawn in spaces, in order.

    Args:
        text: The normalised text.
        lines: Its lines.
        furniture: Indices of the lines that belong to no text; the rules among them still shape tables.
        taken: Indices of the lines of tables that were found by other means.
        bodies: Indices of the lines at which the source's own marks start the rows of a table, so that
            a single row of figures makes one.
    """
    finder = _Finder(text, lines, furniture, taken, bodies)
    number = 0
    while number < len(lines):
        row = finder.figures_at(number)
        if row is None:
            number += 1
            continue
        body = finder.body(row)
        table = finder.table(body)
        if table is not None:
            yield table
        number = body[-1].number + 1


class _Finder:
    """Finds tables from the top down."""

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        furniture: Collection[int],
        taken: Collection[int],
        bodies: Collection[int],
    ) -> None:
        self._text = text
        self._lines = lines
        self._furniture = furniture
        self._taken = taken
        self._bodies = bodies
        self._done = -1  # the last line of the table before

    def figures_at(self, number: int) -> Row | None:
        """The line as a row of figures; None where it is none."""
        line = self._lines[number]
        if not line.text or len(line.text) > _MAX_LINE or number in self._furniture or number in self._taken:
            return None
        if line.indent < _FAR_INDENT and not _MAY_HAVE_FIGURES.search(line.text):
            return None
        row = parse_row(line, number)
        return row if 0 < row.figures <= _MAX_COLUMNS else None

    def body(self, first: Row) -> list[Row]:
        """The rows of a table from its first row of figures to its last."""
        rows = [first]
        waiting: list[Row] = []  # rows without figures, which belong to the table if figures follow
        blanks = labels = 0
        left = first.values[0].left
        for number in range(first.number + 1, len(self._lines)):
            line = self._lines[number]
            if not line.text:
                blanks += 1
                if blanks > _MAX_BLANKS:
                    break
                continue
            if line.starts_page or number in self._taken or len(line.text) > _MAX_LINE:
                break
            row = self.figures_at(number)
            if row is not None:
                rows += [*waiting, row]
                waiting, labels = [], 0
                left = min(left, row.values[0].left)
            elif is_rule(line):
                waiting.append(parse_row(line, number))
            elif number in self._furniture or labels == _MAX_LABEL_LINES or not _is_label(line, left):
                break
            else:
                waiting.append(parse_row(line, number))
                labels += 1
            blanks = 0
        rows += [row for row in waiting[:1] if self._is_tail(rows[-1], row)]
        return rows

    def _is_tail(self, above: Row, row: Row) -> bool:
        """Whether a row without figures ends the label of the row above."""
        if row.rule or above.rule or not above.labels or row.number != above.number + 1:
            return False
        return row.parts[0].text[0].islower() and row.parts[0].left >= above.labels[0].left

    def table(self, body: Sequence[Row]) -> ColumnTable | None:
        """The table whose body this is, with the headers above it; None where it is no table."""
        figured = [row for row in body if row.figures]
        if len(figured) < _MIN_ROWS:
            if body[0].number not in self._bodies or len(body) > 1 or not body[0].figures:
                return None
            if all(is_value(part.text) for part in body[0].parts):  # votes: no label, only figures
                body = figured = [replace(body[0], figures=len(body[0].parts))]
            columns = find_columns(figured)
        else:
            columns = find_columns(figured)
            if not are_aligned(figured, columns):
                return None
        margin = min((row.labels[0].left for row in body if row.labels), default=0)
        head, sections = self._head(body[0], columns, margin)
        cells = [*self._header_cells(head, columns, margin)]
        header_rows = sum(not row.rule for row in head)
        cells.extend(self._body_cells([*sections, *body], columns, header_rows))
        rows = [row for row in (*head, *sections, *body) if not row.rule]
        self._done = rows[-1].number
        return ColumnTable(rows[0].number, rows[-1].number, tuple(cells), header_rows, tuple(columns))

    def _head(self, first: Row, columns: Sequence[Extent], margin: int) -> tuple[list[Row], list[Row]]:
        """The header lines over a body, and the labels between them and its first row of figures."""
        found: list[Row] = []
        blanks = 0
        for number in range(first.number - 1, max(self._done, first.number - 3 * _MAX_HEADER_LINES), -1):
            line = self._lines[number]
            if not line.text:
                blanks += 1
                if blanks > _MAX_BLANKS:
                    break
                continue
            if _COLUMN_TAG.match(line.text):
                continue
            row = self._header_at(number, columns, margin, near=blanks == 0)
            if row is None or len(found) == 2 * _MAX_HEADER_LINES:
                break
            found.append(row)
            blanks = 0
        found.reverse()
        over = [
            index for index, row in enumerate(found) if not row.rule and row.parts[-1].right > columns[0].left
        ]
        if not over:
            # No headers: only what says of itself that it opens a section belongs to the table.
            start = len(found)
            while start and (found[start - 1].rule or found[start - 1].parts[-1].text.endswith(":")):
                start -= 1
            return [], found[start:]
        start = over[0]
        while start and not found[start - 1].rule and found[start - 1].number == found[start].number - 1:
            start -= 1  # the label column's own header, which may take more lines than the others
        end = over[-1] + 1
        while end < len(found) and found[end].rule:
            end += 1
        return found[start:end], found[end:]

    def _header_at(self, number: int, columns: Sequence[Extent], margin: int, *, near: bool) -> Row | None:
        """The line as a header over columns, a rule or a label; None where it is none of these."""
        line = self._lines[number]
        if number in self._taken or len(line.text) > _MAX_LINE:
            return None
        if is_rule(line):
            return parse_row(line, number)
        if number in self._furniture:
            return None
        row = parse_row(line, number)
        left, right = columns[0].left, columns[-1].right
        labels, heads = _divide(row, left, margin)
        if len(row.parts) == 1 and heads and heads[0].left <= margin + _SLACK < left - _SLACK:
            return None  # a title, set from the margin
        if not heads:
            return row if near and len(labels) == 1 and not _STOP.search(labels[0].text) else None
        fits = (
            heads[0].left >= left - _HEADER_SLACK
            and heads[-1].right <= right + _HEADER_SLACK
            and (not any(is_value(part.text) for part in heads) or all(map(_is_day, heads)))
            and not (len(heads) == 1 and _STOP.search(heads[0].text))
        )
        return row if fits else None

    def _header_cells(
        self, head: Sequence[Row], columns: Sequence[Extent], margin: int
    ) -> Iterator[GridCell]:
        """Cells of the header lines; lower headers say where columns stand better than figures do."""
        extents = list(columns)
        placed: list[list[GridCell]] = []
        number = sum(not row.rule for row in head)
        below: tuple[Part, ...] = ()
        for row in reversed(head):
            if row.rule:
                below = row.rules
                continue
            below = below or row.rules
            number -= 1
            labels, heads = _divide(row, columns[0].left, margin)
            cells = [_cell(part, number, 0, 0) for part in labels]
            if heads:
                found = reaches(heads, below, extents)
                for part, (first, last) in zip(heads, found, strict=True):
                    cells.append(_cell(part, number, first + 1, last + 1))
                    if first == last:
                        extents[first] = extents[first].grown(part.left, part.right)
            placed.append(cells)
            below = ()
        for cells in reversed(placed):
            yield from cells

    def _body_cells(self, rows: Sequence[Row], columns: Sequence[Extent], number: int) -> Iterator[GridCell]:
        """Cells of the body, labels that take several lines put together."""
        shown = [row for row in rows if not row.rule]
        started: Part | None = None  # a label whose figures stand on a later line
        for index, row in enumerate(shown):
            below = shown[index + 1] if index + 1 < len(shown) else None
            label = self._label(started, row)
            if not row.figures:
                if (
                    index
                    and started is None
                    and shown[index - 1].figures
                    and self._is_tail(shown[index - 1], row)
                ):
                    yield _cell(row.parts[0], number - 1, 0, 0, _indent(shown[index - 1]))
                elif below is not None and self._goes_on(row, below, columns[0].left):
                    started = label
                else:
                    if label is not None:
                        yield _cell(label, number, 0, 0, label.left)
                    number += 1
                    started = None
                continue
            if label is not None:
                yield _cell(label, number, 0, 0, label.left)
            for part in row.values:
                index_of = place(part, columns) + 1
                yield _cell(part, number, index_of, index_of)
            number += 1
            started = None

    def _label(self, started: Part | None, row: Row) -> Part | None:
        """The label of a row as one part, from where it started on."""
        if not row.labels:
            return started
        first, last = started or row.labels[0], row.labels[-1]
        text = one_line(_HYPHENATED.sub("-", self._text[first.start : last.end]))
        return replace(first, end=last.end, right=last.right, text=text)

    def _goes_on(self, row: Row, below: Row, left: int) -> bool:
        """Whether a label without figures goes on in the row below, and names no section."""
        label = row.parts[-1]
        if label.text.endswith(":") or below.number != row.number + 1:
            return False
        if not below.labels:
            return True
        if _CONTINUES.match(below.labels[0].text) or _UNFINISHED.search(label.text):
            return True
        wide = label.right > 0.75 * left
        return wide and below.labels[0].left > row.parts[0].left and not label.text.isupper()


def _is_label(line: Line, left: int) -> bool:
    """Whether a line without figures can be a label of the figures that begin at `left`."""
    if line.indent + len(line.text) <= left + _SLACK:
        return True
    opens = line.text.endswith(":") or line.text.isupper()
    return opens and len(line.text) <= _MAX_SECTION and "  " not in line.text and not names_period(line.text)


def _divide(row: Row, left: int, margin: int) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts of a header line over the labels, and those over the figures that begin at `left`."""
    count = 0
    for part in row.parts:
        beside = part.middle < left - _HEADER_SLACK / 2 or part.left <= margin + _SLACK
        if part.right > left + _SLACK or not beside:
            break
        count += 1
    return row.parts[:count], row.parts[count:]


def _is_day(part: Part) -> bool:
    """Whether a header is the day of a date that takes several lines: "June" / "30," / "2025"."""
    return _DAY.match(part.text) is not None


def _indent(row: Row) -> int:
    return row.labels[0].left if row.labels else 0


def _cell(part: Part, row: int, first: int, last: int, indent: int = 0) -> GridCell:
    return GridCell(Span(part.start, part.end), part.text, row, first, last, indent)
