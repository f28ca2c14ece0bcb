"""A tree in the words of OpenStreetMap (its wiki in 2026), for every file a mapper may receive.

Left out: denotation, since no reason a resident gives is one of its values; protected, which comes
from legal lists only; leaf_type and leaf_cycle, which an editor knows from the species, so that a
table of ours could only disagree; woods, whose tag and outline are a mapper's to judge.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from shapely.geometry.base import BaseGeometry

from config.protocols.protocol import Answers
from exports.records import Dataset, Record, Taxon
from reference.taxa.rules import folded

SHAPES = {"single": "Point", "alignment": "LineString"}
LICENCES = {"etalab-2.0", "CC0-1.0"}  # CC BY would need a waiver that nobody signed
PLACED = {"map", "inventory"}  # by hand on an aerial photo, or by the town's surveyors
TRUNK_M = 5  # what must be known of a position; a phone under a crown is off by 5 to 15 m
LONGEST = 255  # characters of a value

BINOMIAL = re.compile(r"(?:[x×] )?[A-Z][\w-]+ (?:[x×] )?[a-zà-ÿ-]+(?![\w.])")
HYBRID = re.compile(r"\bx ")
START = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
NO_NAME = re.compile(r"arbre|tree|.*(chablis|branche).*")  # Osmose, item 3120
ILLEGAL = re.compile(r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")


def fits(record: Record) -> bool:
    """Whether a mapper may copy it: a real tree or row, at its true place, under a fitting licence."""
    return (
        not record.is_demonstration
        and record.licence in LICENCES
        and record.precision == "exact"
        and _is_near(record)
        and isinstance(record.place, BaseGeometry)
        and record.place.geom_type == SHAPES.get(record.answers.get("category", "single"))
    )


def tags(record: Record, dataset: Dataset) -> dict[str, str]:
    """Tag a single tree, or a row of them."""
    found = {
        **dataset.protocol.terms("osm", record.answers),
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
        return _names(record.taxon)
    names = _names(record.taxon) if record.answers.get("species_count") == "1" else {}
    return {"natural": "tree_row", **names}


def _names(taxon: Taxon | None) -> dict[str, str]:
    if taxon is None:
        return {}
    name = HYBRID.sub("× ", taxon.name)
    if taxon.rank == "GN":
        return {"genus": name, "genus:fr": taxon.vernacular}
    binomial = BINOMIAL.match(name)
    if binomial is None:
        return {}
    species = {"species": binomial[0], "species:fr": taxon.vernacular}
    return species if name == binomial[0] else {**species, "taxon": name}


def _reference(record: Record, dataset: Dataset) -> dict[str, str]:
    """Give the key a later update finds it by, and the day it was last seen.

    The key is that of Grenoble's import, ref:FR:<body>:<list>. The list is ours, for the town's own
    inventory is numbered otherwise; the value is the identifier that holds for ever.
    """
    town = "_".join(word.capitalize() for word in folded(dataset.town_name).split())
    seen = record.last_day.isoformat() if record.first_day == record.last_day else ""
    return {f"ref:FR:{town}:brindille": str(record.uuid), "check_date": seen}


def _text(value: Any) -> str:
    """Write a value: decimals with a point, a text on one line without control characters."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return " ".join(unicodedata.normalize("NFC", ILLEGAL.sub(" ", text)).split())


def _is_sound(key: str, text: str, record: Record) -> bool:
    """Whether a tag may be written: a text that is too long is left out rather than cut."""
    return 0 < len(text) <= LONGEST and CHECKS.get(key, _anything)(text, record)


def _anything(_text: str, _record: Record) -> bool:
    return True


def _is_girth(_text: str, record: Record) -> bool:
    """Whether the girth is what `circumference` means: taped around the trunk, at 1.3 m or nearly."""
    answers: Answers = record.answers
    at_breast = 100 <= answers.get("girth_height_cm", 130) <= 150
    return at_breast and answers.get("girth_method") != "estimated"


def _is_date(text: str, _record: Record) -> bool:
    return START.fullmatch(text) is not None


def _is_proper(text: str, record: Record) -> bool:
    """Whether a name is more than that of its species, which Osmose would refuse."""
    known = (
        f"{record.cited_name} {record.taxon.name} {record.taxon.vernacular}"
        if record.taxon
        else record.cited_name
    )
    words = set(folded(text).split())
    return not NO_NAME.fullmatch(folded(text)) and not words <= {*folded(known).split(), "commun"}


CHECKS: dict[str, Callable[[str, Record], bool]] = {
    "circumference": _is_girth,
    "start_date": _is_date,
    "name": _is_proper,
}
