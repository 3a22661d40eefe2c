"""The public sets: SummEdits, BUMP, evidence_inference, TAT-QA and the EDGAR summaries."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core import Item, Range, Source
from locate import numbers

_DIRECTIONS = re.compile(
    r"\b(?:up|down|higher|lower|more|less|above|below|over|under|increas\w*|decreas\w*|decline\w*|rose|fell|grew|"
    r"gains?|loss(?:es)?|profits?|earnings|growth|reduc\w*|improv\w*|rise|drop|fall|beginning|end|before|after)\b",
    re.IGNORECASE,
)


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    """The records of a set."""
    with (folder / "data.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _overlapping(draft: str, ranges: list[Range]) -> tuple[Range, ...]:
    """The numbers of the draft that the ranges touch."""
    return tuple(
        (number.start, number.end)
        for number in numbers(draft)
        if any(number.start < end and start < number.end for start, end in ranges)
    )


def _stood_before(draft: str, number: Range, original: str) -> bool:
    """Whether the edit left this number as it was ("range of 3-5%" → "above 3-5%")."""
    return {one.value for one in numbers(draft[slice(*number)])} <= {one.value for one in numbers(original)}


def edited(folder: Path, name: str) -> tuple[list[Item], list[Item], list[Item]]:
    """SummEdits or BUMP: drafts with wrong numbers, with a wrong word beside a number, and right ones."""
    wrong, words, right = [], [], []
    sources: dict[str, Source] = {}
    for row in rows(folder):
        text = row["source"]
        source = sources.setdefault(text, Source(f"{name}-{len(sources)}", given=text))
        group = row.get("domain", name)
        draft = row["summary"]
        if row["label"] == 1:
            right.append(Item(row["id"], group, draft, source))
            continue
        spans = [span for span in row["spans"] if span["halluc"]]
        change = "; ".join(f"{span['orig']!r} → {span['text']!r}" for span in spans)
        hit = tuple(
            number
            for span in spans
            for number in _overlapping(draft, [(span["start"], span["end"])])
            if span["text"] and not _stood_before(draft, number, span["orig"])
        )
        if hit:
            wrong.append(Item(row["id"], group, draft, source, hit, change))
            continue
        near = [span for span in spans if _DIRECTIONS.search(span["text"] + " " + span["orig"])]
        beside = _overlapping(draft, [(max(0, span["start"] - 25), span["end"] + 25) for span in near])
        if beside:
            words.append(Item(row["id"], group, draft, source, beside, change))
    return wrong, words, right


def verbatim(folder: Path) -> list[Item]:
    """evidence_inference: sentences quoted from their source."""
    sources: dict[str, Source] = {}
    items = []
    for row in rows(folder):
        path = folder / row["source_file"]
        if row["source_file"] not in sources:
            given = path.read_text(encoding="utf-8")
            sources[row["source_file"]] = Source(path.stem, given=given)
        items.append(Item(row["id"], "verbatim", row["summary"], sources[row["source_file"]]))
    return items


_ANSWER = re.compile(r"[-+]?\(?[$€£]?\s?\(?\d[\d,]*(?:\.\d+)?\)?%?")
_OTHER_SCALES = {
    "thousand": ("million", "billion"),
    "million": ("thousand", "billion"),
    "billion": ("million", "thousand"),
    "percent": ("million", "basis points"),
}


def questions(folder: Path, seed: int) -> tuple[list[Item], list[Item]]:
    """TAT-QA: answers with another scale than the annotated one, and answers as annotated."""
    rng = random.Random(seed)
    wrong, right = [], []
    sources: dict[str, Source] = {}
    for row in rows(folder):
        answers = [str(answer) for answer in row["answer"] if str(answer).strip()]
        scale = row["scale"]
        if row["answer_type"] not in ("span", "multi-span", "arithmetic") or not answers:
            continue
        if not all(_ANSWER.fullmatch(answer.strip()) for answer in answers):
            continue
        text = row["source"]
        source = sources.setdefault(text, Source(f"tatqa-{len(sources)}", given=text))
        group = f"{row['answer_type'].removeprefix('multi-')}, {scale or 'no scale'}"
        draft, focus = _statement(row["question"], answers, scale)
        right.append(Item(row["id"], group, draft, source, focus=focus, change=f"{row['derivation']}"))
        if scale:
            other = rng.choice(_OTHER_SCALES[scale])
            if any(answer.endswith("%") for answer in answers):
                continue
            draft, focus = _statement(row["question"], answers, other)
            wrong.append(Item(row["id"], group, draft, source, focus, f"{scale} → {other}"))
    return wrong, right


def _statement(question: str, answers: list[str], scale: str) -> tuple[str, tuple[Range, ...]]:
    """The question and its answer as text, and where the answer's numbers stand."""
    draft = question.strip() + " "
    spans = []
    for index, answer in enumerate(answers):
        draft += "; " if index else ""
        begin = len(draft)
        draft += answer.strip()
        if scale and not answer.strip().endswith("%"):
            draft += f" {scale}"
        spans.append((begin, len(draft)))
    return draft, tuple(spans)


def model_summaries(folder: Path) -> list[Item]:
    """Summaries of 10-K Item 7 by language models, unlabelled."""
    sources: dict[str, Source] = {}
    items = []
    for row in rows(folder):
        name = row["source_file"]
        if name not in sources:
            record = json.loads((folder / name).read_text(encoding="utf-8"))
            sources[name] = Source(Path(name).stem, given=as_text(record["item_7"]))
        items.append(
            Item(
                row["id"].split("_000")[0] + "|" + row["model"] + "|" + row["set"],
                row["model"],
                row["summary"],
                sources[name],
            )
        )
    return items


def as_text(raw: str) -> str:
    """Tables in tags as rows of cells between bars, a row a line."""
    if "<td" not in raw:
        return raw

    def row(match: re.Match[str]) -> str:
        cells = re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", match[1], re.DOTALL)
        return " | ".join(" ".join(cell.split()) for cell in cells) + "\n"

    raw = re.sub(r"\s*<tr\b[^>]*>(.*?)</tr>\s*", row, raw, flags=re.DOTALL)
    return re.sub(r"[ \t]+", " ", re.sub(r"</?table[^>]*>", "\n", raw))
