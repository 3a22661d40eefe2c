"""The fields of a schema as an indented list, for the prompt.

A server that enforces a schema by a grammar (vLLM, llama.cpp, Ollama) shows its model none of the
descriptions in it, so they are said in the prompt as well.
"""

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

JsonSchema = dict[str, Any]

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
    schema = model.model_json_schema()
    definitions: dict[str, JsonSchema] = schema.get("$defs", {})
    uses = Counter(_references(schema))  # a model that refers to itself is used twice
    writer = _Writer(definitions, {name for name in definitions if uses[name] == 1})
    root = definitions[_name(schema)] if "$ref" in schema else schema
    lines = [f"{model.__name__}:{_meaning(root)}", *writer.fields(root, 0)]
    for name, definition in definitions.items():
        if uses[name] > 1 and definition is not root and "properties" in definition:
            lines += ["", f"{name}:{_meaning(definition)}", *writer.fields(definition, 0)]
    return "\n".join(lines)


class _Writer:
    def __init__(self, definitions: dict[str, JsonSchema], inlined: set[str]) -> None:
        self._definitions = definitions
        self._inlined = inlined

    def fields(self, schema: JsonSchema, depth: int) -> Iterator[str]:
        for name, part in schema.get("properties", {}).items():
            inlined = [self._definitions[inner] for inner in _references(part) if inner in self._inlined]
            meaning = _meaning(part) or (_meaning(inlined[0]) if len(inlined) == 1 else "")
            yield f"{'  ' * depth}- {name} ({self._kind(part)}){':' * bool(meaning)}{meaning}"
            for definition in inlined:
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
