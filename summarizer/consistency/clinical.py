"""What the figures of a clinical result must obey."""

from decimal import Decimal

from pydantic import BaseModel

from summarizer.findings import Check, Outcome
from summarizer.numbers.reader import read
from summarizer.schemas import Figure


def interval_contains_estimate(part: BaseModel, path: str) -> Check | None:
    """A confidence interval holds the estimate it was made for, and its bounds are in order."""
    estimate, bounds = _values(part, "estimate"), _values(part, "interval")
    if len(estimate) != 1 or len(bounds) != 2:  # noqa: PLR2004 - an interval has two bounds
        return None
    low, high = bounds
    holds = low <= estimate[0] <= high
    return Check(
        "interval-contains-estimate",
        (f"{path}.estimate", f"{path}.interval"),
        Outcome.PASS if holds else Outcome.FAIL,
        f"the estimate {estimate[0]} lies {'inside' if holds else 'outside'} its interval {low} to {high}.",
    )


def severe_within_any_grade(part: BaseModel, path: str) -> Check | None:
    """An event is at least as frequent at any grade as at grade 3 or higher."""
    overall, severe = _values(part, "any_grade"), _values(part, "grade3_plus")
    if len(overall) != 1 or len(severe) != 1:
        return None
    holds = severe[0] <= overall[0]
    return Check(
        "grade-3-within-any-grade",
        (f"{path}.any_grade", f"{path}.grade3_plus"),
        Outcome.PASS if holds else Outcome.FAIL,
        f"grade 3+ {severe[0]}% is {'within' if holds else 'above'} any grade {overall[0]}%.",
    )


def _values(part: BaseModel, name: str) -> list[Decimal]:
    figure = getattr(part, name, None)
    if not isinstance(figure, Figure):
        return []
    return [quantity.value for quantity in read(figure.text) if quantity.value is not None]
