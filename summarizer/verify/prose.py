"""The claims that prose makes: every number of a draft, under the draft's own words."""

import re
from collections.abc import Mapping
from dataclasses import replace

from summarizer.document import Document, Span
from summarizer.findings import Evidence, Finding, Status
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.verify.agreement import agree, shown_step
from summarizer.verify.candidates import BARE_POINTS, SourceIndex, name_of, row_words
from summarizer.verify.chaining import follows_from_own
from summarizer.verify.claims import Claim
from summarizer.verify.coherence import FIGURES, SelfConflicts
from summarizer.verify.disguise import told, without_disguise
from summarizer.verify.quoting import JudgedQuotes
from summarizer.verify.verdict import judge, value_of

_SENTENCE = 20  # characters; anything shorter stands in any source by chance
_TURNS = re.compile(
    r"(?:[\w-]|\b(?:no|not|never|non|non-gaap|adjusted|pro forma|if|unless|except|would|excluding|without)"
    r" +)\Z",
    re.IGNORECASE,
)  # what stands before some words and makes them say another thing


_WHOLE = "its whole sentence or row stands in the source, word for word."
_QUOTED = "the quotation it stands in is the source's, word for word."


def judge_prose(
    draft: Document, source: SourceIndex, quotes: JudgedQuotes | None = None
) -> tuple[Finding, ...]:
    """A finding for each number of the draft, in its order; `span` is its place in the draft."""
    quotes = quotes or JudgedQuotes(draft, source)
    written, draft = draft, without_disguise(draft)
    numbers = number_index(draft)
    if not numbers.quantities:
        return told(written, [], source.document.text)  # most strings of a record, whose words bind nothing
    labels = LabelIndex(numbers, source.labels.defined, source.labels.times)
    labels.share_words(source.labels)
    claims = DraftClaims(labels, points_of_percent=not source.counts_points)
    conflicts = SelfConflicts(labels)
    findings: dict[int, Finding] = {}
    verbatim: dict[int, Span | None] = {}
    for index, quantity in enumerate(numbers.quantities):
        statement = labels.statement_at(quantity.span.start)
        if statement not in verbatim:
            verbatim[statement] = _verbatim(labels, statement, source)
        copied = _copied(quantity, verbatim[statement], source, _WHOLE) or _copied(
            quantity, quotes.passage_of(quantity.span), source, _QUOTED
        )
        if copied is not None:
            findings[index] = replace(copied, span=quantity.span)
            continue
        if quantity.kind is Kind.IDENTIFIER:
            finding = judge_identifier(quantity, source)
        elif quantity.role is Role.GRADE or (quantity.kind is Kind.ORDINAL and quantity.value == 1):
            finding = None  # a category, held against the source as a word of other numbers' labels; "first"
        else:
            claim = claims.claim(index)
            finding = None if _only_lasts(source, claim) else judge(source, claim)
        if finding is not None and quantity.kind is Kind.ORDINAL and not finding.status.clean:
            finding = None if source.says(quantity.text) else finding  # "a second agreement" counts nothing
        if finding is not None and finding.status is Status.UNSUPPORTED and _dates_another(labels, index):
            continue  # the number that it dates is held to that time
        if finding is None:
            continue
        if finding.status.clean:
            contradiction = conflicts.of(index)
            if contradiction:
                finding = replace(finding, status=Status.CONTRADICTED, message=contradiction)
        findings[index] = replace(finding, span=quantity.span)
    for index, finding in findings.items():
        if not finding.status.clean:
            findings[index] = _chained(claims, index, findings) or finding
    return told(written, list(findings.values()), source.document.text)


def _chained(claims: "DraftClaims", index: int, findings: Mapping[int, Finding]) -> Finding | None:
    """The finding that a number follows from others of its sentence that are borne out."""
    labels = claims.labels
    quantities = labels.numbers.quantities
    beside = labels.quantities_of(labels.statement_at(quantities[index].span.start))
    clean = [other for other in beside if other in findings and findings[other].status.clean]
    if not clean:
        return None
    link = follows_from_own(claims.claim(index), [quantities[other] for other in clean])
    if link is None:
        return None
    evidence = [e for other in clean if quantities[other] in link.operands for e in findings[other].evidence]
    return replace(
        findings[index],
        status=Status.DERIVED,
        evidence=tuple(evidence),
        message=f"{link.formula}, of the draft's own numbers.",
    )


def _dates_another(labels: LabelIndex, index: int) -> bool:
    """Whether a number only says how long before another time a figure of its sentence stood."""
    quantities = labels.numbers.quantities
    others = labels.quantities_of(labels.statement_at(quantities[index].span.start))
    return any(quantities[other].kind in FIGURES for other in others) and labels.points_back(index)


def _only_lasts(source: SourceIndex, claim: Claim) -> bool:
    """Whether a number only says how long a time is that the source does not tell of: no claim of its own.

    What is claimed for that time follows from other times or is flagged itself.
    """
    unended = bool(claim.lasts) and all(when.end is None for when in claim.lasts)
    return unended and source.lasting(claim.lasts) is None


def _verbatim(labels: LabelIndex, statement: int, source: SourceIndex) -> Span | None:
    """Where in the source a whole sentence or table row of the draft stands word for word, if it does."""
    place, written = labels.statements[statement], labels.document.text
    if place.table is not None:
        return source.rows.get(row_words(written, place))
    text = place.span.of(written).removesuffix("…").rstrip()
    if len(text) < _SENTENCE:
        return None
    return next((place for place in source.quotes.locate_all(text) if _begins(source, place)), None)


def _begins(source: SourceIndex, place: Span) -> bool:
    """Whether what is said here is said by itself: "non-GAAP income was 5" says nothing of GAAP income."""
    start = source.labels.statements[source.labels.statement_at(place.start)].span.start
    return _TURNS.search(source.document.text, start, max(start, place.start)) is None


def _copied(quantity: Quantity, place: Span | None, source: SourceIndex, message: str) -> Finding | None:
    """A number in a sentence, row or quotation that the source has word for word needs no judgement."""
    if place is None or quantity.kind is Kind.IDENTIFIER or quantity.role is Role.GRADE:
        return None
    for original in source.numbers.within(place.start, place.end):
        agreement = agree(quantity, original)
        if agreement is not None and not agreement.rule:
            evidence = (Evidence(original.span, original.text),)
            return Finding(
                quantity.text, value_of(quantity), quantity.unit, Status.SUPPORTED, evidence, message
            )
    return None


class DraftClaims(dict[int, Claim]):
    """The claims of a draft without their siblings, made when they are asked for.

    Args:
        labels: What the draft says of its numbers.
        points_of_percent: Whether its points are percentage points, as its source knows no others.
    """

    def __init__(self, labels: LabelIndex, *, points_of_percent: bool = False) -> None:
        super().__init__()
        self.labels = labels
        self._points_of_percent = points_of_percent

    def __missing__(self, index: int) -> Claim:
        labels = self.labels
        quantity, frame = labels.numbers.quantities[index], labels.frame(index)
        step = shown_step(quantity)
        if step != quantity.step:
            quantity = replace(quantity, step=step)
        if self._points_of_percent and quantity.unit == BARE_POINTS and quantity.kind is Kind.NUMBER:
            quantity = replace(quantity, kind=Kind.POINTS, unit="pp")
        in_table = labels.statements[frame.statement].table is not None
        claim = self[index] = Claim(quantity, frame, in_table=in_table, lasts=labels.lasting(index))
        return claim

    def claim(self, index: int) -> Claim:
        """The claim that the draft makes with one of its numbers, with its siblings."""
        labels, (quantity, frame) = self.labels, (self[index].quantity, self[index].frame)
        siblings = tuple([self[other] for other in labels.quantities_of(frame.statement) if other != index])
        sentence = labels.statements[frame.statement].span
        before = labels.text[min(sentence.start, quantity.span.start) : quantity.span.start]
        after = labels.text[quantity.span.end : sentence.end]
        known = self[index]
        return Claim(
            quantity, frame, siblings, before=before, after=after, in_table=known.in_table, lasts=known.lasts
        )


def judge_identifier(quantity: Quantity, source: SourceIndex) -> Finding | None:
    """An identifier is right if it stands in the source, wrong if only its like does ("NCT…", "Phase …").

    Returns:
        None where the source has nothing of that kind: list numbers, and names a draft brings along.
    """
    letters, parts = name_of(quantity)
    kin = source.identifiers.get(letters, {}) if letters else {}
    same = kin.get(parts)
    alike = kin.values() if len(letters) > 1 else ()  # an "8-K" is no wrong "10-K"
    found = same or next(iter(alike), None)
    if found is None:
        return None
    status = Status.SUPPORTED if same else Status.CONTRADICTED
    message = "stands in the source." if same else f"the source has {' '.join(found.text.split())}."
    return Finding(
        quantity.text, value_of(quantity), "", status, (Evidence(found.span, found.text),), message
    )
