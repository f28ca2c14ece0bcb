"""The pages the law asks for: true of this town and of these settings, in both languages."""

from dataclasses import replace

import pytest

import app as house
from config import towns
from config.settings import BadSetting, Settings
from exports.legal.rules import PUSH_SERVICES

PAGES = ("/mentions", "/donnees-personnelles", "/accessibilite", "/eco-conception")


def main(client, path, language="fr"):
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200, path
    return answer.text[answer.text.index("<main") : answer.text.index("</main>")]


def served(settings, **changes):
    made = house.create_app(replace(settings, **changes))
    towns.serve(made.config["TOWN"])
    return made.test_client()


def test_every_page_leads_to_them_and_says_how_accessible_it_is(anyone):
    for language, said in (("fr", "Accessibilité : non conforme"), ("en", "not compliant")):
        home = anyone.get("/", headers={"Accept-Language": language}).text.replace("\xa0", " ")
        assert said in home.replace("\u202f", " ")
        assert all(f'<a href="{path}">' in home for path in PAGES)


def test_what_the_town_did_not_set_is_said_to_be_nobody_and_by_post(anyone):
    for language, post in (("fr", "Mairie de"), ("en", "Mairie de")):
        assert all(post in main(anyone, path, language) for path in PAGES)
        told = main(anyone, "/donnees-personnelles", language)
        assert not any(service in told for service in PUSH_SERVICES)
        assert "365" in told
        assert "730" in told
    assert "auto-évaluation" in main(anyone, "/accessibilite")
    assert "Défenseur des droits" in main(anyone, "/accessibilite", "en")


def test_what_it_set_is_told_and_no_secret_of_it(settings):
    client = served(
        settings, CONTACT="nature@ville.example", HOSTED_BY="Hôte & fils, 1 rue du Port",
        KEEP_REFUSED="91", KEEP_ORIGINALS="0", PUSH="on", MAIL_URL="smtp://me:hidden@post.example",
        TILES_URL="https://tuiles.example/{z}/{x}/{y}.png", FILES_URL=settings.files,
    )  # fmt: skip
    told = main(client, "/donnees-personnelles")
    assert 'href="mailto:nature@ville.example"' in told
    assert "91\xa0jours" in told or "91 jours" in told
    assert "sans limite" in told
    assert "tuiles.example" in told
    assert all(service in told for service in PUSH_SERVICES)
    everything = "".join(main(client, path) for path in PAGES)
    assert "hidden" not in everything
    assert "post.example" not in everything
    assert "Hôte &amp; fils" in main(client, "/mentions")


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "ville", "a@b", "a@b.fr?cc=x@y.fr"])
def test_an_address_that_leads_nowhere_is_refused_at_the_start(wrong):
    with pytest.raises(BadSetting, match="CONTACT"):
        Settings.from_environment({"CONTACT": wrong})
