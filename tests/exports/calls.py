"""Fill in the form of a campaign and open it, as a clerk without JavaScript would."""

from citizen.campaigns import store
from config.database import reading
from tests.citizen.forms import Hidden

PAGE = "/ville/campagnes"
AROUND = "49.755, 0.37\n49.755, 0.38\n49.76, 0.38\n49.76, 0.37"
FURTHER = "49.755, 0.39\n49.755, 0.40\n49.76, 0.40"
CROSSED = "49.756, 0.373\n49.759, 0.376\n49.756, 0.376\n49.759, 0.373"
TYPED = {
    "title_fr": "Le port", "protocol": "biodiversity", "starts": "2026-05-01",
    "ends": "2099-12-31", "perimeter": "drawn", "positions": AROUND, "joining": "open",
    "species": "Rouge-gorge familier\nTurdus merula\n54770",
}  # fmt: skip


def fill(client, path=f"{PAGE}/nouvelle", to=PAGE, **typed):
    hidden = Hidden(client.get(path).text).fields
    return client.post(to, data=hidden | TYPED | typed)


def kept(slug="le-port-2026"):
    with reading() as session:
        return store.of_slug(session, slug, with_outline=True)


def opened(client, **typed):
    """A campaign that is open; its name."""
    slug = fill(client, **typed).location.split("?")[0].split("/")[-1]
    answer = client.post(f"{PAGE}/{slug}/etat", data={"status": "open"} | token(client))
    assert answer.status_code == 303
    return slug


def token(client):
    return {"csrf_token": Hidden(client.get(f"{PAGE}/nouvelle").text).fields["csrf_token"]}
