"""Finds the numbers of a draft, simply and independently of the package that is measured."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ORDINALS = ("first", "second", "third", "fourth")
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS: dict[str, int] = {word: value for value, word in enumerate(_SMALL)}
for _tens in range(2, 10):
    WORDS[_TENS[_tens]] = 10 * _tens
    WORDS |= {f"{_TENS[_tens]}-{_SMALL[unit]}": 10 * _tens + unit for unit in range(1, 10)}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALE_SHORT = {
    "K": "thousand",
    "M": "million",
    "B": "billion",
    "bn": "billion",
    "m": "million",
    "mm": "million",
}

_MONTH = "|".join((*MONTHS, *(f"{month[:3]}" for month in MONTHS), "Sept"))
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_WORD = "|".join(sorted((word for word in WORDS if word not in ("zero", "one")), key=len, reverse=True))
_UNITS = (
    r"percentage[ -]points?|basis points?|percent|per cent|%|pp\b|bps?\b|"
    r"years?\b|months?\b|weeks?\b|days?\b|hours?\b|minutes?\b|"
    r"mg/kg|mg/dL|g/dL|mg\b|mcg\b|µg\b|mL\b|kg\b|square f(?:ee|oo)t|miles?\b|x\b|-fold"
)
NOT_NUMBERS = re.compile(
    r"""
      (?:Form|Forms)\s+\d+-[A-Z]+(?:/A)?  | \b\d{1,2}-[KQ]\b | \b[86]-K\b
    | \b(?:Items?|Exhibits?|Section|Rule|Topic|Article|Note|Footnote)\s+\d+(?:\.\d+)?(?:\([a-z0-9]+\))*
    | \b[Pp]hase\s+(?:\d\w?|I+V?[ab]?)(?:/\d)? | \b[Gg]rade\s+(?:≥\s*)?\d(?:\s*(?:-|–|or|and|/)\s*\d)?\+?
    | \b\(?\d{3}\)?[ -]\d{3}-\d{4}\b
    | \b(?!Q[1-4]\b|FY\d|[1-4]Q|H[12]\b|US\$)[A-Za-z][A-Za-z]*-?\d[\w-]*
    | \b\d{1,2}:\d{1,2}\b
    | (?m:^\s*\d{1,2}[.)]\s)
    """,
    re.VERBOSE,
)
_DATE = re.compile(
    rf"(?:\b(?P<first>\d{{1,2}})\s+)?\b(?P<month>{_MONTH})\b\.?(?:\s+(?P<day>\d{{1,2}})\b(?!,\d{{3}}|%))?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<iso>(?P<iy>(?:19|20)\d\d)-\d\d-\d\d)\b"
)
_QUARTER = re.compile(
    rf"\b(?P<word>{'|'.join(ORDINALS)})[ -](?P<what>quarter|half)\b"
    r"|\bQ(?P<q>[1-4])\b|\b(?P<q2>[1-4])Q(?:\d\d)\b"
    r"|\bFY\s?(?:\d{4}|\d\d)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"(?P<sign>(?<![\w%)\]])[-−–](?=[$€£\d.]))?(?P<currency>US\$|[$€£])?\s?\(?(?P<number>(?<![\w.,]){_DIGITS}|(?<=\$){_DIGITS})\)?"
    r"(?:[\s-]?(?P<scale>thousand|million|billion|trillion)\b|\s?(?P<short>bn|mm|[KMB])\b"
    r"|(?<=[\d])(?P<short2>m)\b)?"
    rf"(?:[\s-]?(?P<unit>{_UNITS}))?"
)
_WORDED = re.compile(
    rf"\b(?P<number>{_WORD})\b(?:[ -](?P<scale>thousand|million|billion|hundred)\b)?"
    rf"(?:[ -](?P<unit>{_UNITS}))?",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?P<number>half|one-third|two-thirds|doubled|tripled|quadrupled|halved|a dozen)\b", re.IGNORECASE
)
_UNIT_NAMES = (
    (re.compile(r"percentage|pp"), "points"),
    (re.compile(r"basis|bp"), "points"),
    (re.compile(r"%|per ?cent"), "percent"),
    (re.compile(r"year|month|week|day|hour|minute"), "duration"),
    (re.compile(r"x|-fold"), "multiple"),
)

_CLASSES = ("money", "percent", "points", "duration", "measure", "multiple")


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a draft; `[start, end)` is the whole expression, `[first, last)` its digits or word."""

    start: int
    end: int
    first: int
    last: int
    kind: str  # money percent points duration measure multiple count year month day quarter fraction
    value: Decimal
    unit: str = ""
    scale: str = ""
    is_word: bool = False


def numbers(text: str) -> list[Number]:
    """The numbers of `text`, in order, without overlaps."""
    found: list[Number] = []
    taken = bytearray(len(text) + 1)

    def add(number: Number) -> None:
        if not any(taken[number.start : number.end]):
            taken[number.start : number.end] = b"\1" * (number.end - number.start)
            found.append(number)

    for match in NOT_NUMBERS.finditer(text):
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for match in _DATE.finditer(text):
        for part in _date_parts(match):
            add(part)
    for match in _QUARTER.finditer(text):
        which = match["word"] or match["q"] or match["q2"] or "0"
        value = Decimal(ORDINALS.index(which.lower()) + 1 if not which.isdigit() else int(which))
        add(Number(*match.span(), *match.span(), "quarter", value))
    for match in _AMOUNT.finditer(text):
        add(_amount(match))
    for match in _WORDED.finditer(text):
        add(_amount(match))
    for match in _FRACTION.finditer(text):
        add(Number(*match.span(), *match.span("number"), "fraction", Decimal(0), is_word=True))
    return _share_units(text, sorted(found, key=lambda number: number.start))


_JOINED = re.compile(r"\s?(?:to|and|or|[-–—])\s?(?:just (?:above|over|under)\s)?")


def _share_units(text: str, found: list[Number]) -> list[Number]:
    """Gives the first number of "5.7 to 7 months" the unit class of the second."""
    for index in range(len(found) - 1):
        one, two = found[index], found[index + 1]
        bare = one.kind == "count" or (one.kind == "money" and not one.scale)
        if bare and two.kind in _CLASSES and _JOINED.fullmatch(text[one.end : two.start]):
            scaled = one.value * SCALES.get(two.scale, 1) if not one.scale else one.value
            found[index] = replace(one, kind=two.kind, value=scaled)
    return found


def _date_parts(match: re.Match[str]) -> list[Number]:
    if match["iso"]:
        return [Number(*match.span(), *match.span(), "day", Decimal(match["iso"].replace("-", "")))]
    if not any(match[name] for name in ("first", "day", "year")):
        return []  # "May" is a verb, "March" an order; a bare month tells too little
    month = 1 + [name[:3] for name in MONTHS].index(match["month"][:3])
    parts = [Number(*match.span("month"), *match.span("month"), "month", Decimal(month))]
    parts += [
        Number(*match.span(name), *match.span(name), name.replace("first", "day"), Decimal(match[name]))
        for name in ("first", "day", "year")
        if match[name]
    ]
    return parts


def _amount(match: re.Match[str]) -> Number:
    parts = match.groupdict()
    raw, is_word = match["number"], match["number"][0].isalpha()
    value = Decimal(WORDS[raw.lower()]) if is_word else Decimal(raw.replace(",", ""))
    short = parts.get("short") or parts.get("short2") or ""
    scale = (match["scale"] or _SCALE_SHORT.get(short, "")).lower()
    value *= 100 if scale == "hundred" else SCALES.get(scale, 1)
    unit = match["unit"] or ""
    kind = "count"
    if parts.get("currency"):
        kind = "money"
    elif unit:
        kind = next((name for pattern, name in _UNIT_NAMES if pattern.match(unit)), "measure")
    elif not is_word and not scale and re.fullmatch(r"(?:19|20)\d\d", raw):
        kind = "year"
    start, end = match.span()
    start += len(match[0]) - len(match[0].lstrip())
    if match[0].lstrip().startswith("(") and not parts.get("currency"):
        start = match.start("number")  # the bracket of "(32.4%" belongs to the sentence
    if not parts.get("currency") and match.string[match.end("number") : match.end("number") + 1] == ")":
        end = match.end("number") if not (unit or scale) else end
    return Number(start, end, *match.span("number"), kind, value, unit, scale, is_word)


_BREAK = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[A-Z“\"(•*])|\n\s*(?=\n|[-*•|#]|\d+[.)]\s)|;\s|\s\|\s")
_CLAUSE = re.compile(
    r"(?<=[.!?])[\"”]?\s+(?=[A-Z“\"(•*])|\n\s*(?=\n|[-*•|#]|\d+[.)]\s)|;\s|\s\|\s|,?\s(?:while|whereas|but)\s|,\sand\s|,\swith\s"
    r"|\sand\s(?=(?:expects?|plans?|intends?|aims?|is|are|was|were|will|had|has|said|rose|fell)\b)"
)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, list item or table cell around `[start, end)`."""
    return _around(_BREAK, text, start, end)


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around `[start, end)`: a sentence cut at "while", "but", ", and" and the like."""
    return _around(_CLAUSE, text, start, end)


def _around(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    low, high = 0, len(text)
    for match in pattern.finditer(text):
        if match.end() <= start:
            low = match.end()
        elif match.start() >= end:
            high = match.start()
            break
    return low, high
