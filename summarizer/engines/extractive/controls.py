"""What management says of disclosure controls and of internal control over financial reporting."""

import re
from typing import Literal

from summarizer.engines.extractive.filing import Filing
from summarizer.engines.extractive.report_parts import item, sentences_in
from summarizer.schemas import Controls

Verdict = Literal["effective", "not effective", "not stated"]

_ITEM = re.compile(r"\bcontrols?\s+and\s+procedures?\b", re.IGNORECASE)
_DISCLOSURE = re.compile(r"\bdisclosure\s+controls\b", re.IGNORECASE)
_REPORTING = re.compile(r"\binternal\s+controls?\s+over\s+financial\s+reporting\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|in)\s*effective\b|\bineffective\b|\bnot\s+\w+\s+effective\b", re.IGNORECASE)
_EFFECTIVE = re.compile(
    r"\b(?:was|were|is|are|maintained)\s+(?:,?\s*(?:in\s+all\s+material\s+respects|also"
    r"|operating)\s*,?\s*)?effective\b"
    r"|\bmaintained,?\s+in\s+all\s+material\s+respects,?\s+effective\b|\bconcluded\b[^.]*\beffective\b",
    re.IGNORECASE,
)
_NO_VERDICT = re.compile(
    r"\bchanges?\s+in\s+(?:our\s+|its\s+)?internal\s+control|\bno\s+changes?\b"
    r"|\bdesigned\s+to\b(?![^.]*\bconclud)|\bprojections?\b"
    r"|\bcan\s+provide\s+only\b|\breport\s+(?:does\s+not|of\s+independent)"
    r"|\bevaluat\w+\s+the\s+effectiveness\b(?![^.]*\bconclud)",
    re.IGNORECASE,
)
_WEAKNESS = re.compile(r"\bmaterial\s+weakness(?:es)?\b", re.IGNORECASE)
_DEFINED = re.compile(
    r"\bis\s+a\s+(?:deficiency|control\s+deficiency)|\bif\s+(?:we|one)\b|\bcould\b|\bno\s+material\b"
    r"|\baudit\b",
    re.IGNORECASE,
)
_LONGEST = 420  # characters of a sentence that is shown


def find_controls(filing: Filing) -> Controls | None:
    """The verdicts that the Item on controls gives; None where there is no such Item."""
    section = item(filing, _ITEM)
    if section is None:
        return None
    disclosure: Verdict = "not stated"
    reporting: Verdict = "not stated"
    weakness: str | None = None
    for sentence in sentences_in(filing, section.span):
        text = filing.flat[sentence.span.start : sentence.span.end]
        if sentence.is_heading:
            continue
        if (
            weakness is None
            and _WEAKNESS.search(text)
            and not _DEFINED.search(text)
            and len(text) <= _LONGEST
        ):
            weakness = filing.line(sentence.span)
        verdict = _verdict(text)
        if verdict == "not stated":
            continue
        first = _first(text)
        if first == "disclosure" and disclosure == "not stated":
            disclosure = verdict
        elif first == "reporting" and reporting == "not stated":
            reporting = verdict
    if "effective" in (disclosure, reporting) and "not effective" not in (disclosure, reporting):
        weakness = None  # one that has been put right
    if (disclosure, reporting, weakness) == ("not stated", "not stated", None):
        return None
    return Controls(disclosure=disclosure, reporting=reporting, weakness=weakness)


def _verdict(text: str) -> Verdict:
    if _NO_VERDICT.search(text):
        return "not stated"
    if _NOT.search(text):
        return "not effective"
    return "effective" if _EFFECTIVE.search(text) else "not stated"


def _first(text: str) -> str:
    """Which of the two a sentence speaks of, by what it names first."""
    one, two = _DISCLOSURE.search(text), _REPORTING.search(text)
    if one is not None and (two is None or one.start() < two.start()):
        return "disclosure"
    return "reporting" if two is not None else ""


__all__ = ["find_controls"]
