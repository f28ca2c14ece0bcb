"""A real receiver on this machine, that answers as it is told and remembers what came."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from config.calls import calling
from exports.webhooks.sending import send_due
from tests.sendings import new_id, sent


class Receiver(ThreadingHTTPServer):
    """What came, oldest first; `answers` says the statuses to give, the last one for ever."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.came, self.answers, self.words, self.headers = [], [200], b"thanks", {}
        self.turn = threading.Lock()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/brindille?key=1"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.turn:
            self.server.came.append((dict(self.headers), body, self.path))
            answers = self.server.answers
            status = answers.pop(0) if len(answers) > 1 else answers[0]
        self.send_response(status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.server.words)))
        self.end_headers()
        self.wfile.write(self.server.words)

    def do_GET(self):
        self.server.came.append(("GET", self.path))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *told):
        pass


@pytest.fixture
def receiver(app):
    calling.permit(loopback=True)
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
    calling.permit(loopback=False)


@pytest.fixture
def send(deliver):
    """Run the jobs, then make every call that is due; say how many calls."""

    def all_due():
        deliver()
        made = 0
        while send_due():
            made += 1
        return made

    return all_due


@pytest.fixture
def hook(moderator, receiver):
    """A webhook of the naturalists, and its secret."""
    answer = moderator.post("/api/v1/webhooks", json={"url": receiver.url})
    assert answer.status_code == 201, answer.json
    return answer.json


@pytest.fixture
def report(resident):
    def told(protocol="biodiversity", **changes):
        uuid = new_id()
        answer = resident.put(f"/api/v1/observations/{uuid}", json=sent(protocol, **changes))
        assert answer.status_code == 201, answer.json
        return uuid

    return told
