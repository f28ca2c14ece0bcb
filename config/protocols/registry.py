"""One registry of protocols for the whole process, read at once and replaced at once.

Whoever reads it goes on with what they began with. What cannot be read never replaces what is in
force.
"""

import logging
import time
from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from pathlib import Path
from threading import Lock

from config.protocols import folders
from config.protocols.folders import Judge, Known
from config.protocols.protocol import Protocol
from config.protocols.reading import Unreadable

FOLDER = "protocols"  # of the home
PAUSE_S = 2.0  # between two looks at the town's folder

Print = tuple[tuple[str, int, int], ...]  # of a folder: names, sizes and moments of its files

log = logging.getLogger(__name__)


class Protocols(Mapping[str, Protocol]):
    """The protocols in force, by code; beside them, the drafts."""

    def __init__(self, built_in: Mapping[str, Known]) -> None:
        self.built_in = built_in
        self.judge: Judge = lambda _: ()  # given by those above `config/`, who know the standards
        self._known = built_in
        self._present = _present(built_in)
        self.folder = Path(FOLDER)  # the town's; of which home is told by `load`
        self._seen: Print = ()
        self._looked, self._turn = 0.0, Lock()

    def __getitem__(self, code: str) -> Protocol:
        return self._present[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._present)

    def __len__(self) -> int:
        return len(self._present)

    def items(self) -> ItemsView[str, Protocol]:
        return self._present.items()

    def values(self) -> ValuesView[Protocol]:
        return self._present.values()

    @property
    def known(self) -> Mapping[str, Known]:
        """Every code with its drafts, those never published too."""
        return self._known

    def load(self, home: Path) -> None:
        """Take the town's protocols in; raises Unreadable, and then nothing changes."""
        folder = home / FOLDER
        seen = _print(folder)
        self._put(self.read(folder))
        self.folder, self._seen = folder, seen

    def read(self, folder: Path) -> Mapping[str, Known]:
        """Read a town's folder beside what is built in; raises Unreadable with every fault."""
        taken = folders.TAKEN | self.built_in.keys()
        return {**self.built_in, **folders.gathered(folders.files(folder), taken, self.judge)}

    def follow(self) -> None:
        """Look again at the town's folder, at most every two seconds; a faulty one is told once."""
        if time.monotonic() < self._looked + PAUSE_S:
            return
        with self._turn:
            self._looked, now = time.monotonic(), _print(self.folder)
            if now == self._seen:
                return
            self._seen = now
            try:
                self._put(self.read(self.folder))
            except Unreadable as wrong:
                log.error("the protocols in force stay: %s", wrong)

    def _put(self, known: Mapping[str, Known]) -> None:
        self._known, self._present = known, _present(known)


def _present(known: Mapping[str, Known]) -> dict[str, Protocol]:
    return {code: one.present for code, one in known.items() if one.present is not None}


def _print(folder: Path) -> Print:
    """Tell a folder from what it was: no file of it is read."""
    try:
        found = [(file, file.stat()) for file, _ in folders.files(folder)]
    except OSError:  # one of them went away meanwhile: look again
        return ()
    return tuple((str(file), told.st_mtime_ns, told.st_size) for file, told in found)
