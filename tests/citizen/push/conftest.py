"""A push service on this machine, and a phone that reads what it brings."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key

from citizen.push import sending
from citizen.push.encryption import CURVE, letters, public
from config.calls import calling
from tests.citizen.push.phone import opened


class Service(ThreadingHTTPServer):
    """What came, oldest first; `answers` is the status it gives."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.came, self.answers = [], 201


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append((self.path, dict(self.headers), body))
        self.send_response(self.server.answers)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *told):
        pass


class Phone:
    """A browser: its address at the push service, its keys, and what it read."""

    def __init__(self, service, name):
        self.service, self.path = service, f"/{name}"
        self.key, self.secret = generate_private_key(CURVE), name.ljust(16, "-").encode()

    @property
    def asks(self):
        return {
            "endpoint": f"http://127.0.0.1:{self.service.server_port}{self.path}",
            "p256dh": letters(public(self.key)),
            "auth": letters(self.secret),
        }

    @property
    def read(self):
        mine = [body for path, _, body in self.service.came if path == self.path]
        return [opened(body, self.key, self.secret) for body in mine]


@pytest.fixture
def on(app):
    sending.permit(on=True)
    yield
    sending.permit(on=False)


@pytest.fixture
def service(on):
    calling.permit(loopback=True)
    server = Service()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
    calling.permit(loopback=False)


@pytest.fixture
def phone(service):
    return lambda name="phone": Phone(service, name)
