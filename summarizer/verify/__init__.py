"""Every number and quotation of a draft or a record, held against its source."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from summarizer.document import Document, Span
from summarizer.errors import EmptySourceError, UnreadableSourceError
from summarizer.findings import Check, Finding, Omission, QuoteFinding
from summarizer.ingest import as_document
from summarizer.numbers.index import number_index
from summarizer.numbers.quantity import Quantity
from summarizer.numbers.reader import read
from summarizer.verify.absence import absences
from summarizer.verify.candidates import source_index
from summarizer.verify.leaves import leaves
from summarizer.verify.omission import omissions
from summarizer.verify.prose import judge_prose
from summarizer.verify.quoting import JudgedQuotes
from summarizer.verify.record import judge_leaves
from summarizer.verify.report import CheckReport
from summarizer.verify.tags import tag_notes

__all__ = ["MOST_NUMBERS", "CheckReport", "RecordVerdicts", "absences", "check", "verify_record"]

MOST_NUMBERS = 10_000
"""Numbers of a draft that are checked at once, some hundred times those of a page; each takes its time."""
F = TypeVar("F", Finding, QuoteFinding)
_DIGITS = re.compile("[0-9]+")
_LONG = 100_000  # characters that show whether it is worth reading all
_DIGITS_A_NUMBER = 5  # runs of digits, at most: 12/31/2021, 1,234,567.89


def check(draft: str | Path | bytes | Document, source: str | Path | bytes | Document) -> CheckReport:
    """Hold any text against its source, number by number and quotation by quotation, with no model.

    Args:
        draft: The text to check: a string, a file, or a document; where nothing in it is readable the
            report has no numbers.
        source: What it speaks of; pass a `Document` to check many drafts against one source.

    Returns:
        A finding for each number and each quotation of the draft, and the prominent numbers it leaves out.

    Raises:
        SourceError: One of the two cannot be read, the source is empty, or the draft holds more than
            `MOST_NUMBERS` numbers.
    """
    source_document = as_document(source)
    try:
        draft_document = as_document(draft)
    except EmptySourceError:
        draft_document = Document("<empty>", "", sha256(b"").hexdigest())
    mentioned = _numbers_of(draft_document)
    index = source_index(source_document)
    quotes = JudgedQuotes(draft_document, index)
    findings = judge_prose(draft_document, index, quotes)
    omitted = omissions(index, mentioned, findings, draft_document.text)
    return CheckReport(
        source_document.name,
        draft_document,
        source_document,
        _as_given(findings, draft_document),
        omitted,
        tag_notes(index),
        _as_given(quotes.findings, draft_document),
    )


def _as_given(findings: Iterable[F], draft: Document) -> tuple[F, ...]:
    """The findings with their places in the draft as it was given, whatever its line ends are."""
    original, locate = draft.original, draft.source_map.locate
    if original in ("", draft.text):
        return tuple(findings)
    placed = []
    for finding in findings:
        assert finding.span is not None  # noqa: S101 - prose has places
        span = Span(locate(finding.span.start).offset, locate(finding.span.end - 1).offset + 1)
        placed.append(replace(finding, span=span, text=span.of(original)))
    return tuple(placed)


def _numbers_of(draft: Document) -> tuple[Quantity, ...]:
    """The draft's numbers, if they can be checked in bearable time."""
    text = draft.text
    runs = islice(_DIGITS.finditer(text), _DIGITS_A_NUMBER * MOST_NUMBERS, None)
    hopeless = next(runs, None) or (len(text) > _LONG and len(read(text, 0, _LONG)) > MOST_NUMBERS)
    numbers = () if hopeless else number_index(draft).quantities
    if hopeless or len(numbers) > MOST_NUMBERS:
        raise UnreadableSourceError(
            f"the draft {draft.name} holds more than the {MOST_NUMBERS:,} numbers that are checked at once; "
            "check it in parts"
        )
    return numbers


@dataclass(frozen=True, slots=True)
class RecordVerdicts:
    """What there is to say of a record.

    Attributes:
        numbers: A finding for each of its numbers, in its fields' order.
        quotes: A finding for each quotation in its strings, in its fields' order.
        omitted: The prominent numbers of the document that it leaves out.
        notes: What there is to say of the document's own numbers.
    """

    numbers: tuple[Finding, ...]
    quotes: tuple[QuoteFinding, ...]
    omitted: tuple[Omission, ...]
    notes: tuple[Check, ...] = ()


def verify_record(record: BaseModel, document: Document) -> RecordVerdicts:
    """Hold a record against the document it was filled from."""
    index = source_index(document)
    values = tuple(leaves(record))
    findings, quotes = judge_leaves(values, index)
    texts = dict.fromkeys(getattr(leaf.value, "text", None) or str(leaf.value) for leaf in values)
    mentioned = [quantity for text in texts for quantity in read(text)]
    # A cell "1,247" is 1,247 million where it stands.
    places = (
        evidence.span for finding in findings if finding.status.clean for evidence in finding.evidence[:1]
    )
    mentioned += (quantity for place in places for quantity in index.numbers.within(place.start, place.end))
    omitted = omissions(index, mentioned, findings)
    return RecordVerdicts(findings, quotes, omitted, tag_notes(index))
