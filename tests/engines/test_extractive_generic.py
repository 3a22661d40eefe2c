"""What the extractive engine makes of a user's own models: found by name and type, or left empty."""

import asyncio
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

import pytest
from pydantic import BaseModel, Field

from summarizer.engines.extractive import ExtractiveEngine
from summarizer.errors import EngineError, InvalidAnswerError
from summarizer.ingest import load_text
from summarizer.schemas import Figure

T = TypeVar("T", bound=BaseModel)

RELEASE = """\
Quarrow Industries Reports Third Quarter Results

TOLEDO, Ohio, October 24, 2024 -- Quarrow Industries, Inc. (NYSE: QRW) today reported results for its third \
quarter. Net revenue was $412.6 million, compared with $388.1 million in the third quarter of 2023. Net \
income was $31.4 million. Net interest income was $2.2 million. Gross margin was 38.5%. Diluted earnings per \
share were $1.07. Revenue of the Pumps segment was $120.3 million. The company had 2,140 employees at \
September 30, 2024. The board declared a dividend of $0.22 per share, with a record date of November 15, 2024.

For the fourth quarter, Quarrow expects capital expenditures of $18 million.
"""


def fill(schema: type[T], text: str = RELEASE) -> T:
    return asyncio.run(ExtractiveEngine().draft(load_text(text), schema)).record


def texts(record: BaseModel) -> dict[str, str | None]:
    return {name: value.text if isinstance(value, Figure) else value for name, value in record}


class Earnings(BaseModel):
    company: str
    ticker: str | None = None
    headline: str
    net_revenue: Figure | None = None
    net_income: Figure | None = None
    gross_margin: Figure | None = None
    diluted_eps: Figure | None = Field(None, description="Diluted earnings per share.")
    operating_income: Figure | None = None
    pumps_revenue: Figure | None = None
    capital_expenditures: Figure | None = None
    capital_expenditures_guidance: Figure | None = None


def test_fills_figures_by_the_words_of_their_fields() -> None:
    assert texts(fill(Earnings)) == {
        "company": "Quarrow Industries, Inc.",
        "ticker": "QRW",
        "headline": "Quarrow Industries Reports Third Quarter Results",
        "net_revenue": "$412.6 million",
        "net_income": "$31.4 million",
        "gross_margin": "38.5%",
        "diluted_eps": "$1.07",
        "operating_income": None,
        "pumps_revenue": "$120.3 million",
        "capital_expenditures": None,
        "capital_expenditures_guidance": "$18 million",
    }


def test_quotes_the_sentence_word_for_word() -> None:
    record = fill(Earnings)
    assert record.gross_margin == Figure(text="38.5%", quote="Gross margin was 38.5%.")


def test_gives_plain_fields_the_value_in_base_units() -> None:
    class Plain(BaseModel):
        net_revenue: float | None = None
        net_income: Decimal | None = None
        number_of_employees: int | None = None
        gross_margin: float | None = None
        record_date: date | None = None
        was_audited: bool | None = None

    record = fill(Plain)
    assert record.net_revenue == 412_600_000.0
    assert record.net_income == Decimal(31_400_000)
    assert record.number_of_employees == 2140
    assert record.gross_margin == 38.5
    assert record.record_date == date(2024, 11, 15)
    assert record.was_audited is None


def test_takes_the_latest_column_of_a_table_and_no_row_that_says_more() -> None:
    class Balance(BaseModel):
        total_assets: Figure | None = None
        total_liabilities: Figure | None = None

    record = fill(
        Balance,
        "Balance sheets of Quarrow\n\n"
        "| (in millions) | December 31, 2023 | December 31, 2024 |\n"
        "|---|---|---|\n"
        "| Total nonperforming assets | $7 | $9 |\n"
        "| Total assets | $901 | $955 |\n"
        "| Total current liabilities | $310 | $320 |\n",
    )
    assert texts(record) == {"total_assets": "$955", "total_liabilities": None}


def test_fills_nested_models_and_leaves_out_those_that_stay_empty() -> None:
    class Dividend(BaseModel):
        per_share: Figure | None = None
        record_date: date | None = None

    class Merger(BaseModel):
        purchase_price: Figure

    class Event(BaseModel):
        dividend: Dividend | None = None
        merger: Merger | None = None
        segments: list[Dividend] = []
        tags: list[str]

    record = fill(Event)
    assert record.dividend is not None
    assert record.dividend.record_date == date(2024, 11, 15)
    assert record.merger is None
    assert record.segments == []
    assert record.tags == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Adjusted net income was $3.8 million.",
        "Net interest income was $3.8 million.",
        "Revenue was $90 million, compared with net income of $3.8 million.",
        "Quarrow expects net income of $3.8 million.",
        "Net income margin was 3.8%.",
    ],
)
def test_takes_no_number_that_is_nearly_what_is_asked(sentence: str) -> None:
    class Income(BaseModel):
        net_income: Figure | None = None

    assert fill(Income, f"Quarrow reports. {sentence}").net_income is None


def test_says_not_found_where_a_required_string_has_no_fact() -> None:
    class Note(BaseModel):
        auditor: str
        remark: str | None

    record = fill(Note)
    assert record.auditor == "not found"
    assert record.remark is None


@pytest.mark.parametrize(
    ("annotation", "name"),
    [
        (Figure, "backlog"),
        (float, "backlog"),
        (date, "closing_date"),
        (Literal["up", "down"], "trend"),
        (bool, "audited"),
    ],
)
def test_invents_no_required_value(annotation: type, name: str) -> None:
    schema = type("Wanted", (BaseModel,), {"__annotations__": {name: annotation}})
    with pytest.raises(InvalidAnswerError, match=rf"Wanted.*'{name}'.*--model") as raised:
        fill(schema)
    assert isinstance(raised.value, EngineError)
    assert "\n" not in str(raised.value)


def test_names_the_field_inside_a_required_model() -> None:
    class Merger(BaseModel):
        purchase_price: Figure

    class Event(BaseModel):
        merger: Merger

    with pytest.raises(InvalidAnswerError, match=r"'merger\.purchase_price'"):
        fill(Event)


def test_obeys_the_constraints_of_the_model() -> None:
    class Strict(BaseModel):
        ticker: Annotated[str, Field(pattern=r"^[a-z]+$")]

    with pytest.raises(InvalidAnswerError, match=r"Strict: ticker"):
        fill(Strict)


def test_fills_by_name_where_the_field_has_an_alias() -> None:
    class Aliased(BaseModel):
        net_income: Figure | None = Field(None, alias="NetIncome")

    record = fill(Aliased)
    assert record.net_income is not None
    assert record.net_income.text == "$31.4 million"


def test_an_empty_model_stays_empty() -> None:
    class Empty(BaseModel):
        pass

    assert fill(Empty) == Empty()
