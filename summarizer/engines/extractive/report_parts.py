"""The parts of an annual or quarterly report by what their headings say: Items, and headings within them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.document import BlockKind, Section, SectionKind, Span
from summarizer.engines.extractive.filing import Filing, Sentence

MANAGEMENT = re.compile(r"management.s\s+discussion", re.IGNORECASE)
"""The title of the Item in which management discusses the results."""

_NEXT_NOTE = re.compile(
    r"(?:notes?\s+\d|\d{1,2}\s*[.:)-]\s|item\b|part\s+[ivx]+\b|signatures?\b)", re.IGNORECASE
)
_BREAK = 4  # characters by which a block may be longer than its one sentence


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it.

    Attributes:
        title: The heading on one line; empty for what stands before the first one.
        heading: Where it stands; where the part starts for what has none.
        sentences: The sentences under it up to the next heading.
    """

    title: str
    heading: Span
    sentences: tuple[Sentence, ...]


def item(filing: Filing, title: re.Pattern[str]) -> Section | None:
    """The longest Item whose heading says so; a table of contents has the same heading and no body."""
    items = [s for s in filing.document.sections if s.kind is SectionKind.ITEM and title.search(s.title)]
    return max(items, key=lambda section: len(section.span), default=None)


def headed(filing: Filing, title: re.Pattern[str], within: Span | None = None) -> Iterator[Section]:
    """The parts under a heading that says so, in order."""
    for section in filing.document.sections:
        if section.kind is not SectionKind.HEADING or not title.search(section.title):
            continue
        if within is None or section.span.start in within:
            yield section


def sentences_in(filing: Filing, span: Span) -> tuple[Sentence, ...]:
    """The sentences that stand in a stretch of the text, headings too."""
    return tuple(s for s in filing.sentences if s.span.start in span)


def note_span(filing: Filing, section: Section) -> Span:
    """A part of the report; of one that goes on under other headings all up to the next note or Item."""
    if any(not sentence.is_heading for sentence in sentences_in(filing, section.span)):
        return section.span
    end = section.span.end
    following = (s for s in filing.document.sections if s.span.start > section.span.start)
    for other in following:
        if other.kind is not SectionKind.HEADING or _NEXT_NOTE.match(other.title):
            break
        end = max(end, other.span.end)
    return Span(section.span.start, end)


def title_of(filing: Filing, sentence: Sentence, title: re.Pattern[str] | None) -> Span | None:
    """The heading that a sentence is, or looks like: a short paragraph of one line before a longer one."""
    block = filing.document.block_at(sentence.span.start)
    if sentence.is_heading:
        return block.span if block is not None and block.kind is BlockKind.HEADING else sentence.span
    if title is None or block is None or block.kind is not BlockKind.PARAGRAPH:
        return None
    line = filing.line(block.span)
    if len(block.span) - len(sentence.span) > _BREAK or not title.fullmatch(line):
        return None
    place = bisect_right(filing.document.blocks, block.span.start, key=lambda b: b.span.start)
    after = filing.document.blocks[place] if place < len(filing.document.blocks) else None
    follows = after is not None and after.kind is BlockKind.PARAGRAPH and len(after.span) > len(block.span)
    return block.span if follows else None


def parts(filing: Filing, span: Span, title_like: re.Pattern[str] | None = None) -> list[Part]:
    """What stands in a stretch of the text, cut at its headings; the first part is without one.

    Args:
        filing: The filing.
        span: The stretch.
        title_like: What a line of its own looks like that is a heading though nothing sets it off.
    """
    found: list[Part] = []
    title, heading, own = "", Span(span.start, span.start), list[Sentence]()
    last_end = -1
    for sentence in sentences_in(filing, span):
        if sentence.span.start < last_end:
            continue  # a heading of several sentences
        whole = title_of(filing, sentence, title_like)
        if whole is None:
            own.append(sentence)
            continue
        last_end = whole.end
        found.append(Part(title, heading, tuple(own)))
        title, heading, own = filing.line(whole), whole, []
    found.append(Part(title, heading, tuple(own)))
    return found


__all__ = ["Part", "headed", "item", "note_span", "parts", "sentences_in"]
