"""The reader of PDF: the text layer, with the page and the place on it that every word came from."""

import ctypes
import math
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pypdfium2
from pypdfium2 import raw

from summarizer.document import Box, Document, Origin, SourceMap
from summarizer.errors import EmptySourceError, UnreadableSourceError
from summarizer.ingest.ligatures import UNKNOWN, read_unknown
from summarizer.ingest.limits import DEFAULT_LIMITS, Limits
from summarizer.ingest.normalise import normalise
from summarizer.ingest.page_layout import (
    Drawing,
    Glyph,
    PrintedLine,
    draw,
    join_broken_words,
    lines_of_page,
    words_of,
)
from summarizer.ingest.plain import read_normalised
from summarizer.typography import LIGATURES

_PDFIUM = threading.Lock()  # the library is not safe to enter twice
_SPACES: Final = frozenset(" \t\r\n\u00a0\u2002\u2003\u2009\u202f")
_MAY_BE_HYPHENS: Final = frozenset("-\x02\u00ad\u2010\ufffe")
_LAST_CONTROL = 0x20
_MAX_CHARACTERS = 200_000  # of a page; more is an attack, or a picture made of letters
_TILT = math.radians(30)
_FEW_CHARACTERS = 12  # of a page: what a scanner or a stamp adds to a picture
_ERRORS: Final = {
    raw.FPDF_ERR_PASSWORD: "is encrypted with a password; save a copy without one and give that",
    raw.FPDF_ERR_SECURITY: "is encrypted in a way that cannot be read; save a copy without encryption",
    raw.FPDF_ERR_FORMAT: "is a damaged or truncated PDF file; fetch it again",
}


def read_pdf(
    data: bytes, *, name: str, sha256: str, media_type: str, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read the text layer of a PDF into a document.

    Raises:
        EmptySourceError: It has no pages.
        UnreadableSourceError: It is encrypted, damaged or scanned, or has too many pages.
    """
    with _PDFIUM:
        lines = list(_pages(data, name, limits))
    return _document(lines, name=name, sha256=sha256, media_type=media_type)


def _pages(data: bytes, name: str, limits: Limits) -> Iterator[list[PrintedLine]]:
    """The lines of every page."""
    deadline = time.monotonic() + limits.max_seconds
    pdf = _opened(data, name)
    try:
        count = len(pdf)
        if not count:
            raise EmptySourceError(f"{name} is a PDF file without pages; check that it is the file you meant")
        if count > limits.max_pages:
            raise UnreadableSourceError(
                f"{name} has {count:,} pages, more than the {limits.max_pages:,} allowed; "
                "give the pages that you need, or raise the limit"
            )
        bare: list[int] = []
        for number in range(1, count + 1):
            if time.monotonic() > deadline:
                raise UnreadableSourceError(
                    f"{name}: reading took longer than {limits.max_seconds:g} seconds (at page {number} of "
                    f"{count}); give the pages that you need, or raise the limit"
                )
            glyphs, has_image = _page(pdf, number, name)
            if len(glyphs) <= _FEW_CHARACTERS and has_image:
                bare.append(number)
            lines = lines_of_page(glyphs)
            _spell_out(lines)
            yield lines
        if len(bare) * 2 >= count:
            raise _scanned(name, bare, count)
    finally:
        pdf.close()


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data, password="")
    except pypdfium2.PdfiumError as error:
        reason = _ERRORS.get(raw.FPDF_GetLastError(), "cannot be read as a PDF file; fetch or save it again")
        raise UnreadableSourceError(f"{name} {reason}") from error


def _scanned(name: str, bare: list[int], count: int) -> UnreadableSourceError:
    pages = "its pages" if len(bare) == count else f"{len(bare)} of its {count} pages"
    return UnreadableSourceError(
        f"{name} holds no text: {pages} are pictures, as a scanner makes them; "
        "recognise the text first, for example with: ocrmypdf scanned.pdf readable.pdf"
    )


def _page(pdf: pypdfium2.PdfDocument, number: int, name: str) -> tuple[list[Glyph], bool]:
    """The glyphs of a page, and whether it shows a picture."""
    try:
        page = pdf[number - 1]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise UnreadableSourceError(
            f"{name} is damaged: page {number} of {len(pdf)} cannot be read; fetch the file again"
        ) from error
    try:
        count = text.count_chars()
        if count > _MAX_CHARACTERS:
            raise UnreadableSourceError(
                f"{name}: page {number} has {count:,} characters, more than the {_MAX_CHARACTERS:,} allowed; "
                "give the other pages alone"
            )
        glyphs = list(_glyphs(text, count, _Frame(page)))
        has_image = len(glyphs) <= _FEW_CHARACTERS and any(
            raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index))
            in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
            for index in range(raw.FPDFPage_CountObjects(page))
        )
        return glyphs, has_image
    finally:
        text.close()
        page.close()


class _Frame:
    """From the coordinates of a page's content to the page as it is shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._left, self._bottom, self._right, self._top = page.get_cropbox()
        self._turns = page.get_rotation() // 90 % 4
        self.angle = math.radians(90 * self._turns)  # clockwise
        width, height = self._right - self._left, self._top - self._bottom
        self.width, self.height = (height, width) if self._turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point from the top left of the page as shown."""
        match self._turns:
            case 0:
                return x - self._left, self._top - y
            case 1:
                return y - self._bottom, x - self._left
            case 2:
                return self._right - x, y - self._bottom
            case _:
                return self._top - y, self._right - x

    def shows(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether the middle of a box is on the page."""
        return bool(0 <= (left + right) / 2 <= self.width and 0 <= (top + bottom) / 2 <= self.height)


def _glyphs(text: pypdfium2.PdfTextPage, count: int, frame: _Frame) -> Iterator[Glyph]:
    """All upright glyphs that stand on the page, in the file's order."""
    handle = text.raw
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    breaks = True
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        character = chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else UNKNOWN
        if character in _SPACES:
            breaks = True
            continue
        if character in _MAY_BE_HYPHENS and raw.FPDFText_IsHyphen(handle, index) == 1:
            character = "-"
        elif code < _LAST_CONTROL:
            character = UNKNOWN
        turn = raw.FPDFText_GetCharAngle(handle, index)
        if turn >= 0 and abs(math.remainder(turn + frame.angle, 2 * math.pi)) > _TILT:
            continue  # set across the page: stamps and notes in the margin
        if not raw.FPDFText_GetLooseCharBox(handle, index, rect):
            continue
        if not raw.FPDFText_GetCharOrigin(handle, index, x, y):
            continue
        one, other = frame.point(rect.left, rect.top), frame.point(rect.right, rect.bottom)
        left, right = (one[0], other[0]) if one[0] < other[0] else (other[0], one[0])
        top, bottom = (one[1], other[1]) if one[1] < other[1] else (other[1], one[1])
        if right <= left or bottom <= top or not frame.shows(left, top, right, bottom):
            continue
        letters = LIGATURES.get(character, character)
        yield Glyph(letters, left, top, right, bottom, frame.point(x.value, y.value)[1], index, breaks)
        breaks = False


def _document(lines: list[list[PrintedLine]], *, name: str, sha256: str, media_type: str) -> Document:
    known = Counter(word for page in lines for word in words_of(page))
    drawing = Drawing()
    pages_at: list[int] = []
    for page in lines:
        if drawing.length:
            drawing.write("\f")
        pages_at.append(drawing.length)
        draw(join_broken_words(page, known), drawing)
    normal = normalise("".join(drawing.pieces))
    document = read_normalised(normal, name=name, sha256=sha256, media_type=media_type)
    starts: dict[int, tuple[Origin, Box | None]] = {0: (Origin(0, 1), None)}
    page_number = 0
    for offset, index, box in drawing.runs:
        while page_number < len(pages_at) and pages_at[page_number] <= offset:
            page_number += 1
        starts[normal.offset_of(offset)] = (Origin(index, page_number), box)
    origins, boxes = zip(*starts.values(), strict=True)
    return replace(document, source_map=SourceMap(tuple(starts), origins, boxes))


def _spell_out(lines: list[PrintedLine]) -> None:
    """Read the glyphs of which the file does not say what they are, where the word leaves no doubt."""
    for word in (word for line in lines for word in line.words):
        if UNKNOWN in word.letters:
            readings = iter(read_unknown(word.text))
            word.letters = [next(readings) if letter == UNKNOWN else letter for letter in word.letters]
