"""What a clause tells as planned and as done."""

import pytest

from summarizer.ingest import load_text
from summarizer.numbers.acts import act_of, is_commitment, is_outlook
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex


def acts(text: str, number: str) -> dict[str, int]:
    """The acts that govern the first number of a text that reads so."""
    labels = LabelIndex(number_index(load_text(text)))
    index = next(i for i, q in enumerate(labels.numbers.quantities) if q.text == number)
    return dict(labels.frame(index).clues.acts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It will pay $5 million.", {"pay": 1}),
        ("It paid $5 million.", {"pay": -1}),
        ("It has paid $5 million.", {"pay": -1}),
        ("The dividend was paid with $5 million.", {"pay": -1}),
        ("The dividend will be paid with $5 million.", {"pay": 1}),
        ("It expects to pay $5 million.", {"pay": 1}),
        ("It expects the merger to close with $5 million.", {"complete": 1}),
        ("It agreed to sell it for $5 million.", {"sell": 1}),
        ("It expects revenue of $5 million.", {"be": 1}),
        ("Revenue was $5 million.", {"be": -1}),
        ("Revenue is expected to be $5 million.", {"be": 1}),
        ("It is preparing to file for $5 million.", {"submit": 1}),
        ("It has a goal of submitting it for $5 million.", {"submit": 1}),
        ("Guidance of $5 million was given.", {"be": 1}),
        ("It may have paid $5 million.", {}),
        ("If it paid $5 million, it would rise.", {}),
        ("The price of $5 million is to be paid.", {"pay": 1}),
        ("The expected life is $5 million.", {}),
        ("It sold a part; the price is $5 million.", {}),
    ],
)
def test_the_acts_of_a_number(text: str, expected: dict[str, int]) -> None:
    assert acts(text, "$5 million") == expected


def test_each_number_has_the_acts_of_its_own_stretch() -> None:
    text = "It plans to submit it in May 2022 and expects to report in June 2022; it closed one in May 2021."
    assert acts(text, "May 2022") == {"submit": 1}
    assert acts(text, "June 2022") == {"report": 1}
    assert acts(text, "May 2021") == {"complete": -1}
    text = "It intends to file it in May 2022 and to present data in June 2022."
    assert acts(text, "June 2022") == {"report": 1}


def test_headlines_and_lists_of_what_is_to_come() -> None:
    assert acts("Submission on Track for May 2022", "May 2022") == {"submit": 1}
    assert acts("Norvane Completes Enrollment in May 2022", "May 2022") == {"complete": -1}
    assert acts("Submit the application in May 2022", "May 2022") == {"submit": 1}


def test_names_of_acts() -> None:
    assert act_of("filed") == act_of("submission") == "submit"
    assert act_of("consummated") == act_of("closing") == "complete"
    assert act_of("the") == "be"
    assert is_commitment(act_of("declared"))
    assert not is_commitment(act_of("paid"))


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Financial Guidance", True),
        ("Outlook:", True),
        ("Second quarter targets", True),
        ("Results", False),
        ("", False),
    ],
)
def test_headings(heading: str, expected: bool) -> None:
    assert is_outlook(heading) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A habit is neither done nor to come.
        ("It paid $5 million every year.", {}),
        ("It paid $5 million each quarter.", {}),
        ("The fee of $5 million was paid annually.", {}),
        ("It paid $5 million in each of two quarters.", {}),
        ("It paid $5 million this quarter.", {"pay": -1}),
        ("It will pay $5 million every year.", {"pay": 1}),
        ("Every year matters, and it paid $5 million.", {"pay": -1}),
        # What is planned goes on behind "and".
        ("It intends to issue shares and pay $5 million.", {"issue": 1, "pay": 1}),
        ("It agreed to issue shares or pay $5 million.", {"issue": 1, "pay": 1}),
        ("It will issue shares and pay $5 million.", {"issue": 1, "pay": 1}),
        ("It issued shares and paid $5 million.", {"issue": -1, "pay": -1}),
        ("It issued shares, bonuses and pay of $5 million.", {"issue": -1}),
    ],
)
def test_habits_and_what_goes_on_behind_and(text: str, expected: dict[str, int]) -> None:
    assert acts(text, "$5 million") == expected
