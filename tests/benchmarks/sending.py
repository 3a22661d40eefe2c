"""What of a filing is sent to a model: tokens against sending everything, and what is lost by choosing."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel
from report import Table, Tally

from summarizer.document import Document, Span
from summarizer.engines.extractive import ExtractiveEngine
from summarizer.engines.question import room_for
from summarizer.engines.reading import Reading, plan_reading
from summarizer.engines.spending import Context
from summarizer.errors import SummarizerError
from summarizer.ingest import load
from summarizer.schemas import Figure
from summarizer.selection import select_schema
from summarizer.verify.quotes import QuoteLocator

CONTEXTS = (128_000, 32_000, 8_000)
_KEY = re.compile(
    r"us-gaap:(?:Revenues?|RevenueFromContractWithCustomerExcludingAssessedTax|GrossProfit|NetIncomeLoss|ProfitLoss"
    r"|OperatingIncomeLoss|EarningsPerShare(?:Basic|Diluted|BasicAndDiluted)|Assets|StockholdersEquity"
    r"|CashAndCashEquivalentsAtCarryingValue|NetCashProvidedByUsedInOperatingActivities"
    r"|IncomeTaxExpenseBenefit|ResearchAndDevelopmentExpense)"
)
_ADDRESS = "http://localhost/v1"  # a context that is given is known anywhere


@dataclass
class Sent:
    """What is sent of the filings of one kind at one context."""

    filings: int = 0
    requests: int = 0
    everything: int = 0
    text: int = 0
    prompt: int = 0
    key: Tally = field(default_factory=Tally)
    facts: Tally = field(default_factory=Tally)
    figures: Tally = field(default_factory=Tally)


def sent(data: Path) -> list[Table]:
    """Two tables, a row for each kind of filing: tokens, and what of the important numbers is sent."""
    found: dict[str, dict[int, Sent]] = {}
    refused: list[str] = []
    for path in sorted((data / "filings").glob("*/*")):
        document = load(path)
        try:
            _, schema = select_schema(None, document)
        except SummarizerError:
            refused.append(path.name)
            continue
        key, facts, figures = _key_facts(document), _facts(document), _figures(document, schema)
        for kind in (path.parent.name, "**all**"):
            for context in CONTEXTS:
                row = found.setdefault(kind, {}).setdefault(context, Sent())
                reading = plan_reading(
                    document, schema, room_for(schema, Context(context, _ADDRESS), None, None)
                )
                _add(row, reading, key, facts, figures)
    rows = [*(kind for kind in found if kind != "**all**"), "**all**"]
    note = f"No schema fits, and none was read: {', '.join(refused)}." if refused else ""
    return [_tokens(found, rows, note), _kept(found, rows)]


def _add(
    row: Sent,
    reading: Reading,
    key: Sequence[Sequence[Span]],
    facts: Sequence[Sequence[Span]],
    figures: Sequence[Sequence[Span]],
) -> None:
    spans = [span for part in reading.parts for chunk in part.chunks for span in chunk.spans]
    row.filings += 1
    row.requests += len(reading.parts)
    row.everything += reading.whole
    row.text += reading.text_tokens
    row.prompt += reading.prompt_tokens
    for tally, things in ((row.key, key), (row.facts, facts), (row.figures, figures)):
        for places in things:
            tally.total += 1
            tally.caught += any(span.start <= place.start < span.end for place in places for span in spans)


def _tokens(found: dict[str, dict[int, Sent]], rows: Sequence[str], note: str) -> Table:
    table = Table(
        "Reading for a model: tokens of the filing that are sent, against sending everything",
        ["", "filings", "everything", *(f"{context // 1000}k context" for context in CONTEXTS)],
        note="By the schema that fits; estimated tokens of text, their share, and the requests that carry "
        f"them, each with the instructions and fields on top. {note}".strip(),
    )
    for kind in rows:
        by_context = found[kind]
        first = by_context[CONTEXTS[0]]
        cells = [
            f"{row.text:,} {100 * row.text / row.everything:.0f}% in {row.requests}"
            for row in by_context.values()
        ]
        table.rows.append([kind, str(first.filings), f"{first.everything:,}", *cells])
    return table


def _kept(found: dict[str, dict[int, Sent]], rows: Sequence[str]) -> Table:
    names = ("key facts", "facts", "figures")
    table = Table(
        "Reading for a model: numbers that stand in what is sent",
        ["", *(f"{name}, {context // 1000}k" for context in CONTEXTS for name in names)],
        note="Key facts: revenue, income, earnings per share, cash and the like of the period reported on, "
        "as tagged in inline XBRL without dimensions; facts: all tagged numbers of that kind; figures: those "
        "that the extractive engine fills the same schema with. What stands several times has to be sent "
        "once.",
    )
    for kind in rows:
        cells = [str(tally) for row in found[kind].values() for tally in (row.key, row.facts, row.figures)]
        table.rows.append([kind, *cells])
    return table


def _facts(document: Document) -> list[list[Span]]:
    """The places of each number that is tagged for the period reported on and for the company as a whole."""
    facts = [fact for fact in document.facts if fact.value is not None and not fact.dimensions]
    ends = Counter(fact.end for fact in facts if fact.end)
    if not ends:
        return []
    last = ends.most_common(1)[0][0]
    places: dict[tuple[object, ...], list[Span]] = {}
    for fact in facts:
        if fact.end == last:
            places.setdefault((fact.concept, fact.start), []).append(fact.span)
    return list(places.values())


def _key_facts(document: Document) -> list[list[Span]]:
    key = {fact.span for fact in document.facts if _KEY.fullmatch(fact.concept)}
    return [places for places in _facts(document) if key.intersection(places)]


def _figures(document: Document, schema: type[BaseModel]) -> list[list[Span]]:
    """The places of the passages that the extractive engine's figures come from."""
    try:
        record = asyncio.run(ExtractiveEngine().draft(document, schema)).record
    except SummarizerError:
        return []
    locator = QuoteLocator(document.text)
    quotes = dict.fromkeys(figure.quote for figure in _leaves(record))
    return [places for quote in quotes if (places := locator.locate_all(quote))]


def _leaves(value: object) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _leaves(getattr(value, name))
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
