"""Every table of a plain text, however it is drawn, with its labels and its caption."""

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from summarizer.document import Span, Table
from summarizer.ingest.cell_text import is_unit_note, is_value, one_line
from summarizer.ingest.column_tables import ColumnTable, find_column_tables
from summarizer.ingest.columns import Extent
from summarizer.ingest.grid import label_cells
from summarizer.ingest.layout import reads_as_title
from summarizer.ingest.lines import Line
from summarizer.ingest.pipe_tables import DividedTable, find_divided_tables

_MAX_CAPTION_LINES = 5
_MAX_CAPTION_BLANKS = 2  # between a caption's lines
_MAX_TITLE = 140  # characters
_NOTE_LINES = 6  # searched above and below a table for a unit note in a sentence
_NOTE = re.compile(r"\([^()]{3,120}\)")
_LEADS_IN = re.compile(
    r":\Z|\b(?:follow(?:s|ing)|tables?|tabular|summari[sz]\w+|set forth|below|above)\b", re.IGNORECASE
)
_MAX_LEAD_IN = 1500  # characters
_MIN_CONTENTS = 4  # entries
_PAGE = re.compile(r"(?:[A-Z]-)?(\d{1,3})(?:\s?[-–]\s?(?:[A-Z]-)?\d{1,3})?\Z")
_CONTENTS = re.compile(
    r"\bpage\b|\bitem\s+\d|\bindex\b|\bcontents\b|\bstatements?\s+of\b|\bsignatures?\b", re.IGNORECASE
)
_CONTINUED_WITHIN = 14  # lines between a table and its continuation
_TAG = re.compile(r"</?[A-Z]{1,8}>")
_PART = re.compile(r"(?:item|part)\s+[\dIVX]", re.IGNORECASE)
_HASHES = re.compile(r"#{1,6}\s+|\*{1,3}|_{2,3}")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table and the lines it takes.

    Attributes:
        first: Index of its first line.
        last: Index of its last line.
        table: The table.
        contents: Whether it only tells on which page things stand.
    """

    first: int
    last: int
    table: Table
    contents: bool


def find_tables(
    text: str, lines: Sequence[Line], furniture: Collection[int], bodies: Collection[int] = ()
) -> list[FoundTable]:
    """All tables of `text`, in order.

    Args:
        text: The normalised text.
        lines: Its lines.
        furniture: Indices of the lines that belong to no text.
        bodies: Indices of the lines at which the source's own marks start the rows of a table.
    """
    divided = list(find_divided_tables(text, lines, furniture))
    taken = {number for table in divided for number in range(table.first, table.last + 1)}
    drawn = list(find_column_tables(text, lines, furniture, taken, bodies))
    shapes: list[DividedTable | ColumnTable] = sorted([*divided, *drawn], key=lambda shape: shape.first)
    found: list[FoundTable] = []
    above: tuple[ColumnTable, tuple[tuple[str, ...], ...], str] | None = None
    for index, shape in enumerate(shapes):
        floor = shapes[index - 1].last if index else -1
        ceiling = shapes[index + 1].first if index + 1 < len(shapes) else len(lines)
        inherited: tuple[tuple[str, ...], ...] = ()
        caption = caption_over(lines, furniture, shape.first, floor)
        if isinstance(shape, DividedTable):
            labelled = label_cells(shape.cells, spread=True, header_rows=shape.header_rows)
        else:
            if above is not None and not shape.header_rows and _continues(lines, furniture, above[0], shape):
                inherited = above[1]
                caption = caption or [above[2]]
            labelled = label_cells(shape.cells, header_rows=shape.header_rows, paths=inherited)
        notes = [*caption, *labelled.notes]
        if not any(map(is_unit_note, notes)):
            notes += notes_beside(lines, shape.first, shape.last, floor, ceiling)
        joined = " ".join(dict.fromkeys(note for note in notes if note))
        span = Span(lines[shape.first].start, lines[shape.last].end)
        table = Table(span, joined, labelled.cells)
        found.append(FoundTable(shape.first, shape.last, table, contents=lists_pages(text, table)))
        above = (shape, labelled.paths, joined) if isinstance(shape, ColumnTable) else None
    return found


def lists_pages(text: str, table: Table) -> bool:
    """Whether a table is one of contents: a column of page numbers that only grow, and words that say so."""
    figures = [cell for cell in table.cells if not cell.is_header]
    last = max((cell.column for cell in figures), default=0)
    pages = [_PAGE.match(cell.span.of(text)) for cell in figures if cell.column == last]
    others = [cell.span.of(text) for cell in figures if cell.column != last]
    if len(pages) < _MIN_CONTENTS or any(map(is_value, others)):
        return False
    numbers = [int(page[1]) for page in pages if page]
    if len(numbers) < len(pages) or any(after < before for before, after in itertools.pairwise(numbers)):
        return False
    labels = " ".join(
        label for cell in table.cells if cell.is_header for label in [cell.span.of(text), *cell.row_header]
    )
    return any(_CONTENTS.search(words) for words in (labels, table.caption, *others))


def caption_over(lines: Sequence[Line], furniture: Collection[int], first: int, floor: int) -> list[str]:
    """The title lines that stand over a table.

    Args:
        lines: All lines of the text.
        furniture: Indices of lines that are furniture.
        first: Index of the table's first line.
        floor: Index of the last line that belongs to something else.
    """
    caption: list[str] = []
    blanks = 0
    for number in range(first - 1, floor, -1):
        line = lines[number]
        if not line.text:
            blanks += 1
            if blanks > _MAX_CAPTION_BLANKS:
                break
            continue
        if number in furniture:
            if line.starts_page or not (_TAG.match(line.text) or not line.text[-1].isalnum()):
                break
            continue
        title = _HASHES.sub("", one_line(line.text)).strip()
        if len(title) > _MAX_TITLE or len(caption) == _MAX_CAPTION_LINES or not _is_caption(title):
            break
        caption.append(title)
        blanks = 0
        if line.starts_page:
            break
    return caption[::-1]


def _is_caption(title: str) -> bool:
    if title.startswith("(") and title.endswith(")") and is_unit_note(title):
        return True
    if _PART.match(title):
        return False
    return not title.endswith((".", ",", ";")) and title[:1].isalnum() and reads_as_title(title.rstrip(":"))


def notes_beside(lines: Sequence[Line], first: int, last: int, floor: int, ceiling: int) -> list[str]:
    """Unit notes in brackets within the sentence that leads in a table, nearest first.

    Args:
        lines: All lines of the text.
        first: Index of the table's first line.
        last: Index of its last one.
        floor: Index of the last line of the table above.
        ceiling: Index of the first line of the table below.
    """
    above = _joined(lines, range(first - 1, max(floor, first - 1 - _NOTE_LINES), -1))[::-1]
    if above and _LEADS_IN.search(" ".join(above)):
        notes = [note for note in _NOTE.findall(" ".join(above)[-_MAX_LEAD_IN:]) if is_unit_note(note)]
        if notes:
            return notes[-1:]
    for line in _joined(lines, range(last + 1, min(ceiling, last + 1 + _NOTE_LINES))):
        if len(line) <= _MAX_LEAD_IN and _LEADS_IN.search(line):
            notes = [note for note in _NOTE.findall(line) if is_unit_note(note)]
            if notes:
                return notes[:1]
    return []


def _joined(lines: Sequence[Line], numbers: range) -> list[str]:
    """The text of some lines, but for marks of old submissions."""
    return [
        lines[number].text for number in numbers if lines[number].text and not _TAG.match(lines[number].text)
    ]


def _continues(
    lines: Sequence[Line], furniture: Collection[int], above: ColumnTable, below: ColumnTable
) -> bool:
    """Whether a table without headers goes on with the columns of the one above it."""
    if below.first - above.last > _CONTINUED_WITHIN or not _same_columns(above.columns, below.columns):
        return False
    between = range(above.last + 1, below.first)
    return all(
        not lines[number].text or number in furniture or reads_as_title(lines[number].text.rstrip(":"))
        for number in between
    )


def _same_columns(above: Sequence[Extent], below: Sequence[Extent]) -> bool:
    return len(above) == len(below) and all(
        one.overlap(other.left, other.right) > 0 for one, other in zip(above, below, strict=True)
    )
