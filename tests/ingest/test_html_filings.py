"""Real filings, where the data folder is there: what they are, and what their filers tagged."""

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.ingest import load

DATA = Path(__file__).parents[3] / "shared" / "data"
MANIFEST = DATA / "filings" / "manifest.jsonl"

if not MANIFEST.exists():
    pytest.skip(f"no real filings at {DATA}", allow_module_level=True)

ENTRIES = [json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines()]
PAGES = [entry for entry in ENTRIES if entry["file"].endswith((".htm", ".html"))]
FACTS = sorted((DATA / "benchmarks" / "ixbrl_facts").glob("*.jsonl"))
FORMER_NAMES = {"Athena": "ALCON", "Walt": "THE", "1-800-Flowers": "1-800-FLOWERS.COM,"}  # as the page has it
ANNUAL = "1 1A 2 3 4 5 6 7 7A 8 9 9A 9B 10 11 12 13 14 15".split()


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry["file"])
def test_what_a_filing_is(entry: dict[str, Any]) -> None:
    document = load(DATA / "filings" / entry["file"])
    form, _, rest = entry["form"].partition(" ")
    assert document.form == ("" if rest.startswith("EX-") else form)
    for item in (
        rest.removeprefix("Item").split()[0].split("/") if rest.startswith(("Item", "1.", "5.")) else ()
    ):
        assert item.partition("(")[0] in document.items
    if form == "10-K" and rest != "(1999)":
        assert [item for item in ANNUAL if item not in document.items] == []
    words = entry["company"].split()[0].strip("()")
    tickers = {"NVDA": "NVIDIA", "AAPL": "Apple", "PLTR": "Palantir", "AI": "C3.ai,", "Buckle": "Buckle,"}
    expected = tickers.get(words, FORMER_NAMES.get(words, words))
    assert expected.casefold() in document.company.casefold()
    assert document.ticker in ("", words, document.ticker.upper())


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_facts_stand_where_the_filer_tagged_them(path: Path) -> None:
    files = list((DATA / "filings").rglob(f"{path.stem}.*"))
    document = load(files[0])
    linked = {
        (fact.concept, " ".join(fact.span.of(document.text).split()), fact.end and fact.end.isoformat())
        for fact in document.facts
    }
    raw = files[0].read_text(encoding="utf-8", errors="replace")
    header = raw[raw.find("<ix:header") : raw.find("</ix:header>")]
    total = missed = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["text"] or f'"{row["id"]}"' in header:
            continue
        end = row["period"].get("instant") or row["period"].get("endDate")
        total += 1
        missed += (row["concept"], " ".join(row["text"].split()), end) not in linked
    assert total > 400
    assert missed / total < 0.01
