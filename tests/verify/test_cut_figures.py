"""Figures whose text is a part of a number of the source: none of them may pass unseen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.schemas import Figure
from summarizer.verify import verify_record

SOURCE = load_text(
    "Revenue was $478.8 million on May 30, 2021. Net loss was $(3.2) million. Cash was US$ 61.2 million.\n"
    "Call 781-555-0600 about Exhibit 99.1. Loans were twenty-five million dollars.\n"
)


class Results(BaseModel):
    value: Figure


def judged(text: str, quote: str) -> list[Finding]:
    return list(verify_record(Results(value=Figure(text=text, quote=quote)), SOURCE).numbers)


@pytest.mark.parametrize(
    ("text", "quote", "number"),
    [
        ("478.8", "Revenue was $478.8 million", "$478.8 million"),
        ("478.8 million", "Revenue was $478.8 million", "$478.8 million"),
        ("(3.2)", "Net loss was $(3.2) million", "$(3.2) million"),
        ("61.2", "Cash was US$ 61.2 million", "US$ 61.2 million"),
    ],
)
def test_without_its_currency_it_is_the_number_it_stands_in(text: str, quote: str, number: str) -> None:
    (finding,) = judged(text, quote)
    assert (finding.text, finding.status) == (number, Status.SUPPORTED)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("3.2", "Net loss was $(3.2) million"),  # the sign is part of the value
        ("30", "Revenue was $478.8 million on May 30, 2021"),
        ("five million", "Loans were twenty-five million dollars"),
        ("781", "Call 781-555-0600"),
        ("781-555-0600", "Call 781-555-0600"),
        ("99.1", "Call 781-555-0600 about Exhibit 99.1"),
    ],
)
def test_another_part_is_flagged(text: str, quote: str) -> None:
    (finding,) = judged(text, quote)
    assert not finding.status.clean


@given(st.integers(0, len(SOURCE.text) - 1), st.integers(1, 20))
def test_no_cut_of_the_source_with_a_digit_goes_without_a_verdict(start: int, length: int) -> None:
    text = SOURCE.text[start : start + length].strip()
    if any(character.isdigit() for character in text):
        assert judged(text, SOURCE.text.strip())
