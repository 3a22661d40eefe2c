"""How records of any shape become blocks of a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from pydantic import BaseModel

from summarizer.briefing import Briefing, Provenance
from summarizer.document import Document, Span
from summarizer.engines.base import EngineInfo, Usage
from summarizer.findings import Finding, Status
from summarizer.render.compose import compose
from summarizer.render.page import Bullets, Column, Facts, Grid, Phrase, Section
from summarizer.schemas import ClinicalReadout, Figure, Trial, built_in

Compose = Callable[..., Any]


@pytest.fixture
def page_of() -> Compose:
    def build(record: BaseModel, *numbers: Finding, source: dict[str, Any] | None = None) -> Any:
        document = Document("a.txt", "x", "0" * 64, **(source or {}))
        return compose(
            Briefing(Provenance.of(document), "m:R", EngineInfo("extractive"), record, numbers, usage=Usage())
        )

    return build


def words(phrase: Phrase) -> str:
    return "".join(run.text for run in phrase)


class Colour(Enum):
    RED = "deep red"


class Part(BaseModel):
    name: str
    numbers: list[int] = []
    inner: "Part | None" = None


class Whole(BaseModel):
    values: Any


@dataclass
class Odd:
    """What no schema should hold, and is shown all the same."""

    def __str__(self) -> str:
        return "odd"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("text", "text"),
        (5, "5"),
        (2.5, "2.5"),
        (Decimal("1E+3"), "1000"),
        (True, "yes"),
        (False, "no"),
        (date(2024, 2, 29), "2024-02-29"),
        (Colour.RED, "deep red"),
        (Figure(text="5%", quote="q"), "5%"),
        (Odd(), "odd"),
    ],
)
def test_leaves(page_of: Compose, value: Any, shown: str) -> None:
    (facts,) = page_of(Whole(values=value)).blocks
    assert isinstance(facts, Facts)
    ((label, (phrase,)),) = facts.rows
    assert (label, words(phrase)) == ("Values", shown)


@pytest.mark.parametrize("value", [None, "", "  ", [], {}, ()])
def test_what_is_empty_is_left_out(page_of: Compose, value: Any) -> None:
    assert page_of(Whole(values=value)).blocks == ()


def test_records_with_lists_of_their_own_become_parts_under_their_names(page_of: Compose) -> None:
    parts = [Part(name="A", numbers=[1, 2]), Part(name="B", inner=Part(name="C"))]
    number = Finding("2", Decimal(2), "", Status.SUPPORTED, (), "", "values[0].numbers[1]", Span(0, 1))
    (section,) = page_of(Whole(values=parts), number).blocks
    assert [block.title for block in section.blocks] == ["A", "B"]
    (facts,) = section.blocks[0].blocks
    ((label, (one, two)),) = facts.rows
    assert (label, words(one), words(two), two[0].finding) == ("Numbers", "1", "2", number)
    (inner,) = section.blocks[1].blocks
    assert (inner.title, inner.blocks[0].rows[0][0]) == ("Inner", "Name")


def test_a_name_with_a_verdict_is_shown_below_the_heading_too(page_of: Compose) -> None:
    trials = [Trial(name="3M-5", prior_therapy=[Figure(text="1", quote="1")]), Trial(name="B")]
    number = Finding("3M-5", "3M-5", "", Status.UNSUPPORTED, (), "", "trials[0].name", Span(0, 4))
    page = page_of(ClinicalReadout(company="C", headline="h", trials=trials), number)
    (section,) = page.blocks
    first, second = section.blocks
    assert first.title == "3M-5"
    assert first.blocks[0].rows[0][1][0][0].finding == number
    assert second == Section("B", ())


def test_mappings_and_mixed_lists(page_of: Compose) -> None:
    value = {"a": 1, "b c": None, "d": [2, {"e": 3}], "f": {4}}
    number = Finding("3", Decimal(3), "", Status.UNSUPPORTED, (), "", "values['d'][1]['e']", Span(0, 1))
    (section,) = page_of(Whole(values=value), number).blocks
    facts, mixed, a_set = section.blocks
    assert [label for label, _ in facts.rows] == ["a"]
    bullets, inner = mixed.blocks
    assert isinstance(bullets, Bullets)
    assert words(bullets.items[0]) == "2"
    assert (inner.title, inner.blocks[0].rows[0][1][0][0].finding) == ("", number)
    assert words(a_set.blocks[0].items[0]) == "4"


def test_a_table_needs_more_than_one_row_or_few_columns(page_of: Compose) -> None:
    class Row(BaseModel):
        a: str
        b: int
        c: int
        d: int | None = None
        e: str = "not stated"

    row = Row(a="x", b=1, c=2, d=3)
    (section,) = page_of(Whole(values=[row])).blocks
    assert isinstance(section.blocks[0], Facts)
    (section,) = page_of(Whole(values=[row, row])).blocks
    (grid,) = section.blocks
    assert isinstance(grid, Grid)
    assert grid.columns == (
        Column("A", numeric=False, long=False),
        Column("B", numeric=True, long=False),
        Column("C", numeric=True, long=False),
        Column("D", numeric=True, long=False),
    )


def test_subject(page_of: Compose) -> None:
    known = {"form": "10-Q", "items": ("1",), "company": "Filer"}
    page = page_of(Whole(values=1), source=known)
    assert [words(part) for part in page.subject] == ["Filer", "Form 10-Q", "Item 1"]
    page = page_of(ClinicalReadout(company="C", ticker="T", headline="h"), source=known)
    assert words(page.subject[0]) == "C (T)"
    assert words(page_of(Whole(values=1)).headline) == "Whole"
    ticker_only = page_of(ClinicalReadout(company="", ticker="T", headline="h"))
    assert [words(part) for part in ticker_only.subject] == ["T"]


def test_a_company_that_was_not_found_is_no_name(page_of: Compose) -> None:
    record = ClinicalReadout(company="not found", ticker="T", headline="h")
    assert words(page_of(record, source={"company": "Filer"}).subject[0]) == "Filer (T)"
    assert words(page_of(record, source={"company": ""}).subject[0]) == "company not found (T)"


def test_the_contents_of_an_annual_report_are_no_news(page_of: Compose) -> None:
    items = tuple(map(str, range(1, 17)))
    page = page_of(Whole(values=1), source={"form": "10-K", "items": items, "company": ""})
    assert [words(part) for part in page.subject] == ["Form 10-K"]


def test_a_figure_without_its_currency_and_scale_word_has_its_scale(page_of: Compose) -> None:
    text = "$478.8 million"
    number = Finding(text, Decimal("478.8E6"), "USD", Status.SUPPORTED, (), "", "values", Span(90, 104))
    (facts,) = page_of(Whole(values=Figure(text="478.8", quote="of $478.8 million")), number).blocks
    ((_, (phrase,)),) = facts.rows
    assert [(run.text, run.finding) for run in phrase] == [("478.8 M", number)]


def test_numbers_that_overlap_are_each_marked(page_of: Compose) -> None:
    numbers = tuple(
        Finding(text, "", "", Status.SUPPORTED, (), "", "values", span)
        for text, span in (("5.1%", Span(0, 4)), ("1%", Span(2, 4)))
    )
    (facts,) = page_of(Whole(values="5.1% of it"), *numbers).blocks
    ((_, (phrase,)),) = facts.rows
    assert [(run.text, run.finding) for run in phrase] == [
        ("5.1%", numbers[0]),
        ("", numbers[1]),
        (" of it", None),
    ]


def test_notes_are_numbered_in_the_records_order(page_of: Compose) -> None:
    numbers = tuple(
        Finding("1", "", "", status, (), "", "values", None)
        for status in (Status.DERIVED, Status.SUPPORTED, Status.CONTRADICTED, Status.MISATTRIBUTED)
    )
    page = page_of(Whole(values="none"), *numbers)
    assert [note.number for note in page.derived] == [1]
    assert [note.number for note in page.flagged] == [2, 3]
    assert page.counts == {
        "supported": 1,
        "derived": 1,
        "misattributed": 1,
        "contradicted": 1,
        "unsupported": 0,
    }


def test_a_record_of_several_kinds_has_a_section_for_each(page_of: Compose) -> None:
    schema = built_in("clinical_readout+material_event")
    assert schema is not None
    record = schema.model_validate(
        {
            "clinical_readout": {"company": "C", "headline": "Trial met", "key_points": ["One.", "Two."]},
            "material_event": {"company": "C", "ticker": "CC", "headline": "A chair leaves"},
        }
    )
    number = Finding("One", Decimal(1), "", Status.SUPPORTED, (), "", "clinical_readout.key_points[0]")
    page = page_of(record, number)
    assert words(page.headline) == "Trial met"
    assert [words(phrase) for phrase in page.subject][:1] == ["C"]
    first, second = page.blocks
    assert (first.title, second.title) == ("Clinical readout", "Material event")
    (points,) = first.blocks
    assert isinstance(points.blocks[0], Bullets)
    assert points.blocks[0].items[0][0].finding == number
    assert [label for label, _ in second.blocks[0].rows] == ["Headline"]
