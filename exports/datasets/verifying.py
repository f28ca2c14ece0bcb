"""Verify a release that someone downloaded, or as it stands on the web: its manifest, its files."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from exports.datasets import seal

MANIFEST = "manifest.json"
LARGEST = 10_000_000  # bytes of a manifest or a key
CHUNK = 1 << 20
SECONDS = 60


class Unverifiable(Exception):
    """Why a release cannot be verified at all."""


class Verified(NamedTuple):
    """What became of each file: "" for as it should be."""

    dataset: str
    release: int
    key: str
    faults: dict[str, str]

    @property
    def is_sound(self) -> bool:
        return not any(self.faults.values())


def verify(where: str, key: str = "") -> Verified:
    """Verify a release in a folder or at an address.

    key: a file or an address of the public key; else the one the manifest names.
    """
    base = where if is_address(where) else str(Path(where))
    told = _manifest(_all(_beside(base, MANIFEST)))
    named = key or str(told.get(seal.SIGNATURE, {}).get("key", ""))
    if not named:
        raise Unverifiable(f"{where}: the manifest is not signed")
    try:
        public = seal.read_key(_all(named))
    except ValueError as wrong:
        raise Unverifiable(f"{named}: {wrong}") from None
    faults = {MANIFEST: "" if seal.is_genuine(told, public) else "signature"}
    faults |= {one["name"]: _fault(base, one) for one in told["files"]}
    return Verified(str(told["dataset"]), int(told["release"]), named, faults)


def is_address(where: str) -> bool:
    return urlsplit(where).scheme in {"http", "https"}


def _beside(base: str, name: str) -> str:
    """The place of a file of the release: never out of its folder, whatever a manifest says."""
    if name != Path(name).name or name in {"", ".", ".."}:
        raise Unverifiable(f"{name!r} is no name of a file")
    return urljoin(f"{base.rstrip('/')}/", name) if is_address(base) else str(Path(base) / name)


def _manifest(data: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(data)
        if {"dataset", "release", "files"} <= told.keys():
            return dict(told)
    except (ValueError, AttributeError, TypeError):
        pass
    raise Unverifiable(f"{MANIFEST} is no manifest of a release")


def _fault(base: str, told: Mapping[str, Any]) -> str:
    digest, size = sha256(), 0
    try:
        for chunk in _chunks(_beside(base, str(told["name"]))):
            digest.update(chunk)
            size += len(chunk)
    except Unverifiable:
        return "missing"
    if size != told["bytes"]:
        return "size"
    return "" if digest.hexdigest() == told["sha256"] else "sha256"


def _all(where: str) -> bytes:
    held = b""
    for chunk in _chunks(where):
        held += chunk
        if len(held) > LARGEST:
            raise Unverifiable(f"{where} is too large")
    return held


def _chunks(where: str) -> Iterator[bytes]:
    try:
        with _opened(where) as source:
            yield from iter(lambda: source.read(CHUNK), b"")
    except (OSError, HTTPException, ValueError) as wrong:
        raise Unverifiable(f"{where}: {wrong}") from None


def _opened(where: str) -> Any:
    if not is_address(where):
        return Path(where).open("rb")
    return urlopen(Request(where), timeout=SECONDS)  # noqa: S310 - http or https, as just seen
