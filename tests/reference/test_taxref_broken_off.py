"""Whatever breaks off while TAXREF comes in leaves nothing behind, and loses no news."""

import json
from io import BytesIO
from threading import enumerate as running

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from config import editions
from config.database import reading
from config.editions import postgresql
from config.events import Event
from config.reports import Unreadable
from config.towns import EVERY_TOWN, Town
from reference.taxa.editions import parsed as parts
from tests.conftest import engine
from tests.reference import taxref_files as made
from tests.reference.taxref_files import in_force


def test_a_load_that_fails_midway_leaves_neither_thread_nor_process(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "AHEAD", 1)
    file = made.written(tmp_path, [made.taxon(n, "Pica pica") for n in range(1, 20_000)])
    with pytest.raises(ZeroDivisionError), parts.parsed(file) as found:
        for _ in found:
            raise ZeroDivisionError
    assert not [one for one in running() if one.name == parts.PARSER]
    assert found.source.closed  # as its process is waited for


ROWS = [b"1\tPica\n2\tParus\n", b"", b"apica\t1\n"]
HANDED = b"".join(
    [json.dumps({"upto": (9, 2), "lengths": [*map(len, ROWS)]}).encode() + b"\n", *ROWS] * 2
)
END = json.dumps({"names": 2, "lost": [], "faulty": 0, "rows": []}).encode() + b"\n"


def test_what_a_parser_hands_over_whole_is_taken():
    whole = parts.Parts(BytesIO(HANDED + END))
    assert [list(rows) for rows, _ in whole] == [ROWS, ROWS]
    assert whole.names == 2


@given(st.integers(0, len(HANDED + END) - 1))
def test_a_parser_that_ends_anywhere_is_never_waited_for(end):
    cut = parts.Parts(BytesIO((HANDED + END)[:end]))
    with pytest.raises(Unreadable):
        for rows, _ in cut:
            assert list(rows) == ROWS


def news():
    """How many towns there are; how many were told that names have changed."""
    with reading() as session:
        towns = len(session.scalars(select(Town)).all())
        told = select(Event).where(Event.name == "taxa.changed")
        return towns, len(session.scalars(told, execution_options=EVERY_TOWN).all())


def test_a_kill_just_after_the_switch_loses_no_news(bring_taxa, tmp_path, sample, monkeypatch):
    def killed(*_):
        raise SystemExit(9)

    assert news()[1] == 0
    with monkeypatch.context() as patched:
        patched.setattr(editions.KINDS[engine().dialect.name], "drop_former", killed)
        assert bring_taxa(made.written(tmp_path)).exit_code == 9
    assert in_force() != sample
    towns, told = news()
    assert towns == told > 0


@pytest.mark.parametrize("how", ["one state", "each by itself"])
def test_who_reads_for_ever_keeps_their_edition_and_the_next_import_comes_in(
    bring_taxa, tmp_path, sample, monkeypatch, how
):
    monkeypatch.setattr(postgresql, "TRIES", 2)
    options = {"isolation_level": "REPEATABLE READ"} if how == "one state" else {}
    counting = text("SELECT count(*) FROM taxon")
    file, is_server = made.written(tmp_path), engine().dialect.name == "postgresql"
    reader = engine().connect().execution_options(reading=True, **(options if is_server else {}))
    before = reader.scalar(counting)
    reader.detach()  # of another process: not of the pool that is emptied
    answer = bring_taxa(file)
    assert answer.exit_code == (1 if is_server else 0), answer.output
    assert ("has been reading the names all along" in answer.output) is is_server
    assert reader.scalar(counting) == before
    assert (in_force() == sample) is is_server
    reader.close()
    assert bring_taxa(file).exit_code == 0
    assert in_force()[2] == "TAXREF v18"
