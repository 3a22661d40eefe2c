"""Tables divided by pipes or tabs."""

import pytest

from summarizer.document import Document, Table
from summarizer.ingest import load_text

Path = tuple[str, ...]


def figures(document: Document, table: Table) -> dict[tuple[Path, Path], str]:
    cells = (cell for cell in table.cells if not cell.is_header)
    return {(cell.row_header, cell.column_header): cell.span.of(document.text) for cell in cells}


def only(text: str) -> tuple[Table, dict[tuple[Path, Path], str]]:
    document = load_text(text)
    (table,) = document.tables
    return table, figures(document, table)


def test_markdown() -> None:
    text = (
        "# Results\n\n"
        "| Product | Q2 2025 | Q2 2024 |\n|:--------|--------:|--------:|\n"
        "| Tea     | $1,200  | 1\\|0   |\n| Coffee  |         | (80)    |\n"
    )
    table, found = only(text)
    assert table.caption == "Results Product"
    assert found == {
        (("Tea",), ("Q2 2025",)): "$1,200",
        (("Tea",), ("Q2 2024",)): "1\\|0",
        (("Coffee",), ("Q2 2024",)): "(80)",
    }


def test_years_one_under_another() -> None:
    _, found = only(
        " |  | Year Ended December 31, 2019 | \n | North | South | Total\nNet sales | $11 | $12 | $23\n"
        " |  | Year Ended December 31, 2018 | \n | North | South | Total\nNet sales | $31 | $32 | $63\n"
    )
    assert found[("Net sales",), ("Year Ended December 31, 2019", "Total")] == "$23"
    assert found[("Net sales",), ("Year Ended December 31, 2018", "North")] == "$31"
    assert found[("Net sales",), ("Year Ended December 31, 2018", "Total")] == "$63"


def test_rows_without_a_frame() -> None:
    text = (
        " |  | Fiscal | \n | 2019 | 2018 | 2017\n |  | (in millions) | \n"
        "Vehicles: |  |  | \nCars | $ 5,686 | $ 6,092 | $  5,228\nTotal Vehicles | 7,821 | 8,290 | 7,039\n"
        "Parts: |  |  | \nWheels | 10 | 20 | 30\nTotal | 40 | 50 | 60\n"
    )
    table, found = only(text)
    assert table.caption == "(in millions)"
    assert found[("Vehicles", "Cars"), ("Fiscal", "2019")] == "$ 5,686"
    assert found[("Vehicles", "Total Vehicles"), ("Fiscal", "2017")] == "7,039"
    assert found[("Parts", "Wheels"), ("Fiscal", "2018")] == "20"
    assert len(found) == 12


@pytest.mark.parametrize(
    ("head", "paths"),
    [
        (
            ["|  | Years Ended |  | 2019 vs. 2018 | ", "| 2019 | 2018 | 2017 | Dollars | Percent"],
            [
                *(("Years Ended", "2019"), ("Years Ended", "2018"), ("Years Ended", "2017")),
                *(("2019 vs. 2018", "Dollars"), ("2019 vs. 2018", "Percent")),
            ],
        ),
        (
            ["| Fiscal Year |  | Change in | ", "| 2018 | 2017 | Dollars | Percent"],
            [
                ("Fiscal Year", "2018"),
                ("Fiscal Year", "2017"),
                ("Change in", "Dollars"),
                ("Change in", "Percent"),
            ],
        ),
        (["| December 31, | ", "| 2019 | 2018"], [("December 31,", "2019"), ("December 31,", "2018")]),
        (["|  | Fiscal", "| Measure | 2019"], [("Measure",), ("Fiscal 2019",)]),
        (["|  | Fiscal", "| 2019 | 2018"], [("Fiscal", "2019"), ("Fiscal", "2018")]),
        (["|  | Useful", "| Value | Life"], [("Value",), ("Useful Life",)]),
        (["| 2019 | 2018 | ", "| $’000 | $’000 | Change"], [("2019 $’000",), ("2018 $’000",), ("Change",)]),
        (
            ["|  | June 30, 2018 |  | ", "| Cost | Gains | Losses | Value"],
            [("June 30, 2018", name) for name in ("Cost", "Gains", "Losses", "Value")],
        ),
        (
            ["For the year ended June 30: | 2019 | 2018"],
            [("For the year ended June 30", "2019"), ("For the year ended June 30", "2018")],
        ),
        (["(In thousands) | Total | 2020 | 2021-2022"], [("Total",), ("2020",), ("2021-2022",)]),
        (["Days | 1–90 | >90 | Total"], [("1–90",), (">90",), ("Total",)]),
        (
            ["|  | RISK RATING | ", "May 2, 2019 | 1 to 4 | 5 to 6 | Total"],
            [("May 2, 2019", "RISK RATING", name) for name in ("1 to 4", "5 to 6", "Total")],
        ),
        (
            ["| 2019  $’000 | 2018 $’000 RESTATED | CHANGE"],
            [("2019 $’000",), ("2018 $’000 RESTATED",), ("CHANGE",)],
        ),
        (["| Shares | Grant\nDate Fair\nValue"], [("Shares",), ("Grant Date Fair Value",)]),
        (["| 2017 | 20181 | 2019"], [("2017",), ("20181",), ("2019",)]),
    ],
)
def test_headers_that_span_columns(head: list[str], paths: list[Path]) -> None:
    count = len(paths)
    rows = [*head, "Tea" + " | 1.5" * count, "Coffee" + " | 2.5" * count]
    document = load_text("\n".join(rows))
    (table,) = document.tables
    assert [
        cell.column_header for cell in table.cells if cell.row_header == ("Tea",) and not cell.is_header
    ] == paths


def test_a_unit_note_below_the_table() -> None:
    rows = " | 2019 | 2018\nCash | 121,398 | 148,502\nTotal | 382,398 | 648,502\n\nLiquidity\n"
    table, _ = only(
        rows + "The following table sets forth our liquidity for the periods indicated (in thousands):\n"
    )
    assert table.caption == "(in thousands)"
    table, _ = only(rows + "Cash includes $3.0 million (in thousands of accounts) held abroad.\n")
    assert table.caption == ""


def test_tabs_divide_where_every_row_has_as_many() -> None:
    _, found = only("Product\t2025\t2024\nTea\t1,200\t110\nA much longer label\t5\t(80)\n")
    assert found[("A much longer label",), ("2024",)] == "(80)"
    assert found[("Tea",), ("2025",)] == "1,200"


def test_a_second_set_of_headers() -> None:
    text = " | 2019 | 2018\nSales | 10 | 9\nProfit | 3 | 2\n | June 30, 2019 | June 30, 2018\nCash | 5 | 4\n"
    _, found = only(text)
    assert found[("Sales",), ("2019",)] == "10"
    assert found[("Cash",), ("June 30, 2018",)] == "4"


@pytest.mark.parametrize(
    "text",
    [
        "Boston | New York | London",
        "a | b",
        "|",
        "| |\n| |",
        "||||||||||\n||||||||",
        "|---|---|\n|---|---|",
        "x" + "|" * 400 + "\ny" + "|" * 400,
    ],
)
def test_pipes_that_make_no_table(text: str) -> None:
    assert load_text("Words\n\n" + text).tables == ()


def test_a_table_of_words() -> None:
    _, found = only("| Name | Role |\n|---|---|\n| Ada Quill | Chair |\n| Ben Osei | Director |\n")
    assert found == {(("Ada Quill",), ("Role",)): "Chair", (("Ben Osei",), ("Role",)): "Director"}


def test_an_empty_first_column_moves_the_names_in() -> None:
    table, _ = only(
        " | | Year ended | 2025 | 2024\n | | Funds from operations | 46,403 | 42,446\n | | Dues | 5 | 4\n"
    )
    assert {cell.row_header for cell in table.cells if not cell.is_header} == {
        ("Funds from operations",),
        ("Dues",),
    }
