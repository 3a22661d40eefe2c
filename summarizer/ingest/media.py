"""What kind of file some bytes or characters are, judged by what they hold, never by a file's name."""

import re
from typing import Final

PLAIN_TEXT: Final = "text/plain"
HTML: Final = "text/html"
SUBMISSION: Final = "text/sgml"
PDF: Final = "application/pdf"

# (magic number, media type, what to call it in a message)
_MAGIC: Final = (
    (b"%PDF-", PDF, "a PDF file"),
    (b"PK\x03\x04", "application/zip", "a zip archive (Word and Excel files are zip archives too)"),
    (b"PK\x05\x06", "application/zip", "an empty zip archive"),
    (b"\x1f\x8b", "application/gzip", "gzip-compressed"),
    (b"BZh", "application/x-bzip2", "bzip2-compressed"),
    (b"\xfd7zXZ\x00", "application/x-xz", "xz-compressed"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "application/zstd", "zstd-compressed"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "a PNG image"),
    (b"\xff\xd8\xff", "image/jpeg", "a JPEG image"),
    (b"GIF87a", "image/gif", "a GIF image"),
    (b"GIF89a", "image/gif", "a GIF image"),
    (b"II*\x00", "image/tiff", "a TIFF image"),
    (b"MM\x00*", "image/tiff", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", "an old Word or Excel file"),
    (b"{\\rtf", "application/rtf", "an RTF file"),
    (b"\x7fELF", "application/x-elf", "a program"),
)
NAMES: Final = {media_type: name for _, media_type, name in reversed(_MAGIC)} | {
    HTML: "HTML",
    SUBMISSION: "an EDGAR submission",
}

PACKED: Final = frozenset(
    media_type
    for magic, media_type, _ in _MAGIC
    if magic[:2] in (b"PK", b"\x1f\x8b", b"BZ", b"\xfd7", b"7z", b"\x28\xb5")
)

_HEAD = 1 << 16  # characters that are looked at; markup shows itself early
_STARTS_AS_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|xhtml)\b", re.IGNORECASE)
_STARTS_AS_SUBMISSION = re.compile(
    r"(?:-----BEGIN PRIVACY-ENHANCED MESSAGE-----[^\n]*\n(?:[^\n<]*\n){0,60})?"
    r"<(?:(?:SEC|IMS)-(?:DOCUMENT|HEADER)|SUBMISSION|DOCUMENT>\s*<TYPE)>"
)
_XML_PROLOG = re.compile(r"<\?xml\b[^>]{0,200}\?>\s*(?:<!--.{0,2000}?-->\s*)*", re.DOTALL)
_CLOSING_TAG = re.compile(r"</(?:p|div|span|td|tr|font|li|ul|html|body)>", re.IGNORECASE)
_CLOSING_TAGS_OF_HTML = 10  # Markdown and old filings hold a few tags; HTML holds hundreds


def sniff_bytes(data: bytes) -> str | None:
    """The media type that a magic number gives away; None where the bytes may be text."""
    for magic, media_type, _ in _MAGIC:
        if data.startswith(magic):
            return media_type
    # Junk before the header is allowed by the format's readers, and common.
    return PDF if b"%PDF-" in data[:1024] else None


def sniff_text(text: str) -> str:
    """Whether some text is a submission, HTML (XHTML and inline XBRL too) or plain, as Markdown is."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n\f")
    if _STARTS_AS_SUBMISSION.match(head):
        return SUBMISSION
    prolog = _XML_PROLOG.match(head)
    if _STARTS_AS_HTML.match(head, prolog.end() if prolog else 0):
        return HTML
    for count, _ in enumerate(_CLOSING_TAG.finditer(head), start=1):
        if count >= _CLOSING_TAGS_OF_HTML:
            return HTML
    return PLAIN_TEXT
