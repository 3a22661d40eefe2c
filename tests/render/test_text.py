import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from rich.cells import cell_len

from summarizer.briefing import Briefing, Provenance
from summarizer.document import Document, Span
from summarizer.engines.base import EngineInfo, Usage
from summarizer.findings import Check, Evidence, Finding, Omission, Outcome, Status
from summarizer.render.markdown import render_markdown
from summarizer.render.terminal import Style
from summarizer.render.text import render_text
from summarizer.schemas import ClinicalReadout, Figure, Result

PAGE = """\
HARBOR met its endpoint with a response rate of 44.1%✓.
Northwind Therapeutics (NWTX) · Form 8-K · Items 7.01, 9.01
harbor.txt

✗ 2 of 10 numbers are FLAGGED · ✗ 1 check FAILED

Drug             orvatinib (NW-101)

TRIALS
  Name           HARBOR
  Enrolled       212✓
  Data cutoff    March 3, 2024✓
  Prior therapy  31%✓ — “Nausea occurred in 31% of patients”

RESULTS
  Endpoint                 Assessor        Role                       Estimate
  objective response rate  investigator    primary                      44.1%✓
    met
  objective response rate  central review  not stated  ✗ 44.7% contradicted[1]

SAFETY
  Adverse events  Any grade             Grade 3+
  nausea               31%✓  ✗ 4% unsupported[2]
  fatigue              12%✓                    –

MILESTONES
  What                   When  Status
  Present the full data  2025  planned

KEY POINTS
  · The two rates differ by 2.4 points∴[3].

FLAGGED
  [1] ✗ contradicted  44.7%  results[1].estimate
      The filing gives 41.7% by central review.
      “41.7% by central review” [170:193]
      “44.1% by investigator” [144:165]
  [2] ✗ unsupported  4%  safety.adverse_events[0].grade3_plus
      4% is not in the filing.

CHECKS
  ✗ 44.7% is above 44.1%  rate-order: results[1].estimate

DERIVED
  [3] ∴ derived  2.4 points  key_points[0]
      44.1% - 41.7% = 2.4 points

REMARKS
  · no level is given  interval-level: results[0].interval

LEFT OUT OF THIS BRIEFING
  9.4 months  the median follow-up of 9.4 months is not told [216:226]

Not reported: milestones, safety: dose delays
Not found: drug

10 numbers checked: ✓ 7 supported, ∴ 1 derived, ✗ 2 flagged · 1 check passed ·
openai small-model · prompt brief/1 · mode json_schema · 2 requests · 12,345 +
678 tokens · US$0.0123 · 3 answers from the cache · 4.2 s · source sha256
ab12ab12ab12
"""


def test_the_page(briefing: Briefing[ClinicalReadout]) -> None:
    assert render_text(briefing) == PAGE


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("unicode", [True, False])
def test_every_width_shows_every_verdict(
    briefing: Briefing[ClinicalReadout], width: int, unicode: bool
) -> None:
    page = render_text(briefing, Style(width, unicode=unicode))
    words = " ".join(page.split())
    for told in ("44.7%", "contradicted", "4%", "unsupported", "2.4 points", "FLAGGED"):
        assert told in words
    if width >= 40:
        assert max(cell_len(line) for line in page.splitlines()) <= width
    assert not [line for line in page.splitlines() if line != line.rstrip()]


def test_a_narrow_page_tells_words_under_the_row_and_keeps_figures_in_columns(
    briefing: Briefing[ClinicalReadout],
) -> None:
    page = render_text(briefing, Style(60))
    assert "  objective response rate                   44.1%✓\n    investigator · primary · met\n" in page


def test_ascii_alone_still_tells_the_verdicts_apart(briefing: Briefing[ClinicalReadout]) -> None:
    page = render_text(replace(briefing, omitted=()), Style(unicode=False))
    assert "!! 44.7% contradicted[1]" in page
    assert "44.1%+." in page
    assert "2.4 points=[3]." in page
    assert [char for char in page if ord(char) > 126] == ["—", "“", "”"]  # the quote of a list's figure


def test_colour_is_added_and_takes_nothing_away(briefing: Briefing[ClinicalReadout]) -> None:
    page = render_text(briefing, Style(colour=True))
    assert "\x1b[1;31m✗ 44.7% contradicted[1]\x1b[0m" in page
    bare = re.sub(r"\x1b\[[\d;]*m", "", page)
    assert bare.lower().split() == PAGE.lower().split()


def test_evidence_lists_every_number(briefing: Briefing[ClinicalReadout]) -> None:
    page = render_text(briefing, evidence=True)
    listed = page[page.index("EVIDENCE") :]
    assert listed.count("✓ supported") == 7
    assert "  ✗ contradicted  44.7%  results[1].estimate\n    “41.7% by central review” [170:193]\n" in listed


def test_a_clean_briefing_says_so(briefing: Briefing[ClinicalReadout]) -> None:
    clean = replace(
        briefing, numbers=tuple(n for n in briefing.numbers if n.status.clean), checks=(), omitted=()
    )
    page = render_text(clean)
    assert "\n✓ All 8 numbers are borne out by the source\n" in page
    assert "FLAGGED" not in page
    assert "CHECKS" not in page


def test_nothing_checked_is_no_clean_bill(briefing: Briefing[ClinicalReadout]) -> None:
    page = render_text(replace(briefing, numbers=(), checks=()))
    assert "✗ No number in this briefing was checked" in page


@pytest.mark.parametrize("render", [render_text, render_markdown])
def test_one_number_and_a_remark_without_a_place(briefing: Briefing[ClinicalReadout], render: Any) -> None:
    remark = Check("read-whole", (), Outcome.NOTE, "half of it was not read")
    page = " ".join(render(replace(briefing, numbers=briefing.numbers[:1], checks=(remark,))).split())
    assert "1 number checked" in page
    assert "read-whole" in page
    assert "read-whole:" not in page


def test_many_omissions_are_counted(briefing: Briefing[ClinicalReadout]) -> None:
    omitted = tuple(Omission(Span(n, n + 1), str(n), f"number {n}") for n in range(11))
    page = render_text(replace(briefing, omitted=omitted))
    assert "number 7" in page
    assert "number 8" not in page
    assert "… and 3 more; --format json lists them all" in page


class Site(BaseModel):
    name: str
    patients: int
    rate: float
    opened: date
    share: Decimal
    active: bool


class Survey(BaseModel):
    title: str
    sites: list[Site]
    extra: dict[str, float]
    tags: list[str]
    nothing: str | None = None


def test_a_schema_of_ones_own_needs_no_figures() -> None:
    record = Survey(
        title="Two sites",
        sites=[
            Site(
                name="A", patients=12, rate=1.5, opened=date(2024, 5, 1), share=Decimal("1E+2"), active=True
            ),
            Site(name="B", patients=7, rate=2.0, opened=date(2024, 6, 1), share=Decimal("0.5"), active=False),
        ],
        extra={"dropouts": 3.0},
        tags=["[red]open[/red]"],
    )
    numbers = (
        Finding("12", Decimal(12), "", Status.SUPPORTED, (), "", "sites[0].patients", Span(0, 2)),
        Finding("3.0", Decimal(3), "", Status.UNSUPPORTED, (), "not there", "extra['dropouts']", Span(0, 3)),
    )
    briefing: Briefing[Survey] = Briefing(
        Provenance.of(Document("a.txt", "x", "0" * 64)),
        "mine:Survey",
        EngineInfo("extractive"),
        record,
        numbers,
    )
    assert render_text(briefing) == (
        "Two sites\n"
        "a.txt\n"
        "\n"
        "✗ 1 of 2 numbers is FLAGGED\n"
        "\n"
        "SITES\n"
        "  Name  Patients  Rate      Opened  Share  Active\n"
        "  A          12✓   1.5  2024-05-01    100     yes\n"
        "  B            7   2.0  2024-06-01    0.5      no\n"
        "\n"
        "EXTRA\n"
        "  dropouts  ✗ 3.0 unsupported[1]\n"
        "\n"
        "TAGS\n"
        "  · [red]open[/red]\n"
        "\n"
        "FLAGGED\n"
        "  [1] ✗ unsupported  3.0  extra['dropouts']\n"
        "      not there\n"
        "\n"
        "2 numbers checked: ✓ 1 supported, ∴ 0 derived, ✗ 1 flagged · extractive engine ·\n"
        "source sha256 000000000000\n"
    )


def test_a_finding_with_offsets_of_the_source_is_shown_at_its_words() -> None:
    record = ClinicalReadout(
        company="N",
        headline="h",
        results=[Result(endpoint="rate", estimate=Figure(text="5.1% and 5.1%", quote="")) for _ in range(4)],
    )
    numbers = tuple(
        Finding("5.1%", Decimal("5.1"), "%", status, (), "", "results[0].estimate", Span(900, 904))
        for status in (Status.SUPPORTED, Status.CONTRADICTED)
    )
    briefing: Briefing[ClinicalReadout] = Briefing(
        Provenance.of(Document("a", "x", "0")), "clinical_readout", EngineInfo("e"), record, numbers
    )
    assert "5.1%✓ and ✗ 5.1% contradicted[1]" in render_text(briefing)


def test_a_flagged_quote_is_told_beside_its_figure() -> None:
    record = ClinicalReadout(
        company="N", headline="h", results=[Result(endpoint="rate", estimate=Figure(text="5%", quote="q 6%"))]
    )
    numbers = (
        Finding("6%", Decimal(6), "%", Status.UNSUPPORTED, (), "", "results[0].estimate.quote", Span(2, 4)),
    )
    briefing: Briefing[ClinicalReadout] = Briefing(
        Provenance.of(Document("a", "x", "0")), "clinical_readout", EngineInfo("e"), record, numbers
    )
    assert "5%✗ 6% unsupported[1]" in render_text(briefing)


HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07[bold red]x[/bold red] | `a` <b>&amp;\n\n# head "
    "\u202e4.23%\x00 [l](j:x) \ud800 www.a.b"
)


def test_hostile_text_reaches_nobody(briefing: Briefing[ClinicalReadout]) -> None:
    record = briefing.record.model_copy(
        update={
            "headline": HOSTILE,
            "company": HOSTILE,
            "drug": HOSTILE,
            "key_points": [HOSTILE],
            "results": [Result(endpoint=HOSTILE, assessor=HOSTILE), Result(endpoint=HOSTILE)],
        }
    )
    finding = Finding(
        "4.23%",
        Decimal("4.23"),
        "%",
        Status.CONTRADICTED,
        (Evidence(Span(0, 4), HOSTILE),),
        HOSTILE,
        "key_points[0]",
        Span(HOSTILE.index("4.23%"), HOSTILE.index("4.23%") + 5),
    )
    hostile = replace(
        briefing,
        record=record,
        numbers=(finding,),
        source=replace(briefing.source, name=HOSTILE, form=HOSTILE),
        omitted=(Omission(Span(0, 1), HOSTILE, HOSTILE),),
    )
    page = render_text(hostile, evidence=True)
    marked = render_markdown(hostile, evidence=True)
    for shown in (page, marked):
        assert not set(shown) & set("\x00\x07\x1b\u202e\ud800")
    assert page.count("[bold red]x[/bold red]") >= 8
    assert "<b>" not in marked
    assert "\n# head" not in marked
    assert "](j:x)" not in marked.replace("\\]", "")
    rows = [line for line in marked.splitlines() if line.startswith("|") and "head" in line]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [3, 3]  # two cells each


LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=30)
VALUE: st.SearchStrategy[Any] = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


class Anything(BaseModel):
    headline: str
    values: Any
    more: Any


@given(headline=st.text(max_size=40), values=VALUE, more=VALUE, width=st.integers(20, 130))
def test_any_record_can_be_shown(headline: str, values: Any, more: Any, width: int) -> None:
    briefing: Briefing[Anything] = Briefing(
        Provenance.of(Document("a", "x", "0")),
        "m:A",
        EngineInfo("e"),
        Anything(headline=headline, values=values, more=more),
        (Finding("1", Decimal(1), "", Status.UNSUPPORTED, (), "m", "values", None),),
        usage=Usage(1, 2, 3, 0.0, None),
    )
    assert "unsupported" in render_text(briefing, Style(width))
    assert "unsupported" in render_markdown(briefing)
