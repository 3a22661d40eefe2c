"""What a run tells of itself while it runs."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from endpoint import Endpoint, completion, failure
from pydantic import BaseModel

from summarizer import asummarize, summarize
from summarizer.document import Document
from summarizer.engines.answers import AnswerCache
from summarizer.engines.base import Draft, EngineInfo
from summarizer.engines.openai import OpenAIEngine
from summarizer.errors import EngineError
from summarizer.ingest import load_text
from summarizer.progress import (
    Answered,
    Asking,
    Checking,
    Done,
    Event,
    Read,
    Reading,
    Repairing,
    Waiting,
    emit,
    heard,
    listening,
)
from summarizer.schemas import Figure

pytestmark = pytest.mark.usefixtures("waits")

TEXT = "Corvane enrolled 212 patients. Nausea occurred in 31% of them."


class Record(BaseModel):
    """What the filing says."""

    enrolled: Figure | None = None
    nausea: Figure | None = None


RIGHT = {"enrolled": {"text": "212", "quote": "Corvane enrolled 212 patients."}, "nausea": None}
WRONG = {"enrolled": {"text": "468", "quote": "Corvane enrolled 212 patients."}, "nausea": None}
MENDED = {"corrections": [{"path": "enrolled", "text": "212", "quote": "Corvane enrolled 212 patients."}]}


@pytest.fixture
def heard_events() -> list[Event]:
    return []


def ask(endpoint: Endpoint, events: list[Event], source: Any = TEXT, **options: Any) -> Any:
    return summarize(source, Record, "m", base_url=endpoint.base_url, on_progress=events.append, **options)


def asking(event: Event) -> tuple[str, str, int, int]:
    assert isinstance(event, Asking)
    assert 100 < event.tokens < 2000
    return event.schema, event.model, event.part, event.parts


def test_nobody_listens() -> None:
    assert not heard()
    emit(Checking())


def test_a_listener_hears_what_is_told_within_its_block() -> None:
    outer: list[Event] = []
    inner: list[Event] = []
    with listening(outer.append):
        assert heard()
        emit(Reading("a"))
        with listening(inner.append):
            emit(Reading("b"))
            with listening(None):
                emit(Reading("c"))
        emit(Reading("d"))
    emit(Reading("e"))
    assert outer == [Reading("a"), Reading("d")]
    assert inner == [Reading("b"), Reading("c")]
    assert not heard()


def test_what_a_listener_raises_ends_the_block_and_the_listening() -> None:
    def refuse(_: Event) -> None:
        raise LookupError

    with pytest.raises(LookupError), listening(refuse):
        emit(Checking())
    assert not heard()


def test_a_whole_run(endpoint, heard_events):
    endpoint.plays(
        failure(429, "slow down", retry_after="2"), completion(WRONG), completion(MENDED, tokens=(200, 30))
    )
    ask(endpoint, heard_events)
    reading, read, first, waiting, *rest = heard_events
    assert reading == Reading("the text")
    assert read == Read("<text>", len(TEXT), 0, 2)
    assert asking(first) == ("Record", "m", 1, 1)
    assert isinstance(waiting, Waiting)
    assert 2 <= waiting.seconds <= 3
    assert waiting.reason == "HTTP 429"
    assert asking(rest.pop(3)) == ("Corrections", "m", 1, 1)
    assert rest == [
        Answered(100, 20),
        Checking(),
        Repairing(1, 1, 2),
        Answered(200, 30),
        Checking(),
        Done(1, 0),
    ]


def test_an_answer_from_the_cache(endpoint, heard_events, tmp_path):
    endpoint.plays(completion(RIGHT))
    with AnswerCache(tmp_path / "answers.sqlite3") as cache:
        ask(endpoint, [], cache=cache)
        ask(endpoint, heard_events, cache=cache)
    assert heard_events[3:] == [Answered(0, 0, cached=True), Checking(), Done(1, 0)]


@pytest.mark.parametrize(("reply", "reason"), [(failure(503), "HTTP 503"), (None, "no connection")])
def test_why_it_waits(endpoint, heard_events, reply, reason):
    if reply is None:
        endpoint.stop()
    else:
        endpoint.plays(reply)
    with pytest.raises(EngineError):
        ask(endpoint, heard_events)
    waits = [event.reason for event in heard_events if isinstance(event, Waiting)]
    assert waits[0] == reason


def test_a_source_that_was_read_already_is_not_read_again(heard_events):
    summarize(load_text(TEXT, "corvane"), Record, on_progress=heard_events.append)
    assert heard_events == [Read("corvane", len(TEXT), 0, 2), Checking(), Done(heard_events[-1].numbers, 0)]


def test_a_path_is_named(heard_events, tmp_path: Path):
    path = tmp_path / "corvane.txt"
    path.write_text(TEXT)
    summarize(path, Record, on_progress=heard_events.append)
    assert heard_events[0] == Reading(str(path))


def test_an_engine_that_tells_nothing_works_as_well(heard_events):
    class Silent:
        info = EngineInfo("silent")

        async def draft(self, document: Document, schema: Any) -> Any:
            return Draft(schema.model_validate(RIGHT))

        async def repair(self, *_: Any) -> None:
            return None

        async def close(self) -> None: ...

    summarize(TEXT, Record, engine=Silent(), on_progress=heard_events.append)
    assert heard_events[2:] == [Checking(), Done(1, 0)]


def test_many_filings_at_once_do_not_hear_of_each_other(endpoint):
    endpoint.plays(*[completion(RIGHT)] * 8)
    told: list[list[Event]] = [[] for _ in range(8)]

    async def all_of_them() -> None:
        engine = OpenAIEngine("m", base_url=endpoint.base_url)
        try:
            await asyncio.gather(
                *(
                    asummarize(
                        load_text(f"{TEXT} {'x' * number}", f"{number}"),
                        Record,
                        engine=engine,
                        on_progress=events.append,
                    )
                    for number, events in enumerate(told)
                )
            )
        finally:
            await engine.close()

    asyncio.run(all_of_them())
    for number, events in enumerate(told):
        assert [type(event).__name__ for event in events] == [
            "Read",
            "Asking",
            "Answered",
            "Checking",
            "Done",
        ]
        assert events[0] == Read(f"{number}", len(TEXT) + 1 + number, 0, 2)
