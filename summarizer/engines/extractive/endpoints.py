"""Endpoints and assessors as clinical releases name them, and what a filing calls them.

A grammar of heads ("rate", "survival", "time to …") and of the words that go before them, not a list of
known endpoints; the abbreviations that the filing defines for itself are read as their long forms.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from summarizer.document import Span
from summarizer.engines.extractive.filing import Filing
from summarizer.numbers.glossary import ABBREVIATIONS
from summarizer.typography import fold

Role = Literal["primary", "secondary", "exploratory", "not stated"]
Status = Literal["met", "not met", "not stated"]

_BEFORE = r"""(?:(?:
    confirmed|unconfirmed|best|overall|objective|complete|partial|clinical|pathologic(?:al)?|major|molecular
    |cytogenetic|ha?ematologic(?:al)?|intracranial|sustained|durable|virologic(?:al)?|radiographic|median|mean|average
    |maximum|landmark|estimated|annuali[sz]ed|placebo-(?:adjusted|corrected)|least[ -]squares?|LS|adjusted
    |absolute|relative|endoscopic|histologic(?:al)?|antibody|immune|humoral|cellular|T[ -]cell|viral|tumou?r
    |lesion|disease|neutrali[sz]ing
    |(?:\w{1,30}-)?(?:progression|event|relapse|recurrence|metastasis|failure|steroid|seizure)[ -]free
    |duration|\w{1,30}-free|\w{1,30}-assessed
    |\d+-(?:month|year|week|day)|weight|remission|response
    )[ -]+)*"""
_HEAD = r"""(?:
    (?:response|remission|survival|relapse|seroconversion|seroprotection|cure|clearance|healing|control|benefit
      |improvement|success|independence|conversion|exacerbation|mortality|recurrence|bleeding|attack)\s+rates?
    |(?:progression|event|disease|relapse|recurrence|metastasis|failure)[ -]free(?:\s+survival)?
    |(?:duration|durability)\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:response|remission|benefit)
    |time\s+to\s+(?:(?:first|next|confirmed|clinical|disease)\s+)*\w+
    |vaccine\s+efficacy
    |(?:reduction|decrease|increase)s?\s+in\s+(?:the\s+)?(?:relative\s+)?risks?\s+(?:of|for)\s+(?:\w+\s+){0,2}?\w+
      (?:\s+or\s+(?:\w+\s+)?\w+)?(?=\s+(?:was|by|in|at|with|compared|versus|vs|of|for)\b|\W*$|[,.;(])
    |(?:change|reduction|decrease|increase|improvement|decline)s?\s+(?:from\s+baseline\s+)?in\s+
      (?:the\s+)?[\w/-]+(?:\s+(?!of\b|was\b|were\b|is\b|from\b|at\b|to\b|compared\b|versus\b|vs\b|by\b|with\b|and\b
      |in\b|for\b|after\b|among\b|or\b)[\w/-]+){0,4}(?:\s+(?:from|to|at)\s+(?:baseline|week\s+\d+|month\s+\d+))?
    |mean\s+(?:diff(?:erence)?|change|reduction)|(?:treatment\s+)?difference
    |(?:lesion|tumou?r|weight|viral\s+load|cholesterol|pain|symptom|seizure|plaque|fat|lipid|triglyceride|score|fibrosis)s?
      \s+(?:reduction|loss|improvement|decrease|clearance)s?
    |survival|remissions?|responses?
    |(?:ORR|CRR|CRs?|PRs?|m?DO[RS]|m?DoR|m?PFS|m?OS|rPFS|EFS|DFS|iDFS|RFS|MFS|DCR|CBR|pCR|MPR|TTR|TTP|TTNT|SVR\d*
      |VGPR|MMR)(?:\s+rates?)?
)"""
_ENDPOINT = re.compile(rf"\b{_BEFORE}{_HEAD}(?![\w-])", re.VERBOSE | re.IGNORECASE)
_ABBREVIATED = frozenset(
    "orr crr cr crs pr prs dor dos mdor pfs mpfs os mos rpfs efs dfs idfs rfs mfs dcr cbr".split()
)
_BARE = frozenset(("response", "responses", "survival", "remission", "remissions", "difference"))
_LONG_FORM = re.compile(
    r"\b(?:rate|survival|response|remission|score|index|scale|duration|time|change|relapse|efficacy|progression)s?\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\s*[(\[]\"?")
_CLOSES = re.compile(r"\"?[)\]]")
_TIMED = re.compile(r"\b(?:survival|duration|durability|time\s+to)\b|\bfree\b", re.IGNORECASE)
_NOT_TIMED = re.compile(r"\brates?\b|\b(?:change|reduction|increase)", re.IGNORECASE)

RATIO = r"(?:(?:hazard|odds|risk|rate|response)\s+ratio|relative\s+risk|HR|OR|RR)"
"""How two arms are compared by one number."""

_RATIO = re.compile(rf"\b(?:{RATIO}|Hazard\s+[Rr]atio|Odds\s+[Rr]atio)\b")
_RATIOS = {"HR": "hazard ratio", "OR": "odds ratio", "RR": "relative risk"}

_ASSESSOR = re.compile(
    r"\b(?:blinded[ ,]+independent(?:[ ,]+central)?(?:\s+radiolog\w+)?\s+review(?:\s+committee)?"
    r"|independent(?:[ ,]+central)?(?:\s+radiolog\w+)?\s+(?:review|assessment)"
    r"(?:\s+(?:committee|facility|board))?"
    r"|(?:central|local)\s+review|investigators?|BICR|ICR|IRC|IRRC)\b",
    re.IGNORECASE,
)

_CALLED = re.compile(
    r"\b(?:(?P<primary>(?:co-)?primary)|(?P<secondary>(?:key\s+)?secondary)|(?P<exploratory>exploratory))"
    r"\s+(?:efficacy\s+)?(?:endpoint|end\s+point|outcome|objective)s?(?:\s+measures?)?\b",
    re.IGNORECASE,
)
_EQUATES = re.compile(
    r"(?:\s+(?:for|of|in)\s+(?:the\s+|this\s+)?[\w -]{1,40}?)?"
    r"\s*(?:,|:|\s(?:is|was|were|are|being|includ\w+|of))",
    re.IGNORECASE,
)
_IS_CALLED = re.compile(
    r"\s*,?\s*(?:(?:is|was|were|are)\s+)?(?:the|a|its|our)\s+(?:\w+'s\s+)?", re.IGNORECASE
)
_HITS = r"(?:met|achieved|reached|satisfied|hit|attained)"
_WHICH = r"(?:(?:all|both|its|the|their|each|of|two|three|co|pre-?specified|this|study's|trial's)[\s-]+)*"
_MET = re.compile(
    rf"\b(?P<negated>(?:did|does|do)\s+not\s+|failed\s+to\s+|not\s+)?(?:{_HITS}|meet|achieve|reach|meeting|achieving)"
    rf"\s+{_WHICH}(?P<first>primary|(?:key\s+)?secondary)(?:\s+efficacy)?"
    rf"(?:\s+and\s+(?:all\s+)?(?:key\s+)?(?P<second>secondary))?\s+(?:efficacy\s+)?(?:endpoint|end\s+point|outcome)",
    re.IGNORECASE,
)
_WAS_MET = re.compile(
    rf"\b(?P<first>primary|(?:key\s+)?secondary)\s+(?:efficacy\s+)?(?:endpoint|outcome)s?[\w\s,()-]{{0,60}}?"
    rf"\s(?:was|were)\s+(?P<negated>not\s+)?(?:{_HITS})\b",
    re.IGNORECASE,
)
_MISSED = re.compile(
    r"\bmissed\s+(?:its|the|their)\s+(?P<first>primary|(?:key\s+)?secondary)\b", re.IGNORECASE
)
_PAST = re.compile(rf"\b{_HITS}\b|\bto\s+(?:meet|achieve|reach)\b|\bmeeting\b|\bachieving\b", re.IGNORECASE)
_PLAIN = frozenset(
    "overall objective complete partial clinical median mean progression free survival response rate duration"
    " time event disease change reduction best confirmed of to in".split()
)
"""Words that are no names, so that a capital is their sentence's."""

_GENERIC = frozenset(
    "median mean ls least squar baselin confirm week month day compar placebo estim adjust primari secondari"
    " best studi trial patient assess clinic rate".split()
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One mention of an endpoint.

    Attributes:
        span: Where it is named.
        name: Its name with abbreviations spelt out, "median duration of response".
        terms: The stems that tell it from others.
        timed: Whether it is measured in time.
    """

    span: Span
    name: str
    terms: frozenset[str]
    timed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What the filing calls an endpoint: primary, secondary or exploratory, and as judged by whom."""

    role: Role
    terms: frozenset[str]
    assessor: str


def endpoints_in(filing: Filing, span: Span) -> list[Endpoint]:
    """The endpoints that are named in `span`, in order."""
    found = [
        endpoint_at(filing, Span(*match.span()))
        for match in _ENDPOINT.finditer(filing.flat, span.start, span.end)
        if not _is_weak(match.group())
    ]
    taken = [endpoint.span for endpoint in found]
    found += (
        endpoint_at(filing, Span(*match.span()))
        for match in filing.defined_as(_LONG_FORM).finditer(filing.flat, span.start, span.end)
        if not match.group().islower() and not any(match.start() in other for other in taken)
    )
    return _without_abbreviations(filing, sorted(found, key=lambda endpoint: endpoint.span.start))


def _without_abbreviations(filing: Filing, found: list[Endpoint]) -> list[Endpoint]:
    """One endpoint for a name and its abbreviation in brackets: "duration of response (DOR)"."""
    kept: list[Endpoint] = []
    for endpoint in found:
        if kept and _OPENS.fullmatch(filing.flat, kept[-1].span.end, endpoint.span.start):
            closing = _CLOSES.match(filing.flat, endpoint.span.end)
            if closing is not None:
                kept[-1] = replace(kept[-1], span=Span(kept[-1].span.start, closing.end()))
                continue
        kept.append(endpoint)
    return kept


def endpoint_at(filing: Filing, span: Span) -> Endpoint:
    """The stretch `span` as the name of an endpoint."""
    name = spelt_out(filing, filing.line(span))
    return Endpoint(
        span, name, terms_of(filing, name), _TIMED.search(name) is not None and not _NOT_TIMED.search(name)
    )


def endpoint_in_label(filing: Filing, label: str) -> Endpoint | None:
    """The endpoint that a header or a caption names; its span is empty, since it stands in no sentence."""
    text = fold(" ".join(label.split()))
    found = max((match.group() for match in _ENDPOINT.finditer(text)), key=len, default="")
    defined = filing.defined_as(_LONG_FORM).search(text)
    if not found and defined is not None and not defined.group().islower():
        found = defined.group()
    if not found:
        return None
    name = spelt_out(filing, found)
    if "median" in text.lower() and "median" not in name:
        name = f"median {name}"
    timed = _TIMED.search(name) is not None and not _NOT_TIMED.search(name)
    return Endpoint(Span(0, 0), name, terms_of(filing, name), timed)


def ratio_in(text: str) -> str | None:
    """The kind of ratio that a text names, spelt out: "hazard ratio"."""
    match = _RATIO.search(text)
    if match is None:
        return None
    return _RATIOS.get(match.group(), " ".join(match.group().lower().split()))


def terms_of(filing: Filing, name: str) -> frozenset[str]:
    """The stems that tell an endpoint from others; "overall" and "objective" response are one."""
    terms = frozenset(t for t in filing.labels.terms_of(name) if not t.startswith("#")) - _GENERIC
    return terms - {"total"} | {"object"} if {"total", "respons"} <= terms else terms


def _is_weak(name: str) -> bool:
    lower = name.lower()
    return lower in _BARE or (lower in _ABBREVIATED and name.islower())


def spelt_out(filing: Filing, name: str) -> str:
    """A name in plain case, with the abbreviations that the filing defines replaced by their long forms."""
    words: list[str] = []
    for word in name.split():
        lower = word.lower()
        long_form = filing.labels.defined.get(lower) or ABBREVIATIONS.get(lower)
        if long_form is not None and sum(map(str.isupper, word)) > 1:
            words += (part.lower() if part.lower() in _PLAIN else part for part in long_form.split())
        elif word[:1].isupper() and word[1:].islower() and (lower in _PLAIN or filing.is_common(lower)):
            words.append(lower)
        else:
            words.append(word)
    return " ".join(words)


def assessor_in(filing: Filing, start: int, end: int) -> str | None:
    """Who judged the endpoint, if `flat[start:end]` names one; the last one named."""
    found = None
    for match in _ASSESSOR.finditer(filing.flat, start, max(start, end)):
        found = match
    if found is None:
        return None
    name = spelt_out(filing, filing.line(Span(*found.span()))).lower()
    return name.removesuffix("s") if name == "investigators" else name


def standings(filing: Filing) -> list[Standing]:
    """What the filing calls its endpoints."""
    found: list[Standing] = []
    for sentence in filing.sentences:
        span = sentence.span
        calls = list(_CALLED.finditer(filing.flat, span.start, span.end))
        if calls:
            named = endpoints_in(filing, span)
            stops = [*(call.start() for call in calls[1:]), span.end]
            for call, stop in zip(calls, stops, strict=True):
                found += _called(filing, call, stop, named)
    return found


def _called(filing: Filing, call: re.Match[str], stop: int, named: list[Endpoint]) -> list[Standing]:
    """The endpoints that one "primary endpoint" speaks of: those after it, else the one just before it."""
    role: Role = "primary" if call["primary"] else "secondary" if call["secondary"] else "exploratory"
    before = [endpoint for endpoint in named if endpoint.span.end <= call.start()]
    if before and _IS_CALLED.fullmatch(filing.flat, before[-1].span.end, call.start()):
        meant, stop = before[-1:], call.start()
    elif _EQUATES.match(filing.flat, call.end(), stop):
        meant = [endpoint for endpoint in named if call.end() <= endpoint.span.start < stop]
    else:
        return []
    if role == "primary" and "co-" not in call.group().lower():
        meant = meant[:1]
    stops = [*(endpoint.span.start for endpoint in meant[1:]), stop]
    return [
        Standing(role, endpoint.terms, assessor_in(filing, endpoint.span.start, until) or "")
        for endpoint, until in zip(meant, stops, strict=False)
    ]


def role_of(standing: list[Standing], terms: frozenset[str], assessor: str | None) -> Role:
    """What the filing calls the endpoint of these terms as judged by `assessor`."""
    best: tuple[float, Role] = (0.0, "not stated")
    for item in standing:
        if item.assessor and assessor and not _same_assessor(item.assessor, assessor):
            continue
        likeness = alike(item.terms, terms)
        if likeness > best[0]:
            best = (likeness, item.role)
    return best[1]


def _same_assessor(one: str, two: str) -> bool:
    return one == two or ("investigator" in one) == ("investigator" in two)


def alike(one: frozenset[str], two: frozenset[str]) -> float:
    """How surely two sets of terms name one endpoint: 0 where they don't."""
    if not one or not two:
        return 0.0
    shared = len(one & two)
    most = max(len(one), len(two))
    return shared / most if shared * 2 > most else 0.0


def statuses(filing: Filing) -> dict[Role, Status]:
    """Whether the filing says that its primary and secondary endpoints were met; silence is left out."""
    said: dict[Role, set[Status]] = {}
    for sentence in filing.sentences:
        if sentence.is_speech:
            continue
        for pattern in (_MET, _WAS_MET, _MISSED):
            for match in pattern.finditer(filing.flat, sentence.span.start, sentence.span.end):
                groups = match.groupdict()
                negated = bool(groups.get("negated")) or pattern is _MISSED
                if not negated and not _PAST.search(filing.flat, sentence.span.start, match.end()):
                    continue
                status: Status = "not met" if negated else "met"
                for word in filter(None, (groups.get("first"), groups.get("second"))):
                    role: Role = "primary" if word.lower() == "primary" else "secondary"
                    said.setdefault(role, set()).add(status)
    return {role: status.pop() for role, status in said.items() if len(status) == 1}
