"""What stands on a briefing's page, before any format decides how it looks."""

from dataclasses import dataclass

from summarizer.findings import Check, Finding, Omission, QuoteFinding, Reporting

NOT_STATED = "not stated"
"""What a schema says where the filing says nothing; a column of it alone is left out."""


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters of a record's string, with the verdict on them where they are a number.

    Attributes:
        text: As the record has it; not yet harmless (see `summarizer.render.escape`).
        finding: The verdict; None for words.
        note: The number of the note that explains the verdict; 0 where none does.
    """

    text: str
    finding: Finding | None = None
    note: int = 0


Phrase = tuple[Run, ...]
"""One string of a record, cut into numbers and the words between them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values; a label may have several, each on a line of its own."""

    rows: tuple[tuple[str, tuple[Phrase, ...]], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences or figures."""

    items: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid.

    Attributes:
        title: Its heading.
        numeric: Whether it holds figures.
        long: Whether it holds sentences, which do not fit into a narrow column.
    """

    title: str
    numeric: bool
    long: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; every row has one cell for each column, and an empty cell is an empty phrase."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the page."""

    title: str
    blocks: tuple["Facts | Bullets | Grid | Section", ...]


Block = Facts | Bullets | Grid | Section


@dataclass(frozen=True, slots=True)
class Note:
    """The explanation of one verdict that is not plain "supported"."""

    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Page:
    """A briefing, ready to be drawn.

    Attributes:
        headline: The main news.
        subject: Company, ticker, form and Items, each a phrase.
        source: The source's name.
        counts: How many numbers got each verdict.
        blocks: The record, in its own order.
        flagged: Notes on the numbers that the source does not bear out.
        derived: Notes on the numbers that were recomputed.
        failed: The rules that the record breaks.
        remarks: What the rules noted without a verdict.
        passed: How many rules it obeys.
        omitted: Prominent numbers of the source that the record leaves out.
        footer: Engine, model, usage, source: one short text each.
        quotes: The quotations that are flagged.
        absent: The labels of the record's empty fields, by what that means.
    """

    headline: Phrase
    subject: tuple[Phrase, ...]
    source: str
    counts: dict[str, int]
    blocks: tuple[Block, ...]
    flagged: tuple[Note, ...]
    derived: tuple[Note, ...]
    failed: tuple[Check, ...]
    remarks: tuple[Check, ...]
    passed: int
    omitted: tuple[Omission, ...]
    footer: tuple[str, ...]
    quotes: tuple[QuoteFinding, ...] = ()
    absent: tuple[tuple[Reporting, tuple[str, ...]], ...] = ()
