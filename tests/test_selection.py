"""Which schema a filing is summarised by."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import BaseModel

from summarizer.errors import UnknownSchemaError
from summarizer.ingest import load_text
from summarizer.schemas import ClinicalReadout, Figure
from summarizer.selection import select_schema

CLINICAL = load_text(
    "The trial met its primary endpoint. Of 212 patients, 44% responded; on placebo 12% did. "
    "Efficacy held in all groups. Adverse events were mild. The clinical program goes on.",
    "harbor.txt",
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


def test_a_filing_that_no_schema_fits() -> None:
    with pytest.raises(UnknownSchemaError) as error:
        select_schema(None, BANK)
    assert str(error.value) == (
        "no built-in schema fits bank.txt; name one with --schema NAME or --schema module:Class "
        "(built in: clinical_readout)."
    )


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("clinical_readuot", "there is no schema 'clinical_readuot'; did you mean clinical_readout?"),
        (":Thing", "':Thing' names no schema: write module:Class."),
        ("zzz", "there is no schema 'zzz'; the built-in ones are: clinical_readout."),
        ("", "there is no schema ''; the built-in ones are: clinical_readout."),
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
