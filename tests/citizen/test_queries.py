"""How much is asked of the database: a town of one machine serves many phones."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from sqlalchemy import event

from config import statements
from config.protocols import PROTOCOLS
from tests.conftest import engine
from tests.sendings import new_id, sent

NOT_ASKED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE")


@contextmanager
def asked() -> Iterator[list[str]]:
    """Note the statements that are sent while the block runs."""
    noted: list[str] = []

    def note(_connection, _cursor, statement, *_):
        if not statement.lstrip().upper().startswith(NOT_ASKED):
            noted.append(" ".join(statement.split()))

    def run(connection, prepared, values):
        noted.append(prepared.text)
        return execute(connection, prepared, values)

    execute = statements.execute
    event.listen(engine(), "before_cursor_execute", note)
    with patch.object(statements, "execute", run):
        yield noted
    event.remove(engine(), "before_cursor_execute", note)


@contextmanager
def committed() -> Iterator[list[object]]:
    """Note the transactions that are kept while the block runs."""
    noted: list[object] = []

    def note(connection):
        noted.append(connection)

    event.listen(engine(), "commit", note)
    yield noted
    event.remove(engine(), "commit", note)


def told(statements):
    return f"{len(statements)}:\n" + "\n".join(statement[:110] for statement in statements)


def put(resident, uuid, body):
    resident.put(f"/api/v1/observations/{new_id()}?dry_run=true", json=sent())  # asked once
    with asked() as statements:
        answer = resident.put(f"/api/v1/observations/{uuid}", json=body)
    return answer, statements


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_sending_asks_seven_times(resident, protocol):
    answer, statements = put(resident, new_id(), sent(protocol))
    assert answer.status_code == 201
    assert len(statements) <= 7, told(statements)


def test_a_sending_with_a_name_and_photos_asks_twelve_times(resident):
    body = sent(taxon={"cd_nom": 4001}, photos=["0" * 64])
    answer, statements = put(resident, new_id(), body)
    assert answer.status_code == 201
    assert len(statements) <= 12, told(statements)  # two of them: is it known already?


def test_a_sending_that_comes_again_asks_seven_times(resident):
    uuid = new_id()
    put(resident, uuid, sent())
    answer, statements = put(resident, uuid, sent())
    assert answer.status_code == 200
    assert len(statements) <= 7, told(statements)


@pytest.mark.parametrize("number", [30, 120])
def test_a_batch_asks_no_more_for_many_than_for_few(resident, number):
    others = [sent("tree", place=point(place)) | {"uuid": new_id()} for place in range(number)]
    put(resident, new_id(), sent())
    with asked() as statements:
        answer = resident.post("/api/v1/observations/batch", json={"items": others})
    assert {one["status"] for one in answer.json["items"]} == {201}
    assert len(statements) <= 11, told(statements)


def point(number):
    return {"type": "Point", "coordinates": [0.37 + number / 10_000, 49.75]}


def test_a_refusal_asks_only_who_sends(resident):
    answer, statements = put(resident, new_id(), sent(accuracy_m=-1))
    assert answer.status_code == 422
    assert len(statements) == 1, told(statements)


def test_a_list_asks_no_more_for_twenty_than_for_two(resident):
    counts = []
    for number in (2, 18):
        for _ in range(number):
            put(resident, new_id(), sent())
        with asked() as statements:
            listed = resident.get("/api/v1/me/observations")
        assert len(listed.json["items"]) in {2, 20}
        counts.append(len(statements))
    assert counts[0] == counts[1], told(statements)


def test_a_queue_asks_no_more_for_twenty_than_for_two(resident, moderator, deliver):
    counts = []
    for number in (2, 18):
        for _ in range(number):
            put(resident, new_id(), sent())
        deliver()
        with asked() as statements:
            listed = moderator.get("/api/v1/queue")
        assert len(listed.json["items"]) in {2, 20}
        counts.append(len(statements))
    assert counts[0] == counts[1], told(statements)
