"""Shows what a run is doing, on one line of a terminal that is gone when the run is over."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.live import Live
from rich.text import Text

from summarizer.progress import (
    Answered,
    Asking,
    Checking,
    Done,
    Event,
    Listener,
    Read,
    Reading,
    Repairing,
    Waiting,
    listening,
)
from summarizer.render.escape import plain

_FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_PLAIN_FRAMES = "|/-\\"
_RATE = 10.0  # frames in a second
_NAME = 60  # characters of a name that are shown


class View:
    """The line, as it is at the moment: listens to events, and is drawn again and again meanwhile."""

    def __init__(self, *, unicode: bool = True, clock: Callable[[], float] = time.monotonic) -> None:
        self._frames = _FRAMES if unicode else _PLAIN_FRAMES
        self._clock = clock
        self._started = clock()
        self._line = "starting"
        self._wait = ""
        self._resume = 0.0  # when the wait is over
        self._tokens = 0  # of all questions
        self._asked: dict[int, Asking] = {}
        self._answered = self._cached = 0
        self._mending = False

    def __call__(self, event: Event) -> None:
        """Take note of an event."""
        self._resume = 0.0
        match event:
            case Reading():
                self._line = f"reading {_short(event.name)}"
            case Read():
                parts = (f"{event.characters:,} characters", _count(event.tables, "table"))
                self._line = (
                    f"read {_short(event.name)}: {', '.join(parts)}, {_count(event.numbers, 'number')}"
                )
            case Asking():
                self._tokens += event.tokens
                self._asked[event.part] = event
                if not self._mending:
                    self._line = self._asking(event)
            case Answered():
                self._answered += 1
                self._cached += event.cached
                if self._asked and not self._mending:
                    self._line = self._asking(next(reversed(self._asked.values())))
            case Waiting():
                self._resume = self._clock() + event.seconds
                self._wait = event.reason
            case Repairing():
                self._mending = True
                self._line = (
                    f"asking again for {_count(event.places, 'place')} that did not pass "
                    f"(round {event.round} of {event.rounds} at most)"
                )
            case Checking():
                self._line = "checking every number against the source"
            case Done():
                self._line = f"{_count(event.numbers, 'number')} checked, {event.flagged} flagged"

    def __rich__(self) -> Text:
        """The line to draw now."""
        now = self._clock()
        elapsed = now - self._started
        left = self._resume - now
        # The time first: what does not fit into the line is cut off at its end.
        notes = [
            f"{elapsed:.1f} s",
            f"{self._wait}: asking again in {left:.0f} s" if left > 0 else self._line,
        ]
        if self._tokens:
            notes.append(f"about {self._tokens:,} tokens asked")
        if self._cached:
            notes.append(f"{self._cached} from the cache")
        frame = self._frames[int(elapsed * _RATE) % len(self._frames)]
        return Text(f"{frame} {' · '.join(notes)}", no_wrap=True, overflow="ellipsis", style="dim")

    def _asking(self, event: Asking) -> str:
        line = f"asking {_short(event.model)} for {event.schema}"
        if event.parts > 1:
            line += f", {min(self._answered, event.parts)} of {event.parts} parts answered"
        return line


@contextmanager
def shown(*, quiet: bool = False) -> Iterator[None]:
    """Within it, what goes on is shown on standard error, if that is a terminal somebody looks at."""
    if quiet or not is_watched(sys.stderr):
        yield
        return
    console = Console(file=sys.stderr)
    view = View(unicode=console.encoding.startswith("utf"))
    live = Live(
        view,
        console=console,
        transient=True,  # the line goes when the run is over, however it ends
        refresh_per_second=_RATE,
        redirect_stdout=False,  # results are not for this line's terminal
    )
    listener: Listener = view
    with live, listening(listener):
        yield


def is_watched(stream: TextIO | None, environ: Mapping[str, str] | None = None) -> bool:
    """Whether a stream is a terminal that can redraw a line, with a person before it."""
    environ = os.environ if environ is None else environ
    if stream is None or not stream.isatty() or environ.get("TERM", "") in ("dumb", "unknown"):
        return False
    return environ.get("CI", "").lower() in ("", "0", "false")


def _short(name: str) -> str:
    name = plain(name)
    return name if len(name) <= _NAME else f"…{name[1 - _NAME :]}"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' if number != 1 else ''}"
