"""The logo of a town: made anew from its pixels, so that nothing else of its file is served."""

from citizen.appearance.rules import Logo, is_drawing, longest, path
from citizen.photos.images import examine
from citizen.photos.rules import sha256
from config import files, towns
from config.places import Fault
from config.problems import Problem


def keep(data: bytes, alt: str) -> Logo | Fault:
    """Keep a logo under its digest; say what is wrong with a file that is none."""
    if is_drawing(data):
        return Fault("/logo", "logo-drawing")
    try:
        seen = examine(data)
        side = longest(seen.width, seen.height)
        small = examine(data, (side,), kind="PNG")
    except Problem as refusal:
        if refusal.kind.code != "photo-refused":
            raise
        return Fault("/logo", "logo-refused")
    copy, part = small.copies[0], side / max(seen.width, seen.height)
    kept = Logo(sha256(copy), round(seen.width * part) or 1, round(seen.height * part) or 1, alt)
    files.store().keep(path(towns.served(), kept.digest), copy)
    return kept


def read(digest: str) -> bytes:
    return files.store().read(path(towns.served(), digest))


def has(digest: str) -> bool:
    return files.store().has(path(towns.served(), digest))


def forget(digest: str) -> None:
    """Forget a logo that another replaced."""
    files.store().forget(path(towns.served(), digest))
