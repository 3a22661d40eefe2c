"""Records of parts merged: nothing is lost, what agrees is said once, what differs is kept as a conflict."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, model_validator

from summarizer.engines.merging import Conflict, Given, merge
from summarizer.schemas import AdverseEvent, ClinicalReadout, Figure, Milestone, Result, Safety


def figure(text: str, quote: str = "") -> Figure:
    return Figure(text=text, quote=quote or f"it was {text}")


def readout(**fields: Any) -> ClinicalReadout:
    return ClinicalReadout(**{"company": "Acme", "headline": "", **fields})


class Kind(Enum):
    ONE = "one"
    TWO = "two"


class Plain(BaseModel):
    name: str = ""
    count: int | None = None
    rate: float | None = None
    price: Decimal | None = None
    day: date | None = None
    done: bool | None = None
    kind: Kind | None = None
    by_region: dict[str, int] = Field(default_factory=dict)
    pair: tuple[int, int] | None = None
    tags: set[str] = Field(default_factory=set)
    either: Figure | str | None = None


def figures(value: Any) -> Iterator[str]:
    if isinstance(value, Figure):
        yield value.text
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from figures(getattr(value, name))
    elif isinstance(value, list):
        for item in value:
            yield from figures(item)


class TestScalars:
    def test_the_first_that_gives_it(self):
        merged = merge([readout(drug=None, ticker="ACME"), readout(drug="pelarix", headline="News.")])
        assert merged.record == readout(drug="pelarix", ticker="ACME", headline="News.")
        assert merged.conflicts == ()

    def test_a_conflict_is_kept(self):
        one = readout(safety=Safety(dose_delays=figure("32%", "delays in 32%")))
        other = readout(safety=Safety(dose_delays=figure("23%", "delays in 23%")))
        merged = merge([one, other])
        assert merged.record == one
        assert merged.conflicts == (
            Conflict(
                "safety.dose_delays", Given(0, "32%", "delays in 32%"), Given(1, "23%", "delays in 23%")
            ),
        )

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("$1.2 billion", "$1,200 million"),
            ("$1.2 billion", "$1,234 million"),
            ("$ 21,700", "21,700"),
            ("7%", "7 %"),
            ("seven percent", "7%"),
            ("5.6, 7.7", "5.6–7.7"),
            ("Q1 2025", "first quarter of 2025"),
        ],
    )
    def test_equal_values_agree(self, one, other):
        merged = merge([readout(safety=Safety(dose_delays=figure(text))) for text in (one, other)])
        assert merged.conflicts == ()
        assert list(figures(merged.record)) == [one]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("7%", "7"),
            ("7%", "7.6%"),
            ("$7", "€7"),
            ("5.6, 7.7", "5.6, 7.8"),
            ("5.6", "5.6, 7.8"),
            ("n.a.", "n.m."),
            ("Q1 2025", "Q2 2025"),
        ],
    )
    def test_others_do_not(self, one, other):
        merged = merge([readout(safety=Safety(dose_delays=figure(text))) for text in (one, other)])
        assert len(merged.conflicts) == 1

    def test_a_default_says_nothing(self):
        one = Result(endpoint="ORR", status="not stated")
        other = Result(endpoint="ORR", status="met", role="primary")
        merged = merge([readout(results=[one]), readout(results=[other])])
        assert merged.record.results == [Result(endpoint="ORR", status="met", role="primary")]
        assert merged.conflicts == ()

    def test_longer_names_agree_and_prose_is_not_compared(self):
        one = readout(company="Acme", headline="Acme reports that its trial of pelarix met its endpoint.")
        other = readout(
            company="Acme Therapeutics, Inc.", headline="The pivotal trial of Acme's drug was a success."
        )
        merged = merge([one, other])
        assert merged.record == one
        assert merged.conflicts == ()

    def test_plain_values(self):
        one = Plain(
            name="Aldham", count=4, day=date(2025, 1, 2), kind=Kind.ONE, done=True, price=Decimal("1.50")
        )
        other = Plain(
            name="Brill", count=5, rate=0.5, day=date(2025, 1, 3), kind=Kind.TWO, price=Decimal("1.5")
        )
        merged = merge([one, other])
        assert merged.record == one.model_copy(update={"rate": 0.5})
        assert [
            (conflict.path, conflict.kept.text, conflict.other.text) for conflict in merged.conflicts
        ] == [
            ("name", "Aldham", "Brill"),
            ("count", "4", "5"),
            ("day", "2025-01-02", "2025-01-03"),
            ("kind", "one", "two"),
        ]

    def test_dictionaries_sets_and_unions(self):
        one = Plain(by_region={"north": 1, "south": 2}, tags={"a"}, pair=(1, 2), either="about 5")
        other = Plain(by_region={"south": 3, "east": 4}, tags={"b"}, pair=(1, 3), either=figure("5"))
        merged = merge([one, other])
        assert merged.record.by_region == {"north": 1, "south": 2, "east": 4}
        assert merged.record.tags == {"a", "b"}
        assert {conflict.path for conflict in merged.conflicts} >= {"by_region['south']", "either"}


class TestLists:
    def test_entries_about_the_same_thing_are_one(self):
        one = Result(endpoint="Objective response rate", assessor="investigator", estimate=figure("32.4%"))
        other = Result(
            endpoint="objective response rate", assessor="Investigator", interval=figure("23.6%, 42.2%")
        )
        merged = merge([readout(results=[one]), readout(results=[other])])
        assert merged.record.results == [one.model_copy(update={"interval": figure("23.6%, 42.2%")})]

    def test_another_assessor_is_another_entry(self):
        one = Result(endpoint="ORR", assessor="investigator", estimate=figure("32.4%"))
        other = Result(endpoint="ORR", assessor="BICR", estimate=figure("31.6%"))
        merged = merge([readout(results=[one]), readout(results=[other])])
        assert merged.record.results == [one, other]
        assert merged.conflicts == ()

    def test_less_said_is_the_same_only_where_no_figure_differs(self):
        full = Result(endpoint="ORR", assessor="investigator", estimate=figure("32.4%"))
        bare = Result(endpoint="ORR", estimate=figure("32.4%"), p_value=figure("p<0.001"))
        merged = merge([readout(results=[full]), readout(results=[bare])])
        assert merged.record.results == [full.model_copy(update={"p_value": figure("p<0.001")})]
        rival = Result(endpoint="ORR", estimate=figure("31.6%"))
        assert merge([readout(results=[full]), readout(results=[rival])]).record.results == [full, rival]

    def test_the_same_words_with_another_figure_are_a_conflict(self):
        one, other = (
            AdverseEvent(event="nausea", any_grade=figure(text, f"nausea {text}")) for text in ("29%", "31%")
        )
        records = [readout(safety=Safety(adverse_events=[event])) for event in (one, other)]
        merged = merge(records)
        assert merged.record.safety == Safety(adverse_events=[one])
        (conflict,) = merged.conflicts
        assert conflict.path == "safety.adverse_events[0].any_grade"

    def test_entries_of_one_part_stay_apart(self):
        twice = [AdverseEvent(event="nausea", any_grade=figure("29%")), AdverseEvent(event="nausea")]
        record = readout(safety=Safety(adverse_events=twice))
        assert merge([record]).record == record
        other = readout(
            safety=Safety(adverse_events=[AdverseEvent(event="nausea", grade3_plus=figure("1%"))])
        )
        merged = merge([record, other]).record.safety
        assert merged is not None
        assert len(merged.adverse_events) == 2

    def test_periods_however_worded(self):
        class Period(BaseModel):
            period: str
            revenue: Figure | None = None
            income: Figure | None = None

        class Report(BaseModel):
            periods: list[Period]

        one = Report(periods=[Period(period="Three months ended June 28, 2025", revenue=figure("$10"))])
        other = Report(
            periods=[
                Period(period="the three months ended June 28, 2025", income=figure("$2")),
                Period(period="six months ended June 28, 2025", revenue=figure("$19")),
            ]
        )
        merged = merge([one, other]).record
        assert merged.periods[0] == one.periods[0].model_copy(update={"income": figure("$2")})
        assert merged.periods[1] == other.periods[1]

    def test_a_date_does_not_make_two_things_one(self):
        class Note(BaseModel):
            name: str
            amount: Figure

        class Debt(BaseModel):
            notes: list[Note]

        one = Debt(notes=[Note(name="Term loan due 2028", amount=figure("$5"))])
        other = Debt(notes=[Note(name="Convertible notes due 2028", amount=figure("$5"))])
        assert len(merge([one, other]).record.notes) == 2

    def test_figures_of_lists_go_by_value_and_passage(self):
        class Listed(BaseModel):
            shares: list[Figure]

        one = Listed(shares=[figure("48%", "48% had a prior PARP inhibitor")])
        other = Listed(
            shares=[
                figure("48%", "48% had a prior PARP inhibitor."),
                figure("48%", "one to two lines of therapy: 48%"),
            ]
        )
        assert merge([one, other]).record.shares == [one.shares[0], other.shares[1]]


class TestProse:
    def test_near_duplicates_are_said_once(self):
        one = readout(key_points=["Revenue rose 5% to $10 million in the quarter."])
        other = readout(
            key_points=[
                "In the quarter, revenue rose 5% to $10 million.",
                "Revenue rose 6% to $10 million in the quarter before.",
            ]
        )
        merged = merge([one, other])
        assert merged.record.key_points == [one.key_points[0], other.key_points[1]]

    def test_no_more_than_a_page_bears(self):
        parts = [
            readout(
                key_points=[
                    f"In {region} the {trial} trial enrolled {number}{position} patients at {region} clinics."
                    for number, trial in enumerate(("ALDER", "BIRCH", "CEDAR", "ELDER"))
                ]
            )
            for position, region in enumerate(("Norway", "Peru", "Japan"))
        ]
        merged = merge(parts)
        assert merged.record.key_points[:4] == parts[0].key_points
        assert len(merged.record.key_points) == 8
        assert [path for path, _ in merged.dropped] == ["key_points"] * 4

    def test_short_texts_are_never_dropped(self):
        class Named(BaseModel):
            names: list[str]

        parts = [Named(names=[f"{letter}{number}" for number in range(9)]) for letter in "ab"]
        assert len(merge(parts).record.names) == 18


class TestValidity:
    def test_a_validator_that_refuses_the_mixture(self):
        class Pair(BaseModel):
            low: Figure | None = None
            high: Figure | None = None
            either: Literal["low", "high"] = "low"

            @model_validator(mode="after")
            def check(self) -> "Pair":
                if self.low and self.high:
                    raise ValueError("one only")
                return self

        class Holder(BaseModel):
            pair: Pair
            note: str | None = None

        merged = merge([Holder(pair=Pair(low=figure("1%"))), Holder(pair=Pair(high=figure("2%")), note="n")])
        assert merged.record == Holder(pair=Pair(low=figure("1%")), note="n")
        assert merged.conflicts == (Conflict("pair.high", Given(0, ""), Given(1, "2%", "it was 2%")),)

    def test_fields_without_a_place_stay(self):
        class Open(BaseModel):
            model_config = {"extra": "allow"}
            name: str

        merged = merge([Open(name="a", more="x"), Open(name="a", more="x", other=1)])
        assert merged.record.model_extra == {"more": "x", "other": 1}


TEXTS = st.sampled_from(["1%", "2%", "3.5%", "$1.2 billion", "$1,200 million", "7 months", "seven months"])
FIGURES = st.builds(Figure, text=TEXTS, quote=st.sampled_from(["q one", "another two", ""]))
NAMES = st.sampled_from(["ORR", "orr", "PFS", "overall survival", "OS rate"])
RECORDS = st.builds(
    ClinicalReadout,
    company=st.just("Acme"),
    headline=st.sampled_from(["", "News of the trial.", "Other news that is longer than the first one."]),
    ticker=st.none() | st.just("ACME"),
    drug=st.none() | NAMES,
    indication=st.none(),
    trials=st.just([]),
    results=st.lists(
        st.builds(
            Result,
            endpoint=NAMES,
            arm=st.none() | st.sampled_from(["high", "low"]),
            population=st.none(),
            assessor=st.none() | st.sampled_from(["BICR", "investigator"]),
            status=st.sampled_from(["met", "not met", "not stated"]),
            estimate=st.none() | FIGURES,
            interval=st.none() | FIGURES,
            p_value=st.none(),
            note=st.none(),
        ),
        max_size=4,
    ),
    safety=st.none() | st.builds(Safety, dose_delays=st.none() | FIGURES, note=st.none()),
    milestones=st.lists(
        st.builds(
            Milestone, what=NAMES, when=st.none() | FIGURES, status=st.sampled_from(["done", "planned"])
        ),
        max_size=2,
    ),
    key_points=st.lists(NAMES, max_size=3),
)


@given(RECORDS)
def test_one_part_is_itself(record):
    assert merge([record]).record is record
    assert merge([record, record.model_copy(deep=True), record]) == merge([record])


@settings(max_examples=80, deadline=None)
@given(st.lists(RECORDS, min_size=2, max_size=4))
def test_no_figure_vanishes(records):
    merged = merge(records)
    assert type(merged.record).model_validate(merged.record.model_dump()) == merged.record
    there = {*figures(merged.record), *(conflict.other.text for conflict in merged.conflicts)}
    same = {"$1,200 million": "$1.2 billion", "seven months": "7 months"}
    told = {same.get(text, text) for text in there}
    assert {same.get(text, text) for record in records for text in figures(record)} <= told
    assert merge(records) == merged
