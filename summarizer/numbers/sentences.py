"""Where sentences end, with offsets, in the prose of filings."""

import re

from summarizer.document import Span

_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s)|\n[ \t]*\n|\s[•●▪◦]\s")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“'])(?:[A-Za-z]|Inc|Corp|Co|Ltd|Cos|Bros|plc|Dr|Mr|Mrs|Ms|Prof|Rev|Hon|Gov|Sen|Rep|Gen|Lt|Col"
    r"|Sgt|Capt|St|Ste|Mt|Jr|Sr|No|Nos|vs|v|approx|ca|cf|etc|al|et|e\.g|i\.e|a\.m|p\.m|U\.S|U\.K|U\.N|E\.U|N\.V"
    r"|S\.A|L\.P|L\.L\.C|D\.C|Ph\.D|M\.D|Fig|Figs|Eq|Sec|Art|Vol|pp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov"
    r"|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Dept|Univ|Assn|Est|Intl|Natl|Mfg|Reg|Ex)$"
)
_LONGEST = 1000
"""Characters beyond which a stretch is no sentence, but a list, or a table that nobody could read."""
_PAUSES = (";", ",", "\n", " ")
_OPENS_SENTENCE = re.compile(r"\s+[\"'“‘(\[•*-]*[A-Z0-9$€£]")


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of `text[start:end]`, without the white space between them.

    What goes on for more than a thousand characters is cut where it pauses.
    """
    spans: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        mark = match.group()[0]
        stop = match.start() if mark.isspace() else match.end()  # a bullet opens what comes after it
        if mark == ".":
            if _ABBREVIATION.search(text, max(begin, match.start() - 12), match.start()):
                continue
            if not _OPENS_SENTENCE.match(text, stop, min(end, stop + 12)):
                continue
        _append(spans, text, begin, stop)
        begin = stop
    _append(spans, text, begin, end)
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end if end - start <= _LONGEST else _pause(text, start, start + _LONGEST)
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if start < last:
            spans.append(Span(start, last))
        start = stop


def _pause(text: str, start: int, end: int) -> int:
    """Where best to cut before `end`: after a semicolon, a comma, at white space."""
    for mark in _PAUSES:
        place = text.rfind(mark, start + _LONGEST // 2, end)
        if place >= 0 and (mark.isspace() or text[place + 1].isspace()):
            return place if mark.isspace() else place + 1
    return end
