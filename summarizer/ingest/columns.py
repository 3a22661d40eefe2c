"""The geometry of a table drawn in spaces: where the parts of a line stand, and which columns they make."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.ingest.cell_text import is_period, is_value, names_period, one_line
from summarizer.ingest.lines import TAB_STOP, Line

# What divides the parts of a line: two spaces or more, tabs, dotted leaders.
_GAP = re.compile(r"[ \u00a0]*(?:\t[ \t\u00a0]*|(?:[.…][ \u00a0]?){3,}|[ \u00a0]{2,})[ \u00a0]*")
_RULE = re.compile(r"[-=_–—][-=_–—\s]+\Z")
_RULE_PART = re.compile(r"[-=_–—]{3,}")
_OPENS = re.compile(r"(?:US|C|A|HK|NT|RMB|CHF)?\s?[$€£¥]?\s?\(?\Z")  # what stands apart before its figure
_HANGING = re.compile(r"(?<=\S) [$€£¥]\Z")
_CLOSES = re.compile(r"[)%\s]+\Z")  # and after it
_AFTER = re.compile(r"[)%\s*†‡]*(?:\(\w\))?\Z")  # what hangs out of a column on the right
_STUB = 16  # columns; a figure further right needs no label on its line
_NEAR = 0.4  # of a column, by which a header may miss the middle of what it spans
_LONGER = 2  # characters by which a rule must exceed a header to show what it spans


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line between two gaps.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last one.
        left: Column of its first character.
        right: Column after its last one.
        text: Its text on one line.
    """

    start: int
    end: int
    left: int
    right: int
    text: str

    @property
    def middle(self) -> float:
        """The column it is centred on."""
        return (self.left + self.right) / 2

    @property
    def edge(self) -> int:
        """The column after its last digit, which is what figures are aligned on."""
        match = _AFTER.search(self.text)
        return self.right - (len(match.group()) if match else 0)


@dataclass(frozen=True, slots=True)
class Extent:
    """The columns of characters `[left, right)` that a column of figures takes."""

    left: int
    right: int

    @property
    def middle(self) -> float:
        """The column it is centred on."""
        return (self.left + self.right) / 2

    def overlap(self, left: int, right: int) -> int:
        """How many characters it shares with `[left, right)`; negative for the distance."""
        return min(self.right, right) - max(self.left, left)

    def grown(self, left: int, right: int) -> "Extent":
        """An extent that covers both."""
        return Extent(min(self.left, left), max(self.right, right))


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line in parts.

    Attributes:
        number: Index of the line.
        parts: What holds text, from left to right.
        rules: What only draws lines, from left to right.
        figures: How many of the parts, counted from the right, are figures or stand among them.
    """

    number: int
    parts: tuple[Part, ...]
    rules: tuple[Part, ...]
    figures: int

    @property
    def rule(self) -> bool:
        """Whether it holds no text."""
        return not self.parts

    @property
    def labels(self) -> tuple[Part, ...]:
        """The parts left of the first figure."""
        return self.parts[: len(self.parts) - self.figures]

    @property
    def values(self) -> tuple[Part, ...]:
        """The parts from the first figure on."""
        return self.parts[len(self.parts) - self.figures :]


def is_rule(line: Line) -> bool:
    """Whether a line only draws lines over or under figures."""
    return len(line.text) > 1 and line.text[0] in "-=_–—" and _RULE.match(line.text) is not None


def parse_row(line: Line, number: int) -> Row:
    """Cut a line at its gaps, and give every figure its currency, brackets and percent sign back."""
    content = line.text
    column = _columns_of(line)
    drawn = [match.span() for match in _RULE_PART.finditer(content)] if _RULE_PART.search(content) else []
    if is_rule(line):
        return Row(number, (), tuple(_part(line, column, span) for span in drawn), figures=0)
    spans = []
    start = 0
    for gap in _GAP.finditer(content):
        if gap.start() > start:
            spans.append((start, gap.start()))
        start = gap.end()
    if start < len(content):
        spans.append((start, len(content)))
    spans = [span for span in spans if not _is_drawn(content[slice(*span)])]
    parts = [_part(line, column, span) for span in _with_affixes(content, spans)]
    return Row(
        number, tuple(parts), tuple(_part(line, column, span) for span in drawn), figures=_figures(parts)
    )


def _part(line: Line, column: Sequence[int], span: tuple[int, int]) -> Part:
    start, end = span
    text = one_line(line.text[start:end])
    return Part(line.start + start, line.start + end, column[start], column[end - 1] + 1, text)


def _is_drawn(piece: str) -> bool:
    """Whether a part draws a line, or several with single spaces between them."""
    return _RULE_PART.match(piece) is not None and _RULE.match(piece) is not None


def _columns_of(line: Line) -> Sequence[int]:
    """The column of every character of a line."""
    if "\t" not in line.text:
        return range(line.indent, line.indent + len(line.text))
    columns = []
    at = line.indent
    for character in line.text:
        columns.append(at)
        at = (at // TAB_STOP + 1) * TAB_STOP if character == "\t" else at + 1
    return columns


def _with_affixes(content: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged:
            first, last = merged[-1]
            before = content[first:last]
            hanging = _HANGING.search(before)
            if hanging and (content[start].isdigit() or content[start] in "(.-–—−"):
                # The label reaches up to the currency sign of its figure.
                merged[-1:] = [(first, first + hanging.start()), (last - 1, end)]
                continue
            opened = _OPENS.match(before) and (content[start].isdigit() or content[start] in "(.-–—−,$€£¥")
            if opened or (_CLOSES.match(content[start:end]) and is_value(before)):
                merged[-1] = (merged[-1][0], end)
                continue
        merged.append((start, end))
    return merged


def _figures(parts: Sequence[Part]) -> int:
    """How many parts, from the right, begin with a figure and are mostly figures."""
    for index, part in enumerate(parts):
        if is_value(part.text) and (index or part.left >= _STUB):
            count = len(parts) - index
            values = sum(is_value(other.text) or is_period(other.text) for other in parts[index:])
            return count if 2 * values > count else 0
    return 0


def find_columns(rows: Sequence[Row]) -> list[Extent]:
    """The columns that the figures of several rows make; empty where they make none."""
    parts = sorted((part.left, part.right) for row in rows for part in row.values)
    columns: list[Extent] = []
    for left, right in parts:
        if columns and columns[-1].overlap(left, right) > 0:
            columns[-1] = columns[-1].grown(left, right)
        else:
            columns.append(Extent(left, right))
    if all(len({place(part, columns) for part in row.values}) == len(row.values) for row in rows):
        return columns
    return _columns_of_fullest(rows)


def _columns_of_fullest(rows: Sequence[Row]) -> list[Extent]:
    """Columns by the rows that have the most figures, where stray parts bridge the gaps between columns."""
    counts = Counter(len(row.values) for row in rows)
    most = max(count for count, times in counts.items() if times > 1 or len(counts) == len(rows))
    columns: list[Extent] = []
    for row in rows:
        if len(row.values) != most:
            continue
        extents = [Extent(part.left, part.right) for part in row.values]
        if not columns:
            columns = extents
            continue
        grown = [old.grown(new.left, new.right) for old, new in zip(columns, extents, strict=True)]
        if all(one.right <= other.left for one, other in itertools.pairwise(grown)):
            columns = grown
    return columns


def place(part: Part, columns: Sequence[Extent]) -> int:
    """The column that a part stands in, or stands nearest to."""
    left, right = part.left, part.right
    best = 0
    most = columns[0].overlap(left, right)
    for index in range(1, len(columns)):
        column = columns[index]
        shared = column.overlap(left, right)
        if shared > most:
            best, most = index, shared
        if column.left >= right:
            break  # the others stand further off
    return best


def are_aligned(rows: Sequence[Row], columns: Sequence[Extent]) -> bool:
    """Whether the figures stand above each other, by their right or left edges, more often than not."""
    edges: list[list[int]] = [[] for _ in columns]
    lefts: list[list[int]] = [[] for _ in columns]
    for row in rows:
        for part in row.values:
            index = place(part, columns)
            edges[index].append(part.edge)
            lefts[index].append(part.left)
    aligned = sum(max(_most_near(right), _most_near(left)) for right, left in zip(edges, lefts, strict=True))
    return aligned > 0.6 * sum(map(len, edges))


def _most_near(places: Sequence[int]) -> int:
    """How many of some places lie within one column of the commonest, which must be there twice."""
    counts = Counter(places)
    near = max((counts[at - 1] + counts[at] + counts[at + 1] for at in counts), default=0)
    return near if near > 1 else 0


def reaches(parts: Sequence[Part], rule: Sequence[Part], columns: Sequence[Extent]) -> list[tuple[int, int]]:
    """The first and last column that each header of a line stands over.

    Args:
        parts: The headers, from left to right.
        rule: The parts of the rule below them; empty where there is none.
        columns: The columns with the headers below these, so far as they are known.
    """
    if len(parts) == len(columns):
        return [(index, index) for index in range(len(columns))]
    ruled = _ruled(parts, rule, columns)
    if ruled is not None:
        return ruled
    overlapped = [_overlapped(part.left, part.right, columns) for part in parts]
    if len(parts) > 1 or overlapped[0][0] < overlapped[0][1] or names_period(parts[0].text):
        centred = _centred([_position(part.middle, columns) for part in parts], len(columns))
        if centred is not None:
            overlapped = [
                wide if _spans(part, wide, narrow) else narrow
                for part, wide, narrow in zip(parts, centred, overlapped, strict=True)
            ]
    return _apart(overlapped)


def _spans(part: Part, wide: tuple[int, int], narrow: tuple[int, int]) -> bool:
    """Whether a header that may reach over all of `wide` does; over one column in its midst it names that."""
    if not (wide[0] <= narrow[0] and narrow[1] <= wide[1]):
        return False
    between = (wide[1] - wide[0]) % 2 == 1  # centred on the gap between two columns
    return between or narrow[0] < narrow[1] or names_period(part.text)


def _ruled(
    parts: Sequence[Part], rule: Sequence[Part], columns: Sequence[Extent]
) -> list[tuple[int, int]] | None:
    """Reaches as the rule under the headers draws them."""
    found: list[tuple[int, int]] = []
    for part in parts:
        under = [line for line in rule if line.left < part.right and part.left < line.right]
        if len(under) != 1 or under[0].right - under[0].left < part.right - part.left + _LONGER:
            return None
        over = [
            index
            for index, column in enumerate(columns)
            if under[0].left - 1 <= column.middle <= under[0].right + 1
        ]
        if not over or (found and over[0] <= found[-1][1]):
            return None
        found.append((over[0], over[-1]))
    return found


def _overlapped(left: int, right: int, columns: Sequence[Extent]) -> tuple[int, int]:
    over = [index for index, column in enumerate(columns) if column.overlap(left, right) > 0]
    if over:
        return over[0], over[-1]
    nearest = max(range(len(columns)), key=lambda index: columns[index].overlap(left, right))
    return nearest, nearest


def _position(middle: float, columns: Sequence[Extent]) -> float:
    """A place among the columns: 0 over the first, 0.5 between the first and the second."""
    middles = [column.middle for column in columns]
    if len(middles) == 1:
        return 0
    index = 0
    while index < len(middles) - 2 and middle > middles[index + 1]:
        index += 1
    return index + (middle - middles[index]) / max(1, middles[index + 1] - middles[index])


def _centred(positions: Sequence[float], columns: int) -> list[tuple[int, int]] | None:
    """Ranges that cover all columns side by side, each header in the middle of its own."""
    partial: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0, [])}
    for position in positions:
        longer: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for start, (cost, ranges) in partial.items():
            guess = round(2 * position - start)
            for end in range(max(start, guess - 1), min(columns - 1, guess + 1) + 1):
                miss = abs((start + end) / 2 - position)
                if miss <= _NEAR and cost + miss < longer.get(end + 1, (columns, []))[0]:
                    longer[end + 1] = (cost + miss, [*ranges, (start, end)])
        partial = longer
    return partial[columns][1] if columns in partial else None


def _apart(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges cut so that none begins before the one before it has ended, where that leaves them a column."""
    cut: list[tuple[int, int]] = []
    for first, last in ranges:
        begin = max(first, cut[-1][1] + 1) if cut else first
        cut.append((begin, last) if begin <= last else (first, last))
    return cut
