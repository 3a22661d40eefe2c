"""Numbers of prose and of tables in a draft: what is copied word for word, and what only looks so."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.findings import Finding, Status
from summarizer.ingest import load, load_text
from summarizer.verify import check

FILINGS = sorted((Path(__file__).parents[1] / "filings").glob("*.txt"))

TABLE = """\
Corvane Corporation
(in thousands)

| | 2024 | 2023 |
|---|---|---|
| Revenue | 45,210 | 39,870 |
| Cost of goods | 12,300 | 11,200 |
| Servicing fees | 146 | 173 |
"""


def statuses(findings: tuple[Finding, ...]) -> list[Status]:
    return [finding.status for finding in findings]


class TestWordForWord:
    @pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
    def test_a_filing_restates_itself(self, path: Path) -> None:
        document = load(path)
        report = check(document, document)
        assert report.flagged == ()
        assert len(report.numbers) > 20
        assert report.omitted == ()

    @pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
    def test_each_of_its_sentences_restates_it(self, path: Path) -> None:
        document = load(path)
        for line in document.text.split("\n\n"):
            assert check(line, document).flagged == (), line

    def test_a_sentence_that_stands_there_needs_no_label(self) -> None:
        source = "Revenue of Northwind was $5 million in 2023. It was $7 million in 2024."
        (finding, _) = check("It was $7 million in 2024.", source).numbers
        assert finding.status is Status.SUPPORTED
        assert finding.evidence[0].start == source.index("$7 million")

    def test_typography_does_not_matter(self) -> None:
        source = "The response rate – by investigator – was 32.4%\n(95% CI: 23.6%, 42.2%) in the trial."
        draft = "The response rate - by investigator - was 32.4% (95% CI: 23.6%, 42.2%) in the trial."
        assert statuses(check(draft, source).numbers) == [Status.SUPPORTED] * 4

    def test_a_table_row_under_the_same_headers(self) -> None:
        assert check(TABLE, TABLE).flagged == ()
        assert [e.text for n in check(TABLE, TABLE).numbers for e in n.evidence] == [
            n.text for n in check(TABLE, TABLE).numbers
        ]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("| 45,210 | 39,870 |", "| 39,870 | 45,210 |"),
            ("| 2024 | 2023 |", "| 2023 | 2024 |"),
            ("(in thousands)", "(in millions)"),
            ("| Revenue | 45,210 |", "| Revenue | 12,300 |"),
        ],
    )
    def test_a_row_that_was_altered_is_judged(self, old: str, new: str) -> None:
        assert old in TABLE
        assert check(TABLE.replace(old, new), TABLE).flagged != ()


NOUNS = st.sampled_from(["Revenue", "Net income", "Gross profit", "Operating expense", "Capital spending"])
PLACES = st.sampled_from(["in Norway", "of the northern segment", "abroad", "before tax", "of Corvane"])
SENTENCES = st.lists(
    st.builds(
        "{} {} {} {} million{}.".format,
        NOUNS,
        PLACES,
        st.sampled_from(["was", "rose to", "fell to", "is expected to reach", "may exceed"]),
        st.decimals(1, 999, places=1).map("${}".format),
        st.sampled_from(["", ", up 5% from a year ago", ", down from $400 million", " in the quarter"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(SENTENCES)
def test_any_text_restates_itself(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert check(text, text).flagged == ()


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_sentence_beside_any_text_restates_itself(text: str) -> None:
    text = f"Revenue was $5 million in Norway.\n\n{text}"
    report = check(text, text)
    assert report.numbers[0].text == "$5 million"
    assert report.numbers[0].status is Status.SUPPORTED


METRICS = ["Revenue", "Headcount", "Churn", "Backlog", "Inventory", "Royalties", "Dividends", "Goodwill"]
VALUES = st.lists(st.integers(1000, 99999), min_size=3, max_size=len(METRICS), unique_by=lambda n: n // 10)


def other_digit(text: str, place: int, shift: int) -> str:
    digit = (int(text[place]) + shift) % 10
    return text[:place] + str(digit) + text[place + 1 :]


@settings(deadline=None)
@given(VALUES, st.data())
def test_any_digit_altered_is_never_supported(values: list[int], data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(["${:,} million", "{:,} tons", "{:,}%", "{:,} months", "{:,}"]))
    lines = [
        f"{metric} came to {unit.format(value)}." for metric, value in zip(METRICS, values, strict=False)
    ]
    source = load_text("\n".join(lines))
    chosen = data.draw(st.integers(0, len(values) - 1))
    printed = f"{values[chosen]:,}"
    places = [place for place, character in enumerate(printed) if character.isdigit()]
    altered = other_digit(printed, data.draw(st.sampled_from(places)), data.draw(st.integers(1, 9)))
    stated = lines[chosen]
    assert statuses(check(f"In short: {stated}", source).numbers) == [Status.SUPPORTED]
    value = int(altered.replace(",", ""))
    if value in values or altered.startswith("0"):
        return
    (finding,) = check(f"In short: {stated.replace(printed, altered)}", source).numbers
    assert finding.value == (Decimal(value).scaleb(6) if "million" in unit else Decimal(value))
    assert not finding.status.clean
    assert finding.evidence[0].text.strip("$%").startswith(printed)


@settings(deadline=None)
@given(VALUES, st.data())
def test_two_labels_exchanged_are_never_supported(values: list[int], data: st.DataObject) -> None:
    lines = [f"{metric} came to ${value:,}." for metric, value in zip(METRICS, values, strict=False)]
    source = load_text("\n".join(lines))
    one, two = data.draw(
        st.lists(st.integers(0, len(values) - 1), min_size=2, max_size=2, unique=True).map(tuple)
    )
    if not 0.1 < values[one] / values[two] < 10:
        return
    draft = f"In this year {METRICS[one].lower()} came to ${values[two]:,}."
    (finding,) = check(draft, source).numbers
    assert finding.status is Status.MISATTRIBUTED


NASTY = st.text(
    st.one_of(
        st.sampled_from("0123456789.,%$€()-–+±<>≤/:;|\n\t \u200b\u200e\u200f\u202e\u00ad\x00\x07\x1b"),
        st.sampled_from("٠١٢٣٤٥٦٧٨٩０１２３４５６７８９½⅓²³ⅣⅷNaInfe"),
        st.characters(),
    ),
    max_size=120,
)
PIECES = st.sampled_from(
    "NaN Infinity inf 1e999 1E+400 $ 12 12.5% (12.5)% 95% CI: 1, 2 respectively million billion ½ "
    "٣٢٫٤٪ ３２．４％ Q1 2022 November 16, 2021 31/02/2021 12:61 p<0.001 34 of 105 34/0 0/0 0% $0 -0 "
    "from to between and versus months ended grade 3+ | |---| \n\n • ( ) [ ] the rate was".split(" ")
)
SOURCE = load_text(
    "Results\n\nThe rate was 32.4% (95% CI: 23.6%, 42.2%). Revenue rose 12% to $450 million from $0 in the "
    "first quarter of 2022, and 34 of 105 patients left after 5.9 months on November 16, 2021 at 8:00."
    "\n\n"
    "| (in thousands) | 2024 | 2023 |\n|---|---|---|\n| Cost | 12,300 | (0) |\n"
)


@pytest.mark.parametrize(
    ("draft", "judged"),
    [
        ("In the first nine months of 2005 net sales were $31 million.", False),
        ("Net sales were $31 million after nine months.", True),
        ("For the nine months ended June 30, 2005 net sales were $31 million.", True),
    ],
)
def test_a_length_that_only_says_when_is_no_claim(draft: str, *, judged: bool) -> None:
    report = check(draft, "Net sales of 2005 were $31 million, and those of the fourth quarter $9 million.")
    assert ("nine months" in {finding.text for finding in report.numbers}) is judged


class TestHostileText:
    @settings(deadline=None)
    @given(NASTY)
    def test_a_draft_of_any_characters(self, text: str) -> None:
        report = check(text, SOURCE)
        for number in report.numbers:
            assert number.span is not None
            assert number.span.of(report.draft_text) == number.text
            for evidence in number.evidence:
                assert evidence.span.of(SOURCE.text) == evidence.text
        report.to_dict()

    @settings(deadline=None)
    @given(st.lists(PIECES, max_size=30).map(" ".join))
    def test_a_draft_of_any_numbers(self, text: str) -> None:
        for number in check(text, SOURCE).numbers:
            assert number.evidence or number.status in (Status.UNSUPPORTED, Status.CONTRADICTED)

    @settings(deadline=None)
    @given(NASTY, st.lists(PIECES, max_size=20).map(" ".join))
    def test_a_source_of_anything(self, text: str, pieces: str) -> None:
        source = load_text(f"Text {text} {pieces}")
        report = check(f"The rate was 32.4% in 2022. {pieces}", source)
        for number in report.numbers:
            for evidence in number.evidence:
                assert evidence.span.of(source.text) == evidence.text

    @pytest.mark.parametrize("digits", [50, 1_000, 10_000])
    def test_numbers_of_many_digits(self, digits: int) -> None:
        number = "7" * digits
        source = f"The count was {number}, the share 12% and it lasted {number} weeks."
        assert check(f"It held that the count was {number}.", source).clean
        (finding,) = check(f"The count was {number[:-1]}8.", source).numbers
        assert not finding.status.clean
        check(
            f"It lasted {number} days, up {number}% or {number} basis points to ${number}.{number}.", source
        )

    @pytest.mark.parametrize(
        "text",
        [
            "The rate was ３２．４％.",
            "The rate was ٣٢٫٤٪.",
            "The rate was 3\u200b2.4%.",
            "The rate was \u200f32.4%.",
        ],
    )
    def test_digits_of_other_scripts_are_read(self, text: str) -> None:
        (finding,) = check(text, SOURCE).numbers
        assert finding.status is Status.SUPPORTED
        (finding,) = check(text.replace("４", "５").replace("٤", "٥").replace("4", "5"), SOURCE).numbers
        assert not finding.status.clean

    @pytest.mark.parametrize("word", ["NaN", "Infinity", "-inf", "1e999"])
    def test_what_is_no_number(self, word: str) -> None:
        assert all(not n.status.clean for n in check(f"The rate was {word}%.", SOURCE).numbers)

    def test_a_source_of_zeros(self) -> None:
        source = "Revenue was $0 in 2024 and $0 in 2023. Costs were 0% of it, for 0 months."
        for draft in (
            "Revenue rose 5%.",
            "Revenue doubled.",
            "Revenue was 0%.",
            "Costs were half of revenue.",
        ):
            check(draft, source)


class TestTailsOfSentences:
    """What stands in the source word for word, but behind a word that turns it round."""

    @pytest.mark.parametrize(
        ("source", "draft", "number", "whole"),
        [
            (
                "In the quarter, non-GAAP net income was $21.9 million or $0.66 per share.",
                "GAAP net income was $21.9 million or $0.66 per share.",
                "$21.9 million",
                False,
            ),
            (
                "In the quarter, GAAP net income was $21.9 million or $0.66 per share.",
                "GAAP net income was $21.9 million or $0.66 per share.",
                "$21.9 million",
                True,
            ),
            (
                "In the quarter, adjusted gross profit was $12.4 million for the unit.",
                "gross profit was $12.4 million for the unit.",
                "$12.4 million",
                False,
            ),
            (
                "In the quarter, gross profit was $12.4 million for the unit.",
                "gross profit was $12.4 million for the unit.",
                "$12.4 million",
                True,
            ),
            (
                "Unless net sales exceed $5.5 million in all of 2025, nothing is paid.",
                "net sales exceed $5.5 million in all of 2025",
                "$5.5 million",
                False,
            ),
            (
                "It said: net sales exceed $5.5 million in all of 2025, nothing less.",
                "net sales exceed $5.5 million in all of 2025",
                "$5.5 million",
                True,
            ),
            # Where it stands by itself as well, it is said.
            (
                "However, adjusted gross profit was $12.4 million for the unit. And gross profit was $12.4 "
                "million for the unit.",
                "gross profit was $12.4 million for the unit.",
                "$12.4 million",
                True,
            ),
        ],
    )
    def test_it_is_the_source_s_own_only_if_nothing_turns_it_round(
        self, source: str, draft: str, number: str, *, whole: bool
    ) -> None:
        found = {f.text: f.message for f in check(draft, source).numbers}
        told = "its whole sentence or row stands in the source, word for word."
        assert (found[number] == told) is whole

    def test_income_by_gaap_is_not_what_is_told_of_income_by_another_measure(self) -> None:
        source = "In the quarter, non-GAAP net income was $21.9 million or $0.66 per share."
        found = {f.text: f.status for f in check(f"GAAP{source[24:]}", source).numbers}
        assert found == {"$21.9 million": Status.MISATTRIBUTED, "$0.66 per share": Status.MISATTRIBUTED}
        assert check(f"Non-GAAP{source[24:]}", source).clean
