"""What holds of the verdicts on a record, whatever its schema and whatever it holds."""

from datetime import date
from decimal import Decimal

import pytest
from any_record import any_built_in, at_path, records_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from summarizer.consistency import check_consistency
from summarizer.findings import Finding, QuoteFinding
from summarizer.ingest import load_text
from summarizer.schemas import Figure
from summarizer.verify import absences, verify_record
from summarizer.verify.leaves import leaves

SOURCE = load_text(
    "Corvane Reports Third Quarter 2025 Results\n\n"
    "Revenue was $12.5 million in the third quarter of 2025, compared with $10.0 million a year ago. "
    "The objective response rate was 32.4% (95% CI: 23.6%, 42.2%). “We are pleased,” said Jane Roe, chief "
    "executive. Item 5.02 was met on June 28, 2025, and 1,204 shares were voted for it.\n"
)


class Entry(BaseModel):
    what: str
    figure: Figure | None = None


class Own(BaseModel):
    """A schema as users write them: plain fields, dictionaries, tuples, and room for more."""

    model_config = ConfigDict(extra="allow")

    name: str = ""
    by_alias: str | None = Field(None, alias="byAlias")
    amount: Decimal | None = None
    share: float | None = None
    count: int | None = None
    day: date | None = None
    rates: dict[str, float] = Field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    told: dict[str, list[Entry]] = Field(default_factory=dict)


SCHEMAS: list[type[BaseModel]] = [*any_built_in(), Own]
TEXTS = [
    "",
    "Revenue",
    "third quarter of 2025",
    "Revenue was $12.5 million, “we are pleased,” said Jane Roe",
    "the rate was 34.2%, in one of 3 cases",
    "it's [0].x",
    "Ⅻ l2.4% — 1\u200b2",
]
FIGURES = [
    Figure(text="$12.5 million", quote="Revenue was $12.5 million in the third quarter of 2025"),
    Figure(text="$10.0 million", quote="compared with $10.0 million a year ago"),
    Figure(text="23.6%, 42.2%", quote="(95% CI: 23.6%, 42.2%)"),
    Figure(text="34.2%", quote="The objective response rate was 34.2%"),
    Figure(text="June 28, 2025", quote="met on June 28, 2025"),
    Figure(text="", quote=""),
]
RECORDS = st.sampled_from(SCHEMAS).flatmap(lambda schema: records_of(schema, TEXTS, FIGURES))
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(RECORDS)
def test_each_leaf_stands_at_its_path(record: BaseModel) -> None:
    found = list(leaves(record))
    assert len({leaf.path for leaf in found}) == len(found)
    for leaf in found:
        value = at_path(record, leaf.path)
        assert value is leaf.value or value == leaf.value


@few
@given(RECORDS)
def test_findings_stand_in_the_record_and_their_evidence_in_the_source(record: BaseModel) -> None:
    verdicts = verify_record(record, SOURCE)
    values = {leaf.path: leaf.value for leaf in leaves(record)}
    findings: list[Finding | QuoteFinding] = [*verdicts.numbers, *verdicts.quotes]
    for finding in findings:
        value = values[finding.path]
        if isinstance(value, str):
            assert finding.span is not None
            assert finding.span.of(value) == finding.text
        assert finding.message
        for evidence in finding.evidence:
            assert evidence.span.of(SOURCE.text) == evidence.text
    for omission in verdicts.omitted:
        assert omission.span.of(SOURCE.text) == omission.text


@few
@given(RECORDS)
def test_what_is_absent_is_an_empty_field(record: BaseModel) -> None:
    found = absences(record, SOURCE, read_by_model=False)
    assert len({absence.path for absence in found}) == len(found)
    for absence in found:
        assert at_path(record, absence.path) in (None, "", [], {}, ())
        for evidence in absence.evidence:
            assert evidence.span.of(SOURCE.text) == evidence.text


@few
@given(RECORDS)
def test_rules_speak_of_places_of_the_record(record: BaseModel) -> None:
    for check in check_consistency(record):
        assert check.paths
        for path in check.paths:
            at_path(record, path)


@pytest.mark.parametrize("beside", ["Revenue was $9 million", 9.5, {"rate": "31%"}, ["31%"]])
def test_what_an_open_model_holds_beside_its_fields_is_checked_too(beside: object) -> None:
    (finding,) = verify_record(Own.model_validate({"beside": beside}), SOURCE).numbers
    assert not finding.status.clean
    assert finding.path.startswith("beside")
