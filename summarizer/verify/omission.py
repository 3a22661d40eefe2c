"""The prominent numbers of a source that a draft leaves out.

Prominent is what the title of a release gives, then the lines under it, then its lead, then the results that
everybody looks for: the primary endpoint, revenue and earnings, the outlook, the price of a merger, a vote.
What stands there only for comparison, terms, dates and everything boilerplate is not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from itertools import islice

from summarizer.document import Block, BlockKind, Document, SectionKind, Span
from summarizer.findings import Finding, Omission
from summarizer.numbers.labels import text_of
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.verify.agreement import agree
from summarizer.verify.candidates import SourceIndex

_MOST = 5  # told of one draft
_FEW, _FEW_WORDS = 3, 120  # told of a draft of fewer words
_BRIEF_WORDS, _BRIEF_SENTENCES = 25, 2  # a draft of no more is told what title and headlines give, once
_NEIGHBOURS = 4  # numbers of a draft between two that it may compare
_KEPT = 16  # of one source
_LEAD_STATEMENTS = 3
_RESULT_STATEMENTS = 12  # after the lead, in which results are looked for
_TITLE_WORDS = 4  # fewer are a label such as "Exhibit 99.1"
_LEAD_WORDS = 14  # a paragraph of fewer, before any longer one, is a line under the title
_AROUND = 70  # characters shown on either side of a number
_SAME_STORY = 400  # characters between two headings of one exhibit

_KINDS = (Kind.PERCENT, Kind.MONEY, Kind.DURATION, Kind.MULTIPLE, Kind.POINTS)
_ENDPOINT = re.compile(r"primary (?:efficacy )?(?:endpoint|objective|outcome)|headline", re.IGNORECASE)
_RESULTS = re.compile(
    r"(?:^|\b(?:total|net|record|quarterly|consolidated|annual|year|quarter|our|that|achieved|reported"
    r"|generated) |\. ?)(?:revenues?|sales)\b"
    r"|\b(?:net (?:revenues?|sales|income|loss|earnings)|earnings per|diluted|EPS|guidance|outlook"
    r"|in cash for each|per share in cash|(?:merger|aggregate) consideration|purchase price"
    r"|(?:enterprise|aggregate) value"
    r"|(?:objective|overall)\s+response\s+rate|median\s+(?:[\w-]+\s+)?survival|median\s+(?:PFS|OS|DOR|duration)"
    r"|votes? (?:cast|for)|voted (?:for|in favor)|record (?:quarter|results|backlog))\b",
    re.IGNORECASE,
)
_OF_RESULT = re.compile(r" (?:in|of) (?:\w+ )?(?:revenues?|(?:net )?sales|net income)\b")
_MEASURED_TIME = re.compile(r"\b(?:median|mean|survival|duration of response|follow-up|delay|PFS|OS|DOR)\b")
_COMPARED = re.compile(
    r"\b(?:from|over|versus|vs\.?|against|compar\w+ (?:to|with)|than|prior[ -]year\S*|control|placebo)"
    r"(?: (?:an?|the|only|about|approximately|just|net|total|income|loss|sales|revenues?|earnings|of))*\s*$",
    re.IGNORECASE,
)
_TRIVIAL = re.compile(
    r"\b(?:par value|confidence|CI|stated value|face value|exercise price|interest rate|LIBOR|SOFR)\b",
    re.IGNORECASE,
)
_STORY_ITEMS = ("1.01", "2.01", "2.02", "5.02", "5.07", "7.01", "8.01")
_PERIODIC = {"10-Q": "2", "10-K": "7"}
_WORD = re.compile(r"\w[\w.,%'’-]*")
_SENTENCE = re.compile(r"[.!?](?=\s|$)")


class _Tier(IntEnum):
    TITLE = 0
    HEADLINE = 1
    LEAD = 2
    ENDPOINT = 3
    RESULT = 4


_GIVES = {
    _Tier.TITLE: "the title gives",
    _Tier.HEADLINE: "a line under the title gives",
    _Tier.LEAD: "the lead gives",
    _Tier.ENDPOINT: "the result of the primary endpoint gives",
    _Tier.RESULT: "the headline results give",
}


@dataclass(frozen=True, slots=True)
class Prominent:
    """A number that a reader of the source cannot miss.

    Attributes:
        quantity: The number.
        statement: The index of its sentence.
        tier: How prominent it is, 0 the most.
    """

    quantity: Quantity
    statement: int
    tier: _Tier


def omissions(
    source: SourceIndex,
    mentioned: Iterable[Quantity],
    findings: Sequence[Finding] = (),
    text: str | None = None,
) -> tuple[Omission, ...]:
    """What title, lead and headline results give and a draft never says, in whatever form, the best first.

    Args:
        source: What the draft was written from.
        mentioned: The draft's numbers.
        findings: The verdicts on them: what a derived number was derived from is not left out.
        text: The draft; one of a sentence or two is told of the title alone. A record where None.
    """
    most, lowest = _room(text)
    said = _Said(mentioned, findings)
    found: list[Omission] = []
    told: list[Quantity] = []
    for statement, group in _by_statement(prominent(source)):
        missing = [each for each in group if not said.has(each.quantity)]
        if group[0].tier >= _Tier.LEAD and 2 * len(missing) <= len(group):
            continue  # the draft tells of it in its own choice of numbers
        for each in missing:
            if each.tier > lowest or any(agree(other, each.quantity) for other in told):
                continue
            told.append(each.quantity)
            shown = _around(
                source.document.text, source.labels.statements[statement].span, each.quantity.span
            )
            number = text_of(each.quantity.text)
            message = f"{_GIVES[each.tier]} {number}: “{shown}”."
            found.append(Omission(each.quantity.span, each.quantity.text, message))
            if len(found) == most:
                return tuple(found)
    return tuple(found)


def _room(text: str | None) -> tuple[int, int]:
    """How many omissions a draft is told of, and the last tier."""
    if text is None:
        return _MOST, _Tier.RESULT
    words = sum(1 for _ in _WORD.finditer(text[: 8 * _FEW_WORDS]))
    is_brief = words <= 2 * _BRIEF_WORDS and len(_SENTENCE.findall(text)) <= _BRIEF_SENTENCES
    if words <= _BRIEF_WORDS or is_brief:
        return 1, _Tier.HEADLINE
    return (_FEW if words < _FEW_WORDS else _MOST), _Tier.RESULT


def _by_statement(found: Sequence[Prominent]) -> Iterator[tuple[int, list[Prominent]]]:
    groups: dict[int, list[Prominent]] = {}
    for each in found:
        groups.setdefault(each.statement, []).append(each)
    yield from groups.items()


class _Said:
    """What a draft says, in whatever form."""

    def __init__(self, mentioned: Iterable[Quantity], findings: Sequence[Finding]) -> None:
        self._quantities = list({(q.text, q.kind, q.value, q.unit): q for q in mentioned}.values())
        self._values = [
            (q.kind, q.unit, value)
            for q in self._quantities
            if (value := q.value) is not None and value and q.kind is not Kind.DATE
        ]
        self._proven = [e.span for finding in findings if finding.status.clean for e in finding.evidence]

    def has(self, quantity: Quantity) -> bool:
        """Whether the draft gives this number, rounds it, rescales it or lets it be computed."""
        span = quantity.span
        if any(proven.start < span.end and span.start < proven.end for proven in self._proven):
            return True
        if any(
            agree(other, quantity) or agree(quantity, other)
            for other in self._quantities
            if not _far_apart(other, quantity)
        ):
            return True
        return quantity.kind in (Kind.PERCENT, Kind.POINTS) and self._follows(quantity)

    def _follows(self, quantity: Quantity) -> bool:
        """Whether two neighbouring numbers of the draft differ by it, or it is one less a ratio."""
        if quantity.value is None:
            return False
        wanted, slack = abs(quantity.value), max(quantity.step, Decimal("0.01")) / 2
        for index, (kind, unit, value) in enumerate(self._values):
            if kind is Kind.NUMBER and 0 < value < 1 and abs(100 * (1 - value) - wanted) <= slack:
                return True
            for other_kind, other_unit, other in self._values[max(0, index - _NEIGHBOURS) : index]:
                if kind is not other_kind or unit != other_unit:
                    continue
                difference = abs(value - other)
                if kind is Kind.PERCENT:
                    found = (difference, 100 * difference)  # points, basis points
                else:
                    found = (100 * difference / abs(value), 100 * difference / abs(other))
                if any(abs(each - wanted) <= slack for each in found):
                    return True
        return False


def _far_apart(one: Quantity, two: Quantity) -> bool:
    """Whether two numbers of one unit are so far apart that neither can be the other rounded."""
    if one.kind is not two.kind or one.unit != two.unit or not one.value or not two.value:
        return False
    return not abs(one.value) <= 3 * abs(two.value) <= 9 * abs(one.value)


@lru_cache(maxsize=8)
def prominent(source: SourceIndex) -> tuple[Prominent, ...]:
    """The prominent numbers of a source, the most prominent first; the same for every draft."""
    found: dict[int, Prominent] = {}
    for number, story in enumerate(_stories(source.document)):
        for each in _of_story(source, story):
            if number == 0 or each.tier is _Tier.TITLE:  # a second release is told of by its title
                found.setdefault(each.quantity.span.start, each)
    told: list[Prominent] = []
    for each in sorted(found.values(), key=lambda each: (each.tier, each.quantity.span.start)):
        if not any(agree(other.quantity, each.quantity) for other in told):
            told.append(each)
    return tuple(told[:_KEPT])


def _stories(document: Document) -> list[Span]:
    """Where the news stand: the press releases of a filing; else the Items that tell them; else all of it."""
    sections = document.sections
    starts: list[int] = []
    for section in sections:
        is_release = section.kind is SectionKind.EXHIBIT and section.label.startswith("99")
        is_release = is_release or section.label.startswith("EX-99")
        if is_release and (not starts or section.span.start - starts[-1] > _SAME_STORY):
            starts.append(section.span.start)
    votes = [s.span for s in sections if s.kind is SectionKind.ITEM and s.label == "5.07"]
    if starts:
        ends = [*starts[1:], len(document.text)]
        return [Span(start, end) for start, end in zip(starts, ends, strict=True)] + votes
    periodic = _PERIODIC.get(document.form.removesuffix("/A"))
    wanted = (periodic,) if periodic else _STORY_ITEMS
    items = [s.span for s in sections if s.kind is SectionKind.ITEM and s.label in wanted]
    return items or [Span(0, len(document.text))]


def _of_story(source: SourceIndex, story: Span) -> Iterator[Prominent]:
    document, labels = source.document, source.labels
    boilerplate = [s.span for s in document.sections if s.boilerplate and len(s.span) < len(story)]
    place = _Place(has_lead=source.document.form.removesuffix("/A") not in _PERIODIC)
    first = labels.statement_at(story.start)
    for number in range(first, len(labels.statements)):
        statement = labels.statements[number]
        start = statement.span.start
        if start >= story.end:
            break
        if start < story.start or statement.table is not None or any(start in span for span in boilerplate):
            continue
        block = document.block_at(start)
        tier = place.tier(block, statement.span.of(document.text), document)
        if tier is None:
            continue
        for index in labels.quantities_of(number):
            quantity = source.numbers.quantities[index]
            if tier > _Tier.LEAD and quantity.kind is Kind.MULTIPLE:
                continue
            if tier is _Tier.RESULT and not _is_result(document.text, statement.span, quantity):
                continue
            if _counts(quantity, document.text, statement.span) and not labels.frame(index).compares:
                yield Prominent(quantity, number, tier)


class _Place:
    """Keeps the place in a story, from its title to its lead and on."""

    def __init__(self, *, has_lead: bool) -> None:
        self._has_lead = has_lead
        self._title: Block | None = None
        self._lead: Block | None = None
        self._statements = 0
        self._block: Block | None = None
        self._short = False

    def tier(self, block: Block | None, text: str, document: Document) -> _Tier | None:
        """How prominent the next statement is; None if it is not."""
        if self._lead is None and block is not None and self._is_line(block, document):
            words = len(_WORD.findall(text))
            if self._title is None and block.kind is BlockKind.HEADING and words >= _TITLE_WORDS:
                self._title = block
            return None if self._title is None else _Tier.TITLE if block == self._title else _Tier.HEADLINE
        if block is not None and block.kind is BlockKind.FURNITURE:
            return None
        if self._lead is None:
            self._lead = block
        self._statements += 1
        if self._has_lead and block == self._lead and self._statements <= _LEAD_STATEMENTS:
            return _Tier.LEAD
        if _ENDPOINT.search(text):
            return _Tier.ENDPOINT
        if self._statements <= _RESULT_STATEMENTS and _RESULTS.search(text):
            return _Tier.RESULT
        return None

    def _is_line(self, block: Block, document: Document) -> bool:
        """Whether a block is a heading, or as short as a line under one; asked once for all its sentences."""
        if self._block is not block:
            words = _WORD.finditer(document.text, block.span.start, block.span.end)
            self._block, self._short = block, next(islice(words, _LEAD_WORDS - 1, None), None) is None
        return self._short or block.kind in (BlockKind.HEADING, BlockKind.ITEM)


def _is_result(text: str, statement: Span, number: Quantity) -> bool:
    """Whether the words just before a number name a headline result; or those after an amount of money."""
    start = max(statement.start, number.span.start - _AROUND)
    before = text[start : number.span.start]
    for boundary in (";", " and "):
        at = before.rfind(boundary)
        if at >= 0:
            start, before = start + at + len(boundary), before[at + len(boundary) :].lstrip()
    if _RESULTS.search(before if start == statement.start else f"-{before}"):
        return True
    return number.kind is Kind.MONEY and _OF_RESULT.match(text, number.span.end, statement.end) is not None


def _counts(quantity: Quantity, text: str, statement: Span) -> bool:
    """Whether a number is news by itself: no bound, no term, and not what another is held against."""
    if quantity.kind not in _KINDS or quantity.role not in (Role.PLAIN, Role.PART):
        return False
    before = text[max(statement.start, quantity.span.start - _AROUND) : quantity.span.start]
    if quantity.kind is Kind.DURATION and not _MEASURED_TIME.search(statement.of(text)):
        return False
    return not (_COMPARED.search(before) or _TRIVIAL.search(before[-24:]))


def _around(text: str, statement: Span, number: Span) -> str:
    """The words around a number, whole ones, within its sentence."""
    start = max(statement.start, number.start - _AROUND)
    end = min(statement.end, number.end + _AROUND)
    left, right = text[start : number.start], text[number.end : end]
    if start > statement.start:
        left = "…" + left.partition(" ")[2]
    if end < statement.end:
        right = right.rpartition(" ")[0] + "…"
    shown = left + text[number.start : number.end] + right
    return text_of(shown).strip(" -*#")
