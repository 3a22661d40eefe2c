"""Income statements in every order of columns that filers use, and results told without any table."""

import asyncio
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statements import Header, page, table

from summarizer.document import Document
from summarizer.engines.extractive import ExtractiveEngine
from summarizer.engines.extractive.filing import Filing
from summarizer.engines.extractive.income_lines import states_change
from summarizer.engines.extractive.row_names import clean, row_name
from summarizer.ingest import load_text
from summarizer.numbers.reader import read
from summarizer.schemas import EarningsRelease, Line
from summarizer.verify import verify_record

TITLE = "<h2>Tarn &amp; Vale Outfitters Reports First Quarter Results</h2>"
LEAD = (
    "KENDAL, Ohio, May 29, 2025 -- Tarn &amp; Vale Outfitters, Inc. (NYSE: TVO) today reported results for "
    "the 13 weeks ended May 3, 2025."
)
NAME = ("CONSOLIDATED STATEMENTS OF OPERATIONS", "(in thousands, except per share amounts)")
HEADERS: list[Header] = [[("13 Weeks Ended", 2)], [("May 3, 2025", 1), ("May 4, 2024", 1)]]
ROWS = [
    ("Net sales", "$ 184,210", "$ 171,905"),
    ("Cost of sales", "112,640", "106,330"),
    ("Gross profit", "71,570", "65,575"),
    ("Selling and administrative expenses", "79,880", "61,240"),
    ("Operating (loss) income", "(8,310)", "4,335"),
    ("Interest expense", "(1,250)", "(1,310)"),
    ("(Loss) income before income taxes", "(9,560)", "3,025"),
    ("Income tax (benefit) expense", "(2,270)", "760"),
    ("Net (loss) income", "$ (7,290)", "$ 2,265"),
    ("Net (loss) income per share:",),
    ("Basic", "$ (0.31)", "$ 0.10"),
    ("Diluted", "$ (0.31)", "$ 0.09"),
]
ADJUSTED = [
    ("Net (loss) income (GAAP)", "$ (7,290)", "$ 2,265"),
    ("Store closing costs", "11,400", "—"),
    ("Tax effect", "(2,730)", "—"),
    ("Adjusted net income", "$ 1,380", "$ 2,265"),
    ("Diluted net (loss) income per share (GAAP)", "$ (0.31)", "$ 0.09"),
    ("Store closing costs, net of tax", "0.37", "—"),
    ("Adjusted diluted earnings per share", "$ 0.06", "$ 0.09"),
]


def read_page(*parts: str) -> Document:
    return load_text(page(*parts))


def release(*parts: str) -> EarningsRelease:
    """The record, of which every number must be borne out by its own filing."""
    document = read_page(*parts)
    record = asyncio.run(ExtractiveEngine().draft(document, EarningsRelease)).record
    flagged = [f for f in verify_record(record, document).numbers if not f.status.clean]
    assert [(f.path, f.text, f.message) for f in flagged] == []
    return record


def line(record: EarningsRelease, measure: str, basis: str = "GAAP", period: int = 0) -> Line:
    return next(
        found for found in record.results[period].lines if (found.measure, found.basis) == (measure, basis)
    )


def shown(found: Line) -> tuple[str, str | None, str | None]:
    assert found.value is not None
    return (
        found.value.text,
        found.prior.text if found.prior else None,
        found.change.text if found.change else None,
    )


def test_every_line_with_its_period() -> None:
    record = release(TITLE, LEAD, table(NAME, HEADERS, ROWS))
    assert record.company == "Tarn & Vale Outfitters, Inc."
    assert record.ticker == "TVO"
    assert record.headline == "Tarn & Vale Outfitters Reports First Quarter Results"
    (period,) = record.results
    assert period.period == "13 weeks ended May 3, 2025"
    assert period.prior_period == "13 weeks ended May 4, 2024"
    assert [(found.name, found.measure) for found in period.lines] == [
        ("Net sales", "revenue"),
        ("Gross profit", "gross profit"),
        ("Operating (loss) income", "operating income"),
        ("(Loss) income before income taxes", "pre-tax income"),
        ("Income tax (benefit) expense", "income tax"),
        ("Net (loss) income", "net income"),
        ("Net (loss) income per share, basic", "EPS basic"),
        ("Net (loss) income per share, diluted", "EPS diluted"),
    ]
    net = line(record, "net income")
    assert net.value is not None
    assert net.value.quote == "Net (loss) income | $ (7,290) | $ 2,265"


def test_the_year_before_may_stand_first() -> None:
    headers: list[Header] = [[("13 Weeks Ended", 2)], [("May 4, 2024", 1), ("May 3, 2025", 1)]]
    rows = [(row[0], *reversed(row[1:])) for row in ROWS]
    record = release(TITLE, LEAD, table(NAME, headers, rows))
    assert record.results[0].period == "13 weeks ended May 3, 2025"
    assert shown(line(record, "revenue")) == ("$ 184,210", "$ 171,905", None)
    assert shown(line(record, "net income")) == ("$ (7,290)", "$ 2,265", None)
    assert shown(line(record, "EPS diluted")) == ("$ (0.31)", "$ 0.09", None)


def test_restated_figures_stand_for_those_reported_before() -> None:
    headers: list[Header] = [
        [("13 Weeks Ended", 3)],
        [("May 3, 2025", 1), ("May 4, 2024 (As Previously Reported)", 1), ("May 4, 2024 (As Restated)", 1)],
    ]
    rows = [(*row[:2], row[2].replace("5", "6"), row[2]) if len(row) > 2 else row for row in ROWS]
    record = release(TITLE, LEAD, table(NAME, headers, rows))
    assert record.results[0].prior_period == "13 weeks ended May 4, 2024"
    assert shown(line(record, "net income")) == ("$ (7,290)", "$ 2,265", None)


def test_a_reconciliation_before_the_statement_does_not_stand_for_it() -> None:
    name = ("RECONCILIATION OF NON-GAAP MEASURES", "(in thousands, except per share amounts)")
    record = release(TITLE, LEAD, table(name, HEADERS, ADJUSTED), table(NAME, HEADERS, ROWS))
    assert shown(line(record, "net income")) == ("$ (7,290)", "$ 2,265", None)
    assert shown(line(record, "net income", "non-GAAP")) == ("$ 1,380", "$ 2,265", None)
    assert shown(line(record, "EPS diluted", "non-GAAP")) == ("$ 0.06", "$ 0.09", None)
    first, second = record.reconciliations
    assert first.name == "Adjusted net income"
    assert first.gaap is not None
    assert first.gaap.text == "$ (7,290)"
    steps = [(step.what, step.amount and step.amount.text) for step in first.adjustments]
    assert steps == [("Store closing costs", "11,400"), ("Tax effect", "(2,730)")]
    assert first.non_gaap is not None
    assert first.non_gaap.text == "$ 1,380"
    assert second.name == "Adjusted diluted earnings per share"


def test_adjustments_that_do_not_add_up_are_left_out() -> None:
    wrong = [(row[0], row[1].replace("11,400", "11,900"), *row[2:]) for row in ADJUSTED]
    name = ("RECONCILIATION OF NON-GAAP MEASURES", "(in thousands, except per share amounts)")
    record = release(TITLE, LEAD, table(NAME, HEADERS, ROWS), table(name, HEADERS, wrong))
    assert [found.name for found in record.reconciliations] == ["Adjusted diluted earnings per share"]


def test_free_cash_flow_is_reconciled_though_the_spending_has_no_sign() -> None:
    rows = [
        ("Net cash provided by operating activities", "$ 14,200", "$ 11,150"),
        ("Less: purchases of property and equipment", "5,900", "6,400"),
        ("Free cash flow", "$ 8,300", "$ 4,750"),
    ]
    name = ("FREE CASH FLOW", "(in thousands)")
    record = release(TITLE, LEAD, table(NAME, HEADERS, ROWS), table(name, HEADERS, rows))
    (found,) = record.reconciliations
    assert [step.amount.text for step in found.adjustments if step.amount] == ["5,900"]


def test_the_change_on_the_year_is_no_change_on_the_quarter_before() -> None:
    headers: list[Header] = [
        [("13 Weeks Ended", 3), ("Change", 2)],
        [
            ("May 3, 2025", 1),
            ("February 1, 2025", 1),
            ("May 4, 2024", 1),
            ("vs. prior quarter", 1),
            ("vs. prior year", 1),
        ],
    ]
    rows = [
        ("Net sales", "$ 184,210", "$ 201,300", "$ 171,905", "-8.5%", "7.2%"),
        ("Gross profit", "71,570", "80,120", "65,575", "-10.7%", "9.1%"),
        ("Net (loss) income", "$ (7,290)", "$ 3,100", "$ 2,265", "", ""),
        ("Diluted (loss) earnings per share", "$ (0.31)", "$ 0.13", "$ 0.09", "", ""),
    ]
    record = release(TITLE, LEAD, table(NAME, headers, rows))
    assert shown(line(record, "revenue")) == ("$ 184,210", "$ 171,905", "7.2%")
    assert shown(line(record, "gross profit")) == ("71,570", "65,575", "9.1%")
    assert shown(line(record, "EPS diluted")) == ("$ (0.31)", "$ 0.09", None)


def test_columns_may_tell_the_bases_apart() -> None:
    headers: list[Header] = [
        [("13 Weeks Ended May 3, 2025", 3)],
        [("GAAP", 1), ("Adjustments", 1), ("Non-GAAP", 1)],
    ]
    rows = [
        ("Net sales", "$ 184,210", "—", "$ 184,210"),
        ("Gross profit", "71,570", "1,200", "72,770"),
        ("Net (loss) income", "$ (7,290)", "8,670", "$ 1,380"),
        ("Diluted (loss) earnings per share", "$ (0.31)", "0.37", "$ 0.06"),
    ]
    record = release(TITLE, LEAD, table(NAME, headers, rows))
    assert record.results[0].period == "13 weeks ended May 3, 2025"
    assert shown(line(record, "net income")) == ("$ (7,290)", None, None)
    assert shown(line(record, "net income", "non-GAAP")) == ("$ 1,380", None, None)


def test_shares_of_sales_are_no_amounts() -> None:
    headers: list[Header] = [
        [("13 Weeks Ended", 4)],
        [("May 3, 2025", 1), ("% of sales", 1), ("May 4, 2024", 1), ("% of sales", 1)],
    ]
    rows = [
        ("Net sales", "$ 184,210", "100.0%", "$ 171,905", "100.0%"),
        ("Gross profit", "71,570", "38.9%", "65,575", "38.1%"),
        ("Net (loss) income", "$ (7,290)", "(4.0%)", "$ 2,265", "1.3%"),
        ("Diluted (loss) earnings per share", "$ (0.31)", "", "$ 0.09", ""),
    ]
    record = release(TITLE, LEAD, table(NAME, headers, rows))
    assert shown(line(record, "gross profit")) == ("71,570", "65,575", None)
    assert all(found.measure != "gross margin" for found in record.results[0].lines)


def test_a_bank_has_no_revenue_but_a_margin() -> None:
    headers: list[Header] = [[("Three Months Ended", 2)], [("March 31, 2025", 1), ("March 31, 2024", 1)]]
    rows = [
        ("Net interest income", "$ 21,430", "$ 19,880"),
        ("Provision for credit losses", "1,900", "2,350"),
        ("Total non-interest income", "4,410", "4,120"),
        ("Total non-interest expense", "14,720", "14,030"),
        ("Income before income taxes", "9,220", "7,620"),
        ("Income tax expense", "1,930", "1,560"),
        ("Net income", "$ 7,290", "$ 6,060"),
        ("Diluted earnings per share", "$ 0.84", "$ 0.69"),
    ]
    ratios = [("Net interest margin", "3.41%", "3.22%"), ("Efficiency ratio", "57.0%", "58.5%")]
    record = release(
        "<h2>Alder Creek Bancorp Reports First Quarter Earnings</h2>",
        table(("CONSOLIDATED STATEMENTS OF INCOME", "(in thousands, except per share data)"), headers, rows),
        table(("PERFORMANCE RATIOS",), headers, ratios),
    )
    assert [found.name for found in record.results[0].lines] == [
        "Net interest income",
        "Provision for credit losses",
        "Total non-interest income",
        "Net interest margin",
        "Total non-interest expense",
        "Income before income taxes",
        "Income tax expense",
        "Net income",
        "Diluted earnings per share",
    ]


def test_comparable_sales_of_the_whole_company() -> None:
    headers: list[Header] = [[("13 Weeks", 1), ("13 Weeks Adjusted*", 1)]]
    rows = [("Ohio", "-0.1%", "1.8%"), ("Indiana", "-1.0%", "7.4%"), ("Total Company", "0.3%", "3.5%")]
    body = table((), headers, rows).partition("</p>")[2]
    record = release(
        TITLE,
        LEAD,
        "Comparable sales for the first quarter were as follows:",
        body,
        "*Excluding the impacts from changes in gasoline prices.",
        table(NAME, HEADERS, ROWS),
    )
    assert shown(line(record, "comparable sales", "not stated")) == ("0.3%", None, None)
    assert shown(line(record, "comparable sales", "non-GAAP")) == ("3.5%", None, None)


def test_a_margin_in_an_undated_sentence_is_of_its_paragraphs_time() -> None:
    record = release(
        TITLE,
        LEAD,
        "Net sales in the 13 weeks ended May 3, 2025 were $184.2 million, up 7.2% from $171.9 million. Rents "
        "rose. Gross margin rose to 38.9% from 38.1%.",
        table(NAME, HEADERS, ROWS),
    )
    assert shown(line(record, "gross margin")) == ("38.9%", "38.1%", None)
    assert shown(line(record, "revenue")) == ("$ 184,210", "$ 171,905", "up 7.2%")


def test_quarters_of_other_years_and_parts_of_the_company_add_no_lines() -> None:
    headers: list[Header] = [[("13 Weeks Ended", 2)], [("May 3, 2025", 1), ("May 4, 2024", 1)]]
    part = table(("SEGMENT DATA", "(in thousands)"), headers, [("Adjusted EBITDA", "9,000", "8,000")])
    old: list[Header] = [[("13 Weeks Ended", 2)], [("May 4, 2024", 1), ("May 6, 2023", 1)]]
    past = table(("PRIOR YEAR", "(in thousands)"), old, [("Adjusted EBITDA", "8,000", "7,000")])
    record = release(TITLE, LEAD, table(NAME, HEADERS, ROWS), part, past)
    assert all(found.measure != "EBITDA" for found in record.results[0].lines)


def test_the_balance_sheet_of_the_latest_day_is_meant() -> None:
    def sheet(*days: str) -> str:
        rows = [
            ("Cash and cash equivalents", "$ 8,018" if "2023" in days[0] else "$ 10,263", "$ 2,689"),
            ("Total assets", "$ 90,000", "$ 80,000"),
        ]
        return table(("BALANCE SHEETS", "(in thousands)"), [[(day, 1) for day in days]], rows)

    record = release(
        TITLE,
        LEAD,
        sheet("December 31, 2023", "December 31, 2022"),
        table(NAME, HEADERS, ROWS),
        sheet("May 3, 2025", "February 1, 2025"),
    )
    assert [(b.as_of, b.value and b.value.text) for b in record.cash] == [("May 3, 2025", "$ 10,263")]


def test_a_release_without_tables() -> None:
    record = release(
        TITLE,
        LEAD.replace("the 13 weeks ended", "its first quarter of fiscal 2025, which ended"),
        "Net sales for the first quarter of fiscal 2025 increased 7.2% to $184.2 million, compared with "
        "$171.9 million in the first quarter of fiscal 2024. Comparable store sales rose 3.1%.",
        "Gross margin was 38.9%, compared with 38.1% a year earlier.",
        "Net loss was $7.3 million, or $0.31 per diluted share, compared with net income of $2.3 million, or "
        "$0.09 per diluted share, a year earlier.",
        "“We closed stores that lost $4.0 million a year,” said Ada Quist, Chief Executive Officer.",
    )
    (period,) = record.results
    assert period.period == "first quarter of fiscal 2025, which ended May 3, 2025"
    assert period.prior_period == "first quarter of fiscal 2024"
    assert shown(line(record, "revenue")) == ("$184.2 million", "$171.9 million", "increased 7.2%")
    assert shown(line(record, "comparable sales", "not stated")) == ("rose 3.1%", None, None)
    assert shown(line(record, "gross margin")) == ("38.9%", "38.1%", None)
    assert shown(line(record, "net income")) == ("$7.3 million", "$2.3 million", None)
    assert shown(line(record, "EPS diluted")) == (
        "$0.31 per diluted share",
        "$0.09 per diluted share",
        None,
    )
    assert record.key_points[0].startswith("Net sales for the first quarter of fiscal 2025 increased 7.2%")
    assert all("lost $4.0 million" not in point for point in record.key_points)


def test_a_text_without_results_gives_none() -> None:
    record = release("<h2>Tarn &amp; Vale Outfitters Opens a Store</h2>", "The store is in Kendal, Ohio.")
    assert record.results == []
    assert record.segments == []
    assert record.headline == "Tarn & Vale Outfitters Opens a Store"


@pytest.mark.parametrize(
    ("change", "value", "prior", "stated"),
    [
        ("8.8%", "$214,380", "$197,130", True),
        ("8.7%", "$214,380", "$197,130", False),
        ("(3.2)%", "$293,618", "$303,457", True),
        ("3.2%", "$293,618", "$303,457", False),
        ("$17,250", "$214,380", "$197,130", True),
        ("$17,251", "$214,380", "$197,130", False),
        ("14.3%", "-$10,560", "-$9,240", False),
        ("50%", "$3", "$0", False),
        ("2 percentage points", "40%", "38%", True),
        ("3 stores", "$5", "$2", False),
    ],
)
def test_a_change_is_one_by_arithmetic(change: str, value: str, prior: str, *, stated: bool) -> None:
    one, two, three = (read(text)[0] for text in (change, value, prior))
    assert states_change(one, two, three) is stated
    assert not states_change(one, two, None)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_change_worked_out_is_always_one(value: int, prior: int) -> None:
    change = (Decimal(value - prior) / prior * 100).quantize(Decimal("0.1"))
    one, two, three = (read(text)[0] for text in (f"{change}%", f"${value}.00", f"${prior}.00"))
    assert states_change(one, two, three)


def test_rows_are_named_as_a_reader_would() -> None:
    filing = Filing(load_text("Net income attributable to Larch was $4 million. EBITDA rose before taxes."))
    assert clean(filing, "NET INCOME ATTRIBUTABLE TO LARCH (1)") == "Net income attributable to Larch"
    assert clean(filing, "iMark") == "iMark"
    assert clean(filing, "Net revenue - U.S.") == "Net revenue - U.S."
    assert clean(filing, "EBITDA:") == "EBITDA"
    assert row_name(filing, ("EARNINGS PER SHARE:", "Diluted")) == "Earnings per share, diluted"
    assert row_name(filing, ("Revenue", "Services")) == "Services"
