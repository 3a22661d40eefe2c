"""The README's examples are run, and what it shows is what the program prints.

`make readme` writes the output anew after a change that is meant.
"""

import os
import re
import shlex
import sys
import textwrap
from pathlib import Path

import pytest

from summarizer.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SHOWN = re.compile(r"<!-- output of: (?P<command>.+?) -->\n(?P<output>.*?)<!-- end -->", re.DOTALL)
TIME = re.compile(r"\b\d+\.\d s\b")  # how long it took is not the same twice
PYTHON = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for name in ("SUMMARIZER_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "92")
    monkeypatch.setenv("NO_COLOR", "1")


def printed_by(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    with pytest.raises(SystemExit):
        main()
    return capsys.readouterr().out


def test_the_output_shown_is_the_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(shown: re.Match[str]) -> str:
        lines = textwrap.indent(printed_by(shown["command"], monkeypatch, capsys).strip("\n"), "    ")
        output = "\n".join(line.rstrip() for line in lines.splitlines())
        return f"<!-- output of: {shown['command']} -->\n\n{output}\n\n<!-- end -->"

    text = README.read_text(encoding="utf-8")
    assert len(SHOWN.findall(text)) == 2
    current = SHOWN.sub(run, text)
    if os.environ.get("WRITE_README"):
        README.write_text(current, encoding="utf-8")
    else:
        assert TIME.sub("", text) == TIME.sub("", current), "the README shows old output: run `make readme`"


@pytest.mark.parametrize("example", PYTHON.findall(README.read_text(encoding="utf-8")))
def test_the_python_examples_run(example: str) -> None:
    exec(compile(example, str(README), "exec"), {"__name__": "example"})  # the README is the project's own
