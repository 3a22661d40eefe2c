"""What can be wrong with a number whose value is right: the words that it is told in.

Each check compares the clues of a claim with those of the places that state its value, and speaks up only
where the best place says the contrary and none of the others says the same as the claim.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from summarizer.findings import Status
from summarizer.numbers.acts import BE, DONE, PLANNED, is_commitment, is_known
from summarizer.numbers.clues import CASH, LOAN, MERIT, PRICE, RESULT, TAX, VOTE, comparisons
from summarizer.numbers.labels import Frame
from summarizer.numbers.quantity import Kind, Qualifier, Quantity, Role
from summarizer.numbers.timing import YEAR
from summarizer.verify.agreement import agree, comparable, opposed
from summarizer.verify.anachronism import anachronism
from summarizer.verify.candidates import Candidate, SourceIndex
from summarizer.verify.claims import (
    RESULTS,
    SMALL_COUNT,
    Claim,
    contrasts_of,
    strongest_contrary,
    tells_as,
    time_relation,
)
from summarizer.verify.coherence import FIGURES, change_of
from summarizer.verify.metrics import exclude_each_other, metrics_named
from summarizer.verify.opposites import opposed_words
from summarizer.verify.reversals import adjusted, borne, outcome, revised, superseded, traded, zoned
from summarizer.verify.showing import shown, snippet

_CLOSE = 0.1  # how much less well than the best place another one may fit and still speak with it
_NEAR = 0.2  # and still clear a claim that says the same as it
_FAR = 0.35  # and still tell which way the figure went
_OF_THIS = 0.4  # how well it must fit for that
_TOLD_OF = 0.5  # how well a sentence must fit that tells what became of an amount
_FIRM = 0.45  # how firmly a word is bound that excludes others
_SHORT = 40  # characters of a column's header, which is no sentence
_DATED = 0.8  # how firmly a time is bound to be a number's own
_CHANGE = re.compile(r"\b(?:change|variance|growth)\b", re.IGNORECASE)
_SHARE_BEHIND = re.compile(r"\s*\(\s*[0-9.]+ ?(?:%|percent|per cent)")
_FORESEEN = re.compile(
    r"\b(?:expected|estimated|projected|anticipated|forecast(?:ed)?|targeted|guidance)\b(?:[^,;.]|\.\d){0,60}$"
    r"|\bnow (?:put|seen|pegged|set) at\b|\b(?:outlook|guidance|forecasts?|range|targets?|spending plans)\b",
    re.IGNORECASE,
)
_WHAT_WAS = re.compile(
    r"\b(?:above|below|than|(?:up|down) from|compared (?:with|to)|versus|vs\.?|against|same as|after)"
    r"(?: the| its| an?)?(?: (?:some|about|nearly|roughly|approximately))? ?"
    r"(?:\S+ (?:earned |spent )?(?:in|of) )?$",
    re.IGNORECASE,
)
_FALLS_DUE = re.compile(r"\b(?:due|matur\w+) (?:in |on )?\S{0,12} ?(?:19|20)\d\d", re.IGNORECASE)
_AS_OF = re.compile(r"\b(?:as (?:of|at)|at|ended|ending)(?: the (?:end|close) of)?\s*$", re.IGNORECASE)
_NAMED, _HELD = 0.6, 0.5  # how firmly the words of a metric are bound to a claim; to a number of the source
_TELLING_PART = 10  # a smaller part stands elsewhere by chance
_RESULTS = (Kind.PERCENT, Kind.NUMBER, Kind.MEASURE, Kind.DURATION, Kind.POINTS)
_REACH = 160  # characters before a figure within which it is told what it leaves out
_EXCLUDING = re.compile(
    r"\b(?:outside|excluding|except|other than|apart from|abroad|overseas|foreign|international|non-\w+"
    r"|rest of)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:outside(?: of)?|excluding|except(?: for)?|other than|apart from) (?:the )?"
    r"(?P<what>[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,3})"
)
_GRADE = re.compile(r"grade(\d)([+-])")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What speaks against a claim whose value stands in the source.

    Attributes:
        status: Contradicted or misattributed.
        message: One sentence for the reader.
        elsewhere: Whether the value only stands there by chance, as far as the words say.
    """

    status: Status
    message: str
    elsewhere: bool = False


def close_to_best(supporters: Sequence[Candidate]) -> list[Candidate]:
    """The places that state the claimed value under words that fit about as well as the best one's."""
    return [c for c in supporters if c.fit >= supporters[0].fit - _CLOSE]


def conflict(source: SourceIndex, claim: Claim, supporters: Sequence[Candidate]) -> Conflict | None:
    """What the source says against a claim whose value it states.

    Args:
        source: What the claim is held against.
        claim: The number and its words.
        supporters: All places that state its value, the best first; at least one.
    """
    close = close_to_best(supporters)
    near = [c for c in supporters if c.fit >= supporters[0].fit - _NEAR]
    far = [c for c in supporters if c.fit >= supporters[0].fit - _FAR]
    for check, status in _CHECKS:
        if claim.quantity.kind is Kind.DATE and check in _OF_AMOUNTS:
            continue
        message = check(source, claim, close, far if check is _direction else near)
        if message:
            return Conflict(status, message)
    message = _metric(source, claim, supporters)
    return Conflict(Status.MISATTRIBUTED, message, elsewhere=True) if message else None


_Places = Sequence[Candidate]
_Check = Callable[[SourceIndex, Claim, _Places, _Places], str]


# -- more or less than ---------------------------------------------------------------------------------------

_COMPLEMENTS = ({Qualifier.UNDER, Qualifier.AT_LEAST}, {Qualifier.OVER, Qualifier.AT_MOST})


def _qualifier(_: SourceIndex, claim: Claim, close: _Places, every: _Places) -> str:
    mine, theirs = claim.quantity.qualifier, close[0].quantity.qualifier
    if not opposed(mine, theirs):
        return ""
    if claim.quantity.is_word and _SHARE_BEHIND.match(claim.after):
        return ""  # "just over half (51%)": its own percentage decides
    if _CONDITION.search(claim.before):
        return ""  # "nothing is paid unless it exceeds 5": the source may say what is paid under it
    if close[0].quantity.kind in (Kind.NUMBER, Kind.DURATION) and {mine, theirs} in _COMPLEMENTS:
        return ""  # "under 18" and "18 or older" part the same people
    if any(c.quantity.qualifier and not opposed(mine, c.quantity.qualifier) for c in every):
        return ""
    return f"the source says {theirs} {shown(close[0].quantity)}, not {mine}."


def _grade(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    """Grade 3 or lower where the source speaks of grade 3 or higher."""
    mine = _grades(claim.frame.terms)
    if len(mine) != 1:
        return ""
    grade, mark = next(iter(mine))
    any_grade = close[0].frame.terms.get("grade-any", 0.0) >= _FIRM
    if any_grade and not any(_grades(c.frame.terms) for c in close):
        return f"the source gives it for any grade: “{snippet(source, close[0])}”."
    contrary = (grade, "+" if mark == "-" else "-")
    if contrary in _grades(close[0].frame.terms) and not any(mine & _grades(c.frame.terms) for c in close):
        bound = "higher" if mark == "-" else "lower"
        return f"the source speaks of grade {grade} or {bound}: “{snippet(source, close[0])}”."
    return ""


def _grades(terms: Mapping[str, float]) -> set[tuple[str, str]]:
    found = set()
    for term, strength in terms.items():
        match = _GRADE.fullmatch(term) if strength >= _FIRM and term[:5] == "grade" else None
        if match is not None:
            found.add((match[1], match[2]))
    return found


# -- up or down ----------------------------------------------------------------------------------------------


def _direction(source: SourceIndex, claim: Claim, close: _Places, every: _Places) -> str:
    mine = claim.frame.clues.trend
    if not mine:
        return ""
    base = _is_base(claim.frame)
    if any(c.frame.clues.trend == mine and _is_base(c.frame) == base for c in every):
        return ""
    best = close[0]
    if best.frame.clues.trend == -mine and _is_base(best.frame) == base:
        return _went(source, -mine, best)
    contrary = (
        c
        for c in every
        if c.frame.clues.trend == -mine
        and _is_base(c.frame) == base
        and c.frame.clues.level == claim.frame.clues.level
        and c.fit >= _OF_THIS
    )
    told = None if best.frame.clues.trend else next(contrary, None)
    if told is not None:
        return _went(source, -mine, told)
    if not claim.frame.clues.level:
        return _change_column(source, claim, best)
    if base or _own_base(claim):
        return ""  # that decides
    pairs = _bases(source, best)
    if pairs and all(change_of(base, best.quantity) * mine < 0 for base in pairs):
        return f"the source gives {shown(pairs[0])} for the period before: “{snippet(source, best)}”."
    return ""


def _went(source: SourceIndex, way: int, told: Candidate) -> str:
    return f"the source says it went {'up' if way > 0 else 'down'}: “{snippet(source, told)}”."


def _is_base(frame: Frame) -> bool:
    """Whether a number is what another is held against."""
    return frame.compares or frame.clues.base


def _own_base(claim: Claim) -> bool:
    """Whether the claim's sentence gives what its number is held against: behind it, or before "to"."""
    mine = claim.quantity
    for sibling in claim.siblings:
        if not _is_base(sibling.frame) or sibling.quantity.kind is not mine.kind:
            continue
        gap = mine.span.start - sibling.quantity.span.end
        if gap < 0 or not re.search(r",|;|\band\b", claim.before[-gap:] if gap else ""):
            return True
    return False


def _change_column(source: SourceIndex, claim: Claim, best: Candidate) -> str:
    """A change in a table has its direction in its sign."""
    if claim.quantity.kind not in (Kind.PERCENT, Kind.POINTS) or not source.in_table(best.frame):
        return ""
    statement = source.labels.statements[best.frame.statement]
    cell = statement.cell_at(best.quantity.span.start)
    if (
        cell is None
        or best.frame.direction
        or not any(len(header) <= _SHORT and _CHANGE.search(header) for header in cell.column_header)
    ):
        return ""
    value = best.quantity.value or Decimal(0)
    if value * claim.frame.clues.trend < 0:
        return f"the source shows {shown(best.quantity)}: “{snippet(source, best)}”."
    return ""


def _bases(source: SourceIndex, best: Candidate) -> list[Quantity]:
    """The figures that the source itself holds a figure against: of its row, or of its sentence."""
    if source.in_table(best.frame):
        return source.earlier(best)
    labels = source.labels
    found = (
        source.numbers.quantities[index]
        for index in labels.quantities_of(best.frame.statement)
        if index != best.place and labels.compared_with(index) == best.place
    )
    return [base for base in found if change_of(base, best.quantity)]


def _compared(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    """What the claim's clause says is higher, where the source's sentence says that it is lower."""
    if not claim.frame.clues.compared or source.in_table(close[0].frame):
        return ""
    said = [_comparisons(source, c) for c in close if not source.in_table(c.frame)]
    for sign, noun in claim.frame.clues.compared:
        first = {way for way, other in said[0] if _same_noun(noun, other)}
        others = {way for ways in said for way, other in ways if {*noun} & {*other}}
        if first == {-sign} and sign not in others:
            return f"the source says the contrary: “{snippet(source, close[0])}”."
    return ""


def _comparisons(source: SourceIndex, candidate: Candidate) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return comparisons([element.word for element in source.labels.elements(candidate.frame.statement)])


def _same_noun(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    return one[0] == two[0] or 2 * len({*one} & {*two}) > min(len(one), len(two))


# -- profit or loss ------------------------------------------------------------------------------------------

_SAID = {
    RESULT: ("a gain", "a loss"),
    LOAN: ("gains", "losses"),
    CASH: ("cash provided", "cash used"),
    PRICE: ("a premium", "a discount"),
    TAX: ("a benefit", "an expense"),
    MERIT: ("an improvement", "a deterioration"),
    VOTE: ("votes for", "votes against or withheld"),
}


def _sides(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    theirs = _sides_of(close[0].quantity, close[0].frame)
    for axis, sign in _sides_of(claim.quantity, claim.frame).items():
        if theirs.get(axis) == -sign and not any(
            _sides_of(c.quantity, c.frame).get(axis) == sign for c in close
        ):
            return f"the source speaks of {_SAID[axis][sign > 0]}: “{snippet(source, close[0])}”."
    return ""


def _sides_of(quantity: Quantity, frame: Frame) -> Mapping[str, int]:
    """The sides that a number is told on: a net income of $(5.2) million is a loss."""
    sides = frame.clues.sides
    if sides.get(RESULT) == 1 and quantity.kind is Kind.MONEY and (quantity.value or 0) < 0:
        return {**sides, RESULT: -1}
    return sides


# -- planned or done -----------------------------------------------------------------------------------------


def _tense(source: SourceIndex, claim: Claim, close: _Places, near: _Places) -> str:
    best = close[0]
    # "expects $24.70, above the $24.01 earned": what a plan is held against may be done
    held = claim.frame.compares or _WHAT_WAS.search(claim.before) is not None
    for act, tense in claim.frame.clues.acts.items():
        if any(_tells(c, act, tense) for c in near) or (held and tense == PLANNED):
            continue
        alone = (
            claim.frame.tense == tense
            and not is_commitment(act)
            and not any(_mentions(source, c, act, tense) for c in near)
        )
        contrary = best.frame.tense != tense and any(_tells(c, act, -tense) for c in near)
        past = tense == PLANNED and _is_all_past(source, claim, near)
        if contrary or (alone and (past or _is_told(claim, near, -tense))):
            if _is_told_so_anyway(claim):
                return ""
            said = "planned or expected" if tense == DONE else "done"
            return f"the source tells it as {said}: “{snippet(source, best)}”."
    return ""


def _is_told_so_anyway(claim: Claim) -> bool:
    """Whether a claim's own words say why it is told as done or as planned."""
    if claim.quantity.kind is Kind.DATE and _AS_OF.search(claim.before):
        return True  # as of which a balance stands, and on which nothing is done
    if claim.frame.tense == DONE and _FORESEEN.search(claim.before):
        return True  # "revenue decline in 2021 estimated between 1.5% and 3.5%"
    return claim.quantity.kind is Kind.PERCENT and _COUPON.match(claim.after) is not None  # it names a note


def _anachronism(source: SourceIndex, claim: Claim, _: _Places, near: _Places) -> str:
    """Done before the source's own day, or still to come after it, unless the source tells it so itself."""
    so = claim.frame.tense and any(c.frame.tense == claim.frame.tense for c in near)
    return "" if so else anachronism(source, claim)


def _tells(candidate: Candidate, act: str, tense: int) -> bool:
    """Whether a place tells an act as planned or as done."""
    return candidate.frame.clues.acts.get(act) == tense


def _mentions(source: SourceIndex, candidate: Candidate, act: str, tense: int) -> bool:
    """Whether the sentence of a place tells an act so of whatever number."""
    if source.in_table(candidate.frame):
        return False
    acts = source.labels.acts(candidate.frame.statement)
    return any(found.name == act and found.tense == tense for found in acts)


def _is_all_past(source: SourceIndex, claim: Claim, places: _Places) -> bool:
    """Whether the sentences that state an amount tell of nothing but what was done."""
    if claim.quantity.kind not in FIGURES or any(source.in_table(c.frame) for c in places):
        return False
    if places[0].fit < _TOLD_OF:
        return False  # elsewhere it is another's amount
    acts = [act for c in places for act in source.labels.acts(c.frame.statement)]
    told = all(c.frame.tense == DONE for c in places)
    return told and all(act.tense == DONE and not is_commitment(act.name) for act in acts)


def _is_told(claim: Claim, places: _Places, tense: int) -> bool:
    """Whether an amount is told as done, or nowhere but as expected, whatever the act.

    Much is done on one day and much in one quarter, and a "10-year note" is neither planned nor done: of
    dates and durations only the same act says anything.
    """
    if claim.quantity.kind not in FIGURES:
        return False
    if tense == DONE:
        known = any(map(is_known, places[0].frame.clues.acts))
        return known and places[0].frame.tense == DONE and all(c.frame.tense <= 0 for c in places)
    return all(c.frame.tense == tense and BE in c.frame.clues.acts for c in places)


# -- annual or quarterly -------------------------------------------------------------------------------------


def _rate(source: SourceIndex, claim: Claim, close: _Places, every: _Places) -> str:
    mine, theirs = claim.frame.clues.months, close[0].frame.clues.months
    if not mine or not theirs or mine == theirs or any(c.frame.clues.months == mine for c in every):
        return ""
    return f"the source gives it {_OFTEN.get(theirs, 'for another period')}: “{snippet(source, close[0])}”."


_OFTEN: Mapping[float, str] = {
    12: "by the year",
    6: "by the half year",
    3: "by the quarter",
    1: "by the month",
}


# -- ranges --------------------------------------------------------------------------------------------------


def _range(source: SourceIndex, claim: Claim, close: _Places, every: _Places) -> str:
    """One end of a range where the source gives another range with the same other end."""
    mine = claim.quantity
    if mine.role not in (Role.LOW, Role.HIGH) or mine.group < 0:
        return ""
    if any(c.quantity.role in (Role.LOW, Role.HIGH) for c in every):
        return ""
    other = Role.HIGH if mine.role is Role.LOW else Role.LOW
    partner = next(
        (s for s in claim.siblings if s.quantity.group == mine.group and s.quantity.role is other), None
    )
    if partner is None:
        return ""
    quantities = source.numbers.quantities
    for index in source.labels.quantities_of(close[0].frame.statement):
        found = quantities[index]
        if found.role is other and found.group >= 0 and agree(partner.quantity, found):
            for twin in source.labels.quantities_of(close[0].frame.statement):
                end = quantities[twin]
                if end.group == found.group and end.role is mine.role and not agree(mine, end):
                    return f"the range in the source ends at {shown(end)}: “{snippet(source, close[0])}”."
    return ""


def _range_of(source: SourceIndex, claim: Claim, _: _Places, __: _Places) -> str:
    """The range of another figure: "48% had one to four" where the source has "48% had one to two"."""
    mine, quantities = claim.quantity, source.numbers.quantities
    if mine.role not in (Role.LOW, Role.HIGH) or mine.group < 0:
        return ""
    start, said = claim.sentence
    first = min(
        [mine.span.start, *(s.quantity.span.start for s in claim.siblings if s.quantity.group == mine.group)]
    )
    told = [
        s
        for s in claim.siblings
        if s.quantity.span.end <= first and s.quantity.role is Role.PLAIN and s.quantity.kind in _RESULTS
    ]
    figure = max(told, key=lambda s: s.quantity.span.end, default=None)
    if figure is None or not _BESIDE.fullmatch(said[figure.quantity.span.end - start : first - start]):
        return ""
    found: list[Quantity] = []
    for index, _agreement in source.with_value(figure.quantity):
        after = index + 1
        while after < len(quantities) and quantities[after].role is Role.LEVEL:
            after += 1
        if after >= len(quantities) or quantities[after].role is not Role.LOW or quantities[after].group < 0:
            continue
        gap = source.document.text[quantities[index].span.end : quantities[after].span.start]
        if _BESIDE.fullmatch(gap):
            found += quantities[after : after + 2]  # both ends, which change places where the sign is turned
    if not found or any(agree(mine, end) for end in found) or not all(map(partial(comparable, mine), found)):
        return ""
    supporters, rivals = source.candidates(figure)
    if not supporters or (rivals and rivals[0].fit > supporters[0].fit):
        return ""  # the figure is what is wrong
    end = next((end for end in found if end.role is mine.role), None)
    return f"the source gives {shown(figure.quantity)} with {shown(end)}." if end else ""


_BESIDE = re.compile(r"[^,;.|\n]{0,40}|[^;.|\n]{0,40}[(\[][^;.|\n)]{0,40}")
_INTERVAL_SAID = re.compile(
    r"\b(?:bounds?|limits?|intervals?|CIs?|between|ranges?|ranging|from|low(?:er)?|upper|high(?:er)?|least|most"
    r"|ends?|IQR|quartiles?|exclud\w+|rul\w+ out)\b|[±–]",
    re.IGNORECASE,
)
_INTERVAL = frozenset(("confid", "interval"))


def _bound(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    """An end of a confidence interval, told as if it were the estimate."""
    if claim.labelled or claim.quantity.role is not Role.PLAIN:
        return ""
    ends = (c.quantity.role in (Role.LOW, Role.HIGH) and _INTERVAL & c.frame.terms.keys() for c in close)
    if not all(ends) or _INTERVAL_SAID.search(f"{claim.before} {claim.after}"):
        return ""
    if claim.in_table and _INTERVAL & claim.frame.terms.keys():
        return ""  # under "95% CI"
    return f"the source gives it as the end of an interval: “{snippet(source, close[0])}”."


def _whole(source: SourceIndex, claim: Claim, _: _Places, __: _Places) -> str:
    """A denominator where the source has the same part of another: 27 of 36, and there 27 of 33."""
    mine, quantities = claim.quantity, source.numbers.quantities
    if mine.role is not Role.WHOLE:
        return ""
    part = next(
        (s for s in claim.siblings if s.quantity.group == mine.group >= 0 and s.quantity.role is Role.PART),
        None,
    )
    if part is None or (part.quantity.value or 0) < _TELLING_PART:
        return ""
    wholes = []
    for index, _agreement in source.with_value(part.quantity):
        found = quantities[index]
        statement = source.labels.statement_at(found.span.start)
        if found.role is Role.PART and found.group >= 0:
            beside = (quantities[twin] for twin in source.labels.quantities_of(statement))
            wholes += [q for q in beside if q.group == found.group and q.role is Role.WHOLE]
    if not wholes or any(agree(mine, whole) for whole in wholes):
        return ""
    return f"the source has {shown(part.quantity)} of {shown(wholes[0])}, not of {shown(mine)}."


def _company(source: SourceIndex, claim: Claim, _: _Places, every: _Places) -> str:
    """A p-value of another result: the source gives the results before it with one of their own."""
    if claim.quantity.role is not Role.P_VALUE:
        return ""
    start = claim.quantity.span.start
    results = [
        s.quantity
        for s in claim.siblings
        if s.quantity.role is Role.PLAIN
        and s.quantity.kind in _RESULTS
        and s.quantity.qualifier is Qualifier.NONE  # "aged 12 or older" is no result
        and s.quantity.span.start < start
    ]
    labels = source.labels
    told = {
        labels.statement_at(labels.numbers.starts[index])
        for result in results[-1:]
        for index, _agreement in source.with_value(result)
    }
    if any(c.frame.statement in told for c in every):
        return ""
    own = [
        labels.numbers.quantities[index]
        for statement in sorted(told)
        for index in labels.quantities_of(statement)
        if labels.numbers.quantities[index].role is Role.P_VALUE
    ]
    if not own:
        return ""
    sign = "<" if own[0].qualifier in (Qualifier.UNDER, Qualifier.AT_MOST) else "="
    return f"the source gives this result with p{sign}{shown(own[0])}."


def _outside(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    """A figure of one place where the source gives it for all but that: "outside of the United States"."""
    text, best = source.document.text, close[0]
    if source.in_table(best.frame):
        return ""
    start, end = source.labels.statements[best.frame.statement].span.start, best.quantity.span.start
    for found in _OUTSIDE.finditer(text, max(start, end - _REACH), end):
        terms = source.labels.terms_of(found["what"])
        said = {term for term, strength in claim.frame.terms.items() if strength >= _FIRM}
        if terms and terms.keys() <= said and ";" not in text[found.end() : end]:
            if _EXCLUDING.search(f"{claim.before} {claim.after}"):
                return ""
            return f"the source says it of all but that: “{snippet(source, best)}”."
    return ""


# -- when, and of what kind ----------------------------------------------------------------------------------


def _period(source: SourceIndex, claim: Claim, close: _Places, near: _Places) -> str:
    basis = _basis(close[0].frame)
    if claim.frame.basis and all(_basis(c.frame) not in (0, claim.frame.basis) for c in close):
        before = "year" if basis == -YEAR else "quarter"
        return f"the source measures it against the {before} before: “{snippet(source, close[0])}”."
    if claim.quantity.kind is Kind.DURATION:
        return ""  # most often itself a part of the time that is told
    if not _is_dated(claim.frame) or _is_spelt_count(claim.quantity):
        return ""
    dated = [c for c in close if _is_dated(c.frame)] or [c for c in near if _is_dated(c.frame)]
    relations = {time_relation(claim.frame, c.frame) for c in dated}
    if relations == {-1} and not any(time_relation(claim.frame, c.frame) > 0 for c in close):
        if _FALLS_DUE.search(f"{claim.before} {claim.after}"):
            return ""  # "notes that fall due in 2025" are told of another time
        return f"the source gives it for {dated[0].frame.times[0][0]}: “{snippet(source, dated[0])}”."
    return ""


def _basis(frame: Frame) -> int:
    """Against what a change is measured; where nothing is said, that of a year against the year before."""
    yearly = bool(frame.times) and frame.times[0][0].months == YEAR
    return frame.basis or (-YEAR if yearly and frame.clues.trend and not frame.clues.level else 0)


def _is_spelt_count(quantity: Quantity) -> bool:
    """Whether a number in words only counts what is spoken of: "two trials"."""
    return (
        quantity.kind is Kind.NUMBER and quantity.is_word and abs(quantity.value or Decimal(0)) < SMALL_COUNT
    )


def _is_dated(frame: Frame) -> bool:
    """Whether a time is bound to a number so firmly that it may flag the number by itself."""
    return bool(frame.times) and frame.times[0][1] >= _DATED


def _contrast(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    """Words that exclude each other: what the source calls diluted is not basic."""
    best = close[0].frame.terms
    for mine, group in contrasts_of(claim):
        excluded = strongest_contrary(best, mine, group) >= _FIRM
        if group is RESULTS and excluded and not claim.results & source.results_of(close[0].place):
            continue
        if excluded and not any(tells_as(c.frame.terms, mine, group) for c in close):
            return f"the source speaks of another kind: “{snippet(source, close[0])}”."
    return ""


def _metric(source: SourceIndex, claim: Claim, supporters: _Places) -> str:
    """The claim names a metric outright, and all places that state its value another: no cash is income."""
    quantity = claim.quantity
    counts = quantity.kind is Kind.NUMBER and (
        quantity.is_word or abs(quantity.value or Decimal(0)) < SMALL_COUNT
    )
    if claim.labelled or counts or quantity.kind not in (*FIGURES, Kind.DURATION) or claim.lasts:
        return ""
    if quantity.role not in (Role.PLAIN, Role.PART):
        return ""
    said = metrics_named(claim.frame.terms, _NAMED)
    mine = [metric for metric in said if all(map(claim.says, metric))]
    if not mine or not all(exclude_each_other(mine, metrics_named(c.frame.terms, _HELD)) for c in supporters):
        return ""
    return f"the source gives it under another name: “{snippet(source, supporters[0])}”."


_CHECKS: tuple[tuple[_Check, Status], ...] = (
    (_qualifier, Status.CONTRADICTED),
    (_grade, Status.CONTRADICTED),
    (_direction, Status.CONTRADICTED),
    (_compared, Status.CONTRADICTED),
    (_sides, Status.CONTRADICTED),
    (opposed_words, Status.CONTRADICTED),
    (traded, Status.CONTRADICTED),
    (outcome, Status.CONTRADICTED),
    (revised, Status.CONTRADICTED),
    (superseded, Status.MISATTRIBUTED),
    (zoned, Status.CONTRADICTED),
    (adjusted, Status.MISATTRIBUTED),
    (borne, Status.MISATTRIBUTED),
    (_tense, Status.CONTRADICTED),
    (_anachronism, Status.CONTRADICTED),
    (_rate, Status.CONTRADICTED),
    (_range, Status.CONTRADICTED),
    (_range_of, Status.MISATTRIBUTED),
    (_bound, Status.MISATTRIBUTED),
    (_whole, Status.CONTRADICTED),
    (_company, Status.CONTRADICTED),
    (_outside, Status.CONTRADICTED),
    (_period, Status.MISATTRIBUTED),
    (_contrast, Status.MISATTRIBUTED),
)
"""In the order in which what is wrong is told."""

_COUPON = re.compile(
    r"\s*(?:(?:senior|subordinated|convertible|exchangeable|secured|unsecured|cumulative) )*"
    r"(?:notes?|debentures?|bonds?|preferred)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:unless|nothing|only (?:if|when|once))\b", re.IGNORECASE)
_OF_AMOUNTS = (_direction, _compared, _sides, _outside, _period, _contrast)
"""What cannot be wrong with a date."""


__all__ = ["Conflict", "close_to_best", "conflict"]
