"""The claims that prose makes: every number of a draft, under the draft's own words."""

from dataclasses import replace

from summarizer.document import Document
from summarizer.findings import Evidence, Finding, Status
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.verify.candidates import Claim, SourceIndex
from summarizer.verify.verdict import judge, value_of


def judge_prose(draft: Document, source: SourceIndex) -> tuple[Finding, ...]:
    """A finding for each number of the draft, in its order; `span` is its place in the draft."""
    numbers = number_index(draft)
    labels = LabelIndex(numbers, source.labels.defined)
    findings: list[Finding] = []
    for index, quantity in enumerate(numbers.quantities):
        if quantity.kind is Kind.IDENTIFIER:
            finding = judge_identifier(quantity, source)
        elif quantity.role is Role.GRADE:
            finding = None  # a category; it is held against the source as a word of its numbers' labels
        else:
            finding = judge(source, Claim(quantity, labels.frame(index)))
        if finding is not None:
            findings.append(replace(finding, span=quantity.span))
    return tuple(findings)


def judge_identifier(quantity: Quantity, source: SourceIndex) -> Finding | None:
    """An identifier is right if it stands in the source, wrong if only its like does ("NCT…", "Phase …").

    Returns:
        None where the source has nothing of that kind: list numbers, and names a draft brings along.
    """
    wanted, kin = _letters_and_digits(quantity.text), _letters(quantity.text)
    if not kin:
        return None
    same = like = None
    for other in source.identifiers.get(kin, ()):
        if _letters_and_digits(other.text) == wanted:
            same = other
            break
        like = like or other
    found = same or like
    if found is None:
        return None
    status = Status.SUPPORTED if same else Status.CONTRADICTED
    message = "stands in the source." if same else f"the source has {' '.join(found.text.split())}."
    return Finding(
        quantity.text, value_of(quantity), "", status, (Evidence(found.span, found.text),), message
    )


def _letters_and_digits(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalpha())
