"""EDGAR: which filing a name stands for, politely asked, against a site on loopback."""

import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import edgar_site
import pytest
from edgar_site import (
    ACCESSION,
    FOLDER,
    IDENTITY,
    LIST,
    OLD_LIST,
    OLD_SUBMISSION,
    OLDER,
    SEARCH,
    SUBMISSION,
    TICKERS,
)
from web_server import Page, Site, site

from summarizer.errors import (
    NotConfiguredError,
    SourceNotFoundError,
    UnreachableSourceError,
    UnreadableSourceError,
    UsageError,
)
from summarizer.ingest import Limits, list_edgar, load, load_edgar, parse_reference
from summarizer.ingest.edgar import Settings
from summarizer.ingest.references import Reference


@pytest.fixture
def edgar(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Site]:
    with site() as served:
        edgar_site.stage(served)
        monkeypatch.setenv("SUMMARIZER_EDGAR_URL", served.url)
        monkeypatch.setenv("SUMMARIZER_EDGAR_IDENTITY", IDENTITY)
        monkeypatch.setenv("SUMMARIZER_EDGAR_CACHE", str(tmp_path / "cache"))
        yield served


def test_the_newest_of_a_form(edgar: Site) -> None:
    document = load_edgar("imgn:8-k", allow_private_hosts=True)
    assert edgar.paths == [TICKERS, LIST, SUBMISSION]
    assert document.text == load(edgar_site.SAMPLE).text
    assert document.name == edgar.url + SUBMISSION
    assert (document.form, document.items, document.ticker) == ("8-K", ("7.01", "9.01"), "IMGN")
    assert (document.accession, document.filed, document.cik) == (ACCESSION, date(2021, 11, 30), "0009999999")


def test_who_asks_is_said(edgar: Site) -> None:
    load_edgar("IMGN:8-K", allow_private_hosts=True)
    assert {
        headers["user-agent"].startswith(f"{IDENTITY} filing-summarizer") for _, headers in edgar.asked
    } == {True}


def test_a_filer_by_number(edgar: Site) -> None:
    assert load_edgar("CIK0009999999:8-K", allow_private_hosts=True).accession == ACCESSION
    assert load_edgar("9999999:8-K", allow_private_hosts=True).accession == ACCESSION
    assert TICKERS not in edgar.paths


def test_a_date_chooses(edgar: Site) -> None:
    document = load_edgar("IMGN:8-K", on=date(2020, 2, 2), allow_private_hosts=True)
    assert edgar.paths == [TICKERS, LIST, OLD_LIST, OLD_SUBMISSION]
    assert document.text == "Revenue was $5 million in 2020.\n"
    with pytest.raises(
        SourceNotFoundError,
        match=r"no IMGN:8-K that was filed on 2021-11-29; .* on 2020-02-02, 2021-10-04, 2021-11-30 \(",
    ):
        load_edgar("IMGN:8-K", on=date(2021, 11, 29), allow_private_hosts=True)


def test_a_list(edgar: Site) -> None:
    filings = list(list_edgar("IMGN:8-K", allow_private_hosts=True))
    assert [(f.accession, str(f.filed), f.items) for f in filings] == [
        (ACCESSION, "2021-11-30", "7.01,9.01"),
        ("0009999999-21-000101", "2021-10-04", "5.02"),
        (OLDER, "2020-02-02", "2.02"),
    ]
    assert next(list_edgar("IMGN:8-K/A", allow_private_hosts=True)).form == "8-K/A"


def test_an_accession_number(edgar: Site) -> None:
    assert load_edgar(OLDER, allow_private_hosts=True).text.startswith("Revenue was $5 million")
    assert edgar.paths == [SEARCH, OLD_SUBMISSION]


def test_an_accession_number_that_the_search_does_not_know(edgar: Site) -> None:
    edgar.pages[f"/LATEST/search-index?q=%22{ACCESSION}%22"] = edgar_site.answer({"hits": {"hits": []}})
    assert load_edgar(ACCESSION.replace("-", ""), allow_private_hosts=True).accession == ACCESSION
    edgar.pages["/LATEST/search-index?q=%220009999999-99-000001%22"] = edgar_site.answer(
        {"hits": {"hits": []}}
    )
    with pytest.raises(
        SourceNotFoundError, match="no submission 0009999999-99-000001 under the filer 9999999"
    ):
        load_edgar("0009999999-99-000001", allow_private_hosts=True)


@pytest.mark.parametrize(
    "path",
    [
        SUBMISSION,
        f"{FOLDER}/{ACCESSION.replace('-', '')}/",
        f"{FOLDER}/{ACCESSION.replace('-', '')}",
        f"{FOLDER}/{ACCESSION.replace('-', '')}/{ACCESSION}-index.htm",
        f"{FOLDER}/{ACCESSION.replace('-', '')}/{ACCESSION}-index-headers.html",
        f"{FOLDER}/{ACCESSION}-index.html",
        f"/ix?doc={SUBMISSION}",
    ],
)
def test_addresses_of_edgars(edgar: Site, path: str) -> None:
    assert load_edgar(edgar.url + path, allow_private_hosts=True).accession == ACCESSION
    assert edgar.paths == [SUBMISSION]


def test_what_an_address_may_not_name(edgar: Site) -> None:
    with pytest.raises(UsageError, match="no document of EDGAR's archives"):
        load_edgar(f"{edgar.url}/ix?doc=//evil.example/x", allow_private_hosts=True)
    with pytest.raises(UsageError, match="is no filing of EDGAR's"):
        load_edgar("https://a.example/Archives/edgar/data/1/x.txt")


class TestFairAccess:
    def test_without_a_name_nothing_is_asked(self, edgar: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("SUMMARIZER_EDGAR_IDENTITY")
        with pytest.raises(
            NotConfiguredError, match="set SUMMARIZER_EDGAR_IDENTITY to your name and e-mail address"
        ):
            load_edgar("IMGN:8-K")
        for wrong in ("Ada", "a@b\r\nX: y", "Ä ada@example.com", "a@" + "b" * 300):
            monkeypatch.setenv("SUMMARIZER_EDGAR_IDENTITY", wrong)
            with pytest.raises(NotConfiguredError, match="must be a name and an e-mail address"):
                load_edgar("IMGN:8-K")
        assert edgar.asked == []

    def test_no_more_than_eight_requests_in_a_second(self, edgar: Site) -> None:
        started = time.perf_counter()
        for number in range(5):
            with pytest.raises(SourceNotFoundError):
                load_edgar(f"{edgar.url}/Archives/edgar/data/1/{number}.txt", allow_private_hosts=True)
        assert time.perf_counter() - started > 4 / 8 - 0.01

    def test_what_was_fetched_is_kept(self, edgar: Site, tmp_path: Path) -> None:
        first = load_edgar("IMGN:8-K", allow_private_hosts=True)
        edgar.asked.clear()
        assert load_edgar("IMGN:8-K", allow_private_hosts=True).text == first.text
        assert edgar.asked == []
        kept = list((tmp_path / "cache").iterdir())
        assert len(kept) == 3
        for path in kept:
            os.utime(path, (time.time() - 3 * 3600,) * 2)
        load_edgar("IMGN:8-K", allow_private_hosts=True)
        assert edgar.paths == [LIST]  # tickers are kept for a day, submissions for ever

    def test_the_cache_can_be_turned_off(
        self, edgar: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("SUMMARIZER_EDGAR_CACHE", "off")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
        for _ in range(2):
            load_edgar("9999999:8-K", allow_private_hosts=True)
        assert edgar.paths == [LIST, SUBMISSION] * 2
        assert list(tmp_path.iterdir()) == []

    def test_a_cache_that_cannot_be_written_is_none(
        self, edgar: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("SUMMARIZER_EDGAR_CACHE", str(tmp_path / "file" / "cache"))
        assert load_edgar("IMGN:8-K", allow_private_hosts=True).accession == ACCESSION

    def test_where_the_cache_is(self, edgar: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.delenv("SUMMARIZER_EDGAR_CACHE")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert Settings.from_environment().cache == tmp_path / "filing-summarizer" / "edgar"


class TestWhatGoesWrong:
    def test_unknown_names(self, edgar: Site) -> None:
        with pytest.raises(SourceNotFoundError, match="knows no ticker NONE; give the company's CIK"):
            load_edgar("NONE:8-K", allow_private_hosts=True)
        with pytest.raises(SourceNotFoundError, match="has no 20-F of IMGN"):
            load_edgar("IMGN:20-F", allow_private_hosts=True)
        with pytest.raises(UsageError, match="is no filing of EDGAR's; give TICKER:FORM"):
            load_edgar("hello")
        with pytest.raises(UsageError, match="names one filing; a date chooses"):
            load_edgar(ACCESSION, on=date(2021, 1, 1))
        with pytest.raises(UsageError, match="names one filing; a list takes"):
            list_edgar(ACCESSION)

    def test_a_private_mirror_is_not_asked_unless_allowed(self, edgar: Site) -> None:
        with pytest.raises(UnreachableSourceError, match="--allow-private-hosts"):
            load_edgar("IMGN:8-K")
        assert edgar.asked == []

    @pytest.mark.parametrize(
        "body",
        [
            b"not json",
            b"[]",
            b'{"filings": {}}',
            b'{"filings": {"recent": {"form": ["8-K"], "accessionNumber": ["x"], "filingDate": ["never"]}}}',
            b'{"filings": {"recent": {"form": [], "accessionNumber": [], "filingDate": []},'
            b' "files": [{"name": "../x"}]}}',
            b"{" * 100_000,
        ],
    )
    def test_answers_of_another_form(self, edgar: Site, body: bytes) -> None:
        edgar.pages[LIST] = Page(body, headers={"content-type": "application/json"})
        with pytest.raises(UnreadableSourceError, match="not in the form that is known") as error:
            load_edgar("9999999:8-K", allow_private_hosts=True)
        assert len(str(error.value)) < 300

    def test_short_columns_do_not_shift_the_others(self, edgar: Site) -> None:
        page = {
            "filings": {
                "recent": {"form": ["8-K"], "accessionNumber": [ACCESSION], "filingDate": ["2021-11-30"]}
            }
        }
        edgar.pages[LIST] = edgar_site.answer(page)
        (filing,) = list_edgar("9999999:8-K", allow_private_hosts=True)
        assert (filing.items, filing.title) == ("", "")

    def test_busy_and_too_large(self, edgar: Site) -> None:
        with pytest.raises(UnreadableSourceError, match="more than the 10 bytes allowed"):
            load_edgar("IMGN:8-K", allow_private_hosts=True, limits=Limits(max_bytes=10))
        edgar.pages[LIST] = Page(status=429)
        with pytest.raises(UnreachableSourceError, match="asks for fewer requests"):
            load_edgar("IMGN:8-K", allow_private_hosts=True)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("IMGN:8-K", Reference("IMGN", "8-K")),
        ("brk.b:10-k405", Reference("BRK.B", "10-K405")),
        ("IMGN:DEF 14A", Reference("IMGN", "DEF 14A")),
        ("IMGN:8-K/A", Reference("IMGN", "8-K/A")),
        ("cik0000320193:10-q", Reference("320193", "10-Q")),
        ("0000320193-24-000123", Reference(accession="0000320193-24-000123")),
        ("000032019324000123", Reference(accession="0000320193-24-000123")),
        ("https://www.sec.gov/Archives/edgar/data/1/x.txt", Reference(url="https://www.sec.gov/Archives/edgar/data/1/x.txt")),
        ("https://www.sec.gov/about", None),
        ("https://sec.gov.example/Archives/edgar/x", None),
        ("https://[", None),
        ("notes:draft", None),
        ("C:\\filing8.txt", None),
        ("release.txt", None),
        ("IMGN", None),
        (":8-K", None),
        ("", None),
        ("-", None),
    ],
)  # fmt: skip
def test_names(text: str, reference: Reference | None) -> None:
    assert parse_reference(text) == reference
