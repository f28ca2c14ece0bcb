"""What TAXREF lacked and a later edition has is offered to moderators, once for all its records."""

import pytest

from config.database import reading, transaction
from moderation.names import store as names
from reference.taxa.search.rules import keys, searched
from reference.taxa.tables import Taxon, TaxonKey, TaxonName
from tests.citizen.forms import Hidden
from tests.moderation.test_names import OAK, PAGE, cited, history, match, public

GUM, CULTIVAR = "Liquidambar styraciflua", "Liquidambar styraciflua 'Worplesdon'"
NUMBER = 999_001  # of the next edition


def taxref_takes_in(name, cd_nom):
    """What the next edition has more; the rest as of an oak."""
    with transaction() as session:
        oak = session.get(Taxon, OAK)
        told = {column: getattr(oak, column) for column in Taxon.__mapper__.columns.keys()}  # noqa: SIM118
        session.add(Taxon(**told | {"cd_nom": cd_nom, "cd_ref": cd_nom, "name": name}))
        plain, number = searched(name), 10**8
        session.add(TaxonName(id=number, cd_nom=cd_nom, cd_ref=cd_nom, plain=plain, written=""))
        session.add_all(TaxonKey(key=key, name_id=number) for key in keys(plain, 1))


@pytest.fixture
def planted(report, moderator):
    """Two gum trees, one of a cultivar, as a moderator named them."""
    written = {"Copalme": GUM, "Copalme doré": CULTIVAR}
    found = [report("tree", **cited(name)) for name in written]
    for uuid in found:
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    for name, ornamental in written.items():
        assert match(moderator, name, name=ornamental).status_code == 303
    return found


def offered(client, ornamental):
    """The form that offers what TAXREF now has of an ornamental, sent."""
    forms = client.get(PAGE).text.split("<form")[1:]
    (form,) = [part for part in forms if f">{ornamental}</i></h3>" in part.replace("&#39;", "'")]
    return client.post(PAGE, data=Hidden(form).fields)


def test_an_ornamental_that_taxref_took_in_is_matched_for_all_that_go_by_it(
    planted, moderator, anyone
):
    assert "Ornementales que TAXREF a reprises" not in moderator.get(PAGE).text
    taxref_takes_in(GUM, NUMBER)
    assert "Ornementales que TAXREF a reprises" in moderator.get(PAGE).text
    answer = offered(moderator, GUM)
    assert answer.status_code == 303 and "matched=1" in answer.headers["Location"]
    species, cultivar = (public(anyone, uuid)["taxon"] for uuid in planted)
    assert (species["cd_nom"], species["ornamental"]) == (NUMBER, "")
    assert cultivar["ornamental"] == CULTIVAR  # by itself: it is another name
    assert "observation.named" in {event["what"] for event in history(moderator, planted[0])}
    with reading() as session:
        known = names.match_of(session, "copalme")
        assert (known.cd_nom, known.ornamental_id) == (NUMBER, None)


def test_a_cultivar_stays_an_ornamental_beside_its_species(planted, moderator, anyone):
    taxref_takes_in(GUM, NUMBER)
    assert offered(moderator, CULTIVAR).status_code == 303
    taxon = public(anyone, planted[1])["taxon"]
    assert (taxon["ornamental"], taxon["cd_nom"]) == (CULTIVAR, NUMBER)
    assert CULTIVAR not in moderator.get(PAGE).text.replace("&#39;", "'")


def test_only_who_may_decide_is_offered_it(planted, account):
    taxref_takes_in(GUM, NUMBER)
    elsewhere = account("moderator", organisation="LPO", protocols=("biodiversity",))
    assert GUM not in elsewhere.get(PAGE).text
    fields = {**Hidden(elsewhere.get(PAGE).text).fields, "ornamental": "1"}
    answer = elsewhere.post(PAGE, data=fields)
    assert "matched=0" in answer.headers["Location"]
