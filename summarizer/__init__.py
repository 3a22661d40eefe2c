"""One-page briefings of filings, and any text about one, with every number proved against its source.

::

    source = load("release.txt")
    report = check("Revenue rose 12% to $1.2 billion.", source)
    for number in report.flagged:
        print(number.start, number.end, number.status, number.message)

    briefing = summarize(source)
    briefing.record, briefing.numbers, briefing.clean

A string is always the text itself; a file is named by a `Path`.
"""

from summarizer.briefing import Briefing, Provenance, is_current
from summarizer.document import Document, Span
from summarizer.engines.answers import AnswerCache
from summarizer.engines.base import Draft, Engine, EngineInfo, Usage
from summarizer.errors import EngineError, SourceError, SummarizerError, UsageError
from summarizer.findings import Check, Evidence, Finding, Omission, Outcome, Status
from summarizer.forecast import Estimate, estimate
from summarizer.ingest import load, load_bytes, load_edgar, load_text, load_url
from summarizer.pipeline import asummarize, recheck, summarize
from summarizer.verify import CheckReport, check
from summarizer.version import __version__

__all__ = [
    "AnswerCache",
    "Briefing",
    "Check",
    "CheckReport",
    "Document",
    "Draft",
    "Engine",
    "EngineError",
    "EngineInfo",
    "Estimate",
    "Evidence",
    "Finding",
    "Omission",
    "Outcome",
    "Provenance",
    "SourceError",
    "Span",
    "Status",
    "SummarizerError",
    "Usage",
    "UsageError",
    "__version__",
    "asummarize",
    "check",
    "estimate",
    "is_current",
    "load",
    "load_bytes",
    "load_edgar",
    "load_text",
    "load_url",
    "recheck",
    "summarize",
]
