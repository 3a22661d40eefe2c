"""`summarizer cache`: the answers of language models that are kept."""

from typing import Annotated

import typer

from summarizer.cli import output
from summarizer.cli.options import Debug
from summarizer.engines.answers import FOLDER_VARIABLE, AnswerCache
from summarizer.errors import UsageError

_MEGABYTE = 1_000_000


def cache(
    *,
    clear: Annotated[bool, typer.Option("--clear", help="Forget them all.")] = False,
    _debug: Debug = False,
) -> None:
    """Show where the answers of language models are kept, and how many; `brief` takes them from there.

    $SUMMARIZER_CACHE_DIR names another folder.
    """
    trouble: list[str] = []
    with AnswerCache(on_trouble=trouble.append) as answers:
        if answers.path is None:
            raise UsageError(f"this user has no home directory; set {FOLDER_VARIABLE}")
        if clear:
            answers.clear()
        contents = answers.contents()
    if contents is None:
        raise UsageError("; ".join(trouble))
    count = f"{contents.answers:,} answer{'s' if contents.answers != 1 else ''}"
    size = f"{contents.size / _MEGABYTE:,.1f} MB of {contents.limit / _MEGABYTE:,.0f} MB at most"
    output.write(f"{answers.path}\n{count}, {size}\n", None)
