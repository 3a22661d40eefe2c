"""Several documents set one after the other, with everything that refers to their text moved along."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.document import (
    Block,
    Box,
    Document,
    Fact,
    Origin,
    Section,
    SectionKind,
    SourceMap,
    Span,
    Table,
)

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One document of several.

    Attributes:
        document: The document.
        label: Its type, such as "EX-99.1".
        title: What it is called; empty where it has no name.
        part: How origins name it: `label`, made unique.
    """

    document: Document
    label: str
    title: str
    part: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What stands in all of the documents, in the order of the joined text."""

    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    source_map: SourceMap


def join(chapters: Sequence[Chapter]) -> Joined:
    """The documents as one text, each a section of its own."""
    texts: list[str] = []
    blocks: list[Block] = []
    sections: list[Section] = []
    tables: list[Table] = []
    facts: list[Fact] = []
    starts: list[int] = []
    origins: list[Origin] = []
    boxes: list[Box | None] = []
    at = 0
    for chapter in chapters:
        document = chapter.document
        if texts:
            texts.append(_BETWEEN)
            at += len(_BETWEEN)
        texts.append(document.text)
        whole = Span(at, at + len(document.text))
        blocks.extend(Block(block.span.moved(at), block.kind) for block in document.blocks)
        sections.append(Section(whole, SectionKind.DOCUMENT, chapter.label, chapter.title))
        sections.extend(replace(section, span=section.span.moved(at)) for section in document.sections)
        tables.extend(table.moved(at) for table in document.tables)
        facts.extend(replace(fact, span=fact.span.moved(at)) for fact in document.facts)
        starts.extend(start + at for start in document.source_map.starts)
        origins.extend(replace(origin, part=chapter.part) for origin in document.source_map.origins)
        boxes.extend(document.source_map.boxes or [None] * len(document.source_map.starts))
        at = whole.end
    return Joined(
        "".join(texts),
        tuple(blocks),
        tuple(sections),
        tuple(tables),
        tuple(facts),
        SourceMap(tuple(starts), tuple(origins), tuple(boxes) if any(boxes) else ()),
    )
