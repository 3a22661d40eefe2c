"""Claims written by hand: what editors, analysts and language models say of a filing, right and subtly wrong.

`claims/dev.jsonl`, `claims/prose.jsonl`, `claims/free.jsonl` and `claims/right.jsonl`, which has right claims
only, may be read when the verifier is changed;
`claims/held.jsonl` speaks of other filings and is for measuring only. A record is {id, source, draft, wrong,
class, why}: `wrong` holds the numbers of the draft that are wrong, `class` what was done ("right/rounded",
"wrong/period"), `why` what the filing says.
"""

import json
from functools import cache
from pathlib import Path

from core import HERE, ROOT, Item, Source


@cache
def claims(data: Path, name: str) -> tuple[list[Item], list[Item], list[str]]:
    """Wrong and right claims of a set, and the filings that are not here."""
    wrong: list[Item] = []
    right: list[Item] = []
    missing: set[str] = set()
    sources: dict[str, Source] = {}
    with (HERE / "claims" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            place = row["source"]
            file = ROOT / place if place.startswith("tests/") else data / place
            if not file.is_file():
                missing.add(place)
                continue
            source = sources.setdefault(place, Source(place, path=file))
            group = row["class"].partition("/")[2]
            draft = row["draft"]
            if row["wrong"]:
                places = tuple((draft.index(text), draft.index(text) + len(text)) for text in row["wrong"])
                wrong.append(Item(row["id"], group, draft, source, places, row["why"]))
            else:
                right.append(Item(row["id"], group, draft, source, change=row["why"]))
    return wrong, right, sorted(missing)
