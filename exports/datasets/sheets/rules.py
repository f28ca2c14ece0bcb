"""The sheets of the SINP's metadata standard 1.3.10, its own names spelled as it does.

What a town did not write is told from what the product knows: the dataset, its protocol, its town.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from config.languages import words
from config.places import Fault
from config.protocols import shapes
from config.protocols.shapes import Check, day, flag, one_of, several, table, text
from exports.records import Dataset
from reference.nomenclatures.rules import NOMENCLATURES

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LIBELLE, COURT = 150, 30  # characters, as GeoNature keeps them
CONTACT, PRODUCER = "1", "6"  # ROLE_ACTEUR
CITIZENS = "1.1"  # JDD_OBJECTIFS: observations naturalistes opportunistes
MAPPING = "8"  # CA_OBJECTIFS: inventaires et cartographie
OVERSEAS = {"971": "GLP", "972": "MTQ", "973": "GUF", "974": "REU", "976": "MYT", "975": "SPM",
            "977": "BLM", "978": "MAF", "984": "SUBANT", "986": "WLF", "987": "PYF", "988": "NCL",
            "989": "CLI"}  # fmt: skip


def uuid(value: Any, where: str) -> Iterator[Fault]:
    if not isinstance(value, str) or not UUID.fullmatch(value):
        yield Fault(where, "dataset-uuid")


def code(nomenclature: str) -> Check:
    return one_of(*NOMENCLATURES[nomenclature].in_force)


def at_most(letters: int) -> Check:
    def check(value: Any, where: str) -> Iterator[Fault]:
        if not isinstance(value, str) or len(value) > letters or not value.isprintable():
            yield Fault(where, "toml-text", {"maximum": letters})

    return check


FRAMEWORK = table({
    "identifiantCadre": (uuid, False), "libelle": (at_most(255), False),
    "description": (text, False), "motCle": (several(text, most=20), False),
    "typeFinancement": (code("TYPE_FINANCEMENT"), False),
    "niveauTerritorial": (code("NIVEAU_TERRITORIAL"), False),
    "territoire": (several(code("TERRITOIRE")), False), "precisionGeographique": (text, False),
    "descriptionCible": (text, False),
    "cibleEcologiqueOuGeologique": (several(shapes.whole(1, 2**31 - 1)), False),
    "idMetaCadreParent": (uuid, False), "estMetaCadre": (flag, False),
    "dateLancement": (day, False), "dateCloture": (day, False),
    "objectif": (several(code("CA_OBJECTIFS")), False),
    "voletSINP": (several(code("VOLET_SINP")), False),
})  # fmt: skip
SHEET = table({
    "identifiantJdd": (uuid, False), "libelle": (at_most(LIBELLE), False),
    "libelleCourt": (at_most(COURT), False), "description": (text, False),
    "motCle": (several(text, most=20), False), "domaineMarin": (flag, False),
    "domaineTerrestre": (flag, False), "objectifJdd": (code("JDD_OBJECTIFS"), False),
    "territoire": (several(code("TERRITOIRE")), False), "precisionGeographique": (text, False),
    "methodeRecueil": (code("METHO_RECUEIL"), False), "dateCreation": (day, False),
})  # fmt: skip


def framework(dataset: Dataset) -> dict[str, Any]:
    """The sheet of the acquisition framework (cadre d'acquisition)."""
    told = written(dataset, "framework")
    known = {
        "identifiantCadre": framework_id(dataset),
        "libelle": f"Observations des habitants – {dataset.town_name}",
        "description": "Programme d'observation par les habitants, relu par des naturalistes.",
        "niveauTerritorial": "7",
        "territoire": [territory(dataset.town_code)],
        "estMetaCadre": False,
        "dateLancement": _begun(dataset),
        "objectif": [MAPPING],
        "voletSINP": ["1"],
        **told,
    }
    dates = {key: known.pop(key) for key in ("dateLancement", "dateCloture") if key in known}
    return _ordered(OF_FRAMEWORK, {
        **known,
        "ReferenceTemporelle": {name: one.isoformat() for name, one in dates.items()},
        "acteurPrincipal": actor(dataset, CONTACT),
        "dateCreationMtd": _begun(dataset).isoformat(),
        "dateMiseAJourMtd": dataset.as_of.date().isoformat(),
    })  # fmt: skip


def sheet(dataset: Dataset) -> dict[str, Any]:
    """The sheet of the dataset (jeu de données)."""
    title, protocol = words(dataset.title, "fr"), dataset.protocol
    known = {
        "libelle": title[:LIBELLE],
        "libelleCourt": title[:COURT].strip(" –"),
        "description": words(dataset.description or protocol.description, "fr"),
        "domaineMarin": False,
        "domaineTerrestre": True,
        "objectifJdd": CITIZENS,
        "territoire": [territory(dataset.town_code)],
        "methodeRecueil": "1",
        "dateCreation": _begun(dataset),
        **written(dataset, "sheet"),
    }
    return _ordered(OF_SHEET, {
        **known,
        "identifiantJdd": str(dataset.metadata_id),
        "identifiantCadre": framework_id(dataset),
        "typeDonnees": "1",
        "pointContactJdd": [actor(dataset, CONTACT), actor(dataset, PRODUCER)],
        "protocole": [{"libelle": words(protocol.title, "fr"), "typeProtocole": "1",
                       "URL": f"{dataset.url}/notice.html"}],
        "dateCreation": known["dateCreation"].isoformat(),
        "dateRevision": dataset.as_of.date().isoformat(),
    })  # fmt: skip


def written(dataset: Dataset, name: str) -> Mapping[str, Any]:
    """What the town wrote of a sheet."""
    told: Mapping[str, Any] = getattr(dataset.declared, name, {})
    return told


def framework_id(dataset: Dataset) -> str:
    """The identifier of its acquisition framework: the town's own, else the same for ever."""
    made = uuid5(NAMESPACE_URL, f"brindille:{dataset.town_code}:framework")
    return str(written(dataset, "framework").get("identifiantCadre", made))


OF_FRAMEWORK = (
    "identifiantCadre", "libelle", "description", "motCle", "typeFinancement", "niveauTerritorial",
    "territoire", "precisionGeographique", "descriptionCible", "cibleEcologiqueOuGeologique",
    "idMetaCadreParent", "estMetaCadre", "ReferenceTemporelle", "objectif", "voletSINP",
    "acteurPrincipal", "dateCreationMtd", "dateMiseAJourMtd",
)  # fmt: skip
OF_SHEET = (
    "identifiantJdd", "identifiantCadre", "libelle", "libelleCourt", "description", "typeDonnees",
    "motCle", "domaineMarin", "domaineTerrestre", "objectifJdd", "territoire",
    "precisionGeographique", "methodeRecueil", "pointContactJdd", "protocole", "dateCreation",
    "dateRevision",
)  # fmt: skip
CODED = {  # field → its nomenclature
    "typeFinancement": "TYPE_FINANCEMENT", "niveauTerritorial": "NIVEAU_TERRITORIAL",
    "territoire": "TERRITOIRE", "objectif": "CA_OBJECTIFS", "voletSINP": "VOLET_SINP",
    "typeDonnees": "DATA_TYP", "objectifJdd": "JDD_OBJECTIFS", "methodeRecueil": "METHO_RECUEIL",
    "roleActeur": "ROLE_ACTEUR", "typeProtocole": "TYPE_PROTOCOLE",
}  # fmt: skip


def _ordered(names: tuple[str, ...], told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in names if told.get(name) not in (None, "", [], {})}


def _begun(dataset: Dataset) -> date:
    return dataset.begun or dataset.as_of.date()


def actor(dataset: Dataset, role: str) -> dict[str, str]:
    """Who answers for it: an organisation, never a person."""
    mail = {"mail": dataset.contact} if "@" in dataset.contact else {}
    return {"organisme": dataset.producer, **mail, "roleActeur": role}


def territory(commune: str) -> str:
    """The territory of the SINP that a commune lies in (TERRITOIRE)."""
    return OVERSEAS.get(commune[:3], "METROP")


def meant(field: str, value: object) -> str:
    """A value as people read it: a code with its label."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    known = NOMENCLATURES.get(CODED.get(field, ""))
    label = known.codes[str(value)].label["fr"] if known and str(value) in known.codes else ""
    return f"{value} – {label}" if label and label != str(value) else str(value)
