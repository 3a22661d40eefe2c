"""What asking a model costs beside the model's own time: calls a second and processor time a call.

One endpoint, in a process of its own, answers each call after the same delay with the same good record. The
bare client, plain instructor, this package's exchange, its engine and its whole pipeline ask it in turn.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import instructor
import yaml
from core import HERE, ROOT
from openai import AsyncOpenAI
from report import Table

from summarizer import asummarize, prompts
from summarizer.document import Document
from summarizer.engines.connection import connect
from summarizer.engines.exchange import Endpoint, ask
from summarizer.engines.openai import OpenAIEngine
from summarizer.engines.question import question, room_for
from summarizer.engines.reading import plan_reading
from summarizer.engines.settings import Settings
from summarizer.engines.spending import Context
from summarizer.engines.strict_schema import response_format
from summarizer.ingest import load
from summarizer.schemas import ClinicalReadout

AT_ONCE = (1, 16, 64, 256)
FILING = ROOT / "tests/filings/immunogen-2021-11-30-8k.txt"
ANSWER = ROOT / "cassettes/test_cassettes/test_a_faithful_fill.yaml"
MODEL = "fixed"
PATIENCE = 600.0  # seconds

Call = Callable[[], Awaitable[object]]
Caller = Callable[["Task"], Any]


@dataclass(frozen=True)
class Task:
    """What every caller asks: the same filing, the same prompt, the same schema."""

    base_url: str
    document: Document
    messages: tuple[prompts.Message, ...]


@asynccontextmanager
async def bare(task: Task) -> AsyncIterator[Call]:
    """The client library, and Pydantic on what it gives."""
    messages: Any = [message.as_dict() for message in task.messages]
    form: Any = response_format(ClinicalReadout).as_dict()
    async with AsyncOpenAI(api_key="none", base_url=task.base_url, timeout=PATIENCE) as client:

        async def call() -> object:
            answer = await client.chat.completions.create(
                model=MODEL, messages=messages, response_format=form
            )
            return ClinicalReadout.model_validate_json(answer.choices[0].message.content or "")

        yield call


@asynccontextmanager
async def plain_instructor(task: Task) -> AsyncIterator[Call]:
    """instructor as its guide has it, in the mode that sends a JSON schema."""
    messages: Any = [message.as_dict() for message in task.messages]
    async with AsyncOpenAI(api_key="none", base_url=task.base_url, timeout=PATIENCE) as client:
        patched = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)

        async def call() -> object:
            return await patched.chat.completions.create(
                model=MODEL, messages=messages, response_model=ClinicalReadout
            )

        yield call


@asynccontextmanager
async def exchange(task: Task) -> AsyncIterator[Call]:
    """This package's exchange: strict schema, retries, limits, bill, second questions."""
    settings = Settings(MODEL, task.base_url)
    async with connect(settings, PATIENCE) as client:
        endpoint = Endpoint(client, settings, 4, 2, {}, seconds=PATIENCE)
        yield lambda: ask(endpoint, ClinicalReadout, task.messages)


@asynccontextmanager
async def engine(task: Task) -> AsyncIterator[Call]:
    """The same with the reading of the filing planned and the prompt made for each call."""
    running = OpenAIEngine(MODEL, base_url=task.base_url, timeout=PATIENCE)
    yield lambda: running.draft(task.document, ClinicalReadout)
    await running.close()


@asynccontextmanager
async def pipeline(task: Task) -> AsyncIterator[Call]:
    """The whole of it: prompt, answer, and every number of the answer verified."""
    running = OpenAIEngine(MODEL, base_url=task.base_url, timeout=PATIENCE)
    yield lambda: asummarize(task.document, ClinicalReadout, engine=running)
    await running.close()


CALLERS: dict[str, Caller] = {
    "bare client": bare,
    "plain instructor": plain_instructor,
    "exchange": exchange,
    "engine": engine,
}
VERIFYING: dict[str, Caller] = {"bare client": bare, "pipeline": pipeline}


@dataclass(frozen=True)
class Cost:
    """Of one caller at one number of calls at once."""

    per_second: float
    cpu: float  # milliseconds a call


def tables() -> Iterator[Table]:
    """First the callers that ask without verifying what they get, then the whole pipeline."""
    yield overhead("Overhead of asking, answers after 2 s", 2.0, CALLERS, note=_NOTE, rounds=2)
    title = "Overhead of asking, answers after 50 ms"
    yield overhead(title, 0.05, CALLERS, note=_FINDING, seconds=1.5, rounds=3)
    for delay, title in ((2.0, "2 s"), (0.05, "50 ms")):
        yield overhead(f"The whole pipeline, answers after {title}", delay, VERIFYING, note=_VERIFIED)


def overhead(
    title: str, delay: float, callers: dict[str, Caller], *, note: str, seconds: float = 3.9, rounds: int = 1
) -> Table:
    """Calls a second and processor time a call, beside those of the bare client in the same run.

    Args:
        title: Of the table.
        delay: Seconds that the endpoint takes for an answer.
        callers: Who calls, the one to compare with first.
        note: Above the table.
        seconds: How long each measurement goes on, at least.
        rounds: How often the callers take turns.
    """
    document = load(FILING)
    room = room_for(ClinicalReadout, Context(None, ""), None, None)
    (part,) = plan_reading(document, ClinicalReadout, room).parts
    messages = question(document, ClinicalReadout, part)
    table = Table(title, ["calls at once", *callers], note=note)
    with serving(delay) as base_url:
        task = Task(base_url, document, messages)
        for at_once in AT_ONCE:
            costs: dict[str, list[Cost]] = {name: [] for name in callers}
            for _ in range(rounds):
                for name, caller in callers.items():
                    costs[name].append(measure(caller, task, at_once, delay, seconds))
            fastest = {name: max(cost.per_second for cost in each) for name, each in costs.items()}
            first = next(iter(fastest.values()))
            table.rows.append(
                [
                    str(at_once),
                    *(
                        f"{fastest[name]:.1f}/s {100 * fastest[name] / first:.0f}% "
                        f"{min(cost.cpu for cost in each):.1f} ms"
                        for name, each in costs.items()
                    ),
                ]
            )
    return table


def measure(caller: Caller, task: Task, at_once: int, delay: float, seconds: float) -> Cost:
    """Runs so many workers, each of which calls again as soon as it is answered."""
    return asyncio.run(_measure(caller, task, at_once, delay, seconds))


async def _measure(caller: Caller, task: Task, at_once: int, delay: float, seconds: float) -> Cost:
    async with AsyncExitStack() as stack:
        call: Call = await stack.enter_async_context(caller(task))
        await call()  # what is made on first use is no cost of a call
        await asyncio.gather(*(call() for _ in range(at_once if delay < 1 else 1)))  # connections
        done, end = 0, time.perf_counter() + seconds

        async def work() -> None:
            nonlocal done
            while True:
                await call()
                done += 1
                if time.perf_counter() >= end:
                    return

        begin, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(work() for _ in range(at_once)))
        return Cost(done / (time.perf_counter() - begin), 1000 * (time.process_time() - cpu) / done)


@contextmanager
def serving(delay: float) -> Iterator[str]:
    """The endpoint's base address, while it runs in a process of its own."""
    content = yaml.safe_load(ANSWER.read_text(encoding="utf-8"))["interactions"][0]["response"]["json"]
    program = [sys.executable, str(HERE / "fixed_endpoint.py"), str(delay)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(content))
        process.stdin.close()
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        finally:
            process.terminate()


_NOTE = (
    "Calls a second, their share of the bare client's in the same run, and processor time a call (the "
    "best of the rounds). All send the sample filing with the prompt and the schema of "
    "`clinical_readout`, and read a whole record. *exchange*: this package's requests, with limits, "
    "retries and bill; *engine*: the same with the reading planned and the prompt made for each call."
)
_FINDING = (
    "Plain instructor's time goes into what it does anew for every call: the JSON schema of the model "
    "(two fifths of all), a class made from it (a sixth), and five walks over all of its fields in "
    "search of validators that it does not support (a seventh); the request itself is less than a "
    "third. The exchange makes the schema once, uses instructor's loop of question and answer alone, "
    "and posts the request over aiohttp: httpx looks through all connections for each call, and the "
    "client's own method walks all messages by their types."
)
_VERIFIED = (
    "Every number of every answer is verified, in threads beside the calls. Python runs one thread at a "
    "time, so that with many calls at once the verifier's processor time is the limit."
)
