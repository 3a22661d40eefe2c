"""Drafts and sources that nobody would write: a right answer or a clear error, in bounded time."""

import pytest
from timing import at_most, processor_seconds

from summarizer.errors import UnreadableSourceError
from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.numbers.quantity import Quantity
from summarizer.verify import MOST_NUMBERS, check
from summarizer.verify.agreement import Agreement, agree

SOURCE = load_text(
    "Revenue was $5.2 million in 2024, up 8% from $4.8 million in 2023. Net income was $1.1 million."
)


@pytest.mark.parametrize(
    "piece",
    [
        "95% CI: ",
        "1 to ",
        "(1",
        "1,",
        "$1 ",
        "1 and ",
        "one ",
        "| 1 ",
        "a 1\t",
        "((((1",
        "5% or ",
        "from 1 ",
        "from 1 to ",
    ],
)
def test_a_sentence_without_end_takes_bounded_time(piece: str) -> None:
    text = piece * (2_500 // len(piece))
    with at_most(30):  # one or two seconds on an idle machine
        check(text, SOURCE)
        check("Revenue was $5.2 million.", text)


def test_a_number_of_a_hundred_thousand_digits() -> None:
    (number,) = check("Revenue was $" + "9" * 100_000 + ".", SOURCE).numbers
    assert number.status is not Status.SUPPORTED
    assert check("Revenue was " + "９" * 100_000, SOURCE).numbers[0].status is not Status.SUPPORTED


def test_a_number_beyond_what_decimals_hold() -> None:
    (number,) = check("1" * 1_100_000, SOURCE).numbers
    assert number.status is not Status.SUPPORTED
    source = f"Revenue was ${'１' * 1_100_000} in 2024 and $5 in 2023."
    report = check("Revenue rose 8% to $5.2 million, 3 times that of 2023.", source)
    assert [found.status.clean for found in report.numbers[:2]] == [False, False]


def _seconds(draft: str) -> float:
    return processor_seconds(lambda: check(draft, SOURCE))


@pytest.mark.parametrize(
    "piece", ["1,", "(1", "$1 ", "one ", "95% CI: ", "1\u0301", "1 and ", "| 1 ", "5% or ", "| 1 | 2 |\n"]
)
def test_the_time_for_a_draft_grows_as_its_length_does(piece: str) -> None:
    few, many = (_seconds(piece * count) for count in (500, 2_000))
    assert many < 12 * max(few, 0.2)  # four times; squared it would be sixteen, and a statement has no end


@pytest.mark.parametrize("mark", [",", ".", "(", "“", " ", "$", "-"])
def test_a_megabyte_of_one_mark_takes_a_few_seconds(mark: str) -> None:
    assert _seconds("Revenue was 7. " + mark * 1_000_000) < 20


@pytest.mark.parametrize("piece", ["1,", "(1", "one ", "$1 ", "1 to "])
def test_a_draft_of_too_many_numbers_is_refused(piece: str) -> None:
    says = f"more than the {MOST_NUMBERS:,} numbers.*in parts"
    with at_most(20), pytest.raises(UnreadableSourceError, match=says):
        check(piece * (500_000 // len(piece)), SOURCE)


def test_a_value_that_stands_very_often_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    source = load_text(
        "Net sales were $293.6 million. " * 3_000 + "Cash was $293.6 million. It was $294 million."
    )
    compared = []

    def counted(claim: Quantity, other: Quantity) -> Agreement | None:
        compared.append(other)
        return agree(claim, other)

    monkeypatch.setattr("summarizer.verify.candidates.agree", counted)
    draft = "Cash was $293.6 million.\n\n" * 20 + "Net sales were $294 million."
    *often, last = check(draft, source).numbers
    assert {(number.status, number.evidence[0].start) for number in often} == {
        (Status.SUPPORTED, source.text.index("Cash was") + 9)
    }
    assert (last.status, last.message) == (Status.DERIVED, "293600000 rounded.")
    assert len(compared) < 100  # of 63,000 pairs
