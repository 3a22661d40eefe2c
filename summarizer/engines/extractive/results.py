"""The efficacy results of a clinical release: its estimates, each told once, with role and status."""

from collections.abc import Collection, Iterable, Iterator

from summarizer.document import Span
from summarizer.engines.extractive.endpoints import Role, role_of, standings, statuses
from summarizer.engines.extractive.estimates import Estimate, estimates_in
from summarizer.engines.extractive.filing import Filing
from summarizer.engines.extractive.result_tables import estimates_in_table
from summarizer.schemas import Figure, Result

_ORDER: dict[Role, int] = {"primary": 0, "secondary": 1, "exploratory": 2, "not stated": 3}
_MOST = 24


def find_results(filing: Filing, drugs: Collection[str]) -> list[Result]:
    """The results that the filing reports in its own voice, the primary endpoint first, subgroups last.

    Args:
        filing: The filing.
        drugs: Words that name a drug, lower case.
    """
    standing, met = standings(filing), statuses(filing)
    results = []
    for estimate in _without_repeats(_told(filing, drugs)):
        role = role_of(standing, estimate.endpoint.terms, estimate.assessor)
        results.append(
            Result(
                endpoint=estimate.name,
                arm=estimate.arm,
                population=estimate.population,
                assessor=estimate.assessor,
                role=role,
                status=met.get(role, "not stated"),
                estimate=_figure(filing, estimate, estimate.span),
                interval=_figure(filing, estimate, estimate.interval),
                p_value=_figure(filing, estimate, estimate.p_value),
                note="; ".join(dict.fromkeys(estimate.notes)) or None,
            )
        )
    results.sort(key=lambda result: (result.population is not None, _ORDER[result.role]))
    return results[:_MOST]


def _told(filing: Filing, drugs: Collection[str]) -> Iterator[Estimate]:
    """Every estimate that the filing tells in its own voice, in its order."""
    arms: list[str] = []
    for sentence in filing.sentences:
        if not sentence.is_speech:
            estimates = estimates_in(filing, sentence, drugs, arms)
            yield from estimates
            named = (estimate.arm for estimate in estimates if estimate.arm is not None)
            arms = list(dict.fromkeys(named)) or arms
    for table in filing.tables:
        yield from estimates_in_table(filing, table)


def key_sentences(results: Iterable[Result]) -> Iterator[str]:
    """The sentences that carry the estimates, in the order of the results, each once."""
    quotes = (result.estimate.quote for result in results if result.estimate is not None)
    return iter(dict.fromkeys(quotes))


def _figure(filing: Filing, estimate: Estimate, span: Span | None) -> Figure | None:
    return None if span is None else filing.figure(span, estimate.sentence.span)


def _without_repeats(estimates: Iterable[Estimate]) -> list[Estimate]:
    """Each result once, as the sentence tells it that says most of it."""
    kept: list[Estimate] = []
    for estimate in estimates:
        twin = next((place for place, other in enumerate(kept) if _same(other, estimate)), None)
        if twin is None:
            kept.append(estimate)
        elif _detail(estimate) > _detail(kept[twin]):
            kept[twin] = estimate
    return kept


def _same(one: Estimate, two: Estimate) -> bool:
    if one.value != two.value or not one.endpoint.terms & two.endpoint.terms:
        return False
    pairs = ((one.arm, two.arm), (one.assessor, two.assessor))
    return all(mine is None or theirs is None or mine.lower() == theirs.lower() for mine, theirs in pairs)


def _detail(estimate: Estimate) -> int:
    """How much the sentence says of the result; running text beats a heading."""
    facts = (estimate.assessor, estimate.arm, estimate.population, estimate.interval, estimate.p_value)
    return 2 * sum(fact is not None for fact in facts) + (not estimate.sentence.is_heading)
