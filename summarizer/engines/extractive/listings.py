"""Notices of an exchange: a rule that is not met, by when it has to be, a move to another exchange."""

import re

from summarizer.engines.extractive.event_passages import Passage, Report
from summarizer.engines.extractive.moments import is_day, opening_day
from summarizer.engines.extractive.told import Told
from summarizer.numbers.quantity import Kind
from summarizer.schemas import Figure, Listing

_EXCHANGE = re.compile(
    r"\b(?:(?:The )?Nasdaq (?:Stock Market(?:,? (?:LLC|Inc\.))?|Global Select Market"
    r"|Global Market|Capital Market)|New York Stock Exchange(?: LLC)?|NYSE American(?: LLC)?"
    r"|NYSE(?: LLC| Arca)?|Nasdaq|American Stock Exchange|NYSE MKT|OTCQ[BX]|Toronto Stock Exchange|Cboe)\b"
)
_NEWS = re.compile(
    r"\b(?:received|notified|notice|notification|not in compliance|regain\w* compliance"
    r"|delist\w*|transfer\w*|withdraw\w*|voluntar\w*|suspen\w+|deficien\w+)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:Nasdaq |NYSE )?(?:Listing Rules?|Rules?"
    r"|Sections?) \d[\d.()A-Za-z]*(?: of the [A-Z][\w ]+(?:Manual|Guide))?"
)
_DEADLINE = re.compile(
    r"\b(?:until|by|no later than|on or before|prior to|ending|expir\w+ on"
    r"|through)(?: the close of business on)? \Z",
    re.IGNORECASE,
)
_COMPLY = re.compile(r"\b(?:regain|compliance|comply|cure|submit|plan)\b", re.IGNORECASE)
_LONGEST = 300  # characters


def find_listings(report: Report) -> list[Listing]:
    """What Item 3.01 tells; of other passages only a notice that an exchange has given."""
    found = [entry for passage in report.about("listings") if (entry := _listing(passage)) is not None]
    if found or report.about("listings"):
        return found
    strict = [
        entry
        for passage in report.open
        if any(
            _EXCHANGE.search(t.text) and re.search(r"\bnot in compliance\b|\bdelist", t.text)
            for t in passage.told
        )
        and (entry := _listing(passage)) is not None
    ]
    return strict[:1]


def _listing(passage: Passage) -> Listing | None:
    told = [t for t in passage.told if _NEWS.search(t.text)]
    lead = next((t for t in told if _EXCHANGE.search(t.text)), told[0] if told else None)
    if lead is None:
        return None
    exchange = next((t.words(*m.span()) for t in passage.told if (m := _EXCHANGE.search(t.text))), None)
    return Listing(what=_what(lead), exchange=exchange, date=_notice(told), deadline=_deadline(passage))


def _what(lead: Told) -> str:
    """What happened: the sentence without its date, cut where it goes into details."""
    text = lead.text
    start = 0
    opening = re.match(r"(?:\([a-z]\) )?On [A-Z]\w+ \d{1,2}, \d{4}, ", text)
    if opening:
        start = opening.end()
    end = len(text)
    if end - start > _LONGEST:
        rule = _RULE.search(text, start)
        cuts = [
            m.start()
            for m in re.finditer(r", (?:which|because|as|and|since|due)\b|; | because ", text)
            if m.start() > start + 60
        ]
        if rule and rule.end() - start <= _LONGEST:
            cuts = [cut for cut in cuts if cut >= rule.end()] or [rule.end()]
        end = min([cut for cut in cuts if cut - start <= _LONGEST + 120] or [end])
    return lead.words(start, end).rstrip(".")


def _notice(told: list[Told]) -> Figure | None:
    return next((day for sentence in told if (day := opening_day(sentence)) is not None), None)


def _deadline(passage: Passage) -> Figure | None:
    """The day by which the rule has to be met, else how long the company has."""
    for told in passage.told:
        if not _COMPLY.search(told.text):
            continue
        for number in told.numbers:
            if is_day(number) and _DEADLINE.search(told.text[: number.start]):
                return told.figure(number)
    for told in passage.told:
        match = re.search(r"\b(?:has|have|had|period of|grace period|within)\b", told.text)
        if match is None or not _COMPLY.search(told.text):
            continue
        for number in told.of_kind(Kind.DURATION):
            if number.start > match.start() and number.quantity.unit in ("day", "month"):
                return told.figure(number)
    return None


__all__ = ["find_listings"]
