"""Sources that are not files: addresses, EDGAR, PDF, submissions; exit codes and messages."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import edgar_site
import pytest
from pdf_writer import Page as PdfPage
from pdf_writer import paragraph, pdf
from submissions import COVER, RELEASE, Piece, submission
from web_server import Page, Site, site

Run = Callable[..., Any]

AS_JSON = ("--format", "json", "--schema", "clinical_readout")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with site() as served:
        edgar_site.stage(served)
        monkeypatch.setenv("SUMMARIZER_EDGAR_URL", served.url)
        monkeypatch.setenv("SUMMARIZER_EDGAR_IDENTITY", edgar_site.IDENTITY)
        monkeypatch.setenv("SUMMARIZER_EDGAR_CACHE", "off")
        yield served


def test_an_address(program: Run, server: Site) -> None:
    server.pages["/filing.txt"] = Page(edgar_site.SAMPLE.read_bytes())
    done = program("brief", f"{server.url}/filing.txt", "--format", "json", "--allow-private-hosts")
    assert done.code == 0
    assert json.loads(done.out)["source"]["name"] == f"{server.url}/filing.txt"
    done = program("brief", f"{server.url}/filing.txt")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"summarizer: error: {server.url}/filing.txt leads to 127.0.0.1")
    assert "--allow-private-hosts" in done.err
    done = program("brief", f"{server.url}/none", "--allow-private-hosts")
    assert (done.code, done.out) == (3, "")
    assert "there is nothing at" in done.err


def test_a_filing_at_edgar(program: Run, server: Site) -> None:
    done = program("brief", "IMGN:8-K", "--format", "json", "--allow-private-hosts")
    assert done.code == 0
    briefing = json.loads(done.out)
    assert briefing["source"]["form"] == "8-K"
    assert briefing["clean"]
    done = program("brief", "IMGN:8-K", "--date", "2020-02-02", "--allow-private-hosts", *AS_JSON)
    assert json.loads(done.out)["source"]["name"].endswith(edgar_site.OLD_SUBMISSION)


def test_the_list(program: Run, server: Site, tmp_path: Path) -> None:
    done = program("brief", "IMGN:8-K", "--list", "--allow-private-hosts")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "2021-11-30  0009999999-21-000123  8-K  7.01,9.01         FORM 8-K\n"
        "2021-10-04  0009999999-21-000101  8-K  5.02              FORM 8-K\n"
        "2020-02-02  0008888888-20-000007  8-K  2.02              FORM 8-K\n"
    )
    done = program("brief", "IMGN:6-K", "--list", "--allow-private-hosts")
    assert (done.code, done.out) == (3, "")
    assert "EDGAR has no filing IMGN:6-K" in done.err
    done = program("brief", "x.txt", "--list")
    assert (done.code, done.out) == (2, "")


def test_a_check_against_edgar(program: Run, server: Site, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("ORR by investigator was 32.4%.")
    done = program("check", draft, edgar_site.ACCESSION, "--allow-private-hosts")
    assert done.code == 3  # the search of this site does not know the number
    done = program("check", draft, edgar_site.OLDER, "--allow-private-hosts")
    assert done.code == 1
    done = program("check", draft, "IMGN:8-K", "--allow-private-hosts")
    assert done.code == 0


def test_who_asks(program: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUMMARIZER_EDGAR_IDENTITY", raising=False)
    done = program("brief", "IMGN:8-K")
    assert (done.code, done.out) == (2, "")
    assert "set SUMMARIZER_EDGAR_IDENTITY" in done.err


def test_a_file_of_that_name_comes_first(program: Run, tmp_path: Path) -> None:
    (tmp_path / "IMGN:8-K").write_text("The response rate was 44% in 212 patients.")
    done = program("brief", "IMGN:8-K", *AS_JSON)
    assert json.loads(done.out)["source"]["name"] == "IMGN:8-K"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["x.txt", "--date", "2020-02-02"], "--date chooses among filings at EDGAR"),
        (["IMGN:8-K", "--date", "yesterday"], "'--date'"),
        (["0009999999-21-000123", "--date", "2020-02-02"], "names one filing"),
        (["https://" + "a" * 3000], "too long"),
    ],
)
def test_usage(program: Run, server: Site, arguments: list[str], says: str) -> None:
    done = program("brief", *arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert done.err.count("\n") == 1


def test_pdf_and_submission(program: Run, tmp_path: Path) -> None:
    path = tmp_path / "release.pdf"
    path.write_bytes(
        pdf(PdfPage(paragraph(72, 72, ["Corvane Reports Results", "", *RELEASE.splitlines()[2:]])))
    )
    done = program("brief", path, *AS_JSON)
    assert done.code == 0
    assert json.loads(done.out)["source"]["media_type"] == "application/pdf"
    path = tmp_path / "submission.txt"
    path.write_text(submission(Piece("8-K", COVER), Piece("EX-99.1", RELEASE)))
    done = program("brief", path, *AS_JSON)
    source = json.loads(done.out)["source"]
    assert (source["media_type"], source["items"]) == ("text/sgml", ["2.02"])


def test_what_cannot_be_read(program: Run, tmp_path: Path) -> None:
    for name, data, says in [
        ("a.zip", b"PK\x03\x04\x14\x00", "zip archive"),
        ("a.pdf", b"%PDF-1.4\n", "damaged or truncated PDF"),
        ("locked.pdf", pdf(PdfPage(), user="x"), "encrypted with a password"),
        ("scan.pdf", pdf(PdfPage(picture=True)), "ocrmypdf"),
    ]:
        (tmp_path / name).write_bytes(data)
        done = program("brief", tmp_path / name)
        assert (done.code, done.out) == (3, "")
        assert says in done.err
        assert done.err.count("\n") == 1
