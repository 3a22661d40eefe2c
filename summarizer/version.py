"""Which version of the package this is."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("filing-summarizer")
except PackageNotFoundError:  # a checkout that nobody has installed
    __version__ = "0+unknown"
