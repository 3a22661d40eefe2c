"""Asking a model for one filing, within what may be spent on it."""

from dataclasses import dataclass, replace

from summarizer import prompts
from summarizer.engines import exchange
from summarizer.engines.base import Draft, T, Usage
from summarizer.engines.exchange import Endpoint
from summarizer.engines.prices import Prices, priced
from summarizer.engines.question import prompt_tokens
from summarizer.engines.settings import DEFAULT_BASE_URL
from summarizer.engines.spending import Context, Ledger
from summarizer.errors import EngineError, TooLongError


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks a model for one filing, within what may be spent on it.

    Attributes:
        endpoint: The model.
        context: What is known of how much it takes.
        ledger: Of the filing.
        prices: The user's own.
    """

    endpoint: Endpoint
    context: Context
    ledger: Ledger
    prices: Prices

    async def ask(
        self,
        schema: type[T],
        messages: tuple[prompts.Message, ...],
        answer: int,
        part: tuple[int, int] = (1, 1),
    ) -> Draft[T] | None:
        """Ask for an instance of `schema`.

        Args:
            schema: What the answer is.
            messages: The question.
            answer: Tokens that the answer is expected to have at most.
            part: Which part of the filing the question is about, of how many.

        Returns:
            None where the budget does not bear it.

        Raises:
            EngineError: There is no such answer; its usage says what that cost.
        """
        questions, held = 1 + self.endpoint.validation_retries, 0
        if self.ledger.budget is not None:  # without one nothing needs to be counted beforehand
            cost = prompt_tokens(schema, messages) + answer
            if cost > self.ledger.left:
                return None
            if cost * questions > self.ledger.left - self.ledger.due:
                questions = 1  # each time it is asked again, it costs as much again
            held = cost * questions
            self.ledger.held += held
        charged = Usage(requests=1)  # of a request that was called off: nobody knows what it cost
        try:
            draft = await exchange.ask(self._bounded(answer, questions), schema, messages, part=part)
            spent = charged = self._priced(draft.usage)
            # Under a budget an answer that was kept counts as it did when it was given: the same run again
            # asks the same.
            charged += Usage(prompt_tokens=draft.saved)
        except EngineError as error:
            if isinstance(error.usage, Usage):
                charged = error.usage = self._priced(error.usage)
            if isinstance(error, TooLongError):
                self.context.learn(error, prompt_tokens(schema, messages), answer)
                if charged.prompt_tokens == 0:  # turned away before anything was read
                    error.usage, charged = replace(charged, cost_usd=0.0), Usage()
            raise
        finally:
            self.ledger.settle(held, charged)
        return replace(draft, usage=spent)

    def _bounded(self, answer: int, questions: int) -> Endpoint:
        """The endpoint as it is asked under a budget: no longer answers, no more questions than it bears."""
        if self.ledger.budget is None:
            return self.endpoint
        name = limit_name(self.endpoint.settings.base_url)
        most = min(answer, self.endpoint.options.get(name, answer))
        return replace(
            self.endpoint,
            options={**self.endpoint.options, name: most},
            validation_retries=questions - 1,
        )

    def _priced(self, usage: Usage) -> Usage:
        settings = self.endpoint.settings
        return priced(usage, settings.model, settings.address, self.prices)


def limit_name(base_url: str) -> str:
    """What an endpoint calls the longest answer that a request allows."""
    # OpenAI's newer models know the limit by its new name alone, most other servers by its old one.
    return "max_completion_tokens" if base_url == DEFAULT_BASE_URL else "max_tokens"
