"""The days that sentences give: when something takes effect, and dates that are given a name."""

import re
from collections.abc import Iterable, Mapping

from summarizer.engines.extractive.told import Number, Told
from summarizer.numbers.quantity import Grain, Kind
from summarizer.schemas import Figure

_DEFINED = re.compile(
    r",? \((?:such date|such time|the date of such \w+|which date|the)?,? ?(?:being "
    r"|is )?(?:the )?\"(?P<name>[^\"]{3,40})\"\)"
)
_EFFECTIVE = re.compile(r"\beffective(?:ly)?\b", re.IGNORECASE)
_LEAD = re.compile(
    r"[ ,]*(?:as of|as from|on|upon|from|at|beginning|immediately|commencing|,| "
    r"|the close of business|the end of(?: the day)?(?: on)?|with effect from|or about"
    r"|midnight)*\Z"
)
_ON = re.compile(
    r"\b(?:on|as of|effective|by|in|at the end of|until|through|dated)(?: or (?:about|before))?(?: the)? \Z",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:\(?[a-z0-9]{1,3}\)\.? )?(?:(?:[Aa]lso |[Ee]ffective |As previously \w+, )?(?:[Oo]n"
    r"|[Aa]s of|[Ee]ffective(?: as of)?),? |In )(?:or about )?\Z"
)
_REACH = 110  # characters


def is_day(number: Number) -> bool:
    """Whether a number is a date: a day with its year, a month, a quarter, a year."""
    period = number.quantity.period
    return (
        number.kind is Kind.DATE
        and period is not None
        and (period.grain is not Grain.DAY or period.year is not None)
    )


def named_dates(told: Iterable[Told]) -> Mapping[str, tuple[Told, Number]]:
    """Dates that the filing gives a name: 'May 1, 2025 (the "Effective Date")'."""
    found: dict[str, tuple[Told, Number]] = {}
    for sentence in told:
        for number in sentence.numbers:
            match = _DEFINED.match(sentence.text, number.end)
            if is_day(number) and match:
                found.setdefault(match["name"], (sentence, number))
            elif match is None and is_day(number):
                later = re.match(
                    r", (?:effective )?(?:on such date"
                    r"|the date)[^()]{0,40} \(the \"(?P<name>[^\"]{3,40})\"\)",
                    sentence.text[number.end :],
                )
                if later:
                    found.setdefault(later["name"], (sentence, number))
    return found


def effective(
    told: Told, start: int, end: int, named: Mapping[str, tuple[Told, Number]]
) -> tuple[Figure | None, bool]:
    """The day from which something holds, by the word "effective" in a stretch of a sentence.

    Returns:
        The day, None where none is told; and whether the stretch says "effective" at all.
    """
    text = told.text
    said = False
    for match in _EFFECTIVE.finditer(text, start, end):
        if text[match.end() : match.end() + 6] in (" Date ", " Time "):
            continue
        said = True
        for number in told.numbers:
            if (
                is_day(number)
                and number.start >= match.end()
                and _LEAD.fullmatch(text, match.end(), number.start)
            ):
                return told.figure(number), True
        follows = text[match.end() : match.end() + _REACH]
        if re.match(
            r"[ ,]*(?:immediately|on such date|as of (?:such|that|the same) date"
            r"|that (?:same )?(?:day|date))\b",
            follows,
        ):
            opening = opening_day(told)
            if opening is not None:
                return opening, True
        for name, (sentence, number) in named.items():
            if re.match(rf"[ ,]*(?:as of|on|upon)? ?(?:the )?{re.escape(name)}\b", follows):
                return sentence.figure(number), True
    return None, said


def named_day(told: Told, start: int, end: int, named: Mapping[str, tuple[Told, Number]]) -> Figure | None:
    """A day that a stretch gives by its name: "on the Effective Date"."""
    for name, (sentence, number) in named.items():
        if re.search(rf"\b(?:on|as of|until|upon) the {re.escape(name)}\b", told.text[start:end]):
            return sentence.figure(number)
    return None


def day_after(told: Told, start: int, end: int) -> Figure | None:
    """The first day that follows with "on", "as of" and the like in a stretch of a sentence."""
    for number in told.numbers:
        if start <= number.start < min(end, start + _REACH) and is_day(number):
            lead = _ON.search(told.text, max(0, number.start - 24), number.start)
            return None if lead is None or "dated" in lead.group() else told.figure(number)
    return None


def opening_day(told: Told) -> Figure | None:
    """The day that a sentence opens with: "On May 1, 2025, …"."""
    for number in told.numbers:
        if is_day(number):
            return told.figure(number) if _OPENS.fullmatch(told.text, 0, number.start) else None
    return None


__all__ = ["day_after", "effective", "is_day", "named_dates", "named_day", "opening_day"]
