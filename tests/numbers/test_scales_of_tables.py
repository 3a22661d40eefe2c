"""Remarks on scale, from the text of a filing to the values of its tables and of the prose around them."""

from decimal import Decimal

import pytest

from summarizer.ingest import load_text
from summarizer.numbers.index import number_index

TABLE = """{above}

                                        2021        2020
                                     ---------   ---------
Revenue                              $   5,686   $   6,092
Cost of revenue                         (1,221)     (1,280)
Net income (loss) per share          $   (0.05)  $    1.25
Weighted average shares                 12,345      11,111

After the table, the company said that it had 4,321 employees and paid $7,654 for a permit.
"""


def values(text: str) -> dict[str, tuple[Decimal | None, str]]:
    return {" ".join(q.text.split()): (q.value, q.unit) for q in number_index(load_text(text)).quantities}


@pytest.mark.parametrize(
    ("above", "revenue", "shares"),
    [
        ("(in thousands, except per share data)", 5_686_000, 12_345_000),
        ("(In thousands, except share and per share data)", 5_686_000, 12_345),
        ("(in millions, except per share amounts)", 5_686_000_000, 12_345_000_000),
        ("($ in millions, except per share data)", 5_686_000_000, 12_345_000_000),
        ("(dollars in thousands, except per share data)", 5_686_000, 12_345_000),
        ("(Dollars in millions, shares in thousands)", 5_686_000_000, 12_345_000),
        ("(000s omitted, except per share data)", 5_686_000, 12_345_000),
        ("(unaudited)", 5_686, 12_345),
    ],
)
def test_a_scale_holds_for_the_table_and_no_further(above: str, revenue: int, shares: int) -> None:
    found = values(TABLE.format(above=above))
    assert found["$ 5,686"] == (Decimal(revenue), "USD")
    assert found["(1,221)"][0] == Decimal(-revenue // 5_686 * 1_221)
    assert found["$ (0.05)"] == (Decimal("-0.05"), "USD/share")
    assert found["$ 1.25"] == (Decimal("1.25"), "USD/share")
    assert found["12,345"] == (Decimal(shares), "share")
    assert found["4,321"] == (Decimal(4_321), "employee")
    assert found["$7,654"] == (Decimal(7_654), "USD")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("(101,305 | )", Decimal(-101_305_000)),
        ("$ (101,305 | )", Decimal(-101_305_000)),
        ("(101,305 | ) | ", Decimal(-101_305_000)),
        ("(27.4 | )%", Decimal("-27.4")),
        ("101,305 | )", Decimal(101_305_000)),
        ("(101,305 | 2,000", Decimal(101_305_000)),
    ],
)
def test_a_bracket_that_closes_in_the_next_cell(cells: str, expected: Decimal) -> None:
    table = (
        f"| (in thousands) | 2015 | | 2014 |\n|---|---|---|---|\n| Net income (loss) | {cells} | 169,187 |\n"
    )
    found = [q for q in number_index(load_text(table)).quantities if q.text.strip("$ ()%") in cells]
    assert found[0].value == expected


def test_a_percentage_whose_bracket_closes_in_the_next_cell_is_one() -> None:
    table = "| | Change | |\n|---|---|---|\n| Net income | (27.4 | )% |\n"
    assert values(table)["(27.4"] == (Decimal("-27.4"), "%")


@pytest.mark.parametrize(
    ("cells", "text", "expected"),
    [
        ("22.7 | % | 22.1 | %", "22.7", (Decimal("22.7"), "%")),
        ("22.7 | % | 22.1 | %", "22.1", (Decimal("22.1"), "%")),
        ("(43.0 | %)", "(43.0", (Decimal("-43.0"), "%")),
        ("22.7 | 5 | %", "22.7", (Decimal("22700000.0"), "")),
    ],
)
def test_a_percent_sign_in_the_next_cell(cells: str, text: str, expected: tuple[Decimal, str]) -> None:
    table = f"(in millions) | 2018 | | 2017 |\nRevenue | 8,228 | | 7,630 |\nMargin of income | {cells}\n"
    assert values(table)[text] == expected
