"""Checks of one line of « Occurrences de taxons » v2.0: GINCO 1101 to 1217, and 3liz's.

Each check yields the columns at fault. A line is a mapping without empty values.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from exports.sinp_checks.naturaliz import NATURALIZ
from exports.sinp_checks.places import PLACES
from reference.nomenclatures.rules import of_field

Line = Mapping[str, str]
Check = Callable[[Line, date], Iterator[str]]

MANDATORY = (
    "idSINPOccTax", "statutObservation", "nomCite", "dateDebut", "dateFin", "observateur",
    "statutSource", "dSPublique", "idSINPJdd", "organismeGestionnaireDonnee", "sensiNiveau",
    "dEEDateTransformation", "dEEDateDerniereModification",
)  # fmt: skip
DATES = ("dateDebut", "dateFin", "dateDetermination", "dateCtrl", "versionEN", "dateME")
INSTANTS = ("dEEDateTransformation", "dEEDateDerniereModification", "sensiDateAttribution")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LONGEST = 255
UNLIMITED = {"geometrie", "commentaire", "obsDescription", "definitionAttribut", "valeurAttribut"}
AREAS = ("Commune", "Departement", "Maille", "EN", "ME")
DESCRIBED = (
    "obsTechnique", "occEtatBiologique", "occNaturalite", "occSexe", "occStadeDeVie",
    "occStatutBiologique", "preuveExistante",
)  # fmt: skip
CONCEPTS = (  # one of them filled wants all of them
    ("codeCommune", "nomCommune", "anneeRefCommune", "typeInfoGeoCommune"),
    ("codeDepartement", "anneeRefDepartement", "typeInfoGeoDepartement"),
    ("codeMaille", "versionRefMaille", "nomRefMaille", "typeInfoGeoMaille"),
    ("codeEN", "typeEN", "typeInfoGeoEN"),
    ("codeME", "typeInfoGeoME"),
    ("geometrie", "natureObjetGeo"),
    ("idSINPRegroupement", "typeRegroupement"),
    ("nomAttribut", "definitionAttribut", "valeurAttribut", "thematiqueAttribut", "typeAttribut"),
    ("dateCtrl", "nivVal", "typVal", "echVal", "periVal", "validateur"),
    DESCRIBED,
)
LISTS = (*CONCEPTS[:5], (*CONCEPTS[7], "uniteAttribut"))
PROOFS = ("uRLPreuveNumerique", "preuveNonNumerique")


class Fault(NamedTuple):
    """A check that a line fails, and in which column."""

    code: str  # of GINCO, or a name for 3liz's
    column: str
    row: int = 0  # of the file, its header being 1; 0 for the file itself


def faults(line: Line, today: date) -> Iterator[Fault]:
    """Name the checks a line fails, all at once."""
    for code, check in CHECKS.items():
        for column in check(line, today):
            yield Fault(code, column)


def _mandatory(line: Line, _today: date) -> Iterator[str]:
    yield from (name for name in MANDATORY if name not in line)


def _dates(line: Line, _today: date) -> Iterator[str]:
    for names, shape in ((DATES, DAY), (INSTANTS, INSTANT)):
        yield from (n for n in names if n in line and not _is_date(line[n], shape))


def _is_date(told: str, shape: re.Pattern[str]) -> bool:
    try:
        datetime.fromisoformat(told)
    except ValueError:
        return False
    return shape.fullmatch(told) is not None


def _codes(line: Line, _today: date) -> Iterator[str]:
    for name, told in line.items():
        if not _are_known(name, told):
            yield name


@lru_cache(maxsize=4096)  # most codes come back on every line
def _are_known(field: str, told: str) -> bool:
    """Whether all the codes of a field are in force; a field without nomenclature knows none."""
    known = of_field(field)
    return not known or set(_items(told)) <= set(known.in_force)


def _items(told: str) -> list[str]:
    return [one.strip() for one in told.split(",")]


def _length(line: Line, _today: date) -> Iterator[str]:
    yield from (n for n, told in line.items() if len(told) > LONGEST and n not in UNLIMITED)


def _concepts(line: Line, _today: date) -> Iterator[str]:
    for concept in CONCEPTS:
        if any(name in line for name in concept):
            yield from (name for name in concept if name not in line)


def _lists(line: Line, _today: date) -> Iterator[str]:
    for concept in LISTS:
        lengths = {name: len(_items(line[name])) for name in concept if name in line}
        longest = max(lengths.values(), default=0)
        yield from (name for name, length in lengths.items() if length != longest)


def _version(line: Line, _today: date) -> Iterator[str]:
    """Only of v1.2.1, which a file betrays by a column that v2.0 has no more."""
    if "identifiantPermanent" in line and {"cdNom", "cdRef"} & line.keys():
        yield from () if "versionTAXREF" in line else ("versionTAXREF",)


def _bibliography(line: Line, _today: date) -> Iterator[str]:
    if line.get("statutSource") == "Li" and "referenceBiblio" not in line:
        yield "referenceBiblio"


def _proof(line: Line, _today: date) -> Iterator[str]:
    if (line.get("preuveExistante") == "1") != any(name in line for name in PROOFS):
        yield "preuveExistante"


def _address(line: Line, _today: date) -> Iterator[str]:
    told = line.get("uRLPreuveNumerique", "https://")
    if not told.startswith(("http://", "https://", "ftp://")):
        yield "uRLPreuveNumerique"


def _habitat(line: Line, _today: date) -> Iterator[str]:
    told = line.get("refHabitat")
    wanted = ("codeHabitat", "codeHabRef") if told == "HABREF" else ("codeHabitat",)
    if told and not any(name in line for name in wanted):
        yield "codeHabitat"


def _order(line: Line, today: date) -> Iterator[str]:
    first, last = line.get("dateDebut", ""), line.get("dateFin", "")
    if first and last and first > last:
        yield "dateDebut"
    if last > today.isoformat():
        yield "dateFin"


def _identifier(line: Line, _today: date) -> Iterator[str]:
    for name in ("idSINPOccTax", "idSINPJdd", "idSINPRegroupement"):
        if name in line and not is_uuid(line[name]):
            yield name


def is_uuid(told: str) -> bool:
    try:
        return str(UUID(told)) == told.lower()
    except ValueError:
        return False


CHECKS: Mapping[str, Check] = {
    "1101": _mandatory, "1104": _dates, "1105": _codes, "1107": _length, **PLACES,
    "1200": _concepts, "1201": _lists, "1202": _version, "1203": _bibliography, "1204": _proof,
    "1205": _address, "1206": _habitat, "1209": _order, "1211": _identifier,
    **NATURALIZ,
}  # fmt: skip
