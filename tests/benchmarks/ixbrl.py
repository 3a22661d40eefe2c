"""Facts that filers tagged themselves: does the number mean what they say it means?"""

import json
import math
import random
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from core import Item, Source
from locate import MONTHS
from report import Table, Tally

from summarizer.document import Document
from summarizer.document import Fact as TaggedFact
from summarizer.ingest import load
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import Frame, LabelIndex
from summarizer.numbers.quantity import Quantity
from summarizer.numbers.tagged import when_of
from summarizer.numbers.timing import relation

_SCALES = {9: "billion", 6: "million", 3: "thousand"}


@dataclass(frozen=True)
class Fact:
    """One tagged number.

    Attributes:
        text: As printed, without sign.
        scale: The power of ten that the page puts on it.
        value: In units.
        unit: "USD", "shares", "USD/shares", "pure".
        concept: The tag's name.
        period: "at June 28, 2025", "for the three months ended June 28, 2025"; empty for odd lengths.
        row: The words before the number in its row.
        whole: Whether it is the whole company's, not that of a segment, product or class.
    """

    text: str
    scale: int
    value: Decimal
    unit: str
    concept: str
    period: str
    row: str
    whole: bool

    def printed(self, value: Decimal, scale: int) -> str:
        """A value as prose gives it; below nought in brackets, where its label names both sides."""
        shown = abs(value).scaleb(-scale)
        places = len(self.text.partition(".")[2])
        digits = f"{shown:,.{places}f}"
        if value < 0 and "(" in self.row:
            digits = f"({digits})"
        if self.unit == "USD/shares":
            return f"${digits} per share"
        if self.unit == "pure":
            return f"{digits}%"
        word = f" {_SCALES[scale]}" if scale else ""
        return f"${digits}{word}" if self.unit == "USD" else f"{digits}{word} shares"

    def sentence(self, shown: str) -> str:
        """A plain claim."""
        return f"{self.row} {self.period}: {shown}."


def facts(path: Path) -> Iterator[Fact]:
    """The facts of a file that are printed digits in a table's row."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            known = row["unit"] in ("USD", "shares", "USD/shares") or (
                row["unit"] == "pure" and row["scale"] == -2
            )
            if (
                not known
                or not row["text"][:1].isdigit()
                or row["value"] is None
                or row["scale"] not in (0, 3, 6, 9, -2)
            ):
                continue
            yield Fact(
                row["text"],
                row["scale"],
                Decimal(str(row["value"])),
                row["unit"],
                row["concept"],
                _period(row["period"]),
                row["row_label"] if row["in_table"] else "",
                not row["period"].get("dims"),
            )


def _period(period: dict[str, str]) -> str:
    if "instant" in period:
        return f"at {_day(date.fromisoformat(period['instant']))}"
    start, end = (date.fromisoformat(period[name]) for name in ("startDate", "endDate"))
    days = (end - start).days
    for length, words in ((91, "three months"), (182, "six months"), (273, "nine months"), (364, "year")):
        if abs(days - length) <= 10:
            return f"for the {words} ended {_day(end)}"
    return ""


def _day(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def filings(data: Path) -> Iterator[tuple[Path, Path]]:
    """The files of facts, each with its filing."""
    for path in sorted((data / "benchmarks" / "ixbrl_facts").glob("*.jsonl")):
        found = [
            file for file in (data / "filings").rglob(f"{path.stem}.*") if file.suffix in (".html", ".txt")
        ]
        if found:
            yield path, found[0]


@dataclass(frozen=True)
class Gold:
    """One tagged number as the data set has it.

    Attributes:
        key: Concept, text, first and last day, dimensions: what a linked fact has to have.
        value: In units; None where the data set could not read the text, as of "two".
        unit: As the filer names it.
        scale: The power of ten that the page puts on it.
        row: The words before the number in its row.
        in_table: Whether it stands in a table.
    """

    key: tuple[object, ...]
    value: float | None
    unit: str
    scale: int
    row: str
    in_table: bool


def gold(path: Path, raw: str) -> Iterator[Gold]:
    """The facts of a file of facts that are visible on the page."""
    begin = raw.find("<ix:header")
    end = raw.find("</ix:header>")
    hidden = set(re.findall(r' id="([^"]+)"', raw[begin:end]))
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if not row["text"] or row["id"] in hidden:
                continue
            period = row["period"]
            last = period.get("instant") or period.get("endDate")
            yield Gold(
                (
                    row["concept"],
                    " ".join(row["text"].split()),
                    period.get("startDate"),
                    last,
                    tuple(sorted(period.get("dims", {}).items())),
                ),
                row["value"],
                row["unit"],
                row["scale"] or 0,
                row["row_label"],
                row["in_table"],
            )


def _key(document: Document, fact: TaggedFact) -> tuple[object, ...]:
    return (
        fact.concept,
        " ".join(fact.span.of(document.text).split()),
        fact.start and fact.start.isoformat(),
        fact.end and fact.end.isoformat(),
        tuple(sorted(fact.dimensions)),
    )


def _is_worth(fact: TaggedFact, one: Gold) -> bool:
    if one.value is None:
        return True
    return fact.value is not None and math.isclose(float(fact.value), one.value, rel_tol=1e-12)


def _in_units(quantity: Quantity, unit: str) -> Decimal | None:
    """The value of a quantity in the units of a fact."""
    if quantity.value is None:
        return None
    return abs(quantity.value) / 100 if unit == "pure" and quantity.unit == "%" else abs(quantity.value)


def _names(quantity: Quantity, unit: str) -> bool:
    """Whether a quantity has the unit that the filer gives it; of units of the filer's own, any will do."""
    match unit:
        case "USD":
            return quantity.unit == "USD"
        case "USD/shares":
            return quantity.unit.startswith("USD/")
        case "shares":
            return quantity.unit == "share"
        case "pure":
            return quantity.unit in ("%", "", "x", "pp", "bp")
    return True


def _dated(frame: Frame, fact: TaggedFact) -> bool:
    """Whether the fact's own day is bound to a number; for a flow its length too, where that is told."""
    own = when_of(fact)
    return own is not None and any(
        strength >= 0.3 and relation(when, own) > 0 for when, strength in frame.times
    )


class _Count:
    """Counts what was read right of one file, in all columns of the table."""

    def __init__(self, columns: list[str], name: str, totals: list[Tally], missed: list[str]) -> None:
        self.columns = columns
        self.name = name
        self.totals = totals
        self.missed = missed
        self.tallies = [Tally() for _ in totals]

    def __call__(self, column: int, right: bool, what: str) -> None:
        for tally in (self.tallies[column], self.totals[column]):
            tally.total += 1
            tally.caught += right
        if not right:
            self.missed.append(f"MISS {self.columns[column + 1]} {self.name} · {what}")


def reading(data: Path) -> tuple[Table, list[str]]:
    """How many facts are linked to their tags, and how many the index reads right without looking at them."""
    table = Table(
        "iXBRL facts: read right",
        ["", "tags linked", "value and scale", "unit too", "period", "row label"],
        note="Tags linked: at the right characters, with the right value, period and dimensions. The other "
        "columns are read without the tags: the number at the tagged characters has the fact's absolute "
        "value and unit; its frame, of numbers in tables, has the fact's day and length, and every word of "
        "its row.",
    )
    missed: list[str] = []
    totals = [Tally() for _ in table.columns[1:]]
    for path, file in filings(data):
        document = load(file)
        numbers = number_index(replace(document, facts=()))
        labels = LabelIndex(numbers)
        facts = [fact for fact in document.facts if fact.unit]
        wanted = list(gold(path, file.read_text(encoding="utf-8", errors="replace")))
        waiting: dict[tuple[object, ...], list[TaggedFact]] = {}
        for fact in facts:
            waiting.setdefault(_key(document, fact), []).append(fact)
        count = _Count(table.columns, path.stem, totals, missed)
        for one in wanted:
            found = waiting.get(one.key, [])
            alike = [fact for fact in found if _is_worth(fact, one)]
            count(0, bool(alike), f"{one.key} {one.value} {[fact.value for fact in found]}")
            if not alike:
                continue
            fact = alike[0]
            found.remove(fact)
            shown = fact.span.of(document.text)
            about = f"{shown} is {fact.value} {fact.unit} ({one.row}) at {fact.span.start}"
            if fact.value is None or not any(map(str.isdigit, shown)):
                continue
            at = bisect_right(numbers.starts, fact.span.start) - 1
            at += (
                at + 1 < len(numbers.starts)
                and numbers.starts[at + 1] < fact.span.end
                and (at < 0 or numbers.quantities[at].span.end <= fact.span.start)
            )
            quantity = numbers.quantities[at] if at >= 0 else None
            if quantity is None or quantity.span.end <= fact.span.start:
                count(1, False, f"{about} · not read")
                continue
            seen = f"{about} · {quantity.text} {quantity.value} {quantity.unit} {quantity.kind}"
            right = _in_units(quantity, one.unit) == abs(fact.value)
            count(1, right, seen)
            count(2, right and _names(quantity, one.unit), seen)
            frame = labels.frame(at)
            if one.in_table and labels.statements[frame.statement].table is not None:
                count(3, _dated(frame, fact), f"{seen} · {fact.start} {fact.end} · {_dates(frame)}")
                if one.row:
                    lacking = labels.terms_of(one.row).keys() - frame.terms.keys()
                    count(4, not lacking, f"{about} · lacks {', '.join(sorted(lacking))}")
        table.rows.append([path.stem, *map(str, count.tallies)])
    table.rows.append(["all", *map(str, totals)])
    return table, missed


def _dates(frame: Frame) -> str:
    return ", ".join(f"{when} {strength:.1f}" for when, strength in frame.times[:3])


def claims(data: Path, seed: int, count: int) -> tuple[list[Item], list[Item]]:
    """Wrong claims (digit, scale, another period's value) and right ones, of facts with row and period."""
    rng = random.Random(seed)
    wrong: list[Item] = []
    right: list[Item] = []
    for path, file in filings(data):
        source = Source(path.stem, path=file)
        if not source.readable:
            continue
        usable = [
            fact for fact in facts(path) if fact.row and fact.period and fact.whole and abs(fact.value) > 0
        ]
        every = sorted({fact.sentence(_right(fact)): fact for fact in usable}.items())
        for sentence, fact in rng.sample(every, min(count, len(every))):
            name = f"{path.stem}|{fact.concept}"
            right.append(_item(name, "as tagged", sentence, source, fact.concept))
            for group, shown in _wrong(fact, usable, rng):
                wrong.append(_item(name, group, fact.sentence(shown), source, f"{_right(fact)} → {shown}"))
    return wrong, right


def _right(fact: Fact) -> str:
    return fact.printed(_value(fact), max(fact.scale, 0))


def _value(fact: Fact) -> Decimal:
    return fact.value * 100 if fact.unit == "pure" else fact.value


def _item(name: str, group: str, draft: str, source: Source, change: str) -> Item:
    where = (draft.rindex(": ") + 2, len(draft) - 1)
    if group == "as tagged":
        return Item(name, group, draft, source, change=change, focus=(where,))
    return Item(name, group, draft, source, (where,), change)


def _wrong(fact: Fact, others: list[Fact], rng: random.Random) -> Iterator[tuple[str, str]]:
    value, scale = _value(fact), max(fact.scale, 0)
    shown = fact.printed(value, scale)
    places = [index for index, character in enumerate(shown) if character.isdigit()]
    place = rng.choice(places)
    new = rng.choice([digit for digit in "123456789" if digit != shown[place]])
    yield "digit", shown[:place] + new + shown[place + 1 :]
    if scale in (3, 6):
        yield "scale", shown.replace(_SCALES[scale], _SCALES[9 - scale])
    rivals = [
        other
        for other in others
        if (other.concept, other.row, other.unit) == (fact.concept, fact.row, fact.unit)
        and other.period != fact.period
        and abs(other.value) != abs(fact.value)
    ]
    same = {abs(one.value) for one in others if (one.row, one.period) == (fact.row, fact.period)}
    rivals = [other for other in rivals if abs(other.value) not in same]
    if rivals:
        yield "another period's value", fact.printed(_value(rng.choice(rivals)), scale)
