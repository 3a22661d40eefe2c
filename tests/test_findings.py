"""Verdicts and what may be relied on."""

from decimal import Decimal

import pytest

from summarizer.document import Span
from summarizer.findings import Evidence, Finding, Omission, Status


@pytest.mark.parametrize(
    ("status", "clean"),
    [
        (Status.SUPPORTED, True),
        (Status.DERIVED, True),
        (Status.MISATTRIBUTED, False),
        (Status.CONTRADICTED, False),
        (Status.UNSUPPORTED, False),
    ],
)
def test_two_verdicts_are_clean(status: Status, clean: bool) -> None:
    assert status.clean is clean


def test_the_five_verdicts_by_name() -> None:
    assert [status.value for status in Status] == [
        "supported",
        "derived",
        "misattributed",
        "contradicted",
        "unsupported",
    ]


def test_places() -> None:
    evidence = Evidence(Span(3, 7), "32.4")
    assert (evidence.start, evidence.end) == (3, 7)
    omission = Omission(Span(5, 9), "212", "prominent")
    assert (omission.start, omission.end) == (5, 9)
    finding = Finding("32.4%", Decimal("32.4"), "%", Status.SUPPORTED, (evidence,), "", span=Span(1, 6))
    assert (finding.start, finding.end) == (1, 6)


def test_a_finding_of_a_record_has_a_path_and_may_have_no_offsets() -> None:
    finding = Finding("32.4%", Decimal("32.4"), "%", Status.SUPPORTED, (), "", "results[0].estimate")
    assert (finding.path, finding.start, finding.end) == ("results[0].estimate", None, None)
