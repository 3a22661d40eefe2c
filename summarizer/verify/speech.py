"""What a text quotes, and whom it says it quotes.

A quotation is what stands between double quotation marks or guillemets within one paragraph; a speech that
goes on over several paragraphs is several quotations of one speaker. In a transcript of a call, what follows
"Jane Roe:" is quoted as hers. An attribution is read only where its form leaves no doubt: "…", said X; X
noted "…"; according to X; X: "…". A pronoun names nobody.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from summarizer.document import Document, Span
from summarizer.verify.people import Directory, Person, person_in

_OPENING, _CLOSING, _EITHER = "“„«‹", "”»›", '"‟″＂'
_MARK = re.compile(f"[{_OPENING}{_CLOSING}{_EITHER}]")
_PARAGRAPH = re.compile(r"\n[ \t>]*\n")
_BLOCK_QUOTE = re.compile(r"(?m)(?:^[ \t]{0,3}>[^\n]*(?:\n|\Z))+")
_DASHED = re.compile(r"\s*(?:>\s*)?(?:\(|[-*_]*\s*[—–―]|--|-)\s*(?P<who>[^\n]{3,200})")
_REACH = 320  # characters around a quotation in which its attribution is looked for

_SAID = (
    r"(?:said|says|saying|stated|states|noted|notes|noting|commented|comments|added|adds|adding|remarked|remarks"
    r"|explained|explains|continued|continues|concluded|concludes|announced|told|tells|wrote|writes|declared"
    r"|observed|observes|reported|replied|answered|emphasized|stressed|called|described|argued|cautioned"
    r"|acknowledged|asserted|claimed|pointed out)"
)
_VERB = re.compile(rf"\b{_SAID}\b", re.IGNORECASE)
_LAST_VERB = re.compile(rf",?\s+{_SAID}$", re.IGNORECASE)
_VERB_FIRST = re.compile(
    rf"[\s,.*_]*(?:{_SAID}|according to|per)\s+(?P<who>[^“”\"«»]{{2,300}})", re.IGNORECASE
)
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+(?P<who>[^\n“”\"«»]{2,200}?)[,:]?\s*$")
_LABEL = re.compile(r"^[\s>*_#-]*(?P<who>[^\n:“”\"«»]{2,120}?)[*_]*:[*_]*\s*$")
_SENTENCE_END = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\bInc)(?<!\bCorp)(?<!\bCo)(?<!\bLtd)(?<!\bJr)(?<!\bSr)"
    r"(?<!\b[A-Z])(?<!\bPh\.D)(?<!\bM\.D)[.!?](?=\s|$)"
)
_TURN = re.compile(
    r"(?m)^[ \t>*_]{0,6}(?P<who>[A-Z][\w.'’-]*(?:[ \t]+[A-Z][\w.'’-]*){0,4}"
    r"(?P<title>[ \t]*(?:[-–—]{1,2}|,|\()[^\n:]{2,100}?)?)[*_]{0,3}:[*_]{0,3}[ \t]+(?=\S)"
)
_DEFINING = re.compile(
    r"(?:\(|\b(?:as|the|called|named|termed|titled|entitled|collectively|means|term|terms|phrase|word|words|a|an"
    r"|or)\s*)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_SHORTEST = 5  # characters
_FEWEST = 4  # words of a quotation; fewer are a term, or irony


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom a text names as the speaker.

    Attributes:
        span: Where it names them.
        who: The person, by name or by title.
    """

    span: Span
    who: Person


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation.

    Attributes:
        span: With its marks.
        inner: Without them.
        by: Its speaker, where the text leaves no doubt.
        goes_on: Whether the next paragraph's quotation goes on with it.
        spoken: Whether its own punctuation says that it is somebody's speech: “…,” said X.
    """

    span: Span
    inner: Span
    by: Attribution | None = None
    goes_on: bool = False
    spoken: bool = False


class Speech:
    """The quotations of one document, in order.

    Args:
        document: The document.
        source: For a draft, the speech of its source: people it knows may be named by surname alone.
    """

    def __init__(self, document: Document, source: "Speech | None" = None) -> None:
        self.text = document.text
        self.document = document
        self._source = source

    @cached_property
    def people(self) -> Directory:
        """The people that the text names with their titles."""
        return Directory(self.text, self.document.company)

    @cached_property
    def quotations(self) -> tuple[Quoted, ...]:
        """What it puts between quotation marks, and its block quotes that name a speaker."""
        found: list[Quoted] = []
        start = 0
        for end in [*(match.start() for match in _PARAGRAPH.finditer(self.text)), len(self.text)]:
            marked = list(_marked(self.text, start, end))
            if marked:
                found += self._attributed(marked, start, end)
            start = end
        found = _carried_over(found)
        blocks = [quoted for quoted in self._block_quotes() if not _overlaps(quoted, found)]
        return tuple(sorted([*found, *blocks], key=lambda quoted: quoted.span.start))

    @cached_property
    def turns(self) -> tuple[Quoted, ...]:
        """What each speaker of a transcript says, from one name to the next."""
        matches = list(_TURN.finditer(self.text))
        labels: dict[str, int] = {}
        for match in matches:
            labels[match["who"]] = labels.get(match["who"], 0) + 1
        turns: list[tuple[re.Match[str], Attribution | None]] = []
        for match in matches:
            who = self._person(match["who"])
            if who is not None and who.surname and self._speaks(match, who, labels[match["who"]]):
                turns.append((match, Attribution(Span(match.start("who"), match.end("who")), who)))
            elif match["who"] in ("Operator", "Q", "A", "Question", "Answer", "Analyst"):
                turns.append((match, None))
        if len(turns) < 2:
            return ()
        ends = [match.start() for match, _ in turns[1:]] + [len(self.text)]
        return tuple(
            Quoted(Span(match.start(), end), Span(match.end(), max(end, match.end())), by)
            for (match, by), end in zip(turns, ends, strict=True)
        )

    def speaker_at(self, span: Span) -> Attribution | None:
        """Who speaks a passage, if the text says so: the quotation or the turn that it stands in."""
        for spoken, starts in ((self.quotations, self._starts), (self.turns, self._turn_starts)):
            index = bisect_right(starts, span.start) - 1
            if index >= 0 and span.start < spoken[index].span.end:
                first = spoken[index]
                if span.end <= first.span.end + 1 or (first.goes_on and first.by is not None):
                    return first.by
                if index + 1 < len(spoken) and spoken[index + 1].by == first.by:
                    return first.by
        return None

    @cached_property
    def _starts(self) -> list[int]:
        return [quoted.span.start for quoted in self.quotations]

    @cached_property
    def _turn_starts(self) -> list[int]:
        return [quoted.span.start for quoted in self.turns]

    @cached_property
    def _lower_words(self) -> frozenset[str]:
        return frozenset(re.findall(r"\b[a-z]+\b", self.text))

    def _speaks(self, match: re.Match[str], who: Person, times: int) -> bool:
        known = bool(match["title"]) or self.people.knows(who) or times > 1
        return known and (bool(who.roles) or self._is_a_name(match["who"]))

    def _is_a_name(self, text: str) -> bool:
        return all(word.lower() not in self._lower_words for word in re.findall(r"[^\W\d_]{2,}", text))

    def _person(self, text: str) -> Person | None:
        if self._source is None:
            return person_in(text, self.people)
        return person_in(text, self._source.people, self.people)

    # -- attributions ----------------------------------------------------------------------------

    def _attributed(self, marked: list[tuple[Span, bool]], start: int, end: int) -> Iterator[Quoted]:
        """The quotations of one paragraph with their speakers; one without its own has the last one's."""
        last: Attribution | None = None
        done = start
        for index, (span, goes_on) in enumerate(marked):
            until = marked[index + 1][0].start if index + 1 < len(marked) else end
            inner = Span(span.start + 1, max(span.start + 1, span.end - (not goes_on)))
            if len(inner) < _SHORTEST:  # a mark, a letter: nobody's speech
                yield Quoted(span, inner, None, goes_on)
                continue
            after = None if goes_on else self._after(span.end, until, inner)
            before = self._before(done, span.start)
            by = after if after is not None and self._adjoins(inner) else before or after
            if (
                by is None
                and index
                and last is not None
                and not _pronoun_speaks(self.text[done : span.start])
            ):
                by = last if self._goes_on(done, span.start, last) else None
            spoken = by is not None and (
                self._adjoins(inner) or self.text[done : span.start].rstrip()[-1:] in ",:"
            )
            yield Quoted(span, inner, by, goes_on, spoken)
            last, done = by, span.end

    def _adjoins(self, inner: Span) -> bool:
        return inner.of(self.text).rstrip()[-1:] in (",", "?", "!")

    def _goes_on(self, start: int, end: int, last: Attribution) -> bool:
        """Whether what parts two quotations is the attribution of the first, or goes on with its sentence."""
        between = self.text[start:end]
        if last.span.end < start and not _SENTENCE_END.search(between) and not _VERB.search(between):
            return self.text[start - 2 : start - 1] not in ".!?"
        return _VERB.search(between) is not None and len(_SENTENCE_END.findall(between)) <= 1

    def _after(self, start: int, end: int, inner: Span) -> Attribution | None:
        """The speaker named after a quotation: “…,” said X; “…,” X said; “…” — X."""
        end = min(end, start + _REACH)
        adjoins = self._adjoins(inner) or self.text[start : start + 1] == ","
        if adjoins or re.match(r"\s*(?:according to|[—–―-])", self.text[start:end]):
            stop = _SENTENCE_END.search(self.text, start + 1, end)
            end = stop.start() if stop else end
            match = _VERB_FIRST.match(self.text, start, end)
            if match is not None:
                return self._attribution(*match.span("who"))
            verb = _VERB.search(self.text, start, end)
            if verb is not None:
                return self._attribution(start, verb.start())
            match = _DASHED.match(self.text, start, end)
            if match is not None:
                return self._attribution(*match.span("who"))
        return None

    def _before(self, start: int, end: int) -> Attribution | None:
        """The speaker named before a quotation: X said, “…”; X noted “…”; according to X, “…”; X: “…”."""
        start = max(start, end - _REACH)
        for stop in _SENTENCE_END.finditer(self.text, start, end):
            start = stop.end()
        line = max(start, self.text.rfind("\n", start, end - 1) + 1)
        for pattern, first in ((_ACCORDING, start), (_LABEL, line)):
            match = pattern.search(self.text[first:end])
            if match is not None:
                found = self._attribution(match.start("who") + first, match.end("who") + first)
                if found is not None:
                    return found
        verb = _VERB.search(self.text, start, end)
        return self._attribution(start, verb.start()) if verb else None

    def _attribution(self, start: int, end: int) -> Attribution | None:
        text = self.text
        while start < end and (text[start].isspace() or text[start] in ",*_>#-—"):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in ",*_"):
            end -= 1
        verb = _LAST_VERB.search(text, start, end)
        if verb is not None:
            end = verb.start()
        who = self._person(text[start:end])
        return None if who is None else Attribution(Span(start, end), who)

    def _block_quotes(self) -> Iterator[Quoted]:
        """Markdown's "> …", where a line after it or its own last line names the speaker."""
        for block in _BLOCK_QUOTE.finditer(self.text):
            start, end = block.span()
            last = self.text.rfind("\n", start, end - 1) + 1 or start
            inside = _DASHED.match(self.text, last, end) if last > start else None
            match = inside or _DASHED.match(self.text, end, min(len(self.text), end + _REACH))
            by = self._attribution(*match.span("who")) if match else None
            if by is not None:
                inner = Span(start, last if inside else end)
                yield Quoted(inner, inner, by, spoken=True)


def is_checked(text: str, quoted: Quoted) -> bool:
    """Whether a quotation claims to be another's words: not irony, no term that is defined, no title.

    Speech (“We won,” said X) always does; anything else from four words on.
    """
    words = _WORD.findall(quoted.inner.of(text))
    if quoted.spoken:
        return len(words) > 1
    if len(words) < _FEWEST:
        return False
    capitals = all(word[0].isupper() or word[0].isdigit() or len(word) <= 3 for word in words)
    return not (capitals and _DEFINING.search(text, max(0, quoted.span.start - 16), quoted.span.start))


def plain_quote(text: str) -> str:
    """A quotation without the ">" of Markdown's block quotes and without emphasis, offsets unchanged."""
    text = re.sub(r"(?m)^[ \t]{0,3}>", lambda match: " " * len(match.group()), text)
    return re.sub(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)", lambda match: "\u2060" * len(match.group()), text)


def _marked(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """What stands between quotation marks in one paragraph; and whether the last one is left open there."""
    opened = -1
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        before, after = text[at - 1 : at] if at > start else " ", text[at + 1 : at + 2]
        opens = mark in _OPENING or (
            mark in _EITHER and after.strip() != "" and (before.isspace() or before in "([{—–-/>*_")
        )
        closes = (
            mark in _CLOSING
            or (mark in _EITHER and not before.isspace())
            or (mark == "“" and text[opened] == "„")
        )
        if opened >= 0 and closes and not (mark in _OPENING and text[opened] != "„"):
            if at > opened + 1:
                yield Span(opened, at + 1), False
            opened = -1
        elif opens:
            opened = at
    if opened >= 0 and end < len(text):
        following = re.compile(r"\s*").match(text, end)
        at = following.end() if following else end
        if text[at : at + 1] and text[at] == text[opened]:
            yield Span(opened, end), True


def _carried_over(found: list[Quoted]) -> list[Quoted]:
    """A speech over several paragraphs has one speaker, wherever it names them."""
    result = list(found)
    for index in range(len(result) - 1):
        if result[index].goes_on and result[index].by is not None and result[index + 1].by is None:
            result[index + 1] = replace(result[index + 1], by=result[index].by, spoken=True)
    for index in range(len(result) - 2, -1, -1):
        if result[index].goes_on and result[index].by is None:
            result[index] = replace(result[index], by=result[index + 1].by, spoken=result[index + 1].spoken)
    return result


def _overlaps(quoted: Quoted, others: list[Quoted]) -> bool:
    index = bisect_right(others, quoted.span.start, key=lambda other: other.span.start)
    return any(
        other.span.start < quoted.span.end and quoted.span.start < other.span.end
        for other in others[max(0, index - 1) : index + 1]
    )


def _pronoun_speaks(text: str) -> bool:
    return (
        re.search(rf"\b(?:he|she|they|it)\s+(?:also\s+)?{_SAID}\b|{_SAID}\s+(?:he|she|they)\b", text.lower())
        is not None
    )


@lru_cache(maxsize=8)
def speech_of(document: Document) -> Speech:
    """The quotations of a source; those of the last few are kept."""
    return Speech(document)


__all__ = ["Attribution", "Quoted", "Speech", "is_checked", "plain_quote", "speech_of"]
