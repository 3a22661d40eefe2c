"""Fits the weights of `summarizer.verify.contrast`: `.venv/bin/python tests/benchmarks/fit.py`.

What it learns from: the faithful drafts tampered with and said in other words, sentences of filings against
the rest of their filing, the claims of `dev.jsonl`, `prose.jsonl` and `free.jsonl`, and half of SummEdits and
BUMP. A claim counts by the rival and the supporter that decide it; as these depend on the weights, fitting
and choosing take turns.
Prints the weights, and how many wrong claims and right numbers lie above some thresholds; writes nothing.
"""

import argparse
import math
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path

import echo
import public
from claims import claims
from core import ROOT, Item
from drafts import faithful
from restate import restated
from tamper import MUTATORS, Draft, tampered

from summarizer.errors import SourceError
from summarizer.ingest import as_document
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.numbers.quantity import Kind, Role
from summarizer.verify.candidates import source_index
from summarizer.verify.contrast import FEATURES, WEIGHTS, Contrast
from summarizer.verify.prose import DraftClaims
from summarizer.verify.verdict import of_one_size, plausible

OTHER_MEANS = (
    "direction", "tense", "qualifier", "word", "planned", "more-less", "guidance", "annual", "speaker",
)  # fmt: skip
BY_VALUE = ("digit", "transpose", "decimal", "scale", "unit", "invented")
SUPPORTERS, RIVALS = 4, 8
STRENGTH = 0.3  # inverse of the ridge's
ROUNDS, STEPS = 5, 8

FOR_RIVAL = (
    "gain", "covers", "replaced", "order_kept", "gain_told", "away", "top", "own_gain", "same_gain", "stolen",
    "time_conflict", "past", "rival_time_match", "order_reversed", "role", "compared", "contrary",
    "beside_gain", "exchange", "unit", "rival_fit",
    "moved", "tense", "outdated", "other_name", "variant", "near_gain", "crossed",
)  # fmt: skip
FOR_SUPPORTER = (
    "loss", "time_match", "rival_time_conflict", "order_same", "rival_role", "rival_compared", "beside_loss",
    "rival_unit", "rival_bounded", "rival_past", "fit", "rival_moved", "rival_tense", "near_loss",
)  # fmt: skip
"""Features that can speak for one side alone, whatever chance says in what was learnt from."""

BOUNDS = [
    (0.0 if name in FOR_RIVAL else -math.inf, 0.0 if name in FOR_SUPPORTER else math.inf) for name in FEATURES
]

Pairs = list[list[list[float]]]


@dataclass(frozen=True)
class Example:
    """One number with the features of every pair of a supporter and a rival."""

    item: str
    wrong: bool
    weight: float
    pairs: Pairs


def items(data: Path, seed: int) -> Iterator[tuple[str, float, Item]]:
    """Drafts, each with the set it is of and what it counts."""
    for draft in faithful(data)[0]:
        for variant in restated(draft.text, draft.source.plain, seed):
            yield "restate", 0.25, Item(draft.name, "", variant.draft, draft.source, focus=variant.focus)
        read = Draft.of(draft.text, draft.source.plain)
        for group in MUTATORS:
            if group not in (*OTHER_MEANS, *BY_VALUE):
                for made in tampered(read, group, 5, seed):
                    yield (
                        "tamper",
                        2.0 if group == "swap" else 1.0,
                        Item(draft.name, group, made.draft, draft.source, made.wrong, made.change),
                    )
    yield from _written(data, seed)


def _written(data: Path, seed: int) -> Iterator[tuple[str, float, Item]]:
    wrong, right = echo.claims(echo.filings(data), seed, 18)
    for item in [*wrong, *right]:
        if item.group not in OTHER_MEANS:
            yield "echo", 1.0 if item.wrong else 1.5, item
    for name in ("dev", "prose", "free"):
        wrong, right, _ = claims(data, name)
        for item in [*wrong, *right]:
            if not item.group.startswith(OTHER_MEANS):
                yield "claims", 2.0, item
    for name in ("summedits", "bump"):
        if (data / "benchmarks" / name).is_dir():
            wrong, _, right = public.edited(data / "benchmarks" / name, name)
            for item in [*wrong, *right]:
                if zlib.crc32(item.source.name.encode()) % 2:
                    yield name, 1.0, item


def examples(data: Path, seed: int) -> Iterator[Example]:
    """The numbers of all drafts that have both supporters and rivals."""
    for number, (name, weight, item) in enumerate(items(data, seed)):
        try:
            source = source_index(item.source.document)
        except SourceError:
            continue
        draft = as_document(item.draft)
        numbers = number_index(draft)
        labels = LabelIndex(numbers, source.labels.defined, source.labels.times)
        drafted = DraftClaims(labels)
        for index, quantity in enumerate(numbers.quantities):
            where = item.wrong or item.focus
            span = quantity.span
            if where is not None and not any(span.start < end and start < span.end for start, end in where):
                continue
            if quantity.kind is Kind.IDENTIFIER or quantity.role is Role.GRADE:
                continue
            if item.wrong and quantity.kind is Kind.DATE and item.group == "period":
                continue  # a wrong date is judged by itself
            claim = drafted.claim(index)
            supporters, found = source.candidates(claim)
            supporters, rivals = plausible(source, claim, supporters), list(of_one_size(claim, found))
            if not supporters or not rivals:
                continue
            contrast = Contrast(source, claim, supporters)
            pairs = [
                [list(contrast.features(one, rival).values()) for rival in rivals[:RIVALS]]
                for one in supporters[:SUPPORTERS]
            ]
            yield Example(f"{name} {number}", bool(item.wrong), weight, pairs)


def odds(weights: Sequence[float], features: Sequence[float]) -> float:
    """The weighed sum."""
    return float(sum(map(mul, weights, features)))


def deciding(weights: Sequence[float], pairs: Pairs) -> tuple[float, list[float]]:
    """The features of the pair that decides: the worst rival of the best supporter."""
    return min(max((odds(weights, pair), pair) for pair in row) for row in pairs)


def fitted(rows: Sequence[tuple[list[float], bool, float]], weights: list[float]) -> list[float]:
    """Ridge logistic regression by Newton's steps; the first feature is the constant, without a ridge."""
    size = len(weights)
    for _ in range(STEPS):
        slope = [0.0 if i == 0 else -w for i, w in enumerate(weights)]
        curve = [[float(i == j and i > 0) for j in range(size)] for i in range(size)]
        for features, wrong, weight in rows:
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds(weights, features)))))
            error, spread = STRENGTH * weight * (wrong - chance), STRENGTH * weight * chance * (1 - chance)
            filled = [(i, value) for i, value in enumerate(features) if value]
            for i, value in filled:
                slope[i] += error * value
                line = curve[i]
                for j, other in filled:
                    line[j] += spread * value * other
        step = solved(curve, slope)
        weights = [
            min(most, max(least, weight + change))
            for weight, change, (least, most) in zip(weights, step, BOUNDS, strict=True)
        ]
        if max(map(abs, step)) < 1e-3:
            break
    return weights


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solves a symmetric positive system by elimination."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        if abs(rows[i][i]) < 1e-12:
            rows[i][i] = 1e-12
        for j in range(i + 1, size):
            factor = rows[j][i] / rows[i][i]
            if factor:
                rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (rows[i][-1] - sum(rows[i][j] * found[j] for j in range(i + 1, size))) / rows[i][i]
    return found


def main() -> int:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    known = list(examples(options.data, options.seed))
    print(f"{len(known)} numbers")
    weights = [WEIGHTS[name] for name in FEATURES]
    for turn in range(ROUNDS):
        by_item: dict[str, list[tuple[float, list[float], Example]]] = defaultdict(list)
        for example in known:
            by_item[example.item].append((*deciding(weights, example.pairs), example))
        rows = []
        for found in by_item.values():
            # Of the numbers that one edit touches, one has to be flagged: the likeliest.
            chosen = [max(found, key=lambda one: one[0])] if found[0][2].wrong else found
            rows += [(features, example.wrong, example.weight) for _, features, example in chosen]
        weights = fitted(rows, weights)
        print(f"round {turn + 1} of {ROUNDS}: {len(rows)} pairs", flush=True)
    print({name: round(weight, 2) for name, weight in zip(FEATURES, weights, strict=True)})
    for threshold in (0.0, 0.2, 0.4, 0.6, 0.8):
        wrong: dict[str, bool] = defaultdict(bool)
        right = []
        for example in known:
            above = deciding(weights, example.pairs)[0] > threshold
            if example.wrong:
                wrong[example.item] |= above
            else:
                right.append(above)
        caught, alarms = f"{sum(wrong.values())} of {len(wrong)}", f"{sum(right)} of {len(right)}"
        print(f"above {threshold}: {caught} wrong claims, {alarms} right numbers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
