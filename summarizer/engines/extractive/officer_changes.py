"""Who comes and who goes: the verbs of appointments and departures, each with the person it is about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.engines.extractive.persons import Mention, People, Person
from summarizer.engines.extractive.told import Told

Kind = Literal["appointed", "elected", "resigned", "retires", "dismissed", "died", "pay", "other"]
Side = Literal["before", "after"]

_OBJECT = (
    r"(?:appointed|elected|named|promoted|hired|selected|designated|appoint|elect|promote"
    r"|appointing|electing|naming)"
)
_TITLES = r"(?:Mr\.|Ms\.|Mrs\.|Dr\.|Messrs\.)"
_WHOSE = r"(?:his|her|their)"

_VERBS: tuple[tuple[Kind, Side, re.Pattern[str]], ...] = (
    ("died", "before", re.compile(r"\b(?:died|passed away)\b")),
    ("died", "after", re.compile(r"\b(?:death|passing) of\b(?= )")),
    (
        "retires",
        "before",
        re.compile(
            rf"\b(?:retir(?:e|es|ed|ing)\b|{_WHOSE} (?:decision|intention|intent"
            rf"|plans?) to retire|{_WHOSE} retirement\b)"
        ),
    ),
    ("retires", "after", re.compile(r"\bretirement of\b")),
    ("retires", "before", re.compile(r"(?<='s) (?:planned |upcoming )?retirement\b")),
    (
        "resigned",
        "before",
        re.compile(
            rf"\b(?:resign(?:s|ed|ing)?\b|{_WHOSE} (?:decision|intention|intent) to (?:resign"
            rf"|step down|depart|leave)"
            rf"|(?:tender|submitt?|deliver)(?:ed|s)? {_WHOSE} (?:\w+ )?resignation|step(?:s|ped"
            rf"|ping)? (?:down|aside)"
            rf"|depart(?:s|ed|ing)?\b|(?:will|to|would) leave\b|left the (?:Company|Board)"
            rf"|leaving the (?:Company|Board)"
            rf"|relinquish(?:es|ed|ing)?\b|not (?:to )?(?:stand|seek|run|be standing"
            rf"|be seeking)(?: for)? re-?(?:election|nomination)"
            rf"|cease(?:s|d)? (?:to (?:serve|be)|serving|being)\b|{_WHOSE} (?:resignation|departure)\b)"
        ),
    ),
    ("resigned", "after", re.compile(r"\b(?:resignation|departure) of\b")),
    ("resigned", "before", re.compile(r"(?<='s) (?:resignation|departure)\b")),
    (
        "dismissed",
        "before",
        re.compile(r"\b(?:was|were|been|be|being) (?:\w+ )?(?:terminated|removed|dismissed)\b"),
    ),
    (
        "dismissed",
        "after",
        re.compile(
            r"\b(?:terminated (?:the employment of)|removed|dismissed|(?:termination|removal|dismissal) of)\b"
        ),
    ),
    (
        "other",
        "before",
        re.compile(
            r"(?<='s) employment\b.{0,90}?\b(?:will (?:terminate|end|cease)|terminated|ended"
            r"|was terminated)\b"
        ),
    ),
    ("other", "before", re.compile(r"\btransition(?:s|ed|ing)? from the (?:role|position|office) of\b")),
    (
        "appointed",
        "before",
        re.compile(
            r"\b(?:was|were|is|are|been|be|being) (?:also |unanimously |then "
            r"|duly )?(?:appointed|named|promoted|hired|selected|designated)\b"
        ),
    ),
    (
        "elected",
        "before",
        re.compile(r"\b(?:was|were|is|are|been|be|being) (?:also |unanimously |duly )?elected\b"),
    ),
    (
        "appointed",
        "after",
        re.compile(
            rf"\b{_OBJECT.replace('|elected', '').replace('|elect|', '|').replace('|electing', '')}\b"
        ),
    ),
    (
        "elected",
        "after",
        re.compile(
            r"\b(?:elected|elect|electing|election(?: to (?:its|the|our) Board(?: of Directors)?)? of)\b"
        ),
    ),
    ("appointed", "after", re.compile(r"\b(?:appointment|promotion|hiring) of\b")),
    ("appointed", "before", re.compile(r"(?<='s) (?:appointment|promotion)\b")),
    ("elected", "before", re.compile(r"(?<='s) election\b")),
    (
        "appointed",
        "before",
        re.compile(
            r"\b(?:will become|became|has become|will assume|assumed|will succeed|succeeded|will replace"
            r"|will (?:also )?serve as|will join|joined the Board|joins)\b"
        ),
    ),
)

_BACKGROUND = re.compile(
    r"\b(?:since|previously|prior to|has served|had served|served as|served in|most recently"
    r"|formerly|before (?:joining|that|she|he)"
    r"|has been|was (?:a|an|the|our)|spent|career|experience|received (?:a|an|his|her)|degree"
    r"|holds|currently)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|no|nor|never)(?: yet| been| be)? \Z", re.IGNORECASE)
_IF = re.compile(
    r"\b(?:if|should|in the event|upon (?:a|any|the|his|her)|until|unless|event of|in case"
    r"|following (?:a|any|his|her)"
    r"|subject to|right to|option to|eligible to|may|prior to|or)\b[^,]{0,80}\Z",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"[^;]{0,140}?(?:,| and)(?: (?:to|that|for) (?:appoint|elect|name))? (?:Mr\. |Ms\. |Mrs\. |Dr\. )?\Z"
)
_JUST_BEFORE = re.compile(
    r"(?:(?: (?:the|its|our|Mr\.|Ms\.|Mrs\.|Dr\.|each|of|each of|Company's|current|longtime"
    r"|Board|member|director"
    r"|both|as|a|an|new|independent|its|members?|following|individuals?|persons?):?)*"
    r"| (?:(?:the|its|our|[\w.]+'s) )?[^;.]{0,90}?, )(?: ?(?:Mr|Ms|Mrs|Dr|Messrs)\.)? ?\Z"
)
_NEAR = 60  # characters between a name and its "who"
_SUCCESSOR = re.compile(r"\bsuccessor\b|\breplacement\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?P<word>[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Tt]hey|who)\b")
_OTHERS = re.compile(
    r"\b(?:to succeed|succeeding|succeeds?|replac(?:es|ing|ed?)|to replace|succession to"
    r"|in place of|reports? to)\b[^,;]{0,40}\Z"
)


@dataclass(frozen=True, slots=True)
class Change:
    """One verb that says that somebody comes or goes.

    Attributes:
        person: Who.
        kind: Which way.
        told: The sentence.
        start: Where its verb starts in the sentence.
        end: Where it ends.
        near: Where the person is named there, or the pronoun stands.
        stop: Where the words of the next change begin.
        until: Where the next person is named, if that is before.
    """

    person: Person
    kind: Kind
    told: Told
    start: int
    end: int
    near: tuple[int, int]
    stop: int
    until: int


def changes_in(told: Iterable[Told], people: People) -> list[Change]:
    """The changes that some sentences tell, in their order; what somebody did before is none."""
    found: list[Change] = []
    last: dict[bool | None, Person] = {}
    for sentence in told:
        mentions = people.mentions(sentence)
        found += _changes(sentence, mentions, last)
        for mention in mentions:
            last[mention.person.female] = last[None] = mention.person
    return found


def _changes(told: Told, mentions: Sequence[Mention], last: dict[bool | None, Person]) -> Iterator[Change]:
    text = told.text
    taken: list[tuple[int, int]] = []
    verbs: list[tuple[int, int, Kind, Side]] = []
    for kind, side, pattern in _VERBS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            verbs.append((*match.span(), kind, side))
    verbs.sort()
    for place, (start, end, kind, side) in enumerate(verbs):
        stop = verbs[place + 1][0] if place + 1 < len(verbs) else len(text)
        before = text[max(0, start - 90) : start]
        if _NEGATED.search(before) and not text.startswith("not", start):
            continue
        if _IF.search(before):
            continue
        if kind in ("appointed", "elected") and _BACKGROUND.search(_clause_before(text, start)):
            continue
        after = side == "after"
        who = _objects(text, mentions, end, stop) if after else _subjects(text, mentions, start, last)
        for person, near in who:
            later = [mention.start for mention in mentions if after and mention.start >= max(near[1], end)]
            yield Change(person, kind, told, start, end, near, stop, min([stop, *later]))


def _clause_before(text: str, start: int) -> str:
    cut = max(text.rfind(mark, 0, start) for mark in ("; ", ", and ", ", who ", ". "))
    return text[max(cut, 0, start - 160) : start]


def _objects(
    text: str, mentions: Sequence[Mention], end: int, stop: int
) -> Iterator[tuple[Person, tuple[int, int]]]:
    """The people right after a verb, and those who are listed with them."""
    after = [mention for mention in mentions if end <= mention.start < stop]
    done = end
    for place, mention in enumerate(after):
        between = text[done : mention.start]
        if _OTHERS.search(between):
            return
        if place == 0:
            if not _JUST_BEFORE.match(between) or _SUCCESSOR.search(between):
                return
        elif not _LISTED.match(between):
            return
        yield mention.person, (mention.start, mention.end)
        done = mention.end


def _subjects(
    text: str, mentions: Sequence[Mention], start: int, last: dict[bool | None, Person]
) -> Iterator[tuple[Person, tuple[int, int]]]:
    """The people, or the pronoun, that a verb stands behind."""
    before = [mention for mention in mentions if mention.end <= start]
    pronouns = list(_PRONOUN.finditer(text, 0, start))
    own = _PRONOUN.match(text, start)  # "his resignation"
    if own:
        pronouns.append(own)
    pronoun = pronouns[-1] if pronouns else None
    named = before[-1] if before else None
    if named is not None and pronoun is not None and pronoun["word"] == "who":
        if pronoun.start() - named.end > _NEAR:
            return  # "who" is somebody who is not known here
    elif named is not None and _OTHERS.search(text[max(0, named.start - 50) : named.start]):
        before = before[:-1]
        named = before[-1] if before else None
    word = pronoun["word"].lower() if pronoun else ""
    if pronoun is not None and word not in ("who", "they") and (named is None or pronoun.start() > named.end):
        female = word in ("she", "her")
        nearer = [m.person for m in before if m.person.female in (female, None)]
        person = nearer[-1] if nearer else last.get(female, last.get(None))
        if person is not None and person.female in (female, None):
            own_name = next((m for m in reversed(before) if m.person == person), None)
            yield person, (own_name.start, own_name.end) if own_name else pronoun.span()
        return
    if named is None:
        return
    if len(text[named.end : start]) > 200:
        return
    group = [named]
    for earlier, later in zip(reversed(before[:-1]), reversed(before), strict=False):
        if not re.fullmatch(
            rf"(?:,|,? and|, [^,;]{{3,90}},? and)(?: {_TITLES})? ?", text[earlier.end : later.start]
        ):
            break
        group.append(earlier)
    for mention in reversed(group):
        yield mention.person, (mention.start, mention.end)


__all__ = ["Change", "Kind", "changes_in"]
