"""Small files in the layouts of TAXREF, made for a test."""

import zipfile
from pathlib import Path

from config.database import reading
from reference.taxa import store

V15 = (  # noqa: SIM905
    "REGNE PHYLUM CLASSE ORDRE FAMILLE SOUS_FAMILLE TRIBU GROUP1_INPN GROUP2_INPN GROUP3_INPN "
    "CD_NOM CD_TAXSUP CD_SUP CD_REF RANG LB_NOM LB_AUTEUR NOM_COMPLET NOM_COMPLET_HTML NOM_VALIDE "
    "NOM_VERN NOM_VERN_ENG HABITAT FR GF MAR GUA SM SB SPM MAY EPA REU SA TA TAAF PF NC WF CLI URL"
).split()
V18 = [*V15[:14], "CD_BA", *V15[14:17], "NOMENCLATURAL_COMMENT", *V15[17:], "URL_INPN"]
STATUTS = (  # noqa: SIM905
    "cd_nom,cd_ref,cd_sup,cd_type_statut,lb_type_statut,regroupement_type,code_statut,label_statut,"
    "rq_statut,cd_sig,cd_doc,lb_nom,lb_adm_tr,niveau_admin,full_citation,doc_url"
).split(",")


def taxon(cd_nom, name, rank="ES", cd_ref=None, **told):
    """A row: what a test does not tell is as for a bird of France."""
    valid = cd_ref is None or cd_ref == cd_nom
    return {
        "REGNE": "Animalia", "CLASSE": "Aves", "ORDRE": "Passeriformes", "FAMILLE": "Muscicapidae",
        "GROUP1_INPN": "Chordés", "GROUP2_INPN": "Oiseaux", "CD_NOM": cd_nom,
        "CD_REF": cd_ref or cd_nom, "RANG": rank, "LB_NOM": name, "LB_AUTEUR": "Linnaeus, 1758",
        "NOM_COMPLET": f"{name} Linnaeus, 1758", "NOM_VALIDE": f"{name} Linnaeus, 1758",
        "HABITAT": "3", "FR": "P" if valid else "",
    } | told  # fmt: skip


ROWS = [
    taxon(180, "Muscicapidae", "FM"),
    taxon(190, "Erithacus", "GN", CD_TAXSUP=180, CD_SUP=180),
    taxon(4001, "Erithacus rubecula", CD_TAXSUP=190, CD_SUP=190, GUA="I",
          NOM_VERN="Rougegorge familier, Rouge-gorge", NOM_VERN_ENG="European Robin"),
    taxon(4002, "Motacilla rubecula", cd_ref=4001),
    taxon(4342, "Aegithalos caudatus", NOM_VERN="Mésange à longue queue"),
]  # fmt: skip


def text(rows=ROWS, columns=V18):
    lines = ["\t".join(columns), *("\t".join(str(row.get(c, "")) for c in columns) for row in rows)]
    return "\r\n".join(lines) + "\r\n"


def written(folder: Path, rows=ROWS, columns=V18, name="TAXREFv18.txt") -> Path:
    """A file as it is downloaded, unzipped."""
    file = folder / name
    file.write_bytes(text(rows, columns).encode())
    return file


def zipped(folder: Path, name="TAXREF_v18_2025.zip", inside="TAXREF_v18_2025/TAXREFv18.txt",
           gone="", **told) -> Path:  # fmt: skip
    """The same in the zip it is downloaded as, with the list of names that are gone."""
    file = folder / name
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(inside, text(**told))
        made.writestr("habitats_note.csv", "1;Marin;Espèces…".encode("cp1252"))
        if gone:
            made.writestr("TAXREF_v18_2025/CDNOM_DISPARUS.txt", gone)
    return file


def status(cd_ref, kind, label, **told):
    """A row of BDC_STATUTS."""
    return {"cd_nom": cd_ref, "cd_ref": cd_ref, "cd_type_statut": kind,
            "lb_type_statut": f"Type {kind}", "code_statut": "1", "label_statut": label,
            "cd_sig": "TERFXFR", "lb_adm_tr": "France métropolitaine"} | told  # fmt: skip


def statuts(folder: Path, rows, name="BDC_STATUTS_18.csv", columns=STATUTS) -> Path:
    def quoted(value):
        return '"' + str(value).replace('"', '""') + '"'

    lines = [",".join(columns), *(",".join(quoted(r.get(c, "")) for c in columns) for r in rows)]
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def in_force():
    """All that the edition in force says, and how it is cited."""
    with reading() as session:
        rows = session.query(store.Taxon.cd_nom, store.Taxon.name).order_by("cd_nom").all()
        names = session.query(store.TaxonName).count(), session.query(store.TaxonKey).count()
        return [tuple(row) for row in rows], names, store.version(session)
