"""Letters of which a PDF does not say what they are: two drawn as one, between letters that it does name."""

from typing import Final

UNKNOWN: Final = "\ufffd"

# Stems of the words of filings that hold such letters, with enough around these to tell them apart.
_STEMS = """
    first fiscal final finish finance financial filing filings filed file files fill five fift fixed field
    find finding fine firm fifo figure fish fit fitness fiber benefit profit define defined definit
    definition confirm confid specifi signifi classifi modifi certifi identifi qualifi verifi notifi
    ratifi diversifi simplifi justifi satisfi clarifi quantifi artifi scientifi pacifi infinit refine
    refinanc deficit deficien fiduciar beneficia office officer official efficac efficien sufficien
    coefficien difficult affiliat traffic effect effective differ different offer offering affect offset
    offs staff tariff tariffs payoff layoff layoffs trade-off spin-off sign-off off buffer suffer effort
    afford cutoff write-off write-offs flow inflat deflat reflect conflict influenc float floor flat flex
    flight fleet fluctuat fluid outflow inflow shuffle offline flag flood fly fulfill stratifi codifi
    unifi magnifi amplifi rectifi fication sacrifi sheriff cliff plaintiff affirm affair affidavit buffet
    coffee baffle raffle waffle effluent
""".split()


def _by_shape() -> dict[str, str]:
    """The stems with one ligature hidden, and the letters that it hides."""
    shapes: dict[str, str] = {}
    for stem in _STEMS:
        for letters in ("ffi", "ffl", "ff", "fi", "fl"):
            at = stem.find(letters)
            if at >= 0:
                shapes[stem[:at] + UNKNOWN + stem[at + len(letters) :]] = letters
    return shapes


_TELLING = 5  # letters of a stem that may stand inside a word
_SHAPES: Final = _by_shape()


def read_unknown(word: str) -> list[str]:
    """What each unknown glyph of a word stands for, by the words of filings.

    Fonts without a table of characters leave ligatures unreadable: "�rst" is "first". A glyph that no known
    word explains stays unknown.
    """
    readings: list[str] = []
    at = word.find(UNKNOWN)
    while at >= 0:
        small = word.casefold()
        fitting = [
            (len(shape), letters)
            for shape, letters in _SHAPES.items()
            if (begin := at - shape.index(UNKNOWN)) >= 0
            and small.startswith(shape, begin)
            and (len(shape) >= _TELLING or not small[:begin].strip("(“\"'-"))
        ]
        letters = max(fitting)[1] if fitting else UNKNOWN
        readings.append(letters)
        word = word[:at] + letters + word[at + 1 :]
        at = word.find(UNKNOWN, at + len(letters))
    return readings
