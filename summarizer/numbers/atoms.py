"""A number while it is being read: what the scanners find and the grammar of expressions completes."""

from decimal import Decimal

from summarizer.document import Span
from summarizer.numbers.quantity import Kind, Period, Qualifier, Quantity, Role

_ONE = Decimal(1)
_NOTHING = Decimal(0)
_STEPS = {power: Decimal(1).scaleb(power) for power in range(-15, 16)}
_SCALES = {power: Decimal(10**power) for power in range(-2, 16) if power >= 0} | {-2: Decimal("0.01")}


class Atom:
    """One number of a padded, folded text; every field may still change until it is finished.

    Attributes:
        start: Of its span, in the padded text.
        end: Of its span.
        digits: Its digits with "." as the only separator ("1234.5"); empty where it has no value.
        kind: As in `Quantity`, like `unit`, `qualifier`, `role`, `group`, `period` and `is_word`.
        negative: Whether the value is below zero.
        power: The power of ten that its scale word stands for.
        value: The value, where `digits` cannot give it (fractions, times of day).
        table_scale: Whether `power` came from a table's caption or header.
        bare: Whether no unit of its own was found beside it, so that it may share a neighbour's.
    """

    # Most are never changed: what they share stands here, and making one sets four fields only.
    negative = False
    power = 0
    unit = ""
    qualifier = Qualifier.NONE
    role = Role.PLAIN
    group = -1
    period: Period | None = None
    is_word = False
    table_scale = False
    value: Decimal | None = None
    bare = True

    def __init__(self, start: int, end: int, digits: str, kind: Kind = Kind.NUMBER) -> None:
        self.start = start
        self.end = end
        self.digits = digits
        self.kind = kind

    def copy(self) -> "Atom":
        """One that changes apart from this one."""
        twin = Atom.__new__(Atom)
        twin.__dict__.update(self.__dict__)
        return twin


def identifier(start: int, end: int) -> Atom:
    """An atom that only looks like a number."""
    atom = Atom(start, end, "", Kind.IDENTIFIER)
    atom.bare = False
    return atom


def dated(start: int, end: int, period: Period) -> Atom:
    """An atom that names a period."""
    atom = Atom(start, end, "", Kind.DATE)
    atom.period = period
    atom.bare = False
    return atom


def scaled(digits: str, power: int) -> Decimal:
    """The exact value of `digits` times a power of ten, written without an exponent.

    Decimal arithmetic would round numbers of more than 28 digits, so the point is moved in the string.
    """
    if power >= 0 and "." not in digits:
        return Decimal(digits + "0" * power)
    whole, _, fraction = digits.partition(".")
    if power >= 0:
        moved = fraction[:power].ljust(power, "0")
        rest = fraction[power:]
        return Decimal(f"{whole}{moved}.{rest}" if rest else f"{whole}{moved}")
    whole = whole.rjust(1 - power, "0")
    return Decimal(f"{whole[:power]}.{whole[power:]}{fraction}")


def step_of(places: int) -> Decimal:
    """One unit of the last of so many decimal places; of so many zeros where it is negative."""
    known = _STEPS.get(-places)
    return _ONE.scaleb(-places) if known is None else known


def power_of_ten(power: int) -> Decimal:
    """Ten to `power`, exactly."""
    known = _SCALES.get(power)
    return _ONE.scaleb(power) if known is None else known


def finish(atom: Atom, text: str, offset: int) -> Quantity:
    """Make a quantity of an atom.

    Args:
        atom: The atom; its offsets count from `offset` of the text.
        text: The text as published.
        offset: What to add to the atom's offsets to get those of the text.

    Returns:
        The quantity.
    """
    start = atom.start + offset
    end = atom.end + offset
    digits = atom.digits
    power = atom.power
    scale = step = _ONE
    value = atom.value
    if value is not None:
        if atom.kind is not Kind.TIME:
            step = _NOTHING
        if power:
            scale = power_of_ten(power)
            value *= scale
    elif digits:
        places = len(digits) - digits.index(".") - 1 if "." in digits else 0
        if atom.negative:
            digits = f"-{digits}"
        if power:
            value = scaled(digits, power)
            scale = power_of_ten(power)
            step = _NOTHING if places and atom.is_word else step_of(places - power)
        else:
            value = Decimal(digits)
            if places:
                step = _NOTHING if atom.is_word else step_of(places)
    group = atom.group
    return Quantity(
        Span(start, end),
        text[start:end],
        atom.kind,
        value,
        atom.unit,
        step,
        scale,
        atom.table_scale,
        atom.qualifier,
        atom.role,
        group + offset if group >= 0 else -1,
        atom.period,
        atom.is_word,
    )
