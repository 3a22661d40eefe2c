"""Numbers that the source does not print but that follow from numbers it does print.

The search is bounded twice: only numbers whose labels fit the claim's words may enter a formula, and
only such as belong together (one row of a table, one sentence, or one metric in two periods), so that
no claim is explained by chance.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations

from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.verify.agreement import measurable, rounds_to, satisfies
from summarizer.verify.candidates import Candidate, Claim, SourceIndex, Words, time_relation

_OPERANDS = 12  # how many of the best-fitting numbers may enter a formula
_FITS = 0.3  # how well each of them must fit the claim's words
_SIMILAR = 0.6  # how much of their strong label terms two numbers of one metric share
_STRONG = 0.5
_LONGEST_SUM = 4
_NEVER_DERIVED = (Kind.DATE, Kind.TIME, Kind.ORDINAL, Kind.IDENTIFIER)
_AMOUNTS = (Kind.MONEY, Kind.NUMBER, Kind.DURATION, Kind.MEASURE)
_TOTALS = frozenset(("total", "sum", "togeth", "altogeth"))
_MEANS = frozenset(("averag", "mean"))
_CHANGES = frozenset(("chang", "differ", "swing", "vari"))


@dataclass(frozen=True, slots=True)
class Derivation:
    """A formula over numbers of the source that yields the claimed value."""

    formula: str
    operands: tuple[Candidate, ...]


def derive(source: SourceIndex, claim: Claim, words: Words, rivals: list[Candidate]) -> Derivation | None:
    """The claimed value from the numbers that fit the claim's words best, if a formula gives it."""
    quantity = claim.quantity
    if quantity.value is None or not measurable(quantity) or quantity.kind in _NEVER_DERIVED:
        return None
    fitting = _fitting(rivals)
    for candidate in fitting:
        if satisfies(quantity, abs(_value(candidate))):
            held = f"“{quantity.qualifier} {quantity.text}” holds of {_shown(candidate)}"
            return Derivation(held, (candidate,))
    if quantity.kind is Kind.PERCENT:
        own = _own_fraction(source, claim)
        if own is not None:
            return own
        amounts = _fitting(source.operands(claim, words, _AMOUNTS))
        return _change_in_percent(claim, amounts) or _share(claim, amounts)
    if quantity.kind is Kind.POINTS:
        return _difference(claim, _fitting(source.operands(claim, words, (Kind.PERCENT,))))
    if quantity.kind is Kind.MULTIPLE:
        return _ratio(claim, _fitting(source.operands(claim, words, _AMOUNTS)))
    if quantity.kind in _AMOUNTS:
        return _difference(claim, fitting) or _sum(claim, fitting) or _mean(claim, fitting)
    return None


def _fitting(candidates: Iterable[Candidate]) -> list[Candidate]:
    usable = (
        c
        for c in candidates
        if c.fit >= _FITS
        and c.quantity.value is not None
        and measurable(c.quantity)
        and c.quantity.role in (Role.PLAIN, Role.PART, Role.WHOLE)
    )
    return [candidate for candidate, _ in zip(usable, range(_OPERANDS), strict=False)]


def _value(candidate: Candidate) -> Decimal:
    value = candidate.quantity.value
    assert value is not None  # noqa: S101 - `_fitting` chose them
    return value


def _says(claim: Claim, stems: frozenset[str]) -> bool:
    return any(stem in claim.frame.terms for stem in stems)


def _together(one: Candidate, two: Candidate) -> bool:
    """Whether two numbers are of one metric: same row, same sentence, or nearly the same label."""
    if one.quantity.kind is not two.quantity.kind:
        return False
    if one.frame.statement == two.frame.statement:
        return True
    mine = {term for term, strength in one.frame.terms.items() if strength >= _STRONG and term[0] != "="}
    theirs = {term for term, strength in two.frame.terms.items() if strength >= _STRONG and term[0] != "="}
    return bool(mine and theirs) and len(mine & theirs) >= _SIMILAR * len(mine | theirs)


def _same_metric(pairs: Iterable[tuple[Candidate, Candidate]]) -> Iterator[tuple[Candidate, Candidate]]:
    return ((one, two) for one, two in pairs if _together(one, two))


def _places(step: Decimal) -> Decimal:
    return step if step > 0 else Decimal(1)


def _shown(candidate: Candidate) -> str:
    return " ".join(candidate.quantity.text.split())


def _difference(claim: Claim, operands: list[Candidate]) -> Derivation | None:
    """The later less the earlier, where the claim says which way it went; a loss that narrows may go up."""
    direction = claim.frame.direction
    if not direction and not _says(claim, _CHANGES):
        return None
    wanted = abs(claim.quantity.value or Decimal(0))
    factor = Decimal(100) if claim.quantity.unit == "bp" else Decimal(1)
    for new, old in _same_metric(permutations(operands, 2)):
        change = _value(new) - _value(old)
        if not change or not rounds_to(wanted, abs(change) * factor, _places(claim.quantity.step)):
            continue
        growth = abs(_value(new)) - abs(_value(old))
        if direction and not (_later(new, old) and max(change * direction, growth * direction) > 0):
            continue
        high, low = (new, old) if change > 0 else (old, new)
        return Derivation(f"{_shown(high)} − {_shown(low)} = {claim.quantity.text}", (high, low))
    return None


def _change_in_percent(claim: Claim, operands: list[Candidate]) -> Derivation | None:
    """(new − old) / old, where the claim says which way it went and the periods say which is new."""
    direction = claim.frame.direction
    if not direction and not _says(claim, _CHANGES):
        return None
    wanted = abs(claim.quantity.value or Decimal(0))
    for new, old in _same_metric(permutations(operands, 2)):
        before, after = _value(old), _value(new)
        if before == 0 or not _later(new, old):
            continue
        change = (after - before) / abs(before) * 100
        if direction and change * direction < 0:
            continue
        if rounds_to(wanted, abs(change), _places(claim.quantity.step)):
            return Derivation(f"({_shown(new)} − {_shown(old)}) / {_shown(old)} = {change:.2f}%", (new, old))
    return None


def _later(new: Candidate, old: Candidate) -> bool:
    """Whether the periods bound to the two, if they say anything, put `new` after `old`."""
    if not new.frame.times or not old.frame.times:
        return True
    one, two = new.frame.times[0][0], old.frame.times[0][0]
    if one.end is not None and two.end is not None:
        return one.end > two.end
    return one.year is None or two.year is None or one.year > two.year


def _share(claim: Claim, operands: list[Candidate]) -> Derivation | None:
    """Part of whole in one sentence or one column, such as "34 of 105" for 32.4%."""
    wanted = abs(claim.quantity.value or Decimal(0))
    for part, whole in permutations(operands, 2):
        if part.quantity.kind is not whole.quantity.kind or not 0 < abs(_value(part)) < abs(_value(whole)):
            continue
        fraction = part.quantity.role is Role.PART and part.quantity.group == whole.quantity.group >= 0
        column = time_relation(part.frame, whole.frame) > 0 and not claim.frame.direction
        if not fraction and not column:
            continue
        share = abs(_value(part)) / abs(_value(whole)) * 100
        if rounds_to(wanted, share, _places(claim.quantity.step)):
            return Derivation(f"{_shown(part)} / {_shown(whole)} = {share:.2f}%", (part, whole))
    return None


def _own_fraction(source: SourceIndex, claim: Claim) -> Derivation | None:
    """The fraction that the claim's own sentence gives beside it: "34 of 105 patients, or 32.4%"."""
    for part, whole in permutations(claim.siblings, 2):
        numbers = part.quantity, whole.quantity
        roles = tuple(number.role for number in numbers)
        if roles != (Role.PART, Role.WHOLE) or numbers[0].group != numbers[1].group:
            continue
        if not numbers[0].value or not numbers[1].value:
            continue
        share = numbers[0].value / numbers[1].value * 100
        if not rounds_to(abs(claim.quantity.value or Decimal(0)), share, _places(claim.quantity.step)):
            continue
        places = [source.candidates(one, source.words(one.frame))[0] for one in (part, whole)]
        if all(places):
            operands = tuple(found[0] for found in places)
            return Derivation(f"{numbers[0].text} / {numbers[1].text} = {share:.2f}%", operands)
    return None


def _ratio(claim: Claim, operands: list[Candidate]) -> Derivation | None:
    wanted = abs(claim.quantity.value or Decimal(0))
    step = _places(claim.quantity.step) if not claim.quantity.is_word else Decimal("0.1")
    for one, two in _same_metric(permutations(operands, 2)):
        if _value(two) and _later(one, two) and rounds_to(wanted, _value(one) / _value(two), step):
            return Derivation(f"{_shown(one)} / {_shown(two)} = {_value(one) / _value(two):.2f}", (one, two))
    return None


def _sum(claim: Claim, operands: list[Candidate]) -> Derivation | None:
    if not any(stem in claim.frame.terms for stem in _TOTALS):
        return None
    wanted: Quantity = claim.quantity
    for count in range(2, _LONGEST_SUM + 1):
        for terms in combinations(operands, count):
            same = all(
                t.quantity.kind is wanted.kind and t.quantity.unit == terms[0].quantity.unit for t in terms
            )
            if same and rounds_to(
                abs(wanted.value or Decimal(0)), sum(map(_value, terms), Decimal(0)), _places(wanted.step)
            ):
                formula = " + ".join(_shown(term) for term in terms)
                return Derivation(f"{formula} = {wanted.text}", terms)
    return None


def _mean(claim: Claim, operands: list[Candidate]) -> Derivation | None:
    if not any(stem in claim.frame.terms for stem in _MEANS):
        return None
    wanted = abs(claim.quantity.value or Decimal(0))
    for count in (2, 3):
        for terms in combinations(operands, count):
            if not all(_together(terms[0], term) for term in terms[1:]):
                continue
            mean = sum(map(_value, terms), Decimal(0)) / count
            if rounds_to(wanted, mean, _places(claim.quantity.step)):
                formula = " + ".join(_shown(term) for term in terms)
                return Derivation(f"({formula}) / {count} = {claim.quantity.text}", terms)
    return None
