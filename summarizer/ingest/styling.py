"""What tags and their styles say of how text looks: hidden, bold, centred, indented, on a new page."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

BOLD: Final = 1
UNDERLINED: Final = 2
ITALIC: Final = 4
RAISED: Final = 8
CENTRED: Final = 16
PREFORMATTED: Final = 32
WHITE: Final = 64  # white letters, which nobody sees on a white page
COLOURED: Final = 128  # a background of some colour
UNSEEN: Final = 256  # too small to be seen, or not visible


class Style(NamedTuple):
    """What one tag changes for the text within it.

    Attributes:
        adds: Looks (BOLD, UNDERLINED, …) that the text gets.
        removes: Looks that it loses.
        hidden: Whether it is not shown at all.
        block: Whether it stands on lines of its own; None where the tag's name decides.
        indent: In characters, for the first line.
        new_page: Whether a page ends before or after it.
        plain_list: Whether its list items have no bullets.
    """

    adds: int = 0
    removes: int = 0
    hidden: bool = False
    block: bool | None = None
    indent: float = 0
    new_page: bool = False
    plain_list: bool = False


PLAIN: Final = Style()

_POINTS: Final = {
    "pt": 1.0,
    "px": 0.75,
    "em": 10.0,
    "rem": 10.0,
    "in": 72.0,
    "cm": 28.35,
    "mm": 2.835,
    "ex": 5.0,
}
_LENGTH: Final = re.compile(r"(-?(?:\d{1,6}(?:\.\d{0,9})?|\.\d{1,9}))\s*(pt|px|em|rem|in|cm|mm|%)?")
_CHARACTER: Final = 5.0  # points
_SMALLEST: Final = 1.5  # points: nobody reads less
_FAR: Final = -500.0  # points: an indent that puts text off the page
_RULE: Final = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_SELECTOR: Final = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?\Z", re.IGNORECASE)
_MAX_SHEET: Final = 1 << 16  # characters of a style sheet that are read
_WHITES: Final = frozenset(
    ("white", "#fff", "#ffffff", "rgb(255,255,255)", "#fefefe", "rgba(255,255,255,1)", "transparent")
)
_NO_COLOURS: Final = _WHITES | {"none", "inherit", "initial", "", "rgba(0,0,0,0)"}
_NAMED_LOOKS: Final = {
    "b": BOLD, "strong": BOLD, "th": BOLD | CENTRED, "u": UNDERLINED, "ins": UNDERLINED, "i": ITALIC,
    "em": ITALIC, "cite": ITALIC, "sup": RAISED, "center": CENTRED, "pre": PREFORMATTED,
    "listing": PREFORMATTED,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BOLD),
}  # fmt: skip
_OFF_BY_ABSENCE: Final = {
    "visibility": (UNSEEN, re.compile(r"hidden|collapse")),
    "opacity": (UNSEEN, re.compile(r"0(?:\.0{1,9})?%?\Z")),
    "font-weight": (BOLD, re.compile(r"bold|[6-9]\d\d\Z")),
    "font-style": (ITALIC, re.compile(r"italic|oblique")),
    "text-decoration": (UNDERLINED, re.compile(r"underline")),
    "text-decoration-line": (UNDERLINED, re.compile(r"underline")),
    "text-align": (CENTRED, re.compile(r"center")),
    "vertical-align": (RAISED, re.compile(r"super|text-top")),
    "white-space": (PREFORMATTED, re.compile(r"pre|break-spaces")),
}
_ON_ONLY: Final = {"font": (BOLD, re.compile(r"\bbold")), "top": (RAISED, re.compile(r"-"))}
_INDENTS: Final = frozenset(("text-indent", "padding-left", "margin-left", "margin", "padding"))
_SIDES: Final = frozenset(("left", "right", "top", "bottom"))
_PAGE_BREAKS: Final = frozenset(("page-break-before", "page-break-after", "break-before", "break-after"))
_SPACE: Final = re.compile(r"\s+")


def style_of(name: str, given: Mapping[str, str], sheet: Mapping[str, str]) -> Style:
    """The style of a tag.

    Args:
        name: Of the tag, in lower case.
        given: Its attributes.
        sheet: The page's own style sheet, as `read_sheet` returns it.
    """
    declared = given.get("style", "")
    if sheet:
        classes = given.get("class", "").split()
        keys = [name, *(f".{each}" for each in classes), *(f"{name}.{each}" for each in classes)]
        if "id" in given:
            keys += [f"#{given['id']}", f"{name}#{given['id']}"]
        declared = ";".join([*(sheet[key] for key in keys if key in sheet), declared])
    style = _declared(declared) if declared else PLAIN
    adds = _NAMED_LOOKS.get(name, 0) & ~style.removes
    removes = style.removes
    align = given.get("align", "").lower()
    if align in ("center", "middle"):
        adds |= CENTRED
    elif align:
        removes |= CENTRED
    if given.get("bgcolor", "").lower() not in _NO_COLOURS or given.get("background"):
        adds |= COLOURED
    colour = given.get("color") or (given.get("text") if name == "body" else None)
    if colour and name in ("font", "body"):
        white = colour.lower().replace(" ", "") in _WHITES
        adds, removes = (adds | WHITE, removes) if white else (adds, removes | WHITE)
    hidden = style.hidden or "hidden" in given
    return style._replace(adds=adds | style.adds, removes=removes & ~style.adds, hidden=hidden)


def read_sheet(text: str, sheet: dict[str, str]) -> None:
    """Add the plain rules of a style sheet (for a tag, a class, an id) to `sheet`."""
    for selectors, declarations in _RULE.findall(_without_comments(text[:_MAX_SHEET])):
        for selector in selectors.split(","):
            match = _SELECTOR.match(selector.strip())
            if match is None or not match.group():
                continue
            tag, mark, name = match.groups()
            key = (tag or "").lower() + (f"{mark}{name}" if mark else "")
            sheet[key] = f"{sheet[key]};{declarations}"[:4000] if key in sheet else declarations


def _without_comments(text: str) -> str:
    kept, *rest = text.split("/*")
    return kept + " ".join(part.partition("*/")[2] for part in rest)


@lru_cache(maxsize=8192)
def _declared(text: str) -> Style:
    """What a style attribute says."""
    adds = removes = 0
    hidden = new_page = plain_list = False
    block: bool | None = None
    indent = 0.0
    text = text.lower()
    for declaration in text.split(";"):
        name, colon, given = declaration.partition(":")
        key = name.strip()
        value = given.strip().removesuffix("!important").strip()
        if not colon or not value:
            continue
        look = _look(key, value)
        if key in _SIDES and "position" in text and (_points(value) or 0.0) < _FAR:
            hidden = True  # moved off the page
        elif look is not None:
            on = look > 0
            adds, removes = (adds | look, removes & ~look) if on else (adds & look, removes | ~look)
        elif key == "display":
            hidden = hidden or value == "none"
            block = {"block": True, "list-item": True, "inline": False, "inline-block": False}.get(
                value, block
            )
        elif key in _INDENTS:
            amount = _indent(key, value)
            hidden = hidden or amount < _FAR
            indent += amount / _CHARACTER
        elif key in _PAGE_BREAKS:
            new_page = new_page or value in ("always", "page", "left", "right")
        elif key in ("list-style", "list-style-type"):
            plain_list = "none" in value
        elif key == "mso-hide":
            hidden = hidden or value == "all"
    return Style(adds, removes, hidden, block, indent, new_page, plain_list)


def _look(key: str, value: str) -> int | None:
    """The look that a declaration turns on, its complement where it turns it off; None where it is none."""
    if key in _OFF_BY_ABSENCE:
        look, on = _OFF_BY_ABSENCE[key]
        return look if on.search(value) else ~look
    if key in _ON_ONLY:
        look, on = _ON_ONLY[key]
        return look if on.search(value) else None
    if key == "font-size":
        size = _points(value)
        return UNSEEN if size is not None and size < _SMALLEST else ~UNSEEN
    if key == "color":
        return WHITE if _SPACE.sub("", value) in _WHITES else ~WHITE
    if key in ("background", "background-color"):
        return None if _SPACE.sub("", value) in _NO_COLOURS else COLOURED
    return None


def _indent(key: str, value: str) -> float:
    """How far a declaration moves the first line to the right, in points."""
    if key in ("margin", "padding"):
        sides = value.split()[:4]
        value = sides[3] if len(sides) == 4 else sides[1] if len(sides) > 1 else "0"
    return _points(value) or 0.0


def _points(value: str) -> float | None:
    """A length in points; None for a share of another length, and for what is no length."""
    match = _LENGTH.match(value)
    if match is None:
        return None
    number = float(match[1])
    if match[2] == "%":
        return None if number else 0.0
    return number * _POINTS[match[2]] if match[2] else (number * 0.75)
