"""A record whose schema is not at hand: the JSON object as it is, with its figures recognised."""

import keyword
from typing import Any

from pydantic import BaseModel, ConfigDict, RootModel, create_model

from summarizer.schemas import Figure

_FIGURE = frozenset(Figure.model_fields)
_MAX_DEPTH = 32


class ForeignRecord(BaseModel):
    """An object of unknown schema; its keys become fields."""

    model_config = ConfigDict(protected_namespaces=())


class ForeignValue(RootModel[Any]):
    """A list or a plain value of unknown schema."""


def foreign_record(values: Any, title: str = "Record") -> BaseModel:
    """A record with the fields that `values` has; objects of exactly a text and a quote become figures.

    Args:
        values: What JSON has of it: an object, or the list or value of a schema that is a `RootModel`.
        title: What it is called.

    Raises:
        ValueError: A key cannot be the name of a field, or the objects are nested too deeply.
    """
    return _record(values, title, depth=0) if isinstance(values, dict) else ForeignValue(_value(values, 0))


def _record(values: dict[str, Any], title: str, depth: int) -> ForeignRecord:
    if depth > _MAX_DEPTH:
        raise ValueError(f"objects nested more than {_MAX_DEPTH} deep")
    for name in values:
        if not _can_name_a_field(name):
            raise ValueError(f"{name[:40]!r} cannot be the name of a field")
    fields: dict[str, Any] = dict.fromkeys(values, (Any, ...))
    model: type[ForeignRecord] = create_model(title, __base__=ForeignRecord, **fields)
    return model(**{name: _value(value, depth + 1) for name, value in values.items()})


def _value(value: object, depth: int) -> object:
    if isinstance(value, dict):
        if set(value) == _FIGURE and all(isinstance(part, str) for part in value.values()):
            return Figure(**value)
        return _record(value, "Part", depth)
    if isinstance(value, list):
        if depth > _MAX_DEPTH:
            raise ValueError(f"lists nested more than {_MAX_DEPTH} deep")
        return [_value(item, depth + 1) for item in value]
    return value


def _can_name_a_field(name: str) -> bool:
    if not name.isidentifier() or name.startswith("_") or keyword.iskeyword(name):
        return False
    return not hasattr(ForeignRecord, name)
