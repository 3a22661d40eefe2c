"""The extractive engine as an engine: its face, its speed, and what holds for every text."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from timing import at_most

from summarizer.engines.base import Engine, EngineInfo
from summarizer.engines.extractive import FILLERS, ExtractiveEngine
from summarizer.engines.extractive.filing import Filing
from summarizer.ingest import load_text
from summarizer.numbers.index import number_index
from summarizer.schemas import ClinicalReadout, Figure
from summarizer.verify.quotes import QuoteLocator
from summarizer.version import __version__

PARAGRAPH = (
    "The trial enrolled 212 patients. ORR by investigator was 32.4% (95% CI: 23.6%, 42.2%). Median PFS was "
    "7.1 months in the drug arm versus 5.5 months with placebo (HR 0.71; p=0.004). The most common adverse "
    "events were nausea (29% all grade; 0% grade 3+) and rash (11%). The company expects to submit an NDA in "
    "the first quarter of 2026."
)

PIECES = st.sampled_from(
    [
        *PARAGRAPH.split(". "),
        *(
            "ORR",
            "PFS",
            "was",
            "32.4%",
            "(95% CI: 23.6%, 42.2%)",
            "vs",
            "and",
            "5.9 months",
            "HR 0.58",
            "p<0.001",
        ),
        *(
            "of patients",
            "achieved",
            "seroconverted",
            "with placebo",
            "in the A arm",
            "respectively",
            "met",
            ";",
        ),
        *("nausea (29%; 3%)", "adverse events", "occurred in", "discontinuation", "7%", "primary endpoint"),
        *(
            "SORRA-2 trial",
            "enrolled 34 patients",
            "expects to submit",
            "in the second half of 2027",
            "(",
            ")",
        ),
        *(
            '"',
            "\n",
            "\n\n",
            "# ",
            "| a | 5% |",
            "data cut-off of May 2, 2025",
            "prior therapy",
            "−1.2%",
            "٣٤%",
        ),
        *("\u00ad", "including", "complete responses", "safety"),
    ]
)


def draft(text: str) -> ClinicalReadout:
    return asyncio.run(ExtractiveEngine().draft(load_text(text), ClinicalReadout)).record


def figures(value: object) -> list[Figure]:
    match value:
        case Figure():
            return [value]
        case BaseModel():
            return [figure for _, child in value for figure in figures(child)]
        case list():
            return [figure for child in value for figure in figures(child)]
        case _:
            return []


def test_satisfies_the_protocol_and_says_who_it_is() -> None:
    engine: Engine = ExtractiveEngine()
    assert engine.info == EngineInfo("extractive", version=__version__)


def test_has_nothing_better_to_offer_and_nothing_to_close() -> None:
    async def run() -> object:
        engine = ExtractiveEngine()
        drafted = await engine.draft(load_text(PARAGRAPH), ClinicalReadout)
        repaired = await engine.repair(load_text(PARAGRAPH), drafted.record, ())
        await engine.close()
        assert drafted.usage.requests == 0
        assert drafted.usage.cost_usd is None
        assert 0 < drafted.usage.seconds < 10
        return repaired

    assert asyncio.run(run()) is None


def test_the_registered_fillers_make_their_schemas() -> None:
    filing = Filing(load_text(PARAGRAPH))
    for schema, filler in FILLERS.items():
        assert isinstance(filler(filing), schema)


def test_gives_the_same_record_again() -> None:
    assert draft(PARAGRAPH) == draft(PARAGRAPH)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=30).map(" ".join))
def test_copies_characters_and_makes_none(text: str) -> None:
    """Whatever the text: each figure stands in its quote, and its quote in the text."""
    document = load_text("Filing. " + text)
    record = asyncio.run(ExtractiveEngine().draft(document, ClinicalReadout)).record
    quotes = QuoteLocator(document.text)
    for figure in figures(record):
        places = quotes.locate_all(figure.quote)
        assert places, figure
        assert any(quotes.locate_within(figure.text, place) for place in places), figure


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_reads_any_text_without_failing(text: str) -> None:
    draft("Filing. " + text)


def test_a_long_release_takes_a_third_of_a_second_at_most() -> None:
    document = load_text("\n\n".join([PARAGRAPH] * 160))
    assert len(document.text) > 50_000
    number_index(document)
    with at_most(3):  # a third of a second on an idle machine
        asyncio.run(ExtractiveEngine().draft(document, ClinicalReadout))


def test_does_not_choke_on_long_runs() -> None:
    with at_most(20):
        for piece in ("A", "A-", "(", "5% ", "1, ", "grade 3 ", "x ", '"', "ORR was 5% and "):
            draft("Filing. " + piece * (40_000 // len(piece)))
