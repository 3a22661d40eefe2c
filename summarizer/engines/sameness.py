"""Whether what two parts of a filing gave is the same: values, figures, names, entries, sentences."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from summarizer.numbers.quantity import Kind, Quantity
from summarizer.numbers.reader import read
from summarizer.schemas import Figure
from summarizer.typography import fold

Reader = Callable[[Figure], Sequence[Quantity]]
"""Reads the numbers of a figure."""

SEQUENCES = (list, tuple, set, frozenset)

_PROSE = 7  # words from which on a text is prose: two of them that differ are two ways to say something
_ALIKE = 0.6  # of the shorter one's words, that two texts with the same figures share if they say the same
_ALIKE_IN_WORDS = 0.8  # the same where there are no figures to go by
_WORD = re.compile(r"[^\W_]+")
_OF_PERIODS = frozenset({"ended", "ending", "year", "fiscal", "period", "as", "quarter", "months", "full"})
_ARTICLE = frozenset({"the", "a", "an", "of", "in", "for", "and", "at", "to", "by", "on"})


def read_text(figure: Figure) -> Sequence[Quantity]:
    """The numbers of a figure by its own characters alone."""
    return _read(figure.text)


class Sameness:
    """Compares what parts gave.

    Args:
        read_figure: How the numbers of a figure are read; what stands in a table "in thousands" is the same
            as the sum in millions only for a reader that knows the table.
    """

    def __init__(self, read_figure: Reader = read_text) -> None:
        self._read = read_figure

    def match(self, item: Any, groups: Sequence[Sequence[Any]]) -> int | None:
        """The index of the group of values that `item` is one more of; None where there is none."""
        if not isinstance(item, BaseModel) or isinstance(item, Figure):
            return next((i for i, group in enumerate(groups) if self.same_item(group[0], item)), None)
        ranks = [min((self.kinship(value, item) for value in group), default=0) for group in groups]
        best = max(ranks, default=0)
        return ranks.index(best) if best else None

    def kinship(self, one: Any, other: BaseModel) -> int:
        """How surely two entries are about the same thing: 0 they are not, 2 all that names them agrees."""
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
        figures = self.compared(one, other)
        return 0 if not all(figures) or (differ and not figures) else 1

    def compared(self, one: BaseModel, other: BaseModel) -> list[bool]:
        """For each figure that both have at the same place, whether they are the same."""
        mine = dict(leaves(one, ""))
        return [
            self.same(mine[place], value)
            for place, value in leaves(other, "")
            if isinstance(value, Figure) and place in mine
        ]

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values say the same."""
        if isinstance(one, Figure) and isinstance(other, Figure):
            return self.same_figure(one, other)
        if isinstance(one, str) and isinstance(other, str) and not isinstance(one, Enum):
            return bare(one) == bare(other)
        if isinstance(one, float | int | Decimal) and isinstance(other, float | int | Decimal):
            return bool(one == other)
        return type(one) is type(other) and bool(one == other)

    def agree(self, one: Any, other: Any) -> bool:
        """Whether two values of one place say the same, or one of two names says more than the other."""
        if isinstance(one, str) and isinstance(other, str) and not isinstance(one, Enum):
            return _near(bare(one), bare(other))
        return self.same(one, other)

    def same_item(self, one: Any, other: Any) -> bool:
        """Whether two items of lists say the same: of figures, the passages have to as well."""
        if isinstance(one, Figure) and isinstance(other, Figure):
            mine, theirs = set(bare(one.quote).split()), set(bare(other.quote).split())
            alike = len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))
            return alike and self.same_figure(one, other)
        return self.same(one, other)

    def same_figure(self, one: Figure, other: Figure) -> bool:
        """Whether two figures are written alike, or read as the same values, display rounding aside."""
        if " ".join(fold(one.text).split()).lower() == " ".join(fold(other.text).split()).lower():
            return True
        mine, theirs = self._read(one), self._read(other)
        return bool(mine) and len(mine) == len(theirs) and all(map(_same_quantity, mine, theirs))


@lru_cache(maxsize=4_096)
def _read(text: str) -> tuple[Quantity, ...]:
    return tuple(read(text))


def _same_quantity(one: Quantity, other: Quantity) -> bool:
    if one.period is not None or other.period is not None:
        return one.period == other.period
    if one.value is None or other.value is None:
        return False
    # "$" stands in the first and the last row of a table alone.
    bare_money = {one.kind, other.kind} == {Kind.MONEY, Kind.NUMBER} and "" in (one.unit, other.unit)
    if one.unit != other.unit and not bare_money:
        return False
    coarser = max(one.step, other.step) if one.step != other.step else Decimal(0)
    return abs(one.value - other.value) <= coarser / 2


def default_of(model: type[BaseModel], name: str) -> Any:
    """What a field holds that nobody filled; None where it has to be filled."""
    info = model.model_fields.get(name)
    if info is None or info.is_required():
        return None
    return info.get_default(call_default_factory=True, validated_data={})


def is_choice(model: type[BaseModel], name: str) -> bool:
    """Whether a field takes certain words only."""
    info = model.model_fields.get(name)
    return info is not None and _has_literal(info.annotation)


def _has_literal(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        return _has_literal(get_args(annotation)[0])
    return get_origin(annotation) is Literal or any(map(_has_literal, get_args(annotation)))


def leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The figures and plain values in `value`, with their paths."""
    if isinstance(value, BaseModel) and not isinstance(value, Figure):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), f"{path}.{name}".removeprefix("."))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, f"{path}[{key!r}]")
    elif isinstance(value, SEQUENCES):
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}[{index}]")
    elif value is not None:
        yield path, value


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
        if value is None or value == default_of(type(entry), name):
            continue
        if isinstance(value, Enum) or is_choice(type(entry), name):
            names[name] = (value,)
        elif isinstance(value, str) and (period := _period(value)):
            names[name] = period
        elif isinstance(value, str) and (not is_prose(value) or info.is_required()):
            names[name] = bare(value)
        elif isinstance(value, Figure) and (period := _period(value.text)):
            names[name] = period
    return names


@lru_cache(maxsize=4_096)
def _period(text: str) -> tuple[object, ...]:
    """What a short text says that names a date or a period, however it is worded; empty for another."""
    quantities = () if _is_long(text) else _read(text)
    if all(quantity.period is None for quantity in quantities):
        return ()
    end, rest = 0, ""
    for quantity in quantities:
        rest += text[end : quantity.span.start] + " "
        end = quantity.span.end
    words = frozenset(bare(rest + text[end:]).split()) - _OF_PERIODS
    return (*((quantity.period or quantity.value, quantity.unit) for quantity in quantities), words)


def bare(text: str) -> str:
    """The words of a text in lower case, without articles, prepositions and punctuation."""
    return " ".join(word for word in _WORD.findall(fold(text).lower()) if word not in _ARTICLE)


def _is_long(text: str) -> bool:
    return len(text.split()) > 2 * _PROSE


def is_prose(value: object) -> bool:
    """Whether a value is a sentence, and not a name."""
    return isinstance(value, str) and len(value.split()) >= _PROSE


def says_the_same(one: str, other: str) -> bool:
    """Whether two texts have the same numbers and mostly the same words."""
    mine, theirs = set(bare(one).split()), set(bare(other).split())
    if mine == theirs:
        return True
    if not (is_prose(one) and is_prose(other)):
        return False
    figures = [{word for word in words if any(map(str.isdigit, word))} for words in (mine, theirs)]
    if not figures[0] <= figures[1]:
        return False
    alike = _ALIKE if figures[0] else _ALIKE_IN_WORDS
    return len(mine & theirs) >= alike * min(len(mine), len(theirs))
