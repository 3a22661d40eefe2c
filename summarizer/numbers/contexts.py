"""What stands before a number: qualifiers, the words of identifiers, the marks of statistics."""

from typing import Final

from summarizer.numbers.quantity import Qualifier

_Q = Qualifier
_QUALIFIERS: Final = {
    "approximately": _Q.ABOUT, "approx": _Q.ABOUT, "approx.": _Q.ABOUT, "about": _Q.ABOUT, "around": _Q.ABOUT,
    "roughly": _Q.ABOUT, "circa": _Q.ABOUT, "c.": _Q.ABOUT, "ca.": _Q.ABOUT, "some": _Q.ABOUT, "close to": _Q.ABOUT,
    "estimated": _Q.ABOUT, "nearly": _Q.NEARLY, "almost": _Q.NEARLY, "just under": _Q.NEARLY, "just below": _Q.NEARLY,
    "slightly under": _Q.NEARLY, "slightly below": _Q.NEARLY, "a little under": _Q.NEARLY, "just short of": _Q.NEARLY,
    "slightly less than": _Q.NEARLY, "over": _Q.OVER, "above": _Q.OVER, "exceeding": _Q.OVER, "exceeded": _Q.OVER,
    "exceeds": _Q.OVER, "exceed": _Q.OVER, "surpassing": _Q.OVER, "surpassed": _Q.OVER, "topping": _Q.OVER,
    "just over": _Q.OVER, "just above": _Q.OVER, "more than": _Q.OVER, "greater than": _Q.OVER, "higher than": _Q.OVER,
    "larger than": _Q.OVER, "longer than": _Q.OVER, "older than": _Q.OVER, "in excess of": _Q.OVER,
    "excess of": _Q.OVER, "upwards of": _Q.OVER, "upward of": _Q.OVER, "north of": _Q.OVER,
    "under": _Q.UNDER, "below": _Q.UNDER, "less than": _Q.UNDER, "fewer than": _Q.UNDER, "lower than": _Q.UNDER,
    "smaller than": _Q.UNDER, "shorter than": _Q.UNDER, "younger than": _Q.UNDER, "within": _Q.AT_MOST,
    "at least": _Q.AT_LEAST, "no less than": _Q.AT_LEAST, "not less than": _Q.AT_LEAST, "no fewer than": _Q.AT_LEAST,
    "not fewer than": _Q.AT_LEAST, "minimum of": _Q.AT_LEAST, "a minimum of": _Q.AT_LEAST, "minimum": _Q.AT_LEAST,
    "greater than or equal to": _Q.AT_LEAST, "up to": _Q.AT_MOST, "at most": _Q.AT_MOST, "as many as": _Q.AT_MOST,
    "as much as": _Q.AT_MOST, "as high as": _Q.AT_MOST, "no more than": _Q.AT_MOST, "not more than": _Q.AT_MOST,
    "no later than": _Q.AT_MOST, "no greater than": _Q.AT_MOST, "not to exceed": _Q.AT_MOST, "not exceeding": _Q.AT_MOST,
    "maximum of": _Q.AT_MOST, "a maximum of": _Q.AT_MOST, "as few as": _Q.AT_LEAST, "as little as": _Q.AT_LEAST,
    "as low as": _Q.AT_LEAST, "less than or equal to": _Q.AT_MOST, "well over": _Q.OVER, "well above": _Q.OVER,
    "well below": _Q.UNDER, "well under": _Q.UNDER,
}  # fmt: skip
_BY_LAST: Final[dict[str, list[tuple[tuple[str, ...], Qualifier]]]] = {}
for _phrase, _meaning in sorted(_QUALIFIERS.items(), key=lambda item: -len(item[0].split())):
    _BY_LAST.setdefault(_phrase.split()[-1], []).append((tuple(_phrase.split()), _meaning))

QUALIFYING: Final = frozenset(_BY_LAST)
"""Last words of the phrases that qualify a number."""

SIGNS: Final = {
    "<": _Q.UNDER, ">": _Q.OVER, "≤": _Q.AT_MOST, "≥": _Q.AT_LEAST, "~": _Q.ABOUT, "≈": _Q.ABOUT, "=": _Q.NONE,
    "±": _Q.NONE, "≦": _Q.AT_MOST, "≧": _Q.AT_LEAST,
}  # fmt: skip
"""Marks before a number, and what they make of it."""

IDENTIFYING: Final = frozenset(
    """
    item items exhibit exhibits form forms rule rules section sections note notes table tables figure figures fig fig.
    page pages p. pp. part article articles chapter chapters topic subtopic asc asu sfas fas fasb fin fsp eitf sab
    no. nos. no number # cusip isin sic series level levels tier phase phases stage stages type types schedule schedules
    appendix annex amendment version title suite ste ste. room floor box building bldg lot proposal id passcode
    pin code conference ext ext. extension § §§ regulation clause paragraph para para. tranche footnote endnote
    supplement volume vol. vol issue patent nos zip fax tel tel. telephone phone call dial route highway
    interstate boeing airbus class group cohort arm study trial protocol lease well ifrs ias fdic irs ein omb
    reference ref ref. step question cycle visit ch. exh. sec. art. pl p.l.
    """.split()
)
"""Words that make the number after them a name."""

MERELY_CAPITALISED: Final = frozenset(
    """
    part series class group cohort arm study trial well lease step question cycle visit route title
    version box lot room floor building tranche issue volume highway type number no conference call code
    level tier article form forms item items note notes page pages rule rules table tables section sections schedule
    schedules chapter proposal proposals regulation paragraph clause exhibit exhibits amendment dial
    reference supplement topic patent
    """.split()
)
"""Those of them that name only with a capital, since in lower case they are plain words."""

ALWAYS_NAMING: Final = frozenset(
    """
    phase stage section sections item items exhibit exhibits note table tables figure figures page level rule rules
    chapter article schedule appendix annex paragraph clause tier type topic subtopic proposal patent
    """.split()
)
"""Those that name in lower case too, if a bare number follows directly."""


INSTANTS: Final = {"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year", "weeks": "week", "days": "day",
                    "months": "month"}  # fmt: skip
"""Units that may stand before their number: "at week 24"."""


def qualifier_before(words: list[str]) -> Qualifier:
    """What the last of `words` (lower case, before a number) make of the number."""
    for phrase, meaning in _BY_LAST.get(words[-1], ()):
        if tuple(words[-len(phrase) :]) == phrase:
            return meaning
    return Qualifier.NONE
