"""The steps that a release dates: submissions, approvals, read-outs, launches; planned or done."""

import re
from dataclasses import dataclass

from summarizer.document import Span
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.numbers.quantity import Grain, Kind, Period, Quantity
from summarizer.schemas import Milestone

_STEPS = {
    "submission": r"submi\w+|\bfil(?:e|ing)\s+(?:an?|its|the|our|for)\b|rolling\s+review|(?:BLA|s?NDA|sBLA|MAA|IND)\s+(?:acceptance|accepted)|\b(?:s?BLA|s?NDA|MAA|IND)\b",
    "decision": r"\bPDUFA\b|\bapprov\w+|advisory\s+committee|\bdecision\b|action\s+date|clearance|authori[sz]ation",
    "data": r"top-?\s?line|\bdata\b|\bresults\b|read-?\s?out|interim\s+analysis|final\s+analysis",
    "start": r"\b(?:initiat\w+|start\w*|commenc\w+|begin\w*|launch\w*\s+(?:a|the|its)\s+(?:phase|trial|study))\b|first\s+patient",
    "enrolment": r"\benroll?\w*|\brandomi[sz]ation\b",
    "launch": r"\b(?:commercial\s+)?launch\w*|\bcommerciali[sz]\w+",
    "designation": r"\bdesignation\b|\bfast\s+track\b|priority\s+review",
    "meeting": r"\b(?:type\s+[abc]|pre-(?:BLA|NDA)|end-of-phase)\b[^.;]{0,20}\bmeeting",
    "presentation": r"\bpresent(?:ed|ing|ation)?\b",
}
_STEP = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _STEPS.items()}
_HEDGE = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|anticipat(?:e|es|ed|ing)|plan(?:s|ned|ning)?|intend(?:s|ed)?|goal|aim(?:s|ing)?|target(?:s|ed|ing)?"
    r"|on\s+track|will|would|could|may|potential|scheduled|slated|projected?|look(?:s|ing)?\s+forward|positioned\s+to|upcoming"
    r"|remain(?:s)?\s+on|proposed|set\s+to|hope(?:s)?|should|estimated)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:submitted|filed|received|granted|approved|completed|initiated|started|commenced|launched|accepted|cleared"
    r"|dosed|enrolled|began|designated)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"[\s,(—–-]*\b(?:(?:in|by|for|on|at|during|as\s+(?:early|soon)\s+as|before|around|of|to\s+occur\s+in|the|early|late|mid|end\s+of"
    r"|beginning\s+of|no\s+later\s+than|date\s+of)\b[\s-]*)+$",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(
    r"(?:;\s+|,\s+(?:and\s+|with\s+(?:the\s+)?|while\s+|but\s+|which\s+)?|\.\s+|:\s+|\band\s+(?=(?:we|it|the\s+company|is|are|expects?|plans?|anticipates?)\b)|\"\s*)",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(r"^[A-Z][\w .,'-]{2,40}\s[-–—]{1,2}\s", re.IGNORECASE)
_GIVES_DAY = re.compile(
    r"\b(?:conference\s+call|webcast|press\s+release|dated|cut-?\s?off|forward-looking|annual\s+report|form\s+\d)",
    re.IGNORECASE,
)
_LONGEST = 22  # words
_MOST = 8
_GRAINS = {Grain.DAY: 0, Grain.MONTH: 1, Grain.QUARTER: 2, Grain.HALF: 3, Grain.YEAR: 4}


@dataclass(frozen=True, slots=True)
class _Step:
    kind: str
    what: str
    when: Quantity
    planned: bool
    sentence: Sentence


def find_milestones(filing: Filing) -> list[Milestone]:
    """The dated steps, the planned ones first, each once; a heading's words stand where they are the shorter."""
    steps: list[_Step] = []
    for sentence in filing.sentences:
        for quantity in filing.within(sentence.span):
            step = _read(filing, sentence, quantity)
            if step is not None and not _repeat(steps, step):
                steps.append(step)
    steps.sort(key=lambda step: not step.planned)
    return [
        Milestone(
            what=step.what,
            when=filing.figure(step.when.span, step.sentence.span),
            status="planned" if step.planned else "done",
        )
        for step in steps[:_MOST]
    ]


def _repeat(steps: list[_Step], step: _Step) -> bool:
    """Whether the step is known already; the one told in more telling words stays."""
    for other in steps:
        same_date = other.when.period == step.when.period
        if same_date and other.planned == step.planned and other.kind == step.kind:
            return True
    return False


def _read(filing: Filing, sentence: Sentence, quantity: Quantity) -> _Step | None:
    period = quantity.period
    if quantity.kind is not Kind.DATE or period is None or period.year is None:
        return None
    span, flat = sentence.span, filing.flat
    clause = _clause(flat, span, quantity)
    text = flat[clause.start : clause.end]
    before = flat[clause.start : quantity.span.start]
    if _GIVES_DAY.search(text) or _LETTERHEAD.match(flat[span.start : span.end]):
        return None
    kind = next((name for name, pattern in _STEP.items() if pattern.search(text)), None)
    hedged = _HEDGE.search(text) is not None
    if kind is None:
        return None
    later = _is_later(period, filing.published)
    if hedged and later is not False:
        planned = True
    elif later is False and _DONE.search(before) and not hedged:
        planned = False
    else:
        return None
    what = _what(filing, clause, quantity)
    return _Step(kind, what, quantity, planned, sentence) if what else None


def _clause(flat: str, span: Span, quantity: Quantity) -> Span:
    """The clause of the date: back to where a hedge or a step is inside it, on to the next cut."""
    starts = [span.start]
    starts += [m.end() for m in _CLAUSE_START.finditer(flat, span.start, quantity.span.start)]
    any_step = re.compile("|".join(_STEPS.values()), re.IGNORECASE)
    start = span.start
    for candidate in reversed(starts):
        start = candidate
        stretch = flat[candidate : quantity.span.start]
        if any_step.search(stretch) and (_HEDGE.search(stretch) or _DONE.search(stretch)):
            break
    end = re.compile(r"[.;]|,\s").search(flat, quantity.span.end, span.end)
    return Span(start, end.start() if end else span.end)


def _what(filing: Filing, clause: Span, quantity: Quantity) -> str:
    """The clause in the filing's own words, without the date."""
    before = filing.flat[clause.start : quantity.span.start]
    cut = _PREPOSITION.search(before)
    end = clause.start + (cut.start() if cut else len(before))
    what = filing.line(Span(clause.start, end)).strip(' ,;:—–-"“”')
    if len(what.split()) < 2:
        start = quantity.span.end
        what = filing.line(Span(start, clause.end)).strip(' ,;:—–-"“”')
    return " ".join(what.split()[:_LONGEST])


def _is_later(period: Period, published: Period | None) -> bool | None:
    """Whether the period ends after the day of publication; None if that day is not known."""
    if published is None or published.year is None or period.year is None:
        return None
    return _end(period) > (published.year, published.month or 12, published.day or 31)


def _end(period: Period) -> tuple[int, int, int]:
    year = period.year or 0
    if period.day is not None and period.month is not None:
        return year, period.month, period.day
    month = period.month or (period.quarter or 0) * 3 or (period.half or 0) * 6 or 12
    return year, month, 31
