"""Fills `ClinicalReadout`: the results of a trial as its sponsor announces them."""

from collections.abc import Iterable
from itertools import islice

from summarizer.engines.extractive.filing import NOT_FOUND, Filing
from summarizer.engines.extractive.milestones import find_milestones
from summarizer.engines.extractive.product import find_product
from summarizer.engines.extractive.results import find_results, key_sentences
from summarizer.engines.extractive.safety import find_safety
from summarizer.engines.extractive.trials import find_trials
from summarizer.schemas import ClinicalReadout, Milestone, Result, Safety

_RESULT_POINTS = 3


def fill_clinical_readout(filing: Filing) -> ClinicalReadout:
    """The readout as far as the filing's own words give it."""
    product = find_product(filing)
    results = find_results(filing, product.names)
    safety = find_safety(filing)
    milestones = find_milestones(filing)
    return ClinicalReadout(
        company=filing.company or NOT_FOUND,
        ticker=filing.ticker or None,
        headline=filing.headline or NOT_FOUND,
        drug=product.drug,
        indication=product.indication,
        trials=find_trials(filing, product.names),
        results=results,
        safety=safety,
        milestones=milestones,
        key_points=_key_points(results, safety, milestones),
    )


def _key_points(
    results: Iterable[Result], safety: Safety | None, milestones: Iterable[Milestone]
) -> list[str]:
    """The sentences that carry the first results, the safety rates and the next step, verbatim."""
    points: list[str | None] = [*islice(key_sentences(results), _RESULT_POINTS)]
    if safety is not None:
        rates = (safety.discontinuations, safety.dose_reductions, safety.dose_delays)
        points.append(next((rate.quote for rate in rates if rate is not None), safety.note))
    points += [step.when.quote for step in milestones if step.when is not None and step.status == "planned"][
        :1
    ]
    return list(dict.fromkeys(point for point in points if point))
