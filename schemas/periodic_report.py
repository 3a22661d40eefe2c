"""What a one-page briefing of an annual or quarterly report (Forms 10-K, 10-Q, 20-F) holds."""

from typing import ClassVar, Literal

from pydantic import Field

from summarizer.schemas.figure import Figure
from summarizer.schemas.financials import Balance, Payout, PeriodResults, Segment
from summarizer.schemas.part import Part


class RiskFactor(Part):
    """A risk that the report adds, changes or puts first."""

    words: ClassVar[tuple[str, ...]] = ("risk",)

    title: str = Field(description="The risk in a few words.")
    change: Literal["new", "changed", "not stated"] = Field(
        "not stated", description="'new' or 'changed' only if the filing says so."
    )
    note: str | None = Field(None, description="What makes it matter now, in one sentence.")


class LegalMatter(Part):
    """A proceeding that the company is a party to."""

    words: ClassVar[tuple[str, ...]] = ("legal", "litigation", "lawsuit", "proceeding", "claim")

    title: str = Field(description="The parties or the subject.")
    standing: str | None = Field(None, description="Where it stands, in one sentence.")
    amount: Figure | None = Field(None, description="What is claimed, accrued or settled for.")


class Controls(Part):
    """What management says of disclosure controls and internal control over financial reporting."""

    words: ClassVar[tuple[str, ...]] = ("disclosure controls", "internal control")

    disclosure: Literal["effective", "not effective", "not stated"] = Field(
        "not stated", description="Disclosure controls and procedures."
    )
    reporting: Literal["effective", "not effective", "not stated"] = Field(
        "not stated", description="Internal control over financial reporting."
    )
    weakness: str | None = Field(None, description="The material weakness, in one sentence.")


class SubsequentEvent(Part):
    """Something that happened after the end of the period."""

    words: ClassVar[tuple[str, ...]] = ("subsequent", "after the end", "since the end", "subsequently")

    what: str = Field(description="What happened, in one plain sentence.")
    when: Figure | None = None
    amount: Figure | None = None


class PeriodicReport(Part):
    """A year or a quarter of a company, as its report to the SEC tells it."""

    company: str = Field(description="The filer.")
    ticker: str | None = Field(None, description="Its ticker symbol.")
    headline: str = Field(description="The period in one sentence of your own.")
    period_end: Figure | None = Field(None, description="The last day of the period, from the cover.")
    business: str | None = Field(None, description="What the company does, in one or two plain sentences.")
    results: list[PeriodResults] = Field(
        default_factory=list,
        description="One entry for each period that the filing reports on: of a quarterly report the quarter "
        "first, then the year to date.",
    )
    segments: list[Segment] = Field(
        default_factory=list, description="Segments, product lines or regions, in the filing's order."
    )
    liquidity: list[Balance] = Field(
        default_factory=list,
        description="Cash, investments, debt, cash flow, what can still be borrowed.",
    )
    payouts: list[Payout] = Field(default_factory=list, description="Dividends and buy-backs.")
    risk_factors: list[RiskFactor] = Field(
        default_factory=list, description="New or changed ones first; at most five."
    )
    legal: list[LegalMatter] = Field(default_factory=list, description="At most five.")
    controls: Controls | None = None
    subsequent_events: list[SubsequentEvent] = Field(default_factory=list)
    key_points: list[str] = Field(
        default_factory=list,
        description="Three to five sentences that a busy analyst must not miss; every number in them "
        "exactly as the filing gives it.",
    )
