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
_LENGTH: Final = re.compile(r"(-?(?:\d{1,6}(?:\.\d{0,9})?|\.\d{1,9}))\s*(pt|px|em|rem|in|cm|mm|ex|%)?")
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
    "b": BOLD, "strong": BOLD, "th": BOLD | CENTRED, "u": UNDERLINED, "ins": UNDERLINED, "i": ITALIC, "em": ITALIC,
    "cite": ITALIC, "sup": RAISED, "center": CENTRED, "pre": PREFORMATTED, "listing": PREFORMATTED,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BOLD),
}  # fmt: skip
_TOKENS: Final = re.compile(r"\s+")


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
    for declaration in text.lower().split(";"):
        key, colon, value = declaration.partition(":")
        key = key.strip()
        value = value.strip().removesuffix("!important").strip()
        if not colon or not value:
            continue
        look = 0
        on = False
        if key == "display":
            hidden = hidden or value == "none"
            if value in ("block", "inline", "inline-block", "list-item"):
                block = value in ("block", "list-item")
        elif key == "visibility":
            look, on = UNSEEN, value in ("hidden", "collapse")
        elif key == "opacity":
            look, on = UNSEEN, value in ("0", "0%", "0.0")
        elif key == "font-weight":
            look, on = (
                BOLD,
                value in ("bold", "bolder") or (value.isdecimal() and len(value) < 5 and int(value) >= 600),
            )
        elif key == "font-style":
            look, on = ITALIC, value in ("italic", "oblique")
        elif key in ("text-decoration", "text-decoration-line"):
            look, on = UNDERLINED, "underline" in value
        elif key == "text-align":
            look, on = CENTRED, value == "center"
        elif key == "vertical-align":
            look, on = RAISED, value in ("super", "text-top")
        elif key == "top":
            look, on = RAISED, value.startswith("-")
            if not on:
                continue
        elif key == "white-space":
            look, on = PREFORMATTED, value in ("pre", "pre-wrap", "pre-line", "break-spaces")
        elif key == "font-size":
            size = _points(value)
            look, on = UNSEEN, size is not None and size < _SMALLEST
        elif key == "font":
            if "bold" in value:
                adds |= BOLD
            continue
        elif key == "color":
            look, on = WHITE, _TOKENS.sub("", value) in _WHITES
        elif key in ("background", "background-color"):
            look, on = COLOURED, _TOKENS.sub("", value) not in _NO_COLOURS
            if not on:
                continue
        elif key in ("text-indent", "padding-left", "margin-left"):
            amount = _points(value) or 0.0
            hidden = hidden or amount < _FAR
            indent += amount / _CHARACTER
            continue
        elif key in ("margin", "padding"):
            sides = [_points(side) or 0.0 for side in value.split()[:4]]
            indent += (sides[3] if len(sides) == 4 else sides[1] if len(sides) > 1 else 0.0) / _CHARACTER
            continue
        elif key in ("page-break-before", "page-break-after", "break-before", "break-after"):
            new_page = new_page or value in ("always", "page", "left", "right")
        elif key in ("list-style", "list-style-type"):
            plain_list = "none" in value
        elif key == "mso-hide":
            hidden = hidden or value == "all"
        if look:
            adds, removes = (adds | look, removes & ~look) if on else (adds & ~look, removes | look)
    return Style(adds, removes, hidden, block, indent, new_page, plain_list)


def _points(value: str) -> float | None:
    """A length in points; None for a share of another length, and for what is no length."""
    match = _LENGTH.match(value)
    if match is None:
        return None
    number = float(match[1])
    if match[2] == "%":
        return None if number else 0.0
    return number * _POINTS[match[2]] if match[2] else (number * 0.75)
