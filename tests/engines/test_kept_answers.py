"""The engine with a cache of answers: what is asked once, what is asked again, what is never kept."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from endpoint import Endpoint, Reply, completion, failure
from pydantic import BaseModel, ConfigDict, field_validator

from summarizer.document import Document
from summarizer.engines.answers import AnswerCache
from summarizer.engines.base import Draft, Usage
from summarizer.engines.openai import OpenAIEngine
from summarizer.errors import EngineError
from summarizer.findings import Finding, Status

KEY = "test-key-5f3a9c71"
pytestmark = pytest.mark.usefixtures("waits")

DOCUMENT = Document("orrery.txt", "Orrery Therapeutics enrolled 96 patients.", "0" * 64)
OTHER = Document("corvane.txt", "Corvane enrolled 212 patients.", "1" * 64)


class Note(BaseModel):
    """What the filing says."""

    model_config = ConfigDict(extra="forbid")

    company: str
    patients: int | None = None


class Described(Note):
    """What the filing says, in other words."""


GOOD = {"company": "Orrery Therapeutics", "patients": 96}
RECORD = Note.model_validate(GOOD)
FLAG = Finding("96", "96", "patient", Status.CONTRADICTED, (), "the filing gives 69", "patients")

Ask = Callable[..., Any]


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[AnswerCache]:
    with closing(AnswerCache(tmp_path / "kept" / "answers.sqlite3")) as opened:
        yield opened


@pytest.fixture
def ask(endpoint: Endpoint, cache: AnswerCache) -> Ask:
    """Asks with a new engine each time, as another process would."""

    def run(
        *replies: Reply,
        document: Document = DOCUMENT,
        schema: type[BaseModel] = Note,
        call: Callable[[OpenAIEngine], Any] | None = None,
        **options: Any,
    ) -> Draft[Any]:
        endpoint.plays(*replies)
        given: dict[str, Any] = {
            "base_url": endpoint.base_url,
            "api_key": KEY,
            "cache": cache,
            "model": "m",
        }

        async def once() -> Draft[Any]:
            engine = OpenAIEngine(**given | options)
            try:
                return await (call(engine) if call else engine.draft(document, schema))
            finally:
                await engine.close()

        return asyncio.run(once())

    return run


def test_a_question_is_asked_once(ask, endpoint, cache):
    first = ask(completion(GOOD, tokens=(100, 20)))
    assert first.usage == Usage(1, 100, 20, first.usage.seconds)
    for _ in range(2):
        again = ask()
        assert again.record == first.record == RECORD
        assert type(again.record) is Note
        assert again.record.model_dump_json() == first.record.model_dump_json()
        assert again.usage == Usage(seconds=again.usage.seconds, cached=1)
        assert first.mode == again.mode == "json_schema"
    assert len(endpoint.received) == 1
    assert cache.contents().answers == 1


def test_without_a_cache_it_is_asked_every_time(ask, endpoint, cache):
    ask(completion(GOOD), cache=None)
    ask(completion(GOOD), cache=None)
    ask(completion(GOOD))
    assert len(endpoint.received) == 3
    assert cache.contents().answers == 1


@pytest.mark.parametrize(
    "change",
    [
        {"model": "n"},
        {"document": OTHER},
        {"temperature": 0.5},
        {"max_tokens": 900},
        {"extra_body": {"seed": 1}},
        {"schema": Described},
    ],
)
def test_another_question_is_another_answer(ask, endpoint, cache, change):
    ask(completion(GOOD))
    assert ask(completion({"company": "Another"}), **change).record.company == "Another"
    assert ask().record == RECORD
    assert ask(**change).record.company == "Another"
    assert len(endpoint.received) == 2


def test_another_key_or_user_name_is_the_same_question(ask, endpoint):
    ask(completion(GOOD))
    ask(api_key="another-key-1234", base_url=endpoint.base_url.replace("://", "://ann:secret@"))
    assert len(endpoint.received) == 1


def test_an_answer_after_a_second_question_is_kept_whole(ask, endpoint, cache):
    """The wrong answer is not kept, and it need not be: the question is not asked again."""
    first = ask(completion({"company": 1}), completion("no JSON"), completion(GOOD))
    assert first.usage == Usage(3, 300, 60, first.usage.seconds)
    again = ask()
    assert (again.record, again.usage.requests, again.usage.cached) == (RECORD, 0, 1)
    assert cache.contents().answers == 1


def test_an_answer_is_found_whatever_the_endpoint_takes(ask, endpoint):
    """It took no schemas, which the next process does not know."""
    ask(failure(400, "response_format is not supported"), completion(GOOD))
    assert ask().usage.requests == 0
    assert len(endpoint.received) == 2


@pytest.mark.parametrize(
    "replies",
    [
        [completion(None, refusal="I will not.")],
        [completion(GOOD, finish="length")],
        [completion(GOOD, finish="content_filter")],
        [completion("")],
        [completion("no JSON")] * 3,
        [completion({"company": 1})] * 3,
        [Reply(body={"error": {"message": "overloaded"}})],
        [failure(500)] * 5,
    ],
)
def test_no_other_answer_is_kept(ask, endpoint, cache, replies):
    with pytest.raises(EngineError):
        ask(*replies)
    assert cache.contents().answers == 0
    assert ask(completion(GOOD)).record == RECORD
    assert cache.contents().answers == 1


def test_a_repair_is_kept_too(ask, endpoint):
    mended = {"corrections": [{"path": "patients", "text": "69", "quote": None}]}

    def repair(engine: OpenAIEngine) -> Any:
        return engine.repair(DOCUMENT, RECORD, (FLAG,))

    first = ask(completion(mended), call=repair)
    again = ask(call=repair)
    assert again.record == first.record == Note(company="Orrery Therapeutics", patients=69)
    assert (again.usage.requests, again.usage.cached) == (0, 1)
    assert len(endpoint.received) == 1


def test_an_answer_that_a_stricter_schema_refuses_is_asked_for_anew(ask, endpoint, cache):
    """A validator does not show in the JSON Schema, so the question is the same."""
    allowed = True

    class Checked(Note):
        @field_validator("patients")
        @classmethod
        def _few(cls, value: int) -> int:
            if not allowed:
                raise ValueError("too many")
            return value

    ask(completion(GOOD), schema=Checked)
    assert ask(schema=Checked).usage.cached == 1
    allowed = False
    with pytest.raises(EngineError):
        ask(*[completion(GOOD)] * 3, schema=Checked)
    assert cache.contents().answers == 0
    allowed = True
    assert ask(completion(GOOD), schema=Checked).usage.requests == 1


def test_thoughts_and_fences_are_kept_and_read_again(ask):
    ask(
        completion(
            '<think>96, I think.</think>```json\n{"company": "Orrery Therapeutics", "patients": 96}\n```'
        )
    )
    assert ask().record == RECORD


def test_nothing_secret_is_in_the_file(ask, endpoint, cache):
    address = endpoint.base_url.replace("://", "://ann:hunter2-password@")
    ask(completion(GOOD), base_url=address)
    cache.remember(address, "m", "tools")
    files = [file.read_bytes() for file in cache.path.parent.iterdir()]
    cache.close()
    for data in [*files, cache.path.read_bytes()]:
        for secret in (KEY, "hunter2-password", "ann:", "127.0.0.1", "Bearer"):
            assert secret.encode() not in data
    assert any(b"Orrery Therapeutics" in data for data in files)  # it is the file that was looked at


def test_many_at_once_share_the_cache(endpoint, cache):
    documents = [Document(f"{n}.txt", f"Filing {n}.", f"{n:064x}") for n in range(24)]
    endpoint.plays(*[completion(GOOD)] * 24)

    async def all_of_them() -> list[Draft[Note]]:
        engine = OpenAIEngine("m", base_url=endpoint.base_url, cache=cache)
        try:
            return await asyncio.gather(*(engine.draft(document, Note) for document in documents))
        finally:
            await engine.close()

    first, again = asyncio.run(all_of_them()), asyncio.run(all_of_them())
    assert sum((draft.usage for draft in first), Usage()).requests == 24
    assert sum((draft.usage for draft in again), Usage()).cached == 24
    assert [draft.record for draft in again] == [draft.record for draft in first]
    assert len(endpoint.received) == 24


def test_a_cache_that_cannot_be_used_costs_nothing_but_the_saving(ask, endpoint, tmp_path):
    told: list[str] = []
    blocker = tmp_path / "blocker"
    blocker.write_text("")
    with AnswerCache(blocker / "answers.sqlite3", on_trouble=told.append) as broken:
        for _ in range(2):
            assert ask(completion(GOOD), cache=broken).record == RECORD
    assert len(endpoint.received) == 2
    assert len(told) == 1


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_file_that_may_not_grow(ask, endpoint, tmp_path):
    """What a full disk or a quota does, by the system itself."""
    import resource  # noqa: PLC0415 - POSIX alone has it
    import signal  # noqa: PLC0415

    told: list[str] = []
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with AnswerCache(tmp_path / "kept" / "answers.sqlite3", on_trouble=told.append) as full:
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
            assert ask(completion(GOOD), cache=full).record == RECORD
            assert ask(completion(GOOD), cache=full).record == RECORD
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert len(told) == 1
    assert "cannot be used" in told[0]
