"""Other libraries' checks, run in an environment of their own: `python peers.py NAME`.

Reads one JSON object a line, {"source": text, "quotes": [text, ...]}, and answers each with a JSON list
that says which quotes the library accepts as standing in the source; the readers answer with the seconds that
they took and what they read. Nothing of the project is imported here, and each library only where it is asked
for. Git leaves the environment out:

    python -m venv .venv-peers
    .venv-peers/bin/pip install langextract instructor quantulum3 regex edgartools inscriptis
"""

import json
import logging
import sys
import time
from collections.abc import Callable
from typing import Any


def langextract(source: str, quotes: list[str]) -> list[bool]:
    """Whether langextract's aligner grounds the quote, exactly or fuzzily, with its default settings."""
    from langextract import resolver  # noqa: PLC0415
    from langextract.core import data  # noqa: PLC0415

    extractions = [data.Extraction(extraction_class="claim", extraction_text=quote) for quote in quotes]
    aligner = resolver.WordAligner()
    accepted = []
    for extraction in extractions:  # one by one: groups must come in the source's order
        (aligned,) = aligner.align_extractions([[extraction]], source)[0]
        accepted.append(aligned.char_interval is not None and aligned.alignment_status is not None)
    return accepted


def instructor(source: str, quotes: list[str]) -> list[bool]:
    """Whether instructor's citation pattern finds the quote, with up to five characters changed."""
    import regex  # noqa: PLC0415
    from instructor.dsl.citation import CitationMixin  # noqa: PLC0415

    accepted = []
    for quote in quotes:
        try:
            found = CitationMixin.model_validate({"substring_quotes": [quote]}, context={"context": source})
        except regex.error:  # the pattern puts the quote unescaped into a regular expression
            accepted.append(False)
        else:
            accepted.append(bool(found.substring_quotes))
    return accepted


def edgartools(source: str, quotes: list[str]) -> list[Any]:
    """Reads a page: the seconds of the processor that it took, and the text."""
    from edgar.documents import parse_html  # noqa: PLC0415

    begin = time.process_time()
    text = parse_html(source).text()
    return [time.process_time() - begin, text]


def inscriptis(source: str, quotes: list[str]) -> list[Any]:
    """Reads a page: the seconds of the processor that it took, and the text."""
    from inscriptis import get_text  # noqa: PLC0415

    begin = time.process_time()
    text = get_text(source)
    return [time.process_time() - begin, text]


def quantulum3(source: str, quotes: list[str]) -> list[Any]:
    """Reads the source, for timing; answers with the seconds it took as a string of its own."""
    from quantulum3 import parser  # noqa: PLC0415

    begin = time.perf_counter()
    parser.parse(source)
    return [time.perf_counter() - begin]


PEERS: dict[str, Callable[[str, list[str]], list[Any]]] = {
    "langextract": langextract,
    "instructor": instructor,
    "quantulum3": quantulum3,
    "edgartools": edgartools,
    "inscriptis": inscriptis,
}


def main() -> None:
    """Answers until the input ends."""
    logging.disable(logging.CRITICAL)
    peer = PEERS[sys.argv[1]]
    answers, sys.stdout = sys.stdout, sys.stderr  # a library that prints must not break the protocol
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(peer(request["source"], request["quotes"])), file=answers, flush=True)


if __name__ == "__main__":
    main()
