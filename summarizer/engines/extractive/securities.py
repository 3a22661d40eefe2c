"""Securities that a current report tells of as sold or issued, each with its amount and its day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from summarizer.engines.extractive.event_passages import Passage
from summarizer.engines.extractive.moments import is_day, opening_day
from summarizer.engines.extractive.told import Number, Told
from summarizer.numbers.quantity import Kind
from summarizer.schemas import Figure, Term

_ADJECTIVE = (
    r"(?:Series [A-Z0-9-]+|[Ss]enior|[Jj]unior|[Ss]ubordinated|[Cc]onvertible|[Ss]ecured"
    r"|[Uu]nsecured|[Pp]referred|[Pp]romissory|[Ff]irst|[Ss]econd|[Ll]ien"
    r"|[Pp]erpetual|[Ff]loating|[Ff]ixed|[Rr]ate|[Cc]umulative|[Rr]edeemable|[Ee]xchangeable"
    r"|[Mm]andatory|[Cc]lass [A-Z]|[Pp]re-[Ff]unded|[Cc]ommon|[Oo]rdinary|[Dd]epositary"
    r"|[Gg]uaranteed|[Nn]on-[Vv]oting|[Ii]nitial|[Aa]dditional|[Rr]estricted|[Uu]nregistered)"
)
SECURITY = re.compile(
    rf"(?:(?P<rate>\d+(?:\.\d+)?%) )?(?P<whose>(?!{_ADJECTIVE})[A-Z][\w.]+(?:'s)? )?(?P<name>"
    rf"(?:{_ADJECTIVE},? )*(?:Notes?|notes?|Debentures?|debentures?|Bonds?|bonds?"
    r"|(?<=[Cc]ommon )[Ss]tock|(?<=[Pp]referred )(?:[Ss]tock|[Ss]hares)"
    r"|(?<=[Oo]rdinary )[Ss]hares|(?<=[Dd]epositary )[Ss]hares|[Ww]arrants?))\b"
    r"(?P<due> due (?:in )?(?:(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)(?: \d+,)? )?\d{4})?"
)
SELLS = re.compile(
    r"\b(?:sold|sell|sells|issue[ds]?|issuing|issuance|offered|offering|placement"
    r"|closed the sale|(?:to|agreed to) (?:sell|purchase|issue)|exchange(?:d)?(?! Act"
    r"| Commission)|assumed)\b"
)
_DONE = re.compile(
    r"\b(?:sold|issued(?! and outstanding)|closed (?:the|its)|completed (?:the|its)|consummated"
    r"|was issued|were issued|received (?:approximately )?\$|assumed|entered into (?:privately"
    r"|exchange))\b"
)
_PLANNED = re.compile(
    r"\b(?:will (?:sell|issue|be issued|be sold)|agreed to (?:sell|issue|purchase)"
    r"|to (?:offer and sell|sell|issue|be issued)|expects? to|intends? to|expected to be issued"
    r"|may issue|proposed)\b"
)
_PRINCIPAL = re.compile(
    r",? (?:in |of )?(?:the )?(?:original |initial "
    r"|stated )?(?:aggregate )?(?:in )?(?:principal|face|liquidation) (?:amount|preference"
    r"|value)(?: of)?(?: (?:its|the|their|our|outstanding|new|such))* ?\Z"
)
_FOR_WHAT = re.compile(r" to purchase [^;()]{3,60}?\b(?:[Ss]tock|[Ss]hares)\b(?! of)")
_MORE = re.compile(
    r"\b(?:an additional|up to an additional|plus)(?: aggregate)?(?: principal amount of up "
    r"to)? (?:up to )?\Z"
)
CASE = re.compile(
    r"\b(?:if|prior to|following|during|in the event|fundamental change|per \$1,000|each \$1,000)\b",
    re.IGNORECASE,
)


@dataclass
class Sale:
    """One security that is sold, as it is put together from several sentences."""

    security: str
    noun: str
    rate_said: str
    status: str = "not stated"
    told: list[Told] = field(default_factory=list)
    date: Figure | None = None
    amount: Figure | None = None
    shares: Figure | None = None
    price: Figure | None = None
    rate: Figure | None = None
    maturity: Figure | None = None
    purchaser: str | None = None
    terms: list[Term] = field(default_factory=list)


def in_full(sale: Sale, told: Iterable[Told]) -> Sale:
    """The sale with its security's name as it is given in full, "2.75% Convertible Debentures due 2031"."""
    if sale.noun not in ("note", "debenture", "bond"):
        return sale
    names: dict[str, tuple[str, str]] = {}
    for sentence in told:
        for match in SECURITY.finditer(sentence.text):
            rate = match["rate"] or ""
            if noun_of(match) == sale.noun and rate and sale.rate_said in ("", rate):
                words = sentence.words(match.start(), match.end())
                if len(words) > len(names.get(rate, ("", ""))[0]):
                    names[rate] = (words, rate)
    if len(names) == 1:
        sale.security, sale.rate_said = next(iter(names.values()))
    return sale


def noun_of(match: re.Match[str]) -> str:
    """What kind of security is named, in the singular: "note", "stock"."""
    return str(match["name"]).split()[-1].lower().rstrip("s")


def sales_in(passages: Iterable[Passage]) -> list[Sale]:
    """The securities that some passages tell of as sold, each once."""
    sales: list[Sale] = []
    for passage in passages:
        for told in passage.told:
            if SELLS.search(told.text) and not CASE.match(told.text) and not re.match(r"\d\. ", told.text):
                _read(told, sales)
    return [sale for sale in sales if sale.amount or sale.shares]


def _read(told: Told, sales: list[Sale]) -> None:
    text = told.text
    status = (
        "done"
        if _DONE.search(text) and not _PLANNED.search(text)
        else "planned"
        if _PLANNED.search(text)
        else "done"
        if _DONE.search(text)
        else "not stated"
    )
    last: Sale | None = None
    for match in SECURITY.finditer(text):
        if _is_aside(text, match):
            continue
        amount, shares = _how_much(told, match)
        if amount is None and shares is None:
            continue
        if _is_price(text, amount) and last is not None:
            _exchanged(told, match, amount, last)
            continue
        last = _place(sales, told, match, status, (amount, shares))


def _is_aside(text: str, match: re.Match[str]) -> bool:
    """Whether a security is only mentioned: what may become it, a unit of it, what is outstanding."""
    before, after = text[max(0, match.start() - 90) : match.start()], text[match.end() : match.end() + 40]
    return bool(
        re.search(
            r"\b(?:convertible into|conversion of|upon conversion|issuable upon"
            r"|per \$1,000 principal amount of|holders of|price of(?: the)?"
            r"|resale of the)[^,;]{0,30}\Z",
            before,
        )
        or re.match(r"(?:,)? (?:remain outstanding|issuable|for each|will be (?:placed|converted))", after)
        or re.search(r"\bremain outstanding\b", text)
        or re.search(r"\b(?:[Ww]arrants?|options?|rights?)\b[^;]{0,30} to purchase [^;]{0,60}\Z", before)
    )


def _how_much(told: Told, match: re.Match[str]) -> tuple[Number | None, Number | None]:
    """The amount and the number of shares right before a security, or behind it with its price."""
    text = told.text
    amount = shares = None
    start = match.start()
    for number in told.numbers:
        if number.end > start or start - number.end > 110:
            continue
        between = text[number.end : start]
        if number.kind is Kind.MONEY and _PRINCIPAL.fullmatch(between):
            amount = number
        if number.kind is Kind.NUMBER and re.fullmatch(
            r" (?:shares|units|warrants)? ?(?:of )?(?:its |the |our |the Company's "
            r"|[A-Z]\w+'s )?(?:newly issued |unregistered )?",
            between,
        ):
            shares = number
    if match["name"].lower().startswith(("warrant", "pre-funded")) or match["name"].lower().endswith(
        ("warrant", "warrants")
    ):
        ahead = re.compile(
            r" to purchase (?:up to )?(?:an aggregate of )?(?:approximately )?(?:up to )?"
        ).match(text, match.end())
        if ahead:
            shares = next(
                (n for n in told.numbers if n.start == ahead.end() and n.kind is Kind.NUMBER), shares
            )
    return amount, shares


def _is_price(text: str, amount: Number | None) -> bool:
    """Whether a security is what another one is given for."""
    return amount is not None and re.search(r"\bfor (?:approximately )?\Z", text[: amount.start]) is not None


def _exchanged(told: Told, match: re.Match[str], amount: Number | None, sale: Sale) -> None:
    if amount is not None:
        start, end = told.whole(amount)
        what = told.words(end, match.end())
        sale.terms.append(Term(what=what, amount=told.figure(amount)))
        for number in told.of_kind(Kind.MONEY):
            if re.match(r" in cash\b", told.text[number.end :]) and 0 < start - number.end < 20:
                sale.terms.insert(0, Term(what="in cash", amount=told.figure(number)))


def _place(
    sales: list[Sale],
    told: Told,
    match: re.Match[str],
    status: str,
    much: tuple[Number | None, Number | None],
) -> Sale:
    """The sale that a mention adds to with its amount and number, or a new one."""
    amount, shares = much
    noun = noun_of(match)
    rate = match["rate"] or ""
    figure = told.figure(amount) if amount else None
    count = told.figure(shares) if shares else None
    for sale in sales:
        if sale.noun != noun or (rate and sale.rate_said and rate != sale.rate_said):
            continue
        if count is not None and sale.shares is not None and count.text != sale.shares.text:
            continue
        if figure is not None and sale.amount is not None and figure.text != sale.amount.text:
            if amount is not None and _MORE.search(told.text[: amount.start]):
                option = ", over-allotment" if "over-allotment" in told.text else ""
                sale.terms.append(Term(what=f"additional{option}", amount=figure))
                return sale
            if status == "done" and sale.status == "planned":  # what was agreed on, closed with the option
                sale.amount, sale.date = figure, None
            elif (sale.status == "done" and status == "planned") or (sale.told and sale.told[-1] is not told):
                return sale
            else:
                continue
        sale.amount = sale.amount or figure
        sale.shares = sale.shares or count
        if status == "done" and sale.status != "done":
            sale.status, sale.date = status, opening_day(told) or _day_in(told) or sale.date
        sale.told.append(told)
        return sale
    whose = match["whose"] and not match["whose"].startswith(("Company", "Registrant"))
    ahead = _FOR_WHAT.match(told.text, match.end()) if noun == "warrant" else None
    end = ahead.end() if ahead else match.end()
    name = told.words(match.start() if rate or whose else match.start("name"), end)
    sale = Sale(name, noun, rate, status, [told], opening_day(told) or _day_in(told), figure, count)
    sales.append(sale)
    return sale


def _day_in(told: Told) -> Figure | None:
    """The day that a sentence gives after its first words: "As disclosed above, on May 1, 2025, …"."""
    for number in told.numbers:
        if is_day(number) and re.search(r"(?:\A|, |and )on \Z", told.text[: number.start], re.IGNORECASE):
            return told.figure(number)
    return None


__all__ = ["CASE", "SECURITY", "SELLS", "Sale", "in_full", "noun_of", "sales_in"]
