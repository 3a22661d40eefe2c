"""Records of any schema, filled at random: for what must hold whatever a record holds."""

import types
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from summarizer.engines.corrections import steps
from summarizer.schemas import BUILT_IN, Figure, built_in

T = TypeVar("T", bound=BaseModel)
_MOST = 2  # entries of a list
_NUMBERS = st.decimals(-(10**12), 10**12, places=2)


def any_built_in() -> list[type[BaseModel]]:
    """The built-in schemas, and one that is made of two."""
    joined = built_in("earnings_release+material_event")
    assert joined is not None
    return [*BUILT_IN.values(), joined]


def records_of(schema: type[T], texts: Iterable[str], figures: Iterable[Figure]) -> st.SearchStrategy[T]:
    """Records of `schema` whose strings are out of `texts`, and whose figures out of `figures`."""
    strategy: st.SearchStrategy[T] = _values(schema, st.sampled_from([*texts]), st.sampled_from([*figures]))
    return strategy


def at_path(record: BaseModel, path: str) -> Any:
    """What stands at a path such as "results[0].estimate" or "rates['a.b']"; an error where nothing can."""
    value: Any = record
    found = steps(path)
    assert found, path
    for step in found:
        value = (
            getattr(value, step) if isinstance(value, BaseModel) and isinstance(step, str) else value[step]
        )
    return value


def _values(
    kind: Any, texts: st.SearchStrategy[str], figures: st.SearchStrategy[Figure]
) -> st.SearchStrategy[Any]:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in (Union, types.UnionType):
        return st.one_of(*(_values(part, texts, figures) for part in parts))
    if origin in (Annotated, list, tuple):
        inner = _values(parts[0], texts, figures)
        lists = st.lists(inner, max_size=_MOST)
        return inner if origin is Annotated else lists.map(tuple) if origin is tuple else lists
    if origin is dict:
        return st.dictionaries(texts, _values(parts[1], texts, figures), max_size=_MOST)
    if kind in (str, Figure):
        return texts if kind is str else figures
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = {name: _values(info.annotation, texts, figures) for name, info in kind.model_fields.items()}
        if kind.model_config.get("extra") == "allow":
            fields["beside"] = texts | figures.map(Figure.model_dump)
        return st.fixed_dictionaries(fields).map(lambda values: kind.model_validate(values, by_name=True))
    return _NUMBERS if kind is Decimal else st.from_type(kind)
