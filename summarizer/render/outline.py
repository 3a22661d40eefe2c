"""A schema as a tree that people read: each field, what it holds, and what it means."""

import types
from collections.abc import Iterable, Mapping
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from summarizer.render.escape import plain
from summarizer.render.terminal import QUIET, STRONG, Style, draw
from summarizer.schemas import Figure

_PLAIN = Style()
_WORDS: dict[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "yes or no",
    Figure: "figure",
    Any: "anything",
    type(None): "nothing",
}


def summary_of(schema: type[BaseModel]) -> str:
    """What a schema is for: the first line of its docstring."""
    text = "" if schema.__doc__ == BaseModel.__doc__ else (schema.__doc__ or "")
    return plain(text.strip().split("\n\n", 1)[0])


def render_schema_list(schemas: Mapping[str, type[BaseModel]], style: Style = _PLAIN) -> str:
    """The names of schemas with a line on each."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=STRONG, no_wrap=True)
    table.add_column()
    for name, schema in schemas.items():
        table.add_row(name, summary_of(schema))
    return draw([table], style)


def render_outline(name: str, schema: type[BaseModel], style: Style = _PLAIN) -> str:
    """The fields of `schema`, nested as the record is.

    Args:
        name: What the schema goes by.
        schema: Any Pydantic model.
        style: Width, colour and symbols of the place it will be shown.
    """
    head = Text(name, STRONG)
    if summary := summary_of(schema):
        head.append(f"  {summary}", "not bold")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(style=QUIET, max_width=max(style.width // 4, 12))
    table.add_column()
    for depth, label, kind, meaning in _rows(schema, 0, (schema,)):
        table.add_row(Text("  " * depth + label), Text(kind), Text(plain(meaning)))
    note = Text("figure: a number as the source prints it, with the passage that gives it its meaning", QUIET)
    return draw([head, Padding(table, (1, 0, 1, 2)), note], style)


def _rows(
    schema: type[BaseModel], depth: int, above: tuple[type[BaseModel], ...]
) -> Iterable[tuple[int, str, str, str]]:
    for name, info in schema.model_fields.items():
        inner, is_list = _inner(info.annotation)
        is_part = isinstance(inner, type) and issubclass(inner, BaseModel) and inner is not Figure
        many = "[]" if is_list else ""
        optional = "" if info.is_required() or is_list else ", optional"
        kind = "" if is_part else _kind(inner) + optional
        yield depth, f"{name}{many}", kind, info.description or (summary_of(inner) if is_part else "")
        if is_part and inner not in above:
            yield from _rows(inner, depth + 1, (*above, inner))


def _inner(annotation: Any) -> tuple[Any, bool]:
    """What a field holds, without "or None", and without the list around it; and whether there was one."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        others = [part for part in get_args(annotation) if part is not type(None)]
        return _inner(others[0]) if len(others) == 1 else (annotation, False)
    if origin in (list, tuple, set, frozenset):
        parts = get_args(annotation)
        return (_inner(parts[0])[0] if parts else Any), True
    return annotation, False


def _kind(annotation: Any) -> str:
    origin = get_origin(annotation)
    if origin is Literal:
        return " | ".join(str(choice) for choice in get_args(annotation))
    if origin in (Union, types.UnionType):
        return " or ".join(_kind(part) for part in get_args(annotation))
    if annotation in _WORDS:
        return _WORDS[annotation]
    return getattr(annotation, "__name__", str(annotation)).lower()
