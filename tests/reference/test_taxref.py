"""An edition of TAXREF comes in whole, or the one in force stays as it was."""

import json

import pytest
from sqlalchemy import inspect, text

from config import editions
from config.database import reading, transaction
from config.editions import alone
from reference.taxa import store
from reference.taxa.editions import store as loaded
from tests.conftest import engine
from tests.reference import taxref_files as made
from tests.reference.taxref_files import in_force


def test_a_file_replaces_the_sample_and_is_cited(bring_taxa, tmp_path, anyone, sample):
    told = bring_taxa(made.written(tmp_path), "--json")
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
def test_columns_are_found_by_their_names(bring_taxa, tmp_path, columns, name):
    assert bring_taxa(made.written(tmp_path, columns=columns, name=name)).exit_code == 0
    assert in_force()[2] == f"TAXREF {name[6:9]}"
    assert len(in_force()[0]) == 5


def test_a_zip_is_read_as_it_is_downloaded(bring_taxa, tmp_path):
    assert bring_taxa(made.zipped(tmp_path)).exit_code == 0
    assert in_force()[2] == "TAXREF v18"


def test_quotes_tabs_and_backslashes_in_fields_are_read(bring_taxa, tmp_path):
    author = '"(Linnaeus, 1758) ""sic""\tl\\.c."'
    rows = [made.taxon(7, "Pica pica", LB_AUTEUR=author), *made.ROWS]
    assert bring_taxa(made.written(tmp_path, rows)).exit_code == 0
    with reading() as session:
        assert store.of_cd_nom(session, 7).author == '(Linnaeus, 1758) "sic" l\\.c.'


def test_statuses_come_with_their_edition(bring_taxa, tmp_path, anyone):
    rows = [
        made.status(4001, "PN", 'Oiseaux protégés : "article 3"'),
        made.status(4001, "LRN", "LC"),
    ]
    told = bring_taxa(made.written(tmp_path), "--statuses", made.statuts(tmp_path, rows), "--json")
    assert told.exit_code == 0, told.output
    statuses = anyone.get("/api/v1/taxa/4002").json["statuses"]  # a synonym has those of its taxon
    assert [(one["type"], one["label"]) for one in statuses] == [
        ("PN", 'Oiseaux protégés : "article 3"'), ("LRN", "LC"),
    ]  # fmt: skip


def test_names_moved_and_dropped_are_told_and_kept(bring_taxa, tmp_path, anyone):
    assert bring_taxa(made.written(tmp_path)).exit_code == 0
    (tmp_path / "next").mkdir()
    rows = [row for row in made.ROWS if row["CD_NOM"] not in {4002, 4342}]
    rows[2] = made.taxon(4001, "Erithacus rubecula", cd_ref=5000)
    rows.append(made.taxon(5000, "Erithacus novus"))
    gone = "CD_NOM\tPLUS_RECENTE_DIFFUSION\tCD_NOM_REMPLACEMENT\tCD_RAISON_SUPPRESSION\t"
    gone += "RAISON_SUPPRESSION\n4002\t18\t4001\t1\tdoublon\n"
    told = json.loads(
        bring_taxa(made.zipped(tmp_path / "next", rows=rows, gone=gone), "--json").stdout
    )
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


def changes():
    with reading() as session:
        return {one.cd_nom: one.kind for one in store.changed(session, [4001, 4002, 4342])}


def test_a_name_that_is_gone_is_told_until_it_comes_back(bring_taxa, tmp_path):
    def brought(name, rows, *options):
        (tmp_path / name).mkdir()
        file = made.written(tmp_path / name, rows, name=f"TAXREFv{name[:2]}.txt")
        return json.loads(bring_taxa(file, *options, "--json").stdout)

    moved = made.taxon(4001, "Erithacus rubecula", cd_ref=5000), made.taxon(5000, "Erithacus novus")
    fewer = [*made.ROWS[:2], *moved]
    statuts = made.statuts(tmp_path, [made.status(5000, "PN", "article 3")])
    brought("17", made.ROWS)
    told = brought("18", fewer)
    assert (told["moved"], told["dropped"]) == (1, 2)
    told = brought("18 with statuses", fewer, "--statuses", statuts)
    assert (told["moved"], told["dropped"]) == (0, 0)
    assert changes() == {4001: "moved", 4002: "dropped", 4342: "dropped"}
    brought("19", [*fewer, made.ROWS[4]])
    assert changes() == {4002: "dropped"}


def test_the_same_file_again_changes_nothing(bring_taxa, tmp_path):
    file = made.written(tmp_path)
    assert bring_taxa(file).exit_code == 0
    assert json.loads(bring_taxa(file, "--json").stdout)["state"] == "in force already"


def test_a_dry_run_keeps_nothing(bring_taxa, tmp_path, sample):
    told = bring_taxa(made.written(tmp_path), "--dry-run", "--json")
    assert json.loads(told.stdout)["names"] == 5
    assert in_force() == sample


def test_a_reference_to_nowhere_is_told_and_kept(bring_taxa, tmp_path):
    rows = [*made.ROWS, made.taxon(9, "Pica alba", cd_ref=123456)]
    told = json.loads(bring_taxa(made.written(tmp_path, rows), "--json").stdout)
    assert (told["references_lost"], told["lost"]) == (1, [123456])
    assert [one.cd_ref for one in found("pica alba")] == [123456]


@pytest.mark.parametrize("step", ["finish", "compare", "switch"])
def test_after_an_interruption_the_reference_is_whole_and_one_goes_on(
    bring_taxa, tmp_path, sample, monkeypatch, step
):
    def killed(*_):
        raise SystemExit(9)

    owner = loaded if step == "compare" else editions.KINDS[engine().dialect.name]
    with monkeypatch.context() as patched:
        patched.setattr(owner, step, killed)
        assert bring_taxa(made.written(tmp_path)).exit_code == 9
    assert in_force() == sample
    assert bring_taxa(made.written(tmp_path)).exit_code == 0
    assert in_force()[2] == "TAXREF v18"
    left = [
        name for name in inspect(engine()).get_table_names() if "_next" in name or "_old" in name
    ]
    assert left == []


def test_whoever_reads_during_an_import_reads_the_edition_before(app, bring_taxa, tmp_path, sample):
    with reading() as session:
        before = session.query(store.Taxon).count()
        assert session.query(store.Taxon).count() == before
    assert bring_taxa(made.written(tmp_path)).exit_code == 0
    assert in_force() != sample
    with transaction() as session:  # and it can be written to again
        session.execute(text("UPDATE taxon SET habitat = habitat"))


def test_two_imports_at_once_do_not_mix(app, bring_taxa, tmp_path, sample):
    with alone(loaded.TABLES) as other:
        other.connection.detach()  # of another process: not of the pool that is emptied
        answer = bring_taxa(made.written(tmp_path))
    assert answer.exit_code == 1 and "another import" in answer.output
    assert in_force() == sample


def test_a_second_edition_leaves_the_tables_as_the_migrations_made_them(app, bring_taxa, tmp_path):
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
    assert bring_taxa(made.written(tmp_path)).exit_code == 0
    (tmp_path / "two").mkdir()
    assert bring_taxa(made.written(tmp_path / "two", made.ROWS[:3])).exit_code == 0
    assert shape() == before
