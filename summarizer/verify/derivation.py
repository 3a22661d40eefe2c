"""Numbers that the source does not print but that follow from numbers it does print."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from summarizer.numbers.quantity import Kind, Quantity
from summarizer.verify.agreement import rounds_to, satisfies
from summarizer.verify.candidates import Candidate, Claim, SourceIndex

_OPERANDS = 10  # how many of the best-fitting numbers may enter a formula
_FITS = 0.3  # how well each of them must fit the claim's words
_MINIMUM_STEP = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Derivation:
    """A formula over numbers of the source that yields the claimed value."""

    formula: str
    operands: tuple[Candidate, ...]


def derive(source: SourceIndex, claim: Claim, rivals: list[Candidate]) -> Derivation | None:
    """The claimed value from the numbers that fit the claim's words best, if a formula gives it."""
    quantity = claim.quantity
    if quantity.value is None or quantity.kind in (Kind.DATE, Kind.TIME, Kind.ORDINAL):
        return None
    fitting = [c for c in rivals if c.fit >= _FITS and c.quantity.value is not None][:_OPERANDS]
    for candidate in fitting:
        value = candidate.quantity.value
        if value is not None and satisfies(quantity, abs(value)) and candidate.fit >= _FITS:
            return Derivation(f"{quantity.qualifier} {quantity.text} holds for {candidate.quantity.text}", (candidate,))
    if quantity.kind in (Kind.MONEY, Kind.NUMBER, Kind.DURATION):
        return _difference(quantity, fitting)
    return None


def _difference(claim: Quantity, fitting: list[Candidate]) -> Derivation | None:
    assert claim.value is not None  # noqa: S101 - the caller checked
    step = max(claim.step, _MINIMUM_STEP)
    for one, two in permutations(fitting, 2):
        left, right = one.quantity.value, two.quantity.value
        if left is None or right is None or one.quantity.kind is not two.quantity.kind:
            continue
        if left > right and rounds_to(abs(claim.value), left - right, step):
            return Derivation(f"{one.quantity.text} − {two.quantity.text} = {claim.text}", (one, two))
    return None
