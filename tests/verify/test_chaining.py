"""Numbers that follow from the draft's own, once those are borne out."""

import pytest

from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.verify import check

SOURCE = load_text(
    """Discontinuation because of adverse events occurred in 2 of 62 participants on placebo (3.2%), 3 of \
61 on 3 mg (4.9%), 4 of 63 on 6 mg (6.3%), 5 of 66 on 9 mg (7.6%) and 8 of 62 on 12 mg (12.9%).

The company operates 107 clubs in Canada, 40 in Mexico, 32 in Japan, 18 in Korea, 14 in Taiwan and three in \
China.

A total of 153 of 612 women carried a mutation. Costs were $40.0 million, and income was $60.0 million.
"""
)


def statuses(draft: str) -> dict[str, Status]:
    return {f.text: f.status for f in check(draft, SOURCE).numbers}


@pytest.mark.parametrize(
    ("draft", "text", "message"),
    [
        (
            "Japan, Korea, Taiwan and China have 67 clubs in all, and Japan's 32 are nearly half of them.",
            "half",
            "32 / 67 = half, of the draft's own numbers.",
        ),
        (
            "Costs were $40.0 million and income $60.0 million, $100.0 million in all, income 60% of it.",
            "60%",
            "$60.0 million / $100.0 million = 60%, of the draft's own numbers.",
        ),
    ],
)
def test_a_number_follows_from_its_neighbours(draft: str, text: str, message: str) -> None:
    found = next(f for f in check(draft, SOURCE).numbers if f.text == text)
    assert found.status is Status.DERIVED
    assert found.message.startswith(message)
    assert found.evidence


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        (
            "Japan, Korea, Taiwan and China have 67 clubs in all, and Japan's 32 make up a third of them.",
            "a third",
        ),
        (
            "Costs were $40.0 million and income $50.0 million, $90.0 million in all, income 56% of it.",
            "$90.0 million",
        ),
        (
            "Costs were $40.0 million and income $50.0 million, $90.0 million in all, income 56% of it.",
            "56%",
        ),
    ],
)
def test_a_link_of_another_value_or_of_a_wrong_number_is_none(draft: str, text: str) -> None:
    assert not statuses(draft)[text].clean
