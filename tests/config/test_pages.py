"""Every page: its words, its headers, its files, and how it refuses people."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import request
from werkzeug.exceptions import InternalServerError

from config.languages import LANGUAGES, ROOT, texts
from config.pages import policy
from config.problems import PROBLEMS, Problem
from config.templates.filters import day, fine, moment, number, size

FOLDERS = [ROOT / "config/templates", *ROOT.glob("*/*/templates")]
TEMPLATES = sorted(  # the notice is a file of a release, not a page
    file for folder in FOLDERS for file in folder.glob("*.html") if file.name != "notice.html"
)
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
CALLED = re.compile(r'\b(tn?)\("([\w.-]+)"(?=[,)])')
PERSON = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


# ---- words


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_a_template_names_texts_that_exist(file):
    feature = file.parent.parent.relative_to(ROOT).as_posix()
    known = set(texts("config", "fr"))
    if (ROOT / feature / "texts").is_dir():
        known |= set(texts(feature, "fr"))
    for kind, key in CALLED.findall(COMMENT.sub("", file.read_text(encoding="utf-8"))):
        wanted = {f"{key}.one", f"{key}.other"} if kind == "tn" else {key}
        assert wanted <= known, f"{file.name}: {key}"


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_a_template_holds_neither_style_nor_script(file):
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
    # What a program reads about the page is data: no browser runs it.
    code = [tag for tag in re.findall(r"<script[^>]*>", text) if "ld+json" not in tag]
    assert all("src=" in script for script in code)
    assert not re.search(r'(?:src|<link[^>]*href)="https?:', text)


def test_french_keeps_the_spaces_it_never_breaks():
    assert fine("Quoi ? « Ici » : l'if de 12 m, n° 3", "fr") == (
        "Quoi\u202f? «\u00a0Ici\u00a0»\u00a0: l’if de 12\u00a0m, n°\u00a03"
    )


def test_an_address_in_a_text_is_left_alone():
    link = '<a href="/api/v1/taxa?q=a">https://example.org</a>'
    assert fine(link, "fr") == link


def test_days_numbers_and_sizes_are_written_in_the_language(app):
    with app.test_request_context("/?lang=fr"):
        assert (day(date(2026, 5, 1)), day(date(2026, 5, 2))) == (
            "1er\u00a0mai\u00a02026",
            "2\u00a0mai\u00a02026",
        )
        assert moment(datetime(2026, 7, 1, 7, 5, tzinfo=UTC)).endswith("à 9\u00a0h\u00a005")
        assert (number(1234.5, 1), size(999), size(12_345)) == (
            "1\u202f234,5",
            "999\u00a0octets",
            "12\u00a0ko",
        )
    with app.test_request_context("/?lang=en"):
        assert day(date(2026, 5, 1)) == "1\u00a0May\u00a02026"
        assert (number(1234.5, 1), size(3_400_000)) == ("1,234.5", "3.4\u00a0MB")


def test_a_page_speaks_the_language_of_the_browser(anyone):
    french = anyone.get("/methode")
    english = anyone.get("/methode", headers={"Accept-Language": "en-GB,fr;q=0.5"})
    assert '<html lang="fr">' in french.text
    assert '<html lang="en">' in english.text
    assert {"Accept-Language", "Cookie"} <= set(english.vary)


def test_a_language_once_chosen_is_kept(anyone):
    anyone.get("/methode?lang=en", headers={"Accept-Language": "fr"})
    assert '<html lang="en">' in anyone.get("/mentions", headers={"Accept-Language": "fr"}).text


def test_what_people_write_is_never_markup(anyone):
    page = anyone.get("/carte?name=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


# ---- headers


def test_a_page_loads_nothing_but_our_own_files(anyone):
    page = anyone.get("/")
    told = page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in told
    assert "frame-ancestors 'none'" in told
    assert "unsafe" not in told
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=(self)" in page.headers["Permissions-Policy"]
    assert page.headers["Referrer-Policy"]
    assert page.headers["Cache-Control"] == "private, no-cache"


def test_a_background_map_opens_its_host_alone():
    assert "img-src 'self' data: blob:;" in policy("")
    told = policy("https://{s}.tiles.example/{z}/{x}/{y}.png")
    assert "img-src 'self' data: blob: https://*.tiles.example;" in told


# ---- refusals


def test_a_person_is_refused_in_a_page_and_a_program_in_a_document(anyone):
    page = anyone.get("/nowhere", headers=PERSON)
    document = anyone.get("/api/v1/nowhere", headers=PERSON)
    asked = anyone.get("/nowhere", headers={"Accept": "application/json"})
    assert {one.status_code for one in (page, document, asked)} == {404}
    assert page.mimetype == "text/html"
    assert fine(PROBLEMS["not-found"].title["fr"], "fr") in page.text
    assert document.mimetype == asked.mimetype == "application/problem+json"


def test_who_is_not_signed_in_is_led_to_it(anyone):
    page = anyone.get("/moderation", headers=PERSON)
    assert page.status_code == 401
    assert 'href="/connexion"' in page.text


def test_a_fault_of_ours_is_told_with_its_number_even_when_nobody_can_be_known(app, anyone):
    def fails():
        raise InternalServerError

    anyone.set_cookie("brindille_session", "unknown")
    app.view_functions["atlas.method"] = fails
    page = anyone.get("/methode", headers=PERSON)
    assert page.status_code == 500
    assert re.search(r"<code>[0-9a-f]{12}</code>", page.text)


def test_a_method_that_is_refused_still_says_what_is_allowed(anyone):
    page = anyone.delete("/methode", headers=PERSON)
    assert (page.status_code, page.mimetype) == (405, "text/html")
    assert "GET" in page.headers["Allow"]


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_problem_is_explained(anyone, spoken):
    for code in PROBLEMS:
        page = anyone.get(f"/problems/{code}?lang={spoken}")
        assert page.status_code == 200, code
        assert f"/problems/{code}" in page.text


def test_every_problem_can_be_told_to_a_person(app, anyone):
    def fails():
        raise Problem(request.args["code"])

    app.view_functions["atlas.method"] = fails
    for code, kind in PROBLEMS.items():
        page = anyone.get(f"/methode?code={code}", headers=PERSON)
        assert (page.status_code, page.mimetype) == (kind.status, "text/html"), code


def test_an_unknown_problem_is_not_found(anyone):
    assert anyone.get("/problems/nope").status_code == 404
