"""What may be sent to a model: the context of one request, the budget of one filing."""

import math
from dataclasses import dataclass

from summarizer.engines.base import Usage
from summarizer.engines.settings import DEFAULT_BASE_URL
from summarizer.errors import TooLongError

OPENAI_CONTEXT = 128_000
"""Tokens that every current model of OpenAI's takes; of other endpoints nothing is known beforehand."""

_HALF = 0.5  # of a request that was too long, where the endpoint does not say how much it takes
_STEP = 0.8  # of a request that should have fitted and did not


class Context:
    """How many tokens a model takes at once, as far as that is known: told, or learned from its refusals.

    Attributes:
        limit: Of prompt and answer together; None where nothing is known.
    """

    def __init__(self, limit: int | None, base_url: str) -> None:
        self.limit = OPENAI_CONTEXT if limit is None and base_url == DEFAULT_BASE_URL else limit
        self._ratio = 1.0

    @property
    def estimated(self) -> int | None:
        """The limit in tokens as this package estimates them."""
        return None if self.limit is None else int(self.limit / self._ratio)

    def learn(self, refusal: TooLongError, prompt: int, answer: int) -> None:
        """Take the limit from a refusal of a request of so many estimated tokens; the next one is shorter."""
        total = prompt + answer
        if refusal.limit is not None:
            self.limit = min(refusal.limit, self.limit or refusal.limit)
        if refusal.sent is not None and refusal.sent > total:
            self._ratio = max(self._ratio, refusal.sent / total)
        if self.limit is None:
            self.limit = max(1, int(total * _HALF))
        elif (self.estimated or 0) >= total:  # it should have fitted: this endpoint counts more tokens
            self._ratio = self.limit / (total * _STEP)


@dataclass(slots=True)
class Ledger:
    """What one filing has cost so far, against what it may.

    Attributes:
        budget: Tokens of all prompts and answers; None without a limit.
        spent: Of requests that have come back.
        held: Of requests that are on the way, at most.
        due: Of requests that are still to be sent: no second question may take what these need.
    """

    budget: int | None = None
    spent: int = 0
    held: int = 0
    due: int = 0

    @property
    def left(self) -> float:
        """Tokens that may still be spent."""
        return math.inf if self.budget is None else self.budget - self.spent - self.held

    def settle(self, held: int, usage: Usage) -> None:
        """Put what a request did cost in place of what was held for it."""
        self.held -= held
        told = usage.prompt_tokens + usage.completion_tokens
        self.spent += told if told or not usage.requests else held
