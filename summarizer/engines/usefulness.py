"""How much each chunk of a filing is worth to a schema, before any model has read it.

Three things count: what kind of section it stands in, by the headings that the SEC's forms prescribe
and by the kinds of exhibits; how many of the words that the schema's fields are described with it
has, each weighted by how rare it is in the filing; and how many figures it holds.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pydantic import BaseModel

from summarizer.document import Document, Section, SectionKind
from summarizer.engines.chunks import Chunk
from summarizer.engines.strict_schema import json_schema
from summarizer.numbers.index import NumberIndex, number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.numbers.quantity import Kind

_BY_TITLE: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), weight)
    for pattern, weight in (
        # a part of a form
        (r"unresolved staff comments|mine safety|submission of matters to a vote|\[?reserved\]?$", 0.1),
        (r"principal account\w+ fees|certain relationships|security ownership|executive compensation", 0.25),
        (r"directors,? (?:and )?executive officers.*governance|directors and executive officers of", 0.25),
        (r"changes in and disagreements|disclosure regarding foreign jurisdictions", 0.2),
        (r"form 10-k summary|cybersecurity|^item \S+ properties|executive officers of the registrant", 0.3),
        (r"risk factors|risks? related to|risks? relating to", 0.35),
        (
            r"exhibits?,? (?:and )?(?:financial statements?|index|list)|index to exhibits|^item \S+ exhibits",
            0.7,
        ),
        (r"management[’']?s discussion|results of operations|financial condition", 1.3),
        # of the financial statements
        (r"critical accounting|recent(?:ly)? (?:issued|adopted)?.*accounting|new accounting", 0.3),
        (r"significant accounting policies|basis of presentation|use of estimates", 0.4),
        (r"report of independent registered|report of independent|independent auditors", 0.2),
        (r"statements? of (?:consolidated )?(?:income|operations|earnings|comprehensive|cash flows)", 1.3),
        (r"balance sheets?|statements? of financial (?:position|condition)", 1.3),
        (r"subsequent events?|segment|highlights|outlook|guidance|liquidity", 1.2),
        (r"leases?|stock-based compensation|share-based compensation|income taxes|retirement|pension", 0.6),
        (r"controls and procedures|legal proceedings|commitments and contingencies", 0.7),
        # of a press release
        (r"non-gaap|reconciliation", 0.8),
    )
)
_NOTHING = re.compile(
    r"^(?:signatures?|power of attorney|table of contents|certifications?)\b|forward[- ]looking|safe harbou?r"
    r"|cautionary (?:note|statement)|where you can find more",
    re.IGNORECASE,
)
_EXHIBITS: Mapping[int, float] = {
    1: 0.3, 2: 0.3, 3: 0.2, 4: 0.25, 5: 0.1, 8: 0.1, 10: 0.35, 13: 1.0, 14: 0.1, 15: 0.1, 16: 0.3, 17: 0.6,
    21: 0.1, 22: 0.1, 27: 0.3, 97: 0.1, 99: 1.2,
}  # fmt: skip
"""By the number before the point of an exhibit's label."""

_DROPPED_EXHIBITS = frozenset({23, 24, 31, 32, 101, 104})
"""Consents, powers of attorney, certifications, XBRL: words that every filing has."""

_EXHIBIT = re.compile(r"(?:EX-|EXHIBIT )?(\d{1,3})(?:[.(].*)?$", re.IGNORECASE)
_DEFAULT_EXHIBIT = 0.5
_BOILERPLATE = 0.15
_LEAD = 0.8  # added to the first chunks of a document, where its headline stands
_LEADING = 2  # chunks
_LEAST = 0.02

_WORD = re.compile(r"(?:[Nn]on[-‑])?[^\W\d_](?:[\w&]*(?:['’][^\W\d_]+)?)")
_DESCRIBED = 0.35  # the weight of a description's words beside a name's
_LONG = 8  # words of a description from which on each counts less
_SATURATION = 1.2
_FIGURES = 0.6  # the weight of figures beside words
_ENOUGH_FIGURES = 0.06  # for each token
_NEIGHBOUR = 0.2  # of a chunk's worth that it lends to those beside it
_TELLING = frozenset({Kind.MONEY, Kind.PERCENT, Kind.NUMBER, Kind.POINTS, Kind.MULTIPLE, Kind.DURATION})


def is_furniture(chunk: Chunk) -> bool:
    """Whether a chunk says nothing that any record could want.

    Signatures, certifications, consents, XBRL leftovers, and what the filing itself marks as
    forward-looking boilerplate.
    """
    for section in chunk.sections:
        if section.boilerplate and _NOTHING.search(section.title.strip()):
            return True
        number = _exhibit_number(section)
        if section.kind is SectionKind.DOCUMENT and number in _DROPPED_EXHIBITS:
            return True
    return False


def usefulness(document: Document, schema: type[BaseModel], chunks: Sequence[Chunk]) -> tuple[float, ...]:
    """The worth of each chunk for `schema`, by its size: the chunk with most is about 1."""
    numbers = number_index(document)
    labels = LabelIndex(numbers)
    terms = [_terms(document, labels, chunk) for chunk in chunks]
    asked = _asked(schema, labels, terms)
    average = sum(sum(found.values()) for found in terms) / max(1, len(terms)) or 1.0
    words = [_words_score(found, asked, average) for found in terms]
    most = max(words, default=0.0) or 1.0
    leads = _leads(chunks)
    worth = []
    for index, chunk in enumerate(chunks):
        figures = min(1.0, _figures(numbers, chunk) / max(1, chunk.tokens) / _ENOUGH_FIGURES)
        own = (words[index] / most + _FIGURES * figures) / (1 + _FIGURES)
        worth.append(_prior(chunk.sections) * (own + (_LEAD if index in leads else 0.0)))
    return tuple(max(_LEAST * 0.5, value) for value in _smoothed(chunks, worth))


def _smoothed(chunks: Sequence[Chunk], worth: Sequence[float]) -> Iterator[float]:
    """What stands beside something useful in the same section is a little more useful."""
    for index, own in enumerate(worth):
        beside = [
            worth[other]
            for other in (index - 1, index + 1)
            if 0 <= other < len(worth) and chunks[other].path == chunks[index].path
        ]
        yield own + _NEIGHBOUR * (max(beside) - own) if beside and max(beside) > own else own


def _prior(sections: Sequence[Section]) -> float:
    """The worth of a place in a filing, whatever stands there: the innermost heading that tells counts."""
    weight = 1.0
    for section in sections:
        number = _exhibit_number(section)
        if number is not None:
            weight = _EXHIBITS.get(number, _DEFAULT_EXHIBIT)
        for pattern, value in _BY_TITLE:
            if pattern.search(section.title):
                weight = value if number is None else weight * value
                break
        if section.boilerplate:
            weight *= _BOILERPLATE
    return weight


def _exhibit_number(section: Section) -> int | None:
    if section.kind not in (SectionKind.DOCUMENT, SectionKind.EXHIBIT):
        return None
    match = _EXHIBIT.match(section.label)
    is_exhibit = section.kind is SectionKind.EXHIBIT or section.label.upper().startswith("EX")
    return int(match[1]) if match and is_exhibit else None


def _leads(chunks: Sequence[Chunk]) -> set[int]:
    """The first chunks of the filing, and of each press release in it."""
    leads = set(range(min(_LEADING, len(chunks))))
    known: set[Section] = set()
    for index, chunk in enumerate(chunks):
        for section in chunk.sections:
            if _exhibit_number(section) in (13, 99) and section not in known:
                known.add(section)
                leads.update(range(index, index + _LEADING))
    return leads


def _figures(numbers: NumberIndex, chunk: Chunk) -> int:
    found = numbers.within(chunk.span.start, chunk.span.end)
    return sum(quantity.kind in _TELLING and quantity.value is not None for quantity in found)


def _terms(document: Document, labels: LabelIndex, chunk: Chunk) -> Counter[str]:
    words = Counter(_WORD.findall(document.text, chunk.span.start, chunk.span.end))
    for title in chunk.path:
        words.update(_WORD.findall(title))
    found: Counter[str] = Counter()
    for word, count in words.items():
        for term in labels.expand(word):
            found[term] += count
    return found


def _words_score(found: Mapping[str, int], asked: Mapping[str, float], average: float) -> float:
    length = sum(found.values()) / average
    damped = _SATURATION * (0.4 + 0.6 * length)
    return sum(
        weight * found[term] * (1 + _SATURATION) / (found[term] + damped)
        for term, weight in asked.items()
        if term in found
    )


def _asked(
    schema: type[BaseModel], labels: LabelIndex, chunks: Sequence[Mapping[str, int]]
) -> dict[str, float]:
    """The terms of the schema, each weighted by how rare it is among the chunks."""
    standing = Counter(term for found in chunks for term in found)
    asked: dict[str, float] = {}
    for text, strength in _phrases(schema):
        for term, share in labels.terms_of(text).items():
            if standing[term]:
                rarity = math.log(1 + (len(chunks) - standing[term] + 0.5) / (standing[term] + 0.5))
                asked[term] = max(asked.get(term, 0.0), strength * share * rarity)
    return asked


@lru_cache(maxsize=64)
def _phrases(schema: type[BaseModel]) -> tuple[tuple[str, float], ...]:
    """What the schema says of its fields: names count for more than descriptions, short ones for more."""
    phrases: list[tuple[str, float]] = []
    whole = json_schema(schema)
    for owner in (whole, *whole.get("$defs", {}).values()):
        for name, part in owner.get("properties", {}).items():
            if name in ("text", "quote"):
                continue  # of every figure
            phrases.append((_spelled(name), 1.0))
            description = str(part.get("description", ""))
            length = max(1.0, len(description.split()) / _LONG)
            phrases.append((description, _DESCRIBED / length))
    return tuple(phrases)


def _spelled(name: str) -> str:
    return " ".join(re.sub(r"(?<=[a-z])(?=[A-Z0-9])|_", " ", name).lower().split())
