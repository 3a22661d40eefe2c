"""What happened after the end of the period, from the note on subsequent events."""

import re
from collections.abc import Iterator

from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.engines.extractive.report_parts import headed, note_span, sentences_in
from summarizer.numbers.quantity import Grain, Kind
from summarizer.schemas import SubsequentEvent

_HEADING = re.compile(r"\bsubsequent\s+events?\b", re.IGNORECASE)
_NO_EVENT = re.compile(
    r"\bevaluated\b|\bconsiders?\s+events\b|\bno\s+(?:other\s+)?(?:events|transactions|subsequent"
    r"|material)\b|\bsee\s+note\b|\bnot\s+been\s+completed\b",
    re.IGNORECASE,
)
_MOST, _LONGEST = 5, 420


def find_later_events(filing: Filing) -> list[SubsequentEvent]:
    """The events of the note, one for each paragraph that dates one."""
    found: list[SubsequentEvent] = []
    for section in headed(filing, _HEADING):
        if section.boilerplate:
            continue
        for sentence in _events(filing, sentences_in(filing, note_span(filing, section))):
            event = _event(filing, sentence)
            if event is not None and all(event.what != other.what for other in found):
                found.append(event)
    return found[:_MOST]


def _events(filing: Filing, sentences: tuple[Sentence, ...]) -> Iterator[Sentence]:
    """The first sentence of each paragraph."""
    for sentence in sentences:
        if not sentence.is_heading and not filing.continues(sentence) and len(sentence.span) <= _LONGEST:
            yield sentence


def _event(filing: Filing, sentence: Sentence) -> SubsequentEvent | None:
    if _NO_EVENT.search(filing.flat, sentence.span.start, sentence.span.end):
        return None
    numbers = filing.within(sentence.span)
    day = next(
        (q for q in numbers if q.period is not None and q.period.grain in (Grain.DAY, Grain.MONTH)), None
    )
    if day is None:
        return None
    amounts = [q for q in numbers if q.kind is Kind.MONEY]
    return SubsequentEvent(
        what=filing.line(sentence.span),
        when=filing.figure(day.span, sentence.span),
        amount=filing.figure(amounts[0].span, sentence.span) if amounts else None,
    )


__all__ = ["find_later_events"]
