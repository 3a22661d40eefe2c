"""What the checks say: one finding a number or quotation, each pointing at a place."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from summarizer.document import Span


class Status(StrEnum):
    """The verdict on one number."""

    SUPPORTED = "supported"  # stands in the source under a label that fits the claim
    DERIVED = "derived"  # recomputable from supported numbers; the message shows the formula
    MISATTRIBUTED = "misattributed"  # in the source, but for another metric, arm, period or unit
    CONTRADICTED = "contradicted"  # the source gives another value for this label
    UNSUPPORTED = "unsupported"  # not in the source at all

    @property
    def clean(self) -> bool:
        """Whether a reader may rely on the number."""
        return self in (Status.SUPPORTED, Status.DERIVED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters of the source that bear on a finding; `text` is verbatim."""

    span: Span
    text: str

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.span.end


class _Placed:
    """Something that may have a place in the draft, or in a record's string."""

    __slots__ = ()
    span: Span | None

    @property
    def start(self) -> int | None:
        """Where it begins in the draft, or in the record's string at `path`."""
        return None if self.span is None else self.span.start

    @property
    def end(self) -> int | None:
        """Where it ends in the draft, or in the record's string at `path`."""
        return None if self.span is None else self.span.end


@dataclass(frozen=True, slots=True)
class Finding(_Placed):
    """The verdict on one number of a record or a draft.

    Attributes:
        text: The number as claimed, with its unit.
        value: As a decimal in base units (1.2 billion is 1200000000, 32.4% is 32.4); for a date,
            a period or a time its ISO form ("2021-11-16", "2022-Q1", "08:00").
        unit: Canonical: "%", "USD", "month", "patient"; empty for a bare number.
        status: The verdict.
        evidence: What the verdict rests on, the best first.
        message: One sentence that a reader can act on.
        path: Its place in a record, such as "results[0].interval"; empty in prose.
        span: Its place in the draft, or in the record's string at `path`.
    """

    text: str
    value: Decimal | str
    unit: str
    status: Status
    evidence: tuple[Evidence, ...]
    message: str
    path: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class QuoteFinding(_Placed):
    """The verdict on one quotation of a draft, or of a record's string.

    Attributes:
        text: What stands between the quotation marks.
        status: Supported if it is the source's word for word and the source names no other speaker;
            derived if only punctuation or capitals differ; misattributed if another says it; contradicted
            if the source has it otherwise; unsupported if it has nothing like it.
        evidence: The passage of the source, then what else the verdict rests on: where a near miss
            differs, or whom the source names.
        message: One sentence that a reader can act on.
        path: Its place in a record; empty in prose.
        span: Its place in the draft, or in the record's string at `path`, without the marks.
    """

    text: str
    status: Status
    evidence: tuple[Evidence, ...]
    message: str
    path: str = ""
    span: Span | None = None


class Outcome(StrEnum):
    """How a consistency check ended."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of statistics or arithmetic, held against the numbers of a record, or of the source itself.

    Attributes:
        check: The rule's name, such as "interval-contains-estimate".
        paths: The fields it was applied to; none where it is about the source.
        status: Whether they obey it.
        message: One sentence with the numbers in it.
        evidence: The places of the source that it is about.
    """

    check: str
    paths: tuple[str, ...]
    status: Outcome
    message: str
    evidence: tuple[Evidence, ...] = ()


class Reporting(StrEnum):
    """Why a field of a record is empty."""

    NOT_REPORTED = "not reported"  # the filing does not say
    NOT_FOUND = "not found"  # nobody could tell


@dataclass(frozen=True, slots=True)
class Absence:
    """A field of a record that holds nothing, and what that means.

    Attributes:
        path: The field.
        status: Whether the filing does not report it, or it could not be found.
        message: One sentence that says how that is known.
        evidence: Where the filing speaks of it all the same, if it does.
    """

    path: str
    status: Reporting
    message: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Omission:
    """A prominent number of the source that the briefing left out."""

    span: Span
    text: str
    message: str

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.span.end


class Verdicts:
    """What was said of a draft or a record, and whether a reader may rely on it.

    Attributes:
        numbers: One finding for each number.
        quotes: One finding for each quotation.
        checks: Rules that it was held against.
    """

    __slots__ = ()
    numbers: tuple[Finding, ...]
    quotes: tuple[QuoteFinding, ...]
    checks: tuple[Check, ...]

    @property
    def flagged(self) -> tuple[Finding, ...]:
        """The numbers that the source does not bear out."""
        return tuple(finding for finding in self.numbers if not finding.status.clean)

    @property
    def flagged_quotes(self) -> tuple[QuoteFinding, ...]:
        """The quotations that are not the source's words, or not the named speaker's."""
        return tuple(finding for finding in self.quotes if not finding.status.clean)

    @property
    def broken(self) -> tuple[Check, ...]:
        """The rules that are not kept."""
        return tuple(check for check in self.checks if check.status is Outcome.FAIL)

    @property
    def clean(self) -> bool:
        """Whether every number and quotation is borne out and no rule is broken; omissions do not count."""
        return not (self.flagged or self.flagged_quotes or self.broken)
