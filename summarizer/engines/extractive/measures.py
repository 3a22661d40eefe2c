"""The usual measures of a company's results, by the words and the tags that filings use for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summarizer.schemas.financials import Basis, Measure
from summarizer.typography import fold

ADJUSTED: Final = re.compile(
    r"\b(?:non-?\s?gaap|adjusted|pro\s?forma|excluding|normalized|underlying|organic|core"
    r"|constant[- ]currency|ebitdar?"
    r"|free\s+cash\s+flow|before\s+special\s+items|cash\s+earnings)\b",
    re.IGNORECASE,
)
"""Words of a figure that is made by other rules than GAAP's."""

_ADJUSTED_ABOVE = re.compile(r"\b(?:non-?\s?gaap|adjusted)\b")
_FOOTNOTE = re.compile(r"\s*(?:\(\s*(?:\d{1,2}|[a-f]|\*+)\s*\)|[*†‡§]+|(?<=[a-z])\d)(?=\s|$|[,:])")
_LOSS = re.compile(r"\s*\((?:loss(?:es)?|income|deficit|expense|benefit|provision)\)")
_BASIS_WORDS = re.compile(
    r"\b(?:non-?\s?gaap|u\.?s\.?\s+gaap|gaap|as\s+adjusted|adjusted|consolidated|total\s+company)\b[:,]?\s*"
    r"|\s*-\s*(?:as\s+)?reported$|\((?:as\s+reported|unaudited|in\s+[^)]*)\)"
)
_EMPTY_BRACKETS = re.compile(r"\(\s*\)")
_OF_SALES = re.compile(
    r"\b(?:as\s+an?\s+)?(?:percent(?:age)?|%)\s+of\s+(?:(?:total|net)\s+)*(?:sales|revenues?)\b"
    r"|\b(?:margin|rate)\b"
    r"|\bpercentage\b|%"
)
_PER_SHARE = re.compile(r"\bper\s+(?:\w+\s+){0,5}?(?:share|unit|ads)\b|\beps\b")
_EARNINGS = re.compile(r"\b(?:net\s+(?:income|loss|earnings)|earnings|income|loss|eps)\b")
_NO_EARNINGS = re.compile(
    r"\b(?:dividends?|book\s+value|cash\s+flow|funds|price|weighted|shares\s+(?:used|outstanding)"
    r"|number|effect"
    r"|discontinued|adjustments?|impact|pro\s?forma\s+shares|numerator|denominator|undistributed|tax)\b"
)
_NO_RESULT = re.compile(
    r"\b(?:comprehensive|discontinued|noncontrolling\s+interests?$|non-controlling\s+interests?$"
    r"|deferred|unearned"
    r"|cost\s+of|percentage\s+of\s+completion|allocated|adjustments?\s+to|reconcil\w+|tax\s+effect|excess)\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a label names.

    Attributes:
        measure: Which of the usual measures.
        rank: Of several rows of one measure the one of the lowest rank is meant: the total before its parts.
        basis: By which rules it was made, as far as its words say.
    """

    measure: Measure
    rank: int
    basis: Basis


_PATTERNS: Final[tuple[tuple[Measure, int, str], ...]] = (
    ("net interest income", 0, r"net\s+interest\s+(?:income|revenue)"),
    (
        "comparable sales",
        0,
        r"(?:total\s+)?(?:comparable|same)[- ](?:store|restaurant|club|warehouse"
        r"|property)?s?[- ]?(?:net\s+)?sales.*"
        r"|comparable\s+(?:\w+\s+){0,2}sales.*",
    ),
    (
        "revenue",
        0,
        r"total\s+(?:net\s+)?(?:operating\s+)?(?:revenues?|sales)(?:,?\s+net\b.*|\s+and\s+other\s+income)?",
    ),
    (
        "revenue",
        1,
        r"(?:net\s+)?(?:operating\s+)?(?:revenues?|sales)(?:,?\s+\(?net\b.*)?|net\s+sales\s+and\s+revenues?",
    ),
    (
        "revenue",
        3,
        r"(?:interest|finance|product|products|premium|rental|service|subscription|license|contract"
        r"|collaboration)"
        r"\s+(?:revenues?|income|sales)(?:,?\s+net\b.*)?|net\s+product\s+(?:revenues?|sales)",
    ),
    ("gross profit", 0, r"(?:total\s+)?gross\s+(?:profit|margin|income)(?:\s+\(.*)?"),
    (
        "operating expenses",
        0,
        r"total\s+(?:operating|non-?\s?interest)\s+(?:costs\s+and\s+)?expenses?"
        r"|total\s+operating\s+costs(?:\s+and\s+expenses)?",
    ),
    ("operating expenses", 1, r"total\s+(?:costs\s+and\s+)?expenses|operating\s+expenses?|total\s+costs"),
    (
        "operating income",
        0,
        r"(?:total\s+)?(?:operating\s+(?:income|profit|loss|earnings)|(?:income|loss|earnings"
        r"|profit)\s+from\s+operations)"
        r"(?:\s+\(.*)?",
    ),
    ("EBITDA", 0, r"ebitdar?"),
    (
        "pre-tax income",
        0,
        r"(?:net\s+)?(?:income|loss|earnings"
        r"|profit)(?:\s+or\s+loss)?\s+(?:from\s+\w+\s+operations\s+)?before\s+(?:.*\s)?"
        r"(?:tax(?:es)?|provision\s+for\s+income\s+taxes)(?:,?\s+.*)?|pre-?\s?tax\s+(?:income|loss"
        r"|earnings|profit)",
    ),
    (
        "income tax",
        0,
        r"(?:\(?(?:provision|benefit)\)?(?:\s+\(?(?:from|for|provision"
        r"|benefit)\)?)*\s+)?(?:for\s+)?income\s+tax(?:es)?"
        r"(?:\s+(?:expense|provision|benefit))*|provision\s+for\s+taxes(?:\s+on\s+income)?",
    ),
    (
        "net income",
        0,
        r"net\s+(?:income|loss|earnings|profit)\s+(?:attributable|applicable"
        r"|available)\s+to\s+(?!.*non-?controlling).*",
    ),
    ("net income", 1, r"net\s+(?:income|loss|earnings|profit)(?:\s+for\s+the\s+(?:period|year|quarter))?"),
    (
        "net income",
        2,
        r"(?:consolidated\s+)?net\s+(?:income|loss|earnings)\s+including\s+.*non-?controlling.*",
    ),
    (
        "operating cash flow",
        0,
        r"(?:total\s+)?(?:net\s+)?cash\s+(?:flows?\s+)?(?:\(?(?:provided|used|generated"
        r"|from)\)?[\s/()]*(?:by|in|from|for|and|or|used"
        r"|provided|generated|operations)?[\s/()]*)*operat(?:ing\s+activities|ions)|operating\s+cash\s+flows?"
        r"|cash\s+(?:flows?\s+)?from\s+operations",
    ),
    ("free cash flow", 0, r"(?:levered\s+|unlevered\s+)?free\s+cash\s+flow"),
)
_RULES = tuple((measure, rank, re.compile(pattern)) for measure, rank, pattern in _PATTERNS)
_MARGINS: Final[dict[Measure, Measure]] = {
    "gross profit": "gross margin",
    "operating income": "operating margin",
}
_NOT_GAAP: Final = frozenset(("EBITDA", "free cash flow"))
_NOT_ACCOUNTED: Final = frozenset(("comparable sales",))

CONCEPTS: Final[dict[str, tuple[Measure, int]]] = {
    "RevenueFromContractWithCustomerExcludingAssessedTax": ("revenue", 1),
    "RevenueFromContractWithCustomerIncludingAssessedTax": ("revenue", 1),
    "Revenues": ("revenue", 0),
    "RevenuesNetOfInterestExpense": ("revenue", 0),
    "SalesRevenueNet": ("revenue", 1),
    "InterestIncomeExpenseNet": ("net interest income", 0),
    "GrossProfit": ("gross profit", 0),
    "OperatingExpenses": ("operating expenses", 0),
    "NoninterestExpense": ("operating expenses", 0),
    "CostsAndExpenses": ("operating expenses", 1),
    "OperatingIncomeLoss": ("operating income", 0),
    "IncomeTaxExpenseBenefit": ("income tax", 0),
    "NetIncomeLoss": ("net income", 0),
    "NetIncomeLossAvailableToCommonStockholdersBasic": ("net income", 1),
    "ProfitLoss": ("net income", 2),
    "EarningsPerShareBasic": ("EPS basic", 0),
    "EarningsPerShareDiluted": ("EPS diluted", 0),
    "EarningsPerShareBasicAndDiluted": ("EPS diluted", 0),
    "NetCashProvidedByUsedInOperatingActivities": ("operating cash flow", 0),
}
"""The measure that a tag of the US GAAP taxonomy states, and its rank as in `Named`."""

_PRE_TAX_CONCEPT = "IncomeLossFromContinuingOperationsBeforeIncomeTaxes"


def plain(label: str) -> str:
    """A label in lower case on one line, without footnote marks and "(loss)"."""
    text = " ".join(fold(label).lower().split()).strip(" :.—-")
    return " ".join(_LOSS.sub("", _FOOTNOTE.sub("", text)).split())


@lru_cache(maxsize=4096)
def named(path: Sequence[str]) -> Named | None:
    """The measure that the path of a row's headers names, outermost first; None if none of the usual ones.

    "Basic" is one under "Earnings per share" only, and "Total" is none without what it is a total of.
    """
    if not path:
        return None
    own, around = plain(path[-1]), plain(" ".join(path[:-1]))
    under = _ADJUSTED_ABOVE.search(around) is not None and not re.search(r"(?<!non-)(?<!non )\bgaap\b", own)
    basis: Basis = "non-GAAP" if ADJUSTED.search(own) or under else "GAAP"
    share = _per_share(own, around, basis)
    if share is not None or _PER_SHARE.search(own):
        return share
    if own in ("total", "total company") and around:
        own = f"total {plain(path[-2])}"
    bare = " ".join(_EMPTY_BRACKETS.sub(" ", _BASIS_WORDS.sub(" ", own)).split()).strip(" ,:-")
    if _NO_RESULT.search(bare) and "including" not in bare:
        return None
    ratio = _OF_SALES.search(bare)
    said = _OF_SALES.sub(" ", bare).strip(" ,()/") if ratio else bare
    said = " ".join(said.split())
    if ratio and said in ("gross", "operating"):
        said = f"{said} {'profit' if said == 'gross' else 'income'}"
    for measure, rank, pattern in _RULES:
        if pattern.fullmatch(said if ratio and measure in _MARGINS else bare):
            is_margin = ratio is not None and measure in _MARGINS and bare != "gross margin"
            kind = _MARGINS[measure] if is_margin else measure
            if kind in _NOT_ACCOUNTED:
                basis = "not stated"
            return Named(kind, rank, "non-GAAP" if kind in _NOT_GAAP else basis)
    return None


def _per_share(own: str, around: str, basis: Basis) -> Named | None:
    """Earnings per share, from a row's own words and those of the rows it stands under."""
    whole = f"{around} {own}"
    if not (_PER_SHARE.search(whole) and _EARNINGS.search(whole)) or _NO_EARNINGS.search(whole):
        return None
    if "continuing" in own:
        return None
    if not _PER_SHARE.search(own) and not re.search(r"basic|diluted", own):
        return None
    if "dilut" in own or ("dilut" in around and "basic" not in own):
        return Named("EPS diluted", 0 if "dilut" in own else 1, basis)
    if "basic" in own or "basic" in around:
        return Named("EPS basic", 0, basis)
    return Named("other", 5, basis)


def of_concept(concept: str) -> tuple[Measure, int] | None:
    """The measure that an inline XBRL tag states, with its rank; None if none of the usual ones."""
    prefix, _, name = concept.partition(":")
    if prefix != "us-gaap":
        return None
    if name.startswith(_PRE_TAX_CONCEPT):
        return "pre-tax income", 0
    return CONCEPTS.get(name)


__all__ = ["ADJUSTED", "CONCEPTS", "Named", "named", "of_concept", "plain"]
