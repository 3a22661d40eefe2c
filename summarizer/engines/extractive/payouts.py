"""Dividends and buy-backs: what was paid or bought, and what is declared, authorized or left."""

import re
from collections.abc import Iterator, Sequence

from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.engines.extractive.statement_tables import Grid, cell_figure
from summarizer.numbers.quantity import Grain, Kind, Quantity, Role
from summarizer.schemas import Figure, Payout

_DIVIDEND = re.compile(r"\bdividends?\b", re.IGNORECASE)
_BUY_BACK = re.compile(
    r"\b(?:re-?purchas(?:e|es|ed|ing)|buy-?\s?backs?|bought\s+back"
    r"|acquired\s+[\d,.]+\s+(?:million\s+)?shares)\b",
    re.IGNORECASE,
)
_OF_SHARES = re.compile(r"\b(?:shares?|stock|program|authori[sz]ation|buy-?\s?backs?)\b", re.IGNORECASE)
_NO_PAYOUT = re.compile(
    r"forward-looking|\bdividend\s+(?:yield|equivalents?|income|received)|dividends\s+(?:on"
    r"|and\s+interest|receivable)\b"
    r"|preferred|expected\s+dividend|assum(?:e|ption)|repurchase\s+agreements?|\bnotes?\b"
    r"|\bdebentures?\b|\brestrict(?:s|ed|ion)"
    r"|excise\s+tax|loans?\s+repurchas|repurchase\s+(?:of\s+)?(?:loans?|receivables)|\bpolicy\b"
    r"|\bredemption\b|liquidation\s+preference|since\s+(?:the\s+)?inception|withh(?:e|o)ld|non-?gaap"
    r"|trading\s+plan"
    r"|\bsubsidiar|bank\s+holding\s+compan|\bcompar|\bper\s+share\s+amounts",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:remain(?:s|ed|ing)|available|left|authori[sz](?:ed|ation|es)|approv(?:ed|es)|may\s+yet|adopted"
    r"|announc\w+(?=[^.;]*\b(?:program|plan|authori[sz]ation)\b)|to\s+repurchase\s+up\s+to)\b",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    r"\b(?:declar(?:ed|es|ation)|payable|will\s+(?:be\s+)?pa(?:y|id)|announc(?:ed|es)|approv(?:ed|es)"
    r"|to\s+be\s+paid"
    r"|increas(?:ed|es)\s+(?:its|the|our)|reduc(?:ed|es)\s+(?:its|the|our)|authori[sz]ed)\b",
    re.IGNORECASE,
)
_PAID = re.compile(r"\b(?:paid|pa(?:yments?|ying)\s+of|distributed|returned)\b", re.IGNORECASE)
_BOUGHT = re.compile(
    r"\b(?:re-?purchased|bought\s+back|acquired|returned)\b|re-?purchases\s+of", re.IGNORECASE
)
_PAYABLE = re.compile(r"\b(?:payable|paid|payment|distributed)\b[^.;]{0,40}?$", re.IGNORECASE)
_RECORD = re.compile(r"\brecord\b[^.;]{0,60}?$", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:from|compared\s+(?:to|with)|versus|up\s+from)\s+$", re.IGNORECASE)
_KIND_OF = re.compile(
    r"\b(?:(?:quarterly|annual|special|monthly|semi-?annual|regular|interim|initial|cash)\s+)+dividend\b",
    re.IGNORECASE,
)
_PRICE = re.compile(r"\b(?:average|price|cost\s+per)\b[^.;]{0,40}$", re.IGNORECASE)
_ROW_DIVIDEND = re.compile(
    r"(?:cash\s+)?dividends?\s+paid.*|payments?\s+(?:of|for)\s+.*dividends?.*"
    r"|(?:common\s+stock\s+)?dividends",
    re.IGNORECASE,
)
_ROW_BUY_BACK = re.compile(
    r"(?:re-?purchases?|purchases?|payments?\s+(?:for"
    r"|related\s+to)\s+(?:re-?)?purchases?)\s+of\s+(?:common|treasury|capital)\s*(?:stock|shares)?.*"
    r"|(?:common\s+)?(?:stock|share)\s+(?:re-?purchase[sd]?|buy-?backs?).*|payments?\s+for\s+repurchases?.*",
    re.IGNORECASE,
)
_MOST = 6


def find_payouts(filing: Filing, grids: Sequence[Grid]) -> list[Payout]:
    """The dividends and buy-backs that the filing tells of, else those of its cash flow, each once."""
    found: list[Payout] = []
    told = False  # whether the sentence before told of a buy-back
    for sentence in filing.prose:
        if len(sentence.span) > _LONGEST:
            continue
        bought = list(_buy_backs(filing, sentence, goes_on=told and filing.continues(sentence)))
        told = (
            bool(bought) or _BUY_BACK.search(filing.flat, sentence.span.start, sentence.span.end) is not None
        )
        for payout in (*_dividends(filing, sentence), *bought):
            if not any(_repeats(payout, other) for other in found):
                found.append(payout)
    _date(filing, found)
    done = {payout.kind for payout in found if payout.status == "done" and payout.amount is not None}
    found += [payout for payout in _from_cash_flow(filing, grids) if payout.kind not in done]
    return sorted(found, key=lambda p: (p.kind != "dividend", p.status != "done"))[:_MOST]


_LONGEST = 700  # characters; a longer sentence tells several things


def _repeats(one: Payout, two: Payout) -> bool:
    """Whether two tell the same: every figure that both give is one."""
    if (one.kind, one.status) != (two.kind, two.status):
        return False
    pairs = [(one.amount, two.amount), (one.per_share, two.per_share), (one.shares, two.shares)]
    if one.kind == "dividend":
        pairs.append((one.when, two.when))
    both = [(a.text, b.text) for a, b in pairs if a is not None and b is not None]
    return bool(both) and all(a == b for a, b in both)


# -- dividends -------------------------------------------------------------------------------------------


def _dividends(filing: Filing, sentence: Sentence) -> Iterator[Payout]:
    text = filing.flat[sentence.span.start : sentence.span.end]
    if not _DIVIDEND.search(text) or _NO_PAYOUT.search(text):
        return
    numbers = filing.within(sentence.span)
    amounts = [q for q in numbers if q.kind is Kind.MONEY and not _is_former(filing, sentence, q)]
    near = [q for q in amounts if _belongs(filing, sentence, q)]
    per_share = next((q for q in near if q.unit.endswith("/share")), None)
    amount = next((q for q in near if ("/" not in q.unit and q.scale > 1) or (q.value or 0) >= 10_000), None)
    if per_share is None and amount is None:
        return
    status = (
        "planned"
        if _DECLARED.search(text) and not re.search(r"\bpaid\s+(?:a|an|the|cash|dividends)\b", text)
        else "done"
    )
    if status == "done" and not _PAID.search(text):
        return
    kind = _KIND_OF.search(text)
    what = " ".join((kind.group() if kind is not None else "dividend").lower().split())
    yield Payout(
        kind="dividend",
        what=what,
        status="planned" if status == "planned" else "done",
        amount=filing.figure(amount.span, sentence.span) if amount is not None else None,
        per_share=filing.figure(per_share.span, sentence.span) if per_share is not None else None,
        when=_day(filing, sentence, numbers),
    )


def _is_former(filing: Filing, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether an amount is what another is held against: "$0.05 from $0.135"."""
    return (
        _INSTEAD.search(filing.flat, max(sentence.span.start, quantity.span.start - 24), quantity.span.start)
        is not None
    )


def _belongs(filing: Filing, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the word "dividend" stands nearer to an amount than "repurchase" and the like."""

    def distance(pattern: re.Pattern[str]) -> int:
        places = [m.start() for m in pattern.finditer(filing.flat, sentence.span.start, sentence.span.end)]
        return min((abs(place - quantity.span.start) for place in places), default=len(filing.flat))

    return distance(_DIVIDEND) <= distance(_BUY_BACK)


def _day(filing: Filing, sentence: Sentence, numbers: Sequence[Quantity]) -> Figure | None:
    """The day a dividend is paid."""
    for quantity in numbers:
        if quantity.period is None or quantity.period.grain is not Grain.DAY:
            continue
        lead = max(sentence.span.start, quantity.span.start - 70)
        payable = list(_PAYABLE.finditer(filing.flat, lead, quantity.span.start))
        record = list(_RECORD.finditer(filing.flat, lead, quantity.span.start))
        if payable and (not record or record[-1].start() < payable[-1].start()):
            return filing.figure(quantity.span, sentence.span)
    return None


def _date(filing: Filing, found: Sequence[Payout]) -> None:
    """Gives a declared dividend without a day the one that a later sentence alone gives."""
    undated = [p for p in found if p.kind == "dividend" and p.status == "planned" and p.when is None]
    if len(undated) != 1:
        return
    for sentence in filing.prose:
        text = filing.flat[sentence.span.start : sentence.span.end]
        if _DIVIDEND.search(text) and not any(q.kind is Kind.MONEY for q in filing.within(sentence.span)):
            day = _day(filing, sentence, filing.within(sentence.span))
            if day is not None:
                undated[0].when = day
                undated[0].what = " ".join(word for word in undated[0].what.split() if word in text.lower())
                return


# -- buy-backs -------------------------------------------------------------------------------------------


def _buy_backs(filing: Filing, sentence: Sentence, *, goes_on: bool) -> Iterator[Payout]:
    text = filing.flat[sentence.span.start : sentence.span.end]
    if not (_BUY_BACK.search(text) or goes_on) or not _OF_SHARES.search(text) or _NO_PAYOUT.search(text):
        return
    numbers = [q for q in filing.within(sentence.span) if not _is_former(filing, sentence, q)]
    numbers = [
        q
        for q in numbers
        if not _DIVIDEND.search(text) or not _belongs(filing, sentence, q) or q.kind is Kind.DATE
    ]
    left = _LEFT.search(filing.flat, sentence.span.start, sentence.span.end)
    bought = _BOUGHT.search(filing.flat, sentence.span.start, sentence.span.end)
    if bought is not None and (left is None or bought.start() < left.start()):
        stop = left.start() if left is not None else sentence.span.end
        after = [q for q in numbers if bought.end() <= q.span.start < stop]
        own = after if any(q.kind is not Kind.DATE for q in after) else numbers
        when = [q for q in numbers if q.kind is Kind.DATE and q not in own]
        if not _is_old(filing, numbers):
            yield from _bought(filing, sentence, [*own, *when])
    if left is not None:
        yield from _remaining(filing, sentence, left, numbers)


def _is_old(filing: Filing, numbers: Sequence[Quantity]) -> bool:
    """Whether a date says that this was more than a year before the period reported on."""
    latest = filing.labels.times.latest
    years = [q.period.year for q in numbers if q.period is not None and q.period.year is not None]
    return latest is not None and bool(years) and max(years) < latest[0] - 1


def _bought(filing: Filing, sentence: Sentence, numbers: Sequence[Quantity]) -> Iterator[Payout]:
    shares = next(
        (q for q in numbers if q.kind is Kind.NUMBER and q.role is Role.PLAIN and _counts_shares(filing, q)),
        None,
    )
    price = next(
        (
            q
            for q in numbers
            if q.kind is Kind.MONEY
            and (
                q.unit.endswith("/share")
                or _PRICE.search(filing.flat, max(sentence.span.start, q.span.start - 50), q.span.start)
            )
            and (q.value or 0) < 10_000
        ),
        None,
    )
    amount = next(
        (q for q in numbers if q.kind is Kind.MONEY and q is not price and (q.value or 0) >= 10_000), None
    )
    if shares is None and amount is None:
        return
    when = next((q for q in numbers if q.period is not None and q.period.grain is not Grain.DAY), None)
    said = _PERIOD.search(filing.flat, sentence.span.start, sentence.span.end)
    period = " ".join(said["period"].split()) if said is not None else ""
    yield Payout(
        kind="buy-back",
        what=f"shares repurchased, {period}" if period else "shares repurchased",
        status="done",
        amount=filing.figure(amount.span, sentence.span) if amount is not None else None,
        per_share=filing.figure(price.span, sentence.span) if price is not None else None,
        shares=filing.figure(shares.span, sentence.span) if shares is not None else None,
        when=filing.figure(when.span, sentence.span) if when is not None else None,
    )


def _counts_shares(filing: Filing, quantity: Quantity) -> bool:
    return (
        quantity.unit == "share"
        or re.match(r"\s+(?:\w+\s+){0,3}?shares\b", filing.flat[quantity.span.end : quantity.span.end + 40])
        is not None
    )


def _remaining(
    filing: Filing, sentence: Sentence, left: re.Match[str], numbers: Sequence[Quantity]
) -> Iterator[Payout]:
    """What is left of a program, or a new one: the amount that stands nearest to the word that says so."""
    amounts = [q for q in numbers if q.kind is Kind.MONEY and (q.value or 0) >= 10_000]
    if not amounts:
        return
    is_left = re.match(r"remain|available|left|may", left.group(), re.IGNORECASE) is not None
    before = [q for q in amounts if q.span.end <= left.start()]
    after = [q for q in amounts if q.span.start >= left.end()]
    nearest = (before[-1:] or after[:1]) if is_left else (after[:1] or before[-1:])
    if left.group().lower().startswith("remaining") and after and after[0].span.start - left.end() < _CLOSE:
        nearest = after[:1]
    text = filing.flat[sentence.span.start : sentence.span.end]
    says = (
        [m.group().lower() for m in _SAYS_LEFT.finditer(text)]
        if is_left
        else ["repurchases", left.group().lower()]
    )
    yield Payout(
        kind="buy-back",
        what=" ".join(dict.fromkeys(says)),
        status="planned",
        amount=filing.figure(nearest[0].span, sentence.span),
    )


_SAYS_LEFT = re.compile(r"\b(?:remain(?:s|ed|ing)?|available|availability|left)\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:during|in|for)\s+the\s+(?P<period>(?:first|second|third"
    r"|fourth)[- ](?:fiscal\s+)?quarter(?:\s+of\s+(?:fiscal\s+)?(?:year\s+)?\d{4})?"
    r"|(?:three|six|nine|twelve|\d{1,2})\s+(?:months|weeks)\s+ended\s+\w+\.?\s+\d{1,2},\s+\d{4})",
    re.IGNORECASE,
)
_CLOSE = 40  # characters


# -- the cash flow ---------------------------------------------------------------------------------------


def _from_cash_flow(filing: Filing, grids: Sequence[Grid]) -> Iterator[Payout]:
    """What the statement of cash flows says was paid, over the longest period."""
    for grid in grids:
        if not grid.is_cash_flow or not grid.pairs():
            continue
        pair = max(grid.pairs(), key=lambda p: p.months)
        for row in grid.rows:
            label = " ".join(row.path[-1].split())
            figure = cell_figure(filing, row, row.cells.get(pair.current.key))
            if figure is None:
                continue
            if _ROW_DIVIDEND.fullmatch(label):
                yield Payout(
                    kind="dividend",
                    what=f"dividends paid, {pair.current.label}",
                    status="done",
                    amount=figure,
                )
            elif _ROW_BUY_BACK.fullmatch(label):
                yield Payout(
                    kind="buy-back",
                    what=f"shares repurchased, {pair.current.label}",
                    status="done",
                    amount=figure,
                )
        return


__all__ = ["find_payouts"]
