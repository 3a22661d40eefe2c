"""Claims that the source does not print but bears out, and their near misses."""

import pytest

from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.verify import check

SOURCE = load_text(
    """Acme Corp. Reports Third Quarter 2024 Results

(in thousands, except per share data) | Q3 2024 | Q3 2023
Revenue | $ 214,380 | $ 187,910
Cost of revenue | 98,200 | 90,100
Net income | 27,321 | 18,984
Diluted earnings per share | $ 0.66 | $ 0.47

Of 105 evaluable patients, 34 responded. Revenue from products was $120.0 million and revenue from services \
was $94.4 million in the third quarter of 2024.
Operating margin was 17.7% in the third quarter of 2024, compared to 14.5% in the third quarter of 2023.
"""
)


def finding(draft: str, text: str) -> Finding:
    return next(found for found in check(draft, SOURCE).numbers if found.text == text)


@pytest.mark.parametrize(
    ("draft", "text", "message"),
    [
        ("Revenue grew 14% to $214.4 million.", "14%", "($ 214,380 − $ 187,910) / $ 187,910 = 14.09%."),
        ("Revenue grew 14% to $214.4 million.", "$214.4 million", "214380000 rounded."),
        ("Net income rose by $8.3 million.", "$8.3 million", "27,321 − 18,984 = $8.3 million."),
        ("34 of 105 patients responded, or 32.4%.", "32.4%", "34 / 105 = 32.38%."),
        ("Net margin was 12.7% of revenue in the quarter.", "12.7%", "27,321 / $ 214,380 = 12.74%."),
        (
            "Operating margin widened by 320 basis points to 17.7%.",
            "320 basis points",
            "17.7% − 14.5% = 320 basis points.",
        ),
        (
            "Total revenue from products and services was $214.4 million.",
            "$214.4 million",
            "$120.0 million + $94.4 million = $214.4 million.",
        ),
        ("Diluted earnings per share rose 40%.", "40%", "($ 0.66 − $ 0.47) / $ 0.47 = 40.43%."),
    ],
)
def test_what_follows_from_the_source_is_derived_with_its_formula(
    draft: str, text: str, message: str
) -> None:
    found = finding(draft, text)
    assert (found.status, found.message) == (Status.DERIVED, message)
    assert all(e.span.of(SOURCE.text) == e.text for e in found.evidence)


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("Revenue grew 16% to $214.4 million.", "16%"),
        ("Revenue fell 14% to $214.4 million.", "14%"),
        ("Net income rose by $9.3 million.", "$9.3 million"),
        ("34 of 105 patients responded, or 34.2%.", "34.2%"),
        ("Operating margin widened by 420 basis points to 17.7%.", "420 basis points"),
        ("Total revenue from products and services was $215.4 million.", "$215.4 million"),
        ("Diluted earnings per share rose 45%.", "45%"),
    ],
)
def test_what_does_not_follow_is_flagged(draft: str, text: str) -> None:
    assert not finding(draft, text).status.clean
