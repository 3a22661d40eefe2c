"""Asking a model again for the places of a record that did not pass.

A filing that was read in one request is asked about by carrying that conversation on: an endpoint that
keeps prompts need not read it again. Of one that was read in parts, or that the budget does not bear a
second time, only the passages are shown that the places in question rest on.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add
from typing import Generic

from summarizer import prompts
from summarizer.document import Document, Span
from summarizer.engines.asking import Asker
from summarizer.engines.base import Draft, T, Usage
from summarizer.engines.chunks import Chunk, cut
from summarizer.engines.corrections import Correction, Corrections, Place, apply, places, quotes_at
from summarizer.engines.question import prompt_tokens, question
from summarizer.engines.reading import Part, Reading, Room, plan_reading
from summarizer.errors import EngineError, TooLongError
from summarizer.findings import Finding
from summarizer.verify.quotes import QuoteLocator

_ANSWER = 120  # tokens of an answer beside its corrections
_CORRECTION = 160  # tokens of one correction with its quote
_PASSAGES = 6_000  # tokens of the filing that one request shows at most
_LEAST = 150  # tokens of the filing without which a request is not worth its cost
_REQUESTS = 4  # of one round
_PLACES = 24  # of one request
_SLACK = 0.97


@dataclass(frozen=True, slots=True)
class _Request:
    """Places that are asked about together, and what is shown of the filing for them."""

    places: tuple[Place, ...]
    chunks: tuple[Chunk, ...]


class Mending(Generic[T]):
    """One round of corrections.

    Args:
        asker: Asks the model, for this filing alone.
        document: The filing.
        record: What is to be mended.
        room: How much of the filing may be sent for it.
    """

    def __init__(self, asker: Asker, document: Document, record: T, room: Room) -> None:
        self._asker = asker
        self._document = document
        self._record = record
        self._room_for_all = room
        self._schema = type(record)

    async def run(self, findings: Sequence[Finding]) -> Draft[T] | None:
        """The record with corrections made, and what this round cost; None where nothing could be asked.

        Raises:
            EngineError: No request was answered.
        """
        listed = places(self._document, self._record, findings)
        if not listed:
            return None
        spent = Usage()
        conversation = self._conversation(listed)
        if len(self._reading.parts) == 1 and self._fits(conversation, _answer_tokens(listed)):
            try:
                answer = await self._asker.ask(Corrections, conversation, _answer_tokens(listed))
            except TooLongError as error:  # the record and the corrections came on top of the filing
                spent = Usage.of(error)
            else:
                if answer is None:
                    return None
                return self._mended([answer], listed, answer.usage)
        return await self._from_passages(listed, spent)

    @cached_property
    def _reading(self) -> Reading:
        """How the filing is read for the record: the same that it was drafted from."""
        return plan_reading(self._document, self._schema, self._room_for_all)

    def _conversation(self, listed: tuple[Place, ...]) -> tuple[prompts.Message, ...]:
        return (
            *question(self._document, self._schema, self._reading.parts[0]),
            prompts.Message("assistant", self._record.model_dump_json(by_alias=True, round_trip=True)),
            *prompts.load("repair").render(places=listed),
        )

    def _fits(self, messages: tuple[prompts.Message, ...], answer: int) -> bool:
        cost = prompt_tokens(Corrections, messages) + answer
        limit = self._asker.context.estimated
        return (limit is None or cost <= limit) and cost <= self._asker.ledger.left

    # -- by passages -------------------------------------------------------------------------------

    async def _from_passages(self, listed: tuple[Place, ...], spent: Usage) -> Draft[T] | None:
        results = await asyncio.gather(*(self._try(request) for request in self._requests(listed)))
        answers = [result for result in results if isinstance(result, Draft)]
        failures = [result for result in results if isinstance(result, EngineError)]
        usages = [*(answer.usage for answer in answers), *map(Usage.of, failures)]
        spent = reduce(add, usages, spent)
        if answers:
            return self._mended(answers, listed, spent)
        if failures:
            failures[0].usage = spent
            raise failures[0]
        return None

    async def _try(self, request: _Request) -> Draft[Corrections] | EngineError | None:
        try:
            return await self._asker.ask(Corrections, self._about(request), _answer_tokens(request.places))
        except EngineError as error:
            return error

    def _about(self, request: _Request) -> tuple[prompts.Message, ...]:
        part = Part(1, 1, request.chunks, sum(chunk.tokens for chunk in request.chunks))
        first, shown = question(self._document, self._schema, part, mending=True)
        (asked,) = prompts.load("repair").render(places=request.places)
        # In one message: some models take no two of the same role in a row.
        return first, prompts.Message(shown.role, f"{shown.content}\n\n{asked.content}")

    def _requests(self, listed: tuple[Place, ...]) -> list[_Request]:
        """The places in groups, each with the passages that it needs and that fit."""
        bare = prompt_tokens(Corrections, self._about(_Request((), ())))
        room = self._room(bare)
        if room < _LEAST:
            return []
        chunks = cut(self._document, max(1, room // 2))
        locator = QuoteLocator(self._document.text)
        groups: list[tuple[list[Place], dict[int, None], int]] = []
        for place in listed:
            own = self._chunks_for(place, chunks, locator)
            extra = _place_tokens(place)
            shown, shown_place = room - extra, [place]
            if groups:
                members, known, used = groups[-1]
                more = extra + sum(chunks[index].tokens for index in own if index not in known)
                if used + more <= room and len(members) < _PLACES:
                    members.append(place)
                    known |= dict.fromkeys(own)
                    groups[-1] = (members, known, used + more)
                    continue
            kept: dict[int, None] = {}
            for index in own:
                if chunks[index].tokens <= shown:
                    kept[index] = None
                    shown -= chunks[index].tokens
            if kept:
                groups.append((shown_place, kept, room - shown))
        return [
            _Request(tuple(members), tuple(chunks[index] for index in sorted(known)))
            for members, known, _ in groups[:_REQUESTS]
        ]

    def _room(self, bare: int) -> int:
        """Tokens that the passages and the list of places of one request may have together."""
        answer = _ANSWER + _CORRECTION
        limits = [_PASSAGES, self._asker.ledger.left - bare - answer]
        limit = self._asker.context.estimated
        if limit is not None:
            limits.append(limit - bare - min(limit // 4, 4 * answer))
        return int(min(limits) * _SLACK)

    def _chunks_for(self, place: Place, chunks: Sequence[Chunk], locator: QuoteLocator) -> list[int]:
        """The chunks that a place rests on: its evidence, then the passages that the record names."""
        spans = list(place.spans)
        for quote in quotes_at(self._record, place.path):
            spans += locator.locate_all(quote, most=2)
        found = dict.fromkeys(index for span in spans for index in _covering(chunks, span))
        if not found:  # nothing of it stands in the filing: what is most useful for the schema may say
            best = max(self._reading.parts, key=lambda part: part.worth).chunks[:1]
            found = dict.fromkeys(index for chunk in best for index in _covering(chunks, chunk.span))
        return list(found)

    def _mended(
        self, answers: Sequence[Draft[Corrections]], listed: Sequence[Place], usage: Usage
    ) -> Draft[T]:
        made: list[Correction] = [made for answer in answers for made in answer.record.corrections]
        return Draft(apply(self._record, made, [place.path for place in listed]), usage, mode=answers[0].mode)


def _covering(chunks: Sequence[Chunk], span: Span) -> list[int]:
    return [
        index
        for index, chunk in enumerate(chunks)
        if chunk.span.start < span.end and span.start < chunk.span.end
    ]


def _answer_tokens(listed: Sequence[Place]) -> int:
    return _ANSWER + _CORRECTION * len(listed)


def _place_tokens(place: Place) -> int:
    """What a place adds to a request and to its answer."""
    text = " ".join((place.path, place.text, place.quote, *place.problems, *place.evidence))
    return _CORRECTION + len(text) // 3
