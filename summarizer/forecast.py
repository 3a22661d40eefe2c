"""What a briefing by a language model would take, before any is asked: the reading, the tokens, the cost."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Unpack

from pydantic import BaseModel

from summarizer.engines.question import expected_answer, room_for
from summarizer.engines.reading import Part, Reading, plan_reading
from summarizer.engines.settings import ModelOptions, configured_address, configured_model
from summarizer.engines.spending import Context
from summarizer.ingest import as_document
from summarizer.pipeline import Source
from summarizer.selection import select_schema


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a briefing would take if every answer could be used; corrections come on top of it.

    Attributes:
        name: Of the filing.
        schema: The schema's name.
        model: The model's name; empty where none is named.
        reading: What would be read, in which parts, and what would not.
        prompt_tokens: Of all requests.
        answer_tokens: Of all answers.
        cost_usd: In US dollars; None where the price is not known.
        whole_prompt_tokens: Of one request with the whole filing in it.
        whole_cost_usd: What that would cost with its answer; None where the price is not known.
    """

    name: str
    schema: str
    model: str
    reading: Reading
    prompt_tokens: int
    answer_tokens: int
    cost_usd: Decimal | None
    whole_prompt_tokens: int
    whole_cost_usd: Decimal | None


def estimate(
    source: Source,
    schema: str | type[BaseModel] | None = None,
    model: str | None = None,
    *,
    base_url: str | None = None,
    **options: Unpack[ModelOptions],
) -> Estimate:
    """What `summarize` would read of a filing with these arguments, and what that would cost.

    No model is asked, and no key is needed. The tokens are estimates.

    Args:
        source: The filing: text, a path, bytes, or a `Document`.
        schema: As for `summarize`.
        model: As for `summarize`; where none is named, the cost is not known.
        base_url: As for `summarize`.
        options: As for `summarize`.

    Raises:
        UsageError: The arguments cannot be right, or leave no room for any of the filing.
        SourceError: The source cannot be read.
    """
    # The prices take a fifth of a second to import, which no other command should pay.
    from summarizer.engines.prices import cost_of, load_prices  # noqa: PLC0415

    document = as_document(source)
    name, schema_class = select_schema(schema, document)
    model, address = configured_model(model), configured_address(base_url)
    context = Context(options.get("context"), address)
    room = room_for(schema_class, context, options.get("max_tokens_per_filing"), None)
    reading = plan_reading(document, schema_class, room)
    prices = load_prices(options.get("prices"))

    def cost(parts: tuple[tuple[int, int], ...]) -> Decimal | None:
        known = [cost_of(model, address, *tokens, prices=prices) for tokens in parts] if model else [None]
        return None if None in known else sum((each for each in known if each is not None), Decimal(0))

    parts = tuple((room.overhead + part.tokens, expected_answer(part, room)) for part in reading.parts)
    everything = Part(1, 1, (), reading.whole)
    whole = room.overhead + reading.whole
    return Estimate(
        document.name,
        name,
        model or "",
        reading,
        sum(prompt for prompt, _ in parts),
        sum(answer for _, answer in parts),
        cost(parts),
        whole,
        cost(((whole, expected_answer(everything, room)),)),
    )
