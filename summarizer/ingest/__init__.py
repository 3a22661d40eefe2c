"""Sources to documents: finds out what a source is, reads it, and keeps the way back to the original."""

from summarizer.ingest.limits import DEFAULT_LIMITS, Limits
from summarizer.ingest.source import as_document, load, load_bytes, load_text, load_url

__all__ = ["DEFAULT_LIMITS", "Limits", "as_document", "load", "load_bytes", "load_text", "load_url"]
