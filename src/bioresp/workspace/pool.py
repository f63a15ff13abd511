"""The same work on many files, on all cores where that pays."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Progress = Callable[[int, int], object]
"""Told how many are done, and of how many."""

_FEW = 200
"""Files that one core has read before others have started."""
_CHUNK = 25


def mapped(work: Callable[[Item], Result], items: Sequence[Item], progress: Progress) -> Iterator[Result]:
    """The result of each item, in their order. The work is a function that another process can import."""
    done = 0
    cores = os.cpu_count() or 1
    if cores > 1 and len(items) >= _FEW:
        # no new processes are to be had here, or one of them was ended: this one does what is left
        with suppress(OSError, ImportError, RuntimeError):
            for result in _spread(work, items, cores):
                done += 1
                progress(done, len(items))
                yield result
    for at, item in enumerate(items[done:], done + 1):
        yield work(item)
        progress(at, len(items))


def _spread(work: Callable[[Item], Result], items: Sequence[Item], cores: int) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(cores, initializer=_begin, initargs=(os.getpid(),)) as pool:
        try:
            yield from pool.map(work, items, chunksize=_CHUNK)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin(parent: int) -> None:
    """How a process begins: it leaves Ctrl-C to its parent, and does not outlive it."""
    import gc
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()

    def follow() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    Thread(target=follow, daemon=True).start()
