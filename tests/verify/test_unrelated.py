"""Texts that are not about a source at all."""

import pytest
from pydantic import BaseModel

from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.schemas import Figure
from summarizer.verify import verify_record
from summarizer.verify.candidates import source_index
from summarizer.verify.unrelated import is_unrelated

SOURCE = load_text(
    "The objective response rate was 32.4%, with five complete responses. On June 28, 2025 the trial ended. "
    "Nausea occurred in 9% of the 106 patients."
)


class Note(BaseModel):
    what: str = ""
    figure: Figure | None = None


@pytest.mark.parametrize("text", ["[T$862;.].5#4}16y02", "xqz 9", "a5 b", "T]9 o", "5}9", "xqz 9%"])
def test_gibberish_is_unrelated(text: str) -> None:
    assert is_unrelated(text, source_index(SOURCE))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "June 28, 2025",
        "5.",
        "(9%)",
        "ORR was 5",
        "five responses",
        "the 5",
        "on 5",
        "Complete: 5",
        "106 patients",
        "n=106",
        "N = 106",
    ],
)
def test_what_is_about_the_source_is_not(text: str) -> None:
    assert not is_unrelated(text, source_index(SOURCE))


def test_a_number_in_gibberish_is_borne_out_by_nothing() -> None:
    (finding,) = (n for n in verify_record(Note(what="xqz5 qvv 5 zzt"), SOURCE).numbers if n.text == "5")
    assert (finding.status, finding.evidence) == (Status.UNSUPPORTED, ())
    assert finding.message == "nothing else of this text stands in the source."


def test_nor_is_one_with_a_unit() -> None:
    (finding,) = verify_record(Note(what="xqz 9%"), SOURCE).numbers
    assert (finding.status, finding.evidence) == (Status.UNSUPPORTED, ())


def test_a_date_stands_on_its_own() -> None:
    (finding,) = verify_record(Note(what="xqz June 28, 2025"), SOURCE).numbers
    assert finding.status is Status.SUPPORTED


def test_a_quotation_of_gibberish_bears_nothing_out() -> None:
    made_up = Note(what="responses", figure=Figure(text="5", quote="qvv 5 zzt"))
    (finding,) = verify_record(made_up, SOURCE).numbers
    assert finding.status is Status.UNSUPPORTED
    assert finding.message == "the passage quoted for it stands nowhere in the source."
    loose = Note(what="responses", figure=Figure(text="five", quote="it had five complete responses"))
    (finding,) = verify_record(loose, SOURCE).numbers
    assert finding.status is Status.SUPPORTED
    assert finding.message.endswith("The quote given for it is not verbatim.")
