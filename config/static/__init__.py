"""The files a browser asks for: their addresses, new whenever one changes, and their bytes."""

import gzip
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flask import Response, request

from config.languages import ROOT
from config.problems import Problem

FEATURES = ("citizen", "moderation", "exports")  # the packages that have pages
LIBRARIES = {"vendor/leaflet/": ROOT / "node_modules/leaflet/dist"}  # npm brings them at set-up
YEAR = 31_536_000  # seconds
KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
    ".webp": "image/webp",
}
PACKED = {".css", ".js", ".svg", ".webmanifest"}  # worth compressing


@cache
def assets() -> Mapping[str, Path]:
    """Every file a browser may ask for, by its name: `brindille.css`, `atlas/map.js`."""
    folders = {"": Path(__file__).parent, **LIBRARIES}
    for package in FEATURES:
        for folder in sorted((ROOT / package).glob("*/static")):
            folders[f"{folder.parent.name}/"] = folder
    return {
        f"{prefix}{file.relative_to(folder).as_posix()}": file
        for prefix, folder in folders.items()
        for file in sorted(folder.rglob("*"))
        if file.suffix in KINDS
    }


@cache
def version() -> str:
    """A digest of all the files: as a folder of their address, relative imports carry it along."""
    told = hashlib.sha256()
    for name, file in assets().items():
        told.update(name.encode() + b"\0" + file.read_bytes())
    return told.hexdigest()[:12]


def asset(name: str) -> str:
    """Return the address of a file: `{{ asset("atlas/map.js") }}`."""
    assert name in assets(), f"no static file is named {name}"
    return f"/static/{version()}/{name}"


def give(digest: str, name: str) -> Response:
    """Give a file to a browser, to be kept for ever under its present address."""
    file = assets().get(name)
    if file is None:
        raise Problem("not-found")
    is_packed = file.suffix in PACKED and request.accept_encodings.quality("gzip") > 0
    response = Response(_content(file, is_packed), mimetype=KINDS[file.suffix])
    response.vary.add("Accept-Encoding")
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    is_present = digest == version()
    kept = f"public, max-age={YEAR}, immutable" if is_present else "no-cache"
    response.headers["Cache-Control"] = kept
    return response


@cache
def _content(file: Path, is_packed: bool) -> bytes:
    content = file.read_bytes()
    return gzip.compress(content, mtime=0) if is_packed else content
