"""A file that is no whole TAXREF is refused whole, told by row; the one in force stays."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.reports import Unreadable
from reference.taxa.editions import parsed as parts
from reference.taxa.editions.parser import parse
from tests.reference import taxref_files as made
from tests.reference.taxref_files import in_force


def replaced(**told):
    return [made.ROWS[0] | told, *made.ROWS[1:]]


WRONG = {  # what the report must say of it
    "no column CD_REF": {"columns": [c for c in made.V18 if c != "CD_REF"]},
    "CD_NOM: 180 is there twice": {"rows": [*made.ROWS, made.ROWS[0]]},
    "row 2, /CD_NOM: 'x180' is not a number": {"rows": replaced(CD_NOM="x180")},
    "/CD_NOM: '-4' is not a number": {"rows": replaced(CD_NOM="-4")},
    "/CD_NOM: '１８０' is not a number": {"rows": replaced(CD_NOM="１８０")},
    "/CD_NOM: '99999999999' is not a number": {"rows": replaced(CD_NOM="99999999999")},
    "/CD_REF: '' is not a number": {"rows": replaced(CD_REF="")},
    "/CD_NOM: 0 is not a number": {"rows": replaced(CD_NOM=0)},
    "/CD_TAXSUP: 'rien' is not a number": {"rows": replaced(CD_TAXSUP="rien")},
    "/LB_NOM: empty": {"rows": replaced(LB_NOM=" ")},
    "/LB_AUTEUR: 1,000,000 characters": {"rows": replaced(LB_AUTEUR="é" * 1_000_000)},
    "45 fields instead of 44": {"rows": replaced(LB_AUTEUR="a\tb")},
    "NUL characters": {"rows": replaced(LB_AUTEUR="a\0b")},
    "a quote is never closed": {"rows": replaced(LB_AUTEUR='"never closed' + "x" * 200_000)},
    "no name in it": {"rows": []},
}


@pytest.mark.parametrize(("sentence", "told"), WRONG.items(), ids=WRONG)
def test_a_faulty_file_is_refused_whole_and_told_by_row(
    bring_taxa, tmp_path, sample, sentence, told
):
    answer = bring_taxa(made.written(tmp_path, **told))
    assert answer.exit_code == 1
    assert sentence in answer.output
    assert in_force() == sample


def test_the_first_faulty_rows_are_told_and_the_others_counted(bring_taxa, tmp_path, sample):
    rows = [made.taxon(f"x{n}", "Pica pica") for n in range(300)]
    answer = bring_taxa(made.written(tmp_path, rows))
    assert answer.exit_code == 1
    assert answer.output.count("is not a number") == 200  # CD_NOM and CD_REF of a hundred rows
    assert "… and 200 more rows" in answer.output
    assert in_force() == sample


def broken(folder):
    whole = made.written(folder).read_bytes()
    yield "not UTF-8", "TAXREFv18.txt", whole.decode().encode("cp1252", "replace")
    yield "no column CD_NOM", "TAXREFv17.txt", whole.replace(b"\t", b";")
    packed = made.zipped(folder).read_bytes()
    yield "cut short", "TAXREF_v18.zip", packed[: len(packed) // 2]
    yield "damaged", "TAXREF_v19.zip", packed[:80] + bytes(90) + packed[170:]
    yield "no column", "TAXREFv16.txt", b""


def test_what_is_no_taxref_is_refused(bring_taxa, tmp_path, sample):
    for sentence, name, content in list(broken(tmp_path)):
        file = tmp_path / name
        file.write_bytes(content)
        answer = bring_taxa(file)
        assert (answer.exit_code, sentence in answer.output) == (1, True), (name, answer.output)
        assert in_force() == sample, name


def test_a_zip_that_would_grow_without_end_is_refused_unread(bring_taxa, tmp_path, sample):
    file = tmp_path / "TAXREF_v18.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("TAXREFv18.txt", "\0" * 20_000_000)
    answer = bring_taxa(file)
    assert answer.exit_code == 1 and "would be 20,000,000 bytes" in answer.output
    with zipfile.ZipFile(file, "w") as odd:
        odd.writestr("readme.txt", "")
    assert bring_taxa(file).exit_code == 1
    assert in_force() == sample


def test_faulty_statuses_refuse_the_whole(bring_taxa, tmp_path, sample):
    rows = [made.status("x", "PN", "")]
    answer = bring_taxa(made.written(tmp_path), "--statuses", made.statuts(tmp_path, rows))
    assert answer.exit_code == 1 and "/cd_ref: 'x' is not a number" in answer.output
    assert in_force() == sample


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.binary(max_size=9))
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path, content, end):
    assert not parsed(tmp_path, content.encode() + end)
    whole = made.text().replace("\r\n", "\r\n" + content.replace("\r\n", ""), 2).encode()
    told = parsed(tmp_path, whole + end)
    assert told is None or told["names"] <= 5 or told["faulty"]


def parsed(folder, content):
    """What the parser tells of a file, were it alone; nothing when it is refused."""
    file = folder / "TAXREFv18.txt"
    file.write_bytes(content)
    try:
        return parse(file, BytesIO())
    except Unreadable:
        return None


def test_a_parser_that_dies_leaves_the_one_in_force(bring_taxa, tmp_path, sample, monkeypatch):
    monkeypatch.setattr(parts, "PARSER", "nowhere")
    answer = bring_taxa(made.written(tmp_path))
    assert answer.exit_code == 1 and "ended in the middle" in answer.output
    assert in_force() == sample
