"""Months in which a column of balances ends: they date the balances, and nothing that happened in them."""

import pytest

from summarizer.document import Document
from summarizer.findings import Finding, Status
from summarizer.ingest import load_bytes
from summarizer.verify import check

SOURCE = load_bytes(
    b"""<html><body><p>Consolidated balance sheets (in millions)</p><table>
<tr><td></td><td>August 28,</td><td>August 29,</td></tr>
<tr><td></td><td>2022</td><td>2021</td></tr>
<tr><td>Inventories</td><td>$17.9</td><td>$14.2</td></tr>
<tr><td>Cash</td><td>$10.2</td><td>$11.3</td></tr>
</table><p>The company is well funded.</p></body></html>""",
    name="balances.html",
)


def findings(draft: str, source: Document = SOURCE) -> dict[str, Finding]:
    return {finding.text: finding for finding in check(draft, source).numbers}


@pytest.mark.parametrize(
    ("draft", "text", "day"),
    [
        ("Inventories were $17.9 million at the end of August 2022.", "August 2022", "August 28, 2022"),
        ("Inventories were $17.9 million in August 2022.", "August 2022", "August 28, 2022"),
        ("Inventories were $14.2 million in August 2021.", "August 2021", "August 29, 2021"),
        ("By the end of August 2022 the company was well funded.", "August 2022", "August 28, 2022"),
    ],
)
def test_the_month_of_a_balance(draft: str, text: str, day: str) -> None:
    found = findings(draft)
    assert (found[text].status, found[text].message) == (Status.DERIVED, f"told as {day}.")
    assert all(finding.status.clean for finding in found.values())


@pytest.mark.parametrize(
    "draft",
    [
        "In August 2022 a factory burned down.",
        "The plant opened in August 2022.",
        "In August 2022 the chief executive resigned.",
    ],
)
def test_the_month_of_what_happened_is_not_told_by_balances(draft: str) -> None:
    assert findings(draft)["August 2022"].status is Status.UNSUPPORTED


def test_another_month_or_the_other_column() -> None:
    found = findings("At the end of September 2022, inventories were $17.9 million.")
    assert found["September 2022"].status is Status.UNSUPPORTED
    assert found["$17.9 million"].status is Status.MISATTRIBUTED
    found = findings("Inventories were $14.2 million in August 2022.")
    assert found["$14.2 million"].status is Status.MISATTRIBUTED
