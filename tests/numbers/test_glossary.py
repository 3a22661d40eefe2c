"""Stems, synonyms and the closed lists of words."""

import pytest

from summarizer.numbers.glossary import (
    ABBREVIATIONS,
    CONTRASTS,
    DOWN,
    STOP_WORDS,
    UP,
    stem,
)


@pytest.mark.parametrize(
    "words",
    [
        "patient patients participants subjects",
        "revenue revenues sales",
        "purchase purchased bought",
        "decrease decreased decreases decreasing",
        "income earnings profit",
        "employee employees workers staff",
        "death deaths died fatal killed",
        "total combined",
    ],
)
def test_words_of_one_meaning_have_one_term(words: str) -> None:
    terms = {stem(word) for word in words.split()}
    assert len(terms) == 1
    assert terms != {""}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("investigator", "independent"),
        ("revenue", "income"),
        ("reduction", "delay"),
        ("gross", "net"),
        ("nausea", "headache"),
        ("asset", "liability"),
    ],
)
def test_words_of_two_meanings_have_two(one: str, two: str) -> None:
    assert stem(one) != stem(two)


@pytest.mark.parametrize(
    "word", ["the", "of", "respectively", "million", "percent", "approximately", "a", "x", ""]
)
def test_words_that_tell_nothing_have_no_term(word: str) -> None:
    assert stem(word) == ""


def test_no_word_says_two_things_that_exclude_each_other() -> None:
    assert not UP & DOWN
    assert not UP & STOP_WORDS - {"up"}


def test_the_stems_of_the_lists_are_stems_that_a_text_can_have() -> None:
    for word, directions in (
        ("increased", UP),
        ("rose", UP),
        ("growth", UP),
        ("declined", DOWN),
        ("fell", DOWN),
        ("reduction", DOWN),
    ):
        assert stem(word) in directions, word


def test_each_contrast_names_at_least_two_kinds() -> None:
    assert all(len(group) >= 2 for group in CONTRASTS)


def test_abbreviations_are_looked_up_in_lower_case() -> None:
    assert all(short == short.lower() for short in ABBREVIATIONS)
    assert all(" " in long_form for long_form in ABBREVIATIONS.values())
