"""Give a file of a release cut to a territory."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO

from flask import Response, request

from config import files, towns
from config.database import reading
from config.problems import Problem
from exports.datasets.cutting import store
from exports.datasets.cutting.rules import may_be_cut
from exports.datasets.cutting.writing import CHUNK
from exports.datasets.cutting.writing import cut as written
from exports.datasets.rules import path
from exports.datasets.tables import Release


def cut(release: Release, name: str, territory: str) -> Response:
    """Cut a file on the disk, whose digest is its ETag, then stream it."""
    if not may_be_cut(name, release.dataset):
        raise Problem("file-not-cut", file=name)
    with ExitStack() as closing:
        local = closing.enter_context(NamedTemporaryFile())
        with reading() as session:
            area = store.area(session, territory)
            kept = path(towns.served(), release.dataset, release.number, name)
            digest = written(name, files.store().stream(kept), area, Path(local.name))
        closing.pop_all()  # it is closed with the answer
    return _streamed(local, digest, release.files[name]["media_type"], _named(name, territory))


def _streamed(local: IO[bytes], digest: str, media_type: str, name: str) -> Response:
    size = local.seek(0, 2)
    local.seek(0)
    response = Response(_chunks(local), mimetype=media_type)
    response.call_on_close(local.close)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Length"] = str(size)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.set_etag(digest)
    response.make_conditional(request)
    return response


def _chunks(local: IO[bytes]) -> Iterator[bytes]:
    yield from iter(lambda: local.read(CHUNK), b"")


def _named(name: str, territory: str) -> str:
    file = PurePosixPath(name)
    return f"{file.stem}-{territory}{file.suffix}"
