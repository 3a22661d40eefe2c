"""The line that shows what is going on: what it says, where it is drawn, and that it is gone afterwards."""

import io
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from summarizer.cli import progress
from summarizer.cli.progress import View, is_watched, shown
from summarizer.progress import (
    Answered,
    Asking,
    Checking,
    Done,
    Event,
    Read,
    Reading,
    Repairing,
    Waiting,
    emit,
    heard,
)

ROOT = Path(__file__).parents[2]
HIDE, SHOW, ERASE = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def line(*events: Event, later: float = 4.24, unicode: bool = True) -> str:
    """The line some seconds after the events."""
    clock = Clock()
    view = View(unicode=unicode, clock=clock)
    for event in events:
        view(event)
    clock.now += later
    return view.__rich__().plain


# What it says

ASKING = Asking("Record", "small", 12_345)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], "starting"),
        ([Reading("a.htm")], "reading a.htm"),
        ([Read("a.htm", 12_345, 1, 0)], "read a.htm: 12,345 characters, 1 table, 0 numbers"),
        ([ASKING], "asking small for Record · about 12,345 tokens asked"),
        (
            [Asking("Record", "small", 10, part, 5) for part in (1, 2, 3)] + [Answered(1, 1), Answered(1, 1)],
            "asking small for Record, 2 of 5 parts answered · about 30 tokens asked",
        ),
        (
            [ASKING, Waiting(12.2, "HTTP 429")],
            "HTTP 429: asking again in 8 s · about 12,345 tokens asked",
        ),
        ([ASKING, Waiting(4.0, "HTTP 429")], "asking small for Record · about 12,345 tokens asked"),
        (
            [ASKING, Answered(1, 1), Checking()],
            "checking every number against the source · about 12,345 tokens asked",
        ),
        (
            [Repairing(1, 1, 2), Asking("Corrections", "small", 10), Answered(1, 1)],
            "asking again for 1 place that did not pass (round 1 of 2 at most) · about 10 tokens asked",
        ),
        ([Reading("a"), Answered(0, 0, cached=True)], "reading a · 1 from the cache"),
        ([Done(48, 2)], "48 numbers checked, 2 flagged"),
    ],
)
def test_what_it_says(events, expected):
    assert line(*events) == f"⠹ 4.2 s · {expected}"


def test_it_moves():
    assert [line(later=tenths / 10)[0] for tenths in (0, 1, 2, 10)] == ["⠋", "⠙", "⠹", "⠋"]
    assert [line(later=tenths / 10, unicode=False)[0] for tenths in (0, 1, 4)] == ["|", "/", "|"]


def test_a_name_cannot_write_to_the_terminal():
    assert line(Reading("a\x1b]0;title\x07\x1b[31m\nb\u202ec")) == "⠹ 4.2 s · reading a bc"
    assert line(Reading("x" * 100 + ".htm")) == f"⠹ 4.2 s · reading …{'x' * 55}.htm"


def test_it_fits_on_one_line():
    console = Console(width=20)
    view = View(clock=Clock())
    view(Reading("a-name-that-is-longer-than-the-terminal.htm"))
    drawn = [[segment.text for segment in line] for line in console.render_lines(view)]
    assert drawn == [["⠋ 0.0 s · reading a…"]]


# Where it is drawn


@pytest.mark.parametrize(
    ("environ", "watched"),
    [
        ({"TERM": "xterm"}, True),
        ({}, True),
        ({"TERM": "xterm", "CI": ""}, True),
        ({"TERM": "xterm", "CI": "false"}, True),
        ({"TERM": "xterm", "CI": "true"}, False),
        ({"TERM": "xterm", "CI": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "unknown"}, False),
    ],
)
def test_who_looks(environ, watched):
    assert is_watched(Terminal(), environ) is watched
    assert is_watched(io.StringIO(), environ) is False
    assert is_watched(None, environ) is False


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    """Puts a terminal in the place of standard error."""

    def put() -> Terminal:  # in the test itself: pytest has its own way with the stream before that
        stream = Terminal()
        monkeypatch.setattr(sys, "stderr", stream)
        return stream

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    return put


def test_the_line_is_gone_in_the_end(watched):
    terminal = watched()
    with shown():
        assert heard()
        emit(Reading("a.htm"))
        sys.stderr.write("a word from elsewhere\n")
        time.sleep(0.25)
    assert not heard()
    assert (sys.stderr is terminal) is True  # given back
    drawn = terminal.getvalue()
    assert drawn.startswith(HIDE)
    assert "reading a.htm" in drawn
    assert f"{ERASE}a word from elsewhere\n" in drawn
    assert drawn.endswith(f"{SHOW}\r\x1b[1A{ERASE}")


def test_the_line_is_gone_after_a_failure(watched):
    terminal = watched()
    with pytest.raises(LookupError), shown():
        raise LookupError
    assert terminal.getvalue().endswith(f"{SHOW}\r\x1b[1A{ERASE}")


def test_quiet(watched):
    terminal = watched()
    with shown(quiet=True):
        assert not heard()
    assert terminal.getvalue() == ""


def test_nothing_where_nobody_looks(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with shown():
        assert not heard()
    assert stream.getvalue() == ""


def test_quiet_is_quiet_but_for_the_result(watched, program, filing, capsys):
    terminal = watched()
    assert program("brief", filing, "--quiet").code == 0
    assert terminal.getvalue() == ""


# The program before a terminal

pytest.importorskip("pty", reason="needs pseudo-terminals")


class Seen:
    """The program with a pseudo-terminal as its standard error, and what it wrote there."""

    def __init__(self, **environ: str) -> None:
        self._master, slave = os.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "summarizer", "brief", "-"],
            env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "CI": ""} | environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=slave,
        )
        os.close(slave)
        self.text = ""

    def until(self, words: str) -> None:
        end = time.monotonic() + 60
        while words not in self.text and time.monotonic() < end:
            self._read(0.1)
        assert words in self.text

    def end(self, given: bytes = b"") -> tuple[int, str]:
        out, _ = self.process.communicate(given, timeout=60)
        while self._read(0.1):
            pass
        os.close(self._master)
        return self.process.returncode, out.decode()

    def _read(self, patience: float) -> bool:
        if not select.select([self._master], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the other end is closed
            return False
        self.text += data.decode(errors="replace")
        return bool(data)


NOTE = "summarizer: no model is configured (--model or SUMMARIZER_MODEL), so the extractive engine ran\r\n"


def test_a_run_before_a_terminal(filing):
    seen = Seen()
    seen.until(" s · reading standard input")
    code, out = seen.end(filing.read_bytes())
    assert code == 0
    assert out.startswith("Northwind Therapeutics Announces Results of the HARBOR Trial\n")
    assert not re.search(r"[\x1b⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]", out)
    assert seen.text.startswith(HIDE)
    assert seen.text.count(HIDE) == seen.text.count(SHOW) == 1
    assert seen.text.endswith(f"{SHOW}\r\x1b[1A{ERASE}{NOTE}")


def test_ctrl_c_leaves_the_terminal_in_order():
    seen = Seen()
    seen.until("reading standard input")
    seen.process.send_signal(signal.SIGINT)
    assert seen.end() == (130, "")
    assert seen.text.endswith(f"{SHOW}\r\x1b[1A{ERASE}summarizer: interrupted\r\n")


def test_no_line_where_nobody_looks(filing):
    seen = Seen(CI="true")
    code, out = seen.end(filing.read_bytes())
    assert (code, bool(out), seen.text) == (0, True, NOTE)


def test_the_rate_is_bearable():
    assert progress._RATE <= 12.5
