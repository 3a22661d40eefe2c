"""What is shown: tables of counts, lists of misses and alarms, and the page that keeps them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from core import ROOT, Outcome, Range, Verdict

OUT = ROOT / "out" / "benchmarks"
PAGE = ROOT / "docs" / "benchmarks.md"


@dataclass
class Tally:
    """Counts of one row for one checker."""

    caught: int = 0
    total: int = 0

    def __str__(self) -> str:
        if not self.total:
            return "–"
        return f"{self.caught}/{self.total} {100 * self.caught / self.total:.1f}%"


@dataclass
class Table:
    """A table of results, the columns of which are checkers (or anything else)."""

    title: str
    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)
    note: str = ""

    def markdown(self) -> str:
        """As a Markdown table."""
        widths = [
            max(len(row[index]) for row in [self.columns, *self.rows]) for index in range(len(self.columns))
        ]

        def line(row: Sequence[str]) -> str:
            cells = [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
            return "| " + " | ".join(cells) + " |"

        rule = (
            "|"
            + "|".join("-" * (width + 1) + (":" if index else "-") for index, width in enumerate(widths))
            + "|"
        )
        parts = [f"### {self.title}", "", *([self.note, ""] if self.note else [])]
        return "\n".join([*parts, line(self.columns), rule, *(line(row) for row in self.rows)])


def caught_table(title: str, results: dict[str, list[Outcome]], note: str = "") -> Table:
    """Wrong drafts caught, by group and checker."""
    return _table(title, results, note, lambda outcome: (int(outcome.caught), 1))


def alarm_table(title: str, results: dict[str, list[Outcome]], note: str = "") -> Table:
    """Right numbers flagged, by group and checker."""
    return _table(title, results, note, lambda outcome: (len(outcome.alarms), len(outcome.judged)))


def _table(
    title: str, results: dict[str, list[Outcome]], note: str, count: Callable[[Outcome], tuple[int, int]]
) -> Table:
    groups: dict[str, dict[str, Tally]] = {}
    for name, outcomes in results.items():
        for outcome in outcomes:
            caught, total = count(outcome)
            for group in (outcome.item.group, "all"):
                tally = groups.setdefault(group, {}).setdefault(name, Tally())
                tally.caught += caught
                tally.total += total
    every = groups.pop("all", {})
    table = Table(title, ["", *results], note=note)
    table.rows = [
        [group, *(str(tallies.get(name, Tally())) for name in results)] for group, tallies in groups.items()
    ]
    table.rows.append(["**all**", *(str(every.get(name, Tally())) for name in results)])
    return table


def show_misses(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """One short paragraph for each wrong draft that passed."""
    for outcome in outcomes:
        item = outcome.item
        if outcome.caught:
            continue
        yield f"MISS {item.group} · {item.name} · {item.change}"
        yield "   " + _marked(item.draft, item.wrong)
        if outcome.error:
            yield f"   crashed: {outcome.error}"
        elif not outcome.hits:
            yield "   no number read there"
        for verdict in outcome.hits:
            yield _told(item.draft, verdict)


def show_alarms(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """One short paragraph for each right number that was flagged; one of many drafts is shown once."""
    seen: dict[tuple[str, str, str], int] = {}
    shown: dict[tuple[str, str, str], str] = {}
    for outcome in outcomes:
        item = outcome.item
        if outcome.error:
            yield f"CRASH {item.group} · {item.name} · {outcome.error}"
        for verdict in outcome.alarms:
            key = item.source.name, item.draft[verdict.start : verdict.end].lower(), verdict.status
            seen[key] = seen.get(key, 0) + 1
            if key not in shown:
                marked = _marked(item.draft, [(verdict.start, verdict.end)])
                told = _told(item.draft, verdict)
                shown[key] = f"{item.group} · {item.name} · {item.change}\n   {marked}\n{told}"
    for key, text in shown.items():
        yield f"ALARM {f'×{seen[key]} ' if seen[key] > 1 else ''}{text}"


def _marked(draft: str, ranges: Sequence[Range]) -> str:
    """The neighbourhood of the ranges on one line, the ranges between marks."""
    if not ranges:
        return _squeeze(draft)[:200]
    low = max(0, min(start for start, _ in ranges) - 110)
    high = min(len(draft), max(end for _, end in ranges) + 70)
    parts, at = [], low
    for start, end in sorted(ranges):
        parts += [draft[at:start], "«", draft[start:end], "»"]
        at = end
    return _squeeze("".join([*parts, draft[at:high]]))


def _told(draft: str, verdict: Verdict) -> str:
    number = _squeeze(draft[verdict.start : verdict.end])
    evidence = f"  ⟵ {verdict.evidence[:240]}" if verdict.evidence else ""
    return f"   → {number}: {verdict.status} · {verdict.message}{evidence}"


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def keep(name: str, tables: Sequence[Table]) -> None:
    """Keeps the tables of a set, so that the page can be made of the last run of each."""
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(table) for table in tables], ensure_ascii=False, indent=1)
    (OUT / f"{name}.json").write_text(text, encoding="utf-8")


def write_page(names: Iterable[str], page: Path = PAGE) -> None:
    """Writes the page from what was kept."""
    parts = [_HEAD]
    for name in names:
        kept = OUT / f"{name}.json"
        if kept.is_file():
            tables = [Table(**table) for table in json.loads(kept.read_text(encoding="utf-8"))]
            parts += [table.markdown() for table in tables]
    page.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


_HEAD = """# Benchmarks

Made by

    make bench

which runs `tests/benchmarks/run.py` over every set and writes this page. One set, with every wrong number
that passed and every right one that was flagged:

    .venv/bin/python tests/benchmarks/run.py tamper restate --misses --alarms

The public sets are read from a folder beside the checkout (`--data`) and skipped where it is missing; the
drafts, and half of the filings they were written from, are in `tests/benchmarks`.

How to read the tables:

- *caught*: the share of wrong drafts in which a number that the edit touches is flagged; for an edit of a
  word beside a number, in which a number of the same clause is flagged that was not flagged before the edit.
- *flagged though right*: the share of the numbers of right drafts that are flagged.
- *occurs in source*: the baseline that flags a number whose digits the source nowhere has.
- *langextract*, *instructor*: whether langextract's aligner grounds the clause with the number, and whether
  instructor's citation pattern finds it; on a sample with short sources, as they are slow. Both look for the
  clause's words, so they reject what is said in other words, right or wrong: read their two kinds of table
  together.
- *edgartools*, *inscriptis*: the text that these readers make of the same pages. All peers run in an
  environment of their own, `.venv-peers`, and are left out where it is missing; `tests/benchmarks/peers.py`
  says how it is made."""
