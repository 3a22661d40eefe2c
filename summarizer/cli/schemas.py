"""`summarizer schemas`: what a briefing can hold."""

import json
from typing import Annotated

import typer

from summarizer.cli import inputs, output
from summarizer.cli.options import Debug, SchemaFormat, allow_local_schemas
from summarizer.render.outline import render_outline, render_schema_list, summary_of
from summarizer.schemas import BUILT_IN


def schemas(
    name: Annotated[
        str | None,
        typer.Argument(help="A schema to show in full, or module:Class.", show_default=False),
    ] = None,
    format_: Annotated[
        SchemaFormat, typer.Option("--format", "-f", help="A readable tree, or JSON Schema.")
    ] = SchemaFormat.TEXT,
    _debug: Debug = False,
) -> None:
    """List the built-in schemas, or show the fields of one."""
    style = output.style_for(None)
    ascii_only = not output.is_utf8(None)
    if name is None:
        if format_ is SchemaFormat.JSON:
            listed = {key: summary_of(schema) for key, schema in BUILT_IN.items()}
            output.write(json.dumps(listed, ensure_ascii=ascii_only, indent=2) + "\n", None)
        else:
            output.write(render_schema_list(BUILT_IN, style), None)
        return
    allow_local_schemas(name)
    label, schema = inputs.named_schema(name)
    if format_ is SchemaFormat.JSON:
        output.write(json.dumps(schema.model_json_schema(), ensure_ascii=ascii_only, indent=2) + "\n", None)
    else:
        output.write(render_outline(label, schema, style), None)
