"""Facts that filers tagged themselves: does the number mean what they say it means?"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from core import Item, Source
from locate import MONTHS
from report import Table, Tally

from summarizer.errors import UnreadableSourceError
from summarizer.ingest import load
from summarizer.numbers.index import number_index

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
        """A value as prose gives it."""
        shown = abs(value).scaleb(-scale)
        places = len(self.text.partition(".")[2])
        digits = f"{shown:,.{places}f}"
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


def reading(data: Path) -> tuple[Table, list[str]]:
    """How many facts the index reads with the value the filer gave them, and those that it does not."""
    table = Table(
        "iXBRL facts: read right",
        ["", "value and scale"],
        note="A fact counts as read right where a number with its printed digits has its absolute value.",
    )
    missed = []
    for path, file in filings(data):
        try:
            index = number_index(load(file))
        except UnreadableSourceError:
            table.rows.append([path.stem, "skipped: not read yet"])
            continue
        read: dict[str, set[Decimal]] = {}
        for quantity in index.quantities:
            digits = "".join(
                character for character in quantity.text if character.isdigit() or character == "."
            )
            if quantity.value is not None:
                read.setdefault(digits.strip("."), set()).add(abs(quantity.value))
        tally = Tally()
        for fact in set(facts(path)):
            value = abs(fact.value) * (100 if fact.unit == "pure" else 1)
            values = read.get(fact.text.replace(",", ""), set())
            tally.total += 1
            tally.caught += value in values
            if value not in values:
                seen = ", ".join(f"{one:f}" for one in sorted(values)) or "not read"
                missed.append(
                    f"MISS {path.stem} · {fact.text} is {value:f} {fact.unit} ({fact.row}) · {seen}"
                )
        table.rows.append([path.stem, str(tally)])
    return table, missed


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
        every = sorted(
            {fact.sentence(fact.printed(_value(fact), fact.scale)): fact for fact in usable}.items()
        )
        for sentence, fact in rng.sample(every, min(count, len(every))):
            name = f"{path.stem}|{fact.concept}"
            right.append(_item(name, "as tagged", sentence, source, fact.concept))
            for group, shown in _wrong(fact, usable, rng):
                draft = fact.sentence(shown)
                wrong.append(
                    _item(name, group, draft, source, f"{fact.printed(_value(fact), fact.scale)} → {shown}")
                )
    return wrong, right


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
