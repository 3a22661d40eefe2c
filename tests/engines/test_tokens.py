"""Tokens, estimated: held against counts that o200k_base gave for the same texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import processor_seconds

from summarizer.engines.tokens import estimate_tokens

COUNTED = [
    (
        "The objective response rate by investigator was 32.4% (95% confidence interval [CI]: 23.6%, 42.2%).",
        30,
    ),
    ("| Net income | $ 72,880 | $ 29,760 | $ 4,368 |\n| Diluted EPS | $ 2.94 | $ 1.19 | $ 0.17 |\n", 45),
    ("ITEM 7. MANAGEMENT'S DISCUSSION AND ANALYSIS OF FINANCIAL CONDITION AND RESULTS OF OPERATIONS", 21),
    ("-" * 80 + "\n" + "." * 60 + " 12\n", 8),
]


@pytest.mark.parametrize(("text", "counted"), COUNTED)
def test_near_what_a_tokeniser_counts(text, counted):
    assert counted * 0.96 <= estimate_tokens(text) <= counted * 1.5


def test_nothing():
    assert estimate_tokens("") == 0


@given(st.text(max_size=200), st.text(max_size=200))
def test_more_text_is_never_fewer_tokens(one, other):
    """Two texts together may share a token at the seam, no more."""
    together = estimate_tokens(f"{one}\n\n{other}")
    assert together <= estimate_tokens(one) + estimate_tokens(other) + 4
    assert together >= max(estimate_tokens(one), estimate_tokens(other)) * 0.5 - 4


@pytest.mark.parametrize(
    "unit", ["a", " ", "\n", "1", ".", "_", " \n", "(a", "aB", "é", "中", "\u0301", "'s"]
)
def test_time_grows_with_the_text(unit):
    """A run of anything is read in one pass."""

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        return processor_seconds(lambda: estimate_tokens(text), runs=2)

    assert seconds(200_000) < 12 * seconds(50_000) + 0.05


def test_scripts_that_take_many_tokens_are_not_taken_for_few():
    assert estimate_tokens("中文字符" * 100) >= 400
    assert estimate_tokens("выручка выросла " * 50) >= 200
