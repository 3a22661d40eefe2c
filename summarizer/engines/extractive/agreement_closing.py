"""When an agreement closes, until when it may be ended, and what has to happen before."""

import re
from collections.abc import Iterator

from summarizer.engines.extractive.deals import Deal
from summarizer.engines.extractive.moments import is_day
from summarizer.engines.extractive.told import Number, Told
from summarizer.schemas import Figure, Term

_MOST_CONDITIONS = 6
_EXPECTED = re.compile(
    r"\b(?:(?:expect|anticipat)\w*\b[^.;]{0,90}?\b(?:clos(?:e|ing)|complet\w+|consummat\w+"
    r"|occur)\b|(?:clos(?:e|ing)|complet\w+|consummat\w+)\b[^.;]{0,60}?\b(?:expect"
    r"|anticipat)\w*)",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:not (?:been |be )?(?:consummated|completed|closed|occurred)|outside date"
    r"|termination date|end date)\b[^.;]{0,60}?\b(?:by|on or (?:before|prior to)|prior to"
    r"|before|is|of|after)(?: the)? (?=[A-Z\d])",
    re.IGNORECASE,
)
_BY_WHEN = re.compile(r"\bmay (?:be )?terminat\w+\b[^.;]{0,60}?\bafter (?=[A-Z]\w+ \d)")
_SUBJECT = re.compile(
    r"\b(?:subject to|conditioned (?:up)?on|contingent (?:up)?on"
    r"|conditions (?=to (?:the )?(?:clos|complet|consummat)))\b",
    re.IGNORECASE,
)
_CLOSING_WORD = re.compile(
    r"\b(?:clos(?:e|ing)|complet\w+|consummat\w+|funding|effectiveness)\b", re.IGNORECASE
)
_LISTED = re.compile(r"(?:,|;|:|including|conditions)?,? ?(?:and |or )?\((?:[ivx]{1,4}|[a-h]|\d)\) ")
_NOT_A_CONDITION = re.compile(
    r"\b(?:not subject to|adjustment|withholding|certain exceptions|terms and conditions"
    r"|election|proration|terms and subject)\b",
    re.IGNORECASE,
)
_WORDS_OF_CONDITION = 32


def closing_of(deal: Deal) -> tuple[Figure | None, Term | None]:
    """When it is expected to close, and until when it may be ended."""
    expected: Figure | None = None
    outside: Term | None = None
    for told in deal.sentences:
        text = told.text
        match = _EXPECTED.search(text)
        if match and expected is None:
            dates = [n for n in told.numbers if is_day(n) and n.start > match.start()]
            expected = _fuller(told, dates[0]) if dates else None
        match = _OUTSIDE.search(text) or _BY_WHEN.search(text)
        if match and outside is None:
            dates = [n for n in told.numbers if is_day(n) and match.end() <= n.start < match.end() + 3]
            if dates:
                outside = Term(what=told.words(match.start(), match.end()), amount=told.figure(dates[0]))
    return expected, outside


def _fuller(told: Told, number: Number) -> Figure:
    """A date with the part of it that is meant: "the first half of 2026", "mid-2026", "the end of 2025"."""
    part = re.search(
        r"\b(?:mid|early|late)[- ](?:in )?\Z|\b(?:end|middle|beginning|first half"
        r"|second half) of (?:calendar |fiscal )?\Z",
        told.text[: number.start],
    )
    return told.figure_of(part.start() if part else number.start, number.end)


def conditions_of(deal: Deal) -> list[str]:
    """What has to happen before it closes, clause by clause, in the filing's words."""
    found: list[str] = []
    for told in deal.sentences:
        text = told.text
        subject = next(
            (
                m
                for m in _SUBJECT.finditer(text)
                if not _NOT_A_CONDITION.search(text[max(0, m.start() - 12) : m.end() + 40])
            ),
            None,
        )
        if subject is None or not _CLOSING_WORD.search(text):
            continue
        if _closing_far(text, subject):
            continue
        for words in _clauses(told, subject.end()):
            if words not in found:
                found.append(words)
        if len(found) >= _MOST_CONDITIONS:
            break
    return found[:_MOST_CONDITIONS]


def _closing_far(text: str, subject: re.Match[str]) -> bool:
    """Whether what is subject to something is not the closing."""
    return _CLOSING_WORD.search(text[max(0, subject.start() - 140) : subject.start()]) is None


def _clauses(told: Told, start: int) -> Iterator[str]:
    """The listed conditions, or the one clause that follows."""
    text = told.text
    marks = list(_LISTED.finditer(text, start))
    if len(marks) > 1:
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            words = told.words(mark.end(), end).rstrip(".,; ")
            words = words[: -len(" and")].rstrip(".,; ") if words.endswith(" and") else words
            yield _short(words)
        return
    stop = re.compile(r"[;.](?: |\Z)|\. ").search(text, start)
    words = _short(told.words(start, stop.start() if stop else len(text)).rstrip(".,; "))
    words = re.sub(r"\A(?:upon|on|to|,)+ ", "", words)
    words = re.sub(r"\A(?:, )?among other (?:things|conditions), ", "", words)
    if len(words.split()) > 1:
        yield words


def _short(words: str) -> str:
    parts = words.split(" ")
    if len(parts) <= _WORDS_OF_CONDITION:
        return words
    head = " ".join(parts[:_WORDS_OF_CONDITION])
    cut = max(head.rfind(", "), head.rfind(" ("))
    return re.sub(r",? (?:including|such as)\Z", "", head[:cut] if cut > 40 else head)


__all__ = ["closing_of", "conditions_of"]
