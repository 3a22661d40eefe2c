"""`summarizer brief --estimate`: what would be read and what it would cost, with no model and no key."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]

REPORT = Path(__file__).parents[1] / "filings" / "harbor-2025-q3-10q.htm"


def test_in_parts(program: Run) -> None:
    done = program("brief", REPORT, "--estimate", "--model", "gpt-4o", "--context", 9000)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == str(REPORT)
    assert lines[1:3] == ["Schema              periodic_report", "Model               gpt-4o"]
    assert lines[3].startswith("Filing              about 7,")
    assert any(line.startswith("Part 1 of ") for line in lines)
    assert any(line.startswith("Not read            ") and "of least use" in line for line in lines)
    assert "· Item" in done.out or "› Item" in done.out
    prompt, answer, cost, everything = lines[-4:]
    assert prompt.startswith("Prompt              about ")
    assert answer.endswith(" tokens; corrections would come on top")
    assert cost.startswith("Cost                about US$0.")
    assert everything.startswith("To send everything  about ")


def test_no_model_no_price(program: Run, tmp_path: Path) -> None:
    filing = tmp_path / "f.txt"
    filing.write_text("Words without any heading.\n\n\x1b[31mRed\x1b[0m")
    done = program("brief", filing, "--estimate", "--schema", "clinical_readout")
    assert done.code == 0
    assert "Model               none named (--model or SUMMARIZER_MODEL)" in done.out
    assert "Cost                unknown price" in done.out
    assert done.out.splitlines()[-1].endswith("tokens of prompt, unknown price")
    assert "\x1b" not in done.out


def test_many_sections(program: Run, tmp_path: Path) -> None:
    filing = tmp_path / "f.txt"
    sections = [f"SECTION {number} OF THE REPORT\n\n{'Pumps were sold here. ' * 40}" for number in range(60)]
    filing.write_text("\n\n".join(sections))
    done = program("brief", filing, "--estimate", "--schema", "clinical_readout", "--max-tokens", 9000)
    assert done.code == 0
    assert " more sections: about " in done.out or "Not read" in done.out


def test_for_programs(program: Run) -> None:
    asked = ("brief", REPORT, "--estimate", "--model", "gpt-4o", "--context", 9000, "--format")
    done = program(*asked, "json")
    told = json.loads(done.out)
    assert (told["format"], told["schema"]) == ("summarizer.estimate/1", "periodic_report")
    assert len(told["parts"]) > 1
    assert told["parts"][0]["sections"]
    assert sum(part["tokens"] for part in told["parts"]) < told["prompt_tokens"]
    assert all("of least use" in left["reason"] or left["tokens"] for left in told["not_read"])
    assert 0 < told["cost_usd"] < 1
    unknown = json.loads(program("brief", REPORT, "--estimate", "-f", "json").out)
    assert (unknown["model"], unknown["cost_usd"], unknown["everything"]["cost_usd"]) == ("", None, None)
    refused = program(*asked, "markdown")
    assert (refused.code, refused.out) == (2, "")
    assert "an estimate is written as text or JSON" in refused.err


def test_to_a_file(program: Run, tmp_path: Path) -> None:
    path = tmp_path / "estimate.txt"
    done = program("brief", REPORT, "--estimate", "--output", path)
    assert (done.code, done.out) == (0, "")
    assert path.read_text().startswith(str(REPORT))


def test_what_cannot_be(program: Run) -> None:
    done = program("brief", REPORT, "--estimate", "--max-tokens", 100)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("summarizer: error: a budget of 100 tokens leaves no room for the filing")
    done = program("brief", REPORT, "--estimate", "--engine", "extractive")
    assert done.code == 2
    done = program("brief", REPORT, "--context", 0)
    assert done.code == 2
