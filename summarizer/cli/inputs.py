"""Reads what the arguments name: a file, an address, a filing at EDGAR, or "-" for standard input."""

import os
import re
import sys
from datetime import date
from itertools import islice
from typing import Any

from pydantic import BaseModel

from summarizer.briefing import Briefing
from summarizer.document import Document
from summarizer.errors import SourceNotFoundError, UnreadableSourceError, UsageError
from summarizer.ingest import (
    DEFAULT_LIMITS,
    MIRROR,
    list_edgar,
    load,
    load_bytes,
    load_edgar,
    load_url,
    parse_reference,
)
from summarizer.render.json import briefing_from_json, is_briefing
from summarizer.selection import select_schema

STDIN = "-"
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
_LISTED = 40  # filings
_NO_DOCUMENT = Document("", "", "")


def read_document(argument: str, *, on: date | None = None, allow_private_hosts: bool = False) -> Document:
    """The filing or draft that `argument` names: a path, an address, a name at EDGAR, or "-".

    Args:
        argument: What the user gave.
        on: The date of filing, where the argument is a ticker and form.
        allow_private_hosts: Whether an address may lead to this machine or a private network.

    Raises:
        UsageError: It is empty or an address of another kind than http and https, or a date makes no sense
            for it.
        SourceError: It cannot be read.
    """
    if _is_at_edgar(argument):
        return load_edgar(argument, on=on, allow_private_hosts=allow_private_hosts)
    if on is not None:
        raise UsageError(f"--date chooses among filings at EDGAR; give TICKER:FORM instead of {argument!r}")
    if argument == STDIN:
        if sys.stdin is None:  # the shell closed it
            raise UsageError("standard input is closed; give a path instead of -")
        return load_bytes(sys.stdin.buffer.read(DEFAULT_LIMITS.max_bytes + 1), "<stdin>")
    if _ADDRESS.match(argument) and not os.path.exists(argument):  # noqa: PTH110 - Path.exists raises for long names
        return load_url(argument, allow_private_hosts=allow_private_hosts)
    return load(argument)


def listed(argument: str, *, allow_private_hosts: bool = False) -> str:
    """The newest filings of the ticker and form that `argument` names, one in a line.

    Raises:
        UsageError: It names no ticker and form.
        SourceError: EDGAR gives no answer.
    """
    filings = list_edgar(argument, allow_private_hosts=allow_private_hosts)
    rows = [
        f"{filing.filed}  {filing.accession}  {filing.form}  {filing.items or '-':<16}  {filing.title}"
        for filing in islice(filings, _LISTED)
    ]
    if not rows:
        raise SourceNotFoundError(f"EDGAR has no filing {argument}; check the form")
    return "".join(f"{row.rstrip()}\n" for row in rows)


def _is_at_edgar(argument: str) -> bool:
    """Whether an argument names a filing at EDGAR, and no file."""
    if parse_reference(argument, mirror=os.environ.get(MIRROR, "")) is None:
        return False
    return not os.path.exists(argument)  # noqa: PTH110 - Path.exists raises for long names


def as_briefing(document: Document, schema: str | None) -> Briefing[Any] | None:
    """The briefing whose JSON `document` holds; None where it holds anything else.

    Args:
        document: What was read.
        schema: The schema that the user names for the record; None takes the one that the file names.

    Raises:
        UnknownSchemaError: There is no such schema.
        UnreadableSourceError: It is a briefing's JSON, but damaged.
    """
    named = named_schema(schema)[1] if schema is not None else None
    if not is_briefing(document.text):
        return None
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
