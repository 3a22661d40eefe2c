"""The program against a real model server whose answers are valid JSON and nonsense.

`make test-local-model` builds the server, names its interpreter in SUMMARIZER_MODEL_SERVER and runs
these tests; they are left out otherwise. The model is made anew for each run (see make_gguf.py).
"""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from summarizer import load, load_text
from summarizer.document import Document
from summarizer.engines.base import Draft
from summarizer.engines.openai import OpenAIEngine
from summarizer.errors import TruncatedError
from summarizer.schemas import ClinicalReadout

pytestmark = pytest.mark.local_model

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLE = ROOT / "tests" / "filings" / "immunogen-2021-11-30-8k.txt"
INTERPRETER = "SUMMARIZER_MODEL_SERVER"
MODEL = "nonsense"
CONTEXT = 65_536  # tokens, of the model and of the server
STARTING = 120.0  # seconds that the server may take to answer for the first time
STOPPING = 30.0
ANSWERING = 600.0
TOKENS_PER_ANSWER = 40  # fewer than the shortest record takes
LISTENING = re.compile(r"running on http://127\.0\.0\.1:(\d+)")

USERS_SCHEMA = '''
from typing import Literal

from pydantic import BaseModel

from summarizer.schemas import Figure


class Study(BaseModel):
    """What a reader wants to know of a study."""

    outcome: Literal["met", "missed", "open"]
    patients: int
    rate: Figure
    price: float | None
    share: Figure | None
    comment: str
    further: list[Figure]
'''


@dataclass(frozen=True)
class Server:
    """The running server.

    Attributes:
        address: As --base-url takes it.
        log: What it wrote.
    """

    address: str
    log: Path


def interpreter() -> str:
    path = os.environ.get(INTERPRETER, "")
    if not path:
        pytest.fail(f"{INTERPRETER} names no interpreter: run `make test-local-model`", pytrace=False)
    return path


def environment(**more: str) -> dict[str, str]:
    """Without anything that points the program or the server elsewhere."""
    dropped = ("OPENAI_", "SUMMARIZER_", "COV_", "PYTHON")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(dropped) and name not in ("HOST", "PORT")  # the server takes them as options
    }
    return kept | {"PYTHONUTF8": "1"} | more


@contextmanager
def serving(model: Path, log: Path) -> Iterator[Server]:
    """Run the server on a free port of this machine, and end it."""
    options = {
        "model": model,
        "model_alias": MODEL,
        "n_ctx": CONTEXT,
        "n_threads": 1,
        "n_threads_batch": 1,
        "logits_all": "false",
        "flash_attn": "true",
        "seed": 1,
        "host": "127.0.0.1",
        "port": 0,
        "verbose": "false",
    }
    command = [interpreter(), "-m", "llama_cpp.server"]
    command += [part for name, value in options.items() for part in (f"--{name}", str(value))]
    with (
        log.open("wb") as out,
        subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment()) as process,
    ):
        try:
            yield Server(f"http://127.0.0.1:{wait_until_ready(process, log)}/v1", log)
        finally:
            process.terminate()
            try:
                process.wait(STOPPING)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until_ready(process: "subprocess.Popen[bytes]", log: Path) -> int:
    """The port that the server chose, once it lists its models there."""
    end = time.monotonic() + STARTING
    while time.monotonic() < end and process.poll() is None:
        listening = LISTENING.search(log.read_text(errors="replace"))
        if listening and models_of(int(listening[1])) == [MODEL]:
            return int(listening[1])
        time.sleep(0.1)
    pytest.fail(f"the model server did not start:\n{log.read_text(errors='replace')[-4000:]}", pytrace=False)


def models_of(port: int) -> list[str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/models", timeout=5) as answer:
            return [model["id"] for model in json.load(answer)["data"]]
    except (urllib.error.URLError, TimeoutError):
        return []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("model")
    model = folder / "nonsense.gguf"
    subprocess.run(
        [interpreter(), str(HERE / "make_gguf.py"), str(model)], check=True, timeout=120, env=environment()
    )
    with serving(model, folder / "server.log") as running:
        yield running
    port = int(running.address.split(":")[2].split("/")[0])
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0  # nobody is left behind it


def program(*arguments: str | Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """Run the program, and see that it keeps its manners."""
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", *map(str, arguments)],
        cwd=cwd,
        env=environment(PYTHONPATH=str(ROOT), SUMMARIZER_CACHE_DIR=str(cwd / "answers")),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=ANSWERING,
    )
    assert [line for line in done.stderr.splitlines() if not line.startswith("summarizer: ")] == []
    return done


def brief(server: Server, *arguments: str | Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    where = ("--model", MODEL, "--base-url", server.address)
    return program("brief", SAMPLE, *where, "--format", "json", *arguments, cwd=cwd)


FLAG = re.compile("[\N{BALLOT X}\N{CROSS MARK}]")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")  # the value of anything but a date, a period or a time
WORDS = "zero one two three four five six seven eight nine ten eleven twelve"


def standing(filing: str) -> set[Decimal]:
    """Every number that the filing prints, read by other code than the program's."""
    printed = {Decimal(number.replace(",", "")) for number in NUMBER.findall(filing)}
    return printed | {Decimal(value) for value, word in enumerate(WORDS.split()) if word in filing.lower()}


def leaves(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The places of a record that hold a number or a text; a figure is one place."""
    if isinstance(part, dict) and part.keys() == {"text", "quote"}:
        yield path, part["text"]
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from leaves(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(part, list):
        for index, inner in enumerate(part):
            yield from leaves(inner, f"{path}[{index}]")
    else:
        yield path, part


def made_up(briefing: dict[str, Any], document: Document) -> int:
    """How many numbers are flagged, after seeing that they are all that does not stand in the filing."""
    there = standing(document.text)
    numbers = briefing["numbers"]
    for number in numbers:
        for evidence in number["evidence"]:
            assert document.text[evidence["start"] : evidence["end"]] == evidence["text"]
        if number["status"] == "supported":
            assert number["evidence"], number
            assert not DECIMAL.fullmatch(number["value"]) or abs(Decimal(number["value"])) in there, number
        if number["status"] == "derived":
            assert number["evidence"], number
            assert number["message"], number
    flagged = [number for number in numbers if number["status"] not in ("supported", "derived")]
    assert flagged
    assert briefing["clean"] is False
    judged = {number["path"] for number in numbers}
    plain = {
        path
        for path, value in leaves(briefing["record"])
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    assert plain <= judged
    return len(flagged)


@pytest.fixture(scope="module")
def sample() -> Document:
    return load(SAMPLE)


@pytest.mark.parametrize(("mode", "way"), [("auto", "tools"), ("json_object", "json_object (with schema)")])
def test_every_number_that_was_made_up_is_flagged(
    mode: str, way: str, server: Server, sample: Document, tmp_path: Path
) -> None:
    done = brief(server, "--schema", "clinical_readout", "--mode", mode, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    briefing = json.loads(done.stdout)
    assert briefing["engine"]["model"] == MODEL
    assert briefing["engine"]["mode"] == way
    flagged = made_up(briefing, sample)

    kept = tmp_path / "kept.json"
    kept.write_text(done.stdout, encoding="utf-8")
    again = program("check", kept, SAMPLE, "--format", "json", cwd=tmp_path)
    assert again.returncode == 1
    assert [(number["path"], number["status"]) for number in json.loads(again.stdout)["numbers"]] == [
        (number["path"], number["status"]) for number in briefing["numbers"]
    ]
    for form in ("text", "markdown"):
        shown = program("render", kept, "--format", form, cwd=tmp_path)
        assert shown.returncode == 0
        assert len(FLAG.findall(shown.stdout)) >= flagged


@pytest.mark.parametrize("schema", ["material_event", "study:Study"])
def test_strict_fails_for_them(schema: str, server: Server, sample: Document, tmp_path: Path) -> None:
    (tmp_path / "study.py").write_text(USERS_SCHEMA, encoding="utf-8")
    done = brief(server, "--schema", schema, "--strict", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    made_up(json.loads(done.stdout), sample)


def test_a_model_that_is_held_to_no_grammar_never_fits_a_schema(server: Server, tmp_path: Path) -> None:
    done = brief(server, "--schema", "clinical_readout", "--mode", "text", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    (line,) = done.stderr.splitlines()
    assert "gave no answer that fits ClinicalReadout after 3 questions" in line


def test_a_schema_that_the_server_does_not_take_is_one_line(server: Server, tmp_path: Path) -> None:
    done = brief(server, "--schema", "clinical_readout", "--mode", "json_schema", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    (line,) = done.stderr.splitlines()
    assert "--mode auto" in line


def test_an_answer_that_was_cut_off_is_no_answer(server: Server, sample: Document) -> None:
    async def cut() -> None:
        engine = OpenAIEngine(
            MODEL, base_url=server.address, max_tokens=TOKENS_PER_ANSWER, mode="json_object"
        )
        try:
            await engine.draft(sample, ClinicalReadout)
        finally:
            await engine.close()

    with pytest.raises(TruncatedError, match="stopped at the token limit"):
        asyncio.run(cut())


def test_what_is_left_out_of_a_filing_longer_than_the_context_is_told(
    server: Server, sample: Document
) -> None:
    long = load_text(sample.text * (CONTEXT // len(sample.text) + 1))

    async def ask() -> Draft[ClinicalReadout]:
        engine = OpenAIEngine(MODEL, base_url=server.address)
        try:
            return await engine.draft(long, ClinicalReadout)
        finally:
            await engine.close()

    draft = asyncio.run(ask())
    assert draft.usage.requests > 1  # one that was too long, and what was sent in its place
    assert [check.check for check in draft.checks] == ["read-whole"]  # which says what was left out
