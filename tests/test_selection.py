"""Which schema a filing is summarised by."""

import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import BaseModel

from summarizer.document import Section, SectionKind, Span
from summarizer.errors import UnknownSchemaError
from summarizer.ingest import load_text
from summarizer.schemas import ClinicalReadout, EarningsRelease, Figure, MaterialEvent
from summarizer.selection import kinds_of, select_schema

CLINICAL = load_text(
    "The trial met its primary endpoint. Of 212 patients, 44% responded; on placebo 12% did. "
    "Efficacy held in all groups. Adverse events were mild. The clinical program goes on.",
    "harbor.txt",
)
EARNINGS = load_text(
    "Harbor Reports Second Quarter Results. Net sales were $212.4 million, up from $198.0 million. "
    "Net income was $31.2 million, or $0.83 per diluted share, against $29.9 million.",
    "results.txt",
)
BANK = load_text("Net interest income was $212 million. One clinical customer defaulted.", "bank.txt")


class Mine(BaseModel):
    total: float = 0


class Outer:
    class Inner(BaseModel):
        total: float = 0


def test_by_name() -> None:
    assert select_schema("clinical_readout", BANK) == ("clinical_readout", ClinicalReadout)


def test_a_built_in_model_goes_by_its_short_name() -> None:
    assert select_schema(ClinicalReadout, BANK) == ("clinical_readout", ClinicalReadout)


def test_a_model_of_ones_own_goes_by_module_and_class() -> None:
    assert select_schema(Mine, BANK) == (f"{Mine.__module__}:Mine", Mine)
    assert select_schema(Outer.Inner, BANK)[0].endswith(":Outer.Inner")


def test_by_module_and_class() -> None:
    assert select_schema("summarizer.schemas:Figure", BANK) == ("summarizer.schemas:Figure", Figure)


def test_by_the_filings_own_words() -> None:
    assert select_schema(None, CLINICAL) == ("clinical_readout", ClinicalReadout)
    assert select_schema(None, EARNINGS) == ("earnings_release", EarningsRelease)


def test_what_is_nothing_else_is_an_event() -> None:
    assert select_schema(None, BANK) == ("material_event", MaterialEvent)


@pytest.mark.parametrize("form", ["10-K", "10-Q", "10-K/A", "10-KT", "10-K405", "20-F", "10-q"])
def test_a_periodic_report_is_one_whatever_it_tells(form: str) -> None:
    assert kinds_of(replace(CLINICAL, form=form, items=("1", "7"))) == ("periodic_report",)


@pytest.mark.parametrize(
    ("items", "kinds"),
    [
        (("2.02", "9.01"), ("earnings_release",)),
        (("2.02", "7.01", "9.01"), ("earnings_release",)),
        (("2.02", "5.02", "9.01"), ("earnings_release", "material_event")),
        (("5.07",), ("material_event",)),
        (("1.01", "2.03"), ("material_event",)),
        (("4", "7"), ("material_event",)),
        (("12",), ("earnings_release",)),
        (("7.01", "9.01"), ("material_event",)),
        ((), ("material_event",)),
    ],
)
def test_the_items_of_a_current_report_say_what_it_is(items: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    assert kinds_of(replace(BANK, form="8-K", items=items)) == kinds


def test_an_item_for_anything_is_what_its_text_is() -> None:
    assert kinds_of(replace(CLINICAL, form="8-K", items=("8.01", "9.01"))) == ("clinical_readout",)
    assert kinds_of(replace(EARNINGS, form="8-K", items=("7.01",))) == ("earnings_release",)
    both = replace(CLINICAL, form="8-K", items=("5.02", "8.01"))
    assert kinds_of(both) == ("clinical_readout", "material_event")


def test_items_of_another_form_say_nothing() -> None:
    assert kinds_of(replace(BANK, form="SC TO-T/A", items=("2.02", "12"))) == ("material_event",)


def test_a_release_in_an_exhibit_is_read_from_where_it_begins() -> None:
    text = "The exhibit is furnished. " * 400 + EARNINGS.text
    whole = load_text(text, "cover.txt")
    start = text.index(EARNINGS.text[:20])
    exhibit = Section(Span(start, len(text)), SectionKind.EXHIBIT, "99.1", "Exhibit 99.1")
    assert kinds_of(replace(whole, sections=())) == ("material_event",)
    assert kinds_of(replace(whole, sections=(exhibit,))) == ("earnings_release",)


def test_several_at_once() -> None:
    name, schema = select_schema("earnings_release+material_event", BANK)
    assert name == "earnings_release+material_event"
    assert {key: info.annotation for key, info in schema.model_fields.items()} == {
        "earnings_release": EarningsRelease,
        "material_event": MaterialEvent,
    }
    assert select_schema(schema, BANK) == (name, schema)


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("clinical_readuot", "there is no schema 'clinical_readuot'; did you mean clinical_readout?"),
        (":Thing", "':Thing' names no schema: write module:Class."),
        (
            "zzz",
            "there is no schema 'zzz'; the built-in ones are: clinical_readout, earnings_release, "
            "material_event, periodic_report.",
        ),
        (
            "",
            "there is no schema ''; the built-in ones are: clinical_readout, earnings_release, "
            "material_event, periodic_report.",
        ),
        ("clinical_readout+", "there is no schema 'clinical_readout+'; did you mean clinical_readout?"),
        (
            "material_event+material_event",
            "there is no schema 'material_event+material_event'; did you mean material_event?",
        ),
        ("summarizer.schemas:Nothing", "'Nothing' in 'summarizer.schemas' is not a Pydantic model."),
        ("summarizer.schemas:BUILT_IN", "'BUILT_IN' in 'summarizer.schemas' is not a Pydantic model."),
        ("decimal:Decimal", "'Decimal' in 'decimal' is not a Pydantic model."),
    ],
)
def test_names_that_cannot_be_right(schema: str, message: str) -> None:
    with pytest.raises(UnknownSchemaError) as error:
        select_schema(schema, CLINICAL)
    assert str(error.value) == message


@pytest.mark.parametrize(
    "schema", ["no_such_module_at_all:Thing", "no such:Thing", ".relative:Thing", "a..b:Thing"]
)
def test_modules_that_cannot_be_imported(schema: str) -> None:
    with pytest.raises(UnknownSchemaError, match="cannot import the schema's module"):
        select_schema(schema, CLINICAL)


def test_a_class_that_is_no_model() -> None:
    with pytest.raises(UnknownSchemaError, match=r"^Outer is not a Pydantic model\.$"):
        select_schema(Outer, CLINICAL)  # type: ignore[arg-type] # what a caller may do all the same


@pytest.mark.parametrize(
    ("schema", "told"), [(Mine(), "a Mine itself"), (list[Mine], "list["), (3, "3"), (b"x", "b'x'")]
)
def test_what_is_no_class_at_all(schema: Any, told: str) -> None:
    with pytest.raises(
        UnknownSchemaError, match=r"^a schema is a name or a Pydantic model class, not "
    ) as raised:
        select_schema(schema, CLINICAL)
    assert told in str(raised.value)


def test_a_nested_class_is_found_again_by_the_name_it_goes_by(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("harbor_schemas")
    module.Outer = Outer  # type: ignore[attr-defined] # a module made for this test
    monkeypatch.setitem(sys.modules, "harbor_schemas", module)
    assert select_schema("harbor_schemas:Outer.Inner", BANK) == ("harbor_schemas:Outer.Inner", Outer.Inner)


def test_a_module_with_a_fault_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "harbor_faulty.py").write_text("class Thing(:\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(
        UnknownSchemaError, match=r"cannot import the schema's module 'harbor_faulty': invalid"
    ):
        select_schema("harbor_faulty:Thing", CLINICAL)


def test_a_module_that_fails_when_it_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken_offerings.py").write_text("raise RuntimeError('no such desk')\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UnknownSchemaError, match="module 'broken_offerings': no such desk"):
        select_schema("broken_offerings.py:Offering", CLINICAL)
