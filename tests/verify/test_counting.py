"""What a small count counts, beside other counts of the same size."""

import pytest

from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.verify import check
from summarizer.verify.counting import counted

SOURCE = load_text(
    """The vaccine is in three ongoing Phase 2 clinical trials. Volunteers were boosted at two dose levels.

The company has 46 dealerships in nine states, two fewer than a year ago.

It plans to close three more dealerships by December 31, 2025. Five patients died.
"""
)


@pytest.mark.parametrize(
    ("after", "noun"),
    [
        (" trials", "trial"),
        (" ongoing Phase 2 clinical trials.", "trial"),
        (" dose levels (10⁷ pfu)", "level"),
        ("-store chains", "chain"),
        ("-year notes due", ""),
        (" of the trials", ""),
        (", trials", ""),
        (" process", ""),
        ("", ""),
        (" one two three four five six seven trials", ""),
    ],
)
def test_the_noun_that_is_counted(after: str, noun: str) -> None:
    assert counted(after) == noun


@pytest.mark.parametrize(
    ("draft", "number", "status"),
    [
        ("The vaccine is in three ongoing trials.", "three", Status.SUPPORTED),
        ("Volunteers were given two dose levels.", "two", Status.SUPPORTED),
        ("There are 46 dealerships, two fewer than before.", "two", Status.SUPPORTED),
        ("It has 46 dealerships in nine states and will shut three more.", "three", Status.SUPPORTED),
    ],
)
def test_counts_as_the_source_has_them(draft: str, number: str, status: Status) -> None:
    assert {f.text: f.status for f in check(draft, SOURCE).numbers}[number] is status


@pytest.mark.parametrize(
    ("draft", "number", "told"),
    [
        ("The vaccine is in two ongoing Phase 2 trials.", "two", "three"),
        ("It has 46 dealerships and plans to close two more by the end of the year.", "two", "three"),
    ],
)
def test_a_count_of_other_things(draft: str, number: str, told: str) -> None:
    (finding,) = [f for f in check(draft, SOURCE).numbers if f.text == number]
    assert not finding.status.clean
    assert f"gives {told}" in finding.message or f"counts {told}" in finding.message
