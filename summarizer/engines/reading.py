"""What of a filing a model reads for a schema, in how many parts, and what it does not read.

A filing that fits is read whole, without what every filing has (signatures, certifications, safe
harbour). One that does not fit the model's context or the budget is read by what the schema needs: its
chunks are ranked, those of least use are left out, and what stays is read in as few parts as hold it. A
short one is read in parts whole, if the budget bears that.
The same document, schema and limits give the same plan every time.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pydantic import BaseModel

from summarizer.document import Document, Span
from summarizer.engines.chunks import Chunk, cut, path_of
from summarizer.engines.usefulness import is_furniture, usefulness, worth_of_the_best
from summarizer.errors import UsageError

FURNITURE = "what every filing has"
"""Why signatures, certifications and the like are left out."""

OVER_CONTEXT = "of least use where there is more than the model's context holds"
OVER_BUDGET = "of least use where there is more than the budget of tokens allows"

GAP = "[…]"
"""Stands alone on a line where text was left out between two passages."""

_MOST_PARTS = 8  # of one filing, whatever its length: each costs the instructions again
_LEAST_TEXT = 200  # tokens of the filing without which nothing is worth asking
_SHOWN_TITLES = 16  # of one part
_TITLE = 64  # characters
_USEFUL = (
    0.3  # of what the best chunks are worth: below this nothing is read of a filing that is read in part
)
_SHORT = 6_000  # tokens: all of so short a filing is read, in however many parts
_SLACK = 0.97  # of the room is filled: what the gaps and the notes on a part take is not counted


@dataclass(frozen=True, slots=True)
class Room:
    """How much may be sent and answered.

    Attributes:
        overhead: Tokens of one request beside the filing's text: instructions, fields, schema.
        answer: Tokens that an answer is expected to have at most.
        context: Tokens of one request with its answer; None where there is no known limit.
        budget: Tokens of all requests for one filing with their answers; None without one.
    """

    overhead: int
    answer: int
    context: int | None = None
    budget: int | None = None

    @property
    def capacity(self) -> int | None:
        """Tokens of text that one request holds; None where there is no limit."""
        return None if self.context is None else self.context - self.overhead - self.answer


@dataclass(frozen=True, slots=True)
class Part:
    """What one request shows of a filing.

    Attributes:
        number: From 1.
        of: How many parts there are.
        chunks: In the order of the filing.
        tokens: Of the text, an estimate.
        worth: How useful it is for the schema, by its size; of use only beside that of another part.
    """

    number: int
    of: int
    chunks: tuple[Chunk, ...]
    tokens: int
    worth: float = 1.0

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings that it stands under, each as a path, in order."""
        return tuple(dict.fromkeys(" › ".join(chunk.path) for chunk in self.chunks if chunk.path))

    def text(self, document: Document) -> str:
        """Its passages in order, with a mark where text between them was left out."""
        pieces: list[str] = []
        end = 0
        for span in self._spans():
            between = document.text[end : span.start] if end <= span.start else "\n"
            if pieces:
                pieces.append(f"\n\n{GAP}\n\n" if between.strip() else between)
            pieces.append(span.of(document.text))
            end = span.end
        return "".join(pieces)

    def has_gaps(self, document: Document) -> bool:
        """Whether text was left out between its passages."""
        spans = [*self._spans()]
        return any(document.text[one.end : other.start].strip() for one, other in pairwise(spans))

    @property
    def titles(self) -> str:
        """The headings as one line of JSON: words of the filing, which are shown as such and shortened."""
        paths = self.sections
        shown = [_shown(path) for path in paths[:_SHOWN_TITLES]]
        if len(paths) > _SHOWN_TITLES:
            shown.append(f"… and {len(paths) - _SHOWN_TITLES} more")
        return json.dumps(shown, ensure_ascii=False)

    def _spans(self) -> Iterator[Span]:
        shown: set[Span] = set()
        for chunk in self.chunks:
            # The headers of a table stand before its first rows; later rows in the same part need no more.
            yield from (span for span in chunk.spans[:-1] if span not in shown)
            shown.update(chunk.spans[:-1])
            yield chunk.span


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A section, or some of it, that no request shows.

    Attributes:
        title: Of the section that it stands in.
        tokens: Of the text that is not read, an estimate.
        reason: Why, in words that go after "not read: ".
        spans: What is not read.
    """

    title: str
    tokens: int
    reason: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of a filing, and what is not.

    Attributes:
        parts: At least one, in the order of the filing.
        left_out: By section, in order.
        whole: Tokens of the whole filing's text.
        room: What it was made for.
    """

    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]
    whole: int
    room: Room

    @property
    def text_tokens(self) -> int:
        """Tokens of the filing's text that is sent."""
        return sum(part.tokens for part in self.parts)

    @property
    def prompt_tokens(self) -> int:
        """Tokens of all requests."""
        return self.text_tokens + len(self.parts) * self.room.overhead

    @property
    def unread(self) -> tuple[LeftOut, ...]:
        """What is left out for want of room, which a reader has to know."""
        return tuple(left for left in self.left_out if left.reason != FURNITURE)


def plan_reading(document: Document, schema: type[BaseModel], room: Room) -> Reading:
    """Choose what to read of `document` for `schema`.

    Raises:
        UsageError: The context or the budget leaves no room for any of the filing.
    """
    _check_room(schema, room)
    capacity = room.capacity
    chunks = cut(document, len(document.text) if capacity is None else capacity)
    whole = sum(chunk.tokens for chunk in chunks)
    kept = [index for index, chunk in enumerate(chunks) if not is_furniture(chunk)] or [*range(len(chunks))]
    out = dict.fromkeys(set(range(len(chunks))) - set(kept), FURNITURE)
    tokens = sum(chunks[index].tokens for index in kept)
    most, reason = _allowance(room, tokens)
    if tokens <= most and (capacity is None or tokens <= capacity):
        parts: tuple[Part, ...] = (Part(1, 1, tuple(chunks[index] for index in kept), tokens),)
    else:
        worth = usefulness(document, schema, chunks)
        enough = _USEFUL * worth_of_the_best(worth)
        useful = [index for index in kept if tokens <= _SHORT or worth[index] >= enough]
        chosen = _chosen(chunks, useful, worth, int(most * _SLACK))
        groups = _packed(chunks, chosen, worth, capacity, _most_parts(room, chunks, chosen))
        kept = [index for group in groups for index in group]
        out |= {index: reason for index in range(len(chunks)) if index not in out and index not in set(kept)}
        parts = tuple(
            _part(number, len(groups), chunks, group, worth) for number, group in enumerate(groups, 1)
        )
    return Reading(parts, _left_out(chunks, out), whole, room)


def split_part(document: Document, part: Part, capacity: int) -> tuple[Part, ...]:
    """The same text in more parts, none of more than `capacity` tokens; nothing is left out."""
    whole = Span(part.chunks[0].span.start, part.chunks[-1].span.end)
    own = [chunk.span for chunk in part.chunks]
    chunks = [
        chunk
        for chunk in cut(document, max(capacity, 1))
        if chunk.span.start < whole.end
        and chunk.span.end > whole.start
        and any(chunk.span.start < span.end and span.start < chunk.span.end for span in own)
    ]
    groups = _filled(chunks, range(len(chunks)), capacity, capacity)
    worth = [part.worth] * len(chunks)
    return tuple(_part(number, len(groups), chunks, group, worth) for number, group in enumerate(groups, 1))


def renumbered(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts as those of one reading, in the order they have."""
    return tuple(replace(part, number=number, of=len(parts)) for number, part in enumerate(parts, 1))


def _shown(path: str) -> str:
    printable = "".join(character if character.isprintable() else " " for character in path)
    return printable if len(printable) <= _TITLE else f"…{printable[1 - _TITLE :]}"


def _check_room(schema: type[BaseModel], room: Room) -> None:
    least = room.overhead + room.answer + _LEAST_TEXT
    for limit, name in ((room.context, "a context"), (room.budget, "a budget")):
        if limit is not None and limit < least:
            raise UsageError(
                f"{name} of {limit:,} tokens leaves no room for the filing: the instructions and the fields "
                f"of {schema.__name__} take {room.overhead:,}, an answer up to {room.answer:,}; "
                f"it takes {least:,} at least"
            )


def _allowance(room: Room, wanted: int) -> tuple[int, str]:
    """Tokens of text that all requests together may hold, and what sets that limit."""
    capacity = room.capacity
    by_context = wanted if capacity is None else _MOST_PARTS * capacity
    if room.budget is None:
        return by_context, OVER_CONTEXT
    each = room.overhead + room.answer
    by_budget = max(
        min(number * (wanted if capacity is None else capacity), room.budget - number * each)
        for number in range(1, _MOST_PARTS + 1)
    )
    return (by_budget, OVER_BUDGET) if by_budget < min(by_context, wanted) else (by_context, OVER_CONTEXT)


def _most_parts(room: Room, chunks: Sequence[Chunk], chosen: Sequence[int]) -> int:
    """Requests that may be made for the chosen text."""
    if room.capacity is None:
        return 1
    if room.budget is None:
        return _MOST_PARTS
    text = sum(chunks[index].tokens for index in chosen)
    return max(1, min(_MOST_PARTS, (room.budget - text) // (room.overhead + room.answer)))


def _chosen(chunks: Sequence[Chunk], kept: Sequence[int], worth: Sequence[float], most: int) -> list[int]:
    """The most useful chunks that fit into `most` tokens, in the order of the filing."""
    chosen: list[int] = []
    for index in sorted(kept, key=lambda index: (-worth[index], index)):
        if chunks[index].tokens <= most:
            chosen.append(index)
            most -= chunks[index].tokens
    return sorted(chosen)


def _packed(
    chunks: Sequence[Chunk],
    chosen: list[int],
    worth: Sequence[float],
    capacity: int | None,
    most: int,
) -> list[list[int]]:
    """The chosen chunks in at most `most` groups that each fit; the least useful go where they do not."""
    room = math.inf if capacity is None else capacity * _SLACK
    while True:
        total = sum(chunks[index].tokens for index in chosen)
        number = min(most, max(1, math.ceil(total / room)))
        for target in (total / number, room):  # parts of one size first, then as full as they get
            groups = _filled([chunks[index] for index in chosen], range(len(chosen)), target, room)
            if len(groups) <= most:
                return [[chosen[index] for index in group] for group in groups]
        surplus = sum(chunks[chosen[index]].tokens for group in groups[most:] for index in group)
        for index in sorted(chosen, key=lambda index: (worth[index], -index)):
            if surplus <= 0 or len(chosen) == 1:
                break
            chosen.remove(index)
            surplus -= chunks[index].tokens


def _filled(chunks: Sequence[Chunk], order: Sequence[int], target: float, most: float) -> list[list[int]]:
    """Neighbours in groups of about `target` tokens and never more than `most`."""
    groups: list[list[int]] = []
    tokens = 0
    for index in order:
        more = chunks[index].tokens
        if not groups or tokens + more > most or tokens + more / 2 > target:
            groups.append([])
            tokens = 0
        groups[-1].append(index)
        tokens += more
    return groups


def _part(
    number: int, of: int, chunks: Sequence[Chunk], group: Sequence[int], worth: Sequence[float]
) -> Part:
    tokens = sum(chunks[index].tokens for index in group)
    value = sum(chunks[index].tokens * worth[index] for index in group) / max(1, tokens)
    return Part(number, of, tuple(chunks[index] for index in group), tokens, value)


def _left_out(chunks: Sequence[Chunk], out: dict[int, str]) -> tuple[LeftOut, ...]:
    """What is left out, put together by the outermost section but a document, and by reason."""
    found: dict[tuple[str, str], list[Chunk]] = {}
    for index in sorted(out):
        chunk = chunks[index]
        path = path_of(chunk.sections)
        found.setdefault((" › ".join(path[:2]), out[index]), []).append(chunk)
    return tuple(
        LeftOut(title, sum(chunk.tokens for chunk in group), reason, tuple(chunk.span for chunk in group))
        for (title, reason), group in found.items()
    )
