"""What lies in cassettes/: only what a test plays, and nothing that is secret."""

import re

from cassette_store import CASSETTES, load

SECRET = re.compile(
    r"\b(?:sk|pk|gsk|xai|org|proj|req)[-_][\w-]{8,}|bearer|authorization|cookie|!!binary", re.IGNORECASE
)


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


def test_every_cassette_says_where_its_answers_come_from():
    for path in CASSETTES.rglob("*.yaml"):
        assert load(path)["answers"] in ("endpoint", "scripted"), path
