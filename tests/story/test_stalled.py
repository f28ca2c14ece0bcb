"""Eight phones that stop in the middle of an upload keep nobody else waiting: the real process."""

import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing

import pytest

from tests.guards.source import ROOT
from tests.sendings import new_id, photo, sent, sha256

STALLED = 8  # as many as there are threads
PATIENCE = 30  # seconds a socket waits: without an answer the test fails
JPEG = photo()


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(settings, command, port, **told):
    """A process of its own, on this test's home."""
    environment = {
        "BRINDILLE_HOME": settings.BRINDILLE_HOME, "DATABASE_URL": settings.DATABASE_URL,
        "SECRET_KEY": settings.SECRET_KEY, "PORT": str(port), "DEMO": "0", "RATE_LIMITS": "off",
        "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
    }  # fmt: skip
    return subprocess.Popen(command, cwd=ROOT, env=environment | told, stdout=subprocess.PIPE)


def ended(process):
    process.send_signal(signal.SIGTERM)
    process.stdout.close()
    process.wait()


@pytest.fixture
def port(app, settings):
    """The address where `brindille serve` listens."""
    number = free_port()
    command = [sys.executable, "-u", "-c", "import commands; commands.main()", "serve"]
    process = started(settings, command, number)
    for line in process.stdout:
        if line.startswith(b"home: "):  # told once the door is open
            break
    yield number
    ended(process)


NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


@pytest.fixture
def proxied(app, settings, tmp_path):
    """The address of nginx, told what docs/proxy.md says, before the gunicorn of the Procfile."""
    if NGINX is None:
        pytest.skip("nginx is not installed")
    door, behind = free_port(), free_port()
    (web,) = re.findall(r"^web: (.*)$", (ROOT / "Procfile").read_text(), re.M)
    gunicorn = [sys.executable, "-m", *shlex.split(web.partition(" --bind ")[0])]
    bound = ["--bind", f"127.0.0.1:{behind}", "app:wsgi()"]
    server = started(settings, [*gunicorn, *bound], behind, PROXIES="1")
    (said,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs/proxy.md").read_text(), re.S)
    said = said.replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    said = said.replace("listen 443 ssl", f"listen 127.0.0.1:{door}")
    paths = "".join(
        f"{name}_temp_path {tmp_path}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {tmp_path}/nginx.pid; events {{}}\n"
        f"http {{ access_log off;\n{paths}{said}}}\n"
    )
    told = [NGINX, "-p", str(tmp_path), "-e", "stderr", "-c", str(tmp_path / "nginx.conf")]
    proxy = subprocess.Popen(told, stdout=subprocess.PIPE)
    yield opened(door, [server, proxy])
    for process in (proxy, server):
        ended(process)


def opened(port, processes):
    """Ask until it answers: both processes take a moment to open."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and all(one.poll() is None for one in processes):
        try:
            if asked(port, "GET", "/health/live")[0] == 200:
                return port
        except OSError:
            pass
    raise AssertionError("the proxy, or the server behind it, does not answer")


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
    eight_stall(port)


def test_eight_stalled_uploads_keep_nobody_waiting_behind_the_documented_proxy(proxied):
    eight_stall(proxied)


def eight_stall(port):
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
