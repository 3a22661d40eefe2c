"""How endpoints say that a request is too long, and what is taken from it."""

import httpx2
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.base import Usage
from summarizer.engines.context_limit import too_long
from summarizer.engines.settings import DEFAULT_BASE_URL
from summarizer.engines.spending import OPENAI_CONTEXT, Context, Ledger
from summarizer.errors import TooLongError


def said(message: str, status: int = 400, **body: object) -> openai.APIStatusError:
    response = httpx2.Response(status, request=httpx2.Request("POST", "http://h/v1/chat/completions"))
    return openai.APIStatusError(message, response=response, body={"message": message, **body})


@pytest.mark.parametrize(
    ("error", "limit", "sent"),
    [
        (
            said(
                "This model's maximum context length is 128000 tokens. However, your messages resulted in "
                "140210 tokens. Please reduce the length of the messages.",
                code="context_length_exceeded",
            ),
            128_000,
            140_210,
        ),
        (
            said(
                "Input tokens exceed the configured limit of 272,000 tokens. Your messages resulted in "
                "300,001 tokens."
            ),
            272_000,
            300_001,
        ),
        (
            said(
                "This model's maximum context length is 4096 tokens. However, you requested 5200 tokens "
                "(4200 in the messages, 1000 in the completion)."
            ),
            4_096,
            5_200,
        ),
        (
            said("The decoder prompt (length 5000) is longer than the maximum model length of 4096."),
            4_096,
            5_000,
        ),
        (said("Requested tokens (2106) exceed context window of 2048", 500), 2_048, 2_106),
        (
            said(
                "the request exceeds the available context size (4096 tokens), try increasing it",
                n_prompt_tokens=5210,
                n_ctx=4096,
            ),
            4_096,
            5_210,
        ),
        (said("the request exceeds the available context size, try increasing it"), None, None),
        (
            said("Prompt contains 40000 tokens, too large for model with 32768 maximum context length"),
            32_768,
            40_000,
        ),
        (said("prompt is too long: 210000 tokens > 200000 maximum"), 200_000, 210_000),
        (
            said("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."),
            1_048_576,
            1_200_000,
        ),
        (
            said("Request too large for m on tokens per min (TPM): Limit 30000, Requested 60000.", 429),
            30_000,
            60_000,
        ),
        (said("Payload Too Large", 413), None, None),
        (said("no words", code="context_length_exceeded"), None, None),
    ],
)
def test_what_is_taken_from_it(error, limit, sent):
    failure = too_long(error, "what to say")
    assert isinstance(failure, TooLongError)
    assert str(failure) == "what to say"
    assert (failure.limit, failure.sent) == (limit, sent)


@pytest.mark.parametrize(
    "error",
    [
        said("max_tokens is too large: 5000. This model supports at most 4096 completion tokens"),
        said("Rate limit reached on tokens per min (TPM): Limit 30000, Used 28000, Requested 4000.", 429),
        said("invalid type for messages"),
        said("Internal server error", 500),
        said("the context window is a fine thing", 404),
        said("the model exceeds nothing", 500),
        ValueError("context window of 4096"),
        openai.APITimeoutError(request=httpx2.Request("POST", "http://h")),
    ],
)
def test_what_is_another_fault(error):
    assert too_long(error, "") is None


@given(st.text(max_size=400))
def test_any_words_at_all(text):
    failure = too_long(said(text), "")
    assert failure is None or failure.limit is None or failure.limit >= 64


class TestContext:
    def test_known_beforehand(self):
        assert Context(None, DEFAULT_BASE_URL).estimated == OPENAI_CONTEXT
        assert Context(8_000, DEFAULT_BASE_URL).estimated == 8_000
        assert Context(None, "http://localhost/v1").estimated is None

    def test_an_endpoint_that_counts_more_tokens(self):
        context = Context(None, "http://localhost/v1")
        refusal = TooLongError()
        refusal.limit, refusal.sent = 4_000, 6_000
        context.learn(refusal, 4_000, 1_000)
        assert (context.limit, context.estimated) == (4_000, 3_333)

    @given(
        st.none() | st.integers(1_000, 200_000),
        st.lists(
            st.tuples(st.none() | st.integers(64, 200_000), st.none() | st.integers(64, 400_000)),
            min_size=1,
            max_size=4,
        ),
        st.integers(100, 200_000),
    )
    def test_the_next_request_is_shorter(self, limit, refusals, total):
        context = Context(limit, "http://localhost/v1")
        for told, sent in refusals:
            refusal = TooLongError()
            refusal.limit, refusal.sent = told, sent
            context.learn(refusal, total - 50, 50)
            estimated = context.estimated
            assert estimated is not None
            assert estimated < total
            total = max(100, estimated)


def test_a_ledger():
    ledger = Ledger(1_000)
    ledger.held += 600
    assert ledger.left == 400
    ledger.settle(600, Usage(1, 300, 50))
    assert (ledger.held, ledger.spent, ledger.left) == (0, 350, 650)
    ledger.held += 600
    ledger.settle(600, Usage(1))  # nobody said what it cost
    assert (ledger.spent, ledger.left) == (950, 50)
    ledger.settle(0, Usage())
    assert ledger.left == 50
    assert Ledger().left == float("inf")
