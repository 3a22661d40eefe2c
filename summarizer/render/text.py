"""A briefing for the terminal: one page that is read in half a minute."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from rich.cells import cell_len
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from summarizer.briefing import Briefing
from summarizer.findings import Check, Finding, Omission, QuoteFinding
from summarizer.render.compose import compose
from summarizer.render.escape import plain
from summarizer.render.page import NOT_STATED, Block, Bullets, Column, Facts, Grid, Note, Page, Section
from summarizer.render.terminal import (
    FLAGGED,
    QUIET,
    STRONG,
    SUPPORTED,
    WARNING,
    Style,
    clip,
    colour_of,
    draw,
    evidence_text,
    finding_text,
    phrase_text,
)

_INDENT = 2
_GAP = 2
_LABEL_MAX = 22
_FIRST_COLUMN_MIN = 16
_OMITTED_MAX = 8
_QUOTE = 160  # characters shown of a quotation
_PLAIN = Style()


def render_text(briefing: Briefing[Any], style: Style = _PLAIN, *, evidence: bool = False) -> str:
    """`briefing` as a page of text.

    Args:
        briefing: What to show.
        style: Width, colour and symbols of the place it will be shown.
        evidence: Whether to list every number with its evidence and offsets.
    """
    page = compose(briefing)
    drawing = _Drawing(style, _label_width(page.blocks))
    parts = [*drawing.head(page)]
    for block in page.blocks:
        parts.extend(drawing.block(block))
    parts.extend(drawing.verdicts(page))
    if evidence:
        parts.extend(drawing.evidence(briefing.numbers))
    parts.extend(drawing.foot(page))
    return draw(parts, style)


class _Drawing:
    def __init__(self, style: Style, label_width: int) -> None:
        self._style = style
        self._marks = style.marks
        self._label_width = label_width

    def head(self, page: Page) -> Iterable[RenderableType]:
        headline = phrase_text(page.headline, self._style)
        headline.stylize_before(STRONG)
        yield headline
        dot = Text(f" {self._marks.dot} ")
        if page.subject:
            yield dot.join(phrase_text(phrase, self._style) for phrase in page.subject)
        yield Text(plain(page.source), QUIET)
        yield ""
        yield self._summary(page)
        if page.blocks and not isinstance(page.blocks[0], Section):
            yield ""

    def _summary(self, page: Page) -> Text:
        total, flagged = sum(page.counts.values()), len(page.flagged)
        marks = self._marks
        text = Text()
        if not total:
            text.append(f"{marks.flagged} No number in this briefing was checked", WARNING)
        elif flagged:
            verb = "is" if flagged == 1 else "are"
            text.append(f"{marks.flagged} {flagged} of {total} numbers {verb} FLAGGED", FLAGGED)
        else:
            what = "The one number is" if total == 1 else f"All {total} numbers are"
            text.append(f"{marks.supported} {what} borne out by the source", SUPPORTED)
        if page.failed:
            text.append(f" {marks.dot} ")
            text.append(f"{marks.flagged} {len(page.failed)} {_plural('check', page.failed)} FAILED", FLAGGED)
        return text

    def block(self, block: Block, depth: int = 0) -> Iterable[RenderableType]:
        match block:
            case Section():
                yield from self._section(block, depth)
            case Facts():
                yield from self._padded(self._facts(block, depth), depth)
            case Bullets():
                yield from self._padded(self._bullets(block), depth)
            case Grid():
                yield from self._padded(self._grid(block, depth), depth)

    def _section(self, section: Section, depth: int) -> Iterable[RenderableType]:
        if section.title and depth == 0:
            yield ""
            yield self._title(section.title)
        elif section.title:
            only = section.blocks[0] if len(section.blocks) == 1 else None
            if isinstance(only, Grid) and self._fits(only, depth):
                yield from self.block(_named(only, section.title), depth)
                return
            yield Padding(Text(plain(section.title), STRONG), (0, 0, 0, _INDENT * depth))
        for block in section.blocks:
            yield from self.block(block, depth + 1)

    def _title(self, words: str) -> Text:
        text = Text(no_wrap=True, overflow="ellipsis")
        text.append(plain(words).upper() if not self._style.colour else plain(words), STRONG)
        return text

    def _padded(self, parts: Iterable[RenderableType], depth: int) -> Iterable[RenderableType]:
        for part in parts:
            yield Padding(part, (0, 0, 0, _INDENT * depth)) if depth else part

    def _facts(self, facts: Facts, depth: int) -> Iterable[RenderableType]:
        table = Table.grid(padding=(0, _GAP, 0, 0))
        table.add_column(width=max(self._label_width - _INDENT * depth, 1), style=QUIET)
        table.add_column()
        for label, phrases in facts.rows:
            lines = Text("\n").join(phrase_text(phrase, self._style) for phrase in phrases)
            table.add_row(Text(plain(label)), lines)
        yield table

    def _bullets(self, bullets: Bullets) -> Iterable[RenderableType]:
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(style=QUIET)
        table.add_column()
        for phrase in bullets.items:
            table.add_row(self._marks.dot if self._style.unicode else "-", phrase_text(phrase, self._style))
        yield table

    def _widths(self, grid: Grid) -> list[int]:
        """What each column takes if nothing in it is wrapped."""
        return [
            max(
                cell_len(column.title),
                *(cell_len(phrase_text(row[index], self._style).plain) for row in grid.rows),
            )
            for index, column in enumerate(grid.columns)
        ]

    def _fits(self, grid: Grid, depth: int) -> bool:
        """Whether the columns have room beside each other."""
        widths, room = self._widths(grid), self._style.width - _INDENT * depth
        kept, _ = _fit(grid.columns, widths, room)
        return sum(widths[index] + _GAP for index in kept[1:]) + min(_FIRST_COLUMN_MIN, widths[0]) <= room

    def _grid(self, grid: Grid, depth: int) -> Iterable[RenderableType]:
        cells = [[phrase_text(phrase, self._style) for phrase in row] for row in grid.rows]
        widths = self._widths(grid)
        room = self._style.width - _INDENT * depth
        kept, merged = _fit(grid.columns, widths, room)
        others = sum(widths[index] + _GAP for index in kept[1:])
        if not self._fits(grid, depth):
            yield from self._stacked(grid, cells)
            return
        widths[0] = min(widths[0], room - others)
        yield self._row([Text(plain(grid.columns[index].title), QUIET) for index in kept], grid, kept, widths)
        dash = Text(self._marks.dash, QUIET)
        for row in cells:
            yield self._row([row[kept[0]], *(row[index] or dash for index in kept[1:])], grid, kept, widths)
            asides = [row[index] for index in merged if row[index] and row[index].plain != NOT_STATED]
            if asides:
                yield Padding(Text(f" {self._marks.dot} ").join(asides), (0, 0, 0, _INDENT))

    def _row(self, cells: list[Text], grid: Grid, kept: list[int], widths: list[int]) -> RenderableType:
        # The gaps are columns: versions of rich differ in what they pad beside a column of fixed width.
        table = Table.grid()
        parts: list[RenderableType] = []
        for place, (index, cell) in enumerate(zip(kept, cells, strict=True)):
            if place:
                table.add_column(width=_GAP)
                parts.append("")
            table.add_column(
                width=widths[index],
                justify="right" if place and grid.columns[index].numeric else "left",
                no_wrap=place > 0,
            )
            parts.append(cell)
        table.add_row(*parts)
        return table

    def _stacked(self, grid: Grid, cells: list[list[Text]]) -> Iterable[RenderableType]:
        for row in cells:
            yield row[0]
            table = Table.grid(padding=(0, _GAP, 0, 0))
            table.add_column(width=max(self._label_width - _INDENT, 1), style=QUIET)
            table.add_column()
            for column, cell in zip(grid.columns[1:], row[1:], strict=True):
                if cell:
                    table.add_row(Text(plain(column.title)), cell)
            yield Padding(table, (0, 0, 0, _INDENT))

    def verdicts(self, page: Page) -> Iterable[RenderableType]:
        if page.flagged:
            yield from self._heading("Flagged", FLAGGED)
            for note in page.flagged:
                yield from self._note(note, with_evidence=True)
        if page.quotes:
            yield from self._heading("Quotations", FLAGGED)
            yield from (self._quote(quote) for quote in page.quotes)
        if page.failed:
            yield from self._heading("Checks", FLAGGED)
            yield from (self._check(check, FLAGGED, self._marks.flagged) for check in page.failed)
        if page.derived:
            yield from self._heading("Derived", STRONG)
            for note in page.derived:
                yield from self._note(note, with_evidence=False)
        if page.remarks:
            yield from self._heading("Remarks", STRONG)
            yield from (self._check(check, "", self._marks.dot) for check in page.remarks)
        if page.omitted:
            yield from self._heading("Left out of this briefing", STRONG)
            yield from self._omitted(page.omitted)
        if page.absent:
            yield ""
        for status, labels in page.absent:
            line = Text(f"{status.value.capitalize()}: ", STRONG)
            line.append(plain(", ".join(labels)), QUIET)
            yield line

    def _heading(self, words: str, style: str) -> Iterable[RenderableType]:
        yield ""
        title = self._title(words)
        title.stylize(style)
        yield title

    def _note(self, note: Note, *, with_evidence: bool) -> Iterable[RenderableType]:
        finding = note.finding
        head = finding_text(finding, self._style)
        head.append(f"  {plain(finding.path)}", QUIET)
        body = [head, Text(plain(finding.message))]
        if with_evidence:
            body.extend(evidence_text(evidence, self._style) for evidence in finding.evidence[:2])
        yield self._numbered(f"[{note.number}]", body, colour_of(finding.status))

    def _quote(self, quote: QuoteFinding) -> RenderableType:
        head = Text(f"{clip(plain(quote.text), _QUOTE)} {quote.status}", colour_of(quote.status))
        head.append(f"  {plain(quote.path)}", QUIET)
        body = [head, Text(plain(quote.message))]
        body.extend(evidence_text(evidence, self._style) for evidence in quote.evidence[:2])
        return self._numbered(self._marks.flagged, body, colour_of(quote.status))

    def _numbered(self, number: str, lines: list[Text], style: str = "") -> RenderableType:
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(style=style, no_wrap=True)
        table.add_column()
        table.add_row(number, Text("\n").join(line for line in lines if line))
        return Padding(table, (0, 0, 0, _INDENT))

    def _check(self, check: Check, style: str, mark: str) -> RenderableType:
        line = Text(plain(check.message))
        places = [*map(plain, check.paths), *(f"[{one.start}:{one.end}]" for one in check.evidence)]
        line.append(f"  {check.check}{': ' if places else ''}{', '.join(places)}", QUIET)
        return self._numbered(mark, [line], style)

    def _omitted(self, omissions: tuple[Omission, ...]) -> Iterable[RenderableType]:
        table = Table.grid(padding=(0, _GAP, 0, 0))
        table.add_column(max_width=max(self._style.width // 3, 1))
        table.add_column()
        for omission in omissions[:_OMITTED_MAX]:
            message = Text(plain(omission.message))
            message.append(f" [{omission.start}:{omission.end}]", QUIET)
            table.add_row(Text(plain(omission.text)), message)
        yield Padding(table, (0, 0, 0, _INDENT))
        if len(omissions) > _OMITTED_MAX:
            more = len(omissions) - _OMITTED_MAX
            yield Padding(
                Text(f"{self._marks.ellipsis} and {more} more; --format json lists them all", QUIET),
                (0, 0, 0, _INDENT),
            )

    def evidence(self, findings: tuple[Finding, ...]) -> Iterable[RenderableType]:
        yield from self._heading("Evidence", STRONG)
        for finding in findings:
            head = finding_text(finding, self._style)
            head.append(f"  {plain(finding.path)}", QUIET)
            yield Padding(head, (0, 0, 0, _INDENT))
            for evidence in finding.evidence:
                yield Padding(evidence_text(evidence, self._style), (0, 0, 0, 2 * _INDENT))

    def foot(self, page: Page) -> Iterable[RenderableType]:
        counts, marks = page.counts, self._marks
        total = sum(counts.values())
        numbers = "number" if total == 1 else "numbers"
        checked = (
            f"{total} {numbers} checked: {marks.supported} {counts['supported']} supported, "
            f"{marks.derived} {counts['derived']} derived, {marks.flagged} {len(page.flagged)} flagged"
        )
        passed = f"{page.passed} {'check' if page.passed == 1 else 'checks'} passed"
        parts = [checked, *([passed] if page.passed else []), *page.footer]
        yield ""
        yield Text(f" {self._marks.dot} ".join(plain(part) for part in parts), QUIET)


def _fit(columns: tuple[Column, ...], widths: list[int], room: int) -> tuple[list[int], list[int]]:
    """Which columns get their own place, and which are told under the row's first cell.

    Sentences are always told there; columns of words follow, the last first, until the rest fits.
    """
    kept = [index for index, column in enumerate(columns) if index == 0 or not column.long]

    def too_wide() -> bool:
        return min(widths[0], room // 2) + sum(widths[index] + _GAP for index in kept[1:]) > room

    while too_wide():
        words = [index for index in kept[1:] if not columns[index].numeric]
        if not words:
            break
        kept.remove(words[-1])
    return kept, [index for index in range(len(columns)) if index not in kept]


def _named(grid: Grid, title: str) -> Grid:
    """`grid` with the title of its section over its first column."""
    first, *others = grid.columns
    return replace(grid, columns=(replace(first, title=title), *others))


def _label_width(blocks: Iterable[Block], depth: int = 0) -> int:
    """The width of the labels, indentation included, so that all values of the page line up."""
    width = 0
    for block in blocks:
        if isinstance(block, Facts):
            label = max(cell_len(plain(label)) for label, _ in block.rows)
            width = max(width, _INDENT * depth + min(label, _LABEL_MAX))
        elif isinstance(block, Section):
            width = max(width, _label_width(block.blocks, depth + 1))
    return width


def _plural(word: str, items: tuple[object, ...]) -> str:
    return word if len(items) == 1 else f"{word}s"
