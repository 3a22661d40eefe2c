import json
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from summarizer.briefing import Briefing
from summarizer.cli import edge
from summarizer.document import Document
from summarizer.engines.answers import AnswerCache
from summarizer.errors import EndpointError, NotConfiguredError
from summarizer.render.json import briefing_from_json, render_json
from summarizer.render.markdown import render_markdown
from summarizer.render.text import render_text
from summarizer.schemas import ClinicalReadout
from summarizer.verify.report import CheckReport

Judge = Callable[[Document, Document], CheckReport]
Run = Callable[..., Any]
Calls = list[dict[str, Any]]
Stdin = Callable[[str], None]


@pytest.fixture
def summarized(monkeypatch: pytest.MonkeyPatch, briefing: Briefing[ClinicalReadout]) -> list[dict[str, Any]]:
    """`brief` gets `briefing` from the library; the calls are kept."""
    calls: list[dict[str, Any]] = []

    def summarize(source: Document, schema: object, model: object, **options: object) -> object:
        assert isinstance(options.pop("cache"), AnswerCache)
        calls.append({"source": source.text, "schema": schema, "model": model, **options})
        return briefing

    monkeypatch.setattr("summarizer.cli.brief.summarize", summarize)
    return calls


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch, judged: Judge, briefing: Briefing[ClinicalReadout]) -> None:
    monkeypatch.setattr("summarizer.cli.check.check_draft", judged)
    monkeypatch.setattr(
        "summarizer.cli.check.recheck", lambda given, _: replace(briefing, record=given.record)
    )


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def give(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode())))

    return give


class TestBrief:
    def test_text_on_stdout_and_one_line_on_stderr(
        self, program: Run, filing: Path, briefing: Briefing[ClinicalReadout], summarized: Calls
    ) -> None:
        done = program("brief", filing)
        assert (done.code, done.out) == (0, render_text(briefing))
        assert done.err == (
            "summarizer: no model is configured (--model or SUMMARIZER_MODEL), so the extractive engine ran\n"
        )
        assert summarized == [
            {
                "source": filing.read_text(),
                "schema": None,
                "model": None,
                "base_url": None,
                "engine": None,
            }
        ]

    @pytest.mark.parametrize(
        ("name", "draw"), [("text", render_text), ("markdown", render_markdown), ("json", render_json)]
    )
    def test_formats(
        self,
        *,
        program: Run,
        filing: Path,
        briefing: Briefing[ClinicalReadout],
        summarized: Calls,
        name: str,
        draw: Callable[..., str],
    ) -> None:
        assert program("brief", filing, "--format", name).out == draw(briefing)

    def test_options_reach_the_library(self, program: Run, filing: Path, summarized: Calls) -> None:
        done = program(
            *("brief", filing, "--schema", "clinical_readout", "--model", "m", "--base-url", "http://h/v1"),
            *("--mode", "tools", "--context", "8000", "--max-tokens", "20000", "--concurrency", "2"),
            *("--timeout", "900.5", "--prices", "prices.toml"),
        )
        assert done.code == 0
        assert summarized[0] | {"source": ""} == {
            "source": "",
            "schema": "clinical_readout",
            "model": "m",
            "base_url": "http://h/v1",
            "engine": "openai",
            "mode": "tools",
            "context": 8000,
            "max_tokens_per_filing": 20000,
            "concurrency": 2,
            "timeout": 900.5,
            "prices": Path("prices.toml"),
        }

    def test_an_engine_that_was_asked_for_needs_no_notice(
        self, program: Run, filing: Path, summarized: Calls
    ) -> None:
        done = program("brief", filing, "--engine", "extractive")
        assert (done.code, done.err, summarized[0]["engine"]) == (0, "", "extractive")

    def test_strict_tells_of_flagged_numbers_and_prints_all_the_same(
        self, program: Run, filing: Path, briefing: Briefing[ClinicalReadout], summarized: Calls
    ) -> None:
        done = program("brief", filing, "--strict", "--format", "json")
        assert (done.code, done.out) == (1, render_json(briefing))

    def test_stdin(self, program: Run, stdin: Stdin, summarized: Calls) -> None:
        stdin("The trial treated 212 patients.")
        assert program("brief", "-").code == 0
        assert summarized[0]["source"] == "The trial treated 212 patients."

    def test_evidence(
        self, program: Run, filing: Path, briefing: Briefing[ClinicalReadout], summarized: Calls
    ) -> None:
        assert program("brief", filing, "--evidence").out == render_text(briefing, evidence=True)

    @pytest.mark.parametrize("option", [["--model", "m"], ["--base-url", "http://h/v1"]])
    def test_the_extractive_engine_takes_no_model(
        self, program: Run, filing: Path, option: list[str]
    ) -> None:
        done = program("brief", filing, "--engine", "extractive", *option)
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            "summarizer: error: --engine extractive asks no model; leave out the options that are about one\n"
        )

    def test_an_address_without_a_model_is_no_extractive_briefing(self, program: Run, filing: Path) -> None:
        done = program("brief", filing, "--base-url", "http://localhost:1/v1")
        assert done.code == 2
        assert "--model" in done.err

    @pytest.mark.parametrize(
        ("error", "code"), [(EndpointError("no answer from h"), 4), (NotConfiguredError("no key"), 2)]
    )
    def test_a_failure_leaves_the_old_file(
        self,
        *,
        program: Run,
        filing: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        error: Exception,
        code: int,
    ) -> None:
        def summarize(*_: object, **__: object) -> object:
            raise error

        monkeypatch.setattr("summarizer.cli.brief.summarize", summarize)
        old = tmp_path / "out.txt"
        old.write_text("old")
        done = program("brief", filing, "--output", old)
        assert (done.code, done.out, done.err) == (code, "", f"summarizer: error: {error}\n")
        assert old.read_text() == "old"


class TestOutput:
    def test_the_file_is_written_and_nothing_else(
        self,
        *,
        program: Run,
        filing: Path,
        tmp_path: Path,
        briefing: Briefing[ClinicalReadout],
        summarized: Calls,
    ) -> None:
        out = tmp_path / "page.md"
        done = program("brief", filing, "--format", "markdown", "--output", out)
        assert (done.code, done.out) == (0, "")
        assert out.read_text(encoding="utf-8") == render_markdown(briefing)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["harbor.txt", "page.md"]

    def test_a_file_keeps_its_mode_and_a_link_stays_a_link(
        self, program: Run, filing: Path, tmp_path: Path, summarized: Calls
    ) -> None:
        real = tmp_path / "real.txt"
        real.write_text("old")
        real.chmod(0o640)
        link = tmp_path / "link.txt"
        link.symlink_to(real)
        assert program("brief", filing, "-o", link).code == 0
        assert link.is_symlink()
        assert real.read_text().startswith("HARBOR met its endpoint.")
        assert stat.S_IMODE(real.stat().st_mode) == 0o640

    @pytest.mark.parametrize(
        ("place", "reason"),
        [
            ("none/page.md", "there is no directory"),
            (".", "it is a directory"),
            ("harbor.txt/x", "no directory"),
        ],
    )
    def test_where_nothing_can_be_written_no_work_is_done(
        self, *, program: Run, filing: Path, tmp_path: Path, summarized: Calls, place: str, reason: str
    ) -> None:
        done = program("brief", filing, "--output", tmp_path / place)
        assert (done.code, summarized) == (2, [])
        assert reason in done.err
        assert done.err.count("\n") == 1

    def test_a_write_that_fails_halfway_leaves_nothing(
        self,
        *,
        program: Run,
        filing: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        summarized: Calls,
    ) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        done = program("brief", filing, "--output", tmp_path / "page.md")
        assert done.code == 2
        assert done.err.endswith("page.md: No space left on device\n")
        assert [path.name for path in tmp_path.iterdir()] == ["harbor.txt"]

    def test_a_device_is_written_to_not_replaced(self, program: Run, filing: Path, summarized: Calls) -> None:
        assert program("brief", filing, "--output", "/dev/null").code == 0
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)

    def test_a_dash_is_stdout(
        self, program: Run, filing: Path, briefing: Briefing[ClinicalReadout], summarized: Calls
    ) -> None:
        assert program("brief", filing, "--output", "-").out == render_text(briefing)


class TestCheck:
    def test_clean(self, program: Run, filing: Path, tmp_path: Path, checked: None) -> None:
        draft = tmp_path / "draft.md"
        draft.write_text("There were 212 patients; 44.1% responded.")
        done = program("check", draft, filing)
        assert (done.code, done.out, done.err) == (0, "✓ 2 numbers checked: 2 supported.\n", "")

    def test_flagged(self, program: Run, filing: Path, tmp_path: Path, checked: None) -> None:
        Path("draft.md").write_text("There were\n213 patients.")
        done = program("check", "draft.md", filing)
        assert (done.code, done.err) == (1, "")
        assert done.out == (
            "draft.md:2:1: unsupported: not in the source\n"
            "2 │ 213 patients.\n"
            "  │ ^^^\n"
            "\n"
            "✗ 1 number checked: 1 unsupported.\n"
        )

    @pytest.mark.parametrize("name", ["nope", ""])
    def test_a_schema_that_does_not_exist(
        self, program: Run, filing: Path, stdin: Stdin, checked: None, name: str
    ) -> None:
        stdin("213 patients")
        done = program("check", "-", filing, "--schema", name)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"summarizer: error: there is no schema {name!r}; ")

    def test_an_empty_name(self, program: Run, filing: Path) -> None:
        for arguments in (("", filing), (filing, "")):
            done = program("check", *arguments)
            assert (done.code, done.out) == (2, "")
            assert done.err == "summarizer: error: the name of the file is empty; give a path\n"

    def test_json(self, program: Run, filing: Path, stdin: Stdin, checked: None) -> None:
        stdin("213 patients")
        done = program("check", "-", filing, "--format", "json")
        assert done.code == 1
        assert json.loads(done.out)["numbers"][0]["text"] == "213"

    def test_github(self, program: Run, filing: Path, stdin: Stdin, checked: None) -> None:
        stdin("213 patients")
        assert program("check", "-", filing, "--format", "github").out == (
            "::error file=<stdin>,title=unsupported%3A 213,line=1,endLine=1,col=1,endColumn=4"
            "::not in the source\n"
            "1 number checked: 1 unsupported.\n"
        )

    def test_verbose(self, program: Run, filing: Path, stdin: Stdin, checked: None) -> None:
        stdin("212 patients")
        assert program("check", "-", filing, "-v").out.startswith("<stdin>:1:1: supported: 212\n")

    def test_a_briefing_is_verified_again(
        self,
        *,
        program: Run,
        filing: Path,
        tmp_path: Path,
        briefing: Briefing[ClinicalReadout],
        checked: None,
    ) -> None:
        kept = tmp_path / "kept.json"
        kept.write_text(render_json(briefing))
        done = program("check", kept, filing)
        assert done.code == 1
        assert done.out == (
            f"{kept}: results[1].estimate: unsupported: 9 months is not in the filing.\n"
            "1 │ 9 months\n"
            "  │ ^^^^^^^^\n"
            "\n"
            "✗ 2 numbers checked: 1 supported, 1 unsupported.\n"
        )
        numbers = json.loads(program("check", kept, filing, "--format", "json").out)["numbers"]
        assert [number["path"] for number in numbers] == ["results[0].estimate", "results[1].estimate"]

    def test_a_damaged_briefing_is_no_prose(
        self,
        *,
        program: Run,
        filing: Path,
        tmp_path: Path,
        briefing: Briefing[ClinicalReadout],
        checked: None,
    ) -> None:
        kept = tmp_path / "kept.json"
        kept.write_text(render_json(briefing)[:600])
        done = program("check", kept, filing)
        assert (done.code, done.out) == (3, "")
        assert "not a readable briefing" in done.err

    def test_both_cannot_be_stdin(self, program: Run) -> None:
        done = program("check", "-", "-")
        assert (done.code, done.err) == (
            2,
            "summarizer: error: only one of DRAFT and SOURCE can come from standard input\n",
        )

    def test_the_report_can_go_to_a_file(
        self, *, program: Run, filing: Path, stdin: Stdin, tmp_path: Path, checked: None
    ) -> None:
        stdin("213 patients")
        done = program("check", "-", filing, "-o", tmp_path / "report.txt")
        assert (done.code, done.out) == (1, "")
        assert (tmp_path / "report.txt").read_text().startswith("<stdin>:1:1: unsupported")


class TestRender:
    @pytest.mark.parametrize(
        ("name", "draw"), [("text", render_text), ("markdown", render_markdown), ("json", render_json)]
    )
    def test_formats(
        self,
        *,
        program: Run,
        tmp_path: Path,
        briefing: Briefing[ClinicalReadout],
        name: str,
        draw: Callable[..., str],
    ) -> None:
        kept = tmp_path / "kept.json"
        kept.write_text(render_json(briefing))
        done = program("render", kept, "--format", name)
        assert (done.code, done.out, done.err) == (0, draw(briefing), "")

    def test_stdin_and_evidence(
        self, program: Run, stdin: Stdin, briefing: Briefing[ClinicalReadout]
    ) -> None:
        stdin(render_json(briefing))
        assert program("render", "-", "--evidence").out == render_text(briefing, evidence=True)

    def test_what_is_no_briefing(self, program: Run, filing: Path) -> None:
        done = program("render", filing)
        assert (done.code, done.out) == (3, "")
        assert done.err == (
            f"summarizer: error: {filing} is not a briefing; "
            "'summarizer brief SOURCE --format json' writes one\n"
        )

    def test_a_schema_of_the_current_folder(
        self,
        program: Run,
        tmp_path: Path,
        briefing: Briefing[ClinicalReadout],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(sys, "path", list(sys.path))
        Path("own_schema_for_render.py").write_text(
            "from pydantic import BaseModel, Field\n"
            "class Note(BaseModel):\n    headline: str\n    n: int = Field(title='How many')\n"
        )
        kept = tmp_path / "kept.json"
        written = json.loads(render_json(briefing)) | {
            "schema": "own_schema_for_render:Note",
            "record": {"headline": "h", "n": 5},
            "numbers": [],
        }
        kept.write_text(json.dumps(written))
        assert "\nN  5\n" in program("render", kept).out
        assert "own_schema_for_render" not in sys.modules  # a file's word alone imports nothing
        assert "\nHow many  5\n" in program("render", kept, "--schema", "own_schema_for_render:Note").out

    def test_a_schema_that_does_not_exist(
        self, program: Run, tmp_path: Path, briefing: Briefing[ClinicalReadout]
    ) -> None:
        kept = tmp_path / "kept.json"
        kept.write_text(render_json(briefing))
        done = program("render", kept, "--schema", "clinical_readuot")
        assert done.code == 2
        assert "clinical_readout" in done.err


class TestSchemas:
    def test_list(self, program: Run) -> None:
        done = program("schemas")
        assert done.code == 0
        assert "clinical_readout" in done.out

    def test_list_as_json(self, program: Run) -> None:
        assert "clinical_readout" in json.loads(program("schemas", "--format", "json").out)

    def test_tree(self, program: Run) -> None:
        done = program("schemas", "clinical_readout")
        assert done.out.startswith("clinical_readout  ")
        assert "\n  results[] " in done.out

    def test_json_schema(self, program: Run) -> None:
        assert json.loads(program("schemas", "clinical_readout", "-f", "json").out) == (
            ClinicalReadout.model_json_schema()
        )

    def test_any_model(self, program: Run) -> None:
        assert program("schemas", "summarizer.schemas:Figure").out.startswith("summarizer.schemas:Figure  ")

    def test_unknown(self, program: Run) -> None:
        done = program("schemas", "nothing")
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("summarizer: error: there is no schema 'nothing'; ")


class TestBadInput:
    @pytest.mark.parametrize("command", [["brief"], ["render"], ["check", "-"]])
    def test_sources_that_cannot_be_read(
        self, program: Run, stdin: Stdin, tmp_path: Path, command: list[str]
    ) -> None:
        (tmp_path / "empty.txt").write_text(" \n")
        (tmp_path / "junk.bin").write_bytes(bytes(range(256)) * 40)
        for name, reason in [
            ("missing.txt", "there is no file"),
            (".", "is a directory"),
            ("empty.txt", "empty"),
            ("junk.bin", "junk.bin"),
        ]:
            stdin("5 patients")
            done = program(*command, tmp_path / name)
            assert (done.code, done.out) == (3, "")
            assert reason in done.err
            assert done.err.startswith("summarizer: error: ")
            assert done.err.count("\n") == 1
            assert "Traceback" not in done.err

    @pytest.mark.parametrize("address", ["s3://b/c", "ftp://a.example/f.htm"])
    def test_addresses_of_other_kinds(self, program: Run, address: str) -> None:
        done = program("brief", address)
        assert done.code == 2
        assert done.err == (
            f"summarizer: error: {address!r} cannot be fetched; addresses start with https:// or http://\n"
        )

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["brief"], "Missing argument 'source'. (see 'summarizer brief --help')"),
            (["frob"], "No such command 'frob'. (see 'summarizer --help')"),
            (["brief", "--frob", "x"], "No such option: --frob (see 'summarizer brief --help')"),
            (
                ["brief", "--format", "html", "x"],
                "Invalid value for '--format' / '-f': 'html' is not one of 'text', 'markdown', 'json'. "
                "(see 'summarizer brief --help')",
            ),
        ],
    )
    def test_usage(self, program: Run, arguments: list[str], message: str) -> None:
        done = program(*arguments)
        assert (done.code, done.out, done.err) == (2, "", f"summarizer: error: {message}\n")

    def test_hostile_names_are_shown_harmlessly(self, program: Run) -> None:
        done = program("brief", "x\x1b[2J\u202e.txt")
        assert done.code == 3
        assert not set(done.err) & set("\x1b\u202e")


class TestEdge:
    def test_debug_shows_the_traceback(self, program: Run) -> None:
        for arguments in (["brief", "missing.txt", "--debug"], ["--debug", "brief", "missing.txt"]):
            done = program(*arguments)
            assert done.code == 3
            assert "Traceback (most recent call last)" in done.err
            assert done.err.splitlines()[-1].startswith("summarizer: error: there is no file")

    @pytest.mark.parametrize("debug", [True, False])
    def test_a_bug_is_one_line(
        self, program: Run, filing: Path, monkeypatch: pytest.MonkeyPatch, debug: bool
    ) -> None:
        def summarize(*_: object, **__: object) -> object:
            raise ZeroDivisionError("secret")

        monkeypatch.setattr("summarizer.cli.brief.summarize", summarize)
        done = program("brief", filing, *(["--debug"] if debug else []))
        assert (done.code, done.out) == (70, "")
        assert done.err.splitlines()[-1] == (
            "summarizer: error: this is a bug (ZeroDivisionError); "
            "please report it with the output of --debug"
        )
        assert ("secret" in done.err) is debug
        assert (done.err.count("\n") == 1) is not debug

    def test_an_interrupt_is_one_line(
        self, program: Run, filing: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def summarize(*_: object, **__: object) -> object:
            raise KeyboardInterrupt

        monkeypatch.setattr("summarizer.cli.brief.summarize", summarize)
        done = program("brief", filing)
        assert (done.code, done.out, done.err) == (130, "", "summarizer: interrupted\n")

    def test_no_command_shows_the_help(self, program: Run) -> None:
        done = program()
        assert (done.code, done.err) == (2, "")
        assert done.out == program("--help").out
        assert program("--help").code == 0

    def test_version(self, program: Run) -> None:
        done = program("--version")
        assert done.code == 0
        assert done.out.startswith("summarizer ")

    def test_main_leaves_with_the_code(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "argv", ["summarizer", "schemas", "nothing"])
        with pytest.raises(SystemExit) as raised:
            edge.main()
        assert raised.value.code == 2

    def test_a_briefing_survives_the_way_through_files(
        self,
        *,
        program: Run,
        filing: Path,
        tmp_path: Path,
        briefing: Briefing[ClinicalReadout],
        summarized: Calls,
    ) -> None:
        kept = tmp_path / "kept.json"
        assert program("brief", filing, "--format", "json", "-o", kept).code == 0
        assert briefing_from_json(kept.read_text(encoding="utf-8")) == briefing
