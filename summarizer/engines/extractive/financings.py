"""Securities sold or issued: what, how much, at what price, to whom, and by which exemption."""

import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.engines.extractive.event_passages import Passage, Report
from summarizer.engines.extractive.moments import is_day
from summarizer.engines.extractive.money_terms import named_numbers, phrase
from summarizer.engines.extractive.parties import first_party, listed, parties_of
from summarizer.engines.extractive.securities import CASE, SECURITY, SELLS, Sale, in_full, noun_of, sales_in
from summarizer.engines.extractive.told import Told
from summarizer.numbers.quantity import Kind
from summarizer.schemas import Figure, Financing, Term

_PRICE_AFTER = re.compile(
    r"\bfor (?:an? )?(?:aggregate |total |gross )*(?:purchase price|consideration|proceeds"
    r"|offering price|price)(?: to the (?:Company|Registrant))? of(?: approximately)? \Z"
    r"|\b(?:gross |aggregate |total )+(?:proceeds|purchase price)(?: to the (?:Company"
    r"|Registrant))?(?: of| were| was|,? before \w+,? of)?(?: approximately)? \Z",
    re.IGNORECASE,
)
_CONVERSION = re.compile(
    r"\b(?:conversion price|exercise price|purchase price|offering price|price to the public"
    r"|issue price|sold at|at a price|price per share)\b[^.;]{0,40}\Z",
    re.IGNORECASE,
)
_RATE = re.compile(r"\b(?:interest|dividends?|coupon)\b[^.;]{0,80}\Z", re.IGNORECASE)
_MATURES = re.compile(
    r"\b(?:matur(?:es?|ity(?: date)?|ing)|due(?: and payable)?)\b\.?(?: (?:is|in|on|at|of"
    r"|upon))*(?: the)? \Z",
    re.IGNORECASE,
)
_EXEMPTION = re.compile(
    r"\b(?:Section \d(?:\(\w+\))+|Rule \d{3}[A-Z]?(?:\(\w+\))*|Regulation [DS])(?= |,|\.|;|\Z)"
)
_EXEMPT = re.compile(r"\bexempt\w*\b|\bin reliance\b|\bprivate placement\b", re.IGNORECASE)
_USE = re.compile(
    r"\b(?:intends? to use|plans? to use|expects? to use|will use|used|to be used|will be used"
    r"|were used)\b(?P<what> )",
    re.IGNORECASE,
)
_USE_FOR = re.compile(
    r"\b(?:to|for|towards?) (?P<why>(?:fund|finance|repay|redeem|repurchase|pay|acquire"
    r"|refinance|general|working|the|its|potential|capital|research|support|advance)\b(?:[^.;]"
    r"|\.(?=\S)|(?<=\bInc)\.(?=,| )){3,240})"
)
_PROCEEDS = re.compile(r"\b(?:proceeds|funds received|balance of the)\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|with|from|by)(?: each of)? (?=(?:the |certain |an affiliate of )?[A-Z])")
_BUYER = re.compile(
    r"\b(?:to|with) (?P<who>(?:certain|several|a single|an|two|three|accredited|institutional"
    r"|existing|a group of)[\w ]{1,60}?(?:investors?|buyers?|purchasers?|stockholders"
    r"|shareholders|holders?)|the (?:former )?(?:stock|share)holders of \w+)\b"
)
_OFFERED_TO = re.compile(r"\b(?:pursuant to|in accordance|resale|the registration|reimburse)\b")
_NO_BUYER = re.compile(
    r"\b(?:Section|Rule|Regulation|Item|Securities|Trustee|Act|Agreement|Merger|Plan|Indenture"
    r"|Exhibit|Notes?|Debentures?|Stock|Company)\b"
)
_PHRASES = (
    phrase(r"net proceeds", Kind.MONEY),
    phrase(r"(?:initial )?(?:conversion|exercise) price", Kind.MONEY),
    phrase(r"(?:up to )?an additional(?= \$)|over-allotments?", Kind.MONEY),
    phrase(r"(?:initial )?conversion rate", Kind.NUMBER),
    phrase(
        r"(?:placement|underwriting|commitment) (?:agent )?(?:fees?|discounts?(?: and commissions)?)",
        Kind.MONEY,
        Kind.PERCENT,
    ),
    phrase(r"(?:original issue )?discount", Kind.PERCENT),
    phrase(r"stock repurchase program|repurchased the entire", Kind.MONEY),
)
_MOST, _MOST_TERMS, _LONGEST_USE = 6, 6, 220


def find_financings(report: Report) -> list[Financing]:
    """The securities of Items 2.03 and 3.02, told there or in an Item that these refer to."""
    named = report.about("financings")
    if named:
        own = [p for p in named if any(SELLS.search(t.text) and SECURITY.search(t.text) for t in p.told)]
        passages: Sequence[Passage] = own or ()
        lent = [p for p in report.about("agreements") if p not in passages and p.label == "1.01"]
        passages = [*lent, *passages]
    else:
        passages = [p for p in report.open if _tells_of_an_offering(p)]
    everything = [told for passage in passages for told in passage.told]
    sales = [in_full(sale, everything) for sale in sales_in(passages)]
    return [_financing(sale, everything, report.filing.company, alone=len(sales) == 1) for sale in sales][
        :_MOST
    ]


def _tells_of_an_offering(passage: Passage) -> bool:
    lead = " ".join(told.text for told in (*passage.headings, *passage.told[:4]))
    return (
        re.search(r"\b(?:offering|private placement)\b", lead) is not None
        and SECURITY.search(lead) is not None
    )


def _financing(sale: Sale, told: Sequence[Told], company: str, *, alone: bool) -> Financing:
    is_debt = sale.noun in ("note", "debenture", "bond")
    is_warrant = sale.noun == "warrant"
    about = [t for t in told if alone or _speaks_of(t, sale)]
    price = _price(about, sale)
    return Financing(
        security=sale.security,
        status="done" if sale.status == "done" else "planned" if sale.status == "planned" else "not stated",
        date=sale.date,
        amount=sale.amount or _proceeds(sale),
        shares=sale.shares,
        price=price,
        rate=_rate(about, sale, told) if is_debt or "preferred" in sale.security.lower() else None,
        maturity=_maturity(sale, told) if is_debt else None,
        purchaser=_purchaser([*sale.told, *about], company),
        exemption=_exemption(told),
        use=_use(told) if not is_warrant else None,
        terms=_terms(sale, about, price)[:_MOST_TERMS],
    )


def _speaks_of(told: Told, sale: Sale) -> bool:
    return (
        told in sale.told or re.search(rf"\b{re.escape(sale.noun)}s?\b", told.text, re.IGNORECASE) is not None
    )


def _proceeds(sale: Sale) -> Figure | None:
    """What the shares were sold for in all."""
    for told in sale.told:
        mentions = [m for m in SECURITY.finditer(told.text) if noun_of(m) == sale.noun]
        for number in told.of_kind(Kind.MONEY):
            if not _PRICE_AFTER.search(told.text[: number.start]) or number.quantity.unit.endswith("/share"):
                continue
            nearest = [
                m
                for m in SECURITY.finditer(told.text)
                if m.end() < number.start
                and not re.search(
                    r"\bto purchase [^;]{0,80}\Z", told.text[max(0, m.start() - 90) : m.start()]
                )
            ]
            if nearest and mentions and noun_of(nearest[-1]) == sale.noun:
                return told.figure(number)
    return None


def _price(told: Sequence[Told], sale: Sale) -> Figure | None:
    """The price of a share, at which it is sold, converted or bought."""
    for sentence in told:
        for number in sentence.of_kind(Kind.MONEY):
            before = sentence.text[: number.start]
            if not number.quantity.unit.endswith("/share") and not re.match(
                r" (?:per|a|for each) (?:share|unit|warrant)", sentence.text[number.end :]
            ):
                continue
            match = _CONVERSION.search(before)
            if match is None or re.search(r"par value|closing", before[-30:]):
                continue
            exercise = "exercise" in match.group()
            if exercise != (sale.noun == "warrant"):
                continue
            return sentence.figure(number)
    return None


def _rate(about: Sequence[Told], sale: Sale, told: Sequence[Told]) -> Figure | None:
    for sentence in about:
        for number in sentence.of_kind(Kind.PERCENT):
            if sale.rate_said and sentence.words(number.start, number.end) != sale.rate_said:
                continue
            if _RATE.search(sentence.text[: number.start]) or re.match(
                r" (?:per annum|per year)", sentence.text[number.end :]
            ):
                return sentence.figure(number)
    for sentence in told:
        for match in SECURITY.finditer(sentence.text):
            if match["rate"] and match["rate"] == sale.rate_said:
                rates = [n for n in sentence.numbers if n.start == match.start("rate")]
                return sentence.figure(rates[0]) if rates else None
    return None


def _maturity(sale: Sale, told: Sequence[Told]) -> Figure | None:
    years: Figure | None = None
    for sentence in told:
        for number in sentence.numbers:
            if not is_day(number) or not (match := _MATURES.search(sentence.text[: number.start])):
                continue
            period, said = number.quantity.period, match.group().lower()
            matures = said.startswith("matur")
            own = not sale.rate_said or sale.rate_said in sentence.text or matures
            if (
                period is not None
                and period.day is not None
                and own
                and (matures or "Notes" in sentence.text)
            ):
                return sentence.figure(number)
            if years is None and (not sale.rate_said or sale.rate_said in sentence.text):
                years = sentence.figure(number)
    return years


def _purchaser(told: Iterable[Told], company: str) -> str | None:
    for sentence in told:
        text = sentence.text
        if not SELLS.search(text):
            continue
        contract = re.search(
            r"\bentered into (?:an? )?(?:[\w-]+ )*?(?:purchase|placement|subscription"
            r"|underwriting) agreements?\b",
            text,
            re.IGNORECASE,
        )
        if contract:
            named = parties_of(sentence, contract.end(), contract.start(), company)
            if named:
                return listed(named[:3])
        match = _BUYER.search(text)
        for to in _TO.finditer(text):
            if _OFFERED_TO.search(text[max(0, to.start() - 14) : to.start()]):
                continue
            if match and match.start() < to.start():
                break
            one = first_party(sentence, to.end(), company)
            if one is not None and not _NO_BUYER.search(one):
                return one
        if match:
            return sentence.words(*match.span("who"))
    return None


def _exemption(told: Iterable[Told]) -> str | None:
    found: list[str] = []
    for sentence in told:
        if _EXEMPT.search(sentence.text) and not re.search(
            r"\bupon (?:the )?conversion\b|\bwithin the meaning\b", sentence.text
        ):
            for match in _EXEMPTION.finditer(sentence.text):
                words = sentence.words(*match.span())
                if words not in found:
                    found.append(words)
    return ", ".join(found[:4]) or None


def _use(told: Iterable[Told]) -> str | None:
    found = []
    for sentence in told:
        match = _USE.search(sentence.text) if _PROCEEDS.search(sentence.text) else None
        why = _USE_FOR.search(sentence.text, match.start("what")) if match else None
        if why:
            words = sentence.words(*why.span("why"))
            cut = re.search(r", (?:including|pursuant to|as|through|in each)\b", words[40:])
            words = words[: 40 + cut.start()] if cut else words
            found.append(words if len(words) <= _LONGEST_USE else words[:_LONGEST_USE].rsplit(" ", 1)[0])
    return "; ".join(dict.fromkeys(found[:2])) or None


def _terms(sale: Sale, told: Sequence[Told], price: Figure | None) -> list[Term]:
    terms = list(sale.terms)
    seen = {t.amount.text for t in terms if t.amount} | {
        f.text for f in (sale.amount, sale.shares, price) if f
    }
    for each in _named(told):
        if each.amount is not None and each.amount.text not in seen:
            seen.add(each.amount.text)
            terms.append(each)
    return terms


def _named(told: Iterable[Told]) -> Iterator[Term]:
    for sentence in told:
        if CASE.match(sentence.text) or re.match(r"\d\. ", sentence.text):
            continue
        for named in named_numbers(sentence, _PHRASES):
            what = named.what
            if what.endswith("an additional"):
                what = (
                    "additional, over-allotment option" if "over-allotment" in sentence.text else "additional"
                )
            if "conversion rate" in what:
                more = re.match(
                    r" shares[^(;.]{0,90}?(?:per|for each) \$[\d,]+", sentence.text[named.number.end :]
                )
                what = (
                    f"{what}, {sentence.words(named.number.end, named.number.end + more.end())}"
                    if more
                    else what
                )
            yield Term(what=what, amount=sentence.figure(named.number))


__all__ = ["find_financings"]
