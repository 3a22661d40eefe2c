"""What a claim tells as done on a day that the source could not know, or as still to come when it had been.

A source speaks on the day that it is dated. Nothing that it tells was done in a quarter that had not begun by
then, and what lies wholly before that day is no plan any more.
"""

import re

from summarizer.numbers.acts import BE, DONE, PLANNED, act_of, is_commitment
from summarizer.numbers.quantity import Grain, Kind
from summarizer.verify.candidates import SourceIndex
from summarizer.verify.claims import Claim

_TOLD = "report"  # a commitment elsewhere: what is reported may lie ahead, but not the report itself
_WITHIN = re.compile(
    r"(?P<lead>(?:[\w’'-]+ ){1,8})(?:in|on|during) (?:the )?(?:early |late |mid-)?$", re.IGNORECASE
)
_REACHES = re.compile(
    r"\b(?:due|matur\w+|expir\w+|until|through|effective|ending|payable|vest\w*|renew\w*|record|terminat\w+"
    r"|starting|beginning|commencing|running|dated?|\w+able)\b",
    re.IGNORECASE,
)
"""Words before a date that say how far something reaches, and not when it was done."""


def anachronism(source: SourceIndex, claim: Claim) -> str:
    """What is wrong with a claimed date, seen from the day of the source; empty where nothing is.

    Args:
        source: What the claim is held against.
        claim: A date with its words.
    """
    day, period = source.dated, claim.quantity.period
    if claim.quantity.kind is not Kind.DATE or day is None or period is None or period.year is None:
        return ""
    lead = _WITHIN.search(claim.before)
    acts = {act: tense for act, tense in claim.frame.clues.acts.items() if act != BE}
    if (
        lead is None
        or _REACHES.search(lead["lead"])
        or any(is_commitment(act) and act != _TOLD for act in acts)
    ):
        return ""
    lead_acts = {act_of(word) for word in lead["lead"].lower().split()}
    if not lead_acts & acts.keys():
        return ""  # "whose agreements lapse on": told of nothing that was done before
    if any(is_commitment(act) and act != _TOLD for act in lead_acts):
        return ""  # "agreed to buy it on June 21": it was agreed then, and not bought
    tenses = set(acts.values())
    if period.grain is Grain.DAY and period.month and period.day:
        first = last = (period.year, period.month, period.day)
    else:
        whens = source.labels.times.when(period, None)
        ends = [when.end for when in whens if when.end is not None]
        if not ends or len(ends) < len(whens):
            return ""
        starts = [end - round(when.months or 1) + 1 for end, when in zip(ends, whens, strict=True)]
        first, last = _day(min(starts), 1), _day(max(ends), 31)
    today = (day.year, day.month, day.day)
    if tenses == {DONE} and first > today:
        return f"the source is of {day.isoformat()}, before that could be done."
    if tenses == {PLANNED} and last < today:
        return f"the source is of {day.isoformat()}, when that was past."
    return ""


def _day(month: int, day: int) -> tuple[int, int, int]:
    year, place = divmod(month, 12)
    return year, place + 1, day


__all__ = ["anachronism"]
