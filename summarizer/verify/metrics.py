"""Metrics that a label names outright, so that a figure of the one is seen to be no figure of another.

Only what finance and clinical trials have a settled name for is here. A label that names none of these, as
most do, is no metric's in particular; one that says less than another ("survival") may be it.
"""

from collections.abc import Iterable, Mapping

from summarizer.numbers.glossary import terms_of_word

_NAMED = """
revenue; gross profit; operating income; operating loss; net income; net loss; comprehensive income
interest income; interest expense; ebitda; depreciation; amortization; impairment; restructuring; goodwill
income taxes; free cash flow; operating cash; investing cash; financing cash; capital expenditures; dividend
inventory; assets; liabilities; shareholders equity; backlog; research development; general administrative
cost of revenue; salary; bonus; severance; retention; options; restricted units; consulting; termination fee
exchange ratio; stores
overall survival; progression-free survival; disease-free survival; event-free survival; objective response
complete response; partial response; duration of response; disease control; time to response; median follow-up
deaths; dose reduction; dose delay; body weight; hypoglycemia; blood pressure
"""

_METRICS: tuple[frozenset[str], ...] = tuple(
    dict.fromkeys(
        frozenset(
            term for word in name.replace("-", " ").split() for term in terms_of_word(word) if term[0] != "@"
        )
        for name in _NAMED.replace("\n", ";").split(";")
        if name.strip()
    )
)
_OF_TERM: dict[str, list[frozenset[str]]] = {}
for _metric in _METRICS:
    for _term in _metric:
        _OF_TERM.setdefault(_term, []).append(_metric)


def metrics_named(terms: Mapping[str, float], least: float) -> frozenset[frozenset[str]]:
    """The metrics whose words are all bound at least so firmly, without those that others say more of."""
    found = {
        metric
        for term, strength in terms.items()
        if strength >= least
        for metric in _OF_TERM.get(term, ())
        if all(terms.get(other, 0.0) >= least for other in metric)
    }
    return frozenset(metric for metric in found if not any(metric < other for other in found))


def exclude_each_other(one: Iterable[frozenset[str]], two: Iterable[frozenset[str]]) -> bool:
    """Whether both name metrics, and none of the one may be any of the other."""
    mine, theirs = tuple(one), tuple(two)
    return bool(mine and theirs) and not any(a <= b or b <= a for a in mine for b in theirs)


__all__ = ["exclude_each_other", "metrics_named"]
