"""Words of a claim that turn round what the source tells of its number, where the number itself is right.

Shares issued for shares repurchased, an endpoint missed for one that was met, an outlook cut for one that was
raised, the outlook of last quarter for the new one, a call at another hour of the clock. Each needs a word on
both sides that says so outright; where either says nothing, nothing is flagged.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from summarizer.numbers.quantity import Kind
from summarizer.verify.candidates import Candidate, SourceIndex
from summarizer.verify.claims import Claim
from summarizer.verify.showing import shown, snippet

_OUT, _IN = frozenset(("issue", "sell")), frozenset(("repurchas", "redeem"))
_GOAL = r"(?:end ?points?|goals?|objectives?)\b"
_MET = re.compile(
    r"(?<!not )(?<!failed to )(?<!fails to )(?<!unable to )"
    rf"\b(?:met|meets?|achiev\w+|reach\w+|satisf\w+|hit)\b[^.;]{{0,48}}?\b{_GOAL}",
    re.IGNORECASE,
)
_MISSED = re.compile(
    r"\b(?:miss(?:ed|es)?|fail(?:ed|s)?|fell short|not (?:meet|met|achieve|reach)\w*)\b"
    rf"[^.;]{{0,48}}?\b{_GOAL}",
    re.IGNORECASE,
)
_ITS_FORECAST = re.compile(
    r"(?:(?!\band\b)[^.;]){0,60}?\b(?:outlook|guidance|forecasts?|range|targets?|expectations?)\b",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"\b(?:raises?|raised|raising|lift(?:s|ed|ing)|increas(?:es|ed|ing)|upped|hiked)\b", re.IGNORECASE
)
_LOWERED = re.compile(
    r"\b(?:cuts?|cutting|lower(?:s|ed|ing)|reduc(?:es|ed|ing)|trim(?:s|med|ming)|slash(?:es|ed))\b",
    re.IGNORECASE,
)
_LEAD = 60  # characters between such a verb and the forecast that is its object, and from there to the number
_NEW = re.compile(r"\b(?:now|new|updated|raise[sd]?|lower(?:s|ed)|revised|latest)\b", re.IGNORECASE)
_HELD_AGAINST = re.compile(
    r"\b(?:from|previous(?:ly)?|prior|earlier|old|compared|versus|vs\.?|against|instead of|not)\b"
    r"[^,;]{0,40}$",
    re.IGNORECASE,
)
_WAS = re.compile(r"^\W*(?:prior|previous|old|original|initial|former)\b", re.IGNORECASE)
_IS = re.compile(r"^\W*(?:updated|current|new|revised|latest)\b", re.IGNORECASE)
_ADJUSTED = ("nongaap", "adjust")
_CALLED_ADJUSTED = frozenset((*_ADJUSTED, "forma", "normal", "core", "underli", "recur", "organ"))
_EXCLUDING = re.compile(r"\b(?:exclud\w+|except|before|without|adjust\w+)\b", re.IGNORECASE)

_Places = Sequence[Candidate]


def traded(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    """Shares or debt told as issued or sold where they were bought back or redeemed, and the reverse."""
    mine = set(claim.frame.clues.acts)
    for said, told in ((_OUT, _IN), (_IN, _OUT)):
        if not mine & said or mine & told:
            continue
        acts = [] if any(source.in_table(c.frame) for c in close) else [_acts(source, c) for c in close]
        if acts and all(there & told and not there & said for there in acts):
            return f"the source tells the contrary of it: “{snippet(source, close[0])}”."
    return ""


def outcome(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    """An endpoint told as missed where it was met, and the other way round."""
    met, missed = _outcomes(claim.sentence[1])
    if met is missed:
        return ""
    places = [_outcomes(_sentence(source, c)) for c in close]
    contrary = any(place[met] for place in places) and not any(place[missed] for place in places)
    return f"the source says the contrary: “{snippet(source, close[0])}”." if contrary else ""


@lru_cache(maxsize=256)
def _outcomes(sentence: str) -> tuple[bool, bool]:
    """Whether a sentence tells of an endpoint as met, and of one as missed."""
    return _MET.search(sentence) is not None, _MISSED.search(sentence) is not None


def revised(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    """An outlook told as cut where it was raised, and the other way round."""
    places = [_revisions(_sentence(source, c)) for c in close]
    raised, lowered = all(up for up, _ in places), all(down for _, down in places)
    if raised is lowered or any(up and down for up, down in places):
        return ""
    mine, theirs = (_LOWERED, _RAISED) if raised else (_RAISED, _LOWERED)
    verbs = list(mine.finditer(claim.before))
    if not verbs or theirs.search(claim.before):
        return ""
    behind = claim.before[verbs[-1].end() :]
    if len(behind) > 2 * _LEAD or not _ITS_FORECAST.match(behind):
        return ""
    return f"the source says the contrary: “{snippet(source, close[0])}”."


@lru_cache(maxsize=256)
def _revisions(sentence: str) -> tuple[bool, bool]:
    """Whether a sentence says that something was raised, and that something was lowered."""
    return _RAISED.search(sentence) is not None, _LOWERED.search(sentence) is not None


def superseded(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    """The figure of a column "Prior outlook" told as the new one, which stands beside it."""
    if claim.frame.compares or not source.in_table(close[0].frame):
        return ""
    if not _NEW.search(claim.before) or _HELD_AGAINST.search(claim.before):
        return ""
    for candidate in close:
        statement = source.labels.statements[candidate.frame.statement]
        own = statement.cell_at(candidate.quantity.span.start)
        if own is None or not any(map(_WAS.search, own.column_header)):
            return ""
        if not any(_IS.search(header) for cell in statement.cells for header in cell.column_header):
            return ""
    return f"the source gives it as what was said before: “{snippet(source, close[0])}”."


def borne(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    """What one person is given, told of another: both named outright, or the source's by "she"."""
    mine = source.bearers.named_in(claim.sentence[1])
    if not mine:
        return ""
    others: set[str] = set()
    for candidate in close:
        if source.in_table(candidate.frame):
            return ""
        span = source.labels.statements[candidate.frame.statement].span
        told = source.bearers.told_of(span.start, span.end)
        if not told or mine in told:
            return ""
        others |= told
    names = " and ".join(sorted(name.capitalize() for name in others))
    return f"the source tells it of {names}: “{snippet(source, close[0])}”."


def adjusted(source: SourceIndex, claim: Claim, close: _Places, every: _Places) -> str:
    """A figure told as adjusted that the source nowhere calls so."""
    said = [term for term in _ADJUSTED if claim.says(term)]
    if not said or claim.quantity.kind not in (Kind.MONEY, Kind.PERCENT):
        return ""
    if any(
        not _CALLED_ADJUSTED.isdisjoint(c.frame.terms) or _EXCLUDING.search(_sentence(source, c))
        for c in every
    ):
        return ""
    return f"the source does not call it adjusted: “{snippet(source, close[0])}”."


def zoned(source: SourceIndex, claim: Claim, close: _Places, every: _Places) -> str:
    """A time of day in another zone than the source's."""
    if claim.quantity.kind is not Kind.TIME:
        return ""
    mine = claim.quantity.unit
    theirs = {c.quantity.unit for c in every if c.quantity.kind is Kind.TIME}
    if not mine or not theirs or "" in theirs or mine in theirs:
        return ""
    return f"the source gives {shown(close[0].quantity)} in another time zone: “{snippet(source, close[0])}”."


def _acts(source: SourceIndex, candidate: Candidate) -> set[str]:
    return {act.name for act in source.labels.acts(candidate.frame.statement)}


def _sentence(source: SourceIndex, candidate: Candidate) -> str:
    return source.labels.statements[candidate.frame.statement].span.of(source.document.text)


__all__ = ["adjusted", "borne", "outcome", "revised", "superseded", "traded", "zoned"]
