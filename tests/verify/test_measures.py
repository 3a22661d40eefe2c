"""Measures that analysts compute from the lines of a statement, and formulas that a draft states itself."""

import pytest

from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.verify import check
from summarizer.verify.measures import amounts_named, ratios_named, shares_named

STATEMENTS = load_text(
    """Orrin Tools reports fiscal 2025 results (in thousands)

| | June 30, 2025 | June 30, 2024 |
|---|---|---|
| Cash and cash equivalents | 231,800 | 198,400 |
| Inventories | 283,293 | 274,118 |
| Total current assets | 2,709,304 | 2,281,183 |
| Long-term debt | 876,000 | 921,500 |
| Total current liabilities | 1,681,775 | 1,558,010 |
| Total shareholders' equity | 1,752,000 | 1,500,000 |

| | Year ended June 30, 2025 | Year ended June 30, 2024 |
|---|---|---|
| Net sales | 4,100,000 | 3,900,000 |
| Cost of sales | 2,665,000 | 2,600,000 |
| Operating income | 410,000 | 380,000 |
| Interest expense | 41,000 | 40,000 |
| Net cash provided by operating activities | 1,481,915 | 1,059,265 |
| Capital expenditures | (312,126) | (172,187) |
| Depreciation and amortization | 150,000 | 140,000 |
| Income before income taxes | 369,000 | 340,000 |
| Income tax expense | 77,490 | 68,000 |
"""
)


@pytest.mark.parametrize(
    ("draft", "text", "message"),
    [
        ("Free cash flow was $1.17 billion.", "$1.17 billion", "1,481,915 − 312,126 = $1.17 billion."),
        ("Free cash flow in fiscal 2024 was $887.1 million.", "$887.1 million", "1,059,265 − 172,187"),
        ("Working capital stood at $1,027.5 million.", "$1,027.5 million", "2,709,304 − 1,681,775"),
        ("The current ratio edged up to 1.61.", "1.61", "2,709,304 / 1,681,775 = 1.61."),
        ("Net debt was roughly $644 million.", "$644 million", "876,000 − 231,800"),
        ("Gross profit came to $1,435 million.", "$1,435 million", "4,100,000 − 2,665,000"),
        ("EBITDA was $560 million.", "$560 million", "410,000 + 150,000"),
        ("The effective tax rate was 21.0%.", "21.0%", "77,490 / 369,000 = 21.00%."),
        ("The debt-to-equity ratio was 0.50.", "0.50", "876,000 / 1,752,000 = 0.50."),
        ("Interest coverage was 10.0 times.", "10.0 times", "410,000 / 41,000 = 10.00."),
        (
            "Operating cash flow less interest expense was $1,440.9 million.",
            "$1,440.9 million",
            "1,481,915 − 41,000",
        ),
    ],
)
def test_a_measure_is_computed_from_its_lines(draft: str, text: str, message: str) -> None:
    found = next(f for f in check(draft, STATEMENTS).numbers if f.text == text)
    assert found.status is Status.DERIVED
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("Free cash flow was $1.79 billion.", "$1.79 billion"),  # added, not taken away
        ("Free cash flow was $887.1 million.", "$887.1 million"),  # the year before's, and no year said
        ("Adjusted EBITDA was $560 million.", "$560 million"),  # what it leaves out nobody knows
        ("The current ratio edged up to 1.46.", "1.46"),
        ("Net debt was roughly $723 million.", "$723 million"),
        ("The effective tax rate was 20.0%.", "20.0%"),
        ("Operating cash flow less interest expense was $1,522.9 million.", "$1,522.9 million"),
    ],
)
def test_another_value_is_flagged(draft: str, text: str) -> None:
    found = next(f for f in check(draft, STATEMENTS).numbers if f.text == text)
    assert not found.status.clean


def test_a_measure_needs_both_of_its_lines() -> None:
    source = load_text(
        "| (in thousands) | 2025 |\n|---|---|\n| Total current assets | 2,709,304 |\n| Rent | 100 |\n"
    )
    assert not check("Working capital was $2,709.2 million.", source).numbers[0].status.clean


def test_what_the_source_prints_of_a_measure_wins() -> None:
    source = load_text(
        "| (in thousands) | 2025 |\n|---|---|\n| Net cash provided by operating activities | 900 |\n"
        "| Capital expenditures | (300) |\n| Free cash flow | 550 |\n"
    )
    assert check("Free cash flow was $550 thousand in 2025.", source).numbers[0].status is Status.SUPPORTED
    assert not check("Free cash flow was $600 thousand in 2025.", source).numbers[0].status.clean


def test_the_words_that_name_measures() -> None:
    named = [m.lines[0][0] for m in amounts_named("Net debt (long-term debt less cash) was", "")]
    assert named == ["long-term debt", "total debt"]
    assert [m.name for m in amounts_named("Net debt (long-term debt less cash) was", "")] == ["", "Net debt"]
    assert not list(amounts_named("Net cash provided by operations was", ""))
    assert not list(amounts_named("It was no less than", ""))
    assert [m.lines[1][0] for m in ratios_named("A current ratio of", "")] == ["total current liabilities"]
    assert [m.lines[0][0] for m in shares_named("with a tax rate of", "")] == ["provision for income taxes"]
