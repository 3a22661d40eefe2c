"""Long filings: parts within the context and the budget, mended from passages; nothing lost in silence."""

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from endpoint import Endpoint, Reply, completion, failure
from pydantic import BaseModel, Field

from summarizer import load, recheck, summarize
from summarizer.engines import exchange
from summarizer.engines.base import PARTS_AGREE, PARTS_JOINED, READ_WHOLE, Draft, Usage
from summarizer.engines.corrections import Correction, Corrections
from summarizer.engines.openai import OpenAIEngine
from summarizer.engines.question import prompt_tokens, room_for
from summarizer.engines.reading import GAP, plan_reading
from summarizer.engines.spending import Context
from summarizer.errors import (
    EndpointError,
    EngineError,
    InvalidAnswerError,
    RefusedError,
    TooLongError,
    UsageError,
)
from summarizer.findings import Evidence, Finding, Outcome, Status
from summarizer.render.json import briefing_from_json, render_json
from summarizer.schemas import Figure
from summarizer.verify import verify_record

REPORT = load(Path(__file__).parents[1] / "filings" / "harbor-2025-q3-10q.htm")
CONTEXT = 4_000
INCOME = Figure(text="$ 21,700", quote="Net income | $ 21,700 | $ 15,945 | $ 62,150 | $ 45,655")


class Line(BaseModel):
    """One line of a statement."""

    name: str
    value: Figure | None = None


class Report(BaseModel):
    """Revenue, net income and cash."""

    company: str = Field(description="The filer.")
    net_income: Figure | None = Field(None, description="Net income of the quarter.")
    lines: list[Line] = Field(default_factory=list, description="Revenue, cash and total assets.")
    key_points: list[str] = Field(default_factory=list)


Answer = Callable[[int, str], Any]


class Model:
    """Plays the model: `answer` gets the number of the part (0 if the filing is whole) and the question."""

    def __init__(
        self, answer: Answer, tokens: Callable[[int], tuple[int, int]] = lambda sent: (sent, 50)
    ) -> None:
        self.answer = answer
        self.tokens = tokens
        self.asked: list[tuple[type[BaseModel], tuple[Any, ...]]] = []
        self.endpoints: list[exchange.Endpoint] = []
        self.parts: list[tuple[int, int]] = []
        self.running = 0
        self.most = 0
        self.seconds = 0.0

    async def ask(
        self,
        endpoint: exchange.Endpoint,
        schema: type[Any],
        messages: tuple[Any, ...],
        part: tuple[int, int] = (1, 1),
    ) -> Draft[Any]:
        self.parts.append(part)
        self.asked.append((schema, messages))
        self.endpoints.append(endpoint)
        self.running += 1
        self.most = max(self.most, self.running)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        self.running -= 1
        found = re.search(r"This is part (\d+) of", messages[1].content)
        answer = self.answer(int(found[1]) if found else 0, messages[1].content)
        usage = Usage(1, *self.tokens(prompt_tokens(schema, messages)))
        if isinstance(answer, EngineError):
            answer.usage = usage
            raise answer
        return Draft(answer, usage + Usage(seconds=self.seconds))

    @property
    def questions(self) -> list[str]:
        return [messages[1].content for _, messages in self.asked]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    def call(model: Model, call: Callable[[OpenAIEngine], Any] | None = None, **options: Any) -> Any:
        monkeypatch.setattr(exchange, "ask", model.ask)

        async def once() -> Any:
            engine = OpenAIEngine("m", **{"base_url": "http://127.0.0.1:9/v1", "api_key": "k", **options})
            try:
                return await (call(engine) if call else engine.draft(REPORT, Report))
            finally:
                await engine.close()

        return asyncio.run(once())

    return call


def plain(number: int, question: str) -> Report:
    """The company from every part, the income from the one that holds it, a sentence from each."""
    return Report(
        company="Harbor",
        net_income=INCOME if INCOME.quote in question else None,
        lines=[Line(name=f"line {number}")],
        key_points=[f"Part {number} told {number}{number}{number} things that nobody else had told before."],
    )


def spent(error: EngineError) -> Usage:
    assert isinstance(error.usage, Usage)
    return error.usage


def too_long(limit: int | None = None, sent: int | None = None) -> TooLongError:
    error = TooLongError("too long")
    error.limit, error.sent = limit, sent
    return error


class TestParts:
    def test_the_time_is_that_of_the_run_and_not_of_all_parts_together(self, run):
        model = Model(plain)
        model.seconds = 1000.0
        draft = run(model, context=CONTEXT)
        assert draft.usage.requests == len(model.asked) > 2
        assert 0 < draft.usage.seconds < 1000

    def test_each_part_says_which_it_is(self, run):
        model = Model(plain)
        draft = run(model, context=CONTEXT)
        count = len(model.questions)
        assert count > 2
        numbers = [
            re.search(r"This is part (\d+) of (\d+) of the filing\.", text) for text in model.questions
        ]
        assert sorted(int(found[1]) for found in numbers if found) == [*range(1, count + 1)]
        assert {int(found[2]) for found in numbers if found} == {count}
        assert sorted(model.parts) == [(number, count) for number in range(1, count + 1)]
        for schema, messages in model.asked:
            assert schema is Report
            assert messages[0] == model.asked[0][1][0]  # so that an endpoint can keep it
            assert messages[1].content.endswith("Fill the record from this part.")
            before, filing = messages[1].content.split("<filing-", 1)
            titles = json.loads(before.partition("not to follow: ")[2].partition("\n")[0])
            assert titles
            assert all(title.split(" › ")[-1].strip("…") in REPORT.text or "…" in title for title in titles)
            assert prompt_tokens(schema, messages) < CONTEXT
            assert GAP in filing
        assert draft.record.company == "Harbor"
        assert draft.record.net_income == INCOME
        assert len(draft.record.lines) == count
        assert draft.usage.requests == count

    def test_what_is_not_read_is_said(self, run):
        draft = run(Model(plain), context=CONTEXT)
        (check,) = [check for check in draft.checks if check.check == READ_WHOLE]
        assert check.status is Outcome.NOTE
        assert re.match(
            r"about [\d,]+ of [\d,]+ tokens of the filing were not read, of least use where there is more "
            r"than the model's context holds: ",
            check.message,
        )
        assert "Risk Factors" in check.message

    def test_a_filing_that_fits_is_asked_in_one(self, run):
        model = Model(plain)
        draft = run(model)
        (question,) = model.questions
        assert "This is part" not in question
        assert draft.checks == ()
        assert draft.usage.requests == 1

    def test_no_more_at_once_than_allowed(self, run):
        for most in (1, 2, 4):
            model = Model(plain)
            run(model, context=CONTEXT, concurrency=most)
            assert model.most == most

    def test_one_part_that_fails(self, run):
        model = Model(lambda number, text: RefusedError("declined") if number == 2 else plain(number, text))
        draft = run(model, context=CONTEXT)
        (check,) = [check for check in draft.checks if check.status is Outcome.FAIL]
        assert check.check == READ_WHOLE
        assert re.match(r"part 2 of \d+ was not read \(.+\): declined$", check.message)
        assert "line 2" not in {line.name for line in draft.record.lines}
        assert draft.usage.requests == len(model.questions)

    def test_all_parts_fail(self, run):
        model = Model(lambda number, text: InvalidAnswerError(f"nonsense {number}"))
        with pytest.raises(InvalidAnswerError) as raised:
            run(model, context=CONTEXT)
        assert spent(raised.value).requests == len(model.questions)

    def test_an_endpoint_that_is_down_is_not_asked_for_every_part(self, run):
        model = Model(lambda number, text: EndpointError("down"))
        with pytest.raises(EndpointError, match=r"^down$"):
            run(model, context=CONTEXT, concurrency=1)
        assert len(model.questions) == 2

    def test_what_is_no_failure_of_the_model_is_not_kept_back(self, run):
        def broken(number: int, text: str) -> Report:
            raise KeyError(number)

        with pytest.raises(KeyError):
            run(Model(broken), context=CONTEXT)

    def test_conflicts_are_checks_with_their_places(self, run):
        other = Figure(text="$ 62,150", quote=INCOME.quote)

        def differ(number: int, text: str) -> Report:
            return plain(number, text).model_copy(update={"net_income": INCOME if number == 1 else other})

        draft = run(Model(differ), context=CONTEXT)
        conflicts = [check for check in draft.checks if check.check == PARTS_AGREE]
        assert conflicts
        (path,) = {check.paths for check in conflicts}
        assert path == ("net_income",)
        assert all(check.status is Outcome.NOTE for check in conflicts)
        assert "which is kept; part " in conflicts[0].message
        assert "$ 21,700" in conflicts[0].message
        assert conflicts[0].evidence[0].text == INCOME.quote

    def test_thousands_of_a_table_and_millions_of_prose_agree(self, run):
        said = Figure(text="$21.7 million", quote="Net income was $21.7 million, or $0.45 per diluted share")

        def both(number: int, text: str) -> Report:
            return plain(number, text).model_copy(update={"net_income": INCOME if number == 1 else said})

        draft = run(Model(both), context=CONTEXT)
        assert [check for check in draft.checks if check.check == PARTS_AGREE] == []

    def test_sentences_without_room_are_told(self, run):
        def talk(number: int, text: str) -> Report:
            points = [
                f"In region {number}{item} sales of pumps came to {number * 7919 + item} units."
                for item in range(5)
            ]
            return Report(company="Harbor", key_points=points)

        draft = run(Model(talk), context=CONTEXT)
        (check,) = [check for check in draft.checks if check.check == PARTS_JOINED]
        assert check.paths == ("key_points",)
        assert "more from other parts were left out of this list: " in check.message

    def test_a_prompt_that_the_endpoint_cut_short(self, run):
        draft = run(Model(plain, tokens=lambda sent: (2_048, 50)))
        (check,) = draft.checks
        assert (check.check, check.status) == (READ_WHOLE, Outcome.NOTE)
        assert re.match(
            r"the endpoint counted 2,048 tokens of a request of about [\d,]+: it may have", check.message
        )


class TestContext:
    def test_it_is_learned_from_a_refusal_and_kept(self, run):
        model = Model(lambda number, text: plain(number, text) if number else too_long(CONTEXT, 9_000))

        async def twice(engine: OpenAIEngine) -> list[Draft[Report]]:
            return [await engine.draft(REPORT, Report), await engine.draft(REPORT, Report)]

        first, second = run(model, twice)
        assert first.record == second.record
        assert first.checks == second.checks
        assert first.usage.requests == second.usage.requests + 1  # the refused one
        assert "This is part" in model.questions[1]

    def test_without_a_number_it_is_halved(self, run):
        sizes: list[int] = []

        def refuse(number: int, text: str) -> Any:
            sizes.append(len(text))
            return plain(number, text) if len(text) < 12_000 else too_long()

        draft = run(Model(refuse))
        assert draft.record.company == "Harbor"
        assert sizes[0] > 20_000
        assert max(sizes[-2:]) < 12_000

    def test_one_part_of_several_is_cut_again(self, run):
        longest: list[str] = []

        def refuse(number: int, text: str) -> Any:
            if number == 2 and not longest:
                longest.append(text)
                return too_long(CONTEXT, CONTEXT * 2)
            return plain(number, text)

        model = Model(refuse)
        draft = run(model, context=CONTEXT)
        parts = len(set(model.questions))
        assert parts >= 5
        assert all(check.status is not Outcome.FAIL for check in draft.checks)
        words = set(re.sub(r"^.*?<filing-", "", longest[0], flags=re.DOTALL).split())
        again = set(" ".join(text for text in model.questions if text != longest[0]).split())
        assert len(words - again) <= 2  # the old headings' dots

    def test_one_that_never_fits(self, run):
        model = Model(lambda number, text: too_long())
        with pytest.raises(TooLongError) as raised:
            run(model)
        assert str(raised.value).startswith("too long; a context of ")
        assert spent(raised.value).requests == len(model.questions) <= 6

    def test_too_small_from_the_start(self, run):
        model = Model(plain)
        with pytest.raises(UsageError, match=r"^a context of 900 tokens leaves no room for the filing"):
            run(model, context=900)
        assert model.questions == []

    def test_over_http(self, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch):
        """llama.cpp's words, then four parts."""
        message = "the request exceeds the available context size (4096 tokens), try increasing it"
        answer: dict[str, Any] = {"company": "Harbor", "net_income": None, "lines": [], "key_points": []}
        body = {"error": {"code": 400, "message": message, "n_ctx": 4096, "n_prompt_tokens": 9000}}
        endpoint.plays(Reply(400, body), *[completion(answer, tokens=(2_500, 20))] * 9)

        async def once() -> Draft[Report]:
            engine = OpenAIEngine("m", base_url=endpoint.base_url)
            try:
                return await engine.draft(REPORT, Report)
            finally:
                await engine.close()

        draft = asyncio.run(once())
        assert draft.record.company == "Harbor"
        assert len(endpoint.received) == draft.usage.requests > 2
        assert all("This is part" in received.messages[1]["content"] for received in endpoint.received[1:])

    def test_waiting_does_not_make_it_shorter(self, endpoint: Endpoint, waits: list[float]):
        refused = failure(500, "Requested tokens (2106) exceed context window of 512")
        endpoint.plays(*[refused] * 9)

        async def once() -> None:
            engine = OpenAIEngine("m", base_url=endpoint.base_url)
            try:
                await engine.draft(REPORT, Report)
            finally:
                await engine.close()

        with pytest.raises(TooLongError):
            asyncio.run(once())
        assert len(endpoint.received) == 1
        assert waits == []


class TestBudget:
    @pytest.mark.parametrize("budget", [3_000, 5_000, 9_000, 20_000])
    def test_it_holds(self, run, budget):
        model = Model(plain)
        draft = run(model, context=CONTEXT, max_tokens_per_filing=budget)
        assert draft.usage.prompt_tokens + draft.usage.completion_tokens <= budget
        assert all(endpoint.options["max_tokens"] > 0 for endpoint in model.endpoints)

    def test_what_it_leaves_out_is_said(self, run):
        draft = run(Model(plain), max_tokens_per_filing=5_000)
        (check,) = draft.checks
        assert "of least use where there is more than the budget of tokens allows" in check.message

    def test_no_second_question_that_it_does_not_bear(self, run):
        model = Model(plain)
        run(model, max_tokens_per_filing=5_000)
        assert [endpoint.validation_retries for endpoint in model.endpoints] == [0]
        run(model, max_tokens_per_filing=100_000)
        assert model.endpoints[-1].validation_retries == 2

    @pytest.mark.parametrize("budget", [8_000, 9_000, 12_000, 15_000, 30_000])
    def test_second_questions_take_nothing_from_other_parts(self, run, budget):
        model = Model(plain)
        planned = len(
            plan_reading(REPORT, Report, room_for(Report, Context(CONTEXT, "http://h"), budget, None)).parts
        )
        run(model, context=CONTEXT, max_tokens_per_filing=budget)
        assert len(model.questions) == planned > 1

    def test_parts_that_it_does_not_bear_after_all(self, run):
        """An endpoint that counts twice the tokens: the most useful parts were asked first."""

        def unread(model: Model) -> tuple[int, int]:
            draft = run(model, context=CONTEXT, max_tokens_per_filing=12_000, concurrency=1)
            (check,) = draft.checks
            tokens = check.message.removeprefix("about ").partition(" of ")[0]
            return draft.usage.requests, int(tokens.replace(",", ""))

        asked, left = unread(Model(plain))
        fewer, more = unread(Model(plain, tokens=lambda sent: (2 * sent, 50)))
        assert fewer < asked
        assert more > left

    def test_too_small_for_anything(self, run):
        with pytest.raises(UsageError, match=r"^a budget of 500 tokens leaves no room for the filing"):
            run(Model(plain), max_tokens_per_filing=500)

    @pytest.mark.parametrize("option", ["context", "max_tokens_per_filing", "concurrency"])
    def test_numbers_that_cannot_be(self, option):
        given: dict[str, Any] = {"base_url": "http://127.0.0.1:9/v1", option: 0}
        with pytest.raises(UsageError, match="must be positive"):
            OpenAIEngine("m", **given)


class TestCost:
    def test_by_the_users_prices(self, run, tmp_path):
        table = tmp_path / "prices.toml"
        table.write_text('["m"]\ninput = 2\noutput = 10\n')
        draft = run(Model(plain, tokens=lambda sent: (10_000, 500)), prices=table)
        assert draft.usage.cost_usd == pytest.approx(0.025)

    def test_an_unknown_price_is_unknown(self, run):
        assert run(Model(plain)).usage.cost_usd is None

    def test_a_request_that_was_too_long_costs_nothing(self, run, tmp_path):
        table = tmp_path / "prices.toml"
        table.write_text('["m"]\ninput = 2\noutput = 10\n')
        asked: list[int] = []

        def refuse(number: int, text: str) -> Any:
            asked.append(number)
            return too_long(CONTEXT) if len(asked) == 1 else plain(number, text)

        def tokens(sent: int) -> tuple[int, int]:
            return (0, 0) if len(asked) == 1 else (1_000, 100)

        draft = run(Model(refuse, tokens), prices=table)
        assert draft.usage.cost_usd == pytest.approx(0.003 * (draft.usage.requests - 1))

    def test_of_a_failure(self, run, tmp_path):
        table = tmp_path / "prices.json"
        table.write_text('{"m": {"input": 2, "output": 10}}')
        with pytest.raises(RefusedError) as raised:
            run(Model(lambda *_: RefusedError("no"), tokens=lambda sent: (10_000, 500)), prices=table)
        assert spent(raised.value).cost_usd == pytest.approx(0.025)


WRONG = Report(
    company="Harbor",
    net_income=Figure(text="$ 27,100", quote="Net income | $ 27,100 | $ 15,945"),
    lines=[Line(name="Total assets", value=Figure(text="$ 789,957", quote="Total assets | $ 789,957"))],
)


def findings() -> tuple[Finding, ...]:
    flagged = tuple(finding for finding in verify_record(WRONG, REPORT).numbers if not finding.status.clean)
    assert {finding.path for finding in flagged} == {"net_income", "lines[0].value"}
    return flagged


def mend(number: int, text: str) -> Corrections:
    made = []
    for path, right, quote in (
        ("net_income", INCOME.text, INCOME.quote),
        ("lines[0].value", "$ 789,975", "Total assets | $ 789,975"),
    ):
        if f"path: {path}\n" in text:
            made.append(Correction(path=path, text=right if quote[:12] in text else None, quote=quote))
    return Corrections(corrections=made)


class TestMending:
    def test_of_parts_only_the_passages_are_shown(self, run):
        model = Model(mend)
        mended = run(model, lambda engine: engine.repair(REPORT, WRONG, findings()), context=CONTEXT)
        assert mended.record.net_income == INCOME
        assert mended.record.lines[0].value.text == "$ 789,975"
        assert 1 <= len(model.asked) <= 4
        for schema, messages in model.asked:
            assert schema is Corrections
            assert [message.role for message in messages] == ["system", "user"]
            assert prompt_tokens(schema, messages) < CONTEXT
            assert "These are passages of a filing that you filled a record from." in messages[1].content
            assert "Fill the record" not in messages[1].content
        assert mended.usage.requests == len(model.asked)

    def test_of_one_part_the_conversation_goes_on(self, run):
        model = Model(lambda *_: Corrections(corrections=[]))
        run(model, lambda engine: engine.repair(REPORT, WRONG, findings()))
        ((_, messages),) = model.asked
        assert [message.role for message in messages] == ["system", "user", "assistant", "user"]

    def test_a_conversation_that_has_grown_too_long(self, run):
        asked: list[int] = []

        def answer(number: int, text: str) -> Any:
            asked.append(len(text))
            return too_long() if len(asked) == 1 else mend(number, text)

        model = Model(answer)
        mended = run(model, lambda engine: engine.repair(REPORT, WRONG, findings()))
        assert mended.record.net_income == INCOME
        assert len(model.asked[0][1]) == 4
        assert len(model.asked[1][1]) == 2
        assert mended.usage.requests == len(model.asked)

    def test_a_request_that_fails_does_not_take_the_others_along(self, run):
        many = tuple(
            Finding(
                "1",
                "1",
                "",
                Status.UNSUPPORTED,
                (Evidence(block.span, block.span.of(REPORT.text)),),
                "m",
                path,
            )
            for path, block in zip(
                ("net_income", "lines[0].value"), (REPORT.blocks[30], REPORT.blocks[-30]), strict=True
            )
        )
        outcomes = iter([RefusedError("no"), Corrections(corrections=[])])
        model = Model(lambda *_: next(outcomes, Corrections(corrections=[])))
        mended = run(model, lambda engine: engine.repair(REPORT, WRONG, many), context=2_600)
        if len(model.asked) > 1:
            assert mended.record is WRONG
            assert mended.usage.requests == len(model.asked)

    def test_every_request_fails(self, run):
        model = Model(lambda *_: RefusedError("no"))
        with pytest.raises(RefusedError) as raised:
            run(model, lambda engine: engine.repair(REPORT, WRONG, findings()), context=CONTEXT)
        assert spent(raised.value).requests == len(model.asked)

    def test_nothing_is_flagged(self, run):
        assert run(Model(mend), lambda engine: engine.repair(REPORT, WRONG, ()), context=CONTEXT) is None

    @pytest.mark.parametrize("budget", [4_000, 6_000, 8_000, 15_000])
    def test_the_budget_is_the_filings(self, run, budget):
        model = Model(lambda number, text: mend(number, text) if "path: " in text else WRONG)

        async def both(engine: OpenAIEngine) -> tuple[Draft[Report], list[Draft[Report] | None]]:
            draft = await engine.draft(REPORT, Report)
            rounds = [await engine.repair(REPORT, draft.record, findings()) for _ in range(5)]
            return draft, rounds

        draft, rounds = run(model, both, max_tokens_per_filing=budget)
        usages = [draft.usage, *(mended.usage for mended in rounds if mended is not None)]
        spent = sum(usage.prompt_tokens + usage.completion_tokens for usage in usages)
        assert spent <= budget
        assert rounds[-1] is None or budget > 10_000


class TestBriefing:
    def test_what_was_not_read_goes_into_the_briefing_and_stays(self, monkeypatch):
        model = Model(plain)
        monkeypatch.setattr(exchange, "ask", model.ask)
        briefing = summarize(
            REPORT, Report, "m", base_url="http://127.0.0.1:9/v1", repairs=0, context=CONTEXT
        )
        kept = [check for check in briefing.checks if check.check == READ_WHOLE]
        assert len(kept) == 1
        again = briefing_from_json(render_json(briefing), schema=Report)
        assert [check for check in again.checks if check.check == READ_WHOLE] == kept

        assert [check for check in recheck(again, REPORT).checks if check.check == READ_WHOLE] == kept
