"""The words that the label of a number is made of: stems, stop words, synonyms, directions.

Everything here is general English of finance and clinical trials; what one filing defines for itself
("objective response rate (ORR)") is read from that filing by `summarizer.numbers.labels`.
"""

from functools import lru_cache

import Stemmer

_STEMMER = Stemmer.Stemmer("english", 0)


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(text.split())


STOP_WORDS = words_of(
    """
    a an the of in on at by for to from with without within into onto over under about as per via than
    then and or nor but if so that this these those which who whom whose what when where while whereas
    is are was were be been being am has have had having do does did done will would shall should can
    could may might must it its itself they them their we our us you your he she his her him i my me not
    no any all each every both either neither such same other another also too very more most less least
    up out off again further once only own just there here because until during before after above below
    between through against among including include includes included respectively approximately around
    nearly almost roughly said says say new s t re ve ll d m one ones part well still however thus
    therefore per-cent percent percentage million billion thousand trillion mln bn hundred dozen
    compared versus vs against relative corresponding prior
    quarter quarters month months year years week weeks fiscal calendar period periods ended ending end
    ago earlier previous preceding date half year-ago year-over-year january february march april june july
    august september october november december jan feb mar apr jun jul aug sep sept oct nov dec ytd
    """
)
"""Words that tell no metric from another, or only when: `summarizer.numbers.timing` reads those."""

UP = words_of(
    """
    increas rise rose risen grow grew grown growth climb gain up higher improv jump surg soar expand
    expans advanc acceler strengthen rais exceed widen upward elev
    """
)
"""Stems that say a figure went up."""

DOWN = words_of(
    """
    decreas declin fall fell fallen drop reduc reduct down lower shrink shrank shrunk narrow contract
    slip slid slide slump plung weaken deterior diminish lessen downward worsen soften cut contract eas
    """
)
"""Stems that say a figure went down."""

CONTRASTS: tuple[frozenset[str], ...] = tuple(
    words_of(words)
    for words in (
        "basic dilut",
        "gross net oper",
        "gaap nongaap",
        "gaap adjust",
        "investig blind",
        "investig independ",
        "domest intern foreign",
        "primari secondari exploratori",
        "complet partial",
        "median mean averag",
        "minimum maximum",
        "asset liabil",
        "short long",
        "product servic subscript licens",
        "placebo treatment",
        "male femal",
        "men women",
        "monthli quarterli annual",
        "commerci residenti consum",
        "preferr common",
        "senior subordin",
        "tier leverag",
        "receiv payabl",
        "tax pretax",
        "first second third fourth",
        "north south east west",
        "before after",
    )
)
"""Stems that exclude each other: a figure of one is no figure of another."""

FINITE_VERBS = words_of(
    """
    was were is are had has have led rose fell grew increased decreased declined dropped climbed totaled
    totalled reached occurred included received reported recorded showed achieved remained amounted
    represented generated posted delivered averaged came stood gained lost earned paid sold bought
    enrolled improved widened narrowed expanded jumped surged slipped slid shrank soared plunged eased edged
    dipped strengthened weakened doubled tripled rebounded worsened made took held won contributed accounted
    supplied owned employed
    """
)
"""Verbs whose subject is what their numbers are numbers of."""

BARRIERS: dict[str, float] = {
    "and": 0.45,
    "or": 0.3,
    "plus": 0.4,
    "while": 0.8,
    "whereas": 0.8,
    "but": 0.8,
    "versus": 0.7,
    "vs": 0.7,
    "compared": 0.7,
    "against": 0.5,
    "from": 0.5,
    "including": 0.4,
    "which": 0.3,
    "who": 0.3,
    "offset": 0.8,
    "due": 1.1,
    "driven": 1.1,
    "because": 1.1,
    "reflecting": 1.1,
    "attributable": 1.1,
    "thanks": 1.1,
    "owing": 1.1,
    "helped": 1.1,
    "primarily": 0.2,
    "mainly": 0.2,
    "largely": 0.2,
    "principally": 0.2,
    "than": 0.5,
    "followed": 0.4,
}
"""What it costs a word to be bound to a number across one of these words."""

_ALIASES = {
    "reduct": "reduc",
    "abstent": "abstain",
    "lost": "loss",
    "earn": "incom",
    "submiss": "submit",
    "respond": "respons",
    "sale": "revenu",
    "turnov": "revenu",
    "profit": "incom",
    "subject": "patient",
    "particip": "patient",
    "volunt": "patient",
    "peopl": "person",
    "worker": "employe",
    "staff": "employe",
    "headcount": "employe",
    "stockhold": "sharehold",
    "stock": "share",
    "buyback": "repurchas",
    "bought": "buy",
    "purchas": "buy",
    "acquisit": "acquir",
    "sold": "sell",
    "paid": "pay",
    "payabl": "pay",
    "payment": "pay",
    "spent": "spend",
    "expenditur": "spend",
    "capex": "capital",
    "cost": "expens",
    "overal": "total",
    "aggreg": "total",
    "combin": "total",
    "altogeth": "total",
    "yearli": "annual",
    "yoy": "annual",
    "delay": "delay",
    "stop": "discontinu",
    "withdrew": "discontinu",
    "withdraw": "discontinu",
    "enrol": "enrol",
    "enroll": "enrol",
    "recruit": "enrol",
    "random": "enrol",
    "dead": "death",
    "die": "death",
    "kill": "death",
    "fatal": "death",
    "mortal": "death",
    "hospitalis": "hospit",
    "tumour": "tumor",
    "centr": "center",
    "cashflow": "cash",
    "european": "europ",
    "japanes": "japan",
    "chines": "china",
    "canadian": "canada",
    "asian": "asia",
    "file": "submit",
    "commenc": "begin",
    "start": "begin",
    "launch": "begin",
    "began": "begin",
    "begun": "begin",
    "finish": "complet",
    "conclud": "complet",
    "consumm": "complet",
    "announc": "report",
    "publish": "report",
    "unveil": "report",
    "disclos": "report",
    "laps": "expir",
    "hire": "appoint",
    "promot": "appoint",
    "resign": "depart",
    "leav": "depart",
    "left": "depart",
    "quit": "depart",
    "departur": "depart",
    "borrow": "debt",
    "indebted": "debt",
    "outlet": "store",
    "shop": "store",
    "client": "custom",
    "holder": "sharehold",
    "regist": "record",
    "therapi": "treatment",
    "medic": "treatment",
    "treat": "treatment",
    "regimen": "treatment",
    "aliv": "surviv",
    "side": "advers",
    "women": "femal",
    "woman": "femal",
    "averag": "mean",
    "guidanc": "outlook",
    "forecast": "outlook",
    "goal": "endpoint",
    "takeov": "acquir",
    "buyout": "acquir",
    "workforc": "employe",
    "personnel": "employe",
    "children": "child",
    "pediatr": "child",
    "paediatr": "child",
    "coupon": "interest",
    "charg": "expens",
    "activ": "",
    "flow": "",
    "chief": "chief",
    "biggest": "largest",
}
"""Stems that mean the same here; the right-hand side stands for both."""

ABBREVIATIONS: dict[str, str] = {
    "eps": "earnings per share",
    "orr": "objective response rate",
    "dor": "duration of response",
    "os": "overall survival",
    "pfs": "progression free survival",
    "dfs": "disease free survival",
    "efs": "event free survival",
    "cr": "complete response",
    "crs": "complete responses",
    "pr": "partial response",
    "prs": "partial responses",
    "dcr": "disease control rate",
    "hr": "hazard ratio",
    "ci": "confidence interval",
    "ae": "adverse event",
    "aes": "adverse events",
    "teae": "treatment emergent adverse event",
    "teaes": "treatment emergent adverse events",
    "trae": "treatment related adverse event",
    "traes": "treatment related adverse events",
    "sae": "serious adverse event",
    "saes": "serious adverse events",
    "bicr": "blinded independent central review",
    "ebitda": "earnings before interest taxes depreciation amortization",
    "sga": "selling general administrative",
    "fcf": "free cash flow",
    "capex": "capital expenditures",
    "nii": "net interest income",
    "nim": "net interest margin",
    "roe": "return on equity",
    "roa": "return on assets",
    "rd": "research and development",
    "ga": "general and administrative",
    "cogs": "cost of goods sold",
    "npl": "nonperforming loans",
    "aum": "assets under management",
    "arr": "annual recurring revenue",
    "rpo": "remaining performance obligations",
    "ceo": "chief executive officer",
    "cfo": "chief financial officer",
    "coo": "chief operating officer",
    "uk": "united kingdom",
    "us": "united states",
}
"""Abbreviations that filings use without defining them, by their lower-case form."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The term a lower-case word stands for: its English stem, or the stem it is a synonym of.

    The empty string for stop words and single letters.
    """
    if word in STOP_WORDS or len(word) < 2:
        return ""
    stemmed = str(_STEMMER.stemWord(word))
    return _ALIASES.get(stemmed, stemmed)


def terms_of_word(word: str) -> tuple[str, ...]:
    """The label terms of a lower-case word, without hyphens.

    Verbs of direction say one thing each way ("rose" is "grew"); nouns of direction are labels too
    ("dose reductions").
    """
    plain = word.replace("-", "").replace("‑", "")
    term = stem(plain)
    if not term:
        return ()
    way = "@up" if term in UP else "@down" if term in DOWN else ""
    if not way:
        return (term,)
    return (term, way) if plain.endswith(_NOUN_ENDS) else (way,)


_NOUN_ENDS = ("tion", "tions", "ment", "ments", "growth", "gain", "gains", "cuts")

VERB_TERMS = frozenset(filter(None, map(stem, FINITE_VERBS))) | words_of(
    "given give follow base relat compar result"
)
"""Terms that hold a sentence together and tell little of what is counted."""
