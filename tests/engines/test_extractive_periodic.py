"""What the extractive engine makes of quarterly and annual reports: the sample, and single Items."""

import asyncio
from pathlib import Path

import pytest
from statements import Header, page, table

from summarizer.document import Document
from summarizer.engines.extractive import ExtractiveEngine
from summarizer.ingest import load, load_text
from summarizer.schemas import Figure, PeriodicReport
from summarizer.verify import verify_record

SAMPLE = Path(__file__).parents[1] / "filings" / "harbor-2025-q3-10q.htm"
COVER = (
    "<p><b>FORM 10-K</b></p>",
    "ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934",
    "For the fiscal year ended December 31, 2024",
    "<p><b>LARCH INSTRUMENTS, INC.</b><br/>(Exact name of registrant as specified in its charter)</p>",
)
HEADERS: list[Header] = [[("Year Ended December 31,", 2)], [("2024", 1), ("2023", 1)]]
INCOME = table(
    ("CONSOLIDATED STATEMENTS OF OPERATIONS", "(in thousands, except per share amounts)"),
    HEADERS,
    [
        ("Total revenue", "$ 90,380", "$ 77,130"),
        ("Loss from operations", "(30,210)", "(25,260)"),
        ("Net loss", "$ (31,440)", "$ (26,635)"),
        ("Net loss per share, basic and diluted", "$ (0.74)", "$ (0.66)"),
    ],
)


def fill(document: Document) -> PeriodicReport:
    record = asyncio.run(ExtractiveEngine().draft(document, PeriodicReport)).record
    flagged = [f for f in verify_record(record, document).numbers if not f.status.clean]
    assert [(f.path, f.text, f.message) for f in flagged] == []
    return record


def report(*parts: str) -> PeriodicReport:
    return fill(load_text(page(*COVER, *parts)))


def item(number: str, title: str, *parts: str) -> tuple[str, ...]:
    return (f"<p><b>Item {number}. {title}</b></p>", *parts)


def text(figure: Figure | None) -> str | None:
    return figure.text if figure is not None else None


@pytest.fixture(scope="module")
def sample() -> PeriodicReport:
    return fill(load(SAMPLE))


# -- the sample ------------------------------------------------------------------------------------------


def test_which_report_of_whom(sample: PeriodicReport) -> None:
    assert sample.company == "HARBOR QUAY INSTRUMENTS, INC."
    assert text(sample.period_end) == "September 27, 2025"
    assert sample.headline == (
        "Form 10-Q for the quarter ended September 27, 2025: total revenue $213.9 million, net income "
        "$21.7 million, diluted earnings per share $0.45"
    )
    assert sample.business == (
        "Harbor Quay Instruments designs, makes and services navigation systems for ships and sensors that "
        "watch coasts and ports."
    )


def test_the_tags_tell_the_lines_of_both_periods(sample: PeriodicReport) -> None:
    periods = {
        period.period: {
            found.measure: (text(found.value), text(found.prior), text(found.change))
            for found in period.lines
        }
        for period in sample.results
    }
    assert list(periods) == ["three months ended September 27, 2025", "nine months ended September 27, 2025"]
    quarter, nine = periods.values()
    assert quarter["revenue"] == ("213,940", "196,490", "8.9%")
    assert quarter["operating income"] == ("30,430", "24,260", "increased 25.4%")
    assert quarter["net income"] == ("$ 21,700", "$ 15,945", None)
    assert quarter["EPS diluted"] == ("$ 0.45", "$ 0.33", None)
    assert nine["revenue"] == ("631,770", "582,260", "increase of 8.5%")
    assert nine["EPS diluted"] == ("$ 1.29", "$ 0.93", None)


def test_liquidity_and_what_is_paid_out(sample: PeriodicReport) -> None:
    assert [(b.name, text(b.value), text(b.prior)) for b in sample.liquidity] == [
        ("Cash and cash equivalents", "$ 126,220", "$ 104,275"),
        ("Current portion of term loan", "12,500", "12,500"),
        ("Term loan, net of current portion", "184,375", "193,750"),
        ("Net cash provided by operating activities", "96,130", "83,450"),
        ("Purchases of property and equipment", "(23,760)", "(21,250)"),
    ]
    told = [(p.kind, p.status, text(p.amount), text(p.per_share), text(p.shares)) for p in sample.payouts]
    assert told == [
        ("dividend", "done", "$17.1 million", "$0.12 per share", None),
        ("dividend", "planned", None, "$0.12 per share", None),
        ("buy-back", "done", "$9.4 million", "$35.88 per share", "262,000"),
        ("buy-back", "planned", "$120.0 million", None, None),
        ("buy-back", "planned", "$62.2 million", None, None),
    ]
    assert [s.name for s in sample.segments] == ["Marine Navigation", "Coastal Monitoring"]


def test_risks_that_the_report_calls_new_or_changed(sample: PeriodicReport) -> None:
    assert [(risk.change, risk.title) for risk in sample.risk_factors] == [
        (
            "new",
            "Tariffs on electronic parts and on our finished products could raise our costs and reduce "
            "demand",
        ),
        ("new", "We may not gain what we expect from the purchase of Sablewood Acoustics"),
        ("changed", "We depend on a single supplier for the magnetrons in our harbor radar"),
    ]


def test_matters_controls_and_later_events(sample: PeriodicReport) -> None:
    assert [(matter.title, matter.standing) for matter in sample.legal] == [
        ("Korvat Marine Systems, Inc. v. Harbor Quay Instruments, Inc.", "Trial is set for November 2026."),
        (
            "Polish customs proceeding",
            "We have accrued $2.6 million for this matter and filed an appeal on September 4, 2025.",
        ),
    ]
    assert sample.controls is not None
    assert sample.controls.disclosure == "effective"
    assert sample.controls.reporting == "not stated"
    events = [(text(event.when), text(event.amount)) for event in sample.subsequent_events]
    assert events == [("October 14, 2025", "$38.5 million"), ("October 28, 2025", "$0.12 per share")]


# -- the headline ----------------------------------------------------------------------------------------


def test_a_loss_is_called_one_and_amounts_keep_their_scale() -> None:
    record = report(*item("8", "Financial Statements", INCOME))
    assert record.headline == (
        "Form 10-K for the year ended December 31, 2024: total revenue $90,380 thousand, net loss "
        "$31,440 thousand"
    )
    assert text(record.period_end) == "December 31, 2024"


def test_a_report_without_statements_has_no_figures_in_its_headline() -> None:
    record = report(*item("1", "Business", "We make instruments."))
    assert record.headline == "Form 10-K for the period ended December 31, 2024"
    assert record.results == []
    assert record.controls is None
    assert record.legal == []


# -- single Items ----------------------------------------------------------------------------------------


def test_the_first_plain_sentence_on_the_business() -> None:
    record = report(
        *item(
            "1",
            "Business",
            "This annual report contains forward-looking statements.",
            "Unless the context requires otherwise, references to “we” are to Larch Instruments, Inc.",
            "We design and sell instruments for ships. Our customers are in 12 countries.",
        )
    )
    assert record.business == "We design and sell instruments for ships."


@pytest.mark.parametrize(
    ("sentences", "disclosure", "reporting"),
    [
        (
            "Our chief executive concluded that our disclosure controls and procedures were effective.",
            "effective",
            "not stated",
        ),
        (
            "Management concluded that our disclosure controls and procedures were not effective.",
            "not effective",
            "not stated",
        ),
        (
            "Management concluded that our internal control over financial reporting was effective.",
            "not stated",
            "effective",
        ),
        (
            "We maintained, in all material respects, effective internal control over financial reporting.",
            "not stated",
            "effective",
        ),
    ],
)
def test_controls(sentences: str, disclosure: str, reporting: str) -> None:
    controls = report(*item("9A", "Controls and Procedures", sentences)).controls
    assert controls is not None
    assert (controls.disclosure, controls.reporting) == (disclosure, reporting)


def test_what_is_no_verdict_on_controls() -> None:
    record = report(
        *item(
            "9A",
            "Controls and Procedures",
            "There were no changes in our internal control over financial reporting.",
            "Controls can provide only reasonable assurance that they are effective.",
        )
    )
    assert record.controls is None


def test_a_material_weakness() -> None:
    weakness = "We identified a material weakness in the review of manual journal entries."
    record = report(
        *item(
            "9A",
            "Controls and Procedures",
            "A material weakness is a deficiency in internal control.",
            f"Our disclosure controls and procedures were not effective. {weakness}",
        )
    )
    assert record.controls is not None
    assert record.controls.weakness == weakness
    mended = report(
        *item(
            "9A",
            "Controls and Procedures",
            f"Our disclosure controls and procedures were effective. {weakness}",
        )
    )
    assert mended.controls is not None
    assert mended.controls.weakness is None


def test_no_proceedings() -> None:
    said = "We are not currently a party to any material legal proceedings."
    (matter,) = report(*item("3", "Legal Proceedings", said)).legal
    assert (matter.title, matter.standing) == ("none", said)


def test_proceedings_told_in_a_note() -> None:
    record = report(
        *item("3", "Legal Proceedings", "See Note 12 to the financial statements for our legal proceedings."),
        *item(
            "8",
            "Financial Statements",
            "<h3>Note 12. Commitments and Contingencies</h3>",
            "<h4>Litigation</h4>",
            "<h4>Securities Class Action</h4>",
            "In May 2024, holders sued us in Maine. The case was dismissed on November 4, 2024. We accrued "
            "$4.2 million for it.",
            "<h4>Guarantees</h4>",
            "We guarantee a lease of a subsidiary.",
        ),
    )
    (matter,) = record.legal
    assert matter.title == "Securities Class Action"
    assert matter.standing == "We accrued $4.2 million for it."
    assert text(matter.amount) == "$4.2 million"


def test_a_proceeding_without_a_heading() -> None:
    said = "In May 2024, Korvat Systems sued us for the infringement of two patents."
    (matter,) = report(*item("3", "Legal Proceedings", said)).legal
    assert (matter.title, matter.standing) == ("Legal proceedings", said)


def test_risks_under_headings_that_nothing_sets_off() -> None:
    risk = "Our costs may rise if the tariffs on electronic parts from abroad are raised again."
    record = report(
        *item(
            "1A",
            "Risk Factors",
            "There have been no material changes other than those below.",
            risk,
            "We buy about half of our parts abroad. A tariff of 10% would cost us about a tenth of our "
            "profit in a year, and we could not pass all of it on.",
        )
    )
    assert [(found.title, found.change) for found in record.risk_factors] == [(risk[:-1], "not stated")]


def test_at_most_five_risks_and_no_groups_of_them() -> None:
    parts: list[str] = ["<h3>Risks Related to Our Business and the Shipping Industry</h3>"]
    for number in ("first", "second", "third", "fourth", "fifth", "sixth"):
        parts += [f"<h4>Our {number} plant could fail and harm our business.</h4>", "It is old."]
    record = report(*item("1A", "Risk Factors", *parts))
    assert [risk.title.split()[1] for risk in record.risk_factors] == [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
    ]
    assert record.risk_factors[0].note == "It is old."


def test_events_that_did_not_happen() -> None:
    record = report(
        *item(
            "8",
            "Financial Statements",
            "<h3>Note 15. Subsequent Events</h3>",
            "The Company evaluated events through February 28, 2025. No events occurred.",
        )
    )
    assert record.subsequent_events == []


def test_key_points_come_from_managements_discussion() -> None:
    sentence = "Total revenue was $90.4 million in 2024, compared with $77.1 million in 2023."
    record = report(
        *item(
            "7",
            "Management’s Discussion and Analysis of Financial Condition and Results of Operations",
            sentence,
            "Net cash used in operating activities reflects a net loss of $31.4 million.",
        ),
        *item("8", "Financial Statements", INCOME),
    )
    assert record.key_points == [sentence]
