"""What a one-page briefing of a clinical-trial readout holds."""

from typing import ClassVar, Literal

from pydantic import Field

from summarizer.schemas.figure import Figure
from summarizer.schemas.part import Part


class Trial(Part):
    """One trial the filing reports on."""

    name: str = Field(description="Name or acronym of the trial, such as 'SORAYA'.")
    design: str | None = Field(
        None, description="Phase, arms, blinding, comparator, line of treatment, in a few words."
    )
    enrolled: Figure | None = Field(None, description="Patients enrolled or randomized.")
    follow_up: Figure | None = Field(None, description="Median follow-up time.")
    data_cutoff: Figure | None = Field(None, description="Date of the data cut-off.")
    prior_therapy: list[Figure] = Field(
        default_factory=list,
        description="Figures on the treatment that patients had before the trial: lines of therapy, and the "
        "share who had a certain drug.",
    )


class Result(Part):
    """One efficacy result: an endpoint in one population as judged by one assessor."""

    endpoint: str = Field(description="Name of the endpoint, such as 'objective response rate'.")
    arm: str | None = Field(None, description="Arm, dose or comparator, where the trial has several.")
    population: str | None = Field(None, description="Subgroup or analysis set, where it is not everyone.")
    assessor: str | None = Field(
        None, description="Who judged it, such as 'investigator' or 'blinded independent central review'."
    )
    role: Literal["primary", "secondary", "exploratory", "not stated"] = Field(
        "not stated", description="What the filing calls the endpoint."
    )
    status: Literal["met", "not met", "not stated"] = Field(
        "not stated", description="Whether the filing says that the endpoint was met."
    )
    estimate: Figure | None = Field(None, description="The point estimate.")
    interval: Figure | None = Field(
        None, description="Both bounds of its confidence interval, as printed between the brackets."
    )
    p_value: Figure | None = Field(None, description="Its p-value.")
    note: str | None = Field(None, description="What else belongs to it, such as the complete responses.")


class AdverseEvent(Part):
    """How often one adverse event occurred."""

    event: str = Field(description="Name of the event, such as 'nausea'.")
    any_grade: Figure | None = Field(None, description="Share of patients with the event at any grade.")
    grade3_plus: Figure | None = Field(
        None, description="Share of patients with the event at grade 3 or higher."
    )


class Safety(Part):
    """What the filing says on safety and tolerability."""

    words: ClassVar[tuple[str, ...]] = ("safe", "adverse", "tolera", "toxicit")

    adverse_events: list[AdverseEvent] = Field(default_factory=list)
    dose_reductions: Figure | None = Field(None, description="Share of patients whose dose was reduced.")
    dose_delays: Figure | None = Field(None, description="Share of patients whose dose was delayed.")
    discontinuations: Figure | None = Field(
        None, description="Share of patients who discontinued because of adverse events."
    )
    note: str | None = Field(None, description="The filing's own words on tolerability, in one sentence.")


class Milestone(Part):
    """A step the company has taken or plans."""

    what: str = Field(description="The step, with the filing's own hedge: 'expects to submit the BLA'.")
    when: Figure | None = Field(None, description="Its date or period.")
    status: Literal["done", "planned"] = Field(
        description="'done' only if the filing says it has happened; anything expected is 'planned'."
    )


class ClinicalReadout(Part):
    """The results of a clinical trial, as a company announces them."""

    company: str = Field(description="The filer.")
    ticker: str | None = Field(None, description="Its ticker symbol.")
    headline: str = Field(description="The filing's main news in one sentence of your own.")
    drug: str | None = Field(None, description="The drug, with its generic or code name.")
    indication: str | None = Field(None, description="The disease and the line of treatment.")
    trials: list[Trial] = Field(default_factory=list)
    results: list[Result] = Field(
        default_factory=list,
        description="One entry for each endpoint, assessor, arm and population; the primary endpoint first.",
    )
    safety: Safety | None = None
    milestones: list[Milestone] = Field(default_factory=list)
    key_points: list[str] = Field(
        default_factory=list,
        description="Three to five sentences that a busy analyst must not miss; every number in them "
        "exactly as the filing gives it.",
    )
