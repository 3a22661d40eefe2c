"""Makes text from elsewhere harmless on a terminal, in Markdown and in JSON, changing nothing that is seen.

A filing or a model's answer may hold terminal escape sequences, marks that reorder what is read, or
markup. None of it may reach a reader as anything but characters.
"""

import re

_SEQUENCE = re.compile(
    r"""
      \x1b\[ [0-?]* [ -/]* [@-~]?                       # CSI: colours, cursor moves
    | \x1b[]PX^_] [^\x07\x1b\n]* (?:\x07|\x1b\\)      # OSC and other strings: titles, links
    | \x1b [ -/]* [0-~]?                               # two characters
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")
_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # what is left of the control characters
    "\u061c\u200b\u200e\u200f\u2060-\u2064\ufeff"  # zero width, direction marks
    "\u202a-\u202e\u2066-\u206f"  # bidirectional embeddings, overrides, isolates
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations, tags
    "]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")

_JSON_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)

_MARKDOWN = re.compile(
    r"""
      (?P<entity>[&<>])
    | (?P<mark>[\\`*_\[\]|~])
    | (?P<maths>\$)(?!\d)
    | (?P<address>(?:://|\bwww\.))      # would become a link by itself
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LINE_START = re.compile(
    r"^(\d{1,9})?(?(1)(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|--|=+\s*$|\#))"  # a list, a rule, a heading
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def plain(text: str) -> str:
    """`text` on one line, without escape sequences, control characters and reordering marks.

    Runs of white space become one space; lone surrogates become the replacement character.
    """
    return _SPACE.sub(" ", visible(text))


def visible(text: str) -> str:
    """`text` without what a terminal would obey; white space and line ends stay."""
    text = _SEQUENCE.sub("", text)
    text = _UNSEEN.sub("", text)
    return _SURROGATE.sub("\ufffd", text)


def markdown(text: str) -> str:
    """`text` on one line, escaped so that Markdown (CommonMark, GitHub's too) shows it literally."""
    return markdown_line(markdown_words(text))


def markdown_words(text: str) -> str:
    """The same for words inside a line; white space at the ends stays."""
    return _MARKDOWN.sub(_escape, plain(text))


def markdown_line(line: str) -> str:
    """`line`, which is Markdown, so that nothing at its start makes it a list, a rule or a heading."""
    return _LINE_START.sub(r"\1\\", line.strip())


def json_safe(text: str) -> str:
    r"""JSON text in which what a terminal would obey is written as `\uXXXX`.

    Such characters stand only inside strings, so that the value stays the same; but lone surrogates, which
    few readers of JSON take, become the replacement character.
    """
    return _JSON_UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", _SURROGATE.sub("\ufffd", text))


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    if match["entity"]:
        return _ENTITIES[found]
    if match["address"]:
        return found.replace(":", "\\:").replace(".", "\\.")
    return f"\\{found}"
