"""Which date each number of a sentence is told of."""

import pytest

from summarizer.ingest import load_text
from summarizer.numbers import dating, timing
from summarizer.numbers.index import number_index
from summarizer.numbers.labels import LabelIndex

REPORT = "For the three months ended September 30, 2008 revenue was $70 million.\n\n"


def times(text: str) -> dict[str, str]:
    """The likeliest time of every number that is no date, by its text."""
    labels = LabelIndex(number_index(load_text(text)))
    found: dict[str, str] = {}
    for index, quantity in enumerate(labels.numbers.quantities):
        if quantity.period is None:
            when = next((str(when) for when, _ in labels.frame(index).times), "")
            found.setdefault(quantity.text, when)
    return found


def lasting(text: str, number: str) -> list[str]:
    labels = LabelIndex(number_index(load_text(text)))
    (place,) = [i for i, q in enumerate(labels.numbers.quantities) if q.text == number]
    return [str(when) for when in labels.lasting(place)]


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("For the nine months ended June 30, 2024 sales rose.", "nine months", ["the 9 months to June 2024"]),
        ("In the first 39 weeks of the year sales rose.", "39 weeks", ["9 months"]),
        ("Nine-month sales were strong.", "Nine-month", ["9 months"]),
        ("Patients lived for a median of nine months.", "nine months", []),
        ("Sales were $5 million.", "$5 million", []),
    ],
)
def test_a_length_that_says_when(text: str, number: str, expected: list[str]) -> None:
    assert lasting(text, number) == expected


def test_a_length_in_a_table_is_a_figure() -> None:
    assert lasting("| Term | nine months |\n|---|---|\n| Rate | 5% |", "nine months") == []


def test_a_time_behind_a_semicolon_is_that_of_the_next_clause() -> None:
    told = times(
        REPORT + "It set aside $25.0 million for the six months; the figure a year earlier was $2.1 million."
    )
    assert told["$25.0 million"] == "6 months"
    assert told["$2.1 million"] == "September 2007"


def test_weeks_to_a_date_are_the_length_of_what_ends_on_it() -> None:
    text = (
        "In the 36 weeks to May 27, 2023 sales rose to $160.28 billion from $151.97 billion a year earlier."
    )
    assert times(text)["$160.28 billion"] == "the 8 months to May 2023"
    assert times(text)["$151.97 billion"] == "the 8 months to May 2022"


def test_a_time_that_is_told_as_in_so_many_months() -> None:
    assert times("Cash rose by $336 million in six months to $1,662 million.")["$336 million"] == "6 months"


def test_a_column_headed_by_a_phrase() -> None:
    text = REPORT + "| | Quarter | Year-ago quarter |\n|---|---|---|\n| Net sales | 1,945 | 1,530 |"
    assert times(text)["1,530"] == "the 3 months to September 2007"


def test_a_year_over_what_it_is_counted_in() -> None:
    text = "| | Note | 2019 £m | 2018 £m |\n|---|---|---|---|\n| Investments | 3 | 1,216.0 | 1,212.9 |"
    assert times(text) == {"3": "", "1,216.0": "2019", "1,212.9": "2018"}


def test_dates_within_the_label_of_a_row_date_none_of_its_columns() -> None:
    text = (
        "| | 2019 | 2018 |\n|---|---|---|\n"
        "| Equipment, net of $6 and $17 at December 31, 2019 and 2018, respectively | $260 | $1,555 |"
    )
    found = times(text)
    assert (found["$260"], found["$1,555"]) == ("2019", "2018")


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("DUBLIN and OSLO, June 10, 2025 -- Corvane plc today said that it will buy Norvane.", True),
        ("HONG KONG - June 10, 2025 (NEWSLINE) - Corvane has results.", True),
        ("On June 10, 2025 -- a Tuesday -- the deal was signed.", False),
        ("It was signed in the city of Oslo on June 10, 2025 - Corvane says.", False),
        ("It was signed on June 10, 2025.", False),
        ("OSLO, June 2025 -- Corvane has results.", False),
    ],
)
def test_a_date_that_only_says_when_the_text_appeared(text: str, dateline: bool) -> None:
    labels = LabelIndex(number_index(load_text(text)))
    assert labels.is_dateline(0) is dateline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Loans were $78.4 million, or 6.19% of the total, at September 30, 2008, from $35.8 million, "
            "or 2.83% of the total, at June 30, 2008, and $6,000 at September 30, 2007.",
            {
                "$78.4 million": "September 30, 2008",
                "6.19%": "September 30, 2008",
                "$35.8 million": "June 30, 2008",
                "2.83%": "June 30, 2008",
                "$6,000": "September 30, 2007",
            },
        ),
        (
            "Revenues were $18.8 million, $10.9 million and $17.2 million for the years ended "
            "December 31, 1997, 1998 and 1999.",
            {
                "$18.8 million": "the 12 months to December 1997",
                "$10.9 million": "the 12 months to December 1998",
                "$17.2 million": "the 12 months to December 1999",
            },
        ),
        (
            "Inventories fell to $118.4 million at September 30, 2024 from $124.9 million at the end of "
            "2023, and total assets rose to $1.05 billion.",
            {"$118.4 million": "September 30, 2024", "$124.9 million": "2023", "$1.05 billion": ""},
        ),
        (
            REPORT
            + "For the quarter ended September 30, 2008 the bank lost $4.6 million, or $0.39 per share, "
            "after earning $4.9 million, or $0.40 per share, a year ago.",
            {
                "$4.6 million": "the 3 months to September 2008",
                "$0.39 per share": "the 3 months to September 2008",
                "$4.9 million": "September 2007",
                "$0.40 per share": "September 2007",
            },
        ),
        (
            REPORT
            + "The yield was 6.20% in the current quarter, a decrease from 6.48% in the preceding quarter.",
            {"6.20%": "the 3 months to September 2008", "6.48%": "the 3 months to June 2008"},
        ),
        (
            "Sales were 13% higher in the quarter, at $5.8 billion, and 15% higher over the nine months.",
            {"13%": "3 months", "$5.8 billion": "3 months", "15%": "9 months"},
        ),
        (
            "Compared with the preceding quarter, income increased from $1,505 million to $1,586 million.",
            {"$1,505 million": "3 months", "$1,586 million": ""},
        ),
        (
            "In 2019 it sold $120.0 million of 5.875% Notes due 2025 and repaid $3 million in 2020.",
            {"$120.0 million": "2019", "5.875%": "2019", "$3 million": "2020"},
        ),
        (
            "Income in 2019 was $59 million, an increase of 27% from the year ended December 31, 2018 net "
            "income of $46 million.",
            {"$59 million": "2019", "$46 million": "the 12 months to December 2018"},
        ),
        ("Payments of $5 million are due in 2025.", {"$5 million": "2025"}),
        (
            "In 2024 sales were $5 million; costs had been $3 million in 2023.",
            {"$5 million": "2024", "$3 million": "2023"},
        ),
    ],
)
def test_the_time_of_each_number(text: str, expected: dict[str, str]) -> None:
    found = times(text)
    assert {number: found[number] for number in expected} == expected


def test_a_long_list_takes_no_deep_stack() -> None:
    text = "It was " + ", ".join(f"{n} 20{n % 90 + 10}" for n in range(100, 400)) + " in all."
    assert times(text)


def test_numbers_that_are_held_against_each_other_have_an_end() -> None:
    assert times("Revenue rose from $1 to from $2 to.") == {"$1": "", "$2": ""}


def test_a_sentence_is_searched_for_its_phrases_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = []

    def count(text: str, start: int, end: int) -> list[timing.Relative]:
        searched.append((start, end))
        return timing.relatives(text, start, end)

    monkeypatch.setattr(dating, "relatives", count)
    times("Sales rose " + ", ".join(f"{n}%" for n in range(20)) + " year over year.")
    assert len(searched) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cash of $286 million is enough to fund operations until 2027.", ""),
        ("Cash of $286 million will last into early 2027.", ""),
        ("Cash of $286 million will last into fiscal 2027.", ""),
        ("Costs of $286 million were paid until about mid-2027.", ""),
        ("Costs of $286 million fall in 2027.", "2027"),
        ("Costs of $286 million fell in fiscal 2027.", "the 12 months to December 2027"),
        ("It went into costs of $286 million in 2027.", "2027"),
    ],
)
def test_how_long_an_amount_lasts_is_not_when_it_stood(text: str, expected: str) -> None:
    assert times(text)["$286 million"] == expected


def test_a_horizon_beside_the_day_of_a_balance() -> None:
    text = "At June 30, 2025 cash was $286 million, which lasts into the second half of 2027."
    assert times(text)["$286 million"] == "June 30, 2025"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Year-to-date sales were $5 million.", "the 9 months to September 2025"),
        ("YTD sales were $5 million.", "the 9 months to September 2025"),
        ("Sales were $5 million so far this year.", "the 9 months to September 2025"),
        ("Sales were $5 million in the year to date.", "the 9 months to September 2025"),
        ("Sales over nine months were $5 million.", "9 months"),
        ("Sales over the first nine months were $5 million.", "9 months"),
        ("Sales over nine million were $5 million.", ""),
    ],
)
def test_all_of_the_year_that_is_past(text: str, expected: str) -> None:
    report = "For the three months ended September 30, 2025 revenue was $1 million.\n\n"
    assert times(report + text)["$5 million"] == expected
