"""The options that several commands share, and what they set."""

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.engines.settings import ModelOptions


@dataclass(slots=True)
class State:
    """What one run of the program has to remember.

    Attributes:
        debug: Whether errors are shown with their traceback.
    """

    debug: bool = False


class BriefingFormat(StrEnum):
    """How a briefing can be written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class ReportFormat(StrEnum):
    """How a check report can be written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class SchemaFormat(StrEnum):
    """How a schema can be written."""

    TEXT = "text"
    JSON = "json"


class EngineName(StrEnum):
    """Who may fill a record."""

    EXTRACTIVE = "extractive"
    OPENAI = "openai"


def _set_debug(context: typer.Context, value: bool) -> bool:
    state = context.find_object(State)
    if value and state is not None:
        state.debug = True
    return value


Debug = Annotated[
    bool,
    typer.Option("--debug", callback=_set_debug, is_eager=True, help="Show the traceback of an error."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="PATH", help="Write there, whole or not at all, instead of to stdout."
    ),
]
Evidence = Annotated[
    bool, typer.Option("--evidence", help="List every number with its evidence and the offsets of it.")
]
AllowPrivateHosts = Annotated[
    bool,
    typer.Option(
        "--allow-private-hosts", help="Fetch addresses of this machine and of private networks, too."
    ),
]
SchemaName = Annotated[
    str | None,
    typer.Option(
        "--schema",
        metavar="NAME|MODULE:CLASS",
        help="A built-in schema (see 'summarizer schemas'), several joined by +, or any Pydantic model that "
        "can be imported; by default what fits the filing.",
    ),
]


Context = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="TOKENS",
        help="How much the model takes at once, prompt and answer together; by default 128000 at OpenAI's "
        "address, and what the endpoint says anywhere else.",
        show_default=False,
    ),
]
MaxTokens = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="How many tokens the filing may cost, prompts and answers, repairs included; what is of least "
        "use is not read then, and the briefing says so.",
        show_default=False,
    ),
]
Concurrency = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="How many parts of the filing are asked about at the same time.",
        show_default="4",
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS",
        help="How long an answer may take, from the question to its last word; a local model may need more.",
        show_default="300",
    ),
]
Prices = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Your own prices, TOML or JSON, in dollars for a million tokens; by default $SUMMARIZER_PRICES.",
        show_default=False,
    ),
]


def model_options(
    *,
    context: int | None,
    max_tokens: int | None,
    concurrency: int | None,
    prices: Path | None,
    timeout: float | None = None,
    mode: str | None = None,
) -> ModelOptions:
    """The options that were given, as the library takes them."""
    given: ModelOptions = {}
    if context is not None:
        given["context"] = context
    if max_tokens is not None:
        given["max_tokens_per_filing"] = max_tokens
    if concurrency is not None:
        given["concurrency"] = concurrency
    if prices is not None:
        given["prices"] = prices
    if timeout is not None:
        given["timeout"] = timeout
    if mode is not None:
        given["mode"] = mode
    return given


def allow_local_schemas(schema: str | None) -> None:
    """Let "module:Class" name a module of the current folder, as `python -m` would."""
    if schema and ":" in schema and (folder := os.getcwd()) not in sys.path:  # noqa: PTH109 - sys.path holds strings
        sys.path.insert(0, folder)
