"""Which way the word that governs a number says that it went.

A number has one governing word: the verb before its preposition ("rose 12% to $120 million from $107
million"), the noun before "of" ("a decrease in costs of $5 million"), the noun or comparative after it ("a
12% decline", "3.8 months longer"), or what is added behind it ("was $120 million, up 12%"). Where none of
these is found nothing is said, whatever other words of direction stand near.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summarizer.numbers.elements import Element
from summarizer.numbers.glossary import FINITE_VERBS, words_of
from summarizer.numbers.quantity import Kind, Qualifier, Quantity, Role


class Way(NamedTuple):
    """Which way a number went.

    Attributes:
        trend: 1 up, -1 down, 0 unsaid.
        merit: 1 better, -1 worse: what got better may have gone either way.
        level: Whether the number is where it went to or came from, and not by how much.
        base: Whether it is where it came from.
    """

    trend: int = 0
    merit: int = 0
    level: bool = False
    base: bool = False


_UP, _DOWN, _BETTER, _WORSE = Way(1), Way(-1), Way(0, 1), Way(0, -1)


def _ways(**lists: str) -> dict[str, Way]:
    ways = {"up": _UP, "down": _DOWN, "better": _BETTER, "worse": _WORSE}
    return {word: ways[name] for name, listed in lists.items() for word in words_of(listed)}


VERBS: Mapping[str, Way] = _ways(
    up="""
    increase increases increased increasing rise rises rose risen rising grow grows grew grown growing climb
    climbs climbed climbing jump jumps jumped jumping surge surges surged surging soar soared soaring expand
    expands expanded expanding accelerate accelerated strengthen strengthened raise raises raised raising
    widen widens widened widening lengthened prolonged gained gaining rallied rebounded
    """,
    down="""
    decrease decreases decreased decreasing decline declines declined declining fall falls fell fallen falling
    drop drops dropped dropping reduce reduces reduced reducing shrink shrank shrunk shrinking narrow narrows
    narrowed narrowing contracted contracting slip slipped slid sliding slump slumped plunge plunged plunging
    weakened diminished lessened cut cuts cutting eased halved lower lowers lowered lowering shortened tumbled
    sank dipped softened
    """,
    better="improve improves improved improving",
    worse="worsen worsens worsened worsening deteriorate deteriorates deteriorated deteriorating",
)
NOUNS: Mapping[str, Way] = _ways(
    up="increase increases rise growth jump surge expansion uptick delay delays prolongation",
    down="decrease decreases decline declines drop fall reduction reductions contraction slump cut cuts",
    better="improvement improvements",
    worse="deterioration worsening",
)
COMPARATIVES: Mapping[str, Way] = _ways(
    up="higher greater longer larger more",
    down="lower shorter smaller fewer less",
    better="better",
    worse="worse",
)
_ADVERBS = _ways(up="up upward", down="down downward")
_TAKING = words_of("raised raise raises raising cut cuts lower")
"""Verbs that say nothing of a figure that is their object: "raised $100 million"."""
_ADDING = words_of("add adds added adding contribute contributes contributed contributing")
_CHANGED = words_of(
    """
    increased increasing rising rose growing grew decreased decreasing declining declined falling fell
    """
)
_UNREAL = words_of("not no never neither nor without didn't doesn't don't won't wasn't weren't")
_DIRECT = words_of(
    """
    a an the about approximately approx around roughly nearly almost more than over less only just some
    another further additional slightly well at least as much significantly sharply further modestly
    substantially by to from of an another estimated total us record new
    """
)
"""Words that may stand between a governing word and its number."""

_LEADS = words_of("to by from of at")
_LINKS = words_of("to from by or and than versus vs compared against with")
_GOVERNORS = FINITE_VERBS | words_of(
    """
    be been being drove resulted reflected offset led due attributable expects plans will would could
    should because while whereas although but who which that says say said
    """
)
"""Words at which the search for a governing word ends."""
_AFTER = words_of(
    """
    for in the of a an quarter quarters year years month months week weeks ended period periods same prior
    previous last first second third fourth fiscal full half nine six three ago earlier compared with to
    versus vs from and against as at corresponding comparable representing reflecting which is was per
    diluted basic share or current preceding year-ago day days
    """
)
"""Words that may stand between a number and the apposition that says which way it went."""
_STOPS = frozenset(";:—•|\t")
_FARTHEST = 14
_ADJECTIVES = 4  # words between a number and the noun of direction that it belongs to
_OBJECT = 7  # words between a noun of direction and the "of" of its number
_COPULAS = words_of("was were is are totaled totalled amounted averaged stood came reached")
_MULTIPLIED = {"doub": _UP, "trip": _UP, "quad": _UP, "halv": _DOWN}


def governing_way(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> Way:
    """Which way the governing word of a number says that it went; zeros where none is found."""
    after = _after(text, quantities, elements, here)
    before = _before(text, quantities, elements, here, alone=after is not None)
    if before is None:
        return after or Way()
    if after is None or after[:2] == before[:2] or not before.level:
        return before
    return Way(level=True)


def _before(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element, *, alone: bool
) -> Way | None:
    """The way of the governing word that stands before the number.

    Args:
        text: The whole text.
        quantities: Its numbers.
        elements: The words and numbers of the statement.
        here: The number.
        alone: Whether it shares no governing word with the number that "and" joins it to.
    """
    quantity = quantities[here.quantity]
    lead = ""
    content = 0
    following = here
    for element in reversed(elements[max(0, here.order - _FARTHEST) : here.order]):
        if element.bracket not in (here.bracket, -1):
            continue  # an aside
        if _parted(text, quantities, element, following):
            return None
        if element.quantity >= 0:
            way = _multiplied(quantities[element.quantity])
            if way is not None and (content == 0 or lead):
                return way._replace(level=lead in ("to", "from"), base=lead == "from")
            if (following.word == "and" and alone) or _blocks(quantities, element, following, lead):
                return None
            following = element
            continue
        word = element.word
        following = element
        if content == 0 and not lead and (word in _LEADS or (word == "in" and quantity.kind is Kind.PERCENT)):
            lead = word
            if word == "in":
                continue
        if word == "up" and lead == "to" and quantity.qualifier is Qualifier.AT_MOST:
            lead = ""  # "up to 50 people" says which way none of them went
            continue
        way = _added(word, quantity.kind) if not (lead or content) else None
        way = way or _word_way(text, elements, element, lead, content)
        if way is not None:
            return _real(
                elements, element.order, way._replace(level=lead in ("to", "from", "at"), base=lead == "from")
            )
        if word in _GOVERNORS and word not in _DIRECT:
            stood = content == 0 and word in _COPULAS and lead in ("", "at", "to", "by")
            return _of_subject(text, elements, element) if stood else None
        if word not in _DIRECT and word not in _LINKS:
            content += 1
            if lead in ("", "in") or content > _OBJECT:
                return None
    return None


def _parted(text: str, quantities: Sequence[Quantity], element: Element, following: Element) -> bool:
    """Whether a mark between two neighbours ends the clause."""
    gap = text[element.end : following.start]
    linked = following.word in _LINKS and following.word != "and"
    comma = "," in gap and not linked and not _is_date(quantities, element)
    return comma or not _STOPS.isdisjoint(gap)


def _blocks(quantities: Sequence[Quantity], element: Element, following: Element, lead: str) -> bool:
    """Whether a number takes the words before it for itself."""
    linked = following.word in _LINKS or following.bracket != element.bracket or lead in ("to", "from")
    return not linked and not _is_date(quantities, element)


def _word_way(
    text: str, elements: Sequence[Element], element: Element, lead: str, content: int
) -> Way | None:
    """The way of one word before the number, if it governs the number."""
    word = element.word
    if text[element.start - 1 : element.start] == "-":
        return None  # "follow-up"
    if lead == "in":
        happened = content == 0 and (word in NOUNS or (word in VERBS and word.endswith("ed")))
        return NOUNS.get(word) or VERBS[word] if happened else None  # "reductions in 19%"
    if word in _ADVERBS:
        return _ADVERBS[word] if content == 0 and lead in ("", "from", "to", "by") else None
    way = VERBS.get(word)
    if way is not None and lead != "of":
        attribute = word == "lower" and elements[element.order - 1].word not in ("to", "and", "will")
        direct = not lead and content == 0 and word not in _TAKING
        return way if (direct or lead in ("to", "by", "from")) and not attribute else None
    if word in NOUNS:
        if lead == "of" and 0 < content <= _OBJECT:
            following = elements[element.order + 1].word
            return NOUNS[word] if following in ("in", "of") else None
        before = elements[element.order - 1].word if element.order else ""
        if lead == "by" and before in VERBS:
            return VERBS[before]  # "reduced growth by"
        return NOUNS[word] if lead in ("to", "from", "of", "by") else None
    if word in COMPARATIVES and content == 0 and lead in ("by", "at"):
        return COMPARATIVES[word]
    return None


def _added(word: str, kind: Kind) -> Way | None:
    """Up for what is added to the growth of a whole: "acquisitions contributed 4 points"."""
    return _UP if word in _ADDING and kind in (Kind.PERCENT, Kind.POINTS) else None


def _real(elements: Sequence[Element], order: int, way: Way) -> Way:
    """Nothing where the word is denied: "did not increase"."""
    words = {e.word for e in elements[max(0, order - 3) : order]}
    return Way() if words & _UNREAL else way


def _of_subject(text: str, elements: Sequence[Element], copula: Element) -> Way | None:
    """For "revenue growth was 12%" and "the decline in costs was 12%": the noun that is the subject."""
    order = copula.order
    if order and elements[order - 1].word in ("rate", "rates"):
        order -= 1  # "the improvement rate was"
    if order and elements[order - 1].word in NOUNS:
        return _real(elements, order - 1, NOUNS[elements[order - 1].word])
    for element in reversed(elements[max(0, order - _OBJECT) : order]):
        if element.quantity >= 0 or element.word in _GOVERNORS:
            return None
        if not _STOPS.isdisjoint(text[element.end : elements[element.order + 1].start]):
            return None
        if element.word in NOUNS and elements[element.order + 1].word in ("in", "of"):
            return NOUNS[element.word]
    return None


def _after(
    text: str, quantities: Sequence[Quantity], elements: Sequence[Element], here: Element
) -> Way | None:
    """The way of the governing word that stands after the number."""
    if _has(elements, here):
        return _had(elements, here)
    timed = quantities[here.quantity].kind in (
        Kind.DATE,
        Kind.DURATION,
    )  # as in "for the six months, up from"
    previous = here
    comma = False
    words = 0
    for element in elements[here.order + 1 : here.order + 1 + 2 * _FARTHEST]:
        gap = text[previous.end : element.start]
        if not _STOPS.isdisjoint(gap):
            return None
        opened = "(" in gap and element.bracket != previous.bracket
        if element.bracket not in (here.bracket, -1) and not opened and element.bracket != previous.bracket:
            return None
        comma = comma or "," in gap or opened
        word = element.word
        if element.quantity >= 0:
            if not _is_date(quantities, element) and previous.word not in (
                "or",
                "with",
                "to",
                "versus",
                "vs",
                "from",
                "against",
                "",
            ):
                return None
            previous = element
            continue
        if not comma and words <= _ADJECTIVES and text[element.start - 1 : element.start] != "-":
            following = elements[element.order + 1].word if element.order + 1 < len(elements) else ""
            way = _postfix(word, following, words)
            if way is not None:
                return way
        if comma and not timed and text[element.start - 1 : element.start] != "-":
            way = _apposition(elements, element)
            if way is not None:
                return way._replace(level=True)
        words += 1
        if comma or words > _ADJECTIVES or word in _GOVERNORS or word in _LINKS or word in ("in", "for"):
            if word not in _AFTER and not (comma and word in ("a", "an")):
                return None
            if not comma:
                words = _ADJECTIVES + 1  # no noun of this number comes any more
        previous = element
    return None


def _has(elements: Sequence[Element], here: Element) -> bool:
    """Whether the number is what something happened to: "19% of patients had a dose reduction"."""
    words = [element.word for element in elements[here.order + 1 : here.order + _ADJECTIVES]]
    return bool(_EXPERIENCED & set(words)) and not {"and", ""} & set(words)


def _had(elements: Sequence[Element], here: Element) -> Way | None:
    for element in elements[here.order + 1 : here.order + 2 * _ADJECTIVES]:
        if element.quantity >= 0 or element.word == "and":
            return None
        if element.word in NOUNS:
            return _real(elements, element.order, NOUNS[element.word])
    return None


_EXPERIENCED = words_of("had experienced required needed saw")


def _postfix(word: str, following: str, words: int) -> Way | None:
    """The way of "a 12% decline", "12% higher", "3.8 months longer"."""
    if (word in NOUNS and word not in ("cut", "cuts", "fall", "drop", "rise", "jump", "surge")) or (
        word in NOUNS and words <= 1 and following in ("in", "from", "to", "")
    ):
        return NOUNS[word]
    if word in ("more", "less", "fewer") and following != "than":
        return None  # "three more"
    if (
        word in COMPARATIVES
        and words <= 1
        and following in ("", "than", "in", "at", "with", "for", "on", "from", "and", "by")
    ):
        return COMPARATIVES[word]
    return None


def _apposition(elements: Sequence[Element], element: Element) -> Way | None:
    """The way of ", up 12%", ", an increase of", ", increasing 12%", "(down from"."""
    word = element.word
    previous = elements[element.order - 1].word
    following = elements[element.order + 1] if element.order + 1 < len(elements) else None
    if following is None:
        return None
    if word in _ADVERBS and (
        following.quantity >= 0 or following.word in _DIRECT or following.word in ("sharply", "year")
    ):
        return None if following.word == "to" else _ADVERBS[word]
    if word in COMPARATIVES and word not in ("more", "less") and following.word in ("than", "by"):
        return COMPARATIVES[word]
    if word in NOUNS and previous in ("a", "an") and following.word in ("of", "from", "in"):
        return NOUNS[word]
    if word in NOUNS and previous == "" and following.word in ("from", "over", "compared"):
        return NOUNS[word]
    if (
        word in _CHANGED
        and word.endswith("ing")
        and (following.quantity >= 0 or following.word in ("by", "from"))
    ):
        return VERBS[word]
    return None


def _is_date(quantities: Sequence[Quantity], element: Element) -> bool:
    if element.quantity < 0:
        return False
    quantity = quantities[element.quantity]
    return quantity.kind in (Kind.DATE, Kind.IDENTIFIER, Kind.ORDINAL) or (
        quantity.kind is Kind.DURATION and quantity.role is Role.PLAIN
    )


def _multiplied(quantity: Quantity) -> Way | None:
    """The way of a number that is a verb: "doubled", "halved"."""
    word = quantity.text.lower()
    return _MULTIPLIED.get(word[:4]) if word.endswith(("ed", "ing")) else None
