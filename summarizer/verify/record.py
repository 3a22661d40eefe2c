"""The claims of a record, held against its source: each number under its field's name and siblings."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from summarizer.document import Document, Span
from summarizer.findings import Evidence, Finding, QuoteFinding, Status
from summarizer.numbers.labels import Frame, text_of
from summarizer.numbers.quantity import ANY_UNIT, Grain, Kind, Period, Qualifier, Quantity, Role
from summarizer.numbers.reader import read
from summarizer.schemas import Figure
from summarizer.verify.agreement import agree
from summarizer.verify.candidates import SourceIndex
from summarizer.verify.categories import category_fault
from summarizer.verify.claims import Claim, time_relation
from summarizer.verify.leaves import SIBLING, Leaf
from summarizer.verify.naming import is_spoken_of, twin_named
from summarizer.verify.own_place import is_of_its_place
from summarizer.verify.prose import judge_identifier, judge_prose
from summarizer.verify.quoting import JudgedQuotes
from summarizer.verify.told_there import is_told_there, narrower_labels
from summarizer.verify.unrelated import is_unrelated
from summarizer.verify.verdict import judge, of_another_name, value_of
from summarizer.verify.wording import Wording

_BOUNDS = (Qualifier.OVER, Qualifier.UNDER)
_NO_PRICE = 1_000_000  # dollars that no share has cost or paid yet
_NO_NUMBER = "this is no number that can be checked."
# Without a sign, which is part of the value.
_BESIDE = "it stands beside the words that name it."
_NAME = 4  # words
_CURRENCY = re.compile(r"\s*(?:[A-Za-z]{0,3}\s?[$\u20ac\u00a3\u00a5]|[A-Z]{3})\s*")
_MEASURED = (Kind.PERCENT, Kind.MONEY, Kind.MULTIPLE, Kind.POINTS)


def judge_leaves(
    record: Iterable[Leaf], source: SourceIndex
) -> tuple[tuple[Finding, ...], tuple[QuoteFinding, ...]]:
    """Findings for a record's numbers and for the quotations in its strings; `path` is their place."""
    findings: list[Finding] = []
    quotes: list[QuoteFinding] = []
    wording = Wording(source)
    for leaf in record:
        match leaf.value:
            case Figure():
                found: Iterable[Finding] = _judge_figure(leaf, leaf.value, source, wording)
            case str():
                text = Document(leaf.path, leaf.value, "")
                judged = JudgedQuotes(text, source)
                quotes += (replace(finding, path=leaf.path) for finding in judged.findings)
                found = _of_its_source(leaf.value, judge_prose(text, source, judged), source)
            case _:
                found = _judge_plain(leaf, source, wording)
        findings += (replace(finding, path=leaf.path) for finding in found)
    return tuple(findings), tuple(quotes)


def _of_its_source(text: str, found: Iterable[Finding], source: SourceIndex) -> Iterator[Finding]:
    """The findings on a string; a number is borne out by nothing where no word is the source's."""
    findings = tuple(found)
    strange = any(_borne_out(finding) for finding in findings) and is_unrelated(text, source)
    for finding in findings:
        if strange and _borne_out(finding):
            message = "nothing else of this text stands in the source."
            yield replace(finding, status=Status.UNSUPPORTED, evidence=(), message=message)
        else:
            yield finding


def _borne_out(finding: Finding) -> bool:
    return finding.status.clean and isinstance(finding.value, Decimal)


def _judge_figure(leaf: Leaf, figure: Figure, source: SourceIndex, wording: Wording) -> Iterator[Finding]:
    """A finding for each number of the figure, read where it stands in the filing inside its quote."""
    places = source.quotes.locate_all(figure.quote)
    home = next(
        (found for place in places if (found := source.quotes.locate_within(figure.text, place))), None
    )
    if home is not None and len(places) == 1:
        home = _fitting(leaf, home, places[0], wording)
    quantities = _standing_at(home, source) if home else ()
    if not quantities:  # what stands there is a part of another number, and none
        home, quantities = None, tuple(read(figure.text))
    frame = wording.frame(leaf)
    # With its own text: nor is the other end of a range a rival.
    said = " ".join((*(label.text for label in leaf.labels), figure.text))
    judged = False
    for quantity in quantities:
        if quantity.kind is Kind.IDENTIFIER:
            finding = judge_identifier(quantity, source)
        elif quantity.role is Role.GRADE:
            judged, finding = True, None
        else:
            claim = Claim(quantity, frame, labelled=True, before=said)
            finding = judge(source, claim, home)
            if (
                home is not None
                and finding.status is Status.MISATTRIBUTED
                and _named_beside(leaf, home, source)
            ):
                evidence = (Evidence(home, home.of(source.document.text)),)
                finding = replace(finding, status=Status.SUPPORTED, evidence=evidence, message=_BESIDE)
            if home is not None:
                finding = _in_its_category(_at_home(finding, leaf, claim, home, wording), leaf, home, source)
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
        stranger = wording.stranger(leaf)
        if finding.status.clean and stranger:
            message = f"the source never speaks of “{stranger}”; it gives this number for: {finding.message}"
            finding = replace(finding, status=Status.MISATTRIBUTED, message=message)
        elif stranger and finding.status is Status.CONTRADICTED:
            message = f"this number is not in the source, which never speaks of “{stranger}”."
            finding = replace(finding, status=Status.UNSUPPORTED, evidence=(), message=message)
        judged = True
        yield finding
    if not judged and any(character.isdigit() for character in figure.text):
        yield Finding(figure.text, figure.text, "", Status.UNSUPPORTED, (), _NO_NUMBER)


def _standing_at(home: Span, source: SourceIndex) -> tuple[Quantity, ...]:
    """The numbers of the source at `home`; one that has its currency before it is still the same number."""
    found = source.numbers.within(home.start, home.end)
    cut = source.numbers.around(home.start)
    if cut is None:
        return found
    before = source.document.text[cut.span.start : home.start]
    return (cut, *found) if _CURRENCY.fullmatch(before) else ()


def _at_home(finding: Finding, leaf: Leaf, claim: Claim, home: Span, wording: Wording) -> Finding:
    """The finding on a number whose place is known, where that place itself says more than the contrast."""
    clean = finding.status.clean
    if (clean or finding.status is Status.MISATTRIBUTED) and is_of_its_place(leaf, home, wording):
        return finding if clean else _supported_at(claim.quantity, home, wording.source)
    if not clean:
        finding = _reconsidered(finding, leaf, claim, home, wording)
    if not finding.status.clean:
        return finding
    if message := _place_fault(leaf, claim, home, wording.source):
        return replace(finding, status=Status.MISATTRIBUTED, message=message)
    if leaf.per_share is not None and (message := _per_share_fault(claim.quantity, leaf)):
        return replace(finding, status=Status.MISATTRIBUTED, message=message)
    shared = claim.quantity.role in (Role.P_VALUE, Role.LEVEL)  # of what both were compared by
    twin = None if shared else twin_named(wording.source, home, _undated(leaf.twins, wording))
    if twin is not None:
        return _of_a_twin(finding, *twin)
    return _named_otherwise(leaf, claim, home, wording) or finding


def _in_its_category(finding: Finding, leaf: Leaf, home: Span, source: SourceIndex) -> Finding:
    """The finding on a number that is right, unless its part of the record calls it what it is not."""
    if not finding.status.clean or not leaf.choices:
        return finding
    frame = source.labels.frame(bisect_left(source.numbers.starts, home.start))
    message = category_fault(leaf, frame, source.labels.statements[frame.statement], source)
    return replace(finding, status=Status.MISATTRIBUTED, message=message) if message else finding


def _reconsidered(finding: Finding, leaf: Leaf, claim: Claim, home: Span, wording: Wording) -> Finding:
    """The finding on a number whose rival only shares what both are called, and so is none."""
    source = wording.source
    if not finding.evidence:
        return finding
    own = source.labels.frame(bisect_left(source.numbers.starts, home.start))
    rival = finding.evidence[0].span
    held_against = leaf.earlier and own.compares and finding.status is Status.MISATTRIBUTED
    if held_against and source.labels.statement_at(rival.start) == own.statement:
        return _supported_at(claim.quantity, home, source)  # "50.2% from 48.7%": which is which is said
    if time_relation(claim.frame, own) < 0:
        return finding  # of another time it stays, whatever it is called
    frames = narrower_labels(leaf, home, rival, wording)
    if claim.quantity.kind is Kind.DATE and is_spoken_of(source, next(iter(leaf.names), ""), home, rival):
        frames = iter([Frame({}, claim.frame.times)])
    judged = (judge(source, replace(claim, frame=frame), home) for frame in frames)
    return next((again for again in judged if again.status.clean), finding)


def _place_fault(leaf: Leaf, claim: Claim, home: Span, source: SourceIndex) -> str:
    """What the place that a figure was taken from says against it; empty where that is nothing.

    The column of a table is of another time, or a sentence holds another figure against this one.
    """
    frame = source.labels.frame(bisect_left(source.numbers.starts, home.start))
    if source.in_table(frame) and time_relation(claim.frame, frame) < 0:
        told = frame.times[0][0] if frame.times else ""
        return f"{text_of(claim.quantity.text)} stands in a column for {told}."
    if leaf.earlier is False and frame.compares and not source.in_table(frame):
        return f"{text_of(claim.quantity.text)} is what the source holds another figure against."
    return ""


def _per_share_fault(quantity: Quantity, leaf: Leaf) -> str:
    """What is wrong with an amount in the place of one per share, or the reverse; empty where nothing is."""
    if quantity.kind is not Kind.MONEY or quantity.value is None:
        return ""
    is_per_share = "/share" in quantity.unit
    if leaf.per_share and not is_per_share and abs(quantity.value) >= _NO_PRICE:
        return f"{text_of(quantity.text)} is an amount in all, and no amount per share."
    if not leaf.per_share and is_per_share:
        return f"{text_of(quantity.text)} is an amount per share, and no amount in all."
    return ""


def _undated(twins: Iterable[tuple[str, str]], wording: Wording) -> list[tuple[str, str]]:
    """The pairs of names that do not say when: times are told apart by themselves."""
    return [pair for pair in twins if not any(wording.of(name).times for name in pair)]


def _of_a_twin(finding: Finding, own: str, other: str) -> Finding:
    place = f" ({finding.message.rstrip('.')})" if finding.message else ""
    message = f"{finding.text} is told of “{other}”, not of “{own}”{place}."
    return replace(finding, status=Status.MISATTRIBUTED, message=message)


def _named_otherwise(leaf: Leaf, claim: Claim, home: Span, wording: Wording) -> Finding | None:
    """The finding that a number has another name than the record's; None where its place tells that name.

    A thing goes by the short name that the source gives it, and an amount for one share may be a price.
    """
    name = next(iter(leaf.names), "")
    said = (label.text.lower() for label in leaf.labels if label.weight >= SIBLING)
    if claim.quantity.unit.endswith("/share") and any("price" in text for text in said):
        return None
    short = wording.of(name).short if name else ""
    other = of_another_name(wording.source, claim, short or name)
    if other is not None and is_told_there(leaf, home, other.evidence[0].span, wording):
        return None
    return other


def _fitting(leaf: Leaf, home: Span, place: Span, wording: Wording) -> Span:
    """Of several cells of one row that hold the same number the one that its labels name; else the first."""
    found = [home]
    locate = wording.source.quotes.locate_within
    while (more := locate(leaf.value.text, Span(found[-1].end, place.end))) is not None:
        found.append(more)
    if len(found) == 1:
        return home
    return next((one for one in found if is_of_its_place(leaf, one, wording)), home)


def _supported_at(quantity: Quantity, home: Span, source: SourceIndex) -> Finding:
    """The finding for a number that stands under its own labels."""
    row = source.labels.statements[source.labels.statement_at(home.start)].span
    message = f"“{text_of(source.document.text, row)}”."
    evidence = (Evidence(quantity.span, quantity.text),)
    return Finding(quantity.text, value_of(quantity), quantity.unit, Status.SUPPORTED, evidence, message)


def _is_bounded(figure: Figure, quantity: Quantity) -> bool:
    """Whether a figure keeps the "more than" of its number in the source, or is of a kind that needs none."""
    shown = next((q for q in read(figure.text) if q.value == quantity.value), None)
    return shown is None or bool(shown.qualifier) or quantity.kind not in _MEASURED


def _named_beside(leaf: Leaf, home: Span, source: SourceIndex) -> bool:
    """Whether one of the record's names for a figure stands right before or behind it, word for word."""
    text = source.document.text
    names = [label.text for label in leaf.labels if len(label.text.split()) >= _NAME]
    longest = 2 * max(map(len, names), default=0)
    after = " ".join(text[home.end : home.end + longest].split())
    before = " ".join(text[max(0, home.start - longest) : home.start].split())
    return any(after.startswith(name) or before.endswith(name) for name in names)


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
    if is_unrelated(figure.quote, source):
        message = "the passage quoted for it stands nowhere in the source."
        return replace(finding, status=Status.UNSUPPORTED, evidence=(), message=message)
    return replace(finding, message=f"{finding.message} The quote given for it is not verbatim.")


def _judge_plain(leaf: Leaf, source: SourceIndex, wording: Wording) -> Iterator[Finding]:
    quantities = list(_plain_quantities(leaf.value))
    frame = wording.frame(leaf)
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


__all__ = ["judge_leaves"]
