"""Whether the name that a record gives to a number is that of the number, or another's."""

import pytest
from pydantic import BaseModel

from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.schemas import Figure
from summarizer.verify import verify_record

SOURCE = load_text(
    """CONDENSED STATEMENTS OF INCOME
(in thousands, except per share amounts)

|                           | Three Months Ended March 29, 2025 | Three Months Ended March 30, 2024 |
|---------------------------|-----------|-----------|
| Revenue                   | $ 214,380 | $ 197,130 |
| Gross profit              | 107,160   | 95,955    |
| Net income                | 21,440    | 16,635    |
| Net income per share      | 0.44      | 0.34      |
| Adjusted net income       | 30,730    | 23,940    |
| Adjusted net income per share | 0.64  | 0.49      |

The company pays a termination fee of $47.5 million if it accepts another proposal. It would
receive $95.0 million if approvals are not obtained. The chair earns a base salary of $465,000.
"""
)
PERIOD = "three months ended March 29, 2025"


class Row(BaseModel):
    name: str
    period: str | None = None
    value: Figure


def judged(name: str, text: str, quote: str, period: str | None = None) -> Finding:
    row = Row(name=name, period=period, value=Figure(text=text, quote=quote))
    return next(n for n in verify_record(row, SOURCE).numbers if n.path == "value")


def row_of(name: str) -> str:
    return next(line for line in SOURCE.text.splitlines() if line.startswith(f"| {name}  ")).strip("| ")


@pytest.mark.parametrize(
    ("name", "row", "text"),
    [
        ("Revenue", "Revenue", "$ 214,380"),
        ("Net income", "Net income", "21,440"),
        ("Net income per share", "Net income per share", "0.44"),
        ("Adjusted net income", "Adjusted net income", "30,730"),
    ],
)
def test_its_own_name(name: str, row: str, text: str) -> None:
    assert judged(name, text, row_of(row), PERIOD).status is Status.SUPPORTED


@pytest.mark.parametrize(
    ("name", "row", "text", "meant"),
    [
        ("Net income", "Net income per share", "0.44", "21,440"),  # no rival by its size
        ("Revenue", "Net income per share", "0.44", "$ 214,380"),
        ("Gross profit", "Adjusted net income", "30,730", "107,160"),
        ("Adjusted net income per share", "Net income per share", "0.44", "0.64"),
    ],
)
def test_anothers_name(name: str, row: str, text: str, meant: str) -> None:
    finding = judged(name, text, row_of(row), PERIOD)
    assert finding.status is Status.MISATTRIBUTED
    assert finding.evidence[0].text == meant
    assert f"under these words the source gives {meant}" in finding.message


def test_a_name_in_other_words_has_the_benefit_of_the_doubt() -> None:
    quote = "The chair earns a base salary of $465,000."
    assert judged("Annual salary", "$465,000", quote).status is Status.SUPPORTED
    assert judged("Remuneration", "$465,000", quote).status is not Status.CONTRADICTED


def test_the_words_of_a_sentence_are_those_of_all_its_numbers() -> None:
    quote = "a termination fee of $47.5 million if it accepts another proposal"
    assert judged("Termination fee", "$47.5 million", quote).status is Status.SUPPORTED
    other = judged("Termination fee", "$95.0 million", "receive $95.0 million if approvals are not obtained")
    assert other.status is Status.MISATTRIBUTED
    assert other.evidence[0].text == "$47.5 million"


def test_a_period_rules_out_figures_of_other_times() -> None:
    finding = judged("Gross profit", "95,955", row_of("Gross profit"), PERIOD)
    assert finding.status is Status.MISATTRIBUTED
    earlier = "three months ended March 30, 2024"
    assert judged("Gross profit", "95,955", row_of("Gross profit"), earlier).status is Status.SUPPORTED


def test_a_row_named_in_full_is_still_of_its_own_time() -> None:
    source = load_text(
        """STATEMENTS OF INCOME
(in thousands)

|                            | Three Months Ended March 29, 2025 | Three Months Ended March 30, 2024 |
|----------------------------|--------|--------|
| Income before income taxes | 27,345 | 21,465 |
| Provision for income taxes | 5,905  | 4,830  |
"""
    )

    def status_of(text: str) -> Status:
        quote = "Income before income taxes | 27,345 | 21,465"
        row = Row(name="Income before income taxes", period=PERIOD, value=Figure(text=text, quote=quote))
        return next(n for n in verify_record(row, source).numbers if n.path == "value").status

    assert status_of("27,345") is Status.SUPPORTED
    assert status_of("21,465") is Status.MISATTRIBUTED


def test_a_date_whose_sentence_speaks_of_it_has_no_rival_by_half_a_name() -> None:
    source = load_text(
        "QUARTERLY REPORT\n\nFor the quarterly period ended September 27, 2025\n\n"
        "On October 28, 2025, the Board declared a dividend of $0.12 per share, payable on December 12, 2025 "
        "to holders of record on November 21, 2025.\n"
    )

    class Payout(BaseModel):
        what: str = "quarterly dividend"
        when: Figure

    def status_of(text: str, quote: str) -> Status:
        record = Payout(when=Figure(text=text, quote=quote))
        return next(n for n in verify_record(record, source).numbers if n.path == "when").status

    assert status_of("December 12, 2025", "payable on December 12, 2025") is Status.SUPPORTED
    assert status_of("December 13, 2025", "payable on December 13, 2025") is Status.CONTRADICTED


EVENTS = load_text(
    "Adverse events included nausea (31% all grade; 4% grade 3+) and headache (17% all grade; 2% grade 3+). "
    "Ms. Orla Quist resigns, effective May 1, 2026. Mr. Piers Adler was appointed, effective June 15, 2026."
)


class Event(BaseModel):
    name: str
    share: Figure | None = None
    effective: Figure | None = None


class Events(BaseModel):
    events: list[Event]


def status_at(path: str, *events: Event) -> Finding:
    return next(n for n in verify_record(Events(events=[*events]), EVENTS).numbers if n.path == path)


def test_the_other_entries_of_a_list_say_what_a_number_could_be_mixed_up_with() -> None:
    def listed(first: str, second: str) -> Finding:
        return status_at(
            "events[0].share",
            Event(name="nausea", share=Figure(text=first, quote=f"({first} all grade")),
            Event(name="headache", share=Figure(text=second, quote=f"({second} all grade")),
        )

    assert listed("31%", "17%").status is Status.SUPPORTED
    wrong = listed("17%", "31%")
    assert wrong.status is Status.MISATTRIBUTED


def test_a_sentence_that_is_all_about_another_entry() -> None:
    def officers(first: str, second: str) -> Finding:
        return status_at(
            "events[0].effective",
            Event(name="Orla Quist", effective=Figure(text=first, quote=f"effective {first}")),
            Event(name="Piers Adler", effective=Figure(text=second, quote=f"effective {second}")),
        )

    assert officers("May 1, 2026", "June 15, 2026").status is Status.SUPPORTED
    wrong = officers("June 15, 2026", "May 1, 2026")
    assert wrong.status is Status.MISATTRIBUTED
    assert wrong.message.startswith("June 15, 2026 is told of “Piers Adler”, not of “Orla Quist” (")


@pytest.mark.parametrize(
    ("field", "text", "status"),
    [
        ("amount", "$9.4 million", Status.SUPPORTED),
        ("per_share", "$35.88 per share", Status.SUPPORTED),
        ("amount", "$35.88 per share", Status.MISATTRIBUTED),
        ("per_share", "$9.4 million", Status.MISATTRIBUTED),
    ],
)
def test_an_amount_in_all_is_none_per_share(field: str, text: str, status: Status) -> None:
    source = load_text("The company bought back 262,000 shares for $9.4 million, or $35.88 per share.")

    class BuyBack(BaseModel):
        amount: Figure | None = None
        per_share: Figure | None = None

    record = BuyBack.model_validate({field: {"text": text, "quote": source.text}})
    (finding,) = verify_record(record, source).numbers
    assert finding.status is status
    if status is Status.MISATTRIBUTED:
        assert "per share" in finding.message


class Pair(BaseModel):
    name: str
    period: str
    prior_period: str
    value: Figure | None = None
    prior: Figure | None = None


def pair_status(field: str, text: str, quote: str, source: str) -> Finding:
    periods = {"period": PERIOD, "prior_period": "three months ended March 30, 2024"}
    record = Pair.model_validate({"name": "Gross margin", **periods, field: {"text": text, "quote": quote}})
    numbers = verify_record(record, load_text(source)).numbers
    return next(number for number in numbers if number.path == field)


def test_a_figure_that_another_is_held_against_is_no_value_of_the_period() -> None:
    sentence = "Gross margin rose to 50.2% from 48.7% in the three months ended March 29, 2025."
    assert pair_status("value", "50.2%", sentence, sentence).status is Status.SUPPORTED
    assert pair_status("prior", "48.7%", sentence, sentence).status is Status.SUPPORTED
    wrong = pair_status("value", "48.7%", sentence, sentence)
    assert wrong.status is Status.MISATTRIBUTED
    assert "48.7%" in wrong.message


def test_a_column_of_another_time_is_told() -> None:
    table = (
        "MARGINS\n\n"
        "|              | Three Months Ended March 29, 2025 | Three Months Ended March 30, 2024 |\n"
        "|--------------|-------|-------|\n"
        "| Gross margin | 50.2% | 48.7% |\n\n"
        "Gross margin was 48.7% for long, and 50.2% at last.\n"
    )
    row = "Gross margin | 50.2% | 48.7%"
    assert pair_status("value", "50.2%", row, table).status is Status.SUPPORTED
    assert pair_status("prior", "48.7%", row, table).status is Status.SUPPORTED
    assert pair_status("value", "48.7%", row, table).status is Status.MISATTRIBUTED
    assert pair_status("prior", "50.2%", row, table).status is Status.MISATTRIBUTED
