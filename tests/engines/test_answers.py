"""Answers kept in a file: what is found again, and what happens where the file cannot be used."""

import functools
import json
import logging
import multiprocessing
import os
import sqlite3
import stat
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.engines import answers, shared_disks
from summarizer.engines.answers import Answer, AnswerCache, Contents, default_path
from summarizer.engines.question_key import numbered, one_run, question_key
from summarizer.errors import UsageError

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
KEY = "ab" * 32
OTHER = "cd" * 32
ANSWER = Answer(
    '{"company": "Orrery — 41.7 %"}', "stop", "test-model-0613", "json_schema", 1200, 80, 1_700_000_000.0
)
ADDRESS = "https://host.example/v1"


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "answers.sqlite3"


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def cache(path: Path, told: list[str], clock: Clock) -> Iterator[AnswerCache]:
    with AnswerCache(path, on_trouble=told.append, clock=clock) as opened:
        yield opened


def sized(number: int, size: int = 100_000) -> tuple[str, Answer]:
    return f"{number:064x}", Answer(f"{number}".ljust(size, "x"), "stop", "m", "tools", 1, 1, 1_700_000_000.0)


def size_of(path: Path) -> int:
    return sum(file.stat().st_size for file in path.parent.iterdir())


# What is kept


def test_an_answer_is_found_again(cache, told):
    assert cache.get(KEY) is None
    cache.put(KEY, ANSWER)
    assert cache.get(KEY) == ANSWER
    assert cache.get(OTHER) is None
    assert told == []


def test_it_outlives_the_process(cache, path, clock):
    cache.put(KEY, ANSWER)
    cache.close()
    with AnswerCache(path, clock=clock) as again:
        assert again.get(KEY) == ANSWER


def test_a_new_answer_takes_the_place_of_the_old(cache, path):
    cache.put(KEY, ANSWER)
    newer = Answer("{}", "stop", "m", "tools", 1, 2, 3.0)
    cache.put(KEY, newer)
    assert cache.get(KEY) == newer
    assert cache.contents() == Contents(1, size_of(path), 500_000_000)


def test_what_is_dropped_is_gone(cache):
    cache.put(KEY, ANSWER)
    cache.put(OTHER, ANSWER)
    cache.drop(KEY)
    assert (cache.get(KEY), cache.get(OTHER)) == (None, ANSWER)


@pytest.mark.parametrize("content", ["", "\x00", "\ud800 half a pair", "𝟒𝟏", "x" * 4_000_000])
def test_any_text_comes_back_as_it_was(cache, content, told):
    answer = Answer(content, "stop", "m", "tools", 0, 0, 0.0)
    cache.put(KEY, answer)
    assert cache.get(KEY) == answer
    assert told == []


def test_an_answer_is_read_by_the_caller(cache):
    cache.put(KEY, ANSWER)
    assert cache.recall(KEY, json.loads) == ({"company": "Orrery — 41.7 %"}, ANSWER)
    assert cache.recall(OTHER, json.loads) is None


@pytest.mark.parametrize("error", [ValueError, RecursionError])
def test_an_answer_that_no_longer_fits_is_dropped(cache, error):
    def read(_: str) -> None:
        raise error

    cache.put(KEY, ANSWER)
    assert cache.recall(KEY, read) is None
    assert cache.get(KEY) is None


def test_an_answer_is_good_for_as_long_as_is_said(path, clock):
    with AnswerCache(path, days=2, clock=clock) as cache:
        cache.put(KEY, ANSWER)
        clock.now += 2 * 86400
        assert cache.get(KEY) == ANSWER
        clock.now += 1
        assert cache.get(KEY) is None
        assert cache.contents() == Contents(0, size_of(path), 500_000_000)


def test_what_went_astray_on_the_disk_is_not_taken_for_an_answer(cache, path, told):
    cache.put(KEY, ANSWER)
    cache.put(OTHER, Answer("another", "stop", "m", "tools", 1, 1, 1.0))
    with sqlite3.connect(path) as other:
        other.execute("UPDATE answers SET content = (SELECT content FROM answers WHERE id = 2) WHERE id = 1")
    other.close()
    assert cache.get(KEY) is None
    assert cache.get(OTHER).content == "another"
    assert told == []


# Size


def test_the_least_recently_used_go_first(path, clock):
    with AnswerCache(path, limit=1_000_000, clock=clock) as cache:
        for number in range(8):
            cache.put(*sized(number))
            clock.now += 1
        clock.now += 3600
        assert cache.get(sized(0)[0]) == sized(0)[1]  # used again, so it stays
        for number in range(8, 11):
            clock.now += 1
            cache.put(*sized(number))
        held = [number for number in range(11) if cache.get(sized(number)[0])]
        assert held == [0, 3, 4, 5, 6, 7, 8, 9, 10]  # two went when the tenth came
        assert cache.contents() == Contents(9, size_of(path), 1_000_000)
    assert path.stat().st_size <= 1_000_000  # given back to the disk


def test_a_second_use_within_the_hour_writes_nothing(cache, path, clock):
    cache.put(KEY, ANSWER)
    for later, used in ((3600.0, 0.0), (3601.0, 3601.0)):
        clock.now = 1_700_000_000.0 + later
        assert cache.get(KEY) == ANSWER
        with sqlite3.connect(path) as other:
            assert other.execute("SELECT used FROM answers").fetchone() == (1_700_000_000.0 + used,)
        other.close()


def test_an_answer_beyond_the_limit_does_no_harm(path, told):
    with AnswerCache(path, limit=50_000, on_trouble=told.append) as cache:
        cache.put(*sized(1))
        assert cache.get(sized(1)[0]) is None
        cache.put(KEY, ANSWER)
        assert cache.get(KEY) == ANSWER
    assert told == []


@pytest.mark.parametrize("options", [{"limit": 0}, {"limit": -1}, {"days": 0}, {"days": -1.0}])
def test_numbers_that_cannot_be_right(path, options):
    with pytest.raises(UsageError, match=r"^limit and days must be positive$"):
        AnswerCache(path, **options)


# What is remembered of an endpoint


def test_what_an_endpoint_takes_is_remembered_for_a_week(cache, clock):
    assert cache.remembered(ADDRESS, "m") is None
    cache.remember(ADDRESS, "m", "tools")
    cache.remember(ADDRESS, "n", "json_object")
    assert cache.remembered(ADDRESS, "m") == "tools"
    assert cache.remembered(ADDRESS, "n") == "json_object"
    assert cache.remembered("https://other.example/v1", "m") is None
    cache.remember(ADDRESS, "m", "json_schema")
    assert cache.remembered(ADDRESS, "m") == "json_schema"
    clock.now += 7 * 86400
    assert cache.remembered(ADDRESS, "m") is None


def test_credentials_do_not_tell_endpoints_apart(cache):
    cache.remember("https://ann:secret@host.example/v1?key=1", "m", "tools")
    assert cache.remembered(ADDRESS, "m") == "tools"


# Keys

REQUEST: dict[str, Any] = {
    "model": "m",
    "messages": [{"role": "system", "content": "Fill."}, {"role": "user", "content": "A filing."}],
    "schema": {"properties": {"a": {}, "b": {}}},
    "options": [["max_tokens", 9], ["temperature", 0.0]],
}


def test_the_key_of_a_question_stays_the_same():
    """A change of this value makes every answer that was ever kept worthless: raise the format as well."""
    assert (
        question_key(ADDRESS, REQUEST) == "edd8ffe9f3177f55721a790fcd6134acdfc8cec22a4883d105db73614ffce530"
    )
    assert question_key(ADDRESS, dict(reversed(REQUEST.items()))) == question_key(ADDRESS, REQUEST)


@pytest.mark.parametrize(
    "change",
    [
        {"model": "n"},
        {"messages": REQUEST["messages"][::-1]},
        {"messages": [*REQUEST["messages"][:1], {"role": "user", "content": "A filing. "}]},
        {"messages": [*REQUEST["messages"][:1], {"role": "assistant", "content": "A filing."}]},
        {"schema": {"properties": {"b": {}, "a": {}}}},  # a model fills the fields in their order
        {"schema": {"properties": {"a": {}}}},
        {"options": [["max_tokens", 9], ["temperature", 1.0]]},
        {"options": []},
        {"seed": 1},
    ],
)
def test_whatever_shapes_the_answer_is_in_the_key(change):
    assert question_key(ADDRESS, REQUEST | change) != question_key(ADDRESS, REQUEST)


@pytest.mark.parametrize(
    "address",
    [
        "http://host.example/v1",
        "https://host.example/v2",
        "https://host.example:8443/v1",
        "https://h.example/v1",
    ],
)
def test_endpoints_do_not_share_answers(address):
    assert question_key(address, REQUEST) != question_key(ADDRESS, REQUEST)


@pytest.mark.parametrize(
    "address",
    ["https://ann:secret@host.example/v1", "https://token@host.example/v1", "https://host.example/v1?key=1"],
)
def test_no_secret_of_an_address_is_in_the_key(address):
    assert question_key(address, REQUEST) == question_key(ADDRESS, REQUEST)


@settings(max_examples=40)
@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_two_conversations_share_a_key_only_if_they_are_the_same(one, two):
    keys = [
        question_key(ADDRESS, {"messages": [{"content": text} for text in texts]}) for texts in (one, two)
    ]
    assert (keys[0] == keys[1]) is (one == two)


def test_values_that_json_cannot_say_have_a_key_too():
    assert question_key(ADDRESS, {"a": {1, 2}}) == question_key(ADDRESS, {"a": {1, 2}})
    assert question_key(ADDRESS, {"a": "\ud800"}) != question_key(ADDRESS, {"a": "\ud801"})


def test_a_question_asked_again_within_one_run_is_another_question():
    def asked() -> list[str]:
        with one_run():
            return [numbered(key) for key in (KEY, OTHER, KEY, KEY)]

    first, other, second, third = asked()
    assert (first, other) == (KEY, OTHER)
    assert len({first, second, third}) == 3
    assert asked() == [first, other, second, third]  # the next run asks the same
    assert [numbered(KEY), numbered(KEY)] == [KEY, KEY]  # outside a run nobody counts


# The place


@pytest.mark.parametrize(
    ("environ", "system", "expected"),
    [
        ({}, "linux", "/home/ann/.cache/filing-summarizer/answers/answers-1.sqlite3"),
        ({"XDG_CACHE_HOME": "/var/c"}, "linux", "/var/c/filing-summarizer/answers/answers-1.sqlite3"),
        ({"XDG_CACHE_HOME": " "}, "linux", "/home/ann/.cache/filing-summarizer/answers/answers-1.sqlite3"),
        ({}, "darwin", "/home/ann/Library/Caches/filing-summarizer/answers/answers-1.sqlite3"),
        ({"SUMMARIZER_CACHE_DIR": "/mine"}, "linux", "/mine/answers/answers-1.sqlite3"),
        ({"SUMMARIZER_CACHE_DIR": "~/mine"}, "darwin", "/home/ann/mine/answers/answers-1.sqlite3"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
def test_the_default_place(environ, system, expected, monkeypatch):
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.setattr(sys, "platform", system)
    assert default_path(environ) == Path(expected)


def test_nobody_has_no_place(monkeypatch, told):
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    monkeypatch.delenv("SUMMARIZER_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    cache = AnswerCache(on_trouble=told.append)
    assert cache.contents() is None
    cache.clear()
    cache.put(KEY, ANSWER)
    assert cache.get(KEY) is None
    assert told == [
        "the cache of answers  cannot be used (this user has no home directory; set SUMMARIZER_CACHE_DIR); "
        "nothing is taken from it or kept in it now"
    ]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_only_the_owner_may_read_it(cache, path):
    cache.put(KEY, ANSWER)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(["answers.sqlite3", "answers.sqlite3-wal", "answers.sqlite3-shm"], 0o600)
    cache.close()
    path.chmod(0o644)
    path.parent.chmod(0o755)
    cache.put(OTHER, ANSWER)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755  # somebody's own choice


@pytest.mark.skipif(os.name == "nt", reason="owners of POSIX")
def test_a_file_of_somebody_else_is_not_trusted(cache, path, told, monkeypatch):
    cache.put(KEY, ANSWER)
    cache.close()
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    assert cache.get(KEY) is None
    assert told == [refusal(path, "it is no file of this user's")]


# What it holds, and clearing it


def test_what_it_holds_is_told(cache, path):
    assert cache.contents() == Contents(0, 0, 500_000_000)
    assert not path.exists()  # nobody made it by asking
    cache.put(KEY, ANSWER)
    cache.put(OTHER, ANSWER)
    assert cache.contents() == Contents(2, size_of(path), 500_000_000)


def test_everything_is_forgotten_at_once(cache, path):
    cache.clear()  # there is nothing, and that is no error
    for number in range(20):
        cache.put(*sized(number))
    cache.remember(ADDRESS, "m", "tools")
    before = path.stat().st_size + Path(f"{path}-wal").stat().st_size
    cache.clear()
    assert cache.contents().answers == 0
    assert cache.remembered(ADDRESS, "m") is None
    assert before > 2_000_000
    assert path.stat().st_size < 100_000
    assert b"xxxx" not in path.read_bytes()
    cache.put(KEY, ANSWER)
    assert cache.get(KEY) == ANSWER


def test_what_is_forgotten_is_overwritten(cache, path):
    cache.put(KEY, Answer("a confidential sentence" * 400, "stop", "m", "tools", 1, 1, 1.0))
    cache.put(OTHER, ANSWER)
    cache.drop(KEY)
    cache.close()
    assert b"confidential" not in path.read_bytes()


# Trouble


def refusal(path: Path, reason: str) -> str:
    return (
        f"the cache of answers {path} cannot be used ({reason}); nothing is taken from it or kept in it now"
    )


def stands_aside(cache: AnswerCache, told: list[str], path: Path, reason: str) -> None:
    """Nothing is raised, one line is told, and a cache that stands aside is an empty one."""
    cache.put(KEY, ANSWER)
    cache.remember(ADDRESS, "m", "tools")
    assert cache.get(KEY) is None
    assert cache.recall(KEY, json.loads) is None
    assert cache.remembered(ADDRESS, "m") is None
    assert told == [refusal(path, reason)]


def test_a_file_that_is_no_database(cache, path, told):
    path.parent.mkdir()
    path.write_text("Dear diary, " * 1000)
    advice = "; 'summarizer cache --clear' may make a new one"
    stands_aside(cache, told, path, f"file is not a database{advice}")
    with pytest.raises(UsageError, match=r"^cannot clear .*: file is not a database$"):
        cache.clear()
    assert path.read_text().startswith("Dear diary")


def test_a_database_of_another_program(cache, path, told):
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE answers (question TEXT)")
    other.close()
    before = path.read_bytes()
    reason = "it is a database of another program; name another file"
    stands_aside(cache, told, path, reason)
    with pytest.raises(UsageError, match=rf"^cannot clear .*: {reason}$"):
        cache.clear()
    assert path.read_bytes() == before


def test_a_damaged_cache_is_replaced_when_it_is_cleared(cache, path, told):
    for number in range(20):
        cache.put(*sized(number, 3000))
    cache.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    assert cache.get(sized(0)[0]) is None
    assert len(told) == 1
    assert "database disk image is malformed; 'summarizer cache --clear' may make a new one" in told[0]
    cache.clear()
    cache.put(KEY, ANSWER)
    assert cache.get(KEY) == ANSWER
    assert len(told) == 1


@pytest.mark.parametrize("cut", [0, 50, 100, 4096, 5000, 12288])
def test_a_file_cut_short_is_never_read_wrong(cache, path, told, cut):
    for number in range(20):
        cache.put(*sized(number, 3000))
    cache.close()
    path.write_bytes(path.read_bytes()[:cut])
    for number in range(20):
        key, answer = sized(number, 3000)
        assert cache.get(key) in (None, answer)
    assert len(told) <= 1


def test_a_directory_in_its_place(cache, path, told):
    path.mkdir(parents=True)
    stands_aside(cache, told, path, "it is no file of this user's")


def test_a_directory_that_cannot_be_made(tmp_path, told):
    blocker = tmp_path / "blocker"
    blocker.write_text("")
    path = blocker / "answers.sqlite3"
    with AnswerCache(path, on_trouble=told.append) as cache:
        stands_aside(cache, told, path, "File exists")


@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a directory that nobody may write")
def test_a_directory_that_nobody_may_write(told):
    path = Path("/proc/self/answers.sqlite3")
    with AnswerCache(path, on_trouble=told.append) as cache:
        stands_aside(cache, told, path, "No such file or directory")


def test_a_full_disk(cache, told, path):
    cache.put(KEY, ANSWER)
    pages = cache._connection.execute("PRAGMA page_count").fetchone()[0]
    cache._connection.execute(f"PRAGMA max_page_count = {pages}")
    cache.put(*sized(1))
    assert told == [refusal(path, "database or disk is full")]
    assert cache.get(KEY) is None  # aside for good: the next write would fail as well
    with AnswerCache(path, on_trouble=told.append) as again:
        assert again.get(KEY) == ANSWER
        assert again.get(sized(1)[0]) is None
    assert len(told) == 1


def test_a_file_that_stays_locked(cache, told, path, monkeypatch):
    monkeypatch.setattr(answers, "_PATIENCE", 0.05)
    cache.put(KEY, ANSWER)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert cache.get(KEY) is None or cache.get(KEY) == ANSWER  # reading needs no lock
    cache.close()
    cache.put(OTHER, ANSWER)
    other.execute("ROLLBACK")
    other.close()
    assert told == [refusal(path, "database is locked")]


def test_without_a_hook_the_log_says_it(path, caplog):
    path.mkdir(parents=True)
    with caplog.at_level(logging.WARNING), AnswerCache(path) as cache:
        assert cache.get(KEY) is None
        cache.put(KEY, ANSWER)
    assert [record.message for record in caplog.records] == [refusal(path, "it is no file of this user's")]


def test_no_write_ahead_log_across_machines(path, told, monkeypatch):
    monkeypatch.setattr(answers, "is_on_network", lambda _: True)
    with AnswerCache(path, on_trouble=told.append) as cache:
        cache.put(KEY, ANSWER)
        assert cache.get(KEY) == ANSWER
        assert [file.name for file in path.parent.iterdir()] == ["answers.sqlite3"]
    assert told == []


MOUNTS = """\
/dev/vda / ext4 rw 0 0
filer:/home /home nfs4 rw,vers=4.2 0 0
tmpfs /home/ann/tmp tmpfs rw 0 0
host:/my\\040disk /mnt/my\\040disk fuse.sshfs rw 0 0
share /mnt/share 9p rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("file", "shared"),
    [
        ("/var/cache/a", False),
        ("/home/ann/.cache/a", True),
        ("/home/ann/tmp/a", False),
        ("/homestead/a", False),
        ("/mnt/my disk/a", True),
        ("/mnt/share", True),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
def test_disks_that_machines_share(file, shared, tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert shared_disks.is_on_network(Path(file), mounts) is shared
    assert shared_disks.is_on_network(Path(file), tmp_path / "none") is False


# Many at once


def test_threads_share_one_cache(cache, told):
    def work(first: int) -> None:
        for number in range(first, first + 40):
            cache.put(*sized(number, 500))
            assert cache.get(sized(number, 500)[0]) == sized(number, 500)[1]

    threads = [threading.Thread(target=work, args=(first,)) for first in range(0, 320, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.contents().answers == 320
    assert told == []


def hammered(number: int, mark: str) -> Answer:
    return Answer(f"{number} {mark} ".ljust(3000, "x"), "stop", "m", "tools", number, 1, 1.0)


def hammer(path: Path, mark: str, rounds: int, limit: int, *, start: Any, wrong: Any) -> None:
    """What one of several processes does to the same file."""
    start.wait(30)
    with AnswerCache(path, limit=limit, on_trouble=wrong.put) as cache:
        for step in range(rounds):
            number, other = step % 50, step * 7 % 50
            cache.put(f"{number:064x}", hammered(number, mark))
            found = cache.get(f"{other:064x}")
            if found is not None and found not in [hammered(other, mark) for mark in "abcd"]:
                wrong.put(f"read {found!r}")
            cache.remember("http://h/v1", "m", mark)
    wrong.put(mark)


def hammering(path: Path, marks: str, rounds: int, limit: int = 10**9) -> tuple[list[Any], Any]:
    context = multiprocessing.get_context("fork")  # another start would cost a second each
    start, wrong = context.Event(), context.Queue()
    shared = {"start": start, "wrong": wrong}
    processes = [
        context.Process(target=hammer, args=(path, mark, rounds, limit), kwargs=shared, daemon=True)
        for mark in marks
    ]
    for process in processes:
        process.start()
    start.set()
    return processes, wrong


@needs_fork
@pytest.mark.parametrize("limit", [10**9, 60_000])
def test_processes_share_one_file(path, limit, monkeypatch):
    """They make it, write it and let answers go at the same time."""
    monkeypatch.setattr("summarizer.engines.answers._PATIENCE", 60.0)  # a busy machine lets one wait long
    processes, wrong = hammering(path, "abcd", 150, limit)
    assert sorted(wrong.get(timeout=60) for _ in processes) == list("abcd")
    for process in processes:
        process.join(30)
        assert process.exitcode == 0
    assert wrong.empty()
    with AnswerCache(path) as cache:
        held = [number for number in range(50) if cache.get(f"{number:064x}")]
        assert cache.remembered("http://h/v1", "m") in list("abcd")
    assert held == list(range(50)) if limit > 10**6 else 0 < len(held) < 20
    assert is_sound(path)


@pytest.mark.parametrize("statement", range(1, 9))
def test_another_makes_the_file_between_two_statements(path, statement, told, monkeypatch, tmp_path):
    """Whichever they are: it is a cache before them or after them, never a file of another program."""
    with AnswerCache(tmp_path / "others") as other:
        other.put(KEY, ANSWER)
    connect = sqlite3.connect
    made = []

    class Overtaken(sqlite3.Connection):
        asked = 0

        def execute(self, *statement_and_values):
            self.asked += 1
            if self.asked == statement and not self.in_transaction:
                with closing(connect(tmp_path / "others")) as theirs, closing(connect(path)) as here:
                    theirs.backup(here)
                made.append(statement)
            return super().execute(*statement_and_values)

    monkeypatch.setattr(sqlite3, "connect", functools.partial(connect, factory=Overtaken))
    with AnswerCache(path, on_trouble=told.append) as cache:
        found = cache.get(KEY)
    assert told == []
    assert found == (ANSWER if made else None)


@needs_fork
def test_a_process_that_is_killed_while_it_writes_does_no_harm(path, told):
    processes, wrong = hammering(path, "ab", 10**9)
    with AnswerCache(path, on_trouble=told.append) as cache:
        for process in processes:
            while cache.get(f"{49:064x}") is None:  # it is in the midst of it
                time.sleep(0.001)
            process.kill()
            process.join(30)
        for number in range(50):
            found = cache.get(f"{number:064x}")
            assert found in [hammered(number, mark) for mark in "ab"]
        cache.put(KEY, ANSWER)
        assert cache.get(KEY) == ANSWER
    assert told == []
    assert wrong.empty()
    assert is_sound(path)


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as database:
        mode = database.execute("PRAGMA journal_mode").fetchone()
        return (mode, database.execute("PRAGMA integrity_check").fetchall()) == (("wal",), [("ok",)])


@needs_fork
def test_a_child_opens_the_file_for_itself(cache, told):
    cache.put(KEY, ANSWER)
    child = os.fork()
    if child == 0:  # nothing of pytest may run here
        try:
            kept = cache.get(KEY) == ANSWER
            cache.put(OTHER, ANSWER)
            cache.close()
            os._exit(0 if kept and not told else 1)
        finally:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    assert cache.get(OTHER) == ANSWER
    assert cache.get(KEY) == ANSWER
    assert told == []
