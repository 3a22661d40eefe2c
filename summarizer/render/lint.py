"""A check report in the manner of a linter: place, verdict, reason, the line, a caret, the evidence."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from summarizer.document import Span
from summarizer.findings import Check, Evidence, Finding, Omission, Outcome, QuoteFinding
from summarizer.render.escape import plain
from summarizer.render.terminal import (
    FLAGGED,
    QUIET,
    STRONG,
    SUPPORTED,
    WARNING,
    Style,
    Unwrapped,
    clip,
    colour_of,
    draw,
)
from summarizer.verify.report import CheckReport, counts_of

_PLAIN = Style()
_EVIDENCE_MAX = 3  # places of the source shown for one number
_TITLE = 100  # characters of a quotation in an annotation's title
_LINES_MAX = 3  # lines shown for a number that a line break divides
_NEAR = 8  # times the room of a line: enough, even if most characters there show nothing
_NARROWEST = 24  # columns left for the line itself, however narrow the terminal


def render_report(
    report: CheckReport,
    style: Style = _PLAIN,
    *,
    verbose: bool = False,
    record: BaseModel | None = None,
) -> str:
    """`report` as text: what is flagged with its reasons, what was left out, and a last line of counts.

    Args:
        report: What `check` found.
        style: Width, colour and symbols of the place it will be shown.
        verbose: Whether to list the numbers and quotations that are borne out, too.
        record: The record that was checked, where the draft was a briefing's JSON.
    """
    drawing = _Drawing(report, style, record)
    lines: list[Text] = []
    for finding in _in_order(report):
        if verbose or not finding.status.clean:
            lines.extend(drawing.finding(finding, with_evidence=verbose or not finding.status.clean))
    lines.extend(drawing.failed(check) for check in report.broken)
    lines.extend(drawing.note(check) for check in _notes(report))
    lines.extend(drawing.omission(omission) for omission in report.omitted)
    if lines and lines[-1]:
        lines.append(Unwrapped())
    lines.append(drawing.summary())
    return draw(lines, style)


def render_github(report: CheckReport) -> str:
    """`report` as annotations for GitHub Actions, one line each, and the line of counts."""
    lines = _Lines(report.draft_text)
    file = report.draft.name
    annotations = []
    for finding in _in_order(report):
        if finding.status.clean:
            continue
        title = f"{finding.status}: {clip(plain(finding.text), _TITLE)}"
        place: dict[str, object] = {"file": file, "title": title}
        if finding.span is not None and not finding.path:
            at, until = lines.place(finding.span.start), lines.place(finding.span.end)
            place |= {"line": at.line, "endLine": until.line}
            if at.line == until.line:
                place |= {"col": at.column, "endColumn": until.column}
        where = f"{finding.path}: " if finding.path else ""
        annotations.append(_command("error", place, where + finding.message))
    annotations.extend(
        _command("error", {"file": file, "title": check.check}, check.message) for check in report.broken
    )
    annotations.extend(
        _command("notice", {"file": file, "title": check.check}, check.message) for check in _notes(report)
    )
    for omission in report.omitted:
        title = f"left out: {plain(omission.text)}"
        annotations.append(_command("notice", {"file": file, "title": title}, omission.message))
    return "\n".join([*annotations, counted(report)]) + "\n"


def counted(report: CheckReport) -> str:
    """The line of counts: "26 numbers checked: 24 supported, 2 derived. 1 quotation: 1 supported."."""
    total = len(report.numbers)
    failed = len(report.broken)
    broken = f" {failed} consistency {'check' if failed == 1 else 'checks'} failed." if failed else ""
    quoted = ""
    if report.quotes:
        many = len(report.quotes)
        quoted = f" {many} quotation{'' if many == 1 else 's'}: {_listed(counts_of(report.quotes))}."
    if not total:
        nothing = "" if quoted else ": nothing was checked"
        return f"No number was found in {plain(report.draft.name)}{nothing}.{quoted}{broken}"
    numbers = f"{total} number{'' if total == 1 else 's'} checked: {_listed(report.counts)}."
    return f"{numbers}{quoted}{broken}"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {status}" for status, count in counts.items() if count)


def _in_order(report: CheckReport) -> list[Finding | QuoteFinding]:
    """Numbers and quotations as they stand in the draft; those of a record by its fields, numbers first."""
    findings: list[Finding | QuoteFinding] = [*report.numbers, *report.quotes]
    if any(finding.path for finding in findings):
        return findings
    return sorted(findings, key=lambda finding: finding.start if finding.start is not None else -1)


def _notes(report: CheckReport) -> tuple[Check, ...]:
    """What there is to say of the source's own numbers."""
    return tuple(check for check in report.checks if check.status is Outcome.NOTE and check.evidence)


@dataclass(frozen=True, slots=True)
class _Place:
    """A line and a column of a text, both counted from 1, the column in characters."""

    line: int
    column: int


class _Lines:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        first = int(text.startswith("\ufeff"))  # editors show no byte order mark
        self._starts = [first, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]

    def place(self, offset: int) -> _Place:
        line = max(1, bisect_right(self._starts, offset))
        return _Place(line, offset - self._starts[line - 1] + 1)

    def touched(self, span: Span) -> Iterable[tuple[int, Span, Span]]:
        """Each line that `span` touches: its number, its own span, and the part of `span` in it."""
        for line in range(self.place(span.start).line, self.place(max(span.start, span.end - 1)).line + 1):
            start = self._starts[line - 1]
            end = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
            yield line, Span(start, end), Span(max(start, min(span.start, end)), min(end, span.end))


class _Drawing:
    def __init__(self, report: CheckReport, style: Style, record: BaseModel | None) -> None:
        self._report = report
        self._style = style
        self._draft = _Lines(report.draft_text)
        self._source = _Lines(report.source_document.text)
        self._record = record

    def finding(self, finding: Finding | QuoteFinding, *, with_evidence: bool) -> Iterable[Text]:
        head = Unwrapped()
        head.append(self._where(finding), STRONG)
        head.append(": ")
        head.append(str(finding.status), colour_of(finding.status))
        number = plain(finding.text)
        head.append(f": {plain(finding.message)}" if finding.message else f": {number}")
        yield head
        text, span = self._claim(finding)
        evidence = finding.evidence[:_EVIDENCE_MAX] if with_evidence else ()
        gutter = self._gutter([(text, span)], evidence)
        if span is not None:
            yield from self._excerpt(text, span, gutter, colour_of(finding.status))
        for place in evidence:
            yield self._arrow(place, gutter)
            yield from self._excerpt(self._source, place.span, gutter, SUPPORTED, place.text)
        yield Unwrapped()

    def _where(self, finding: Finding | QuoteFinding) -> str:
        name = plain(self._report.draft.name)
        if finding.path:
            return f"{name}: {plain(finding.path)}"
        if finding.span is None:
            return name
        place = self._draft.place(finding.span.start)
        return f"{name}:{place.line}:{place.column}"

    def _claim(self, finding: Finding | QuoteFinding) -> tuple[_Lines, Span | None]:
        """The text a finding speaks of, and where in it the number or quotation stands."""
        if not finding.path:
            return self._draft, finding.span
        text = string_at(self._record, finding.path) if self._record is not None else ""
        span = finding.span
        if span is None or span.end > len(text) or span.of(text) != finding.text:
            start = text.find(finding.text)
            span = Span(start, start + len(finding.text)) if text and start >= 0 else None
        return _Lines(text), span

    def _gutter(self, claims: Sequence[tuple[_Lines, Span | None]], evidence: Sequence[Evidence]) -> int:
        places = [(lines, span) for lines, span in claims if span is not None]
        places += [(self._source, item.span) for item in evidence if item.end <= len(self._source.text)]
        return max((len(str(lines.place(span.end).line)) for lines, span in places), default=1)

    def _arrow(self, evidence: Evidence, gutter: int) -> Text:
        name = plain(self._report.source)
        line = Unwrapped(" " * (gutter + 1))
        line.append("= " if not self._style.unicode else "╰ ", QUIET)
        if evidence.end <= len(self._source.text):
            place = self._source.place(evidence.start)
            line.append(f"{name}:{place.line}:{place.column}", STRONG)
        else:
            line.append(name, STRONG)
        line.append(f" [{evidence.start}:{evidence.end}]", QUIET)
        return line

    def _excerpt(
        self, lines: _Lines, span: Span, gutter: int, style: str, verbatim: str | None = None
    ) -> Iterable[Text]:
        """The lines that `span` touches, each with carets under its part of it."""
        if verbatim is not None and span.of(lines.text) != verbatim:  # the evidence is of another text
            yield self._gutter_line(gutter, "", Text(clip(plain(verbatim), self._room(gutter))))
            return
        touched = list(lines.touched(span))
        for number, line, part in touched[:_LINES_MAX]:
            if len(touched) > 1 and not part.of(lines.text).strip():
                continue
            shown, before, width = self._window(lines.text, line, part, self._room(gutter))
            yield self._gutter_line(gutter, str(number), Text(shown))
            yield self._gutter_line(gutter, "", Text(" " * before + "^" * max(width, 1), style))
        if len(touched) > _LINES_MAX:
            yield self._gutter_line(gutter, "", Text(self._style.marks.ellipsis, QUIET))

    def _room(self, gutter: int) -> int:
        return max(self._style.width - gutter - 3, _NARROWEST)

    def _gutter_line(self, gutter: int, number: str, text: Text) -> Text:
        bar = "│" if self._style.unicode else "|"
        line = Unwrapped()
        line.append(f"{number:>{gutter}} {bar} ", QUIET)
        return line.append_text(text)

    def _window(self, text: str, line: Span, part: Span, room: int) -> tuple[str, int, int]:
        """The line cut around `part` so that it fits; and where in it `part` begins and how wide it is."""
        ellipsis = self._style.marks.ellipsis
        near = _NEAR * room  # a paragraph on one line may be long; what lies far off is not looked at
        first, last = max(line.start, part.start - near), min(line.end, part.end + near)
        before = plain(text[first : part.start])
        before = before.lstrip() if first == line.start else ellipsis + before
        inside = plain(text[part.start : min(part.end, part.start + near)])
        after = plain(text[part.end : last])
        after = after.rstrip() if last == line.end else after + ellipsis
        if not before:
            inside = inside.lstrip()
        width = cell_len(inside)
        if cell_len(before) + width + cell_len(after) > room:
            if width > room:
                return set_cell_size(inside, room - len(ellipsis)) + ellipsis, 0, room
            spare = room - width
            left = max(min(cell_len(before), spare // 2), spare - cell_len(after))
            before = _last_cells(before, left, ellipsis)
            after = _first_cells(after, room - width - cell_len(before), ellipsis)
        return before + inside + after, cell_len(before), width

    def failed(self, check: Check) -> Text:
        line = Unwrapped()
        line.append(plain(self._report.draft.name), STRONG)
        line.append(": ")
        line.append("check failed", FLAGGED)
        line.append(f": {plain(check.message)}")
        line.append(f" ({plain(check.check)}: {', '.join(plain(path) for path in check.paths)})", QUIET)
        return line

    def note(self, check: Check) -> Text:
        line = self._of_source(check.evidence[0].start, "note", check.message)
        line.append(f" ({plain(check.check)})", QUIET)
        return line

    def omission(self, omission: Omission) -> Text:
        return self._of_source(omission.start, "left out", omission.message or omission.text)

    def _of_source(self, start: int, what: str, message: str) -> Text:
        """A line about a place of the source."""
        place = self._source.place(min(start, len(self._source.text)))
        line = Unwrapped()
        line.append(f"{plain(self._report.source)}:{place.line}:{place.column}", STRONG)
        line.append(": ")
        line.append(what, WARNING)
        line.append(f": {plain(message)}")
        return line

    def summary(self) -> Text:
        report, marks = self._report, self._style.marks
        if not (report.numbers or report.quotes):
            return Unwrapped(f"{marks.flagged} {counted(report)}", WARNING)
        if report.clean:
            return Unwrapped(f"{marks.supported} {counted(report)}", SUPPORTED)
        return Unwrapped(f"{marks.flagged} {counted(report)}", FLAGGED)


def string_at(record: object, path: str) -> str:
    """The string a finding's path leads to; of a figure its text; empty where the path leads nowhere."""
    value: Any = record
    for step in path.replace("[", ".[").split("."):
        if not step:
            continue
        key = step[1:-1] if step.startswith("[") else step
        if isinstance(value, Mapping):
            value = value.get(key.strip("'\""))
        elif isinstance(value, Sequence) and not isinstance(value, str) and key.isdecimal():
            value = value[int(key)] if int(key) < len(value) else None
        else:
            value = getattr(value, key, None) if isinstance(value, BaseModel) else None
    text = getattr(value, "text", value)
    return text if isinstance(text, str) else "" if text is None else str(text)


def _last_cells(text: str, room: int, ellipsis: str) -> str:
    if cell_len(text) <= room:
        return text
    start = len(text)
    cells = cell_len(ellipsis)
    while start and cells + cell_len(text[start - 1]) <= room:
        start -= 1
        cells += cell_len(text[start])
    return ellipsis + text[start:]


def _first_cells(text: str, room: int, ellipsis: str) -> str:
    if cell_len(text) <= room:
        return text
    end, cells = 0, cell_len(ellipsis)
    while end < len(text) and cells + cell_len(text[end]) <= room:
        cells += cell_len(text[end])
        end += 1
    return text[:end] + ellipsis


def _command(level: str, place: Mapping[str, object], message: str) -> str:
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    return f"::{level} {properties}::{_data(plain(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
