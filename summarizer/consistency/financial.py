"""What the figures of results, guidance, reconciliations and votes must obey."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pydantic import BaseModel

from summarizer.consistency.figures import number_of, numbers_of, paths_of
from summarizer.findings import Check, Outcome
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.schemas import Figure

_OTHER_BASIS = re.compile(
    r"constant[- ]currenc|organic|adjust|comparable|like-for-like|exclud|non-GAAP|pro forma|same[- ]store"
    r"|\bbasis\b",
    re.IGNORECASE,
)
"""Words of a change that is not one between the two values as reported."""

_COMPARED = (("value", "prior", "change"), ("revenue", "prior_revenue", "revenue_change"))
"""Fields that hold a value, the one before it, and the change between them."""

_HALF = Decimal("0.5")


def change_follows_from_values(part: BaseModel, path: str) -> Check | None:
    """A change in percent is the one between the two values beside it, as far as they are rounded."""
    names = next((names for names in _COMPARED if isinstance(getattr(part, names[0], None), Figure)), None)
    if names is None:
        return None
    value, prior, change = (number_of(part, name) for name in names)
    figure = getattr(part, names[2], None)
    if value is None or prior is None or change is None or not isinstance(figure, Figure):
        return None
    if change.kind is not Kind.PERCENT or not _alike(value, prior) or _OTHER_BASIS.search(figure.quote):
        return None
    low, high = _change_range(value, prior)
    stated = abs(change.value or Decimal())
    slack = change.step * _HALF
    holds = low - slack <= stated <= high + slack
    made = f"from {prior.text} to {value.text}"
    return Check(
        "change-follows-from-values",
        paths_of(path, *names),
        Outcome.PASS if holds else Outcome.FAIL,
        f"{change.text} is the change {made}."
        if holds
        else f"the change {made} is {_shown(low, high)}, not {change.text}.",
    )


def range_is_in_order(part: BaseModel, path: str) -> Check | None:
    """The lower end of what is expected comes first."""
    numbers = numbers_of(part, "expected")
    if len(numbers) != 2 or not _alike(*numbers):
        return None
    low, high = numbers
    holds = (low.value or 0) <= (high.value or 0)
    return Check(
        "range-in-order",
        paths_of(path, "expected"),
        Outcome.PASS if holds else Outcome.FAIL,
        f"{low.text} is {'not above' if holds else 'above'} {high.text}.",
    )


def diluted_within_basic(part: BaseModel, path: str) -> Check | None:
    """Shares that might be issued can only lower a profit per share.

    Source: ASC 260-10-45-17: potential shares that would raise it are left out.
    """
    lines = getattr(part, "lines", None)
    if not isinstance(lines, Sequence):
        return None
    found: dict[tuple[str, str], tuple[int, Quantity]] = {}
    for index, line in enumerate(lines):
        measure, number = getattr(line, "measure", ""), number_of(line, "value")
        if measure in ("EPS basic", "EPS diluted") and number is not None:
            found.setdefault((measure, line.basis), (index, number))
    for basis in ("GAAP", "non-GAAP", "not stated"):
        basic, diluted = found.get(("EPS basic", basis)), found.get(("EPS diluted", basis))
        if basic is None or diluted is None or (basic[1].value or 0) <= 0:
            continue
        holds = (diluted[1].value or 0) <= (basic[1].value or 0)
        return Check(
            "diluted-within-basic",
            paths_of(path, f"lines[{basic[0]}].value", f"lines[{diluted[0]}].value"),
            Outcome.PASS if holds else Outcome.FAIL,
            f"diluted {diluted[1].text} is {'not above' if holds else 'above'} basic {basic[1].text}.",
        )
    return None


def adjustments_add_up(part: BaseModel, path: str) -> Check | None:
    """The GAAP figure and its adjustments make the non-GAAP one; if not, some may be left out: a note."""
    adjustments = getattr(part, "adjustments", None)
    start, end = number_of(part, "gaap"), number_of(part, "non_gaap")
    if start is None or end is None or not isinstance(adjustments, Sequence) or not adjustments:
        return None
    steps = [number_of(adjustment, "amount") for adjustment in adjustments]
    known = [step for step in steps if step is not None]
    if len(known) < len(steps) or not all(_alike(start, other) for other in (end, *known)):
        return None
    total = sum((quantity.value or Decimal() for quantity in (start, *known)), Decimal())
    slack = sum((quantity.step for quantity in (start, *known, end)), Decimal()) * _HALF
    holds = abs(total - (end.value or Decimal())) <= slack
    names = [f"adjustments[{index}].amount" for index in range(len(adjustments))]
    sums = " + ".join(quantity.text for quantity in (start, *known))
    return Check(
        "adjustments-add-up",
        paths_of(path, "gaap", *names, "non_gaap"),
        Outcome.PASS if holds else Outcome.NOTE,
        f"{sums} make {end.text}."
        if holds
        else f"{sums} do not make {end.text}; an adjustment may be left out.",
    )


def approved_by_most(part: BaseModel, path: str) -> Check | None:
    """A proposal that was approved has more votes for it than against it."""
    given, against = number_of(part, "votes_for"), number_of(part, "against")
    if given is None or against is None or getattr(part, "outcome", "") != "approved":
        return None
    holds = (given.value or 0) > (against.value or 0)
    return Check(
        "approved-by-most",
        paths_of(path, "votes_for", "against"),
        Outcome.PASS if holds else Outcome.FAIL,
        f"{given.text} votes for it are {'more' if holds else 'not more'} than {against.text} against it.",
    )


def _alike(one: Quantity, two: Quantity) -> bool:
    """Whether two numbers are printed in one way, so that what scales both cancels."""
    return (one.kind, one.unit, one.scale) == (two.kind, two.unit, two.scale) or (
        # "$ 4,655" in the first row of a table and "4,434" in the next
        {one.kind, two.kind} == {Kind.MONEY, Kind.NUMBER} and one.scale == two.scale
    )


def _change_range(value: Quantity, prior: Quantity) -> tuple[Decimal, Decimal]:
    """The least and the most that the change can be in percent, by its size, given what was rounded."""
    slack_value, slack_prior = value.step * _HALF, prior.step * _HALF
    now, then = value.value or Decimal(), prior.value or Decimal()
    if abs(then) <= slack_prior:
        return Decimal(), Decimal("Infinity")
    sizes = [
        abs((now + up) / base - 1) * 100
        for up in (-slack_value, slack_value)
        for base in (then - slack_prior, then + slack_prior)
    ]
    crosses = abs(now - then) <= slack_value + slack_prior
    return Decimal() if crosses else min(sizes), max(sizes)


def _shown(low: Decimal, high: Decimal) -> str:
    ends = dict.fromkeys(f"{end:.1f}%" for end in (low, high))
    return " to ".join(ends)
