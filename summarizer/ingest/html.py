"""The reader of HTML, XHTML and inline XBRL.

The text is the page as a person sees it: one paragraph or table row a line, blocks parted by a blank line,
cells by a bar. What is hidden is left out.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from summarizer.document import (
    Block,
    BlockKind,
    Document,
    Origin,
    SourceMap,
    Span,
    Table,
)
from summarizer.errors import EmptySourceError
from summarizer.ingest.cell_text import is_unit_note, one_line
from summarizer.ingest.cover import read_cover
from summarizer.ingest.flow import CLOSES, OPENS, DataTable, PageBreak, Paragraph, Run
from summarizer.ingest.grid import GridCell, label_cells
from summarizer.ingest.layout import find_furniture, heads_a_part, list_marker, reads_as_title
from summarizer.ingest.limits import DEFAULT_LIMITS, Limits
from summarizer.ingest.lines import Line, split_lines
from summarizer.ingest.page import read_page
from summarizer.ingest.sections import outline
from summarizer.ingest.styling import BOLD, ITALIC, UNDERLINED
from summarizer.ingest.tables import caption_over, lists_pages, notes_beside
from summarizer.ingest.xbrl import read_facts

_SENTENCE_STOP: Final = re.compile(r"[.!?…][\"'”’»)\]*_®™]*\Z")
_MAX_HEADING: Final = 200  # characters
_MAX_HEADING_LINES: Final = 4
_MAX_STYLED_HEADING_WORDS: Final = 25
_MAX_INDENT: Final = 12
_BAR: Final = " | "
_TRIMMED: Final = " \t\n\u00a0"


def read_html(
    original: str, *, name: str, sha256: str, media_type: str, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read a page into a document.

    The source map leads from each character to its place in `original`; from one that an entity stands
    for to the entity, and from what the page does not hold itself (the bars between cells, the bullets of
    lists) to what stands just before it.

    Args:
        original: The page, decoded.
        name: What to call it in messages.
        sha256: Of its bytes.
        media_type: What kind of page it is.
        limits: What is refused instead of read.

    Raises:
        EmptySourceError: It shows no text.
        UnreadableSourceError: It holds more than the limits allow.
    """
    page = read_page(original, name=name, limits=limits)
    writer = _Writer(len(page.facts))
    for piece in page.pieces:
        writer.write(piece)
    text = writer.text
    if not any(map(str.isalnum, text)):
        raise EmptySourceError(f"{name} shows no readable text; check that it is the file you meant")
    lines = split_lines(text, writer.page_starts)
    furniture = find_furniture(lines)
    tables, contents = _label(text, lines, furniture, writer.tables)
    blocks = _lay_out(text, lines, furniture, writer, contents)
    sections = outline(text, blocks, tables)
    cover = read_cover(text, lines, sections)
    return Document(
        name=name,
        text=text,
        sha256=sha256,
        media_type=media_type,
        form=cover.form,
        items=cover.items,
        company=cover.company,
        ticker=cover.ticker,
        blocks=blocks,
        sections=sections,
        tables=tables,
        facts=read_facts(text, page.facts, writer.fact_spans(text), page.resources),
        source_map=writer.source_map(),
    )


@dataclass(slots=True)
class _Written:
    """A paragraph or a table that has been written down."""

    span: Span
    kind: BlockKind
    cells: list[GridCell] = field(default_factory=list)
    columns: int = 0
    preformatted: bool = False


class _Writer:
    """Writes pieces down one after the other, and keeps where everything came from."""

    def __init__(self, facts: int) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.starts: list[int] = [0]
        self.origins: list[int] = [0]
        self.following = 0  # the place in the original after what was written last; -1 after words of our own
        self.opened: list[int] = [-1] * facts
        self.closed: list[int] = [-1] * facts
        self.page_starts: list[int] = []
        self.written: list[_Written] = []
        self.new_page = False

    @property
    def text(self) -> str:
        """All that has been written."""
        return "".join(self.parts)

    @property
    def tables(self) -> list[_Written]:
        """The tables among it."""
        return [block for block in self.written if block.cells]

    def write(self, piece: Paragraph | DataTable | PageBreak) -> None:
        """Write a piece as a block of its own."""
        if isinstance(piece, PageBreak):
            self.new_page = True
        elif isinstance(piece, DataTable):
            self._table(piece)
        else:
            self._paragraph(piece)

    def source_map(self) -> SourceMap:
        """The way back to the original."""
        return SourceMap(tuple(self.starts), tuple(map(Origin, self.origins)))

    def fact_spans(self, text: str) -> list[Span | None]:
        """Where each fact stands; None for those without visible characters."""
        spans: list[Span | None] = []
        for start, end in zip(self.opened, self.closed, strict=True):
            if start < 0:
                spans.append(None)
                continue
            end = len(text) if end < 0 else end
            shown = text[start:end]
            visible = shown.strip()
            lead = len(shown) - len(shown.lstrip())
            spans.append(Span(start + lead, start + lead + len(visible)) if visible else None)
        return spans

    def _paragraph(self, paragraph: Paragraph) -> None:
        runs = paragraph.runs if paragraph.preformatted else _trimmed(paragraph.runs)
        shown = "".join([run.text for run in runs])
        if not shown.strip():
            self._runs(runs)
            return
        kind = BlockKind.PARAGRAPH if paragraph.preformatted else _kind(paragraph, runs, shown)
        above = self.written[-1].kind if self.written else None
        close = kind is BlockKind.ITEM and above is BlockKind.ITEM and not self.new_page
        start = self._start_block("\n" if close else "\n\n")
        self._runs(runs)
        self.written.append(_Written(Span(start, self.length), kind, preformatted=paragraph.preformatted))

    def _table(self, table: DataTable) -> None:
        start = self._start_block("\n\n")
        cells: list[GridCell] = []
        for number, row in enumerate(table.rows):
            if number:
                self._own("\n")
            column = 0
            for index, cell in enumerate(row):
                if index == 0 and cell.first == 0:
                    self._own(" " * min(cell.indent, _MAX_INDENT))
                else:
                    bars = max(cell.first - column, 1)
                    self._own((_BAR * bars).replace("  ", " ") if self.parts[-1] != "\n" else ("| " * bars))
                column = cell.first
                begin = self.length
                runs = _trimmed(cell.runs)
                self._runs(runs)
                span = Span(begin, self.length)
                if cell.tail:
                    tail = "".join([run.text for run in cell.tail])
                    self._own("" if tail[:1].isspace() or tail[:1] in "¹²³⁴⁵⁶⁷⁸⁹*†‡" else " ")
                    self._runs(cell.tail)
                if len(span):
                    text = one_line("".join([run.text for run in runs]))
                    cells.append(
                        GridCell(span, text, cell.row, cell.first, cell.last, cell.indent, cell.header)
                    )
        self.written.append(_Written(Span(start, self.length), BlockKind.TABLE, cells, table.columns))

    def _start_block(self, gap: str) -> int:
        if self.written:
            self._own(gap)
        if self.new_page and self.written:
            self.page_starts.append(self.length)
        self.new_page = False
        return self.length

    def _own(self, text: str) -> None:
        """Write characters that the page does not hold."""
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.following = -1

    def _runs(self, runs: Sequence[Run]) -> None:
        for text, origin, look in runs:
            if look >= OPENS:
                if look == OPENS:
                    self.opened[origin] = self.length
                elif look == CLOSES and self.closed[origin] < 0:
                    self.closed[origin] = self.length
                continue
            if origin < 0:
                self._own(text)
                continue
            if origin != self.following:
                if self.starts[-1] == self.length:
                    self.origins[-1] = origin
                else:
                    self.starts.append(self.length)
                    self.origins.append(origin)
            self.parts.append(text)
            self.length += len(text)
            self.following = origin + len(text)


def _trimmed(runs: Sequence[Run]) -> list[Run]:
    """Runs without the blanks at both ends; marks of facts stay."""
    kept = list(runs)
    for index, run in enumerate(kept):
        text = run.text.lstrip(_TRIMMED)
        if len(text) < len(run.text):
            moved = run.origin + len(run.text) - len(text) if run.origin >= 0 else -1
            kept[index] = Run(text, moved, run.look)
        if text:
            break
    for index in range(len(kept) - 1, -1, -1):
        run = kept[index]
        text = run.text.rstrip(_TRIMMED)
        if len(text) < len(run.text):
            kept[index] = Run(text, run.origin, run.look)
        if text:
            break
    return kept


# -- blocks ------------------------------------------------------------------------------------


def _kind(paragraph: Paragraph, runs: Sequence[Run], text: str) -> BlockKind:
    """Whether a paragraph is a heading, an item of a list, or neither."""
    if paragraph.heading:
        return BlockKind.HEADING
    if paragraph.item:
        return BlockKind.ITEM
    if _is_heading(paragraph, runs, text):
        return BlockKind.HEADING
    return BlockKind.ITEM if list_marker(one_line(text[:80])) else BlockKind.PARAGRAPH


def _is_heading(paragraph: Paragraph, runs: Sequence[Run], text: str) -> bool:
    if len(text) > _MAX_HEADING or text.count("\n") >= _MAX_HEADING_LINES:
        return False
    line = one_line(text)
    words = line.split()
    if not any(map(str.isalpha, line)) or line[-1] in ",;" or "@" in line:
        return False
    looks = BOLD | UNDERLINED | ITALIC
    for run in runs:
        if run.look < OPENS and any(map(str.isalnum, run.text)):
            looks &= run.look
    if heads_a_part(line):
        return True
    stopped = _SENTENCE_STOP.search(line) is not None
    marker = list_marker(line)
    if marker and not (marker[0].isalnum() and looks & (BOLD | UNDERLINED)):
        return False
    if looks & BOLD:
        return len(words) <= _MAX_STYLED_HEADING_WORDS
    if stopped or (line.endswith(":") and len(words) > 4):
        return False
    if looks & UNDERLINED:
        return len(words) <= _MAX_STYLED_HEADING_WORDS
    if looks & ITALIC:
        return len(words) <= _MAX_STYLED_HEADING_WORDS and reads_as_title(line)
    if paragraph.centred:
        return reads_as_title(line) and not line.startswith("(")
    return len(words) <= _MAX_STYLED_HEADING_WORDS and line.isupper() and reads_as_title(line)


def _lay_out(
    text: str, lines: Sequence[Line], furniture: frozenset[int], writer: _Writer, contents: set[int]
) -> tuple[Block, ...]:
    """The blocks of the text: furniture is told by what stands around it on the page."""
    starts = [line.start for line in lines]
    blocks: list[Block] = []
    for block in writer.written:
        kind = block.kind
        first, last = _lines_of(starts, block.span)
        if block.span.start in contents or (
            kind is not BlockKind.TABLE
            and all(number in furniture or not lines[number].text for number in range(first, last + 1))
        ):
            kind = BlockKind.FURNITURE
        blocks.append(Block(block.span, kind))
    return tuple(blocks)


def _lines_of(starts: Sequence[int], span: Span) -> tuple[int, int]:
    """Indices of the first and the last line of a span."""
    return max(0, bisect_right(starts, span.start) - 1), max(0, bisect_left(starts, span.end) - 1)


# -- tables ------------------------------------------------------------------------------------


def _label(
    text: str, lines: Sequence[Line], furniture: frozenset[int], written: Sequence[_Written]
) -> tuple[tuple[Table, ...], set[int]]:
    """The tables with their labels and captions, and where the tables of contents start."""
    starts = [line.start for line in lines]
    bounds = [_lines_of(starts, block.span) for block in written]
    tables: list[Table] = []
    contents: set[int] = set()
    above: tuple[int, tuple[tuple[str, ...], ...], str] | None = None  # columns, their paths, the caption
    for index, block in enumerate(written):
        first, last = bounds[index]
        floor = bounds[index - 1][1] if index else -1
        ceiling = bounds[index + 1][0] if index + 1 < len(written) else len(lines)
        labelled = label_cells(block.cells)
        caption = caption_over(lines, furniture, first, floor)
        if above is not None and above[0] == block.columns and not any(labelled.paths):
            between = range(floor + 1, first)
            if all(not lines[number].text or number in furniture for number in between):
                labelled = label_cells(block.cells, paths=above[1])
                caption = caption or [above[2]]
        notes = [*caption, *labelled.notes]
        if not any(map(is_unit_note, notes)):
            notes += notes_beside(lines, first, last, floor, ceiling)
        table = Table(block.span, " ".join(dict.fromkeys(note for note in notes if note)), labelled.cells)
        if lists_pages(text, table):
            contents.add(block.span.start)
            above = None
            continue
        tables.append(table)
        above = (block.columns, labelled.paths, table.caption)
    return tuple(tables), contents
