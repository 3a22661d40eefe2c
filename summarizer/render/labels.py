"""Turns the names of a schema into the words of a heading."""

import re

from pydantic import BaseModel, RootModel

_GRADE = re.compile(r"(?<=[a-z])(?=\d)")
_ACRONYM = re.compile(r"\b(?:gaap|eps|ebitda|sec|cik)\b", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])")


def title_of(schema: type[BaseModel], field: str) -> str:
    """The heading of a field: its `title` where the schema gives one, else its name in words.

    The one field of a `RootModel` has no name of its own.
    """
    info = schema.model_fields.get(field)
    if info is not None and info.title:
        return info.title
    return "Values" if issubclass(schema, RootModel) else in_words(field)


def in_words(name: str) -> str:
    """A name in words: "data_cutoff" is "Data cutoff", "grade3_plus" "Grade 3+", "gaap" "GAAP"."""
    words = _CAMEL.sub("_", name).strip("_")
    words = re.sub(r"_plus$", "+", words)
    words = re.sub(r"^([a-zA-Z])_", r"\1-", words)
    words = _GRADE.sub(" ", words.replace("_", " "))
    words = re.sub(r"\b[A-Z](?=[a-z])", lambda match: match.group().lower(), words)
    words = _ACRONYM.sub(lambda match: match.group().upper(), words).replace("non GAAP", "non-GAAP")
    return words[:1].upper() + words[1:]
