"""`summarizer cache`, and `summarizer brief` with the answers it keeps."""

import json
from pathlib import Path
from typing import Any

import pytest
from endpoint import Endpoint, completion

from summarizer.engines.answers import Answer, AnswerCache, default_path

ANSWER = Answer("{}", "stop", "m", "tools", 1, 1, 1.0)
GOOD = {
    "company": "Northwind Therapeutics",
    "headline": "HARBOR met its endpoint.",
    "results": [
        {
            "endpoint": "objective response rate",
            "estimate": {"text": "48.1%", "quote": "The objective response rate was 44.1% by investigator."},
        }
    ],
}
MENDED = {
    "corrections": [
        {
            "path": "results[0].estimate",
            "text": "44.1%",
            "quote": "The objective response rate was 44.1% by investigator.",
        }
    ]
}


@pytest.fixture
def kept() -> Path:
    path = default_path()
    assert path is not None
    return path


@pytest.fixture
def brief(program, filing, endpoint: Endpoint):
    def run(*more: str) -> tuple[Any, str]:
        arguments = ("--schema", "clinical_readout", "--model", "m", "--base-url", endpoint.base_url)
        done = program("brief", filing, *arguments, *more)
        assert done.code == 0, done.err
        return done.out, done.err

    return run


def test_an_empty_cache(program, kept):
    done = program("cache")
    assert (done.code, done.out, done.err) == (0, f"{kept}\n0 answers, 0.0 MB of 500 MB at most\n", "")
    assert not kept.exists()


def test_what_it_holds_and_clearing_it(program, kept):
    with AnswerCache() as cache:
        cache.put("ab" * 32, ANSWER)
        held = cache.contents()
        assert held is not None
        assert program("cache").out == f"{kept}\n1 answer, {held.size / 1e6:.1f} MB of 500 MB at most\n"
    done = program("cache", "--clear")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1].startswith("0 answers, ")
    with AnswerCache() as cache:
        assert cache.get("ab" * 32) is None


def test_a_file_that_is_no_cache(program, kept):
    kept.parent.mkdir(parents=True)
    kept.write_text("Dear diary, " * 100)
    for arguments in (["cache"], ["cache", "--clear"]):
        done = program(*arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("summarizer: error: ")
        assert "file is not a database" in done.err
        assert done.err.count("\n") == 1


def test_a_second_run_asks_nothing_and_says_so(brief, endpoint):
    endpoint.plays(completion(GOOD), completion(MENDED))
    first, quiet = brief("--format", "json")
    assert quiet == ""
    assert len(endpoint.received) == 2
    again, quiet = brief("--format", "json")
    assert quiet == ""
    assert len(endpoint.received) == 2
    before, after = json.loads(first), json.loads(again)
    assert before.pop("usage") | {"seconds": 0} == {
        "requests": 2,
        "prompt_tokens": 200,
        "completion_tokens": 40,
        "seconds": 0,
        "cost_usd": None,
        "cached_tokens": 0,
        "cached": 0,
    }
    assert after.pop("usage") | {"seconds": 0} == {
        "requests": 0,
        "prompt_tokens": 0,
        "completion_tokens": 0,
        "seconds": 0,
        "cost_usd": None,
        "cached_tokens": 0,
        "cached": 2,
    }
    assert json.dumps(before) == json.dumps(after)  # byte by byte
    assert after["record"]["results"][0]["estimate"]["text"] == "44.1%"
    text, _ = brief()
    assert "2 answers from the cache" in " ".join(text.split())


def test_no_cache_asks_again_and_keeps_nothing(brief, endpoint, kept):
    for _ in range(2):
        endpoint.plays(completion(GOOD), completion(MENDED))
        brief("--no-cache")
    assert len(endpoint.received) == 4
    assert not kept.exists()


def test_without_a_model_no_cache_is_made(program, filing, kept):
    assert program("brief", filing).code == 0
    assert not kept.exists()


def test_a_cache_that_cannot_be_used_is_one_line(brief, endpoint, kept):
    kept.parent.mkdir(parents=True)
    kept.write_text("Dear diary, " * 100)
    endpoint.plays(completion(GOOD), completion(MENDED))
    out, err = brief()
    assert "44.1%" in out
    assert err == (
        f"summarizer: the cache of answers {kept} cannot be used (file is not a database; 'summarizer cache "
        "--clear' may make a new one); nothing is taken from it or kept in it now\n"
    )


def test_a_user_without_a_home_has_no_cache(program, monkeypatch):
    monkeypatch.setattr("summarizer.engines.answers.default_path", lambda: None)
    done = program("cache")
    assert (done.code, done.out) == (2, "")
    assert done.err == ("summarizer: error: this user has no home directory; set SUMMARIZER_CACHE_DIR\n")
