"""What an empty field of a record means."""

from dataclasses import replace

import pytest
from pydantic import BaseModel

from summarizer.findings import Absence, Evidence, Reporting
from summarizer.ingest import load_text
from summarizer.schemas import (
    AdverseEvent,
    ClinicalReadout,
    EarningsRelease,
    Figure,
    MaterialEvent,
    Safety,
    built_in,
)
from summarizer.verify import absences

EARNINGS = load_text("Net sales were $212 million. The board declared a dividend of $0.12 per share.")


def by_path(found: tuple[Absence, ...]) -> dict[str, Absence]:
    return {absence.path: absence for absence in found}


class Mine(BaseModel):
    gross_margin: Figure | None = None
    net_sales: float | None = None
    dividend_per_share: float | None = 0.12
    tags: list[str] = []
    shares: list[float] = [1.5]
    by_name: dict[str, float] = {}


def test_what_no_word_of_the_filing_speaks_of_is_not_reported() -> None:
    found = by_path(absences(EarningsRelease(company="C", headline="h"), EARNINGS, read_by_model=False))
    assert found["guidance"] == Absence(
        "guidance",
        Reporting.NOT_REPORTED,
        "the filing never says “guidance”, “outlook” or “expect”.",
    )
    assert found["payouts"] == Absence(
        "payouts",
        Reporting.NOT_FOUND,
        "nothing in the filing could be told to be it.",
        (Evidence(next(iter(found["payouts"].evidence)).span, "dividend"),),
    )
    assert found["payouts"].evidence[0].start == EARNINGS.text.index("dividend")


def test_a_model_that_has_read_everything_is_believed() -> None:
    found = by_path(absences(EarningsRelease(company="C", headline="h"), EARNINGS, read_by_model=True))
    assert found["payouts"].status is Reporting.NOT_REPORTED
    assert found["payouts"].message == "the model has read the whole filing and gives none."
    assert [evidence.text for evidence in found["payouts"].evidence] == ["dividend"]


def test_what_is_filled_is_not_absent() -> None:
    assert set(by_path(absences(Mine(), EARNINGS, read_by_model=False))) == {
        "gross_margin",
        "net_sales",
        "by_name",
    }


def test_a_field_of_ones_own_goes_by_the_words_of_its_name() -> None:
    found = by_path(absences(Mine(), EARNINGS, read_by_model=False))
    assert (found["gross_margin"].status, found["gross_margin"].message) == (
        Reporting.NOT_REPORTED,
        "the filing never says “gross” or “margin”.",
    )
    assert found["net_sales"].status is Reporting.NOT_FOUND
    assert found["by_name"].status is Reporting.NOT_REPORTED


@pytest.mark.parametrize(
    ("form", "items", "status"),
    [
        ("8-K", ("5.02",), Reporting.NOT_REPORTED),
        ("8-K/A", ("5.02",), Reporting.NOT_REPORTED),
        ("8-K", ("5.07",), Reporting.NOT_FOUND),
        ("8-K", ("5", "7"), Reporting.NOT_FOUND),  # as the form counted before 2004
        ("8-K", (), Reporting.NOT_FOUND),
        ("6-K", ("5.02",), Reporting.NOT_FOUND),
    ],
)
def test_the_items_of_a_current_report_tell_what_it_does_not_report(
    form: str, items: tuple[str, ...], status: Reporting
) -> None:
    filing = replace(load_text("The vote was close. Ms. Quill left."), form=form, items=items)
    record = MaterialEvent(company="C", headline="h")
    votes = by_path(absences(record, filing, read_by_model=False))["votes"]
    assert votes.status is status
    if status is Reporting.NOT_REPORTED:
        assert votes.message == "the filing has no Item 5.07."


def test_models_in_models_are_asked_for_and_entries_of_lists_are_not() -> None:
    filing = load_text("The dose was reduced in 20%. Nausea was seen.")
    safety = Safety(adverse_events=[AdverseEvent(event="nausea")])
    record = ClinicalReadout(company="C", headline="h", safety=safety)
    found = by_path(absences(record, filing, read_by_model=False))
    assert found["safety.dose_reductions"].status is Reporting.NOT_FOUND
    assert found["safety.discontinuations"].status is Reporting.NOT_REPORTED
    assert not any(path.startswith("safety.adverse_events") for path in found)


def test_a_record_of_several_kinds() -> None:
    schema = built_in("earnings_release+material_event")
    assert schema is not None
    part = {"company": "C", "headline": "h"}
    record = schema.model_validate({"earnings_release": part, "material_event": part})
    found = by_path(absences(record, EARNINGS, read_by_model=False))
    assert found["earnings_release.payouts"].status is Reporting.NOT_FOUND
    assert found["material_event.votes"].status is Reporting.NOT_REPORTED


def test_a_part_that_no_word_tells_is_not_found() -> None:
    filing = replace(load_text("A chair was bought."), form="8-K", items=("8.01",))
    found = by_path(absences(MaterialEvent(company="C", headline="h"), filing, read_by_model=False))
    assert (found["others"].status, found["others"].evidence) == (Reporting.NOT_FOUND, ())
    assert "key_points" not in found


def test_words_of_boilerplate_do_not_count() -> None:
    filing = load_text(
        "Net sales were $212 million.\n\nSafe Harbor for Forward-Looking Statements\n\n"
        "We expect that guidance may change.\n"
    )
    assert any(section.boilerplate for section in filing.sections)
    found = by_path(absences(EarningsRelease(company="C", headline="h"), filing, read_by_model=False))
    assert found["guidance"].status is Reporting.NOT_REPORTED
