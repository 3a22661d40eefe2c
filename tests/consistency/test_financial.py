"""What the figures of results, guidance, reconciliations and votes must obey."""

import pytest

from summarizer.consistency import check_consistency
from summarizer.findings import Check, Outcome
from summarizer.schemas import (
    Adjustment,
    Figure,
    Guidance,
    Line,
    PeriodResults,
    Reconciliation,
    Segment,
    Vote,
)


def figure(text: str | None, quote: str = "") -> Figure | None:
    return None if text is None else Figure(text=text, quote=quote or text)


def line(value: str | None, prior: str | None, change: str | None, quote: str = "") -> Line:
    return Line(name="Net sales", value=figure(value), prior=figure(prior), change=figure(change, quote))


class TestChanges:
    @pytest.mark.parametrize(
        ("value", "prior", "change"),
        [
            ("$212.4 million", "$198.0 million", "7%"),
            ("$212.4 million", "$198.0 million", "7.3%"),
            ("$212.4 million", "$198.0 million", "+7.3%"),
            ("198.0", "212.4", "(6.8)%"),
            ("198.0", "212.4", "6.8%"),
            ("$ 212.4", "198.0", "7.3%"),
            ("$0.83", "$0.78", "6.4%"),
            ("10", "10", "0%"),
            ("2", "1", "60%"),  # 1.5 to 2.5 over 0.5 to 1.5: anything from nothing to 400%
        ],
    )
    def test_it_follows(self, value: str, prior: str, change: str) -> None:
        (check,) = check_consistency(line(value, prior, change))
        assert (check.check, check.status) == ("change-follows-from-values", Outcome.PASS)
        assert check.paths == ("value", "prior", "change")
        assert check.message == f"{change} is the change from {prior} to {value}."

    def test_it_does_not(self) -> None:
        assert check_consistency(line("$212.4 million", "$198.0 million", "9%")) == (
            Check(
                "change-follows-from-values",
                ("value", "prior", "change"),
                Outcome.FAIL,
                "the change from $198.0 million to $212.4 million is 7.2% to 7.3%, not 9%.",
            ),
        )

    def test_of_a_segments_revenue(self) -> None:
        segment = Segment(
            name="Tools", revenue=figure("100"), prior_revenue=figure("80"), revenue_change=figure("30%")
        )
        (check,) = check_consistency(segment)
        assert check.paths == ("revenue", "prior_revenue", "revenue_change")
        assert check.status is Outcome.FAIL

    @pytest.mark.parametrize(
        ("value", "prior", "change", "quote"),
        [
            (None, "198.0", "7%", ""),
            ("212.4", None, "7%", ""),
            ("212.4", "198.0", None, ""),
            ("212.4", "198.0", "$14.4 million", ""),
            ("$212.4 million", "$0.2 billion", "7%", ""),
            ("$212.4 million", "€198.0 million", "7%", ""),
            ("32.4%", "212.4", "7%", ""),
            ("212.4", "198.0", "9%", "up 9% on a constant currency basis"),
            ("212.4", "198.0", "9%", "organic growth of 9%"),
            ("not given", "198.0", "9%", ""),
            ("5 or 6", "198.0", "9%", ""),
        ],
    )
    def test_nothing_to_say(
        self, value: str | None, prior: str | None, change: str | None, quote: str
    ) -> None:
        assert check_consistency(line(value, prior, change, quote)) == ()

    def test_a_change_from_nothing(self) -> None:
        (check,) = check_consistency(line("5", "0", "100%"))
        assert check.status is Outcome.PASS  # anything is


class TestRanges:
    @pytest.mark.parametrize(
        ("expected", "status"),
        [
            ("$4.7 billion to $4.8 billion", Outcome.PASS),
            ("$4.8 billion to $4.7 billion", Outcome.FAIL),
            ("5% to 7%", Outcome.PASS),
            ("7% to 5%", Outcome.FAIL),
            ("$5 million to $5 million", Outcome.PASS),
        ],
    )
    def test_the_lower_end_comes_first(self, expected: str, status: Outcome) -> None:
        (check,) = check_consistency(Guidance(name="Revenue", expected=figure(expected)))
        assert (check.check, check.status, check.paths) == ("range-in-order", status, ("expected",))

    @pytest.mark.parametrize("expected", [None, "$4.7 billion", "about the same", "5% or $4 million"])
    def test_nothing_to_say(self, expected: str | None) -> None:
        assert check_consistency(Guidance(name="Revenue", expected=figure(expected))) == ()


class TestShares:
    @staticmethod
    def results(basic: str | None, diluted: str | None, basis: str = "GAAP") -> PeriodResults:
        lines = [
            {"name": "Revenue", "measure": "revenue", "basis": "GAAP", "value": figure("$5")},
            {"name": "Basic", "measure": "EPS basic", "basis": "GAAP", "value": figure(basic)},
            {"name": "Diluted", "measure": "EPS diluted", "basis": basis, "value": figure(diluted)},
        ]
        return PeriodResults(period="spring", lines=[Line.model_validate(each) for each in lines])

    def test_diluted_is_within_basic(self) -> None:
        assert check_consistency(self.results("$0.84", "$0.83")) == (
            Check(
                "diluted-within-basic",
                ("lines[1].value", "lines[2].value"),
                Outcome.PASS,
                "diluted $0.83 is not above basic $0.84.",
            ),
        )

    def test_diluted_above_basic(self) -> None:
        (check,) = check_consistency(self.results("$0.83", "$0.84"))
        assert check.status is Outcome.FAIL
        assert check.message == "diluted $0.84 is above basic $0.83."

    @pytest.mark.parametrize(
        ("basic", "diluted", "basis"),
        [
            (None, "$0.83", "GAAP"),
            ("$0.84", None, "GAAP"),
            ("$0.83", "$0.94", "non-GAAP"),
            ("$(0.83)", "$(0.82)", "GAAP"),
        ],
    )
    def test_nothing_to_say(self, basic: str | None, diluted: str | None, basis: str) -> None:
        assert check_consistency(self.results(basic, diluted, basis)) == ()


class TestReconciliations:
    @staticmethod
    def reconciliation(gaap: str | None, amounts: list[str | None], end: str | None) -> Reconciliation:
        steps = [Adjustment(what="step", amount=figure(amount)) for amount in amounts]
        return Reconciliation(name="n", gaap=figure(gaap), adjustments=steps, non_gaap=figure(end))

    def test_it_adds_up(self) -> None:
        assert check_consistency(self.reconciliation("$31.2", ["4.1", "(1.0)"], "$34.3")) == (
            Check(
                "adjustments-add-up",
                ("gaap", "adjustments[0].amount", "adjustments[1].amount", "non_gaap"),
                Outcome.PASS,
                "$31.2 + 4.1 + (1.0) make $34.3.",
            ),
        )

    def test_what_was_rounded_may_be_off_by_it(self) -> None:
        (check,) = check_consistency(self.reconciliation("$31.2", ["4.1", "(1.0)"], "$34.4"))
        assert check.status is Outcome.PASS

    def test_what_does_not_add_up_is_noted(self) -> None:
        (check,) = check_consistency(self.reconciliation("$31.2", ["4.1"], "$34.3"))
        assert (check.status, check.message) == (
            Outcome.NOTE,
            "$31.2 + 4.1 do not make $34.3; an adjustment may be left out.",
        )

    @pytest.mark.parametrize(
        ("gaap", "amounts", "end"),
        [
            (None, ["4.1"], "$34.3"),
            ("$31.2", ["4.1"], None),
            ("$31.2", [], "$34.3"),
            ("$31.2", [None], "$34.3"),
            ("$31.2 million", ["4.1"], "$34.3 million"),
        ],
    )
    def test_nothing_to_say(self, gaap: str | None, amounts: list[str | None], end: str | None) -> None:
        assert check_consistency(self.reconciliation(gaap, amounts, end)) == ()


class TestVotes:
    @pytest.mark.parametrize(
        ("given", "against", "status", "message"),
        [
            ("90,000", "5,000", Outcome.PASS, "90,000 votes for it are more than 5,000 against it."),
            ("5,000", "90,000", Outcome.FAIL, "5,000 votes for it are not more than 90,000 against it."),
        ],
    )
    def test_what_was_approved(self, given: str, against: str, status: Outcome, message: str) -> None:
        vote = Vote(proposal="p", outcome="approved", votes_for=figure(given), against=figure(against))
        assert check_consistency(vote) == (
            Check("approved-by-most", ("votes_for", "against"), status, message),
        )

    def test_nothing_to_say(self) -> None:
        elected = Vote(proposal="p", outcome="elected", votes_for=figure("5"), against=figure("9"))
        assert check_consistency(elected) == ()
        assert check_consistency(Vote(proposal="p", outcome="approved", votes_for=figure("5"))) == ()
