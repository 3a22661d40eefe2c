import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from summarizer.briefing import Briefing
from summarizer.document import Document, Span
from summarizer.findings import Check, Evidence, Finding, Outcome, Status
from summarizer.render.lint import counted, render_github, render_report, string_at
from summarizer.render.terminal import Style
from summarizer.schemas import ClinicalReadout
from summarizer.verify.report import CheckReport

REPORT = """\
notes/draft.md:3:23: contradicted: the filing gives 41.7%.
3 │ The response rate was 44.7% by central review in 212 patients,
  │                       ^^^^^
  ╰ harbor.txt:3:36 [170:193]
3 │ rate was 44.1% by investigator and 41.7% by central review.
  │                                    ^^^^^^^^^^^^^^^^^^^^^^^

notes/draft.md:4:7: contradicted: the filing gives March 3, 2024.
4 │ as of March 4,
  │       ^^^^^^^^
5 │ 2024.
  │ ^^^^
  ╰ harbor.txt:2:37 [97:110]
2 │ HARBOR enrolled 212 patients. As of March 3, 2024, the objective response
  │                                     ^^^^^^^^^^^^^

harbor.txt:4:22: left out: the median follow-up of 9.4 months

✗ 3 numbers checked: 1 supported, 2 contradicted.
"""


def test_the_report(report: CheckReport) -> None:
    assert render_report(report) == REPORT


def test_verbose_lists_what_is_borne_out(report: CheckReport) -> None:
    assert (
        "notes/draft.md:3:50: supported: 212\n"
        "3 | The response rate was 44.7% by central review in 212 patients,\n"
        "  |                                                  ^^^\n"
        "  = harbor.txt:2:17 [77:89]\n"
        "2 | HARBOR enrolled 212 patients. As of March 3, 2024, the objective response\n"
        "  |                 ^^^^^^^^^^^^\n"
    ) in render_report(report, Style(unicode=False), verbose=True)


def test_a_clean_draft_says_how_much_was_checked(report: CheckReport) -> None:
    clean = replace(report, numbers=report.numbers[1:2], omitted=())
    assert render_report(clean) == "✓ 1 number checked: 1 supported.\n"
    assert clean.clean


def test_a_draft_without_numbers_is_no_clean_bill(report: CheckReport) -> None:
    assert render_report(replace(report, numbers=(), omitted=())) == (
        "✗ No number was found in notes/draft.md: nothing was checked.\n"
    )


def test_colour_is_added_and_takes_nothing_away(report: CheckReport) -> None:
    page = render_report(report, Style(colour=True))
    assert "\x1b[1;31mcontradicted\x1b[0m" in page
    assert re.sub(r"\x1b\[[\d;]*m", "", page) == REPORT


def test_the_first_line_of_a_finding_is_never_wrapped(report: CheckReport) -> None:
    long = replace(report, numbers=(replace(report.numbers[0], message="word " * 60 + "end"),))
    assert render_report(long, Style(40)).splitlines()[0].endswith("word end")


def draft_of(text: str, number: str, source: Document) -> CheckReport:
    start = text.index(number)
    finding = Finding(
        number, "", "", Status.UNSUPPORTED, (), "not there", "", Span(start, start + len(number))
    )
    return CheckReport("s", Document("d", text, "0"), source, (finding,))


@pytest.mark.parametrize(
    ("text", "number", "line", "caret"),
    [
        ("奏効率は34.2%である", "34.2%", "奏効率は34.2%である", "        ^^^^^"),
        ("a\tb\t5% c", "5%", "a b 5% c", "    ^^"),
        ("    indented 5%", "5%", "indented 5%", "         ^^"),
        ("e\u0301tat: 5%", "5%", "e\u0301tat: 5%", "      ^^"),
        ("\x1b[31mred\x1b[0m 5\u202e%", "5\u202e%", "red 5%", "    ^^"),
        ("全角１２％です", "１２％", "全角１２％です", "    ^^^^^^"),
    ],
)
def test_the_caret_stands_under_the_number(
    source: Document, text: str, number: str, line: str, caret: str
) -> None:
    page = render_report(draft_of(text, number, source), Style(60)).splitlines()
    assert page[1:3] == [f"1 │ {line}", f"  │ {caret}"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns_are_those_that_an_editor_shows(source: Document, end: str) -> None:
    text = f"\ufeffIn all{end}{end}it was 5%.{end}That is all.{end}"
    page = render_report(draft_of(text, "5%", source), Style(60)).splitlines()
    assert page[:3] == ["d:3:8: unsupported: not there", "3 │ it was 5%.", "  │        ^^"]
    assert render_github(draft_of(text, "In", source)).startswith(
        "::error file=d,title=unsupported%3A In,line=1,endLine=1,col=1,endColumn=3::"
    )


@given(
    before=st.text(st.sampled_from("ab 承\t,.é"), max_size=150),
    after=st.text(st.sampled_from("ab 承\t,.é"), max_size=150),
    width=st.integers(30, 120),
)
def test_a_long_line_is_cut_around_the_caret(before: str, after: str, width: int) -> None:
    report = draft_of(f"{before}77.7%{after}", "77.7%", Document("s", "x", "0"))
    _, line, carets, *_ = render_report(report, Style(width)).splitlines()
    assert cell_len(line) <= width
    column = carets.index("^")
    assert carets.count("^") == 5
    at = next(place for place in range(len(line)) if cell_len(line[:place]) == column)
    assert line[at : at + 5] == "77.7%"


def test_a_number_longer_than_the_line_is_cut_too(source: Document) -> None:
    page = render_report(draft_of("9" * 10_000, "9" * 10_000, source), Style(40)).splitlines()
    assert page[1] == "1 │ " + "9" * 35 + "…"
    assert page[2] == "  │ " + "^" * 36


def test_evidence_of_another_text_is_quoted_without_a_line(report: CheckReport) -> None:
    stray = Evidence(Span(9_000, 9_005), "5.9\x1b[2J months")
    page = render_report(replace(report, numbers=(replace(report.numbers[0], evidence=(stray,)),)))
    assert "  ╰ harbor.txt [9000:9005]\n  │ 5.9 months\n" in page


def test_a_record_shows_the_string_at_the_path(
    report: CheckReport, briefing: Briefing[ClinicalReadout]
) -> None:
    on_record = replace(
        report,
        draft=replace(report.draft, name="b.json"),
        numbers=tuple(number for number in briefing.numbers if not number.status.clean),
        omitted=(),
        checks=briefing.checks,
    )
    page = render_report(on_record, record=briefing.record)
    assert page.startswith(
        "b.json: results[1].estimate: contradicted: The filing gives 41.7% by central review.\n"
        "1 │ 44.7%\n"
        "  │ ^^^^^\n"
        "  ╰ harbor.txt:3:36 [170:193]\n"
    )
    assert "b.json: check failed: 44.7% is above 44.1% (rate-order: results[1].estimate)\n" in page
    assert page.endswith("✗ 2 numbers checked: 1 contradicted, 1 unsupported. 1 consistency check failed.\n")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("headline", "HARBOR met its endpoint with a response rate of 44.1%."),
        ("results[1].estimate", "44.7%"),
        ("trials[0].name", "HARBOR"),
        ("key_points[0]", "The two rates differ by 2.4 points."),
        ("key_points[7]", ""),
        ("nowhere.at.all", ""),
        ("safety.dose_delays", ""),
        ("", ""),
    ],
)
def test_string_at(briefing: Briefing[ClinicalReadout], path: str, text: str) -> None:
    assert path == "" or string_at(briefing.record, path) == text


def test_string_at_follows_keys() -> None:
    assert string_at({"a": {"b c": 5}}, "['a']['b c']") == "5"


def test_a_broken_rule_alone_is_not_clean(report: CheckReport) -> None:
    broken = replace(
        report,
        numbers=report.numbers[1:2],
        checks=(Check("order", ("a",), Outcome.FAIL, "m"), Check("x", ("b",), Outcome.NOTE, "n")),
    )
    assert not broken.clean
    assert counted(broken) == "1 number checked: 1 supported. 1 consistency check failed."
    assert render_report(broken).splitlines()[-1].startswith("✗ ")


def test_github_annotations(report: CheckReport) -> None:
    assert render_github(report) == (
        "::error file=notes/draft.md,title=contradicted%3A 44.7%25,line=3,endLine=3,col=23,endColumn=28"
        "::the filing gives 41.7%25.\n"
        "::error file=notes/draft.md,title=contradicted%3A March 4%2C 2024,line=4,endLine=5"
        "::the filing gives March 3, 2024.\n"
        "::notice file=notes/draft.md,title=left out%3A 9.4 months::the median follow-up of 9.4 months\n"
        "3 numbers checked: 1 supported, 2 contradicted.\n"
    )


def test_github_annotations_of_a_record(report: CheckReport, briefing: Briefing[ClinicalReadout]) -> None:
    on_record = replace(report, numbers=briefing.numbers[5:6], omitted=(), checks=briefing.checks[:1])
    assert render_github(on_record) == (
        "::error file=notes/draft.md,title=contradicted%3A 44.7%25"
        "::results[1].estimate: The filing gives 41.7%25 by central review.\n"
        "::error file=notes/draft.md,title=rate-order::44.7%25 is above 44.1%25\n"
        "1 number checked: 1 contradicted. 1 consistency check failed.\n"
    )


def test_no_command_of_a_hostile_draft_gets_through(source: Document) -> None:
    report = draft_of("5%\n::error::owned", "5%\n::error::owned", source)
    lines = render_github(report).splitlines()
    assert [line.startswith("::") for line in lines] == [True, False]
