"""Numbers of a table: its cells read with the scale, the currency and the percent signs of its headers."""

import re
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter
from typing import Final

from summarizer.document import Cell, Table
from summarizer.numbers.atoms import Atom, finish, identifier
from summarizer.numbers.headers import ScaleNote, Wording, scale_note, wording, years_apart
from summarizer.numbers.quantity import Grain, Kind, Quantity, Role
from summarizer.numbers.reader import may_hold_numbers, scan_cell
from summarizer.numbers.units import CURRENCY_SIGNS

_FIGURE: Final = re.compile(  # most cells are one of these and need no reading
    r"(\()?([$€£])?[ ]{0,40}(\()?([0-9]{1,3}(?:,[0-9]{3})*|[0-9]{5,15})(\.[0-9]{1,6})?[ ]?(\))?[ ]?(%)?"
)
_CUT: Final = re.compile(r"[ \t]*\|[ \t|]*(?P<closing>\) ?%?|% ?\))[ \t]*(?:\||$)", re.MULTILINE)
_CUT_PERCENT: Final = re.compile(r"[ \t]*\|[ \t|]*(?P<closing>%)[ \t]*(?:\||$)", re.MULTILINE)
_CLOSES_BEHIND: Final = re.compile(r"[ \t]*\|[ \t|]*[)%]")  # how both begin, told fast
_OPENS: Final = 4  # characters in which the bracket of "$ (101,305" stands
_FOOTNOTE: Final = re.compile(r"[A-Za-z,.] \([0-9]\)\Z")
_NOTE_COLUMN: Final = re.compile(r"(?:foot)?notes?(?: (?:no\.?|number|ref\.?|reference))?", re.IGNORECASE)
_NOTE_NUMBER: Final = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?(?: ?\([a-z]{1,3}\))?")
_COUNTABLE: Final = {Kind.NUMBER, Kind.MONEY}
_STATING: Final = {Role.PLAIN, Role.LOW, Role.HIGH}
_BOUNDS: Final = re.compile(r"[ ]?(?:[,;–-]|to)[ ]?[+]?")
_PRICE_DECIMALS: Final = 2
_YEAR_DIGITS: Final = 4
_NEAR: Final = 400
_LONGEST_LINE: Final = 90
_PAGE_BREAK: Final = re.compile(
    r"^\W*(?:[A-Z]-)?[0-9]{1,3}\W*$|table of contents|\(?continued\)?|form 10-|page [0-9]",
    re.IGNORECASE | re.MULTILINE,
)


def read_table(
    text: str, plain: str, table: Table, inherited: ScaleNote | None
) -> tuple[list[Quantity], ScaleNote | None]:
    """Read the numbers of a table's cells.

    Args:
        text: Of the document.
        plain: The same, folded.
        table: The table; its scale and currency come from its caption, its headers and its other cells.
        inherited: The remark on scale to fall back on, if the table says nothing of it.

    Returns:
        The quantities in the order of the text, and the table's remark on scale.
    """
    reader = _TableReader(text, plain, table, inherited)
    return reader.read(), reader.note


def note_before(text: str, table: Table, previous: Table | None, last: ScaleNote | None) -> ScaleNote | None:
    """The remark on scale that holds for a table which has none of its own.

    That is the one in the line that leads up to it ("... as follows (in thousands):"), or the one of the
    table that it goes on with after a page break.

    Args:
        text: Of the document.
        table: The table.
        previous: The table before it.
        last: The remark of that table.

    Returns:
        The remark, or None.
    """
    start = table.span.start
    floor = max(start - _NEAR, previous.span.end if previous is not None else 0)
    above = text[floor:start].rstrip()
    lines = [line for line in above.splitlines() if line.strip()]
    for line in reversed(lines):
        if line.endswith(":") or line is lines[-1]:
            note = scale_note(line) if "(" in line else None
            if note is not None:
                return note
        if line.endswith(":") or len(line) > _LONGEST_LINE:
            break
    if previous is None or last is None or floor != previous.span.end:
        return None
    if any(len(line) > _LONGEST_LINE for line in lines):
        return None
    return last if not lines or _PAGE_BREAK.search(above) else None


class _TableReader:
    """Reads the cells of one table; see `read_table`."""

    def __init__(self, text: str, plain: str, table: Table, inherited: ScaleNote | None) -> None:
        self.text = text
        self.plain = plain
        self.table = table
        self.rows: dict[int, str] = {}  # the currency of each row that shows one
        self.columns: dict[int, str] = {}
        self.notes: list[ScaleNote] = []
        self.found: list[tuple[Cell, list[Atom], int]] = []
        self.note_columns: dict[tuple[str, ...], bool] = {}  # whether a header path ends in that of notes
        for cell in table.cells:
            self._scan(cell)
        self.note = scale_note(table.caption)
        if self.note is None and self.notes and all(note.power == self.notes[0].power for note in self.notes):
            self.note = self.notes[0]
        if self.note is None and not self.notes:
            self.note = inherited
        corner = next((cell.span.of(text) for cell in table.cells if cell.row == cell.column == 0), "")
        self.share_behind = any(wording(said).share_behind for said in (table.caption, corner))
        columns = {cell.column_header for cell in table.cells if not cell.is_header}
        self.share_columns = any(wording(" ".join(path)).shares for path in columns)
        self.year_columns = self._find_year_columns()
        self.column_words = self._find_column_words()
        self.percent_columns = self._find_percent_columns()

    def read(self) -> list[Quantity]:
        """The quantities of all cells, in the order of the text."""
        quantities = []
        text = self.text
        row_path: tuple[str, ...] | None = None
        columns: dict[int, tuple[tuple[str, ...], Wording]] = {}  # the path of each column as it was last
        for cell, atoms, offset in self.found:
            if cell.is_header:
                for atom in atoms:
                    self._complete_label(cell, atom)
                    quantities.append(finish(atom, text, offset))
            else:
                if row_path is not cell.row_header:  # the cells of a row share theirs
                    row_path = cell.row_header
                    row = wording(" ".join(row_path))
                path, column = columns.get(cell.column, (None, row))
                if path is not cell.column_header:
                    path = cell.column_header
                    column = wording(" ".join((*path, self.column_words.get(cell.column, ""))))
                    columns[cell.column] = path, column
                share_behind = self.share_behind or row.share_behind or column.share_behind
                for place, atom in enumerate(atoms):
                    if len(atoms) == 1 and atom.kind is Kind.DATE and cell.column > 0:
                        self._doubt_year(cell, atom)
                    if share_behind and place and atom.kind is Kind.NUMBER:
                        atom.kind, atom.unit, atom.negative = Kind.PERCENT, "%", False
                    elif atom.kind in _COUNTABLE and not atom.power and atom.role in _STATING:
                        self._complete(cell, atom, row, column)
                if len(atoms) > 1 and (row.interval or column.interval):
                    self._bound(atoms, offset)
                quantities += [finish(atom, text, offset) for atom in atoms]
        quantities.sort(key=attrgetter("span.start"))
        return quantities

    def _bound(self, atoms: list[Atom], offset: int) -> None:
        """Read the ends of an interval of which the header speaks: "−41.8 (−51.3, −32.3)"."""
        low, high = atoms[-2:]
        if low.role is not Role.PLAIN or high.role is not Role.PLAIN or low.kind is not high.kind:
            return
        parted = _BOUNDS.fullmatch(self.plain, low.end + offset, high.start + offset) is not None
        told = (*atoms[-3:-2], low, high)
        if not parted or not all(atom.digits for atom in told):
            return
        values = [Decimal(f"-{atom.digits}" if atom.negative else atom.digits) for atom in told]
        if values[-2] < values[-1] and values[-2] <= values[0] <= values[-1]:
            low.role, high.role = Role.LOW, Role.HIGH
            low.group = high.group = low.start

    def _scan(self, cell: Cell) -> None:
        """Read one cell by itself, and note what it says of others."""
        span = cell.span
        start, end = span.start, span.end
        plain = self.plain[start:end]
        header = cell.is_header
        if header or plain[:1] == "(":
            note = scale_note(plain)
            if note is not None:
                self.notes.append(note)
        label = header or cell.column == 0
        atom = None if label else self._alone(cell.column_header, plain, start, end)
        if atom is not None:
            atoms, offset = [atom], 0
        elif not may_hold_numbers(plain):
            return
        else:
            printed = self.text[start:end]
            if header:
                printed, plain = years_apart(printed), years_apart(plain)
            atoms, offset = scan_cell(printed, plain, label=label)
            if not atoms:
                return
            if label and _FOOTNOTE.search(plain) and atoms[-1].end + offset == len(plain) - 1:
                atoms[-1] = identifier(atoms[-1].start, atoms[-1].end)  # "Total revenue (1)"
        self.found.append((cell, atoms, start + offset))
        if not header:
            for atom in atoms:
                if atom.kind is Kind.MONEY:
                    code = atom.unit.partition("/")[0]
                    self.rows.setdefault(cell.row, code)
                    self.columns.setdefault(cell.column, code)

    def _alone(self, path: tuple[str, ...], plain: str, start: int, end: int) -> Atom | None:
        """The figure, or the number of a note, that a cell holds and nothing else."""
        noted = self.note_columns.get(path)
        if noted is None:
            noted = any(map(_NOTE_COLUMN.fullmatch, path[-1:]))
            self.note_columns[path] = noted
        if noted:
            return identifier(0, end - start) if _NOTE_NUMBER.fullmatch(plain) else None
        if plain[-1:] not in ")%" and _CLOSES_BEHIND.match(self.plain, end) is not None:
            plain += self._closed_behind(start, end)
        atom = _figure(plain)
        if atom is not None:
            atom.end = end - start
        return atom

    def _closed_behind(self, start: int, end: int) -> str:
        """The bracket and the percent sign that stand in the cell after a figure's own: "(101,305 | )"."""
        opened = "(" in self.plain[start : start + _OPENS]
        found = (_CUT if opened else _CUT_PERCENT).match(self.plain, end)
        if found is None:
            return ""
        closing = found["closing"].replace(" ", "")
        return ")%" if closing == "%)" else closing

    def _find_column_words(self) -> dict[int, str]:
        """What stands over each column above the first row of figures, whatever the header paths say."""
        first = min((cell.row for cell, _, _ in self.found if not cell.is_header), default=0)
        words: dict[int, str] = {}
        for cell in self.table.cells:
            if cell.row < first and cell.column > 0 and scale_note(cell.span.of(self.text)) is None:
                words[cell.column] = f"{words.get(cell.column, '')} {cell.span.of(self.text)}"
        return words

    def _find_percent_columns(self) -> set[int]:
        """Columns that open with a percentage and hold no amounts: the figures below are percentages too."""
        first: dict[int, Kind] = {}
        for cell, atoms, _ in self.found:
            if not cell.is_header and atoms[0].kind is not Kind.DATE:
                first.setdefault(cell.column, atoms[0].kind)
        return {
            column for column, kind in first.items() if kind is Kind.PERCENT and column not in self.columns
        }

    def _find_year_columns(self) -> set[int]:
        """Columns whose four-digit numbers are years, since most of their cells are."""
        tally: dict[int, int] = {}
        for cell, atoms, _ in self.found:
            if (
                not cell.is_header
                and len(atoms) == 1
                and atoms[0].kind in (Kind.DATE, Kind.NUMBER, Kind.MONEY)
            ):
                tally[cell.column] = tally.get(cell.column, 0) + (1 if atoms[0].kind is Kind.DATE else -1)
        return {column for column, balance in tally.items() if balance > 0}

    def _complete(self, cell: Cell, atom: Atom, row: Wording, column: Wording) -> None:
        """Give the number of a cell what its headers say of it."""
        money = atom.kind is Kind.MONEY
        if (row.share_behind or column.share_behind) and atom.kind is Kind.NUMBER and "." not in atom.digits:
            return
        may_rate = column.rate or row.rate or cell.column in self.percent_columns
        rate = None if money or atom.unit or not may_rate else self._rate_of(cell, atom, row, column)
        if rate is not None:
            atom.kind, atom.unit = rate
            return
        note = row.note or column.note or self.note
        price = "." in atom.digits and self._is_price(atom, row, column)
        in_money = cell.row in self.rows
        if (
            not money
            and not price
            and not row.stock_line
            and (column.shares or (row.share_row and not in_money and not self.share_columns))
        ):
            atom.unit = atom.unit or "share"
            if note is not None:
                _scale(atom, note.shares)
            return
        per = row.per or column.per
        if price or (per and ("." in atom.digits or (money and not self._is_total(atom)))):
            code = atom.unit or self._currency_of(cell, note)
            if code and "/" not in code:
                atom.kind = Kind.MONEY
                atom.unit = f"{code}/{per or 'share'}"
            return
        counts = (row.counts and not in_money) or (column.counts and cell.column not in self.columns)
        if not money and (row.awards or column.awards) and cell.column not in self.columns:
            if note is not None:
                _scale(atom, note.shares)
            return
        if "/" in atom.unit or (not money and (atom.unit or counts)):
            own = row.note or column.note  # "Number of options (in thousands)"
            if own is not None and not atom.unit:
                _scale(atom, own.power)
            return
        if note is not None:
            _scale(atom, note.power)
        if not money:
            code = self._currency_of(cell, note)
            if code:
                atom.kind = Kind.MONEY
                atom.unit = code

    def _rate_of(self, cell: Cell, atom: Atom, row: Wording, column: Wording) -> tuple[Kind, str] | None:
        """What kind of rate or measure the headers make of a bare number, if any."""
        parted = len(atom.digits.partition(".")[0]) >= _YEAR_DIGITS and "," in cell.span.of(self.text)
        if parted or column.unitless or row.unitless:
            return None  # "4,310" is no percentage
        rate = column.rate or row.rate
        if rate is not None and rate[0] is Kind.PERCENT and (column.difference or row.difference):
            return None
        if rate is None and cell.column in self.percent_columns and self.note is None:
            return Kind.PERCENT, "%"
        return rate

    def _complete_label(self, cell: Cell, atom: Atom) -> None:
        """Scale the amounts within the label of a row: "net of allowance of $359"."""
        if cell.column > 0 or self.note is None or atom.power or not atom.digits:
            return
        if atom.kind is Kind.MONEY and "/" not in atom.unit and "." not in atom.digits:
            _scale(atom, self.note.power)
        elif atom.kind is Kind.NUMBER and atom.unit == "share":
            _scale(atom, self.note.shares)

    def _doubt_year(self, cell: Cell, atom: Atom) -> None:
        """Four digits in a column of amounts are no year."""
        period = atom.period
        if period is None or period.grain is not Grain.YEAR or atom.end - atom.start != _YEAR_DIGITS:
            return
        amounts = cell.row in self.rows or cell.column in self.columns or self.note is not None
        if amounts and cell.column not in self.year_columns and not self._is_row_of_years(cell.row):
            atom.kind = Kind.NUMBER
            atom.digits = str(period.year)
            atom.period = None

    def _is_row_of_years(self, row: int) -> bool:
        """Whether a row holds years one after the other, as headers do."""
        years = []
        for cell, atoms, _ in self.found:
            if cell.row == row and cell.column > 0:
                if len(atoms) != 1 or atoms[0].period is None or atoms[0].period.year is None:
                    return False
                years.append(atoms[0].period.year)
        return all(abs(after - before) == 1 for before, after in pairwise(years))

    def _is_price(self, atom: Atom, row: Wording, column: Wording) -> bool:
        """Whether decimals are those of a price of one share, printed in full whatever the table's scale."""
        if len(atom.digits) - atom.digits.find(".") - 1 != _PRICE_DECIMALS:
            return False
        note = self.note
        if note is not None and (note.prices or note.power == 3):
            return True
        return column.prices or row.prices

    def _is_total(self, atom: Atom) -> bool:
        """Whether this is an amount of thousands or millions, whatever its row says of shares."""
        return self.note is not None and self.note.power > 0 and len(atom.digits) >= _YEAR_DIGITS

    def _currency_of(self, cell: Cell, note: ScaleNote | None) -> str:
        code = self.rows.get(cell.row) or self.columns.get(cell.column)
        return code or (note.currency if note is not None else "")


def _figure(plain: str) -> Atom | None:
    """A cell that holds one figure and nothing else; None for all others, and for what may be a year."""
    match = _FIGURE.fullmatch(plain)
    if match is None:
        return None
    outer, sign, inner, whole, fraction, closing, percent = match.groups()
    if closing is None:
        if outer or inner:
            return None
    elif not (outer or inner):
        return None
    whole = whole.replace(",", "")
    atom = Atom(0, len(plain), whole + fraction if fraction else whole)
    if closing is not None:
        atom.negative = True
    if percent:
        atom.kind = Kind.PERCENT
        atom.unit = "%"
    elif sign:
        atom.kind = Kind.MONEY
        atom.unit = CURRENCY_SIGNS[sign]
    return atom


def _scale(atom: Atom, power: int) -> None:
    if power and atom.digits:
        atom.power = power
        atom.table_scale = True
