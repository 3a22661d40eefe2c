"""Which schema a filing is summarised by."""

import importlib
import re
from difflib import get_close_matches

from pydantic import BaseModel

from summarizer.document import Document
from summarizer.errors import UnknownSchemaError
from summarizer.schemas import BUILT_IN

_CLINICAL = re.compile(
    r"\b(clinical|trial|patient|endpoint|placebo|efficacy|adverse event|enrol|randomi[sz]ed)", re.IGNORECASE
)
_CLINICAL_WORDS = 3  # below this a filing mentions medicine, but reports no trial


def select_schema(schema: str | type[BaseModel] | None, document: Document) -> tuple[str, type[BaseModel]]:
    """The schema to fill, with the name it goes by.

    Args:
        schema: A built-in name, "module:Class", a Pydantic model, or None to choose by the filing.
        document: The filing.

    Raises:
        UnknownSchemaError: There is none of that name, or none of the built-in ones fits the filing.
    """
    if isinstance(schema, type):
        if not issubclass(schema, BaseModel):
            raise UnknownSchemaError(f"{schema.__name__} is not a Pydantic model.")
        return _name_of(schema), schema
    if schema is None:
        return _fitting(document)
    if schema in BUILT_IN:
        return schema, BUILT_IN[schema]
    if ":" in schema:
        return schema, _import(schema)
    near = get_close_matches(schema, BUILT_IN, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the built-in ones are: {', '.join(BUILT_IN)}."
    raise UnknownSchemaError(f"there is no schema {schema!r}; {hint}")


def _name_of(schema: type[BaseModel]) -> str:
    for name, built_in in BUILT_IN.items():
        if schema is built_in:
            return name
    return f"{schema.__module__}:{schema.__qualname__}"


def _fitting(document: Document) -> tuple[str, type[BaseModel]]:
    words = {match.group(1).lower() for match in _CLINICAL.finditer(document.text)}
    if len(words) < _CLINICAL_WORDS:
        raise UnknownSchemaError(
            f"no built-in schema fits {document.name}; name one with --schema NAME or --schema module:Class "
            f"(built in: {', '.join(BUILT_IN)})."
        )
    return "clinical_readout", BUILT_IN["clinical_readout"]


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
