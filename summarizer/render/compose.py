"""Lays any record out as a page: the record's own order, with a verdict beside every number.

No schema is known here but by its shape: strings and numbers become labelled facts, a list of small
records becomes a table, a list of sentences becomes bullets, any other record becomes a section.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from itertools import groupby
from typing import Any

from pydantic import BaseModel

from summarizer.briefing import Briefing
from summarizer.engines.base import Usage
from summarizer.findings import Finding, Outcome, Reporting, Status
from summarizer.numbers.reader import read
from summarizer.render.labels import in_words, title_of
from summarizer.render.page import (
    NOT_STATED,
    Block,
    Bullets,
    Column,
    Facts,
    Grid,
    Note,
    Page,
    Phrase,
    Run,
    Section,
)
from summarizer.schemas import Composite, Figure
from summarizer.verify.report import counts_of

_SCALES = {Decimal(10) ** 3: "K", Decimal(10) ** 6: "M", Decimal(10) ** 9: "B"}
_HEADLINES = ("headline", "title")
_SUBJECT = ("company", "ticker")
_MANY_ITEMS = 8  # of a filing; more are the contents of an annual report
_LONG = 40  # characters; a longer cell is a sentence
_MANY_COLUMNS = 3  # a table of one row and more columns reads better as facts


def compose(briefing: Briefing[Any]) -> Page:
    """The page of `briefing`."""
    verdicts = _Verdicts(briefing.numbers)
    record = briefing.record
    walker = _Walker(verdicts, depth=1 if isinstance(record, Composite) else 0)
    lead, path = _lead(record)
    headline = next((name for name in _HEADLINES if _text_field(lead, name)), None)
    taken = {_join(path, name) for name in (headline, *_SUBJECT) if name and _text_field(lead, name)}
    if isinstance(record, Composite):  # every part names the company anew, and may have the same headline
        taken |= {_join(name, fact) for name, _ in record for fact in _SUBJECT}
        said = getattr(lead, headline) if headline else None
        taken |= {_join(name, key) for name, part in record for key, value in part if value == said}
    return Page(
        headline=walker.phrase(getattr(lead, headline), _join(path, headline))
        if headline
        else (Run(in_words(type(record).__name__)),),
        subject=_subject(briefing, lead, path, walker),
        source=briefing.source.name,
        counts=counts_of(briefing.numbers),
        blocks=walker.fields(record, "", taken),
        flagged=verdicts.flagged,
        derived=verdicts.derived,
        failed=briefing.broken,
        remarks=tuple(check for check in briefing.checks if check.status is Outcome.NOTE),
        passed=sum(check.status is Outcome.PASS for check in briefing.checks),
        omitted=briefing.omitted,
        quotes=briefing.flagged_quotes,
        absent=_absent(briefing),
        footer=_footer(briefing),
    )


class _Verdicts:
    """The findings by the place they speak of, and the notes that explain them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._by_path: dict[str, list[Finding]] = {}
        self._notes: dict[int, int] = {}
        self.flagged: tuple[Note, ...] = ()
        self.derived: tuple[Note, ...] = ()
        for finding in findings:
            self._by_path.setdefault(finding.path, []).append(finding)
            if finding.status is Status.SUPPORTED:
                continue
            number = self._notes[id(finding)] = len(self._notes) + 1
            note = Note(number, finding)
            if finding.status.clean:
                self.derived += (note,)
            else:
                self.flagged += (note,)

    def at(self, path: str) -> tuple[Finding, ...]:
        """The findings on the string at `path`."""
        return tuple(self._by_path.get(path, ()))

    def note(self, finding: Finding) -> int:
        """The number of the note on `finding`; 0 where it has none."""
        return self._notes.get(id(finding), 0)


class _Walker:
    """Turns values of a record into blocks and phrases."""

    def __init__(self, verdicts: _Verdicts, depth: int = 0) -> None:
        self._verdicts = verdicts
        self._depth = depth  # of the records whose fields are the page's sections

    def fields(self, record: BaseModel, path: str, skip: Container[str] = ()) -> tuple[Block, ...]:
        """The blocks of a record's fields, in their order; without what is empty, and the paths in `skip`."""
        if isinstance(record, Composite):
            parts = ((title_of(type(record), name), part, _join(path, name)) for name, part in record)
            return tuple(Section(title, self.fields(part, place, skip)) for title, part, place in parts)
        return self._entries(
            (title_of(type(record), name), value, place)
            for name, value in record
            if (place := _join(path, name)) not in skip and not _is_empty(value) and _is_shown(record, name)
        )

    def _entries(self, entries: Iterable[tuple[str, object, str]]) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for is_fact, group in groupby(entries, key=self._is_fact):
            if is_fact:
                blocks.append(Facts(tuple((label, self._lines(value, path)) for label, value, path in group)))
            else:
                blocks.extend(self._section(label, value, path) for label, value, path in group)
        return tuple(blocks)

    def _is_fact(self, entry: tuple[str, object, str]) -> bool:
        """Whether a labelled value fits beside its label: a leaf, or inside a part a list of leaves."""
        _, value, path = entry
        if _is_leaf(value):
            return True
        is_list = not isinstance(value, BaseModel | Mapping)
        return path.count(".") > self._depth and is_list and all(_is_leaf(item) for item in _items(value))

    def _lines(self, value: object, path: str) -> tuple[Phrase, ...]:
        if _is_leaf(value):
            return (self.phrase(value, path),)
        items = enumerate(_items(value))
        return tuple(self._listed(item, f"{path}[{index}]") for index, item in items if not _is_empty(item))

    def phrase(self, value: object, path: str) -> Phrase:
        """The runs of a leaf: its string, cut where the findings say that numbers stand."""
        text = _leaf_text(value)
        findings = (*self._verdicts.at(path), *self._verdicts.at(f"{path}.text"))
        aside = self._verdicts.at(f"{path}.quote") if isinstance(value, Figure) else ()
        runs: list[Run] = []
        done = 0
        for start, end, finding in sorted(_places(text, findings), key=lambda place: place[:2]):
            if start < done:  # overlaps the number before it: its mark follows without its text
                runs.append(self._run("", finding))
                continue
            if text[done:start]:
                runs.append(Run(text[done:start]))
            runs.append(self._run(text[start:end], finding))
            done = end
        if text[done:]:
            runs.append(Run(text[done:]))
        runs.extend(self._run("", finding) for finding in aside if not finding.status.clean)
        return tuple(runs)

    def _run(self, text: str, finding: Finding) -> Run:
        scale = _scale_of(text, finding)
        return Run(f"{text} {scale}" if scale else text, finding, self._verdicts.note(finding))

    def _section(self, title: str, value: object, path: str) -> Section:
        if isinstance(value, BaseModel):
            return Section(title, self.fields(value, path))
        if isinstance(value, Mapping):
            entries = ((str(key), item, f"{path}[{key!r}]") for key, item in value.items())
            return Section(title, self._entries(entry for entry in entries if not _is_empty(entry[1])))
        items = [
            (item, f"{path}[{index}]") for index, item in enumerate(_items(value)) if not _is_empty(item)
        ]
        records = [
            (item, place) for item, place in items if isinstance(item, BaseModel) and not _is_leaf(item)
        ]
        if records and len(records) == len(items):
            return Section(title, self._records(title, records))
        blocks: list[Block] = []
        for is_leaf, group in groupby(items, key=lambda entry: _is_leaf(entry[0])):
            if is_leaf:
                blocks.append(Bullets(tuple(self._listed(item, place) for item, place in group)))
            else:
                blocks.extend(self._section("", item, place) for item, place in group)
        return Section(title, tuple(blocks))

    def _records(self, title: str, records: list[tuple[BaseModel, str]]) -> tuple[Block, ...]:
        schema = type(records[0][0])
        names = [
            name
            for name, info in schema.model_fields.items()
            if info.repr and any(not _is_empty(getattr(record, name, None)) for record, _ in records)
        ]
        flat = all(
            type(record) is schema and all(_is_leaf(value) or _is_empty(value) for _, value in record)
            for record, _ in records
        )
        if flat and (len(records) > 1 or len(names) <= _MANY_COLUMNS):
            return (self._grid(schema, names, records),)
        if len(records) == 1:
            return self.fields(*records[0])
        blocks = []
        for number, (record, path) in enumerate(records, 1):
            name = next((key for key, value in record if isinstance(value, str) and value), None)
            heading = getattr(record, name) if name else f"{title} {number}"
            if name and any(map(self._verdicts.note, self._verdicts.at(_join(path, name)))):
                name = None  # a heading shows no marks
            blocks.append(Section(heading, self.fields(record, path, (_join(path, name),) if name else ())))
        return tuple(blocks)

    def _grid(self, schema: type[BaseModel], names: list[str], records: list[tuple[BaseModel, str]]) -> Grid:
        columns, cells = [], []
        for place, name in enumerate(names):
            values = [getattr(record, name) for record, _ in records]
            if place and _says_nothing(values):
                continue
            columns.append(
                Column(
                    title_of(schema, name),
                    numeric=all(_is_empty(value) or not isinstance(value, str | Enum) for value in values),
                    long=any(len(_leaf_text(value)) > _LONG for value in values),
                )
            )
            cells.append(
                [
                    () if _is_empty(value) else self.phrase(value, _join(path, name))
                    for value, (_, path) in zip(values, records, strict=True)
                ]
            )
        return Grid(tuple(columns), tuple(zip(*cells, strict=True)))

    def _listed(self, value: object, path: str) -> Phrase:
        """A figure in a list has no label but its quote, so that the quote follows it."""
        phrase = self.phrase(value, path)
        if isinstance(value, Figure) and value.quote.strip() not in ("", value.text.strip()):
            return (*phrase, Run(f" — “{value.quote.strip()}”"))
        return phrase


def _places(text: str, findings: Iterable[Finding]) -> Iterable[tuple[int, int, Finding]]:
    """Where in `text` each finding's number stands.

    A finding whose span is one of the source, not of the record, is found by its words, one after another.
    """
    searched: dict[str, int] = {}
    for finding in findings:
        span = finding.span
        if span is not None and span.end <= len(text) and span.of(text) == finding.text:
            yield span.start, span.end, finding
            continue
        if finding.status.clean and text.strip() and text.strip() in finding.text:
            yield 0, len(text), finding  # the record left the currency or the scale off
            continue
        words = re.compile(r"(?<!\d)" + r"\s+".join(map(re.escape, finding.text.split())) + r"(?!\d)")
        found = words.search(text, searched.get(finding.text, 0)) or words.search(text)
        start, end = found.span() if found and finding.text.strip() else (len(text), len(text))
        searched[finding.text] = end
        yield start, end, finding


def _is_shown(record: BaseModel, name: str) -> bool:
    """Whether a field is for readers: one with `repr=False` is a category for programs."""
    info = type(record).model_fields.get(name)
    return info is None or info.repr


def _scale_of(text: str, finding: Finding) -> str:
    """The mark of the scale that a table puts on a figure: K (thousand) for the 4,655 of "in thousands"."""
    if not finding.status.clean or not isinstance(finding.value, Decimal):
        return ""
    shown = [number.value for number in read(text) if number.value]
    if len(shown) != 1 or shown[0] is None:
        return ""
    return _SCALES.get(abs(finding.value / shown[0]), "")


def _is_leaf(value: object) -> bool:
    if isinstance(value, str | Figure):
        return True
    return not isinstance(value, BaseModel | Mapping | Sequence | set | frozenset)


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, Mapping | Sequence | set | frozenset) and not value)


def _items(value: object) -> list[object]:
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    return list(value) if isinstance(value, Sequence) else [value]


def _says_nothing(values: Iterable[object]) -> bool:
    return all(_is_empty(value) or value == NOT_STATED for value in values)


def _leaf_text(value: object) -> str:
    match value:
        case None:
            return ""
        case str() if not isinstance(value, Enum):
            return value
        case Figure():
            return value.text
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return format(value, "f")
        case date() | time():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case _:
            return str(value)


def _text_field(record: BaseModel, name: str) -> bool:
    value = getattr(record, name, None)
    return name in type(record).model_fields and isinstance(value, str) and bool(value.strip())


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _lead(record: BaseModel) -> tuple[BaseModel, str]:
    """The record that has the headline, and its path: of a composite, its first part."""
    if isinstance(record, Composite):
        return next(((part, name) for name, part in record), (record, ""))
    return record, ""


def _subject(briefing: Briefing[Any], record: Any, path: str, walker: _Walker) -> tuple[Phrase, ...]:
    source = briefing.source
    parts: list[Phrase] = []
    named = _text_field(record, "company") and record.company != Reporting.NOT_FOUND
    if named:
        parts.append(walker.phrase(record.company, _join(path, "company")))
    elif source.company:
        parts.append((Run(source.company),))
    elif _text_field(record, "company"):
        parts.append((Run(f"company {Reporting.NOT_FOUND}"),))
    if _text_field(record, "ticker"):
        ticker = walker.phrase(record.ticker, _join(path, "ticker"))
        parts[-1:] = [(*parts[-1], Run(" ("), *ticker, Run(")"))] if parts else [ticker]
    if source.form:
        parts.append((Run(f"Form {source.form}"),))
    if 0 < len(source.items) <= _MANY_ITEMS:
        parts.append((Run(f"Item{'s' if len(source.items) > 1 else ''} {', '.join(source.items)}"),))
    return tuple(parts)


def _absent(briefing: Briefing[Any]) -> tuple[tuple[Reporting, tuple[str, ...]], ...]:
    depth = 1 if isinstance(briefing.record, Composite) else 0
    grouped = {
        status: tuple(
            dict.fromkeys(_label(one.path, depth) for one in briefing.absent if one.status is status)
        )
        for status in Reporting
    }
    return tuple((status, labels) for status, labels in grouped.items() if labels)


def _label(path: str, depth: int) -> str:
    """A path in words, without its first names: "safety.dose_delays" is "safety: dose delays"."""
    names = (in_words(name) for name in path.split(".")[depth:])
    return ": ".join(name[:1].lower() + name[1:] if name[1:2].islower() else name for name in names)


def _footer(briefing: Briefing[Any]) -> tuple[str, ...]:
    engine, source = briefing.engine, briefing.source
    made_by = " ".join(part for part in (engine.name, engine.model) if part)
    prompt = f"prompt {engine.prompt}" if engine.prompt else ""
    return tuple(
        part
        for part in (
            f"{made_by} engine" if not engine.model else made_by,
            prompt,
            f"mode {engine.mode}" if engine.mode else "",
            *_cost(briefing.usage),
            f"source sha256 {source.sha256[:12]}",
        )
        if part
    )


def _cost(usage: Usage) -> Iterable[str]:
    if usage.requests:
        yield f"{usage.requests} request{'s' if usage.requests != 1 else ''}"
        yield f"{usage.prompt_tokens:,} + {usage.completion_tokens:,} tokens"
        if usage.cost_usd is not None:
            yield f"US${usage.cost_usd:.4f}"
    if usage.cached:
        yield f"{usage.cached} answer{'s' if usage.cached != 1 else ''} from the cache"
    if usage.seconds:
        yield f"{usage.seconds:.1f} s"
