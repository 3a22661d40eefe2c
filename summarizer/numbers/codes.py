"""What looks like a number and states none: names, telephone numbers, addresses, marks of lists and notes."""

import re
from typing import Final

from summarizer.numbers import dates
from summarizer.numbers.atoms import Atom, dated, identifier
from summarizer.numbers.contexts import LIST_LEADS
from summarizer.numbers.passage import Passage
from summarizer.numbers.quantity import Grain, Period
from summarizer.numbers.units import CURRENCY_CODES, UNITS

_PHONE: Final = re.compile(
    r"(?:\+?1[-. ])?(?:\([0-9]{3}\)[ ]?|[0-9]{3}[-. /])[0-9]{3}[-. ][0-9]{4}(?![0-9])"
    r"|\+[0-9]{1,3}[ .-]?(?:\(?[0-9]{1,4}\)?[ .-]?){2,5}"
)
_HYPHENATED: Final = re.compile(r"[0-9]+(?:-[0-9]+)+(?![0-9])")
_GOES_ON: Final = re.compile(
    r"(?:(?![A-Z][a-z]{2})[A-Za-z0-9])*(?:[-/.](?=[A-Za-z]*[0-9])[A-Za-z0-9]+|[-/][A-Z]{1,4}(?![A-Za-z]))*\+?"
)
_PART_MARK: Final = re.compile(r"\((?:[a-zA-Z]{1,2}|[ivx]{1,5}|[0-9]{1,2})\)")
_CITATION: Final = re.compile(r"\[[0-9]{1,3}(?:[ ]?[,;-][ ]?[0-9]{1,3})*\]")
_LIST_MARK: Final = re.compile(r"[0-9]{1,2}[.)](?=[ \t])(?![ \t]*[0-9$(])")
_SECTION_MARK: Final = re.compile(r"[0-9]{1,3}\.[0-9]{1,2}[*†+]{0,3}[ \t|]{1,40}[A-Z\"][A-Za-z]")
_INTERVAL_LEAD: Final = re.compile(r"(?:CI|CIs|CrI|interval|[Rr]ange|IQR|[0-9]%?|%)[:,;=]?[ \n]?$")
_UNIT_WORD: Final = re.compile(r"[A-Za-z]+")
_STREET: Final = re.compile(
    r"[0-9]{1,5}[ ](?:[NSEW]\.?[ ]|North[ ]|South[ ]|East[ ]|West[ ])?"
    r"(?:(?:[A-Z][a-z]+|[0-9]{1,3}(?:st|nd|rd|th))\.?[ ]){1,3}"
    r"(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Boulevard|Blvd\.|Drive|Lane|Parkway|Pkwy\.?|Highway|Court|Terrace|Plaza"
    r"|Turnpike)(?![A-Za-z]|[ ][a-z])"
)
_LAW: Final = re.compile(
    r"[0-9]{1,3}[ ](?:CFR|C\.F\.R\.|U\.S\.C\.|USC)"
    r"(?:[ ](?:§{1,2}[ ]?|[Pp]arts?[ ]|[Ss]ections?[ ])?[0-9][0-9.]{0,20}[0-9])?"
)
_ZIP_TAIL: Final = re.compile(r"-[0-9]{4}(?![0-9])")
_GLUED_YEAR: Final = re.compile(r"'?((?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z])")
_YEAR: Final = re.compile(r"((?:19|20)[0-9]{2})(?![0-9A-Za-z])")
_YEAR_PREFIXES: Final = frozenset("mid- early- late- pre- post- year-end- non-".split())
_URL_END: Final = re.compile(r"[\s<>\"|)\]]|$")
_URL_MARKS: Final = ("://", "www.", "@")
_LONGEST_CODE: Final = 48
_TELEPHONE_DIGITS: Final = 8
_LONGEST_NUMBER: Final = 3  # digits of a list mark or a telephone group
_STATES: Final = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND "
    "OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY DC D.C. PR "
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho "
    "Illinois "
    "Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi "
    "Missouri "
    "Montana Nebraska Nevada Hampshire Jersey Mexico York Carolina Dakota Ohio Oklahoma Oregon Pennsylvania "
    "Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming Columbia".split()
)


def addresses(text: str) -> list[Atom]:
    """The internet and mail addresses of a padded text that hold a digit."""
    found = []
    done = 0
    for mark in _URL_MARKS:
        at = text.find(mark)
        while at >= 0:
            start = max(text.rfind(blank, max(at - 80, 0), at) for blank in ' \n\t|(<"') + 1
            start = max(start, at - 80, 0)
            end_match = _URL_END.search(text, at + len(mark))
            end = len(text) if end_match is None else end_match.start()
            while end > at and text[end - 1] in ".,;:'":
                end -= 1
            if mark != "@" or text[at - 1].isalnum():
                found.append((start, max(end, at + 1)))
            at = text.find(mark, max(end, at + 1))
    atoms = []
    for start, end in sorted(found):
        if start >= done and re.search(r"[0-9]", text[start:end]):
            atoms.append(identifier(start, end))
            done = end
    return atoms


def code_end(text: str, end: int) -> int:
    """Where a code that goes on at `end` ends: "8-K/A", "10b-5", "13(a)", "1/2"."""
    match = _GOES_ON.match(text, end)
    if match is not None:
        end = match.end()
    while (mark := _PART_MARK.match(text, end)) is not None:
        end = mark.end()
    return end


def lettered(passage: Passage, start: int, end: int, floor: int) -> Atom:
    """Letters touch the digits in front or behind: a quarter, a fiscal year, or else a code."""
    text = passage.text
    begin = start
    lowest = max(floor, start - _LONGEST_CODE)
    while begin > lowest and (
        text[begin - 1].isalnum() or (text[begin - 1] in "-/._&" and passage.raw[begin - 1] not in "–—")
    ):
        begin -= 1
    while begin < start and not text[begin].isalnum():
        begin += 1
    word = text[begin:start]
    if word in ("Q", "q", "H", "h") or (not word and text[end] in "QH"):
        part = dates.short_part(text, begin)
        if part is not None:
            return part
    if word in ("FY", "fy", "FYE", "CY", "FY-"):
        match = _GLUED_YEAR.match(text, start)
        if match is not None:
            year = dates.full_year(match[1])
            return dated(begin, match.end(), Period(Grain.YEAR, year, fiscal=word != "CY"))
    month = dates.MONTHS.get(word[:-1]) if word.endswith("-") else None
    if month is not None:
        found = dates.after_month(text, begin, start, month)
        if found is not None:
            return found
    if word.lower() in _YEAR_PREFIXES:
        match = _YEAR.match(text, start)
        if match is not None:
            return dated(start, match.end(), Period(Grain.YEAR, int(match[1])))
    return identifier(begin, code_end(text, end))


def currency_before(word: str) -> str:
    """The currency of a code such as "USD" or "Rs", or nothing."""
    return CURRENCY_CODES.get(word, "")


def is_state(word: str) -> bool:
    """Whether a word ends the name of an American state, so that five digits after it are a postcode."""
    return word.rstrip(",") in _STATES


def postcode(text: str, start: int, end: int) -> Atom:
    """The postcode, with its four further digits."""
    match = _ZIP_TAIL.match(text, end)
    return identifier(start, end if match is None else match.end())


def telephone(text: str, start: int) -> Atom | None:
    """A telephone number from its first digit, bracket or plus sign on."""
    begin = start - (text[start - 1] in "(+")
    match = _PHONE.match(text, begin)
    if match is None or sum(map(str.isdigit, match.group())) < _TELEPHONE_DIGITS:
        return None
    end = match.end()
    while not text[end - 1].isdigit():
        end -= 1
    return identifier(begin, end)


def address_or_law(text: str, start: int) -> Atom | None:
    """The number of a house in its street, or of a title of the law with what is cited of it."""
    match = _LAW.match(text, start)
    if match is not None:
        return identifier(start, code_end(text, match.end()))
    if text[start - 4 : start].lower() == "the " or not _STREET.match(text, start):
        return None  # "the 2019 Wall Street Journal"
    return identifier(start, text.index(" ", start))


def hyphenated(text: str, start: int) -> Atom | None:
    """A file number, an account, a serial number; None for what can be a range of numbers or years."""
    match = _HYPHENATED.match(text, start)
    if match is None or (text[match.end()] in ".," and text[match.end() + 1].isdigit()):
        return None
    groups = match.group().split("-")
    first, second = groups[:2]
    if len(groups) == 2 and len(second) <= 4 and not (len(first) > 1 and first[0] == "0"):
        year = len(first) == 4
        if year or second[0] != "0" or second == "0":
            return None
    return identifier(start, code_end(text, match.end()))


def mark(passage: Passage, start: int, end: int, digits: str) -> Atom | None:
    """The mark of a list, a footnote or a source: "(1)", "2.", "[12]", "[^3]", "99.1" of an exhibit index.

    Args:
        passage: The text.
        start: Where the digits start.
        end: Where they end.
        digits: The digits.
    """
    text = passage.text
    before = text[start - 1]
    if "." in digits:
        opens = before in " \n\t|" and text[end] not in ",;:)%\n"
        return _section_mark(text, start, end) if opens else None
    if end - start > _LONGEST_NUMBER:
        return None
    if before == "^" and text[start - 2] == "[" and text[end] == "]":
        return identifier(start, end)
    if before in "[,;- " and _cited(text, start):
        return identifier(start, end)
    if passage.cell:
        return None
    if before == "(" and text[end] == ")" and end - start < _LONGEST_NUMBER:
        return _bracketed_mark(text, start, end)
    if (
        before in ".,;)"
        and (text[start - 2].isalpha() or text[start - 2] in ")]\"'")
        and text[end] in " \n,;-)"
    ):
        found = identifier(start, end)
        found.bare = True  # "as reported.7,8" goes on
        return found
    if before in " \n\t" and _is_list_mark(text, start, end):
        return identifier(start, end)
    return None


def _cited(text: str, start: int) -> bool:
    """Whether a bracket such as "[12, 13-15]" holds the digits at `start`."""
    opening = text.rfind("[", start - 24, start)
    if opening < 0 or not _CITATION.match(text, opening):
        return False
    return not _INTERVAL_LEAD.search(text, opening - 12, opening)


def _is_list_mark(text: str, start: int, end: int) -> bool:
    if text[end] == ")" and text[end + 1] in " \n\t":
        return text.rfind("(", start - 60, start) <= text.rfind(")", start - 60, start)
    if text[end] not in ".)" or not _LIST_MARK.match(text, start):
        return False
    line = text.rfind("\n", start - 12, start)
    return line >= 0 and not text[line:start].strip() and _ends_sentence(text, line)


def _bracketed_mark(text: str, start: int, end: int) -> Atom | None:
    touching = text[start - 2]
    if touching.isalnum() or touching in ")].%'\"*":
        return identifier(start, end)
    words = text[max(start - 24, 0) : start - 1].split()
    if (
        not words
        or "\n" in text[start - 3 : start - 1]
        or words[-1][-1] in ",;:."
        or words[-1].lower() in LIST_LEADS
    ):
        return identifier(start, end)
    return None


def _ends_sentence(text: str, line: int) -> bool:
    at = line
    while at > 0 and text[at] in " \n\t" and line - at < 8:
        at -= 1
    return text[at] in '\n \t.:;!?)|*"-' or text[at - 3 : at + 1] in ("and ", " and", "; or")


def _section_mark(text: str, start: int, end: int) -> Atom | None:
    """Read "99.1 Press Release" or "3.2 Conditions" at the start of a line."""
    match = _SECTION_MARK.match(text, start)
    if match is None or match.end() <= end:
        return None
    word = _UNIT_WORD.search(text, match.end() - 2)
    if word is not None and (word.group() in UNITS or word.group() in CURRENCY_CODES):
        return None  # "1.2 GW"
    line = text.rfind("\n", start - 40, start)
    if line < 0 or text[line:start].strip(" \n\t|"):
        return None
    if (
        "xhibit" in text[max(start - 600, 0) : start]
        or "XHIBIT" in text[max(start - 600, 0) : start]
        or _ends_sentence(text, line)
    ):
        return identifier(start, end)
    return None
