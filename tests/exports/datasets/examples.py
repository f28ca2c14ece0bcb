"""A small release with real files, for the tests of what describes it."""

from hashlib import sha256
from pathlib import Path

from exports.datasets.manifest import BuiltFile
from exports.format import Format
from exports.formats import suiting
from exports.records import Dataset
from tests.exports.formats.examples import motley, record, votes, written


def release(folder: Path, dataset: Dataset) -> list[BuiltFile]:
    """Write every file of a dataset, as the release job does."""
    found = {"tree": motley, "heat": lambda: votes() * 2}.get(dataset.code, lambda: [record()])
    return [_built(written(f, folder, found(), dataset), f) for f in suiting(dataset.protocol)]


def _built(path: Path, format_: Format) -> BuiltFile:
    held = path.read_bytes()
    digest = sha256(held).hexdigest()
    return BuiltFile(path.name, format_.title, format_.media_type, len(held), digest, format_)
