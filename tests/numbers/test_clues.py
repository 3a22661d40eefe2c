"""What the closed words around a number say of it."""

import pytest

from summarizer.numbers.clues import Clues, Word, read_clues


def clues(text: str, strength: float = 0.9) -> Clues:
    """The clues of words that are all bound equally firmly."""
    words = text.lower().split()
    befores, afters = ["", *words[:-1]], [*words[1:], ""]
    return read_clues(
        Word(word, strength, before, after)
        for word, before, after in zip(words, befores, afters, strict=True)
    )


def test_no_words() -> None:
    assert read_clues([]) == Clues()
    assert clues("the response rate was") == Clues()


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("revenue rose", 1),
        ("revenue increased by", 1),
        ("up from", 1),
        ("growth of", 1),
        ("higher costs", 1),
        ("revenue fell", -1),
        ("a decline of", -1),
        ("down from", -1),
        ("a reduction of", -1),
        ("revenue was", 0),
    ],
)
def test_direction(text: str, direction: int) -> None:
    assert clues(text).direction == direction


@pytest.mark.parametrize(
    ("text", "polarity"),
    [("net income of", 1), ("a gain of", 1), ("net loss of", -1), ("a deficit of", -1), ("revenue of", 0)],
)
def test_polarity(text: str, polarity: int) -> None:
    assert clues(text).polarity == polarity


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("the company expects to pay", 1),
        ("the company will pay", 1),
        ("it plans to open", 1),
        ("the goal is", 1),
        ("the company paid", -1),
        ("it opened", -1),
        ("the company may have opened", 0),
        ("the company has", 0),
    ],
)
def test_tense(text: str, tense: int) -> None:
    assert clues(text).tense == tense


def test_a_hedge_counts_before_what_was_done() -> None:
    assert clues("it expects the opened site").tense == 1


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("in the quarter", 3),
        ("quarterly revenue", 3),
        ("annual revenue", 12),
        ("for the year", 12),
        ("the full year", 12),
        ("monthly fee", 1),
        ("a year ago", None),
        ("the year ago quarter", 3),
        ("the year before", None),
        ("revenue", None),
    ],
)
def test_the_length_of_the_period(text: str, months: float | None) -> None:
    assert clues(text).months == months


@pytest.mark.parametrize(
    "text", ["revenue rose", "net loss of", "it expects to", "it opened", "annual revenue"]
)
def test_words_that_are_hardly_bound_say_nothing(text: str) -> None:
    assert clues(text, 0.18) == Clues()


def test_of_two_that_disagree_the_firmer_one_counts() -> None:
    near, far = Word("rose", 0.9), Word("fell", 0.6)
    assert read_clues([near, far]).direction == 1
    assert read_clues([far, near]).direction == 1
    loss, income = Word("loss", 0.9), Word("income", 0.6)
    assert read_clues([loss, income]).polarity == read_clues([income, loss]).polarity == -1
    quarter, year = Word("quarter", 0.9), Word("annual", 0.6)
    assert read_clues([quarter, year]).months == read_clues([year, quarter]).months == 3


def test_an_income_loss_is_a_loss() -> None:
    assert clues("income loss").polarity == -1
