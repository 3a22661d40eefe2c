"""The results of each period that a filing reports on, line by line from its income statements."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from summarizer.document import SectionKind, Span
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.engines.extractive.measure_words import MENTION, measure_of
from summarizer.engines.extractive.measures import Named
from summarizer.engines.extractive.report_parts import MANAGEMENT
from summarizer.engines.extractive.row_names import row_name
from summarizer.engines.extractive.statement_tables import Grid, Pair, Row, amount_in, cell_figure
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.schemas import Line, PeriodResults
from summarizer.schemas.financials import Basis, Measure

_STATEMENT = re.compile(
    r"\b(?:statements?\s+of\s+(?:\w+\s+){0,3}?(?:income|operations|earnings|loss(?:es)?)"
    r"|income\s+statements?|results\s+of\s+operations)\b",
    re.IGNORECASE,
)
_OTHER_STATEMENT = re.compile(
    r"\breconcil|non-?gaap|\bpro\s?forma\b|\bpercentage|\bcash\s+flows?\b|\bparent\s+company"
    r"|\bguarantor|\bsegments?\b"
    r"|\bquarterly\b|\bselected\b|\bper\s+share\s+(?:comput|calc)|\bearnings\s+per\s+share\b"
    r"|\bcomprehensive\s+income\b",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(
    r"\bsegments?\b|\bregions?\b|\bgeograph|\bproduct\s+lines?\b|\bpro\s?forma\b|\bdiscontinued\b"
    r"|\bjoint\s+venture"
    r"|\bguarantor|\bparent\s+company|\bacqui(?:red|sition)|\bunconsolidated\b|\baffiliates?\b"
    r"|\btargets?\b|\boutlook\b"
    r"|\bguidance\b|\bcash\s+flows?\b|\bsubsidiar",
    re.IGNORECASE,
)
_ANNUAL = re.compile(r"10-?K|20-?F|40-?F|10-?KT|11-?K", re.IGNORECASE)
_PERIODIC = re.compile(r"10-?[KQ]|20-?F|40-?F", re.IGNORECASE)
_CORE: Final = frozenset(
    ("revenue", "net interest income", "net income", "EPS diluted", "EPS basic", "operating income")
)
_LEAST = 3  # core or other measures that make a table a statement
_YEAR = 12

_ORDER: Final[tuple[Measure, ...]] = (
    "revenue",
    "comparable sales",
    "net interest income",
    "gross profit",
    "gross margin",
    "operating expenses",
    "operating income",
    "operating margin",
    "EBITDA",
    "pre-tax income",
    "income tax",
    "net income",
    "EPS basic",
    "EPS diluted",
    "operating cash flow",
    "free cash flow",
    "other",
)
_WEIGHT: Final[dict[str, int]] = {
    measure: place
    for place, measure in enumerate(
        (
            "revenue",
            "net income",
            "EPS diluted",
            "operating income",
            "comparable sales",
            "net interest income",
            "gross profit",
            "gross margin",
            "operating margin",
            "EBITDA",
            "EPS basic",
            "pre-tax income",
            "operating expenses",
            "income tax",
            "free cash flow",
            "operating cash flow",
            "other",
        )
    )
}
"""Which lines a page has room for, the ones that a reader looks for first."""
_MOST = 10
_RATIOS: Final = frozenset(("comparable sales", "gross margin", "operating margin"))
_DEAREST = 10_000  # earnings of one share in dollars; more is an amount
_FLOWS: Final = frozenset(("operating cash flow", "free cash flow"))
_OF_A_BANK = re.compile(
    r"provision\s+(?:\(\w+\)\s+)?for\s+(?:loan|credit|loan\s+and\s+lease)\s+losses|total\s+(?:other"
    r"|non-?\s?interest)\s+income",
    re.IGNORECASE,
)
_RATIO_OF_A_BANK = re.compile(r"net\s+interest\s+margin.*", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """One line as it was found.

    Attributes:
        line: The line of the record.
        value: Its value; what a change or a sentence must agree with.
        prior: The one that it is held against.
        rank: Of the row it came from.
    """

    line: Line
    value: Quantity
    prior: Quantity | None
    rank: int


@dataclass(slots=True)
class Period:
    """One period with its lines by measure and basis, and the statement they come from."""

    pair: Pair
    grid: Grid | None
    lines: dict[tuple[Measure, Basis], Found]
    others: list[Found]

    @property
    def months(self) -> int:
        """Its length."""
        return self.pair.months


def shown(periods: Sequence[Period]) -> list[PeriodResults]:
    """The periods as a record holds them, each with the lines that a page has room for."""
    return [
        PeriodResults(
            period=period.pair.current.label,
            prior_period=period.pair.prior.label if period.pair.prior is not None else None,
            lines=_shown(period),
        )
        for period in periods
    ]


def find_periods(filing: Filing, grids: Sequence[Grid]) -> list[Period]:
    """The periods that the income statements report on, with their lines."""
    mains = _statements(filing, grids)
    periods = []
    for grid, pair in mains:
        period = Period(pair, grid, {}, [])
        beside = _adjusted_beside(grid, pair)
        for row in grid.rows:
            _take(filing, period, row, pair)
            if beside is not None:
                _take(filing, period, row, beside)
            _take_other(filing, period, row, pair, _OF_A_BANK)
        periods.append(period)
    for period in periods:
        for grid in grids:
            if _may_supply(filing, grid):
                _supply(filing, period, grid)
    _add_told_changes(filing, periods, release_of(filing, [grid for grid, _ in mains]))
    return periods


def _adjusted_beside(grid: Grid, pair: Pair) -> Pair | None:
    """The column of the same period that is not by GAAP, beside the one that is."""
    if pair.current.adjusted:
        return None
    for column in grid.columns.values():
        months = round(column.when.months or 0) if column.when is not None else 0
        same = (column.end, months) == (pair.current.end, pair.months)
        if column.kind == "amount" and column.adjusted and same:
            return Pair(column, None)
    return None


def release_of(filing: Filing, statements: Sequence[Grid]) -> Span:
    """The document or exhibit that the income statement stands in; all of the text where it is in none."""
    whole = Span(0, len(filing.flat))
    if not statements:
        return whole
    around = filing.document.sections_at(statements[0].table.span.start)
    spans = [s.span for s in around if s.kind in (SectionKind.DOCUMENT, SectionKind.EXHIBIT)]
    return spans[-1] if spans else whole


# -- statements ------------------------------------------------------------------------------------------


def _statements(filing: Filing, grids: Sequence[Grid]) -> list[tuple[Grid, Pair]]:
    """For each length of period the table that states its income, the shortest period first."""
    best: dict[int, tuple[float, Grid, Pair]] = {}
    annual = _ANNUAL.fullmatch(filing.document.form.removesuffix("/A")) is not None
    for grid in grids:
        for pair in grid.pairs():
            if pair.current.kind != "amount" or (annual and pair.months != _YEAR):
                continue
            score = _score(filing, grid, pair)
            if score > 0 and (pair.months not in best or score > best[pair.months][0]):
                best[pair.months] = (score, grid, pair)
    if not best:
        return []
    latest = max(pair.current.end for _, _, pair in best.values())
    return [(grid, pair) for _, (_, grid, pair) in sorted(best.items()) if latest - pair.current.end <= 1]


def _score(filing: Filing, grid: Grid, pair: Pair) -> float:
    """How surely a table states the income of a period; 0 if it does not."""
    found: set[str] = set()
    for row in grid.rows:
        value = amount_in(filing, row.cells.get(pair.current.key))
        if (
            row.named is not None
            and row.named.basis == "GAAP"
            and value is not None
            and value.kind is not Kind.PERCENT
        ):
            found.add(row.named.measure)
    if (
        len(found) < _LEAST
        or len(found & _CORE) < _LEAST - 1
        or not found & {"net income", "EPS basic", "EPS diluted"}
    ):
        return 0
    score = float(len(found))
    if _STATEMENT.search(grid.table.caption):
        score += 4
    if _OTHER_STATEMENT.search(grid.table.caption):
        score -= 4
    if any(not fact.dimensions for row in grid.rows for fact in row.facts):
        score += 2
    return max(score, 0.1)


def _may_supply(filing: Filing, grid: Grid) -> bool:
    """Whether a table may add lines of the whole company that the statement itself lacks."""
    if _OF_A_PART.search(grid.title):
        return False
    if not _PERIODIC.match(filing.document.form):
        return True
    return any(
        MANAGEMENT.search(section.title) for section in filing.document.sections_at(grid.table.span.start)
    )


# -- lines -----------------------------------------------------------------------------------------------


def _take(filing: Filing, period: Period, row: Row, pair: Pair) -> None:
    """Adds the line that a row makes, unless a better row made it."""
    found = _found(filing, row, pair)
    if found is None:
        return
    key = found.line.measure, found.line.basis
    known = period.lines.get(key)
    if known is None or found.rank < known.rank:
        period.lines[key] = found


def _found(filing: Filing, row: Row, pair: Pair) -> Found | None:
    value = amount_in(filing, row.cells.get(pair.current.key))
    if row.named is None or value is None:
        return None
    named = _as_ratio(row, value)
    if named is None or named.measure in ("other", *_FLOWS):
        return None
    return _line(filing, row, pair, named)


def _line(filing: Filing, row: Row, pair: Pair, named: Named) -> Found | None:
    cell = row.cells.get(pair.current.key)
    value, figure = amount_in(filing, cell), cell_figure(filing, row, cell)
    if value is None or figure is None:
        return None
    before = row.cells.get(pair.prior.key) if pair.prior is not None else None
    prior = amount_in(filing, before)
    if prior is not None and prior.kind is not value.kind:
        before, prior = None, None
    line = Line(
        name=row_name(filing, row.path),
        measure=named.measure,
        basis="non-GAAP" if pair.current.adjusted else named.basis,
        value=figure,
        prior=cell_figure(filing, row, before),
    )
    found = Found(line, value, prior, named.rank)
    changes = [(amount_in(filing, row.cells.get(column.key)), column.key) for column in pair.changes]
    fitting = [
        (q.kind is not Kind.PERCENT, key)
        for q, key in changes
        if q is not None and states_change(q, value, prior)
    ]
    if fitting:
        line.change = cell_figure(filing, row, row.cells[min(fitting)[1]])
    return found


def _as_ratio(row: Row, value: Quantity) -> Named | None:
    """The measure that a number of this kind can be: "gross margin" of 72.4% is a ratio, of $ 54 a profit."""
    named = row.named
    assert named is not None  # noqa: S101 - the caller looked
    if named.measure == "gross profit" and value.kind is Kind.PERCENT and "margin" in row.path[-1].lower():
        named = replace(named, measure="gross margin")
    if (named.measure in _RATIOS) != (value.kind is Kind.PERCENT):
        return None
    if named.measure in _RATIOS and "%" not in value.text:
        return None  # printed without its sign it would read as an amount
    if named.measure.startswith("EPS") and (
        value.scale != 1 or value.value is None or abs(value.value) > _DEAREST
    ):
        return None
    return named


def _take_other(filing: Filing, period: Period, row: Row, pair: Pair, of_interest: re.Pattern[str]) -> None:
    """Adds what a bank's results turn on beside the usual measures."""
    if not of_interest.fullmatch(" ".join(row.path[-1].split())):
        return
    found = _line(filing, row, pair, Named("other", 0, "GAAP"))
    if found is not None and all(found.line.name != other.line.name for other in period.others):
        period.others.append(found)


def _supply(filing: Filing, period: Period, grid: Grid) -> None:
    """Adds lines and changes of the same period from another table."""
    for pair in grid.pairs():
        if pair.months != period.months or pair.current.end != period.pair.current.end:
            continue
        for row in grid.rows:
            _take_other(filing, period, row, pair, _RATIO_OF_A_BANK)
            found = _found(filing, row, pair)
            if found is None:
                continue
            known = period.lines.get((found.line.measure, found.line.basis))
            if known is None:
                if len(row.path) == 1 or found.line.basis == "non-GAAP" or row.named is not None:
                    period.lines[found.line.measure, found.line.basis] = found
            elif known.line.change is None and found.line.change is not None and _same(known, found):
                known.line.change = found.line.change


def _same(one: Found, two: Found) -> bool:
    return _rounds(two.value, one.value) and (
        one.prior is None or two.prior is None or _rounds(two.prior, one.prior)
    )


# -- changes ---------------------------------------------------------------------------------------------


def states_change(change: Quantity, value: Quantity, prior: Quantity | None) -> bool:
    """Whether a number is the change between two others, as far as its last digit shows."""
    if prior is None or change.value is None or value.value is None or prior.value is None:
        return False
    difference = value.value - prior.value
    if change.kind is Kind.PERCENT and value.kind not in (Kind.PERCENT, Kind.POINTS):
        if prior.value == 0:
            return False
        expected = difference / abs(prior.value) * 100
        doubt = _doubt(value, prior)
    elif change.kind is Kind.POINTS:
        expected, doubt = difference * (100 if change.unit == "bp" else 1), Decimal(0)
    elif change.kind is value.kind:
        expected, doubt = difference, Decimal(0)
    else:
        return False
    return abs(expected - change.value) <= change.step / 2 + doubt


def _doubt(value: Quantity, prior: Quantity) -> Decimal:
    """By how many percent a change may be off because both of its ends were rounded."""
    assert prior.value  # noqa: S101 - the caller looked
    return (value.step + prior.step) / 2 / abs(prior.value) * 100 if prior.step > 0 else Decimal(0)


def _rounds(shown: Quantity, full: Quantity) -> bool:
    """Whether one number is the other, perhaps with fewer digits."""
    if shown.value is None or full.value is None:
        return False
    return abs(shown.value - full.value) <= max(shown.step, full.step) / 2


def _add_told_changes(filing: Filing, periods: Iterable[Period], within: Span) -> None:
    """Adds changes that a sentence gives together with the value: "$213.9 million, an increase of 8.9%"."""
    wanted = [f for p in periods for f in p.lines.values() if f.line.change is None and f.prior is not None]
    if not wanted:
        return
    for sentence in filing.prose:
        if sentence.span.start not in within:
            continue
        numbers = filing.within(sentence.span)
        percents = [q for q in numbers if q.kind is Kind.PERCENT and q.role is Role.PLAIN]
        amounts = [q for q in numbers if q.kind is Kind.MONEY]
        if not percents or not amounts:
            continue
        said = [
            measure_of(m.group())
            for m in MENTION.finditer(filing.flat, sentence.span.start, sentence.span.end)
        ]
        measures = {named.measure for named in said if named is not None}
        for found in wanted:
            if (
                found.line.change is not None
                or found.value.kind is not Kind.MONEY
                or found.line.measure not in measures
            ):
                continue
            told = next((q for q in amounts if q.unit == found.value.unit and _rounds(q, found.value)), None)
            change = next((q for q in percents if _tells(q, found, told)), None) if told is not None else None
            if change is not None:
                found.line.change = filing.figure(with_verb(filing, sentence, change.span), sentence.span)


_VERB = re.compile(
    r"(?:increas|decreas|declin|grew|rose|fell|improv|up|down|advanc|climb|drop)\w*(?:\s+(?:by|of|to"
    r"|was|an?))?\s+$",
    re.IGNORECASE,
)


def with_verb(filing: Filing, sentence: Sentence, span: Span) -> Span:
    """A change with the verb before it, which says which way: "decreased 0.7 percent"."""
    verb = _VERB.search(filing.flat, max(sentence.span.start, span.start - 24), span.start)
    return Span(verb.start(), span.end) if verb is not None else span


_NEAR = 160  # characters between a value and its change in one sentence


def _tells(change: Quantity, found: Found, told: Quantity | None) -> bool:
    if told is None or change.value is None:
        return False
    if abs(change.span.start - told.span.start) > _NEAR:
        return False
    signed = change
    if found.value.value is not None and found.prior is not None and found.prior.value is not None:
        falls = found.value.value < found.prior.value
        if falls and change.value > 0:
            signed = replace(change, value=-change.value)
    return states_change(signed, found.value, found.prior)


# -- what is shown ---------------------------------------------------------------------------------------


def _shown(period: Period) -> list[Line]:
    """The lines that a page has room for, GAAP before non-GAAP, in the order of a statement."""
    ranked = sorted(
        period.lines.values(),
        key=lambda f: (
            _WEIGHT[f.line.measure] + (1 if f.line.basis == "non-GAAP" else 0),
            f.line.basis == "non-GAAP",
        ),
    )
    chosen = [f.line for f in [*ranked[: _MOST - len(period.others)], *period.others]]
    return sorted(chosen, key=lambda line: (line.basis == "non-GAAP", _place(line)))


def _place(line: Line) -> int:
    if line.measure == "other":
        return _ORDER.index("net interest income")
    return _ORDER.index(line.measure)


__all__ = ["Found", "Period", "find_periods", "release_of", "shown", "states_change", "with_verb"]
