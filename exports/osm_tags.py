"""A tree in the words of OpenStreetMap (its wiki in 2026), for every file a mapper may receive.

Left out: denotation, since no reason a resident gives is one of its values; protected, which comes
from legal lists only; leaf_type and leaf_cycle, which an editor knows from the species, so that a
table of ours could only disagree; woods, whose tag and outline are a mapper's to judge.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from shapely.geometry.base import BaseGeometry

from config.words import folded
from exports.once import once
from exports.records import Dataset, Record
from exports.trees import is_comparable, latin

SHAPES = {"single": "Point", "alignment": "LineString"}
LICENCES = {"etalab-2.0", "CC0-1.0", "ODbL-1.0"}  # CC BY would need a waiver that nobody signed
PLACED = {"map", "inventory"}  # by hand on an aerial photo, or by the town's surveyors
TRUNK_M = 5  # what must be known of a position; a phone under a crown is off by 5 to 15 m
LONGEST = 255  # characters of a value

HYBRID = re.compile(r"\bx ")
START = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
NO_NAME = re.compile(r"arbre|tree|.*(chablis|branche).*")  # Osmose, item 3120
ILLEGAL = re.compile(r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")

# They show nowhere, and some turn what follows round: JOSM tells mappers of each.
INVISIBLE = re.compile("[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def fits(record: Record) -> bool:
    """Whether a mapper may copy it: it stands, at its true place, under a fitting licence."""
    return (
        record.gone_on is None
        and not record.is_demonstration
        and record.licence in LICENCES
        and record.precision == "exact"
        and _is_near(record)
        and isinstance(record.place, BaseGeometry)
        and record.place.geom_type == SHAPES.get(record.answers.get("category", "single"))
    )


@once
def tags(record: Record, dataset: Dataset) -> Mapping[str, str]:
    """Tag a single tree, or a row of them."""
    found = {
        **dataset.asked(record).terms("osm", record.answers),
        **_kind(record),
        **_reference(record, dataset),
    }
    worded = {key: _text(value) for key, value in found.items()}
    return {key: text for key, text in worded.items() if _is_sound(key, text, record)}


def _is_near(record: Record) -> bool:
    uncertainty = record.uncertainty_m
    return record.position_source in PLACED or (uncertainty is not None and uncertainty <= TRUNK_M)


def _kind(record: Record) -> dict[str, str]:
    """Say what it is; a row has a species only if all its trees have it."""
    if record.answers.get("category") != "alignment":
        return _names(record)
    names = _names(record) if record.answers.get("species_count") == "1" else {}
    return {"natural": "tree_row", **names}


def _names(record: Record) -> dict[str, str]:
    genus, epithet, below = (HYBRID.sub("× ", part) for part in latin(record.held))
    vernacular = record.held.vernacular if record.held else ""
    taxon = " ".join(part for part in (genus, epithet, below) if part) if below else ""
    if not epithet:
        return {"genus": genus, "genus:fr": vernacular if genus else "", "taxon": taxon}
    return {"species": f"{genus} {epithet}", "species:fr": vernacular, "taxon": taxon}


def _reference(record: Record, dataset: Dataset) -> dict[str, str]:
    """Give the key a later update finds it by, and the day it was last seen.

    The key is that of Grenoble's import, ref:FR:<body>:<list>. The list is ours, for the town's own
    inventory is numbered otherwise; the value is the identifier that holds for ever.
    """
    town = "_".join(word.capitalize() for word in folded(dataset.town_name).split())
    seen = record.last_day.isoformat() if record.first_day == record.last_day else ""
    return {f"ref:FR:{town}:brindille": str(record.uuid), "check_date": seen}


def _text(value: Any) -> str:
    """Write a value: decimals with a point, a text on one line, without what nobody sees."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    seen = INVISIBLE.sub("", ILLEGAL.sub(" ", text))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _is_sound(key: str, text: str, record: Record) -> bool:
    """Whether a tag may be written: a text that is too long is left out rather than cut."""
    return 0 < len(text) <= LONGEST and CHECKS.get(key, _anything)(text, record)


def _anything(_text: str, _record: Record) -> bool:
    return True


def _is_girth(_text: str, record: Record) -> bool:
    """Whether the girth is what `circumference` means: taped, at 1.3 m or nearly."""
    taped = record.answers.get("girth_method") != "estimated"
    return taped and is_comparable(record.answers)


def _is_date(text: str, _record: Record) -> bool:
    return START.fullmatch(text) is not None


def _is_proper(text: str, record: Record) -> bool:
    """Whether a name is more than that of its species, which Osmose would refuse."""
    taxon = record.taxon
    known = [record.cited_name, taxon.name, taxon.vernacular] if taxon else [record.cited_name]
    species = folded(" ".join([*known, "commun"])).split()
    name = folded(text)
    return not NO_NAME.fullmatch(name) and not set(name.split()) <= set(species)


CHECKS: dict[str, Callable[[str, Record], bool]] = {
    "circumference": _is_girth,
    "start_date": _is_date,
    "name": _is_proper,
}
