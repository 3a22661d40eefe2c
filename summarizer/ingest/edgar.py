"""Filings from EDGAR by ticker and form, by accession number, or by address.

A thin client of the four kinds of document that this takes, over the bounded fetcher of `web`: the table of
tickers, a filer's list of submissions, the full-text search (which alone tells the filer of an accession
number), and the submissions themselves. The SEC's rules of fair access are kept: whoever asks says who they
are, no more than eight requests are made in a second, and what was fetched is kept and not asked for again.

The library edgartools does this too, and much more; it was measured and not taken. It brings 45 packages with
pandas and pyarrow (440 MB), takes 1.5 to 2.5 s to import, reads filings by itself where the readers here keep
the way back to the original, and asks one host of EDGAR's that tests cannot replace by another.
"""

import hashlib
import os
import re
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Self, TypeVar
from urllib.parse import parse_qs, quote, urlsplit

from pydantic import BaseModel, Field, RootModel, ValidationError

from summarizer.document import Document
from summarizer.errors import NotConfiguredError, SourceNotFoundError, UnreadableSourceError, UsageError
from summarizer.ingest.limits import DEFAULT_LIMITS, Limits
from summarizer.ingest.references import MIRROR, Filing, Reference, parse_reference
from summarizer.ingest.source import load_bytes
from summarizer.ingest.web import READABLE, fetch, user_agent

IDENTITY: Final = "SUMMARIZER_EDGAR_IDENTITY"
CACHE: Final = "SUMMARIZER_EDGAR_CACHE"

_SITE = "https://www.sec.gov"
_DATA = "https://data.sec.gov"
_SEARCH = "https://efts.sec.gov"
_SECONDS_BETWEEN = 1 / 8  # the SEC allows ten requests in a second
_HOUR = 3600.0
_AGE_OF_TICKERS = 24 * _HOUR
_AGE_OF_LISTS = _HOUR / 6
_FOREVER = float("inf")
_ANSWERS: Final = READABLE | {"application/json"}
_PAGES_OF_LIST = 50
_NEAR = 3  # filings that are named where none is of the date
_HEADER_SAFE = re.compile(r"[\x20-\x7e]{3,200}\Z")
_INDEX_PAGE = re.compile(
    r"/Archives/edgar/data/(\d{1,10})/(?:(\d{18})/?(?:(\d{10}-\d{2}-\d{6})-index(?:-headers)?\.html?)?"
    r"|(\d{10}-\d{2}-\d{6})-index\.html?)\Z"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How EDGAR is asked.

    Attributes:
        identity: Who asks: a name and an e-mail address, as the SEC demands.
        cache: The folder in which answers are kept; None keeps nothing.
        mirror: An address that stands for all of EDGAR's hosts; empty for EDGAR itself.
        allow_private_hosts: Whether the mirror may be in a private network.
        limits: What is refused instead of fetched or read.
    """

    identity: str
    cache: Path | None = None
    mirror: str = ""
    allow_private_hosts: bool = False
    limits: Limits = DEFAULT_LIMITS

    @classmethod
    def from_environment(cls, *, allow_private_hosts: bool = False, limits: Limits = DEFAULT_LIMITS) -> Self:
        """The settings that the environment gives.

        Raises:
            NotConfiguredError: It does not say who asks, or says it wrongly.
        """
        identity = os.environ.get(IDENTITY, "").strip()
        if not identity:
            raise NotConfiguredError(
                f"EDGAR wants to know who asks: set {IDENTITY} to your name and e-mail address, "
                f'for example {IDENTITY}="Ada Lovelace ada@example.com"'
            )
        if not _HEADER_SAFE.match(identity) or "@" not in identity:
            raise NotConfiguredError(
                f"{IDENTITY} must be a name and an e-mail address in plain ASCII, "
                'such as "Ada Lovelace ada@example.com"'
            )
        mirror = os.environ.get(MIRROR, "").strip().rstrip("/")
        return cls(identity, _cache_folder(os.environ), mirror, allow_private_hosts, limits)


def load_filing(reference: str, *, on: date | None, allow_private_hosts: bool, limits: Limits) -> Document:
    """See `summarizer.ingest.load_edgar`, which imports this module with its first use."""
    found = _parsed(reference)
    if on is not None and not found.form:
        raise UsageError(f"{reference[:200]!r} names one filing; a date chooses among those of TICKER:FORM")
    settings = Settings.from_environment(allow_private_hosts=allow_private_hosts, limits=limits)
    return Edgar(settings).load(found, on)


def list_filings(reference: str, *, allow_private_hosts: bool, limits: Limits) -> Iterator[Filing]:
    """See `summarizer.ingest.list_edgar`, which imports this module with its first use."""
    found = _parsed(reference)
    if not found.form:
        raise UsageError(f"{reference[:200]!r} names one filing; a list takes TICKER:FORM")
    settings = Settings.from_environment(allow_private_hosts=allow_private_hosts, limits=limits)
    return Edgar(settings).filings(found)


class Edgar:
    """EDGAR, asked politely."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def load(self, reference: Reference, on: date | None = None) -> Document:
        """The document that `reference` stands for; `on` chooses among the filings of a ticker and form."""
        if reference.url:
            return self._read(self._address(reference.url))
        if reference.accession:
            return self._read_submission(self._filer_of(reference.accession), reference.accession)
        filing = self._chosen(reference, on)
        document = self._read_submission(filing.cik, filing.accession)
        by_ticker = "" if reference.company.isdecimal() else reference.company
        return replace(document, ticker=document.ticker or by_ticker)

    def filings(self, reference: Reference) -> Iterator[Filing]:
        """A filer's submissions of one form, the newest first."""
        cik = self._cik(reference.company)
        url = f"{self._host(_DATA)}/submissions/CIK{cik:010}.json"
        found = self._json(_Submissions, url, _AGE_OF_LISTS).filings
        yield from _of_form(cik, found.recent, reference.form)
        for page in found.files[:_PAGES_OF_LIST]:
            older = f"{self._host(_DATA)}/submissions/{quote(page.name, safe='')}"
            yield from _of_form(cik, self._json(_Columns, older, _AGE_OF_TICKERS), reference.form)

    def _chosen(self, reference: Reference, on: date | None) -> Filing:
        passed: list[Filing] = []
        for filing in self.filings(reference):
            if on is None or filing.filed == on:
                return filing
            passed.append(filing)
            if filing.filed < on and len(passed) >= _NEAR:
                break
        name = f"{reference.company}:{reference.form}"
        if on is None or not passed:
            raise SourceNotFoundError(
                f"EDGAR has no {reference.form} of {reference.company}; check the form "
                "(an amendment is a form of its own, such as 8-K/A)"
            )
        near = sorted({filing.filed for filing in passed}, key=lambda filed: abs(filed - on))[:_NEAR]
        dates = ", ".join(str(filed) for filed in sorted(near))
        raise SourceNotFoundError(
            f"EDGAR has no {name} that was filed on {on}; the nearest were filed on {dates} "
            f"(summarizer brief {name} --list shows all)"
        )

    def _cik(self, company: str) -> int:
        if company.isdecimal():
            return int(company)
        url = f"{self._host(_SITE)}/files/company_tickers.json"
        wanted = company.upper().replace(".", "-")
        for entry in self._json(_Tickers, url, _AGE_OF_TICKERS).root.values():
            if entry.ticker.upper() == wanted:
                return entry.cik_str
        raise SourceNotFoundError(
            f"EDGAR knows no ticker {company}; give the company's CIK number instead, as in 320193:10-K"
        )

    def _filer_of(self, accession: str) -> int:
        """The number of a filer of a submission, which its address needs and its own number does not tell."""
        url = f"{self._host(_SEARCH)}/LATEST/search-index?q=%22{accession}%22"
        for hit in self._json(_Hits, url, _AGE_OF_TICKERS).hits.hits:
            if hit.source.adsh == accession and hit.source.ciks:
                return int(hit.source.ciks[0])
        return int(accession[:10])  # many filers submit for themselves; the search starts with 2001

    def _read_submission(self, cik: int, accession: str) -> Document:
        try:
            return self._read(self._host(_SITE) + _submission_path(cik, accession))
        except SourceNotFoundError as error:
            raise SourceNotFoundError(
                f"EDGAR has no submission {accession} under the filer {cik}; check the number, "
                "or give the filing's address"
            ) from error

    def _address(self, url: str) -> str:
        """The address of the document or the whole submission that a page of EDGAR's shows."""
        parts = urlsplit(url)
        path = parts.path
        if path == "/ix" and (document := parse_qs(parts.query).get("doc")):
            path = document[0]
            if not path.startswith("/Archives/"):
                raise UsageError(f"{url[:200]!r} shows no document of EDGAR's archives")
        index = _INDEX_PAGE.match(path)
        if index:
            folder = index[2] or (index[4] or "").replace("-", "")
            path = _submission_path(index[1], f"{folder[:10]}-{folder[10:12]}-{folder[12:]}")
        return f"{parts.scheme}://{parts.netloc}{path}"

    def _read(self, url: str) -> Document:
        return load_bytes(self._get(url, _FOREVER), name=url, limits=self._settings.limits)

    def _host(self, host: str) -> str:
        return self._settings.mirror or host

    def _json(self, shape: type["_Shape"], url: str, age: float) -> "_Shape":
        data = self._get(url, age)
        try:
            return shape.model_validate_json(data)
        except ValidationError as error:
            raise UnreadableSourceError(
                f"EDGAR's answer at {url} is not in the form that is known "
                f"({error.error_count()} differences); try again later"
            ) from error

    def _get(self, url: str, age: float) -> bytes:
        """What an address gives, from the cache where it is there and young enough."""
        settings = self._settings
        kept = _Kept(settings.cache, url)
        data = kept.read(age)
        if data is None:
            _take_turn()
            data = fetch(
                url,
                limits=settings.limits,
                allow_private_hosts=settings.allow_private_hosts,
                readable=_ANSWERS,
                headers={"User-Agent": f"{settings.identity} {user_agent()}"},
            ).data
            kept.write(data)
        return data


def _submission_path(cik: int | str, accession: str) -> str:
    return f"/Archives/edgar/data/{cik}/{accession.replace('-', '')}/{accession}.txt"


def _parsed(reference: str) -> Reference:
    found = parse_reference(reference, mirror=os.environ.get(MIRROR, ""))
    if found is None:
        raise UsageError(
            f"{reference[:200]!r} is no filing of EDGAR's; give TICKER:FORM, an accession number such as "
            "0000320193-24-000123, or an address under https://www.sec.gov/Archives"
        )
    return found


def _of_form(cik: int, columns: "_Columns", form: str) -> Iterator[Filing]:
    for row in zip(
        columns.form,
        columns.accession,
        columns.filed,
        _padded(columns.items, len(columns.form)),
        _padded(columns.titles, len(columns.form)),
        strict=False,
    ):
        if row[0].upper() == form:
            yield Filing(cik, row[1], row[0], row[2], row[3], row[4])


def _padded(values: Sequence[str], length: int) -> Sequence[str]:
    return values if len(values) >= length else [*values, *[""] * (length - len(values))]


_turn = threading.Lock()
_last_request = [float("-inf")]


def _take_turn() -> None:
    """Wait until the next request may be made."""
    with _turn:
        wait = _last_request[0] + _SECONDS_BETWEEN - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        _last_request[0] = time.monotonic()


def _cache_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder that the environment names, or the one that the system has for such things."""
    named = environment.get(CACHE, "").strip()
    if named:
        return None if named.lower() == "off" else Path(named).expanduser()
    base = environment.get("LOCALAPPDATA") if os.name == "nt" else environment.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "filing-summarizer" / "edgar"
    except RuntimeError:  # nobody's home
        return None


class _Kept:
    """An answer in the cache. The cache only saves requests: where it cannot be used, it is not."""

    def __init__(self, folder: Path | None, url: str) -> None:
        self._folder = folder
        self._path = None if folder is None else folder / hashlib.sha256(url.encode()).hexdigest()

    def read(self, age: float) -> bytes | None:
        """The answer, if it is there and no older than `age` seconds."""
        if self._path is None:
            return None
        try:
            if time.time() - self._path.stat().st_mtime > age:
                return None
            return self._path.read_bytes()
        except OSError:
            return None

    def write(self, data: bytes) -> None:
        """Keep the answer, whole or not at all."""
        if self._folder is None or self._path is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder)
        except OSError:
            return
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(self._path)
        except OSError:
            Path(name).unlink(missing_ok=True)


class _Ticker(BaseModel):
    cik_str: int = Field(ge=0, lt=10**10)
    ticker: str


class _Tickers(RootModel[dict[str, _Ticker]]):
    pass


class _Columns(BaseModel):
    accession: list[str] = Field(alias="accessionNumber")
    form: list[str]
    filed: list[date] = Field(alias="filingDate")
    items: list[str] = []
    titles: list[str] = Field(alias="primaryDocDescription", default=[])


class _OlderPage(BaseModel):
    name: str = Field(pattern=r"^CIK\d{10}-submissions-\d{3,4}\.json$")


class _Filings(BaseModel):
    recent: _Columns
    files: list[_OlderPage] = []


class _Submissions(BaseModel):
    filings: _Filings


class _HitSource(BaseModel):
    adsh: str
    ciks: list[str] = []


class _Hit(BaseModel):
    source: _HitSource = Field(alias="_source")


class _HitList(BaseModel):
    hits: list[_Hit]


class _Hits(BaseModel):
    hits: _HitList


_Shape = TypeVar("_Shape", bound=BaseModel)
