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
