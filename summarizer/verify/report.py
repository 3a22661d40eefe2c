"""What `check` hands back: the verdict on every number of a draft, and the JSON that programs read."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from summarizer.document import Document
from summarizer.findings import Evidence, Finding, Omission, Status

FORMAT = "summarizer.check/1"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The verdicts on a draft.

    Attributes:
        source: The source's name.
        draft: The text that was checked; the offsets of `numbers` refer to it.
        source_document: What it was held against; the offsets of all evidence refer to it.
        numbers: One finding for each number of the draft, in the draft's order.
        omitted: Prominent numbers of the source that the draft leaves out.
    """

    source: str
    draft: Document
    source_document: Document
    numbers: tuple[Finding, ...]
    omitted: tuple[Omission, ...] = ()

    @property
    def flagged(self) -> tuple[Finding, ...]:
        """The numbers that the source does not bear out."""
        return tuple(finding for finding in self.numbers if not finding.status.clean)

    @property
    def clean(self) -> bool:
        """Whether no number is flagged; what the draft leaves out does not count."""
        return all(finding.status.clean for finding in self.numbers)

    @property
    def counts(self) -> dict[str, int]:
        """How many numbers got each of the five verdicts, those that none got too."""
        counts = dict.fromkeys((status.value for status in Status), 0)
        for finding in self.numbers:
            counts[finding.status.value] += 1
        return counts

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values, in the shape "summarizer.check/1"."""
        return {
            "format": FORMAT,
            "source": self.source,
            "numbers": [
                {"start": finding.start, "end": finding.end, **verdict_to_dict(finding)}
                for finding in self.numbers
            ],
            "counts": self.counts,
            "omitted": [omission_to_dict(omission) for omission in self.omitted],
            "clean": self.clean,
        }


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


def value_to_text(value: Decimal | str) -> str:
    """A value as a plain string without an exponent: "478800000", "32.4", "2022-Q1"."""
    return format(value, "f") if isinstance(value, Decimal) else value
