"""Tables read as statements: what each row measures, and which period each column is of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from summarizer.document import Cell, Fact, Span, Table
from summarizer.engines.extractive.filing import Filing
from summarizer.engines.extractive.measures import ADJUSTED, Named, named, of_concept
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.numbers.tagged import when_of
from summarizer.numbers.timing import YEAR, When, length_of_header
from summarizer.schemas import Figure

ColumnKind = Literal["amount", "rate", "change", "other"]

_CHANGE = re.compile(
    r"\b(?:changes?|chg|variance|increase|decrease|growth|inc\b|favou?rable|better|y/y|yoy|q/q|qoq"
    r"|vs\.?)\b|\+/-|[Δ∆]",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"(?:%|\bper\s?cent(?:age)?s?)\s+of\b", re.IGNORECASE)
_NOT_REPORTED = re.compile(
    r"\b(?:previously\s+reported|adjustments?|pro\s?forma|guidance|outlook|targets?|forecast|low|high|budget"
    r"|constant\s+currency|as\s+originally)\b",
    re.IGNORECASE,
)
_RESTATED = re.compile(r"\b(?:restated|revised|recast|as\s+adjusted)\b", re.IGNORECASE)
_CASH_FLOW = re.compile(r"\bcash\s+flows?\b", re.IGNORECASE)
_BALANCE = re.compile(r"\bbalance\s+sheet|\bfinancial\s+(?:condition|position)\b", re.IGNORECASE)
_TOTAL = re.compile(r"total\s+(?:assets|liabilities)\b", re.IGNORECASE)
_NOTE = re.compile(
    r"\(?\s*\b(?:un)?audited\b\s*\)?|\((?:\d{1,2}|[a-f]|\*+)\)|\(?(?:dollars?|amounts?"
    r"|u\.?s\.?)?\s*\$?\s*\(?in\s+"
    r"(?:thousands|millions|billions|000s)[^)]*\)?|[*†‡]+|\b(?:non-?)?gaap\b|\(?\bas\s+(?:restated|revised|adjusted)\b\)?",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:for|in|as\s+of|at|during)\s+(?:the\s+)?", re.IGNORECASE)
_LENGTH_WORDS = frozenset(
    "one two three four six nine twelve thirteen fourteen sixteen twenty thirty forty fifty twenty-six"
    " thirty-nine fifty-two fifty-three month months week weeks quarter quarters"
    " year years fiscal period periods"
    " ended ending the to date half first second third fourth for and as of".split()
)
_SINGULAR = {"years": "year", "quarters": "quarter", "periods": "period"}
_BY_LENGTH = re.compile(
    r"\b(?:(?:one|two|three|four|six|nine|twelve|thirteen|fourteen|sixteen|twenty-\w+|thirty-\w+"
    r"|forty|fifty-\w+|\d{1,2})"
    r"[ -](?:months?|weeks?)|(?:fiscal\s+)?(?:quarter|half|year)s?)(?:[ -]period)?\s+end(?:ed|ing)\b",
    re.IGNORECASE,
)
_TOLERATED = 1  # month by which a year-ago period may miss, where a year has 53 weeks
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a statement, or the stretch of it under one header.

    Attributes:
        key: Its number and the path of its headers.
        header: The path of its headers on one line.
        kind: Whether it holds amounts, shares of sales ("rate"), changes, or nothing of a period.
        when: The period of its amounts; None where its headers name none.
        label: The period as the headers print it: "three months ended June 28, 2025".
        restated: Whether its headers say that it was restated.
        adjusted: Whether its headers say that it is not by GAAP.
        filled: How many of its cells hold a number.
    """

    key: tuple[int, tuple[str, ...]]
    header: str
    kind: ColumnKind
    when: When | None
    label: str
    restated: bool
    adjusted: bool
    filled: int

    @property
    def end(self) -> int:
        """When its period ends, as `When` counts months; 0 where its headers name none."""
        return (self.when.end if self.when is not None else None) or 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row with numbers.

    Attributes:
        path: Its headers, outermost first.
        cells: Its cells by the key of their column.
        span: All of it, label and numbers, as it is quoted.
        named: The measure that its label or its tags name; None for any other row.
        facts: What the filer tagged in it.
    """

    path: tuple[str, ...]
    cells: dict[tuple[int, tuple[str, ...]], Cell]
    span: Span
    named: Named | None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """The columns of one period: its own, the one it is held against, and those of the changes."""

    current: Column
    prior: Column | None
    changes: tuple[Column, ...] = ()

    @property
    def months(self) -> int:
        """How long the period is, in whole months; 0 for a day."""
        return round(self.current.when.months or 0) if self.current.when else 0


@dataclass(eq=False)
class Grid:
    """A table with its rows and columns understood.

    Attributes:
        table: The table.
        title: Its caption and the heading it stands under.
        columns: Its columns, by their keys, in the order of the page.
        rows: Its rows with numbers.
    """

    table: Table
    title: str
    columns: dict[tuple[int, tuple[str, ...]], Column]
    rows: tuple[Row, ...]
    _pairs: dict[bool, tuple[Pair, ...]] = field(default_factory=dict)

    @cached_property
    def is_balance(self) -> bool:
        """Whether it is a balance sheet, whose columns are of days even where they look like years."""
        title = self.table.caption or self.title
        return _BALANCE.search(title) is not None or any(_TOTAL.match(row.path[-1]) for row in self.rows)

    @cached_property
    def is_cash_flow(self) -> bool:
        """Whether it is a statement of cash flows."""
        return _CASH_FLOW.search(self.table.caption) is not None and not self.is_balance

    @cached_property
    def measures(self) -> frozenset[str]:
        """The measures that its rows name."""
        return frozenset(row.named.measure for row in self.rows if row.named is not None)

    def pairs(self, *, flows: bool = True) -> tuple[Pair, ...]:
        """The latest period of each length with the one that it is held against, the shortest first.

        Args:
            flows: Whether periods are asked for, or days (of balances).
        """
        known = self._pairs.get(flows)
        if known is None:
            columns = self.columns.values()
            if self.is_balance:
                pairs = () if flows else _pairs(columns, flows=not any(_is_day(c) for c in columns))
            else:
                pairs = _pairs(columns, flows=flows)
            known = self._pairs[flows] = tuple(pairs)
        return known


def read_grids(filing: Filing) -> tuple[Grid, ...]:
    """The tables of a filing that have rows and columns of numbers, in order."""
    facts: dict[int, Fact] = {
        fact.span.start: fact for fact in filing.document.facts if fact.value is not None
    }
    grids = (_grid(filing, table, facts) for table in filing.tables)
    return tuple(grid for grid in grids if grid is not None)


def amount_in(filing: Filing, cell: Cell | None) -> Quantity | None:
    """The one number of a cell; None for an empty one, a dash, or a cell with several numbers."""
    if cell is None:
        return None
    numbers = [
        q
        for q in filing.within(cell.span)
        if q.value is not None and q.kind not in (Kind.DATE, Kind.IDENTIFIER, Kind.ORDINAL)
    ]
    return numbers[0] if len(numbers) == 1 else None


def cell_figure(filing: Filing, row: Row, cell: Cell | None) -> Figure | None:
    """A cell's number as printed, with its row; None where it holds none."""
    if cell is None or amount_in(filing, cell) is None:
        return None
    return filing.figure(cell.span, row.span)


# -- rows and columns --------------------------------------------------------------------------------


def _grid(filing: Filing, table: Table, facts: dict[int, Fact]) -> Grid | None:
    cells_of: dict[tuple[int, tuple[str, ...]], list[Cell]] = {}
    rows: list[Row] = []
    for cells in table.by_row().values():
        row = _row(cells, facts)
        if row is not None:
            rows.append(row)
            for key, cell in row.cells.items():
                cells_of.setdefault(key, []).append(cell)
    if not rows:
        return None
    statement = filing.labels.statements[filing.labels.statement_at(table.span.start)]
    title = " ".join(f"{statement.heading} {table.caption}".split())
    headers = [filing.line(cell.span) for cell in table.cells if cell.is_header and not cell.row_header]
    length = _only_length([*headers, table.caption])
    columns = {key: _column(filing, key, cells, length, facts) for key, cells in sorted(cells_of.items())}
    return Grid(table, title, columns, tuple(rows))


def _row(cells: Sequence[Cell], facts: dict[int, Fact]) -> Row | None:
    values = {
        (cell.column, cell.column_header): cell for cell in cells if not cell.is_header and cell.row_header
    }
    if not values:
        return None
    path = next(iter(values.values())).row_header
    tags = tuple(fact for cell in values.values() for fact in _facts_in(cell, facts))
    return Row(path, values, Span(cells[0].span.start, cells[-1].span.end), _named(path, tags), tags)


def _facts_in(cell: Cell, facts: dict[int, Fact]) -> Iterator[Fact]:
    if facts:
        for start in range(cell.span.start, min(cell.span.end, cell.span.start + 8)):
            fact = facts.get(start)
            if fact is not None:
                yield fact


def _named(path: tuple[str, ...], facts: Sequence[Fact]) -> Named | None:
    """What a row measures: by the filer's own tags if there are any, else by its words."""
    words = named(path)
    if words is not None and words.measure.startswith("EPS"):
        return words  # one row for both is tagged as basic or as diluted
    tags = {of_concept(fact.concept) for fact in facts if not fact.dimensions}
    known = [tag for tag in tags if tag is not None]
    if len(tags) == 1 and known:
        measure, rank = known[0]
        return Named(measure, rank, "GAAP")
    if any(fact.dimensions for fact in facts) and not known:
        return None  # of a segment, a product or another part
    return words


def _column(
    filing: Filing,
    key: tuple[int, tuple[str, ...]],
    cells: Sequence[Cell],
    length: str,
    facts: dict[int, Fact],
) -> Column:
    header = " ".join(" ".join(key[1]).split())
    kinds = [q.kind for cell in cells if (q := amount_in(filing, cell)) is not None]
    rates = sum(kind in (Kind.PERCENT, Kind.POINTS) for kind in kinds)
    when = next(iter(_times(filing, key[1], cells, facts)), None)
    if when is not None and not when.months and length:
        when = when.lasting(length_of_header(length))
    kind: ColumnKind = "amount"
    if _CHANGE.search(header):
        kind = "change"
    elif (kinds and rates > _MOSTLY * len(kinds)) or _SHARE_OF.search(header):
        kind = "rate"
    if kind == "amount" and (when is None or when.end is None or _NOT_REPORTED.search(header)):
        kind = "other"
    return Column(
        key,
        header,
        kind,
        when,
        _label(header, length),
        _RESTATED.search(header) is not None,
        ADJUSTED.search(header) is not None and "as adjusted" not in header.lower(),
        len(kinds),
    )


def _times(
    filing: Filing, headers: tuple[str, ...], cells: Sequence[Cell], facts: dict[int, Fact]
) -> Iterator[When]:
    """When a column is of: by its headers, where these don't say by the filer's own tags."""
    yield from (when for when in filing.labels.times_of_headers(headers) if when.end is not None)
    for cell in cells:
        for fact in _facts_in(cell, facts):
            when = when_of(fact)
            if when is not None:
                yield when


def _only_length(headers: Iterable[str]) -> str:
    """The words of the one length of period that a table's headers name; empty if none or several."""
    found = {
        " ".join(match.group().split()).lower() for header in headers for match in _BY_LENGTH.finditer(header)
    }
    return next(iter(found)) if len(found) == 1 else ""


def _label(header: str, length: str) -> str:
    """A period as it is printed in headers, on one line, in running text's case."""
    text = _LEAD.sub("", " ".join(_NOTE.sub(" ", header).split())).strip(" ,:;-|")
    if length and not _BY_LENGTH.search(text):
        text = f"{length} {text}"
    return " ".join(_in_case(word) for word in text.split())


def _in_case(word: str) -> str:
    lower = word.lower()
    if lower.strip(",") in _LENGTH_WORDS:
        return _SINGULAR.get(lower, lower)
    return word.capitalize() if word.isupper() and len(word.strip(".,")) > 2 else word


# -- which column is held against which -----------------------------------------------------------------


def _pairs(columns: Iterable[Column], *, flows: bool) -> Iterator[Pair]:
    columns = list(columns)
    amounts = [
        c
        for c in columns
        if c.when is not None and c.kind in ("amount", "rate") and bool(c.when.months) == flows
    ]
    if any(c.kind == "amount" for c in amounts):
        amounts = [c for c in amounts if c.kind == "amount"]
    lengths: dict[int, list[Column]] = {}
    for column in amounts:
        assert column.when is not None  # noqa: S101 - chosen above
        lengths.setdefault(round(column.when.months or 0), []).append(column)
    latest = max((c.end for c in amounts), default=0)
    for _, group in sorted(lengths.items()):
        end = max(c.end for c in group)
        if end < latest - _TOLERATED:
            continue
        current = _best([c for c in group if c.end == end])
        prior = _prior(group, current, flows=flows)
        yield Pair(current, prior, tuple(c for c in columns if c.kind == "change"))


def _is_day(column: Column) -> bool:
    return column.kind == "amount" and column.when is not None and not column.when.months


def _best(columns: Sequence[Column]) -> Column:
    """Of several columns of one period the one that holds: by GAAP, restated, full."""
    return max(columns, key=lambda c: (not c.adjusted, c.restated, c.filled > 1))


def _prior(group: Sequence[Column], current: Column, *, flows: bool) -> Column | None:
    """The column of a year before; of balances the last one that closed a year or a period."""
    others = [c for c in group if c.end < current.end]
    like = [c for c in others if c.adjusted == current.adjusted] or others
    if flows:
        ago = [c for c in like if abs(current.end - c.end - YEAR) <= _TOLERATED]
        if ago:
            return _best(ago)
        return _best(like) if len({c.end for c in like}) == 1 else None
    if not like:
        return None
    first = like[0]
    return _best([c for c in like if c.end == first.end])


__all__ = ["Column", "Grid", "Pair", "Row", "amount_in", "cell_figure", "read_grids"]
