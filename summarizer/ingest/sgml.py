"""An EDGAR submission in SGML, cut into its documents, with what its header says.

EDGAR writes the header in two ways: as labelled lines in the full-text files (`CENTRAL INDEX KEY:`), and as
tags in the files of the dissemination feed (`<CIK>`). Both are read into the same facts.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from summarizer.errors import UnreadableSourceError
from summarizer.ingest.form_items import item_number
from summarizer.ingest.limits import Limits

_START = re.compile(r"<DOCUMENT>\s*(?=<(?:TYPE|SEQUENCE|FILENAME|DESCRIPTION|TEXT)>)")
_PART_TAG = re.compile(r"<(TYPE|SEQUENCE|FILENAME|DESCRIPTION|TEXT)>([^<\r\n]*)")
_END = "</DOCUMENT>"
_END_OF_TEXT = "</TEXT>"
_ENDS_SUBMISSION = re.compile(r"</(?:SEC-DOCUMENT|IMS-DOCUMENT|SUBMISSION)>")
_STARTS_SUBMISSION = re.compile(r"<(?:SEC-DOCUMENT|IMS-DOCUMENT|SUBMISSION)>")
_WRAPPER = re.compile(r"\s*<(XBRL|XML|PDF|JSON|HTML?)>(?:\r?\n)?")
_ANY_CLOSE = re.compile(r"</[A-Z-]{2,20}>")

_HEADER_LENGTH = 500_000  # characters; some funds list thousands of series
_FACT = re.compile(
    r"(?m)^[ \t]*([A-Z][A-Z0-9 /.-]{1,60}):[ \t]*([^\r\n]*)|<([A-Z][A-Z0-9-]{1,40})>([^<\r\n]*)"
)
_ACCESSION = re.compile(r"\b(\d{10}-\d{2}-\d{6})\b")
_DIGITS = re.compile(r"\d{1,10}")

# Who a submission is about comes first: whoever files it (an agent, an owner) only files it.
_ROLES: Final = (
    "FILER",
    "SUBJECT COMPANY",
    "ISSUER",
    "FILED FOR",
    "FILED BY",
    "REPORTING OWNER",
)
_NAMES: Final = frozenset({"COMPANY CONFORMED NAME", "CONFORMED NAME"})
_KEYS: Final = frozenset({"CENTRAL INDEX KEY", "CIK"})
_FORMS: Final = frozenset({"CONFORMED SUBMISSION TYPE", "TYPE"})
_PERIODS: Final = frozenset({"CONFORMED PERIOD OF REPORT", "PERIOD"})
_DATES: Final = frozenset({"FILED AS OF DATE", "FILING DATE"})
_ITEMS: Final = frozenset({"ITEM INFORMATION", "ITEMS"})


@dataclass(frozen=True, slots=True)
class Party:
    """A company or person that a submission names.

    Attributes:
        role: "FILER", "SUBJECT COMPANY", "FILED BY", "ISSUER", "REPORTING OWNER".
        name: As EDGAR conforms it, often in capitals.
        cik: Its number, ten digits.
    """

    role: str
    name: str = ""
    cik: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of a submission says; each empty or None where it says nothing.

    Attributes:
        form: "8-K", "10-K/A".
        accession: "0000796343-23-000044".
        period: The date that the report is for.
        filed: The date of filing.
        items: Numbers of the form's Items, such as ("2.02", "9.01").
        parties: Everyone it names, those that it is about first.
    """

    form: str = ""
    accession: str = ""
    period: date | None = None
    filed: date | None = None
    items: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a submission.

    Attributes:
        type: "8-K", "EX-99.1", "GRAPHIC".
        filename: As EDGAR keeps it, such as "ex99-1.htm"; empty where it has none.
        description: As the filer gave it; empty where it gave none.
        wrapper: What its text is wrapped in ("XBRL", "XML", "PDF"); empty for none.
        body: The document itself, as EDGAR serves it under its file name.
        line: The line of the submission on which it starts, counted from 1.
        closed: Whether its end was found.
    """

    type: str
    filename: str
    description: str
    wrapper: str
    body: str
    line: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission's header, its documents in their order, and whether its own end was found.

    Attributes:
        header: What it says of itself.
        parts: All documents, the unreadable ones too.
        complete: False where the submission has a start but no end: it is cut off.
    """

    header: Header
    parts: tuple[Part, ...]
    complete: bool


def split_submission(text: str, *, name: str, limits: Limits) -> Submission:
    """Cut a submission into its documents.

    Nothing is trusted that can be seen: the documents are found by their tags, not by the lengths and counts
    that the header gives.

    Args:
        text: The whole submission.
        name: What to call it in messages.
        limits: How many documents it may have.

    Raises:
        UnreadableSourceError: It has no documents, too many, or one inside another.
    """
    starts = [match.span() for match in _START.finditer(text)]
    if not starts:
        raise UnreadableSourceError(
            f"{name} is the header of an EDGAR submission with no document in it; "
            "fetch the complete submission"
        )
    if len(starts) > limits.max_documents:
        raise UnreadableSourceError(
            f"{name} has {len(starts):,} documents, more than the {limits.max_documents:,} allowed; "
            "give the one document of it that you need, or raise the limit"
        )
    header = _read_header(text[: min(starts[0][0], _HEADER_LENGTH)])
    parts: list[Part] = []
    line = 1 + text.count("\n", 0, starts[0][0])
    for index, (start, opened) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        part = _read_part(text, opened, end, line)
        if parts and not parts[-1].closed and _goes_on_after(text, opened, end):
            raise UnreadableSourceError(
                f"{name}: the document {part.type} on line {line} stands inside the document "
                f"{parts[-1].type}; give one of them as a file of its own"
            )
        parts.append(part)
        line += text.count("\n", start, end)
    complete = (
        _ENDS_SUBMISSION.search(text, starts[-1][1]) is not None
        or _STARTS_SUBMISSION.search(text, 0, starts[0][0]) is None
    )
    if not header.form and not parts[0].type.startswith("EX-"):
        header = replace(header, form=parts[0].type.upper())
    return Submission(header, tuple(parts), complete)


def _read_part(text: str, start: int, end: int, line: int) -> Part:
    """The document whose tags begin at `start`, and which ends before `end`."""
    said = {"TYPE": "", "FILENAME": "", "DESCRIPTION": ""}
    body = end
    for tag in _PART_TAG.finditer(text, start, end):
        if tag[1] == "TEXT":
            body = tag.end(1) + 1
            break
        said[tag[1]] = " ".join(tag[2].split())
    close = text.rfind(_END, body, end)
    if close >= 0 and not _goes_on_after(text, body, end):
        close = text.find(_END, body, end)  # the others close documents around it
    stop = text.rfind(_END_OF_TEXT, body, close if close >= 0 else end)
    last = stop if stop >= 0 else close
    if last < 0:
        ended = _ENDS_SUBMISSION.search(text, body, end)
        last = ended.start() if ended else end
    wrapped = _WRAPPER.match(text, body, last)
    wrapper = wrapped[1] if wrapped else ""
    if wrapped and not wrapper.startswith("HTM"):
        body = wrapped.end()
        inner = text.rfind(f"</{wrapper}>", body, last)
        last = inner if inner >= 0 else last
    else:
        body = _after_line_end(text, body, last)
    return Part(
        said["TYPE"] or "document",
        said["FILENAME"],
        said["DESCRIPTION"],
        "" if wrapper.startswith("HTM") else wrapper,
        text[body:last],
        line,
        stop >= 0 or close >= 0,
    )


def _after_line_end(text: str, start: int, end: int) -> int:
    """After the line end that a tag is followed by, which is the tag's."""
    if text.startswith("\r\n", start, end):
        return start + 2
    return start + 1 if text.startswith("\n", start, end) else start


def _goes_on_after(text: str, start: int, end: int) -> bool:
    """Whether text of an outer document follows one that stands inside it: it has no place of its own."""
    first, last = text.find(_END, start, end), text.rfind(_END, start, end)
    return first < last and _ANY_CLOSE.sub("", text[first:last]).strip() != ""


def _read_header(text: str) -> Header:
    """The facts of either form of header; a party's facts follow the line that names its role."""
    form = accession = ""
    period = filed = None
    items: list[str] = []
    parties: list[dict[str, str]] = []
    for match in _FACT.finditer(text):
        key = (match[1] or match[3]).replace("-", " ").strip()
        value = " ".join((match[2] if match[1] else match[4]).split())
        if not value and key in _ROLES:
            parties.append({"role": key})
        elif key in _NAMES | _KEYS:
            _note_party(parties, key, value)
        elif key in _FORMS:
            form = form or value.upper()
        elif key == "ACCESSION NUMBER":
            accession = accession or value
        elif key in _PERIODS:
            period = period or _date(value)
        elif key in _DATES:
            filed = filed or _date(value)
        elif key in _ITEMS and value:
            items.append(value)
    found = _ACCESSION.search(accession) or _ACCESSION.search(text)
    known = [Party(**party) for party in parties if len(party) > 1]
    known.sort(key=lambda party: _ROLES.index(party.role))
    numbers = (item_number(item, filed or period) for item in items)
    return Header(
        form,
        found[1] if found else "",
        period,
        filed,
        tuple(dict.fromkeys(number for number in numbers if number)),
        tuple(dict.fromkeys(known)),
    )


def _note_party(parties: list[dict[str, str]], key: str, value: str) -> None:
    party = parties[-1] if parties else {"role": "FILER"}
    if not parties:
        parties.append(party)
    if key in _NAMES:
        party.setdefault("name", value)
    elif digits := _DIGITS.fullmatch(value):
        party.setdefault("cik", digits[0].zfill(10))


def _date(value: str) -> date | None:
    """A date such as "20230315"; None where it is none."""
    if len(value) < len("20230315") or not value[:8].isdecimal() or not value.isascii():
        return None
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    except ValueError:
        return None
