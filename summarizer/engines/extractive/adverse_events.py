"""Adverse events with the share of patients who had them, at any grade and at grade 3 or higher."""

import re
from dataclasses import dataclass, field

from summarizer.document import Span, Table
from summarizer.engines.extractive.clinical_words import BOTH_ARMS, EVENTS, ONE_ARM, VERSUS
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.schemas import AdverseEvent, Figure

_EVENTS = re.compile(rf"\b{EVENTS}\b", re.IGNORECASE)
_GRADE = r"(?:grade|gr\.?)s?\s*"
_SEVERE = re.compile(rf"≥\s*{_GRADE}3|{_GRADE}(?:≥\s*)?(?:3|4|5|three)|\bsevere\b", re.IGNORECASE)
_ANY_GRADE = re.compile(r"\b(?:all|any|overall)[ -]+grades?\b", re.IGNORECASE)
_GRADE_WORDS = re.compile(
    rf"(?:≥\s*)?{_GRADE}(?:≥\s*)?\d(?:\s*(?:or|and)\s+(?:higher|greater|above|more)|\s*\+|\s*[-–/]\s*\d)?\s*"
    r"|\bsevere\s+",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?P<event>[^,;:()•]{3,80}?)\s*\((?P<rates>[^()]{0,120}?\d\s*%[^()]{0,80})\)")
_IN_PATIENTS = re.compile(
    r"(?P<event>[^,;:()]{3,70}?)\s+(?:(?:was|were)\s+)?(?:occurred|occurring|reported|observed|seen|experienced)?\s*"
    r"(?:in|by|for)\s+(?=(?:\w+\s+){0,2}[\d.]+\s*%)",
    re.IGNORECASE,
)
_OPENS_LIST = re.compile(
    r".*\b(?:included?|includes|including|were|was|are|being|with|of|led\s+to|such\s+as|reported|occurr\w+|patients)"
    r"\s+(?!grade)",
    re.IGNORECASE | re.DOTALL,
)
_LEADS = re.compile(
    r"\s*(?:and|or|as\s+well\s+as|the|an?|by|followed\s+by|plus|most\s+common\w*)\s+", re.IGNORECASE
)
_NOT_AN_EVENT = re.compile(
    r"\b(?:dose|discontinu\w+|patients|rate|median|response|ORR|survival|placebo|arm)\b", re.IGNORECASE
)
_AND_THEN = re.compile(rf",?\s*{VERSUS}\s+", re.IGNORECASE)
_COUNTED = re.compile(r"\(?\b[nN]\s*=\s*\d+\)?")
_MOST = 12
_LONGEST_NAME = 9  # words
_REACH = 24  # characters from "in" to the rate, with "approximately" between


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


def find_adverse_events(filing: Filing) -> list[AdverseEvent]:
    """The adverse events that the filing gives rates of, in running text and in tables."""
    events = _Events()
    for sentence in filing.prose:
        if not _EVENTS.search(filing.flat, sentence.span.start, sentence.span.end):
            continue
        if not _read_lists(filing, sentence, events):
            _read_clauses(filing, sentence.span, events)
    for table in filing.tables:
        _read_table(filing, table, events)
    return [
        AdverseEvent(event=event.name, any_grade=event.any_grade, grade3_plus=event.severe)
        for event in list(events.by_name.values())[:_MOST]
    ]


def _rates(filing: Filing, span: Span) -> list[Quantity]:
    return [q for q in filing.within(span) if q.kind is Kind.PERCENT and q.role is Role.PLAIN]


# -- "nausea (29% all grade; 0% grade 3+)" ---------------------------------------------------------


def _read_lists(filing: Filing, sentence: Sentence, events: _Events) -> bool:
    """Events with their rates in brackets; whether there were any."""
    span, flat = sentence.span, filing.flat
    listed = False
    for match in _BRACKETED.finditer(flat, span.start, span.end):
        lead = _lead(match["event"])
        name = _name(match["event"][lead:])
        rates = _rates(filing, Span(*match.span("rates")))
        if name is None or not rates:
            continue
        listed = True
        quote = Span(match.start("event") + lead, match.end())
        stops = [*(rate.span.start for rate in rates[1:]), match.end("rates")]
        about_severe = _SEVERE.search(flat, span.start, match.start()) is not None
        for place, (rate, stop) in enumerate(zip(rates, stops, strict=True)):
            severe = _is_severe(flat[rate.span.start : stop], place, len(rates), about_severe=about_severe)
            if severe is not None:
                events.add(name, filing.figure(rate.span, quote), severe=severe)
    return listed


def _is_severe(words: str, place: int, count: int, *, about_severe: bool) -> bool | None:
    """Whether a rate is of grade 3 and higher, by the words after it or by its place; None if unsaid.

    Args:
        words: The rate and what stands behind it.
        place: Which rate of its brackets it is.
        count: How many rates the brackets hold.
        about_severe: Whether the sentence spoke of grade 3 before, as in "(any grade; grade 3+)".
    """
    if _SEVERE.search(words):
        return True
    if _ANY_GRADE.search(words):
        return False
    if count == 1:
        return about_severe
    return place > 0 if about_severe and place < 2 else None


def _lead(event: str) -> int:
    """Where in the words before a bracket the event's name starts."""
    opener = _OPENS_LIST.match(event)
    start = opener.end() if opener else 0
    while match := _LEADS.match(event, start):
        start = match.end()
    return start + len(event[start:]) - len(event[start:].lstrip())


def _name(words: str) -> str | None:
    name = " ".join(words.split()).strip(" .–—-")
    if not name or len(name.split()) > _LONGEST_NAME or _NOT_AN_EVENT.search(name) or not name[0].isalpha():
        return None
    return name


# -- "serious adverse events occurred in 22% of patients" ------------------------------------------


def _read_clauses(filing: Filing, span: Span, events: _Events) -> None:
    rates = _rates(filing, span)
    for match in _IN_PATIENTS.finditer(filing.flat, span.start, span.end):
        name = _name(match["event"][_lead(match["event"]) :])
        first = next((rate for rate in rates if rate.span.start >= match.end()), None)
        if name is None or first is None or first.span.start - match.end() > _REACH:
            continue
        severe = _SEVERE.search(name) is not None
        name = " ".join(_GRADE_WORDS.sub("", name).split()) or name
        pair = _two_arms(filing.flat, span, first, rates)
        for rate, arm in pair or [(first, "")]:
            events.add(f"{name} with {arm}" if arm else name, filing.figure(rate.span, span), severe=severe)


def _two_arms(flat: str, span: Span, first: Quantity, rates: list[Quantity]) -> list[tuple[Quantity, str]]:
    """Two rates of one event with their arms; empty where the sentence does not give both.

    "4% vs 6% of patients with X vs placebo, respectively", "22% of patients on X and 14% on placebo".
    """
    second = next((rate for rate in rates if rate.span.start > first.span.start), None)
    if second is None:
        return []
    one = ONE_ARM.match(flat, first.span.end, second.span.start)
    two = ONE_ARM.match(flat, second.span.end, span.end)
    if one and two and _AND_THEN.fullmatch(flat, one.end(), second.span.start):
        return [(first, one["arm"]), (second, two["arm"])]
    both = BOTH_ARMS.match(flat, second.span.end, span.end)
    if both and _AND_THEN.fullmatch(flat, first.span.end, second.span.start):
        return [(first, both["one"]), (second, both["two"])]
    return []


# -- tables ----------------------------------------------------------------------------------------


def _read_table(filing: Filing, table: Table, events: _Events) -> None:
    """Rows under columns that are grades; only a table that speaks of adverse events is read."""
    rows = table.by_row()
    first = " ".join(filing.line(cell.span) for cell in rows[table.cells[0].row])
    if not _EVENTS.search(f"{table.caption} {first}"):
        return
    headers = [(cell, " ".join(cell.column_header)) for cell in table.cells if not cell.is_header]
    graded = [
        (cell, header) for cell, header in headers if _SEVERE.search(header) or _ANY_GRADE.search(header)
    ]
    arms = {_arm_of(header) for _, header in graded}
    for cell, header in graded:
        rates = _rates(filing, cell.span)
        if not cell.row_header or not rates:
            continue
        name = f"{cell.row_header[-1]} with {_arm_of(header)}" if len(arms) > 1 else cell.row_header[-1]
        quote = Span(rows[cell.row][0].span.start, rows[cell.row][-1].span.end)
        severe = _SEVERE.search(header) is not None
        events.add(name, filing.figure(rates[0].span, quote), severe=severe)


def _arm_of(header: str) -> str:
    """What a column's header says besides the grade and the number of patients."""
    rest = _GRADE_WORDS.sub("", _ANY_GRADE.sub("", _COUNTED.sub("", header)))
    return " ".join(rest.split()).strip(" ,;:–—-()%")
