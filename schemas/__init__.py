"""What a briefing holds: one Pydantic model per kind of filing, and the leaf they are made of."""

from pydantic import BaseModel

from summarizer.schemas.clinical_readout import (
    AdverseEvent,
    ClinicalReadout,
    Milestone,
    Result,
    Safety,
    Trial,
)
from summarizer.schemas.figure import Figure

BUILT_IN: dict[str, type[BaseModel]] = {"clinical_readout": ClinicalReadout}
"""The built-in schemas by the name that `--schema` takes."""

__all__ = [
    "BUILT_IN",
    "AdverseEvent",
    "ClinicalReadout",
    "Figure",
    "Milestone",
    "Result",
    "Safety",
    "Trial",
]
