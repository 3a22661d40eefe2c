"""What a draft says that cannot be, whatever its source: "rose to 22.0% from 24.0%", a backward range."""

import re
from collections.abc import Sequence
from decimal import Decimal

from summarizer.numbers.binding import twin_of
from summarizer.numbers.elements import Element
from summarizer.numbers.labels import LabelIndex
from summarizer.numbers.quantity import Grain, Kind, Qualifier, Quantity, Role
from summarizer.numbers.timing import QUARTER
from summarizer.verify.agreement import satisfies

_OWN_SHARE = Decimal("0.2")  # by how much "a quarter" may miss the percentage in the brackets behind it
FIGURES = (Kind.MONEY, Kind.PERCENT, Kind.NUMBER, Kind.MULTIPLE, Kind.MEASURE)
"""Unit classes of what goes up and down."""


def change_of(old: Quantity, new: Quantity) -> Decimal:
    """By how much a figure grew in size; zero where the two cannot be compared."""
    if (
        old.value is None
        or new.value is None
        or (old.kind, old.unit.split("/")[0]) != (new.kind, new.unit.split("/")[0])
    ):
        return Decimal(0)
    if old.value * new.value < 0:
        return Decimal(0)
    return abs(new.value) - abs(old.value)


class SelfConflicts:
    """What a draft itself says that cannot be: "rose to 22.0% from 24.0%", a range that runs backwards."""

    def __init__(self, labels: LabelIndex) -> None:
        self._labels = labels
        self._pairs: dict[int, dict[int, list[tuple[int, int]]]] = {}

    def of(self, index: int) -> str:
        """What is wrong with one of its numbers; empty where nothing is."""
        labels, quantities = self._labels, self._labels.numbers.quantities
        quantity = quantities[index]
        for now, then in self._held_against(labels.statement_at(quantity.span.start)).get(index, ()):
            trend = _trend_between(labels, now, then)
            if trend * change_of(quantities[then], quantities[now]) < 0:
                went = "up" if trend > 0 else "down"
                return f"{quantities[now].text} is not {went} from {quantities[then].text}."
        for first, second in ((index, index + 1), (index - 1, index)):
            if first >= 0 and second < len(quantities) and _runs_backwards(labels, first, second):
                return f"the range from {quantities[first].text} to {quantities[second].text} runs backwards."
        other = _other_end(labels, index)
        if other is not None:
            return f"{' '.join(quantity.text.split())} does not end on {' '.join(other.text.split())}."
        share = _bracketed_share(labels, index)
        if share is not None:
            return f"{share.text} is not {quantity.qualifier or ''} {quantity.text}.".replace("  ", " ")
        return ""

    def _held_against(self, statement: int) -> dict[int, list[tuple[int, int]]]:
        """For each number of a sentence its pairs: of a figure and what that is held against."""
        known = self._pairs.get(statement)
        if known is None:
            known = self._pairs[statement] = {}
            if self._labels.statements[statement].table is None:
                elements = self._labels.elements(statement)
                for element in elements:
                    now = _figure_of(self._labels, elements, element) if element.quantity >= 0 else None
                    if now is not None:
                        for number in {now, element.quantity}:
                            known.setdefault(number, []).append((now, element.quantity))
                    twins = _twins_of(self._labels, elements, element)
                    if twins is not None:
                        for number in set(twins):
                            known.setdefault(number, []).append(twins)
        return known


def _figure_of(labels: LabelIndex, elements: Sequence[Element], then: Element) -> int | None:
    """The number that another is held against it: $6 for the $5 of "to $6 from $5" and "from $5 to $6"."""
    order = then.order - 1
    while order > 0 and elements[order].word in _LOOSE:
        order -= 1
    lead = elements[order].word if order >= 0 else ""
    if lead in ("to", "with") and order and elements[order - 1].word == "compared":
        lead = "compared"
    if lead not in ("from", "versus", "vs", "against", "compared"):
        return None
    if lead == "from":
        for element in elements[then.order + 1 : then.order + _NEXT]:
            if element.quantity >= 0:
                if elements[element.order - 1].word == "to" and _alike(labels, element, then):
                    return element.quantity
                break
    for element in reversed(elements[:order]):
        if ";" in labels.text[element.end : elements[element.order + 1].start] or element.word in _PARTING:
            return None
        aside = element.bracket >= 0 and element.bracket != then.bracket
        if element.quantity >= 0 and not aside and _alike(labels, element, then):
            return element.quantity
    return None


def _twins_of(labels: LabelIndex, elements: Sequence[Element], then: Element) -> tuple[int, int] | None:
    """The per-share figures of "$9.0 million ($0.62), up from $6.5 million ($0.46)"."""
    base = twin_of(elements, then) if then.quantity >= 0 else None
    now = _figure_of(labels, elements, base) if base is not None else None
    if now is None:
        return None
    for element in elements:
        one = twin_of(elements, element) if element.quantity >= 0 else None
        if one is not None and one.quantity == now and _alike(labels, element, then):
            return element.quantity, then.quantity
    return None


_LOOSE = frozenset("a an the about approximately nearly roughly around just over under us".split())
_PARTING = frozenset("was were is are and while whereas but which that who while had has".split())
_NEXT = 6


def _alike(labels: LabelIndex, one: Element, two: Element) -> bool:
    """Whether two numbers can be a figure and what it was before."""
    a, b = labels.numbers.quantities[one.quantity], labels.numbers.quantities[two.quantity]
    if a.kind is not b.kind or a.kind not in FIGURES or a.role is not b.role:
        return False
    if a.unit == b.unit:
        return True
    # "$1.28 per share, down from $1.84", but not "$22.2 million, or $2.15 per share, up from $16 million"
    if not a.value or not b.value or a.unit.split("/")[0] != b.unit.split("/")[0]:
        return False
    return Decimal("0.1") < abs(a.value / b.value) < 10


_RANGE_LEAD = re.compile(r"\b(?:range (?:of|from)|ranging from|ranges? from|between|in the range of) $")


def _trend_between(labels: LabelIndex, now: int, then: int) -> int:
    """Which way the draft says that a figure went from one number to the other; 0 where it is not sure."""
    clues = [labels.frame(index).clues for index in (now, then)]
    trends = {c.trend for c in clues if c.trend and c.level}
    return trends.pop() if len(trends) == 1 else 0


def _runs_backwards(labels: LabelIndex, first: int, second: int) -> bool:
    one, two = labels.numbers.quantities[first], labels.numbers.quantities[second]
    text = labels.text
    same = one.kind is two.kind and (one.unit == two.unit or not one.unit)
    falls = same and one.value is not None and two.value is not None and one.value > two.value >= 0
    if not falls:
        return False
    if (one.role, two.role) == (Role.LOW, Role.HIGH) and one.group == two.group and one.group >= 0:
        return True
    if two.value == 1:
        return False  # "1.34 to 1.00" is a ratio
    between = text[one.span.end : two.span.start].strip().lower()
    lead = text[max(0, one.span.start - 24) : one.span.start].lower()
    if between in ("to", "and") and _RANGE_LEAD.search(lead):
        return True
    if between == "and" and "between" not in lead:
        return False
    if between not in ("to", "and", "-", "–", "—") or "from" in lead or labels.frame(first).direction:
        return False
    return not (between == "-" and one.unit == two.unit == "")  # a score


def _other_end(labels: LabelIndex, index: int) -> Quantity | None:
    """The day that the draft gives for the end of a quarter or year that ends on no such day."""
    quantities = labels.numbers.quantities
    quantity = quantities[index]
    day, named = quantities[index + 1].period if index + 1 < len(quantities) else None, quantity.period
    if day is None or named is None:
        return None
    between = labels.text[quantity.span.end : quantities[index + 1].span.start]
    if day.grain is not Grain.DAY or day.year is None or named.year is None or not _ENDED.fullmatch(between):
        return None
    if named.grain not in (Grain.QUARTER, Grain.YEAR):
        return None
    ends = [when.end for when in labels.times.when(named, None)]
    end = labels.times.when(day, QUARTER)[0].end
    far = [one for one in ends if one is not None and end is not None and abs(one - end) > 1]
    return quantities[index + 1] if far and len(far) == len(ends) else None


_ENDED = re.compile(r"\W*(?:that |which )?(?:ended|ending)(?: on)?\W*", re.IGNORECASE)


def _bracketed_share(labels: LabelIndex, index: int) -> Quantity | None:
    """The percentage in brackets behind a fraction that it does not bear out: "just under half (51%)"."""
    quantities = labels.numbers.quantities
    quantity = quantities[index]
    if not quantity.is_word or quantity.value is None or not 0 < quantity.value < 1:
        return None
    if index + 1 >= len(quantities) or quantities[index + 1].kind is not Kind.PERCENT:
        return None
    share = quantities[index + 1]
    if labels.text[quantity.span.end : share.span.start].strip() != "(" or share.value is None:
        return None
    value = share.value / 100
    off = abs(value - quantity.value) / quantity.value
    wrong = (
        off > _OWN_SHARE
        if not quantity.qualifier or quantity.qualifier is Qualifier.ABOUT
        else (off > _OWN_SHARE or not satisfies(quantity, value))
    )
    return share if wrong else None


__all__ = ["FIGURES", "SelfConflicts", "change_of"]
