"""What a clinical release says on safety: adverse events, what they did to the dosing, and one sentence."""

import re

from summarizer.document import Span
from summarizer.engines.extractive.adverse_events import find_adverse_events
from summarizer.engines.extractive.filing import Filing
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.schemas import Figure, Safety

_DOSING = {
    "dose_reductions": re.compile(
        r"\bdos(?:e|ing|age)\s+(?:and\s+\w+\s+)?reductions?\b|\breductions?\s+(?:in|of)\s+dose\b|\breduced\s+dose\b",
        re.IGNORECASE,
    ),
    "dose_delays": re.compile(
        r"\b(?:dos(?:e|ing)\s+(?:\w+\s+(?:and|or)\s+)?)?(?:delays?|interruptions?)\b|\bdos(?:e|ing)\s+holds?\b",
        re.IGNORECASE,
    ),
    "discontinuations": re.compile(r"\bdiscontinu(?:ations?|ed|ing|e)\b|\bwithdrew\b", re.IGNORECASE),
}
_CUT = re.compile(r";|,\s|\band\b|\bwhile\b|\bbut\b", re.IGNORECASE)
_TOLERATED = re.compile(
    r"\b(?:well[ -]tolerated|tolerability|safety\s+profile"
    r"|no\s+(?:(?:new|serious|unexpected|significant)\s+)*safety\s+(?:signals?|concerns?|issues?)"
    r"|no\s+(?:\w+\s+){0,3}adverse\s+events)\b",
    re.IGNORECASE,
)


def find_safety(filing: Filing) -> Safety | None:
    """What the filing says on safety in its own voice; None if it says nothing."""
    events = find_adverse_events(filing)
    dosing: dict[str, Figure] = {}
    note: str | None = None
    for sentence in filing.prose:
        for name, figure in _dosing(filing, sentence.span):
            dosing.setdefault(name, figure)
        if note is None and _TOLERATED.search(filing.flat, sentence.span.start, sentence.span.end):
            note = filing.line(sentence.span)
    if not (events or dosing or note):
        return None
    return Safety(adverse_events=events, note=note, **dosing)


def _dosing(filing: Filing, span: Span) -> list[tuple[str, Figure]]:
    """The changes of dosing that a sentence gives rates of, by their fields' names."""
    flat = filing.flat
    mentions = sorted(
        (match.span(), name)
        for name, pattern in _DOSING.items()
        for match in pattern.finditer(flat, span.start, span.end)
    )
    rates = [q for q in filing.within(span) if q.kind is Kind.PERCENT and q.role is Role.PLAIN]
    if not mentions or not rates:
        return []
    if "respectively" in flat[span.start : span.end] and len(rates) == len(mentions):
        pairs = [(name, rate) for (_, name), rate in zip(mentions, rates, strict=True)]
    else:
        found = ((name, _rate_of(flat, Span(*place), rates)) for place, name in mentions)
        pairs = [(name, rate) for name, rate in found if rate is not None]
    return [(name, filing.figure(rate.span, span)) for name, rate in pairs]


def _rate_of(flat: str, mention: Span, rates: list[Quantity]) -> Quantity | None:
    """The rate in the mention's own clause: after it, else before it ("7% of patients discontinued")."""
    for rate in rates:
        if rate.span.start >= mention.end and not _CUT.search(flat, mention.end, rate.span.start):
            return rate
    for rate in reversed(rates):
        if rate.span.end <= mention.start and not _CUT.search(flat, rate.span.end, mention.start):
            return rate
    return None
