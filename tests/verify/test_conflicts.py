"""A right number in words that the source contradicts, beside the same number in words that it bears out."""

import pytest

from summarizer.document import Document
from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.verify import check

TABLE = load_text(
    """Corvane Corporation
(in thousands)

| | Three Months Ended June 30, 2024 | Three Months Ended June 30, 2023 | % Change |
|---|---|---|---|
| Product revenue | 45,210 | 49,870 | (9)% |
| Service revenue | 6,000 | 4,000 | 50% |
| Net income (loss) | (1,234) | 2,345 | |

Fourth quarter targets

| | Fourth quarter of 2024 |
|---|---|
| Total sales | $826 million |
"""
)


def test_a_date_as_of_which_a_balance_stands_is_neither_planned_nor_done() -> None:
    source = "We expect that our cash as of March 31, 2025 will be sufficient. Cash was $5 million."
    assert flagged("Cash totalled $5 million at March 31, 2025.", source) == set()


def findings(draft: str, source: str | Document) -> dict[str, Finding]:
    return {finding.text: finding for finding in check(draft, source).numbers}


def flagged(draft: str, source: str | Document) -> set[str]:
    return {text for text, finding in findings(draft, source).items() if not finding.status.clean}


@pytest.mark.parametrize(
    ("source", "right", "wrong", "number"),
    [
        # The governing word of the source's sentence.
        ("Sales fell 5%.", "Sales declined 5%.", "Sales rose 5%.", "5%"),
        ("A 37% reduction in risk was seen.", "Risk fell 37%.", "There was a 37% increase in risk.", "37%"),
        (
            "Doses were reduced in 24.3% of patients.",
            "24.3% had a dose reduction.",
            "24.3% had a dose increase.",
            "24.3%",
        ),
        (
            "Margin improved by 250 basis points.",
            "Margin improved 250 basis points.",
            "Margin worsened 250 basis points.",
            "250 basis points",
        ),
        # The two figures of the source's sentence.
        (
            "Revenue was $120 million, compared with $145 million a year ago.",
            "Revenue fell to $120 million.",
            "Revenue rose to $120 million.",
            "$120 million",
        ),
        # What is higher or lower than what.
        (
            "With longer follow-up the rate could reach 7%.",
            "With longer follow-up it could reach 7%.",
            "With shorter follow-up it could reach 7%.",
            "7%",
        ),
        # Profit and loss, and other sides.
        (
            "There was a loss of $5 million.",
            "The loss was $5 million.",
            "The profit was $5 million.",
            "$5 million",
        ),
        (
            "Cash used in operating activities was $5 million.",
            "Operating activities used cash of $5 million.",
            "Operating activities provided cash of $5 million.",
            "$5 million",
        ),
        ("The price is a 38% premium.", "It is a premium of 38%.", "It is a discount of 38%.", "38%"),
        # More and less.
        ("Up to 50 people came.", "As many as 50 people came.", "At least 50 people came.", "50"),
        (
            "Options at $31.50 or more are void.",
            "Options at or above $31.50 are void.",
            "Options below $31.50 are void.",
            "$31.50",
        ),
        (
            "6% had events of grade 3 or higher.",
            "Grade 3 or higher events: 6%.",
            "Grade 3 or lower events: 6%.",
            "6%",
        ),
        # How often.
        (
            "It pays a quarterly dividend of $0.18.",
            "It pays $0.18 per quarter.",
            "It pays an annual dividend of $0.18.",
            "$0.18",
        ),
    ],
)  # fmt: skip
def test_words_that_the_source_contradicts(source: str, right: str, wrong: str, number: str) -> None:
    assert flagged(right, source) == set()
    assert findings(wrong, source)[number].status is Status.CONTRADICTED


def test_the_other_end_of_a_range() -> None:
    source = "The median was 3 lines (range 1 to 4)."
    assert flagged("The range was 1 to 4 lines.", source) == set()
    assert flagged("The range was 1 to 3 lines.", source) == {"3"}


@pytest.mark.parametrize(
    ("source", "right", "wrong", "number"),
    [
        (
            "It plans to submit it in the fourth quarter of 2025.",
            "A filing is planned for the fourth quarter of 2025.",
            "It filed it in the fourth quarter of 2025.",
            "fourth quarter of 2025",
        ),
        (
            "Submission on Track for May 2022",
            "It expects to file it in May 2022.",
            "It submitted it in May 2022.",
            "May 2022",
        ),
        (
            "On May 20, 2008, Nuance acquired eScription.",
            "It bought eScription on May 20, 2008.",
            "It will buy eScription on May 20, 2008.",
            "May 20, 2008",
        ),
        (
            "A dividend of $0.12 is payable on May 20, 2008.",
            "It will be paid on May 20, 2008.",
            "It was paid on May 20, 2008.",
            "May 20, 2008",
        ),
        (
            "It expects revenue of $826 million.",
            "Revenue is expected to be $826 million.",
            "Revenue was $826 million.",
            "$826 million",
        ),
        (
            "Revenue was $826 million.",
            "Revenue totaled $826 million.",
            "Revenue will be $826 million.",
            "$826 million",
        ),
        (
            "It plans to close 35 more stores.",
            "It will close 35 more stores.",
            "It closed 35 more stores.",
            "35",
        ),
        ("It has paid $826 million.", "It paid $826 million.", "It will pay $826 million.", "$826 million"),
    ],
)  # fmt: skip
def test_planned_is_not_done(source: str, right: str, wrong: str, number: str) -> None:
    assert flagged(right, source) == set()
    finding = findings(wrong, source)[number]
    assert finding.status is Status.CONTRADICTED
    assert finding.message.startswith("the source tells it as ")


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        # Another place says it as the claim does.
        ("It paid $5 million.", "It will pay $5 million in May. It has since paid $5 million."),
        # Commitments are done when what they are about is not.
        ("It declared a dividend of $0.12.", "It will pay a dividend of $0.12."),
        ("It will pay a dividend of $0.12.", "It declared a dividend of $0.12."),
        # Conditions and possibilities say nothing.
        ("If sales grew to $5 million, it paid more.", "It will pay more at sales of $5 million."),
        # A name is neither planned nor done.
        ("The 10-year note touched a low.", "It expects sales of the 10-year note."),
        ("Sales grew in the second quarter.", "It expects second quarter sales."),
        # Raised guidance is still guidance.
        ("Guidance was raised to $5 million.", "It expects revenue of $5 million."),
        # Better may be more or less.
        ("The ratio improved to 22%.", "The ratio fell to 22%."),
        # The same people, told from both sides.
        ("71 patients were under 18.", "71 patients were not 18 or older."),
        # A base has a direction of its own.
        ("Sales fell from $5 million.", "Sales were $5 million, up from $3 million."),
        # No direction at all.
        ("It raised $100 million.", "Proceeds declined to $100 million."),
    ],
)  # fmt: skip
def test_words_that_contradict_nothing(draft: str, source: str) -> None:
    assert flagged(draft, source) == set()


class TestTables:
    @pytest.mark.parametrize(
        ("right", "wrong"),
        [
            ("Product revenue fell to $45.21 million.", "Product revenue rose to $45.21 million."),
            ("Service revenue grew to $6.0 million.", "Service revenue declined to $6.0 million."),
            ("Product revenue declined 9%.", "Product revenue grew 9%."),
            ("The net loss was $1,234 thousand.", "Net income was $1,234 thousand."),
            ("Total sales are expected to be $826 million.", "Total sales were $826 million."),
            ("Product revenue was $45.21 million.", "Product revenue will be $45.21 million."),
        ],
    )
    def test_rows_and_their_heads(self, right: str, wrong: str) -> None:
        assert flagged(right, TABLE) == set()
        assert flagged(wrong, TABLE)


NOTES = load_text(
    """The Company issued $862.5 million of 3.25% convertible senior notes due 2030. It intends to issue \
shares and pay cash of $40 million at closing. Interest is paid in cash every February 15. The dividend of \
$0.40 was paid annually on May 2. It paid $3 million on June 3, 2025.

Capital spending for 2025 is expected to be $18 million. The trial enrolled at least 50 adults.
"""
)


@pytest.mark.parametrize(
    ("right", "wrong", "number"),
    [
        # A coupon only names what something is done with.
        (
            "The 3.25% notes will be repaid at closing.",
            "It will issue $862.5 million of notes.",
            "$862.5 million",
        ),
        ("It will issue cash against the 3.25% senior bonds.", "It paid cash of $40 million.", "$40 million"),
        # What a habit is says of no time that it was done or is to come.
        ("Interest will be paid on February 15.", "It will pay $3 million on June 3, 2025.", "June 3, 2025"),
        ("A dividend of $0.40 will be paid.", "It will pay $3 million.", "$3 million"),
        # An outlook is no result, whatever the tense of its verb.
        ("Capital spending is now put at $18 million.", "Capital spending was $18 million.", "$18 million"),
        (
            "The company's spending plans were set at $18 million.",
            "The company's spending came to $18 million.",
            "$18 million",
        ),
        # A condition that is to be met says how the rest falls out.
        (
            "The trial would be void only if at most 50 adults enrolled.",
            "The trial enrolled at most 50 adults.",
            "50",
        ),
        ("Nothing is found unless at most 50 adults enrolled.", "At most 50 adults enrolled.", "50"),
    ],
)
def test_coupons_habits_outlooks_and_conditions(right: str, wrong: str, number: str) -> None:
    assert flagged(right, NOTES) == set()
    assert findings(wrong, NOTES)[number].status is Status.CONTRADICTED


CHANGES = load_text(
    "The mean change in weight was -1.21% with the drug. The loss of weight was 6.1 points more."
)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("Weight fell by 1.21% with the drug.", set()),
        ("The change in weight was -1.21% with the drug.", set()),
        ("Weight rose by 1.21% with the drug.", {"1.21%"}),
        ("Weight changed by +1.21% with the drug.", {"+1.21%"}),
        ("The weight loss was 6.1 points more.", set()),
    ],
)
def test_a_change_below_zero_is_no_rise(draft: str, expected: set[str]) -> None:
    assert flagged(draft, CHANGES) == expected


BALANCES = load_text(
    """Results for the six months ended April 1, 2000.

| | April 1, 2000 | September 25, 1999 |
|---|---|---|
| Cash and cash equivalents | $1,662 million | $1,326 million |
"""
)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("Cash rose by $336 million over six months.", set()),
        ("Cash rose by $336 million in six months to $1,662 million.", set()),
        ("Cash rose by $336 million.", set()),
        ("Cash rose by $336 million from September 25, 1999.", set()),
        ("Cash rose by $336 million in the quarter.", {"$336 million"}),
        ("Cash rose by $336 million over three months.", {"$336 million", "three months"}),
    ],
)
def test_a_change_between_balances_takes_as_long_as_they_lie_apart(draft: str, expected: set[str]) -> None:
    assert flagged(draft, BALANCES) == expected


LINES = load_text(
    """The trial enrolled 106 patients with a median of three prior lines (range one to four); 51% had \
three and 48% had one to two prior lines.

Median follow-up was 11.2 months (range, 0.5 to 31.4) with the drug and 7.4 months (range, 0.3 to 28.9) with \
placebo. The difference in weight was 13.7 points (range, 11.8 to 15.6).
"""
)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("48% had had one to two lines.", set()),
        ("48% had had one to four lines.", {"four"}),
        ("Follow-up was 11.2 months (range 0.5 to 31.4) with the drug.", set()),
        ("Follow-up was 11.2 months (range 0.5 to 28.9) with the drug.", {"28.9"}),
        ("The difference was 13.7 points (range 11.8 to 15.6).", set()),
    ],
)
def test_a_range_is_that_of_the_figure_before_it(draft: str, expected: set[str]) -> None:
    assert flagged(draft, LINES) == expected


def test_a_wrong_figure_leaves_its_range_alone() -> None:
    source = "By investigator, ORR was 32.4% (23.6% to 42.2%). By BICR, ORR was 31.6% (22.4% to 41.9%)."
    assert flagged("By investigator, ORR was 31.6% (23.6% to 42.2%).", source) == {"31.6%"}


PROVISIONS = load_text(
    """The bank reported that as a result of a $10.0 million provision for loan losses, it had a loss.

| | Quarter Ended Dec 31, 2008 | Nine Months Ended Dec 31, 2008 |
|---|---|---|
| Provision for loan losses | $10.0 million | $25.0 million |
"""
)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("The provision for loan losses was $10.0 million in the quarter.", set()),
        ("The provision for loan losses was $10.0 million in the year.", {"$10.0 million"}),
        ("The provision for loan losses was $25.0 million in the nine months.", set()),
    ],
)
def test_a_place_without_a_time_clears_no_other_time(draft: str, expected: set[str]) -> None:
    assert flagged(draft, PROVISIONS) == expected


HEADLINES = load_text(
    """Comparable Sales Increased 15.6%

| | 13 weeks |
|---|---|
| Comparable sales | 15.6% |
"""
)


def test_a_row_without_a_direction_has_that_of_the_headline() -> None:
    assert flagged("Comparable sales increased 15.6%.", HEADLINES) == set()
    assert flagged("Comparable sales decreased 15.6%, with stores and website together.", HEADLINES) == {
        "15.6%"
    }
    (finding,) = check("Comparable sales decreased 15.6%.", HEADLINES).numbers
    assert finding.status is Status.CONTRADICTED
    assert finding.message == "the source says it went up: “Comparable Sales Increased 15.6%”."


DATES = load_text(
    """On July 8, 2025, the company acquired Tarnow Seals for $24.5 million in cash.

| | Prior outlook (July 30, 2025) | Updated outlook (October 29, 2025) |
|---|---|---|
| Sales | $410 million | $425 million |
"""
)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("It acquired Tarnow Seals on July 8, 2025, for $24.5 million in cash.", set()),
        (
            "It acquired Tarnow Seals on July 30, 2025, for $24.5 million in cash.",
            {"July 30, 2025", "$24.5 million"},
        ),
        ("The prior outlook of July 30, 2025 was sales of $410 million.", set()),
    ],
)
def test_a_date_that_heads_a_table_is_no_other_event_s(draft: str, expected: set[str]) -> None:
    assert flagged(draft, DATES) == expected


YEARS = load_text(
    """Results for the third quarter of fiscal 2024.

| | Thirteen Weeks Ended November 2, 2024 | Thirteen Weeks Ended October 28, 2023 |
|---|---|---|
| Gross profit | $140.1 million | $147.2 million |
"""
)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("Gross profit for the quarter was $140.1 million.", set()),
        ("Gross profit for the quarter was $147.2 million.", {"$147.2 million"}),
        ("Gross profit for the quarter a year ago was $147.2 million.", set()),
        ("Gross profit for the quarter fell to $140.1 million from $147.2 million.", set()),
        ("Gross profit for the quarter fell, from $147.2 million, to $140.1 million.", set()),
    ],
)
def test_the_quarter_is_the_one_reported_on(draft: str, expected: set[str]) -> None:
    assert flagged(draft, YEARS) == expected


GUIDED = load_text(
    """Diluted earnings per share were $24.01 in fiscal 2022. During fiscal 2022, it opened 47 new stores.

For fiscal 2023, the Company expects diluted earnings per share of $24.70 to $25.40 and 25 to 30 new stores.
"""
)


@pytest.mark.parametrize(
    "draft",
    [
        "It guided to earnings of $24.70 to $25.40 a share for fiscal 2023, above the $24.01 of fiscal 2022.",
        "It expects to earn $24.70 to $25.40 a share in fiscal 2023, up from $24.01.",
        "It plans to open 25 to 30 new stores, fewer than the 47 of fiscal 2022.",
    ],
)
def test_what_a_plan_is_held_against_may_be_done(draft: str) -> None:
    assert flagged(draft, GUIDED) == set()


def test_a_plan_told_of_what_was_done_is_found() -> None:
    assert flagged("It expects to open 47 new stores in fiscal 2022.", GUIDED) >= {"47"}


TURNED = load_text(
    """In adults, the mean change in BMI was -9.1% (95% CI: -13.4%, -4.8%); in children it was -15.0% \
(95% CI: -17.2%, -12.9%).

Of 31 children of 4 to younger than 18 years, 11 had placebo. Adults were ages 18 and older.
"""
)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("Adults lost 9.1% of BMI (95% CI 4.8% to 13.4%).", set()),
        ("Adults lost 9.1% of BMI (95% CI 12.9% to 17.2%).", {"12.9%", "17.2%"}),
        ("Eleven of the 31 adolescents aged 4 to under 18 had placebo.", set()),
    ],
)
def test_bounds_whose_sign_is_turned(draft: str, expected: set[str]) -> None:
    assert flagged(draft, TURNED) == expected


HELD = load_text(
    "As of March 31, 2025 and December 31, 2024, cash was $314.5 million and $320.6 million, respectively."
)


def test_a_date_as_of_which_a_figure_stands() -> None:
    assert flagged("As of March 31, 2025, cash stood at $314.5 million.", HELD) == set()
    assert flagged("As of March 31, 2025, cash stood at $320.6 million.", HELD) == {"$320.6 million"}
