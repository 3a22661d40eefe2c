"""What a text abbreviates by its own definition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.numbers.abbreviations import defined_abbreviations


@pytest.mark.parametrize(
    ("text", "short", "long_form"),
    [
        ("The objective response rate (ORR) was 32.4%.", "orr", "objective response rate"),
        ("by blinded independent central review (BICR)", "bicr", "blinded independent central review"),
        ("median duration of response [DOR]", "dor", "duration of response"),
        ("median duration of response (“DOR”)", "dor", "duration of response"),
        ("the Food and Drug Administration (FDA)", "fda", "Food and Drug Administration"),
        ("spent on research and development (R&D)", "r&d", "research and development"),
        ("progression-free survival (PFS)", "pfs", "progression-free survival"),
        (
            "earnings before interest, taxes, depreciation and amortization (EBITDA)",
            "ebitda",
            "earnings before interest, taxes, depreciation and amortization",
        ),
        ("objective response\nrate (ORR)", "orr", "objective response rate"),
        ("treatment emergent adverse events (TEAEs)", "teae", "treatment emergent adverse events"),
    ],
)
def test_definitions(text: str, short: str, long_form: str) -> None:
    assert defined_abbreviations(text)[short] == long_form


def test_the_plural_is_defined_with_its_singular_and_the_other_way_round() -> None:
    assert defined_abbreviations("adverse events (AEs) of patients") == {
        "ae": "adverse events",
        "aes": "adverse events",
    }
    assert defined_abbreviations("an adverse event (AE)") == {"ae": "adverse event", "aes": "adverse event"}


def test_the_first_definition_stands() -> None:
    text = "net interest income (NII). Later: noted in Italy (NII)."
    assert defined_abbreviations(text)["nii"] == "net interest income"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "(ORR)",
        "something else (XYZ)",
        "the rate (A)",
        "the Harbor trial (Harbor)",
        "revenue (in thousands)",
        "the company (NYSE: CRV)",
        "It ended. Rate (OR)",  # what stands before the full stop is no part of it
        "objective response rate (2021)",
    ],
)
def test_what_defines_nothing(text: str) -> None:
    assert defined_abbreviations(text) == {}


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    for short, long_form in defined_abbreviations(text + " (" + text[:5] + ")").items():
        assert short == short.lower()
        assert long_form


@given(st.text(st.sampled_from("aİßA ()&ŉ"), max_size=60))
def test_letters_that_change_their_length_in_lower_case(text: str) -> None:
    defined_abbreviations(text)
