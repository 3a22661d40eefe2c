"""The reader of plain text: filings and press releases as characters and line breaks, Markdown included."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from summarizer.document import Document
from summarizer.errors import EmptySourceError
from summarizer.ingest.assembly import assemble
from summarizer.ingest.layout import find_furniture, lay_out
from summarizer.ingest.limits import DEFAULT_LIMITS, Limits
from summarizer.ingest.lines import Line, split_lines
from summarizer.ingest.normalise import Normalised, normalise
from summarizer.ingest.print_tags import blank_tags
from summarizer.ingest.tables import find_tables


def read_plain_text(
    original: str,
    *,
    name: str,
    sha256: str,
    media_type: str,
    limits: Limits = DEFAULT_LIMITS,  # noqa: ARG001 - as all readers
) -> Document:
    """Read a plain text into a document.

    Raises:
        EmptySourceError: Nothing in it is readable.
    """
    document = read_normalised(normalise(original), name=name, sha256=sha256, media_type=media_type)
    return replace(document, original=original)


def read_tagged_text(
    original: str,
    *,
    name: str,
    sha256: str,
    media_type: str,
    limits: Limits = DEFAULT_LIMITS,  # noqa: ARG001 - as all readers
) -> Document:
    """Read a plain text of a submission, in which tags mark pages and tables.

    Raises:
        EmptySourceError: Nothing in it is readable.
    """
    untagged = blank_tags(original)
    normal = normalise(untagged.text)
    bodies = [normal.offset_of(offset) for offset in untagged.bodies]
    return read_normalised(normal, name=name, sha256=sha256, media_type=media_type, bodies=bodies)


def read_normalised(
    normal: Normalised, *, name: str, sha256: str, media_type: str, bodies: Sequence[int] = ()
) -> Document:
    """Read a text that is normalised already.

    Args:
        normal: The text.
        name: What to call it.
        sha256: Of the original bytes.
        media_type: Of the original.
        bodies: Offsets at which rows of tables are known to start.

    Raises:
        EmptySourceError: Nothing in it is readable.
    """
    if not any(map(str.isalnum, normal.text)):
        raise EmptySourceError(f"{name} holds no readable text; check that it is the file you meant")
    lines = split_lines(normal.text, normal.page_starts)
    furniture = find_furniture(lines)
    found = find_tables(normal.text, lines, furniture, _lines_at(lines, bodies))
    tables = [entry for entry in found if not entry.contents]
    contents = {number for entry in found if entry.contents for number in range(entry.first, entry.last + 1)}
    blocks = lay_out(lines, furniture | contents, [(table.first, table.last + 1) for table in tables])
    return assemble(
        normal.text,
        lines,
        blocks,
        tuple(table.table for table in tables),
        normal.source_map,
        name=name,
        sha256=sha256,
        media_type=media_type,
    )


def _lines_at(lines: Sequence[Line], offsets: Sequence[int]) -> frozenset[int]:
    """Indices of the first lines with text at or after some offsets."""
    printed = [(line.start, number) for number, line in enumerate(lines) if line.text]
    found = (bisect_left(printed, (offset, 0)) for offset in offsets)
    return frozenset(printed[index][1] for index in found if index < len(printed))
