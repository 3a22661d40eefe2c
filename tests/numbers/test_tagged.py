"""Inline XBRL: what the filer's tags say of numbers, and where they say nothing."""

from decimal import Decimal

import pytest

from summarizer.document import Document
from summarizer.ingest import load_text
from summarizer.numbers.index import NumberIndex, number_index
from summarizer.numbers.labels import Frame, LabelIndex
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.numbers.tagged import label_of
from summarizer.numbers.timing import When
from summarizer.verify import check

CONTEXTS = """<xbrli:context id="y24"><xbrli:entity/><xbrli:period>
<xbrli:startDate>2023-07-01</xbrli:startDate>
<xbrli:endDate>2024-06-30</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="y23"><xbrli:entity/><xbrli:period><xbrli:startDate>2022-07-01</xbrli:startDate>
<xbrli:endDate>2023-06-30</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="d24"><xbrli:entity/><xbrli:period><xbrli:instant>2024-06-30</xbrli:instant>
</xbrli:period></xbrli:context>
<xbrli:context id="kites"><xbrli:entity><xbrli:segment><xbrldi:explicitMember
 dimension="us-gaap:StatementBusinessSegmentsAxis">blix:KitesMember</xbrldi:explicitMember></xbrli:segment>
</xbrli:entity><xbrli:period><xbrli:startDate>2023-07-01</xbrli:startDate>
<xbrli:endDate>2024-06-30</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="shares"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>
<xbrli:unit id="pure"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>
<xbrli:unit id="eps"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure>
</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure>
</xbrli:unitDenominator></xbrli:divide></xbrli:unit>"""


def page(body: str) -> Document:
    """A page of Blixen Kites Inc., a company that does not exist, with inline XBRL."""
    return load_text(
        f"""<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body><div style="display:none"><ix:header>
<ix:resources>{CONTEXTS}</ix:resources></ix:header></div>{body}</body></html>"""
    )


def tag(
    text: str, concept: str = "us-gaap:Revenues", context: str = "y24", unit: str = "usd", more: str = ""
) -> str:
    """A tagged number, in millions where nothing else is said."""
    scale = "" if "scale=" in more else ' scale="6"'
    return (
        f'<ix:nonFraction name="{concept}" contextRef="{context}" unitRef="{unit}" decimals="-6"{scale}'
        f' format="ixt:num-dot-decimal" {more}>{text}</ix:nonFraction>'
    )


def table(*rows: tuple[str, ...]) -> str:
    """A table without a word on scale or time."""
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def tagged(document: Document) -> list[Quantity]:
    """The numbers that have tags."""
    index = number_index(document)
    return [index.quantities[number] for number in sorted(index.facts)]


def frames(document: Document) -> list[Frame]:
    """What is bound to the numbers that have tags."""
    index = number_index(document)
    labels = LabelIndex(index)
    return [labels.frame(number) for number in sorted(index.facts)]


def only(document: Document) -> Quantity:
    """The one number that has a tag."""
    (found,) = tagged(document)
    return found


def test_a_tag_gives_a_bare_number_of_a_table_its_scale_and_currency() -> None:
    found = only(page(table(("Sales", tag("1,250")), ("Staff", "17"))))
    assert (found.text, found.value, found.kind, found.unit) == (
        "1,250",
        Decimal(1_250_000_000),
        Kind.MONEY,
        "USD",
    )
    assert (found.step, found.scale) == (Decimal(1_000_000), Decimal(1_000_000))


def test_numbers_without_a_tag_stay_as_they_were_read() -> None:
    document = page(table(("Sales", tag("1,250")), ("Staff", "1,250")))
    other = number_index(document).quantities[1]
    assert (other.value, other.unit) == (Decimal(1250), "")


@pytest.mark.parametrize(
    ("text", "unit", "scale", "meant"),
    [
        ("0.45", "eps", 0, ("0.45", Kind.MONEY, "USD/share")),
        ("9.5", "pure", -2, ("9.5", Kind.PERCENT, "%")),
        ("1.5", "pure", 0, ("1.5", Kind.NUMBER, "")),
        ("2,024", "shares", 3, ("2024000", Kind.NUMBER, "share")),
        ("2024", "shares", 0, ("2024", Kind.NUMBER, "share")),
        ("1900", "usd", 3, ("1900000", Kind.MONEY, "USD")),
    ],
)
def test_units(text: str, unit: str, scale: int, meant: tuple[str, Kind, str]) -> None:
    found = only(page(table(("Item", tag(text, unit=unit, more=f'scale="{scale}"')), ("Other", "3"))))
    assert (str(found.value), found.kind, found.unit) == meant


def test_what_the_number_itself_says_stays() -> None:
    number = tag("9.5", unit="pure", more='scale="0"')
    found = only(page(f"<p>Margin was {number}% in the year.</p>"))
    assert (found.text, found.value, found.unit) == ("9.5%", Decimal("9.5"), "%")


def test_the_scale_that_the_number_itself_names_stays() -> None:
    number = tag("31", more='scale="3"')
    found = only(page(f"<p>Sales were ${number} million.</p>"))
    assert (found.value, found.unit) == (Decimal(31_000_000), "USD")


def test_brackets_keep_their_sign_as_printed() -> None:
    loss = tag("12", more='sign="-"')
    paid, lost = tagged(page(table(("Purchases", f"({tag('40')})"), ("Loss", f"({loss})"), ("Staff", "7"))))
    assert (paid.value, lost.value) == (Decimal(-40_000_000), Decimal(-12_000_000))


def test_a_tag_in_prose_gives_the_time_that_the_words_leave_open() -> None:
    document = page(f"<p>Sales of kites came to ${tag('31')} million.</p>")
    assert only(document).value == 31_000_000
    (frame,) = frames(document)
    assert frame.times[0] == (When(2024, 6, 12.0), 1.0)


def test_a_moment_is_told_as_its_day() -> None:
    (frame,) = frames(page(table(("Cash", tag("9", context="d24")), ("Staff", "7"))))
    assert frame.times == ((When(2024, 6, 0, 30), 1.0),)


def test_a_column_under_the_wrong_head_gives_way_to_the_tag() -> None:
    document = page(
        table(("", "2024", "2023"), ("Sales", tag("31", context="y23"), tag("27", context="y24")))
    )
    first, second = frames(document)
    assert [when.year for when, _ in first.times] == [2023]
    assert [when.year for when, _ in second.times] == [2024]


def test_what_falls_due_later_keeps_the_year_of_its_row() -> None:
    document = page(
        "<p>For the year ended June 30, 2024, sales rose. As of June 30, 2024, rent falls due so:</p>"
        + table(("2026", tag("31", context="d24")), ("2027", tag("27", context="d24")))
    )
    for frame, year in zip(frames(document), (2026, 2027), strict=True):
        assert frame.times[0][0] == When(2024, 6, 0, 30)
        assert year in [when.year for when, _ in frame.times]


def test_the_names_of_concept_and_member_label_a_number_modestly() -> None:
    (frame,) = frames(page(table(("Total", tag("31", context="kites")), ("Staff", "7"))))
    assert frame.terms["kite"] == frame.terms["revenu"] == pytest.approx(0.3)
    assert frame.terms["total"] > 0.3


@pytest.mark.parametrize(
    ("name", "label"),
    [
        (
            "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
            "Revenue From Contract With Customer",
        ),
        ("us-gaap:OperatingIncomeLoss", "Operating"),
        ("us-gaap:NetCashProvidedByUsedInOperatingActivities", "Net Cash Operating Activities"),
        ("blix:KitesMember", "Kites"),
        ("blix:EMEAKitesSold", "EMEA Kites Sold"),
        ("", ""),
    ],
)
def test_names_split_into_words(name: str, label: str) -> None:
    assert label_of(name) == label


def test_a_tag_on_a_part_of_a_number_says_nothing_of_it() -> None:
    index = number_index(page(table(("Sales", f"{tag('1')}.25"), ("Staff", "7"))))
    assert not index.facts
    assert index.quantities[0].value == Decimal("1.25")


def test_two_tags_on_one_number_both_name_it() -> None:
    inner = tag("0.45", "us-gaap:EarningsPerShareDiluted", unit="eps", more='scale="0"')
    document = page(
        table(
            ("Result", tag(inner, "us-gaap:EarningsPerShareBasic", unit="eps", more='scale="0"')),
            ("Staff", "7"),
        )
    )
    found = only(document)
    assert (found.value, found.unit) == (Decimal("0.45"), "USD/share")
    (frame,) = frames(document)
    assert {"basic", "dilut"} <= frame.terms.keys()


def test_two_tags_that_disagree_leave_the_number_as_read() -> None:
    document = page(table(("Sales", tag(tag("31", more='scale="3"'))), ("Staff", "7")))
    assert only(document).value == 31


def test_nil_and_words_are_no_values() -> None:
    nil = tag("31", more='xsi:nil="true"')
    named = '<ix:nonNumeric name="blix:Note" contextRef="y24">Kites 40</ix:nonNumeric>'
    assert not number_index(page(table(("Sales", nil), (named, "7")))).facts


def test_a_number_in_words() -> None:
    text = (
        tag("three", "blix:Sites", unit="pure")
        .replace("num-dot-decimal", "num-word-en")
        .replace('"6"', '"0"')
    )
    assert only(page(f"<p>We fly kites at {text} sites.</p>")).value == 3


def test_pages_without_tags_have_none() -> None:
    assert NumberIndex(load_text("Sales were $31 million.")).facts == {}


def test_a_claim_is_held_against_the_time_of_the_tag() -> None:
    body = table(("", "", ""), ("Sales of kites", tag("31"), tag("27", context="y23")))
    source = page(f"<p>Blixen Kites Inc.</p>{body}")
    right = check("Sales of kites for the year ended June 30, 2024 were $31 million.", source)
    wrong = check("Sales of kites for the year ended June 30, 2024 were $27 million.", source)
    assert [finding.status.clean for finding in right.numbers if finding.unit == "USD"] == [True]
    assert [finding.status.clean for finding in wrong.numbers if finding.unit == "USD"] == [False]
