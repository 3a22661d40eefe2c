"""A briefing in Markdown (CommonMark with GitHub's tables), for a wiki, a pull request or an e-mail."""

from collections.abc import Iterable
from typing import Any

from summarizer.briefing import Briefing
from summarizer.findings import Check, Evidence, Finding, QuoteFinding, Status
from summarizer.render.compose import compose
from summarizer.render.escape import markdown, markdown_line, markdown_words, plain
from summarizer.render.page import Block, Bullets, Facts, Grid, Note, Page, Phrase, Section
from summarizer.render.terminal import clip

_QUOTE = 300
_SYMBOLS = {Status.SUPPORTED: "✓", Status.DERIVED: "∴"}
_FLAG = "❌"


def render_markdown(briefing: Briefing[Any], *, evidence: bool = False) -> str:
    """`briefing` as Markdown; text of the record and the source is escaped, so that it shows literally.

    Args:
        briefing: What to show.
        evidence: Whether to list every number with its evidence and offsets.
    """
    page = compose(briefing)
    parts = [*_head(page)]
    for block in page.blocks:
        parts.extend(_block(block, level=2))
    parts.extend(_verdicts(page))
    if evidence:
        parts.append("## Evidence")
        parts.append("\n".join(_evidence_line(finding) for finding in briefing.numbers))
    parts.extend(["---", _foot(page)])
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(page: Page) -> Iterable[str]:
    yield f"# {_phrase(page.headline)}"
    yield " · ".join(_phrase(phrase) for phrase in page.subject)
    yield f"Source: {markdown(page.source)}"
    total, flagged = sum(page.counts.values()), len(page.flagged)
    if not total:
        verdict = f"{_FLAG} **No number in this briefing was checked.**"
    elif flagged:
        verdict = f"{_FLAG} **{flagged} of {total} numbers {'is' if flagged == 1 else 'are'} FLAGGED.**"
    else:
        what = "The one number is" if total == 1 else f"All {total} numbers are"
        verdict = f"✓ {what} borne out by the source."
    if page.failed:
        verdict += f" {_FLAG} **{len(page.failed)} check{'' if len(page.failed) == 1 else 's'} FAILED.**"
    yield f"> {verdict}"


def _block(block: Block, level: int) -> Iterable[str]:
    match block:
        case Section():
            if block.title:
                yield f"{'#' * min(level, 6)} {markdown(block.title)}"
            for part in block.blocks:
                yield from _block(part, level + 1)
        case Facts():
            yield "\n".join(_fact(label, phrases) for label, phrases in block.rows)
        case Bullets():
            yield "\n".join(f"- {_phrase(phrase)}" for phrase in block.items)
        case Grid():
            yield _grid(block)


def _fact(label: str, phrases: tuple[Phrase, ...]) -> str:
    if len(phrases) == 1:
        return f"- **{markdown(label)}:** {_phrase(phrases[0])}"
    return "\n".join([f"- **{markdown(label)}:**", *(f"  - {_phrase(phrase)}" for phrase in phrases)])


def _grid(grid: Grid) -> str:
    heads = " | ".join(markdown(column.title) for column in grid.columns)
    rules = " | ".join("---:" if column.numeric else "---" for column in grid.columns)
    rows = (" | ".join(_phrase(cell) or "–" for cell in row) for row in grid.rows)
    return "\n".join(f"| {row} |" for row in (heads, rules, *rows))


def _phrase(phrase: Phrase) -> str:
    words = ((markdown_words(run.text), run) for run in phrase)
    return markdown_line(
        "".join(text if run.finding is None else _number(text, run.finding, run.note) for text, run in words)
    )


def _number(words: str, finding: Finding, note: int) -> str:
    number = f"<sup>{note}</sup>" if note else ""
    if finding.status.clean:
        return f"{words} {_SYMBOLS[finding.status]}{number}"
    return f"**{_FLAG} {words or markdown(finding.text)} {finding.status}**{number}"


def _verdicts(page: Page) -> Iterable[str]:
    if page.flagged:
        yield "## Flagged"
        yield "\n".join(_note(note, with_evidence=True) for note in page.flagged)
    if page.quotes:
        yield "## Quotations"
        yield "\n".join(_quotation(quote) for quote in page.quotes)
    if page.failed:
        yield "## Checks"
        yield "\n".join(f"- {_FLAG} {_check(check)}" for check in page.failed)
    if page.derived:
        yield "## Derived"
        yield "\n".join(_note(note, with_evidence=False) for note in page.derived)
    if page.remarks:
        yield "## Remarks"
        yield "\n".join(f"- {_check(check)}" for check in page.remarks)
    if page.omitted:
        yield "## Left out of this briefing"
        yield "\n".join(
            f"- {markdown(omission.text)}: {markdown(omission.message)} [{omission.start}:{omission.end}]"
            for omission in page.omitted
        )
    if page.absent:
        yield "\n".join(
            f"- **{status.value.capitalize()}:** {', '.join(map(markdown, labels))}"
            for status, labels in page.absent
        )


def _note(note: Note, *, with_evidence: bool) -> str:
    finding = note.finding
    mark = _SYMBOLS.get(finding.status, _FLAG)
    lines = [
        f"- <sup>{note.number}</sup> {mark} **{markdown(finding.text)} {finding.status}** "
        f"({markdown(finding.path)}): {markdown(finding.message)}"
    ]
    if with_evidence:
        lines.extend(f"  - {_quote(evidence)}" for evidence in finding.evidence[:2])
    return "\n".join(lines)


def _quotation(quote: QuoteFinding) -> str:
    words = markdown(clip(plain(quote.text).strip(), _QUOTE))
    head = f"- {_FLAG} **{words} {quote.status}** ({markdown(quote.path)}): {markdown(quote.message)}"
    return "\n".join([head, *(f"  - {_quote(evidence)}" for evidence in quote.evidence[:2])])


def _check(check: Check) -> str:
    places = [
        *map(markdown, check.paths),
        *(f"characters {one.start} to {one.end}" for one in check.evidence),
    ]
    where = f": {', '.join(places)}" if places else ""
    return f"{markdown(check.message)} ({markdown(check.check)}{where})"


def _evidence_line(finding: Finding) -> str:
    mark = _SYMBOLS.get(finding.status, _FLAG)
    head = f"- {markdown(finding.path)}: {markdown(finding.text)} {mark} {finding.status}"
    return "\n".join([head, *(f"  - {_quote(evidence)}" for evidence in finding.evidence)])


def _quote(evidence: Evidence) -> str:
    text = clip(plain(evidence.text).strip(), _QUOTE)
    return f"“{markdown(text)}” [{evidence.start}:{evidence.end}]"


def _foot(page: Page) -> str:
    counts = page.counts
    total = sum(counts.values())
    numbers = "number" if total == 1 else "numbers"
    checked = (
        f"{total} {numbers} checked: ✓ {counts['supported']} supported, "
        f"∴ {counts['derived']} derived, {_FLAG} {len(page.flagged)} flagged"
    )
    passed = [f"{page.passed} {'check' if page.passed == 1 else 'checks'} passed"] if page.passed else []
    return " · ".join([checked, *passed, *(markdown(part) for part in page.footer)])
