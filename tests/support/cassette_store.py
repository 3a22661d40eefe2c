"""Recorded HTTP exchanges: how they are cleaned, written, matched and played.

A cassette is a YAML file that people can read and review: bodies are written out as YAML, texts
keep their lines, and nothing that identifies an account, a machine or a moment is in it.
"""

import difflib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import vcr
import yaml
from endpoint import Reply

CASSETTES = Path(__file__).parents[2] / "cassettes"

ADDRESS = "http://127.0.0.1:8099/v1"
"""Where every cassette says it was recorded."""

_KEPT_REQUEST = {"content-type"}
_KEPT_RESPONSE = {"content-type", "retry-after"}
_SECRET = re.compile(r"\b(?:sk|pk|key|gsk|xai|org|proj|req|user)[-_][\w-]{8,}")
_CALL = "/chat/completions"
_LISTED, _SHOWN = 20, 400  # lines of a difference, and characters of each


def path_of(root: Path, nodeid: str) -> Path:
    """cassettes/<test module>/<test name>.yaml for a test's node id."""
    file, _, name = nodeid.partition("::")
    plain = re.sub(r"[^\w.-]+", "-", name.replace("::", ".")).strip("-")
    return root / Path(file).stem / f"{plain}.yaml"


def load(path: Path) -> dict[str, Any]:
    """The cassette as it is written."""
    cassette: dict[str, Any] = yaml.load(path.read_text(), Loader=_Loader)
    return cassette


def model_of(path: Path) -> str:
    """The model that the recorded requests ask for."""
    model: str = load(path)["interactions"][0]["request"]["json"]["model"]
    return model


def replies_of(path: Path) -> list[Reply]:
    """The recorded answers, to be served again."""
    return [
        Reply(
            response["status"]["code"],
            _body(response).encode(),
            {name: values[0] for name, values in response["headers"].items()},
        )
        for response in (interaction["response"] for interaction in load(path)["interactions"])
    ]


@contextmanager
def playing(path: Path) -> Iterator[None]:
    """Answers requests from the cassette alone; all that it holds must be asked for."""
    made: dict[str, None] = {}

    def same_body(request: Any, recorded: Any) -> None:
        made[_canonical(request.body)] = None
        _same_body(request, recorded)

    with _recorder("none", same_body).use_cassette(str(path)) as cassette:
        yield
    unplayed = [
        _canonical(request.body)
        for index, request in enumerate(cassette.requests)
        if not cassette.play_counts[index]
    ]
    if unplayed:
        known = {_canonical(request.body) for request in cassette.requests}
        strange = next((body for body in made if body not in known), None)
        raise AssertionError(
            f"{len(unplayed)} of {len(cassette)} recorded requests were never made: {path}; if a prompt, a "
            "schema or a message of the checks has changed, run `make record-scripted` and read what changed"
            + ("" if strange is None else f"\n{_difference(unplayed[0], strange)}")
        )


@contextmanager
def recording(path: Path, source: str) -> Iterator[None]:
    """Lets requests through and writes them down; `source` says where the answers came from."""
    with _recorder("all", _same_body, source).use_cassette(str(path)):
        yield


def _recorder(mode: str, same_body: Callable[[Any, Any], None], source: str = "") -> vcr.VCR:
    recorder = vcr.VCR(
        record_mode=mode,
        serializer="readable",
        match_on=("method", "path", "canonical body"),
        before_record_request=_clean_request,
        before_record_response=_clean_response,
        decode_compressed_response=True,
    )
    recorder.register_serializer("readable", _Readable(source))
    recorder.register_matcher("canonical body", same_body)
    return recorder


def _clean_request(request: Any) -> Any:
    path = urlsplit(request.uri).path
    request.uri = ADDRESS + (_CALL if path.endswith(_CALL) else path)
    request.headers = {
        name: value for name, value in request.headers.items() if name.lower() in _KEPT_REQUEST
    }
    return request


def _clean_response(response: dict[str, Any]) -> dict[str, Any]:
    headers = {name.lower(): values for name, values in response["headers"].items()}
    text = _SECRET.sub("REMOVED", response["body"]["string"].decode(errors="replace"))
    try:
        body = json.loads(text)
    except ValueError:
        pass
    else:
        if isinstance(body, dict) and "choices" in body:
            body |= {"id": "chatcmpl-1", "created": 0}
            for name in ("system_fingerprint", "service_tier"):
                body.pop(name, None)
            for number, call in enumerate(_calls(body), 1):
                call["id"] = f"call-{number}"
        text = json.dumps(body, ensure_ascii=False)
    return {
        "status": response["status"],
        "headers": {name: values for name, values in headers.items() if name in _KEPT_RESPONSE},
        "body": {"string": text.encode()},
    }


def _calls(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The calls of tools that an answer makes."""
    for choice in body["choices"] or ():
        yield from (choice.get("message") or {}).get("tool_calls") or ()


def _same_body(first: Any, second: Any) -> None:
    if _canonical(first.body) != _canonical(second.body):
        raise AssertionError("the bodies differ")


def _difference(recorded: str, made: str) -> str:
    """The lines in which a request differs from the recorded one, cut short."""
    before, after = (
        yaml.dump(yaml.load(body, Loader=_Loader), Dumper=_Dumper, allow_unicode=True, width=110)
        for body in (recorded, made)
    )
    changed = [
        shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
        for shown in difflib.unified_diff(
            before.splitlines(), after.splitlines(), "recorded", "made", n=0, lineterm=""
        )
        if not shown.startswith("@@")
    ]
    more = [f"and {len(changed) - _LISTED} more lines"] if len(changed) > _LISTED else []
    return "\n".join(changed[:_LISTED] + more)


def _canonical(body: bytes | str | None) -> str:
    try:
        return json.dumps(json.loads(body or "null"), sort_keys=True, ensure_ascii=False)
    except ValueError:
        return body.decode(errors="replace") if isinstance(body, bytes) else body or ""


class _Readable:
    """The form of the file: `json` holds a body that is JSON, `text` any other."""

    def __init__(self, source: str) -> None:
        self._source = source

    def serialize(self, cassette: dict[str, Any]) -> str:
        interactions = []
        for interaction in cassette["interactions"]:
            request, response = interaction["request"], interaction["response"]
            interactions.append(
                {
                    "request": {
                        "method": request["method"],
                        "uri": request["uri"],
                        "headers": request["headers"],
                        **_written(request["body"]),
                    },
                    "response": {
                        "status": response["status"],
                        "headers": response["headers"],
                        **_written(response["body"]["string"]),
                    },
                }
            )
        written = {"version": 1, "answers": self._source, "interactions": interactions}
        return yaml.dump(written, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)

    def deserialize(self, text: str) -> dict[str, Any]:
        written = yaml.load(text, Loader=_Loader)
        return {
            "version": written["version"],
            "interactions": [
                {
                    "request": {
                        "method": interaction["request"]["method"],
                        "uri": interaction["request"]["uri"],
                        "headers": interaction["request"]["headers"],
                        "body": _body(interaction["request"]),
                    },
                    "response": {
                        "status": interaction["response"]["status"],
                        "headers": interaction["response"]["headers"],
                        "body": {"string": _body(interaction["response"])},
                    },
                }
                for interaction in written["interactions"]
            ],
        }


def _written(body: str | bytes | None) -> dict[str, Any]:
    text = body.decode() if isinstance(body, bytes) else body or ""
    try:
        return {"json": json.loads(text)}
    except ValueError:
        return {"text": text}


def _body(part: dict[str, Any]) -> str:
    if "text" in part:
        return str(part["text"])
    return json.dumps(part["json"], ensure_ascii=False)


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines as lines."""

    def ignore_aliases(self, data: Any) -> bool:
        return True  # the same schema twice is written twice: a reader should not have to look it up


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent_text)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
