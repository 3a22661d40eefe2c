"""`summarizer render`: a kept briefing in another format, without its source and without a key."""

from pathlib import Path
from typing import Annotated, Any

import typer

from summarizer.briefing import Briefing
from summarizer.cli import inputs, output
from summarizer.cli.options import BriefingFormat, Debug, Evidence, Output, SchemaName, allow_local_schemas
from summarizer.render.json import render_json
from summarizer.render.markdown import render_markdown
from summarizer.render.text import render_text


def render(
    briefing: Annotated[
        str,
        typer.Argument(help="What 'brief --format json' wrote; - for standard input."),
    ],
    *,
    format_: Annotated[
        BriefingFormat, typer.Option("--format", "-f", help="How to write it.")
    ] = BriefingFormat.TEXT,
    output_: Output = None,
    schema: SchemaName = None,
    evidence: Evidence = False,
    _debug: Debug = False,
) -> None:
    """Write a kept briefing in another format; its source is not needed, nor is a key."""
    path = output.writable(output_, briefing)
    allow_local_schemas(schema)
    output.write(rendered(inputs.read_briefing(briefing, schema), format_, path, evidence=evidence), path)


def rendered(briefing: Briefing[Any], format_: BriefingFormat, path: Path | None, *, evidence: bool) -> str:
    """`briefing` in the format, as the place it goes to can show it."""
    match format_:
        case BriefingFormat.TEXT:
            return render_text(briefing, output.style_for(path), evidence=evidence)
        case BriefingFormat.MARKDOWN:
            return render_markdown(briefing, evidence=evidence)
        case BriefingFormat.JSON:
            return render_json(briefing, ascii_only=not output.is_utf8(path))
