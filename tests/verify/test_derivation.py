"""What may enter a formula: numbers that belong together, in time's order, under words that call for it."""

import pytest

from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.verify import check

SOURCE = load_text(
    "Cash was $912 million at the end of June 2024 and $456 million at the end of June 2023. "
    "Sales in Norway were $20 million and sales in Sweden were $30 million. "
    "The response rate was 40% in arm A and 60% in arm B. "
    "About 48% of voters agreed. "
    "Debt was $0 in 2023 and $70 million in 2024. "
    "The net result was $(5) million in 2023 and $3 million in 2024. "
    "The fee for membership is 250 euros. "
    "The tower is 90 miles from Oslo."
)


def finding(draft: str, text: str) -> Finding:
    return next(found for found in check(draft, SOURCE).numbers if found.text == text)


@pytest.mark.parametrize(
    ("draft", "text", "message"),
    [
        ("Cash doubled.", "doubled", "$912 million / $456 million = 2.00."),
        ("Cash rose 100%.", "100%", "($912 million − $456 million) / $456 million = 100.00%."),
        ("Sales in Norway and Sweden together were $50 million.", "$50 million", "$20 million + $30 million"),
        ("Sales in Sweden and Norway differ by $10 million.", "$10 million", "$30 million − $20 million"),
        ("Nearly half of voters agreed.", "half", "48% as a fraction."),
        ("More than 45% of voters agreed.", "45%", "“over 45%” holds of 48%."),
        (
            "Average sales in Norway and Sweden were $25 million.",
            "$25 million",
            "($20 million + $30 million) / 2",
        ),
    ],
)
def test_what_follows(draft: str, text: str, message: str) -> None:
    found = finding(draft, text)
    assert found.status is Status.DERIVED
    assert message in found.message
    assert all(e.span.of(SOURCE.text) == e.text for e in found.evidence)


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("Cash tripled.", "tripled"),
        ("Cash halved to $456 million.", "halved"),
        ("Cash fell 50% in 2024.", "50%"),
        ("Sales in Norway and Sweden were $50 million.", "$50 million"),  # nothing says that it is a sum
        ("Sales in Norway and Sweden together were $51 million.", "$51 million"),
        ("Average sales in Norway and Sweden were $26 million.", "$26 million"),
        ("Sales in Norway and debt together were $976 million.", "$976 million"),
        ("More than half of voters agreed.", "half"),
        ("Cash and debt together were €1.38 billion.", "€1.38 billion"),
        ("More than 20% of voters agreed.", "20%"),  # nobody says so of 48%
        ("Debt rose 70% in 2024.", "70%"),  # nothing is a share of zero
        ("Total fees and distances were 340.", "340"),
        ("Wages and rents together were $942 million.", "$942 million"),
    ],
)
def test_what_does_not_follow(draft: str, text: str) -> None:
    assert not finding(draft, text).status.clean


TABLE = load_text(
    "Results of Nordhaus Ltd (in millions)\n\n"
    "| | 2019 | 2018 | 2017 |\n|---|---|---|---|\n| Cost of revenue | $ 481 | $ 519 | $ 440 |\n"
    "| Licences | 95 | 82 | 97 |\n| Cash used in financing | (122.4) | (90.8) | (75.0) |\n"
    "| Shares incl. options | 74.0 | 73.1 | 62.0 |\n"
)


@pytest.mark.parametrize(
    ("draft", "text", "message"),
    [
        (
            "Cost of revenue in both 2019 and 2018 was $1,000 million in total.",
            "$1,000 million",
            "$ 481 + $ 519 = $1,000 million.",
        ),
        (
            "From 2017 to 2019 the cost of revenue was $1,440 million in all.",
            "$1,440 million",
            "$ 481 + $ 519 + $ 440 = $1,440 million.",
        ),
        # 15.86% lies in the midst of what the rounding of both allows; what is printed gives 15.85
        ("Licences fell 15.46% from 2017 to 2018.", "15.46%", "(82 − 97) / 97 = -15.46%."),
        ("Licences rose 15.85% in 2019 from 2018.", "15.85%", "(95 − 82) / 82 = 15.85%."),
        (
            "The percentage change in cash used in financing from 2018 to 2019 was 34.8%.",
            "34.8%",
            "((122.4) − (90.8)) / (90.8) = 34.80%.",
        ),
        (
            "The percentage change in shares incl. options from 2018 to 2019 was 1.23%.",
            "1.23%",
            "(74.0 − 73.1) / 73.1 = 1.23%.",
        ),
    ],
)
def test_what_follows_at_the_times_that_are_named(draft: str, text: str, message: str) -> None:
    found = next(found for found in check(draft, TABLE).numbers if found.text == text)
    assert (found.status, found.message) == (Status.DERIVED, message)


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("Cost of revenue in both 2018 and 2017 was $1,000 million in total.", "$1,000 million"),
        ("From 2018 to 2019 the cost of revenue was $1,440 million in all.", "$1,440 million"),
        ("Licences rose 15.85% in 2018 from 2017.", "15.85%"),
        ("The percentage change in cash used in financing from 2018 to 2019 was 36.1%.", "36.1%"),
    ],
)
def test_what_does_not_follow_at_these_times(draft: str, text: str) -> None:
    assert not next(found for found in check(draft, TABLE).numbers if found.text == text).status.clean
