"""Numbers of a draft that are not written as numbers are: told as such, never passed over unseen.

Digits of other scripts and digits with invisible characters between them are read, and the finding says so. A
letter in the place of a digit ("l2.4%", "O.5"), a digit of a decorative kind ("³².⁴%") or one that is struck
through is not read but flagged: a reader sees a number there, and nobody can tell which one was meant.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from summarizer.document import Document, Span
from summarizer.findings import Finding, Status
from summarizer.numbers.reader import read
from summarizer.typography import INVISIBLE, fold, without_emphasis

_LETTERS = {
    **dict.fromkeys("lIІӀΙ", "1"),
    **dict.fromkeys("OoОоΟο", "0"),
    **dict.fromkeys("SЅ", "5"),
    **dict.fromkeys("ZΖ", "2"),
    **dict.fromkeys("BВΒ", "8"),
    **dict.fromkeys("Зз", "3"),
    "б": "6",
}
_TO_DIGITS = str.maketrans(_LETTERS)
_ZERO, _ONE = frozenset("OoОоΟο"), frozenset("lIІӀΙ")
_DECORATIVE = "²³¹⁰⁴-⁹₀-₉①-⑳⓪⓵-⓽❶-❾➀-➈➊-➒⑴-⑼⒈-⒐"
_NUMERALS = "Ⅰ-ⅿ〇一二三四五六七八九十百千㊀-㊉"
_RUN = re.compile(
    rf"(?<![\w.,'’$€£¥/-])[$€£¥]?[\d.,{re.escape(''.join(_LETTERS))}{_DECORATIVE}{_NUMERALS}]+%?(?![\w%])"
)
_ODD = re.compile(f"[{_DECORATIVE}{_NUMERALS}]")
_ODDITIES = re.compile(f"[{_DECORATIVE}]")
_NUMBER = re.compile(r"[$€£¥]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)%?")
_UNIT = re.compile(
    r"[ \u00a0](?:percent|per cent|basis points?|(?:percentage )?points?|months?|years?|weeks?|days?|hours?"
    r"|patients?|subjects?|million|billion|thousand|trillion|m?c?g|kg|mL|mg/kg|times|shares|sites)\b"
)
_STRUCK = re.compile(r"\d[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]|[\d.]\s?[‰‱]")
_STRUCK_RUN = re.compile(r"[$€£¥]?[\d.,\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff‰‱ ]{1,80}%?")
_BROKEN_WORD = re.compile(rf"(?<![^\W\d_])[^\W\d_]++(?:{INVISIBLE}++[^\W\d_]++)+")
_LONGEST = 40  # characters of a number
_REVERSED = re.compile("\u202e[^\u202c\n]*")


def without_disguise(draft: Document) -> Document:
    """The draft with Latin letters in the place of those that only look so; offsets stay what they are."""
    text = draft.text
    if text.isascii():
        return draft
    folded = fold(text)
    # Only what homoglyphs change is taken over: all else is the number reader's to fold.
    letters = [new if old.isalpha() and new.isascii() else old for old, new in zip(text, folded, strict=True)]
    plain = "".join(letters)
    return draft if plain == text else replace(draft, text=plain)


def told(draft: Document, findings: list[Finding], source: str) -> tuple[Finding, ...]:
    """The findings on a draft, with its disguised numbers told as such.

    Args:
        draft: The draft as it is written.
        findings: What was found of its numbers, in order.
        source: What it is held against: what stands there the same way is no disguise.
    """
    text = draft.text
    kept = [_noted(finding, text) for finding in findings]
    unread = list(_unreadable(text, kept, source))
    if not unread:
        return tuple(kept)
    spans = [finding.span for finding in unread if finding.span is not None]
    kept = [finding for finding in kept if not _touches(finding.span, spans)]
    return tuple(sorted([*kept, *unread], key=lambda finding: finding.span.start if finding.span else -1))


def _noted(finding: Finding, text: str) -> Finding:
    written = finding.span.of(text) if finding.span is not None else finding.text
    if written.isascii():
        return replace(finding, text=written) if written != finding.text else finding
    plain = fold(written)
    hidden = INVISIBLE in plain
    foreign = any(old.isdecimal() and not old.isascii() for old in written)
    lookalike = any(
        old.isalpha() and not old.isascii() and new.isascii() for old, new in zip(written, plain, strict=True)
    )
    if not (hidden or foreign or lookalike):
        return replace(finding, text=written) if written != finding.text else finding
    how = " and ".join(
        words
        for words, present in (
            ("invisible characters", hidden),
            ("digits of another script", foreign),
            ("letters of another script", lookalike),
        )
        if present
    )
    reading = " ".join(plain.replace(INVISIBLE, "").split())
    message = f"{finding.message.rstrip('.')}; written with {how}, read as “{reading}”."
    return replace(finding, text=written, message=message)


def _unreadable(text: str, findings: list[Finding], source: str) -> Iterator[Finding]:
    # An identifier that the source lacks may be a number in disguise: "2O24".
    read_spans = [
        finding.span
        for finding in findings
        if finding.span is not None and (finding.status.clean or not isinstance(finding.value, str))
    ]
    known: frozenset[str] | None = None
    done = -1
    for span, why, is_sure in sorted(_suspects(text), key=lambda item: (item[0].start, -item[0].end)):
        written = span.of(text)
        if span.start < done or (not is_sure and _is_read(span, read_spans)):
            continue
        if known is None:
            known = _runs_of(source)
        if written in known:
            continue
        done = span.end
        message = f"cannot be read as a number: {why}."
        yield Finding(written, written, "", Status.UNSUPPORTED, (), message, "", span)


@lru_cache(maxsize=8)
def _runs_of(source: str) -> frozenset[str]:
    """All that stands in a source between blanks and marks; that of the last few is kept."""
    return frozenset(match.group().strip(".,") for match in _RUN.finditer(source))


def _suspects(text: str) -> Iterator[tuple[Span, str, bool]]:
    """What may be a disguised number, why, and whether it is one even if a number was read there."""
    for match in _RUN.finditer(without_emphasis(text)):
        ended = match.group().rstrip(".,")
        token = ended.lstrip(",")
        end = match.start() + len(ended)
        start = end - len(token)
        why = _what_is_odd(token, text, end)
        if why:
            yield Span(start, end), why, False
    if text.isascii():
        return
    end = 0
    for match in _STRUCK.finditer(text):
        if match.start() < end:
            continue
        start = _number_start(text, match.start())
        run = _STRUCK_RUN.match(text, start)
        end = max(match.end(), run.end() if run else 0)
        while text[end - 1] in " .,":
            end -= 1
        mark = match.group()[-1]
        why = (
            f"“{mark}” is no unit it could be held against" if mark in "‰‱" else "a digit is struck or marked"
        )
        yield Span(start, end), why, True
    for match in _REVERSED.finditer(text):
        for quantity in read(match.group()):
            span = Span(match.start() + quantity.span.start, match.start() + quantity.span.end)
            yield span, "the text around it runs backwards, so that readers see other digits", True
    for match in _BROKEN_WORD.finditer(fold(text)):
        parts = [part for part in match.group().split(INVISIBLE) if part]
        if read("".join(parts)) or read("-".join(parts)):
            yield Span(*match.span()), "it has invisible characters in it", False


def _number_start(text: str, at: int) -> int:
    for start in range(at, max(0, at - _LONGEST), -1):
        before = text[start - 1]
        if not (before.isdecimal() or before in ".,$€£¥" or "\u0300" <= before <= "\u036f"):
            return start
    return max(0, at - _LONGEST)


def _what_is_odd(token: str, text: str, end: int) -> str:
    """Why what looks like a number is none; empty if it is one, or is a word."""
    if token.isascii() and (token.isalpha() or _NUMBER.fullmatch(token)):
        if not (token.isalpha() and token[0] in _ONE and not set(token[1:]) - _ZERO and len(token) > 1):
            return ""
        return "letters stand for digits" if _UNIT.match(text, end) else ""
    is_measured = token[-1:] == "%" or token[:1] in "$€£¥" or _UNIT.match(text, end) is not None
    if _ODD.search(token):
        body = token.strip("%$€£¥")
        parted = re.search(f"[{_DECORATIVE}][.,][{_DECORATIVE}]", body) is not None
        trailing = body[:1].isdecimal() and token[-1:] != "%"  # an exponent, or the mark of a footnote
        if (parted or is_measured) and not trailing:
            return "its digits are ornamental" if _ODDITIES.search(token) else "its numerals are not digits"
        return ""
    letters = [at for at, character in enumerate(token) if character in _LETTERS]
    digits = [at for at, character in enumerate(token) if character.isdecimal()]
    if not letters or not _NUMBER.fullmatch(token.translate(_TO_DIGITS)):
        return ""
    if not digits:
        alone = token[0] in _ONE and len(token) > 1 and set(token[1:]) <= _ZERO
        return "letters stand for digits" if alone and is_measured else ""
    inside = any(token[at] in _ZERO | _ONE and digits[0] < at < digits[-1] for at in letters)
    point = token.find(".")
    label = point == 1 and token[0] in _LETTERS and token[0] not in _ZERO  # "I.5", "B.1": parts of a text
    last = token[-1] in _LETTERS and token[-1] not in _ZERO  # "5.5l", "1.B"
    parted = (
        re.search(r"[.,]", token) is not None and not label and not last and token[point + 1 :] not in _ZERO
    )
    if inside or is_measured or parted:
        return "a letter stands for a digit" if len(letters) == 1 else "letters stand for digits"
    return ""


def _is_read(span: Span, findings: list[Span]) -> bool:
    """Whether one number that was read covers all of it and nothing is odd about how it was."""
    index = bisect_left(findings, span.end, key=lambda other: other.start) - 1
    return index >= 0 and findings[index].start <= span.start and span.end <= findings[index].end


def _touches(span: Span | None, others: list[Span]) -> bool:
    if span is None:
        return False
    index = bisect_left(others, span.end, key=lambda other: other.start) - 1
    return index >= 0 and others[index].end > span.start
