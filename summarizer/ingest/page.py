"""Tags and texts to what stands on the page: paragraphs, tables and page breaks in order.

One pass over the tokens with a stack of open elements, and no tree. Text goes into the paragraph that is
open in the innermost table cell; a table is settled, as data or as layout, where it ends, so that a table
within a table is already plain pieces when the outer one is looked at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from summarizer.errors import UnreadableSourceError
from summarizer.ingest.flow import CLOSES, OPENS, PageBreak, Paragraph, Piece, RawCell, RawTable, Run
from summarizer.ingest.html_tables import settle
from summarizer.ingest.limits import Limits
from summarizer.ingest.markup import Token, TokenKind, attributes, decoded, is_xml, tokens
from summarizer.ingest.styling import (
    CENTRED,
    COLOURED,
    PREFORMATTED,
    RAISED,
    UNSEEN,
    WHITE,
    Style,
    read_sheet,
    style_of,
)

_VOID: Final = frozenset(
    (
        "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
    ).split()
)
_BLOCKS: Final = frozenset(
    (
        "address article aside blockquote body center dd details dialog dir div dl dt fieldset"
        " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li listing main"
        " menu nav ol p pre section summary ul table caption document page text"
    ).split()
)
_HIDDEN: Final = frozenset(
    (
        "head script style template title select option datalist svg audio video canvas iframe noembed"
        " noframes noscript map object applet textarea"
    ).split()
)
_HEAD_TAGS: Final = frozenset(
    "head title meta link script style base noscript template basefont bgsound".split()
)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS: Final = frozenset(("ul", "ol", "menu", "dir"))
_SECTIONS_OF_TABLES: Final = frozenset(("thead", "tbody", "tfoot"))
_TABLE_PARTS: Final = frozenset(("table", "tr", "td", "th", "caption", *_SECTIONS_OF_TABLES))
_FACTS: Final = frozenset(("nonfraction", "nonnumeric", "fraction"))
_MAX_SPAN: Final = 1000  # columns, as browsers have it
_MAX_ROWSPAN: Final = 65534
_BULLET: Final = "\u2022 "
_RAISED_DIGITS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNMARKED: Final = -2
_ITEM_DEPTH: Final = 4  # blocks between an item and its text
_RUNS_A_TAG: Final = 3
_MAX_TABLES: Final = 200  # within each other
_MAX_SHEETS: Final = 20
_MAX_ATTRIBUTES_KEPT: Final = 4096
_MAX_CONTINUED: Final = 8192


@dataclass(slots=True)
class TaggedFact:
    """A fact of inline XBRL with visible characters.

    Attributes:
        kind: "nonfraction", "nonnumeric" or "fraction".
        given: The tag's attributes.
    """

    kind: str
    given: Mapping[str, str]


@dataclass(slots=True)
class Resources:
    """What the hidden header of inline XBRL holds, as it is written.

    Attributes:
        contexts: By id, the tags and texts within each, as (local name, attributes, text).
        units: The same of the units.
    """

    contexts: dict[str, list[tuple[str, Mapping[str, str], str]]] = field(default_factory=dict)
    units: dict[str, list[tuple[str, Mapping[str, str], str]]] = field(default_factory=dict)


@dataclass(slots=True)
class Page:
    """A page as it is shown.

    Attributes:
        pieces: What stands on it, in order.
        facts: The facts tagged in it; runs of the pieces say where each starts and ends.
        resources: What the facts refer to.
    """

    pieces: list[Piece]
    facts: list[TaggedFact]
    resources: Resources


@dataclass(slots=True)
class _Open:
    """An open element."""

    name: str
    look: int  # of the text within, what it inherits included
    block: bool
    indent: float = 0
    heading: bool = False
    fact: int = -1
    counter: int = -1  # of the items of a numbered list; -1 for bullets
    closed: bool = False  # in place, beneath blocks that it did not hold


@dataclass(slots=True)
class _Scope:
    """The page, or a table, or one of its cells: tags in it close nothing outside of it."""

    base: int  # index of its own element on the stack
    pieces: list[Piece]
    open: dict[str, list[int]] = field(default_factory=dict)  # indices on the stack, by name
    blocks: list[int] = field(default_factory=list)
    paragraph: Paragraph | None = None
    table: RawTable | None = None  # the table itself, not one of its cells


def read_page(original: str, *, name: str, limits: Limits) -> Page:
    """Read a page.

    Raises:
        UnreadableSourceError: It holds more tags, cells or nested elements than the limits allow.
    """
    builder = _Builder(original, name, limits)
    builder.read()
    return Page(builder.scopes[0].pieces, builder.facts, builder.resources)


class _Builder:
    """Takes the tokens of one page."""

    def __init__(self, original: str, name: str, limits: Limits) -> None:
        self.original = original
        self.name = name
        self.limits = limits
        self.xml = is_xml(original)
        self.facts: list[TaggedFact] = []
        self.resources = Resources()
        self.sheet: dict[str, str] = {}
        self.sheets = 0
        self.stack: list[_Open] = [_Open("", 0, block=True)]
        self.scopes: list[_Scope] = [_Scope(0, [], blocks=[0])]
        self.hidden: int | None = None  # index of the outermost hidden element
        self.collected: list[tuple[str, Mapping[str, str], str]] | None = None  # of a context or unit
        self.waiting: list[Run] = []  # marks of facts for the next paragraph
        self.cells = 0
        self.runs = 0
        self.given: dict[str, dict[str, str]] = {}
        self.styles: dict[tuple[str, str], Style] = {}

    def read(self) -> None:
        """Take all tokens."""
        tags = 0
        for token in self._after_wrapper():
            if token.kind is TokenKind.TEXT:
                self._text(token)
                if self.runs > _RUNS_A_TAG * self.limits.max_tags:
                    raise self._too_many("entities", self.limits.max_tags)
                continue
            tags += 1
            if tags > self.limits.max_tags:
                raise self._too_many("tags", self.limits.max_tags)
            if token.kind is TokenKind.START:
                self._start(token)
            elif token.kind is TokenKind.END:
                self._end(token.name)
            elif self.hidden is None:
                self._break_page()
        while len(self.scopes) > 1:
            self._leave_table()
        self._pop_to(1)
        self._end_paragraph()
        if self.waiting and self.scopes[0].pieces:
            last = Paragraph([*self.waiting])
            self.scopes[0].pieces.append(last)

    def _too_many(self, what: str, most: int) -> UnreadableSourceError:
        return UnreadableSourceError(
            f"{self.name} has more than {most:,} {what}; "
            "give the one document of it that you need, or raise the limit"
        )

    def _after_wrapper(self) -> Iterator[Token]:
        """The tokens, without what an EDGAR submission puts before the text of a document."""
        stream = tokens(self.original)
        first: list[Token] = []
        for token in stream:
            first.append(token)
            if token.kind is TokenKind.START:
                if token.name == "document" and len(first) <= 2:
                    break
                yield from first
                yield from stream
                return
            if len(first) > 4:
                yield from first
                yield from stream
                return
        else:
            yield from first
            return
        kept = iter(stream)
        for count, token in enumerate(kept):
            if token.kind is TokenKind.START and token.name == "text":
                break
            if (
                token.kind is TokenKind.START and token.name in ("html", "body", "p", "div", "table")
            ) or count > 40:
                yield token
                break
        yield from kept

    # -- text ----------------------------------------------------------------------------------

    def _text(self, token: Token) -> None:
        if self.hidden is not None:
            self._hidden_text(token)
            return
        element = self.stack[-1]
        look = element.look
        if look & UNSEEN or (look & WHITE and not look & COLOURED):
            return
        preformatted = bool(look & PREFORMATTED)
        scope = self.scopes[-1]
        for characters, place in decoded(self.original, token, preformatted=preformatted):
            text, origin = characters, place
            self.runs += 1
            paragraph = scope.paragraph
            if not preformatted and text[0] == " " and (paragraph is None or _ends_in_space(paragraph.runs)):
                text = text.lstrip(" ")
                if not text:
                    continue
                origin += len(characters) - len(text)
            if paragraph is None:
                paragraph = self._open_paragraph(scope)
            if look & RAISED and text.strip().isdecimal() and text.isascii():
                text = text.translate(_RAISED_DIGITS)  # as it is seen: "1,234" stays a number of its own
            paragraph.runs.append(Run(text, origin, look))

    def _open_paragraph(self, scope: _Scope) -> Paragraph:
        if not scope.blocks and not self.waiting:  # straight in a cell
            centred, preformatted = self.stack[scope.base].look & CENTRED, self.stack[-1].look & PREFORMATTED
            scope.paragraph = Paragraph(centred=bool(centred), preformatted=bool(preformatted))
            return scope.paragraph
        block = self.stack[scope.blocks[-1]] if scope.blocks else self.stack[scope.base]
        heading = any(self.stack[index].heading for index in scope.blocks[-3:])
        elements = (self.stack[index] for index in reversed(scope.blocks[-_ITEM_DEPTH:]))
        item = next((element for element in elements if element.name == "li"), None)
        paragraph = Paragraph(
            centred=bool(block.look & CENTRED),
            heading=heading,
            item=item is not None,
            preformatted=bool(self.stack[-1].look & PREFORMATTED),
            indent=sum(self.stack[index].indent for index in scope.blocks[-8:]),
        )
        if self.waiting:
            paragraph.runs.extend(self.waiting)
            self.waiting.clear()
        if item is not None and item.counter != _UNMARKED:
            mark = _BULLET if item.counter < 0 else f"{item.counter}. "
            item.counter = _UNMARKED  # once
            paragraph.runs.append(Run(mark, -1))
        scope.paragraph = paragraph
        return paragraph

    def _end_paragraph(self) -> None:
        scope = self.scopes[-1]
        paragraph = scope.paragraph
        if paragraph is None:
            return
        scope.paragraph = None
        for run in paragraph.runs:
            if run.origin >= 0 and run.text and not run.text.isspace():
                scope.pieces.append(paragraph)
                return
        self.waiting.extend(run for run in paragraph.runs if run.look >= OPENS)

    def _line_break(self, origin: int) -> None:
        scope = self.scopes[-1]
        paragraph = scope.paragraph
        if paragraph is None:
            return
        for run in reversed(paragraph.runs):
            if run.text == "\n":
                self._end_paragraph()  # two in a row part paragraphs
                return
            if run.text and not run.text.isspace():
                break
        paragraph.runs.append(Run("\n", origin, self.stack[-1].look))

    def _gap(self) -> None:
        """Part what stands apart on the page, as a footnote's mark and its text do."""
        paragraph = self.scopes[-1].paragraph
        if paragraph is not None and not _ends_in_space(paragraph.runs):
            paragraph.runs.append(Run(" ", -1))

    def _break_page(self) -> None:
        self._end_paragraph()
        pieces = self.scopes[-1].pieces
        if pieces and not isinstance(pieces[-1], PageBreak):
            pieces.append(PageBreak())

    def _mark(self, fact: int, kind: int) -> None:
        run = Run("", fact, kind)
        paragraph = self.scopes[-1].paragraph
        if paragraph is None:
            self.waiting.append(run)
        else:
            paragraph.runs.append(run)

    # -- tags ----------------------------------------------------------------------------------

    def _start(self, token: Token) -> None:
        name = token.name
        colon, local = ":" in name, name.rpartition(":")[2]
        if self.stack[-1].name == "head" and name not in _HEAD_TAGS:
            self._pop_to(len(self.stack) - 1)
        if self.hidden is not None:
            self._start_hidden(token, local)
            return
        if name in _VOID:
            self._void(token)
            return
        if name in _TABLE_PARTS and self._table_part(token):
            return
        style = self._style(token)
        block = name in _BLOCKS if style.block is None else style.block
        if style.new_page:
            self._break_page()
        if block:
            self._start_block(name)
        elif style.indent >= 1:
            self._gap()
        closed = token.closed and (self.xml or colon)
        fact = -1
        if colon and local in _FACTS and not closed:
            self.facts.append(TaggedFact(local, self._attributes(token.raw)))
            fact = len(self.facts) - 1
            self._mark(fact, OPENS)
        if closed:
            return
        element = self._push(name, style, block=block, fact=fact)
        element.heading = name in _HEADINGS
        if name in _LISTS or name == "dl":
            element.counter = _UNMARKED if style.plain_list else 0 if name == "ol" else -1
        elif name == "li":
            element.counter = self._item_counter()
        if name in _HIDDEN or style.hidden or (colon and local in ("header", "hidden")):
            self.hidden = len(self.stack) - 1

    def _start_block(self, name: str) -> None:
        self._end_paragraph()
        scope = self.scopes[-1]
        opened = scope.open.get("p")
        if opened and name not in {"html", "body"}:
            self._pop_to(opened[-1])
        if name == "li":
            self._close_implied("li", _LISTS)
        elif name in ("dt", "dd"):
            self._close_implied("dt", frozenset(("dl",)))
            self._close_implied("dd", frozenset(("dl",)))

    def _close_implied(self, name: str, bounds: frozenset[str]) -> None:
        """Close an open item that another one follows in the same list."""
        opened = self.scopes[-1].open
        if opened.get(name) and not any(
            opened.get(bound) and opened[bound][-1] > opened[name][-1] for bound in bounds
        ):
            self._pop_to(opened[name][-1])

    def _item_counter(self) -> int:
        opened = self.scopes[-1].open
        lists = [opened[name][-1] for name in _LISTS if opened.get(name)]
        if not lists:
            return -1
        element = self.stack[max(lists)]
        if element.counter >= 0:
            element.counter += 1
        return element.counter

    def _push(self, name: str, style: Style, *, block: bool, fact: int = -1) -> _Open:
        above = self.stack[-1]
        look = (above.look & ~style.removes) | style.adds
        if len(self.stack) > self.limits.max_depth:
            raise UnreadableSourceError(
                f"{self.name} nests more than {self.limits.max_depth:,} elements in each other, "
                "which no filing does; check that the file is whole"
            )
        element = _Open(name, look, block, style.indent, fact=fact)
        scope = self.scopes[-1]
        index = len(self.stack)
        self.stack.append(element)
        scope.open.setdefault(name, []).append(index)
        if block:
            scope.blocks.append(index)
        return element

    def _pop_to(self, index: int) -> None:
        """Close all elements from `index` on, within the innermost scope."""
        scope = self.scopes[-1]
        stack = self.stack
        while len(stack) > index:
            element = stack.pop()
            if element.block:
                self._end_paragraph()
                if scope.blocks and scope.blocks[-1] == len(stack):
                    scope.blocks.pop()
            if not element.closed:
                opened = scope.open.get(element.name)
                if opened and opened[-1] == len(stack):
                    opened.pop()
                if element.fact >= 0:
                    self._mark(element.fact, CLOSES)
        if self.hidden is not None and self.hidden >= len(stack):
            self.hidden = None
            self.collected = None

    def _end(self, name: str) -> None:
        scope = self.scopes[-1]
        opened = scope.open.get(name)
        if name in _TABLE_PARTS:
            if (
                self.hidden is not None
                and len(self.scopes) > 1
                and not (opened and opened[-1] >= self.hidden)
            ):
                self._show_again()
            if self.hidden is None and self._end_table_part(name):
                return
            scope = self.scopes[-1]
            opened = scope.open.get(name)
        if self.hidden is not None:
            self._end_hidden(name)
            if not opened:
                return
        elif not opened:
            if name == "p":
                self._end_paragraph()
            elif name == "br":
                self._line_break(-1)
            return
        index = opened[-1]
        element = self.stack[index]
        if not element.block and scope.blocks and scope.blocks[-1] > index and self.hidden is None:
            opened.pop()  # a block that started in it is still open: it ends beneath that block
            element.closed = True
            if element.fact >= 0:
                self._mark(element.fact, CLOSES)
            return
        self._pop_to(index)

    def _void(self, token: Token) -> None:
        if token.name == "br":
            if not self.stack[-1].look & UNSEEN:
                self._line_break(token.start)
            if token.raw and self._style(token).new_page:
                self._break_page()
        elif token.name == "hr" or (token.name == "img" and "page-break" in token.raw):
            self._break_page()

    # -- tables --------------------------------------------------------------------------------

    def _table_part(self, token: Token) -> bool:
        """Take the start of a table or of a part of one; False where it is like any other block."""
        name = token.name
        if name == "table":
            style = self._style(token)
            if style.hidden or len(self.scopes) > 2 * _MAX_TABLES:
                return False
            if style.new_page:
                self._break_page()
            self._start_block(name)
            element = self._push(name, style._replace(indent=0), block=True)
            element.look &= ~CENTRED | (style.adds & CENTRED)
            base = len(self.stack) - 1
            self.scopes.append(_Scope(base, self.scopes[-1].pieces, table=RawTable()))
            return True
        table = self._to_table(name)
        if table is None:
            return False
        style = self._style(token)
        if name in _SECTIONS_OF_TABLES:
            if not style.hidden and not (token.closed and self.xml):
                self._push(name, style, block=False)
            return not style.hidden
        if name == "caption":
            if token.closed and self.xml:
                return True
            self._push(name, style, block=True)
            if style.hidden:
                self.hidden = len(self.stack) - 1
            return True
        if name == "tr":
            table.rows.append([])
            if not (token.closed and self.xml):
                self._push(name, style, block=False)
                if style.hidden:
                    table.rows.pop()
                    self.hidden = len(self.stack) - 1
            return True
        self._start_cell(token, table, style)
        return True

    def _start_cell(self, token: Token, table: RawTable, style: Style) -> None:
        if not table.rows:
            table.rows.append([])
        self.cells += 1
        if self.cells > self.limits.max_cells:
            raise self._too_many("table cells", self.limits.max_cells)
        given = self._attributes(token.raw) if token.raw else {}
        cell = RawCell(
            colspan=_span(given.get("colspan"), _MAX_SPAN) if given else 1,
            rowspan=_span(given.get("rowspan"), _MAX_ROWSPAN) if given else 1,
            header=token.name == "th",
            indent=style.indent,
        )
        table.rows[-1].append(cell)
        if token.closed and self.xml:
            return
        self._push(token.name, style._replace(indent=0) if style.indent else style, block=True)
        self.scopes.append(_Scope(len(self.stack) - 1, cell.pieces))
        if style.hidden:
            self.hidden = len(self.stack) - 1

    def _to_table(self, name: str) -> RawTable | None:
        """Close what a part of a table closes by starting or ending; the table that the part belongs to."""
        scope = self.scopes[-1]
        if scope.table is None:
            if len(self.scopes) == 1:
                return None
            self._leave_scope()
            scope = self.scopes[-1]
        self._end_paragraph()
        if name in ("td", "th"):
            caption = scope.open.get("caption")
            if caption:
                self._pop_to(caption[-1])
            return scope.table
        self._pop_to(scope.base + 1 if name != "tr" else self._row_base(scope))
        self._end_paragraph()
        return scope.table

    def _row_base(self, scope: _Scope) -> int:
        opened = scope.open.get("tr")
        return opened[0] if opened else len(self.stack)

    def _leave_scope(self) -> _Scope:
        """Close the innermost table or cell, and all that is open in it."""
        scope = self.scopes[-1]
        self._pop_to(scope.base + 1)
        self._end_paragraph()
        self.scopes.pop()
        name = self.stack.pop().name
        above = self.scopes[-1]
        above.open[name].pop()
        if above.blocks and above.blocks[-1] == scope.base:
            above.blocks.pop()
        if self.hidden is not None and self.hidden >= len(self.stack):
            self.hidden = None
        return scope

    def _leave_table(self) -> None:
        """Close the innermost table, and its open cell; put what it comes to in its place."""
        if self.scopes[-1].table is None:
            self._leave_scope()
        table = self._leave_scope().table
        if table is not None:
            self.scopes[-1].pieces.extend(settle(table, name=self.name, limits=self.limits))

    def _end_table_part(self, name: str) -> bool:
        if name == "table":
            if len(self.scopes) == 1:
                return False
            self._leave_table()
            return True
        scope = self.scopes[-1]
        if name in ("td", "th"):
            if scope.table is not None or len(self.scopes) == 1:
                return scope.table is not None
            self._leave_scope()
            return True
        if len(self.scopes) == 1:
            return False
        if scope.table is None:
            self._leave_scope()
            scope = self.scopes[-1]
        opened = scope.open.get(name)
        if opened:
            self._pop_to(opened[-1])
            self._end_paragraph()
        return True

    # -- what is not shown ---------------------------------------------------------------------

    def _start_hidden(self, token: Token, local: str) -> None:
        if token.name in _VOID or (token.closed and self.xml):
            return
        if token.name in ("tr", "td", "th") and self._is_of_hidden_row(token.name):
            self._show_again()
            self._start(token)
            return
        self._push(token.name, Style(), block=False)
        if ":" not in token.name:
            return
        if local in ("context", "unit"):
            given = self._attributes(token.raw)
            target = self.resources.contexts if local == "context" else self.resources.units
            self.collected = target.setdefault(given.get("id", ""), [])
            if len(target) > _MAX_CONTINUED * 16:
                self.collected = None
        elif self.collected is not None:
            self.collected.append((local, self._attributes(token.raw) if token.raw else {}, ""))

    def _is_of_hidden_row(self, name: str) -> bool:
        """Whether the hidden element is a cell or row that the start of another one closes."""
        hidden = self.stack[self.hidden or 0].name
        scope = self.scopes[-1]
        tables = scope.open.get("table")
        if len(self.scopes) == 1 or (tables and tables[-1] > (self.hidden or 0)):
            return False
        return hidden in ("td", "th") or (hidden == "tr" and name == "tr")

    def _show_again(self) -> None:
        """Close the hidden element."""
        if self.hidden is None:
            return
        if self.hidden == self.scopes[-1].base:
            self._leave_scope()
        else:
            self._pop_to(self.hidden)

    def _hidden_text(self, token: Token) -> None:
        name = self.stack[-1].name
        if name == "style":
            if self.sheets < _MAX_SHEETS:
                self.sheets += 1
                read_sheet(self.original[token.start : token.end], self.sheet)
                self.styles.clear()
        elif self.collected:
            local, given, text = self.collected[-1]
            if not text:
                shown = "".join(part for part, _ in decoded(self.original, token, preformatted=False)).strip()
                self.collected[-1] = (local, given, shown)

    def _end_hidden(self, name: str) -> None:
        if self.collected is not None and name.endswith((":context", ":unit")):
            self.collected = None

    # -- attributes ----------------------------------------------------------------------------

    def _attributes(self, raw: str) -> dict[str, str]:
        known = self.given.get(raw)
        if known is None:
            known = attributes(raw)
            if len(raw) < _MAX_ATTRIBUTES_KEPT:
                if len(self.given) > _MAX_ATTRIBUTES_KEPT:
                    self.given.clear()
                self.given[raw] = known
        return known

    def _style(self, token: Token) -> Style:
        if not token.raw and not self.sheet:
            key = (token.name, "")
        else:
            key = (token.name, token.raw if len(token.raw) < _MAX_ATTRIBUTES_KEPT else "")
        known = self.styles.get(key)
        if known is None:
            known = style_of(token.name, self._attributes(token.raw) if token.raw else {}, self.sheet)
            if len(self.styles) > _MAX_ATTRIBUTES_KEPT:
                self.styles.clear()
            if len(token.raw) < _MAX_ATTRIBUTES_KEPT:
                self.styles[key] = known
        return known


def _ends_in_space(runs: list[Run]) -> bool:
    for run in reversed(runs):
        if run.text:
            return run.text[-1] in " \n"
    return True


def _span(given: str | None, most: int) -> int:
    """A number of rows or columns; 1 where it is none, and never more than browsers allow."""
    if not given:
        return 1
    digits = given.strip()[:9]
    if not (digits.isascii() and digits.isdecimal()):
        return 1
    return max(1, min(int(digits), most))
