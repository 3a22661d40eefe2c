"""Which reader takes which kind of text.

A reader takes the characters as published and gives a document whose source map leads back into them:
`(original, *, name, sha256, media_type, limits) -> Document`. A new one is one line in `READERS`.
"""

from importlib import import_module
from typing import Any, Final, Protocol

from summarizer.document import Document
from summarizer.ingest import media
from summarizer.ingest.html import read_html
from summarizer.ingest.limits import Limits
from summarizer.ingest.plain import read_plain_text, read_tagged_text


class TextReader(Protocol):
    """Reads a text of one kind."""

    def __call__(self, original: str, *, name: str, sha256: str, media_type: str, limits: Limits) -> Document:
        """Read `original` into a document.

        Raises:
            SourceError: It cannot be read.
        """
        ...


# By media type: what reads a text that comes alone ...
READERS: Final[dict[str, TextReader]] = {media.PLAIN_TEXT: read_plain_text, media.HTML: read_html}
# ... and what reads one that is part of a submission, where another reader knows more of it.
PART_READERS: Final[dict[str, TextReader]] = {media.PLAIN_TEXT: read_tagged_text}

# What reads bytes that are no text, by module and name. This is the one place where modules are imported on
# demand: a library that few sources need (PDFium takes 60 ms to load) is loaded with the first of them.
_ON_DEMAND: Final = {media.PDF: ("summarizer.ingest.pdf", "read_pdf")}


class ByteReader(Protocol):
    """Reads bytes of one kind."""

    def __call__(self, data: bytes, *, name: str, sha256: str, media_type: str, limits: Limits) -> Document:
        """Read `data` into a document.

        Raises:
            SourceError: They cannot be read.
        """
        ...


def byte_reader(media_type: str) -> ByteReader | None:
    """The reader of bytes that are no text; None where there is none."""
    return on_demand(*_ON_DEMAND[media_type]) if media_type in _ON_DEMAND else None


def on_demand(module: str, name: str) -> Any:
    """Something of a module that is imported with its first use."""
    return getattr(import_module(module), name)


def part_reader(media_type: str) -> TextReader | None:
    """The reader of a document of a submission; None where there is none yet."""
    return PART_READERS.get(media_type) or READERS.get(media_type)
