"""Which reader takes which kind of text.

A reader takes the characters as published and gives a document whose source map leads back into them:
`(original, *, name, sha256, media_type, limits) -> Document`. A new one is one line in `READERS`.
"""

from typing import Final, Protocol

from summarizer.document import Document
from summarizer.ingest import media
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
READERS: Final[dict[str, TextReader]] = {media.PLAIN_TEXT: read_plain_text}
# ... and what reads one that is part of a submission, where another reader knows more of it.
PART_READERS: Final[dict[str, TextReader]] = {media.PLAIN_TEXT: read_tagged_text}


def part_reader(media_type: str) -> TextReader | None:
    """The reader of a document of a submission; None where there is none yet."""
    return PART_READERS.get(media_type) or READERS.get(media_type)
