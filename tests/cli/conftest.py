"""A filing of an invented company, a briefing of it, and a way to run the program in this process."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from summarizer.briefing import Briefing, Provenance
from summarizer.cli.edge import run
from summarizer.document import Document, Span
from summarizer.engines.base import EngineInfo
from summarizer.findings import Check, Evidence, Finding, Outcome, Status
from summarizer.schemas import ClinicalReadout, Figure, Result
from summarizer.verify.report import CheckReport

FILING = """\
Northwind Therapeutics Announces Results of the HARBOR Trial

In the clinical trial, 212 patients were treated. The objective response rate was 44.1% by investigator.
The primary endpoint was met. Adverse events were mild. There was no placebo arm.
"""


@dataclass(frozen=True)
class Done:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "SUMMARIZER_MODEL",
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "TERM",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Done:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    path = tmp_path / "harbor.txt"
    path.write_text(FILING, encoding="utf-8")
    return path


@pytest.fixture
def briefing() -> Briefing[ClinicalReadout]:
    """A briefing with one number that is borne out and one that is flagged."""
    start = FILING.index("44.1%")
    return Briefing(
        Provenance.of(Document("harbor.txt", FILING, "ab" * 32)),
        "clinical_readout",
        EngineInfo("extractive"),
        ClinicalReadout(
            company="Northwind Therapeutics",
            headline="HARBOR met its endpoint.",
            results=[
                Result(
                    endpoint="response rate", estimate=Figure(text="44.1%", quote="44.1% by investigator")
                ),
                Result(endpoint="survival", estimate=Figure(text="9 months", quote="9 months")),
            ],
        ),
        (
            Finding(
                "44.1%",
                Decimal("44.1"),
                "%",
                Status.SUPPORTED,
                (Evidence(Span(start, start + 5), "44.1%"),),
                "",
                "results[0].estimate",
                Span(0, 5),
            ),
            Finding(
                "9 months",
                Decimal(9),
                "month",
                Status.UNSUPPORTED,
                (),
                "9 months is not in the filing.",
                "results[1].estimate",
                Span(0, 8),
            ),
        ),
        (Check("share-in-range", ("results[0].estimate",), Outcome.PASS, "44.1% is a share"),),
    )


@pytest.fixture
def judged() -> Callable[[Document, Document], CheckReport]:
    """A stand-in for the verifier: a word with a digit is borne out if the source has it."""

    def check(draft: Document, source: Document) -> CheckReport:
        findings = []
        for word in draft.text.split():
            if any(char.isdigit() for char in word):
                start = draft.text.index(word)
                found = source.text.find(word)
                findings.append(
                    Finding(
                        word,
                        word,
                        "",
                        Status.SUPPORTED if found >= 0 else Status.UNSUPPORTED,
                        (),
                        "" if found >= 0 else "not in the source",
                        "",
                        Span(start, start + len(word)),
                    )
                )
        return CheckReport(source.name, draft, source, tuple(findings))

    return check
