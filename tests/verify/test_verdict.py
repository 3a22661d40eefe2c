"""Verdicts that rest on tables, signs, periods and several places, and how their messages read."""

import pytest

from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.verify import check

TABLE = load_text(
    """Corvane Corporation
(in thousands)

| | Three Months Ended June 30, 2024 | Three Months Ended June 30, 2023 |
|---|---|---|
| Revenue from products | 45,210 | 39,870 |
| Revenue from services | 5,000 | 4,000 |
| Net loss | (1,234) | (2,345) |
"""
)
PROSE = load_text(
    "Net income was $38.5 million in the second quarter of 2024. Net interest margin was 3.12% in the second "
    "quarter of 2024. Diluted earnings per share were $1.45. Deposits were $912 million at June 30, 2024. "
    "Loans were $644 million at June 30, 2024. The margin was 22.5% in 2024 and 20.0% in 2023. The bank "
    "opened 12 branches in Norway. In May it also opened 12 branches in Norway."
)


def only(draft: str, source: object = TABLE, text: str = "") -> Finding:
    report = check(draft, source)  # type: ignore[arg-type] # documents of this module
    (finding,) = [n for n in report.numbers if text in (n.text, "")]
    return finding


RELEASE = load_text(
    "OSLO, June 10, 2025 -- Corvane plc today announced results.\n\nThe merger agreement was entered into by "
    "Corvane on June 9, 2025. Net sales for the quarter ended March 31, 2025 were $84,205 thousand."
)


GROUPS = load_text(
    """Corvane Corporation
(in thousands)

| | June 30, 2024 | June 30, 2023 |
|---|---|---|
| Homes | 21,100 | 20,400 |
| Subtotal | 154,177 | 149,870 |
| Offices | 19,300 | 18,200 |
| Subtotal | 110,563 | 104,210 |

Adjustments to reconcile net income
(in thousands)

| | Year ended June 30, 2024 |
|---|---|
| Loss on disposal of equipment | 6,688 |
| (Gain) loss on sale of securities | 73,311 |
| Gain on sale of land | 5,120 |
"""
)


@pytest.mark.parametrize(
    ("draft", "clean"),
    [
        ("The subtotal was $154.2 million at June 30, 2024.", True),
        ("The subtotal was $110.6 million at June 30, 2024.", True),
        ("The subtotal was $104.2 million at June 30, 2024.", False),
        ("The loss on disposal of equipment was $6.7 million.", True),
        ("The gain on disposal of equipment was $6.7 million.", False),
        ("The loss on sale of securities was $73.3 million.", True),
        ("The gain on sale of securities was $73.3 million.", False),
        ("The gain on sale of land was $5.1 million.", True),
    ],
)
def test_rows_of_one_name_and_rows_of_two(draft: str, *, clean: bool) -> None:
    assert all(finding.status.clean for finding in check(draft, GROUPS).numbers) is clean


class TestDatesOfTheSource:
    @pytest.mark.parametrize(
        ("draft", "clean"),
        [
            ("The merger agreement was entered into by Corvane on June 9, 2025.", True),
            ("Corvane signed the merger agreement on June 9, 2025.", True),
            ("The merger agreement was signed by Corvane on June 10, 2025.", False),
            ("Corvane announced the merger agreement on June 10, 2025.", True),
        ],
    )
    def test_a_dateline_dates_the_news_and_nothing_else(self, draft: str, clean: bool) -> None:
        assert only(draft, RELEASE).status.clean is clean

    @pytest.mark.parametrize(
        ("draft", "number", "clean"),
        [
            ("For the three months ended March 31, 2025 sales grew.", "three months", True),
            ("For the nine months ended March 31, 2025 sales grew.", "nine months", False),
        ],
    )
    def test_a_length_is_that_of_the_time_told(self, draft: str, number: str, clean: bool) -> None:
        assert only(draft, RELEASE, number).status.clean is clean

    def test_zeros_at_the_end_are_rounding(self) -> None:
        found = only("Net sales were $84,200,000.", RELEASE)
        assert (found.status, found.message) == (Status.DERIVED, "84205000 rounded.")


class TestTables:
    @pytest.mark.parametrize(
        ("draft", "text", "message"),
        [
            (
                "Revenue from products was $45.21 million.",
                "$45.21 million",
                "“Revenue from products › Three Months Ended June 30, 2024: 45,210”.",
            ),
            (
                "Revenue from products was $39.87 million in the three months ended June 30, 2023.",
                "$39.87 million",
                "“Revenue from products › Three Months Ended June 30, 2023: 39,870”.",
            ),
        ],
    )
    def test_a_cell_is_shown_under_its_headers(self, draft: str, text: str, message: str) -> None:
        finding = only(draft, text=text)
        assert (finding.status, finding.message) == (Status.SUPPORTED, message)

    def test_the_scale_of_the_caption_is_told(self) -> None:
        finding = only("Revenue from products was $45,210.")
        assert finding.status is Status.CONTRADICTED
        assert finding.message == (
            "the source gives 45,210 (= 45,210,000): "
            "“Revenue from products › Three Months Ended June 30, 2024: 45,210”."
        )

    def test_the_column_of_another_year(self) -> None:
        draft = "Revenue from products was $39.87 million in the three months ended June 30, 2024."
        finding = only(draft, text="$39.87 million")
        assert finding.status is Status.MISATTRIBUTED
        assert [e.text for e in finding.evidence] == ["45,210", "39,870"]

    def test_the_row_of_another_metric(self) -> None:
        finding = only("Revenue from services was $45.21 million.")
        assert finding.status is Status.MISATTRIBUTED
        assert finding.evidence[0].text == "5,000"

    def test_a_negative_number_is_a_loss_and_no_income(self) -> None:
        assert only("The net loss was $1,234 thousand.").status is Status.SUPPORTED
        assert only("There was a net loss of $2.3 million.").status is Status.DERIVED
        assert not only("Net income was $1,234 thousand.").status.clean

    def test_changes_between_columns(self) -> None:
        assert only("Revenue from products rose by $5,340 thousand.").message == (
            "45,210 − 39,870 = $5,340 thousand."
        )
        assert only("Revenue from services was 25% higher.").status is Status.DERIVED
        assert only("The net loss narrowed by $1,111 thousand.").status is Status.DERIVED
        assert not only("Revenue from products fell by $5,340 thousand.").status.clean
        assert not only("Revenue from products rose 31%.").status.clean

    def test_money_in_a_currency_of_its_own(self) -> None:
        source = TABLE.text.replace("45,210", "$45,210")
        assert only("Revenue from products was $45.21 million.", source).status is Status.SUPPORTED
        assert not only("Revenue from products was €45.21 million.", source).status.clean
        assert not only("Revenue from services was €5.0 million.", source).status.clean

    def test_a_bare_number_of_prose_is_no_money_where_no_currency_is_named(self) -> None:
        assert not only("The fee was $250.", "The number of guests at the event was 250.").status.clean


class TestPeriods:
    @pytest.mark.parametrize(
        "draft",
        [
            "Net income was $38.5 million in the second quarter of 2023.",
            "Net income was $38.5 million in the third quarter of 2024.",
        ],
    )
    def test_another_period(self, draft: str) -> None:
        finding = only(draft, PROSE, "$38.5 million")
        assert finding.status is Status.MISATTRIBUTED
        assert finding.message.startswith("the source gives it for the 3 months to June 2024: “")

    def test_another_length(self) -> None:
        source = "Revenue for the three months ended June 30, 2024 was $5.5 million."
        finding = only(
            "Revenue for the six months ended June 30, 2024 was $5.5 million.", source, "$5.5 million"
        )
        assert finding.status is Status.MISATTRIBUTED
        assert finding.message.startswith("the source gives it for the 3 months to June 2024: “")

    def test_the_margin_went_up(self) -> None:
        assert only("The margin rose 250 basis points.", PROSE).message == "22.5% − 20.0% = 250 basis points."
        assert not only("The margin fell by 250 basis points.", PROSE).status.clean


class TestMessages:
    def test_several_places(self) -> None:
        finding = only("It opened 12 branches.", PROSE)
        assert finding.status is Status.SUPPORTED
        assert finding.message.startswith("stands 2 times in the source; here: “")
        assert [e.text for e in finding.evidence] == ["12", "12"]
        assert finding.evidence[0].start != finding.evidence[1].start

    def test_a_snippet_of_a_long_sentence_is_cut_at_words(self) -> None:
        words = " ".join(["some words that go on and on and tell nothing of interest"] * 5)
        source = f"The list says {words} and revenue was $5.5 million because {words} ended."
        finding = only("So revenue was $5.5 million.", source)
        snippet = finding.message.removeprefix("“").removesuffix("”.")
        assert snippet.startswith("…")
        assert snippet.endswith("…")
        assert "$5.5 million" in snippet
        assert snippet.strip("…") in source
        assert len(snippet) < 200
        assert f" {snippet.strip('…')} " in source  # no word is cut

    def test_a_short_sentence_is_shown_whole(self) -> None:
        finding = only("So deposits were $912 million.", PROSE)
        assert finding.message == "“Deposits were $912 million at June 30, 2024.”."

    def test_the_nearest_place_is_named_for_what_is_not_there(self) -> None:
        finding = only("Deposits of Swedish customers were $77 million.", PROSE)
        assert not finding.status.clean
        assert "Deposits were $912 million" in finding.message

    def test_bounds_that_are_exchanged(self) -> None:
        source = "The response rate was 32.4% (95% CI: 23.6%, 42.2%) in the trial."
        estimate, level, low, high = check("The rate was 32.4% (95% CI: 42.2%, 23.6%).", source).numbers
        assert estimate.status is level.status is Status.SUPPORTED
        assert not low.status.clean
        assert not high.status.clean
        assert "as a lower bound" in low.message or "runs backwards" in low.message


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        ("Basic earnings per share were $1.45.", "Diluted earnings per share were $1.45."),
        ("Gross margin was 22.5%.", "Net margin was 22.5%."),
        ("Mean survival was 9.4 months.", "Median survival was 9.4 months."),
    ],
)
def test_words_that_exclude_each_other(draft: str, source: str) -> None:
    finding = only(draft, source)
    assert finding.status is Status.MISATTRIBUTED
    assert finding.message == f"the source speaks of another kind: “{source}”."


@pytest.mark.parametrize(
    ("draft", "source", "message"),
    [
        (
            "There was a gain of $5 million.",
            "There was a loss of $5 million.",
            "the source speaks of a loss: “",
        ),
        (
            "There was a loss of $5 million.",
            "There was a gain of $5 million.",
            "the source speaks of a gain: “",
        ),
        ("Sales rose 5%.", "Sales fell 5%.", "the source says it went down: “"),
        ("Sales fell 5%.", "Sales rose 5%.", "the source says it went up: “"),
        ("It will pay $5 million.", "It paid $5 million.", "the source tells it as done: “"),
        ("It paid $5 million.", "It will pay $5 million.", "the source tells it as planned or expected: “"),
        ("Up to 50 people came.", "At least 50 people came.", "the source says at least 50, not at most."),
    ],
)
def test_the_right_number_told_the_wrong_way(draft: str, source: str, message: str) -> None:
    finding = only(draft, source)
    assert finding.status is Status.CONTRADICTED
    assert finding.message.startswith(message)


BALANCE_SHEET = load_text(
    """Corvane Corporation
CONDENSED CONSOLIDATED BALANCE SHEETS
(In millions)

| | June 28, 2025 | September 28, 2024 |
|---|---|---|
| Current assets: | | |
| Cash and cash equivalents | 36,269 | 29,943 |
| Other current assets | 14,359 | 14,287 |
| Total current assets | 122,491 | 152,987 |
| Non-current assets: | | |
| Other non-current assets | 82,882 | 74,834 |
| Total non-current assets | 209,004 | 211,993 |
| Total assets | 331,495 | 364,980 |
"""
)


@pytest.mark.parametrize(
    ("draft", "status"),
    [
        ("Total assets at June 28, 2025: $331,495 million.", Status.SUPPORTED),
        ("Other non-current assets at June 28, 2025: $82,882 million.", Status.SUPPORTED),
        ("Total current assets at June 28, 2025: $122,491 million.", Status.SUPPORTED),
        ("Total assets at June 28, 2025: $122,491 million.", Status.MISATTRIBUTED),
        ("Total current assets at June 28, 2025: $331,495 million.", Status.MISATTRIBUTED),
        ("Total non-current assets at June 28, 2025: $82,882 million.", Status.MISATTRIBUTED),
        ("Other non-current assets at June 28, 2025: $209,004 million.", Status.MISATTRIBUTED),
    ],
)
def test_a_row_named_in_full_is_not_the_total_with_more_words(draft: str, status: Status) -> None:
    assert only(draft, BALANCE_SHEET, draft.split(": ")[1].rstrip(".")).status is status


SHARES = load_text(
    "Shares of revenue\n\n| | 2019 | 2018 | 2017 |\n|---|---|---|---|\n"
    "| Norvane Inc. (“Norvane”) | 32% | 36% | 34% |\n| Corvane Co., Ltd. (“Corvane”) | 13% | 8% | 11% |\n"
)


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        ("Norvane and Corvane contributed 34% and 11% of revenue in 2017.", []),
        ("Norvane and Corvane contributed 11% and 34% of revenue in 2017.", ["11%", "34%"]),
        ("Share of revenue of Norvane and Corvane in 2018: 36% and 8%, respectively.", []),
        ("Share of revenue of Norvane and Corvane in 2018: 8% and 36%, respectively.", ["8%", "36%"]),
        ("Between them, Norvane and Corvane made up 45% of revenue in 2019.", []),
        ("Between them, Norvane and Corvane made up 44% of revenue in 2019.", ["44%"]),
    ],
)
def test_lists_of_names_and_of_numbers(draft: str, wrong: list[str]) -> None:
    assert [found.text for found in check(draft, SHARES).flagged] == wrong


@pytest.mark.parametrize(
    ("draft", "status"),
    [
        ("The plan pays 76 employees a pension.", Status.UNSUPPORTED),  # 25 are stores
        ("The pension costs $3.1 billion.", Status.CONTRADICTED),  # of another scale
        ("The pension costs $4.2 million.", Status.CONTRADICTED),
        ("The pension costs $900,000 million.", Status.UNSUPPORTED),  # nobody would mix that up
    ],
)
def test_what_contradicts_is_of_one_kind_and_size(draft: str, status: Status) -> None:
    source = load_text("The plan pays employees of 25 stores a pension. The pension costs $3.1 million.\n")
    assert [f.status for f in check(draft, source).numbers] == [status]


VOTES = load_text(
    """Stockholders ratified the selection of Ernst & Young as the independent registered public accounting \
firm with 2,512,534,467 shares in favor, 56,267,628 shares against and 4,026,118 shares abstaining.
"""
)


def test_a_rounded_number_beside_another_of_its_sentence_stands_there_by_no_chance() -> None:
    right = "The auditor drew 2.51 billion votes for and 56.3 million against."
    assert [finding.status for finding in check(right, VOTES).numbers] == [Status.DERIVED, Status.DERIVED]
    wrong = "The auditor drew 2.51 billion votes for and 56.9 million against."
    assert [finding.status.clean for finding in check(wrong, VOTES).numbers] == [True, False]
