"""Filling a schema from a filing that is read in one part or in several.

Parts are asked at the same time. One that the model finds too long is cut again, one that fails does not
take the others with it, and whatever was not read or not agreed on is said in the draft's checks.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import add
from typing import Generic

from summarizer.document import Document
from summarizer.engines.asking import Asker
from summarizer.engines.base import (
    PARTS_AGREE,
    PARTS_JOINED,
    READ_WHOLE,
    Draft,
    T,
    Usage,
)
from summarizer.engines.merging import Conflict, Given, merge
from summarizer.engines.question import prompt_tokens, question, room_for
from summarizer.engines.reading import (
    OVER_BUDGET,
    LeftOut,
    Part,
    Reading,
    Room,
    plan_reading,
    renumbered,
    split_part,
)
from summarizer.engines.sameness import read_text
from summarizer.errors import EndpointError, EngineError, TooLongError, UsageError
from summarizer.findings import Check, Evidence, Outcome
from summarizer.numbers.index import NumberIndex, number_index
from summarizer.numbers.quantity import Quantity
from summarizer.schemas import Figure
from summarizer.typography import one_line
from summarizer.verify.quotes import QuoteLocator

CONCURRENCY = 4
"""Parts of one filing that are asked at the same time."""

_ROUNDS = 5  # of cutting a filing anew, each after the model has refused the last as too long
_GIVEN_UP = 2  # parts that an endpoint has failed, and none answered, before the others are not asked
_LISTED = 6  # sections that a message names
_TITLE = 90  # characters of a section's title, and of a value in a message
_UNREAD = 3_000  # tokens that an endpoint has to miss before that is more than another way of counting
_FEWEST = 0.15  # tokens of a character: fewer deserve a closer look
_CUT_SHORT = 0.5  # of the tokens that were sent, counted by the endpoint


@dataclass(slots=True)
class _Outcome(Generic[T]):
    """What came of one part."""

    part: Part
    draft: Draft[T] | None = None
    error: EngineError | None = None
    notes: list[Check] = field(default_factory=list)

    @property
    def usage(self) -> Usage:
        if self.draft is not None:
            return self.draft.usage
        return Usage.of(self.error) if self.error else Usage()


class Drafting(Generic[T]):
    """One filing, read for one schema.

    Args:
        asker: Asks the model, for this filing alone.
        document: The filing.
        schema: What is filled.
        concurrency: Parts that are asked at the same time.
        most_answer: The longest answer that the caller allows, in tokens.
    """

    def __init__(
        self,
        asker: Asker,
        document: Document,
        schema: type[T],
        *,
        concurrency: int = CONCURRENCY,
        most_answer: int | None = None,
    ) -> None:
        self._asker = asker
        self._document = document
        self._schema = schema
        self._concurrency = concurrency
        self._most_answer = most_answer
        self._started = time.monotonic()
        self._refused = Usage()  # what requests cost that were too long

    async def run(self) -> Draft[T]:
        """The draft, with checks that say what was not read and what parts do not agree on.

        Raises:
            EngineError: No part could be read; `usage` says what that cost.
            UsageError: The context or the budget has no room for any of the filing.
        """
        self._started = time.monotonic()
        reading = self._plan()
        done: list[_Outcome[T]] = []
        asked: Sequence[Part] = reading.parts
        for _ in range(_ROUNDS):
            done += await self._ask_all(asked)
            long = [outcome for outcome in done if isinstance(outcome.error, TooLongError)]
            if not long:
                return self._draft(reading, done)
            again = self._cut_anew(done, long)
            if isinstance(again, Reading):
                reading, asked = again, again.parts
            else:
                asked = again
        return self._draft(reading, [*done, *long])

    def _cut_anew(self, done: list[_Outcome[T]], long: Sequence[_Outcome[T]]) -> Reading | list[Part]:
        """What to ask in place of parts that were too long; takes their outcomes out of `done`."""
        read = any(outcome.draft is not None for outcome in done)
        gone = long if read else list(done)
        self._refused = reduce(add, (outcome.usage for outcome in gone), self._refused)
        try:
            again = self._split([outcome.part for outcome in long]) if read else self._plan()
        except UsageError as error:
            failure = TooLongError(f"{long[0].error}; {error}")
            failure.usage = self._refused
            raise failure from None
        done[:] = [outcome for outcome in done if outcome not in gone]
        return again

    def _room(self) -> Room:
        ledger = self._asker.ledger
        return room_for(self._schema, self._asker.context, ledger.budget, self._most_answer)

    def _plan(self) -> Reading:
        room, ledger = self._room(), self._asker.ledger
        if room.budget is not None:
            room = replace(room, budget=int(ledger.left))
        return plan_reading(self._document, self._schema, room)

    def _split(self, parts: Sequence[Part]) -> list[Part]:
        """Parts that were too long, cut by what is known now."""
        capacity = self._room().capacity
        pieces: list[Part] = []
        for part in parts:
            most = part.tokens // 2 if capacity is None else min(capacity, part.tokens - 1)
            pieces += split_part(self._document, part, most)
        return pieces

    # -- asking ------------------------------------------------------------------------------------

    async def _ask_all(self, parts: Sequence[Part]) -> list[_Outcome[T]]:
        if len(parts) == 1:
            return [await self._ask(parts[0])]
        turns = asyncio.Semaphore(self._concurrency)
        answered, failures = 0, 0
        room = self._room()
        costs = {part: room.overhead + part.tokens + room.answer for part in parts}
        ledger = self._asker.ledger
        ledger.due = sum(costs.values())

        async def in_turn(part: Part) -> _Outcome[T]:
            nonlocal answered, failures
            async with turns:
                ledger.due -= costs[part]
                if failures >= _GIVEN_UP and not answered:
                    return _Outcome(part, error=EngineError("the endpoint had failed the parts before it"))
                outcome = await self._ask(part)
            answered += outcome.draft is not None
            failures += isinstance(outcome.error, EndpointError)
            return outcome

        # The most useful ones first: where the budget ends early, they are read.
        order = sorted(parts, key=lambda part: (-part.worth, part.number))
        tasks = [asyncio.create_task(in_turn(part)) for part in order]
        try:
            return list(await asyncio.gather(*tasks))
        finally:
            ledger.due = 0
            for task in tasks:
                task.cancel()

    async def _ask(self, part: Part) -> _Outcome[T]:
        messages = question(self._document, self._schema, part)
        try:
            draft = await self._asker.ask(self._schema, messages, self._room().answer, (part.number, part.of))
        except EngineError as error:
            return _Outcome(part, error=error)
        if draft is None:
            return _Outcome(part)
        outcome = _Outcome(part, draft)
        counted = draft.usage.prompt_tokens if draft.usage.requests == 1 else 0
        if 0 < counted < sum(len(message.content) for message in messages) * _FEWEST:
            sent = prompt_tokens(self._schema, messages)
            if counted < sent * _CUT_SHORT and sent - counted > _UNREAD:
                outcome.notes.append(
                    _note(
                        f"the endpoint counted {counted:,} tokens of a request of about {sent:,}: it may "
                        "have read no more than that; name the model's context, or raise it at the endpoint"
                    )
                )
        return outcome

    # -- putting together --------------------------------------------------------------------------

    def _draft(self, reading: Reading, done: list[_Outcome[T]]) -> Draft[T]:
        usage = reduce(add, (outcome.usage for outcome in done), self._refused)
        usage = replace(usage, seconds=time.monotonic() - self._started)  # parts were asked at the same time
        done.sort(key=lambda outcome: outcome.part.chunks[0].span.start)
        parts = renumbered([outcome.part for outcome in done])
        for outcome, part in zip(done, parts, strict=True):
            outcome.part = part
        drafts = [(outcome.part, outcome.draft) for outcome in done if outcome.draft is not None]
        if not drafts:
            raise self._failure(done, usage)
        drafts.sort(key=lambda pair: (-pair[0].worth, pair[0].number))
        merged = merge([draft.record for _, draft in drafts], _FiguresOf(self._document).read)
        numbers = [part.number for part, _ in drafts]
        notes = [note for outcome in done for note in outcome.notes]
        checks = (
            *_unread(reading, done),
            *notes[:1],
            *_conflicts(self._document, merged.conflicts, numbers),
            *_dropped(merged.dropped),
        )
        return Draft(merged.record, usage, checks, drafts[0][1].mode)

    def _failure(self, done: Sequence[_Outcome[T]], usage: Usage) -> EngineError:
        failed = [outcome.error for outcome in done if outcome.error is not None and outcome.error.usage]
        failed += [outcome.error for outcome in done if outcome.error is not None]
        error = (
            failed[0] if failed else EngineError("the budget of tokens was used up before anything was read")
        )
        error.usage = usage
        return error


class _FiguresOf:
    """Reads figures where they stand in the filing: a table's "in thousands" counts."""

    def __init__(self, document: Document) -> None:
        self._locator = QuoteLocator(document.text)
        self._document = document

    def read(self, figure: Figure) -> Sequence[Quantity]:
        for place in self._locator.locate_all(figure.quote, most=1):
            span = self._locator.locate_within(figure.text, place)
            if span is not None and (found := self._numbers.within(span.start, span.end)):
                return found
        return read_text(figure)

    @cached_property
    def _numbers(self) -> NumberIndex:
        return number_index(self._document)


def _unread(reading: Reading, done: Sequence[_Outcome[T]]) -> list[Check]:
    """What no answer is about: by choice, for want of budget, and because a part failed."""
    unread = [*reading.unread]
    unread += [
        LeftOut(" › ".join(chunk.path), chunk.tokens, OVER_BUDGET, (chunk.span,))
        for outcome in done
        if outcome.draft is None and outcome.error is None
        for chunk in outcome.part.chunks
    ]
    checks = []
    for reason in dict.fromkeys(left.reason for left in unread):
        group = [left for left in unread if left.reason == reason]
        tokens = sum(left.tokens for left in group)
        group.sort(key=lambda left: -left.tokens)
        checks.append(
            _note(
                f"about {tokens:,} of {reading.whole:,} tokens of the filing were not read, {reason}: "
                f"{_listed([left.title for left in group])}"
            )
        )
    for outcome in done:
        if outcome.error is not None:
            part = outcome.part
            where = _listed(list(part.sections))
            what = f"part {part.number} of {part.of} was not read" + (f" ({where})" if where else "")
            checks.append(Check(READ_WHOLE, (), Outcome.FAIL, f"{what}: {outcome.error}"))
    return checks


def _conflicts(document: Document, conflicts: Sequence[Conflict], numbers: Sequence[int]) -> list[Check]:
    """Places where parts differ; what the parts are called is in `numbers`, by their place in the merging."""
    if not conflicts:
        return []
    locator = QuoteLocator(document.text)
    checks = []
    for conflict in conflicts:
        kept, other = conflict.kept, conflict.other
        message = (
            f"part {numbers[kept.part]} of the filing gives {_value(kept)}, which is kept; "
            f"part {numbers[other.part]} gives {_value(other)}"
        )
        places = [
            place
            for given in (kept, other)
            if given.quote
            for place in locator.locate_all(given.quote, most=1)
        ]
        evidence = tuple(Evidence(place, place.of(document.text)) for place in places)
        checks.append(Check(PARTS_AGREE, (conflict.path,), Outcome.NOTE, message, evidence))
    return checks


def _dropped(dropped: Sequence[tuple[str, str]]) -> list[Check]:
    """Sentences that a list had no room for."""
    by_path: dict[str, list[str]] = {}
    for path, text in dropped:
        by_path.setdefault(path, []).append(text)
    return [
        Check(
            PARTS_JOINED,
            (path,),
            Outcome.NOTE,
            f"{len(texts)} more from other parts were left out of this list: {_listed(texts)}",
        )
        for path, texts in by_path.items()
    ]


def _note(message: str) -> Check:
    return Check(READ_WHOLE, (), Outcome.NOTE, message)


def _value(given: Given) -> str:
    text = f"“{one_line(given.text, _TITLE)}”" if given.text else "something else"
    return f"{text} (“{one_line(given.quote, _TITLE)}”)" if given.quote else text


def _listed(titles: Sequence[str]) -> str:
    named = list(dict.fromkeys(one_line(title, _TITLE) for title in titles if title))
    more = len(named) - _LISTED
    return "; ".join(named[:_LISTED]) + (f"; and {more} more" if more > 0 else "")
