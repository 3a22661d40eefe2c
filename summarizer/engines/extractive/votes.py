"""What holders decided: one entry for each candidate and each proposal, from tables and from sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.document import Span, Table
from summarizer.engines.extractive.event_passages import Passage, Report
from summarizer.engines.extractive.filing import NOT_FOUND, Filing
from summarizer.engines.extractive.persons import may_be_name
from summarizer.engines.extractive.told import Told
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.schemas import Figure, Vote

Outcome = Literal["approved", "rejected", "elected", "not stated"]
Column = Literal["votes_for", "against", "abstentions", "broker_non_votes"]

_COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("broker_non_votes", re.compile(r"\bbroker|non[- ]?votes?\b", re.IGNORECASE)),
    ("abstentions", re.compile(r"\babst", re.IGNORECASE)),
    ("against", re.compile(r"\bagainst\b|\bwith-?\s?held\b|\bwithhold|\bopposed\b|\bno\b", re.IGNORECASE)),
    ("votes_for", re.compile(r"\bfor\b|\bin favou?r\b|\byes\b|\baffirmative\b", re.IGNORECASE)),
)
_YEARS = re.compile(
    r"\b(?:1|2|3|one|two|three|every|annual)\b.*\byears?\b|\A\W*every year\b|\b(?:annual"
    r"|biennial|triennial)\b",
    re.IGNORECASE,
)
_PERCENT_COLUMN = re.compile(r"%|\bpercent", re.IGNORECASE)
_PROPOSAL = re.compile(
    r"(?:(?:\(?(?:proposal|item|matter)?\s*(?:no\.?|number|#)?\s*(?:\d{1,2}|[ivx]{1,4}|one|two"
    r"|three|four|five|six|seven|eight)\)?[.:)–—-]*|\([a-z]\))\s+)+",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    r"(?:(?:at|in) (?:the|its) (?:[^,]|,(?= \d{4})){3,80}, )?(?:(?:the|our|its) )?(?:company's "
    r"|[\w.'&]+'s )?(?:stock|share|unit)?holders (?:of the company |also |then "
    r"|further )?(?:voted |acted )?",
    re.IGNORECASE,
)
_TALLY = re.compile(
    r"(?:,? with|:|, (?:and )?(?:based on|as follows)| as follows|,? by (?:the following"
    r"|a) vote|\. The (?:votes?|results?)| The (?:votes?|results?)\b"
    r"|,? (?:based )?on the following|,? by the votes).*\Z",
    re.IGNORECASE,
)
_REJECTED = re.compile(
    r"\b(?:(?:did not|not|failed to) (?:approve|adopt|ratif|pass|receive|elect|obtain)\w*"
    r"|reject\w*|defeated|was not approved|were not approved|failed)\b",
    re.IGNORECASE,
)
_ELECTED = re.compile(r"\b(?:re-?)?elected\b|\belection of\b", re.IGNORECASE)
_APPROVED = re.compile(
    r"\b(?:approved|approving|ratified|ratifying|adopted|passed|determined|recommended|selected"
    r"|voted (?:in favor|to approve|for))\b",
    re.IGNORECASE,
)
_CHOSEN = re.compile(
    r"\b(?:every )?(?:one|two|three|1|2|3) years?\b|\bannual(?:ly)?\b|\bevery year\b", re.IGNORECASE
)
_YEAR_WORDS = {"one": "1", "two": "2", "three": "3", "annual": "1", "annually": "1", "every": "1"}
_IN_FAVOUR = re.compile(r"\A[^,;.]{0,30}?\b(?:in favou?r|for|voted for|affirmative)\b", re.IGNORECASE)
_COUNT_WORDS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("broker_non_votes", re.compile(r"\A[^,;.]{0,14}?\bbroker|\A[^,;.]{0,14}?\bnon-votes?", re.IGNORECASE)),
    ("abstentions", re.compile(r"\A[^,;.]{0,30}?\babst(?:ain|ention)", re.IGNORECASE)),
    ("against", re.compile(r"\A[^,;.]{0,30}?\b(?:against|withh?eld|opposed|opposing)\b", re.IGNORECASE)),
    ("votes_for", _IN_FAVOUR),
)
_OFTEN = re.compile(r"\bfrequency (?:of|for|with which)\b", re.IGNORECASE)
_DETAIL = re.compile(
    r",? (?:to serve|as (?:the Company's|our|its|the) independent|as [A-Z][\w.]+'s independent"
    r"|for the (?:fiscal )?year|to (?:increase|hold|provide|permit|reflect)"
    r"|as (?:disclosed|described)|until|as amended|each to|to hold office|which)\b"
)
_ABBREVIATED = re.compile(r"\b(?:Inc|Corp|Co|Ltd|[A-Z]\.[A-Z])\.\Z")
_FEW, _SOME = 20, 70  # characters
_WORDS, _LABEL_WORDS = 26, 5


@dataclass(frozen=True, slots=True)
class _Lead:
    """What is said of a proposal before its votes.

    Attributes:
        what: The proposal in a few words.
        said: All that is said of it.
    """

    what: str
    said: str


def find_votes(report: Report) -> list[Vote]:
    """The votes under Item 5.07, in the filing's order; without that Item, those of any table of votes."""
    passages = report.about("votes") or report.open
    return [vote for passage in passages for vote in _votes(report.filing, passage)]


def _votes(filing: Filing, passage: Passage) -> Iterator[Vote]:
    leads = sorted([*passage.told, *passage.headings], key=lambda told: told.span.start)
    parts: list[tuple[int, Iterable[Vote]]] = []
    done = passage.span.start
    for table in passage.tables:
        lead = _lead([told for told in leads if done <= told.span.start < table.span.start])
        columns = _columns(filing, table)
        if columns is None:
            turned = _turned(filing, table, lead)
            if turned is not None:
                parts.append((table.span.start, [turned]))
                done = table.span.end
            continue
        done = table.span.end
        parts.append((table.span.start, list(_from_table(filing, table, columns, lead))))
    for place, told in enumerate(leads):
        if told in passage.headings:
            continue
        vote = _from_sentence(told, leads[:place])
        if vote is not None:
            parts.append((told.span.start, [vote]))
    for _, votes in sorted(parts, key=lambda part: part[0]):
        yield from votes


# -- tables ----------------------------------------------------------------------------------------


def _columns(filing: Filing, table: Table) -> dict[int, Column | str] | None:
    """What each column counts; None if it is no table of votes."""
    first = min((cell.row for cell in table.cells), default=0)
    heads = {cell.column: filing.line(cell.span) for cell in table.cells if cell.row == first}
    found: dict[int, Column | str] = {}
    for cell in table.cells:
        header = " ".join(cell.column_header) or heads.get(cell.column, "")
        if (cell.is_header and cell.row == first) or not header or cell.column in found:
            continue
        if _PERCENT_COLUMN.search(header):
            continue
        if _YEARS.search(header) and not re.search(r"\bagainst\b", header, re.IGNORECASE):
            found[cell.column] = header
            continue
        kind = next((name for name, pattern in _COLUMNS if pattern.search(header)), None)
        if kind is not None and kind not in found.values():
            found[cell.column] = kind
    kinds = set(found.values())
    frequency = sum(kind not in ("votes_for", "against", "abstentions", "broker_non_votes") for kind in kinds)
    if frequency >= 2 or ("votes_for" in kinds and len(kinds) > 1):
        return found
    return None


def _turned(filing: Filing, table: Table, lead: _Lead) -> Vote | None:
    """The vote of a table that has a row for each count: "For | 1,234"."""
    figures: dict[Column | str, Figure] = {}
    for cells in table.by_row().values():
        header = filing.line(cells[0].span)
        kind = next((name for name, pattern in _COLUMNS if pattern.search(header)), None)
        counts = [number for cell in cells[1:] if (number := _count(filing, cell.span)) is not None]
        if kind is None or kind in figures or len(header.split()) > _LABEL_WORDS or len(counts) != 1:
            continue
        figures[kind] = filing.figure(counts[0].span, Span(cells[0].span.start, cells[-1].span.end))
    if "votes_for" not in figures or len(figures) < 2:
        return None
    return _vote("", lead, figures)


def _from_table(
    filing: Filing, table: Table, columns: dict[int, Column | str], lead: _Lead
) -> Iterator[Vote]:
    for cells in table.by_row().values():
        counts = {
            kind: number
            for cell in cells
            if (kind := columns.get(cell.column))
            if (number := _count(filing, cell.span)) is not None
        }
        if not counts:
            continue
        row = Span(cells[0].span.start, cells[-1].span.end)
        figures = {kind: filing.figure(number.span, row) for kind, number in counts.items()}
        choices = [
            kind
            for kind in figures
            if kind not in ("votes_for", "against", "abstentions", "broker_non_votes")
        ]
        if choices:
            yield from _frequency(lead, choices, figures)
            continue
        named = [cell for cell in cells if cell.column not in columns and not _count(filing, cell.span)]
        name = " ".join(filing.line(cell.span) for cell in named[:1])
        name = re.sub(r"\s*(?:\(\d+\)|\*+)\Z", "", name)
        yield _vote(name, lead, figures)


def _vote(name: str, lead: _Lead, figures: dict[Column | str, Figure]) -> Vote:
    """The vote of one row: a candidate's, a proposal's that the row names, or the one told above it."""
    candidate = may_be_name(name) and _ELECTED.search(lead.said) is not None
    proposal = name if candidate or len(name.split()) > 2 or not lead.what else lead.what
    outcome = outcome_of(lead.said)
    if (outcome == "elected") is not candidate:  # what is said of another vote
        outcome = "not stated"
    return Vote(
        proposal=proposal or NOT_FOUND,
        outcome=outcome,
        votes_for=figures.get("votes_for"),
        against=figures.get("against"),
        abstentions=figures.get("abstentions"),
        broker_non_votes=figures.get("broker_non_votes"),
    )


def _frequency(lead: _Lead, choices: Sequence[str], figures: dict[Column | str, Figure]) -> Iterator[Vote]:
    """A vote on how often to vote: one entry for each choice, the abstentions beside the one that won."""
    chosen = _CHOSEN.search(lead.said) if _APPROVED.search(lead.said) else None
    winners = [choice for choice in choices if chosen and _years(choice) == _years(chosen.group())]
    for choice in choices:
        won, first = choice in winners, choice == (winners or choices)[0]
        yield Vote(
            proposal=f"{lead.what}; {choice}" if lead.what else choice,
            outcome="approved" if won else "not stated",
            votes_for=figures[choice],
            abstentions=figures.get("abstentions") if first else None,
            broker_non_votes=figures.get("broker_non_votes") if first else None,
        )


def _years(words: str) -> str:
    found = re.search(r"\b(1|2|3|one|two|three|annual(?:ly)?)\b", words, re.IGNORECASE)
    word = found.group().lower() if found else "1"
    return _YEAR_WORDS.get(word, word)


def _count(filing: Filing, span: Span) -> Quantity | None:
    """The number of a cell that is a count of votes."""
    numbers = [q for q in filing.within(span) if q.kind is Kind.NUMBER and q.value is not None]
    text = filing.flat[span.start : span.end]
    return numbers[0] if len(numbers) == 1 and not re.search(r"[A-Za-z]{3}|%", text) else None


# -- what it is about ------------------------------------------------------------------------------


def _lead(before: Sequence[Told]) -> _Lead:
    """The proposal by the sentences and headings since the last votes."""
    if not before:
        return _Lead("", "")
    said = " ".join(told.text for told in before[-4:])
    heading = next((told for told in reversed(before) if _PROPOSAL.match(told.text)), None)
    telling = [told for told in before[-4:] if outcome_of(told.text) != "not stated"]
    best = heading or (telling[-1] if telling else before[-1])
    return _Lead(proposal_of(best), said)


def proposal_of(told: Told) -> str:
    """The proposal in a few words, as the sentence gives it."""
    text = told.text
    start = 0
    while match := _PROPOSAL.match(text, start):
        if match.end() == start:
            break
        start = match.end()
    said = _SAID_BY.match(text, start)
    start = said.end() if said else start
    tally = _TALLY.search(text, start)
    end = tally.start() if tally else len(text)
    often = _OFTEN.search(text, start, end)
    start = often.start() if often else start
    detail = _DETAIL.search(text, start + _FEW, end) if end - start > _SOME else None
    end = detail.start() if detail else end
    what = told.words(start, end)
    words = (what if _ABBREVIATED.search(what) else what.rstrip(".")).split(" ")
    if len(words) > _WORDS:
        words = _cut(words)
    return " ".join(words)


def _cut(words: list[str]) -> list[str]:
    """The first words up to the last pause among them."""
    for place in range(_WORDS, 8, -1):
        if words[place - 1].endswith((",", ";")) and not words[place][:1].isdigit():
            return [*words[: place - 1], words[place - 1].rstrip(",;")]
    return words[:_WORDS]


def outcome_of(said: str) -> Outcome:
    """What the filing says came of it."""
    if _REJECTED.search(said):
        return "rejected"
    if re.search(r"\b(?:re-?)?elected\b", said):
        return "elected"
    return "approved" if _APPROVED.search(said) else "not stated"


# -- sentences -------------------------------------------------------------------------------------


def _from_sentence(told: Told, before: Sequence[Told]) -> Vote | None:
    """A vote that one sentence tells: "… with 2,512 shares in favor, 56 shares against"."""
    counts: dict[Column, Figure] = {}
    numbers = [n for n in told.numbers if n.kind is Kind.NUMBER]
    for place, number in enumerate(numbers):
        stop = numbers[place + 1].start if place + 1 < len(numbers) else len(told.text)
        after = told.text[number.end : stop]
        kind = next((name for name, pattern in _COUNT_WORDS if pattern.search(after)), None)
        if kind is None:
            lead = re.search(
                r"\b(?P<kind>for|against|abstain(?:ed|ing)?|abstentions|broker non-votes)[:;, -]+\Z",
                told.text[: number.start],
                re.IGNORECASE,
            )
            kind = next((n for n, p in _COLUMNS if lead and p.search(lead["kind"])), None)
        if kind is not None and kind not in counts:
            counts[kind] = told.figure(number)
    if "votes_for" not in counts or len(counts) < 2:
        return None
    heading = next((other for other in reversed(before[-3:]) if _PROPOSAL.match(other.text)), None)
    outcome = outcome_of(told.text)
    if outcome == "not stated":
        telling = [other for other in before[-2:] if outcome_of(other.text) != "not stated"]
        outcome = outcome_of(telling[-1].text) if telling else outcome
        heading = heading or (telling[-1] if telling else None)
    what = proposal_of(heading or told)
    return Vote(proposal=what, outcome=outcome, **counts)


__all__ = ["find_votes", "outcome_of", "proposal_of"]
