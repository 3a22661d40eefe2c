"""The fields of a schema as an indented list, for the prompt.

A server that enforces a schema by a grammar (vLLM, llama.cpp, Ollama) shows its model none of the
descriptions in it, so they are said in the prompt as well.
"""

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel

from summarizer.engines.strict_schema import JsonSchema, json_schema

_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "object": "object",
}
_FORMATS = {"date": "date as YYYY-MM-DD", "date-time": "time as in ISO 8601", "time": "time as HH:MM:SS"}


@lru_cache(maxsize=64)
def outline(model: type[BaseModel]) -> str:
    """One line a field: its name, its kind and its description, nested as the record is.

    A model that several fields share (such as `Figure`) is described once, after the others.
    """
    schema = json_schema(model)
    definitions: dict[str, JsonSchema] = schema.get("$defs", {})
    root = definitions[_name(schema)] if "$ref" in schema else schema
    inlined = _inlined(schema, definitions)
    writer = _Writer(definitions, inlined)
    lines = [f"{model.__name__}:{_meaning(root)}", *writer.fields(root, 0)]
    for name, definition in definitions.items():
        if name not in inlined and definition is not root and "properties" in definition:
            lines += ["", f"{name}:{_meaning(definition)}", *writer.fields(definition, 0)]
    return "\n".join(lines)


def _inlined(schema: JsonSchema, definitions: dict[str, JsonSchema]) -> set[str]:
    """The models that are described where they are used: by one field, as the only model there."""
    uses = Counter(_references(schema))  # a model that refers to itself is used twice
    choices: set[str] = set()
    for owner in (schema, *definitions.values()):
        for part in owner.get("properties", {}).values():
            names = set(_references(part))
            choices |= names if len(names) > 1 else set()
    return {name for name in definitions if uses[name] == 1 and name not in choices}


class _Writer:
    def __init__(self, definitions: dict[str, JsonSchema], inlined: set[str]) -> None:
        self._definitions = definitions
        self._inlined = inlined

    def fields(self, schema: JsonSchema, depth: int) -> Iterator[str]:
        for name, part in schema.get("properties", {}).items():
            inner = [self._definitions[model] for model in _references(part) if model in self._inlined]
            meaning = _meaning(part) or (_meaning(inner[0]) if inner else "")
            yield f"{'  ' * depth}- {name} ({self._kind(part)}){':' * bool(meaning)}{meaning}"
            for definition in inner:
                yield from self.fields(definition, depth + 1)

    def _kind(self, schema: JsonSchema) -> str:
        if "$ref" in schema:
            name = _name(schema)
            target = self._definitions[name]
            if "properties" not in target:  # an enumeration
                return self._kind(target)
            return "object" if name in self._inlined else name
        for union in ("anyOf", "oneOf", "allOf"):
            if union in schema:
                return " or ".join(dict.fromkeys(self._kind(branch) for branch in schema[union]))
        if "enum" in schema or "const" in schema:
            values = schema.get("enum", [schema.get("const")])
            return " | ".join(json.dumps(value, ensure_ascii=False) for value in values)
        if schema.get("type") == "array":
            inner = self._kind(schema["items"]) if "items" in schema else ""
            return f"list of {inner}" if inner not in ("", "object") else "list"
        return _FORMATS.get(schema.get("format", "")) or _WORDS.get(schema.get("type", ""), "any value")


def _references(part: object) -> Iterator[str]:
    """The names of the definitions that `part` refers to, each as often as it does."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield _name(part)
        for value in part.values():
            yield from _references(value)
    elif isinstance(part, list):
        for item in part:
            yield from _references(item)


def _meaning(schema: JsonSchema) -> str:
    """The first paragraph of its description on one line, after a space; empty where it has none."""
    paragraph = schema.get("description", "").strip().partition("\n\n")[0]
    return "".join(f" {word}" for word in paragraph.split())


def _name(schema: JsonSchema) -> str:
    reference: str = schema["$ref"]
    return reference.rpartition("/")[2]
