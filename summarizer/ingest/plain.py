"""The reader of plain text: filings and press releases as characters and line breaks, Markdown included."""

from summarizer.document import Document
from summarizer.errors import EmptySourceError
from summarizer.ingest.layout import find_furniture, lay_out
from summarizer.ingest.lines import split_lines
from summarizer.ingest.normalise import normalise
from summarizer.ingest.tables import find_tables


def read_plain_text(original: str, *, name: str, sha256: str, media_type: str) -> Document:
    """Read a plain text into a document.

    Raises:
        EmptySourceError: Nothing in it is readable.
    """
    normal = normalise(original)
    if not any(map(str.isalnum, normal.text)):
        raise EmptySourceError(f"{name} holds no readable text; check that it is the file you meant")
    lines = split_lines(normal.text, normal.page_starts)
    furniture = find_furniture(lines)
    tables = find_tables(normal.text, lines, furniture)
    return Document(
        name=name,
        text=normal.text,
        sha256=sha256,
        media_type=media_type,
        blocks=lay_out(lines, furniture, [(found.first, found.last + 1) for found in tables]),
        tables=tuple(found.table for found in tables),
        source_map=normal.source_map,
    )
