"""What is refused instead of read, so that no source takes more memory or time than was agreed to."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused instead of read.

    Attributes:
        max_bytes: The largest source, unpacked where it is sent compressed.
        max_numbers: How many numbers in digits a plain text may hold. Long annual reports hold some tens of
            thousands; what holds more than this is no report, and to index it would take minutes.
        max_tags: The most tags of an HTML page, and the most entities; the longest annual reports have a few
            hundred thousand.
        max_depth: How deep the elements of an HTML page may nest.
        max_cells: The most cells of all tables of an HTML page, and the most places of one table's grid
            once cells that span rows and columns are spread over it.
        max_documents: The most documents of one submission, the unreadable ones counted.
        max_pages: The most pages of a PDF.
        max_seconds: The longest that fetching an address, or reading a PDF, may take.
        max_redirects: How often an address may send on to another.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_numbers: int = 300_000
    max_tags: int = 1_000_000
    max_depth: int = 10_000
    max_cells: int = 1_000_000
    max_documents: int = 5_000
    max_pages: int = 2_000
    max_seconds: float = 120.0
    max_redirects: int = 5


DEFAULT_LIMITS: Final = Limits()
