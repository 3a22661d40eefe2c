"""Where running text names a measure: "adjusted diluted earnings per share", "comparable store sales"."""

import re
from dataclasses import replace
from typing import Final

from summarizer.engines.extractive.measures import Named, named

_BEFORE: Final = (
    r"(?:(?:adjusted|non-gaap|gaap|pro\s+forma|organic|core|underlying|diluted|basic|total|net"
    r"|consolidated|fully|operating"
    r"|annual|full-year|product|service|services|subscription|segment|free|levered|capital|effective"
    r"|income|worldwide)\s+)"
)
_NOUNS: Final = (
    r"(?:comparable|same)[- ](?:store|restaurant|club|warehouse)?s?[- ]?(?:net\s+)?sales",
    r"net\s+interest\s+income",
    r"(?:diluted\s+)?(?:net\s+)?(?:earnings|income|loss)\s+per\s+(?:diluted\s+|common\s+"
    r"|basic\s+)*share|\beps\b",
    r"ebitda\s+margin",
    r"ebitda",
    r"gross\s+(?:profit\s+)?margin(?:\s+(?:rate|percentage))?",
    r"operating\s+margin",
    r"gross\s+profit",
    r"operating\s+(?:income|profit|loss|expenses?|cash\s+flows?)",
    r"(?:income|loss)\s+from\s+operations",
    r"free\s+cash\s+flow",
    r"cash\s+flows?\s+from\s+operat(?:ions|ing\s+activities)",
    r"net\s+(?:income|earnings|loss)",
    r"capital\s+(?:expenditures?|spending)|capex",
    r"(?:income\s+)?tax\s+rate",
    r"depreciation(?:\s+and\s+amortization)?(?:\s+expense)?",
    r"interest\s+expense",
    r"share\s+repurchases",
    r"(?:net\s+)?(?:revenues?|sales)",
)
MENTION: Final = re.compile(
    rf"(?<![\w-]){_BEFORE}*(?:{'|'.join(_NOUNS)})(?![\w-])(?:\s+\((?:eps|non-gaap|gaap)\))?", re.IGNORECASE
)
"""A measure with the words that tell which."""


def last_mention(text: str, start: int, end: int) -> re.Match[str] | None:
    """The last measure that is named in a stretch of text."""
    found = None
    for found in MENTION.finditer(text, start, end):  # noqa: B007 - the last one is wanted
        pass
    return found


def measure_of(name: str) -> Named | None:
    """The usual measure that a name in running text stands for."""
    found = named((name,))
    if found is not None and found.measure == "other":
        return Named(
            "EPS diluted", found.rank, found.basis
        )  # what is said of a share is said of a diluted one
    if found is not None and found.measure == "gross profit" and "margin" in name.lower():
        return replace(found, measure="gross margin")
    return found


__all__ = ["MENTION", "last_mention", "measure_of"]
