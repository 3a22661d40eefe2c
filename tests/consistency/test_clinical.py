"""What the figures of a clinical result must obey, whatever the source says."""

import pytest
from pydantic import BaseModel

from summarizer.consistency import check_consistency
from summarizer.findings import Check, Outcome
from summarizer.schemas import AdverseEvent, ClinicalReadout, Figure, Result, Safety


def figure(text: str | None) -> Figure | None:
    return None if text is None else Figure(text=text, quote=text)


def result(estimate: str | None, interval: str | None) -> Result:
    return Result(endpoint="objective response rate", estimate=figure(estimate), interval=figure(interval))


def readout(*results: Result, events: tuple[AdverseEvent, ...] = ()) -> ClinicalReadout:
    return ClinicalReadout(
        company="Corvane", headline="", results=list(results), safety=Safety(adverse_events=list(events))
    )


class TestIntervals:
    @pytest.mark.parametrize(
        ("estimate", "interval"),
        [
            ("32.4%", "23.6%, 42.2%"),
            ("32.4%", "(23.6, 42.2)"),
            ("32.4%", "95% CI: 23.6%, 42.2%"),
            ("23.6%", "23.6%, 42.2%"),
            ("42.2%", "23.6%, 42.2%"),
            ("0.62", "0.48–0.81"),
            ("-1.4", "-2.0, -0.8"),
        ],
    )
    def test_the_estimate_lies_inside(self, estimate: str, interval: str) -> None:
        (check,) = check_consistency(readout(result(estimate, interval)))
        assert check.check == "interval-contains-estimate"
        assert check.status is Outcome.PASS
        assert check.paths == ("results[0].estimate", "results[0].interval")

    @pytest.mark.parametrize(
        ("estimate", "interval", "message"),
        [
            ("32.4%", "33.6%, 42.2%", "the estimate 32.4 lies outside its interval 33.6 to 42.2."),
            ("52.4%", "23.6%, 42.2%", "the estimate 52.4 lies outside its interval 23.6 to 42.2."),
            ("32.4%", "42.2%, 23.6%", "the estimate 32.4 lies outside its interval 42.2 to 23.6."),
            ("0.62", "0.72 to 0.81", "the estimate 0.62 lies outside its interval 0.72 to 0.81."),
        ],
    )
    def test_the_estimate_lies_outside(self, estimate: str, interval: str, message: str) -> None:
        (check,) = check_consistency(readout(result(estimate, interval)))
        assert check.status is Outcome.FAIL
        assert check.message == message

    @pytest.mark.parametrize(
        ("estimate", "interval"),
        [
            (None, "23.6%, 42.2%"),
            ("32.4%", None),
            ("32.4%", "42.2%"),
            ("not reached", "23.6%, 42.2%"),
            ("32.4% or 31.6%", "23.6%, 42.2%"),
            ("32.4%", "not reported"),
            ("32.4%", "2021, 2022"),
            ("May 2021", "23.6%, 42.2%"),
        ],
    )
    def test_nothing_to_say(self, estimate: str | None, interval: str | None) -> None:
        assert check_consistency(readout(result(estimate, interval))) == ()


class TestGrades:
    def test_within(self) -> None:
        event = AdverseEvent(event="keratopathy", any_grade=figure("36%"), grade3_plus=figure("9%"))
        assert check_consistency(readout(events=(event,))) == (
            Check(
                "grade-3-within-any-grade",
                ("safety.adverse_events[0].any_grade", "safety.adverse_events[0].grade3_plus"),
                Outcome.PASS,
                "grade 3+ 9% is within any grade 36%.",
            ),
        )

    def test_above(self) -> None:
        event = AdverseEvent(event="keratopathy", any_grade=figure("12 patients"), grade3_plus=figure("14"))
        (check,) = check_consistency(readout(events=(event,)))
        assert check.status is Outcome.FAIL
        assert check.message == "grade 3+ 14 is above any grade 12."

    @pytest.mark.parametrize(
        ("overall", "severe"),
        [("36%", None), (None, "9%"), ("36% (38 patients)", "9%"), ("May 2021", "June 2021")],
    )
    def test_nothing_to_say(self, overall: str | None, severe: str | None) -> None:
        event = AdverseEvent(event="keratopathy", any_grade=figure(overall), grade3_plus=figure(severe))
        assert check_consistency(readout(events=(event,))) == ()

    def test_a_percentage_is_not_held_against_a_count(self) -> None:
        event = AdverseEvent(event="nausea", any_grade=figure("5%"), grade3_plus=figure("9 patients"))
        assert check_consistency(readout(events=(event,))) == ()


class Outer(BaseModel):
    estimate: Figure
    interval: Figure
    inner: tuple["Outer", ...] = ()


def test_any_model_with_such_fields_is_checked_wherever_they_stand() -> None:
    inside = Outer(estimate=Figure(text="9", quote="9"), interval=Figure(text="1, 2", quote="1, 2"))
    outside = Outer(
        estimate=Figure(text="1.5", quote="1.5"), interval=Figure(text="1, 2", quote="1, 2"), inner=(inside,)
    )
    checks = check_consistency(outside)
    assert [(check.paths, check.status) for check in checks] == [
        (("estimate", "interval"), Outcome.PASS),
        (("inner[0].estimate", "inner[0].interval"), Outcome.FAIL),
    ]


def test_fields_of_another_kind_are_left_alone() -> None:
    class Plain(BaseModel):
        estimate: float = 5
        interval: str = "1 to 2"
        any_grade: int = 3
        grade3_plus: int = 4

    assert check_consistency(Plain()) == ()


def test_parts_under_names_are_held_to_the_rules_too() -> None:
    class Own(BaseModel):
        by_arm: dict[str, Result]

    (check,) = check_consistency(Own(by_arm={"0.5 mg": result("52.4%", "23.6%, 42.2%")}))
    assert check.status is Outcome.FAIL
    assert check.paths == ("by_arm['0.5 mg'].estimate", "by_arm['0.5 mg'].interval")
