"""What people say of a source in their own words: a right sentence beside a wrong one of the same shape."""

from decimal import Decimal

import pytest

from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.verify import check

TRIAL = load_text(
    """TRIDENT-3: results of lumetasib in ovarian cancer

The hazard ratio for progression or death was 0.62 by central review. The response rate was 43.1% with \
lumetasib and 21.6% with chemotherapy. Systolic pressure fell by 8.3 mmHg with lumetasib compared with \
1.9 mmHg with chemotherapy (p=0.002), and waist circumference by 13.4 cm compared with 2.6 cm.

The change in cholesterol was 5.6% versus 2.9% and not significant (p=0.21). At Week 48, 27 of the 33 \
patients who stayed on lumetasib had responded. At Week 12, 17 of 36 patients had responded. Dizziness \
occurred in 3 of 18 patients (16.7%).

| Event, % | Lumetasib any grade | Lumetasib grade ≥3 |
|---|---|---|
| Anemia | 27.2 | 8.6 |
| Diarrhea | 58.3 | 4.1 |

| Subgroup | Median PFS, lumetasib (months) | Median PFS, chemotherapy (months) |
|---|---|---|
| BRCA mutated | 14.6 | 7.7 |
| BRCA wild-type | 10.1 | 7.2 |
"""
)

COMPANY = load_text(
    """Harrow & Stenn reports second quarter 2025 results (in millions)

| Segment | Year | Net sales | Operating income | Backlog |
|---|---|---|---|---|
| Flow Control | 2025 | $298.6 | $56.1 | $412 |
| | 2024 | $271.3 | $48.3 | $377 |
| Thermal Systems | 2025 | $214.9 | $30.5 | $268 |
| | 2024 | $219.4 | $33.6 | $291 |
| Total | 2025 | $513.5 | $86.6 | $680 |
| | 2024 | $490.7 | $81.9 | $668 |

Costs by kind (in millions)

| | 2025 | 2024 |
|---|---|---|
| Severance | 529 | 520 |
| Rent | 1,042 | 980 |
| Other | 2,000 | 1,900 |
| | 3,571 | 3,400 |

Sales to customers outside of the United States accounted for 53% of revenue in 2025. The chief \
executive's target bonus is 200% of base salary. The company expects charges of $1.4 billion to $2.1 \
billion. Margin was 17.7% in 2025 and 14.5% in 2024.
"""
)

WALKS = load_text(
    """Mean walking distance rose from 318 m at baseline to 361 m with ardenase, and from 322 m to 326 m \
with placebo; the placebo-adjusted difference was 39 m (95% CI: 21 to 57; p=0.0002). Lung capacity went \
from 61.2% to 66.8% with ardenase. Overall, 271 participants (86.9%) completed 36 weeks of treatment. The \
trial enrolled 312 adults. In all 120 patients (29.6%) required a dose reduction. HbA1c below 7% was reached \
by 33% of patients on ardenase and by 11% on placebo.

Mean change in body weight

| Arm | Week 36, % | Difference from placebo (95% CI) |
|---|---|---|
| 3 mg | -8.1 | -6.1 (-8.0 to -4.2) |
| 12 mg | -15.7 | -13.7 (-15.6 to -11.8) |

The regulatory fee is $2.5 billion. The fee after a change of recommendation is $1.525 billion.
"""
)

BANK = load_text(
    """Fiscal 2020 of a bank (in thousands)

| | 2020 | 2019 |
|---|---|---|
| Net income (loss) attributable to stockholders | (5,176 | ) | 34,200 |
| Net cash used in financing activities | (14,902 | ) | (3,100 | ) |

| Costs, as a percentage of net revenue | 2020 | 2019 |
|---|---|---|
| Sales and marketing | 52% | 54% |

Net income increased $2.3 million to $8.9 million in the second quarter. Securities losses \
were $1.0 million. Notes of $862.5 million, the 3.25% Notes due 2025, were assumed. In total, the \
bank projects a decrease in 2021 revenues of between 1.5% and 3.5%.
"""
)

YEAR = load_text(
    """Results of 2017

| (in thousands) | | |
|---|---|---|
| Net sales | 1,719,951 | 2,070,056 |
| Allowance for losses | 53,748 | 50,648 |

Net sales for 2017 decreased $350.1 million, or 16.9%. Lease revenue was $67.1 million in 2017, and that \
of the terminal was $5.7 million. Consolidated revenues were $85.9 million for 2017, compared to \
$89.2 million for 2016.
"""
)

DEAL = load_text(
    """On May 25, 2021, Corvane and Norvane entered into a merger agreement. On May 27, 2021, the boards \
approved a second agreement. On May 28, 2021, Corvane and Norvane jointly issued a press release \
announcing that they had entered into the merger agreement. The merger closed on October 20, 2021.

Date: June 4, 2021
"""
)


@pytest.mark.parametrize(
    ("source", "draft", "right", "wrong"),
    [
        # of the risk that a hazard ratio leaves
        (TRIAL, "The drug cut the risk of progression or death by {}.", "38%", "62%"),
        (TRIAL, "The drug cut the risk of progression or death by more than {}.", "a third", "a half"),
        # ratios and parts in words
        (TRIAL, "The rate was about {} that of chemotherapy, 43.1% against 21.6%.", "double", "triple"),
        (
            TRIAL,
            "Median PFS nearly {} in BRCA mutated tumors, from 7.7 to 14.6 months.",
            "doubled",
            "tripled",
        ),
        (TRIAL, "{} of the 36 patients had responded at week 12.", "17", "27"),
        (TRIAL, "Dizziness was seen in {} patients.", "one in six", "one in five"),
        (COMPANY, "The target bonus is {} the base salary.", "twice", "three times"),
        # one more than the other
        (TRIAL, "Systolic pressure fell {} more than with chemotherapy.", "6.4 mmHg", "5.4 mmHg"),
        # a table's units, and its years in a second column
        (TRIAL, "Median PFS in BRCA wild-type tumors was {} with lumetasib.", "10.1 months", "10.1 weeks"),
        (COMPANY, "Flow Control sales climbed {} to $298.6 million.", "10.1%", "9.1%"),
        (COMPANY, "Thermal Systems sales were {} in 2024.", "$219.4 million", "$214.9 million"),
        # a share of a column's sum, which has no name
        (COMPANY, "In 2025 severance was {} of all costs.", "14.8%", "15.9%"),
        # the middle of a range
        (
            COMPANY,
            "Charges of $1.4 billion to $2.1 billion have a midpoint of {}.",
            "$1.75 billion",
            "$1.6 billion",
        ),
        # from one to the other, for two arms in one sentence
        (WALKS, "Walking distance improved by {} with ardenase.", "43 m", "39.5 m"),
        (WALKS, "Distance improved by 43 m with ardenase and by {} with placebo.", "4 m", "8 m"),
        # what is left of a count, and of a whole
        (WALKS, "Of the 312 adults, {} did not complete 36 weeks.", "41", "51"),
        (WALKS, "About {} of patients never needed a dose reduction.", "70%", "60%"),
        # by how much one is more than the other
        (
            WALKS,
            "The regulatory fee is {} larger than the fee after a change of recommendation.",
            "$975 million",
            "$875 million",
        ),
        # an interval told with its signs turned
        (
            WALKS,
            "Placebo-adjusted weight loss on 12 mg was 13.7 percentage points (95% CI 11.8 to {}).",
            "15.6",
            "16.5",
        ),
        # points
        (COMPANY, "The margin widened by {} in 2025.", "3.2 points", "2.2 points"),
        # times
        (DEAL, "It closed on October 20, 2021, almost {} after May 25, 2021.", "five months", "seven months"),
        (DEAL, "One is of May 27, 2021, {} after that of May 25, 2021.", "two days", "three days"),
        (
            DEAL,
            "They entered into the merger agreement on {}.",
            "the 25th of May 2021",
            "the 26th of May 2021",
        ),
    ],
)
def test_in_words_of_its_own(source, draft: str, right: str, wrong: str) -> None:
    said = {text: check(draft.format(text), source) for text in (right, wrong)}
    assert [found.text for found in said[right].flagged] == []
    assert said[wrong].flagged != ()


@pytest.mark.parametrize(
    ("source", "draft", "number", "status", "message"),
    [
        (
            WALKS,
            "Weight loss on 3 mg was 8.0 percentage points more than with placebo.",
            "8.0 percentage points",
            Status.MISATTRIBUTED,
            "the source gives it as the end of an interval: "
            "“3 mg › Difference from placebo (95% CI): -6.1 (-8.0 to -4.2)”.",
        ),
        (
            TRIAL,
            "Waist circumference shrank by 13.4 cm with lumetasib and 2.6 cm with chemotherapy (p=0.21).",
            "0.21",
            Status.CONTRADICTED,
            "the source gives this result with p=0.002.",
        ),
        (
            TRIAL,
            "Anemia of grade 3 or worse was seen in 27.2% with lumetasib.",
            "27.2%",
            Status.CONTRADICTED,
            "the source gives it for any grade: “Anemia › Lumetasib any grade: 27.2”.",
        ),
        (
            COMPANY,
            "Customers in the United States accounted for 53% of revenue.",
            "53%",
            Status.CONTRADICTED,
            "the source says it of all but that: “Sales to customers outside of the United States accounted "
            "for 53% of revenue in 2025.”.",
        ),
        (
            DEAL,
            "The boards of Corvane and Norvane approved a second agreement on June 4, 2021.",
            "June 4, 2021",
            Status.MISATTRIBUTED,
            "June 4, 2021 is another figure (“Date: June 4, 2021”); under these words the source gives "
            "May 27, 2021: “On May 27, 2021, the boards approved a second agreement.”.",
        ),
    ],
)
def test_what_the_source_says_otherwise(source, draft, number, status, message) -> None:
    found = next(found for found in check(draft, source).numbers if found.text == number)
    assert (found.status, found.message) == (status, message)


@pytest.mark.parametrize(
    ("source", "draft"),
    [
        (
            TRIAL,
            "Systolic pressure fell by 8.3 mmHg with lumetasib and 1.9 mmHg with chemotherapy (p=0.002).",
        ),
        (TRIAL, "17 of 36 patients had responded at week 12."),
        (TRIAL, "Anemia of any grade was seen in 27.2%, and of grade 3 or worse in 8.6%."),
        (COMPANY, "Customers outside the United States accounted for 53% of revenue."),
        (DEAL, "Corvane and Norvane announced the merger agreement on May 28, 2021."),
        (BANK, "Net income attributable to stockholders was $(5.2) million in 2020."),
        (BANK, "Net loss attributable to stockholders was $5.2 million in 2020."),
        (BANK, "Sales and marketing remains the largest operating expense at 52% of revenue in 2020."),
        (BANK, "In the second quarter net income increased $2.3 million."),
        (BANK, "Income fell because of $1.0 million in investment securities losses."),
        (BANK, "It assumed $862.5 million of notes that fall due in 2025."),
        (BANK, "Rents decreased in 2020, with a revenue decline in 2021 estimated between 1.5% and 3.5%."),
        # what came of it stands apart from its causes
        (
            YEAR,
            "Total revenues fell to $85.9 million in 2017, driven by lower lease revenue of the terminal.",
        ),
        # a row that is named in full, whatever else is said
        (YEAR, "Net sales were $1.72 billion, down 16.9%, primarily due to closures and cuts in losses."),
        # columns that have no names
        (YEAR, "The allowance for losses was $53.7 million, compared to $50.6 million in 2016."),
    ],
)
def test_what_it_says_so(source, draft: str) -> None:
    assert [(found.text, found.message) for found in check(draft, source).flagged] == []


def test_a_mean_of_one_number_is_no_other() -> None:
    """Nor are weeks months."""
    source = load_text("Weight loss at Week 36 was 14.5%. Treatment lasts 36 weeks.")
    assert [f.text for f in check("After 36 months, weight loss averaged 14.5%.", source).flagged] == [
        "36 months"
    ]


def test_a_length_of_time_that_points_back_is_no_claim_of_its_own() -> None:
    source = load_text("Cash was $737.9 million at June 30, 2025 and $431.6 million at June 30, 2024.")
    right = "Cash stood at $737.9 million, 71% more than the $431.6 million held {} before."
    assert check(right.format("twelve months"), source).flagged == ()
    (wrong,) = check(right.format("six months"), source).flagged
    assert (wrong.text, wrong.message.split(":")[0]) == (
        "$431.6 million",
        "the source gives it for June 30, 2024",
    )


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("The __cash__ was _$431.6 million_ in 2024.", "$431.6 million"),
        ("The _cash_ was **$431.6** million in 2024.", "$431.6** million"),
        ("The **cash** was $**431.6** million in 2024.", "$**431.6** million"),
    ],
)
def test_emphasis_hides_no_number_and_parts_none(draft: str, text: str) -> None:
    source = load_text("Cash was $431.6 million in 2024. Debt was $737.9 million in 2024.")
    number, _ = check(draft, source).numbers
    assert number.text == text == draft[number.start : number.end]
    assert (number.value, number.unit, number.status) == (Decimal(431_600_000), "USD", Status.SUPPORTED)
    (wrong,) = check(draft.replace("cash", "debt"), source).flagged
    assert (wrong.text, wrong.status) == (text, Status.MISATTRIBUTED)


def test_a_sentence_with_emphasis_is_the_source_s_word_for_word() -> None:
    text = "**Outlook.** Cash of _$431.6 million_ is **enough** for 2025."
    messages = [number.message for number in check(text, load_text(text)).numbers]
    assert messages == ["its whole sentence or row stands in the source, word for word."] * 2
