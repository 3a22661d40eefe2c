"""The last step of every reader: from text, blocks and tables to a document with sections and a cover."""

from collections.abc import Sequence

from summarizer.document import Block, Document, Fact, SourceMap, Table
from summarizer.ingest.cover import read_cover
from summarizer.ingest.lines import Line
from summarizer.ingest.sections import outline


def assemble(
    text: str,
    lines: Sequence[Line],
    blocks: tuple[Block, ...],
    tables: tuple[Table, ...],
    source_map: SourceMap,
    *,
    name: str,
    sha256: str,
    media_type: str,
    facts: tuple[Fact, ...] = (),
) -> Document:
    """A document of what a reader has found, its sections told apart and its cover read."""
    sections = outline(text, blocks, tables)
    cover = read_cover(text, lines, sections, tables)
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
        facts=facts,
        source_map=source_map,
    )
