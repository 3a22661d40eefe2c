"""Numbers of a draft in disguise: read and told, or flagged; never passed unseen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import at_most

from summarizer.document import Document
from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.verify import check
from summarizer.verify.disguise import told, without_disguise

SOURCE = load_text(
    "In the trial of 106 patients, the response rate was 32.4% (95% CI: 23.6%, 42.2%). The median "
    "duration of response "
    "was 5.9 months. Revenue was $1,250 million in fiscal 2024, up 15%. The hazard ratio was 0.5. "
    "The margin was -5%. "
    "The dose was 10 mg at 30 sites. Patients took vitamin B12 and 1,O25 of model B2B.\n"
)
RATE = "The response rate was {}."


def only(draft: str) -> Finding:
    report = check(draft, SOURCE)
    (finding,) = report.numbers
    assert finding.span is not None
    assert finding.span.of(report.draft.text) == finding.text
    return finding


@pytest.mark.parametrize(
    ("written", "how"),
    [
        ("3\u06622.4%".replace("\u06622", "\u0662"), "digits of another script"),
        ("\uff13\uff12\uff0e\uff14\uff05", "digits of another script"),
        ("\u0663\u0662\u066b\u0664\u066a", "digits of another script"),
        ("\u0969\u0968.\u096a%", "digits of another script"),
        ("\U0001d7d1\U0001d7d0.\U0001d7d2%", "digits of another script"),
        ("32.\u200b4%", "invisible characters"),
        ("3\u00ad2.4%", "invisible characters"),
        ("3\u20602.4%", "invisible characters"),
        ("3\u200f2.4%", "invisible characters"),
        ("3\u31642.4%", "invisible characters"),
        ("3\u28002.4%", "invisible characters"),
        ("3\U000e00202.4%", "invisible characters"),
        ("\uff13\u200b2.4%", "invisible characters and digits of another script"),
    ],
)
def test_read_and_told(written: str, how: str) -> None:
    finding = only(RATE.format(written))
    assert (finding.text, str(finding.value), finding.unit) == (written, "32.4", "%")
    assert finding.status is Status.SUPPORTED
    assert finding.message.endswith(f"; written with {how}, read as “32.4%”.")


@pytest.mark.parametrize("written", ["32.4%", "32\u00b74%", "32.4\u00a0%", "32\u20244%"])
def test_plain_typography_needs_no_word(written: str) -> None:
    finding = only(RATE.format(written))
    assert finding.status is Status.SUPPORTED
    assert "written with" not in finding.message


def test_a_disguised_wrong_number_is_still_wrong() -> None:
    finding = only(RATE.format("3\u0663.4%"))
    assert (str(finding.value), finding.status) == ("33.4", Status.CONTRADICTED)
    assert finding.message.endswith("read as “33.4%”.")


def test_a_unit_with_a_letter_of_another_script() -> None:
    finding = only("The median duration of response was 5.9 m\u043enths.")
    assert (finding.text, finding.unit, finding.status) == ("5.9 m\u043enths", "month", Status.SUPPORTED)
    assert finding.message.endswith("; written with letters of another script, read as “5.9 months”.")


@pytest.mark.parametrize(
    ("draft", "text", "why"),
    [
        (RATE.format("l2.4%"), "l2.4%", "a letter stands for a digit"),
        (RATE.format("3Z.4%"), "3Z.4%", "a letter stands for a digit"),
        (RATE.format("\u04172.4%"), "\u04172.4%", "a letter stands for a digit"),
        (RATE.format("IO.4%"), "IO.4%", "letters stand for digits"),
        ("The hazard ratio was O.5.", "O.5", "a letter stands for a digit"),
        ("The hazard ratio was \u041e.5.", "\u041e.5", "a letter stands for a digit"),
        ("The hazard ratio was \u039f.5.", "\u039f.5", "a letter stands for a digit"),
        ("Revenue was up I5%.", "I5%", "a letter stands for a digit"),
        ("Revenue was up 1S%.", "1S%", "a letter stands for a digit"),
        ("Revenue was $l,250 million.", "$l,250", "a letter stands for a digit"),
        ("Revenue was $1,25O million.", "$1,25O", "a letter stands for a digit"),
        ("The dose was lO mg.", "lO", "letters stand for digits"),
        ("The dose was 1\u03bf mg.", "1\u03bf", "a letter stands for a digit"),
        ("It ended in 2O24.", "2O24", "a letter stands for a digit"),
        (RATE.format("\u00b3\u00b2.\u2074%"), "\u00b3\u00b2.\u2074%", "its digits are ornamental"),
        ("It took \u2464.\u2468 months.", "\u2464.\u2468", "its digits are ornamental"),
        ("It took \u2085.\u2089 months.", "\u2085.\u2089", "its digits are ornamental"),
        ("It took \u2164 months.", "\u2164", "its numerals are not digits"),
        ("It took \u4e94 months.", "\u4e94", "its numerals are not digits"),
        (RATE.format("3\u03352.4%"), "3\u03352.4%", "a digit is struck or marked"),
        (RATE.format("32.4\u20dd%"), "32.4\u20dd%", "a digit is struck or marked"),
        (RATE.format("32.4\u2030"), "32.4\u2030", "“\u2030” is no unit it could be held against"),
        (
            RATE.format("\u202e4.23%\u202c"),
            "4.23%",
            "the text around it runs backwards, so that readers see other digits",
        ),
        ("It was thirty\u200btwo in all.", "thirty\u200btwo", "it has invisible characters in it"),
    ],
)
def test_unreadable(draft: str, text: str, why: str) -> None:
    finding = only(draft)
    assert (finding.text, finding.value, finding.status) == (text, text, Status.UNSUPPORTED)
    assert finding.message == f"cannot be read as a number: {why}."


@pytest.mark.parametrize(
    "draft",
    [
        "Patients took vitamin B12, 1,O25 and model B2B.",  # as the source has them
        "I.5 Definitions; B.1 Scope; S.2 and 1.B.",
        "So SO2, CO\u2082, H2O, O2 and B2B; lol, IO, Oslo, SOS, BOSS.",
        "The area is 5 m\u00b2; see note \u00b9.",
        "\u00b9 As adjusted.",
        "Phase \u2162 has begun.",
        "See Zoll, Solo and Bill | OS | SOB |.",
    ],
)
def test_words_are_no_numbers(draft: str) -> None:
    assert not [number for number in check(draft, SOURCE).numbers if "cannot be read" in number.message]


def test_other_numbers_beside_it_keep_their_verdicts() -> None:
    report = check("Of 106 patients, l2.4% responded for 5.9 months.", SOURCE)
    assert [(number.text, number.status) for number in report.numbers] == [
        ("106", Status.SUPPORTED),
        ("l2.4%", Status.UNSUPPORTED),
        ("5.9 months", Status.SUPPORTED),
    ]


@given(
    st.text(max_size=60) | st.text("0123.,%lOIZ$\u0663\u200b\u202e\u0335\u2030\u00b2\u043ea ", max_size=40)
)
def test_offsets_stay_in_the_text(text: str) -> None:
    draft = Document("d", text, "")
    assert len(without_disguise(draft).text) == len(text)
    for finding in told(draft, [], ""):
        assert finding.span is not None
        assert finding.span.of(text) == finding.text


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from("0123456789"),
    st.sampled_from("\u200b\u00ad\u2060\u200f\u0660\u0966\uff10"),
    st.integers(0, 2),
)
def test_no_digit_hides(digit: str, mask: str, at: int) -> None:
    """Whatever digit stands there and however it is masked, the number is read as what it shows."""
    shown = ["3", "2", "4"]
    shown[at] = digit
    masked = list(shown)
    masked[at] = chr(ord(mask) + int(digit)) if mask.isdecimal() else mask + digit
    plain, hidden = ("{}{}.{}%".format(*digits) for digits in (shown, masked))
    one, two = (check(RATE.format(text), SOURCE).numbers for text in (plain, hidden))
    assert [number.status.clean for number in two] == [number.status.clean for number in one]
    assert [number.value for number in two] == [number.value for number in one]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 300_000 + "a",
        "lO" * 150_000 + "a",
        "1\u0335" * 60_000,
        "\u043e" * 300_000,
        "\u202e1" * 60_000,
        "a\u200b" * 60_000,
    ],
)
def test_long_runs_take_linear_time(text: str) -> None:
    with at_most(10):
        told(Document("d", text, ""), [], SOURCE.text)
