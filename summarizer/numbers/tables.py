"""Numbers of a table: its cells read with the scale, the currency and the percent signs of its headers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from summarizer.document import Cell, Table
from summarizer.numbers.atoms import Atom, finish
from summarizer.numbers.quantity import Grain, Kind, Quantity, Role
from summarizer.numbers.reader import scan

_WORDS: Final = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "hundred": 2}
_NOTE: Final = re.compile(
    r"\bin\s+(?:[A-Za-z.$€£¥]+\s+){0,3}?(?P<a>thousand|million|billion|trillion|hundred)s\b"
    r"|(?P<b>thousand|million|billion)s\s+of\s+(?P<of>[A-Za-z.$€£¥ ]{1,24})"
    r"|\(\s*(?:[A-Z]{0,3}[$€£¥]\s*)?(?P<c>thousand|million|billion)s\b"
    r"|(?P<k>[$€£¥]?\s?['’]?000s?['’]?s?)(?=\s*[),]|\s+omitted|\s*$)"
    r"|[$€£¥]\s?(?P<m>MM|mm|M|bn|B|K|millions?|thousands?|billions?)\b",
    re.IGNORECASE,
)
_LETTERS: Final = {"mm": 6, "m": 6, "bn": 9, "b": 9, "k": 3}
_EXCEPT: Final = re.compile(r"\b(?:except|other than|excluding|unless)\b(.*)", re.IGNORECASE | re.DOTALL)
_CURRENCIES: Final = (
    (re.compile(r"US\$|U\.S\.?\s*dollars?|USD|(?<![A-Z])\$|\bdollars?\b", re.IGNORECASE), "USD"),
    (re.compile(r"€|\bEUR\b|\beuros?\b", re.IGNORECASE), "EUR"),
    (re.compile(r"£|\bGBP\b|sterling", re.IGNORECASE), "GBP"),
    (re.compile(r"¥|\bJPY\b|\byen\b", re.IGNORECASE), "JPY"),
    (re.compile(r"\bRMB\b|\bCNY\b|\brenminbi\b|\byuan\b", re.IGNORECASE), "CNY"),
    (re.compile(r"\bCAD\b|\bC\$|\bCanadian", re.IGNORECASE), "CAD"),
    (re.compile(r"\bCHF\b"), "CHF"),
)
_PER_SHARE: Final = re.compile(
    r"\bper\s+(?:[\w-]+\s+){0,4}?(share|unit|ADS|ADR)s?\b|\bEPS\b|/\s?(share)\b", re.IGNORECASE
)
_SHARES: Final = re.compile(
    r"\b(?:shares?|units outstanding|stock options|warrants|RSUs|ADSs?)\b", re.IGNORECASE
)
_SHARE_COUNTS: Final = re.compile(
    r"\b(?:weighted|outstanding|issued|number of|authorized|shares used|diluted shares|basic shares|shares (?:repurchased|"
    r"purchased|sold|granted|vested)|repurchased)\b",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(r"%|\bper\s?cent(?:age)?s?\b", re.IGNORECASE)
_POINTS: Final = re.compile(r"\bbasis points\b|\bbps\b", re.IGNORECASE)
_COUNTS: Final = re.compile(
    r"\b(?:ratio|margin|headcount|employees|number of|stores?|customers|days|years?|term \(|months|times|count|yield|"
    r"square (?:feet|footage)|patients|subjects|volumes?|ounces|barrels|tons)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Note:
    """A remark such as "(in thousands, except per share data)"."""

    power: int
    currency: str
    exceptions: str


def _note(text: str) -> _Note | None:
    """The last remark on scale in `text`."""
    match = None
    for found in _NOTE.finditer(text):
        match = match or found
    if match is None:
        return None
    word = match["a"] or match["b"] or match["c"]
    if word is not None:
        power = _WORDS[word.lower()]
    elif match["k"] is not None:
        power = 3
    else:
        letters = match["m"].lower()
        power = _LETTERS.get(letters, 0) or _WORDS[letters.rstrip("s")]
    start = text.rfind("\n", 0, match.start()) + 1
    excepted = _EXCEPT.search(text, match.end())
    rest = excepted[1][:160].lower() if excepted is not None else ""
    begin = max(start, text.rfind("(", 0, match.start()), match.start() - 40, 0)
    return _Note(power, _currency(text[begin : match.end() + 40]), rest)


def _currency(text: str) -> str:
    for pattern, code in _CURRENCIES:
        if pattern.search(text):
            return code
    return ""


class TableReader:
    """Reads the cells of one table.

    Args:
        text: Of the document.
        plain: The same, folded.
        table: The table.
    """

    def __init__(self, text: str, plain: str, table: Table) -> None:
        self.text = text
        self.plain = plain
        self.table = table
        self.atoms: list[tuple[Cell, list[Atom], int]] = []
        notes = [
            note for cell in table.cells if cell.is_header and (note := _note(cell.span.of(text))) is not None
        ]
        caption = _note(table.caption)
        self.note = caption
        if caption is None and notes and len({note.power for note in notes}) == 1:
            self.note = notes[0]
        self.row_currency: dict[int, str] = {}
        self.column_currency: dict[int, str] = {}

    def read(self) -> Iterator[Quantity]:
        """The quantities of all cells in order."""
        text = self.text
        for cell in self.table.cells:
            start, end = cell.span.start, cell.span.end
            label = cell.is_header or cell.column == 0
            atoms, offset = scan(text[start:end], self.plain[start:end], cell=not label)
            if atoms:
                self.atoms.append((cell, atoms, start + offset))
                if not cell.is_header:
                    for atom in atoms:
                        if atom.kind is Kind.MONEY:
                            code = atom.unit.partition("/")[0]
                            self.row_currency.setdefault(cell.row, code)
                            self.column_currency.setdefault(cell.column, code)
        year_columns = self._year_columns()
        for cell, atoms, offset in self.atoms:
            if not cell.is_header:
                for atom in atoms:
                    self._apply(cell, atom, len(atoms) == 1, cell.column in year_columns)
            for atom in atoms:
                yield finish(atom, text, offset)

    def _year_columns(self) -> set[int]:
        """Columns whose four-digit numbers are years, since most of their cells are."""
        years: dict[int, int] = {}
        others: dict[int, int] = {}
        for cell, atoms, _ in self.atoms:
            if cell.is_header or len(atoms) != 1:
                continue
            atom = atoms[0]
            tally = years if atom.kind is Kind.DATE else others
            if atom.kind in (Kind.DATE, Kind.NUMBER, Kind.MONEY):
                tally[cell.column] = tally.get(cell.column, 0) + 1
        return {column for column, count in years.items() if count > others.get(column, 0)}

    def _apply(self, cell: Cell, atom: Atom, alone: bool, years: bool) -> None:
        if (
            atom.kind is Kind.DATE
            and alone
            and not years
            and cell.column > 0
            and atom.period is not None
            and atom.period.grain is Grain.YEAR
            and atom.end - atom.start == 4
            and (cell.row in self.row_currency or self.note is not None)
        ):
            atom.kind = Kind.NUMBER
            atom.digits = str(atom.period.year)
            atom.period = None
        if (
            atom.kind not in (Kind.NUMBER, Kind.MONEY)
            or atom.power
            or (atom.role is not Role.PLAIN and atom.role is not Role.HIGH)
        ):
            return
        row = " ".join(cell.row_header)
        column = " ".join(cell.column_header)
        money = atom.kind is Kind.MONEY
        if not money and not atom.unit and (_PERCENT.search(column) or _percent_row(row)):
            atom.kind = Kind.PERCENT
            atom.unit = "%"
            return
        if not money and not atom.unit and (_POINTS.search(column) or _POINTS.search(row)):
            atom.kind = Kind.POINTS
            atom.unit = "bp"
            return
        if (per := _PER_SHARE.search(row) or _PER_SHARE.search(column)) is not None:
            code = atom.unit or self._code_of(cell)
            if code and "/" not in code:
                atom.kind = Kind.MONEY
                atom.unit = f"{code}/{_per(per)}"
            return
        note = _note(row) or _note(column) or self.note
        shares = (
            not money
            and _SHARES.search(row) is not None
            and (_SHARE_COUNTS.search(row) is not None or cell.row not in self.row_currency)
        )
        if shares:
            atom.unit = atom.unit or "share"
            if note is not None and not re.search(r"(?<!per )(?<!per-)\bshares?\b", note.exceptions):
                self._scale(atom, note.power)
            return
        if not money and (atom.unit or (_COUNTS.search(row) and cell.row not in self.row_currency)):
            return
        if note is not None:
            self._scale(atom, note.power)
        if not money:
            code = self._code_of(cell)
            if code:
                atom.kind = Kind.MONEY
                atom.unit = code

    def _scale(self, atom: Atom, power: int) -> None:
        if power and atom.digits:
            atom.power = power
            atom.table_scale = True

    def _code_of(self, cell: Cell) -> str:
        code = self.row_currency.get(cell.row) or self.column_currency.get(cell.column, "")
        if not code:
            code = self.note.currency if self.note is not None else ""
        return code


def _percent_row(row: str) -> bool:
    return _PERCENT.search(row) is not None and re.search(r"\b[0-9.]+\s?%", row) is None


def _per(match: re.Match[str]) -> str:
    return {"unit": "unit", "ads": "ADS", "adr": "ADR"}.get((match[1] or "share").lower(), "share")


def read_table(text: str, plain: str, table: Table) -> list[Quantity]:
    """Read the numbers of a table's cells.

    Args:
        text: Of the document.
        plain: The same, folded.
        table: The table; its scale and currency come from its caption, its headers and its other cells.

    Returns:
        The quantities in the order of the text.
    """
    return sorted(TableReader(text, plain, table).read(), key=lambda quantity: quantity.span.start)
