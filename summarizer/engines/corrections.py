"""Mending a record at the places that did not pass: what is asked, and what is taken from the answer.

Only places that were flagged can change. A correction that would leave the record outside its
schema is dropped; the others are kept.
"""

import ast
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.document import Document, Span
from summarizer.engines.base import T
from summarizer.findings import Evidence, Finding
from summarizer.schemas import Figure
from summarizer.typography import one_line

_STEP = re.compile(r"""(?:^|\.)([^.\[\]]+)|\[(\d+)\]|\[('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\]""")
_PASSAGES = 3  # shown for one place
_SHOWN = 400  # characters of each
_AROUND = 100  # characters shown on either side of an evidence

Step = str | int
_MISSING = object()


class Correction(BaseModel):
    """What one place of the record should hold."""

    model_config = ConfigDict(extra="forbid")

    path: str = Field(description="The place, exactly as listed.")
    text: str | None = Field(description="What it should hold; null to leave it empty.")
    quote: str | None = Field(description="For a figure, the passage that proves it; otherwise null.")


class Corrections(BaseModel):
    """The answer to a request for corrections."""

    model_config = ConfigDict(extra="forbid")

    corrections: list[Correction] = Field(description="One for each place that was listed.")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the record that did not pass, as the prompt shows it.

    All texts but the path are JSON strings, on one line, so that what is quoted cannot be taken
    for a line of the prompt.

    Attributes:
        path: Of the record.
        text: What stands there.
        quote: The passage that is to prove it; empty for what is no figure.
        problems: What is wrong with it.
        evidence: Passages of the filing that bear on it.
        spans: Where these stand.
    """

    path: str
    text: str
    quote: str
    problems: tuple[str, ...]
    evidence: tuple[str, ...]
    spans: tuple[Span, ...] = ()


def places(document: Document, record: BaseModel, findings: Iterable[Finding]) -> tuple[Place, ...]:
    """The flagged places of `record`, each once, in the order of the findings.

    Findings that pass, and findings whose path leads nowhere, are left out.
    """
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        if not finding.status.clean:
            grouped.setdefault(_leaf_path(record, finding.path), []).append(finding)
    return tuple(
        _place(document, path, value, group)
        for path, group in grouped.items()
        if (value := _value_at(record, steps(path))) is not _MISSING
    )


def apply(record: T, corrections: Sequence[Correction], allowed: Iterable[str]) -> T:
    """The record with `corrections` made, as far as they name `allowed` paths and fit its schema.

    Returns:
        The same object where nothing changed.
    """
    wanted: dict[str, Correction] = {}
    for correction in corrections:
        wanted.setdefault(correction.path.strip().strip("`"), correction)
    mended = record
    emptied: list[tuple[Step, ...]] = []
    for path in dict.fromkeys(allowed):
        place = steps(path)
        value = _value_at(record, place)
        if path not in wanted or value is _MISSING:
            continue
        if not (wanted[path].text or "").strip():
            emptied.append(place)
        else:
            mended = _attempt(mended, place, _replacement(value, wanted[path]))
    # From the end, so that taking an item out of a list moves no other place that is still to go.
    for place in sorted(
        emptied, key=lambda steps: [(isinstance(step, int), step) for step in steps], reverse=True
    ):
        mended = _attempt(mended, place, _MISSING)
    return record if mended == record else mended


def steps(path: str) -> tuple[Step, ...]:
    """A path such as "results[0].interval" as ("results", 0, "interval"); empty where it is none."""
    found: list[Step] = []
    end = 0
    for match in _STEP.finditer(path):
        if match.start() != end:
            return ()
        end = match.end()
        name, index, key = match.groups()
        found.append(name if name is not None else int(index) if index is not None else ast.literal_eval(key))
    return tuple(found) if end == len(path) else ()


def quotes_at(record: BaseModel, path: str) -> tuple[str, ...]:
    """The passages that the record itself names at a place: of a figure its quote, of prose its text."""
    value = _value_at(record, steps(path))
    if isinstance(value, Figure):
        return tuple(text for text in (value.quote, value.text) if text)
    return (value,) if isinstance(value, str) and value else ()


def _leaf_path(record: BaseModel, path: str) -> str:
    """The path of the figure that `path` points into, else `path` itself."""
    head, _, tail = path.rpartition(".")
    return (
        head if tail in Figure.model_fields and isinstance(_value_at(record, steps(head)), Figure) else path
    )


def _place(document: Document, path: str, value: object, findings: Sequence[Finding]) -> Place:
    text, quote = (value.text, _quoted(value.quote)) if isinstance(value, Figure) else (str(value), "")
    problems = dict.fromkeys(
        f"{_quoted(finding.text)} is {finding.status.value}: {_quoted(finding.message)}"
        for finding in findings
    )
    passages = dict.fromkeys(
        _passage(document, evidence) for finding in findings for evidence in finding.evidence
    )
    shown = tuple(_quoted(passage) for passage in list(passages)[:_PASSAGES])
    spans = dict.fromkeys(evidence.span for finding in findings for evidence in finding.evidence)
    return Place(path, _quoted(text), quote, tuple(problems), shown, tuple(spans))


def _passage(document: Document, evidence: Evidence) -> str:
    """The evidence with the words around it, as far as its block goes: a bare number says little."""
    block = document.block_at(evidence.start)
    first, last = (block.span.start, block.span.end) if block else (0, len(document.text))
    start = max(first, evidence.start - _AROUND)
    end = min(last, evidence.end + _AROUND)
    before, after = document.text[start : evidence.start], document.text[evidence.end : end]
    if start > first:
        before = "…" + (before.partition(" ")[2] or before)
    if end < last:
        after = (after.rpartition(" ")[0] or after) + "…"
    return f"{before}{evidence.text}{after}".strip()


def _quoted(text: str) -> str:
    return json.dumps(one_line(text, _SHOWN), ensure_ascii=False)


def _value_at(record: BaseModel, place: tuple[Step, ...]) -> Any:
    value: Any = record if place else _MISSING
    for step in place:
        match value, step:
            case BaseModel(), str() if step in type(value).model_fields:
                value = getattr(value, step)
            case list() | tuple(), int() if step < len(value):
                value = value[step]
            case Mapping(), _ if step in value:
                value = value[step]
            case _:
                return _MISSING
    return value


def _replacement(value: object, correction: Correction) -> object:
    if isinstance(value, Figure):
        return {"text": correction.text, "quote": correction.quote or value.quote}
    return correction.text


def _attempt(record: T, place: tuple[Step, ...], value: object) -> T:
    """The record with `value` at `place` (or without what is there), or unchanged where that does not fit."""
    try:
        mended: T = _with(record, place, value)
    except ValidationError:
        return record
    return mended


def _with(node: Any, place: tuple[Step, ...], value: object) -> Any:
    """A copy of `node` with `value` at `place`; every model on the way is validated again."""
    if not place:
        return value
    step, rest = place[0], place[1:]
    if isinstance(node, list | tuple) and isinstance(step, int):
        items = [] if not rest and value is _MISSING else [_with(node[step], rest, value)]
        return [*node[:step], *items, *node[step + 1 :]]
    if not rest and value is _MISSING:
        value = None
    if not isinstance(node, BaseModel):
        return {**node, step: _with(node[step], rest, value)}
    fields = {name: getattr(node, name) for name in type(node).model_fields} | (node.model_extra or {})
    fields[str(step)] = _with(fields[str(step)], rest, value)
    return type(node).model_validate(fields, by_name=True, by_alias=False)
