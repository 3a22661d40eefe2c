from collections.abc import Callable

import pytest

from summarizer.numbers.quantity import Quantity
from summarizer.numbers.reader import read


def show(quantity: Quantity) -> str:
    """One line for one quantity: "7 months = duration 7 [month] (over) <high>"."""
    if quantity.period is not None:
        value = quantity.period.iso
    else:
        value = "-" if quantity.value is None else f"{quantity.value:f}"
    marks = [f"[{quantity.unit}]", f"({quantity.qualifier})", f"<{quantity.role}>"]
    return " ".join(
        [f"{quantity.text} = {quantity.kind} {value}", *(mark for mark in marks if len(mark) > 2)]
    )


@pytest.fixture
def readings() -> Callable[[str], list[str]]:
    """Reads a text and shows each quantity on one line."""
    return lambda text: [show(quantity) for quantity in read(text)]


@pytest.fixture
def cell_readings() -> Callable[[str], list[str]]:
    """The same for one cell of a table."""
    return lambda text: [show(quantity) for quantity in read(text, cell=True)]
