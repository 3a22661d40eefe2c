"""Words that mean the contrary of each other, said of one thing: the interim estimate, and the final one.

That two sentences hold opposite words says little, as most sentences on results do. Only where the word
before the two or that behind them is the same, and neither text has both, does the one deny the other; beside
the number itself a word can be of nothing else, whatever else is said. Some of the pairs are contrasts of
labels as well: those are found by how firmly a word is bound, these in sentences that bind it loosely.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.numbers.glossary import stem
from summarizer.numbers.quantity import Kind, Qualifier
from summarizer.verify.candidates import Candidate, SourceIndex
from summarizer.verify.claims import Claim
from summarizer.verify.showing import snippet

_PAIRS = """
before prior ahead / after following
beginning start / end close
accept accepts accepted accepting / reject rejects rejected rejecting refuse refuses refused refusing
approve approves approved approving approval / reject rejects rejected rejecting rejection
win wins won victory / defeat defeats defeated lost
easy easier / difficult tough tougher hard harder challenging
above exceeding exceed exceeds exceeded / below
interim preliminary / final
ongoing underway / completed finished concluded
resign resigns resigned resignation retire retires retired / elected appointed named joined joins
dismissed terminated fired / appointed hired named
performing / nonperforming non-performing
primary / secondary exploratory
pretax pre-tax / after-tax posttax post-tax
minimum floor / maximum cap ceiling
highest largest biggest greatest longest / lowest smallest shortest
higher greater larger longer bigger / lower smaller shorter fewer
increase increases increased increasing rise rises rose grow grows grew growing growth expansion expand \
expanded / decrease decreases decreased decreasing decline declines declined fall falls fell reduce reduces \
reduced reducing reduction reductions cut cuts contraction shrink shrank shrinking
favorable favourable / unfavorable unfavourable
positive / negative
strong stronger strength / weak weaker weakness
open opens opened opening / close closes closed closing
hire hires hired hiring add adds added adding / remove removes removed removing lose loses dismiss dismissed
acquire acquires acquired acquiring acquisition purchase purchased buy buys bought buying / \
divest divests divested divesting divestiture sell sells sold selling sale
strengthen strengthens strengthened strengthening / weaken weakens weakened weakening
short-term near-term short / long-term long
domestic / foreign international overseas
public publicly / private privately
fixed fixed-rate / variable variable-rate floating floating-rate
secured / unsecured
senior / junior subordinated
voluntary voluntarily / involuntary involuntarily
taxable / tax-exempt
organic / inorganic
men male males / women female females
adult adults / child children pediatric paediatric adolescents
oral orally / intravenous intravenously subcutaneous
inside within / outside
including include includes / excluding exclude excludes
buyer buyers / seller sellers
lender lenders / borrower borrowers
inflow inflows / outflow outflows
import imports / export exports
upgrade upgraded / downgrade downgraded
single-digit single-digits / double-digit double-digits
first-line front-line / second-line
untreated treatment-naive / pretreated previously-treated
placebo / active
permanent permanently / temporary temporarily
full-time / part-time
active actively / inactive
current / noncurrent non-current
early earlier / late later
morning / afternoon evening
cash / stock
"""
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*|\d[\d.,]*\d|\d")
_TOKEN = re.compile(rf"\0|{_WORD.pattern}")
_END = re.compile(r"[;:—]|\.\s|\n|,? (?:while|whereas|but) ", re.IGNORECASE)
_DENIED = frozenset("not no never neither nor unless without cannot n't didn't doesn't don't won't".split())
_DENIES = 3  # words before one of a pair that may deny it
_REACH = 16  # words between a claim's number and one of a pair
_IF = frozenset("if when unless once should where".split())
_CLAUSE = 14  # words between such a word and what is its condition
_IF_THAN = "than"  # follows what is compared in a condition, whatever with
_ANYBODY = frozenset(map(stem, ("patients", "people", "subjects", "participants", "persons")))
_NUMBER = "#"  # stands for the claim's own number among the words


class _Said(NamedTuple):
    """One of a pair of opposites, where a text says it.

    Attributes:
        side: Its pair, and 1 or -1 for the side that it takes.
        before: The content word before it, as a stem; `_NUMBER` for the claim's own number, the digits of
            another.
        after: The content word after it.
        order: Which word of the text it is.
    """

    side: tuple[int, int]
    before: str
    after: str
    order: int


def _sides() -> Mapping[str, tuple[tuple[int, int], ...]]:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for number, line in enumerate(_PAIRS.strip().splitlines()):
        for sign, words in zip((1, -1), line.split("/"), strict=True):
            for word in words.split():
                found[word] = (*found.get(word, ()), (number, sign))
    return found


_SIDES = _sides()
_WHEN = _SIDES["before"][0][0]


def opposed_words(
    source: SourceIndex, claim: Claim, close: Sequence[Candidate], near: Sequence[Candidate]
) -> str:
    """What the claim's clause calls the one, where the source calls the same thing the contrary."""
    parts = claim.quantity.qualifier in (Qualifier.UNDER, Qualifier.AT_LEAST)
    if claim.labelled or claim.in_table or (parts and claim.quantity.kind in (Kind.NUMBER, Kind.DURATION)):
        return ""  # "aged 12 to under 18" and "adults of 18 and older" part the same people
    if any(source.in_table(c.frame) for c in close):
        return ""
    before, after = _END.split(claim.before)[-1], _END.split(claim.after)[0]
    here = len(_WORD.findall(before))
    mine = [said for said in _opposites(f"{before}\0{after}") if abs(said.order - here) <= _REACH]
    if not mine:
        return ""
    theirs = [_opposites(_around(source, candidate)) for candidate in close]
    others = [said for c in near if not source.in_table(c.frame) for said in _opposites(_around(source, c))]
    for said in mine:
        pair, sign = said.side
        beside = _NUMBER in (said.before, said.after)  # then it can be of nothing else
        if any(other.side == (pair, sign) and (not beside or _of_one_thing(said, other)) for other in others):
            continue
        contrary = (pair, -sign)
        if any(other.side == contrary for other in mine):
            continue
        if all(
            any(other.side == contrary and _of_one_thing(said, other) for other in told) for told in theirs
        ):
            return f"the source says the contrary: “{snippet(source, close[0])}”."
    return ""


def _of_one_thing(one: _Said, two: _Said) -> bool:
    """Whether the same word stands beside both; of "a day before the vote" that is what follows."""
    when = one.side[0] == _WHEN
    return bool(one.after and one.after == two.after) or (not when and one.before == two.before != "")


def _around(source: SourceIndex, candidate: Candidate) -> str:
    """The sentence of a number, with a mark in its place."""
    span, text = source.labels.statements[candidate.frame.statement].span, source.document.text
    number = candidate.quantity.span
    return f"{text[span.start : number.start]}\0{text[number.end : span.end]}"


@lru_cache(maxsize=4096)
def _opposites(text: str) -> tuple[_Said, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[_Said]:
    """The opposites of a text in which one number is replaced by a mark."""
    words = [word.lower().replace("’", "'") for word in _TOKEN.findall(text)]
    stems: list[str] | None = None
    for order, word in enumerate(words):
        if word not in _SIDES or not _DENIED.isdisjoint(words[max(0, order - _DENIES) : order]):
            continue
        if stems is None:
            stems = [_NUMBER if w == "\0" else w if w[0].isdigit() else _tells(w) for w in words]
        before = next((term for term in reversed(stems[:order]) if term), "")
        after = next((term for term in stems[order + 1 :] if term), "")
        if words[order + 1 : order + 2] == ["than"] and not _IF.isdisjoint(
            words[max(0, order - _CLAUSE) : order]
        ):
            after = _IF_THAN
        for side in _SIDES[word]:
            yield _Said(side, before, after, order)


def _tells(word: str) -> str:
    term = stem(word)
    return "" if term in _ANYBODY else term


__all__ = ["opposed_words"]
