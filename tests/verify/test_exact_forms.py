"""The same value in other units, and what is left of a whole: right to the last digit, or flagged."""

import pytest

from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.verify import check

LOAN = load_text(
    """The notes bear interest at SOFR plus 1.75%. The trial lasted 18 months. The rate on deposits was \
3.214%.

The repurchase program authorizes $40 million of purchases. Under the program, $11.4 million had been spent \
by year end.
"""
)

PERIODS = load_text(
    """(in millions)

| | Three months ended September 30, 2025 | Nine months ended September 30, 2025 |
|---|---|---|
| Net sales | $141.4 | $406.2 |
| Share repurchases | $5.9 | $12.7 |
"""
)

TRIAL = load_text(
    """| | Drug (n = 307) | Placebo (n = 305) | Difference, % | Hazard ratio |
|---|---|---|---|---|
| Nausea, n (%) | 48 (15.6) | 21 (6.9) | 8.7 | |
| Median PFS, months (95% CI) | 6.9 (5.8, 8.1) | 4.4 (3.9, 5.6) | | 0.62 |
"""
)


def findings(draft: str) -> dict[str, Finding]:
    return {finding.text: finding for finding in check(draft, LOAN).numbers}


@pytest.mark.parametrize(
    ("draft", "text", "message"),
    [
        ("The spread is 175 basis points.", "175 basis points", "1.75% = 175 basis points."),
        ("Deposits cost 321.4 basis points.", "321.4 basis points", "3.214% = 321.4 basis points."),
        ("It took one and a half years.", "one and a half years", "18 months = 1.5 years."),
        (
            "Of $40 million authorized, $11.4 million had been spent, so that $28.6 million is unspent.",
            "$28.6 million",
            "$40 million − $11.4 million = $28.6 million.",
        ),
    ],
)
def test_the_same_in_another_unit(draft: str, text: str, message: str) -> None:
    found = findings(draft)[text]
    assert (found.status, found.message) == (Status.DERIVED, message)


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("The spread is 17.5 basis points.", "17.5 basis points"),
        ("The spread is 170 basis points.", "170 basis points"),
        ("The trial lasted 1.6 years.", "1.6 years"),
        (
            "Of $40 million authorized, $11.4 million had been spent, so that $27.6 million is unspent.",
            "$27.6 million",
        ),
    ],
)
def test_nearly_the_same_is_not(draft: str, text: str) -> None:
    assert not findings(draft)[text].status.clean


@pytest.mark.parametrize(
    "phrase", ["Year-to-date {}", "YTD {}", "So far this year {}", "Over nine months {}"]
)
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("net sales were $406.2 million.", "net sales were $141.4 million."),
        ("share repurchases were $12.7 million.", "share repurchases were $5.9 million."),
    ],
)
def test_the_year_to_date_is_not_its_last_quarter(phrase: str, right: str, wrong: str) -> None:
    assert all(f.status is Status.SUPPORTED for f in check(phrase.format(right), PERIODS).numbers)
    found = [f.status for f in check(phrase.format(wrong), PERIODS).numbers if f.text.startswith("$")]
    assert found == [Status.MISATTRIBUTED]


@pytest.mark.parametrize(
    ("right", "wrong", "number"),
    [
        ("Nausea occurred in 48 patients on the drug.", "Nausea occurred in 48 patients on placebo.", "48"),
        ("Nausea occurred in 15.6% on the drug.", "Nausea occurred in 15.6% on placebo.", "15.6%"),
        ("Median PFS was 6.9 months on the drug.", "Median PFS was 6.9 weeks on the drug.", "6.9 weeks"),
        ("The hazard ratio for PFS was 0.62.", "PFS was 0.62 months.", "0.62 months"),
        ("The difference in nausea was 8.7%.", "The difference in nausea was 8.8%.", "8.8%"),
        (
            "The difference in nausea was 8.7 percentage points.",
            "The difference in nausea was 7.8 percentage points.",
            "7.8 percentage points",
        ),
    ],
)
def test_a_table_of_a_trial(right: str, wrong: str, number: str) -> None:
    assert [f.text for f in check(right, TRIAL).numbers if not f.status.clean] == []
    assert not {f.text: f.status for f in check(wrong, TRIAL).numbers}[number].clean
