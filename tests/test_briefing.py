"""What is kept of a run, when it is clean, and when it is current."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, Field

from summarizer.briefing import FORMAT, Briefing, Provenance, fingerprint, is_current
from summarizer.document import Document, Span
from summarizer.engines.base import EngineInfo, Usage
from summarizer.engines.strict_schema import schema_sha256
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


# Whether it is current

INFO = EngineInfo("openai", "m", "brief/1", "cd" * 32, "tools", "0.1.0", "ef" * 32)


class Named(BaseModel):
    name: str = Field(default="", description="Of the company.")


class Renamed(BaseModel):
    name: str = Field(default="", description="Of the filer.")


class Scripted:
    """An engine that is asked for nothing but who it is."""

    def __init__(self, info: EngineInfo) -> None:
        self.info = info


def made(schema: type[BaseModel] = Named, document: Document = DOCUMENT, info: EngineInfo = INFO) -> Any:
    return Briefing(
        Provenance.of(document), "tests:Named", info, schema(), (), schema_sha256=schema_sha256(schema)
    )


def current(briefing: Any, schema: Any = Named, document: Document = DOCUMENT, info: Any = INFO) -> bool:
    return is_current(briefing, document, schema, Scripted(info))  # type: ignore[arg-type]


def test_what_was_made_the_same_way_is_current() -> None:
    assert current(made())
    assert current(replace(made(), usage=Usage(9), numbers=(finding(Status.UNSUPPORTED),)))
    assert current(replace(made(), source=replace(made().source, name="elsewhere.txt")))


def test_how_the_endpoint_was_told_the_schema_does_not_matter() -> None:
    assert current(made(), info=replace(INFO, mode="json_schema"))


@pytest.mark.parametrize("name", ["name", "model", "prompt", "prompt_sha256", "version", "setup_sha256"])
def test_another_engine_makes_it_old(name: str) -> None:
    assert not current(made(), info=replace(INFO, **{name: "other"}))
    assert not current(made(info=replace(INFO, **{name: ""})))


def test_another_source_or_schema_makes_it_old() -> None:
    assert not current(made(), document=replace(DOCUMENT, sha256="ac" * 32))
    assert not current(made(), schema=Renamed)  # a description is part of what the model is told
    assert not current(made(), schema=Record)


@pytest.mark.parametrize(
    "briefing",
    [
        made(document=replace(DOCUMENT, sha256="")),
        replace(made(), schema_sha256=""),
    ],
)
def test_what_is_not_known_is_never_current(briefing: Any) -> None:
    assert briefing.fingerprint == ""
    assert not current(briefing)
    assert not current(briefing, document=replace(DOCUMENT, sha256=""))


def test_a_schema_that_json_cannot_express_is_never_current() -> None:
    class Odd(BaseModel):
        call: Callable[[], None] = print

    briefing = replace(made(), schema_sha256=schema_sha256(Odd))
    assert schema_sha256(Odd) == ""
    assert not current(briefing, schema=Odd)


def test_a_fingerprint_stays_the_same() -> None:
    """Stored briefings are held against it: a change makes all of them old."""
    assert (
        fingerprint("ab" * 32, "0a" * 32, INFO)
        == "67b53fc3183dc9f1d5d0be4e9539186b3c4ce81207b7b4198b00bf227b49db16"
    )
    assert fingerprint("ab" * 32, "0a" * 32, replace(INFO, mode="")) == fingerprint(
        "ab" * 32, "0a" * 32, INFO
    )


def test_the_hash_of_a_schema_is_that_of_its_json_in_the_order_of_its_fields() -> None:
    class Two(BaseModel):
        a: int
        b: int

    class Turned(BaseModel):
        b: int
        a: int

    Turned.__name__ = Two.__name__
    Turned.model_rebuild(force=True)
    told = json.dumps(Two.model_json_schema(), separators=(",", ":"))
    assert schema_sha256(Two) == hashlib.sha256(told.encode()).hexdigest()
    assert schema_sha256(Turned) != schema_sha256(Two)
