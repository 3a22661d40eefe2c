"""What an engine is: something that fills a schema from a document."""

from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from summarizer.document import Document
from summarizer.errors import EngineError
from summarizer.findings import Check, Finding

T = TypeVar("T", bound=BaseModel)

EXTRACTIVE = "extractive"
"""The name of the engine that asks no model."""

PARTS_AGREE = "parts-agree"
"""The check that says where parts of a filing, read apart, gave different values."""

READ_WHOLE = "read-whole"
"""The check that says which sections of a filing were not read, and why."""

PARTS_JOINED = "parts-joined"
"""The check that says what a list of sentences from several parts had no room for."""

DRAFTING_CHECKS = frozenset({PARTS_AGREE, PARTS_JOINED, READ_WHOLE})
"""Checks that only whoever drafted could make: they are kept when a record is verified again."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What drafting cost, summed over every request, failed attempts too.

    Attributes:
        requests: Requests that were sent.
        prompt_tokens: As the endpoint counted them.
        completion_tokens: As the endpoint counted them.
        seconds: Wall time.
        cost_usd: In US dollars; None where the price is not known.
        cached_tokens: Those of the prompt that the endpoint had kept from an earlier request.
        cached: Answers that were taken from the cache, without a request.
    """

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    cost_usd: float | None = None
    cached_tokens: int = 0
    cached: int = 0

    @classmethod
    def of(cls, error: EngineError) -> "Usage":
        """What an attempt that failed has cost; nothing where the error does not say."""
        return error.usage if isinstance(error.usage, cls) else cls()

    def __add__(self, other: "Usage") -> "Usage":
        costs = [usage.cost_usd for usage in (self, other) if usage.requests]
        known = [cost for cost in costs if cost is not None]
        return Usage(
            self.requests + other.requests,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.seconds + other.seconds,
            sum(known) if known and len(known) == len(costs) else None,
            self.cached_tokens + other.cached_tokens,
            self.cached + other.cached,
        )


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Who filled the record: enough to tell whether another run would have done the same.

    Attributes:
        name: "extractive" or "openai".
        model: As the endpoint names it; empty for the extractive engine.
        prompt: Name and version of the prompt, such as "brief/1"; empty without one.
        prompt_sha256: Of the template's bytes; empty without one.
        mode: How the endpoint was told the schema, such as "json_schema", "json_schema (not strict)" or
            "tools"; empty where that is not known, and for the extractive engine.
        version: Of the engine: this package's, for the engines in it.
        setup_sha256: Of all else that shapes its answers: the address, the options, the other prompts;
            empty where there is nothing else.
    """

    name: str
    model: str = ""
    prompt: str = ""
    prompt_sha256: str = ""
    mode: str = ""
    version: str = ""
    setup_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Draft(Generic[T]):
    """A filled record that nobody has checked yet.

    Attributes:
        record: The filled schema.
        usage: What it cost.
        checks: What only the drafting could tell (see `DRAFTING_CHECKS`).
        mode: As in `EngineInfo`, for this record; empty where the engine's own holds.
        saved: Tokens that the answer cost when it was given, where it was taken from the cache now: whoever
            keeps to a budget counts them, so that a run goes the same way twice.
    """

    record: T
    usage: Usage = field(default_factory=Usage)
    checks: tuple[Check, ...] = ()
    mode: str = ""
    saved: int = 0


class Engine(Protocol):
    """Fills a schema from a document.

    An engine may be used for many documents at once; what it keeps of one goes with that one.
    """

    @property
    def info(self) -> EngineInfo:
        """Name, model and prompt, for the briefing's provenance."""
        ...

    async def draft(self, document: Document, schema: type[T]) -> Draft[T]:
        """Fill `schema` from `document`.

        Raises:
            EngineError: The model failed; the message says how.
        """
        ...

    async def repair(self, document: Document, record: T, findings: tuple[Finding, ...]) -> Draft[T] | None:
        """Ask again for the fields that `findings` name, and only for those.

        Returns:
            The record with those fields replaced, and the usage of this round alone; None where the
            engine has nothing better to offer.

        Raises:
            EngineError: The model failed; the caller keeps the record it has.
        """
        ...

    async def close(self) -> None:
        """Release connections."""
        ...
