"""Numbers that follow from the draft's own, once those are borne out: "20 of 250 patients (8.0%)".

A draft may add up what the source gives one by one and go on from there. Where the numbers of a claim's own
clause are right, and its words ask for a formula over them, what the formula gives is right as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.verify import formulas
from summarizer.verify.asks import Ask, asks, clause
from summarizer.verify.claims import Claim
from summarizer.verify.formulas import Formula, computed, reads, stated, tries

_NEAREST, _COARSE = 3, 2  # numbers of the clause that are joined; where the claim is as coarse as "half"
_FIGURES = (Kind.MONEY, Kind.NUMBER, Kind.PERCENT, Kind.DURATION, Kind.MEASURE)
_LISTED = re.compile(
    r"[^.;:–—]{0,90}(?::|[–—])"
)  # "430 patients had died – 201 on the drug and 229 on placebo"
_COMPARING = (Kind.MULTIPLE, Kind.POINTS)


@dataclass(frozen=True, slots=True)
class Link:
    """A formula over numbers of the draft that yields a claimed value.

    Attributes:
        formula: As shown to a reader.
        operands: The numbers, in the draft.
    """

    formula: str
    operands: tuple[Quantity, ...]


def follows_from_own(claim: Claim, clean: Sequence[Quantity]) -> Link | None:
    """The formula over other numbers of a claim's clause that gives its value, if its words ask for one.

    Args:
        claim: A number that the source does not bear out.
        clean: The numbers of its sentence that the source does bear out.
    """
    quantity = claim.quantity
    if quantity.value is None or not quantity.value or quantity.kind not in (*_FIGURES, *_COMPARING):
        return None
    start, end = clause(claim)
    here = quantity.span.start
    beside = [q for q in clean if start <= q.span.start < end and q.kind in _FIGURES and q.value]
    beside = [q for q in beside if q.role in (Role.PLAIN, Role.PART, Role.WHOLE)]
    coarse = tries(quantity) == 1
    beside = sorted(beside, key=lambda q: abs(q.span.start - here))[: _COARSE if coarse else _NEAREST]
    for formula, operands in _formulas(claim, beside):
        if any(not _alike(operands[0], other) for other in operands):
            continue
        result = computed(formula, [stated(q) for q in operands])
        if result is not None and reads(quantity, result) and _goes(claim, formula, result.printed > 0):
            shown = formula.shown([" ".join(q.text.split()) for q in operands])
            return Link(f"{shown} = {' '.join(quantity.text.split())}", operands)
    return None


def _formulas(claim: Claim, beside: Sequence[Quantity]) -> Iterator[tuple[Formula, tuple[Quantity, ...]]]:
    """The formulas that the claim's words ask for, over the numbers beside it."""
    asked, kind = asks(claim), claim.quantity.kind
    pairs = list(permutations(beside, 2))
    if kind is Kind.PERCENT:
        for part, whole in pairs:
            if (part.role, whole.role) == (Role.PART, Role.WHOLE) and part.group == whole.group:
                yield formulas.SHARE, (part, whole)
        if asked.has(Ask.SHARE):
            yield from ((formulas.SHARE, pair) for pair in pairs if _smaller(*pair))
        if asked.has(Ask.CHANGE):
            yield from ((formulas.CHANGE, pair) for pair in pairs)
        if asked.has(Ask.REST):
            yield from ((formulas.COMPLEMENT, (q,)) for q in beside if q.kind is Kind.PERCENT)
    elif kind is Kind.MULTIPLE or claim.quantity.step == 0:
        if asked.has(Ask.RATIO | Ask.SHARE):
            yield from ((formulas.RATIO, pair) for pair in pairs)
    elif kind is Kind.POINTS:
        yield from ((formulas.DIFFERENCE, pair) for pair in pairs if pair[0].kind is Kind.PERCENT)
    else:
        like = tuple(q for q in beside if _alike(claim.quantity, q))
        listed = _LISTED.match(claim.after)
        if listed is not None:
            start = claim.quantity.span.end + listed.end()
            behind = tuple(q for q in like if q.span.start >= start)
            if len(behind) > 1:
                yield formulas.SUM, behind
        if asked.has(Ask.SUM) and len(like) > 1:
            yield formulas.SUM, like
        if asked.has(Ask.GAP | Ask.CHANGE | Ask.REST):
            yield from ((formulas.DIFFERENCE, pair) for pair in permutations(like, 2) if not _smaller(*pair))


def _alike(one: Quantity, two: Quantity) -> bool:
    units = one.unit, two.unit
    if one.kind is two.kind is Kind.MONEY and one.step < 1 and two.step < 1:
        units = one.unit.partition("/")[0], two.unit.partition("/")[0]  # "$37.25 a share, $21.50 in cash"
    return one.kind is two.kind and (units[0] == units[1] or not all(units))


def _smaller(one: Quantity, two: Quantity) -> bool:
    return abs(one.value or Decimal(0)) < abs(two.value or Decimal(0))


def _goes(claim: Claim, formula: Formula, up: bool) -> bool:
    """Whether a change goes the way that the claim says."""
    direction = claim.frame.direction
    return formula is not formulas.CHANGE or not direction or (direction > 0) is up
