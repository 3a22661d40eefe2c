"""Tables: scale, currency, percent and sign from captions, headers and neighbouring cells."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Cell, Span, Table
from summarizer.ingest import load_text
from summarizer.numbers.headers import ScaleNote, scale_note
from summarizer.numbers.index import number_index
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.numbers.tables import note_before, read_table


def build(rows: Sequence[Sequence[str]], caption: str = "", before: str = "") -> tuple[str, Table]:
    """A table whose first row holds the column headers and whose first column holds the row headers."""
    text = before
    start = len(text)
    cells = []
    for number, row in enumerate(rows):
        for column, content in enumerate(row):
            begin = len(text)
            text += content
            if content:
                label = number == 0 or column == 0
                cells.append(
                    Cell(
                        Span(begin, len(text)),
                        number,
                        column,
                        () if number == 0 else (row[0],),
                        () if column == 0 or number == 0 else (rows[0][column],),
                        is_header=label,
                    )
                )
            text += " | "
        text += "\n"
    return text, Table(Span(start, len(text)), caption, tuple(cells))


def read(
    rows: Sequence[Sequence[str]], caption: str = "", inherited: ScaleNote | None = None
) -> list[Quantity]:
    text, table = build(rows, caption)
    quantities, _ = read_table(text, text, table, inherited)
    return quantities


def values(rows: Sequence[Sequence[str]], caption: str = "") -> list[tuple[str, str, str]]:
    """Text, value and unit of each number below the headers."""
    return [
        (q.text, f"{q.value:f}", q.unit)
        for q in read(rows, caption)
        if q.value is not None and q.kind is not Kind.DATE
    ]


HEAD = ["", "2021", "2020"]


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("(in thousands)", ScaleNote(3, "", 3, prices=False)),
        ("(In millions, except per share data)", ScaleNote(6, "", 6, prices=True)),
        ("(in thousands, except share and per share data)", ScaleNote(3, "", 0, prices=True)),
        ("($ in millions)", ScaleNote(6, "USD", 6, prices=False)),
        ("(Dollars in thousands)", ScaleNote(3, "USD", 3, prices=False)),
        ("(€ millions)", ScaleNote(6, "EUR", 6, prices=False)),
        ("In thousands of U.S. dollars", ScaleNote(3, "USD", 3, prices=False)),
        ("($000s)", ScaleNote(3, "USD", 3, prices=False)),
        ("(000's omitted)", ScaleNote(3, "", 3, prices=False)),
        ("RMB in billions", ScaleNote(9, "CNY", 9, prices=False)),
        ("RMB’Million", ScaleNote(6, "CNY", 6, prices=False)),
        ("(in million)", ScaleNote(6, "", 6, prices=False)),
        (
            "(In millions, except number of shares, which are reflected in thousands, and per-share amounts)",
            ScaleNote(6, "", 3, prices=True),
        ),
        ("Revenue by segment", None),
        ("of 5,000 patients in 2021", None),
        ("", None),
        ("Preferred stock, $.01 par value; authorized 5,000,000, issued - none", None),
        ("Furniture (net of depreciation of $1,426,000)", None),
        ("Other liabilities 4,180 ,000", None),
    ],
)
def test_scale_note(caption: str, expected: ScaleNote | None) -> None:
    assert scale_note(caption) == expected


def test_an_income_statement_in_thousands() -> None:
    rows = [
        HEAD,
        ["Revenue", "$ 5,686", "$ 6,092"],
        ["Cost of revenue", "(1,221)", "(1,280)"],
        ["Other income, net", "—", "7"],
        ["Net loss per share, basic", "$(0.05)", "(1.25)"],
        ["Weighted-average shares used in computing net loss per share", "1,234", "1,111"],
        ["Gross margin", "61.5%", "59%"],
        ["Effective tax rate (%)", "21.5", "20"],
        ["Number of stores", "441", "439"],
    ]
    assert values(rows, "Statements of Operations (in thousands, except per share data)") == [
        ("$ 5,686", "5686000", "USD"),
        ("$ 6,092", "6092000", "USD"),
        ("(1,221)", "-1221000", "USD"),
        ("(1,280)", "-1280000", "USD"),
        ("7", "7000", "USD"),
        ("$(0.05)", "-0.05", "USD/share"),
        ("(1.25)", "-1.25", "USD/share"),
        ("1,234", "1234000", "share"),
        ("1,111", "1111000", "share"),
        ("61.5%", "61.5", "%"),
        ("59%", "59", "%"),
        ("21.5", "21.5", "%"),
        ("20", "20", "%"),
        ("441", "441", ""),
        ("439", "439", ""),
    ]


def test_shares_are_full_where_the_caption_excepts_them() -> None:
    rows = [HEAD, ["Weighted average shares outstanding", "1,234,567", "1,111,111"]]
    assert values(rows, "(in thousands, except share data)") == [
        ("1,234,567", "1234567", "share"),
        ("1,111,111", "1111111", "share"),
    ]


def test_a_row_of_its_own_scale() -> None:
    rows = [HEAD, ["Revenue", "$5", "$6"], ["Subscribers (in thousands)", "1,200", "1,100"]]
    assert [value for _, value, _ in values(rows, "($ in millions)")] == [
        "5000000",
        "6000000",
        "1200000",
        "1100000",
    ]


def test_counts_have_only_a_scale_of_their_own() -> None:
    rows = [
        ["", "Number of options (in thousands)", "Useful lives (in years)", "Value"],
        ["Granted", "571", "7", "$5"],
    ]
    assert values(rows, "(in millions)") == [
        ("571", "571000", ""),
        ("7", "7", "year"),
        ("$5", "5000000", "USD"),
    ]


def test_years_in_a_row_stay_years() -> None:
    rows = [["($ in millions)", "", ""], ["", "2019", "2018"], ["Revenue", "$5", "$6"]]
    assert [q.kind for q in read(rows, "($ in millions)") if q.text in ("2019", "2018")] == [
        Kind.DATE,
        Kind.DATE,
    ]


def test_percentages_below_a_percentage() -> None:
    rows = [HEAD, ["Sales", "100.0%", "100.0%"], ["Costs", "49.1", "50.9"]]
    assert [unit for _, _, unit in values(rows)] == ["%", "%", "%", "%"]


def test_a_percent_column() -> None:
    rows = [["", "2021", "% change"], ["Revenue", "$1,200", "12.5"], ["Loss", "$(300)", "(4)"]]
    assert values(rows) == [
        ("$1,200", "1200", "USD"),
        ("12.5", "12.5", "%"),
        ("$(300)", "-300", "USD"),
        ("(4)", "-4", "%"),
    ]


def test_the_currency_comes_from_the_row_the_column_or_the_caption() -> None:
    rows = [HEAD, ["Cash", "€5", "6"], ["Debt", "7", ""], ["Staff costs", "", "8"]]
    assert [unit for _, _, unit in values(rows)] == ["EUR", "EUR", "EUR", ""]
    assert [unit for _, _, unit in values([HEAD, ["Cash", "5", "6"]], "(£ in millions)")] == ["GBP", "GBP"]


def test_headers_hold_years_and_cells_amounts() -> None:
    quantities = read([HEAD, ["Accrued interest", "$ 1987", "2004"], ["Debt", "", "6"]], "(in thousands)")
    assert [(q.text, q.kind) for q in quantities] == [
        ("2021", Kind.DATE),
        ("2020", Kind.DATE),
        ("$ 1987", Kind.MONEY),
        ("2004", Kind.MONEY),
        ("6", Kind.NUMBER),
    ]
    maturities = read([["Notes", "Due", "Amount"], ["First", "2027", "$5"], ["Second", "2031", "$6"]])
    assert [q.kind for q in maturities if q.text in ("2027", "2031")] == [Kind.DATE, Kind.DATE]


def test_a_table_scale_is_told_from_a_printed_one() -> None:
    first, second = read([["", "a", "b"], ["Revenue", "$5", "$6 billion"]], "(in millions)")
    assert (first.value, first.scale, first.step, first.table_scale) == (
        Decimal(5_000_000),
        Decimal(10**6),
        Decimal(10**6),
        True,
    )
    assert (second.value, second.scale, second.table_scale) == (Decimal(6 * 10**9), Decimal(10**9), False)


def test_amounts_in_a_label_have_the_scale_of_the_table() -> None:
    rows = [HEAD, ["Receivables, net of allowance of $359 and $1.2 million", "$ 5", "$ 6"]]
    found = {q.text: q.value for q in read(rows, "(in thousands)")}
    assert found["$359"] == Decimal(359_000)
    assert found["$1.2 million"] == Decimal(1_200_000)


def test_footnote_marks_and_second_figures_are_not_negative() -> None:
    rows = [["", "Arm A"], ["Response, n (%)", "34 (32.4)"], ["Total(1)", "(12)"]]
    assert [(q.text, q.value) for q in read(rows) if q.kind is Kind.NUMBER or q.kind is Kind.PERCENT] == [
        ("34", Decimal(34)),
        ("32.4", Decimal("32.4")),
        ("(12)", Decimal(-12)),
    ]


@pytest.mark.parametrize(
    ("before", "power"),
    [
        ("Inventories were as follows (in thousands):\n\n", 3),
        ("Inventories were as follows (in millions):\n\n92\n\nTable of Contents\n\n", 6),
        ("We had 5,000 stores.\n\n", 0),
        ("Revenue of $5 million came from these segments:\n\n", 0),
    ],
)
def test_the_line_above_a_table_gives_its_scale(before: str, power: int) -> None:
    text, table = build([HEAD, ["Raw materials", "5", "6"]], before=before)
    note = note_before(text, table, None, None)
    assert (note.power if note else 0) == power


def test_a_table_goes_on_over_a_page_break_but_its_scale_does_not_leak() -> None:
    first, table = build([HEAD, ["Cash", "5", "6"]])
    note = ScaleNote(3, "USD", 3, prices=False)
    for between, expected in (
        ("\n94\n\nTable of Contents\n\n", note),
        (
            "\nWe also count all of our many and well-paid employees, whom we show in the table below.\n",
            None,
        ),
    ):
        text, following = build([HEAD, ["Debt", "7", "8"]], before=first + between)
        assert note_before(text, following, table, note) == expected


def test_a_column_of_notes_holds_no_figures() -> None:
    text, table = build(
        [["", "Note", "2019 £m"], ["Investments", "3", "1,216.0"], ["Debtors", "4.1", "415.9"]]
    )
    quantities, _ = read_table(text, text, table, None)
    read = {q.text: (q.kind, q.value) for q in quantities}
    assert read["3"] == (Kind.IDENTIFIER, None)
    assert read["4.1"] == (Kind.IDENTIFIER, None)
    assert read["1,216.0"] == (Kind.MONEY, Decimal(1_216_000_000))


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        ([["Event, n (%)", "Drug", "Placebo"], ["Nausea", "48 (15.6)", "21 (6.9)"]], ""),
        ([["", "Drug, n (%)", "Placebo, n (%)"], ["Nausea", "48 (15.6)", "21 (6.9)"]], ""),
        ([["", "Drug", "Placebo"], ["Nausea, n (%)", "48 (15.6)", "21 (6.9)"]], ""),
        ([["", "Drug", "Placebo"], ["No. of patients (%)", "48 (15.6)", "21 (6.9)"]], ""),
        ([["", "Drug", "Placebo"], ["n/N (%)", "48 (15.6)", "21 (6.9)"]], ""),
        ([["", "Drug", "Placebo"], ["Nausea", "48 (15.6)", "21 (6.9)"]], "Adverse events, number (%)"),
    ],
)
def test_counts_with_their_share_behind(rows: Sequence[Sequence[str]], caption: str) -> None:
    assert values(rows, caption) == [
        ("48", "48", ""),
        ("15.6", "15.6", "%"),
        ("21", "21", ""),
        ("6.9", "6.9", "%"),
    ]


def test_a_share_behind_a_count_is_not_below_zero() -> None:
    rows = [["Event, n (%)", "Drug"], ["Death", "1 (0.3)"], ["Rash", "1,021 (6.9)"], ["None", "0"]]
    kinds = [(q.kind, q.value, q.unit) for q in read(rows)]
    assert kinds == [
        (Kind.NUMBER, Decimal(1), ""),
        (Kind.PERCENT, Decimal("0.3"), "%"),
        (Kind.NUMBER, Decimal(1021), ""),
        (Kind.PERCENT, Decimal("6.9"), "%"),
        (Kind.NUMBER, Decimal(0), ""),
    ]


@given(st.integers(0, 99_999), st.decimals(0, 100, places=1))
def test_every_count_has_its_share_behind_it(count: int, share: Decimal) -> None:
    rows = [["Event, n (%)", "Drug"], ["Rash", f"{count:,} ({share})"]]
    (one, two) = read(rows)
    assert (one.kind, one.value, one.unit) == (Kind.NUMBER, Decimal(count), "")
    assert (two.kind, two.value, two.unit) == (Kind.PERCENT, share, "%")


def test_what_stands_behind_another_number_is_no_share() -> None:
    assert values([["", "Drug"], ["Nausea, n", "48 (2)"]]) == [("48", "48", ""), ("2", "2", "")]
    assert values([["", "Drug"], ["Patients (%)", "48"]]) == [("48", "48", "%")]


@pytest.mark.parametrize(
    ("row", "cell", "unit"),
    [
        ("Median PFS, months (95% CI)", "6.9 (5.8, 8.1)", "month"),
        ("Median OS, months", "15.8 (12.1, 19.9)", "month"),
        ("Follow-up, weeks (range)", "36.5 (12.5, 48.5)", "week"),
        ("Half-life, hours", "12.4 (11.0, 13.9)", "hour"),
        ("Response, % (95% CI)", "41.2 (35.1, 47.5)", "%"),
        ("Response (%), 95% confidence interval", "41.2 (35.1, 47.5)", "%"),
        ("Score (95% CI)", "41.2 (35.1, 47.5)", ""),
        ("Delivered, months ago", "41.2 (35.1, 47.5)", ""),
    ],
)
def test_units_behind_a_comma(row: str, cell: str, unit: str) -> None:
    rows = [["", "Drug"], [row, cell]]
    found = [(q.text, q.unit) for q in read(rows) if q.kind is not Kind.DATE and q.text != "95%"]
    assert found == [(number.strip(), unit) for number in cell.replace("(", ",").strip(")").split(",")]


@pytest.mark.parametrize(
    "header",
    ["HR", "Hazard ratio", "Odds ratios", "Risk ratio (95% CI)", "p-value", "p value", "P"],
)
def test_ratios_and_p_values_take_the_unit_of_no_row(header: str) -> None:
    rows = [["", "Drug", header], ["Median PFS, months", "6.9", "0.62"], ["Response rate, %", "41.2", "0.71"]]
    assert [(text, unit) for text, _, unit in values(rows) if text != "95%"] == [
        ("6.9", "month"),
        ("0.62", ""),
        ("41.2", "%"),
        ("0.71", ""),
    ]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Difference (%)", ""),
        ("Difference vs placebo (%)", ""),
        ("Drug versus placebo (%)", ""),
        ("Placebo-adjusted (%)", ""),
        ("Different doses (%)", "%"),
        ("Placebo (%)", "%"),
    ],
)
def test_differences_of_percentages_are_told_in_either_unit(header: str, unit: str) -> None:
    rows = [["", "Drug (%)", header], ["Response", "41.2", "20.8"]]
    assert values(rows) == [("41.2", "41.2", "%"), ("20.8", "20.8", unit)]


def test_a_number_of_thousands_is_no_percentage() -> None:
    rows = [["", "Share, %"], ["Units", "4,310"], ["Rooms", "43.1 (40.2, 46.0)"]]
    assert values(rows) == [
        ("4,310", "4310", ""),
        ("43.1", "43.1", "%"),
        ("40.2", "40.2", "%"),
        ("46.0", "46.0", "%"),
    ]


def test_ends_of_an_interval_that_a_header_names() -> None:
    text = (
        "| Endpoint | 200 mg |\n|---|---|\n| Difference vs. placebo (95% CI) | −41.8 (−51.3, −32.3) |\n"
        "| Median PFS, months (95% CI) | 11.2 (9.8, 12.9) |\n| Visits | 12 (3, 4) |\n"
        "| Rates (95% CI) | 12.1 (3.5, 4.5) |\n"
    )
    roles = {q.text: (q.role, q.unit) for q in number_index(load_text(text)).quantities}
    assert roles["−41.8"] == (Role.PLAIN, "")
    assert roles["−51.3"] == (Role.LOW, "")
    assert roles["−32.3"] == (Role.HIGH, "")
    assert roles["9.8"] == (Role.LOW, "month")
    assert roles["12.9"] == (Role.HIGH, "month")
    assert roles["3"][0] is roles["4"][0] is Role.PLAIN  # no header says that they are ends
    assert roles["3.5"][0] is roles["4.5"][0] is Role.PLAIN  # 12.1 does not lie between them


def test_an_interval_beside_its_estimate() -> None:
    text = "| | HR | 95% CI |\n|---|---|---|\n| OS | 0.84 | 0.66, 1.07 |\n| PFS | 0.63 | (0.51 to 0.78) |"
    roles = {q.text: q.role for q in number_index(load_text(text)).quantities}
    assert [roles[t] for t in ("0.84", "0.66", "1.07")] == [Role.PLAIN, Role.LOW, Role.HIGH]
    assert [roles[t] for t in ("0.51", "0.78")] == [Role.LOW, Role.HIGH]
