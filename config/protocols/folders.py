"""Gather the versions of each protocol of a folder: `tree.toml`, and `tree/3.toml` beside it.

All files of a code are its versions; each says which. The highest that is no draft is in force,
those below are former ones, those above are drafts of versions to come.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from config.places import Fault
from config.protocols import versions
from config.protocols.protocol import Protocol
from config.protocols.reading import FileFaults, Unreadable, read

CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
# What an address or a file of a release is called already, and protocols of ours that come later.
TAKEN = frozenset({
    "air", "arbres", "campagnes", "cells", "changes", "cool-place", "datapackage", "dwca", "envoi",
    "essai", "index", "jeux", "latest", "manifest", "noise", "notice", "nouveau", "par-commune",
    "photos", "protocoles", "references", "rythme", "sensibilite", "sinp", "sounds", "stream",
    "visits", "zones",
})  # fmt: skip


Judge = Callable[[Protocol], Iterable[Fault]]  # what those above `config/` know to be wrong


class Found(NamedTuple):
    """A version, and the file it was read from."""

    file: Path
    protocol: Protocol


class Known(NamedTuple):
    """A code: its version in force, if one was published, and the drafts above it."""

    present: Protocol | None
    drafts: tuple[Protocol, ...]

    @property
    def versions(self) -> tuple[Protocol, ...]:
        """All of them, oldest first."""
        out = (*self.present.former, self.present) if self.present else ()
        return (*out, *self.drafts)


def files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Find every version of a folder, and its code."""
    if not folder.is_dir():
        return
    for file in sorted(folder.glob("*.toml")):
        yield file, file.stem
    for file in sorted(folder.glob("*/*.toml")):
        yield file, file.parent.name


def gathered(
    found: Iterable[tuple[Path, str]],
    taken: frozenset[str] = frozenset(),
    judge: Judge = lambda _: (),
) -> dict[str, Known]:
    """Read files and put the versions of each code together. Raises Unreadable with all faults."""
    wrong: list[FileFaults] = []
    by_code: dict[str, list[Found]] = defaultdict(list)
    for file, code in found:
        if faults := _named(file, code, taken):
            wrong.append(FileFaults(file, faults))
            continue
        try:
            by_code[code].append(Found(file, made := read(file, code)))
        except Unreadable as unread:
            wrong += unread.found
            continue
        if faults := [*judge(made)]:
            wrong.append(FileFaults(file, faults))
    known = {code: _together(of_code, wrong) for code, of_code in by_code.items()}
    if wrong:
        raise Unreadable(wrong)
    return known


def _named(file: Path, code: str, refused: frozenset[str]) -> list[Fault]:
    if not CODE.fullmatch(code):
        return [Fault("", "protocol-code", {"code": code[:40]})]
    if code in refused:
        return [Fault("", "protocol-taken", {"code": code})]
    if file.stem != code and not re.fullmatch("[1-9][0-9]{0,3}", file.stem):
        return [Fault("", "protocol-file", {"code": code})]
    return []


def _together(found: Sequence[Found], wrong: list[FileFaults]) -> Known:
    """Order the versions of a code; what does not hold between them is added to what is wrong."""
    ordered = sorted(found, key=lambda one: one.protocol.version)
    out = [one for one in ordered if not one.protocol.is_draft]
    for rank, one in enumerate(ordered):
        before = [earlier.protocol for earlier in ordered[:rank]]
        if faults := [*_beside(one, before, out), *versions.faults(before, one.protocol)]:
            wrong.append(FileFaults(one.file, faults))
    former = tuple(one.protocol for one in out)
    present = replace(former[-1], former=former[:-1]) if former else None
    drafts = tuple(replace(one.protocol, former=former) for one in ordered if one.protocol.is_draft)
    return Known(present, drafts)


def _beside(one: Found, before: Sequence[Protocol], out: Sequence[Found]) -> Iterator[Fault]:
    number = one.protocol.version
    if one.file.stem.isdecimal() and int(one.file.stem) != number:
        yield Fault("version", "version-file", {"file": one.file.name})
    if any(earlier.version == number for earlier in before):
        yield Fault("version", "version-twice", {"version": number})
    if one.protocol.is_draft and out and number < out[-1].protocol.version:
        yield Fault("status", "version-late", {"version": out[-1].protocol.version})
    days = [earlier.published for earlier in before if earlier.published]
    if one.protocol.published and days and one.protocol.published < max(days):
        yield Fault("published", "version-order", {"day": max(days)})
