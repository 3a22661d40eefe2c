"""What is wrong with an answer that does not fit its schema, in words a model can act on."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

_LISTED = 20  # faults of one answer; more would not be read
_ROOT = "the answer"
_HEAD, _TAIL = 40, 30  # characters shown of a reason that may hold a number of any length

_KINDS: Mapping[str, str] = {
    "string_type": "must be text",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
    "list_type": "must be a list",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number, without unit or separators",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number, without unit or separators",
    "decimal_type": "must be a number",
    "decimal_parsing": "must be a number, without unit or separators",
    "date_type": "must be a date as YYYY-MM-DD",
    "date_parsing": "must be a date as YYYY-MM-DD",
    "date_from_datetime_parsing": "must be a date as YYYY-MM-DD",
}
_WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: "is missing",
    "extra_forbidden": lambda _: "is no field of the record: leave it out",
    "json_invalid": lambda context: f"is not valid JSON: {context.get('error', 'it cannot be read')}",
    "literal_error": lambda context: f"must be one of {context.get('expected')}",
    "enum": lambda context: f"must be one of {context.get('expected')}",
}


def describe(error: Exception) -> list[str]:
    """One line a fault: the path of the field and what is wrong with it, of the answer at most a number.

    Args:
        error: What reading the answer raised.
    """
    if isinstance(error, json.JSONDecodeError):  # "1E999 is no number"
        said = error.msg if len(error.msg) <= _HEAD + _TAIL else f"{error.msg[:_HEAD]}…{error.msg[-_TAIL:]}"
        return [f"{_ROOT} is not valid JSON: {said}"]
    if not isinstance(error, ValidationError):
        return [f"{_ROOT} is not valid JSON"]
    faults = error.errors(include_url=False)
    lines = [f"{_path(fault['loc'])} {_fault(fault)}" for fault in faults[:_LISTED]]
    if len(faults) > _LISTED:
        lines.append(f"and {len(faults) - _LISTED} more faults")
    return lines


def _fault(fault: Mapping[str, Any]) -> str:
    kind = fault["type"]
    if kind in _WORDS:
        return _WORDS[kind](fault.get("ctx", {}))
    found = _json_kind(fault.get("input"))
    if kind in _KINDS:
        return f"{_KINDS[kind]}, not {found}" if found else _KINDS[kind]
    words = " ".join(str(fault["msg"]).split())  # of a validator, or of a kind that needs no translation
    return words[:1].lower() + words[1:]


def _path(location: tuple[int | str, ...]) -> str:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return path.removeprefix(".") or _ROOT


def _json_kind(value: object) -> str:
    """What the answer holds in place of what it should hold, by kind alone."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return ""
