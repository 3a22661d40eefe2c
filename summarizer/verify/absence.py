"""What a record leaves empty: whether the filing does not report it, or it was only not found."""

import re
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from summarizer.document import Document, Span
from summarizer.findings import Absence, Evidence, Reporting
from summarizer.schemas import Composite, Part
from summarizer.verify.candidates import SourceIndex, source_index
from summarizer.verify.leaves import field_words

_FORM_WITH_ITEMS = "8-K"
_SHOWN = 3  # words named in a message


@dataclass(frozen=True, slots=True)
class _Empty:
    """A field that holds nothing.

    Attributes:
        path: Its place in the record.
        words: Its name in words.
        part: What it would hold, if that is a part of a built-in schema.
    """

    path: str
    words: str
    part: type[Part] | None


def absences(record: BaseModel, document: Document, *, read_by_model: bool) -> tuple[Absence, ...]:
    """A verdict on each empty field of `record` and of the models in it, in the order of its fields.

    Entries of lists are not asked for, since nobody can say how many there should be, nor are lists of
    sentences, which are the writer's own.

    Args:
        record: The filled schema.
        document: The filing.
        read_by_model: Whether a model has read the whole filing for it: then what it leaves empty is
            taken for not reported.
    """
    source = source_index(document)
    return tuple(_judge(empty, source, read_by_model=read_by_model) for empty in _empty_fields(record, ""))


def _judge(empty: _Empty, source: SourceIndex, *, read_by_model: bool) -> Absence:
    document = source.document
    if _has_no_item(empty.part, document):
        items = _listed(empty.part.items if empty.part else (), "or")
        return Absence(empty.path, Reporting.NOT_REPORTED, f"the filing has no Item {items}.")
    mention, unsaid = _mention(empty, source)
    if unsaid:
        said = _listed([f"“{word}”" for word in unsaid[:_SHOWN]], "or")
        return Absence(empty.path, Reporting.NOT_REPORTED, f"the filing never says {said}.")
    evidence = () if mention is None else (Evidence(mention, mention.of(document.text)),)
    if read_by_model:
        message = "the model has read the whole filing and gives none."
        return Absence(empty.path, Reporting.NOT_REPORTED, message, evidence)
    message = "nothing in the filing could be told to be it."
    return Absence(empty.path, Reporting.NOT_FOUND, message, evidence)


def _has_no_item(part: type[Part] | None, document: Document) -> bool:
    numbered = document.form.upper().startswith(_FORM_WITH_ITEMS) and any("." in i for i in document.items)
    return part is not None and bool(part.items) and numbered and not set(part.items) & set(document.items)


def _mention(empty: _Empty, source: SourceIndex) -> tuple[Span | None, tuple[str, ...]]:
    """Where the filing speaks of what a field asks for; or the words it would have to say and does not."""
    if empty.part and empty.part.words:
        mention = _first_mention(empty.part.words, source.document)
        return mention, () if mention else empty.part.words
    if empty.part:
        return None, ()
    labels = source.labels
    words = tuple(word for word in empty.words.split() if labels.terms_of(word))
    said = any(labels.idf(term) for word in words for term in labels.terms_of(word))
    return None, () if said else words


def _first_mention(words: Sequence[str], document: Document) -> Span | None:
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\w*", re.IGNORECASE)
    boilerplate = [section.span for section in document.sections if section.boilerplate]
    for match in pattern.finditer(document.text):
        if not any(match.start() in span for span in boilerplate):
            return Span(*match.span())
    return None


def _empty_fields(record: BaseModel, path: str) -> Iterator[_Empty]:
    for name, info in type(record).model_fields.items():
        value, place = getattr(record, name), f"{path}.{name}" if path else name
        if isinstance(value, Part | Composite):
            yield from _empty_fields(value, place)
        elif value is None or (isinstance(value, str | Sequence | dict | set) and not value):
            kinds = list(_kinds(info.annotation))
            if {list, str} <= set(kinds):
                continue
            parts = (kind for kind in kinds if issubclass(kind, Part))
            yield _Empty(place, field_words(name), next(parts, None))


def _kinds(annotation: Any) -> Iterator[type]:
    """The classes in an annotation: of `list[Vote] | None` list, Vote and NoneType."""
    origin = get_origin(annotation)
    if origin is None:
        if isinstance(annotation, type):
            yield annotation
        return
    if origin not in (Union, types.UnionType, Annotated) and isinstance(origin, type):
        yield origin
    for part in get_args(annotation):
        yield from _kinds(part)


def _listed(names: Sequence[str], joint: str) -> str:
    return f" {joint} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


__all__ = ["absences"]
