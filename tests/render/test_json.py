import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, RootModel

from summarizer.briefing import Briefing, Provenance
from summarizer.document import Document, Span
from summarizer.engines.base import EngineInfo, Usage
from summarizer.errors import UnreadableSourceError
from summarizer.findings import Check, Evidence, Finding, Omission, Outcome, Status
from summarizer.render.foreign import foreign_record
from summarizer.render.json import briefing_from_json, is_briefing, render_json, render_report_json
from summarizer.render.markdown import render_markdown
from summarizer.render.text import render_text
from summarizer.schemas import ClinicalReadout, Figure
from summarizer.verify.report import CheckReport


def test_the_shape_that_programs_rely_on(briefing: Briefing[ClinicalReadout]) -> None:
    written = json.loads(render_json(briefing))
    assert list(written) == [
        "format",
        "source",
        "schema",
        "schema_sha256",
        "engine",
        "fingerprint",
        "record",
        "numbers",
        "quotes",
        "checks",
        "omitted",
        "absent",
        "usage",
        "clean",
    ]
    assert written["format"] == "summarizer.briefing/1"
    assert written["source"] == {
        "name": "harbor.txt",
        "sha256": "ab12" * 16,
        "media_type": "text/plain",
        "form": "8-K",
        "items": ["7.01", "9.01"],
        "company": "Northwind Therapeutics",
        "characters": 264,
    }
    assert written["schema"] == "clinical_readout"
    assert written["engine"] == {
        "name": "openai",
        "model": "small-model",
        "prompt": "brief/1",
        "prompt_sha256": "cd34" * 16,
        "mode": "json_schema",
        "version": "0.1.0",
        "setup_sha256": "ef56" * 16,
    }
    assert written["schema_sha256"] == "0a1b" * 16
    assert written["fingerprint"] == briefing.fingerprint != ""
    assert written["record"]["results"][0]["estimate"] == {"text": "44.1%", "quote": "44.1%"}
    assert written["numbers"][5] == {
        "path": "results[1].estimate",
        "start": 0,
        "end": 5,
        "text": "44.7%",
        "value": "44.7",
        "unit": "%",
        "status": "contradicted",
        "evidence": [
            {"start": 170, "end": 193, "text": "41.7% by central review"},
            {"start": 144, "end": 165, "text": "44.1% by investigator"},
        ],
        "message": "The filing gives 41.7% by central review.",
    }
    assert written["checks"][0] == {
        "check": "rate-order",
        "paths": ["results[1].estimate"],
        "status": "fail",
        "message": "44.7% is above 44.1%",
    }
    assert written["absent"][1] == {
        "path": "drug",
        "status": "not found",
        "message": "not to be told.",
        "evidence": written["numbers"][-1]["evidence"][:1],
    }
    assert written["omitted"] == [
        {
            "text": "9.4 months",
            "start": 216,
            "end": 226,
            "message": "the median follow-up of 9.4 months is not told",
        }
    ]
    assert written["usage"] == {
        "requests": 2,
        "prompt_tokens": 12345,
        "completion_tokens": 678,
        "seconds": 4.25,
        "cost_usd": 0.0123,
        "cached_tokens": 0,
        "cached": 3,
    }
    assert written["clean"] is False


def test_the_report_shape_that_programs_rely_on(report: CheckReport) -> None:
    written = json.loads(render_report_json(report))
    assert written == report.to_dict()
    assert list(written) == ["format", "source", "numbers", "quotes", "counts", "omitted", "clean"]
    assert written["format"] == "summarizer.check/1"
    assert written["source"] == "harbor.txt"
    assert written["numbers"][0] == {
        "start": 32,
        "end": 37,
        "text": "44.7%",
        "value": "1",
        "unit": "",
        "status": "contradicted",
        "evidence": [{"start": 170, "end": 193, "text": "41.7% by central review"}],
        "message": "the filing gives 41.7%.",
    }
    assert written["counts"] == {
        "supported": 1,
        "derived": 0,
        "misattributed": 0,
        "contradicted": 2,
        "unsupported": 0,
    }
    assert written["clean"] is False


def test_a_report_on_a_record_names_paths_and_checks(report: CheckReport) -> None:
    failed = Check("order", ("a", "b"), Outcome.FAIL, "b is above a")
    on_record = replace(
        report, numbers=(replace(report.numbers[1], path="trials[0].enrolled"),), checks=(failed,)
    )
    written = on_record.to_dict()
    assert written["numbers"][0]["path"] == "trials[0].enrolled"
    assert written["checks"] == [
        {"check": "order", "paths": ["a", "b"], "status": "fail", "message": "b is above a"}
    ]
    assert written["clean"] is False
    assert on_record.flagged == ()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("4.788E+8"), "478800000"),
        (Decimal("32.40"), "32.40"),
        (Decimal("1E-7"), "0.0000001"),
        ("2021-11-16", "2021-11-16"),
    ],
)
def test_values_have_no_exponent(report: CheckReport, value: Decimal | str, written: str) -> None:
    numbers = (replace(report.numbers[0], value=value),)
    assert replace(report, numbers=numbers).to_dict()["numbers"][0]["value"] == written


def test_what_was_written_is_read_back_equal(briefing: Briefing[ClinicalReadout]) -> None:
    assert briefing_from_json(render_json(briefing)) == briefing
    assert briefing_from_json(render_json(briefing, ascii_only=True)) == briefing
    assert render_json(briefing, ascii_only=True).isascii()


class Note(BaseModel):
    headline: str
    share: Decimal


def test_a_note_on_the_source_keeps_its_place(briefing: Briefing[ClinicalReadout]) -> None:
    note = Check("agrees-with-its-tag", (), Outcome.NOTE, "it does not", (Evidence(Span(3, 5), "12"),))
    noted = replace(briefing, checks=(note,))
    written = render_json(noted)
    assert json.loads(written)["checks"][0]["evidence"] == [{"start": 3, "end": 5, "text": "12"}]
    assert briefing_from_json(written).checks == (note,)
    assert "agrees-with-its-tag: [3:5]" in render_text(noted)
    assert "(agrees-with-its-tag: characters 3 to 5)" in render_markdown(noted)


def test_a_schema_of_ones_own_is_read_as_given_else_as_a_plain_record() -> None:
    numbers = (Finding("1.5", Decimal("1.5"), "", Status.SUPPORTED, (), "", "share", Span(0, 3)),)
    briefing: Briefing[Note] = Briefing(
        Provenance.of(Document("a", "x", "0")),
        "no_such_module:Note",
        EngineInfo("e"),
        Note(headline="h", share=Decimal("1.5")),
        numbers,
    )
    written = render_json(briefing)
    assert briefing_from_json(written, schema=Note) == briefing
    plain = briefing_from_json(written)
    assert plain.record.model_dump() == {"headline": "h", "share": "1.5"}
    assert render_json(plain) == written
    assert "Share  1.5✓" in render_text(plain)


class Renamed(BaseModel):
    net_income: Figure = Field(alias="netIncome")


class Several(RootModel[list[Note]]):
    pass


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (Renamed(netIncome=Figure(text="5%", quote="q")), "Net income 5%"),
        (Several([Note(headline="one", share=Decimal(2))]), "Headline Share one 2"),
    ],
)
def test_records_with_aliases_and_records_that_are_lists_come_back(record: BaseModel, shown: str) -> None:
    document = Provenance.of(Document("a", "x", "0"))
    briefing: Briefing[Any] = Briefing(document, "no_such_module:X", EngineInfo("e"), record, ())
    written = render_json(briefing)
    assert briefing_from_json(written, schema=type(record)) == briefing
    plain = briefing_from_json(written)
    assert render_json(plain) == written
    assert "ROOT" not in render_text(briefing)
    for again in (briefing, plain):
        assert shown in " ".join(render_text(again).split())


def test_a_plain_record_recognises_figures() -> None:
    record = foreign_record({"rows": [{"rate": {"text": "5%", "quote": "q"}, "who": {"a": 1, "b": None}}]})
    rows: Any = record.model_dump()["rows"]
    assert rows == [{"rate": {"text": "5%", "quote": "q"}, "who": {"a": 1, "b": None}}]
    row = dict(record)["rows"][0]
    assert isinstance(row.rate, Figure)
    assert isinstance(row.who, BaseModel)


@pytest.mark.parametrize("name", ["model_dump", "__class__", "a b", "class", "", "_x", "copy"])
def test_a_key_that_can_be_no_field_is_refused(briefing: Briefing[ClinicalReadout], name: str) -> None:
    written = json.loads(render_json(briefing))
    written |= {"schema": "mine:Record", "record": {name: 1}}
    with pytest.raises(UnreadableSourceError, match="without its schema") as raised:
        briefing_from_json(json.dumps(written), name="b.json")
    assert str(raised.value).startswith("b.json: ")
    assert "--schema" in str(raised.value)


def test_nesting_has_an_end(briefing: Briefing[ClinicalReadout]) -> None:
    deep: Any = 1
    for _ in range(60):
        deep = {"a": [deep]}
    written = json.loads(render_json(briefing)) | {"schema": "mine:Record", "record": {"a": deep}}
    with pytest.raises(UnreadableSourceError, match="deep"):
        briefing_from_json(json.dumps(written))


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda b: b.update(format="summarizer.briefing/2"),
            "format: 'summarizer.briefing/2' is not 'summarizer.briefing/1', which this version reads",
        ),
        (lambda b: b.pop("numbers"), "numbers: Field required"),
        (lambda b: b["numbers"][0].update(status="fine"), "numbers.0.status: Input should be 'supported'"),
        (lambda b: b["numbers"][0].update(start=-1), "numbers.0.start: Input should be greater than"),
        (
            lambda b: b["numbers"][5]["evidence"][0].update(end=3),
            "numbers.5.evidence.0: an end before its start",
        ),
        (lambda b: b["usage"].update(requests="2"), "usage.requests: Input should be a valid integer"),
        (
            lambda b: b["record"].pop("company"),
            "the record does not fit ClinicalReadout: company: Field required",
        ),
        (
            lambda b: b.update(record=[1]),
            "the record does not fit ClinicalReadout: Input should be an object",
        ),
    ],
)
def test_a_broken_file_is_told_in_one_line(
    briefing: Briefing[ClinicalReadout], change: Change, message: str
) -> None:
    written = json.loads(render_json(briefing))
    change(written)
    with pytest.raises(UnreadableSourceError) as raised:
        briefing_from_json(json.dumps(written), name="b.json")
    assert str(raised.value).startswith("b.json: ")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, '{"a": ' * 5000])
def test_no_json_at_all_is_told_too(text: str) -> None:
    with pytest.raises(UnreadableSourceError, match="not a readable briefing"):
        briefing_from_json(text)


def test_a_file_cut_short_is_still_known_for_a_briefing(briefing: Briefing[ClinicalReadout]) -> None:
    half = render_json(briefing)[:700]
    assert is_briefing(half)
    assert is_briefing("\ufeff\n" + half)
    with pytest.raises(UnreadableSourceError, match="EOF"):
        briefing_from_json(half)
    assert not is_briefing('The file says "format": "summarizer.briefing/1".')
    assert not is_briefing('{"format": "other"}')


TEXT = st.text(max_size=20)
OFFSETS = st.tuples(st.integers(0, 999), st.integers(0, 999)).map(sorted)
SPAN = OFFSETS.map(lambda pair: Span(*pair))
FINDING = st.builds(
    Finding,
    text=TEXT,
    value=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3)
    | st.sampled_from(["2022-Q1", "2021-11-16", "FY2022", "--11-16"]),
    unit=TEXT,
    status=st.sampled_from(Status),
    evidence=st.lists(st.builds(Evidence, span=SPAN, text=TEXT), max_size=2).map(tuple),
    message=TEXT,
    path=TEXT,
    span=SPAN | st.none(),
)


@given(
    numbers=st.lists(FINDING, max_size=3).map(tuple),
    words=TEXT,
    usage=st.builds(
        Usage, requests=st.integers(0, 9), seconds=st.just(1.5), cost_usd=st.none() | st.just(0.5)
    ),
    omitted=st.lists(st.builds(Omission, span=SPAN, text=TEXT, message=TEXT), max_size=2).map(tuple),
)
def test_any_briefing_comes_back(
    numbers: tuple[Finding, ...], words: str, usage: Usage, omitted: tuple[Omission, ...]
) -> None:
    briefing: Briefing[ClinicalReadout] = Briefing(
        Provenance(words, words, words, words, (words,), words, 3),
        "clinical_readout",
        EngineInfo(words, words, words, words, words),
        ClinicalReadout(company=words, headline=words, key_points=[words]),
        numbers,
        (Check(words, (words,), Outcome.NOTE, words),),
        omitted,
        usage,
    )
    assert briefing_from_json(render_json(briefing)) == briefing


def test_a_briefing_from_before_is_read_and_never_current(briefing: Briefing[ClinicalReadout]) -> None:
    written = json.loads(render_json(briefing))
    del written["schema_sha256"], written["fingerprint"], written["usage"]["cached"]
    del written["engine"]["version"], written["engine"]["setup_sha256"]
    read = briefing_from_json(json.dumps(written))
    assert read.record == briefing.record
    assert read.usage == replace(briefing.usage, cached=0)
    assert (read.schema_sha256, read.engine.version, read.engine.setup_sha256) == ("", "", "")
    assert read.fingerprint == ""


def test_a_fingerprint_is_never_believed(briefing: Briefing[ClinicalReadout]) -> None:
    """It follows from what it is made of; what a file says it is does not matter."""
    written = json.loads(render_json(briefing)) | {"fingerprint": "00" * 32}
    assert briefing_from_json(json.dumps(written)).fingerprint == briefing.fingerprint
