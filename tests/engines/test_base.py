"""What drafting costs, added up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.base import Usage

COUNTS = st.integers(0, 10**6)
USAGES = st.builds(
    Usage, COUNTS, COUNTS, COUNTS, st.integers(0, 1000).map(float), st.none() | st.integers(0, 64).map(float)
)


def test_nothing_costs_nothing() -> None:
    assert Usage() == Usage(0, 0, 0, 0.0, None)


def test_everything_is_summed() -> None:
    assert Usage(1, 100, 20, 1.5, 0.25) + Usage(2, 50, 5, 0.5, 0.5) == Usage(3, 150, 25, 2.0, 0.75)


@pytest.mark.parametrize(
    ("one", "two", "cost"),
    [
        (Usage(1, cost_usd=0.25), Usage(1, cost_usd=None), None),  # a price is missing: no total is known
        (Usage(1, cost_usd=None), Usage(1, cost_usd=None), None),
        (Usage(1, cost_usd=0.25), Usage(0, seconds=3), 0.25),  # no request, no price needed
        (Usage(0), Usage(1, cost_usd=0.0), 0.0),
        (Usage(), Usage(), None),
        (Usage(0, cost_usd=0.25), Usage(1, cost_usd=0.5), 0.5),
    ],
)
def test_a_cost_is_known_only_where_every_price_is(one: Usage, two: Usage, cost: float | None) -> None:
    assert (one + two).cost_usd == cost
    assert (two + one).cost_usd == cost


@given(USAGES, USAGES)
def test_the_order_does_not_matter(one: Usage, two: Usage) -> None:
    assert one + two == two + one
    assert (one + two).requests == one.requests + two.requests
    assert one + Usage() == Usage(
        one.requests,
        one.prompt_tokens,
        one.completion_tokens,
        one.seconds,
        one.cost_usd if one.requests else None,
    )
