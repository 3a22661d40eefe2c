"""Directors and officers who come, go or are paid anew."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from summarizer.engines.extractive.event_passages import Passage, Report
from summarizer.engines.extractive.moments import (
    day_after,
    effective,
    is_day,
    named_dates,
    named_day,
    opening_day,
)
from summarizer.engines.extractive.officer_changes import Change, changes_in
from summarizer.engines.extractive.officer_pay import pay_by_person, pay_rows
from summarizer.engines.extractive.parties import names_filer
from summarizer.engines.extractive.persons import People, Person, surname_of
from summarizer.engines.extractive.positions import board_seat, position_at
from summarizer.engines.extractive.told import Number, Told
from summarizer.schemas import Figure, OfficerChange, Term

_MOST = 12
_AS = re.compile(
    r"(?:,| )?(?:\bas\b|\bto the (?:additional )?(?:role|position|office|post) of|\b(?:duties"
    r"|role|position|office|post|title)s? (?:of|as)|\bto become)(?: both)? ",
    re.IGNORECASE,
)
_BECAME = re.compile(
    r"\b(?:become|became|succeed\w*|serve as|assume|the role of|the position of"
    r"|the office of)(?: the (?:duties|role|position|office) of)? ?\Z"
)
_STEP_WORDS = re.compile(
    r"\b(?:notif\w+|inform\w+|advised|announc\w+|decision|decided|intends?|intention|plans?"
    r"|will|would|tendered|submitted|delivered|gave)\b"
)
_REASONS = (
    re.compile(
        r"\b(?:to|in order to) (?:pursue|spend|devote|focus|take|accept|join|dedicate)\b[^.;,()]{3,90}"
    ),
    re.compile(r"\bfor (?:personal|health|family|medical|professional)(?: and \w+)? reasons\b"),
    re.compile(
        r"\b(?:due to|because of|as a result of|on account of)\b(?! (?:a |any )?disagreement)[^.;,()]{3,90}"
    ),
)
_DISAGREEMENT = re.compile(r"\bdisagreements?\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:not|no|nor|none|without|neither)\b", re.IGNORECASE)
_ADVISER = re.compile(
    r"\b(?:remain|continue|serve)\b[^.;]{0,60}\b(?:advis[eo]r|consultant|employee|employed"
    r"|director|member of the Board)\b[^.;(]{0,60}"
)
_PAY_TOLD = re.compile(
    r"\b(?:agreement|salary|bonus|compensation|grant(?:ed|s)?|award(?:ed|s)?|options?|units"
    r"|retention|severance|amend\w+|extended?)\b",
    re.IGNORECASE,
)
_AGREED = re.compile(r"\b(?:entered into|amended|extended|executed|granted|signed)\b")
_REACH = 220  # characters
_SHORT = 40  # characters of a clause that tells something
_LONGEST_NOTE = 260  # characters


@dataclass(frozen=True)
class _Account:
    """What some passages tell of people.

    Attributes:
        told: Their sentences.
        people: The people that they name.
        named: The dates that they give a name.
    """

    told: Sequence[Told]
    people: People
    named: Mapping[str, tuple[Told, Number]]

    def about(self, person: Person) -> list[Told]:
        """The sentences that name a person, or go on about them after one that does."""
        found: list[Told] = []
        last: list[Person] = []
        for sentence in self.told:
            named = [mention.person for mention in self.people.mentions(sentence)]
            last = named or last
            if person in last and (named or not _is_of_others(sentence, person)):
                found.append(sentence)
        return found


def _is_of_others(told: Told, person: Person) -> bool:
    """Whether a sentence that names nobody says "he" of a woman, or "she" of a man."""
    pronoun = re.search(r"\b(?:he|she)\b", told.text, re.IGNORECASE)
    return pronoun is not None and person.female is (pronoun.group().lower() == "he")


def find_officers(report: Report) -> list[OfficerChange]:
    """The changes under Item 5.02, or what else of the filing tells of some, one entry for each person."""
    passages = report.about("officers")
    strict = not passages
    entries = _from(report, passages or report.open, strict=strict)
    if not strict and not entries:
        entries = _from(report, report.open, strict=True)
    return entries[:_MOST]


def _from(report: Report, passages: Sequence[Passage], *, strict: bool) -> list[OfficerChange]:
    filing = report.filing
    told = [sentence for passage in passages for sentence in passage.told]
    company = (word.strip(".,").lower() for word in filing.company.split())
    people = People(told, (word for word in company if len(word) > 2))
    account = _Account(told, people, named_dates(told))
    changes = [change for change in changes_in(told, people) if not _is_past(change, filing.published)]
    pay = pay_by_person(told, people)
    entries: list[OfficerChange] = []
    for change in _best(changes):
        position = position_of(change)
        if position is None and not strict:
            position = _held(change.person, account)
        if position is not None or not strict:
            entries.append(_entry(change, position, account, pay.get(change.person, [])))
    if not strict:
        changed = {change.person for change in changes}
        entries += [
            _only_pay(person, terms, account) for person, terms in pay.items() if person not in changed
        ]
        entries += _without_figures(account, {entry.person for entry in entries})
        entries += _rows(report, {entry.person for entry in entries})
    return [_without_company(entry, filing.company) for entry in entries]


def _rows(report: Report, known: set[str]) -> list[OfficerChange]:
    """Those whose pay a table gives, and whom no sentence has told of."""
    return [
        OfficerChange(
            person=row.name,
            position=row.position,
            change="pay",
            effective=None
            if _has_day_of_its_own(passage, row.name)
            else _day_over(passage, table.span.start),
            pay=list(row.terms),
        )
        for passage in report.items
        for table in passage.tables
        for row in pay_rows(report.filing, table)
        if row.name not in known
    ]


def _has_day_of_its_own(passage: Passage, name: str) -> bool:
    """Whether a footnote gives somebody of a table another day than the sentence above it."""
    titled = re.compile(rf"\b(?:mr|ms|mrs|dr)\. {re.escape(surname_of(name))}\b")
    return any(
        titled.search(told.text.lower()) and any(is_day(number) for number in told.numbers)
        for told in passage.told
    )


def _without_company(entry: OfficerChange, company: str) -> OfficerChange:
    """The entry with its office alone, and not the filer's name before or after it."""
    if entry.position is None:
        return entry
    words = re.sub(
        r"\A(?P<who>[\w.]+)['’]s? ",
        lambda m: "" if names_filer(m["who"], company) else m.group(),
        entry.position,
    )
    tail = re.search(r",? (?:of|at) (?P<who>[A-Z][\w.,& ]*)\Z", words)
    own = set(re.findall(r"\w+", company.lower()))
    if tail and set(re.findall(r"\w+", tail["who"].lower())) <= own:
        words = words[: tail.start()]
    return entry.model_copy(update={"position": words})


def _is_past(change: Change, published: object) -> bool:
    """Whether the clause of a change gives a year that lies well before the filing's."""
    year = getattr(published, "year", None)
    if year is None:
        return False
    for number in change.told.numbers:
        period = number.quantity.period
        if period is None or period.year is None or not change.start <= number.start < change.stop:
            continue
        return bool(period.year < year - 1)
    return False


def _best(changes: Iterable[Change]) -> list[Change]:
    """One change for each person and way: the first of those that say most."""
    kept: dict[tuple[Person, bool], Change] = {}
    for change in changes:
        key = (change.person, change.kind in ("appointed", "elected"))
        old = kept.get(key)
        if old is None or _weight(change) > _weight(old):
            kept[key] = change
    return list(kept.values())


def _weight(change: Change) -> int:
    """How much a change tells: the office, and the day in its own words."""
    stop = _next_name(change)
    day = effective(change.told, change.start, stop, {})[0] or day_after(change.told, change.end, stop)
    return (position_of(change) is not None) + 2 * (day is not None)


def position_of(change: Change) -> str | None:
    """The office that a change is about."""
    text, told = change.told.text, change.told
    stop = max(change.until, change.end)
    begin = max(change.start, change.near[1]) if change.near[0] >= change.end else change.start
    for match in _AS.finditer(text, begin, min(stop, begin + _REACH)):
        found = position_at(text, match.end(), stop)
        if found is not None:
            return told.words(*found)
    if change.near[0] >= change.end:  # "named Jane Roe interim Chief Executive Officer"
        found = position_at(text, change.near[1] + 1, stop)
        if found is not None and found[0] == change.near[1] + 1:
            return told.words(*found)
    if _BECAME.search(text, change.start, change.end) or text[change.start : change.end].startswith(
        ("became", "will")
    ):
        found = position_at(text, _skip(text, change.end), stop)
        if found is not None:
            return told.words(*found)
    if board_seat(text, change.end, stop):
        return "director"
    if change.near[1] <= change.start:
        found = _apposition(text, change.near[1], change.start) or _inside(text, change)
        if found is not None:
            return told.words(*found)
    else:
        found = _apposition(text, change.near[1], stop)
        if found is not None:
            return told.words(*found)
    before = _title_before(text, change.near[0])
    return told.words(*before) if before else None


def _skip(text: str, start: int) -> int:
    match = re.match(r" ?(?:(?:as|the (?:duties|role|position|office) of) )?", text[start:])
    return start + (match.end() if match else 0)


def _next_name(change: Change) -> int:
    return max(change.stop, change.end)


def _apposition(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """The office right after a name: "Jane Roe, age 51, the Company's Chief Financial Officer, …"."""
    match = re.match(r"(?:, (?:age |aged )?\d{2}(?: years old)?| \((?:age )?\d{2}\))?, ", text[start:stop])
    return position_at(text, start + match.end(), stop) if match else None


def _inside(text: str, change: Change) -> tuple[int, int] | None:
    """The office inside the words of the change: "employment as Chief Financial Officer will end"."""
    match = re.search(r"\b(?:as|of) ", text[change.start : change.end])
    return position_at(text, change.start + match.end(), change.end) if match else None


def _title_before(text: str, end: int) -> tuple[int, int] | None:
    """The office right before a name: "its Chief Financial Officer, Jane Roe"."""
    for match in re.finditer(
        r"\b(?:its|our|the|the Company's|former|current) (?=[A-Z])", text[max(0, end - 110) : end]
    ):
        start = max(0, end - 110) + match.end()
        found = position_at(text, start, end)
        if found is not None and text[found[1] : end].strip(" ,") in ("", "Mr.", "Ms.", "Mrs.", "Dr."):
            return found
    return None


def _entry(change: Change, position: str | None, account: _Account, pay: list[Term]) -> OfficerChange:
    """The entry of somebody who comes or goes."""
    about = account.about(change.person)
    return OfficerChange(
        person=change.person.name,
        position=position,
        change=change.kind,
        effective=_date(change, about, account.named),
        reason=_reason(change, about) if change.kind not in ("appointed", "elected") else None,
        pay=pay,
        note=_note(change, about),
    )


def _date(change: Change, about: Sequence[Told], named: Mapping[str, tuple[Told, Number]]) -> Figure | None:
    told, text = change.told, change.told.text
    stop = _next_name(change)
    if change.kind == "other" and "employment" in text[change.start : change.end]:
        stop = max(stop, change.end)
    day, said = effective(told, change.start, stop, named)
    if day is not None:
        return day
    if not said:
        day = day_after(told, change.end, stop) or named_day(told, change.end, stop, named)
        if day is not None:
            return day
    if re.match(r"(?:\([a-z]\) )?Effective\b", text):
        return opening_day(told)
    lead, told_so = effective(told, 0, change.start, named)
    if lead is not None:
        return lead
    for sentence in about:
        if sentence is not told:
            other, _ = effective(sentence, 0, len(sentence.text), named)
            if other is not None and _speaks_of_start(sentence.text):
                return other
    hedged = _STEP_WORDS.search(text, 0, change.end)
    if said or told_so or hedged:
        return None
    return opening_day(told)


def _speaks_of_start(text: str) -> bool:
    return (
        re.search(
            r"\b(?:resignation|retirement|departure|appointment|election|duties|assume|employment|serve)\b",
            text,
        )
        is not None
    )


def _reason(change: Change, about: Sequence[Told]) -> str | None:
    agreed = None
    for sentence in about:
        for pattern in _REASONS:
            start = change.start if sentence is change.told else 0
            match = pattern.search(sentence.text, start)
            if match and not _DISAGREEMENT.search(match.group()):
                return sentence.words(*match.span())
        found = _DISAGREEMENT.search(sentence.text)
        if found and _NONE.search(sentence.text, 0, found.start()):
            agreed = "no disagreement"
    return agreed


def _note(change: Change, about: Sequence[Told]) -> str | None:
    if change.kind == "other":
        start, end = change.near[0], _clause_end(change.told.text, change.end)
        return change.told.words(start, end)
    for sentence in about:
        match = _ADVISER.search(sentence.text)
        if match and change.kind not in ("appointed", "elected"):
            return (
                sentence.words(0, len(sentence.text))
                if len(sentence.text) <= 200
                else sentence.words(*match.span())
            )
    return None


def _clause_end(text: str, start: int) -> int:
    match = re.compile(r"[;.] |[;.]\Z| and \(|, (?:and|which|who)\b").search(text, start)
    return match.start() if match else len(text)


def _only_pay(person: Person, terms: list[Term], account: _Account) -> OfficerChange:
    about = account.about(person)
    return OfficerChange(
        person=person.name,
        position=_held(person, account),
        change="pay",
        effective=_pay_day(about, account.named),
        pay=terms,
        note=_agreed(about),
    )


def _without_figures(account: _Account, known: set[str]) -> list[OfficerChange]:
    """Those whose contract is changed without a figure: an extended term."""
    found = []
    for person in account.people.by_surname.values():
        if person.name in known:
            continue
        about = account.about(person)
        dealt = next((t for t in about if _PAY_TOLD.search(t.text) and opening_day(t) is not None), None)
        if dealt is None:
            continue
        until = _until(dealt, person)
        found.append(
            OfficerChange(
                person=person.name,
                position=_held(person, account),
                change="pay",
                effective=opening_day(dealt) if until is None and _AGREED.search(dealt.text) else None,
                note=until or _agreed([dealt]),
            )
        )
    return found


def _until(told: Told, person: Person) -> str | None:
    """What a bracket behind a date gives to one person: "expire on May 1, 2028 (with respect to Ms. Roe)"."""
    for number in told.numbers:
        bracket = re.compile(r" \((?:with respect to|in the case of|as to|for) (?P<who>[^()]*)\)").match(
            told.text, number.end
        )
        if (
            not is_day(number)
            or bracket is None
            or not re.search(rf"\b{re.escape(person.surname)}\b", bracket["who"].lower())
        ):
            continue
        verb = list(
            re.finditer(
                r"\b(?:will expire|expires?|expiring|extended|through|until|ends?)\b",
                told.text[: number.start],
            )
        )
        main = re.search(
            r"\b(?:extended|amended|renewed) (?:the )?(?:terms? of )?[^.;,]{4,60}?\bagreements?\b", told.text
        )
        if verb:
            joined = told.words(*main.span()) + ", " if main else ""
            ends = told.words(*verb[-1].span())
            return f"{joined}{ends} on {told.words(number.start, number.end)}"
    return None


def _held(person: Person, account: _Account) -> str | None:
    """The office that somebody holds, as the filing names it beside them."""
    people = account.people
    for sentence in account.about(person):
        for mention in people.mentions(sentence):
            if mention.person != person:
                continue
            stop = next(
                (m.start for m in people.mentions(sentence) if m.start > mention.end), len(sentence.text)
            )
            found = _apposition(sentence.text, mention.end, stop) or _title_before(
                sentence.text, mention.start
            )
            if found is None:
                match = re.search(r"\bserv(?:e|es|ices?|ing) as ", sentence.text[mention.end : stop])
                found = position_at(sentence.text, mention.end + match.end(), stop) if match else None
            if found is not None:
                return sentence.words(*found)
    return None


def _pay_day(about: Sequence[Told], named: Mapping[str, tuple[Told, Number]]) -> Figure | None:
    for sentence in about:
        if _AGREED.search(sentence.text) and (day := opening_day(sentence)) is not None:
            return day
    days = (effective(sentence, 0, len(sentence.text), named)[0] for sentence in about)
    return next((day for day in days if day is not None), None)


def _agreed(about: Sequence[Told]) -> str | None:
    """The clause that says what was agreed."""
    for sentence in about:
        match = re.search(
            r"\b(?:entered into|amended|extended|extending|approved|adopted|granted|increased"
            r"|to extend)\b[^;]*",
            sentence.text,
        )
        if match:
            end = match.end()
            extends = re.search(r"\bto extend\b|\bextending\b", match.group())
            start = match.start() + (extends.start() if extends and extends.start() > _SHORT else 0)
            for cut in re.finditer(
                r", (?:such that|as previously|pursuant|which|and)\b", sentence.text[start:]
            ):
                if cut.start() > _SHORT:
                    end = start + cut.start()
                    break
            words = sentence.words(start, end).rstrip(".")
            return words if len(words) <= _LONGEST_NOTE else None
    return None


def _day_over(passage: Passage, place: int) -> Figure | None:
    before = [told for told in passage.told if told.span.start < place]
    for sentence in reversed(before):
        day = effective(sentence, 0, len(sentence.text), {})[0]
        if day is not None:
            return day
    return None


__all__ = ["find_officers"]
