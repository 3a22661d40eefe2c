"""Which parts of a filing say nothing of its own: every filing of the company carries the like of them."""

import re

_TITLE = re.compile(
    r"forward[\s‑-]+looking|safe\s+harbou?r|cautionary\s+(?:note|statement|language|information|remark)"
    r"|private\s+securities\s+litigation"
    r"|\A(?:investors?|media|press|company|corporate|analysts?|public)\b.*\b(?:relations|contacts?|inquir\w+|enquir\w+)"
    r"|\A(?:for\s+)?(?:more|further|additional)\s+information\b|\Acontacts?\b|\bcontacts?:?\Z"
    r"|conference\s+call|\bweb\s?cast|dial[\s-]in|\Asignatures?\b|trademarks?"
    r"|where\s+(?:you\s+can|to)\s+find|no\s+offer\b|participants?\s+in\s+(?:the\s+)?solicitation|legal\s+notice|disclaimer",
    re.IGNORECASE,
)
_CONTACT_TITLE = re.compile(r"contacts?\b|relations\b|inquir|enquir", re.IGNORECASE)
_ABOUT = re.compile(r"about\s+", re.IGNORECASE)
# What a release tells about its own subject is no boilerplate.
_ABOUT_ITS_OWN = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|program\w*|phase|transactions?|offering|merger|acquisition|results?|this|agreement)\b",
    re.IGNORECASE,
)
_NEWS = re.compile(r"\b(?:will|to)\s+(?:host|hold)\b|\bcall\s+to\s+be\b", re.IGNORECASE)

_MAX_PARAGRAPH = 20_000  # characters looked at
# One of these words stands in whatever the patterns below match; few paragraphs hold any of them, and to
# look for them costs a fraction of what the patterns do.
_TELLING = ("litigation", "duly", "deemed", "appropriate", "trademark")
_CALLING = ("dial", "call", "replay", "passcode", "conference", "access")
_DISCLAIMS = re.compile(
    r"Private\s+Securities\s+Litigation\s+Reform\s+Act"
    r"|duly\s+caused\s+this\s+(?:report|Form|statement|\w+\s+report)\s+to\s+be\s+signed"
    r"|not\s+be\s+deemed\s+(?:to\s+be\s+)?[“\"”']*filed"
    r"|Check\s+the\s+appropriate\s+box\s+below"
    r"|\btrademarks?\s+(?:or\s+registered\s+trademarks?\s+)?of\b",
    re.IGNORECASE,
)
_FORWARD_LOOKING = re.compile(r"forward[\s‑-]+looking", re.IGNORECASE)
_HEDGES = re.compile(
    r"risks\s+and\s+uncertainties|differ\s+materially|undue\s+reliance|undertakes?\s+no\s+obligation"
    r"|no\s+(?:duty|obligation)\s+to\s+update",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\(?\b\d{3}\)?[\s.\-–]{1,2}\d{3}[\s.\-–]\d{4}\b")
_CALL = re.compile(
    r"\b(?:dial(?:ing|ed)?|conference\s+call|replay|passcode|conference\s+id|access\s+code)\b", re.IGNORECASE
)


def is_boilerplate_title(title: str) -> bool:
    """Whether a heading announces what is no news: safe harbour, "About …", contacts, call-in numbers."""
    if _ABOUT.match(title):
        return _ABOUT_ITS_OWN.search(title) is None
    return _TITLE.search(title) is not None and _NEWS.search(title) is None


def is_contact_title(title: str) -> bool:
    """Whether a heading announces names and telephone numbers."""
    return _CONTACT_TITLE.search(title) is not None and is_boilerplate_title(title)


def is_boilerplate_paragraph(text: str) -> bool:
    """Whether a paragraph is boilerplate by its own words, whatever it stands under."""
    text = text[:_MAX_PARAGRAPH]
    lowered = text.lower()
    if any(word in lowered for word in _TELLING) and _DISCLAIMS.search(text):
        return True
    if "forward" in lowered and _FORWARD_LOOKING.search(text) and _HEDGES.search(text):
        return True
    calls = any(word in lowered for word in _CALLING) and _CALL.search(text) is not None
    return calls and _PHONE.search(text) is not None
