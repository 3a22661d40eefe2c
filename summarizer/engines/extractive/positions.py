"""Offices as a filing names them: where one stands in a sentence, and where its words end."""

import re

HEAD = (
    r"(?:officers?|presidents?|chair(?:man|men|woman|person|s)?|co-chair\w*|directors?"
    r"|treasurer|secretary|controller"
    r"|comptroller|counsel|managers?|partner|head|principal|member|trustee|CEO|CFO|COO|CTO|CIO|CMO)"
)
_TITLE_WORD = (
    r"(?:chief|executive|financial|operating|accounting|legal|medical|scientific|technology"
    r"|technical|information"
    r"|commercial|marketing|revenue|people|human|resources|administrative|strategy|strategic"
    r"|product|credit|risk"
    r"|lending|compliance|digital|brand|customer|business|vice|senior|group|global|corporate"
    r"|first|deputy|assistant"
    r"|associate|interim|acting|co-|lead|independent|non-employee|non-executive|presiding"
    r"|managing|general|principal"
    r"|regional|class|development|investment|founding|former|honorary|new|board|committee|advisory)"
)
_LOWER = re.compile(rf"(?:{HEAD}|{_TITLE_WORD}|[a-z]+-president)\Z")
_KNOWN = re.compile(rf"(?:{HEAD}|{_TITLE_WORD})\b", re.IGNORECASE)
_HEAD = re.compile(rf"\b{HEAD}\b", re.IGNORECASE)
_TOKEN = re.compile(r"[\w&'/.-]+|,|;|\S")
_ARTICLE = re.compile(
    r"(?:(?:the|its|our|his|her|an?|such|both|each of|one of|new|next|(?:[\w.]+ ){0,3}?[\w.]+'s?) )*?"
    r"(?=[A-Z(]|(?:chief|director|president|interim|acting|independent|member|vice|executive"
    r"|senior|principal|non-|"
    r"chair|treasurer|secretary|general|class|lead)\w*\b)"
)
_CONNECTIVE = frozenset(("of", "and", "the", "for", "&", ","))
_NOT_A_TITLE = re.compile(
    r"(?:Mr|Ms|Mrs|Dr|Messrs)\.?\Z|(?:January|February|March|April|May|June|July|August"
    r"|September|October|November"
    r"|December|Agreement|Plan|Exhibit|Item|Form|Act|Section|Effective|Date|Separation|Start"
    r"|Annual|Meeting)\Z"
)
_WHOSE = re.compile(
    r",? (?:of|for|at|to) (?:(?:the|our|its) )?(?:Company|Corporation|Registrant|Bank"
    r"|Board of Directors of the Company)\Z"
)
_BOARD = re.compile(
    r"(?:as )?(?:an? )?(?:(?:independent|new|non-employee|non-executive) )?(?:members? of |to "
    r"|from |on |off |join |joining |joined "
    r"|to serve on |leave |left )(?:the |its |our |his seat on |her seat on |(?:[\w.]+ )?[\w.]+'s )?"
    r"(?:entire )?Board(?: of (?:Directors|Trustees))?\b"
)
_LONGEST = 160  # characters


def position_at(
    text: str, start: int, stop: int | None = None, *, loose: bool = False
) -> tuple[int, int] | None:
    """The office that is named from `start` on, without article or company; None where there is none.

    Args:
        text: A sentence on one line.
        start: Where its article or its first word stands.
        stop: Where it ends at the latest, such as at the next person's name.
        loose: Whether any capital after a comma goes on with it, as in the cell of a table.
    """
    limit = min(stop if stop is not None else len(text), start + _LONGEST, len(text))
    article = _ARTICLE.match(text, start, limit)
    first = article.end() if article else start
    owner = re.compile(r"(?:[A-Z][\w.]* ){0,3}?[A-Z][\w.]*'s? (?=[A-Z(a-z])").match(text, first, limit)
    first = owner.end() if owner else first
    end = head_end = first
    tokens = list(_TOKEN.finditer(text, first, limit))
    for place, match in enumerate(tokens):
        piece = match.group()
        follower = tokens[place + 1].group() if place + 1 < len(tokens) else ""
        if piece == "," and not (
            _KNOWN.match(follower) or follower == "and" or (loose and follower[:1].isupper())
        ):
            break
        if piece == "and" and not (
            _KNOWN.match(follower) or follower in ("a", "an", "as") or follower[:1].isupper()
        ):
            break
        word = piece.rstrip(".")
        capital = piece[0].isupper() and not _NOT_A_TITLE.match(word)
        if not (capital or piece in _CONNECTIVE or _LOWER.match(word) or (piece == "(" and place)):
            break
        if piece == "(":
            break
        end = match.end()
        if _HEAD.fullmatch(word) or (capital and head_end > first and not piece.endswith("'s")):
            head_end = match.end()
        if piece.endswith(".") and not re.match(r"(?:[A-Z]|Inc|Co|Corp|Sr|Jr|U\.S)\.", piece):
            head_end = min(head_end, match.end() - 1)
            break
    if head_end == first or not _HEAD.search(text, first, head_end):
        return None
    joined = text.rfind(" and ", first, head_end)
    if joined > first and not _HEAD.search(text, joined, head_end) and " of " not in text[first:joined]:
        head_end = joined  # "Chief Legal Officer and Corporate": the rest of it is not here
    whose = _WHOSE.search(text[first:head_end])
    end = first + whose.start() if whose else head_end
    while end > first and text[end - 1] in " ,.;":
        end -= 1
    return (first, end) if end > first else None


def board_seat(text: str, start: int, stop: int) -> bool:
    """Whether a stretch speaks of a seat on the board: "from the Board", "as a member of our Board"."""
    return _BOARD.search(text, start, stop) is not None


__all__ = ["HEAD", "board_seat", "position_at"]
