"""The words that stand beside numbers: scales, currencies, units of measure, counted nouns."""

from typing import Final, NamedTuple

from summarizer.numbers.quantity import Kind


class Unit(NamedTuple):
    """What a word after a number makes of it.

    Attributes:
        kind: The unit class it gives the number.
        name: The canonical unit, singular.
        power: The power of ten it scales the digits by.
        noun: Whether it is the thing counted, and so no part of the number's span.
    """

    kind: Kind
    name: str
    power: int = 0
    noun: bool = False


SCALES: Final = {
    "hundred": 2, "thousand": 3, "thousands": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9,
    "trillion": 12, "trillions": 12, "mn": 6, "mln": 6, "mio": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12,
    "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7, "dozen": 0,
}  # fmt: skip
"""Scale words, lower case, with the power of ten; a dozen is none and handled by its reader."""

MONEY_SUFFIXES: Final = {
    "k": 3, "K": 3, "m": 6, "M": 6, "mm": 6, "MM": 6, "mn": 6, "MN": 6, "b": 9, "B": 9, "bn": 9, "BN": 9,
    "Bn": 9,
    "t": 12, "T": 12, "tn": 12, "Mn": 6, "bln": 9, "mln": 6, "Mln": 6, "Bln": 9,
}  # fmt: skip
"""Scale letters that hang on an amount of money."""

COUNT_SUFFIXES: Final = {"K": 3, "k": 3, "M": 6, "MM": 6, "B": 9, "bn": 9, "BN": 9, "mn": 6, "Bn": 9, "Mn": 6}
"""Scale letters that hang on a number without a currency sign."""

CURRENCY_SIGNS: Final = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₪": "ILS",
    "₺": "TRY",
    "₫": "VND", "₱": "PHP", "₦": "NGN", "฿": "THB", "¢": "USD",
}  # fmt: skip

DOLLARS: Final = {
    "US": "USD", "U.S.": "USD", "USD": "USD", "C": "CAD", "CA": "CAD", "CAD": "CAD", "Cdn": "CAD",
    "CDN": "CAD",
    "Can": "CAD", "A": "AUD", "AU": "AUD", "AUD": "AUD", "HK": "HKD", "HKD": "HKD", "NZ": "NZD", "NZD": "NZD",
    "S": "SGD", "SG": "SGD", "SGD": "SGD", "NT": "TWD", "TWD": "TWD", "MX": "MXN", "Mex": "MXN", "R": "BRL",
    "Z": "ZWL",
}  # fmt: skip
"""What the letters before a dollar sign make of it."""

CURRENCY_CODES: Final = {
    **{
        code: code
        for code in (
            "USD EUR GBP JPY CHF CAD AUD NZD HKD SGD CNY CNH INR KRW TWD SEK NOK DKK PLN CZK HUF ILS TRY "
            "ZAR BRL "
            "MXN RUB THB IDR MYR PHP VND AED SAR"
        ).split()
    },
    "RMB": "CNY",
    "Rs": "INR",
    "Rs.": "INR",
    "NIS": "ILS",
}
"""Codes that stand before or after an amount."""

CURRENCY_WORDS: Final = {
    "dollar": "USD", "dollars": "USD", "bucks": "USD", "euro": "EUR", "euros": "EUR", "yen": "JPY",
    "yuan": "CNY", "renminbi": "CNY",
    "rmb": "CNY", "rupees": "INR", "rupee": "INR", "won": "KRW", "francs": "CHF", "sterling": "GBP",
    "pesos": "MXN",
    "shekels": "ILS", "rubles": "RUB", "roubles": "RUB", "kronor": "SEK", "kroner": "NOK", "rand": "ZAR",
}  # fmt: skip
CENTS: Final = frozenset({"cent", "cents", "¢"})

_NATIONAL = {
    f"{nation} {form}": code
    for nations, forms, code in (
        ("canadian", "dollar dollars", "CAD"), ("australian", "dollar dollars", "AUD"),
        ("singapore", "dollar dollars", "SGD"), ("american", "dollar dollars", "USD"),
        ("swiss", "franc francs", "CHF"), ("british", "pound pounds", "GBP"), ("pounds", "sterling", "GBP"),
        ("japanese", "yen", "JPY"), ("chinese", "yuan renminbi", "CNY"), ("korean", "won", "KRW"),
        ("indian", "rupee rupees", "INR"), ("mexican", "peso pesos", "MXN"),
        ("swedish", "krona kronor", "SEK"), ("norwegian", "krone kroner", "NOK"),
        ("danish", "krone kroner", "DKK"), ("brazilian", "real reais", "BRL"),
        ("israeli", "shekel shekels", "ILS"), ("russian", "ruble rubles roubles", "RUB"),
        ("african", "rand", "ZAR"),
    )
    for nation in nations.split()
    for form in forms.split()
}  # fmt: skip


def _forms(kind: Kind, table: str) -> dict[str, Unit]:
    """Read lines of "canonical: form form ..."; an underscore stands for a blank."""
    units = {}
    for line in table.strip().splitlines():
        name, forms = line.split(":")
        for form in forms.split():
            units[form.replace("_", " ")] = Unit(kind, name.strip().replace("_", " "))
    return units


_DURATIONS = _forms(
    Kind.DURATION,
    """
    second: second seconds sec secs
    minute: minute minutes min mins
    hour: hour hours hr hrs
    day: day days
    week: week weeks wk wks
    month: month months mo mos mth mths
    quarter: quarters
    year: year years yr yrs
    decade: decade decades
    century: century centuries
    """,
)

_MEASURES = _forms(
    Kind.MEASURE,
    """
    mg: mg milligram milligrams
    g: gram grams gm gms
    kg: kg kgs kilogram kilograms kilo kilos
    μg: mcg μg ug microgram micrograms
    ng: ng nanogram nanograms
    pg: pg picogram picograms
    mL: ml mL milliliter milliliters millilitre millilitres cc
    μL: μl μL microliter microliters
    dL: dl dL
    L: liter liters litre litres
    mmol: mmol millimoles
    μmol: μmol umol
    nmol: nmol
    pmol: pmol
    mol: mol moles
    nM: nM
    μM: μM uM
    mM: mM
    IU: IU
    mmHg: mmHg mmhg mm_hg
    kDa: kDa
    mSv: mSv
    Gy: Gy
    cGy: cGy
    mile: mile miles mi
    km: km kms kilometer kilometers kilometre kilometres
    m: meter meters metre metres
    cm: cm centimeter centimeters centimetre centimetres
    mm: mm millimeter millimeters millimetre millimetres
    μm: μm micron microns micrometer micrometers
    nm: nm nanometer nanometers
    foot: foot feet ft
    inch: inch inches
    yard: yard yards yds
    acre: acre acres
    hectare: hectare hectares ha
    square foot: square_foot square_feet sq_ft sq_feet sqft sf
    square meter: square_meter square_meters square_metre square_metres sqm m² m2
    square mile: square_mile square_miles
    square km: square_km square_kilometer square_kilometers square_kilometres km² km2
    cubic foot: cubic_foot cubic_feet
    cubic meter: cubic_meter cubic_meters cubic_metres m³ m3
    ton: ton tons
    metric ton: tonne tonnes metric_ton metric_tons metric_tonne metric_tonnes MT
    ounce: ounce ounces oz troy_ounce troy_ounces
    stone: stone st
    lb: lb lbs pound pounds
    gallon: gallon gallons gal
    barrel: barrel barrels bbl bbls
    MMbbl: MMbbl MMbbls
    Mbbl: Mbbl Mbbls MBbls
    boe: boe BOE
    MBoe: MBoe Mboe MBOE
    MMBoe: MMBoe MMboe MMBOE
    Mcf: Mcf mcf
    MMcf: MMcf mmcf
    Bcf: Bcf bcf
    Tcf: Tcf
    MMBtu: MMBtu mmbtu MMbtu
    bushel: bushel bushels
    carat: carat carats
    W: watt watts
    kW: kW kilowatt kilowatts
    MW: MW megawatt megawatts MWs
    GW: GW gigawatt gigawatts
    kWh: kWh kilowatt-hour kilowatt-hours
    MWh: MWh megawatt-hour megawatt-hours
    GWh: GWh gigawatt-hour gigawatt-hours
    TWh: TWh
    V: volt volts
    kV: kV
    Hz: Hz hertz
    kHz: kHz
    MHz: MHz
    GHz: GHz
    KB: KB kilobyte kilobytes
    MB: MB megabyte megabytes
    GB: GB gigabyte gigabytes
    TB: TB terabyte terabytes
    PB: PB petabyte petabytes
    Mbps: Mbps
    Gbps: Gbps
    mph: mph
    km/h: kph
    rpm: rpm
    horsepower: horsepower hp
    degree: degree degrees °
    °C: °C
    °F: °F
    TEU: TEU TEUs
    dwt: dwt DWT
    """,
)

_LETTER_MEASURES = _forms(
    Kind.MEASURE,
    """
    g: g
    L: L
    m: m
    W: W
    U: U
    """,
)

SPACED_LETTERS: Final = _LETTER_MEASURES | {"h": Unit(Kind.DURATION, "hour")}
"""Single letters that are units after a blank too."""

_DAYS = {
    f"{sort} {form}": Unit(Kind.DURATION, f"{sort} day")
    for sort in ("business", "trading", "working")
    for form in ("day", "days")
} | {
    f"calendar {form}": Unit(Kind.DURATION, form.rstrip("s"))
    for form in ("day", "days", "month", "months", "year", "years")
}

_PARTS = {
    "%": Unit(Kind.PERCENT, "%"),
    "percent": Unit(Kind.PERCENT, "%"),
    "per cent": Unit(Kind.PERCENT, "%"),
    "pc": Unit(Kind.PERCENT, "%"),
    "pct": Unit(Kind.PERCENT, "%"),
    "percentage point": Unit(Kind.POINTS, "pp"),
    "percentage points": Unit(Kind.POINTS, "pp"),
    "percentage pts": Unit(Kind.POINTS, "pp"),
    "percent points": Unit(Kind.POINTS, "pp"),
    "pp": Unit(Kind.POINTS, "pp"),
    "ppt": Unit(Kind.POINTS, "pp"),
    "ppts": Unit(Kind.POINTS, "pp"),
    "basis point": Unit(Kind.POINTS, "bp"),
    "basis points": Unit(Kind.POINTS, "bp"),
    "bps": Unit(Kind.POINTS, "bp"),
    "bp": Unit(Kind.POINTS, "bp"),
    "times": Unit(Kind.MULTIPLE, "x"),
    "fold": Unit(Kind.MULTIPLE, "x"),
    "x": Unit(Kind.MULTIPLE, "x"),
}

_NOUNS = """
account acquisition adult agreement aircraft airline application appointment arm associate asset attack author
bank bed bid bill board body bond book branch brand building bureau bus business call camera campaign
candidate
car case casualty cell center centre chapter child church city claim class clinic club cohort college
combination comment committee community company competitor complaint component condition consumer contract
contractor copy cost count country county course crew crime customer cycle death deal dealer decision
defendant
delegation department deposit designation developer device director dollar_store dose drug election employee
endpoint engagement engine entity event examination executive facility factor family fan farm fatality fighter
film firm flight fund game girl goal grant group guest home hospital hotel house household human hurricane
incident individual infant infection injury installation institution instrument investigator investment
investor
island issuer item job judge juror jurisdiction language lawsuit lawyer lease letter level license line loan
location machine manager market match medal member merger method migrant migrants milestone minister
model mouse movie nation nurse office officer official operation operator option order organization outlet
owner page paper parameter parcel parish participant party passenger patent patient payment people
person pharmacy phase pilot plaintiff plan plant plaintiffs platform player point police policy politician
position
post practice pregnancy presentation primate prisoner procedure product program programme project property
proposal protein protester province publication pupil question race rat reactor recipient record refugee
region
regimen regulator relapse remission report reporter representative request residence resident resource
respondent responder response restaurant result review rig right road room round route rule run sale sample
school
scientist seat section segment senator series server session shareholder share ship shop site soldier
song source species stage stakeholder state station stock stockholder store story stream student
study subject subscriber subsidiary substation supplier survey survivor suspect system table tank target task
team territory test theater ticket title tournament town trade trader tract train transaction treatment trial
trip truck tumor tumour turbine twin type unit university user vaccine variable variant vehicle vendor vessel
victim video village visit visitor volunteer vote voter war warrant warehouse website well win winner witness
woman man worker workstation yard_sale ADS ADR RSU PSU installment tranche dividend note lender borrower
guarantor franchise franchisee dealership refinery mine deposit_account acre_foot crossing stent implant
biopsy
lesion symptom episode hospitalization exacerbation seizure stroke infusion injection tablet capsule cup
bottle
eye knee tooth birth delivery donor mother father boy son daughter brother sister friend neighbour neighbor
teacher doctor physician surgeon dentist driver farmer priest guard officer_rank troop rebel militant
terrorist
bomb missile gun rocket tweet post download view follower like page_view click impression subscription
megaproject
calorie issuance wheel image photo picture seat medal tenant lot apartment condominium slot gate berth
pipeline mill kiln smelter well_pad rig_count time step dimension
"""
_IRREGULAR_PLURALS = {
    "people": "person", "persons": "person", "women": "woman", "men": "man", "children": "child",
    "mice": "mouse",
    "countries": "country", "aircraft": "aircraft", "species": "species", "lives": "life",
    "boxes": "box", "teeth": "tooth", "crises": "crisis", "analyses": "analysis", "diagnoses": "diagnosis",
    "buses": "bus",
    "staff": "employee", "personnel": "employee", "babies": "baby", "policemen": "policeman",
    "biopsies": "biopsy",
    "CRs": "response", "police": "police", "ADSs": "ADS", "ADRs": "ADR", "RSUs": "RSU", "PSUs": "PSU",
}  # fmt: skip


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


_SINGULARS = {noun: noun for noun in _NOUNS.split() if "_" not in noun}
PLURALS: Final = {_plural(noun): noun for noun in _SINGULARS} | _IRREGULAR_PLURALS
"""Counted nouns in the plural, lower case save for abbreviations, with their singular."""

UNITS: Final[dict[str, Unit]] = {
    **{form: Unit(Kind.NUMBER, noun, noun=True) for form, noun in {**_SINGULARS, **PLURALS}.items()},
    **_PARTS,
    **_MEASURES,
    **_DURATIONS,
    **_DAYS,
    **{word: Unit(Kind.MONEY, code) for word, code in CURRENCY_WORDS.items()},
    **{words: Unit(Kind.MONEY, code) for words, code in _NATIONAL.items()},
    **{word: Unit(Kind.MONEY, "USD", -2) for word in CENTS},
    **{word: Unit(Kind.NUMBER, "", power) for word, power in SCALES.items() if power},
}
"""Words after a number, with a blank or a hyphen between; two-word units under both words."""

ATTACHED: Final[dict[str, Unit]] = {
    **_PARTS,
    **_MEASURES,
    **_LETTER_MEASURES,
    **_DURATIONS,
    "h": Unit(Kind.DURATION, "hour"),
    "d": Unit(Kind.DURATION, "day"),
    "s": Unit(Kind.DURATION, "second"),
    "ms": Unit(Kind.DURATION, "millisecond"),
    "X": Unit(Kind.MULTIPLE, "x"),
    "in": Unit(Kind.MEASURE, "inch"),
    **{word: Unit(Kind.NUMBER, "", power) for word, power in SCALES.items() if power > 2},
}
"""What may hang on the digits without a blank."""

FIRST_WORDS: Final = frozenset(key.split()[0] for key in UNITS if " " in key)
"""The words that begin a unit of two words."""

PER: Final = {
    "share": "share", "shares": "share", "unit": "unit", "ADS": "ADS", "ADR": "ADR", "warrant": "warrant",
    "barrel": "barrel", "bbl": "barrel", "boe": "boe", "BOE": "boe", "ton": "ton", "tonne": "metric ton",
    "ounce": "ounce",
    "oz": "ounce", "pound": "lb", "lb": "lb", "gallon": "gallon", "mcf": "Mcf", "Mcf": "Mcf",
    "MMBtu": "MMBtu",
    "MWh": "MWh", "kWh": "kWh", "hour": "hour", "acre": "acre", "bushel": "bushel", "kilogram": "kg",
    "kg": "kg",
}  # fmt: skip
"""What a price can be per."""

RATES: Final = {
    **{
        name: name
        for name in "kg m² mL dL L min h day week month year mg g dose mile ton mmol μL person".split()
    },
    "m2": "m²", "m^2": "m²", "t": "t", "tonne": "t", "ml": "mL", "dl": "dL", "l": "L", "hr": "h", "hour": "h",
    "d": "day", "wk": "week",
    "yr": "year", "mo": "month",
    "patient": "patient",
    "s": "s",
    "sec": "s", "second": "s", "minute": "min", "kilogram": "kg", "liter": "L", "litre": "L",
    "deciliter": "dL",
    "decilitre": "dL",
    "milliliter": "mL", "millilitre": "mL", "μl": "μL", "uL": "μL", "square meter": "m²",
    "square metre": "m²", "square foot": "square foot", "square mile": "square mile", "gallon": "gallon",
    "acre": "acre",
}  # fmt: skip
"""What a measure can be per: "mg/kg", "miles per hour"."""
