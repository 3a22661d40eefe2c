"""On which side a number is told: gains or losses, votes for or against."""

import pytest

from summarizer.ingest import load_text
from summarizer.numbers.clues import RESULT, VOTE
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex


def sides(text: str, number: str) -> dict[str, int]:
    labels = LabelIndex(number_index(load_text(text)))
    index = next(i for i, q in enumerate(labels.numbers.quantities) if q.text == number)
    return dict(labels.frame(index).clues.sides)


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        (
            "It failed with 119 shares in favor, 214 shares against and 62 shares abstaining.",
            "119",
            {VOTE: 1},
        ),
        (
            "It failed with 119 shares in favor, 214 shares against and 62 shares abstaining.",
            "214",
            {VOTE: -1},
        ),
        ("It failed with 119 shares in favor, 214 shares against and 62 shares abstaining.", "62", {}),
        ("She received 4,404 votes for and 81 against.", "4,404", {VOTE: 1}),
        ("She received 4,404 votes for and 81 against.", "81", {VOTE: -1}),
        ("It paid 300 shares for the stake.", "300", {}),
        ("It held 20% against 30% before.", "20%", {}),
        ("Net loss was $87 million compared to $175 million net income.", "$175 million", {RESULT: 1}),
        ("Income fell, due to $1.0 million in securities losses.", "$1.0 million", {RESULT: -1}),
        ("Income fell less, for a $1.1 million increase in gains on loans.", "$1.1 million", {RESULT: 1}),
    ],
)
def test_the_side_of_a_number(text: str, number: str, expected: dict[str, int]) -> None:
    assert sides(text, number) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Votes For", {VOTE: 1}),
        ("For", {VOTE: 1}),
        ("Against", {VOTE: -1}),
        ("Votes Withheld", {VOTE: -1}),
        ("Abstain", {}),
        ("Allowance for", {}),
    ],
)
def test_the_side_of_a_column(header: str, expected: dict[str, int]) -> None:
    assert sides(f"| Nominee | {header} |\n|---|---|\n| Ann Lee | 44,049,318 |\n", "44,049,318") == expected


def test_the_sign_of_a_change_is_no_loss() -> None:
    table = "| | 2015 | Change |\n|---|---|---|\n| Net income (loss) | 169 | (27.4)% |\n| Other | 3 | 4% |\n"
    assert sides(table, "(27.4)%") == {}
    assert sides(table, "169") == {RESULT: 1}
