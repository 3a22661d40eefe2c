"""Blocks to sections: a form's Items, exhibits, and whatever stands under a heading of its own."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.document import Block, BlockKind, Section, SectionKind, Span, Table
from summarizer.ingest.boilerplate import is_boilerplate_paragraph, is_boilerplate_title, is_contact_title
from summarizer.ingest.cell_text import one_line

_ITEM = re.compile(
    r"item\s+(?P<label>\d{1,2}\.\d{2}(?!\d)|\d{1,2}[A-C]?(?![\w(]|\.\d))(?:\s?\([a-z\d]{1,3}\))*"
    r"\s*[.:)\-–—]*\s*(?P<title>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_REFERS = re.compile(r"(?:of|in|above|below|and|or|to|is|was|shall|as|under|herein|hereof)\b|[,;)]")
_ITEM_WITH_TEXT = re.compile(r"item\s+\d{1,2}(?:\.\d{2})?[A-C]?[.:]?\s+[A-Z“\"]", re.IGNORECASE)
_EXHIBIT = re.compile(
    r"\(?(?:exhibit|ex)[\s.:-]*(?P<label>\d{1,3}(?:\.\d{1,3})?[a-z]?)\)?\.?\Z", re.IGNORECASE
)
_PART = re.compile(r"part\s+(?P<label>[IVX]{1,4})\b", re.IGNORECASE)
_WIDE_GAP = re.compile(r"\s{3,}")
_HASHES = re.compile(r"(#{1,6})\s+")
_MARKUP = re.compile(r"\A(?:#{1,6}\s+|\*{1,3}|_{2,3})|(?:\s+#+|\*{1,3}|_{2,3})\Z")
_FIRST_SENTENCE = re.compile(r"[^.]{3,160}?(?=\.\s|\.?\Z)", re.DOTALL)

_MAX_EXHIBIT_LINE = 120  # characters
_MAX_TITLE = 300
_MAX_CONTACT = 250  # characters under a name among the contacts
_CONTENTS_ENTRY = 300  # a shorter Item that comes again is an entry of a table of contents
_DECK = 3  # headings without text between them
_MIN_FIGURES = 6  # a table with so many cells is no boilerplate

_EXHIBIT_LEVEL, _PART_LEVEL, _ITEM_LEVEL, _CAPITALS_LEVEL, _TITLE_LEVEL = range(5)
_MARKDOWN_LEVEL = 2  # less than the level of a heading with one mark


@dataclass(frozen=True, slots=True)
class _Heading:
    """A block that opens a section."""

    block: int
    kind: SectionKind
    label: str
    title: str
    level: int


def outline(text: str, blocks: Sequence[Block], tables: Sequence[Table]) -> tuple[Section, ...]:
    """The sections of a text, ordered by start, the outer first."""
    headings = [
        heading
        for number, block in enumerate(blocks)
        if (heading := _heading(text, block, number)) is not None
    ]
    headings = _without_contents(blocks, headings, len(text))
    figures = {
        table.span.start
        for table in tables
        if sum(not cell.is_header for cell in table.cells) >= _MIN_FIGURES
    }
    sections = [*_nested(blocks, headings, figures)]
    inside = [section.span for section in sections if section.boilerplate]
    sections.extend(_untitled(text, blocks, inside))
    return tuple(sorted(sections, key=lambda section: (section.span.start, -section.span.end)))


def _heading(text: str, block: Block, number: int) -> _Heading | None:
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return None
    printed = block.span.of(text)
    if len(printed) <= _MAX_EXHIBIT_LINE:
        for part in _WIDE_GAP.split(printed):
            exhibit = _EXHIBIT.match(part.strip())
            if exhibit:
                return _Heading(
                    number, SectionKind.EXHIBIT, exhibit["label"], one_line(printed), _EXHIBIT_LEVEL
                )
    is_heading = block.kind is BlockKind.HEADING
    if is_heading or _ITEM_WITH_TEXT.match(printed[:_MAX_TITLE]):
        item = _ITEM.match(_MARKUP.sub("", printed[:_MAX_TITLE]))
        if item and not _REFERS.match(item["title"]):
            title = printed if is_heading else _run_in_title(printed)
            return _Heading(number, SectionKind.ITEM, item["label"].upper(), _title(title), _ITEM_LEVEL)
    if not is_heading:
        return None
    hashes = _HASHES.match(printed)
    if _PART.match(printed):
        level = _PART_LEVEL
    elif hashes:
        level = _MARKDOWN_LEVEL + len(hashes[1])
    else:
        level = _CAPITALS_LEVEL if printed.isupper() else _TITLE_LEVEL
    return _Heading(number, SectionKind.HEADING, "", _title(printed), level)


def _title(printed: str) -> str:
    return _MARKUP.sub("", one_line(printed)).strip()


def _run_in_title(printed: str) -> str:
    """The title of an Item that its text follows on the same line."""
    item = re.match(r"item\s+\d{1,2}(?:\.\d{2})?[A-C]?[.:]?\s+", printed, re.IGNORECASE)
    start = item.end() if item else 0
    sentence = _FIRST_SENTENCE.match(printed, start)
    return printed[: sentence.end()] if sentence else printed[:_MAX_EXHIBIT_LINE]


def _without_contents(blocks: Sequence[Block], headings: Sequence[_Heading], end: int) -> list[_Heading]:
    """Drop the Items of a table of contents: each comes again, with text under it."""
    items = [heading for heading in headings if heading.level <= _ITEM_LEVEL]
    starts = [blocks[heading.block].span.start for heading in items]
    lengths = [after - before for before, after in itertools.pairwise([*starts, end])]
    longest: dict[str, int] = {}
    for heading, length in zip(items, lengths, strict=True):
        if heading.kind is SectionKind.ITEM:
            longest[heading.label] = max(length, longest.get(heading.label, 0))
    dropped = {
        heading.block
        for heading, length in zip(items, lengths, strict=True)
        if heading.kind is SectionKind.ITEM
        and length < longest[heading.label]
        and (length < _CONTENTS_ENTRY or "." in heading.label)  # an 8-K has each of its Items once
    }
    return [heading for heading in headings if heading.block not in dropped]


def _nested(blocks: Sequence[Block], headings: Sequence[_Heading], figures: set[int]) -> Iterator[Section]:
    """Sections, each as long as no heading of its own level or an outer one comes."""
    ends = [len(blocks)] * len(headings)
    boilerplate = [False] * len(headings)
    deck = _deck_lines(blocks, headings)
    open_: list[int] = []
    contacts = False
    for index, heading in enumerate(headings):
        while (
            open_
            and heading.block not in deck
            and (headings[open_[-1]].level >= heading.level or boilerplate[open_[-1]])
        ):
            ends[open_.pop()] = heading.block
        following = headings[index + 1].block if index + 1 < len(headings) else len(blocks)
        plain = heading.kind is SectionKind.HEADING
        own = plain and is_boilerplate_title(heading.title)
        among_contacts = contacts and plain and _is_contact(blocks, heading.block, following)
        boilerplate[index] = own or among_contacts
        contacts = among_contacts or (own and is_contact_title(heading.title))
        if heading.block in deck:
            ends[index] = heading.block + 1
        else:
            open_.append(index)
    for index, heading in enumerate(headings):
        end = ends[index]
        if boilerplate[index]:  # no table of figures is boilerplate, whatever it stands under
            numbers = range(heading.block, end)
            end = next((number for number in numbers if blocks[number].span.start in figures), end)
        span = Span(blocks[heading.block].span.start, blocks[max(heading.block, end - 1)].span.end)
        yield Section(span, heading.kind, heading.label, heading.title, boilerplate[index])


def _deck_lines(blocks: Sequence[Block], headings: Sequence[_Heading]) -> set[int]:
    """The blocks of the headings that stand right under a title, as the deck of a press release does.

    The text below them belongs to the title, not to the last of them.
    """
    found: set[int] = set()
    run: list[_Heading] = []
    for heading in headings:
        joins = run and all(
            block.kind is BlockKind.FURNITURE for block in blocks[run[-1].block + 1 : heading.block]
        )
        plain = heading.kind is SectionKind.HEADING and heading.level >= _CAPITALS_LEVEL
        if not plain or is_boilerplate_title(heading.title):
            run = []
        elif joins:
            run.append(heading)
        else:
            run = [heading]
        if len(run) == _DECK:
            found.update(line.block for line in run[1:])
        elif len(run) > _DECK:
            found.add(heading.block)
    return found


def _is_contact(blocks: Sequence[Block], first: int, end: int) -> bool:
    return blocks[end - 1].span.end - blocks[first].span.start <= _MAX_CONTACT


def _untitled(text: str, blocks: Sequence[Block], inside: Sequence[Span]) -> Iterator[Section]:
    """Paragraphs that are boilerplate by their own words, outside of sections that are."""
    spans = iter([*inside, Span(len(text), len(text))])
    span = next(spans)
    for block in blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            continue
        while span.end <= block.span.start < len(text) and span.start < len(text):
            span = next(spans)
        if block.span.start not in span and is_boilerplate_paragraph(block.span.of(text)):
            yield Section(block.span, SectionKind.HEADING, "", "", boilerplate=True)
