"""The mappings the product is shipped with, and those people write."""

import tomllib
from pathlib import Path

from citizen.imports.mapping.reading import read
from citizen.imports.mapping.rules import Map
from config.places import Fault
from config.problems import Problem
from config.protocols import PROTOCOLS

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The names of the mappings that are shipped."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def ready() -> dict[str, Map]:
    """The mappings that are shipped, by their names."""
    found = {}
    for name in names():
        _, text = text_of(name)
        found[name] = read(text, PROTOCOLS[tomllib.loads(text)["protocol"]])
    return found


def text_of(named: str) -> tuple[str, str]:
    """The name and the text of a mapping: a ready one by its name, or a file."""
    for file in (Path(named), FOLDER / f"{named}.toml"):
        if file.is_file():
            return file.stem, _text(file)
    known = ", ".join(names())
    raise Problem("bad-mapping", faults=[Fault("", "map-none", {"name": named, "names": known})])


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        why = Fault("", "map-toml", {"why": str(error)[:200]})
        raise Problem("bad-mapping", faults=[why]) from None
