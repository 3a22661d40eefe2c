"""The headline of a current report, and the sentences that an analyst must not miss."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel

from summarizer.document import Span
from summarizer.engines.extractive.event_passages import Passage, Report
from summarizer.engines.extractive.filing import NOT_FOUND
from summarizer.engines.extractive.other_events import dateline_end
from summarizer.engines.extractive.told import Told
from summarizer.schemas import Figure

_TITLED = re.compile(r"\b(?:titled|entitled|headed|captioned),? [\"“](?P<title>[^\"”]{15,220})[\"”]")
_NEWS = re.compile(
    r"\b(?:announc|report|declar|appoint|nam|elect|complet|acquir|agree|enter|clos|launch"
    r"|receiv|pric|sell|merg|settle|approv|expand|promot|adopt|authoriz|increas|restructur"
    r"|update|provid|join|succeed|retir)\w*\b",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(
    r"(?:exhibit|united states|securities and|report of|current report|form|pursuant|commission"
    r"|press release|news release|for immediate|contacts?|date|subject|letter|about|investor"
    r"|media)\b",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r",? an? (?:[A-Z][\w.]+ )?(?:[\w-]+ )*?(?:corporation|company|limited partnership"
    r"|limited liability company|(?:wholly[- ]owned )?(?:direct "
    r"|indirect )?subsidiary of [\w ]+)(?: (?:organized"
    r"|incorporated) under the laws of [\w ]+)?(?: and (?:an? )?(?:[\w-]+ )*subsidiary of "
    r"[\w ]+?)?(?=,|\.|\)| and |\Z)(?:,(?= and | [a-z]))?"
)
_PARAGRAPH = re.compile(r"\A\(?[a-z0-9]{1,2}\)\.? ")
_CUTS = re.compile(
    r" with each of\b|,? pursuant to which|,? under which|, which will|, whereby|; "
    r"|, as amended|,? (?:and|or) \(?[ivx]+\)|,? including \(i\)|, a copy of which"
    r"|,? in each case| as more fully|, in accordance with|,? pursuant to (?:an?|the|that)"
    r"|, effective|, plus\b|, such that\b"
)
_MAIN = re.compile(
    r"\b(?:entered into|completed|announced|appointed|elected|resigned|retire|terminated|closed"
    r"|sold|issued|acquired|approved|amended|dismissed|declared|received|held|ratified"
    r"|estimates|expects|adopted|concluded|determined|will)\b"
)
_TOO_SHORT, _LONGEST_HEADLINE, _MARGIN, _LONGEST_POINT = 70, 240, 60, 420
_MOST, _FEW = 5, 3
_EARLY = 4  # sentences of an Item


def title_quoted(report: Report) -> Span | None:
    """Where an index of exhibits gives the title of a release that is not here itself."""
    titled = _TITLED.search(report.filing.flat)
    return Span(*titled.span("title")) if titled else None


def headline_of(report: Report, record_sentences: Sequence[Told]) -> str:
    """A press release's title, else what happened first, in one sentence of the filing's words."""
    for passage in report.release:
        title = _title(passage)
        if title:
            return title
    titled = title_quoted(report)
    if titled is not None:
        return report.filing.line(titled)
    passages = [p for p in (*report.items, *report.release) if "none" not in p.topics]
    told = [t for passage in passages for t in passage.told if len(t.text.split()) > _FEW]
    aside = [t for passage in passages for t in passage.boilerplate]
    telling = [t for t in (*told, *aside) if _MAIN.search(t.text)]
    lead = next(iter((*record_sentences, *telling, *told)), None)
    if lead is None:
        return report.filing.headline or NOT_FOUND
    return f"{_before(report, lead)}{plain(lead)}"


def _before(report: Report, lead: Told) -> str:
    """The sentence before a short one that says too little: "The merger was completed on May 1, 2025."."""
    if len(lead.text) >= _TOO_SHORT:
        return ""
    told = next((p.told for p in report.items if lead in p.told), ())
    place = told.index(lead) if lead in told else 0
    earlier = plain(told[place - 1]) if place else ""
    return f"{earlier} " if earlier and len(earlier) + len(lead.text) <= _LONGEST_HEADLINE else ""


def _title(passage: Passage) -> str:
    for told in passage.headings:
        words = told.text.split()
        if len(words) >= 4 and _NEWS.search(told.text) and not _NOT_A_TITLE.match(told.text):
            return told.line.strip(" .")
    return ""


def plain(told: Told) -> str:
    """A sentence without the names it defines and where its companies are registered, cut at a clause."""
    text = told.line
    text = re.sub(r"\s?\((?:[^()]|\([^()]*\))*[“\"](?:[^()]|\([^()]*\))*\)", "", text)
    text = _PARAGRAPH.sub("", text)[dateline_end(_PARAGRAPH.sub("", text)) :]
    if text.startswith("As previously") and (listed := re.search(r", \(i\) (?=[A-Z])", text)):
        text = re.sub(r"(?<= )\([ivx]+\) ", "", text[listed.end() :])
    text = _APPOSITION.sub("", text)
    text = re.sub(r" ,", ",", " ".join(text.split()))
    text = re.sub(r"\.\.\Z", ".", text)
    text = re.sub(r"(?<=Inc\.),? ?,", ",", text)
    if len(text) > _LONGEST_HEADLINE:
        main = _MAIN.search(text)
        cuts = [m.start() for m in _CUTS.finditer(text) if m.start() > max(60, main.end() if main else 60)]
        near = [cut for cut in cuts if cut <= _LONGEST_HEADLINE + 60]
        if near:
            text = text[: near[-1] if near[-1] <= _LONGEST_HEADLINE else near[0]]
        elif cuts:
            text = text[: cuts[0]]
    text = text.rstrip(" ,;:")
    text = re.sub(r"(?<=\b(?:Inc|orp|Ltd)\.),(?= [a-z])", "", text)
    if len(text) > 2 * _LONGEST_HEADLINE - _MARGIN:
        pauses = [m.start() for m in re.finditer(r", (?=[A-Z])", text[:_LONGEST_HEADLINE])]
        text = f"{text[: pauses[-1]]} and others" if pauses else text
    return text if text.endswith((".", "!", "?")) else f"{text}."


def key_points(report: Report, record: BaseModel, leads: Sequence[Told]) -> list[str]:
    """The sentences that carry most of the record's figures, the first of each Item before others."""
    quotes = list(figures_in(record))
    passages = [p for p in (*report.items, *report.release) if "none" not in p.topics]
    scored: list[tuple[float, int, Told]] = []
    order = 0
    for passage in passages:
        for place, told in enumerate(passage.told):
            order += 1
            score = _score(
                told, quotes, leads, place, in_release=passage in report.release and bool(report.items)
            )
            if score > 0:
                scored.append((score, order, told))
    scored.sort(key=lambda entry: (-entry[0], entry[1]))
    best: list[tuple[float, int, Told]] = []
    said: set[str] = set()
    for entry in scored:
        line = entry[2].line
        if any(_alike(line, other) for other in said):
            continue
        said.add(line)
        best.append(entry)
        if len(best) == _MOST:
            break
    return [point_of(told) for _, _, told in sorted(best, key=lambda entry: entry[1])]


def _alike(one: str, two: str) -> bool:
    first, second = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", two.lower()))
    return len(first & second) > 0.75 * min(len(first), len(second))


def _score(
    told: Told, figures: Iterable[Figure], leads: Sequence[Told], place: int, *, in_release: bool
) -> float:
    line = told.line
    if len(line.split()) < 6 or told.text.endswith(":") or told.text[:1].islower():
        return 0.0
    held = {figure.text for figure in figures if figure.quote in line and figure.text in line}
    score = min(4.0, 1.0 * len(held))
    if any(told is lead for lead in leads):
        score += 2.5
    if place < _EARLY and _MAIN.search(told.text):
        score += 1.0 if place == 0 else 0.3
    if in_release:
        score -= 2.5
    if len(line) > _LONGEST_POINT:
        score -= 0.8
    if not line.endswith((".", "!", "?", "”", ")")):
        score -= 1.5  # it goes on elsewhere
    return score


def point_of(told: Told) -> str:
    """A sentence verbatim; a long one up to a clause, which is marked."""
    text = told.text
    start = match.end() if (match := _PARAGRAPH.match(text)) else dateline_end(text)
    if len(text) - start <= _LONGEST_POINT:
        return (
            told.words(start, len(text))
            if text.endswith(".") is False
            else told.filing.line(told.place(start, len(text)))
        )
    cuts = [m.start() for m in _CUTS.finditer(text) if 100 < m.start() - start <= _LONGEST_POINT]
    pauses = [
        m.start()
        for m in re.finditer(r", ", text)
        if 100 < m.start() - start <= _LONGEST_POINT and not text[m.end() : m.end() + 4].isdigit()
    ]
    end = (cuts or pauses or [len(text)])[-1]
    words = told.words(start, end)
    return words if end == len(text) else f"{words} …"


def figures_in(value: object) -> Iterator[Figure]:
    """The figures of a record, or of a part of one, in its own order."""
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, BaseModel):
        for _, child in value:
            yield from figures_in(child)
    elif isinstance(value, list):
        for child in value:
            yield from figures_in(child)


__all__ = ["figures_in", "headline_of", "key_points", "plain", "point_of", "title_quoted"]
