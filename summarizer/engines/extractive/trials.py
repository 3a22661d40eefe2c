"""The trials that a clinical release reports on: design, enrolment, follow-up, cut-off, earlier treatment."""

import re
from collections import Counter
from dataclasses import dataclass, field

from summarizer.document import Span
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.engines.extractive.clinical_words import ADVERSE, PATIENTS
from summarizer.numbers.quantity import Grain, Kind, Quantity, Role
from summarizer.schemas import Figure, Trial

_STUDY = r"(?:trial|study|studies|program)\b"
_ACRONYM = r"[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*(?:[-/][A-Za-z0-9]+)*(?:\s+(?:\d{1,3}|I{1,3}|IV)\b)?"
_NAMED = re.compile(
    rf"\b(?P<name>{_ACRONYM})\s+(?:(?:clinical|pivotal|registrational|confirmatory|extension|[Pp]hase\s+\d\w?(?:/\d\w?)?)\s+)*{_STUDY}"
)
_NAMED_AFTER = re.compile(
    rf"\b{_STUDY},?\s+(?:which\s+is\s+)?(?:known\s+as|called|named|dubbed|referred\s+to\s+as|\(|–|—)\s*(?P<name>{_ACRONYM})"
)
_PHASE = re.compile(
    r"\b(?P<name>[Pp]hase\s+(?:\d|I{1,3}V?)\s?[ab]?(?:/\d[ab]?)?(?:\s+[a-z]+)?\s+(?:clinical\s+)?(?:trial|study))\b",
    re.IGNORECASE,
)
_NOT_A_NAME = frozenset(
    "phase fda us u.s eu covid-19 clinical ind nda bla mrna dna rna hiv crc nsclc aml cll dsmb who nci nih r&d pk pd".split()
)
_DESIGN_WORD = (
    r"(?:single-arm|two-arm|three-arm|multi-arm|open[ -]label|randomi[sz]ed|double[ -]blind(?:ed)?|single[ -]blind|placebo[ -]controlled"
    r"|active[ -]controlled|vehicle[ -]controlled|sham[ -]controlled|controlled|multi-?cent(?:er|re)|multinational|global|international|parallel[ -]group"
    r"|cross-?over|dose[ -](?:escalation|ranging|finding|expansion)|event[ -]driven|real[ -]world|pivotal|registrational"
    r"|confirmatory|first-in-human|non-inferiority|long-term|investigator[ -]initiated|observational|adaptive|basket|umbrella"
    r"|[Pp]hase\s+(?:\d|I{1,3}V?)\s?[ab]?(?:/\d[ab]?)?)"
)
_DESIGN = re.compile(rf"\b{_DESIGN_WORD}(?:[\s,]+(?:and\s+)?{_DESIGN_WORD})*(?=[\s,])", re.IGNORECASE)
_IS_A = re.compile(
    rf"\b(?:is|was)\s+(?:an?|our|the)\s+(?P<design>(?:[\w/-]+,?\s+){{0,8}}?{_STUDY}"
    rf"(?:\s+(?:of|in|evaluating|comparing|designed)\s+[^.;—]*)?)"
)
_DESIGN_END = re.compile(
    r"\s(?:whose|who|that|which|—|–|-)\s|[,;.(]|\s(?:and|to)\s+(?:who|whose|evaluate|assess)\b"
)
_LONGEST_DESIGN = 160
_RANDOMIZED_TO = re.compile(
    r"\brandomi[sz]ed\s+\(?\d+\s*:\s*\d+(?::\d+)*\)?\s+(?:to\s+(?:receive\s+)?[^.;]{3,120})?", re.IGNORECASE
)
_ENROLLED = re.compile(
    r"\b(?:enroll?(?:ed|ing|ment)?|randomi[sz]ed|treated|dosed|included|recruited|comprised|consisted|evaluated)\b",
    re.IGNORECASE,
)
_ENROLLED_FIRST = re.compile(r"\b(?:enroll?(?:ed|ing|ment)|randomi[sz]ed|recruited)\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:will|expects?|plans?|planned|target\w*|intends?|up\s+to|to\s+enroll|approximately)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"^\s+(?:\w+\s+){{0,3}}?(?P<noun>{PATIENTS})\b", re.IGNORECASE)
_FOLLOW_UP = re.compile(r"\bfollow(?:ed)?[- ]?up\b", re.IGNORECASE)
_CUTOFF = re.compile(r"\bcut-?\s?off\b", re.IGNORECASE)
_PRIOR = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier)\b(?:\s+(?!to\b|studies|study|trials?|clinical|results|announced)[\w-]+){0,4}?\s*"
    r"(?:therap\w+|lines?|regimens?|treat\w+|inhibitors?|chemotherap\w+|receiv\w+|surger\w+|exposure|expos\w+|agents?|transplant\w*|\w+mab|\w+nib|\w+parib)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|,\s+(?:and|while|whereas|with)\b|\.\s")
_MOST_PRIOR = 6


@dataclass(slots=True)
class _Draft:
    name: str
    mentions: int = 0
    design: str | None = None
    enrolled: Figure | None = None
    follow_up: Figure | None = None
    data_cutoff: Figure | None = None
    prior: list[Figure] = field(default_factory=list)

    @property
    def has_facts(self) -> bool:
        return any((self.enrolled, self.follow_up, self.data_cutoff, self.prior))


def find_trials(filing: Filing) -> list[Trial]:
    """The trials with facts of their own, the one in the title first."""
    names = _names(filing)
    if not names:
        return []
    main = _main(filing, names)
    drafts = {name: _Draft(name) for name in names}
    current = main
    for sentence in filing.sentences:
        if sentence.is_speech:
            continue
        here = _names_in(filing, sentence.span, names)
        if here:
            current = main if main in here else here[0]
        _read(filing, sentence, drafts[current], drafts, here)
    kept = [draft for name, draft in drafts.items() if name == main or draft.has_facts]
    kept.sort(key=lambda draft: draft.name != main)
    return [
        Trial(
            name=draft.name,
            design=draft.design,
            enrolled=draft.enrolled,
            follow_up=draft.follow_up,
            data_cutoff=draft.data_cutoff,
            prior_therapy=draft.prior[:_MOST_PRIOR],
        )
        for draft in kept
    ]


# -- names -----------------------------------------------------------------------------------------


def _names(filing: Filing) -> list[str]:
    """The trials that are named, as first printed; trials by phase only where none has a name."""
    found: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for pattern in (_NAMED, _NAMED_AFTER):
        for sentence in filing.sentences:
            for match in pattern.finditer(filing.flat, sentence.span.start, sentence.span.end):
                name = " ".join(match["name"].split())
                key = name.casefold()
                if key in _NOT_A_NAME or name.lower() in filing.labels.defined or "controlled" in key:
                    continue
                found[key] += 1
                printed.setdefault(key, name)
    if found:
        return [printed[key] for key in found]
    for sentence in filing.sentences:
        for match in _PHASE.finditer(filing.flat, sentence.span.start, sentence.span.end):
            name = " ".join(match["name"].split())
            if not sentence.is_speech:
                printed.setdefault(name.casefold(), name)
    return list(printed.values())


def _names_in(filing: Filing, span: Span, names: list[str]) -> list[str]:
    text = " ".join(filing.flat[span.start : span.end].split()).casefold()
    places = [
        (match.start(), name)
        for name in names
        if (match := re.search(rf"(?<![\w-]){re.escape(name.casefold())}(?![\w-])", text))
    ]
    return [name for _, name in sorted(places)]


def _main(filing: Filing, names: list[str]) -> str:
    """The trial of the title, else the one that is named most often."""
    if filing.title is not None:
        titled = _names_in(filing, filing.title, names)
        if titled:
            return titled[0]
    counts = Counter(
        name for sentence in filing.sentences for name in _names_in(filing, sentence.span, names)
    )
    return max(names, key=lambda name: counts[name])


# -- facts -----------------------------------------------------------------------------------------


def _read(
    filing: Filing, sentence: Sentence, draft: _Draft, drafts: dict[str, _Draft], here: list[str]
) -> None:
    if draft.design is None or not _is_sentence_design(draft.design):
        draft.design = _design(filing, sentence, draft.name) or draft.design
    if sentence.is_heading:
        return
    for quantity in filing.within(sentence.span):
        if quantity.kind is Kind.NUMBER:
            draft.enrolled = draft.enrolled or _enrolled(filing, sentence.span, quantity)
        elif quantity.kind is Kind.DURATION:
            draft.follow_up = draft.follow_up or _beside(filing, sentence.span, quantity, _FOLLOW_UP, 45)
        elif quantity.kind is Kind.DATE and quantity.period and quantity.period.grain is Grain.DAY:
            draft.data_cutoff = draft.data_cutoff or _beside(filing, sentence.span, quantity, _CUTOFF, 40)
    draft.prior += _prior_therapy(filing, sentence.span)


def _is_sentence_design(design: str) -> bool:
    return re.search(_STUDY, design) is not None


def _design(filing: Filing, sentence: Sentence, name: str) -> str | None:
    span, flat = sentence.span, filing.flat
    for match in _IS_A.finditer(flat, span.start, span.end):
        before = flat[span.start : match.start()]
        subject = name.casefold() in " ".join(before.split()).casefold() or re.search(
            rf"\b(?:this|the)\s+{_STUDY}", before, re.IGNORECASE
        )
        if subject and _DESIGN.search(match["design"] + " "):
            text = match["design"]
            start = re.search(_STUDY, text)
            end = _DESIGN_END.search(text, start.end() if start else 0)
            stop = min(end.start() if end else len(text), _LONGEST_DESIGN)
            return filing.line(Span(match.start("design"), match.start("design") + stop))
    if sentence.is_heading:
        return None
    words = [" ".join(m.group().split()).strip(" ,") for m in _DESIGN.finditer(flat, span.start, span.end)]
    if not words or not re.search(_STUDY, flat[span.start : span.end]):
        return None
    return max(words, key=len) if name.casefold() not in max(words, key=len).casefold() else None


def _enrolled(filing: Filing, span: Span, quantity: Quantity) -> Figure | None:
    flat = filing.flat
    people = _PEOPLE.match(flat[quantity.span.end : span.end])
    if people is None or quantity.role is not Role.PLAIN or quantity.value is None or quantity.value < 2:
        return None
    before, after = flat[span.start : quantity.span.start], flat[quantity.span.end : span.end]
    end = quantity.span.end + people.end() if people.start("noun") < 3 else quantity.span.end
    if _NOT_YET.search(before):
        return None
    verb_before = _ENROLLED_FIRST.search(before[-40:])
    verb_after = re.match(
        r"[^,;.]{0,30}\b(?:were|was|have\s+been)\s+(?:enrolled|randomi[sz]ed|recruited|dosed|treated)\b",
        after,
    )
    if verb_before is None and verb_after is None:
        return None
    return filing.figure(Span(quantity.span.start, end), span)


def _beside(
    filing: Filing, span: Span, quantity: Quantity, cue: re.Pattern[str], reach: int
) -> Figure | None:
    """The number as a figure if the cue stands within `reach` characters of it."""
    here = quantity.span
    for match in cue.finditer(
        filing.flat, max(span.start, here.start - reach), min(span.end, here.end + reach)
    ):
        gap = (
            filing.flat[match.end() : here.start]
            if match.end() <= here.start
            else filing.flat[here.end : match.start()]
        )
        if ";" not in gap:
            return filing.figure(here, span)
    return None


def _prior_therapy(filing: Filing, span: Span) -> list[Figure]:
    """Shares of patients whose clause speaks of treatment they had before."""
    flat = filing.flat
    if ADVERSE.search(flat, span.start, span.end) or not _PRIOR.search(flat, span.start, span.end):
        return []
    cuts = [span.start, *(m.end() for m in _CLAUSE.finditer(flat, span.start, span.end)), span.end]
    figures = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        for quantity in filing.within(Span(start, end)):
            if quantity.kind is not Kind.PERCENT or quantity.role is not Role.PLAIN:
                continue
            later = [
                x.span.start
                for x in filing.within(Span(start, end))
                if x.kind is Kind.PERCENT and x.span.start > quantity.span.start
            ]
            stop = later[0] if later else end
            if _PRIOR.search(flat, quantity.span.end, stop):
                figures.append(filing.figure(quantity.span, Span(start, stop)))
    return figures
