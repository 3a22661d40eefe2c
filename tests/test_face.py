"""What `import summarizer` gives: the names other programs may rely on."""

import inspect
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import summarizer
from summarizer import CheckReport, Document, Status, check, load, load_text

FACE = {
    "AnswerCache",
    "Briefing",
    "Check",
    "CheckReport",
    "Document",
    "Draft",
    "Engine",
    "EngineError",
    "EngineInfo",
    "Estimate",
    "Evidence",
    "Finding",
    "Omission",
    "Outcome",
    "Provenance",
    "SourceError",
    "Span",
    "Status",
    "SummarizerError",
    "Usage",
    "UsageError",
    "__version__",
    "asummarize",
    "check",
    "estimate",
    "is_current",
    "load",
    "load_bytes",
    "load_edgar",
    "load_text",
    "load_url",
    "recheck",
    "summarize",
}


def test_the_names() -> None:
    assert set(summarizer.__all__) == FACE
    assert summarizer.__all__ == sorted(summarizer.__all__)
    assert all(hasattr(summarizer, name) for name in FACE)


def test_everything_says_what_it_is() -> None:
    for name in FACE - {"__version__"}:
        assert inspect.getdoc(getattr(summarizer, name)), name


def test_the_version_is_the_distributions() -> None:
    try:
        expected = version("filing-summarizer")
    except PackageNotFoundError:
        expected = "0+unknown"
    assert summarizer.__version__ == expected


def test_check_takes_whatever_a_caller_has(tmp_path: Path) -> None:
    text = "The HARBOR trial enrolled 212 patients. Nausea occurred in 31% of them."
    path = tmp_path / "harbor.txt"
    path.write_text(text)
    for source in (text, path, text.encode(), load(path), load_text(text, "harbor")):
        report = check("HARBOR enrolled 212 patients.", source)
        assert isinstance(report, CheckReport)
        assert isinstance(report.draft, Document)
        assert report.clean
        number = report.numbers[0]
        assert (number.start, number.end, number.text, number.status) == (16, 19, "212", Status.SUPPORTED)
        assert report.draft.text[number.start : number.end] == number.text
        assert report.to_dict()["numbers"][0]["value"] == "212"
    assert not check("HARBOR enrolled 213 patients.", text).clean
