"""Impairments, restructurings and other charges, with what they cost and when."""

import re
from collections.abc import Iterator, Sequence

from summarizer.engines.extractive.event_passages import Passage, Report
from summarizer.engines.extractive.moments import is_day
from summarizer.engines.extractive.money_terms import named_numbers, phrase, term
from summarizer.engines.extractive.told import Number, Told
from summarizer.numbers.quantity import Kind, Role
from summarizer.schemas import Charge, Figure, Term

_CHARGE = re.compile(
    r"\b(?:impairment|write-?(?:down|off)|restructuring|workforce|headcount|reduction in force"
    r"|exit (?:costs?|charges?|activit)|severance|charges?|clos(?:e|ure|ing) (?:of )?(?:its|the"
    r"|our))\b",
    re.IGNORECASE,
)
_IMPAIRMENT = re.compile(r"\bimpair\w*|\bwrite-?(?:down|off)s?\b", re.IGNORECASE)
_RESTRUCTURING = re.compile(
    r"\b(?:restructur\w*|workforce|reduction in force|headcount|reorgani[sz]ation|exit\b"
    r"|clos(?:e|ure|ing)\b|severance|realignment|cost[- ]reduction)",
    re.IGNORECASE,
)
_MEANT = re.compile(r"\b(?:charges?|costs?|impairment|write-?(?:down|off)|expenses?|loss)\b", re.IGNORECASE)
_CASH = re.compile(
    r"\b(?:cash (?:expenditures?|payments?|charges?|costs?|outlays?)|in cash|future cash|paid in cash)\b",
    re.IGNORECASE,
)
_NOT_CASH = re.compile(r"\bnon-?cash\b", re.IGNORECASE)
_OPENING = re.compile(
    r"\b(?:plan|program|initiative|committed to|approved|concluded|determined|announced"
    r"|recorded|will record|expects? to (?:record|incur)|estimates?)\b",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"\b(?:(?:an? |the |its |this )?(?P<what>(?:(?:non-?cash|pre-?tax|goodwill|material"
    r"|strategic|global|company-wide|cost|corporate|operational|worldwide|asset|intangible"
    r"|long-lived|business|further|additional)(?:,| and)? )*"
    r"(?:restructuring (?:plan|program|initiative)|plan of (?:restructuring|termination)"
    r"|reduction in (?:force|workforce)|workforce reduction|impairment (?:charges?|loss(?:es)?)"
    r"|impairment|write-?(?:down|off)s?|cost[- ](?:reduction|savings?) (?:plan|program)"
    r"|reorgani[sz]ation(?: plan)?|restructuring(?: charges?)?)"
    r"(?: (?:of|to|related to|relating to|for|on|in connection with|intended to|designed to"
    r"|with respect to)(?! (?:be|approximately|\$))[^.;()]{3,90}?)?))(?= ?[.;,(]"
    r"| in the (?:amount|first|second|third|fourth|quarter)| of (?:approximately |about "
    r"|between )?\$|\Z)",
    re.IGNORECASE,
)
_PHRASES = (
    phrase(
        r"employee (?:transition|termination|severance)[^.;]{0,90}?(?:compensation|benefits|costs)",
        Kind.MONEY,
    ),
    phrase(
        r"(?:one-time |cash |employee |termination |severance )*(?:severance"
        r"|termination benefits)(?: payments?| costs?| and (?:\w+ ){0,3}benefits)?",
        Kind.MONEY,
    ),
    phrase(
        r"(?:exit|lease|facilit(?:y|ies)|contract) (?:charges|terminations?|costs"
        r"|closures?)(?: \w+ \w+ the [a-z ]+reductions)?",
        Kind.MONEY,
    ),
    phrase(
        r"(?:asset |goodwill |intangible asset |inventory )(?:impairments?|write-?(?:down|off)s?)", Kind.MONEY
    ),
    phrase(r"annual(?:ized)? (?:pre-tax |cash |cost |run-rate )*savings", Kind.MONEY),
    phrase(r"carrying (?:value|amount)|fair value|book value", Kind.MONEY),
)
_PEOPLE = re.compile(
    r"\b(?:workforce|employees|positions|headcount|jobs|roles|team members)\b", re.IGNORECASE
)
_WHEN = re.compile(
    r"\b(?:in|during|for|by|by the end of|through|within|over"
    r"|of)(?: the)?(?: end of)?(?: the Company's| its| our)? \Z"
)
_PARTS = re.compile(
    r"\b(?:of which|including|consist\w*|compris\w*|primarily|related to|associated with)\b", re.IGNORECASE
)


def find_charges(report: Report) -> list[Charge]:
    """The charges under Items 2.05 and 2.06, one entry each; of other passages those with an amount."""
    named = report.about("charges")
    found = [charge for passage in named if (charge := _charge(passage)) is not None]
    if found or named:
        return _joined(found)
    return [charge for passage in report.open if (charge := _charge(passage, strict=True)) is not None]


def _joined(charges: list[Charge]) -> list[Charge]:
    """Without the entry that repeats another one's amount."""
    kept: list[Charge] = []
    for charge in charges:
        same = charge.amount is not None and any(
            other.amount is not None and other.amount.text == charge.amount.text for other in kept
        )
        if not same:
            kept.append(charge)
    return kept


def _charge(passage: Passage, *, strict: bool = False) -> Charge | None:
    told = [sentence for sentence in passage.told if _CHARGE.search(sentence.text)]
    if strict:
        telling = [
            s
            for s in told
            if (_IMPAIRMENT.search(s.text) or _RESTRUCTURING.search(s.text)) and _OPENING.search(s.text)
        ]
        told = [s for s in told if s in telling or _amounts(s)] if telling else []
        told = told if any(_amounts(s) for s in told) else []
    if not told:
        return None
    others = list(passage.told) if not strict else told
    naming = [s for s in told if _WHAT.search(s.text)]
    lead = next(
        (s for s in naming if " of " in _what(s) or " to " in _what(s)), naming[0] if naming else told[0]
    )
    what = _what(lead)
    if not what:
        return None
    main = _main(told)
    amount = main[0].figure(main[1]) if main else None
    cash = next((_cash(s) for s in others if _cash(s) is not None), None)
    everything = " ".join(s.text for s in told)
    kind = (
        "impairment" if _IMPAIRMENT.search(what) else "restructuring" if _RESTRUCTURING.search(what) else None
    )
    if kind is None:
        kind = (
            "impairment"
            if _IMPAIRMENT.search(everything)
            else "restructuring"
            if _RESTRUCTURING.search(everything)
            else "other"
        )
    return Charge(
        what=what,
        kind=kind,
        amount=amount,
        cash=cash,
        when=_when(main, others, lead),
        terms=list(_terms(others, amount, cash)),
    )


def _what(told: Told) -> str:
    match = _WHAT.search(told.text)
    if match:
        return told.words(*match.span("what"))
    return told.line if len(told.text) < 160 else ""


def _amounts(told: Told) -> list[Number]:
    return [n for n in told.of_kind(Kind.MONEY) if n.quantity.role is not Role.HIGH]


def _main(told: Sequence[Told]) -> tuple[Told, Number] | None:
    """The amount of the whole charge: the first that a charge is said to be, and no part of it."""
    for sentence in told:
        parts = [named.number for named in named_numbers(sentence, _PHRASES)]
        for number in _amounts(sentence):
            if number in parts:
                continue
            before, after = sentence.text[: number.start], sentence.text[sentence.whole(number)[1] :]
            if _PARTS.search(before[-70:]) or re.search(
                r"\bsavings\b|\bcarrying\b|\bfair value\b", before[-60:]
            ):
                continue
            if _MEANT.search(before[-120:]) or _MEANT.search(after[:60]):
                return sentence, number
    return None


def _cash(told: Told) -> Figure | None:
    """The part that is paid in cash."""
    match = _CASH.search(told.text)
    if match is None or _NOT_CASH.search(told.text[max(0, match.start() - 5) : match.end()]):
        return None
    numbers = _amounts(told)
    before = [n for n in numbers if n.start < match.start()]
    after = [n for n in numbers if n.start >= match.end()]
    near = before[-1] if before else after[0] if after else None
    return None if near is None else told.figure(near)


def _when(main: tuple[Told, Number] | None, told: Sequence[Told], lead: Told) -> Figure | None:
    """The period that the charge is booked in, else when the plan is to be done."""
    sentences = [*([main[0]] if main else []), lead]
    for sentence in sentences:
        later = [
            n.start for n in _amounts(sentence) if main and sentence is main[0] and n.start > main[1].start
        ]
        for number in sentence.numbers:
            if later and number.start > later[0]:
                break  # the period may be that of a part
            period = number.quantity.period
            if (
                period is not None
                and period.day is None
                and is_day(number)
                and _WHEN.search(sentence.text[: number.start])
            ):
                return sentence.figure(number)
    for sentence in told:
        if re.search(r"\b(?:complete|completed|conclude|finish)\b", sentence.text):
            for number in sentence.numbers:
                if is_day(number) and _WHEN.search(sentence.text[: number.start]):
                    return sentence.figure(number)
    return None


def _terms(told: Sequence[Told], amount: Figure | None, cash: Figure | None) -> Iterator[Term]:
    seen = {figure.text for figure in (amount, cash) if figure is not None}
    for sentence in told:
        for number in sentence.of_kind(Kind.PERCENT, Kind.NUMBER):
            after = sentence.text[number.end : number.end + 60]
            before = sentence.text[max(0, number.start - 80) : number.start]
            match = _PEOPLE.search(after) or _PEOPLE.search(before)
            figure = sentence.figure(number)
            if match is None or figure.text in seen or number.quantity.value is None:
                continue
            if number.kind is Kind.NUMBER and not re.match(
                r" (?:\w+ ){0,2}(?:employees|positions|jobs|roles|team members)", after
            ):
                continue
            seen.add(figure.text)
            yield Term(what=match.group(), amount=figure)
        for named in named_numbers(sentence, _PHRASES):
            each = term(sentence, named)
            if each.amount is not None and each.amount.text not in seen:
                seen.add(each.amount.text)
                yield each
        for number in _amounts(sentence):
            end = sentence.whole(number)[1]
            share = re.compile(
                r" (?:relates?|is related|is attributable"
                r"|are related) to (?P<what>(?:the )?[\w' -]{3,60}?)(?=[.,;]| and |\Z)"
            ).match(sentence.text, end)
            figure = sentence.figure(number)
            if share and figure.text not in seen:
                seen.add(figure.text)
                yield Term(what=sentence.words(*share.span("what")), amount=figure)
        parts = re.search(r"\bof which (?:approximately |about )?", sentence.text)
        if parts:
            for number in _amounts(sentence):
                period = next((n for n in sentence.numbers if n.start > number.end and is_day(n)), None)
                if number.start >= parts.end() and number.start - parts.end() < 2 and period is not None:
                    figure = sentence.figure(number)
                    if figure.text not in seen:
                        seen.add(figure.text)
                        yield Term(what=f"in the {sentence.words(period.start, period.end)}", amount=figure)


__all__ = ["find_charges"]
