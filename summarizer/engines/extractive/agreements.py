"""Agreements, mergers, acquisitions, sales and loans: who, what, when, for how much and on what terms."""

import re

from summarizer.engines.extractive.agreement_closing import closing_of, conditions_of
from summarizer.engines.extractive.agreement_money import consideration_of, money_of
from summarizer.engines.extractive.deals import AIMED, Deal, deals_in
from summarizer.engines.extractive.event_passages import Report
from summarizer.engines.extractive.moments import day_after, is_day, opening_day
from summarizer.engines.extractive.parties import first_party, parties_of
from summarizer.schemas import Agreement, Figure

_MOST, _MOST_TERMS = 6, 10
_SECURITIES = re.compile(
    r"\b(?:registration rights|indenture|underwriting|subscription|note purchase"
    r"|securities purchase|exchange agreements?|global notes?)\b",
    re.IGNORECASE,
)
_SELLS_SECURITIES = re.compile(
    r"\b(?:offer and sell|offering|issue and sell|agreed to sell|sell,? an aggregate)\b"
    r"|\b(?:Notes|Debentures|warrants|Preferred Stock)\b"
)
_AMENDED = re.compile(
    r"(?: \([^()]*\))? to (?:the|its|that certain) (?P<of>(?:(?:[A-Z][\w&-]*|and) )*[A-Z][\w&-]*)"
)
_OBJECT = re.compile(
    r"\b(?:acquisition of|acquired?|acquired by|merge with"
    r"|purchased?)(?: all (?:of )?the [a-z ]+ of)? (?=[A-Z]|[a-z][A-Z])"
)
_DATED = re.compile(r"\bdated(?: as of)? \Z")
_ANNOUNCED = re.compile(r"\bannounced\b")

_AIM = re.compile(
    r"\b(?P<aim>(?:[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}) will (?:merge with and into|acquire"
    r"|purchase) [^.;,()]{2,90}|[\w ]{0,30}agreed to (?:acquire|purchase|sell|supply|license"
    r"|settle|pay)\b[^.;()]{5,120})"
)
_FOR = re.compile(
    r",? (?:pursuant to which|under which|whereby|providing for|relating to|to provide for"
    r"|with respect to|to extend) (?P<aim>[^.;()]{5,140})"
)


def find_agreements(report: Report, *, sold: bool) -> list[Agreement]:
    """The agreements of Items 1.01, 1.02, 2.01 and 2.03, or of a release, in their order.

    Args:
        report: The report.
        sold: Whether it tells of securities sold: then the contracts of that sale are told with it.
    """
    passages = report.about("agreements")
    deals = deals_in(passages)
    if not passages:
        deals = [deal for deal in deals_in(report.open) if _is_news(deal)]
    found = []
    for deal in deals:
        if sold and _of_a_sale(deal):
            continue
        if deal.passage.label == "2.03" and deal.kind not in ("credit", "other"):
            continue
        found.append(_agreement(deal, report.filing.company))
    return _joined(found)[:_MOST]


def _is_news(deal: Deal) -> bool:
    """Whether the words of an open passage tell of a deal as their news, near their start."""
    place = next((n for n, told in enumerate(deal.passage.told) if told is deal.told), 0)
    return place < 4 and deal.kind != "other"


def _of_a_sale(deal: Deal) -> bool:
    """Whether it is a contract by which securities are sold."""
    if deal.kind in ("merger", "tender offer"):
        return False
    if _SECURITIES.search(deal.name) or (deal.status == "completed" and _SELLS_SECURITIES.search(deal.name)):
        return True
    return "purchase agreement" in deal.name.lower() and _SELLS_SECURITIES.search(deal.told.text) is not None


def _joined(found: list[Agreement]) -> list[Agreement]:
    """Without an entry that only repeats another one: signed and, further down, completed."""
    kept: list[Agreement] = []
    for each in map(_without_twin_ratios, found):
        bare = each.price is None and each.per_share is None and not each.terms and not each.conditions
        twin = next(
            (
                o
                for o in kept
                if set(o.parties) & set(each.parties) and {o.status, each.status} == {"signed", "completed"}
            ),
            None,
        )
        if twin is not None and twin.status == "signed" and not (twin.price or twin.terms):
            kept[kept.index(twin)] = each
            continue
        if bare and not each.parties and each.date is None:
            continue
        last = kept[-1] if kept else None
        if (
            last
            and last.status == "signed"
            and each.status == "completed"
            and not each.parties
            and last.kind == each.kind
        ):
            kept[-1] = each.model_copy(update={"parties": last.parties, "what": last.what})
            continue
        kept.append(each)
    return kept


def _without_twin_ratios(agreement: Agreement) -> Agreement:
    """An exchange ratio once, though it is told as a number of shares too."""
    ratios = {t.amount.text for t in agreement.terms if t.amount and "exchange ratio" in t.what.lower()}
    terms = [t for t in agreement.terms if not (t.amount and t.amount.text in ratios and ", each" in t.what)]
    return agreement.model_copy(update={"terms": terms})


def _agreement(deal: Deal, company: str) -> Agreement:
    terms, price, per_share = money_of(deal)
    parties = parties_of(deal.told, deal.end, deal.verb, company)
    object_ = _OBJECT.search(deal.told.text, deal.start)
    if object_ and (not parties or AIMED.match(deal.told.text, deal.end)):
        party = first_party(deal.told, object_.end(), company)
        parties = [party] if party else parties
    closing, outside = closing_of(deal)
    if (
        outside is not None
        and closing is not None
        and outside.amount is not None
        and outside.amount.text != closing.text
    ):
        terms.append(outside)
    elif closing is None and outside is not None:
        closing = outside.amount
    if deal.status in ("completed", "ended"):
        closing = None
    return Agreement(
        what=_what(deal),
        kind=deal.kind,
        status=deal.status,
        parties=parties,
        date=_date(deal),
        price=price,
        per_share=per_share,
        consideration=consideration_of(deal),
        terms=terms[:_MOST_TERMS],
        conditions=conditions_of(deal) if deal.status not in ("completed", "ended") else [],
        closing=closing,
    )


def _what(deal: Deal) -> str:
    name = deal.name.rstrip(".") if not re.search(r"\b(?:Inc|Corp|Co|Ltd)\.?\Z", deal.name) else deal.name
    if re.search(r"\b(?:Inc|Corp|Co|Ltd)\Z", name):
        name += "."
    if deal.status == "completed":
        return name
    amended = _AMENDED.match(deal.told.text, deal.end)
    if amended and amended["of"] not in name:
        name = f"{name} to the {deal.told.words(*amended.span('of'))}"
    aimed = AIMED.match(deal.told.text, deal.end)
    if aimed:
        return f"{name} to {deal.told.words(*aimed.span('aim'))}"
    for told in deal.sentences[:4]:
        start = deal.end if told is deal.told else 0
        match = _AIM.search(told.text, start) if deal.kind in ("merger", "acquisition", "sale") else None
        if match is None and told is deal.told:
            match = _FOR.search(told.text, start)
        if match:
            return f"{name}: {_cut(told.words(*match.span('aim')))}"
    return name


def _cut(words: str) -> str:
    """At most two dozen words, to the last comma among them."""
    parts = words.split(" ")
    if len(parts) <= 24:
        return words
    head = " ".join(parts[:24])
    return head[: head.rfind(",")] if "," in head[40:] else head


def _date(deal: Deal) -> Figure | None:
    told = deal.told
    if deal.status in ("signed", "amended", "planned") and _ANNOUNCED.search(told.text, 0, deal.verb):
        for number in told.numbers:
            if is_day(number) and _DATED.search(told.text[: number.start]):
                return told.figure(number)
        return None
    opening = opening_day(told)
    if opening is not None:
        return opening
    if deal.status == "completed":
        after = day_after(told, deal.end, len(told.text))
        if after is not None:
            return after
        before = [n for n in told.numbers if is_day(n) and n.end <= deal.verb]
        return told.figure(before[-1]) if before else None
    before = [n for n in told.numbers if is_day(n) and n.end <= deal.verb]
    if before and re.search(r"\bon \Z", told.text[: before[-1].start]):
        return told.figure(before[-1])
    for number in told.numbers:
        if is_day(number) and number.start > deal.end and _DATED.search(told.text[: number.start]):
            return told.figure(number)
    return None


__all__ = ["find_agreements"]
