"""Blocks become a form's Items, exhibits and parts under headings; boilerplate is told apart."""

import pytest

from summarizer.document import SectionKind
from summarizer.ingest import load_text
from summarizer.ingest.boilerplate import is_boilerplate_paragraph, is_boilerplate_title

CONTENTS = "Item 1. Business\nItem 2. Properties\n\n" + "".join(
    f"Item {item}\n\n{'We make tea. ' * 40}\n\n" for item in ("1. Business", "2. Properties")
)
RELEASE = """
Item 7.01 Regulation FD Disclosure.

On May 4, 2025, Corvane, Inc. (the “Company”) issued a press release on its LUMEN trial. A copy is
furnished as Exhibit 99.1 to this Current Report on Form 8-K.

Item 9.01 Financial Statements and Exhibits.

(d) Exhibits

Exhibit 99.1

Corvane Announces Results of the LUMEN Trial of Lumorestat

Primary Endpoint Met with a Rate Ratio of 0.49

Conference Call to Be Held Today

Corvane, Inc. (Nasdaq: CRVN) today announced results of its trial in adults with refractory asthma.

Key Findings

The trial enrolled 212 patients at forty sites.

ABOUT THE LUMEN TRIAL

LUMEN is a double-blind trial of lumorestat.

ABOUT CORVANE

Corvane makes medicines.

CONFERENCE CALL INFORMATION

To take part, dial (877) 555-0134.

FORWARD-LOOKING STATEMENTS

This release holds forward-looking statements.

Condensed Balance Sheets

                          2025       2024
Cash                       120        110
Receivables                 12         11
Total assets               132        121

CONTACTS

Ada Quill

ada@corvane.example

OR

Ben Osei

(877) 555-0135
"""


def test_a_release_within_its_form() -> None:
    document = load_text(RELEASE)
    found = [
        (section.kind.value, section.label, section.title, section.boilerplate)
        for section in document.sections
    ]
    assert found == [
        ("item", "7.01", "Item 7.01 Regulation FD Disclosure.", False),
        ("item", "9.01", "Item 9.01 Financial Statements and Exhibits.", False),
        ("exhibit", "99.1", "Exhibit 99.1", False),
        ("heading", "", "Corvane Announces Results of the LUMEN Trial of Lumorestat", False),
        ("heading", "", "Primary Endpoint Met with a Rate Ratio of 0.49", False),
        ("heading", "", "Conference Call to Be Held Today", False),
        ("heading", "", "Key Findings", False),
        ("heading", "", "ABOUT THE LUMEN TRIAL", False),
        ("heading", "", "ABOUT CORVANE", True),
        ("heading", "", "CONFERENCE CALL INFORMATION", True),
        ("heading", "", "FORWARD-LOOKING STATEMENTS", True),
        ("heading", "", "Condensed Balance Sheets", False),
        ("heading", "", "CONTACTS", True),
        ("heading", "", "Ada Quill", True),
        ("heading", "", "OR", True),
        ("heading", "", "Ben Osei", True),
    ]


def test_sections_reach_to_the_next_of_their_level() -> None:
    document = load_text(RELEASE)
    spans = {section.title: section.span for section in document.sections}
    text = document.text
    assert spans["Item 7.01 Regulation FD Disclosure."].of(text).endswith("on Form 8-K.")
    assert spans["Exhibit 99.1"].of(text).endswith("555-0135")
    lead = text.index("today announced")
    # The lead belongs to the title, not to the last line of the deck under it.
    assert [section.title for section in document.sections_at(lead)] == [
        "Exhibit 99.1",
        "Corvane Announces Results of the LUMEN Trial of Lumorestat",
    ]
    assert not any(section.boilerplate for section in document.sections_at(text.index("Receivables")))


def test_items_of_the_form_in_order_once() -> None:
    assert load_text(RELEASE).items == ("7.01", "9.01")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("ITEM 2.02.  RESULTS OF OPERATIONS\n\nWords follow here.", ("2.02",)),
        (
            "Item 5.02. Departure of Directors. On May 4, 2025, Ada Quill, who had been chair, resigned.",
            ("5.02",),
        ),
        ("## Item 1A. Risk Factors\n\nWords follow here.", ("1A",)),
        ("Item 7.01 of this report says that we did not furnish the release.", ()),
        (CONTENTS, ("1", "2")),
    ],
)
def test_items(text: str, items: tuple[str, ...]) -> None:
    assert load_text(text).items == items


def test_an_item_whose_text_runs_on_has_its_first_sentence_as_title() -> None:
    (section,) = load_text("Item 5.02. Departure of Directors. On May 4, 2025, Ada Quill resigned.").sections
    assert (section.kind, section.label, section.title) == (
        SectionKind.ITEM,
        "5.02",
        "Item 5.02. Departure of Directors",
    )


@pytest.mark.parametrize(
    "line",
    ["EXHIBIT 99.1", "Exhibit 99.1", "[Corvane logo]                    Exhibit 99.1", "(Exhibit 99.1)"],
)
def test_exhibits(line: str) -> None:
    document = load_text(f"Words first, of no matter.\n\n{line}\n\nCorvane announced results.")
    assert [(section.kind, section.label) for section in document.sections] == [(SectionKind.EXHIBIT, "99.1")]


def test_markdown_headings_nest() -> None:
    text = "# Results\n\nOne.\n\n## Revenue\n\nTwo.\n\n### Abroad\n\nThree.\n\n## Costs\n\nFour.\n"
    document = load_text(text)
    titles = [section.title for section in document.sections_at(document.text.index("Three"))]
    assert titles == ["Results", "Revenue", "Abroad"]


@pytest.mark.parametrize(
    "title",
    [
        "Forward-Looking Statements",
        "Cautionary Note Regarding Forward Looking Statements",
        "Safe Harbor",
        "About Corvane",
        "Investor Relations Contact",
        "CONTACTS:",
        "Conference Call and Webcast",
        "SIGNATURES",
        "For more information",
        "Additional Information and Where to Find It",
    ],
)
def test_boilerplate_titles(title: str) -> None:
    assert is_boilerplate_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "Results of Operations",
        "About the LUMEN Trial",
        "Conference Call to Be Held Today",
        "Contract Revenue",
        "Company Raises Outlook",
        "Outlook",
    ],
)
def test_titles_of_news(title: str) -> None:
    assert not is_boilerplate_title(title)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Statements here are forward-looking. Actual results may differ materially from them.", True),
        ("We rely on the Private Securities\nLitigation Reform Act of 1995.", True),
        ("The information shall not be deemed “filed” for purposes of Section 18.", True),
        ("To hear the replay, dial 877-555-0134.", True),
        ("Lumorestat is a registered trademark of Corvane.", True),
        ("Revenue rose 8% to $45.1 million.", False),
        ("We discuss our forward-looking plan for 2026.", False),
        ("Our call centre is at 877-555-0134.", False),
    ],
)
def test_boilerplate_paragraphs(text: str, expected: bool) -> None:
    assert is_boilerplate_paragraph(text) is expected
    sections = load_text(text).sections
    assert [section.boilerplate for section in sections] == ([True] if expected else [])
