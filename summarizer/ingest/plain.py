"""The reader of plain text: filings and press releases as characters and line breaks, Markdown included."""

from summarizer.document import Document
from summarizer.errors import EmptySourceError
from summarizer.ingest.cover import read_cover
from summarizer.ingest.layout import find_furniture, lay_out
from summarizer.ingest.limits import DEFAULT_LIMITS, Limits
from summarizer.ingest.lines import split_lines
from summarizer.ingest.normalise import normalise
from summarizer.ingest.sections import outline
from summarizer.ingest.tables import find_tables


def read_plain_text(
    original: str,
    *,
    name: str,
    sha256: str,
    media_type: str,
    limits: Limits = DEFAULT_LIMITS,  # noqa: ARG001 - all readers are called alike
) -> Document:
    """Read a plain text into a document.

    Raises:
        EmptySourceError: Nothing in it is readable.
    """
    normal = normalise(original)
    if not any(map(str.isalnum, normal.text)):
        raise EmptySourceError(f"{name} holds no readable text; check that it is the file you meant")
    lines = split_lines(normal.text, normal.page_starts)
    furniture = find_furniture(lines)
    found = find_tables(normal.text, lines, furniture)
    tables = [entry for entry in found if not entry.contents]
    contents = {number for entry in found if entry.contents for number in range(entry.first, entry.last + 1)}
    blocks = lay_out(lines, furniture | contents, [(table.first, table.last + 1) for table in tables])
    sections = outline(normal.text, blocks, [table.table for table in tables])
    cover = read_cover(normal.text, lines, sections, [table.table for table in tables])
    return Document(
        name=name,
        text=normal.text,
        sha256=sha256,
        media_type=media_type,
        form=cover.form,
        items=cover.items,
        company=cover.company,
        ticker=cover.ticker,
        blocks=blocks,
        sections=sections,
        tables=tuple(table.table for table in tables),
        source_map=normal.source_map,
    )
