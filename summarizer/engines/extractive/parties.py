"""The companies and people that a sentence names as parties to something, without the filer itself."""

import re
from collections.abc import Iterable, Iterator

from summarizer.engines.extractive.told import Told

_FORM = (
    r"(?:Inc|Corp|Co|LLC|L\.L\.C|Ltd|Limited|L\.P|LP|LLP|PLC|plc|N\.A|S\.A|N\.V|B\.V|P\.C"
    r"|National Association"
    r"|Incorporated|Trustee|Stamford Branch)\b"
)
_AMONG = re.compile(
    r"\b(?:(?:with|by and among|by and between|by and amongst|among|amongst|between|to|from)"
    r"(?: each of| certain of| affiliates of| an affiliate of| the following:?)?)[ :]"
)
_ENDS = re.compile(
    r",? (?:pursuant to|under|upon|by) (?:which|the terms)|,? (?:relating|providing|whereby"
    r"|governing|extending|regarding)\b"
    r"|,? (?:in connection|in order|with respect|in respect|on behalf|in accordance)\b"
    r"|,? (?:which|that|who) |; "
    r"|,? to (?:offer|sell|acquire|purchase|extend|amend|provide|exchange|issue|effect|serve|be"
    r"|memorialize|increase|merge|supply|develop|settle)\b"
    r"|,? (?:for|in) (?:an? |the |its |aggregate|approximately|cash|\$|up)|,? dated"
    r"| for resale|,? at (?:an? |\$|the )"
    r"|,? effective|,? entered|,? on [A-Z]\w+ \d|,? have agreed"
)
_DROP = re.compile(r" ?\((?:[^()]|\([^()]*\))*\)")
_LAWS = re.compile(
    r",? (?:organized|incorporated|existing|formed)(?: and \w+)? (?:under"
    r"|in) (?:the )?(?:laws of )?(?:the )?[A-Z][\w ]*?(?: and [A-Z]\w+)?(?=,|;|\Z| \()"
)
_SPLIT = re.compile(
    rf";|,? and (?=[A-Z\d]|[a-z][A-Z]|the |an? |its |certain |each |several |as )|, (?!{_FORM}|& |\w+ & Co)"
)
_SUBSIDIARY = re.compile(r"\bsubsidiary of (?P<of>.+)", re.IGNORECASE)
_OWN = re.compile(r"(?:the )?(?:Company|Registrant|Corporation|Issuer)\b")
_SERVES = re.compile(
    r"(?: ?\([^()]*\))?,? (?:serving as|acting as|solely|as (?:the )?(?:trustee|escrow agent"
    r"|paying agent|collateral agent"
    r"|(?:\w+ )?representative))\b"
)
_ABBREVIATED = re.compile(r"\b(?:Inc|Corp|Co|Ltd|L\.P|L\.L\.C|N\.A|S\.A|N\.V|B\.V|P\.C|A\.G|Jr|Sr)\.\Z")
_VEHICLE = re.compile(r"\b(?:Merger|Acquisition|Holdco|Sub|Purchaser|Enterprises|Midco|Bidco)\b")
_TAIL = re.compile(
    r"(?: as| acting| solely| in its| serving| together| (?:and )?(?:certain|the other|its"
    r"|each)\b).*\Z| and certain of .*\Z"
)
_ROLE_WORDS = frozenset(
    "the company registrant board trustee lenders merger sub agent buyer seller purchaser borrower"
    " parties stockholders".split()
)
_GENERIC = frozenset(
    "inc corp corporation company co ltd limited llc plc group holdings international the and of"
    " technologies communications systems bank financial global".split()
)
_NOT_A_PARTY = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Item|Section|Exhibit"
    r"|Agreement|Form|Amendment|Plan|Act|Securities Act|Indenture)\b|.*\b(?:Agreement|Act of)\Z"
)
_SMALL = frozenset("of the and for de plc von van inc com".split())
_REACH, _MOST = 160, 6  # characters, parties


def parties_of(told: Told, name_end: int, verb: int, company: str) -> list[str]:
    """The parties to an agreement that a sentence names, after its name or before its verb.

    Args:
        told: The sentence.
        name_end: Where the agreement's name ends.
        verb: Where the verb starts that says what was done with it.
        company: The filer, which is left out with the subsidiaries it merges.
    """
    text = told.text
    for among in _AMONG.finditer(text, name_end, min(len(text), name_end + _REACH)):
        found = _in(told, among.end(), len(text), company)
        if found:
            return found
    return _in(told, _after_date(text), verb, company)


def first_party(told: Told, start: int, company: str) -> str | None:
    """Whoever is named at once from a place of a sentence on."""
    found = _in(told, start, min(len(told.text), start + 2 * _REACH), company)
    opening = re.match(r" ?(?:the |certain |an affiliate of |affiliates of )*(?=[A-Z\d])", told.text[start:])
    return found[0] if found and opening else None


def _after_date(text: str) -> int:
    match = re.match(
        r"(?:\([a-z]\) )?(?:(?:Also |As previously [a-z]+, )?[Oo]n|Effective|In) [^,]{3,20}(?:, \d{4})?, ",
        text,
    )
    return match.end() if match else 0


def _in(told: Told, start: int, end: int, company: str) -> list[str]:
    text = told.text
    stop = _ENDS.search(text, start, end)
    end = stop.start() if stop else end
    found: list[str] = []
    serving: list[str] = []  # trustees, agents and representatives of somebody else
    pieces = list(_pieces(text, start, end))
    for place, (first, last) in enumerate(pieces):
        words = text[first:last]
        if not _is_party(words) or names_filer(words, company):
            continue
        described = " ; ".join(text[a:b] for a, b in _appositions(text, pieces, place))
        owner = _SUBSIDIARY.search(described)
        if owner and (_VEHICLE.search(words) or _OWN.match(owner["of"]) or names_filer(owner["of"], company)):
            continue
        if place + 1 < len(pieces) and _SERVES.match(text, last):
            serving.append(told.words(first, last))
            continue
        name = told.words(first, last)
        name = name if _ABBREVIATED.search(name) else name.rstrip(".")
        if name not in found:
            found.append(name)
    return (found or serving)[:_MOST]


def _appositions(text: str, pieces: list[tuple[int, int]], place: int) -> Iterator[tuple[int, int]]:
    """The pieces after a name that describe it: "a Delaware corporation"."""
    for first, last in pieces[place + 1 :]:
        if not text[first:last][:1].islower():
            return
        yield first, last


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a list, brackets and places of incorporation passed over."""
    masked = text[:end]
    for pattern in (_DROP, _LAWS):
        masked = pattern.sub(lambda match: ";" * len(match.group()), masked)
    done = start
    for match in [*_SPLIT.finditer(masked, start, end), None]:
        stop = match.start() if match else end
        first, last = done, stop
        done = match.end() if match else end
        tail = _TAIL.search(masked, first, last)
        if tail and tail.start() > first:
            last = tail.start()
        lead = re.compile(
            r"[ ;,]*(?:and |the (?=[A-Z])|each of |certain |(?:by and )?(?:among|between) )*"
        ).match(masked, first, last)
        first = lead.end() if lead else first
        while last > first and masked[last - 1] in " ,;":
            last -= 1
        if last > first:
            yield first, last


def _is_party(name: str) -> bool:
    words = re.findall(r"[\w&'-]+", name)
    if not words or not re.match(r"[A-Z]|\d+[A-Z]|[a-z][A-Z]|[a-z]+\.com\b", name):
        return False
    if _NOT_A_PARTY.match(name) or len(name) < 3 or len(words) > 9:
        return False
    if any(word.islower() and word not in _SMALL for word in words[1:]):
        return False
    return not all(word.lower() in _ROLE_WORDS for word in words)


def names_filer(name: str, company: str) -> bool:
    """Whether a name is the filer's, or begins as it does."""
    own = [word for word in _words(company) if word not in _GENERIC]
    words = [word for word in _words(name) if word not in _GENERIC]
    return bool(own and words) and (words[0] == own[0] or set(words) <= set(own))


def _words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"\w+", text)]


def listed(names: Iterable[str]) -> str | None:
    """Names in one string; None where there are none."""
    return ", ".join(names) or None


__all__ = ["first_party", "listed", "names_filer", "parties_of"]
