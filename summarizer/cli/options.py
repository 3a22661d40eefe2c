"""The options that several commands share, and what they set."""

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


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
        help="A built-in schema (see 'summarizer schemas'), or any Pydantic model that can be imported.",
    ),
]


def allow_local_schemas(schema: str | None) -> None:
    """Let "module:Class" name a module of the current folder, as `python -m` would."""
    if schema and ":" in schema and (folder := os.getcwd()) not in sys.path:  # noqa: PTH109 - sys.path holds strings
        sys.path.insert(0, folder)
