"""`summarizer check`: any text held against its source, number by number, quotation by quotation."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from summarizer.cli import inputs, output
from summarizer.cli.options import (
    AllowPrivateHosts,
    Debug,
    Output,
    ReportFormat,
    SchemaName,
    allow_local_schemas,
)
from summarizer.errors import UsageError
from summarizer.pipeline import recheck
from summarizer.render.json import render_report_json
from summarizer.render.lint import render_github, render_report
from summarizer.verify import check as check_draft
from summarizer.verify.report import CheckReport


def check(
    draft: Annotated[
        str,
        typer.Argument(help="Text, Markdown, or a briefing's JSON: a path, or - for standard input."),
    ],
    source: Annotated[
        str,
        typer.Argument(
            help="What it speaks of: a path, an address, - for standard input, or a filing at EDGAR."
        ),
    ],
    *,
    format_: Annotated[
        ReportFormat, typer.Option("--format", "-f", help="How to write the report.")
    ] = ReportFormat.TEXT,
    output_: Output = None,
    schema: SchemaName = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List what is borne out, too.")] = False,
    allow_private_hosts: AllowPrivateHosts = False,
    _debug: Debug = False,
) -> None:
    """Hold every number and quotation of a draft against its source, with no model and no key.

    Exits with 1 if one is flagged.
    """
    if draft == source == inputs.STDIN:
        raise UsageError("only one of DRAFT and SOURCE can come from standard input")
    path = output.writable(output_, draft, source)
    allow_local_schemas(schema)
    report, record = _report(draft, source, schema, allow_private_hosts=allow_private_hosts)
    output.write(_rendered(report, record, format_, path, verbose=verbose), path)
    if not report.clean:
        raise typer.Exit(1)


def _report(
    draft: str, source: str, schema: str | None, *, allow_private_hosts: bool
) -> tuple[CheckReport, BaseModel | None]:
    draft_document = inputs.read_document(draft, allow_private_hosts=allow_private_hosts)
    briefing = inputs.as_briefing(draft_document, schema)
    source_document = inputs.read_document(source, allow_private_hosts=allow_private_hosts)
    if briefing is None:
        return check_draft(draft_document, source_document), None
    checked = recheck(briefing, source_document)
    report = CheckReport(
        source_document.name,
        draft_document,
        source_document,
        checked.numbers,
        checked.omitted,
        checked.checks,
        checked.quotes,
    )
    return report, checked.record


def _rendered(
    report: CheckReport, record: BaseModel | None, format_: ReportFormat, path: Path | None, *, verbose: bool
) -> str:
    match format_:
        case ReportFormat.TEXT:
            return render_report(report, output.style_for(path), verbose=verbose, record=record)
        case ReportFormat.JSON:
            return render_report_json(report, ascii_only=not output.is_utf8(path))
        case ReportFormat.GITHUB:
            return render_github(report)
