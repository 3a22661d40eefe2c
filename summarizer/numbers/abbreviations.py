"""The abbreviations that a text defines for itself: "objective response rate (ORR)".

The long form is found as Schwartz and Hearst do ("A simple algorithm for identifying abbreviation
definitions in biomedical text", PSB 2003): its letters hold those of the short form, from the right, and
the first letter of the short form starts a word.
"""

import re

_SHORT = re.compile(r"[(\[][\"“'‘]?([A-Z][A-Za-z0-9&/-]{1,9})[\"”'’]?[)\]]")
_BOUNDARY = re.compile(r"[.;:()\[\]\n]{1}\s|\n\n")


def defined_abbreviations(text: str) -> dict[str, str]:
    """Short forms in lower case with their long forms; a plural's singular is defined with it."""
    found: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        short = match.group(1)
        if sum(c.isupper() for c in short) < 2:
            continue
        singular = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
        words = min(len(singular) + 5, len(singular) * 2)
        window = text[max(0, match.start() - 15 * words) : match.start()].rstrip(' "“')
        window = " ".join(_BOUNDARY.split(window)[-1].split()[-words:])
        long_form = _long_form(singular.lower(), window)
        if long_form and len(long_form) > len(singular) and "(" not in long_form:
            found.setdefault(singular.lower(), long_form)
            if short != singular:
                found.setdefault(short.lower(), long_form)
            else:
                found.setdefault(short.lower() + "s", long_form)
    return found


def _long_form(short: str, window: str) -> str:
    position = len(window) - 1
    lower = window.lower()
    for index in range(len(short) - 1, -1, -1):
        letter = short[index]
        if not letter.isalnum():
            continue
        while position >= 0 and (
            lower[position] != letter or (index == 0 and position > 0 and lower[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return ""
        position -= 1
    return window[position + 1 :]
