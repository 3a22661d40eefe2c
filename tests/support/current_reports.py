"""Current reports made up for tests, and what the engine without a model makes of them, in short."""

import asyncio
from collections.abc import Iterator

from pydantic import BaseModel

from summarizer.document import Document
from summarizer.engines.extractive import ExtractiveEngine
from summarizer.ingest import load_text
from summarizer.schemas import Figure, MaterialEvent, OfficerChange, Term, Vote
from summarizer.verify import verify_record

COVER = """\
UNITED STATES
SECURITIES AND EXCHANGE COMMISSION
Washington, D.C. 20549

FORM 8-K

CURRENT REPORT
Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934

Date of Report (Date of earliest event reported): March 3, 2025

BRANDT LOGISTICS, INC.
(Exact name of registrant as specified in its charter)

"""
SIGNATURE = """

SIGNATURE

Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has duly caused \
this report to be signed on its behalf by the undersigned hereunto duly authorized.

Date: March 5, 2025
"""
TITLES = {
    "1.01": "Entry into a Material Definitive Agreement",
    "1.02": "Termination of a Material Definitive Agreement",
    "1.05": "Material Cybersecurity Incidents",
    "2.01": "Completion of Acquisition or Disposition of Assets",
    "2.03": "Creation of a Direct Financial Obligation",
    "2.05": "Costs Associated with Exit or Disposal Activities",
    "2.06": "Material Impairments",
    "3.01": "Notice of Delisting or Failure to Satisfy a Continued Listing Rule or Standard",
    "3.02": "Unregistered Sales of Equity Securities",
    "4.01": "Changes in Registrant's Certifying Accountant",
    "4.02": "Non-Reliance on Previously Issued Financial Statements",
    "5.02": "Departure of Directors or Certain Officers; Election of Directors",
    "5.07": "Submission of Matters to a Vote of Security Holders",
    "7.01": "Regulation FD Disclosure",
    "8.01": "Other Events",
}


def report(**items: str) -> Document:
    """A report with the texts of its Items: report(i5_02="On March 3, …")."""
    numbers = {name[1:].replace("_", "."): text for name, text in items.items()}
    parts = (f"Item {number} {TITLES[number]}.\n\n{text}" for number, text in numbers.items())
    return load_text(COVER + "\n\n".join(parts) + SIGNATURE)


def draft(document: Document) -> MaterialEvent:
    return asyncio.run(ExtractiveEngine().draft(document, MaterialEvent)).record


def filled(**items: str) -> MaterialEvent:
    return draft(report(**items))


def text_of(figure: Figure | None) -> str | None:
    return None if figure is None else figure.text


def named(terms: list[Term]) -> dict[str, str | None]:
    return {term.what: text_of(term.amount) for term in terms}


def told(officer: OfficerChange) -> tuple[str, str | None, str, str | None]:
    return officer.person, officer.position, officer.change, text_of(officer.effective)


def counts(vote: Vote) -> tuple[str | None, ...]:
    figures = (vote.votes_for, vote.against, vote.abstentions, vote.broker_non_votes)
    return (vote.proposal, vote.outcome, *map(text_of, figures))


def figures_of(value: object) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, BaseModel):
        for _, child in value:
            yield from figures_of(child)
    elif isinstance(value, list):
        for child in value:
            yield from figures_of(child)


def flagged(document: Document, record: MaterialEvent) -> list[tuple[str, str, str]]:
    findings = verify_record(record, document).numbers
    return [(f.path, f.text, f.message) for f in findings if not f.status.clean]
