"""From a source to a briefing: read, draft, verify, repair, assemble."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, Unpack, overload

from pydantic import BaseModel

from summarizer.briefing import Briefing, Provenance
from summarizer.consistency import check_consistency
from summarizer.document import Document
from summarizer.engines.base import (
    DRAFTING_CHECKS,
    EXTRACTIVE,
    READ_WHOLE,
    Draft,
    Engine,
    EngineInfo,
    T,
    Usage,
)
from summarizer.engines.extractive import ExtractiveEngine
from summarizer.engines.question_key import one_run
from summarizer.engines.settings import ModelOptions, configure, configured_model
from summarizer.engines.strict_schema import schema_sha256
from summarizer.errors import EngineError, UsageError
from summarizer.findings import Check, Finding, Omission, Outcome, QuoteFinding, Verdicts
from summarizer.ingest import as_document
from summarizer.numbers.index import number_index
from summarizer.progress import Checking, Done, Listener, Read, Reading, Repairing, emit, heard, listening
from summarizer.selection import select_schema
from summarizer.verify import absences, verify_record

Source = str | Path | bytes | Document
"""What can be summarised or checked; a `str` is text, never a path."""


@overload
def summarize(
    source: Source,
    schema: type[T],
    model: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    engine: str | Engine | None = None,
    repairs: int = 2,
    on_progress: Listener | None = None,
    **options: Unpack[ModelOptions],
) -> Briefing[T]: ...


@overload
def summarize(
    source: Source,
    schema: str | type[BaseModel] | None = None,
    model: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    engine: str | Engine | None = None,
    repairs: int = 2,
    on_progress: Listener | None = None,
    **options: Unpack[ModelOptions],
) -> Briefing[Any]: ...


def summarize(
    source: Source,
    schema: str | type[BaseModel] | None = None,
    model: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    engine: str | Engine | None = None,
    repairs: int = 2,
    on_progress: Listener | None = None,
    **options: Unpack[ModelOptions],
) -> Briefing[Any]:
    """Brief one filing, and prove every number of the briefing against it.

    Args:
        source: The filing: text, a path, bytes, or a `Document`.
        schema: What the briefing holds: a built-in name, "module:Class", a Pydantic model, or None to
            choose by the filing.
        model: The language model; None takes SUMMARIZER_MODEL. Without either, the extractive engine
            runs, which needs no model, no key and no network.
        base_url: Of any endpoint that speaks the chat completions API; None takes OPENAI_BASE_URL.
        api_key: None takes OPENAI_API_KEY.
        engine: "extractive", "openai", an engine of your own, or None to choose by `model`.
        repairs: How often, at most, the model is asked again for the figures that were flagged.
        on_progress: Called with each event of `summarizer.progress` as it happens.
        options: How the model is asked (see `ModelOptions`): `context`, `max_tokens_per_filing`,
            `concurrency`, `prices`, `timeout`, `mode`, `cache`.

    Raises:
        UsageError: The arguments cannot be right.
        SourceError: The source cannot be read.
        EngineError: The model failed.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        pass
    else:
        raise UsageError("summarize() was called inside a running event loop; await asummarize() there")
    return asyncio.run(
        asummarize(
            source,
            schema,
            model,
            base_url=base_url,
            api_key=api_key,
            engine=engine,
            repairs=repairs,
            on_progress=on_progress,
            **options,
        )
    )


@overload
async def asummarize(
    source: Source,
    schema: type[T],
    model: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    engine: str | Engine | None = None,
    repairs: int = 2,
    on_progress: Listener | None = None,
    **options: Unpack[ModelOptions],
) -> Briefing[T]: ...


@overload
async def asummarize(
    source: Source,
    schema: str | type[BaseModel] | None = None,
    model: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    engine: str | Engine | None = None,
    repairs: int = 2,
    on_progress: Listener | None = None,
    **options: Unpack[ModelOptions],
) -> Briefing[Any]: ...


async def asummarize(
    source: Source,
    schema: str | type[BaseModel] | None = None,
    model: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    engine: str | Engine | None = None,
    repairs: int = 2,
    on_progress: Listener | None = None,
    **options: Unpack[ModelOptions],
) -> Briefing[Any]:
    """`summarize`, awaitable; an engine that is passed in stays open for the next filing."""
    with listening(on_progress), one_run():
        # Reading takes a second of a long filing: in a thread, so that the calls beside this one go on.
        document = await asyncio.to_thread(_read, source)
        name, schema_class = select_schema(schema, document)
        runner, owned = _engine(engine, model, base_url, api_key, options)
        try:
            attempt, usage, draft = await _fill(runner, document, schema_class, repairs)
        finally:
            if owned:
                await runner.close()
        kept = _Schema(name, schema_sha256(schema_class))
        info = replace(runner.info, mode=draft.mode) if draft.mode else runner.info
        briefing = _assemble(attempt, document, kept, info, usage, drafting=draft.checks)
        emit(Done(len(briefing.numbers), len(briefing.flagged)))
    return briefing


def recheck(briefing: Briefing[T], document: Document) -> Briefing[T]:
    """A kept briefing's record, verified again against a document; needs no model and no key."""
    attempt = _verify(briefing.record, document)
    kept = tuple(check for check in briefing.checks if check.check in DRAFTING_CHECKS)
    # Held against another source, the record is still made from the first one: that is no longer known.
    known = briefing.schema_sha256 if document.sha256 == briefing.source.sha256 else ""
    schema = _Schema(briefing.schema, known)
    return _assemble(attempt, document, schema, briefing.engine, briefing.usage, drafting=kept)


@dataclass(frozen=True, slots=True)
class _Schema:
    """What is kept of a schema: the name it goes by, and what tells whether it has changed."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class _Attempt(Verdicts, Generic[T]):
    """A record with all that the checks say of it."""

    record: T
    numbers: tuple[Finding, ...]
    omitted: tuple[Omission, ...]
    checks: tuple[Check, ...]
    quotes: tuple[QuoteFinding, ...]

    @property
    def faults(self) -> int:
        return len(self.flagged) + len(self.broken) + len(self.flagged_quotes)

    def is_better_than(self, other: "_Attempt[T]") -> bool:
        """Whether this one has fewer faults, and not for the price of as many numbers that were right.

        A figure that the filing does not give is rightly emptied; a sentence that goes because of one wrong
        number takes the right ones in it along, and each of these counts as much as a fault.
        """
        lost = (len(other.numbers) - len(other.flagged)) - (len(self.numbers) - len(self.flagged))
        return self.faults + max(0, lost) < other.faults


def _read(source: Source) -> Document:
    if not isinstance(source, Document):
        emit(Reading(str(source) if isinstance(source, Path) else "the text"))
    document = as_document(source)
    if heard():  # else the numbers can wait until an answer has to be checked
        numbers = len(number_index(document).quantities)
        emit(Read(document.name, len(document.text), len(document.tables), numbers))
    return document


async def _fill(
    runner: Engine, document: Document, schema: type[T], repairs: int
) -> tuple[_Attempt[T], Usage, Draft[T]]:
    """The best of what the engine drafts and mends, what all of it cost, and the first draft."""
    draft = await runner.draft(document, schema)
    # In a thread, so that the calls beside this one send and receive while it is verified.
    attempt = await asyncio.to_thread(_verify, draft.record, document)
    usage = draft.usage
    for done in range(repairs):
        if attempt.faults == 0:
            break
        emit(Repairing(len(attempt.flagged), done + 1, repairs))
        try:
            repaired = await runner.repair(document, attempt.record, attempt.flagged)
        except EngineError as error:
            usage += Usage.of(error)
            break  # what there is stays, flagged
        if repaired is None:
            break
        usage += repaired.usage
        if repaired.record is attempt.record:
            break  # the model had nothing better
        again = await asyncio.to_thread(_verify, repaired.record, document)
        if again.is_better_than(attempt):
            attempt = again
    return attempt, usage, draft


def _verify(record: T, document: Document) -> _Attempt[T]:
    emit(Checking())
    verdicts = verify_record(record, document)
    checks = (*check_consistency(record), *verdicts.notes)
    return _Attempt(record, verdicts.numbers, verdicts.omitted, checks, verdicts.quotes)


def _assemble(
    attempt: _Attempt[T],
    document: Document,
    schema: _Schema,
    engine: EngineInfo,
    usage: Usage,
    *,
    drafting: tuple[Check, ...],
) -> Briefing[T]:
    unread = any(check.check == READ_WHOLE and check.status is not Outcome.PASS for check in drafting)
    by_model = engine.name != EXTRACTIVE and not unread
    return Briefing(
        Provenance.of(document),
        schema.name,
        engine,
        attempt.record,
        attempt.numbers,
        (*drafting, *attempt.checks),
        attempt.omitted,
        usage,
        attempt.quotes,
        absences(attempt.record, document, read_by_model=by_model),
        schema.sha256,
    )


def _engine(
    engine: str | Engine | None,
    model: str | None,
    base_url: str | None,
    api_key: str | None,
    options: ModelOptions,
) -> tuple[Engine, bool]:
    """The engine to run, and whether it was made here and is to be closed here."""
    if engine is not None and not isinstance(engine, str):
        return engine, False
    if engine == "extractive" or (engine is None and configured_model(model) is None):
        return ExtractiveEngine(), True
    if engine in (None, "openai"):
        settings = configure(model, base_url=base_url, api_key=api_key)
        # The client libraries take seconds to import, so they wait until a model is really asked.
        from summarizer.engines.openai import OpenAIEngine  # noqa: PLC0415

        address, key = settings.base_url, settings.api_key
        return OpenAIEngine(settings.model, base_url=address, api_key=key, **options), True
    raise UsageError(f"there is no engine {engine!r}; there are: extractive, openai")
