"""A clerk sends an inventory, reads what it would bring, confirms, and takes it back."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from citizen.imports import jobs
from citizen.imports.tables import Import
from citizen.observations.tables import Observation
from config import clock, files
from config.database import reading
from tests.citizen.imports.files import HEAD, IN_COLUMNS, MAPPING, ROWS
from tests.citizen.imports.test_maps import SCHEMA, TREES

PAGE = "/ville/inventaires"
OWN = ('protocol = "tree"\n' + MAPPING + IN_COLUMNS).encode()


def send(client, *rows, head=HEAD, **typed):
    content = "\n".join([head, *rows]).encode()
    told = {"file": (io.BytesIO(content), "arbres.csv"), "map": "own", "source": ""}
    told |= {"own": (io.BytesIO(OWN), "carte.toml")} | typed
    return client.post(PAGE, data={k: v for k, v in told.items() if v is not None})


def count(table, *where):
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table).where(*where))


def held():
    with reading() as session:
        return session.scalars(select(Import).order_by(Import.id.desc()).limit(1)).one()


def stored():
    folder = files.store().root / "imports"
    return [file.name for file in folder.iterdir()] if folder.is_dir() else []


def test_an_inventory_is_looked_at_kept_and_taken_back(publisher, deliver):
    answer = send(publisher, *ROWS)
    assert answer.status_code == 303
    there = answer.headers["Location"]
    assert "en cours d’examen" in publisher.get(there).text
    deliver()
    page = publisher.get(there).text
    assert "Garder 3 lignes" in page
    assert "Un nom est reconnu par TAXREF" in page
    assert count(Observation) == 0
    assert len(stored()) == 1

    publisher.post(f"{there}/garder")
    deliver()
    page = publisher.get(there).text
    assert "L’inventaire est gardé" in page
    assert "<strong>3</strong> nouvelles" in page
    assert (count(Observation), stored()) == (3, [])

    publisher.post(f"{there}/annuler")
    deliver()
    page = publisher.get(there).text
    assert "L’inventaire a été repris" in page
    assert "<strong>3</strong> retirées" in page
    assert count(Observation, Observation.status == "withdrawn") == 3
    assert "arbres.csv" in publisher.get(PAGE).text


def test_faulty_rows_are_shown_and_must_be_left_aside_knowingly(publisher, deliver):
    wrong = "4;Frêne;beaucoup;2024;49.7;0.37"
    there = send(publisher, *ROWS, wrong).headers["Location"]
    deliver()
    page = publisher.get(there).text
    assert "Une ligne fautive" in page
    assert "nombre attendu" in page
    publisher.post(f"{there}/garder")
    deliver()
    assert (held().state, count(Observation)) == ("examined", 0)
    publisher.post(f"{there}/garder", data={"skip": "1"})
    deliver()
    assert (held().state, count(Observation)) == ("done", 3)
    english = publisher.get(f"{there}?lang=en").text
    assert "One faulty row" in english
    assert "a number is expected" in english


def test_what_recurs_is_told_once_with_how_often(publisher, deliver):
    rows = [f"{n};x;9;2024;0.3741;49.7572" for n in range(3)]
    there = send(publisher, *rows).headers["Location"]
    deliver()
    page = publisher.get(there).text
    assert "longitude et latitude semblent inversées" in page
    assert "(3 lignes)" in page.replace("\u00a0", " ")
    assert "Aucune ligne ne peut être gardée" in page


def test_a_ready_mapping_asks_for_the_name_of_the_inventory(publisher, deliver):
    ready = {"head": SCHEMA, "map": "arbres-urbains", "own": None}
    answer = send(publisher, *TREES, **ready)
    assert answer.status_code == 422
    assert "Donnez un nom à l’inventaire" in answer.text
    answer = send(publisher, *TREES, **ready, source="Les parcs")
    deliver()
    assert "Garder 5 lignes" in publisher.get(answer.headers["Location"]).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"file": None}, "Choisissez un fichier"),
        ({"map": "nowhere"}, "Dites comment le lire"),
        ({"map": "../../secret"}, "Dites comment le lire"),
        ({"own": None}, "Joignez votre correspondance"),
        ({"own": b"\xff"}, "TOML en UTF-8"),
        ({"own": b"a = "}, "TOML lisible"),
        ({"own": b'protocol = "unicorn"'}, "à choisir parmi"),
        ({"own": OWN + b"[answers.wood]\ncolumn = 'x'\n"}, "answers.wood"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_kept(publisher, typed, words):
    if isinstance(typed.get("own"), bytes):
        typed = {"own": (io.BytesIO(typed["own"]), "carte.toml")}
    answer = send(publisher, *ROWS, **typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert (count(Import), stored()) == (0, [])


@pytest.mark.parametrize(
    ("rows", "head", "words"),
    [
        ((), "", "le fichier est vide"),
        (ROWS, "a;b", "n’a pas de colonne « id »"),
        (("<?xml?><html>",), "<html>", "ni GPX ni KML"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(publisher, deliver, rows, head, words):
    there = send(publisher, *rows, head=head).headers["Location"]
    deliver()
    page = publisher.get(there).text.replace("'", "’").replace("\u00a0", " ")
    assert "pas pu être lu" in page
    assert words in page
    publisher.post(f"{there}/abandon")
    assert (held().state, stored()) == ("abandoned", [])


def test_a_file_nobody_confirms_is_forgotten(publisher, deliver):
    send(publisher, *ROWS)
    deliver()
    files.store().keep("imports/of-no-row", b"broken off")
    jobs.forget_unconfirmed(None)
    assert (held().state, len(stored())) == ("examined", 2)
    with clock.held_at(clock.now() + timedelta(days=8)):
        jobs.forget_unconfirmed(None)
    assert (held().state, stored()) == ("abandoned", [])


def test_a_large_inventory_is_kept_by_several_jobs(publisher, deliver, monkeypatch):
    """Each stops when its time is over, and the next goes on; told twice, nothing is kept twice."""
    monkeypatch.setattr("citizen.imports.examining.BATCH", 1)
    monkeypatch.setattr("citizen.imports.intake.BATCH", 1)
    monkeypatch.setattr(jobs, "SLICE", timedelta(days=-1))
    there = send(publisher, *ROWS).headers["Location"]
    deliver()
    publisher.post(f"{there}/garder")
    publisher.post(f"{there}/garder")
    deliver()
    assert (held().state, held().counts["kept"], count(Observation)) == ("done", 3, 3)
    publisher.post(f"{there}/annuler")
    deliver()
    assert (held().state, held().undone) == ("undone", {"withdrawn": 3})


def test_a_file_may_be_larger_than_a_photo(publisher, deliver):
    content = "\n".join([HEAD, *ROWS, "x" * 21_500_000]).encode()
    files_sent = {"file": FileStorage(io.BytesIO(content), "a.csv")}
    files_sent["own"] = FileStorage(io.BytesIO(OWN), "c.toml")
    boundary, body = encode_multipart({"map": "own", **files_sent})
    kind = f"multipart/form-data; boundary={boundary}"
    assert publisher.post(PAGE, data=body, content_type=kind).status_code == 303
    elsewhere = publisher.post("/ville/zones", data=body, content_type=kind)
    assert elsewhere.status_code == 413


def test_only_publishers_enter(resident, moderator, publisher):
    for client in (resident, moderator):
        assert client.get(PAGE).status_code == 403
        assert send(client, *ROWS).status_code == 403
        assert client.get(f"{PAGE}/1").status_code == 403
    assert publisher.get(f"{PAGE}/1").status_code == 404
    assert publisher.get(f"{PAGE}/99999999999999").status_code == 404
    assert publisher.post(f"{PAGE}/99999999999999/annuler").status_code == 303
