"""What an agreement costs: the price, the price of a share, and its other figures with their names."""

import re
from collections.abc import Iterator

from summarizer.engines.extractive.deals import Deal
from summarizer.engines.extractive.moments import is_day
from summarizer.engines.extractive.money_terms import Named, Phrase, named_numbers, phrase
from summarizer.engines.extractive.told import Number, Told
from summarizer.numbers.quantity import Kind, Qualifier
from summarizer.schemas import Figure, Term

_RATIO_BELOW, _SHARE_BELOW = 20, 5_000  # shares for one share; money for one share
_PRICE = (
    phrase(
        r"(?:aggregate |total |merger |base |cash |upfront |transaction "
        r"|initial )*(?:purchase price|consideration)(?! of \d)",
        Kind.MONEY,
    ),
    phrase(r"(?:total |aggregate |implied )*(?:enterprise|equity|transaction) value", Kind.MONEY),
    phrase(r"valu(?:es|ed|ing) (?:the )?[\w' ]{0,40}?(?:equity |company )?at", Kind.MONEY),
    phrase(
        r"(?:aggregate )?(?:principal|total) amount|in the amount|for (?:a total of "
        r"|an aggregate of |approximately )?(?=\$)",
        Kind.MONEY,
    ),
    phrase(r"payment of", Kind.MONEY),
)
_PER_SHARE_TOLD = re.compile(
    r"\b(?:right to receive|converted into|exchanged for|for each (?:\w+ )?share"
    r"|each (?:\w+ ){0,6}?share|purchase price|offer price|per share)\b",
    re.IGNORECASE,
)
_NOT_THE_PRICE = re.compile(
    r"\b(?:par value|closing (?:sale )?price|exercise price|conversion price|market price"
    r"|average|greater than|less than|trading price|premium|excess)\b[^.;]{0,45}\Z",
    re.IGNORECASE,
)
_SHARES_PAID = re.compile(
    r" (?:fully paid and nonassessable )?(?:shares?|units?)(?: of (?:[\w'.&-]+ ){0,5}?(?:common"
    r"|capital|ordinary|preferred)? ?(?:stock|shares|units)|(?= \())",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b[Ee]ach (?:\w+'?s? ){0,6}?share\b")
_PAYMENT = re.compile(r"\bconsideration\b|\bto pay\b|\bpaid\b|\bright to receive\b", re.IGNORECASE)
_IN_CASH = re.compile(r"\bin cash\b|\bcash (?:payment|consideration)\b", re.IGNORECASE)
_ASSUMES = re.compile(
    r"\bassum(?:e[sd]?|ption|ing)\b[^.;]{0,60}\b(?:debt|indebtedness|notes|liabilities)\b", re.IGNORECASE
)
_PAYS = re.compile(
    r"\b(?:consideration|purchase price|right to receive|exchanged for|converted into|in cash"
    r"|pay(?:ment|able)?|for each share)\b",
    re.IGNORECASE,
)
_TERMS: tuple[Phrase, ...] = (
    phrase(
        r"(?:reverse |company |parent |regulatory |[A-Z]\w+ )*(?:termination|break-?up) fees?",
        Kind.MONEY,
        Kind.PERCENT,
    ),
    phrase(r"(?:initial )?exchange ratio", Kind.NUMBER),
    phrase(r"premium", Kind.PERCENT),
    phrase(
        r"(?:contingent (?:consideration|payments?|value rights?)|earn-?outs?(?: payments?)?"
        r"|milestone payments?|earn-?out consideration)",
        Kind.MONEY,
    ),
    phrase(r"(?:placed (?:in|into) )?escrow|holdback|indemnity (?:escrow|cap)", Kind.MONEY, Kind.NUMBER),
    phrase(
        r"(?:outstanding |existing )?(?:\d+-day )?(?:senior |secured |unsecured |bridge "
        r"|incremental |revolving |delayed draw |asset-based )*(?:term loans?|(?:credit|loan"
        r"|term loan|revolving|bridge|letter of credit)(?: loan)? facility|credit commitments?"
        r"|revolver)",
        Kind.MONEY,
    ),
    phrase(
        r"(?:(?:increase|decrease|reduction) in the interest rates|interest at (?:a|an"
        r"|the)?(?: fixed| variable| annual)? ?rates?|interest rates?|bears? interest"
        r"|commitment fee|unused fee|applicable margin(?: for borrowings)?|amortize,? at a rate"
        r"|margin|original issue discount)",
        Kind.PERCENT,
        Kind.POINTS,
    ),
    phrase(
        r"(?:upfront|up-front|advance|milestone|closing|working capital|deposit|settlement"
        r"|licen[sc]e|signing) (?:cash )?(?:payments?|amount|fee|adjustment)",
        Kind.MONEY,
    ),
    phrase(r"royalt(?:y|ies)", Kind.PERCENT, Kind.MONEY),
    phrase(r"annual(?:ized)? (?:\w+ )?(?:revenues?|synerg(?:y|ies)|savings|EBITDA)", Kind.MONEY),
    phrase(r"(?:special |cash )*dividend", Kind.MONEY),
    phrase(r"tax liabilities", Kind.MONEY),
    phrase(r"(?:employee )?stock options", Kind.MONEY),
    phrase(r"net proceeds|assumed (?:debt|indebtedness)", Kind.MONEY),
)
_MATURES = re.compile(
    r"\b(?:matur(?:es?|ity(?: date)?|ing)|due|expires?|term ends)\b(?: (?:is|in|on|at|of|to))*(?: the)? \Z",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:increas\w+|decreas\w+|reduc\w+|adjusted)(?: by"
    r"| of)?(?: an)?(?: aggregate)?(?: amount of)?(?: up to)?(?: approximately)? \Z|\b(?:first"
    r"|estimate of) \Z",
    re.IGNORECASE,
)
_SUM = re.compile(r" (?:plus|minus|multiplied|times|less)\b")
_CASE = re.compile(r"(?:\S+ )?(?P<case>[Ii]f [^;]{10,140}), then\b")
_DEFINED_TERM = re.compile(r"(?:the )?(?:\S+ )*[A-Z]\w+ [A-Z]\w+\Z")


def money_of(deal: Deal) -> tuple[list[Term], Figure | None, Figure | None]:
    """The terms with the price in all and the price of a share."""
    per_share = _per_share(deal)
    price, used = _price(deal, per_share)
    terms: list[Term] = []
    seen = {figure.text for figure in (price, per_share) if figure is not None}
    for each in _terms(deal, used):
        if each.amount is None or each.amount.text in seen or any(_same(each, other) for other in terms):
            continue
        terms.append(each)
    return terms, price, per_share


def _same(one: Term, two: Term) -> bool:
    if one.amount is None or two.amount is None or one.amount.text != two.amount.text:
        return False
    shared = set(one.what.lower().split()) & set(two.what.lower().split())
    return (
        one.what == two.what
        or ("fee" in shared and not _DEFINED_TERM.match(one.what))
        or one.amount.quote == two.amount.quote
    )


def _per_share(deal: Deal) -> Figure | None:
    for told in deal.sentences:
        if deal.kind not in ("merger", "tender offer", "acquisition", "sale") or not _PER_SHARE_TOLD.search(
            told.text
        ):
            continue
        for number in told.of_kind(Kind.MONEY):
            if _NOT_THE_PRICE.search(told.text[: number.start]) or _SUM.match(told.text, number.end):
                continue
            if _ratios(told):
                continue
            if number.quantity.unit.endswith("/share") or re.search(
                r"\b(?:[Ee]ach (?:\w+'?s? ){0,6}?shares?|(?:share"
                r"|stock) [^.;]{0,220}?)\b[^;]{0,400}?\b(?:right to receive|converted into"
                r"|exchanged for)\b",
                told.text[: number.start],
            ):
                return told.figure(number)
    return None


def _ratios(told: Told) -> list[Number]:
    """The numbers of shares that a sentence pays for one share."""
    each = _EACH.search(told.text)
    return [
        n
        for n in told.of_kind(Kind.NUMBER)
        if each
        and n.quantity.value is not None
        and n.quantity.value < _RATIO_BELOW
        and _SHARES_PAID.match(told.text, n.end)
        and (n.start > each.start() or " for each" in told.text[n.end :])
        and not _NOT_THE_PRICE.search(told.text[: n.start])
    ]


def _is_mixed(told: Told) -> bool:
    """Whether a sentence pays with a number of shares and with cash."""
    shares = any(_SHARES_PAID.match(told.text, n.end) for n in told.of_kind(Kind.NUMBER))
    return shares and _IN_CASH.search(told.text) is not None and _PAYMENT.search(told.text) is not None


def _price(deal: Deal, per_share: Figure | None) -> tuple[Figure | None, set[int]]:
    """The price in all, and where in the filing the numbers stand that it has used."""
    best: tuple[int, Told, Named] | None = None
    for told in deal.sentences:
        if _is_mixed(told):
            continue
        for named in named_numbers(told, _PRICE):
            if (
                _NOT_THE_PRICE.search(told.text[: named.number.start])
                or _CHANGES.search(told.text[: named.number.start])
                or named.number.quantity.unit.endswith("/share")
            ):
                continue
            rank = _PRICE.index(named.phrase)
            if rank >= 3 and deal.kind not in ("credit", "acquisition", "sale", "settlement"):
                continue
            if rank == 4 and "consideration" not in told.text:
                continue
            if deal.status != "completed" and rank >= 3 and told is not deal.told and deal.kind != "credit":
                continue
            figure = told.figure(named.number)
            if per_share is not None and figure.text == per_share.text:
                continue
            rank = 0 if rank == 4 else rank
            if best is None or rank < best[0]:
                best = (rank, told, named)
    if best is None:
        return None, set()
    _, told, named = best
    return told.figure(named.number), {named.number.quantity.span.start}


def _terms(deal: Deal, used: set[int]) -> Iterator[Term]:
    for told in deal.sentences:
        taken = set(used)
        for number in told.numbers:
            defined = _defined(told, number)
            if (
                defined
                and number.kind in (Kind.MONEY, Kind.PERCENT)
                and number.quantity.span.start not in used
            ):
                taken.add(number.quantity.span.start)
                yield Term(what=defined, amount=told.figure(number))
        yield from _paid(told, deal, taken)
        for named in named_numbers(told, _TERMS):
            number = named.number
            if number.quantity.span.start in taken or (
                number.kind is Kind.NUMBER
                and "escrow" in named.what
                and not _SHARES_PAID.match(told.text, number.end)
            ):
                continue
            before = told.text[: number.start]
            if (_NOT_THE_PRICE.search(before) and "premium" not in named.what) or _CHANGES.search(before):
                continue
            taken.add(number.quantity.span.start)
            if number.quantity.qualifier in (Qualifier.OVER, Qualifier.UNDER):
                continue  # a bound on which something depends
            case = _CASE.match(told.text)
            what = (
                f"{named.what}, {told.words(*case.span('case'))}"
                if case and number.start > case.end()
                else named.what
            )
            yield Term(what=what, amount=told.figure(number))
        for number in told.numbers:
            if (
                is_day(number)
                and deal.kind == "credit"
                and (match := _MATURES.search(told.text[: number.start]))
            ):
                yield Term(what=told.words(*match.span()).split(" ")[0], amount=told.figure(number))


def _defined(told: Told, number: Number) -> str:
    """The name that a bracket right after an amount gives it: '$1.5 billion (the "Termination Fee")'."""
    _, end = told.whole(number)
    match = re.match(r" \((?:such (?:fee|amount),? )?(?:the )?\"(?P<name>[^\"]{4,50})\"\)", told.text[end:])
    if match is None or not re.search(
        r"\b(?:fee|amount|payment|price|loan|facility|commitment|deposit|escrow|consideration)\b",
        match["name"],
        re.IGNORECASE,
    ):
        return ""
    return told.words(end + match.start("name"), end + match.end("name"))


def _paid(told: Told, deal: Deal, taken: set[int]) -> Iterator[Term]:
    """What is paid in shares, and the cash beside them."""
    if deal.kind not in ("merger", "acquisition", "sale", "tender offer") or not _PAYS.search(told.text):
        return
    mixed, ratios = _is_mixed(told), _ratios(told)
    each = _EACH.search(told.text)
    for number in told.numbers:
        value = number.quantity.value
        match = _SHARES_PAID.match(told.text, number.end)
        if (
            number.kind is Kind.NUMBER
            and match
            and value is not None
            and number.quantity.span.start not in taken
        ):
            what = told.words(number.end, match.end())
            if number in ratios and each:
                taken.add(number.quantity.span.start)
                yield Term(what=f"{what}, {told.words(*each.span())}", amount=told.figure(number))
            elif value > _RATIO_BELOW and (mixed or "consideration" in told.text.lower()):
                taken.add(number.quantity.span.start)
                escrow = re.search(
                    r"\bof which (?:approximately )?\Z", told.text[: number.start]
                ) and re.match(r"[^.;]{0,60}?\bplaced (?:in|into) escrow", told.text[match.end() :])
                yield Term(what=f"{what}, escrow" if escrow else what, amount=told.figure(number))
        elif (
            mixed and number.kind is Kind.MONEY and (cash := re.match(r" in cash\b", told.text[number.end :]))
        ):
            taken.add(number.quantity.span.start)
            what = told.words(number.end, number.end + cash.end())
            yield Term(
                what=f"{what}, {told.words(*each.span())}"
                if ratios and each and (value or 0) < _SHARE_BELOW
                else what,
                amount=told.figure(number),
            )
        elif (
            mixed
            and number.kind is Kind.MONEY
            and number.quantity.unit.endswith("/share")
            and not _NOT_THE_PRICE.search(told.text[: number.start])
        ):
            taken.add(number.quantity.span.start)
            yield Term(what="in cash, per share", amount=told.figure(number))


def consideration_of(deal: Deal) -> str | None:
    """What is paid with: "cash", "cash and stock"; None where it is not told."""
    if deal.kind not in ("merger", "acquisition", "sale", "tender offer"):
        return None
    paying = " ".join(
        told.text
        for told in deal.sentences
        if _PAYS.search(told.text)
        and re.search(r"consideration|purchase price|each (?:\w+'?s? ){0,6}?share|\$", told.text)
    )
    found = []
    if _IN_CASH.search(paying):
        found.append("cash")
    if any(
        _SHARES_PAID.match(told.text, n.end)
        and _PAYS.search(told.text)
        and not re.search(r"par value", told.text[max(0, n.start - 12) : n.start])
        for told in deal.sentences
        for n in told.of_kind(Kind.NUMBER)
    ) or re.search(r"\bstock consideration\b", paying, re.IGNORECASE):
        found.append("stock")
    words = " and ".join(found)
    if _ASSUMES.search(paying):
        words = f"{words}, assumption of debt" if words else "assumption of debt"
    return words or None


__all__ = ["consideration_of", "money_of"]
