"""What an interrupted import of TAXREF leaves is dropped when nobody will go on with it."""

from datetime import timedelta

import pytest

from config import clock
from config.editions import BrokenOff, Filled, alone
from config.reports import Reached
from reference.taxa import jobs
from reference.taxa.editions import loading
from reference.taxa.editions.store import COLUMNS, TABLES
from tests.reference import taxref_files as made
from tests.reference.interruptions import killed, left, unharmed
from tests.reference.taxref_files import in_force


def interrupted(bring_taxa, long_file, steps, after=1):
    steps[1][:] = [killed, *[unharmed] * after]
    assert bring_taxa(long_file).exit_code == 9
    assert left()


def test_another_file_begins_anew_and_so_does_another_version_of_our_code(
    bring_taxa, tmp_path, long_file, sample, steps, monkeypatch
):
    interrupted(bring_taxa, long_file, steps)
    monkeypatch.setattr(loading, "MAKERS", loading.MAKERS[1:])
    interrupted(bring_taxa, long_file, steps)
    assert len(steps[0]) == 2 * 3 > len(set(steps[0]))
    (tmp_path / "other").mkdir()
    answer = bring_taxa(made.written(tmp_path / "other"))
    assert answer.exit_code == 0 and "going on" not in answer.output
    assert len(in_force()[0]) == len(made.ROWS)
    assert left() == []


def test_a_file_that_is_refused_leaves_nothing(bring_taxa, long_file, sample, small_steps):
    with long_file.open("ab") as more:
        more.write(long_file.read_bytes().splitlines(keepends=True)[1])
    answer = bring_taxa(long_file)
    assert answer.exit_code == 1 and "is there twice" in answer.output
    assert (in_force(), left()) == (sample, [])


def test_an_import_nobody_goes_on_with_is_forgotten_after_a_week(bring_taxa, long_file, steps):
    interrupted(bring_taxa, long_file, steps)
    for days in (0, 6):
        with clock.held_at(clock.now() + timedelta(days=days)):
            jobs.forget_interrupted(None)
        assert left()
    with clock.held_at(clock.now() + timedelta(days=8)):
        jobs.forget_interrupted(None)
        jobs.forget_interrupted(None)
    assert left() == []


def test_rows_that_another_brought_late_are_not_brought_twice(app):
    with alone(TABLES) as beside:
        beside.begin("a file")
        beside.reached["taxon"] = Reached(7)
        with pytest.raises(BrokenOff, match="ended late"):
            beside.add([Filled(TABLES[0], COLUMNS, b"", Reached(9))])
        beside.clear()
