"""Lines to blocks: headings, paragraphs, list items and furniture, as a reader of the page sees them.

A line break is either the typesetter's, because the next word did not fit, or the author's. What tells
them apart is how full the line is, whether its sentence has ended, and how the next line starts.
"""

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.document import Block, BlockKind, Span
from summarizer.ingest.lines import Line

_FULL = 0.7  # of the measure: a line at least this full was broken by the typesetter
_LONGEST_WRAPPED = 200  # columns; nobody wraps lines later than that
_SHORTEST_MEASURE = 40
_OWN_MEASURE = 50  # columns from which three lines show a measure of their own
_INDENT = 3  # columns that make a first line's indent
_MAX_GAP = 3  # blank lines within one sentence
_MAX_HEADING = 160  # characters
_MAX_PART_HEADING = 120
_MAX_LONE_HEADING_WORDS = 10
_MAX_LEAD_IN_WORDS = 4  # before a colon; a longer line leads in what follows and heads nothing
_MAX_HEADING_LINES = 4
_MAX_HEADING_WORDS = 30

_STOP = re.compile(r"[.!?:;…][\"'”’»)\]*_®™]*\Z")
SENTENCE_STOP = re.compile(r"[.!?…][\"'”’»)\]*_®™]*\Z")
_RUNS_ON = re.compile(
    r"(?:[,\-–—&/($]|\b(?:and|or|of|the|an?|to|in|on|at|by|for|from|with|as|is|are|was|were|that|which|its|our|than"
    r"|be|been|has|have|had|not|will|this|these|per|between|into|under))\Z"
)
_STARTS_LOWER = re.compile(r"[a-zß-öø-ÿ,;:.%)\]][^.)]")

_BULLET = re.compile(r"(?:[•●▪■◦‣∙○►➢✓❖\uf0b7\uf0a7\uf0d8]\s*|[-–—*+·o§]\s+)(?=[^\s\-–—=_*])")
_STRONG_BULLET = re.compile(r"[•●▪■◦‣∙○►➢✓❖\uf0b7\uf0a7\uf0d8]")
_NUMBERED = re.compile(
    r"(?:\((?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})\)|(?:\d{1,2}|[a-z]|[ivx]{1,5})\)|\d{1,2}\.)\s+(?=\S)"
)
_EXHIBIT_ROW = re.compile(r"(?:\d{1,3}\.\d{1,3}[a-z]?\*{0,2}\s+(?=[A-Z“\"])|104\s+(?=Cover\b))")
_CHECKBOX = re.compile(r"(?:\[[ xX]?\]|\|_\||[☐☒☑])\s*(?=\S)")

_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
_BOLD_LINE = re.compile(r"(?:\*\*|__)(?=\S)[^*_]+(?<=\S)(?:\*\*|__):?\Z")
_RULE_MARKS = "-=_*~–—─═.+| \t"
_UNDERLINE = re.compile(r"(?:- )?(?:-{3,}|={3,}|_{3,}|~{3,})\Z")
_PART_HEADING = re.compile(
    r"(?:item|part|note|exhibit|schedule|annex|appendix|article|section)\s+(?:[\dIVX]|[A-Z]\b)", re.IGNORECASE
)
_TWO_SENTENCES = re.compile(r"[a-z)]{2}\.\s+[A-Z]")
_TITLE_TAIL = re.compile(
    r"(?<=\S)\s*[\[(](?:continued|cont[’'.]?d?|concluded|unaudited)[\])]\.?:?\Z", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][\w'’.&-]*")
_SMALL_WORDS = frozenset(
    (
        *(
            "a",
            "an",
            "and",
            "as",
            "at",
            "by",
            "for",
            "from",
            "in",
            "into",
            "is",
            "its",
            "nor",
            "of",
            "off",
            "on",
        ),
        *("or", "over", "per", "than", "the", "to", "under", "up", "upon", "via", "vs", "with", "within"),
    )
)

_MARKUP_LINE = re.compile(
    r"</?(?:PAGE|TABLE|CAPTION|S|C|F\d?|FN|TEXT|DOCUMENT|TYPE|SEQUENCE|FILENAME|DESCRIPTION)>.*\Z"
)
_PAGE_LABEL = re.compile(
    r"(?:[-–—]\s*)?(?:page\s+)?(?:[A-Z]{1,2}-)?(?:\d{1,4}|[ivx]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—])?\Z",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,4}\Z")
_LABELLED_PAGE = re.compile(
    r"(?:page\s+\d{1,4}(?:\s+of\s+\d{1,4})?|[-–—]\s?\d{1,4}\s?[-–—])\Z", re.IGNORECASE
)
_LABEL_OPENS = frozenset("pP-–—")
_CONTINUATION_MARK = re.compile(
    r"(?:[-–—(*\s]*(?:more|continued|cont['’]d|end)[-–—)*\s]*|#\s?#\s?#|-\s?30\s?-|\*\s\*\s\*)\Z",
    re.IGNORECASE,
)
_FURNITURE_OPENS = frozenset(f"{_RULE_MARKS}<(*#-–—mMcCeE")  # first characters of markup, rules and marks
_DIGITS = re.compile(r"\d+")
_PAGE_LABEL_LENGTH = 20
_PAGE_EDGE_LINES = 4
_PAGE_LINES = 15  # at least so many between two page numbers
_RUNNING_HEAD_LENGTH = 100
_SUBMISSION_HEADER_LINES = 400
_RUNNING_HEAD_PAGES = 3


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines that belong to one block, and what kind of block it is."""

    first: int
    last: int
    kind: BlockKind


def find_furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of the lines that are no part of the text: page numbers, running heads, rules, markup."""
    found = {
        number
        for number, line in enumerate(lines)
        if line.text
        and line.text[0] in _FURNITURE_OPENS
        and (_MARKUP_LINE.match(line.text) or _is_rule(line.text) or _CONTINUATION_MARK.match(line.text))
    }
    found.update(range(_submission_header(lines)))
    edges = _page_edges(lines, found)
    found |= {
        number
        for number in edges
        if len(lines[number].text) < _PAGE_LABEL_LENGTH and _PAGE_LABEL.match(lines[number].text)
    }
    found |= _running_heads(lines, edges)
    found |= _page_numbers(lines)
    return frozenset(found)


def _submission_header(lines: Sequence[Line]) -> int:
    """The line after the header that the full text of an EDGAR submission starts with; 0 without one."""
    head = [line.text[:20].upper() for line in lines[:_SUBMISSION_HEADER_LINES]]
    if not any(text.startswith(("<SEC-HEADER>", "<IMS-HEADER>")) for text in head):
        return 0
    ends = (number for number, text in enumerate(head) if text.startswith(("</SEC-HEADER>", "</IMS-HEADER>")))
    return next(ends, -1) + 1


def _is_rule(text: str) -> bool:
    """Whether a line holds nothing but what draws lines."""
    return (
        text[0] in _RULE_MARKS
        and text[-1] in _RULE_MARKS
        and len(text) > len("--")
        and not text.strip(_RULE_MARKS)
    )


def _page_edges(lines: Sequence[Line], skipped: Collection[int]) -> list[int]:
    """Indices of the first and last lines with text of every page; none where there are no pages."""
    starts = [number for number, line in enumerate(lines) if line.starts_page]
    if not starts:
        return []
    edges: set[int] = set()
    bounds = [0, *starts, len(lines)]
    for begin, end in itertools.pairwise(bounds):
        texts = [number for number in range(begin, end) if lines[number].text and number not in skipped]
        edges.update(texts[:_PAGE_EDGE_LINES] if begin else [])
        edges.update(texts[-_PAGE_EDGE_LINES:])
    return sorted(edges)


def _running_heads(lines: Sequence[Line], edges: Sequence[int]) -> set[int]:
    """Lines at the edges of several pages that are alike, or alike but for a number that grows."""
    alike: dict[str, list[int]] = {}
    for number in edges:
        text = lines[number].text
        if len(text) < _RUNNING_HEAD_LENGTH:
            numbers = _DIGITS.findall(text)
            counts_pages = len(numbers) == 1 and not SENTENCE_STOP.search(text)
            key = _DIGITS.sub("#", text) if counts_pages else text
            alike.setdefault(key.casefold(), []).append(number)
    found: set[int] = set()
    for numbers_alike in alike.values():
        texts = [lines[number].text for number in numbers_alike]
        if len(texts) < _RUNNING_HEAD_PAGES:
            continue
        counts = [int(digits[0][:9]) for text in texts if (digits := _DIGITS.findall(text))]
        repeated = len(set(texts)) == 1 and any(map(str.isalpha, texts[0]))  # "67.2%" is a form's answer
        if repeated or all(after > before for before, after in itertools.pairwise(counts)):
            found.update(numbers_alike)
    return found


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Lone numbers that count up by one over the text, far enough apart to be pages.

    A lone number can be a table's cell that the page put on its own line, so that nothing less than
    counting makes it furniture.
    """
    lone = [
        number
        for number, line in enumerate(lines)
        if _BARE_NUMBER.match(line.text)
        and (number == 0 or not lines[number - 1].text)
        and (number + 1 == len(lines) or not lines[number + 1].text)
    ]
    found: set[int] = set()
    for before, after in itertools.pairwise(lone):
        if after - before >= _PAGE_LINES and int(lines[after].text) == int(lines[before].text) + 1:
            found |= {before, after}
    return found | {
        number
        for number, line in enumerate(lines)
        if line.text[:1] in _LABEL_OPENS and _LABELLED_PAGE.match(line.text)
    }


def lay_out(
    lines: Sequence[Line], furniture: Collection[int], tables: Sequence[tuple[int, int]] = ()
) -> tuple[Block, ...]:
    """All blocks of a text.

    Args:
        lines: The text's lines.
        furniture: Indices of lines that are furniture.
        tables: Ranges of lines, half-open and in order, that are tables.
    """
    measure = _measure(lines)
    groups: list[_Group] = []
    for kind, first, last in _stretches(lines, furniture, tables):
        if kind is BlockKind.PARAGRAPH:
            groups.extend(_classify(lines, group, measure) for group in _split(lines, first, last, measure))
        else:
            groups.append(_Group(first, last, kind))
    joined = _join_headings(lines, _join_interrupted(lines, groups, measure))
    return tuple(Block(Span(lines[group.first].start, lines[group.last].end), group.kind) for group in joined)


def _measure(lines: Sequence[Line]) -> int:
    """The width that the text's lines are set to: what nearly all longer lines keep within."""
    edges = sorted(line.edge for line in lines if len(line.text) >= _SHORTEST_MEASURE)
    return edges[len(edges) * 9 // 10] if edges else max((line.edge for line in lines), default=0)


def _stretches(
    lines: Sequence[Line], furniture: Collection[int], tables: Sequence[tuple[int, int]]
) -> Iterator[tuple[BlockKind, int, int]]:
    """Runs of lines without a gap, as (kind, first, last)."""
    waiting = iter([*tables, (len(lines), len(lines))])
    table = next(waiting)
    first: int | None = None
    number = 0
    while number < len(lines):
        if number == table[0]:
            if first is not None:
                yield BlockKind.PARAGRAPH, first, number - 1
                first = None
            yield BlockKind.TABLE, table[0], table[1] - 1
            number = table[1]
            table = next(waiting)
            continue
        line = lines[number]
        plain = bool(line.text) and number not in furniture
        if first is not None and (not plain or line.starts_page):
            yield BlockKind.PARAGRAPH, first, number - 1
            first = None
        if plain:
            first = number if first is None else first
        elif line.text:
            yield BlockKind.FURNITURE, number, number
        number += 1
    if first is not None:
        yield BlockKind.PARAGRAPH, first, len(lines) - 1


def _split(lines: Sequence[Line], first: int, last: int, measure: int) -> Iterator[tuple[int, int]]:
    """Cut a run of lines where its author, not its typesetter, broke the line."""
    own = max(lines[number].edge for number in range(first, last + 1))
    if last > first + 1 and own >= _OWN_MEASURE:  # wide enough to show its own measure
        measure = own
    begin = first
    in_item = list_marker(lines[first].text) is not None
    for number in range(first + 1, last + 1):
        above, line = lines[number - 1], lines[number]
        if _breaks_between(above, line, measure, starts_block=number - 1 == begin, in_item=in_item):
            yield begin, number - 1
            begin = number
            in_item = list_marker(line.text) is not None
    yield begin, last


def _breaks_between(above: Line, line: Line, measure: int, *, starts_block: bool, in_item: bool) -> bool:
    if _is_marked_heading(above.text) or _is_marked_heading(line.text) or _STRONG_BULLET.match(line.text):
        return True
    runs_on = _runs_on(above, line, measure)
    if list_marker(line.text) is not None and (in_item or not runs_on or _STOP.search(above.text)):
        return True
    # A first line's indent starts a paragraph; a hanging indent under an item's first line does not.
    indented = line.indent >= above.indent + _INDENT and not (starts_block and (in_item or above.indent == 0))
    if indented and SENTENCE_STOP.search(above.text):
        return True
    return not runs_on


def _runs_on(above: Line, line: Line, measure: int) -> bool:
    """Whether the text of one line goes on in the next."""
    stopped = _STOP.search(above.text) is not None
    if not stopped and (_STARTS_LOWER.match(line.text) or _RUNS_ON.search(above.text)):
        return True
    return _is_full(above, measure)


def _is_full(line: Line, measure: int) -> bool:
    return _FULL * measure <= line.edge and len(line.text) <= _LONGEST_WRAPPED


def list_marker(text: str) -> str | None:
    """The bullet or number that starts a list item."""
    if text[:1].isalpha() and ")" not in text[:7] and not (text[0] == "o" and text[1:2].isspace()):
        return None  # most lines open with a word, which no pattern needs to see
    match = _BULLET.match(text) or _NUMBERED.match(text) or _EXHIBIT_ROW.match(text) or _CHECKBOX.match(text)
    return match.group().rstrip() if match else None


def _is_marked_heading(text: str) -> bool:
    if not text.startswith(("#", "*", "_")):
        return False
    return _MARKDOWN_HEADING.match(text) is not None or (
        len(text) < _MAX_HEADING and _BOLD_LINE.match(text) is not None
    )


def _classify(lines: Sequence[Line], bounds: tuple[int, int], measure: int) -> _Group:
    first, last = bounds
    if _is_heading(lines, first, last, measure):
        return _Group(first, last, BlockKind.HEADING)
    kind = BlockKind.PARAGRAPH if list_marker(lines[first].text) is None else BlockKind.ITEM
    return _Group(first, last, kind)


def _is_heading(lines: Sequence[Line], first: int, last: int, measure: int) -> bool:
    if _is_marked_heading(lines[first].text):
        return True
    if last - first >= _MAX_HEADING_LINES or lines[last].end - lines[first].start > _MAX_HEADING * 2:
        return False
    text = " ".join(lines[number].text for number in range(first, last + 1))
    words = _WORD.findall(text)
    if (
        not words
        or len(words) > _MAX_HEADING_WORDS
        or len(text) > _MAX_HEADING
        or "@" in text
        or "://" in text
    ):
        return False
    below = lines[last + 1] if last + 1 < len(lines) else None
    if (
        below is not None
        and below.text
        and _UNDERLINE.match(below.text)
        and abs(below.indent - lines[last].indent) < _INDENT
    ):
        return True
    if _PART_HEADING.match(text):
        return heads_a_part(text)
    marker = list_marker(text)
    if marker is not None:
        rest = text[len(marker) :].lstrip()
        return (
            marker[0].isdigit()
            and marker[-1] == "."
            and last == first
            and _is_title(rest)
            and not _STOP.search(rest)
        )
    if text.endswith((",", ";", "—")) or SENTENCE_STOP.search(text) or _goes_on_below(lines, last):
        return False
    return _is_title(text) or _stands_alone(lines, first, last, words, measure)


def _is_title(text: str) -> bool:
    """Whether it is set in capitals, or with capitals at the start of its weighty words."""
    text = _TITLE_TAIL.sub("", text)
    words = _WORD.findall(text)
    if not (text[:1].isupper() or text[:1].isdigit() or text.startswith(("“", '"', "'", "("))):
        return False
    letters = [character for character in text if character.isalpha()]
    capitals = sum(map(str.isupper, letters))
    if len(letters) > len("III") and capitals >= 0.9 * len(letters):
        return True
    weighty = [word for word in words if word.casefold() not in _SMALL_WORDS]
    raised = sum(any(map(str.isupper, word)) for word in weighty)
    return bool(weighty) and raised >= max(1, 0.8 * len(weighty)) and len(weighty) >= 0.4 * len(words)


def _goes_on_below(lines: Sequence[Line], last: int) -> bool:
    """Whether the next line with text goes on in small letters, which what follows a title does not."""
    below = next((line.text for line in lines[last + 1 : last + 1 + _MAX_GAP] if line.text), "")
    if "@" in below or list_marker(below) is not None or lines[last].text.isupper():
        return False
    return _STARTS_LOWER.match(below) is not None


def reads_as_title(text: str) -> bool:
    """Whether a short line is set like a title: in capitals, or with its weighty words capitalised."""
    return bool(text) and len(text) < _MAX_HEADING and _is_title(text)


def goes_on_in(above: str, text: str) -> bool:
    """Whether a sentence that one line leaves open goes on in the next."""
    if not above or not text or _STOP.search(above):
        return False
    return _STARTS_LOWER.match(text) is not None or (
        _RUNS_ON.search(above) is not None and (text[0].isalnum() or text[0] in "$€£“(")
    )


def heads_a_part(text: str) -> bool:
    """Whether a line is the heading of an Item, a part, a note, an exhibit or the like."""
    return (
        _PART_HEADING.match(text) is not None
        and _TWO_SENTENCES.search(text) is None
        and len(text) < _MAX_PART_HEADING
        and not text.endswith((",", ";"))
        and text[:1].isupper()
    )


def _stands_alone(lines: Sequence[Line], first: int, last: int, words: Sequence[str], measure: int) -> bool:
    """Whether a short line without a stop stands between blank lines, over text."""
    text = lines[first].text
    if (
        first != last
        or len(words) > _MAX_LONE_HEADING_WORDS
        or lines[first].edge > _FULL * measure
        or not text[0].isupper()
    ):
        return False
    above_blank = first == 0 or not lines[first - 1].text
    below = lines[last + 1 : last + 4]
    over_text = any(line.text for line in below) and not (below[0].text if below else "")
    digits = sum(map(str.isdigit, text))
    if text.endswith(":") and len(words) > _MAX_LEAD_IN_WORDS:
        return False
    return above_blank and over_text and digits <= 0.2 * len(text) and not _RUNS_ON.search(text)


def _join_interrupted(lines: Sequence[Line], groups: Sequence[_Group], measure: int) -> list[_Group]:
    """Put paragraphs together that a blank line or a page break cut in mid-sentence."""
    joined: list[_Group] = []
    for group in groups:
        if joined and _goes_on(lines, joined[-1], group, measure):
            joined[-1] = replace(joined[-1], last=group.last)
        else:
            joined.append(group)
    return joined


def _goes_on(lines: Sequence[Line], above: _Group, group: _Group, measure: int) -> bool:
    if above.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or group.kind is not BlockKind.PARAGRAPH:
        return False
    end, start = lines[above.last], lines[group.first]
    gap = group.first - above.last - 1
    if gap == 0 and not start.starts_page:
        return False  # two groups without a gap were cut on purpose
    if gap > _MAX_GAP or _STOP.search(end.text):
        return False
    if _STARTS_LOWER.match(start.text):
        return len(end.text) >= _SHORTEST_MEASURE
    wrapped = above.last > above.first
    return above.kind is BlockKind.PARAGRAPH and wrapped and _is_full(end, measure)


def _join_headings(lines: Sequence[Line], groups: Sequence[_Group]) -> list[_Group]:
    """Put the lines of one wrapped heading together.

    Headings are set larger than text, so that their measure is their own: a line of a heading was
    broken by the typesetter where the next word would have made it longer than the longest line of the
    headings around it.
    """
    joined: list[_Group] = []
    position = 0
    while position < len(groups):
        end = position
        while end < len(groups) and groups[end].kind is BlockKind.HEADING:
            end += 1
        if end == position:
            joined.append(groups[position])
            position += 1
            continue
        longest = max(
            len(lines[number].text) for group in groups[position:end] for number in (group.first, group.last)
        )
        joined.append(groups[position])
        for group in groups[position + 1 : end]:
            above = lines[joined[-1].last]
            line = lines[group.first]
            if group.first == joined[-1].last + 1 and _wraps(above.text, line.text, longest):
                joined[-1] = replace(joined[-1], last=group.last)
            else:
                joined.append(group)
        position = end
    return joined


def _wraps(above: str, text: str, longest: int) -> bool:
    if (
        _is_marked_heading(above)
        or _is_marked_heading(text)
        or _PART_HEADING.match(text)
        or len(above) < _SHORTEST_MEASURE
    ):
        return False
    ended = above[-1].isdigit() or above[-1] in "%:)"
    return not ended and len(above) + 1 + len(text.split(None, 1)[0]) > longest
