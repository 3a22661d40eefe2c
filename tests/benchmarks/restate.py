"""Says what a right draft says in other forms: other units, roundings, words, dates, orders, abbreviations.

Every rewriter changes each number (or sentence) of the draft that it can, and tells where those stand.
"""

import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from locate import MONTHS, ORDINALS, WORDS, numbers
from tamper import Draft, intervals

Range = tuple[int, int]
NAMES = {value: name for name, value in WORDS.items()}


@dataclass(frozen=True)
class Restated:
    """A draft in other words.

    Attributes:
        group: The kind of restatement.
        draft: The text.
        focus: Where the restated numbers stand; None where it is all of them.
    """

    group: str
    draft: str
    focus: tuple[Range, ...] | None


Change = tuple[int, int, str]
Rewriter = Callable[[Draft, random.Random], Iterator[Change]]


def _apply(text: str, changes: Iterable[Change]) -> tuple[str, tuple[Range, ...]]:
    parts: list[str] = []
    focus, at, length = [], 0, 0
    for start, end, new in sorted(changes):
        if start < at:
            continue
        parts += [text[at:start], new]
        length += start - at
        focus.append((length, length + len(new)))
        length += len(new)
        at = end
    return "".join([*parts, text[at:]]), tuple(focus)


def percent_sign(draft: Draft, rng: random.Random) -> Iterator[Change]:
    """32.4% as 32.4 percent or per cent, and the other way round."""
    for number in draft.figures:
        if number.kind == "percent" and number.unit:
            at = number.end - len(number.unit)
            at -= draft.text[at - 1] in " -"
            yield at, number.end, rng.choice((" percent", " per cent")) if number.unit == "%" else "%"


def money_scale(draft: Draft, rng: random.Random) -> Iterator[Change]:
    """$478.8 million as $478,800,000, $478,800 thousand, $478.8M or US$478.8 million."""
    for number in draft.figures:
        if number.kind != "money" or not number.scale or number.first - number.start != 1:
            continue
        shown = draft.text[number.first : number.last]
        if number.end - number.last > len(number.scale) + 1:
            continue
        exact = number.value
        forms = [f"US${shown} {number.scale}", f"${exact:,.0f}", f"${shown}{number.scale[0].upper()}"]
        if number.scale == "million":
            forms += [f"${exact / 1000:,.0f} thousand", f"${_plain(exact / 10**9)} billion", f"${shown}mm"]
        elif number.scale == "billion":
            forms += [f"${_plain(exact / 10**6, commas=True)} million", f"${shown}bn"]
        yield number.start, number.end, rng.choice(forms)


def _plain(value: Decimal, *, commas: bool = False) -> str:
    text = f"{value:,f}" if commas else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def full_digits(draft: Draft, rng: random.Random) -> Iterator[Change]:
    """$478,800,000 as $478.8 million; 1,234 as 1234."""
    for number in draft.figures:
        shown = draft.text[number.first : number.last]
        if number.kind not in ("money", "count") or number.scale or "," not in shown:
            continue
        if number.kind == "money" and number.value >= 10**6 and number.value % 10**4 == 0:
            yield number.first, number.last, f"{_plain(number.value / 10**6)} million"
        elif "." not in shown and not 1900 <= number.value < 2100:
            yield number.first, number.last, shown.replace(",", "")


_QUALIFIED = re.compile(
    r"(?:than|over|under|above|below|about|approximately|roughly|nearly|almost|around|least|most|exceed\w*|[<>≥≤~]|"
    r"between|from|to|p ?=)\s*[$€£(]{0,2}$",
    re.IGNORECASE,
)


def rounded(draft: Draft, rng: random.Random) -> Iterator[Change]:
    """32.4% as about 32%; $478.8 million as approximately $479 million."""
    ends = {number.start for pair in intervals(draft) for number in pair}
    for number in draft.figures:
        shown = draft.text[number.first : number.last].replace(",", "")
        places = len(shown.partition(".")[2])
        before = draft.text[max(0, number.start - 25) : number.start]
        if (
            not places
            or number.start in ends
            or _QUALIFIED.search(before)
            or before.endswith(("(", "|", "| "))
        ):
            continue
        if (
            re.match(r"\s?(?:%?\)|per\b|a share)", draft.text[number.end : number.end + 8])
            or "(" in draft.text[number.start : number.end]
        ):
            continue
        value = Decimal(shown)
        step = Decimal(1).scaleb(1 - places)
        new = value.quantize(step, ROUND_HALF_UP)
        if (
            number.kind not in ("percent", "money", "duration", "count")
            or abs(new) < 10 * step
            or (number.kind == "count" and not number.scale)
        ):
            continue
        if before[-1:] in "-–—−" or re.search(r"\b(?:an?|the)\s$", before):
            continue
        head = draft.text[number.start : number.first]
        yield number.start, number.last, f"{rng.choice(('about', 'approximately', 'roughly'))} {head}{new:,f}"


def in_words(draft: Draft, rng: random.Random) -> Iterator[Change]:
    """5 as five, 7% as seven percent; five as 5."""
    for number in draft.amounts:
        shown = draft.text[number.first : number.last]
        after = draft.text[number.last : number.last + 2]
        if number.is_word:
            joined = re.search(r"\bone (?:to|or|and) $", draft.text[max(0, number.first - 9) : number.first])
            if (
                not joined
                and shown.lower() in WORDS
                and shown[0].islower()
                and not re.match(r"-[a-z]", after)
                and number.scale != "hundred"
            ):
                yield number.first, number.last, str(WORDS[shown])
            continue
        before = draft.text[max(0, number.start - 2) : number.start]
        if (
            not shown.isdigit()
            or not 2 <= int(shown) <= 20
            or before.endswith(("(", "|", "| ", "-", "–", "=", "= ", ":", "/"))
        ):
            continue
        if re.match(r"[)|:/–-]", draft.text[number.end : number.end + 1]) or number.start != number.first:
            continue
        if number.kind == "percent" and number.unit == "%":
            yield number.start, number.end, f"{NAMES[int(shown)]} percent"
        elif number.kind in ("count", "duration") and not number.scale:
            yield number.first, number.last, NAMES[int(shown)]


_DATE = re.compile(
    rf"\b(?P<month>{'|'.join(MONTHS)}) (?P<day>\d{{1,2}}), (?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<day2>\d{{1,2}}) (?P<month2>{'|'.join(MONTHS)}) (?P<year2>(?:19|20)\d\d)\b"
)
_QUARTER = re.compile(
    rf"(?P<the>\bthe )?\b(?P<word>{'|'.join(ORDINALS)}) quarter(?: of)?(?P<fiscal> fiscal)? "
    r"(?P<year>(?:19|20)\d\d)\b"
    r"|\bQ(?P<q>[1-4]) (?P<year2>(?:19|20)\d\d)\b"
)


def dates(draft: Draft, rng: random.Random) -> Iterator[Change]:
    """November 16, 2021 as 2021-11-16 or 16 November 2021; the first quarter of 2022 as Q1 2022."""
    for match in _DATE.finditer(draft.text):
        month, day, year = (match[name] or match[f"{name}2"] for name in ("month", "day", "year"))
        number = 1 + MONTHS.index(month)
        short = month if month == "May" else f"{month[:3]}."
        forms = [f"{year}-{number:02d}-{int(day):02d}", f"{number}/{day}/{year}", f"{short} {day}, {year}"]
        forms.append(f"{month} {day}, {year}" if match["day2"] else f"{day} {month} {year}")
        yield *match.span(), rng.choice(forms)
    for match in _QUARTER.finditer(draft.text):
        if match["q"]:
            yield *match.span(), f"the {ORDINALS[int(match['q']) - 1]} quarter of {match['year2']}"
        elif not match["fiscal"]:
            quarter, year = ORDINALS.index(match["word"]) + 1, match["year"]
            yield (
                *match.span(),
                rng.choice((f"Q{quarter} {year}", f"{quarter}Q{year[2:]}", f"Q{quarter} of {year}")),
            )


def ranges(draft: Draft, rng: random.Random) -> Iterator[Change]:
    """5.6 to 7.7 as 5.6–7.7 or 5.6-7.7; 5.6–7.7 as 5.6 to 7.7."""
    for low, high in intervals(draft):
        between = draft.text[low.end : high.start]
        before = draft.text[max(0, low.start - 9) : low.start]
        if re.search(r"between\s$", before) or low.kind == "money":
            continue
        if between.strip() == "to":
            yield low.end, high.start, rng.choice(("–", "-"))
        elif between.strip() in ("-", "–", ",") and re.search(r"[(\[:]|CI", before):
            yield low.end, high.start, " to "


def typography(draft: Draft, rng: random.Random) -> Iterator[Change]:
    """Non-breaking and thin spaces between a number and its unit."""
    for number in draft.figures:
        inside = draft.text[number.last : number.end]
        if inside.startswith(" "):
            yield number.last, number.last + 1, rng.choice(("\u00a0", "\u202f", "\u2009"))


_DEFINED = re.compile(r"\b([A-Za-z][\w’'-]+(?:[ -][A-Za-z][\w’'-]+){1,5}) \(([“\"]?)([A-Z][A-Za-z]{1,6})\2\)")


def definitions(source: str) -> dict[str, str]:
    """The abbreviations that a text defines: "objective response rate (ORR)"."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(" ".join(source.split())):
        words = re.split(r"[ -]", match[1])
        letters = [letter.lower() for letter in match[3] if letter.isupper()]
        for count in range(len(letters), 0, -1):
            tail = words[-count:]
            if count == len(letters) and [name[0].lower() for name in tail] == letters:
                phrase = match[1][-sum(map(len, tail)) - count + 1 :]
                found.setdefault(match[3], phrase)
                break
    return found


def abbreviated(draft: Draft, rng: random.Random, source: str) -> Iterator[Change]:
    """Objective response rate as ORR and ORR as objective response rate, as the source defines them."""
    for short, long in definitions(source).items():
        for match in re.finditer(rf"\b{re.escape(long)}\b(?! \({short})", draft.text, re.IGNORECASE):
            yield *match.span(), short
        for match in re.finditer(rf"(?<![\w(]){short}\b", draft.text):
            opens = re.search(r"(?:^|[.:] |^[-*•|] )$", draft.text[: match.start()], re.MULTILINE)
            yield (
                *match.span(),
                long[0].upper() + long[1:] if opens else long.lower() if long.istitle() else long,
            )


def shuffled(text: str, rng: random.Random) -> str:
    """The list items, the sentences within each paragraph and the paragraphs in another order."""
    blocks = [_shuffled_block(block, rng) for block in re.split(r"\n\s*\n", text)]
    prose = [index for index, block in enumerate(blocks) if not re.match(r"[|#]", block)]
    order = rng.sample(prose, len(prose))
    placed = dict(zip(prose, (blocks[index] for index in order), strict=True))
    return "\n\n".join(placed.get(index, block) for index, block in enumerate(blocks))


def _shuffled_block(block: str, rng: random.Random) -> str:
    lines = block.split("\n")
    if all(re.match(r"[-*•] ", line) for line in lines):
        return "\n".join(rng.sample(lines, len(lines)))
    if re.match(r"[-*•|#]", block):
        return block
    head, *rest = re.split(r"(?<=[a-z0-9%)][.])\s+(?=[A-Z])", block)
    return " ".join([head, *rng.sample(rest, len(rest))])


REWRITERS: tuple[Rewriter, ...] = (
    percent_sign, money_scale, full_digits, rounded, in_words, dates, ranges, typography,
)  # fmt: skip


def restated(text: str, source: str, seed: int) -> list[Restated]:
    """The draft as written and in every other form that it has."""
    draft = Draft.of(text, source)
    made = [Restated("as written", text, None)]
    for rewriter in REWRITERS:
        rng = random.Random(f"{seed}/{rewriter.__name__}/{text}")
        new, focus = _apply(text, rewriter(draft, rng))
        if focus:
            made.append(Restated(rewriter.__name__.replace("_", " "), new, _numbers_at(new, focus)))
    rng = random.Random(f"{seed}/order/{text}")
    new, focus = _apply(text, abbreviated(draft, rng, source))
    if focus:
        made.append(Restated("abbreviations", new, None))
    made += [Restated("order shuffled", shuffled(text, rng), None)]
    return [variant for variant in made if variant.focus != ()]


def _numbers_at(text: str, focus: tuple[Range, ...]) -> tuple[Range, ...]:
    """The changed ranges and the numbers that they touch."""
    touched = [
        (min(n.start, a), max(n.end, b))
        for n in numbers(text)
        for a, b in focus
        if n.start <= b and a <= n.end
    ]
    return tuple(sorted({*focus, *touched}))


def main(arguments: list[str]) -> None:
    """Prints the restatements of a draft, for reading: `restate.py DRAFT SOURCE`."""
    text, source = (Path(name).read_text(encoding="utf-8") for name in arguments[:2])
    for variant in restated(text, source, 1):
        print(f"=== {variant.group}\n{variant.draft}\n")
        if variant.focus is not None:
            print("   ", [variant.draft[a:b] for a, b in variant.focus])


if __name__ == "__main__":
    main(sys.argv[1:])
