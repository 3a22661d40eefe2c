"""The parts that an earnings release and a periodic report have in common."""

from typing import ClassVar, Literal

from pydantic import Field

from summarizer.schemas.figure import Figure
from summarizer.schemas.part import Part

Measure = Literal[
    "revenue",
    "net interest income",
    "comparable sales",
    "gross profit",
    "gross margin",
    "operating expenses",
    "operating income",
    "operating margin",
    "EBITDA",
    "pre-tax income",
    "income tax",
    "net income",
    "EPS basic",
    "EPS diluted",
    "operating cash flow",
    "free cash flow",
    "other",
]
"""What a line is, whatever the filer calls it."""

Basis = Literal["GAAP", "non-GAAP", "not stated"]
"""By which rules a figure was made; "not stated" for one that is no accounting figure."""


class Line(Part):
    """One measure, in the period that it stands under and in the one it is held against."""

    name: str = Field(description="As the filing calls it: 'Net sales', 'Non-GAAP diluted EPS'.")
    measure: Measure = Field("other", description="Which of the usual measures it is.", repr=False)
    basis: Basis = Field(
        "not stated",
        description="'non-GAAP' for whatever the filing adjusts, excludes from or calls non-GAAP; never "
        "both in one entry.",
    )
    value: Figure | None = Field(None, description="Its value in the period.")
    prior: Figure | None = Field(None, description="Its value in the prior period.")
    change: Figure | None = Field(
        None, description="The change between the two as the filing states it; never worked out."
    )


class PeriodResults(Part):
    """The results of one period."""

    period: str = Field(
        description="As the filing names it, with its end: 'three months ended June 28, 2025'."
    )
    prior_period: str | None = Field(
        None, description="The period it is held against: 'three months ended June 29, 2024'."
    )
    lines: list[Line] = Field(
        default_factory=list,
        title="Measure",
        description="Revenue first, then margins, operating income, net income, earnings per share; GAAP "
        "before non-GAAP; no more than a reader of one page needs.",
    )


class Segment(Part):
    """What one segment, product line or region brought in."""

    words: ClassVar[tuple[str, ...]] = ("segment", "region", "geograph", "product", "service", "division")

    name: str = Field(description="As the filing calls it.")
    period: str | None = Field(None, description="The period of its figures.")
    prior_period: str | None = Field(None, description="The period that `prior_revenue` is of.")
    revenue: Figure | None = Field(None, description="Its revenue in the period.")
    prior_revenue: Figure | None = Field(None, description="Its revenue in the prior period.")
    revenue_change: Figure | None = Field(
        None, description="The change in its revenue as the filing states it; never worked out."
    )
    operating_income: Figure | None = Field(None, description="Its operating income or profit in the period.")


class Balance(Part):
    """One amount of cash, debt or another balance, or one flow of cash."""

    name: str = Field(
        description="As the filing calls it: 'Cash and cash equivalents', 'Net cash provided by operating "
        "activities', 'Term loan'."
    )
    as_of: str | None = Field(None, description="The day, or for a flow the period, that it is of.")
    prior_as_of: str | None = Field(None, description="The day or period that `prior` is of.")
    value: Figure | None = Field(None, description="The amount.")
    prior: Figure | None = Field(None, description="The amount it is held against.")


class Payout(Part):
    """A dividend, or shares that the company bought back or may buy back."""

    words: ClassVar[tuple[str, ...]] = (
        "dividend",
        "repurchase",
        "buyback",
        "buy-back",
        "buy back",
        "bought back",
        "distribution",
    )

    kind: Literal["dividend", "buy-back"]
    what: str = Field(description="In a few words: 'quarterly dividend', 'repurchases in the quarter'.")
    status: Literal["done", "planned"] = Field(
        description="'done' for what was paid or bought; what is declared, authorized or left is 'planned'."
    )
    amount: Figure | None = Field(None, description="The money in all.")
    per_share: Figure | None = Field(None, description="The dividend per share, or the price paid per share.")
    shares: Figure | None = Field(None, description="How many shares.")
    when: Figure | None = Field(None, description="The day it is paid, or the period it was bought in.")
