"""The outermost edge: whatever happens inside, the shell gets one line and the right exit code."""

import sys
import traceback

import typer

from summarizer.cli.app import app
from summarizer.cli.options import State
from summarizer.errors import SummarizerError, UsageError
from summarizer.render.escape import plain

PROGRAM = "summarizer"
INTERRUPTED = 130
_BUG = 70  # EX_SOFTWARE: no answer of the program's own


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command.

    Args:
        arguments: What follows the program's name.

    Returns:
        0 clean, 1 flagged numbers, 2 usage, 3 source unreadable, 4 the model failed, 70 a bug,
        130 interrupted.
    """
    state = State()
    if not arguments:
        app(["--help"], prog_name=PROGRAM, standalone_mode=False)
        return UsageError.exit_code
    try:
        code = app(arguments, prog_name=PROGRAM, standalone_mode=False, obj=state)
    except SummarizerError as error:
        return _fail(str(error), error.exit_code, state)
    except typer.TyperException as error:
        message = error.format_message().replace("Value error, ", "")
        return _fail(message, UsageError.exit_code, state, _hint(error))
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the edge: a bug must not spill a traceback on people
        name = type(error).__name__
        return _fail(f"this is a bug ({name}); please report it with the output of --debug", _BUG, state)
    if code == INTERRUPTED:
        print(f"{PROGRAM}: interrupted", file=sys.stderr)  # noqa: T201 - the command line's own voice
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int, state: State, hint: str = "") -> int:
    if state.debug:
        traceback.print_exc()
    line = " ".join(part for part in (plain(message).strip(), hint) if part)
    print(f"{PROGRAM}: error: {line}", file=sys.stderr)  # noqa: T201 - the command line's own voice
    return code


def _hint(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return f"(see '{context.command_path} --help')" if context is not None else ""
