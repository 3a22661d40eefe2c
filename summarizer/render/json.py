"""A briefing as JSON, in the shape "summarizer.briefing/1", and back."""

import json
import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from summarizer.briefing import FORMAT, Briefing, Provenance
from summarizer.document import Span
from summarizer.engines.base import EngineInfo, Usage
from summarizer.errors import UnreadableSourceError
from summarizer.findings import (
    Absence,
    Check,
    Evidence,
    Finding,
    Omission,
    Outcome,
    QuoteFinding,
    Reporting,
    Status,
)
from summarizer.render.escape import json_safe, plain
from summarizer.render.foreign import foreign_record
from summarizer.schemas import built_in
from summarizer.verify.report import (
    CheckReport,
    absence_to_dict,
    check_to_dict,
    omission_to_dict,
    quote_to_dict,
    verdict_to_dict,
)

_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_MARKER = re.compile(r'"format"\s*:\s*"summarizer\.briefing/')
_MESSAGE = 200  # characters


def render_json(briefing: Briefing[Any], *, ascii_only: bool = False) -> str:
    """`briefing` as JSON.

    Args:
        briefing: What to write.
        ascii_only: Whether every character beyond ASCII is written as an escape.
    """
    source, engine, usage = briefing.source, briefing.engine, briefing.usage
    return _dump(
        {
            "format": FORMAT,
            "source": {
                "name": source.name,
                "sha256": source.sha256,
                "media_type": source.media_type,
                "form": source.form,
                "items": list(source.items),
                "company": source.company,
                "characters": source.characters,
            },
            "schema": briefing.schema,
            "schema_sha256": briefing.schema_sha256,
            "engine": {
                "name": engine.name,
                "model": engine.model,
                "prompt": engine.prompt,
                "prompt_sha256": engine.prompt_sha256,
                "mode": engine.mode,
                "version": engine.version,
                "setup_sha256": engine.setup_sha256,
            },
            "fingerprint": briefing.fingerprint,
            "record": _record_to_dict(briefing.record),
            "numbers": [
                {
                    "path": finding.path,
                    "start": finding.start,
                    "end": finding.end,
                    **verdict_to_dict(finding),
                }
                for finding in briefing.numbers
            ],
            "quotes": [quote_to_dict(finding) for finding in briefing.quotes],
            "checks": [check_to_dict(check) for check in briefing.checks],
            "omitted": [omission_to_dict(omission) for omission in briefing.omitted],
            "absent": [absence_to_dict(absence) for absence in briefing.absent],
            "usage": {
                "requests": usage.requests,
                "prompt_tokens": usage.prompt_tokens,
                "completion_tokens": usage.completion_tokens,
                "seconds": round(usage.seconds, 3),
                "cost_usd": usage.cost_usd,
                "cached_tokens": usage.cached_tokens,
                "cached": usage.cached,
            },
            "clean": briefing.clean,
        },
        ascii_only=ascii_only,
    )


def render_report_json(report: CheckReport, *, ascii_only: bool = False) -> str:
    """`report` as JSON, in the shape "summarizer.check/1"."""
    return _dump(report.to_dict(), ascii_only=ascii_only)


def is_briefing(text: str) -> bool:
    """Whether `text` says that it is a briefing's JSON, whole or damaged."""
    return text.lstrip("\ufeff \t\r\n").startswith("{") and _MARKER.search(text) is not None


def briefing_from_json(
    text: str, *, name: str = "<briefing>", schema: type[BaseModel] | None = None
) -> Briefing[Any]:
    """The briefing that `render_json` wrote.

    No module is imported because a file names it: a record of a user's own schema is read as that
    schema only if it is given, and as a plain record otherwise.

    Args:
        text: The JSON.
        name: What to call the file in messages.
        schema: The record's schema; by default the built-in one that the file names.

    Raises:
        UnreadableSourceError: Not JSON, not a briefing, of another version, or the record does not fit.
    """
    try:
        file = _File.model_validate_json(text)
    except ValidationError as error:
        raise UnreadableSourceError(f"{name}: not a readable briefing: {_first(error)}") from error
    return Briefing(
        source=Provenance(**file.source.model_dump()),
        schema=file.schema_name,
        engine=EngineInfo(**file.engine.model_dump()),
        record=_read_record(file, name, schema or built_in(file.schema_name)),
        numbers=tuple(number.finding() for number in file.numbers),
        checks=tuple(
            Check(check.check, check.paths, Outcome(check.status), check.message, check.places)
            for check in file.checks
        ),
        omitted=tuple(
            Omission(Span(omission.start, omission.end), omission.text, omission.message)
            for omission in file.omitted
        ),
        usage=Usage(**file.usage.model_dump()),
        quotes=tuple(quote.finding() for quote in file.quotes),
        absent=tuple(
            Absence(absence.path, Reporting(absence.status), absence.message, absence.places)
            for absence in file.absent
        ),
        schema_sha256=file.schema_sha256,
    )


def _read_record(file: "_File", name: str, schema: type[BaseModel] | None) -> BaseModel:
    try:
        if schema is None:
            return foreign_record(file.record)
        # By the names of the fields, as it was written; an alias is for who fills it.
        return schema.model_validate_json(json.dumps(file.record), by_name=True, by_alias=True)
    except ValidationError as error:
        label = schema.__name__ if schema else file.schema_name
        raise UnreadableSourceError(f"{name}: the record does not fit {label}: {_first(error)}") from error
    except ValueError as error:
        raise UnreadableSourceError(
            f"{name}: the record cannot be read without its schema ({error}); name it with --schema"
        ) from error


def _dump(value: dict[str, Any], *, ascii_only: bool) -> str:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=2, allow_nan=False)
    return json_safe(text) + "\n"


def _record_to_dict(record: BaseModel) -> Any:
    return json.loads(record.model_dump_json(warnings=False))


def _first(error: ValidationError) -> str:
    """The first fault of a validation error, on one short line, with its place."""
    fault = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in fault["loc"])
    message = plain(fault["msg"]).removeprefix("Value error, ")[:_MESSAGE]
    return f"{plain(place)[:_MESSAGE]}: {message}" if place else message


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


Offset = Annotated[int, Field(ge=0)]


class _Interval(_Part):
    start: Offset
    end: Offset
    text: str

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError("an end before its start")
        return self


class _Omission(_Interval):
    message: str


class _Proven(_Part):
    evidence: list[_Interval]

    @property
    def places(self) -> tuple[Evidence, ...]:
        return tuple(Evidence(Span(part.start, part.end), part.text) for part in self.evidence)


class _Verdict(_Proven):
    path: str
    start: Offset | None = None
    end: Offset | None = None
    text: str
    status: Literal["supported", "derived", "misattributed", "contradicted", "unsupported"]
    message: str

    @property
    def span(self) -> Span | None:
        if self.start is None or self.end is None or self.start > self.end:
            return None
        return Span(self.start, self.end)


class _Number(_Verdict):
    value: str
    unit: str

    def finding(self) -> Finding:
        value = Decimal(self.value) if _DECIMAL.fullmatch(self.value) else self.value
        status = Status(self.status)
        return Finding(self.text, value, self.unit, status, self.places, self.message, self.path, self.span)


class _Quote(_Verdict):
    def finding(self) -> QuoteFinding:
        return QuoteFinding(self.text, Status(self.status), self.places, self.message, self.path, self.span)


class _Check(_Proven):
    check: str
    paths: Annotated[tuple[str, ...], Field(strict=False)]
    status: Literal["pass", "fail", "note"]
    message: str
    evidence: list[_Interval] = []


class _Absence(_Proven):
    path: str
    status: Literal["not reported", "not found"]
    message: str


class _Source(_Part):
    name: str
    sha256: str
    media_type: str
    form: str
    items: Annotated[tuple[str, ...], Field(strict=False)]
    company: str
    characters: Offset


class _Engine(_Part):
    name: str
    model: str
    prompt: str
    prompt_sha256: str
    mode: str = ""
    version: str = ""
    setup_sha256: str = ""


class _Usage(_Part):
    requests: Offset
    prompt_tokens: Offset
    completion_tokens: Offset
    seconds: float
    cost_usd: float | None
    cached_tokens: Offset = 0
    cached: Offset = 0


def _known(version: str) -> str:
    if version != FORMAT:
        raise ValueError(f"{plain(version)[:40]!r} is not {FORMAT!r}, which this version reads")
    return version


class _File(_Part):
    format: Annotated[str, AfterValidator(_known)]
    source: _Source
    schema_name: str = Field(alias="schema")
    schema_sha256: str = ""
    engine: _Engine
    record: Any
    numbers: list[_Number]
    quotes: list[_Quote] = []
    checks: list[_Check]
    omitted: list[_Omission]
    absent: list[_Absence] = []
    usage: _Usage
