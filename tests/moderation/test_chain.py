"""What was decided is written once: the chain holds, and says where somebody broke it."""

import json
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError

import commands
from config import towns
from config.database import reading, transaction
from moderation.chain import store as chain
from moderation.chain.rules import ORIGIN, Line, breaks, following
from moderation.chain.tables import ChainLine
from moderation.decisions import grace
from moderation.decisions.tables import Decision
from tests.conftest import SERVER, engine
from tests.moderation.town_rules import TWO, declare


def made(number):
    lines, last = [], Line(0, "", "", ORIGIN)
    for n in range(1, number + 1):
        last = following(n, last.digest, {"kind": "decision", "words": f"{n}"})
        lines.append(last)
    return lines


@given(st.integers(1, 30), st.data())
def test_whatever_is_done_to_a_line_is_found(number, data):
    lines = made(number)
    head = lines[-1].number, lines[-1].digest
    assert [*breaks(lines, head)] == []
    at = data.draw(st.integers(0, number - 1))
    one = lines[at]
    forged = following(one.number, one.previous, {"kind": "decision", "words": "other"})
    changed = [
        [*lines[:at], one._replace(told=one.told.replace("words", "wards")), *lines[at + 1 :]],
        [*lines[:at], *lines[at + 1 :]],
        [*lines[:at], forged, *lines[at + 1 :]],
        [*lines[:at], one, *lines[at:]],
    ]
    for told in changed:
        found = [*breaks(told, head)]
        assert found
        assert abs(found[0].number - one.number) <= 1


@pytest.fixture
def fsck(settings, app):
    def run(*options):
        known = ("BRINDILLE_HOME", "SECRET_KEY", "DATABASE_URL")
        environment = {name: getattr(settings, name) for name in known}
        engine().dispose()
        done = CliRunner().invoke(commands.brindille, ["fsck", *options], env=environment)
        towns.serve(app.config["TOWN"])
        return done

    return run


@pytest.fixture
def past(moderator, account, report):
    """Decisions, an opinion, a change of rules, one undone, a merge: return what was decided on."""
    other, uuids = account("moderator", organisation="LPO"), [report() for _ in range(4)]
    post = "/api/v1/observations/{}/decisions"
    moderator.post(post.format(uuids[0]), json={"verdict": "accept", "comment": "Marker-words"})
    grace.lasts(30)
    taken = moderator.post(post.format(uuids[1]), json={"verdict": "accept"}).json
    assert moderator.post(f"/api/v1/decisions/{taken['uuid']}/undo").status_code == 200
    grace.lasts(0)
    merged = {"verdict": "duplicate", "of": uuids[0]}
    assert moderator.post(post.format(uuids[2]), json=merged).status_code == 201
    declare(TWO)
    other.post(post.format(uuids[3]), json={"verdict": "accept"})
    return uuids


def tampered(statement):
    """Change the database as somebody with its password would."""
    with engine().begin() as connection:
        if SERVER:
            connection.execute(text("ALTER TABLE chain_line DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER IF EXISTS chain_line_UPDATE"))
            connection.execute(text("DROP TRIGGER IF EXISTS chain_line_DELETE"))
        connection.execute(statement)


def test_the_chain_tells_all_that_was_decided_without_words_or_names(past, fsck):
    done = fsck("--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["breaks"] == []
    with reading() as session:
        told = [json.loads(line.told) for line in chain.lines(session)]
    kinds = ["decision", "decision", "undo", "decision", "rules", "opinion"]
    assert [one["kind"] for one in told] == kinds
    assert [one["number"] for one in told] == [1, 2, 3, 4, 5, 6]
    assert "Marker-words" not in json.dumps(told)
    assert "example.org" not in json.dumps(told)


@pytest.mark.parametrize("statement", [update(ChainLine).values(told="{}"), delete(ChainLine)])
def test_the_database_refuses_to_change_a_line(past, statement):
    with pytest.raises(DatabaseError, match="append-only"), engine().begin() as connection:
        connection.execute(statement)


def test_a_line_rewritten_is_pointed_at(past, fsck):
    tampered(update(ChainLine).where(ChainLine.number == 2).values(told='{"kind":"decision"}'))
    done = fsck()
    assert done.exit_code == 1
    assert "line 2: its words are not those that were written" in done.stdout


def test_lines_removed_from_the_end_are_missed(past, fsck):
    tampered(delete(ChainLine).where(ChainLine.number > 4))
    done = fsck()
    assert (done.exit_code, "line 5: missing: 6 lines were written" in done.stdout) == (1, True)


def test_a_decision_rewritten_beside_the_chain_is_pointed_at(past, fsck):
    first = select(Decision.id).order_by(Decision.id).limit(1).scalar_subquery()
    tampered(update(Decision).where(Decision.id == first).values(verdict="reject", level=4))
    done = fsck()
    assert done.exit_code == 1
    assert "was changed: verdict, level" in done.stdout


def test_who_decided_can_be_forgotten_and_the_chain_still_holds(past, fsck, moderator):
    assert moderator.delete("/api/v1/me?observations=keep").status_code in {200, 204}
    assert fsck().exit_code == 0


def test_those_who_write_at_one_instant_make_one_chain(app, fsck):
    def write(number):
        with towns.serving(app.config["TOWN"]), transaction() as session:
            chain.add(session, "decision-made-up", None, n=number)

    with ThreadPoolExecutor(8) as runners:
        list(runners.map(write, range(80)))
    done = fsck("--json")
    assert (done.exit_code, json.loads(done.stdout)["lines"]) == (0, 80)


def test_many_lines_are_read_a_few_at_a_time(app):
    """20,000 lines are verified in a few megabytes: memory does not grow with the history."""
    lines = made(20_000)
    with transaction() as session:
        chain.add(session, "begun", None)
    town = app.config["TOWN"]
    with engine().begin() as connection:
        connection.execute(
            insert(ChainLine), [{**one._asdict(), "number": one.number + 1, "town_id": town}
                                for one in lines]
        )  # fmt: skip
    tracemalloc.start()
    with reading() as session:
        assert sum(1 for _ in chain.lines(session)) == 20_001
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000
