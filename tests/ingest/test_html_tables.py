"""Tables of pages: which hold data, their columns, their headers, and how they are written down."""

import pytest

from summarizer.document import Document, Table
from summarizer.ingest import load_text
from summarizer.numbers.index import number_index


def page(body: str) -> Document:
    return load_text(f"<html><body>{body}</body></html>")


def only(document: Document) -> Table:
    (table,) = document.tables
    return table


def paths(document: Document) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {
        cell.span.of(document.text): (cell.row_header, cell.column_header)
        for table in document.tables
        for cell in table.cells
        if not cell.is_header
    }


SPACER = '<td colspan="3"></td>'


def figure(text: str, *, dollar: bool = False, after: str = "") -> str:
    sign = "<td>$</td>" if dollar else ""
    return f'{sign}<td colspan="{1 if dollar else 2}">{text}</td><td>{after}</td>{SPACER}'


STATEMENT = f"""
<p align="center"><b>CORVANE, INC.</b></p>
<p align="center"><b>CONDENSED STATEMENTS OF OPERATIONS</b></p>
<p align="center">(In millions, except per share amounts)</p>
<table>
<tr><td style="width:50%"></td><td></td><td></td><td></td></tr>
<tr><td colspan="3"></td><td colspan="9">Three Months Ended</td>{SPACER}
<td colspan="9">Nine Months Ended</td></tr>
<tr><td colspan="3"></td><td colspan="3">June 28,<br>2025</td>{SPACER}
<td colspan="3">June 29,<br>2024</td>{SPACER}
<td colspan="3">June 28,<br>2025</td>{SPACER}<td colspan="3">June 29,<br>2024</td></tr>
<tr><td colspan="3">Net sales:</td></tr>
<tr><td colspan="3" style="padding-left:12pt">Products</td>
{figure("66,613", dollar=True)}{figure("61,564", dollar=True)}
{figure("233,287", dollar=True)}{figure("224,908", dollar=True)}</tr>
<tr><td colspan="3" style="padding-left:12pt">Services</td>
{figure("27,423")}{figure("24,213<sup>(1)</sup>")}{figure("80,408")}{figure("71,197")}</tr>
<tr><td colspan="3">Other income, net</td>
{figure("(171", after=")")}{figure("142")}{figure("(698", after=")")}{figure("&#8212;")}</tr>
<tr><td colspan="3">Effective rate</td>
{figure("(12.5", after=")%")}{figure("4.0", after="%")}
{figure("16.1", after="%")}{figure("15.9", after="%")}</tr>
<tr><td colspan="3">Earnings per share</td>
{figure("1.57", dollar=True)}{figure("1.40", dollar=True)}
{figure("5.64", dollar=True)}{figure("5.13", dollar=True)}</tr>
</table>
<p>(1) Restated.</p>
"""


def test_a_statement() -> None:
    document = page(STATEMENT)
    table = only(document)
    assert table.span.of(document.text) == (
        "| Three Months Ended | | Nine Months Ended\n"
        "| June 28, 2025 | June 29, 2024 | June 28, 2025 | June 29, 2024\n"
        "Net sales:\n"
        "  Products | $ 66,613 | $ 61,564 | $ 233,287 | $ 224,908\n"
        "  Services | 27,423 | 24,213 (1) | 80,408 | 71,197\n"
        "Other income, net | (171) | 142 | (698) | —\n"
        "Effective rate | (12.5)% | 4.0% | 16.1% | 15.9%\n"
        "Earnings per share | $ 1.57 | $ 1.40 | $ 5.64 | $ 5.13"
    )
    assert table.caption == "CONDENSED STATEMENTS OF OPERATIONS (In millions, except per share amounts)"
    found = paths(document)
    assert found["$ 66,613"] == (("Net sales", "Products"), ("Three Months Ended", "June 28, 2025"))
    assert found["24,213"] == (("Net sales", "Services"), ("Three Months Ended", "June 29, 2024"))
    assert found["80,408"] == (("Net sales", "Services"), ("Nine Months Ended", "June 28, 2025"))
    assert found["(12.5)%"] == (("Effective rate",), ("Three Months Ended", "June 28, 2025"))
    assert found["—"] == (("Other income, net",), ("Nine Months Ended", "June 29, 2024"))
    assert document.text.endswith("(1) Restated.")


def test_its_numbers() -> None:
    document = page(STATEMENT)
    read = {
        quantity.text: (str(quantity.value), quantity.unit) for quantity in number_index(document).quantities
    }
    assert read["$ 66,613"] == ("66613000000", "USD")
    assert read["24,213"] == ("24213000000", "USD")
    assert read["(171)"] == ("-171000000", "USD")
    assert read["(12.5)%"] == ("-12.5", "%")
    assert read["$ 1.57"][1] == "USD/share"


def test_spans_of_rows_and_columns() -> None:
    document = page(
        "<table><tr><th rowspan=2>Region</th><th colspan=2>2025</th><th colspan=2>2024</th></tr>"
        "<tr><th>Units</th><th>Share</th><th>Units</th><th>Share</th></tr>"
        "<tr><td rowspan=2>North</td><td>1,200</td><td>60%</td><td>900</td><td>55%</td></tr>"
        "<tr><td>80</td><td>4%</td><td>70</td><td>3%</td></tr></table>"
    )
    found = paths(document)
    assert found["1,200"] == (("North",), ("2025", "Units"))
    assert found["55%"] == (("North",), ("2024", "Share"))
    assert found["4%"][1] == ("2025", "Share")


def stacked(*years: str, again: bool, in_stub: bool) -> Document:
    """A table that tells one thing under another of several years, the names said again or not."""
    names = "<tr><td></td><td>North</td><td>South</td><td>Total</td></tr>"
    dated = "<tr><td colspan=4>{}</td></tr>" if in_stub else "<tr><td></td><td colspan=3>{}</td></tr>"
    rows = [
        dated.format(f"Year Ended December 31, {year}")
        + (names if again or year == years[0] else "")
        + f"<tr><td>Net sales</td><td>${year[-1]}1</td><td>${year[-1]}2</td><td>${year[-1]}3</td></tr>"
        + f"<tr><td>Profit</td><td>{year[-1]}4</td><td>{year[-1]}5</td><td>{year[-1]}9</td></tr>"
        for year in years
    ]
    return page(f"<table>{''.join(rows)}</table>")


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("in_stub", [True, False])
def test_years_one_under_another(again: bool, in_stub: bool) -> None:
    found = paths(stacked("2019", "2018", "2017", again=again, in_stub=in_stub))
    for year in ("2019", "2018", "2017"):
        dated = f"Year Ended December 31, {year}"
        assert found[f"${year[-1]}1"] == (("Net sales",), (dated, "North"))
        assert found[f"${year[-1]}3"] == (("Net sales",), (dated, "Total"))
        assert found[f"{year[-1]}5"] == (("Profit",), (dated, "South"))


def test_a_year_beside_the_names_of_the_columns() -> None:
    rows = "".join(
        f"<tr><td>{year}</td><td>High</td><td>Low</td></tr><tr><td>First quarter</td><td>${year[-1]}5.10</td>"
        f"<td>${year[-1]}2.40</td></tr>"
        for year in ("2019", "2018")
    )
    found = paths(page(f"<table>{rows}</table>"))
    assert found["$95.10"] == (("First quarter",), ("2019", "High"))
    assert found["$82.40"] == (("First quarter",), ("2018", "Low"))


def test_indentation_nests_rows() -> None:
    row = "<tr><td style='padding-left:{}pt'>{}</td><td>{}</td><td>{}</td></tr>"
    document = page(
        "<table><tr><td></td><td>2025</td><td>2024</td></tr>"
        + row.format(0, "Assets:", "", "")
        + row.format(10, "Current:", "", "")
        + row.format(20, "Cash", "1,500", "1,400")
        + row.format(20, "&nbsp;&nbsp;Restricted", "15", "14")
        + row.format(10, "Land", "700", "600")
        + row.format(0, "Total assets", "2,215", "2,014")
        + "</table>"
    )
    found = paths(document)
    assert found["1,500"] == (("Assets", "Current", "Cash"), ("2025",))
    assert found["700"] == (("Assets", "Land"), ("2025",))
    assert found["2,215"][0][-1] == "Total assets"


def test_labels_indented_by_columns() -> None:
    document = page(
        "<table><tr><td colspan=2></td><td>2025</td><td>2024</td></tr><tr><td colspan=2>Costs:</td></tr>"
        "<tr><td></td><td>Research</td><td>45</td><td>40</td></tr>"
        "<tr><td></td><td>Sales</td><td>35</td><td>30</td></tr></table>"
    )
    assert paths(document)["45"] == (("Costs", "Research"), ("2025",))


def test_numbers_cut_at_the_decimal_point() -> None:
    document = page(
        "<table><tr><td>99</td><td>.1</td><td>Press release dated May 4, 2025</td></tr>"
        "<tr><td>99</td><td>.2</td><td>Presentation slides</td></tr>"
        "<tr><td>10</td><td>.1*</td><td>Lease</td></tr></table>"
    )
    assert document.text == "99.1 Press release dated May 4, 2025\n99.2 Presentation slides\n10.1* Lease"


@pytest.mark.parametrize("mark", ["<sup>1</sup>", "<sup>(1)</sup>", "(1)", "*", "&#8224;", " (a)"])
def test_marks_are_no_part_of_figures(mark: str) -> None:
    document = page(
        "<table><tr><td></td><td>2025</td><td>2024</td></tr>"
        f"<tr><td>Units</td><td>1,234{mark}</td><td>1,100</td></tr></table>"
    )
    assert paths(document)["1,234"] == (("Units",), ("2025",))
    values = [quantity.value for quantity in number_index(document).quantities]
    assert 1234 in values
    assert 12341 not in values


def test_a_lead_in_is_the_caption_for_want_of_a_title() -> None:
    document = page(
        "<p>We lease offices. Future payments as of December 31, 2025 are as follows (in thousands):</p>"
        "<table><tr><td>2026</td><td>$</td><td>1,250</td></tr><tr><td>2027</td><td></td><td>1,300</td></tr></table>"
    )
    assert only(document).caption.startswith(
        "Future payments as of December 31, 2025 are as follows (in thousands):"
    )
    read = {quantity.text: quantity.value for quantity in number_index(document).quantities}
    assert read["1,300"] == 1_300_000


def test_a_note_that_heads_the_notes_holds_for_all_their_tables() -> None:
    prose = "<p>" + "The company was formed in Delaware and develops medicines. " * 6 + "</p>"
    rows = (
        "<table><tr><td></td><td>2025</td><td>2024</td></tr>"
        "<tr><td>{}</td><td>$ 5,027</td><td>$ 6,776</td></tr></table>"
    )
    document = page(
        "<p align=center><b>NOTES TO STATEMENTS</b></p>"
        "<p align=center><b>(In thousands, except share data)</b></p>"
        + prose
        + rows.format("Raw materials")
        + "<p><b>Item 2. Discussion</b></p>"
        + prose
        + rows.format("Cash held")
    )
    first, second = document.tables
    assert first.caption == "(In thousands, except share data)"
    assert second.caption == ""


def test_a_table_goes_on_after_a_page_break() -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    document = page(
        "<table>" + row.format("", 2025, 2024) + row.format("Cash", "1,500", "1,400") + "</table>"
        "<p>12</p><hr style='page-break-after:always'><table>"
        + row.format("Debt", "1,100", "1,000")
        + "</table>"
        "<p>13</p><hr style='page-break-after:always'><p>The end of the report.</p>"
    )
    assert paths(document)["1,500"] == (("Cash",), ("2025",))


def test_layout_is_not_data() -> None:
    document = page(
        "<table><tr><td>(a)</td><td>The first of two rather long paragraphs with 5% in it.</td></tr>"
        "<tr><td>(b)</td><td>The second.</td></tr></table>"
        "<table><tr><td><p>One column of text.</p><p>More.</p></td></tr></table>"
        "<table><tr><td>By:</td><td>/s/ Ada Moor</td></tr><tr><td>Date:</td><td>May 4, 2025</td></tr></table>"
    )
    assert document.tables == ()
    assert document.text == (
        "(a) The first of two rather long paragraphs with 5% in it.\n(b) The second.\n\n"
        "One column of text.\n\nMore.\n\nBy: /s/ Ada Moor\n\nDate: May 4, 2025"
    )


def test_a_table_within_a_table() -> None:
    inner = (
        "<table><tr><td></td><td>2025</td><td>2024</td></tr>"
        "<tr><td>Cash</td><td>15</td><td>14</td></tr></table>"
    )
    document = page(f"<table><tr><td>Left words</td><td>{inner}</td></tr></table>")
    assert document.text == "Left words\n\n| 2025 | 2024\nCash | 15 | 14"
    assert paths(document)["15"] == (("Cash",), ("2025",))


def test_a_table_of_contents_is_furniture() -> None:
    entries = [(1, "Statements", 3), (2, "Discussion", 9), (3, "Risks", 15), (4, "Controls", 15)]
    rows = "".join(
        f"<tr><td>Item {number}.</td><td>{title}</td><td>{page_}</td></tr>"
        for number, title, page_ in entries
    )
    document = page(f"<table>{rows}</table><p>Body text stands here.</p>")
    assert document.tables == ()
    assert [block.kind.value for block in document.blocks] == ["furniture", "paragraph"]
    assert document.items == ()


def test_rows_without_labels_are_told_by_the_words_above() -> None:
    document = page(
        "<p>The stockholders ratified the appointment of the auditor.</p>"
        "<table><tr><td>For</td><td>Against</td></tr>"
        "<tr><td>292,485,982</td><td>659,149</td></tr></table>"
    )
    assert only(document).caption == "The stockholders ratified the appointment of the auditor."
    assert paths(document)["292,485,982"] == ((), ("For",))
    assert paths(document)["659,149"] == ((), ("Against",))


def test_preformatted_text_is_laid_out_as_plain_text_is() -> None:
    document = page(
        """<p>Prose before.</p><pre>
                    BALANCE SHEETS
                    (In thousands)

                                  June 30,     June 30,
                                    2001         2000
                                 ---------    ---------
Cash and cash equivalents        $  15,250    $  14,100
Receivables                          1,200        1,150
                                 =========    =========
</pre><p>Prose after.</p>"""
    )
    table = only(document)
    assert table.caption == "BALANCE SHEETS (In thousands)"
    assert paths(document)["1,150"] == (("Receivables",), ("June 30, 2000",))
    assert [block.kind.value for block in document.blocks][::2] == ["paragraph", "paragraph", "furniture"]
    assert {quantity.value for quantity in number_index(document).quantities} >= {15_250_000, 1_150_000}
