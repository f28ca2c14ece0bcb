"""Real servers on loopback: the product's, and the bare endpoint beside it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from bench.place import ROOT, Place

WAITRESS = ["-c", "import commands; commands.main()", "serve"]
GUNICORN = ["-m", "gunicorn", "--no-control-socket", "--workers", "2", "--threads", "4"]
TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """A server in a group of processes of its own, which can be held still meanwhile."""

    def __init__(
        self, environment: Mapping[str, str], command: list[str], port: int,
        python: str = sys.executable,
    ) -> None:  # fmt: skip
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.port = port
        self.process = subprocess.Popen(  # type: ignore[call-overload]
            [python, *command], env={**environment, "PORT": str(port)}, cwd=ROOT,
            start_new_session=True, **quiet,
        )  # fmt: skip

    def hold_still(self) -> None:
        os.killpg(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.killpg(self.process.pid, signal.SIGCONT)

    def processor(self) -> float:
        """Seconds of processor its processes have spent, and those of theirs that ended."""
        spent = 0.0
        for told in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = told.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == self.process.pid:  # its group
                spent += sum(map(int, fields[11:15])) / TICK
        return spent

    def end(self) -> None:
        self.go_on()
        self.process.terminate()
        self.process.wait(timeout=60)


@contextmanager
def served(place: Place) -> Iterator[Server]:
    """Serve as the product does: `brindille serve` embedded, the Procfile's gunicorn otherwise."""
    port = free_port()
    gunicorn = [*GUNICORN, "--bind", f"127.0.0.1:{port}", "app:wsgi()"]
    with _opened(Server(place.environment, gunicorn if place.server else WAITRESS, port)) as server:
        yield server


@contextmanager
def bare(place: Place) -> Iterator[Server]:
    """Serve the floor, with the servers of the product."""
    made = "from bench import bare; bare.table()"
    subprocess.run([sys.executable, "-c", made], env=place.environment, cwd=ROOT, check=True)
    port = free_port()
    gunicorn = [*GUNICORN, "--bind", f"127.0.0.1:{port}", "bench.bare:wsgi()"]
    waitress = ["-m", "bench.bare", str(port)]
    with _opened(Server(place.environment, gunicorn if place.server else waitress, port)) as server:
        yield server


@contextmanager
def _opened(server: Server) -> Iterator[Server]:
    try:
        _wait(server.port)
        yield server
    finally:
        server.end()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/live")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")
