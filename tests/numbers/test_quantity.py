"""A quantity and a span are what their dataclasses say, though they are made by their slots."""

import dataclasses
import inspect
from decimal import Decimal

import pytest

from summarizer.document import Span
from summarizer.numbers.quantity import Kind, Qualifier, Quantity, Role


@pytest.mark.parametrize("kind", [Quantity, Span])
def test_what_makes_one_names_its_fields_in_order_with_their_defaults(kind: type) -> None:
    made = list(inspect.signature(kind).parameters.values())
    fields = dataclasses.fields(kind)
    assert [p.name for p in made] == [f.name for f in fields]
    for parameter, field in zip(made, fields, strict=True):
        missing = field.default is dataclasses.MISSING
        assert parameter.default == (inspect.Parameter.empty if missing else field.default)


def test_every_field_is_set_by_its_own_slot() -> None:
    span, scale, step = Span(2, 5), Decimal(2), Decimal("0.1")
    made = Quantity(
        span,
        "5.0",
        Kind.PERCENT,
        Decimal("5.0"),
        "%",
        step,
        scale,
        True,
        Qualifier.OVER,
        Role.LOW,
        7,
        None,
        True,
    )
    assert (made.span, made.text, made.kind, made.value) == (span, "5.0", Kind.PERCENT, Decimal("5.0"))
    assert (made.unit, made.step, made.scale, made.table_scale) == ("%", step, scale, True)
    assert (made.qualifier, made.role, made.group) == (Qualifier.OVER, Role.LOW, 7)
    assert (made.period, made.is_word) == (None, True)
