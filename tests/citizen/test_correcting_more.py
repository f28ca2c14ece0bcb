"""What goes with a correction: photos, a withdrawal, who may, the other language."""

import io
import re

from tests.citizen.correcting import corrects, decide, opened, page_of, story
from tests.citizen.forms import Hidden, send, uuid_of
from tests.sendings import photo


def test_photos_are_taken_back_and_added(anyone, moderator, publisher, deliver):
    photos = [(io.BytesIO(photo(one)), f"{one}.jpg") for one in ("red", "green")]
    uuid = uuid_of(send(anyone, photos=photos))
    deliver()
    fields = opened(anyone, uuid)
    assert len(fields["keep"]) == 2
    more = (io.BytesIO(photo("blue")), "blue.jpg")
    done = corrects(anyone, uuid, fields=fields, keep=fields["keep"][:1], photos=more)
    assert done.status_code == 303
    deliver()
    assert len(opened(anyone, uuid)["keep"]) == 2
    assert "2 photos" in story(anyone, uuid)
    decide(moderator, uuid)
    publisher.post("/api/v1/datasets/biodiversity/releases")
    deliver()
    rows = anyone.get("/data/biodiversity/latest/photos.csv", follow_redirects=True).text
    assert len(rows.strip().splitlines()) == 3
    addresses = re.findall(r"/photos/[-0-9a-f]+-1024", rows)
    assert all(anyone.get(f"{one}.jpg").status_code == 200 for one in addresses)


def test_withdrawn_with_a_reason_nothing_is_corrected(anyone, moderator, deliver):
    uuid = uuid_of(send(anyone))
    deliver()
    token = Hidden(story(anyone, uuid)).fields["csrf_token"]
    said = {"csrf_token": token, "why": "Je me suis trompé d'endroit."}
    assert anyone.post(f"/mes-observations/{uuid}/retrait", data=said).status_code == 303
    page = story(anyone, uuid)
    assert "Je me suis trompé" in page and "Corriger" not in page
    assert anyone.get(page_of(uuid)).status_code == 410


def test_nobody_opens_what_another_sent(app, anyone, resident):
    uuid = uuid_of(send(anyone))
    assert resident.get(page_of(uuid)).status_code == 404
    fields = opened(anyone, uuid)
    assert resident.post(page_of(uuid), data=fields).status_code == 404
    assert anyone.post(page_of(uuid), data=fields | {"csrf_token": "x"}).status_code == 403


def test_the_page_of_a_correction_speaks_english(anyone, moderator, deliver):
    uuid = uuid_of(send(anyone))
    assert "Correct it" in anyone.get(f"{page_of(uuid)}?lang=en").text
    deliver()
    decide(moderator, uuid)
    page = anyone.get(f"{page_of(uuid)}?lang=en").text
    assert "Propose a correction" in page and not re.search(r"[\u202f«»]", page)
