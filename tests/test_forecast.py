"""What a briefing would take, before any model is asked."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from summarizer import UsageError, estimate, load
from summarizer.errors import NotConfiguredError, UnknownSchemaError

FILINGS = Path(__file__).parent / "filings"
REPORT = load(FILINGS / "harbor-2025-q3-10q.htm")


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SUMMARIZER_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_PRICES"):
        monkeypatch.delenv(name, raising=False)


def test_a_filing_that_fits() -> None:
    found = estimate(REPORT, model="gpt-4o")
    assert (found.name, found.schema, found.model) == (REPORT.name, "periodic_report", "gpt-4o")
    (part,) = found.reading.parts
    assert found.prompt_tokens == found.reading.room.overhead + part.tokens
    assert found.prompt_tokens <= found.whole_prompt_tokens
    assert 0 < found.answer_tokens <= found.reading.room.answer
    assert found.cost_usd is not None
    assert found.cost_usd == (found.prompt_tokens * Decimal("2.5") + found.answer_tokens * 10) / 1_000_000
    assert found.whole_cost_usd is not None
    assert found.whole_cost_usd >= found.cost_usd


def test_parts_and_a_budget() -> None:
    found = estimate(REPORT, model="gpt-4o", context=9_000)
    assert len(found.reading.parts) > 1
    assert found.reading.unread
    small = estimate(REPORT, model="gpt-4o", max_tokens_per_filing=9_000)
    assert small.prompt_tokens + small.answer_tokens <= 9_000
    assert small.prompt_tokens < found.whole_prompt_tokens


def test_what_is_not_known() -> None:
    assert estimate(REPORT).cost_usd is None
    assert estimate(REPORT).whole_cost_usd is None
    assert estimate(REPORT, model="gpt-4o", base_url="http://localhost:11434/v1").cost_usd is None
    assert estimate(REPORT).model == ""


def test_the_users_prices(tmp_path: Path) -> None:
    table = tmp_path / "prices.toml"
    table.write_text("[local]\ninput = 1\noutput = 0\n")
    found = estimate(REPORT, model="local", base_url="http://localhost:1/v1", prices=table)
    assert found.cost_usd == Decimal(found.prompt_tokens) / 1_000_000


def test_what_cannot_be() -> None:
    with pytest.raises(UsageError, match=r"^a budget of 100 tokens leaves no room"):
        estimate(REPORT, max_tokens_per_filing=100)
    with pytest.raises(UnknownSchemaError):
        estimate(REPORT, "none")
    with pytest.raises(NotConfiguredError):
        estimate(REPORT, base_url="ftp://h")


def test_no_client_library_is_needed() -> None:
    code = (
        "import sys; from pathlib import Path; import summarizer; "
        f"summarizer.estimate(Path({str(FILINGS / 'planted-instructions-8k.txt')!r}), 'clinical_readout'); "
        "print(sorted({'openai', 'instructor'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
