"""The command line: parse, call the library, print."""

from summarizer.cli.edge import main

__all__ = ["main"]
