"""Numbers in digits: one scan that starts at a digit and looks both ways for what belongs to it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from summarizer.numbers import dates
from summarizer.numbers.atoms import Atom, dated, identifier
from summarizer.numbers.contexts import (
    ALWAYS_NAMING,
    IDENTIFYING,
    INSTANTS,
    MERELY_CAPITALISED,
    QUALIFYING,
    SIGNS,
    qualifier_before,
)
from summarizer.numbers.quantity import Grain, Kind, Period, Qualifier, Role
from summarizer.numbers.tails import or_more, read_tail
from summarizer.numbers.units import CURRENCY_CODES, CURRENCY_SIGNS, DOLLARS, PLURALS

_NUMERAL: Final = re.compile(r"[0-9]+(?:(?:,[0-9]{3}(?![0-9]))+(?:\.[0-9]+)?|(?:\.[0-9]+)+)?")
_INDIAN: Final = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9,])(?:\.[0-9]+)?")
_DECIMAL_COMMA: Final = re.compile(r",([0-9]{1,2})(?![0-9])(?=[ ]?%|[ ](?:million|billion|Mio|mln))")
_EUROPEAN: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])")
_SPACED: Final = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+)?")
_APOSTROPHES: Final = re.compile(r"[0-9]{1,3}(?:'[0-9]{3})+(?![0-9])(?:\.[0-9]+)?")
_VULGAR: Final = {
    "½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "1/3", "⅔": "2/3", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875",
    "⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8",
}  # fmt: skip
_MIXED: Final = re.compile(r"[ -]([1-9][0-9]?)/(2|3|4|8|16|32|64)(?![0-9/])")
_PHONE: Final = re.compile(
    r"(?:\+?1[-. ])?(?:\([0-9]{3}\)[ ]?|[0-9]{3}[-. ])[0-9]{3}[-. ][0-9]{4}(?![0-9])|\+[0-9]{1,3}[ .-](?:\(?[0-9]{1,4}\)?[ .-]?){2,5}"
)
_HYPHENATED: Final = re.compile(r"[0-9]+(?:-[0-9]+)+(?![0-9])")
_CODE_END: Final = re.compile(r"[A-Za-z0-9]*(?:[-/.][A-Za-z0-9]+)*")
_CODE_BEGIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_@:&#-]*$")
_PAREN_MARK: Final = re.compile(r"\(([a-z]{1,3}|[ivx]+|[0-9]{1,2})\)")
_PLAN: Final = re.compile(
    r"[ \n](?:(?:[A-Z][A-Za-z&-]*|of|and|the|for)[ \n]){0,5}"
    r"(?:Plan|Notes|Act|Facility|Agreement|ESPP|Indenture|Warrants|Program|Amendment|Debentures|Convertible|Senior|Olympics|"
    r"Offering|Rights|Incentive)\b"
)
_ACT: Final = re.compile(r"(?:Act|Code|Rules|Law|Regulations?|Statute)[ \n]of[ \n]$")
_P_VALUE: Final = re.compile(
    r"(?<![A-Za-z])[pP](?:[- \n]?[vV]alues?)?(?:[ \n]?(?:for|was|is|of|were|trend)\b)*[ \n]?[<>=≤≥~]{0,2}[ \n]?$"
)
_COUNT: Final = re.compile(r"(?<![A-Za-z])[nN][ ]?=[ ]?$")
_STATES: Final = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY DC D.C. PR "
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois "
    "Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri "
    "Montana Nebraska Nevada Hampshire Jersey Mexico York Carolina Dakota Ohio Oklahoma Oregon Pennsylvania "
    "Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming".split()
)
_DATE_LEADS: Final = frozenset(
    "in since until till during by from of for through fiscal year calendar after before throughout early mid late circa "
    "years spring summer autumn fall winter".split()
)
_FEW: Final = 3
_PREPOSITIONS: Final = frozenset(
    "of was were is be to from versus vs vs. than at totaled totaling totalled by".split()
)
_PREFIXES: Final = frozenset("mid early late pre post non sub since through late-".split())
_NBSP: Final = frozenset("\u00a0\u2007\u2008\u2009\u202f")
_FOOTNOTE: Final = re.compile(r"\([0-9]{1,2}\)|\[[0-9]{1,2}\]")
_CITATION: Final = re.compile(r"[0-9]{1,3}(?:[ ]?[,-][ ]?[0-9]{1,3})*\]")
_LIST_MARK: Final = re.compile(r"[0-9]{1,2}[.)](?=[ \n\t])(?![ \n\t]*[0-9$])")
_DECADE: Final = re.compile(r"'?s(?![A-Za-z])")
_EXPONENT: Final = re.compile(r"[ ]?[x×·*][ ]?10(?:\^|\*\*)?([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|\^?[+-]?[0-9]{1,2}(?![0-9.,%]))")
_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻^", "0123456789- ")


class NumeralReader:
    """Reads the numerals of one padded, folded text.

    Args:
        text: Folded, with at least four line breaks of padding on both sides.
        raw: The same with its typography, so that kinds of dashes and spaces can be told apart.
        cell: Whether the text is one cell of a table, where brackets mean minus.
    """

    def __init__(self, text: str, raw: str, *, cell: bool) -> None:
        self.text = text
        self.raw = raw
        self.cell = cell
        self.typographic = not raw.isascii()

    def next(self, position: int) -> re.Match[str] | None:
        """The next run of digits from `position` on."""
        return _NUMERAL.search(self.text, position)

    def read(self, match: re.Match[str], floor: int) -> Atom:
        """Read the number that `match` starts.

        Args:
            match: What `next` found.
            floor: Where the previous number ended; nothing before it belongs to this one.

        Returns:
            An atom that covers at least the run of digits at the start of `match`.
        """
        start = match.start()
        atom = self._read(match, start, floor)
        if atom.end < start + 1 or self.text[atom.end].isdigit() and self.text[atom.end - 1].isdigit():
            end = start + 1
            while self.text[end].isdigit():
                end += 1
            return identifier(min(atom.start, start), max(end, atom.end))
        return atom

    def _read(self, match: re.Match[str], start: int, floor: int) -> Atom:
        text = self.text
        end = match.end()
        digits = match.group()
        before = text[start - 1]
        if before.isalnum() or before == "_":
            return self._code(start, end, floor)
        if "," in digits:
            if digits.index(",") > _FEW:
                digits = digits[: digits.index(",")]
                end = start + len(digits)
            else:
                digits = digits.replace(",", "")
        elif digits.count(".") > 1:
            return self._dotted(start, end)
        after = text[end]
        # the rarer shapes, each behind one character
        if after in "-/:'," or before in "(+":
            special = self._special(start, end, before, after)
            if special is not None:
                return special
            if after in ",'":
                wide = (
                    _INDIAN.match(text, start)
                    or _APOSTROPHES.match(text, start)
                    or _EUROPEAN.match(text, start)
                )
                comma = _DECIMAL_COMMA.match(text, end)
                if wide is not None:
                    digits = wide.group()
                    digits = (
                        digits.replace(".", "").replace(",", ".")
                        if digits.rfind(",") > digits.rfind(".") > 0
                        else digits
                    )
                    digits = digits.replace(",", "").replace("'", "")
                    end = wide.end()
                elif "." not in digits and (
                    comma is not None or (digits == "0" and text[end + 1].isdigit() and after == ",")
                ):
                    tail = re.compile(r",([0-9]+)").match(text, end)
                    if tail is not None:
                        digits = f"{digits}.{tail[1]}"
                        end = tail.end()
        elif after == " " and self.typographic and self.raw[end] in _NBSP:
            spaced = _SPACED.match(text, start)
            if spaced is not None and all(
                c in _NBSP for c in self.raw[start : spaced.end()] if not c.isdigit() and c != "."
            ):
                digits = spaced.group().replace(" ", "")
                end = spaced.end()
        return self._number(start, end, digits, floor)

    # what stands before

    def _number(self, start: int, end: int, digits: str, floor: int) -> Atom:
        text = self.text
        atom = Atom(start, end, digits)
        left = start
        before = text[left - 1]
        bracket = False
        dash = False
        if before == "." and not text[left - 2].isalnum() and left - 1 >= floor and "." not in digits:
            left -= 1
            atom.digits = "0." + digits
            before = text[left - 1]
        if before not in " \n":
            if before == "(":
                bracket = True
                sign = (
                    left - 2
                    if text[left - 2] in CURRENCY_SIGNS
                    else left - 3
                    if text[left - 2] == " " and text[left - 3] in CURRENCY_SIGNS
                    else 0
                )
                if sign >= floor and sign:
                    left = sign
                    self._currency(atom, left)
                    left = atom.start
                else:
                    left -= 1
            elif before in CURRENCY_SIGNS:
                left -= 1
                self._currency(atom, left)
                left = atom.start
            elif before == "-":
                if text[left - 2] in CURRENCY_SIGNS and left - 2 >= floor:
                    dash = True
                    self._currency(atom, left - 2)
                    left = atom.start
                elif self._is_minus(left - 1, floor):
                    dash = True
                    left -= 1
            elif before == "+" and not text[left - 2].isalnum():
                left -= 1
            before = text[left - 1]
        if (
            before == " "
            and atom.kind is Kind.NUMBER
            and not bracket
            and not dash
            and text[left - 2] in CURRENCY_SIGNS
            and left - 2 >= floor
        ):
            self._currency(atom, left - 2)
            left = atom.start
            before = text[left - 1]
        if atom.kind is Kind.MONEY and not bracket:
            if before == "(":
                bracket = True
                left -= 1
            elif before == "-" and self._is_minus(left - 1, floor):
                dash = True
                left -= 1
        atom.start = max(left + (bracket and text[left] == "("), floor)
        if dash:
            atom.negative = True
            atom.start = max(left, floor)
        atom.end = end
        return self._finish(atom, floor, bracket=bracket)

    def _currency(self, atom: Atom, at: int) -> None:
        """Make the atom money of the sign at `at`, with the letters before it."""
        text = self.text
        atom.kind = Kind.MONEY
        atom.unit = CURRENCY_SIGNS[text[at]]
        atom.bare = False
        atom.start = at
        if text[at] == "$" and (text[at - 1].isalpha() or text[at - 1] == "."):
            letters = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z.]{0,3}$").search(text, max(at - 5, 0), at)
            if letters is not None and letters.group() in DOLLARS:
                atom.unit = DOLLARS[letters.group()]
                atom.start = letters.start()

    def _is_minus(self, at: int, floor: int) -> bool:
        """Whether the dash at `at` is a minus sign."""
        if at < floor or self.raw[at] in "\u2014\u2015":
            return False
        before = self.text[at - 1]
        return before in " \n\t([|=<>~:,;/\"'" and (
            at > floor or before in "\n\t|" or not self.text[at - 1].isdigit()
        )

    # what the number is

    def _finish(self, atom: Atom, floor: int, *, bracket: bool) -> Atom:
        text = self.text
        left = atom.start - bracket if text[atom.start - 1] == "(" and bracket else atom.start
        digits_end = atom.end
        words: list[str] = []
        lead = ""
        window = text[max(left - 28, floor) : left]
        if window:
            last = window[-1]
            if last in " \n(":
                words = window.split()
                if words:
                    lead = words[-1]
                    if lead == "(" and len(words) > 1:
                        lead = ""
        # identifiers and dates by the word before
        lower = lead.lower()
        if atom.kind is Kind.NUMBER and lead:
            named = self._named(atom, lead, lower, left, floor)
            if named is not None:
                return named
        elif atom.kind is Kind.NUMBER and window[-1:] in "#§@":
            if window:
                return identifier(atom.start, atom.end)
        if atom.kind is Kind.NUMBER:
            marked = self._marked(atom, bracket, left)
            if marked is not None:
                return marked
            self._fraction_part(atom)
        elif text[atom.end] in _VULGAR or text[atom.end] in " -":
            self._fraction_part(atom)
        closing = bracket and text[atom.end] == ")"
        if closing and text[atom.start] != "(" and text.startswith(("%", " %"), atom.end + 1):
            atom.negative = True
            atom.start = left
            atom.end = text.index("%", atom.end) + 1
            atom.kind = Kind.PERCENT
            atom.unit = "%"
            atom.bare = False
        elif not read_tail(text, atom):
            return self._code(atom.start, atom.end, floor)
        if text[atom.end] == "(" or text[atom.end] == "[":
            self._restore(atom, digits_end)
        if bracket and not atom.negative:
            self._negative(atom, left, words)
        self._qualify(atom, left, words, lower, window)
        if atom.kind is Kind.NUMBER and digits_end - atom.start == 4 and atom.end == digits_end:  # noqa: PLR2004
            year = self._year(atom, lower, digits_end)
            if year is not None:
                return year
        return atom

    def _named(self, atom: Atom, lead: str, lower: str, left: int, floor: int) -> Atom | None:
        text = self.text
        bare = lead.rstrip(".,")
        month = dates.MONTHS.get(bare)
        gap_free = left == atom.start
        if month is not None and gap_free and "," not in lead:
            begin = text.rindex(bare, floor, left)
            if not text[begin - 1].isalnum():
                found = dates.after_month(text, begin, atom.start, month)
                if found is not None:
                    return found
        if lower in INSTANTS and gap_free and lead != "Year":
            return self._instant(atom, lead, lower, left, floor)
        if lower in IDENTIFYING:
            if lower in MERELY_CAPITALISED and lead == lower and lower not in ALWAYS_NAMING:
                return None
            return self._after_naming_word(atom, lead, lower, left, floor)
        if lower in ("grade", "grades"):
            atom.role = Role.GRADE
            atom.unit = "grade"
            atom.bare = False
            found_more = or_more(text, atom.end)
            if found_more is not None:
                atom.qualifier = found_more[0]
            return atom
        if lower in ("fy", "fiscal") and len(atom.digits) == 4 and gap_free:  # noqa: PLR2004
            begin = text.rindex(lead, floor, left)
            return dated(begin, atom.end, Period(Grain.YEAR, int(atom.digits), fiscal=True))
        if lead in _STATES_AND_COMMAS and len(atom.digits) == 5 and "," not in text[atom.start : atom.end]:  # noqa: PLR2004
            end = atom.end
            plus = re.compile(r"-[0-9]{4}(?![0-9])").match(text, end)
            return identifier(atom.start, plus.end() if plus else end)
        if lead in CURRENCY_CODES and gap_free and lead != "US":
            atom.kind = Kind.MONEY
            atom.unit = CURRENCY_CODES[lead] or lead
            atom.start = text.rindex(lead, floor, left)
            atom.bare = False
        return None

    def _instant(self, atom: Atom, lead: str, lower: str, left: int, floor: int) -> Atom | None:
        text = self.text
        if (
            "." in atom.digits
            or len(atom.digits) > _FEW
            or re.compile(r"[ \n-]?(?:%|[a-z]+)").match(text, atom.end)
            and (text[atom.end] in "%-")
        ):
            return None
        if lower.endswith("s") and not re.compile(r"[ ]?(?:and|to|-|,|or)").match(text, atom.end):
            return None
        begin = text.rindex(lead, floor, left)
        atom.start = begin
        atom.kind = Kind.DURATION
        atom.unit = INSTANTS[lower]
        atom.bare = False
        return atom

    def _after_naming_word(self, atom: Atom, lead: str, lower: str, left: int, floor: int) -> Atom | None:
        """Whether "Item 7.01" or "number 5": a name, unless a unit follows."""
        text = self.text
        after = text[atom.end]
        if (
            after == "%"
            or text.startswith((" %", " percent", " million", " billion"), atom.end)
            or "," in text[atom.start : atom.end]
        ):
            return None
        if (
            lower in ("no.", "no", "nos.", "number", "#", "ext.", "ext", "box", "call", "dial", "phone", "id")
            or left != atom.start
        ):
            begin = atom.start
        else:
            begin = text.rindex(lead, floor, left)
        end = self._code_end(atom.end)
        return identifier(begin, end)

    def _code_end(self, end: int) -> int:
        """Where a code that goes on at `end` ends: "8-K/A", "10b-5", "13(a)", "1/2"."""
        text = self.text
        match = _CODE_END.match(text, end)
        if match is not None:
            end = match.end()
        while (mark := _PAREN_MARK.match(text, end)) is not None:
            end = mark.end()
        return end

    def _marked(self, atom: Atom, bracket: bool, left: int) -> Atom | None:
        """List marks, footnote marks, citations."""
        text = self.text
        start, end = atom.start, atom.end
        size = end - start
        if size > _FEW or "." in atom.digits:
            return None
        before = text[left - 1]
        if bracket and text[end] == ")":
            if (
                size < _FEW
                and not self.cell
                and (before.isalnum() or before in ")]%." or not self._negative_sense(left))
            ):
                return identifier(start, end)
        elif before == "[" and _CITATION.match(text, end - size):
            if not text[left - 2].isdigit() and not re.compile(r"(?:CI|interval|range|%)[:,]?[ ]?$").search(
                text, left - 12, left - 1
            ):
                return identifier(start, end)
        elif before in "\n\t " and not self.cell and _LIST_MARK.match(text, start):
            line = text.rfind("\n", max(left - 12, 0), left)
            if (
                line >= 0
                and not text[line:left].strip()
                and text[:line].rstrip(" \n")[-1:] in ("", *".:;!?)|")
            ):
                return identifier(start, end)
        return None

    def _negative_sense(self, left: int) -> bool:
        words = self.text[max(left - 12, 0) : left].split()
        return False if not words else words[-1] in ("of", "was", "were")

    def _restore(self, atom: Atom, digits_end: int) -> None:
        """Nothing yet: a footnote mark after a number is read as its own identifier."""

    def _fraction_part(self, atom: Atom) -> None:
        """ "4½", "6 5/8%", "1.5 × 10⁹"."""
        text = self.text
        after = text[atom.end]
        if after in _VULGAR:
            part = _VULGAR[after]
            if "/" in part:
                atom.value = Decimal(atom.digits) + Decimal(part[0]) / 3
            else:
                atom.digits = f"{atom.digits}{part[1:]}"
            atom.end += 1
        elif after in " -" and text[atom.end + 1].isdigit():
            mixed = _MIXED.match(text, atom.end)
            if (
                mixed is not None
                and "." not in atom.digits
                and int(mixed[1]) < int(mixed[2])
                and len(atom.digits) <= _FEW
            ):
                share = Decimal(int(mixed[1])) / int(mixed[2])
                if int(mixed[2]) == 3:  # noqa: PLR2004
                    atom.value = Decimal(atom.digits) + share
                else:
                    atom.digits = f"{Decimal(atom.digits) + share:f}"
                atom.end = mixed.end()
        elif after in " x×·*":
            exponent = _EXPONENT.match(text, atom.end)
            if exponent is not None:
                atom.power = int(exponent[1].translate(_SUPERSCRIPT).replace(" ", ""))
                atom.end = exponent.end()

    def _negative(self, atom: Atom, left: int, words: list[str]) -> None:
        """Whether the brackets around the atom mean minus."""
        text = self.text
        if text[atom.end] != ")":
            return
        outside = text[atom.start] in CURRENCY_SIGNS and "(" in text[atom.start : atom.end]
        last = words[-1].rstrip("(").lower() if words else ""
        if not last and len(words) > 1:
            last = words[-2].lower()
        if (
            outside
            or self.cell
            or text[left - 1] in "|\t"
            or text[left - 2 : left] in ("| ", "  ")
            or last in _PREPOSITIONS
        ) and atom.kind in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE):
            if (
                atom.kind is Kind.NUMBER
                and not self.cell
                and atom.digits.isdigit()
                and len(atom.digits) <= _FEW
                and last in _PREPOSITIONS
            ):
                return
            atom.negative = True
            atom.start = min(left, atom.start)
            atom.end += 1
            if text.startswith("%", atom.end):
                atom.end += 1

    def _qualify(self, atom: Atom, left: int, words: list[str], lower: str, window: str) -> None:
        text = self.text
        if lower in QUALIFYING and words:
            words = [word.lower() for word in words]
            meaning = qualifier_before(words)
            if (
                lower in ("over", "under", "within")
                and atom.kind is Kind.DURATION
                and meaning in (Qualifier.OVER, Qualifier.UNDER, Qualifier.AT_MOST)
            ):
                if words[-2:-1] and words[-2] in ("just", "well"):
                    atom.qualifier = meaning
            else:
                atom.qualifier = meaning
        else:
            sign = window[-1:]
            if sign in " \n" and len(window) > 1:
                sign = window[-2]
            if sign and sign in SIGNS:
                self._statistics(atom, sign, left)
            elif lower in ("p", "of", "value", "values", "was") and (lower == "p" or "alue" in window):
                if (
                    _P_VALUE.search(text, max(left - 28, 0), left)
                    and atom.kind is Kind.NUMBER
                    and "." in atom.digits
                ):
                    atom.role = Role.P_VALUE
        if text[atom.end] in "+ \n":
            more = or_more(text, atom.end)
            if more is not None:
                atom.qualifier = more[0]

    def _statistics(self, atom: Atom, sign: str, left: int) -> None:
        text = self.text
        atom.qualifier = SIGNS[sign]
        if sign == "±":
            atom.role = Role.SPREAD
        elif atom.kind is Kind.NUMBER:
            if "." in atom.digits and _P_VALUE.search(text, max(left - 28, 0), left):
                atom.role = Role.P_VALUE
            elif sign == "=" and _COUNT.search(text, max(left - 5, 0), left):
                atom.role = Role.WHOLE

    # years, codes and the rarer shapes

    def _year(self, atom: Atom, lower: str, end: int) -> Atom | None:
        text = self.text
        digits = atom.digits
        if len(digits) != 4 or not digits.isdigit() or atom.negative:  # noqa: PLR2004
            return None
        year = int(digits)
        if not dates.FIRST_YEAR <= year <= dates.LAST_YEAR:
            return None
        if atom.role is not Role.PLAIN or atom.qualifier not in (Qualifier.NONE, Qualifier.ABOUT):
            return None
        start = atom.start
        if lower not in _DATE_LEADS:
            word = re.compile(r"[ \n]([a-z]+)").match(text, end)
            if word is not None and word[1] in PLURALS:
                return None
        elif atom.unit and lower not in ("in", "since", "during", "year", "fiscal", "calendar"):
            word = re.compile(r"[ \n]([a-z]+)").match(text, end)
            if word is not None and word[1] in PLURALS:
                return None
        if lower == "of" and _ACT.search(text, max(start - 20, 0), start):
            return identifier(start, end)
        if text[end] in " \n" and _PLAN.match(text, end):
            return identifier(start, end)
        fiscal = False
        if lower == "year" and re.compile(r"[Ff]iscal[ \n][Yy]ear[ \n]$").search(
            text, max(start - 13, 0), start
        ):
            fiscal = True
            start -= 12
        decade = _DECADE.match(text, end)
        if decade is not None:
            end = decade.end()
        named = self._year_first(start, end, year)
        if named is not None:
            return named
        result = dated(start, end, Period(Grain.YEAR, year, fiscal=fiscal))
        return result

    def _year_first(self, start: int, end: int, year: int) -> Atom | None:
        """ "2021 third quarter", "2021 Q3", "2021-Q3"."""
        text = self.text
        match = re.compile(
            r"[ \n-](?:fiscal[ \n])?(?:([Qq][1-4]|[1-4]Q|H[12]|[12]H)(?![0-9A-Za-z])|((?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[ \n-](?:[Qq]uarter|[Hh]alf)(?![a-z-])))"
        ).match(text, end)
        if match is None:
            return None
        if match[1] is not None:
            letter = match[1].strip("1234").upper()
            number = int(match[1].strip("QqHh"))
        else:
            letter = "H" if "alf" in match[2] else "Q"
            number = ("first", "second", "third", "fourth").index(
                re.split(r"[ \n-]", match[2])[0].lower()
            ) + 1
        part = dates.part_of_year(start, match.end(), half=letter == "H", number=number)
        if part is None or part.period is None or dates.period_year(text, match.end()) is not None:
            return None
        period = part.period
        part.period = Period(period.grain, year, quarter=period.quarter, half=period.half)
        return part

    def _code(self, start: int, end: int, floor: int) -> Atom:
        """Letters hang on the digits: a quarter, a year, an amount, or else a code."""
        text = self.text
        begin = start
        while (
            begin > floor
            and begin > start - 64
            and (text[begin - 1].isalnum() or text[begin - 1] in "-/._@&")
        ):
            begin -= 1
        while begin < start and not text[begin].isalnum():
            begin += 1
        word = text[begin:start]
        if word:
            special = self._lettered(word, begin, start, end, floor)
            if special is not None:
                return special
        return identifier(begin, self._code_end(max(end, start)))

    def _lettered(self, word: str, begin: int, start: int, end: int, floor: int) -> Atom | None:
        text = self.text
        if word in ("Q", "q", "H", "h"):
            return dates.short_part(text, begin)
        if word in ("FY", "fy", "FYE", "CY"):
            match = re.compile(r"((?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z])").match(text, start)
            if match is not None:
                return dated(
                    begin, match.end(), Period(Grain.YEAR, dates.full_year(match[1]), fiscal=word != "CY")
                )
        code = CURRENCY_CODES.get(word, "")
        if code != "" and word != "US":
            atom = Atom(begin, end, text[start:end].replace(",", ""), Kind.MONEY)
            atom.unit = code or word
            atom.bare = False
            return atom if read_tail(text, atom) else None
        if word in ("p", "P", "n", "N", "x", "r") and text[start : start + 2] in ("0.",):
            atom = Atom(start, end, text[start:end].replace(",", ""))
            if word in "pP":
                atom.role = Role.P_VALUE
            return atom
        if word[:-1] and word[-1] == "-" and word[:-1].lower() in _PREFIXES:
            match = re.compile(r"((?:19|20)[0-9]{2})(?![0-9A-Za-z])").match(text, start)
            if match is not None:
                return dated(start, match.end(), Period(Grain.YEAR, int(match[1])))
        return None

    def _dotted(self, start: int, end: int) -> Atom:
        date = dates.numeric_date(self.text, start)
        if date is not None and date.end == end:
            return date
        european = _EUROPEAN.match(self.text, start)
        if european is not None:
            atom = Atom(start, european.end(), european.group().replace(".", "").replace(",", "."))
            return self._number(start, european.end(), atom.digits, start)
        return identifier(start, self._code_end(end))

    def _special(self, start: int, end: int, before: str, after: str) -> Atom | None:
        """Dates, times, telephone numbers and codes, which go on behind a mark."""
        text = self.text
        size = end - start
        if after == ":" and size <= 2 and text[end + 1].isdigit():  # noqa: PLR2004
            words = text[max(start - 24, 0) : start].lower()
            if "ratio" not in words and "randomi" not in words:
                return dates.time_of_day(text, start)
            return None
        if (size == _FEW or before == "+" or size == 1) and (
            match := _PHONE.match(text, start - (before in "(+"))
        ) is not None:
            return identifier(start - (before in "(+"), match.end())
        if after == "/" or after == "-":
            if text[end + 1].isdigit():
                date = dates.numeric_date(text, start)
                if date is not None:
                    return date
                if after == "-":
                    return self._hyphenated(start)
                if text.startswith("24/7", start) and not text[start + 4].isdigit():
                    return identifier(start, start + 4)
            elif after == "-" and text[end + 1].isupper():
                date = dates.before_month(text, start)
                if date is not None:
                    return date
        return None

    def _hyphenated(self, start: int) -> Atom | None:
        """A file number, an account, a serial number; None for a range of numbers or years."""
        text = self.text
        match = _HYPHENATED.match(text, start)
        if match is None:
            return None
        groups = match.group().split("-")
        if text[match.end()] == "." and text[match.end() + 1].isdigit():
            return None
        if len(groups) > 2:  # noqa: PLR2004
            return identifier(start, match.end())
        first, second = groups
        if (
            (len(first) > 1 and first[0] == "0")
            or len(second) > 4
            or (len(second) > 1 and second[0] == "0" and len(first) != 4)
        ):  # noqa: PLR2004
            return identifier(start, match.end())
        return None


_STATES_AND_COMMAS: Final = _STATES | {f"{state}," for state in _STATES}


def numerals(reader: NumeralReader, words: list[Atom]) -> Iterator[Atom]:
    """Merge the numbers in digits with the numbers in words, in order and without overlap.

    Args:
        reader: Of the text.
        words: The numbers in words of the same text, in order.

    Yields:
        Every number; a number in words that one in digits covers is dropped.
    """
    text = reader.text
    position = 0
    waiting = iter(words)
    word = next(waiting, None)
    while True:
        match = reader.next(position)
        start = len(text) if match is None else match.start()
        if word is not None and word.start < start:
            if word.start >= position:
                if word.kind is Kind.NUMBER:
                    restated = text[word.end : word.end + 2] == " (" and text[word.end + 2].isdigit()
                    if not restated:
                        read_tail(text, word)
                    _qualify_word(reader, word, position)
                elif word.kind is not Kind.DATE:
                    _qualify_word(reader, word, position)
                position = word.end
                yield word
            word = next(waiting, None)
            continue
        if match is None:
            return
        before_month = (
            dates.before_month(text, start)
            if len(match.group()) <= 2 and not text[start - 1].isalnum()
            else None
        )  # noqa: PLR2004
        atom = before_month or _timed(reader, match, position) or reader.read(match, position)
        position = atom.end
        yield atom


def _timed(reader: NumeralReader, match: re.Match[str], position: int) -> Atom | None:
    end = match.end()
    text = reader.text
    if match.end() - match.start() > 2 or text[end] not in " ap" or text[match.start() - 1].isalnum():  # noqa: PLR2004
        return None
    if text[end] == " " and text[end + 1] not in "apAP":
        return None
    return dates.time_of_day(text, match.start())


def _qualify_word(reader: NumeralReader, word: Atom, floor: int) -> None:
    text = reader.text
    words = text[max(word.start - 28, floor) : word.start].lower().split()
    if not words or text[word.start - 1] not in " \n":
        words = []
    if words and words[-1] in QUALIFYING:
        meaning = qualifier_before(words)
        if not (
            words[-1] in ("over", "under", "within")
            and word.kind is Kind.DURATION
            and words[-2:-1] not in (["just"], ["well"])
        ):
            word.qualifier = meaning
    if words and words[-1] in ("grade", "grades"):
        word.role = Role.GRADE
        word.unit = "grade"
    more = or_more(text, word.end)
    if more is not None:
        word.qualifier = more[0]
