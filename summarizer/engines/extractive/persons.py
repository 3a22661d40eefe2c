"""The people that a filing names, and where each of its sentences speaks of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from summarizer.engines.extractive.positions import HEAD, position_at
from summarizer.engines.extractive.told import Told

_WORD = r"(?:[A-Z][a-zA-Z]*['-])?[A-Z][\w'-]*[a-z]"
_INITIAL = r"[A-Z]\.(?:[A-Z]\.)?"
_PARTICLE = r"(?:de|van|von|der|den|di|da|del|la|le|bin|al|el|ter)"
_RUN = re.compile(
    rf"(?<![\w.])(?:{_WORD}|{_INITIAL})(?: (?:\"[A-Z]\w+\"|\([A-Z]\w+\)"
    rf"|(?:{_PARTICLE} )*(?:{_WORD}|{_INITIAL}))){{0,6}}"
    r"(?:,? (?:Jr|Sr)\.|,? (?:II|III|IV)\b)?"
)
_PIECE = re.compile(r"\S+")
HONORIFIC = re.compile(r"\b(?P<title>Mr|Ms|Mrs|Miss|Dr|Messrs|Mss)\.? (?=(?P<names>[^.;()]{2,90}))")
_SURNAMES = re.compile(
    rf"(?:{_INITIAL} )*(?P<name>(?:{_PARTICLE} )*{_WORD}(?: {_WORD})?)(?P<more>,? and |, )?"
)
_NO_NAME = frozenset(
    "the a an in on at as by for from with of and or but if when while after before during since this"
    " that these those it its he she they we our his her their who effective upon prior following"
    " pursuant under connection also january february march april may june july august september october"
    " november december monday tuesday wednesday thursday friday saturday sunday item form exhibit"
    " section rule chief executive financial operating officer president vice chairman chairwoman"
    " chairperson chair director directors treasurer secretary controller counsel general senior"
    " principal interim acting lead independent board committee company corporation bank agreement plan"
    " employment separation letter offer release merger purchase stock common shares share award"
    " incentive bonus compensation annual meeting date start nasdaq nyse exchange securities act united"
    " states new york north south east west inc corp llc llp ltd plc group holdings partners capital"
    " fund trust university college school institute association foundation industries international"
    " systems technologies services solutions pharmaceuticals therapeutics energy medical health"
    " national american first global departure election appointment compensatory arrangements certain"
    " officers mr ms mrs dr messrs registrant parent class series note notes department division"
    " commission proxy statement report current quarterly business administration master bachelor"
    " science arts accounting management operations human resources technology information strategy"
    " worldwide field marketing corporate development retention growth named proposal nominee name total"
    " each all additionally equity restricted performance options option base salary fiscal year quarter"
    " limited party parties".split()
)
_AGE = re.compile(r",? (?:age[d]? |\(age |\()?\d{2}\b(?:\)|,| years)|, age[d]?\b")
_CHANGED = re.compile(
    r"(?:appoint|elect|nam|promot|hir|select|designat)(?:ed|ing|s)? (?:Mr\. |Ms\. |Dr\. )?\Z"
    r"|(?:succeed(?:s|ing)?|replac(?:es|ing)) (?:Mr\. |Ms\. |Dr\. )?\Z"
    r"|(?:appointment|election|resignation|retirement|departure|promotion|death|passing"
    r"|termination|removal|hiring) of "
    r"(?:Mr\. |Ms\. |Dr\. )?\Z"
)
_CHANGES = re.compile(
    r",? who (?:has |had |will |is |was |have |be |been )*(?:passed|died|resign|retire|step"
    r"|ceas|depart|left|leav|serv|appoint|elect)|"
    r"(?:'s?)? (?:(?:has |have |had |will |was |were |is |been |be |being |also |recently )*)"
    r"(?:appointed|elected|named|promoted|resign|retire|step|notif|inform|became|become|succeed"
    r"|assume|join|transition"
    r"|tender|submit|deliver|depart|leave|cease|pass|died|relinquish|terminat|resignation"
    r"|retirement|departure"
    r"|employment|appointment|election|decision|advised|announced|as (?:a |an |its |the |our |interim ))"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a filing names.

    Attributes:
        name: As printed, without titles.
        surname: In lower case.
        female: None where nothing tells it.
    """

    name: str
    surname: str
    female: bool | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a sentence names somebody, in its text."""

    start: int
    end: int
    person: Person


class People:
    """The people of some sentences.

    Args:
        told: The sentences.
        not_names: Words, lower case, that alone make no name: those of the company's own.
    """

    def __init__(self, told: Iterable[Told], not_names: Iterable[str] = ()) -> None:
        self._not_names = frozenset(not_names)
        sentences = list(told)
        genders = _genders(sentence.text for sentence in sentences)
        found: dict[str, Person] = {}
        for sentence in sentences:
            for start, end in self._runs(sentence.text):
                surname = surname_of(sentence.text[start:end])
                if surname in found or not surname:
                    continue
                if surname in genders or _is_person(sentence.text, start, end):
                    name = sentence.words(start, end)
                    found[surname] = Person(name, surname, genders.get(surname))
        for sentence in sentences:  # "Jane Roe and John Doe resigned": the one is somebody if the other is
            for start, end in self._runs(sentence.text):
                surname = surname_of(sentence.text[start:end])
                if surname and surname not in found and self._is_beside(sentence.text, start, end, found):
                    found[surname] = Person(sentence.words(start, end), surname, genders.get(surname))
        for surname, female in genders.items():
            if surname not in found and surname not in self._not_names:
                found[surname] = Person(_as_titled(surname, sentences), surname, female)
        self.by_surname = found
        self._mentions: dict[int, list[Mention]] = {}

    def _is_beside(self, text: str, start: int, end: int, known: Mapping[str, Person]) -> bool:
        """Whether a name is joined to that of somebody known: with "and", or with a comma and then "and"."""
        runs = list(self._runs(text))
        place = runs.index((start, end))
        for other in runs[max(0, place - 1) : place] + runs[place + 1 : place + 2]:
            first, second = sorted(((start, end), other))
            joined = re.fullmatch(r",? and |, ", text[first[1] : second[0]]) is not None
            if joined and surname_of(text[other[0] : other[1]]) in known:
                return True
        return False

    def mentions(self, told: Told) -> list[Mention]:
        """Where a sentence names people by name, with or without title, in order."""
        known = self._mentions.get(told.span.start)
        if known is None:
            known = self._mentions[told.span.start] = self._find_mentions(told)
        return known

    def _find_mentions(self, told: Told) -> list[Mention]:
        text = told.text
        found: dict[int, Mention] = {}
        for start, end in self._runs(text):
            person = self.by_surname.get(surname_of(text[start:end]))
            if person is not None:
                found[end] = Mention(start, end, person)
        for match in HONORIFIC.finditer(text):
            at = match.start("names")
            while name := _SURNAMES.match(text, at):
                person = self.by_surname.get(_bare(name["name"]))
                if person is not None:
                    start = match.start() if at == match.start("names") else at
                    known = found.get(name.end("name"))
                    if known is None:
                        found[name.end("name")] = Mention(start, name.end("name"), person)
                if match["title"] not in ("Messrs", "Mss") or not name["more"]:
                    break
                at = name.end()
        return sorted(found.values(), key=lambda mention: mention.start)

    def _runs(self, text: str) -> Iterable[tuple[int, int]]:
        """The stretches that may be full names: two to six capitalised words, and not the company's name."""
        for run in _RUN.finditer(text):
            for start, end in _parts(text, run.start(), run.end()):
                words = [_bare(word) for word in text[start:end].split()]
                if 1 < len(words) <= 6 and not all(word in self._not_names for word in words):
                    yield start, end


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run of capitalised words cut at those that no name is made of, and after a possessive."""
    first, last = -1, start
    for piece in _PIECE.finditer(text, start, end):
        word, owns = _bare(piece.group()), piece.group().endswith("'s")
        no_name = word in _NO_NAME and len(word) > 1 and not (word == "may" and first >= 0)
        if no_name:
            if first >= 0:
                yield first, last
            first = -1
            continue
        first = piece.start() if first < 0 else first
        last = piece.end() - (2 if owns else 0)
        if owns:
            yield first, last
            first = -1
    if first >= 0:
        yield first, last


def _is_person(text: str, start: int, end: int) -> bool:
    """Whether what stands around a name says that it is somebody's."""
    before, after = text[max(0, start - 60) : start], text[end : end + 90]
    if _AGE.match(after) or _CHANGED.search(before) or _CHANGES.match(after):
        return True
    if after.startswith(", ") and position_at(text, end + 2, end + 92):
        return (
            position_at(text, end + 2, end + 92) is not None
            and re.match(
                rf", (?:[\w']+ ){{0,4}}?(?:{HEAD}|chief|executive|senior|vice|interim|principal)\b",
                after,
                re.IGNORECASE,
            )
            is not None
        )
    return re.search(rf"\b{HEAD},? \Z", before, re.IGNORECASE) is not None


def may_be_name(text: str) -> bool:
    """Whether none of the words of a cell is one that no name is made of."""
    words = re.findall(r"[\w'.-]+", text)
    return 1 < len(words) <= 6 and not any(word.lower() in _NO_NAME for word in words)


def surname_of(name: str) -> str:
    """The last name in lower case, without a suffix; empty if that is an initial."""
    parts = re.sub(r",? (?:Jr|Sr)\.\Z|,? (?:II|III|IV)\Z", "", name).split()
    last = _bare(parts[-1]) if parts else ""
    return last if len(last) > 1 else ""


def _bare(word: str) -> str:
    return word.rsplit(" ", maxsplit=1)[-1].strip(',."()').lower().removesuffix("'s").removesuffix("'")


def _genders(texts: Iterable[str]) -> dict[str, bool | None]:
    """The surnames that stand behind "Mr.", "Ms." and the like; whether they are women's, if it is told."""
    found: dict[str, bool | None] = {}
    for text in texts:
        for match in HONORIFIC.finditer(text):
            at = match.start("names")
            while name := _SURNAMES.match(text, at):
                title = match["title"]
                female = None if title == "Dr" else title in ("Ms", "Mrs", "Miss", "Mss")
                surname = _bare(name["name"])
                if found.get(surname) is None:
                    found[surname] = female
                if title not in ("Messrs", "Mss") or not name["more"]:
                    break
                at = name.end()
    return found


def _as_titled(surname: str, sentences: Iterable[Told]) -> str:
    """A surname as printed, of somebody who is never named in full."""
    for sentence in sentences:
        match = re.search(rf"\b{re.escape(surname)}\b", sentence.text, re.IGNORECASE)
        if match:
            return sentence.words(*match.span())
    return surname


__all__ = ["HONORIFIC", "Mention", "People", "Person", "may_be_name", "surname_of"]
