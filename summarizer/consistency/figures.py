"""The numbers that a rule works on, out of a part of a record."""

import re
from dataclasses import replace

from pydantic import BaseModel

from summarizer.numbers.quantity import Kind, Quantity, Role
from summarizer.numbers.reader import read
from summarizer.schemas import Figure

_BRACKETED = re.compile(r"\(\s*[\d.,\s]+\)")  # a negative number, as the cells of a statement print it


def numbers_of(part: BaseModel, name: str) -> list[Quantity]:
    """What the figure in a field states, without the level of an interval; empty where it holds none."""
    figure = getattr(part, name, None)
    if not isinstance(figure, Figure):
        return []
    return [quantity for quantity in read(figure.text) if quantity.role is not Role.LEVEL]


def number_of(part: BaseModel, name: str) -> Quantity | None:
    """The one number that the figure in a field states; None where it states none, or several."""
    numbers = numbers_of(part, name)
    if len(numbers) != 1 or numbers[0].value is None:
        return None
    number, value = numbers[0], numbers[0].value
    text: str = getattr(part, name).text.strip()
    if number.kind is Kind.NUMBER and _BRACKETED.fullmatch(text):
        return replace(number, text=text, value=-abs(value))
    return number


def paths_of(path: str, *names: str) -> tuple[str, ...]:
    """The paths of fields of the part at `path`."""
    return tuple(f"{path}.{name}" if path else name for name in names)
