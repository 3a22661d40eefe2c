"""What is kept of a run: the record, the verdicts on it, and where everything came from."""

from dataclasses import dataclass, field
from typing import Generic

from summarizer.document import Document
from summarizer.engines.base import EngineInfo, T, Usage
from summarizer.findings import Absence, Check, Finding, Omission, Outcome, QuoteFinding

FORMAT = "summarizer.briefing/1"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the briefing was made from; enough to find the same source again."""

    name: str
    sha256: str
    media_type: str
    form: str
    items: tuple[str, ...]
    company: str
    characters: int

    @classmethod
    def of(cls, document: Document) -> "Provenance":
        """The provenance of `document`."""
        return cls(
            document.name,
            document.sha256,
            document.media_type,
            document.form,
            document.items,
            document.company,
            len(document.text),
        )


@dataclass(frozen=True, slots=True)
class Briefing(Generic[T]):
    """A record with the verdict on each of its numbers.

    Attributes:
        source: What it was made from.
        schema: The schema's name: "clinical_readout", or "module:Class" for a user's own.
        engine: Who filled it.
        record: The filled schema.
        numbers: One finding for each number of the record, in the record's order.
        checks: Rules of statistics and arithmetic, held against the record; notes on numbers of the source
            that disagree with their own tags.
        omitted: Prominent numbers of the source that the record leaves out.
        usage: What it cost.
        quotes: One finding for each quotation in the record's strings.
        absent: The record's empty fields: not reported by the source, or not found in it.
    """

    source: Provenance
    schema: str
    engine: EngineInfo
    record: T
    numbers: tuple[Finding, ...]
    checks: tuple[Check, ...] = ()
    omitted: tuple[Omission, ...] = ()
    usage: Usage = field(default_factory=Usage)
    quotes: tuple[QuoteFinding, ...] = ()
    absent: tuple[Absence, ...] = ()

    @property
    def flagged(self) -> tuple[Finding, ...]:
        """The numbers that the source does not bear out."""
        return tuple(finding for finding in self.numbers if not finding.status.clean)

    @property
    def flagged_quotes(self) -> tuple[QuoteFinding, ...]:
        """The quotations that are not the source's words, or not the named speaker's."""
        return tuple(finding for finding in self.quotes if not finding.status.clean)

    @property
    def clean(self) -> bool:
        """Whether every number and every quotation is borne out and no rule is broken."""
        return not (self.flagged or self.flagged_quotes) and all(
            check.status is not Outcome.FAIL for check in self.checks
        )
