"""The faithful drafts that are kept beside this file, with the sources they were written from."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core import HERE, ROOT, Source


@dataclass(frozen=True)
class Faithful:
    """A one-page summary in which every number was checked by hand."""

    name: str
    text: str
    source: Source


@cache
def faithful(data: Path) -> tuple[list[Faithful], list[str]]:
    """The drafts whose source is there, and the names of the others.

    A draft's first line is "source: " and a path: of the repository, or "filings/…" of the data folder.
    """
    here, missing = [], []
    sources: dict[Path, Source] = {}
    for path in sorted((HERE / "drafts").glob("*.md")):
        head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
        place = head.removeprefix("source: ").strip()
        file = ROOT / place if place.startswith("tests/") else data / place
        if not file.is_file():
            missing.append(path.stem)
            continue
        source = sources.setdefault(file, Source(place, path=file))
        here.append(Faithful(path.stem, text, source))
    return here, missing
