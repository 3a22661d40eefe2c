"""The steps that a release dates: submissions, approvals, read-outs, launches; planned or done."""

import re
from dataclasses import dataclass

from summarizer.document import Span
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.numbers.quantity import Kind, Period, Quantity
from summarizer.schemas import Milestone

_STEPS = {
    "submission": (
        r"\bsubmi(?:t|ss)\w*|\bfil(?:e|ing)\s+(?:an?|its|the|our|for)\b|\brolling\s+review\b|\b(?:s?BLA|s?NDA|MAA|IND)\b"
    ),
    "decision": (
        r"\bPDUFA\b|\bapprov\w+|\badvisory\s+committee|\baction\s+date|\bclearance\b|\bauthori[sz]ation\b"
    ),
    "data": r"\btop-?\s?line\b|\bread-?\s?out|\b(?:interim|final|primary)\s+analys[ie]s|\bdata\b|\bresults\b",
    "start": (
        r"\binitiat\w+|\bstart(?:s|ed|ing)?\b|\bcommenc\w+|\bbeg[iau]n\w*"
        r"|\bfirst\s+(?:patient|participant|subject)"
    ),
    "enrolment": r"\benroll?(?:ment|ing|ed)?\b|\brandomi[sz]ation\b",
    "launch": r"\blaunch\w*|\bcommerciali[sz]\w+",
    "designation": r"\bdesignation\b|\bfast\s+track\b|\bpriority\s+review\b",
    "meeting": r"\b(?:type\s+[abc]|pre-(?:BLA|NDA)|end-of-phase)\b[^.;]{0,20}\bmeeting",
}
_KINDS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _STEPS.items()}
_ANY_STEP = re.compile("|".join(_STEPS.values()), re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|anticipat(?:e|es|ed|ing)|plan(?:s|ned|ning)?|intend(?:s|ed)?|goal|aim(?:s|ing)?"
    r"|target(?:s|ed|ing)?|on\s+track|will|would|could|(?-i:may)|potential|scheduled|slated|projected?|upcoming|proposed"
    r"|look(?:s|ing)?\s+forward|positioned\s+to|set\s+to|hope(?:s)?|should|estimated)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:submitted|filed|received|granted|approved(?=\s+(?:by|the|our|its|for)\b)|completed"
    r"|initiated|started|commenced|launched|accepted|cleared"
    r"|dosed|enrolled|began|designated)\b",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"\b(?:later\s+this\s+year|(?:early\s+|late\s+)?next\s+(?:year|quarter|month)"
    r"|by\s+(?:the\s+)?(?:year[- ]end|end\s+of\s+(?:the|this)\s+year)"
    r"|this\s+(?:quarter|year))\b",
    re.IGNORECASE,
)
_LEADS_TO_DATE = re.compile(
    r"[\s,(—–-]*(?<!\w)(?:(?:in|by|for|on|at|during|as\s+(?:early|soon)\s+as|before|around|of|the|early|late|mid|end\s+of"
    r"|beginning\s+of|no\s+later\s+than)\b[\s-]*)+$",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"to\s+\w+", re.IGNORECASE)
_PART_OF = re.compile(
    r"\b(?:mid|early|late)(?:\s*-\s*|\s+(?:in\s+)?)$|\b(?:the\s+)?(?:end|middle)\s+of\s+$", re.IGNORECASE
)
_CLAUSE_STARTS = re.compile(
    r";\s+|,\s+(?:(?:and|while|but|which|with\s+the|with\s+an?|with)\s+)?|:\s+|\"\s*"
    r"|\band\s+(?=(?:we|it|the\s+company|is|are|expects?|plans?|anticipates?|to)\b)",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[.;](?=\s|$)|,\s")
_DATELINE = re.compile(r"[A-Z][\w .,'&-]{2,60}\s[-–—]{1,2}\s")
_ABOUT_THE_PAPER = re.compile(
    r"\b(?:conference\s+call|webcast|press\s+release|dated|cut-?\s?off|forward-looking|annual\s+report|form\s+\d)",
    re.IGNORECASE,
)
_SURROUNDINGS = ' ,;:—–-"“”'
_LONGEST = 22  # words
_MOST = 8


@dataclass(frozen=True, slots=True)
class _Step:
    kind: str
    what: str
    when: Quantity | None
    span: Span | None
    planned: bool
    sentence: Sentence

    @property
    def date(self) -> tuple[int, int, int]:
        return _last_day(self.when.period) if self.when and self.when.period else (9999, 0, 0)


def find_milestones(filing: Filing) -> list[Milestone]:
    """The steps that the filing dates, the planned ones first, in the order of their dates, each once."""
    steps: list[_Step] = []
    for sentence in filing.sentences:
        for quantity in filing.within(sentence.span):
            step = _dated(filing, sentence, quantity)
            if step is not None and not any(_repeats(step, other) for other in steps):
                steps.append(step)
        if not sentence.is_heading:
            steps += _undated(filing, sentence, steps)
    steps.sort(key=lambda step: (not step.planned, step.date))
    return [
        Milestone(
            what=step.what,
            when=None if step.span is None else filing.figure(step.span, step.sentence.span),
            status="planned" if step.planned else "done",
        )
        for step in steps[:_MOST]
    ]


def _repeats(step: _Step, other: _Step) -> bool:
    same = (step.kind, step.planned) == (other.kind, other.planned)
    return same and (step.date == other.date or step.when is None)


def _dated(filing: Filing, sentence: Sentence, quantity: Quantity) -> _Step | None:
    period = quantity.period
    if quantity.kind is not Kind.DATE or period is None or period.year is None:
        return None
    if _DATELINE.match(filing.flat, sentence.span.start, quantity.span.start):
        return None
    clause = _clause(filing.flat, sentence.span, quantity.span)
    hedge = _hedge_before(filing.flat, sentence.span, clause)
    text = f"{filing.flat[hedge.start : hedge.end]} {filing.flat[clause.start : clause.end]}"
    kind = next((name for name, pattern in _KINDS.items() if pattern.search(text)), None)
    if kind is None or _ABOUT_THE_PAPER.search(text):
        return None
    later = _is_later(period, filing.published)
    hedged = _HEDGE.search(text) is not None
    if hedged and later is not False:
        planned = True
    elif not hedged and later is False and _DONE.search(text):
        planned = False
    else:
        return None
    what = f"{filing.line(hedge)} {_what(filing, clause, quantity.span)}".strip()
    span = _fuller(filing.flat, sentence.span, quantity.span)
    return _Step(kind, what, quantity, span, planned, sentence) if what else None


def _undated(filing: Filing, sentence: Sentence, known: list[_Step]) -> list[_Step]:
    """Steps planned for "later this year" and the like; the words stay in `what`, since they are no date."""
    found: list[_Step] = []
    for match in _SOON.finditer(filing.flat, sentence.span.start, sentence.span.end):
        clause = _clause(filing.flat, sentence.span, Span(*match.span()))
        text = filing.flat[clause.start : match.end()]
        kind = next((name for name, pattern in _KINDS.items() if pattern.search(text)), None)
        if kind is None or not _HEDGE.search(text) or len(text.split()) > _LONGEST:
            continue
        what = filing.line(Span(clause.start, match.end())).strip(_SURROUNDINGS)
        step = _Step(kind, what, None, None, planned=True, sentence=sentence)
        if not any(_repeats(step, other) for other in (*known, *found)):
            found.append(step)
    return found


def _clause(flat: str, span: Span, date: Span) -> Span:
    """The clause of a date: back to where a step and what is said of it are inside, on to the next cut."""
    starts = [span.start, *(match.end() for match in _CLAUSE_STARTS.finditer(flat, span.start, date.start))]
    start = span.start
    for start in reversed(starts):
        said = _HEDGE.search(flat, start, date.start) or _DONE.search(flat, start, date.start)
        goes_on = start > span.start and _TO_DO.match(flat, start, date.start)  # "plans to X and to Y"
        if (said or goes_on) and _ANY_STEP.search(flat, start, date.start):
            break
    end = _CLAUSE_ENDS.search(flat, date.end, span.end)
    if end is not None and end.start() == date.end and _LEADS_TO_DATE.fullmatch(flat, start, date.start):
        end = _CLAUSE_ENDS.search(flat, end.end(), span.end)  # "In May 2024, X completed …"
    return Span(start, end.start() if end else span.end)


def _hedge_before(flat: str, span: Span, clause: Span) -> Span:
    """For "plans to X and to Y", where "to Y" is the clause: who plans, and that it is planned."""
    if not _TO_DO.match(flat, clause.start, clause.end):
        return Span(clause.start, clause.start)
    hedges = list(_HEDGE.finditer(flat, span.start, clause.start))
    if not hedges:
        return Span(clause.start, clause.start)
    cuts = [match.end() for match in _CLAUSE_STARTS.finditer(flat, span.start, hedges[-1].start())]
    return Span(cuts[-1] if cuts else span.start, hedges[-1].end())


def _fuller(flat: str, span: Span, date: Span) -> Span:
    """A date with the part of it that is meant: "mid-2026", "early 2026"."""
    part = _PART_OF.search(flat, max(span.start, date.start - 20), date.start)
    return Span(part.start(), date.end) if part else date


def _what(filing: Filing, clause: Span, date: Span) -> str:
    """The clause in the filing's own words, without the date."""
    lead = _LEADS_TO_DATE.search(filing.flat[clause.start : date.start])
    before = Span(clause.start, clause.start + lead.start() if lead else date.start)
    for stretch in (before, Span(date.end, max(date.end, clause.end))):
        words = filing.line(stretch).strip(_SURROUNDINGS).split()
        if len(words) > 1:
            return " ".join(words[:_LONGEST])
    return ""


def _is_later(period: Period, published: Period | None) -> bool | None:
    """Whether the period ends after the day of publication; None if that day is not known."""
    if published is None:
        return None
    return _last_day(period) > _last_day(published)


def _last_day(period: Period) -> tuple[int, int, int]:
    """The last day of a period, as far as it is comparable: months are taken to have 31 days."""
    month = period.month or (period.quarter or 0) * 3 or (period.half or 0) * 6 or 12
    return period.year or 0, month, period.day or 31
