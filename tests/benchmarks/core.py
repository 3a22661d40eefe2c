"""What a benchmark is made of: items, checkers that judge their numbers, and outcomes."""

import json
import math
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any, Protocol

from locate import clause, numbers

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(1, str(ROOT))  # this checkout is measured, whatever is installed

from summarizer.errors import UnreadableSourceError  # noqa: E402
from summarizer.ingest import load, load_text  # noqa: E402
from summarizer.verify import check  # noqa: E402

Range = tuple[int, int]


@dataclass(frozen=True)
class Source:
    """What drafts are held against: a file or a text."""

    name: str
    path: Path | None = None
    given: str = ""

    @cached_property
    def plain(self) -> str:
        """Its text for the baselines, which read no markup."""
        if self.path is None:
            return self.given
        raw = self.path.read_bytes().decode("utf-8", errors="replace")
        return strip_tags(raw) if re.search(r"<(?:html|td|div|p)\b", raw, re.IGNORECASE) else raw

    @cached_property
    def readable(self) -> bool:
        """Whether the package can read it."""
        try:
            return self.path is None or bool(load(self.path))
        except UnreadableSourceError:
            return False

    @cached_property
    def document(self) -> Any:
        """Its `Document`, read once."""
        if self.path is None:
            return load_text(self.given)
        try:
            return load(self.path)
        except UnreadableSourceError as problem:
            print(
                f"{self.path.name}: read with its tags stripped by the benchmark ({problem})", file=sys.stderr
            )
            return load_text(self.plain)


def strip_tags(raw: str) -> str:
    """HTML as text, crudely: blocks become lines, cells are parted by bars, encoded files are left out."""
    raw = re.sub(r"<TYPE>(?:GRAPHIC|ZIP|EXCEL|XML|EX-101).*?</DOCUMENT>", " ", raw, flags=re.DOTALL)
    raw = re.sub(r"<(script|style|ix:header)\b.*?</\1>", " ", raw, flags=re.DOTALL | re.IGNORECASE)
    raw = re.sub(r"</t[dh]>", " | ", raw, flags=re.IGNORECASE)
    raw = re.sub(r"<(?:br|/p|/div|/tr|/h\d|/li)\b[^>]*>", "\n", raw, flags=re.IGNORECASE)
    return re.sub(r"[ \t]+", " ", unescape(re.sub(r"<[^>]*>", "", raw)))


@dataclass(frozen=True)
class Item:
    """One draft to check.

    Attributes:
        name: Tells it from the others.
        group: The row of the table it counts in.
        draft: What is checked.
        source: What it is held against.
        wrong: Where the numbers stand that must be flagged (any one of them); empty for a right draft.
        change: What was done to it, for the lists.
        focus: For a draft that is right: where the numbers stand that count; all of them where None.
        before: For a draft with a wrong word: the right draft, and where the same numbers stand in it. A
            number that is flagged there already is no catch here.
    """

    name: str
    group: str
    draft: str
    source: Source
    wrong: tuple[Range, ...] = ()
    change: str = ""
    focus: tuple[Range, ...] | None = None
    before: tuple[str, tuple[Range, ...]] | None = None


@dataclass(frozen=True)
class Verdict:
    """What a checker says of one number."""

    start: int
    end: int
    flagged: bool
    status: str = ""
    message: str = ""
    evidence: str = ""

    def touches(self, ranges: Iterable[Range]) -> bool:
        """Whether it overlaps one of them."""
        return any(self.start < end and start < self.end for start, end in ranges)


class Checker(Protocol):
    """Judges the numbers of a draft."""

    name: str

    def check(self, item: Item) -> list[Verdict]:
        """One verdict a number that it sees."""
        ...


class Ours:
    """The package itself."""

    name = "summarizer"

    def check(self, item: Item) -> list[Verdict]:
        """By `summarizer.check`."""
        report = check(item.draft, item.source.document)
        return [
            Verdict(
                finding.span.start,
                finding.span.end,
                not finding.status.clean,
                finding.status.value,
                finding.message,
                " / ".join(" ".join(evidence.text.split()) for evidence in finding.evidence[:2]),
            )
            for finding in report.numbers
            if finding.span is not None
        ]


_TOKEN = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?|(?<![\d.])\.\d+")


def _normal(token: str) -> str:
    token = token.replace(",", "")
    return token.lstrip("0") if token.startswith("0.") else token


class Naive:
    """The baseline: do these digits occur in the source?"""

    name = "occurs in source"

    def __init__(self) -> None:
        self._seen: dict[str, set[str]] = {}

    def check(self, item: Item) -> list[Verdict]:
        """Flags digits that the source nowhere has, thousands separators aside."""
        key = item.source.name
        if key not in self._seen:
            self._seen[key] = {_normal(token) for token in _TOKEN.findall(item.source.plain)}
        seen = self._seen[key]
        return [
            Verdict(
                *match.span(),
                _normal(match[0]) not in seen,
                "absent" if _normal(match[0]) not in seen else "",
            )
            for match in _TOKEN.finditer(item.draft)
        ]


_CLAUSES = 6  # of a draft that a slow peer is asked about, evenly over it


class Peer:
    """Another library's check, in a process and an environment of its own (see peers.py)."""

    def __init__(self, name: str, python: Path) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [str(python), str(HERE / "peers.py"), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def check(self, item: Item) -> list[Verdict]:
        """Hands over the clause of each number that counts; a clause that is not accepted is flagged."""
        spans: dict[Range, list[Range]] = {}
        where = item.wrong or item.focus
        for number in numbers(item.draft):
            if where is None or any(number.start < end and start < number.end for start, end in where):
                around = clause(item.draft, number.start, number.end)
                spans.setdefault(around, []).append((number.start, number.end))
        if len(spans) > _CLAUSES:
            spans = dict(list(spans.items())[:: -(-len(spans) // _CLAUSES)])
        accepted = self.ask(item.source.plain, [item.draft[a:b].strip(" -*•|\n") for a, b in spans])
        return [
            Verdict(*span, not fits, "" if fits else "not aligned")
            for inside, fits in zip(spans.values(), accepted, strict=True)
            for span in inside
        ]

    def ask(self, source: str, quotes: list[str]) -> list[Any]:
        """What the library says of each quote."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"source": source, "quotes": quotes}) + "\n")
        self._process.stdin.flush()
        answer: list[Any] = json.loads(self._process.stdout.readline())
        return answer


@dataclass
class Outcome:
    """What one checker made of one item."""

    item: Item
    verdicts: list[Verdict]
    seconds: float
    error: str = ""
    flagged_before: tuple[str, ...] = ()

    @property
    def hits(self) -> list[Verdict]:
        """The verdicts on the numbers that were made wrong."""
        return [verdict for verdict in self.verdicts if verdict.touches(self.item.wrong)]

    @property
    def caught(self) -> bool:
        """Whether one of the numbers that were made wrong is flagged, and was not before."""
        flagged = Counter(_text(self.item.draft, verdict) for verdict in self.hits if verdict.flagged)
        return bool(flagged - Counter(self.flagged_before))

    @property
    def judged(self) -> list[Verdict]:
        """The verdicts that count on a draft that is right."""
        if self.item.focus is None:
            return self.verdicts
        return [verdict for verdict in self.verdicts if verdict.touches(self.item.focus)]

    @property
    def alarms(self) -> list[Verdict]:
        """The numbers that are flagged though they are right."""
        return [verdict for verdict in self.judged if verdict.flagged]


def run(items: Sequence[Item], checker: Checker, seconds: float = math.inf) -> list[Outcome]:
    """Checks the items until the time is used up; a crash is a result too, and is listed."""
    outcomes: list[Outcome] = []
    end = time.perf_counter() + seconds
    right: dict[str, list[Verdict]] = {}
    for item in items:
        begin = time.perf_counter()
        if begin > end:
            break
        verdicts, error = _check(checker, item)
        outcome = Outcome(item, verdicts, time.perf_counter() - begin, error)
        if item.before:
            text, ranges = item.before
            if text not in right:
                right[text] = _check(checker, replace(item, draft=text, wrong=(), before=None))[0]
            outcome.flagged_before = tuple(
                _text(text, verdict) for verdict in right[text] if verdict.flagged and verdict.touches(ranges)
            )
        outcomes.append(outcome)
    return outcomes


def _text(draft: str, verdict: Verdict) -> str:
    return draft[verdict.start : verdict.end]


def _check(checker: Checker, item: Item) -> tuple[list[Verdict], str]:
    try:
        return checker.check(item), ""
    except Exception as problem:  # noqa: BLE001 - whatever it is, it counts as a miss and is shown
        return [], f"{type(problem).__name__}: {problem}"
