"""EDGAR on loopback: the sample filing as an invented submission, under EDGAR's own paths."""

import json
from pathlib import Path
from typing import Any

from submissions import HEADER, Piece, submission
from web_server import Page, Site

SAMPLE = Path(__file__).parents[1] / "filings" / "immunogen-2021-11-30-8k.txt"
IDENTITY = "Ada Lovelace ada@example.com"
CIK = 9999999
ACCESSION = "0009999999-21-000123"
OLDER = "0008888888-20-000007"  # submitted by an agent
FOLDER = f"/Archives/edgar/data/{CIK}"
SUBMISSION = f"{FOLDER}/{ACCESSION.replace('-', '')}/{ACCESSION}.txt"
OLD_SUBMISSION = f"{FOLDER}/{OLDER.replace('-', '')}/{OLDER}.txt"
LIST = f"/submissions/CIK{CIK:010}.json"
OLD_LIST = f"/submissions/CIK{CIK:010}-submissions-001.json"
TICKERS = "/files/company_tickers.json"
SEARCH = f"/LATEST/search-index?q=%22{OLDER}%22"


def answer(value: Any) -> Page:
    """JSON as EDGAR sends it."""
    return Page(json.dumps(value).encode(), headers={"content-type": "application/json"})


def columns(*rows: tuple[str, str, str, str]) -> dict[str, list[str]]:
    """A list of filings, given as (accession, form, filed, items)."""
    accession, form, filed, items = (
        (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 4
    )
    return {
        "accessionNumber": accession,
        "form": form,
        "filingDate": filed,
        "items": items,
        "primaryDocDescription": [f"FORM {name}" for name in form],
        "size": ["1"] * len(form),
    }


def stage(site: Site) -> None:
    """Put all of it on a site."""
    text = SAMPLE.read_text(encoding="utf-8")
    header = HEADER.replace("0009999999-24-000017", ACCESSION).replace("20240509", "20211130")
    header = header.replace("CORVANE THERAPEUTICS INC", "IMMUNOGEN INC")
    site.pages[SUBMISSION] = Page(submission(Piece("8-K", text, "form8k.txt", "8-K"), header=header).encode())
    site.pages[OLD_SUBMISSION] = Page(submission(Piece("8-K", "Revenue was $5 million in 2020.\n")).encode())
    site.pages[TICKERS] = answer(
        {
            "0": {"cik_str": 8888888, "ticker": "COVN-A", "title": "Corvane"},
            "1": {"cik_str": CIK, "ticker": "IMGN", "title": "IMMUNOGEN INC"},
        }
    )
    site.pages[LIST] = answer(
        {
            "cik": str(CIK),
            "name": "IMMUNOGEN INC",
            "filings": {
                "recent": columns(
                    ("0009999999-21-000130", "8-K/A", "2021-12-01", "7.01"),
                    (ACCESSION, "8-K", "2021-11-30", "7.01,9.01"),
                    ("0009999999-21-000110", "10-Q", "2021-11-05", ""),
                    ("0009999999-21-000101", "8-K", "2021-10-04", "5.02"),
                ),
                "files": [{"name": OLD_LIST.rpartition("/")[2], "filingCount": 1}],
            },
        }
    )
    site.pages[OLD_LIST] = answer(columns((OLDER, "8-K", "2020-02-02", "2.02")))
    site.pages[SEARCH] = answer(
        {
            "hits": {
                "hits": [
                    {"_source": {"adsh": "0001111111-22-000001", "ciks": ["0001111111"]}},
                    {"_source": {"adsh": OLDER, "ciks": [f"{CIK:010}"], "form": "8-K"}},
                ]
            }
        }
    )
