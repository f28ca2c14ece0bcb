"""Keep what is known of each dataset on data.gouv.fr, among the files of the service."""

from config import files, towns
from exports.pushing.rules import Known


def known(dataset: str) -> Known:
    """What is known of a dataset there."""
    at = _at(dataset)
    return Known.read(files.store().read(at)) if files.store().has(at) else Known()


def keep(dataset: str, told: Known) -> None:
    files.store().keep(_at(dataset), told.written())


def _at(dataset: str) -> str:
    return f"pushes/{towns.served()}/{dataset}.json"
