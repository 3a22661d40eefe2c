"""Whether the category that a record puts a figure into is that of the place it was taken from.

A schema spells its categories out: a figure is GAAP or not, a step is done or planned. They state no number,
and are the first that a careless reader gets wrong.
"""

import re

from summarizer.numbers.labels import Frame, text_of
from summarizer.numbers.statements import Statement
from summarizer.schemas import Figure
from summarizer.verify.candidates import SourceIndex
from summarizer.verify.leaves import Leaf

_FIRM = 0.4  # how firmly a word has to be bound to be said of a number
_ADJUSTED = ("nongaap", "adjust", "forma")
_OTHER_RULES = re.compile(
    r"non-?\s?gaap|adjusted|pro[- ]forma|exclud|organic|constant[- ]currenc|core\b|normalized|underlying"
    r"|ebitda|free cash flow|funds from operations|\bffo\b|tangible|efficiency|bookings|backlog"
    r"|annual(?:ized)? recurring|\barr\b|same[- ]store|comparable",
    re.IGNORECASE,
)
"""Words of measures that no accounting rules define."""


def category_fault(leaf: Leaf, frame: Frame, statement: Statement, source: SourceIndex) -> str:
    """What is wrong with the categories of a figure by its own place; empty where nothing is.

    Args:
        leaf: The figure, with the categories beside it.
        frame: What its place says of it.
        statement: The sentence or row that it stands in.
        source: The source.
    """
    figure = leaf.value
    if not isinstance(figure, Figure):
        return ""
    shown = text_of(figure.text)
    choices = dict(leaf.choices)
    basis, status = choices.get("basis"), choices.get("status")
    adjusted = [term for term in _ADJUSTED if frame.terms.get(term, 0.0) >= _FIRM]
    if basis == "GAAP" and adjusted:
        return f"{shown} is an adjusted figure where it stands, and no GAAP one."
    if basis == "non-GAAP" and not adjusted and not _says_other_rules(leaf, figure, statement, source):
        return f"nothing where {shown} stands calls it a non-GAAP figure."
    if status == "done" and frame.tense > 0:
        return f"{shown} is told of what is planned or expected, not of what is done."
    return ""


def _says_other_rules(leaf: Leaf, figure: Figure, statement: Statement, source: SourceIndex) -> bool:
    caption = statement.table.caption if statement.table is not None else ""
    column = " ".join(header for cell in statement.cells for header in cell.column_header)
    sentence = statement.span.of(source.document.text)
    said = " ".join((*leaf.names, figure.quote, sentence, statement.heading, caption, column))
    return _OTHER_RULES.search(said) is not None


__all__ = ["category_fault"]
