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
    rf"\b(?:[A-Za-z][a-z]{{2,30}}(?:{_STEMS})|[A-Z]{{2,5}}(?:-[A-Z0-9]{{1,6}})?-?\d[\dA-Z]{{1,7}})\b"
)
_TREATED = re.compile(
    r"\b(?P<name>[A-Z][\w-]{0,30}\w)(?:[™®]|TM\b)?[- ]"
    r"(?:treated|treatment|monotherapy|arm|therapy|program|group)\b"
)
_BRAND = re.compile(r"\b(?P<name>[A-Z][A-Za-z0-9-]{2,30}?)(?:[™®]|TM\b)")
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
_FOR = (
    re.compile(
        r"\b(?:in|for|treat\w*)\s+(?:the\s+treatment\s+of\s+)?(?:(?!the\b)\w+\s+)?"
        r"(?:patients|people|participants|subjects|adults|individuals|women|men|children|those)\s+with\s+(?P<disease>)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:for\s+the\s+treatment\s+of|treatments?\s+for|to\s+treat|targets?)\s+(?P<disease>)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?P<disease>)(?=[\w-]*(?:-19|fluenza|pox|virus|malaria|HIV|RSV)\b)[\w-]+\s+vaccine\b",
        re.IGNORECASE,
    ),
)
_DISEASE_END = re.compile(
    r"[.;:]|,\s|\s[—–-]\s|\s(?:who|whose|that|which|is|are|was|were|has|have|[Vv]accines?|in|at|from|after|following|and\s+(?:is|has|will)"
    r"|receiving|(?<!previously )treated|based|compared|met|showed|demonstrated|will|to|with\s+the|on)\b|\s\("
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
_DANGLES = re.compile(r"\b(?:with|of|to|the|a|an|and|or|by|in|for)\s*$", re.IGNORECASE)
_LEAD = 25  # sentences
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
    mentions = Counter(match.group().lower() for match in _NAME.finditer(filing.flat))
    for pattern in (_TREATED, _BRAND):
        mentions.update(match["name"].lower() for match in pattern.finditer(filing.flat))
    for word in [*mentions]:
        if word in filing.labels.defined or word.split()[0] in filing.company.lower().split():
            del mentions[word]
    return Product(_drug(filing, mentions), _indication(filing), frozenset(mentions))


def _drug(filing: Filing, mentions: Counter[str]) -> str | None:
    described = _described(filing)
    flat = filing.flat.lower()
    if described:
        return max(described, key=lambda name: flat.count(name.split()[0].lower()))
    return _most_mentioned(filing, mentions)


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


def _most_mentioned(filing: Filing, mentions: Counter[str]) -> str | None:
    """The word of the title, else of the text, that looks like a drug's name and stands there most often."""
    flat = filing.flat
    counts = {
        word: len(re.findall(rf"(?<![\w-]){re.escape(word)}", flat, re.IGNORECASE)) for word in mentions
    }
    telling = [word for word in mentions if counts[word] > 1]
    title = filing.line(filing.title).lower() if filing.title is not None else ""
    telling = [word for word in telling if word in title] or telling
    if not telling:
        return None
    best = max(telling, key=lambda word: counts[word])
    forms = Counter(
        match.group() for match in re.finditer(rf"(?<![\w-]){re.escape(best)}", flat, re.IGNORECASE)
    )
    return forms.most_common(1)[0][0]


def _indication(filing: Filing) -> str | None:
    """The disease of the patients that the lead speaks of; one that the title names comes first."""
    title = filing.line(filing.title).lower() if filing.title is not None else ""
    found: list[tuple[str, str]] = []
    for sentence in filing.sentences[:_LEAD]:
        for pattern in _FOR:
            for match in pattern.finditer(filing.flat, sentence.span.start, sentence.span.end):
                disease = _disease(filing, Span(match.start("disease"), sentence.span.end))
                if disease is not None and not sentence.is_speech:
                    found.append(disease)
    titled = [name for name, word in found if word.lower() in title]
    return next(iter([*titled, *(name for name, _ in found)]), None)


def _disease(filing: Filing, rest: Span) -> tuple[str, str] | None:
    """The disease named at the start of a stretch, and the word of it that says what disease it is."""
    stretch = filing.flat[rest.start : min(rest.end, rest.start + 2 * _LONGEST_DISEASE)]
    end = len(stretch)
    for match in _DISEASE_END.finditer(stretch):
        if match.group() == " (" and not _DISEASE_WORD.search(stretch, 0, match.start()):
            continue  # an abbreviation inside the name: "folate receptor alpha (FRα)-high ovarian cancer"
        end = match.start()
        break
    words = list(_DISEASE_WORD.finditer(stretch, 0, end))
    if end > _LONGEST_DISEASE or not words:
        return None
    line = _LINE_OF_TREATMENT.match(stretch[end:])
    if line is not None and not _DANGLES.search(line["line"]):
        end += line.end("line")
    return filing.line(Span(rest.start, rest.start + end)).strip(" ,"), words[-1].group()


__all__ = ["Product", "find_product"]
