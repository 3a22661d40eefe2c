"""The trials that a clinical release reports on: design, enrolment, follow-up, cut-off, earlier treatment."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise

from summarizer.document import Span
from summarizer.engines.extractive.clinical_words import ADVERSE, NOT_A_RESULT, PATIENTS
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.numbers.quantity import Grain, Kind, Quantity, Role
from summarizer.schemas import Figure, Trial

_STUDY = r"(?:[Tt]rial|[Ss]tudy|[Ss]tudies)\b"
_ACRONYM = (
    r"[A-Z][A-Za-z]{0,20}[A-Z0-9][A-Za-z0-9]{0,20}(?:[-/][A-Za-z0-9]{1,20}){0,5}"
    r"(?:\s+(?:\d{1,3}|I{1,3}|IV)\b)?"
)
_PHASE_WORD = r"[Pp]hase\s+(?:\d|I{1,3}V?)\s?[ab]?(?:/\d[ab]?)?"
_NAMED = (
    re.compile(
        rf"\b(?P<name>{_ACRONYM})\s+"
        rf"(?:(?:clinical|pivotal|registrational|confirmatory|extension|{_PHASE_WORD})\s+)*{_STUDY}"
    ),
    re.compile(rf"\b(?P<name>{_ACRONYM}),\s+(?:an?|its|our|the)\s+(?:[\w-]{{1,30}},?\s+){{0,8}}?{_STUDY}"),
    re.compile(
        rf"\b{_STUDY}(?:,\s+which\s+is)?,?\s+(?:known\s+as|called|named|dubbed|referred\s+to\s+as|\(|–|—)\s*"
        rf"(?P<name>{_ACRONYM})"
    ),
)
_BY_PHASE = re.compile(
    rf"\b(?P<name>{_PHASE_WORD}(?:\s+[a-z]+)?\s+(?:clinical\s+)?(?:trial|study))\b", re.IGNORECASE
)
_NOT_A_NAME = frozenset(
    "phase fda us eu covid-19 clinical ind nda bla mrna dna rna hiv dsmb nci nih r&d pk pd".split()
)

_DESIGN_WORD = (
    r"(?:(?:single|two|three|multi|one)-arm|open[ -]label|randomi[sz]ed|observational|adaptive|basket"
    r"|(?:double|single|triple)[ -]blind(?:ed)?|(?:placebo|active|vehicle|sham|comparator)[ -]controlled"
    r"|controlled|multi-?cent(?:er|re)|multinational|global|international|parallel[ -]group|cross-?over"
    r"|dose[ -](?:escalation|ranging|finding|expansion)|event[ -]driven|real[ -]world|pivotal|registrational"
    r"|confirmatory|first-in-human|long-term|(?:non-?inferiority|superiority)|investigator[ -]initiated"
    rf"|umbrella|{_PHASE_WORD})"
)
_DESIGN = re.compile(rf"\b{_DESIGN_WORD}(?:(?:\s+and|,)?\s+{_DESIGN_WORD})*(?![\w-])", re.IGNORECASE)
_DESIGN_WORDS = re.compile(rf"\b{_DESIGN_WORD}", re.IGNORECASE)
_OF_A_STUDY = re.compile(rf"[\"”]?\s+(?:[\w-]{{1,30}}\s+){{0,3}}?{_STUDY}", re.IGNORECASE)
_IS_A = re.compile(
    rf"(?:\b(?:is|was)|,)\s+(?:an?|our|its|the)\s+(?P<design>(?:[\w/-]+,?\s+){{0,8}}?{_STUDY}"
    rf"(?:\s+(?:of|in|evaluating|comparing|designed)\s+[^.;—]*)?)"
)
_THIS_STUDY = re.compile(rf"\b(?:this|the)\s+(?:[\w-]+,?\s+){{0,6}}?{_STUDY}", re.IGNORECASE)
_DESIGN_ENDS = re.compile(
    r"\s(?:whose|who|that|which|—|–|-)\s|[,;.(]|\sand\s+(?:who|whose)\b|\sto\s+(?:evaluate|assess)\b"
)
_LONGEST_DESIGN = 160  # characters
_RANDOMIZED_TO = re.compile(
    r"\brandomi[sz]ed\s+\(?\d+\s*:\s*\d+(?:\s*:\s*\d+)*\)?\s+to\s+(?:receive\s+)?(?:[^.;()]|\([^()]*\)){3,120}",
    re.IGNORECASE,
)

_ENROLLED = re.compile(
    r"\b(?:enroll?(?:ed|ing|s|ment)|randomi[sz]ed|recruited|dosed)\b[^,;]{0,30}$", re.IGNORECASE
)
_WERE_ENROLLED = re.compile(
    r"[^,;.]{0,40}\b(?:were|was|have\s+been|had\s+been)\s+(?:enroll?ed|randomi[sz]ed|recruited|dosed|treated)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:will|expects?|plans?|planned|target\w*|intends?|up\s+to|to\s+enroll?|additional|anticipate\w*)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"\s+(?P<between>(?:[\w-]+\s+){{0,3}}?){PATIENTS}\b", re.IGNORECASE)
_FEW = 2  # a smaller number of patients is no enrolment
_FOLLOW_UP = re.compile(r"\bfollow(?:ed)?[- ]?up\b", re.IGNORECASE)
_CUTOFF = re.compile(r"\bcut-?\s?off\b", re.IGNORECASE)
_REACH = 45  # characters between a number and the words that tell what it is
_PRIOR = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier)\b"
    r"(?:\s+(?!to\b|studies|study|trials?|clinical|results|announced)[\w-]+){0,4}?\s*"
    r"(?:therap\w+|lines?|regimens?|treat\w+|inhibitors?|chemotherap\w+|receiv\w+|surger\w+|expos\w+|agents?"
    r"|transplant\w*|\w+mab|\w+nib|\w+parib)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|,\s+(?:and|while|whereas|with)\b")
_TRAIL = re.compile(r"[\s,;]*(?:\b(?:and|or|while|whereas)\s+)?\Z")
_MOST_PRIOR = 6


@dataclass(slots=True)
class _Found:
    """What has been found of one trial so far."""

    name: str
    design: str = ""
    words: str = ""
    arms: str = ""
    enrolled: Figure | None = None
    follow_up: Figure | None = None
    data_cutoff: Figure | None = None
    prior: list[Figure] = field(default_factory=list)

    @property
    def has_facts(self) -> bool:
        return any((self.enrolled, self.follow_up, self.data_cutoff, self.prior))

    def trial(self) -> Trial:
        design = "; ".join(filter(None, (self.design or self.words, self.arms)))
        return Trial(
            name=self.name,
            design=design or None,
            enrolled=self.enrolled,
            follow_up=self.follow_up,
            data_cutoff=self.data_cutoff,
            prior_therapy=self.prior[:_MOST_PRIOR],
        )


def find_trials(filing: Filing, drugs: Collection[str]) -> list[Trial]:
    """The trial of the title, then the others that the filing tells facts of.

    Args:
        filing: The filing.
        drugs: Words that name a drug, lower case: "the X trial" is no name where X is the drug.
    """
    names = _names(filing, drugs)
    if not names:
        return []
    main = _main(filing, names)
    found = {name: _Found(name) for name in names}
    current = main
    for sentence in filing.sentences:
        if sentence.is_speech:
            continue
        here = _named_in(filing, sentence.span, names)
        if here:
            current = main if main in here else here[0]
        _read(filing, sentence, found[current], is_named=bool(here) or len(names) == 1)
    told = [trial for trial in found.values() if trial.has_facts]
    if found[main] not in told and (not told or _is_titled(filing, main)):
        told.append(found[main])
    return [trial.trial() for trial in sorted(told, key=lambda trial: trial.name != main)]


# -- names -----------------------------------------------------------------------------------------


def _names(filing: Filing, drugs: Collection[str]) -> list[str]:
    """The trials that are named, as first printed; trials by their phase only where none has a name."""
    printed: dict[str, str] = {}
    for patterns in (_NAMED, (_BY_PHASE,)):
        for sentence in filing.sentences:
            for pattern in patterns:
                for match in pattern.finditer(filing.flat, sentence.span.start, sentence.span.end):
                    name = " ".join(match["name"].split())
                    key = name.casefold()
                    if key not in _NOT_A_NAME and key not in filing.labels.defined and key not in drugs:
                        printed.setdefault(key, name)
        if printed:
            break
    return list(printed.values())


def _named_in(filing: Filing, span: Span, names: list[str]) -> list[str]:
    """The trials that a stretch names, in its order."""
    text = " ".join(filing.flat[span.start : span.end].split()).casefold()
    places = ((re.search(rf"(?<![\w-]){re.escape(name.casefold())}(?![\w-])", text), name) for name in names)
    return [name for _, name in sorted((match.start(), name) for match, name in places if match)]


def _main(filing: Filing, names: list[str]) -> str:
    """The trial of the title, else the one that is named most often."""
    titled = next((name for name in names if _is_titled(filing, name)), None)
    if titled is not None:
        return titled
    counts = Counter(
        name for sentence in filing.sentences for name in _named_in(filing, sentence.span, names)
    )
    return max(names, key=lambda name: counts[name])


def _is_titled(filing: Filing, name: str) -> bool:
    return filing.title is not None and bool(_named_in(filing, filing.title, [name]))


# -- facts -----------------------------------------------------------------------------------------


def _read(filing: Filing, sentence: Sentence, trial: _Found, *, is_named: bool) -> None:
    if sentence.is_heading:
        return
    span = sentence.span
    _read_design(filing, span, trial, is_named=is_named)
    for quantity in filing.within(span):
        if quantity.kind is Kind.NUMBER:
            trial.enrolled = trial.enrolled or _enrolled(filing, span, quantity)
        elif quantity.kind is Kind.DURATION:
            trial.follow_up = trial.follow_up or _beside(filing, span, quantity, _FOLLOW_UP)
        elif quantity.period is not None and quantity.period.grain is Grain.DAY:
            trial.data_cutoff = trial.data_cutoff or _beside(filing, span, quantity, _CUTOFF)
    trial.prior += _prior_therapy(filing, span)


def _read_design(filing: Filing, span: Span, trial: _Found, *, is_named: bool) -> None:
    flat = filing.flat
    if not is_named and not _THIS_STUDY.search(flat, span.start, span.end):
        return
    for match in _IS_A.finditer(flat, span.start, span.end):
        if len(_DESIGN_WORDS.findall(match["design"])) <= len(_DESIGN_WORDS.findall(trial.design)):
            continue
        study = re.compile(_STUDY).search(flat, match.start("design"), match.end("design"))
        start = match.start("design")
        ends = _DESIGN_ENDS.search(flat, study.end() if study else start, match.end("design"))
        stop = ends.start() if ends else match.end("design")
        trial.design = filing.line(Span(start, min(stop, start + _LONGEST_DESIGN)))
    for match in _DESIGN.finditer(flat, span.start, span.end):
        words = filing.line(Span(*match.span()))
        if _OF_A_STUDY.match(flat, match.end(), span.end) and len(words) > len(trial.words):
            trial.words = words if words.casefold() not in trial.name.casefold() else trial.words
    arms = _RANDOMIZED_TO.search(flat, span.start, span.end)
    if arms is not None and not trial.arms:
        trial.arms = filing.line(Span(*arms.span()))


def _enrolled(filing: Filing, span: Span, quantity: Quantity) -> Figure | None:
    people = _PEOPLE.match(filing.flat, quantity.span.end, span.end)
    if people is None or quantity.role is not Role.PLAIN or (quantity.value or 0) < _FEW:
        return None
    before = filing.flat[span.start : quantity.span.start]
    if _NOT_YET.search(before):
        return None
    if not _ENROLLED.search(before) and not _WERE_ENROLLED.match(filing.flat, people.end(), span.end):
        return None
    end = quantity.span.end if people["between"] else people.end()
    return filing.figure(Span(quantity.span.start, end), span)


def _beside(filing: Filing, span: Span, quantity: Quantity, cue: re.Pattern[str]) -> Figure | None:
    """The number as a figure, if the cue stands near it with no semicolon between."""
    here = quantity.span
    for match in cue.finditer(
        filing.flat, max(span.start, here.start - _REACH), min(span.end, here.end + _REACH)
    ):
        first, last = sorted(((match.start(), match.end()), (here.start, here.end)))
        if ";" not in filing.flat[first[1] : last[0]]:
            return filing.figure(here, span)
    return None


def _prior_therapy(filing: Filing, span: Span) -> list[Figure]:
    """Shares of patients whose clause speaks of treatment they had before."""
    flat = filing.flat
    spoken_of = (
        _PRIOR.search(flat, span.start, span.end)
        and not ADVERSE.search(flat, span.start, span.end)
        and not NOT_A_RESULT.search(flat, span.start, span.end)
    )
    if not spoken_of:
        return []
    cuts = [span.start, *(match.end() for match in _CLAUSE.finditer(flat, span.start, span.end)), span.end]
    figures = []
    for start, end in pairwise(cuts):
        shares = [
            q.span for q in filing.within(Span(start, end)) if q.kind is Kind.PERCENT and q.role is Role.PLAIN
        ]
        starts = [start, *(share.start for share in shares[1:])]
        for begin, share, stop in zip(starts, shares, [*starts[1:], end], strict=False):
            if _PRIOR.search(flat, share.end, stop):
                trail = _TRAIL.search(flat, share.end, stop)
                figures.append(filing.figure(share, Span(begin, trail.start() if trail else stop)))
    return figures
