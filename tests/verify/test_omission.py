"""The prominent numbers that a draft leaves out."""

import pytest
from timing import at_most

from summarizer.document import Document
from summarizer.ingest import load_text
from summarizer.verify import check

RELEASE = load_text(
    """Form 8-K

Item 2.02 Results of Operations and Financial Condition.

The stock has a par value of $0.01 per share. Our telephone number is (919) 555-0134.

Exhibit 99.1

# Corvane Reports Third Quarter Results: Revenue Rises 12%

- Diluted EPS of $0.66, up from $0.54
- Gross margin expanded 200 basis points to 55.0%

DURHAM, N.C., November 6, 2024 -- Corvane, Inc., a maker of analytical and industrial instruments, said today
that revenue was $450.2 million, compared with $402.0 million a year earlier. It opened nine offices.

"We ended the quarter with a record backlog of $318.6 million," said Jane Roe, Chief Executive Officer.

Analytical revenue increased 20% to $128.6 million. Total revenue in Europe was $98 million. The cost was 7%.

| | 2024 |
|---|---|
| Cost | $7 million |

About Corvane

Corvane owns 30% of Norvane, with revenue of $3 million.

Forward-Looking Statements

This release contains forward-looking statements; revenue may fall 5%.
"""
)
FILLER = "Corvane told investors of its quarter and of its plans. " * 14
"""Long enough that a draft is told of all that it leaves out."""


def omitted(draft: str, source: str | Document = RELEASE) -> list[str]:
    document = load_text(source) if isinstance(source, str) else source
    report = check(draft, document)
    for omission in report.omitted:
        assert omission.span.of(document.text) == omission.text
        assert omission.message.endswith("”.")
        assert len(omission.message) < 260
    return [omission.text for omission in report.omitted]


def test_the_most_prominent_come_first_and_are_a_handful() -> None:
    report = check(FILLER, RELEASE)
    assert [(omission.text, omission.message) for omission in report.omitted] == [
        ("12%", "the title gives 12%: “Corvane Reports Third Quarter Results: Revenue Rises 12%”."),
        ("$0.66", "a line under the title gives $0.66: “Diluted EPS of $0.66, up from $0.54”."),
        (
            "200 basis points",
            "a line under the title gives 200 basis points: “Gross margin expanded 200 basis points to "
            "55.0%”.",
        ),
        ("55.0%", "a line under the title gives 55.0%: “Gross margin expanded 200 basis points to 55.0%”."),
        (
            "$450.2 million",
            "the lead gives $450.2 million: “…analytical and industrial instruments, said today that revenue "
            "was $450.2 million, compared with $402.0 million a year earlier.”.",
        ),
    ]


def test_headline_results_follow_and_trivia_never_do() -> None:
    said = "Revenue rose 12% to $450.2 million; EPS was $0.66; the margin widened 200 basis points to 55.0%. "
    assert omitted(said + FILLER) == ["$318.6 million", "$98 million"]
    assert omitted(f"{said}Backlog: $318.6 million; Europe $98 million. {FILLER}") == []


@pytest.mark.parametrize(
    "said",
    [
        "Revenue rose twelve percent to $450,200 thousand.",  # rescaled
        "Revenue rose about 12% to some $450 million.",  # rounded
        "Revenue was $450.2 million against $402.0 million.",  # the change follows from both
    ],
)
def test_what_is_said_in_another_form_is_not_left_out(said: str) -> None:
    assert not {"12%", "$450.2 million"} & set(omitted(f"{said} {FILLER}"))


def test_one_less_a_ratio_says_the_reduction() -> None:
    source = "Norvane Drug Cuts the Risk of Death by 37%\n\nThe hazard ratio was 0.63 in the trial.\n"
    assert omitted(f"The hazard ratio was 0.63. {FILLER}", source) == []
    assert omitted(f"The hazard ratio was 0.62. {FILLER}", source) == ["37%"]


def test_a_margin_before_and_after_says_the_points() -> None:
    assert "200 basis points" not in omitted(f"The margin rose to 55.0% from 53.0%. {FILLER}")
    assert "200 basis points" in omitted(f"The margin rose to 55.0% from 54.0%. {FILLER}")


@pytest.mark.parametrize(
    "draft", ["", "Nothing.", "Corvane reported its quarter. It was a good one for all."]
)
def test_a_sentence_or_two_is_told_of_the_title_alone(draft: str) -> None:
    assert omitted(draft) == ["12%"]


def test_a_sentence_with_the_title_s_number_is_told_of_one_more_line() -> None:
    assert omitted("Revenue rose 12%.") == ["$0.66"]
    assert omitted("Revenue rose 12%; EPS was $0.66; margin 55.0%, up 200 basis points.") == []


def test_a_short_draft_is_told_of_three() -> None:
    assert len(omitted("Corvane told investors of its quarter and of its plans. " * 7)) == 3


def test_a_number_that_stands_twice_is_told_once() -> None:
    source = "Corvane Revenue Reaches $450 Million\n\nRevenue was $450 million. Yes, $450,000 thousand.\n"
    assert omitted(FILLER, source) == ["$450 Million"]


def test_the_primary_endpoint_wherever_it_stands() -> None:
    lead = "Corvane is a firm that makes medicines for people who need them in many countries. "
    body = f"{lead}\n\n{lead * 14}\n\nThe cost was 7%. "
    assert omitted(FILLER, body) == []
    report = check(FILLER, f"{body}The primary endpoint was met with 44%, against 31% for placebo.")
    assert [omission.text for omission in report.omitted] == ["44%"]
    assert report.omitted[0].message.startswith("the result of the primary endpoint gives 44%: “The primary")


def test_times_count_only_as_results() -> None:
    source = (
        "Drug Extends Survival in Late-Stage Trial\n\n{} in the trial of a drug that few had believed in.\n"
    )
    assert omitted(FILLER, source.format("Median survival was 11.2 months")) == ["11.2 months"]
    assert omitted(FILLER, source.format("A call is planned within 20 days")) == []


def test_what_the_lead_tells_besides_the_chosen_number_is_no_omission() -> None:
    source = (
        "DURHAM, N.C. -- Corvane said today that its net income in the quarter was $44.2 million, or $0.89 "
        "per share ($0.88 per share on a diluted basis).\n"
    )
    assert omitted(FILLER, source) == ["$44.2 million", "$0.89 per share", "$0.88 per share"]
    assert omitted(f"Net income was $44.2 million, or $0.88 per diluted share. {FILLER}", source) == []


def test_a_second_release_is_told_of_by_its_title() -> None:
    source = (
        "Exhibit 99.1\n\nCorvane Announces Results for the Quarter\n\n"
        + "Corvane said today that revenue was $450 million in a quarter that pleased all of its owners. " * 6
        + "\n\nExhibit 99.2\n\nCorvane Raises Its Dividend by 14%\n\nCorvane said today that it will pay a "
        "dividend of $0.04 per share to all who own its stock in December.\n"
    )
    assert omitted(FILLER, source) == ["14%", "$450 million"]


@pytest.mark.parametrize("draft", ["Nothing.", ""])
def test_what_is_left_out_flags_nothing(draft: str) -> None:
    assert check(draft, RELEASE).clean


def test_it_takes_no_time() -> None:
    draft = load_text(" ".join(f"Part {n} was {n}.7% and ${n} million." for n in range(11, 99)))
    check(draft, RELEASE)
    from summarizer.numbers.index import number_index  # noqa: PLC0415
    from summarizer.verify.candidates import source_index  # noqa: PLC0415
    from summarizer.verify.omission import omissions  # noqa: PLC0415

    index, mentioned = source_index(RELEASE), number_index(draft).quantities
    with at_most(2):  # a tenth of that on an idle machine
        for _ in range(20):
            omissions(index, mentioned, (), draft.text)
