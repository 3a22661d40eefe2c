"""The drug that a clinical release is about, and the disease it is for."""

import re
from collections import Counter
from dataclasses import dataclass

from summarizer.document import Span
from summarizer.engines.extractive.filing import Filing

_STEMS = (
    "mab|nib|ciclib|parib|rafenib|limus|vir|gliptin|gliflozin|glutide|tide|cept|mersen|nersen|rsen|siran|leucel|vec"
    "|parvovec|gene|statin|sartan|prazole|oxetine|triptan|setron|pitant|lukast|mycin|cillin|floxacin|conazole|fungin"
    "|platin|taxel|rubicin|tecan|lidomide|zomib|degib|clax|stat|tansine|vedotin|deruxtecan|govitecan|ozogamicin"
    "|tamide|relix|relin|grel|xaban|gatran|gepant|lisib|metinib|domide|cabtagene|imod|racetam|caine|azine|apine"
)
_NAME = re.compile(
    rf"\b(?P<inn>[A-Za-z][a-z]{{2,}}(?:{_STEMS})|(?P<code>[A-Z]{{2,5}}(?:-[A-Z0-9]{{1,6}})?-?\d[\dA-Z]{{1,7}}))\b"
)
_TREATED = re.compile(
    r"(?P<name>\b[A-Z][\w-]*[\w](?:\s[a-z]+(?:%(stems)s))?)(?:[™®]|TM\b)?[- ](?:treated|treatment|monotherapy|arm|therapy)\b"
    % {"stems": _STEMS}
)
_ABOUT = re.compile(r"^(?:about|what is)\s+(?P<name>[^.:?]{2,80})\??$", re.IGNORECASE)
_IS = re.compile(
    r"^(?P<name>[^.,()]{2,60}?)(?:[®™]|TM\b)?\s*(?P<code>\([^()]{2,60}\))?,?\s+is\s+(?:an?|the\s+company's|our|being)\b"
)
_PRODUCT = re.compile(
    r"\b(?:antibody|inhibitor|agonist|antagonist|vaccine|drug|therapy|therapeutic|treatment|molecule|entity|conjugate"
    r"|ADC|candidate|compound|modulator|peptide|formulation|product|oligonucleotide|gene|cell|degrader|blocker"
    r"|activator|analog(?:ue)?|ointment|topical|oral|investigational|first-in-class|medicine|protein|enzyme|vector)\b",
    re.IGNORECASE,
)
_IN_PATIENTS = re.compile(
    r"\b(?:in|for|treat\w*)\s+(?:the\s+treatment\s+of\s+)?(?:adult\s+|pediatric\s+|\w+\s+)?"
    r"(?:patients|people|participants|subjects|adults|individuals|women|men|children|those)\s+with\s+(?P<disease>)",
    re.IGNORECASE,
)
_TREATMENT_OF = re.compile(
    r"\b(?:for\s+the\s+treatment\s+of|treatments?\s+for|to\s+treat|targets?)\s+(?P<disease>)", re.IGNORECASE
)
_DISEASE_END = re.compile(
    r"[.;:]|,\s|\s[—–-]\s|\s(?:who|whose|that|which|is|are|was|were|has|have|in|at|from|after|following|and\s+(?:is|has|will)"
    r"|receiving|treated|based|compared|met|showed|demonstrated|will|to|with\s+the|on)\b|\s\("
)
_LINE_OF_TREATMENT = re.compile(
    r"^\s*(?P<line>who\s+(?:have|had|has|were|are|previously)\s+(?:been\s+)?(?:previously\s+|already\s+)?"
    r"(?:treated|received|progressed|failed|relapsed|ineligible|not)[^.;,]{0,90})"
)
_DISEASE_WORD = re.compile(
    r"\b\w*(?:cancer|carcinoma|lymphoma|leuk(?:a)?emia|myeloma|melanoma|sarcoma|tumou?rs?|glioma|blastoma|disease"
    r"|disorder|syndrome|diabetes|obesity|infection|arthritis|psoriasis|dermatitis|asthma|fibrosis|hepatitis|colitis"
    r"|sclerosis|dystrophy|epilepsy|depress\w+|schizophrenia|migraine|an(?:a)?emia|h(?:a)?emophilia|failure|itis|osis|emia|pathy"
    r"|covid-19|influenza|hiv|malaria|deficiency|hypertension|cholesterol\w*|pain|atrophy|mellitus|ulcers?|eczema"
    r"|alopecia|acne|endometriosis|insomnia|apn(?:o)?ea|stroke|lupus|allerg\w+|prurit\w+|autism|adhd)\b",
    re.IGNORECASE,
)
_LONGEST_DISEASE = 110  # characters


@dataclass(frozen=True, slots=True)
class Product:
    """The drug and its use, each None where the filing does not tell them plainly.

    Attributes:
        drug: With its code or generic name in brackets.
        indication: The disease, with the line of treatment where it stands beside it.
        names: Words that name a drug anywhere in the filing, lower case: they name arms too.
    """

    drug: str | None
    indication: str | None
    names: frozenset[str]


def find_product(filing: Filing) -> Product:
    """The drug that the release is about, and its indication."""
    mentioned = Counter(match.group().lower() for match in _NAME.finditer(filing.flat))
    for match in _TREATED.finditer(filing.flat):
        mentioned[match["name"].lower()] += 1
    names = frozenset(mentioned)
    return Product(_drug(filing, mentioned), _indication(filing), names)


def _drug(filing: Filing, mentioned: Counter[str]) -> str | None:
    candidates = [*_described(filing), *_from_title(filing, mentioned)]
    if not candidates:
        return None
    flat = filing.flat.lower()
    return max(candidates, key=lambda name: flat.count(name.split(" (")[0].lower()))


def _described(filing: Filing) -> list[str]:
    """Drugs that have a part of their own, "About X", whose first sentence says that X is a drug."""
    found = []
    statements = filing.labels.statements
    for number, statement in enumerate(statements[:-1]):
        about = _ABOUT.match(filing.line(statement.span))
        if about is None:
            continue
        first = statements[number + 1].span
        sentence = filing.line(first)
        match = _IS.match(sentence)
        if match is None or not _PRODUCT.search(sentence, match.end(), match.end() + 160):
            continue
        name = match["name"].strip()
        if not _same_name(name, about["name"]) or _same_name(name, filing.company):
            continue
        found.append(f"{name} {match['code']}" if match["code"] else name)
    return found


def _same_name(one: str, two: str) -> bool:
    first, second = (re.findall(r"[\w-]+", text.lower()) for text in (one, two))
    return bool(first and second) and first[0] == second[0]


def _from_title(filing: Filing, mentioned: Counter[str]) -> list[str]:
    """Words of the title and the lead that look like a drug's name, the most frequent first."""
    if not mentioned:
        return []
    spans = [filing.title] if filing.title else []
    spans += [sentence.span for sentence in filing.prose[:3]]
    abbreviations = filing.labels.defined
    for span in spans:
        words = [
            match.group()
            for pattern in (_NAME, _TREATED)
            for match in pattern.finditer(filing.flat, span.start, span.end)
            if match.group().lower() not in abbreviations
        ]
        telling = [word for word in words if mentioned[word.lower()] > 1]
        if telling:
            return [max(telling, key=lambda word: mentioned[word.lower()])]
    return []


def _indication(filing: Filing) -> str | None:
    spans = [sentence.span for sentence in filing.sentences if not sentence.is_speech]
    for pattern in (_IN_PATIENTS, _TREATMENT_OF):
        for span in spans[:30]:
            for match in pattern.finditer(filing.flat, span.start, span.end):
                disease = _disease(filing, Span(match.end(), span.end))
                if disease is not None:
                    return disease
    return None


def _disease(filing: Filing, rest: Span) -> str | None:
    stretch = filing.flat[rest.start : min(rest.end, rest.start + 2 * _LONGEST_DISEASE)]
    stop = None
    for match in _DISEASE_END.finditer(stretch):
        if match.group() == " (" and not _DISEASE_WORD.search(stretch, 0, match.start()):
            continue  # an abbreviation inside the name: "folate receptor alpha (FRα)-high ovarian cancer"
        stop = match.start()
        break
    end = stop if stop is not None else len(stretch)
    if end > _LONGEST_DISEASE or not _DISEASE_WORD.search(stretch, 0, end):
        return None
    line = _LINE_OF_TREATMENT.match(stretch[end:])
    if line is not None:
        end += line.end("line")
    return filing.line(Span(rest.start, rest.start + end)).strip(" ,")


__all__ = ["Product", "find_product"]
