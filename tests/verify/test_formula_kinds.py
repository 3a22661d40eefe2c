"""Each kind of formula on one filing: a claim that it bears out beside one that it does not."""

import pytest

from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.verify import check

SOURCE = load_text(
    """Acme Corp. Reports Third Quarter 2024 Results

(in thousands) | Three Months Ended September 30, 2024 | Three Months Ended September 30, 2023 \
| Nine Months Ended September 30, 2024 | Nine Months Ended September 30, 2023
Product revenue | $ 120,000 | $ 100,000 | $ 350,000 | $ 310,000
Service revenue | 94,380 | 87,910 | 262,075 | 239,246
Total revenue | 214,380 | 187,910 | 612,075 | 549,246
Gross profit | 117,909 | 99,592 | 330,520 | 285,600
Interest expense | (2,731) | (2,264) | (5,388) | (4,417)
Net income | 27,321 | 18,984 | 70,000 | 50,000
Capital expenditures | 3,400 | 8,800 | 20,000 | 41,000

In the trial, 193 of 408 patients (47.3%) responded to the drug and 64 of 204 patients (31.4%) responded to \
placebo. Median survival was 11.2 months on the drug and 7.4 months on placebo.

The company repurchased 412,000 shares of common stock for $24.7 million. Procurement provides about 60% of \
the synergies of $85 million. The lease was extended from June 30, 2016 to June 30, 2018. The offer expires \
on July 14, 2025, after it was opened on June 9, 2025. The company expects revenue of $214 million to $222 \
million for the fourth quarter of 2024.

Each director gets grants of $25,000 and $150,000, respectively, and a retainer of $90,000.

The go-shop fee is $29.3 million and the termination fee is $58.5 million. The sponsors pay with a term loan \
of $1.55 billion, a revolver of $400 million and cash of $450 million.
"""
)


def finding(draft: str, text: str) -> Finding:
    return next(found for found in check(draft, SOURCE).numbers if found.text == text)


@pytest.mark.parametrize(
    ("draft", "right", "wrong", "message"),
    [
        (
            "Revenue grew {} to $214.4 million.",
            "14%",
            "13%",
            "(214,380 − 187,910) / 187,910 = 14.09%.",
        ),
        (
            "Product revenue was {} net income in the third quarter of 2024.",
            "4.4 times",
            "5.4 times",
            "$ 120,000 / 27,321 = 4.39.",
        ),
        (
            "Net income equaled {} of gross profit in the third quarter of 2024.",
            "23.2%",
            "24.2%",
            "27,321 / 117,909 = 23.17%.",
        ),
        (
            "Gross profit and product revenue together were {} in the third quarter of 2024.",
            "$237.9 million",
            "$238.9 million",
            "117,909 + $ 120,000 = $237.9 million.",
        ),
        (
            "Revenue was $214.4 million, {} more than the $187.9 million of a year earlier.",
            "14%",
            "11%",  # that of the nine months
            "(214,380 − 187,910) / 187,910 = 14.09%.",
        ),
        (
            "The two grants of a director add up to {}.",
            "$175,000",
            "$165,000",
            "$25,000 + $150,000 = $175,000.",
        ),
        (
            "Interest expense climbed {} to $2.7 million.",
            "20.6%",
            "21.6%",
            "((2,731) − (2,264)) / (2,264) = 20.63%.",
        ),
        (
            "Product and service revenue together came to {} in the third quarter.",
            "$214.4 million",
            "$216.4 million",
            "$ 120,000 + 94,380 = $214.4 million.",
        ),
        (
            "Revenue in the first half of 2024 was {}.",
            "$397.7 million",
            "$387.7 million",
            "612,075 − 214,380 = $397.7 million.",
        ),
        (
            "Gross margin was {} in the third quarter of 2024.",
            "55.0%",
            "45.0%",
            "117,909 / 214,380 = 55.00%.",
        ),
        (
            "Gross margin widened by {} in the third quarter of 2024.",
            "200 basis points",
            "300 basis points",
            "117,909 / 214,380 − 99,592 / 187,910 = 200 basis points.",
        ),
        ("Products made up {} of third-quarter revenue.", "56%", "44%", "$ 120,000 / 214,380 = 55.98%."),
        ("In all, {} patients responded.", "257", "267", "193 + 64 = 257."),
        (
            "Median survival was {} longer on the drug than on placebo.",
            "3.8 months",
            "4.8 months",
            "11.2 months − 7.4 months = 3.8 months.",
        ),
        (
            "The drug's response rate beat that of placebo by {}.",
            "15.9 percentage points",
            "17.9 percentage points",
            "47.3% − 31.4% = 15.9 percentage points.",
        ),
        ("{} of patients did not respond to the drug.", "52.7%", "53.7%", "100% − 47.3% = 52.7%."),
        (
            "The 412,000 shares repurchased for $24.7 million cost roughly {} apiece.",
            "$60",
            "$70",
            "$24.7 million / 412,000 = 59.95.",
        ),
        (
            "Procurement should supply {} of the $85 million in synergies.",
            "$51 million",
            "$61 million",
            "$85 million × 60% = $51 million.",
        ),
        (
            "The lease was extended by {}.",
            "two years",
            "three years",
            "from June 30, 2016 to June 30, 2018 = two years.",
        ),
        (
            "The offer expires {} after it was opened.",
            "five weeks",
            "seven weeks",
            "from June 9, 2025 to July 14, 2025 = five weeks.",
        ),
        (
            "At the midpoint, fourth-quarter revenue is expected to be {}.",
            "$218 million",
            "$219 million",
            "($214 million + $222 million) / 2 = $218 million.",
        ),
        (
            "The go-shop fee is about {} of the termination fee: $29.3 million rather than $58.5 million.",
            "half",
            "a third",
            "$29.3 million / $58.5 million = 0.50.",
        ),
        (
            "Annualized, third-quarter revenue comes to {}.",
            "$857.5 million",
            "$867.5 million",
            "4 × 214,380 = $857.5 million.",
        ),
        (
            "The funding adds up to {}: a $1.55 billion term loan, a $400 million revolver and $450 million "
            "of cash.",
            "$2.4 billion",
            "$2.0 billion",  # the loan and the cash alone, where the sentence lists three
            "$1.55 billion + $400 million + $450 million = $2.4 billion.",
        ),
        (
            "Net income rose by {}.",
            "$8.3 million",
            "$9.3 million",
            "27,321 − 18,984 = $8.3 million.",
        ),
    ],
)
def test_a_formula_bears_out_what_it_gives_and_nothing_else(
    draft: str, right: str, wrong: str, message: str
) -> None:
    found = finding(draft.format(right), right)
    assert (found.status, found.message) == (Status.DERIVED, message)
    assert all(e.span.of(SOURCE.text) == e.text for e in found.evidence)
    assert not finding(draft.format(wrong), wrong).status.clean


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("Third-quarter revenue comes to $857.5 million.", "$857.5 million"),  # nobody says: annualized
        ("Net income fell 44%.", "44%"),  # it rose
        ("Interest expense more than doubled.", "doubled"),
        ("Capital expenditures rose by 61% to $3.4 million from $8.8 million.", "61%"),
        ("Net income rose by 40% to $27.3 million.", "40%"),  # that is the nine months
        ("Net income rose by 30.5% to $27.3 million.", "30.5%"),  # the change over the new value
        ("In all, 612 patients responded.", "193"),
    ],
)
def test_no_formula_is_found_by_chance(draft: str, text: str) -> None:
    numbers = [found for found in check(draft, SOURCE).numbers if found.text == text]
    assert not any(found.status.clean for found in numbers)


def test_a_period_without_a_name_is_borne_out_by_its_figure() -> None:
    right, wrong = (f"Revenue in the first half of 2024 was ${n} million." for n in ("397.7", "377.7"))
    assert finding(right, "first half of 2024").status is Status.DERIVED
    assert not finding(wrong, "first half of 2024").status.clean


def test_a_total_that_the_source_prints_wins_over_one_that_leaves_a_row_out() -> None:
    source = load_text(
        "(in millions) | Q3 2024\nResearch expenses | 100\nSelling expenses | 250\n"
        "Amortization expenses | 30\nTotal operating expenses | 380\n"
    )
    found = check("Total operating expenses were $350 million.", source).numbers[0]
    assert found.status is Status.CONTRADICTED
