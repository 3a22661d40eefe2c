"""Fills any Pydantic model by the names, descriptions and types of its fields.

A field for a number gets the number whose label holds the words of the field's name, if there is one
that clearly does; what cannot be told is left empty. Nothing is made up: where a required field stays
empty, a language model is needed, and the error says so.
"""

import re
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from summarizer.document import Span
from summarizer.engines.base import T
from summarizer.engines.extractive.filing import NOT_FOUND, Filing
from summarizer.errors import InvalidAnswerError
from summarizer.numbers.labels import LabelIndex
from summarizer.numbers.quantity import Grain, Kind, Quantity, Role
from summarizer.schemas import Figure
from summarizer.verify.leaves import spelled

_FACTS: Mapping[str, str] = {
    **dict.fromkeys(("company", "company name", "issuer", "registrant", "filer", "issuer name"), "company"),
    **dict.fromkeys(("ticker", "symbol", "ticker symbol", "trading symbol"), "ticker"),
    **dict.fromkeys(("form", "form type", "filing type"), "form"),
    **dict.fromkeys(("headline", "title"), "headline"),
}
"""Fields that state a fact of the whole filing, by their names in words."""

_HINTS: Mapping[Kind, frozenset[str]] = {
    Kind.PERCENT: frozenset("margin percent percentage pct rate growth yield ratio change".split()),
    Kind.MONEY: frozenset(
        "revenue revenues sales income earnings eps profit loss price cost costs expense expenses cash debt"
        " assets dividend ebitda proceeds consideration usd dollars fee fees salary bonus payment liabilities"
        " equity deposits loans".split()
    ),
    Kind.DATE: frozenset("date when deadline day".split()),
    Kind.DURATION: frozenset("duration months years weeks days term follow".split()),
    Kind.NUMBER: frozenset(
        "count number shares employees patients headcount stores units participants subjects enrolled"
        " customers".split()
    ),
}
"""Words of a field's name that tell the unit class; the first class that fits is taken."""

_UNITS_ONLY = frozenset(
    "percent percentage pct usd dollars date when day count number amount value figure text".split()
)
"""Words that name a unit or a type, not a metric."""

_AHEAD = frozenset("guidance outlook expected forecast target planned projected estimated goal".split())
"""Words of a field that asks for what has not happened yet."""

_OTHER_BASIS = frozenset("adjusted core forma gaap organic underlying normalized pro non".split())
"""Words before a metric that make another one of it: "adjusted net income" is no net income."""

_WORD = re.compile(r"[^\W\d_](?:[\w&]*(?:['’][^\W\d_]+)?)")
_STATEMENTS = 24  # best statements whose numbers are compared
_ENOUGH = 0.7  # of the field's name, weighted by rarity, has to stand in one run
_BOUND = 0.45  # how firmly its words have to be bound to the number
_DATE_BOUND = 0.6  # dates stand in many sentences with everything else that happened
_COMPARED = re.compile(
    r"\bcompared\s+(?:to|with)\b[^;]*$|\b(?:versus|vs\.?|from|against|than)\s+(?:[\w'’-]+\s+){0,6}$",
    re.IGNORECASE,
)
_BEFORE = 160  # characters
_TIE = 0.04
_CONTEXT = 0.3
_DESCRIBED = 0.15
_ROLES = (Role.PLAIN, Role.PART, Role.WHOLE)


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a model, as the filler sees it.

    Attributes:
        path: Its place in the record, such as "terms.price".
        words: Its name in words.
        description: What its author says of it.
        context: The names of the fields it is nested in.
        types: The types it takes, `None` left out.
    """

    path: str
    words: str
    description: str
    context: str
    types: tuple[Any, ...]


def fill_by_fields(filing: Filing, schema: type[T]) -> T:
    """The record, as far as the names and types of its fields lead to numbers of the filing.

    Raises:
        InvalidAnswerError: A required field cannot be filled without a language model.
    """
    return _fill(filing, schema, "", "")


def _fill(filing: Filing, schema: type[T], path: str, context: str) -> T:
    values: dict[str, Any] = {}
    for name, info in schema.model_fields.items():
        place = _Field(
            f"{path}.{name}" if path else name,
            spelled(name),
            info.description or "",
            context,
            tuple(_members(info.annotation)),
        )
        value = _value(filing, place, info)
        if value is not None:
            values[name] = value
        elif info.is_required():
            values[name] = _nothing(schema, place, info)
    try:
        return schema.model_validate(values, by_name=True, by_alias=False)
    except ValidationError as error:
        names = ", ".join(
            ".".join(str(part) for part in detail["loc"]) or path or "a list" for detail in error.errors()
        )
        raise InvalidAnswerError(f"{schema.__name__}: {names} {_ADVICE}") from None


_ADVICE = (
    "cannot be filled by the extractive engine; make it optional, or name a language model with --model "
    "(SUMMARIZER_MODEL)."
)


def _nothing(schema: type[BaseModel], place: _Field, info: FieldInfo) -> Any:
    """What a required field holds that nothing was found for; None where it takes None."""
    if _takes_none(info.annotation):
        return None
    if any(_is_list(kind) for kind in place.types):
        return []
    if str in place.types:
        return NOT_FOUND
    raise InvalidAnswerError(f"{schema.__name__}: the required field {place.path!r} {_ADVICE}")


def _value(filing: Filing, place: _Field, info: FieldInfo) -> Any:
    """The value of one field; None where nothing fits."""
    if str in place.types:
        fact = _FACTS.get(place.words)
        if fact is not None and not place.context:
            return (filing.document.form if fact == "form" else getattr(filing, fact)) or None
        return None
    for kind in place.types:
        if kind is Figure:
            quantity = _choose(filing, place)
            return None if quantity is None else filing.figure(quantity.span)
        if kind in (float, int, Decimal):
            quantity = _choose(filing, place)
            return None if quantity is None else _plain(quantity, kind)
        if kind is date:
            quantity = _choose(filing, place, Kind.DATE)
            return None if quantity is None else _day(quantity)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return _nested(filing, place, kind, info)
    return None


def _nested(filing: Filing, place: _Field, schema: type[BaseModel], info: FieldInfo) -> BaseModel | None:
    """A model inside the model; None where nothing of it is found and it may be left out."""
    try:
        record = _fill(filing, schema, place.path, f"{place.context} {place.words}".strip())
    except InvalidAnswerError:
        if info.is_required() and not _takes_none(info.annotation):
            raise
        return None
    found = any(value not in (None, [], NOT_FOUND) for _, value in record)
    return record if found or (info.is_required() and not _takes_none(info.annotation)) else None


# -- types -----------------------------------------------------------------------------------------


def _members(annotation: Any) -> Iterator[Any]:
    """The types that an annotation allows, without None."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _members(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from _members(part)
    elif annotation is not type(None):
        yield annotation


def _takes_none(annotation: Any) -> bool:
    if get_origin(annotation) in (Annotated, Union, types.UnionType):
        return any(_takes_none(part) for part in get_args(annotation))
    return annotation is type(None) or annotation is None


def _is_list(kind: Any) -> bool:
    return (get_origin(kind) or kind) in (list, tuple, set, frozenset)


# -- numbers ---------------------------------------------------------------------------------------


def _plain(quantity: Quantity, kind: type) -> float | int | Decimal | None:
    if quantity.value is None:
        return None
    if kind is int:
        return int(quantity.value) if quantity.value == quantity.value.to_integral_value() else None
    return float(quantity.value) if kind is float else quantity.value


def _day(quantity: Quantity) -> date | None:
    period = quantity.period
    if period is None or period.year is None or period.month is None or period.day is None:
        return None
    return date(period.year, period.month, period.day)


def _choose(filing: Filing, place: _Field, kind: Kind | None = None) -> Quantity | None:
    """The number whose label fits the field's words best; None where none fits well enough."""
    words = frozenset(place.words.split())
    wanted = kind or next((known for known, hints in _HINTS.items() if words & hints), None)
    asked = _asked(filing, place, wanted)
    if asked is None:
        return None
    labels, quantities = filing.labels, filing.numbers.quantities
    scores: dict[int, float] = {}
    for term, weight in (*asked.own.items(), *asked.around.items()):
        for statement in labels.postings.get(term, ()):
            scores[statement] = scores.get(statement, 0.0) + weight
    ahead = not words.isdisjoint(_AHEAD)
    found: list[tuple[float, int]] = []
    for statement in sorted(scores, key=lambda number: (-scores[number], number))[:_STATEMENTS]:
        if _is_boilerplate(filing, labels.statements[statement].span):
            continue
        for index in labels.quantities_of(statement):
            quantity = quantities[index]
            if not _suits(quantity, wanted, kind) or _is_compared_with(filing, quantity):
                continue
            frame = labels.frame(index)
            if asked.named_in(labels, _label_texts(filing, statement, quantity)) < _ENOUGH:
                continue
            fit = asked.fit(frame.terms)
            if frame.tense > 0 and not ahead and quantity.kind is not Kind.DATE:
                continue
            if wanted is None and quantity.kind is Kind.PERCENT:
                fit -= _TIE
            if fit >= (_DATE_BOUND if quantity.kind is Kind.DATE else _BOUND):
                found.append((fit, index))
    return _decide(filing, found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The terms a field asks for, weighted by how rare they are in this filing.

    Attributes:
        own: Those of the field's name.
        around: Those of its description and of the fields it is nested in.
    """

    own: Mapping[str, float]
    around: Mapping[str, float]

    def fit(self, terms: Mapping[str, float]) -> float:
        """How firmly the terms are bound to a number: 1 if all of the name's are, more with others."""
        bound = sum(
            weight * terms.get(term, 0.0) for term, weight in (*self.own.items(), *self.around.items())
        )
        return bound / sum(self.own.values())

    def named_in(self, labels: LabelIndex, texts: Iterable[tuple[str, bool]]) -> float:
        """The share of the name that stands in one of the texts, in one run with no other content word.

        "Net interest income" is no "net income". Where the text is a label of its own, such as a row's
        header, the share of the label that the name explains counts as well.
        """
        return max((self._share(labels, text, whole=whole) for text, whole in texts), default=0.0)

    def _share(self, labels: LabelIndex, text: str, *, whole: bool) -> float:
        best, run, count, explained = 0.0, set[str](), 0, 0
        barred = False  # whether the run that goes on is of a figure on another basis
        for match in _WORD.finditer(text):
            terms = set(labels.expand(match.group()))
            if not terms:
                continue
            count += 1
            if terms.isdisjoint(self.own):
                run, barred = set(), match.group().lower() in _OTHER_BASIS
                continue
            explained += 1
            run |= terms & self.own.keys()
            best = max(best, 0.0 if barred else sum(self.own[term] for term in run))
        share = best / sum(self.own.values())
        return share * (explained / count) ** 2 if whole and count else share


def _asked(filing: Filing, place: _Field, wanted: Kind | None) -> _Asked | None:
    labels = filing.labels
    terms = labels.terms_of(
        " ".join(word for word in place.words.split() if word not in _UNITS_ONLY | _AHEAD)
    )
    if not terms and wanted is not None:
        terms = labels.terms_of(place.words)
    rarities = {term: labels.idf(term) for term in terms}
    if not any(rarities.values()):
        return None
    unknown = 1.5 * max(rarities.values())  # a word that the filing never says counts against every number
    own = {term: strength * (rarities[term] or unknown) for term, strength in terms.items()}
    around: dict[str, float] = {}
    for text, share in ((place.context, _CONTEXT), (place.description, _DESCRIBED)):
        for term, strength in labels.terms_of(text).items():
            if term not in own and labels.idf(term):
                around[term] = share * strength * labels.idf(term) / max(1, len(text.split()) / 4)
    return _Asked(own, around)


def _label_texts(filing: Filing, statement: int, quantity: Quantity) -> Iterator[tuple[str, bool]]:
    """The texts that may name a number, and whether each is nothing but its label."""
    span, table = filing.labels.statements[statement].span, filing.labels.statements[statement].table
    if table is None:
        yield filing.flat[span.start : span.end], False
        return
    cell = filing.labels.statements[statement].cell_at(quantity.span.start)
    if cell is None:
        return
    if cell.row_header:
        yield cell.row_header[-1], True
        yield " ".join(cell.row_header), True
    if cell.column_header:
        yield cell.column_header[-1], True
        yield " ".join((*cell.row_header[-1:], *cell.column_header[-1:])), True


def _suits(quantity: Quantity, wanted: Kind | None, exact: Kind | None) -> bool:
    if quantity.kind in (Kind.IDENTIFIER, Kind.TIME, Kind.ORDINAL) or quantity.role not in _ROLES:
        return False
    if wanted is None:
        return quantity.kind is not Kind.DATE
    if exact is Kind.DATE and (quantity.period is None or quantity.period.grain is not Grain.DAY):
        return False
    if wanted is Kind.PERCENT:
        return quantity.kind in (Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE)
    if wanted is Kind.MONEY:
        scaled = quantity.kind is Kind.NUMBER and quantity.table_scale and not quantity.unit
        return quantity.kind is Kind.MONEY or scaled
    return quantity.kind is wanted


def _is_compared_with(filing: Filing, quantity: Quantity) -> bool:
    """Whether the number is what another one is held against: last year's, as a rule."""
    start = quantity.span.start
    sentence = filing.sentence_with(start).start
    return _COMPARED.search(filing.flat, max(sentence, start - _BEFORE), start) is not None


def _is_boilerplate(filing: Filing, span: Span) -> bool:
    return any(section.boilerplate for section in filing.document.sections_at(span.start))


def _decide(filing: Filing, found: list[tuple[float, int]]) -> Quantity | None:
    """The best fit; among equals of one statement that of the latest period, else the first in the text."""
    if not found:
        return None
    labels = filing.labels
    most = max(fit for fit, _ in found)
    close = sorted(index for fit, index in found if fit >= most - _TIE)
    first = labels.frame(close[0]).statement
    same = [index for index in close if labels.frame(index).statement == first]
    latest = max(same, key=lambda index: (_latest(filing, index), -index))
    return filing.numbers.quantities[latest]


def _latest(filing: Filing, index: int) -> tuple[int, int, int]:
    times = filing.labels.frame(index).times
    if not times or times[0][0].year is None:
        return (0, 0, 0)
    when = times[0][0]
    return when.year or 0, when.month or 0, when.day or 0


__all__ = ["fill_by_fields"]
