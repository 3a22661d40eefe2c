"""What every part of a built-in schema is: closed, so that a field of another name is an error."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of a record; it takes no fields but its own."""

    model_config = ConfigDict(extra="forbid")
