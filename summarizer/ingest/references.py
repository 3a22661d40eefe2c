"""How people name filings of EDGAR's: by ticker and form, by accession number, by address."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

MIRROR: Final = "SUMMARIZER_EDGAR_URL"

_ACCESSION = re.compile(r"(\d{10})-?(\d{2})-?(\d{6})\Z")
_TICKER_AND_FORM = re.compile(
    r"(?P<company>[A-Za-z0-9][A-Za-z0-9.\-]{0,14}):(?P<form>[A-Za-z0-9][A-Za-z0-9 /\-]{0,19})\Z"
)
_HOSTS = frozenset({"www.sec.gov", "sec.gov"})
_PATHS = ("/Archives/edgar/", "/ix")
_CIK = re.compile(r"(?:CIK)?0*(\d{1,10})\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A name for a filing; which of its parts is not empty tells what kind of name it is.

    Attributes:
        company: A ticker in capitals, or a CIK number.
        form: "8-K"; given with `company`.
        accession: "0000796343-23-000044".
        url: An address of EDGAR's.
    """

    company: str = ""
    form: str = ""
    accession: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """One submission in a filer's list.

    Attributes:
        cik: The filer's number.
        accession: Such as "0000796343-23-000044".
        form: Such as "8-K".
        filed: The date of filing.
        items: Such as "7.01,9.01"; empty for forms without any.
        title: What the main document is called; empty where it has no name.
    """

    cik: int
    accession: str
    form: str
    filed: date
    items: str
    title: str


def parse_reference(text: str, *, mirror: str = "") -> Reference | None:
    """What `text` names at EDGAR; None where it names nothing there.

    Args:
        text: What a user gave.
        mirror: An address that stands for EDGAR's hosts; empty for none.
    """
    accession = _ACCESSION.match(text)
    if accession:
        return Reference(accession="-".join(accession.groups()))
    if text.startswith(("https://", "http://")):
        try:
            parts, own = urlsplit(text), urlsplit(mirror)
        except ValueError:
            return None
        here = parts.hostname in _HOSTS or (mirror != "" and parts.netloc == own.netloc)
        return Reference(url=text) if here and parts.path.startswith(_PATHS) else None
    named = _TICKER_AND_FORM.match(text)
    # All forms but a few that nobody briefs have a digit; other words with a colon are no forms.
    if named is None or not any(map(str.isdigit, named["form"])):
        return None
    cik = _CIK.match(named["company"])
    company = cik[1] if cik else named["company"].upper()
    return Reference(company=company, form=" ".join(named["form"].upper().split()))
