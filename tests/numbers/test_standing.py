"""Amounts in prose under a note on scale that holds for a whole part."""

import pytest

from summarizer.document import Document
from summarizer.ingest import load_text
from summarizer.numbers.index import number_index

LONG = "The company develops medicines and was formed in Delaware many years ago by its first owners. " * 3
TABLE = (
    "<table><tr><td></td><td>2025</td><td>2024</td></tr>"
    "<tr><td>Cash</td><td>$ 314,488</td><td>$ 320,565</td></tr>"
    "<tr><td>Inventory</td><td>19,316</td><td>18,741</td></tr></table>"
)


def notes(prose: str, note: str = "(In thousands, except share data)") -> Document:
    return load_text(
        "<html><body><p align=center><b>Notes to Statements</b></p>"
        f"<p align=center>{note}</p><p>{LONG}</p>{TABLE}"
        f"<p>{prose}</p><p><b>Item 2. Discussion</b></p><p>We paid $7,500 in fees.</p></body></html>"
    )


def values(document: Document) -> dict[str, str]:
    return {quantity.text: str(quantity.value) for quantity in number_index(document).quantities}


def test_prose_that_has_the_amounts_of_the_tables_has_their_scale() -> None:
    read = values(notes("Cash was $314,488 and $320,565, inventory $19,316; fees were $710, a share $4.25."))
    assert read["$314,488"] == read["$ 314,488"] == "314488000"
    assert read["$710"] == "710000"
    assert read["$4.25"] == "4.25"
    assert read["$7,500"] == "7500"  # in another part


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Unless otherwise stated all amounts are stated in thousands, except share data.", "314488000"),
        ("All dollar amounts are presented in millions.", "314488"),  # no table bears that out
        ("All amounts of interest are paid in cash.", "314488"),
    ],
)
def test_a_sentence_that_puts_all_in_one_scale(said: str, value: str) -> None:
    text = (
        f"{LONG}{said}\n\n(in thousands) | 2025 | 2024\nCash | 314,488 | 320,565\n"
        "Inventory | 19,316 | 18,741\n\n"
        "Cash was $314,488 and $320,565, and inventory $19,316.\n"
    )
    assert values(load_text(text))["$314,488"] == value


@pytest.mark.parametrize(
    ("prose", "note"),
    [
        ("Fees were $250,000, rent $120,000 and cash $314,488.", "(In thousands, except share data)"),
        ("Cash was $314,488 and $320,565, inventory $19,316.", "(Unaudited)"),
        ("Cash was $314.5 million and $320.6 million, inventory $19.3 million.", "(In thousands)"),
    ],
)
def test_other_prose_is_taken_as_printed(prose: str, note: str) -> None:
    read = values(notes(prose, note))
    assert read.get("$250,000", "250000") == "250000"
    assert read.get("$314,488", "314488") == "314488"
    assert read.get("$19.3 million", "19300000") in ("19300000", "19300000.0")
