"""The commands, and the options that stand before them."""

from importlib.metadata import version
from typing import Annotated

import typer

from summarizer.cli.brief import brief
from summarizer.cli.check import check
from summarizer.cli.options import Debug
from summarizer.cli.render import render
from summarizer.cli.schemas import schemas

DISTRIBUTION = "filing-summarizer"

app = typer.Typer(
    name="summarizer",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"summarizer {version(DISTRIBUTION)}")
        raise typer.Exit


@app.callback(
    epilog="Exit codes: 0 clean, 1 flagged numbers, 2 usage, 3 source unreadable, 4 the model failed."
)
def _options(
    show_version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave."),
    ] = False,
    _debug: Debug = False,
) -> None:
    """One-page briefings of filings, in which every number is proved against its source."""


app.command()(brief)
app.command()(check)
app.command()(render)
app.command()(schemas)
