"""Numbers in words, and words that only look like numbers."""

from collections.abc import Callable

import pytest

from summarizer.numbers.reader import read

Readings = Callable[[str], list[str]]

CARDINALS = [
    ("five complete responses", ["five = number 5 [response]"]),
    ("twenty-one", ["twenty-one = number 21"]),
    ("Thirty-three patients", ["Thirty-three = number 33 [patient]"]),
    ("three hundred and five", ["three hundred and five = number 305"]),
    ("two thousand five hundred", ["two thousand five hundred = number 2500"]),
    ("one hundred and twenty-four", ["one hundred and twenty-four = number 124"]),
    ("one million", ["one million = number 1000000"]),
    ("two and a half", ["two and a half = number 2.5"]),
    ("one and a half times the rate", ["one and a half times = multiple 1.5 [x]"]),
    ("a hundred", ["a hundred = number 100"]),
    ("a dozen eggs", ["a dozen = number 12"]),
    ("two dozen people", ["two dozen = number 24 [person]"]),
    ("SEVEN PERCENT", ["SEVEN PERCENT = percent 7 [%]"]),
    ("seven percent", ["seven percent = percent 7 [%]"]),
    ("zero events", ["zero = number 0 [event]"]),
    (
        "five, six or seven days",
        ["five = duration 5 [day]", "six = duration 6 [day]", "seven days = duration 7 [day]"],
    ),
    ("thirty (30) days", ["thirty = duration 30 [day]", "30 = duration 30 [day]"]),
    ("five percent (5%)", ["five percent = percent 5 [%]", "5% = percent 5 [%]"]),
    ("one patient", ["one = number 1 [patient]"]),
    ("at least one of which", ["one = number 1 (at least)"]),
    ("more than one year", ["one year = duration 1 [year] (over)"]),
    ("five-year plan", ["five-year = duration 5 [year]"]),
    ("one to four", ["one = number 1 <low>", "four = number 4 <high>"]),
]

FRACTIONS = [
    ("half of responders", ["half = number 0.5"]),
    ("nearly half", ["half = number 0.5 (nearly)"]),
    ("half a million", ["half a million = number 500000"]),
    ("half a dozen", ["half a dozen = number 6"]),
    ("one-third of patients", ["one-third = number 0.3333333333333333333333333333"]),
    ("two-thirds of revenue", ["two-thirds = number 0.6666666666666666666666666667"]),
    ("a third of children", ["a third = number 0.3333333333333333333333333333"]),
    ("three-quarters", ["three-quarters = number 0.75"]),
    ("a quarter of all cases", ["a quarter = number 0.25"]),
    ("cut in half", ["half = multiple 0.5 [x]"]),
]

MULTIPLES = [
    ("revenue doubled", ["doubled = multiple 2 [x]"]),
    ("tripled to 5", ["tripled = multiple 3 [x]", "5 = number 5"]),
    ("a two-fold increase", ["two-fold = multiple 2 [x]"]),
    ("a threefold rise", ["threefold = multiple 3 [x]"]),
    ("twice the rate", ["twice = multiple 2 [x]"]),
    ("almost twice", ["twice = multiple 2 [x] (nearly)"]),
    ("double the rate", ["double = multiple 2 [x]"]),
    ("halved", ["halved = multiple 0.5 [x]"]),
]

ORDINALS = [
    ("the second largest", ["second = ordinal 2"]),
    ("fourth-line", ["fourth = ordinal 4"]),
    ("the 21st century", ["21st = ordinal 21"]),
    ("the 2nd study", ["2nd = ordinal 2"]),
]

NONE: list[tuple[str, list[str]]] = [
    ("one of the reasons", []),
    ("no one knew", []),
    ("one or more", []),
    ("one another", []),
    ("one-time charge", []),
    ("Capital One", []),
    ("all-in-one", []),
    ("per second", []),
    ("a second look", []),
    ("third-party vendors", []),
    ("double-blind", []),
    ("double-digit growth", []),
    ("half-life", []),
    ("first-in-class", []),
    ("twice daily", []),
    ("Citizens First", []),
    ("someone often weighs", []),
    ("two-way radio", []),
]

CASES = [*CARDINALS, *FRACTIONS, *MULTIPLES, *ORDINALS, *NONE]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_reads(readings: Readings, text: str, expected: list[str]) -> None:
    assert readings(text) == expected


def test_words_are_told_from_digits() -> None:
    assert [quantity.is_word for quantity in read("five of 10 patients")] == [True, False]
