"""One-page briefings of filings, and any text about one, with every number proved against its source.

>>> from pathlib import Path
>>> from summarizer import check, load
>>> source = load("release.txt")                      # doctest: +SKIP
>>> report = check("Revenue rose 12% to $1.2 billion.", source)    # doctest: +SKIP
>>> [(number.text, number.status) for number in report.numbers]    # doctest: +SKIP
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("filing-summarizer")
except PackageNotFoundError:  # a checkout that nobody has installed
    __version__ = "0+unknown"

__all__ = ["__version__"]
