"""Other schemas against recorded answers: results and an officer who leaves, a merger, one of a user's own.

The cassettes and how they were made: cassettes/README.md.
"""

import json
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from summarizer import load, summarize
from summarizer.briefing import Briefing
from summarizer.cli.edge import run
from summarizer.findings import Outcome, Status
from summarizer.schemas import EarningsRelease, Figure, MaterialEvent

FILINGS = Path(__file__).parent / "filings"
EARNINGS = FILINGS / "harbor-2025-q2-earnings-8k.htm"
MERGER = load(FILINGS / "quill-2025-merger-8k.htm")


def unproved(briefing: Briefing[Any]) -> list[tuple[str, str, Status]]:
    """The numbers that the filing does not bear out."""
    return [(number.path, number.text, number.status) for number in briefing.flagged]


@pytest.mark.staged
def test_results_and_an_officer_who_leaves_in_one_question(cassette: object) -> None:
    """The first draft takes last year's net income from the column of six months; the second mends it."""
    briefing = summarize(EARNINGS, engine="openai")
    assert briefing.schema == "earnings_release+material_event"
    assert briefing.usage.requests == 2
    assert unproved(briefing) == []
    assert len(briefing.numbers) > 110
    release: EarningsRelease = briefing.record.earnings_release
    event: MaterialEvent = briefing.record.material_event
    quarter, half = release.results
    assert (quarter.period, quarter.prior_period) == (
        "three months ended June 28, 2025",
        "three months ended June 29, 2024",
    )
    values = {(line.measure, line.basis): (line.value, line.prior) for line in quarter.lines}
    told = {key: tuple(figure and figure.text for figure in pair) for key, pair in values.items()}
    assert told["net income", "GAAP"] == ("$ 21,440", "$ 16,635")
    assert told["net income", "non-GAAP"] == ("$ 30,730", "$ 23,940")
    assert told["EPS diluted", "GAAP"] == ("$ 0.44", "$ 0.34")
    assert told["EPS diluted", "non-GAAP"] == ("$ 0.64", "$ 0.49")
    assert half.period == "six months ended June 28, 2025"
    assert [(one.person, one.change) for one in event.officers] == [
        ("Margaret T. Oyelaran", "resigned"),
        ("Daniel R. Whitcombe", "appointed"),
    ]
    outcomes = {(check.check, check.status) for check in briefing.checks}
    assert ("adjustments-add-up", Outcome.PASS) in outcomes
    assert ("change-follows-from-values", Outcome.PASS) in outcomes
    assert ("diluted-within-basic", Outcome.PASS) in outcomes
    assert ("range-in-order", Outcome.PASS) in outcomes
    assert not any(status is Outcome.FAIL for _, status in outcomes)
    absent = {absence.path: absence.status.value for absence in briefing.absent}
    assert absent["material_event.votes"] == "not reported"
    assert briefing.clean


@pytest.mark.staged
def test_a_merger_and_a_new_chief_financial_officer(
    cassette: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The model makes up one fee of a merger agreement and stays with it: it is flagged to the end."""
    kept = tmp_path / "briefing.json"
    source = str(FILINGS / "quill-2025-merger-8k.htm")
    code = run(["brief", source, "--engine", "openai", "--strict", "--output", str(kept), "--format", "json"])
    assert (code, *capsys.readouterr()) == (1, "", "")
    written = json.loads(kept.read_text())
    assert written["schema"] == "material_event"
    (flagged,) = [number for number in written["numbers"] if number["status"] != "supported"]
    assert (flagged["path"], flagged["text"]) == ("agreements[0].terms[1].amount", "$95.7 million")
    assert flagged["status"] == "contradicted"
    assert flagged["evidence"][0]["text"] in ("$47.5 million", "$95.0 million")  # the two fees there are
    (deal,) = written["record"]["agreements"]
    assert (deal["status"], deal["kind"], deal["consideration"]) == ("signed", "merger", "cash")
    assert deal["per_share"]["text"] == "$38.50"
    assert [(one["person"], one["change"]) for one in written["record"]["officers"]] == [
        ("Martin J. Okafor", "retires"),
        ("Helen Vasquez-Lind", "appointed"),
    ]
    assert written["usage"]["requests"] == 2  # it gave the same again


class Stage(StrEnum):
    SIGNED = "signed"
    CLOSED = "closed"


class Party(BaseModel):
    name: str
    role: Literal["buyer", "target"]


class Deal(BaseModel):
    """A takeover, as one's own program keeps it."""

    parties: list[Party]
    stage: Stage
    signed: date
    price_per_share: Decimal = Field(description="In dollars, for one share of the target.")
    premium: float | None = Field(None, description="Over the last closing price, in percent.")
    termination_fee: Figure | None = None
    outside_dates: list[date] = []


@pytest.mark.parametrize("mode", ["tools", "json_object", "text"])
def test_a_schema_of_ones_own_however_the_endpoint_takes_it(cassette: object, mode: str) -> None:
    """Dates, enumerations, numbers and lists of models; the premium is made up."""
    briefing = summarize(MERGER, Deal, engine="openai", repairs=0, mode=mode)
    assert briefing.engine.mode == {
        "tools": "tools",
        "json_object": "json_object (with schema)",
        "text": "text",
    }.get(mode, mode)
    deal = briefing.record
    assert deal.parties == [
        Party(name="Ostrander Measurement Group plc", role="buyer"),
        Party(name="Quill Instruments, Inc.", role="target"),
    ]
    assert (deal.stage, deal.signed) == (Stage.SIGNED, date(2025, 9, 12))
    assert deal.price_per_share == Decimal("38.50")
    assert deal.outside_dates == [date(2026, 6, 12), date(2026, 9, 12)]
    assert unproved(briefing) == [("premium", "43.0", Status.CONTRADICTED)]
