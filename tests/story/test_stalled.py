"""Eight phones that stop in the middle of an upload keep nobody else waiting: the real process."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, closing

import pytest

from tests.guards.source import ROOT
from tests.sendings import new_id, photo, sent, sha256

STALLED = 8  # as many as there are threads
PATIENCE = 30  # seconds a socket waits: without an answer the test fails
JPEG = photo()


@pytest.fixture
def port(app, settings):
    """The address where `brindille serve` listens: a process of its own, on this test's home."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    told = {
        "BRINDILLE_HOME": settings.BRINDILLE_HOME, "DATABASE_URL": settings.DATABASE_URL,
        "SECRET_KEY": settings.SECRET_KEY, "PORT": str(number), "DEMO": "0", "RATE_LIMITS": "off",
        "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
    }  # fmt: skip
    command = [sys.executable, "-u", "-c", "import app; app.main()", "serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if re.match("home: ", line):  # told once the door is open
            break
    yield number
    process.send_signal(signal.SIGTERM)
    process.stdout.close()
    process.wait()


def asked(port, method, path, body=None, **headers):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def stalled(port, uuid, token):
    """A phone that begins to send a photo, and stops in the middle of it."""
    phone = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    head = (
        f"PUT /api/v1/observations/{uuid}/photos/{sha256(JPEG)} HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: image/jpeg\r\n"
        f"Content-Length: {len(JPEG)}\r\n\r\n"
    )
    phone.sendall(head.encode() + JPEG[: len(JPEG) // 2])
    return phone


def test_eight_stalled_uploads_keep_nobody_waiting_and_end_well(port):
    status, told = asked(port, "POST", "/api/v1/devices")
    assert status == 201
    token = json.loads(told)["token"]
    ours = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    uuid = new_id()
    assert asked(port, "PUT", f"/api/v1/observations/{uuid}", json.dumps(sent()), **ours)[0] == 201

    with ExitStack() as held:
        phones = [held.enter_context(stalled(port, uuid, token)) for _ in range(STALLED)]
        for _ in range(2 * STALLED):
            assert asked(port, "GET", "/health/live")[0] == 200
            sending = asked(
                port, "PUT", f"/api/v1/observations/{new_id()}", json.dumps(sent()), **ours
            )
            assert sending[0] == 201
        whole = photo("blue")
        address = f"/api/v1/observations/{uuid}/photos/{sha256(whole)}"
        assert asked(port, "PUT", address, whole, **ours | {"Content-Type": "image/jpeg"})[0] == 201
        answers = []
        for phone in phones:  # the network is back
            phone.sendall(JPEG[len(JPEG) // 2 :])
            answers.append(phone.makefile("rb").readline().split()[1])
        assert sorted(answers) == [b"200"] * (STALLED - 1) + [b"201"]
