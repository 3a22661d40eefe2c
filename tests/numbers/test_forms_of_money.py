"""Every way in which filings and drafts write an amount of money, and what each is read as."""

from collections.abc import Callable

import pytest

Readings = Callable[[str], list[str]]

SIGNED: list[tuple[str, list[str]]] = [
    ("$1.2 billion", ["$1.2 billion = money 1200000000 [USD]"]),
    ("US$ 478.8M", ["US$ 478.8M = money 478800000 [USD]"]),
    ("US$478.8 million", ["US$478.8 million = money 478800000 [USD]"]),
    ("U.S.$5.0 million", ["U.S.$5.0 million = money 5000000 [USD]"]),
    ("U.S. $5.0 million", ["U.S. $5.0 million = money 5000000 [USD]"]),
    ("€3bn", ["€3bn = money 3000000000 [EUR]"]),
    ("€ 3.5 billion", ["€ 3.5 billion = money 3500000000 [EUR]"]),
    ("€2.5m", ["€2.5m = money 2500000 [EUR]"]),
    ("£750k", ["£750k = money 750000 [GBP]"]),
    ("£12.3 million", ["£12.3 million = money 12300000 [GBP]"]),
    ("¥12.3 billion", ["¥12.3 billion = money 12300000000 [JPY]"]),
    ("₹500 crore", ["₹500 crore = money 5000000000 [INR]"]),
    ("₩1.5 trillion", ["₩1.5 trillion = money 1500000000000 [KRW]"]),
    ("$.05", ["$.05 = money 0.05 [USD]"]),
    ("$0.0001 par value", ["$0.0001 = money 0.0001 [USD]"]),
    ("$.001 per share", ["$.001 per share = money 0.001 [USD/share]"]),
    ("$5", ["$5 = money 5 [USD]"]),
    ("$1,234,567.89", ["$1,234,567.89 = money 1234567.89 [USD]"]),
    ("$5-million", ["$5-million = money 5000000 [USD]"]),
    ("$250MM", ["$250MM = money 250000000 [USD]"]),
    ("$1.5B", ["$1.5B = money 1500000000 [USD]"]),
    ("$1.5 B", ["$1.5 B = money 1500000000 [USD]"]),
    ("$15K", ["$15K = money 15000 [USD]"]),
    ("$1.2T", ["$1.2T = money 1200000000000 [USD]"]),
    ("$3 trillion", ["$3 trillion = money 3000000000000 [USD]"]),
    ("$2.5 hundred million", ["$2.5 hundred million = money 250000000 [USD]"]),
    ("C$5", ["C$5 = money 5 [CAD]"]),
    ("Cdn$5.5 million", ["Cdn$5.5 million = money 5500000 [CAD]"]),
    ("CA$12", ["CA$12 = money 12 [CAD]"]),
    ("A$7.50", ["A$7.50 = money 7.50 [AUD]"]),
    ("AU$7", ["AU$7 = money 7 [AUD]"]),
    ("HK$1,200", ["HK$1,200 = money 1200 [HKD]"]),
    ("NT$3.5 billion", ["NT$3.5 billion = money 3500000000 [TWD]"]),
    ("S$40 million", ["S$40 million = money 40000000 [SGD]"]),
    ("R$10 million", ["R$10 million = money 10000000 [BRL]"]),
    ("NZ$3", ["NZ$3 = money 3 [NZD]"]),
    ("Plan A $5", ["$5 = money 5 [USD]"]),
]
CODED: list[tuple[str, list[str]]] = [
    ("RMB 40 million", ["RMB 40 million = money 40000000 [CNY]"]),
    ("RMB40 million", ["RMB40 million = money 40000000 [CNY]"]),
    ("Rs. 500 crore", ["Rs. 500 crore = money 5000000000 [INR]"]),
    ("Rs.500", ["Rs.500 = money 500 [INR]"]),
    ("Rs 1,50,000", ["Rs 1,50,000 = money 150000 [INR]"]),
    ("CHF 5.2m", ["CHF 5.2m = money 5200000 [CHF]"]),
    ("CHF5.2 million", ["CHF5.2 million = money 5200000 [CHF]"]),
    ("EUR 1.2 million", ["EUR 1.2 million = money 1200000 [EUR]"]),
    ("GBP 300,000", ["GBP 300,000 = money 300000 [GBP]"]),
    ("SEK 12 billion", ["SEK 12 billion = money 12000000000 [SEK]"]),
    ("JPY 1,000", ["JPY 1,000 = money 1000 [JPY]"]),
    ("5.2 million USD", ["5.2 million USD = money 5200000 [USD]"]),
    ("40 million RMB", ["40 million RMB = money 40000000 [CNY]"]),
    ("100 CHF", ["100 CHF = money 100 [CHF]"]),
]
SPELT: list[tuple[str, list[str]]] = [
    ("1.2 million euros", ["1.2 million euros = money 1200000 [EUR]"]),
    ("50 cents", ["50 cents = money 0.50 [USD]"]),
    ("fifty cents", ["fifty cents = money 0.50 [USD]"]),
    ("5 cents per share", ["5 cents per share = money 0.05 [USD/share]"]),
    ("ten dollars", ["ten dollars = money 10 [USD]"]),
    ("5 mln bucks", ["5 mln bucks = money 5000000 [USD]"]),
    ("two million dollars", ["two million dollars = money 2000000 [USD]"]),
    ("a million dollars", ["a million dollars = money 1000000 [USD]"]),
    ("half a billion dollars", ["half a billion dollars = money 500000000 [USD]"]),
    ("3 billion yen", ["3 billion yen = money 3000000000 [JPY]"]),
    ("40 million yuan", ["40 million yuan = money 40000000 [CNY]"]),
    ("7 million Swiss francs", ["7 million Swiss francs = money 7000000 [CHF]"]),
    ("5 million Canadian dollars", ["5 million Canadian dollars = money 5000000 [CAD]"]),
    ("2 million British pounds", ["2 million British pounds = money 2000000 [GBP]"]),
    ("3 million pounds sterling", ["3 million pounds sterling = money 3000000 [GBP]"]),
]
PER: list[tuple[str, list[str]]] = [
    ("$3.61 per share", ["$3.61 per share = money 3.61 [USD/share]"]),
    ("$(3.61) per share", ["$(3.61) per share = money -3.61 [USD/share]"]),
    ("($3.61) per share", ["($3.61) per share = money -3.61 [USD/share]"]),
    ("a net loss of ($0.12) per diluted share", ["($0.12) per diluted share = money -0.12 [USD/share]"]),
    ("$1.05 per basic and diluted share", ["$1.05 per basic and diluted share = money 1.05 [USD/share]"]),
    ("$0.88 a share", ["$0.88 a share = money 0.88 [USD/share]"]),
    ("$12.50 per unit", ["$12.50 per unit = money 12.50 [USD/unit]"]),
    ("$71.20 per barrel", ["$71.20 per barrel = money 71.20 [USD/barrel]"]),
    ("$2.95 per MMBtu", ["$2.95 per MMBtu = money 2.95 [USD/MMBtu]"]),
    ("€1.10 per ordinary share", ["€1.10 per ordinary share = money 1.10 [EUR/share]"]),
    ("$20.00 per ADS", ["$20.00 per ADS = money 20.00 [USD/ADS]"]),
    ("$11.50 each", ["$11.50 = money 11.50 [USD]"]),
]
BRACKETED: list[tuple[str, list[str]]] = [
    ("$(2.4) million", ["$(2.4) million = money -2400000 [USD]"]),
    ("($2.4) million", ["($2.4) million = money -2400000 [USD]"]),
    ("a loss of $(2.4) million", ["$(2.4) million = money -2400000 [USD]"]),
    ("was $(2.4 million)", ["$(2.4 million) = money -2400000 [USD]"]),
    ("was ($2.4 million)", ["($2.4 million) = money -2400000 [USD]"]),
    ("net loss ($2.4 million)", ["$2.4 million = money 2400000 [USD]"]),
    ("€(1.5) billion", ["€(1.5) billion = money -1500000000 [EUR]"]),
    ("$(1,234)", ["$(1,234) = money -1234 [USD]"]),
    ("$ (1,234)", ["$ (1,234) = money -1234 [USD]"]),
    ("of (2.4) million", ["(2.4) million = number -2400000"]),
    ("$(0.5)bn", ["$(0.5)bn = money -500000000 [USD]"]),
    ("US$(3.1) million", ["US$(3.1) million = money -3100000 [USD]"]),
    ("-$5.2 million", ["-$5.2 million = money -5200000 [USD]"]),
    ("$-5.2 million", ["$-5.2 million = money -5200000 [USD]"]),
    ("−€5.2 million", ["−€5.2 million = money -5200000 [EUR]"]),
    ("minus $5 million", ["$5 million = money 5000000 [USD]"]),
    ("(12.5)%", ["(12.5)% = percent -12.5 [%]"]),
    ("was (12.5%)", ["(12.5%) = percent -12.5 [%]"]),
    ("(0.3) percentage points", ["(0.3) percentage points = points -0.3 [pp]"]),
    ("of (30) basis points", ["(30) basis points = points -30 [bp]"]),
]
MONEY_RANGES: list[tuple[str, list[str]]] = [
    ("between $1.10 and $1.15", ["$1.10 = money 1.10 [USD] <low>", "$1.15 = money 1.15 [USD] <high>"]),
    ("$1.10 - $1.15", ["$1.10 = money 1.10 [USD] <low>", "$1.15 = money 1.15 [USD] <high>"]),
    ("$1.10–$1.15", ["$1.10 = money 1.10 [USD] <low>", "$1.15 = money 1.15 [USD] <high>"]),
    ("$1.10-1.15", ["$1.10 = money 1.10 [USD] <low>", "1.15 = money 1.15 [USD] <high>"]),
    (
        "$1.10 to $1.15 per share",
        ["$1.10 = money 1.10 [USD/share] <low>", "$1.15 per share = money 1.15 [USD/share] <high>"],
    ),
    (
        "$4.0 billion to $4.2 billion",
        ["$4.0 billion = money 4000000000 [USD] <low>", "$4.2 billion = money 4200000000 [USD] <high>"],
    ),
    (
        "$4.0-$4.2 billion",
        ["$4.0 = money 4000000000 [USD] <low>", "$4.2 billion = money 4200000000 [USD] <high>"],
    ),
    (
        "between $4.0 and $4.2 billion",
        ["$4.0 = money 4000000000 [USD] <low>", "$4.2 billion = money 4200000000 [USD] <high>"],
    ),
    ("€10m-€12m", ["€10m = money 10000000 [EUR] <low>", "€12m = money 12000000 [EUR] <high>"]),
    (
        "guidance of $900,000 to $1.2 million",
        ["$900,000 = money 900000 [USD] <low>", "$1.2 million = money 1200000 [USD] <high>"],
    ),
    (
        "from $900,000 to $1.2 million",
        ["$900,000 = money 900000 [USD]", "$1.2 million = money 1200000 [USD]"],
    ),
    ("$1.15 to $1.10", ["$1.15 = money 1.15 [USD]", "$1.10 = money 1.10 [USD]"]),
    ("$(0.15) to $(0.10)", ["$(0.15) = money -0.15 [USD] <low>", "$(0.10) = money -0.10 [USD] <high>"]),
    (
        "$5.2 million, $6.1 million and $7.0 million",
        [
            "$5.2 million = money 5200000 [USD]",
            "$6.1 million = money 6100000 [USD]",
            "$7.0 million = money 7000000 [USD]",
        ],
    ),
    ("plus or minus $10 million", ["$10 million = money 10000000 [USD] <spread>"]),
    (
        "$500 million, plus or minus 2%",
        ["$500 million = money 500000000 [USD]", "2% = percent 2 [%] <spread>"],
    ),
]

CASES = {
    "signed": SIGNED,
    "coded": CODED,
    "spelt": SPELT,
    "per": PER,
    "bracketed": BRACKETED,
    "money ranges": MONEY_RANGES,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=f"{name}: {case[0]}") for name, cases in CASES.items() for case in cases],
)
def test_reads(readings: Readings, text: str, expected: list[str]) -> None:
    assert readings(text) == expected
