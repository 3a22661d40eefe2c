"""The claims that a record makes: every number in it, under its field's name and the words beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from summarizer.document import Document, Span
from summarizer.findings import Evidence, Finding, QuoteFinding, Status
from summarizer.numbers.labels import Frame, text_of
from summarizer.numbers.quantity import ANY_UNIT, Grain, Kind, Period, Qualifier, Quantity, Role
from summarizer.numbers.reader import read
from summarizer.numbers.timing import When
from summarizer.schemas import Composite, Figure
from summarizer.verify.agreement import agree
from summarizer.verify.candidates import Claim, SourceIndex
from summarizer.verify.prose import judge_identifier, judge_prose
from summarizer.verify.quoting import JudgedQuotes
from summarizer.verify.verdict import judge, of_another_name

_FIELD, _SIBLING, _ANCESTOR = 1.0, 0.9, 0.35
_UNKNOWN = 0.5  # the share of its words that a name may have which the source lacks
_SIBLING_WORDS = 14  # a longer string is prose, not a label
_STRUCTURAL = re.compile(
    r"\b(?:estimate|interval|value|text|when|what|note|amount|figure|number|data|result|item|list)s?\b"
)
_PROSE = frozenset(("note", "notes", "headline", "summary", "description", "comment", "design"))
"""Fields that speak of more than the figures beside them."""
_BOUNDS = (Qualifier.OVER, Qualifier.UNDER)
_MEASURED = (Kind.PERCENT, Kind.MONEY, Kind.MULTIPLE, Kind.POINTS)
_PLUS = re.compile(r"\bgrade ?(\d) plus\b")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a record that may hold numbers.

    Attributes:
        path: Such as "results[0].estimate".
        value: A `Figure`, a string, a number or a date.
        labels: The words it stands under, the field's own name first.
    """

    path: str
    value: Any
    labels: tuple["Label", ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Words that say what a value is.

    Attributes:
        text: The words.
        weight: 1 for the field's own name, less the further off they stand.
        field: The field whose string they are; empty for a name of a field.
    """

    text: str
    weight: float
    field: str = ""


def judge_leaves(
    record: Iterable[Leaf], source: SourceIndex
) -> tuple[tuple[Finding, ...], tuple[QuoteFinding, ...]]:
    """Findings for a record's numbers and for the quotations in its strings; `path` is their place."""
    findings: list[Finding] = []
    quotes: list[QuoteFinding] = []
    words = _Words(source)
    for leaf in record:
        match leaf.value:
            case Figure():
                found: Iterable[Finding] = _judge_figure(leaf, leaf.value, source, words)
            case str():
                text = Document(leaf.path, leaf.value, "")
                judged = JudgedQuotes(text, source)
                quotes += (replace(finding, path=leaf.path) for finding in judged.findings)
                found = judge_prose(text, source, judged)
            case _:
                found = _judge_plain(leaf, source, words)
        findings += (replace(finding, path=leaf.path) for finding in found)
    return tuple(findings), tuple(quotes)


def leaves(record: BaseModel) -> Iterator[Leaf]:
    """Every value of `record` that may hold a number, depth first, in the order of its fields."""
    yield from _walk(record, "", ())


def _walk(value: Any, path: str, labels: tuple[Label, ...], name: str = "") -> Iterator[Leaf]:
    """The leaves of `value`, which stands at `path`, in the field `name`, under `labels`."""
    match value:
        case None | bool() | Enum():
            return
        case Figure() | str() | int() | float() | Decimal() | date() | time():
            yield Leaf(path, value, tuple(_concerning(name, labels)))
        case BaseModel():
            yield from _walk_fields(value, path, labels)
        case Mapping():
            for key, child in value.items():
                yield from _walk(child, f"{path}[{key!r}]", (Label(field_words(str(key)), _FIELD), *labels))
        case timedelta():
            yield Leaf(path, str(value), labels)
        case list() | tuple() | set() | frozenset():
            for index, child in enumerate(value):
                yield from _walk(child, f"{path}[{index}]", labels, name)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for part in fields(value):
                yield from _walk(
                    getattr(value, part.name),
                    f"{path}.{part.name}",
                    (Label(field_words(part.name), _FIELD), *labels),
                )
        case _:
            return


def _walk_fields(model: BaseModel, path: str, labels: tuple[Label, ...]) -> Iterator[Leaf]:
    parts = isinstance(model, Composite)  # the names of its fields are those of schemas, and label nothing
    outer = tuple(replace(label, weight=min(label.weight, _ANCESTOR)) for label in labels)
    siblings = _siblings(model)
    for name, info in type(model).model_fields.items():
        child = getattr(model, name)
        if _is_choice(child, info.annotation):
            continue
        beside = tuple(label for label in siblings if label.field != name)
        own = () if parts else (Label(field_words(name), _FIELD),)
        yield from _walk(child, f"{path}.{name}" if path else name, (*own, *beside, *outer), name)


def _siblings(model: BaseModel) -> list[Label]:
    """The short strings of a model: what its figures are figures of."""
    found = []
    for name, info in type(model).model_fields.items():
        text = getattr(model, name)
        named = isinstance(text, str) and name not in _PROSE and not _is_choice(text, info.annotation)
        if named and len(text.split()) <= _SIBLING_WORDS:
            found.append(Label(text, _SIBLING, name))
    return found


def _concerning(name: str, labels: tuple[Label, ...]) -> Iterator[Label]:
    """The labels that are a field's, where some are for certain fields only.

    Beside a `period`, a `prior_period` is that of `prior` and `prior_revenue`, whose figures it dates in
    its place.
    """
    fields = {label.field for label in labels}
    qualified = {what: [one for one in fields if what and one.endswith(f"_{what}")] for what in fields}
    for label in labels:
        owner, _, what = label.field.partition("_")
        if what and what in fields and not f"{name}_".startswith(f"{owner}_"):
            continue  # another field's
        if any(f"{name}_".startswith(own.removesuffix(label.field)) for own in qualified[label.field]):
            continue  # the field has one of its own
        yield label


def _is_choice(value: Any, annotation: Any) -> bool:
    """Whether a value is one of those that its schema spells out: a category, which states no number."""
    if get_origin(annotation) is Literal:
        return value in get_args(annotation)
    return any(_is_choice(value, part) for part in get_args(annotation))


def field_words(name: str) -> str:
    """A field's name as words: "grade3_plus" reads "grade 3+"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z0-9])|_", " ", name).lower()
    return _PLUS.sub(r"grade \1+", _STRUCTURAL.sub("", spaced)).replace("non gaap", "non-gaap").strip()


class _Words:
    """What the labels of a record say in the source's terms; most of its leaves share theirs with others."""

    def __init__(self, source: SourceIndex) -> None:
        self._labels = source.labels
        self._known: dict[str, tuple[Mapping[str, float], tuple[When, ...], bool]] = {}

    def of(self, text: str) -> tuple[Mapping[str, float], tuple[When, ...], bool]:
        """The terms and the times of a label, and whether the source speaks of few of its terms."""
        known = self._known.get(text)
        if known is None:
            terms = self._labels.terms_of(text)
            unknown = sum(self._labels.idf(term) == 0 for term in terms)
            strange = unknown > _UNKNOWN * len(terms)
            known = self._known[text] = (terms, self._labels.times_of(text), strange)
        return known

    def frame(self, leaf: Leaf) -> Frame:
        """What all labels of a leaf bind to its number."""
        terms: dict[str, float] = {}
        times: list[tuple[When, float]] = []
        for label in leaf.labels:
            said, told, _ = self.of(label.text)
            for term, strength in said.items():
                terms[term] = max(terms.get(term, 0.0), label.weight * strength)
            times += ((when, label.weight) for when in told)
        times.sort(key=lambda item: -item[1])
        return Frame(terms, tuple(times))

    def stranger(self, leaf: Leaf) -> str:
        """The name that a figure is given, if most of its words stand nowhere in the source."""
        names = (label.text for label in leaf.labels if label.weight == _SIBLING)
        return next((name for name in names if self.of(name)[2]), "")


def _judge_figure(leaf: Leaf, figure: Figure, source: SourceIndex, words: _Words) -> Iterator[Finding]:
    """A finding for each number of the figure, read where it stands in the filing inside its quote."""
    places = source.quotes.locate_all(figure.quote)
    home = next(
        (found for place in places if (found := source.quotes.locate_within(figure.text, place))), None
    )
    quantities = source.numbers.within(home.start, home.end) if home else tuple(read(figure.text))
    frame = words.frame(leaf)
    said = " ".join(label.text for label in leaf.labels)
    name = next((label.text for label in leaf.labels if label.weight == _SIBLING), "")
    for quantity in quantities:
        if quantity.kind is Kind.IDENTIFIER:
            finding = judge_identifier(quantity, source)
        elif quantity.role is Role.GRADE:
            finding = None
        else:
            claim = Claim(quantity, frame, labelled=True, before=said)
            finding = judge(source, claim, home)
            if finding.status.clean and home is not None:
                finding = of_another_name(source, claim, name) or finding
        if finding is None:
            continue
        if home is None:
            finding = _without_home(finding, quantity, figure, places, source)
        elif finding.status.clean and quantity.qualifier in _BOUNDS and not _is_bounded(figure, quantity):
            message = (
                f"the source says {quantity.qualifier} {text_of(quantity.text)}, which bounds the figure."
            )
            evidence = (Evidence(quantity.span, quantity.text),)
            finding = replace(finding, status=Status.MISATTRIBUTED, message=message, evidence=evidence)
        stranger = words.stranger(leaf)
        if finding.status.clean and stranger:
            message = f"the source never speaks of “{stranger}”; it gives this number for: {finding.message}"
            finding = replace(finding, status=Status.MISATTRIBUTED, message=message)
        elif stranger and finding.status is Status.CONTRADICTED:
            message = f"this number is not in the source, which never speaks of “{stranger}”."
            finding = replace(finding, status=Status.UNSUPPORTED, evidence=(), message=message)
        yield finding


def _is_bounded(figure: Figure, quantity: Quantity) -> bool:
    """Whether a figure keeps the "more than" of its number in the source, or is of a kind that needs none."""
    shown = next((q for q in read(figure.text) if q.value == quantity.value), None)
    return shown is None or bool(shown.qualifier) or quantity.kind not in _MEASURED


def _without_home(
    finding: Finding, quantity: Quantity, figure: Figure, places: list[Span], source: SourceIndex
) -> Finding:
    """A number that its own quote does not hold is wrong; one whose quote is not verbatim may be right."""
    quoted = [q for place in places for q in source.numbers.within(place.start, place.end)]
    if not finding.status.clean or any(agree(quantity, q) for q in quoted):
        return finding
    if places:
        message = f"the passage quoted for it does not give it: “{text_of(figure.quote)}”."
        evidence = tuple(Evidence(place, place.of(source.document.text)) for place in places[:1])
        return replace(finding, status=Status.CONTRADICTED, message=message, evidence=evidence)
    return replace(finding, message=f"{finding.message} The quote given for it is not verbatim.")


def _judge_plain(leaf: Leaf, source: SourceIndex, words: _Words) -> Iterator[Finding]:
    quantities = list(_plain_quantities(leaf.value))
    frame = words.frame(leaf)
    said = " ".join(label.text for label in leaf.labels)
    for quantity in quantities:
        finding = judge(source, Claim(quantity, frame, labelled=True, before=said))
        yield replace(finding, unit="") if quantity.unit == ANY_UNIT else finding
    if not quantities:
        yield Finding(str(leaf.value), str(leaf.value), "", Status.UNSUPPORTED, (), "not a finite number.")


def _plain_quantities(value: Any) -> Iterator[Quantity]:
    match value:
        case datetime():
            yield from _plain_quantities(value.date())
            if value.time() != time():  # midnight is what a date without a time becomes
                yield from _plain_quantities(value.time())
        case date():
            period = Period(Grain.DAY, value.year, value.month, value.day)
            yield Quantity(Span(0, len(period.iso)), period.iso, Kind.DATE, None, period=period)
        case time():
            text = value.isoformat("minutes" if value.second == value.microsecond == 0 else "auto")
            seconds = Decimal(value.second) + Decimal(value.microsecond).scaleb(-6)
            minutes = Decimal(value.hour * 60 + value.minute) + seconds / 60
            yield Quantity(Span(0, len(text)), text, Kind.TIME, minutes)
        case _:
            text = str(value)
            number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
            if number.is_finite():
                exponent = number.as_tuple().exponent
                places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
                step = Decimal(1).scaleb(-places)
                yield Quantity(Span(0, len(text)), text, Kind.NUMBER, number, ANY_UNIT, step)


__all__ = ["Label", "Leaf", "field_words", "judge_leaves", "leaves"]
