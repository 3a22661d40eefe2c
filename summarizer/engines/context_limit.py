"""Endpoints that say a request is too long for their model: recognised, and their numbers read.

There is no common form. The words are those of OpenAI, Azure, vLLM, llama.cpp, llama-cpp-python, Mistral,
Anthropic, Gemini, Groq and OpenRouter.
"""

import re
from http import HTTPStatus

import openai

from summarizer.errors import TooLongError

_CODES = frozenset({"context_length_exceeded", "exceed_context_size_error", "string_above_max_length"})
_STATUSES = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.TOO_MANY_REQUESTS,  # "request too large": more than a minute's allowance in one
        HTTPStatus.INTERNAL_SERVER_ERROR,  # llama-cpp-python's, for a fault of the request
    }
)
_SAYS_SO = re.compile(
    r"(?i)context[ _-](?:length|window|size)|maximum (?:model |context )?length|prompt is too long"
    r"|(?:input|prompt)[^.]{0,40}(?:too (?:long|large)|exceeds?)|exceeds?[^.]{0,40}(?:tokens|context)"
    r"|request too large"
)
_NUMBER = r"(\d[\d,]{1,11})"
_LIMIT = (
    re.compile(rf"(?i)(?:context|model)[ _-](?:length|window|size)(?: of| is|:)?[^\d.]{{0,4}}{_NUMBER}"),
    re.compile(rf"(?i)\b(?:limit|maximum)(?: of| is|:)?[^\d.]{{0,30}}{_NUMBER}"),
    re.compile(rf"(?i)\bmodel with {_NUMBER} maximum"),
    re.compile(rf"{_NUMBER} tokens?\)?,? (?:maximum|try increasing)"),
    re.compile(rf"> {_NUMBER}"),
    re.compile(rf"(?i)\bn_ctx\W+{_NUMBER}"),
)
_SENT = (
    re.compile(
        rf"(?i)\b(?:requested(?: tokens| about)?|resulted in|contains|length|token count)\W+{_NUMBER}"
    ),
    re.compile(rf"(?i)\bn_prompt_tokens\W+{_NUMBER}"),
    re.compile(rf"(?i)too long: {_NUMBER}"),
)
_LEAST = 64  # tokens of a context that a text can be read in
_READ = 2_000  # characters of what the endpoint says


def too_long(error: Exception, message: str) -> TooLongError | None:
    """The error to raise with `message` if `error` says that the request was too long; else None."""
    if not isinstance(error, openai.APIStatusError) or error.status_code not in _STATUSES:
        return None
    said = f"{error.body if error.body is not None else ''}. {error.message}"[:_READ]
    told = error.code in _CODES or error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    transient = error.status_code in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR)
    if not told and (_SAYS_SO.search(said) is None or (transient and _first(_LIMIT, said) is None)):
        return None
    failure = TooLongError(message)
    failure.limit, failure.sent = _first(_LIMIT, said), _first(_SENT, said)
    if failure.sent is not None and failure.limit is not None and failure.sent <= failure.limit:
        failure.sent = None  # another number than the one that was meant
    return failure


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> int | None:
    for pattern in patterns:
        if (match := pattern.search(text)) and (number := int(match[1].replace(",", ""))) >= _LEAST:
            return number
    return None
