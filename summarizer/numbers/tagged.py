"""What the filer's own tags say of the numbers of a filing: inline XBRL, where it has any.

A tag tells a number's value, unit and time for certain, where a reader of the page has to infer them from
captions and headers. It counts for the number whose digits are its own; one that stands on a part of a number
says nothing of the whole.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from summarizer.document import Document, Fact
from summarizer.numbers.atoms import step_of
from summarizer.numbers.mistagged import Difference, differences, significant
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.numbers.timing import When, part_between
from summarizer.numbers.units import CURRENCY_CODES, CURRENCY_SIGNS

_FEW_DAYS: Final = 3  # a stretch this short is told as its last day
_HUNDRED: Final = Decimal(100)
_SIGNS: Final = frozenset(CURRENCY_SIGNS)
_SAID: Final = frozenset((Kind.PERCENT, Kind.POINTS, Kind.DURATION, Kind.MEASURE, Kind.MULTIPLE))
"""Kinds that a number may say of itself, "%" or "years", and then no tag makes another of it."""
_LOOKS: Final = frozenset((Kind.DATE, Kind.IDENTIFIER, Kind.MONEY))
"""Kinds that a number has by its looks or by its column, unless a tag gives it another unit."""

_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+")
_TWO_SIDED: Final = re.compile(
    r"(?:Income|Gain|Profit|Earnings)Loss|LossesGains?|GainsLosses|IncreaseDecrease|DecreaseIncrease"
    r"|ExpenseBenefit|BenefitExpense|IncomeExpense|ExpenseIncome|ProvidedByUsedIn|PaymentsForProceedsFrom"
    r"|ProceedsFromPaymentsFor"
)
_EXCEPTED: Final = re.compile(
    r"(?:Excluding|Including|Before|Except|NetOf|OtherThan|ExceptFor)[A-Z].*", re.DOTALL
)
_NO_LABEL: Final = frozenset(("Member", "Domain", "Abstract", "Policy", "Text", "Block"))


@dataclass(frozen=True, slots=True)
class Tagged:
    """The numbers of a document with what their tags say of them.

    Attributes:
        quantities: The numbers; those with tags have the tags' values and units.
        facts: The tags of each tagged number, by its index.
        differences: The numbers that certainly disagree with their own tags.
    """

    quantities: tuple[Quantity, ...]
    facts: Mapping[int, tuple[Fact, ...]]
    differences: tuple[Difference, ...] = ()


def read_tags(document: Document, quantities: Sequence[Quantity]) -> Tagged:
    """Hold the numbers that were read from a page against the tags that stand on them.

    Where the digits agree, the tag decides on the scale and the unit that the number itself does not name.
    The sign stays as printed, since a tag's sign depends on which way its concept counts: what was paid is
    positive, and printed in brackets. A number that certainly disagrees with its tag stays as printed.

    Args:
        document: The document.
        quantities: Its numbers in order, as read.
    """
    found = list(quantities)
    on = list(_on_one_number(document.facts, found))
    differing = differences(document, quantities, on)
    facts: dict[int, tuple[Fact, ...]] = {}
    for index, fact in on:
        if fact.value is not None and _digits(found[index]) == significant(fact.value):
            facts[index] = (*facts.get(index, ()), fact)
    for index, own in facts.items():
        if index not in differing:
            found[index] = _as_tagged(found[index], own)
    return Tagged(tuple(found), facts, tuple(differing[index] for index in sorted(differing)))


def _on_one_number(facts: Sequence[Fact], quantities: Sequence[Quantity]) -> Iterator[tuple[int, Fact]]:
    """The tags of values that stand on one number and no other, with its index."""
    at = 0
    for fact in facts:
        if fact.value is None or not fact.unit:
            continue
        while at < len(quantities) and quantities[at].span.end <= fact.span.start:
            at += 1
        if at == len(quantities):
            return
        span = quantities[at].span
        inside = span.start <= fact.span.start and fact.span.end <= span.end
        around = fact.span.start <= span.start and span.end <= fact.span.end
        alone = at + 1 == len(quantities) or quantities[at + 1].span.start >= fact.span.end
        if (inside or around) and alone:
            yield at, fact


def when_of(fact: Fact) -> When | None:
    """The stretch of time that a fact holds for; None where its context gives none."""
    return when_between(fact.start, fact.end)


def when_between(start: date | None, end: date | None) -> When | None:
    """The stretch of time from a first day to a last one; without the first, the moment of the last."""
    if end is None:
        return None
    if start is None or (end - start).days < _FEW_DAYS:
        return When(end.year, end.month, 0, end.day)
    return part_between(start, end)


@lru_cache(maxsize=8192)
def label_of(name: str) -> str:
    """The words of a concept's or a member's name that label a number: "Revenue From Contract With Customer".

    What it excludes is no label, and a name such as "IncomeLoss" does not say which of the two it is.
    """
    plain = _TWO_SIDED.sub("", _EXCEPTED.sub("", name.rpartition(":")[2]))
    return " ".join(part for part in _PART.findall(plain) if part not in _NO_LABEL)


def _digits(quantity: Quantity) -> tuple[int, ...]:
    """The digits of a number as printed, without the zeros at its ends."""
    if quantity.value is not None:
        return significant(quantity.value)
    shown = "".join(c for c in quantity.text if c.isascii() and (c.isdigit() or c == "."))
    return significant(Decimal(shown)) if shown.strip(".") and shown.count(".") < 2 else ()


def _as_tagged(quantity: Quantity, facts: Sequence[Fact]) -> Quantity:
    """A number with the value and the unit of its tags; as read where they do not agree among themselves."""
    fact = facts[0]
    assert fact.value is not None  # noqa: S101 - only those with a value were kept
    if any(other.value is None or abs(other.value) != abs(fact.value) for other in facts[1:]):
        return quantity
    if _says_its_unit(quantity):
        return quantity
    kind, unit = _unit_of(quantity, fact)
    value = abs(fact.value) * (_HUNDRED if kind is Kind.PERCENT and fact.unit == "pure" else 1)
    if quantity.value is None:
        places = len(quantity.text.partition(".")[2])
        return replace(quantity, kind=kind, unit=unit, value=value, step=step_of(places), period=None)
    own_scale = quantity.scale != 1 and not quantity.table_scale  # "1.2 million"
    if abs(quantity.value) == value or own_scale or quantity.is_word:
        return (
            replace(quantity, kind=kind, unit=unit)
            if (kind, unit) != (quantity.kind, quantity.unit)
            else quantity
        )
    ratio = value / abs(quantity.value)
    return replace(
        quantity,
        kind=kind,
        unit=unit,
        value=value.copy_sign(quantity.value),
        step=quantity.step * ratio,
        scale=quantity.scale * ratio,
        table_scale=True,
    )


def _says_its_unit(quantity: Quantity) -> bool:
    """Whether a number's own characters name its unit, and that is no currency."""
    return quantity.kind in _SAID and any(c == "%" or c.isalpha() for c in quantity.text)


def _unit_of(quantity: Quantity, fact: Fact) -> tuple[Kind, str]:
    """The kind and unit that a tag gives a number; those it was read with where they say as much or more."""
    above, _, below = fact.unit.partition("/")
    if above in CURRENCY_CODES:
        return Kind.MONEY, f"{above}/{_singular(below, quantity)}" if below else above
    if quantity.kind is Kind.MONEY and not _SIGNS.isdisjoint(quantity.text):
        return quantity.kind, quantity.unit
    if fact.unit == "shares":
        counted = quantity.kind is Kind.NUMBER and quantity.unit in ("unit", "ADS")
        return Kind.NUMBER, quantity.unit if counted else "share"
    if fact.unit == "pure" and quantity.value and fact.value is not None and not quantity.unit:
        hundredfold = abs(fact.value) * _HUNDRED
        if abs(quantity.value) == hundredfold:
            return Kind.PERCENT, "%"
    return (Kind.NUMBER, "") if quantity.kind in _LOOKS else (quantity.kind, quantity.unit)


def _singular(unit: str, quantity: Quantity) -> str:
    """What an amount is per: as printed where the page names it, since to a tag all are "shares"."""
    said = quantity.unit.partition("/")[2]
    return said or (unit.removesuffix("s") if unit.islower() else unit)
