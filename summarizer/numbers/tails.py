"""What follows a number: percent signs, scale words, units of measure, counted nouns."""

import re
from decimal import Decimal
from typing import Final

from summarizer.numbers.atoms import Atom
from summarizer.numbers.passage import BLANK, ends_row
from summarizer.numbers.quantity import Kind, Qualifier
from summarizer.numbers.units import (
    ATTACHED,
    COUNT_SUFFIXES,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    FIRST_WORDS,
    MONEY_SUFFIXES,
    PER,
    PLURALS,
    RATES,
    SCALES,
    SPACED_LETTERS,
    UNITS,
    Unit,
)

_FOLLOWS: Final = re.compile(r"( |-|- |[ ]{0,60}\n[ ]{0,60}|)(%|[A-Za-zμ°][A-Za-zμ°²³]*)")
_ENDS: Final = frozenset(".,;:)|]\"'")
"""What begins neither a unit nor a price, with a blank before it or not."""
_SECOND_WORD: Final = re.compile(rf"(?:\.?{BLANK}|-)([A-Za-z]+)")
_PER: Final = re.compile(
    rf"(?:{BLANK}(?:per|a|each)|/|[ ]/|-per)(?:{BLANK}|-)?(?:(?:diluted|basic|common|ordinary|limited"
    rf"|partnership|depositary|"
    rf"outstanding|Class{BLANK}[A-C]|and|or)(?:{BLANK}|-)){{0,6}}([A-Za-z]+)(?![A-Za-z])"
)
_RATE: Final = re.compile(
    r"[ ]?/[ ]?([A-Za-zμ][A-Za-zμ²]*(?:\^?2)?)(?:/([a-z]+))?(?![A-Za-z0-9])"
    rf"|{BLANK}per{BLANK}([a-z]+(?:{BLANK}(?:meter|metre|foot|mile))?)(?![A-Za-z])"
)
_OLD: Final = re.compile(rf"(?:-|{BLANK})old(?:s)?(?![A-Za-z])|{BLANK}of{BLANK}age(?![A-Za-z])")
_OR_MORE: Final = re.compile(
    rf"\+(?![0-9A-Za-z])|{BLANK}(?:or|and){BLANK}(?:(more|higher|greater|above|older|over|longer|later"
    rf"|better|worse|up|upwards?)"
    rf"|(less|fewer|lower|below|under|younger|earlier|shorter))(?![A-Za-z])(?!{BLANK}than(?![A-Za-z]))"
)
_WORDS_AFTER: Final = re.compile(
    rf"({BLANK})([A-Za-z][A-Za-z-]*)(?:{BLANK}([A-Za-z][A-Za-z-]*)(?:{BLANK}([A-Za-z][A-Za-z-]*))?)?"
)
STOP: Final = frozenset(
    "a an the of in on at to for from by with and or but as than that which who whose is are was were be "
    "been has have "
    "had will would could can may might if while when during after before since per each every all it its "
    "they their "
    "he she his her we our this these those not no nor vs versus compared respectively including between "
    "within "
    "through until against over under about into onto said told say says also among out due up down more "
    "less".split()
)
_TIMES_WHAT: Final = re.compile(
    rf"(?:{BLANK}|-)(?:as|more|the|that|those|what|its|their|his|her|higher|greater|larger|less|lower|fewer"
    rf"|baseline|normal|faster|"
    rf"longer|better|bigger|stronger|smaller|earnings|revenues?|sales|EBITDA|book|upper|ULN|annual|base"
    rf"|leverage|likely|over)(?![A-Za-z])"
)
_POINTS_BEHIND: Final = re.compile(
    rf"{BLANK}(?:(?:full|whole|more|further|additional|extra){BLANK}|(?:of{BLANK})?an?{BLANK})"
    rf"(percentage|basis){BLANK}points?(?![A-Za-z])",
    re.IGNORECASE,
)  # "two full percentage points", "half a percentage point"
_COMPANY: Final = re.compile(
    rf"{BLANK}(?:Company|Companies|Co|Inc|Corp|Corporation|Group|Holdings|Ltd|LLC)\b"
)
_PARTS_OF_YEARS: Final = frozenset(("3", "6", "9", "12"))
_OF_TIME: Final = re.compile(
    rf"{BLANK}(?:ended|(?:(?:FY|CY|fiscal{BLANK}(?:year{BLANK})?)[ ]?)?"
    r"(?:20|'|(?<=FY)|(?<=CY))[0-9]{2}(?![0-9]))"
)  # "6M ended", "9M 2025", "9M FY24"
_OPENS_LINE: Final = re.compile(r"\n[ \t>•*-]{0,8}$")
_ORDINAL: Final = {"11": "th", "12": "th", "13": "th", "1": "st", "2": "nd", "3": "rd"}
_LONGEST_DOZENS: Final = 12  # digits
_AMOUNTS: Final = frozenset({*CURRENCY_WORDS, "pounds", "pound"})


def read_tail(text: str, atom: Atom) -> bool:
    """Complete an atom with the scale, unit or noun after it.

    Args:
        text: Padded and folded.
        atom: A number, or an amount of money; changed in place.

    Returns:
        False if letters hang on the number that make it a code, and no number ("10b", "8-K").
    """
    end = atom.end
    after = text[end]
    if (text[end + 1] if after == " " else after) in _ENDS:
        if atom.kind is Kind.MONEY:
            atom.bare = False
        return True
    match = _FOLLOWS.match(text, end)
    if match is None:
        if atom.kind is Kind.MONEY:
            read_price(text, atom)
        elif text[end] == "×" and atom.kind is Kind.NUMBER and not text[end + 1 : end + 3].strip().isalnum():
            _apply(text, atom, UNITS["x"], end + 1)
        else:
            _currency_behind(text, atom)
        return True
    gap, word = match.groups()
    if word == "%":
        if gap in ("", " "):
            atom.kind = Kind.PERCENT
            atom.unit = "%"
            atom.end = match.end()
            atom.bare = False
        return True
    if not gap:
        return _attached(text, atom, word, match.end())
    if gap == "-":
        return _hyphened(text, atom, word, match.end())
    if gap != "- " and (gap == " " or (word.islower() and not ends_row(text, end))):
        _spaced(text, atom, word, match.end())
    return True


def _currency_behind(text: str, atom: Atom) -> None:
    """Read "5€", "10 €", "25¢"."""
    at = atom.end + (text[atom.end] == " ")
    code = CURRENCY_SIGNS.get(text[at])
    if code is None or atom.kind is not Kind.NUMBER or text[at + 1].isdigit():
        return
    if text[at] in "€¢£" or at == atom.end:
        atom.kind = Kind.MONEY
        atom.unit = code
        atom.end = at + 1
        atom.bare = False
        if text[at] == "¢":
            atom.power -= 2


def _attached(text: str, atom: Atom, word: str, end: int) -> bool:
    money = atom.kind is Kind.MONEY
    power = (MONEY_SUFFIXES if money else COUNT_SUFFIXES).get(word)
    if power is not None and not text[end].isalnum():
        if not money and _COMPANY.match(text, end):
            return False  # "3M Company"
        if word == "M" and not money and _is_of_time(text, atom, end):
            _apply(text, atom, UNITS["months"], end)
        else:
            atom.power += power
            atom.end = end
            _after_scale(text, atom)
        return True
    if _ORDINAL.get(atom.digits[-2:], _ORDINAL.get(atom.digits[-1:], "th")) == word or word == "th":
        if money or "." in atom.digits:
            return False
        atom.kind = Kind.ORDINAL
        atom.end = end
        atom.bare = False
        return True
    if word == "s" and atom.digits[-1:] == "0" and "." not in atom.digits:
        return True  # "in her 40s"
    unit = ATTACHED.get(word)
    if unit is None:
        noun = PLURALS.get(word)
        if noun is not None and not money:
            atom.unit = noun
            atom.bare = False
            return True
        return money or "." in atom.digits or (len(word) > 3 and word.istitle())
    if text[end].isdigit():
        if text[end] not in "23" or text[end + 1].isalnum() or unit.name not in ("m", "cm", "mm", "km"):
            return False
        unit = Unit(Kind.MEASURE, unit.name + ("²" if text[end] == "2" else "³"))
        end += 1
    if unit.power:
        atom.power += unit.power
        atom.end = end
        _after_scale(text, atom)
    elif not money:
        _apply(text, atom, unit, end)
    return True


def _is_of_time(text: str, atom: Atom, end: int) -> bool:
    """Whether "6M" is months: alone in a bracket behind a name, before a year, or the label of a line."""
    if atom.digits not in _PARTS_OF_YEARS:
        return False
    if text[atom.start - 1] == "(" and text[end] == ")":
        named = text[atom.start - 12 : atom.start - 1].rstrip(" ")
        return named[-1:].isalpha() and not named.endswith("million")  # "six million (6M)"
    if text[end] == ":":
        return _OPENS_LINE.search(text, atom.start - 12, atom.start) is not None
    return _OF_TIME.match(text, end) is not None


def _hyphened(text: str, atom: Atom, word: str, end: int) -> bool:
    unit = UNITS.get(word) or UNITS.get(word.lower())
    if word in FIRST_WORDS and (second := _SECOND_WORD.match(text, end)) is not None:
        double = UNITS.get(f"{word} {second[1]}")
        if double is not None:
            unit = double
            end = second.end()
    if unit is None:
        return not (
            word.isupper() and len(word) <= 4 and word not in ("TO", "AND") and "." not in atom.digits
        )
    if unit.power > 0:
        atom.power += unit.power
        atom.end = end
        _after_scale(text, atom)
    elif atom.kind is Kind.MONEY:
        read_price(text, atom)
    else:
        _apply(text, atom, unit, end)
    return True


def _spaced(text: str, atom: Atom, word: str, end: int) -> None:
    lower = word.lower()
    unit = UNITS.get(word) or UNITS.get(lower)
    if lower in FIRST_WORDS and (second := _SECOND_WORD.match(text, end)) is not None:
        double = UNITS.get(f"{lower} {second[1].lower()}")
        if double is not None:
            unit = double
            end = second.end()
    if unit is None:
        _unknown(text, atom, word, end)
    elif unit.power > 0:
        atom.power += unit.power
        atom.end = end
        _after_scale(text, atom)
    elif atom.kind is Kind.MONEY:
        if unit.kind is Kind.MONEY and unit.power == 0:
            atom.end = end
        read_price(text, atom)
    elif lower == "times" and "." not in atom.digits and not _TIMES_WHAT.match(text, end):
        atom.unit = "time"
        atom.bare = False
    elif unit.noun and lower not in PLURALS and atom.digits != "1":
        _noun_after(text, atom)
    elif unit.name == "lb" and atom.power and lower == "pounds":
        _apply(text, atom, Unit(Kind.MONEY, "GBP"), end)
    else:
        _apply(text, atom, unit, end)


def _unknown(text: str, atom: Atom, word: str, end: int) -> None:
    if atom.kind is Kind.MONEY:
        power = MONEY_SUFFIXES.get(word)
        if power is not None and (len(word) > 1 or word in "MB") and text[end] not in "-&'":
            atom.power += power
            atom.end = end
            _after_scale(text, atom)
        else:
            if CURRENCY_CODES.get(word) and (CURRENCY_CODES[word] == atom.unit or atom.unit == "USD"):
                atom.unit = CURRENCY_CODES[word]
                atom.end = end
            read_price(text, atom)
    elif word == "dozen" and atom.kind is Kind.NUMBER and atom.digits and len(atom.digits) <= _LONGEST_DOZENS:
        atom.digits = f"{12 * Decimal(atom.digits):f}"
        atom.end = end
        _after_scale(text, atom)
    elif word in CURRENCY_CODES:
        _apply(text, atom, Unit(Kind.MONEY, CURRENCY_CODES[word]), end)
    elif word == "U" and text.startswith(("U.S. dollars", "U.S. Dollars"), end - 1):
        _apply(text, atom, Unit(Kind.MONEY, "USD"), end + 11)
    elif word == "US" and text.startswith((" dollars", " Dollars"), end):
        _apply(text, atom, Unit(Kind.MONEY, "USD"), end + 8)
    elif word in SPACED_LETTERS:
        _apply(text, atom, SPACED_LETTERS[word], end)
    elif (points := _POINTS_BEHIND.match(text, atom.end)) is not None:
        _apply(text, atom, UNITS[f"{points[1].lower()} points"], points.end())
    elif atom.kind is Kind.NUMBER:
        _noun_after(text, atom)


def _apply(text: str, atom: Atom, unit: Unit, end: int) -> None:
    """Give the atom a unit whose last character stands before `end`."""
    atom.bare = False
    atom.unit = unit.name
    if unit.noun:
        rate = _RATE.match(text, end) if text[end] == "/" else None
        if rate is not None and rate[1] in RATES:  # "50 copies/mL"
            atom.kind = Kind.MEASURE
            atom.unit = f"{unit.name}/{RATES[rate[1]]}"
            atom.end = rate.end(1)
        return
    atom.end = end
    atom.kind = unit.kind
    atom.power += unit.power
    if unit.kind is Kind.MONEY:
        read_price(text, atom)
    elif unit.kind is Kind.MEASURE:
        rate = _RATE.match(text, end)
        if rate is not None:
            first = RATES.get((rate[1] or rate[3]).replace("\n", " "))
            if first is not None:
                second = RATES.get(rate[2]) if rate[2] else None
                atom.unit = f"{unit.name}/{first}" + (f"/{second}" if second else "")
                atom.end = rate.end()
    elif unit.name == "year":
        old = _OLD.match(text, end)
        if old is not None:
            atom.end = old.end()


def _after_scale(text: str, atom: Atom) -> None:
    """A currency word, a unit or a noun after "million"."""
    match = _FOLLOWS.match(text, atom.end)
    if match is None or match[1] == "" or (match[1] not in (" ", "-") and ends_row(text, atom.end)):
        if atom.kind is Kind.MONEY:
            read_price(text, atom)
        else:
            _currency_behind(text, atom)
        return
    word = match[2]
    if atom.kind is Kind.MONEY:
        if atom.power == 2 and SCALES.get(word.lower(), 0) > 2:  # "$2.5 hundred million"
            atom.power += SCALES[word.lower()]
            atom.end = match.end()
        elif word.lower() in _AMOUNTS:
            atom.end = match.end()
        elif CURRENCY_CODES.get(word) and (CURRENCY_CODES[word] == atom.unit or atom.unit == "USD"):
            atom.unit = CURRENCY_CODES[word]
            atom.end = match.end()
        read_price(text, atom)
    elif match[1] == "-":
        _hyphened(text, atom, word, match.end())
    else:
        _spaced(text, atom, word, match.end())


def read_price(text: str, atom: Atom) -> None:
    """Read "Per share" and the like after an amount of money."""
    atom.bare = False
    match = _PER.match(text, atom.end)
    if match is not None and match[1] in PER and "/" not in atom.unit:
        atom.unit = f"{atom.unit}/{PER[match[1]]}"
        atom.end = match.end()


def _noun_after(text: str, atom: Atom) -> None:
    """Look for the counted noun behind up to two other words."""
    match = _WORDS_AFTER.match(text, atom.end)
    if match is None or (match[1] != " " and ends_row(text, atom.end)):
        return
    for word in match.groups()[1:]:
        if word is None or word in STOP:
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
