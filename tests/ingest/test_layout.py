"""Lines become the blocks that a reader of the page sees."""

import pytest

from summarizer.document import BlockKind
from summarizer.ingest import load_text

H, P, L, T, F = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE, BlockKind.FURNITURE
PROSE = (
    "Corvane Therapeutics today reported that its trial of lumorestat in adults with refractory asthma\n"
    "met the primary endpoint, with an annual exacerbation rate of 0.41 against 0.83 on placebo, a ratio\n"
    "of 0.49. The rate of serious adverse events was alike in both arms."
)


def blocks(text: str) -> list[tuple[BlockKind, str]]:
    document = load_text(text)
    return [(block.kind, " ".join(block.span.of(document.text).split())) for block in document.blocks]


def one(text: str) -> str:
    return " ".join(text.split())


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    assert blocks(f"{PROSE}\n\n{PROSE}") == [(P, one(PROSE)), (P, one(PROSE))]


def test_a_paragraph_without_a_stop_goes_on_after_a_blank_line() -> None:
    broken = PROSE.replace("on placebo, a ratio\n", "on placebo, a ratio\n\n")
    assert blocks(broken) == [(P, one(PROSE))]


def test_a_capital_after_the_blank_line_does_not_end_the_sentence() -> None:
    broken = (
        "Corvane Therapeutics today reported that its trial of lumorestat in adults with asthma treated\n"
        "before with inhaled steroids and long-acting bronchodilators, or with the older biologic called\n\n"
        "Xolvane (omaluzumab).\n\nKey Findings\n\nThe trial enrolled 212 patients."
    )
    assert blocks(broken) == [
        (P, one(broken.partition("\n\nKey")[0])),
        (H, "Key Findings"),
        (P, "The trial enrolled 212 patients."),
    ]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    broken = PROSE.replace("exacerbation rate", "exacerbation\n\frate")
    assert blocks(broken) == [(P, one(PROSE))]


def test_a_page_number_between_is_furniture_and_not_in_the_sentence() -> None:
    broken = PROSE.replace("on placebo, a ratio\n", "on placebo, a ratio\n\n3\n\f")
    assert [kind for kind, _ in blocks(broken)] == [P, F, P]


def test_a_short_line_ends_its_paragraph() -> None:
    said = '"We are pleased," said Ada Quill, chief executive. "The data are clear, and they will\nserve."'
    text = f"{PROSE}\n{said}"
    assert [kind for kind, _ in blocks(text)] == [P, P]


@pytest.mark.parametrize(
    "heading",
    [
        "CONFERENCE CALL INFORMATION",
        "Key Findings from the LUMEN Trial",
        "Second quarter highlights",
        "FISCAL YEAR HIGHLIGHTS:",
        "# Corvane Reports Results",
        "## results of the quarter.",
        "**Results of the quarter**",
        "Item 7.01 Regulation FD Disclosure.",
        "NOTE 1 - BASIS OF PRESENTATION",
        "1. Summary of Significant Accounting Policies",
        "Exhibit 99.1",
        "Revenue Grew 12% to $45.1 Million",
    ],
)
def test_headings(heading: str) -> None:
    assert blocks(f"{PROSE}\n\n{heading}\n\n{PROSE}") == [(P, one(PROSE)), (H, heading), (P, one(PROSE))]


@pytest.mark.parametrize(
    "line",
    [
        "Revenue rose.",
        "The company, which",
        "revenue for the quarter",
        "investors@corvane.example",
        "(877) 555-0134",
        "$12.4 million",
    ],
)
def test_short_lines_that_are_no_headings(line: str) -> None:
    assert (P, line) in blocks(f"{PROSE}\n\n{line}\n\n{PROSE}")


def test_a_heading_right_over_its_text() -> None:
    assert blocks(f"ABOUT CORVANE\n{PROSE}") == [(H, "ABOUT CORVANE"), (P, one(PROSE))]


@pytest.mark.parametrize("rule", ["===========", "-----------", "- ---------"])
def test_an_underlined_heading(rule: str) -> None:
    assert blocks(f"the outlook\n{rule}\n\n{PROSE}") == [(H, "the outlook"), (F, rule), (P, one(PROSE))]


def test_a_wrapped_title_is_one_heading_and_deck_lines_are_several() -> None:
    text = (
        "Corvane Announces Positive Results from the Pivotal LUMEN Trial of Lumorestat in Refractory\n"
        "Asthma and Nasal Polyps\n\n"
        "Trial Met Its Primary Endpoint with a Rate Ratio of 0.49\n"
        "Median Time to Exacerbation Was 14.2 Months\n\n" + PROSE
    )
    assert [kind for kind, _ in blocks(text)] == [H, H, H, P]
    assert blocks(text)[0][1].endswith("Refractory Asthma and Nasal Polyps")


def test_capitals_in_whole_sentences_are_a_paragraph() -> None:
    text = (
        "AS REPORTED BEFORE, CORVANE WILL HOLD A TELECONFERENCE TODAY AT\n"
        "11:00 A.M. EST. PLEASE DIAL IN TEN MINUTES EARLIER AND HAVE THE\nCODE READY."
    )
    assert blocks(text) == [(P, one(text))]


def test_list_items_with_their_wrapped_lines() -> None:
    text = (
        "Highlights of the quarter were these:\n\n"
        "• Revenue of $45.1 million, which is 12% more than in the same quarter of the year before and\n"
        "  above the guidance\n"
        "• Net loss of $3.2 million\n"
        "o Cash of $120.5 million\n"
        "(a) first\n(b) second\n1. third\n- fourth\n* fifth\n[ ] sixth"
    )
    found = blocks(text)
    assert [kind for kind, _ in found] == [P, *[L] * 9]
    assert found[1][1].endswith("above the guidance")


def test_a_dash_that_starts_a_wrapped_line_is_no_bullet() -> None:
    text = (
        "The trial enrolled patients whose disease came back within six months of platinum therapy and who\n"
        "- unlike those of earlier trials - had received a biologic. It ran at forty sites until May\n"
        "30. The last patient was seen in May."
    )
    assert [kind for kind, _ in blocks(text)] == [P]


def test_furniture() -> None:
    regions = ("the north", "the south", "the east", "the west")
    pages = [
        f"Corvane Q{page} Report\n\nRevenue rose in {region}.\n\nTotal in {region}: 100%\n\n"
        f"Costs fell in {region}.\n\nPrices fell in {region}.\n\n"
        f"Profit in {region} was as before.\n\nRegion {page}.\n\nPrivate\n\n- {page} -\n"
        for page, region in enumerate(regions, start=1)
    ]
    found = blocks("\f".join(pages) + "\n(more)\n\n* * *\n")
    heads = [f"Corvane Q{page} Report" for page in (2, 3, 4)]
    feet = [text for page in (1, 2, 3, 4) for text in ("Private", f"- {page} -")]
    expected = sorted([*heads, *feet, "(more)", "* * *"])
    assert sorted(text for kind, text in found if kind is F) == expected


def test_page_numbers_without_page_breaks_count_up() -> None:
    words = ("one", "two", "three", "four", "five", "six", "seven")
    body = "\n\n".join(f"Sentence number {word} is here." for word in words)
    found = blocks(f"{body}\n\n\n4\n\n\n{body}\n\n\n5\n\n\n{body}\n\n106\n\n{body}")
    assert [text for kind, text in found if kind is F] == ["4", "5"]
    assert (P, "106") in found  # a lone figure that does not count pages is text


def test_one_line_a_paragraph() -> None:
    long = " ".join(["The company reported results for its third quarter of the fiscal year."] * 6)
    assert blocks(f"{long}\n{long}\nShort title\n{long}") == [
        (P, long),
        (P, long),
        (P, "Short title"),
        (P, long),
    ]


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("67.2%", False),  # the answer of a form
        ("67,570,593", False),
        ("67%", False),
        ("Corvane 67.2%", True),
        ("Confidential", True),
    ],
)
def test_a_number_alone_on_every_page_is_no_running_head(line: str, furniture: bool) -> None:
    pages = [
        f"{line}\n\nThe answer of person number {word} stands above, and is a share of all that there is.\n"
        for word in ("one", "two", "three")
    ]
    found = blocks("\f".join(["The cover page of it all stands here.\n", *pages]))
    kinds = [kind for kind, text in found if text == line]
    assert [kind is F for kind in kinds] == [furniture] * 3
