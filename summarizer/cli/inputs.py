"""Reads what the arguments name: a file, an address, or "-" for standard input."""

import re
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from summarizer.briefing import Briefing
from summarizer.document import Document
from summarizer.errors import UnreadableSourceError, UsageError
from summarizer.ingest import load, load_bytes, load_url
from summarizer.render.json import briefing_from_json, is_briefing
from summarizer.selection import select_schema

STDIN = "-"
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
_NO_DOCUMENT = Document("", "", "")


def read_document(argument: str, *, allow_private_hosts: bool = False) -> Document:
    """The filing or draft that `argument` names: a path, an address, or "-".

    Args:
        argument: What the user gave.
        allow_private_hosts: Whether an address may lead to this machine or a private network.

    Raises:
        UsageError: It is an address of another kind than http and https.
        SourceError: It cannot be read.
    """
    if argument == STDIN:
        if sys.stdin is None:  # the shell closed it
            raise UsageError("standard input is closed; give a path instead of -")
        return load_bytes(sys.stdin.buffer.read(), "<stdin>")
    if _ADDRESS.match(argument) and not Path(argument).exists():
        return load_url(argument, allow_private_hosts=allow_private_hosts)
    return load(argument)


def as_briefing(document: Document, schema: str | None) -> Briefing[Any] | None:
    """The briefing whose JSON `document` holds; None where it holds anything else.

    Args:
        document: What was read.
        schema: The schema that the user names for the record; None takes the one that the file names.

    Raises:
        UnknownSchemaError: There is no such schema.
        UnreadableSourceError: It is a briefing's JSON, but damaged.
    """
    if not is_briefing(document.text):
        return None
    named = named_schema(schema)[1] if schema else None
    return briefing_from_json(document.text, name=document.name, schema=named)


def read_briefing(argument: str, schema: str | None) -> Briefing[Any]:
    """The briefing that the file `argument` holds.

    Raises:
        UsageError: It is an address, or the schema does not exist.
        SourceError: It cannot be read, or is no briefing.
    """
    document = read_document(argument)
    briefing = as_briefing(document, schema)
    if briefing is None:
        raise UnreadableSourceError(
            f"{document.name} is not a briefing; 'summarizer brief SOURCE --format json' writes one"
        )
    return briefing


def named_schema(name: str) -> tuple[str, type[BaseModel]]:
    """The schema that the user names, with the name it goes by.

    Raises:
        UnknownSchemaError: There is none of that name.
    """
    return select_schema(name, _NO_DOCUMENT)  # a name is never chosen by the filing
