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
_PER_SHARE = "per_share"
"""What a field for an amount per share is called."""
_EARLIER = ("prior", "previous", "year_ago")
"""What fields are called for a figure that another is held against."""
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
        twins: Strings beside it with what stands in their place in other entries of its list: of an event's
            rate ("nausea", "headache").
        per_share: Whether its field is for an amount per share; None where no field of its part is.
        earlier: Whether its field is for what another figure is held against; None where none of its part is.
        choices: The categories that its part of the record puts it into, by their fields.
    """

    path: str
    value: Any
    labels: tuple[Label, ...]
    description: str = ""
    beside: tuple[Figure, ...] = ()
    twins: tuple[tuple[str, str], ...] = ()
    per_share: bool | None = None
    earlier: bool | None = None
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The strings beside it, the first of which is mostly what it is called."""
        return tuple(label.text for label in self.labels if label.weight == SIBLING)


def leaves(record: BaseModel) -> Iterator[Leaf]:
    """Every value of `record` that may hold a number, depth first, in the order of its fields."""
    yield from _walk(record, "", ())


@dataclass(frozen=True, slots=True)
class _Field:
    """Where a value stands: its field, and of the other entries of its list the figures and names."""

    name: str = ""
    description: str = ""
    figures: tuple[Figure, ...] = ()
    twins: tuple[tuple[str, str], ...] = ()
    per_share: bool | None = None
    earlier: bool | None = None
    choices: tuple[tuple[str, str], ...] = ()


def _walk(value: Any, path: str, labels: tuple[Label, ...], field: _Field = _Field()) -> Iterator[Leaf]:
    """The leaves of `value`, which stands at `path`, under `labels`."""
    match value:
        case None | bool() | Enum():
            return
        case Figure() | str() | int() | float() | Decimal() | date() | time():
            concerning = tuple(_concerning(field.name, labels))
            yield Leaf(
                path,
                value,
                concerning,
                field.description,
                field.figures,
                field.twins,
                field.per_share,
                field.earlier,
                field.choices,
            )
        case BaseModel():
            yield from _walk_fields(value, path, labels, field)
        case Mapping():
            for key, child in value.items():
                yield from _walk(child, f"{path}[{key!r}]", (Label(field_words(str(key)), FIELD), *labels))
        case timedelta():
            yield Leaf(path, str(value), labels)
        case list() | tuple() | set() | frozenset():
            entries = _entries(value)
            for index, child in enumerate(value):
                figures, twins = entries.get(index, ((), ()))
                inner = replace(field, figures=figures, twins=twins)
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


def _walk_fields(model: BaseModel, path: str, labels: tuple[Label, ...], place: _Field) -> Iterator[Leaf]:
    parts = isinstance(model, Composite)  # the names of its fields are those of schemas, and label nothing
    outer = tuple(replace(label, weight=min(label.weight, ANCESTOR)) for label in labels)
    siblings = _siblings(model)
    figures = (*_figures(model), *place.figures)
    per_share = any(_PER_SHARE in name for name in type(model).model_fields)
    earlier = any(name.startswith(_EARLIER) for name, _ in model)
    choices = tuple(
        (name, str(value))
        for name, value in model
        if name in type(model).model_fields and _is_choice(value, type(model).model_fields[name].annotation)
    )
    for name, description, annotation in _fields_of(model):
        child = getattr(model, name)
        if _is_choice(child, annotation):
            continue
        beside = tuple(label for label in siblings if label.field != name)
        own = () if parts else (Label(field_words(name), FIELD),)
        others = tuple(figure for figure in figures if figure is not child)
        field = _Field(name, description)
        if isinstance(child, Figure):
            field = replace(
                field,
                figures=others,
                twins=place.twins,
                per_share=_PER_SHARE in name if per_share else None,
                earlier=name.startswith(_EARLIER) if earlier else None,
                choices=choices,
            )
        yield from _walk(child, f"{path}.{name}" if path else name, (*own, *beside, *outer), field)


def _fields_of(model: BaseModel) -> Iterator[tuple[str, str, Any]]:
    """The name, description and type of each field; what an open model holds beside them has a name alone."""
    for name, info in type(model).model_fields.items():
        yield name, info.description or "", info.annotation
    for name in model.model_extra or ():
        yield name, "", None


def _figures(model: BaseModel) -> tuple[Figure, ...]:
    return tuple(child for _, child in model if isinstance(child, Figure))


def _entries(
    items: Iterable[Any],
) -> dict[int, tuple[tuple[Figure, ...], tuple[tuple[str, str], ...]]]:
    """For each entry of a list the figures of those that go by its names, and where the names differ."""
    named = [
        (index, {label.field: label.text for label in _siblings(item)}, _figures(item))
        for index, item in enumerate(items)
        if isinstance(item, BaseModel) and not isinstance(item, Figure)
    ]
    entries = {}
    for index, own, _ in named:
        others = [(names, figures) for other, names, figures in named if other != index]
        alike = tuple(figure for names, figures in others if names == own for figure in figures)
        pairs = (
            (text, names[field])
            for names, _ in others
            for field, text in own.items()
            if names.get(field, text) != text
        )
        entries[index] = (alike, tuple(dict.fromkeys(pairs)))
    return entries


def _siblings(model: BaseModel) -> list[Label]:
    """The short strings of a model: what its figures are figures of."""
    found = []
    for name, _, annotation in _fields_of(model):
        text = getattr(model, name)
        if not isinstance(text, str) or name in _PROSE | _TRAITS or _is_choice(text, annotation):
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
    """What a field's name says of a figure in it: "grade3_plus" reads "grade 3+", "interval" nothing."""
    told = _STRUCTURAL.sub("", spelled(name))
    return _PLUS.sub(r"grade \1+", told).replace("non gaap", "non-gaap").strip()


def spelled(name: str) -> str:
    """A name of a program in words: "netIncome" and "net_income" read "net income"."""
    return " ".join(re.sub(r"(?<=[a-z])(?=[A-Z0-9])|_", " ", name).lower().split())


__all__ = ["ANCESTOR", "FIELD", "NOT_FOUND", "SIBLING", "Label", "Leaf", "field_words", "leaves", "spelled"]
