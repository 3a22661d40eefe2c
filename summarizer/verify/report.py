"""What `check` hands back: the verdicts on a draft's numbers and quotations, and the JSON programs read."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from summarizer.document import Document
from summarizer.findings import Absence, Check, Evidence, Finding, Omission, QuoteFinding, Status, Verdicts

FORMAT = "summarizer.check/1"


@dataclass(frozen=True, slots=True)
class CheckReport(Verdicts):
    """The verdicts on a draft.

    Attributes:
        source: The source's name.
        draft: The text that was checked.
        source_document: What it was held against; the offsets of all evidence refer to it.
        numbers: One finding for each number of the draft, in the draft's order.
        omitted: Prominent numbers of the source that the draft leaves out.
        checks: Notes on numbers of the source that disagree with their own tags; where the draft was a
            briefing's record, rules of statistics and arithmetic too.
        quotes: One finding for each quotation of the draft, in the draft's order.
    """

    source: str
    draft: Document
    source_document: Document
    numbers: tuple[Finding, ...]
    omitted: tuple[Omission, ...] = ()
    checks: tuple[Check, ...] = ()
    quotes: tuple[QuoteFinding, ...] = ()

    @property
    def draft_text(self) -> str:
        """The draft as it was given, which the offsets of `numbers` and `quotes` refer to.

        Of HTML and PDF it is the text that a person sees.
        """
        return self.draft.original or self.draft.text

    @property
    def counts(self) -> dict[str, int]:
        """How many numbers got each of the five verdicts, those that none got too."""
        return counts_of(self.numbers)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values, in the shape "summarizer.check/1"."""
        return {
            "format": FORMAT,
            "source": self.source,
            "numbers": [_number_to_dict(finding) for finding in self.numbers],
            "quotes": [quote_to_dict(finding) for finding in self.quotes],
            "counts": self.counts,
            "omitted": [omission_to_dict(omission) for omission in self.omitted],
            **({"checks": [check_to_dict(check) for check in self.checks]} if self.checks else {}),
            "clean": self.clean,
        }


def _number_to_dict(finding: Finding) -> dict[str, Any]:
    path = {"path": finding.path} if finding.path else {}
    return {**path, "start": finding.start, "end": finding.end, **verdict_to_dict(finding)}


def quote_to_dict(finding: QuoteFinding) -> dict[str, Any]:
    """A finding on a quotation as JSON values."""
    return {
        **({"path": finding.path} if finding.path else {}),
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "status": finding.status.value,
        "evidence": [evidence_to_dict(evidence) for evidence in finding.evidence],
        "message": finding.message,
    }


def counts_of(findings: Iterable[Finding | QuoteFinding]) -> dict[str, int]:
    """How many of `findings` have each of the five verdicts, those that none has too."""
    counts = dict.fromkeys((status.value for status in Status), 0)
    for finding in findings:
        counts[finding.status.value] += 1
    return counts


def verdict_to_dict(finding: Finding) -> dict[str, Any]:
    """A finding as JSON values, without its place."""
    return {
        "text": finding.text,
        "value": value_to_text(finding.value),
        "unit": finding.unit,
        "status": finding.status.value,
        "evidence": [evidence_to_dict(evidence) for evidence in finding.evidence],
        "message": finding.message,
    }


def evidence_to_dict(evidence: Evidence) -> dict[str, Any]:
    """Evidence as JSON values."""
    return {"start": evidence.start, "end": evidence.end, "text": evidence.text}


def omission_to_dict(omission: Omission) -> dict[str, Any]:
    """An omission as JSON values."""
    return {
        "text": omission.text,
        "start": omission.start,
        "end": omission.end,
        "message": omission.message,
    }


def absence_to_dict(absence: Absence) -> dict[str, Any]:
    """`absence` as a JSON object."""
    return {
        "path": absence.path,
        "status": absence.status.value,
        "message": absence.message,
        "evidence": [evidence_to_dict(evidence) for evidence in absence.evidence],
    }


def check_to_dict(check: Check) -> dict[str, Any]:
    """A consistency check as JSON values."""
    return {
        "check": check.check,
        "paths": list(check.paths),
        "status": check.status.value,
        "message": check.message,
        **({"evidence": [evidence_to_dict(one) for one in check.evidence]} if check.evidence else {}),
    }


def value_to_text(value: Decimal | str) -> str:
    """A value as a plain string without an exponent: "478800000", "32.4", "2022-Q1"."""
    return format(value, "f") if isinstance(value, Decimal) else value
