"""From a Pydantic model to what the chat completions API takes as a response format.

In strict mode an endpoint lets the model write nothing that does not fit the schema. It takes a
subset of JSON Schema: every object closed and every property required, no defaults, no `oneOf`,
a few formats. A schema that says more than that is narrowed where Pydantic will check the rest
afterwards (lengths, patterns), and sent without strict mode where it cannot be narrowed (open
dictionaries, tuples, values of any type). What the fields mean is said in the prompt, once, and
not here again: not every endpoint shows its model the schema (see `field_outline`).
"""

import copy
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel
from pydantic.errors import PydanticInvalidForJsonSchema, PydanticUserError

from summarizer.errors import UnknownSchemaError

JsonSchema = dict[str, Any]

_KEPT = {
    *("$ref", "$defs", "type", "properties", "items", "anyOf", "enum", "const", "pattern", "format"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems"),
}
_FORMATS = {"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"}
# These would be lost with their meaning: what they allow cannot be said in the subset.
_UNSAYABLE = {
    *(
        "allOf",
        "patternProperties",
        "prefixItems",
        "contains",
        "not",
        "if",
        "then",
        "else",
        "dependentSchemas",
    ),
    *("dependentRequired", "unevaluatedProperties", "unevaluatedItems"),
}
_NAME_LIMIT = 64


class _NotStrict(Exception):  # noqa: N818 - a verdict on a schema, caught in this module
    """The schema cannot be said in the strict subset."""


@dataclass(frozen=True, slots=True)
class ResponseFormat:
    """A schema as it is sent.

    Attributes:
        name: The model's name, in the characters that the API allows.
        strict: Whether an endpoint may be asked to enforce it.
        schema: The JSON Schema.
    """

    name: str
    strict: bool
    schema: JsonSchema

    def as_dict(self, *, strict: bool | None = None) -> dict[str, Any]:
        """In the format of the chat completions API; `strict` as it can be, unless it is given."""
        return {
            "type": "json_schema",
            "json_schema": {
                "name": self.name,
                "strict": self.strict if strict is None else strict,
                "schema": self.schema,
            },
        }


def json_schema(model: type[BaseModel]) -> JsonSchema:
    """The JSON Schema of what `model` reads.

    Raises:
        UnknownSchemaError: A field of the model cannot be said in JSON Schema at all.
    """
    try:
        return model.model_json_schema()
    except (PydanticInvalidForJsonSchema, PydanticUserError) as error:
        reason = str(error).splitlines()[0]
        raise UnknownSchemaError(f"{model.__name__} cannot be a schema: {reason}") from error


@lru_cache(maxsize=64)
def schema_sha256(model: type[BaseModel]) -> str:
    """Of the JSON Schema of `model` with its descriptions, in the order of its fields, hexadecimal.

    Returns:
        The empty string for a model that JSON Schema cannot express.
    """
    try:
        schema = json_schema(model)
    except UnknownSchemaError:
        return ""
    return hashlib.sha256(json.dumps(schema, separators=(",", ":")).encode()).hexdigest()


@lru_cache(maxsize=64)
def response_format(model: type[BaseModel]) -> ResponseFormat:
    """The response format for `model`, made once.

    Raises:
        UnknownSchemaError: A field of the model cannot be said in JSON Schema at all.
    """
    schema = json_schema(model)
    name = re.sub(r"[^A-Za-z0-9_-]+", "_", model.__name__).strip("_")[:_NAME_LIMIT] or "record"
    try:
        return ResponseFormat(name, strict=True, schema=_strict_root(schema))
    except _NotStrict:
        return ResponseFormat(name, strict=False, schema=_bare(schema))


def _strict_root(schema: JsonSchema) -> JsonSchema:
    definitions = {name: _strict(part) for name, part in schema.get("$defs", {}).items()}
    body = {key: value for key, value in schema.items() if key != "$defs"}
    strict = copy.deepcopy(definitions[body["$ref"].rpartition("/")[2]]) if "$ref" in body else _strict(body)
    if strict.get("type") != "object":
        raise _NotStrict  # a root model: the API wants an object at the top
    return {**strict, "$defs": definitions} if definitions else strict


def _strict(schema: JsonSchema | bool) -> JsonSchema:
    if isinstance(schema, bool) or not (_UNSAYABLE.isdisjoint(schema)):
        raise _NotStrict
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}  # it bears no siblings
    strict = {key: value for key, value in schema.items() if key in _KEPT}
    if "oneOf" in schema:  # of a tagged union: each branch has its own tag, so that "any" means "one"
        strict["anyOf"] = schema["oneOf"]
    if "anyOf" in strict:
        strict["anyOf"] = [_strict(branch) for branch in strict["anyOf"]]
    elif not strict.keys() & {"type", "enum", "const"}:
        raise _NotStrict  # a value of any type
    if "items" in strict:
        strict["items"] = _strict(strict["items"])
    elif strict.get("type") == "array":
        raise _NotStrict
    if strict.get("type") == "object":
        _close(strict, schema)
    if strict.get("format") not in _FORMATS:
        strict.pop("format", None)
    if "(?" in strict.get("pattern", ""):  # grammars know no look-around
        del strict["pattern"]
    return strict


def _close(strict: JsonSchema, schema: JsonSchema) -> None:
    """Close an object and require all it has."""
    if "properties" not in schema or schema.get("additionalProperties", False) is not False:
        raise _NotStrict  # an open dictionary
    strict["properties"] = {name: _strict(part) for name, part in schema["properties"].items()}
    strict["required"] = list(strict["properties"])
    strict["additionalProperties"] = False


def _bare(part: Any, *, names: bool = False) -> Any:
    """The schema without titles and descriptions: the prompt has them (see `field_outline`).

    `names`: the keys of `part` are names of fields or models, not keywords.
    """
    if isinstance(part, list):
        return [_bare(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _bare(value, names=not names and key in ("properties", "$defs"))
        for key, value in part.items()
        if names or key not in ("title", "description")
    }
