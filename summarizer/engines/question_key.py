"""What a question to a model is known by: a digest of all that shapes its answer, and of nothing secret."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlsplit

FORMAT = 1
"""Raised when answers that were kept can no longer be read, or no longer mean the same."""

# How often each question was asked in this run; filings in other tasks have their own.
_ASKED: ContextVar[Counter[str] | None] = ContextVar("asked", default=None)


def question_key(address: str, request: Mapping[str, Any]) -> str:
    """The key of a question: a digest of all that shapes its answer.

    Args:
        address: Of the endpoint; a user name, password and query in it are left out.
        request: What is asked, in any values that JSON can say. The order of its own names does not
            matter; that of the names inside them does, since a model is shown a schema in its order.
    """
    parts = ["answer", FORMAT, public_address(address), sorted(request.items())]
    return digest(parts).hex()


@contextmanager
def one_run() -> Iterator[None]:
    """Within it, a question that is asked again is another question.

    Whoever asks a model the same thing twice for one filing wants another answer; the next run of the
    program wants the same two.
    """
    token = _ASKED.set(Counter())
    try:
        yield
    finally:
        _ASKED.reset(token)


def numbered(key: str) -> str:
    """`key`, or the key of asking the same thing for the second or the n-th time within one run."""
    asked = _ASKED.get()
    if asked is None:
        return key
    asked[key] += 1
    return key if asked[key] == 1 else digest(["again", key, asked[key]]).hex()


def digest(parts: list[Any]) -> bytes:
    """Of any values that JSON can say; others are taken by their representation."""
    return hashlib.sha256(json.dumps(parts, separators=(",", ":"), default=repr).encode()).digest()


def public_address(address: str) -> str:
    """An address as it may be shown and kept: without user name, password and query."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
