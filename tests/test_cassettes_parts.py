"""A long filing against recorded answers: read in parts, merged, with what was not read and not agreed on."""

import re
from pathlib import Path

from summarizer import load, summarize
from summarizer.briefing import Briefing
from summarizer.engines.base import PARTS_AGREE, READ_WHOLE
from summarizer.findings import Outcome, Status
from summarizer.render.text import render_text
from summarizer.schemas import BUILT_IN

REPORT = load(Path(__file__).parent / "filings" / "harbor-2025-q3-10q.htm")
PERIODIC = BUILT_IN["periodic_report"]


def brief() -> Briefing[object]:
    """One part after the other, so that the answers are given in the order in which they were recorded."""
    return summarize(REPORT, PERIODIC, engine="openai", repairs=0, context=8_500, concurrency=1)  # type: ignore[return-value]


def test_a_report_in_three_parts(cassette: object) -> None:
    """The first part takes net income from the column of nine months; the others are right."""
    briefing = brief()
    assert briefing.usage.requests == 3
    assert briefing.usage.cost_usd is None
    record = briefing.record.model_dump()  # type: ignore[attr-defined]
    assert record["company"] == "Harbor Quay Instruments, Inc."
    assert record["ticker"] == "HQIN"
    (quarter,) = [result for result in record["results"] if "three months" in result["period"].lower()]
    values = {line["measure"]: line["value"]["text"] for line in quarter["lines"] if line["value"]}
    assert values == {
        "revenue": "$ 213,940",
        "net income": "$21.7 million",
        "EPS diluted": "$0.45",
        "gross profit": "107,370",
        "operating income": "30,430",
    }
    assert [segment["name"] for segment in record["segments"]] == ["Marine Navigation", "Coastal Monitoring"]
    assert {balance["name"] for balance in record["liquidity"]} == {
        "Cash and cash equivalents",
        "Net cash provided by operating activities",
        "Term loan",
    }
    assert record["controls"]["disclosure"] == "effective"
    assert [event["what"] for event in record["subsequent_events"]] == [
        "Acquired all the shares of Sablewood Acoustics Ltd. for $38.5 million in cash."
    ]


def test_what_it_says_of_the_parts(cassette: object) -> None:
    briefing = brief()
    (unread,) = [check for check in briefing.checks if check.check == READ_WHOLE]
    assert unread.status is Outcome.NOTE
    assert "Risk Factors" in unread.message
    (conflict,) = [check for check in briefing.checks if check.check == PARTS_AGREE]
    assert re.fullmatch(r"results\[0\]\.lines\[\d\]\.value", conflict.paths[0])
    assert conflict.message == (
        "part 3 of the filing gives “$21.7 million” (“Net income was $21.7 million, or $0.45 per diluted share”), "
        "which is kept; part 1 gives “$ 62,150” (“Net income | $ 21,700 | $ 15,945 | $ 62,150 | $ 45,655”)"
    )
    assert [evidence.text for evidence in conflict.evidence] == [
        "Net income was $21.7 million, or $0.45 per diluted share",
        "Net income | $ 21,700 | $ 15,945 | $ 62,150 | $ 45,655",
    ]
    figures = [number for number in briefing.numbers if "value" in number.path and "lines" in number.path]
    assert [number.text for number in figures if number.status is not Status.SUPPORTED] == []
    assert "part 1 gives “$ 62,150”" in " ".join(render_text(briefing).split())
