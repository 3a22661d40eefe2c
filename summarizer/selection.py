"""Which schema a filing is summarised by: from its form, its Items and what it says."""

import importlib
import re
from difflib import get_close_matches

from pydantic import BaseModel

from summarizer.document import Document, SectionKind
from summarizer.errors import UnknownSchemaError
from summarizer.schemas import BUILT_IN, JOINT, built_in

_PERIODIC = re.compile(r"(?:10-?K|10-?Q|20-?F|40-?F)(?:T|SB|405|KT|QT)?(?:/A)?", re.IGNORECASE)

_RESULTS_ITEMS = frozenset(("2.02", "12"))
_EVENT_ITEMS = frozenset(
    "1.01 1.02 1.03 1.04 1.05 2.01 2.03 2.04 2.05 2.06 3.01 3.02 3.03 4.01 4.02 5.01 5.02 5.03 5.04 5.05 5.06"
    " 5.07 5.08 8.01 1 2 3 4 6 8 10 11".split()  # the last ones: as the form counted until August 2004
)

_CLINICAL = re.compile(
    r"\b(clinical|trial|patient|endpoint|placebo|efficacy|adverse event|enrol|randomi[sz]ed|dose|cohort)",
    re.IGNORECASE,
)
_CLINICAL_WORDS = 4  # different ones; below this a text mentions medicine, but reports no trial
_CLINICAL_SHARE = 1 / 500  # mentions a character; a readout says them several times as often
_LONGEST_READOUT = 200_000  # characters; a longer text reports on more than a trial

_LEAD = 6_000  # characters from where a release begins: what it is about has been said by then
_PERIOD = re.compile(
    r"\b(?:(?:first|second|third|fourth|1st|2nd|3rd|4th)[- ](?:fiscal[- ])?quarter|quarterly|quarter ended"
    r"|q[1-4]\b|(?:full|fiscal)[- ]year|year ended|(?:three|six|nine|twelve|3|6|9|12|13|26|39|52|53|thirteen"
    r"|twelve|twenty-six|thirty-nine)[- ](?:months?|weeks?)(?:[- ]period)? ended)",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:net (?:income|loss|earnings|sales|revenues?|interest income)|revenues?|earnings per"
    r"|per diluted share|diluted (?:earnings|eps)|ebitda|operating (?:income|loss|profit|margin)"
    r"|gross (?:profit|margin)|comparable (?:store )?sales)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£¥]\s?\d")
_RESULT_WORDS, _RESULT_AMOUNTS = 2, 4


def select_schema(schema: str | type[BaseModel] | None, document: Document) -> tuple[str, type[BaseModel]]:
    """The schema to fill, with the name it goes by.

    Args:
        schema: A built-in name, several joined by "+", "module:Class", a Pydantic model, or None to
            choose by the filing.
        document: The filing.

    Raises:
        UnknownSchemaError: There is none of that name.
    """
    given: object = schema
    if not (given is None or isinstance(given, str | type)):
        what = f"a {type(given).__name__} itself" if isinstance(given, BaseModel) else f"{given!r:.80}"
        raise UnknownSchemaError(f"a schema is a name or a Pydantic model class, not {what}.")
    if isinstance(schema, type):
        if not issubclass(schema, BaseModel):
            raise UnknownSchemaError(f"{schema.__name__} is not a Pydantic model.")
        return _name_of(schema), schema
    if schema is None:
        schema = JOINT.join(kinds_of(document))
    known = built_in(schema)
    if known is not None:
        return schema, known
    if ":" in schema:
        return schema, _import(schema)
    near = get_close_matches(schema, BUILT_IN, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the built-in ones are: {', '.join(BUILT_IN)}."
    raise UnknownSchemaError(f"there is no schema {schema!r}; {hint}")


def kinds_of(document: Document) -> tuple[str, ...]:
    """The built-in schemas that fit a filing, one at least, what its reader looks for first.

    An annual or quarterly report is one whatever it tells. Any other filing may announce several things
    at once: its Items say which, and where they leave it open, or there are none, its words do.
    """
    if _PERIODIC.fullmatch(document.form.strip()):
        return ("periodic_report",)
    items = frozenset(document.items if document.form.upper().startswith("8-K") else ())
    tells = {
        "clinical_readout": _tells_of_a_trial(document),
        "earnings_release": bool(items & _RESULTS_ITEMS)
        or (items.isdisjoint(_EVENT_ITEMS - {"8.01", "5"}) and _tells_of_results(document)),
        "material_event": bool(items & _EVENT_ITEMS),
    }
    if items <= {"7.01", "8.01", "9.01"} and (tells["clinical_readout"] or tells["earnings_release"]):
        tells["material_event"] = False  # an Item for anything, and what it is has been found out
    return tuple(name for name, told in tells.items() if told) or ("material_event",)


def _tells_of_a_trial(document: Document) -> bool:
    mentions = [match.group(1).lower() for match in _CLINICAL.finditer(document.text)]
    length = len(document.text)
    return (
        length <= _LONGEST_READOUT
        and len(set(mentions)) >= _CLINICAL_WORDS
        and len(mentions) >= length * _CLINICAL_SHARE
    )


def _tells_of_results(document: Document) -> bool:
    start = _release_start(document)
    lead = document.text[start : start + _LEAD]
    words = {match.group().lower() for match in _RESULT.finditer(lead)}
    amounts = sum(1 for _ in _MONEY.finditer(lead))
    return bool(_PERIOD.search(lead)) and len(words) >= _RESULT_WORDS and amounts >= _RESULT_AMOUNTS


def _release_start(document: Document) -> int:
    """Where the text of a release begins: at its exhibit, if the form's own pages come first."""
    return next(
        (
            section.span.start
            for section in document.sections
            if section.kind in (SectionKind.EXHIBIT, SectionKind.DOCUMENT)
            and section.label.upper().removeprefix("EX-").startswith("99")
        ),
        0,
    )


def _name_of(schema: type[BaseModel]) -> str:
    for name, known in BUILT_IN.items():
        if schema is known:
            return name
    joined = JOINT.join(schema.model_fields)
    if built_in(joined) is schema:
        return joined
    return f"{schema.__module__}:{schema.__qualname__}"


def _import(path: str) -> type[BaseModel]:
    module_name, _, class_name = path.partition(":")
    module_name = module_name.removesuffix(".py").replace("/", ".")
    if not module_name or not class_name:
        raise UnknownSchemaError(f"{path!r} names no schema: write module:Class.")
    try:
        module = importlib.import_module(module_name)
    except Exception as error:
        raise UnknownSchemaError(f"cannot import the schema's module {module_name!r}: {error}.") from error
    found: object = module
    for part in class_name.split("."):
        found = getattr(found, part, None)
    if not isinstance(found, type) or not issubclass(found, BaseModel):
        raise UnknownSchemaError(f"{class_name!r} in {module_name!r} is not a Pydantic model.")
    return found
