"""What is refused instead of read, so that no source takes more memory or time than was agreed to."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused instead of read.

    Attributes:
        max_bytes: The largest source, unpacked where it is sent compressed.
        max_documents: The most documents of one submission, the unreadable ones counted.
        max_pages: The most pages of a PDF.
        max_seconds: The longest that fetching an address, or reading a PDF, may take.
        max_redirects: How often an address may send on to another.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_documents: int = 5_000
    max_pages: int = 2_000
    max_seconds: float = 120.0
    max_redirects: int = 5


DEFAULT_LIMITS: Final = Limits()
