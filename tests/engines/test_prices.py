"""Prices: the user's own, else those known of a provider; what is not known is None, never nothing."""

from decimal import Decimal

import pytest

from summarizer.engines.base import Usage
from summarizer.engines.prices import Price, cost_of, load_prices, priced
from summarizer.errors import UsageError

OPENAI = "https://api.openai.com/v1"
OWN = {
    "m": Price(input=Decimal(2), cached=Decimal("0.5"), output=Decimal(10)),
    "free": Price(input=0, output=0),
}


def test_a_model_of_a_known_provider():
    assert cost_of("gpt-4o", OPENAI, 1_000_000, 100_000, 200_000) == Decimal("3.25")


@pytest.mark.parametrize(
    ("model", "address"),
    [
        ("gpt-4o", "http://localhost:11434/v1"),
        ("gpt-4o", "http://127.0.0.1:8000/v1"),
        ("gpt-4o", "https://llm.example.com/v1"),
        ("gpt-nobody-has-heard-of", OPENAI),
        ("m", OPENAI),
        ("", OPENAI),
        ("text-embedding-3-small", OPENAI),  # has no price for answers
    ],
)
def test_what_is_not_known(model, address):
    assert cost_of(model, address, 1_000, 1_000) is None


def test_the_users_own_go_first_and_for_any_address():
    assert cost_of("m", "http://localhost/v1", 1_000_000, 100_000, 400_000, prices=OWN) == Decimal("2.4")
    assert cost_of("gpt-4o", OPENAI, 1_000_000, 0, prices={"gpt-4o": OWN["m"]}) == 2
    assert cost_of("free", "http://localhost/v1", 1_000_000, 1_000, prices=OWN) == 0
    assert cost_of("m", OPENAI, 100, 0, 1_000, prices=OWN) == Decimal("0.00005")  # no more cached than sent


def test_cached_tokens_cost_as_others_where_nothing_else_is_said():
    own = {"m": Price(input=Decimal(2), output=Decimal(10))}
    assert cost_of("m", OPENAI, 1_000_000, 0, 1_000_000, prices=own) == 2


def test_a_bill():
    usage = Usage(3, 1_000_001, 100_000, 2.0, None, 400_000)
    assert priced(usage, "m", OPENAI, OWN) == Usage(3, 1_000_001, 100_000, 2.0, 2.400002, 400_000)
    assert priced(usage, "x", OPENAI, OWN) is usage
    nothing_said = Usage(1)
    assert priced(nothing_said, "m", OPENAI, OWN) is nothing_said


class TestTables:
    def test_toml(self, tmp_path):
        table = tmp_path / "p.toml"
        table.write_text('["a/b:1"]\ninput = 2.50\ncached = 1.25\noutput = 10\n')
        assert load_prices(table) == {
            "a/b:1": Price(input=Decimal("2.50"), cached=Decimal("1.25"), output=Decimal(10))
        }

    def test_json(self, tmp_path):
        table = tmp_path / "p.json"
        table.write_text('{"m": {"input": 0.1, "output": 0.3}}')
        assert load_prices(str(table))["m"] == Price(input=Decimal("0.1"), output=Decimal("0.3"))

    def test_none(self, monkeypatch):
        monkeypatch.delenv("SUMMARIZER_PRICES", raising=False)
        assert load_prices() == {}
        assert load_prices(environ={"SUMMARIZER_PRICES": " "}) == {}

    def test_the_environment_names_it(self, tmp_path):
        table = tmp_path / "p.toml"
        table.write_text("[m]\ninput = 1\noutput = 2\n")
        assert load_prices(environ={"SUMMARIZER_PRICES": str(table)})["m"].output == 2
        other = tmp_path / "q.toml"
        other.write_text("")
        assert load_prices(other, {"SUMMARIZER_PRICES": str(table)}) == {}

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("[m]\ninput = 1\n", "m.output: Field required"),
            ("[m]\ninput = -1\noutput = 2\n", "m.input: Input should be greater than or equal to 0"),
            ("[m]\ninput = nan\noutput = 2\n", "m.input: Input should be a finite number"),
            ("[m]\ninput = 1\noutput = 2\nper = 3\n", "m.per: Extra inputs are not permitted"),
            ("m = 3\n", "m: Input should be"),
            ('[m]\ninput = "cheap"\noutput = 2\n', "m.input: Input should be a valid decimal"),
            ("[m\n", "are not readable TOML or JSON: "),
        ],
    )
    def test_what_cannot_be_a_table(self, tmp_path, text, said):
        table = tmp_path / "p.toml"
        table.write_text(text)
        with pytest.raises(UsageError) as raised:
            load_prices(table)
        assert said in str(raised.value)
        assert str(table) in str(raised.value)
        assert "\n" not in str(raised.value)

    def test_no_json_either(self, tmp_path):
        for text in ("{", "[" * 100_000, "[]"):
            table = tmp_path / "p.json"
            table.write_text(text)
            with pytest.raises(UsageError):
                load_prices(table)

    def test_no_file(self, tmp_path):
        with pytest.raises(UsageError, match=r"^cannot read the prices in .*: No such file or directory$"):
            load_prices(tmp_path / "none.toml")
        with pytest.raises(UsageError, match=r"^cannot read the prices in "):
            load_prices(tmp_path)
        binary = tmp_path / "b.toml"
        binary.write_bytes(b"\xff\xfe")
        with pytest.raises(UsageError, match=r"are not UTF-8 text$"):
            load_prices(binary)
