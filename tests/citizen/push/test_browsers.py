"""A browser is told for whoever asked in it, until they sign out of it."""

from tests.citizen.push.test_push import AT, kept
from tests.citizen.test_sign_in import person, token_of

__all__ = ["person"]  # a fixture


def test_signing_out_ends_what_this_browser_was_told(anyone, person, phone, service):
    mine, program = phone(), phone("tablet")
    anyone.get(person())

    def ask(told, **more):
        token = token_of(anyone.get("/methode"))
        return anyone.post(AT, json={**told.asks, **more}, headers={"X-CSRF-Token": token})

    refused = ask(mine, renews=True)
    assert (refused.status_code, refused.json["type"]) == (404, "/problems/phone-not-told")
    assert kept() == [], "what was not asked for is not renewed"
    assert ask(mine).status_code == 204
    assert ask(program, renews=True).status_code == 204
    assert kept() == [program.asks["endpoint"]], "one browser has one address: the last"
    anyone.post("/deconnexion", data={"csrf_token": token_of(anyone.get("/methode"))})
    assert kept() == []
    anyone.get(person("resident", "other@example.org"))
    assert ask(mine, renews=True).status_code == 404, "who comes after did not ask"
    assert kept() == []
