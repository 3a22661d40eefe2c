"""The values of a record that may hold numbers, each under the words that say what it is."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from summarizer.schemas import Composite, Figure

FIELD, SIBLING, ANCESTOR = 1.0, 0.9, 0.35
"""How much the field's own name counts, the strings beside it, and what stands further off."""
NOT_FOUND = "not found"
"""What a required string holds where the engine without a model could not tell it."""

_SIBLING_WORDS = 14  # a longer string is prose, not a label
_STRUCTURAL = re.compile(
    r"\b(?:estimate|interval|value|text|when|what|note|amount|figure|number|data|date|day|result|item|list|line)s?\b"
)
_PROSE = frozenset(("note", "notes", "headline", "summary", "description", "comment", "design"))
"""Fields that speak of more than the figures beside them."""
_TRAITS = frozenset("purchaser exemption use reason consideration exchange".split())
"""Fields that tell something else of what the figures beside them are of, and name no figure."""
_BY_THE_RULES = "gaap"
"""The field of the figure that a non-GAAP one begins with: of the same measure without what adjusts it."""
_OTHER_RULES = re.compile(r"\(?\b(?:non-?\s?gaap|adjusted)\b\)?\s*", re.IGNORECASE)
_PLUS = re.compile(r"\bgrade ?(\d) plus\b")


@dataclass(frozen=True, slots=True)
class Label:
    """Words that say what a value is.

    Attributes:
        text: The words.
        weight: 1 for the field's own name, less the further off they stand.
        field: The field whose string they are; empty for a name of a field.
    """

    text: str
    weight: float
    field: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a record that may hold numbers.

    Attributes:
        path: Such as "results[0].estimate".
        value: A `Figure`, a string, a number or a date.
        labels: The words it stands under, the field's own name first.
        description: What its schema says of its field; empty where it says nothing.
        beside: The other figures of its part of the record, and of parts that go by the same names.
    """

    path: str
    value: Any
    labels: tuple[Label, ...]
    description: str = ""
    beside: tuple[Figure, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The strings beside it, the first of which is mostly what it is called."""
        return tuple(label.text for label in self.labels if label.weight == SIBLING)


def leaves(record: BaseModel) -> Iterator[Leaf]:
    """Every value of `record` that may hold a number, depth first, in the order of its fields."""
    yield from _walk(record, "", ())


@dataclass(frozen=True, slots=True)
class _Field:
    """Where a value stands: its field, and the figures of twins of the part that it is in."""

    name: str = ""
    description: str = ""
    twins: tuple[Figure, ...] = ()


def _walk(value: Any, path: str, labels: tuple[Label, ...], field: _Field = _Field()) -> Iterator[Leaf]:
    """The leaves of `value`, which stands at `path`, under `labels`."""
    match value:
        case None | bool() | Enum():
            return
        case Figure() | str() | int() | float() | Decimal() | date() | time():
            yield Leaf(path, value, tuple(_concerning(field.name, labels)), field.description, field.twins)
        case BaseModel():
            yield from _walk_fields(value, path, labels, field.twins)
        case Mapping():
            for key, child in value.items():
                yield from _walk(child, f"{path}[{key!r}]", (Label(field_words(str(key)), FIELD), *labels))
        case timedelta():
            yield Leaf(path, str(value), labels)
        case list() | tuple() | set() | frozenset():
            twins = _twins(value)
            for index, child in enumerate(value):
                inner = replace(field, twins=twins.get(index, ()))
                yield from _walk(child, f"{path}[{index}]", labels, inner)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for part in fields(value):
                yield from _walk(
                    getattr(value, part.name),
                    f"{path}.{part.name}",
                    (Label(field_words(part.name), FIELD), *labels),
                )
        case _:
            return


def _walk_fields(
    model: BaseModel, path: str, labels: tuple[Label, ...], twins: tuple[Figure, ...]
) -> Iterator[Leaf]:
    parts = isinstance(model, Composite)  # the names of its fields are those of schemas, and label nothing
    outer = tuple(replace(label, weight=min(label.weight, ANCESTOR)) for label in labels)
    siblings = _siblings(model)
    figures = (*_figures(model), *twins)
    for name, info in type(model).model_fields.items():
        child = getattr(model, name)
        if _is_choice(child, info.annotation):
            continue
        beside = tuple(label for label in siblings if label.field != name)
        own = () if parts else (Label(field_words(name), FIELD),)
        others = tuple(figure for figure in figures if figure is not child)
        field = _Field(name, info.description or "", others if isinstance(child, Figure) else ())
        yield from _walk(child, f"{path}.{name}" if path else name, (*own, *beside, *outer), field)


def _figures(model: BaseModel) -> tuple[Figure, ...]:
    return tuple(child for _, child in model if isinstance(child, Figure))


def _twins(items: Iterable[Any]) -> dict[int, tuple[Figure, ...]]:
    """For each item of a list the figures of the others that go by the same names."""
    named = [
        (index, tuple(label.text for label in _siblings(item)), _figures(item))
        for index, item in enumerate(items)
        if isinstance(item, BaseModel) and not isinstance(item, Figure)
    ]
    return {
        index: tuple(f for other, names, figures in named if other != index and names == own for f in figures)
        for index, own, _ in named
    }


def _siblings(model: BaseModel) -> list[Label]:
    """The short strings of a model: what its figures are figures of."""
    found = []
    for name, info in type(model).model_fields.items():
        text = getattr(model, name)
        if not isinstance(text, str) or name in _PROSE | _TRAITS or _is_choice(text, info.annotation):
            continue
        if text != NOT_FOUND and len(text.split()) <= _SIBLING_WORDS:
            found.append(Label(text, SIBLING, name))
    return found


def _concerning(name: str, labels: tuple[Label, ...]) -> Iterator[Label]:
    """The labels that are a field's, where some are for certain fields only.

    Beside a `period`, a `prior_period` is that of `prior` and `prior_revenue`, whose figures it dates in
    its place.
    """
    fields = {label.field for label in labels}
    qualified = {what: [one for one in fields if what and one.endswith(f"_{what}")] for what in fields}
    for label in labels:
        owner, _, what = label.field.partition("_")
        if what and what in fields and not f"{name}_".startswith(f"{owner}_"):
            continue  # another field's
        if any(f"{name}_".startswith(own.removesuffix(label.field)) for own in qualified[label.field]):
            continue  # the field has one of its own
        yield replace(label, text=_OTHER_RULES.sub("", label.text)) if name == _BY_THE_RULES else label


def _is_choice(value: Any, annotation: Any) -> bool:
    """Whether a value is one of those that its schema spells out: a category, which states no number."""
    if get_origin(annotation) is Literal:
        return value in get_args(annotation)
    return any(_is_choice(value, part) for part in get_args(annotation))


def field_words(name: str) -> str:
    """A field's name as words: "grade3_plus" reads "grade 3+"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z0-9])|_", " ", name).lower()
    return _PLUS.sub(r"grade \1+", _STRUCTURAL.sub("", spaced)).replace("non gaap", "non-gaap").strip()


__all__ = ["ANCESTOR", "FIELD", "NOT_FOUND", "SIBLING", "Label", "Leaf", "field_words", "leaves"]
