"""Results that the running text tells: margins and comparable sales, and whole releases without tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from summarizer.document import Span
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.engines.extractive.income_lines import Found, Period, states_change, with_verb
from summarizer.engines.extractive.measure_words import MENTION, measure_of
from summarizer.engines.extractive.measures import Named
from summarizer.engines.extractive.row_names import clean, row_name
from summarizer.engines.extractive.statement_tables import Column, Grid, Pair, amount_in
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.numbers.timing import When, length_of_header, relation
from summarizer.schemas import Line
from summarizer.schemas.financials import Basis, Measure

_RATIOS = frozenset(("comparable sales", "gross margin", "operating margin"))
_PHRASE = re.compile(
    r"(?:(?:the|for)\s+)?(?P<period>(?:(?:fiscal\s+)?(?:first|second|third"
    r"|fourth)[- ](?:fiscal\s+)?quarter|(?:fiscal\s+)?q[1-4]"
    r"|(?:\d{1,2}|three|six|nine|twelve|thirteen|twenty-six|thirty-nine|fifty-two"
    r"|fifty-three)[- ](?:months?|weeks?)"
    r"|(?:full\s+)?(?:fiscal\s+)?(?:year|quarter))(?:[- ](?:fiscal\s+)?(?:period|quarter|year))?"
    r"(?:\s+(?:of\s+)?(?:fiscal\s+)?(?:year\s+)?(?:20\d\d"
    r"|fy\d\d))?(?:,?\s+(?:which\s+)?ended\s+(?P<day>\w+\.?\s+\d{1,2},\s+\d{4}))?)",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?P<period>(?:a|one)\s+year\s+(?:ago|earlier)|last\s+year"
    r"|(?:the\s+)?(?:same|prior|previous)[- ](?:year\s+)?(?:period|quarter|year)(?:\s+of\s+20\d\d)?)\b",
    re.IGNORECASE,
)
_QUARTER = 3  # months
_AGAINST = re.compile(r"\b(?:compared|versus|vs\.?|from|against|than)\b", re.IGNORECASE)
_MOVES = re.compile(
    r"\b(?:increas|decreas|declin|grow|grew|rose|rise|fell|improv|up|down|advanc|climb|drop)\w*",
    re.IGNORECASE,
)
_COMPARABLE = re.compile(r"\bcomparable\s+(?:\w+\s+){0,2}sales\b[^.]*:\s*$", re.IGNORECASE)
_WHOLE = re.compile(r"total(?:\s+company)?|company|consolidated", re.IGNORECASE)
_WAS = re.compile(r"\W*(?:(?:growth|was|were|of)\W*)+", re.IGNORECASE)
_EXPECTED = re.compile(
    r"\b(?:expects?|expected|anticipat|guidance|outlook|target|forecast|will\b|would\b|pro\s?forma)",
    re.IGNORECASE,
)
_PART = re.compile(r"\bsegment\b|\bdivision\b|\bsubsidiary\b", re.IGNORECASE)
_REACH = 140  # characters from a measure's name to its value
_LEAST = 2  # measures that a text has to tell before it stands for a statement
_MONTHS = {"quarter": 3.0, "year": 12.0}


@dataclass(frozen=True, slots=True)
class _Told:
    """One measure as a sentence tells it."""

    named: Named
    name: str
    value: Quantity
    prior: Quantity | None
    change: Span | None
    sentence: Sentence
    when: When | None


def add_told_ratios(filing: Filing, periods: Sequence[Period]) -> None:
    """Adds the margins and comparable sales of known periods that only sentences give."""
    if not periods:
        return
    for told in _told(filing, ratios=True):
        period = _period_of(told, periods)
        if period is None:
            continue
        period.lines.setdefault((told.named.measure, told.named.basis), _found(filing, told))


def add_comparable_sales(filing: Filing, grids: Sequence[Grid], periods: Sequence[Period]) -> None:
    """Adds the comparable sales of the whole company from a table that a sentence leads up to."""
    for grid in grids:
        number = filing.labels.statement_at(grid.table.cells[0].span.start)
        lead = filing.labels.statements[max(0, number - 1)].span
        if not _COMPARABLE.search(filing.flat, lead.start, lead.end):
            continue
        row = next((row for row in grid.rows if _WHOLE.fullmatch(row.path[-1])), None)
        if row is None:
            continue
        for key, cell in row.cells.items():
            column, value = grid.columns[key], amount_in(filing, cell)
            months = round(length_of_header(column.header) or 0)
            period = next((p for p in periods if p.months == months), None)
            if value is None or value.kind is not Kind.PERCENT or period is None:
                continue
            basis: Basis = "non-GAAP" if column.adjusted else "not stated"
            name = f"Comparable sales, {row_name(filing, row.path)}"
            line = Line(
                name=f"{name}, adjusted" if column.adjusted else name,
                measure="comparable sales",
                basis=basis,
                value=filing.figure(cell.span, row.span),
            )
            period.lines.setdefault(("comparable sales", basis), Found(line, value, None, 0))


def told_periods(filing: Filing) -> list[Period]:
    """The period that a release without tables reports on, with the lines that its sentences tell."""
    current = filing.labels.times.current()
    lines: dict[tuple[Measure, Basis], Found] = {}
    label = _default_label(filing)
    if label is None:
        return []
    months = _length(label)
    when = (current or When()).lasting(months)
    column = Column((0, ()), label, "amount", when, label, restated=False, adjusted=False, filled=0)
    period = Period(Pair(column, None), None, {}, [])
    for told in _told(filing, ratios=False):
        if told.when is not None and told.when.months and abs(told.when.months - months) > 1:
            continue
        if _is_far(told.when, when):
            continue
        lines.setdefault((told.named.measure, told.named.basis), _found(filing, told))
    period.lines.update(lines)
    if len(lines) < _LEAST:
        return []
    before = _label_before(filing, lines.values())
    if before is not None:
        period.pair = Pair(column, replace(column, label=before))
    return [period]


def _is_far(one: When | None, two: When) -> bool:
    """Whether two times end more than a quarter apart, whatever a fiscal calendar makes of them."""
    if one is None or one.end is None or two.end is None:
        return False
    return abs(one.end - two.end) > _QUARTER


def _label_before(filing: Filing, lines: Iterable[Found]) -> str | None:
    """The period that the figures are held against, as the first sentence with one names it."""
    for found in lines:
        if found.line.prior is None or found.prior is None:
            continue
        sentence = filing.sentence_with(found.prior.span.start)
        for pattern in (_PHRASE, _AGO):
            match = pattern.search(filing.flat, found.prior.span.end, sentence.end)
            if match is not None:
                return " ".join(match["period"].split())
    return None


def _found(filing: Filing, told: _Told) -> Found:
    span = told.value.span
    if told.named.measure == "comparable sales":
        span = with_verb(filing, told.sentence, span)
    quote = told.sentence.span
    line = Line(
        name=told.name,
        measure=told.named.measure,
        basis=told.named.basis,
        value=filing.figure(span, quote),
        prior=filing.figure(told.prior.span, quote) if told.prior is not None else None,
        change=filing.figure(told.change, quote) if told.change is not None else None,
    )
    return Found(line, told.value, told.prior, told.named.rank)


def _period_of(told: _Told, periods: Sequence[Period]) -> Period | None:
    """The period that a ratio is told of; only where its sentence says so."""
    if told.when is None:
        return None
    for period in periods:
        when = period.pair.current.when
        if when is not None and told.when.months and relation(told.when, when) == 1:
            return period
    return None


# -- sentences -------------------------------------------------------------------------------------------


def _told(filing: Filing, *, ratios: bool) -> Iterator[_Told]:
    for sentence in filing.prose:
        flat, span = filing.flat, sentence.span
        if _EXPECTED.search(flat, span.start, span.end) or _PART.search(flat, span.start, span.end):
            continue
        mentions = list(MENTION.finditer(flat, span.start, span.end))
        for mention, following in zip(mentions, [*mentions[1:], None], strict=False):
            named = measure_of(mention.group())
            if named is None or (ratios and named.measure not in _RATIOS):
                continue
            if _AGAINST.search(flat, max(span.start, mention.start() - 24), mention.start()):
                continue  # what another figure is held against
            stop = min(following.start() if following is not None else span.end, mention.end() + _REACH)
            told = _value(filing, sentence, mention, stop, named)
            if told is not None:
                yield told
                if named.measure == "net income" and not ratios:
                    yield from _per_share(filing, sentence, told, stop)


def _value(
    filing: Filing, sentence: Sentence, mention: re.Match[str], stop: int, named: Named
) -> _Told | None:
    labels = filing.labels
    start = sentence.span.start
    numbers = [
        (index, labels.numbers.quantities[index])
        for index in labels.quantities_of(labels.statement_at(start))
    ]
    fitting = [(i, q) for i, q in numbers if mention.end() <= q.span.start < stop and _fits(q, named)]
    if not fitting:
        return None
    index, value = fitting[0]
    if labels.frame(index).compares or value.role not in (Role.PLAIN, Role.PART):
        return None
    between = filing.flat[mention.end() : value.span.start]
    if named.measure == "comparable sales" and not (_MOVES.search(between) or _WAS.fullmatch(between)):
        return None
    prior = next(
        (
            q
            for i, q in numbers
            if i > index and labels.compared_with(i) == index and _fits(q, named) and q.unit == value.unit
        ),
        None,
    )
    when = next((w for w, _ in labels.frame(index).times if w.months or w.end is not None), None)
    if when is None:  # "Second Quarter 2025 Highlights"
        when = next((w for w in _times_around(filing, sentence) if w.months), None)
    if prior is not None and prior.value == value.value and named.measure not in _RATIOS:
        prior = None
    name = clean(filing, filing.line(Span(*mention.span())))
    return _Told(named, name, value, prior, _change(filing, sentence, numbers, value, prior), sentence, when)


def _times_around(filing: Filing, sentence: Sentence) -> tuple[When, ...]:
    """When an undated sentence is told of: by those before it in its paragraph, else by its heading."""
    labels = filing.labels
    number = labels.statement_at(sentence.span.start)
    while labels.statements[number].continues and number > 0:
        number -= 1
        before = labels.statements[number].span
        told = tuple(w for w in labels.times_of(filing.flat[before.start : before.end]) if w.months)
        if told:
            return told
    return labels.times_of(filing.heading_of(sentence.span.start))


def _fits(quantity: Quantity, named: Named) -> bool:
    if named.measure in _RATIOS:
        return quantity.kind is Kind.PERCENT
    if named.measure.startswith("EPS"):
        return quantity.kind is Kind.MONEY and quantity.scale == 1
    return (
        quantity.kind is Kind.MONEY
        and "/" not in quantity.unit
        and abs(quantity.value or Decimal(0)) >= 10_000
    )


def _change(
    filing: Filing,
    sentence: Sentence,
    numbers: Sequence[tuple[int, Quantity]],
    value: Quantity,
    prior: Quantity | None,
) -> Span | None:
    """A percentage beside the value that is its change by the sentence's own numbers."""
    for _, quantity in numbers:
        if (
            quantity.kind is not Kind.PERCENT
            or prior is None
            or value.kind is Kind.PERCENT
            or quantity.value is None
        ):
            continue
        signed = replace(quantity, value=-quantity.value)
        if states_change(quantity, value, prior) or states_change(signed, value, prior):
            return with_verb(filing, sentence, quantity.span)
    return None


def _per_share(filing: Filing, sentence: Sentence, income: _Told, stop: int) -> Iterator[_Told]:
    """The earnings per diluted share behind the net income: "$21.4 million, or $0.44 per diluted share"."""
    labels = filing.labels
    for index in labels.quantities_of(labels.statement_at(sentence.span.start)):
        quantity = labels.numbers.quantities[index]
        if not income.value.span.end <= quantity.span.start < stop or not quantity.unit.endswith("/share"):
            continue
        around = filing.flat[quantity.span.start : quantity.span.end + 24].lower()
        if "dilut" in around:
            named = Named("EPS diluted", 1, income.named.basis)
            later = (i for i in labels.quantities_of(labels.statement_at(sentence.span.start)) if i > index)
            prior = next(
                (
                    q
                    for i in later
                    if (q := labels.numbers.quantities[i]).unit == quantity.unit and labels.frame(i).compares
                ),
                None,
            )
            yield _Told(
                named, f"{income.name} per diluted share", quantity, prior, None, sentence, income.when
            )
            return


def _default_label(filing: Filing) -> str | None:
    """The period that the release says it is about, as printed: "second quarter ended June 28, 2025"."""
    best: str | None = None
    for sentence in filing.sentences[:40]:
        for match in _PHRASE.finditer(filing.flat, sentence.span.start, sentence.span.end):
            text = " ".join(match["period"].split())
            if match["day"]:
                return text
            if best is None and re.search(r"20\d\d", text):
                best = text
    return best


def _length(label: str) -> float:
    lower = label.lower()
    if "quarter" in lower or re.search(r"\bq[1-4]\b", lower):
        return 3.0
    return next((months for word, months in _MONTHS.items() if word in lower), 3.0)


__all__ = ["add_comparable_sales", "add_told_ratios", "told_periods"]
