"""The machinery of the cassettes: what is written down, what is not, and how it is played."""

import asyncio
import json
from pathlib import Path
from typing import Any

import cassette_store
import pytest
import pytest_socket
from endpoint import Endpoint, Reply, completion, failure
from pydantic import BaseModel

from summarizer.document import Document
from summarizer.engines.openai import OpenAIEngine
from summarizer.errors import EndpointError

KEY = "sk-test-0123456789abcdef"
pytestmark = pytest.mark.usefixtures("waits")

DOCUMENT = Document("x", 'Margins:\n  gross 41.7%\n\n"net" 9%\n', "0" * 64)


class Note(BaseModel):
    text: str


def ask(base_url: str, document: Document = DOCUMENT, **options: Any) -> Note:
    async def once() -> Note:
        engine = OpenAIEngine("some-model", base_url=base_url, api_key=KEY, **options)
        try:
            return (await engine.draft(document, Note)).record
        finally:
            await engine.close()

    return asyncio.run(once())


def faulty(status: int) -> Reply:
    headers = {
        "content-type": "application/json",
        "retry-after": "1",
        "x-request-id": "req_12345678",
        "set-cookie": "session=secret",
        "openai-organization": "acme-corp",
    }
    return Reply(status, {"error": {"message": f"Limit for org-Abcdefgh12 and {KEY}"}}, headers)


@pytest.fixture
def recorded(endpoint: Endpoint, tmp_path: Path) -> Path:
    """A cassette of a 429, a wrong answer and a good one."""
    path = tmp_path / "cassettes" / "one.yaml"
    answer = completion('{\n  "text": "é – 41.7%"\n}')
    answer.body["system_fingerprint"] = "fp_1"
    endpoint.plays(faulty(429), completion('{"text": 1}'), answer)
    with cassette_store.recording(path, "endpoint"):
        assert ask(endpoint.base_url) == Note(text="é – 41.7%")
    return path


def test_what_is_written(recorded):
    text = recorded.read_text()
    written = cassette_store.load(recorded)
    assert (written["version"], written["answers"]) == (1, "endpoint")
    limit, wrong, good = written["interactions"]
    assert limit["request"].keys() == {"method", "uri", "headers", "json"}
    assert limit["request"]["method"] == "POST"
    assert limit["request"]["uri"] == "http://127.0.0.1:8099/v1/chat/completions"
    assert limit["request"]["headers"] == {"content-type": ["application/json"]}
    assert limit["request"]["json"]["model"] == "some-model"
    assert limit["response"] == {
        "status": {"code": 429, "message": "Too Many Requests"},
        "headers": {"retry-after": ["1"], "content-type": ["application/json"]},
        "json": {"error": {"message": "Limit for REMOVED and REMOVED"}},
    }
    assert len(wrong["request"]["json"]["messages"]) == 2
    assert len(good["request"]["json"]["messages"]) == 4
    assert good["response"]["json"]["id"] == "chatcmpl-1"
    assert good["response"]["json"]["created"] == 0
    assert "system_fingerprint" not in good["response"]["json"]
    assert 'content: |-\n            {\n              "text": "é – 41.7%"\n            }\n' in text
    assert "\n          Margins:\n            gross 41.7%\n" in text


def test_what_is_not_written(recorded):
    text = recorded.read_text().lower()
    secrets = (
        KEY,
        "bearer",
        "authorization",
        "cookie",
        "req_",
        "org-",
        "acme",
        "x-stainless",
        "fp_1",
        "python",
    )
    assert [secret for secret in secrets if secret in text] == []


def test_it_is_played_without_a_network(recorded, endpoint):
    endpoint.stop()
    pytest_socket.disable_socket(allow_unix_socket=True)
    with cassette_store.playing(recorded):
        assert ask(cassette_store.ADDRESS) == Note(text="é – 41.7%")


def test_all_of_it_must_be_played(recorded):
    with (
        pytest.raises(AssertionError, match="2 of 3 recorded requests were never made"),
        cassette_store.playing(recorded),
        pytest.raises(EndpointError),
    ):
        ask(cassette_store.ADDRESS, retries=0)


def test_another_request_is_not_answered(recorded):
    pytest_socket.disable_socket(allow_unix_socket=True)
    other = Document("y", "Another filing", "1" * 64)
    with (
        pytest.raises(AssertionError, match="3 of 3"),
        cassette_store.playing(recorded),
        pytest.raises(EndpointError, match="dropped the connection"),
    ):
        ask(cassette_store.ADDRESS, other, retries=0)


def test_what_differs_is_shown(recorded):
    changed = Document("x", DOCUMENT.text.replace("41.7%", "43.7%"), DOCUMENT.sha256)
    with (
        pytest.raises(AssertionError) as failed,
        cassette_store.playing(recorded),
        pytest.raises(EndpointError),
    ):
        ask(cassette_store.ADDRESS, changed, retries=0)
    removed, added = (
        [line for line in str(failed.value).splitlines() if line.startswith(sign) and "gross" in line]
        for sign in "-+"
    )
    assert [line[1:].strip() for line in removed + added] == ["gross 41.7%", "gross 43.7%"]
    assert "make record-scripted" in str(failed.value)
    assert len(str(failed.value)) < 10_000


def test_the_answers_can_be_given_again(recorded, endpoint, tmp_path):
    """What `--record=scripted` does: new requests, the old answers."""
    again = tmp_path / "again.yaml"
    endpoint.plays(*cassette_store.replies_of(recorded))
    with cassette_store.recording(again, "scripted"):
        assert ask(endpoint.base_url, Document("z", "A longer filing", "2" * 64)) == Note(text="é – 41.7%")
    assert not endpoint.script
    old, new = cassette_store.load(recorded), cassette_store.load(again)
    assert new["answers"] == "scripted"
    assert [part["response"] for part in new["interactions"]] == [
        part["response"] for part in old["interactions"]
    ]
    assert new["interactions"][0]["request"] != old["interactions"][0]["request"]
    assert cassette_store.model_of(again) == "some-model"


@pytest.mark.parametrize(
    "body",
    [
        b"<html>no</html>",
        b"",
        "plain: - 'text'\n  ~ é\n".encode(),
        b"{broken",
        b'"\\u0000\\u00a0\\n \\n"',
        b"[null]",
    ],
)
def test_any_body_comes_back(endpoint, tmp_path, body):
    path = tmp_path / "any.yaml"
    endpoint.plays(Reply(403, body, {"content-type": "text/plain"}))
    with cassette_store.recording(path, "endpoint"), pytest.raises(EndpointError):
        ask(endpoint.base_url)
    (reply,) = cassette_store.replies_of(path)
    assert reply.status == 403
    try:
        assert json.loads(reply.body) == json.loads(body)
    except ValueError:
        assert reply.body == body


@pytest.mark.parametrize(
    ("nodeid", "expected"),
    [
        ("tests/test_cassettes.py::test_faithful", "test_cassettes/test_faithful.yaml"),
        ("tests/cli/test_brief.py::test_it[a b/c-ö]", "test_brief/test_it-a-b-c-ö.yaml"),
        ("tests/test_x.py::TestY::test_z", "test_x/TestY.test_z.yaml"),
    ],
)
def test_where_a_cassette_is(nodeid, expected):
    assert cassette_store.path_of(Path("c"), nodeid) == Path("c") / expected


def test_failures_are_part_of_a_cassette(endpoint, tmp_path):
    path = tmp_path / "down.yaml"
    endpoint.plays(*[failure(500, "out of memory")] * 3)
    with cassette_store.recording(path, "endpoint"), pytest.raises(EndpointError, match="after 3 tries"):
        ask(endpoint.base_url, retries=2)
    with cassette_store.playing(path), pytest.raises(EndpointError, match=r"after 3 tries \(500\)"):
        ask(cassette_store.ADDRESS, retries=2)
