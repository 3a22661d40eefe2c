"""What follows a number: percent signs, scale words, units of measure, counted nouns, footnote marks."""

import re
from typing import Final

from summarizer.numbers.atoms import Atom
from summarizer.numbers.quantity import Kind, Qualifier
from summarizer.numbers.units import (
    ATTACHED,
    COUNT_SUFFIXES,
    CURRENCY_CODES,
    FIRST_WORDS,
    MONEY_SUFFIXES,
    PER,
    PLURALS,
    UNITS,
    Unit,
)

_FOLLOWS: Final = re.compile(r"([ \n]?-?)(%|[A-Za-zμ°][A-Za-zμ°²³]*)")
_SECOND_WORD: Final = re.compile(r"[ \n-]([A-Za-z]+)")
_PER: Final = re.compile(
    r"(?:[ \n]per|/|[ \n]a|[ \n]each)[ \n]?((?:(?:diluted|basic|common|ordinary|limited|partnership|depositary)[ \n])*)"
    r"([A-Za-z]+)(?![A-Za-z])"
)
_RATE: Final = re.compile(
    r"/(?:kg|m2|m²|mL|ml|dL|dl|L|l|min|h|hr|hour|day|d|week|wk|year|yr|month|mo|s|sec|mg|g|cm2|mm3|μL|μl|mmol|ton|mile|"
    r"person|patient|dose)(?:2|²)?(?:/(?:day|d|min|h|hr|kg|week|dose))?(?![A-Za-z0-9])"
    r"|[ \n]per[ \n](?:kilogram|kg|liter|litre|minute|hour|second|square[ \n]meter|square[ \n]metre|deciliter|decilitre|"
    r"milliliter|millilitre|gallon)(?![A-Za-z])"
)
_OLD: Final = re.compile(r"[- \n]olds?(?![A-Za-z])|[ \n]of[ \n]age(?![A-Za-z])")
_OR_MORE: Final = re.compile(
    r"\+|[ \n](?:or|and)[ \n](?:(more|higher|greater|above|older|over|longer|later|better|worse|up|upwards?)"
    r"|(less|fewer|lower|below|under|younger|earlier|shorter))(?![A-Za-z])"
)
_ADJECTIVES: Final = re.compile(
    r"([ \n])([A-Za-z][A-Za-z-]*)(?:[ \n]([A-Za-z][A-Za-z-]*))?(?:[ \n]([A-Za-z][A-Za-z-]*))?"
)
_STOP: Final = frozenset(
    "a an the of in on at to for from by with and or but as than that which who whose is are was were be been has have "
    "had will would could can may might if while when during after before since per each every all it its they their "
    "he she his her we our this these those not no nor vs versus compared respectively including between within "
    "through until against over under about into onto said told say says also including among who".split()
)
_CLOSERS: Final = ")]%"
_SHORT_LINE: Final = 40
_COUNT_VERBS: Final = frozenset()


def _crosses(text: str, end: int) -> bool:
    """Whether the line break at `end` parts two lines that do not belong to one sentence."""
    return text.rfind("\n", end - _SHORT_LINE, end) >= 0


def _apply(atom: Atom, unit: Unit, end: int) -> None:
    """Give the atom a unit whose last character stands before `end`."""
    atom.bare = False
    atom.unit = unit.name
    if unit.noun:
        return
    atom.end = end
    atom.kind = unit.kind
    atom.power += unit.power


def read_tail(text: str, atom: Atom) -> bool:
    """Complete an atom with the scale, unit or noun after it.

    Args:
        text: Padded and folded.
        atom: A number, or an amount of money; changed in place.

    Returns:
        False if letters hang on the number that make it a code, and no number ("10b", "8-K").
    """
    end = atom.end
    match = _FOLLOWS.match(text, end)
    if match is None:
        if text[end] == "+":
            atom.qualifier = Qualifier.AT_LEAST
        return True
    gap, word = match.groups()
    if word == "%":
        if gap[-1:] == "-" or gap == "\n":
            return True
        atom.kind = Kind.PERCENT
        atom.unit = "%"
        atom.end = match.end()
        atom.bare = False
        return True
    if gap == "":
        return _attached(text, atom, word, match.end())
    if gap[-1] == "-":
        return len(gap) > 1 or _hyphened(text, atom, word, match.end())
    if gap == "\n" and (not word.islower() or _crosses(text, end)):
        return True
    _spaced(text, atom, word, match.start(2), match.end())
    return True


def _attached(text: str, atom: Atom, word: str, end: int) -> bool:
    if text[end].isdigit() and word not in ("m", "cm", "mm", "km"):
        return False
    money = atom.kind is Kind.MONEY
    power = (MONEY_SUFFIXES if money else COUNT_SUFFIXES).get(word)
    if power is not None and not text[end].isalnum():
        atom.power = power
        atom.end = end
        _after_scale(text, atom)
        return True
    if word in ("st", "nd", "rd", "th"):
        atom.kind = Kind.ORDINAL
        atom.end = end
        atom.bare = False
        return True
    unit = ATTACHED.get(word)
    if unit is None:
        return False
    if money and unit.power == 0:
        return True
    if unit.power:
        atom.power = unit.power
        atom.end = end
        _after_scale(text, atom)
        return True
    if text[end] == "2" and not text[end + 1].isalnum() and word in ("m", "cm", "mm", "km"):
        end += 1
        unit = Unit(Kind.MEASURE, f"{unit.name}²")
    _apply(atom, unit, end)
    _after_unit(text, atom)
    return True


def _hyphened(text: str, atom: Atom, word: str, end: int) -> bool:
    unit = UNITS.get(word)
    if unit is None:
        unit = UNITS.get(word.lower())
        if unit is None and word in FIRST_WORDS and (second := _SECOND_WORD.match(text, end)):
            unit = UNITS.get(f"{word} {second[1]}")
            end = second.end() if unit is not None else end
    if unit is None:
        return not (word.isupper() and len(word) <= 3 and word not in ("TO",))  # noqa: PLR2004
    if unit.noun or (atom.kind is Kind.MONEY and unit.power == 0):
        if atom.kind is Kind.NUMBER:
            _apply(atom, unit, end)
        return True
    if unit.power:
        atom.power += unit.power
        atom.end = end
        _after_scale(text, atom)
        return True
    _apply(atom, unit, end)
    _after_unit(text, atom)
    return True


def _spaced(text: str, atom: Atom, word: str, start: int, end: int) -> None:
    unit = UNITS.get(word)
    if unit is None:
        unit = UNITS.get(word.lower())
    if word in FIRST_WORDS or word.lower() in FIRST_WORDS:
        second = _SECOND_WORD.match(text, end)
        if second is not None:
            double = UNITS.get(f"{word} {second[1]}".lower())
            if double is not None:
                unit = double
                end = second.end()
    if unit is None:
        if atom.kind is Kind.MONEY:
            if (power := MONEY_SUFFIXES.get(word)) and len(word) + word.isupper() > 1:
                atom.power = power
                atom.end = end
                _after_scale(text, atom)
            else:
                _after_money(text, atom)
        elif atom.kind is Kind.NUMBER:
            if word in CURRENCY_CODES and word not in ("US", "Rs", "Rs."):
                _apply(atom, Unit(Kind.MONEY, CURRENCY_CODES[word] or word), end)
            else:
                _noun_after(text, atom)
        return
    if unit.power > 0:
        atom.power += unit.power
        atom.end = end
        _after_scale(text, atom)
        return
    if atom.kind is Kind.MONEY:
        if unit.kind is Kind.MONEY and unit.power == 0:
            atom.end = end
        _after_money(text, atom)
        return
    if unit.kind is Kind.MULTIPLE and _occasions(text, end):
        atom.unit = "time"
        atom.bare = False
        return
    _apply(atom, unit, end)
    if unit.kind is Kind.MONEY:
        _after_money(text, atom)
    else:
        _after_unit(text, atom)


_OCCASIONS: Final = re.compile(
    r"[ \n](?:daily|weekly|monthly|yearly|annually|a|per|each|every|in|on|during|over)\b|[.,;)]"
)


def _occasions(text: str, end: int) -> bool:
    return text[end - 1] == "s" and _OCCASIONS.match(text, end) is not None


def _after_scale(text: str, atom: Atom) -> None:
    """A currency word, a unit or a noun after "million"."""
    if atom.kind is Kind.MONEY:
        match = _FOLLOWS.match(text, atom.end)
        if (
            match is not None
            and match[1]
            and match[2].lower() in ("dollars", "euros", "pounds", "yen", "yuan")
        ):
            atom.end = match.end()
        _after_money(text, atom)
        return
    match = _FOLLOWS.match(text, atom.end)
    if match is None or (match[1] not in (" ", "-") and (match[1] != "\n" or _crosses(text, atom.end))):
        return
    word = match[2]
    if word == "U" and text.startswith("U.S. dollars", match.start(2)):
        _apply(atom, Unit(Kind.MONEY, "USD"), match.start(2) + 12)
        return
    if word in ("pounds",):
        _apply(atom, Unit(Kind.MONEY, "GBP"), match.end())
        return
    _spaced(text, atom, word, match.start(2), match.end())


def _after_money(text: str, atom: Atom) -> None:
    atom.bare = False
    match = _PER.match(text, atom.end)
    if match is not None and match[2] in PER:
        atom.unit = f"{atom.unit}/{PER[match[2]]}"
        atom.end = match.end()


def _after_unit(text: str, atom: Atom) -> None:
    if atom.kind is Kind.MEASURE:
        rate = _RATE.match(text, atom.end)
        if rate is not None:
            per = rate.group().replace("\n", " ").removeprefix(" per ").lstrip("/")
            atom.unit = f"{atom.unit}/{_RATE_NAMES.get(per, per)}"
            atom.end = rate.end()
    elif atom.unit == "year":
        old = _OLD.match(text, atom.end)
        if old is not None:
            atom.end = old.end()


_RATE_NAMES: Final = {
    "kilogram": "kg", "liter": "L", "litre": "L", "l": "L", "ml": "mL", "dl": "dL", "minute": "min", "hour": "h", "hr": "h",
    "second": "s", "sec": "s", "square meter": "m²", "square metre": "m²", "m2": "m²", "deciliter": "dL", "d": "day",
    "decilitre": "dL", "milliliter": "mL", "millilitre": "mL", "wk": "week", "yr": "year", "mo": "month", "μl": "μL",
}  # fmt: skip


def _noun_after(text: str, atom: Atom) -> None:
    """Look for the counted noun behind up to two other words."""
    match = _ADJECTIVES.match(text, atom.end)
    if match is None or (match[1] == "\n" and _crosses(text, atom.end)):
        return
    for word in match.groups()[1:]:
        if word is None or word in _STOP:
            return
        noun = PLURALS.get(word) or PLURALS.get(word.lower())
        if noun is not None:
            atom.unit = noun
            atom.bare = False
            return


def or_more(text: str, end: int) -> tuple[Qualifier, int] | None:
    """Read "+", "or more", "and older" and their opposites after a number and its unit."""
    match = _OR_MORE.match(text, end)
    if match is None:
        return None
    return (Qualifier.AT_MOST if match[2] else Qualifier.AT_LEAST), match.end()
