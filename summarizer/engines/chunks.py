"""A filing cut into chunks: stretches of it that a model is shown whole or not at all.

A chunk is some paragraphs under one heading, or a table with the lines that stand over it. It never
ends within a sentence or a table row; a table that is itself too long is cut between rows, and every
piece begins with the table's headers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.document import Block, BlockKind, Document, Section, SectionKind, Span, Table
from summarizer.engines.tokens import estimate_tokens
from summarizer.numbers.sentences import split_sentences

_USUAL = 400  # tokens of a chunk; tables and long paragraphs may have more
_CAPTION = 40  # tokens of a line that belongs to the table below it
_REPEATED = 0.5  # of a piece, at most, are headers that stood before
_HEADER_ROWS = 5
_SMALLEST = 16  # tokens of a piece
_CHARACTERS = 2  # to a token, at least, where text without sentences and blanks is cut
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a document.

    Attributes:
        spans: What is shown, in this order: first the headers of a table whose later rows these are.
        path: The titles it stands under, outermost first.
        sections: The sections that cover it, outermost first.
        tokens: An estimate.
    """

    spans: tuple[Span, ...]
    path: tuple[str, ...]
    sections: tuple[Section, ...]
    tokens: int

    @property
    def span(self) -> Span:
        """The text that is this chunk's own."""
        return self.spans[-1]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph, item or table with the headings and the caption over it."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    tokens: int

    @property
    def span(self) -> Span:
        return Span(self.blocks[0].span.start, self.blocks[-1].span.end)


def cut(document: Document, most: int) -> tuple[Chunk, ...]:
    """The chunks of a document in order; together they hold all its text but the blanks between.

    Args:
        document: The filing.
        most: Tokens that a chunk may have.
    """
    usual = min(_USUAL, most)
    chunks: list[Chunk] = []
    open_: list[_Unit] = []

    def close() -> None:
        if open_:
            span = Span(open_[0].span.start, open_[-1].span.end)
            chunks.append(_chunk((span,), open_[0].sections, sum(unit.tokens for unit in open_)))
            open_.clear()

    for unit in _units(document):
        fits = sum(other.tokens for other in open_) + unit.tokens <= usual
        if open_ and not (fits and open_[0].sections == unit.sections):
            close()
        if unit.tokens > most:
            chunks += _pieces(document, unit, most)
        else:
            open_.append(unit)
    close()
    return tuple(chunks)


def path_of(sections: Sequence[Section]) -> tuple[str, ...]:
    """The titles of nested sections, outermost first, without repetitions."""
    titles: list[str] = []
    for section in sections:
        title = " ".join(section.title.split())
        if section.kind is SectionKind.DOCUMENT and section.label and section.label not in title:
            title = f"{section.label} {title}".strip()
        if title and title not in titles:
            titles.append(title)
    return tuple(titles)


def _chunk(spans: tuple[Span, ...], sections: tuple[Section, ...], tokens: int) -> Chunk:
    return Chunk(spans, path_of(sections), sections, tokens)


def _units(document: Document) -> Iterator[_Unit]:
    text = document.text
    waiting: list[Block] = []
    tokens = 0
    last: tuple[Section, ...] = ()
    for block, sections in _placed(document):
        count = estimate_tokens(block.span.of(text))
        waiting.append(block)
        tokens += count
        last = sections
        if block.kind is BlockKind.HEADING or _introduces(document, block, count):
            continue
        yield _Unit(tuple(waiting), sections, tokens)
        waiting, tokens = [], 0
    if waiting:
        yield _Unit(tuple(waiting), last, tokens)


def _placed(document: Document) -> Iterator[tuple[Block, tuple[Section, ...]]]:
    """Each block with the sections that cover its start."""
    blocks = document.blocks or (Block(Span(0, len(document.text)), BlockKind.PARAGRAPH),)
    open_: tuple[Section, ...] = ()
    following = 0
    for block in blocks:
        start = block.span.start
        new: list[Section] = []
        while following < len(document.sections) and document.sections[following].span.start <= start:
            new.append(document.sections[following])
            following += 1
        if new or any(section.span.end <= start for section in open_):
            open_ = tuple(section for section in (*open_, *new) if section.span.end > start)
        yield block, open_


def _introduces(document: Document, block: Block, tokens: int) -> bool:
    """Whether a short line is the caption of a table, or leads to what follows."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or tokens > _CAPTION:
        return False
    following = document.block_at(_next_text(document.text, block.span.end))
    if following is None:
        return False
    return following.kind is BlockKind.TABLE or document.text[block.span.end - 1] == ":"


def _next_text(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _pieces(document: Document, unit: _Unit, most: int) -> Iterator[Chunk]:
    """A unit that is too long by itself, in pieces of at most `most` tokens."""
    block = unit.blocks[-1]
    table = next((table for table in document.tables if table.span == block.span), None)
    lines = [] if table is None else list(_lines(document.text, table))
    if table is None or len(lines) <= 1:
        for span in _packed(document.text, _sentences(document.text, unit.span, most), most):
            yield _chunk((span,), unit.sections, estimate_tokens(span.of(document.text)))
        return
    header = _header(document.text, table, lines, most)
    lead = [Span(unit.span.start, block.span.start)] if len(unit.blocks) > 1 else []
    if lead and estimate_tokens(lead[0].of(document.text)) > most // 4:
        for span in _packed(document.text, _sentences(document.text, lead[0], most), most):
            yield _chunk((span,), unit.sections, estimate_tokens(span.of(document.text)))
        lead = []
    repeated = tuple(span for span in (*lead, header) if span.start < span.end)
    above = sum(estimate_tokens(span.of(document.text)) for span in repeated)
    room = max(_SMALLEST, most - above)
    rows = [
        piece for line in lines for piece in _sentences(document.text, line, room) if line.start >= header.end
    ]
    for span in _packed(document.text, rows, room):
        own = estimate_tokens(span.of(document.text))
        yield _chunk((*repeated, span), unit.sections, above + own)


def _header(text: str, table: Table, lines: Sequence[Span], most: int) -> Span:
    """The rows at the head of a table that name its columns."""
    end = table.span.start
    for line, (_, cells) in zip(lines[:_HEADER_ROWS], sorted(table.by_row().items()), strict=False):
        if not all(cell.is_header for cell in cells) or all(cell.column == 0 for cell in cells):
            break
        if estimate_tokens(text[table.span.start : line.end]) > most * _REPEATED:
            break
        end = line.end
    return Span(table.span.start, end)


def _lines(text: str, table: Table) -> Iterator[Span]:
    """The lines of a table, each from the start of a row to the start of the next."""
    first: dict[int, int] = {}
    for cell in table.cells:
        first.setdefault(cell.row, cell.span.start)
    starts = sorted(
        {max(table.span.start, text.rfind("\n", 0, start) + 1) for start in first.values()}
        | {table.span.start}
    )
    for start, end in zip(starts, [*starts[1:], table.span.end], strict=True):
        yield Span(start, end)


def _sentences(text: str, span: Span, most: int) -> Iterator[Span]:
    """The sentences of a stretch; one that is too long is cut at a blank, or where it must."""
    if estimate_tokens(span.of(text)) <= most:
        yield span
        return
    for sentence in split_sentences(text, span.start, span.end):
        if estimate_tokens(sentence.of(text)) <= most:
            yield sentence
            continue
        start, length = sentence.start, max(_SMALLEST, most * _CHARACTERS)
        while start < sentence.end:
            end = min(sentence.end, start + length)
            blanks = [match.end() for match in _BLANK.finditer(text, start + length // 2, end)]
            if end < sentence.end and blanks:
                end = blanks[-1]
            yield Span(start, end)
            start = end


def _packed(text: str, spans: Sequence[Span] | Iterator[Span], most: int) -> Iterator[Span]:
    """Spans that follow each other joined as far as `most` tokens allow."""
    start, end, tokens = -1, -1, 0
    for span in spans:
        count = estimate_tokens(span.of(text))
        if start >= 0 and tokens + count <= most:
            end, tokens = span.end, tokens + count
            continue
        if start >= 0:
            yield Span(start, end)
        start, end, tokens = span.start, span.end, count
    if start >= 0:
        yield Span(start, end)
