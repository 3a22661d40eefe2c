"""Inline XBRL: what the filer's own tags say of the numbers and words of a page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from summarizer.document import Fact, Span
from summarizer.ingest.cell_text import one_line
from summarizer.ingest.page import Resources, TaggedFact
from summarizer.numbers.reader import read

_DECIMAL_COMMA: Final = frozenset(
    ("numcommadecimal", "commadecimal", "numcomma", "numdotcomma", "numspacecomma")
)
_NUMBER: Final = re.compile(r"[0-9]{1,40}(?:\.[0-9]{0,40})?\Z|\.[0-9]{1,40}\Z")
_SPACES: Final = re.compile(r"[\s\u00a0\u2009\u202f'’]+")
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,3}\Z")
_MAX_SCALE: Final = 30
_NOTHING: Final = frozenset(("", "-", "–", "—", "−", "no", "none", "nil", "zero"))
_MAX_WORDS: Final = 200
_FRACTION_PARTS: Final = 2

Elements = Sequence[tuple[str, Mapping[str, str], str]]


@dataclass(frozen=True, slots=True)
class _Context:
    start: date | None = None
    end: date | None = None
    dimensions: tuple[tuple[str, str], ...] = ()


_NO_CONTEXT: Final = _Context()


def read_facts(
    text: str, tagged: Sequence[TaggedFact], spans: Sequence[Span | None], resources: Resources
) -> tuple[Fact, ...]:
    """The facts with visible characters, ordered by start.

    Args:
        text: Of the document.
        tagged: All facts of the page.
        spans: Where each stands; None for those without visible characters.
        resources: Contexts and units, by id.
    """
    contexts = {key: _context(elements) for key, elements in resources.contexts.items()}
    units = {key: _unit(elements) for key, elements in resources.units.items()}
    facts = [
        _fact(one, span, span.of(text), contexts, units)
        for one, span in zip(tagged, spans, strict=True)
        if span is not None
    ]
    return tuple(sorted(facts, key=lambda fact: (fact.span.start, -fact.span.end)))


def _fact(
    tagged: TaggedFact, span: Span, shown: str, contexts: Mapping[str, _Context], units: Mapping[str, str]
) -> Fact:
    given = tagged.given
    context = contexts.get(given.get("contextref", ""), _NO_CONTEXT)
    concept = given.get("name", "")
    if tagged.kind == "nonnumeric":
        return Fact(span, concept, start=context.start, end=context.end, dimensions=context.dimensions)
    return Fact(
        span,
        concept,
        _value(tagged, shown),
        units.get(given.get("unitref", ""), ""),
        _integer(given.get("decimals", "")),
        context.start,
        context.end,
        context.dimensions,
    )


def _value(tagged: TaggedFact, shown: str) -> Decimal | None:
    given = tagged.given
    if any(name.endswith(":nil") and value.strip() in ("true", "1") for name, value in given.items()):
        return None
    if tagged.kind == "fraction":
        parts = [_number(part, "") for part in re.split(r"[/\u2044\u2215]", shown)]
        if len(parts) != _FRACTION_PARTS or parts[0] is None or not parts[1]:
            return None
        return parts[0] / parts[1]
    number = _number(shown, given.get("format", ""))
    if number is None:
        return None
    scale = _integer(given.get("scale", "")) or 0
    if abs(scale) > _MAX_SCALE:
        return None
    return _plain(-number if given.get("sign", "").strip() == "-" else number, scale)


def _plain(number: Decimal, scale: int) -> Decimal:
    """A number with its scale applied, exact and without an exponent."""
    sign, digits, exponent = number.as_tuple()
    shift = int(exponent) + scale
    if shift > 0:
        digits, shift = (*digits, *([0] * shift)), 0
    return Decimal((sign, digits, shift))


def _number(shown: str, form: str) -> Decimal | None:
    """The number that some characters state under a transformation such as "ixt:num-dot-decimal"."""
    text = one_line(shown)[:_MAX_WORDS]
    rule = form.rpartition(":")[2].replace("-", "").lower()
    if rule in ("fixedzero", "zerodash", "numdash", "nocontent") or text.lower() in _NOTHING:
        return Decimal(0)
    if rule.startswith("numword"):
        return _in_words(text)
    digits = _SPACES.sub("", text)
    if rule in _DECIMAL_COMMA:
        digits = digits.replace(".", "").replace(",", ".")
    elif rule.startswith("numunitdecimal"):
        digits = re.sub(r"[^0-9.,]+", ".", digits.replace(",", "").replace(".", "")).strip(".")
    else:
        digits = digits.replace(",", "")
    digits = digits.strip("$€£¥%()")
    return Decimal(digits) if _NUMBER.match(digits) else _in_words(text)


def _in_words(text: str) -> Decimal | None:
    """The one number of a few words, as "twenty-five" and "one million"."""
    if any(map(str.isdigit, text)):
        return None
    values = [quantity.value for quantity in read(text) if quantity.value is not None]
    return values[0] if len(values) == 1 else None


def _integer(text: str) -> int | None:
    return int(text) if _INTEGER.match(text.strip()) else None


def _context(elements: Elements) -> _Context:
    days: dict[str, date] = {}
    dimensions: list[tuple[str, str]] = []
    typed = ""
    for name, given, text in elements:
        if name in ("instant", "startdate", "enddate"):
            day = _day(text)
            if day is not None:
                days.setdefault(name, day)
        elif name == "explicitmember":
            dimensions.append((given.get("dimension", ""), text))
        elif name == "typedmember":
            typed = given.get("dimension", "")
        elif typed and text:
            dimensions.append((typed, text))
            typed = ""
    return _Context(days.get("startdate"), days.get("enddate", days.get("instant")), tuple(dimensions))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _unit(elements: Elements) -> str:
    """As "USD", "USD/shares"; measures that are multiplied are joined by "*"."""
    above: list[str] = []
    below: list[str] = []
    into = above
    for name, _, text in elements:
        if name == "unitdenominator":
            into = below
        elif name == "unitnumerator":
            into = above
        elif name == "measure":
            into.append(text.rpartition(":")[2])
    return _product(above) + (f"/{_product(below)}" if below else "")


def _product(measures: Iterable[str]) -> str:
    return "*".join(measures)
