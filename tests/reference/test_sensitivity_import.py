"""The national rules come in whole, or not at all."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from commands import brindille
from config import database, towns
from config.database import reading, transaction
from config.events import Event
from reference.sensitivity import commands, store
from reference.sensitivity.rules import Rule
from reference.sensitivity.tables import SensitivityEdition, SensitivityRule
from tests.reference.files import BATS, GEONATURE, GINCO, written


@pytest.fixture
def run(app, settings, monkeypatch):
    """Run the command on the home of the test."""

    def command(*arguments):
        monkeypatch.setattr("app.Settings.from_environment", lambda: settings)
        database.engine().dispose()
        asked = [str(one) for one in ("import", "sensitivity", *arguments)]
        return CliRunner().invoke(brindille, asked)

    return command


def in_force():
    with reading() as session:
        kept = store.edition(session)
        rules = session.scalar(select(func.count()).select_from(SensitivityRule))
        return kept and kept.version, rules


def test_a_file_is_put_in_force_and_said(run, tmp_path):
    answer = run(written(tmp_path, BATS), "--json")
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.stdout)
    assert (told["edition"], told["rules"], told["kept"]) == ("RefSensibilite_18", 5, 5)
    assert in_force() == ("RefSensibilite_18", 5)
    with reading() as session:
        (kept,) = store.editions(session)
        assert (kept.rows, kept.sha256) == (5, told["sha256"])
        assert kept.loaded_at <= datetime.now(UTC)
        news = session.scalars(select(Event).where(Event.name == "sensitivity.changed")).all()
    assert len(news) == 1


def test_a_newer_file_replaces_the_former_whole(run, tmp_path):
    run(written(tmp_path, BATS))
    answer = run(written(tmp_path, GINCO, "ginco.csv"), "--edition", "V19")
    assert answer.exit_code == 0, answer.output
    assert in_force() == ("V19", 3)
    with reading() as session:
        new, old = store.editions(session)
    assert new.replaced_at is None
    assert old.replaced_at == new.loaded_at


def test_the_same_file_again_changes_nothing(run, tmp_path):
    file = written(tmp_path, BATS)
    run(file)
    answer = run(file)
    assert (answer.exit_code, "in force already" in answer.output) == (0, True)
    with reading() as session:
        assert len(store.editions(session)) == 1


def test_a_dry_run_checks_and_keeps_nothing(run, tmp_path):
    answer = run(written(tmp_path, BATS), "--dry-run")
    assert (answer.exit_code, "nothing kept" in answer.output) == (0, True)
    assert in_force() == (None, 0)


def test_bad_rows_are_told_a_hundred_at_most_and_nothing_changes(run, tmp_path):
    run(written(tmp_path, BATS))
    bad = "99;79300;Myotis;;2;;;\n" * 250
    answer = run(written(tmp_path, BATS + bad, "bad.csv"))
    assert answer.exit_code == 1
    assert answer.stderr.count("CD_DEP/CD_DEPT") == 100
    assert "… and 150 more rows" in answer.stderr
    assert "250 faulty rows" in answer.stderr
    assert in_force() == ("RefSensibilite_18", 5)


def test_a_file_without_a_rule_is_refused(run, tmp_path):
    run(written(tmp_path, BATS))
    answer = run(written(tmp_path, f"{GEONATURE}\n", "empty.csv"))
    assert (answer.exit_code, "no rule in it" in answer.stderr) == (1, True)
    assert in_force() == ("RefSensibilite_18", 5)


def test_an_import_that_is_interrupted_leaves_the_former_rules_whole(app, tmp_path, monkeypatch):
    commands.bring(written(tmp_path, BATS), "18")
    monkeypatch.setattr(store, "BATCH", 2)
    real = commands.rows

    def cut(file, edition=""):
        for number, one in enumerate(real(file, edition)):
            if edition and number == 3:
                raise KeyboardInterrupt
            yield one

    monkeypatch.setattr(commands, "rows", cut)
    with pytest.raises(KeyboardInterrupt):
        commands.bring(written(tmp_path, BATS.replace("76;", "27;"), "next.csv"), "19")
    assert in_force() == ("18", 5)
    with reading() as session:
        assert store.rules_of(session, {79300}, "27") == []
        assert len(store.rules_of(session, {79300}, "76")) == 2


def test_rules_are_found_by_any_of_the_names_of_a_taxon(app, tmp_path):
    commands.bring(written(tmp_path, BATS), "18")
    with reading() as session:
        found = store.rules_of(session, {60461, 4001}, None)
        assert {(one.cd_nom, one.area, one.edition) for one in found} == {
            (60461, "01", "18"),
            (4001, "2A", "18"),
        }
        assert store.rules_of(session, {60461, 4001}, "01") == [
            Rule(60461, "Myotis daubentonii", "01", 1, 10, edition="18")
        ]
        assert store.levels(session) == {0: 1, 1: 1, 2: 2, 3: 1}


def test_what_a_regional_list_replaces_is_kept_and_never_applied(app, tmp_path):
    more = "27;79300;Myotis brandtii;;2;;9;\n18;79300;Myotis brandtii;;4;;9;\n"
    commands.bring(written(tmp_path, GINCO + more), "18")
    with reading() as session:
        assert [one.level for one in store.rules_of(session, {79300}, "18")] == [3]
        assert [one.level for one in store.rules_of(session, {79300}, "27")] == [2]
        assert store.rules_of(session, {60461}, "18") == []
        kept = session.scalar(select(func.count()).select_from(SensitivityRule))
    assert kept == 5


def test_an_edition_is_in_force_until_another_is(app):
    with transaction() as session:
        assert store.edition(session) is None
        new = SensitivityEdition(version="18", sha256="0", rows=0)
        store.put_in_force(session, new, [], ())
        assert store.edition(session) is new


def test_of_two_imports_at_once_one_is_in_force_whole(app, tmp_path):
    one, other = written(tmp_path, BATS, "one.csv"), written(tmp_path, GINCO, "other.csv")
    town = towns.served()

    def bring(file):
        with towns.serving(town):
            commands.bring(file, file.stem)

    with ThreadPoolExecutor(2) as hands:
        list(hands.map(bring, (one, other)))
    assert in_force() in {("one", 5), ("other", 3)}
    with reading() as session:
        told = [kept.replaced_at is None for kept in store.editions(session)]
    assert sorted(told) == [False, True]
