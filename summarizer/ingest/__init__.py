"""Sources to documents: finds out what a source is, reads it, and keeps the way back to the original."""

from summarizer.ingest.limits import DEFAULT_LIMITS, Limits
from summarizer.ingest.references import MIRROR, Filing, parse_reference
from summarizer.ingest.source import (
    as_document,
    list_edgar,
    load,
    load_bytes,
    load_edgar,
    load_text,
    load_url,
)

__all__ = [
    "DEFAULT_LIMITS",
    "MIRROR",
    "Filing",
    "Limits",
    "as_document",
    "list_edgar",
    "load",
    "load_bytes",
    "load_edgar",
    "load_text",
    "load_url",
    "parse_reference",
]
