"""What to call a row of a statement in running text: its label without marks, in a reader's case."""

import re

from summarizer.engines.extractive.filing import Filing

_FOOTNOTE = re.compile(r"\s*(?:\((?:\d{1,2}|[a-z]|\*+)\)|[*†‡§]+|(?<=[a-z])\d)(?=\s|$|[,:])")
_IN_UNITS = re.compile(r"\s*\((?:in|dollars|amounts|unaudited)\b[^)]*\)", re.IGNORECASE)
_PARTIAL = re.compile(
    r"(?:basic|diluted|assuming\s+dilution|total|(?:basic\s+and\s+diluted)|(?:-|—|–)\s*(?:basic|diluted))",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r"(?:\b\w\.\w|\b(?:Inc|Corp|Co|Ltd|No))\.$")
_SHORTEST = 4  # letters; a shorter word in capitals may well be an abbreviation
_SMALL = frozenset("net tax per and of for to the in on by from cost".split())
_ABBREVIATIONS = frozenset("ebitda gaap usd eps ads adr ebit noi ffo affo oreo opex capex".split())
_PLAIN = frozenset(
    "income loss earnings sales revenue revenues expense expenses taxes share shares common basic diluted"
    " total gross profit margin operating operations before after interest provision benefit available"
    " attributable stockholders shareholders cash equivalents activities provided used debt assets"
    " liabilities equity".split()
)
_LONGEST = 14  # words; what is longer is no name


def row_name(filing: Filing, path: tuple[str, ...]) -> str:
    """A row's label; of "Diluted" and its like with what it stands under."""
    own = clean(filing, path[-1])
    if len(path) > 1 and _PARTIAL.fullmatch(own):
        own = f"{clean(filing, path[-2])}, {own.strip('-—– ').lower()}"
    return " ".join(own.split()[:_LONGEST])


def clean(filing: Filing, label: str) -> str:
    """A label on one line without footnote marks; in capitals only what is written so elsewhere."""
    text = " ".join(_IN_UNITS.sub("", _FOOTNOTE.sub("", " ".join(label.split()))).split()).strip(" :—–-")
    if text.endswith(".") and not _SHORT_FORM.search(text):
        text = text[:-1]
    words = [_in_case(filing, word) for word in text.split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:] if not text[1:2].isupper() else text  # "iMac" is a name


def _in_case(filing: Filing, word: str) -> str:
    """A word of a label as running text would print it: capitals are kept for names and abbreviations."""
    bare = word.strip(",;:()/'")
    lower = bare.lower()
    if (
        "." in bare
        or not bare.isupper()
        or (len(bare) < _SHORTEST and lower not in _SMALL)
        or lower in _ABBREVIATIONS
    ):
        return word
    if lower in filing.labels.defined:
        return word
    if (
        lower not in _PLAIN | _SMALL
        and re.search(rf"(?<![\w.@/]){re.escape(lower)}(?![\w@/]|\.\w)", filing.flat) is None
    ):
        return word.replace(bare, bare.capitalize())  # a name: it stands nowhere in lower case
    return word.lower()


__all__ = ["clean", "row_name"]
