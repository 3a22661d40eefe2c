"""Claims that filings make themselves: sentences held against the rest of the filing they are taken out of.

A filing says its main numbers several times, in other words and in tables. A sentence of which a number
stands elsewhere too is cut out and held against what is left: real paraphrases, in any number. Wrong claims
are made by giving the number another value of the filing: of the same row, column or sentence.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from core import Item, Source
from tamper import WORDS_ONLY, Draft, tampered

from summarizer.document import Document, Span
from summarizer.numbers.index import NumberIndex, number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.verify.agreement import agree

_KINDS = (Kind.MONEY, Kind.PERCENT, Kind.NUMBER, Kind.DURATION, Kind.MEASURE, Kind.POINTS)
_FEWEST_DIGITS = 3
_SHORTEST, _LONGEST = 40, 400  # characters of a sentence
_COMMON = 2  # words that two places must share which state one fact, and not one value by chance
_ALIKE = 0.7  # share of their words that two sentences may have in common
_PROSE = re.compile(r"[a-z]{3,} [a-z]")


@dataclass(frozen=True)
class Echo:
    """A sentence and those of its numbers that the rest of the filing states too."""

    statement: int
    numbers: tuple[int, ...]


def filings(data: Path) -> Iterator[Source]:
    """The filings of the data folder that can be read."""
    for path in sorted((data / "filings").rglob("*")):
        if path.is_file():
            source = Source(path.name, path=path)
            if source.readable:
                yield source


def _digits(quantity: Quantity) -> int:
    return len([c for c in quantity.text if c.isdigit()])


def echoes(document: Document, numbers: NumberIndex, labels: LabelIndex) -> list[Echo]:
    """The sentences that have a telling number in common with another statement."""
    text = document.text
    boilerplate = [section.span for section in document.sections if section.boilerplate]
    by_value: dict[Decimal, list[int]] = {}
    for index, quantity in enumerate(numbers.quantities):
        if quantity.kind in _KINDS and quantity.value is not None:
            by_value.setdefault(abs(quantity.value), []).append(index)
    found = []
    for number, statement in enumerate(labels.statements):
        words = statement.span.of(text)
        if statement.table is not None or not _SHORTEST <= len(words) <= _LONGEST or not _PROSE.search(words):
            continue
        if "|" in words or any(statement.span.start in span for span in boilerplate):
            continue
        mine = set(re.findall(r"[a-z]+", words.lower()))
        told = []
        for index in labels.quantities_of(number):
            quantity = numbers.quantities[index]
            if quantity.kind not in _KINDS or quantity.value is None or quantity.role is Role.LEVEL:
                continue
            if _digits(quantity) < _FEWEST_DIGITS:
                continue
            near = [
                other
                for value, places in by_value.items()
                if abs(value - abs(quantity.value)) * 2 <= quantity.step
                for other in places
            ]
            for other in near:
                place = labels.statement_at(numbers.quantities[other].span.start)
                theirs = set(re.findall(r"[a-z]+", labels.statements[place].span.of(text).lower()))
                alike = len(mine & theirs) / max(1, len(mine | theirs))
                if place == number or alike >= _ALIKE or not agree(quantity, numbers.quantities[other]):
                    continue
                one, two = labels.frame(index).terms, labels.frame(other).terms
                common = [
                    t for t, s in one.items() if s >= 0.4 and two.get(t, 0) >= 0.4 and t[0] not in "=@#"
                ]
                if len(common) >= _COMMON:
                    told.append(index)
                    break
        if told:
            found.append(Echo(number, tuple(told)))
    return found


def _rivals(
    numbers: NumberIndex, labels: LabelIndex, quantity: Quantity, own: int
) -> dict[str, list[Quantity]]:
    """Other values of the filing that the number could be taken for, by where they stand."""
    rivals: dict[str, list[Quantity]] = {"row": [], "column": [], "sentence": []}
    assert quantity.value is not None
    for index, other in enumerate(numbers.quantities):
        if (
            other.value is None
            or other.kind not in (quantity.kind, Kind.NUMBER)
            or not agree(quantity, other)
        ):
            continue
        place = labels.statement_at(other.span.start)
        statement = labels.statements[place]
        if place == own:
            group = "sentence"
            beside = labels.quantities_of(place)
        elif statement.table is None:
            group, beside = "sentence", labels.quantities_of(place)
        else:
            group, beside = "row", labels.quantities_of(place)
            cell = next((c for c in statement.cells if other.span.start in c.span), None)
            if cell is not None:
                for near in (place - 2, place - 1, place + 1, place + 2):
                    if (
                        0 <= near < len(labels.statements)
                        and labels.statements[near].table is statement.table
                    ):
                        for there in labels.quantities_of(near):
                            start = numbers.quantities[there].span.start
                            if any(
                                c.column == cell.column and start in c.span
                                for c in labels.statements[near].cells
                            ):
                                rivals["column"].append(numbers.quantities[there])
        rivals[group] += [numbers.quantities[i] for i in beside if i != index]
    return {
        name: [
            r
            for r in found
            if r.kind in (quantity.kind, Kind.NUMBER)
            and r.value
            and r.role is quantity.role
            and Decimal("0.1") < abs(r.value / quantity.value) < 10
            and abs(abs(r.value) - abs(quantity.value)) >= quantity.step
        ]
        for name, found in rivals.items()
        if quantity.value
    }


def _printed(quantity: Quantity, value: Decimal) -> str | None:
    """The text of a number with the digits of another value of the same size."""
    match = re.search(r"\d[\d,]*(?:\.\d+)?", quantity.text)
    if match is None or quantity.scale <= 0:
        return None
    places = len(match[0].partition(".")[2])
    shown = f"{abs(value) / quantity.scale:,.{places}f}"
    if shown == match[0] or not shown.strip("0.,"):
        return None
    if "," not in match[0] and len(match[0].partition(".")[0]) > 3:
        shown = shown.replace(",", "")
    return quantity.text[: match.start()] + shown + quantity.text[match.end() :]


def claims(sources: Iterator[Source], seed: int, count: int) -> tuple[list[Item], list[Item]]:
    """Wrong and right claims, at most `count` sentences a filing."""
    wrong: list[Item] = []
    right: list[Item] = []
    for source in sources:
        rng = random.Random(f"{seed}/{source.name}")
        document = source.document
        numbers = number_index(document)
        labels = LabelIndex(numbers)
        found = echoes(document, numbers, labels)
        rng.shuffle(found)
        cut = _chosen(numbers, labels, found, count)
        if not cut:
            continue
        rest = _without(document.text, [labels.statements[echo.statement].span for echo in cut])
        left = Source(f"{source.name} less {len(cut)}", given=rest)
        for echo in cut:
            span = labels.statements[echo.statement].span
            sentence = " ".join(span.of(document.text).split())
            quantities = [numbers.quantities[i] for i in echo.numbers]
            where = _places(sentence, span.of(document.text), span.start, quantities)
            if where is None:
                continue
            name = f"{source.name}@{span.start}"
            right.append(Item(name, "sentence", sentence, left, focus=tuple(where)))
            for quantity, place in zip(quantities, where, strict=True):
                for group, others in _rivals(numbers, labels, quantity, echo.statement).items():
                    shown = [
                        s for r in others if (s := _printed(quantity, abs(r.value or Decimal(0)))) is not None
                    ]
                    if shown:
                        new = rng.choice(shown)
                        draft = sentence[: place[0]] + new + sentence[place[1] :]
                        wrong.append(
                            Item(
                                name, f"{group} value", draft, left, ((place[0], place[0] + len(new)),),
                                f"{sentence[place[0] : place[1]]} → {new}",
                            )
                        )  # fmt: skip
            read = Draft.of(sentence, rest)
            for group in ("direction", "period", "label", "tense", "swap", "qualifier"):
                for made in tampered(read, group, 1, seed):
                    if not any(a < d and c < b for a, b in where for c, d in made.before):
                        continue
                    before = (sentence, made.before) if group in WORDS_ONLY else None
                    wrong.append(Item(name, group, made.draft, left, made.wrong, made.change, None, before))
    return wrong, right


def _chosen(numbers: NumberIndex, labels: LabelIndex, found: list[Echo], count: int) -> list[Echo]:
    """Sentences to cut such that each number of theirs still stands in one that stays."""
    cut: list[Echo] = []
    gone: set[int] = set()
    kept: set[int] = set()
    for echo in found:
        if len(cut) == count:
            break
        if echo.statement in kept:
            continue
        supports: list[int] = []
        for index in echo.numbers:
            quantity = numbers.quantities[index]
            places = [
                labels.statement_at(other.span.start)
                for other in numbers.quantities
                if other.value is not None
                and abs(abs(other.value) - abs(quantity.value or Decimal(0))) * 2 <= quantity.step
                and agree(quantity, other)
            ]
            stays = [place for place in places if place != echo.statement and place not in gone]
            if not stays:
                break
            supports += stays[:3]
        else:
            cut.append(echo)
            gone.add(echo.statement)
            kept.update(supports)
    return cut


def _without(text: str, spans: Sequence[Span]) -> str:
    parts, at = [], 0
    for span in sorted(spans):
        parts.append(text[at : span.start])
        at = span.end
    return "".join([*parts, text[at:]])


def _places(sentence: str, raw: str, start: int, quantities: list[Quantity]) -> list[tuple[int, int]] | None:
    """Where the numbers stand in the sentence once its line breaks are blanks."""
    places = []
    for quantity in quantities:
        before = " ".join(raw[: quantity.span.start - start].split())
        shown = " ".join(quantity.text.split())
        at = sentence.find(shown, max(0, len(before) - 1))
        if at < 0:
            return None
        places.append((at, at + len(shown)))
    return places
