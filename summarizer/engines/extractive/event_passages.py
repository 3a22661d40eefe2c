"""What a current report tells under each of its Items, and in a press release, sentence by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from summarizer.document import BlockKind, Document, Section, SectionKind, Span, Table
from summarizer.engines.extractive.filing import Filing
from summarizer.engines.extractive.told import Told

Topic = Literal[
    "agreements", "officers", "financings", "charges", "restatements", "listings", "votes", "others", "none"
]
"""The list of the record that an Item is about."""

_TOPICS: dict[str, tuple[Topic, ...]] = {
    "1.01": ("agreements",),
    "1.02": ("agreements",),
    "2.01": ("agreements",),
    "2.02": ("none",),
    "2.03": ("financings", "agreements"),
    "2.05": ("charges",),
    "2.06": ("charges",),
    "3.01": ("listings",),
    "3.02": ("financings",),
    "4.01": ("restatements",),
    "4.02": ("restatements",),
    "5.02": ("officers",),
    "5.07": ("votes",),
    "9.01": ("none",),
    # as the form counted until August 2004
    "2": ("agreements",),
    "4": ("restatements",),
    "6": ("officers",),
    "7": ("none",),
    "12": ("none",),
}
_UNFINISHED = re.compile(r"[^.!?:;\"')]\Z|\b(?:Inc|Corp|Co|Ltd|No|Mr|Ms|Dr)\.\Z")
_RUN_IN = re.compile(r"(?:[A-Z(][\w'()-]*[ .]*){1,3}\Z")  # "Maturity." before its sentence
_TWO = re.compile(
    r"(?<=[a-zA-Z]\.) (?=(?:The|Under|In|On|As|Upon|Pursuant|This|These|For|It|She|He|Each|At"
    r"|If|There|Mr\.|Ms\.)"
    r" [a-zA-Z])"
)
_SHORTENED = re.compile(r"\b(?:Inc|Ltd|plc|LLC|LLP|Corp|N\.A|Co|L\.P)\.\Z")
_RELEASE = re.compile(r"(?:EX-)?99(?:\.|\Z)", re.IGNORECASE)

BOILERPLATE = re.compile(
    r"\bforegoing\b.{0,160}\b(?:qualified|not purport|summary)|\bqualified in (?:its|their) entirety"
    r"|\b(?:is|are|was|were|be) (?:hereby )?incorporated (?:herein |in this item "
    r"|into this item )?by reference"
    r"|\bincorporated (?:herein|into|in this) [^.]{0,40}by reference|\bset forth (?:in|under) Items?\b"
    r"|\b(?:attached|furnished|filed) (?:\w+ ){0,3}(?:as|with) (?:an )?exhibits?\b"
    r"|\bshall not be deemed\b|\bnot be deemed\b|\bforward-looking statements?\b"
    r"|\brepresentations,? warranties and (?:covenants|agreements)\b|\binvestors (?:are not|should not)\b"
    r"|\bprovide (?:investors|any other)\b.{0,40}\binformation"
    r"|\bfamily relationships?\b|\bItem 40[14]\(|\barrangements? or understandings?\b"
    r"|\bnot? (?:constitute )?an offer\b|\boffer to sell\b|\bnot been registered\b"
    r"|\bSchedules? (?:and|have|has)\b"
    r"|\bmore fully described\b|\bis a summary only\b|\bwill be filed (?:as|by|in|with)\b"
    r"|\bindicate by check ?mark\b|\bcommission file number\b"
    r"|\bexact name of (?:the )?registrant\b|\bappropriate box\b"
    r"|\bcapitalized terms\b|\bfor purposes of Section 18\b|\bother arrangements\b",
    re.IGNORECASE,
)
"""What stands in a sentence that tells nothing of this filing's own."""

_REFERS = re.compile(
    r"(?:the )?(?:information|disclosure|description|text)\b.{0,120}\b(?:incorporated"
    r"|set forth)|see (?:the )?(?:description|item)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Passage:
    """The text of one Item, or of a press release.

    Attributes:
        label: "5.02"; "release" for a press release; empty for a filing without Items.
        topics: The lists of the record that it fills; empty where its words decide.
        span: Where it stands, without the Item's heading.
        told: Its sentences, headings and boilerplate left out.
        headings: Its headings.
        boilerplate: Its sentences that tell nothing of this filing's own.
        tables: Its tables.
    """

    label: str
    topics: tuple[Topic, ...]
    span: Span
    told: tuple[Told, ...]
    headings: tuple[Told, ...] = ()
    boilerplate: tuple[Told, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it may tell anything: its words decide which list that belongs to."""
        return not self.topics


@dataclass(frozen=True)
class Report:
    """A current report: its passages in order.

    Attributes:
        filing: The filing.
        items: What stands under its Items.
        release: Its press release, or all of a filing without Items.
    """

    filing: Filing
    items: tuple[Passage, ...]
    release: tuple[Passage, ...] = field(default=())

    def about(self, topic: Topic) -> tuple[Passage, ...]:
        """The passages whose Item says that they are about a topic."""
        return tuple(passage for passage in self.items if topic in passage.topics)

    @cached_property
    def open(self) -> tuple[Passage, ...]:
        """The passages that may be about anything."""
        return tuple(passage for passage in (*self.items, *self.release) if passage.is_open)


def read_report(filing: Filing) -> Report:
    """The filing cut into its Items and its press releases."""
    document = filing.document
    sections = [s for s in document.sections if _is_item(s, document)]
    items = tuple(
        _passage(filing, section.label, _TOPICS.get(section.label, ()), _body(filing, section))
        for section in sections
    )
    releases = _releases(document)
    if not items and not releases:
        releases = [Span(0, len(document.text))]
    release = tuple(_passage(filing, "release" if items else "", (), span) for span in releases)
    return Report(filing, items, release)


def _is_item(section: Section, document: Document) -> bool:
    if section.kind is not SectionKind.ITEM or not document.form.upper().startswith("8-K"):
        return False
    inside = [s for s in document.sections_at(section.span.start) if s.kind is SectionKind.EXHIBIT]
    return not inside and section.label in document.items


def _body(filing: Filing, section: Section) -> Span:
    """An Item without its heading and without the signatures and exhibits after it."""
    start = section.span.start
    flat = filing.flat
    for word in section.title.split():
        found = flat.find(word.translate(_FOLDS), start, start + 4 * len(word) + 200)
        start = found + len(word) if found >= 0 else start
    end = section.span.end
    for other in filing.document.sections:
        if section.span.start < other.span.start < end and (
            other.kind is SectionKind.EXHIBIT or re.match(r"signatures?\b", other.title, re.IGNORECASE)
        ):
            end = other.span.start
    return Span(min(start, end), end)


_FOLDS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def _releases(document: Document) -> list[Span]:
    """The exhibits that are press releases or letters, and not contracts."""
    found: list[Span] = []
    for section in document.sections:
        if section.kind not in (SectionKind.EXHIBIT, SectionKind.DOCUMENT):
            continue
        inner = any(section.span.start in span for span in found)
        if _RELEASE.match(section.label) and not inner:
            found.append(section.span)
    return found


def _passage(filing: Filing, label: str, topics: tuple[Topic, ...], span: Span) -> Passage:
    sentences = [part for told, heading in _sentences(filing, span) for part in _halves(told, heading)]
    tables = tuple(t for t in filing.tables if span.start <= t.span.start < span.end)
    return Passage(
        label,
        topics,
        span,
        tuple(told for told, heading in sentences if not heading and not is_boilerplate(told)),
        tuple(told for told, heading in sentences if heading),
        tuple(told for told, heading in sentences if not heading and is_boilerplate(told)),
        tables,
    )


def _sentences(filing: Filing, span: Span) -> Iterator[tuple[Told, bool]]:
    """The sentences of a stretch with whether each is a heading; one that was cut is made whole."""
    whole: Span | None = None
    block_start, is_heading = -1, False
    for sentence in filing.sentences:
        start, end = sentence.span.start, sentence.span.end
        if end <= span.start or start >= span.end or sentence.is_speech:
            continue
        start = max(start, span.start)
        if not filing.flat[start:end].strip(" .:-"):
            continue
        block = filing.document.block_at(start)
        at = block.span.start if block else start
        goes_on = (
            whole is not None
            and at == block_start
            and _UNFINISHED.search(filing.flat[max(0, whole.end - 8) : whole.end])
        )
        run_in = (
            whole is not None and at == block_start and _RUN_IN.match(filing.flat, whole.start, whole.end)
        )
        if whole is not None and (goes_on or run_in):
            whole = Span(whole.start, end)
            continue
        if whole is not None:
            yield Told(filing, whole, block_start), is_heading
        whole, block_start = Span(start, end), at
        is_heading = sentence.is_heading or bool(block and block.kind is BlockKind.HEADING)
    if whole is not None:
        yield Told(filing, whole, block_start), is_heading


def _halves(told: Told, heading: bool) -> Iterator[tuple[Told, bool]]:
    """A sentence, or the two that an abbreviation at the end of the first one has joined."""
    done = 0
    for match in () if heading else _TWO.finditer(told.text):
        if not _SHORTENED.search(told.text, max(0, match.start() - 8), match.start()):
            continue
        yield Told(told.filing, told.place(done, match.start()), told.paragraph), heading
        done = match.end()
    yield (Told(told.filing, told.place(done, len(told.text)), told.paragraph) if done else told), heading


def is_boilerplate(told: Told) -> bool:
    """Whether a sentence tells nothing of this filing's own, or only where to read it."""
    return BOILERPLATE.search(told.text) is not None or _REFERS.match(told.text) is not None


__all__ = ["BOILERPLATE", "Passage", "Report", "Topic", "is_boilerplate", "read_report"]
