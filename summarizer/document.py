"""What a filing is once it has been read: text, its structure, and the way back to the original.

All offsets are indices into `Document.text`; all intervals are half-open.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval `[start, end)` of a text."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not an interval: [{start}, {end})")
        # As the dataclass would, but by the slots themselves: a filing has tens of thousands of spans.
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def moved(self, by: int) -> "Span":
        """The same stretch, `by` characters further on."""
        return Span(self.start + by, self.end + by)


_set_start, _set_end = vars(Span)["start"].__set__, vars(Span)["end"].__set__


class BlockKind(StrEnum):
    """What a block of text is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    TABLE = "table"
    FURNITURE = "furniture"  # page numbers, running headers, letterheads


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table; blocks are in order and never overlap.

    A paragraph that the page breaks over several lines is one block, its line breaks still in it.
    """

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table that holds text, with the headers it stands under.

    Attributes:
        span: Where its text stands, without padding.
        row: Its row, counted from 0 over all rows of the table, header rows too.
        column: Its logical column, counted from 0.
        row_header: The path that names its row, outermost first: ("Revenue", "Products").
        column_header: The path that names its column, outermost first:
            ("Three Months Ended", "June 28, 2025").
        is_header: Whether the cell is itself a header (of a row or a column).
    """

    span: Span
    row: int
    column: int
    row_header: tuple[str, ...] = ()
    column_header: tuple[str, ...] = ()
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its cells in reading order, and the words that stand over it.

    Attributes:
        span: The whole table.
        caption: Title, and notes such as "(in thousands, except per share data)", as printed;
            empty where it has none.
        cells: All cells that hold text, row by row.
    """

    span: Span
    caption: str
    cells: tuple[Cell, ...]

    def by_row(self) -> dict[int, tuple[Cell, ...]]:
        """The cells of each row that holds text, by the row's number, in reading order."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell)
        return {row: tuple(cells) for row, cells in rows.items()}

    def moved(self, by: int) -> "Table":
        """The same table, `by` characters further on."""
        cells = tuple(replace(cell, span=cell.span.moved(by)) for cell in self.cells)
        return replace(self, span=self.span.moved(by), cells=cells)


class SectionKind(StrEnum):
    """What kind of part of a filing a section is."""

    DOCUMENT = "document"  # one document of a submission; label: its type, such as "8-K", "EX-99.1"
    ITEM = "item"  # label: "7.01", "1A"
    EXHIBIT = "exhibit"  # an exhibit that stands inside the same text; label: "99.1"
    HEADING = "heading"  # any other part under a heading


@dataclass(frozen=True, slots=True)
class Section:
    """A named part of a document. Sections may nest; they are ordered by start, the outer first.

    Attributes:
        span: Its heading and its body.
        kind: Form item, exhibit, or a part under any other heading.
        label: "7.01", "99.1", "EX-99.1"; empty for a plain heading.
        title: The heading as printed, on one line.
        boilerplate: Whether it says nothing of this filing's own (safe harbour, "About the
            company", contacts, call-in numbers, signatures).
    """

    span: Span
    kind: SectionKind
    label: str
    title: str
    boilerplate: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the original a character came from.

    Attributes:
        offset: Into the decoded original; in a submission, into the document of it that `part` names, as
            EDGAR serves it; in a PDF, the number of the character on its page, in the file's own order.
        page: Counted from 1, in a submission within its document; None where the original has no pages.
        part: The document's type in its submission, "EX-99.1", with its file name where others have the same
            type; empty for a single document.
    """

    offset: int
    page: int | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown, in points (1/72 inch) from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Region:
    """Where a passage, or one line of it, stands on a page.

    Attributes:
        page: Counted from 1.
        box: Around the words.
        part: As in `Origin`.
    """

    page: int
    box: Box
    part: str = ""


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Leads from an offset of the normalised text to the original, in O(log n).

    `starts[i]` is the first normalised offset of a run of characters that were copied unchanged
    from `origins[i]` on; runs go on until the next one starts. `boxes[i]` is where the run's word stands
    on its page; `boxes` is empty where the original has no pages with places on them.
    """

    starts: tuple[int, ...] = (0,)
    origins: tuple[Origin, ...] = (Origin(0),)
    boxes: tuple[Box | None, ...] = ()

    def locate(self, offset: int) -> Origin:
        """The origin of the character at `offset`."""
        run = bisect_right(self.starts, offset) - 1
        origin = self.origins[run]
        return Origin(origin.offset + offset - self.starts[run], origin.page, origin.part)

    def regions(self, span: Span) -> tuple[Region, ...]:
        """Where the words of `span` stand on their pages, one region for each printed line."""
        if not self.boxes:
            return ()
        found: list[Region] = []
        first = max(0, bisect_right(self.starts, span.start) - 1)
        for run in range(first, bisect_left(self.starts, span.end)):
            box, origin = self.boxes[run], self.origins[run]
            if box is None or origin.page is None:
                continue
            last = found[-1] if found else None
            same_page = last is not None and (last.page, last.part) == (origin.page, origin.part)
            if last is not None and same_page and last.box.top < (box.top + box.bottom) / 2 < last.box.bottom:
                found[-1] = Region(last.page, last.box.joined(box), last.part)
            else:
                found.append(Region(origin.page, box, origin.part))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Fact:
    """What the filer itself says a stretch of text means, as tagged in inline XBRL.

    Attributes:
        span: The tagged characters, without the sign, brackets and currency that stand beside them; of
            a text that goes on elsewhere, its first part.
        concept: The tag's name, "us-gaap:Revenues".
        value: In units, with sign and scale applied: 61564000000 for "61,564" in millions, 0.324 for
            "32.4" of a percentage. None for words, and where the filer says that there is none.
        unit: "USD", "shares", "USD/shares", "pure"; empty for words.
        decimals: How many decimal places the value is good for, -6 for millions; None where it is
            exact or nothing is said.
        start: The first day of the period; None for what holds at one moment.
        end: The last day of the period, or the day of that moment; None where no time is given.
        dimensions: What the value is of, as (axis, member), in the filer's order.
    """

    span: Span
    concept: str
    value: Decimal | None = None
    unit: str = ""
    decimals: int | None = None
    start: date | None = None
    end: date | None = None
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Document:
    r"""A filing, read once; compared by identity, so that an index can be kept beside it.

    Attributes:
        name: What to call it in messages: a file name, a URL, "<text>".
        text: The normalised text all offsets refer to: line ends are "\n", control characters
            are gone, every other character is as published.
        sha256: Of the original bytes, hexadecimal.
        media_type: Of the original, such as "text/plain".
        form: "8-K", "10-Q"; empty where unknown.
        items: The form's Items in order, such as ("7.01", "9.01").
        company: The filer's name as printed; empty where unknown.
        ticker: Such as "IMGN"; empty where unknown.
        cik: The filer's number at EDGAR, ten digits, such as "0000320193"; empty where unknown.
        accession: The submission's number at EDGAR, such as "0000796343-23-000044"; empty where unknown.
        period: The date that the report is for, by the submission's header; None where unknown.
        filed: The date of filing; None where unknown.
        blocks: What stands on the page, in order.
        sections: Its named parts.
        tables: Its tables in order.
        facts: What inline XBRL tags in its visible text, ordered by start.
        source_map: The way back to the original.
        original: The decoded original that `source_map` leads into, where that is one plain text; else empty.
    """

    name: str
    text: str
    sha256: str
    media_type: str = "text/plain"
    form: str = ""
    items: tuple[str, ...] = ()
    company: str = ""
    ticker: str = ""
    cik: str = ""
    accession: str = ""
    period: date | None = None
    filed: date | None = None
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    facts: tuple[Fact, ...] = ()
    source_map: SourceMap = field(default_factory=SourceMap)
    original: str = ""

    def block_at(self, offset: int) -> Block | None:
        """The block that covers `offset`, or None between blocks."""
        index = bisect_right(self.blocks, offset, key=lambda block: block.span.start) - 1
        if index < 0 or offset >= self.blocks[index].span.end:
            return None
        return self.blocks[index]

    def sections_at(self, offset: int) -> tuple[Section, ...]:
        """The sections that cover `offset`, the outermost first."""
        return tuple(section for section in self.sections if offset in section.span)
