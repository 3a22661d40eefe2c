"""Fills `EarningsRelease`: the results of a quarter or a year as the company announces them."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from summarizer.document import Span
from summarizer.engines.extractive.balances import find_balances
from summarizer.engines.extractive.filing import NOT_FOUND, Filing, Sentence
from summarizer.engines.extractive.guidance import find_guidance
from summarizer.engines.extractive.income_lines import Found, Period, find_periods, release_of, shown
from summarizer.engines.extractive.measure_words import MENTION, measure_of
from summarizer.engines.extractive.payouts import find_payouts
from summarizer.engines.extractive.reconciliation import find_reconciliations
from summarizer.engines.extractive.segments import find_segments
from summarizer.engines.extractive.statement_tables import Grid, read_grids
from summarizer.engines.extractive.titles import release_title
from summarizer.engines.extractive.told_results import add_comparable_sales, add_told_ratios, told_periods
from summarizer.numbers.quantity import Kind
from summarizer.schemas import EarningsRelease, Guidance, Payout

_TELLING = frozenset(
    (
        "revenue",
        "net interest income",
        "net income",
        "EPS diluted",
        "EPS basic",
        "operating income",
        "comparable sales",
    )
)
_NO_NEWS = re.compile(
    r"forward-looking|^\W*(?:net\s+)?cash\s+(?:generated|provided|used|flows?)|conference\s+call"
    r"|webcast|reconcil|are\s+not\s+measures|non-gaap\s+financial\s+measures",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:announc|report|issu|releas)\w*\b[^.]{0,120}\b(?:results|earnings|net\s+income|revenues?)\b",
    re.IGNORECASE,
)
_RESULT_POINTS, _MOST_POINTS = 3, 5
_DIGITS = 4  # digits; an amount of so many is no other by chance
_SHORTEST = 8  # words; fewer are a label with a number
_LONGEST = 600  # characters of a key sentence


def fill_earnings_release(filing: Filing) -> EarningsRelease:
    """The release as far as the filing's own tables and words give it."""
    grids = read_grids(filing)
    periods = periods_of(filing, grids)
    latest = latest_month(periods)
    guidance = find_guidance(filing)
    payouts = find_payouts(filing, grids)
    return EarningsRelease(
        company=filing.company or NOT_FOUND,
        ticker=filing.ticker or None,
        headline=release_title(filing, _release(filing, periods))
        or _announced(filing)
        or filing.headline
        or NOT_FOUND,
        results=shown(periods),
        segments=find_segments(filing, grids, periods),
        guidance=guidance,
        cash=find_balances(filing, grids, latest),
        payouts=payouts,
        reconciliations=find_reconciliations(filing, grids, latest),
        key_points=_key_points(filing, periods, guidance, payouts),
    )


def periods_of(filing: Filing, grids: Sequence[Grid]) -> list[Period]:
    """The periods reported on: by the income statements, else by what sentences tell."""
    periods = find_periods(filing, grids)
    if not periods:
        return told_periods(filing)
    add_comparable_sales(filing, grids, periods)
    add_told_ratios(filing, periods)
    return periods


def latest_month(periods: Sequence[Period]) -> int | None:
    """The last month of the periods reported on, counted from year 0."""
    ends = [p.pair.current.when.end for p in periods if p.pair.current.when is not None]
    return max((end for end in ends if end is not None), default=None)


def _release(filing: Filing, periods: Sequence[Period]) -> Span:
    """The exhibit that holds the release; the whole text where it stands alone."""
    return release_of(filing, [period.grid for period in periods if period.grid is not None])


def _announced(filing: Filing) -> str:
    """The sentence that says what was announced, where the release itself is not at hand."""
    for sentence in filing.prose[:40]:
        if _ANNOUNCES.search(filing.flat, sentence.span.start, sentence.span.end):
            return filing.line(sentence.span)
    return ""


# -- key points ------------------------------------------------------------------------------------------


def telling_sentences(
    filing: Filing, periods: Sequence[Period], sentences: Iterable[Sentence]
) -> Iterator[str]:
    """The sentences that carry main figures of the results that none before them carried, verbatim."""
    wanted = {
        id(found): found
        for period in periods
        for (measure, _), found in period.lines.items()
        if measure in _TELLING
    }
    for sentence in sentences:
        flat, span = filing.flat, sentence.span
        if not wanted:
            return
        if len(span) > _LONGEST or _NO_NEWS.search(flat[span.start : span.end]):
            continue
        named = {
            m.measure
            for mention in MENTION.finditer(flat, span.start, span.end)
            if (m := measure_of(mention.group()))
        }
        told = [key for key, found in wanted.items() if _carries(filing, sentence, found, named)]
        if told:
            for key in told:
                del wanted[key]
            yield filing.line(span).lstrip("-–— ")


def _carries(filing: Filing, sentence: Sentence, found: Found, named: Container[str]) -> bool:
    """Whether a sentence gives a value of the record, in full or rounded under its measure's name."""
    for quantity in filing.within(sentence.span):
        if quantity.kind is not found.value.kind or quantity.value is None or found.value.value is None:
            continue
        if quantity.value == found.value.value and len(quantity.value.as_tuple().digits) >= _DIGITS:
            return True
        family = found.line.measure if not found.line.measure.startswith("EPS") else "net income"
        if found.line.measure not in named and family not in named:
            continue
        shown_so = abs(abs(quantity.value) - abs(found.value.value)) * 2 <= max(
            quantity.step, found.value.step
        )
        if shown_so and quantity.kind in (Kind.MONEY, Kind.PERCENT) and quantity.value:
            return True
    return False


def _key_points(
    filing: Filing, periods: Sequence[Period], guidance: Sequence[Guidance], payouts: Sequence[Payout]
) -> list[str]:
    points = []
    within = _release(filing, periods)
    sentences = [sentence for sentence in filing.prose if sentence.span.start in within]
    for point in telling_sentences(filing, periods, sentences):
        points.append(point)
        if len(points) == _RESULT_POINTS:
            break
    expected = [
        g.expected.quote for g in guidance if g.expected is not None and " | " not in g.expected.quote
    ]
    declared = [
        f.quote for p in payouts for f in (p.per_share, p.amount) if f is not None and " | " not in f.quote
    ]
    points += [*expected[:1], *declared[:1]]
    told = (point for point in points if len(point) <= _LONGEST and len(point.split()) >= _SHORTEST)
    return list(dict.fromkeys(told))[:_MOST_POINTS]


__all__ = ["fill_earnings_release", "latest_month", "periods_of", "telling_sentences"]
