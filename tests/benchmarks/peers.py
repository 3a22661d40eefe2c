"""Other libraries' checks, run in an environment of their own: `python peers.py langextract|instructor`.

Reads one JSON object a line, {"source": text, "quotes": [text, ...]}, and answers each with a JSON list
that says which quotes the library accepts as standing in the source. Nothing of the project is imported here,
and each library only where it is asked for.

    python -m venv .venv-peers
    .venv-peers/bin/pip install langextract instructor quantulum3 regex
"""

import json
import logging
import sys
import time
from collections.abc import Callable


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


def quantulum3(source: str, quotes: list[str]) -> list[bool]:
    """Reads the source, for timing; answers with the seconds it took as a string of its own."""
    from quantulum3 import parser  # noqa: PLC0415

    begin = time.perf_counter()
    parser.parse(source)
    return [time.perf_counter() - begin]  # type: ignore[list-item]


PEERS: dict[str, Callable[[str, list[str]], list[bool]]] = {
    "langextract": langextract,
    "instructor": instructor,
    "quantulum3": quantulum3,
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
