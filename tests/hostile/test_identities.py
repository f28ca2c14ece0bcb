"""Tokens and cookies that prove nothing: refused, told apart from nobody, nothing let through."""

import pytest

from citizen.accounts import access, store
from config.database import reading, transaction
from tests.sendings import new_id, sent

TOKENS = {
    "nothing after Bearer": "Bearer ",
    "spaces after Bearer": "Bearer    ",
    "Bearer alone": "Bearer",
    "a word": "Bearer unicorn",
    "an unknown token": "Bearer " + "A" * 43,
    "a token of 100,000 characters": "Bearer " + "A" * 100_000,
    "bytes that are no text": "Bearer \xff\xfe",
    "quotes": "Bearer ' OR '1'='1",
    "null": "Bearer null",
    "a name and a password": "Basic YWRtaW46YWRtaW4=",
    "a digest": 'Digest username="admin"',
    "a key": "ApiKey x",
    "no kind": "unicorn",
    "a token that promises": "Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.",
}

# Calls that need an account, and some that need none: a wrong token is told to these too.
CALLS = (
    ("GET", "/api/v1/me"),
    ("GET", "/api/v1/me/observations"),
    ("PUT", "/api/v1/observations/{new}"),
    ("DELETE", "/api/v1/observations/{known}"),
    ("GET", "/api/v1/observations/{known}"),
    ("GET", "/api/v1/observations/{known}/history"),
    ("POST", "/api/v1/observations/{known}/messages"),
    ("PUT", "/api/v1/observations/{known}/photos/0"),
    ("GET", "/api/v1/queue"),
    ("POST", "/api/v1/queue/next"),
)


def ask_of(world, call):
    method, address = call
    return method, address.format(new=new_id(), known=world.observation)


@pytest.mark.parametrize("call", CALLS, ids=[" ".join(call) for call in CALLS])
@pytest.mark.parametrize("proof", TOKENS.values(), ids=TOKENS.keys())
def test_a_proof_that_proves_nothing_is_refused(world, call, proof):
    told = {"headers": {"Authorization": proof}, "by": world.anyone, "json": sent()}
    answer = world.refuses("sign-in-needed", ask_of(world, call), **told)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="brindille"'


@pytest.mark.parametrize("call", CALLS, ids=[" ".join(call) for call in CALLS])
@pytest.mark.parametrize("cookie", ["", "x", "A" * 43, "\xff", "' OR 1=1--"])
def test_a_cookie_that_proves_nothing_is_nobody_s(world, call, cookie):
    client = world.app.test_client()
    client.set_cookie(access.COOKIE, cookie)
    method, address = ask_of(world, call)
    before = world.kept()
    answer = client.open(address, method=method, json=sent())
    code = {"GET": 404} if address.endswith(world.observation) else {"GET": 401}
    assert answer.status_code == code.get(method, 403 if cookie else 401), answer.text
    assert answer.mimetype == "application/problem+json"
    assert world.kept() == before


def test_a_token_in_the_address_is_not_listened_to(world):
    token = world.resident.token
    world.refuses("sign-in-needed", ("GET", f"/api/v1/me?token={token}"), by=world.anyone)
    world.refuses("sign-in-needed", ("GET", f"/api/v1/me?access_token={token}"), by=world.anyone)


@pytest.mark.parametrize("written", ["Bearer {}", "bearer {}", "BEARER  {} "])
def test_a_token_is_known_however_its_header_is_written(world, written):
    proof = {"Authorization": written.format(world.resident.token)}
    assert world.anyone.get("/api/v1/me", headers=proof).status_code == 200


def test_a_token_is_its_letters_exactly(world):
    token = world.resident.token
    for other in (token.lower(), token[:-1], token + "A", token[::-1]):
        told = {"headers": {"Authorization": f"Bearer {other}"}, "by": world.anyone}
        world.refuses("sign-in-needed", ("GET", "/api/v1/me"), **told)


def test_a_cookie_alone_does_not_write(world, resident_session):
    """A page's session reads; to write it shows the token of the page as well."""
    client, cookie = resident_session
    assert client.get("/api/v1/me").status_code == 200
    address = f"/api/v1/observations/{new_id()}"
    for forged in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "x" * 64}, {"X-CSRF-Token": "é"}):
        world.refuses("forged-request", ("PUT", address), by=client, json=sent(), headers=forged)
    with world.app.test_request_context():
        true = {"X-CSRF-Token": access.form_token(cookie)}
    answer = client.put(f"{address}?dry_run=true", json=sent(), headers=true)
    assert answer.status_code == 201


@pytest.fixture
def resident_session(world):
    """A browser that signed in."""
    with reading() as session:
        account = store.by_token(session, world.resident.token).id
    with transaction() as session:
        cookie = store.new_session(session, account)
    client = world.app.test_client()
    client.set_cookie(access.COOKIE, cookie)
    return client, cookie
