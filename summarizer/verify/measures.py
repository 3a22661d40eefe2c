"""Financial measures that are defined by a formula over the lines of a statement.

Analysts compute them where a filing does not print them. A draft may also say its own formula ("operating
cash flow less capital expenditures"); that is read here too. The definitions are those in common use among
analysts; a filer that defines a measure otherwise prints it, and what it prints wins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.verify import formulas
from summarizer.verify.formulas import Formula

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with the lines that it is computed of.

    Attributes:
        formula: Over one number for each line.
        lines: For each operand the names under which statements give it, the usual one first.
        name: What the draft calls it; empty where the draft says the formula itself.
    """

    formula: Formula
    lines: tuple[Names, ...]
    name: str = ""


_OPERATING_CASH: Names = ("net cash provided by operating activities", "cash flow from operations")
_CAPEX: Names = (
    "capital expenditures",
    "purchases of property and equipment",
    "purchases of property, plant and equipment",
    "additions to property, plant and equipment",
)
_CASH: Names = ("cash and cash equivalents",)
_DEBT: Names = ("total debt", "long-term debt")
_EQUITY: Names = ("total stockholders' equity", "total shareholders' equity", "total equity")
_REVENUE: Names = ("total revenue", "total net sales", "revenue", "net sales")
_COST: Names = ("total cost of revenue", "total cost of sales", "cost of revenue", "cost of sales")
_CURRENT = (("total current assets",), ("total current liabilities",))

_AMOUNTS = {
    r"free cash ?flows?": (formulas.LESS, _OPERATING_CASH, _CAPEX),
    r"working capital": (formulas.LESS, *_CURRENT),
    r"net debt": (formulas.LESS, _DEBT, _CASH),
    r"net cash(?! (?:provided|used|flows?|from|generated))": (formulas.LESS, _CASH, _DEBT),
    r"gross (?:profit|margin)": (formulas.LESS, _REVENUE, _COST),
    r"ebitda": (
        formulas.SUM,
        ("operating income", "income from operations"),
        ("depreciation and amortization",),
    ),
}
_RATIOS = {
    r"current ratio": (formulas.RATIO, *_CURRENT),
    r"(?:debt[ -]to[ -]equity|leverage) ratio": (formulas.RATIO, _DEBT, _EQUITY),
    r"book[ -]to[ -]bill(?: ratio)?": (formulas.RATIO, ("orders", "bookings"), _REVENUE),
    r"interest coverage(?: ratio)?": (
        formulas.RATIO,
        ("operating income", "income from operations"),
        ("interest expense",),
    ),
}
_SHARES = {
    r"(?:effective )?tax rate": (
        formulas.SHARE,
        ("provision for income taxes", "income tax expense", "income taxes"),
        ("income before income taxes", "income before provision for income taxes"),
    ),
    r"(?:dividend )?payout(?: ratio)?": (formulas.SHARE, ("dividends paid", "dividends"), ("net income",)),
    r"return on equity": (formulas.SHARE, ("net income",), _EQUITY),
}
_NOT_PLAIN = re.compile(r"\b(?:adjusted|non-gaap|pro forma)\b", re.IGNORECASE)
_LESS = re.compile(
    r"(?:^|[(,;:]|\b(?:as|of|is|was)\b)(?P<line>[^(),;:]+?) (?:less|minus|net of|after deducting) "
    r"(?!than\b)(?P<taken>[^(),;:]+)",
    re.IGNORECASE,
)
_PREDICATE = re.compile(r"\s(?:was|were|is|are|came|comes|stood|totall?ed|amounted|at)\b.*", re.IGNORECASE)


def amounts_named(before: str, after: str) -> Iterator[Measure]:
    """The measures in money that the words around a number name, and formulas that they state.

    Args:
        before: What the number's clause says before it.
        after: What it says after it.
    """
    for said in (before, after):
        for found in _LESS.finditer(said):
            lines = (_PREDICATE.sub("", found["line"]).strip(), _PREDICATE.sub("", found["taken"]).strip())
            if all(lines):
                yield Measure(formulas.LESS, tuple((line,) for line in lines))
    yield from _named(_AMOUNTS, before, after)


def ratios_named(before: str, after: str) -> Iterator[Measure]:
    """The ratios that the words around a number name."""
    yield from _named(_RATIOS, before, after)


def shares_named(before: str, after: str) -> Iterator[Measure]:
    """The percentages that the words around a number name."""
    yield from _named(_SHARES, before, after)


def _named(
    definitions: dict[str, tuple[Formula, Names, Names]], before: str, after: str
) -> Iterator[Measure]:
    said = f"{before} {after}"
    if _NOT_PLAIN.search(said):
        return
    for name, (formula, *lines) in definitions.items():
        found = re.search(rf"\b(?:{name})\b", said, re.IGNORECASE)
        if found:
            yield Measure(formula, tuple(lines), found.group())
