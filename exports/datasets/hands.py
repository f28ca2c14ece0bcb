"""Hold a release while it is built: two processes never build the same one.

An event is delivered again ten minutes after it was taken, though a large release takes longer:
who builds says each minute that they still do. Who was killed says nothing more.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from config import clock
from config.database import transaction
from exports.datasets import store

SAYS_S = 60.0
GONE = timedelta(minutes=9)  # silent for so long, its process died; less than an event's lease


@contextmanager
def on(number: int) -> Iterator[bool]:
    """Hold a release while the block runs; say whether it is ours to build."""
    with transaction() as session:
        is_mine = store.take(session, number, clock.now() - GONE)
    if not is_mine:
        yield False
        return
    done = threading.Event()
    says = threading.Thread(target=_say, args=(number, done), name="release", daemon=True)
    says.start()
    try:
        yield True
    finally:
        done.set()
        says.join()
        with transaction() as session:
            store.hold(session, number, None)


def _say(number: int, done: threading.Event) -> None:
    while not done.wait(SAYS_S):
        with transaction() as session:
            store.hold(session, number, clock.now())
