"""Rules of statistics and arithmetic that the numbers of a record must obey, whatever the source says."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from summarizer.consistency.clinical import interval_contains_estimate, severe_within_any_grade
from summarizer.consistency.financial import (
    adjustments_add_up,
    approved_by_most,
    change_follows_from_values,
    diluted_within_basic,
    range_is_in_order,
)
from summarizer.findings import Check

__all__ = ["check_consistency"]

_RULES = (
    interval_contains_estimate,
    severe_within_any_grade,
    change_follows_from_values,
    range_is_in_order,
    diluted_within_basic,
    adjustments_add_up,
    approved_by_most,
)


def check_consistency(record: BaseModel) -> tuple[Check, ...]:
    """Hold every part of a record against every rule that applies to it.

    A rule is a plain function that takes one part of a record and its path and gives a `Check`, or
    None where it has nothing to say.
    """
    return tuple(
        check
        for path, part in _parts(record, "")
        for rule in _RULES
        if (check := rule(part, path)) is not None
    )


def _parts(value: object, path: str) -> Iterator[tuple[str, BaseModel]]:
    match value:
        case BaseModel():
            yield path, value
            for name in type(value).model_fields:
                yield from _parts(getattr(value, name), f"{path}.{name}" if path else name)
        case Mapping():
            for key, item in value.items():
                yield from _parts(item, f"{path}[{key!r}]")
        case list() | tuple():
            for index, item in enumerate(value):
                yield from _parts(item, f"{path}[{index}]")
        case _:
            return
