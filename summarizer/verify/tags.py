"""Notes on numbers of the source that disagree with the filer's own tags on them."""

from bisect import bisect_left
from decimal import Decimal
from typing import Final

from summarizer.findings import Check, Evidence, Outcome
from summarizer.numbers.labels import text_of
from summarizer.numbers.mistagged import Difference, Differs
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.verify.candidates import SourceIndex
from summarizer.verify.showing import snippet

CHECK: Final = "agrees-with-its-tag"
_MOST: Final = 8  # notes; more of them tell no more
_SAYS: Final = {
    Differs.SIGN: "turns the sign, as no other of its row does",
    Differs.SCALE: "has another scale",
    Differs.UNIT: "has another unit",
    Differs.VALUE: "has another value",
}


def tag_notes(source: SourceIndex) -> tuple[Check, ...]:
    """A note for each number of the source that certainly disagrees with its own tag, each told once."""
    notes: dict[tuple[str, str, Decimal | None], Check] = {}
    for difference in source.numbers.differences:
        fact, quantity = difference.fact, difference.quantity
        notes.setdefault((fact.concept, quantity.text, fact.value), _note(source, difference))
    return tuple(notes.values())[:_MOST]


def _note(source: SourceIndex, difference: Difference) -> Check:
    quantity, fact = difference.quantity, difference.fact
    index = bisect_left(source.numbers.starts, quantity.span.start)
    unit = "" if fact.unit == "pure" else f" {fact.unit}"
    message = (
        f"the source gives {_printed(quantity)}, but its own tag {_SAYS[difference.what]}: "
        f"{_plain(fact.value)}{unit} ({fact.concept}): “{snippet(source, source.unweighed(index))}”."
    )
    return Check(CHECK, (), Outcome.NOTE, message, (Evidence(quantity.span, quantity.text),))


def _printed(quantity: Quantity) -> str:
    text = text_of(quantity.text)
    if quantity.value is None:
        return text
    said = _plain(quantity.value)
    unit = "" if quantity.kind is Kind.PERCENT or not quantity.unit else f" {quantity.unit}"
    return text if said == text else f"{text} (= {said}{unit})"


def _plain(value: Decimal | None) -> str:
    return "nothing" if value is None else f"{value.normalize():,f}"
