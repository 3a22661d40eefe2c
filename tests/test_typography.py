"""Folding typography away, and finding the way back."""

import sys
import unicodedata
from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.typography import INVISIBLE, fold, one_line, squash, without_emphasis

TYPOGRAPHY = (
    "aB1 .,-\n\t'\"\u00a0\u2009\u2007\u202f\u2212\u2013\u2014\u2010\u2011\u2018\u2019\u201c\u201d"
    "\u00ad\u200b\u200e\ufb01\ufb03\uff11\u0663\u066b\u066c\u2026½²"
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("1\u00a0234\u2009567\u202f890", "1 234 567 890"),
        (
            "\u22122.1% \u20132.1% 22.4\u201341.9 \u2014 non\u2011binding",
            "-2.1% -2.1% 22.4-41.9 - non-binding",
        ),
        ("\u201cIt\u2019s\u201d \u2018so\u2019", "\"It's\" 'so'"),
        ("\uff11\uff12\uff0e\uff15\uff05", "12.5%"),
        ("\u0661\u0662\u066b\u0665 \u0661\u066c\u0660\u0660\u0660 \u066a", "12.5 1,000 %"),
        ("\u0967\u0968\u0969 \U0001d7d9\U0001d7da", "123 12"),
        ("1\u200b2\u00ad3\u20604\ufeff5", f"1{INVISIBLE}2{INVISIBLE}3{INVISIBLE}4{INVISIBLE}5"),
        ("\u200e5\u200f", f"{INVISIBLE}5{INVISIBLE}"),
        ("\uff04\uff15 \uffe53", "$5 ¥3"),
        ("p=0\u00b7017", "p=0.017"),
        ("3\u20444", "3/4"),
        ("a\r\nb\u2028c\x0cd", "a \nb\nc\nd"),
        ("H₂O m² ½ ①", "H₂O m² ½ ①"),
        ("plain ASCII, $1.50 (5%)\ttab\n", "plain ASCII, $1.50 (5%)\ttab\n"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_decimal_digit_of_every_script_is_folded() -> None:
    digits = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isdecimal()]
    assert fold("".join(digits)) == "".join(str(unicodedata.decimal(digit)) for digit in digits)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("was _31.6%_, __99 months__ and **_7_**.", "was .31.6%., ..99 months.. and ...7...."),
        ("$**293.6** million, **293.6**%", "$..293.6.. million, ..293.6..%"),
        ("**Net sales were _$5_ million**", "..Net sales were .$5. million.."),
        ("a footnote* and another* one*", "a footnote* and another* one*"),
        ("FIGURE_12, net_sales_2024, _a_5_", "FIGURE_12, net_sales_2024, .a_5."),
        ("* one\n* two * 3 ** 4", "* one\n* two * 3 ** 4"),
        ("x**5** and **was**5", "x**5** and **was**5"),
        ("\\*5* | *6 | 7* | *8*", "\\*5* | *6 | 7* | .8."),
        ("*5\n\n6*, *7\n8*", "*5\n\n6*, .7\n8."),
        ("____5____ ______5______", "....5.... ______5______"),
        ("**5_ *6**", "..5_ *6.."),
    ],
)
def test_marks_of_emphasis(text: str, plain: str) -> None:
    assert without_emphasis(text).replace(INVISIBLE, ".") == plain


@given(st.text("*_ a5\n|\\%") | st.text())
def test_emphasis_keeps_every_offset(text: str) -> None:
    plain = without_emphasis(text)
    assert len(plain) == len(text)
    assert all(new == old or (old in "*_" and new == INVISIBLE) for new, old in zip(plain, text, strict=True))


@given(st.text() | st.text(alphabet=TYPOGRAPHY))
def test_fold_keeps_every_offset(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert all(
        plain == character
        for plain, character in zip(folded, text, strict=True)
        if character.isascii() and character.isalpha()
    )


@pytest.mark.parametrize(
    ("text", "squashed"),
    [
        ("two  words\n  and\tmore", "two words and more"),
        ("the e\ufb03cacy and sa\ufb01ety", "the efficacy and safiety"),
        ("hy\u00adphen\u200bated", "hyphenated"),
        ("forward-\n   looking", "forwardlooking"),
        ("forward-looking", "forwardlooking"),
        ("re-\nsponse", "response"),
        ("grade 3-\n4", "grade 3-4"),
        ("5-10 mg", "5-10 mg"),
        ("a \u200b b", "a b"),
        ("wait\u2026", "wait..."),
        ("Keep CASE", "Keep CASE"),
        (" at both ends ", " at both ends "),
        ("", ""),
    ],
)
def test_squash(text: str, squashed: str) -> None:
    assert squash(text)[0] == squashed


def test_squash_leads_back() -> None:
    text = "an \u201ce\ufb03cacy\u201d\n   of 32.4\u00a0%"
    squashed, origins = squash(text)
    assert squashed == 'an "efficacy" of 32.4 %'
    start = squashed.index("of")
    assert text[origins[start] : origins[start + len("of 32.4 %")]] == "of 32.4\u00a0%"
    assert [text[origins[i]] for i in (3, 4, 5, 6, 7, 8)] == [
        "\u201c",
        "e",
        "\ufb03",
        "\ufb03",
        "\ufb03",
        "c",
    ]


@given(st.text(max_size=200) | st.text(alphabet=TYPOGRAPHY, max_size=200))
def test_squash_maps_every_character(text: str) -> None:
    squashed, origins = squash(text)
    assert len(origins) == len(squashed) + 1
    assert list(origins) == sorted(origins)
    assert origins[-1] == len(text)
    assert all(0 <= origin < len(text) for origin in origins[:-1])
    assert "  " not in squashed
    assert INVISIBLE not in squashed


@given(st.text(alphabet=TYPOGRAPHY, max_size=60), st.integers(0, 61))
def test_origins_find_the_way_there_too(text: str, offset: int) -> None:
    origins = squash(text)[1]
    assert origins.first_from(offset) == bisect_left(list(origins), offset)


def test_origins_are_a_sequence() -> None:
    origins = squash("a  b")[1]
    assert (origins[1:], origins[-1], len(origins)) == ([1, 3, 4], 4, 4)
    with pytest.raises(IndexError):
        origins[4]


@given(st.text(alphabet=TYPOGRAPHY, max_size=100))
def test_squash_keeps_the_digits(text: str) -> None:
    assert [c for c in squash(text)[0] if c.isdecimal()] == [c for c in fold(text) if c.isdecimal()]


def test_one_line() -> None:
    assert one_line("a\n b", 3) == "a b"
    assert one_line("abcd", 3) == "ab…"
    assert one_line(" \n", 3) == ""


def test_a_line_s_end_that_a_copy_made_a_blank_of() -> None:
    forms = {squash(text)[0] for text in ("Same-\nstore sales", "Same- store sales", "Same-store sales")}
    assert forms == {"Samestore sales"}
    assert squash("5- 10 and A - B")[0] == "5- 10 and A - B"
