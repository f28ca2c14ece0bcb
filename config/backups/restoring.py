"""Restore a backup: read it to its end, refuse to write over anything, the database last."""

from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import click

from config import files
from config.backups import reading
from config.backups.making import KINDS, fingerprint
from config.backups.sealing import Unopened
from config.settings import Settings


def opened(file: Path, passphrase: str, take: reading.Take) -> dict[str, Any]:
    """Read a backup to its end, or refuse it with one clear line."""
    try:
        with file.open("rb") as source:
            return reading.read(source, passphrase, take)
    except Unopened as wrong:
        raise click.ClickException(f"{file}: {wrong}; nothing was changed") from None


def digesting(own: dict[str, str]) -> reading.Take:
    """Note the digests of what the town wrote in its home; keep nothing of the rest."""

    def take(name: str, content: BinaryIO) -> None:
        if name.startswith("home/"):
            own[name.removeprefix("home/")] = file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
        else:
            reading.drop(name, content)

    return take


def refuse_full(settings: Settings, told: dict[str, Any], own: dict[str, str]) -> None:
    """Refuse to write over anything, and to put one engine's picture into another."""
    url = settings.database
    kind = url.split(":")[0].split("+")[0]
    if told["engine"] != kind:
        raise click.ClickException(
            f"it was made of {told['engine']}, DATABASE_URL is of {kind}; use the same engine"
        )
    if not KINDS[kind].is_empty(url):
        raise click.ClickException("the database is not empty; restore into a new one")
    for name, digest in own.items():
        there = settings.home / name
        if there.exists() and sha256(there.read_bytes()).hexdigest() != digest:
            raise click.ClickException(f"{there} is there already; restore into an empty home")


def put_back(settings: Settings, file: Path, passphrase: str, told: dict[str, Any]) -> None:
    settings.home.mkdir(parents=True, exist_ok=True)
    files.connect(settings.files)
    with TemporaryDirectory(prefix=".restoring-", dir=settings.home) as folder:
        opened(file, passphrase, reading.spread(Path(folder), settings.home))
        KINDS[told["engine"]].put(settings.database, Path(folder), told["revision"])


def warn(settings: Settings, told: dict[str, Any]) -> None:
    """Say what a restore cannot know."""
    if fingerprint(settings) != told["secret"]:
        click.echo("SECRET_KEY is another: links sent and signatures of releases end", err=True)
    click.echo(
        f"what was erased or withdrawn since {told['made_at']} is there again: "
        "answer those requests anew (brindille privacy erase EMAIL)",
        err=True,
    )
