"""The risks that a report's Item 1A names in its headings, new and changed ones first as it says."""

import re
from collections.abc import Iterator
from typing import Literal

from summarizer.engines.extractive.filing import Filing
from summarizer.engines.extractive.report_parts import Part, item, parts
from summarizer.schemas import RiskFactor

Change = Literal["new", "changed", "not stated"]

_ITEM = re.compile(r"\brisk\s+factors\b", re.IGNORECASE)
_RISK = re.compile(
    r"\b(?:may|might|could|can|will|would|if|depend\w*|risks?|fail\w*|adverse\w*|harm\w*|subject\s+to"
    r"|unable|not|uncertain\w*|rel(?:y|ies)"
    r"|limited|loss(?:es)?|compet\w+|expos\w+)\b",
    re.IGNORECASE,
)
_LIKE_A_RISK = re.compile(
    r"(?!(?:In|On|Over|For|During|However|Additionally|As|These|This|Such|Since"
    r"|If)\b)(?=.{40,420}$)[A-Z].*\b(?:may|might|could|can|will|depend\w*|adverse\w*|harm\w*"
    r"|subject\s+to|unable)\b.*",
    re.DOTALL,
)
_GROUP = re.compile(
    r"(?:general\s+)?risks?\s+(?:related|relating|associated|specific)\b|^item\b|^other\s+than\b",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"\bsummary\b", re.IGNORECASE)
_NEW = re.compile(
    r"\brisk\s+factors?\b[^.]*\b(?:(?:is|are)\s+(?:also\s+)?new|(?:was|were|been)\s+added)\b"
    r"|\bnew\s+risk\s+factors?\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\brisk\s+factors?\b[^.]*\b(?:(?:has|have)\s+been|(?:is|are|was|were))\s+(?:updated|revised"
    r"|amended|restated|modified|changed)\b"
    r"|\b(?:updated|revised|amended)\s+risk\s+factors?\b",
    re.IGNORECASE,
)
_UNCHANGED = re.compile(r"\bno\s+material\s+changes?\b|\bnot\s+materially\s+changed\b", re.IGNORECASE)
_FEWEST, _LONGEST, _LONGEST_NOTE, _MOST = 6, 70, 320, 5


def find_risks(filing: Filing) -> list[RiskFactor]:
    """The first risks under headings of their own, at most five."""
    section = item(filing, _ITEM)
    if section is None:
        return []
    found = list(_risks(filing, parts(filing, section.span)))
    found = found or list(_risks(filing, parts(filing, section.span, _LIKE_A_RISK)))
    order = {"new": 0, "changed": 1, "not stated": 2}
    return sorted(found, key=lambda risk: order[risk.change])[:_MOST]


def _risks(filing: Filing, found: list[Part]) -> Iterator[RiskFactor]:
    change: Change = "not stated"
    summary = False
    for part in found:
        words = part.title.split()
        if part.title and len(words) < _FEWEST:
            summary = _SUMMARY.search(part.title) is not None
        if (
            part.title
            and not summary
            and not _GROUP.match(part.title)
            and _FEWEST <= len(words) <= _LONGEST
            and _RISK.search(part.title)
            and part.sentences
        ):
            yield RiskFactor(title=part.title.rstrip("."), change=change, note=_note(filing, part))
        for sentence in part.sentences:  # what is said before the next heading is said of it
            text = filing.flat[sentence.span.start : sentence.span.end]
            if _NEW.search(text) and not _UNCHANGED.search(text):
                change = "new"
            elif _CHANGED.search(text) and not _UNCHANGED.search(text):
                change = "changed"


def _note(filing: Filing, part: Part) -> str | None:
    first = part.sentences[0]
    return filing.line(first.span) if len(first.span) <= _LONGEST_NOTE else None


__all__ = ["find_risks"]
