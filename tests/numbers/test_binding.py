"""Which words of a sentence name which of its numbers where several stand in one list."""

import pytest
from timing import at_most

from summarizer.ingest import load_text
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex


def named(text: str, words: tuple[str, ...]) -> dict[str, str]:
    """By which of the words each number is named most firmly, by the number's text; no two are as firm."""
    labels = LabelIndex(number_index(load_text(text)))
    found = {}
    for index, quantity in enumerate(labels.numbers.quantities):
        terms = labels.frame(index).terms
        best, second = sorted((terms.get(word, 0.0), word) for word in words)[:-3:-1]
        found[quantity.text] = best[1] if best[0] > second[0] + 0.2 else ""
    return found


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Falls occurred in 4% vs 6% of residents with rails vs mats, respectively.",
            ("rail", "mat"),
            {"4%": "rail", "6%": "mat"},
        ),
        (
            "Falls occurred in 4% and 6% of residents with rails compared with mats, respectively.",
            ("rail", "mat"),
            {"4%": "rail", "6%": "mat"},
        ),
        # The word may be left out, stand first, or the list follow a colon.
        (
            "In 2017, Copper and Steel contributed 34% and 11% of revenue.",
            ("copper", "steel"),
            {"2017": "copper", "34%": "copper", "11%": "steel"},
        ),
        (
            "The fees of Copper, Steel and Iron were $615,000, $300,900 and $225,000.",
            ("copper", "steel", "iron"),
            {"$615,000": "copper", "$300,900": "steel", "$225,000": "iron"},
        ),
        (
            "Share of revenue from Copper and Steel: 34% and 11%, respectively.",
            ("copper", "steel"),
            {"34%": "copper", "11%": "steel"},
        ),
        (
            "Fees of Copper and Steel, respectively: $615,000 and $300,900.",
            ("copper", "steel"),
            {"$615,000": "copper", "$300,900": "steel"},
        ),
        # What stands behind says what the numbers are: the names before are of both.
        (
            "Copper and steel came to $5 million and $6 million in 2019 and 2018.",
            ("copper", "steel"),
            {"$5 million": "steel", "$6 million": "steel", "2019": "", "2018": ""},
        ),
        (
            "Copper and steel came to $5 million and $6 million in the quarter and the half-year.",
            ("copper", "steel"),
            {"$5 million": "steel", "$6 million": "steel"},
        ),
        (
            "Copper, steel and iron came to $5 million and $6 million.",
            ("copper", "steel"),
            {"$5 million": "", "$6 million": ""},
        ),
        # A bare pair has the names of the pair before it, in its order.
        (
            "Leaks led to repairs in 24.3% of pumps in the copper group and 11.3% in the steel group, and to "
            "replacement in 9.6% and 6.4%, respectively.",
            ("copper", "steel"),
            {"24.3%": "copper", "11.3%": "steel", "9.6%": "copper", "6.4%": "steel"},
        ),
        (
            "Rust was seen in 44.0% of the copper group and 21.2% of the steel group, and was severe in 8.1% "
            "versus 2.5%.",
            ("copper", "steel"),
            {"44.0%": "copper", "21.2%": "steel", "8.1%": "copper", "2.5%": "steel"},
        ),
        # Also that of the sentence before, where the sentence says that there is an order.
        (
            "The yield was 47.3% with copper and 31.4% with steel. Life was 10.4 months and 6.9 months, "
            "respectively.",
            ("copper", "steel"),
            {"47.3%": "copper", "31.4%": "steel", "10.4 months": "copper", "6.9 months": "steel"},
        ),
        (
            "The yield was 47.3% with copper and 31.4% with steel. It took 10.4 months and 6.9 months.",
            ("copper", "steel"),
            {"47.3%": "copper", "31.4%": "steel", "10.4 months": "", "6.9 months": ""},
        ),
        # A pair that names its own numbers needs no other.
        (
            "Sales rose 5% in Asia and 7% in Europe, and profit rose 2% in Canada and 3% in Chile.",
            ("asia", "europ", "canada", "chile"),
            {"5%": "asia", "7%": "europ", "2%": "canada", "3%": "chile"},
        ),
        # In a list whose names follow their numbers a name is its own number's.
        (
            "It has 107 in Canada, 40 in Mexico, 32 in Japan, 29 in the United Kingdom, 18 in Korea.",
            ("canada", "mexico", "japan", "kingdom", "korea"),
            {"107": "canada", "40": "mexico", "32": "japan", "29": "kingdom", "18": "korea"},
        ),
        (
            "It failed with 119 shares in favor, 214 shares against, 62 shares abstaining and 25 not cast.",
            ("favor", "abstain"),
            {"119": "favor", "214": "", "62": "abstain", "25": ""},
        ),
        # What follows a semicolon is told of itself.
        (
            "Margin on boats fell to 15.3% from 19.5%; margin on parts improved to 38.2%.",
            ("boat", "part"),
            {"15.3%": "boat", "19.5%": "boat", "38.2%": "part"},
        ),
    ],
)
def test_who_is_named(text: str, words: tuple[str, ...], expected: dict[str, str]) -> None:
    assert named(text, words) == expected


def strengths(text: str, term: str) -> dict[str, float]:
    labels = LabelIndex(number_index(load_text(text)))
    return {
        quantity.text: round(labels.frame(index).terms.get(term, 0.0), 2)
        for index, quantity in enumerate(labels.numbers.quantities)
    }


def test_pairs_that_share_a_verb_are_told_apart() -> None:
    text = "The distance rose from 318 m to 361 m with copper, and from 322 m to 326 m with steel."
    labels = LabelIndex(number_index(load_text(text)))
    held = [labels.compared_with(index) for index in range(len(labels.numbers.quantities))]
    assert held == [1, None, 3, None]


def test_pairs_without_a_verb_take_no_time() -> None:
    text = "Values read" + " and from 5 m to 6 m" * 30 + " in all."
    labels = LabelIndex(number_index(load_text(text)))
    with at_most(1):
        assert labels.compared_with(len(labels.numbers.quantities) - 2) is not None


def test_all_numbers_of_a_list_have_its_subject_alike() -> None:
    found = strengths("Defects led to repairs in 19%, delays in 32% and returns in 7% of cases.", "defect")
    assert len(set(found.values())) == 1


def test_a_list_of_years_has_one_subject() -> None:
    found = strengths("Deposits amounted to $5 million, $6 million and $8 million in all.", "deposit")
    assert len(set(found.values())) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Anna received 2,275 votes, Bertil 2,241 and Carla 1,854.", "2,241"),
        ("Median survival was 9.6 months after a median observation of 14.2 months.", "14.2 months"),
    ],
)
def test_a_number_with_a_subject_of_its_own_shares_none(text: str, number: str) -> None:
    term = "anna" if "Anna" in text else "surviv"
    found = strengths(text, term)
    assert found[number] < max(found.values())


def test_a_second_verb_without_a_subject_has_that_of_the_first() -> None:
    found = strengths("Rust was seen in 44% of pumps and was severe in 8% of them.", "rust")
    assert found["8%"] >= 0.6


def test_the_verb_of_the_first_need_be_none_of_those_known() -> None:
    text = "Valves lifted sales 11.9% to $78.5 million and earned a margin of 23.0%."
    assert strengths(text, "valv")["23.0%"] >= 0.6
    assert strengths(text, "lift")["23.0%"] < 0.6


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("The dividend is $1.40 a share, up from $1.04, and revenue grew.", "$1.04", True),
        ("The dividend is $1.40 a share, up from $1.04 a share, and revenue grew.", "$1.04 a share", True),
        ("The dividend is $1.40 a share, compared with $1.04, on revenue of $9.", "$1.04", True),
        ("The dividend is $1.40 a share, compared with $1.04, on revenue of $9.", "$9", False),
        ("The dividend is $1.40 a share, up from $1.04, and revenue grew.", "$1.40 a share", False),
        # no price
        ("The dividend is $1.40 a share, up from $1.04 million, as said.", "$1.04 million", False),
        ("The dividend is $1.40 a share, up from €1.04, as said.", "€1.04", False),
        ("The dividend is $1.40 a share, up from 1.04%, as said.", "1.04%", False),
    ],
)
def test_prices_that_are_held_against_each_other(text: str, number: str, *, expected: bool) -> None:
    labels = LabelIndex(number_index(load_text(text)))
    frames = {q.text: labels.frame(i) for i, q in enumerate(labels.numbers.quantities)}
    assert frames[number].compares is expected
    if expected:
        assert frames[number].terms["dividend"] == frames["$1.40 a share"].terms["dividend"] > 0.9
