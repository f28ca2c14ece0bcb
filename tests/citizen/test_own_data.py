"""A person takes away all that is kept of them, and nothing of anyone else."""

import csv
import io
import json
import tracemalloc
import zipfile

import pytest

from citizen.own_data.archive import Archive
from config import clock, towns
from config.database import transaction
from tests.rows import accepted, keep
from tests.sendings import new_id, photo, sent, sha256

EMAIL = "ada@example.org"


@pytest.fixture
def ada(account, moderator, deliver):
    """Someone who sent, corrected, talked, was asked and added photos."""
    person, uuid, picture = account("resident", email=EMAIL), new_id(), photo()
    address = f"/api/v1/observations/{uuid}"
    first = person.put(address, json=sent(comment="=1+1"))
    seen = {"If-Match": first.headers["ETag"]}
    person.put(address, json=sent(comment="@SUM(A1)"), headers=seen)
    person.put(f"{address}/photos/{sha256(picture)}", data=picture, content_type="image/jpeg")
    deliver()
    told = {"verdict": "ask", "comment": "Quel bec ?"}
    assert moderator.post(f"{address}/decisions", json=told).status_code == 201
    person.post(f"{address}/messages", json={"body": "Un bec rouge."})
    person.uuid, person.picture = uuid, picture
    return person


def opened(answer):
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_all_that_is_kept_is_there(ada):
    archive = opened(ada.get("/api/v1/me/export"))
    assert archive.testzip() is None
    (told,) = json.loads(archive.read("observations.json"))
    assert told["uuid"] == ada.uuid
    assert [one["content"]["comment"] for one in told["former_versions"]] == ["=1+1"]
    assert [one["body"] for one in told["messages"]] == ["Un bec rouge."]
    happened = [one["what"] for one in told["history"]]
    assert {"observation.submitted", "observation.corrected", "observation.questioned"} <= {
        *happened
    }
    assert told["consent"] and told["licence"] == "etalab-2.0"
    (file,) = told["photo_files"]
    assert archive.read(file["file"]) == ada.picture
    account = json.loads(archive.read("account.json"))
    assert (account["email"], account["kind"]) == (EMAIL, "person")


def test_the_tables_open_in_a_spreadsheet_and_run_nothing(ada):
    archive = opened(ada.get("/api/v1/me/export"))
    text = archive.read("observations.csv").decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(text))
    assert line["comment"] == "'@SUM(A1)"
    assert float(line["longitude"]) == pytest.approx(0.3741)
    (said,) = csv.DictReader(io.StringIO(archive.read("messages.csv").decode("utf-8-sig")))
    assert (said["observation"], said["body"]) == (ada.uuid, "Un bec rouge.")


def test_nothing_of_another_is_in_it(ada, resident):
    other = new_id()
    resident.put(f"/api/v1/observations/{other}", json=sent(comment="ailleurs"))
    archive = opened(ada.get("/api/v1/me/export"))
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert other.encode() not in whole and b"ailleurs" not in whole
    theirs = opened(resident.get("/api/v1/me/export"))
    assert ada.uuid.encode() not in theirs.read("observations.json")


def test_no_secret_nor_moderator_is_in_it(ada):
    archive = opened(ada.get("/api/v1/me/export"))
    whole = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="ignore")
    assert ada.token not in whole
    assert "moderator-" not in whole and "digest" not in archive.read("account.json").decode()


def test_it_needs_an_account_and_is_kept_by_no_cache(anyone, ada):
    assert anyone.get("/api/v1/me/export").status_code == 401
    assert ada.get("/api/v1/me/export").headers["Cache-Control"] == "private, no-store"
    assert "/api/v1/me/export" in ada.get("/mon-compte").text


def test_many_observations_do_not_fill_the_memory(resident, app):
    with transaction() as session:
        author = next(iter(session.connection().exec_driver_sql("SELECT max(id) FROM account")))[0]
        keep(session, accepted(author, 3000))
    town = towns.served()
    tracemalloc.start()
    answer = resident.get("/api/v1/me/export", buffered=False)
    size = sum(len(piece) for piece in answer.iter_encoded())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    towns.serve(town)
    assert size > 100_000
    assert most < 20_000_000


def test_a_zip_is_sent_as_it_is_written():
    archive = Archive(clock.now())
    pieces = (b"x" * 100_000 for _ in range(50))
    first = next(iter(archive.file("a.bin", pieces, packed=False)))
    assert len(first) <= 100_000
