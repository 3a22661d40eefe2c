"""How to reach a language model: what the caller gives, else what the environment says.

This module imports no client library, so that a program may ask whether a model is configured
without paying for one.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from typing import TypedDict
from urllib.parse import urlsplit

from summarizer.engines.answers import AnswerCache
from summarizer.engines.question_key import public_address
from summarizer.errors import NotConfiguredError

MODEL_VARIABLE = "SUMMARIZER_MODEL"
KEY_VARIABLE = "OPENAI_API_KEY"
ADDRESS_VARIABLE = "OPENAI_BASE_URL"

DEFAULT_BASE_URL = "https://api.openai.com/v1"

NO_KEY = "none"
"""Sent where no key is set: local servers need none, but the header may not be empty."""


class ModelOptions(TypedDict, total=False):
    """How a language model is asked, where a caller wants it otherwise than by default.

    Attributes:
        context: Tokens that the model takes at once, prompt and answer together.
        max_tokens_per_filing: Tokens that one filing may cost, prompts and answers, repairs included.
        concurrency: Parts of one filing that are asked at the same time.
        prices: A file with prices of models (see `summarizer.engines.prices`).
        timeout: Seconds that one answer may take, from the question to its last byte; 300 where None.
        mode: How the endpoint is told the schema: "json_schema", "tools", "json_object", "text" (by the
            prompt alone), or "auto" for the best of these that it takes.
        cache: Where its answers are kept, so that the same question is not asked twice; True takes
            `AnswerCache()`, the file of this user.
    """

    context: int | None
    max_tokens_per_filing: int | None
    concurrency: int
    prices: str | PathLike[str] | None
    timeout: float | None
    mode: str
    cache: AnswerCache | bool | None


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a model is and how to speak to it.

    Attributes:
        model: As the endpoint names it.
        base_url: Up to and without "/chat/completions".
        api_key: Never shown, not even in the representation of this object.
    """

    model: str
    base_url: str = DEFAULT_BASE_URL
    api_key: str = field(default=NO_KEY, repr=False)

    @property
    def has_key(self) -> bool:
        """Whether a key of the caller's is sent."""
        return self.api_key != NO_KEY

    @property
    def address(self) -> str:
        """The base address as it may be shown."""
        return public_address(self.base_url)


def configured_model(model: str | None = None, environ: Mapping[str, str] | None = None) -> str | None:
    """The model to use: `model`, else SUMMARIZER_MODEL, else None (then the extractive engine runs)."""
    return _given(model, MODEL_VARIABLE, os.environ if environ is None else environ)


def configured_address(base_url: str | None = None, environ: Mapping[str, str] | None = None) -> str:
    """The endpoint to use: `base_url`, else OPENAI_BASE_URL, else OpenAI's own.

    Raises:
        NotConfiguredError: It is no address.
    """
    environ = os.environ if environ is None else environ
    address = (_given(base_url, ADDRESS_VARIABLE, environ) or DEFAULT_BASE_URL).rstrip("/")
    _check_address(address)
    return address


def configure(
    model: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Complete what the caller gives with SUMMARIZER_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY.

    Args:
        model: The model's name at the endpoint.
        base_url: Of any server that speaks the chat completions API, such as
            "http://localhost:11434/v1"; the default is OpenAI's own.
        api_key: May be missing for any other address than the default one.
        environ: In place of the process's environment.

    Raises:
        NotConfiguredError: Something is missing or cannot be right; the message says what to set.
    """
    environ = os.environ if environ is None else environ
    name = configured_model(model, environ)
    if name is None:
        raise NotConfiguredError(f"no model is named: give --model, or set {MODEL_VARIABLE}")
    address = configured_address(base_url, environ)
    key = _given(api_key, KEY_VARIABLE, environ)
    if key is None and address == DEFAULT_BASE_URL:
        raise NotConfiguredError(
            f"no key for {DEFAULT_BASE_URL}: set {KEY_VARIABLE}, or give --base-url "
            f"(or set {ADDRESS_VARIABLE}) for a server that needs none"
        )
    if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
        raise NotConfiguredError(f"the key holds characters that no key can have: set {KEY_VARIABLE} again")
    return Settings(name, address, key or NO_KEY)


def _given(argument: str | None, variable: str, environ: Mapping[str, str]) -> str | None:
    for value in (argument, environ.get(variable)):
        if value is not None and value.strip():
            return value.strip()
    return None


def _check_address(address: str) -> None:
    wrong = NotConfiguredError(
        f"not an address of a model: {address.rpartition('@')[2][:80]!r}; "
        "it looks like http://localhost:11434/v1 or https://host/v1"
    )
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without an end, a port that is no number
        raise wrong from None
    if not usable or any(character.isspace() or not character.isprintable() for character in address):
        raise wrong
