"""Where results go: standard output, or a file that is written whole or not at all."""

import codecs
import os
import secrets
import shutil
import stat
import sys
from pathlib import Path
from typing import TextIO

from summarizer.errors import UsageError
from summarizer.render.terminal import DEFAULT_WIDTH, Style

_WIDEST = 120  # columns; longer lines are hard to read


def writable(path: Path | None, *inputs: str) -> Path | None:
    """`path`, if a file can be written there; asked before any work is done.

    Args:
        path: Where the result is to go; None or "-" for standard output.
        inputs: What is read; a result never takes the place of its own source.

    Raises:
        UsageError: It cannot, for a reason that can be seen beforehand.
    """
    if path is None or str(path) == "-":
        return None
    path = Path(os.path.realpath(path))  # a link stays a link
    if any(path == Path(os.path.realpath(name)) for name in inputs):
        raise UsageError(f"cannot write {path}: it is what is read; name another file")
    if path.is_dir():
        raise UsageError(f"cannot write {path}: it is a directory; name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"cannot write {path}: there is no directory {path.parent}; make it first")
    return path


def style_for(path: Path | None, stream: TextIO | None = None) -> Style:
    """What the place of the output can show: a terminal's width and colours, or plain text of 80 columns.

    NO_COLOR turns colour off, FORCE_COLOR turns it on.
    """
    stream = stream or sys.stdout
    if path is not None or stream is None:  # the shell closed it
        return Style()
    environ = os.environ
    is_terminal = stream.isatty() and environ.get("TERM") != "dumb"
    colour = (is_terminal or bool(environ.get("FORCE_COLOR"))) and not environ.get("NO_COLOR")
    width = shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns
    return Style(max(min(width, _WIDEST), 20), colour, is_utf8(path, stream))


def is_utf8(path: Path | None, stream: TextIO | None = None) -> bool:
    """Whether every character can be written; files are always written in UTF-8."""
    stream = stream or sys.stdout
    encoding = (stream.encoding if stream is not None else "") or "ascii"
    return path is not None or codecs.lookup(encoding).name in ("utf-8", "utf-16", "utf-32")


def write(text: str, path: Path | None) -> None:
    """Write a result.

    A reader that closes the pipe early, such as `head`, has all it wants: that is no error. Nor is a
    standard output that the shell closed before.

    Raises:
        UsageError: It cannot be written; the file, if there was one, is as it was before.
    """
    try:
        if path is None:
            _print(text)
        elif path.exists() and not stat.S_ISREG(path.stat().st_mode):
            path.write_text(text, encoding="utf-8")  # a device or a pipe cannot be replaced
        else:
            _replace(path, text)
    except BrokenPipeError:
        _discard_stdout()
    except OSError as error:
        if path is None:
            _discard_stdout()
        place = path or "to standard output"
        raise UsageError(f"cannot write {place}: {error.strerror or error}") from error


def _print(text: str) -> None:
    if sys.stdout is None:
        return
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.flush()
    data = text.encode(encoding, errors="replace")
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # a stand-in that takes only text
        sys.stdout.write(data.decode(encoding))
        return
    buffer.write(data)
    buffer.flush()


def _discard_stdout() -> None:
    """Keep the interpreter from failing once more when it flushes as it ends."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.part")
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    try:
        with beside.open("xb") as file:
            if mode is not None:
                beside.chmod(mode)
            file.write(text.encode("utf-8", errors="replace"))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
