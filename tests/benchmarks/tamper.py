"""Makes one wrong draft out of a right one, in fourteen ways.

Every mutator lists all the places where its edit could be made, and a seeded generator picks among them.
They know a draft only through `locate`, never through the package that is measured. An edit that would leave
the statement true ("more than 30%" → "more than 20%", two equal values swapped) is not made.
"""

import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from locate import MONTHS, ORDINALS, WORDS, Number, clause, numbers, sentence

Range = tuple[int, int]
Replacement = tuple[int, int, str]
PERIODS = ("year", "month", "day", "quarter")


@dataclass(frozen=True)
class Edit:
    """Replacements that belong together, and the range of the old draft in which a flag counts as a catch."""

    replacements: tuple[Replacement, ...]
    scope: tuple[Range, ...]


@dataclass(frozen=True)
class Tampered:
    """A draft with one edit.

    Attributes:
        group: The class of the edit.
        draft: The text after it.
        wrong: Where the numbers stand, any one of which must be flagged.
        change: What was done, for people.
        before: Where the same numbers stand in the right draft.
    """

    group: str
    draft: str
    wrong: tuple[Range, ...]
    change: str
    before: tuple[Range, ...]


@dataclass(frozen=True)
class Draft:
    """A right draft, its numbers, and the numbers of its source as digits."""

    text: str
    numbers: tuple[Number, ...]
    known: frozenset[str]
    source: str = ""

    @classmethod
    def of(cls, text: str, source: str) -> "Draft":
        """Reads the draft, and the source's digits."""
        digits = re.findall(r"\d[\d,]*(?:\.\d+)?", source + " " + text)
        return cls(text, tuple(numbers(text)), frozenset(digit.replace(",", "") for digit in digits), source)

    @property
    def amounts(self) -> list[Number]:
        """The numbers that are no part of a date or period."""
        return [number for number in self.numbers if number.kind not in PERIODS]

    @property
    def figures(self) -> list[Number]:
        """The amounts that are written in digits."""
        return [number for number in self.amounts if not number.is_word]

    def amounts_in(self, where: Range) -> list[Number]:
        """The amounts that stand in a range."""
        return [number for number in self.amounts if where[0] <= number.start and number.end <= where[1]]


Mutator = Callable[[Draft, random.Random], Iterator[Edit]]


def tampered(draft: Draft, group: str, count: int, seed: int) -> list[Tampered]:
    """At most `count` different tampers of one class."""
    rng = random.Random(f"{seed}/{group}/{draft.text}")
    edits = list(MUTATORS[group](draft, rng))
    rng.shuffle(edits)
    made: dict[str, Tampered] = {}
    for edit in edits:
        result = _apply(group, draft.text, edit)
        if result.draft != draft.text:
            made.setdefault(result.draft, result)
        if len(made) == count:
            break
    return list(made.values())


def _apply(group: str, text: str, edit: Edit) -> Tampered:
    parts, at, shifts = [], 0, []
    for start, end, new in sorted(edit.replacements):
        parts += [text[at:start], new]
        at = end
        shifts.append((start, end, len(new) - (end - start)))

    def moved(offset: int, *, end: bool) -> int:
        # An insertion at the very end of a range lies inside it.
        return offset + sum(
            shift
            for start, stop, shift in shifts
            if stop < offset or (stop == offset and (end or start < stop))
        )

    wrong = tuple((moved(start, end=False), moved(end, end=True)) for start, end in edit.scope)
    change = "; ".join(f"{text[start:end]!r} → {new!r}" for start, end, new in sorted(edit.replacements))
    return Tampered(group, "".join([*parts, text[at:]]), wrong, change, edit.scope)


def _on(number: Number, new: str) -> Edit:
    """The digits or the word of a number replaced."""
    return Edit(((number.first, number.last, new),), ((number.start, number.end),))


# --- values -------------------------------------------------------------------------------------------------

_MORE = re.compile(
    r"(?:more than|greater than|over|above|exceed\w*|at least|in excess of|no less than|>|≥)\s*[$€£]?$"
)
_LESS = re.compile(
    r"(?:less than|fewer than|lower than|under|below|up to|at most|as many as|no more than|<|≤)\s*[$€£]?$"
)


def _still_true(draft: Draft, number: Number, new: str) -> bool:
    """Whether "more than" or "less than" before the number makes the new value true as well."""
    before = draft.text[max(0, number.first - 25) : number.first].lower()
    value, old = (
        Decimal(new.replace(",", "")),
        Decimal(draft.text[number.first : number.last].replace(",", "")),
    )
    return bool((_MORE.search(before) and value < old) or (_LESS.search(before) and value > old))


def _changed(draft: Draft, number: Number, new: str) -> Iterator[Edit]:
    old = draft.text[number.first : number.last]
    if Decimal(new.replace(",", "")) != Decimal(old.replace(",", "")) and not _still_true(draft, number, new):
        yield _on(number, new)


def digit(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """One digit changed."""
    for number in draft.figures:
        old = draft.text[number.first : number.last]
        place = rng.choice([index for index, character in enumerate(old) if character.isdigit()])
        leading = place == 0 and len(old) > 1 and old[1] != "."
        new = rng.choice([character for character in "0123456789"[leading:] if character != old[place]])
        yield from _changed(draft, number, old[:place] + new + old[place + 1 :])


def transpose(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """Two neighbouring digits exchanged."""
    for number in draft.figures:
        old = draft.text[number.first : number.last]
        places = [index for index, character in enumerate(old) if character.isdigit()]
        pairs = [
            (one, two)
            for one, two in pairwise(places)
            if old[one] != old[two] and not (one == 0 and old[two] == "0")
        ]
        if pairs:
            one, two = rng.choice(pairs)
            new = list(old)
            new[one], new[two] = new[two], new[one]
            yield from _changed(draft, number, "".join(new))


def decimal(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """The decimal point moved by one place."""
    for number in draft.figures:
        old = draft.text[number.first : number.last]
        value = Decimal(old.replace(",", ""))
        if value == 0:
            continue
        places = len(old.partition(".")[2])
        right = f"{value * 10:,f}" if not places else f"{value * 10:,.{max(places - 1, 0)}f}"
        left = f"{value / 10:,.{places + 1}f}"
        new = rng.choice([right, left] if number.kind != "count" or places else [right])
        yield from _changed(draft, number, new if "," in old or value >= 1000 else new.replace(",", ""))


_SHORT = {"K": "M", "M": "B", "B": "M", "bn": "mm", "mm": "bn", "m": "bn"}
_SCALE = {
    "thousand": ("million", "billion"),
    "million": ("billion", "thousand"),
    "billion": ("million", "trillion"),
}


def scale(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """Million for billion and the like, beside the number or over a table."""
    text = draft.text
    for number in draft.numbers:
        if number.scale not in _SCALE:
            continue
        match = re.search(rf"{number.scale}|bn|mm|[KMBm]\b", text[number.last : number.end])
        if match is None:
            continue
        word = match[0]
        new = _SHORT[word] if word in _SHORT else rng.choice(_SCALE[word])
        at = number.last + match.start()
        yield Edit(((at, at + len(word), new),), ((number.start, number.end),))
    for match in re.finditer(r"\b(?:in|[$€£])\s?(thousand|million|billion)s\b", text):
        rest = re.compile(r"\n\s*\n(?!\s*\|)").search(text, match.end())
        after = (match.end(), rest.start() if rest else len(text))
        if any(number.start >= after[0] and number.end <= after[1] for number in draft.figures):
            yield Edit(((*match.span(1), rng.choice(_SCALE[match[1]])),), (after,))


_UNITS = {
    "month": ("week", "year", "day"), "week": ("month", "day"), "year": ("month",),
    "day": ("week", "month"), "hour": ("day", "minute"), "minute": ("hour",), "mg": ("g", "mcg"),
    "mcg": ("mg",), "µg": ("mg",), "kg": ("g",), "mg/kg": ("g/kg", "mcg/kg"), "mg/dL": ("g/dL",),
    "mile": ("kilometer",),
}  # fmt: skip
_CHANGE = re.compile(
    r"\b(?:increas\w+|decreas\w+|declin\w+|rose|fell|grew|growing|up|down|gained|improv\w+|climbed|dropped)"
    r"(?: by| of)?(?: about| nearly| approximately| roughly| more than)?\s$",
    re.IGNORECASE,
)


def unit(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """Months for weeks, percent for percentage points, dollars for euros."""
    text = draft.text
    for number in draft.amounts:
        tail = text[number.last : number.end]
        scope = ((number.start, number.end),)
        if number.kind == "points":
            at = number.start + text[number.start : number.end].rfind(number.unit)
            new = "%" if number.unit.startswith("percentage") else "percentage points"
            at -= 1 if new == "%" and text[at - 1] in " -" else 0
            yield Edit(((at, number.end, new),), scope)
        elif number.kind == "percent" and tail:
            if _CHANGE.search(text[max(0, number.start - 40) : number.start]):
                yield Edit(((number.last, number.end, " percentage points"),), scope)
        elif number.kind in ("duration", "measure"):
            name = number.unit.removesuffix("s") if number.unit not in ("kg", "mg") else number.unit
            if name in _UNITS:
                at = number.end - len(number.unit)
                plural = "s" if number.unit.endswith("s") else ""
                yield Edit(((at, number.end, rng.choice(_UNITS[name]) + plural),), scope)
        elif number.kind == "money" and "$" in text[number.start : number.first] and rng.random() < 0.2:
            at = text.index("$", number.start)
            yield Edit(((at, at + 1, rng.choice("€£")),), scope)
        elif number.kind == "multiple" and tail in ("x", "-fold"):
            yield Edit(((number.last, number.end, "%"),), scope)


# --- words about a number -----------------------------------------------------------------------------------

_DIRECTION_PAIRS = """
increase decrease; increases decreases; increased decreased; increasing decreasing; rose fell; rise fall;
rises falls; grew declined; growth contraction; growing shrinking; higher lower; gain loss; gains losses;
profit loss; profits losses; profitable unprofitable; improved worsened; improvement deterioration;
expanded contracted; expansion contraction; widened narrowed; reduction increase; reduced increased;
raised lowered; raising lowering; inflow outflow; inflows outflows; longer shorter; premium discount;
income loss; surplus deficit; strengthened weakened; favorable unfavorable; faster slower; climbed dropped;
up down; benefit expense; outperformed underperformed; appreciated depreciated; added removed;
decline rise; declines rises; declined rose; dropped climbed; provided used; improving worsening;
doubled halved; jumped plunged; slipped edged_up; greater smaller; decreasing increasing
"""


def _both_ways(pairs: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for pair in pairs.replace("\n", " ").strip().split(";"):
        one, two = (word.replace("_", " ") for word in pair.split())
        table.setdefault(one, two)
        table.setdefault(two, one)
    return table


_DIRECTIONS = _both_ways(_DIRECTION_PAIRS)
_DIRECTION = re.compile(rf"\b(?:{'|'.join(sorted(_DIRECTIONS, key=len, reverse=True))})\b", re.IGNORECASE)


def _like(word: str, new: str) -> str:
    return new.capitalize() if word[0].isupper() else new


def direction(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """Rose for fell, gain for loss."""
    for match in _DIRECTION.finditer(draft.text):
        word = match[0].lower()
        after = draft.text[match.end() : match.end() + 12]
        if draft.text[match.start() - 1 : match.start()] == "-":
            continue  # "follow-up"
        if re.match(r"\s(?:end|bound|limit)\b", after):
            continue  # of an interval: a word for its place, no direction
        before = draft.text[max(0, match.start() - 12) : match.start()].lower()
        if word in ("up", "down") and not re.match(r"\s+(?:from|by|to|about|nearly|more|\$|\d)", after):
            continue
        if word == "up" and re.match(r"\s+to\b", after):
            continue  # "up to three" is a qualifier
        if word == "income" and not re.search(r"(?:net|operating|comprehensive)\s$", before):
            continue
        if word in ("added", "removed", "used", "provided", "benefit", "expense"):
            money = {"used": r"cash\s$", "provided": r"cash\s$", "benefit": r"tax\s$", "expense": r"tax\s$"}
            if word not in money or not re.search(money[word], before):
                continue
        around = clause(draft.text, *match.span())
        inside = draft.amounts_in(around)
        if inside:
            yield Edit(((*match.span(), _like(match[0], _DIRECTIONS[word])),), (around,))


_QUALIFIERS = {
    "more than": "less than", "less than": "more than", "fewer than": "more than",
    "greater than": "less than", "lower than": "higher than", "over": "under", "under": "over",
    "above": "below", "below": "above", "at least": "at most", "at most": "at least", "up to": "at least",
    "as many as": "at least", "nearly": "more than", "almost": "more than", "just over": "just under",
    "just under": "just over", "just above": "just below", "exceeding": "below",
    "no more than": "no less than", "no less than": "no more than", "in excess of": "less than",
    "a maximum of": "a minimum of", "a minimum of": "a maximum of", "≥": "≤", "≤": "≥", ">": "<", "<": ">",
}  # fmt: skip
_QUALIFIER_WORDS = sorted((word for word in _QUALIFIERS if word[0].isalpha()), key=len, reverse=True)
_COUNTED = "|".join([*WORDS, "half", "one-third", "two-thirds", "a third"])
_QUALIFIER = re.compile(
    rf"(?:\b(?:{'|'.join(_QUALIFIER_WORDS)})\s+|[≥≤<>]\s?)(?=[$€£]?[\d.]|US\$|(?:{_COUNTED})\b)",
    re.IGNORECASE,
)


def qualifier(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """More than for less than, at least for at most."""
    for match in _QUALIFIER.finditer(draft.text):
        word = match[0].strip()
        number = next((number for number in draft.numbers if number.start >= match.end() - 1), None)
        if number is None or number.kind in PERIODS or number.start > match.end() + 1:
            continue
        if word.lower() in ("over", "under") and number.kind == "duration":
            continue  # "over six months" says when, not how many
        new = _QUALIFIERS[word.lower()]
        yield Edit(
            ((match.start(), match.start() + len(word), _like(word, new) if new[0].isalpha() else new),),
            ((number.start, number.end),),
        )


_VERBS = {
    "submit": "submitted", "launch": "launched", "report": "reported", "complete": "completed",
    "close": "closed", "initiate": "initiated", "begin": "began", "file": "filed", "generate": "generated",
    "present": "presented", "receive": "received", "announce": "announced", "pay": "paid",
    "issue": "issued", "open": "opened", "host": "hosted", "hold": "held", "invest": "invested",
    "spend": "spent", "repurchase": "repurchased", "start": "started", "enroll": "enrolled",
    "acquire": "acquired", "sell": "sold", "record": "recorded", "incur": "incurred",
    "deliver": "delivered", "reach": "reached", "achieve": "achieved", "publish": "published",
    "release": "released", "expand": "expanded", "reduce": "reduced", "save": "saved", "grow": "grew",
    "vote": "voted", "contribute": "contributed", "join": "joined", "step down": "stepped down",
    "retire": "retired", "mature": "matured", "exercise": "exercised", "terminate": "terminated",
    "recognize": "recognized", "cut": "cut", "add": "added", "have": "had", "share": "shared",
    "finish": "finished", "assume": "assumed", "own": "owned", "follow": "followed",
}  # fmt: skip
_PAST = {
    past: verb for verb, past in _VERBS.items() if past not in ("cut", "had", "reported", "announced", "grew")
}
_PLANNED = re.compile(
    r"\b(?:(?:now |currently |still )?(?:expects?|plans?|intends?|aims?|anticipates?|hopes?|proposes?)"
    r"|(?:is|are|remains?) (?:expected|scheduled|planned|set|due|on track|slated|projected|anticipated)) to "
    rf"(?P<be>be )?(?P<verb>{'|'.join(sorted([*_VERBS, *_PAST], key=len, reverse=True))})\b"
    rf"|\bwill (?P<be2>be )?(?P<verb2>{'|'.join(sorted([*_VERBS, *_PAST], key=len, reverse=True))})\b"
)
_DONE = re.compile(
    r"\b(?P<was>was |were |has been |have been )?"
    rf"(?P<verb>{'|'.join(sorted(_PAST, key=len, reverse=True))})\b"
    r"(?!\s+to\b)(?P<after>\s+(?:on|in|at|its|the|a|an|all|\d|\$)\b|\s+\$)"
)


def tense(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """Planned for done, and done for planned."""
    text = draft.text

    def edit(match: re.Match[str], end: int, new: str) -> Iterator[Edit]:
        around = clause(text, *match.span())
        if any(around[0] <= number.start < around[1] for number in draft.numbers):
            yield Edit(((match.start(), end, new),), (around,))

    for match in _PLANNED.finditer(text):
        verb, passive = match["verb"] or match["verb2"], match["be"] or match["be2"]
        past = _VERBS.get(verb, verb)
        if passive:
            plural = re.search(r"(?:are|s) $", text[max(0, match.start() - 6) : match.start()] + " ")
            yield from edit(match, match.end(), f"{'were' if plural else 'was'} {past}")
        elif verb in _VERBS:
            yield from edit(match, match.end(), past)
    for match in _DONE.finditer(text):
        before = text[max(0, match.start() - 10) : match.start()]
        if (
            re.search(r"(?:\b(?:to|be|will|has|have|had|by|of|and|as|is|are)|[(,]|n't)\s$", before)
            or before[-1:] in "\n("
        ):
            continue
        if match["was"]:
            yield from edit(match, match.end("verb"), f"will be {match['verb']}")
        elif before[-1:] == " ":
            yield from edit(match, match.end("verb"), f"will {_PAST[match['verb']]}")


_SPANS = (
    ("three months", ("nine months", "six months")), ("six months", ("three months", "nine months")),
    ("nine months", ("three months", "six months")), ("twelve months", ("three months", "six months")),
    ("full-year", ("third-quarter",)), ("full year", ("third quarter",)),
    ("fiscal year", ("fiscal quarter",)), ("the quarter", ("the year", "the first nine months")),
    ("the year", ("the quarter",)), ("quarterly", ("annual",)), ("annual", ("quarterly",)),
    ("year-to-date", ("quarterly",)), ("year to date", ("in the quarter",)),
    ("prior year", ("prior quarter",)), ("prior-year", ("prior-quarter",)),
    ("year earlier", ("quarter earlier",)), ("a year ago", ("a quarter ago",)),
    ("year-over-year", ("quarter-over-quarter",)), ("per year", ("per quarter",)),
    ("prior quarter", ("prior year",)), ("sequentially", ("year over year",)),
    ("year over year", ("sequentially",)),
)  # fmt: skip


def period(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """Another year, quarter, month or day; a quarter for a year."""
    text = draft.text
    for number in draft.numbers:
        old = text[number.start : number.end]
        if number.kind == "year":
            new = str(int(number.value) + rng.choice((-1, 1)))
        elif number.kind == "month":
            name = MONTHS[(int(number.value) - 1 + rng.choice((-1, 1, 2))) % 12]
            new = name if old in MONTHS else name[: len(old)]
        elif number.kind == "day" and old.isdigit():
            new = str(rng.choice([day for day in range(1, 29) if day != number.value]))
        elif number.kind == "quarter" and number.value:
            new = _other_quarter(old, int(number.value), rng)
        else:
            continue
        yield Edit(((number.start, number.end, new),), (_governed(draft, number.start, number.end),))
    for phrase, others in _SPANS:
        for match in re.finditer(rf"\b{phrase}\b", text, re.IGNORECASE):
            around = _governed(draft, *match.span())
            if draft.amounts_in(around):
                yield Edit(((*match.span(), _like(match[0], rng.choice(others))),), (around,))


def _governed(draft: Draft, start: int, end: int) -> Range:
    """The clause of a period, or its sentence where the clause holds no amount."""
    table = re.compile(r"[^\n]*\n\|[-:| ]+\|\n(?:\|[^\n]*\n?)*").match(draft.text, end)
    if table and draft.text.rfind("\n|", 0, start) == draft.text.rfind("\n", 0, start):
        return start, table.end()  # the head of a column
    around = clause(draft.text, start, end)
    return around if draft.amounts_in(around) else sentence(draft.text, start, end)


def _other_quarter(old: str, value: int, rng: random.Random) -> str:
    if "half" in old.lower():
        return re.sub(
            r"(?i)first|second", lambda match: _like(match[0], "second" if value == 1 else "first"), old
        )
    other = rng.choice([quarter for quarter in (1, 2, 3, 4) if quarter != value])
    if old[0] in "1234":
        return str(other) + old[1:]
    if old[0] in "Qq" and old[1:2].isdigit():
        return old[0] + str(other)
    return re.sub(r"[A-Za-z]+", lambda match: _like(match[0], ORDINALS[other - 1]), old, count=1)


_LABELS = _both_ways("""
all-grade grade_3+; any-grade grade_3+; GAAP non-GAAP; basic diluted; investigator BICR; primary secondary;
median mean; operating net; domestic international; placebo active_treatment; assets liabilities;
short-term long-term; interim final; minimum maximum; gross net; current non-current; pretax after-tax;
tangible intangible; commercial consumer; subscription services; Class_A Class_B; senior junior
""")
_LABEL = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, _LABELS), key=len, reverse=True))})(?![\w-])"
)


_ONLY = {
    "net": r"\bnet (?:income|loss|margin|profit|earnings)",
    "gross": r"\bgross (?:income|loss|margin|profit)",
    "operating": r"\boperating (?:income|loss|margin|profit)", "assets": r"\b(?:total|current) assets",
    "liabilities": r"\b(?:total|current) liabilities",
}  # fmt: skip


def label(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """The word that tells two metrics apart exchanged: GAAP for non-GAAP, any grade for grade 3+."""
    for match in _LABEL.finditer(draft.text):
        around = clause(draft.text, *match.span())
        whole = draft.text[slice(*sentence(draft.text, *match.span()))]
        new = _LABELS[match[0]]
        if match[0] in _ONLY and not re.search(
            _ONLY[match[0]], draft.text[max(0, match.start() - 12) : match.end() + 12]
        ):
            continue
        amounts = draft.amounts_in(around)
        if re.search(rf"(?<![\w-]){re.escape(new)}(?![\w-])", whole) or _said(draft, new, amounts):
            continue
        if amounts:
            yield Edit(((*match.span(), new),), (around,))


def _said(draft: Draft, name: str, amounts: Sequence[Number]) -> bool:
    """Whether the source gives one of the amounts soon after the name, so that the edit could be true."""
    after = [
        draft.source[match.end() : match.end() + 90]
        for match in re.finditer(re.escape(name), draft.source, re.IGNORECASE)
    ]
    return any(draft.text[amount.first : amount.last] in text for amount in amounts for text in after)


# --- numbers in the wrong place -----------------------------------------------------------------------------

_TO = re.compile(r"\s?(?:to|through|[-–—])\s?(?:just (?:above|over|under|below)\s)?[$€£]?")
_COMMA = re.compile(r"\s?(?:,|;|and|to|[-–—])\s?[$€£]?")


def intervals(draft: Draft) -> list[tuple[Number, Number]]:
    """Pairs of numbers that are the two ends of an interval or a range."""
    pairs = []
    for low, high in zip(draft.numbers, draft.numbers[1:], strict=False):
        if low.kind in PERIODS or low.kind != high.kind or not low.value < high.value:
            continue
        between = draft.text[low.end : high.start] if low.end <= high.start else ""
        before = draft.text[max(0, low.start - 40) : low.start]
        bracket = re.search(r"[(\[][^)\]]*$", before)
        labelled = bracket and re.search(r"\bCI\b|confidence|range|IQR", before)
        if (
            _COMMA.fullmatch(between)
            and (labelled or re.search(r"\bbetween\s$|\brang\w+\s(?:from\s)?$", before))
        ) or (
            _TO.fullmatch(between)
            and not re.search(r"(?<!ranging )(?<!range )(?<!ranged )(?<!runs )\bfrom\s[$€£]?$", before)
        ):
            pairs.append((low, high))
    return pairs


def bounds(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """The ends of an interval exchanged, or an estimate exchanged with an end of its interval."""
    text = draft.text
    for low, high in intervals(draft):
        yield _exchange(text, low, high, digits_only=True)
        before = [number for number in draft.figures if number.end <= low.start and number.kind == low.kind]
        for estimate in before[-2:]:
            gap = text[estimate.end : low.start]
            level = re.match(r"\s*(?:\d\d%\s*)?(?:CI|confidence)", text[estimate.end - 3 : low.start])
            inside = re.match(r"[^.;(\[]{0,20}[(\[][^)\]]*$", gap)
            if inside and not level and low.value < estimate.value < high.value:
                yield _exchange(text, estimate, rng.choice((low, high)), digits_only=True)


def swap(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """Two values of one unit class exchanged."""
    ends = {(number.start, number.end) for pair in intervals(draft) for number in pair}
    figures = [number for number in draft.figures if (number.start, number.end) not in ends]
    pairs = [
        (one, two)
        for index, one in enumerate(figures)
        for two in figures[index + 1 :]
        if _class_of(draft, one) == _class_of(draft, two) and _alike(draft, one, two)
    ]
    rng.shuffle(pairs)
    near = [pair for pair in pairs if pair[1].start - pair[0].end < 200]
    for pair in [*near[:4], *pairs[:4]]:
        if not any(_limited(draft, number) for number in pair):
            yield _exchange(draft.text, *pair, digits_only=False)


def _limited(draft: Draft, number: Number) -> bool:
    before = draft.text[max(0, number.first - 25) : number.first].lower()
    level = re.match(r"\)?\s*(?:CI|confidence)\b", draft.text[number.end : number.end + 12])
    return bool(_MORE.search(before) or _LESS.search(before) or level)


def _class_of(draft: Draft, number: Number) -> tuple[str, str, bool]:
    share = bool(re.match(r"\s?(?:per|a) (?:\w+ )?share", draft.text[number.end : number.end + 20]))
    unit = number.unit.removesuffix("s") if number.kind in ("duration", "measure", "points") else ""
    return number.kind, unit, share


def _step(text: str) -> Decimal:
    return Decimal(1).scaleb(-len(text.partition(".")[2]))


def _same_when_rounded(draft: Draft, one: Number, two: Number) -> bool:
    if one.value == two.value:
        return True
    texts = [draft.text[number.first : number.last] for number in (one, two)]
    factors = [
        number.value / Decimal(text.replace(",", "")) if number.value else Decimal(1)
        for number, text in zip((one, two), texts, strict=True)
    ]
    step = max(_step(text) * factor for text, factor in zip(texts, factors, strict=True))
    return abs(one.value - two.value) < step


def _alike(draft: Draft, one: Number, two: Number) -> bool:
    """Whether one could be taken for the other: other values, but of one size and form."""
    if _same_when_rounded(draft, one, two):
        return False
    low, high = sorted((abs(one.value), abs(two.value)))
    forms = {"." in draft.text[number.first : number.last] for number in (one, two)}
    return (low > 0 and high <= 30 * low and len(forms) == 1) or {one.kind, two.kind} == {"percent"}


def _exchange(text: str, one: Number, two: Number, *, digits_only: bool) -> Edit:
    spans = [(n.first, n.last) if digits_only else (n.start, n.end) for n in (one, two)]
    (a, b), (c, d) = spans
    return Edit(((a, b, text[c:d]), (c, d, text[a:b])), ((one.start, one.end), (two.start, two.end)))


# --- numbers out of thin air --------------------------------------------------------------------------------

_SENTENCES = (
    "The company employed {count} people at the time.",
    "A further {small} sites are expected to be added.",
    "Shipping costs alone came to ${decimal} million.",
    "Roughly {percent}% of this was attributed to currency effects.",
    "The board met {small} times to review the matter.",
    "The related agreement runs for {small} years.",
    "About {percent}% of those surveyed had been informed beforehand.",
    "Legal fees of ${decimal} million are included.",
    "The effect was observed after a median of {tenth} weeks.",
    "In all, {count} documents were reviewed.",
    "Analysts had looked for {percent}%.",
    "One-time items reduced the figure by ${decimal} million.",
)


def _fresh(draft: Draft, rng: random.Random, low: int, high: int, places: int) -> str:
    """A number that neither draft nor source has; one with another decimal where they have them all."""
    for _ in range(100):
        value = Decimal(rng.randint(low * 10**places, high * 10**places)).scaleb(-places)
        text = f"{value:.{places}f}"
        if text not in draft.known:
            return f"{value:,.{places}f}"
    return _fresh(draft, rng, low, high, places + 1)


def invented(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """A sentence with a number that nobody gave, or a number replaced by quite another."""
    text = draft.text
    ends = [match.end() for match in re.finditer(r"^(?![|#])\S.*\S[.](?=\s*$)", text, re.MULTILINE)]
    ends += [match.end() for match in re.finditer(r"^[^|#\n]{60,}?[a-z)%]\.(?=\s[A-Z])", text, re.MULTILINE)]
    for template in rng.sample(_SENTENCES, 5):
        if not ends:
            break
        at = rng.choice(ends)
        fresh = template.format(
            count=_fresh(draft, rng, 1100, 9800, 0),
            small=_fresh(draft, rng, 13, 96, 0),
            decimal=_fresh(draft, rng, 2, 95, 1),
            percent=_fresh(draft, rng, 11, 89, 0),
            tenth=_fresh(draft, rng, 2, 40, 1),
        )
        yield Edit(((at, at, " " + fresh),), ((at, at),))
    levels = re.compile(r"\)?\s*(?:CI|confidence)\b")
    figures = [number for number in draft.figures if not levels.match(text, number.end)]
    for number in rng.sample(figures, min(5, len(figures))):
        old = text[number.first : number.last]
        value = Decimal(old.replace(",", ""))
        places = len(old.partition(".")[2])
        low, high = int(value * 2) + 2, int(value * 9) + 12
        if number.kind == "percent" and value <= 100:
            low, high = (int(value) + 2, 99) if value < 50 else (2, max(3, int(value) - 2))
        new = _fresh(draft, rng, low, high, places)
        yield from _changed(draft, number, new if "," in old else new.replace(",", ""))


_FRACTIONS = {
    "half": "a quarter", "one-third": "two-thirds", "two-thirds": "one-third", "doubled": "tripled",
    "tripled": "doubled", "quadrupled": "doubled", "halved": "doubled", "a dozen": "two dozen",
}  # fmt: skip


_WHEN_LEAD = re.compile(r"\b(?:the|in|over|during) (?:first |last |past )?\Z", re.IGNORECASE)
_TIME_AFTER = re.compile(r"[\s-]+(?:day|week|month|quarter|year)s?\b", re.IGNORECASE)


def word(draft: Draft, rng: random.Random) -> Iterator[Edit]:
    """Another number word."""
    names = {value: name for name, value in WORDS.items()}
    for number in draft.amounts:
        if not number.is_word:
            continue
        old = draft.text[number.first : number.last]
        if _TIME_AFTER.match(draft.text, number.last) and _WHEN_LEAD.search(draft.text, 0, number.first):
            continue  # "in the half year", "for the six months": `period` changes these
        if number.kind == "fraction":
            yield _on(number, _like(old, _FRACTIONS[old.lower()]))
            continue
        value = WORDS[old.lower()]
        others = [
            names[other] for other in range(max(2, value - 3), value + 4) if other != value and other in names
        ]
        new = rng.choice(others)
        before = draft.text[max(0, number.first - 25) : number.first].lower()
        if (_MORE.search(before) and WORDS[new] < value) or (_LESS.search(before) and WORDS[new] > value):
            continue
        yield _on(number, _like(old, new))


MUTATORS: dict[str, Mutator] = {
    mutator.__name__: mutator
    for mutator in (
        digit, transpose, decimal, scale, unit, invented, word,
        direction, qualifier, tense, period, label, bounds, swap,
    )
}  # fmt: skip


WORDS_ONLY = ("direction", "tense", "period", "label")  # edits that leave the figures as they are


def main(arguments: Sequence[str]) -> None:
    """Prints tampers of a draft, for reading: `tamper.py DRAFT [CLASS...]`."""
    text = Path(arguments[0]).read_text(encoding="utf-8")
    for group in arguments[1:] or MUTATORS:
        for made in tampered(Draft.of(text, ""), group, 5, 1):
            around = [sentence(made.draft, *place) for place in made.wrong]
            told = " … ".join(" ".join(made.draft[slice(*place)].split()) for place in around)
            print(f"{group:10} {made.change}\n           {told}")


if __name__ == "__main__":
    main(sys.argv[1:])
