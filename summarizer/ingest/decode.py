"""Bytes to characters: byte order marks, then strict UTF-8, then Windows-1252 where it is plausible."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from summarizer.errors import UnreadableSourceError

# UTF-32 first: its little-endian mark starts with that of UTF-16.
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Not tab, line ends, form feed, Ctrl-Z, nor the escapes that open a terminal's colours and links.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]|\x1b(?![\[\]\\])")
_MAX_CONTROL_SHARE = 0.002
_HIGH = re.compile(rb"[\x80-\xff]")
_MAX_HIGH_SHARE = 0.25  # a western text in an 8-bit charset is mostly ASCII
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded characters, a byte order mark still among them, and the charset that was used."""

    text: str
    charset: str


def decode(data: bytes, name: str) -> Decoded:
    """Decode `data`, without ever replacing a character.

    Raises:
        UnreadableSourceError: The bytes are no text, or text in a charset that cannot be told.
    """
    for mark, charset in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, charset, name)
    if b"\x00" in data[:4096]:
        for charset, zeros in (("utf-16-le", data[1:4096:2]), ("utf-16-be", data[0:4096:2])):
            if zeros.count(0) > 0.7 * len(zeros):
                return _decode_as(data, charset, name)
        raise UnreadableSourceError(
            f"{name} is binary, not text (NUL byte at offset {data.index(0)}); give the filing's text instead"
        )
    try:
        return _readable(Decoded(data.decode("utf-8"), "utf-8"), name)
    except UnicodeDecodeError as error:
        offset = error.start
    return _readable(_guess(data, offset, name), name)


def _decode_as(data: bytes, charset: str, name: str) -> Decoded:
    try:
        return _readable(Decoded(data.decode(charset), charset), name)
    except UnicodeDecodeError as error:
        raise UnreadableSourceError(
            f"{name} starts like {charset.upper()} but is damaged at byte {error.start}; save it as UTF-8"
        ) from error


def _guess(data: bytes, offset: int, name: str) -> Decoded:
    """Windows-1252, unless the bytes speak against it: damaged UTF-8, another charset, or no text."""
    high = len(_HIGH.findall(data))
    in_utf8 = sum(map(len, _MULTIBYTE.findall(data)))
    if in_utf8 > high / 2:
        raise UnreadableSourceError(
            f"{name} is UTF-8 text damaged at byte {offset}; "
            "fetch it again, or drop the damage with: iconv -c -f utf-8 -t utf-8"
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or high > _MAX_HIGH_SHARE * len(data):
        raise UnreadableSourceError(
            f"{name} is neither UTF-8 (byte {offset} does not fit) nor Windows-1252 text; save it as UTF-8"
        )
    return Decoded(text, "windows-1252")


def _readable(decoded: Decoded, name: str) -> Decoded:
    controls = len(_CONTROL.findall(decoded.text))
    if "\x00" in decoded.text or controls > max(8, _MAX_CONTROL_SHARE * len(decoded.text)):
        raise UnreadableSourceError(
            f"{name} is binary, not text ({controls} control characters); give the filing's text instead"
        )
    return decoded
