"""What all tests share: no network but loopback, and cassettes for those that speak to a model.

A test that takes the `cassette` fixture is played from cassettes/<module>/<name>.yaml with every
socket blocked. `pytest --record` records it from the endpoint that OPENAI_BASE_URL,
OPENAI_API_KEY and SUMMARIZER_MODEL name; `pytest --record=scripted` sends today's requests to a
local endpoint that gives the recorded answers again, for when prompts or schemas have changed.
"""

from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import cassette_store
import pytest
import pytest_socket
from endpoint import Endpoint, serving

_PATIENCE = 1800.0  # seconds, while recording: a person may be writing the answer
_LOOPBACK = ["127.0.0.1", "::1"]
_CACHES = count()
_PASSED = pytest.StashKey[bool]()
_WANTED = pytest.StashKey[set[Path]]()


@dataclass(frozen=True)
class Cassette:
    """The endpoint as a test sees it; the environment names the same one."""

    model: str
    base_url: str
    api_key: str


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record",
        nargs="?",
        const="endpoint",
        choices=("endpoint", "scripted"),
        help="record the cassettes of the chosen tests: from the configured endpoint, or (scripted) with "
        "today's requests and the answers they already hold",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "cassette: plays a recorded exchange with a model (set by the fixture)"
    )
    config.addinivalue_line("markers", "staged: needs an endpoint that misbehaves to order; no provider does")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = config.stash.setdefault(_WANTED, set())
    for item in items:
        if "cassette" in getattr(item, "fixturenames", ()):
            item.add_marker("cassette")
            wanted.add(cassette_store.path_of(cassette_store.CASSETTES, item.nodeid))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[_PASSED] = report.passed
    return report


@pytest.fixture(autouse=True)
def _only_loopback(request: pytest.FixtureRequest) -> None:
    """No test reaches beyond this machine, except to record."""
    if not request.config.getoption("record"):
        pytest_socket.socket_allow_hosts(_LOOPBACK, allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test is answered by what another one was told; the folder is made if something is kept."""
    folder = tmp_path_factory.getbasetemp() / f"cache-{next(_CACHES)}"
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(folder))


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A chat completions endpoint on loopback that plays a script."""
    with serving() as running:
        yield running


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits between two tries of a request, in seconds; none takes time."""
    asked: list[float] = []

    async def pause(seconds: float) -> None:
        asked.append(seconds)

    monkeypatch.setattr("summarizer.engines.transport.pause", pause)
    return asked


@pytest.fixture
def wanted_cassettes(request: pytest.FixtureRequest) -> set[Path]:
    """The cassettes of all tests that were collected."""
    return request.config.stash[_WANTED]


@pytest.fixture
def cassette(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Cassette]:
    """Plays this test's cassette, or records it."""
    path = cassette_store.path_of(cassette_store.CASSETTES, request.node.nodeid)
    mode = request.config.getoption("record")
    with ExitStack() as stack:
        if mode is None:
            session = _replay(path)
            hold: AbstractContextManager[None] = cassette_store.playing(path)
        else:
            new = tmp_path / "cassette.yaml"
            session = _scripted(path, stack) if mode == "scripted" else _configured(request.node)
            hold = cassette_store.recording(new, mode)
        _install(session, mode, monkeypatch)
        with hold:
            yield session
    if mode is not None and request.node.stash.get(_PASSED, False):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(new.read_bytes())


def _replay(path: Path) -> Cassette:
    if not path.is_file():
        name = path.relative_to(cassette_store.CASSETTES.parent)
        pytest.fail(f"no cassette at {name}: see cassettes/README.md", pytrace=False)
    pytest_socket.disable_socket(allow_unix_socket=True)  # the event loop wakes itself through one
    return Cassette(cassette_store.model_of(path), cassette_store.ADDRESS, "played-back")


def _scripted(path: Path, stack: ExitStack) -> Cassette:
    if not path.is_file():
        pytest.skip("has no cassette whose answers could be given again")
    running = stack.enter_context(serving())
    running.plays(*cassette_store.replies_of(path))
    stack.callback(lambda: _all_given(running))
    return Cassette(cassette_store.model_of(path), running.base_url, "scripted")


def _all_given(running: Endpoint) -> None:
    if running.script:
        pytest.fail(f"{len(running.script)} recorded answers were not asked for", pytrace=False)


def _configured(node: pytest.Item) -> Cassette:
    from summarizer.engines.settings import configure  # noqa: PLC0415 - coverage starts after this file

    settings = configure()
    if node.get_closest_marker("staged") and urlsplit(settings.base_url).hostname not in _LOOPBACK:
        pytest.skip("staged: a provider does not misbehave to order")
    return Cassette(settings.model, settings.base_url, settings.api_key)


def _install(session: Cassette, mode: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_MODEL", session.model)
    monkeypatch.setenv("OPENAI_BASE_URL", session.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", session.api_key)
    if mode == "endpoint":
        monkeypatch.setattr("summarizer.engines.openai.TIMEOUT", _PATIENCE)
    else:
        monkeypatch.setattr("summarizer.engines.transport.pause", _at_once)


async def _at_once(_: float) -> None:
    """In place of a wait."""
