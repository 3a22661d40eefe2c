"""PDF files for tests, written by hand: text at exact places, and everything that goes wrong with them."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

# Widths of Helvetica, in thousandths of the type size, of what tests align on the right.
_WIDTHS = {",": 278, ".": 278, " ": 278, "(": 333, ")": 333, "-": 333, "$": 556, "%": 889}
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"0123456789abcdef"


@dataclass(frozen=True)
class Run:
    """A piece of text; its baseline starts at `left`, `top` points from the page's top left corner."""

    left: float
    top: float
    text: str
    size: float = 10
    angle: int = 0  # degrees, counter-clockwise: 0, 90, 180, 270


@dataclass(frozen=True)
class Page:
    """A page of US letter size."""

    runs: Sequence[Run] = ()
    picture: bool = False
    rotate: int = 0
    width: int = 612
    height: int = 792


@dataclass
class _File:
    objects: list[bytes] = field(default_factory=list)

    def add(self, content: bytes) -> int:
        self.objects.append(content)
        return len(self.objects)

    def written(self, root: int, extra: str = "") -> bytes:
        out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, content in enumerate(self.objects, start=1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out += f"trailer\n<</Size {len(offsets) + 1}/Root {root} 0 R{extra}>>\n".encode()
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def width(text: str, size: float = 10) -> float:
    """The width of figures in points."""
    return sum(_WIDTHS.get(character, 556) for character in text) * size / 1000


def right(edge: float, top: float, text: str, size: float = 10) -> Run:
    """Figures that end at `edge`."""
    return Run(edge - width(text, size), top, text, size)


def paragraph(
    left: float, top: float, lines: Iterable[str], *, leading: float = 12, size: float = 10
) -> list[Run]:
    """Lines below each other."""
    return [Run(left, top + number * leading, line, size) for number, line in enumerate(lines)]


def pdf(*pages: Page, user: str | None = None, owner: str = "owner") -> bytes:
    """A PDF file of these pages; with `user`, encrypted so that this password opens it.

    In the text, \x01 is the ligature "fi" and \x03 a glyph that no table explains.
    """
    file = _File()
    key = _key(user, owner) if user is not None else None
    font = file.add(
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding"
        b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[1/fi 3/nosuchglyph]>>>>"
    )
    entries = b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    picture = file.add(_stream(b"\x80", entries, key, len(file.objects) + 1))
    tree = len(file.objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        number = len(file.objects) + 1
        content = file.add(_stream(_content(page), b"", key, number))
        resources = f"/Resources<</Font<</F {font} 0 R>>/XObject<</I {picture} 0 R>>>>"
        shape = f"/MediaBox[0 0 {page.width} {page.height}]/Rotate {page.rotate}"
        kid = f"<</Type/Page/Parent {tree} 0 R{shape}{resources}/Contents {content} 0 R>>"
        kids.append(file.add(kid.encode()))
    children = " ".join(f"{kid} 0 R" for kid in kids)
    assert file.add(f"<</Type/Pages/Count {len(kids)}/Kids[{children}]>>".encode()) == tree
    root = file.add(f"<</Type/Catalog/Pages {tree} 0 R>>".encode())
    if key is None:
        return file.written(root)
    locks = f"/O<{_owner(user or '', owner).hex()}>/U<{_rc4(key, _PAD).hex()}>"
    secret = file.add(f"<</Filter/Standard/V 1/R 2{locks}/P -4>>".encode())
    return file.written(root, f"/Encrypt {secret} 0 R/ID[<{_ID.hex()}><{_ID.hex()}>]")


def _content(page: Page) -> bytes:
    drawn = [b"q %d 0 0 %d 0 0 cm /I Do Q" % (page.width, page.height)] if page.picture else []
    for run in page.runs:
        text = run.text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[run.angle]
        place = f"{matrix} {run.left:.2f} {page.height - run.top:.2f} Tm"
        drawn.append(f"BT /F {run.size} Tf {place} (".encode() + text + b") Tj ET")
    return b"\n".join(drawn)


def _stream(content: bytes, entries: bytes, key: bytes | None, number: int) -> bytes:
    if key is not None:
        salted = key + number.to_bytes(3, "little") + b"\0\0"
        content = _rc4(hashlib.md5(salted).digest()[:10], content)
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content)


def _padded(password: str) -> bytes:
    return (password.encode() + _PAD)[:32]


def _owner(user: str, owner: str) -> bytes:
    return _rc4(hashlib.md5(_padded(owner)).digest()[:5], _padded(user))


def _key(user: str, owner: str) -> bytes:
    permissions = (-4).to_bytes(4, "little", signed=True)
    return hashlib.md5(_padded(user) + _owner(user, owner) + permissions + _ID).digest()[:5]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
