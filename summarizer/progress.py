"""What a run is doing, told as it happens to whoever wants to know.

A listener is a plain function that takes events. It is heard in the task that set it and in those
that this one starts, so that many filings at once in one loop do not hear of each other, and an
engine that emits nothing works as well as one that does. A listener is called in the midst of the
work: it should be quick, and what it raises ends the run.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """A source is about to be read."""

    name: str


@dataclass(frozen=True, slots=True)
class Read:
    """A source was read.

    Attributes:
        name: Of the source.
        characters: Of its text.
        tables: How many tables it has.
        numbers: How many quantities it has.
    """

    name: str
    characters: int
    tables: int
    numbers: int


@dataclass(frozen=True, slots=True)
class Asking:
    """A model is about to be asked.

    Attributes:
        schema: The name of the class that it is to fill.
        model: As the endpoint names it.
        tokens: Of the question, estimated.
        part: Which part of the filing it is asked about, from 1 on.
        parts: How many parts there are.
    """

    schema: str
    model: str
    tokens: int
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """The endpoint could not answer, and is asked again after a while.

    Attributes:
        seconds: How long that is.
        reason: What was wrong, in a few words.
    """

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A model has answered, and the answer fits the schema.

    Attributes:
        prompt_tokens: What that cost, as the endpoint counts.
        completion_tokens: What that cost, as the endpoint counts.
        cached: Whether the answer was taken from the cache, at no cost.
    """

    prompt_tokens: int
    completion_tokens: int
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Checking:
    """A record is about to be held against the source."""


@dataclass(frozen=True, slots=True)
class Repairing:
    """The engine is about to be asked again for what did not pass.

    Attributes:
        places: How many places of the record that is.
        round: Which round it is, from 1 on.
        rounds: How many there are at most.
    """

    places: int
    round: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Done:
    """The briefing is made.

    Attributes:
        numbers: How many of its numbers were checked.
        flagged: How many of them the source does not bear out.
    """

    numbers: int
    flagged: int


Event = Reading | Read | Asking | Waiting | Answered | Checking | Repairing | Done

Listener = Callable[[Event], None]

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener | None) -> Iterator[None]:
    """Within it, `listener` is told what is going on; None leaves it to whoever listens already."""
    if listener is None:
        yield
        return
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def heard() -> bool:
    """Whether anyone listens: an event that costs something to make need not be made otherwise."""
    return _LISTENER.get() is not None


def emit(event: Event) -> None:
    """Tell whoever listens."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(event)
