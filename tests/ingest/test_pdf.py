"""PDF files: text and where it stands, tables by their places, and files that cannot be read."""

import threading
import time
from pathlib import Path

import pytest
from pdf_writer import Page, Run, paragraph, pdf, right

from summarizer.document import BlockKind, Box, Document, Span
from summarizer.errors import EmptySourceError, SourceError, UnreadableSourceError
from summarizer.ingest import Limits, load, load_bytes
from summarizer.ingest.ligatures import read_unknown

FILINGS = Path(__file__).parents[2].parent / "shared" / "data" / "filings" / "pdf"
real = pytest.mark.skipif(not FILINGS.is_dir(), reason=f"no filings in {FILINGS}")

PROSE = [
    "Corvane Therapeutics, Inc. (Nasdaq: COVN) today reported revenue of $12.5 million for the first",
    "quarter of 2024, an increase of 8% over the $11.6 million that it had reported for the quarter a",
    "year before. The company expects revenue of $50 million to $52 million for the whole year.",
]


def read(*pages: Page) -> Document:
    return load_bytes(pdf(*pages), "corvane.pdf")


def span_of(document: Document, text: str) -> Span:
    start = document.text.index(text)
    return Span(start, start + len(text))


def cells(document: Document) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {
        " ".join(cell.span.of(document.text).split()): (cell.row_header, cell.column_header)
        for table in document.tables
        for cell in table.cells
        if not cell.is_header
    }


def test_text_and_paragraphs() -> None:
    document = read(Page(paragraph(72, 72, PROSE) + paragraph(72, 140, ["Nothing else happened in 2024."])))
    assert document.text == "\n".join(PROSE) + "\n\nNothing else happened in 2024.\n"
    assert document.media_type == "application/pdf"
    assert [(b.kind, b.span.of(document.text)[:8]) for b in document.blocks] == [
        (BlockKind.PARAGRAPH, "Corvane "),
        (BlockKind.PARAGRAPH, "Nothing "),
    ]
    assert document.ticker == "COVN"


def test_a_passage_leads_back_to_its_page_and_its_box() -> None:
    document = read(Page(paragraph(72, 72, PROSE)), Page(paragraph(100, 300, ["Costs were $7 million."])))
    span = span_of(document, "$7 million")
    assert document.source_map.locate(span.start).page == 2
    (region,) = document.source_map.regions(span)
    assert region.page == 2
    assert region.box.left == pytest.approx(100 + 54.5, abs=3)
    assert region.box.top < 300 < region.box.bottom < region.box.top + 14
    lines = document.source_map.regions(span_of(document, "the first\nquarter"))
    assert [(region.page, round(region.box.left)) for region in lines][1] == (1, 72)
    assert lines[0].box.bottom <= lines[1].box.top + 1
    assert Document("x", "x", "").source_map.regions(Span(0, 1)) == ()
    assert Box(1, 2, 3, 4).joined(Box(0, 3, 5, 3)) == Box(0, 2, 5, 4)


def test_every_character_leads_back_to_the_files_own() -> None:
    document = read(Page(paragraph(72, 72, PROSE)))
    assert document.source_map.locate(0).offset == 0
    at = document.text.index("COVN")
    assert document.source_map.locate(at + 2).offset - document.source_map.locate(at).offset == 2


TABLE = Page(
    [
        Run(200, 72, "CORVANE THERAPEUTICS, INC."),
        Run(190, 84, "(in thousands, except per share data)"),
        Run(330, 110, "Three Months Ended March 31,"),
        Run(370, 124, "2024"),
        Run(470, 124, "2023"),
        *(
            Run(72, 140 + 14 * n, label)
            for n, label in enumerate(["Revenue", "Costs of sales", "Net loss", "Per share"])
        ),
        *(Run(340, 140 + 14 * n, "$") for n in (0, 3)),
        *(Run(440, 140 + 14 * n, "$") for n in (0, 3)),
        right(400, 140, "12,500"),
        right(500, 140, "11,600"),
        right(400, 154, "900"),
        right(500, 154, "800"),
        right(403.3, 168, "(1,234)"),
        right(500, 168, "-"),
        right(400, 182, "0.12"),
        Run(400, 182, ")"),
        right(500, 182, "0.05"),
    ]
)


def test_tables_by_their_places() -> None:
    document = read(TABLE)
    period = ("Three Months Ended March 31,",)
    assert cells(document) == {
        "$ 12,500": (("Revenue",), (*period, "2024")),
        "$ 11,600": (("Revenue",), (*period, "2023")),
        "900": (("Costs of sales",), (*period, "2024")),
        "800": (("Costs of sales",), (*period, "2023")),
        "(1,234)": (("Net loss",), (*period, "2024")),
        "-": (("Net loss",), (*period, "2023")),
        "$ 0.12)": (("Per share",), (*period, "2024")),
        "$ 0.05": (("Per share",), (*period, "2023")),
    }
    assert "(in thousands, except per share data)" in document.tables[0].caption


def test_dates_that_take_three_lines_of_a_header() -> None:
    runs = [
        *(Run(x, 100, "January") for x in (300, 380)),
        *(Run(x + 10, 112, day) for x, day in ((300, "28,"), (380, "29,"))),
        *(Run(x + 8, 124, year) for x, year in ((300, "2024"), (380, "2023"))),
        Run(72, 140, "Revenue"),
        Run(72, 154, "Costs"),
        *(right(x + 36, y, value) for x, y, value in (
            (300, 140, "1,234"), (380, 140, "1,100"), (300, 154, "900"), (380, 154, "800"))),
    ]  # fmt: skip
    assert cells(read(Page(runs)))["800"] == (("Costs",), ("January 29, 2023",))


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        f"left line {word} of a column that is set in prose" for word in "one two three four five six".split()
    ]
    other = [line.replace("left", "right") for line in left]
    runs = [
        Run(
            72,
            60,
            "A heading that goes over both of the columns, from the margin to the other margin of 2024",
        ),
        *paragraph(72, 90, left),
        *paragraph(320, 90, other),
        Run(72, 190, "A line below that goes over both of the columns, from the margin to the other margin."),
    ]
    lines = [line for line in read(Page(runs)).text.split("\n") if line]
    assert lines == [runs[0].text, *left, *other, runs[-1].text]


def test_words_broken_over_lines() -> None:
    lines = [
        "The treatment of the patients was effec-",
        "tive in the long-",
        "term, and the non-",
        "randomised part went on. Of the well-",
        "known and long-term effects in patients, 2024-",
        "2025 brought none. It is a state-",
        "owned firm of the state.",
    ]
    text = read(Page(paragraph(72, 72, [*lines, "An owned share of 5%."]))).text
    joined = " ".join(text.split())
    assert joined == (
        "The treatment of the patients was effective in the long-term, and the non-randomised part went on. "
        "Of the well-known and long-term effects in patients, 2024- 2025 brought none. "
        "It is a state-owned firm of the state. An owned share of 5%."
    )


def test_ligatures_and_glyphs_without_a_meaning() -> None:
    page = Page(
        [Run(72, 72, "Pro\x01ts of the \x03rst \x03scal quarter were 5% o\x03 the bene\x03ts; q\x03x.")]
    )
    assert read(page).text == "Profits of the first fiscal quarter were 5% off the benefits; q\ufffdx.\n"


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("�rst", ["fi"]),
        ("e�ects", ["ff"]),
        ("con�icts,", ["fl"]),
        ("o�ce", ["ffi"]),
        ("o�icer", ["ff"]),
        ("identi�ed", ["fi"]),
        ("x�y�", ["�", "�"]),
        ("�", ["�"]),
        ("1�2", ["�"]),
        ("First", []),
    ],
)
def test_what_unknown_glyphs_stand_for(word: str, readings: list[str]) -> None:
    assert read_unknown(word) == readings


def test_small_figures_beside_figures_are_no_digits_of_them() -> None:
    runs = [
        Run(72, 72, "Revenue was 125"),
        Run(152.3, 68, "2", 6),
        Run(159, 72, "in 2024, the 1"),
        Run(219.7, 68, "st", 6),
        Run(229, 72, "quarter."),
    ]
    assert read(Page(runs)).text.startswith("Revenue was 125 2 in 2024, the 1st")


def test_running_heads_and_page_numbers_are_furniture() -> None:
    def page(number: int) -> Page:
        body = [f"Sentence {n} on page {number} says that all went well in the year." for n in range(20)]
        return Page(
            [Run(72, 40, "Corvane Therapeutics, Inc."), *paragraph(72, 80, body), Run(300, 750, str(number))]
        )

    document = read(*(page(number) for number in (1, 2, 3, 4)))
    furniture = {b.span.of(document.text) for b in document.blocks if b.kind is BlockKind.FURNITURE}
    assert furniture == {"Corvane Therapeutics, Inc.", "1", "2", "3", "4"}


def test_a_sentence_goes_on_over_the_page() -> None:
    tail = "and the company expects to go on with its work in the years that follow this one, 2025 and 2026."
    above = [*PROSE[:2], "year before, and never before have as many of its customers come back again"]
    document = read(
        Page(paragraph(72, 600, above)),
        Page([Run(72, 72, tail)]),
    )
    at = document.text.index("expects to go on")
    assert document.source_map.locate(at).page == 2
    assert document.block_at(at) == document.block_at(document.text.index("Corvane"))


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_rotated_pages_are_read_as_they_are_shown(rotate: int) -> None:
    document = read(Page([Run(300, 400, "Revenue was $5 million.", angle=rotate)], rotate=rotate))
    assert document.text == "Revenue was $5 million.\n"
    (region,) = document.source_map.regions(Span(0, 7))
    assert region.box.right - region.box.left > region.box.bottom - region.box.top > 8
    with pytest.raises(EmptySourceError):
        read(Page([Run(300, 400, "Revenue was $5 million.")], rotate=rotate))


def test_stamps_across_the_margin_and_text_off_the_page_are_left_out() -> None:
    runs = [Run(30, 500, "STAMP 99", angle=90), Run(72, 72, "Revenue was $5 million."), Run(900, 72, "off 7"),
            Run(72, -50, "above 8")]  # fmt: skip
    assert read(Page(runs)).text == "Revenue was $5 million.\n"


class TestWhatCannotBeRead:
    def test_a_password(self) -> None:
        data = pdf(TABLE, user="secret")
        with pytest.raises(
            UnreadableSourceError, match=r"^corvane\.pdf is encrypted with a password; save a copy"
        ):
            load_bytes(data, "corvane.pdf")

    def test_the_empty_password_opens_what_is_only_protected(self) -> None:
        assert load_bytes(pdf(TABLE, user="")).text == read(TABLE).text

    @pytest.mark.parametrize("share", [0.05, 0.3, 0.6])
    def test_truncated(self, share: float) -> None:
        data = pdf(TABLE, TABLE)
        with pytest.raises(SourceError) as error:
            load_bytes(data[: int(len(data) * share)], "corvane.pdf")
        assert "\n" not in str(error.value)

    def test_scanned(self) -> None:
        with pytest.raises(UnreadableSourceError, match=r"its pages are pictures.*ocrmypdf"):
            read(Page(picture=True), Page(picture=True))
        with pytest.raises(UnreadableSourceError, match="2 of its 3 pages are pictures"):
            read(TABLE, Page([Run(9, 9, "p. 2")], picture=True), Page(picture=True))
        assert read(TABLE, TABLE, Page(picture=True)).text.count("Revenue") == 2

    def test_nothing_on_it(self) -> None:
        with pytest.raises(EmptySourceError, match="no readable text"):
            read(Page())
        with pytest.raises(SourceError):
            read()

    def test_limits(self) -> None:
        data = pdf(TABLE, TABLE, TABLE)
        with pytest.raises(UnreadableSourceError, match="3 pages, more than the 2 allowed"):
            load_bytes(data, limits=Limits(max_pages=2))
        with pytest.raises(UnreadableSourceError, match="took longer than 0 seconds"):
            load_bytes(data, limits=Limits(max_seconds=0))
        with pytest.raises(UnreadableSourceError, match="bytes, more than the 100 allowed"):
            load_bytes(data, limits=Limits(max_bytes=100))

    @pytest.mark.parametrize(
        "data", [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", b"junk\r\n%PDF-1.4\n", b"%PDF-" + b"x" * 9999]
    )
    def test_only_the_name_of_one(self, data: bytes) -> None:
        with pytest.raises(UnreadableSourceError, match="PDF file; fetch it again"):
            load_bytes(data)

    def test_pages_that_are_full_of_letters(self) -> None:
        started = time.perf_counter()
        crowd = Page([Run(x, y, "12,345.67", 1) for x in range(10, 600, 6) for y in range(10, 780, 8)])
        assert len(read(crowd).text) > 50_000
        assert time.perf_counter() - started < 30


def test_threads_take_turns() -> None:
    data, texts = pdf(TABLE), []
    threads = [threading.Thread(target=lambda: texts.append(load_bytes(data).text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [read(TABLE).text] * 8


@real
@pytest.mark.parametrize(
    ("name", "form", "items", "tables", "passage"),
    [
        ("COSTCO_2023Q3_EARNINGS.pdf", "", (), 4, "first 36 weeks of\nfiscal 2023"),
        ("COSTCO_2023_8K_dated-2023-08-16.pdf", "8-K", ("5.02", "9.01"), 0, "858 warehouses"),
        ("MCDONALDS_8K_dated-2023-02-13.pdf", "8-K", ("5.02",), 1, "February 13, 2023"),
        (
            "SALESFORCE_2021_8K_dated-2021-07-21.pdf",
            "8-K",
            ("1.01", "2.01", "2.03", "7.01", "9.01"),
            None,
            "$26.79",
        ),
        ("SALESFORCE_2021_8K_dated-2023-01-04.pdf", "8-K", ("2.05", "9.01"), None, "January 4, 2023"),
        ("ULTABEAUTY_2023Q4_EARNINGS.pdf", "", (), 10, "increased 18.2% to $3.2 billion"),
    ],
)
def test_real_ones(name: str, form: str, items: tuple[str, ...], tables: int | None, passage: str) -> None:
    document = load(FILINGS / name)
    assert document.form == form
    assert document.items[: len(items)] == items
    assert passage in document.text
    assert tables is None or len(document.tables) == tables


@real
def test_a_real_table() -> None:
    found = cells(load(FILINGS / "COSTCO_2023Q3_EARNINGS.pdf"))
    assert found["$ 52,604"] == (("REVENUE", "Net sales"), ("12 Weeks Ended", "May 7, 2023"))
    assert found["(110)"] == (
        ("OTHER INCOME (EXPENSE)", "Interest expense"),
        ("36 Weeks Ended", "May 8, 2022"),
    )
    assert found["$ 66,752"][1] == ("May 7, 2023",)
