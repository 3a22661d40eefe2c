"""The verdict on one claim, by contrast between the places that could bear it out and their rivals."""

from decimal import Decimal

from summarizer.document import Span
from summarizer.findings import Evidence, Finding, Status
from summarizer.numbers.labels import text_of
from summarizer.numbers.quantity import Kind, Qualifier, Quantity, Role
from summarizer.verify.agreement import opposed
from summarizer.verify.candidates import Candidate, Claim, SourceIndex, period_relation
from summarizer.verify.derivation import derive

_MARGIN = 0.16  # by how much a rival's label must fit better before the claim is flagged
_SAME_STATEMENT = 0.10  # the same between numbers of one sentence, whose shared words cancel out
_EXPLAINS = 0.45  # a rival that fits this well is what the claim is about
_EVIDENCE = 3
_SNIPPET = 120


def judge(source: SourceIndex, claim: Claim, home: Span | None = None) -> Finding:
    """Hold one claim against the source.

    Args:
        source: What to hold it against.
        claim: The number and its words.
        home: Where the claim itself says that the number stands; that place gets the benefit of a doubt.
    """
    supporters, rivals = source.candidates(claim)
    supporters = [c for c in supporters if not _sign_wrong(claim, c)]
    if home is not None:
        at_home = [c for c in supporters if home.start <= c.quantity.span.start < home.end]
        supporters = at_home + [c for c in supporters if c not in at_home]
    if not supporters:
        return _without_support(source, claim, rivals)
    best = supporters[0]
    rival = rivals[0] if rivals else None
    if rival is not None and rival.fit > best.fit + _margin(best, rival):
        return _finding(source, claim, Status.MISATTRIBUTED, [rival, best], _misattribution(source, best, rival))
    close = [c for c in supporters if c.fit >= best.fit - 0.1]
    for problem in (_qualifier_problem, _direction_problem, _period_problem):
        message = problem(source, claim, close)
        if message:
            status = Status.MISATTRIBUTED if problem is _period_problem else Status.CONTRADICTED
            return _finding(source, claim, status, close, message)
    assert best.agreement is not None  # noqa: S101 - supporters agree
    if best.agreement.rule:
        return _finding(source, claim, Status.DERIVED, [best], f"{best.agreement.rule}.")
    return _finding(source, claim, Status.SUPPORTED, close, _support(source, close))


def _margin(best: Candidate, rival: Candidate) -> float:
    return _SAME_STATEMENT if best.frame.statement == rival.frame.statement else _MARGIN


def _without_support(source: SourceIndex, claim: Claim, rivals: list[Candidate]) -> Finding:
    derivation = derive(source, claim, rivals)
    if derivation is not None:
        return _finding(source, claim, Status.DERIVED, list(derivation.operands), f"{derivation.formula}.")
    best = rivals[0] if rivals else None
    if best is not None and best.fit >= _EXPLAINS:
        message = f"the source gives {_shown(best.quantity)}: “{_snippet(source, best)}”."
        return _finding(source, claim, Status.CONTRADICTED, rivals[:1], message)
    message = "this number is not in the source."
    if best is not None and best.fit > _EXPLAINS / 2:
        message = f"this number is not in the source; nearest: “{_snippet(source, best)}”."
    return _finding(source, claim, Status.UNSUPPORTED, rivals[:1], message)


def _sign_wrong(claim: Claim, candidate: Candidate) -> bool:
    """Whether the signs differ and no word such as "loss" or "decrease" makes up for it."""
    agreement = candidate.agreement
    if agreement is None or not agreement.negated:
        return False
    negative = candidate.frame if (candidate.quantity.value or 0) > 0 else claim.frame
    return negative.polarity > 0 and negative.direction >= 0


def _qualifier_problem(source: SourceIndex, claim: Claim, close: list[Candidate]) -> str:
    mine = claim.quantity.qualifier
    if mine is Qualifier.NONE or not all(opposed(mine, c.quantity.qualifier) for c in close):
        return ""
    return f"the source says {close[0].quantity.qualifier} {_shown(close[0].quantity)}, not {mine}."


def _direction_problem(source: SourceIndex, claim: Claim, close: list[Candidate]) -> str:
    mine = claim.frame.direction
    if mine and all(c.frame.direction == -mine for c in close):
        says = "down" if mine > 0 else "up"
        return f"the source says it went {says}: “{_snippet(source, close[0])}”."
    mine = claim.frame.polarity
    if mine and claim.quantity.kind in (Kind.MONEY, Kind.NUMBER) and all(c.frame.polarity == -mine for c in close):
        says = "loss" if mine > 0 else "gain"
        return f"the source speaks of a {says}: “{_snippet(source, close[0])}”."
    return ""


def _period_problem(source: SourceIndex, claim: Claim, close: list[Candidate]) -> str:
    if claim.quantity.kind is Kind.DATE or not claim.frame.periods or claim.frame.periods[0][1] < 0.5:  # noqa: PLR2004
        return ""
    if all(period_relation(claim.frame, c.frame) < 0 for c in close):
        return f"the source gives it for {close[0].frame.periods[0][0].iso}: “{_snippet(source, close[0])}”."
    return ""


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
    return {Role.LOW: f"{text} as a lower bound", Role.HIGH: f"{text} as an upper bound"}.get(quantity.role, text)


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
    evidence = tuple(
        Evidence(c.quantity.span, c.quantity.span.of(text)) for c in candidates[:_EVIDENCE]
    )
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
