"""Cash, investments and debt from the balance sheet, and the cash flow of the period."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.engines.extractive.filing import Filing
from summarizer.engines.extractive.row_names import clean, row_name
from summarizer.engines.extractive.statement_tables import Column, Grid, Pair, Row, amount_in, cell_figure
from summarizer.numbers.quantity import Kind
from summarizer.schemas import Balance

_ON_HAND: Final = (
    r"(?:total\s+)?cash(?:,|\s+and)?\s+(?:cash\s+equivalents?|due\s+from\s+banks"
    r"|short-?term\s+investments).*|cash",
    r"(?:short-?term|current)\s+(?:investments|marketable\s+securities)"
    r"|marketable\s+securities(?:,?\s+current)?"
    r"|investment\s+securities.*",
    r"(?:long-?term|non-?current)\s+(?:investments|marketable\s+securities)"
    r"|marketable\s+securities,?\s+non-?current",
)
_OWED: Final = (
    r"(?:total\s+)?deposits",
    r"(?:current\s+(?:portion|maturities|installments)\s+of\s+|short-?term\s+)(?:\w+[\s,-]+){0,3}?"
    r"(?:debt|borrowings|notes\s+payable|loans?|term\s+loan)\b.*|commercial\s+paper|notes\s+payable.*"
    r"|(?:short-?term\s+)?borrowings|term\s+debt|other\s+borrowed\s+funds"
    r"|advances\s+under\s+(?:\w+\s+){0,3}credit"
    r"|(?:revolving\s+)?(?:line\s+of\s+credit|credit\s+facility).*",
    r"(?:total\s+)?(?:long-?term|convertible|senior)\s+(?:\w+[\s,-]+){0,2}?(?:debt|notes?|borrowings)\b.*"
    r"|term\s+loans?.*|(?:total\s+)?debt.*|convertible\s+senior\s+notes.*|bonds\s+payable.*",
)
_FLOWS: Final = (
    r"(?:total\s+)?net\s+cash\s+.*operating\s+activities.*|cash\s+(?:generated|provided|used"
    r"|flows?).*operat(?:ing|ions)\b.*"
    r"|net\s+cash\s+.*operations",
    r"(?:purchases?|acquisitions?|additions?)\s+(?:of|to)\s+(?:property|plant|premises|fixed).*"
    r"|capital\s+expenditures.*"
    r"|payments?\s+for\s+acquisition\s+of\s+property.*|purchases\s+related\s+to\s+property.*",
    r"free\s+cash\s+flow.*",
)
_KINDS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (*_ON_HAND, *_OWED, *_FLOWS))
_FIRST_OWED, _FIRST_FLOW = len(_ON_HAND), len(_ON_HAND) + len(_OWED)
_NOT_OWED = re.compile(r"discount|issuance\s+cost|lease|tax|receivable|interest\s+payable", re.IGNORECASE)
_MOST = 9
_MOST_OF_A_KIND = 3


def find_balances(filing: Filing, grids: Sequence[Grid], latest: int | None = None) -> list[Balance]:
    """What the filing has and owes at the latest day, then its cash flow over the longest period.

    Args:
        filing: The filing.
        grids: Its tables.
        latest: The last month of the period reported on, counted from year 0; None where unknown.
    """
    found: dict[int, list[Balance]] = {}
    sheet = _sheet(grids)
    if sheet is not None:
        for grid in _goes_on(grids, sheet):
            for pair in grid.pairs(flows=False)[:1]:
                _add(filing, found, grid, pair, range(_FIRST_FLOW))
    for grid in grids:
        if grid.is_cash_flow:
            for pair in sorted(grid.pairs(), key=lambda p: -p.months):
                if _is_late(pair.current, latest):
                    _add(filing, found, grid, pair, range(_FIRST_FLOW, len(_KINDS)))
    return [balance for kind in sorted(found) for balance in found[kind]][:_MOST]


def _sheet(grids: Sequence[Grid]) -> Grid | None:
    """The balance sheet: the first table of the latest day that sums assets or liabilities."""
    sheets = [grid for grid in grids if grid.is_balance and grid.pairs(flows=False)]
    held = [grid for grid in sheets if any(_KINDS[0].fullmatch(_label(row)) for row in grid.rows)]
    return max(held or sheets, key=_day, default=None)


def _day(grid: Grid) -> int:
    when = grid.pairs(flows=False)[0].current.when
    return (when.end if when is not None else None) or 0


def _goes_on(grids: Sequence[Grid], sheet: Grid) -> Iterator[Grid]:
    """The balance sheet, and the tables right after it that go on with it on the next page."""
    start = next(place for place, grid in enumerate(grids) if grid is sheet)
    for grid in grids[start : start + 3]:
        if grid.is_balance and grid.table.caption == sheet.table.caption:
            yield grid


def _is_late(column: Column, latest: int | None) -> bool:
    end = column.when.end if column.when is not None else None
    return latest is None or end is None or end >= latest - 1


def _label(row: Row) -> str:
    return " ".join(row.path[-1].split()).strip(" :.")


def _add(filing: Filing, found: dict[int, list[Balance]], grid: Grid, pair: Pair, kinds: range) -> None:
    for row in grid.rows:
        label = _label(row)
        kind = next((number for number in kinds if _KINDS[number].fullmatch(label)), None)
        if kind is None or (_FIRST_OWED <= kind < _FIRST_FLOW and _NOT_OWED.search(label)):
            continue
        value = amount_in(filing, row.cells.get(pair.current.key))
        figure = cell_figure(filing, row, row.cells.get(pair.current.key))
        if value is None or figure is None or value.kind is Kind.PERCENT:
            continue
        known = found.setdefault(kind, [])
        name = row_name(filing, row.path)
        if len(row.path) > 1 and any(o.path[-1] == row.path[-1] and o.path != row.path for o in grid.rows):
            name = f"{name}, {clean(filing, row.path[-2]).lower()}"
        if any(name.casefold() == other.name.casefold() for other in known):
            continue
        told = any(
            o.value is not None and (o.value.text, o.as_of) == (figure.text, pair.current.label)
            for o in known
        )
        if len(known) >= _MOST_OF_A_KIND or told:
            continue
        prior = cell_figure(filing, row, row.cells.get(pair.prior.key)) if pair.prior is not None else None
        known.append(
            Balance(
                name=name,
                as_of=pair.current.label,
                prior_as_of=pair.prior.label if pair.prior is not None and prior is not None else None,
                value=figure,
                prior=prior,
            )
        )


__all__ = ["find_balances"]
