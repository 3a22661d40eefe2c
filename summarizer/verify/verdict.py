"""The verdict on one claim, by contrast between the places that could bear it out and their rivals."""

from collections.abc import Callable
from decimal import Decimal

from summarizer.document import Span
from summarizer.findings import Evidence, Finding, Status
from summarizer.numbers.glossary import CONTRASTS
from summarizer.numbers.labels import text_of
from summarizer.numbers.quantity import Kind, Qualifier, Quantity, Role
from summarizer.verify.agreement import agree, measurable, opposed
from summarizer.verify.candidates import (
    Candidate,
    Claim,
    SourceIndex,
    Words,
    advantage,
    time_relation,
    standing,
    swap_gain,
    tells_apart,
)
from summarizer.verify.derivation import Derivation, derive

_MARGIN = 0.22  # by how much a rival's label must fit better before the claim is flagged
_SAME_STATEMENT = 0.2  # the same between numbers of one sentence, whose shared words cancel out
_TOLD = 0.2  # what a word counts that belongs to the rival and not to the supporter
_LABELLED = 0.07  # the same for the labels of a record
_SWAP = 0.12  # the same for two values of one sentence of the draft, both ways added up
_EXPLAINS = 0.45  # a rival that fits this well is what the claim is about
_DATE = 0.05  # dates are often mere context, so more is asked of their rivals
_COMPARED = 3  # supporters that each rival is compared with
_RIVALS = 12
_ROUNDED = 0.25  # how well the label of a number must fit that has to be rounded or converted
_FIRM = 0.45  # how firmly a word is bound that excludes others
_EVIDENCE = 3
_SNIPPET = 120


def judge(source: SourceIndex, claim: Claim, home: Span | None = None) -> Finding:
    """Hold one claim against the source.

    Args:
        source: What to hold it against.
        claim: The number and its words.
        home: Where the claim itself says that the number stands; that place gets the benefit of a doubt.
    """
    words = source.words(claim.frame)
    supporters, rivals = source.candidates(claim, words)
    supporters = [c for c in supporters if not _sign_wrong(claim, c) and not _chance(c)]
    if home is not None:
        at_home = [c for c in supporters if home.start <= c.quantity.span.start < home.end]
        supporters = at_home + [c for c in supporters if c not in at_home]
    if not supporters:
        return _without_support(source, claim, rivals)
    best = supporters[0]
    rival = _better(source, claim, words, supporters[:_COMPARED], rivals)
    if rival is not None:
        derivation = derive(source, claim, rivals)
        if derivation is not None:
            return _derived(source, claim, derivation)
        return _finding(
            source, claim, Status.MISATTRIBUTED, [rival, best], _misattribution(source, best, rival)
        )
    close = [c for c in supporters if c.fit >= best.fit - 0.1]
    for problem, status in _PROBLEMS:
        if claim.quantity.kind is Kind.DATE and problem in _OF_AMOUNTS:
            continue
        message = problem(source, claim, close)
        if message:
            return _finding(source, claim, status, close, message)
    assert best.agreement is not None  # noqa: S101 - supporters agree
    if best.agreement.rule:
        return _finding(source, claim, Status.DERIVED, [best], f"{best.agreement.rule}.")
    return _finding(source, claim, Status.SUPPORTED, close, _support(source, close))


def _better(
    source: SourceIndex,
    claim: Claim,
    words: Words,
    supporters: list[Candidate],
    rivals: list[Candidate],
) -> Candidate | None:
    """The rival whose label fits the claim better than that of any supporter, if there is one."""
    if claim.quantity.kind is Kind.DATE and any(source.heads_a_table(s.index) for s in supporters):
        return None  # it labels a whole column
    likely = [rival for rival in rivals[:_RIVALS] if _of_one_size(claim.quantity, rival.quantity)]
    found = None
    for supporter in supporters:
        stands = standing(words, supporter)
        telling = [
            rival for rival in likely if not claim.labelled and tells_apart(claim, words, rival, supporter)
        ]
        found = max(telling or likely, key=lambda rival: advantage(rival, supporter, stands), default=None)
        if found is None:
            return None
        lead = advantage(found, supporter, stands)
        if _excess(source, claim, supporter, found, lead) + (_TOLD if telling else 0.0) <= 0:
            return None
    return found


def _excess(source: SourceIndex, claim: Claim, supporter: Candidate, rival: Candidate, lead: float) -> float:
    """By how much the rival's lead exceeds what is asked of it."""
    for sibling in claim.siblings:
        if sibling.quantity.kind is claim.quantity.kind and agree(sibling.quantity, rival.quantity):
            return swap_gain(source, sibling, supporter, rival) - _SWAP
    if claim.labelled:
        return lead - _LABELLED
    margin = _SAME_STATEMENT if supporter.frame.statement == rival.frame.statement else _MARGIN
    return lead - margin - (_DATE if claim.quantity.kind is Kind.DATE else 0.0)


def _of_one_size(claim: Quantity, rival: Quantity) -> bool:
    """Whether nobody would rule out the rival by its size alone: a price a share is no purchase price."""
    if not measurable(claim):
        return False
    if not claim.value or not rival.value:
        return claim.kind is rival.kind
    return Decimal("0.02") < abs(claim.value / rival.value) < 50


def _without_support(source: SourceIndex, claim: Claim, rivals: list[Candidate]) -> Finding:
    derivation = derive(source, claim, rivals)
    if derivation is not None:
        return _derived(source, claim, derivation)
    best = rivals[0] if rivals else None
    if best is not None and best.fit >= _EXPLAINS:
        message = f"the source gives {_shown(best.quantity)}: “{_snippet(source, best)}”."
        return _finding(source, claim, Status.CONTRADICTED, rivals[:1], message)
    message = "this number is not in the source."
    if best is not None and best.fit > _EXPLAINS / 2:
        message = f"this number is not in the source; nearest: “{_snippet(source, best)}”."
    return _finding(source, claim, Status.UNSUPPORTED, rivals[:1], message)


def _derived(source: SourceIndex, claim: Claim, derivation: Derivation) -> Finding:
    return _finding(source, claim, Status.DERIVED, list(derivation.operands), f"{derivation.formula}.")


def _chance(candidate: Candidate) -> bool:
    """Whether a number only rounds to the claimed one and its label says nothing for it."""
    return bool(candidate.agreement and candidate.agreement.rule) and candidate.fit < _ROUNDED


def _sign_wrong(claim: Claim, candidate: Candidate) -> bool:
    """Whether the signs differ and no word such as "loss" or "decrease" makes up for it."""
    agreement = candidate.agreement
    if agreement is None or not agreement.negated:
        return False
    negative = candidate.frame if (candidate.quantity.value or 0) > 0 else claim.frame
    return negative.polarity > 0 and negative.direction >= 0


def _qualifier_problem(_: SourceIndex, claim: Claim, close: list[Candidate]) -> str:
    mine = claim.quantity.qualifier
    if mine is Qualifier.NONE or not all(opposed(mine, c.quantity.qualifier) for c in close):
        return ""
    return f"the source says {close[0].quantity.qualifier} {_shown(close[0].quantity)}, not {mine}."


def _direction_problem(source: SourceIndex, claim: Claim, close: list[Candidate]) -> str:
    if _contrary([c.frame.direction for c in close], claim.frame.direction):
        says = "down" if claim.frame.direction > 0 else "up"
        return f"the source says it went {says}: “{_snippet(source, close[0])}”."
    return ""


def _trend_problem(source: SourceIndex, claim: Claim, close: list[Candidate]) -> str:
    """A row of a table says by itself which way a figure went."""
    direction, best = claim.frame.direction, close[0]
    if (
        not direction
        or best.frame.statement < 0
        or source.labels.statements[best.frame.statement].table is None
    ):
        return ""
    value = best.quantity.value or Decimal(0)
    if claim.quantity.kind is Kind.PERCENT:
        changed = best.frame.terms.get("chang", 0.0) >= _FIRM and value * direction < 0
        return f"the source shows {_shown(best.quantity)}: “{_snippet(source, best)}”." if changed else ""
    earlier = source.earlier(best)
    if not earlier or any((abs(value) - abs(e.value or Decimal(0))) * direction >= 0 for e in earlier):
        return ""
    return f"the source gives {_shown(earlier[0])} for the period before: “{_snippet(source, best)}”."


def _polarity_problem(source: SourceIndex, claim: Claim, close: list[Candidate]) -> str:
    if _contrary([c.frame.polarity for c in close], claim.frame.polarity):
        says = "loss" if claim.frame.polarity > 0 else "gain"
        return f"the source speaks of a {says}: “{_snippet(source, close[0])}”."
    return ""


def _tense_problem(source: SourceIndex, claim: Claim, close: list[Candidate]) -> str:
    done, planned = (claim.frame, close[0].frame) if claim.frame.tense < 0 else (close[0].frame, claim.frame)
    same_verb = claim.quantity.kind is Kind.DATE or any(verb in planned.terms for verb in done.verbs)
    if same_verb and _contrary([c.frame.tense for c in close], claim.frame.tense):
        says = "planned or expected" if claim.frame.tense < 0 else "done"
        return f"the source tells it as {says}: “{_snippet(source, close[0])}”."
    return ""


def _contrary(theirs: list[int], mine: int) -> bool:
    """Whether the best place says the contrary and none of the others agrees."""
    return mine != 0 and theirs[0] == -mine and mine not in theirs


def _period_problem(source: SourceIndex, claim: Claim, close: list[Candidate]) -> str:
    firm = bool(claim.frame.times) and claim.frame.times[0][1] >= 0.5
    if firm and all(time_relation(claim.frame, c.frame) < 0 for c in close):
        return f"the source gives it for {close[0].frame.times[0][0]}: “{_snippet(source, close[0])}”."
    return ""


def _contrast_problem(source: SourceIndex, claim: Claim, close: list[Candidate]) -> str:
    """Words that exclude each other: what the source calls diluted is not basic."""
    for group in CONTRASTS:
        mine = {term for term in group if claim.frame.terms.get(term, 0.0) >= _FIRM}
        if len(mine) != 1:
            continue
        theirs = [{term for term in group if c.frame.terms.get(term, 0.0) >= _FIRM} for c in close]
        if theirs[0] and not any(mine & set(c.frame.terms) for c in close):
            return f"the source speaks of another kind: “{_snippet(source, close[0])}”."
    return ""


_Problem = Callable[[SourceIndex, Claim, list[Candidate]], str]

_PROBLEMS: tuple[tuple[_Problem, Status], ...] = (
    (_qualifier_problem, Status.CONTRADICTED),
    (_direction_problem, Status.CONTRADICTED),
    (_trend_problem, Status.CONTRADICTED),
    (_polarity_problem, Status.CONTRADICTED),
    (_tense_problem, Status.CONTRADICTED),
    (_period_problem, Status.MISATTRIBUTED),
    (_contrast_problem, Status.MISATTRIBUTED),
)
"""What can be wrong with a number whose value is right, in the order in which it is told."""

_OF_AMOUNTS = (_direction_problem, _polarity_problem, _period_problem, _contrast_problem)
"""What cannot be wrong with a date."""


def _misattribution(source: SourceIndex, best: Candidate, rival: Candidate) -> str:
    return (
        f"{_shown(best.quantity)} is another figure (“{_snippet(source, best)}”); "
        f"under these words the source gives {_shown(rival.quantity)}: “{_snippet(source, rival)}”."
    )


def _support(source: SourceIndex, close: list[Candidate]) -> str:
    places = {c.frame.statement for c in close}
    if len(places) > 1:
        return f"stands {len(places)} times in the source; here: “{_snippet(source, close[0])}”."
    return f"“{_snippet(source, close[0])}”."


def _shown(quantity: Quantity) -> str:
    text = " ".join(quantity.text.split())
    if quantity.table_scale and quantity.value is not None:
        return f"{text} (= {quantity.value.normalize():,f})"
    return {Role.LOW: f"{text} as a lower bound", Role.HIGH: f"{text} as an upper bound"}.get(
        quantity.role, text
    )


def _snippet(source: SourceIndex, candidate: Candidate) -> str:
    """The number's own surroundings on one line, cut at words."""
    statement = source.labels.statements[candidate.frame.statement]
    span = candidate.quantity.span
    if statement.table is not None:
        cell = next((c for c in statement.cells if span.start in c.span), None)
        if cell is not None:
            header = " › ".join((*cell.row_header, *cell.column_header))
            return f"{header}: {text_of(source.document.text, cell.span)}"
    start, end = statement.span.start, statement.span.end
    if end - start > _SNIPPET:
        start = max(start, min(span.start - _SNIPPET // 2, end - _SNIPPET))
        end = min(end, max(span.end + _SNIPPET // 3, start + _SNIPPET))
    text = source.document.text
    while start > statement.span.start and text[start - 1].isalnum():
        start -= 1
    while end < statement.span.end and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    cut = text_of(text, Span(start, end))
    return f"{'…' if start > statement.span.start else ''}{cut}{'…' if end < statement.span.end else ''}"


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
