"""What the reader makes of amounts, units, ranges, intervals and statistics."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from summarizer.document import Span
from summarizer.numbers.quantity import Kind, Qualifier, Role
from summarizer.numbers.reader import read

Readings = Callable[[str], list[str]]

NUMBERS = [
    ("enrolled 106 patients", ["106 = number 106 [patient]"]),
    (
        "in 1,234 of 5,678 centres",
        ["1,234 = number 1234 [centre] <part>", "5,678 = number 5678 [centre] <whole>"],
    ),
    ("a factor of 0.75", ["0.75 = number 0.75"]),
    ("a score of 12.50 points", ["12.50 = number 12.50 [point]"]),
    ("1,50,000 rupees", ["1,50,000 rupees = money 150000 [INR]"]),
    ("1'234'567 units", ["1'234'567 = number 1234567 [unit]"]),
    ("worth 1.234.567,89", ["1.234.567,89 = number 1234567.89"]),
    ("p = 0,05", ["0,05 = number 0.05 <p-value>"]),
    ("12,5% of sales", ["12,5% = percent 12.5 [%]"]),
    ("€1,5 million", ["€1,5 million = money 1500000 [EUR]"]),
    ("5 mln users and 3.2bn views", ["5 mln = number 5000000 [user]", "3.2bn = number 3200000000 [view]"]),
    ("10 x 10^9 cells", ["10 x 10^9 = number 10000000000 [cell]"]),
    ("1.5 × 10⁹/L", ["1.5 × 10⁹ = number 1500000000"]),
    ("4½% notes and 6 5/8% notes", ["4½% = percent 4.5 [%]", "6 5/8% = percent 6.625 [%]"]),
    ("2 1/2 years", ["2 1/2 years = duration 2.5 [year]"]),
    ("2 and a half years", ["2 and a half years = duration 2.5 [year]"]),
    ("1,2,3", ["1 = number 1", "2 = number 2", "3 = number 3"]),
    ("1\u00a0234\u00a0567 shares", ["1\u00a0234\u00a0567 = number 1234567 [share]"]),
    ("1\u2009000 patients", ["1\u2009000 = number 1000 [patient]"]),
    ("1\u00a0 234", ["1 = number 1", "234 = number 234"]),
    ("½ of them", ["½ = number 0.5"]),
    ("P ¼ 0.03", ["0.03 = number 0.03"]),
    ("１２３ units", ["１２３ = number 123 [unit]"]),
    ("٣٫٥ units", ["٣٫٥ = number 3.5 [unit]"]),
    ("5.2million", ["5.2million = number 5200000"]),
    ("1,234 full-time employees", ["1,234 = number 1234 [employee]"]),
    ("106 evaluable patients", ["106 = number 106 [patient]"]),
    ("20 in the control arm", ["20 = number 20"]),
]

SHARES_OF = [
    ("32.4 % of patients", ["32.4 % = percent 32.4 [%]"]),
    ("50 per cent", ["50 per cent = percent 50 [%]"]),
    ("up 40 basis points to 3.25%", ["40 basis points = points 40 [bp]", "3.25% = percent 3.25 [%]"]),
    ("down 1.5 percentage points", ["1.5 percentage points = points 1.5 [pp]"]),
    ("a 25-bps cut", ["25-bps = points 25 [bp]"]),
    ("50pc less", ["50pc = percent 50 [%]"]),
    ("3.2x", ["3.2x = multiple 3.2 [x]"]),
    ("3.2 x", ["3.2 x = multiple 3.2 [x]"]),
    ("1.5 times the upper limit", ["1.5 times = multiple 1.5 [x]"]),
    ("three times daily", ["three = number 3 [time]"]),
    ("10-fold", ["10-fold = multiple 10 [x]"]),
]

MONEY = [
    ("$1.2 billion", ["$1.2 billion = money 1200000000 [USD]"]),
    ("US$ 478.8M", ["US$ 478.8M = money 478800000 [USD]"]),
    ("€3bn", ["€3bn = money 3000000000 [EUR]"]),
    ("$1.2bn", ["$1.2bn = money 1200000000 [USD]"]),
    ("$.05", ["$.05 = money 0.05 [USD]"]),
    ("£11billion", ["£11billion = money 11000000000 [GBP]"]),
    (
        "C$5 million and HK$3.2 million",
        ["C$5 million = money 5000000 [CAD]", "HK$3.2 million = money 3200000 [HKD]"],
    ),
    ("$3.61 per share", ["$3.61 per share = money 3.61 [USD/share]"]),
    ("$31.80 a share", ["$31.80 a share = money 31.80 [USD/share]"]),
    ("$1.49 per diluted share", ["$1.49 per diluted share = money 1.49 [USD/share]"]),
    ("$0.25/share", ["$0.25/share = money 0.25 [USD/share]"]),
    ("$ 5,686", ["$ 5,686 = money 5686 [USD]"]),
    ("478.8 million dollars", ["478.8 million dollars = money 478800000 [USD]"]),
    ("10 million euros", ["10 million euros = money 10000000 [EUR]"]),
    ("USD 5 million", ["USD 5 million = money 5000000 [USD]"]),
    ("RMB 12,000", ["RMB 12,000 = money 12000 [CNY]"]),
    ("25 cents per share", ["25 cents per share = money 0.25 [USD/share]"]),
    ("5€ and 10 €", ["5€ = money 5 [EUR]", "10 € = money 10 [EUR]"]),
    ("200 million pounds", ["200 million pounds = money 200000000 [GBP]"]),
    ("Rs. 500", ["Rs. 500 = money 500 [INR]"]),
    ("25¢", ["25¢ = money 0.25 [USD]"]),
    ("$5 billion billion", ["$5 billion = money 5000000000 [USD]"]),
]

NEGATIVE = [
    ("a loss of $(92,000)", ["$(92,000) = money -92000 [USD]"]),
    ("$(3.61) per share", ["$(3.61) per share = money -3.61 [USD/share]"]),
    ("was ($3.61) per share", ["($3.61) per share = money -3.61 [USD/share]"]),
    ("cash ($0.25 per share)", ["$0.25 per share = money 0.25 [USD/share]"]),
    ("(12.5)% change", ["(12.5)% = percent -12.5 [%]"]),
    ("fell -2.1%", ["-2.1% = percent -2.1 [%]"]),
    ("fell −2.1%", ["−2.1% = percent -2.1 [%]"]),
    ("was (5.7%)", ["(5.7%) = percent -5.7 [%]"]),
    ("in 5 patients (5.7%)", ["5 = number 5 [patient]", "5.7% = percent 5.7 [%]"]),
    ("a change of (92,000)", ["(92,000) = number -92000"]),
    ("-$5.2 million", ["-$5.2 million = money -5200000 [USD]"]),
    ("$-5", ["$-5 = money -5 [USD]"]),
    ("5.9 (4.2)", ["5.9 = number 5.9", "4.2 = number 4.2"]),
    ("Net loss  (1,234)  (997)", ["(1,234) = number -1234", "(997) = number -997"]),
    ("| (1,234) | (997) |", ["(1,234) = number -1234", "(997) = number -997"]),
    ("(106 patients)", ["106 = number 106 [patient]"]),
    ("thirty-five (35%) of", ["thirty-five = number 35", "35% = percent 35 [%]"]),
    ("grew—5% of it abroad", ["5% = percent 5 [%]"]),
]

RANGES = [
    (
        "5.7 to just above 7 months",
        ["5.7 = duration 5.7 [month] <low>", "7 months = duration 7 [month] (over) <high>"],
    ),
    ("22.4–41.9", ["22.4 = number 22.4 <low>", "41.9 = number 41.9 <high>"]),
    ("4% to 7%", ["4% = percent 4 [%] <low>", "7% = percent 7 [%] <high>"]),
    ("6-9%", ["6 = percent 6 [%] <low>", "9% = percent 9 [%] <high>"]),
    ("between 3 and 5 million", ["3 = number 3000000 <low>", "5 million = number 5000000 <high>"]),
    ("$20 to $25 million", ["$20 = money 20000000 [USD] <low>", "$25 million = money 25000000 [USD] <high>"]),
    ("$20-25 million", ["$20 = money 20000000 [USD] <low>", "25 million = money 25000000 [USD] <high>"]),
    (
        "$500,000 to $1 million",
        ["$500,000 = money 500000 [USD] <low>", "$1 million = money 1000000 [USD] <high>"],
    ),
    ("one to two prior lines", ["one = number 1 [line] <low>", "two = number 2 [line] <high>"]),
    ("ranged from 5 to 10 mg", ["5 = measure 5 [mg] <low>", "10 mg = measure 10 [mg] <high>"]),
    ("increased from 5% to 7%", ["5% = percent 5 [%]", "7% = percent 7 [%]"]),
    ("the dividend rose from $0.14 to $0.16", ["$0.14 = money 0.14 [USD]", "$0.16 = money 0.16 [USD]"]),
    (
        "rose $5 million to $20 million",
        ["$5 million = money 5000000 [USD]", "$20 million = money 20000000 [USD]"],
    ),
    ("-0.7 to -0.3", ["-0.7 = number -0.7 <low>", "-0.3 = number -0.3 <high>"]),
    ("-0.7–-0.3", ["-0.7 = number -0.7 <low>", "-0.3 = number -0.3 <high>"]),
    ("aged 18 to 65 years", ["18 = duration 18 [year] <low>", "65 years = duration 65 [year] <high>"]),
    ("5, 10 and 20 mg", ["5 = measure 5 [mg]", "10 = measure 10 [mg]", "20 mg = measure 20 [mg]"]),
    ("51 and 48% of patients", ["51 = percent 51 [%]", "48% = percent 48 [%]"]),
    (
        "$5.2 and $6.1 million, respectively",
        ["$5.2 = money 5200000 [USD]", "$6.1 million = money 6100000 [USD]"],
    ),
    ("7 to 5", ["7 = number 7", "5 = number 5"]),
]

INTERVALS = [
    ("(CI 0.5, 0.9)", ["0.5 = number 0.5 <low>", "0.9 = number 0.9 <high>"]),
    (
        "between $3 and 5 million",
        ["$3 = money 3000000 [USD] <low>", "5 million = money 5000000 [USD] <high>"],
    ),
    ("week 12 to 24", ["week 12 = duration 12 [week] <low>", "24 = duration 24 [week] <high>"]),
    ("3 of 2 patients", ["3 = number 3", "2 = number 2 [patient]"]),
    ("1 of 2.5", ["1 = number 1", "2.5 = number 2.5"]),
    (
        "32.4% (95% confidence interval [CI]: 23.6%, 42.2%)",
        [
            "32.4% = percent 32.4 [%]",
            "95% = percent 95 [%] <level>",
            "23.6% = percent 23.6 [%] <low>",
            "42.2% = percent 42.2 [%] <high>",
        ],
    ),
    (
        "5.9 months (95% CI: 5.6, 7.7)",
        [
            "5.9 months = duration 5.9 [month]",
            "95% = percent 95 [%] <level>",
            "5.6 = duration 5.6 [month] <low>",
            "7.7 = duration 7.7 [month] <high>",
        ],
    ),
    (
        "HR 0.56 (95% CI 0.41–0.78; p=0.002)",
        [
            "0.56 = number 0.56",
            "95% = percent 95 [%] <level>",
            "0.41 = number 0.41 <low>",
            "0.78 = number 0.78 <high>",
            "0.002 = number 0.002 <p-value>",
        ],
    ),
    ("0.56 (0.41 to 0.78)", ["0.56 = number 0.56", "0.41 = number 0.41 <low>", "0.78 = number 0.78 <high>"]),
    (
        "difference -0.53 (90% CI, -0.7 to -0.3)",
        [
            "-0.53 = number -0.53",
            "90% = percent 90 [%] <level>",
            "-0.7 = number -0.7 <low>",
            "-0.3 = number -0.3 <high>",
        ],
    ),
    (
        "(CI 95%: 0.5-0.9)",
        ["95% = percent 95 [%] <level>", "0.5 = number 0.5 <low>", "0.9 = number 0.9 <high>"],
    ),
    (
        "31.6% (95 % CI: 22.4, 41.9)",
        [
            "31.6% = percent 31.6 [%]",
            "95 % = percent 95 [%] <level>",
            "22.4 = percent 22.4 [%] <low>",
            "41.9 = percent 41.9 [%] <high>",
        ],
    ),
    ("the interval [23.6, 42.2]", ["23.6 = number 23.6 <low>", "42.2 = number 42.2 <high>"]),
    ("5.2 ± 1.3 kg", ["5.2 = measure 5.2 [kg]", "1.3 kg = measure 1.3 [kg] <spread>"]),
    ("5.2 kg ± 1.3", ["5.2 kg = measure 5.2 [kg]", "1.3 = measure 1.3 [kg] <spread>"]),
    ("5.2 +/- 1.3", ["5.2 = number 5.2", "1.3 = number 1.3 <spread>"]),
    (
        "median 12 months (range, 3 to 29)",
        [
            "12 months = duration 12 [month]",
            "3 = duration 3 [month] <low>",
            "29 = duration 29 [month] <high>",
        ],
    ),
    ("the 95% CIs were wide", ["95% = percent 95 [%] <level>"]),
]

STATISTICS = [
    ("p<0.001", ["0.001 = number 0.001 (under) <p-value>"]),
    ("P = .03", [".03 = number 0.03 <p-value>"]),
    ("(p-value of 0.04)", ["0.04 = number 0.04 <p-value>"]),
    ("p≤0·017", ["0·017 = number 0.017 (at most) <p-value>"]),
    ("n=34", ["34 = number 34 <whole>"]),
    ("N = 1,234", ["1,234 = number 1234 <whole>"]),
    ("(n = 34; 32%)", ["34 = number 34 <whole>", "32% = percent 32 [%]"]),
    ("34 of 105 patients", ["34 = number 34 [patient] <part>", "105 = number 105 [patient] <whole>"]),
    ("34/105", ["34 = number 34 <part>", "105 = number 105 <whole>"]),
    ("5 out of 10", ["5 = number 5 <part>", "10 = number 10 <whole>"]),
    ("1 in 5 women", ["1 = number 1 [woman] <part>", "5 = number 5 [woman] <whole>"]),
    (
        "34 of the 105 patients (32%)",
        ["34 = number 34 [patient] <part>", "105 = number 105 [patient] <whole>", "32% = percent 32 [%]"],
    ),
    ("120/80 mmHg", ["120 = measure 120 [mmHg]", "80 mmHg = measure 80 [mmHg]"]),
    ("randomized 2:1", ["2 = number 2", "1 = number 1"]),
]

QUALIFIERS = [
    ("more than 700 patients", ["700 = number 700 [patient] (over)"]),
    ("nearly half", ["half = number 0.5 (nearly)"]),
    ("just above 7 months", ["7 months = duration 7 [month] (over)"]),
    ("just under 5%", ["5% = percent 5 [%] (nearly)"]),
    ("at least 10", ["10 = number 10 (at least)"]),
    ("no less than 10", ["10 = number 10 (at least)"]),
    ("no more than 10", ["10 = number 10 (at most)"]),
    ("not more than $5 million", ["$5 million = money 5000000 [USD] (at most)"]),
    ("as many as 300", ["300 = number 300 (at most)"]),
    ("up to three regimens", ["three = number 3 [regimen] (at most)"]),
    ("approximately 5%", ["5% = percent 5 [%] (about)"]),
    ("about 5", ["5 = number 5 (about)"]),
    ("around six months", ["six months = duration 6 [month] (about)"]),
    ("roughly $3 million", ["$3 million = money 3000000 [USD] (about)"]),
    ("~20", ["20 = number 20 (about)"]),
    ("an ORR above 30%", ["30% = percent 30 [%] (over)"]),
    ("a rate below 10%", ["10% = percent 10 [%] (under)"]),
    ("less than 5%", ["5% = percent 5 [%] (under)"]),
    ("fewer than 10 patients", ["10 = number 10 [patient] (under)"]),
    ("in excess of $1 billion", ["$1 billion = money 1000000000 [USD] (over)"]),
    (">50%", ["50% = percent 50 [%] (over)"]),
    ("≥18 years", ["18 years = duration 18 [year] (at least)"]),
    (">= 3", ["3 = number 3 (at least)"]),
    ("< 0.5", ["0.5 = number 0.5 (under)"]),
    ("18 years or older", ["18 years = duration 18 [year] (at least)"]),
    ("5 or more", ["5 = number 5 (at least)"]),
    ("65 and over", ["65 = number 65 (at least)"]),
    ("10 or fewer", ["10 = number 10 (at most)"]),
    ("5+ years", ["5+ years = duration 5 [year] (at least)"]),
    ("over the past five years", ["five years = duration 5 [year]"]),
    ("over 12 weeks", ["12 weeks = duration 12 [week]"]),
    ("over 500 stores", ["500 = number 500 [store] (over)"]),
    ("close to 90%", ["90% = percent 90 [%] (about)"]),
    ("a maximum of 20 years", ["20 years = duration 20 [year] (at most)"]),
    ("almost twice", ["twice = multiple 2 [x] (nearly)"]),
]

GRADES = [
    ("6% grade 3+", ["6% = percent 6 [%]", "3 = number 3 [grade] (at least) <grade>"]),
    ("Grade 3 or higher", ["3 = number 3 [grade] (at least) <grade>"]),
    ("Grade 3/4 events", ["3 = number 3 [grade] <grade>", "4 = number 4 [grade] <grade>"]),
    ("grade ≥3 neutropenia", ["3 = number 3 [grade] (at least) <grade>"]),
    ("Grades 3-4", ["3 = number 3 [grade] <grade>", "4 = number 4 [grade] <grade>"]),
    ("grade 3 or 4 diarrhoea", ["3 = number 3 [grade] <grade>", "4 = number 4 [grade] <grade>"]),
    ("grade three toxicity", ["three = number 3 [grade] <grade>"]),
]

UNITS = [
    ("19-year-old girl", ["19-year-old = duration 19 [year]"]),
    ("a 30-day notice", ["30-day = duration 30 [day]"]),
    ("12-month follow-up", ["12-month = duration 12 [month]"]),
    ("40ft high", ["40ft = measure 40 [foot]"]),
    ("40 ft.", ["40 ft = measure 40 [foot]"]),
    ("100 mg/kg", ["100 mg/kg = measure 100 [mg/kg]"]),
    ("10 mg/m2 daily", ["10 mg/m2 = measure 10 [mg/m²]"]),
    ("5.2 million shares", ["5.2 million = number 5200000 [share]"]),
    ("2.5 million barrels per day", ["2.5 million barrels per day = measure 2500000 [barrel/day]"]),
    ("80 square feet", ["80 square feet = measure 80 [square foot]"]),
    ("500 sq ft", ["500 sq ft = measure 500 [square foot]"]),
    ("60 miles per hour", ["60 miles per hour = measure 60 [mile/h]"]),
    ("300 MW", ["300 MW = measure 300 [MW]"]),
    ("1.2 tons", ["1.2 tons = measure 1.2 [ton]"]),
    ("10 business days", ["10 business days = duration 10 [business day]"]),
    ("37°C", ["37°C = measure 37 [°C]"]),
    ("-20 °C", ["-20 °C = measure -20 [°C]"]),
    ("6.5 kg/m²", ["6.5 kg/m² = measure 6.5 [kg/m²]"]),
    ("95 mg/dL", ["95 mg/dL = measure 95 [mg/dL]"]),
    ("25km", ["25km = measure 25 [km]"]),
    ("the 24-hour period", ["24-hour = duration 24 [hour]"]),
    ("at Week 24", ["Week 24 = duration 24 [week]"]),
    ("weeks 12 and 24", ["weeks 12 = duration 12 [week]", "24 = duration 24 [week]"]),
    ("on Day 1", ["Day 1 = duration 1 [day]"]),
    ("per day 10 mg", ["10 mg = measure 10 [mg]"]),
    ("five-year plan", ["five-year = duration 5 [year]"]),
    ("694 calories", ["694 = number 694 [calorie]"]),
    ("2.2 years old", ["2.2 years old = duration 2.2 [year]"]),
]

ATTACHED = [
    ("5million users", ["5million = number 5000000 [user]"]),
    ("106patients", ["106 = number 106 [patient]"]),
    ("in her 40s", ["40 = number 40"]),
    ("an area of 30m2", ["30m2 = measure 30 [m²]"]),
    ("5cm2 and 3m3", ["5cm2 = measure 5 [cm²]", "3m3 = measure 3 [m³]"]),
    ("12st 4lb", ["12st = measure 12 [stone]", "4lb = measure 4 [lb]"]),
    ("72th hour", ["72th = ordinal 72"]),
    ("5 g/dL", ["5 g/dL = measure 5 [g/dL]"]),
    ("3 L of water", ["3 L = measure 3 [L]"]),
    ("a 12-patient trial", ["12 = number 12 [patient]"]),
    ("a 25-basis-point cut", ["25-basis-point = points 25 [bp]"]),
    ("a $5-million loan", ["$5-million = money 5000000 [USD]"]),
    ("a 5-million-share offering", ["5-million = number 5000000 [share]"]),
    ("5 million U.S. dollars", ["5 million U.S. dollars = money 5000000 [USD]"]),
    ("10 US dollars", ["10 US dollars = money 10 [USD]"]),
    ("$5M USD", ["$5M USD = money 5000000 [USD]"]),
    ("$5 million CAD", ["$5 million CAD = money 5000000 [CAD]"]),
    ("100 RMB", ["100 RMB = money 100 [CNY]"]),
    ("$5 per barrel", ["$5 per barrel = money 5 [USD/barrel]"]),
    ("$5/month", ["$5 = money 5 [USD]"]),
    ("$5 M", ["$5 M = money 5000000 [USD]"]),
    ("$5xyz", ["$5 = money 5 [USD]"]),
    ("5.5xyz", ["5.5 = number 5.5"]),
    ("3.2 times EBITDA", ["3.2 times = multiple 3.2 [x]"]),
]


EMPHASISED = [
    ("was _31.6%_", ["31.6% = percent 31.6 [%]"]),
    ("__99 months__ in _700_ patients", ["99 months = duration 99 [month]", "700 = number 700 [patient]"]),
    ("**$293.6** million", ["$293.6** million = money 293600000 [USD]"]),
    ("$**293.6** million", ["$**293.6** million = money 293600000 [USD]"]),
    ("**293.6**%", ["293.6**% = percent 293.6 [%]"]),
    ("**-5**% or **_7_**%", ["-5**% = percent -5 [%]", "7_**% = percent 7 [%]"]),
    ("**five** _million_", ["five** _million = number 5000000"]),
    ("FIGURE_12", ["FIGURE_12 = identifier -"]),
    ("net_sales_2024", ["net_sales_2024 = identifier -"]),
    ("12.5* patients", ["12.5 = number 12.5"]),
]

MONTHS = [
    ("FCF (6M): $5", ["6M = duration 6 [month]", "$5 = money 5 [USD]"]),
    ("**FCF (6M):** $5", ["6M = duration 6 [month]", "$5 = money 5 [USD]"]),
    ("9M FY24", ["9M = duration 9 [month]", "FY24 = date FY2024"]),
    ("12M ended May 2024", ["12M = duration 12 [month]", "May 2024 = date 2024-05"]),
    ("- 6M: $5", ["6M = duration 6 [month]", "$5 = money 5 [USD]"]),
    ("six million (6M) users", ["six million = number 6000000", "6M = number 6000000"]),
    (
        "sold 6M: 3M users and 5M",
        [
            "6M = number 6000000",
            "3M = number 3000000 [user]",
            "5M = number 5000000",
        ],
    ),
    ("units (7M)", ["7M = number 7000000"]),
]

FOOTNOTES = [
    ("was 5%[^31] and[^1].", ["5% = percent 5 [%]", "31 = identifier -", "1 = identifier -"]),
    ("[^31]: Form 10-K", ["31 = identifier -", "Form 10-K = identifier -"]),
]

GLUED = [
    ("was31.6%", ["31.6% = percent 31.6 [%]"]),
    ("x31.6% and was31%", ["31.6% = percent 31.6 [%]", "31% = percent 31 [%]"]),
    ("ORR31.6%", ["31.6% = percent 31.6 [%]"]),
    ("was-31.6%", ["31.6% = percent 31.6 [%]"]),
    ("was1,234.5%", ["1,234.5% = percent 1234.5 [%]"]),
    ("was31.6", ["31.6 = number 31.6"]),
    ("median5.9 months", ["5.9 months = duration 5.9 [month]"]),
    ("of106 patients", ["106 = number 106 [patient]"]),
    ("to10 million", ["10 million = number 10000000"]),
    ("Ki67% and FEV1%", ["Ki67 = identifier -", "FEV1 = identifier -"]),
    ("IMGN853, B2B, CO2 and x86", [f"{name} = identifier -" for name in ("IMGN853", "B2B", "CO2", "x86")]),
    ("V2.0, v2.0 and python3.11", [f"{name} = identifier -" for name in ("V2.0", "v2.0", "python3.11")]),
    ("PM2.5 and pm2.5 levels", ["PM2.5 = identifier -", "pm2.5 = identifier -"]),
    ("EX-99.1, COVID-19", ["EX-99.1 = identifier -", "COVID-19 = identifier -"]),
    ("a4 paper, in2024", ["a4 = identifier -", "in2024 = identifier -"]),
]

CASES = {
    "numbers": NUMBERS,
    "parts": SHARES_OF,
    "money": MONEY,
    "negative": NEGATIVE,
    "ranges": RANGES,
    "intervals": INTERVALS,
    "statistics": STATISTICS,
    "qualifiers": QUALIFIERS,
    "grades": GRADES,
    "units": UNITS,
    "attached": ATTACHED,
    "emphasised": EMPHASISED,
    "glued": GLUED,
    "months": MONTHS,
    "footnotes": FOOTNOTES,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=f"{name}: {case[0]}") for name, cases in CASES.items() for case in cases],
)
def test_reads(readings: Readings, text: str, expected: list[str]) -> None:
    assert readings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(1,234)", ["(1,234) = number -1234"]),
        ("(12)", ["(12) = number -12"]),
        ("$(0.05)", ["$(0.05) = money -0.05 [USD]"]),
        ("(5.7%)", ["(5.7%) = percent -5.7 [%]"]),
        ("(5.7)%", ["(5.7)% = percent -5.7 [%]"]),
        ("34 (32.4)", ["34 = number 34", "32.4 = number 32.4"]),
        ("1,234", ["1,234 = number 1234"]),
        ("—", []),
    ],
)
def test_brackets_mean_minus_in_a_cell(cell_readings: Readings, text: str, expected: list[str]) -> None:
    assert cell_readings(text) == expected


def test_all_that_a_quantity_says() -> None:
    first, second = read("guidance of $20 to $25.5 million")
    assert (first.span, second.span) == (Span(12, 15), Span(19, 32))
    assert first.kind is second.kind is Kind.MONEY
    assert (first.value, second.value) == (Decimal(20_000_000), Decimal(25_500_000))
    assert (first.step, second.step) == (Decimal(1_000_000), Decimal(100_000))
    assert first.scale == second.scale == Decimal(1_000_000)
    assert (first.role, second.role) == (Role.LOW, Role.HIGH)
    assert first.group == second.group == 12
    assert not first.table_scale
    assert not first.is_word


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("32.4%", "0.1"), ("32%", "1"), ("$1.2 billion", "1E8"), ("1,200", "1"), ("$.05", "0.01"),
        ("five", "1"),
        ("half of it", "0"), ("two and a half", "0"), ("25 cents", "0.01"), ("3 million", "1E6"),
    ],
)  # fmt: skip
def test_one_unit_of_the_last_place(text: str, step: str) -> None:
    assert read(text)[0].step == Decimal(step)


def test_scaled_values_are_printed_without_an_exponent() -> None:
    assert [str(q.value) for q in read("$1.2 billion, 3 million and 25 cents")] == [
        "1200000000",
        "3000000",
        "0.25",
    ]


def test_groups_join_what_belongs_together() -> None:
    text = "32.4% (95% CI: 23.6%, 42.2%) in 34 of 105 patients"
    estimate, level, low, high, part, whole = read(text)
    assert estimate.group == -1
    assert level.group == low.group == high.group == level.span.start
    assert part.group == whole.group == part.span.start


def test_a_part_of_a_text_is_read_as_though_nothing_stood_about_it() -> None:
    text = "more than 700 patients, 5% of them"
    (quantity,) = read(text, 10, 13)
    assert quantity.text == "700"
    assert quantity.span == Span(10, 13)
    assert quantity.qualifier is Qualifier.NONE
    assert quantity.unit == ""


def test_a_unit_is_not_taken_from_the_next_row() -> None:
    assert [q.unit for q in read("Enrolled  106\nPatients treated  98\n")] == ["", ""]


def test_a_unit_is_taken_across_a_line_break_in_prose() -> None:
    text = (
        "The company said on Tuesday that its revenue had risen to $1.2\n"
        "billion in the quarter just ended, and that the remaining 12\n"
        "months would do."
    )
    money, duration = read(text)
    assert money.value == Decimal(1_200_000_000)
    assert (duration.text, duration.unit) == ("12\nmonths", "month")


def test_invisible_characters_do_not_part_a_number() -> None:
    text = "up 1\u200b2.\u00ad5\u2060% to \u200e$3"
    percent, money = read(text)
    assert percent.text == "1\u200b2.\u00ad5\u2060%"
    assert (percent.value, percent.unit) == (Decimal("12.5"), "%")
    assert text[money.span.start : money.span.end] == money.text == "$3"


@pytest.mark.parametrize("text", ["", " ", "\n", "no figures at all", "NaN and infinity", "—", "$", "%", "("])
def test_nothing_to_read(text: str) -> None:
    assert read(text) == []


def test_a_table_named_right_behind_a_bracket() -> None:
    found = [(quantity.text, quantity.kind) for quantity in read("They agreed (P > 0.05).Table 3 shows it.")]
    assert found == [("0.05", Kind.NUMBER), ("Table 3", Kind.IDENTIFIER)]


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("Operating loss | (61.9 | ) | 64.7", ["-61.9", "64.7"]),
        ("Change | (195.7 | %) | 12", ["-195.7", "12"]),
        ("Loss | ($61.9 | | ) | 4", ["-61.9", "4"]),
        ("Stores | (5 | 6)", ["5", "6"]),
    ],
)
def test_a_bracket_that_closes_in_the_next_cell_means_minus(row: str, values: list[str]) -> None:
    assert [str(quantity.value) for quantity in read(row)] == values
