"""Texts that are not about a source at all: none of their words but the numbers stands in it."""

import re

from summarizer.numbers.reader import read
from summarizer.verify.candidates import SourceIndex

# One letter is no word, as any gibberish holds some that the source has; "n=106" is a measure's sign.
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGN = re.compile(r"\b[^\W\d_]\s*(?=[=<>≤≥])")
_ANYTHING = re.compile(r"[\w{}|\\^@`#]")  # marks too that nobody writes beside a number alone


def is_unrelated(text: str, source: SourceIndex) -> bool:
    """Whether a text says something, and no word of it is one of the source's.

    A 5 in it is then no 5 of the source, though that counts up to five of anything.

    Args:
        text: What a record says.
        source: What it should be about.
    """
    rest, done = [], 0
    for number in read(text):
        rest.append(text[done : max(done, number.span.start)])
        done = max(done, number.span.end)
    words = _SIGN.sub("", " ".join((*rest, text[done:])))
    if not _ANYTHING.search(words):
        return False
    labels = source.labels
    terms = (term for word in _WORD.findall(words) for term in labels.terms_of(word))
    if any(labels.idf(term) for term in terms):
        return False
    # Common words are no terms, and stand in any text.
    known = source.vocabulary
    return not any(word.casefold() in known for word in _WORD.findall(words))


__all__ = ["is_unrelated"]
