import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Generic, Literal, TypeVar

import pytest
from pydantic import AnyUrl, BaseModel, ConfigDict, Field, RootModel

from summarizer.engines.field_outline import outline
from summarizer.engines.strict_schema import response_format
from summarizer.errors import UnknownSchemaError
from summarizer.schemas import BUILT_IN, Figure

KEYWORDS = {
    "$ref",
    "$defs",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "anyOf",
    "enum",
} | {
    *("const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems"),
    *("maxItems", "pattern", "format"),
}


def assert_strict(schema: dict[str, Any]) -> None:
    """The rules of strict mode, as the API's documentation states them."""
    assert set(schema) <= KEYWORDS, set(schema) - KEYWORDS
    if "$ref" in schema:
        assert set(schema) <= {"$ref"}
        return
    if schema.get("type") == "object":
        assert schema["additionalProperties"] is False
        assert sorted(schema["required"]) == sorted(schema["properties"])
    children = [
        *schema.get("$defs", {}).values(),
        *schema.get("properties", {}).values(),
        *schema.get("anyOf", ()),
    ]
    for child in [*children, *([schema["items"]] if "items" in schema else [])]:
        assert_strict(child)


Item = TypeVar("Item")


class Colour(Enum):
    RED = "red"


class Cat(BaseModel):
    kind: Literal["cat"]
    title: str = "Tom"  # a field of this name is no keyword


class Dog(BaseModel):
    kind: Literal["dog"]
    parent: "Dog | None" = None


class Everything(BaseModel):
    """All that can be said strictly."""

    name: Annotated[str, Field(min_length=2, max_length=5, pattern="^a+$")]
    rate: Figure = Field(description="A rate.")
    maybe: Figure | None = Field(None, description="Another.")
    colour: Colour = Colour.RED
    pet: Annotated[Cat | Dog, Field(discriminator="kind")]
    day: dt.date
    link: AnyUrl | None = None
    price: Decimal = Decimal(0)
    count: Annotated[int, Field(ge=0, lt=10)] = 3
    tags: list[str] = Field(default_factory=list, max_length=4)


@pytest.mark.parametrize("model", [*BUILT_IN.values(), Everything, Dog], ids=lambda model: model.__name__)
def test_what_is_strict(model):
    form = response_format(model)
    assert form.strict
    assert form is response_format(model)
    assert form.schema["type"] == "object"
    assert_strict(form.schema)
    assert form.as_dict() == {
        "type": "json_schema",
        "json_schema": {"name": model.__name__, "strict": True, "schema": form.schema},
    }


def test_what_is_kept_and_what_is_left_to_pydantic():
    properties = response_format(Everything).schema["properties"]
    assert properties["name"] == {"type": "string", "pattern": "^a+$"}
    assert properties["rate"] == {"$ref": "#/$defs/Figure"}
    assert properties["maybe"] == {"anyOf": [{"$ref": "#/$defs/Figure"}, {"type": "null"}]}
    assert properties["pet"] == {"anyOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}]}
    assert properties["day"] == {"type": "string", "format": "date"}
    assert properties["link"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert properties["count"] == {"type": "integer", "minimum": 0, "exclusiveMaximum": 10}
    assert properties["price"] == {"anyOf": [{"type": "number"}, {"type": "string"}]}
    assert properties["tags"] == {"type": "array", "items": {"type": "string"}, "maxItems": 4}
    assert "title" in response_format(Everything).schema["$defs"]["Cat"]["properties"]


def test_patterns_that_no_grammar_knows():
    class Coded(BaseModel):
        code: str = Field(json_schema_extra={"pattern": "^(?!0)[0-9]+$"})

    assert response_format(Coded).schema["properties"] == {"code": {"type": "string"}}


def forget_items(schema: dict[str, Any]) -> None:
    del schema["items"]


class Untyped(BaseModel):
    things: list[int] = Field(json_schema_extra=forget_items)


class OpenMap(BaseModel):
    values: dict[str, float]


class OpenModel(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str


class Pair(BaseModel):
    pair: tuple[int, str]


class Anything(BaseModel):
    """Described."""

    thing: Any = Field(None, description="Described too.")


class Bag(BaseModel):
    things: list[Any]


class Nested(BaseModel):
    inner: list[OpenMap]


@pytest.mark.parametrize(
    "model", [OpenMap, OpenModel, Pair, Anything, Bag, Nested, Untyped, RootModel[list[int]]]
)
def test_what_cannot_be_strict_is_sent_as_it_is(model):
    form = response_format(model)
    assert not form.strict
    assert "title" not in json.dumps(form.schema)
    assert "Described" not in json.dumps(form.schema)
    assert form.schema.keys() <= {*model.model_json_schema()}


class Page(BaseModel, Generic[Item]):
    items: list[Item]


def test_a_name_fits_the_api():
    assert response_format(Page[Cat]).name == "Page_Cat"
    assert response_format(type("Ä" * 80, (Cat,), {})).name == "record"
    assert response_format(type("A" * 80, (Cat,), {})).name == "A" * 64


def test_what_json_cannot_say():
    class Callback(BaseModel):
        call: Callable[[], int]

    with pytest.raises(UnknownSchemaError, match=r"^Callback cannot be a schema: ") as raised:
        response_format(Callback)
    assert "\n" not in str(raised.value)


def test_the_outline_of_fields():
    assert outline(Everything).startswith(OUTLINE)
    assert outline(Everything) is outline(Everything)


def test_the_outline_of_a_tree():
    assert outline(Dog) == 'Dog:\n- kind ("dog")\n- parent (Dog or null)'


def test_the_outline_of_the_sample_schema():
    lines = outline(BUILT_IN["clinical_readout"]).splitlines()
    assert lines[0] == "ClinicalReadout: The results of a clinical trial, as a company announces them."
    assert "  - enrolled (Figure or null): Patients enrolled or randomized." in lines
    assert any(line.startswith('  - status ("met" | "not met" | "not stated"): Whether') for line in lines)
    assert lines.count("- trials (list): One trial the filing reports on.") == 1
    assert sum(line.startswith("Figure: ") for line in lines) == 1


OUTLINE = """\
Everything: All that can be said strictly.
- name (text)
- rate (Figure): A rate.
- maybe (Figure or null): Another.
- colour ("red")
- pet (Cat or Dog)
- day (date as YYYY-MM-DD)
- link (text or null)
- price (number or text)
- count (whole number)
- tags (list of text)

Cat:
- kind ("cat")
- title (text)

Dog:
- kind ("dog")
- parent (Dog or null)

Figure: A number as the source prints it, with the passage that gives it its meaning.
"""
