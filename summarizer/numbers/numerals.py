"""Numbers in digits: one scan that starts at a digit and looks both ways for what belongs to it."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from summarizer.numbers import codes, dates
from summarizer.numbers.atoms import Atom, dated, identifier
from summarizer.numbers.contexts import (
    INSTANTS,
    NAMING,
    NAMING_CAPITALISED,
    NOT_INSTANT,
    OPENERS,
    PREPOSITIONS,
    QUALIFYING,
    SIGNS,
    SPANNING,
    UNNAMED,
    qualifier_before,
)
from summarizer.numbers.number_words import VULGAR_FRACTIONS, counts_up_to
from summarizer.numbers.passage import BLANK, Passage
from summarizer.numbers.quantity import Grain, Kind, Period, Qualifier, Role
from summarizer.numbers.tails import STOP, or_more, read_price, read_tail
from summarizer.numbers.units import CURRENCY_CODES, CURRENCY_SIGNS, DOLLARS
from summarizer.numbers.years import year_of

_NUMERAL: Final = re.compile(r"[0-9]+(?:(?:,[0-9]{3}(?![0-9]))+(?:\.[0-9]+)?|(?:\.[0-9]+)+)?")
_OTHER_GROUPINGS: Final = re.compile(
    r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9,])(?:\.[0-9]+)?"  # 1,50,000
    r"|[0-9]{1,3}(?:'[0-9]{3})+(?![0-9'])(?:\.[0-9]+)?"  # 1'234'567
    r"|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])"  # 1.234,56
)
_DECIMAL_COMMA: Final = re.compile(r",([0-9]{1,2})(?=[ ]?%|[ ](?:million|billion|Mio|mln)|[ ]?€)")
_ZERO_COMMA: Final = re.compile(r",([0-9]+)(?!,?[0-9])")
_SPACED: Final = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+)?")
_NARROW: Final = frozenset("\u00a0\u2007\u2008\u2009\u202f")
_MIXED: Final = re.compile(r"[ -]([1-9][0-9]?)/(2|3|4|8|16|32|64)(?![0-9/,.])")
_AND_A_HALF: Final = re.compile(rf"{BLANK}and{BLANK}(?:a|one)[ -](half|quarter|third)\b")
_EXPONENT: Final = re.compile(
    r"[ ]?[x×·*⋅][ ]?10(?:([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]{1,4})|(?:\^|\*\*)[ ]?([+-]?[0-9]{1,3})(?![0-9]))"
)
_RAISED: Final = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_POWER: Final = re.compile(r"⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}")
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_WORD: Final = re.compile(r"[A-Za-z]+")
_LETTERS_BEFORE: Final = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z.]{0,3}[ ]?$")
_AFTER_BRACKET: Final = re.compile(
    r"\)[ ]?(?:(?:thousand|million|billion|trillion|bn|percent|bps)(?![A-Za-z])"
    r"|(?:percentage|basis)[ ]points?\b)"
)
_PLANS: Final = frozenset(("401", "403", "457"))
_PLAN: Final = re.compile(r"[kKbB](?![A-Za-z0-9])")  # "401k": a plan for one's pension
_CUT_BRACKET: Final = re.compile(r"[ \t]*\|[ \t|]*%?\)")  # "(61.9 | )": the bracket closes in the next cell
_PER_SHARE: Final = re.compile(rf"\){BLANK}per{BLANK}(?:[a-z]+{BLANK}){{0,4}}(?:share|ADS|unit)s?\b")
_UNIT_AFTER_PLUS: Final = re.compile(r"\+[ -][A-Za-z]")
_SHORT_YEAR: Final = re.compile(r"(?<![A-Za-z0-9])FY[ ]?['’]?$")
_ESTIMATED: Final = re.compile(r"E(?![A-Za-z0-9])")
_DECIMAL_TAIL: Final = re.compile(r",([0-9]{1,2})(?![0-9,])")
_P_VALUE: Final = re.compile(
    r"(?<![A-Za-z])[pP](?:[- \n]?[vV]alues?)?(?:[ \n](?:for|was|is|of|were|trend|interaction|equal|to|than"
    r"|less|=))*"
    r"[ \n]?[:<>=≤≥~]{0,2}[ \n]?$"
)
_COUNT_LEAD: Final = re.compile(r"(?<![A-Za-z])[nN][ ]?=[ ]?$")
_TAG: Final = re.compile(r"<[^<>\n]{0,40}>$")
_CODE_DOT: Final = re.compile(r"\.[A-Z]{1,3}(?![A-Za-z])")
_SECTION_SUFFIX: Final = re.compile(r"\([a-zA-Z]\)")
_BEFORE_POINT: Final = frozenset(" \n\t([$€£¥<>=≤≥~±+-/|:")
_DOCKET: Final = re.compile(r"(?:[0-9]{1,2}:)?[0-9]{2,4}-[a-z]{2,4}-[0-9]{3,6}(?:-[A-Z]{2,4})*")
_HYPHENED_PROSE: Final = frozenset(
    "for to of top and or in by at than per plus minus a the over under all next last about around up "
    "age".split()
)
_ASCII_DIGITS: Final = frozenset("0123456789")
_DAY_FOLLOWERS: Final = frozenset({"d", "o", " ", "\n"} | {month[0] for month in dates.MONTHS})
_ENDS: Final = frozenset(",;%)]|\t")
"""What stands behind a number and never makes a date, a time or a code of it."""
_FRACTION_MARKS: Final = frozenset({*VULGAR_FRACTIONS, *"x×·*⋅⁰¹²³⁴⁵⁶⁷⁸⁹⁻"})
_FRACTION_GAPS: Final = frozenset(" \n-")
_FRACTION_STARTS: Final = frozenset("0123456789ax×·*⋅")
_LIKE_DIGITS: Final = frozenset("lIoOSZB")
_TIMES_TEN: Final = frozenset("x×·*⋅")
_FEW: Final = 3
_TINY: Final = 100
_YEAR_DIGITS: Final = 4
_ZIP_DIGITS: Final = 5
_SHORT_YEAR_DIGITS: Final = 2
_LED_SIZES: Final = frozenset((_SHORT_YEAR_DIGITS, _YEAR_DIGITS, _ZIP_DIGITS))
_LEADING: Final = frozenset(
    {word.lower() for word in (*dates.MONTHS, *CURRENCY_CODES, *INSTANTS, "grade", "grades")}
)
_WINDOW: Final = 28
_LONGEST_MONTH: Final = 11  # characters of "September" with a blank on both sides


class _Lead(NamedTuple):
    """What the word before the digits is.

    Attributes:
        word: As printed.
        lower: In lower case, without what opens a bracket or a quotation.
        names: Whether it may make a name of the number.
        leads: Whether it is that of a month, a currency, an instant or a grade.
    """

    word: str
    lower: str
    names: bool
    leads: bool


@lru_cache(maxsize=4096)
def _lead_of(lead: str) -> _Lead:
    """Read the word before the digits; a text repeats few of them."""
    if ")." in lead:
        lead = lead.rpartition(").")[2] or lead  # "(P > 0.05).Table 3"
    lower = lead.lower().lstrip(OPENERS)
    key = lower.rstrip(":,")
    names = key in NAMING or (key in NAMING_CAPITALISED and lead.lstrip(OPENERS)[:1].isupper())
    return _Lead(lead, lower, names, lower.rstrip(".,").rpartition("-")[2] in _LEADING)


def _is_large(digits: str) -> bool:
    """Whether a whole number has more digits than the mark of a list or a note."""
    return len(digits) > _FEW and "." not in digits


def numerals(passage: Passage, words: list[Atom]) -> list[Atom]:
    """Find the numbers in digits and merge them with those found already, in order and without overlap.

    Args:
        passage: The text.
        words: The numbers in words and the addresses of the same text, in order.

    Returns:
        Every number; a number in words that one in digits covers is dropped.
    """
    text = passage.text
    search = _NUMERAL.search
    read = NumeralReader(passage).read
    atoms: list[Atom] = []
    position = 0
    match = search(text)
    for word in [*words, None]:
        # the numerals up to the word, which then may start within the last of them
        limit = len(text) if word is None else word.start
        while match is not None and match.start() <= limit:
            atom = read(match, position)
            atom.start = max(atom.start, position)
            position = atom.end
            atoms.append(atom)
            match = search(text, position)
        if word is not None and word.start >= position:
            _complete_word(text, word, position)
            position = word.end
            atoms.append(word)
            if match is not None and match.start() < position:
                match = search(text, position)
    return atoms


def _complete_word(text: str, word: Atom, floor: int) -> None:
    """Add what stands about a number in words: its unit, its qualifier, its role."""
    if word.kind is Kind.IDENTIFIER or word.kind is Kind.DATE:
        return
    if word.kind is Kind.NUMBER and not (text.startswith(" (", word.end) and text[word.end + 2].isdigit()):
        read_tail(text, word)
    before = text[word.start - 1]
    if before in " \n":
        words = text[max(word.start - _WINDOW, floor) : word.start].lower().split()
        if words:
            last = words[-1]
            if last in QUALIFYING and not (word.kind is Kind.DURATION and last in SPANNING):
                word.qualifier = qualifier_before(words)
            elif last in ("grade", "grades"):
                word.role = Role.GRADE
                word.unit = "grade"
            elif last in NAMING and last not in UNNAMED and text[word.start].isupper() and word.bare:
                word.kind = Kind.IDENTIFIER
                word.digits = ""
                word.start = max(text.rindex(last[1:], 0, word.start) - 1, floor)
    more = or_more(text, word.end)
    if more is not None:
        word.qualifier = more[0]


class NumeralReader:
    """Reads the numerals of one passage.

    Args:
        passage: The text.
    """

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.text = passage.text
        self.raw = passage.raw

    def read(self, match: re.Match[str], floor: int) -> Atom:
        """Read the number that starts at a run of digits.

        Args:
            match: The run, with its separators.
            floor: Where the previous number ended; nothing before it belongs to this one.

        Returns:
            An atom that covers all of the first run of digits.
        """
        start = match.start()
        text = self.text
        atom = self._read(match, start, floor)
        end = atom.end
        if end <= start or (text[end] in _ASCII_DIGITS and text[end - 1] in _ASCII_DIGITS):
            end = max(end, start + 1)
            while text[end] in _ASCII_DIGITS:
                end += 1
            return identifier(min(atom.start, start), end)
        return atom

    def _read(self, match: re.Match[str], start: int, floor: int) -> Atom:
        text = self.text
        end = match.end()
        digits = match.group()
        before = text[start - 1]
        if before == "_" or (
            before.isalpha() and not self._is_stat(start) and not self._is_glued(start, start, digits, floor)
        ):
            return self._touching(start, end, floor)
        if "," in digits:
            first = digits.index(",")
            if first > _FEW:
                digits = digits[:first]
                end = start + first
            else:
                digits = digits.replace(",", "")
        elif digits.count(".") > 1:
            return self._dotted(start, end, floor)
        after = text[end]
        if after not in _ENDS or before in "(+":
            found = self._other(start, end, before, after)
        elif before == " " and not text[end + 1].isdigit():
            found = self._after_month(start, floor)
        else:
            found = None
        if found is not None:
            return found
        if after in ",'" and text[end + 1].isdigit():
            end, digits = self._separated(start, end, digits)
        elif after == " " and self.passage.typographic and self.raw[end] in _NARROW:
            spaced = _SPACED.match(text, start)
            if spaced is not None and not (set(self.raw[start : spaced.end()]) & {" ", "\t"}):
                digits = spaced.group().replace(" ", "")
                end = spaced.end()
                comma = _DECIMAL_TAIL.match(text, end) if "." not in digits else None
                if comma is not None:
                    digits = f"{digits}.{comma[1]}"
                    end = comma.end()
        return self._number(start, end, digits, floor)

    def _after_month(self, start: int, floor: int) -> Atom | None:
        """Read "June 28, 2025", which many numbers are part of, without looking at anything else."""
        text = self.text
        lowest, end = start - _LONGEST_MONTH, start - 1
        begin = max(text.rfind(" ", lowest, end), text.rfind("\n", lowest, end)) + 1
        month = dates.MONTHS.get(text[begin:end]) if begin >= max(floor, lowest) else None
        return None if month is None else dates.after_month(text, begin, start, month)

    def _is_stat(self, start: int) -> bool:
        """Whether "p0.05" or "n34" stands here, with its sign lost."""
        text = self.text
        return text[start - 1] in "pP" and not text[start - 2].isalnum() and text.startswith("0.", start)

    def _is_glued(self, start: int, word_end: int, digits: str, floor: int) -> bool:
        """Whether only a blank was lost before the digits: "was31.6%", and no name: "Ki67%", "v2.0".

        Args:
            start: Where the digits start.
            word_end: Where the word before them ends.
            digits: The digits, with their separators.
            floor: Where the previous number ended.
        """
        text = self.text
        begin = word_end
        while begin > floor and text[begin - 1].isalpha() and word_end - begin < _WINDOW:
            begin -= 1
        word = text[begin:word_end]
        if text[begin - 1].isalnum() or text[begin - 1] == "_" or digits.count(".") > 1:
            return False
        if word in _LIKE_DIGITS:
            return False  # "l2.4%"
        if "." not in digits and word not in STOP and not word.islower():
            return False
        end = start + len(digits)
        trial = Atom(start, end, digits.replace(",", ""))
        if not read_tail(text, trial):
            return False
        if trial.kind is Kind.PERCENT:
            return word.islower() or "." in digits
        if "." in digits:
            return word in STOP or (word.islower() and trial.end > end)
        return word in STOP and len(word) > 1 and (trial.end > end or not trial.bare)

    # the rarer shapes

    def _touching(self, start: int, end: int, floor: int) -> Atom:
        """Letters stand right before the digits: money of a code, a quarter, or a name."""
        text = self.text
        begin = start
        while begin > floor and text[begin - 1].isalpha() and start - begin < _FEW + 1:
            begin -= 1
        code = codes.currency_before(text[begin:start])
        if code and not text[begin - 1].isalnum():
            atom = Atom(begin, end, text[start:end].replace(",", ""), Kind.MONEY)
            if atom.digits.count(".") <= 1:
                atom.unit = code
                atom.bare = False
                read_tail(text, atom)
                return atom
        return codes.lettered(self.passage, start, start + 1 if text[end] == "," else end, floor)

    def _dotted(self, start: int, end: int, floor: int) -> Atom:
        """Read "31.12.2021", "1.234.567,89", or a code such as "192.168.0.1"."""
        text = self.text
        date = dates.numeric_date(text, start)
        if date is not None and date.end == end:
            return date
        european = _OTHER_GROUPINGS.match(text, start)
        if european is not None:
            digits = european.group().replace(".", "").replace(",", ".")
            return self._number(start, european.end(), digits, floor)
        return identifier(start, codes.code_end(text, end))

    def _separated(self, start: int, end: int, digits: str) -> tuple[int, str]:
        """Groupings and decimal commas of other countries."""
        text = self.text
        match = _OTHER_GROUPINGS.match(text, start)
        if match is not None:
            found = match.group()
            if found.rfind(".") < found.rfind(",") and "." in found:
                found = found.replace(".", "").replace(",", ".")
            return match.end(), found.replace(",", "").replace("'", "")
        if "." not in digits:
            match = _ZERO_COMMA.match(text, end) if digits == "0" else _DECIMAL_COMMA.match(text, end)
            if match is not None:
                return match.end(), f"{digits}.{match[1]}"
        return end, digits

    def _other(self, start: int, end: int, before: str, after: str) -> Atom | None:
        """What starts with digits and is no plain number: dates, times, telephone numbers, codes."""
        text = self.text
        if after in "-/:" or before in "(+":
            return self._special(start, end, before, after)
        if after == " " and end - start <= _ZIP_DIGITS:
            following = text[end + 1]
            if following == "(" and end - start == 1:
                return codes.telephone(text, start)  # "1 (800) 555-1234"
            if following.isupper() and (found := codes.address_or_law(text, start)) is not None:
                return found
        if end - start > 2:
            is_code = after == "." and before in " (\n" and _CODE_DOT.match(text, end) is not None
            return identifier(start, codes.code_end(text, end)) if is_code else None
        if after == "\n" or after in "stnr" or (after == " " and text[end + 1] in _DAY_FOLLOWERS):
            found = dates.before_month(text, start)
            if found is not None:
                return found
        if after in " aAp" and text[end + (after == " ")] in "apAP":
            return dates.time_of_day(text, start)  # "8 a.m.", "9am"
        return None

    def _special(self, start: int, end: int, before: str, after: str) -> Atom | None:
        """Dates, times, telephone numbers and codes, which go on behind a mark."""
        text = self.text
        size = end - start
        following = text[end + 1]
        if after in "-:" and (docket := _DOCKET.match(text, start)) is not None:
            return identifier(start, docket.end())
        if after == ":" and size <= 2 and following.isdigit():
            words = text[max(start - 24, 0) : start].lower()
            return None if "ratio" in words or "random" in words else dates.time_of_day(text, start)
        if size == _FEW or before == "+" or (size == 1 and after == "-"):
            phone = codes.telephone(text, start)
            if phone is not None:
                return phone
        if after == "-" and following.isalpha():
            return self._before_capital(start, end) if following.isupper() and size <= 2 else None
        if after in "/-" and following.isdigit():
            date = dates.numeric_date(text, start)
            if date is not None:
                return date
            if after == "-":
                return codes.hyphenated(text, start)
            if text.startswith("24/7", start) and not text[start + 4].isdigit():
                return identifier(start, start + 4)
        elif after in " \n" and size <= 2:
            return dates.before_month(text, start)
        return None

    def _before_capital(self, start: int, end: int) -> Atom | None:
        """Read "7-Eleven", "30-Nov-21": a name or a date."""
        name = _WORD.match(self.text, end + 1)
        if name is not None and name.group().istitle() and counts_up_to(name.group()) is not None:
            return identifier(start, name.end())
        return dates.before_month(self.text, start)

    # what stands before the digits

    def _number(self, start: int, end: int, digits: str, floor: int) -> Atom:
        text = self.text
        atom = Atom(start, end, digits)
        left = start
        before = text[left - 1]
        if before == "." and text[left - 2] in _BEFORE_POINT and left > floor and "." not in digits:
            atom.digits = f"0.{digits}"
            left -= 1
            before = text[left - 1]
        bracket = False
        if (
            before == "."
            and text[left - 3 : left] == "Rs."
            and not text[left - 4].isalnum()
            and left - 3 >= floor
        ):
            atom.kind = Kind.MONEY
            atom.unit = codes.currency_before("Rs")
            atom.bare = False
            return self._identify(atom, left - 3, floor, bracket=False)
        if before == " ":
            if text[left - 2] in CURRENCY_SIGNS and left - 2 >= floor and not text[left - 3].isdigit():
                left = self._currency(atom, left - 2, floor)
                before = text[left - 1]
        elif before == "(":
            sign = left - 2 if text[left - 2] != " " else left - 3
            if text[sign] in CURRENCY_SIGNS and sign >= floor:
                left = self._currency(atom, sign, floor)
                return self._identify(atom, left, floor, bracket=True)
            bracket = True
        elif before in CURRENCY_SIGNS and left > floor:
            left = self._currency(atom, left - 1, floor)
            before = text[left - 1]
        elif before == "-" and text[left - 2] in CURRENCY_SIGNS and left - 2 >= floor:
            left = self._currency(atom, left - 2, floor)
            atom.negative = True
            before = text[left - 1]
        if before == "-":
            if self._is_minus(left - 1, floor):
                atom.negative = True
                left -= 1
            elif text[left - 2].isalpha() and atom.kind is Kind.NUMBER and self.raw[left - 1] not in "—–―":
                return self._after_hyphen(atom, start, floor)
        elif before == "+" and not text[left - 2].isalnum() and left > floor:
            left -= 1
        elif before == "(" and left > floor:
            bracket = True
        atom.start = left
        return self._identify(atom, left, floor, bracket=bracket)

    def _currency(self, atom: Atom, at: int, floor: int) -> int:
        """Make the atom money of the sign at `at`; returns where the letters before the sign start."""
        text = self.text
        atom.kind = Kind.MONEY
        atom.unit = CURRENCY_SIGNS[text[at]]
        atom.bare = False
        if text[at] == "$" and at - 1 >= floor and (text[at - 1].isalpha() or text[at - 1] in ". "):
            letters = _LETTERS_BEFORE.search(text, max(at - 5, floor), at)
            if letters is not None:
                word = letters.group().rstrip()
                if word in DOLLARS and (len(word) > 1 or text[at - 1] != " "):
                    atom.unit = DOLLARS[word]
                    return letters.start()
        return at

    def _is_minus(self, at: int, floor: int) -> bool:
        """Whether the dash at `at` is a minus sign."""
        if at < floor or self.raw[at] in "—―":
            return False
        before = self.text[at - 1]
        if before == "-":
            return self.text[at - 2].isdigit() or self.text[at - 2] == " "
        return before in " \n\t([|=<>~:;,/\"'≤≥"

    def _after_hyphen(self, atom: Atom, start: int, floor: int) -> Atom:
        """Read "COVID-19", "mid-2022", "EX-99.1"."""
        text = self.text
        word_start = start - 1
        while word_start > floor and text[word_start - 1].isalpha() and start - word_start < _WINDOW:
            word_start -= 1
        word = text[word_start : start - 1]
        lower = word.lower()
        if lower in NAMING:
            return identifier(word_start, codes.code_end(text, atom.end))
        if lower == "grade":
            atom.role = Role.GRADE
            atom.unit = "grade"
            atom.bare = False
            return atom
        if word in _HYPHENED_PROSE or self._is_glued(start, start - 1, text[start : atom.end], floor):
            return self._identify(atom, atom.start, floor, bracket=False)  # "2-for-1", "top-10"
        return codes.lettered(self.passage, start, atom.end, floor)

    # what the number is

    def _identify(self, atom: Atom, left: int, floor: int, *, bracket: bool) -> Atom:
        text = self.text
        atom.start = left
        digits_end = atom.end
        outer = left - bracket if text[left - 1] == "(" else left
        before = text[outer - 1]
        words: list[str] = []
        if before in " \n" or outer == floor:
            words = text[max(outer - _WINDOW, floor) : outer].split()
        lead, lower, names, leads = _lead_of(words[-1] if words and not bracket else "")
        plain = atom.kind is Kind.NUMBER
        naming = plain and names
        found = None
        if plain and (leads or len(atom.digits) in _LED_SIZES) and (lead or text[left - 1] == "'"):
            found = self._led(atom, lead, words, left, floor)
        if (
            plain
            and found is None
            and (before in "#§" or not (naming or atom.negative or _is_large(atom.digits)))
        ):
            found = self._unvalued(atom, before, words, left, bracket=bracket)
        if found is not None:
            return found
        after = text[atom.end]
        if after in _FRACTION_MARKS or (after in _FRACTION_GAPS and text[atom.end + 1] in _FRACTION_STARTS):
            self._fraction(atom)
        if bracket and text[atom.end] == ")" and self._closes(atom, outer, words):
            pass
        elif text[atom.end] == "+" and _UNIT_AFTER_PLUS.match(text, atom.end):
            self._after_plus(atom)
        elif not read_tail(text, atom):
            return self._code(atom, lead, lower, left, floor, naming=naming)
        elif naming and atom.kind is Kind.NUMBER and not atom.power:
            named = self._name(atom, lead, lower, left, floor)
            if named is not None:
                return named
        if bracket and not atom.negative:
            self._bracketed(atom, outer, words)
        self._qualify(atom, lower, words, outer)
        period = None
        if plain and digits_end - left == _YEAR_DIGITS and "." not in atom.digits:
            period = year_of(text, atom, words, digits_end)
        elif atom.kind is Kind.ORDINAL and len(atom.digits) == 1:
            period = dates.named_part(text, left, atom.end, int(atom.digits))
        return period or atom

    def _bracketed(self, atom: Atom, outer: int, words: list[str]) -> None:
        """Read the minus that a bracket around a number means, be it closed here or in the next cell."""
        if self.text[atom.end] == ")" and self._means_minus(atom, outer, words):
            self._close(atom, outer)
        elif self.text[atom.end] in " \t|" and _CUT_BRACKET.match(self.text, atom.end):
            atom.negative = True

    def _led(self, atom: Atom, lead: str, words: list[str], left: int, floor: int) -> Atom | None:
        """What the word before the digits makes of them: a date, an instant, a grade, a postcode, money."""
        _, lower, _, leads = _lead_of(lead)
        size = len(atom.digits)
        if leads or size == _ZIP_DIGITS:
            return self._after_lead(atom, lead, lower, left, floor)
        if size == _YEAR_DIGITS and lower == "of" and words[-2:-1]:
            return self._month_of(words[-2], left, floor)
        if size == _SHORT_YEAR_DIGITS and "FY" in self.text[left - 4 : left]:
            short = _SHORT_YEAR.search(self.text, max(left - 5, floor), left)  # "FY 21", "FY'21"
            if short is not None:
                period = Period(Grain.YEAR, dates.full_year(atom.digits), fiscal=True)
                return dated(short.start(), atom.end, period)
        return None

    def _closes(self, atom: Atom, outer: int, words: list[str]) -> bool:
        """Take the bracket behind a number into it, where what follows shows that it means minus."""
        text = self.text
        if text.startswith(("%", " %"), atom.end + 1):
            self._close_percent(atom, outer)
        elif self._scaled_behind(atom, words):
            atom.negative = True
            atom.start = min(atom.start, outer)
            atom.end += 1
            read_tail(text, atom)
        else:
            return False
        return True

    def _month_of(self, word: str, left: int, floor: int) -> Atom | None:
        """Read "November of 2021", whose year starts at `left`."""
        month = dates.MONTHS.get(word.lstrip(OPENERS))
        begin = self.text.rfind(word.lstrip(OPENERS), floor, left)
        return None if month is None or begin < 0 else dates.after_month(self.text, begin, left, month)

    def _scaled_behind(self, atom: Atom, words: list[str]) -> bool:
        """Whether a scale or a unit behind the bracket makes it a minus: "$(2.4) million", "(30) bps".

        Not so where the bracket only repeats the number in words before it: "five (5) million".
        """
        if self.text[atom.end] != ")":
            return False
        behind = _AFTER_BRACKET.match(self.text, atom.end)
        if behind is None and atom.kind is Kind.MONEY:
            behind = _PER_SHARE.match(self.text, atom.end)
        return behind is not None and not (words and counts_up_to(words[-1]) is not None)

    def _unvalued(
        self, atom: Atom, before: str, words: list[str], left: int, *, bracket: bool
    ) -> Atom | None:
        """Marks of lists and notes, "#12", "401(k)"."""
        if bracket and self._scaled_behind(atom, words):
            return None
        text = self.text
        end = atom.end
        if before in "#§":
            return identifier(left, codes.code_end(text, end))
        if atom.digits in _PLANS and _PLAN.match(text, end):
            return identifier(left, end + 1)
        found = codes.mark(self.passage, end - len(atom.digits), end, atom.digits)
        if (
            found is None
            and text[end] == "("
            and len(atom.digits) <= _FEW
            and _SECTION_SUFFIX.match(text, end)
        ):
            return identifier(left, codes.code_end(text, end))
        return found

    def _after_plus(self, atom: Atom) -> None:
        """Read what stands after the plus of "10+ years", which then belongs to the number."""
        end = atom.end
        atom.end += 1
        read_tail(self.text, atom)
        atom.qualifier = Qualifier.AT_LEAST
        if atom.end == end + 1:
            atom.end = end

    def _close_percent(self, atom: Atom, outer: int) -> None:
        """Read "(12.5)%"."""
        self._close(atom, outer)
        if self.text[atom.end - 1] != "%":
            atom.end = self.text.index("%", atom.end) + 1
        atom.kind = Kind.PERCENT
        atom.unit = "%"
        atom.bare = False

    def _close(self, atom: Atom, outer: int) -> None:
        """Take the brackets around a negative number into its span."""
        atom.negative = True
        atom.start = min(atom.start, outer)
        if self.text[atom.end] == ")":
            atom.end += 1
            if self.text[atom.end] == "%":
                atom.end += 1
            elif atom.kind is Kind.MONEY:
                read_price(self.text, atom)

    def _after_lead(self, atom: Atom, lead: str, lower: str, left: int, floor: int) -> Atom | None:
        """Months, grades, instants, postcodes and currencies that stand before the digits."""
        text = self.text
        name = lead.rstrip(".,").rpartition("-")[2].lstrip(OPENERS)
        month = dates.MONTHS.get(name)
        if month is not None and not atom.negative and (lead[-1] != "," or len(atom.digits) == _YEAR_DIGITS):
            begin = text.rindex(name, max(floor - 1, 0), left)
            found = dates.after_month(text, begin, left, month) if begin >= floor else None
            if found is not None:
                return found
        if lower in INSTANTS:
            return self._instant(atom, lead, lower, left, floor)
        if lower in ("grade", "grades"):
            atom.role = Role.GRADE
            atom.unit = "grade"
            atom.bare = False
            more = or_more(text, atom.end)
            if more is not None:
                atom.qualifier = more[0]
            return atom
        if len(atom.digits) == _ZIP_DIGITS and codes.is_state(lead) and text[left : atom.end].isdigit():
            return codes.postcode(text, left, atom.end)
        code = CURRENCY_CODES.get(lead)
        if code is not None:
            atom.kind = Kind.MONEY
            atom.unit = code
            atom.bare = False
            atom.start = text.rindex(lead, floor, left)
        return None

    def _instant(self, atom: Atom, lead: str, lower: str, left: int, floor: int) -> Atom | None:
        """Read "Week 24": a point in time, as a length from the start."""
        text = self.text
        if "." in atom.digits or len(atom.digits) > _FEW or atom.negative:
            return None
        begin = text.rindex(lead.lstrip(OPENERS), floor, left)
        previous = text[max(begin - 12, floor) : begin].split()
        if previous and (previous[-1].lower() in NOT_INSTANT or previous[-1][-1].isdigit()):
            return None
        trial = Atom(left, atom.end, atom.digits)
        if not read_tail(text, trial) or not trial.bare:
            return None
        atom.start = begin
        atom.kind = Kind.DURATION
        atom.unit = INSTANTS[lower]
        atom.bare = False
        return atom

    def _name(self, atom: Atom, lead: str, lower: str, left: int, floor: int) -> Atom | None:
        """Read "Item 7.01", "Phase 3", "No. 5"."""
        key = lower.rstrip(":,")
        if atom.unit and key not in NAMING:
            return None
        text = self.text
        if "," in text[left : atom.end]:
            return None
        begin = left if key in UNNAMED else text.rindex(lead.lstrip(OPENERS), floor, left)
        found = identifier(begin, codes.code_end(text, left + len(text[left : atom.end])))
        found.bare = True  # "Items 1, 2 and 3" goes on
        return found

    def _code(self, atom: Atom, lead: str, lower: str, left: int, floor: int, *, naming: bool) -> Atom:
        """Letters touch the digits behind: "Rule 10b-5", "1Q22", "62Presentation"."""
        text = self.text
        if "." in atom.digits and not naming:
            return atom
        if len(atom.digits) == _YEAR_DIGITS and text[atom.end] in "EQH" and not naming:
            end = atom.end
            year = year_of(text, atom, [lead], end)
            if year is not None and year.kind is Kind.DATE:
                if year.end == end and _ESTIMATED.match(text, end):
                    year.end += 1  # "2021E"
                if year.end > end:
                    return year  # "2021Q3"
        found = codes.lettered(self.passage, left, atom.end, left)
        if naming and found.kind is Kind.IDENTIFIER and lower.rstrip(":,") not in UNNAMED:
            found.start = text.rindex(lead.lstrip(OPENERS), floor, left)
            found.bare = True
        return found

    def _fraction(self, atom: Atom) -> None:
        """Read "4½", "6 5/8%", "2 and a half", "1.5 × 10⁹"."""
        text = self.text
        after = text[atom.end]
        if after in " \n-" and "." not in atom.digits and len(atom.digits) <= _FEW:
            mixed = _MIXED.match(text, atom.end) if text[atom.end + 1].isdigit() else None
            if mixed is not None and int(mixed[1]) < int(mixed[2]):
                self._add(atom, int(mixed[1]), int(mixed[2]))
                atom.end = mixed.end()
            elif text[atom.end + 1] == "a" and (part := _AND_A_HALF.match(text, atom.end)) is not None:
                self._add(atom, 1, {"half": 2, "third": 3, "quarter": 4}[part[1]])
                atom.end = part.end()
        elif after in VULGAR_FRACTIONS and "." not in atom.digits and len(atom.digits) <= _TINY:
            self._add(atom, *VULGAR_FRACTIONS[after])
            atom.end += 1
        if after in _TIMES_TEN or (after == " " and text[atom.end + 1] in _TIMES_TEN):
            exponent = _EXPONENT.match(text, atom.end)
            if exponent is not None:
                atom.power = int((exponent[1] or "").translate(_SUPERSCRIPTS) or exponent[2])
                atom.end = exponent.end()
        elif after in _RAISED and atom.digits == "10":
            raised = _POWER.match(text, atom.end)
            if raised is not None and raised.group() != "¹":  # which is the mark of a footnote
                atom.digits = "1"
                atom.power = int(raised.group().translate(_SUPERSCRIPTS))
                atom.end = raised.end()

    def _add(self, atom: Atom, part: int, whole: int) -> None:
        share = Decimal(part) / whole
        if whole % 3:
            atom.digits = f"{atom.digits}{f'{share:f}'[1:]}"
        else:
            atom.value = Decimal(atom.digits) + share

    def _means_minus(self, atom: Atom, outer: int, words: list[str]) -> bool:
        """Whether the brackets around a number are those of accounting."""
        text = self.text
        if atom.kind not in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE):
            return False
        if "(" in text[atom.start : atom.end]:
            return True
        line = text[max(outer - 40, text.rfind("\n", outer - 41, outer) + 1) : outer]
        if self.passage.cell:
            return not line.strip(" $€£¥")
        if atom.unit and atom.kind is Kind.NUMBER:
            return False
        if line.rstrip(" ")[-1:] in ("|", "\t") or line.endswith("  "):
            return True
        last = words[-1].lower() if words else ""
        if last not in PREPOSITIONS:
            return False
        return atom.kind is not Kind.NUMBER or len(atom.digits) > 2

    def _qualify(self, atom: Atom, lower: str, words: list[str], outer: int) -> None:
        """The words and marks before, and "or more" behind."""
        text = self.text
        sign = text[outer - 1]
        if sign == " ":
            sign = text[outer - 2]
        if lower in QUALIFYING:
            if not (
                atom.kind is Kind.DURATION and lower in SPANNING and words[-2:-1] not in (["just"], ["well"])
            ):
                atom.qualifier = qualifier_before([word.lower() for word in words])
        elif lower == "minus" and [word.lower() for word in words[-3:-1]] == ["plus", "or"]:
            atom.role = Role.SPREAD
        elif sign in SIGNS:
            self._signed(atom, sign, outer)
        if (
            atom.kind is Kind.NUMBER
            and atom.digits.startswith("0.")
            and _P_VALUE.search(text, outer - _WINDOW, outer)
        ):
            atom.role = Role.P_VALUE
        after = text[atom.end]
        if after in "+\n" or (after == " " and text[atom.end + 1] in "oa\n "):
            more = or_more(text, atom.end)
            if more is not None:
                atom.qualifier = more[0]

    def _signed(self, atom: Atom, sign: str, outer: int) -> None:
        text = self.text
        at = text.rindex(sign, 0, outer)
        if sign == ">" and _TAG.search(text, at - 42, at + 1):
            return
        atom.qualifier = SIGNS[sign]
        if sign == "=" and text[at - 1] in "<>":
            atom.qualifier = Qualifier.AT_MOST if text[at - 1] == "<" else Qualifier.AT_LEAST
        if sign == "±":
            atom.role = Role.SPREAD
        elif atom.kind is Kind.NUMBER:
            if sign == "=" and _COUNT_LEAD.search(text, at - 4, outer):
                atom.role = Role.WHOLE
            elif text[max(at - 7, 0) : at].rstrip(" <>").lower().endswith(("grade", "grades")):
                atom.role = Role.GRADE
                atom.unit = "grade"
                atom.bare = False
