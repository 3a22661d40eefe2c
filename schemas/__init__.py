"""What a briefing holds: one Pydantic model per kind of filing, and the leaf they are made of."""

from functools import cache

from pydantic import BaseModel

from summarizer.schemas.clinical_readout import (
    AdverseEvent,
    ClinicalReadout,
    Milestone,
    Result,
    Safety,
    Trial,
)
from summarizer.schemas.composite import Composite, combine, parts_of
from summarizer.schemas.earnings_release import Adjustment, EarningsRelease, Guidance, Reconciliation
from summarizer.schemas.figure import Figure
from summarizer.schemas.financials import Balance, Line, Payout, PeriodResults, Segment
from summarizer.schemas.material_event import (
    Agreement,
    Charge,
    Financing,
    Listing,
    MaterialEvent,
    OfficerChange,
    OtherEvent,
    Restatement,
    Term,
    Vote,
)
from summarizer.schemas.part import Part
from summarizer.schemas.periodic_report import (
    Controls,
    LegalMatter,
    PeriodicReport,
    RiskFactor,
    SubsequentEvent,
)

BUILT_IN: dict[str, type[BaseModel]] = {
    "clinical_readout": ClinicalReadout,
    "earnings_release": EarningsRelease,
    "material_event": MaterialEvent,
    "periodic_report": PeriodicReport,
}
"""The built-in schemas by the name that `--schema` takes."""

JOINT = "+"
"""Stands between the names of schemas that one record holds: "earnings_release+material_event"."""


def built_in(name: str) -> type[BaseModel] | None:
    """The built-in schema of that name, or the one that several names joined by "+" make; else None."""
    if name in BUILT_IN:
        return BUILT_IN[name]
    names = name.split(JOINT)
    if len(names) < 2 or len(set(names)) < len(names) or not BUILT_IN.keys() >= set(names):
        return None
    return _joined(*names)


@cache
def _joined(*names: str) -> type[BaseModel]:
    """The schema of several names; the same class each time."""
    return combine({name: BUILT_IN[name] for name in names})


__all__ = [
    "BUILT_IN",
    "JOINT",
    "Adjustment",
    "AdverseEvent",
    "Agreement",
    "Balance",
    "Charge",
    "ClinicalReadout",
    "Composite",
    "Controls",
    "EarningsRelease",
    "Figure",
    "Financing",
    "Guidance",
    "LegalMatter",
    "Line",
    "Listing",
    "MaterialEvent",
    "Milestone",
    "OfficerChange",
    "OtherEvent",
    "Part",
    "Payout",
    "PeriodResults",
    "PeriodicReport",
    "Reconciliation",
    "Restatement",
    "Result",
    "RiskFactor",
    "Safety",
    "Segment",
    "SubsequentEvent",
    "Term",
    "Trial",
    "Vote",
    "built_in",
    "parts_of",
]
