"""What a filing says of itself on its first pages."""

import pytest

from summarizer.ingest import load_text


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("                 FORM 8-K\n\nCURRENT REPORT", "8-K"),
        ("FORM 10-Q/A\n\nQUARTERLY REPORT", "10-Q/A"),
        ("# Form 10‑K\n\nAnnual report", "10-K"),
        ("A copy is furnished as Exhibit 99.1 to this Current Report on\nForm 8-K.", "8-K"),
        ("This Annual Report on Form 10-K holds words.", "10-K"),
        ("CONFORMED SUBMISSION TYPE:\t20-F\nPUBLIC DOCUMENT COUNT: 1", "20-F"),
        ("Item 2.02 Results of Operations\n\nWords.", "8-K"),
        ("Risks are told in our Annual Report on Form 10-K filed with the SEC.", ""),
        ("Corvane announced results.", ""),
    ],
)
def test_form(text: str, form: str) -> None:
    assert load_text(text).form == form


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("On May 4, 2025, Corvane, Inc. (the “Company”) issued a release.", "Corvane, Inc."),
        (
            'Corvane Therapeutics Holdings Corp. (the "Registrant") said so.',
            "Corvane Therapeutics Holdings Corp.",
        ),
        (
            "Words by Bank of Arden & Sons, Ltd. (together with its units, the “Company”).",
            "Bank of Arden & Sons, Ltd.",
        ),
        ("DURHAM, NC — May 4, 2025 — Corvane Inc. (Nasdaq: CRVN) today reported.", "Corvane Inc."),
        (
            "The firm HALVERTON MILLS, INC., (NASDAQ: HALV), a maker of cloth, reported.",
            "HALVERTON MILLS, INC.",
        ),
        ("Light Path Medicines (6911.HK) reported.", "Light Path Medicines"),
        (
            "                HALVERTON MILLS, INC.\n                ---------\n"
            "  (Exact name of registrant as specified in its charter)\n",
            "HALVERTON MILLS, INC.",
        ),
        ("**Corvane plc** (Exact Name of Registrant as Specified in its Charter)", "Corvane plc"),
        ("COMPANY CONFORMED NAME:\t\t\tHALVERTON MILLS INC\n", "HALVERTON MILLS INC"),
        ("revenue rose (the “Company”) and so on", ""),
    ],
)
def test_company(text: str, company: str) -> None:
    assert load_text(text).company == company


@pytest.mark.parametrize(
    ("text", "ticker"),
    [
        ("Corvane Inc. (Nasdaq: CRVN) reported.", "CRVN"),
        ("Corvane Corp.(NASDAQ GS:CRVN) reported.", "CRVN"),
        ("Corvane Corp. (NYSE American: CRV.A) reported.", "CRV.A"),
        ("Corvane Corp. (“Corvane”) (NYSE: CRV; TSX: CRVT) reported.", "CRV"),
        ("Light Path Medicines (HK: 6911) reported.", "6911"),
        ("Light Path Medicines (6911.HK) reported.", "6911.HK"),
        ("Corvane (OTCQB: “CRVQ”) reported.", "CRVQ"),
        ("Corvane reported (see Nasdaq: the market).", ""),
        ("Revenue (in Nasdaq: none) rose", ""),
    ],
)
def test_ticker(text: str, ticker: str) -> None:
    assert load_text(text).ticker == ticker


def test_the_filers_ticker_comes_before_its_partners() -> None:
    text = (
        "Corvane, Inc. (the “Company”) and its partner Arden Pharma (NYSE: ARDN) reported.\n\n"
        "Corvane, Inc. (Nasdaq: CRVN) makes medicines."
    )
    assert load_text(text).ticker == "CRVN"


def test_a_ticker_in_an_exhibit_far_down() -> None:
    text = (
        "FORM 8-K\n\n"
        + "Words without end are here.\n\n" * 3000
        + "EXHIBIT 99.1\n\nCorvane (Nasdaq: CRVN) reported."
    )
    assert load_text(text).ticker == "CRVN"
