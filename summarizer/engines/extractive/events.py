"""Fills `MaterialEvent`: what happened at a company, as a current report tells it."""

import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from summarizer.document import Span
from summarizer.engines.extractive.agreements import find_agreements
from summarizer.engines.extractive.charges import find_charges
from summarizer.engines.extractive.event_passages import Passage, Report, Topic, read_report
from summarizer.engines.extractive.event_points import figures_in, headline_of, key_points, title_quoted
from summarizer.engines.extractive.filing import LISTED, NOT_FOUND, Filing
from summarizer.engines.extractive.financings import find_financings
from summarizer.engines.extractive.listings import find_listings
from summarizer.engines.extractive.moments import opening_day
from summarizer.engines.extractive.officers import find_officers
from summarizer.engines.extractive.other_events import find_others
from summarizer.engines.extractive.restatements import find_restatements
from summarizer.engines.extractive.told import Told
from summarizer.engines.extractive.votes import find_votes
from summarizer.numbers.quantity import Kind
from summarizer.schemas import Figure, MaterialEvent, OtherEvent

_NAME = 60  # characters before a symbol in which the name stands that it is of
_HELD = re.compile(r"\b(?:held|convened) (?:its|the|our|an?)\b.{0,40}\b[Mm]eeting\b")


def fill_material_event(filing: Filing) -> MaterialEvent:
    """The events as far as the filing's own words give them."""
    report = read_report(filing)
    financings = find_financings(report)
    lists: dict[Topic, Sequence[BaseModel]] = {
        "agreements": find_agreements(report, sold=bool(financings)),
        "officers": find_officers(report),
        "financings": financings,
        "charges": find_charges(report),
        "restatements": find_restatements(report),
        "listings": find_listings(report),
        "votes": find_votes(report),
    }
    entries = [entry for listed in lists.values() for entry in listed]
    told = [
        p.label for p in report.items if any(lists.get(topic) for topic in p.topics) or _holds(p, entries)
    ]
    others = find_others(report, told, alone=not any(lists.values()))
    titled = title_quoted(report)
    if titled is not None and not others and not entries:
        others = [OtherEvent(what=filing.line(titled), when=_day_beside(filing, titled), status="done")]
    record = MaterialEvent.model_validate(
        {
            "company": filing.company or NOT_FOUND,
            "ticker": _ticker(filing),
            "headline": NOT_FOUND,
            **lists,
            "others": others,
        }
    )
    leads = list(_leads(report, [*entries, *others]))
    return record.model_copy(
        update={"headline": headline_of(report, leads), "key_points": key_points(report, record, leads)}
    )


def _day_beside(filing: Filing, title: Span) -> Figure | None:
    """The day of a release by the words before its title: "dated May 1, 2025 titled …"."""
    row = Span(max(0, title.start - _NAME), title.start)
    days = [number for number in filing.within(row) if number.kind is Kind.DATE and number.period]
    return filing.figure(days[-1].span, Span(days[-1].span.start, title.end)) if days else None


def _holds(passage: Passage, entries: Sequence[BaseModel]) -> bool:
    """Whether an entry has a figure of a passage."""
    lines = [told.line for told in passage.told]
    return any(figure.quote in line for entry in entries for figure in figures_in(entry) for line in lines)


def _ticker(filing: Filing) -> str | None:
    """The filer's symbol: the one of the cover, else one that follows the filer's own name."""
    if filing.document.ticker or not filing.document.company:
        return filing.ticker or None
    for match in LISTED.finditer(filing.flat):
        name = filing.flat[max(0, match.start() - _NAME) : match.start()].rstrip().rsplit(", ", 1)
        before = " ".join(name)[-_NAME:]
        words = [word for word in re.findall(r"\w+", filing.document.company.lower()) if len(word) > 2]
        if words and words[0] in before.lower().split("(")[-1] + before.lower():
            return str(match["ticker"] or match["code"]).upper()
    return None


def _leads(report: Report, entries: Sequence[BaseModel]) -> Iterator[Told]:
    """The first sentence of each Item that an entry is taken from, in the filing's order."""
    quotes = [figure.quote for entry in entries for figure in figures_in(entry)]
    for passage in (*report.items, *report.release):
        if "none" in passage.topics:
            continue
        for told in passage.told:
            line = told.line
            if told is passage.told[0] and _HELD.search(line):
                yield told
                break
            if any(quote in line for quote in quotes):
                periods = (number.quantity.period for number in told.numbers)
                dated = any(period is not None and period.day is not None for period in periods)
                yield told if dated or opening_day(passage.told[0]) is None else passage.told[0]
                break


__all__ = ["fill_material_event"]
