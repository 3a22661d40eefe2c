"""The engine without a model: it fills a schema by finding the numbers whose labels fit its fields.

Deterministic, with no key and no network. It reads the same index of the filing's numbers that the
verifier reads, copies characters and never makes any, and leaves empty what it cannot tell.
"""

import asyncio
import time
from collections.abc import Callable

from pydantic import BaseModel

from summarizer.document import Document
from summarizer.engines.base import EXTRACTIVE, Draft, EngineInfo, T, Usage
from summarizer.engines.extractive.clinical import fill_clinical_readout
from summarizer.engines.extractive.earnings import fill_earnings_release
from summarizer.engines.extractive.events import fill_material_event
from summarizer.engines.extractive.filing import Filing
from summarizer.engines.extractive.generic import fill_by_fields
from summarizer.engines.extractive.periodic import fill_periodic_report
from summarizer.findings import Finding
from summarizer.schemas import (
    ClinicalReadout,
    Composite,
    EarningsRelease,
    MaterialEvent,
    PeriodicReport,
    parts_of,
)
from summarizer.version import __version__

Filler = Callable[[Filing], BaseModel]
"""Fills one built-in schema from a filing; what it cannot find it leaves empty."""

FILLERS: dict[type[BaseModel], Filler] = {
    ClinicalReadout: fill_clinical_readout,
    EarningsRelease: fill_earnings_release,
    PeriodicReport: fill_periodic_report,
    MaterialEvent: fill_material_event,
}
"""The schemas that have rules of their own; any other one is filled by its fields' names and types."""


def fill(filing: Filing, schema: type[T]) -> T:
    """The record, by the schema's own rules where it has some; of a composite, part by part.

    Raises:
        InvalidAnswerError: The schema requires a field that only a language model can fill.
    """
    if issubclass(schema, Composite):
        parts = {name: fill(filing, part) for name, part in parts_of(schema).items()}
        return schema.model_validate(parts)
    filler = FILLERS.get(schema)
    record = fill_by_fields(filing, schema) if filler is None else filler(filing)
    if not isinstance(record, schema):
        raise TypeError(f"the filler of {schema.__name__} made a {type(record).__name__}")
    return record


class ExtractiveEngine:
    """Fills a schema from a document by rules, without a language model."""

    @property
    def info(self) -> EngineInfo:
        """The engine's name and version; it has no model and no prompt."""
        return EngineInfo(EXTRACTIVE, version=__version__)

    async def draft(self, document: Document, schema: type[T]) -> Draft[T]:
        """Fill `schema` from `document`.

        Raises:
            InvalidAnswerError: The schema requires a field that only a language model can fill.
        """
        start = time.perf_counter()
        # In a thread, so that the calls beside this one go on.
        record = await asyncio.to_thread(lambda: fill(Filing(document), schema))
        return Draft(record, Usage(seconds=time.perf_counter() - start))

    async def repair(self, document: Document, record: T, findings: tuple[Finding, ...]) -> Draft[T] | None:  # noqa: ARG002
        """None: the same rules would give the same answer."""
        return None

    async def close(self) -> None:
        """Nothing to release."""


__all__ = ["FILLERS", "ExtractiveEngine", "Filler", "fill"]
