import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.render.escape import json_safe, markdown, markdown_words, plain

REORDERING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
AWKWARD = st.text(
    st.sampled_from("\x00\x07\x1b\x9b\x9d\r\n\t\u2028\ud800[]()<>&`*_~|\\#!-+=.:/$1 a\u202e\u200b%")
    | st.characters(),
    max_size=60,
)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[2J\x1b[H cleared", " cleared"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bcreset", "reset"),
        ("never\x1b]closed, all stays", "neverclosed, all stays"),
        ("mis\u009ddecoded\u009b31m", "misdecoded31m"),
        ("32.4%\u202e%4.23", "32.4%%4.23"),
        ("1\u200b2", "12"),
        ("back\x08space and\x07bell", "backspace andbell"),
        ("a\r\nb\tc\u2028d", "a b c d"),
        ("\ud83d half a pair", "\ufffd half a pair"),
        ("–“curly” 承認 é", "–“curly” 承認 é"),
        ("[red]not markup[/red]", "[red]not markup[/red]"),
    ],
)
def test_plain(hostile: str, shown: str) -> None:
    assert plain(hostile) == shown


@given(AWKWARD)
def test_plain_holds_nothing_a_terminal_obeys(text: str) -> None:
    shown = plain(text)
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    assert not set(shown) & set(REORDERING)
    assert plain(shown) == shown


@pytest.mark.parametrize(
    ("hostile", "escaped"),
    [
        ("# heading", "\\# heading"),
        ("- item", "\\- item"),
        ("-5% of sales", "-5% of sales"),
        ("---", "\\---"),
        ("1. item", "1\\. item"),
        ("1.5 million", "1.5 million"),
        ("a | b", "a \\| b"),
        ("`code`", "\\`code\\`"),
        ("[a](javascript:x)", "\\[a\\](javascript:x)"),
        ("![a](x)", "!\\[a\\](x)"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("AT&T", "AT&amp;T"),
        ("*bold* _it_ ~~no~~", "\\*bold\\* \\_it\\_ \\~\\~no\\~\\~"),
        ("see https://a.example", "see https\\://a.example"),
        ("see www.a.example", "see www\\.a.example"),
        ("$1.2 billion and US$ x$", "$1.2 billion and US\\$ x\\$"),
        ("a\n\n# b", "a # b"),
    ],
)
def test_markdown(hostile: str, escaped: str) -> None:
    assert markdown(hostile) == escaped


@given(AWKWARD)
def test_markdown_shows_the_text_literally(text: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(markdown(text))
    words = plain(text).strip()
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    inline = tokens[1].children or [] if tokens else []
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline).replace("\xa0", " ") == words.replace("\xa0", " ")


@given(AWKWARD)
def test_markdown_never_leaves_a_table_cell(text: str) -> None:
    escaped = markdown(text)
    assert "\n" not in escaped
    assert not re.search(r"(?<!\\)(?:\\\\)*\|", escaped)


def test_markdown_words_keep_the_blanks_at_their_ends() -> None:
    assert markdown_words(" a_b ") == " a\\_b "


@given(AWKWARD)
def test_json_safe_changes_no_value(text: str) -> None:
    written = json_safe(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert not [char for char in written if unicodedata.category(char) in ("Cc", "Cs")]
    assert not set(written) & set(REORDERING)
