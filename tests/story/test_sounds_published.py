"""A sound that naturalists heard goes out with its record, and nothing else of its file."""

import csv
import io
import zipfile

from config.protocols import PROTOCOLS
from exports.formats.sounds import FORMAT
from tests.citizen.recordings import mp3, wav
from tests.sendings import photo, sha256

ROBIN = {"cd_nom": 4001, "cited_name": "Rouge-gorge"}


def send(client, uuid, data, kind="audio/mpeg"):
    address = f"/api/v1/observations/{uuid}/sounds/{sha256(data)}"
    answer = client.put(address, data=data, content_type=kind)
    assert answer.status_code == 201, answer.text


def test_a_sound_is_in_every_file_that_tells_evidence(
    resident, anyone, report, decide, publish, deliver
):
    heard, seen = report(taxon=ROBIN), report(taxon=ROBIN)
    send(resident, heard, mp3())
    resident.put(f"/api/v1/observations/{seen}/photos/{sha256(photo())}", data=photo())
    send(resident, seen, wav(), "audio/wav")
    deliver()
    for uuid in (heard, seen):
        decide(uuid)
    send(resident, heard, wav(0.5), "audio/wav")  # nobody heard it yet: it waits
    files = publish()

    listed = {one["uuid"]: one for one in csv.DictReader(io.StringIO(files["sounds.csv"].decode()))}
    told = listed[heard]
    assert (sorted(listed), files["sounds.csv"].count(b"\n")) == (sorted((heard, seen)), 3)
    assert (told["media_type"], told["licence"], told["author"]) == ("audio/mpeg", "etalab-2.0", "")
    assert float(told["seconds"]) > 0.5 and "Fécamp" in told["credit"]
    played = anyone.get("/sounds/" + told["url"].rpartition("/")[2])
    assert (played.status_code, played.data) == (200, mp3())

    with zipfile.ZipFile(io.BytesIO(files["dwca.zip"])) as archive:
        rows = [line.split("\t") for line in archive.read("multimedia.txt").decode().splitlines()]
    assert [heard, "Sound", "audio/mpeg", told["url"]] in [row[:4] for row in rows]
    assert {row[1] for row in rows if row[0] == seen} == {"Sound", "StillImage"}

    sinp = csv.DictReader(io.StringIO(files["sinp.csv"].decode()))
    proof = {one["idSINPOccTax"]: one["uRLPreuveNumerique"] for one in sinp}
    assert (proof[heard], "/photos/" in proof[seen]) == (told["url"], True)

    assert anyone.get(f"/api/v1/observations/{heard}").json["sounds"] == [told["url"]]
    page = anyone.get(f"/observations/{heard}").text
    assert "<audio controls" in page and "Enregistrement 1" in page


def test_only_what_asks_for_a_sound_has_the_list():
    assert FORMAT.suits(PROTOCOLS["biodiversity"])
    assert not FORMAT.suits(PROTOCOLS["tree"])
