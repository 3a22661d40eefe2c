"""When the rows of a table are told of that leads from one balance to the next, as statements of equity do.

Such a table names a day in its rows of balances alone: what stands between two of them happened between the
two days. And a balance at the beginning of a column's period stands at the end of the period before.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from summarizer.numbers.quantity import Grain, Period
from summarizer.numbers.timing import YEAR, When, part_between

_SHORTEST: Final = 7  # days
_BALANCE: Final = re.compile(r"\bbalances?\b|^\W*(?:as of|at)\b", re.IGNORECASE)
_NAMES: Final = r"(?:balances?|period|year|quarter)\b"
_OPENING: Final = re.compile(
    rf"^\W*(?:beginning|opening)\b|\b(?:beginning|opening)\b.{{0,40}}\b{_NAMES}"
    rf"|\b{_NAMES}.{{0,20}}\b(?:beginning|opening)\b|\bstart of (?:the )?{_NAMES}",
    re.IGNORECASE,
)


def is_opening(header: str) -> bool:
    """Whether a row gives what there was when its columns' periods began."""
    return _OPENING.search(header) is not None


def opening_of(when: When) -> When:
    """The moment at which a stretch of time begins, told as the end of what went before."""
    months = when.months
    if months is None and when.month is None:
        months = float(YEAR)
    return replace(when.shifted(-int(months)), months=0.0) if months else when


def is_balance(header: str) -> bool:
    """Whether a row may be one of balances, by its name."""
    return _BALANCE.search(header) is not None


def between_balances(days: Sequence[Period | None]) -> dict[int, When]:
    """For the rows between two dated balances, the time from the one to the other.

    Args:
        days: For each row of a table, the day of its balance; None for those that are no balance.
    """
    found: dict[int, When] = {}
    opened: tuple[int, date] | None = None
    for row, period in enumerate(days):
        day = _day_of(period)
        if day is None:
            continue
        if opened is not None and (day - opened[1]).days > _SHORTEST:
            found.update(dict.fromkeys(range(opened[0] + 1, row), part_between(opened[1], day)))
        opened = row, day
    return found


def _day_of(period: Period | None) -> date | None:
    if period is None or period.grain is not Grain.DAY:
        return None
    if period.year is None or period.month is None or period.day is None:
        return None
    try:
        return date(period.year, period.month, period.day)
    except ValueError:  # the 31st of a month that has none
        return None
