"""What kind of computing a claim's own words ask for; without such words no formula is tried."""

import re
from dataclasses import dataclass
from enum import Flag, auto

from summarizer.numbers.quantity import Kind, Quantity
from summarizer.verify.claims import Claim

_BEFORE, _AFTER = 240, 120  # characters around a number within which a word may speak of it
_CLAUSE = re.compile(r"[;•]|\.\s(?!\s*[a-z])")  # "incl. dilution" goes on


class Ask(Flag):
    """The kinds of computing that words can ask for."""

    NOTHING = 0
    SUM = auto()
    MEAN = auto()
    MIDPOINT = auto()
    CHANGE = auto()  # of one metric in time
    GAP = auto()  # between two metrics
    SHARE = auto()
    MARGIN = auto()
    EACH = auto()
    RATIO = auto()
    REST = auto()
    ANNUAL = auto()
    SEQUENTIAL = auto()
    YEARLY = auto()
    SPAN = auto()
    RELATIVE = auto()  # a change of percentages in percent


_SAID = {
    Ask.SUM: r"totals?|total+ed|total+ing|in all|all told|all in all|combined|together|altogether"
    r"|between (?:them|the two)|add(?:s|ed|ing)? up|sums?|summed|aggregated?|both|amount(?:s|ed)? to|overall"
    r"|collectively|jointly",
    Ask.MEAN: r"average[ds]?|averaging|mean",
    Ask.MIDPOINT: r"mid-?points?|middle",
    Ask.CHANGE: r"chang(?:e[ds]?|ing)|increas\w+|decreas\w+|r[io]se[sn]?|rising|gr[eo]w(?:s|n|th|ing)?"
    r"|f[ae]ll(?:en|s|ing)?|up|down|climb\w*|drop(?:s|ped|ping)?|declin\w+|gain(?:s|ed)?|los[te]|jump\w*"
    r"|surg\w+|soar\w*|expan\w+|shr[aiu]nk\w*|contract(?:ed|ion)|narrow\w*|widen\w*|improv\w+|advanc\w+|cut"
    r"|reduc\w+|trimm?\w*|sw[iu]ng|slid|slipp\w+|edged|higher|lower|lift(?:s|ed)?|boost\w*|more|less|fewer"
    r"|added|adds?|doubl\w+|tripl\w+|quadrupl\w+|halv\w+|rais(?:ed|es)|better|worse|additional|plung\w+"
    r"|accelerat\w+|slump\w*|fold|times|differ\w*|moved|weaken\w*|strengthen\w*|deteriorat\w+|sheds?",
    Ask.GAP: r"differ(?:s|ed|ences?)?|gaps?|less|more|fewer|longer|shorter|exceed\w*|top(?:s|ped)|beats?"
    r"|apart|spread|higher|lower|above|below|outpac\w+|outnumber\w*|surpass\w*|leads?|led|greater|smaller"
    r"|larger|bigger|better|worse|trail\w*|behind|older|younger|excess|shortfall|minus|advantage|premium"
    r"|discount|short(?: of)?|shy|ahead",
    Ask.SHARE: r"of|shares?|portion|proportion|represent\w*|account\w*|m[ae][dk]es? up|percentage"
    r"|constitut\w+|compris\w+|contribut\w+|equals?|suppl\w+|provid\w+",
    Ask.MARGIN: r"margins?",
    Ask.EACH: r"apiece|each|per|an?|every|average[ds]?|averaging",
    Ask.RATIO: r"times|ratio|multiples?|fold|doubl\w+|tripl\w+|quadrupl\w+|halv\w+|twice|half|third|quarter",
    Ask.REST: r"others?|remain(?:s|ed|ing|der)?|rest|balance|left|leaving|excluding|except|without|not|never"
    r"|unspent|unused|undrawn|untapped|unsold|available|yet|to go|all but|keep|existing"
    r"|elsewhere|outside|did ?n[o’']t|was ?n[o’']t|were ?n[o’']t",
    Ask.ANNUAL: r"annuali[sz]ed|annual(?:ly)? (?:run[ -])?rate|run[ -]rate",
    Ask.SEQUENTIAL: r"sequential(?:ly)?|quarter[ -](?:over|on)[ -]quarter"
    r"|(?:from|than|over|on|vs\.?|versus|to|with) (?:the )?(?:prior|previous|preceding|last|linked) quarter",
    Ask.YEARLY: r"year[ -](?:over|on)[ -]year|yoy|(?:a|one|the) year (?:ago|earlier|before)|year-ago"
    r"|(?:last|prior|previous) year",
    Ask.SPAN: r"later|earlier|longer|after|before|between|aged?|old|apart|extend\w*|extension|until|span\w*",
    Ask.RELATIVE: r"percent(?:age)? (?:change|increase|decrease|growth|decline)|relative|in relative terms",
}
_PATTERNS = {ask: re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE) for ask, words in _SAID.items()}

_SOON = 60  # characters
_ADDS_UP = re.compile(
    r"\b(?:add(?:s|ed|ing)?|sum(?:s|med)?) up to(?: (?:about|around|roughly|some))?\s*$", re.IGNORECASE
)
_OF = re.compile(r"\s*(?:or so\s+)?of\s+(?P<whole>[^,;:?()]+)", re.IGNORECASE)
_AS_PART = re.compile(
    r"\bas an? (?:percent(?:age)?|share|proportion|part|portion) of (?P<whole>[^,;:?()]+)", re.IGNORECASE
)
_PART_AMONG = re.compile(
    r"\b(?:percent(?:age)?|share|proportion|portion) (?!change|increase|decrease|growth|decline|gain|drop)"
    r".{0,120}?\b(?:among|amongst|over|out of|in|to|against) "
    r"(?P<whole>[^,;:?()]+)",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"(?:%|percent|\bshare|\bportion) of (?P<whole>[^,;:?()]+)", re.IGNORECASE)
_TIMES_WHAT = re.compile(
    r"\s*(?!(?:more|higher|larger|greater|as|in|from|for|over|during|by|at|since|to|a|than)\b)(?P<whole>[^,;:?().]+)",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"\b(?:came|comes|was|were|is|are|went|goes|stemmed|derived|had|have|has|consists?|consisted)\b",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\s*(?:\w+ ){0,3}?(?:than|short of|shy of|ahead of|above|below|behind)\s+(?P<other>[^,;:()]+)",
    re.IGNORECASE,
)
_RATIO_OF = re.compile(r"\bratio of (?P<part>[^,;:?()]+?) (?:to|over) (?P<whole>[^,;:?()]+)", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:per|every|each) (?:dollar|euro|pound) of (?P<whole>[^,;:?()]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asks:
    """What a claim's words ask for.

    Attributes:
        kinds: The kinds of computing.
        whole: The words of what the claim is said to be a share of; empty where none are.
        part: Those of what is the share, where the sentence parts them from the whole's.
    """

    kinds: Ask
    whole: str = ""
    part: str = ""

    def has(self, kinds: Ask) -> bool:
        """Whether any of these kinds is asked for."""
        return bool(self.kinds & kinds)


def asks(claim: Claim) -> Asks:
    """What the words around a claim, and the claim's own ("doubled"), ask for."""
    before, after = around(claim)
    said = f"{before} {claim.quantity.text} {after}"
    kinds = Ask.NOTHING
    for ask, pattern in _PATTERNS.items():
        if pattern.search(said):
            kinds |= ask
    if claim.frame.direction:
        kinds |= Ask.CHANGE
    if claim.quantity.kind is Kind.MULTIPLE:
        kinds |= Ask.RATIO
    found = _OF.match(after)
    if found is None and claim.quantity.kind is Kind.MULTIPLE:
        found = _TIMES_WHAT.match(after)
    if found is None:
        return Asks(kinds, _whole(before, after))
    whole, _, rest = _PREDICATE.sub("\n", found["whole"], count=1).partition("\n")
    return Asks(kinds, whole, f"{re.split('[,;]', before)[-1]} {rest}")


def clause(claim: Claim) -> tuple[int, int]:
    """Where the clause of a claim stands in its draft."""
    before, after = around(claim)
    return claim.quantity.span.start - len(before), claim.quantity.span.end + len(after)


def follows(claim: Claim, other: Quantity, word: str) -> bool:
    """Whether another number comes soon after a claim behind a word such as "to"."""
    between = claim.after[: max(0, other.span.start - claim.quantity.span.end)]
    if other.span.start < claim.quantity.span.end or len(between) > _SOON:
        return False
    return between.split()[-1:] == [word] and not any(mark in between for mark in ",;:(")


def held_against(claim: Claim) -> str:
    """The words of what a claim is told to be more or less than: "$975 million larger than the other fee"."""
    found = _THAN.match(around(claim)[1])
    return found["other"] if found else ""


def preceded(claim: Claim, other: Quantity, word: str) -> bool:
    """Whether a word such as "from" stands right before another number of a claim's sentence."""
    start, said = claim.sentence
    return said[: max(0, other.span.start - start)].split()[-1:] == [word]


def adds_up(claim: Claim) -> bool:
    """Whether the words before a claim are "add up to" or its like."""
    return _ADDS_UP.search(claim.before) is not None


def around(claim: Claim) -> tuple[str, str]:
    """What the clause of a claim says before it, and after it."""
    before = _CLAUSE.split(claim.before[-_BEFORE:])[-1]
    return before, _CLAUSE.split(claim.after[:_AFTER], maxsplit=1)[0]


def _whole(before: str, after: str) -> str:
    for pattern in (_RATIO_OF, _AS_PART, _EVERY, _PART_AMONG, _SHARE_OF):
        found = pattern.search(before) or pattern.search(after)
        if found:
            return found["whole"]
    return ""
