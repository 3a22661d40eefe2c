"""What a small count counts: two trials are not the two dose levels that the source speaks of.

Small numbers stand everywhere, so that another count of the same things weighs more than the value alone.
"""

import re
from collections.abc import Sequence

from summarizer.numbers.glossary import STOP_WORDS, stem
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.verify.agreement import agree
from summarizer.verify.candidates import Candidate, SourceIndex
from summarizer.verify.claims import SMALL_COUNT, Claim

_REACH = 96  # characters after a count that are looked at; six words are seldom half as long
_WORD = re.compile(r"[ -]([A-Za-z’'-]+|[0-9][0-9a-z]{0,2})(?=[ ,.;:)(\n-]|\Z)")
_SAID = 0.6  # how firmly the noun is bound to a place that counts it without naming it there
_WORDS = 6  # from a count to its noun
_RIVALS = 4
_ANYBODY = frozenset(
    map(stem, "patients people subjects participants persons adults children women men".split())
)
"""Nouns that any count of a trial may be of, said or unsaid."""
_BETTER = 0.2  # by how much better another count of the same things has to fit
_MUCH_BETTER = 0.7  # and one of whatever it may be


def counted(after: str) -> str:
    """The stem of the noun that a count counts, by the text behind it; empty where none is found."""
    at = 0
    for _ in range(_WORDS):
        match = _WORD.match(after, at)
        if match is None:
            return ""
        word = match[1].lower()
        if word in STOP_WORDS:
            return ""
        if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
            return stem(word)
        at = match.end()
    return ""


def is_small_count(quantity: Quantity) -> bool:
    """Whether a number is a count so small that it stands everywhere."""
    value = quantity.value
    plain = quantity.kind is Kind.NUMBER and quantity.role is Role.PLAIN and quantity.step >= 1
    return plain and value is not None and 1 < value < SMALL_COUNT and value == value.to_integral_value()


def other_count(
    source: SourceIndex, claim: Claim, supporters: Sequence[Candidate], rivals: Sequence[Candidate]
) -> Candidate | None:
    """The other count that the source has of what a claim counts, where nothing there counts as many of them.

    Args:
        source: The source.
        claim: The claim.
        supporters: The places that state its value, the best first.
        rivals: The numbers that it could mean instead, the best first.
    """
    if claim.labelled or claim.in_table or not is_small_count(claim.quantity):
        return None
    noun = counted(claim.after[:_REACH])
    if noun in _ANYBODY or (noun and any(_counts(source, c, noun) or _says(c, noun) for c in supporters)):
        return None
    best = supporters[0].fit
    for rival in rivals[:_RIVALS]:
        if is_small_count(rival.quantity) and not any(
            agree(s.quantity, rival.quantity) for s in claim.siblings
        ):
            same = noun and rival.fit >= best + _BETTER and _counts(source, rival, noun)
            if same or rival.fit >= best + _MUCH_BETTER:
                return rival
    return None


def _counts(source: SourceIndex, candidate: Candidate, noun: str) -> bool:
    end = candidate.quantity.span.end
    return counted(source.document.text[end : end + _REACH]) == noun


def _says(candidate: Candidate, noun: str) -> bool:
    return candidate.frame.terms.get(noun, 0.0) >= _SAID


__all__ = ["counted", "is_small_count", "other_count"]
