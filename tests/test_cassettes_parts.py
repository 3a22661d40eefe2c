"""A long filing against recorded answers: read in parts, merged, with what was not read and not agreed on."""

import re
from pathlib import Path

from summarizer import load, summarize
from summarizer.engines.base import PARTS_AGREE, READ_WHOLE
from summarizer.findings import Outcome, Status
from summarizer.render.text import render_text
from summarizer.schemas import PeriodicReport

REPORT = load(Path(__file__).parent / "filings" / "harbor-2025-q3-10q.htm")


def test_a_report_in_three_parts(cassette: object) -> None:
    """The first part takes net income from the column of nine months; the others are right.

    One part is asked after the other, so that the answers come in the order in which they were recorded.
    """
    briefing = summarize(REPORT, PeriodicReport, engine="openai", repairs=0, context=8_500, concurrency=1)
    assert briefing.usage.requests == 3
    assert briefing.usage.cost_usd is None
    assert_merged(briefing.record)
    (unread,) = [check for check in briefing.checks if check.check == READ_WHOLE]
    assert unread.status is Outcome.NOTE
    assert "Risk Factors" in unread.message
    (conflict,) = [check for check in briefing.checks if check.check == PARTS_AGREE]
    assert re.fullmatch(r"results\[0\]\.lines\[\d\]\.value", conflict.paths[0])
    assert conflict.message == (
        "part 3 of the filing gives “$21.7 million” (“Net income was $21.7 million, or $0.45 per diluted "
        "share”), which is kept; part 1 gives “$ 62,150” "
        "(“Net income | $ 21,700 | $ 15,945 | $ 62,150 | $ 45,655”)"
    )
    assert [evidence.text for evidence in conflict.evidence] == [
        "Net income was $21.7 million, or $0.45 per diluted share",
        "Net income | $ 21,700 | $ 15,945 | $ 62,150 | $ 45,655",
    ]
    figures = [number for number in briefing.numbers if "value" in number.path and "lines" in number.path]
    assert [number.text for number in figures if number.status is not Status.SUPPORTED] == []
    assert "part 1 gives “$ 62,150”" in " ".join(render_text(briefing).split())


def assert_merged(report: PeriodicReport) -> None:
    """What one part alone gives is there, and what several give is there once."""
    assert report.company == "Harbor Quay Instruments, Inc."
    assert report.ticker == "HQIN"
    (quarter,) = report.results
    values = {line.measure: line.value.text for line in quarter.lines if line.value}
    assert values == {
        "revenue": "$ 213,940",
        "net income": "$21.7 million",
        "EPS diluted": "$0.45",
        "gross profit": "107,370",
        "operating income": "30,430",
    }
    assert [segment.name for segment in report.segments] == ["Marine Navigation", "Coastal Monitoring"]
    assert {balance.name for balance in report.liquidity} == {
        "Cash and cash equivalents",
        "Net cash provided by operating activities",
        "Term loan",
    }
    assert report.controls is not None
    assert report.controls.disclosure == "effective"
    assert [event.what for event in report.subsequent_events] == [
        "Acquired all the shares of Sablewood Acoustics Ltd. for $38.5 million in cash."
    ]
