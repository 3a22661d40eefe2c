"""The leaf every number of a built-in schema is made of."""

from pydantic import BaseModel, ConfigDict, Field


class Figure(BaseModel):
    """A number as the source prints it, with the passage that gives it its meaning.

    The model that fills it never types a value: it copies characters, and code reads the value,
    the unit, the interval and the offsets from them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(
        description="The number exactly as printed, with its sign, unit and scale word, and nothing else: "
        "'32.4%', '5.9 months', '$1.2 billion', '23.6%, 42.2%', 'first quarter of 2022'."
    )
    quote: str = Field(
        description="The shortest verbatim passage of the filing (a clause, a sentence or a table row) that "
        "contains the number and says what it measures. Copy it character by character."
    )
