"""The numbers of a record, under its fields' names and the words beside them."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import IntEnum
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from summarizer.document import Span
from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.numbers.labels import LabelIndex
from summarizer.schemas import Figure
from summarizer.verify import verify_record
from summarizer.verify.leaves import Label, leaves

SOURCE = load_text(
    "The HARBOR trial enrolled 212 patients with advanced lung cancer. The objective response rate was 44.1% "
    "(95% CI: 37.3%, 51.1%). Median duration of response was 9.4 months. Nausea occurred in 31% of patients "
    "and headache in 17%. Grade 3 or higher nausea occurred in 4%. The data cut-off was March 3, 2024. The "
    "call starts at 8:30 a.m. Revenue was $478.8 million and cash was $61.2 million. Northwind expects to "
    "submit a new drug application in the first quarter of 2025. The trial is registered as NCT04296890.\n"
)


class Anything(BaseModel):
    value: Any = None


def findings(record: BaseModel) -> tuple[Finding, ...]:
    """The findings on a record, after the offsets of their evidence have been held against the source."""
    numbers = verify_record(record, SOURCE).numbers
    for number in numbers:
        for evidence in number.evidence:
            assert evidence.span.of(SOURCE.text) == evidence.text
    return numbers


def only(value: Any) -> Finding:
    (finding,) = findings(Anything(value=value))
    assert finding.path == "value"
    return finding


def figure(text: str, quote: str) -> Figure:
    return Figure(text=text, quote=quote)


class Event(BaseModel):
    event: str
    any_grade: Figure | None = None
    grade3_plus: Figure | None = None


class Readout(BaseModel):
    enrolled: Figure | None = None
    response_rate: Figure | None = None
    events: list[Event] = Field(default_factory=list)


class TestFigures:
    def test_each_number_is_read_where_its_quote_stands(self) -> None:
        rate = figure("44.1%", "The objective response rate was 44.1% (95% CI: 37.3%, 51.1%).")
        (finding,) = findings(Readout(response_rate=rate))
        assert (finding.path, finding.text, finding.value, finding.unit, finding.status) == (
            "response_rate",
            "44.1%",
            Decimal("44.1"),
            "%",
            Status.SUPPORTED,
        )
        assert finding.evidence[0].start == SOURCE.text.index("44.1%")

    def test_an_interval_has_two(self) -> None:
        bounds = findings(Anything(value=figure("37.3%, 51.1%", "(95% CI: 37.3%, 51.1%)")))
        assert [(f.text, f.status) for f in bounds] == [
            ("37.3%", Status.SUPPORTED),
            ("51.1%", Status.SUPPORTED),
        ]

    def test_paths_lead_to_the_field(self) -> None:
        events = [
            Event(event="Nausea", any_grade=figure("31%", "Nausea occurred in 31% of patients")),
            Event(event="Nausea", grade3_plus=figure("4%", "Grade 3 or higher nausea occurred in 4%")),
        ]
        assert [(f.path, f.status) for f in findings(Readout(events=events))] == [
            ("events[0].any_grade", Status.SUPPORTED),
            ("events[1].grade3_plus", Status.SUPPORTED),
        ]

    def test_a_value_of_another_label(self) -> None:
        event = Event(
            event="Nausea", any_grade=figure("17%", "Nausea occurred in 31% of patients and headache in 17%")
        )
        (finding,) = findings(Readout(events=[event]))
        assert finding.status is Status.MISATTRIBUTED
        assert finding.evidence[0].text == "31%"

    def test_a_value_that_its_own_quote_does_not_hold(self) -> None:
        (finding,) = findings(Readout(enrolled=figure("31%", "The HARBOR trial enrolled 212 patients")))
        assert finding.status is not Status.SUPPORTED
        (finding,) = findings(Anything(value=figure("31%", "The HARBOR trial enrolled 212 patients")))
        assert finding.status is Status.CONTRADICTED
        assert finding.message == (
            "the passage quoted for it does not give it: “The HARBOR trial enrolled 212 patients”."
        )
        assert finding.evidence[0].text == "The HARBOR trial enrolled 212 patients"

    def test_a_value_that_stands_nowhere(self) -> None:
        (finding,) = findings(Readout(response_rate=figure("83.6%", "The response rate was 83.6%")))
        assert not finding.status.clean

    def test_a_quote_that_is_not_verbatim_is_told_where_the_value_is_right(self) -> None:
        (finding,) = findings(Readout(enrolled=figure("212", "HARBOR has enrolled some 212 patients")))
        assert finding.status is Status.SUPPORTED
        assert finding.message.endswith("The quote given for it is not verbatim.")

    def test_identifiers(self) -> None:
        assert only(figure("NCT04296890", "registered as NCT04296890")).status is Status.SUPPORTED
        wrong = only(figure("NCT04296891", "registered as NCT04296890"))
        assert (wrong.status, wrong.message) == (Status.CONTRADICTED, "the source has NCT04296890.")

    def test_a_grade_is_no_number_of_its_own(self) -> None:
        assert findings(Anything(value=figure("Grade 3", "Grade 3 or higher nausea"))) == ()

    def test_no_text_no_number(self) -> None:
        assert findings(Anything(value=figure("", ""))) == ()
        assert findings(Anything(value=figure("not reached", "was 44.1%"))) == ()

    def test_a_name_that_the_source_does_not_know(self) -> None:
        event = Event(event="Gigantism", any_grade=figure("31%", "Nausea occurred in 31% of patients"))
        (finding,) = findings(Readout(events=[event]))
        assert finding.status is Status.MISATTRIBUTED
        assert finding.message.startswith("the source never speaks of “Gigantism”")


class TestPlainFields:
    @pytest.mark.parametrize(
        ("value", "text", "stated"),
        [
            (212, "212", Decimal(212)),
            (44.1, "44.1", Decimal("44.1")),
            (Decimal("9.4"), "9.4", Decimal("9.4")),
            (478_800_000, "478800000", Decimal(478_800_000)),
            (date(2024, 3, 3), "2024-03-03", "2024-03-03"),
            (time(8, 30), "08:30", "08:30"),
        ],
    )
    def test_supported(self, value: object, text: str, stated: object) -> None:
        finding = only(value)
        assert (finding.text, finding.value, finding.unit) == (text, stated, "")
        assert finding.status is Status.SUPPORTED

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (478.8, "478800000 in millions."),
            (0.441, "44.1% as a fraction."),
            (44, "44.1 rounded."),
        ],
    )
    def test_in_another_scale(self, value: float, message: str) -> None:
        finding = only(value)
        assert (finding.status, finding.message) == (Status.DERIVED, message)

    @pytest.mark.parametrize(
        "value",
        [
            221,
            44.2,
            Decimal("4.9"),
            478.9,
            0.442,
            45,
            date(2024, 3, 4),
            date(2023, 3, 3),
            time(9, 30),
            10**50,
            1e300,
        ],
    )
    def test_flagged(self, value: object) -> None:
        assert not only(value).status.clean

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), Decimal("sNaN")])
    def test_what_is_no_number(self, value: object) -> None:
        finding = only(value)
        assert (finding.status, finding.message) == (Status.UNSUPPORTED, "not a finite number.")

    def test_a_time_of_day_is_judged_beside_its_date(self) -> None:
        right = findings(Anything(value=datetime(2024, 3, 3, 8, 30)))  # noqa: DTZ001 - as a filing prints it
        assert [(f.text, f.status) for f in right] == [
            ("2024-03-03", Status.SUPPORTED),
            ("08:30", Status.SUPPORTED),
        ]
        wrong = findings(Anything(value=datetime(2024, 3, 3, 9, 30)))  # noqa: DTZ001
        assert [f.status.clean for f in wrong] == [True, False]
        assert len(findings(Anything(value=datetime(2024, 3, 3)))) == 1  # noqa: DTZ001
        assert not only(time(8, 30, 15)).status.clean

    def test_the_fields_name_is_the_label(self) -> None:
        class Right(BaseModel):
            revenue: float = 478_800_000.0
            cash: float = 61_200_000.0
            nausea: float = 31
            headache: float = 17

        class Wrong(BaseModel):
            revenue: float = 61_200_000.0
            cash: float = 478_800_000.0
            nausea: float = 17
            headache: float = 31

        assert [f.status for f in findings(Right())] == [Status.SUPPORTED] * 4
        assert [f.status for f in findings(Wrong())] == [Status.MISATTRIBUTED] * 4


class TestStrings:
    def test_numbers_in_prose_with_their_offsets(self) -> None:
        text = "Nausea occurred in 31% of patients,\r\nheadache in 71%.\x00"
        first, second = findings(Anything(value=text))
        assert (first.path, first.text, first.status) == ("value", "31%", Status.SUPPORTED)
        assert not second.status.clean
        for finding in (first, second):
            assert finding.span is not None
            assert finding.span.of(text) == finding.text

    @pytest.mark.parametrize(
        "text", ["", " ", "—", "-", "...", "\u200b", "\x00", "<html><p>", "n/a", "%PDF-", "TBD", "\ud800"]
    )
    def test_without_numbers(self, text: str) -> None:
        assert findings(Anything(value=text)) == ()

    @settings(deadline=None)
    @given(st.text(max_size=60))
    def test_any_string(self, text: str) -> None:
        for finding in findings(Anything(value=text)):
            assert finding.span is not None
            assert finding.span.of(text) == finding.text


class Grade(IntEnum):
    SEVERE = 3


class Part(BaseModel):
    name: str = "nausea"
    share: float = 31


class TestLeaves:
    def test_every_value_that_may_hold_a_number(self) -> None:
        class Record(BaseModel):
            title: str = "a"
            count: int = 5
            done: bool = True
            nothing: int | None = None
            choice: Literal["1", "2"] = "1"
            maybe: Literal["3"] | None = "3"
            grade: Grade = Grade.SEVERE
            parts: tuple[Part, ...] = (Part(),)
            by_name: dict[str, Part] = {"x": Part()}
            tags: set[int] = {7}
            raw: bytes = b"8"
            day: date = date(2024, 3, 3)

        found = [(leaf.path, leaf.value) for leaf in leaves(Record())]
        assert found == [
            ("title", "a"),
            ("count", 5),
            ("parts[0].name", "nausea"),
            ("parts[0].share", 31.0),
            ("by_name['x'].name", "nausea"),
            ("by_name['x'].share", 31.0),
            ("tags[0]", 7),
            ("day", date(2024, 3, 3)),
        ]

    def test_the_words_a_value_stands_under(self) -> None:
        class Outer(BaseModel):
            trial: str = "HARBOR"
            note: str = "a long story"
            about: str = "many words " * 20
            grade3_plus: Part = Part()

        labels = {leaf.path: {one.text: one.weight for one in leaf.labels} for leaf in leaves(Outer())}
        assert labels["grade3_plus.share"] == {"share": 1.0, "nausea": 0.9, "grade 3+": 0.35, "HARBOR": 0.35}
        assert labels["trial"]["trial"] == 1.0
        assert "a long story" not in labels["grade3_plus.share"]

    def test_each_label_is_read_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Arm(BaseModel):
            name: str = "nausea"
            shares: tuple[float, ...] = (31.0,) * 20

        read = []
        terms_of = LabelIndex.terms_of

        def count(labels: LabelIndex, text: str) -> dict[str, float]:
            read.append(text)
            return terms_of(labels, text)

        verify_record(Arm(), SOURCE)  # the source's own headers are read by now
        monkeypatch.setattr(LabelIndex, "terms_of", count)
        assert len(verify_record(Arm(), SOURCE).numbers) == 20
        assert sorted(read) == sorted(set(read))

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("responseRate", "response rate"),
            ("dose_delays", "dose delays"),
            ("estimate", ""),
            ("grade3_plus", "grade 3+"),
        ],
    )
    def test_a_fields_name_as_words(self, name: str, words: str) -> None:
        from pydantic import create_model  # noqa: PLC0415

        model = create_model("Model", **{name: (int, 5)})  # type: ignore[call-overload] # a name made up here
        (leaf,) = leaves(model())
        assert leaf.labels[0] == Label(words, 1.0)

    def test_a_label_may_be_that_of_one_field(self) -> None:
        class Row(BaseModel):
            name: str = "Net sales"
            value: int = 7
            prior: int = 6

        class Table(BaseModel):
            period: str = "spring"
            prior_period: str = "autumn"
            rows: list[Row] = [Row()]

        said = {leaf.path: [one.text for one in leaf.labels] for leaf in leaves(Table())}
        assert said["rows[0].value"] == ["", "Net sales", "rows", "spring"]
        assert said["rows[0].prior"] == ["prior", "Net sales", "rows", "autumn"]
        assert said["prior_period"] == ["prior period", "spring"]


class TestOmissions:
    def test_what_the_record_mentions_is_not_left_out(self) -> None:
        omitted = verify_record(Anything(value="Nausea: 31%. Duration: 9.4 months."), SOURCE).omitted
        assert [omission.text for omission in omitted] == ["44.1%", "$478.8 million"]
        for omission in omitted:
            assert omission.span.of(SOURCE.text) == omission.text

    def test_figures_and_plain_fields_count_too(self) -> None:
        class Record(BaseModel):
            rate: Figure = figure("44.1%", "was 44.1%")
            months: float = 9.4
            shares: list[float] = [31, 17, 4]
            revenue: Decimal = Decimal(478_800_000)

        assert verify_record(Record(), SOURCE).omitted == ()


def test_spans_of_plain_fields_are_none() -> None:
    assert only(212).span is None
    assert only("212 patients").span == Span(0, 3)


TWO_ARMS = load_text(
    "The study met its primary endpoint at Week 24, with drug-treated patients achieving an LS mean change "
    "in HbA1c of -1.21% compared to -0.68% with placebo. 33% of drug-treated patients achieved HbA1c <7% at "
    "Week 24 vs 11% with placebo. Serious AEs occurred in 4% vs 6% of patients with drug vs placebo, "
    "respectively.\n"
)


class Result(BaseModel):
    endpoint: str
    arm: str
    estimate: Figure


@pytest.mark.parametrize(
    ("endpoint", "arm", "text", "status"),
    [
        ("LS mean change in HbA1c", "drug", "-1.21%", Status.SUPPORTED),
        ("LS mean change in HbA1c", "placebo", "-0.68%", Status.SUPPORTED),
        ("HbA1c <7% at Week 24", "drug", "33%", Status.SUPPORTED),
        ("HbA1c <7% at Week 24", "placebo", "11%", Status.SUPPORTED),
        ("Serious AEs", "placebo", "6%", Status.SUPPORTED),
        ("LS mean change in HbA1c", "placebo", "-1.21%", Status.MISATTRIBUTED),
        ("HbA1c <7% at Week 24", "placebo", "33%", Status.MISATTRIBUTED),
    ],
)
def test_the_arms_of_a_comparison(endpoint: str, arm: str, text: str, status: Status) -> None:
    quote = next(sentence for sentence in TWO_ARMS.text.split(". ") if text in sentence)
    record = Result(endpoint=endpoint, arm=arm, estimate=figure(text, quote))
    (finding,) = [n for n in verify_record(record, TWO_ARMS).numbers if n.path == "estimate"]
    assert finding.status is status
