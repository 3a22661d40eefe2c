"""Where a current report starts to tell of an agreement: signed, amended, completed or ended."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from summarizer.engines.extractive.event_passages import Passage
from summarizer.engines.extractive.told import Told

Status = Literal["signed", "amended", "completed", "ended", "planned", "not stated"]
DealKind = Literal[
    "merger", "acquisition", "sale", "tender offer", "credit", "licence", "supply", "settlement", "other"
]

_HEAD = (
    r"(?:[Aa]greements?|Plan of Merger|[Ii]ndentures?|[Jj]oinder|Amendment(?: No\. \d+)?"
    r"|[Ll]ease|[Cc]ontract|[Cc]ommitment [Ll]etters?|[Ll]etter of [Ii]ntent"
    r"|[Tt]erm [Ss]heet|[Mm]emorandum of [Uu]nderstanding|[Pp]romissory [Nn]ote|[Cc]onsent"
    r"|[Ww]aiver|[Ff]acility|[Ll]oan)"
)
_NAME = (
    rf"(?P<name>(?:(?!pursuant|with|which|dated|that|for\b|into|under|any\b"
    rf"|such\b)[\w&'/.,-]+ ){{0,9}}?{_HEAD}"
    rf"(?: and (?:[Pp]lan of (?:[Mm]erger|[Rr]eorganization)|[Rr]elease|[Ii]ndemni\w+"
    rf"|[Rr]eimbursement|[Ss]ecurity|[Gg]uarant\w+)(?: [Aa]greement)?)*"
    r"(?: to (?:the|its) [A-Z][\w-]*(?: [A-Z][\w-]*)*)?)"
)
_ENTERED = re.compile(
    rf"\b(?:enter(?:ed|s|ing)? into|executed(?: and delivered)?|signed)(?:,"
    rf"| on [\w ,]+?,)? (?P<article>an? |the |its |that certain |two |certain "
    rf"|(?=[A-Z]))(?:definitive |binding |new |privately negotiated )*{_NAME}"
)
_REST = r"(?:[^.;()]|\.(?=[\w,]| (?:for|in|from|to|and)\b))"  # of a clause with "Inc." or "L.P." in it
_COMPLETED = re.compile(
    r"\b(?:completed|closed|consummated)(?: on)? (?P<name>(?:its "
    r"|the )?(?:previously[- ]announced |proposed |pending )?(?:acquisition|merger|sale"
    r"|purchase|disposition|divestiture|business combination|spin-?off|transactions?"
    rf"|combination)\b(?! contemplated){_REST}{{0,160}}?)"
    r"(?=,? pursuant to|,? in accordance| \(|[.;]|, (?:and|by|which|through|a|for)\b| (?:from"
    r"|for) (?:approximately |an? |\$|total)| to (?=[A-Z])|\Z)"
)
_ACQUIRED = re.compile(
    r"\b(?P<name>(?:acquired|purchased|sold)\b (?!shares|by|under)(?:all |substantially |100% "
    r"|certain |the |its |of |outstanding |issued |and |assets |business |capital |stock "
    rf"|equity |interests? |in |to )*(?:[A-Z]|[a-z][A-Z]){_REST}{{1,120}}?)"
    r"(?=,? pursuant to|,? in accordance| \(|[.;]|, (?:an?|and|by|which|for)\b| (?:from"
    r"|for) (?:approximately |an? |\$)|\Z)"
)
_WAS_COMPLETED = re.compile(
    r"\b[Tt]he (?P<name>merger|acquisition|transaction|sale"
    r"|closing)(?: of the \w+)? (?:was (?:completed|consummated|closed)|closed|occurred)\b"
)
_ENDED = re.compile(
    rf"\b(?:terminat(?:ed|es)|mutually agreed to terminate|gave notice of termination of"
    rf"|notice of (?:its )?(?:intent to )?terminat\w+(?: of)?)(?:,? effective [\w ,]+?,)? "
    rf"(?:the |its |that certain ){_NAME}"
)
_AGREED = re.compile(
    r"\b(?:agreed to (?P<name>(?:acquire|purchase|sell|merge"
    r"|buy)\b[^.;()]{3,120}?))(?=,? pursuant to| \(|[.;]|, (?:and|which)\b| for \$|\Z)"
)
AIMED = re.compile(
    rf" to (?P<aim>(?:acquire|merge with|sell|purchase|be acquired by) {_REST}{{3,120}}?)(?= for |,"
    rf"|\.|;|\Z)"
)
"""What an agreement is to do, right after its name."""
_PLANS = re.compile(
    r"\b(?:non-binding|letter of intent|intends? to (?:acquire|merge|sell)|proposal to acquire"
    r"|proposed (?:acquisition|merger))\b",
    re.IGNORECASE,
)
_AMENDS = re.compile(
    r"\bAmend(?:ment|ed and Restated)\b|\bamend(?:s|ed|ing)?\b|\b[Jj]oinder\b|\bWaiver\b|\bSupplemental\b"
)
_WOULD = re.compile(
    r"\b(?:will|to be|would|may|shall|expects? to|intends? to|if|until|when|upon|prior to|after"
    r"|following|contingent|condition\w*)\b[^,;]{0,40}\Z"
)

_KINDS: tuple[tuple[DealKind, re.Pattern[str]], ...] = (
    ("tender offer", re.compile(r"\btender offer|\bexchange offer|\boffer to purchase\b", re.IGNORECASE)),
    ("merger", re.compile(r"\bmerger\b|\bmerge with\b|\bbusiness combination\b", re.IGNORECASE)),
    (
        "credit",
        re.compile(
            r"\bcredit (?:agreement|facility)|\bloan|\bfacility\b|\bjoinder\b"
            r"|\bcommitment letters?\b|\brevolv|\bindenture\b|\bborrow|\bpromissory note",
            re.IGNORECASE,
        ),
    ),
    ("licence", re.compile(r"\blicen[sc]e|\bcollaboration\b", re.IGNORECASE)),
    (
        "supply",
        re.compile(
            r"\bsupply\b|\bmanufactur\w+ (?:and \w+ )?agreement|\bdistribution agreement", re.IGNORECASE
        ),
    ),
    ("settlement", re.compile(r"\bsettlement\b|\bconsent decree\b", re.IGNORECASE)),
    (
        "acquisition",
        re.compile(
            r"\bacqui(?:re|red|sition)\b|\b(?:stock|share|asset|equity|interest"
            r"|unit)s? purchase agreement|\bpurchased?\b",
            re.IGNORECASE,
        ),
    ),
    ("sale", re.compile(r"\bsale\b|\bsold\b|\bsell\b|\bdivest\w+|\bdisposition\b", re.IGNORECASE)),
)


@dataclass
class Deal:
    """One agreement or transaction with the sentences that tell of it.

    Attributes:
        told: The sentence that it begins with.
        start: Where its words start in it: the agreement's name, or what was done.
        end: Where they end.
        verb: Where its verb starts.
        status: How far it has come.
        passage: The Item that tells of it.
        more: The sentences after the first one.
    """

    told: Told
    start: int
    end: int
    verb: int
    status: Status
    passage: Passage
    more: list[Told] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The agreement's name, or what was done, as printed."""
        return self.told.words(self.start, self.end)

    @property
    def sentences(self) -> list[Told]:
        """All of its sentences."""
        return [self.told, *self.more]

    @property
    def kind(self) -> DealKind:
        """What kind of agreement it is, by its name first, then by its sentence."""
        if self.status == "completed":
            if re.match(r"(?:its |the )?(?:\S+ )?acqui|purchas", self.name):
                return "acquisition"
            if re.match(r"(?:its |the )?(?:\S+ )?(?:sale|sold|dispos|divest)", self.name):
                return "sale"
        for text in (self.name, *self._aims()):
            for kind, pattern in _KINDS:
                if pattern.search(text):
                    return kind
        return "other"

    def _aims(self) -> Iterator[str]:
        if re.search(
            r"\b(?:voting|support|registration|employment|tax|transition|indemni|rights)\b",
            self.name,
            re.IGNORECASE,
        ):
            return
        yield self.told.text[self.end :]


def deals_in(passages: Iterable[Passage]) -> list[Deal]:
    """The agreements that some passages tell of, in their order, each with its sentences."""
    found: list[Deal] = []
    for passage in passages:
        current: Deal | None = None
        for told in passage.told:
            deal = _starts(told, passage)
            if deal is not None and not _repeats(deal, found):
                found.append(deal)
                current = deal
            elif current is not None:
                current.more.append(told)
    return found


def _starts(told: Told, passage: Passage) -> Deal | None:
    """The deal that a sentence starts to tell of."""
    text = told.text
    for pattern, status in (
        (_COMPLETED, "completed"),
        (_ACQUIRED, "completed"),
        (_WAS_COMPLETED, "completed"),
        (_ENTERED, "signed"),
        (_ENDED, "ended"),
        (_AGREED, "signed"),
    ):
        for match in pattern.finditer(text):
            if _WOULD.search(text[max(0, match.start() - 60) : match.start()]):
                continue
            if pattern is _ENTERED and (
                match["article"] == "the "
                or (match["name"] in ("agreement", "agreements") and not AIMED.match(text, match.end()))
            ):
                continue
            if pattern is _ACQUIRED and re.search(
                r"\b(?:to be|were|was|shares?|stock|who|which|that) \Z", text[: match.start()]
            ):
                continue
            start, end = _trimmed(text, *match.span("name"))
            return Deal(told, start, end, match.start(), _status(status, told, match), passage)
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    lead = re.match(r"(?:previously announced |its |the )", text[start:end])
    if lead:
        start += lead.end()
    while end > start and text[end - 1] in " ,":
        end -= 1
    return start, end


def _status(status: str, told: Told, match: re.Match[str]) -> Status:
    if status == "signed":
        if _PLANS.search(told.text):
            return "planned"
        if _AMENDS.search(match["name"]) or re.search(
            r"\bamend(?:ed|s|ing)\b", told.text[match.end() : match.end() + 200]
        ):
            return "amended"
        return "signed"
    return "completed" if status == "completed" else "ended"


def _repeats(deal: Deal, found: Iterable[Deal]) -> bool:
    """Whether the same thing has been told: one name and status, or a closing told twice."""
    for other in found:
        same_place = other.passage is deal.passage
        if other.status != deal.status:
            continue
        if other.name.lower() == deal.name.lower() and (
            same_place or other.told.text[:80] == deal.told.text[:80]
        ):
            if deal.status == "completed" and other.told is not deal.told and len(deal.name.split()) > 3:
                return True
            if deal.status != "completed":
                return True
        if deal.status == "completed" and len(deal.name.split()) == 1 and same_place:
            return True
    return False


__all__ = ["AIMED", "Deal", "DealKind", "Status", "deals_in"]
