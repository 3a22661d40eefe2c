"""The engine that asks a language model, at any endpoint that speaks the chat completions API.

Importing this module imports the client libraries, which takes seconds: only whoever is about to
ask a model imports it.
"""

import asyncio
import hashlib
import json
import math
from collections.abc import Mapping
from os import PathLike
from typing import Any
from weakref import WeakKeyDictionary

from pydantic import BaseModel

from summarizer import prompts
from summarizer.document import Document
from summarizer.engines.answers import AnswerCache
from summarizer.engines.asking import Asker, limit_name
from summarizer.engines.base import Draft, EngineInfo, T
from summarizer.engines.connection import connect
from summarizer.engines.drafting import CONCURRENCY, Drafting
from summarizer.engines.exchange import Endpoint
from summarizer.engines.mending import Mending
from summarizer.engines.modes import Mode, ModeMemory, Modes, Turns
from summarizer.engines.prices import load_prices
from summarizer.engines.question import PROMPT, room_for
from summarizer.engines.settings import Settings, configure
from summarizer.engines.spending import Context, Ledger
from summarizer.errors import UsageError
from summarizer.findings import Finding
from summarizer.version import __version__

TIMEOUT = 300.0
"""Seconds to wait for an answer: local models are slow."""


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
        context: int | None = None,
        max_tokens_per_filing: int | None = None,
        concurrency: int = CONCURRENCY,
        prices: str | PathLike[str] | None = None,
        cache: AnswerCache | bool | None = None,
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
            mode_memory: Keeps what "auto" finds out for the next engine; the cache does if there is one.
            context: Tokens that the model takes at once, prompt and answer together. Where None, it is
                128,000 at OpenAI's address; of other endpoints it is learned when they refuse a request.
            max_tokens_per_filing: Tokens that one filing may cost, prompts and answers, repairs included.
                What is least useful for the schema is not read then, and the draft says so.
            concurrency: Parts of one filing that are asked at the same time.
            prices: A file with the user's own prices (see `prices`); None takes SUMMARIZER_PRICES.
            cache: Where answers are kept, so that the same question is not asked twice; True takes
                `AnswerCache()`, the file of this user. One that is passed in stays open.

        Raises:
            NotConfiguredError: The model, the key or the address is missing or cannot be right.
            UsageError: A number cannot be right.
        """
        self._settings = configure(model, base_url=base_url, api_key=api_key)
        self._timeout = TIMEOUT if timeout is None else timeout
        if retries < 0 or validation_retries < 0:
            raise UsageError("retries and validation_retries cannot be negative")
        if not 0 < self._timeout < math.inf or (max_tokens is not None and max_tokens <= 0):
            raise UsageError("timeout and max_tokens must be positive")
        if concurrency < 1 or any(
            limit is not None and limit < 1 for limit in (context, max_tokens_per_filing)
        ):
            raise UsageError("context, max_tokens_per_filing and concurrency must be positive")
        self._retries, self._validation_retries = retries, validation_retries
        self._options = _options(self._settings, temperature, max_tokens, extra_body)
        self._answers = AnswerCache() if cache is True else cache or None
        self._owns_answers = cache is True
        if mode not in list(Mode):
            raise UsageError(f"there is no mode {mode!r}; there are: {', '.join(Mode)}")
        self._modes = Modes(
            Mode(mode),
            base_url=self._settings.base_url,
            model=self._settings.model,
            memory=mode_memory or self._answers,
        )
        self._told, self._context = context, Context(context, self._settings.base_url)
        self._budget, self._concurrency, self._most_answer = max_tokens_per_filing, concurrency, max_tokens
        self._prices = load_prices(prices)
        # What a filing has cost is of use to its repairs alone, and goes with the filing.
        self._ledgers: WeakKeyDictionary[Document, dict[type[BaseModel], Ledger]] = WeakKeyDictionary()
        self._endpoints: WeakKeyDictionary[asyncio.AbstractEventLoop, Endpoint] = WeakKeyDictionary()

    @property
    def info(self) -> EngineInfo:
        """Name, model, prompt, set-up and the mode of the last answer, for the briefing's provenance."""
        chosen = [
            self._settings.address,
            self._options,
            self._modes.mode.value,
            prompts.digest(),
            self._told,
            self._budget,
        ]
        setup = json.dumps(chosen, sort_keys=True, default=repr)
        return EngineInfo(
            "openai",
            self._settings.model,
            PROMPT.label,
            PROMPT.sha256,
            self._modes.last.value if self._modes.last else "",
            __version__,
            hashlib.sha256(setup.encode()).hexdigest(),
        )

    async def draft(self, document: Document, schema: type[T]) -> Draft[T]:
        """Fill `schema` from `document`, read in one part or in several.

        Raises:
            EngineError: The endpoint cannot be reached, or the model gave no answer that can be used.
            UsageError: The context or the budget has no room for any of the filing.
            UnknownSchemaError: The schema has a field that JSON cannot express.
        """
        ledger = Ledger(self._budget)
        self._ledgers.setdefault(document, {})[schema] = ledger
        drafting = Drafting(
            self._asker(ledger),
            document,
            schema,
            concurrency=self._concurrency,
            most_answer=self._most_answer,
        )
        return await drafting.run()

    async def repair(self, document: Document, record: T, findings: tuple[Finding, ...]) -> Draft[T] | None:
        """Ask again for the fields that `findings` flag, and take corrections of those fields alone.

        For a filing that was read in one part, the conversation is the first one carried on, so that an
        endpoint which keeps prompts need not read the filing again; else the passages that the fields rest
        on are shown.

        Returns:
            The record with those fields mended, or emptied where the filing does not give them; the
            same object where no correction could be used; None where nothing was flagged, or the budget
            bears no more.

        Raises:
            EngineError: As for `draft`; the caller keeps the record it has.
        """
        schema = type(record)
        ledger = self._ledgers.get(document, {}).get(schema) or Ledger(self._budget)
        room = room_for(schema, self._context, self._budget, self._most_answer)
        return await Mending(self._asker(ledger), document, record, room).run(findings)

    async def close(self) -> None:
        """Release the connections that were opened in the running event loop."""
        endpoint = self._endpoints.pop(asyncio.get_running_loop(), None)
        if endpoint is not None:
            await endpoint.client.close()
        if self._owns_answers and self._answers is not None:
            self._answers.close()

    def _asker(self, ledger: Ledger) -> Asker:
        return Asker(self._endpoint(), self._context, ledger, self._prices)

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
                answers=self._answers,
            )
            self._endpoints[loop] = endpoint
        return endpoint


def _options(
    settings: Settings,
    temperature: float | None,
    max_tokens: int | None,
    extra_body: Mapping[str, Any] | None,
) -> dict[str, Any]:
    limit = limit_name(settings.base_url)
    given = {"temperature": temperature, limit: max_tokens, "extra_body": dict(extra_body or {}) or None}
    return {name: value for name, value in given.items() if value is not None}
