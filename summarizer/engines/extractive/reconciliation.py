"""How each non-GAAP figure follows from the GAAP one, from the tables that reconcile them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from summarizer.engines.extractive.filing import Filing
from summarizer.engines.extractive.measures import ADJUSTED, named
from summarizer.engines.extractive.row_names import clean, row_name
from summarizer.engines.extractive.statement_tables import Grid, Pair, Row, amount_in, cell_figure
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.schemas import Adjustment, Reconciliation

_TITLE = re.compile(r"reconcil|non-?gaap|\badjusted\b|\bebitda\b|free\s+cash\s+flow", re.IGNORECASE)
_SHARES = re.compile(r"\bshares\b|\bmargin\b|\brate\b|percent|%", re.IGNORECASE)
_MOST, _LONGEST = 6, 14


@dataclass(slots=True)
class _Chain:
    """A GAAP figure and the rows after it."""

    first: Row
    value: Quantity
    steps: list[tuple[Row, Quantity]] = field(default_factory=list)


def find_reconciliations(filing: Filing, grids: Sequence[Grid], end: int | None) -> list[Reconciliation]:
    """The reconciliations of the shortest period, each that adds up.

    Args:
        filing: The filing.
        grids: Its tables.
        end: The last month of the period reported on, counted from year 0; None where unknown.
    """
    found: list[Reconciliation] = []
    for grid in grids:
        if grid.is_balance or not _TITLE.search(f"{grid.title} {_labels(grid)}"):
            continue
        for pair in grid.pairs()[:1]:
            when = pair.current.when
            if pair.current.kind != "amount" or when is None or (end is not None and when.end != end):
                continue
            for one in _in_table(filing, grid, pair):
                if all((one.name, one.period) != (other.name, other.period) for other in found):
                    found.append(one)
    return found[:_MOST]


def _labels(grid: Grid) -> str:
    return " ".join(row.path[-1] for row in grid.rows)


def _in_table(filing: Filing, grid: Grid, pair: Pair) -> Iterator[Reconciliation]:
    """Walks down the rows: each one may end a chain that a row above it began."""
    chains: list[_Chain] = []
    for row in grid.rows:
        value = amount_in(filing, row.cells.get(pair.current.key))
        if value is None or value.value is None:
            continue
        known = named(row.path)
        adjusted = ADJUSTED.search(row.path[-1]) is not None or (
            known is not None and known.basis == "non-GAAP"
        )
        ended = _chain_to(chains, value) if adjusted else None
        if ended is not None:
            yield _told(filing, pair, ended, row)
            chains = []
        if adjusted:
            continue
        for chain in chains:
            if (
                len(chain.steps) < _LONGEST
                and value.kind is chain.value.kind
                and value.unit == chain.value.unit
            ):
                chain.steps.append((row, value))
        if known is not None and not _SHARES.search(row.path[-1]) and value.kind is not Kind.PERCENT:
            chains.append(_Chain(row, value))


def _chain_to(chains: Sequence[_Chain], end: Quantity) -> _Chain | None:
    """The chain whose GAAP figure and adjustments come to a non-GAAP figure."""
    for chain in chains:
        assert chain.value.value is not None  # noqa: S101 - chains begin with a value
        total = chain.value.value + sum((q.value for _, q in chain.steps if q.value is not None), Decimal(0))
        doubt = (chain.value.step + end.step + sum((q.step for _, q in chain.steps), Decimal(0))) / 2
        if chain.value.unit != end.unit or end.value is None:
            continue
        exact = total == end.value or (chain.value.step < 1 and abs(total - end.value) <= doubt)
        if chain.steps and exact:
            return chain
        if len(chain.steps) == 1 and chain.steps[0][1].value is not None:
            step = chain.steps[0][1].value
            if (
                chain.value.value - abs(step) == end.value
            ):  # "less: purchases of property", printed without a sign
                return chain
    return None


def _told(filing: Filing, pair: Pair, chain: _Chain, row: Row) -> Reconciliation:
    key = pair.current.key
    return Reconciliation(
        name=row_name(filing, row.path),
        period=pair.current.label,
        gaap_name=row_name(filing, chain.first.path),
        gaap=cell_figure(filing, chain.first, chain.first.cells.get(key)),
        adjustments=[
            Adjustment(
                what=clean(filing, step.path[-1]), amount=cell_figure(filing, step, step.cells.get(key))
            )
            for step, _ in chain.steps
        ],
        non_gaap=cell_figure(filing, row, row.cells.get(key)),
    )


__all__ = ["find_reconciliations"]
