"""Whole drafts held against invented sources: the verdict, the offsets and the gist of the message."""

from pathlib import Path

import pytest

from summarizer.errors import EmptySourceError, SourceNotFoundError
from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.verify import check

EARNINGS = load_text(
    "Corvane Corporation Reports Second Quarter 2024 Results\n\n"
    "Corvane Corporation today reported revenue of $450.2 million for the second quarter of 2024, an "
    "increase of 12% from $402.0 million in the second quarter of 2023. Gross margin was 61.4%, "
    "compared with 58.9% a year ago. Net income was $38.5 million, or $0.72 per diluted share. "
    "Operating expenses fell 3% to $187.4 million. The company repurchased 1.5 million shares for "
    "$61.2 million and ended the quarter with cash of $912 million. For the third quarter, Corvane "
    "expects revenue of $465 million to $480 million. The company employs 3,200 people.\n",
    "earnings.txt",
)
CLINICAL = load_text(
    "The HARBOR trial enrolled 212 patients with advanced lung cancer. The objective response rate was "
    "44.1% (95% CI: 37.3%, 51.1%). Median duration of response was 9.4 months. Nausea occurred in 31% "
    "of patients and headache in 17%. Dose reductions were needed in 18% of patients; 7% discontinued "
    "treatment. The data cut-off was March 3, 2024. Northwind expects to submit a new drug application "
    "in the first quarter of 2025. The trial is registered as NCT04296890.\n",
    "harbor.txt",
)
MERGER = load_text(
    "Bellwick Holdings will acquire Norvane Inc. for $24.50 per share in cash, a premium of 38% over "
    "the closing price on June 6, 2025. The transaction values Norvane at approximately $1.9 billion. "
    "Bellwick will fund it with $700 million of cash and $1.2 billion of new debt. The termination fee "
    "is $57 million. The merger is expected to close in the fourth quarter of 2025. Annual cost "
    "synergies of $85 million are expected within three years.\n",
    "merger.txt",
)
NEWS = load_text(
    "A fire at a warehouse in Dunmore killed 14 people and injured 37 others on Tuesday. More than 200 "
    "firefighters fought the blaze for nine hours. The building, built in 1962, had been inspected "
    "twice since 2015. About 1,100 residents were told to leave their homes. The mayor said the city "
    "would spend $4 million on repairs.\n",
    "news.txt",
)
SOURCES = {"earnings": EARNINGS, "clinical": CLINICAL, "merger": MERGER, "news": NEWS}


def judged(source: str, draft: str) -> tuple[Finding, ...]:
    """The findings on a draft, after their offsets have been held against both texts."""
    document = SOURCES[source]
    report = check(draft, document)
    for number in report.numbers:
        assert number.span is not None
        assert number.span.of(draft) == number.text
        for evidence in number.evidence:
            assert evidence.span.of(document.text) == evidence.text
        assert number.message
        assert number.message[-1] == "."
        assert "\n" not in number.message
    return report.numbers


def verdicts(source: str, draft: str) -> list[tuple[str, str]]:
    return [(number.text, number.status.value) for number in judged(source, draft)]


@pytest.mark.parametrize(
    ("source", "draft", "numbers"),
    [
        ("earnings", "Revenue was $450.2 million.", 1),
        ("earnings", "Revenue rose 12% to $450.2 million.", 2),
        ("earnings", "Revenue rose twelve percent.", 1),
        ("earnings", "Sales increased to US$450.2M, from $402,000 thousand a year earlier.", 2),
        ("earnings", "Net income per diluted share was $0.72.", 1),
        ("earnings", "It bought back 1.5 million shares for $61.2 million.", 2),
        ("earnings", "Corvane has 3,200 employees and cash of $912 million.", 2),
        ("earnings", "Revenue of $465 million to $480 million is expected in the third quarter.", 3),
        ("clinical", "HARBOR enrolled 212 patients.", 1),
        ("clinical", "The ORR was 44.1% (95% CI 37.3–51.1).", 4),
        ("clinical", "Nausea was seen in 31% and headache in 17% of patients.", 2),
        ("clinical", "Headache and nausea occurred in 17% and 31% of patients, respectively.", 2),
        ("clinical", "Median DOR: 9.4 months.", 1),
        ("clinical", "The data cut-off was 2024-03-03.", 1),
        ("clinical", "The application (NCT04296890) is planned for Q1 2025.", 2),
        ("merger", "Bellwick pays $24.50 per share, a 38% premium.", 2),
        ("merger", "Norvane is valued at $1.9 billion.", 1),
        ("merger", "The termination fee is $57 million; synergies are $85 million.", 2),
        ("merger", "Closing is expected in Q4 2025.", 1),
        ("news", "The fire killed fourteen people.", 1),
        ("news", "The fire killed 14 and injured 37.", 2),
        ("news", "Over 200 firefighters fought it for 9 hours.", 2),
        ("news", "The building dates from 1962.", 1),
        ("news", "Some 1,100 residents had to leave.", 1),
    ],
)
def test_supported(source: str, draft: str, numbers: int) -> None:
    assert [status for _, status in verdicts(source, draft)] == ["supported"] * numbers
    report = check(draft, SOURCES[source])
    assert report.clean
    assert report.flagged == ()
    assert report.counts["supported"] == numbers


@pytest.mark.parametrize(
    ("source", "draft", "text", "message"),
    [
        ("earnings", "Revenue was $450 million.", "$450 million", "450200000 rounded."),
        ("earnings", "Gross margin was 61%.", "61%", "61.4 rounded."),
        (
            "earnings",
            "Gross margin rose 2.5 percentage points.",
            "2.5 percentage points",
            "61.4% − 58.9% = 2.5 percentage points.",
        ),
        (
            "earnings",
            "Revenue increased by $48.2 million.",
            "$48.2 million",
            "$450.2 million − $402.0 million = $48.2 million.",
        ),
        ("clinical", "The ORR was 44%.", "44%", "44.1 rounded."),
    ],
)
def test_derived(source: str, draft: str, text: str, message: str) -> None:
    (finding,) = judged(source, draft)
    assert (finding.text, finding.status, finding.message) == (text, Status.DERIVED, message)
    assert finding.evidence
    assert check(draft, SOURCES[source]).clean


@pytest.mark.parametrize(
    ("source", "draft", "text", "evidence"),
    [
        ("earnings", "Revenue was $405.2 million.", "$405.2 million", "$450.2 million"),
        ("earnings", "Revenue was $451 million.", "$451 million", "$450.2 million"),
        ("earnings", "Revenue was $450.2 billion.", "$450.2 billion", "$450.2 million"),
        ("earnings", "Corvane employs 2,300 people.", "2,300", "3,200"),
        ("clinical", "Median duration of response was 9.4 weeks.", "9.4 weeks", "9.4 months"),
        ("clinical", "Median duration of response was 4.9 months.", "4.9 months", "9.4 months"),
        ("clinical", "HARBOR enrolled 221 patients.", "221", "212"),
        ("clinical", "The data cut-off was March 3, 2023.", "March 3, 2023", "March 3, 2024"),
        ("clinical", "The application is planned for Q2 2025.", "Q2 2025", "first quarter of 2025"),
        ("clinical", "The trial is NCT04296891.", "NCT04296891", "NCT04296890"),
        ("merger", "The premium is 83%.", "83%", "38%"),
        ("merger", "Closing is expected in Q3 2025.", "Q3 2025", "fourth quarter of 2025"),
        ("merger", "Synergies are expected within three months.", "three months", "three years"),
        ("news", "The building was built in 1926.", "1926", "1962"),
        ("news", "About 1,200 residents were told to leave.", "1,200", "1,100"),
    ],
)
def test_another_value_under_this_label(source: str, draft: str, text: str, evidence: str) -> None:
    (finding,) = judged(source, draft)
    assert (finding.text, finding.status) == (text, Status.CONTRADICTED)
    assert [e.text for e in finding.evidence] == [evidence]
    assert evidence in finding.message
    assert not check(draft, SOURCES[source]).clean


@pytest.mark.parametrize(
    ("source", "draft", "text", "message"),
    [
        ("earnings", "Operating expenses rose 3%.", "3%", "the source says it went down: "),
        ("news", "Fewer than 200 firefighters fought it.", "200", "the source says over 200, not under."),
        (
            "clinical",
            "The application was submitted in the first quarter of 2025.",
            "first quarter of 2025",
            "the source tells it as planned or expected: ",
        ),
    ],
)
def test_the_right_value_told_wrong(source: str, draft: str, text: str, message: str) -> None:
    (finding,) = judged(source, draft)
    assert (finding.text, finding.status) == (text, Status.CONTRADICTED)
    assert finding.message.startswith(message)
    assert finding.evidence


@pytest.mark.parametrize(
    ("source", "draft", "text", "rival"),
    [
        ("earnings", "Net income was $61.2 million.", "$61.2 million", "$38.5 million"),
        ("earnings", "Cash was $38.5 million.", "$38.5 million", "$912 million"),
        ("clinical", "18% discontinued.", "18%", "7%"),
        ("clinical", "Nausea occurred in 18% of patients.", "18%", "31%"),
        ("merger", "The termination fee is $85 million.", "$85 million", "$57 million"),
        ("merger", "New debt of $1.9 billion funds the deal.", "$1.9 billion", "$1.2 billion"),
    ],
)
def test_the_value_of_another_label(source: str, draft: str, text: str, rival: str) -> None:
    (finding,) = judged(source, draft)
    assert (finding.text, finding.status) == (text, Status.MISATTRIBUTED)
    assert [e.text for e in finding.evidence] == [rival, text]
    assert finding.message.startswith(f"{text} is another figure (“")
    assert f"under these words the source gives {rival}: “" in finding.message


@pytest.mark.parametrize(
    ("source", "draft"),
    [
        ("news", "The fire killed 37 and injured 14."),
        ("clinical", "Nausea occurred in 17% of patients and headache in 31%."),
        ("clinical", "7% needed dose reductions and 18% discontinued treatment."),
        ("merger", "The termination fee is $85 million and synergies are $57 million."),
    ],
)
def test_two_values_exchanged_are_both_flagged(source: str, draft: str) -> None:
    assert [status for _, status in verdicts(source, draft)] == ["misattributed"] * 2


@pytest.mark.parametrize(
    ("source", "draft", "text"),
    [
        ("earnings", "It has 7,400 sites.", "7,400"),
        ("earnings", "Its satellites orbit at 540 miles.", "540 miles"),
        ("clinical", "A blood sugar of 126 mg/dL was recorded.", "126 mg/dL"),
        ("merger", "The lawsuit over a Panamanian vessel takes 26 hours.", "26 hours"),
        ("news", "The wind blew at 83 mph.", "83 mph"),
    ],
)
def test_not_in_the_source(source: str, draft: str, text: str) -> None:
    (finding,) = judged(source, draft)
    assert (finding.text, finding.status) == (text, Status.UNSUPPORTED)
    assert finding.message.startswith("this number is not in the source")


def test_values_and_units_are_given_for_programs() -> None:
    draft = "On March 3, 2024 there were 31% and 9.4 months; $1.5 billion at 8:00 a.m."
    report = check(draft, CLINICAL)
    assert [(n["value"], n["unit"]) for n in report.to_dict()["numbers"]] == [
        ("2024-03-03", ""),
        ("31", "%"),
        ("9.4", "month"),
        ("1500000000", "USD"),
        ("08:00", ""),
    ]


def test_numbers_are_told_in_the_drafts_order_and_identifiers_of_its_own_are_no_numbers() -> None:
    draft = "1. Of 212 patients (see Exhibit 99.1), 31% had nausea.\n2. The first result: 44.1%."
    assert [text for text, _ in verdicts("clinical", draft)] == ["212", "31%", "44.1%"]


def test_a_draft_without_digits_is_read_however_short() -> None:
    assert verdicts("news", "Fourteen died.") == [("Fourteen", "supported")]
    assert verdicts("news", "Sixty died.") == [("Sixty", "contradicted")]


IDENTIFIERS = "Under NCT04296890, IMGN853 is in Phase 1/2. See Exhibit 99.1 and Form 10-K of Corvane."


@pytest.mark.parametrize(
    ("draft", "status"),
    [
        ("NCT04296890", Status.SUPPORTED),
        ("NCT-04296890", Status.SUPPORTED),
        ("IMGN-853", Status.SUPPORTED),
        ("NCT04296809", Status.CONTRADICTED),
        ("IMGN835", Status.CONTRADICTED),
        ("Exhibit 99.1", Status.SUPPORTED),
        ("Exhibit 9.91", Status.CONTRADICTED),
    ],
)
def test_identifiers_are_held_against_their_like(draft: str, status: Status) -> None:
    (finding,) = check(f"See {draft} for more.", IDENTIFIERS).numbers
    assert finding.status is status
    if status is Status.CONTRADICTED:
        assert finding.message == f"the source has {finding.evidence[0].text}."


def test_identifiers_of_a_kind_that_the_source_has_not_are_left_alone() -> None:
    assert check("See CUSIP 12345X678 on file.", "Revenue was $5 million.").numbers == ()


class TestItsOwnContradictions:
    def test_a_range_that_runs_backwards(self) -> None:
        findings = judged("earnings", "Corvane expects revenue of $480 million to $465 million.")
        assert [n.status for n in findings] == [Status.CONTRADICTED] * 2
        assert findings[0].message == "the range from $480 million to $465 million runs backwards."

    def test_a_rise_to_less(self) -> None:
        findings = judged("earnings", "Gross margin rose to 58.9% from 61.4%.")
        assert not any(n.status.clean for n in findings)

    @pytest.mark.parametrize(
        "draft", ["Nausea and headache occurred in 31% and 17%.", "Nausea fell from 31% to 17%."]
    )
    def test_two_values_that_are_no_range(self, draft: str) -> None:
        assert all("backwards" not in n.message for n in judged("clinical", draft))


class TestDraftAsGiven:
    """Offsets lead into the draft that the caller has, not into what is made of it for reading."""

    @pytest.mark.parametrize(
        ("draft", "expected"),
        [
            ("In 212 patients,\r\nthe response rate was\r\n44.1%.\r\n", [(3, 6), (41, 46)]),
            ("In 212 patients,\rthe response rate was\r44.1%.\r", [(3, 6), (39, 44)]),
            ("\ufeffIn all,\r\n212 patients.", [(10, 13)]),
            ("In all,\f212\x00 patients.", [(8, 11)]),
            ("The data cut-off was March 3,\r\n2024.", [(21, 35)]),
        ],
    )
    def test_numbers(self, draft: str, expected: list[tuple[int, int]]) -> None:
        report = check(draft, CLINICAL)
        assert [(number.start, number.end) for number in report.numbers] == expected
        assert [draft[start:end] for start, end in expected] == [number.text for number in report.numbers]
        assert [number.status for number in report.numbers] == [Status.SUPPORTED] * len(expected)
        assert report.draft_text == draft

    def test_quotations(self) -> None:
        draft = "\ufeffIt says:\r\n“Dose reductions were\r\nneeded in 18% of patients”.\r\n"
        report = check(draft, CLINICAL)
        (quote,) = report.quotes
        assert (quote.start, quote.end) == (12, 59)
        assert quote.text == draft[12:59] == "Dose reductions were\r\nneeded in 18% of patients"

    def test_files(self, tmp_path: Path) -> None:
        path = tmp_path / "draft.txt"
        path.write_bytes("\ufeffIn all,\r\n212 patients.\r\n".encode("utf-16-le"))
        (number,) = check(path, CLINICAL).to_dict()["numbers"]
        assert (number["start"], number["end"], number["text"]) == (10, 13, "212")

    def test_colours_of_a_terminal(self, tmp_path: Path) -> None:
        path = tmp_path / "draft.txt"
        path.write_text(
            "\x1b[1mORR\x1b[0m: \x1b[31m44.1%\x1b[0m; \x1b[1mnausea\x1b[0m: \x1b[31m31%\x1b[0m\n" * 3
        )
        numbers = check(path, CLINICAL).numbers
        assert [number.text for number in numbers] == ["44.1%", "31%"] * 3
        assert [number.start for number in numbers[:2]] == [18, 50]
        assert {number.status for number in numbers} == {Status.SUPPORTED}

    def test_a_page_is_what_a_person_sees(self) -> None:
        report = check("<html><body><p>In all,\r\n<b>212</b> patients.</p></body></html>", CLINICAL)
        (number,) = report.numbers
        assert report.draft_text[number.start : number.end] == "212"


class TestBadInput:
    @pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u200b\u200e\ufeff"])
    def test_an_empty_source_is_an_error(self, text: str) -> None:
        with pytest.raises(EmptySourceError):
            check("212 patients", text)

    @pytest.mark.parametrize("draft", ["", " ", "\n\t ", "\u200b\u200e\ufeff", b"", b" \n"])
    def test_an_empty_draft_has_no_numbers(self, draft: str | bytes) -> None:
        report = check(draft, NEWS)
        assert report.numbers == ()
        assert report.clean
        assert report.omitted == ()

    def test_a_draft_that_is_no_file_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(SourceNotFoundError):
            check(tmp_path / "missing.txt", NEWS)

    def test_a_draft_without_numbers(self) -> None:
        report = check("Nothing to see.", NEWS)
        assert report.numbers == ()
        assert report.clean
        assert report.counts == dict.fromkeys(
            ("supported", "derived", "misattributed", "contradicted", "unsupported"), 0
        )

    def test_a_source_without_numbers(self) -> None:
        assert [n.status for n in check("212 patients", "Nothing to see.").numbers] == [Status.UNSUPPORTED]
