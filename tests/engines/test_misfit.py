import json
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from summarizer.engines.misfit import describe


class Mood(Enum):
    UP = "up"
    DOWN = "down"


class Inner(BaseModel):
    size: int


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = ""
    status: Literal["met", "not met"] = "met"
    mood: Mood = Mood.UP
    count: int = 0
    share: float = 0
    price: Decimal = Decimal(0)
    day: date = date(2020, 1, 1)
    done: bool = False
    inner: list[Inner] = Field(default_factory=list)
    code: str = Field("AAA", min_length=3)

    @field_validator("name")
    @classmethod
    def check(cls, value: str) -> str:
        if value == "bad":
            raise ValueError("Choose\nanother name")
        return value


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        ('{"name": null}', ["name must be text, not null"]),
        ('{"name": true}', ["name must be text, not true or false"]),
        ('{"name": {}}', ["name must be text, not an object"]),
        ('{"name": "bad"}', ["name value error, Choose another name"]),
        ('{"status": "won"}', ["status must be one of 'met' or 'not met'"]),
        ('{"mood": "so-so"}', ["mood must be one of 'up' or 'down'"]),
        ('{"count": "1,000"}', ["count must be a whole number, without unit or separators"]),
        ('{"count": 1.5}', ["count must be a whole number, not a number"]),
        ('{"share": "32.4%"}', ["share must be a number, without unit or separators"]),
        ('{"price": "$5"}', ["price must be a number, without unit or separators"]),
        ('{"price": []}', ["price must be a number, not a list"]),
        ('{"day": "Nov 16"}', ["day must be a date as YYYY-MM-DD"]),
        ('{"done": "perhaps"}', ["done must be true or false"]),
        ('{"inner": {}}', ["inner must be a list, not an object"]),
        (
            '{"inner": [{"size": 1}, 2, {}]}',
            ["inner[1] must be an object, not a number", "inner[2].size is missing"],
        ),
        ('{"other": 1}', ["other is no field of the record: leave it out"]),
        ('{"code": "A"}', ["code string should have at least 3 characters"]),
        ("[]", ["the answer must be an object, not a list"]),
        ("", ["the answer is not valid JSON: EOF while parsing a value at line 1 column 0"]),
    ],
)
def test_words(answer, lines):
    with pytest.raises(ValidationError) as raised:
        Answer.model_validate_json(answer)
    assert describe(raised.value) == lines


def test_many_faults_are_cut():
    with pytest.raises(ValidationError) as raised:
        Answer.model_validate({"inner": [{}] * 50})
    lines = describe(raised.value)
    assert len(lines) == 21
    assert lines[19:] == ["inner[19].size is missing", "and 30 more faults"]


def test_anything_else():
    assert describe(ValueError("what it was")) == ["the answer is not valid JSON"]


def test_a_number_that_no_float_holds_is_named() -> None:
    error = json.JSONDecodeError("1E999 is no number", "", 0)
    assert describe(error) == ["the answer is not valid JSON: 1E999 is no number"]
    long = json.JSONDecodeError(f"{'1' * 5000}E999 is no number", "", 0)
    assert describe(long) == [f"the answer is not valid JSON: {'1' * 40}…{'1' * 13}E999 is no number"]
