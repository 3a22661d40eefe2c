"""Whether the category that a record puts a figure into is that of the place it was taken from."""

from typing import Literal

import pytest
from pydantic import BaseModel

from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.schemas import Figure
from summarizer.verify import verify_record

SOURCE = load_text(
    "Net income was $21.4 million. Adjusted net income was $30.7 million. "
    "Free cash flow was $46.5 million. "
    "The company paid a dividend of $0.12 per share on June 12, 2025. "
    "The company expects to submit its application in the first quarter of 2026."
)


class Line(BaseModel):
    name: str
    basis: Literal["GAAP", "non-GAAP", "not stated"] = "not stated"
    value: Figure


class Step(BaseModel):
    what: str
    status: Literal["done", "planned"]
    when: Figure


def judged(record: BaseModel, field: str) -> Finding:
    return next(number for number in verify_record(record, SOURCE).numbers if number.path == field)


@pytest.mark.parametrize(
    ("name", "basis", "text", "sentence", "message"),
    [
        ("Net income", "GAAP", "$21.4 million", "Net income was $21.4 million", ""),
        ("Net income", "not stated", "$21.4 million", "Net income was $21.4 million", ""),
        (
            "Net income",
            "non-GAAP",
            "$21.4 million",
            "Net income was $21.4 million",
            "nothing where $21.4 million stands calls it a non-GAAP figure.",
        ),
        ("Adjusted net income", "non-GAAP", "$30.7 million", "Adjusted net income was $30.7 million", ""),
        (
            "Adjusted net income",
            "GAAP",
            "$30.7 million",
            "Adjusted net income was $30.7 million",
            "$30.7 million is an adjusted figure where it stands, and no GAAP one.",
        ),
        ("Free cash flow", "non-GAAP", "$46.5 million", "Free cash flow was $46.5 million", ""),
    ],
)
def test_by_which_rules_a_figure_was_made(
    name: str, basis: str, text: str, sentence: str, message: str
) -> None:
    line = Line.model_validate({"name": name, "basis": basis, "value": {"text": text, "quote": sentence}})
    finding = judged(line, "value")
    assert finding.status is (Status.MISATTRIBUTED if message else Status.SUPPORTED)
    assert not message or finding.message == message


@pytest.mark.parametrize(
    ("what", "status", "text", "quote", "clean"),
    [
        ("dividend paid", "done", "June 12, 2025", "a dividend of $0.12 per share on June 12, 2025", True),
        (
            "submission of its application",
            "planned",
            "first quarter of 2026",
            "expects to submit its application in the first quarter of 2026",
            True,
        ),
        (
            "submission of its application",
            "done",
            "first quarter of 2026",
            "expects to submit its application in the first quarter of 2026",
            False,
        ),
    ],
)
def test_what_is_expected_is_never_done(what: str, status: str, text: str, quote: str, clean: bool) -> None:
    step = Step.model_validate({"what": what, "status": status, "when": {"text": text, "quote": quote}})
    finding = judged(step, "when")
    assert finding.status.clean is clean
    if not clean:
        expected = "first quarter of 2026 is told of what is planned or expected, not of what is done."
        assert (finding.status, finding.message) == (Status.MISATTRIBUTED, expected)
