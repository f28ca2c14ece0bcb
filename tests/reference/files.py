"""National files of sensitivity rules in their real layouts, made on the spot."""

GEONATURE = "CD_DEP;CD_NOM;NOM_CITE;DUREE;CD_SENSIBILITE;AUTRE;STATUT_BIOLOGIQUE;COMPORTEMENT"
BATS = f"""{GEONATURE}
76;79300;Myotis brandtii;;2;Gîtes hypogés;4;
76;79300;Myotis brandtii;;2;;;7
1;60461;Myotis daubentonii;10;1;;;
2A;4001;Erithacus rubecula;10000;3;;;
D4;4466;Turdus;;0;;;
"""
GINCO = """CD_DEPT;CD_NOM;NOM_CITE;DUREE;CODAGE;AUTRE;CD_SL;CD_OCC_STATUT_BIOLOGIQUE
95;79300;Myotis brandtii;;2;"Gîtes; caves";9;4
18;79300;Myotis brandtii;;3;;13;12
18;60461;Myotis daubentonii;;1;;9;2
"""


def written(folder, text, name="RefSensibilite_18.csv", encoding="utf-8"):
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file
