"""Typography folded away, so that text can be read and compared; offsets lead back to what was printed.

Two foldings: `fold` replaces characters one by one and keeps every offset; `squash` also drops and
joins characters, and gives a map from each folded index to the original one.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, overload

INVISIBLE = "\u200b"
"""What `fold` makes of every character that takes no room: soft hyphen, joiners, bidi marks."""

_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_INVISIBLES = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
    "\u115f\u1160\u3164\uffa0\u2800"  # fillers
    + "".join(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080)]))  # variants and tags
)
_FOLDED = {
    **dict.fromkeys(_SPACES[1:], " "),  # a tab stays: it parts cells
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_INVISIBLES, INVISIBLE),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\uff02", '"'),
    **dict.fromkeys("\u066a\ufe6a\uff05", "%"),
    **dict.fromkeys("\u066b\uff0e\u00b7\u2024", "."),  # the middle dot: "p=0·017"
    **dict.fromkeys("\u066c\uff0c\u060c", ","),
    **dict.fromkeys("\u2044\u2215\uff0f", "/"),
    **dict.fromkeys("\u2028\u2029\u0085\x0b\x0c", "\n"),
    "\r": " ",
    "\uff04": "$",
    "\ufe69": "$",
    "\uffe1": "£",
    "\uffe5": "¥",
    "\u00b5": "\u03bc",  # the micro sign
    "\uff08": "(",
    "\uff09": ")",
    "\uff0b": "+",
    "\uff1a": ":",
    "\uff1c": "<",
    "\uff1d": "=",
    "\uff1e": ">",
    "\u2a7d": "≤",
    "\u2a7e": "≥",
    "\u2264": "≤",
    "\u2265": "≥",
    "\u223c": "~",
    "\u2248": "~",
    "\uff5c": "|",
}
_HOMOGLYPHS = dict(
    zip("аеорсхуіјѕАВЕКМНОРСТХУІЈЅοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcxyijsABEKMHOPCTXYIJSoABEZHIKMNOPTYX", strict=True)
)
"""Cyrillic and Greek letters that look like Latin ones."""
_AMONG_LATIN = re.compile("(?<=[A-Za-z])[{0}]+|(?<![{0}])[{0}]+(?=[A-Za-z])".format("".join(_HOMOGLYPHS)))
_CONTROLS = "\x0b\x0c\r"
_ESCAPE = re.compile(rb"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U00(?:0[0-9a-f]|10)[0-9a-f]{4})")
LIGATURES: Final = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
"""Letters that a font draws as one glyph."""
_LIGATURES = {
    **LIGATURES,
    "\u2026": "...",
    "\u0132": "IJ",
    "\u0133": "ij",
}
_EMPHASIS = re.compile(r"[*_]+")
_BEYOND_EMPHASIS = re.compile(r"\||\n[ \t]*\n")  # a cell, a paragraph
_LONGEST_EMPHASIS = 5  # characters
_MANY = 64  # distinct characters beyond which one translation beats one replacement each


def _folded(character: str) -> str:
    known = _FOLDED.get(character)
    if known is not None:
        return known
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return character


def _uncommon(text: str) -> set[str]:
    """The characters of a text that may have a plain variant, and perhaps some that it has only escaped."""
    found = {character for character in _CONTROLS if character in text}
    if not text.isascii():  # to escape a whole text is twice as fast as to look at each of its characters
        escapes = set(_ESCAPE.findall(text.encode("ascii", "backslashreplace")))
        found.update(escape.decode("unicode_escape") for escape in escapes)
    return found


def fold(text: str) -> str:
    r"""Replace each typographic variant by its plain character, one for one.

    Spaces of any width become " ", hyphens, dashes and the minus sign "-", curly quotes straight ones,
    decimal digits of any script (full-width, Arabic-Indic) ASCII digits, characters that take no
    room `INVISIBLE`, every kind of line end "\n". A Cyrillic or Greek letter beside a Latin one becomes the
    Latin letter that it looks like.

    Args:
        text: Any text.

    Returns:
        A text of the same length: an offset into one is an offset into the other.
    """
    strange = _uncommon(text)
    if not strange.isdisjoint(_HOMOGLYPHS):
        text = _AMONG_LATIN.sub(lambda match: "".join(map(_HOMOGLYPHS.__getitem__, match.group())), text)
    changes = {c: plain for c in strange if (plain := _folded(c)) != c}
    if len(changes) > _MANY:
        return text.translate({ord(c): plain for c, plain in changes.items()})
    for character, plain in changes.items():
        text = text.replace(character, plain)
    return text


def without_emphasis(text: str) -> str:
    """Put `INVISIBLE` in the place of Markdown's marks of emphasis: "_31.6%_", "**$5** million".

    Marks come in pairs and stand outside of words, so that the star of a footnote and "net_sales_2024" stay;
    and so does a mark that alone parts a number from a word.

    Args:
        text: Any text.

    Returns:
        A text of the same length.
    """
    if "_" not in text and "*" not in text:
        return text
    marks: list[tuple[int, int]] = []
    opened: dict[str, tuple[int, int]] = {}  # the last run that may open, by its marks, in order
    last = 0  # where the run before this one ended
    for match in _EMPHASIS.finditer(text):
        run, (start, end) = match.group(), match.span()
        if opened and _BEYOND_EMPHASIS.search(text, last, start) is not None:
            opened.clear()
        last = end
        before, after = text[start - 1 : start], text[end : end + 1]
        opening = opened.get(run[::-1])
        if len(run) > _LONGEST_EMPHASIS:
            continue
        if opening is not None and not before.isspace() and not (after.isalnum() or after == "_"):
            marks += [opening, (start, end)]
            opened = {kept: place for kept, place in opened.items() if place < opening}
        elif after and not (after.isspace() or before.isalnum() or before == "\\"):
            opened.pop(run, None)
            opened[run] = (start, end)
    if not marks:
        return text
    pieces, done = [], 0
    for start, end in sorted(marks):
        pieces += [text[done:start], INVISIBLE * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


_IRREGULAR = re.compile(
    # The class comes first, as the search is fast where a class says with what a match begins. A match is:
    # a hyphen inside a word, perhaps at what was a line's end; one at the end of any line; white space; what
    # vanishes; what expands.
    r"[-\s\u200b{0}](?:(?<=[^\W\d_]-)(?: ?\n\s*| )?(?=[^\W\d_])|(?<=-)[ ]?\n\s*|(?<=\s)\s+|(?<=[\n\t{0}])"
    r"|(?<=\u200b)\u200b*)".format("".join(_LIGATURES))
)


class Origins(Sequence[int]):
    """For each character of a squashed text, and for its end, the offset of the original one.

    Kept as runs in which both texts go on alike, of which there are some hundred times fewer than characters.
    """

    def __init__(self) -> None:
        self._starts: list[int] = []  # of the runs, in the squashed text
        self._origins: list[int] = []  # the same places in the original
        self._length = 0

    def append(self, origin: int, length: int = 1) -> None:
        """Add a run of characters that stand in the original from `origin` on."""
        self._starts.append(self._length)
        self._origins.append(origin)
        self._length += length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(self._length))]
        place = index if index >= 0 else index + self._length
        if not 0 <= place < self._length:
            raise IndexError(index)
        run = bisect_right(self._starts, place) - 1
        return self._origins[run] + place - self._starts[run]

    def __len__(self) -> int:
        return self._length

    def first_from(self, origin: int) -> int:
        """The first character that stands in the original at `origin` or after it."""
        run = bisect_left(self._origins, origin)
        if run == 0:
            return 0
        end = self._starts[run] if run < len(self._starts) else self._length
        return min(self._starts[run - 1] + origin - self._origins[run - 1], end)


def squash(text: str) -> tuple[str, Origins]:
    r"""Fold a text to what a reader would call the same words, for matching quotes.

    Does all that `fold` does; besides, ligatures are spelt out, characters that take no room are
    dropped, each run of white space becomes one blank, and hyphens between two letters are dropped, at a
    line's end or not, or where a copy has made a blank of it ("same- store"), since nobody can tell which of
    them the line break put there. Case is kept.

    Args:
        text: Any text.

    Returns:
        The squashed text, and for each of its characters the offset of the original one; one more
        entry at the end holds `len(text)`. White space at both ends is kept as one blank.
    """
    plain = fold(text)
    parts: list[str] = []
    origins = Origins()
    done = 0
    blank = False  # whether what was written last is a blank
    for match in _IRREGULAR.finditer(plain):
        start, end = match.span()
        if blank and done < start and plain[done] == " ":
            done += 1
        if start > done:
            parts.append(plain[done:start])
            origins.append(done, start - done)
            blank = plain[start - 1] == " "
        done = end
        found = plain[start]
        if found == "-":
            if not plain[start - 1 : start].isalpha() or not plain[end : end + 1].isalpha():
                parts.append("-")
                origins.append(start)
                blank = False
        elif spelt := _LIGATURES.get(found):
            parts.append(spelt)
            for _ in spelt:
                origins.append(start)
            blank = False
        elif found != INVISIBLE and not blank:
            parts.append(" ")
            origins.append(start)
            blank = True
    if blank and plain[done : done + 1] == " ":
        done += 1
    parts.append(plain[done:])
    origins.append(done, len(plain) + 1 - done)
    return "".join(parts), origins


def one_line(text: str, most: int) -> str:
    """`text` on one line of at most `most` characters, as a message shows it; "…" stands for what is cut."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
