"""What officers are paid: salaries, bonuses, grants and severance, from sentences and from tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.document import Cell, Span, Table
from summarizer.engines.extractive.filing import Filing
from summarizer.engines.extractive.money_terms import Named, named_numbers, phrase
from summarizer.engines.extractive.persons import Mention, People, Person, may_be_name
from summarizer.engines.extractive.positions import position_at
from summarizer.engines.extractive.told import Number, Told
from summarizer.numbers.quantity import Kind, Role
from summarizer.schemas import Figure, Term

_ANY = (Kind.MONEY, Kind.PERCENT, Kind.NUMBER, Kind.MULTIPLE)
_WHEN = (
    r"(?:annual(?:ized)?|monthly|quarterly|initial|one-time|lump[- ]sum|current|new|target"
    r"|additional|cash|discretionary|performance-based|short-term|long-term|prorated|pro-rated"
    r"|fiscal \d{4}|\d{4}|maximum|minimum|guaranteed)"
)
_PHRASES = (
    phrase(
        rf"(?:{_WHEN} )*base (?:salary|pay|compensation)(?: rate)?",
        Kind.MONEY,
        Kind.DURATION,
        Kind.MULTIPLE,
        Kind.PERCENT,
    ),
    phrase(rf"(?:{_WHEN} )*salar(?:y|ies)(?! at)", Kind.MONEY),
    phrase(
        rf"(?:{_WHEN} )*(?:sign(?:ing|-on)|make-whole|inducement|relocation|retention"
        rf"|transition) (?:cash )?(?:bonus|award|payment|grant|allowance|equity award)",
        *_ANY,
    ),
    phrase(
        rf"(?:{_WHEN} )*(?:incentive )?bonus(?:es)?(?: opportunity| target| award"
        rf"| payment)?(?: with a target)?",
        Kind.MONEY,
        Kind.PERCENT,
    ),
    phrase(
        rf"(?:{_WHEN} )*(?:[A-Z]\w+ )*(?:incentive|LTI Program"
        rf"|Incentive Plan)(?: \w+){{0,2}} (?:opportunity|award|payout|compensation)",
        Kind.MONEY,
        Kind.PERCENT,
    ),
    phrase(
        rf"(?:{_WHEN} )*(?:cash )?(?:award|payment|allowance|stipend|compensation|fees?"
        rf"|retainer|consulting fee)",
        Kind.MONEY,
    ),
    phrase(
        r"(?:time-based |performance-based |restricted |performance )*(?:stock|share)s? (?:units|awards)",
        *_ANY,
    ),
    phrase(r"(?:restricted (?:common )?stock|performance (?:stock|shares)|RSUs|PSUs)(?: awards?)?", *_ANY),
    phrase(
        r"(?:grant of )?(?:stock |non-?qualified stock "
        r"|incentive stock )?options?(?: awards?)?(?: to purchase)?(?! held)",
        Kind.MONEY,
        Kind.NUMBER,
    ),
    phrase(
        r"(?:annual |initial |new[- ]hire |one-time )*(?:equity|LTI"
        r"|long-term incentive)(?: incentive)? (?:awards?|grants?)",
        *_ANY,
    ),
    phrase(
        r"(?:cash )?severance(?: payments?| benefits?| pay)?(?: equal to)?",
        Kind.MONEY,
        Kind.DURATION,
        Kind.MULTIPLE,
        Kind.NUMBER,
    ),
    phrase(r"exercise price(?: per share)?|grant date (?:fair )?values?|target value", Kind.MONEY),
)
_PLAIN_NUMBER = re.compile(r" (?:shares?|restricted|performance|stock|options?|RSUs|PSUs|units?)\b")
_SALARY_FOR = re.compile(
    r"(?: ?\(\d+\))?(?: ?(?:months?|years?|weeks?))?(?:'|'s)?(?: worth)? (?:of )?(?:his|her"
    r"|their)? ?(?:then-?current |current |annual )*(?P<what>base (?:salary|pay))"
)
_SEVERANCE_TOLD = re.compile(r"\b(?:severance|terminat\w+|separation|resign\w+)\b", re.IGNORECASE)
_OF_WHAT = re.compile(
    r" (?:of|times) (?:his|her|their|the|such|annual|base|then-current|'s"
    r"| )*(?P<what>(?:annual )?(?:base )?(?:salary|pay|compensation))",
    re.IGNORECASE,
)
_AWARD = re.compile(
    r"\b(?:(?:restricted|performance|time-based|common|stock|equity) )+(?:units?|stock|options?"
    r"|option awards?|awards?|grants?)\b"
)
_GRANT_VALUE = re.compile(r"\bgrant date (?:fair )?values?\b|\btarget value\b")
_VESTS = re.compile(r"\b(?:vest\w*|exercis\w+|weighted|installments?|anniversar\w+)\b", re.IGNORECASE)
_NOT_PAY = re.compile(
    r"\b(?:aggregate adjusted|operating income|revenue|threshold amount|closing price"
    r"|market price|per share|par value"
    r"|outstanding|ownership|beneficial)\b[^,;]{0,40}\Z",
    re.IGNORECASE,
)
_PERIOD = re.compile(r" (?:per|a|each) (?:month|year|annum|quarter|meeting|week|day|hour)\b", re.IGNORECASE)
_MOST = 8


def pay_terms(told: Told, part: tuple[int, int] | None = None) -> list[Term]:
    """The pay that a sentence, or a part of it, gives with its amount."""
    first, last = part or (0, len(told.text))
    named_here = named_numbers(told, _PHRASES, _is_pay)
    terms = [_term(told, named) for named in named_here if first <= named.number.start < last]
    for number in told.of_kind(Kind.DURATION):
        match = _SALARY_FOR.match(told.text, number.end)
        if match is None or not first <= number.start < last or not _SEVERANCE_TOLD.search(told.text):
            continue
        if any(t.amount is not None and t.amount.text == told.words(number.start, number.end) for t in terms):
            continue
        terms.append(
            Term(what=f"severance, {told.words(*match.span('what'))}", amount=_duration(told, number))
        )
    return terms


def _duration(told: Told, number: Number) -> Figure:
    """A length of time with the noun that a bracket has parted from it: "twelve (12) months"."""
    text, end = told.text, number.end
    more = re.match(r"(?: ?\(\d+\))? ?(?:months?|years?|weeks?)", text[end:])
    if more and not re.search(r"(?:month|year|week)s?\Z", text[number.start : end]):
        end += more.end()
    return told.figure_of(number.start, end)


def _is_pay(told: Told, number: Number) -> bool:
    text = told.text
    before = text[max(0, number.start - 60) : number.start]
    if _NOT_PAY.search(before) and "exercise price" not in text[max(0, number.start - 130) : number.start]:
        return False
    if number.kind is Kind.NUMBER:
        return (
            bool(_PLAIN_NUMBER.match(text, number.end))
            and number.quantity.role is Role.PLAIN
            and not _VESTS.search(before[-25:])
        )
    if number.kind is Kind.PERCENT:
        return (
            _OF_WHAT.match(text, number.end) is not None
            or re.search(r"\btarget\w*\b[^,;]{0,40}\Z", before) is not None
        )
    if number.kind is Kind.DURATION:
        return False
    return number.kind in (Kind.MONEY, Kind.MULTIPLE)


def _term(told: Told, named: Named) -> Term:
    number = named.number
    what = "additional" if told.text.endswith("an additional ", 0, number.start) else named.what
    if number.kind in (Kind.PERCENT, Kind.MULTIPLE):
        of = _OF_WHAT.match(told.text, number.end)
        bonus = re.search(
            r"\b(?:annual |cash |incentive |target )*bonus\w*|\b(?:short"
            r"|long)-term incentive\w*|\bpayout opportunity",
            told.text[: number.start],
        )
        if bonus and "bonus" not in what and of and ("salary" in what or "pay" in what):
            what = told.words(*bonus.span())
        if of:
            what = f"{what}, of {told.words(*of.span('what'))}"
    if "grant date" in what or "target value" in what:
        awards = list(_AWARD.finditer(told.text, 0, number.start))
        if awards and len(_GRANT_VALUE.findall(told.text)) == 1:
            start, end = awards[-1].span()
            when = re.compile(
                r" in (?:January|February|March|April|May|June|July|August|September|October"
                r"|November|December) \d{4}"
            ).match(told.text, end)
            what = f"{told.words(start, when.end() if when else end)}, {what}"
    figure = told.figure(number)
    per = _PERIOD.match(told.text, told.whole(number)[1])
    if per:
        start, end = told.whole(number)
        figure = told.figure_of(start, per.end())
    return Term(what=what, amount=figure)


# -- whose it is -----------------------------------------------------------------------------------

_SUBJECT = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")
_CONTRACT = re.compile(
    r"\b(?:[Aa]greement|[Ll]etter|[Aa]mendment|[Aa]ward|[Cc]ommittee|[Aa]dditionally|[Ff]urther)\b"
)


def pay_by_person(told: Sequence[Told], people: People) -> dict[Person, list[Term]]:
    """The terms of pay of everybody, each told once, by the sentence or the part of it that names them."""
    found: dict[Person, list[Term]] = {}
    last: Person | None = None
    for sentence in told:
        mentions = people.mentions(sentence)
        named = list(dict.fromkeys(mention.person for mention in mentions))
        parts: list[tuple[Person, tuple[int, int]]] = []
        if len(named) == 1:
            parts = [(named[0], (0, len(sentence.text)))]
        elif len(named) > 1:
            parts = _shares(sentence, mentions)
        elif last is not None and (_SUBJECT.search(sentence.text) or _CONTRACT.search(sentence.text)):
            pronoun = _SUBJECT.search(sentence.text)
            female = pronoun.group().lower() in ("she", "her") if pronoun else None
            owner = last if female is None or last.female in (female, None) else _other(people, female)
            if owner is not None:
                parts = [(owner, (0, len(sentence.text)))]
        for person, part in parts:
            known = found.setdefault(person, [])
            for each in pay_terms(sentence, part):
                if not any(_same(each, other) for other in known) and len(known) < _MOST:
                    known.append(each)
        if named:
            last = named[-1] if len(named) == 1 else mentions[0].person
    return {person: terms for person, terms in found.items() if terms}


def _other(people: People, female: bool) -> Person | None:
    fitting = [person for person in people.by_surname.values() if person.female is female]
    return fitting[0] if len(fitting) == 1 else None


def _shares(told: Told, mentions: Iterable[Mention]) -> list[tuple[Person, tuple[int, int]]]:
    """The parts of a sentence, each with who is named at its start."""
    marks = list(mentions)
    ends = [mark.start for mark in marks[1:]] + [len(told.text)]
    return [(mark.person, (mark.start, end)) for mark, end in zip(marks, ends, strict=True)]


def _same(one: Term, two: Term) -> bool:
    return (
        one.amount is not None
        and two.amount is not None
        and (
            one.amount.text == two.amount.text
            and (one.what == two.what or one.amount.quote == two.amount.quote)
        )
    )


# -- tables ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a table of pay."""

    name: str
    position: str | None
    terms: tuple[Term, ...]


_NAME = re.compile(
    r"(?P<name>(?:[A-Z][\w'’.-]*\.?\s+){1,4}?[A-Z][\w'’-]+(?:,?\s+(?:Jr|Sr)\."
    r"|,?\s+I{2,3})?)(?=\s{2,}|\s+(?:Chief|President|Executive|Senior|Vice|Chair|General"
    r"|Former|Interim|Director|Group|Corporate|Treasurer|Principal|Managing)|\s*[,*(]|\s*\Z)"
)
_PAY_HEADER = re.compile(
    r"salary|bonus|award|incentive|target|compensation|payment|grant|options?|units|RSU|PSU"
    r"|shares|retainer|fee|pay\b",
    re.IGNORECASE,
)
_NO_PAY_COLUMN = re.compile(r"achievement level|\bage\b|\bsince\b|\blevel\Z", re.IGNORECASE)
_MARK = re.compile(r"(?<=[a-z])\d\b|\s*\(\d+\)|\*+")


def pay_rows(filing: Filing, table: Table) -> list[Row]:
    """The rows of a table of pay, one for each person; none if it is another table."""
    headers = " ".join(
        [table.caption, *(cell.span.of(filing.document.text) for cell in table.cells if cell.is_header)]
    )
    if not _PAY_HEADER.search(headers):
        return []
    rows = (_row(filing, table, cells) for cells in table.by_row().values())
    return [row for row in rows if row is not None]


def _row(filing: Filing, table: Table, cells: Sequence[Cell]) -> Row | None:
    text = filing.document.text
    lead, *others = cells
    printed = text[lead.span.start : lead.span.end].replace("\n", "  ")
    match = _NAME.match(printed)
    terms = [each for cell in others if (each := _cell_term(filing, table, lead, cell, cells)) is not None]
    if match is None or not terms or not may_be_name(match["name"]):
        return None
    told = Told(filing, lead.span)
    position = (
        position_at(told.text, len(" ".join(match["name"].split())) + 1, loose=True)
        if len(match["name"]) < len(printed)
        else None
    )
    words = told.words(*position) if position else None
    if words is None:
        for cell in others:
            place = Told(filing, cell.span)
            at = position_at(place.text, 0, loose=True)
            words = words or (place.words(*at) if at else None)
    return Row(" ".join(match["name"].split()), words, tuple(terms))


def _cell_term(filing: Filing, table: Table, lead: Cell, cell: Cell, cells: Sequence[Cell]) -> Term | None:
    numbers = [q for q in filing.within(cell.span) if q.kind in _ANY]
    if len(numbers) != 1 or len(cell.span) > 30:
        return None
    what = " ".join(cell.column_header) or " ".join(table.caption.split())
    what = re.sub(r"\A.*?\bName\b\s*(?:Position\b\s*)?", "", what) if not cell.column_header else what
    what = " ".join(_MARK.sub("", what).split())
    if _NO_PAY_COLUMN.search(what) or not what:
        return None
    row = Span(lead.span.start, cells[-1].span.end)
    return Term(what=what, amount=filing.figure(numbers[0].span, row))


__all__ = ["Row", "pay_by_person", "pay_rows", "pay_terms"]
