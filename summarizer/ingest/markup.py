"""HTML and XHTML as a stream of tags and texts, each with its place in the original.

The parsers at hand build a tree without places, so that no character could be led back to the original;
and a hostile page costs them quadratic time (lexbor) or loses everything below some depth without a word
(libxml2). A stream needs neither a tree nor a limit, and takes as long as the page is. What a browser
makes of broken markup is followed where text would be lost otherwise; the tests hold the texts of this
reader against those of lexbor.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from html import unescape
from typing import Final, NamedTuple


class TokenKind(IntEnum):
    """What a token is."""

    TEXT = 0
    START = 1
    END = 2
    PAGE_BREAK = 3  # a comment that says so, as old filing programs write it


class Token(NamedTuple):
    """A tag or a stretch of text.

    Attributes:
        kind: What it is.
        start: Where it starts in the original.
        end: Where it ends.
        name: Of a tag, in lower case.
        raw: The attributes of a start tag as they are written.
        closed: Whether a start tag closes itself, as XML has it.
        verbatim: Whether entities in a text are left as they are.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    raw: str = ""
    closed: bool = False
    verbatim: bool = False


# Possessive throughout: no attempt at a tag is ever tried in another way.
_TAG: Final = re.compile(
    r"""<(/?)([A-Za-z][^\s/>]*+)([^>=]*+(?:=[ \t\r\n\f]*+(?:"[^"]*+"|'[^']*+')?+[^>=]*+)*+)>"""
)
_NAME: Final = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)")
_ATTRIBUTE: Final = re.compile(
    r"""([^\s"'>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""", re.ASCII
)
_PROLOG: Final = re.compile(r"\s*+<\?xml\b")
_PAGE_BREAK: Final = re.compile(r"\s*+(?:page[\s_-]?break|new[\s_-]?page)\b", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9A-Fa-f]{1,7};?|[A-Za-z][A-Za-z0-9]{1,31}+;?)")

_RAW_TEXT: Final = frozenset(("script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"))
_HEAD: Final = 4096  # characters in which a document type stands
_MAX_ATTRIBUTES: Final = 1 << 16  # characters that are looked at: a picture within a tag holds more


def is_xml(original: str) -> bool:
    """Whether a page says that it is XML, so that tags close themselves and names keep their case."""
    return _PROLOG.match(original[:1024]) is not None


def tokens(original: str) -> Iterator[Token]:
    """The tags and texts of a page in order; comments, scripts' ends and declarations are left out."""
    xml = is_xml(original)
    position = start = 0  # of what is looked at, and of the text that has not been handed over
    length = len(original)
    last = original.rfind(">")
    quotes = True  # until a quotation mark is met that is never closed: from there on none counts
    while True:
        mark = original.find("<", position)
        if mark < 0 or mark > last:
            comment = original.find("<!--", start)
            length = length if comment < 0 else comment  # one that never ends hides the rest
            break
        following = original[mark + 1 : mark + 2]
        if following in {"!", "?"} or (following == "/" and not _NAME.match(original, mark)):
            if mark > start:
                yield Token(TokenKind.TEXT, start, mark)
            end, inside = _declaration(original, mark, xml=xml)
            if inside is not None:
                yield inside
            position = start = end
            continue
        match = _TAG.match(original, mark) if quotes else None
        if match is not None:
            closing, name, raw = match.groups()
            end = match.end()
        else:
            named = _NAME.match(original, mark)
            if named is None:
                position = mark + 1
                continue
            quotes = False
            closing, name = named.groups()
            end = original.find(">", named.end()) + 1
            raw = original[named.end() : end - 1]
        if mark > start:
            yield Token(TokenKind.TEXT, start, mark)
        name = name.lower()
        position = start = end
        if closing:
            yield Token(TokenKind.END, mark, end, name)
            continue
        closed = raw.endswith("/")
        yield Token(TokenKind.START, mark, end, name, raw, closed)
        if name in _RAW_TEXT and not (closed and xml):
            finish = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(original, end)
            position = start = finish.start() if finish else length
            if position > end:
                yield Token(TokenKind.TEXT, end, position, verbatim=name not in {"title", "textarea"})
            if finish is None:
                return
    if start < length:
        yield Token(TokenKind.TEXT, start, length)


def _declaration(original: str, mark: int, *, xml: bool) -> tuple[int, Token | None]:
    """The end of a comment, a document type or an instruction, and the token that it amounts to."""
    if original.startswith("<!--", mark):
        end = original.find("-->", mark + 2)
        end = len(original) if end < 0 else end + 3
        if _PAGE_BREAK.match(original, mark + 4, min(end, mark + 80)):
            return end, Token(TokenKind.PAGE_BREAK, mark, end)
        return end, None
    if xml and original.startswith("<![CDATA[", mark):
        end = original.find("]]>", mark)
        end = len(original) if end < 0 else end
        return end + 3, Token(TokenKind.TEXT, mark + 9, end, verbatim=True)
    end = original.find(">", mark)
    subset = original.find("[", mark, end) if mark < _HEAD else -1
    if subset >= 0 and original[mark + 2 : mark + 9].lower() == "doctype":
        close = original.find("]", subset)
        end = original.find(">", close) if close >= 0 else end
    return (end + 1 if end >= 0 else len(original)), None


def attributes(raw: str) -> dict[str, str]:
    """The attributes of a tag: names in lower case, entities decoded, the first of two of a name."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw[:_MAX_ATTRIBUTES]):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found


# What a text holds besides characters that stand for themselves: white space that is shown as one space,
# entities, and control characters.
_SPECIAL: Final = re.compile(
    rf"[ \t\n\r\f\u2028\u2029]{{2,}}+|[\t\n\r\f\u2028\u2029]|{_ENTITY.pattern}"
    r"|[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff]"
)
_SPECIAL_VERBATIM: Final = re.compile(rf"\r\n?|\f|{_ENTITY.pattern}|[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff]")
_DROPPED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]")
_LINE_ENDS: Final = str.maketrans({"\r": "\n", "\f": "\n", "\v": "\n", "\u2028": "\n", "\u2029": "\n"})


def decoded(original: str, token: Token, *, preformatted: bool) -> Iterator[tuple[str, int]]:
    """The characters of a text token as they are shown, in runs that are copied unchanged.

    Args:
        original: The page.
        token: The text.
        preformatted: Whether white space is shown as it is.

    Yields:
        Each run with the place of its first character in the original.
    """
    start, end = token.start, token.end
    special = _SPECIAL_VERBATIM if preformatted else _SPECIAL
    parts: list[str] = []
    origin = copied = start
    for match in special.finditer(original, start, end):
        at = match.start()
        found = match.group()
        if found[0] == "&":
            shown = found if token.verbatim else _entity(found)
            if not preformatted and shown in "\t\n\r ":
                shown = " "
        elif found[0] in "\t\n\r\f \u2028\u2029":
            shown = "\n" if preformatted else " "
        else:
            shown = ""
        if at > copied:
            parts.append(original[copied:at])
        if parts or shown:
            parts.append(shown)
        copied = match.end()
        if len(shown) != copied - at:
            text = "".join(parts)
            if text:
                yield text, origin
            parts.clear()
            origin = copied
    if copied < end:
        parts.append(original[copied:end])
    text = "".join(parts)
    if text:
        yield text, origin


@lru_cache(maxsize=4096)
def _entity(found: str) -> str:
    """The characters that an entity stands for; it stands for itself where it is none."""
    return _DROPPED.sub("", unescape(found).translate(_LINE_ENDS).replace("\n", " "))
