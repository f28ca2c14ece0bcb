"""The checks of the national platforms that apply to sinp.csv: GINCO 1101 to 1217, and 3liz's."""

import re
from collections.abc import Iterator
from uuid import UUID

from shapely import from_wkt

from exports.sinp_rows import NAMES
from tests.exports.formats.examples import AS_OF

MANDATORY = {
    *("idSINPOccTax", "statutObservation", "nomCite", "dateDebut", "dateFin", "observateur"),
    *("statutSource", "dSPublique", "idSINPJdd", "organismeGestionnaireDonnee", "sensiNiveau"),
    *("dEEDateTransformation", "dEEDateDerniereModification", "dEEFloutage"),
}
CODES = {
    "statutObservation": {"Pr", "No", "NSP"},
    "statutSource": {"Te", "Li", "Co", "NSP"},
    "dSPublique": {"Pu", "Pr", "NSP"},
    "dEEFloutage": {"OUI", "NON", "NSP"},
    "natureObjetGeo": {"St", "In", "NSP"},
    "objetDenombrement": {"IND", "NSP"},
    "typeDenombrement": {"Co", "Es", "Ca", "NSP"},
    "obsTechnique": {str(code) for code in range(28)},
    "occStadeDeVie": {str(code) for code in range(28)},
    "occEtatBiologique": set("0123"),
    "occNaturalite": set("012345"),
    "occSexe": set("0123456"),
    "occStatutBiologique": {*"0123459", "13"},
    "occStatutBioGeographique": set("0123456"),
    "preuveExistante": set("0123"),
    "sensiNiveau": set("0123"),
    "diffusionNiveauPrecision": set("01235"),
    "typVal": {"A", "C", "M", "NSP"},
    "echVal": {"1"},
    "periVal": {"1", "2"},
    "nivVal": set("12"),
    "typeInfoGeoCommune": set("12"),
    "typeInfoGeoDepartement": set("12"),
    "typeInfoGeoMaille": set("12"),
}
CONCEPTS = (
    {"codeCommune", "nomCommune", "anneeRefCommune", "typeInfoGeoCommune"},
    {"codeDepartement", "anneeRefDepartement", "typeInfoGeoDepartement"},
    {"codeMaille", "versionRefMaille", "nomRefMaille", "typeInfoGeoMaille"},
    {"geometrie", "natureObjetGeo"},
    {"obsTechnique", "occEtatBiologique", "occNaturalite", "occSexe", "occStadeDeVie"}
    | {"occStatutBiologique", "occStatutBioGeographique", "preuveExistante"},
    {"dateCtrl", "nivVal", "typVal", "echVal", "periVal", "validateur", "procVers"},
    {"denombrementMin", "denombrementMax", "objetDenombrement", "typeDenombrement"},
)
ATTRIBUTE = [name for name in NAMES if name.endswith("Attribut")]
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
PERSON = re.compile(r"[^,()]+ \([^,()]+\)")


def faults(told: dict[str, str]) -> set[int]:
    """Name the checks a line fails; those of 3liz, which have no number, count as 1200."""
    return {number for number, holds in _checks(told) if not holds}


def _checks(told: dict[str, str]) -> Iterator[tuple[int, bool]]:
    given = {name for name, value in told.items() if value}
    yield 1101, given >= MANDATORY
    yield 1104, all(INSTANT.fullmatch(told[n]) for n in given if n.startswith("dEEDate"))
    yield 1105, all(told[name] in codes for name, codes in CODES.items() if name in given)
    yield 1107, all(len(told[name]) <= 255 for name in given - {"geometrie"})
    yield 1200, all(concept <= given or concept.isdisjoint(given) for concept in CONCEPTS)
    yield 1201, len({told[name].count(",") for name in ATTRIBUTE}) == 1
    yield 1204, (told["preuveExistante"] == "1") == ("uRLPreuveNumerique" in given)
    yield 1205, re.fullmatch("(https?://.+)?", told["uRLPreuveNumerique"]) is not None
    yield 1209, told["dateDebut"] <= told["dateFin"] <= AS_OF.date().isoformat()
    yield 1211, told["idSINPOccTax"] == str(UUID(told["idSINPOccTax"]))
    yield from _georeference(told)
    yield from _of_3liz(told)


def _georeference(told: dict[str, str]) -> Iterator[tuple[int, bool]]:
    """A blurred record has none: areas attached, as case 4 of the national note wants it."""
    kinds = [told[f"typeInfoGeo{area}"] for area in ("Commune", "Departement", "Maille")]
    if told["dEEFloutage"] == "OUI":
        yield 1207, not told["geometrie"] and set(kinds) - {""} == {"2"}
    else:
        yield 1207, bool(told["geometrie"]) != ("1" in kinds)
    yield 1208, kinds.count("1") <= 1
    if told["geometrie"]:
        drawn = from_wkt(told["geometrie"])
        west, south, east, north = drawn.bounds
        yield 1111, drawn.is_valid and not drawn.has_z
        yield 1113, -180 <= west <= east <= 180 and -90 <= south <= north <= 90


def _of_3liz(told: dict[str, str]) -> Iterator[tuple[int, bool]]:
    sensitivity = ("sensiDateAttribution", "sensiReferentiel", "sensiVersionReferentiel")
    yield 1200, told["sensiNiveau"] == "0" or all(told[name] for name in sensitivity)
    yield 1200, bool(told["diffusionNiveauPrecision"]) == (told["sensiNiveau"] == "0")
    yield 1200, told["dEEDateTransformation"] <= told["dEEDateDerniereModification"]
    yield 1200, told["precisionGeometrie"] != "0"
    yield 1200, "QTA" not in told["typeAttribut"] or "" not in told["uniteAttribut"].split(",")
    people = ("observateur", "determinateur", "validateur")
    yield 1200, all(PERSON.fullmatch(told[name]) for name in people if told[name])
