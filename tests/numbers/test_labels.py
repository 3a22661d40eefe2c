"""What each number of a text is a number of: terms, periods, directions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.document import Span
from summarizer.ingest import load_text
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import Frame, LabelIndex, pairs_around, text_of, value_term
from summarizer.numbers.reader import read


def index_of(text: str) -> LabelIndex:
    return LabelIndex(number_index(load_text(text)))


class Labels:
    """The frames of a text by the characters of their numbers."""

    def __init__(self, text: str) -> None:
        self.index = index_of(text)

    def __getitem__(self, number: str) -> Frame:
        (place,) = [i for i, q in enumerate(self.index.numbers.quantities) if q.text == number]
        return self.index.frame(place)


def firmer(frame: Frame, one: str, two: str) -> bool:
    """Whether `one` is bound clearly more firmly than `two`."""
    return frame.terms.get(one, 0.0) > frame.terms.get(two, 0.0) + 0.2


class TestProse:
    def test_each_number_has_the_words_of_its_own_clause(self) -> None:
        labels = Labels("Revenue was $450 million, while expenses were $300 million.")
        assert firmer(labels["$450 million"], "revenu", "expens")
        assert firmer(labels["$300 million"], "expens", "revenu")

    def test_semicolons_divide(self) -> None:
        labels = Labels("Nausea: 31%; headache: 17%; fatigue: 12%.")
        for number, event in (("31%", "nausea"), ("17%", "headach"), ("12%", "fatigu")):
            others = {"nausea", "headach", "fatigu"} - {event}
            assert all(firmer(labels[number], event, other) for other in others), number

    def test_a_bracket_belongs_to_what_stands_before_it(self) -> None:
        labels = Labels("Nausea (31%), headache (17%) and fatigue (12%) were common.")
        for number, event in (("31%", "nausea"), ("17%", "headach"), ("12%", "fatigu")):
            others = {"nausea", "headach", "fatigu"} - {event}
            assert all(firmer(labels[number], event, other) for other in others), number

    def test_the_words_after_a_bracket_see_through_it(self) -> None:
        frame = Labels("The rate was 32.4% (95% CI: 23.6%, 42.2%) by investigator.")["32.4%"]
        assert frame.terms["investig"] > 0.5

    def test_the_bounds_of_an_interval_have_the_words_of_the_estimate(self) -> None:
        labels = Labels(
            "The response rate was 32.4% (95% CI: 23.6%, 42.2%), "
            "and survival was 61.0% (95% CI: 50.1%, 70.9%)."
        )
        for number in ("23.6%", "42.2%"):
            assert firmer(labels[number], "respons", "surviv"), number
        for number in ("50.1%", "70.9%"):
            assert firmer(labels[number], "surviv", "respons"), number

    @pytest.mark.parametrize(
        "text",
        [
            "Headache and nausea occurred in 5% and 7% of patients, respectively.",
            "Rates were 5% and 7% for headache and nausea, respectively.",
        ],
    )
    def test_respectively_zips_two_lists(self, text: str) -> None:
        labels = Labels(text)
        assert firmer(labels["5%"], "headach", "nausea")
        assert firmer(labels["7%"], "nausea", "headach")

    def test_respectively_zips_three_of_each(self) -> None:
        labels = Labels("Nausea, headache and fatigue occurred in 31%, 17% and 12%, respectively.")
        for number, event in (("31%", "nausea"), ("17%", "headach"), ("12%", "fatigu")):
            others = {"nausea", "headach", "fatigu"} - {event}
            assert all(firmer(labels[number], event, other) for other in others), number

    def test_respectively_zips_dates(self) -> None:
        labels = Labels("Cash was $5.1 million and $4.2 million at June 30, 2024 and 2023, respectively.")
        assert str(labels["$5.1 million"].times[0][0]) == "June 30, 2024"
        assert labels["$4.2 million"].times[0][0].year == 2023

    @pytest.mark.parametrize(
        "text", ["Sales respectively.", "Sales were 5% respectively.", "It was 5%, respectively 7 months."]
    )
    def test_respectively_without_two_lists(self, text: str) -> None:
        index = index_of(text)
        for place in range(len(index.numbers.quantities)):
            assert index.frame(place).statement >= 0

    def test_neighbouring_numbers_are_terms_too(self) -> None:
        labels = Labels("Revenue rose 12% to $450 million.")
        assert labels["12%"].terms["=4.5E+8"] > 0.3
        assert labels["$450 million"].terms["=12"] > 0.3

    def test_abbreviations_are_expanded_as_the_text_defines_them(self) -> None:
        text = "The zonal response index (ZRI) was studied. The ZRI was 41% in June."
        assert {"zonal", "respons", "index"} <= set(Labels(text)["41%"].terms)

    def test_common_abbreviations_need_no_definition(self) -> None:
        frame = Labels("The ORR was 41%.")["41%"]
        assert {"object", "respons", "rate"} <= set(frame.terms)

    def test_a_word_that_only_looks_like_an_abbreviation(self) -> None:
        assert "object" not in Labels("An orr was 41%.")["41%"].terms

    def test_a_draft_knows_its_sources_abbreviations(self) -> None:
        draft = load_text("The ZRI was 41%.")
        labels = LabelIndex(number_index(draft), {"zri": "zonal response index"})
        assert {"zonal", "respons", "index"} <= set(labels.frame(0).terms)

    def test_any_grade_is_a_term_of_its_own(self) -> None:
        labels = Labels("Nausea of any grade occurred in 31%; grade 3 or higher nausea in 4%.")
        assert firmer(labels["31%"], "grade-any", "grade3+")
        assert firmer(labels["4%"], "grade3+", "grade-any")

    def test_headings_and_the_sentence_before_count_a_little(self) -> None:
        text = "Safety Results\n\nNausea was common among patients. It occurred in 31%.\n"
        frame = Labels(text)["31%"]
        assert 0 < frame.terms["nausea"] < 0.3

    def test_the_sentence_that_introduces_a_list_speaks_of_its_items(self) -> None:
        labels = Labels(
            "For the full year 2025, the company now expects:\n\n"
            "• Revenue of $850 million;\n\n"
            "• Capital expenditures of $32 million.\n\n"
            "Orders were $41 million."
        )
        for number in ("$850 million", "$32 million"):
            assert labels[number].terms["expect"] == 0.5
            assert [(str(when), strength) for when, strength in labels[number].times] == [("2025", 0.5)]
        assert "expect" not in labels["$41 million"].terms
        assert labels["$41 million"].times == ()

    def test_an_item_with_a_time_of_its_own_keeps_it(self) -> None:
        labels = Labels(
            "For 2025, the company expects:\n\n• In the third quarter of 2026, revenue of $850 million."
        )
        assert str(labels["$850 million"].times[0][0]) == "the 3 months to September 2026"

    def test_identifiers_and_ordinals_are_terms(self) -> None:
        labels = Labels("In NCT04296890 the third cohort had 17 sites.")
        terms = labels["17"].terms
        assert "#nct04296890" in terms
        assert "#3th" in terms


class TestClues:
    @pytest.mark.parametrize(
        ("text", "direction"),
        [
            ("Revenue rose 12%.", 1),
            ("Revenue fell 12%.", -1),
            ("Revenue was 12%.", 0),
            ("Costs fell 3%, and revenue rose 12%.", 1),
        ],
    )
    def test_direction(self, text: str, direction: int) -> None:
        assert Labels(text)["12%"].direction == direction

    def test_polarity(self) -> None:
        assert Labels("Net loss was $5 million.")["$5 million"].polarity == -1
        assert Labels("Net income was $5 million.")["$5 million"].polarity == 1

    def test_tense(self) -> None:
        assert Labels("It expects to pay $5 million.")["$5 million"].tense == 1
        assert Labels("It paid $5 million.")["$5 million"].tense == -1

    def test_what_it_is_compared_with(self) -> None:
        index = index_of("The margin was 22.0% compared with 24.0%.")
        assert index.compared_with(0) is None
        assert index.compared_with(1) == 0
        assert index_of("The margin rose from 22.0% to 24.0%.").compared_with(0) == 1
        assert index_of("The margin ranged from 22.0% to 24.0%.").compared_with(0) is None
        assert index_of("The rate was 32% (95% CI: 23%, 42%).").compared_with(2) is None


TABLE = """\
Corvane Inc.
Consolidated Statements of Operations
(in thousands, except per share data)

| | Three Months Ended June 30, 2024 | Three Months Ended June 30, 2023 |
|---|---|---|
| Revenue | 45,210 | 39,870 |
| Cost of goods | 12,300 | 11,200 |
| Net loss | (1,234) | (2,345) |
| Net income (loss) from funds | 77 | (88) |
"""


class TestTables:
    def test_row_and_column_headers(self) -> None:
        labels = Labels(TABLE)
        assert labels["45,210"].terms["revenu"] == 1.0
        assert "revenu" not in labels["12,300"].terms
        assert str(labels["45,210"].times[0][0]) == "the 3 months to June 2024"
        assert str(labels["39,870"].times[0][0]) == "the 3 months to June 2023"

    def test_a_loss_is_a_loss_and_an_income_or_loss_what_its_sign_says(self) -> None:
        labels = Labels(TABLE)
        assert labels["(1,234)"].polarity == -1
        assert labels["77"].polarity == 1
        assert labels["(88)"].polarity == -1

    def test_numbers_of_one_row_are_neighbours(self) -> None:
        assert "=3.987E+7" in Labels(TABLE)["45,210"].terms

    def test_a_cell_is_compared_with_nothing(self) -> None:
        index = index_of(TABLE)
        assert all(index.compared_with(i) is None for i in range(len(index.numbers.quantities)))

    def test_the_words_of_headers_are_found_with_the_row(self) -> None:
        index = index_of(TABLE)
        (row,) = [n for n, s in enumerate(index.statements) if "45,210" in s.span.of(index.text)]
        for term in ("revenu", "consolid", "oper"):
            assert row in index.postings[term], term


class TestTerms:
    def test_of_a_header(self) -> None:
        index = index_of("The zonal response index (ZRI) rose.")
        assert index.terms_of("ZRI in patients") == {
            "zonal": 0.6,
            "respons": 0.6,
            "index": 0.6,
            "patient": 1.0,
        }
        assert index.terms_of("Grade 3+ nausea")["grade3+"] == 1.0
        assert index.terms_of("All grades") == {"grade-any": 1.0}
        assert index.terms_of("any grade, grade 3+") == {"grade-any": 1.0, "grade3+": 1.0, "grade": 1.0}
        assert index.terms_of("grade 2")["grade2"] == 1.0
        assert index.terms_of("") == {}

    def test_possessives(self) -> None:
        index = index_of("x")
        assert index.expand("Corvane's") == index.expand("Corvane’s") == index.expand("Corvane")

    def test_stop_words_have_none(self) -> None:
        index = index_of("x")
        assert index.expand("the") == ()
        assert index.expand("The") == ()

    @pytest.mark.parametrize(
        "text", ["All Grades: 5%. One.", "Any grade: 5%. One.", "| Any Grade |\n|---|\n| 5 |"]
    )
    def test_any_grade_is_found_however_it_is_printed(self, text: str) -> None:
        assert index_of(text).idf("grade-any") > 0

    def test_what_is_rare_tells_more(self) -> None:
        index = index_of("Revenue rose. Revenue fell. Revenue stayed. Nausea rose.")
        assert index.idf("nausea") > index.idf("revenu") > 0
        assert index.idf("headach") == 0.0

    @pytest.mark.parametrize(
        ("text", "term"),
        [
            ("$450 million", "=4.5E+8"),
            ("32.40%", "=32.4"),
            ("(12.5)%", "=12.5"),
            ("12 patients", "=12"),
            ("9", ""),
            ("9.5", "=9.5"),
            ("2021", ""),
            ("NCT04296890", ""),
            ("8:00 a.m.", ""),
            ("third", ""),
        ],
    )
    def test_a_number_as_a_neighbour(self, text: str, term: str) -> None:
        assert value_term(read(text)[0]) == term

    def test_levels_and_grades_are_no_neighbours(self) -> None:
        assert value_term(read("95% CI: 23.6%, 42.2%")[0]) == ""
        assert value_term(read("grade 3")[0]) == ""


class TestStatements:
    def test_the_statement_at_an_offset_or_before_it(self) -> None:
        index = index_of("One 11. Two 22. Three 33.")
        assert [index.statement_at(offset) for offset in (0, 6, 7, 8, 16, 999)] == [0, 0, 0, 1, 2, 2]

    def test_the_numbers_of_a_statement(self) -> None:
        index = index_of("From 11 to 12. Nothing. Then 33.")
        assert [list(index.quantities_of(n)) for n in range(3)] == [[0, 1], [], [2]]

    def test_a_frame_is_made_once(self) -> None:
        index = index_of("Revenue was $5 million.")
        assert index.frame(0) is index.frame(0)


def test_text_on_one_line() -> None:
    assert text_of("  a\n b\tc ") == "a b c"
    assert text_of("xx a\nb yy", Span(2, 7)) == "a b"


def test_pairs_around() -> None:
    assert pairs_around(["a", "b", "c"]) == [("", "b"), ("a", "c"), ("b", "")]
    assert pairs_around(["a"]) == [("", "")]
    assert pairs_around([]) == []


WORDS = st.sampled_from(
    "revenue nausea rose fell and or while from to versus respectively ( ) , ; : % $ . 5 7 31% 2024 "
    "grade any 3+ (95% CI: 95 months ended Q1 the ORR\n\n • | — / [ ]".split(" ")
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_every_number_of_any_text_has_a_frame(text: str) -> None:
    index = index_of(f"Text {text}")
    for place, quantity in enumerate(index.numbers.quantities):
        frame = index.frame(place)
        assert all(0 < strength <= 1 for strength in frame.terms.values())
        assert all(0 < strength <= 1 for _, strength in frame.times)
        strengths = [strength for _, strength in frame.times]
        assert strengths == sorted(strengths, reverse=True)
        assert frame.direction in (-1, 0, 1)
        assert index.statements[frame.statement].span.start <= quantity.span.start


def test_the_united_states_by_their_initials() -> None:
    text = "U.S. sales were $24 million. Sales in the United States were $25 million."
    index = index_of(text)
    assert index.postings["unit"] == [0, 1]
    assert [index.expand(word) for word in ("U.S.", "U.S", "US", "U.S.A.", "U.K.")] == [
        ("unit", "state"),
        ("unit", "state"),
        ("unit", "state"),
        ("unit", "state"),
        ("unit", "kingdom"),
    ]


def test_the_last_point_of_initials_may_be_missing() -> None:
    index = index_of("| Net product revenue - U.S | 5 |\n|---|---|\n| E.U growth | 6 |")
    assert index.terms_of("Net product revenue - U.S")["state"] == index.terms_of("US revenue")["state"]
    assert "state" not in index.terms_of("U.Sys revenue")
