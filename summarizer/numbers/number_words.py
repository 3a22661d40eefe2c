"""Numbers written in words: "twenty-one", "half", "two-thirds", "the third quarter", "doubled"."""

import re
from decimal import Decimal
from typing import Final

from summarizer.numbers.atoms import Atom
from summarizer.numbers.dates import named_part
from summarizer.numbers.quantity import Kind

_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
} | {"fourty": 40}
_MAGNITUDES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        1,
    )
} | {"twentieth": 20}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9,
    "tenth": 10, "tenths": 10,
}  # fmt: skip
_MULTIPLES = {
    "doubled": "2", "doubles": "2", "doubling": "2", "tripled": "3", "triples": "3", "tripling": "3", "trebled": "3",
    "quadrupled": "4", "quadruples": "4", "quadrupling": "4", "halved": "0.5", "halves": "0.5", "halving": "0.5",
    "twofold": "2", "threefold": "3", "fourfold": "4", "fivefold": "5", "sixfold": "6", "sevenfold": "7",
    "eightfold": "8", "ninefold": "9", "tenfold": "10", "twice": "2", "thrice": "3", "double": "2", "triple": "3",
}  # fmt: skip

_VOCABULARY = {
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


_TRIGGER: Final = re.compile(rf"[^A-Za-z]({_trie(_cased(_VOCABULARY))})(?![A-Za-z])")
_NEXT: Final = re.compile(r"(?:-|[ \n]|[ \n]?,?[ \n]and[ \n]|,[ ])([A-Za-z]+)")
_WORD_BEFORE: Final = re.compile(r"[A-Za-z]+")
_NOT_ONE_OF: Final = re.compile(
    r"[ \n]of|[ \n]or[ \n]more|[ \n]another|[ \n]such|-of-a|-time|-off|-on-|-way|-stop|-sided|-size|[ \n]by[ \n]one"
)
_FRACTION_OF: Final = re.compile(r"[ \n](?:of|the|a|an|its|their|our|as|that|his|her|this)\b")
_DAILY: Final = re.compile(
    r"[ \n-](?:daily|weekly|monthly|yearly|annually|a|per|each|every|in|on|before|after|during|since|when|and|by|over)\b|[.,;)]"
)
_OF_DOUBLE: Final = re.compile(r"[ \n](?:the|its|their|our|from|that|what|his|her)\b")
_NOT_ORDINAL: Final = re.compile(
    r"[ \n-](?:part(?:y|ies)|hand|in-class|class|world|place[ds]?\b(?! )|and[ \n]foremost|of[ \n]all|to[ \n]none|lady|name|aid|"
    r"responders?|Amendment|Lien|lien|mortgage|refusal)|-in-|-rate|-ever|[.,;:]"
)
_HALF_NOT: Final = frozenset({"first", "second", "other", "latter", "former", "better"})


def _is_list_word(word: str) -> bool:
    return word in _SMALL or word in _TENS or word in _MAGNITUDES


class _Phrase:
    """The value of the longest sequence of words that is one number."""

    def __init__(self, text: str, start: int, word: str) -> None:
        self.text = text
        self.end = start + len(word)
        self.total = 0
        self.current = 0
        self.power = 0
        self.last = ""
        self.smallest = 10**18  # the magnitude words seen must fall
        self._take(word)
        while (match := _NEXT.match(text, self.end)) is not None and self._fits(
            match.group(), match[1].lower()
        ):
            self._take(match[1].lower())
            self.end = match.end()

    def _fits(self, gap: str, word: str) -> bool:
        joined = gap[: -len(word)]
        last = self.last
        if word in _MAGNITUDES:
            return (
                "," not in joined
                and "and" not in joined
                and (
                    (word == "hundred" and 0 < self.current < 100 and last not in _MAGNITUDES)
                    or (word != "hundred" and self.current > 0 and 10 ** _MAGNITUDES[word] < self.smallest)
                )
            )
        if word not in _SMALL and word not in _TENS or word == "zero":
            return False
        if last in _TENS:
            return word in _SMALL and _SMALL[word] < 10 and joined in ("-", " ")
        if last in _MAGNITUDES:
            return joined.strip(" \n") in ("", "-", "and") or (joined == ", " and last != "hundred")
        return False

    def _take(self, word: str) -> None:
        self.last = word
        if word in _SMALL:
            self.current += _SMALL[word]
        elif word in _TENS:
            self.current += _TENS[word]
        elif word == "hundred":
            self.current = 100 * max(self.current, 1)
        else:
            self.smallest = 10 ** _MAGNITUDES[word]
            self.total += max(self.current, 1) * self.smallest
            self.current = 0

    @property
    def value(self) -> int:
        return self.total + self.current


def _word_before(text: str, start: int) -> str:
    words = text[max(start - 16, 0) : start].split()
    return words[-1].lower() if words and text[start - 1] in " \n-" else ""


def _cardinal(text: str, start: int, word: str) -> Atom | None:
    if word in _MAGNITUDES:
        return None
    phrase = _Phrase(text, start, word)
    end = phrase.end
    value = phrase.value
    atom = Atom(start, end, str(value))
    atom.is_word = True
    match = _NEXT.match(text, end)
    if match is not None:
        gap, following = match.group()[: -len(match[1])], match[1].lower()
        if following in _PARTS and gap in ("-", " ", "\n") and value < 20:
            plural = following.endswith("s")
            part = _PARTS[following]
            if (
                value < part
                and (plural == (value > 1))
                and (gap == "-" or _FRACTION_OF.match(text, match.end()))
            ):
                atom.value = Decimal(value) / part
                atom.end = match.end()
                return atom
        if following == "dozen" and gap in (" ", "\n"):
            atom.digits = str(12 * value)
            atom.end = match.end()
            return atom
        if following in ("a", "one") and "and" in gap:
            half = re.compile(r"[ \n-](half|quarter|third)\b").match(text, match.end())
            if half is not None:
                atom.value = value + Decimal(1) / _PARTS[half[1]]
                atom.end = half.end()
                return atom
        if following == "fold" and gap in ("-", " "):
            atom.kind = Kind.MULTIPLE
            atom.unit = "x"
            atom.bare = False
            atom.end = match.end()
            return atom
    return atom


def _ordinal(text: str, start: int, word: str, end: int) -> Atom | None:
    number = _ORDINALS[word]
    before = _word_before(text, start)
    period = named_part(text, start, end, number)
    if period is not None:
        return period
    if word in _PARTS and before in ("a", "one") and _FRACTION_OF.match(text, end):
        begin = start - 1 - len(before)
        atom = Atom(begin, end, "")
        atom.value = Decimal(1) / number
        atom.is_word = True
        return atom
    if _NOT_ORDINAL.match(text, end) or (word == "second" and before in ("per", "a", "each", "every", "one")):
        return None
    atom = Atom(start, end, str(number), Kind.ORDINAL)
    atom.is_word = True
    atom.bare = False
    return atom


def _multiple(text: str, start: int, word: str, end: int) -> Atom | None:
    before = _word_before(text, start)
    if word in ("double", "triple") and not (
        _OF_DOUBLE.match(text, end) or before in ("than", "nearly", "almost")
    ):
        return None
    if word in ("twice", "thrice") and _DAILY.match(text, end):
        return None
    if word == "halves" and before != "it":
        return None
    atom = Atom(start, end, _MULTIPLES[word], Kind.MULTIPLE)
    atom.unit = "x"
    atom.is_word = True
    atom.bare = False
    return atom


def _fraction(text: str, start: int, word: str, end: int) -> Atom | None:
    before = _word_before(text, start)
    value = Decimal(1) / _PARTS[word]
    if word == "quarter" and not (
        before == "a" and re.compile(r"[ \n]of[ \n](?!20|19|fiscal|the[ \n]year)").match(text, end)
    ):
        return None
    if before in _HALF_NOT or text[end] == "-":
        return None
    if word == "half":
        scale = re.compile(
            r"[ \n-](?:a|an)[ \n-](million|billion|trillion|dozen|percent|percentage|century|year)\b"
        ).match(text, end)
        if scale is not None and scale[1] in _MAGNITUDES:
            atom = Atom(start, scale.end(), "0.5")
            atom.power = _MAGNITUDES[scale[1]]
            atom.is_word = True
            return atom
        if scale is not None and scale[1] == "dozen":
            atom = Atom(start, scale.end(), "6")
            atom.is_word = True
            return atom
        if before == "in" or not (
            _FRACTION_OF.match(text, end)
            or before
            in ("nearly", "almost", "about", "than", "over", "by", "a", "approximately", "roughly", "least")
        ):
            if before != "in":
                return None
            atom = Atom(start, end, "0.5", Kind.MULTIPLE)
            atom.unit = "x"
            atom.bare = False
            atom.is_word = True
            return atom
    begin = start - 1 - len(before) if before == "a" else start
    atom = Atom(begin, end, "")
    atom.value = value
    atom.is_word = True
    return atom


def _article(text: str, start: int, word: str, end: int) -> Atom | None:
    """ "A dozen", "a hundred", "a million"."""
    if _word_before(text, start) != "a" or text[end] == "s":
        return None
    if word == "dozen":
        atom = Atom(start - 2, end, "12")
    else:
        phrase = _Phrase(text, start, word)
        atom = Atom(start - 2, phrase.end, str(phrase.value))
    atom.is_word = True
    return atom


def find(text: str) -> list[Atom]:
    """Every number in words of a padded, folded text, in order, without the units that follow."""
    atoms = []
    done = 0
    for match in _TRIGGER.finditer(text):
        start, end = match.span(1)
        if start < done:
            continue
        word = match[1].lower()
        atom: Atom | None
        if word in _SMALL or word in _TENS:
            atom = _cardinal(text, start, word)
            if atom is not None and word == "one" and not _counts(text, start, atom):
                atom = None
        elif word in _ORDINALS:
            atom = _ordinal(text, start, word, end)
        elif word in _MULTIPLES:
            atom = _multiple(text, start, word, end)
        elif word in _PARTS:
            atom = _fraction(text, start, word, end)
        else:
            atom = _article(text, start, word, end)
        if atom is not None and atom.start >= done:
            atoms.append(atom)
            done = atom.end
    return atoms


_NOT_BEFORE_ONE = frozenset(
    {"no", "any", "each", "every", "this", "that", "which", "the", "another", "some", "day", "is", "as"}
)
_VERB_AFTER_ONE = re.compile(
    r"[ \n](?:can|could|may|might|must|should|would|will|has|had|is|was|who|that|which|and|in|for|thing|day|side|hand|part|way|with)\b|[.,;:)'\"]"
)


def _counts(text: str, start: int, atom: Atom) -> bool:
    """Whether "one" counts something here, and is no pronoun."""
    if atom.digits != "1" or atom.value is not None:
        return True
    if _word_before(text, start) in _NOT_BEFORE_ONE or _NOT_ONE_OF.match(text, atom.end):
        return False
    return not _VERB_AFTER_ONE.match(text, atom.end)
