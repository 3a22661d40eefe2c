"""Every way to write days, months, quarters, years, spans of them, and times."""

from collections.abc import Callable

import pytest

Readings = Callable[[str], list[str]]

DAYS: list[tuple[str, list[str]]] = [
    ("November 16, 2021", ["November 16, 2021 = date 2021-11-16"]),
    ("16 November 2021", ["16 November 2021 = date 2021-11-16"]),
    ("Nov. 16, 2021", ["Nov. 16, 2021 = date 2021-11-16"]),
    ("Nov 16, 2021", ["Nov 16, 2021 = date 2021-11-16"]),
    ("Nov-16-2021", ["Nov-16-2021 = date 2021-11-16"]),
    ("11/16/2021", ["11/16/2021 = date 2021-11-16"]),
    ("11/16/21", ["11/16/21 = date 2021-11-16"]),
    ("11-16-2021", ["11-16-2021 = date 2021-11-16"]),
    ("2021-11-16", ["2021-11-16 = date 2021-11-16"]),
    ("2021/11/16", ["2021/11/16 = date 2021-11-16"]),
    ("16-Nov-21", ["16-Nov-21 = date 2021-11-16"]),
    ("16-Nov-2021", ["16-Nov-2021 = date 2021-11-16"]),
    ("16 Nov 2021", ["16 Nov 2021 = date 2021-11-16"]),
    ("16th November 2021", ["16th November 2021 = date 2021-11-16"]),
    ("the 16th of November, 2021", ["16th of November, 2021 = date 2021-11-16"]),
    ("16th day of November 2021", ["16th day of November 2021 = date 2021-11-16"]),
    ("Tuesday, November 16, 2021", ["November 16, 2021 = date 2021-11-16"]),
    ("NOVEMBER 16, 2021", ["NOVEMBER 16, 2021 = date 2021-11-16"]),
    ("November 16,2021", ["November 16,2021 = date 2021-11-16"]),
    ("November 16th, 2021", ["November 16th, 2021 = date 2021-11-16"]),
    ("Sept. 30, 2021", ["Sept. 30, 2021 = date 2021-09-30"]),
    ("Sep 30, 2021", ["Sep 30, 2021 = date 2021-09-30"]),
    ("February 29, 2020", ["February 29, 2020 = date 2020-02-29"]),
    ("February 30, 2020", ["30 = number 30", "2020 = date 2020"]),
    ("June 30", ["June 30 = date --06-30"]),
    ("20211116", ["20211116 = number 20211116"]),
    ("2021-11-16T08:30", ["2021-11-16 = date 2021-11-16", "T08 = identifier -", "30 = number 30"]),
]
MONTHS: list[tuple[str, list[str]]] = [
    ("November 2021", ["November 2021 = date 2021-11"]),
    ("Nov. 2021", ["Nov. 2021 = date 2021-11"]),
    ("November, 2021", ["November, 2021 = date 2021-11"]),
    ("November of 2021", ["November of 2021 = date 2021-11"]),
    ("late November", []),
    ("late November 2021", ["November 2021 = date 2021-11"]),
    ("mid-November 2021", ["November 2021 = date 2021-11"]),
    ("Nov-21", ["Nov-21 = date --11-21"]),
    ("May 2021", ["May 2021 = date 2021-05"]),
    ("in March", []),
]
YEARS: list[tuple[str, list[str]]] = [
    ("mid-2022", ["2022 = date 2022"]),
    ("early 2022", ["2022 = date 2022"]),
    ("late 2022", ["2022 = date 2022"]),
    ("end of 2022", ["2022 = date 2022"]),
    ("the end of 2022", ["2022 = date 2022"]),
    ("year-end 2021", ["2021 = date 2021"]),
    ("yearend 2021", ["2021 = date 2021"]),
    ("by 2025", ["2025 = date 2025"]),
    ("in 2021", ["2021 = date 2021"]),
    ("calendar 2021", ["2021 = date 2021"]),
    ("calendar year 2021", ["2021 = date 2021"]),
    ("CY2021", ["CY2021 = date 2021"]),
    ("full-year 2021", ["2021 = date 2021"]),
    ("full year 2021", ["2021 = date 2021"]),
    ("FY21", ["FY21 = date FY2021"]),
    ("FY2021", ["FY2021 = date FY2021"]),
    ("FY 21", ["FY 21 = date FY2021"]),
    ("FY'21", ["FY'21 = date FY2021"]),
    ("fiscal 2021", ["fiscal 2021 = date FY2021"]),
    ("fiscal year 2021", ["fiscal year 2021 = date FY2021"]),
    ("Fiscal Year 2021", ["Fiscal Year 2021 = date FY2021"]),
    ("fiscal 2021 and 2020", ["fiscal 2021 = date FY2021", "2020 = date FY2020"]),
    ("2021E", ["2021E = date 2021"]),
    ("Series 2019A bonds", ["Series 2019A = identifier -"]),
    ("since 2015", ["2015 = date 2015"]),
    ("class of 2021", ["2021 = date 2021"]),
    ("the 2020s", ["2020s = date 2020"]),
    ("2021", ["2021 = date 2021"]),
    ("an increase over 2017", ["2017 = date 2017"]),
    ("beyond 2023", ["2023 = date 2023"]),
    ("over 2017 people", ["2017 = number 2017 [person] (over)"]),
    ("over 2017 of them", ["2017 = number 2017 (over)"]),
    ("(2021)", ["2021 = date 2021"]),
    ("2021:", ["2021 = date 2021"]),
    ("$2,021", ["$2,021 = money 2021 [USD]"]),
]
PARTS: list[tuple[str, list[str]]] = [
    ("Q1 2022", ["Q1 2022 = date 2022-Q1"]),
    ("1Q22", ["1Q22 = date 2022-Q1"]),
    ("1Q 2022", ["1Q 2022 = date 2022-Q1"]),
    ("1Q2022", ["1Q2022 = date 2022-Q1"]),
    ("Q1'22", ["Q1'22 = date 2022-Q1"]),
    ("Q1 '22", ["Q1 '22 = date 2022-Q1"]),
    ("Q1’22", ["Q1’22 = date 2022-Q1"]),
    ("Q1-2022", ["Q1-2022 = date 2022-Q1"]),
    ("Q1/22", ["Q1/22 = date 2022-Q1"]),
    ("Q1FY22", ["Q1FY22 = date FY2022-Q1"]),
    ("Q1 FY2022", ["Q1 FY2022 = date FY2022-Q1"]),
    ("first quarter of fiscal 2022", ["first quarter of fiscal 2022 = date FY2022-Q1"]),
    ("first quarter of 2022", ["first quarter of 2022 = date 2022-Q1"]),
    ("first quarter 2022", ["first quarter 2022 = date 2022-Q1"]),
    ("first-quarter 2022", ["first-quarter 2022 = date 2022-Q1"]),
    ("first fiscal quarter of 2022", ["first fiscal quarter of 2022 = date FY2022-Q1"]),
    ("fiscal first quarter 2022", ["first quarter 2022 = date 2022-Q1"]),
    (
        "fourth quarter ended December 31, 2021",
        ["fourth quarter = date --Q4", "December 31, 2021 = date 2021-12-31"],
    ),
    ("the 4th quarter of 2021", ["4th quarter of 2021 = date 2021-Q4"]),
    ("H1 2025", ["H1 2025 = date 2025-H1"]),
    ("1H25", ["1H25 = date 2025-H1"]),
    ("2H25", ["2H25 = date 2025-H2"]),
    ("2H 2025", ["2H 2025 = date 2025-H2"]),
    ("first half of 2025", ["first half of 2025 = date 2025-H1"]),
    ("first half 2025", ["first half 2025 = date 2025-H1"]),
    ("the second half of fiscal 2025", ["second half of fiscal 2025 = date FY2025-H2"]),
    ("Q1 and Q2 of 2022", ["Q1 = date 2022-Q1", "Q2 of 2022 = date 2022-Q2"]),
    ("Q1-Q3 2022", ["Q1 = date 2022-Q1 <low>", "Q3 2022 = date 2022-Q3 <high>"]),
    ("2022 Q1", ["2022 Q1 = date 2022-Q1"]),
    ("2022Q1", ["2022Q1 = date 2022-Q1"]),
]
SPANS: list[tuple[str, list[str]]] = [
    (
        "six months ended June 30, 2025",
        ["six months = duration 6 [month]", "June 30, 2025 = date 2025-06-30"],
    ),
    (
        "the three months ended September 30, 2021 and 2020",
        [
            "three months = duration 3 [month]",
            "September 30, 2021 = date 2021-09-30",
            "2020 = date 2020-09-30",
        ],
    ),
    (
        "Three Months Ended June 30, 2021",
        ["Three Months = duration 3 [month]", "June 30, 2021 = date 2021-06-30"],
    ),
    ("September 30, 2021 and 2020", ["September 30, 2021 = date 2021-09-30", "2020 = date 2020-09-30"]),
    (
        "September 30, 2021 and December 31, 2020",
        ["September 30, 2021 = date 2021-09-30", "December 31, 2020 = date 2020-12-31"],
    ),
    ("2021-2023", ["2021 = date 2021 <low>", "2023 = date 2023 <high>"]),
    ("2021–23", ["2021 = date 2021 <low>", "23 = date 2023 <high>"]),
    ("2020/21", ["2020 = date 2020 <low>", "21 = date 2021 <high>"]),
    ("the years 2019 through 2021", ["2019 = date 2019 <low>", "2021 = date 2021 <high>"]),
    ("between 2019 and 2021", ["2019 = date 2019 <low>", "2021 = date 2021 <high>"]),
    ("from 2019 to 2021", ["2019 = date 2019 <low>", "2021 = date 2021 <high>"]),
    (
        "from June 1, 2021 through June 30, 2021",
        ["June 1, 2021 = date 2021-06-01 <low>", "June 30, 2021 = date 2021-06-30 <high>"],
    ),
    (
        "June 1 through June 30, 2021",
        ["June 1 = date 2021-06-01 <low>", "June 30, 2021 = date 2021-06-30 <high>"],
    ),
    ("June 6-9, 2021", ["June 6 = date 2021-06-06 <low>", "9, 2021 = date 2021-06-09 <high>"]),
    (
        "years ended December 31, 2021, 2020 and 2019",
        ["December 31, 2021 = date 2021-12-31", "2020 = date 2020-12-31", "2019 = date 2019-12-31"],
    ),
    ("as of December 31, 2021 or 2020", ["December 31, 2021 = date 2021-12-31", "2020 = date 2020-12-31"]),
    ("in 2021, 2020 and 2019", ["2021 = date 2021", "2020 = date 2020", "2019 = date 2019"]),
    ("first and second quarter of 2022", ["first = date 2022-Q1", "second quarter of 2022 = date 2022-Q2"]),
    (
        "the 52 weeks ended January 1, 2022",
        ["52 weeks = duration 52 [week]", "January 1, 2022 = date 2022-01-01"],
    ),
]
TIMES: list[tuple[str, list[str]]] = [
    ("8:00 a.m. ET", ["8:00 a.m. ET = time 480 [ET]"]),
    ("8:00 a.m. Eastern Time", ["8:00 a.m. Eastern Time = time 480 [ET]"]),
    ("8:30 am EST", ["8:30 am EST = time 510 [ET]"]),
    ("8:30AM", ["8:30AM = time 510"]),
    ("4:30 p.m. (ET)", ["4:30 p.m. (ET) = time 990 [ET]"]),
    ("5 p.m. Pacific Time", ["5 p.m. Pacific Time = time 1020 [PT]"]),
    ("16:30 UTC", ["16:30 UTC = time 990 [UTC]"]),
    ("08:30 GMT", ["08:30 GMT = time 510 [GMT]"]),
    ("12:00 noon", ["12:00 = time 720"]),
    ("12 p.m.", ["12 p.m. = time 720"]),
    ("11:59 p.m., New York City time", ["11:59 p.m. = time 1439"]),
    ("13:00:05", ["13:00:05 = time 780"]),
]

CASES = {"days": DAYS, "months": MONTHS, "years": YEARS, "parts": PARTS, "spans": SPANS, "times": TIMES}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=f"{name}: {case[0]}") for name, cases in CASES.items() for case in cases],
)
def test_reads(readings: Readings, text: str, expected: list[str]) -> None:
    assert readings(text) == expected
