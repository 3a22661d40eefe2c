"""What a clause tells as done and what as planned: its verbs, by the act that each of them names.

"Plans to submit", "submission on track for" and "preparing to file" all plan one act; "submitted", "has
been filed" and "completes" tell theirs as done. Verbs that only say what a figure was ("was", "totaled",
"reached") are one act too, which guidance plans ("expects revenue of") and a result does ("revenue was").
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.numbers.elements import Element
from summarizer.numbers.glossary import stem, words_of

BE = "be"
"""The act of a figure that simply was, is or is expected to be what it is."""

PLANNED, DONE = 1, -1


class Act(NamedTuple):
    """A verb of a clause.

    Attributes:
        order: The place of its word in the statement.
        name: The act, the same for verbs that mean the same.
        tense: `PLANNED`, `DONE`, or 0 where the clause leaves it open.
    """

    order: int
    name: str
    tense: int


_SAME: Mapping[str, str] = {
    form: name
    for name, forms in {
        "submit": "submit submits submitted submitting submission submissions file files filed filing "
        "filings",
        "complete": "complete completes completed completing completion close closes closed closing "
        "consummate consummated consummation finish finished finalize finalized",
        "pay": "pay pays paid paying payment payments payable distribute distributed "
        "receive receives received receiving",
        "begin": "begin begins began begun beginning launch launches launched launching initiate initiates "
        "initiated initiating initiation start starts started starting commence commences commenced "
        "commencement join joins joined joining",
        "enroll": "enroll enrolls enrolled enrolling enrollment recruit recruited recruiting",
        "report": "report reports reported reporting announce announces announced announcing present "
        "presents presented presenting presentation publish publishes published release releases released "
        "disclose disclosed unveil unveiled share shared",
        "acquire": "acquire acquires acquired acquiring acquisition buy buys bought purchase purchased",
        "sell": "sell sells sold selling divest divested",
        "issue": "issue issues issued issuing issuance",
        "hold": "hold holds held holding host hosts hosted",
        "generate": "generate generates generated generating",
        "spend": "spend spends spent spending invest invests invested investing",
        "reduce": "reduce reduces reduced reducing cut cuts",
        "fall": "fall falls fell fallen decline declined decrease decreased drop dropped",
        "rise": "rise rises rose risen grow grows grew grown increase increased",
        "open": "open opens opened opening",
        "retire": "retire retires retired retirement resign resigns resigned",
        "make": "make makes made making",
        "lead": "lead leads led",
        "lose": "lose loses lost",
        "win": "win wins won",
        BE: "be was were had total totaled totalled amount amounted reach reached average averaged "
        "stood came come remained remain equal equaled represented represent contribute "
        "contributed earn earned record recorded post posted achieve achieved deliver delivered "
        "provide provided add added incur incurred recognize recognized",
    }.items()
    for form in forms.split()
}
_NAMES = frozenset(_SAME.values())
_IRREGULAR = words_of(
    """
    paid spent sold bought made began begun met won lost fell rose grew held built sent took became came
    went got gave brought led ran hired left drove stood cut put held
    """
)
_ATTRIBUTES = words_of(
    """
    diluted related adjusted combined consolidated limited unaudited audited based united blurred weighted
    restricted estimated deferred unrealized realized accrued fixed continued associated compared ended
    affiliated advanced unchanged unrelated attributed hundred needed indeed blinded controlled randomized
    poorly named so-called detailed listed specified defined certified registered preferred integrated
    unsecured secured
    """
)
"""Words in "ed" that tell what something is like more often than what was done."""
_MODALS = words_of("will shall")
_OPEN = words_of("if unless may might could would should assuming whether can")
_YEARLY, _EVERY = words_of("annually semiannually semi-annually"), words_of("every each")
_SPANS = words_of("year quarter month week day half of")
_HABIT = 4  # words behind the verb of "paid in cash every February 15"
_EXPECTING = words_of(
    """
    expect expects expected expecting anticipate anticipates anticipated anticipating plan plans planned
    planning intend intends intended intending aim aims aimed hope hopes hoped propose proposes proposed
    target targets targeted targeting scheduled slated project projects projected forecast forecasts
    guided guiding foresee foresees prepare prepares preparing agreed committed poised seek seeks
    agree agrees obligated obligates obliged undertake undertakes undertook undertaken
    """
)
"""Words before the infinitive of what is planned."""
_FIGURING = words_of(
    """
    expect expects expecting anticipate anticipates anticipating target targets targeting targeted project
    projects projected forecast forecasts foresee foresees expected anticipated guidance outlook
    """
)
"""Words of expectation that take a figure as their object."""
_EXPECTED = words_of(
    "expected anticipated projected targeted planned proposed scheduled guidance outlook forecast target"
)
"""Words that may as well be attributes of what they stand before."""
_NO_FIGURES = words_of("plan plans planned planning agreed committed proposed prepare prepares preparing")
"""Words of expectation that take no figure as their object."""
_STATES = words_of("is are was were currently now been be still also remains")
_COPULAS = words_of("was were had")
_OUTLOOKS = words_of("guidance guide outlook target targets forecast forecasts milestones")
"""Nouns of a heading whose figures are all expected."""
_OF_OUTLOOKS = words_of(
    """
    financial fiscal full year first second third fourth quarter half business company corporate updated
    current key upcoming anticipated expected near long term and for the of our growth revenue earnings
    clinical regulatory development pipeline operational strategic next twelve months
    """
)
"""Words that may stand beside them there."""
_NOT_PAST_AFTER = words_of(
    "is are be being to a an the for of in on with by its our as at their from such any these all certain"
)
_ADVERBS = words_of(
    "not also be been have has now then still only soon further initially currently on track set"
)
_COMMITMENTS = frozenset(
    "agre agree approv author declar price enter sign award grant elect appoint extend postpon delay defer "
    "move amend date adopt decid determin set propos promis".split()
) | {"report"}
"""Acts that are done when what they are about is still to come."""
_NOMINAL = words_of("closing completion submission filing launch payment initiation enrollment")
_BASES = words_of(
    "acquire buy sell pay submit file complete close begin launch initiate start issue open report present "
    "receive"
)
_IMPERATIVES = words_of(
    "submit announce complete initiate launch present begin enroll file start commence report"
)
_HEADLINES = words_of(
    "completes closes announces submits files launches begins initiates reports acquires sells"
)
_OPENING = 2  # words before the date of "Later, on May 20, 2008, Nuance acquired"
_HEADLINE = 4  # words before the verb of "Tarrow Foods to Acquire"
_REACH = 6  # words from an expecting word to its infinitive


def acts_of(elements: Sequence[Element]) -> list[Act]:
    """The acts of a statement in order."""
    words = [element.word for element in elements]
    found: dict[int, Act] = {}
    for order, word in enumerate(words):
        if word and order not in found and not _plan(words, order, found):
            _tell(words, order, found)
    return [_opened(words, found[order]) for order in sorted(found)]


def _plan(words: Sequence[str], order: int, found: dict[int, Act]) -> bool:
    """Takes what a word plans; whether it is a word that plans."""
    word, before = words[order], _before(words, order)
    if word in _MODALS:
        _take(words, _verb_after(words, order), found)
    elif word in _EXPECTED and not _is_predicate(words, order):
        pass
    elif word in _EXPECTING or word in _FIGURING or (word == "track" and before == "on"):
        _expect(words, order, found)
    elif word == "goal" and words[order + 1 : order + 2] == ["of"]:
        _take(words, order + 2 if order + 2 < len(words) else None, found)
    elif word == "payable" and words[order + 1 : order + 2] in (["on"], ["in"], ["within"]):
        _take(words, order, found)
    elif word == "to":
        _infinitive(words, order, found)
    elif _goes_on(words, order, found) or (order == 0 and imperative(words)):
        _take(words, order, found)
    else:
        return False
    return True


def _tell(words: Sequence[str], order: int, found: dict[int, Act]) -> None:
    """Takes what a word tells as done, if it does."""
    word = words[order]
    headline = word in _HEADLINES and order <= _REACH and not any(act.tense for act in found.values())
    if headline or (_is_past(word) and _before(words, order) not in _NOT_PAST_AFTER):
        _take(words, order, found, DONE)
    elif word in _COPULAS and not _is_auxiliary(words, order):
        found[order] = Act(order, BE, DONE)


def _take(words: Sequence[str], place: int | None, found: dict[int, Act], tense: int = PLANNED) -> None:
    if place is not None:
        found[place] = Act(place, act_of(words[place]), tense)


def _is_auxiliary(words: Sequence[str], order: int) -> bool:
    """Whether "was" or "had" belongs to a participle, as in "was then completed"."""
    for word in words[order + 1 : order + 4]:
        if _is_past(word) or word in _EXPECTING or word in ("to", "being", "been"):
            return True
        if word not in _ADVERBS and not word.endswith("ly"):
            return False
    return False


def _is_predicate(words: Sequence[str], order: int) -> bool:
    """Whether "expected" tells what is expected, and is no attribute as in "an expected life"."""
    following = words[order + 1] if order + 1 < len(words) else ""
    if words[order] in ("guidance", "outlook", "forecast", "target"):
        return following in ("of", "for", "to", "is", "range", "at", "remains", "calls")
    return _before(words, order) in _STATES or following in ("to", "in", "at", "by", "for", "between")


def _before(words: Sequence[str], order: int) -> str:
    return words[order - 1] if order else ""


def _expect(words: Sequence[str], order: int, found: dict[int, Act]) -> None:
    """What an expecting word plans: its infinitive, its object, or the noun that it is said of."""
    for place in range(order + 1, min(len(words), order + 1 + _REACH)):
        if words[place] == "to":
            verb = _verb_after(words, place)
            if verb is not None:
                _take(words, verb, found)
                return
    if words[order] in _NO_FIGURES:
        return
    following = words[order + 1] if order + 1 < len(words) else ""
    if following.endswith("ing") and is_known(act_of(following)):
        found[order + 1] = Act(order + 1, act_of(following), PLANNED)
        return
    for place in range(order - 1, max(-1, order - 2 * _REACH), -1):
        if words[place] in _NOMINAL:
            found[order] = Act(order, act_of(words[place]), PLANNED)
            return
    if words[order] in _FIGURING:
        found[order] = Act(order, BE, PLANNED)


def _infinitive(words: Sequence[str], order: int, found: dict[int, Act]) -> None:
    """For "and to present", "is to be filed", "the right to receive", "Tarrow to Acquire"."""
    before = _before(words, order)
    following = words[order + 1] if order + 1 < len(words) else ""
    goes_on = before in ("and", "or") and _plans(found)
    headline = order <= _HEADLINE and not any(act.tense for act in found.values())
    due = before in ("is", "are") and following == "be"
    if goes_on or due or (following in _BASES and (headline or before == "right")):
        _take(words, _verb_after(words, order), found)


def _goes_on(words: Sequence[str], order: int, found: Mapping[int, Act]) -> bool:
    """Whether a verb goes on with what is planned: "to issue shares and pay cash"."""
    return words[order] in _BASES and _before(words, order) in ("and", "or") and _plans(found)


def _plans(found: Mapping[int, Act]) -> bool:
    """Whether anything is planned so far."""
    return any(act.tense == PLANNED for act in found.values())


def _verb_after(words: Sequence[str], order: int) -> int | None:
    """The place of the verb after "will" or "to"; of "be submitted" that of "submitted"."""
    place = order + 1
    last = None
    while place < min(len(words), order + 1 + _REACH):
        word = words[place]
        if word in _ADVERBS or word.endswith("ly"):
            last = place if word in ("be", "have") else last
            place += 1
            continue
        if last is not None and not _is_past(word) and word not in _EXPECTING:
            return last
        return place if word else last
    return last


def _opened(words: Sequence[str], act: Act) -> Act:
    """The act, left open where its clause is a condition, a possibility or a habit."""
    if act.tense != DONE:
        return act
    conditional = _OPEN & set(words[max(0, act.order - 2 * _REACH) : act.order])
    return act._replace(tense=0) if conditional or _is_habit(words, act.order) else act


def _is_habit(words: Sequence[str], order: int) -> bool:
    """Whether a verb tells what happens again and again: "paid every February 15", and not "each holder"."""
    behind = words[order + 1 : order + 1 + _HABIT]
    for place, word in enumerate(behind):
        following = words[order + 2 + place] if order + 2 + place < len(words) else "."
        if word in _YEARLY or (word in _EVERY and (following in _SPANS or not following)):
            return True
    return False


def _is_past(word: str) -> bool:
    return word in _IRREGULAR or (word.endswith("ed") and len(word) > 4 and word not in _ATTRIBUTES)


@lru_cache(maxsize=65536)
def act_of(word: str) -> str:
    """The act that a verb or a noun names."""
    return _SAME.get(word) or stem(word) or BE


def governing_acts(
    text: str, acts: Sequence[Act], elements: Sequence[Element], here: Element, *, is_date: bool = False
) -> dict[str, int]:
    """The acts that a number is told in: those before it, back to the number that has any; else the next one.

    The next one only of a number that belongs to its subject, and of a date that opens the sentence. An act
    that is told both ways is left out.
    """
    found: dict[str, int] = {}
    end = here.order
    following = here
    for element in reversed(elements[: here.order]):
        if ";" in text[element.end : following.start]:
            _gather(acts, following.order, end, found)
            break
        if element.quantity >= 0 or element.order == 0:
            _gather(acts, element.order, end, found)
            if found:
                break
            end = element.order
        following = element
    if not found:
        after = next((act for act in acts if act.order > here.order), None)
        opens = is_date and here.order <= _OPENING
        if after is not None and (opens or _is_subject(text, elements, here, after)):
            found[after.name] = after.tense
    return {name: tense for name, tense in found.items() if tense}


def _is_subject(text: str, elements: Sequence[Element], here: Element, act: Act) -> bool:
    """Whether a number belongs to the subject of an act that comes after it."""
    between = elements[here.order + 1 : act.order]
    if (
        any(element.quantity >= 0 or element.word == "and" for element in between)
        or elements[act.order].word == "payable"
    ):
        return False
    return not {";", ",", ":"} & set(text[here.end : elements[act.order].start])


def _gather(acts: Sequence[Act], start: int, end: int, found: dict[str, int]) -> None:
    for act in acts:
        if start <= act.order < end:
            found[act.name] = 0 if found.get(act.name, act.tense) != act.tense else act.tense


@lru_cache(maxsize=65536)
def is_outlook(header: str) -> bool:
    """Whether the header of a table says that a figure is expected: "Second quarter targets"."""
    return tell_outlook(header.lower().replace(":", " ").split())


def tell_outlook(words: Iterable[str]) -> bool:
    """Whether words in lower case say that a figure is expected."""
    return not _OUTLOOKS.isdisjoint(words)


@lru_cache(maxsize=4096)
def heads_outlook(heading: str) -> bool:
    """Whether all that stands under a heading is expected: "Financial Guidance", but no "Raises Outlook"."""
    words = {word for word in heading.lower().replace(":", " ").replace("-", " ").split() if word.isalpha()}
    return bool(_OUTLOOKS & words) and words <= _OUTLOOKS | _OF_OUTLOOKS


def imperative(words: Sequence[str]) -> str:
    """The act that a line of a list plans: "Submit the application in May"; empty if it is no such line."""
    return (
        act_of(words[0]) if words and words[0] in _IMPERATIVES and words[1:2] not in (["of"], ["on"]) else ""
    )


def is_known(act: str) -> bool:
    """Whether an act is one of those that several words name."""
    return act in _NAMES


def is_commitment(name: str) -> bool:
    """Whether an act is done when what it is about is still to come, as of a dividend that was declared."""
    return name in _COMMITMENTS
