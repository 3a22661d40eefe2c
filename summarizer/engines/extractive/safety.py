"""What a clinical release says on safety: adverse events by grade, and what they did to the dosing."""

import re
from dataclasses import dataclass, field

from summarizer.document import Span, Table
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.engines.extractive.clinical_words import PATIENTS
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.schemas import AdverseEvent, Figure, Safety

_EVENTS = re.compile(
    r"\b(?:(?:adverse|side)[ -](?:drug\s+)?(?:events?|reactions?|effects?)|(?:TE|TR|SA|S)?AEs?|toxicit(?:y|ies))\b"
)
_GRADES = r"(?:grade|gr\.?)s?\s*"
_SEVERE = re.compile(rf"(?:≥\s*{_GRADES}3|{_GRADES}(?:≥\s*)?(?:3|4|5|three)|\bsevere\b)", re.IGNORECASE)
_ANY = re.compile(r"\b(?:all|any|overall)[ -]+grades?\b", re.IGNORECASE)
_BRACKETED = re.compile(r"(?P<event>[^,;:()•]{3,80}?)\s*\((?P<rates>[^()]*\d\s*%[^()]*)\)")
_OCCURRED = re.compile(
    r"(?P<event>[^,;:()]{3,70}?)\s+(?:(?:was|were)\s+)?(?:occurred|occurring|reported|observed|seen|experienced)?\s*"
    r"(?:in|by|for)\s+(?=(?:\w+\s+){0,2}[\d.]+\s*%)",
    re.IGNORECASE,
)
_LIST_OPENER = re.compile(
    r"^.*\b(?:included?|includes|including|were|was|are|being|with|of|led\s+to|such\s+as|reported|occurr\w+|patients)\s+"
    r"(?!grade)",
    re.IGNORECASE | re.DOTALL,
)
_LEADING = re.compile(
    r"^(?:and|or|as\s+well\s+as|the|a|an|by|followed\s+by|plus|most\s+common\w*)\s+", re.IGNORECASE
)
_DOSING = {
    "dose_reductions": re.compile(
        r"\bdos(?:e|ing|age)\s+(?:and\s+\w+\s+)?reductions?\b|\breductions?\s+(?:in|of)\s+dose\b|\breduced\s+dose\b",
        re.IGNORECASE,
    ),
    "dose_delays": re.compile(
        r"\bdos(?:e|ing)\s+(?:\w+\s+(?:and|or)\s+)?(?:delays?|interruptions?|holds?)\b|\b(?:delays?|interruptions?)\b",
        re.IGNORECASE,
    ),
    "discontinuations": re.compile(r"\bdiscontinu(?:ations?|ed|ing|e)\b|\bwithdrew\b", re.IGNORECASE),
}
_CUT = re.compile(r";|,\s|\band\b|\bwhile\b|\bbut\b", re.IGNORECASE)
_TOLERATED = re.compile(
    r"\b(?:well[ -]tolerated|tolerability|safety\s+profile|no\s+(?:new\s+|serious\s+|unexpected\s+)*safety\s+(?:signals?|concerns?|issues?)"
    r"|no\s+(?:\w+\s+){0,3}(?:serious\s+)?adverse\s+events)",
    re.IGNORECASE,
)
_NOT_AN_EVENT = re.compile(
    r"\b(?:dose|discontinu\w+|patients|rate|median|response|ORR|survival|placebo|arm)\b", re.IGNORECASE
)
_VERSUS = re.compile(r"^\s*(?:versus|vs\.?|compared\s+(?:to|with)|and)\s+$", re.IGNORECASE)
_MOST = 12
_LONGEST_EVENT = 9  # words


@dataclass(slots=True)
class _Event:
    name: str
    any_grade: Figure | None = None
    severe: Figure | None = None


@dataclass(slots=True)
class _Events:
    """Adverse events by their names, in the order of the filing."""

    by_name: dict[str, _Event] = field(default_factory=dict)

    def add(self, name: str, figure: Figure, *, severe: bool) -> None:
        """Keep a rate; the first that is given for an event and grade stands."""
        event = self.by_name.setdefault(name.lower(), _Event(name))
        if severe:
            event.severe = event.severe or figure
        else:
            event.any_grade = event.any_grade or figure


def find_safety(filing: Filing) -> Safety | None:
    """What the filing says on safety in its own voice; None if it says nothing."""
    events = _Events()
    dosing: dict[str, Figure] = {}
    note: str | None = None
    for sentence in filing.prose:
        text = filing.flat[sentence.span.start : sentence.span.end]
        if _EVENTS.search(text):
            _read_events(filing, sentence, events)
        _read_dosing(filing, sentence, dosing)
        if note is None and _TOLERATED.search(text):
            note = filing.line(sentence.span)
    for table in filing.document.tables:
        _read_table(filing, table, events)
    found = [
        AdverseEvent(event=event.name, any_grade=event.any_grade, grade3_plus=event.severe)
        for event in events.by_name.values()
    ]
    if not (found or dosing or note):
        return None
    return Safety(adverse_events=found[:_MOST], note=note, **dosing)


# -- adverse events --------------------------------------------------------------------------------


def _read_events(filing: Filing, sentence: Sentence, events: _Events) -> None:
    span = sentence.span
    opener = filing.flat[span.start : span.end]
    listed = False
    for match in _BRACKETED.finditer(filing.flat, span.start, span.end):
        name = _event_name(match["event"])
        rates = [
            q
            for q in filing.within(Span(*match.span("rates")))
            if q.kind is Kind.PERCENT and q.role is Role.PLAIN
        ]
        if name is None or not rates:
            continue
        listed = True
        severe_list = _SEVERE.search(opener[: match.start() - span.start]) is not None
        quote = Span(match.start("event") + _lead(match["event"]), match.end())
        for place, rate in enumerate(rates[:2]):
            stop = rates[place + 1].span.start if place + 1 < len(rates) else match.end("rates")
            around = filing.flat[rate.span.start : stop]
            if _SEVERE.search(around):
                severe = True
            elif _ANY.search(around) or len(rates) == 1:
                severe = len(rates) == 1 and severe_list and not _ANY.search(around)
            else:
                severe = place == 1 and severe_list  # "(41%, 6%)" under "(all grade, grade 3+)"
                if not severe_list:
                    break
            events.add(name, filing.figure(rate.span, quote), severe=severe)
    if not listed:
        _read_occurrences(filing, span, events)


def _lead(event: str) -> int:
    """Where in the stretch before a bracket the event's name starts."""
    opener = _LIST_OPENER.match(event)
    start = opener.end() if opener else 0
    while match := _LEADING.match(event[start:].lstrip()):
        start = len(event) - len(event[start:].lstrip()) + match.end()
    return start + len(event[start:]) - len(event[start:].lstrip())


def _event_name(stretch: str) -> str | None:
    name = " ".join(stretch[_lead(stretch) :].split()).strip(" .–—-")
    words = name.split()
    if not words or len(words) > _LONGEST_EVENT or _NOT_AN_EVENT.search(name) or not name[0].isalpha():
        return None
    return name


def _read_occurrences(filing: Filing, span: Span, events: _Events) -> None:
    """ "X occurred in 12% of patients": events that are told in running words."""
    flat = filing.flat
    percents = [q for q in filing.within(span) if q.kind is Kind.PERCENT and q.role is Role.PLAIN]
    for match in _OCCURRED.finditer(flat, span.start, span.end):
        first = next((q for q in percents if q.span.start >= match.end()), None)
        if first is None or first.span.start - match.end() > 24:
            continue
        stretch = match["event"]
        name = _event_name(stretch)
        if name is None:
            continue
        severe = _SEVERE.search(name) is not None
        name = _without_grade(name)
        pair = _pair(filing, span, percents, first)
        if pair is None:
            events.add(name, filing.figure(first.span, span), severe=severe)
            continue
        for rate, arm in pair:
            events.add(f"{name} with {arm}", filing.figure(rate.span, span), severe=severe)


_GRADE_WORDS = re.compile(
    rf"(?:≥\s*)?{_GRADES}(?:≥\s*)?\d(?:\s*(?:or\s+(?:higher|greater|above|more)|\+|[-–/]\s*\d|and\s+(?:higher|above)))?\s*|\bsevere\s+",
    re.IGNORECASE,
)


def _without_grade(name: str) -> str:
    return " ".join(_GRADE_WORDS.sub("", name).split()) or name


_ARMS = re.compile(
    rf"(?:of\s+{PATIENTS}\s+)?(?:with|in|on|for|receiving|treated\s+with)\s+(?:the\s+)?(?P<one>[\w®™/-]+)"
    r"(?:\s+(?:arm|group))?\s+(?:versus|vs\.?|and|compared\s+(?:to|with))\s+(?:the\s+)?(?P<two>[\w®™/-]+)(?:\s+(?:arm|group)s?)?,?\s+respectively",
    re.IGNORECASE,
)
_ARM = re.compile(
    rf"^\s*(?:of\s+(?:the\s+)?(?:{PATIENTS}\s+)?)?(?:with|in|on|for|receiving|treated\s+with)?\s*(?:the\s+)?(?P<arm>[\w®™/-]+)(?:[- ]treated\s+{PATIENTS}|\s+(?:arm|group|{PATIENTS}))?",
    re.IGNORECASE,
)


def _pair(
    filing: Filing, span: Span, percents: list[Quantity], first: Quantity
) -> list[tuple[Quantity, str]] | None:
    """Two rates of one event with their arms, in "4% vs 6% of patients with X vs placebo, respectively"."""
    flat = filing.flat
    place = percents.index(first)
    if place + 1 >= len(percents):
        return None
    second = percents[place + 1]
    if not _VERSUS.match(flat[first.span.end : second.span.start]):
        return None
    arms = _ARMS.search(flat, second.span.end, span.end)
    if arms is None:
        return None
    return [(first, arms["one"]), (second, arms["two"])]


def _read_table(filing: Filing, table: Table, events: _Events) -> None:
    """Rows of a table whose columns are grades; nothing else says that a table lists adverse events."""
    if not _EVENTS.search(table.caption) and not any(
        _EVENTS.search(" ".join(c.row_header)) for c in table.cells
    ):
        return
    for cell in table.cells:
        header = " ".join(cell.column_header)
        severe, overall = _SEVERE.search(header), _ANY.search(header)
        rates = [q for q in filing.within(cell.span) if q.kind is Kind.PERCENT and q.role is Role.PLAIN]
        if cell.is_header or not cell.row_header or not rates or not (severe or overall):
            continue
        row = [c.span for c in table.cells if c.row == cell.row]
        events.add(
            cell.row_header[-1],
            filing.figure(rates[0].span, Span(row[0].start, row[-1].end)),
            severe=severe is not None,
        )


# -- dosing ----------------------------------------------------------------------------------------


def _read_dosing(filing: Filing, sentence: Sentence, dosing: dict[str, Figure]) -> None:
    span, flat = sentence.span, filing.flat
    mentions = sorted(
        (match.start(), match.end(), name)
        for name, pattern in _DOSING.items()
        for match in pattern.finditer(flat, span.start, span.end)
    )
    rates = [q for q in filing.within(span) if q.kind is Kind.PERCENT and q.role is Role.PLAIN]
    if not mentions or not rates:
        return
    if "respectively" in flat[span.start : span.end].lower() and len(rates) == len(mentions):
        pairs = [(name, rate) for (_, _, name), rate in zip(mentions, rates, strict=True)]
    else:
        pairs = [(name, rate) for start, end, name in mentions if (rate := _rate_of(flat, start, end, rates))]
    for name, rate in pairs:
        if name not in dosing:
            dosing[name] = filing.figure(rate.span, _clause(filing, sentence.span, rate.span, mentions))


def _rate_of(flat: str, start: int, end: int, rates: list[Quantity]) -> Quantity | None:
    """The rate in the mention's own clause: after it, else before it ("7% of patients discontinued")."""
    for rate in rates:
        if rate.span.start >= end and not _CUT.search(flat, end, rate.span.start):
            return rate
    for rate in reversed(rates):
        if rate.span.end <= start and not _CUT.search(flat, rate.span.end, start):
            return rate
    return None


def _clause(filing: Filing, span: Span, rate: Span, mentions: list[tuple[int, int, str]]) -> Span:
    """From the mention to the end of the rate's clause; the whole sentence where they stand apart."""
    del mentions, rate, filing
    return span
