"""Normalised text leads back to the characters it came from."""

from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Origin
from summarizer.ingest.normalise import normalise

CHARACTERS = [*"ab1. \t\n\r\f\v\x00\x07\x1a\x7f\x85\x92\u2028\u2029\ufeff\u00a0®é", "<PAGE>", "\r\n"]
ODD = st.lists(st.sampled_from(CHARACTERS)).map("".join)
LINE_ENDS = "\r\v\f\x85\u2028\u2029"


@given(ODD | st.text())
def test_every_character_leads_back_to_itself(original: str) -> None:
    normal = normalise(original)
    for offset, character in enumerate(normal.text):
        there = original[normal.source_map.locate(offset).offset]
        assert there == character or (character == "\n" and there in LINE_ENDS)


@given(ODD | st.text().filter(lambda text: "\x1b" not in text))
def test_only_control_characters_are_lost_and_order_stays(original: str) -> None:
    normal = normalise(original)
    origins = [normal.source_map.locate(offset).offset for offset in range(len(normal.text))]
    assert origins == sorted(set(origins))
    for offset in set(range(len(original))) - set(origins):
        character = original[offset]
        assert ord(character) < 32 or 0x7F <= ord(character) < 0xA0 or (offset == 0 and character == "\ufeff")
    assert not set(normal.text) & {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))}


@given(ODD)
def test_normalising_again_changes_nothing(original: str) -> None:
    text = normalise(original).text
    if not text.startswith("\ufeff"):
        assert normalise(text).text == text


def test_line_ends_and_pages() -> None:
    normal = normalise("\ufeffone\r\ntwo\rthree\n\fpage two\fpage three\x07!\f")
    assert normal.text == "one\ntwo\nthree\npage two\npage three!"
    assert normal.page_starts == (14, 23)
    assert normal.source_map.locate(0) == Origin(1, 1)
    assert normal.source_map.locate(14) == Origin(17, 2)
    assert normal.source_map.locate(23) == Origin(26, 3)
    assert normal.source_map.locate(33) == Origin(37, 3)


def test_escape_sequences_go_as_a_whole() -> None:
    original = "\x1b[1m99.9%\x1b[0m \x1b]8;;https://a.example/1\x1b\\5\x1b]8;;\x07 \x1b[38;5;1m\x1b 6\x1b["
    normal = normalise(original)
    assert normal.text == "99.9% 5  6["
    assert [normal.source_map.locate(normal.text.index(word)).offset for word in ("99.9%", "5", "6")] == [
        original.index("99.9%"),
        original.index("5\x1b]"),
        original.index("6\x1b["),
    ]


def test_page_marks_of_old_submissions() -> None:
    normal = normalise("<PAGE>\n\nfirst\n<PAGE>   2\nsecond\n")
    assert normal.text == "<PAGE>\n\nfirst\n<PAGE>   2\nsecond\n"
    assert [normal.source_map.locate(normal.text.index(word)).page for word in ("first", "second")] == [1, 2]


def test_text_without_pages_has_none() -> None:
    assert normalise("one\ntwo").source_map.locate(5) == Origin(5, None)
