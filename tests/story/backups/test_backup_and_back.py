"""A town is backed up while it serves, and restored elsewhere whole."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from sqlalchemy import select

import app as house
from citizen.observations.tables import Observation
from config import files, towns
from config.database import reading
from config.languages import ROOT
from tests.conftest import Client
from tests.sendings import new_id, photo, sent, sha256
from tests.story.backups.conftest import PHRASE, environment_of


def apart(settings, file):
    """Back up in a process of its own, beside those that write here."""
    environment = {**os.environ, **environment_of(settings), "BACKUP_PASSPHRASE": PHRASE}
    command = [sys.executable, "-c", "import commands; commands.main()", "backup", file]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
    return file


def there():
    with reading() as session:
        return {str(one) for one in session.scalars(select(Observation.uuid))}


def served(settings):
    """A client of the town that was restored."""
    made = house.create_app(settings)
    towns.serve(made.config["TOWN"])
    made.test_client_class = Client
    return made.test_client()


def test_all_that_was_acknowledged_before_is_there_after(
    run,
    settings,
    tmp_path,
    elsewhere,
    resident,
    new_resident,
    report,
    decide,
    publish,
    deliver,
    moderator,
):
    picture = photo("teal")
    first = report(photos=[sha256(picture)])
    resident.put(f"/api/v1/observations/{first}/photos/{sha256(picture)}", data=picture)
    deliver()
    decide(first)
    publish()
    waits = report()
    before, stop = there(), threading.Event()

    def send(phone):
        while not stop.is_set():
            phone.put(f"/api/v1/observations/{new_id()}", json=sent("biodiversity"))

    sending = [threading.Thread(target=send, args=(new_resident(),)) for _ in range(2)]
    for one in sending:
        one.start()
    try:
        file = apart(settings, tmp_path / "town.backup")
    finally:
        stop.set()
        for one in sending:
            one.join()
    assert PHRASE.encode() not in file.read_bytes() and b"biodiversity" not in file.read_bytes()

    assert run("restore", file, "--check", of=elsewhere).exit_code == 0
    assert not (Path(elsewhere.BRINDILLE_HOME) / "files").exists(), "to check restores nothing"
    done = run("restore", file, of=elsewhere)
    assert done.exit_code == 0, done.output
    assert "is there again" in done.stderr
    assert run("fsck", of=elsewhere).exit_code == 0, "the chain of decisions is whole"

    anyone = served(elsewhere)
    assert before <= there()
    anyone.token = resident.token
    whole = anyone.get(f"/api/v1/observations/{first}").json
    assert whole["missing_photos"] == []
    assert anyone.put(f"/api/v1/observations/{waits}", json=sent("biodiversity")).status_code != 201
    new = new_id()
    assert anyone.put(f"/api/v1/observations/{new}", json=sent("biodiversity")).status_code == 201
    published = anyone.get("/data/biodiversity/1/biodiversity.csv")
    assert first in published.text
    originals = [name for name, _ in files.store().names("") if sha256(picture) in name]
    assert [files.store().read(name) for name in originals] == [picture] * len(originals) != []
    house.events.deliver_all(house.JOBS)
    anyone.token = moderator.token
    told = {"verdict": "accept"}
    assert anyone.post(f"/api/v1/observations/{new}/decisions", json=told).status_code == 201
