"""Files that are not of the BAN; the online geocoder a town may choose."""

import gzip
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from reference.addresses import geocoder
from tests.reference.ban import HEAD, ban, found, kept, lines

WHOLE = ";".join(HEAD).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"a;b\n1;2\n", WHOLE.replace(b"lon;", b""), b'{"type": "FeatureCollection"}',
        WHOLE + b"\n" + b"x;;1;;Rue \xe9;76400;76259;F\xe9camp\n", b"\x1f\x8b\x08broken",
        gzip.compress(WHOLE, mtime=0)[:30], b"SQLite format 3\0" + b"\0" * 100, WHOLE + b"\n",
        WHOLE + b"\n" + b"y" * 1_000_000 + b";\n",
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_in_one_sentence(bring_addresses, addresses, tmp_path, content):
    bring_addresses(addresses)
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(content)
    refused = bring_addresses(wrong)
    assert refused.exit_code == 1, refused.output
    (line,) = refused.stderr.strip().splitlines()
    assert line.startswith(f"Error: {wrong}: ")
    assert kept() == {"76259": 12}


def test_a_file_of_another_commune_is_refused(bring_addresses, tmp_path):
    elsewhere = [row for row in lines() if row["code_insee"] != "76259"]
    refused = bring_addresses(ban(tmp_path / "x.csv", elsewhere))
    assert refused.exit_code == 1
    assert "no address of 76259 in it" in refused.stderr


ANSWER = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [0.38, 49.76]},
            "properties": {
                "label": "5 Quai Bérigny 76400 Fécamp", "score": 0.9, "type": "housenumber",
                "citycode": "76259", "city": "Fécamp", "postcode": "76400",
            },
        },
        {"geometry": {"coordinates": [13.4, 52.5]}, "properties": {"label": "x", "type": "street"}},
        {"geometry": None, "properties": None},
        {"geometry": {"coordinates": [0.3, 49.7]}, "properties": {"label": "x", "type": "planet"}},
    ],
}  # fmt: skip


class Online:
    """A geocoder on this machine: what it was asked, and what it answers."""

    def __init__(self) -> None:
        self.asked: list[dict[str, list[str]]] = []
        self.status, self.content, self.pause = 200, json.dumps(ANSWER).encode(), 0.0
        self.headers: dict[str, str] = {}


@pytest.fixture
def online(app) -> Iterator[Online]:
    told = Online()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self):
            asked = urlsplit(self.path)
            told.asked.append({"path": asked.path, **parse_qs(asked.query)})
            time.sleep(told.pause)
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    geocoder._answers.clear()
    app.config["GEOCODER_URL"] = f"http://127.0.0.1:{server.server_port}/geocodage"
    yield told
    server.shutdown()
    server.server_close()


def test_the_geocoder_answers_where_nothing_was_imported_and_is_asked_once(online, anyone):
    for _ in range(2):
        (one,) = found(anyone, "5 quai berigny")
    assert one == {
        "kind": "housenumber", "label": "5 Quai Bérigny 76400 Fécamp", "lon": 0.38, "lat": 49.76,
        "commune": "76259", "city": "Fécamp", "postcode": "76400",
    }  # fmt: skip
    (asked,) = online.asked
    assert (asked["path"], asked["q"]) == ("/geocodage/search/", ["5 quai berigny"])
    assert asked["citycode"] == ["76259"]


def test_the_geocoder_is_never_asked_once_addresses_were_imported(
    online,
    app,
    anyone,
    bring_addresses,
    addresses,
):
    bring_addresses(addresses)
    assert found(anyone, "12 rue de la mer")
    assert found(anyone, "5 quai berigny") == []
    assert online.asked == []


def test_nobody_is_asked_when_no_geocoder_is_set(app, anyone, monkeypatch):
    monkeypatch.setattr(geocoder, "asked", None)
    assert app.config["GEOCODER_URL"] == ""
    assert found(anyone, "5 quai berigny") == []


@pytest.mark.parametrize(
    "away",
    [
        {"status": 500}, {"status": 429}, {"content": b"<html>"}, {"content": b"[]"},
        {"content": b'{"features": 3}'}, {"content": b"x" * 600_000}, {"content": b""},
        {"status": 302, "headers": {"Location": "http://127.0.0.1:1/"}},
    ],
)  # fmt: skip
def test_a_geocoder_that_is_away_finds_nothing_and_harms_nothing(online, anyone, away, caplog):
    vars(online).update(away)
    assert found(anyone, "5 quai berigny") == []
    assert "berigny" not in caplog.text  # what was typed is not logged
    vars(online).update(vars(Online()) | {"asked": []})
    assert len(found(anyone, "5 quai berigny")) == 1  # a failure is not remembered


def test_a_slow_geocoder_is_not_waited_for(online, anyone, monkeypatch):
    monkeypatch.setattr(geocoder, "TIMEOUT_S", 0.1)
    online.pause = 0.5
    assert found(anyone, "5 quai berigny") == []


def test_no_more_answers_are_remembered_than_that(online, anyone, monkeypatch):
    monkeypatch.setattr(geocoder, "KEPT", 3)
    for number in range(6):
        found(anyone, f"{number} quai")
    assert len(geocoder._answers) == 3
