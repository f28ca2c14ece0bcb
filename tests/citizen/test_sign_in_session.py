"""What signing in gives a browser, and how it ends."""

from citizen.accounts.access import COOKIE, HOLDER
from config import site
from tests.citizen.test_sign_in import is_signed_in, person, token_of

__all__ = ["person"]  # a fixture


def cookie_of(answer):
    return next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith(COOKIE))


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(anyone, person):
    told = cookie_of(anyone.get(person()))
    assert "HttpOnly" in told
    assert "SameSite=Lax" in told
    assert "Path=/" in told
    assert "Secure" not in told


def test_the_cookie_travels_encrypted_where_the_site_is(anyone, person):
    link, former = person(), site.url()
    site.stands_at("https://brindille.example")
    try:
        assert "Secure" in cookie_of(anyone.get(link))
    finally:
        site.stands_at(former)


def test_signing_in_ends_the_session_that_was(anyone, person, app):
    anyone.get(person())
    planted = anyone.get_cookie(COOKIE).value
    anyone.get(person("moderator", "other@example.org"))
    assert anyone.get_cookie(COOKIE).value != planted
    old = app.test_client()
    old.set_cookie(COOKIE, planted)
    assert not is_signed_in(old)


def test_signing_out_ends_the_session_here_too(anyone, person, app):
    anyone.get(person())
    held = anyone.get_cookie(COOKIE).value
    left = anyone.post("/deconnexion", data={"csrf_token": token_of(anyone.get("/methode"))})
    assert (left.status_code, left.location) == (303, "/")
    assert anyone.get_cookie(COOKIE) is None
    again = app.test_client()
    again.set_cookie(COOKIE, held)
    assert not is_signed_in(again)


def test_nobody_is_signed_out_by_another_site(anyone, person):
    anyone.get(person())
    assert anyone.post("/deconnexion").status_code == 403
    assert is_signed_in(anyone)


def mark_of(client):
    return client.get("/observer/token").json["holder"]


def test_a_browser_keeps_the_mark_of_an_account_and_not_of_one_without_a_name(
    anyone, person, app, resident
):
    assert mark_of(anyone) == ""
    anyone.get(person())
    mark = anyone.get_cookie(HOLDER).value
    assert len(mark) == 16
    assert mark_of(anyone) == mark, "the same again, so that a phone may compare"
    other = app.test_client()
    other.get(person("moderator", "other@example.org"))
    assert other.get_cookie(HOLDER).value not in {"", mark}
    nameless = app.test_client()
    nameless.set_cookie(COOKIE, anyone.get_cookie(COOKIE).value[::-1])
    assert mark_of(nameless) == ""
    assert resident.get("/observer/token").json["holder"] == "", "a phone that nobody signed in to"


def test_the_mark_outlives_the_session_and_ends_with_signing_out(anyone, person):
    anyone.get(person())
    lasts = anyone.get_cookie(COOKIE).max_age
    assert anyone.get_cookie(HOLDER).max_age > lasts
    assert not anyone.get_cookie(HOLDER).http_only
    anyone.post("/deconnexion", data={"csrf_token": token_of(anyone.get("/methode"))})
    assert anyone.get_cookie(HOLDER) is None
    assert mark_of(anyone) == ""
