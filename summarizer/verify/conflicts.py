"""What can be wrong with a number whose value is right: the words that it is told in.

Each check compares the clues of a claim with those of the places that state its value, and speaks up only
where the best place says the contrary and none of the others says the same as the claim.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from summarizer.findings import Status
from summarizer.numbers.acts import BE, DONE, is_commitment, is_known
from summarizer.numbers.binding import Element, twin_of
from summarizer.numbers.clues import CASH, LOAN, MERIT, PRICE, RESULT, TAX, comparisons
from summarizer.numbers.labels import PREVIOUS, Frame, LabelIndex
from summarizer.numbers.quantity import Kind, Qualifier, Quantity, Role
from summarizer.numbers.timing import YEAR
from summarizer.verify.agreement import agree, opposed, satisfies
from summarizer.verify.candidates import Candidate, Claim, SourceIndex, contrasts_of, time_relation
from summarizer.verify.showing import shown, snippet

_CLOSE = 0.1  # how much less well than the best place another one may fit and still speak with it
_NEAR = 0.2  # and still clear a claim that says the same as it
_FIRM = 0.45  # how firmly a word is bound that excludes others
_SHORT = 40  # characters of a column's header, which is no sentence
_DATED = 0.8  # how firmly a time is bound to be a number's own
_CHANGE = re.compile(r"\b(?:change|variance|growth)\b", re.IGNORECASE)
_SHARE_BEHIND = re.compile(r"\s*\(\s*[0-9.]+ ?(?:%|percent|per cent)")
_GRADE = re.compile(r"grade(\d)([+-])")
_OWN_SHARE = Decimal("0.2")  # by how much "a quarter" may miss the percentage in the brackets behind it


@dataclass(frozen=True, slots=True)
class Conflict:
    """What speaks against a claim whose value stands in the source.

    Attributes:
        status: Contradicted or misattributed.
        message: One sentence for the reader.
    """

    status: Status
    message: str


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
    for check, status in _CHECKS:
        if claim.quantity.kind is Kind.DATE and check in _OF_AMOUNTS:
            continue
        message = check(source, claim, close, near)
        if message:
            return Conflict(status, message)
    return None


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
    contrary = (grade, "+" if mark == "-" else "-")
    if contrary in _grades(close[0].frame.terms) and not any(mine & _grades(c.frame.terms) for c in close):
        bound = "higher" if mark == "-" else "lower"
        return f"the source speaks of grade {grade} or {bound}: “{snippet(source, close[0])}”."
    return ""


def _grades(terms: Mapping[str, float]) -> set[tuple[str, str]]:
    found = set()
    for term, strength in terms.items():
        match = _GRADE.fullmatch(term) if strength >= _FIRM else None
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
        went = "down" if mine > 0 else "up"
        return f"the source says it went {went}: “{snippet(source, best)}”."
    if not claim.frame.clues.level:
        return _change_column(source, claim, best)
    if base or _own_base(claim):
        return ""  # that decides
    pairs = _bases(source, best)
    if pairs and all(_change(base, best.quantity) * mine < 0 for base in pairs):
        return f"the source gives {shown(pairs[0])} for the period before: “{snippet(source, best)}”."
    return ""


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
    return [base for base in found if _change(base, best.quantity)]


def _change(old: Quantity, new: Quantity) -> Decimal:
    """By how much a figure grew in size; zero where the two cannot be compared."""
    if (
        old.value is None
        or new.value is None
        or (old.kind, old.unit.split("/")[0]) != (new.kind, new.unit.split("/")[0])
    ):
        return Decimal(0)
    if old.value * new.value < 0:
        return Decimal(0)
    return abs(new.value) - abs(old.value)


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
}


def _sides(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    theirs = close[0].frame.clues.sides
    for axis, sign in claim.frame.clues.sides.items():
        if theirs.get(axis) == -sign and not any(c.frame.clues.sides.get(axis) == sign for c in close):
            return f"the source speaks of {_SAID[axis][sign > 0]}: “{snippet(source, close[0])}”."
    return ""


# -- planned or done -----------------------------------------------------------------------------------------


def _tense(source: SourceIndex, claim: Claim, close: _Places, near: _Places) -> str:
    best = close[0]
    for act, tense in claim.frame.clues.acts.items():
        if any(_tells(c, act, tense) for c in near):
            continue
        alone = (
            claim.frame.tense == tense
            and not is_commitment(act)
            and not any(_mentions(source, c, act, tense) for c in near)
        )
        contrary = best.frame.tense != tense and any(_tells(c, act, -tense) for c in near)
        if contrary or (alone and _is_told(claim, near, -tense)):
            said = "planned or expected" if tense == DONE else "done"
            return f"the source tells it as {said}: “{snippet(source, best)}”."
    return ""


def _tells(candidate: Candidate, act: str, tense: int) -> bool:
    """Whether a place tells an act as planned or as done."""
    return candidate.frame.clues.acts.get(act) == tense


def _mentions(source: SourceIndex, candidate: Candidate, act: str, tense: int) -> bool:
    """Whether the sentence of a place tells an act so of whatever number."""
    if source.in_table(candidate.frame):
        return False
    acts = source.labels.acts(candidate.frame.statement)
    return any(found.name == act and found.tense == tense for found in acts)


def _is_told(claim: Claim, places: _Places, tense: int) -> bool:
    """Whether an amount is told as done, or nowhere but as expected, whatever the act.

    Much is done on one day and much in one quarter, and a "10-year note" is neither planned nor done: of
    dates and durations only the same act says anything.
    """
    if claim.quantity.kind not in _FIGURES:
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


# -- when, and of what kind ----------------------------------------------------------------------------------


def _period(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    basis = close[0].frame.basis
    if claim.frame.basis and all(c.frame.basis and c.frame.basis != claim.frame.basis for c in close):
        before = "year" if basis == -YEAR else "quarter"
        return f"the source measures it against the {before} before: “{snippet(source, close[0])}”."
    if claim.quantity.kind is Kind.DURATION:
        return ""  # most often itself a part of the time that is told
    if not _is_dated(claim.frame) or not all(_is_dated(c.frame) for c in close):
        return ""
    if all(time_relation(claim.frame, c.frame) < 0 for c in close):
        return f"the source gives it for {close[0].frame.times[0][0]}: “{snippet(source, close[0])}”."
    return ""


def _is_dated(frame: Frame) -> bool:
    """Whether a time is bound to a number so firmly that it may flag the number by itself."""
    return bool(frame.times) and frame.times[0][1] >= _DATED


def _contrast(source: SourceIndex, claim: Claim, close: _Places, _: _Places) -> str:
    """Words that exclude each other: what the source calls diluted is not basic."""
    best = close[0].frame.terms
    for mine, group in contrasts_of(claim):
        excluded = any(best.get(term, 0.0) >= _FIRM for term in group)
        if excluded and not any(c.frame.terms.get(mine, 0.0) > PREVIOUS for c in close):
            return f"the source speaks of another kind: “{snippet(source, close[0])}”."
    return ""


_CHECKS: tuple[tuple[_Check, Status], ...] = (
    (_qualifier, Status.CONTRADICTED),
    (_grade, Status.CONTRADICTED),
    (_direction, Status.CONTRADICTED),
    (_compared, Status.CONTRADICTED),
    (_sides, Status.CONTRADICTED),
    (_tense, Status.CONTRADICTED),
    (_rate, Status.CONTRADICTED),
    (_range, Status.CONTRADICTED),
    (_period, Status.MISATTRIBUTED),
    (_contrast, Status.MISATTRIBUTED),
)
"""In the order in which what is wrong is told."""

_OF_AMOUNTS = (_direction, _compared, _sides, _period, _contrast)
"""What cannot be wrong with a date."""


# -- the draft against itself --------------------------------------------------------------------------------


class SelfConflicts:
    """What a draft itself says that cannot be: "rose to 22.0% from 24.0%", a range that runs backwards."""

    def __init__(self, labels: LabelIndex) -> None:
        self._labels = labels
        self._pairs: dict[int, dict[int, list[tuple[int, int]]]] = {}

    def of(self, index: int) -> str:
        """What is wrong with one of its numbers; empty where nothing is."""
        labels, quantities = self._labels, self._labels.numbers.quantities
        quantity = quantities[index]
        for now, then in self._held_against(labels.statement_at(quantity.span.start)).get(index, ()):
            trend = _trend_between(labels, now, then)
            if trend * _change(quantities[then], quantities[now]) < 0:
                went = "up" if trend > 0 else "down"
                return f"{quantities[now].text} is not {went} from {quantities[then].text}."
        for first, second in ((index, index + 1), (index - 1, index)):
            if first >= 0 and second < len(quantities) and _runs_backwards(labels, first, second):
                return f"the range from {quantities[first].text} to {quantities[second].text} runs backwards."
        share = _bracketed_share(labels, index)
        if share is not None:
            return f"{share.text} is not {quantity.qualifier or ''} {quantity.text}.".replace("  ", " ")
        return ""

    def _held_against(self, statement: int) -> dict[int, list[tuple[int, int]]]:
        """For each number of a sentence its pairs: of a figure and what that is held against."""
        known = self._pairs.get(statement)
        if known is None:
            known = self._pairs[statement] = {}
            if self._labels.statements[statement].table is None:
                elements = self._labels.elements(statement)
                for element in elements:
                    now = _figure_of(self._labels, elements, element) if element.quantity >= 0 else None
                    if now is not None:
                        for number in {now, element.quantity}:
                            known.setdefault(number, []).append((now, element.quantity))
                    twins = _twins_of(self._labels, elements, element)
                    if twins is not None:
                        for number in set(twins):
                            known.setdefault(number, []).append(twins)
        return known


def _figure_of(labels: LabelIndex, elements: Sequence[Element], then: Element) -> int | None:
    """The number that another is held against it: $6 for the $5 of "to $6 from $5" and "from $5 to $6"."""
    order = then.order - 1
    while order > 0 and elements[order].word in _LOOSE:
        order -= 1
    lead = elements[order].word if order >= 0 else ""
    if lead in ("to", "with") and order and elements[order - 1].word == "compared":
        lead = "compared"
    if lead not in ("from", "versus", "vs", "against", "compared"):
        return None
    if lead == "from":
        for element in elements[then.order + 1 : then.order + _NEXT]:
            if element.quantity >= 0:
                if elements[element.order - 1].word == "to" and _alike(labels, element, then):
                    return element.quantity
                break
    for element in reversed(elements[:order]):
        if ";" in labels.text[element.end : elements[element.order + 1].start] or element.word in _PARTING:
            return None
        aside = element.bracket >= 0 and element.bracket != then.bracket
        if element.quantity >= 0 and not aside and _alike(labels, element, then):
            return element.quantity
    return None


def _twins_of(labels: LabelIndex, elements: Sequence[Element], then: Element) -> tuple[int, int] | None:
    """The per-share figures of "$9.0 million ($0.62), up from $6.5 million ($0.46)"."""
    base = twin_of(elements, then) if then.quantity >= 0 else None
    now = _figure_of(labels, elements, base) if base is not None else None
    if now is None:
        return None
    for element in elements:
        one = twin_of(elements, element) if element.quantity >= 0 else None
        if one is not None and one.quantity == now and _alike(labels, element, then):
            return element.quantity, then.quantity
    return None


_LOOSE = frozenset("a an the about approximately nearly roughly around just over under us".split())
_PARTING = frozenset("was were is are and while whereas but which that who while had has".split())
_NEXT = 6


def _alike(labels: LabelIndex, one: Element, two: Element) -> bool:
    """Whether two numbers can be a figure and what it was before."""
    a, b = labels.numbers.quantities[one.quantity], labels.numbers.quantities[two.quantity]
    if a.kind is not b.kind or a.kind not in _FIGURES or a.role is not b.role:
        return False
    if a.unit == b.unit:
        return True
    # "$1.28 per share, down from $1.84", but not "$22.2 million, or $2.15 per share, up from $16 million"
    if not a.value or not b.value or a.unit.split("/")[0] != b.unit.split("/")[0]:
        return False
    return Decimal("0.1") < abs(a.value / b.value) < 10


_RANGE_LEAD = re.compile(r"\b(?:range (?:of|from)|ranging from|ranges? from|between|in the range of) $")
_FIGURES = (Kind.MONEY, Kind.PERCENT, Kind.NUMBER, Kind.MULTIPLE, Kind.MEASURE)


def _trend_between(labels: LabelIndex, now: int, then: int) -> int:
    """Which way the draft says that a figure went from one number to the other; 0 where it is not sure."""
    clues = [labels.frame(index).clues for index in (now, then)]
    trends = {c.trend for c in clues if c.trend and c.level}
    return trends.pop() if len(trends) == 1 else 0


def _runs_backwards(labels: LabelIndex, first: int, second: int) -> bool:
    one, two = labels.numbers.quantities[first], labels.numbers.quantities[second]
    text = labels.text
    same = one.kind is two.kind and (one.unit == two.unit or not one.unit)
    falls = same and one.value is not None and two.value is not None and one.value > two.value >= 0
    if (one.role, two.role) == (Role.LOW, Role.HIGH) and one.group == two.group and one.group >= 0:
        return falls
    if two.value == 1:
        return False  # "1.34 to 1.00" is a ratio
    between = text[one.span.end : two.span.start].strip().lower()
    lead = text[max(0, one.span.start - 24) : one.span.start].lower()
    if between in ("to", "and") and _RANGE_LEAD.search(lead):
        return falls
    if between == "and" and "between" not in lead:
        return False
    if between not in ("to", "and", "-", "–", "—") or "from" in lead or labels.frame(first).direction:
        return False
    if between == "-" and one.unit == two.unit == "":
        return False  # a score
    return falls


def _bracketed_share(labels: LabelIndex, index: int) -> Quantity | None:
    """The percentage in brackets behind a fraction that it does not bear out: "just under half (51%)"."""
    quantities = labels.numbers.quantities
    quantity = quantities[index]
    if not quantity.is_word or quantity.value is None or not 0 < quantity.value < 1:
        return None
    if index + 1 >= len(quantities) or quantities[index + 1].kind is not Kind.PERCENT:
        return None
    share = quantities[index + 1]
    if labels.text[quantity.span.end : share.span.start].strip() != "(" or share.value is None:
        return None
    value = share.value / 100
    off = abs(value - quantity.value) / quantity.value
    wrong = (
        off > _OWN_SHARE
        if not quantity.qualifier or quantity.qualifier is Qualifier.ABOUT
        else (off > _OWN_SHARE or not satisfies(quantity, value))
    )
    return share if wrong else None


__all__ = ["Conflict", "SelfConflicts", "close_to_best", "conflict"]
