"""A briefing of an invented filing: two numbers flagged, one derived, one rule broken."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from summarizer.briefing import Briefing, Provenance
from summarizer.document import Document, Span
from summarizer.engines.base import EngineInfo, Usage
from summarizer.findings import Absence, Check, Evidence, Finding, Omission, Outcome, Reporting, Status
from summarizer.schemas import AdverseEvent, ClinicalReadout, Figure, Milestone, Result, Safety, Trial
from summarizer.verify.report import CheckReport

SOURCE_TEXT = """\
Northwind Therapeutics Announces Results of the HARBOR Trial
HARBOR enrolled 212 patients. As of March 3, 2024, the objective response
rate was 44.1% by investigator and 41.7% by central review.
Nausea occurred in 31% of patients. Median follow-up was 9.4 months.
"""


@pytest.fixture
def source() -> Document:
    return Document(
        "harbor.txt",
        SOURCE_TEXT,
        "ab12" * 16,
        "text/plain",
        "8-K",
        ("7.01", "9.01"),
        "Northwind Therapeutics",
    )


@pytest.fixture
def evidence() -> Callable[[str], Evidence]:
    """The evidence that consists of these characters of the source."""

    def find(quote: str) -> Evidence:
        start = SOURCE_TEXT.index(quote)
        return Evidence(Span(start, start + len(quote)), quote)

    return find


@pytest.fixture
def briefing(source: Document, evidence: Callable[[str], Evidence]) -> Briefing[ClinicalReadout]:
    def figure(text: str, quote: str = "") -> Figure:
        return Figure(text=text, quote=quote or text)

    record = ClinicalReadout(
        company="Northwind Therapeutics",
        ticker="NWTX",
        headline="HARBOR met its endpoint with a response rate of 44.1%.",
        drug="orvatinib (NW-101)",
        trials=[
            Trial(
                name="HARBOR",
                enrolled=figure("212"),
                data_cutoff=figure("March 3,\n2024"),
                prior_therapy=[figure("31%", "Nausea occurred in 31%\nof patients")],
            )
        ],
        results=[
            Result(
                endpoint="objective response rate",
                assessor="investigator",
                role="primary",
                status="met",
                estimate=figure("44.1%"),
            ),
            Result(endpoint="objective response rate", assessor="central review", estimate=figure("44.7%")),
        ],
        safety=Safety(
            adverse_events=[
                AdverseEvent(event="nausea", any_grade=figure("31%"), grade3_plus=figure("4%")),
                AdverseEvent(event="fatigue", any_grade=figure("12%")),
            ]
        ),
        milestones=[Milestone(what="Present the full data", when=figure("2025"), status="planned")],
        key_points=["The two rates differ by 2.4 points."],
    )

    def finding(text: str, value: str, path: str, start: int, status: Status = Status.SUPPORTED) -> Finding:
        return Finding(
            text, Decimal(value), "%", status, (), "stands there", path, Span(start, start + len(text))
        )

    numbers = (
        finding("44.1%", "44.1", "headline", 48),
        finding("212", "212", "trials[0].enrolled", 0),
        Finding(
            "March 3,\n2024", "2024-03-03", "", Status.SUPPORTED, (), "", "trials[0].data_cutoff", Span(0, 13)
        ),
        finding("31%", "31", "trials[0].prior_therapy[0]", 0),
        finding("44.1%", "44.1", "results[0].estimate", 0),
        Finding(
            "44.7%",
            Decimal("44.7"),
            "%",
            Status.CONTRADICTED,
            (evidence("41.7% by central review"), evidence("44.1% by investigator")),
            "The filing gives 41.7% by central review.",
            "results[1].estimate",
            Span(0, 5),
        ),
        finding("31%", "31", "safety.adverse_events[0].any_grade", 0),
        Finding(
            "4%",
            Decimal(4),
            "%",
            Status.UNSUPPORTED,
            (),
            "4% is not in the filing.",
            "safety.adverse_events[0].grade3_plus",
            Span(0, 2),
        ),
        finding("12%", "12", "safety.adverse_events[1].any_grade", 0),
        Finding(
            "2.4 points",
            Decimal("2.4"),
            "pp",
            Status.DERIVED,
            (evidence("44.1%"), evidence("41.7%")),
            "44.1% - 41.7% = 2.4 points",
            "key_points[0]",
            Span(24, 34),
        ),
    )
    return Briefing(
        Provenance.of(source),
        "clinical_readout",
        EngineInfo("openai", "small-model", "brief/1", "cd34" * 16, "json_schema", "0.1.0", "ef56" * 16),
        record,
        numbers,
        (
            Check("rate-order", ("results[1].estimate",), Outcome.FAIL, "44.7% is above 44.1%"),
            Check("interval-level", ("results[0].interval",), Outcome.NOTE, "no level is given"),
            Check("share-in-range", ("results[0].estimate",), Outcome.PASS, "44.1% is a share"),
        ),
        (Omission(Span(216, 226), "9.4 months", "the median follow-up of 9.4 months is not told"),),
        Usage(2, 12345, 678, 4.25, 0.0123, cached=3),
        schema_sha256="0a1b" * 16,
        absent=(
            Absence("milestones", Reporting.NOT_REPORTED, "the filing never says so."),
            Absence("drug", Reporting.NOT_FOUND, "not to be told.", (evidence("44.1%"),)),
            Absence("safety.dose_delays", Reporting.NOT_REPORTED, "the filing never says “delays”."),
        ),
    )


@pytest.fixture
def report(source: Document, evidence: Callable[[str], Evidence]) -> CheckReport:
    text = (
        "# HARBOR\n\nThe response rate was 44.7% by central review in 212 patients,\nas of March 4,\n2024.\n"
    )

    def finding(number: str, status: Status, message: str, *found: Evidence) -> Finding:
        start = text.index(number)
        span = Span(start, start + len(number))
        return Finding(number, Decimal(1), "", status, found, message, "", span)

    return CheckReport(
        "harbor.txt",
        Document("notes/draft.md", text, "00"),
        source,
        (
            finding(
                "44.7%", Status.CONTRADICTED, "the filing gives 41.7%.", evidence("41.7% by central review")
            ),
            finding("212", Status.SUPPORTED, "", evidence("212 patients")),
            finding(
                "March 4,\n2024",
                Status.CONTRADICTED,
                "the filing gives March 3, 2024.",
                evidence("March 3, 2024"),
            ),
        ),
        (Omission(Span(216, 226), "9.4 months", "the median follow-up of 9.4 months"),),
    )
