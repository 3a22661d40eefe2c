"""Numbers that follow from the draft's own, once those are borne out."""

import pytest

from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.verify import check

SOURCE = load_text(
    """Discontinuation because of adverse events occurred in 2 of 62 participants on placebo (3.2%), 3 of \
61 on 3 mg (4.9%), 4 of 63 on 6 mg (6.3%), 5 of 66 on 9 mg (7.6%) and 8 of 62 on 12 mg (12.9%).

The company operates 107 clubs in Canada, 40 in Mexico, 32 in Japan, 18 in Korea, 14 in Taiwan and three in \
China.

A total of 153 of 612 women carried a mutation. Costs were $40.0 million, and income was $60.0 million.
"""
)


def statuses(draft: str) -> dict[str, Status]:
    return {f.text: f.status for f in check(draft, SOURCE).numbers}


@pytest.mark.parametrize(
    ("draft", "text", "message"),
    [
        (
            "Japan, Korea, Taiwan and China have 67 clubs in all, and Japan's 32 are nearly half of them.",
            "half",
            "32 / 67 = half, of the draft's own numbers.",
        ),
        (
            "Costs were $40.0 million and income $60.0 million, $100.0 million in all, income 60% of it.",
            "60%",
            "$60.0 million / $100.0 million = 60%, of the draft's own numbers.",
        ),
    ],
)
def test_a_number_follows_from_its_neighbours(draft: str, text: str, message: str) -> None:
    found = next(f for f in check(draft, SOURCE).numbers if f.text == text)
    assert found.status is Status.DERIVED
    assert found.message.startswith(message)
    assert found.evidence


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        (
            "Japan, Korea, Taiwan and China have 67 clubs in all, and Japan's 32 make up a third of them.",
            "a third",
        ),
        (
            "Costs were $40.0 million and income $50.0 million, $90.0 million in all, income 56% of it.",
            "$90.0 million",
        ),
        (
            "Costs were $40.0 million and income $50.0 million, $90.0 million in all, income 56% of it.",
            "56%",
        ),
    ],
)
def test_a_link_of_another_value_or_of_a_wrong_number_is_none(draft: str, text: str) -> None:
    assert not statuses(draft)[text].clean


LISTED = load_text(
    """A total of 201 patients on the drug and 229 patients on placebo had died at the cutoff. The price is \
made up of $21.50 in cash and stock worth $15.75 a share.
"""
)


@pytest.mark.parametrize(
    ("draft", "text", "message"),
    [
        (
            "At the cutoff, 430 patients had died – 201 on the drug and 229 on placebo.",
            "430",
            "201 + 229 = 430, of the draft's own numbers.",
        ),
        (
            "At the cutoff, 430 patients had died: 201 on the drug and 229 on placebo.",
            "430",
            "201 + 229 = 430, of the draft's own numbers.",
        ),
        (
            "They get $37.25 a share: $21.50 in cash and $15.75 in stock.",
            "$37.25 a share",
            "$21.50 + $15.75 = $37.25 a share, of the draft's own numbers.",
        ),
    ],
)
def test_a_sum_with_the_list_of_its_parts_behind_it(draft: str, text: str, message: str) -> None:
    found = {f.text: f for f in check(draft, LISTED).numbers}
    assert (found[text].status, found[text].message) == (Status.DERIVED, message)
    assert [f.status for f in found.values()].count(Status.SUPPORTED) == 2


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("At the cutoff, 431 patients had died – 201 on the drug and 229 on placebo.", "431"),
        ("At the cutoff, 430 patients had died – far too many. 201 were on the drug, 229 on placebo.", "430"),
        ("At the cutoff, 430 patients had died, 201 on the drug and 229 on placebo.", "430"),  # no list
        ("At the cutoff, 430 patients had died – 201 on the drug and 228 on placebo.", "430"),
        ("They get $37.35 a share: $21.50 in cash and $15.75 in stock.", "$37.35 a share"),
    ],
)
def test_a_list_that_does_not_add_up_or_is_none(draft: str, text: str) -> None:
    found = {f.text: f.status for f in check(draft, LISTED).numbers}
    assert not found[text].clean


@pytest.mark.parametrize(("rest", "status"), [("15.75", Status.DERIVED), ("15.85", Status.UNSUPPORTED)])
def test_a_price_less_its_part(rest: str, status: Status) -> None:
    source = load_text("Holders will receive $37.25 per share, of which $21.50 is in cash.")
    draft = f"Holders receive $37.25 a share, $21.50 in cash and the other ${rest} in stock."
    found = {f.text: f for f in check(draft, source).numbers}
    assert found[f"${rest}"].status is status
    assert found["$37.25 a share"].status is found["$21.50"].status is Status.SUPPORTED


def test_a_price_less_an_amount_in_millions_is_nothing() -> None:
    source = load_text("Holders will receive $37.25 per share. The fee is $21 million.")
    draft = "Holders receive $37.25 a share, $21 million as a fee and the other $16.25 in stock."
    found = {f.text: f.status for f in check(draft, source).numbers}
    assert found["$16.25"] is Status.UNSUPPORTED
