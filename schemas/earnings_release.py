"""What a one-page briefing of an earnings release holds."""

from typing import ClassVar, Literal

from pydantic import Field

from summarizer.schemas.figure import Figure
from summarizer.schemas.financials import Balance, Basis, Measure, Payout, PeriodResults, Segment
from summarizer.schemas.part import Part


class Adjustment(Part):
    """One step from a GAAP figure to a non-GAAP one."""

    what: str = Field(description="As the reconciliation calls it: 'Stock-based compensation'.")
    amount: Figure | None = Field(None, description="What is added, or taken off.")


class Reconciliation(Part):
    """How a non-GAAP figure follows from the GAAP one."""

    words: ClassVar[tuple[str, ...]] = ("non-GAAP", "adjusted", "reconcil", "excluding", "pro forma")

    name: str = Field(description="The non-GAAP measure, as the filing calls it.")
    period: str | None = Field(None, description="The period that it is of.")
    gaap_name: str | None = Field(
        None, description="The GAAP measure that it begins with, as the filing calls it."
    )
    gaap: Figure | None = Field(None, description="That measure's figure.")
    adjustments: list[Adjustment] = Field(default_factory=list, description="In the filing's order.")
    non_gaap: Figure | None = Field(None, description="The non-GAAP measure's figure, with which it ends.")


class Guidance(Part):
    """What the company expects of one measure in a period to come."""

    words: ClassVar[tuple[str, ...]] = (
        "guidance",
        "outlook",
        "expect",
        "forecast",
        "anticipat",
        "target",
        "project",
        "estimate",
    )

    name: str = Field(description="The measure, as the filing calls it.")
    measure: Measure = Field("other", description="Which of the usual measures it is.", repr=False)
    basis: Basis = Field("not stated", description="By which rules it is given.")
    period: str | None = Field(None, description="The period it is for: 'fiscal 2026'.")
    expected: Figure | None = Field(
        None,
        description="The range with both its ends, or the value, as printed: '$4.7 billion to $4.8 billion'.",
    )
    previous: Figure | None = Field(None, description="What was expected before, if the filing says it.")
    action: Literal["first given", "raised", "lowered", "narrowed", "kept", "withdrawn", "not stated"] = (
        Field("not stated", description="What the filing says was done to it.")
    )


class EarningsRelease(Part):
    """The results of a quarter or a year, as a company announces them."""

    company: str = Field(description="The filer.")
    ticker: str | None = Field(None, description="Its ticker symbol.")
    headline: str = Field(description="The filing's main news in one sentence of your own.")
    results: list[PeriodResults] = Field(
        default_factory=list,
        description="One entry for each period that the filing reports on: the quarter first, then the "
        "year to date or the full year.",
    )
    segments: list[Segment] = Field(
        default_factory=list, description="Segments, product lines or regions, in the filing's order."
    )
    guidance: list[Guidance] = Field(
        default_factory=list, description="What the company expects; one entry for each measure and period."
    )
    cash: list[Balance] = Field(
        default_factory=list, description="Cash, debt and the cash flow: what liquidity rests on."
    )
    payouts: list[Payout] = Field(default_factory=list, description="Dividends and buy-backs.")
    reconciliations: list[Reconciliation] = Field(
        default_factory=list, description="For the non-GAAP figures of the results, from the tables."
    )
    key_points: list[str] = Field(
        default_factory=list,
        description="Three to five sentences that a busy analyst must not miss; every number in them "
        "exactly as the filing gives it.",
    )
