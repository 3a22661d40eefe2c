"""What a filing says of itself: its form, its Items, the filer and the ticker."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.document import Section, SectionKind, Table
from summarizer.ingest.cell_text import one_line
from summarizer.ingest.lines import Line

_FORM = (
    r"(?P<form>\d{1,2}[-‐‑–][A-Z]{1,3}\d{0,2}|[SF][-‐‑–]\d{1,2}|DEF\s?14A|SC\s(?:13[DG]|TO-[A-Z]))"
    r"(?P<amended>\s?/\s?A)?"
)
_HEADER_FORM = re.compile(rf"(?:CONFORMED SUBMISSION TYPE|FORM TYPE):[ \t]*{_FORM}\b")
_TITLE_FORM = re.compile(rf"(?:#+\s*|\*\*)?form\s+{_FORM}(?:\*\*)?\Z", re.IGNORECASE)
_THIS_REPORT = re.compile(
    rf"\bthis\s+(?:current|quarterly|annual|transition)?\s*report\s+(?:of\s+foreign\s+private\s+issuer\s+)?on\s+form\s+{_FORM}\b",
    re.IGNORECASE,
)
_THIS_FORM = re.compile(rf"\bthis\s+form\s+{_FORM}\b", re.IGNORECASE)
_ITEM_OF_8K = re.compile(r"[1-9]\.\d\d\Z")
_HYPHEN = re.compile(r"[‐‑–]")

_HEADER_COMPANY = re.compile(r"COMPANY CONFORMED NAME:[ \t]*(\S[^\n]*)")
_EXACT_NAME = re.compile(
    r"\(?\s*exact\s+name\s+of\s+(?:the\s+)?registrant|\(\s*(?:name\s+of\s+registrant|registrant(?:['’]s)?\s+name)\b",
    re.IGNORECASE,
)
_SYMBOL_HEADER = re.compile(r"(?:trading|ticker)\s+symbol", re.IGNORECASE)
_SYMBOL = re.compile(r"[A-Z]{1,5}(?:[.\-][A-Z]{1,2})?\Z")
_SUFFIX = (
    r"(?:Inc|Incorporated|Corp|Corporation|Co|Company|Companies|Ltd|Limited|LLC|L\.L\.C|LP|L\.P|LLP|PLC|N\.V|NV|S\.A"
    r"|SA|S\.p\.A|AG|SE|AB|ASA|A/S|Holdings|Group|Trust|Bancorp|Bancshares|Partners)\b\.?"
)
_NAME = re.compile(
    r"(?:^|(?<=[\s—–\-“\"(]))"
    r"(?P<name>[A-Z0-9][\w&.'’®™+-]*(?:[ \n]+(?:(?:of|and|the|de|for)[ \n]+)?[A-Z0-9&][\w&.'’®™+-]*){0,7}?"
    rf"(?:,?[ \n]+(?i:{_SUFFIX}))*),?\s*\Z"
)
_BEFORE_NAME = re.compile(
    r"\A(?:(?:In|On|At|By|For|As|From|To|With|And|When|While|If|Since|Until|During|Today|Effective|Q[1-4]|\d+"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\s+)+"
)
_DEFINED = re.compile(
    r"\((?:collectively,?\s+|together\s[^()]{0,60},\s+)?(?:the\s+|we,?\s+|us,?\s+)*"
    r"[“\"](?:the\s+)?(?:Company|Registrant|Corporation|Issuer)[”\"]"
)
_EXCHANGE = (
    r"(?:nasdaq|nyse|amex|otc(?:qb|qx|bb)?|tsxv?|lse|aim|hk(?:ex|se)?|sehk|asx|euronext|tse|six|fse|nse|bse|sgx"
    r"|krx|b3|bmv|cse)"
)
_TICKER = re.compile(
    rf"\b{_EXCHANGE}\b[^():;,\n]{{0,30}}:\s?[“\"]?"
    r"(?P<ticker>[A-Z][A-Z0-9]{0,5}(?:[.\-][A-Z]{1,2})?|\d{3,6})\b",
    re.IGNORECASE,
)
_SUFFIXED = re.compile(r"\((?P<ticker>[A-Z0-9]{1,6}\.(?:HK|L|TO|V|AX|PA|DE|T|SS|SZ|SI|ST|OL|CO|MI|AS|SW))\)")
_BRACKET = re.compile(r"\([^()]*\Z")

_HEAD = 60_000  # characters that hold a cover and a first page
_EXHIBIT_HEAD = 8_000
_EXHIBITS = 10
_TITLE_LINES = 120
_NAME_REACH = 160  # characters before a bracket that a company's name may take
_NAME_LINES = 4  # over "(Exact name of registrant …)"
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Cover:
    """The facts of a cover page; each empty where it is unknown.

    Attributes:
        form: "8-K", "10-Q/A".
        items: The form's Items in order.
        company: The filer's name as printed.
        ticker: Such as "IMGN".
    """

    form: str
    items: tuple[str, ...]
    company: str
    ticker: str


def read_cover(
    text: str, lines: Sequence[Line], sections: Sequence[Section], tables: Sequence[Table] = ()
) -> Cover:
    """Read what the first pages say of form, filer and ticker; the Items come from the sections."""
    head = text[:_HEAD]
    exhibits = [section.span.start for section in sections if section.kind is SectionKind.EXHIBIT]
    releases = [text[start : start + _EXHIBIT_HEAD] for start in exhibits[:_EXHIBITS] if start >= _HEAD]
    items = tuple(dict.fromkeys(section.label for section in sections if section.kind is SectionKind.ITEM))
    company = _company(head, lines)
    ticker = _registered_symbol(text, tables) or _ticker("\n".join([head, *releases]), company)
    return Cover(_form(head, lines, items), items, company, ticker)


def _form(head: str, lines: Sequence[Line], items: Sequence[str]) -> str:
    found = _HEADER_FORM.search(head)
    if found is None:
        titles = (
            _TITLE_FORM.match(line.text) for line in lines[:_TITLE_LINES] if len(line.text) < _LONGEST_NAME
        )
        found = next((title for title in titles if title), None)
    found = found or _THIS_REPORT.search(head) or _THIS_FORM.search(head)
    if found is None:
        return "8-K" if any(map(_ITEM_OF_8K.match, items)) else ""
    form = _HYPHEN.sub("-", one_line(found["form"])).upper()
    return form + ("/A" if found["amended"] else "")


def _company(head: str, lines: Sequence[Line]) -> str:
    name = _over_exact_name(lines)
    if name:
        return name
    for bracket in (*_DEFINED.finditer(head), *_TICKER.finditer(head), *_SUFFIXED.finditer(head)):
        name = _name_before(head, bracket.start())
        if name:
            return name
    header = _HEADER_COMPANY.search(head)
    return one_line(header[1]) if header else ""


def _over_exact_name(lines: Sequence[Line]) -> str:
    """The line that a cover prints over "(Exact name of registrant as specified in its charter)"."""
    for number, line in enumerate(lines[: 3 * _TITLE_LINES]):
        found = _EXACT_NAME.search(line.text[:_NAME_REACH])
        if found is None:
            continue
        if found.start():
            return one_line(line.text[: found.start()]).strip(" *_")
        above = (lines[at].text for at in range(number - 1, max(-1, number - 1 - _NAME_LINES), -1))
        for text in above:
            if any(map(str.isalpha, text)):
                return one_line(text).strip(" *_#") if len(text) <= _LONGEST_NAME else ""
    return ""


def _name_at_end(before: str) -> str:
    """The company's name that a text ends with."""
    found = _NAME.search(before.rstrip())
    name = _BEFORE_NAME.sub("", one_line(found["name"]), count=1) if found else ""
    return name if len(name) > 1 and any(map(str.isalpha, name)) else ""


def _ticker(head: str, company: str) -> str:
    """The ticker that stands right after the company's name, or else the first one."""
    own = company.split(maxsplit=1)[0].strip(".,").casefold() if company else ""
    first = ""
    found = (*_TICKER.finditer(head), *_SUFFIXED.finditer(head))
    for match in sorted(found, key=lambda match: match.start()):
        ticker = match["ticker"]
        if ticker != ticker.upper():
            continue
        if own and own in _name_before(head, match.start()).casefold():
            return ticker
        first = first or ticker
    return "" if own else first


def _registered_symbol(text: str, tables: Sequence[Table]) -> str:
    """The first symbol of a cover's table of securities."""
    for table in tables:
        if table.span.start >= _HEAD:
            break
        columns = {
            cell.column for cell in table.cells if cell.column and _SYMBOL_HEADER.search(cell.span.of(text))
        }
        for cell in table.cells:
            if cell.column in columns:
                symbol = cell.span.of(text).strip("“”\"' ")
                if _SYMBOL.match(symbol):
                    return symbol
    return ""


def _name_before(head: str, bracket: int) -> str:
    """The company's name that stands before the bracket that holds an offset."""
    before = _BRACKET.sub("", head[max(0, bracket - _NAME_REACH) : bracket])
    return _name_at_end(before[before.rfind("\n\n") + 1 :])  # no name goes on in the next paragraph
