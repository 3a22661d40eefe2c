"""An estimate as text or JSON: what would be read, what would not, and what it would cost."""

import json
from collections.abc import Iterator
from decimal import Decimal

from summarizer.engines.reading import LeftOut, Part
from summarizer.forecast import Estimate
from summarizer.render.escape import json_safe, plain

_LISTED = 12  # sections of a part, or of what is left out
_TITLE = 88  # characters


FORMAT = "summarizer.estimate/1"


def forecast_json(estimate: Estimate, *, ascii_only: bool = False) -> str:
    """`estimate` for programs; a cost that is not known is null."""
    reading = estimate.reading
    told = {
        "format": FORMAT,
        "source": estimate.name,
        "schema": estimate.schema,
        "model": estimate.model,
        "tokens": reading.whole,
        "parts": [{"tokens": part.tokens, "sections": list(part.sections)} for part in reading.parts],
        "not_read": [
            {"title": left.title, "tokens": left.tokens, "reason": left.reason} for left in reading.left_out
        ],
        "prompt_tokens": estimate.prompt_tokens,
        "answer_tokens": estimate.answer_tokens,
        "cost_usd": _number(estimate.cost_usd),
        "everything": {
            "prompt_tokens": estimate.whole_prompt_tokens,
            "cost_usd": _number(estimate.whole_cost_usd),
        },
    }
    return json_safe(json.dumps(told, ensure_ascii=ascii_only, indent=2)) + "\n"


def forecast(estimate: Estimate) -> str:
    """`estimate` as it is printed."""
    return "\n".join(_lines(estimate)) + "\n"


def _lines(estimate: Estimate) -> Iterator[str]:
    reading = estimate.reading
    yield plain(estimate.name)
    yield f"Schema              {plain(estimate.schema)}"
    yield f"Model               {plain(estimate.model) or 'none named (--model or SUMMARIZER_MODEL)'}"
    yield f"Filing              about {reading.whole:,} tokens"
    for part in reading.parts:
        yield from _part(part)
    left_out = sorted(reading.left_out, key=lambda left: -left.tokens)
    yield from map(_left_out, left_out[:_LISTED])
    if rest := left_out[_LISTED:]:
        tokens = sum(left.tokens for left in rest)
        yield f"Not read            {len(rest)} more sections: about {tokens:,} tokens"
    yield f"Prompt              about {estimate.prompt_tokens:,} tokens"
    yield f"Answer              about {estimate.answer_tokens:,} tokens; corrections would come on top"
    yield f"Cost                {_money(estimate.cost_usd)}"
    everything = f"about {estimate.whole_prompt_tokens:,} tokens of prompt, {_money(estimate.whole_cost_usd)}"
    yield f"To send everything  {everything}"


def _part(part: Part) -> Iterator[str]:
    label = "Read" if part.of == 1 else f"Part {part.number} of {part.of}"
    yield f"{label:20}about {part.tokens:,} tokens"
    sections = part.sections
    for title in sections[:_LISTED]:
        yield f"{'':20}· {_short(title)}"
    if len(sections) > _LISTED:
        yield f"{'':20}· and {len(sections) - _LISTED} more"


def _left_out(left: LeftOut) -> str:
    title = _short(left.title) if left.title else "what stands under no heading"
    return f"Not read            {title}: about {left.tokens:,} tokens, {left.reason}"


def _short(title: str) -> str:
    line = plain(title)
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"


def _number(cost: Decimal | None) -> float | None:
    return None if cost is None else float(cost)


def _money(cost: Decimal | None) -> str:
    return "unknown price" if cost is None else f"about US${cost:.4f}"
