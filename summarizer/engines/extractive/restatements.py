"""Statements that can no longer be relied on, and changes of auditor."""

import re
from collections.abc import Iterator, Sequence

from summarizer.engines.extractive.event_passages import Passage, Report
from summarizer.engines.extractive.moments import day_after, effective, opening_day
from summarizer.engines.extractive.money_terms import named_numbers, phrase, term
from summarizer.engines.extractive.told import Told
from summarizer.numbers.quantity import Kind
from summarizer.schemas import Restatement, Term

_RELIANCE = re.compile(
    r"\b(?:no longer be relied|should not be relied|not be relied up?on|can no longer rely)", re.IGNORECASE
)
_STATEMENTS = re.compile(
    r"\b(?:(?:previously issued|audited|unaudited|interim|annual|quarterly|consolidated"
    r"|condensed|financial)(?:,| and)? )+statements?\b.*?(?=\b(?:should|can|could|may|must)\b)",
    re.IGNORECASE,
)
_AUDITOR = re.compile(
    r"\b(?P<verb>dismiss(?:ed|al)|resign(?:ed|ation|s)?|engaged|appointed|selected"
    r"|declined to stand|replaced|notified|terminated|approved)\b",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\b(?:independent )?(?:registered public accounting firm|public accountants?|auditors?"
    r"|certifying accountants?|accounting firm)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:dismissed|resigned|engaged|appointed|selected|(?:dismissal|resignation|engagement"
    r"|appointment|selection) of|declined to stand)\b[^.;]*?(?:accounting firm|auditors?"
    r"|accountants?)\b(?: for (?:the|its) (?:fiscal )?year (?:ending|ended) \w+ \d+, \d{4})?",
    re.IGNORECASE,
)
_FIRST_DISAGREEMENT = re.compile(r"\b(?:no|not)\b[^.;]{0,40}?\bdisagreements?\b", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:due to|because of|as a result of|result(?:ing|ed) from|relat(?:ed|ing|es?) to"
    r"|attributable to|in light of)\b (?P<why>[^.;]{10,220})",
    re.IGNORECASE,
)
_PHRASES = (
    phrase(
        r"(?:overstat|understat|increas|decreas|reduc|adjust)\w*(?: (?:of|in|to|the|its|our|by"
        r"|revenues?|net|income|loss|cost|sales|earnings|expenses?|assets|liabilities|inventory"
        r"|equity|accrued|cash|operating|goods|sold|deferred|tax|total))*",
        Kind.MONEY,
        Kind.PERCENT,
    ),
    phrase(
        r"(?:net (?:income|loss|sales|revenues?)|revenues?|operating (?:income|loss)|inventory"
        r"|goodwill|total (?:assets|liabilities)|(?:stock|share)holders' equity)",
        Kind.MONEY,
        Kind.PERCENT,
    ),
)
_NAMED_BEFORE = re.compile(r"(?:(?:[A-Z][\w&.']*|&),? )+(?:\(\"[^\"]{1,60}\"\) )?\Z")
_MOST = 6


def find_restatements(report: Report) -> list[Restatement]:
    """What stands under Items 4.01 and 4.02; of other passages only what nobody may rely on any more."""
    passages = report.about("restatements")
    found = [entry for passage in passages for entry in _entries(passage)]
    if found or passages:
        return found
    return [entry for passage in report.open for entry in _reliance(passage)]


def _entries(passage: Passage) -> Iterator[Restatement]:
    yield from _reliance(passage)
    if passage.label != "4.02":
        yield from _auditors(passage)


def _reliance(passage: Passage) -> Iterator[Restatement]:
    lead = next((told for told in passage.told if _RELIANCE.search(told.text)), None)
    if lead is None:
        return
    match = _STATEMENTS.search(lead.text)
    what = lead.words(*match.span()) if match else lead.line
    yield Restatement(
        what=_short(what),
        reason=_reason(passage.told),
        date=opening_day(lead)
        or next((day for told in passage.told[:3] if (day := opening_day(told))), None),
        effects=list(_effects(passage.told)),
    )


def _reason(told: Sequence[Told]) -> str | None:
    for sentence in told:
        match = _REASON.search(sentence.text)
        if match and re.search(
            r"\berrors?\b|\bmisstat\w+|\birregular\w*|\baccounting\b|\bimproper\w*|\bmisappl\w*",
            match.group(),
            re.IGNORECASE,
        ):
            return _short(sentence.words(*match.span()))
    return None


def _effects(told: Sequence[Told]) -> Iterator[Term]:
    seen: set[str] = set()
    for sentence in told:
        for named in named_numbers(sentence, _PHRASES):
            each = term(sentence, named)
            if each.amount is not None and each.amount.text not in seen and len(seen) < _MOST:
                seen.add(each.amount.text)
                yield each


def _auditors(passage: Passage) -> Iterator[Restatement]:
    agreed = next(("no disagreement" for told in passage.told if _FIRST_DISAGREEMENT.search(told.text)), None)
    seen: set[str] = set()
    for told in passage.told:
        if not _FIRM.search(told.text) or not _AUDITOR.search(told.text):
            continue
        match = _CHANGE.search(told.text)
        if match is None or re.search(r"\bconsult\w*|\breports? of\b", told.text[: match.start()]):
            continue
        verb = match.group().split()[0].lower()[:6]
        if verb in seen:
            continue
        seen.add(verb)
        leaves = verb in ("dismis", "resign", "declin")
        subject = _subject(told, match.start()) if verb.startswith(("resigned"[:6], "declin")) else ""
        what = f"{subject} {told.words(*match.span())}".strip()
        day, _ = effective(told, 0, len(told.text), {})
        yield Restatement(
            what=_short(what),
            reason=agreed if leaves else None,
            date=opening_day(told) or day or day_after(told, match.end(), len(told.text)),
        )


def _subject(told: Told, end: int) -> str:
    match = _NAMED_BEFORE.search(told.text, 0, end)
    return told.words(match.start(), end) if match else ""


def _short(words: str) -> str:
    return words if len(words) <= 260 else words[:260].rsplit(" ", 1)[0]


__all__ = ["find_restatements"]
