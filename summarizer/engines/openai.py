"""The engine that asks a language model, at any endpoint that speaks the chat completions API.

Importing this module imports the client libraries, which takes seconds: only whoever is about to
ask a model imports it.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from summarizer import prompts
from summarizer.document import Document
from summarizer.engines.base import Draft, EngineInfo, T
from summarizer.engines.connection import connect
from summarizer.engines.corrections import Corrections, apply, places
from summarizer.engines.exchange import Endpoint, ask
from summarizer.engines.field_outline import outline
from summarizer.engines.modes import Mode, ModeMemory, Modes, Turns
from summarizer.engines.settings import DEFAULT_BASE_URL, Settings, configure
from summarizer.errors import UsageError
from summarizer.findings import Finding

TIMEOUT = 300.0
"""Seconds to wait for an answer: local models are slow."""

_MARK_LENGTH = 12


class OpenAIEngine:
    """Fills a schema by asking a language model.

    It can be used for many documents at once, and from one event loop after another as long as
    `close` is awaited in each of them.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float | None = None,
        retries: int = 4,
        validation_retries: int = 2,
        temperature: float | None = None,
        max_tokens: int | None = None,
        extra_body: Mapping[str, Any] | None = None,
        mode: str = Mode.AUTO,
        mode_memory: ModeMemory | None = None,
    ) -> None:
        """Connect nothing yet.

        Args:
            model: As the endpoint names it; None takes SUMMARIZER_MODEL.
            base_url: None takes OPENAI_BASE_URL, else OpenAI's own address.
            api_key: None takes OPENAI_API_KEY; not needed for other addresses than OpenAI's.
            timeout: Seconds to wait for one answer.
            retries: More tries of a request after a fault on the way (429, 5xx, a time-out, a
                dropped connection).
            validation_retries: More questions after an answer that does not fit the schema.
            temperature: Left to the endpoint where None; some models take no other than their own.
            max_tokens: The longest answer, in tokens; left to the endpoint where None.
            extra_body: More fields of the request's body, such as {"reasoning_effort": "low"}.
            mode: How the endpoint is told the schema: "json_schema", "tools", "json_object", "text" (by
                the prompt alone), or "auto" for the best of these that it takes.
            mode_memory: Keeps what "auto" finds out for the next engine.

        Raises:
            NotConfiguredError: The model, the key or the address is missing or cannot be right.
            UsageError: A number cannot be right.
        """
        self._settings = configure(model, base_url=base_url, api_key=api_key)
        self._timeout = TIMEOUT if timeout is None else timeout
        if retries < 0 or validation_retries < 0:
            raise UsageError("retries and validation_retries cannot be negative")
        if self._timeout <= 0 or (max_tokens is not None and max_tokens <= 0):
            raise UsageError("timeout and max_tokens must be positive")
        self._retries, self._validation_retries = retries, validation_retries
        self._options = _options(self._settings, temperature, max_tokens, extra_body)
        if mode not in list(Mode):
            raise UsageError(f"there is no mode {mode!r}; there are: {', '.join(Mode)}")
        self._modes = Modes(
            Mode(mode), base_url=self._settings.base_url, model=self._settings.model, memory=mode_memory
        )
        self._prompt = prompts.load("brief")
        self._endpoints: WeakKeyDictionary[asyncio.AbstractEventLoop, Endpoint] = WeakKeyDictionary()

    @property
    def info(self) -> EngineInfo:
        """Name, model, prompt and the mode of the last answer, for the briefing's provenance."""
        mode = self._modes.last.value if self._modes.last else ""
        return EngineInfo("openai", self._settings.model, self._prompt.label, self._prompt.sha256, mode)

    async def draft(self, document: Document, schema: type[T]) -> Draft[T]:
        """Fill `schema` from `document`.

        Raises:
            EngineError: The endpoint cannot be reached, or the model gave no answer that can be used.
            UnknownSchemaError: The schema has a field that JSON cannot express.
        """
        return await ask(self._endpoint(), schema, self._question(document, schema))

    async def repair(self, document: Document, record: T, findings: tuple[Finding, ...]) -> Draft[T] | None:
        """Ask again for the fields that `findings` flag, and take corrections of those fields alone.

        The conversation is the first one carried on, so that an endpoint which keeps prompts need
        not read the filing again.

        Returns:
            The record with those fields mended, or emptied where the filing does not give them; the
            same object where no correction could be used; None where nothing was flagged.

        Raises:
            EngineError: As for `draft`; the caller keeps the record it has.
        """
        listed = places(document, record, findings)
        if not listed:
            return None
        messages = (
            *self._question(document, type(record)),
            prompts.Message("assistant", record.model_dump_json(by_alias=True, round_trip=True)),
            *prompts.load("repair").render(places=listed),
        )
        answer = await ask(self._endpoint(), Corrections, messages)
        mended = apply(record, answer.record.corrections, [place.path for place in listed])
        return Draft(mended, answer.usage)

    async def close(self) -> None:
        """Release the connections that were opened in the running event loop."""
        endpoint = self._endpoints.pop(asyncio.get_running_loop(), None)
        if endpoint is not None:
            await endpoint.client.close()

    def _question(self, document: Document, schema: type[T]) -> tuple[prompts.Message, ...]:
        return self._prompt.render(
            fields=outline(schema), mark=fence_mark(document.text), filing=_sayable(document.text)
        )

    def _endpoint(self) -> Endpoint:
        """The connections of the running event loop: they cannot move to another one."""
        loop = asyncio.get_running_loop()
        endpoint = self._endpoints.get(loop)
        if endpoint is None:
            endpoint = Endpoint(
                connect(self._settings, self._timeout),
                self._settings,
                self._retries,
                self._validation_retries,
                self._options,
                Turns(self._modes),
                self._timeout,
            )
            self._endpoints[loop] = endpoint
        return endpoint


def fence_mark(text: str) -> str:
    """A mark for the tags around `text` that does not stand in it and that its author could not foresee."""
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    candidates = (digest[start : start + _MARK_LENGTH] for start in range(len(digest) - _MARK_LENGTH))
    return next(mark for mark in candidates if mark not in text)


def _sayable(text: str) -> str:
    """`text` without halves of surrogate pairs, which have no form in JSON."""
    return text.encode(errors="replace").decode()


def _options(
    settings: Settings,
    temperature: float | None,
    max_tokens: int | None,
    extra_body: Mapping[str, Any] | None,
) -> dict[str, Any]:
    # OpenAI's newer models know the limit by its new name alone, most other servers by its old one.
    limit = "max_completion_tokens" if settings.base_url == DEFAULT_BASE_URL else "max_tokens"
    given = {"temperature": temperature, limit: max_tokens, "extra_body": dict(extra_body or {}) or None}
    return {name: value for name, value in given.items() if value is not None}
