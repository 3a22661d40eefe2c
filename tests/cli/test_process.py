"""The program as the shell sees it, in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "filings" / "immunogen-2021-11-30-8k.txt"

# Tells on stderr which of the heavy libraries were imported, as the process ends.
SPY = """
import atexit, sys
atexit.register(lambda: sys.stderr.write("imported: " + " ".join(
    sorted({"openai", "instructor", "tenacity", "httpx", "httpx2", "httpcore2", "pypdfium2"}
           & set(sys.modules))) + "\\n"))
from summarizer.cli import main
main()
"""


def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("OPENAI_", "SUMMARIZER_"))}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def start(*arguments: str, stdin: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", SPY, *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        input=stdin,
    )


@pytest.mark.parametrize(
    "arguments", [["--help"], ["schemas"], ["check", "-", str(SAMPLE)], ["brief", str(SAMPLE)]]
)
def test_no_client_library_is_imported(arguments: list[str]) -> None:
    done = start(*arguments, stdin="ORR by investigator was 32.4%.")
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == "imported: "


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f'"{sys.executable}" -m summarizer schemas clinical_readout --format json'
    done = subprocess.run(
        ["bash", "-c", f'{command} | head -c 1; echo " ${{PIPESTATUS[0]}}"'],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("{ 0\n", "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "-"), 1),
        (("check", "-", "--format", "json"), 1),
        (("check", "-", "--format", "github"), 1),
        (("brief",), 0),
        (("schemas",), 0),
        (("--version",), 0),
    ],
)
def test_a_standard_output_that_is_closed_is_no_error(arguments: tuple[str, ...], code: int) -> None:
    sources = [str(SAMPLE)] if arguments[0] in ("check", "brief") else []
    done = subprocess.run(
        ["bash", "-c", '"$@" >&-', "bash", sys.executable, "-m", "summarizer", *arguments, *sources],
        env=environment() | {"SUMMARIZER_MODEL": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        input="ORR by investigator was 31.6%.",
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert "error" not in done.stderr


# Says when it waits for its standard input, so that the interrupt comes at a known moment.
WAITING = """
import sys, time, types
def read(size):
    print("waiting", file=sys.stderr, flush=True)
    time.sleep(60)
sys.stdin = types.SimpleNamespace(buffer=types.SimpleNamespace(read=read))
from summarizer.cli import main
main()
"""


def test_ctrl_c_is_one_line() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITING, "check", "-", str(SAMPLE)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "waiting\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "summarizer: interrupted\n")


def test_a_briefing_of_the_sample_checks_out_as_it_was_written(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    assert start("brief", str(SAMPLE), "--format", "json", "--output", str(kept), stdin="").returncode == 0
    written = json.loads(kept.read_text(encoding="utf-8"))
    again = start("check", str(kept), str(SAMPLE), "--format", "json", stdin="")
    report = json.loads(again.stdout)
    assert again.returncode == (0 if written["clean"] else 1)
    assert report["clean"] == written["clean"]
    assert [(n["path"], n["text"], n["status"]) for n in report["numbers"]] == [
        (n["path"], n["text"], n["status"]) for n in written["numbers"]
    ]
    assert report["omitted"] == written["omitted"]
