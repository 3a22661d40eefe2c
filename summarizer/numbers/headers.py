"""What the captions and headers of tables say of the numbers under them: scale, currency, kind."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summarizer.numbers.quantity import Kind
from summarizer.numbers.units import UNITS

_POWERS: Final = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mm": 6, "mil": 6, "m": 6,
    "bn": 9, "k": 3,
}  # fmt: skip
_NOTE: Final = re.compile(
    r"\bin\s+(?:[A-Za-z.$€£¥]+\s+){0,3}?(thousand|million|billion|trillion|hundred)s?\b"
    r"|\b(thousand|million|billion)s\s+of\s+[A-Za-z.$€£¥ ]{1,24}"
    r"|\(\s*(?:[A-Z]{0,3}[$€£¥]\s*)?(thousand|million|billion)s?\b"
    r"|(?<!\d[,.])(?<!\d ,)(?:[$€£¥]\s?|\b|['’])000['’]?s?\b(?=\s*[),]|\s+omitted|\s*$)()"
    r"|(?:[$€£¥]|\bUSD|\bEUR|\bRMB|\bCNY)\s?['’]?"
    r"(MM|mm|M|bn|K|[Mm]il|[Mm]illions?|[Tt]housands?|[Bb]illions?)(?![A-Za-z])",
    re.IGNORECASE,
)
_NOTE_WORDS: Final = (
    "thousand",
    "million",
    "billion",
    "000",
    "$m",
    "$ m",
    "$k",
    "$b",
    "€m",
    "€ m",
    "£m",
    "usd",
    "hundreds",
)
_EXCEPT: Final = re.compile(r"\b(?:except|other than|excluding|unless)\b([^.]{0,200})", re.IGNORECASE)
_SHARES_APART: Final = re.compile(
    r"shares?\b[^)]{0,40}?\bin\s+(thousand|million|billion)s|(?:and|,)\s+shares\s+in\s+(thousand|million"
    r"|billion)s",
    re.IGNORECASE,
)
_SHARE_EXCEPTED: Final = re.compile(r"(?<!per )(?<!per-)\bshares?\b(?!\s*price)", re.IGNORECASE)
_CURRENCIES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), code)
    for pattern, code in (
        (r"€|\bEUR\b|\beuros?\b", "EUR"),
        (r"£|\bGBP\b|\bsterling\b", "GBP"),
        (r"\bRMB\b|\bCNY\b|\brenminbi\b|\byuan\b", "CNY"),
        (r"¥|\bJPY\b|\byen\b", "JPY"),
        (r"\bCAD\b|C\$|\bCanadian\b", "CAD"),
        (r"\bCHF\b", "CHF"),
        (r"\$|\bUSD\b|\bdollars?\b", "USD"),
    )
)
_PER_SHARE: Final = re.compile(
    r"\b(?:per|a)\s+(?:[\w-]+\s+){0,4}?(share|unit|ads|adr|warrant)s?\b|\b(?:eps|dps)\b|/\s?(share)\b"
)
_PER_NAMES: Final = {"unit": "unit", "ads": "ADS", "adr": "ADR", "warrant": "warrant"}
_PRICES: Final = re.compile(
    r"exercise price|grant[- ]date fair value|par value|(?:average|purchase|offering|conversion|strike"
    r"|stock|market|closing) price"
    r"|price per|price paid|\bprices?\b|book value per|\bhigh\b|\blow\b"
)
_SHARES: Final = re.compile(r"(?<!per )(?<!per-)(?<!/)\b(?:shares|units outstanding|adss)\b(?! price)")
_SHARE_ROWS: Final = re.compile(
    r"weighted[- ]average|number of|shares used|shares (?:outstanding|authorized|issued|repurchased"
    r"|purchased|granted|in computing)"
    r"|outstanding shares|^\W*(?:common |diluted |basic |total )?shares\b"
)
_DILUTIVE: Final = re.compile(
    r"anti-?dilutive|\bdilutive (?:effect|shares?|stock|securities|awards|options|potential|equity)"
    r"|effect of dilutive"
)
_STOCK_LINE: Final = re.compile(
    r"\b(?:common|preferred|treasury|ordinary) (?:stock|shares)\b.*(?:par|stated|authorized|issued)"
)
_AWARDS: Final = re.compile(
    r"\b(?:options|warrants|rsus?|psus?|sars|restricted (?:stock|share) (?:units?|awards?)"
    r"|performance"
    r" (?:stock|share) units?|awards)\b"
)
_PERCENT: Final = re.compile(r"%|\bper\s?cent(?:age)?s?\b")
_STATED_PERCENT: Final = re.compile(r"[0-9]\s?(?:%|per\s?cent)")
_PERCENT_POINTS: Final = re.compile(r"percentage points?|\bpp\b|\bppts?\b")
_BASIS_POINTS: Final = re.compile(r"\bbasis points?\b|\bbps\b")
_COUNTS: Final = re.compile(
    r"\b(?:ratios?|headcount|employees|number of|stores|customers|days|times|yields?|volatility"
    r"|square (?:feet|footage|foot)"
    r"|patients|subjects|volumes?|ounces|barrels|tons|restaurants|locations|hotels|rooms)\b"
    r"|\(?in years\)?|\(years\)|\(months\)|useful li(?:fe|ves)|average life"
    r"|(?:remaining|contractual|lease|expected) (?:\w+ )?(?:term|life)\b|rates?\W*$"
)
_UNIT_NOTE: Final = re.compile(
    r"\((?:in )?([a-zµμ][a-zµμ/²0-9]{0,11})\)\s*$|,? in (days|weeks|months|years|hours)\s*$"
    r"|, (days|weeks|months|years|hours) ?(?:\(|$)"
)
_INTERVAL_NAME: Final = r"(?:ci|cl|confidence intervals?|credible intervals?)\b"
_INTERVAL: Final = re.compile(rf"\(?\b\d\d(?:\.\d)? ?% ?{_INTERVAL_NAME}\)?")
_NAMES_INTERVAL: Final = re.compile(rf"\b{_INTERVAL_NAME}|\b(?:range|iqr|interquartile)\b")
_COUNT_AND_SHARE: Final = re.compile(
    r"(?:\b(?:n|no|nos|number|n/n|counts?)\b\.?|\bof (?:patients|subjects),?)\s*\(%\)"
)
_DIFFERENCE: Final = re.compile(
    r"\bdiff(?:erences?|s)?\b|\bvs\.? |\bversus\b|\bplacebo-(?:adjusted|corrected|subtracted)\b"
)
_UNITLESS: Final = re.compile(r"\b(?:hr|hazard ratios?|odds ratios?|risk ratios?|p[- ]?values?)\b|\bp\s*$")
_YEAR_OVER_UNIT: Final = re.compile(r"(?<=\b(?:19|20)[0-9]{2}) (?=[$€£¥%]|(?:RMB|cents|pence)\b)")


@dataclass(frozen=True, slots=True)
class ScaleNote:
    """A remark such as "(in thousands, except per share data)".

    Attributes:
        power: The power of ten that amounts are in.
        currency: The currency it names; empty if none.
        shares: The power of ten that numbers of shares are in.
        prices: Whether it excepts amounts per share.
    """

    power: int
    currency: str
    shares: int
    prices: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """What one header, or the path of headers of a row or column, says.

    Attributes:
        note: Its own remark on scale.
        rate: The kind and unit of bare numbers under it, for percentages and points.
        per: What amounts under it are per ("share"), or empty.
        prices: Whether it names a price of one share or the like.
        shares: Whether it counts shares rather than amounts per share.
        share_row: Whether, as the header of a row, it counts shares even where other rows hold money.
        stock_line: Whether it is the line of a class of stock in a balance sheet.
        counts: Whether it counts or measures something that is no money.
        awards: Whether it names options, units or warrants, which are counted where nothing shows money.
        share_behind: Whether its counts have their share in percent in a bracket behind them: "n (%)".
        difference: Whether it is a difference of percentages, which prose tells in points or in percent.
        unitless: Whether what it names has no unit, whatever other headers say: a hazard ratio.
        interval: Whether two of its numbers in a bracket are the ends of an interval: "(95% CI)", "(range)".
    """

    note: ScaleNote | None
    rate: tuple[Kind, str] | None
    per: str
    prices: bool
    shares: bool
    share_row: bool
    stock_line: bool
    counts: bool
    awards: bool
    share_behind: bool
    difference: bool
    unitless: bool
    interval: bool


@lru_cache(maxsize=1024)
def scale_note(text: str) -> ScaleNote | None:
    """The first remark on scale in a caption or a header."""
    lowered = text.lower()
    if not any(word in lowered for word in _NOTE_WORDS):
        return None
    match = _NOTE.search(text)
    if match is None:
        return None
    word = next((group for group in match.groups() if group), "thousand").lower()
    power = _POWERS.get(word) or _POWERS[word.rstrip("s")]
    excepted = _EXCEPT.search(text, match.end(), match.end() + 240)
    exceptions = excepted[1].lower() if excepted is not None else ""
    apart = _SHARES_APART.search(text)
    shares = power
    if apart is not None:
        shares = _POWERS[(apart[1] or apart[2]).lower()]
    elif _SHARE_EXCEPTED.search(exceptions):
        shares = 0
    about = text[max(match.start() - 40, 0) : match.end() + 24]
    currency = next((code for pattern, code in _CURRENCIES if pattern.search(about)), "")
    return ScaleNote(power, currency, shares, "per" in exceptions or "par " in exceptions)


@lru_cache(maxsize=4096)
def wording(text: str) -> Wording:
    """Read a header."""
    lowered = text.lower()
    per = shares = None
    share_row = stock_line = False
    if (
        "share" in lowered
        or "unit" in lowered
        or "eps" in lowered
        or "ads" in lowered
        or "dps" in lowered
        or "warrant" in lowered
    ):
        per = _PER_SHARE.search(lowered)
        shares = _SHARES.search(lowered)
        if shares is not None and per is not None and per.start() < shares.start():
            shares = None
    if shares is not None:
        share_row = _SHARE_ROWS.search(lowered) is not None
    if "dilutive" in lowered:
        share_row = share_row or _DILUTIVE.search(lowered) is not None
    if "stock" in lowered or "ordinary" in lowered:
        stock_line = _STOCK_LINE.search(lowered) is not None
    return Wording(
        note=scale_note(text),
        rate=_rate(lowered),
        per="" if per is None else _PER_NAMES.get(per[1] or "share", "share"),
        prices=_PRICES.search(lowered) is not None,
        shares=shares is not None and (per is None or share_row),
        share_row=share_row,
        stock_line=stock_line,
        counts=_COUNTS.search(lowered) is not None,
        awards=_AWARDS.search(lowered) is not None,
        share_behind=_COUNT_AND_SHARE.search(lowered) is not None,
        difference=_DIFFERENCE.search(lowered) is not None,
        unitless=_UNITLESS.search(lowered) is not None,
        interval=_NAMES_INTERVAL.search(lowered) is not None,
    )


def _rate(lowered: str) -> tuple[Kind, str] | None:
    if "%" in lowered:
        lowered = _COUNT_AND_SHARE.sub("", _INTERVAL.sub("", lowered)).rstrip()
    noted = (
        _UNIT_NOTE.search(lowered) if lowered[-1:] == ")" or " in " in lowered or ", " in lowered else None
    )
    if noted is not None:
        unit = UNITS.get(noted[1] or noted[2] or noted[3])
        if unit is not None and unit.kind in (Kind.DURATION, Kind.MEASURE):
            return unit.kind, unit.name
    if "%" not in lowered and "p" not in lowered:
        return None
    if _PERCENT_POINTS.search(lowered):
        return Kind.POINTS, "pp"
    if _BASIS_POINTS.search(lowered):
        return Kind.POINTS, "bp"
    lowered = _EXCEPT.sub("", lowered)  # "(in millions, except percentages)"
    if _PERCENT.search(lowered) and not _STATED_PERCENT.search(lowered):
        return Kind.PERCENT, "%"
    return None


def years_apart(header: str) -> str:
    """A header, as long, in which a year stands on a line above its unit: no 2,019 pounds in "2019 £m"."""
    return _YEAR_OVER_UNIT.sub("\n", header)
