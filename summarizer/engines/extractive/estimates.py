"""The estimates in one sentence of a clinical release: which number states which endpoint, and for whom.

A number is bound to the endpoint named directly after it ("a 75% response rate"), to what its patients
did ("33% of patients achieved …"), or to the endpoint named last before it ("ORR by BICR was 31.6%").
Confidence intervals and p-values belong to the estimate before them.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from summarizer.document import Span
from summarizer.engines.extractive.clinical_words import ADVERSE, ARM_WORD, BOTH_ARMS, NOT_A_RESULT, PATIENTS
from summarizer.engines.extractive.endpoints import (
    RATIO,
    Endpoint,
    assessor_in,
    endpoint_at,
    endpoints_in,
    ratio_in,
    terms_of,
)
from summarizer.engines.extractive.filing import Filing, Sentence
from summarizer.numbers.quantity import Kind, Quantity, Role

_KINDS = (Kind.PERCENT, Kind.DURATION, Kind.NUMBER, Kind.MULTIPLE, Kind.POINTS)
_PRIOR = re.compile(r"\b(?:prior|previous(?:ly)?)\b", re.IGNORECASE)
_CHANGE = re.compile(r"chang|diff|reduc|increas|improv|declin|decreas")
_AMOUNT = re.compile(
    r"(?:\b(?:was|were|is|are|of|currently|reached|to|by|than|vs\.?|versus|with|and|or)|[:=,(])\s*$",
    re.IGNORECASE,
)
_NOT_AN_AMOUNT = re.compile(
    r"\b(?:at|after|for|within|over|every|through|to|by|first|least)\s+$", re.IGNORECASE
)
_NEXT_TO = re.compile(r"\s+(?:(?!and\b|or\b|of\b|in\b)[\w-]+\s+){0,2}$")
_RATIO = re.compile(
    rf"\b(?P<name>{RATIO})\b"
    r"(?:\s*[\[(](?:HR|OR|RR)[\])])?\s*(?:of|was|is|[:=,])?\s*$"
)
_P_SIGN = re.compile(r"\bp\s*(?:-\s?value\s*)?(?:of\s*|was\s*)?[<=>≤≥]?\s*$", re.IGNORECASE)
_SIGN = re.compile(r"[<>≤≥]\s*$")
_INTERVAL = re.compile(r"\b(?:CI|confidence\s+intervals?|credible\s+interval|CrI)\b", re.IGNORECASE)
_INTERVAL_REACH = 30  # characters from "CI" to its lower bound
_VERSUS = re.compile(
    r"\b(?:versus|vs\.?|compared\s+(?:to|with)|than|against)\s+(?:just\s+|only\s+|an?\s+)?$", re.IGNORECASE
)
_PAIR = 2
_NEAR = 100  # characters before a number that can tell what it is
_OUT_OF = 12  # characters of " out of the "

_DID = re.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:(?:of\s+)?(?:the\s+|all\s+|evaluable\s+)?(?:(?:[\w®™+-]+\s+){{0,6}}?{PATIENTS}|those)\s+"
    r"(?:(?:in|on|with|receiving|treated\s+with)\s+(?:[\w®™+-]+\s+){1,5}?)?(?:\([^()]*\)\s*)?)?"
    r"(?P<verb>achiev\w+|had|experienced|demonstrated|show(?:ed|ing)|reached|attain\w+|maintain\w+|seroconverted"
    r"|responded)\b(?P<what>[^,;]*)",
    re.IGNORECASE,
)
_INTRANSITIVE = ("seroconverted", "responded")
_WHAT_ENDS = re.compile(
    r"\s(?:versus|vs\.?|compared|than|and\s+\d|while|whereas|who|in\s+the)\b|\s*[(.](?!\d)|$", re.IGNORECASE
)
_FOR = re.compile(r"\s*(?:\([^()]*\)\s*)?(?P<aim>(?:for|to|against)\s+[\w-]+(?:\s(?!and\b|or\b)[\w-]+){0,4})")
_DIFFERENCE = re.compile(
    r"(?:LS |least[- ]squares? |treatment |placebo-adjusted )*(?:mean )?diff(?:erence)?$", re.IGNORECASE
)
_MEDIAN = re.compile(r"\bmedian\s+(?:of\s+|was\s+)?$", re.IGNORECASE)
_LONGEST_DEED = 90  # characters
_SIDE = re.compile(
    r"\s*(?:\([^()]*\)\s*)*(?:of\s+(?:the\s+)?(?:\w+\s+)?(?:patients|participants|subjects)\s+)?"
    r"(?:with|for|in|on|among|of|receiving|treated\s+with|who\s+received)\s+"
    r"(?:the\s+|those\s+(?:on|receiving)\s+|patients\s+(?:on|receiving|treated\s+with)\s+)?"
    rf"(?P<arm>[\w®™+/.-]+(?:\s[\w®™+/.-]+){{0,5}}?\s{ARM_WORD}|placebo|vehicle|sham|control|chemotherapy"
    r"|standard\s+of\s+care|[\w®™/-]+)(?=[\s,.;:()]|$)",
    re.IGNORECASE,
)
_TREATED = re.compile(
    rf"(?P<one>\b[\w®™/-]+)-treated\s+{PATIENTS}"
    rf"|{PATIENTS}\s+(?:treated\s+with|receiving|on|who\s+received)\s+(?P<two>[\w®™/-]+)"
    rf"|\b(?:in|for)\s+the\s+(?P<three>[\w®™+/-]+(?:\s[\w®™+/-]+){{0,4}}?\s{ARM_WORD})",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    rf"(?:placebo|vehicle|sham|control|chemotherapy|standard\s+of\s+care|.*\s{ARM_WORD})$", re.IGNORECASE
)
_AT_TIME = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?P<when>at\s+(?:the\s+)?(?:(?:week|month|day|year)s?\s+\d+"
    r"|[\w-]+\s+(?:weeks|months|years|days)))\b",
    re.IGNORECASE,
)
_AMONG_FIRST = re.compile(
    rf"(?:In|Among|For)\s+(?:the\s+)?(?P<who>[^,:;]{{0,80}}?\b(?:{PATIENTS}|population|subgroup|cohort|those)\b"
    r"[^,:;]{0,70}),\s"
)
_AMONG = re.compile(
    rf"\s*(?:in|among)\s+(?:the\s+)?(?P<who>(?:[\w/+%-]+\s+){{0,7}}?(?:{PATIENTS}|population|subgroup|those)\b"
    r"(?:\s+(?:with|without|who|aged|completing|receiving|previously|whose)\b[^,.;(]{0,60})?)",
    re.IGNORECASE,
)
_JUST_PATIENTS = re.compile(rf"{PATIENTS}$", re.IGNORECASE)
_INCLUDING = re.compile(
    r"[^.;,]{0,60},\s*(?P<note>(?:including|with|comprising)\s+[^.;,]{3,90}?)\s*(?=[.;,]|$)", re.IGNORECASE
)
_RESPONSES = re.compile(r"\b(?:complete|partial|stable|very\s+good|CRs?|PRs?)\b", re.IGNORECASE)
_OF_SOMETHING_ELSE = re.compile(
    rf"\s+of\s+(?!(?:the\s+|all\s+|evaluable\s+|those\b)?(?:[\w®™+-]+\s+){{0,6}}?(?:{PATIENTS}|those|{ARM_WORD})\b)",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"[^,;()]{0,40}[(\[]\s*(?P<note>n\s*=\s*\d+(?:\s*/\s*\d+)?|\d+\s*/\s*\d+|\d+\s+(?:out\s+)?of\s+\d+(?:\s+\w+)?)\s*[)\];,]",
    re.IGNORECASE,
)
_NOT_REACHED = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:was|has|had|is)\s+(?P<note>not\s+(?:yet\s+)?(?:been\s+)?reached)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Estimate:
    """One estimate of an endpoint with what its sentence says of it.

    Attributes:
        sentence: Where it is told.
        endpoint: What it is an estimate of.
        name: The endpoint's name with the kind of ratio and the time point.
        span: The number; None for "not reached".
        value: Kind and value, to tell the same result again.
        assessor: Who judged it.
        arm: The arm it is of, where the sentence names one.
        population: The subgroup it is of, where the sentence names one.
        interval: Both bounds of its confidence interval.
        p_value: Its p-value with the sign before it.
        notes: What else belongs to it.
        is_comparator: Whether it stands after "versus" or the like.
        is_contrast: Whether it compares two arms, as a ratio or a difference does.
        end: Where it ends, its interval included.
    """

    sentence: Sentence
    endpoint: Endpoint
    name: str
    span: Span | None
    value: object
    assessor: str | None = None
    arm: str | None = None
    population: str | None = None
    interval: Span | None = None
    p_value: Span | None = None
    notes: list[str] = field(default_factory=list)
    is_comparator: bool = False
    is_contrast: bool = False
    end: int = 0


def estimates_in(
    filing: Filing, sentence: Sentence, drugs: Collection[str], arms: Sequence[str] = ()
) -> list[Estimate]:
    """The estimates in a sentence, in order; none where it speaks of safety.

    Args:
        filing: The filing.
        sentence: One of its sentences.
        drugs: Words that name a drug, lower case; only they and words such as "placebo" name an arm.
        arms: The arms that the sentence before spoke of, in its order: a "respectively" may mean them.
    """
    if ADVERSE.search(filing.flat, sentence.span.start, sentence.span.end):
        return []
    return _Reading(filing, sentence, drugs, arms).run()


class _Reading:
    """One sentence while it is read."""

    def __init__(
        self, filing: Filing, sentence: Sentence, drugs: Collection[str], arms: Sequence[str]
    ) -> None:
        self.filing = filing
        self.sentence = sentence
        self.drugs = drugs
        self.arms = arms
        self.flat = filing.flat
        self.start, self.end = sentence.span.start, sentence.span.end
        self.quantities = filing.within(sentence.span)
        self.endpoints = [e for e in endpoints_in(filing, sentence.span) if not self._is_counted(e)]
        self.brackets = _brackets(self.flat, sentence.span)
        self.found: list[tuple[Span, Estimate]] = []
        supposed = NOT_A_RESULT.search(self.flat, self.start, self.end)
        self.supposed = supposed.end() if supposed else self.end  # from here on nothing is a result
        self.verb: Endpoint | None = None  # what patients did, said once for several numbers

    def _is_counted(self, endpoint: Endpoint) -> bool:
        """Whether a number stands right before it, as in "21 complete responses": then it is no rate."""
        before = [q.span.end for q in self.quantities if q.kind is Kind.NUMBER and q.role is Role.PLAIN]
        return any(
            self.flat[end : endpoint.span.start].isspace() for end in before if end < endpoint.span.start
        )

    def run(self) -> list[Estimate]:
        for quantity in self.quantities:
            estimate = self._read(quantity)
            if estimate is not None and estimate.span is not None:
                self.found.append((estimate.span, estimate))
        self._bind_intervals()
        self._bind_arms()
        self._bind_p_values()
        self._bind_surroundings()
        return [estimate for _, estimate in self.found] + self._not_reached()

    # -- one number ------------------------------------------------------------------------------

    def _read(self, quantity: Quantity) -> Estimate | None:
        before = self.flat[max(self.start, quantity.span.start - _NEAR) : quantity.span.start]
        if quantity.kind not in _KINDS or quantity.role not in (Role.PLAIN, Role.PART):
            return None
        if quantity.kind is Kind.PERCENT and _OF_SOMETHING_ELSE.match(self.flat, quantity.span.end, self.end):
            return None
        if quantity.span.start >= self.supposed or _P_SIGN.search(before) or self._is_named(quantity):
            return None
        ratio = _RATIO.search(before)
        if ratio is not None and quantity.kind in (Kind.NUMBER, Kind.MULTIPLE):
            return self._ratio(quantity, ratio)
        span = self._whole(quantity)
        is_comparator = _VERSUS.search(before) is not None
        is_amount = _AMOUNT.search(before) and not _NOT_AN_AMOUNT.search(before)
        if quantity.kind is Kind.DURATION and not is_amount and not is_comparator:
            return None
        endpoint = self._endpoint(quantity, span, is_comparator=is_comparator)
        if endpoint is None or not self._fits(quantity, endpoint):
            return None
        first, last = sorted((endpoint.span, span))
        if _PRIOR.search(self.flat, min(first.end, last.start), max(first.end, last.end)):
            return None
        return Estimate(
            self.sentence,
            endpoint,
            self._name(endpoint, span),
            span,
            (quantity.kind, quantity.value),
            assessor_in(self.filing, max(self.start, first.start - 40), max(last.start, first.end)),
            is_comparator=is_comparator,
            is_contrast=_DIFFERENCE.match(endpoint.name) is not None,
            end=span.end,
        )

    def _ratio(self, quantity: Quantity, name: re.Match[str]) -> Estimate | None:
        """A hazard ratio or its like: its endpoint is the one that the sentence speaks of."""
        before = [e for e in self.endpoints if e.span.end <= quantity.span.start - len(name.group())]
        endpoint = self.found[-1][1].endpoint if self.found else before[-1] if before else None
        if endpoint is None:
            return None
        kind = ratio_in(name["name"])
        return Estimate(
            self.sentence,
            endpoint,
            f"{endpoint.name.removeprefix('median ')}, {kind}",
            quantity.span,
            (kind, quantity.value),
            self.found[-1][1].assessor if self.found else None,
            is_contrast=True,
            end=quantity.span.end,
        )

    def _whole(self, quantity: Quantity) -> Span:
        """The number, or the fraction that it is the upper part of: "6 of 15"."""
        if quantity.role is Role.PART:
            for other in self.quantities:
                gap = other.span.start - quantity.span.end
                if other.role is Role.WHOLE and 0 <= gap <= _OUT_OF:
                    return Span(quantity.span.start, other.span.end)
        return quantity.span

    def _is_named(self, quantity: Quantity) -> bool:
        """Whether the number is part of an endpoint's name, as in "HbA1c below 7%"."""
        return any(quantity.span.start in estimate.endpoint.span for _, estimate in self.found)

    def _name(self, endpoint: Endpoint, span: Span) -> str:
        """The endpoint's name; a bare "difference" is one in what the sentence spoke of before."""
        if endpoint.timed and "median" not in endpoint.name:
            is_median = _MEDIAN.search(self.flat, min(endpoint.span.end, span.start), span.start)
            return f"median {endpoint.name}" if is_median else endpoint.name
        if not _DIFFERENCE.match(endpoint.name):
            return endpoint.name
        before = [estimate for span, estimate in self.found if span.end <= endpoint.span.start]
        return f"{before[-1].name}, {endpoint.name}" if before else endpoint.name

    def _endpoint(self, quantity: Quantity, span: Span, *, is_comparator: bool) -> Endpoint | None:
        bracket = next((b for b in self.brackets if quantity.span.start in b), None)
        if bracket is not None:
            inside = [e for e in self.endpoints if bracket.start <= e.span.start < e.span.end <= span.start]
            return inside[-1] if inside else None
        for endpoint in self.endpoints:
            if endpoint.span.start > span.end:
                if _NEXT_TO.match(self.flat[span.end : endpoint.span.start]):
                    return endpoint
                break
        done = None
        if quantity.kind is Kind.PERCENT or quantity.role is Role.PART or quantity.unit == "patient":
            done = self._done(span.end)
        if done is None and self.verb is not None:
            done = self._aimed(self.verb, span.end)  # "…, and 94% for Y" says the verb again
        if done is not None:
            return done
        before = [e for e in self.endpoints if e.span.end <= span.start]
        last = self.found[-1][1].endpoint if self.found else None
        if last is not None and last not in before and (not before or before[-1].span.start < last.span.end):
            return last if is_comparator else None  # a deed is said again only to compare arms
        if not before or ";" in self.flat[before[-1].span.end : span.start]:
            return None
        return before[-1]

    def _done(self, end: int) -> Endpoint | None:
        """The endpoint of "33% of patients achieved X": what they did."""
        did = _DID.match(self.flat, end, self.end)
        if did is None:
            return None
        ends = _WHAT_ENDS.search(did["what"])
        stop = did.start("what") + (ends.start() if ends else len(did["what"]))
        if did["verb"].lower() in _INTRANSITIVE:
            return self._deed(did)
        start = did.start("what")
        lead = re.compile(r"\s*(?:(?:an?|the|their)\s+)?").match(self.flat, start, stop)
        start = lead.end() if lead else start
        if not 0 < stop - start <= _LONGEST_DEED or not self.flat[start:stop].strip():
            return None
        return endpoint_at(self.filing, Span(start, stop))

    def _deed(self, did: re.Match[str]) -> Endpoint:
        """The endpoint of "seroconverted (that is, …) for X": the verb and what it was for."""
        verb = self.verb = endpoint_at(self.filing, Span(*did.span("verb")))
        return self._aimed(verb, did.end("verb")) or verb

    def _aimed(self, verb: Endpoint, end: int) -> Endpoint | None:
        aim = _FOR.match(self.flat, end, self.end)
        if aim is None:
            return None
        name = f"{verb.name} {self.filing.line(Span(*aim.span('aim')))}"
        return replace(verb, span=Span(*aim.span()), name=name, terms=terms_of(self.filing, name))

    def _fits(self, quantity: Quantity, endpoint: Endpoint) -> bool:
        """Whether a number of this kind can be an estimate of this endpoint."""
        if quantity.kind is Kind.DURATION:
            return endpoint.timed
        if quantity.kind is not Kind.NUMBER or quantity.role is Role.PART:
            return True
        if quantity.unit == "patient":
            return "respons" in endpoint.terms or "remiss" in endpoint.terms
        gap = self.flat[endpoint.span.end : quantity.span.start]
        is_change = any(_CHANGE.match(term) for term in endpoint.terms)
        return is_change and _AMOUNT.search(gap) is not None and not quantity.is_word

    # -- what stands around it -------------------------------------------------------------------

    def _last_before(self, offset: int) -> int:
        """The place of the last estimate that ends before `offset`; -1 if there is none."""
        return sum(span.end <= offset for span, _ in self.found) - 1

    def _bind_intervals(self) -> None:
        for match in _INTERVAL.finditer(self.flat, self.start, self.end):
            place = self._last_before(match.start())
            if place < 0 or self.found[place][1].interval is not None:
                continue
            for low, high in pairwise(q for q in self.quantities if q.span.start >= match.end()):
                if low.span.start - match.end() > _INTERVAL_REACH:
                    break
                if low.role is Role.LOW and high.role is Role.HIGH:
                    estimate = self.found[place][1]
                    estimate.interval = Span(low.span.start, high.span.end)
                    estimate.end = high.span.end
                    break

    def _bind_p_values(self) -> None:
        """A p-value is of the difference: of the ratio if there is one, else of the arm that is tested."""
        for quantity in self.quantities:
            place = self._last_before(quantity.span.start)
            if quantity.role is not Role.P_VALUE or place < 0:
                continue
            while place > 0 and self._is_control(place):
                place -= 1
            estimate = self.found[place][1]
            if estimate.p_value is None:
                sign = _SIGN.search(self.flat, max(self.start, quantity.span.start - 3), quantity.span.start)
                start = sign.start() if sign else quantity.span.start
                estimate.p_value = Span(start, quantity.span.end)

    def _is_control(self, place: int) -> bool:
        """Whether an estimate is what the one before it is compared with."""
        estimate, before = self.found[place][1], self.found[place - 1][1]
        other_arm = estimate.arm is not None and before.arm is not None
        return estimate.is_comparator or (other_arm and estimate.endpoint == before.endpoint)

    def _stop_of(self, place: int) -> int:
        """Where the words after an estimate belong to the next one."""
        return self.found[place + 1][0].start if place + 1 < len(self.found) else self.end

    def _bind_arms(self) -> None:
        for place, (span, estimate) in enumerate(self.found):
            if estimate.is_contrast:
                continue
            stop = self._stop_of(place)
            arm = self._arm_after(span.end, stop)
            if arm is None and not estimate.is_comparator:
                start = self.found[place - 1][1].end if place else self.start
                named = (next(filter(None, m.groups())) for m in _TREATED.finditer(self.flat, start, stop))
                arm = next(filter(None, map(self._arm, named)), None)
            estimate.arm = arm
        self._bind_respectively()
        self._fold_nameless()

    def _bind_respectively(self) -> None:
        """Gives "8.3 and 5.5 months for X and placebo, respectively" the arms that stand there or before."""
        pair = [(span, estimate) for span, estimate in self.found if not estimate.is_contrast]
        mark = self.flat.find("respectively", self.start, self.end)
        if mark < 0 or len(pair) != _PAIR or pair[-1][0].end > mark:
            return
        named = BOTH_ARMS.match(self.flat, pair[-1][0].end, self.end)
        arms = (named["one"], named["two"]) if named else tuple(self.arms)
        if len(arms) == _PAIR and (named or not any(estimate.arm for _, estimate in pair)):
            for (_, estimate), arm in zip(pair, arms, strict=True):
                estimate.arm = arm

    def _fold_nameless(self) -> None:
        """An estimate to compare with whose arm is not named is a note on the one before it."""
        for place in range(len(self.found) - 1, 0, -1):
            span, estimate = self.found[place]
            if estimate.is_comparator and estimate.arm is None and estimate.span is not None:
                versus = _VERSUS.search(self.flat, max(self.start, span.start - _NEAR), span.start)
                start = versus.start() if versus else span.start
                self.found[place - 1][1].notes.append(self.filing.line(Span(start, span.end)))
                del self.found[place]

    def _arm_after(self, start: int, stop: int) -> str | None:
        side = _SIDE.match(self.flat, start, stop)
        return self._arm(side["arm"]) if side else None

    def _arm(self, name: str) -> str | None:
        name = " ".join(name.split()).strip(" .")
        if _CONTROL.match(name) or name.split()[0].rstrip("®™").lower() in self.drugs:
            return name
        return None

    def _bind_surroundings(self) -> None:
        first = _AMONG_FIRST.match(self.flat, self.start, self.end)
        for place, (span, estimate) in enumerate(self.found):
            stop = self._stop_of(place)
            named_after = span.end <= estimate.endpoint.span.start < stop
            end = estimate.endpoint.span.end if named_after else estimate.end
            when = _AT_TIME.match(self.flat, end, stop) or _AT_TIME.match(
                self.flat, estimate.endpoint.span.end, max(stop, estimate.endpoint.span.end)
            )
            if when is not None and when["when"].lower() not in estimate.name.lower():
                estimate.name = f"{estimate.name} {' '.join(when['when'].split())}"
                end = max(end, when.end())
            among = _AMONG.match(self.flat, end, stop) or first
            if (
                among is not None
                and not _JUST_PATIENTS.match(among["who"])
                and not _TREATED.search(among["who"])
            ):
                estimate.population = " ".join(among["who"].split())
            fraction = _FRACTION.match(self.flat, span.end, stop)
            if fraction is not None:
                estimate.notes.append(" ".join(fraction["note"].split()))
            including = _INCLUDING.match(self.flat, estimate.end, stop)
            if including is not None and _RESPONSES.search(including["note"]):
                estimate.notes.append(" ".join(including["note"].split()))

    def _not_reached(self) -> list[Estimate]:
        """Medians that were not reached: results without a number."""
        matches = (
            (e, _NOT_REACHED.match(self.flat, e.span.end, self.end)) for e in self.endpoints if e.timed
        )
        return [
            Estimate(
                self.sentence,
                endpoint,
                endpoint.name,
                None,
                "not reached",
                arm=self._arm_after(match.end(), self.end),
                notes=[match["note"].lower()],
            )
            for endpoint, match in matches
            if match is not None
        ]


def _brackets(flat: str, span: Span) -> list[Span]:
    """The stretches inside outermost brackets."""
    found: list[Span] = []
    depth, start = 0, 0
    for offset in range(span.start, span.end):
        if flat[offset] in "([":
            depth += 1
            if depth == 1:
                start = offset
        elif flat[offset] in ")]" and depth:
            depth -= 1
            if depth == 0:
                found.append(Span(start, offset + 1))
    return found
