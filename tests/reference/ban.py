"""A file of the national address base (BAN), in its real layout, made for a test."""

import csv

from sqlalchemy import func, select

from config.database import reading
from reference.addresses.tables import House, Street

HEAD = [
    "id",
    "id_fantoir",
    "numero",
    "rep",
    "nom_voie",
    "code_postal",
    "code_insee",
    "nom_commune",
    "code_insee_ancienne_commune",
    "nom_ancienne_commune",
    "x",
    "y",
    "lon",
    "lat",
    "type_position",
    "alias",
    "nom_ld",
    "libelle_acheminement",
    "nom_afnor",
    "source_position",
    "source_nom_voie",
    "certification_commune",
    "cad_parcelles",
]  # as the BAN has it
FECAMP = {"code_postal": "76400", "code_insee": "76259", "nom_commune": "Fécamp"}
YPORT = {"code_postal": "76111", "code_insee": "76754", "nom_commune": "Yport"}
STREETS = (
    ("Rue de la Mer", FECAMP, ["1", "2", "12", "12 bis", "12 ter", "14"]),
    ("Rue du 11 Novembre 1918", FECAMP, ["3", "11"]),
    ("Avenue Jean Lorrain", FECAMP, ["5"]),
    ("Place du Général Leclerc", FECAMP, ["7", "8"]),
    ("Chemin de l'Œuvre", FECAMP, ["1"]),
    ("Rue de la Mer", YPORT, ["1"]),
)


def lines():
    for at, (name, commune, numbers) in enumerate(STREETS):
        for step, written in enumerate(numbers):
            number, _, suffix = written.partition(" ")
            place = {"lon": f"{0.37 + at / 1000:.6f}", "lat": f"{49.75 + step / 10000:.6f}"}
            yield {"numero": number, "rep": suffix, "nom_voie": name, **commune, **place}


def ban(path, rows, head=HEAD):
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, head, delimiter=";", extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    return path


def kept():
    with reading() as session:
        rows = select(Street.commune, func.count()).join(House).group_by(Street.commune)
        return {row[0]: row[1] for row in session.execute(rows)}


def found(anyone, asked, **more):
    answer = anyone.get("/api/v1/addresses", query_string={"q": asked, **more})
    assert answer.status_code == 200, answer.json
    return answer.json["items"]
