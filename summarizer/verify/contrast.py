"""How much speaks for reading a claim as another number of the source: named features, weighed."""

import math
from dataclasses import dataclass
from decimal import Decimal

from summarizer.numbers.glossary import CONTRASTS
from summarizer.numbers.labels import PREVIOUS, Frame
from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.verify.agreement import agree, opposed
from summarizer.verify.candidates import (
    VARIANTS,
    Candidate,
    Claim,
    SourceIndex,
    Words,
    swap_gain,
    time_relation,
)

_NEAR = 0.45
_PRESENT = 0.6
_FIRM = 0.4
_HALF_A_YEAR = 6


def features(
    source: SourceIndex, claim: Claim, words: Words, supporters: list[Candidate], supporter: Candidate, rival: Candidate
) -> dict[str, float]:
    """What speaks for and against `rival` where `supporter` states the claimed value."""
    mine, theirs, said = supporter.frame.terms, rival.frame.terms, claim.frame.terms
    same = supporter.frame.statement == rival.frame.statement
    gain = loss = both = near = top = most = away_s = away_r = 0.0
    far_gain = far_loss = far = 0.0
    spec = spec_gain = spec_loss = stolen_s = stolen_r = name = name_s = name_r = 0.0
    others = [s.frame.terms for s in claim.siblings if s.quantity.kind is claim.quantity.kind]
    beside_s, beside_r = _beside(source, supporter), _beside(source, rival)
    for term, weight in words.weights.items():
        strength = said[term]
        here, there = mine.get(term, 0.0), theirs.get(term, 0.0)
        if term[0] == "=":
            continue
        rarity = weight / (strength * strength)
        own = max(0.0, strength - max((o.get(term, 0.0) for o in others), default=0.0))
        if own > 0.05:
            spec += own * rarity
            spec_gain += own * rarity * max(0.0, there - here)
            spec_loss += own * rarity * max(0.0, here - there)
        stolen_s += weight * max(0.0, beside_s.get(term, 0.0) - here)
        stolen_r += weight * max(0.0, beside_r.get(term, 0.0) - there)
        if term in claim.names:
            name += rarity
            name_s += rarity * (here <= PREVIOUS)
            name_r += rarity * (there <= PREVIOUS)
        if strength >= _NEAR:
            near += rarity
            most = max(most, rarity)
            gain += rarity * max(0.0, there - here)
            loss += rarity * max(0.0, here - there)
            both += rarity * min(here, there)
            away_s += rarity * (here <= PREVIOUS)
            away_r += rarity * (there <= PREVIOUS)
            top = max(top, rarity * (there - here))
        else:
            far += rarity
            far_gain += rarity * max(0.0, there - here)
            far_loss += rarity * max(0.0, here - there)
    near, far, most, spec = near or 1.0, far or 1.0, most or 1.0, spec or 1.0
    total = sum(words.weights.values()) or 1.0
    absent = sum(s for t, s in said.items() if s >= _NEAR and t[0] not in "=@#" and not source.labels.idf(t))
    absent /= sum(s for t, s in said.items() if s >= _NEAR and t[0] not in "=@#") or 1.0
    pair_s = _pair(source, claim, supporter)
    time_s, time_r = time_relation(claim.frame, supporter.frame), time_relation(claim.frame, rival.frame)
    quantity = claim.quantity
    statement = source.labels.statements[rival.frame.statement]
    table = statement.table
    same_table = table is not None and table is source.labels.statements[supporter.frame.statement].table
    twin = next((s for s in claim.siblings if s.quantity.kind is quantity.kind and agree(s.quantity, rival.quantity)), None)
    direction = claim.frame.direction
    undated = not claim.frame.times
    return {
        "bias": 1.0,
        "gain": gain / near,
        "loss": loss / near,
        "both": both / near,
        "away_s": away_s / near,
        "away_r": away_r / near,
        "top": top / most,
        "far_gain": far_gain / far,
        "far_loss": far_loss / far,
        "spec_gain": spec_gain / spec,
        "spec_loss": spec_loss / spec,
        "same_spec_gain": same * spec_gain / spec,
        "same_spec_loss": same * spec_loss / spec,
        "same_gain": same * gain / near,
        "same_loss": same * loss / near,
        "stolen_s": stolen_s / total,
        "stolen_r": stolen_r / total,
        "absent": absent,
        "pair_s": pair_s,
        "time_s_conflict": float(time_s < 0),
        "time_s_match": float(time_s > 0),
        "time_r_conflict": float(time_r < 0),
        "time_r_match": float(time_r > 0),
        "time_swap": float(time_s < 0 < time_r),
        "undated_past": float(undated and _past(source, supporter) and not _past(source, rival)),
        "undated_now": float(undated and _past(source, rival) and not _past(source, supporter)),
        "order_s": _order(source, claim, supporter),
        "name_s": name_s / (name or 1.0),
        "name_r": name_r / (name or 1.0),
        "direction_s": float(direction * supporter.frame.direction < 0),
        "direction_swap": float(direction * supporter.frame.direction < 0 < direction * rival.frame.direction),
        "polarity_s": float(claim.frame.polarity * supporter.frame.polarity < 0),
        "tense_s": float(claim.frame.tense * supporter.frame.tense < 0),
        "qualifier_s": float(opposed(quantity.qualifier, supporter.quantity.qualifier)),
        "role_s": _roles(quantity, supporter.quantity),
        "role_r": _roles(quantity, rival.quantity),
        "compares_s": float(claim.frame.compares != supporter.frame.compares and table is None),
        "compares_r": float(claim.frame.compares != rival.frame.compares and table is None),
        "contrast_s": _contrary(claim.frame, supporter.frame),
        "contrast_r": _contrary(claim.frame, rival.frame),
        "contrast_swap": _contrary(claim.frame, supporter.frame) * (1 - _contrary(claim.frame, rival.frame)),
        "variant_s": _variant(claim.frame, supporter.frame),
        "variant_r": _variant(claim.frame, rival.frame),
        "same": float(same),
        "same_table": float(same_table and not same),
        "alike": _alike(supporter.frame, rival.frame),
        "twin": float(twin is not None),
        "swap_gain": max(-1.0, min(1.0, swap_gain(source, twin, supporter, rival))) if twin else 0.0,
        "digits": min(6, _digits(quantity)) / 6,
        "small": float(quantity.kind is Kind.NUMBER and quantity.value is not None and abs(quantity.value) < 13),
        "rule": float(bool(supporter.agreement and supporter.agreement.rule)),
        "negated": float(bool(supporter.agreement and supporter.agreement.negated)),
        "places": math.log1p(len({c.frame.statement for c in supporters})),
        "size": _size(quantity, rival.quantity),
        "unit_s": float(bool(quantity.unit and supporter.quantity.unit and quantity.unit != supporter.quantity.unit)),
        "unit_r": float(bool(quantity.unit and rival.quantity.unit and quantity.unit != rival.quantity.unit)),
        "kind_s": float(quantity.kind is not supporter.quantity.kind),
        "kind_r": float(quantity.kind is not rival.quantity.kind),
        "table_r": float(table is not None),
        "date": float(quantity.kind is Kind.DATE),
        "fit_s": supporter.fit,
        "fit_r": rival.fit,
        "labelled": float(claim.labelled),
    }


def _beside(source: SourceIndex, candidate: Candidate) -> dict[str, float]:
    """For each word of a number's statement, how firmly it is bound to the other numbers of its kind there."""
    cache = source.beside
    known = cache.get(candidate.index)
    if known is None:
        known = {}
        for index in source.labels.quantities_of(candidate.frame.statement):
            quantity = source.numbers.quantities[index]
            if index == candidate.index or quantity.kind is not candidate.quantity.kind:
                continue
            if quantity.group >= 0 and quantity.group == candidate.quantity.group:
                continue
            for term, strength in source.labels.frame(index).terms.items():
                if strength > known.get(term, 0.0):
                    known[term] = strength
        cache[candidate.index] = known
    return known


def _pair(source: SourceIndex, claim: Claim, supporter: Candidate) -> float:
    """Whether the other end of a range, or the other part of a fraction, stands beside both alike."""
    group, there = claim.quantity.group, supporter.quantity.group
    if group < 0 or there < 0:
        return 0.0
    partners = [s.quantity for s in claim.siblings if s.quantity.group == group]
    near = source.labels.quantities_of(supporter.frame.statement)
    found = [
        source.numbers.quantities[i] for i in near if source.numbers.quantities[i].group == there and i != supporter.index
    ]
    return float(any(agree(p, q) for p in partners for q in found))


def _order(source: SourceIndex, claim: Claim, supporter: Candidate) -> float:
    """Whether the claim's neighbours stand around the supporter in the claim's order (1) or the reverse (-1)."""
    there = [
        (i, source.numbers.quantities[i])
        for i in source.labels.quantities_of(supporter.frame.statement)
        if source.numbers.quantities[i].kind is supporter.quantity.kind and i != supporter.index
    ]
    score = 0
    for sibling in claim.siblings:
        if sibling.quantity.kind is not claim.quantity.kind or agree(claim.quantity, sibling.quantity):
            continue
        before = sibling.quantity.span.start < claim.quantity.span.start
        for index, quantity in there:
            if agree(sibling.quantity, quantity):
                score += 1 if (index < supporter.index) == before else -1
                break
    return float((score > 0) - (score < 0))


def _past(source: SourceIndex, candidate: Candidate) -> bool:
    latest = source.labels.times.latest
    if latest is None or not candidate.frame.times:
        return False
    when = candidate.frame.times[0][0]
    end = latest[0] * 12 + latest[1] - 1
    if when.end is not None:
        return when.end < end - 1
    return when.year is not None and when.year < latest[0]


def _roles(claim: Quantity, other: Quantity) -> float:
    ends = (Role.LOW, Role.HIGH)
    if claim.role is other.role:
        return 0.0
    return 1.0 if (claim.role in ends) != (other.role in ends) or {claim.role, other.role} == set(ends) else 0.4


def _contrary(claim: Frame, other: Frame) -> float:
    """Whether a word of the claim excludes a word of the other's."""
    for group in CONTRASTS:
        mine = {term for term in group if claim.terms.get(term, 0.0) >= _FIRM}
        if len(mine) != 1:
            continue
        theirs = {term for term in group if other.terms.get(term, 0.0) >= _FIRM}
        if theirs and not mine & set(other.terms):
            return 1.0
    return 0.0


def _variant(claim: Frame, other: Frame) -> float:
    return float(any(other.terms.get(term, 0.0) >= _FIRM and term not in claim.terms for term in VARIANTS))


def _alike(one: Frame, two: Frame) -> float:
    mine = {term for term, strength in one.terms.items() if strength >= _NEAR and term[0] not in "=@"}
    theirs = {term for term, strength in two.terms.items() if strength >= _NEAR and term[0] not in "=@"}
    return len(mine & theirs) / max(1, len(mine | theirs))


def _digits(quantity: Quantity) -> int:
    if quantity.value is None:
        return 3
    return len(quantity.value.normalize().as_tuple().digits)


def _size(claim: Quantity, other: Quantity) -> float:
    if not claim.value or not other.value:
        return 0.0
    ratio = abs(claim.value / other.value)
    return min(2.0, abs(math.log10(float(ratio)))) if Decimal("1e-9") < ratio < Decimal("1e9") else 2.0
