"""Read a backup to its end, and put each thing it holds where it belongs."""

import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from config import files
from config.backups.sealing import CHUNK, Opened, Unopened
from config.backups.writing import END, MANIFEST

Take = Callable[[str, BinaryIO], None]
PREFIXES = ("database/", "files/", "home/")


def read(source: BinaryIO, passphrase: str, take: Take) -> dict[str, Any]:
    """Give each member to `take`, in order; return what the backup says of itself.

    Raises Unopened where anything was changed, cut off or is not ours.
    """
    opened = Opened(source, passphrase)
    reader = Reader(take)
    try:
        with tarfile.open(fileobj=opened, mode="r|", bufsize=CHUNK) as tar:  # type: ignore[call-overload]
            for member in tar:
                reader.meet(member.name, tar.extractfile(member))
        while opened.read(CHUNK):
            pass  # to the last chunk: what was added behind the archive is refused too
    except tarfile.TarError as wrong:
        raise Unopened(str(wrong)) from None
    if not reader.is_whole:
        raise Unopened("it is cut short")
    return reader.told


class Reader:
    """Follows the members of an archive: what it is, what it holds, its end."""

    def __init__(self, take: Take) -> None:
        self.take, self.count = take, 0
        self.told: dict[str, Any] = {}
        self.is_whole = False

    def meet(self, name: str, content: Any) -> None:
        if content is None or self.is_whole or (name == MANIFEST) != (self.count == 0):
            raise Unopened("it holds what no backup of ours holds")
        if name == MANIFEST:
            self.told = json.loads(content.read())
        elif name == END:
            self.is_whole = json.loads(content.read())["members"] == self.count
        else:
            self.take(_sound(name), content)
        self.count += 1


def _sound(name: str) -> str:
    """Refuse a name that leads out of its folder."""
    if not name.startswith(PREFIXES) or ".." in name.split("/"):
        raise Unopened(f"it holds {name!r}, which no backup of ours holds")
    return name


def drop(_name: str, content: BinaryIO) -> None:
    """Read a member and keep nothing of it."""
    while content.read(CHUNK):
        pass


def spread(spool: Path, home: Path) -> Take:
    """Put files where they belong as they come; the database waits in a folder beside."""

    def take(name: str, content: BinaryIO) -> None:
        kind, _, rest = name.partition("/")
        if kind == "files":
            with (spool / "one").open("wb") as held:
                shutil.copyfileobj(content, held, CHUNK)
            files.store().keep_file(rest, spool / "one")
            return
        target = spool / name if kind == "database" else home / rest
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            shutil.copyfileobj(content, out, CHUNK)
        target.chmod(0o600)

    return take
