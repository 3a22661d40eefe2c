"""Fills `ClinicalReadout`: the results of a trial as its sponsor announces them."""

from summarizer.engines.extractive.filing import Filing
from summarizer.schemas import ClinicalReadout

NOT_FOUND = "not found"


def fill_clinical_readout(filing: Filing) -> ClinicalReadout:
    """The readout as far as the filing's own words give it."""
    return ClinicalReadout(
        company=filing.company or NOT_FOUND, ticker=filing.ticker or None, headline=filing.headline or NOT_FOUND
    )
