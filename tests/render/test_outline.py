from decimal import Decimal
from typing import Literal, Optional

import pytest
from pydantic import BaseModel, Field

from summarizer.render.labels import in_words, title_of
from summarizer.render.outline import render_outline, render_schema_list, summary_of
from summarizer.render.terminal import Style
from summarizer.schemas import BUILT_IN, Figure


class Line(BaseModel):
    """One line of a statement."""

    label: str = Field(description="As printed.")
    amount: Figure | None = None
    children: list["Line"] = Field(default_factory=list)


class Statement(BaseModel):
    """A financial statement.

    More words that a list has no room for.
    """

    basis: Literal["GAAP", "non-GAAP"] = Field("GAAP", title="Accounting basis")
    lines: list[Line]
    weights: list[float]
    total: Optional[Decimal] = None  # noqa: UP045 - the older spelling is to be read as well
    either: int | str = 0
    loose: dict[str, int] = Field(default_factory=dict)


def test_a_schema_as_a_tree() -> None:
    assert render_outline("mine:Statement", Statement, Style(100)) == (
        "mine:Statement  A financial statement.\n"
        "\n"
        "  basis         GAAP | non-GAAP, optional\n"
        "  lines[]                                  One line of a statement.\n"
        "    label       text                       As printed.\n"
        "    amount      figure, optional\n"
        "    children[]                             One line of a statement.\n"
        "  weights[]     number\n"
        "  total         decimal, optional\n"
        "  either        whole number or text,\n"
        "                optional\n"
        "  loose         dict, optional\n"
        "\n"
        "figure: a number as the source prints it, with the passage that gives it its meaning\n"
    )


def test_the_list_of_schemas() -> None:
    assert render_schema_list({"statement": Statement}) == "statement  A financial statement.\n"
    assert all(summary_of(schema) for schema in BUILT_IN.values())


def test_a_schema_without_words_has_no_summary() -> None:
    class Bare(BaseModel):
        value: int

    assert summary_of(Bare) == ""
    assert render_outline("Bare", Bare).startswith("Bare\n\n  value  whole number\n")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("data_cutoff", "Data cutoff"),
        ("grade3_plus", "Grade 3+"),
        ("any_grade", "Any grade"),
        ("p_value", "P-value"),
        ("ClinicalReadout", "Clinical readout"),
        ("EPS", "EPS"),
        ("q", "Q"),
        ("_", ""),
    ],
)
def test_names_in_words(name: str, words: str) -> None:
    assert in_words(name) == words


def test_a_title_of_the_schema_comes_first() -> None:
    assert title_of(Statement, "basis") == "Accounting basis"
    assert title_of(Statement, "loose") == "Loose"
