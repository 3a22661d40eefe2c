"""What the place that a record quotes a figure from says of the record's names."""

from collections.abc import Iterable

import pytest
from pydantic import BaseModel

from summarizer.ingest import load_text
from summarizer.schemas import Figure, Financing, OfficerChange, OtherEvent, Term, Vote
from summarizer.verify.candidates import SourceIndex
from summarizer.verify.leaves import leaves
from summarizer.verify.record import judge_leaves

NOTES = """\
On March 18, 2025, Brandt Logistics, Inc. entered into a purchase agreement to offer and sell $300 million \
aggregate principal amount of its 4.50% Convertible Senior Notes due 2030 (the “Notes”).

On March 24, 2025, the Company closed the sale of $345 million aggregate principal amount of the Notes. \
Holders may require the Company to repurchase the Notes on April 1, 2028. On April 2, 2024 the Company \
redeemed other debt of $20 million.
"""
VOTES = """\
Proposal 1: Approval of the Incentive Plan. The stockholders approved the plan, with 2,500,000 shares in \
favor, 560,000 shares against and 39,000 shares abstaining.

Proposal 2: Report on Ports. The stockholders did not approve the report, with 119,000 shares in favor, \
2,900,000 shares against and 80,000 shares abstaining.
"""
GRANTS = """\
Mr. Hetz received two grants of restricted stock with grant date fair values of $25,000 and $150,000, the \
first of which is vested. He received an earlier grant with a grant date fair value of $100,000.
"""


def statuses(record: BaseModel, source: str, ends: Iterable[str] = ("",)) -> dict[str, str]:
    findings, _ = judge_leaves(leaves(record), SourceIndex(load_text(source)))
    return {f.path: str(f.status) for f in findings if f.path.endswith(tuple(ends))}


def sale(amount: str, quote: str, date: str = "March 24, 2025") -> Financing:
    closed = "On March 24, 2025, the Company closed the sale of $345 million aggregate principal amount "
    "of the Notes."
    return Financing(
        security="4.50% Convertible Senior Notes due 2030",
        date=Figure(text=date, quote=closed),
        amount=Figure(text=amount, quote=quote),
        purchaser="Harbor Securities LLC",
    )


def test_what_is_told_under_the_short_name_is_told_of_the_thing() -> None:
    closed = "the Company closed the sale of $345 million aggregate principal amount of the Notes."
    assert statuses(sale("$345 million", closed), NOTES, ("date", "amount")) == {
        "date": "supported",
        "amount": "supported",
    }


def test_an_amount_of_something_else_is_still_another_figure() -> None:
    other = "On April 2, 2024 the Company redeemed other debt of $20 million."
    assert statuses(sale("$20 million", other), NOTES, ("amount",)) == {"amount": "misattributed"}


def vote(**figures: str) -> Vote:
    quote = (
        "The stockholders approved the plan, with 2,500,000 shares in favor, 560,000 shares against and "
        "39,000 "
        "shares abstaining."
    )
    return Vote(
        proposal="Approval of the Incentive Plan",
        **{name: Figure(text=text, quote=quote) for name, text in figures.items()},
    )


def test_figures_of_one_part_share_its_names_and_are_told_apart_by_their_fields() -> None:
    right = vote(votes_for="2,500,000", against="560,000", abstentions="39,000")
    assert set(statuses(right, VOTES, ("votes_for", "against", "abstentions")).values()) == {"supported"}


def test_a_figure_of_another_proposal_is_found_out() -> None:
    quote = "The stockholders did not approve the report, with 119,000 shares in favor"
    wrong = Vote(proposal="Approval of the Incentive Plan", votes_for=Figure(text="119,000", quote=quote))
    assert statuses(wrong, VOTES, ("votes_for",)) == {"votes_for": "misattributed"}


def test_items_of_a_list_that_go_by_one_name_are_no_rivals() -> None:
    quote = "grant date fair values of $25,000 and $150,000"
    figures = [Figure(text=text, quote=quote) for text in ("$25,000", "$150,000")]
    terms = [Term(what="grant date fair values", amount=figure) for figure in figures]
    record = OfficerChange(person="Hetz", change="pay", pay=terms)
    assert set(statuses(record, GRANTS, ("amount",)).values()) == {"supported"}


def test_the_ends_of_a_range_are_no_rivals() -> None:
    source = (
        "The applicable margin for borrowings now ranges from 0.75% to 1.50% per annum with respect to base "
        "rate borrowings and from 1.75% to 2.50% per annum with respect to LIBOR-based borrowings."
    )
    margins = [Figure(text=text, quote=f"from {text}") for text in ("0.75% to 1.50%", "1.75% to 2.50%")]
    terms = [Term(what="applicable margin for borrowings", amount=margin) for margin in margins]
    record = OtherEvent(what="The margin.", status="done", figures=terms)
    assert set(statuses(record, source, ("amount",)).values()) == {"supported"}


@pytest.mark.parametrize(
    ("what", "status"), [("purchase price", "supported"), ("net proceeds", "misattributed")]
)
def test_a_price_may_be_one_for_a_share(what: str, status: str) -> None:
    source = (
        "The Company sold the shares at a purchase price of $12.50 per share. The net proceeds of the sale "
        "were $31 million. The purchase price for the whole business was $85 million."
    )
    quote = "The Company sold the shares at a purchase price of $12.50 per share."
    term = Term(what=what, amount=Figure(text="$12.50 per share", quote=quote))
    record = OtherEvent(what="A sale.", status="done", figures=[term])
    assert statuses(record, source, ("amount",)) == {"figures[0].amount": status}
