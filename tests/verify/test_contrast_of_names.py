"""Numbers that are told under each other's names: arms of a trial, and figures that are adjusted or not."""

import pytest

from summarizer.document import Document
from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.verify import check

ARMS = load_text(
    """HbA1c levels fell. Remission was reached by 33% of patients on ardenase and by 11% on placebo.

Nausea occurred in 24% of those who got 12 mg and in 9% on placebo.
"""
)

LEVELS = load_text("HbA1c below 7% was reached by 33% of patients on ardenase and by 11% on placebo.")

ADJUSTED = load_text(
    """Net income was $17.2 million, or $0.52 per diluted share; adjusted net income was $21.9 million, or \
$0.66 per diluted share.

| (in millions) | 2025 | 2024 |
|---|---|---|
| Operating income | $41.3 | $38.0 |
| Adjusted operating income | $52.7 | $47.5 |
| GAAP gross margin | 58.8% | 57.1% |
| Non-GAAP gross margin | 61.3% | 60.2% |
"""
)

PRICES = load_text(
    "The dividend rose to $1.40 a share, up from $1.04, as revenue rose to $14 million from $12 million."
)


def flagged(draft: str, source: Document) -> dict[str, Status]:
    return {f.text: f.status for f in check(draft, source).numbers if not f.status.clean}


@pytest.mark.parametrize(
    ("source", "right", "wrong", "numbers"),
    [
        # the arms of one sentence
        (
            ARMS,
            "Nausea occurred in 24% on 12 mg, against 9% on placebo.",
            "Nausea occurred in 24% on placebo, against 9% on 12 mg.",
            {"24%", "9%"},
        ),
        (
            ARMS,
            "Nausea occurred in 9% of placebo patients vs 24% with the drug.",
            "Nausea occurred in 24% of placebo patients vs 9% with the drug.",
            {"24%"},
        ),
        (
            ARMS,
            "Remission was reached by 33% of ardenase patients vs 11% with placebo.",
            "Remission was reached by 33% of placebo patients vs 11% with ardenase.",
            {"11%"},
        ),
        (
            LEVELS,
            "HbA1c below 7% was reached by 11% on placebo vs 33% with ardenase.",
            "HbA1c below 7% was reached by 33% on placebo vs 11% with ardenase.",
            {"33%", "11%"},
        ),
        # as reported, and adjusted
        (
            ADJUSTED,
            "Net income was $17.2 million and adjusted net income $21.9 million.",
            "Net income was $21.9 million and adjusted net income $17.2 million.",
            {"$21.9 million", "$17.2 million"},
        ),
        (ADJUSTED, "Net income was $17.2 million.", "Net income was $21.9 million.", {"$21.9 million"}),
        (
            ADJUSTED,
            "Net income was $0.52 per diluted share.",
            "Net income was $0.66 per diluted share.",
            {"$0.66 per diluted share"},
        ),
        (
            ADJUSTED,
            "Adjusted net income was $21.9 million.",
            "Adjusted net income was $17.2 million.",
            {"$17.2 million"},
        ),
        (
            ADJUSTED,
            "Operating income was $41.3 million in 2025.",
            "Operating income was $52.7 million in 2025.",
            {"$52.7 million"},
        ),
        (
            ADJUSTED,
            "GAAP operating income was $38.0 million in 2024.",
            "GAAP operating income was $47.5 million in 2024.",
            {"$47.5 million"},
        ),
        # "adjusted" and "non-GAAP" say the same
        (
            ADJUSTED,
            "Adjusted gross margin was 61.3% in 2025.",
            "Adjusted gross margin was 58.8% in 2025.",
            {"58.8%"},
        ),
        (
            ADJUSTED,
            "Adjusted operating income was $52.7 million in 2025.",
            "Adjusted operating income was $41.3 million in 2025.",
            {"$41.3 million"},
        ),
        # a price that is held against another
        (
            PRICES,
            "The dividend rose from $1.04 to $1.40 a share.",
            "The dividend rose to $1.04 a share from $1.40.",
            {"$1.04 a share", "$1.40"},
        ),
        (
            PRICES,
            "The dividend is now $1.40 a share.",
            "The dividend is now $1.04 a share.",
            {"$1.04 a share"},
        ),
    ],
)
def test_names_that_are_exchanged(source: Document, right: str, wrong: str, numbers: set[str]) -> None:
    assert flagged(right, source) == {}
    assert flagged(wrong, source) == dict.fromkeys(numbers, Status.MISATTRIBUTED)
