"""What is kept of a run: the record, the verdicts on it, and where everything came from."""

import hashlib
import json
from dataclasses import astuple, dataclass, field, replace
from typing import Any, Generic

from pydantic import BaseModel

from summarizer.document import Document
from summarizer.engines.base import Engine, EngineInfo, T, Usage
from summarizer.engines.strict_schema import schema_sha256
from summarizer.findings import Absence, Check, Finding, Omission, QuoteFinding, Verdicts

FORMAT = "summarizer.briefing/1"


def fingerprint(source_sha256: str, schema_sha256: str, engine: EngineInfo) -> str:
    """Of all that a record is made from and by: source, schema, engine, model, prompts, options.

    How the endpoint was told the schema is not part of it: that is found out on the way.

    Returns:
        A SHA-256, hexadecimal; the empty string where the source's or the schema's is not known.
    """
    if not source_sha256 or not schema_sha256:
        return ""
    made_by = json.dumps(["briefing/1", source_sha256, schema_sha256, *astuple(replace(engine, mode=""))])
    return hashlib.sha256(made_by.encode(errors="surrogatepass")).hexdigest()


def is_current(
    briefing: "Briefing[Any]", document: Document, schema: type[BaseModel], engine: Engine
) -> bool:
    """Whether `engine` would fill `schema` from `document` today under the same conditions.

    A briefing of another source, schema, model, prompt, set of options or version is not current, nor
    is one of which not all of that is known.
    """
    now = fingerprint(document.sha256, schema_sha256(schema), engine.info)
    return now != "" and briefing.fingerprint == now


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the briefing was made from; enough to find the same source again."""

    name: str
    sha256: str
    media_type: str
    form: str
    items: tuple[str, ...]
    company: str
    characters: int

    @classmethod
    def of(cls, document: Document) -> "Provenance":
        """The provenance of `document`."""
        return cls(
            document.name,
            document.sha256,
            document.media_type,
            document.form,
            document.items,
            document.company,
            len(document.text),
        )


@dataclass(frozen=True, slots=True)
class Briefing(Verdicts, Generic[T]):
    """A record with the verdict on each of its numbers.

    Attributes:
        source: What it was made from.
        schema: The schema's name: "clinical_readout", or "module:Class" for a user's own.
        engine: Who filled it.
        record: The filled schema.
        numbers: One finding for each number of the record, in the record's order.
        checks: Rules of statistics and arithmetic, held against the record; notes on numbers of the source
            that disagree with their own tags.
        omitted: Prominent numbers of the source that the record leaves out.
        usage: What it cost.
        quotes: One finding for each quotation in the record's strings.
        absent: The record's empty fields: not reported by the source, or not found in it.
        schema_sha256: Of the schema as JSON Schema; empty where that is not known.
    """

    source: Provenance
    schema: str
    engine: EngineInfo
    record: T
    numbers: tuple[Finding, ...]
    checks: tuple[Check, ...] = ()
    omitted: tuple[Omission, ...] = ()
    usage: Usage = field(default_factory=Usage)
    quotes: tuple[QuoteFinding, ...] = ()
    absent: tuple[Absence, ...] = ()
    schema_sha256: str = ""

    @property
    def fingerprint(self) -> str:
        """Of all that the record was made from and by, hexadecimal; empty where not all of it is known."""
        return fingerprint(self.source.sha256, self.schema_sha256, self.engine)
