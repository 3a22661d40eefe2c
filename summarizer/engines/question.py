"""The question that a model is asked about a filing, or a part of it, and how long it is."""

import hashlib
import json
from functools import lru_cache

from pydantic import BaseModel

from summarizer import prompts
from summarizer.document import Document
from summarizer.engines.field_outline import outline
from summarizer.engines.reading import GAP, Part, Room
from summarizer.engines.spending import Context
from summarizer.engines.strict_schema import response_format
from summarizer.engines.tokens import estimate_tokens

PROMPT = prompts.load("brief")

_MARK_LENGTH = 12
_MESSAGE = 8  # tokens around each message
_PART = 480  # tokens of what is said of a part, its headings among it
_ANSWER = 500  # tokens of an answer with hardly anything in it
_FIELD = 55  # tokens of an answer for each field of the schema, quotes among them
_MOST_ANSWER = 6_000
_SHARE = 0.25  # of the context, at most, is kept for the answer
_PER_TEXT = 0.5  # tokens of an answer, at most, for each of the text it is drawn from


def question(
    document: Document, schema: type[BaseModel], part: Part, *, mending: bool = False
) -> tuple[prompts.Message, ...]:
    """What is asked about one part; what never changes comes first.

    Args:
        document: The filing.
        schema: What is filled.
        part: What is shown of it.
        mending: Whether what is asked follows, and is not the record.
    """
    text = sayable(part.text(document))
    return PROMPT.render(
        fields=outline(schema),
        mark=fence_mark(document.text),
        filing=text,
        number=part.number,
        of=part.of,
        titles=sayable(part.titles) if part.of > 1 else "",
        gap=GAP,
        gaps=part.has_gaps(document),
        mending=mending,
    )


def room_for(schema: type[BaseModel], context: Context, budget: int | None, most_answer: int | None) -> Room:
    """How much of a filing may be sent for `schema`.

    Args:
        schema: What is asked for.
        context: What is known of the model's.
        budget: Tokens that the filing may cost.
        most_answer: The longest answer that the caller allows, in tokens.
    """
    answer = min(_MOST_ANSWER, _ANSWER + _FIELD * outline(schema).count("- "), most_answer or _MOST_ANSWER)
    limit = context.estimated
    for bound in (limit, budget):
        if bound is not None:
            answer = max(1, min(answer, int(bound * _SHARE)))
    return Room(_overhead(schema), answer, limit, budget)


def expected_answer(part: Part, room: Room) -> int:
    """The tokens that an answer about a part is likely to have."""
    return min(room.answer, _ANSWER + int(_PER_TEXT * part.tokens))


def prompt_tokens(schema: type[BaseModel], messages: tuple[prompts.Message, ...]) -> int:
    """The tokens of a request, its schema among them, as estimated."""
    # Endpoints count the schema that is sent beside the messages as prompt.
    schema_tokens = estimate_tokens(json.dumps(response_format(schema).schema, separators=(",", ":")))
    return schema_tokens + sum(estimate_tokens(message.content) + _MESSAGE for message in messages)


@lru_cache(maxsize=64)
def _overhead(schema: type[BaseModel]) -> int:
    """The tokens of a request beside the filing's text."""
    messages = PROMPT.render(
        fields=outline(schema),
        mark="0" * _MARK_LENGTH,
        filing="",
        number=1,
        of=1,
        titles="",
        gap=GAP,
        gaps=True,
        mending=False,
    )
    return prompt_tokens(schema, messages) + _PART


def fence_mark(text: str) -> str:
    """A mark for the tags around `text` that does not stand in it and that its author could not foresee."""
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    candidates = (digest[start : start + _MARK_LENGTH] for start in range(len(digest) - _MARK_LENGTH))
    return next(mark for mark in candidates if mark not in text)


def sayable(text: str) -> str:
    """`text` without halves of surrogate pairs, which have no form in JSON."""
    return text.encode(errors="replace").decode()
