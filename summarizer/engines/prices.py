"""What a model costs: by a table of the user's own, else by the prices that genai-prices ships.

A price that is not known is None, never nothing: a model at an address that belongs to no known provider,
such as one on this machine, has a price only if the user's table names it.

A table is TOML or JSON, in US dollars for a million tokens; `cached` is for the tokens of a prompt that the
endpoint had kept, and is as `input` where it is left out::

    ["gpt-example"]
    input = 2.50
    cached = 1.25
    output = 10
"""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Any

import genai_prices
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from summarizer.engines.base import Usage
from summarizer.errors import UsageError

PRICES_VARIABLE = "SUMMARIZER_PRICES"

_MILLION = 1_000_000
_MESSAGE = 120  # characters


class Price(BaseModel):
    """What a model costs, in US dollars for a million tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: Decimal = Field(ge=0, allow_inf_nan=False)
    cached: Decimal | None = Field(None, ge=0, allow_inf_nan=False)
    output: Decimal = Field(ge=0, allow_inf_nan=False)


Prices = Mapping[str, Price]
"""By the model's name, exactly as the endpoint knows it."""

_TABLE = TypeAdapter(dict[str, Price])


def load_prices(path: str | PathLike[str] | None = None, environ: Mapping[str, str] | None = None) -> Prices:
    """The user's own prices.

    Args:
        path: A TOML or JSON file; None takes SUMMARIZER_PRICES, and without it the table is empty.
        environ: In place of the process's environment.

    Raises:
        UsageError: The file cannot be read, or is no such table.
    """
    named = path or (os.environ if environ is None else environ).get(PRICES_VARIABLE, "").strip()
    if not named:
        return {}
    file = Path(named)
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot read the prices in {file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"the prices in {file} are not UTF-8 text") from error
    try:
        return _TABLE.validate_python(_parse(file, text))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in fault["loc"]) or "the file"
        raise UsageError(
            f"the prices in {file} cannot be used: {place[:_MESSAGE]}: {fault['msg'][:_MESSAGE]}; "
            "each model has input and output, and may have cached, in dollars for a million tokens"
        ) from error


def cost_of(
    model: str,
    base_url: str,
    prompt_tokens: int,
    completion_tokens: int,
    cached_tokens: int = 0,
    *,
    prices: Prices | None = None,
) -> Decimal | None:
    """US dollars for one request; None where the price is not known.

    Args:
        model: As the endpoint names it.
        base_url: Of the endpoint: a name alone says nothing of who asks what price.
        prompt_tokens: All of the prompt, the cached ones among them.
        completion_tokens: Of the answer.
        cached_tokens: Those of the prompt that the endpoint had kept.
        prices: The user's own, which go first.
    """
    cached_tokens = min(cached_tokens, prompt_tokens)
    own = (prices or {}).get(model)
    if own is not None:
        cached = own.input if own.cached is None else own.cached
        fresh = own.input * (prompt_tokens - cached_tokens) + cached * cached_tokens
        return (fresh + own.output * completion_tokens) / _MILLION
    usage = genai_prices.Usage(
        input_tokens=prompt_tokens, cache_read_tokens=cached_tokens, output_tokens=completion_tokens
    )
    try:
        found = genai_prices.calc_price(usage, model, provider_api_url=base_url)
    except LookupError:
        return None
    stated = found.model_price
    if getattr(stated, "input_mtok", None) is None or getattr(stated, "output_mtok", None) is None:
        return None  # priced by something else than tokens, or by half of them only
    return found.total_price


def priced(usage: Usage, model: str, base_url: str, prices: Prices | None = None) -> Usage:
    """`usage` with its cost; without one where the price, or what it cost in tokens, is not known."""
    if not usage.prompt_tokens:
        return usage
    # Some models cost more for long prompts, by the request: so the tokens are shared out among them.
    total = Decimal(0)
    for each in _shares(usage):
        cost = cost_of(model, base_url, *each, prices=prices)
        if cost is None:
            return usage
        total += cost
    return replace(usage, cost_usd=float(total))


def _shares(usage: Usage) -> Iterator[tuple[int, int, int]]:
    questions = max(1, usage.requests)
    for number in range(questions):
        prompt, completion, cached = (
            count // questions + (number < count % questions)
            for count in (usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens)
        )
        yield prompt, completion, cached


def _parse(file: Path, text: str) -> Any:
    try:
        if file.suffix.lower() == ".json":
            return json.loads(text, parse_float=Decimal)
        return tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        said = " ".join(str(error).split())[:_MESSAGE]
        raise UsageError(f"the prices in {file} are not readable TOML or JSON: {said}") from error
