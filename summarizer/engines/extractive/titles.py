"""The title of a release of results: the heading that says who reports what."""

import re

from summarizer.document import Block, BlockKind, Span
from summarizer.engines.extractive.filing import Filing

_TELLS = re.compile(
    r"\b(?:reports?|reported|announces?|announced|posts?|delivers?|achieves?|declares?|releases?"
    r"|records?|provides?|updates?"
    r"|raises?|completes?)\b",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"\b(?:results?|earnings|revenues?|income|sales|profits?|loss|quarter|year|growth|outlook"
    r"|guidance|eps|dividend)\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:results?|earnings|revenues?|income|sales|profits?|loss|growth|outlook|performance)\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"\bhighlights\b|\bcurrent\s+report\b|\bsecurities\s+(?:and\s+)?exchange\b|^for\s+immediate"
    r"|^contacts?\b|\bstatements?\s+of\b"
    r"|\bbalance\s+sheets?\b|^item\b",
    re.IGNORECASE,
)
_LONGEST = 60  # words


def release_title(filing: Filing, within: Span) -> str:
    """The first heading that tells what is reported, with the line it goes on in; empty if none."""
    blocks = [block for block in filing.document.blocks if block.span.start in within]
    for place, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        line = filing.line(block.span)
        if _NO_TITLE.search(line) or not (_TELLS.search(line) and _OF_WHAT.search(line)):
            continue
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if following is not None and not _RESULT.search(line) and _goes_on(filing, following):
            line = f"{line} {filing.line(following.span)}"
        if 3 < len(line.split()) <= _LONGEST:
            return line
    return ""


def _goes_on(filing: Filing, block: Block) -> bool:
    line = filing.line(block.span)
    return block.kind is BlockKind.HEADING and _RESULT.search(line) is not None and not _NO_TITLE.search(line)


__all__ = ["release_title"]
