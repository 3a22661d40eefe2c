"""Several schemas as one, for a filing that holds several kinds of news."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model


class Composite(BaseModel):
    """A record of several kinds: one field for each, named as its schema is.

    A filing with quarterly results and a new director is read once and fills both.
    """

    model_config = ConfigDict(extra="forbid")


def combine(schemas: Mapping[str, type[BaseModel]]) -> type[Composite]:
    """A schema with one required field for each of `schemas`, in their order."""
    fields: dict[str, Any] = {name: (schema, ...) for name, schema in schemas.items()}
    return create_model(
        "And".join(schema.__name__ for schema in schemas.values()),
        __base__=Composite,
        __doc__="Several kinds of news in one filing.",
        **fields,
    )


def parts_of(schema: type[Composite]) -> dict[str, type[BaseModel]]:
    """The schemas that a composite is made of, by the names of its fields."""
    kinds = {name: info.annotation for name, info in schema.model_fields.items()}
    return {
        name: kind for name, kind in kinds.items() if isinstance(kind, type) and issubclass(kind, BaseModel)
    }
