"""Which of the usual measures a label or a tag names."""

import pytest

from summarizer.engines.extractive.measure_words import last_mention, measure_of
from summarizer.engines.extractive.measures import named, of_concept, plain


@pytest.mark.parametrize(
    ("path", "measure", "basis"),
    [
        (("Revenue", "Total revenue"), "revenue", "GAAP"),
        (("Net sales", "Total"), "revenue", "GAAP"),
        (("SALES, Net of returns and allowances",), "revenue", "GAAP"),
        (("Interest revenue",), "revenue", "GAAP"),
        (("Net interest income",), "net interest income", "GAAP"),
        (("Comparable store net sales",), "comparable sales", "not stated"),
        (("Gross margin",), "gross profit", "GAAP"),
        (("Gross margin percentage",), "gross margin", "GAAP"),
        (("Gross profit (as a percentage of net sales)",), "gross margin", "GAAP"),
        (("Operating income (as a percentage of net sales)",), "operating margin", "GAAP"),
        (("INCOME FROM OPERATIONS",), "operating income", "GAAP"),
        (("Total non-interest expense",), "operating expenses", "GAAP"),
        (("Income (loss) before provision for income taxes",), "pre-tax income", "GAAP"),
        (("Provision (Benefit) for income taxes",), "income tax", "GAAP"),
        (("Net Income (Loss)",), "net income", "GAAP"),
        (("Net income (GAAP)",), "net income", "GAAP"),
        (("Net income attributable to the company (1)",), "net income", "GAAP"),
        (("Adjusted net income (non-GAAP)",), "net income", "non-GAAP"),
        (("Non-GAAP measures", "Operating income"), "operating income", "non-GAAP"),
        (("Non-GAAP measures", "GAAP operating income"), "operating income", "GAAP"),
        (("Earnings per share", "Basic"), "EPS basic", "GAAP"),
        (("Earnings per common and common equivalent share", "Diluted"), "EPS diluted", "GAAP"),
        (("Net loss per share attributable to holders, basic and diluted",), "EPS diluted", "GAAP"),
        (("Adjusted diluted earnings per share",), "EPS diluted", "non-GAAP"),
        (("Adjusted EBITDA",), "EBITDA", "non-GAAP"),
        (("Free cash flow",), "free cash flow", "non-GAAP"),
        (("Net cash (used in) provided by operating activities",), "operating cash flow", "GAAP"),
    ],
)
def test_labels_name_measures(path: tuple[str, ...], measure: str, basis: str) -> None:
    found = named(path)
    assert found is not None
    assert (found.measure, found.basis) == (measure, basis)


@pytest.mark.parametrize(
    "path",
    [
        (),
        ("Total",),
        ("Basic",),
        ("Cost of revenue",),
        ("Deferred revenue",),
        ("Dividends per share",),
        ("Book value per share",),
        ("Weighted-average shares", "Diluted"),
        ("Comprehensive income",),
        ("Net income attributable to noncontrolling interests",),
        ("Net interest income (loss) after provision for loan losses",),
        ("Income from continuing operations per share, diluted",),
        ("Net cash used in investing activities",),
    ],
)
def test_other_labels_name_none(path: tuple[str, ...]) -> None:
    assert named(path) is None


def test_a_total_comes_before_its_parts_and_the_parents_share_before_the_whole() -> None:
    def rank(*path: str) -> int:
        found = named(path)
        assert found is not None
        return found.rank

    assert rank("Revenue", "Total revenue") < rank("Net sales") < rank("Product revenue")
    assert rank("Net income attributable to Larch Inc.") < rank("Net income")
    assert rank("Net income") < rank("Net income including noncontrolling interests")


def test_tags_state_measures() -> None:
    assert of_concept("us-gaap:Revenues") == ("revenue", 0)
    pre_tax = "us-gaap:IncomeLossFromContinuingOperationsBeforeIncomeTaxesDomestic"
    assert of_concept(pre_tax) == ("pre-tax income", 0)
    assert of_concept("us-gaap:Goodwill") is None
    assert of_concept("larch:Revenues") is None


def test_labels_are_read_without_footnotes_and_alternatives() -> None:
    assert plain("Net (loss)  income (2):") == "net income"
    assert plain("Total revenue*") == "total revenue"


def test_running_text_names_measures() -> None:
    text = "Non-GAAP diluted earnings per share was higher, and comparable store sales rose"
    mention = last_mention(text, 0, len(text))
    assert mention is not None
    assert mention.group() == "comparable store sales"
    assert last_mention("Nothing of the kind", 0, 19) is None
    found = measure_of("Earnings per share")
    assert found is not None
    assert found.measure == "EPS diluted"
    margin = measure_of("Gross margin")
    assert margin is not None
    assert margin.measure == "gross margin"
