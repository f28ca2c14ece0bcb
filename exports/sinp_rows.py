"""What a line of SINP « Occurrences de taxons » v2.0 tells, whatever its columns are called.

The standard fixes no flat file: names are those of its exchanges; the columns of areas, the
defaults and the commas between the items of a list are those of GINCO.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from shapely import Point, to_wkt

from config.protocols.protocol import METRES, Protocol
from exports.columns import described
from exports.facts import place
from exports.once import once
from exports.records import Dataset, Record, Territory
from exports.sinp_terms import coded
from exports.spreadsheets import harmless

Row = dict[str, str]
FILE = Path(__file__)
COLUMNS = coded(described(FILE.with_suffix(".toml")))
FIXED = tomllib.loads(FILE.with_suffix(".defaults.toml").read_text(encoding="utf-8"))
NAMES = [column.name for column in COLUMNS]
ATTRIBUTE = [name for name in NAMES if name.endswith("Attribut")]
MOST = 255  # characters: GINCO refuses more (check 1107)
MIDNIGHT = "T00:00:00+00:00"  # we tell days, the standard wants instants
WISHES = {"exact": "5", "commune": "1", "cell": "2", "department": "3"}
AREAS = {  # two areas together must tell no more than the precision
    "exact": ("Commune", "Maille", "Departement"), "commune": ("Commune", "Departement"),
    "cell": ("Maille", "Departement"), "department": ("Departement",),
}  # fmt: skip


@once
def row(dataset: Dataset, record: Record) -> Row:
    """Tell one observation; what is neither known nor mandatory is left out."""
    told = (asked := dataset.asked(record)).terms("sinp", record.answers)
    return {
        **FIXED["defaults"],
        **{name: str(value) for name, value in told.items() if name in NAMES},
        **_subject(dataset, record),
        **_determination(dataset, record),
        **_count(told),
        **_place(record),
        **_source(dataset, record),
        **_sensitivity(dataset, record),
        **_attributes(asked, told),
    }


def is_occurrence(told: Row) -> bool:
    """A tree nobody named is the town's, not yet a taxon's; nor is there one without a place."""
    is_named = "cdNom" in told or told["nomCite"] != "Inconnu"
    return is_named and not told.keys().isdisjoint({"geometrie", "codeMaille", "codeDepartement"})


def _subject(dataset: Dataset, record: Record) -> Row:
    told = {
        "idSINPOccTax": str(record.uuid),
        "nomCite": _line(record.cited_name) or "Inconnu",
        "dateDebut": record.first_day.isoformat(),
        "dateFin": record.last_day.isoformat(),
        "observateur": ", ".join(_person(name, "Indépendant") for name in record.signatories),
        "nivVal": str(record.level),
        "dateCtrl": record.decided_on.isoformat(),
        "validateur": _person("", dataset.producer),  # a moderator's name never leaves
        "procRef": f"{dataset.public_url}/methode",
        **(FIXED["automatic"] if record.is_automatic else {}),
        **(FIXED["demonstration"] if record.is_demonstration else {}),
    }
    urls = [one.url for one in record.photos] + [one.url for one in record.sounds]
    held = [url for url in urls if url.startswith(("http://", "https://"))]  # one only is told
    return told | ({"preuveExistante": "1", "uRLPreuveNumerique": held[0]} if held else {})


def _determination(dataset: Dataset, record: Record) -> Row:
    if record.taxon is None:
        return {}
    return {
        "cdNom": str(record.taxon.cd_nom),
        "cdRef": str(record.taxon.cd_ref),
        "nomValide": _line(record.taxon.valid_name),
        "determinateur": _person("", dataset.producer),
        "dateDetermination": record.decided_on.isoformat(),
    }


def _count(told: Mapping[str, Any]) -> Row:
    if "denombrementMin" not in told:  # without a number, its unit means nothing
        return {"objetDenombrement": "", "typeDenombrement": ""}
    least = float(told["denombrementMin"])  # "1" of a protocol, 3.0 of a phone
    most = float(told.get("denombrementMax", least))
    return {"denombrementMin": f"{least:.0f}", "denombrementMax": f"{most:.0f}"}


def _place(record: Record) -> Row:
    """One georeference: a geometry, else the finest area; blurred, areas are only attached."""
    if record.precision != "exact":
        return {"dEEFloutage": "OUI"} | _areas(record)
    if (drawn := place(record)) is None:
        return {"dEEFloutage": "NON"} | _areas(record, finest="1")
    return _areas(record) | {
        "dEEFloutage": "NON",
        "geometrie": to_wkt(drawn, rounding_precision=6),
        "natureObjetGeo": "St" if isinstance(drawn, Point) else "In",
        "precisionGeometrie": str(record.uncertainty_m or ""),  # 0 would claim too much
    }


def _areas(record: Record, finest: str = "2") -> Row:
    """Attach to areas (2); where nothing else is known, the finest is the georeference (1)."""
    commune = record.territory or Territory("", "", 0)
    year = str(commune.vintage or record.changed_on.year)  # both lists are issued each January
    named = commune.name and commune.code
    codes = {"Commune": named, "Maille": record.cell, "Departement": record.department}
    beside = {
        "Commune": {"nomCommune": _line(commune.name, ","), "anneeRefCommune": year},
        "Maille": FIXED["grid"],
        "Departement": {"anneeRefDepartement": year},
    }
    told: Row = {}
    for name in [name for name in AREAS[record.precision] if codes[name]]:
        kind = "2" if told else finest
        told |= {f"code{name}": codes[name], f"typeInfoGeo{name}": kind, **beside[name]}
    return told


def _source(dataset: Dataset, record: Record) -> Row:
    origin = record.origin if record.precision == "exact" else ""  # it could tell the place
    return {
        "idOrigine": _line(origin) or str(record.uuid),
        "idSINPJdd": str(dataset.metadata_id),
        "organismeGestionnaireDonnee": _line(dataset.producer, ","),
        "dEEDateTransformation": f"{record.decided_on}{MIDNIGHT}",  # none before its acceptance
        "dEEDateDerniereModification": f"{max(record.decided_on, record.changed_on)}{MIDNIGHT}",
    }


def _sensitivity(dataset: Dataset, record: Record) -> Row:
    if record.sensitivity == 0:  # only then has the producer's wish a say
        return {"sensiNiveau": "0", "diffusionNiveauPrecision": WISHES[record.precision]}
    day = record.sensitivity_set_on or record.decided_on
    edition = record.sensitivity_edition  # else the town set it
    return {
        "sensiNiveau": str(record.sensitivity),
        "sensiDateAttribution": f"{day}{MIDNIGHT}",
        "sensiReferentiel": FIXED["list"]["national"] if edition else _line(dataset.producer),
        "sensiVersionReferentiel": _line(edition) or str(day),
    }


def _attributes(protocol: Protocol, told: Mapping[str, Any]) -> Row:
    """List what the standard has no column for: the girth and the height of a tree."""
    theme, length = protocol.title["fr"], protocol.units.get("sinp")
    listed = []
    for question in protocol.asked:
        term = question.terms.get("sinp", "")
        if term in told and term not in NAMES:
            unit = length if length and question.unit in METRES else question.unit
            kind = "QTA" if question.kind == "number" else "QUAL"
            listed.append((term, question.label["fr"], str(told[term]), unit, theme, kind))
    lists = [",".join(_line(item, ",") for item in items) for items in zip(*listed, strict=True)]
    return dict(zip(ATTRIBUTE, lists, strict=True)) if listed else {}


def _person(name: str, organisation: str) -> str:
    """`NOM Prénom (Organisme)`; in the name someone chose, we cannot tell one from the other."""
    return f"{_line(name, ',()')[:99] or 'INCONNU'} ({_line(organisation, ',()')[:99]})"


@lru_cache(maxsize=1024)  # most texts come back on every line
def _line(text: str, without: str = "") -> str:
    """One printable line, neither cut, split nor run by the programs that read it."""
    told = text.translate(dict.fromkeys(map(ord, without), " "))
    line = harmless("".join(filter(str.isprintable, " ".join(told.split()))))
    return line if len(line) <= MOST else f"{line[: MOST - 1]}…"
