"""Rivals that are passed over unweighed change no verdict."""

import math
from pathlib import Path

import pytest

from summarizer.ingest import load
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.verify.candidates import source_index
from summarizer.verify.contrast import Contrast
from summarizer.verify.prose import DraftClaims
from summarizer.verify.verdict import of_one_size, plausible

FILINGS = Path(__file__).parents[1] / "filings"


@pytest.mark.parametrize("least", [0.0, 0.4])
@pytest.mark.parametrize(
    ("draft", "source"),
    [
        ("harbor-2025-q2-earnings-8k.htm", "harbor-2025-q3-10q.htm"),  # much alike, and told of other times
        ("harbor-2025-q2-earnings-8k.htm", "harbor-2025-q2-earnings-8k.htm"),
        ("immunogen-2021-11-30-8k.txt", "immunogen-2021-11-30-8k.txt"),
        ("calder-2024-impairment-8k.htm", "harbor-2025-q3-10q.htm"),
    ],
)
def test_the_strongest_doubt_is_the_same_whether_or_not_weak_ones_are_weighed(
    draft: str, source: str, least: float
) -> None:
    index = source_index(load(FILINGS / source))
    numbers = number_index(load(FILINGS / draft))
    drafted = DraftClaims(LabelIndex(numbers, index.labels.defined, index.labels.times))
    doubts = 0
    for place in range(len(numbers.quantities)):
        claim = drafted.claim(place)
        supporters, found = index.candidates(claim)
        supporters, rivals = plausible(index, claim, supporters), list(of_one_size(claim, found))
        if not supporters or not rivals:
            continue
        contrast = Contrast(index, claim, supporters)
        whole = contrast.strongest(supporters, rivals, -math.inf)
        quick = contrast.strongest(supporters, rivals, least)
        if whole is not None and whole.odds > least:
            doubts += 1
            assert quick is not None
            assert quick.odds == pytest.approx(whole.odds)
            assert quick.rival == whole.rival
        else:
            assert quick is None or quick.odds <= least
    assert doubts > 0 or draft == source
