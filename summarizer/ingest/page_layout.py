"""Glyphs on a page to printed lines: words, reading order, and gaps as wide as they look.

The lines are drawn in characters of one width, so that the reader of plain text finds paragraphs, headings
and the columns of tables in them as it does in any text that was laid out in spaces.
"""

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summarizer.document import Box

_GAP = 0.75  # of the type size: a wider gap divides the columns of a table
_SPACE = 0.18  # of the type size: a wider gap divides words, where the file itself says nothing
_SAME_LINE = 0.38  # of the height, by which baselines of one line may differ
_BLANK = 1.35  # of the usual distance between lines: a wider one is a blank line
_LEADING = 1.3  # lines to type size, where a page has too few lines to tell
_LONG = 40  # characters of a line that shows the usual distance
_NARROW = 0.1  # quantile of the width of characters that the grid takes
_MIN_SEGMENT = 6
_LINES_OF_COLUMNS = 5
_PROSE = 22  # characters of a line in a column of prose
_LETTERS = 0.6
_FULL = 0.6  # of a column's width, which most lines of prose take
_STUB = 16  # columns from the left, in which a figure alone is the end of a sentence
_MAX_SPACES = 250
_TOUCHING = 0.1  # of the type size: glyphs so near make one word, whatever the file says between them
_SMALLER = 0.85  # of the type size, which makes a figure a raised or lowered one
_CURRENCY = "$€£¥"
_ENDS_FIGURE = "0123456789)%—–-"
_HYPHENS = "-\u00ad\u2010"
_FIGURE = re.compile(r"[$€£¥(]{0,3}[\d.,%$€£¥()–—*†\-]+[)%]{0,2}\Z")
_WORD = re.compile(r"[^\W\d_]{2,}")
_COMPOUND = frozenset(
    (
        "all anti co cross ex first fourth full half high in inter long low mid multi near non off on one "
        "over post pre re second self semi short single so sub third three to two under up well year"
    ).split()
)


class Glyph(NamedTuple):
    """A printed character; there are millions of them, hence no dataclass.

    Attributes:
        text: The character, or the letters of a ligature.
        left: Its place on the page as it is shown, in points from the top left corner.
        top: As above.
        right: As above.
        bottom: As above.
        baseline: Distance of its baseline from the top of the page.
        number: Of the file's own order on the page, from 0.
        breaks: Whether white space stands before it in the file.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    number: int
    breaks: bool


@dataclass(slots=True)
class Word:
    """Glyphs without a gap.

    Attributes:
        letters: The text of each glyph.
        indices: The number of each glyph.
        left: Around all glyphs, as the next three.
        top: As above.
        right: As above.
        bottom: As above.
        baseline: Of its first glyph.
    """

    letters: list[str]
    indices: list[int]
    left: float
    top: float
    right: float
    bottom: float
    baseline: float

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(self.letters)

    @property
    def size(self) -> float:
        """The height of its type."""
        return self.bottom - self.top

    def add(self, other: "Word | Glyph") -> None:
        """Take what follows without a gap."""
        if isinstance(other, Word):
            self.letters += other.letters
            self.indices += other.indices
        else:
            self.letters.append(other.text)
            self.indices.append(other.number)
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        self.top, self.bottom = min(self.top, other.top), max(self.bottom, other.bottom)


@dataclass(slots=True)
class PrintedLine:
    """Words on one baseline, from left to right.

    Attributes:
        words: The words.
        blanks: Blank lines above it.
        margin: The left edge of the column that it stands in.
        baseline: Of its largest word.
        size: Of its largest word.
    """

    words: list[Word]
    blanks: int = 0
    margin: float = 0.0
    baseline: float = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        largest = max(self.words, key=lambda word: word.size)
        self.baseline, self.size = largest.baseline, largest.size

    def add(self, word: Word) -> None:
        """Take one more word, wherever it stands."""
        self.words.append(word)
        if word.size > self.size:
            self.baseline, self.size = word.baseline, word.size

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)

    def segments(self) -> list[list[Word]]:
        """Its words cut at wide gaps."""
        cut = [[self.words[0]]]
        for word in self.words[1:]:
            last = cut[-1][-1]
            gap, size = word.left - last.right, min(word.size, last.size)
            opens = gap > _SPACE * size and word.text[0] in _CURRENCY and last.text[-1] in _ENDS_FIGURE
            if gap > _GAP * size or opens:
                cut.append([word])
            else:
                cut[-1].append(word)
        return cut


@dataclass(slots=True)
class Drawing:
    """Lines as characters, with the glyph that each run of characters was drawn from.

    Attributes:
        pieces: The text in pieces.
        length: Of the text.
        runs: (offset in the text, number of the first glyph on its page, box of the word).
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[tuple[int, int, Box]] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Add characters that nothing on the page stands for."""
        self.pieces.append(text)
        self.length += len(text)

    def write_word(self, word: Word) -> None:
        """Add a word, with a run for every stretch of glyphs that follow each other in the file."""
        box = Box(round(word.left, 1), round(word.top, 1), round(word.right, 1), round(word.bottom, 1))
        expected = -1
        at = self.length
        for letters, index in zip(word.letters, word.indices, strict=True):
            if index != expected:
                self.runs.append((at, index, box))
            expected = index + 1 if len(letters) == 1 else -1
            at += len(letters)
        self.write(word.text)


def lines_of_page(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """The lines of a page in reading order, columns of prose one after the other."""
    lines = _lines(_words(glyphs))
    ordered: list[PrintedLine] = []
    for group in _columns(lines):
        margin = min(line.words[0].left for line in group)
        for line in group:
            line.margin = margin
        _space(group)
        if ordered:
            group[0].blanks = max(1, group[0].blanks)
        ordered.extend(group)
    return ordered


def join_broken_words(lines: Sequence[PrintedLine], known: Counter[str]) -> list[PrintedLine]:
    """Give a line the rest of the word that it ends within.

    Whether the hyphen belongs to the word is seen from the document's other words: "effec-tive" is one that
    nobody prints, "long-term" is one that people print.

    Args:
        lines: The lines of a page.
        known: How often each word is printed in the whole document, in small letters.
    """
    joined: list[PrintedLine] = []
    for line in lines:
        if joined and line.words and not line.blanks and _is_broken(joined[-1], line):
            above, rest = joined[-1].words[-1], line.words.pop(0)
            if not _keeps_hyphen(above.text[:-1], rest.text, known):
                above.letters.pop()
                above.indices.pop()
            above.letters += rest.letters
            above.indices += rest.indices
            if not line.words:
                continue
        joined.append(line)
    return joined


def words_of(lines: Iterable[PrintedLine]) -> Iterator[str]:
    """All words of some lines in small letters, those with hyphens too."""
    for line in lines:
        for word in line.words:
            text = word.text.casefold().strip(".,;:()“”\"'’")
            if text[-1:] not in _HYPHENS:
                yield text
                yield from _WORD.findall(text) if "-" in text else ()


def draw(lines: Sequence[PrintedLine], drawing: Drawing) -> None:
    """Draw the lines of a page below what is drawn already."""
    if not lines:
        return
    cuts = [line.segments() for line in lines]
    width = _width_of_character(lines, cuts)
    for line, segments in zip(lines, cuts, strict=True):
        drawing.write("\n" * line.blanks)
        column = 0
        for number, segment in enumerate(segments):
            text = " ".join(word.text for word in segment)
            start = _start_of(segment, text, line.margin, width, alone=len(segments) == 1, first=number == 0)
            start = max(start, column + 2 if number else 0)
            spaces = min(start - column, _MAX_SPACES)
            drawing.write(" " * spaces)
            for index, word in enumerate(segment):
                if index:
                    drawing.write(" ")
                drawing.write_word(word)
            column += spaces + len(text)
        drawing.write("\n")


def _start_of(
    segment: Sequence[Word], text: str, left: float, width: float, *, alone: bool, first: bool
) -> int:
    """The column in which a segment starts: figures keep their right edge, headers their middle."""
    begin, end = (segment[0].left - left) / width, (segment[-1].right - left) / width
    if _FIGURE.match(text.replace(" ", "")) and not (alone and begin < _STUB):
        return max(0, round(end - len(text)))
    return round(begin) if first else max(0, round((begin + end - len(text)) / 2))


def _width_of_character(lines: Sequence[PrintedLine], cuts: Sequence[Sequence[Sequence[Word]]]) -> float:
    """The width of the grid's characters: so narrow that hardly any printed text is longer in the grid."""
    widths: list[float] = []
    for segments in cuts:
        for segment in segments:
            length = sum(len(word.text) + 1 for word in segment) - 1
            if length >= _MIN_SEGMENT:
                widths.append((segment[-1].right - segment[0].left) / length)
    if not widths:
        return max(1.0, statistics.median(line.size for line in lines) / 2)
    return max(1.0, sorted(widths)[int(len(widths) * _NARROW)])


def _words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Glyphs to words, in the file's order."""
    words: list[Word] = []
    word: Word | None = None
    for glyph in glyphs:
        if word is not None and not glyph.breaks:
            gap = glyph.left - word.right
            height = glyph.bottom - glyph.top
            size = max(word.size, height)
            level = abs(glyph.baseline - word.baseline) <= _SAME_LINE * size
            near = -size < gap <= _SPACE * size and glyph.right > word.left
            if level and near and not _is_mark(word, glyph.text, height):
                word.add(glyph)
                continue
        word = Word(
            [glyph.text], [glyph.number], glyph.left, glyph.top, glyph.right, glyph.bottom, glyph.baseline
        )
        words.append(word)
    return words


def _lines(words: Sequence[Word]) -> list[PrintedLine]:
    """Words to lines, from the top down."""
    lines: list[PrintedLine] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.left)):
        for line in itertools.islice(reversed(lines), 3):
            size = max(line.size, word.size)
            if abs(line.baseline - word.baseline) <= _SAME_LINE * size and not _overprints(line, word):
                line.add(word)
                break
        else:
            lines.append(PrintedLine([word]))
    for line in lines:
        line.words = _touching(sorted(line.words, key=lambda word: word.left))
    lines.sort(key=lambda line: line.baseline)
    return lines


def _touching(words: Sequence[Word]) -> list[Word]:
    """Words with those put together between which there is no space on the page."""
    merged: list[Word] = []
    for word in words:
        last = merged[-1] if merged else None
        if (
            last is not None
            and word.left - last.right < _TOUCHING * max(word.size, last.size)
            and not _is_mark(last, word.text, word.size)
        ):
            last.add(word)
        else:
            merged.append(word)
    return merged


def _is_mark(word: Word, text: str, size: float) -> bool:
    """Whether a figure is a small one beside a word: the mark of a footnote, and none of its digits."""
    return text[:1].isdigit() and size < _SMALLER * word.size


def _overprints(line: PrintedLine, word: Word) -> bool:
    """Whether a word stands where a line has one already, and so belongs to another line."""
    half = 0.5 * (word.right - word.left)
    return any(min(word.right, other.right) - max(word.left, other.left) > half for other in line.words)


def _space(lines: Sequence[PrintedLine]) -> None:
    """Count the blank lines above each line."""
    pitches = [
        round(after.baseline - before.baseline)
        for before, after in itertools.pairwise(lines)
        if len(before.text) >= _LONG and len(after.text) >= _LONG
    ]
    usual = Counter(pitches).most_common(1)[0][0] if len(pitches) >= _LINES_OF_COLUMNS else 0.0
    for before, after in itertools.pairwise(lines):
        pitch = after.baseline - before.baseline
        single = max(usual, _LEADING * max(before.size, after.size) * 0.8)
        if pitch > _BLANK * single:
            after.blanks = 2 if pitch > 3 * _BLANK * single else 1


def _columns(lines: list[PrintedLine]) -> list[list[PrintedLine]]:
    """The lines in groups that are read one after the other: above columns, each column, below them."""
    groups: list[list[PrintedLine]] = []
    waiting = [lines]
    while waiting:
        part = waiting.pop()
        found = _first_columns(part)
        if found is None:
            groups.append(part)
            continue
        first, last, sides = found
        groups += [part[:first], *sides]
        waiting.append(part[last:])
    return [group for group in groups if group]


def _first_columns(
    lines: list[PrintedLine],
) -> tuple[int, int, tuple[list[PrintedLine], list[PrintedLine]]] | None:
    """The first lines that stand in two columns of prose, as (first, last, both columns)."""
    best: tuple[int, int, tuple[list[PrintedLine], list[PrintedLine]]] | None = None
    cuts = [line.segments() for line in lines]
    for gutter in _gutters(cuts):
        for first, last in _runs_beside(cuts, gutter):
            sides = _sides(lines[first:last], gutter)
            if sides is None or not all(_is_prose(side) for side in sides):
                continue
            if best is None or (first, -last) < (best[0], -best[1]):
                best = first, last, sides
            break  # those below come later
    return best


def _gutters(cuts: Sequence[Sequence[Sequence[Word]]]) -> list[float]:
    """The middles of gaps that several lines share, of the segments of each line."""
    middles: Counter[int] = Counter()
    for segments in cuts:
        if len(segments) == 2:
            middles[round((segments[0][-1].right + segments[1][0].left) / 2 / 6)] += 1
        elif len(segments) == 1:
            middles[round((segments[0][0].left - 8) / 6)] += 1  # a column whose lines stand beside none
    return [place * 6.0 for place, count in middles.most_common(6) if count >= 2]


def _runs_beside(cuts: Sequence[Sequence[Sequence[Word]]], gutter: float) -> Iterator[tuple[int, int]]:
    """Runs of lines, half-open, that leave the gutter free, of the segments of each line."""
    first = 0
    for number, segments in enumerate([*cuts, None]):
        crossed = segments is None or any(
            segment[0].left < gutter < segment[-1].right for segment in segments
        )
        if crossed:
            if number - first >= _LINES_OF_COLUMNS:
                yield first, number
            first = number + 1


def _sides(lines: Sequence[PrintedLine], gutter: float) -> tuple[list[PrintedLine], list[PrintedLine]] | None:
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for line in lines:
        for side, words in (
            (left, [word for word in line.words if word.right <= gutter]),
            (right, [word for word in line.words if word.right > gutter]),
        ):
            if words:
                side.append(PrintedLine(words))
    return (left, right) if min(len(left), len(right)) >= _LINES_OF_COLUMNS else None


def _is_prose(lines: Sequence[PrintedLine]) -> bool:
    """Whether lines are those of running text: of one piece, of letters, and most of them full."""
    width = max(line.words[-1].right for line in lines) - min(line.words[0].left for line in lines)
    texts = [line.text for line in lines]
    letters = sum(map(str.isalpha, "".join(texts)))
    full = sum(line.words[-1].right - line.words[0].left > _FULL * width for line in lines)
    whole = sum(len(line.segments()) == 1 for line in lines)
    long = sum(len(text) >= _PROSE for text in texts)
    return letters >= _LETTERS * sum(map(len, texts)) and min(full, whole, long) >= _FULL * len(lines)


def _is_broken(above: PrintedLine, below: PrintedLine) -> bool:
    text, rest = above.words[-1].text, below.words[0].text
    return (
        len(text) > 1
        and text[-1] in _HYPHENS
        and text[-2].isalpha()
        and rest[:1].islower()
        and len(below.segments()) == len(above.segments()) == 1
    )


def _keeps_hyphen(before: str, after: str, known: Counter[str]) -> bool:
    first, rest = before.casefold().lstrip("(“\"'"), after.casefold().strip(".,;:()“”\"'’")
    if known[first + rest]:
        return False
    if known[f"{first}-{rest}"] or first in _COMPOUND or "-" in first or "-" in rest:
        return True
    parts = _WORD.findall(rest)
    return bool(known[first] and parts and known[parts[0]])
