"""Numbers written in words: "twenty-one", "half", "two-thirds", "the third quarter", "doubled"."""

import re
from decimal import Decimal
from operator import attrgetter
from typing import Final

from summarizer.numbers.atoms import Atom
from summarizer.numbers.dates import day_in_words, named_part
from summarizer.numbers.passage import BLANK, PADDING
from summarizer.numbers.quantity import Kind


def _counted(words: str, first: int) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


VULGAR_FRACTIONS: Final = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
}  # fmt: skip
"""Signs for fractions, with their numerators and denominators."""
_SIGN: Final = re.compile(f"[{''.join(VULGAR_FRACTIONS)}]")
_SMALL: Final = _counted(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen "
    "eighteen nineteen",
    0,
)
_TENS: Final = {
    word: 10 * ten
    for word, ten in _counted("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()
}
_MAGNITUDES: Final = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_ORDINALS: Final = _counted(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth",
    1,
)
_PARTS: Final = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    word + ending: number for word, number in _ORDINALS.items() if 3 <= number <= 10 for ending in ("", "s")
}
_MULTIPLES: Final = {
    "doubled": "2", "doubles": "2", "doubling": "2", "tripled": "3", "triples": "3", "tripling": "3",
    "trebled": "3",
    "quadrupled": "4", "quadruples": "4", "quadrupling": "4", "quintupled": "5", "halved": "0.5",
    "halving": "0.5",
    "twofold": "2", "threefold": "3", "fourfold": "4", "fivefold": "5", "sixfold": "6", "sevenfold": "7",
    "eightfold": "8", "ninefold": "9", "tenfold": "10", "twice": "2", "thrice": "3", "double": "2",
    "triple": "3",
}  # fmt: skip
_VOCABULARY: Final = {
    *_SMALL,
    *_TENS,
    *_ORDINALS,
    *_MULTIPLES,
    "half",
    "quarter",
    "dozen",
    "hundred",
    "thousand",
    "million",
}


def _trie(words: list[str]) -> str:
    """A pattern that matches exactly `words`, without trying each of them."""
    branches: dict[str, list[str]] = {}
    for word in words:
        if word:
            branches.setdefault(word[0], []).append(word[1:])
    alternatives = [letter + _trie(rest) for letter, rest in sorted(branches.items())]
    if not alternatives:
        return ""
    body = alternatives[0] if len(alternatives) == 1 else f"(?:{'|'.join(alternatives)})"
    return f"(?:{body})?" if "" in words else body


def _cased(words: set[str]) -> list[str]:
    return sorted({form for word in words for form in (word, word.title(), word.upper())})


_TRIGGER: Final = re.compile(
    # a first character that is no letter lets the search skip from word to word
    rf"[^A-Za-z](?=[{''.join(sorted({word[0] for word in _cased(_VOCABULARY)}))}])"
    rf"({_trie(_cased(_VOCABULARY))})(?![A-Za-z])"
)
_NEXT: Final = re.compile(rf"({BLANK}and{BLANK}|,{BLANK}and{BLANK}|, |-|{BLANK})([A-Za-z]+)")
_OF_OR_SHARE: Final = re.compile(rf"{BLANK}(?:of(?![A-Za-z])|\([0-9.]{{1,6}} ?(?:%|per ?cent))")
_AND_A_PART: Final = re.compile(
    rf"(?:{BLANK}|-)and(?:{BLANK}|-)(?:a|one)(?:-|{BLANK})(half|quarter|third)(?![A-Za-z])"
)
_OF: Final = re.compile(
    rf"{BLANK}(?:of|the|a|an|its|their|our|as|that|his|her|this|these|those|all)(?![A-Za-z])"
)
_PART_ALONE: Final = re.compile(
    rf"{BLANK}?[.,;:()]|{BLANK}(?:to|from|or|more|less|higher|lower|larger|smaller|in|on|at|year|compared|versus|vs)"
    r"(?![A-Za-z])|\Z"
)
_OF_PERIOD: Final = re.compile(
    rf"{BLANK}of{BLANK}(?:(?:19|20)[0-9]|fiscal|the{BLANK}(?:fiscal|calendar|year|current|prior)"
    rf"|this{BLANK}year)"
)
_REPEATED: Final = re.compile(
    rf"(?:{BLANK}|-)(?:daily|weekly|monthly|yearly|annually|a|an|per|each|every|in|on|before|after|during"
    rf"|since|when|and|by|over|"
    r"with|to|at|for|but|more|again|this|last)(?![A-Za-z])|[.,;):\n]"
)
_COMPARED: Final = frozenset({"almost", "nearly", "than", "about", "over", "roughly", "approximately", "to"})
_DOUBLE_OF: Final = re.compile(rf"{BLANK}(?:the|its|their|our|from|that|what|his|her)(?![A-Za-z])")
_NO_ORDINAL: Final = re.compile(
    rf"(?:{BLANK}|-)(?:[Pp]art(?:y|ies)|PART(?:Y|IES)|hand|in-class|class|world|World|and{BLANK}foremost"
    rf"|of{BLANK}all|to{BLANK}none|lady|"
    r"name|names|aid|responders?|[Ll]ien|mortgage|refusal|Amendment|mover|glance|person|nature"
    rf"|time{BLANK}right|thing|things)"
    r"|-in-|-ever(?![a-z])|-come|-mover|-hand|[.,;:]"
)
_PERIOD_HALVES: Final = frozenset({"first", "second", "other", "latter", "former", "better", "time"})
_HALF_LEADS: Final = frozenset(
    "nearly almost about than over by a approximately roughly least only just some exactly one and under "
    "around".split()
)
_SCALED_HALF: Final = re.compile(
    rf"(?:{BLANK}|-)an?(?:{BLANK}|-)(million|billion|trillion|dozen)(?![A-Za-z])"
)
_NOT_BEFORE_ONE: Final = frozenset(
    "no any each every this that which the another some day is as a number what whichever such our "
    "loved".split()
)
_IN_SO_MANY: Final = re.compile(
    rf"{BLANK}in{BLANK}(?:every{BLANK})?"
    rf"(?:[0-9]|(?:{_trie(sorted({*_SMALL, *_TENS} - {'zero', 'one'}))})(?![A-Za-z]))"
)
_IN_SO_MANY_PARTS: Final = {w: n for w, n in _SMALL.items() if 2 <= n <= 10} | {"twenty": 20, "hundred": 100}
_IN_TEN: Final = re.compile(
    rf"{BLANK}in{BLANK}(?:every{BLANK})?({'|'.join(_IN_SO_MANY_PARTS)})(?![A-Za-z])"
    rf"(?!{BLANK}(?:days?|weeks?|months?|years?|hours?|minutes?|quarters?|million|thousand|hundred)(?![A-Za-z]))"
)
"""The rest of "two in five"."""
_NOT_AFTER_ONE: Final = re.compile(
    rf"{BLANK}(?:of(?!{BLANK}(?:which|whom|every|[0-9]))|or{BLANK}(?:more|another)|by{BLANK}one|and{BLANK}(?:only|the)|another|such"
    r"|can|could|may|might|must|should|would|will|has|had|is|was|who|that|which|in|for|thing|side|hand|part|way|with|night"
    r"|evening|morning|afternoon|on|as|from|it|he|she|they|we|you|I|step|at)(?![A-Za-z])"
    r"|-(?:of-a|time|off|on|way|stop|size|sided|to-one|and-done|day-)|[.,;:)'\"!?]|$"
)
_IDIOMS: Final = re.compile(
    r"-(?:way|dimensional|fold\b(?! )|pronged|sided|wheel|piece|legged|letter|star|part|step|tier|in-one)"
)
_QUALIFIED: Final = frozenset({"than", "least", "to", "only", "approximately", "about"})


def are_in(plain: str) -> bool:
    """Whether a folded text holds a word that may be a number."""
    return _TRIGGER.search(f" {plain}") is not None


def find(text: str) -> list[Atom]:
    """Every number in words of a padded, folded text, in order, without the units that follow."""
    atoms = _find_words(text)
    if not text.isascii() and any(sign in text for sign in VULGAR_FRACTIONS):
        signs = [
            _part_atom(match.start(), match.end(), Decimal(part) / whole)
            for match in _SIGN.finditer(text)
            if not text[match.start() - 1].isdigit()
            and not text[match.end() : match.end() + 2].strip()[:1].isdigit()
            for part, whole in (VULGAR_FRACTIONS[match.group()],)
        ]
        if signs:
            atoms = sorted([*atoms, *signs], key=attrgetter("start"))
    return atoms


def _find_words(text: str) -> list[Atom]:
    atoms = []
    done = 0
    for match in _TRIGGER.finditer(text, len(PADDING) - 1, len(text) - len(PADDING) + 1):
        start, end = match.span(1)
        if start < done:
            continue
        word = match[1].lower()
        if word in _SMALL or word in _TENS:
            atom = _cardinal(text, start, word)
        elif word in _ORDINALS:
            atom = _ordinal(text, start, word, end)
        elif word in _MULTIPLES:
            atom = _multiple(text, start, word, end)
        elif word in _PARTS:
            atom = _half(text, start, end) if word == "half" else _quarter(text, start, end)
        else:
            atom = _after_article(text, start, word, end)
        if atom is not None and atom.start >= done:
            atoms.append(atom)
            done = atom.end
    return atoms


def _word_atom(start: int, end: int, digits: str, kind: Kind = Kind.NUMBER) -> Atom:
    atom = Atom(start, end, digits, kind)
    atom.is_word = True
    if kind is Kind.MULTIPLE:
        atom.unit = "x"
    atom.bare = kind is Kind.NUMBER
    return atom


def _part_atom(start: int, end: int, value: Decimal) -> Atom:
    atom = _word_atom(start, end, "")
    atom.value = value
    atom.bare = False  # "by a third to $4 million": no third of a million
    return atom


def _word_before(text: str, start: int) -> str:
    if text[start - 1] not in " \n-(":
        return ""
    words = text[start - 20 : start].replace("-", " ").replace("(", " ").split()
    return words[-1].lower() if words else ""


class _Phrase:
    """The longest sequence of words from `start` on that is one number."""

    def __init__(self, text: str, start: int, word: str) -> None:
        self.end = start + len(word)
        self._total = 0
        self._current = 0
        self._last = ""
        self._smallest = 10**18  # magnitudes must fall from left to right
        self._take(word)
        while (match := _NEXT.match(text, self.end)) is not None:
            word = match[2].lower()
            if not self._fits(match[1].strip(), word):
                break
            self._take(word)
            self.end = match.end()

    @property
    def value(self) -> int:
        return self._total + self._current

    @property
    def ends_in_tens(self) -> bool:
        """Whether a number below ten may still follow, as in "twenty-first"."""
        return self._last in _TENS

    def _fits(self, joint: str, word: str) -> bool:
        last = self._last
        if word in _MAGNITUDES:
            if joint not in ("", "-"):
                return False
            if word == "hundred":
                return 0 < self._current < 100 and last not in _MAGNITUDES
            return self._current > 0 and 10 ** _MAGNITUDES[word] < self._smallest
        if word == "zero" or (word not in _SMALL and word not in _TENS):
            return False
        if last in _TENS:
            return word in _SMALL and _SMALL[word] < 10 and joint in ("-", "")
        return last in _MAGNITUDES and (joint in ("", "-", "and") or last != "hundred")

    def _take(self, word: str) -> None:
        self._last = word
        if word in _SMALL:
            self._current += _SMALL[word]
        elif word in _TENS:
            self._current += _TENS[word]
        elif word == "hundred":
            self._current = 100 * max(self._current, 1)
        else:
            self._smallest = 10 ** _MAGNITUDES[word]
            self._total += max(self._current, 1) * self._smallest
            self._current = 0


def _cardinal(text: str, start: int, word: str) -> Atom | None:
    phrase = _Phrase(text, start, word)
    end = phrase.end
    value = phrase.value
    part = _AND_A_PART.match(text, end)
    if part is not None:
        digits = {"half": ".5", "quarter": ".25"}.get(part[1])
        if digits is None:
            return _part_atom(start, part.end(), value + Decimal(1) / 3)
        return _word_atom(start, part.end(), f"{value}{digits}")
    match = _NEXT.match(text, end)
    if match is not None and match[1] in ("-", " ", "\n"):
        following = match[2].lower()
        if following in _PARTS and value < _PARTS[following] and following.endswith("s") == (value > 1):
            if match[1] == "-" or (_OF.match(text, match.end()) and not _OF_PERIOD.match(text, match.end())):
                return _part_atom(start, match.end(), Decimal(value) / _PARTS[following])
        elif following == "dozen":
            return _word_atom(start, match.end(), str(12 * value))
        elif following == "fold":
            return _word_atom(start, match.end(), str(value), Kind.MULTIPLE)
        elif match[1] == "-" and _ORDINALS.get(following, 10) < 10 and phrase.ends_in_tens:
            return _word_atom(start, match.end(), str(value + _ORDINALS[following]), Kind.ORDINAL)
    if text[end] == "-" and _IDIOMS.match(text, end):
        return None
    many = _IN_TEN.match(text, end)
    if many is not None and value < _IN_SO_MANY_PARTS[many[1]]:
        return _part_atom(start, many.end(), Decimal(value) / _IN_SO_MANY_PARTS[many[1]])
    return _word_atom(start, end, str(value)) if value != 1 or _counts(text, start, end) else None


def _counts(text: str, start: int, end: int) -> bool:
    """Whether "one" counts something here, and is no pronoun."""
    before = _word_before(text, start)
    if text[start - 1] == "-" or (
        text[start] == "O" and text[start + 1] == "n" and _after_title(text, start)
    ):
        return False  # "all-in-one", "Capital One"
    if before in _QUALIFIED and re.compile(rf"{BLANK}of{BLANK}(?:which|whom|the|these|our)").match(text, end):
        return True
    if before in _NOT_BEFORE_ONE:
        return False
    return _IN_SO_MANY.match(text, end) is not None or not _NOT_AFTER_ONE.match(text, end)


def counts_up_to(word: str) -> int | None:
    """The value of a word that is a number below a hundred by itself ("five", "twenty-one"), or None."""
    tens, _, ones = word.lower().partition("-")
    if not ones:
        return _SMALL.get(tens, _TENS.get(tens))
    if tens not in _TENS or _SMALL.get(ones, 10) >= 10:
        return None
    return _TENS[tens] + _SMALL[ones]


def _ordinal(text: str, start: int, word: str, end: int) -> Atom | None:
    number = _ORDINALS[word]
    period = named_part(text, start, end, number)
    if period is not None:
        return period
    before = _word_before(text, start)
    if text[start : start + 2].istitle() and _after_title(text, start):
        return None  # "Citizens First"
    day = day_in_words(text, start, end, number)
    if day is not None:
        return day
    part = word in _PARTS and before in ("a", "one")
    if part and (_OF.match(text, end) or (_PART_ALONE.match(text, end) and _is_led(text, start))):
        return _part_atom(start - 1 - len(before), end, Decimal(1) / number)
    if _NO_ORDINAL.match(text, end) or (
        word == "second" and before in ("per", "a", "each", "every", "one", "split")
    ):
        return None
    return _word_atom(start, end, str(number), Kind.ORDINAL)


def _is_led(text: str, start: int) -> bool:
    """Whether "more than" or its like stands before the article of a part: "by more than a third"."""
    words = text[start - 24 : start].split()
    return len(words) > 1 and words[-2].lower() in _HALF_LEADS


def _after_title(text: str, start: int) -> bool:
    """Whether the word before is written with a capital, in one name with this one."""
    words = text[start - 20 : start].split()
    return text[start - 1] == " " and bool(words) and words[-1].isalpha() and words[-1].istitle()


def _multiple(text: str, start: int, word: str, end: int) -> Atom | None:
    if word in ("double", "triple"):
        if text[end] == "-" or not (
            _DOUBLE_OF.match(text, end) or _word_before(text, start) in ("than", "nearly", "almost")
        ):
            return None
    elif (
        word in ("twice", "thrice")
        and _REPEATED.match(text, end)
        and _word_before(text, start) not in _COMPARED
    ):
        return None
    return _word_atom(start, end, _MULTIPLES[word], Kind.MULTIPLE)


def _half(text: str, start: int, end: int) -> Atom | None:
    before = _word_before(text, start)
    if before in _PERIOD_HALVES or text[end] == "-":
        return None
    scaled = _SCALED_HALF.match(text, end)
    if scaled is not None:
        if scaled[1] == "dozen":
            return _word_atom(start, scaled.end(), "6")
        atom = _word_atom(start, scaled.end(), "0.5")
        atom.power = _MAGNITUDES[scaled[1]]
        return atom
    if before == "in" and not _OF.match(text, end):
        return _word_atom(start, end, "0.5", Kind.MULTIPLE)
    if not _OF.match(text, end) and before not in _HALF_LEADS:
        return None
    return _part_atom(start - 2 if before == "a" and text[start - 1] != "-" else start, end, Decimal("0.5"))


def _quarter(text: str, start: int, end: int) -> Atom | None:
    """Read "A quarter of", "a quarter (25%)": all other quarters are periods or come after a number."""
    part = _OF_OR_SHARE.match(text, end)
    if _word_before(text, start) != "a" or part is None or _OF_PERIOD.match(text, end):
        return None
    return _part_atom(start - 2, end, Decimal("0.25"))


def _after_article(text: str, start: int, word: str, end: int) -> Atom | None:
    """Read "A dozen", "a hundred", "a million"."""
    if _word_before(text, start) != "a":
        return None
    if word == "dozen":
        return _word_atom(start - 2, end, "12")
    phrase = _Phrase(text, start, word)
    return _word_atom(start - 2, phrase.end, str(phrase.value))
