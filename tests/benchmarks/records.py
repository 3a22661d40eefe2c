"""Records filled rightly, by hand, from the sample filings, and the same with one figure in another's place.

A figure that is moved keeps its quotation: characters and passage stand in the filing, and only the label is
wrong. That is what a model does that reads the wrong row or column.
"""

import copy
import json
from collections.abc import Iterator
from typing import Any

from core import HERE, ROOT
from report import Table

from summarizer.consistency import check_consistency
from summarizer.document import Document
from summarizer.findings import Outcome
from summarizer.ingest import load
from summarizer.numbers.reader import read
from summarizer.schemas import Figure, built_in
from summarizer.verify import verify_record
from summarizer.verify.quotes import QuoteLocator

Path_ = tuple[str | int, ...]
_LEAF = set(Figure.model_fields)
_KINDS = ("another field of the entry", "another entry")
_CATEGORIES = {("basis", "GAAP"): "non-GAAP", ("basis", "non-GAAP"): "GAAP", ("status", "planned"): "done"}


def tables(*, misses: bool = False) -> Iterator[Table]:
    """What of the right records is flagged, and how many figures in another's place are caught."""
    right: list[list[str]] = []
    caught: dict[str, list[tuple[bool, bool]]] = {kind: [] for kind in _KINDS}
    turned: dict[str, list[bool]] = {}
    for file in sorted((HERE / "records").glob("*.json")):
        kept = json.loads(file.read_text(encoding="utf-8"))
        document, schema = load(ROOT / kept["filing"]), built_in(kept["schema"])
        assert schema is not None
        numbers = verify_record(schema.model_validate(kept["record"]), document).numbers
        flagged = [number for number in numbers if not number.status.clean]
        right.append([file.stem, f"{len(flagged)}/{len(numbers)} {len(flagged) / len(numbers):.1%}"])
        for kind, place, wrong in _moved(kept["record"]):
            record = schema.model_validate(wrong)
            found = [n for n in verify_record(record, document).numbers if n.path.startswith(_name(place))]
            failed = any(check.status is Outcome.FAIL for check in check_consistency(record))
            hit = failed or any(not number.status.clean for number in found)
            caught[kind].append((hit, not _is_quoted(wrong, place, document)))
            if misses and not hit:
                print(f"missed in {file.stem}: {_name(place)} = {_at(wrong, place)['text']}")
        for kind, place, wrong in _turned(kept["record"], ()):
            changed = copy.deepcopy(kept["record"])
            _at(changed, place[:-1])[place[-1]] = wrong
            numbers = verify_record(schema.model_validate(changed), document).numbers
            entry = _name(place[:-1])
            hit = any(not n.status.clean for n in numbers if n.path.startswith(entry))
            turned.setdefault(kind, []).append(hit)
            if misses and not hit:
                print(f"missed in {file.stem}: {_name(place)} = {wrong}")
    yield Table("Records, filled rightly: flagged though right", ["record", "summarizer"], right)
    rows = [
        [kind, *(f"{sum(hits)}/{len(hits)} {sum(hits) / len(hits):.1%}" for hits in zip(*found, strict=True))]
        for kind, found in caught.items()
    ]
    note = "The other check: the quotation stands in the filing, and the figure in the quotation."
    header = ["a figure in the place of", "summarizer", "quoted"]
    yield Table("Records, one figure in another's place: caught", header, rows, note)
    rows = [[kind, f"{sum(hits)}/{len(hits)} {sum(hits) / len(hits):.1%}"] for kind, hits in turned.items()]
    yield Table("Records, one entry in another category: caught", ["category", "summarizer"], rows)


def _moved(record: Any) -> Iterator[tuple[str, Path_, Any]]:
    """The record with one figure in the place of another of its kind and another value, in every way."""
    figures = list(_figures(record, ()))
    for place, figure in figures:
        for other, taken in figures:
            apart = [(one, two) for one, two in zip(place, other, strict=False) if one != two]
            if len(place) != len(other) or len(apart) != 1 or not _may_be_confused(figure, taken):
                continue
            wrong = copy.deepcopy(record)
            _at(wrong, place[:-1])[place[-1]] = taken
            yield _KINDS[isinstance(apart[0][0], int)], place, wrong


def _turned(value: Any, place: Path_) -> Iterator[tuple[str, Path_, str]]:
    """Every category of an entry with figures, turned into its opposite."""
    if isinstance(value, dict):
        has_figures = any(isinstance(child, dict) and child.keys() == _LEAF for child in value.values())
        for key, child in value.items():
            if isinstance(child, str) and has_figures and (key, child) in _CATEGORIES:
                other = _CATEGORIES[key, child]
                yield f"{child} told as {other}", (*place, key), other
            yield from _turned(child, (*place, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _turned(child, (*place, index))


def _may_be_confused(one: dict[str, str], two: dict[str, str]) -> bool:
    mine, theirs = read(one["text"]), read(two["text"])
    kinds = [number.kind for number in mine] == [number.kind for number in theirs]
    values = [(n.value, n.period) for n in mine] != [(n.value, n.period) for n in theirs]
    return bool(mine) and kinds and values


def _figures(value: Any, place: Path_) -> Iterator[tuple[Path_, dict[str, str]]]:
    if isinstance(value, dict):
        if value.keys() == _LEAF:
            yield place, value
            return
        for key, child in value.items():
            yield from _figures(child, (*place, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _figures(child, (*place, index))


def _at(value: Any, place: Path_) -> Any:
    for step in place:
        value = value[step]
    return value


def _name(place: Path_) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return "".join(steps).removeprefix(".")


def _is_quoted(record: Any, place: Path_, document: Document) -> bool:
    figure = _at(record, place)
    quotes = QuoteLocator(document.text)
    return any(quotes.locate_within(figure["text"], found) for found in quotes.locate_all(figure["quote"]))
