"""The words and marks before a number: qualifiers, names, prepositions."""

from typing import Final

from summarizer.numbers.quantity import Qualifier

_PHRASES: Final = {
    Qualifier.ABOUT: (
        "approximately, approx, approx., about, around, roughly, circa, c., ca., some, close to, estimated, "
        "an estimated"
    ),
    Qualifier.NEARLY: (
        "nearly, almost, just under, just below, slightly under, slightly below, a little under, just short "
        "of, "
        "slightly less than, just less than, a little less than, just shy of, nearing, approaching"
    ),
    Qualifier.OVER: (
        "over, above, exceeding, exceeded, exceeds, exceed, surpassing, surpassed, surpasses, topping, "
        "topped, just over, "
        "just above, well over, well above, more than, greater than, higher than, larger than, longer than, "
        "older than, "
        "later than, in excess of, excess of, upwards of, upward of, north of, slightly more than, slightly "
        "over, beyond"
    ),
    Qualifier.UNDER: (
        "under, below, less than, fewer than, lower than, smaller than, shorter than, younger than, well "
        "below, well under, "
        "south of"
    ),
    Qualifier.AT_LEAST: (
        "at least, no less than, not less than, no fewer than, not fewer than, minimum of, minimum, as few "
        "as, as little as, as low as, equal to or greater than, equal to or more than, at or above, "
        "greater than or equal to, more than or equal to, no earlier than, at a minimum"
    ),
    Qualifier.AT_MOST: (
        "up to, up to an additional, at most, as many as, as much as, as high as, as long as, no more "
        "than, not more than, no later than, no greater than, not greater than, not to exceed, not "
        "exceeding, not exceed, maximum of, maximum, less than or equal to, equal to or less than, at or "
        "below, within, not over"
    ),
}
_MOVED: Final = frozenset(
    "edged edging crept creeping went goes going moved moving climbed inched inching ticked nudged".split()
)
"""Verbs after which "up to" says where something went."""

_BY_LAST: Final[dict[str, list[tuple[list[str], Qualifier]]]] = {}
for _qualifier, _listed in _PHRASES.items():
    for _phrase in _listed.split(", "):
        _BY_LAST.setdefault(_phrase.split()[-1], []).append((_phrase.split(), _qualifier))
for _choices in _BY_LAST.values():
    _choices.sort(key=lambda choice: -len(choice[0]))

OPENERS: Final = "([{\"'"
"""What may stand before a word without a blank."""

QUALIFYING: Final = frozenset(_BY_LAST)
"""Last words of the phrases that qualify a number."""

SPANNING: Final = frozenset({"over", "under", "within", "beyond"})
"""Words that say "during" rather than "more than" before a length of time."""

SIGNS: Final = {
    "<": Qualifier.UNDER, ">": Qualifier.OVER, "≤": Qualifier.AT_MOST, "≥": Qualifier.AT_LEAST,
    "~": Qualifier.ABOUT,
    "=": Qualifier.NONE, "±": Qualifier.NONE, "≦": Qualifier.AT_MOST, "≧": Qualifier.AT_LEAST,
    "+": Qualifier.NONE,
}  # fmt: skip
"""Marks before a number, and what they make of it."""

NAMING: Final = frozenset(
    """
    item items exhibit exhibits rule rules section sections table tables figure figures fig fig. figs. page
    pages p. pp.
    article articles chapter chapters topic subtopic asc asu sfas fas fasb fsp eitf sab cusip isin sic level
    levels tier
    phase phases stage stages type types schedule schedules appendix annex amendment proposal proposals § §§
    regulation
    paragraph paragraphs para. footnote footnotes ifrs ias highway interstate boeing airbus no. nos. # ste
    ste. ext. zip
    s&p russell fortune forbes ftse stoxx nikkei poor's inc. clause pl p.l. p.o. box rev. version v. vol.
    genotype serotype chromosome passcode iphone ipad
    """.split()
)
"""Words that make a name of the number after them, however they are written."""

NAMING_CAPITALISED: Final = frozenset(
    """
    note notes form forms part parts series class classes group cohort arm study trial step question cycle
    visit route title
    lot room floor building bldg tranche issue volume number extension ext ext id passcode pin conference
    call code dial fax
    telephone tel phone suite unit supplement patent reference ref ref. lease well protocol area zone region
    district block
    generation gen model day-one gate line train mile sheet panel channel model scenario wave season episode
    act order
    fin irs ein omb cik bin lane platform pier terminal flight bus act cell cluster category grade-level
    division factor
    objective priority pillar goal bucket tract precinct ward engine windows android apollo big
    """.split()
)
"""Words that do so with a capital, if neither a unit nor a counted noun follows the number."""

UNNAMED: Final = frozenset(
    "no. nos. # number box ext. ext id call dial fax telephone tel phone zip code passcode pin".split()
)
"""Naming words that are no part of the name."""

PLURAL_NAMES: Final = frozenset(
    "items exhibits rules sections tables figures figs. pages pp. articles chapters levels phases stages "
    "types schedules "
    "proposals §§ paragraphs footnotes nos. notes forms parts classes".split()
)

INSTANTS: Final = {
    "hour": "hour", "hours": "hour", "day": "day", "days": "day", "week": "week", "weeks": "week",
    "month": "month",
    "months": "month", "year": "year",
}  # fmt: skip
"""Units that may stand before their number: "at week 24"."""

NOT_INSTANT: Final = frozenset(
    "per a each every this last next past same one that previous prior following any".split()
)

PREPOSITIONS: Final = frozenset(
    "of was were is be to from versus vs vs. than at totaled totaling totalled by approximately".split()
)
"""Words after which a number in brackets is no aside, but stands where the figure belongs."""

LIST_LEADS: Final = frozenset(
    "and or by are is to of that including include includes either both with if as for in".split()
)
"""Words after which a small number in brackets is the mark of a list."""


def qualifier_before(words: list[str]) -> Qualifier:
    """What the last of `words` (lower case, before a number) make of the number."""
    for phrase, meaning in _BY_LAST.get(words[-1], ()):
        if words[-len(phrase) :] == phrase:
            moved = phrase == ["up", "to"] and not _MOVED.isdisjoint(words[-3:-2])
            return Qualifier.NONE if moved else meaning
    return Qualifier.NONE
