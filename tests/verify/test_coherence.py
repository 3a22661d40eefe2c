"""What a draft says that cannot be, whatever its source."""

from collections.abc import Sequence

import pytest

from summarizer.ingest import load_text
from summarizer.numbers.elements import Element
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex
from summarizer.verify import check, coherence
from summarizer.verify.coherence import SelfConflicts

FISCAL = (
    "For the fiscal year ended December 2, 2022 revenue was $5 million. Revenue for the first quarter of "
    "fiscal 2023, and of fiscal 2022, was $2 million. The quarter ended March 3, 2023 was good."
)


@pytest.mark.parametrize(
    ("draft", "message"),
    [
        (
            "In the first quarter of fiscal 2022 (ended March 3, 2023) revenue was $2 million.",
            "first quarter of fiscal 2022 does not end on March 3, 2023.",
        ),
        ("In the first quarter of fiscal 2023 (ended March 3, 2023) revenue was $2 million.", ""),
        ("In the first quarter of fiscal 2023, and on March 3, 2022, revenue was $2 million.", ""),
    ],
)
def test_a_quarter_ends_on_its_last_day(draft: str, message: str) -> None:
    calendar = LabelIndex(number_index(load_text(FISCAL))).times
    labels = LabelIndex(number_index(load_text(draft)), {}, calendar)
    assert SelfConflicts(labels).of(0) == message


@pytest.mark.parametrize(
    ("draft", "number"),
    [
        ("Net income was $9.0 million (46 cents), up from $6.5 million (62 cents).", "62 cents"),
        ("Sales should be up from the earlier range of $820 million to $805 million.", "$805 million"),
    ],
)
def test_what_a_draft_says_that_cannot_be(draft: str, number: str) -> None:
    labels = LabelIndex(number_index(load_text(draft)))
    (place,) = [i for i, q in enumerate(labels.numbers.quantities) if q.text == number]
    assert SelfConflicts(labels).of(place)


@pytest.mark.parametrize(
    "draft",
    [
        "Net income was $9.0 million (62 cents), up from $6.5 million (46 cents).",
        "Sales should be up from the earlier range of $805 million to $820 million.",
    ],
)
def test_what_a_draft_says_that_can_be(draft: str) -> None:
    labels = LabelIndex(number_index(load_text(draft)))
    assert not any(SelfConflicts(labels).of(place) for place in range(len(labels.numbers.quantities)))


class TestItself:
    @pytest.mark.parametrize(
        ("draft", "message"),
        [
            ("Revenue rose to $120 million from $145 million.", "$120 million is not up from $145 million."),
            ("EPS was $0.66, down from $0.49.", "$0.66 is not down from $0.49."),
            ("Fees fell from $500 to $600.", "$600 is not down from $500."),
            ("Just under half (51%) came.", "51% is not nearly half."),
        ],
    )
    def test_a_draft_that_contradicts_itself(self, draft: str, message: str) -> None:
        source = "Revenue: $120 million, $145 million. EPS: $0.66, $0.49. Fees: $500, $600. Nearly half, 51%."
        assert message in {finding.message for finding in check(draft, source).numbers}

    @pytest.mark.parametrize(
        "draft",
        [
            "Revenue fell to $120 million from $145 million.",
            "EPS was $0.66, up from $0.49.",
            "Fees rose from $500 to $600.",
            "Revenue was $120 million, down from $145 million, and the fee was $600.",
            "Income was $22.2 million ($2.15 per share), up from $16.1 million.",
            "Just over half (51%) came.",
            "Half (51%) came.",
        ],
    )
    def test_a_draft_that_does_not(self, draft: str) -> None:
        labels = LabelIndex(number_index(load_text(draft)))
        own = SelfConflicts(labels)
        assert not any(map(own.of, range(len(labels.numbers.quantities))))

    def test_a_sentence_is_asked_once_for_its_pairs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[Element] = []
        figure_of = coherence._figure_of

        def count(labels: LabelIndex, elements: Sequence[Element], then: Element) -> int | None:
            asked.append(then)
            return figure_of(labels, elements, then)

        monkeypatch.setattr(coherence, "_figure_of", count)
        labels = LabelIndex(number_index(load_text("It fell " + " ".join(f"from ${n}" for n in range(40)))))
        own = SelfConflicts(labels)
        assert not any(map(own.of, range(40)))
        assert len(asked) == 40
