"""The commands, and the options that stand before them."""

from typing import Annotated

import typer

from summarizer import __version__
from summarizer.cli.brief import brief
from summarizer.cli.cache import cache
from summarizer.cli.check import check
from summarizer.cli.options import Debug
from summarizer.cli.render import render
from summarizer.cli.schemas import schemas

app = typer.Typer(
    name="summarizer",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"summarizer {__version__}")
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


app.command(short_help="One filing on one page.")(brief)
app.command(short_help="Any text, number by number, against its source.")(check)
app.command(short_help="A kept briefing in another format.")(render)
app.command(short_help="What a briefing can hold.")(schemas)
app.command(short_help="The answers of models that are kept.")(cache)
