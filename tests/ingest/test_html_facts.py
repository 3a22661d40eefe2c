"""Facts that filers tag in inline XBRL."""

from datetime import date
from decimal import Decimal

import pytest

from summarizer.document import Document, Fact
from summarizer.ingest import load_text

HEADER = """<?xml version='1.0' encoding='utf-8'?>
<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><head><title/></head><body>
<div style="display:none"><ix:header><ix:hidden>
<ix:nonFraction name="x:Hidden" contextRef="d" unitRef="usd" decimals="0">77</ix:nonFraction></ix:hidden>
<ix:resources>
<xbrli:context id="d"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier><xbrli:segment>
<xbrldi:explicitMember dimension="srt:ProductAxis">us-gaap:ProductMember</xbrldi:explicitMember>
<xbrldi:typedMember dimension="x:NameAxis"><x:Name>Corvane</x:Name></xbrldi:typedMember></xbrli:segment>
</xbrli:entity>
<xbrli:period><xbrli:startDate>2025-03-30</xbrli:startDate><xbrli:endDate>2025-06-28</xbrli:endDate></xbrli:period>
</xbrli:context>
<xbrli:context id="i"><xbrli:period><xbrli:instant>2025-06-28</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:context id="bad"><xbrli:period><xbrli:instant>soon</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="pure"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>
<xbrli:unit id="ps"><xbrli:divide>
<xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator>
<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
</ix:resources></ix:header></div>"""


def page(body: str) -> Document:
    return load_text(f"{HEADER}<div>{body}</div></body></html>")


def fact(document: Document) -> Fact:
    (found,) = document.facts
    return found


def number(text: str, more: str = "", unit: str = "usd") -> str:
    given = f'name="x:A" contextRef="i" unitRef="{unit}" decimals="-6" {more}'
    return f"<ix:nonFraction {given}>{text}</ix:nonFraction>"


def test_a_fact() -> None:
    document = page(
        'Products of $<ix:nonFraction unitRef="usd" contextRef="d" decimals="-6" name="us-gaap:Revenues"'
        ' format="ixt:num-dot-decimal" scale="6" id="f-1">61,564</ix:nonFraction> million'
    )
    assert document.text == "Products of $61,564 million"
    found = fact(document)
    assert found.span.of(document.text) == "61,564"
    assert found == Fact(
        found.span,
        "us-gaap:Revenues",
        Decimal(61_564_000_000),
        "USD",
        -6,
        date(2025, 3, 30),
        date(2025, 6, 28),
        (("srt:ProductAxis", "us-gaap:ProductMember"), ("x:NameAxis", "Corvane")),
    )


@pytest.mark.parametrize(
    ("text", "more", "value"),
    [
        ("1,234", 'scale="3" sign="-"', "-1234000"),
        ("1.5", 'scale="9" format="ixt:num-dot-decimal"', "1500000000"),
        ("1,234.56", 'format="ixt:numcommadot"', "1234.56"),
        ("1.234,56", 'format="ixt:numdotcomma"', "1234.56"),
        ("1 234,56", 'format="ixt:numspacecomma"', "1234.56"),
        ("1 234.56", 'format="ixt:numspacedot"', "1234.56"),
        ("1234,56", 'format="ixt:numcomma"', "1234.56"),
        ("32.4", 'scale="-2"', "0.324"),
        ("1.234,5", 'format="ixt:num-comma-decimal"', "1234.5"),
        ("1 234", "", "1234"),
        ("\u2014", 'format="ixt:fixed-zero" scale="6"', "0"),
        ("twenty-five", 'format="ixt-sec:numwordsen"', "25"),
        ("No", 'format="ixt:num-word-en"', "0"),
        ("<b>1,2</b>34", "", "1234"),
        ("7", 'scale="many"', "7"),
        ("7", 'scale="999"', None),
        ("n.m.", "", None),
        ("7", 'xsi:nil="true"', None),
        ("7" * 60, "", None),
    ],
)
def test_values(text: str, more: str, value: str | None) -> None:
    found = fact(page(f"x {number(text, more)} y"))
    assert found.value == (None if value is None else Decimal(value))
    assert (found.start, found.end) == (None, date(2025, 6, 28))
    if value is not None:
        assert "E" not in str(found.value)


def test_units() -> None:
    assert fact(page(number("5", unit="ps"))).unit == "USD/shares"
    assert fact(page(number("5", unit="pure"))).unit == "pure"
    assert fact(page(number("5", unit="lost"))).unit == ""


def test_facts_within_facts_are_in_order() -> None:
    document = page(
        '<ix:nonNumeric name="x:Block" contextRef="d" continuedAt="c1"><p>Sales were '
        + number(number("12"))
        + ' in all.</p></ix:nonNumeric><ix:continuation id="c1"><p>More.</p></ix:continuation>'
    )
    assert document.text == "Sales were 12 in all.\n\nMore."
    assert [found.span.of(document.text) for found in document.facts] == ["Sales were 12 in all.", "12", "12"]
    assert [found.value for found in document.facts] == [None, 12, 12]


def test_facts_in_cells() -> None:
    document = page(
        "<table><tr><td/><td>2025</td><td>2024</td></tr><tr><td>Loss</td><td>("
        + number("171", 'scale="6" sign="-"')
        + "</td><td>)</td><td>"
        + number("142", 'scale="6"')
        + "</td></tr></table>"
    )
    assert [(found.span.of(document.text), found.value) for found in document.facts] == [
        ("171", Decimal(-171_000_000)),
        ("142", Decimal(142_000_000)),
    ]
    cells = [cell.span.of(document.text) for table in document.tables for cell in table.cells]
    assert "(171)" in cells


@pytest.mark.parametrize(
    "broken",
    [
        '<ix:nonFraction name="a" contextRef="bad">5</ix:nonFraction>',
        "<ix:nonFraction>5</ix:nonFraction>",
        '<ix:nonFraction name="a" contextRef="i" unitRef="usd">5</p>',
        "<p><ix:nonFraction name='a'>5<p></ix:nonFraction>6",
        "</ix:nonFraction>5",
        "<ix:header><ix:resources><xbrli:context>5",
        "5<ix:nonFraction name='a' contextRef='i'/>",
        "5<ix:nonFraction name='a' contextRef='i'></ix:nonFraction>",
        "<ix:fraction><ix:numerator>1</ix:numerator>/<ix:denominator>0</ix:denominator></ix:fraction>5",
    ],
)
def test_broken_tags_do_no_harm(broken: str) -> None:
    document = page(f"<p>before</p>{broken}<p>after</p>")
    assert document.text.startswith("before")
    for found in document.facts:
        assert found.span.of(document.text).strip()


def test_a_fraction() -> None:
    document = page(
        "<ix:fraction name='a' contextRef='i' unitRef='pure'><ix:numerator>1</ix:numerator>/"
        "<ix:denominator>4</ix:denominator></ix:fraction> of it"
    )
    assert fact(document).value == Decimal("0.25")


def test_a_plain_page_has_none() -> None:
    assert load_text("<html><p>Revenue was $5.</p></html>").facts == ()
