"""Records that were filled from parts of one filing, made one.

Nothing that a part found is lost: what parts give for the same place and agree on is kept once, what
they disagree on is kept as a conflict, and entries of lists are put together where their own words say
that they are about the same thing. It needs no knowledge of the schema: any Pydantic model will do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic

from pydantic import BaseModel, ValidationError

from summarizer.engines.base import T
from summarizer.engines.sameness import (
    SEQUENCES,
    Reader,
    Sameness,
    default_of,
    is_choice,
    is_prose,
    leaves,
    read_text,
    says_the_same,
)
from summarizer.schemas import Figure

_SENTENCES = 8  # of a list of prose; a part alone may have more


@dataclass(frozen=True, slots=True)
class Given:
    """A value that one part gave.

    Attributes:
        part: Its place among the records that were merged.
        text: The value as it may be shown.
        quote: Of a figure, the passage that is to prove it; otherwise empty.
    """

    part: int
    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place for which parts gave different values.

    Attributes:
        path: Of the merged record, such as "results[0].estimate".
        kept: What stands there now.
        other: What another part gave.
    """

    path: str
    kept: Given
    other: Given


@dataclass(frozen=True, slots=True)
class Merged(Generic[T]):
    """One record of all parts.

    Attributes:
        record: It fits the schema.
        conflicts: In the order of the record.
        dropped: Sentences of lists of prose that found no room, by their paths.
    """

    record: T
    conflicts: tuple[Conflict, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()


def merge(records: Sequence[T], read_figure: Reader = read_text) -> Merged[T]:
    """Merge the records of the parts of a filing.

    Args:
        records: Of one schema, at least one; where they disagree, an earlier one is kept.
        read_figure: How the numbers of figures are read when they are compared.
    """
    merged = records[0]
    if all(record == merged for record in records):
        return Merged(merged)
    merger = _Merger(Sameness(read_figure))
    parts = [_Part(number, record) for number, record in enumerate(records)]
    value: T = merger.models(parts, "")
    return Merged(value, tuple(dict.fromkeys(merger.conflicts)), tuple(dict.fromkeys(merger.dropped)))


@dataclass(frozen=True, slots=True)
class _Part:
    """A value, and the part that it comes from."""

    number: int
    value: Any


class _Merger:
    def __init__(self, sameness: Sameness) -> None:
        self._sameness = sameness
        self.conflicts: list[Conflict] = []
        self.dropped: list[tuple[str, str]] = []

    def models(self, parts: Sequence[_Part], path: str) -> Any:
        """Models of one class, field by field."""
        first = parts[0].value
        before = len(self.conflicts), len(self.dropped)
        fields: dict[str, Any] = {}
        extra = dict.fromkeys(name for part in parts for name in part.value.model_extra or {})
        for name in (*type(first).model_fields, *extra):
            default = default_of(type(first), name)
            given = [
                _Part(part.number, value)
                for part in parts
                if (value := getattr(part.value, name, None)) is not None
            ]
            choice = is_choice(type(first), name)
            fields[name] = self.values(given, default, f"{path}.{name}".removeprefix("."), choice=choice)
        return self._validated(parts, fields, path, before)

    def _validated(
        self, parts: Sequence[_Part], fields: dict[str, Any], path: str, before: tuple[int, int]
    ) -> Any:
        """The model with `fields`; where they do not fit together, with those of the first part."""
        first = parts[0].value
        for _ in range(2):
            try:
                return type(first).model_validate(fields, by_name=True, by_alias=False)
            except ValidationError as error:
                faulty = {fault["loc"][0] for fault in error.errors(include_input=False) if fault["loc"]}
                for name in faulty & fields.keys():
                    self._take_first(parts, fields, str(name), f"{path}.{name}".removeprefix("."))
        # A validator of the schema's own, that looks at several fields.
        del self.conflicts[before[0] :], self.dropped[before[1] :]
        for part in parts[1:]:
            self._keep(path, parts[0], part)
        return first

    def _take_first(self, parts: Sequence[_Part], fields: dict[str, Any], name: str, path: str) -> None:
        given = [_Part(part.number, getattr(part.value, name, None)) for part in parts]
        given = [part for part in given if part.value is not None]
        if given:
            fields[name] = given[0].value
            self.conflicts = [conflict for conflict in self.conflicts if not conflict.path.startswith(path)]
            self._leave(path, given[0], given[1:])

    def values(self, given: Sequence[_Part], default: Any, path: str, *, choice: bool = False) -> Any:
        """Values of one field; its default, or nothing but blanks, is what a part gives that found nothing.

        Args:
            given: One value of each part that has one.
            default: Of the field.
            path: Where they stand.
            choice: Whether the field takes certain words only.
        """
        telling = [part for part in given if not _says_nothing(part.value, default)] or list(given)
        if not telling:
            return None
        first = telling[0].value
        if len(telling) == 1:
            return first
        kinds = SEQUENCES if isinstance(first, SEQUENCES) else (type(first),)
        alike = [part for part in telling if isinstance(part.value, kinds)]
        self._leave(path, telling[0], [part for part in telling if not isinstance(part.value, kinds)])
        if isinstance(first, SEQUENCES):
            return type(first)(self._lists(alike, path))
        if isinstance(first, BaseModel) and not isinstance(first, Figure):
            return self.models(alike, path)
        if isinstance(first, Mapping):
            return self._mappings(alike, path)
        agree = self._sameness.same if choice else self._sameness.agree
        self._leave(path, alike[0], [part for part in alike[1:] if not agree(first, part.value)])
        return first

    def _mappings(self, parts: Sequence[_Part], path: str) -> dict[Any, Any]:
        keys = dict.fromkeys(key for part in parts for key in part.value)
        return {
            key: self.values(
                [_Part(part.number, part.value[key]) for part in parts if part.value.get(key) is not None],
                None,
                f"{path}[{key!r}]",
            )
            for key in keys
        }

    def _lists(self, parts: Sequence[_Part], path: str) -> list[Any]:
        items = [item for part in parts for item in part.value]
        if all(isinstance(item, str) for item in items):
            return self._sentences(parts, path)
        groups: list[list[_Part]] = []
        for part in parts:
            open_ = list(groups)  # two entries of one part are two things
            for item in part.value:
                entry = _Part(part.number, item)
                match = self._sameness.match(item, [[other.value for other in group] for group in open_])
                if match is None:
                    groups.append([entry])
                else:
                    open_.pop(match).append(entry)
        return [self.values(group, None, f"{path}[{index}]") for index, group in enumerate(groups)]

    def _sentences(self, parts: Sequence[_Part], path: str) -> list[str]:
        """Texts without those that say the same; of prose no more than one page bears."""
        kept: list[str] = []
        most = max(_SENTENCES, *(len(part.value) for part in parts))
        for part in parts:
            for text in part.value:
                if any(says_the_same(text, other) for other in kept if other not in part.value):
                    continue
                if len(kept) < most or not is_prose(text):
                    kept.append(text)
                else:
                    self.dropped.append((path, text))
        return kept

    def _leave(self, path: str, kept: _Part, others: Sequence[_Part]) -> None:
        for other in others:
            self._keep(path, kept, other)

    def _keep(self, path: str, kept: _Part, other: _Part) -> None:
        """Note what `other` gives where `kept` stands; of models and lists, their figures and values."""
        mine = dict(leaves(kept.value, path))
        for place, value in leaves(other.value, path):
            standing = mine.get(place)
            if standing is not None and self._sameness.same(standing, value):
                continue
            if is_prose(value) or (isinstance(value, str) and isinstance(kept.value, BaseModel)):
                continue
            here = kept.value if standing is None else standing
            self.conflicts.append(Conflict(place, _given(kept.number, here), _given(other.number, value)))


def _says_nothing(value: Any, default: Any) -> bool:
    return bool(value == default) or (isinstance(value, str) and not value.strip())


def _given(part: int, value: Any) -> Given:
    if isinstance(value, Figure):
        return Given(part, value.text, value.quote)
    if isinstance(value, (BaseModel, Mapping, *SEQUENCES)):
        return Given(part, "")
    return Given(part, str(value.value if isinstance(value, Enum) else value))
