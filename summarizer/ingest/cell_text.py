"""What the text of one cell is: a figure, a period, a note on units."""

import re
from functools import lru_cache

_NIL = re.compile(
    r"(?:[$€£¥]?\s*[-–—−]{1,3}%?|\*|nil|F-\d{1,3}|n/?a|n\.a\.|n/?m|n\.m\.|none)\Z", re.IGNORECASE
)
_NUMERIC = re.compile(
    r"(?:\d|[$€£¥%()\[\]\s,.'’+\-–—−~<>≤≥=±/*†‡^:]|US|RMB|CHF|HK|NT|C(?=\$)|A(?=\$)|\(\w\)"
    r"|\b(?:million|billion|thousand|bps?|pp|ppt|pts?|to|[xp])\b)+\Z"
)
_THOUSANDS = re.compile(r"\D*000\D*\Z|.*['‘’]000")
_PLAIN_FIGURE = re.compile(  # what most cells hold, told by one pattern: no year, no date, no "000"
    r"\(?[$€£¥]? ?\(?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})*(?:\.[0-9]{1,4})?|0\.[0-9]{1,4})\)? ?%?\)?\Z"
)
_HAS_DIGIT = re.compile(r"\d")
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FOOTNOTE = r"(?:\s*(?:\(\w\)|\*+|[†‡]))*"
_YEAR = re.compile(
    rf"(?:(?:FY|CY|fiscal|year|[1-4]Q|Q[1-4]|H[12]|[12]H)\s?)?['’]?(?:19|20)\d\d[AEF]?"
    rf"(?:\s?[-–—/]\s?(?:(?:19|20)\d\d|\d\d))?(?:\s%)?{_FOOTNOTE}\Z",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"(?:19|20)\d\d|/\d\d")
_DATE = re.compile(
    rf"(?:(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d\d-\d\d)|{_MONTHS}\s*\d{{1,2}},?(?:\s*\d{{4}})?"
    rf"|(?:\d{{1,2}}\s+)?{_MONTHS},?\s*\d{{4}}){_FOOTNOTE}\Z",
    re.IGNORECASE,
)
_PERIOD_PHRASE = re.compile(
    r"\b(?:(?:months?|weeks?|quarters?|years?|periods?|days?)\s+end(?:ed|ing)|as\s+(?:of|at)\b|fiscal"
    rf"|at\s+{_MONTHS}|{_MONTHS}\s+\d{{1,2}},)",
    re.IGNORECASE,
)
_SCALE = r"(?:thousands?|millions?|billions?|trillions?|crores?|lakhs?|[$€£]?\s?['‘’]?000['’]?s?|[$€£]m\b)"
_UNIT_NOTE = re.compile(
    rf"\b(?:in|of|dollars|amounts|figures|USD?|RMB|stated|expressed|unaudited)\b[^()\n]{{0,60}}?{_SCALE}"
    r"|\b(?:except|other than)\b[^()\n]{0,60}\b(?:per[\s-]share|shares?|percent\w*|ratios?|per\b)"
    r"|\bunaudited\b|\bdollars\s+in\b|\bin\s+(?:U\.?S\.?\s+)?dollars\b",
    re.IGNORECASE,
)
_NOTE_ALONE = re.compile(
    r"\(?\s*(?:all\s+)?(?:in\b|dollars|amounts|figures|tabular|stated|expressed|unaudited"
    r"|U\.?S\.?|USD|RMB|[$€£]|['‘’]?000)",
    re.IGNORECASE,
)
_MAX_UNIT_NOTE = 160
_MAX_PERIOD_PHRASE = 60
_MAX_VALUE = 60
_MAX_PERIOD = 40


@lru_cache(maxsize=4096)
def is_value(text: str) -> bool:
    """Whether a cell states a figure, or that there is none, rather than naming a row or a column.

    A bare year or date names a column; `is_period` tells.
    """
    if len(text) > _MAX_VALUE:
        return False
    if _PLAIN_FIGURE.match(text):
        return True
    if _NIL.match(text):
        return True
    if _THOUSANDS.match(text):
        return False
    return _HAS_DIGIT.search(text) is not None and _NUMERIC.match(text) is not None and not is_period(text)


@lru_cache(maxsize=4096)
def is_period(text: str) -> bool:
    """Whether a cell is a year or a date and nothing else."""
    return len(text) < _MAX_PERIOD and (_YEAR.match(text) is not None or _DATE.match(text) is not None)


def has_year(text: str) -> bool:
    """Whether a date tells its year."""
    return _HAS_YEAR.search(text) is not None


def names_period(text: str) -> bool:
    """Whether a text tells of which time figures are, as "Three Months Ended" and "As of" do."""
    return len(text) < _MAX_PERIOD_PHRASE and _PERIOD_PHRASE.search(text) is not None


def is_unit_note(text: str) -> bool:
    """Whether a text says in what unit figures are given: "(in thousands, except per share data)"."""
    return len(text) <= _MAX_UNIT_NOTE and _UNIT_NOTE.search(text) is not None


def one_line(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())


def is_note_alone(text: str) -> bool:
    """Whether a text is a unit note and names nothing besides."""
    return _NOTE_ALONE.match(text) is not None and is_unit_note(text)
