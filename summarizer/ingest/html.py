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
from summarizer.ingest.assembly import assemble
from summarizer.ingest.cell_text import is_note_alone, is_unit_note, one_line
from summarizer.ingest.flow import CLOSES, OPENS, DataTable, PageBreak, Paragraph, Run
from summarizer.ingest.grid import GridCell, label_cells
from summarizer.ingest.layout import (
    SENTENCE_STOP,
    find_furniture,
    goes_on_in,
    heads_a_part,
    lay_out,
    list_marker,
    reads_as_title,
)
from summarizer.ingest.limits import DEFAULT_LIMITS, Limits
from summarizer.ingest.lines import Line, split_lines
from summarizer.ingest.page import read_page
from summarizer.ingest.styling import BOLD, ITALIC, UNDERLINED
from summarizer.ingest.tables import caption_over, find_tables, lists_pages, notes_beside
from summarizer.ingest.xbrl import read_facts

_NO_HEADING: Final = re.compile(r"[@☐☒☑]|\A\([^()]*\)\Z|\A\(exact name", re.IGNORECASE)
_DIGITS: Final = re.compile(r"[0-9]{1,9}")
_STATEMENT: Final = re.compile(
    r"\bstatements?\s+of\b|\bbalance\s+sheets?\b|\bschedules?\b|\breconciliations?\b|\bcash\s+flows?\b",
    re.IGNORECASE,
)
_REFERS_TO_NOTES: Final = re.compile(r"\bnotes?\b", re.IGNORECASE)
_LAST_SENTENCE: Final = re.compile(r"(?<=[a-z)][.;])\s+(?=[A-Z])")
_LEADS_IN: Final = re.compile(
    r"\b(?:following\s+tables?|tables?\s+below|as\s+follows|set\s+forth\s+below)\b", re.IGNORECASE
)
_PAGE_EDGE: Final = 3  # blocks
_MAX_RUNNING_HEAD: Final = 160  # characters
_RUNNING_HEAD_PAGES: Final = 3
_NEW_PART: Final = re.compile(r"(?:item\s+\d|part\s+[IVX]+\b|exhibit\s+\d|signatures?\b)", re.IGNORECASE)
_MAX_TITLES: Final = 6  # lines over a table
_MAX_LEAD_IN: Final = 400  # characters
_MAX_HEADING: Final = 200  # characters
_MAX_LEAD_IN_WORDS: Final = 4
_MAX_HEADING_LINES: Final = 4
_MAX_STYLED_HEADING_WORDS: Final = 25
_MAX_INDENT: Final = 12
_LINE: Final = 80  # characters of a paragraph that tell whether its sentence goes on
_SHORTEST_LINE: Final = 50
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
    _tell_furniture(text, lines, writer.written)
    tables, blocks = _with_preformatted(text, writer.written, _label(text, lines, writer.written))
    return assemble(
        text,
        lines,
        blocks,
        tables,
        writer.source_map(),
        name=name,
        sha256=sha256,
        media_type=media_type,
        facts=read_facts(text, page.facts, writer.fact_spans(text), page.resources),
    )


@dataclass(slots=True)
class _Written:
    """A paragraph or a table that has been written down."""

    span: Span
    kind: BlockKind
    cells: list[GridCell] = field(default_factory=list)
    columns: int = 0
    starts_page: bool = False
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
        self.last_line = ""

    @property
    def text(self) -> str:
        """All that has been written."""
        return "".join(self.parts)

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
            shown = text[start:] if end < 0 else text[start:end]
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
        if self._goes_on(kind, shown.strip()):
            self._own("\n")
            self._runs(runs)
            self.written[-1].span = Span(self.written[-1].span.start, self.length)
            self.last_line = one_line(shown[-_LINE:])
            return
        self.last_line = one_line(shown[-_LINE:])
        above = self.written[-1].kind if self.written else None
        close = kind is BlockKind.ITEM and above is BlockKind.ITEM and not self.new_page
        start = self._start_block("\n" if close else "\n\n")
        self._runs(runs)
        self.written.append(
            _Written(
                Span(start, self.length),
                kind,
                starts_page=start in self.page_starts[-1:],
                preformatted=paragraph.preformatted,
            )
        )

    def _goes_on(self, kind: BlockKind, shown: str) -> bool:
        """Whether a paragraph is the rest of a sentence, which some programs cut into paragraphs by lines."""
        if not self.written or self.new_page or kind is not BlockKind.PARAGRAPH:
            return False
        above = self.written[-1]
        long_enough = len(above.span) >= _SHORTEST_LINE
        sentences = above.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not above.preformatted
        return long_enough and sentences and goes_on_in(self.last_line, shown[:_LINE])

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
                    bars = "| " * max(cell.first - column, 1)
                    self._own(f" {bars}" if index else bars)
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
        self.written.append(
            _Written(
                Span(start, self.length),
                BlockKind.TABLE,
                cells,
                table.columns,
                start in self.page_starts[-1:],
            )
        )

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
    if not any(map(str.isalpha, line)) or line[-1] in ",;" or _NO_HEADING.search(line):
        return False
    looks = BOLD | UNDERLINED | ITALIC
    for run in runs:
        if run.look < OPENS and any(map(str.isalnum, run.text)):
            looks &= run.look
    if heads_a_part(line):
        return True
    marker = list_marker(line)
    if marker and not (marker[0].isalnum() and looks & (BOLD | UNDERLINED)):
        return False
    if len(words) > _MAX_STYLED_HEADING_WORDS:
        return False
    if looks & BOLD:
        return True
    if SENTENCE_STOP.search(line) or (line.endswith(":") and len(words) > _MAX_LEAD_IN_WORDS):
        return False
    if looks & UNDERLINED:
        return True
    titled = reads_as_title(line)
    return titled and (bool(looks & ITALIC) or paragraph.centred or line.isupper())


# -- furniture ---------------------------------------------------------------------------------


def _tell_furniture(text: str, lines: Sequence[Line], written: Sequence[_Written]) -> None:
    """Mark page numbers and running heads, which only what stands around them on the page tells apart."""
    starts = [line.start for line in lines]
    furniture = find_furniture(lines)
    running = _running_heads(text, written)
    for number, block in enumerate(written):
        if block.kind is BlockKind.TABLE:
            continue
        first, last = _lines_of(starts, block.span)
        if number in running or all(
            line in furniture or not lines[line].text for line in range(first, last + 1)
        ):
            block.kind = BlockKind.FURNITURE
    for number, block in enumerate(written):
        if block.kind is BlockKind.TABLE:
            _spare_titles(text, written, number)


def _running_heads(text: str, written: Sequence[_Written]) -> set[int]:
    """Lines at the edges of several pages that are alike but for one number, which counts the pages."""
    near: set[int] = set()
    for number, block in enumerate(written):
        if block.starts_page:
            near.update(range(max(0, number - _PAGE_EDGE), min(len(written), number + _PAGE_EDGE)))
    alike: dict[tuple[str, ...], list[int]] = {}
    for number in sorted(near):
        shown = written[number].span.of(text)
        if written[number].kind is not BlockKind.TABLE and len(shown) <= _MAX_RUNNING_HEAD:
            parts = _DIGITS.split(shown)
            if len(parts) > 1:
                alike.setdefault(tuple(parts), []).append(number)
    found: set[int] = set()
    for numbers in alike.values():
        counts = [tuple(map(int, _DIGITS.findall(written[number].span.of(text)))) for number in numbers]
        varying = [len(set(column)) > 1 for column in zip(*counts, strict=True)]
        if len(numbers) >= _RUNNING_HEAD_PAGES and sum(varying) == 1 and counts == sorted(counts):
            found.update(numbers)
    return found


def _spare_titles(text: str, written: Sequence[_Written], table: int) -> None:
    """Give a table its title back, where the titles of tables that go on over several pages are alike."""
    for number in range(table - 1, max(-1, table - 1 - _MAX_TITLES), -1):
        block = written[number]
        shown = one_line(block.span.of(text))
        if block.kind is BlockKind.TABLE or len(shown) > _MAX_RUNNING_HEAD or shown.endswith("."):
            return
        if block.kind is BlockKind.FURNITURE:
            if is_note_alone(shown):
                block.kind = BlockKind.PARAGRAPH
            elif _STATEMENT.search(shown) and not _REFERS_TO_NOTES.search(shown):
                block.kind = BlockKind.HEADING
        if written[number + 1].starts_page and number + 1 < table and block.kind is BlockKind.FURNITURE:
            return


def _lines_of(starts: Sequence[int], span: Span) -> tuple[int, int]:
    """Indices of the first and the last line of a span."""
    return max(0, bisect_right(starts, span.start) - 1), max(0, bisect_left(starts, span.end) - 1)


# -- tables ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Above:
    """What a table may take over from the one above it."""

    columns: int
    paths: tuple[tuple[str, ...], ...]
    caption: str


def _label(text: str, lines: Sequence[Line], written: Sequence[_Written]) -> tuple[Table, ...]:
    """The tables with their labels and captions; those of contents become furniture."""
    starts = [line.start for line in lines]
    furniture = {
        number
        for block in written
        if block.kind is BlockKind.FURNITURE
        for number in range(*_half_open(_lines_of(starts, block.span)))
    }
    places = [number for number, block in enumerate(written) if block.kind is BlockKind.TABLE]
    tables: list[Table] = []
    above: _Above | None = None
    standing = ""
    floor = -1
    for index, place in enumerate(places):
        block = written[place]
        first, last = _lines_of(starts, block.span)
        following = places[index + 1] if index + 1 < len(places) else None
        ceiling = _lines_of(starts, written[following].span)[0] if following is not None else len(lines)
        standing = _standing_note(text, written[places[index - 1] + 1 if index else 0 : place], standing)
        labelled = label_cells(block.cells)
        caption = caption_over(lines, furniture, first, floor)
        if (
            above is not None
            and above.columns == block.columns
            and not any(labelled.paths)
            and all(not lines[number].text or number in furniture for number in range(floor + 1, first))
        ):
            labelled = label_cells(block.cells, paths=above.paths)
            caption = caption or [above.caption]
        notes = [*(caption or _lead_in(text, written, place)), *labelled.notes]
        if not any(map(is_unit_note, notes)):
            notes += notes_beside(lines, first, last, floor, ceiling) or ([standing] if standing else [])
        joined = " ".join(dict.fromkeys(note for note in notes if note))
        table = Table(block.span, joined, labelled.cells)
        floor = last
        if lists_pages(text, table):
            block.kind = BlockKind.FURNITURE
            above = None
            continue
        tables.append(table)
        above = _Above(block.columns, labelled.paths, joined)
    return tuple(tables)


def _with_preformatted(
    text: str, written: Sequence[_Written], tables: tuple[Table, ...]
) -> tuple[tuple[Table, ...], tuple[Block, ...]]:
    """All tables and blocks; what stands preformatted on the page is laid out as plain text is."""
    blocks: list[Block] = []
    drawn: list[Table] = []
    for block in written:
        if not block.preformatted:
            blocks.append(Block(block.span, block.kind))
            continue
        start = block.span.start
        part = block.span.of(text)
        lines = split_lines(part)
        furniture = find_furniture(lines)
        found = [entry for entry in find_tables(part, lines, furniture) if not entry.contents]
        laid = lay_out(lines, furniture, [(entry.first, entry.last + 1) for entry in found])
        blocks.extend(Block(one.span.moved(start), one.kind) for one in laid)
        drawn.extend(entry.table.moved(start) for entry in found)
    return tuple(sorted([*tables, *drawn], key=lambda table: table.span.start)), tuple(blocks)


def _half_open(bounds: tuple[int, int]) -> tuple[int, int]:
    return bounds[0], bounds[1] + 1


def _standing_note(text: str, between: Sequence[_Written], standing: str) -> str:
    """The unit note that holds for all tables from here on: one that heads the notes, not a table."""
    for number, block in enumerate(between):
        if block.kind is BlockKind.TABLE:
            continue
        shown = one_line(block.span.of(text)[: 2 * _MAX_HEADING])
        if block.kind is BlockKind.HEADING and _NEW_PART.match(shown):
            standing = ""
        elif shown.startswith("(") and is_note_alone(shown) and _reaches_prose(between[number + 1 :]):
            standing = shown
    return standing


def _reaches_prose(below: Sequence[_Written]) -> bool:
    """Whether a full paragraph stands between a note and the next table."""
    return any(block.kind is BlockKind.PARAGRAPH and len(block.span) > _MAX_HEADING for block in below)


def _lead_in(text: str, written: Sequence[_Written], place: int) -> list[str]:
    """The sentence right over a table that says what is in it, as a caption for want of a title."""
    number = place - 1
    while number >= 0 and written[number].kind is BlockKind.FURNITURE:
        number -= 1
    if number < 0 or written[number].kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return []
    shown = one_line(written[number].span.of(text))
    sentence = _LAST_SENTENCE.split(shown[-2 * _MAX_LEAD_IN :])[-1]
    unlabelled = all(cell.first for cell in written[place].cells)  # as the votes on one proposal are
    leads = unlabelled or sentence.endswith(":") or _LEADS_IN.search(sentence) is not None
    return [sentence] if leads and len(sentence) <= _MAX_LEAD_IN else []
