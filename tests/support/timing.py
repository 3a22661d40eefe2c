"""How long a piece of work takes, for tests that hold its growth or a bound.

Processor time, not the clock's, and without the line-by-line tracing of a coverage run, which makes such
work three times slower and its growth another's. What is held to it are orders of magnitude: a second for a
tenth of one. Exact figures are the benchmarks' matter.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def processor_seconds(work: Callable[[], object], *, runs: int = 1) -> float:
    """The least processor time that one of the runs took."""
    with _untraced():
        return min(_once(work) for _ in range(runs))


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """What stands under it takes no more processor time than that."""
    with _untraced():
        start = time.process_time()
        yield
        took = time.process_time() - start
    assert took < seconds, f"took {took:.2f} s of the processor, more than {seconds}"


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@contextmanager
def _untraced() -> Iterator[None]:
    here, in_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        yield
    finally:
        sys.settrace(here)
        threading.settrace(in_threads)
