"""The nomenclatures of the SINP: their codes, what these mean, which taxa they fit.

types.csv, codes.csv and scopes.csv hold facts of the national nomenclatures (SINP, INPN,
PatriNat, Licence Ouverte), as GeoNature's Nomenclature-api-module and 3liz's lizmap-naturaliz
carry them. The French labels are the standard's own, the English ones ours; one that has no
honest English stays French. A status is `valid`, `frozen` (of a former version: to be read, not
to be written) or `unofficial` (not validated by the SINP).
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from config.languages import Text

FOLDER = Path(__file__).parent
VALID = "valid"


class Edition(NamedTuple):
    """Which nomenclatures the product is shipped with."""

    name: str
    version: str  # of the standard they belong to, then of what we hold of it
    source: str
    codes: int


class Scope(NamedTuple):
    """Taxa a code fits: a kingdom, a group (REGNE, GROUP2_INPN); empty means any."""

    kingdom: str
    group: str

    def holds(self, kingdom: str, group: str) -> bool:
        """Whether taxa lie within it; an empty kingdom or group is not asked for."""
        fits_kingdom = not (self.kingdom and kingdom) or self.kingdom == kingdom
        return fits_kingdom and (not (self.group and group) or self.group == group)


class Code(NamedTuple):
    code: str
    mnemonic: str
    label: Text
    definition: str  # in French, as the standard has it; "" when its label says it all
    status: str
    scopes: tuple[Scope, ...]  # empty: nobody said which taxa it fits

    def fits(self, kingdom: str = "", group: str = "") -> bool:
        """Whether a code may be told of some taxa; unless it is known not to, it may."""
        return not self.scopes or any(one.holds(kingdom, group) for one in self.scopes)


class Nomenclature(NamedTuple):
    """A type of nomenclature: the codes that a field of the standard takes."""

    type: str  # "STADE_VIE"
    label: Text
    field: str  # of « Occurrences de taxons »: "occStadeDeVie"; "" when it is of another part
    codes: Mapping[str, Code]

    def fitting(self, kingdom: str = "", group: str = "") -> list[Code]:
        return [code for code in self.codes.values() if code.fits(kingdom, group)]

    @property
    def in_force(self) -> list[str]:
        """The codes that may be written today."""
        return [one.code for one in self.codes.values() if one.status == VALID]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _label(row: Mapping[str, str]) -> Text:
    told = {"fr": row["label_fr"], "en": row["label_en"]}
    return {language: words for language, words in told.items() if words}


def _read() -> dict[str, Nomenclature]:
    scopes: dict[tuple[str, str], list[Scope]] = defaultdict(list)
    for row in _rows("scopes.csv"):
        scopes[row["type"], row["code"]].append(Scope(row["kingdom"], row["group"]))
    codes: dict[str, dict[str, Code]] = defaultdict(dict)
    for row in _rows("codes.csv"):
        held = tuple(scopes[row["type"], row["code"]])
        told = (row["mnemonic"], _label(row), row["definition"], row["status"])
        codes[row["type"]][row["code"]] = Code(row["code"], *told, held)
    return {
        row["type"]: Nomenclature(row["type"], _label(row), row["field"], codes[row["type"]])
        for row in _rows("types.csv")
    }


NOMENCLATURES: Mapping[str, Nomenclature] = _read()
BY_FIELD: Mapping[str, Nomenclature] = {
    one.field: one for one in NOMENCLATURES.values() if one.field
}
EDITION = Edition(
    name="SINP, Occurrences de taxons",
    version="2.0 (2026-11)",
    source="SINP, INPN, PatriNat (Licence Ouverte)",
    codes=sum(len(one.codes) for one in NOMENCLATURES.values()),
)


def of_field(field: str) -> Nomenclature | None:
    """The nomenclature of a field; `typeInfoGeo` serves each of its areas."""
    area = "typeInfoGeo"
    return BY_FIELD.get(area if field.startswith(area) else field)
