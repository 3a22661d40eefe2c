"""The verdict on one claim, by contrast between the places that could bear it out and their rivals."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

from summarizer.document import Span
from summarizer.findings import Evidence, Finding, Status
from summarizer.numbers.quantity import NO_AMOUNTS, Grain, Kind, Quantity, Role
from summarizer.numbers.reader import read
from summarizer.numbers.timing import relation
from summarizer.verify.agreement import agree, is_fraction, measurable, significant_digits
from summarizer.verify.candidates import Candidate, SourceIndex
from summarizer.verify.claims import Claim
from summarizer.verify.conflicts import close_to_best, conflict
from summarizer.verify.contrast import Contrast
from summarizer.verify.counting import other_count
from summarizer.verify.derivation import Derivation, derive
from summarizer.verify.naming import other_named
from summarizer.verify.showing import shown, snippet

_DOUBT = 0.0  # log odds from which on a claim is another number's
_DOUBT_OF_DATES = 0.1  # of which a sentence often gives two under the same words
_DOUBT_OF_RECORDS = 0.4  # whose labels say less of a number than a sentence does; and of years
_EXPLAINS = 0.45  # a rival that fits this well is what the claim is about
_TELLING_DIGITS = 4  # a number with so many digits is no other by chance
_CROWD = 40  # numbers of one sentence or row beside which one stands by chance
_ROUND = 3  # digits of a number that stands beside another by no chance
_ROUNDED = 0.25  # how well the label of a number must fit that has to be rounded or converted
_NAME, _SAID = 0.95, 0.6  # how firmly a word is bound that is a row's name; that a claim says of its number
_EVIDENCE = 3
_SMALLER, _LARGER = Decimal("0.02"), Decimal(50)  # parts and times of a claim's value that a rival may be
_COMPUTED = (Kind.PERCENT, Kind.MONEY, Kind.POINTS)  # what stands somewhere else by chance, if it is computed
_FALLING = ("loss", "reduc", "decreas", "declin", "@down")  # "a weight loss of 6 points more"
_MINUS = ("-", "−", "–")  # brackets may only say that a statement takes a figure off
_CHANGES = (Kind.PERCENT, Kind.POINTS, Kind.NUMBER)
_NEWS_REACH = 90  # characters
_NEWS = re.compile(
    r"\b(?:issued|releas\w+|published) (?:a |its |the )?(?:joint )?(?:press|news) release", re.IGNORECASE
)
_PERIOD_END = re.compile(r"\b(?:ended|ending)(?: on)? ?$", re.IGNORECASE)
_STANDS = re.compile(
    r"\b(?:as (?:of|at)|at|ended|ending|through)(?: the (?:end|close) of)? ?$", re.IGNORECASE
)
_PLACES = 6  # of a figure beside a date that are looked at
_PUBLISHED = re.compile(
    r"\b(?:said|says?|announc\w+|report(?:s|ed|ing)?|releas\w+|press|published|news|today|dated|disclos\w+|unveil\w+"
    r"|as of|told|issued|presented)\b",
    re.IGNORECASE,
)


def judge(source: SourceIndex, claim: Claim, home: Span | None = None) -> Finding:
    """Hold one claim against the source.

    Args:
        source: What to hold it against.
        claim: The number and its words.
        home: Where the claim itself says that the number stands; that place gets the benefit of a doubt, and
            the other numbers there are part of the claim.
    """
    told = source.lasting(claim.lasts)
    if told is not None:
        return _finding(source, claim, Status.SUPPORTED, [told], _support(source, [told]))
    supporters, rivals = source.candidates(claim)
    supporters = plausible(source, claim, supporters)
    if home is not None:
        rivals = [c for c in rivals if not home.start <= c.quantity.span.start < home.end]
        at_home = [c for c in supporters if home.start <= c.quantity.span.start < home.end]
        supporters = at_home + [c for c in supporters if c not in at_home]
    if not supporters:
        return _without_support(source, claim, rivals)
    doubt, least = None, _least_doubt(claim)
    if not _says_only_when(source, claim, supporters):
        doubt = Contrast(source, claim, supporters).strongest(supporters, of_one_size(claim, rivals), least)
    if doubt is not None and doubt.odds > least:
        derivation = derive(source, claim, rivals)
        if derivation is not None:
            return _derived(source, claim, derivation)
        return _finding(
            source,
            claim,
            Status.MISATTRIBUTED,
            [doubt.rival, supporters[0]],
            _misattribution(source, supporters[0], doubt.rival),
        )
    elsewhere = _only_there(source, claim, supporters, rivals)
    if elsewhere is not None:
        return elsewhere
    if claim.quantity.kind is Kind.DATE:  # the very day stands for itself, whatever quarter it ends
        supporters.sort(key=lambda c: bool(c.agreement and c.agreement.rule))
    best = supporters[0]
    close = close_to_best(supporters)
    problem = conflict(source, claim, supporters)
    if problem is not None:
        is_computed = claim.quantity.kind in _COMPUTED and not claim.quantity.is_word
        chance = problem.elsewhere or best.fit < _EXPLAINS
        chance = (is_computed and chance) or is_fraction(claim.quantity)
        derivation = derive(source, claim, rivals) if chance else None
        if derivation is not None:
            return _derived(source, claim, derivation)
        return _finding(source, claim, problem.status, close, problem.message)
    assert best.agreement is not None  # noqa: S101 - supporters agree
    if best.agreement.rule:
        return _finding(source, claim, Status.DERIVED, [best], f"{best.agreement.rule}.")
    return _finding(source, claim, Status.SUPPORTED, close, _support(source, close))


def _only_there(
    source: SourceIndex, claim: Claim, supporters: list[Candidate], rivals: list[Candidate]
) -> Finding | None:
    """The finding that a value is only something else's: a count of other things, the source's own date."""
    other = other_count(source, claim, supporters, rivals)
    if other is not None:
        message = f"the source counts {shown(other.quantity)}: “{snippet(source, other)}”."
        return _finding(source, claim, Status.CONTRADICTED, [other], message)
    if _only_published(source, claim, supporters, rivals):
        return _finding(
            source,
            claim,
            Status.MISATTRIBUTED,
            [rivals[0], supporters[0]],
            f"the source is dated {shown(supporters[0].quantity)}; "
            f"under these words it gives {shown(rivals[0].quantity)}: “{snippet(source, rivals[0])}”.",
        )
    return None


def _least_doubt(claim: Claim) -> float:
    """The log odds from which on a claim is another number's."""
    period = claim.quantity.period
    if claim.labelled or (period is not None and period.grain is Grain.YEAR):
        return _DOUBT_OF_RECORDS
    return _DOUBT_OF_DATES if claim.quantity.kind is Kind.DATE else _DOUBT


def _only_published(
    source: SourceIndex, claim: Claim, supporters: list[Candidate], rivals: list[Candidate]
) -> bool:
    """Whether a claimed date is only that of the source itself, while it gives another for these words."""
    if claim.quantity.kind is not Kind.DATE or not all(
        source.labels.is_dateline(c.place) or _dates_news(source, c) for c in supporters
    ):
        return False
    if _PUBLISHED.search(f"{claim.before} {claim.after}"):
        return False
    return bool(rivals) and rivals[0].fit >= _EXPLAINS


def _dates_news(source: SourceIndex, candidate: Candidate) -> bool:
    """Whether a date tells when something was announced or signed for, and not when it happened."""
    sentence, date = source.labels.statements[candidate.frame.statement].span, candidate.quantity.span
    text = source.document.text
    after = text[date.end : min(sentence.end, date.end + _NEWS_REACH)]
    return source.is_signature(date) or _NEWS.search(after) is not None


def _says_only_when(source: SourceIndex, claim: Claim, supporters: Iterable[Candidate]) -> bool:
    """Whether a date has no rival: it ends the period told of, or is the source's own and its news is told.

    Nor has a dose that heads a table, where it names an arm, nor a year or a date of a record that heads one.
    """
    if claim.quantity.kind is Kind.MEASURE:
        return any(source.heads_a_table(c.place) for c in supporters)
    if claim.quantity.kind is not Kind.DATE:
        return False
    year = claim.quantity.period is not None and claim.quantity.period.grain is Grain.YEAR
    if claim.labelled or year or _ends_the_period(claim):
        return any(source.heads_a_table(c.place) for c in supporters)
    if _STANDS.search(claim.before) and any(_dates_a_figure(source, claim, c) for c in supporters):
        return True
    dated = any(source.labels.is_dateline(c.place) for c in supporters)
    return dated and _PUBLISHED.search(f"{claim.before} {claim.after}") is not None


def _dates_a_figure(source: SourceIndex, claim: Claim, candidate: Candidate) -> bool:
    """Whether a figure of the claim's sentence stands beside a date in the source, or in its column."""
    period = candidate.quantity.period
    dated = () if period is None else source.labels.times.when(period, None)
    for sibling in claim.siblings:
        if sibling.quantity.kind in NO_AMOUNTS or not measurable(sibling.quantity):
            continue
        for index, _ in islice(source.with_value(sibling.quantity), _PLACES):
            frame = source.labels.frame(index)
            if not source.in_table(frame):
                if frame.statement == candidate.frame.statement:
                    return True
            elif frame.times and any(relation(when, frame.times[0][0]) > 0 for when in dated):
                return True
    return False


def _ends_the_period(claim: Claim) -> bool:
    """Whether a date only says of which period a headline tells: "results for the quarter ended June 30"."""
    if not _PERIOD_END.search(claim.before):
        return False
    end = claim.quantity.span.end + len(claim.after.partition(":")[0])
    return all(s.quantity.kind in NO_AMOUNTS or s.quantity.span.start >= end for s in claim.siblings)


def plausible(source: SourceIndex, claim: Claim, supporters: Iterable[Candidate]) -> list[Candidate]:
    """The places that state the claimed value without another sign, and not only by rounding."""
    return [
        c
        for c in supporters
        if not (_sign_wrong(claim, c) or _is_hazard(claim, c))
        and (not _chance(claim, c) or _in_company(source, claim, c))
    ]


def of_one_size(claim: Claim, rivals: Iterable[Candidate]) -> Iterator[Candidate]:
    """The rivals that nobody would rule out by size alone: a price a share is no purchase price.

    Nor is a number one that the labels of a record name: the 7% of "HbA1c <7% at Week 24".
    """
    value = claim.quantity.value
    if not measurable(claim.quantity):
        return
    named = tuple(read(claim.before)) if claim.labelled else ()
    whole = _whole_of(claim)
    for rival in rivals:
        if (
            whole is not None
            and rival.quantity.kind is Kind.NUMBER
            and abs(rival.quantity.value or Decimal(0)) >= whole
        ):
            continue  # of 34 of 68 none is the 268
        if named and any(agree(number, rival.quantity) for number in named):
            continue
        if value and rival.quantity.value:
            near = _SMALLER < abs(value / rival.quantity.value) < _LARGER
        else:
            near = claim.quantity.kind is rival.quantity.kind
        if near:
            yield rival


def _whole_of(claim: Claim) -> Decimal | None:
    """What a claim is said to be so many of: the 68 of "34 of 68"."""
    mine = claim.quantity
    if mine.role is not Role.PART or mine.group < 0:
        return None
    wholes = (s.quantity for s in claim.siblings if s.quantity.group == mine.group)
    return next((q.value for q in wholes if q.role is Role.WHOLE), None)


def _without_support(source: SourceIndex, claim: Claim, rivals: list[Candidate]) -> Finding:
    derivation = derive(source, claim, rivals)
    if derivation is not None:
        return _derived(source, claim, derivation)
    best = next((rival for rival in rivals if _contradicts(claim, rival)), None)
    if best is not None and best.fit >= _EXPLAINS:
        message = f"the source gives {shown(best.quantity)}: “{snippet(source, best)}”."
        return _finding(source, claim, Status.CONTRADICTED, [best], message)
    best = rivals[0] if rivals else None
    message = "this number is not in the source."
    if best is not None and best.fit > _EXPLAINS / 2:
        message = f"this number is not in the source; nearest: “{snippet(source, best)}”."
    return _finding(source, claim, Status.UNSUPPORTED, rivals[:1], message)


def _contradicts(claim: Claim, rival: Candidate) -> bool:
    """Whether another value may be the one that a claim gets wrong.

    It is of one size with it, or differs in scale alone, and counts the same: 25 stores contradict no 76
    employees.
    """
    mine, other = claim.quantity, rival.quantity
    if mine.kind is other.kind is Kind.NUMBER and mine.unit and other.unit and mine.unit != other.unit:
        return False
    if mine.kind is Kind.DURATION or next(of_one_size(claim, (rival,)), None) is not None:
        return True
    digits = [value and value.copy_abs().normalize().as_tuple().digits for value in (mine.value, other.value)]
    return digits[0] == digits[1]


def _derived(source: SourceIndex, claim: Claim, derivation: Derivation) -> Finding:
    return _finding(source, claim, Status.DERIVED, list(derivation.operands), f"{derivation.formula}.")


def _chance(claim: Claim, candidate: Candidate) -> bool:
    """Whether a number only rounds to the claimed one and its label says nothing for it."""
    agreement = candidate.agreement
    if not agreement or not agreement.rule or agreement.exact or candidate.fit >= _ROUNDED:
        return False
    if claim.quantity.kind is Kind.DATE or _is_named(claim, candidate):
        return False
    return significant_digits(claim.quantity) < _TELLING_DIGITS


def _in_company(source: SourceIndex, claim: Claim, candidate: Candidate) -> bool:
    """Whether another number of the claim's sentence stands beside a place, as in a count of votes."""
    beside = source.labels.quantities_of(candidate.frame.statement)
    if len(beside) > _CROWD:
        return False
    others = [source.numbers.quantities[index] for index in beside if index != candidate.place]
    told = [s.quantity for s in claim.siblings if s.quantity.kind is claim.quantity.kind]
    return any(significant_digits(q) >= _ROUND and agree(q, other) for q in told for other in others)


def _is_named(claim: Claim, candidate: Candidate) -> bool:
    """Whether a claim names the row of a table in full: "net sales were $1.72 billion"."""
    name = {term for term, strength in candidate.frame.terms.items() if strength >= _NAME and term.isalpha()}
    if "incom" in name:
        name.discard("loss")  # of "Net income (loss)" one is said
    name.discard("total")
    said = claim.frame.terms
    return bool(name) and all(said.get(term, 0.0) >= _SAID for term in name)


def _is_hazard(claim: Claim, candidate: Candidate) -> bool:
    """Whether a claimed percentage is a hazard ratio: one of 0.62 leaves 62% of a risk, and cuts 38%."""
    ratio = claim.quantity.kind is Kind.PERCENT and candidate.quantity.kind is Kind.NUMBER
    return ratio and 0 < (candidate.quantity.value or 0) < 1 and "hazard" in candidate.frame.terms


def _sign_wrong(claim: Claim, candidate: Candidate) -> bool:
    """Whether the signs differ and no word such as "loss" or "decrease" makes up for it."""
    agreement = candidate.agreement
    if agreement is None or not agreement.negated:
        return False
    if (candidate.quantity.value or 0) > 0:
        frame = candidate.frame
        if frame.polarity < 0 or (frame.direction < 0 and not frame.clues.level):
            return False
        told = not (claim.in_table or claim.labelled) and claim.quantity.text.startswith(_MINUS)
        return told or frame.clues.level or frame.polarity > 0
    risen = claim.frame.clues.trend > 0 and not any(term in claim.frame.terms for term in _FALLING)
    risen = risen or claim.quantity.text.startswith("+")
    if risen and "chang" in candidate.frame.terms and candidate.quantity.kind in _CHANGES:
        return True  # "a mean change of -1.21%" is no rise
    return claim.frame.polarity > 0 and claim.frame.direction >= 0


def of_another_name(source: SourceIndex, claim: Claim, name: str) -> Finding | None:
    """The finding that a number which stands in the source has another name there; None where it has not.

    Args:
        source: What to hold it against.
        claim: A number of a record and its words.
        name: What the record calls it.
    """
    supporters = plausible(source, claim, source.candidates(claim)[0])
    place = other_named(source, claim, name, [c.place for c in supporters])
    if place is None:
        return None
    rival = source.unweighed(place)
    message = _misattribution(source, supporters[0], rival)
    return _finding(source, claim, Status.MISATTRIBUTED, [rival, supporters[0]], message)


def _misattribution(source: SourceIndex, best: Candidate, rival: Candidate) -> str:
    return (
        f"{shown(best.quantity)} is another figure (“{snippet(source, best)}”); "
        f"under these words the source gives {shown(rival.quantity)}: “{snippet(source, rival)}”."
    )


def _support(source: SourceIndex, close: list[Candidate]) -> str:
    places = {c.frame.statement for c in close}
    if len(places) > 1:
        return f"stands {len(places)} times in the source; here: “{snippet(source, close[0])}”."
    return f"“{snippet(source, close[0])}”."


def _finding(
    source: SourceIndex, claim: Claim, status: Status, candidates: list[Candidate], message: str
) -> Finding:
    quantity = claim.quantity
    text = source.document.text
    evidence = tuple(Evidence(c.quantity.span, c.quantity.span.of(text)) for c in candidates[:_EVIDENCE])
    return Finding(
        quantity.text,
        value_of(quantity),
        quantity.unit,
        status,
        evidence,
        message,
    )


def value_of(quantity: Quantity) -> Decimal | str:
    """The value as a finding states it: a decimal, or the ISO form of a date, a period or a time."""
    if quantity.period is not None:
        return quantity.period.iso
    if quantity.value is None:
        return quantity.text
    if quantity.kind is Kind.TIME:
        minutes = int(quantity.value)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return quantity.value
