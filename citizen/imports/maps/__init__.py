"""The mappings the product is shipped with, and those people write."""

from pathlib import Path

from citizen.imports.mapping.reading import read
from citizen.imports.mapping.rules import Map
from config.places import Fault
from config.problems import Problem
from config.protocols import PROTOCOLS

FOLDER = Path(__file__).parent


def ready() -> dict[str, Map]:
    """The mappings that are shipped, by their names."""
    found = {}
    for file in sorted(FOLDER.glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        suited = next(one for code, one in PROTOCOLS.items() if f'protocol = "{code}"' in text)
        found[file.stem] = read(text, suited)
    return found


def text_of(named: str) -> tuple[str, str]:
    """The name and the text of a mapping: a file, or a ready one by its name."""
    for file in (Path(named), FOLDER / f"{named}.toml"):
        if file.is_file():
            return file.stem, _text(file)
    names = ", ".join(sorted(one.stem for one in FOLDER.glob("*.toml")))
    raise Problem("bad-mapping", faults=[Fault("", "map-none", {"name": named, "names": names})])


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        why = Fault("", "map-toml", {"why": str(error)[:200]})
        raise Problem("bad-mapping", faults=[why]) from None
