"""What lies in cassettes/: only what a test plays, and nothing that is secret."""

import re

import pytest
from cassette_store import ADDRESS, CASSETTES, load

SECRET = re.compile(
    r"\b(?:sk|pk|gsk|xai|org|proj|req|fp|user|call)[-_][\w-]{8,}"  # keys, accounts, ids of requests
    r"|\beyJ[\w-]{16,}"  # a web token
    r"|bearer|authorization|api.?key|cookie|__cf_bm|x-request-id|x-stainless|!!binary",
    re.IGNORECASE,
)
KEPT = {"version", "answers", "interactions"}


def test_every_cassette_is_played(wanted_cassettes, request):
    collected = {path.parent.name for path in wanted_cassettes}
    modules = {path.stem for path in (CASSETTES.parent / "tests").rglob("test_*.py")}
    unused = [
        path
        for path in CASSETTES.rglob("*.yaml")
        if path not in wanted_cassettes and (path.parent.name in collected or path.parent.name not in modules)
    ]
    assert unused == []


def test_nothing_but_cassettes_lies_there():
    strange = [
        path for path in CASSETTES.rglob("*") if path.is_file() and path.suffix not in (".yaml", ".md")
    ]
    assert strange == []


def test_no_cassette_holds_a_secret():
    for path in CASSETTES.rglob("*.yaml"):
        assert SECRET.findall(path.read_text()) == [], path


@pytest.mark.parametrize(
    "secret",
    [
        "sk-proj-4fGh7Jk2Lm9",
        "Authorization: Basic QWxhZGRpbjpvcGVu",
        "set-cookie: session=4f1c",
        "x-request-id: 0a1b2c3d",
        "org-Hn2xkQv81LmT",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
    ],
)
def test_a_secret_would_be_seen(secret):
    assert SECRET.search(f"      message: {secret}\n")


def test_a_cassette_holds_bodies_and_next_to_nothing_else():
    for path in CASSETTES.rglob("*.yaml"):
        cassette = load(path)
        assert cassette.keys() == KEPT, path
        for interaction in cassette["interactions"]:
            request, response = interaction["request"], interaction["response"]
            assert request["uri"] == f"{ADDRESS}/chat/completions", path
            assert request["headers"].keys() == {"content-type"}, path
            assert response["headers"].keys() <= {"content-type", "retry-after"}, path
            body = response.get("json", {})
            assert body.keys() & {"system_fingerprint", "service_tier"} == set(), path
            assert (body.get("id", "chatcmpl-1"), body.get("created", 0)) == ("chatcmpl-1", 0), path


def test_every_cassette_says_where_its_answers_come_from():
    for path in CASSETTES.rglob("*.yaml"):
        assert load(path)["answers"] in ("endpoint", "scripted"), path
