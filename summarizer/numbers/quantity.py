"""The types of a number as a text states it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from summarizer.document import Span

ANY_UNIT = "*"
"""The unit of a number that comes without one, such as a plain field of a record: it may state any."""


class Kind(StrEnum):
    """The unit class of a quantity; only quantities of one class can restate each other."""

    NUMBER = "number"  # a count or a bare number; unit: the thing counted where the text names it
    PERCENT = "percent"  # unit "%"; the value is in percent: 32.4 for 32.4%
    POINTS = "points"  # unit "pp" (percentage points) or "bp" (basis points)
    MONEY = "money"  # unit: ISO code, "USD"; per share and the like: "USD/share"
    DURATION = "duration"  # unit: "second" ... "year"; ages too
    MEASURE = "measure"  # any other physical or clinical unit: "mg/kg", "mile"
    MULTIPLE = "multiple"  # unit "x": "3.2x", "doubled", "two-fold"
    ORDINAL = "ordinal"  # "third", "21st", where it is no part of a period
    DATE = "date"  # a day, month, quarter, half or year; see `period`
    TIME = "time"  # a time of day; the value is in minutes after midnight
    IDENTIFIER = "identifier"  # looks like a number, states none: phone, "99.1" of an exhibit, "IMGN853"


NO_AMOUNTS: Final = (Kind.DATE, Kind.IDENTIFIER, Kind.ORDINAL, Kind.TIME)
"""The kinds of what is written with digits and counts or measures nothing."""


class Qualifier(StrEnum):
    """What the words before a number make of it."""

    NONE = ""
    ABOUT = "about"  # approximately, around, roughly
    NEARLY = "nearly"  # almost, just under: a little less
    OVER = "over"  # more than, above, exceeding, just over, ">"
    UNDER = "under"  # less than, below, fewer than, "<"
    AT_LEAST = "at least"  # or more, no less than, "≥", "+"
    AT_MOST = "at most"  # up to, as many as, no more than, "≤"


class Role(StrEnum):
    """What a number is within its own expression."""

    PLAIN = ""
    LOW = "low"  # the lower end of a range or an interval
    HIGH = "high"  # the upper end
    LEVEL = "level"  # the 95% of a 95% confidence interval
    SPREAD = "spread"  # the figure after "±"
    P_VALUE = "p-value"
    PART = "part"  # 34 of "34 of 105", "34/105"
    WHOLE = "whole"  # 105 of "34 of 105"; n= and N=
    GRADE = "grade"  # the 3 of "grade 3+": a category that reads like a quantity


class Grain(StrEnum):
    """How fine a date is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar or fiscal period; the parts that the text does not give are None.

    "November 16" has no year; "the first quarter" neither. `iso` prints what is known.
    """

    grain: Grain
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    fiscal: bool = False

    @property
    def iso(self) -> str:
        """As "2021-11-16", "2021-11", "2022-Q1", "2022-H1", "2022", "FY2022"; "--11-16" without a year."""
        year = "-" if self.year is None else f"{'FY' if self.fiscal else ''}{self.year:04d}"
        match self.grain:
            case Grain.DAY:
                return f"{year}-{self.month:02d}-{self.day:02d}"
            case Grain.MONTH:
                return f"{year}-{self.month:02d}"
            case Grain.QUARTER:
                return f"{year}-Q{self.quarter}"
            case Grain.HALF:
                return f"{year}-H{self.half}"
            case Grain.YEAR:
                return year


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as the text states it.

    Attributes:
        span: Sign, currency, digits or number words, scale word, percent sign and unit of measure
            ("$1.2 billion", "(12.5)%", "5.9 months", "mg/kg"); a counted noun is not part of it
            ("106" of "106 patients"), nor are the qualifier's words.
        text: The characters of the span, verbatim.
        kind: The unit class.
        value: In base units: 1200000000 for $1.2 billion, 32.4 for 32.4%, -12.5 for (12.5)%. None
            only for dates and identifiers.
        unit: Canonical and singular: "%", "pp", "bp", "USD", "USD/share", "month", "mg/kg", "patient",
            "share", "x"; empty where the text gives none.
        step: One unit of the last place shown, scale included: 0.1 for 32.4%, 1E8 for $1.2 billion;
            0 for a number that rounding cannot explain (a word such as "half").
        scale: The factor that scale words or a table's caption put on the digits: 1000000 for "million".
        table_scale: Whether `scale` came from a table's caption or header, not from the number itself.
        qualifier: "more than" and its like.
        role: Its part in its own expression.
        group: Where the expression starts that it shares with others (range, interval, fraction, list
            that shares a unit); -1 where it stands alone.
        period: For `Kind.DATE`.
        is_word: Whether the number is written in words.
    """

    span: Span
    text: str
    kind: Kind
    value: Decimal | None
    unit: str = ""
    step: Decimal = Decimal(1)
    scale: Decimal = Decimal(1)
    table_scale: bool = False
    qualifier: Qualifier = Qualifier.NONE
    role: Role = Role.PLAIN
    group: int = -1
    period: Period | None = None
    is_word: bool = False

    def __init__(  # noqa: PLR0917 - as the dataclass has it
        self,
        span: Span,
        text: str,
        kind: Kind,
        value: Decimal | None,
        unit: str = "",
        step: Decimal = Decimal(1),
        scale: Decimal = Decimal(1),
        table_scale: bool = False,
        qualifier: Qualifier = Qualifier.NONE,
        role: Role = Role.PLAIN,
        group: int = -1,
        period: Period | None = None,
        is_word: bool = False,
    ) -> None:
        # As the dataclass would, but each field is set by its slot: a filing makes thousands of these.
        _set_span(self, span)
        _set_text(self, text)
        _set_kind(self, kind)
        _set_value(self, value)
        _set_unit(self, unit)
        _set_step(self, step)
        _set_scale(self, scale)
        _set_table_scale(self, table_scale)
        _set_qualifier(self, qualifier)
        _set_role(self, role)
        _set_group(self, group)
        _set_period(self, period)
        _set_is_word(self, is_word)


_set_span = vars(Quantity)["span"].__set__
_set_text = vars(Quantity)["text"].__set__
_set_kind = vars(Quantity)["kind"].__set__
_set_value = vars(Quantity)["value"].__set__
_set_unit = vars(Quantity)["unit"].__set__
_set_step = vars(Quantity)["step"].__set__
_set_scale = vars(Quantity)["scale"].__set__
_set_table_scale = vars(Quantity)["table_scale"].__set__
_set_qualifier = vars(Quantity)["qualifier"].__set__
_set_role = vars(Quantity)["role"].__set__
_set_group = vars(Quantity)["group"].__set__
_set_period = vars(Quantity)["period"].__set__
_set_is_word = vars(Quantity)["is_word"].__set__
