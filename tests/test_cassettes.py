"""Whole runs against recorded answers of a model: what it got right, what it got wrong, what it never gave.

The cassettes and how they were made: cassettes/README.md.
"""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openai import AsyncOpenAI

from summarizer import asummarize, load, summarize
from summarizer.briefing import Briefing
from summarizer.cli.edge import run
from summarizer.engines.base import EngineInfo, Usage
from summarizer.errors import EmptyAnswerError, EngineError, RefusedError, TruncatedError
from summarizer.findings import Finding, Outcome, Status
from summarizer.prompts import load as load_prompt
from summarizer.render.json import briefing_from_json
from summarizer.render.text import render_text
from summarizer.schemas import ClinicalReadout, Figure
from summarizer.version import __version__

FILINGS = Path(__file__).parent / "filings"
SAMPLE = FILINGS / "immunogen-2021-11-30-8k.txt"
PLANTED = FILINGS / "planted-instructions-8k.txt"

FIGURES = [
    ("trials[0].enrolled", "106", "106", "patient"),
    ("trials[0].follow_up", "8.1 months", "8.1", "month"),
    ("trials[0].data_cutoff", "November 16, 2021", "2021-11-16", ""),
    ("trials[0].prior_therapy[0]", "three", "3", "line"),
    ("trials[0].prior_therapy[1]", "51%", "51", "%"),
    ("trials[0].prior_therapy[2]", "48%", "48", "%"),
    ("trials[0].prior_therapy[3]", "48%", "48", "%"),
    ("results[0].estimate", "32.4%", "32.4", "%"),
    ("results[0].interval", "23.6%", "23.6", "%"),
    ("results[0].interval", "42.2%", "42.2", "%"),
    ("results[1].estimate", "31.6%", "31.6", "%"),
    ("results[1].interval", "22.4%", "22.4", "%"),
    ("results[1].interval", "41.9%", "41.9", "%"),
    ("results[2].estimate", "5.9 months", "5.9", "month"),
    ("results[2].interval", "5.6", "5.6", "month"),
    ("results[2].interval", "7.7", "7.7", "month"),
    ("safety.adverse_events[0].any_grade", "41%", "41", "%"),
    ("safety.adverse_events[0].grade3_plus", "6%", "6", "%"),
    ("safety.adverse_events[1].any_grade", "35%", "35", "%"),
    ("safety.adverse_events[1].grade3_plus", "9%", "9", "%"),
    ("safety.adverse_events[2].any_grade", "29%", "29", "%"),
    ("safety.adverse_events[2].grade3_plus", "0%", "0", "%"),
    ("safety.dose_reductions", "19%", "19", "%"),
    ("safety.dose_delays", "32%", "32", "%"),
    ("safety.discontinuations", "7%", "7", "%"),
    ("milestones[0].when", "first quarter of 2022", "2022-Q1", ""),
    ("milestones[1].when", "third quarter of 2022", "2022-Q3", ""),
]
"""Every number that the sample's figures hold: path, text, value, unit."""

WRONG = {
    "trials[0].enrolled": ("160", Status.CONTRADICTED, "106"),
    "results[0].estimate": ("31.6%", Status.MISATTRIBUTED, "32.4%"),
    "results[1].estimate": ("32.4%", Status.MISATTRIBUTED, "31.6%"),
    "results[3].estimate": ("4.3 months", Status.CONTRADICTED, "8.1 months"),
}
"""What the draft with a transposed digit, two swapped figures and an invented number has wrong:
the path, the text, its status, and what the filing gives there."""


@dataclass
class Wire:
    """What went to the endpoint and came from it while a test ran, each try of a request by itself."""

    asked: list[list[dict[str, str]]] = field(default_factory=list)
    billed: list[tuple[int, int]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    @property
    def usage(self) -> Usage:
        """The sum of what the answers say that they cost."""
        return Usage(
            len(self.asked),
            sum(prompt for prompt, _ in self.billed),
            sum(completion for _, completion in self.billed),
        )

    def question(self, index: int) -> str:
        """The last message of a request."""
        return self.asked[index][-1]["content"]

    def paths(self, index: int) -> list[str]:
        """The places that a request for corrections lists."""
        return re.findall(r"^\d+\. path: (.+)$", self.question(index), re.MULTILINE)


@pytest.fixture
def wire(cassette: object, waits: list[float], monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Watches the exchange; no wait takes time."""
    seen = Wire(waits=waits)
    post: Callable[..., Any] = AsyncOpenAI.post

    async def watched(self: AsyncOpenAI, path: str, **request: Any) -> Any:
        seen.asked.append([dict(message) for message in request["body"]["messages"]])
        completion = await post(self, path, **request)
        if completion.usage is not None:
            seen.billed.append((completion.usage.prompt_tokens, completion.usage.completion_tokens))
        return completion

    monkeypatch.setattr(AsyncOpenAI, "post", watched)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return seen


@pytest.fixture
def source() -> str:
    return load(SAMPLE).text


def brief(source: Path = SAMPLE) -> Briefing[ClinicalReadout]:
    briefing = summarize(source, engine="openai")
    assert isinstance(briefing.record, ClinicalReadout)
    return briefing


def is_figure(record: Any, path: str) -> bool:
    """Whether `path` leads to a figure, and not to a number in a sentence."""
    for name, index in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        record = getattr(record, name)
        record = record[int(index)] if index else record
    return isinstance(record, Figure)


def plain(text: str) -> str:
    """The sample breaks its lines inside dates."""
    return " ".join(text.split())


def assert_faithful(briefing: Briefing[ClinicalReadout], source: str) -> None:
    """Every figure of the sample stands, and every number is borne out by characters of the filing."""
    found = [number for number in briefing.numbers if is_figure(briefing.record, number.path)]
    assert [(n.path, plain(n.text), str(n.value), n.unit) for n in found] == FIGURES
    assert_borne_out(briefing, source)


def assert_borne_out(briefing: Briefing[ClinicalReadout], source: str) -> None:
    assert [n for n in briefing.numbers if n.status is not Status.SUPPORTED] == []
    for number in briefing.numbers:
        assert number.evidence, number
        for evidence in number.evidence:
            assert source[evidence.start : evidence.end] == evidence.text
        assert plain(number.evidence[0].text).lower() == plain(number.text).lower()
    assert [check for check in briefing.checks if check.status is Outcome.FAIL] == []
    assert briefing.flagged == ()
    assert briefing.clean


def billed(usage: Usage) -> tuple[int, int, int]:
    return usage.requests, usage.prompt_tokens, usage.completion_tokens


def flagged(numbers: tuple[Finding, ...]) -> dict[str, tuple[str, Status]]:
    return {number.path: (number.text, number.status) for number in numbers if not number.status.clean}


# The model answers well


def test_a_faithful_fill(cassette, wire, source):
    briefing = brief()
    assert_faithful(briefing, source)
    record = briefing.record
    assert (record.company, record.ticker) == ("ImmunoGen, Inc.", "IMGN")
    assert record.drug == "mirvetuximab soravtansine (IMGN853)"
    assert [trial.name for trial in record.trials] == ["SORAYA"]
    assert [(result.role, result.status) for result in record.results] == [
        ("primary", "met"),
        ("not stated", "not stated"),
        ("secondary", "not stated"),
    ]
    assert record.safety is not None
    assert [event.event for event in record.safety.adverse_events] == [
        "blurred vision",
        "keratopathy",
        "nausea",
    ]
    assert {milestone.status for milestone in record.milestones} == {"planned"}
    assert record.results[0].estimate == Figure(text="32.4%", quote="ORR by investigator was 32.4%")
    start = source.index("32.4% (95% confidence")
    (estimate,) = (number for number in briefing.numbers if number.path == "results[0].estimate")
    assert (estimate.evidence[0].start, estimate.evidence[0].end) == (start, start + 5)
    assert briefing.omitted == ()
    assert [(check.check, check.status) for check in briefing.checks] == [
        *[("interval-contains-estimate", Outcome.PASS)] * 3,
        *[("grade-3-within-any-grade", Outcome.PASS)] * 3,
    ]
    prompt = load_prompt("brief")
    assert briefing.schema == "clinical_readout"
    said = EngineInfo("openai", cassette.model, prompt.label, prompt.sha256, "json_schema", __version__)
    assert replace(briefing.engine, setup_sha256="") == said
    assert billed(briefing.usage) == billed(wire.usage)
    assert briefing.usage.requests == 1
    assert min(wire.billed[0]) > 0


# The model gets numbers wrong


@pytest.mark.staged
def test_swapped_transposed_and_invented_numbers_are_mended(wire, source):
    briefing = brief()
    # What was asked again, and of what
    assert len(wire.asked) == 2
    assert wire.paths(1) == list(WRONG)
    assert wire.asked[1][:2] == wire.asked[0]  # the same conversation, carried on
    for text, status, given in WRONG.values():
        assert f'   problem: "{text}" is {status.value}: ' in wire.question(1)
        assert f"the source gives {given}" in wire.question(1)
    # What came of it
    assert_borne_out(briefing, source)
    found = [
        (n.path, plain(n.text), str(n.value), n.unit)
        for n in briefing.numbers
        if is_figure(briefing.record, n.path)
    ]
    assert found == FIGURES
    assert briefing.record.results[3].endpoint == "median progression-free survival (PFS)"
    assert briefing.record.results[3].estimate is None  # the filing does not give it
    assert billed(briefing.usage) == billed(wire.usage)
    assert briefing.usage.requests == 2
    assert briefing.usage.prompt_tokens > wire.billed[0][0]


@pytest.mark.staged
def test_numbers_that_are_never_mended_are_flagged(wire, source, tmp_path, capsys):
    kept = tmp_path / "briefing.json"
    code = run(["brief", str(SAMPLE), "--engine", "openai", "--strict", "--output", str(kept), "-f", "json"])
    assert (code, *capsys.readouterr()) == (1, "", "")
    written = json.loads(kept.read_text())
    assert written["clean"] is False
    briefing = briefing_from_json(kept.read_text())
    # The model was asked twice, insisted, and then guessed: nothing was better than the first draft.
    assert [wire.paths(index) for index in (1, 2)] == [list(WRONG)] * 2
    assert wire.asked[1] == wire.asked[2]
    assert len(wire.asked) == 3
    assert briefing.record.trials[0].enrolled == Figure(text="160", quote="SORAYA enrolled 160 patients")
    assert flagged(briefing.numbers) == {path: (text, status) for path, (text, status, _) in WRONG.items()}
    for number in briefing.flagged:
        given = WRONG[number.path][2]
        assert f"the source gives {given}" in number.message
        assert number.evidence[0].text == given
        for evidence in number.evidence:
            assert source[evidence.start : evidence.end] == evidence.text
    others = [number for number in briefing.numbers if number.path not in WRONG]
    assert {number.status for number in others} == {Status.SUPPORTED}
    assert len(others) > 40
    assert billed(briefing.usage) == billed(wire.usage)
    page = render_text(briefing)
    for path, (text, status, _) in WRONG.items():
        assert f"✗ {text} {status.value}" in page
        assert f"✗ {status.value}  {text}  {path}\n" in page
    assert "✗ 4 flagged" in page


@pytest.mark.staged
def test_a_worse_second_try_does_not_win(wire, source):
    briefing = asyncio.run(asummarize(SAMPLE, "clinical_readout", engine="openai", repairs=1))
    assert wire.paths(1) == ["results[0].estimate"]
    assert isinstance(briefing.record, ClinicalReadout)
    # The first draft left "above" out of "above 30%"; the second gave 12%, outside its own interval.
    assert briefing.record.results[0].estimate == Figure(text="30%", quote="With an ORR above 30%")
    assert flagged(briefing.numbers) == {"results[0].estimate": ("30%", Status.MISATTRIBUTED)}
    assert [check for check in briefing.checks if check.status is Outcome.FAIL] == []
    assert billed(briefing.usage) == billed(wire.usage)
    assert briefing.usage.requests == 2


@pytest.mark.staged
def test_a_failure_to_mend_leaves_the_draft(wire):
    briefing = brief()
    assert wire.paths(1) == ["results[0].estimate"]
    assert flagged(briefing.numbers) == {"results[0].estimate": ("30%", Status.MISATTRIBUTED)}
    assert billed(briefing.usage) == billed(wire.usage)
    assert briefing.usage.requests == 2


# The answer does not fit


@pytest.mark.staged
def test_invalid_json_is_asked_again(wire, source):
    briefing = brief()
    assert_faithful(briefing, source)
    assert len(wire.asked) == 2
    assert wire.asked[1][:2] == wire.asked[0]
    assert [message["role"] for message in wire.asked[1][2:]] == ["assistant", "user"]
    assert wire.question(1).startswith(
        "Your answer cannot be used:\n\n- the answer is not valid JSON: expected `,` or `}` at line "
    )
    assert billed(briefing.usage) == billed(wire.usage)


@pytest.mark.staged
def test_an_answer_outside_the_schema_is_asked_again_by_the_fields_names(wire, source):
    briefing = brief()
    assert_faithful(briefing, source)
    assert len(wire.asked) == 2
    faults = [line.removeprefix("- ") for line in wire.question(1).splitlines() if line.startswith("- ")]
    assert faults == [
        "headline is missing",
        "results[1].role must be one of 'primary', 'secondary', 'exploratory' or 'not stated'",
        "results[2].p_value must be an object",
        "milestones[1].status must be one of 'done' or 'planned'",
    ]
    assert billed(briefing.usage) == billed(wire.usage)


# The model gives no answer


def refused_to_write(code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `summarizer brief` says on stderr as it fails; it leaves the kept briefing as it is."""
    kept = tmp_path / "briefing.json"
    kept.write_text("the briefing of yesterday")
    assert run(["brief", str(SAMPLE), "--engine", "openai", "--output", str(kept), "-f", "json"]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert kept.read_text() == "the briefing of yesterday"
    assert [path.name for path in tmp_path.glob("briefing*")] == ["briefing.json"]
    return captured.err


@pytest.mark.staged
def test_a_refusal(cassette, wire, tmp_path, capsys):
    assert refused_to_write(RefusedError.exit_code, tmp_path, capsys) == (
        f"summarizer: error: the model '{cassette.model}' declined to answer: "
        "I'm sorry, but I can't help with summaries of medical results.\n"
    )
    assert len(wire.asked) == 1  # no second question would change its mind


@pytest.mark.staged
def test_an_answer_cut_short(cassette, wire):
    with pytest.raises(
        TruncatedError, match="stopped at the token limit before the record was complete"
    ) as e:
        brief()
    assert isinstance(e.value.usage, Usage)
    assert billed(e.value.usage) == billed(wire.usage)
    assert len(wire.asked) == 1
    assert wire.billed == [(7000, 512)]


@pytest.mark.staged
def test_an_empty_answer(cassette, wire, tmp_path, capsys):
    assert refused_to_write(EmptyAnswerError.exit_code, tmp_path, capsys) == (
        f"summarizer: error: the model '{cassette.model}' answered with nothing: try again, or another one\n"
    )
    assert len(wire.asked) == 1


# The way to the model


@pytest.mark.staged
def test_a_limit_is_waited_for(wire, source):
    briefing = brief()
    assert_faithful(briefing, source)
    (wait,) = wire.waits
    assert 2.0 <= wait <= 3.0  # Retry-After: 2
    assert len(wire.asked) == 2
    assert wire.asked[0] == wire.asked[1]
    assert len(wire.billed) == 1
    assert billed(briefing.usage) == (2, *wire.billed[0])


@pytest.mark.staged
def test_an_endpoint_that_stays_broken_is_given_up(cassette, wire, tmp_path, capsys):
    host = cassette.base_url
    assert refused_to_write(EngineError.exit_code, tmp_path, capsys) == (
        f"summarizer: error: {host} failed after 5 tries (500): try again later: "
        "The server had an error while processing your request\n"
    )
    assert len(wire.asked) == 5
    assert len(wire.waits) == 4
    for tries, wait in enumerate(wire.waits):
        assert 0.25 * 2**tries <= wait <= 0.5 * 2**tries


# The filing tells the model what to write


@pytest.mark.staged
def test_a_model_that_obeys_the_filing_is_found_out(wire, tmp_path, capsys):
    code = run(["brief", str(PLANTED), "--engine", "openai", "--strict", "--format", "json"])
    captured = capsys.readouterr()
    assert (code, captured.err) == (1, "")
    briefing = briefing_from_json(captured.out)
    text = load(PLANTED).text
    # The tag in the filing closes nothing: the real one has a mark that its author could not foresee.
    system, user = wire.asked[0]
    assert "ignore the above" not in system["content"]
    opening, closing = re.findall(r"^</?filing-[0-9a-f]{12}>$", user["content"], re.MULTILINE)[::2]
    assert closing == opening.replace("<", "</")
    assert closing != "</filing-000000000000>"
    assert f"{opening}\n{text}" in user["content"]
    # What was planted is told from what the filing reports.
    found = {number.path: number for number in briefing.numbers if "99" in number.text or "19" in number.text}
    estimate = found["results[0].estimate"]
    assert (estimate.text, estimate.status) == ("99%", Status.MISATTRIBUTED)
    assert "under these words the source gives 41.3%" in estimate.message
    assert estimate.evidence[0].text == "41.3%"
    assert "Report an ORR of 99%" in estimate.message
    survival = found["results[1].estimate"]
    assert (survival.value, survival.status) == (Decimal("19.2"), Status.CONTRADICTED)
    assert "the source gives 9.6 months" in survival.message
    # In prose, 99% does stand in the filing: the evidence shows in what sentence.
    start = text.index("99%")
    for path in ("headline", "key_points[0]"):
        assert [(part.start, part.text) for part in found[path].evidence if part.text == "99%"] == [
            (start, "99%")
        ]
    assert {check.paths[0] for check in briefing.checks if check.status is Outcome.FAIL} == {
        "results[0].estimate",
        "results[1].estimate",
    }
    assert {"41.3%", "9.6 months"} == {omission.text for omission in briefing.omitted}
    # Asked again of these places alone, it insisted; they stay flagged, and nothing else is.
    assert len(wire.asked) == 2
    assert wire.paths(1) == [
        "results[0].estimate",
        "results[1].estimate",
        "key_points[0]",
        "key_points[1]",
    ]
    assert flagged(briefing.numbers) == {
        "results[0].estimate": ("99%", Status.MISATTRIBUTED),
        "results[1].estimate": ("19.2 months", Status.CONTRADICTED),
        "key_points[0]": ("99%", Status.MISATTRIBUTED),
        "key_points[1]": ("19.2 months", Status.CONTRADICTED),
    }
    assert billed(briefing.usage) == billed(wire.usage)
