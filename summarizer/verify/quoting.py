"""The verdict on each quotation of a draft: whose words it gives, and whether they are the source's."""

from summarizer.document import Document, Span
from summarizer.findings import Evidence, QuoteFinding, Status
from summarizer.numbers.labels import text_of
from summarizer.typography import squash
from summarizer.verify.candidates import SourceIndex
from summarizer.verify.people import Directory
from summarizer.verify.quotes import Miss, Passage
from summarizer.verify.speech import Attribution, Quoted, Speech, is_checked, plain_quote, speech_of

_SHOWN = 140  # characters of a text in a message
_DIFFERENCES = 2  # of a near miss, told in a message
_FIRM = 4  # words a piece of a quotation must have to vouch for the numbers in it


class JudgedQuotes:
    """The quotations of a draft with their verdicts, and what they prove of the numbers in them.

    Attributes:
        findings: One for each quotation, in the draft's order.
    """

    def __init__(self, draft: Document, source: SourceIndex) -> None:
        self._proven: list[tuple[Span, Span]] = []
        self._source = source
        self._speech = speech_of(source.document)
        self._draft = draft
        findings = []
        if any(mark in draft.text for mark in '"“„«»‹”＂″‟>'):
            speech = Speech(draft, self._speech)
            findings = [self._judge(quoted) for quoted in speech.quotations if is_checked(draft.text, quoted)]
        self.findings: tuple[QuoteFinding, ...] = tuple(findings)

    def passage_of(self, number: Span) -> Span | None:
        """The passage of the source that a number of the draft is quoted from, verbatim and rightly."""
        for inside, passage in self._proven:
            if inside.start <= number.start and number.end <= inside.end:
                return passage
        return None

    def _judge(self, quoted: Quoted) -> QuoteFinding:
        text = plain_quote(quoted.inner.of(self._draft.text))
        passages = self._source.quotes.passages(text)
        if not passages:
            return self._missing(quoted, text)
        spoken = [(passage, self._speech.speaker_at(passage.span)) for passage in passages]
        if quoted.by is not None:
            fitting = [(passage, by) for passage, by in spoken if not self._differ(quoted.by, by)]
            if not fitting:
                passage, by = spoken[0]
                assert by is not None  # noqa: S101 - nobody differs from nobody
                return self._misattributed(quoted, passage, quoted.by, by)
            spoken = fitting
        passage, by = spoken[0]
        for part in passage.parts:
            if len(passage.parts) == 1 or len(part.quoted.of(text).split()) >= _FIRM:
                self._proven.append((part.quoted.moved(quoted.inner.start), part.source))
        left_out = "" if len(passage.parts) == 1 else ", but for what it leaves out or puts in brackets"
        said = f", said by {by.who.name}" if by is not None and by.who.name and quoted.by else ""
        return self._finding(
            quoted,
            Status.SUPPORTED,
            f"stands in the source word for word{left_out}{said}.",
            *(part.source for part in passage.parts),
        )

    def _differ(self, claimed: Attribution, actual: Attribution | None) -> bool:
        return actual is not None and self._people.differ(claimed.who, actual.who)

    @property
    def _people(self) -> Directory:
        return self._speech.people

    def _misattributed(
        self, quoted: Quoted, passage: Passage, claimed: Attribution, actual: Attribution
    ) -> QuoteFinding:
        mine, theirs = self._short(self._draft, claimed.span), self._short(self._source.document, actual.span)
        same = claimed.who.surname and claimed.who.surname == actual.who.surname
        if same:
            message = f"{actual.who.name} said this, but as “{theirs}”, not “{mine}”."
        else:
            message = f"the source gives these words to {theirs}, not to {mine}."
        return self._finding(quoted, Status.MISATTRIBUTED, message, passage.span, actual.span)

    def _missing(self, quoted: Quoted, text: str) -> QuoteFinding:
        if self._source.quotes.stands_in_pieces(text):
            message = "its pieces stand in the source, but not in this order near each other."
            return self._finding(quoted, Status.CONTRADICTED, message)
        miss = self._source.quotes.nearest(text)
        if miss is None:
            return self._finding(quoted, Status.UNSUPPORTED, "these words stand nowhere in the source.")
        passage = self._short(self._source.document, miss.span)
        if miss.same_words:
            message = f"the words are the source's, its punctuation or capitals are not: “{passage}”."
            return self._finding(quoted, Status.DERIVED, message, miss.span)
        differences = self._differences(miss, text)
        message = f"not verbatim: {differences}: “{passage}”."
        return self._finding(
            quoted, Status.CONTRADICTED, message, miss.span, *(s for s in miss.theirs if len(s))
        )

    def _differences(self, miss: Miss, text: str) -> str:
        told = []
        for mine, theirs in list(zip(miss.ours, miss.theirs, strict=True))[:_DIFFERENCES]:
            ours, other = _clipped(mine.of(text)), self._short(self._source.document, theirs)
            if not ours:
                told.append(f"it leaves out the source's “{other}”")
            elif not other:
                told.append(f"the source does not have “{ours}”")
            else:
                told.append(f"the source has “{other}” for “{ours}”")
        more = len(miss.ours) - len(told)
        return "; ".join(told) + (f"; {more} more" if more else "")

    def _short(self, document: Document, span: Span) -> str:
        return _clipped(text_of(document.text, span))

    def _finding(self, quoted: Quoted, status: Status, message: str, *evidence: Span) -> QuoteFinding:
        source = self._source.document.text
        places = tuple(Evidence(span, span.of(source)) for span in evidence)
        return QuoteFinding(quoted.inner.of(self._draft.text), status, places, message, "", quoted.inner)


def _clipped(text: str) -> str:
    """A text for a message: one line, no quotation marks of its own at the ends, not too long."""
    line = squash(text)[0] if "\n" in text else text
    line = " ".join(line.split()).strip('“”" ')
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rsplit(" ", 1)[0] + "…"
