"""The ways to tell an endpoint which schema an answer has to fit, and which of them one endpoint takes.

Endpoints differ: some enforce a schema given as the response format, some only as the parameters of
a tool, some know nothing but "any JSON object", some not even that. Which, they say when they turn
a request away. This module imports no client library.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from enum import Enum, StrEnum, auto
from typing import Any, Protocol

from pydantic import BaseModel

from summarizer.engines.strict_schema import response_format

Schema = type[BaseModel]

PATIENCE = 1.0
"""Seconds that a call waits for another one to find out which way an endpoint takes: whoever turns
a request away does so at once, and whoever takes it is not to be kept idle."""


class Mode(StrEnum):
    """How the schema of an answer is sent, as a caller chooses it."""

    AUTO = "auto"
    JSON_SCHEMA = "json_schema"
    TOOLS = "tools"
    JSON_OBJECT = "json_object"
    TEXT = "text"


class Way(StrEnum):
    """How the schema of an answer is sent, as it is told afterwards; the best way comes first."""

    STRICT = "json_schema"
    SCHEMA = "json_schema (not strict)"
    TOOLS = "tools"
    SHAPED = "json_object (with schema)"
    OBJECT = "json_object"
    TEXT = "text"

    @property
    def mode(self) -> Mode:
        """The mode that the way belongs to."""
        return Mode(self.value.partition(" ")[0])

    @property
    def carries_schema(self) -> bool:
        """Whether the endpoint is given the schema, apart from the prompt's words."""
        return self in (Way.STRICT, Way.SCHEMA, Way.TOOLS, Way.SHAPED)

    def arguments(self, schema: Schema) -> dict[str, Any]:
        """The arguments of a request that is sent in this way."""
        form = response_format(schema)
        match self:
            case Way.STRICT | Way.SCHEMA:
                return {"response_format": form.as_dict(strict=self is Way.STRICT)}
            case Way.TOOLS:
                return {
                    "tools": [
                        {"type": "function", "function": {"name": form.name, "parameters": form.schema}}
                    ],
                    "tool_choice": {"type": "function", "function": {"name": form.name}},
                }
            case Way.SHAPED:
                return {"response_format": {"type": "json_object", "schema": form.schema}}
            case Way.OBJECT:
                return {"response_format": {"type": "json_object"}}
            case Way.TEXT:
                return {}


class Refusal(Enum):
    """What an endpoint turned away when it turned a request away."""

    MODE = auto()
    """The mode, whatever the schema and its details."""
    WAY = auto()
    """This one way, whatever the schema."""
    SCHEMA = auto()
    """This schema, sent in this way."""
    GRAMMAR = auto()
    """This schema, in every way in which the endpoint is given it."""
    UNSAID = auto()
    """It may have been the way: nothing else is named."""


_ABOUT: dict[Mode, re.Pattern[str]] = {
    Mode.TOOLS: re.compile(r"(?i)\btools?\b|tool.?choice|\bfunctions?\b|function.?call|tool.?use"),
    Mode.JSON_SCHEMA: re.compile(
        r"(?i)response.?format|json.?(?:schema|object|mode)|structured.?output|\bstrict\b"
    ),
}
_ABOUT[Mode.JSON_OBJECT] = _ABOUT[Mode.JSON_SCHEMA]
_ABOUT_EITHER = re.compile(
    r"(?i)grammar|guided.?(?:json|decoding)|\bschema\b|requested parameters|unsupported type"
)
_ABOUT_GRAMMAR = re.compile(r"(?i)grammar|guided.?(?:json|decoding)")
_ABOUT_SCHEMA = re.compile(
    r"(?i)invalid (?:json.?)?schema\b(?! type)|additionalProperties|\$ref|\$defs|nesting"
    r"|\bschema (?:is|are|has|have|contains?|uses?|exceeds?|must|for|of)\b"
)
# Words that name no fault, or nothing but a fault.
_SAYS_NOTHING = re.compile(
    r"(?i)\b(?:error|bad|invalid|request|unprocessable|entity|content|internal|server|not|implemented|"
    r"unsupported|validation|failed|status|code|\d{3})\b|\W"
)


def refusal(said: str, way: Way) -> Refusal | None:
    """What an endpoint turned away, by what it said; None where it was something else than the way.

    Args:
        said: The endpoint's own words, cut to a bearable length.
        way: How the schema was sent.
    """
    if way is Way.TEXT:
        return None
    if not _SAYS_NOTHING.sub("", said.replace("_", " ")):
        return Refusal.UNSAID
    if not (_ABOUT[way.mode].search(said) or _ABOUT_EITHER.search(said)):
        return None
    if way.carries_schema and _ABOUT_GRAMMAR.search(said):
        return Refusal.GRAMMAR
    if way.carries_schema and _ABOUT_SCHEMA.search(said):
        return Refusal.SCHEMA
    detail = {Way.STRICT: r"(?i)\bstrict\b", Way.SHAPED: r"(?i)\bschema\b"}.get(way)
    return Refusal.WAY if detail and re.search(detail, said) else Refusal.MODE


class ModeMemory(Protocol):
    """Keeps what was found out about an endpoint for the next engine, or for the next process."""

    def remembered(self, base_url: str, model: str) -> str | None:
        """What `remember` was last given for this model at this address; None where that is nothing."""
        ...

    def remember(self, base_url: str, model: str, way: str) -> None:
        """Keep the name of the best way that the endpoint takes, such as "tools"."""
        ...


class Modes:
    """Which ways one model at one address takes; shared by all calls of an engine."""

    def __init__(
        self, mode: Mode = Mode.AUTO, *, base_url: str = "", model: str = "", memory: ModeMemory | None = None
    ) -> None:
        self.mode = mode
        """As the caller chose it."""
        self._ways = tuple(way for way in Way if mode in (Mode.AUTO, way.mode))
        self._key, self._memory = (base_url, model), memory
        self._refused: set[tuple[Way, Schema | None]] = set()
        self._taken: set[tuple[Way, Schema]] = set()
        self._unsure: set[Way] = set()
        self._kept = self._remembered()
        self.last: Way | None = None
        """The way of the last answer."""

    def known(self, schema: Schema) -> bool:
        """Whether it is to be expected that the next request is taken."""
        return self._kept is not None or any(self.is_taken(way, schema) for way in self._ways)

    def best(self, schema: Schema, tried: Collection[Way] = ()) -> Way | None:
        """The best way that is not known to be turned away and not in `tried`; None where none is left.

        Raises:
            UnknownSchemaError: The schema cannot be said in JSON Schema at all.
        """
        strict = response_format(schema).strict
        ways = [way for way in self._ways if (strict or way is not Way.STRICT) and way not in tried]
        first = self._ways.index(self._kept) if self._kept else 0
        likely = [way for way in ways if not self._is_refused(way, schema)]
        later = [way for way in likely if self._ways.index(way) >= first]
        return next(iter(later or likely or ([] if tried else ways)), None)

    def refuse(self, way: Way, schema: Schema, why: Refusal) -> None:
        """Keep that an endpoint turned a request away."""
        match why:
            case Refusal.MODE:
                self._refused |= {(other, None) for other in self._ways if other.mode is way.mode}
            case Refusal.WAY:
                self._refused.add((way, None))
            case Refusal.GRAMMAR:
                self._refused |= {(other, schema) for other in self._ways if other.carries_schema}
            case Refusal.SCHEMA:
                self._refused.add((way, schema))
            case Refusal.UNSAID:
                # What other schemas were sent by cannot be at fault.
                others = any(taken is way for taken, _ in self._taken)
                self._refused.add((way, schema if others else None))
        if self._kept is not None and why in (Refusal.MODE, Refusal.WAY):
            self._kept = None  # the endpoint is no longer what it was: begin with the best again

    def is_taken(self, way: Way, schema: Schema) -> bool:
        """Whether the endpoint has answered a request that was sent in this way."""
        return (way, schema) in self._taken

    def take(self, way: Way, schema: Schema, unsaid: Mapping[Way, bool] | None = None) -> None:
        """Keep that an endpoint answered.

        Args:
            way: How the schema was sent.
            schema: What was sent.
            unsaid: What it turned away before, without a reason; true where it may just have been out of
                order, which is not kept for the next engine.
        """
        self.last = way
        if (way, schema) in self._taken:
            return
        for other, broken in (unsaid or {}).items():
            self.refuse(other, schema, Refusal.UNSAID)
            if broken:
                self._unsure.add(other)
        self._taken.add((way, schema))
        if self._memory is not None:
            refused = {each for each, of in self._refused if of is None} - self._unsure
            best = next((each for each in self._ways if each not in refused), way)
            if self._kept is None or self._ways.index(best) > self._ways.index(self._kept):
                self._memory.remember(*self._key, best.value)

    def _is_refused(self, way: Way, schema: Schema) -> bool:
        return (way, None) in self._refused or (way, schema) in self._refused

    def _remembered(self) -> Way | None:
        kept = self._memory.remembered(*self._key) if self._memory is not None else None
        return Way(kept) if kept in [way.value for way in self._ways] else None


class Turns:
    """Lets one call find out how an endpoint takes a schema while those beside it wait a moment.

    It belongs to one event loop.
    """

    def __init__(self, modes: Modes) -> None:
        self.modes = modes
        self._probes: dict[Schema, asyncio.Event] = {}

    @asynccontextmanager
    async def turn(self, schema: Schema) -> AsyncIterator[None]:
        """Hold while a request is sent; waits `PATIENCE` seconds at most before it begins."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not self.modes.known(schema) and (probe := self._probes.get(schema)) is not None:
            try:
                async with asyncio.timeout_at(end):
                    await probe.wait()
            except TimeoutError:
                break
        if self.modes.known(schema) or schema in self._probes:
            yield
            return
        self._probes[schema] = mine = asyncio.Event()
        try:
            yield
        finally:  # also where the call is cancelled: the next one finds out
            del self._probes[schema]
            mine.set()
