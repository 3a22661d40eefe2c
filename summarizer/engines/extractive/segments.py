"""What each segment, product line or region brought in, from the tables that break revenue down."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from summarizer.document import Span
from summarizer.engines.extractive.filing import Filing
from summarizer.engines.extractive.income_lines import Period, states_change
from summarizer.engines.extractive.measures import named, plain
from summarizer.engines.extractive.row_names import row_name
from summarizer.engines.extractive.statement_tables import Column, Grid, Pair, Row, amount_in, cell_figure
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.schemas import Figure, Segment

_TITLE = re.compile(
    r"\bsegments?\b|\bdisaggregat|\b(?:revenues?|sales)\s+by\b|\bby\s+(?:segment|product|category"
    r"|region|geograph|market|type"
    r"|end\s+market)|\bproduct\s+lines?\b",
    re.IGNORECASE,
)
_NOT_TITLE = re.compile(
    r"\bassets\b|\bconcentration|\bcustomers\b|\bdepreciation\b|\bbacklog\b|reconcil", re.IGNORECASE
)
_REVENUE_HEAD = re.compile(
    r"(?:net\s+|total\s+)?(?:revenues?|sales)(?:\s+by\s+.*|\s+from\s+.*|,?\s+net.*)?", re.IGNORECASE
)
_INCOME_HEAD = re.compile(
    r"(?:segment\s+|total\s+)?(?:operating\s+(?:income|profit|loss|earnings)"
    r"|income\s+from\s+operations|profit|ebit(?:da)?"
    r"|adjusted\s+ebitda)",
    re.IGNORECASE,
)
_SUM: Final = re.compile(
    r"\btotals?\b|\bconsolidated\b|\beliminat|\bintersegment|\bcorporate\b|\bunallocated|\breconcil"
    r"|\ball\s+other$"
    r"|\bcosts?\b|\bexpenses?\b|\bgross\b|\bincome\b|\bloss\b|\bprofit\b",
    re.IGNORECASE,
)
_GEOGRAPHY = re.compile(r"\bgeograph|\bregions?\b|\bcountr(?:y|ies)\b", re.IGNORECASE)
_SEGMENT_REVENUE = re.compile(
    r"\b(?P<name>(?:[A-Z][\w&.'-]*)(?:\s+(?:&|and|of|[A-Z][\w&.'-]*)){0,5})\s+(?:[Ss]egment"
    r"|[Dd]ivision)\s+(?:net\s+)?"
    r"(?:revenues?|sales)\b"
)
_GROWTH = re.compile(r"\s+(?:year[- ]over[- ]year\s+)?(?:growth|increase)\b", re.IGNORECASE)
_EXPECTED = re.compile(r"\b(?:expects?|anticipates?|targets?|guidance|outlook)\b", re.IGNORECASE)
_REACH = 60  # characters
_TOLD = 5  # how sentences on segments compare with tables
_FEWEST, _MOST = 2, 8


def find_segments(filing: Filing, grids: Sequence[Grid], periods: Sequence[Period]) -> list[Segment]:
    """The revenue of each segment in the shortest period; else of each line of products in the statement."""
    if not periods:
        return []
    revenue = next(
        (
            found.value
            for (measure, basis), found in periods[0].lines.items()
            if (measure, basis) == ("revenue", "GAAP")
        ),
        None,
    )
    candidates: list[tuple[int, list[Segment]]] = []
    for grid in grids:
        about = f"{grid.title}"
        for pair in grid.pairs():
            if not _same_period(pair, periods[0].pair):
                continue
            found = list(_down(filing, grid, pair, revenue))
            if _FEWEST <= len(found) <= 2 * _MOST:
                candidates.append((_preference(about, found), found))
        across = list(_across(filing, grid, periods[0], revenue))
        if len(across) >= _FEWEST:
            candidates.append((_preference(about, across), across))
    told = list(_told(filing, periods[0]))
    if len(told) >= _FEWEST:
        candidates.append((_TOLD, told))
    if not candidates:
        return []
    best = max(score for score, _ in candidates)
    return next(found for score, found in candidates if score == best)[:_MOST]


def _preference(title: str, found: Sequence[Segment]) -> int:
    """Segments before product lines before regions, and those with an income of their own first."""
    score = 4 if re.search(r"\bsegments?\b", title, re.IGNORECASE) else 0
    score += 2 if any(segment.operating_income is not None for segment in found) else 0
    score += 1 if _TITLE.search(title) else 0
    return score - (2 if _GEOGRAPHY.search(title) else 0)


def _same_period(pair: Pair, wanted: Pair) -> bool:
    one, two = pair.current.when, wanted.current.when
    return pair.months == wanted.months and one is not None and two is not None and one.end == two.end


# -- segments down the side ------------------------------------------------------------------------------


def _down(filing: Filing, grid: Grid, pair: Pair, revenue: Quantity | None) -> Iterator[Segment]:
    """The rows of a table between a heading such as "Revenue:" and the total, which they add up to."""
    blocks = _blocks(filing, grid, pair, revenue)
    if not blocks:
        return
    incomes = {
        plain(row.path[-1]): row
        for row in grid.rows
        if len(row.path) > 1 and _INCOME_HEAD.fullmatch(plain(row.path[-2])) and not _SUM.search(row.path[-1])
    }
    for row in blocks:
        income = incomes.get(plain(row.path[-1]))
        prior = cell_figure(filing, row, row.cells.get(pair.prior.key)) if pair.prior is not None else None
        yield Segment(
            name=row_name(filing, row.path),
            period=pair.current.label,
            prior_period=pair.prior.label if pair.prior is not None and prior is not None else None,
            revenue=cell_figure(filing, row, row.cells.get(pair.current.key)),
            prior_revenue=prior,
            revenue_change=_change(filing, row, pair),
            operating_income=cell_figure(filing, income, income.cells.get(pair.current.key))
            if income is not None
            else None,
        )


def _blocks(filing: Filing, grid: Grid, pair: Pair, revenue: Quantity | None) -> list[Row]:
    """The rows that add up to the revenue of the whole company."""
    if (
        revenue is None
        or revenue.value is None
        or (_NOT_TITLE.search(grid.table.caption) and not _TITLE.search(grid.table.caption))
    ):
        return []
    run: list[Row] = []
    total = Decimal(0)
    for row in grid.rows:
        value = amount_in(filing, row.cells.get(pair.current.key))
        if value is None or value.value is None or value.kind is Kind.PERCENT:
            continue
        label = plain(row.path[-1])
        if value.value == revenue.value and len(run) >= _FEWEST and total == value.value:
            return run
        if _SUM.search(label) or (
            named(row.path[-1:]) is not None and len(row.path) == 1 and "sales" not in label
        ):
            run, total = [], Decimal(0)
            continue
        run.append(row)
        total += value.value
        while total > revenue.value and run:
            first = amount_in(filing, run[0].cells.get(pair.current.key))
            total -= first.value if first is not None and first.value is not None else Decimal(0)
            run = run[1:]
    return []


def _change(filing: Filing, row: Row, pair: Pair) -> Figure | None:
    value = amount_in(filing, row.cells.get(pair.current.key))
    prior = amount_in(filing, row.cells.get(pair.prior.key)) if pair.prior is not None else None
    if value is None:
        return None
    fitting = []
    for column in pair.changes:
        change = amount_in(filing, row.cells.get(column.key))
        if change is not None and change.kind is Kind.PERCENT and states_change(change, value, prior):
            fitting.append(column.key)
    return cell_figure(filing, row, row.cells[fitting[0]]) if fitting else None


# -- segments in sentences -------------------------------------------------------------------------------


def _told(filing: Filing, period: Period) -> Iterator[Segment]:
    """What sentences tell: "Ferries segment revenue was $3.40 billion, representing 9 percent growth"."""
    names: set[str] = set()
    for sentence in filing.prose:
        match = _SEGMENT_REVENUE.search(filing.flat, sentence.span.start, sentence.span.end)
        if match is None or match["name"] in names or _EXPECTED.search(filing.flat, *_bounds(sentence.span)):
            continue
        numbers = [q for q in filing.within(sentence.span) if q.span.start >= match.end()]
        amount = next((q for q in numbers if q.kind is Kind.MONEY), None)
        if amount is None or amount.span.start - match.end() > _REACH:
            continue
        percents = [q for q in numbers if q.kind is Kind.PERCENT and q.span.start - match.end() < 2 * _REACH]
        change = next((q for q in percents if _GROWTH.match(filing.flat, q.span.end)), None)
        names.add(match["name"])
        yield Segment(
            name=f"{match['name']} segment",
            period=period.pair.current.label,
            revenue=filing.figure(amount.span, sentence.span),
            revenue_change=filing.figure(change.span, sentence.span) if change is not None else None,
        )


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


# -- segments side by side -------------------------------------------------------------------------------


def _across(filing: Filing, grid: Grid, period: Period, revenue: Quantity | None) -> Iterator[Segment]:
    """The columns of a table whose rows are revenue and operating income, under a heading of the period."""
    if revenue is None or revenue.value is None or not _TITLE.search(grid.title):
        return
    heads = _revenue_row(filing, grid, revenue)
    if heads is None:
        return
    place = grid.rows.index(heads)
    income = next((row for row in grid.rows[place:] if _INCOME_HEAD.fullmatch(plain(row.path[-1]))), None)
    total, found = Decimal(0), []
    for key, cell in heads.cells.items():
        column = grid.columns[key]
        value = amount_in(filing, cell)
        name = _name_of(column)
        if value is None or value.value is None or not name:
            continue
        if value.value == revenue.value:
            break
        total += value.value
        if _SUM.search(name) and not name.lower().startswith("all other"):
            continue
        found.append((name, key, cell))
    if total != revenue.value:
        return
    for name, key, cell in found:
        yield Segment(
            name=name,
            period=period.pair.current.label,
            revenue=cell_figure(filing, heads, cell),
            operating_income=cell_figure(filing, income, income.cells.get(key))
            if income is not None
            else None,
        )


def _revenue_row(filing: Filing, grid: Grid, revenue: Quantity) -> Row | None:
    """The row of revenue in which one column is the revenue of the whole company."""
    for row in grid.rows:
        if _REVENUE_HEAD.fullmatch(plain(row.path[-1])) and len(row.cells) > _FEWEST:
            values = [amount_in(filing, cell) for cell in row.cells.values()]
            if any(q is not None and q.value == revenue.value for q in values):
                return row
    return None


def _name_of(column: Column) -> str:
    """The header of a column that is no period's: "Compute & Networking"."""
    last = column.key[1][-1] if column.key[1] else ""
    return "" if column.kind == "change" else " ".join(last.split())


__all__ = ["find_segments"]
