"""What the closed words around a number say of it."""

import pytest

from summarizer.ingest import load_text
from summarizer.numbers.clues import (
    CASH,
    LOAN,
    MERIT,
    PRICE,
    RESULT,
    TAX,
    Clues,
    Word,
    comparisons,
    read_header_clues,
)
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex


def clues(text: str, number: str) -> Clues:
    """The clues of the first number of a text that reads so."""
    labels = LabelIndex(number_index(load_text(text)))
    index = next(i for i, q in enumerate(labels.numbers.quantities) if q.text == number)
    return labels.frame(index).clues


def test_no_words() -> None:
    assert clues("The rate is 12%.", "12%") == Clues()


@pytest.mark.parametrize(
    ("text", "direction"),
    [("revenue, which rose, of 12%", 1), ("the declining revenue of 12%", -1), ("revenue of 12%", 0)],
)
def test_a_direction_is_guessed_where_no_word_governs(text: str, direction: int) -> None:
    found = clues(f"There is {text}.", "12%")
    assert (found.direction, found.trend) == (direction, 0)


@pytest.mark.parametrize(
    ("text", "number", "sides"),
    [
        ("Net income was $5 million.", "$5 million", {RESULT: 1}),
        ("Net loss was $5 million.", "$5 million", {RESULT: -1}),
        ("It lost $5 million after earning $6 million.", "$6 million", {RESULT: 1}),
        ("The loss was $5 million, or $2 per share.", "$2 per share", {RESULT: -1}),
        ("The loss was $5 million, compared with income of $6 million.", "$6 million", {RESULT: 1}),
        ("The provision for loan losses was $5 million.", "$5 million", {LOAN: -1}),
        ("Income tax payments were $5 million.", "$5 million", {}),
        ("Income taxes came to $5 million, a tax benefit.", "$5 million", {}),
        ("There was a tax benefit of $5 million.", "$5 million", {TAX: 1}),
        ("There was a tax expense of $5 million.", "$5 million", {TAX: -1}),
        ("Cash used in operating activities was $5 million.", "$5 million", {CASH: -1}),
        ("Operating activities provided $5 million of cash.", "$5 million", {CASH: 1}),
        ("It used $5 million of flour.", "$5 million", {}),
        ("Operating income (loss) was $5 million.", "$5 million", {}),
        ("Unrealized (losses) gains came to $5 million.", "$5 million", {}),
        ("Unrealized gains/(losses) came to $5 million.", "$5 million", {}),
        ("Net cash provided by (used in) investing was $5 million.", "$5 million", {}),
        ("Net income after a loss of $6 million was $5 million.", "$6 million", {RESULT: -1}),
        ("The price is a 38% premium.", "38%", {PRICE: 1}),
        ("The price is a discount of 38%.", "38%", {PRICE: -1}),
        ("Margin improved by 38%.", "38%", {MERIT: 1}),
        ("Margin worsened by 38%.", "38%", {MERIT: -1}),
        ("There was a loss; revenue was $5 million.", "$5 million", {}),
    ],
)
def test_sides(text: str, number: str, sides: dict[str, int]) -> None:
    assert clues(text, number).sides == sides


@pytest.mark.parametrize(
    ("text", "number", "months"),
    [
        ("It pays a quarterly dividend of $0.18.", "$0.18", 3),
        ("The annual salary is $250,000.", "$250,000", 12),
        ("It pays $16,780 per month.", "$16,780", 1),
        ("The quarterly dividend rose by 14% to $0.04.", "$0.04", 3),
        ("It amortizes at a rate of 1.0% of the principal amount on an annual basis.", "1.0%", 12),
        ("The annual report gives $5 million.", "$5 million", 0),
        ("It paid $5 million a year ago.", "$5 million", 0),
        ("The annual fee is $5 for 3% of sales.", "3%", 0),
        ("It has 12 quarterly meetings.", "12", 0),
    ],
)
def test_how_often(text: str, number: str, months: float) -> None:
    assert clues(text, number).months == months


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("with longer follow up", ((1, ("follow",)),)),
        ("lower interest rates and higher costs", ((-1, ("interest", "rate")), (1, ("expens",)))),
        ("a decrease in interest rates", ((-1, ("interest", "rate")),)),
        ("more than half", ()),
        ("higher than expected", ()),
        ("the increase was", ()),
    ],
)
def test_comparisons(text: str, found: object) -> None:
    assert comparisons(text.split()) == found


class TestHeaders:
    @staticmethod
    def of(text: str, value: float, *, reported: bool = False, outlook: bool = False) -> Clues:
        words = text.split()
        afters = [*words[1:], ""]
        read = [Word(word, 1.0, "", after) for word, after in zip(words, afters, strict=True)]
        return read_header_clues(read, value, reported=reported, outlook=outlook)

    def test_the_sign_decides_between_the_two_names_of_a_row(self) -> None:
        assert self.of("net income loss", 5).polarity == 1
        assert self.of("net income loss", -5).polarity == -1
        assert self.of("net income loss", 0).polarity == 0
        assert self.of("net loss", 5).polarity == self.of("net loss", -5).polarity == -1
        assert self.of("net cash provided by used in operating activities", -5).sides == {CASH: -1}

    def test_what_is_over_is_done_and_an_outlook_planned(self) -> None:
        assert self.of("revenue", 5).tense == 0
        assert self.of("revenue", 5, reported=True).tense == -1
        assert self.of("revenue", 5, reported=True, outlook=True).tense == 1
