"""Where a quotation stands in the source: verbatim but for typography, or not at all.

A quotation with one digit or word changed is found and told as a near miss; it is never accepted.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from summarizer.document import Span
from summarizer.typography import Origins, squash

_ELLIPSIS_GAP = 1200  # characters that "…" may leave out
_INSERTION_GAP = 80  # characters that "[the company]" may stand for
_PARTS = 40  # of one quotation; more is no quotation
_PLACES = 16  # at which one quotation is tried
_COMMON = 64  # places beyond which a word tells nothing of where a quotation stands
_ALIKE = 0.6  # of the words of a near miss
_LONGEST_DIFF = 400  # words
_BAND = 4  # words by which a passage may have moved and still be found at the same place
_TRIED = 3  # places of a quotation that are held against it word by word

_APOSTROPHES = "'‘’‚‛′´＇"
_DASHES = "-‐‑‒–−"
_MARKS = re.compile(
    # quotation marks and apostrophes that stand in no word; dashes that part words
    rf'[{_DASHES}"“”„‟″＂«»‹›{_APOSTROPHES}—―](?:(?<=["“”„‟″＂«»‹›―])'
    rf"|(?<=[{_APOSTROPHES}])(?:(?<![^\W_].)|(?![^\W_]))"
    rf"|(?<=—)(?:(?!\d)|(?<![\s(]—))|(?<=-)-+|(?<=\s[{_DASHES}])(?=\s))"
)
_GAP = re.compile(
    r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…\.?|\.\s?\.\s?\.(?:\s?\.)?"  # left out
    r"|\[(?P<insert>[^\[\]\n]{1,80})\]"
)
_PUNCTUATION = re.compile(r"[,.;:]+ ")
_TOKEN = re.compile(  # the most common first; no two of them begin alike
    r"[^\W\d_]+(?:['.][^\W\d_]+)*|\d+(?:[.,]\d+)*|[$€£¥%<>≤≥±=+~]|\((?:[$€£¥]\s?)?\d[\d.,]*%?\)"
    r"|(?<![\w)])-(?=[$€£¥]?\.?\d)|\.\d+"
)
_SCALE_FOLLOWS = re.compile(
    r"[.,]?\d|%| ?(?:%|percent\b|per cent\b|(?:hundred|thousand|million|billion|trillion|bn|mn)\b)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a quotation that stands in the source without a gap."""

    quoted: Span
    source: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a quotation stands verbatim: in one piece, or in pieces that its ellipses or brackets part."""

    parts: tuple[Part, ...]

    @property
    def span(self) -> Span:
        """From its first word in the source to its last."""
        return Span(self.parts[0].source.start, self.parts[-1].source.end)


@dataclass(frozen=True, slots=True)
class Miss:
    """The passage that is nearest to a quotation without being it.

    Attributes:
        span: The passage.
        ours: For each place where they differ, the words of the quotation; empty for words it leaves out.
        theirs: The words of the source there.
    """

    span: Span
    ours: tuple[Span, ...]
    theirs: tuple[Span, ...]

    @property
    def same_words(self) -> bool:
        """Whether only punctuation or capitals differ."""
        return not self.ours


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a quotation between gaps.

    Attributes:
        start: Where it begins in the quotation.
        text: What it says.
        gap: How many characters of the source may lie between the piece before and this one.
        recased: Offsets into `text` of letters whose case is the quotation's own.
    """

    start: int
    text: str
    gap: int
    recased: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Key:
    """A text as quotations are compared: no quotation marks, no dashes between words, one kind of blank.

    Attributes:
        text: What is compared.
        lower: The same in lower case, as long.
        offsets: Where its characters stand in what it was made of.
        first: The index of its own first character into these.
    """

    text: str
    lower: str
    offsets: Origins
    first: int = 0


def _key(text: str) -> _Key:
    def plain(match: re.Match[str]) -> str:
        mark = match.group()
        return ("\u200b" if mark[0] not in "—―-‐‑‒–−" else " ") * len(mark)

    squashed, offsets = squash(_MARKS.sub(plain, text))
    lower = squashed.lower()
    if len(lower) != len(squashed):
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in squashed)
    return _Key(squashed, lower, offsets)


class QuoteLocator:
    """Finds quotations in one text; made once for any number of them."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _plain(self) -> tuple[str, Origins]:
        return squash(self._text)

    @cached_property
    def _keyed(self) -> _Key:
        return _key(self._text)

    @cached_property
    def _words(self) -> "_Words":
        return _Words(self._keyed)

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        postings: dict[str, list[int]] = {}
        for index, word in enumerate(self._words.words):
            postings.setdefault(word, []).append(index)
        return postings

    def locate_all(self, quote: str, most: int = 8) -> list[Span]:
        """All places where `quote` stands verbatim, typography aside."""
        text, offsets = self._plain
        wanted = squash(quote)[0].strip()
        places: list[Span] = []
        start = text.find(wanted) if wanted else -1
        while start >= 0 and len(places) < most:
            places.append(_original(offsets, start, start + len(wanted)))
            start = text.find(wanted, start + 1)
        return places

    def locate_within(self, part: str, place: Span) -> Span | None:
        """The first place inside `place` where `part` stands verbatim and whole, typography aside."""
        text, offsets = self._plain
        wanted = squash(part)[0].strip()
        first, last = offsets.first_from(place.start), offsets.first_from(place.end)
        start = text.find(wanted, first, last) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            if not _cuts_a_number(text, start, end):
                return _original(offsets, start, end)
            start = text.find(wanted, start + 1, last)
        return None

    # -- whole quotations ------------------------------------------------------------------------

    def passages(self, quote: str) -> list[Passage]:
        """Where a quotation stands, as an editor may print it.

        Its words and digits are the source's; the typography is its own, and the case of its first letter.
        "…" and "[…]" may leave words out, "[the company]" may stand for some, "[T]he" may change a case.
        Quotation marks in either text and a comma or full stop at the end are passed over.
        """
        whole = [_Piece(0, quote, 0, frozenset())]
        found = self._all_in_order(whole)
        if not found and (pieces := _pieces(quote)):
            found = self._all_in_order(pieces)
        return found

    def _all_in_order(self, pieces: list[_Piece]) -> list[Passage]:
        wanted = [(piece, key) for piece in pieces if (key := _wanted(piece)).text]
        if not wanted or len(wanted) > _PARTS:
            return []
        found = []
        for first in self._places(*wanted[0], 0, len(self._keyed.text)):
            parts = [first]
            for piece, key in wanted[1:]:
                start = parts[-1][1]
                end = min(start + piece.gap + len(key.text) + 1, len(self._keyed.text))
                following = next(self._places(piece, key, start, end), None)
                if following is None:
                    break
                parts.append(following)
            else:
                found.append(self._passage(wanted, parts))
            if len(found) == _PLACES:
                break
        return sorted(found, key=lambda passage: len(passage.span)) if len(wanted) > 1 else found

    def _passage(self, wanted: list[tuple[_Piece, _Key]], parts: list[tuple[int, int]]) -> Passage:
        return Passage(
            tuple(
                Part(
                    _original(key.offsets, key.first, key.first + len(key.text)).moved(piece.start),
                    _original(self._keyed.offsets, start, end),
                )
                for (piece, key), (start, end) in zip(wanted, parts, strict=True)
            )
        )

    def _places(self, piece: _Piece, key: _Key, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Where in the key one piece stands whole."""
        recased = {0, *(key.offsets.first_from(offset) - key.first for offset in piece.recased)}
        tries = 0
        start = self._keyed.lower.find(key.lower, first, last)
        while start >= 0 and tries < _COMMON:
            end = start + len(key.text)
            if self._is_whole(start, end) and self._same_case(key.text, start, recased):
                yield start, end
            tries += 1
            start = self._keyed.lower.find(key.lower, start + 1, last)

    def _same_case(self, text: str, start: int, recased: set[int]) -> bool:
        here = self._keyed.text[start : start + len(text)]
        if here == text or here.isupper() or text.isupper():
            return True
        return all(one == two or at in recased for at, (one, two) in enumerate(zip(text, here, strict=True)))

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether a stretch of the key cuts no word, no number and no number from its sign or scale."""
        text, offsets = self._keyed.text, self._keyed.offsets
        before = self._text[max(0, offsets[start] - 2) : offsets[start]]
        last = offsets[end - 1] + 1
        after = self._text[last : last + 2]
        if text[start].isalnum() and start:
            joined = before[-1:].isalnum() or before[-1:] in _JOINERS or offsets[start - 1] == offsets[start]
            if text[start - 1].isalnum() and joined:
                return False
            if before[-1:] in _HYPHENS and before[:1].isalnum():
                return False
            if text[start].isdigit() and _SIGN.search(text, max(0, start - 2), start):
                return False
        if not text[end - 1].isalnum():
            return True
        joined = after[:1].isalnum() or after[:1] in _JOINERS or offsets[end] == offsets[end - 1]
        if text[end : end + 1].isalnum() and joined:
            return False
        if after[:1] in _HYPHENS and after[1:].isalnum():
            return False
        return not (text[end - 1].isdigit() and _SCALE_FOLLOWS.match(text, end))

    # -- near misses -----------------------------------------------------------------------------

    def nearest(self, quote: str) -> Miss | None:
        """The passage with most of the words of `quote` in their order, and where the two differ."""
        misses = [self._nearest(quote)]
        for piece in _pieces(quote):
            if not self._all_in_order([piece]):
                misses.append(self._nearest(piece.text, piece.start))
                break
        found = [miss for miss in misses if miss is not None]
        return min(found, key=lambda miss: len(miss.ours)) if found else None

    def stands_in_pieces(self, quote: str) -> bool:
        """Whether each stretch between the gaps of a quotation stands somewhere, in whatever order."""
        pieces = _pieces(quote)
        return len(pieces) > 1 and all(self._all_in_order([piece]) for piece in pieces)

    def _nearest(self, quote: str, start: int = 0) -> Miss | None:
        wanted = _Words(_key(quote), start)
        if not wanted.words:
            return None
        best: tuple[float, Miss] | None = None
        for band in self._bands(wanted.words):
            found = self._compare(wanted, band * _BAND, best[0] if best else 0.0)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
        return best[1] if best else None

    def _bands(self, words: list[str]) -> list[int]:
        """Where the quotation's rarer words stand at its own distances, in bands; the best few first."""
        votes: defaultdict[int, int] = defaultdict(int)
        for index, word in enumerate(words[:_LONGEST_DIFF]):
            places = self._postings.get(word, ())
            if len(places) <= _COMMON:
                weight = 8 if len(places) <= 4 else 4 if len(places) <= 16 else 1
                for place in places:
                    votes[(place - index) // _BAND] += weight
        # A passage may lie across two bands, so that a band has the votes of the next one too; none with less
        # than half of the third most in both is among the best three.
        least = 0 if len(votes) < _TRIED else sorted(votes.values())[-_TRIED] / 2
        firm = {band for band, count in votes.items() if count >= least}
        bands = firm | {band - 1 for band in firm}
        best = sorted((-votes.get(band, 0) - votes.get(band + 1, 0), band) for band in bands)
        return [band for _, band in best[:_TRIED]]

    def _cut(self, wanted: "_Words", first: int) -> Miss:
        """The passage that has all the words: a miss only if it was cut inside of a word or a number."""
        key = self._keyed
        span = self._words.stretch(first, first + len(wanted.words))
        start, end = key.offsets.first_from(span.start), key.offsets.first_from(span.end)
        if self._is_whole(start, end):
            return Miss(span, (), ())
        wider = _original(key.offsets, *_uncut(key.text, start, end))
        return Miss(wider, (wanted.stretch(0, len(wanted.words)),), (wider,))

    def _compare(self, wanted: "_Words", diagonal: int, least: float) -> tuple[float, Miss] | None:
        """How like the passage that begins about there is, if it is more like than `least`."""
        words, theirs = wanted.words, self._words
        low = max(0, diagonal - 4)
        window = theirs.words[low : diagonal + len(words) + 12]
        if not window:
            return None
        ours, others = words[:_LONGEST_DIFF], window[: _LONGEST_DIFF + 16]
        most = longest_common(ours, others)  # which takes a tenth of the time that finding the blocks does
        if most < 2 or most < _ALIKE * len(ours):
            return None
        if most / (len(words) + (most < len(words))) <= least:  # where a word is missing, one place differs
            return None
        matcher = SequenceMatcher(None, ours, others, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        same = sum(block.size for block in blocks)
        if same < 2 or same < _ALIKE * min(len(words), _LONGEST_DIFF):
            return None
        if same == len(words) and len(blocks) == 1:
            return 1.0, self._cut(wanted, low + blocks[0].b)
        # The ends of the quotation that match nothing stand for as many words of the source.
        first = max(0, blocks[0].b - blocks[0].a)
        last = min(len(window), blocks[-1].b + len(words) - blocks[-1].a)
        differ: list[tuple[Span, Span]] = []
        edges = [(0, first), *((b.a + b.size, b.b + b.size) for b in blocks)]
        starts = [*((b.a, b.b) for b in blocks), (len(words), last)]
        for (a, b), (a_end, b_end) in zip(edges, starts, strict=True):
            if a < a_end or b < b_end:
                differ.append((wanted.stretch(a, a_end), theirs.stretch(low + b, low + b_end)))
        span = theirs.stretch(low + first, low + last)
        alike = same / (len(words) + len(differ))
        return alike, Miss(span, tuple(one for one, _ in differ), tuple(other for _, other in differ))


_SIGN = re.compile(r"\d[.,]$|(?:^|[^\w)])-$|\.$")


def _uncut(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of text with the rest of the words it cuts, and the scale of its last number."""
    scale = _SCALE_FOLLOWS.match(text, end) if text[end - 1].isdigit() else None
    end = scale.end() if scale else end
    while end < len(text) and not text[end].isspace():
        end += 1
    while start and not text[start - 1].isspace():
        start -= 1
    return start, end


_JOINERS = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_HYPHENS = frozenset("-\u2010\u2011")


class _Words:
    """The words and numbers of a key, with the way back to the text it was made of.

    Args:
        key: The key.
        start: Where its text begins in the whole quotation.
    """

    def __init__(self, key: _Key, start: int = 0) -> None:
        self._offsets = key.offsets
        self._start = start
        self.words: list[str] = []
        self._starts: list[int] = []  # in the key: few places are ever asked for
        for match in _TOKEN.finditer(key.lower):
            self.words.append(match[0])
            self._starts.append(match.start())

    def stretch(self, first: int, last: int) -> Span:
        """Where the words from `first` to before `last` stand; the place after the word before for none."""
        if first < last:
            end = self._starts[last - 1] + len(self.words[last - 1])
            return _original(self._offsets, self._starts[first], end).moved(self._start)
        at = self.stretch(first - 1, first).end if first else self.stretch(0, 1).start if self.words else 0
        return Span(at, at)


def longest_common(one: Sequence[str], two: Sequence[str]) -> int:
    """The most words that two texts can have in common in one order: their longest common subsequence.

    All of a row of the usual table is kept in the bits of one number, of which bit i is 0 where the i-th
    word of `one` makes the subsequence longer (Hyyrö 2004, "Bit-parallel LCS-length computation revisited").
    """
    places: dict[str, int] = {}
    for index, word in enumerate(one):
        places[word] = places.get(word, 0) | (1 << index)
    every = (1 << len(one)) - 1
    row = every
    for word in two:
        here = row & places.get(word, 0)
        row = ((row + here) | (row - here)) & every
    return len(one) - row.bit_count()


def _pieces(quote: str) -> list[_Piece]:
    """A quotation parted where it leaves something out or puts something in; empty if it does neither."""
    pieces: list[_Piece] = []
    text, start, gap = "", 0, 0
    recased: set[int] = set()
    done = 0
    for match in _GAP.finditer(quote):
        inserted = match["insert"]
        text += quote[done : match.start()]
        done = match.end()
        letter = inserted is not None and len(inserted) == 1 and inserted.isalpha()
        if letter and quote[done : done + 1].isalpha():
            # The brackets become joiners, so that offsets stay what they are.
            recased.add(len(text) + 1)
            text += f"\u2060{inserted}\u2060"
            continue
        pieces.append(_Piece(start, text, gap, frozenset(recased)))
        left_out = _ELLIPSIS_GAP if inserted is None else 0 if inserted == "sic" else _INSERTION_GAP
        text, start, gap, recased = "", done, left_out, set()
    if done == 0:
        return []
    pieces.append(_Piece(start, text + quote[done:], gap, frozenset(recased)))
    return _without_empty(pieces)


def _without_empty(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces that say something; what lay around an empty one adds up."""
    kept: list[_Piece] = []
    gap = 0
    for piece in pieces:
        gap = max(gap, piece.gap)
        if any(c.isalnum() for c in piece.text):
            kept.append(_Piece(piece.start, piece.text, gap if kept else 0, piece.recased))
            gap = 0
    return kept


def _wanted(piece: _Piece) -> _Key:
    """What of a piece is looked for: no blanks around it, no comma or full stop at its end."""
    key = _key(piece.text)
    first = len(key.text) - len(key.text.lstrip())
    if piece.gap and (punctuation := _PUNCTUATION.match(key.text, first)):
        first = punctuation.end()
    last = max(first, len(key.text.rstrip(" ,.")))
    return _Key(key.text[first:last], key.lower[first:last], key.offsets, first)


def _original(offsets: Origins, start: int, end: int) -> Span:
    return Span(offsets[start], offsets[end - 1] + 1)


def _cuts_a_number(text: str, start: int, end: int) -> bool:
    """Whether digits go on to the left or to the right of a stretch of text."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if text[start].isdigit() and (before[-1:].isdigit() or before[-1:] == "."):
        return True
    if text[start].isdigit() and before[-1:] == "," and before[:1].isdigit():
        return True
    return text[end - 1].isdigit() and (
        after[:1].isdigit() or (after[:1] in (".", ",") and after[1:].isdigit())
    )
