"""Quotations in every format: a flagged one is visibly flagged, one that is borne out is counted."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from summarizer.briefing import Briefing
from summarizer.document import Document, Span
from summarizer.findings import Evidence, QuoteFinding, Status
from summarizer.render.json import briefing_from_json, render_json, render_report_json
from summarizer.render.lint import counted, render_github, render_report
from summarizer.render.markdown import render_markdown
from summarizer.render.text import render_text
from summarizer.schemas import ClinicalReadout
from summarizer.verify.report import CheckReport

TEXT = 'It had "41.9% by central review", they say.\n'


@pytest.fixture
def quoted(source: Document, evidence: Callable[[str], Evidence]) -> CheckReport:
    finding = QuoteFinding(
        "41.9% by central review",
        Status.CONTRADICTED,
        (evidence("41.7% by central review"),),
        "not verbatim: the source has “41.7” for “41.9”.",
        "",
        Span(8, 31),
    )
    return CheckReport("harbor.txt", Document("notes/draft.md", TEXT, "00"), source, (), quotes=(finding,))


def test_the_report(quoted: CheckReport) -> None:
    assert render_report(quoted) == (
        "notes/draft.md:1:9: contradicted: not verbatim: the source has “41.7” for “41.9”.\n"
        '1 │ It had "41.9% by central review", they say.\n'
        "  │         ^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  ╰ harbor.txt:3:36 [170:193]\n"
        "3 │ rate was 44.1% by investigator and 41.7% by central review.\n"
        "  │                                    ^^^^^^^^^^^^^^^^^^^^^^^\n"
        "\n"
        "✗ No number was found in notes/draft.md. 1 quotation: 1 contradicted.\n"
    )


def test_they_are_told_where_they_stand_among_the_numbers(report: CheckReport, quoted: CheckReport) -> None:
    lines = render_report(replace(report, quotes=quoted.quotes)).splitlines()
    heads = [line for line in lines if "draft.md:" in line]
    assert [head.split(":")[1] for head in heads] == ["1", "3", "4"]
    assert lines[-1] == "✗ 3 numbers checked: 1 supported, 2 contradicted. 1 quotation: 1 contradicted."


def test_the_count(report: CheckReport, quoted: CheckReport) -> None:
    right = replace(quoted.quotes[0], status=Status.SUPPORTED)
    both = replace(report, numbers=report.numbers[1:2], quotes=(right, right))
    assert counted(both) == "1 number checked: 1 supported. 2 quotations: 2 supported."
    assert both.clean
    assert not quoted.clean


def test_annotations(quoted: CheckReport) -> None:
    assert render_github(quoted) == (
        "::error file=notes/draft.md,title=contradicted%3A 41.9%25 by central review,line=1,endLine=1,col=9,"
        "endColumn=32::not verbatim: the source has “41.7” for “41.9”.\n"
        "No number was found in notes/draft.md. 1 quotation: 1 contradicted.\n"
    )


def test_json(quoted: CheckReport) -> None:
    written = json.loads(render_report_json(quoted))
    assert written["quotes"] == [
        {
            "start": 8,
            "end": 31,
            "text": "41.9% by central review",
            "status": "contradicted",
            "evidence": [{"start": 170, "end": 193, "text": "41.7% by central review"}],
            "message": "not verbatim: the source has “41.7” for “41.9”.",
        }
    ]
    assert written["clean"] is False


def test_a_briefing_keeps_and_shows_them(briefing: Briefing[ClinicalReadout], quoted: CheckReport) -> None:
    wrong = replace(quoted.quotes[0], path="key_points[0]")
    right = replace(wrong, status=Status.SUPPORTED, text="borne out")
    kept = replace(briefing, quotes=(wrong, right))
    assert kept.flagged_quotes == (wrong,)
    again = briefing_from_json(render_json(kept))
    assert again.quotes == kept.quotes
    for page in (render_text(kept), render_markdown(kept)):
        assert "quotations" in page.lower()
        assert "41.9% by central review contradicted" in page
        assert "key" in page
        assert "borne out" not in page
    assert "quotations" not in render_text(briefing).lower()


def test_a_briefing_written_before_there_were_any_is_read(briefing: Briefing[ClinicalReadout]) -> None:
    written = json.loads(render_json(briefing))
    del written["quotes"]
    assert briefing_from_json(json.dumps(written)).quotes == ()
