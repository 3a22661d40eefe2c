"""From a source to a briefing, with an engine that plays a script."""

import asyncio
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest
from pydantic import BaseModel

from summarizer import pipeline
from summarizer.briefing import Briefing, Provenance, is_current
from summarizer.document import Document
from summarizer.engines.base import PARTS_AGREE, READ_WHOLE, Draft, EngineInfo, T, Usage
from summarizer.engines.extractive import ExtractiveEngine
from summarizer.engines.openai import OpenAIEngine
from summarizer.errors import (
    EmptyAnswerError,
    EmptySourceError,
    EndpointError,
    EngineError,
    NotConfiguredError,
    UnknownSchemaError,
    UsageError,
)
from summarizer.findings import Check, Finding, Outcome, Status
from summarizer.ingest import load_text
from summarizer.pipeline import asummarize, recheck, summarize
from summarizer.schemas import AdverseEvent, ClinicalReadout, Figure, Safety
from summarizer.version import __version__

SOURCE = load_text(
    "Corvane Reports HARBOR Results\n\n"
    "The HARBOR trial enrolled 212 patients. Nausea occurred in 31% of patients. "
    "Headache was reported by 17% of patients.\n",
    "harbor.txt",
)


class Event(BaseModel):
    event: str
    share: Figure


class Record(BaseModel):
    trial: str = "HARBOR"
    enrolled: Figure
    events: list[Event] = []


def figure(text: str, quote: str) -> Figure:
    return Figure(text=text, quote=quote)


def record(enrolled: str = "212", nausea: str = "31%", headache: str = "17%") -> Record:
    """A record of the source; a value the source doesn't hold is a fault."""
    return Record(
        enrolled=figure(enrolled, f"The HARBOR trial enrolled {enrolled} patients."),
        events=[
            Event(event="Nausea", share=figure(nausea, f"Nausea occurred in {nausea} of patients.")),
            Event(
                event="Headache", share=figure(headache, f"Headache was reported by {headache} of patients.")
            ),
        ],
    )


GOOD = record()
ONE_FAULT = record(nausea="83%")
TWO_FAULTS = record(enrolled="468", nausea="83%")
THREE_FAULTS = record("468", "83%", "74%")

Step = Record | EngineError | None


class Scripted:
    """An engine that gives `first` as its draft and then one step of `repairs` a round."""

    def __init__(self, first: BaseModel | EngineError, repairs: Iterable[Step] = ()) -> None:
        self.first = first
        self.repairs = list(repairs)
        self.asked: list[tuple[str, ...]] = []
        self.seen: list[BaseModel] = []
        self.closed = 0
        self.checks: tuple[Check, ...] = ()

    @property
    def info(self) -> EngineInfo:
        return EngineInfo("scripted", "none", "brief/1", "00" * 32)

    async def draft(self, document: Document, schema: type[T]) -> Draft[T]:
        if isinstance(self.first, EngineError):
            raise self.first
        assert isinstance(self.first, schema)
        return Draft(self.first, Usage(1, 100, 10, 1.0, 0.5), self.checks)

    async def repair(self, document: Document, record: T, findings: tuple[Finding, ...]) -> Draft[T] | None:
        self.asked.append(tuple(finding.path for finding in findings))
        self.seen.append(record)
        step = self.repairs.pop(0)
        if isinstance(step, EngineError):
            raise step
        if step is None:
            return None
        assert isinstance(step, type(record))
        return Draft(step, Usage(1, 50, 5, 0.5, 0.25))

    async def close(self) -> None:
        self.closed += 1


def brief(engine: Scripted, repairs: int = 2) -> Briefing[BaseModel]:
    return summarize(SOURCE, Record, engine=engine, repairs=repairs)


@pytest.fixture(autouse=True)
def _unconfigured(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("SUMMARIZER_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)


class TestAssembly:
    def test_a_faultless_draft_is_not_asked_for_again(self) -> None:
        engine = Scripted(GOOD)
        briefing = brief(engine)
        assert engine.asked == []
        assert briefing.record is GOOD
        assert briefing.source == Provenance.of(SOURCE)
        assert briefing.schema == f"{Record.__module__}:Record"
        assert briefing.engine == engine.info
        assert briefing.usage == Usage(1, 100, 10, 1.0, 0.5)
        assert briefing.checks == ()
        assert [(f.path, f.text, f.status) for f in briefing.numbers] == [
            ("enrolled", "212", Status.SUPPORTED),
            ("events[0].share", "31%", Status.SUPPORTED),
            ("events[1].share", "17%", Status.SUPPORTED),
        ]
        for finding in briefing.numbers:
            assert finding.evidence[0].span.of(SOURCE.text) == finding.evidence[0].text == finding.text
        assert briefing.clean

    def test_the_faults_stay_flagged_where_no_repair_is_wanted(self) -> None:
        engine = Scripted(ONE_FAULT)
        briefing = brief(engine, repairs=0)
        assert engine.asked == []
        assert [(f.path, f.text) for f in briefing.flagged] == [("events[0].share", "83%")]
        assert not briefing.clean

    def test_what_the_record_leaves_out_is_told(self) -> None:
        short = Record(enrolled=GOOD.enrolled)
        briefing = summarize(SOURCE, Record, engine=Scripted(short))
        assert [omission.text for omission in briefing.omitted] == ["31%", "17%"]

    def test_a_broken_rule_is_a_fault_of_the_record(self) -> None:
        source = load_text("Nausea: any grade 9%, grade 3 or higher 31%.")
        event = AdverseEvent(
            event="Nausea", any_grade=figure("9%", "any grade 9%"), grade3_plus=figure("31%", source.text)
        )
        wrong = ClinicalReadout(company="Corvane", headline="", safety=Safety(adverse_events=[event]))
        briefing = summarize(source, ClinicalReadout, engine=Scripted(wrong, [None]))
        assert [(check.check, check.status) for check in briefing.checks] == [
            ("grade-3-within-any-grade", Outcome.FAIL)
        ]
        assert not briefing.clean


class TestRepair:
    def test_only_the_flagged_places_are_named_and_the_better_record_is_kept(self) -> None:
        engine = Scripted(TWO_FAULTS, [GOOD])
        briefing = brief(engine)
        assert engine.asked == [("enrolled", "events[0].share")]
        assert engine.seen == [TWO_FAULTS]
        assert briefing.record is GOOD
        assert briefing.clean
        assert briefing.usage == Usage(2, 150, 15, 1.5, 0.75)

    def test_a_second_round_starts_from_the_better_record(self) -> None:
        engine = Scripted(TWO_FAULTS, [ONE_FAULT, GOOD])
        briefing = brief(engine)
        assert engine.seen == [TWO_FAULTS, ONE_FAULT]
        assert engine.asked == [("enrolled", "events[0].share"), ("events[0].share",)]
        assert briefing.record is GOOD
        assert briefing.usage.requests == 3

    def test_a_worse_second_try_does_not_win_but_is_paid_for(self) -> None:
        engine = Scripted(TWO_FAULTS, [ONE_FAULT, THREE_FAULTS])
        briefing = brief(engine)
        assert briefing.record is ONE_FAULT
        assert [f.path for f in briefing.flagged] == ["events[0].share"]
        assert briefing.usage == Usage(3, 200, 20, 2.0, 1.0)

    def test_emptying_a_figure_that_the_filing_does_not_give_wins(self) -> None:
        engine = Scripted(ONE_FAULT, [ONE_FAULT.model_copy(update={"events": GOOD.events[1:]})])
        assert brief(engine).flagged == ()

    def test_right_numbers_are_not_given_up_for_a_wrong_one(self) -> None:
        """A sentence with one wrong number and two right ones is not bettered by leaving it out."""
        sentence = (
            "HARBOR enrolled 212 patients, and headache was reported by 17%, nausea by 83% of patients."
        )
        told = GOOD.model_copy(update={"trial": sentence})
        engine = Scripted(told, [told.model_copy(update={"trial": "HARBOR"}), None])
        briefing = brief(engine)
        assert briefing.record == told
        assert [finding.text for finding in briefing.flagged] == ["83%"]

    def test_a_sentence_with_as_many_wrong_numbers_goes(self) -> None:
        sentence = (
            "HARBOR enrolled 468 patients, and headache was reported by 17%, nausea by 83% of patients."
        )
        told = GOOD.model_copy(update={"trial": sentence})
        engine = Scripted(told, [GOOD])
        assert brief(engine).record == GOOD

    def test_a_try_with_as_many_faults_does_not_win(self) -> None:
        other = record(headache="74%")
        assert brief(Scripted(ONE_FAULT, [other, other])).record is ONE_FAULT

    def test_after_a_worse_try_the_best_record_is_mended_further(self) -> None:
        engine = Scripted(TWO_FAULTS, [THREE_FAULTS, ONE_FAULT])
        briefing = brief(engine)
        assert engine.seen == [TWO_FAULTS, TWO_FAULTS]
        assert briefing.record is ONE_FAULT

    def test_no_more_rounds_than_allowed(self) -> None:
        engine = Scripted(THREE_FAULTS, [TWO_FAULTS, ONE_FAULT, GOOD])
        assert brief(engine, repairs=1).record is TWO_FAULTS
        assert len(engine.asked) == 1

    def test_an_engine_that_has_nothing_better_is_asked_once(self) -> None:
        engine = Scripted(ONE_FAULT, [None, GOOD])
        briefing = brief(engine)
        assert len(engine.asked) == 1
        assert briefing.record is ONE_FAULT
        assert briefing.usage.requests == 1

    def test_the_same_record_again_ends_the_rounds_and_is_paid_for(self) -> None:
        engine = Scripted(ONE_FAULT, [ONE_FAULT, GOOD])
        briefing = brief(engine)
        assert len(engine.asked) == 1
        assert briefing.record is ONE_FAULT
        assert briefing.usage.requests == 2

    def test_a_failed_repair_keeps_the_record_and_counts_what_it_cost(self) -> None:
        error = EndpointError("HTTP 503")
        error.usage = Usage(3, 50, 0, 2.0, 0.125)
        engine = Scripted(ONE_FAULT, [error, GOOD])
        briefing = brief(engine)
        assert len(engine.asked) == 1
        assert briefing.record is ONE_FAULT
        assert [f.path for f in briefing.flagged] == ["events[0].share"]
        assert briefing.usage == Usage(4, 150, 10, 3.0, 0.625)

    def test_a_failed_repair_that_nobody_counted(self) -> None:
        briefing = brief(Scripted(ONE_FAULT, [EmptyAnswerError("nothing")]))
        assert briefing.record is ONE_FAULT
        assert briefing.usage == Usage(1, 100, 10, 1.0, 0.5)

    def test_a_failed_draft_is_an_error(self) -> None:
        engine = Scripted(EndpointError("HTTP 503"))
        with pytest.raises(EndpointError, match=r"^HTTP 503$"):
            brief(engine)
        assert engine.asked == []


class TestEngines:
    def test_without_a_model_the_extractive_one_runs(self) -> None:
        briefing = summarize(SOURCE, "clinical_readout")
        assert briefing.engine == EngineInfo("extractive", version=__version__)
        assert briefing.schema == "clinical_readout"
        assert briefing.usage.requests == 0
        assert briefing.clean

    def test_the_extractive_one_can_be_named_although_a_model_is(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SUMMARIZER_MODEL", "some-model")
        assert summarize(SOURCE, "clinical_readout", engine="extractive").engine.name == "extractive"

    @pytest.mark.parametrize(
        ("arguments", "environment", "model", "address"),
        [
            ({"model": "m", "base_url": "http://localhost:9/v1"}, {}, "m", "http://localhost:9/v1"),
            ({"model": "m", "api_key": "k"}, {}, "m", "https://api.openai.com/v1"),
            (
                {},
                {"SUMMARIZER_MODEL": "n", "OPENAI_BASE_URL": "http://localhost:9/v1"},
                "n",
                "http://localhost:9/v1",
            ),
            ({"engine": "openai", "model": "m", "api_key": "k"}, {}, "m", "https://api.openai.com/v1"),
        ],
    )
    def test_a_model_runs_the_openai_one(
        self,
        monkeypatch: pytest.MonkeyPatch,
        arguments: dict[str, str],
        environment: dict[str, str],
        model: str,
        address: str,
    ) -> None:
        class Opened(Scripted):
            def __init__(self, model: str, *, base_url: str, api_key: str, mode: str = "auto") -> None:
                super().__init__(GOOD)
                self.to = (model, base_url)
                self.mode = mode
                made.append(self)

        made: list[Opened] = []
        monkeypatch.setattr("summarizer.engines.openai.OpenAIEngine", Opened)
        for variable, value in environment.items():
            monkeypatch.setenv(variable, value)
        assert summarize(SOURCE, Record, **arguments).record is GOOD  # type: ignore[call-overload] # keywords
        (engine,) = made
        assert engine.to == (model, address)
        assert engine.mode == "auto"
        assert engine.closed == 1

    def test_the_engine_that_was_made_here_is_closed_when_it_fails(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        closed: list[bool] = []

        async def fail(*_: object) -> None:
            raise EndpointError("HTTP 503")

        async def close(*_: object) -> None:
            closed.append(True)

        monkeypatch.setattr(OpenAIEngine, "draft", fail)
        monkeypatch.setattr(OpenAIEngine, "close", close)
        with pytest.raises(EndpointError):
            summarize(SOURCE, Record, "m", base_url="http://localhost:9/v1")
        assert closed == [True]

    def test_an_engine_of_the_callers_stays_open(self) -> None:
        engine = Scripted(GOOD)
        brief(engine)
        assert engine.closed == 0

    def test_openai_without_a_model(self) -> None:
        with pytest.raises(NotConfiguredError, match="no model is named"):
            summarize(SOURCE, Record, engine="openai")

    def test_an_engine_that_is_none(self) -> None:
        with pytest.raises(UsageError, match=r"^there is no engine 'magic'; there are: extractive, openai$"):
            summarize(SOURCE, Record, engine="magic")


class TestCalls:
    def test_inside_a_running_loop_the_other_one_is_to_be_awaited(self) -> None:
        async def wrong() -> None:
            summarize(SOURCE, Record, engine=Scripted(GOOD))

        with pytest.raises(UsageError, match=r"inside a running event loop; await asummarize\(\) there"):
            asyncio.run(wrong())

    def test_awaitable_and_many_at_once(self) -> None:
        async def both() -> list[Briefing[Record]]:
            engine = Scripted(GOOD)
            calls = [asummarize(SOURCE, Record, engine=engine) for _ in range(3)]
            return list(await asyncio.gather(*calls))

        assert [briefing.record for briefing in asyncio.run(both())] == [GOOD, GOOD, GOOD]

    def test_calls_go_on_while_a_source_is_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        told = threading.Event()

        def slow(_: object) -> Document:
            assert told.wait(5)
            return SOURCE

        async def tell() -> None:
            told.set()

        async def both() -> Briefing[Record]:
            briefing, _ = await asyncio.gather(asummarize("x", Record, engine=Scripted(GOOD)), tell())
            return briefing

        monkeypatch.setattr(pipeline, "as_document", slow)
        assert asyncio.run(both()).clean

    def test_whatever_a_caller_has(self, tmp_path: Path) -> None:
        path = tmp_path / "harbor.txt"
        path.write_text(SOURCE.text)
        for source in (SOURCE.text, SOURCE.text.encode(), path, SOURCE):
            assert summarize(source, Record, engine=Scripted(GOOD)).clean

    def test_an_empty_source(self) -> None:
        for source in ("", " \n\t", b"", "\u200b\u200e"):
            with pytest.raises(EmptySourceError):
                summarize(source, Record, engine=Scripted(GOOD))

    def test_no_such_schema(self) -> None:
        with pytest.raises(UnknownSchemaError):
            summarize("Revenue was $5 million.", "earnings", engine=Scripted(GOOD))

    def test_a_filing_of_several_kinds(self) -> None:
        briefing = summarize(SOURCE, "earnings_release+material_event")
        assert briefing.schema == "earnings_release+material_event"
        assert list(briefing.record.model_dump()) == ["earnings_release", "material_event"]


class TestRecheck:
    def test_what_the_drafting_alone_could_tell_stays(self) -> None:
        engine = Scripted(GOOD)
        engine.checks = (
            Check(READ_WHOLE, (), Outcome.NOTE, "a part was not read"),
            Check(PARTS_AGREE, ("trial",), Outcome.NOTE, "parts differ"),
        )
        briefing = brief(engine)
        assert briefing.checks[:2] == engine.checks
        assert recheck(briefing, SOURCE).checks == briefing.checks

    def test_the_same_document_gives_the_same_verdicts_and_keeps_what_was_paid(self) -> None:
        kept = brief(Scripted(ONE_FAULT, [None]))
        again = recheck(kept, SOURCE)
        assert again == kept
        assert again.usage == Usage(1, 100, 10, 1.0, 0.5)

    def test_another_document_gives_other_verdicts_and_is_named(self) -> None:
        kept = brief(Scripted(GOOD))
        other = load_text(SOURCE.text.replace("31%", "38%"), "amended.txt")
        again = recheck(kept, other)
        assert kept.clean
        assert [(f.path, f.status.clean) for f in again.numbers] == [
            ("enrolled", True),
            ("events[0].share", False),
            ("events[1].share", True),
        ]
        assert again.source.name == "amended.txt"
        assert (again.schema, again.engine, again.record) == (kept.schema, kept.engine, kept.record)

    def test_asks_no_model(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = brief(Scripted(GOOD))
        monkeypatch.setattr(pipeline, "_engine", None)
        assert recheck(kept, SOURCE).clean


class TestProvenance:
    def test_a_briefing_made_now_is_current_and_one_of_another_source_is_not(self) -> None:
        engine = Scripted(GOOD)
        briefing = brief(engine)
        assert len(briefing.schema_sha256) == len(briefing.fingerprint) == 64
        assert is_current(briefing, SOURCE, Record, engine)
        assert not is_current(briefing, load_text(f"{SOURCE.text} "), Record, engine)
        assert not is_current(briefing, SOURCE, ClinicalReadout, engine)
        assert not is_current(briefing, SOURCE, Record, ExtractiveEngine())

    def test_checking_it_again_changes_nothing_unless_the_source_is_another(self) -> None:
        engine = Scripted(GOOD)
        briefing = brief(engine)
        assert recheck(briefing, SOURCE).fingerprint == briefing.fingerprint
        other = load_text(f"{SOURCE.text} ")
        against_other = recheck(briefing, other)
        assert against_other.fingerprint == ""
        assert not is_current(against_other, other, Record, engine)
