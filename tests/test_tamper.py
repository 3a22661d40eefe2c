"""The mutators of the benchmarks: one edit each, where they say, and none that leaves the text true."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent / "benchmarks"))

from locate import numbers
from restate import restated
from tamper import MUTATORS, Draft, tampered

DRAFTS = [
    path.read_text(encoding="utf-8").partition("\n\n")[2]
    for path in sorted((Path(__file__).parent / "benchmarks" / "drafts").glob("*.md"))
]
SAMPLE = (
    "Revenue rose 14% to $214.4 million in the third quarter of 2024, from $187.9 million, and the company "
    "expects to open five sites. More than 700 people (95% CI: 23.6%, 42.2%) were treated for 5.9 months."
)


def _shared(one: str, two: str) -> int:
    pairs = enumerate(zip(one, two, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(two)))


@pytest.mark.parametrize("group", MUTATORS)
def test_every_class_finds_something_to_change(group: str) -> None:
    made = [one for text in DRAFTS for one in tampered(Draft.of(text, ""), group, 3, 1)]
    assert len(made) >= 8


@pytest.mark.parametrize("group", MUTATORS)
def test_the_edit_stands_inside_the_places_that_count(group: str) -> None:
    for text in DRAFTS:
        for made in tampered(Draft.of(text, ""), group, 3, 1):
            assert made.draft != text
            start = _shared(text, made.draft)
            end = len(made.draft) - _shared(text[:start:-1], made.draft[:start:-1])
            low, high = min(first for first, _ in made.wrong), max(last for _, last in made.wrong)
            before = 20 if group == "qualifier" else 1  # its words stand before the number
            assert low - before <= start
            assert end <= high + 2  # an inserted sentence and what it stands before may both start alike


@pytest.mark.parametrize("group", MUTATORS)
def test_a_seed_gives_the_same_tampers_again(group: str) -> None:
    first, second = (tampered(Draft.of(SAMPLE, ""), group, 5, 7) for _ in range(2))
    assert first == second


def test_what_would_still_be_true_is_not_made() -> None:
    draft = Draft.of("More than 700 people were treated; up to 40 sites took part.", "")
    for group in ("digit", "transpose", "decimal", "invented"):
        for made in tampered(draft, group, 50, 3):
            values = [number.value for number in numbers(made.draft)]
            assert Decimal(700) in values or max(values) > 700
            assert Decimal(40) in values or min(values) < 40 or "Of" in made.change or "'' →" in made.change


def test_equal_values_are_not_swapped() -> None:
    text = "Five of 31.6% and 31.60% and 32% answered."
    assert tampered(Draft.of(text, ""), "swap", 9, 1) == []


def test_the_same_numbers_are_read_from_other_words() -> None:
    values = {number.value for number in numbers(SAMPLE)}
    variants = {variant.group: variant for variant in restated(SAMPLE, "", 1)}
    assert {"as written", "percent sign", "money scale", "in words"} <= variants.keys()
    for group in ("percent sign", "in words", "typography", "order shuffled"):
        assert {number.value for number in numbers(variants[group].draft)} == values
