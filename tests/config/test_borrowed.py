"""A language that is begun: its pages say what they borrow from French; a town switches it on."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

import app as house
from config import pages, towns
from config.borrowed import CLOSE, OPEN, marked, settle
from config.languages import texts
from config.protocols import PROTOCOLS
from config.settings import BadSetting, Settings
from config.templates.filters import fine
from tests.citizen.forms import send

FLOW = ("/observer", "/observer/biodiversity", "/observer/tree", "/observer/heat")
FOLDERS = ("citizen/form", "citizen/progress", "config")
FRENCH = {
    " ".join(fine(text, "fr").split())
    for folder in FOLDERS
    for text in {*texts(folder, "fr").values()} - {*texts(folder, "oc").values()}
} | {
    " ".join(fine(text["fr"], "fr").split())
    for one in PROTOCOLS.values()
    for text in (one.title, one.description, *(q.label for q in one.questions))
}
VOID = {"input", "img", "meta", "link", "br"}


@pytest.fixture
def asker(settings):
    """Who reads the pages of a town that switched Occitan on."""
    made = house.create_app(replace(settings, FURTHER_LANGUAGES="oc"))
    towns.serve(made.config["TOWN"])
    return made.test_client()


class Spoken(HTMLParser):
    """Which language each text of a page is said to be in, as a screen reader takes it."""

    def __init__(self, page):
        super().__init__()
        self.said, self.open = {}, []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        here = dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")
        if tag not in VOID:
            self.open.append((tag, here))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and self.open:
            self.said[" ".join(data.split())] = self.open[-1][1]


def test_words_are_marked_where_they_stand():
    page = (
        f"<html lang='oc'><title>{marked('Titre')} – Brindille</title><h1>{marked('Un')}</h1>"
        f"<p>Òc {marked('deux')}.</p><p>{marked('a <a href=x>b</a> c')}</p>"
        f'<option value="1">{marked("Trois")}</option><input placeholder="{marked("Quatre")}">'
        f'<div data-words="{marked("cinq")}"><b lang="la">{marked("six")}</b></div></html>'
    )
    assert settle(page, "fr") == (
        '<html lang=\'oc\'><title lang="fr">Titre – Brindille</title><h1 lang="fr">Un</h1>'
        '<p>Òc <span lang="fr">deux</span>.</p><p><span lang="fr">a <a href=x>b</a> c</span></p>'
        '<option lang="fr" value="1">Trois</option><input lang="fr" placeholder="Quatre">'
        '<div data-words="cinq"><b lang="la"><span lang="fr">six</span></b></div></html>'
    )


@pytest.fixture
def unsettled(monkeypatch):
    """The pages as they were before their words were told apart."""
    made = []
    monkeypatch.setattr(pages, "settle", lambda page, one: made.append(page) or settle(page, one))
    return made


def in_attributes(page):
    """Words that are lent in an attribute of an element that has words of its own."""
    tags = re.findall(r'<(?!meta|input|img)[a-z](?:"[^"]*"|[^<>"])*>', page)
    return [tag for tag in tags if OPEN in tag]


def taken(answer):
    """What a page says in each language; no mark is left, and no French taken for Occitan."""
    assert OPEN not in answer.text
    assert CLOSE not in answer.text
    assert '<html lang="oc">' in answer.text
    said = Spoken(answer.text).said
    assert {text for text, language in said.items() if language == "oc"} & FRENCH == set()
    return said


def test_a_page_of_the_flow_says_which_of_its_words_are_french(asker, unsettled):
    for path in FLOW:
        page = asker.get(f"{path}?lang=oc")
        said = taken(page)
        assert page.headers["Content-Language"] == "oc"
        assert said["Anar al contengut"] == "oc"
        assert "fr" in said.values(), "the labels of protocols, at least"
    assert [tag for page in unsettled for tag in in_attributes(page)] == []


def test_a_fault_and_what_follows_a_sending_are_said_too(asker, unsettled):
    asker.get("/observer?lang=oc")
    wrong = send(asker, date="2999-01-01", latitude="north")
    assert wrong.status_code == 422
    said = taken(wrong)
    assert said[": es dins lo futur : verificatz lo jorn e l’ora"] == "oc"
    assert said["écrivez une latitude et une longitude, comme 49,7572 et 0,3741"] == "fr"
    assert taken(asker.get(send(asker).location))["Plan recebuda, mercé !"] == "oc"
    assert taken(asker.get("/mes-observations"))["Recebuda"] == "oc"
    assert [tag for page in unsettled for tag in in_attributes(page)] == []


def test_a_page_that_does_not_speak_it_is_french_and_says_so(asker):
    page = asker.get("/methode?lang=oc").text
    assert '<html lang="fr">' in page
    assert (
        Spoken(page).said["Aquesta pagina es pas encara en occitan : vaquí lo tèxte francés."]
        == "oc"
    )
    assert asker.get("/api/v1/protocols?lang=oc").status_code == 200


def test_it_is_offered_where_the_town_switched_it_on(asker):
    assert 'hreflang="oc"' in asker.get("/observer").text
    assert '<html lang="oc">' in asker.get("/observer", headers={"Accept-Language": "oc"}).text
    with pytest.raises(BadSetting, match="FURTHER_LANGUAGES"):
        Settings.from_environment({"FURTHER_LANGUAGES": "oc tlh"})


def test_and_nowhere_else(anyone):
    for asked in ("/observer?lang=oc", "/methode?lang=oc"):
        page = anyone.get(asked, headers={"Accept-Language": "oc, fr;q=0.5"})
        assert '<html lang="fr">' in page.text
        assert 'hreflang="oc"' not in page.text
