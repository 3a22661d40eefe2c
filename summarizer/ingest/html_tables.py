"""Tables as they are marked up: which hold data, which only place text, and what their columns are.

Filing programs put a dollar sign, a figure and its closing bracket into cells of their own, leave columns
empty for space, and let headers span all of these. A column is what figures stand in above each other.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from summarizer.errors import UnreadableSourceError
from summarizer.ingest.cell_text import is_period, is_value, one_line
from summarizer.ingest.flow import (
    OPENS,
    DataTable,
    Paragraph,
    Piece,
    PlacedCell,
    RawCell,
    RawTable,
    Run,
)
from summarizer.ingest.limits import Limits
from summarizer.ingest.styling import BOLD, RAISED, UNDERLINED

_PREFIX: Final = re.compile(r"(?:(?:US|C|A|NT|HK|R)?[$€£¥₹]|RMB|EUR|USD|CHF|\(|[$€£¥]\s?\(|\+)\Z")
_SUFFIX: Final = re.compile(r"(?:\)|%|\)\s?%|%\s?\)|pts?\.?|bps?|pp|x|\]|\)\s?x)\Z", re.IGNORECASE)
_DIGITS: Final = frozenset("0123456789")
_ENDS_AS_FIGURE: Final = re.compile(r"[\d—–-]\Z|\d\)\Z|\(\d[\d,.]*\Z|%\Z")
_WHOLE: Final = re.compile(r"(?:\A|[\s$(,])\d{1,3}\Z")
_DECIMALS: Final = re.compile(r"\.\d{1,4}\)?\s?%?[*†‡]*\Z")
_MARK: Final = re.compile(r"(?:\(\s?(?:\d{1,2}|[a-zA-Z]{1,2}|[ivx]{1,4}|\*+)\s?\)\s*|\*+|[†‡§¹²³⁴⁵⁶⁷⁸⁹]+)+\Z")
_MARKED_FIGURE: Final = re.compile(
    r"(?P<figure>[$€£¥]?\s?(?:\([$€£¥]?\s?[\d,.]+\)|[\d,.]*\d)\s?%?)\s*"
    r"(?P<mark>(?:\((?:\d{1,2}|[a-z])\)\s*|\*+|[†‡§¹²³⁴⁵⁶⁷⁸⁹]+)+)\Z"
)
_BULLET: Final = re.compile(
    r"(?:[•●▪■◦‣∙○►➢✓❖§·o*\uf0b7\uf0a7\uf0d8\x95–—-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})[.)]"
    r"|\d{1,3}\.\d{1,3}[a-z]?[*†‡+#]{0,3}|104|\[[ xX\u00a0]*\]|[☐☒☑ýþ¨x]|\*{1,3}|[†‡§]|\(?\*\)?"
    r"|(?:item|note|part|exhibit)\s+[\dIVX]{1,3}[\d.A-C]*[.:]?"
    r"|(?:item|note)\s*[\d.]+[A-C]?[.:]?)\Z",
    re.IGNORECASE,
)
_BOX: Final = re.compile(r"(?:\[[ xX\u00a0]*\]|[☐☒☑ýþ¨])\Z")
_COVER: Final = re.compile(
    r"jurisdiction|commission\s+file|employer\s+identification|zip\s+code|telephone\s+number|identification\s+no",
    re.IGNORECASE,
)
_CLASS_OF_STOCK: Final = re.compile(
    r"title\s+of\s+(?:each\s+)?class|(?:trading|ticker)\s+symbol", re.IGNORECASE
)
_SIGNED: Final = re.compile(r"/s/|\bby:", re.IGNORECASE)
_LABEL: Final = re.compile(r"[^.!?]{1,40}:\Z")
_MAX_PIECES: Final = 40  # of one cell of a data table
_MAX_FIGURE: Final = 60  # characters
_MAX_COVER_ROWS: Final = 16
_MIN_DATED: Final = 5  # rows with figures or dates, below which signatures are no table
_HEAD_LENGTH: Final = 90
_MAX_INDENT: Final = 40
_NESTED: Final = 2  # characters of indent that an empty column before a label amounts to


@dataclass(slots=True)
class _Part:
    """A cell, or several that make one figure, on the grid of the table."""

    row: int
    start: int  # the first column of the grid
    end: int  # after the last one
    runs: list[Run]  # never changed in place, as it may be the paragraph's own
    tail: list[Run]
    text: str
    indent: float
    header: bool
    cell: RawCell

    def apart(self) -> "_Part":
        """The same, to be changed where the row itself is still needed as it is."""
        return _Part(
            self.row,
            self.start,
            self.end,
            self.runs,
            [*self.tail],
            self.text,
            self.indent,
            self.header,
            self.cell,
        )

    @property
    def holds_pieces(self) -> bool:
        """Whether it holds more than a cell of a data table can: a table of its own, a page of text."""
        pieces = self.cell.pieces
        return len(pieces) > _MAX_PIECES or any(isinstance(piece, DataTable) for piece in pieces)

    @property
    def figure(self) -> bool:
        return is_value(self.text)


def settle(table: RawTable, *, name: str, limits: Limits) -> list[Piece]:
    """What a table comes to: a data table, or the paragraphs that it only places.

    Args:
        table: The table.
        name: Of the source, for messages.
        limits: How large its grid may get.

    Raises:
        UnreadableSourceError: Spread over its rows and columns, it has more places than allowed.
    """
    rows = _place(table, name, limits)
    if not rows:
        return []
    if any(part.holds_pieces for row in rows for part in row):
        return _linearised(rows)
    marks = _mark_columns(rows)
    joined = [_joined(row, marks) for row in rows]
    if not _holds_data(joined):
        return _linearised(rows)
    return _with_columns(joined)


# -- the grid ----------------------------------------------------------------------------------


def _place(table: RawTable, name: str, limits: Limits) -> list[list[_Part]]:
    """The cells with text, each at its place on the grid."""
    placed: list[list[_Part]] = []
    none: list[Run] = []  # the tail of all, until figures are put together
    width = 0
    reserved: list[
        tuple[int, int, int]
    ] = []  # columns that cells above reach down into: start, end, last row
    for number, row in enumerate(table.rows):
        reserved = [span for span in reserved if span[2] >= number]
        below: list[tuple[int, int, int]] = []
        parts: list[_Part] = []
        column = position = 0
        for cell in row:
            while position < len(reserved) and reserved[position][0] <= column:
                column = max(column, reserved[position][1])
                position += 1
            end = column + cell.colspan
            if cell.rowspan > 1:
                below.append((column, end, number + cell.rowspan - 1))
            if cell.pieces:
                runs = _flat(cell.pieces[: _MAX_PIECES + 1])
                text = one_line("".join([run.text for run in runs]))
                if text or any(isinstance(piece, DataTable) for piece in cell.pieces):
                    paragraphs = [piece for piece in cell.pieces if isinstance(piece, Paragraph)]
                    indent = cell.indent + (paragraphs[0].indent + _lead(runs) if paragraphs else 0)
                    parts.append(_Part(number, column, end, runs, none, text, indent, cell.header, cell))
            column = end
        if below:
            reserved = sorted([*reserved, *below])
        width = max(width, column)
        placed.append(parts)
        if width * len(table.rows) > limits.max_cells or len(reserved) > limits.max_cells // len(table.rows):
            raise UnreadableSourceError(
                f"{name} holds a table of {len(table.rows):,} rows by {width:,} columns, more than the "
                f"{limits.max_cells:,} cells allowed; check that the file is whole, or raise the limit"
            )
    return [parts for parts in placed if parts]


def _flat(pieces: Sequence[Piece]) -> list[Run]:
    """What stands in a cell, on one line."""
    first = pieces[0]
    if len(pieces) == 1 and isinstance(first, Paragraph) and all(run.text != "\n" for run in first.runs):
        return first.runs
    runs: list[Run] = []
    for piece in pieces:
        if isinstance(piece, Paragraph):
            if runs:
                runs.append(Run(" ", -1))
            runs.extend(Run(" ", run.origin, run.look) if run.text == "\n" else run for run in piece.runs)
    return runs


def _lead(runs: Sequence[Run]) -> int:
    """How many blanks a cell's text starts with, for they are an indent."""
    lead = 0
    for run in runs:
        lead += len(run.text) - len(run.text.lstrip())
        if run.text.strip():
            break
    return lead


# -- figures out of their pieces ---------------------------------------------------------------


def _mark_columns(rows: Sequence[Sequence[_Part]]) -> set[int]:
    """Columns of the grid that hold nothing but marks of footnotes, and what else belongs to a figure."""
    holds: dict[int, bool] = {}
    for row in rows:
        for part in row:
            only = part.text[0] not in _DIGITS and (
                _MARK.match(part.text) is not None or _SUFFIX.match(part.text) is not None
            )
            holds[part.start] = holds.get(part.start, True) and only
    return {column for column, only in holds.items() if only}


def _joined(row: Sequence[_Part], marks: set[int]) -> list[_Part]:
    """The parts of a row with signs, brackets and marks of footnotes put to the figures they belong to."""
    joined: list[_Part] = []
    prefix: _Part | None = None
    for cell in row:
        part = cell.apart()
        text = part.text
        last = joined[-1] if joined else None
        if prefix is not None:
            if text[0].isdigit() or text[0] in ".(—–-−$€£¥" or is_value(text):
                gap = "" if prefix.text[-1] in "(+" else " "
                runs = [*prefix.runs, Run(gap, -1), *part.runs] if gap else [*prefix.runs, *part.runs]
                part.start, part.runs, part.text = prefix.start, runs, prefix.text + gap + text
            else:
                joined.append(prefix)
            prefix = None
        elif text[0] in _DIGITS:
            pass  # a figure or words of its own, as most are
        elif _PREFIX.match(text) and last is not None:
            prefix = part
            continue
        elif last is not None and _belongs(last, part):
            last.runs = [*last.runs, *part.runs]
            last.text += text
            last.end = part.end
            continue
        elif (
            last is not None
            and _MARK.match(text)
            and (_is_raised(part.runs) or part.start in marks)
            and last.start > 0
        ):
            last.tail.extend([Run(" ", -1), *part.runs])
            last.end = part.end
            continue
        _split_mark(part)
        joined.append(part)
    if prefix is not None:
        joined.append(prefix)
    return joined


def _belongs(last: _Part, part: _Part) -> bool:
    """Whether a cell holds the end of the figure before it: a bracket, a percent sign, decimals."""
    if len(last.text) > _MAX_FIGURE or last.tail:
        return False
    if _SUFFIX.match(part.text):
        return _ENDS_AS_FIGURE.search(last.text) is not None
    return last.end == part.start and _is_decimal_part(last, part.text)


def _is_decimal_part(last: _Part, text: str) -> bool:
    """Whether a cell holds what stands behind a decimal point, as in "99" and ".1" of an exhibit's number."""
    return _DECIMALS.match(text) is not None and _WHOLE.search(last.text) is not None


def _is_raised(runs: Sequence[Run]) -> bool:
    return all(run.look & RAISED for run in runs if run.text and not run.text.isspace() and run.look < OPENS)


def _split_mark(part: _Part) -> None:
    """Keep the mark of a footnote behind a figure apart from it: "1,234(1)"."""
    if part.text[-1] not in ")*†‡§¹²³⁴⁵⁶⁷⁸⁹":
        return
    match = _MARKED_FIGURE.match(part.text)
    if match is None:
        return
    left = len(match["mark"].replace(" ", ""))
    kept: list[Run] = []
    tail: list[Run] = []
    for run in reversed(part.runs):
        text = run.text
        if left == 0 or run.look >= OPENS:
            (tail if left else kept).append(run)
            continue
        cut = len(text)
        while cut and left:
            cut -= 1
            left -= not text[cut].isspace()
        if cut < len(text):
            tail.append(Run(text[cut:], run.origin + cut if run.origin >= 0 else -1, run.look))
        if cut:
            kept.append(Run(text[:cut], run.origin, run.look))
    part.runs = kept[::-1]
    part.tail = [*tail[::-1], *part.tail]
    part.text = match["figure"].strip()


# -- data or layout ----------------------------------------------------------------------------


def _holds_data(rows: Sequence[Sequence[_Part]]) -> bool:
    """Whether a table tells something by its rows and columns."""
    wide = [row for row in rows if len(row) > 1]
    if not wide:
        return False
    texts = [part.text for row in rows for part in row]
    if len(rows) <= _MAX_COVER_ROWS and any(_COVER.search(text) for text in texts):
        return False
    if all(len(row) == 2 and _BULLET.match(row[0].text) for row in wide):
        return all(is_value(row[1].text) for row in wide) and len(wide) > 2
    figures = [sum(part.figure or is_period(part.text) for part in row[1:]) for row in wide]
    told = sum(count > 0 for count in figures)
    if told >= 2 or any(count > 1 for count in figures):
        return not (told < _MIN_DATED and any(_SIGNED.search(text) for text in texts))
    if told == 1 and len(wide) <= 3 and not any(_SIGNED.search(text) for text in texts):
        return len(wide) >= 2 and all(len(part.text) <= _HEAD_LENGTH for row in wide for part in row)
    return _is_table_of_words(rows, wide)


def _is_table_of_words(rows: Sequence[Sequence[_Part]], wide: Sequence[Sequence[_Part]]) -> bool:
    """Whether a table without figures has headers over columns: names and offices, exhibits."""
    head = wide[0]
    if any(_CLASS_OF_STOCK.search(part.text) for part in head):
        return True
    if len(wide) < 2 or any(_SIGNED.search(part.text) for row in rows for part in row):
        return False
    if not all(len(part.text) <= _HEAD_LENGTH for part in head) or any(
        _LABEL.match(part.text) for part in head
    ):
        return False
    filled = sum(len(row) == len(head) for row in wide)
    if filled < 0.6 * len(wide):
        return False
    return all(part.header or _is_bold(part.runs) or _is_ruled(part) for part in head) and not all(
        _is_bold(part.runs) for row in wide[1:] for part in row
    )


def _is_ruled(part: _Part) -> bool:
    return any(run.look & UNDERLINED for run in part.runs if run.look < OPENS)


def _is_bold(runs: Sequence[Run]) -> bool:
    return all(run.look & BOLD for run in runs if run.text and not run.text.isspace() and run.look < OPENS)


def _linearised(rows: Sequence[Sequence[_Part]]) -> list[Piece]:
    """The paragraphs that a layout table places, a bullet or a label put to what stands beside it."""
    pieces: list[Piece] = []
    for row in rows:
        lead: list[Run] = []
        for index, part in enumerate(row):
            inner = part.cell.pieces
            last = index == len(row) - 1
            plain = len(inner) == 1 and isinstance(inner[0], Paragraph)
            behind = index > 0 and _BOX.match(part.text) is not None and bool(lead)
            cut = lead and _DECIMALS.match(part.text) is not None
            if plain and not last and _is_decimal_part(part, row[index + 1].text):
                lead.extend(part.runs)
                continue
            if plain and not last and not behind and (cut or _leads(part, row[index + 1])):
                lead.extend([*part.runs, Run(" ", -1)])
                continue
            if lead:
                inner = _led(lead, inner)
                lead = []
            pieces.extend(inner)
        if lead:
            pieces.append(Paragraph(lead))
    return pieces


def _leads(part: _Part, following: _Part) -> bool:
    """Whether what stands beside a cell goes on from it: a bullet, "By:", the words before a box to tick."""
    return (
        _BULLET.match(part.text) is not None
        or _LABEL.match(part.text) is not None
        or _BOX.match(following.text) is not None
    )


def _led(lead: list[Run], pieces: list[Piece]) -> list[Piece]:
    """Pieces with a bullet or a label put to the first paragraph of them."""
    first = pieces[0]
    if not isinstance(first, Paragraph):
        return [Paragraph(lead), *pieces]
    joined = Paragraph(
        [*lead, *_without_lead(first.runs)],
        first.centred,
        first.heading,
        first.item,
        first.preformatted,
        first.indent,
    )
    return [joined, *pieces[1:]]


def _without_lead(runs: Sequence[Run]) -> list[Run]:
    """Runs without the blanks that they start with."""
    for index, run in enumerate(runs):
        kept = run.text.lstrip()
        if kept:
            moved = run.origin + len(run.text) - len(kept) if run.origin >= 0 else -1
            marks = [mark for mark in runs[:index] if mark.look >= OPENS]
            return [*marks, Run(kept, moved, run.look), *runs[index + 1 :]]
    return list(runs)


# -- columns -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Column:
    """Columns of the grid that figures or words stand in above each other."""

    start: int
    end: int
    rows: set[int]
    figures: int = 0


def _with_columns(rows: Sequence[Sequence[_Part]]) -> list[Piece]:
    columns = _columns(rows)
    known: dict[tuple[int, int, bool], tuple[int, int]] = {}  # few places on the grid are not shared
    reaches: list[list[tuple[int, int]]] = []
    for row in rows:
        spans: list[tuple[int, int]] = []
        for part in row:
            place = (part.start, part.end, part.figure)
            if place not in known:
                known[place] = _reach(*place, columns)
            spans.append(known[place])
        reaches.append(spans)
    first_column = [
        part
        for row, spans in zip(rows, reaches, strict=True)
        for part, span in zip(row, spans, strict=True)
        if span[0] == 0
    ]
    shift = 1 if _are_figures(first_column) else 0
    placed: list[list[PlacedCell]] = []
    for row, spans in zip(rows, reaches, strict=True):
        cells: list[PlacedCell] = []
        for part, (first, last) in zip(row, spans, strict=True):
            indent = part.indent
            if first == 0 and not shift:
                indent += _NESTED * (part.start - columns[0].start) if part.start > columns[0].start else 0
            cells.append(
                PlacedCell(
                    part.runs,
                    part.tail,
                    len(placed),
                    first + shift,
                    last + shift,
                    max(0, min(round(indent), _MAX_INDENT)),
                    part.header,
                )
            )
        placed.append(cells)
    return [DataTable(placed, len(columns) + shift)]


def _columns(rows: Sequence[Sequence[_Part]]) -> list[_Column]:
    """The logical columns, found from the narrowest cells on: wider ones span them."""
    parts = sorted(
        (part for row in rows for part in row),
        key=lambda part: (not (part.figure or is_period(part.text)), part.end - part.start, part.row),
    )
    columns: list[_Column] = []
    settled: dict[tuple[int, int], _Column] = {}  # places within one column, which stay so: columns only grow
    for part in parts:
        place = (part.start, part.end)
        known = settled.get(place)
        over = [] if known is not None else list(islice(_over(columns, part.start, part.end), 2))
        if known is None and not over:
            settled[place] = _Column(part.start, part.end, {part.row}, int(part.figure))
            _insert(columns, settled[place])
        elif known is not None or len(over) == 1:
            column = columns[over[0]] if known is None else known
            if part.row in column.rows:
                _beside(columns, column, part)
            else:
                column.start, column.end = min(column.start, part.start), max(column.end, part.end)
                column.rows.add(part.row)
                column.figures += part.figure
                settled[place] = column
    return _labels_merged(columns)


def _over(columns: Sequence[_Column], start: int, end: int) -> Iterator[int]:
    """Indices of the columns that a stretch of the grid covers a part of; columns are in order."""
    index = bisect_right(columns, start, key=lambda column: column.start) - 1
    if index < 0 or columns[index].end <= start:
        index += 1
    while index < len(columns) and columns[index].start < end:
        yield index
        index += 1


def _insert(columns: list[_Column], column: _Column) -> None:
    columns.insert(bisect_right(columns, column.start, key=lambda column: column.start), column)


def _beside(columns: list[_Column], column: _Column, part: _Part) -> None:
    """A column of its own for a second cell of a row that only touches the column of the first."""
    start = column.end if part.start >= column.start and part.end > column.end else part.start
    end = part.end if start == column.end else min(part.end, column.start)
    if start < end and next(_over(columns, start, end), None) is None:
        _insert(columns, _Column(start, end, {part.row}, int(part.figure)))


def _labels_merged(columns: list[_Column]) -> list[_Column]:
    """The columns with those put together that the labels of a row are indented by."""
    while (
        len(columns) > 2
        and not columns[0].figures
        and not columns[1].figures
        and not columns[0].rows & columns[1].rows
    ):
        first, second = columns[:2]
        columns[:2] = [_Column(first.start, second.end, first.rows | second.rows)]
    return columns


def _are_figures(first: Sequence[_Part]) -> bool:
    """Whether the first column holds figures, as the rest do, so that no row has a label."""
    amounts = sum(
        part.figure and ("," in part.text or "$" in part.text or "%" in part.text) for part in first
    )
    return 2 * amounts >= len(first)


def _reach(start: int, end: int, figure: bool, columns: Sequence[_Column]) -> tuple[int, int]:
    """The first and the last logical column that a part covers."""
    over = list(_over(columns, start, end))
    if not over:
        nearest = max(0, bisect_right(columns, start, key=lambda column: column.start) - 1)
        return nearest, nearest
    if len(over) > 1 and figure:
        best = max(over, key=lambda index: min(columns[index].end, end) - max(columns[index].start, start))
        return best, best
    return over[0], over[-1]
