"""What every part of a built-in schema is: closed, so that a field of another name is an error."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of a record; it takes no fields but its own.

    Attributes:
        items: The Items of Form 8-K under which such a thing is reported; empty where any may do.
        words: Beginnings of words, of which a filing that reports such a thing says at least one;
            empty where that cannot be told.
    """

    model_config = ConfigDict(extra="forbid")

    items: ClassVar[tuple[str, ...]] = ()
    words: ClassVar[tuple[str, ...]] = ()
