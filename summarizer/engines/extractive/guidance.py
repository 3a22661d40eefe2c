"""What the company expects: ranges and values from outlook sentences, lists and tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from summarizer.document import BlockKind, Cell, Span, Table
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.engines.extractive.measure_words import last_mention, measure_of
from summarizer.engines.extractive.measures import ADJUSTED
from summarizer.engines.extractive.row_names import clean
from summarizer.numbers.quantity import Kind, Quantity
from summarizer.schemas import Guidance
from summarizer.schemas.financials import Basis

Action = Literal["first given", "raised", "lowered", "narrowed", "kept", "withdrawn", "not stated"]

_OUTLOOK = re.compile(
    r"\b(?:outlook|guidance|financial\s+targets?|\w+\s+targets|expectations|forecasts?)\b", re.IGNORECASE
)
_EXPECTS = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|anticipat(?:es?|ed|ing)|forecast(?:s|ed|ing)?|project(?:s|ed|ing)?"
    r"|target(?:s|ed|ing)?"
    r"|estimat(?:es?|ed|ing)|guid(?:es|ance|ing)|outlook|plans?\s+to|reaffirm\w*|reiterat\w*)\b",
    re.IGNORECASE,
)
_NOT_GUIDANCE = re.compile(
    r"forward-looking|conference\s+call|webcast|no\s+assurance|expected\s+to\s+(?:be\s+recogni[sz]ed"
    r"|close)|recogni[sz]e\b"
    r"|accounting\s+standard|life\s+of|volatility|assum(?:e|ing)\s+share\s+count|\breconciliation\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:(?:(?:first|second|third|fourth)[- ]quarter|q[1-4]|(?:first|second)\s+half)(?:\s+(?:of"
    r"|ending|fiscal|year|the|full|in)\b)*"
    r"(?:\s+(?:fy\s?)?(?:20)?\d\d\b)?|(?:full|fiscal|calendar)(?:[- ](?:fiscal|year))*\s+(?:20\d\d"
    r"|\d\d)\b|fy\s?(?:20)?\d\d\b"
    r"|(?:for|in|during)\s+20\d\d\b|full[- ](?:fiscal\s+)?year)",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\s*(?:to|and|through|[-–—])\s*(?:a\s+(?:high|maximum)\s+of\s+)?(?:approximately\s+|about\s+)?",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(
    r"(?:(?:approximately|about|around|roughly|at\s+least|at\s+most|up\s+to|more\s+than|less\s+than"
    r"|over|under|above|below"
    r"|no\s+more\s+than|no\s+less\s+than)\s+|~\s*)$",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"\b(?:from|previous(?:ly)?|prior|former|earlier|compared\s+(?:to|with)|versus|vs\.?"
    r"|instead\s+of)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
_GROWS = re.compile(r"\b(increase|growth|grow|rise|decline|decrease|fall)s?\b", re.IGNORECASE)
_LABEL_ENDS = re.compile(
    r"\s*(?:\b(?:of|to\s+be|in\s+(?:the|a)\s+range\s+of|between|is\s+expected\s+to\s+be"
    r"|are\s+expected\s+to\s+be|will\s+be"
    r"|is|are|at)\b\s*|:|\.{2,}|\s{2,}|\||[,–—-])+\s*$",
    re.IGNORECASE,
)
_ACTION_WORDS: Final[tuple[tuple[Action, str], ...]] = (
    ("withdrawn", r"withdr[ae]w\w*|suspend\w*"),
    ("kept", r"unchanged|reaffirm\w*|reiterat\w*|maintain\w*|affirm\w*|confirm\w*|remains?"),
    ("narrowed", r"narrow(?:s|ed|ing)"),
    (
        "lowered",
        r"lower(?:s|ed|ing)|reduc(?:es|ed|ing)|cuts?|down\s+from|decreas(?:es|ed|ing)\s+(?:its|our|from)",
    ),
    ("raised", r"rais(?:es|ed|ing)|up\s+from|increas(?:es|ed|ing)\s+(?:its|our|from|to|guidance|outlook)"),
    ("first given", r"initiat(?:es|ed|ing)|introduc(?:es|ed|ing)|provid(?:es|ing)\s+initial"),
)
_ACTIONS = tuple((action, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for action, words in _ACTION_WORDS)
_EARLIER = re.compile(r"\b(?:prior|previous|former)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:current|updated|new|revised)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:low|high)(?:\s+end)?\b", re.IGNORECASE)
_BASIS = re.compile(r"(?P<name>(?:non-)?gaap)\s*:\s*$", re.IGNORECASE)
_COLUMNS = re.compile(
    r"^[ \t]*(?P<label>\S.*?)(?:[ \t]{2,}|[ \t]*\.{3,}[ \t]*)(?P<value>\S.*)$", re.MULTILINE
)
_LONGEST = 9  # words of a name
_MOST = 12
_AMOUNTS = (Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.NUMBER, Kind.MULTIPLE, Kind.MEASURE)


@dataclass(frozen=True, slots=True)
class _Context:
    """What is said before a clause: the period and what was done."""

    period: str | None
    action: Action


@dataclass(frozen=True, slots=True)
class _Value:
    """A value or a range, with both its ends."""

    span: Span
    first: Quantity


def find_guidance(filing: Filing) -> list[Guidance]:
    """What the filing expects of one measure after the other, each once, in its order."""
    found = sorted([*_told(filing), *_tabled(filing)], key=lambda item: item[0])
    kept: dict[tuple[object, ...], Guidance] = {}
    for _, one in found:
        named_so = one.measure if one.measure != "other" else one.name.casefold()
        period = re.sub(r"\W+", " ", one.period or "").casefold()
        basis = one.basis if one.basis == "non-GAAP" else ""
        key = (named_so, basis, period, one.expected.text if one.expected else "")
        if key not in kept or (kept[key].previous is None and one.previous is not None):
            kept[key] = one
    return list(kept.values())[:_MOST]


# -- prose -----------------------------------------------------------------------------------------------


def _told(filing: Filing) -> Iterator[tuple[int, Guidance]]:
    intro = _Context(None, "not stated")
    listing = False
    before: str | None = None  # the period of the sentence before it in the paragraph
    for sentence in filing.sentences:
        text = filing.flat[sentence.span.start : sentence.span.end]
        if sentence.is_heading:
            listing = False
            continue
        block = filing.document.block_at(sentence.span.start)
        is_item = block is not None and block.kind is BlockKind.ITEM
        statement = filing.labels.statements[filing.labels.statement_at(sentence.span.start)]
        heading = statement.heading
        before = _period(text) or (before if statement.continues else None)
        outlook = _OUTLOOK.search(heading) is not None
        if not is_item:
            expects = _EXPECTS.search(text) is not None or outlook
            listing = expects and text.rstrip().endswith(":")
            if listing:
                intro = _Context(_period(text) or _period(heading), _action(text))
                continue
        context = (
            intro
            if is_item and listing
            else _Context(before or (_period(heading) if outlook else None), "not stated")
        )
        lines = list(_lines(filing, sentence)) if outlook or intro.period else []
        if lines and (listing or outlook):
            for line, label in lines:
                if _NOT_GUIDANCE.search(label):
                    continue
                yield from _values_of(filing, line, line, intro, label)
        elif _NOT_GUIDANCE.search(text):
            continue
        elif (is_item and listing) or _states(text, sentence, outlook=outlook):
            yield from _values_of(filing, sentence.span, sentence.span, context)


def _states(text: str, sentence: Sentence, *, outlook: bool) -> bool:
    """Whether a sentence outside a list gives guidance: it expects, and the company speaks."""
    if sentence.is_speech:
        return False
    return _EXPECTS.search(text) is not None and (outlook or last_mention(text, 0, len(text)) is not None)


def _lines(filing: Filing, sentence: Sentence) -> Iterator[tuple[Span, str]]:
    """The lines of a paragraph that is a list with a label and a value on each."""
    raw = filing.document.text[sentence.span.start : sentence.span.end]
    if "\n" not in raw:
        return
    for match in _COLUMNS.finditer(raw):
        start = sentence.span.start + match.start("label")
        span = Span(start, sentence.span.start + match.end())
        if any(q.kind in _AMOUNTS for q in filing.within(span)):
            yield span, match["label"]


def _values_of(
    filing: Filing, span: Span, quote: Span, context: _Context, label: str | None = None
) -> Iterator[tuple[int, Guidance]]:
    """The guidance in one clause: each value under the name before it, with the value it replaces."""
    text = filing.flat[span.start : span.end]
    start, last = span.start, None
    for value in _values(filing, span):
        if last is not None and _PREVIOUS.search(filing.flat, start, value.span.start):
            if last.previous is None and last.expected is not None:
                last.previous = filing.figure(value.span, quote)
            start = value.span.end
            continue
        name = _name(filing, Span(start, value.span.start), label, is_first=last is None)
        start = value.span.end
        if name is None:
            continue
        known = measure_of(name)
        grows = _GROWS.search(filing.flat, span.start, value.span.start)
        if (
            value.first.kind is Kind.PERCENT
            and known is not None
            and known.measure in ("revenue", "net income", "EPS diluted")
        ):
            if grows is None:
                continue
            name = f"{name} {grows[1].lower()}"
        if last is not None:
            yield span.start, last
        basis: Basis = known.basis if known is not None else "not stated"
        if basis == "GAAP" and "gaap" not in name.lower():
            basis = "not stated" if known is None or known.measure == "comparable sales" else "GAAP"
        if ADJUSTED.search(name):
            basis = "non-GAAP"
        action = _action(text)
        last = Guidance(
            name=name,
            measure=known.measure if known is not None else "other",
            basis=basis,
            period=_period(text) or context.period,
            expected=filing.figure(value.span, quote),
            action=action if action != "not stated" else context.action,
        )
        label = None
    if last is not None:
        yield span.start, last


def _values(filing: Filing, span: Span) -> Iterator[_Value]:
    """The values of a clause; two that are the ends of one range are one value."""
    numbers = [q for q in filing.within(span) if q.kind in _AMOUNTS and q.value is not None]
    position = 0
    while position < len(numbers):
        one = numbers[position]
        start, end = one.span.start, one.span.end
        following = numbers[position + 1] if position + 1 < len(numbers) else None
        gap = filing.flat[end : following.span.start] if following is not None else ""
        if following is not None and _JOINS.fullmatch(gap) and _same_kind(one, following):
            joined = gap.strip() != "and" or "between" in filing.flat[max(span.start, start - 12) : start]
            if joined:
                end = following.span.end
                position += 1
            if joined and gap.strip() == "and":
                start = filing.flat.rindex("between", max(span.start, start - 12), start)
        qualifier = _QUALIFIER.search(filing.flat, max(span.start, start - 20), start)
        position += 1
        yield _Value(Span(qualifier.start() if qualifier else start, end), one)


def _same_kind(one: Quantity, two: Quantity) -> bool:
    return one.kind is two.kind or Kind.NUMBER in (one.kind, two.kind)


def _name(filing: Filing, before: Span, label: str | None, *, is_first: bool) -> str | None:
    """What a value is of: its line's label, the measure named before it, or the words that open an item."""
    if label is not None:
        return clean(filing, label)
    mention = last_mention(filing.flat, before.start, before.end)
    if mention is not None:
        return clean(filing, filing.line(Span(*mention.span())))
    if not is_first:
        return None
    opening = _LABEL_ENDS.sub("", filing.line(before))
    words = opening.split()
    if not words or len(words) > _LONGEST or _EXPECTS.search(opening):
        return None
    return clean(filing, opening)


def _period(text: str) -> str | None:
    """The period that a text names, as printed."""
    match = _PERIOD.search(text)
    if match is None:
        return None
    words = re.sub(
        r"^(?:for|in|during)\s+|\s+(?:of|the|in)$", "", " ".join(match.group().split()), flags=re.IGNORECASE
    )
    return " ".join(
        word.lower() if word[:1].isupper() and word[1:].islower() else word for word in words.split()
    )


def _is_one(one: str, two: str) -> bool:
    """Whether two names of a period, such as "full year 2024" and "full-year 2024", are of one."""
    return re.sub(r"\W+", " ", one).casefold() == re.sub(r"\W+", " ", two).casefold()


def _action(text: str) -> Action:
    return next((action for action, pattern in _ACTIONS if pattern.search(text)), "not stated")


# -- tables ----------------------------------------------------------------------------------------------


def _tabled(filing: Filing) -> Iterator[tuple[int, Guidance]]:
    for table in filing.tables:
        heading = filing.labels.statements[filing.labels.statement_at(table.span.start)].heading
        rows = table.by_row()
        top = " ".join(filing.line(cell.span) for cell in next(iter(rows.values())))
        lead = _lead(filing, table)
        about = f"{heading} {table.caption}"
        if not (lead or _OUTLOOK.search(f"{about} {top}")) or re.search(r"reconcil", about, re.IGNORECASE):
            continue
        if any(_ENDS.fullmatch(filing.line(cell.span)) for cell in table.cells):
            continue
        period = _period(table.caption) or _period(top) or _period(lead) or _period(heading)
        for cells in rows.values():
            yield from _row(filing, cells, _Context(period, _action(table.caption)))


def _lead(filing: Filing, table: Table) -> str:
    """The sentence right before a table that says that something is expected: "we plan to:"; else empty."""
    number = filing.labels.statement_at(table.cells[0].span.start)
    if number == 0 or filing.labels.statements[number - 1].table is not None:
        return ""
    span = filing.labels.statements[number - 1].span
    text = filing.flat[span.start : span.end].rstrip()
    return text if text.endswith(":") and _EXPECTS.search(text) else ""


def _row(filing: Filing, cells: Sequence[Cell], context: _Context) -> Iterator[tuple[int, Guidance]]:
    label, values = cells[0], cells[1:]
    if not values or label.column > 0:
        return
    quote = Span(cells[0].span.start, cells[-1].span.end)
    earlier: list[tuple[_Value, str | None]] = []
    told: list[tuple[_Value, Basis, str]] = []
    for cell in values:
        header = " ".join(cell.column_header)
        for value in _values(filing, cell.span):
            says = _BASIS.search(filing.flat, cell.span.start, value.span.start)
            basis: Basis = (
                "not stated" if says is None else ("non-GAAP" if "non" in says["name"].lower() else "GAAP")
            )
            if _EARLIER.search(header) and not _LATER.search(header):
                earlier.append((value, _period(header)))
            else:
                told.append((value, basis, header))
    name = clean(filing, filing.line(label.span))
    if not told or len(name.split()) > _LONGEST or not any(c.isalpha() for c in name):
        return
    if len(told) > 1 and all(basis == "not stated" for _, basis, _ in told):
        told = [item for item in told if _period(item[2]) or _LATER.search(item[2])] or told[:1]
    known = measure_of(name)
    gaap: Basis = "GAAP" if re.search(r"(?<!non-)\bGAAP\b", name) else "not stated"
    for value, basis, header in told:
        period = _period(header)
        before = next(
            (v for v, when in earlier if when is None or period is None or _is_one(when, period)), None
        )
        if len(told) > 1 and (before is None or all(when is None for _, when in earlier)):
            before = None  # which of the columns it was replaced by is not said
        said: Basis = known.basis if known is not None and known.basis == "non-GAAP" else gaap
        yield (
            cells[0].span.start,
            Guidance(
                name=name,
                measure=known.measure if known is not None else "other",
                basis=basis if basis != "not stated" else said,
                period=period or context.period,
                expected=filing.figure(value.span, quote),
                previous=filing.figure(before.span, quote) if before is not None else None,
                action=context.action,
            ),
        )


__all__ = ["find_guidance"]
