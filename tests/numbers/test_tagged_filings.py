"""Real filings with inline XBRL, from a folder beside the checkout; skipped where it is missing."""

from pathlib import Path

import pytest

from summarizer.ingest import load
from summarizer.numbers.index import number_index
from summarizer.numbers.mistagged import Differs

DATA = Path(__file__).parents[3] / "shared" / "data"
FILINGS = {
    path.stem: next(
        file for file in (DATA / "filings").rglob(f"{path.stem}.*") if file.suffix in (".html", ".txt")
    )
    for path in sorted((DATA / "benchmarks" / "ixbrl_facts").glob("*.jsonl"))
}
# What their filers really got wrong: dollars tagged as shares, and 1.7 million shares as 1.7 trillion.
KNOWN = {
    "rytm_10-K_2025-02-28_submission": [("$ 18,716", Differs.UNIT)],
    "rytm_10-Q_2025-05-07": [("$ 18,716", Differs.UNIT)],
    "ai_10k": [("1,700,000", Differs.SCALE)],
}

pytestmark = pytest.mark.skipif(not FILINGS, reason=f"no filings at {DATA}")


@pytest.mark.parametrize("name", FILINGS)
def test_only_real_mistakes_are_noted(name: str) -> None:
    index = number_index(load(FILINGS[name]))
    assert [(one.quantity.text, one.what) for one in index.differences] == KNOWN.get(name, [])


@pytest.mark.parametrize("name", FILINGS)
def test_tagged_amounts_have_their_tags_value(name: str) -> None:
    index = number_index(load(FILINGS[name]))
    differing = {one.quantity.span for one in index.differences}
    checked = 0
    for number, facts in index.facts.items():
        quantity = index.quantities[number]
        if facts[0].unit == "USD" and len(facts) == 1 and quantity.span not in differing:
            assert quantity.unit == "USD"
            assert facts[0].value is not None
            assert quantity.value in (facts[0].value, -facts[0].value)
            checked += 1
    assert checked > 100
