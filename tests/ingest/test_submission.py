"""Submissions: what is cut out of them, what their headers say, and what lies or is broken."""

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from submissions import COVER, FOOTER, HEADER, RELEASE, Piece, submission, written
from timing import at_most

from summarizer.document import Document, Origin, SectionKind
from summarizer.errors import EmptySourceError, SourceError, UnreadableSourceError
from summarizer.ingest import Limits, load, load_bytes, load_text
from summarizer.ingest.form_items import item_number
from summarizer.ingest.sgml import Party, split_submission

FILINGS = Path(__file__).parents[2].parent / "shared" / "data" / "filings"
MAIN = Piece("8-K", COVER, "corvane8k.txt", "FORM 8-K")
EXHIBIT = Piece("EX-99.1", RELEASE, "ex99-1.txt", "PRESS RELEASE")
UU = "begin 644 logo.jpg\nM_]C_X  02D9)1@ ! 0$ 8 !@  #__@ [0U)%051/4CH@9V0M:G!E9R!V,2XP\n \nend\n"

real = pytest.mark.skipif(not FILINGS.is_dir(), reason=f"no filings in {FILINGS}")


def documents(document: Document) -> list[tuple[str, str]]:
    return [(s.label, s.title) for s in document.sections if s.kind is SectionKind.DOCUMENT]


def test_the_documents_one_after_the_other() -> None:
    document = load_text(submission(MAIN, EXHIBIT), "corvane.txt")
    assert document.text == COVER + "\n\n" + RELEASE
    assert documents(document) == [("8-K", "FORM 8-K"), ("EX-99.1", "PRESS RELEASE")]
    spans = [s.span.of(document.text) for s in document.sections if s.kind is SectionKind.DOCUMENT]
    assert spans == [COVER, RELEASE]
    assert document.media_type == "text/sgml"


def test_what_the_header_says() -> None:
    document = load_text(submission(MAIN, EXHIBIT))
    assert (document.form, document.items) == ("8-K", ("2.02",))
    assert (document.company, document.ticker) == ("Corvane Therapeutics, Inc.", "COVN")
    assert (document.cik, document.accession) == ("0009999999", "0009999999-24-000017")
    assert (document.period, document.filed) == (date(2024, 5, 8), date(2024, 5, 9))


def test_the_header_says_more_than_a_page_without_a_cover() -> None:
    document = load_text(submission(Piece("8-K", "Revenue rose to $12.5 million in 2024.\n")))
    assert document.company == "CORVANE THERAPEUTICS INC"
    assert document.items == ("2.02", "9.01")
    assert document.form == "8-K"


def test_a_company_that_the_header_does_not_know_is_not_the_filer() -> None:
    page = "Halvorsen Partners LLC (the “Company”) sold 5 units.\n"
    assert load_text(page).company == "Halvorsen Partners LLC"
    assert load_text(submission(Piece("8-K", page))).company == "CORVANE THERAPEUTICS INC"


def test_a_ticker_of_another_company_is_not_the_filers() -> None:
    other = "Halvorsen Partners LLC (NYSE: HPX) has bought 5 units from the company in 2024.\n"
    assert load_text(submission(MAIN, Piece("EX-99.1", other))).ticker == ""
    assert load_text(submission(MAIN, Piece("EX-99.1", other), Piece("EX-99.2", RELEASE))).ticker == "COVN"


def test_everything_inside_is_moved_along() -> None:
    table = (
        "(in thousands)            2024      2023\n\n"
        "Revenue                  1,234     1,100\n"
        "Costs                      900       800\n"
    )
    exhibit = f"Results of the Quarter\n\nAll went well in 2024.\n\n{table}"
    alone, document = load_text(exhibit), load_text(submission(MAIN, Piece("EX-99.1", exhibit)))
    shift = len(COVER) + 2
    assert [b.span.of(exhibit) for b in alone.blocks] == [
        b.span.of(document.text) for b in document.blocks if b.span.start >= shift
    ]
    (before,), (after,) = alone.tables, document.tables
    assert after.span.start == before.span.start + shift
    assert [(c.span.of(document.text), c.row_header, c.column_header) for c in after.cells] == [
        (c.span.of(alone.text), c.row_header, c.column_header) for c in before.cells
    ]
    assert [s.title for s in document.sections_at(document.text.index("All went"))] == [
        "",
        "Results of the Quarter",
    ]
    assert document.source_map.locate(document.text.index("1,234")) == Origin(
        exhibit.index("1,234"), None, "EX-99.1"
    )


def test_origins_lead_into_the_document_as_edgar_serves_it() -> None:
    second = Piece("EX-10", "Second lease, of 5 years.\r\nIt ends in 2029.\r\n", "ex10b.txt")
    document = load_text(submission(MAIN, Piece("EX-10", "First lease, of 3 years.\n", "ex10a.txt"), second))
    at = document.source_map.locate(document.text.index("2029"))
    assert at.part == "EX-10 ex10b.txt"
    assert second.body[at.offset :].startswith("2029")


def test_the_main_form_comes_first() -> None:
    document = load_text(submission(Piece("EX-99.1", RELEASE), Piece("EX-99.2", "More of 2024.\n"), MAIN))
    assert [label for label, _ in documents(document)] == ["8-K", "EX-99.1", "EX-99.2"]


@pytest.mark.parametrize(
    "piece",
    [
        Piece("GRAPHIC", UU, "logo.jpg"),
        Piece("EX-99.2", UU, "slides"),
        Piece("ZIP", "begin 644 x.zip\nM4$L#!!0\n \nend\n", "0009999999-24-000017-xbrl.zip"),
        Piece("EX-101.SCH", '<XBRL>\n<?xml version="1.0"?>\n<schema>7</schema>\n</XBRL>\n', "covn.xsd"),
        Piece("EX-101.INS", '<XML>\n<?xml version="1.0"?>\n<xbrl>7</xbrl>\n</XML>\n', "covn.xml"),
        Piece("EX-100.INS", "<xbrl>7</xbrl>\n"),
        Piece("EX-27", "<ARTICLE> 5\n<MULTIPLIER> 1,000\n<CASH> 8,018\n"),
        Piece("EX-27.1", "<ARTICLE> 5\n<CASH> 8,018\n"),
        Piece("XML", "<html><body>R1 7</body></html>\n", "R1.htm"),
        Piece("EXCEL", UU, "Financial_Report.xlsx"),
        Piece("JSON", '{"a": 7}\n', "MetaLinks.json"),
        Piece("EX-99.3", '<?xml version="1.0"?>\n<data xmlns="urn:x">7</data>\n'),
        Piece("XML", "body { margin: 7 }\n", "report.css"),
        Piece("8-K", f"<PDF>\n{UU}</PDF>\n", "corvane8k.pdf"),
        Piece("EX-99.4", f"<PDF>\n{UU}</PDF>\n"),
        Piece("EX-99.5", " \n"),
        Piece("EX-99.6", "-----\n"),
    ],
    ids=lambda piece: f"{piece.type} {piece.filename}",
)
def test_what_no_one_reads_is_left_out(piece: Piece) -> None:
    assert load_text(submission(MAIN, piece, EXHIBIT)).text == COVER + "\n\n" + RELEASE
    with pytest.raises(EmptySourceError, match="holds no document to read"):
        load_text(submission(piece))


def test_exhibits_27_of_another_kind_stay() -> None:
    assert len(documents(load_text(submission(MAIN, Piece("EX-2.7", "A plan of 2024.\n"))))) == 2


FEED = (
    "<SUBMISSION>\n<ACCESSION-NUMBER>0009999999-24-000017<TYPE>8-K/A<PUBLIC-DOCUMENT-COUNT>14<PERIOD>20240508"
    "<ITEMS>2.02<ITEMS>9.01<FILING-DATE>20240509<FILER><COMPANY-DATA><CONFORMED-NAME>CORVANE THERAPEUTICS INC"
    "<CIK>9999999<ASSIGNED-SIC>2834</COMPANY-DATA><FILING-VALUES><FORM-TYPE>8-K</FILING-VALUES>"
    "<FORMER-COMPANY><FORMER-CONFORMED-NAME>OLD CORVANE INC</FORMER-COMPANY></FILER>"
)


def test_the_form_of_the_feed() -> None:
    pieces = [Piece("8-K/A", "Revenue was $12.5 million."), EXHIBIT]
    text = FEED + "".join(written(p, n, feed=True) for n, p in enumerate(pieces, 1)) + "</SUBMISSION>"
    document = load_text(text)
    assert document.text == "Revenue was $12.5 million.\n\n" + RELEASE
    assert (document.form, document.items, document.cik) == ("8-K/A", ("2.02", "9.01"), "0009999999")
    assert (document.period, document.filed) == (date(2024, 5, 8), date(2024, 5, 9))
    assert document.company == "CORVANE THERAPEUTICS INC"


def test_several_parties_the_subject_before_who_files() -> None:
    header = """\
<SEC-HEADER>
CONFORMED SUBMISSION TYPE:\tSC 13D

FILED BY:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tHALVORSEN PARTNERS LLC
\t\tCENTRAL INDEX KEY:\t\t\t0008888888

SUBJECT COMPANY:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tCORVANE THERAPEUTICS INC
\t\tCENTRAL INDEX KEY:\t\t\t0009999999
\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\t [2834
]\t\tIRS NUMBER:\t1
</SEC-HEADER>
"""
    text = submission(Piece("SC 13D", "Halvorsen holds 5%.\n"), header=header, footer="")
    found = split_submission(text, name="x", limits=Limits()).header
    assert found.parties == (
        Party("SUBJECT COMPANY", "CORVANE THERAPEUTICS INC", "0009999999"),
        Party("FILED BY", "HALVORSEN PARTNERS LLC", "0008888888"),
    )
    document = load_text(text)
    assert (document.company, document.cik, document.form) == (
        "CORVANE THERAPEUTICS INC",
        "0009999999",
        "SC 13D",
    )
    assert (document.period, document.filed, document.accession) == (None, None, "")


@pytest.mark.parametrize(
    ("said", "filed", "number"),
    [
        ("5.02", None, "5.02"),
        ("Item 5.02", None, "5.02"),
        ("Departure of Directors or Certain Officers; Election of Directors", None, "5.02"),
        ("Regulation FD Disclosure", date(2004, 8, 23), "7.01"),
        ("Regulation FD Disclosure", date(2004, 8, 22), "9"),
        ("Changes in Registrant’s Certifying Accountant", None, "4.01"),
        ("Financial statements and exhibits", date(2001, 1, 2), "7"),
        ("Something else", None, ""),
        ("", None, ""),
    ],
)
def test_items_by_number_or_title(said: str, filed: date | None, number: str) -> None:
    assert item_number(said, filed) == number


def test_a_bare_document_is_a_submission_too() -> None:
    document = load_text("\n" + written(EXHIBIT, 1))
    assert document.text == RELEASE
    assert (document.form, document.company) == ("", "Corvane Therapeutics, Inc.")


def test_the_envelope_of_old_submissions() -> None:
    envelope = "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\r\nProc-Type: 2001,MIC-CLEAR\r\n MFgw/+==\r\n\r\n"
    text = envelope + submission(MAIN, footer=FOOTER + "-----END PRIVACY-ENHANCED MESSAGE-----\n")
    document = load_bytes(text.encode())
    assert document.text == COVER
    assert document.accession == "0009999999-24-000017"


class TestTagsOfOldPrint:
    TABLE = """\
<PAGE>   1
Corvane sold more in 1999.
<PAGE>   2
<TABLE>
<CAPTION>
                              (in thousands)
                            1999        1998
<S>                       <C>         <C>
Revenue                   $1,234      $1,100
Costs                        900         800
</TABLE>
<CAPTION>Units sold
"""

    def test_they_leave_no_mark_in_the_text(self) -> None:
        document = load_text(submission(Piece("10-K", self.TABLE)))
        assert document.text == (
            "Corvane sold more in 1999.\n"
            "                              (in thousands)\n"
            "                            1999        1998\n"
            "Revenue                   $1,234      $1,100\n"
            "Costs                        900         800\n"
            "         Units sold\n"
        )
        at = document.source_map.locate(document.text.index("900"))
        assert at == Origin(self.TABLE.index("900"), 2, "10-K")
        (table,) = document.tables
        cells = {cell.span.of(document.text): cell for cell in table.cells}
        assert cells["800"].row_header == ("Costs",)
        assert cells["800"].column_header == ("1998",)
        assert "(in thousands)" in table.caption

    @pytest.mark.parametrize(
        ("print_", "text"),
        [
            ("one 1\n<PAGE> 2 <S> 3\ntwo\n", "one 1\n        2     3\ntwo\n"),
            ("one 1\n<PAGE>1<S>2\ntwo\n", "one 1\n      1   2\ntwo\n"),
            ("one 1\n<PAGE><TABLE>\ntwo\n", "one 1\ntwo\n"),
            ("one 1\n<page>\t12\r\ntwo\n", "one 1\ntwo\n"),
            ("one <R>1</R> two\n", "one    1     two\n"),
            ("one 1 <PAGE>", "one 1       "),
        ],
    )
    def test_whatever_stands_beside_them_stays(self, print_: str, text: str) -> None:
        document = load_text(submission(Piece("10-K", print_)))
        assert [line.strip() for line in document.text.splitlines()] == [
            line.strip() for line in text.splitlines()
        ]

    def test_one_row_under_the_marks_is_a_table(self) -> None:
        votes = """\
<TABLE>
<CAPTION>
    For                    Against          Abstained         Broker Non-Vote
<S>                        <C>              <C>               <C>
    120,834,875            19,682,413       1,104,218         40,012
</TABLE>
"""
        document = load_text(submission(Piece("10-Q", votes)))
        (table,) = document.tables
        assert {c.span.of(document.text): c.column_header for c in table.cells if not c.is_header} == {
            "120,834,875": ("For",),
            "19,682,413": ("Against",),
            "1,104,218": ("Abstained",),
            "40,012": ("Broker Non-Vote",),
        }
        plain = votes.replace("<S> ", "    ").replace("<C>", "   ")
        assert load_text(submission(Piece("10-Q", plain))).tables == ()


class TestBrokenOnes:
    def test_missing_close_tags(self) -> None:
        text = submission(MAIN, EXHIBIT).replace("</TEXT>\n", "").replace("</DOCUMENT>\n", "")
        assert load_text(text).text == COVER + "\n\n" + RELEASE

    def test_cut_off_within_a_document(self) -> None:
        whole = submission(MAIN, EXHIBIT)
        cut = whole[: whole.index("for the first quarter")]
        with pytest.raises(
            UnreadableSourceError, match=r"is cut off in its document EX-99\.1 \(from line 4\d\)"
        ):
            load_text(cut)

    def test_cut_off_within_a_picture_or_after_the_last_document(self) -> None:
        whole = submission(MAIN, Piece("GRAPHIC", UU, "logo.jpg"))
        assert load_text(whole[: whole.index(" \nend")]).text == COVER
        assert load_text(submission(MAIN, footer="")).text == COVER

    def test_a_header_alone(self) -> None:
        with pytest.raises(UnreadableSourceError, match="no document in it"):
            load_text(HEADER)

    def test_a_document_inside_another(self) -> None:
        inner = written(EXHIBIT, 2)
        outer = written(Piece("8-K", f"Before.\n{inner}After: 7 more.\n"), 1)
        with pytest.raises(
            UnreadableSourceError, match=r"EX-99\.1 on line \d+ stands inside the document 8-K"
        ):
            load_text(HEADER + outer + FOOTER)
        nothing_lost = written(Piece("8-K", f"Before 2024.\n{inner}"), 1)
        assert load_text(HEADER + nothing_lost + FOOTER).text == "Before 2024.\n\n\n" + RELEASE

    def test_tags_that_are_only_spoken_of(self) -> None:
        page = "Each <DOCUMENT> tag of 1999 ends with </DOCUMENT> or </TEXT>.\nAnd 5 more.\n"
        assert load_text(submission(Piece("8-K", page))).text == page

    def test_thousands_of_documents(self) -> None:
        text = submission(*[Piece("EX-99.1", f"Unit {n} sold.\n", f"u{n}.txt") for n in range(3000)])
        with at_most(20):
            document = load_text(text)
            assert len(documents(document)) == 3000
        with pytest.raises(UnreadableSourceError, match="3,000 documents, more than the 100 allowed"):
            load_text(text, limits=Limits(max_documents=100))

    @pytest.mark.parametrize(
        "hostile",
        [
            "<DOCUMENT>" * 100_000,
            "<DOCUMENT><TYPE>" * 100_000,
            "<SEC-DOCUMENT>" + "<DOCUMENT>" + " " * 500_000,
            "<SEC-HEADER>\n" + "A" * 500_000 + "\n<DOCUMENT><TYPE>8-K<TEXT>1",
            "<SEC-HEADER>\n" + "<A" * 200_000 + "<DOCUMENT><TYPE>8-K<TEXT>1",
            "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n" + "a" * 500_000,
            "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n" + " \n" * 50_000,
            "<DOCUMENT><TYPE>8-K<TEXT>" + "</DOCUMENT>" * 50_000,
            "<DOCUMENT><TYPE>8-K<TEXT>" + "<S><C>" * 50_000,
            "<DOCUMENT><TYPE>8-K<TEXT>" + "<S>\n" * 50_000,
            "<DOCUMENT><TYPE>8-K<TEXT><x " + "<a xmlns " * 50_000,
            "<DOCUMENT>\n<TYPE>EX-1\n<TEXT>\n" * 3000,
        ],
    )
    def test_hostile_ones_take_no_time(self, hostile: str) -> None:
        with at_most(10), contextlib.suppress(SourceError):
            load_text(hostile)

    @given(
        st.text(),
        st.lists(
            st.sampled_from(
                [
                    "<DOCUMENT>",
                    "<TYPE>8-K",
                    "<TEXT>",
                    "</TEXT>",
                    "</DOCUMENT>",
                    "<XBRL>",
                    "</XBRL>",
                    "<PAGE>",
                    "<S>",
                    "\n",
                    "text 5",
                    "<SEC-HEADER>",
                    "12 ",
                    "FILER:",
                    "CIK: 5",
                    "</SUBMISSION>",
                ]
            )
        ),
    )
    def test_whatever_comes_is_read_or_refused(self, tail: str, pieces: list[str]) -> None:
        try:
            document = load_text("<SUBMISSION>" + "".join(pieces) + tail)
        except SourceError as error:
            refusal = str(error)
        else:
            refusal = ""
            assert all(b.span.end <= len(document.text) for b in document.blocks)
        assert "\n" not in refusal


HTML_RELEASE = "<html><body><h1>Corvane Reports</h1><p>Revenue was $12.5&nbsp;million.</p></body></html>\n"


def test_html_inside() -> None:
    wrapped = Piece(
        "8-K", f"<XBRL>\n<?xml version='1.0'?>\n{HTML_RELEASE}</XBRL>\n", "corvane8k.htm", "FORM 8-K"
    )
    document = load_text(submission(wrapped, EXHIBIT, Piece("EX-99.2", HTML_RELEASE, "ex99-2.htm")))
    assert [label for label, _ in documents(document)] == ["8-K", "EX-99.1", "EX-99.2"]
    assert document.text.count("Revenue was $12.5") == 2
    assert "<" not in document.text
    assert document.source_map.locate(document.text.rindex("Revenue")).part == "EX-99.2"


@real
@pytest.mark.parametrize(
    ("path", "labels", "company", "items", "tables"),
    [
        (
            "submission_txt/1001136_8K_2000_0000950124-00-005735.txt",
            ["8-K", "EX-23.1", "EX-99.1"],
            "Stockwalk.com Group, Inc.",
            ("2", "7"),
            27,
        ),
        (
            "tenq/aapl_2000_10q_submission.txt",
            ["10-Q", "EX-3.2", "EX-10.A49", "EX-10.A51"],
            "APPLE COMPUTER, INC.",
            ("1", "2", "3", "4", "6"),
            20,
        ),
        (
            "earnings_8k/1001258_8K_2005_0001125282-05-006555.txt",
            ["8-K", "EX-99.1", "EX-99.2", "EX-99.3", "EX-99.4", "EX-99.5"],
            "ASTA FUNDING, INC.",
            ("2.02", "9.01"),
            3,
        ),
    ],
)
def test_real_ones(path: str, labels: list[str], company: str, items: tuple[str, ...], tables: int) -> None:
    document = load(FILINGS / path)
    assert [label for label, _ in documents(document)] == labels
    assert (document.company, document.items, len(document.tables)) == (company, items, tables)
    assert not any(tag in document.text for tag in ("<PAGE>", "<TABLE>", "<CAPTION>", "<S>", "<C>"))
