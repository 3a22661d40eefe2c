"""Measures the verifier, and the way to a model: `.venv/bin/python tests/benchmarks/run.py [SET...]`."""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import echo
import ixbrl
import overhead as overheads
import public
import reading
import records as moved
import sending
import speed as timing
from claims import claims
from core import ROOT, Checker, Item, Naive, Ours, Outcome, Peer, run
from drafts import Faithful, faithful
from report import OUT, Table, alarm_table, caught_table, keep, show_alarms, show_misses, write_page
from restate import restated
from tamper import MUTATORS, WORDS_ONLY, Draft, tampered

PEERS = ROOT / ".venv-peers" / "bin" / "python"


class Bench:
    """What the command line asked for, and the checkers that can run."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.data: Path = options.data
        self.checkers: list[Checker] = [Ours(), Naive()]
        self.peers: list[Checker] = []
        if options.peers:
            self.peers = [Peer(name, options.peers) for name in ("langextract", "instructor")]
        self.tables: list[Table] = []

    def sample(self, items: Sequence[Item]) -> list[Item]:
        """At most `--limit` items, of `--group` where one is named."""
        chosen = [
            item for item in items if self.options.group in item.group and self.options.item in item.name
        ]
        if self.options.limit and len(chosen) > self.options.limit:
            chosen = sorted(
                random.Random(self.options.seed).sample(chosen, self.options.limit), key=chosen.index
            )
        return chosen

    def judge(self, items: Sequence[Item], *, peers: bool = False) -> dict[str, list[Outcome]]:
        """What every checker makes of the items; the peers only where they are asked."""
        results = {checker.name: run(items, checker) for checker in self.checkers}
        few = self.thinned(items) if peers else []
        results |= {peer.name: run(few, peer, self.options.peer_seconds) for peer in self.peers if few}
        for name, outcomes in results.items():
            errors = sorted({outcome.error for outcome in outcomes if outcome.error})
            if errors:
                crashed = sum(bool(outcome.error) for outcome in outcomes)
                print(f"\n{name} crashed on {crashed} of {len(outcomes)}: {'; '.join(errors)[:500]}")
        return results

    def thinned(self, items: Sequence[Item]) -> list[Item]:
        """A sample with sources that the peers can read in bearable time, in random order."""
        short = [item for item in items if len(item.source.plain) <= 30_000] if self.peers else []
        return random.Random(self.options.seed).sample(short, min(self.options.peer_limit, len(short)))

    def wrong(self, title: str, items: Sequence[Item], note: str = "", *, peers: bool = False) -> None:
        """Checks drafts with a wrong number, and prints what was caught."""
        results = self.judge(self.sample(items), peers=peers)
        self.show(caught_table(f"{title}: caught", results, note))
        if self.options.misses:
            print(*show_misses(next(iter(results.values()))), sep="\n")

    def right(self, title: str, items: Sequence[Item], note: str = "", *, peers: bool = False) -> None:
        """Checks drafts that are right, and prints how many of their numbers are flagged."""
        results = self.judge(self.sample(items), peers=peers)
        self.show(alarm_table(f"{title}: flagged though right", results, note))
        if self.options.alarms:
            print(*show_alarms(next(iter(results.values()))), sep="\n")

    def show(self, table: Table) -> None:
        """Prints a table and keeps it for the page."""
        self.tables.append(table)
        print("\n" + table.markdown(), flush=True)


def claims_dev(bench: Bench) -> None:
    """Claims written by hand, of filings that the verifier was made with."""
    _claims(bench, "dev", "Claims written by hand")


def claims_prose(bench: Bench) -> None:
    """Claims in the words of several writers, which may be read too."""
    _claims(bench, "prose", "Claims in free prose")


def claims_free(bench: Bench) -> None:
    """Claims on further filings, by other hands."""
    _claims(bench, "free", "Claims on further filings")


def claims_right(bench: Bench) -> None:
    """Right claims on 24 filings, written to find false alarms."""
    _, right, missing = claims(bench.data, "right")
    note = f"Skipped, their filings are not here: {', '.join(missing)}." if missing else ""
    bench.right("Right claims in an analyst's words", right, note)


def claims_held(bench: Bench) -> None:
    """Claims written by hand, of other filings: for measuring only."""
    _claims(bench, "held", "Claims written by hand, held out")


def _claims(bench: Bench, name: str, title: str) -> None:
    wrong, right, missing = claims(bench.data, name)
    note = f"Skipped, their filings are not here: {', '.join(missing)}." if missing else ""
    bench.wrong(title, wrong, note, peers=True)
    bench.right(title, right, note, peers=True)


def echoes(bench: Bench) -> None:
    """Sentences of filings, held against the rest of the filing."""
    wrong, right = echo.claims(echo.filings(bench.data), bench.options.seed, 14)
    bench.wrong("Sentences held against the rest of their filing, one value or word made wrong", wrong)
    bench.right("Sentences held against the rest of their filing", right)


def summedits(bench: Bench) -> None:
    """SummEdits: summaries of ten domains with small edits."""
    _edits(bench, "summedits", "SummEdits")


def bump(bench: Bench) -> None:
    """BUMP: minimal human edits of news summaries."""
    _edits(bench, "bump", "BUMP")


def _edits(bench: Bench, folder: str, title: str) -> None:
    wrong, words, right = public.edited(bench.data / "benchmarks" / folder, folder)
    bench.wrong(f"{title}, numbers edited", wrong, peers=True)
    bench.wrong(f"{title}, a direction word edited beside a number", words)
    bench.right(f"{title}, faithful", right, peers=True)


def evidence_inference(bench: Bench) -> None:
    """Sentences quoted from reports of trials."""
    bench.right("evidence_inference", public.verbatim(bench.data / "benchmarks/evidence_inference"))


def tatqa(bench: Bench) -> None:
    """Answers over tables and text of annual reports."""
    wrong, right = public.questions(bench.data / "benchmarks/tatqa", bench.options.seed)
    bench.wrong("TAT-QA, another scale", wrong)
    bench.right("TAT-QA, the annotated scale", right)


def edgar_llm(bench: Bench) -> None:
    """Summaries of 10-K Item 7 by language models; unlabelled, so flags are for reading."""
    items = bench.sample(public.model_summaries(bench.data / "benchmarks/edgar_llm_summaries"))
    results = bench.judge(items)
    note = "Unlabelled: a flag may be right."
    bench.show(alarm_table("EDGAR-LLM summaries: numbers flagged", results, note))
    first = next(iter(results.values()))
    statuses: dict[str, int] = {}
    for outcome in first:
        for verdict in outcome.verdicts:
            statuses[verdict.status] = statuses.get(verdict.status, 0) + 1
    bench.show(
        Table(
            "EDGAR-LLM summaries: verdicts",
            ["status", "numbers"],
            [[k, str(v)] for k, v in sorted(statuses.items())],
        )
    )
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / "edgar_llm_flags.txt"
    path.write_text("\n".join(show_alarms(first)), encoding="utf-8")
    print(f"every flag: {path.relative_to(ROOT)}")


def tamper(bench: Bench) -> None:
    """Faithful drafts with one edit each."""
    drafts, missing = faithful(bench.data)
    items = []
    for group in MUTATORS:
        for draft in drafts:
            read = Draft.of(draft.text, draft.source.plain)
            for index, made in enumerate(tampered(read, group, bench.options.per_class, bench.options.seed)):
                before = (draft.text, made.before) if group in WORDS_ONLY else None
                name = f"{draft.name}#{index}"
                items.append(
                    Item(name, group, made.draft, draft.source, made.wrong, made.change, None, before)
                )
    bench.wrong("Tampered drafts", items, _of(drafts, missing), peers=True)


def restate(bench: Bench) -> None:
    """Faithful drafts as written and said in other ways."""
    drafts, missing = faithful(bench.data)
    items = [
        Item(draft.name, variant.group, variant.draft, draft.source, focus=variant.focus)
        for draft in drafts
        for variant in restated(draft.text, draft.source.plain, bench.options.seed)
    ]
    items.sort(key=lambda item: item.group != "as written")
    bench.right("Right drafts and restatements", items, _of(drafts, missing), peers=True)


def records(bench: Bench) -> None:
    """Records filled rightly, and with one figure in another's place."""
    for table in moved.tables(misses=bench.options.misses):
        bench.show(table)


def ixbrl_facts(bench: Bench) -> None:
    """Numbers that the filers tagged themselves."""
    table, missed = ixbrl.reading(bench.data)
    bench.show(table)
    if bench.options.misses:
        print(*missed, sep="\n")
    wrong, right = ixbrl.claims(bench.data, bench.options.seed, 60)
    if not right:
        return  # none of the filings can be read yet
    bench.wrong("iXBRL facts, claims made wrong", wrong)
    bench.right("iXBRL facts, claims as tagged", right, "Row, period and value as one plain sentence each.")


def filings(bench: Bench) -> None:
    """Reading real filings: time, memory, and what is left of their tables."""
    bench.show(reading.speed(bench.data))
    bench.show(reading.fidelity(bench.data, bench.options.peers or (PEERS if PEERS.exists() else None)))


def reading_tokens(bench: Bench) -> None:
    """What of real filings is sent to a model, and what of their numbers stands in it."""
    for table in sending.sent(bench.data):
        bench.show(table)


def speed(bench: Bench) -> None:
    """Indexing, checking, locating quotes."""
    drafts, _ = faithful(bench.data)
    bench.show(timing.indexing(bench.options.seed, bench.options.peers))
    if (bench.data / "filings").is_dir():
        bench.show(timing.filings(bench.data))
    bench.show(timing.checking(drafts))
    bench.show(timing.quotes(bench.options.seed))


def hostile(bench: Bench) -> None:
    """A megabyte of one thing."""
    bench.show(timing.hostile())


def overhead(bench: Bench) -> None:
    """What asking a model costs beside the model's own time."""
    for table in overheads.tables():
        bench.show(table)


def _of(drafts: Sequence[Faithful], missing: Sequence[str]) -> str:
    note = f"{len(drafts)} drafts."
    return f"{note} Skipped, their filings are not here: {', '.join(missing)}." if missing else note


SETS: dict[str, Callable[[Bench], None]] = {
    "tamper": tamper,
    "restate": restate,
    "claims": claims_dev,
    "claims_prose": claims_prose,
    "claims_free": claims_free,
    "claims_right": claims_right,
    "claims_held": claims_held,
    "echo": echoes,
    "summedits": summedits,
    "bump": bump,
    "evidence_inference": evidence_inference,
    "tatqa": tatqa,
    "edgar_llm": edgar_llm,
    "records": records,
    "ixbrl_facts": ixbrl_facts,
    "filings": filings,
    "reading_tokens": reading_tokens,
    "speed": speed,
    "hostile": hostile,
    "overhead": overhead,
}
LOCAL = ("tamper", "restate", "records", "speed", "hostile", "overhead")  # need no data beyond the repository


def main() -> int:
    """Runs the sets that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}; all where none is named"
    )
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the public sets"
    )
    parser.add_argument("--limit", type=int, default=0, help="at most this many items a table")
    parser.add_argument("--per-class", type=int, default=4, help="tampers of one class a draft")
    parser.add_argument("--seed", type=int, default=20211130)
    parser.add_argument("--group", default="", help="only rows whose name holds this")
    parser.add_argument("--item", default="", help="only items whose name holds this")
    parser.add_argument(
        "--peers", type=Path, help="a Python that has langextract and instructor: see peers.py"
    )
    parser.add_argument(
        "--peer-limit", type=int, default=150, help="at most this many items a table for the peers"
    )
    parser.add_argument("--peer-seconds", type=float, default=30, help="and no more time a table for each")
    parser.add_argument("--misses", action="store_true", help="list every wrong draft that passed")
    parser.add_argument("--alarms", action="store_true", help="list every right number that was flagged")
    parser.add_argument(
        "--write", action="store_true", help="write docs/benchmarks.md, as a run of all sets does"
    )
    options = parser.parse_args()
    unknown = set(options.sets) - set(SETS)
    if unknown:
        parser.error(f"no such set: {', '.join(sorted(unknown))}")
    part = bool(options.limit or options.group or options.item)
    whole = not options.sets and not part
    if whole and options.peers is None and PEERS.exists():
        options.peers = PEERS
    bench = Bench(options)
    for name in options.sets or SETS:
        if name not in LOCAL and not (bench.data / "benchmarks").is_dir():
            print(f"\n{name}: skipped, no data at {bench.data}")
            continue
        begin = time.perf_counter()
        bench.tables.clear()
        SETS[name](bench)
        if not part:
            keep(name, bench.tables)
        print(f"({name}: {time.perf_counter() - begin:.1f} s)")
    if whole or options.write:
        write_page(SETS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
