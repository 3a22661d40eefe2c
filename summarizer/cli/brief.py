"""`summarizer brief`: one filing, one page."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from summarizer.cli import inputs, output, progress
from summarizer.cli.estimate import forecast, forecast_json
from summarizer.cli.options import (
    AllowPrivateHosts,
    BriefingFormat,
    Concurrency,
    Context,
    Debug,
    EngineName,
    Evidence,
    MaxTokens,
    Output,
    Prices,
    SchemaName,
    Timeout,
    allow_local_schemas,
    model_options,
)
from summarizer.cli.render import rendered
from summarizer.engines.answers import AnswerCache
from summarizer.engines.modes import Mode
from summarizer.errors import UsageError
from summarizer.forecast import estimate
from summarizer.pipeline import summarize
from summarizer.progress import Reading, emit
from summarizer.render.escape import plain


def brief(
    source: Annotated[
        str,
        typer.Argument(
            help="A path, an address, - for standard input; TICKER:FORM or an accession number at EDGAR."
        ),
    ],
    *,
    schema: SchemaName = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The language model; by default $SUMMARIZER_MODEL.", show_default=False
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Any endpoint that speaks the chat completions API; by default $OPENAI_BASE_URL.",
        ),
    ] = None,
    engine: Annotated[
        EngineName | None,
        typer.Option(help="Who fills the record; by default openai if a model is named, else extractive."),
    ] = None,
    mode: Annotated[
        Mode, typer.Option(help="How the model's endpoint is told the schema; auto finds what it takes.")
    ] = Mode.AUTO,
    context: Context = None,
    max_tokens: MaxTokens = None,
    concurrency: Concurrency = None,
    timeout: Timeout = None,
    prices: Prices = None,
    estimate_: Annotated[
        bool,
        typer.Option(
            "--estimate",
            help="Say what would be read and what it would cost, and ask no model; needs no key.",
        ),
    ] = False,
    format_: Annotated[
        BriefingFormat, typer.Option("--format", "-f", help="How to write it.")
    ] = BriefingFormat.TEXT,
    output_: Output = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if a number is flagged.")] = False,
    evidence: Evidence = False,
    date_: Annotated[
        datetime | None,
        typer.Option(
            "--date",
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="The date of filing, for TICKER:FORM; by default the newest.",
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="List the filings that TICKER:FORM names, the newest first.")
    ] = False,
    allow_private_hosts: AllowPrivateHosts = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Take no answer from the cache, and keep none in it.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but what went wrong.")
    ] = False,
    _debug: Debug = False,
) -> None:
    """Brief one filing, and prove every number of the briefing against it.

    With no model named, the extractive engine runs: no key, no network. A key for a model is taken from
    $OPENAI_API_KEY.
    """
    options = model_options(
        context=context,
        max_tokens=max_tokens,
        concurrency=concurrency,
        prices=prices,
        timeout=timeout,
        mode=None if mode is Mode.AUTO else mode.value,
    )
    if engine is EngineName.EXTRACTIVE and (model or base_url or options or estimate_):
        raise UsageError("--engine extractive asks no model; leave out the options that are about one")
    if estimate_ and format_ is BriefingFormat.MARKDOWN:
        raise UsageError("an estimate is written as text or JSON; leave out --format markdown")
    path = output.writable(output_, source)
    if list_:
        output.write(inputs.listed(source, allow_private_hosts=allow_private_hosts), path)
        return
    allow_local_schemas(schema)
    typed = source == inputs.STDIN and sys.stdin is not None and sys.stdin.isatty()
    with AnswerCache(on_trouble=_say) as answers, progress.shown(quiet=quiet or typed):
        emit(Reading("standard input" if source == inputs.STDIN else source))
        document = inputs.read_document(
            source, on=date_.date() if date_ else None, allow_private_hosts=allow_private_hosts
        )
        if estimate_:
            expected = estimate(document, schema, model, base_url=base_url, **options)
            if format_ is BriefingFormat.JSON:
                output.write(forecast_json(expected, ascii_only=not output.is_utf8(path)), path)
            else:
                output.write(forecast(expected), path)
            return
        options["cache"] = None if no_cache else answers
        briefing = summarize(
            document, schema, model, base_url=base_url, engine=_engine(engine, base_url), **options
        )
    if engine is None and briefing.engine.name == EngineName.EXTRACTIVE and not quiet:
        _say("no model is configured (--model or SUMMARIZER_MODEL), so the extractive engine ran")
    output.write(rendered(briefing, format_, path, evidence=evidence), path)
    if strict and not briefing.clean:
        raise typer.Exit(1)


def _say(line: str) -> None:
    print(f"summarizer: {plain(line)}", file=sys.stderr)  # noqa: T201 - the command line's own voice


def _engine(engine: EngineName | None, base_url: str | None) -> str | None:
    """Whoever gives an address wants a model asked, and is told if none is named."""
    if engine is None:
        return EngineName.OPENAI.value if base_url else None
    return engine.value
