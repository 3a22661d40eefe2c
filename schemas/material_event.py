"""What a one-page briefing of the events that a current report (Form 8-K, 6-K) announces holds."""

from typing import ClassVar, Literal

from pydantic import Field

from summarizer.schemas.figure import Figure
from summarizer.schemas.part import Part


class Term(Part):
    """One term of a contract: a name and a figure."""

    what: str = Field(description="What the figure is: 'termination fee', 'base salary', 'exchange ratio'.")
    amount: Figure | None = None


class Agreement(Part):
    """An agreement, merger, acquisition, sale or loan (Items 1.01, 1.02, 2.01, 2.03)."""

    items: ClassVar[tuple[str, ...]] = ("1.01", "1.02", "2.01", "2.03", "8.01")

    what: str = Field(description="The agreement and its aim, in a few words.")
    kind: Literal[
        "merger", "acquisition", "sale", "tender offer", "credit", "licence", "supply", "settlement", "other"
    ] = Field("other", description="What kind of agreement it is.")
    status: Literal["signed", "amended", "completed", "ended", "planned", "not stated"] = Field(
        "not stated", description="How far it has come; what is still to be closed is never 'completed'."
    )
    parties: list[str] = Field(default_factory=list, description="The others, as the filing names them.")
    date: Figure | None = Field(None, description="The day it was signed, amended, completed or ended.")
    price: Figure | None = Field(None, description="The price or the amount in all.")
    per_share: Figure | None = Field(None, description="The price for one share.")
    consideration: str | None = Field(
        None, description="What is paid with: 'cash', 'cash and stock', 'assumption of debt'."
    )
    terms: list[Term] = Field(
        default_factory=list,
        description="Other figures that matter: exchange ratio, fees, interest, maturity, earn-outs, escrow.",
    )
    conditions: list[str] = Field(
        default_factory=list, description="What has to happen before it closes, one short line each."
    )
    closing: Figure | None = Field(
        None, description="When it is expected to close, or may be ended at the latest."
    )


class OfficerChange(Part):
    """A director or officer who comes, goes or is paid anew (Item 5.02)."""

    items: ClassVar[tuple[str, ...]] = ("5.02",)

    person: str
    position: str | None = Field(None, description="The post that it is about.")
    change: Literal["appointed", "elected", "resigned", "retires", "dismissed", "died", "pay", "other"] = (
        Field(description="'pay' where only the compensation changes.")
    )
    effective: Figure | None = Field(None, description="The day it takes effect.")
    reason: str | None = Field(None, description="The reason as the filing gives it, or 'no disagreement'.")
    pay: list[Term] = Field(
        default_factory=list, description="Salary, bonus, grants, severance, each with its figure."
    )
    note: str | None = Field(None, description="What else matters, such as who follows and who was before.")


class Financing(Part):
    """Securities sold or issued, or debt taken on (Items 2.03, 3.02, 8.01)."""

    items: ClassVar[tuple[str, ...]] = ("1.01", "2.03", "3.02", "8.01")

    security: str = Field(description="What was sold, with its name: '2.75% Senior Convertible Debentures'.")
    status: Literal["done", "planned", "not stated"] = "not stated"
    date: Figure | None = Field(None, description="The day of the sale or the issue.")
    amount: Figure | None = Field(None, description="The principal, or the gross proceeds.")
    shares: Figure | None = Field(None, description="How many shares or units.")
    price: Figure | None = Field(None, description="Price, exercise price or conversion price of one share.")
    rate: Figure | None = Field(None, description="Interest or dividend rate.")
    maturity: Figure | None = Field(None, description="When it falls due.")
    purchaser: str | None = Field(None, description="Who bought, or who sold it on.")
    exemption: str | None = Field(
        None, description="The exemption from registration that is relied on: 'Section 4(a)(2)'."
    )
    use: str | None = Field(None, description="What the money is for.")
    terms: list[Term] = Field(default_factory=list, description="Other figures that matter.")


class Charge(Part):
    """An impairment, a restructuring or another charge (Items 2.05, 2.06)."""

    items: ClassVar[tuple[str, ...]] = ("2.05", "2.06")
    words: ClassVar[tuple[str, ...]] = (
        "impair",
        "restructur",
        "charge",
        "write-down",
        "write-off",
        "exit or disposal",
    )

    what: str = Field(description="What it is for.")
    kind: Literal["impairment", "restructuring", "other"] = "other"
    amount: Figure | None = Field(None, description="The charge, or its range with both ends.")
    cash: Figure | None = Field(None, description="The part of it that is paid in cash.")
    when: Figure | None = Field(None, description="The period it is booked in, or when the plan is done.")
    terms: list[Term] = Field(
        default_factory=list, description="Other figures, such as the share of the workforce."
    )


class Restatement(Part):
    """Statements that can no longer be relied on (Item 4.02), or a change of auditor (Item 4.01)."""

    items: ClassVar[tuple[str, ...]] = ("4.01", "4.02")
    words: ClassVar[tuple[str, ...]] = (
        "restat",
        "no longer be relied",
        "non-reliance",
        "accounting firm",
        "accountant",
        "auditor",
    )

    what: str = Field(description="Which statements, or which auditor.")
    reason: str | None = None
    date: Figure | None = Field(None, description="The day it was decided.")
    effects: list[Term] = Field(default_factory=list, description="By how much figures change.")


class Listing(Part):
    """A notice of delisting, a failure to meet a rule, or a move to another exchange (Item 3.01)."""

    items: ClassVar[tuple[str, ...]] = ("3.01",)
    words: ClassVar[tuple[str, ...]] = ("list", "Nasdaq", "NYSE", "exchange")

    what: str = Field(description="What happened, and which rule it is about.")
    exchange: str | None = None
    date: Figure | None = Field(None, description="The day of the notice.")
    deadline: Figure | None = Field(None, description="By when the company has to comply.")


class Vote(Part):
    """What holders decided on one proposal, or on one candidate (Item 5.07)."""

    items: ClassVar[tuple[str, ...]] = ("5.07",)
    words: ClassVar[tuple[str, ...]] = ("vote",)

    proposal: str = Field(description="The proposal in a few words, or the candidate's name.")
    outcome: Literal["approved", "rejected", "elected", "not stated"] = Field(
        "not stated", description="What the filing says came of it."
    )
    votes_for: Figure | None = None
    against: Figure | None = Field(None, description="Votes against, or withheld.")
    abstentions: Figure | None = None
    broker_non_votes: Figure | None = None


class OtherEvent(Part):
    """Anything else (Items 5.03, 7.01, 8.01 and the rest)."""

    items: ClassVar[tuple[str, ...]] = (
        "1.03",
        "1.04",
        "1.05",
        "2.04",
        "3.03",
        "5.01",
        "5.03",
        "5.04",
        "5.05",
        "5.06",
        "5.08",
        "6.01",
        "7.01",
        "8.01",
    )

    what: str = Field(description="What happened, in one plain sentence.")
    when: Figure | None = None
    status: Literal["done", "planned"] = Field(
        description="'done' only if the filing says it has happened; anything expected is 'planned'."
    )
    figures: list[Term] = Field(default_factory=list, description="The figures that matter.")


class MaterialEvent(Part):
    """What happened at a company, as it tells it in a current report."""

    company: str = Field(description="The filer.")
    ticker: str | None = Field(None, description="Its ticker symbol.")
    headline: str = Field(description="The filing's main news in one sentence of your own.")
    agreements: list[Agreement] = Field(default_factory=list)
    officers: list[OfficerChange] = Field(default_factory=list)
    financings: list[Financing] = Field(default_factory=list)
    charges: list[Charge] = Field(default_factory=list)
    restatements: list[Restatement] = Field(default_factory=list)
    listings: list[Listing] = Field(default_factory=list)
    votes: list[Vote] = Field(
        default_factory=list, description="One entry for each proposal and each candidate."
    )
    others: list[OtherEvent] = Field(default_factory=list, description="What fits none of the lists above.")
    key_points: list[str] = Field(
        default_factory=list,
        description="Two to five sentences that a busy analyst must not miss; every number in them "
        "exactly as the filing gives it.",
    )
