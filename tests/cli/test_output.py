import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from summarizer.cli import output
from summarizer.errors import UsageError
from summarizer.render.terminal import Style


class Terminal(TextIOWrapper):
    def isatty(self) -> bool:
        return True


def stream(encoding: str = "utf-8", *, terminal: bool = False) -> TextIOWrapper:
    return (Terminal if terminal else TextIOWrapper)(BytesIO(), encoding=encoding)


@pytest.mark.parametrize(
    ("terminal", "environ", "style"),
    [
        (False, {}, Style(80, colour=False)),
        (False, {"COLUMNS": "100"}, Style(100, colour=False)),
        (True, {"COLUMNS": "100"}, Style(100, colour=True)),
        (True, {"COLUMNS": "300"}, Style(120, colour=True)),
        (True, {"COLUMNS": "5"}, Style(20, colour=True)),
        (True, {"COLUMNS": "80", "NO_COLOR": "1"}, Style(80, colour=False)),
        (True, {"COLUMNS": "80", "NO_COLOR": ""}, Style(80, colour=True)),
        (True, {"COLUMNS": "80", "TERM": "dumb"}, Style(80, colour=False)),
        (False, {"FORCE_COLOR": "1"}, Style(80, colour=True)),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, Style(80, colour=False)),
    ],
)
def test_style(
    terminal: bool, environ: dict[str, str], style: Style, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert output.style_for(None, stream(terminal=terminal)) == style


def test_a_file_gets_no_colour_whatever_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert output.style_for(Path("x"), stream("ascii", terminal=True)) == Style(80, colour=False)


@pytest.mark.parametrize(("encoding", "unicode"), [("utf-8", True), ("ascii", False), ("cp1252", False)])
def test_marks_keep_to_what_can_be_written(encoding: str, unicode: bool) -> None:
    assert output.style_for(None, stream(encoding)).unicode is unicode


def test_what_cannot_be_written_is_replaced_not_fatal(monkeypatch: pytest.MonkeyPatch) -> None:
    out = stream("ascii")
    monkeypatch.setattr(sys, "stdout", out)
    output.write("5% – “so”\n", None)
    assert out.buffer.getvalue() == b"5% ? ?so?\n"  # type: ignore[attr-defined] # it is a BytesIO


def test_a_stand_in_for_stdout_without_bytes_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    out = StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    output.write("5%\n", None)
    assert out.getvalue() == "5%\n"


def test_a_full_disk_behind_stdout_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(UsageError, match="cannot write to standard output: No space left on device"):
            output.write("5%\n", None)
        monkeypatch.undo()


def test_a_relative_path_is_resolved_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert output.writable(Path("a.txt")) == tmp_path.resolve() / "a.txt"
    assert output.writable(None) is None


def test_a_result_never_takes_the_place_of_its_source(tmp_path: Path) -> None:
    filing = tmp_path / "filing.txt"
    filing.write_text("Revenue was $5 million.")
    link = tmp_path / "link.txt"
    link.symlink_to(filing)
    for path in (filing, link):
        with pytest.raises(UsageError, match=r"it is what is read; name another file"):
            output.writable(path, str(filing))
    assert filing.read_text() == "Revenue was $5 million."
    assert output.writable(tmp_path / "other.txt", str(filing), "-") == tmp_path / "other.txt"
