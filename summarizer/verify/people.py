"""Who is who: people by name and by office, as a text names them.

Two ways to name one person agree if their surnames do, or if one of the offices that the source gives the
person is the one that the draft names. What cannot be told apart is never called different.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŇŅŐŘŚŠŞŢŤŪŮŰŹŻŽ"
_CHIEF = r"chief(?:[ -](?!of\b|executive\b)[a-z&]+){1,3}[ -]officer"
_TITLE = re.compile(
    rf"\b(?:chief executive(?: officer)?|{_CHIEF}|[cC][efostmi]o"
    r"|(?:executive |senior |group |corporate )*vice[ -](?:president|chair(?:man|woman|person)?)|[se]?vp"
    r"|president|chair(?:man|woman|person)?(?: of the board)?"
    r"|(?:(?:lead|principal|co-principal|study|chief|coordinating|primary)[ -])*investigator"
    r"|general counsel|treasurer|secretary|controller|(?:co-?)?founder|professor|(?:managing )?director"
    r"|analyst|head|chief|managing partner|governor|commissioner|general manager)\b"
)
_SHORT = {
    "ceo": "executive",
    "cfo": "financial",
    "coo": "operating",
    "cto": "technology",
    "cio": "information",
}
_AMBIGUOUS = {"cmo": ("medical", "marketing"), "cso": ("scientific", "strategy", "science")}
_CREDENTIAL = re.compile(
    r"\b(?:M\.?\s?D|Ph\.?\s?D|Pharm\.?\s?D|D\.?Phil|M\.?B\.?A|M\.?P\.?H|M\.?Sc?|B\.?Sc?|R\.?N|J\.?D|Esq|CPA|CFA"
    r"|FACP|FRCP|FASCO|MBBS|FACC|FACS|Jr|Sr|II|III|IV)\b\.?"
)
_HONORIFIC = re.compile(r"\b(?:Dr|Mr|Ms|Mrs|Prof|Professor|Sir|Dame|Mx)\b\.?\s+")
_POSSESSIVE = re.compile(r"[\w.&-]+['’]s?(?=\s)")
_TOKEN = rf"[{_UPPER}][\w'’-]*\.?"
_RUN = re.compile(
    rf"{_TOKEN}(?:\s+(?:(?:de|van|von|der|den|di|da|del|la|le|bin|al|el|ter)\s+)*{_TOKEN}){{0,4}}"
)
_NAME_AFTER = re.compile(rf"[ \t]*\n?[ \t]*(?:(?:Dr|Mr|Ms|Mrs)\.?\s+)?({_RUN.pattern})")
_ORGANISATION = frozenset(
    "inc corp corporation company companies co ltd limited llc plc ag sa nv gmbh group holdings holding "
    "therapeutics pharmaceuticals pharma biosciences biotech biopharma sciences laboratories labs "
    "medicines bank bancorp financial capital partners partnership fund trust institute university "
    "college hospital center centre school society association foundation committee commission agency "
    "administration board department court bureau reserve press news street journal times reuters "
    "bloomberg international systems technologies energy industries services solutions entertainment "
    "insurance securities management team software networks communications resources oncology medicine "
    "division exchange report release statement results".split()
)
_NO_NAME = frozenset(
    "the a an in on at as by for from with of and or but if when while after before during since this "
    "that these those it its he she they we our his her their who which also both however meanwhile "
    "separately earlier later today yesterday january february march april may june july august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday phase "
    "form item exhibit note question answer operator according quarter fiscal year new north south "
    "united states american europe european".split()
)
_SEPARATOR = re.compile(r",|\s(?:--|[-–—])\s")
_GOES_ON = re.compile(r"$|(?:of|at|from|in|on|who|during|for his|for her)\b")
_PRONOUN = re.compile(r"\s*(?:he|she|they|it|we|i|who|which|this|that)\b", re.IGNORECASE)
_NOT_BEFORE_A_NAME = re.compile(r"\b(?:of|at|for|the|in|from|to|and the|with)\s+$")
_CLAUSE = re.compile(
    r"(?<!\b[A-Z])[.;:]\s|[“”\"«»()]|\n\s*\n|\b(?:said|says|noted|added|stated|commented|by|with|and)\s"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as one text names them.

    Attributes:
        name: As printed, without titles; empty where only an office is named.
        surname: In lower case; empty with `name`.
        roles: The offices, each as one key: "executive" for a CEO.
    """

    name: str
    surname: str
    roles: frozenset[str]


class Directory:
    """The people of a text: who holds which office."""

    def __init__(self, text: str, company: str = "") -> None:
        self._company = frozenset(_words(company)) - _ORGANISATION
        self._roles: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        self._holders: dict[str, set[str]] = {}
        lower = text.lower()
        if len(lower) == len(text):
            for match in _TITLE.finditer(lower):
                for name in self._around(text, *match.span()):
                    self._add(name, roles_in(match.group()))

    def _add(self, name: str, roles: Iterable[str]) -> None:
        surname = _surname(name)
        self._names.setdefault(surname, set()).add(" ".join(name.lower().split()))
        self._roles.setdefault(surname, set()).update(roles)
        for role in roles:
            self._holders.setdefault(role, set()).add(surname)

    def _around(self, text: str, start: int, end: int) -> Iterator[str]:
        """The names that a title stands beside: "Jane Roe, M.D., President and", "President Jane Roe"."""
        left = text[max(0, start - 160) : start]
        for stop in _CLAUSE.finditer(left):
            if not _CREDENTIAL.search(left, max(0, stop.start() - 8), stop.start() + 1):
                cut = stop.end()
                if "and" not in stop.group():
                    left = " " * cut + left[cut:]
        segments = [segment.strip() for segment in _SEPARATOR.split(_CREDENTIAL.sub("", left))]
        if len(segments) > 1:
            for segment in reversed(segments[:-1]):
                if not segment or _TITLE.search(segment.lower()):
                    continue
                runs = list(_RUN.finditer(segment))
                if runs and runs[-1].end() == len(segment) and self.is_name(runs[-1].group()):
                    yield runs[-1].group()
                break
        right = _NAME_AFTER.match(text, end, end + 60)
        if right is not None and text[end : end + 1].isspace():
            name = _TITLE.split(right[1].lower())[0]
            if name == right[1].lower() and self.is_name(right[1]):
                yield right[1]

    def is_name(self, run: str) -> bool:
        """Whether a run of capitalised words can be a person's full name."""
        words = _words(run)
        if not 2 <= len(words) <= 5 or len(words[-1]) < 2:
            return False
        return not any(
            word in _ORGANISATION or (word in _NO_NAME and len(word) > 1) for word in words
        ) and not (self._company and words[0] in self._company)

    def knows(self, person: Person) -> bool:
        """Whether the text names somebody of this surname with an office."""
        return person.surname in self._roles

    def has_surname(self, word: str) -> bool:
        """Whether the text names somebody of this surname with an office."""
        return word.lower() in self._roles

    def has_name(self, name: str) -> bool:
        """Whether the text names somebody of exactly this name with an office."""
        return " ".join(name.lower().split()) in self._names.get(_surname(name), ())

    def roles_of(self, person: Person) -> frozenset[str]:
        """All offices of a person that are known: those named with them, and those the text gives them."""
        return person.roles | frozenset(self._roles.get(person.surname, ()))

    def holders(self, roles: Iterable[str]) -> set[str]:
        """The surnames of those who hold one of these offices."""
        return set().union(*(self._holders.get(role, ()) for role in roles))

    def differ(self, claimed: Person, actual: Person) -> bool:
        """Whether a draft's speaker is certainly not the source's.

        Args:
            claimed: As the draft names them.
            actual: As this text names them.
        """
        mine = claimed.roles or (frozenset() if claimed.surname == "" else self.roles_of(claimed))
        theirs = self.roles_of(actual)
        if claimed.surname and actual.surname:
            return claimed.surname != actual.surname or self.wrong_office(claimed, actual)
        if mine and theirs:
            return not mine & theirs
        if mine and actual.surname:
            holders = self.holders(mine)
            return bool(holders) and actual.surname not in holders
        return False

    def wrong_office(self, claimed: Person, actual: Person) -> bool:
        """Whether the right person is named with an office that the text gives them nowhere."""
        theirs = self.roles_of(actual)
        return bool(claimed.roles and theirs) and not claimed.roles & theirs


def roles_in(text: str) -> frozenset[str]:
    """The offices that a text names, each as one key."""
    found: set[str] = set()
    for match in _TITLE.finditer(text.lower()):
        title = re.sub(r"[ -]+", " ", match.group())
        if title in _SHORT:
            found.add(_SHORT[title])
        elif title in _AMBIGUOUS:
            found.update(_AMBIGUOUS[title])
        elif title.startswith("chief ") and "investigator" not in title:
            found.update(word for word in title.split()[1:] if word not in ("officer", "and", "&"))
        elif "vice" in title or title.endswith("vp"):
            found.add("vice president")
        elif title.startswith("chair"):
            found.add("chair")
        else:
            found.add(title.split()[-1].removeprefix("co-").replace("cofounder", "founder"))
    return frozenset(found)


def person_in(text: str, source: Directory, draft: Directory | None = None) -> Person | None:
    """The person that a phrase names first, by name or by office; None where it names none for certain."""
    if _PRONOUN.match(text):
        return None
    phrase = " ".join(text.split())
    roles = roles_in(phrase)
    bare = _CREDENTIAL.sub(lambda match: "," * len(match.group()), _POSSESSIVE.sub(_blank, phrase))
    lower = bare.lower()
    if len(lower) == len(bare):
        for match in _TITLE.finditer(lower):
            bare = bare[: match.start()] + "|" * len(match.group()) + bare[match.end() :]
    for run in _RUN.finditer(bare):
        honorific = _HONORIFIC.match(run.group())
        start = run.start() + (honorific.end() if honorific else 0)
        words = bare[start : run.end()].split()
        while words and words[0].lower() in _NO_NAME:
            words.pop(0)
        name = " ".join(words).rstrip(".'’")
        if not words or _NOT_BEFORE_A_NAME.search(bare, 0, run.start()):
            continue
        before_title = bare[run.end() :].lstrip(" ")[:1] == "|"
        if before_title and _RUN.search(bare, run.end()) and not source.has_name(name):
            continue  # "Norvane Therapeutics CEO Jane Roe"
        if source.is_name(name):
            certain = roles or honorific or source.has_name(name)
            if not certain and not _GOES_ON.match(bare[run.end() :].strip(" ,.")):
                return None  # a heading, a place: any capitalised words
            return Person(name, _surname(name), roles)
        surname = len(words) == 1 and name.lower() not in _ORGANISATION
        known = source.has_surname(name) or (draft is not None and draft.has_surname(name))
        if surname and (honorific or known):
            return Person(name, _surname(name), roles)
        if not before_title and not roles:
            return None  # a company speaks
    return Person("", "", roles) if roles else None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _words(text: str) -> list[str]:
    return [word.strip(".'’") for word in re.findall(r"[\w'’.-]+", text.lower()) if word.strip(".'’")]


def _surname(name: str) -> str:
    words = _words(_CREDENTIAL.sub("", name))
    return words[-1] if words else ""
