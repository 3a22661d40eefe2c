"""A filing as the fillers read it: its sentences, its numbers, and verbatim figures cut out of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.document import BlockKind, Document, Span, Table
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.numbers.quantity import Grain, Period, Quantity
from summarizer.schemas import Figure
from summarizer.typography import INVISIBLE, fold

NOT_FOUND = "not found"
"""What a required string says where the filing does not."""

_NEWS = re.compile(
    r"\b(?:announc|report|present|achiev|meet|highlight|demonstrat|provid|complet|receiv|publish|issu"
    r"|releas|show"
    r"|deliver|initiat|submit|enter|declar|appoint|nam|acquir|launch|expand|post|updat)(?:e?s|ed|ing)?\b",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(
    r"(?:item|part|exhibits?|schedule|form|section|signatures?|\d{1,3}(?:\.\d+)?)\s"
    r"|\W*(?:\w\s+)?(?:current|quarterly|annual|transition)\s+report\b|pursuant\s+to"
    r"|date\s+of\s+report|united\s+states\b|\(|(?:of\s+)?(?:the\s+)?securities\s+(?:exchange|and)\b"
    r"|for\s+the\s+(?:fiscal\s+year|quarterly\s+period|quarter|year)\s+end",
    re.IGNORECASE,
)
_TITLE_WORDS = 5  # fewer are a letterhead or a part's heading
_SPEECH = re.compile(
    r"^[^\w\s]?\"|[,.?!]\"\s+(?:\w+[\w.' -]{0,60}\s+)?(?:said|says|added|commented|noted|stated)\b"
)
LISTED = re.compile(
    r"\((?:(?:NASDAQ|NYSE|AMEX|OTC\w*|TSX|LSE|Euronext|HKEX"
    r"|SIX)[^:()]{0,30}:\s*(?P<ticker>[A-Z][A-Z0-9.]{0,6})"
    r"|(?P<code>\d{3,5}\.(?:HK|T|SS|SZ)))\b[^()]*\)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"^(?:#{1,6}\s+|\*\*|__|[*•●▪◦–—-]\s+)|(?:\*\*|__)$")
_HYPHENED_BREAK = re.compile(r"-[ \t]*\n\s*")
_LONGEST = 4000  # characters; what is longer is no sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of running text, or a heading.

    Attributes:
        span: Where it stands.
        is_heading: Whether it is a heading, such as a release's title.
        is_speech: Whether it stands in a paragraph that quotes somebody.
    """

    span: Span
    is_heading: bool
    is_speech: bool


class Filing:
    """One document with what every filler needs of it.

    Attributes:
        document: The document.
        flat: Its text with typography folded and line breaks as blanks, one character for one, so that
            offsets into it are offsets into the document.
        numbers: Its numbers.
        labels: The words that are bound to them.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.flat = fold(document.text).replace("\n", " ").replace("\t", " ").replace(INVISIBLE, " ")
        self.numbers = number_index(document)
        self.labels = LabelIndex(self.numbers)
        self._abbreviations: dict[re.Pattern[str], re.Pattern[str]] = {}

    # -- text ------------------------------------------------------------------------------------

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that say something of this filing's own, in order; boilerplate is left out."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        boilerplate = [section.span for section in self.document.sections if section.boilerplate]
        block_start, speech = -1, False
        for statement in self.labels.statements:
            start = statement.span.start
            if statement.table is not None or len(statement.span) > _LONGEST:
                continue
            if any(start in span for span in boilerplate):
                continue
            block = self.document.block_at(start)
            kind = block.kind if block else BlockKind.PARAGRAPH
            if kind is BlockKind.FURNITURE:
                continue
            if block is not None and block.span.start != block_start:
                block_start = block.span.start
                speech = _SPEECH.search(self.flat, block.span.start, block.span.end) is not None or (
                    self.flat[block.span.start] == '"'
                )
            yield Sentence(statement.span, kind is BlockKind.HEADING, speech)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables with cells outside boilerplate."""
        boilerplate = [section.span for section in self.document.sections if section.boilerplate]
        return tuple(
            table
            for table in self.document.tables
            if table.cells and not any(table.span.start in span for span in boilerplate)
        )

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """The sentences in the filer's own voice: no headings, nobody quoted."""
        return tuple(s for s in self.sentences if not (s.is_heading or s.is_speech))

    def continues(self, sentence: Sentence) -> bool:
        """Whether a sentence is not the first of its paragraph."""
        return self.labels.statements[self.labels.statement_at(sentence.span.start)].continues

    def heading_of(self, offset: int) -> str:
        """The title that the statement at `offset` stands under; empty where it has none."""
        return self.labels.statements[self.labels.statement_at(offset)].heading

    def line(self, span: Span) -> str:
        """The characters of `span` on one line, trimmed, without marks of headings and lists."""
        text = _HYPHENED_BREAK.sub("-", self.document.text[span.start : span.end])
        return _MARKUP.sub("", " ".join(text.split())).strip()

    def sentence_with(self, offset: int) -> Span:
        """The statement that covers `offset`."""
        return self.labels.statements[self.labels.statement_at(offset)].span

    def is_common(self, word: str) -> bool:
        """Whether a lower-case word stands in lower case somewhere: then its capital is the heading's."""
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[^\W\d_][\w-]*", self.flat))

    def defined_as(self, long_form: re.Pattern[str]) -> re.Pattern[str]:
        """A pattern for the abbreviations that the filing defines as something `long_form` is found in."""
        known = self._abbreviations.get(long_form)
        if known is None:
            shorts = [re.escape(k) for k, v in self.labels.defined.items() if long_form.search(v)]
            known = re.compile(rf"\b(?:{'|'.join(shorts)})\b" if shorts else r"(?!)", re.IGNORECASE)
            self._abbreviations[long_form] = known
        return known

    # -- numbers ---------------------------------------------------------------------------------

    def within(self, span: Span) -> Sequence[Quantity]:
        """The numbers that stand in `span`, in order."""
        return self.numbers.within(span.start, span.end)

    def figure(self, span: Span, quote: Span | None = None) -> Figure:
        """The characters of `span` as a figure.

        Args:
            span: The number, with its unit.
            quote: The passage that gives it its meaning; the whole statement if it is not given.
        """
        passage = quote or self.sentence_with(span.start)
        passage = Span(min(passage.start, span.start), max(passage.end, span.end))
        return Figure(text=self.line(span), quote=self.line(passage))

    # -- facts -----------------------------------------------------------------------------------

    @cached_property
    def title(self) -> Span | None:
        """The title of the release: the first heading that tells news, else the first long one."""
        headings = [s.span for s in self.sentences if s.is_heading and self._may_be_title(s.span)]
        telling = [span for span in headings if _NEWS.search(self.flat, span.start, span.end)]
        return next(iter(telling or headings), None)

    def _may_be_title(self, span: Span) -> bool:
        line = self.line(span)
        return len(line.split()) >= _TITLE_WORDS and not _NOT_A_TITLE.match(line)

    @cached_property
    def headline(self) -> str:
        """The title, or the first sentence where there is none."""
        if self.title is not None:
            return self.line(self.title)
        return next((self.line(s.span) for s in self.prose), "")

    @cached_property
    def _listing(self) -> re.Match[str] | None:
        return LISTED.search(self.flat)

    @cached_property
    def ticker(self) -> str:
        """The filer's ticker symbol; empty where unknown."""
        listed = self._listing
        return self.document.ticker or ((listed["ticker"] or listed["code"]).upper() if listed else "")

    @cached_property
    def company(self) -> str:
        """The filer's name; empty where unknown."""
        if self.document.company or self._listing is None:
            return self.document.company
        before = self.flat[max(0, self._listing.start() - 120) : self._listing.start()].rstrip()
        before = re.sub(r"\s*\([^()]*\)\Z", "", before)  # (the "Company")
        name = re.search(r"(?:[A-Z][\w&.'-]*,?\s+){0,6}[A-Z][\w&.'-]*\Z", before)
        return name.group().strip(" ,") if name else ""

    @cached_property
    def published(self) -> Period | None:
        """The day the filing speaks from: the first day with a year that it names."""
        for quantity in self.numbers.quantities:
            period = quantity.period
            if period is not None and period.grain is Grain.DAY and period.year is not None:
                return period
        return None


__all__ = ["NOT_FOUND", "Filing", "Sentence"]
