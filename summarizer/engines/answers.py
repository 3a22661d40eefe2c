"""Answers of language models, kept in a file, so that the same question is paid for once.

One SQLite file holds them for every process of a user. It only ever saves requests: where it
cannot be used (a full disk, a damaged file, a directory that may not be written), it steps aside,
says so in one line, and the run goes on without it.

A key is a digest of everything that shapes an answer, and of nothing secret. The file holds what
models said of filings, so only its owner may read it.
"""

import hashlib
import logging
import os
import sqlite3
import stat
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from summarizer.engines.question_key import FORMAT, digest, public_address
from summarizer.engines.shared_disks import is_on_network
from summarizer.errors import UsageError

FOLDER_VARIABLE = "SUMMARIZER_CACHE_DIR"

DEFAULT_LIMIT = 500_000_000
"""Bytes."""

_MARK = 0x53554D00 + FORMAT  # SQLite's "application id": tells this file from anybody else's
_MARK_PLACE = 68  # of the application id in the header, four bytes
_HEADER = b"SQLite format 3\x00"
_PATIENCE = 5.0  # seconds to wait for another process that writes
_RECENT = 3600.0  # seconds in which a second use of an answer is not written down again
_KEPT_SHARE = 0.9  # of the limit, after the least recently used have gone
_MEMORY = 7 * 86400.0  # seconds that what an endpoint takes is remembered: servers are upgraded
_TABLES = (
    "CREATE TABLE answers (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, digest BLOB NOT NULL, "
    "content BLOB NOT NULL, finish TEXT NOT NULL, model TEXT NOT NULL, mode TEXT NOT NULL, "
    "prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL, given REAL NOT NULL, "
    "used REAL NOT NULL)",
    "CREATE INDEX answers_by_use ON answers (used)",
    "CREATE TABLE memories (key BLOB PRIMARY KEY, value TEXT NOT NULL, given REAL NOT NULL)",
)
# Creating the file with the right permissions opens and closes it once, and closing a file ends all locks
# that this process has on it: no connection may be opened meanwhile.
_OPENING = threading.Lock()

_R = TypeVar("_R")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said, once it was read as an instance of the schema.

    Attributes:
        content: The text of the answer.
        finish: Why it ended, as the endpoint says.
        model: Who gave it, as the endpoint says.
        mode: How the endpoint was told the schema (see `EngineInfo`).
        prompt_tokens: What the question and its repetitions cost.
        completion_tokens: What the answers cost.
        given: When, in seconds since 1970.
    """

    content: str
    finish: str
    model: str
    mode: str
    prompt_tokens: int
    completion_tokens: int
    given: float


@dataclass(frozen=True, slots=True)
class Contents:
    """What the file of a cache holds.

    Attributes:
        answers: How many.
        size: Bytes on the disk.
        limit: Bytes that it may take.
    """

    answers: int
    size: int
    limit: int


class _Unusable(Exception):  # noqa: N818 - a verdict on a file, caught in this module
    """The file is not to be used; the text says why."""


_TROUBLE = (sqlite3.Error, OSError, _Unusable)


class AnswerCache:
    """Answers of language models, kept in one file.

    It may be shared by threads and event loops; as many processes as like may use the same file.
    No call raises because of the file: where it fails, the cache is empty from then on.
    """

    def __init__(
        self,
        path: Path | str | None = None,
        *,
        limit: int = DEFAULT_LIMIT,
        days: float | None = None,
        on_trouble: Callable[[str], None] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open nothing yet.

        Args:
            path: The file; None takes the place that `default_path` gives.
            limit: Bytes that it may take; above it the least recently used answers go.
            days: How long an answer is good for; None for ever.
            on_trouble: Told in one line, once, why the file cannot be used; None writes it to the log.
            clock: Seconds since 1970.

        Raises:
            UsageError: A number cannot be right.
        """
        if limit <= 0 or (days is not None and days <= 0):
            raise UsageError("limit and days must be positive")
        named = default_path() if path is None else Path(path)
        self.path = named and Path(os.path.abspath(named))  # noqa: PTH100 - resolve() reads the disk
        self._limit = limit
        self._days = days
        self._tell = on_trouble or _log.warning
        self._clock = clock
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._inherited: list[sqlite3.Connection] = []
        self._process = 0
        self._aside = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def recall(self, key: str, read: Callable[[str], _R]) -> tuple[_R, Answer] | None:
        """The answer kept under `key`, as `read` reads it and as it is; None where there is none.

        An answer that `read` refuses with a ValueError is dropped: what the schema asks of an answer
        has changed since.
        """
        answer = self.get(key)
        if answer is None:
            return None
        try:
            return read(answer.content), answer
        except (ValueError, RecursionError):
            self.drop(key)
            return None

    def get(self, key: str) -> Answer | None:
        """The answer kept under `key`; None where there is none."""
        return self._guarded(lambda connection: self._find(connection, bytes.fromhex(key)))

    def put(self, key: str, answer: Answer) -> None:
        """Keep `answer` under `key`, in place of one that is there."""
        place = bytes.fromhex(key)
        content = answer.content.encode(errors="surrogatepass")
        row = (
            *(place, _seal(place, content), content, answer.finish, answer.model, answer.mode),
            *(answer.prompt_tokens, answer.completion_tokens, answer.given, self._clock()),
        )

        def write(connection: sqlite3.Connection) -> None:
            columns = (
                "key, digest, content, finish, model, mode, prompt_tokens, completion_tokens, given, used"
            )
            places = ", ".join("?" * len(row))
            connection.execute(f"INSERT OR REPLACE INTO answers ({columns}) VALUES ({places})", row)  # noqa: S608
            self._trim(connection)

        self._guarded(write)

    def drop(self, key: str) -> None:
        """Forget what is kept under `key`."""
        place = bytes.fromhex(key)
        self._guarded(lambda connection: connection.execute("DELETE FROM answers WHERE key = ?", (place,)))

    def remembered(self, base_url: str, model: str) -> str | None:
        """What was last remembered of a model at an address (see `ModeMemory`), in the last seven days."""
        key = _memory_key(base_url, model)

        def read(connection: sqlite3.Connection) -> str | None:
            row = connection.execute("SELECT value, given FROM memories WHERE key = ?", (key,)).fetchone()
            return str(row[0]) if row and row[1] > self._clock() - _MEMORY else None

        return self._guarded(read)

    def remember(self, base_url: str, model: str, way: str) -> None:
        """Remember how a model at an address is best told a schema."""
        row = (_memory_key(base_url, model), way, self._clock())
        self._guarded(lambda connection: connection.execute("REPLACE INTO memories VALUES (?, ?, ?)", row))

    def contents(self) -> Contents | None:
        """What the file holds; None where it cannot be used. A file that is not there is not made."""
        if self.path is None or not self.path.exists():
            return None if self.path is None else Contents(0, 0, self._limit)

        def count(connection: sqlite3.Connection) -> Contents:
            answers: int = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
            return Contents(answers, sum(_size(file) for file in self._files()), self._limit)

        return self._guarded(count)

    def clear(self) -> None:
        """Forget everything.

        Raises:
            UsageError: The file cannot be cleared, or is not a cache.
        """
        with self._lock:
            self.close()
            if self.path is None or not self.path.exists():
                return
            try:
                with _OPENING, closing(_connect(self.path)) as connection:
                    connection.execute("DELETE FROM answers")
                    connection.execute("DELETE FROM memories")
                    _give_back(connection)
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) or not _is_ours(self.path):
                    raise UsageError(f"cannot clear {self.path}: {error}") from error
                self._delete()  # ours and damaged
            except _TROUBLE as error:
                raise UsageError(f"cannot clear {self.path}: {_reason(error)}") from error
            self._aside = False

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        with self._lock:
            if self._connection is None or self._process != os.getpid():
                return
            connection, self._connection = self._connection, None
            with suppress(sqlite3.Error):
                connection.close()

    def _guarded(self, work: Callable[[sqlite3.Connection], _R]) -> _R | None:
        with self._lock:
            if self._aside:
                return None
            try:
                return work(self._open())
            except _TROUBLE as error:
                self._step_aside(error)
                return None

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None and self._process == os.getpid():
            return self._connection
        if self.path is None:
            raise _Unusable(f"this user has no home directory; set {FOLDER_VARIABLE}")
        if self._connection is not None:  # the parent's, before a fork: it must not even be closed here
            self._inherited.append(self._connection)
        with _OPENING:
            _create(self.path)
            self._connection = _connect(self.path)
        self._process = os.getpid()
        return self._connection

    def _step_aside(self, error: Exception) -> None:
        self._aside = True
        self.close()
        self._tell(
            f"the cache of answers {self.path or ''} cannot be used ({_reason(error)}); "
            "nothing is taken from it or kept in it now"
        )

    def _find(self, connection: sqlite3.Connection, key: bytes) -> Answer | None:
        row = connection.execute(
            "SELECT digest, content, finish, model, mode, prompt_tokens, completion_tokens, given, used "
            "FROM answers WHERE key = ?",
            (key,),
        ).fetchone()
        if row is None:
            return None
        seal, content, *told, used = row
        now = self._clock()
        answer = (
            Answer(content.decode(errors="surrogatepass"), *told) if seal == _seal(key, content) else None
        )
        if answer is None or (self._days is not None and answer.given < now - self._days * 86400.0):
            connection.execute("DELETE FROM answers WHERE key = ?", (key,))
            return None
        if abs(now - used) > _RECENT:
            connection.execute("UPDATE answers SET used = ? WHERE key = ?", (now, key))
        return answer

    def _trim(self, connection: sqlite3.Connection) -> None:
        """Let the least recently used answers go where the file has grown beyond its limit."""
        if _used_bytes(connection) <= self._limit:
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            used = _used_bytes(connection)  # another process may have made room meanwhile
            excess = used - self._limit * _KEPT_SHARE if used > self._limit else 0
            gone = []
            for identity, size in connection.execute("SELECT id, length(content) FROM answers ORDER BY used"):
                if excess <= 0:
                    break
                gone.append((identity,))
                excess -= size
            connection.executemany("DELETE FROM answers WHERE id = ?", gone)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        _give_back(connection)

    def _files(self) -> list[Path]:
        return [Path(f"{self.path}{ending}") for ending in ("", "-wal", "-shm", "-journal")]

    def _delete(self) -> None:
        for file in self._files():
            file.unlink(missing_ok=True)


def default_path(environ: Mapping[str, str] | None = None) -> Path | None:
    """Where the answers are kept: below SUMMARIZER_CACHE_DIR, else where the system keeps such things.

    Returns:
        None where the user has no home directory.
    """
    environ = os.environ if environ is None else environ
    named = environ.get(FOLDER_VARIABLE, "").strip()
    try:
        folder = Path(named).expanduser() if named else _system_folder(environ) / "filing-summarizer"
    except RuntimeError:  # nobody's home
        return None
    return folder / "answers" / f"answers-{FORMAT}.sqlite3"


def _system_folder(environ: Mapping[str, str]) -> Path:
    variable = "LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME"
    named = environ.get(variable, "").strip()
    if named:
        return Path(named)
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def _create(path: Path) -> None:
    """Make the file, for its owner alone, if it is not there; refuse one that is somebody else's.

    Raises:
        _Unusable: It belongs to another user, who may have put anything into it.
        OSError: It cannot be made.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    if os.name == "nt":
        return  # what is in the user's own folders is the user's alone
    found = path.stat()
    if found.st_uid != os.geteuid() or not stat.S_ISREG(found.st_mode):
        raise _Unusable("it is no file of this user's")
    if stat.S_IMODE(found.st_mode) != 0o600:
        path.chmod(0o600)


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file, and make the tables in an empty one.

    Raises:
        _Unusable: It is a database of another program.
        sqlite3.Error: It is no database, or cannot be read.
    """
    address = f"{path.as_uri()}?mode=rw"
    connection = sqlite3.connect(
        address, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, uri=True
    )
    try:
        for pragma in ("auto_vacuum = INCREMENTAL", "synchronous = NORMAL", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        if not _marked(connection):
            connection.execute("BEGIN IMMEDIATE")  # of several that come at once, one makes the tables
            if not _marked(connection):
                for table in _TABLES:
                    connection.execute(table)
                connection.execute(f"PRAGMA application_id = {_MARK}")
            connection.execute("COMMIT")
        # A write-ahead log lets many read while one writes, but needs memory that all processes share, and
        # another machine has none of it. The switch fails while others are at work: the next one makes it.
        with suppress(sqlite3.OperationalError):
            connection.execute(
                f"PRAGMA journal_mode = {'DELETE' if is_on_network(path) else 'WAL'}"
            ).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _marked(connection: sqlite3.Connection) -> bool:
    """Whether the database is a cache; False where it is empty.

    Raises:
        _Unusable: It is something else.
    """
    # One statement, so one state of the file: between two, another process may make the tables.
    mark, tables = connection.execute(
        "SELECT application_id, (SELECT count(*) FROM sqlite_master) FROM pragma_application_id"
    ).fetchone()
    if mark == _MARK:
        return True
    if mark or tables:
        raise _Unusable("it is a database of another program; name another file")
    return False


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_MARK_PLACE + 4)
    return head.startswith(_HEADER) and int.from_bytes(head[_MARK_PLACE:]) == _MARK


def _used_bytes(connection: sqlite3.Connection) -> int:
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _give_back(connection: sqlite3.Connection) -> None:
    """Give pages without content back to the disk."""
    connection.executescript("PRAGMA incremental_vacuum")  # `execute` takes its first step alone


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _reason(error: Exception) -> str:
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return f"{error}; 'summarizer cache --clear' may make a new one"
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _memory_key(address: str, model: str) -> bytes:
    return digest(["memory", FORMAT, public_address(address), model])


def _seal(key: bytes, content: bytes) -> bytes:
    """Ties an answer to its question: a page of the file that went astray is noticed."""
    return hashlib.sha256(key + content).digest()
