"""Every layout of the national file is read; what is not one is refused in words."""

import zipfile

import pytest

from config.reports import Unreadable
from reference.sensitivity.national import RowFault, department, rows
from reference.sensitivity.rules import Rule
from tests.reference.files import BATS, GEONATURE, GINCO, written


def test_the_layout_of_geonature_is_read(tmp_path):
    assert list(rows(written(tmp_path, BATS), "18")) == [
        Rule(79300, "Myotis brandtii", "76", 2, None, "4", note="Gîtes hypogés", edition="18"),
        Rule(79300, "Myotis brandtii", "76", 2, None, behaviour="7", edition="18"),
        Rule(60461, "Myotis daubentonii", "01", 1, 10, edition="18"),
        Rule(4001, "Erithacus rubecula", "2A", 3, edition="18"),
        Rule(4466, "Turdus", "974", 0, edition="18"),
    ]


def test_the_layout_of_ginco_is_read(tmp_path):
    told = list(rows(written(tmp_path, GINCO)))
    assert [(one.area, one.level, one.status, one.behaviour, one.list) for one in told] == [
        ("95", 2, "4", "", "9"),
        ("18", 3, "", "12", "13"),  # a frozen status: a behaviour since v2.0
        ("18", 1, "", "", "9"),  # undetermined is no criterion
    ]
    assert told[0].note == "Gîtes; caves"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-15"])
def test_every_encoding_it_was_ever_published_in_is_read(tmp_path, encoding):
    told = next(rows(written(tmp_path, BATS, encoding=encoding)))
    assert told.note == "Gîtes hypogés"


def test_apostrophes_that_former_tools_damaged_are_mended(tmp_path):
    damaged = BATS.replace("Gîtes hypogés", "Lieu d\x92hivernage, \x9cufs")
    assert next(rows(written(tmp_path, damaged))).note == "Lieu d’hivernage, œufs"


def test_a_zip_is_read_as_it_is(tmp_path):
    file = tmp_path / "RefSensibiliteV18_20250904.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lisez-moi.txt", "Référentiel de sensibilité")
        archive.writestr("RefSensibiliteV18/ListesSensibilite_18.csv", "CD_SL;DATE_LISTE\n9;2016\n")
        archive.writestr("RefSensibiliteV18/RefSensibilite_18.csv", BATS)
    assert len(list(rows(file))) == 5


@pytest.mark.parametrize(
    ("told", "code"),
    [("1", "01"), ("2a", "2A"), ("D3", "973"), ("D4", "974"), ("974", "974"), ("95", "95")],
)
def test_departments_are_padded(told, code):
    assert department(told) == code


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("99;79300;Myotis;;2;;;", "CD_DEP"),
        (";79300;Myotis;;2;;;", "CD_DEP"),
        ("76;;Myotis;;2;;;", "CD_NOM"),
        ("76;0;Myotis;;2;;;", "CD_NOM"),
        ("76;99999999999;Myotis;;2;;;", "CD_NOM"),
        ("76;2147483648;Myotis;;2;;;", "CD_NOM"),
        ("76;79300;Myotis;;5;;;", "CD_SENSIBILITE"),
        ("76;79300;Myotis;;;;;", "CD_SENSIBILITE"),
        ("76;79300;Myotis;dix;2;;;", "DUREE"),
        ("76;79300;Myotis;;2;;x;", "STATUT_BIOLOGIQUE"),
        ("76;79300;Myotis;;2;;;x", "COMPORTEMENT"),
        ("76;79300;My\x00otis;;2;;;", "control"),
        ("76;79300;Myotis;;2;;;;;", "10 values for 8 columns"),
        ("76;79300", "CD_SENSIBILITE"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_its_column(tmp_path, line, said):
    told = list(rows(written(tmp_path, f"{BATS}{line}\n")))
    assert [one for one in told[:-1] if isinstance(one, RowFault)] == []
    assert told[-1].line == 7
    assert said in told[-1].what


TRUNCATED = "truncated"


@pytest.fixture
def unreadable(tmp_path):
    """Files that are not one of rules, by what is wrong with them."""
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("rules.csv", BATS)
    several = tmp_path / "several.zip"
    with zipfile.ZipFile(several, "w") as archive:
        archive.writestr("a.csv", BATS)
        archive.writestr("b.csv", BATS)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:-40])
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(whole.read_bytes().replace(b"Myotis", b"Miotys"))
    return {
        TRUNCATED: cut,
        "damaged": damaged,
        "which of a.csv, b.csv": several,
        "no column CD_DEP or CD_DEPT; CD_NOM": written(tmp_path, BATS.replace(";", ","), "c.csv"),
        "no column CD_SENSIBILITE or CODAGE": written(
            tmp_path, BATS.replace("CD_SENSIBILITE", "NIVEAU"), "d.csv"
        ),
        "no column": written(tmp_path, "", "e.csv"),
        "line 2": written(tmp_path, f"{GEONATURE}\n76;1;{'x' * 10**6};;2;;;\n", "f.csv"),
    }


@pytest.mark.parametrize(
    "said",
    [
        TRUNCATED, "damaged", "which of a.csv, b.csv", "no column CD_DEP or CD_DEPT; CD_NOM",
        "no column CD_SENSIBILITE or CODAGE", "no column", "line 2",
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_one_sentence(unreadable, said):
    with pytest.raises(Unreadable, match=said):
        list(rows(unreadable[said]))
