"""What the figures of a clinical result must obey."""

from pydantic import BaseModel

from summarizer.consistency.figures import numbers_of, paths_of
from summarizer.findings import Check, Outcome


def interval_contains_estimate(part: BaseModel, path: str) -> Check | None:
    """A confidence interval holds the estimate it was made for, and its bounds are in order."""
    estimate, bounds = numbers_of(part, "estimate"), numbers_of(part, "interval")
    if len(estimate) != 1 or len(bounds) != 2:
        return None
    point, low, high = (quantity.value for quantity in (*estimate, *bounds))
    if point is None or low is None or high is None:
        return None
    holds = low <= point <= high
    return Check(
        "interval-contains-estimate",
        paths_of(path, "estimate", "interval"),
        Outcome.PASS if holds else Outcome.FAIL,
        f"the estimate {point} lies {'inside' if holds else 'outside'} its interval {low} to {high}.",
    )


def severe_within_any_grade(part: BaseModel, path: str) -> Check | None:
    """An event is at least as frequent at any grade as at grade 3 or higher."""
    overall, severe = numbers_of(part, "any_grade"), numbers_of(part, "grade3_plus")
    if len(overall) != 1 or len(severe) != 1 or overall[0].kind is not severe[0].kind:
        return None
    most, some = overall[0].value, severe[0].value
    if most is None or some is None:
        return None
    holds = some <= most
    return Check(
        "grade-3-within-any-grade",
        paths_of(path, "any_grade", "grade3_plus"),
        Outcome.PASS if holds else Outcome.FAIL,
        f"grade 3+ {severe[0].text} is {'within' if holds else 'above'} any grade {overall[0].text}.",
    )
