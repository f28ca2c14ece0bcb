"""An edition of TAXREF comes in whole, or the one in force stays as it was."""

import json
import zipfile

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text

import app as house
from config import editions
from config.database import reading, transaction
from config.editions import alone
from reference.taxa import store
from reference.taxa.editions import store as loaded
from tests.conftest import engine
from tests.reference import taxref_files as made


@pytest.fixture
def bring(app, settings):
    """Run the command, as a person does."""

    def run(*arguments):
        environment = {"BRINDILLE_HOME": settings.BRINDILLE_HOME, "SECRET_KEY": "x" * 40}
        environment |= {"DATABASE_URL": settings.DATABASE_URL} if settings.DATABASE_URL else {}
        engine().dispose()  # the command opens the database for itself
        told = CliRunner().invoke(
            house.brindille, ["import", "taxa", *map(str, arguments)], env=environment
        )
        assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
        return told

    return run


def in_force():
    """All that the edition in force says, and how it is cited."""
    with reading() as session:
        rows = session.query(store.Taxon.cd_nom, store.Taxon.name).order_by("cd_nom").all()
        names = session.query(store.TaxonName).count(), session.query(store.TaxonKey).count()
        return [tuple(row) for row in rows], names, store.version(session)


@pytest.fixture
def sample(app):
    return in_force()


def test_a_file_replaces_the_sample_and_is_cited(bring, tmp_path, anyone, sample):
    told = bring(made.written(tmp_path), "--json")
    assert told.exit_code == 0, told.output
    report = json.loads(told.stdout)
    assert (report["version"], report["names"], report["state"]) == ("TAXREF v18", 5, "in force")
    rows, names, version = in_force()
    assert [number for number, _ in rows] == [180, 190, 4001, 4002, 4342]
    assert version == "TAXREF v18" != sample[2]
    assert names[0] == 9  # five scientific, two French of one, one English, one French
    assert [n.name for n in found("rouge gorge")] == ["Erithacus rubecula"]
    assert [n.written for n in found("european rob")] == ["European Robin"]
    whole = anyone.get("/api/v1/taxa/4001").json
    assert whole["vernaculars"] == {"fr": ["Rougegorge familier", "Rouge-gorge"],
                                    "en": ["European Robin"]}  # fmt: skip
    assert whole["territories"] == {"FR": "P", "GUA": "I"}
    assert [one["cd_nom"] for one in whole["parents"]] == [190, 180]
    assert [one["name"] for one in whole["synonyms"]] == ["Motacilla rubecula"]
    assert whole["version"] == "TAXREF v18"


def found(typed):
    with reading() as session:
        return store.find(session, typed, 10)


@pytest.mark.parametrize(
    ("columns", "name"), [(made.V15, "TAXREFv15.txt"), (made.V15[::-1], "TAXREFv17.txt")]
)
def test_columns_are_found_by_their_names(bring, tmp_path, columns, name):
    assert bring(made.written(tmp_path, columns=columns, name=name)).exit_code == 0
    assert in_force()[2] == f"TAXREF {name[6:9]}"
    assert len(in_force()[0]) == 5


def test_a_zip_is_read_as_it_is_downloaded(bring, tmp_path):
    assert bring(made.zipped(tmp_path)).exit_code == 0
    assert in_force()[2] == "TAXREF v18"


def test_quotes_tabs_and_backslashes_in_fields_are_read(bring, tmp_path):
    author = '"(Linnaeus, 1758) ""sic""\tl\\.c."'
    rows = [made.taxon(7, "Pica pica", LB_AUTEUR=author), *made.ROWS]
    assert bring(made.written(tmp_path, rows)).exit_code == 0
    with reading() as session:
        assert store.of_cd_nom(session, 7).author == '(Linnaeus, 1758) "sic" l\\.c.'


def test_statuses_come_with_their_edition(bring, tmp_path, anyone):
    rows = [
        made.status(4001, "PN", 'Oiseaux protégés : "article 3"'),
        made.status(4001, "LRN", "LC"),
    ]
    told = bring(made.written(tmp_path), "--statuses", made.statuts(tmp_path, rows), "--json")
    assert told.exit_code == 0, told.output
    statuses = anyone.get("/api/v1/taxa/4002").json["statuses"]  # a synonym has those of its taxon
    assert [(one["type"], one["label"]) for one in statuses] == [
        ("PN", 'Oiseaux protégés : "article 3"'), ("LRN", "LC"),
    ]  # fmt: skip


def test_names_moved_and_dropped_are_told_and_kept(bring, tmp_path, anyone):
    assert bring(made.written(tmp_path)).exit_code == 0
    (tmp_path / "next").mkdir()
    rows = [row for row in made.ROWS if row["CD_NOM"] not in {4002, 4342}]
    rows[2] = made.taxon(4001, "Erithacus rubecula", cd_ref=5000)
    rows.append(made.taxon(5000, "Erithacus novus"))
    gone = "CD_NOM\tPLUS_RECENTE_DIFFUSION\tCD_NOM_REMPLACEMENT\tCD_RAISON_SUPPRESSION\t"
    gone += "RAISON_SUPPRESSION\n4002\t18\t4001\t1\tdoublon\n"
    told = json.loads(bring(made.zipped(tmp_path / "next", rows=rows, gone=gone), "--json").stdout)
    assert (told["moved"], told["dropped"]) == (1, 2)
    with reading() as session:
        changes = {one.cd_nom: one for one in store.changed(session, [4001, 4002, 4342, 180])}
        assert store.of_cd_nom(session, 4002) is None
    assert {n: (c.kind, c.cd_ref_before, c.cd_ref, c.reason) for n, c in changes.items()} == {
        4001: ("moved", 4001, 5000, ""),
        4002: ("dropped", 4001, 5000, "doublon"),
        4342: ("dropped", 4342, None, ""),
    }
    assert anyone.get("/api/v1/taxa/4342").status_code == 404


def test_the_same_file_again_changes_nothing(bring, tmp_path):
    file = made.written(tmp_path)
    assert bring(file).exit_code == 0
    assert json.loads(bring(file, "--json").stdout)["state"] == "in force already"


def test_a_dry_run_keeps_nothing(bring, tmp_path, sample):
    told = bring(made.written(tmp_path), "--dry-run", "--json")
    assert json.loads(told.stdout)["names"] == 5
    assert in_force() == sample


def test_a_reference_to_nowhere_is_told_and_kept(bring, tmp_path):
    rows = [*made.ROWS, made.taxon(9, "Pica alba", cd_ref=123456)]
    told = json.loads(bring(made.written(tmp_path, rows), "--json").stdout)
    assert (told["references_lost"], told["lost"]) == (1, [123456])
    assert [one.cd_ref for one in found("pica alba")] == [123456]


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
def test_a_faulty_file_is_refused_whole_and_told_by_row(bring, tmp_path, sample, sentence, told):
    answer = bring(made.written(tmp_path, **told))
    assert answer.exit_code == 1
    assert sentence in answer.output
    assert in_force() == sample


def test_the_first_faulty_rows_are_told_and_the_others_counted(bring, tmp_path, sample):
    rows = [made.taxon(f"x{n}", "Pica pica") for n in range(300)]
    answer = bring(made.written(tmp_path, rows))
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


def test_what_is_no_taxref_is_refused(bring, tmp_path, sample):
    for sentence, name, content in list(broken(tmp_path)):
        file = tmp_path / name
        file.write_bytes(content)
        answer = bring(file)
        assert (answer.exit_code, sentence in answer.output) == (1, True), (name, answer.output)
        assert in_force() == sample, name


def test_a_zip_that_would_grow_without_end_is_refused_unread(bring, tmp_path, sample):
    file = tmp_path / "TAXREF_v18.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("TAXREFv18.txt", "\0" * 20_000_000)
    answer = bring(file)
    assert answer.exit_code == 1 and "would be 20,000,000 bytes" in answer.output
    with zipfile.ZipFile(file, "w") as odd:
        odd.writestr("readme.txt", "")
    assert bring(file).exit_code == 1
    assert in_force() == sample


def test_faulty_statuses_refuse_the_whole(bring, tmp_path, sample):
    rows = [made.status("x", "PN", "")]
    answer = bring(made.written(tmp_path), "--statuses", made.statuts(tmp_path, rows))
    assert answer.exit_code == 1 and "/cd_ref: 'x' is not a number" in answer.output
    assert in_force() == sample


@pytest.mark.parametrize("step", ["finish", "compare", "switch"])
def test_after_an_interruption_the_reference_is_whole_and_one_begins_anew(
    bring, tmp_path, sample, monkeypatch, step
):
    def killed(*_):
        raise SystemExit(9)

    owner = loaded if step == "compare" else editions.Editions
    with monkeypatch.context() as patched:
        patched.setattr(owner, step, killed)
        assert bring(made.written(tmp_path)).exit_code == 9
    assert in_force() == sample
    assert bring(made.written(tmp_path)).exit_code == 0
    assert in_force()[2] == "TAXREF v18"
    left = [
        name for name in inspect(engine()).get_table_names() if "_next" in name or "_old" in name
    ]
    assert left == []


def test_whoever_reads_during_an_import_reads_the_edition_before(app, bring, tmp_path, sample):
    with reading() as session:
        before = session.query(store.Taxon).count()
        assert session.query(store.Taxon).count() == before
    assert bring(made.written(tmp_path)).exit_code == 0
    assert in_force() != sample
    with transaction() as session:  # and it can be written to again
        session.execute(text("UPDATE taxon SET habitat = habitat"))


def test_two_imports_at_once_do_not_mix(app, bring, tmp_path, sample):
    first = engine()
    with alone(loaded.TABLES):
        answer = bring(made.written(tmp_path))
    first.dispose()
    assert answer.exit_code == 1 and "another import" in answer.output
    assert in_force() == sample


def test_a_second_edition_leaves_the_tables_as_the_migrations_made_them(app, bring, tmp_path):
    def shape():
        seen = inspect(engine())
        return {
            table.name: (
                [column["name"] for column in seen.get_columns(table.name)],
                seen.get_pk_constraint(table.name)["constrained_columns"],
                sorted(index["name"] for index in seen.get_indexes(table.name)),
            )
            for table in loaded.TABLES
        }

    before = shape()
    assert bring(made.written(tmp_path)).exit_code == 0
    (tmp_path / "two").mkdir()
    assert bring(made.written(tmp_path / "two", made.ROWS[:3])).exit_code == 0
    assert shape() == before


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_whatever_a_file_holds_it_is_read_or_refused(bring, tmp_path, content):
    file = tmp_path / "TAXREFv18.txt"
    file.write_text(content, encoding="utf-8", newline="")
    assert bring(file, "--dry-run").exit_code == 1
    whole = made.text().replace("\r\n", "\r\n" + content.replace("\r\n", ""), 2)
    file.write_text(whole, encoding="utf-8", newline="")
    assert bring(file, "--dry-run").exit_code in {0, 1}
