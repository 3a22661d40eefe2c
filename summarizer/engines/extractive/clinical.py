"""Fills `ClinicalReadout`: the results of a trial as its sponsor announces them."""

from summarizer.engines.extractive.filing import NOT_FOUND, Filing
from summarizer.engines.extractive.milestones import find_milestones
from summarizer.engines.extractive.product import find_product
from summarizer.engines.extractive.results import find_results, key_sentences
from summarizer.engines.extractive.safety import find_safety
from summarizer.engines.extractive.trials import find_trials
from summarizer.schemas import ClinicalReadout

_KEY_POINTS = 5


def fill_clinical_readout(filing: Filing) -> ClinicalReadout:
    """The readout as far as the filing's own words give it."""
    product = find_product(filing)
    results = find_results(filing, product.names)
    return ClinicalReadout(
        company=filing.company or NOT_FOUND,
        ticker=filing.ticker or None,
        headline=filing.headline or NOT_FOUND,
        drug=product.drug,
        indication=product.indication,
        trials=find_trials(filing, product.names),
        results=results,
        safety=find_safety(filing),
        milestones=find_milestones(filing),
        key_points=list(key_sentences(results))[:_KEY_POINTS],
    )
