"""A town brings in an inventory, again once it is corrected, and takes it back."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from citizen.imports import examining, intake
from citizen.imports.mapping.reading import read
from citizen.imports.tables import Import
from citizen.observations.tables import Observation, Revision
from citizen.plausibility import store as flags
from config.database import reading
from config.protocols import PROTOCOLS
from tests.citizen.imports.files import ROWS, table

TREE = PROTOCOLS["tree"]


def test_a_dry_run_tells_all_and_keeps_nothing(bring, kept, tmp_path):
    said = bring(table(tmp_path, *ROWS), "--dry-run")
    assert said.exit_code == 0
    told = {name: said.told[name] for name in ("rows", "kept", "faulty", "matched")}
    assert told == {"rows": 3, "kept": 3, "faulty": 0, "matched": 1}
    assert said.told["read"]["encoding"] == "utf-8"
    assert kept() == {}


def test_rows_are_kept_as_their_mapping_understands_them(bring, kept, tmp_path):
    assert bring(table(tmp_path, *ROWS)).told["kept"] == 3
    found = kept()
    first, second, third = (found[name] for name in "123")
    assert first["place"]["coordinates"] == (0.3741, 49.7572)
    assert first["answers"] == {"category": "single", "girth_cm": 415.0}
    assert first["taxon"] == {"cd_nom": 116759, "cited_name": "Quercus robur", "wikidata": ""}
    assert (first["observed_at"], first["time_precision"]) == ("2024-05-14T00:00:00+02:00", "day")
    assert second["observed_at"] == "2024-05-14T07:32:00+02:00"
    assert second["time_precision"] == "minute"
    assert second["answers"]["girth_cm"] == 120.5
    assert (third["observed_at"][:4], third["time_precision"]) == ("2020", "year")
    assert third["answers"] == {"category": "single"}
    assert {one["place_source"] for one in found.values()} == {"inventory"}


def test_a_file_with_a_faulty_row_is_refused_whole_or_kept_without_it(bring, kept, tmp_path):
    file = table(tmp_path, *ROWS, "4;Frêne;beaucoup;2024;49.7;0.37", "4;Frêne;9;2024;49.7;0.37")
    for option in ("--dry-run", "--skip-faulty"):
        before = kept()
        said = bring(file) if option == "--dry-run" else bring(file, option, "--dry-run")
        assert said.exit_code == (1 if option == "--dry-run" else 0)
        assert [one["row"] for one in said.told["wrong"]] == [5, 6]
        assert "row 5, /tour: a number is expected" in said.err
        assert "already that of another row" in said.err
        assert kept() == before
    assert bring(file, "--skip-faulty").told["kept"] == 3
    assert sorted(kept()) == ["1", "2", "3"]


def test_the_same_file_again_changes_nothing(bring, kept, tmp_path):
    file = table(tmp_path, *ROWS)
    bring(file)
    before = kept()
    said = bring(file)
    assert (said.told["kept"], said.told["known"]) == (0, 3)
    assert kept() == before


def test_a_corrected_file_changes_what_was_corrected_and_keeps_the_version_before(
    bring, kept, tmp_path, app
):
    bring(table(tmp_path, *ROWS))
    said = bring(table(tmp_path, ROWS[0].replace("415", "420"), *ROWS[1:]))
    assert (said.told["changed"], said.told["known"]) == (1, 2)
    found = kept()
    assert found["1"]["answers"]["girth_cm"] == 420
    assert [found[name]["version"] for name in "123"] == [2, 1, 1]
    with reading() as session:
        former = session.scalars(select(Revision)).one()
    assert former.content["answers"]["girth_cm"] == 415


def test_an_import_is_undone_as_a_whole_but_for_what_people_touched(
    bring, command, kept, tmp_path, moderator, deliver
):
    number = bring(table(tmp_path, *ROWS)).told["import"]
    deliver()
    uuid = kept()["2"]["uuid"]
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    uuid = kept()["3"]["uuid"]
    moderator.post(f"/api/v1/observations/{uuid}/messages", json={"body": "Où est-il ?"})

    said = command("undo", number)
    assert said.told["undone"] == {"withdrawn": 1, "decided": 2}
    assert [kept()[name]["status"] for name in "123"] == ["withdrawn", "accepted", "submitted"]
    said = command("undo", number, "--everything")
    assert said.told["undone"] == {"withdrawn": 3}
    assert {one["status"] for one in kept().values()} == {"withdrawn"}
    assert command("undo", 99).exit_code == 1


def test_undoing_a_correction_restores_what_was_there_before(bring, command, kept, tmp_path):
    first = bring(table(tmp_path, *ROWS)).told["import"]
    again = bring(table(tmp_path, ROWS[0].replace("415", "420"), *ROWS[1:])).told["import"]
    said = command("undo", first)
    assert said.told["undone"] == {"changed-since": 1, "withdrawn": 2}
    said = command("undo", again)
    assert said.told["undone"] == {"restored": 1}
    found = kept()["1"]
    assert (found["answers"]["girth_cm"], found["version"]) == (415, 3)


def test_what_was_undone_may_be_brought_in_again(bring, command, kept, tmp_path, deliver):
    file = table(tmp_path, ROWS[0].replace("415", "2900"), *ROWS[1:])
    command("undo", bring(file).told["import"])
    assert bring(file).told["kept"] == 3
    assert {one["status"] for one in kept().values()} == {"submitted"}
    listed = command("list").told
    assert [(one["import"], one["state"]) for one in listed] == [(2, "done"), (1, "undone")]


def test_an_undone_import_leaves_the_next_release(
    bring, command, kept, tmp_path, moderator, publisher, deliver
):
    number = bring(table(tmp_path, *ROWS)).told["import"]
    deliver()
    for one in kept().values():
        moderator.post(f"/api/v1/observations/{one['uuid']}/decisions", json={"verdict": "accept"})
    publisher.post("/api/v1/datasets/tree/releases")
    deliver()
    command("undo", number, "--everything")
    deliver()
    publisher.post("/api/v1/datasets/tree/releases")
    deliver()
    releases = publisher.get("/api/v1/datasets/tree/releases").json["items"]
    assert sorted((one["release"], one["records"]) for one in releases) == [(1, 3), (2, 0)]


@pytest.mark.parametrize("stopped_after", [1, 2])
def test_an_import_that_was_interrupted_goes_on_where_it_stopped(
    bring, kept, tmp_path, monkeypatch, stopped_after
):
    """Killed between two batches: what was kept is kept once, and counted once."""
    monkeypatch.setattr(examining, "BATCH", 1)
    file, done = table(tmp_path, *ROWS), intake._keep

    def stopping(session, held, found):
        if held.rows_done == stopped_after:
            raise KeyboardInterrupt
        done(session, held, found)

    monkeypatch.setattr(intake, "_keep", stopping)
    assert bring(file).exit_code == 1
    assert len(kept()) == stopped_after
    monkeypatch.setattr(intake, "_keep", done)
    said = bring(file)
    assert (said.told["import"], said.told["kept"]) == (1, 3)
    assert len(kept()) == 3


def test_a_slice_of_time_ends_between_two_batches(bring, kept, tmp_path, monkeypatch):
    monkeypatch.setattr(examining, "BATCH", 1)
    file = table(tmp_path, *ROWS)
    monkeypatch.setattr("citizen.imports.commands.keep", nothing)
    number = bring(file).told["import"]
    mapping = read((tmp_path / "carte.toml").read_text(encoding="utf-8"), TREE)
    order = examining.Order(file, mapping, TREE, mapping.source)
    past = datetime(2020, 1, 1, tzinfo=UTC)
    assert [intake.bring(number, order, nothing, past) for _ in range(4)] == [
        False, False, False, True,
    ]  # fmt: skip
    with reading() as session:
        made = session.get_one(Import, number)
        assert (made.state, made.rows_done, made.counts["kept"]) == ("done", 3, 3)
        assert len(session.scalars(select(Observation)).all()) == 3


def nothing(*_told):
    """Keep nothing, show no progress."""


def test_an_unlikely_size_in_an_inventory_is_shown_to_the_moderators(bring, kept, tmp_path, app):
    bring(table(tmp_path, ROWS[0].replace("415", "2900"), ROWS[1]))
    with reading() as session:
        found = session.scalars(select(Observation).order_by(Observation.id)).all()
        flagged = [[flag.code for flag in flags.of(session, one.id, 1)] for one in found]
    assert flagged[0]
    assert flagged[1] == []
