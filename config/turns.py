"""One at a time, in the order in which they came.

A lock of Python goes to whoever asks for it at the right instant: of several who wait, some wait
many times as long as the others.
"""

from collections import deque
from threading import Lock, get_ident


class Turns:
    """A lock that is handed to who has waited longest; its holder may take it again."""

    def __init__(self) -> None:
        self._looking = Lock()
        self._waiting = deque[tuple[int, Lock]]()
        self._holder, self._times = 0, 0  # a thread is never 0

    def __enter__(self) -> None:
        """Wait for one's turn."""
        waits = get_ident(), Lock()
        with self._looking:
            if self._holder in {0, waits[0]}:
                self._holder, self._times = waits[0], self._times + 1
                return
            waits[1].acquire()
            self._waiting.append(waits)
        try:
            waits[1].acquire()
        except BaseException:  # a signal: nobody may wait for who waits no more
            self._give_up(waits)
            raise

    def _give_up(self, waits: tuple[int, Lock]) -> None:
        with self._looking:
            if waits in self._waiting:
                self._waiting.remove(waits)
                return
        self.__exit__()  # it was handed over meanwhile

    def __exit__(self, *_: object) -> None:
        """Hand it to the next, or leave it free."""
        with self._looking:
            self._times -= 1
            if self._times == 0:
                self._holder = 0
                if self._waiting:
                    self._holder, called = self._waiting.popleft()
                    self._times = 1
                    called.release()
