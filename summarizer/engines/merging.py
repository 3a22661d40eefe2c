"""Records that were filled from parts of one filing, made one.

Nothing that a part found is lost: what parts give for the same place and agree on is kept once, what
they disagree on is kept as a conflict, and entries of lists are put together where their own words say
that they are about the same thing. It needs no knowledge of the schema: any Pydantic model will do.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Generic, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError

from summarizer.engines.base import T
from summarizer.numbers.quantity import Quantity
from summarizer.numbers.reader import read
from summarizer.schemas import Figure
from summarizer.typography import fold

_PROSE = 7  # words from which on a text is prose: two of them that differ are two ways to say something
_ALIKE = 0.6  # of the shorter one's words, that two texts with the same figures share if they say the same
_ALIKE_IN_WORDS = 0.8  # the same where there are no figures to go by
_SENTENCES = 8  # of a list of prose; a part alone may have more
_WORD = re.compile(r"[^\W_]+")
_OF_PERIODS = frozenset({"ended", "ending", "year", "fiscal", "period", "as", "quarter", "months", "full"})
_ARTICLE = frozenset({"the", "a", "an", "of", "in", "for", "and", "at", "to", "by", "on"})


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


def merge(records: Sequence[T]) -> Merged[T]:
    """Merge the records of the parts of a filing.

    Args:
        records: Of one schema, at least one; where they disagree, an earlier one is kept.
    """
    merged = records[0]
    if all(record == merged for record in records):
        return Merged(merged)
    merger = _Merger()
    parts = [_Part(number, record) for number, record in enumerate(records)]
    value: T = merger.models(parts, "")
    return Merged(value, tuple(dict.fromkeys(merger.conflicts)), tuple(dict.fromkeys(merger.dropped)))


@dataclass(frozen=True, slots=True)
class _Part:
    """A value, and the part that it comes from."""

    number: int
    value: Any


_SEQUENCES = (list, tuple, set, frozenset)


class _Merger:
    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []
        self.dropped: list[tuple[str, str]] = []

    def models(self, parts: Sequence[_Part], path: str) -> Any:
        """Models of one class, field by field."""
        first = parts[0].value
        before = len(self.conflicts), len(self.dropped)
        fields: dict[str, Any] = {}
        extra = dict.fromkeys(name for part in parts for name in part.value.model_extra or {})
        for name in (*type(first).model_fields, *extra):
            default = _default_of(type(first), name)
            given = [
                _Part(part.number, value)
                for part in parts
                if (value := getattr(part.value, name, None)) is not None
            ]
            choice = _is_choice(type(first), name)
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
        kinds = _SEQUENCES if isinstance(first, _SEQUENCES) else (type(first),)
        alike = [part for part in telling if isinstance(part.value, kinds)]
        self._leave(path, telling[0], [part for part in telling if not isinstance(part.value, kinds)])
        if isinstance(first, _SEQUENCES):
            return type(first)(self._lists(alike, path))
        if isinstance(first, BaseModel) and not isinstance(first, Figure):
            return self.models(alike, path)
        if isinstance(first, Mapping):
            return self._mappings(alike, path)
        agree = _same if choice else _agree
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
                match = _match(item, open_)
                if match is None:
                    groups.append([entry])
                else:
                    match.append(entry)
                    open_ = [group for group in open_ if group is not match]
        return [self.values(group, None, f"{path}[{index}]") for index, group in enumerate(groups)]

    def _sentences(self, parts: Sequence[_Part], path: str) -> list[str]:
        """Texts without those that say the same; of prose no more than one page bears."""
        kept: list[str] = []
        most = max(_SENTENCES, *(len(part.value) for part in parts))
        for part in parts:
            for text in part.value:
                if any(_says_the_same(text, other) for other in kept if other not in part.value):
                    continue
                if len(kept) < most or not _is_prose(text):
                    kept.append(text)
                else:
                    self.dropped.append((path, text))
        return kept

    def _leave(self, path: str, kept: _Part, others: Sequence[_Part]) -> None:
        for other in others:
            self._keep(path, kept, other)

    def _keep(self, path: str, kept: _Part, other: _Part) -> None:
        """Note what `other` gives where `kept` stands; of models and lists, their figures and values."""
        mine = dict(_leaves(kept.value, path))
        for place, value in _leaves(other.value, path):
            standing = mine.get(place)
            if standing is not None and _same(standing, value):
                continue
            if _is_prose(value) or (isinstance(value, str) and isinstance(kept.value, BaseModel)):
                continue
            here = kept.value if standing is None else standing
            self.conflicts.append(Conflict(place, _given(kept.number, here), _given(other.number, value)))


def _default_of(model: type[BaseModel], name: str) -> Any:
    info = model.model_fields.get(name)
    if info is None or info.is_required():
        return None
    return info.get_default(call_default_factory=True, validated_data={})


def _is_choice(model: type[BaseModel], name: str) -> bool:
    info = model.model_fields.get(name)
    return info is not None and _has_literal(info.annotation)


def _has_literal(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        return _has_literal(get_args(annotation)[0])
    return get_origin(annotation) is Literal or any(map(_has_literal, get_args(annotation)))


def _says_nothing(value: Any, default: Any) -> bool:
    return bool(value == default) or (isinstance(value, str) and not value.strip())


def _given(part: int, value: Any) -> Given:
    if isinstance(value, Figure):
        return Given(part, value.text, value.quote)
    if isinstance(value, (BaseModel, Mapping, *_SEQUENCES)):
        return Given(part, "")
    return Given(part, str(value.value if isinstance(value, Enum) else value))


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The figures and plain values in `value`, with their paths."""
    if isinstance(value, BaseModel) and not isinstance(value, Figure):
        for name in type(value).model_fields:
            yield from _leaves(getattr(value, name), f"{path}.{name}".removeprefix("."))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, f"{path}[{key!r}]")
    elif isinstance(value, _SEQUENCES):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]")
    elif value is not None:
        yield path, value


# -- the same thing --------------------------------------------------------------------------------


def _match(item: Any, groups: Sequence[list[_Part]]) -> list[_Part] | None:
    """The group of entries that `item` is one more of; None where there is none."""
    if not isinstance(item, BaseModel) or isinstance(item, Figure):
        return next((group for group in groups if _same_item(group[0].value, item)), None)
    fits = [(rank, group) for group in groups if (rank := _rank(group, item)) > 0]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _rank(group: Sequence[_Part], item: BaseModel) -> int:
    """How surely the entries are about the same thing: 0 they are not, 2 all their words agree."""
    ranks = [_kinship(part.value, item) for part in group]
    return min(ranks, default=0)


def _kinship(one: Any, other: BaseModel) -> int:
    if type(one) is not type(other):
        return 0
    if one == other:
        return 3
    mine, theirs = _names(one), _names(other)
    shared = mine.keys() & theirs.keys()
    required = [
        name for name, info in type(other).model_fields.items() if info.is_required() and name in mine
    ]
    if not shared or not shared.issuperset(required):
        return 0  # nothing says what it is about
    if mine == theirs:
        return 2
    differ = [name for name in shared if mine[name] != theirs[name]]
    if any(not _near(mine[name], theirs[name]) for name in differ):
        return 0
    figures = _compared(one, other)
    return 0 if not all(figures) or (differ and not figures) else 1


def _near(one: Any, other: Any) -> bool:
    """Whether two names may be of one thing: "net sales" and "total net sales"."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    mine, theirs = set(one.split()), set(other.split())
    return mine <= theirs or theirs <= mine


def _names(entry: BaseModel) -> dict[str, Any]:
    """What tells an entry from its siblings: its short texts and choices, and its dates and periods."""
    names: dict[str, Any] = {}
    for name, info in type(entry).model_fields.items():
        value = getattr(entry, name)
        if value is None or value == _default_of(type(entry), name):
            continue
        if isinstance(value, Enum) or _is_choice(type(entry), name):
            names[name] = (value,)
        elif isinstance(value, str) and (period := _period(value)):
            names[name] = period
        elif isinstance(value, str) and (not _is_prose(value) or info.is_required()):
            names[name] = _bare(value)
        elif isinstance(value, Figure) and (period := _period(value.text)):
            names[name] = period
    return names


def _compared(one: BaseModel, other: BaseModel) -> list[bool]:
    """For each figure that both have at the same place, whether they are the same."""
    mine = dict(_leaves(one, ""))
    return [
        _same(mine[place], value)
        for place, value in _leaves(other, "")
        if isinstance(value, Figure) and place in mine
    ]


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same."""
    if isinstance(one, Figure) and isinstance(other, Figure):
        return _same_figure(one, other)
    if isinstance(one, str) and isinstance(other, str) and not isinstance(one, Enum):
        return _bare(one) == _bare(other)
    if isinstance(one, float | int | Decimal) and isinstance(other, float | int | Decimal):
        return bool(one == other)
    return type(one) is type(other) and bool(one == other)


def _agree(one: Any, other: Any) -> bool:
    """Whether two values of one place say the same, or one of two names says more than the other."""
    if isinstance(one, str) and isinstance(other, str) and not isinstance(one, Enum):
        return _near(_bare(one), _bare(other))
    return _same(one, other)


def _same_item(one: Any, other: Any) -> bool:
    """Whether two items of lists say the same: of figures, the passages have to as well."""
    if isinstance(one, Figure) and isinstance(other, Figure):
        mine, theirs = set(_bare(one.quote).split()), set(_bare(other.quote).split())
        alike = len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))
        return alike and _same_figure(one, other)
    return _same(one, other)


def _same_figure(one: Figure, other: Figure) -> bool:
    if " ".join(fold(one.text).split()).lower() == " ".join(fold(other.text).split()).lower():
        return True
    mine, theirs = _values(one.text), _values(other.text)
    return bool(mine) and mine == theirs


@lru_cache(maxsize=4_096)
def _values(text: str) -> tuple[tuple[object, str], ...]:
    return tuple((_value(quantity), quantity.unit) for quantity in read(text))


def _value(quantity: Quantity) -> object:
    return quantity.period if quantity.period is not None else quantity.value


@lru_cache(maxsize=4_096)
def _period(text: str) -> tuple[object, ...]:
    """What a short text says that names a date or a period, however it is worded; empty for another."""
    quantities = () if _is_long(text) else read(text)
    if all(quantity.period is None for quantity in quantities):
        return ()
    end, rest = 0, ""
    for quantity in quantities:
        rest += text[end : quantity.span.start] + " "
        end = quantity.span.end
    words = frozenset(_bare(rest + text[end:]).split()) - _OF_PERIODS
    return (*((_value(quantity), quantity.unit) for quantity in quantities), words)


def _bare(text: str) -> str:
    return " ".join(word for word in _WORD.findall(fold(text).lower()) if word not in _ARTICLE)


def _is_long(text: str) -> bool:
    return len(text.split()) > 2 * _PROSE


def _is_prose(value: object) -> bool:
    return isinstance(value, str) and len(value.split()) >= _PROSE


def _says_the_same(one: str, other: str) -> bool:
    """Whether two texts have the same numbers and mostly the same words."""
    mine, theirs = set(_bare(one).split()), set(_bare(other).split())
    if mine == theirs:
        return True
    if not (_is_prose(one) and _is_prose(other)):
        return False
    figures = [{word for word in words if any(map(str.isdigit, word))} for words in (mine, theirs)]
    if not figures[0] <= figures[1]:
        return False
    alike = _ALIKE if figures[0] else _ALIKE_IN_WORDS
    return len(mine & theirs) >= alike * min(len(mine), len(theirs))
