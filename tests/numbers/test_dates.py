"""Days, months, quarters, halves, years and times of day as texts print them."""

from collections.abc import Callable

import pytest

from summarizer.numbers.quantity import Grain, Period
from summarizer.numbers.reader import read

Readings = Callable[[str], list[str]]

DAYS = [
    ("November 30, 2021", ["November 30, 2021 = date 2021-11-30"]),
    ("November 16,\n2021", ["November 16,\n2021 = date 2021-11-16"]),
    ("December 31,\n      2021", ["December 31,\n      2021 = date 2021-12-31"]),
    ("30 November 2021", ["30 November 2021 = date 2021-11-30"]),
    ("Nov. 30, 2021", ["Nov. 30, 2021 = date 2021-11-30"]),
    ("Sept. 2, 2019", ["Sept. 2, 2019 = date 2019-09-02"]),
    ("DECEMBER 13, 2005", ["DECEMBER 13, 2005 = date 2005-12-13"]),
    ("2021-11-30", ["2021-11-30 = date 2021-11-30"]),
    ("12/31/2021", ["12/31/2021 = date 2021-12-31"]),
    ("12/31/21", ["12/31/21 = date 2021-12-31"]),
    ("31.12.2021", ["31.12.2021 = date 2021-12-31"]),
    ("25/12/2021", ["25/12/2021 = date 2021-12-25"]),
    ("30-Nov-2021", ["30-Nov-2021 = date 2021-11-30"]),
    ("November 16", ["November 16 = date --11-16"]),
    ("May 29 1943", ["May 29 1943 = date 1943-05-29"]),
    ("29th of May", ["29th of May = date --05-29"]),
    ("November 30th", ["November 30th = date --11-30"]),
    ("fell ill on 16 February. She", ["16 February = date --02-16"]),
]

MONTHS = [
    ("November 2021", ["November 2021 = date 2021-11"]),
    ("Nov-2021", ["Nov-2021 = date 2021-11"]),
    ("in May 2012", ["May 2012 = date 2012-05"]),
    (
        "January 2020 through March 2021",
        ["January 2020 = date 2020-01 <low>", "March 2021 = date 2021-03 <high>"],
    ),
]

SHARED = [
    ("September 30, 2021 and 2020", ["September 30, 2021 = date 2021-09-30", "2020 = date 2020-09-30"]),
    (
        "December 31, 2021, 2020 and 2019",
        ["December 31, 2021 = date 2021-12-31", "2020 = date 2020-12-31", "2019 = date 2019-12-31"],
    ),
    ("March 31 and June 30, 2021", ["March 31 = date 2021-03-31", "June 30, 2021 = date 2021-06-30"]),
    ("June 1-5, 2021", ["June 1 = date 2021-06-01 <low>", "5, 2021 = date 2021-06-05 <high>"]),
    ("May 3 and 4, 2022", ["May 3 = date 2022-05-03", "4, 2022 = date 2022-05-04"]),
    (
        "second and first halves of 2021",
        ["second = date 2021-H2", "first halves of 2021 = date 2021-H1"],
    ),
    ("Q1 and Q2 2023", ["Q1 = date 2023-Q1", "Q2 2023 = date 2023-Q2"]),
    (
        "the first and second quarters of 2022",
        ["first = date 2022-Q1", "second quarters of 2022 = date 2022-Q2"],
    ),
    ("fourth quarter and full year 2022", ["fourth quarter = date 2022-Q4", "2022 = date 2022"]),
    (
        "FOURTH QUARTER AND FISCAL YEAR 2005",
        ["FOURTH QUARTER = date FY2005-Q4", "FISCAL YEAR 2005 = date FY2005"],
    ),
    ("fiscal years 2021 and 2020", ["fiscal years 2021 = date FY2021", "2020 = date FY2020"]),
]

YEARS = [
    ("in 2021", ["2021 = date 2021"]),
    ("the years 2018 to 2020", ["2018 = date 2018 <low>", "2020 = date 2020 <high>"]),
    ("2018-2020", ["2018 = date 2018 <low>", "2020 = date 2020 <high>"]),
    ("2019/20", ["2019 = date 2019 <low>", "20 = date 2020 <high>"]),
    ("between 2003 and 2014", ["2003 = date 2003 <low>", "2014 = date 2014 <high>"]),
    ("mid-2022", ["2022 = date 2022"]),
    ("year-end 2021", ["2021 = date 2021"]),
    ("the 1990s", ["1990s = date 1990"]),
    ("FY21", ["FY21 = date FY2021"]),
    ("FY2021", ["FY2021 = date FY2021"]),
    ("FY 2021", ["FY 2021 = date FY2021"]),
    ("fiscal 2021", ["fiscal 2021 = date FY2021"]),
    ("(“fiscal 2021”)", ["fiscal 2021 = date FY2021"]),
    ("Fiscal Year 2021", ["Fiscal Year 2021 = date FY2021"]),
    ("in 2008 women", ["2008 = date 2008"]),
    ("born in 1840, when", ["1840 = date 1840"]),
]

NOT_YEARS = [
    ("2,021", ["2,021 = number 2021"]),
    ("2021 patients", ["2021 = number 2021 [patient]"]),
    ("$2021", ["$2021 = money 2021 [USD]"]),
    ("2021 shares", ["2021 = number 2021 [share]"]),
    ("more than 2000", ["2000 = number 2000 (over)"]),
    ("n=2000", ["2000 = number 2000 <whole>"]),
    ("a total of 2061 women", ["2061 = number 2061 [woman]"]),
    ("20211", ["20211 = number 20211"]),
    ("2021%", ["2021% = percent 2021 [%]"]),
    ("1899", ["1899 = number 1899"]),
    ("in 1500 patients", ["1500 = number 1500 [patient]"]),
    ("2101", ["2101 = number 2101"]),
]

PARTS = [
    ("Q1 2022", ["Q1 2022 = date 2022-Q1"]),
    ("1Q22", ["1Q22 = date 2022-Q1"]),
    ("Q1'22", ["Q1'22 = date 2022-Q1"]),
    ("Q3 FY23", ["Q3 FY23 = date FY2023-Q3"]),
    ("3QFY23", ["3QFY23 = date FY2023-Q3"]),
    ("H1 2022", ["H1 2022 = date 2022-H1"]),
    ("2H22", ["2H22 = date 2022-H2"]),
    ("4Q", ["4Q = date --Q4"]),
    ("first quarter of 2022", ["first quarter of 2022 = date 2022-Q1"]),
    ("FIRST QUARTER 2022 RESULTS", ["FIRST QUARTER 2022 = date 2022-Q1"]),
    ("the third quarter", ["third quarter = date --Q3"]),
    ("third-quarter revenue", ["third-quarter = date --Q3"]),
    ("3rd quarter 2021", ["3rd quarter 2021 = date 2021-Q3"]),
    ("fourth quarter fiscal 2023", ["fourth quarter fiscal 2023 = date FY2023-Q4"]),
    ("first quarter of fiscal year 2022", ["first quarter of fiscal year 2022 = date FY2022-Q1"]),
    (
        "first quarter of\n          fiscal year 2006",
        ["first quarter of\n          fiscal year 2006 = date FY2006-Q1"],
    ),
    ("2021 third quarter", ["2021 third quarter = date 2021-Q3"]),
    ("2021 Q3", ["2021 Q3 = date 2021-Q3"]),
    ("first half of 2022", ["first half of 2022 = date 2022-H1"]),
    ("the second half", ["second half = date --H2"]),
    ("our third fiscal quarter", ["third fiscal quarter = date --Q3"]),
    ("Q5 2022", ["Q5 = identifier -", "2022 = date 2022"]),
]

TIMES = [
    ("8:00 a.m. ET", ["8:00 a.m. ET = time 480 [ET]"]),
    ("8:00 AM Eastern Time", ["8:00 AM Eastern Time = time 480 [ET]"]),
    ("16:30", ["16:30 = time 990"]),
    ("9 am", ["9 am = time 540"]),
    ("12:15 a.m.", ["12:15 a.m. = time 15"]),
    ("10:00 p.m. (Pacific)", ["10:00 p.m. (Pacific) = time 1320 [PT]"]),
    ("at 2:45pm CEST", ["2:45pm CEST = time 885 [CEST]"]),
    ("25:00", ["25 = number 25", "00 = number 0"]),
    ("ratio of 1:10", ["1 = number 1", "10 = number 10"]),
]

NO_DATES = [
    ("may 5", ["5 = number 5"]),
    ("March 45", ["45 = number 45"]),
    ("2021-13-45", ["2021-13-45 = identifier -"]),
    ("45.12.2021", ["45.12.2021 = identifier -"]),
]

CASES = [*DAYS, *MONTHS, *SHARED, *YEARS, *NOT_YEARS, *PARTS, *TIMES, *NO_DATES]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_reads(readings: Readings, text: str, expected: list[str]) -> None:
    assert readings(text) == expected


def test_a_period_holds_its_parts() -> None:
    quarter, day = (
        quantity.period for quantity in read("the second quarter of fiscal 2022, ended June 30, 2022")
    )
    assert quarter == Period(Grain.QUARTER, 2022, quarter=2, fiscal=True)
    assert day == Period(Grain.DAY, 2022, 6, 30)


def test_a_date_has_no_value_and_a_time_has_minutes() -> None:
    date, time = read("on May 5, 2022 at 1:05 p.m.")
    assert date.value is None
    assert time.value == 13 * 60 + 5
