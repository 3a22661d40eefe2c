"""Fills `PeriodicReport`: a year or a quarter as the report to the SEC tells it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from summarizer.document import Span
from summarizer.engines.extractive.balances import find_balances
from summarizer.engines.extractive.controls import find_controls
from summarizer.engines.extractive.earnings import latest_month, periods_of, telling_sentences
from summarizer.engines.extractive.filing import NOT_FOUND, Filing
from summarizer.engines.extractive.income_lines import Found, Period, shown
from summarizer.engines.extractive.later_events import find_later_events
from summarizer.engines.extractive.legal_matters import find_legal
from summarizer.engines.extractive.payouts import find_payouts
from summarizer.engines.extractive.report_parts import MANAGEMENT, headed, item, sentences_in
from summarizer.engines.extractive.risk_headings import find_risks
from summarizer.engines.extractive.segments import find_segments
from summarizer.engines.extractive.statement_tables import read_grids
from summarizer.numbers.quantity import Grain, Kind, Quantity
from summarizer.schemas import Figure, PeriodicReport, SubsequentEvent
from summarizer.schemas.financials import Measure

_END = re.compile(
    r"\b(?:quarterly\s+period|fiscal\s+year|quarter|year|transition\s+period)\s+ended\b", re.IGNORECASE
)
_END_FACT = "dei:DocumentPeriodEndDate"
_COVER = 6_000  # characters
_ANNUAL = re.compile(r"10-?K|20-?F|40-?F", re.IGNORECASE)
_BUSINESS = re.compile(r"^item\s+1\b.*\bbusiness\b|\bdescription\s+of\s+business\b", re.IGNORECASE)
_OVERVIEW = re.compile(
    r"\b(?:overview|our\s+company|company\s+background|general|our\s+business(?:es)?|who\s+we\s+are)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\b(?:is|are|was)\s+an?\b|\b(?:designs?|develops?|provides?|makes?|operates?|sells?"
    r"|manufactures?|engaged|offers?|pioneer\w*|builds?"
    r"|markets?|delivers?|licenses?)\b",
    re.IGNORECASE,
)
_NO_BUSINESS = re.compile(
    r"forward-looking|\breferences?\s+to\b|\bfollowing\s+discussion|\bfiscal\s+year\b"
    r"|\bincorporated\s+(?:in|under|by)\b|\bshould\s+be\s+read\b"
    r"|\bannual\s+report\b|\bform\s+10|\bunless\b|\baccelerated\s+filer\b|\bweb\s?site\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:we|our\s+(?:company|business)|the\s+company)\b", re.IGNORECASE)
_MAIN: Final[tuple[Measure, ...]] = ("revenue", "net interest income", "net income")
_SCALES = {Decimal(1_000): "thousand", Decimal(1_000_000): "million", Decimal(1_000_000_000): "billion"}
_QUARTER = re.compile(r"^(?:three\s+months|thirteen\s+weeks|13\s+weeks)\s+ended\b", re.IGNORECASE)
_FEW = 3  # words
_LONGEST_BUSINESS, _POINTS = 600, 4


def fill_periodic_report(filing: Filing) -> PeriodicReport:
    """The report as far as the filing's own tables and words give it."""
    grids = read_grids(filing)
    periods = periods_of(filing, grids)
    end = _period_end(filing)
    events = find_later_events(filing)
    return PeriodicReport(
        company=filing.company or NOT_FOUND,
        ticker=filing.ticker or None,
        headline=_headline(filing, periods, end),
        period_end=end,
        business=_business(filing),
        results=shown(periods),
        segments=find_segments(filing, grids, periods),
        liquidity=find_balances(filing, grids, latest_month(periods)),
        payouts=find_payouts(filing, grids),
        risk_factors=find_risks(filing),
        legal=find_legal(filing),
        controls=find_controls(filing),
        subsequent_events=events,
        key_points=_key_points(filing, periods, events),
    )


def _period_end(filing: Filing) -> Figure | None:
    """The last day of the period, by the filer's tag, else by the words of the cover."""
    for fact in filing.document.facts:
        if fact.concept == _END_FACT:
            return filing.figure(fact.span)
    for match in _END.finditer(filing.flat, 0, _COVER):
        for quantity in filing.within(Span(match.end(), min(match.end() + 40, len(filing.flat)))):
            if quantity.period is not None and quantity.period.grain is Grain.DAY:
                return filing.figure(quantity.span, Span(match.start(), quantity.span.end))
    return None


# -- headline --------------------------------------------------------------------------------------------


def _headline(filing: Filing, periods: Sequence[Period], end: Figure | None) -> str:
    """What the report is, with its main figures as the filing gives them."""
    annual = _ANNUAL.match(filing.document.form) is not None
    kind = f"Form {filing.document.form.upper()}" if filing.document.form else "Report"
    if not periods:
        return f"{kind} for the period ended {end.text}" if end is not None else kind
    period = periods[-1] if annual else periods[0]
    found = [f for f in (_line(period, measure) for measure in _MAIN) if f is not None]
    if any(f.line.measure == "revenue" for f in found):
        found = [f for f in found if f.line.measure != "net interest income"]
    amounts = [_in_prose(filing, f.value) for f in found]
    if not all(amounts):
        amounts = [_in_table(f.value) for f in found]
    told = [f"{_called(f)} {amount}" for f, amount in zip(found, amounts, strict=True) if amount]
    per_share = _line(period, "EPS diluted")
    if per_share is not None and per_share.line.value is not None and (per_share.value.value or 0) > 0:
        told.append(f"diluted earnings per share {''.join(per_share.line.value.text.split())}")
    label = _QUARTER.sub("quarter ended", period.pair.current.label)
    return f"{kind} for the {label}: {', '.join(told)}" if told else f"{kind} for the {label}"


def _line(period: Period, measure: str) -> Found | None:
    return next((f for (m, basis), f in period.lines.items() if m == measure and basis == "GAAP"), None)


def _called(found: Found) -> str:
    """The measure in a word or two: the filing's own for revenue; a loss is called one."""
    if found.line.measure == "revenue" and len(found.line.name.split()) <= _FEW:
        return found.line.name.lower()
    return (
        found.line.measure.replace("income", "loss") if (found.value.value or 0) < 0 else found.line.measure
    )


def _in_prose(filing: Filing, value: Quantity) -> str | None:
    """An amount as a sentence of management's discussion gives it, with its scale."""
    section = item(filing, MANAGEMENT)
    if section is None or value.kind is not Kind.MONEY or value.value is None:
        return None
    for sentence in sentences_in(filing, section.span):
        for quantity in filing.within(sentence.span):
            if (
                quantity.kind is not Kind.MONEY
                or quantity.unit != value.unit
                or quantity.table_scale
                or quantity.value is None
            ):
                continue
            if quantity.scale > 1 and abs(abs(quantity.value) - abs(value.value)) * 2 <= quantity.step:
                return filing.line(quantity.span)
    return None


def _in_table(value: Quantity) -> str | None:
    """An amount with the digits of a table and the scale of its caption; None where that can't be told."""
    if value.kind is not Kind.MONEY or not value.unit.startswith("USD"):
        return None
    digits = re.sub(r"[^\d.,]", "", value.text)
    scale = _SCALES.get(value.scale) if value.table_scale else None
    if scale is not None:
        return f"${digits} {scale}"
    return f"${digits}" if value.scale == 1 else None


# -- prose -----------------------------------------------------------------------------------------------


def _business(filing: Filing) -> str | None:
    """The first plain sentence of Item 1, or of the overview, that says what the company does."""
    name = _bare(filing.company.split()[0]) if filing.company else ""
    places = [section.span for section in (item(filing, _BUSINESS),) if section is not None]
    management = item(filing, MANAGEMENT)
    if management is not None:
        places += [section.span for section in headed(filing, _OVERVIEW, management.span)]
    for place in places:
        for sentence in sentences_in(filing, place)[:40]:
            text = filing.flat[sentence.span.start : sentence.span.end]
            if sentence.is_heading or len(text) > _LONGEST_BUSINESS or _NO_BUSINESS.search(text):
                continue
            subject = _SUBJECT.match(text) is not None or (len(name) > 1 and _bare(text).startswith(name))
            if subject and _DOES.search(text):
                return filing.line(sentence.span)
    return None


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _key_points(filing: Filing, periods: Sequence[Period], events: Sequence[SubsequentEvent]) -> list[str]:
    """The sentences of management's discussion that carry the main figures, and the first later event."""
    section = item(filing, MANAGEMENT)
    points: list[str] = []
    if section is not None:
        sentences = [s for s in sentences_in(filing, section.span) if not (s.is_heading or s.is_speech)]
        for point in telling_sentences(filing, periods, sentences):
            points.append(point)
            if len(points) == _POINTS:
                break
    points += [event.what for event in events[:1]]
    return list(dict.fromkeys(points))


__all__ = ["fill_periodic_report"]
