"""How fast the verifier is: indexing, checking, locating quotes, and input made to be slow."""

import contextlib
import math
import multiprocessing
import random
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from core import HERE, Peer, Source
from drafts import Faithful
from report import Table

from summarizer.document import Span
from summarizer.errors import SummarizerError
from summarizer.ingest import load_text
from summarizer.numbers.index import NumberIndex, number_index
from summarizer.verify import check
from summarizer.verify.candidates import source_index
from summarizer.verify.quotes import Miss, QuoteLocator

KILO, MEGA = 1_000, 1_000_000
_BARE = re.compile(r"\d[\d,.]*")
_TIMEOUT = 6.0  # seconds for one piece of hostile input


def prose_and_tables(length: int, seed: int) -> str:
    """A filing of so many characters: the invented filings over and over, with other digits each time."""
    rng = random.Random(seed)
    parts = [path.read_text(encoding="utf-8") for path in sorted((HERE / "filings").iterdir())]
    text, total = [], 0
    while total < length:
        part = re.sub(r"(?<=\d)\d", lambda _: str(rng.randint(0, 9)), rng.choice(parts))
        text.append(part)
        total += len(part)
    return "\n\n".join(text)[:length]


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs, in seconds of the processor: others may be at work on the machine."""
    durations = []
    for _ in range(times):
        begin = time.process_time()
        work()
        durations.append(time.process_time() - begin)
    return min(durations)


def _numbers(text: str) -> object:
    return number_index(load_text(text))


def _whole(text: str) -> object:
    return source_index(load_text(text))


def _bare(text: str) -> int:
    return sum(1 for _ in _BARE.finditer(text))


def indexing(seed: int, peers: Path | None) -> Table:
    """Reading and indexing texts of growing length, beside a bare regular expression and quantulum3."""
    table = Table(
        "Speed: indexing a source",
        [
            "characters",
            "ingest",
            "numbers",
            "whole index",
            "bare finditer",
            "numbers to it",
            "whole to it",
            "quantulum3",
        ],
        note="Seconds, the best of three (of one from 500,000 characters on). The whole index is ingest, "
        "numbers and labels; beside it a bare `re.finditer` of digits over the same text, and ratios to it.",
    )
    lengths = (10 * KILO, 100 * KILO, 500 * KILO, MEGA)
    wholes = []
    quantulum = Peer("quantulum3", peers) if peers else None
    for length in lengths:
        text = prose_and_tables(length, seed)
        times = 1 if length > 100 * KILO else 3
        ingest = best(partial(load_text, text), times)
        numbers = best(partial(_numbers, text), times) - ingest
        whole = best(partial(_whole, text), times)
        bare = best(partial(_bare, text))
        theirs = "–"
        if quantulum and length <= 10 * KILO:
            theirs = f"{quantulum.ask(text, [])[0]:.2f}"
        wholes.append(whole)
        cells = [
            f"{ingest:.3f}",
            f"{max(numbers, 0.0):.3f}",
            f"{whole:.3f}",
            f"{bare:.4f}",
            f"{numbers / bare:.0f}",
            f"{whole / bare:.0f}",
            theirs,
        ]
        table.rows.append([f"{length:,}", *cells])
    slopes = [
        math.log(wholes[index + 1] / wholes[index]) / math.log(lengths[index + 1] / lengths[index])
        for index in range(len(lengths) - 1)
    ]
    table.rows.append(["exponents", "", "", " ".join(f"{slope:.2f}" for slope in slopes), *[""] * 4])
    return table


def filings(data: Path) -> Table:
    """Reading real filings, of which at most 500,000 characters are taken, beside the same expression."""
    table = Table(
        "Speed: indexing real filings",
        [
            "filing",
            "characters",
            "numbers in 1,000",
            "ingest",
            "numbers",
            "whole index",
            "bare finditer",
            "numbers to it",
        ],
        note="Seconds of the processor, the best of three; HTML with its tags stripped by the benchmark.",
    )
    folder = data / "filings"
    for path in sorted(
        [*folder.glob("tenk_large/*"), *folder.glob("tenq/*"), *folder.glob("submission_txt/*")]
    ):
        text = Source(path.name, path).plain[: 500 * KILO]
        document = load_text(text)
        bare = best(partial(_bare, text), 5)
        numbers = best(partial(NumberIndex, document))
        cells = [
            f"{_bare(text) / len(text) * KILO:.1f}",
            f"{best(partial(load_text, text)):.3f}",
            f"{numbers:.3f}",
            f"{best(partial(_whole, text)):.3f}",
            f"{bare:.4f}",
            f"{numbers / bare:.0f}",
        ]
        table.rows.append([path.name, f"{len(text):,}", *cells])
    return table


def checking(drafts: list[Faithful]) -> Table:
    """One-page drafts against sources that are already indexed."""
    table = Table(
        "Speed: checking a one-page draft",
        ["draft", "source characters", "numbers", "first check, ms", "next, ms"],
    )
    for draft in drafts:
        document = load_text(draft.source.document.text)
        begin = time.process_time()
        report = check(draft.text, document)
        first = time.process_time() - begin
        later = best(partial(check, draft.text, document))
        cells = [
            f"{len(document.text):,}",
            str(len(report.numbers)),
            f"{first * 1e3:.1f}",
            f"{later * 1e3:.1f}",
        ]
        table.rows.append([draft.name, *cells])
    return table


def quotes(seed: int) -> Table:
    """Two hundred quotations in a source of 100,000 characters."""
    rng = random.Random(seed)
    text = prose_and_tables(100 * KILO, seed)
    words = [match.span() for match in re.finditer(r"\S+", text)]

    def passage(first: int, count: int) -> str:
        return " ".join(text[words[first][0] : words[first + count - 1][1]].split())

    def quotable(start: int) -> bool:
        return "---" not in passage(start, 25)  # nobody quotes the rules of a table

    places = [start for start in range(len(words) - 40) if quotable(start)]
    starts = sorted(rng.sample(places, 200))
    exact = [passage(start, rng.randint(8, 25)) for start in starts]
    overlapping = [passage(start, 20) for start in places[1000:1200]]
    near = [other for quote in exact if (other := _one_digit_off(quote, rng))]
    flat = " ".join(text.split())
    sets = {
        "in order": exact,
        "shuffled": rng.sample(exact, len(exact)),
        "overlapping": overlapping,
        "one digit changed": [quote for quote in near if quote not in flat],
        "not there": [" ".join(rng.sample(quote.split(), len(quote.split()))) for quote in exact],
    }
    table = Table(
        "Speed: locating quotations in 100,000 characters",
        ["quotations", "count", "ms", "found exactly", "told as near misses", "not found"],
        note="Milliseconds of the processor, the best of three, with the making of the locator.",
    )
    for kind, wanted in sets.items():
        located = _locate(text, wanted)
        duration = best(partial(_locate, text, wanted))
        found = sum(isinstance(place, Span) for place in located)
        missed = sum(isinstance(place, Miss) for place in located)
        cells = [f"{duration * 1e3:.0f}", str(found), str(missed), str(len(wanted) - found - missed)]
        table.rows.append([kind, str(len(wanted)), *cells])
    return table


def _locate(text: str, wanted: list[str]) -> list[Span | Miss | None]:
    locator = QuoteLocator(text)
    return [next(iter(locator.locate_all(quote, most=1)), None) or locator.nearest(quote) for quote in wanted]


def _one_digit_off(quote: str, rng: random.Random) -> str:
    places = [match.start() for match in re.finditer(r"\d", quote)]
    if not places:
        return ""
    place = rng.choice(places)
    return quote[:place] + str((int(quote[place]) + rng.randint(1, 9)) % 10) + quote[place + 1 :]


HOSTILE: dict[str, str] = {
    "digits": "7",
    "commas": ",",
    "opening brackets": "(",
    "closing brackets": ")",
    "spaces": " ",
    "newlines": "\n",
    "dollar signs": "$",
    "minus signs": "-",
    "full stops": ".",
    "pipes": "|",
    "percent signs": "%",
    "1,": "1,",
    "1.": "1.",
    "(1": "(1",
    "1 to ": "1 to ",
    "$1 ": "$1 ",
    "one ": "one ",
    "hundred-": "hundred-",
    "million ": "million ",
    "1 and ": "1 and ",
    "quarter of ": "quarter of ",
    "95% CI: ": "95% CI: ",
    "| 1 ": "| 1 ",
    "1\n": "1\n",
    "a 1\t\n": "a 1\t\n",
    "(respectively, ": "(respectively, ",
    "“": "“",
    "fullwidth digits": "７",
    "combining marks": "1\u0301",
    "zero-width spaces": "1\u200b",
}


def _hold(draft: str, source: str) -> None:
    with contextlib.suppress(SummarizerError):
        check(draft, load_text(source))


def hostile() -> Table:
    """A megabyte of one thing, as a source and as a draft, each in a process that is stopped after a time."""
    plain = "Revenue was $12.5 million in 2024, up 7% from 2023."
    table = Table(
        "Speed: a megabyte of one thing",
        ["", "as the source, s", "as the draft, s"],
        note=f"Stopped after {_TIMEOUT:.0f} seconds; a clear refusal counts as an answer.",
    )
    for name, piece in HOSTILE.items():
        text = "Revenue was 7. " + piece * (MEGA // len(piece))
        table.rows.append(
            [name.replace("\n", "⏎").replace("\t", "⇥").replace("|", "pipe"), *_both(plain, text)]
        )
    return table


def _both(plain: str, text: str) -> list[str]:
    """As the source and as the draft; where a megabyte takes too long, how time grows."""
    cells = []
    for turn in (lambda piece: (plain, piece), lambda piece: (piece, plain)):
        shown, duration = _timed(*turn(text))
        if duration is None:
            shown = f"**> {_TIMEOUT:.0f}**"
            (_, half), (_, whole) = (_timed(*turn(text[:length])) for length in (5 * KILO, 10 * KILO))
            if half and whole:
                shown += f" (10 KB: {whole:.2f}, exponent {math.log2(whole / half):.1f})"
        cells.append(shown)
    return cells


def _timed(draft: str, source: str) -> tuple[str, float | None]:
    process = multiprocessing.get_context("fork").Process(target=_hold, args=(draft, source))
    begin = time.perf_counter()
    process.start()
    process.join(_TIMEOUT)
    duration = time.perf_counter() - begin
    if process.is_alive():
        process.kill()
        process.join()
        return "", None
    return (f"{duration:.2f}" if process.exitcode == 0 else f"{duration:.2f}, **crashed**"), duration
