"""What holds of records put together, whatever their schema and whatever the parts gave."""

from any_record import any_built_in, at_path, records_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from summarizer.engines.merging import merge
from summarizer.engines.sameness import Sameness, leaves
from summarizer.schemas import Figure

TEXTS = [
    "",
    "ORR",
    "overall response rate",
    "third quarter of 2025",
    "A sentence of more than seven words is prose.",
]
FIGURES = [
    Figure(text="$1.2 billion", quote="revenue of $1.2 billion"),
    Figure(text="$1,200 million", quote="$1,200 million of revenue"),
    Figure(text="32.4%", quote="ORR was 32.4%"),
    Figure(text="31.6%", quote="ORR was 31.6%"),
]
PARTS = st.sampled_from(any_built_in()).flatmap(
    lambda schema: st.lists(records_of(schema, TEXTS, FIGURES), min_size=2, max_size=3)
)


def figures(record: BaseModel) -> list[Figure]:
    return [value for _, value in leaves(record, "") if isinstance(value, Figure)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PARTS)
def test_nothing_vanishes_and_conflicts_have_a_place(parts: list[BaseModel]) -> None:
    merged = merge(parts)
    schema = type(parts[0])
    assert schema.model_validate(merged.record.model_dump()) == merged.record
    told = [
        *(figure.text for figure in figures(merged.record)),
        *(given.text for conflict in merged.conflicts for given in (conflict.kept, conflict.other)),
    ]
    same = Sameness().same_figure
    for part in parts:
        for figure in figures(part):
            assert any(same(figure, Figure(text=text, quote="")) for text in told)
    for conflict in merged.conflicts:
        assert conflict.kept.part != conflict.other.part
        at_path(merged.record, conflict.path)
    for path, _ in merged.dropped:
        assert isinstance(at_path(merged.record, path), list)
