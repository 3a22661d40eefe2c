"""The proceedings of a report's Item on legal matters, or that there are none."""

import re
from collections.abc import Sequence

from summarizer.document import BlockKind
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.engines.extractive.report_parts import Part, headed, item, note_span, parts
from summarizer.numbers.quantity import Kind
from summarizer.schemas import Figure, LegalMatter

_ITEM = re.compile(r"\blegal\s+proceedings?\b", re.IGNORECASE)
_NOTE = re.compile(
    r"^(?:(?:legal|litigation)\b(?!\s*fees)|.*\b(?:litigation|legal\s+(?:proceedings|matters))\b.{0,40}$)",
    re.IGNORECASE,
)
_NOT_A_MATTER = re.compile(
    r"^(?:item|part|note|table\s+of\s+contents|legal\s+(?:proceedings|matters)$|other\s+(?:legal"
    r"|information|matters|commitments)|general$"
    r"|litigation$|contingencies|guarantees|indemnif|warrant|purchase\s+obligations|accounting\s+for"
    r"|loss\s+contingenc"
    r"|litigation,?\s+(?:investigation|and\s+other)|legal\s+costs|\d+\.)",
    re.IGNORECASE,
)
_LIKE_A_MATTER = re.compile(r"(?=.{8,140}$)[A-Z].*(?:[^.;:,]|\b(?:Inc|Corp|Co|Ltd|al|LLC|L\.P)\.)")
_NONE = re.compile(
    r"\bnot\s+(?:currently\s+|presently\s+|at\s+present\s+)?(?:a\s+)?party\s+to\s+any"
    r"|\bno\s+(?:pending\s+)?material\b[^.]*\bproceedings?\b"
    r"|^\W*none\W*$|\bnot\b[^.]*\bmaterial\s+(?:pending\s+)?legal\s+proceedings?\b"
    r"|\bnot\s+have\s+a\s+potential\s+liability\b",
    re.IGNORECASE,
)
_EXCEPTED = re.compile(r"\bexcept\s+as\b|\bother\s+than\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:see|refer\s+to|incorporated|set\s+forth|discussed|described|disclosed)\b[^.]*\bnotes?\b",
    re.IGNORECASE,
)
_STANDS = re.compile(
    r"\b(?:trial|dismiss\w*|settle\w*|appeal\w*|accru\w*|stay\w*|pending|denied|granted|ruled"
    r"|affirmed|vacated|remand\w*|awarded"
    r"|judgment|fined?|hearing)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\b(?:accru\w+|damages|settle\w+|fine[ds]?|pay|penalt\w+|claim\w*|award\w*|reserve[ds]?|judgment)\b",
    re.IGNORECASE,
)
_MOST, _LONGEST, _LONGEST_TITLE = 5, 420, 20


def find_legal(filing: Filing) -> list[LegalMatter]:
    """Each matter that has a heading of its own; else what the Item says in its first sentence."""
    section = item(filing, _ITEM)
    if section is None:
        return []
    own = parts(filing, section.span, _LIKE_A_MATTER)
    matters = _matters(filing, own)
    if matters:
        return matters[:_MOST]
    sentences = [s for part in own for s in part.sentences if len(s.span) <= _LONGEST]
    text = " ".join(filing.line(s.span) for s in sentences)
    if _ELSEWHERE.search(text):
        for note in headed(filing, _NOTE):
            if note.span.start in section.span or note.boilerplate:
                continue
            matters = _matters(filing, parts(filing, note_span(filing, note)))
            if matters:
                return matters[:_MOST]
    said = next((s for s in sentences if _NONE.search(filing.flat, s.span.start, s.span.end)), None)
    if said is not None and not _EXCEPTED.search(filing.flat, said.span.start, said.span.end):
        return [LegalMatter(title="none", standing=filing.line(said.span))]
    return (
        [LegalMatter(title="Legal proceedings", standing=filing.line(sentences[0].span))] if sentences else []
    )


def _matters(filing: Filing, found: Sequence[Part]) -> list[LegalMatter]:
    matters: list[LegalMatter] = []
    for part in found:
        title = part.title
        if matters and _NOT_A_MATTER.search(title):
            break  # what follows is another subject
        if title.casefold() == filing.company.casefold():
            continue  # a running header
        if (
            not title
            or not part.sentences
            or _NOT_A_MATTER.search(title)
            or len(title.split()) > _LONGEST_TITLE
        ):
            continue
        block = filing.document.block_at(part.heading.start)
        under = block is not None and block.kind is BlockKind.HEADING
        matters.append(
            LegalMatter(
                title=title,
                standing=_standing(filing, part.sentences),
                amount=_amount(filing, part.sentences) if under else None,
            )
        )
    return matters


def _standing(filing: Filing, sentences: Sequence[Sentence]) -> str | None:
    """The last sentence that tells how far a matter has come; else the first one."""
    short = [s for s in sentences if len(s.span) <= _LONGEST]
    telling = [s for s in short if _STANDS.search(filing.flat, s.span.start, s.span.end)]
    chosen = telling[-1] if telling else (short[0] if short else None)
    return filing.line(chosen.span) if chosen is not None else None


def _amount(filing: Filing, sentences: Sequence[Sentence]) -> Figure | None:
    """The first amount in a sentence that speaks of what is claimed, accrued or paid."""
    for sentence in sentences:
        if _AMOUNT.search(filing.flat, sentence.span.start, sentence.span.end):
            money = next(
                (q for q in filing.within(sentence.span) if q.kind is Kind.MONEY and "/" not in q.unit), None
            )
            if money is not None:
                return filing.figure(money.span, sentence.span)
    return None


__all__ = ["find_legal"]
