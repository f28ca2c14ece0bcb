"""Write a person's archive: JSON, CSV, photos, and a page that says what is what."""

from collections.abc import Iterator

from citizen.own_data import store
from citizen.own_data.archive import Archive
from citizen.own_data.rules import COLUMNS, MESSAGES, document, listed, row, table
from citizen.photos.rules import SIZES, copy_path, original_path
from citizen.photos.tables import Photo
from citizen.sounds.rules import sound_path
from config import clock, files, towns
from config.database import reading
from config.languages import say

FOLDER = "citizen/own_data"


def stream(author: int, town: int, spoken: str) -> Iterator[bytes]:
    """Yield the bytes of a person's archive; the town is served while they are made."""
    pieces = _pieces(author, spoken)
    while True:
        with towns.serving(town):  # for one piece: others may be served in between
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _pieces(author: int, spoken: str) -> Iterator[bytes]:
    archive = Archive(clock.now())
    with reading() as session:
        account = document(store.account(session, author))
    yield from archive.file("README.txt", [say(FOLDER, "readme", spoken).encode()])
    yield from archive.file("account.json", [account.encode()])
    yield from archive.file("observations.json", listed(store.whole(author)))
    lines = map(row, store.described(author))
    yield from archive.file("observations.csv", table(COLUMNS, lines))
    yield from archive.file("messages.csv", table(MESSAGES, store.messages(author)))
    for name, photo in store.photos(author):
        path = _path(photo)
        if path is not None:
            yield from archive.file(name, files.store().stream(path), packed=False)
    for name, sound in store.sounds(author):
        path = sound_path(sound.uuid, sound.media_type)
        if files.store().has(path):
            yield from archive.file(name, files.store().stream(path), packed=False)
    yield from archive.end()


def _path(photo: Photo) -> str | None:
    """Where the bytes of a photo are: the original, else its largest copy, while there is one."""
    is_copy = photo.original_forgotten_at is not None
    path = copy_path(photo.uuid, SIZES[-1]) if is_copy else original_path(photo.sha256)
    return path if files.store().has(path) else None
