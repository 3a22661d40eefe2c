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
from summarizer.engines.strict_schema import JsonSchema, json_schema
from summarizer.numbers.index import NumberIndex, number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.numbers.quantity import Kind
from summarizer.schemas import Figure
from summarizer.verify.leaves import spelled

Phrase = tuple[str, float]
"""Words that a schema says, and how much they count."""

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
        (r"exhibit index|index (?:to|of) exhibits|list of exhibits", 0.1),
        (
            r"exhibits?,? (?:and )?(?:financial statements?)|^item \S+ exhibits",
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
_TOPIC = 0.8  # of what the best chunks are worth, for the one that says most of a field
_TITLED = 4.0  # how much more a field's name counts in a heading
_LARGE = 6  # fields of a record that has topics of its own

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
        if section.boilerplate and _NOTHING.search(" ".join(section.title.split())):
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
    rarity = _rarities(terms)
    topics = _topics(schema)
    asked = _asked([phrase for topic in topics for phrase in topic], labels, rarity)
    average = sum(sum(found.values()) for found in terms) / max(1, len(terms)) or 1.0
    words = [_words_score(found, asked, average) for found in terms]
    most = max(words, default=0.0) or 1.0
    leads = _leads(chunks)
    worth = []
    for index, chunk in enumerate(chunks):
        figures = min(1.0, _figures(numbers, chunk) / max(1, chunk.tokens) / _ENOUGH_FIGURES)
        own = (words[index] / most + _FIGURES * figures) / (1 + _FIGURES)
        worth.append(_prior(chunk.sections) * (own + (_LEAD if index in leads else 0.0)))
    worth = list(_smoothed(chunks, worth))
    floor = _TOPIC * worth_of_the_best(worth)
    titles = {path: frozenset(labels.terms_of(" ".join(path))) for path in {chunk.path for chunk in chunks}}
    for topic in topics:
        name, said = _asked(topic[:1], labels, rarity), _asked(topic, labels, rarity)
        best = _best_for(name, said, chunks, terms, titles)
        if best is not None:
            worth[best] = max(worth[best], floor)
    return tuple(worth)


def worth_of_the_best(worth: Sequence[float]) -> float:
    """What the best tenth of all chunks is worth at least."""
    return sorted(worth)[int(len(worth) * 0.9)] if worth else 0.0


def _best_for(
    name: Mapping[str, float],
    said: Mapping[str, float],
    chunks: Sequence[Chunk],
    terms: Sequence[Mapping[str, int]],
    titles: Mapping[tuple[str, ...], frozenset[str]],
) -> int | None:
    """The chunk that says most of one field; None where none speaks of it by its name.

    So that a field which needs a few words from a far corner of the filing gets them.

    Args:
        name: The terms of the field's name, by their weight.
        said: All that the schema says of it.
        chunks: Of the filing.
        terms: Of each chunk.
        titles: The terms of the headings that chunks stand under.
    """
    if not name or min(name.values()) <= 0:
        return None
    best, most = None, 0.0
    for index, found in enumerate(terms):
        if any(term not in found for term in name) or is_furniture(chunks[index]):
            continue
        titled = titles[chunks[index].path]
        score = sum(weight * (1.0 + _TITLED * (term in titled)) for term, weight in name.items())
        score += sum(weight * min(2, found.get(term, 0)) for term, weight in said.items()) / 2
        if score > most:
            best, most = index, score
    return best


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
        title = " ".join(section.title.split())
        for pattern, value in _BY_TITLE:
            if pattern.search(title):
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


def _asked(phrases: Sequence[Phrase], labels: LabelIndex, rarity: Mapping[str, float]) -> dict[str, float]:
    """The terms of what a schema says, each weighted by how rare it is among the chunks."""
    asked: dict[str, float] = {}
    for text, strength in phrases:
        for term, share in labels.terms_of(text).items():
            if term in rarity:
                asked[term] = max(asked.get(term, 0.0), strength * share * rarity[term])
    return asked


def _rarities(chunks: Sequence[Mapping[str, int]]) -> dict[str, float]:
    standing = Counter(term for found in chunks for term in found)
    return {
        term: math.log(1 + (len(chunks) - count + 0.5) / (count + 0.5)) for term, count in standing.items()
    }


@lru_cache(maxsize=64)
def _topics(schema: type[BaseModel]) -> tuple[tuple[Phrase, ...], ...]:
    """What the schema says of each of its fields: names count for more than descriptions.

    A field that is itself a large record, as in a schema made of several, gives a topic for each of its own.
    """
    whole = json_schema(schema)
    definitions: Mapping[str, JsonSchema] = whole.get("$defs", {})
    topics: list[tuple[Phrase, ...]] = []

    def add(owner: JsonSchema, seen: frozenset[str]) -> None:
        for name, part in owner.get("properties", {}).items():
            inner = definitions.get(_reference(part), {})
            if _reference(part) not in seen and len(inner.get("properties", {})) >= _LARGE:
                add(inner, seen | {_reference(part)})
            else:
                topics.append(tuple(_phrases({name: part}, definitions, set())))

    add(definitions.get(_reference(whole), whole), frozenset())
    return tuple(topics)


def _phrases(
    properties: Mapping[str, JsonSchema], definitions: Mapping[str, JsonSchema], seen: set[str]
) -> Iterator[Phrase]:
    for name, part in properties.items():
        if name in Figure.model_fields:
            continue
        yield spelled(name), 1.0
        description = str(part.get("description", ""))
        yield description, _DESCRIBED / max(1.0, len(description.split()) / _LONG)
        for reference in _references(part):
            if reference not in seen:
                seen.add(reference)
                yield from _phrases(definitions[reference].get("properties", {}), definitions, seen)


def _references(part: object) -> Iterator[str]:
    """The names of the definitions that `part` refers to."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].rpartition("/")[2]
        for value in part.values():
            yield from _references(value)
    elif isinstance(part, list):
        for item in part:
            yield from _references(item)


def _reference(part: JsonSchema) -> str:
    """The definition that a field or schema is, and nothing beside it; empty where it is none."""
    return str(part.get("$ref", "")).rpartition("/")[2]
