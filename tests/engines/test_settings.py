import subprocess
import sys

import pytest

from summarizer.engines.settings import NO_KEY, Settings, configure, configured_model
from summarizer.errors import NotConfiguredError

LOCAL = "http://localhost:11434/v1"


def test_arguments_win_over_the_environment():
    environ = {"SUMMARIZER_MODEL": "a", "OPENAI_BASE_URL": "https://a.example/v1", "OPENAI_API_KEY": "key-a"}
    assert configure(environ=environ) == Settings("a", "https://a.example/v1", "key-a")
    given = configure("b", base_url="https://b.example/v1/", api_key=" key-b\n", environ=environ)
    assert given == Settings("b", "https://b.example/v1", "key-b")


def test_the_default_address_needs_a_key():
    with pytest.raises(
        NotConfiguredError, match=r"^no key for https://api\.openai\.com/v1: set OPENAI_API_KEY"
    ):
        configure("m", environ={})
    assert configure("m", environ={"OPENAI_API_KEY": "k"}).base_url == "https://api.openai.com/v1"


def test_a_local_server_needs_none():
    settings = configure("m", base_url=LOCAL, environ={"OPENAI_API_KEY": "  "})
    assert (settings.api_key, settings.has_key) == (NO_KEY, False)


def test_no_model():
    with pytest.raises(
        NotConfiguredError, match=r"^no model is named: give --model, or set SUMMARIZER_MODEL$"
    ):
        configure(base_url=LOCAL, environ={"SUMMARIZER_MODEL": ""})
    assert configured_model(None, {}) is None
    assert configured_model(None, {"SUMMARIZER_MODEL": "m"}) == "m"
    assert configured_model("n", {"SUMMARIZER_MODEL": "m"}) == "n"


@pytest.mark.parametrize(
    "address",
    [
        *("localhost:8000/v1", "ftp://host/v1", "http://", "http:///v1", "http://host:port/v1", "x"),
        *("http://[::1/v1", "http://ho st/v1", "http://host/\x1b[31mv1"),
    ],
)
def test_what_is_no_address(address):
    with pytest.raises(NotConfiguredError, match="not an address of a model") as raised:
        configure("m", base_url=address, environ={})
    assert "\n" not in str(raised.value)
    assert "\x1b" not in str(raised.value)


def test_a_wrong_address_does_not_show_its_password():
    with pytest.raises(NotConfiguredError) as raised:
        configure("m", base_url="ftp://user:hunter2@host/v1", environ={})
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("key", ["two words", "ключ", "a\nb", "a\x00b"])
def test_what_is_no_key(key):
    with pytest.raises(NotConfiguredError, match="set OPENAI_API_KEY again") as raised:
        configure("m", api_key=key, environ={})
    assert key not in str(raised.value)


def test_a_key_is_never_shown():
    settings = configure("m", base_url="https://user:hunter2@host/v1?k=hunter3", api_key="key-1", environ={})
    assert "key-1" not in repr(settings)
    assert settings.address == "https://host/v1"


def test_nothing_but_the_engine_imports_the_client_libraries():
    code = (
        "import sys, summarizer.engines, summarizer.engines.base, summarizer.engines.settings, "
        "summarizer.engines.strict_schema, summarizer.engines.corrections, summarizer.prompts; "
        "print([name for name in ('openai', 'instructor', 'tenacity', 'httpx2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
