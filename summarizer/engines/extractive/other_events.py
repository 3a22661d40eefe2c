"""Whatever else a current report tells: one entry for each Item that says more than where to read it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.engines.extractive.event_passages import Passage, Report
from summarizer.engines.extractive.moments import is_day, opening_day
from summarizer.engines.extractive.told import Number, Told
from summarizer.numbers.quantity import Kind
from summarizer.schemas import Figure, OtherEvent, Term

_TELLS = re.compile(
    r"\b(?:announce[sd]?|approved|adopted|declared|authorized|amended|entered|received|filed"
    r"|completed|issued|closed|commenced|increased|decreased|reduced|established"
    r"|appointed|elected|resigned|agreed|acquired|sold|signed|granted|launched|determined"
    r"|identified|detected|experienced|settled|dismissed|ruled|priced|redeemed|repurchased"
    r"|extended|terminated"
    r"|changed|held|released|reported|became|will|expects?|intends?|plans?|expired|accepted"
    r"|notified|paid|provided|updated|hosted|posted|converted|effected|discovered)\b"
)
_HEDGE = re.compile(
    r"\b(?:will|expects?|intends?|plans?|anticipates?|would|may|proposes?|proposed|could"
    r"|to be held|is scheduled|are scheduled)\b"
)
_TOLD_OF_PLANS = re.compile(
    r"\b(?:announced|said|reported|disclosed|confirmed)(?: today)?(?: that)?(?: it| its"
    r"| the Company| the Board| they)?(?: [\w ]{0,25}?)?(?: intent(?:ion)? to| plans? to"
    r"| proposed| it (?:plans|intends|expects|will))\b|\bannounced (?:that it |it )?(?:will"
    r"|plans?|intends?|expects?)\b"
)
_PRESS = re.compile(
    r"\bissued a press release\b|\bpress release (?:announcing|titled|entitled|with respect)"
    r"|\bcopy of (?:the|this|such|our)\b|\bpresentation\b[^.]{0,60}\b(?:furnished|attached|used"
    r"|available)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r", (?:a copy of which|which is|the (?:text|full text) of which|copies of which|attached"
    r"|pursuant to which)\b|; "
)
_AFTER = re.compile(
    r"(?:-| )(?P<what>(?:(?!of\b|in\b|to\b|for\b|from\b|per\b|and\b|or\b|on\b|by\b|at\b|with\b"
    r"|that\b|which\b|as\b|is\b|was\b|will\b|are\b|were\b|be\b|been\b|has\b"
    r"|have\b)[A-Za-z][\w'-]*\s?){1,5})"
)
_BEFORE = re.compile(
    r"(?<![\w'-])(?P<what>(?:(?!of\b|to\b|for\b|from\b|and\b|or\b|the\b|that\b|is\b|was\b"
    r"|will\b|are\b|a\b|an\b|by\b|its\b|our\b|has\b|have\b)[A-Za-z][\w'-]* ){1,5})"
    r"(?:(?:of|to|at|by|was|were|is|are|totaling|totalling|equal to|from"
    r"|for) ){0,2}(?:(?:an aggregate of|a total of|approximately|about|up to"
    r"|an additional) ){0,2}\Z"
)
_DATELINE = re.compile(
    r"[A-Z][A-Za-z.' ]+,[\w .,/()-]{0,60}?\d{4} ?(?:\([^()]{2,40}\) ?)?(?:-{1,2}"
    r"|/) ?(?:\([^()]{2,60}\) ?(?:-{1,2} )?)?(?=[A-Z])"
)
_SHORTEST, _LONGEST, _MOST, _MOST_FIGURES = 100, 320, 6, 5
_ENOUGH_WORDS = 7


def find_others(report: Report, told_already: Sequence[str], *, alone: bool) -> list[OtherEvent]:
    """The other events, in the filing's order.

    Args:
        report: The report.
        told_already: The labels of the Items that other lists of the record tell of.
        alone: Whether nothing has been found yet: then what a release leads with is told too, and what an
            Item says of a press release.
    """
    found: list[OtherEvent] = []
    for passage in report.items:
        if "none" in passage.topics or passage.label in told_already:
            continue
        found += _of(passage, alone=alone)
    if not found and alone:
        for passage in report.release:
            found += _of(passage, alone=True)
    return found[:_MOST]


def _of(passage: Passage, *, alone: bool) -> Iterator[OtherEvent]:
    """The first sentence that tells something, with the figures of its paragraph."""
    leads = [t for t in passage.told if _is_news(t)]
    news = [t for t in leads if not _PRESS.search(t.text)] or (leads if alone else [])
    for lead in news[:1]:
        after = [t for t in passage.told if t.span.start >= lead.span.start]
        paragraph = [
            t
            for t in after
            if passage.label == "release" or not passage.label or t.paragraph == lead.paragraph
        ]
        yield OtherEvent(
            what=sentence_of(lead),
            when=_when(lead, planned=is_planned(lead)),
            status="planned" if is_planned(lead) else "done",
            figures=list(figures_of(paragraph[:4]))[:_MOST_FIGURES],
        )


def _is_news(told: Told) -> bool:
    return len(told.text.split()) >= _ENOUGH_WORDS and _TELLS.search(told.text) is not None


def is_planned(told: Told) -> bool:
    """Whether what a sentence tells is still to come."""
    if _TOLD_OF_PLANS.search(told.text):
        return True
    first, hedge = _past(told.text), _HEDGE.search(told.text)
    return hedge is not None and (first is None or hedge.start() < first.start())


def _past(text: str) -> re.Match[str] | None:
    return re.compile(
        r"\b(?:announced|approved|adopted|declared|authorized|amended|entered|received|filed"
        r"|completed|issued|closed|commenced|increased|decreased|reduced|appointed|elected"
        r"|agreed|acquired|sold|signed"
        r"|granted|launched|determined|identified|detected|experienced|settled|dismissed|ruled"
        r"|priced|redeemed|repurchased|extended|terminated|changed|held|released|reported"
        r"|became|expired|notified|paid)\b"
    ).search(text)


def sentence_of(told: Told) -> str:
    """The sentence as printed, cut at a clause where it is long."""
    text = told.text
    end = len(text)
    cut = _CLAUSE_END.search(text, 40)
    if cut and (
        end > _LONGEST
        or text.startswith((", a copy", ", the", ", which", ", copies", ", attached"), cut.start())
    ):
        end = cut.start()
    if end > _LONGEST:
        pauses = [
            m.start()
            for m in re.finditer(", ", text[:_LONGEST])
            if m.start() > _SHORTEST and _is_outside(text, m)
        ]
        end = pauses[-1] if pauses else end
    start = dateline_end(text)
    words = told.words(start, end)
    return words if end == len(text) else f"{words.rstrip('.')}."


def dateline_end(text: str) -> int:
    """Where the sentence starts after "BOSTON, June 3, 2024 -- "."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def _is_outside(text: str, match: re.Match[str]) -> bool:
    """Whether a comma stands in no bracket and in no date or number."""
    before = text[: match.start()]
    return before.count("(") <= before.count(")") and not (
        before[-1:].isdigit() and text[match.end() : match.end() + 1].isdigit()
    )


def _when(told: Told, *, planned: bool) -> Figure | None:
    opening = opening_day(told)
    if opening is not None and not planned:
        return opening
    dates = [n for n in told.numbers if is_day(n)]
    later = [n for n in dates if opening is None or n is not dates[0]]
    if planned:
        return told.figure(later[0]) if later else None
    return (
        None
        if not later or not re.search(r"\b(?:on|effective|in|as of)(?: the)? \Z", told.text[: later[0].start])
        else told.figure(later[0])
    )


def figures_of(told: Iterable[Told]) -> Iterator[Term]:
    """The amounts, shares and dates of payment of some sentences with the words beside them."""
    seen: set[str] = set()
    for sentence in told:
        for number in sentence.numbers:
            what = name_of(sentence, number)
            if not what or sentence.is_far_end(number):
                continue
            figure = sentence.figure(number)
            if figure.text in seen:
                continue
            seen.add(figure.text)
            yield Term(what=what, amount=figure)


def name_of(told: Told, number: Number) -> str:
    """The words beside a number that say what it is; empty where there are none, or it tells nothing."""
    text = told.text
    if is_day(number):
        before = text[max(0, number.start - 60) : number.start]
        match = re.search(
            r"\b(?P<what>payable|record date|record|expires?|ends?"
            r"|beginning|effective|matur\w+)\b[^,;.]{0,40}\Z",
            before,
        )
        return (
            told.words(
                max(0, number.start - 60) + match.start("what"), max(0, number.start - 60) + match.end("what")
            )
            if match
            else ""
        )
    if number.kind not in (Kind.MONEY, Kind.PERCENT, Kind.NUMBER) or re.search(
        r"\bpar value(?: of)? \Z", text[: number.start]
    ):
        return ""
    _, end = told.whole(number)
    after = _AFTER.match(text, end)
    if number.kind is Kind.NUMBER and not number.quantity.unit and number.quantity.scale == 1 and not after:
        return ""
    if number.kind is Kind.NUMBER and (number.quantity.is_word or (number.quantity.value or 0) < 10):
        return ""
    lead = _BEFORE.search(text[: told.whole(number)[0]])
    if lead and lead["what"].strip().lower() not in ("in", "on", "with", "at"):
        words = told.words(lead.start("what"), lead.end("what"))
        words = re.sub(r"\A(?:[Ii]n|[Oo]n|[Ww]ith|[Aa]t|which|who|it|they|we|be|been|would|may) ", "", words)
        if not after or number.kind is Kind.MONEY:
            return words
    return told.words(after.start("what"), after.end("what")) if after else ""


__all__ = ["figures_of", "find_others", "is_planned", "sentence_of"]
