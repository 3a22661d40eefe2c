"""A figure whose labels are the words of its own place has no rival; one under other words still has."""

from pydantic import BaseModel
from statements import page, table

from summarizer.document import Document
from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.schemas import (
    EarningsRelease,
    Figure,
    Guidance,
    Line,
    PeriodicReport,
    PeriodResults,
    Reconciliation,
    Segment,
)
from summarizer.verify import verify_record

HEADERS = [[("Three Months Ended", 2)], [("June 28, 2025", 1), ("June 29, 2024", 1)]]
QUARTER, YEAR_AGO = "three months ended June 28, 2025", "three months ended June 29, 2024"
FILING = load_text(
    page(
        "<h2>Larch Instruments Reports Second Quarter 2025 Results</h2>",
        "BANGOR, Maine, July 30, 2025 -- Larch Instruments, Inc. (Nasdaq: LRCH) reported results for "
        "its second quarter ended June 28, 2025.",
        "<h3>Second Quarter 2025 Highlights</h3>",
        "Gross margin was 50.0%, compared with 48.7% in the second quarter of 2024.",
        "Gross profit increased 11.7% in the second quarter of 2025.",
        "We repurchased 410,000 and 395,000 shares of our stock for $14.9 million and $13.1 million.",
        "<h3>Outlook</h3>",
        "For the full year 2025, the company expects:",
        "<ul><li>Revenue of $850 million to $865 million, raised from $835 million to "
        "$855 million;</li></ul>",
        "For the third quarter of 2025, the company expects revenue of $210 million to $216 million.",
        table(
            ("STATEMENTS OF INCOME", "(in thousands)"),
            HEADERS,
            [("Revenue", "$ 214,380", "$ 197,130"), ("Net income", "$ 21,440", "$ 16,635")],
        ),
        table(
            ("SEGMENTS", "(in thousands)"),
            HEADERS,
            [
                ("Revenue:",),
                ("Ferries", "$ 136,720", "$ 128,455"),
                ("Ports", "77,660", "68,675"),
                ("Operating income:",),
                ("Ferries", "$ 24,830", "$ 21,560"),
                ("Ports", "15,940", "15,940"),
            ],
        ),
        table(
            ("NON-GAAP MEASURES", "(in thousands)"),
            HEADERS,
            [
                ("Net income (GAAP)", "$ 21,440", "$ 16,635"),
                ("Amortization", "4,120", "4,310"),
                ("Adjusted net income (non-GAAP)", "$ 25,560", "$ 20,945"),
                ("Net cash provided by operating activities", "$ 31,200", "$ 26,150"),
                ("Purchases of equipment", "(5,900)", "(6,400)"),
                ("Free cash flow", "$ 25,300", "$ 19,750"),
            ],
        ),
    )
)


def statuses(record: BaseModel, document: Document = FILING) -> dict[str, Status]:
    found: dict[str, Status] = {}
    for finding in verify_record(record, document).numbers:
        if finding.path.startswith(("results[0].lines", "segments", "guidance", "recon", "period_end")):
            worst = found.get(finding.path)
            found[finding.path] = finding.status if worst is None or worst.clean else worst
    return found


def release(**parts: object) -> EarningsRelease:
    return EarningsRelease.model_validate(
        {"company": "Larch Instruments, Inc.", "headline": "Results", **parts}
    )


def line(name: str, value: Figure, prior: Figure | None = None, **more: object) -> EarningsRelease:
    found = Line.model_validate({"name": name, "value": value, "prior": prior, **more})
    return release(results=[PeriodResults(period=QUARTER, prior_period=YEAR_AGO, lines=[found])])


def cell(text: str, row: str) -> Figure:
    return Figure(text=text, quote=row)


NET = "Net income | $ 21,440 | $ 16,635"
FERRIES = "Ferries | $ 136,720 | $ 128,455"
FERRIES_INCOME = "Ferries | $ 24,830 | $ 21,560"


def test_a_row_is_named_by_its_own_words() -> None:
    right = line("Net income", cell("$ 21,440", NET), cell("$ 16,635", NET))
    assert all(status.clean for status in statuses(right).values())


def test_another_row_or_column_is_none_of_its_own() -> None:
    adjusted = cell("$ 25,560", "Adjusted net income (non-GAAP) | $ 25,560 | $ 20,945")
    assert not statuses(line("Net income", adjusted))["results[0].lines[0].value"].clean
    exchanged = line("Net income", cell("$ 16,635", NET), cell("$ 21,440", NET))
    found = statuses(exchanged)
    assert not found["results[0].lines[0].value"].clean
    assert not found["results[0].lines[0].prior"].clean


def test_rows_of_one_label_are_told_apart_by_what_they_stand_under() -> None:
    def ferries(**figures: Figure) -> EarningsRelease:
        named = {"name": "Ferries", "period": QUARTER, "prior_period": YEAR_AGO}
        return release(segments=[Segment.model_validate({**named, **figures})])

    right = ferries(
        revenue=cell("$ 136,720", FERRIES),
        prior_revenue=cell("$ 128,455", FERRIES),
        operating_income=cell("$ 24,830", FERRIES_INCOME),
    )
    assert all(status.clean for status in statuses(right).values())
    wrong = ferries(revenue=cell("$ 24,830", FERRIES_INCOME), operating_income=cell("$ 136,720", FERRIES))
    assert not any(status.clean for path, status in statuses(wrong).items() if "period" not in path)


def test_of_two_like_cells_of_a_row_the_one_of_the_period_is_meant() -> None:
    row = "Ports | 15,940 | 15,940"
    ports = Segment(name="Ports", period=YEAR_AGO, operating_income=cell("15,940", row))
    assert statuses(release(segments=[ports]))["segments[0].operating_income"].clean


def test_a_sentence_that_opens_with_the_name_tells_its_first_number() -> None:
    quote = "Gross margin was 50.0%, compared with 48.7% in the second quarter of 2024."
    right = line("Gross margin", Figure(text="50.0%", quote=quote), Figure(text="48.7%", quote=quote))
    assert all(status.clean for status in statuses(right).values())
    wrong = line("Gross margin", Figure(text="48.7%", quote=quote))
    assert not statuses(wrong)["results[0].lines[0].value"].clean


def test_a_change_is_no_level() -> None:
    quote = "Gross profit increased 11.7% in the second quarter of 2025."
    found = line("Gross profit", cell("$ 214,380", "Revenue | $ 214,380 | $ 197,130")).results[0].lines[0]
    found.value = None
    found.change = Figure(text="increased 11.7%", quote=quote)
    record = release(results=[PeriodResults(period=QUARTER, lines=[found])])
    assert statuses(record)["results[0].lines[0].change"].clean


def test_a_list_is_of_the_time_that_leads_up_to_it() -> None:
    quote = "Revenue of $850 million to $865 million, raised from $835 million to $855 million;"

    def revenue(period: str, expected: str, previous: str | None = None) -> dict[str, Status]:
        before = Figure(text=previous, quote=quote) if previous else None
        told = Guidance(
            name="Revenue", period=period, expected=Figure(text=expected, quote=quote), previous=before
        )
        return statuses(release(guidance=[told]))

    right = revenue("full year 2025", "$850 million to $865 million", "$835 million to $855 million")
    assert all(status.clean for status in right.values())
    wrong = revenue("third quarter of 2025", "$850 million to $865 million")
    assert not wrong["guidance[0].expected"].clean


def test_a_reconciliation_begins_with_the_measure_that_it_names() -> None:
    def begins(gaap_name: str, text: str, row: str) -> bool:
        found = Reconciliation(
            name="Adjusted net income (non-GAAP)", period=QUARTER, gaap_name=gaap_name, gaap=cell(text, row)
        )
        return statuses(release(reconciliations=[found]))["reconciliations[0].gaap"].clean

    assert begins("Net income (GAAP)", "$ 21,440", "Net income (GAAP) | $ 21,440 | $ 16,635")
    assert not begins("Net income (GAAP)", "4,120", "Amortization | 4,120 | 4,310")


def test_a_line_of_a_list_in_columns_opens_with_its_name() -> None:
    filing = load_text(
        "Larch Instruments, Inc. (Nasdaq: LRCH)\n\nFiscal 2026 Outlook\n\nFor fiscal 2026, we plan:\n\n"
        "FY26 Outlook\nOperating margin      14.7% to 15.0%\nGross margin          38.1% to 38.4%\n"
        "Tax rate              21.5%\n\nOperating margin was 13.9% in fiscal 2025."
    )
    quote = "Gross margin          38.1% to 38.4%"
    told = Guidance(
        name="Gross margin", period="fiscal 2026", expected=Figure(text="38.1% to 38.4%", quote=quote)
    )
    assert statuses(release(guidance=[told]), filing)["guidance[0].expected"].clean


def test_the_day_that_a_period_ends_on() -> None:
    filing = load_text(
        "FORM 10-K\n\nLarch Instruments, Inc.\n\nFor the fiscal year ended December 31, 2023\n\n"
        "The shares have been listed since "
        "the end of the period on September 30, 2020, and again at a period end, June 30, 2021."
    )
    end = Figure(text="December 31, 2023", quote="For the fiscal year ended December 31, 2023")
    report = PeriodicReport(company="Larch Instruments, Inc.", headline="Year", period_end=end)
    assert statuses(report, filing)["period_end"].clean


def test_what_was_not_found_names_nothing() -> None:
    report = PeriodicReport(
        company="not found",
        headline="Quarter",
        period_end=Figure(text="June 28, 2025", quote="its second quarter ended June 28, 2025"),
    )
    assert statuses(report)["period_end"].clean
