"""What the day of the source rules out: told as done before it could be, or as to come when it was past."""

import pytest

from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.verify import check
from summarizer.verify.candidates import source_index

TEXT = """{letterhead}

The company plans to submit its application in the first quarter of 2022 and to report data from its second \
trial in the third quarter of 2022. It acquired Tegic on August 24, 2021. Notes due 2025 were issued in \
September 2021. The agreement was extended and will lapse on March 31, 2024.
"""
RELEASE = load_text(TEXT.format(letterhead="Copenhagen, November 30, 2021"))


@pytest.mark.parametrize(
    ("draft", "text", "message"),
    [
        (
            "It submitted its application in the first quarter of 2022.",
            "first quarter of 2022",
            "the source tells it as planned or expected",
        ),
        (
            "The second trial got under way in the third quarter of 2022.",
            "third quarter of 2022",
            "the source is of 2021-11-30, before that could be done.",
        ),
        (
            "It reported data from its second trial in the third quarter of 2022.",
            "third quarter of 2022",
            "",
        ),
        (
            "It will buy Tegic on August 24, 2021.",
            "August 24, 2021",
            "the source",
        ),
    ],
)
def test_a_wrong_tense_is_flagged(draft: str, text: str, message: str) -> None:
    found = next(f for f in check(draft, RELEASE).numbers if f.text == text)
    assert found.status is Status.CONTRADICTED
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    "draft",
    [
        "It plans to submit its application in the first quarter of 2022.",
        "It acquired Tegic on August 24, 2021.",
        "The agreement was extended and will lapse on March 31, 2024.",
        "Notes that were issued in September 2021 mature in 2025.",
    ],
)
def test_the_right_tense_is_not(draft: str) -> None:
    assert [f.text for f in check(draft, RELEASE).numbers if not f.status.clean] == []


@pytest.mark.parametrize(
    ("letterhead", "day"),
    [
        ("Copenhagen, November 30, 2021", "2021-11-30"),
        ("*Copenhagen, 30 November 2021*", "2021-11-30"),
        ("COPENHAGEN, Nov. 30, 2021 -- Acme A/S today announced its results.", "2021-11-30"),
        ("Acme A/S\n\nDate: December 2, 2021", "2021-12-02"),
        ("Acme A/S, in its 30th year on November 30, 2021, tells what follows.", "None"),
        ("Acme A/S", "None"),
    ],
)
def test_the_day_of_a_source(letterhead: str, day: str) -> None:
    assert str(source_index(load_text(TEXT.format(letterhead=letterhead))).dated) == day


def test_a_day_before_the_period_reported_on_is_another_document_s() -> None:
    text = "Date: March 1, 2020\n\nRevenue for the three months ended June 30, 2021 was $5 million.\n" * 3
    assert source_index(load_text(text)).dated is None


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("Acme agreed to buy Tegic on June 21, 2021.", []),
        ("Acme agreed to acquire Tegic in June 2021.", []),
        ("Acme plans to buy Tegic on June 21, 2021.", ["June 21, 2021"]),
        ("Acme is to acquire Tegic on June 21, 2021.", ["June 21, 2021"]),
        ("Acme plans to buy Tegic in June 2021.", ["June 2021"]),
    ],
)
def test_what_was_agreed_on_a_day_was_not_to_be_done_on_it(draft: str, expected: list[str]) -> None:
    source = load_text(
        """Copenhagen, November 30, 2021

Acme A/S announced today that its agreement to acquire Tegic, which was signed on June 21, 2021, was amended.
"""
    )
    found = [f for f in check(draft, source).numbers if not f.status.clean]
    assert [f.text for f in found] == expected
    assert {f.message for f in found} <= {"the source is of 2021-11-30, when that was past."}
