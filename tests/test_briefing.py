"""What is kept of a run, and when it is clean."""

from decimal import Decimal

import pytest
from pydantic import BaseModel

from summarizer.briefing import FORMAT, Briefing, Provenance
from summarizer.document import Document, Span
from summarizer.engines.base import EngineInfo, Usage
from summarizer.findings import Check, Finding, Omission, Outcome, Status


class Record(BaseModel):
    name: str = "Corvane"


DOCUMENT = Document(
    "corvane.txt", "Corvane enrolled 212.", "ab" * 32, "text/plain", "8-K", ("7.01",), "Corvane Inc."
)


def finding(status: Status) -> Finding:
    return Finding("212", Decimal(212), "patient", status, (), "", "enrolled")


def briefing(
    *statuses: Status, checks: tuple[Check, ...] = (), omitted: tuple[Omission, ...] = ()
) -> Briefing[Record]:
    return Briefing(
        Provenance.of(DOCUMENT),
        "tests:Record",
        EngineInfo("extractive"),
        Record(),
        tuple(finding(status) for status in statuses),
        checks,
        omitted,
    )


def test_provenance_is_taken_from_the_document() -> None:
    assert Provenance.of(DOCUMENT) == Provenance(
        "corvane.txt", "ab" * 32, "text/plain", "8-K", ("7.01",), "Corvane Inc.", 21
    )


def test_nothing_to_flag() -> None:
    kept = briefing(Status.SUPPORTED, Status.DERIVED)
    assert kept.flagged == ()
    assert kept.clean
    assert kept.usage == Usage()
    assert briefing().clean


@pytest.mark.parametrize("status", [Status.MISATTRIBUTED, Status.CONTRADICTED, Status.UNSUPPORTED])
def test_one_flagged_number_is_enough(status: Status) -> None:
    kept = briefing(Status.SUPPORTED, status, Status.DERIVED)
    assert kept.flagged == (finding(status),)
    assert not kept.clean


@pytest.mark.parametrize(
    ("outcome", "clean"), [(Outcome.PASS, True), (Outcome.NOTE, True), (Outcome.FAIL, False)]
)
def test_a_broken_rule_is_not_clean_and_a_note_is(outcome: Outcome, clean: bool) -> None:
    check = Check("interval-contains-estimate", ("estimate", "interval"), outcome, "")
    assert briefing(Status.SUPPORTED, checks=(check,)).clean is clean


def test_what_is_left_out_does_not_make_it_unclean() -> None:
    assert briefing(Status.SUPPORTED, omitted=(Omission(Span(0, 3), "212", ""),)).clean


def test_the_format_programs_rely_on() -> None:
    assert FORMAT == "summarizer.briefing/1"
