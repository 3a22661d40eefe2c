"""From a path, bytes or a string to a `Document`: finds the reader, and says plainly what cannot be read."""

import difflib
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from summarizer.document import Document
from summarizer.errors import EmptySourceError, SourceNotFoundError, UnreadableSourceError, UsageError
from summarizer.ingest import media
from summarizer.ingest.decode import decode
from summarizer.ingest.limits import DEFAULT_LIMITS, Limits
from summarizer.ingest.readers import READERS, byte_reader, on_demand
from summarizer.ingest.references import Filing
from summarizer.ingest.submission import read_submission

_LONGEST_PATH = 1024  # characters; a longer string is a text, not a path given by mistake
_NAMES_COMPARED = 2000
_FILE_NAME = re.compile(r"(?!https?:)\S{1,500}\.(?:txt|md|html?|xhtml|xml|pdf|nc|json)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S{1,2048}")
_NUMBER = re.compile(r"\d+")
_SHOWN = 200  # characters of an address in messages


def load(path: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a filing from a file.

    Args:
        path: The file.
        limits: What is refused instead of read.

    Raises:
        UsageError: The path is empty.
        SourceNotFoundError: There is no such file, or it is a directory.
        EmptySourceError: The file holds no readable text.
        UnreadableSourceError: It is no text, or is too large, or may not be read.
    """
    if not os.fspath(path):
        raise UsageError("the name of the file is empty; give a path")
    return load_bytes(_read(Path(path), limits), name=str(path), limits=limits)


def load_bytes(data: bytes, name: str = "<bytes>", *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a filing from the bytes of a file.

    Args:
        data: The bytes, in UTF-8, UTF-16 or UTF-32 with a byte order mark, or Windows-1252.
        name: What to call the source in messages.
        limits: What is refused instead of read.

    Raises:
        EmptySourceError: The bytes hold no readable text.
        UnreadableSourceError: They are no text, or too many.
    """
    if len(data) > limits.max_bytes:
        raise _too_large(name, len(data), limits)
    if not data.strip():
        raise EmptySourceError(f"{name} is empty; check that it is the file you meant")
    media_type = media.sniff_bytes(data)
    if media_type is not None:
        reader = byte_reader(media_type)
        if reader is None:
            raise _not_text(name, media_type)
        sha256 = hashlib.sha256(data).hexdigest()
        return reader(data, name=name, sha256=sha256, media_type=media_type, limits=limits)
    decoded = decode(data, name)
    charset = "" if decoded.charset == "utf-8" else f"; charset={decoded.charset}"
    return _read_text(decoded.text, name, hashlib.sha256(data).hexdigest(), charset, limits)


def load_url(url: str, *, limits: Limits = DEFAULT_LIMITS, allow_private_hosts: bool = False) -> Document:
    """Read a filing from an http or https address.

    Args:
        url: The address.
        limits: What is refused instead of read.
        allow_private_hosts: Whether hosts of this machine or of a private network may be asked.

    Raises:
        UsageError: It is no address of http or https.
        SourceNotFoundError: There is nothing.
        UnreachableSourceError: It gives no answer, or an error, or its host may not be asked.
        EmptySourceError: What it gives holds no readable text.
        UnreadableSourceError: What it gives cannot be read, or is too large.
    """
    fetched = on_demand("summarizer.ingest.web", "fetch")(
        url, limits=limits, allow_private_hosts=allow_private_hosts
    )
    return load_bytes(fetched.data, name=url, limits=limits)


def load_edgar(
    reference: str,
    *,
    on: date | None = None,
    allow_private_hosts: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Document:
    """Read a filing from EDGAR, which wants $SUMMARIZER_EDGAR_IDENTITY to say who asks.

    Args:
        reference: "TICKER:FORM", an accession number, or an address of EDGAR's.
        on: The date of filing, for a ticker and form; the newest otherwise.
        allow_private_hosts: Whether a mirror of EDGAR may be in a private network.
        limits: What is refused instead of fetched or read.

    Raises:
        UsageError: It is no such reference, or nothing says who asks.
        SourceError: There is no such filing, EDGAR gives no answer, or the filing cannot be read.
    """
    load_filing: Callable[..., Document] = on_demand("summarizer.ingest.edgar", "load_filing")
    return load_filing(reference, on=on, allow_private_hosts=allow_private_hosts, limits=limits)


def list_edgar(
    reference: str, *, allow_private_hosts: bool = False, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Filing]:
    """The filings of a ticker and form, the newest first, fetched as far as they are asked for.

    Args:
        reference: "TICKER:FORM".
        allow_private_hosts: Whether a mirror of EDGAR may be in a private network.
        limits: What is refused instead of fetched.

    Raises:
        UsageError: It is no ticker and form, or nothing says who asks.
        SourceError: There is no such filer, or EDGAR gives no answer.
    """
    list_filings: Callable[..., Iterator[Filing]] = on_demand("summarizer.ingest.edgar", "list_filings")
    return list_filings(reference, allow_private_hosts=allow_private_hosts, limits=limits)


def load_text(text: str, name: str = "<text>", *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a filing that is already decoded.

    Args:
        text: The filing's text.
        name: What to call the source in messages.
        limits: What is refused instead of read.

    Raises:
        EmptySourceError: Nothing in it is readable.
        UnreadableSourceError: It is markup that cannot be read yet.
    """
    return _read_text(
        text, name, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "", limits
    )


def as_document(source: str | Path | bytes | Document) -> Document:
    """Whatever a caller has: a document as it is, a path read, a string taken as the TEXT of a filing.

    Raises:
        UsageError: The string names a file that exists, or is an address: a `Path` or `load_url` was meant.
        SourceError: The source cannot be read.
    """
    if isinstance(source, Document):
        return source
    if isinstance(source, bytes):
        return load_bytes(source)
    if isinstance(source, str):
        if len(source) <= _LONGEST_PATH and "\n" not in source and source.strip() and os.path.isfile(source):  # noqa: PTH113 - Path.is_file raises for strings that can be no path
            raise UsageError(
                f"the source is the string {source!r}, which names a file, but a string is taken as text; "
                f"to read the file, pass Path({source!r})"
            )
        if _FILE_NAME.fullmatch(source):
            raise UsageError(
                f"the source is the string {source[:_SHOWN]!r}, and a string is taken as text; "
                "if it names a file, check the name and pass it as a Path"
            )
        if _ADDRESS.fullmatch(source):
            raise UsageError(
                f"the source is the address {source[:_SHOWN]!r}, but a string is taken as text; "
                "to read what it gives, pass load_url(address)"
            )
        return load_text(source)
    return load(source)


def _read_text(text: str, name: str, sha256: str, charset: str, limits: Limits) -> Document:
    media_type = media.sniff_text(text)
    reader = read_submission if media_type == media.SUBMISSION else READERS.get(media_type)
    if reader is None:
        raise _not_text(name, media_type)
    # Only of plain text: the encoded files within a submission hold digits by the million and are dropped.
    if media_type == media.PLAIN_TEXT and _holds_more_numbers(text, limits.max_numbers):
        raise UnreadableSourceError(
            f"{name} holds more than the {limits.max_numbers:,} numbers allowed; "
            "give the one document of it that you need, or raise the limit"
        )
    return reader(text, name=name, sha256=sha256, media_type=media_type + charset, limits=limits)


def _holds_more_numbers(text: str, most: int) -> bool:
    return next(islice(_NUMBER.finditer(text), most, None), None) is not None


def _read(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file within the limits, opened without waiting on pipes."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise SourceNotFoundError(f"{path} is a directory; give one file in it")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableSourceError(
                f"{path} is a pipe or a device, not a file; save its content to a file first"
            )
        if status.st_size > limits.max_bytes:
            raise _too_large(str(path), status.st_size, limits)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceNotFoundError(f"there is no file {path}; {_advice(path)}") from error
    except PermissionError as error:
        raise UnreadableSourceError(
            f"{path} may not be read (permission denied); check its owner and mode"
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableSourceError(f"{str(path)!r} cannot be read: {reason}; check the path") from error


def _advice(path: Path) -> str:
    """What to try instead of a file that is not there."""
    try:
        names = [entry.name for entry in islice(path.parent.iterdir(), _NAMES_COMPARED)]
    except OSError:
        return f"the folder {path.parent} is not there either"
    near = difflib.get_close_matches(path.name, names, n=3, cutoff=0.6)
    return (
        f"did you mean {' or '.join(str(path.parent / name) for name in near)}?" if near else "check the path"
    )


def _not_text(name: str, media_type: str) -> UnreadableSourceError:
    packed = media_type in media.PACKED
    advice = "unpack it and give one file of it" if packed else "convert it to plain text first"
    return UnreadableSourceError(f"{name} is {media.NAMES[media_type]}, which cannot be read; {advice}")


def _too_large(name: str, size: int, limits: Limits) -> UnreadableSourceError:
    return UnreadableSourceError(
        f"{name} has {size:,} bytes, more than the {limits.max_bytes:,} allowed; "
        "give the one document of it that you need, or raise the limit"
    )
