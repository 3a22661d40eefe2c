"""Numbers of a page that disagree with their own tags, beside those that only seem to."""

from decimal import Decimal

import pytest

from summarizer.document import Document
from summarizer.findings import Outcome
from summarizer.ingest import load_text
from summarizer.numbers.index import number_index
from summarizer.numbers.mistagged import Differs
from summarizer.render.lint import render_github, render_report
from summarizer.verify import check

HEAD = """<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body><div style="display:none"><ix:header>
<ix:resources><xbrli:context id="c"><xbrli:entity/><xbrli:period><xbrli:startDate>2023-07-01</xbrli:startDate>
<xbrli:endDate>2024-06-30</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="shares"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>
<xbrli:unit id="pure"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>
</ix:resources></ix:header></div><p>Orlop Lamps Inc.</p>"""


def tag(
    text: str, scale: int = 6, unit: str = "usd", *, minus: bool = False, form: str = "num-dot-decimal"
) -> str:
    """A tagged number of Orlop Lamps Inc., a company that does not exist."""
    sign = ' sign="-"' if minus else ""
    return (
        f'<ix:nonFraction name="us-gaap:Lamps" contextRef="c" unitRef="{unit}" scale="{scale}"{sign}'
        f' format="ixt:{form}">{text}</ix:nonFraction>'
    )


def page(body: str) -> Document:
    """A page with inline XBRL."""
    return load_text(f"{HEAD}{body}</body></html>")


def row(*cells: str) -> Document:
    """A page with one table in millions, and one row in it that counts."""
    shown = "".join(f"<td>{cell}</td>" for cell in cells)
    heads = "".join(f"<td>{2024 - number}</td>" for number in range(len(cells)))
    return page(
        f"<table><tr><td>(in millions)</td>{heads}</tr><tr><td>Lamps sold</td>{shown}</tr>"
        f"<tr><td>Shades sold</td>{shown.replace('ix:nonFraction', 'b')}</tr></table>"
    )


def told(document: Document) -> list[tuple[str, Differs]]:
    """What disagrees, as printed, and in what."""
    return [(one.quantity.text, one.what) for one in number_index(document).differences]


@pytest.mark.parametrize(
    "body",
    [
        f"Sales were ${tag('31')} million.",
        f"Sales were ${tag('31,000', 3)} in thousands.",
        f"The rate was {tag('9.5', -2, 'pure')}%.",
        f"The loss was ${tag('31', minus=True)} million.",  # a tag's sign depends on its concept
        f"We sold {tag('three', 0, 'pure', form='num-word-en')} lamps.",
        f"Sales were ${tag('1')}.25 million.",  # half of a number
        f"Sales were ${tag('31')}",  # the word for the scale may stand on the next page
        f"We have {tag('31', 0, 'shares')} shares.",
        f"Sales were ${tag('1,250.50', 0)} then.",
    ],
)
def test_numbers_that_agree(body: str) -> None:
    assert told(page(f"<p>{body}</p>")) == []


@pytest.mark.parametrize(
    ("body", "number", "what"),
    [
        (f"Sales were ${tag('31', 9)} million.", "$31 million", Differs.SCALE),
        (f"The rate was {tag('9.5', 0, 'pure')}%.", "9.5%", Differs.SCALE),
        (f"Sales were ${tag('31', unit='shares')} million.", "$31 million", Differs.UNIT),
        (f"The rate was {tag('9.5', -2)}%.", "9.5%", Differs.UNIT),
        (f"We gave {tag('1,700,000', 6, 'shares')} units to staff.", "1,700,000", Differs.SCALE),
        (f"We sold {tag('17', 0, 'pure', form='fixed-zero')} lamps.", "17", Differs.VALUE),
        (f"Sales were ${tag('31', form='num-comma-decimal')} and ${tag('1,250', 0, form='fixed-zero')} then.",
         "$1,250", Differs.VALUE),
    ],
)  # fmt: skip
def test_numbers_that_disagree(body: str, number: str, what: Differs) -> None:
    document = page(f"<p>{body}</p>")
    assert (number, what) in told(document)
    index = number_index(document)
    printed = next(q for q in index.quantities if q.text == number)
    assert (
        printed.value
        == next(q for q in number_index(load_text(document.text)).quantities if q.text == number).value
    )


def test_a_scale_that_a_table_gives_is_no_mistake_of_the_tag() -> None:
    body = "<table><tr><td>(in thousands)</td><td>2024</td></tr><tr><td>Lamps</td><td>31</td></tr></table>"
    assert told(page(f"<p>We sold ${tag('2,500', 3)} of lamps.</p>{body}")) == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((tag("31"), tag("27"), tag("22")), []),
        ((tag("31"), tag("27", 3), tag("22")), [("27", Differs.SCALE)]),
        ((tag("31"), tag("27", 3)), []),  # which of the two is wrong?
        ((tag("31", 3), tag("27", 3), tag("22", 3)), []),  # so the caption is not this row's
        (
            (f"({tag('31', minus=True)})", f"({tag('27')})", f"({tag('22', minus=True)})"),
            [("(27)", Differs.SIGN)],
        ),
        ((f"({tag('31')})", f"({tag('27')})", tag("22", minus=True)), []),  # paid is positive, as in all
        ((f"({tag('31')})", tag("27", minus=True), tag("22")), [("22", Differs.SIGN)]),
    ],
)  # fmt: skip
def test_rows_that_break_with_themselves(cells: tuple[str, ...], expected: list[tuple[str, Differs]]) -> None:
    assert told(row(*cells)) == expected


def test_the_number_stays_as_its_row_has_it() -> None:
    index = number_index(row(tag("31"), tag("27", 3), tag("22")))
    assert [index.quantities[at].value for at in sorted(index.facts)] == [
        Decimal(31_000_000), Decimal(27_000_000), Decimal(22_000_000),
    ]  # fmt: skip


class TestNotes:
    DRAFT = "Orlop Lamps gave 1,700,000 units to staff."
    SOURCE = page(f"<p>We gave {tag('1,700,000', 6, 'shares')} units to staff.</p>")

    def test_the_draft_is_not_flagged_for_it(self) -> None:
        report = check(self.DRAFT, self.SOURCE)
        assert report.clean
        assert [finding.status.clean for finding in report.numbers] == [True]

    def test_it_names_both_values_and_the_place(self) -> None:
        (note,) = check(self.DRAFT, self.SOURCE).checks
        assert (note.check, note.status, note.paths) == ("agrees-with-its-tag", Outcome.NOTE, ())
        assert (
            note.message
            == (
                "the source gives 1,700,000, but its own tag has another scale: 1,700,000,000,000 shares "
                "(us-gaap:Lamps): “We gave 1,700,000 units to staff.”."
            )
            or "1,700,000 (= 1,700,000 unit)" in note.message
        )
        (evidence,) = note.evidence
        assert evidence.text == evidence.span.of(self.SOURCE.text) == "1,700,000"

    def test_it_is_told_once(self) -> None:
        twice = f"<p>We gave {tag('1,700,000', 6, 'shares')} units to staff.</p>" * 2
        assert len(check(self.DRAFT, page(twice)).checks) == 1

    def test_the_report_shows_it(self) -> None:
        report = check(self.DRAFT, self.SOURCE)
        text = render_report(report)
        assert "<text>:3:9: note: the source gives 1,700,000" in text
        assert "::notice file=<text>,title=agrees-with-its-tag::the source gives" in render_github(report)
        (told_,) = report.to_dict()["checks"]
        assert told_["evidence"] == [
            {"start": report.checks[0].evidence[0].start, "end": report.checks[0].evidence[0].end,
             "text": "1,700,000"}
        ]  # fmt: skip

    def test_sources_without_tags_have_no_notes(self) -> None:
        assert check(self.DRAFT, "We gave 1,700,000 units to staff.").checks == ()
