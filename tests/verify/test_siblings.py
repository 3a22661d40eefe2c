"""Names that a source sets side by side: what it tells of the one is not the other's."""

import pytest

from summarizer.document import Document
from summarizer.findings import Status
from summarizer.ingest import load_text
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.verify import check
from summarizer.verify.candidates import source_index
from summarizer.verify.prose import DraftClaims
from summarizer.verify.siblings import Siblings

SOURCE = load_text(
    """Segments in 2025 (in millions)

| | Net sales | Operating income |
|---|---|---|
| Marine Navigation | $148.2 | $22.6 |
| Coastal Monitoring | $96.4 | $9.8 |
| Total | $244.6 | $32.4 |

Sales of Marine Navigation rose by 7.3% on new vessels. Sales of Coastal Monitoring fell by 2.9%. Orders of \
Coastal Monitoring were $41.7 million. Backlog was $83.1 million at year end. The backlog of Marine \
Navigation was $61.5 million.
"""
)

ARMS = load_text(
    """| Event | Lumetasib, % | Placebo, % |
|---|---|---|
| Fatigue | 31.4 | 18.2 |
| Rash | 12.6 | 4.8 |
"""
)


def replaced(draft: str, number: str, source: Document, told: str) -> bool:
    """Whether a number of a draft has the name of a sibling of what a number of the source has."""
    labels = LabelIndex(number_index(load_text(draft)))
    (mine,) = [i for i, q in enumerate(labels.numbers.quantities) if q.text == number]
    index = source_index(source)
    theirs = [i for i, q in enumerate(index.numbers.quantities) if q.text == told]
    claim = DraftClaims(labels, points_of_percent=True).claim(mine)
    return Siblings(index.labels).replaced(claim, theirs[0], index.labels.frame(theirs[0]))


@pytest.mark.parametrize(
    ("draft", "number", "told", "expected"),
    [
        # the rows of a table
        ("Net sales of Marine Navigation were $148.2 million.", "$148.2 million", "$148.2", False),
        ("Net sales of Coastal Monitoring were $148.2 million.", "$148.2 million", "$148.2", True),
        ("Net sales were $148.2 million.", "$148.2 million", "$148.2", False),
        ("Net sales of the vessels unit were $148.2 million.", "$148.2 million", "$148.2", False),
        ("Net sales of Coastal were $148.2 million.", "$148.2 million", "$148.2", False),
        # its columns
        ("Operating income of Marine Navigation was $22.6 million.", "$22.6 million", "$22.6", False),
        ("Net sales of Marine Navigation were $22.6 million.", "$22.6 million", "$22.6", True),
        # what prose tells, which the table has no number of
        ("Orders of Coastal Monitoring were $41.7 million.", "$41.7 million", "$41.7 million", False),
        ("Orders of Marine Navigation were $41.7 million.", "$41.7 million", "$41.7 million", True),
        # both names
        (
            "Orders of Marine Navigation and Coastal Monitoring were $41.7 million.",
            "$41.7 million",
            "$41.7 million",
            False,
        ),
        # a sum of all excludes no part
        ("Total orders were $41.7 million.", "$41.7 million", "$41.7 million", False),
        # prose that names none of them
        ("Coastal Monitoring had a backlog of $83.1 million.", "$83.1 million", "$83.1 million", False),
    ],
)
def test_names_that_exclude_each_other(draft: str, number: str, told: str, expected: bool) -> None:
    assert replaced(draft, number, SOURCE, told) is expected


@pytest.mark.parametrize(
    ("draft", "number", "expected"),
    [
        ("Fatigue was seen on placebo in 31.4%.", "31.4%", True),
        ("Fatigue was more frequent than on placebo, 31.4%.", "31.4%", False),
        ("Fatigue was nearly double that of placebo, 31.4%.", "31.4%", False),
        ("Fatigue occurred almost twice as often as with placebo, 31.4%.", "31.4%", False),
        ("Fatigue was rarer than before. It was seen on placebo in 31.4%.", "31.4%", True),
    ],
)
def test_what_another_is_held_against_has_its_own_name(draft: str, number: str, expected: bool) -> None:
    assert replaced(draft, number, ARMS, "31.4") is expected


def test_a_table_of_one_row_or_of_very_many_excludes_nothing() -> None:
    def claimed(rows: int) -> bool:
        units = [f"Unit{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(rows)]
        lines = [f"| {unit} | ${n + 20}.7 |" for n, unit in enumerate(units)]
        source = load_text("| | Orders |\n|---|---|\n" + "\n".join(lines))
        return replaced("Orders of Unitab were $20.7.", "$20.7", source, "$20.7")

    assert [claimed(rows) for rows in (1, 2, 60, 61)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("right", "wrong", "number"),
    [
        (
            "Orders of Coastal Monitoring came to $41.7 million.",
            "Orders of Marine Navigation came to $41.7 million.",
            "$41.7 million",
        ),
        ("Coastal Monitoring sales fell by 2.9%.", "Marine Navigation sales fell by 2.9%.", "2.9%"),
        (
            "Marine Navigation had a backlog of $61.5 million.",
            "Coastal Monitoring had a backlog of $61.5 million.",
            "$61.5 million",
        ),
        (
            "Orders of Marine Navigation were higher than those of Coastal Monitoring, $41.7 million.",
            "Orders of Coastal Monitoring were higher than before; Marine Navigation: $41.7 million.",
            "$41.7 million",
        ),
    ],
)
def test_a_figure_that_prose_tells_of_a_sibling(right: str, wrong: str, number: str) -> None:
    assert [f.status for f in check(right, SOURCE).numbers] == [Status.SUPPORTED]
    assert [(f.text, f.status) for f in check(wrong, SOURCE).numbers] == [(number, Status.MISATTRIBUTED)]
