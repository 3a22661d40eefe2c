"""Names that a source sets side by side, and that exclude each other: the rows and the columns of its tables.

"Marine Navigation" and "Coastal Monitoring" are rows of one table, "Drug" and "Placebo" columns of another: a
figure of the one is none of the other, wherever in the source it stands.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from summarizer.document import Cell
from summarizer.numbers.labels import PREVIOUS, Frame, LabelIndex
from summarizer.verify.claims import Claim

_SAID, _HELD = 0.6, 0.5  # how firmly a name is bound to a claim; to a number of the source
_ALSO = 0.45  # and a second name to a claim of both
_HELD_AGAINST = re.compile(
    r"\b(?:that of|those of|than|as (?:on|in|with|for))\b[^;.]{0,48}\Z", re.IGNORECASE
)  # "double that of chemotherapy, 43.1%": what it names is the other's
_MOST_NAMES = 60  # of one table
_MOST_GROUPS = 12  # that one number of prose is looked up in
_LONGEST = 6  # words
_NO_NAMES = frozenset("total other net amount number note percent chang valu".split())
"""Words that make no name by themselves."""

_Name = frozenset[str]


class Siblings:
    """The names of a source that exclude each other.

    Args:
        labels: What the source says of its numbers.
    """

    def __init__(self, labels: LabelIndex) -> None:
        self._labels = labels
        self._groups: list[tuple[_Name, ...]] = []
        self._of_table: defaultdict[int, list[int]] = defaultdict(list)
        self._of_term: defaultdict[str, list[int]] = defaultdict(list)
        self._held: dict[int, list[tuple[_Name, tuple[_Name, ...]]]] = {}
        cells: defaultdict[int, list[Cell]] = defaultdict(list)
        for statement in labels.statements:
            if statement.table is not None:
                cells[statement.table.span.start] += [c for c in statement.cells if not c.is_header]
        for start, held in cells.items():
            rows: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
            for cell in held:
                if cell.row_header:
                    rows[cell.row_header[:-1]][cell.row_header[-1]] = None
            for names in rows.values():
                self._add(start, names)
            self._add(start, dict.fromkeys(cell.column_header[-1] for cell in held if cell.column_header))

    def replaced(self, claim: Claim, place: int, frame: Frame) -> bool:
        """Whether a number of the source has one name, and the claim gives it that of a sibling.

        Args:
            claim: The claim.
            place: Index of the number.
            frame: Its label.
        """
        said = claim.frame.terms
        for name, others in self._names_of(place, frame):
            if all(term in said for term in name):
                continue
            for other in others:
                if any(said.get(term, 0.0) >= _ALSO for term in name - other):
                    continue  # it names both
                if all(said.get(term, 0.0) >= _SAID and claim.says(term) for term in other) and any(
                    frame.terms.get(term, 0.0) <= PREVIOUS for term in other
                ):
                    return _HELD_AGAINST.search(claim.before) is None
        return False

    def _names_of(self, place: int, frame: Frame) -> list[tuple[_Name, tuple[_Name, ...]]]:
        """The names that a number has, each with its siblings."""
        known = self._held.get(place)
        if known is None:
            known = self._held[place] = []
            for group in self._groups_of(frame):
                held = [n for n in group if all(frame.terms.get(term, 0.0) >= _HELD for term in n)]
                if held:
                    name = max(held, key=len)
                    known.append((name, tuple(n for n in group if not n <= name)))
        return known

    def _groups_of(self, frame: Frame) -> Iterable[tuple[_Name, ...]]:
        table = self._labels.statements[frame.statement].table
        if table is not None:
            return [self._groups[number] for number in self._of_table[table.span.start]]
        found: dict[int, None] = {}
        for term, strength in frame.terms.items():
            if strength >= _HELD and term[0] not in "=@":
                found |= dict.fromkeys(self._of_term.get(term, ()))
            if len(found) > _MOST_GROUPS:
                break
        return [self._groups[number] for number in list(found)[:_MOST_GROUPS]]

    def _add(self, table: int, headers: Mapping[str, None]) -> None:
        """Take the headers of the rows, or of the columns, of a table as names."""
        if not 2 <= len(headers) <= _MOST_NAMES:
            return
        sets = [frozenset(t for t in self._labels.terms_of(h) if t[0] not in "=@") for h in headers]
        shared = frozenset.intersection(*sets)
        names = tuple(
            dict.fromkeys(
                name for each in sets if (name := each - shared) - _NO_NAMES and len(name) <= _LONGEST
            )
        )
        if len(names) < 2:
            return
        number = len(self._groups)
        self._groups.append(names)
        self._of_table[table].append(number)
        for term in frozenset[str]().union(*names):
            self._of_term[term].append(number)


__all__ = ["Siblings"]
