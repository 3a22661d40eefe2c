"""What the extractive engine makes of an earnings release: the sample, and single sentences and tables."""

import asyncio
from pathlib import Path

import pytest
from statements import Header, page, table

from summarizer.document import Document
from summarizer.engines.extractive import ExtractiveEngine
from summarizer.ingest import load, load_text
from summarizer.schemas import EarningsRelease, Figure, Guidance, Payout
from summarizer.verify import verify_record

SAMPLE = Path(__file__).parents[1] / "filings" / "harbor-2025-q2-earnings-8k.htm"
HEADERS: list[Header] = [[("Three Months Ended", 2)], [("June 28, 2025", 1), ("June 29, 2024", 1)]]
INCOME = table(
    ("STATEMENTS OF INCOME", "(in thousands, except per share amounts)"),
    HEADERS,
    [
        ("Revenue", "$ 214,380", "$ 197,130"),
        ("Operating income", "30,210", "25,260"),
        ("Net income", "$ 21,440", "$ 16,635"),
        ("Diluted earnings per share", "$ 0.44", "$ 0.34"),
    ],
)
TITLE = "<h2>Larch Instruments Reports Second Quarter 2025 Results</h2>"
LEAD = (
    "BANGOR, Maine, July 30, 2025 -- Larch Instruments, Inc. (Nasdaq: LRCH) reported results for its second "
    "quarter ended June 28, 2025."
)


def fill(document: Document) -> EarningsRelease:
    record = asyncio.run(ExtractiveEngine().draft(document, EarningsRelease)).record
    flagged = [f for f in verify_record(record, document).numbers if not f.status.clean]
    assert [(f.path, f.text, f.message) for f in flagged] == []
    return record


def release(*parts: str) -> EarningsRelease:
    return fill(load_text(page(TITLE, LEAD, *parts)))


def text(figure: Figure | None) -> str | None:
    return figure.text if figure is not None else None


@pytest.fixture(scope="module")
def sample() -> EarningsRelease:
    return fill(load(SAMPLE))


# -- the sample ------------------------------------------------------------------------------------------


def test_who_and_what(sample: EarningsRelease) -> None:
    assert sample.company == "HARBOR QUAY INSTRUMENTS, INC."
    assert sample.ticker == "HQIN"
    title = "Harbor Quay Instruments Reports Second Quarter 2025 Results and Raises Full-Year Outlook"
    assert sample.headline == title


def test_the_quarter_comes_before_the_half(sample: EarningsRelease) -> None:
    periods = [(period.period, period.prior_period) for period in sample.results]
    assert periods == [
        ("three months ended June 28, 2025", "three months ended June 29, 2024"),
        ("six months ended June 28, 2025", "six months ended June 29, 2024"),
    ]
    lines = [
        (found.measure, found.basis, text(found.value), text(found.prior), text(found.change))
        for found in sample.results[0].lines
    ]
    assert lines == [
        ("revenue", "GAAP", "214,380", "197,130", "increase of 8.8%"),
        ("gross profit", "GAAP", "107,160", "95,955", None),
        ("gross margin", "GAAP", "50.0%", "48.7%", None),
        ("operating income", "GAAP", "30,210", "25,260", None),
        ("pre-tax income", "GAAP", "27,345", "21,465", None),
        ("net income", "GAAP", "$ 21,440", "$ 16,635", None),
        ("EPS basic", "GAAP", "$ 0.45", "$ 0.35", None),
        ("EPS diluted", "GAAP", "$ 0.44", "$ 0.34", None),
        ("net income", "non-GAAP", "$ 30,730", "$ 23,940", None),
        ("EPS diluted", "non-GAAP", "$ 0.64", "$ 0.49", None),
    ]


def test_what_each_segment_brought_in(sample: EarningsRelease) -> None:
    found = [
        (s.name, text(s.revenue), text(s.prior_revenue), text(s.revenue_change), text(s.operating_income))
        for s in sample.segments
    ]
    assert found == [
        ("Marine Navigation", "$ 136,720", "$ 128,455", "6.4%", "$ 24,830"),
        ("Coastal Monitoring", "77,660", "68,675", "13.1%", "15,940"),
    ]


def test_what_is_expected(sample: EarningsRelease) -> None:
    found = [
        (g.name, g.measure, g.basis, g.period, text(g.expected), text(g.previous), g.action)
        for g in sample.guidance
    ]
    assert found == [
        (
            "Revenue",
            "revenue",
            "GAAP",
            "full year 2025",
            "$850 million to $865 million",
            "$835 million to $855 million",
            "raised",
        ),
        (
            "Adjusted diluted earnings per share",
            "EPS diluted",
            "non-GAAP",
            "full year 2025",
            "$2.42 to $2.52",
            "$2.30 to $2.42",
            "raised",
        ),
        (
            "Capital expenditures",
            "other",
            "not stated",
            "full year 2025",
            "approximately $32 million",
            None,
            "kept",
        ),
        (
            "Revenue",
            "revenue",
            "GAAP",
            "third quarter of 2025",
            "$210 million to $216 million",
            None,
            "not stated",
        ),
    ]


def test_cash_and_debt(sample: EarningsRelease) -> None:
    found = [(b.name, b.as_of, text(b.value), b.prior_as_of, text(b.prior)) for b in sample.cash]
    day, before = "June 28, 2025", "December 28, 2024"
    assert found == [
        ("Cash and cash equivalents", day, "$ 118,640", before, "$ 104,275"),
        ("Current portion of term loan", day, "12,500", before, "12,500"),
        ("Term loan, net of current portion", day, "187,500", before, "193,750"),
    ]


def test_what_is_paid_out(sample: EarningsRelease) -> None:
    found = [
        (p.kind, p.what, p.status, text(p.amount), text(p.per_share), text(p.shares), text(p.when))
        for p in sample.payouts
    ]
    assert found == [
        ("dividend", "quarterly dividend", "planned", None, "$0.12 per share", None, "September 12, 2025"),
        (
            "buy-back",
            "shares repurchased, second quarter",
            "done",
            "$14.9 million",
            None,
            "410,000",
            "second quarter",
        ),
        ("buy-back", "remained available", "planned", "$71.6 million", None, None, None),
    ]


def test_how_the_adjusted_figures_follow(sample: EarningsRelease) -> None:
    first, second = sample.reconciliations
    assert (first.name, first.period) == (
        "Adjusted net income (non-GAAP)",
        "three months ended June 28, 2025",
    )
    assert [(step.what, text(step.amount)) for step in first.adjustments] == [
        ("Amortization of intangible assets", "4,120"),
        ("Stock-based compensation", "5,260"),
        ("Restructuring", "2,350"),
        ("Income tax effect of adjustments", "(2,440)"),
    ]
    assert (text(second.gaap), text(second.non_gaap)) == ("$ 0.44", "$ 0.64")


def test_key_points_are_the_filings_own_sentences(sample: EarningsRelease) -> None:
    assert len(sample.key_points) == 5
    source = " ".join(load(SAMPLE).text.split())
    assert all(point in source for point in sample.key_points)
    assert sample.key_points[0].startswith("Revenue was $214.4 million")


# -- guidance --------------------------------------------------------------------------------------------


def told(*sentences: str) -> list[tuple[str, str | None, str | None, str | None, str]]:
    record = release(INCOME, "<h3>Outlook</h3>", *sentences)
    return [(g.name, g.period, text(g.expected), text(g.previous), g.action) for g in record.guidance]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "We expect fiscal 2026 revenue in the range of $4.0 billion to $4.2 billion.",
            ("Revenue", "fiscal 2026", "$4.0 billion to $4.2 billion", None, "not stated"),
        ),
        (
            "For fiscal 2026, capital expenditures are expected to be between $90 million and $100 million.",
            (
                "Capital expenditures",
                "fiscal 2026",
                "between $90 million and $100 million",
                None,
                "not stated",
            ),
        ),
        (
            "The company now anticipates diluted EPS for fiscal 2026 of at least $3.10, down from its prior "
            "outlook of $3.30 to $3.40.",
            ("Diluted EPS", "fiscal 2026", "at least $3.10", "$3.30 to $3.40", "lowered"),
        ),
        (
            "The company reaffirmed its full-year 2025 guidance for adjusted EBITDA of $120 million to "
            "$130 million.",
            ("Adjusted EBITDA", "full-year 2025", "$120 million to $130 million", None, "kept"),
        ),
        (
            "For the third quarter of 2025, net sales are expected to grow 3% to 5%.",
            ("Net sales grow", "third quarter of 2025", "3% to 5%", None, "not stated"),
        ),
    ],
)
def test_a_sentence_of_outlook(sentence: str, expected: tuple[object, ...]) -> None:
    assert told(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "The company expects to host a conference call at $10 a line.",
        "The amount of $31.4 million is expected to be recognized over two years.",
        "“We expect revenue of $900 million,” said Ada Quist, Chief Executive Officer.",
        "Such forward-looking statements include expected revenue of $900 million.",
    ],
)
def test_what_is_no_guidance(sentence: str) -> None:
    assert told(sentence) == []


def test_a_table_of_targets() -> None:
    rows = [
        ("Total revenue", "$4.75 billion to $4.78 billion"),
        ("Tax rate", "GAAP: 21.5%"),
        ("Earnings per share (1)", "Non-GAAP: $3.75 to $3.80"),
    ]
    body = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    record = release(
        INCOME,
        "The following table summarizes our second quarter fiscal year 2026 targets:",
        f"<table>{body}</table>",
    )
    found = [(g.name, g.measure, g.basis, g.period, text(g.expected)) for g in record.guidance]
    period = "second quarter fiscal year 2026"
    assert found == [
        ("Total revenue", "revenue", "not stated", period, "$4.75 billion to $4.78 billion"),
        ("Tax rate", "other", "GAAP", period, "21.5%"),
        ("Earnings per share", "EPS diluted", "non-GAAP", period, "$3.75 to $3.80"),
    ]


def test_a_table_with_the_guidance_before() -> None:
    headers: list[Header] = [[("Current Full Year 2025", 1), ("Prior Full Year 2025", 1)]]
    rows = [
        ("Revenue", "$826 million to $834 million", "$805 million to $820 million"),
        ("Operating margin", "22.5%", "21.5%"),
    ]
    record = release(INCOME, "<h3>Full Year Outlook</h3>", table(("Guidance",), headers, rows))
    found = [(g.name, g.period, text(g.expected), text(g.previous)) for g in record.guidance]
    assert found == [
        ("Revenue", "full year 2025", "$826 million to $834 million", "$805 million to $820 million"),
        ("Operating margin", "full year 2025", "22.5%", "21.5%"),
    ]


def test_a_reconciliation_of_targets_is_no_second_guidance() -> None:
    headers: list[Header] = [[("Fiscal 2026", 2)], [("Low", 1), ("High", 1)]]
    rows = [("GAAP diluted earnings per share", "$ 10.85", "$ 11.15")]
    record = release(INCOME, table(("Reconciliation of financial targets",), headers, rows))
    assert record.guidance == []


def test_guidance_in_lines_of_a_page_without_tables() -> None:
    document = load_text(
        "Larch Instruments, Inc. (Nasdaq: LRCH)\n\nLarch Instruments Reports Fourth Quarter Results\n\n"
        "Fiscal 2026 Outlook\n\nFor fiscal 2026, the company plans to:\n\n"
        "Net sales                      $10.95 billion to $11.05 billion\n"
        "New stores                     25 to 30\n"
    )
    found: list[Guidance] = fill(document).guidance
    assert [(g.name, g.period, text(g.expected)) for g in found] == [
        ("Net sales", "fiscal 2026", "$10.95 billion to $11.05 billion"),
        ("New stores", "fiscal 2026", "25 to 30"),
    ]


def test_guidance_in_a_paragraph_of_lines() -> None:
    document = load_text(
        "Larch Instruments, Inc. (Nasdaq: LRCH)\n\nFiscal 2026 Outlook\n\nFor fiscal 2026, we plan to:\n\n"
        "                                                 FY26 Outlook\n"
        "Operating margin                 14.7% to 15.0%\n"
        "Capital expenditures ........... approximately $40 million\n"
        "Conference Call Information\n\nThe call is at 4:30 p.m."
    )
    found = {g.name: text(g.expected) for g in fill(document).guidance}
    assert found["Operating margin"] == "14.7% to 15.0%"
    assert found["Capital expenditures"] == "approximately $40 million"


def test_a_growth_without_a_word_for_it_is_left_out() -> None:
    assert told("The company expects fiscal 2026 revenue of 5% of its market.") == []


# -- payouts ---------------------------------------------------------------------------------------------


def payouts(*sentences: str) -> list[Payout]:
    return release(INCOME, "<h3>Capital Return</h3>", *sentences).payouts


def test_dividends_paid_and_declared() -> None:
    first, second = payouts(
        "The company paid dividends of $5.7 million in the second quarter.",
        "On July 28, 2025, the Board declared a special cash dividend of $1.50 per share.",
        "The cash dividend will be paid on August 29, 2025 to holders of record on August 15, 2025.",
    )
    assert (first.what, first.status, text(first.amount)) == ("dividend", "done", "$5.7 million")
    assert (second.what, second.status, text(second.per_share)) == (
        "cash dividend",
        "planned",
        "$1.50 per share",
    )
    assert text(second.when) == "August 29, 2025"


def test_a_dividend_is_not_the_one_it_replaces() -> None:
    (found,) = payouts(
        "The Board reduced its quarterly cash dividend to $0.05 per share from $0.135 per share."
    )
    assert (text(found.per_share), found.status) == ("$0.05 per share", "planned")


def test_buy_backs_done_and_left() -> None:
    bought, allowed, left = payouts(
        "During the second quarter, the company repaid $10.0 million of its loan and repurchased 412,000 "
        "shares of its common stock at a cost of $24.7 million.",
        "On July 28, 2025, the Board authorized the repurchase of up to $200 million of common stock.",
        "At June 28, 2025, $1.1 billion remained available under the $2.0 billion share repurchase plan.",
    )
    assert (text(bought.amount), text(bought.shares), bought.status) == ("$24.7 million", "412,000", "done")
    assert (text(allowed.amount), allowed.status) == ("$200 million", "planned")
    assert (text(left.amount), left.status) == ("$1.1 billion", "planned")


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2019, the company repurchased 1.0 million shares for $30.0 million.",
        "The credit agreement restricts dividends above $10.0 million a year.",
        "Dividends on preferred stock were $1.2 million.",
        "The expected dividend yield is 1.5%, or $2.0 million.",
    ],
)
def test_what_is_no_payout(sentence: str) -> None:
    assert payouts(sentence) == []


def test_the_cash_flow_tells_what_no_sentence_does() -> None:
    headers: list[Header] = [[("Six Months Ended", 2)], [("June 28, 2025", 1), ("June 29, 2024", 1)]]
    flow = table(
        ("STATEMENTS OF CASH FLOWS", "(in thousands)"),
        headers,
        [
            ("Net income", "$ 40,450", "$ 29,710"),
            ("Net cash provided by operating activities", "62,310", "48,755"),
            ("Purchases of property and equipment", "(15,820)", "(14,390)"),
            ("Dividends paid", "(11,450)", "(10,600)"),
            ("Repurchases of common stock", "(14,900)", "(9,300)"),
        ],
    )
    record = release(INCOME, flow)
    assert [(p.kind, p.what, text(p.amount)) for p in record.payouts] == [
        ("dividend", "dividends paid, six months ended June 28, 2025", "(11,450)"),
        ("buy-back", "shares repurchased, six months ended June 28, 2025", "(14,900)"),
    ]
    assert [(b.name, b.as_of, text(b.value)) for b in record.cash] == [
        ("Net cash provided by operating activities", "six months ended June 28, 2025", "62,310"),
        ("Purchases of property and equipment", "six months ended June 28, 2025", "(15,820)"),
    ]


# -- balances and segments -------------------------------------------------------------------------------


def test_balances_of_one_name_are_told_apart() -> None:
    days: list[Header] = [[("June 28, 2025", 1), ("December 28, 2024", 1)]]
    rows = [
        ("Current liabilities:",),
        ("Accounts payable", "$ 58,730", "$ 61,245"),
        ("Term debt", "9,345", "10,912"),
        ("Total current liabilities", "68,075", "72,157"),
        ("Non-current liabilities:",),
        ("Deferred taxes", "4,120", "4,260"),
        ("Term debt", "82,430", "85,750"),
        ("Total liabilities", "$ 154,625", "$ 162,167"),
    ]
    record = release(INCOME, table(("BALANCE SHEETS", "(in thousands)"), days, rows))
    assert [(b.name, text(b.value)) for b in record.cash] == [
        ("Term debt, current liabilities", "9,345"),
        ("Term debt, non-current liabilities", "82,430"),
    ]


def test_segments_side_by_side() -> None:
    headers: list[Header] = [
        [("Ferries", 1), ("Ports", 1), ("Corporate", 1), ("Consolidated", 1)],
    ]
    rows = [
        ("Revenue", "$ 136,720", "$ 77,660", "—", "$ 214,380"),
        ("Operating income", "$ 24,830", "$ 15,940", "$ (10,560)", "$ 30,210"),
    ]
    record = release(
        INCOME, table(("Segment results, three months ended June 28, 2025", "(in thousands)"), headers, rows)
    )
    assert [(s.name, text(s.revenue), text(s.operating_income)) for s in record.segments] == [
        ("Ferries", "$ 136,720", "$ 24,830"),
        ("Ports", "$ 77,660", "$ 15,940"),
    ]


def test_segments_that_sentences_tell() -> None:
    record = release(
        INCOME,
        "Ferry Systems segment revenue was $136.7 million, which represents 6 percent year-over-year growth.",
        "Port Systems segment revenue was $77.7 million, representing 13 percent year-over-year growth.",
    )
    assert [(s.name, text(s.revenue), text(s.revenue_change)) for s in record.segments] == [
        ("Ferry Systems segment", "$136.7 million", "6 percent"),
        ("Port Systems segment", "$77.7 million", "13 percent"),
    ]


def test_parts_that_do_not_add_up_to_the_revenue_are_no_segments() -> None:
    rows = [
        ("Ferries", "$ 136,720", "$ 128,455"),
        ("Ports", "70,000", "68,675"),
        ("Total", "206,720", "197,130"),
    ]
    record = release(INCOME, table(("REVENUE BY SEGMENT", "(in thousands)"), HEADERS, rows))
    assert record.segments == []


# -- titles ----------------------------------------------------------------------------------------------


def test_a_title_on_two_lines() -> None:
    record = fill(
        load_text(
            page(
                "<h2>Larch Beauty Announces Fourth Quarter</h2>",
                "<h2>Fiscal 2024 Results</h2>",
                "<h2>Net Sales of $3.2 Billion</h2>",
                INCOME,
            )
        )
    )
    assert record.headline == "Larch Beauty Announces Fourth Quarter Fiscal 2024 Results"


def test_without_the_release_the_form_says_what_was_announced() -> None:
    said = "On July 30, 2025, Larch Instruments, Inc. announced financial results for its second quarter."
    record = fill(
        load_text(
            page(
                "<p><b>CURRENT REPORT Pursuant to Section 13 of the Securities Exchange Act of 1934</b></p>",
                "<p><b>Item 2.02 Results of Operations and Financial Condition.</b></p>",
                said,
            )
        )
    )
    assert record.headline == said
