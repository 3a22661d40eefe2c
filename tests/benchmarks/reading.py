"""Reading filings: how fast, in how much memory, and how much of the tables is left in the text.

`python reading.py FILE` reads one file and prints what it took, so that each has a process of its own.
"""

import json
import re
import resource
import statistics
import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from core import HERE, Peer
from ixbrl import filings as tagged_filings
from ixbrl import gold
from report import Table, Tally

from summarizer.document import Document
from summarizer.ingest import load, load_text, media
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.numbers.tagged import when_between
from summarizer.numbers.timing import When, relation
from summarizer.verify.candidates import source_index

READERS = ("edgartools", "inscriptis")
_MEGA = 1_000_000
_KILO = 1024
_TIMEOUT = 120  # seconds for one file
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_PAGE = re.compile(r"<html\b.*?</html>", re.DOTALL | re.IGNORECASE)
_BOUND = 0.3


@dataclass(frozen=True)
class Took:
    """What reading one file took.

    Attributes:
        path: The file.
        read: Seconds of the processor from bytes to document.
        index: And from the document to the whole index.
        memory: The most memory the process held, in megabytes, the program itself included.
        kind: What kind of file it is.
        error: Why it could not be read; empty if it could.
    """

    path: Path
    read: float = 0.0
    index: float = 0.0
    memory: float = 0.0
    kind: str = ""
    error: str = ""

    @property
    def seconds(self) -> float:
        """Both together."""
        return self.read + self.index


def speed(data: Path) -> Table:
    """Reads and indexes every filing in a process of its own."""
    table = Table(
        "Reading filings: time and memory",
        ["", "files", "median, s", "worst, s", "MB/s", "most memory, MB", "worst file"],
        note="From bytes to the whole index (document, numbers, labels), each file in a process of its own: "
        "seconds of the processor without the start of the program, and the peak of the process with it.",
    )
    paths = sorted(
        path for path in (data / "filings").rglob("*") if path.is_file() and path.suffix != ".jsonl"
    )
    took = [_read_apart(path) for path in paths]
    for failed in (one for one in took if one.error):
        print(f"{failed.path.name}: {failed.error}", file=sys.stderr)
    read = [one for one in took if not one.error]
    for kind in sorted({one.kind for one in read}):
        table.rows.append(_speed_row(kind, [one for one in read if one.kind == kind]))
    if read:
        table.rows.append(_speed_row("all", read))
    if len(read) < len(took):
        table.note += f" {len(took) - len(read)} could not be read."
    return table


def _speed_row(name: str, took: Sequence[Took]) -> list[str]:
    worst = max(took, key=lambda one: one.seconds)
    size = sum(one.path.stat().st_size for one in took)
    total = sum(one.seconds for one in took)
    return [
        name,
        str(len(took)),
        f"{statistics.median(one.seconds for one in took):.2f}",
        f"{worst.seconds:.2f}",
        f"{size / _MEGA / total:.1f}",
        f"{max(one.memory for one in took):.0f}",
        f"{worst.path.name}, {worst.path.stat().st_size / _MEGA:.1f} MB",
    ]


def _read_apart(path: Path) -> Took:
    command = [sys.executable, str(HERE / "reading.py"), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return Took(path, error=f"took more than {_TIMEOUT} s")
    if done.returncode:
        return Took(path, error=(done.stderr.strip().splitlines() or ["crashed"])[-1])
    return Took(path, **json.loads(done.stdout))


def _take(path: Path) -> None:
    """Reads one file and prints what it took."""
    begin = time.process_time()
    document = load(path)
    between = time.process_time()
    index = source_index(document)
    _ = index.labels.postings
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    memory = peak / _KILO / (_KILO if sys.platform == "darwin" else 1)
    kind = media.NAMES.get(document.media_type, "text").removeprefix("an ").removeprefix("a ")
    print(json.dumps({"read": between - begin, "index": end - between, "memory": memory, "kind": kind}))


@dataclass(frozen=True)
class Told:
    """A tagged number of a table: its text, the words of its row, and when it is of."""

    text: str
    words: frozenset[str]
    when: When | None


def fidelity(data: Path, peers: Path | None) -> Table:
    """How many tagged numbers of tables can still be told by the text alone, ours and other readers'."""
    readers = READERS if peers else ()
    table = Table(
        "Reading filings: what is left of tables",
        ["", "reader", "s", "MB/s", "row label", "row label and period"],
        note="Of the tagged numbers in rows of tables: whether a line of the text holds the number and all "
        "words of its row; and whether, on such a line, the number is also told of the fact's own time. "
        "Without the tags: of this package the document, of the others their text, read by this package."
        + ("" if peers else " Other readers are skipped: they are not installed, see peers.py."),
    )
    asked = {name: Peer(name, peers) for name in readers if peers}
    sums: dict[str, _Left] = {}
    for path, file in tagged_filings(data):
        raw = file.read_text(encoding="utf-8", errors="replace")
        wanted = list(_wanted(path, raw))
        found = _PAGE.search(raw)
        page = found[0] if found else raw
        begin = time.process_time()
        document = load(file)
        texts = [("summarizer", time.process_time() - begin, replace(document, facts=()), len(raw))]
        for name, peer in asked.items():
            seconds, text = peer.ask(page, [])
            texts.append((name, seconds, load_text(text), len(page)))
        for name, seconds, read, size in texts:
            left = _Left(seconds, size, *_told(read, wanted))
            sums.setdefault(name, _Left()).add(left)
            table.rows.append([path.stem, name, *left.cells()])
    table.rows += [["**all**", name, *left.cells()] for name, left in sums.items()]
    return table


@dataclass
class _Left:
    """What a reader took for some pages, and what it left of their tables."""

    seconds: float = 0.0
    size: int = 0
    labels: Tally = field(default_factory=Tally)
    periods: Tally = field(default_factory=Tally)

    def add(self, other: "_Left") -> None:
        self.seconds += other.seconds
        self.size += other.size
        for mine, its in ((self.labels, other.labels), (self.periods, other.periods)):
            mine.caught += its.caught
            mine.total += its.total

    def cells(self) -> list[str]:
        rate = self.size / _MEGA / max(self.seconds, 1e-9)
        return [f"{self.seconds:.2f}", f"{rate:.1f}", str(self.labels), str(self.periods)]


def _wanted(path: Path, raw: str) -> Iterator[Told]:
    for one in gold(path, raw):
        _, text, start, end, _ = one.key
        words = frozenset(_WORD.findall(one.row.lower()))
        if one.in_table and words and str(text)[:1].isdigit():
            days = [date.fromisoformat(str(day)) if day else None for day in (start, end)]
            yield Told(str(text), words, when_between(*days))


def _told(document: Document, wanted: Sequence[Told]) -> tuple[Tally, Tally]:
    labels = LabelIndex(number_index(document))
    text = document.text
    lines: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for match in re.finditer(r"[^\n]+", text):
        words = frozenset(_WORD.findall(match[0].lower()))
        for number in _NUMBER.finditer(match[0]):
            lines.setdefault(number[0], []).append((match.start() + number.start(), words))
    labelled, timed = Tally(), Tally()
    for one in wanted:
        places = [place for place, words in lines.get(one.text, ()) if one.words <= words]
        labelled.total += 1
        labelled.caught += bool(places)
        if one.when is not None:
            timed.total += 1
            timed.caught += any(_is_of(labels, place, one.when) for place in places)
    return labelled, timed


def _is_of(labels: LabelIndex, place: int, when: When) -> bool:
    """Whether the number at a place is told of a time."""
    numbers = labels.numbers
    found = numbers.within(max(0, place - 4), place + 1)  # a bracket or a currency sign may stand before
    if not found or place >= found[-1].span.end:
        return False
    index = bisect_left(numbers.starts, found[-1].span.start)
    times = labels.frame(index).times
    return any(strength >= _BOUND and relation(told, when) > 0 for told, strength in times)


if __name__ == "__main__":
    _take(Path(sys.argv[1]))
