"""What looks like a number and states none, and small print that is easily taken for figures."""

from collections.abc import Callable

import pytest

from summarizer.numbers.quantity import Kind
from summarizer.numbers.reader import read

Readings = Callable[[str], list[str]]

NAMES = [
    ("Item 7.01", ["Item 7.01 = identifier -"]),
    ("furnished as Exhibit 99.1", ["Exhibit 99.1 = identifier -"]),
    (
        "Exhibits 99.1, 99.2 and 99.3",
        ["Exhibits 99.1 = identifier -", "99.2 = identifier -", "99.3 = identifier -"],
    ),
    ("Form 8-K and Form 10-K/A", ["Form 8-K = identifier -", "Form 10-K/A = identifier -"]),
    ("Rule 10b-5", ["Rule 10b-5 = identifier -"]),
    ("Section 13(a)", ["Section 13(a) = identifier -"]),
    ("Section 13 or 15(d)", ["Section 13 = identifier -", "15(d) = identifier -"]),
    ("see Note 17", ["Note 17 = identifier -"]),
    ("Phase 2, 50% of them", ["Phase 2 = identifier -", "50% = percent 50 [%]"]),
    ("notes 5 and 10", ["5 = number 5", "10 = number 10"]),
    (
        "Sections 3, 5 and 16(b)",
        ["Sections 3 = identifier -", "5 = identifier -", "16(b) = identifier -"],
    ),
    ("Notes 5 and 6", ["Notes 5 = identifier -", "6 = identifier -"]),
    ("Table 3 shows", ["Table 3 = identifier -"]),
    ("ASU 2016-02, Topic 606", ["ASU 2016-02 = identifier -", "Topic 606 = identifier -"]),
    ("CUSIP 12345A106", ["CUSIP 12345A106 = identifier -"]),
    ("Commission File Number 001-33034", ["001-33034 = identifier -"]),
    ("a Phase 3 trial", ["Phase 3 = identifier -"]),
    ("the phase 2 data", ["phase 2 = identifier -"]),
    ("Phase 1/2 study", ["Phase 1/2 = identifier -"]),
    ("Phase 1 and 2 clinical trials", ["Phase 1 = identifier -", "2 = identifier -"]),
    ("Phase 2 or 3 studies", ["Phase 2 = identifier -", "3 = identifier -"]),
    ("in Phase 2, 3 patients", ["Phase 2 = identifier -", "3 = number 3 [patient]"]),
    ("Phase 2 and 12 patients", ["Phase 2 = identifier -", "12 = number 12 [patient]"]),
    ("Phase Two", ["Phase Two = identifier -"]),
    ("Type 2 diabetes", ["Type 2 = identifier -"]),
    ("stage 4 cancer", ["stage 4 = identifier -"]),
    ("Level 3 inputs", ["Level 3 = identifier -"]),
    ("Tier 1 capital ratio was 14.53%", ["Tier 1 = identifier -", "14.53% = percent 14.53 [%]"]),
    ("tier-1 suppliers", ["tier-1 = identifier -"]),
    ("Series A-1 Preferred", ["A-1 = identifier -"]),
    ("S&P 500 and Russell 2000", ["S&P 500 = identifier -", "Russell 2000 = identifier -"]),
    ("401(k) plan", ["401(k) = identifier -"]),
    ("24/7 support", ["24/7 = identifier -"]),
    ("Chapter 11", ["Chapter 11 = identifier -"]),
    ("No. 5", ["5 = identifier -"]),
    ("order #12", ["12 = identifier -"]),
    ("Proposal 1", ["Proposal 1 = identifier -"]),
    ("version 9.0", ["version 9.0 = identifier -"]),
    ("Case No. 1:22-cv-02805", ["1:22-cv-02805 = identifier -"]),
]

CODES = [
    ("NCT04296890", ["NCT04296890 = identifier -"]),
    ("IMGN853 and DM4", ["IMGN853 = identifier -", "DM4 = identifier -"]),
    ("COVID-19", ["COVID-19 = identifier -"]),
    ("covid-19 cases", ["covid-19 = identifier -"]),
    ("PD-1 and HER2-negative", ["PD-1 = identifier -", "HER2 = identifier -"]),
    ("SARS-CoV-2", ["SARS-CoV-2 = identifier -"]),
    ("BRCA1/2", ["BRCA1/2 = identifier -"]),
    ("HbA1c", ["HbA1c = identifier -"]),
    ("CD8+ cells", ["CD8+ = identifier -"]),
    ("H1N1", ["H1N1 = identifier -"]),
    ("I-95", ["I-95 = identifier -"]),
    ("the S-1 filing", ["S-1 = identifier -"]),
    ("2511.HK", ["2511 = identifier -"]),
    ("192.168.0.1", ["192.168.0.1 = identifier -"]),
    ("0001193125-21-178760", ["0001193125-21-178760 = identifier -"]),
    ("52-1574808", ["52-1574808 = identifier -"]),
]

CONTACTS = [
    ("(877) 621-5803", ["(877) 621-5803 = identifier -"]),
    ("781-895-0600", ["781-895-0600 = identifier -"]),
    ("781.895.0600", ["781.895.0600 = identifier -"]),
    ("1-800-555-1234", ["1-800-555-1234 = identifier -"]),
    ("+1 (781) 895-0600", ["+1 (781) 895-0600 = identifier -"]),
    ("+44 20 7946 0958", ["+44 20 7946 0958 = identifier -"]),
    ("Waltham, MA 02451-1477", ["02451-1477 = identifier -"]),
    ("Washington, D.C. 20549", ["20549 = identifier -"]),
    ("www.example.com/2021/q3", ["www.example.com/2021/q3 = identifier -"]),
    ("https://example.com/a?id=5", ["https://example.com/a?id=5 = identifier -"]),
    ("ir2@example.com", ["ir2@example.com = identifier -"]),
]

NAMED_YEARS = [
    ("Securities Act of 1933", ["1933 = identifier -"]),
    ("Private Securities Litigation Reform Act of 1995", ["1995 = identifier -"]),
    ("the 2021 Equity Incentive Plan", ["2021 = identifier -"]),
    ("the 2025 Notes", ["2025 = identifier -"]),
]

MARKS = [
    ("as reported [12, 13-15]", ["12 = identifier -", "13 = identifier -", "15 = identifier -"]),
    ("in flexibility.8 Joint", ["8 = identifier -"]),
    ("studies,7,8 as", ["7 = identifier -", "8 = identifier -"]),
    ("Revenue(1) was 5", ["1 = identifier -", "5 = number 5"]),
    ("1,234(1)", ["1,234 = number 1234", "1 = identifier -"]),
    ("(1) the risk; (2) the cost", ["1 = identifier -", "2 = identifier -"]),
    ("including: 1) the size; 2) the cost", ["1 = identifier -", "2 = identifier -"]),
    ("1. Overview", ["1 = identifier -"]),
    ("99.1 Press Release", ["99.1 = identifier -"]),
    ("men (12) and women (8)", ["12 = number 12", "8 = number 8"]),
]

NO_CODES = [
    ("62Presentation", ["62 = number 62"]),
    ("4.25% Senior Notes", ["4.25% = percent 4.25 [%]"]),
    ("$1 2", ["$1 = money 1 [USD]", "2 = number 2"]),
    ("the top-10 list", ["10 = number 10"]),
    ("a 2-for-1 split", ["2 = number 2", "1 = number 1"]),
    ("5 @ $3", ["5 = number 5", "$3 = money 3 [USD]"]),
    ("Q4 was 5", ["Q4 = date --Q4", "5 = number 5"]),
    ("on May 5, 12 patients", ["May 5 = date --05-05", "12 = number 12 [patient]"]),
    ("at 6", ["6 = number 6"]),
    ("10 of 2021", ["10 = number 10", "2021 = date 2021"]),
    ("form 5 new companies", ["5 = number 5 [company]"]),
    ("+18.6 mg", ["+18.6 mg = measure 18.6 [mg]"]),
    ("level of 3.2 mg", ["3.2 mg = measure 3.2 [mg]"]),
    ("page 5% more", ["5% = percent 5 [%]"]),
]

CASES = [*NAMES, *CODES, *CONTACTS, *NAMED_YEARS, *MARKS, *NO_CODES]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_reads(readings: Readings, text: str, expected: list[str]) -> None:
    assert readings(text) == expected


def test_an_identifier_has_neither_value_nor_unit() -> None:
    (found,) = read("NCT04296890")
    assert (found.kind, found.value, found.unit) == (Kind.IDENTIFIER, None, "")
